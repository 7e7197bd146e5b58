"""The columns of a table → the fields of one kind, by what their headings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grassroots.decisions import layout_of
from grassroots.importing.report import column_letter
from grassroots.importing.tables.table import Column, Table
from grassroots.importing.understanding import headings, meaning
from grassroots.importing.understanding.layout import (
    DECIDED,
    IGNORE,
    MEANING,
    REMEMBERED,
    Layout,
    Mapped,
)
from grassroots.rosters import RosterKind
from grassroots.words import key

# Parts of one value in columns of their own: heading → part.
_NAME_PARTS = {
    key(word): part
    for part, words in {
        "first": ("Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ và chữ đệm", "Họ"),
        "last": ("Tên",),
    }.items()
    for word in words
}
_DATE_PARTS = {"ngày": "day", "tháng": "month", "năm": "year"}
_GENDERS = {"nam": "male", "nữ": "female"}
REPEATABLE = {"number", "note"}
# Kinds whose headings are words of their own; what others mean is not looked for.
BY_LIST_ALONE = {"aggregates", "units", "successions"}
# But for conversion tables, which say "old" and "new" in many ways: "Trước sắp xếp"
# over "Tên xã" is in no list.
_IN_MANY_WORDS = {"successions"}


@dataclass(frozen=True)
class Decisions:
    """What persons have said of columns: heading (or letter of the column) → field or
    `ignore`; now, or earlier for a table with these headings."""

    now: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)

    def of(self, column: Column) -> tuple[str | None, str]:
        """What was said of a column, None where nothing was; and how it is known."""
        letter = column_letter(column.index)
        said = self.now.get(column.heading) or self.now.get(letter)
        if said:
            return said, DECIDED
        return self.before.get(column.heading), REMEMBERED


NOTHING = Decisions()


@dataclass(frozen=True)
class Said:
    """All that persons have said of columns: of this file's now, and earlier of tables
    by their layouts (`decisions.layout_of`)."""

    now: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of_table(self, table: Table) -> Decisions:
        """What concerns one table."""
        if not self.layouts:
            return Decisions(self.now)
        layout = layout_of(column.heading for column in table.columns)
        return Decisions(self.now, self.layouts.get(layout, {}))


NOTHING_SAID = Said()


def understood(
    table: Table, kind: RosterKind, decisions: Decisions = NOTHING
) -> Layout:
    """The table's columns as fields of this kind, without weighing what is not sure."""
    taken_up: list[Mapped] = []
    ignored: list[Column] = []
    left_out: dict[int, str] = {}
    taken: set[tuple[str, int | None, str | None, str | None]] = set()
    for column in table.columns:
        said, how = decisions.of(column)
        reason = _left_out(column) if said is None else None
        if reason:
            left_out[column.index] = reason
        found = None if reason else mapped(column, kind, said, how)
        if found is None:
            ignored.append(column)
            continue
        place = (found.field, found.year, found.option, found.part)
        # Aggregates may be wide: many numerators, each under its indicator's heading.
        many = kind.kind == "aggregates" and len(column.levels) > 1
        if place in taken and not many and found.field not in REPEATABLE:
            ignored.append(column)
            continue
        taken.add(place)
        taken_up.append(found)
    ids = {one.id for one in kind.fields}
    nameless = _without_heading(table, decisions)
    taken_up += [
        Mapped(column.index, column.heading, said, how=decisions.of(column)[1])
        for column in nameless
        if (said := decisions.of(column)[0]) in ids and said is not None
    ]
    said_of = {column: decisions.of(column) for column in (*table.columns, *nameless)}
    return Layout(
        kind.kind,
        tuple(taken_up),
        tuple(ignored),
        left_out,
        frozenset(
            column.index for column, (said, _) in said_of.items() if said == IGNORE
        ),
        {
            column.heading: said
            for column, (said, how) in said_of.items()
            if said and how == DECIDED
        },
    )


def _without_heading(table: Table, decisions: Decisions) -> list[Column]:
    """The columns without a heading that a person has named by their letter."""
    headed = {column.index for column in table.columns}
    width = len(table.grid.rows[0]) if table.grid.rows else 0
    letters = {column_letter(index): index for index in range(width)}
    return [
        Column(letters[letter], (letter,))
        for letter in {**decisions.before, **decisions.now}
        if letter in letters and letters[letter] not in headed
    ]


def _left_out(column: Column) -> str | None:
    return headings.left_out(column.heading) or headings.left_out(column.levels[-1])


def mapped(
    column: Column, kind: RosterKind, said: str | None, how: str
) -> Mapped | None:
    if said == IGNORE:
        return None
    ids = {one.id for one in kind.fields}
    if said in ids:
        read = headings.read(kind.kind, column.levels)
        kept = read if read is not None and read.field == said else None
        year = kept.year if kept else headings.split_year(column.heading)[1]
        option = kept.option if kept else None
        return Mapped(column.index, column.heading, str(said), year, option, how=how)
    part = _part(column, kind)
    if part:
        return part
    read = headings.read(kind.kind, column.levels)
    if read is not None:
        return Mapped(column.index, column.heading, read.field, read.year, read.option)
    if kind.kind in BY_LIST_ALONE - _IN_MANY_WORDS:
        return None
    return _by_meaning(column, kind, ids)


def _by_meaning(column: Column, kind: RosterKind, ids: set[str]) -> Mapped | None:
    """The one field that the words of a heading mean, all of them understood."""
    for text in (column.heading, column.levels[-1]):
        meant = meaning.of(text)
        if text != column.heading and headings.group_of(kind.kind, column.levels):
            return None  # "Dân tộc" over "Khác": not a field of its own
        if meant.unused:
            return None
        fields = [one for one in meant.fields if one in ids]
        if len(fields) == 1 and not meant.unknown:
            year = headings.split_year(column.heading)[1]
            types = {one.id: one.type for one in kind.fields}
            rated = types[fields[0]] == "choice" and fields[0].endswith("rating")
            return Mapped(
                column.index,
                column.heading,
                fields[0],
                year if rated else None,
                how=MEANING,
            )
    return None


def _part(column: Column, kind: RosterKind) -> Mapped | None:
    """A column that holds a part of a value: of a name, of a date, or by gender."""
    last = key(column.levels[-1])
    has = {found.id: found.type for found in kind.fields}
    if last in _NAME_PARTS and has.get("name") == "name":
        return Mapped(column.index, column.heading, "name", part=_NAME_PARTS[last])
    if len(column.levels) < 2:
        return None
    over = _date_above(column, kind)
    if over is None:
        return None
    if last in _DATE_PARTS:
        return Mapped(column.index, column.heading, over, part=_DATE_PARTS[last])
    if last in _GENDERS and "gender" in has:
        return Mapped(column.index, column.heading, over, part=_GENDERS[last])
    return None


def _date_above(column: Column, kind: RosterKind) -> str | None:
    """The date that the heading over a column means, None where it means none."""
    has = {found.id: found.type for found in kind.fields}
    over = headings.read(kind.kind, column.levels[:-1])
    if over is not None:
        return over.field if has.get(over.field) == "date" else None
    meant = meaning.of(" ".join(column.levels[:-1]))
    dates = [one for one in meant.fields if has.get(one) == "date"]
    return dates[0] if len(dates) == 1 and not meant.unknown else None
