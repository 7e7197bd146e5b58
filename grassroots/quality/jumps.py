"""Figures of a unit that jump in one year: how many cases it tells, and what share of
them meets the measure, each against the other years of the same unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import duckdb

from grassroots import cube, query
from grassroots.cube import Cell
from grassroots.indicators import INDICATORS
from grassroots.quality import outliers

CASES, SHARE = "cases", "share"
# Beyond the threshold and yet nothing to look at: as in queries/checks/members_jump.sql
# at least ten cases and more than a fifth; of shares of ten cases and more, ten points
# that are at least five cases.
LEAST_CASES = 10
LEAST_PART = Fraction(1, 5)
LEAST_POINTS = Fraction(1, 10)
LEAST_MET = 5


@dataclass(frozen=True)
class Jump:
    """A unit's value in a year that stands far from the middle of its years.

    what: `cases` (known and unknown ones together, of a count the count) or `share` (a
    fraction of `of` known cases). years: over how many. score None: more than half of
    the years are one and the same.
    """

    indicator: str
    unit_id: int
    year: int
    what: str
    value: Fraction
    of: int
    middle: Fraction
    years: int
    score: Fraction | None


def found(connection: duckdb.DuckDBPyConnection) -> list[Jump]:
    """The jumps of all communes, districts without communes and sector committees, over
    the years since each is the same population."""
    units = [row["unit_id"] for row in query.rows(connection, "quality/lowest_units")]
    since: dict[int, int] = {}
    for row in query.rows(connection, "cube/breaks", units=units or [0]):
        unit, year = row["unit_id"], row["year"]
        since[unit] = max(since.get(unit, year), year)
    return of_cells(cube.figures_of(connection, list(INDICATORS), units=units), since)


def of_cells(cells: Iterable[Cell], since: Mapping[int, int]) -> list[Jump]:
    """The jumps among figures. since: the year from which a unit is what it is now.
    Left out: figures that are not complete, estimated or not of the year's last day."""
    series: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells:
        if cell.year >= since.get(cell.unit_id, cell.year) and _is_whole(cell):
            series.setdefault((cell.unit_id, cell.indicator), []).append(cell)
    jumps, seen = [], set()
    for some in series.values():
        some.sort(key=lambda cell: cell.year)
        for jump in _of_series(some):
            # Indicators of one population tell the same number of cases: once will do.
            key = (jump.unit_id, jump.year, jump.what, jump.value, jump.middle)
            if jump.what == SHARE or key not in seen:
                jumps.append(jump)
            seen.add(key)
    return jumps


def _is_whole(cell: Cell) -> bool:
    return (
        cell.numerator is not None
        and cell.expected > 0
        and cell.reported == cell.expected
        and not cell.estimated
        and cell.as_of == date(cell.year, 12, 31)
    )


def _of_series(cells: list[Cell]) -> list[Jump]:
    cases = [(cell, Fraction(_cases(cell))) for cell in cells if _is_counted(cell)]
    shares = [
        (cell, Fraction(cell.numerator or 0, cell.denominator))
        for cell in cells
        if cell.denominator and cell.denominator >= LEAST_CASES
    ]
    return [
        *_jumping(CASES, cases),
        *_jumping(SHARE, shares),
    ]


def _is_counted(cell: Cell) -> bool:
    """A share whose base is not known tells those that met it, not how many cases."""
    return cell.denominator is not None or INDICATORS[cell.indicator].unit == "count"


def _cases(cell: Cell) -> int:
    if cell.denominator is None:
        return cell.numerator or 0
    return cell.denominator + cell.unknown


def _jumping(what: str, values: list[tuple[Cell, Fraction]]) -> list[Jump]:
    numbers = [value for _, value in values]
    places = outliers.outlying(numbers)
    if not places:
        return []
    middle, scores = outliers.median(numbers), outliers.scores(numbers)
    return [
        Jump(
            indicator=values[place][0].indicator,
            unit_id=values[place][0].unit_id,
            year=values[place][0].year,
            what=what,
            value=numbers[place],
            of=_known(values[place][0]),
            middle=middle,
            years=len(numbers),
            score=scores[place],
        )
        for place in places
        if matters(what, numbers[place], middle, _known(values[place][0]))
    ]


def _known(cell: Cell) -> int:
    return cell.denominator or 0


def matters(what: str, value: Fraction, middle: Fraction, of: int) -> bool:
    """Whether the distance is large enough to be looked at; of: the known cases."""
    distance = abs(value - middle)
    if what == SHARE:
        return distance >= LEAST_POINTS and distance * of >= LEAST_MET
    return distance >= LEAST_CASES and distance > LEAST_PART * middle
