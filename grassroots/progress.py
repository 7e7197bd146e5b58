"""Verdicts: a unit's figures against a target, in exact arithmetic. Pure.

The methods stand in `judgement` (what a figure is, what is said of it), `trajectory`
(deadlines, terms), `counts` (how many more) and `intervals` (how sure); this module
puts them together and holds what is judged year by year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from grassroots.counts import feasible_counts, needed, shown_percent
from grassroots.intervals import funnel_limits, overdispersion, wilson
from grassroots.judgement import Case, Figure, Judgement, Series
from grassroots.targets import Target
from grassroots.trajectory import judge_deadline, judge_term
from grassroots.yearly import failing, judge_year, rises, year_verdict

__all__ = [
    "Alternative",
    "Figure",
    "Judgement",
    "alternative",
    "feasible_counts",
    "funnel_limits",
    "judge",
    "needed",
    "overdispersion",
    "shown_percent",
    "wilson",
]

SMALL = 10
# Nothing was judged: there is nothing that other cases could turn.
UNJUDGED = frozenset(
    ("not_reported", "not_enough_data", "not_applicable", "not_set", "followed")
)
_KEPT = frozenset(("met", "inside", "keep"))
_KNOWN_CASES = Case()


@dataclass(frozen=True)
class Alternative:
    """Another base of the same figure, under which the verdict is another."""

    base: str
    figure: Figure
    judgement: Judgement


def judge(
    target: Target,
    series: Series,
    year: int,
    *,
    flow: bool,
    baseline: Figure | None = None,
) -> Judgement:
    """What is to be said of a target in a year.

    `series`: the figures of one unit by year. `flow`: the numerator grows during the
    year (admissions), so a year that is not over is judged by pace; otherwise it is
    judged as it stands and marked partial. `baseline`: where a deadline's line begins;
    None takes the oldest year of the series. A number that a user has set on a
    "not_set" target counts as a share up to 1 and as a count above it.

    Where units have not reported there is a verdict only if it is the same whether
    all of their cases meet the measure or none; else "not_enough_data".
    Source: METHODS 1-6.
    """
    target = _with_comparator(target)
    figure = series.get(year)
    if target.comparator in ("followed", "not_set"):
        return _described(target, Judgement(target.comparator), figure, None)
    if target.when not in ("term", "deadline") and _is_outside(target, year):
        return Judgement("not_applicable", outside=True)

    def judged(case: Case) -> Judgement:
        if target.when == "deadline":
            return judge_deadline(target, series, year, baseline, case)
        if target.when == "term":
            return judge_term(target, series, year, flow, case)
        return judge_year(target, series, year, flow, case)

    found = judged(_KNOWN_CASES)
    figure = _judged_figure(target, series, year)
    before = series.get((figure.year if figure else year) - 1)
    found = _described(target, found, figure, before)
    if _has_runs(target):
        found = _with_streak(target, series, year, flow, found)
    return _settled(found, judged, series)


def alternative(
    target: Target,
    judgement: Judgement,
    other_judgements: Mapping[str, tuple[Figure, Judgement]],
) -> Alternative | None:
    """The first other base that gives another verdict, None where all agree.

    A base that gives no verdict (not reported, not enough data, …) turns nothing.
    """
    if target.comparator in ("followed", "not_set") and target.value is None:
        return None
    for base, (figure, other) in other_judgements.items():
        if other.verdict not in UNJUDGED and other.verdict != judgement.verdict:
            return Alternative(base, figure, other)
    return None


def _with_comparator(target: Target) -> Target:
    if target.comparator != "not_set" or target.value is None:
        return target
    return target.with_number(target.value, count=target.value > 1)


def _is_outside(target: Target, year: int) -> bool:
    before = target.from_year is not None and year < target.from_year
    return before or (target.to_year is not None and year > target.to_year)


def _has_runs(target: Target) -> bool:
    return target.when not in ("term", "deadline")


def _judged_figure(target: Target, series: Series, year: int) -> Figure | None:
    if target.when == "deadline":
        return series.get(min(year, target.milestones[-1].year))
    return series.get(year)


def _settled(
    found: Judgement, judged: Callable[[Case], Judgement], series: Series
) -> Judgement:
    """Holds the verdict against the extremes of what is missing and unknown."""
    if found.verdict in UNJUDGED:
        return found
    if any(figure.is_incomplete for figure in series.values()):
        ends = {judged(Case(missing=end)).verdict for end in (-1, 1)}
        if ends != {found.verdict}:
            found = replace(found, verdict="not_enough_data", final=False)
    if any(figure.unknown for figure in series.values()):
        ends = {judged(Case(unknown=end)).verdict for end in (-1, 1)}
        found = replace(found, unknown_could_turn=ends != {found.verdict})
    return found


def _with_streak(
    target: Target, series: Series, year: int, flow: bool, found: Judgement
) -> Judgement:
    """Adds the runs of years that met the target, up to this year.

    A missing year, or one that what is missing could turn, breaks a run. A year that
    is not over and has not reached its target yet neither breaks nor counts, nor does
    one to which the target cannot apply.
    """
    first = min(series, default=year) if target.from_year is None else target.from_year
    run = longest = met = reported = 0
    for each in range(first, year + 1):
        outcome = _outcome(target, series, each, flow)
        if outcome == "skipped":
            continue
        reported += outcome in ("kept", "failed")
        met += outcome == "kept"
        run = run + 1 if outcome == "kept" else 0
        longest = max(longest, run)
    current = None if found.verdict == "not_reported" else run
    return replace(
        found, streak=current, longest=longest, met_years=met, reported_years=reported
    )


def _outcome(target: Target, series: Series, year: int, flow: bool) -> str:
    """One year of a run: kept, failed, missing, or skipped."""
    figure = series.get(year)
    if figure is not None and _is_infeasible(target, figure):
        return "skipped"

    def verdict(end: int) -> str:
        return year_verdict(target, series, year, flow, Case(missing=end))[0]

    said = verdict(0)
    before = series.get(year - 1) if target.comparator in _COMPARED else None
    if any(each is not None and each.is_incomplete for each in (figure, before)) and {
        verdict(-1),
        verdict(1),
    } != {said}:
        return "missing"
    if said == "not_applicable":
        return "skipped"
    if said in ("not_reported", "not_enough_data"):
        return "missing"
    if said in _KEPT:
        return "kept"
    running = flow and figure is not None and figure.is_partial
    return "skipped" if running and said not in ("not_met", "above") else "failed"


_COMPARED = ("rises", "relative_cut")


def _is_infeasible(target: Target, figure: Figure) -> bool:
    """Whether no whole number of people meets a range at this size."""
    if target.comparator != "range" or not figure.denominator or figure.is_incomplete:
        return False
    assert target.low is not None and target.high is not None
    least, most = feasible_counts(target.low, target.high, figure.denominator)
    return least > most


def _described(
    target: Target, found: Judgement, figure: Figure | None, before: Figure | None
) -> Judgement:
    """Adds the counts judged, what is missing to the target, and how sure it is."""
    known: dict[str, Any] = {}
    numerator, denominator = found.numerator, found.denominator
    if figure is not None and numerator is None:
        numerator, denominator = figure.numerator, figure.denominator
        known |= {"numerator": numerator, "denominator": denominator}
        known["partial"] = figure.is_partial
    known["small"] = not target.is_count and 0 < (denominator or 0) < SMALL
    if target.also_rises or target.comparator == "rises":
        known["rises"] = rises(figure, before)
    if target.equivalent is not None and numerator is not None:
        known["equivalent_met"] = numerator >= target.equivalent
    if target.comparator == "range" and figure is not None and figure.denominator:
        assert target.low is not None and target.high is not None
        sizes = feasible_counts(target.low, target.high, figure.denominator)
        known["feasible"] = sizes
        if found.verdict != "not_enough_data" and _is_infeasible(target, figure):
            known |= {"verdict": "not_applicable", "infeasible": True}
            return replace(found, **known)
    found = replace(found, **known)
    if target.comparator == "relative_cut":
        return _with_excess(target, found, before)
    return _with_gap(target, found, before)


def _with_excess(target: Target, found: Judgement, before: Figure | None) -> Judgement:
    """Adds how many failing cases are too many for the cut that is asked for."""
    now = failing(Figure(0, found.numerator, found.denominator))
    then = failing(before)
    if now is None or then is None or target.low is None:
        return found
    most = then * (1 - target.low)
    allowed = ceil(most) - 1 if target.is_strict else floor(most)
    return replace(found, gap=max(now - allowed, 0), surplus=max(allowed - now, 0))


def _with_gap(target: Target, found: Judgement, before: Figure | None) -> Judgement:
    """Adds required_target, gap, surplus, distance and near, from the counts judged."""
    wanted, strict = found.required_target, target.is_strict
    if wanted is None:
        wanted = target.value if target.low is None else target.low
    if target.comparator == "rises":
        wanted, strict = (before.value if before else None), True
    count = found.numerator
    size = 1 if target.is_count else found.denominator
    if count is None or wanted is None or not size:
        return replace(found, required_target=wanted)
    if target.comparator == "rises" and wanted == 1:
        strict = False
    value = Fraction(count, size)
    upper = target.high if target.comparator in ("range", "count_range") else None
    distance = value - wanted
    if target.comparator == "at_most":
        most = wanted * size
        allowed = ceil(most) - 1 if strict else floor(most)
        gap, surplus = count - allowed, allowed - count
    elif upper is not None:
        gap, surplus = needed(count, size, wanted, strict), count - floor(upper * size)
        distance = max(value - upper, Fraction(0)) if value > wanted else distance
    else:
        gap = needed(count, size, wanted, strict)
        surplus = count - needed(0, size, wanted, strict)
    return replace(
        found,
        required_target=wanted,
        gap=max(gap, 0),
        surplus=max(surplus, 0),
        distance=None if target.is_count else distance,
        near=not target.is_count and _is_near(target, found, (wanted, upper)),
    )


def _is_near(
    target: Target, found: Judgement, bounds: tuple[Fraction | None, ...]
) -> bool:
    """Whether Wilson's interval contains a bound.

    Never at 0 and 100 %, where one case decides, nor by the pace of a year that is
    not over, nor where more were admitted than there were members before.
    """
    if found.numerator is None or not found.denominator:
        return False
    if found.numerator > found.denominator:
        return False
    if _has_runs(target) and found.pace is not None:
        return False
    low, high = wilson(found.numerator, found.denominator)
    return any(
        bound is not None and 0 < bound < 1 and low <= bound <= high for bound in bounds
    )
