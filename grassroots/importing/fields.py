"""Headings → the kind of roster and the field of every column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from grassroots.importing import context, headings
from grassroots.importing.table import Column, Table
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


@dataclass(frozen=True)
class Mapped:
    """A column and the field it feeds.

    option: the word that a tick means; year: of a rating; part: day, month, year, first
    or last, or the gender that a filled birth-date column tells.
    """

    index: int
    heading: str
    field: str
    year: int | None = None
    option: str | None = None
    part: str | None = None


@dataclass(frozen=True)
class Layout:
    """A table understood as a kind of roster."""

    kind: str
    columns: tuple[Mapped, ...]
    ignored: tuple[Column, ...]
    left_out: dict[int, str] = field(default_factory=dict)

    def of(self, field_id: str) -> list[Mapped]:
        """The columns that feed a field."""
        return [column for column in self.columns if column.field == field_id]

    @property
    def fields(self) -> set[str]:
        """The fields that have a column."""
        return {column.field for column in self.columns}


@dataclass(frozen=True)
class Choice:
    """The best layout; others: kinds that fit as well, where a person must decide."""

    layout: Layout
    others: tuple[str, ...] = ()


def choose(table: Table, file: str, kind: str | None = None) -> Choice | None:
    """The kind that headings, title, sheet's and file's name speak for.

    kind: given by a person. None: no kind has the columns that it cannot do without.
    """
    kinds = [roster_kinds()[kind]] if kind else list(roster_kinds().values())
    fitting: list[tuple[float, Layout]] = []
    for candidate in kinds:
        layout = _layout(table, candidate)
        if kind or _suffices(layout, candidate, table):
            fitting.append((_weight(layout, candidate, table, file), layout))
    if not fitting:
        return None
    fitting.sort(key=lambda scored: -scored[0])
    best, layout = fitting[0]
    others = [
        other.kind
        for score, other in fitting[1:]
        if score > best - 1 and {layout.kind, other.kind} == {"members", "admissions"}
    ]
    return Choice(layout, tuple(others))


def _suffices(layout: Layout, kind: RosterKind, table: Table) -> bool:
    named = [text for text in (*table.title, table.grid.sheet) if text]
    told = any(context.kind_words(kind.kind, text) for text in named)
    telling = layout.fields & set(kind.telling)
    return kind.possible(layout.fields) and (bool(telling) or told)


def _weight(layout: Layout, kind: RosterKind, table: Table, file: str) -> float:
    """How much speaks for a kind: fields it alone asks for, words that name it."""
    words = max(
        (
            weight * context.kind_words(kind.kind, text)
            for weight, texts in (
                (4, table.title),
                (4, (table.grid.sheet,)),
                (2, (file.rsplit(".", 1)[0].replace("_", " "),)),
            )
            for text in texts
        ),
        default=0,
    )
    share = len(layout.columns) / max(1, len(table.columns))
    return (
        len(layout.fields) + 2 * len(layout.fields & set(kind.telling)) + words + share
    )


def _layout(table: Table, kind: RosterKind) -> Layout:
    mapped: list[Mapped] = []
    ignored: list[Column] = []
    left_out: dict[int, str] = {}
    taken: set[tuple[str, int | None, str | None, str | None]] = set()
    for column in table.columns:
        reason = headings.left_out(column.heading) or headings.left_out(
            column.levels[-1]
        )
        found = None if reason else _mapped(column, kind)
        if reason:
            left_out[column.index] = reason
        if found is None:
            ignored.append(column)
            continue
        place = (found.field, found.year, found.option, found.part)
        # Aggregates may be wide: many numerators, each under its indicator's heading.
        many = kind.kind == "aggregates" and len(column.levels) > 1
        if place in taken and not many and found.field not in ("number", "note"):
            ignored.append(column)
            continue
        taken.add(place)
        mapped.append(found)
    return Layout(kind.kind, tuple(mapped), tuple(ignored), left_out)


def _mapped(column: Column, kind: RosterKind) -> Mapped | None:
    part = _part(column, kind)
    if part:
        return part
    read = headings.read(kind.kind, column.levels)
    if read is None:
        return None
    return Mapped(column.index, column.heading, read.field, read.year, read.option)


def _part(column: Column, kind: RosterKind) -> Mapped | None:
    """A column that holds a part of a value: of a name, of a date, or by gender."""
    last = key(column.levels[-1])
    has = {found.id: found.type for found in kind.fields}
    if last in _NAME_PARTS and has.get("name") == "name":
        return Mapped(column.index, column.heading, "name", part=_NAME_PARTS[last])
    if len(column.levels) < 2:
        return None
    over = headings.read(kind.kind, column.levels[:-1])
    if over is None or has.get(over.field) != "date":
        return None
    if last in _DATE_PARTS:
        return Mapped(column.index, column.heading, over.field, part=_DATE_PARTS[last])
    if last in _GENDERS and "gender" in has:
        return Mapped(column.index, column.heading, over.field, part=_GENDERS[last])
    return None


def unmatched(layout: Layout) -> Iterable[Column]:
    """The ignored columns that were not left out on purpose."""
    return (column for column in layout.ignored if column.index not in layout.left_out)


def first_cells(table: Table, index: int, most: int = 3) -> list[Any]:
    """Sample cells of a column, for a question."""
    cells = (row[index] for row in table.grid.rows[table.first_row - 1 :])
    return list(islice((cell for cell in cells if cell != ""), most))
