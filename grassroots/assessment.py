"""A programme's targets judged for units and years: cube, programme, arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import duckdb

from grassroots import indicators, unit_names
from grassroots.indicators import Choices
from grassroots.progress import Alternative, Figure, Judgement, alternative, judge
from grassroots.targets import Programme, Target
from grassroots.units import Unit, of_year

RATING_BASES = ("rated", "all")
ADMISSION_BASES = ("previous_year_end", "term_start", "year_end")
# How a programme's fixed base is called among the choices.
_ADMISSION_BASE = {"year_start": "previous_year_end"}


@dataclass(frozen=True)
class Assessment:
    """One target of one unit in one year. series: the figures of all years, oldest
    first, for a trend; alternative: the base under which the verdict is another."""

    target: Target
    unit_id: int
    year: int
    figure: Figure
    judgement: Judgement
    alternative: Alternative | None
    series: tuple[Figure, ...]

    @property
    def value(self) -> Fraction | None:
        """The share; None for a count, where not reported, and for 0/0."""
        return self.figure.value


def assess(
    connection: duckdb.DuckDBPyConnection,
    programme: Programme,
    *,
    units: Sequence[int] | None,
    years: Sequence[int],
    choices: Choices,
) -> list[Assessment]:
    """Every target of the programme for every unit and year, in that order.

    units None: all units that have something. A unit without a figure is assessed
    as not reported where it is asked for by number.
    """
    names = {
        unit.unit_id: unit
        for year in years
        for unit in of_year(connection, year).values()
    }
    found: list[Assessment] = []
    for target in programme.targets:
        indicator = indicators.INDICATORS[target.indicator]
        own = _choices(target, choices)
        series = _series(connection, target, units, own)
        others = {
            _base(indicator.base, other): _series(connection, target, units, other)
            for other in _others(target, indicator.base, own)
        }
        for unit_id, figures in series.items():
            unit = names.get(unit_id)
            baseline = _baseline(programme, target, unit, figures)
            for year in years:
                if units is None and year not in figures:
                    continue
                found.append(
                    _assessment(
                        target,
                        unit_id,
                        year,
                        figures,
                        {base: of.get(unit_id, {}) for base, of in others.items()},
                        flow=indicator.flow,
                        baseline=baseline,
                    )
                )
    return found


def _assessment(
    target: Target,
    unit_id: int,
    year: int,
    figures: Mapping[int, Figure],
    others: Mapping[str, Mapping[int, Figure]],
    *,
    flow: bool,
    baseline: Figure | None,
) -> Assessment:
    judgement = judge(target, figures, year, flow=flow, baseline=baseline)
    judged = {
        base: (of[year], judge(target, of, year, flow=flow, baseline=None))
        for base, of in others.items()
        if year in of
    }
    return Assessment(
        target,
        unit_id,
        year,
        figures.get(year, Figure(year, None, None, reported=0)),
        judgement,
        alternative(target, judgement, judged),
        tuple(figures[known] for known in sorted(figures)),
    )


def _choices(target: Target, choices: Choices) -> Choices:
    """The choices of the room, save where the document prints the base."""
    if target.denominators == "all_units":
        return replace(choices, rating_base="all")
    base = _ADMISSION_BASE.get(target.base or "", target.base)
    if base in RATING_BASES:
        return replace(choices, rating_base=base)
    if base in ADMISSION_BASES:
        return replace(choices, admission_base=base)
    return choices


def _others(target: Target, base: str | None, choices: Choices) -> list[Choices]:
    """The other bases that a document leaves open, for the indicator's own base."""
    if target.base or target.denominators == "all_units":
        return []
    if base == "rating":
        return [
            replace(choices, rating_base=other)
            for other in RATING_BASES
            if other != choices.rating_base
        ]
    if base == "admission":
        return [
            replace(choices, admission_base=other)
            for other in ADMISSION_BASES
            if other != choices.admission_base
        ]
    return []


def _base(kind: str | None, choices: Choices) -> str:
    return choices.rating_base if kind == "rating" else choices.admission_base


def _series(
    connection: duckdb.DuckDBPyConnection,
    target: Target,
    unit_ids: Sequence[int] | None,
    choices: Choices,
) -> dict[int, dict[int, Figure]]:
    """The figures of the target's indicator and population: unit → year → figure."""
    series: dict[int, dict[int, Figure]] = {unit: {} for unit in unit_ids or ()}
    for cell in indicators.figures(
        connection,
        target.indicator,
        units=unit_ids,
        year=None,
        choices=choices,
        without_armed_forces="armed_forces" in target.exclude,
        only_kinds=target.only_kinds or None,
    ):
        series.setdefault(cell.unit_id, {})[cell.year] = figure_of(cell)
    return series


def figure_of(cell: indicators.Cell) -> Figure:
    """A cell of the cube as the arithmetic of targets takes it."""
    return Figure(
        cell.year,
        cell.numerator,
        cell.denominator,
        cell.unknown or 0,
        cell.as_of,
        cell.reported,
        cell.expected,
        cell.missing_size,
        cell.estimated,
    )


def _baseline(
    programme: Programme,
    target: Target,
    unit: Unit | None,
    figures: Mapping[int, Figure],
) -> Figure | None:
    """Where a deadline's line begins: what the document prints, for its own unit alone;
    else the first figure of the programme's years."""
    if unit is not None and programme.unit and target.baselines:
        name = unit_names.read(programme.unit)
        if unit_names.same(unit.written, name) and unit.level == name.level:
            for printed in target.baselines:
                if printed.by is None and printed.numerator is not None:
                    return Figure(printed.year, printed.numerator, printed.denominator)
    start = programme.baseline_year or programme.term[0]
    for year in sorted(figures):
        if year >= start and figures[year].value is not None:
            return figures[year]
    return None
