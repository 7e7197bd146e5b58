"""What a figure is made of: rows of rosters by their keys, and counts of aggregates.

The cube says it (`by="row"`): each row of a roster with what it counts for. An
aggregate is in a figure where the cube says of its unit just what it tells, and no row
and no lower aggregate is summed there (`queries/cube/leaves.sql` has the rule).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from grassroots import assessment, carrying, cube, kept, query
from grassroots.cube import Cell
from grassroots.indicators import INDICATORS, NOW, STANDARD, THEN, Choices
from grassroots.targets import Target
from grassroots.units import Unit, of_year, path_in

# met: counts as reached (of admissions: admitted in the year). base: a member that
# admissions are measured by. outside: in neither count (not rated; no base is known).
MET, NOT_MET, UNKNOWN, BASE, OUTSIDE = "met", "not_met", "unknown", "base", "outside"
OUTCOMES = (NOT_MET, UNKNOWN, MET, BASE, OUTSIDE)
_BY = "row"

Key = tuple[int, int]  # a table and the row in its sheet


@dataclass(frozen=True)
class Population:
    """Of which cases a figure is: choices, and what a target leaves out or asks for."""

    choices: Choices = STANDARD
    without_armed_forces: bool = False
    only_kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aggregate:
    """A count that an aggregate tells of a unit, and where it stands."""

    table_id: int
    row_number: int
    unit_id: int
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True)
class Behind:
    """A figure and what it is made of.

    outcomes: one of OUTCOMES for each row. carried: a part of the figure was shared out
    of units that were split; the rows are then all rows of these units, and their sum
    is not the figure.
    """

    indicator: str
    year: int
    figure: Cell
    outcomes: Mapping[Key, str]
    aggregates: tuple[Aggregate, ...]
    carried: bool

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows have each outcome."""
        return Counter(self.outcomes.values())


def population(target: Target, choices: Choices) -> Population:
    """The cases that a target asks for, by the base that its document prints."""
    own = assessment.asked(target, choices)[0]
    return Population(own.choices, own.without_armed_forces, own.only_kinds)


def behind(
    connection: duckdb.DuckDBPyConnection,
    indicator_id: str,
    unit_id: int,
    year: int,
    of: Population | None = None,
) -> Behind:
    """What the figure of a unit in a year is made of; of None: all cases, under the
    standard choices. KeyError for an indicator that is not known."""
    asked = _Asked(connection, indicator_id, year, of or Population())
    (figure,) = asked.figures([unit_id])
    units, carried = [unit_id], figure.estimated
    now = asked.of.choices.boundaries == NOW
    if now:
        units = _went_into(connection, unit_id, year)
    then = replace(asked, of=_then(asked.of))
    # Rows cannot be shared out: of a unit that was split all of them are given.
    cells = then.rows(units) if carried else asked.rows([unit_id])
    share = INDICATORS[indicator_id].unit == "share"
    with_base = share and figure.denominator is not None
    told: tuple[Aggregate, ...] = ()
    if carried or not _adds_up(cells, figure, with_base):
        told = _standing(then, units)
    return Behind(
        indicator=indicator_id,
        year=year,
        figure=figure,
        outcomes={
            _key(cell): _outcome(indicator_id, cell, with_base) for cell in cells
        },
        aggregates=told,
        carried=carried,
    )


@dataclass(frozen=True)
class _Asked:
    """One indicator in one year, of one population, for the cube."""

    connection: duckdb.DuckDBPyConnection
    indicator: str
    year: int
    of: Population

    def figures(self, units: Sequence[int], by: str | None = None) -> list[Cell]:
        return cube.figures(
            self.connection,
            self.indicator,
            units=units,
            year=self.year,
            by=by,
            choices=self.of.choices,
            without_armed_forces=self.of.without_armed_forces,
            only_kinds=self.of.only_kinds or None,
        )

    def rows(self, units: Sequence[int]) -> list[Cell]:
        """One cell a row of a roster under the units, each row once."""
        cells = self.figures(units, _BY)
        return list({one.group: one for one in cells if one.group is not None}.values())


def _then(of: Population) -> Population:
    return replace(of, choices=replace(of.choices, boundaries=THEN))


def _went_into(
    connection: duckdb.DuckDBPyConnection, unit_id: int, year: int
) -> list[int]:
    """The units of a year of which something is in a unit of today."""
    if kept.is_current(connection):
        carried = kept.carried(connection)
    else:
        carried = carrying.carried(connection, date.today())
    found = query.read(connection, "rows/went_into", carried, unit=unit_id, year=year)
    return [row["unit_id"] for row in found]


def _key(cell: Cell) -> Key:
    table, _, row = str(cell.group).partition(":")
    return int(table), int(row)


def _outcome(indicator_id: str, cell: Cell, with_base: bool) -> str:
    if with_base and cell.denominator is None:
        return OUTSIDE  # what has no base stays out of the share
    if cell.unknown:
        return UNKNOWN
    if cell.numerator:
        return MET
    if cell.denominator:
        return BASE if INDICATORS[indicator_id].base == "admission" else NOT_MET
    return OUTSIDE


def _adds_up(cells: Sequence[Cell], figure: Cell, with_base: bool) -> bool:
    """Whether the rows alone are the figure."""
    summed = [one for one in cells if not with_base or one.denominator is not None]
    numerator = sum(one.numerator or 0 for one in summed)
    denominator = sum(one.denominator or 0 for one in summed)
    said = (figure.numerator or 0, figure.denominator or 0)
    return (numerator, denominator) == said


def _standing(asked: _Asked, units: Sequence[int]) -> tuple[Aggregate, ...]:
    """The aggregates that the figures of the units are made of."""
    found = query.rows(
        asked.connection,
        "rows/aggregates",
        units=list(units),
        year=asked.year,
        indicator=asked.indicator,
    )
    candidates = [Aggregate(**row) for row in found]
    if not candidates:
        return ()
    ids = [one.unit_id for one in candidates]
    figures = {cell.unit_id: cell for cell in asked.figures(ids)}
    counts = INDICATORS[asked.indicator].unit == "count"
    by_rows = {
        cell.unit_id
        for cell in asked.figures(ids, _BY)
        if cell.group is not None and (counts or cell.denominator is not None)
    }
    paths = Paths(asked.connection)
    standing: list[Aggregate] = []
    above: set[int] = set()
    for one in candidates:  # the deepest first
        figure = figures[one.unit_id]
        said = (figure.numerator, figure.denominator)
        if one.unit_id in above | by_rows or said != (one.numerator, one.denominator):
            continue
        above |= {step.unit_id for step in paths.of(asked.year, one.unit_id)}
        standing.append(one)
    return tuple(standing)


class Paths:
    """The way down to a unit in the tree of a year, each tree read once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._trees: dict[int, dict[int, Unit]] = {}
        self._found: dict[tuple[int, int], tuple[Unit, ...]] = {}

    def of(self, year: int, unit_id: int) -> tuple[Unit, ...]:
        """Empty where the unit did not stand in that year."""
        if year not in self._trees:
            self._trees[year] = of_year(self._connection, year)
        if (year, unit_id) not in self._found:
            path = path_in(self._trees[year], unit_id)
            self._found[year, unit_id] = tuple(path)
        return self._found[year, unit_id]
