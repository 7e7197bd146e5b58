"""A programme's targets judged for units and years: cube, programme, arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import duckdb

from grassroots import cube, indicators, query, unit_names
from grassroots.indicators import THEN, Choices
from grassroots.progress import Alternative, Figure, Judgement, alternative, judge
from grassroots.targets import Programme, Target
from grassroots.units import PRESENT, Unit, of_year

RATING_BASES = ("rated", "all")
ADMISSION_BASES = ("previous_year_end", "term_start", "year_end")
# How a programme's fixed base is called among the choices.
_ADMISSION_BASE = {"year_start": "previous_year_end"}


@dataclass(frozen=True)
class Assessment:
    """One target of one unit in one year. series: the figures of all years, oldest
    first, for a trend; alternative: the base under which the verdict is another.
    since: the year since when the unit holds the same population; what came before is
    not held against it (None: all of its years). baseline: where the line of a
    deadline begins, None without one."""

    target: Target
    unit_id: int
    year: int
    figure: Figure
    judgement: Judgement
    alternative: Alternative | None
    series: tuple[Figure, ...]
    since: int | None = None
    baseline: Figure | None = None

    @property
    def estimated(self) -> bool:
        """Whether the verdict rests on figures that were shared out of split units."""
        if self.figure.estimated:
            return True
        judged = self.judgement
        looks_back = judged.streak or judged.pace is not None
        return bool(looks_back or self.target.when == "term") and any(
            figure.estimated for figure in self.series if figure.year <= self.year
        )

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
    as not reported where it is asked for by number. As it was (choices.boundaries), a
    year is judged only by years in which the unit held the same population.
    """
    then = choices.boundaries == THEN
    trees = years if then else (PRESENT,)
    names = _names(connection, programme, units, trees)
    breaks = _breaks(connection, units) if then else {}
    found: list[Assessment] = []
    by_target = {target.id: asked(target, choices) for target in programme.targets}
    wanted = [one for of in by_target.values() for one in of]
    figures = _figures(connection, wanted, units)
    for target in programme.targets:
        indicator = indicators.INDICATORS[target.indicator]
        own, *others = by_target[target.id]
        series = figures[own]
        for unit_id, of_unit in series.items():
            for year in years:
                if units is None and year not in of_unit:
                    continue
                since = max(
                    (one for one in breaks.get(unit_id, ()) if one <= year),
                    default=None,
                )
                found.append(
                    _assessment(
                        target,
                        unit_id,
                        year,
                        of_unit,
                        {
                            _base(indicator.base, other.choices): figures[other].get(
                                unit_id, {}
                            )
                            for other in others
                        },
                        flow=indicator.flow,
                        unit=names.get(unit_id),
                        programme=programme,
                        since=since,
                    )
                )
    return found


def _names(
    connection: duckdb.DuckDBPyConnection,
    programme: Programme,
    units: Sequence[int] | None,
    trees: Sequence[int],
) -> dict[int, Unit]:
    """The units as they are called last, where a printed baseline may be theirs; a
    tree takes longer to read than all figures together."""
    found: dict[int, Unit] = {}
    if programme.unit is None or not any(one.baselines for one in programme.targets):
        return found
    for year in sorted(trees, reverse=True):
        if units is None or not set(units) <= found.keys():
            for unit in of_year(connection, year).values():
                found.setdefault(unit.unit_id, unit)
    return found


def _breaks(
    connection: duckdb.DuckDBPyConnection, units: Sequence[int] | None
) -> dict[int, list[int]]:
    """The years in which units became other populations; empty for most."""
    found: dict[int, list[int]] = {}
    asked = None if units is None else list(units)
    for row in query.rows(connection, "cube/breaks", units=asked):
        found.setdefault(row["unit_id"], []).append(row["year"])
    return found


@dataclass(frozen=True)
class Asked:
    """An indicator with the population and the base that a target asks for."""

    indicator: str
    choices: Choices
    without_armed_forces: bool
    only_kinds: tuple[str, ...]


def asked(target: Target, choices: Choices) -> list[Asked]:
    """What a target needs: under its own base first, then under the others."""
    own = _choices(target, choices)
    base = indicators.INDICATORS[target.indicator].base
    return [
        Asked(
            target.indicator,
            one,
            "armed_forces" in target.exclude,
            tuple(target.only_kinds),
        )
        for one in (own, *_others(target, base, own))
    ]


def _figures(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Asked],
    units: Sequence[int] | None,
) -> dict[Asked, dict[int, dict[int, Figure]]]:
    """Unit → year → figure for each that is asked; what shares population and base is
    counted together."""
    together: dict[tuple[Choices, bool, tuple[str, ...]], dict[str, Asked]] = {}
    for one in asked:
        key = (one.choices, one.without_armed_forces, one.only_kinds)
        together.setdefault(key, {})[one.indicator] = one
    found: dict[Asked, dict[int, dict[int, Figure]]] = {}
    for (choices, unarmed, kinds), by_indicator in together.items():
        for one in by_indicator.values():
            found[one] = {unit: {} for unit in units or ()}
        for cell in cube.figures_of(
            connection,
            list(by_indicator),
            units=units,
            choices=choices,
            without_armed_forces=unarmed,
            only_kinds=kinds or None,
        ):
            of = found[by_indicator[cell.indicator]]
            of.setdefault(cell.unit_id, {})[cell.year] = figure_of(cell)
    return found


def _assessment(
    target: Target,
    unit_id: int,
    year: int,
    figures: Mapping[int, Figure],
    others: Mapping[str, Mapping[int, Figure]],
    *,
    flow: bool,
    unit: Unit | None,
    programme: Programme,
    since: int | None,
) -> Assessment:
    comparable = _since(figures, since)
    baseline = _baseline(programme, target, unit, comparable, since)
    judgement = judge(target, comparable, year, flow=flow, baseline=baseline)
    judged = {
        base: (
            of[year],
            judge(target, _since(of, since), year, flow=flow, baseline=None),
        )
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
        since,
        baseline,
    )


def _since(figures: Mapping[int, Figure], since: int | None) -> Mapping[int, Figure]:
    """The figures of the years from `since` on."""
    if since is None:
        return figures
    return {year: figure for year, figure in figures.items() if year >= since}


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


def figure_of(cell: cube.Cell) -> Figure:
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
    since: int | None,
) -> Figure | None:
    """Where a deadline's line begins: what the document prints, for its own unit alone
    and while it holds the same population; else the first figure of the programme's
    years."""
    if unit is not None and programme.unit and target.baselines:
        name = unit_names.read(programme.unit)
        if unit_names.same(unit.written, name) and unit.level == name.level:
            for printed in target.baselines:
                if since is not None and printed.year < since:
                    continue
                if printed.by is None and printed.numerator is not None:
                    return Figure(printed.year, printed.numerator, printed.denominator)
    start = programme.baseline_year or programme.term[0]
    for year in sorted(figures):
        if year >= start and figures[year].value is not None:
            return figures[year]
    return None
