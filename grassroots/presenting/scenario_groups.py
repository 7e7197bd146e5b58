"""The whole without some units, with the lowest at the median: both results. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grassroots.assessment import Assessment
from grassroots.judgement import Figure
from grassroots.presenting.scenario import Part, View
from grassroots.scenario import selections, verdicts
from grassroots.scenario.selections import AtMedian


@dataclass(frozen=True)
class Beside:
    """One population: today, and under the scenario (None where nothing says which of
    its changes are of this population)."""

    today: Assessment
    then: Assessment | None


def whole(view: View) -> Beside:
    """All units."""
    return Beside(view.whole.part.facts, view.whole.assessed)


def without(view: View, parts: Sequence[Part], taken: Sequence[str]) -> Beside | None:
    """The whole without some of its units, by their codes, in all years; None where
    none is taken or nothing is left to judge."""
    out = [part for part in parts if part.unit.code in taken]
    of = view.whole.part
    if not out or of.facts.figure.numerator is None:
        return None
    series = {}
    for year, figure in of.series.items():
        there = [part.series[year] for part in out if year in part.series]
        # A year in which one of them was another unit would be another population.
        if len(there) == len(out) or year == of.facts.year:
            series[year] = selections.without(figure, there)
    lines = {line.part.unit.code: line for line in view.lines}
    ways = [
        lines[part.unit.code].course.figures for part in out if part.unit.code in lines
    ]
    course = {
        year: selections.without(figure, [way[year] for way in ways])
        for year, figure in view.whole.course.figures.items()
    }
    today = _judged(view, series, {}, of.facts.year)
    return Beside(today, _judged(view, series, course, view.until))


def at_median(view: View, worst: int) -> tuple[AtMedian, Beside] | None:
    """The lowest units raised to the median of all today; None for none of them or
    without two units that have a share."""
    figures = {line.part.unit.code: line.part.facts.figure for line in view.lines}
    if worst < 1 or len(figures) < 2:
        return None
    of = view.whole.part
    found = selections.at_median(figures, worst, of.facts.figure)
    if found is None:
        return None
    series = {**of.series, of.facts.year: found.after}
    return found, Beside(_judged(view, series, {}, of.facts.year), None)


def _judged(
    view: View,
    series: dict[int, Figure],
    course: dict[int, Figure],
    year: int,
) -> Assessment:
    """The target of the whole on other figures; a printed baseline is of the whole
    alone, so that the line begins where these figures do."""
    facts = view.whole.part.facts
    start = facts.baseline
    baseline = series.get(start.year) if start is not None else None
    judged = verdicts.under(
        facts.target, series, course, year, flow=view.counted.flow, baseline=baseline
    )
    figure = {**series, **course}.get(year, facts.figure)
    return replace(facts, year=year, figure=figure, judgement=judged, alternative=None)
