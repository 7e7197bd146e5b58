"""Where the past pace leads, if it goes on, and what the line to a target requires.

"If the pace of the past years goes on" is no forecast: nothing is known of why the
years went as they did. The floats here are of the logarithm and of the t quantile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, log, sqrt

from grassroots.judgement import Figure
from grassroots.scenario.gaps import gap
from grassroots.targets import Milestone, Target
from grassroots.trajectory import required_at

LEAST_POINTS = 5
LINEAR, LOGIT = "linear", "logit"
# Beyond these shares a straight line runs into the edge before long.
NEAR_EDGES = (Fraction(1, 10), Fraction(9, 10))
_HALF_CASE = Fraction(1, 2)

Point = tuple[int, int, int]  # year, numerator, denominator


@dataclass(frozen=True)
class TooFewPoints:
    """There is no saying where the pace leads: `found` of `wanted` yearly points."""

    found: int
    wanted: int = LEAST_POINTS


@dataclass(frozen=True)
class Expected:
    """A year's share if the pace goes on, and its prediction interval: from 0 to 1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class GoingOn:
    """If the pace of the past years goes on.

    `course`: each year after the last point, up to the horizon; empty where there is
    none. `scale`: "linear" or "logit". `years`: those that the line was drawn through.
    `level`: of the interval (0.8 is 80 %).
    """

    course: Mapping[int, Expected]
    scale: str
    years: tuple[int, ...]
    level: float


@dataclass(frozen=True)
class Step:
    """What is asked for from today to one milestone, each year.

    `wanted`: the milestone's share. `years`: how long it is until then, parts of a year
    included. `points`: the share to gain each year (0.05 is 5 points; 0 where it is
    reached). `people`: how many more it takes today's denominator in all, and
    `people_each_year` in each year, in whole people (for an upper limit: how many
    fewer). None where nobody knows or where no additions reach it.
    """

    year: int
    wanted: Fraction
    years: Fraction
    points: Fraction
    people: int | None
    people_each_year: int | None


def going_on(
    points: Iterable[Figure | Point], horizon: int, level: float = 0.8
) -> GoingOn | TooFewPoints:
    """Where the pace of the past years leads, for each year up to the horizon.

    Ordinary least squares on the years there are (a missing one is left out) with a t
    prediction interval at `level`: on the logit scale where any share is at or beyond
    10 or 90 %, or where the straight line or its interval would leave 0-100 % by the
    horizon; there 0 and 100 % count half a case more or less. A figure that is no
    yearly point is left out: one of a part of a year, one without a share, and one of
    more cases than its base, which is no share. Whether figures of fewer units than
    expected are comparable, the caller decides. TooFewPoints below 5.
    20, 24, 27, 31, 33, 37 of 100 lead to 53.52 % after five more years.
    Source: METHODS 8. Raises ValueError for a level outside 0-1 and a year told twice.
    """
    if not 0 < level < 1:
        raise ValueError(f"{level} is no level of an interval")
    counts = sorted(point for each in points if (point := _yearly(each)) is not None)
    years = tuple(year for year, _, _ in counts)
    if len(set(years)) < len(years):
        raise ValueError("a year is told twice")
    if len(counts) < LEAST_POINTS:
        return TooFewPoints(len(counts))
    later = range(years[-1] + 1, horizon + 1)
    shares = [(year, Fraction(count, size)) for year, count, size in counts]
    low, high = NEAR_EDGES
    if all(low < share < high for _, share in shares):
        line = _fitted(shares, level)
        course = {year: line.at(year) for year in later}
        if all(each.low >= 0 and each.high <= 1 for each in course.values()):
            return GoingOn(course, LINEAR, years, level)
    line = _fitted([(year, _logit(*pair)) for year, *pair in counts], level)
    course = {year: _as_shares(line.at(year)) for year in later}
    return GoingOn(course, LOGIT, years, level)


def required(
    target: Target,
    start: Figure,
    years: Iterable[int],
    milestones: tuple[Milestone, ...] | None = None,
) -> dict[int, Fraction]:
    """The share that is due at the end of each year, on the line of METHODS 3.

    The straight lines from `start` (the baseline, or today's figure) through the
    milestones, the target's own where none are given. Years before the start are left
    out; empty without milestones or without a share to start from.
    """
    steps = target.milestones if milestones is None else milestones
    if start.value is None or not steps:
        return {}
    sign = _sign(target)
    return {
        year: required_at(start, steps, Fraction(year), sign)
        for year in sorted(years)
        if year >= start.at
    }


def needed_each_year(
    target: Target,
    figure: Figure,
    milestones: tuple[Milestone, ...] | None = None,
    *,
    growing: bool = False,
) -> tuple[Step, ...]:
    """What is asked for each year from today's figure to each milestone after it.

    `milestones`: the target's own where none are given. People are counted on today's
    denominator (`growing`: and on what the additions make of it). Of a part of a year
    left, all of them fall into it. Empty without a share or a milestone to come.
    18 people in four years are 5 a year; 35 to 60 % in five years are 5 points.
    Source: METHODS 3 and 5.
    """
    steps = target.milestones if milestones is None else milestones
    if figure.value is None:
        return ()
    return tuple(
        _step(target, figure, step, growing) for step in steps if step.year > figure.at
    )


def _step(target: Target, figure: Figure, step: Milestone, growing: bool) -> Step:
    assert figure.value is not None
    years = step.year - figure.at
    short = max(_sign(target) * (step.value - figure.value), Fraction(0))
    found = gap(figure, target, step.value, growing=growing)
    people = found.excess if target.comparator == "at_most" else found.needed
    each = None if people is None else min(people, ceil(people / years))
    return Step(step.year, step.value, years, short / years, people, each)


def _sign(target: Target) -> int:
    return -1 if target.comparator == "at_most" else 1


def _yearly(point: Figure | Point) -> Point | None:
    """The counts of a yearly point; None where it is none."""
    if isinstance(point, Figure):
        if point.is_partial or point.numerator is None or not point.denominator:
            return None
        point = (point.year, point.numerator, point.denominator)
    _, numerator, denominator = point
    return point if 0 <= numerator <= denominator and denominator else None


def _logit(numerator: int, denominator: int) -> Fraction:
    """The logarithm of the odds; of none and of all with half a case more or less."""
    count = min(max(Fraction(numerator), _HALF_CASE), denominator - _HALF_CASE)
    return Fraction(log(count / (denominator - count)))


def _as_shares(expected: Expected) -> Expected:
    value, low, high = (
        _share(logit) for logit in (expected.value, expected.low, expected.high)
    )
    return Expected(value, low, high)


def _share(logit: float) -> float:
    """The share of a logit, whose e-power must not overflow on either side."""
    odds = exp(-abs(logit))
    return 1 / (1 + odds) if logit >= 0 else odds / (1 + odds)


@dataclass(frozen=True)
class _Line:
    """A fitted line: exact but for what a logarithm or the t quantile made of it."""

    middle: Fraction  # of the years
    mean: Fraction  # of the values
    slope: Fraction
    variance: Fraction  # of the residuals, by the degrees of freedom
    squares: Fraction  # of the years about their middle
    size: int
    quantile: float

    def at(self, year: int) -> Expected:
        """The line in a year, and the prediction interval of one more value."""
        away = year - self.middle
        value = self.mean + self.slope * away
        spread = self.variance * (1 + Fraction(1, self.size) + away**2 / self.squares)
        half = self.quantile * sqrt(spread)
        return Expected(float(value), float(value) - half, float(value) + half)


def _fitted(points: Sequence[tuple[int, Fraction]], level: float) -> _Line:
    size = len(points)
    middle = Fraction(sum(year for year, _ in points), size)
    mean = sum((value for _, value in points), Fraction(0)) / size
    squares = sum(((year - middle) ** 2 for year, _ in points), Fraction(0))
    slope = (
        sum(((year - middle) * value for year, value in points), Fraction(0)) / squares
    )
    left = sum(
        ((value - mean - slope * (year - middle)) ** 2 for year, value in points),
        Fraction(0),
    )
    quantile = _t_quantile(size - 2, (1 + level) / 2)
    return _Line(middle, mean, slope, left / (size - 2), squares, size, quantile)


def _t_quantile(freedom: int, probability: float) -> float:
    # Imported here: it takes a quarter of a second, and few pages ask for it.
    from scipy.special import stdtrit

    return float(stdtrit(freedom, probability))
