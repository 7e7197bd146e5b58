"""The columns of a table → the fields of one kind, and what a person must decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grassroots.decisions import layout_of
from grassroots.importing import evidence, headings, meaning
from grassroots.importing.layout import (
    DECIDED,
    IGNORE,
    MEANING,
    REMEMBERED,
    Doubt,
    Layout,
    Mapped,
)
from grassroots.importing.report import column_letter
from grassroots.importing.table import Column, Table
from grassroots.importing.values import is_blank
from grassroots.rosters import RosterKind, roster_kinds
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
_REPEATABLE = {"number", "note"}
# Kinds whose headings are words of their own; what others mean is not looked for.
_BY_LIST_ALONE = {"aggregates", "units", "successions"}
# Below this share of readable cells a heading is not believed.
_FITS, _SURELY_FITS = 0.5, 0.8
_FEW = 3
_SELDOM = 0.1
_ONE_WORD = re.compile(r"\s*[^\W\d_]+\s*$")


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
    mapped: list[Mapped] = []
    ignored: list[Column] = []
    left_out: dict[int, str] = {}
    taken: set[tuple[str, int | None, str | None, str | None]] = set()
    for column in table.columns:
        said, how = decisions.of(column)
        reason = _left_out(column) if said is None else None
        if reason:
            left_out[column.index] = reason
        found = None if reason else _mapped(column, kind, said, how)
        if found is None:
            ignored.append(column)
            continue
        place = (found.field, found.year, found.option, found.part)
        # Aggregates may be wide: many numerators, each under its indicator's heading.
        many = kind.kind == "aggregates" and len(column.levels) > 1
        if place in taken and not many and found.field not in _REPEATABLE:
            ignored.append(column)
            continue
        taken.add(place)
        mapped.append(found)
    ids = {one.id for one in kind.fields}
    nameless = _without_heading(table, decisions)
    mapped += [
        Mapped(column.index, column.heading, said, how=decisions.of(column)[1])
        for column in nameless
        if (said := decisions.of(column)[0]) in ids and said is not None
    ]
    said_of = {column: decisions.of(column) for column in (*table.columns, *nameless)}
    return Layout(
        kind.kind,
        tuple(mapped),
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


def weighed(table: Table, layout: Layout, rows: Sequence[Sequence[Any]]) -> Layout:
    """The layout with what a person must decide: headings that mean several fields,
    cells that are not what their heading says, columns nobody knows whose cells are
    words of a field that no other column tells. rows: the data rows alone."""
    if layout.kind in _BY_LIST_ALONE:
        return layout
    kind = roster_kinds()[layout.kind]
    layout = _with_ticks(_with_split_names(layout, rows), kind, rows)
    types = {one.id: one for one in kind.fields}
    doubts: list[Doubt] = []
    columns = {column.index: column for column in table.columns}
    for mapped in layout.columns:
        if mapped.how not in ("heading", MEANING) or mapped.option or mapped.part:
            continue
        cells = evidence.cells_under(rows, mapped.index)
        share = evidence.share_readable(cells, types[mapped.field])
        if share is not None and share < _FITS and len(set(map(str, cells))) >= _FEW:
            others = [
                one for one in evidence.spoken_for(cells, kind) if one != mapped.field
            ]
            doubts.append(
                Doubt(
                    "values_do_not_fit",
                    columns[mapped.index],
                    (mapped.field, *others),
                    evidence.samples(cells),
                )
            )
    for column in layout.ignored:
        if column.index in layout.left_out or column.index in layout.passed_over:
            continue
        doubt = _unknown(kind, layout, column, rows)
        if doubt is not None:
            doubts.append(doubt)
    doubts += _unheaded(layout, rows)
    return replace(layout, doubts=tuple(doubts))


def _with_split_names(layout: Layout, rows: Sequence[Sequence[Any]]) -> Layout:
    """A column without a heading beside that of the names, of single words: what
    stands under one heading over two columns where the file tells no merged cells."""
    names = [one for one in layout.of("name") if one.part is None]
    headed = _headed(layout)
    if len(names) != 1 or len(layout.of("name")) > 1 or names[0].index + 1 in headed:
        return layout
    name, beside = names[0], names[0].index + 1
    if not rows or beside >= len(rows[0]):
        return layout
    last = [row[beside] for row in rows if not is_blank(row[name.index])]
    single = [cell for cell in last if isinstance(cell, str) and _ONE_WORD.match(cell)]
    if len(single) < _SURELY_FITS * max(1, len(last)):
        return layout
    columns = [
        replace(one, part="first") if one is name else one for one in layout.columns
    ]
    columns.append(replace(name, index=beside, part="last"))
    return replace(layout, columns=tuple(columns))


def _with_ticks(
    layout: Layout, kind: RosterKind, rows: Sequence[Sequence[Any]]
) -> Layout:
    """A column headed like a date, "Chính thức", but ticked: the word to tick."""
    types = {one.id: one.type for one in kind.fields}
    columns = []
    for mapped in layout.columns:
        option = None
        if types[mapped.field] == "date" and not mapped.part:
            cells = evidence.cells_under(rows, mapped.index)
            if cells and all(evidence.is_tick(cell) for cell in cells):
                option = headings.option_of(kind.kind, mapped.heading)
        if option:
            mapped = replace(mapped, field=option[0], option=option[1], how=MEANING)
        columns.append(mapped)
    for column in layout.ignored:
        # Beside a real date of that name, such columns were taken for repetitions.
        cells = evidence.cells_under(rows, column.index)
        option = headings.option_of(kind.kind, column.heading)
        if option and cells and all(evidence.is_tick(cell) for cell in cells):
            told = {one.option for one in columns if one.field == option[0]}
            if None not in told and option[1] not in told:
                field_id, word = option
                ticked = Mapped(column.index, column.heading, field_id, option=word)
                columns.append(replace(ticked, how=MEANING))
    taken = {one.index for one in columns}
    ignored = tuple(one for one in layout.ignored if one.index not in taken)
    return replace(layout, columns=tuple(columns), ignored=ignored)


def _headed(layout: Layout) -> set[int]:
    mapped = {column.index for column in layout.columns}
    return mapped | {column.index for column in layout.ignored}


def _unheaded(layout: Layout, rows: Sequence[Sequence[Any]]) -> list[Doubt]:
    """Columns that have cells but no heading, within the table or right beside it:
    a header read wrongly must not lose them in silence."""
    headed = _headed(layout)
    if not headed or not rows:
        return []
    until = min(max(headed) + 2, len(rows[0]))
    doubts = []
    for index in range(min(headed), until):
        if index in headed or index in layout.passed_over:
            continue
        cells = evidence.cells_under(rows, index)
        if len(cells) >= max(_FEW, _SELDOM * len(rows)):
            nameless = Column(index, (column_letter(index),))
            told = layout.fields
            fields = evidence.spoken_for(cells, roster_kinds()[layout.kind])
            likely = tuple(one for one in fields if one not in told)
            samples = evidence.samples(cells)
            doubts.append(Doubt("no_heading", nameless, likely, samples))
    return doubts


def _unknown(
    kind: RosterKind, layout: Layout, column: Column, rows: Sequence[Sequence[Any]]
) -> Doubt | None:
    """Whether a column that feeds nothing may well be one of the kind's fields."""
    cells = evidence.cells_under(rows, column.index)
    if not cells:
        return None
    exact = headings.read(kind.kind, column.levels)
    if exact is not None and exact.option is None:
        return _said_twice(layout, column, exact.field, rows)
    meant = meaning.of(column.heading)
    if meant.unused or meaning.of(column.levels[-1]).unused:
        return None
    ids = {one.id: one for one in kind.fields}
    told = layout.fields
    possible = [one for one in meant.fields if one in ids and one not in told]
    spoken = [one for one in evidence.spoken_for(cells, kind) if one not in told]
    fitting = [
        one
        for one in dict.fromkeys([*possible, *spoken])
        if (evidence.share_readable(cells, ids[one]) or 1) >= _SURELY_FITS
    ]
    if not fitting:
        return None
    return Doubt("unsure_column", column, tuple(fitting), evidence.samples(cells))


def _said_twice(
    layout: Layout, column: Column, field_id: str, rows: Sequence[Sequence[Any]]
) -> Doubt | None:
    """Two columns for one field: no matter where they agree, else a question."""
    first = layout.of(field_id)
    if field_id in _REPEATABLE or not first or first[0].option or first[0].part:
        return None
    differ = [
        row[column.index]
        for row in rows
        if row[column.index] not in ("", None)
        and row[column.index] != row[first[0].index]
    ]
    if not differ:
        return None
    return Doubt("same_field", column, (field_id,), evidence.samples(differ))


def _left_out(column: Column) -> str | None:
    return headings.left_out(column.heading) or headings.left_out(column.levels[-1])


def _mapped(
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
    if kind.kind in _BY_LIST_ALONE:
        return None
    return _by_meaning(column, kind, ids)


def _by_meaning(column: Column, kind: RosterKind, ids: set[str]) -> Mapped | None:
    """The one field that the words of a heading mean, all of them understood."""
    for text in (column.heading, column.levels[-1]):
        meant = meaning.of(text)
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
