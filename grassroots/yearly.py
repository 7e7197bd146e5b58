"""One year against a target: floors, ranges, upper limits, rises and cuts."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from grassroots.judgement import Case, Figure, Judgement, Series, pace_verdict
from grassroots.targets import Target


def judge_year(
    target: Target, series: Series, year: int, flow: bool, case: Case
) -> Judgement:
    """The verdict on one year, without streaks, and its pace while it is not over."""
    verdict, pace, due = year_verdict(target, series, year, flow, case)
    return Judgement(verdict, pace=pace, required_now=due)


def year_verdict(
    target: Target, series: Series, year: int, flow: bool, case: Case
) -> tuple[str, Fraction | None, Fraction | None]:
    """The verdict on one year, the pace and the count that is due by now.

    The last two are None but in a year that is not over and whose numerator still
    grows (`flow`), as long as it is short of its target.
    """
    figure, before = case.of(series.get(year)), case.opposite().of(series.get(year - 1))
    if figure is None or figure.numerator is None:
        return "not_reported", None, None
    if target.comparator == "rises":
        return _judge_rise(figure, before, flow), None, None
    if target.comparator == "relative_cut":
        return _judge_cut(target, figure, before, flow), None, None
    if not target.is_count:
        if figure.denominator is None:
            return "not_enough_data", None, None
        if figure.denominator == 0:
            nothing_known = case == Case() and figure.unknown > 0
            said = "not_enough_data" if nothing_known else "not_applicable"
            return said, None, None
    size = 1 if target.is_count else figure.denominator or 0
    count = figure.numerator
    low, high = _bounds(target, size)
    running = flow and figure.is_partial
    if high is not None and (count > high or (count == high and target.is_strict)):
        return ("above" if low is not None else "not_met"), None, None
    if low is None:
        # An upper limit: a year that is not over can still go beyond it.
        return ("on_track" if running else "met"), None, None
    is_floor = high is None
    if count > low or (count == low and not (is_floor and target.is_strict)):
        return ("met" if is_floor else "inside"), None, None
    if not running:
        return ("not_met" if is_floor else "below"), None, None
    wanted = floor(low) + 1 if is_floor and target.is_strict else ceil(low)
    due = wanted * figure.elapsed
    pace = count / due
    return pace_verdict(pace), pace, due


def _bounds(target: Target, size: int) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest count of `size` cases; None where there is none."""
    if target.comparator in ("range", "count_range"):
        assert target.low is not None and target.high is not None
        return target.low * size, target.high * size
    assert target.value is not None
    if target.comparator == "at_most":
        return None, target.value * size
    return target.value * size, None


def _judge_rise(figure: Figure, before: Figure | None, flow: bool) -> str:
    risen = rises(figure, before)
    if risen is None or before is None:
        return "not_enough_data"
    if risen:
        return "keep" if figure.value == before.value == 1 else "met"
    return "not_enough_data" if flow and figure.is_partial else "not_met"


def rises(figure: Figure | None, before: Figure | None) -> bool | None:
    """Whether the share (the count, without a base) is above the year before's.

    100 % after 100 % cannot rise and counts as risen. None: one of them is missing.
    """
    if figure is None or before is None:
        return None
    if figure.denominator is None and before.denominator is None:
        if figure.numerator is None or before.numerator is None:
            return None
        return figure.numerator > before.numerator
    if figure.value is None or before.value is None:
        return None
    return figure.value > before.value or figure.value == before.value == 1


def failing(figure: Figure | None) -> int | None:
    """The cases that fail; a count without a base counts the failing ones."""
    if figure is None or figure.numerator is None:
        return None
    if figure.denominator is None:
        return figure.numerator
    return figure.denominator - figure.numerator


def _judge_cut(
    target: Target, figure: Figure, before: Figure | None, flow: bool
) -> str:
    """Whether the failing cases became fewer by at least `low` (at most `high`)."""
    now, then = failing(figure), failing(before)
    if now is None or then is None:
        return "not_enough_data"
    if then == 0:
        return "keep" if now == 0 else "not_met"
    assert target.low is not None
    cut = Fraction(then - now, then)
    if target.high is not None and cut > target.high:
        return "above"
    if cut > target.low or (cut == target.low and not target.is_strict):
        return "met" if target.high is None else "inside"
    if flow and figure.is_partial:
        return "not_enough_data"
    return "not_met" if target.high is None else "below"
