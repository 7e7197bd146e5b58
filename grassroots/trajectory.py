"""Targets that are due later: deadlines with milestones, and sums over a term."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from grassroots.judgement import Case, Figure, Judgement, Series, pace_verdict
from grassroots.targets import Milestone, Target


def judge_deadline(
    target: Target, series: Series, year: int, baseline: Figure | None, case: Case
) -> Judgement:
    """The verdict on a target with milestones. Source: METHODS, "Deadlines".

    At a milestone's year end: met or missed. After the last one: that verdict for
    ever, of the last figure of the deadline's year, whatever came later. Before: the
    pace along the straight lines from the baseline through the milestones. A baseline
    that meets the next milestone is to be kept. Without a figure older than this one
    there is no pace: "keep" where it meets the milestone, else not enough data.
    """
    last = target.milestones[-1]
    judged = min(year, last.year)
    milestone = next(m for m in target.milestones if m.year >= judged)
    figure = case.of(series.get(judged))
    over = year > last.year
    if figure is None or figure.numerator is None:
        verdict = "not_enough_data" if over else "not_reported"
        return Judgement(verdict, required_target=milestone.value)
    value = figure.value
    found = Judgement(
        "not_enough_data",
        numerator=figure.numerator,
        denominator=figure.denominator,
        required_target=milestone.value,
        partial=figure.is_partial,
    )
    if value is None:
        if figure.denominator == 0 and not figure.unknown:
            return _as(found, "not_applicable")
        return found
    sign = -1 if target.comparator == "at_most" else 1
    reached = _reaches(value, milestone.value, sign, target.is_strict)
    if milestone.year == judged and (over or not figure.is_partial):
        final = milestone is last
        return _as(found, "met" if reached else "missed", final=final)
    years_left = milestone.year - figure.at
    short = sign * (milestone.value - value)
    needed = max(short, Fraction(0)) / years_left if years_left > 0 else None
    start = _baseline(series, figure, baseline)
    if start is None or start.value is None:
        verdict = "keep" if reached else "not_enough_data"
        return _as(found, verdict, needed_per_year=needed)
    achieved = sign * (value - start.value) / (figure.at - start.at)
    known = {
        "needed_per_year": needed,
        "achieved_per_year": achieved,
        "baseline_year": start.year,
    }
    if _reaches(start.value, milestone.value, sign, target.is_strict):
        verdict = "keep" if reached else "moving_away"
        return _as(found, verdict, required_now=milestone.value, **known)
    required = required_at(start, target.milestones, figure.at, sign)
    due = required - start.value
    # A strict target that the baseline equals: nothing is due, one case is missing.
    pace = (value - start.value) / due if due else Fraction(int(reached))
    if not due and sign * (value - start.value) < 0:
        return _as(found, "moving_away", required_now=required, **known)
    verdict = pace_verdict(pace)
    return _as(found, verdict, pace=pace, required_now=required, **known)


def _reaches(value: Fraction, wanted: Fraction, sign: int, strict: bool) -> bool:
    return sign * value > sign * wanted or (value == wanted and not strict)


def _baseline(series: Series, figure: Figure, baseline: Figure | None) -> Figure | None:
    """The baseline given, where it is older than the figure; else the oldest one."""
    if baseline and baseline.value is not None and baseline.day < figure.day:
        return baseline
    older = [
        other
        for other in series.values()
        if other.denominator and other.numerator is not None and other.day < figure.day
    ]
    return min(older, key=lambda other: other.day, default=None)


def required_at(
    start: Figure, milestones: tuple[Milestone, ...], at: Fraction, sign: int
) -> Fraction:
    """The share due at a time, on straight lines from `start` through the milestones.

    `at` in years as `Figure.at`, not before `start`, which must have a value; `sign` −1
    for an upper limit, else 1. The lines never go back: a baseline above an early
    milestone is not to be lost. After the last milestone: its value. Source: METHODS 3.
    """
    assert start.value is not None
    since, from_value = start.at, start.value
    for milestone in milestones:
        if milestone.year <= start.at:
            continue
        to_value = sign * max(sign * from_value, sign * milestone.value)
        if at <= milestone.year:
            part = (at - since) / (milestone.year - since)
            return from_value + part * (to_value - from_value)
        since, from_value = Fraction(milestone.year), to_value
    return from_value


def judge_term(
    target: Target, series: Series, year: int, flow: bool, case: Case
) -> Judgement:
    """The verdict on a sum or an average over from_year to to_year.

    Missing years make it incomplete: a floor reached stays reached, but a sum that is
    still short is then "not enough data". Before the end a sum below the floor is
    judged by pace, the floor in proportion to the time gone; after it: met or missed,
    below or inside. An average pools the counts of the years (never the mean of the
    shares) and is judged on the years that are reported.
    """
    first, last = target.from_year, target.to_year
    if first is None or last is None:
        raise ValueError(f"{target.id}: a term needs from_year and to_year")
    if year < first:
        return Judgement("not_applicable", outside=True)
    judged = min(year, last)
    average = target.comparator == "average"
    figures = [case.of(series.get(each)) for each in range(first, judged + 1)]
    known = [
        figure
        for figure in figures
        if figure is not None
        and figure.numerator is not None
        and not (average and figure.denominator is None)
    ]
    wanted = target.value if target.low is None else target.low
    if not known:
        return Judgement("not_reported", required_target=wanted)
    total = sum(figure.numerator or 0 for figure in known)
    incomplete = len(known) < len(figures)
    latest = known[-1]
    partial = flow and latest.year == judged and latest.is_partial
    over = judged == last and (year > last or not partial)
    at = latest.at if latest.year == judged else Fraction(judged)
    found = Judgement(
        "not_enough_data",
        numerator=total,
        required_target=wanted,
        reported_years=len(known),
        incomplete=incomplete,
        partial=partial,
        final=over,
    )
    if average:
        return _average(target, known, found)
    assert wanted is not None
    if target.high is not None and total > target.high:
        return _as(found, "above")
    if total > wanted or (total == wanted and not target.is_strict):
        return _as(found, "met" if target.high is None else "inside")
    if incomplete:
        return found
    if over:
        return _as(found, "missed" if target.high is None else "below")
    due = wanted * (at - (first - 1)) / (last - (first - 1))
    pace = total / due if due else Fraction(1)
    return _as(found, pace_verdict(pace), pace=pace, required_now=due)


def _average(target: Target, known: list[Figure], found: Judgement) -> Judgement:
    total, size = found.numerator or 0, sum(each.denominator or 0 for each in known)
    found = _as(found, found.verdict, denominator=size, pooled=True)
    if size == 0 or target.value is None:
        return _as(found, "not_applicable")
    value = Fraction(total, size)
    reached = _reaches(value, target.value, 1, target.is_strict)
    if found.final:
        return _as(found, "met" if reached else "missed")
    pace = value / target.value if target.value else Fraction(1)
    verdict = "on_track" if reached else pace_verdict(pace)
    return _as(found, verdict, pace=pace, required_now=target.value)


def _as(found: Judgement, verdict: str, **values: object) -> Judgement:
    return replace(found, verdict=verdict, **values)  # type: ignore[arg-type]
