"""What is said of a target under a scenario: facts until today, its course after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grassroots.judgement import Figure, Judgement, Series
from grassroots.progress import judge
from grassroots.targets import Milestone, Target

_MET = frozenset(("met", "inside", "keep"))


def joined(series: Series, course: Mapping[int, Figure]) -> dict[int, Figure]:
    """The facts before the course begins, and the course; the facts without a course.

    Facts of later years give way: a scenario that starts in 2023 knows nothing of 2024.
    """
    begins = min(course, default=None)
    facts = {
        year: figure
        for year, figure in series.items()
        if begins is None or year < begins
    }
    return facts | dict(course)


def under(
    target: Target,
    series: Series,
    course: Mapping[int, Figure],
    year: int,
    *,
    flow: bool,
    baseline: Figure | None = None,
) -> Judgement:
    """What is said of a target in a year under a scenario, as `progress.judge` says it.

    `series`: the facts of one unit by year. `course`: its figures in the years after
    (`changes.course`, `changes.pooled`). Without a course: what is said of the facts.
    Source: METHODS 1-6.
    """
    return judge(target, joined(series, course), year, flow=flow, baseline=baseline)


def first_met(
    target: Target,
    series: Series,
    course: Mapping[int, Figure],
    *,
    flow: bool,
    baseline: Figure | None = None,
) -> int | None:
    """The first year of the course whose figure meets the target; None where none does.

    Of a deadline: the first year's end at which the value of its last milestone is
    reached, be it before the deadline or after it (whoever asks compares the years).
    Of all others: the first year with the verdict met, inside or keep; a year in which
    the target is not asked for has none.
    """
    for year in sorted(course):
        asked = _due(target, year)
        found = under(asked, series, course, year, flow=flow, baseline=baseline)
        if found.verdict in _MET:
            return year
    return None


def _due(target: Target, year: int) -> Target:
    """A deadline as if its last milestone were due in that very year."""
    if target.when != "deadline" or not target.milestones:
        return target
    last = target.milestones[-1]
    return replace(target, milestones=(Milestone(year, last.value),))
