"""A conversion table from its cells to the tree, with all that is to be said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grassroots import unit_names
from grassroots.importing.places import conversion_days, home, lives
from grassroots.importing.places.contradictions import Fault
from grassroots.importing.places.conversion import Conversion, Converted
from grassroots.importing.places.conversion_rows import (
    NEW,
    OLD,
    Named,
    Row,
    Told,
)
from grassroots.importing.places.matching import Finder
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    ROW,
    VALUE,
    Answers,
    Problem,
    column_letter,
    shown,
)
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout
from grassroots.units import Tree

# What is said of rows whose names stand in no column of their own: a conversion table
# sorts its rows itself.
_OF_ROWS = {"not_a_row", "no_name", "no_unit", "number_jumps", "total_differs"}
_MOST_SHOWN = 20
_MOST_NAMED = 8


@dataclass
class Declared:
    """What a table of units told. read: how many rows of the sheet it has; rows: how
    many are taken in; aside: the others, with code and cells. sorted: it told its rows
    apart itself."""

    rows: int = 0
    read: int = 0
    sorted: bool = False
    aside: list[tuple[int, str, Any]] = field(default_factory=list)
    successions: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def said(self, before: Sequence[Problem]) -> list[Problem]:
        """All that is to be said of the table, with what was said of it before."""
        kept = [one for one in before if not (self.sorted and one.code in _OF_ROWS)]
        return kept + self.problems


def is_conversion(tree: Tree, told: Told) -> bool:
    """Whether the rows name their units with the units above them, several in a cell,
    or communes that the tree does not have."""
    for row in [*told.rows, *(fault[0] for fault in told.faults)]:
        sides = (row.old, row.new)
        if row.several or any(side.province or side.district for side in sides):
            return True
        if any(side.commune.name and side.commune.code for side in sides):
            return True
    names = [row.new.commune.name for row in told.rows]
    return bool(names) and all(
        name
        and (read := unit_names.read(name)).level == "commune"
        and not tree.named(read, ("commune",), None, date.max)
        for name in names
    )


def convert(
    tree: Tree,
    table: Table,
    layout: Layout,
    told: Told,
    provinces: tuple[set[int], int | None],
    answers: Answers,
) -> Declared:
    """Takes a conversion table into the tree. provinces: those that the tree had before
    this file, and the one of rows that name none.

    Nothing is done where the day is not known: that is asked (no_as_of).
    """
    work = _Work(tree, table, layout, told)
    work.faults(Fault(row, code, where) for row, code, where in told.faults)
    rows = work.of_communes(told.rows)
    known, province = provinces
    if known:
        rows = work.of_known_provinces(rows, known, province)
    days = _by_day(table, rows, answers, work)
    if days is None:
        work.declared.problems.append(
            Problem("no_as_of", QUESTION, table.grid.sheet, table.header_rows[0])
        )
        return work.finish()
    for day, told_then in sorted(days.items()):
        done = Conversion(tree, day, province, answers.units).take(told_then)
        work.say(done, day)
    return work.finish()


def _by_day(
    table: Table, rows: list[Row], answers: Answers, work: _Work
) -> dict[date, list[Row]] | None:
    """The rows by the day of their change, None where nothing tells it."""
    days: dict[date, list[Row]] = defaultdict(list)
    rest = [row for row in rows if row.day is None]
    for row in rows:
        if row.day is not None:
            days[row.day].append(row)
    if not rest:
        return days
    titled = conversion_days.in_title((*table.title, table.grid.sheet))
    if answers.as_of is not None:
        days[answers.as_of] += rest
    elif len(titled) == 1:
        days[titled[0]] += rest
    elif not titled and len(days) == 1:
        # A day written once, for the rows below it as well, is not told for the rest.
        return None
    elif not titled and conversion_days.districts_end(rest):
        days[lives.DISTRICTS_ENDED] += rest
        work.note("date_by_law", value=f"{lives.DISTRICTS_ENDED:%d/%m/%Y}")
    else:
        return None
    return days


@dataclass
class _Work:
    """What becomes of each row of the sheet, and what is said."""

    tree: Tree
    table: Table
    layout: Layout
    told: Told
    declared: Declared = field(default_factory=Declared)
    good: set[int] = field(default_factory=set)
    bad: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.told.filled:
            column = self.layout.of(NEW)[0]
            self.note("filled_down", value=column.heading, column=column.index)

    def note(
        self,
        code: str,
        row: Row | None = None,
        value: str | None = None,
        column: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Says something from which nothing else follows."""
        self.declared.problems.append(
            Problem(
                code,
                NOTE,
                self.table.grid.sheet,
                row.number if row else self.table.header_rows[-1],
                column_letter(column) if column is not None else None,
                value,
                details=details or {},
            )
        )

    def faults(self, faults: Iterable[Fault]) -> None:
        """Says what is wrong with rows; of a row that names several communes the
        others may be taken all the same."""
        for fault in faults:
            row = fault.row
            self.bad.setdefault(row.number, fault.code)
            index = self._column(fault.field, row)
            self.declared.problems.append(
                Problem(
                    fault.code,
                    VALUE if row.several else ROW,
                    self.table.grid.sheet,
                    row.number,
                    column_letter(index),
                    self._value(row, fault.field) or shown(row.cells[index]),
                    fault.field,
                    {"other": fault.other},
                )
            )

    def _column(self, name: str, row: Row) -> int:
        for field_id in (name, f"{name}_code"):
            for column in self.layout.of(field_id):
                if shown(row.cells[column.index]).strip():
                    return column.index
        return (self.layout.of(name) or list(self.layout.columns))[0].index

    def _value(self, row: Row, name: str) -> str:
        side = row.new if name.startswith(NEW) else row.old
        named = side.district if name.endswith("district") else side.commune
        return named.name or named.code or ""

    def of_communes(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that name communes on both sides; the others are set aside."""
        kept, faults = [], []
        for row in rows:
            wrong = next(
                (
                    side
                    for side, named in ((OLD, row.old.commune), (NEW, row.new.commune))
                    if named.name and _level(named) not in (None, "commune")
                ),
                None,
            )
            if wrong:
                faults.append(Fault(row, "not_a_commune", wrong))
            else:
                kept.append(row)
        self.faults(faults)
        return kept

    def of_known_provinces(
        self, rows: Sequence[Row], known: set[int], province: int | None
    ) -> list[Row]:
        """The rows of provinces that the tree has, one line on all the others: a table
        of the whole country must not flood the tree of one province."""
        find = Finder(self.tree)
        cached: dict[tuple[Named, str], bool] = {}

        def is_known(named: Named, side: str) -> bool:
            if not named:
                return province in known
            if (named, side) not in cached:
                day = lives.before(lives.DISTRICTS_ENDED) if side == OLD else date.max
                cached[named, side] = find.province(named, day) in known
            return cached[named, side]

        kept: list[Row] = []
        others: list[Row] = []
        for row in rows:
            here = is_known(row.old.province, OLD) or is_known(row.new.province, NEW)
            (kept if here else others).append(row)
        if others:
            numbers = sorted({row.number for row in others})
            self.bad.update(dict.fromkeys(numbers, "other_provinces"))
            names = {row.new.province.name or row.new.province.code for row in others}
            first = min(others, key=lambda row: row.number)
            self.declared.problems.append(
                Problem(
                    "other_provinces",
                    ROW,
                    self.table.grid.sheet,
                    first.number,
                    None,
                    _some(sorted(filter(None, names))),
                    details={"count": len(numbers)},
                )
            )
        return kept

    def say(self, done: Converted, day: date) -> None:
        """What one day's rows did."""
        self.good |= {row.number for row in done.loaded}
        self.declared.successions += done.successions
        self.faults(done.faults)
        for row, where, match in done.asked:
            units = [self.tree.at(unit, day) for unit in match.near]
            named = self._value(row, where)
            level = "district" if where.endswith("district") else "commune"
            self.declared.problems.append(
                Problem(
                    "near_unit",
                    QUESTION,
                    self.table.grid.sheet,
                    row.number,
                    column_letter(self._column(where, row)),
                    unit_names.read(named, level).shown,
                    "unit",
                    {"options": [[unit.code, unit.name] for unit in units]},
                )
            )
        for row, where, name in done.spelled[:_MOST_SHOWN]:
            written = self._value(row, where)
            column = self._column(where, row)
            self.note("spelled_otherwise", row, written, column, {"other": name})
        if len(done.spelled) > _MOST_SHOWN:
            self.note("spelled_otherwise_more", details={"count": len(done.spelled)})
        for row in done.parts[:_MOST_SHOWN]:
            column = self._column(OLD, row)
            self.note("rest_untold", row, self._value(row, OLD), column)
        if len(done.parts) > _MOST_SHOWN:
            self.note("rest_untold_more", details={"count": len(done.parts)})
        for row in done.stay[:_MOST_SHOWN]:
            column = self._column(OLD, row)
            self.note("rest_stands", row, self._value(row, OLD), column)
        if done.left:
            names = [self.tree.at(unit, day).name for unit in done.left]
            count = sum(map(len, done.left.values()))
            self.note("district_left", value=_some(names), details={"count": count})

    def finish(self) -> Declared:
        """The counts of rows, and the rows that are set aside."""
        self.declared.sorted = True
        self.declared.read = len(self.told.sheet_rows)
        self.declared.rows = len(self.good)
        self.declared.aside = [
            (number, self.bad[number], cells)
            for number, cells in self.told.sheet_rows.items()
            if number not in self.good and number in self.bad
        ]
        return self.declared


def known_provinces(tree: Tree) -> set[int]:
    """The provinces of the tree but for those that this very file has named."""
    made = home.fresh(tree)
    return {unit for unit in tree.provinces() if unit not in made}


def _level(named: Named) -> str | None:
    return unit_names.read(named.name or "").level


def _some(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
