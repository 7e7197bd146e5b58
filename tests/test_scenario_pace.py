"""If the past pace goes on: METHODS 3 and 8, against formulas written out anew."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction as F
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.judgement import Figure
from grassroots.progress import judge
from grassroots.scenario import pace
from grassroots.scenario.pace import (
    GoingOn,
    Step,
    TooFewPoints,
    going_on,
    needed_each_year,
    required,
)
from grassroots.targets import Milestone, Target, Words

WORDS = Words("x", "x")
# Any printed table of Student's t: degrees of freedom → upper 10 % and 2.5 %.
T_TABLE = {
    3: (1.638, 3.182),
    4: (1.533, 2.776),
    5: (1.476, 2.571),
    6: (1.440, 2.447),
    7: (1.415, 2.365),
    8: (1.397, 2.306),
    10: (1.372, 2.228),
    30: (1.310, 2.042),
}


def points(*counts: int | None, size: int = 100, first: int = 2020) -> list:
    """Yearly points of one base; None: the year is missing."""
    found = enumerate(counts, first)
    return [(year, count, size) for year, count in found if count is not None]


def led(found: GoingOn | TooFewPoints) -> GoingOn:
    assert isinstance(found, GoingOn)
    return found


def deadline(*steps: tuple[int, str], by: str = ">=") -> Target:
    milestones = tuple(Milestone(year, F(share)) for year, share in steps)
    return Target(
        "T", "i", WORDS, WORDS, "1", by, when="deadline", milestones=milestones
    )


def test_worked_numbers_of_a_straight_line() -> None:
    found = led(going_on(points(20, 24, 27, 31, 33, 37), 2030))
    assert (found.scale, list(found.course)) == ("linear", list(range(2026, 2031)))
    last = found.course[2030]
    shown = [round(100 * each, 2) for each in (last.value, last.low, last.high)]
    assert shown == [53.52, 51.84, 55.21]


def test_worked_numbers_near_the_edge() -> None:
    near_edge = points(84, 87, 90, 92, 94, 95)
    found = led(going_on(near_edge, 2030))
    assert found.scale == "logit"
    assert round(100 * found.course[2030].value, 2) == 98.65
    # the straight line it must not be
    shares = [(year, F(count, size)) for year, count, size in near_edge]
    assert round(100 * pace._fitted(shares, 0.8).at(2030).value, 2) == 107.05


def test_the_scale_is_chosen_by_rule() -> None:
    inside = points(40, 42, 44, 46, 48)
    assert led(going_on(inside, 2030)).scale == "linear"
    assert led(going_on([*inside[:4], (2024, 90, 100)], 2024)).scale == "logit"
    assert led(going_on([*inside[:4], (2024, 899, 1000)], 2024)).scale == "linear"
    assert led(going_on([(2019, 10, 100), *inside], 2025)).scale == "logit"
    # a straight line that would leave 0-100 only later is one until then
    steep = points(50, 58, 66, 74, 82)
    assert led(going_on(steep, 2026)).scale == "linear"
    assert led(going_on(steep, 2027)).scale == "logit"
    # and one whose interval alone would
    rough = points(60, 80, 62, 84, 70)
    assert led(going_on(rough, 2025, level=0.5)).scale == "linear"
    assert led(going_on(rough, 2025, level=0.95)).scale == "logit"
    falling = [(year, size - count, size) for year, count, size in rough]
    assert led(going_on(falling, 2025, level=0.5)).scale == "linear"
    assert led(going_on(falling, 2025, level=0.95)).scale == "logit"


def test_fewer_than_five_points_are_refused_by_a_value() -> None:
    assert going_on(points(20, 24, 27, 31), 2030) == TooFewPoints(4)
    assert going_on([], 2030) == TooFewPoints(0, 5)
    partial = Figure(2026, 35, 100, as_of=date(2026, 6, 30))
    empty = [Figure(2018, None, 9), Figure(2019, 0, 0), Figure(2017, 4, None)]
    more_than_all = Figure(2016, 12, 9)
    figures = [Figure(*each) for each in points(20, 24, 27, 31)]
    left_out = [*figures, partial, *empty, more_than_all]
    assert going_on(left_out, 2030) == TooFewPoints(4)


def test_figures_and_missing_years() -> None:
    figures = [Figure(*each) for each in points(20, 24, None, 31, 33, 37)]
    found = led(going_on(reversed(figures), 2027))
    assert found.years == (2020, 2021, 2023, 2024, 2025)
    assert list(found.course) == [2026, 2027]
    assert found == led(going_on(points(20, 24, None, 31, 33, 37), 2027))
    assert led(going_on(figures, 2025)).course == {}


def test_none_and_all_are_counted_with_half_a_case() -> None:
    found = led(going_on([(2020 + each, 0, 10) for each in range(5)], 2026))
    assert found.course[2026].value == pytest.approx(0.05)  # ½ of 10
    found = led(going_on([(2020 + each, 10, 10) for each in range(5)], 2026))
    assert found.course[2026].value == pytest.approx(0.95)


def test_what_makes_no_sense_is_refused() -> None:
    for level in (0.0, 1.0):
        with pytest.raises(ValueError):
            going_on(points(20, 24, 27, 31, 33), 2030, level)
    with pytest.raises(ValueError):
        going_on([*points(20, 24, 27, 31, 33), (2020, 1, 2)], 2030)


@pytest.mark.parametrize("freedom", T_TABLE)
def test_t_as_tables_print_it(freedom: int) -> None:
    upper_10, upper_2 = T_TABLE[freedom]
    assert pace._t_quantile(freedom, 0.9) == pytest.approx(upper_10, abs=6e-4)
    assert pace._t_quantile(freedom, 0.975) == pytest.approx(upper_2, abs=6e-4)


def _by_closed_formulas(
    xs: list[int], ys: list[float], at: int, t: float
) -> tuple[float, float, float]:
    """Ordinary least squares from plain sums, as textbooks write it."""
    n = len(xs)
    sx, sy = sum(xs), sum(ys)
    sxx, sxy = sum(x * x for x in xs), sum(x * y for x, y in zip(xs, ys, strict=True))
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    start = (sy - slope * sx) / n
    rest = sum((y - start - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    one = 1 + 1 / n + (at - sx / n) ** 2 / (sxx - sx * sx / n)
    half = t * sqrt(rest / (n - 2) * one)
    return start + slope * at, start + slope * at - half, start + slope * at + half


@given(st.randoms(use_true_random=False))
def test_against_an_oracle(chance: random.Random) -> None:
    years = sorted(chance.sample(range(2010, 2026), chance.choice([5, 6, 7, 8, 10])))
    size = chance.randint(20, 2000)
    counts = [chance.randint(1, size - 1) for _ in years]
    told = list(zip(years, counts, [size] * len(years), strict=True))
    found = led(going_on(told, years[-1] + 4))
    t = T_TABLE[len(years) - 2][0]
    moved = [year - 2010 for year in years]  # small numbers lose no digits
    logit = found.scale == "logit"
    shares = [count / size for count in counts]
    ys = [log(share / (1 - share)) for share in shares] if logit else shares
    for year, expected in found.course.items():
        ends = _by_closed_formulas(moved, ys, year - 2010, t)
        if logit:
            ends = tuple(1 / (1 + exp(-end)) for end in ends)  # type: ignore[assignment]
        told_ends = (expected.value, expected.low, expected.high)
        assert told_ends == pytest.approx(ends, abs=2e-3)
        assert 0 <= expected.low <= expected.value <= expected.high <= 1
    straight = all(0.1 < share < 0.9 for share in shares) and all(
        low >= 0 and high <= 1
        for year in found.course
        for _, low, high in [_by_closed_formulas(moved, shares, year - 2010, t)]
    )
    assert straight != logit or _is_close(moved, shares, list(found.course), t)


def _is_close(xs: list[int], ys: list[float], years: list[int], t: float) -> bool:
    """Whether the table's three decimals could have decided the scale."""
    ends = [_by_closed_formulas(xs, ys, year - 2010, t)[1:] for year in years]
    return any(min(abs(low), abs(high - 1)) < 2e-3 for low, high in ends)


# The line required, and what it asks for each year


def test_the_line_through_two_milestones() -> None:
    target = deadline((2025, "0.4"), (2030, "0.6"))
    start = Figure(2020, 20, 100)
    found = required(target, start, range(2019, 2033))
    assert list(found) == list(range(2020, 2033))
    assert (found[2020], found[2022], found[2027]) == (
        F(20, 100),
        F(28, 100),
        F(48, 100),
    )
    assert found[2032] == F(60, 100)
    assert required(target, start, [2030], (Milestone(2030, F(1)),)) == {2030: F(1)}
    assert required(target, Figure(2020, None, None), [2022]) == {}
    assert required(deadline(), start, [2022]) == {}
    limit = deadline((2030, "0.1"), by="at_most")
    assert required(limit, start, [2025]) == {2025: F(15, 100)}


def test_the_line_is_the_one_that_is_judged_by() -> None:
    target = deadline((2025, "0.4"), (2030, "0.6"))
    facts = {2020: Figure(2020, 20, 100), 2022: Figure(2022, 25, 100)}
    judged = judge(target, facts, 2022, flow=False)
    assert required(target, facts[2020], [2022]) == {2022: judged.required_now}


def test_needed_each_year() -> None:
    target = deadline((2025, "0.5"), (2030, "0.75"))
    found = needed_each_year(target, Figure(2024, 154, 329))
    points_to_2030 = (F(3, 4) - F(154, 329)) / 6
    assert found == (
        Step(2025, F(1, 2), F(1), F(1, 2) - F(154, 329), 11, 11),
        Step(2030, F(3, 4), F(6), points_to_2030, 93, 16),
    )
    assert [step.year for step in needed_each_year(target, Figure(2025, 1, 2))] == [
        2030
    ]
    assert needed_each_year(target, Figure(2030, 1, 2)) == ()
    assert needed_each_year(target, Figure(2024, None, 2)) == ()
    five = needed_each_year(deadline((2030, "0.6")), Figure(2025, 35, 100))
    assert (five[0].points, five[0].people_each_year) == (F(5, 100), 5)
    met = needed_each_year(deadline((2030, "0.6")), Figure(2025, 70, 100))
    assert (met[0].points, met[0].people, met[0].people_each_year) == (0, 0, 0)


def test_needed_each_year_of_limits_and_parts_of_a_year() -> None:
    limit = deadline((2030, "0.1"), by="at_most")
    found = needed_each_year(limit, Figure(2025, 22, 100))[0]
    assert (found.points, found.people, found.people_each_year) == (F(12, 500), 12, 3)
    soon = deadline((2026, "0.6"))
    midyear = Figure(2026, 35, 100, as_of=date(2026, 6, 30))
    found = needed_each_year(soon, midyear)[0]
    assert (found.people, found.people_each_year) == (25, 25)
    assert found.years == F(184, 365)
    never = needed_each_year(deadline((2030, "1"), by=">"), Figure(2025, 1, 2))[0]
    assert (never.people, never.people_each_year) == (None, None)
    growing = needed_each_year(
        deadline((2030, "0.5")), Figure(2025, 10, 30), growing=True
    )
    assert (growing[0].people, growing[0].people_each_year) == (10, 2)
