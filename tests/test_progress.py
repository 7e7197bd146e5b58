"""The arithmetic of targets: METHODS' worked numbers, and properties by brute force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction as F
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.progress import (
    Figure,
    alternative,
    feasible_counts,
    funnel_limits,
    judge,
    needed,
    overdispersion,
    shown_percent,
    wilson,
)
from grassroots.targets import Milestone, Target, Words


def target(comparator: str, value: str | None = None, **keys: object) -> Target:
    """A yearly target; `low`, `high`, `milestones` as text."""
    for bound in ("low", "high"):
        if bound in keys:
            keys[bound] = F(str(keys[bound]))
    if "milestones" in keys:
        keys["milestones"] = tuple(
            Milestone(year, F(share))
            for year, share in keys["milestones"]  # type: ignore[attr-defined]
        )
        keys.setdefault("when", "deadline")
    keys.setdefault("when", "yearly")
    words = Words("x", "x")
    return Target(  # type: ignore[arg-type]
        id="T",
        indicator="i",
        title=words,
        short=words,
        section="1",
        comparator=comparator,
        value=None if value is None else F(value),
        **keys,
    )


def series(*counts: tuple[int, int | None] | None, first: int = 2020) -> dict:
    """Figures of consecutive years; None: the year is missing."""
    return {
        year: Figure(year, *pair)
        for year, pair in enumerate(counts, first)
        if pair is not None
    }


def verdict(comparator: str, value: str, count: int, size: int) -> str:
    """The verdict of one full year."""
    known = series((count, size))
    return judge(target(comparator, value), known, 2020, flow=False).verdict


# 1 Value, target, verdict


def test_strict_is_strict() -> None:
    assert verdict(">", "0.9", 90, 100) == "not_met"
    assert verdict(">", "0.9", 91, 100) == "met"
    assert verdict(">=", "0.8", 32, 40) == "met"
    assert verdict(">", "0.8", 32, 40) == "not_met"


def test_not_reported_is_never_zero() -> None:
    floor = target(">=", "0.03")
    assert judge(floor, {}, 2020, flow=False).verdict == "not_reported"
    empty = {2020: Figure(2020, None, None)}
    found = judge(floor, empty, 2020, flow=False)
    assert (found.verdict, found.gap, found.streak) == ("not_reported", None, None)
    none = series((0, 100))
    assert judge(floor, none, 2020, flow=False).verdict == "not_met"


def test_nobody_of_nobody_is_not_applicable() -> None:
    assert verdict(">=", "1", 0, 0) == "not_applicable"


def test_a_count_without_its_base_gives_no_share() -> None:
    found = judge(target(">=", "0.03"), series((12, None)), 2020, flow=True)
    assert (found.verdict, found.numerator) == ("not_enough_data", 12)


# 2 Yearly floors

ADMISSIONS = series((12, 400), (11, 400), (13, 405), None, (13, 410), (14, 420))


def test_streak_of_the_worked_example() -> None:
    found = judge(target(">=", "0.03"), ADMISSIONS, 2025, flow=True)
    assert found.verdict == "met"
    assert (found.met_years, found.reported_years) == (4, 5)
    assert (found.streak, found.longest) == (2, 2)
    assert judge(target(">", "0.03"), ADMISSIONS, 2025, flow=True).met_years == 3


def test_a_missing_year_breaks_a_streak() -> None:
    assert judge(target(">=", "0.03"), ADMISSIONS, 2024, flow=True).streak == 1
    missing = judge(target(">=", "0.03"), ADMISSIONS, 2023, flow=True)
    assert (missing.verdict, missing.streak) == ("not_reported", None)


def test_a_streak_begins_with_the_target() -> None:
    late = target(">=", "0.03", from_year=2025)
    assert judge(late, ADMISSIONS, 2025, flow=True).streak == 1


def test_a_partial_year_is_judged_by_pace() -> None:
    partial = {2025: Figure(2025, 5, 420, as_of=date(2025, 6, 30))}
    found = judge(target(">=", "0.03"), partial, 2025, flow=True)
    assert found.required_now == F(13 * 181, 365)
    assert round(float(found.required_now), 3) == 6.447
    assert found.pace is not None and round(float(found.pace), 3) == 0.776
    assert (found.verdict, found.partial, found.gap) == ("slightly_behind", True, 8)
    assert found.near is False


@pytest.mark.parametrize(
    ("count", "expected"),
    [(13, "met"), (12, "on_track"), (7, "on_track"), (5, "slightly_behind")]
    + [(3, "far_behind"), (0, "far_behind")],
)
def test_verdicts_of_a_partial_year(count: int, expected: str) -> None:
    partial = {2025: Figure(2025, count, 420, as_of=date(2025, 6, 30))}
    assert judge(target(">=", "0.03"), partial, 2025, flow=True).verdict == expected


@pytest.mark.parametrize(("comparator", "wanted"), [(">=", 12), (">", 13)])
def test_what_a_partial_year_is_measured_by(comparator: str, wanted: int) -> None:
    partial = {2025: Figure(2025, 5, 400, as_of=date(2025, 6, 30))}
    found = judge(target(comparator, "0.03"), partial, 2025, flow=True)
    assert found.required_now == F(wanted * 181, 365)


def test_a_partial_stock_is_judged_as_it_stands() -> None:
    partial = {2025: Figure(2025, 5, 420, as_of=date(2025, 6, 30))}
    found = judge(target(">=", "0.03"), partial, 2025, flow=False)
    assert (found.verdict, found.partial, found.pace) == ("not_met", True, None)


def test_a_partial_year_does_not_break_a_streak() -> None:
    known = series((12, 400), (14, 400))
    known[2022] = Figure(2022, 5, 420, as_of=date(2022, 6, 30))
    assert judge(target(">=", "0.03"), known, 2022, flow=True).streak == 2
    known[2022] = Figure(2022, 13, 420, as_of=date(2022, 6, 30))
    assert judge(target(">=", "0.03"), known, 2022, flow=True).streak == 3
    assert judge(target(">=", "0.9"), known, 2022, flow=False).streak == 0


def test_a_leap_year_has_366_days() -> None:
    assert Figure(2024, 1, 1, as_of=date(2024, 6, 30)).elapsed == F(182, 366)


def test_outside_its_years_a_target_does_not_apply() -> None:
    bounded = target(">=", "1", from_year=2023, to_year=2025)
    for year in (2022, 2026):
        found = judge(bounded, series((1, 1), first=year), year, flow=False)
        assert (found.verdict, found.outside) == ("not_applicable", True)


# 3 Deadlines and milestones


def at(year: int, percent: int, **keys: object) -> Figure:
    """A share in percent of 100."""
    return Figure(year, percent, 100, **keys)  # type: ignore[arg-type]


def test_percentage_points_not_compound_growth() -> None:
    due = target(">=", milestones=[(2030, "0.6")])
    found = judge(due, {2020: at(2020, 20), 2025: at(2025, 35)}, 2025, flow=False)
    assert (found.verdict, found.pace) == ("slightly_behind", F(3, 4))
    assert (found.required_now, found.required_target) == (F(2, 5), F(3, 5))
    assert (found.needed_per_year, found.achieved_per_year) == (F(5, 100), F(3, 100))
    assert (found.baseline_year, found.gap) == (2020, 25)


def test_the_line_runs_through_the_milestones() -> None:
    due = target(">=", milestones=[(2025, "0.4"), (2030, "0.6")])
    known = {2020: at(2020, 20), 2022: at(2022, 28), 2027: at(2027, 48)}
    first = judge(due, known, 2022, flow=False)
    assert (first.required_now, first.required_target) == (F(28, 100), F(2, 5))
    later = judge(due, known, 2027, flow=False)
    assert (later.required_now, later.required_target) == (F(48, 100), F(3, 5))
    assert first.pace == later.pace == 1
    assert first.verdict == later.verdict == "on_track"


def test_a_milestone_is_met_or_missed_and_the_last_one_final() -> None:
    due = target(">=", milestones=[(2025, "0.5"), (2030, "0.75")])
    known = {2022: at(2022, 47), 2025: at(2025, 49), 2030: at(2030, 75)}
    first = judge(due, known, 2025, flow=False)
    assert (first.verdict, first.final, first.gap) == ("missed", False, 1)
    last = judge(due, known, 2030, flow=False)
    assert (last.verdict, last.final, last.gap) == ("met", True, 0)


def test_after_the_deadline_its_own_value_stands() -> None:
    due = target(">=", milestones=[(2025, "1")])
    known = {2024: at(2024, 90), 2025: at(2025, 99), 2026: at(2026, 100)}
    assert judge(due, known, 2026, flow=False).verdict == "missed"
    assert judge(due, known, 2026, flow=False).gap == 1
    del known[2025]
    assert judge(due, known, 2026, flow=False).verdict == "not_enough_data"
    assert judge(due, known, 2025, flow=False).verdict == "not_reported"
    kept = {2025: at(2025, 100)}
    assert judge(due, kept, 2027, flow=False).verdict == "met"


def test_a_partial_figure_of_the_deadlines_year() -> None:
    due = target(">=", milestones=[(2025, "1")])
    known = {2023: at(2023, 80), 2025: at(2025, 99, as_of=date(2025, 6, 30))}
    found = judge(due, known, 2025, flow=False)
    assert (found.verdict, found.final, found.partial) == ("on_track", False, True)
    assert judge(due, known, 2026, flow=False).verdict == "missed"


def test_a_baseline_at_the_target_is_to_be_kept() -> None:
    due = target(">=", milestones=[(2030, "0.8")])
    held = {2020: at(2020, 85), 2024: at(2024, 81)}
    assert judge(due, held, 2024, flow=False).verdict == "keep"
    fallen = {2020: at(2020, 85), 2024: at(2024, 79)}
    assert judge(due, fallen, 2024, flow=False).verdict == "moving_away"


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(39, "on_track"), (38, "slightly_behind"), (32, "slightly_behind")]
    + [(31, "far_behind"), (20, "far_behind"), (19, "moving_away")],
)
def test_cut_offs_of_the_pace(percent: int, expected: str) -> None:
    due = target(">=", milestones=[(2030, "0.6")])
    known = {2020: at(2020, 20), 2025: at(2025, percent)}
    assert judge(due, known, 2025, flow=False).verdict == expected


def test_without_a_baseline_there_is_no_pace() -> None:
    due = target(">=", milestones=[(2030, "0.6")])
    assert judge(due, {2024: at(2024, 61)}, 2024, flow=False).verdict == "keep"
    alone = judge(due, {2024: at(2024, 50)}, 2024, flow=False)
    assert (alone.verdict, alone.pace) == ("not_enough_data", None)
    assert alone.needed_per_year == F(10, 600)


def test_a_given_baseline_is_used_where_it_is_older() -> None:
    due = target(">=", milestones=[(2030, "0.6")])
    known = {2020: at(2020, 50), 2024: at(2024, 50)}
    found = judge(due, known, 2024, flow=False, baseline=at(2022, 40))
    assert (found.baseline_year, found.pace) == (2022, F(2))
    later = judge(due, known, 2024, flow=False, baseline=at(2025, 40))
    assert later.baseline_year == 2020


def test_an_early_milestone_never_asks_for_a_fall() -> None:
    due = target(">=", milestones=[(2025, "0.5"), (2030, "0.75")])
    known = {2020: at(2020, 55), 2024: at(2024, 56), 2027: at(2027, 60)}
    assert judge(due, known, 2024, flow=False).verdict == "keep"
    found = judge(due, known, 2027, flow=False)
    assert found.required_now == F(63, 100)


def test_a_strict_target_that_the_baseline_equals() -> None:
    due = target(">", milestones=[(2030, "0.65")])
    still = judge(due, {2022: at(2022, 65), 2024: at(2024, 65)}, 2024, flow=False)
    assert (still.verdict, still.gap) == ("far_behind", 1)
    fall = judge(due, {2022: at(2022, 65), 2024: at(2024, 64)}, 2024, flow=False)
    assert fall.verdict == "moving_away"


def test_an_upper_limit_by_a_deadline() -> None:
    due = target("at_most", milestones=[(2030, "0.1")])
    known = {2020: at(2020, 30), 2025: at(2025, 22), 2030: at(2030, 10)}
    found = judge(due, known, 2025, flow=False)
    assert (found.verdict, found.pace, found.gap) == ("slightly_behind", F(4, 5), 12)
    assert judge(due, known, 2030, flow=False).verdict == "met"


def test_a_share_that_must_also_rise() -> None:
    due = target(">=", milestones=[(2030, "1")], also_rises=True)
    known = {2020: at(2020, 50), 2021: at(2021, 60), 2022: at(2022, 60)}
    assert judge(due, known, 2021, flow=False).rises is True
    assert judge(due, known, 2022, flow=False).rises is False
    assert judge(due, known, 2020, flow=False).rises is None


# 4 Ranges


@pytest.mark.parametrize(
    ("count", "expected", "distance"),
    [(10, "below", F(-5, 1000)), (16, "inside", 0), (17, "above", F(25, 10000))]
    + [(12, "inside", 0)],
)
def test_ranges(count: int, expected: str, distance: F) -> None:
    asked = target("range", low="0.03", high="0.04")
    found = judge(asked, series((count, 400)), 2020, flow=True)
    assert (found.verdict, found.distance) == (expected, distance)
    assert found.feasible == (12, 16)
    assert found.gap == max(12 - count, 0)
    assert found.surplus == max(count - 16, 0)


def test_sizes_at_which_no_count_meets_a_range() -> None:
    low, high = F("0.03"), F("0.04")
    assert feasible_counts(low, high, 67) == (3, 2)
    empty = [
        size
        for size in range(1, 200)
        if feasible_counts(low, high, size)[0] > feasible_counts(low, high, size)[1]
    ]
    assert empty == [*range(1, 25), *range(34, 50), *range(67, 75)]
    asked = target("range", low="0.03", high="0.04")
    found = judge(asked, series((2, 67)), 2020, flow=True)
    assert (found.verdict, found.infeasible) == ("not_applicable", True)
    assert (found.feasible, found.gap) == ((3, 2), None)


def test_a_year_that_cannot_meet_its_range_breaks_no_streak() -> None:
    asked = target("range", low="0.03", high="0.04")
    known = series((4, 100), (2, 67), (3, 100), (3, 80))
    found = judge(asked, known, 2023, flow=True)
    assert (found.streak, found.met_years, found.reported_years) == (3, 3, 3)


def test_a_partial_year_of_a_range() -> None:
    asked = target("range", low="0.03", high="0.04")
    half = date(2025, 6, 30)
    expected = {17: "above", 16: "inside", 6: "on_track", 4: "slightly_behind"}
    for count, word in expected.items():
        known = {2025: Figure(2025, count, 400, as_of=half)}
        assert judge(asked, known, 2025, flow=True).verdict == word


# 5 How many more


@pytest.mark.parametrize(
    ("count", "size", "share", "strict", "more"),
    [(26, 37, "0.8", False, 4), (5, 100, "0.07", False, 2)]
    + [(20, 100, "0.29", True, 10), (10, 12, "0.8", False, 0)]
    + [(3, 9, "0.8", False, 5), (40, 61, "0.8", False, 9)]
    + [(79, 119, "0.8", False, 17), (604, 686, "0.9", True, 14)],
)
def test_how_many_more(
    count: int, size: int, share: str, strict: bool, more: int
) -> None:
    assert needed(count, size, F(share), strict) == more


def test_how_many_more_where_each_enlarges_the_base() -> None:
    assert needed(10, 30, F("0.5"), False, growing=True) == 10
    assert needed(10, 30, F("0.5"), True, growing=True) == 11
    assert needed(30, 30, F(1), False, growing=True) == 0
    with pytest.raises(ValueError, match="never reached"):
        needed(10, 30, F(1), False, growing=True)


counts = st.integers(1, 300).flatmap(
    lambda size: st.tuples(st.integers(0, size), st.just(size))
)
shares = st.fractions(0, F(99, 100), max_denominator=100)


@given(counts, shares, st.booleans(), st.booleans())
def test_a_gap_is_the_least_number_that_reaches(
    pair: tuple[int, int], share: F, strict: bool, growing: bool
) -> None:
    count, size = pair

    def reaches(more: int) -> bool:
        base = size + more if growing else size
        value = F(count + more, base)
        return value > share if strict else value >= share

    more = needed(count, size, share, strict, growing)
    assert reaches(more)
    assert more == 0 or not reaches(more - 1)


@given(counts, shares, st.sampled_from([">", ">="]))
def test_a_verdict_is_the_plain_comparison(
    pair: tuple[int, int], share: F, comparator: str
) -> None:
    value = F(*pair)
    met = value > share if comparator == ">" else value >= share
    found = judge(target(comparator, str(share)), series(pair), 2020, flow=False)
    assert (found.verdict == "met") is met
    assert (found.gap == 0) is met
    assert found.distance == value - share


@given(counts, shares, shares)
def test_a_range_is_met_by_its_feasible_counts(
    pair: tuple[int, int], one: F, other: F
) -> None:
    low, high = sorted((one, other))
    least, most = feasible_counts(low, high, pair[1])
    asked = target("range", low=low, high=high)
    found = judge(asked, series(pair), 2020, flow=False)
    if least > most:
        assert found.infeasible
    else:
        assert (found.verdict == "inside") is (least <= pair[0] <= most)
        assert (found.verdict == "above") is (pair[0] > most)


@given(st.lists(st.sampled_from([None, 2, 3, 4]), min_size=1, max_size=9))
def test_streaks_against_a_plain_loop(values: list[int | None]) -> None:
    known = series(*[None if value is None else (value, 100) for value in values])
    year = 2020 + len(values) - 1
    asked = target(">=", "0.03", from_year=2020)
    found = judge(asked, known, year, flow=False)
    runs = "".join("1" if (value or 0) >= 3 else "0" for value in values)
    assert found.longest == max(map(len, runs.split("0")))
    assert found.met_years == runs.count("1")
    assert found.reported_years == sum(value is not None for value in values)
    if values[-1] is not None:
        assert found.streak == len(runs) - len(runs.rstrip("1"))
    else:
        assert found.streak is None


# Units that have not reported, and cells that nobody filled


def test_a_verdict_needs_both_extremes() -> None:
    def found(count: int, size: int, missing: int | None, share: str) -> str:
        figure = Figure(
            2020, count, size, reported=9, expected=13, missing_size=missing
        )
        return judge(target(">=", share), {2020: figure}, 2020, flow=False).verdict

    assert found(95, 100, 5, "0.9") == "met"  # 95 of 105 even if none of them meets
    assert found(95, 100, 6, "0.9") == "not_enough_data"  # 95 of 106
    assert found(80, 100, 99, "0.9") == "not_met"  # 179 of 199
    assert found(80, 100, 100, "0.9") == "not_enough_data"  # 180 of 200
    assert found(95, 100, None, "0.9") == "not_enough_data"
    assert found(99, 100, None, "1") == "not_met"
    assert found(100, 100, None, "1") == "not_enough_data"
    assert found(100, 100, 1, "1") == "not_enough_data"


def test_missing_units_at_a_deadline_and_in_a_count() -> None:
    due = target(">=", milestones=[(2025, "1")])
    figure = Figure(2025, 99, 100, reported=1, expected=2)
    assert judge(due, {2025: figure}, 2026, flow=False).verdict == "missed"
    asked = target("count", "5")
    for count, expected in ((5, "met"), (4, "not_enough_data")):
        figure = Figure(2025, count, None, reported=1, expected=2)
        assert judge(asked, {2025: figure}, 2025, flow=False).verdict == expected


def test_a_year_that_the_missing_could_turn_breaks_a_streak() -> None:
    known = series((95, 100), (95, 100), (95, 100))
    known[2021] = Figure(2021, 95, 100, reported=1, expected=2)
    assert judge(target(">=", "0.9"), known, 2022, flow=False).streak == 1
    known[2021] = Figure(2021, 95, 100, reported=1, expected=2, missing_size=5)
    assert judge(target(">=", "0.9"), known, 2022, flow=False).streak == 3


def test_unknown_cases_that_could_turn_the_verdict() -> None:
    def turns(count: int, size: int, unknown: int) -> bool:
        figure = Figure(2020, count, size, unknown=unknown)
        found = judge(target(">=", "0.9"), {2020: figure}, 2020, flow=False)
        assert found.verdict == ("met" if F(count, size) >= F("0.9") else "not_met")
        return found.unknown_could_turn

    assert turns(95, 100, 5) is False
    assert turns(95, 100, 6) is True
    assert turns(80, 100, 100) is True
    assert turns(80, 100, 99) is False


# 6 Small numbers


@pytest.mark.parametrize(
    ("count", "size", "low", "high"),
    [(9, 12, 46.77, 91.11), (0, 10, 0, 27.75), (10, 10, 72.25, 100)]
    + [(27, 30, 74.38, 96.54), (240, 300, 75.11, 84.13)],
)
def test_wilson(count: int, size: int, low: float, high: float) -> None:
    assert [round(100 * end, 2) for end in wilson(count, size)] == [low, high]


def test_near_the_target() -> None:
    def near(comparator: str, value: str, count: int, size: int) -> bool:
        known = series((count, size))
        return judge(target(comparator, value), known, 2020, flow=False).near

    assert near(">", "0.9", 604, 662) is True
    assert near(">", "0.9", 660, 662) is False
    assert near(">=", "1", 10, 10) is False
    assert near(">=", "0.85", 240, 300) is False


def test_more_admitted_than_there_were_members() -> None:
    found = judge(target(">=", "0.03"), series((5, 3)), 2020, flow=True)
    assert (found.verdict, found.near, found.gap) == ("met", False, 0)
    with pytest.raises(ValueError, match="5 of 3"):
        wilson(5, 3)


def test_small_is_fewer_than_ten() -> None:
    asked = target(">=", "0.5")
    assert judge(asked, series((5, 9)), 2020, flow=False).small is True
    assert judge(asked, series((5, 10)), 2020, flow=False).small is False


def test_funnel_limits() -> None:
    for z, ends in ((1.96, [26.42, 53.58]), (3.09, [18.59, 61.41])):
        limits = funnel_limits(F(2, 5), 50, z)
        assert [round(100 * limits.low, 2), round(100 * limits.high, 2)] == ends
        assert limits.method == "normal"


@given(
    size=st.integers(1, 60),
    rate=st.fractions(F("0.01"), F("0.09"), max_denominator=100),
    z=st.sampled_from((1.96, 3.09)),
    mirrored=st.booleans(),
)
def test_funnel_limits_near_the_edge_are_exact(
    size: int, rate: F, z: float, mirrored: bool
) -> None:
    """A count is outside just where so many or more (so few or fewer) have no more
    than the tail's probability; chances summed here in fractions."""
    rate = 1 - rate if mirrored else rate
    tail = {1.96: 0.0249979, 3.09: 0.0010008}[z]
    chances = [
        comb(size, count) * rate**count * (1 - rate) ** (size - count)
        for count in range(size + 1)
    ]
    limits = funnel_limits(rate, size, z)
    assert limits.method == "exact"
    for count in range(size + 1):
        so_few = float(sum(chances[: count + 1]))
        so_many = float(sum(chances[count:]))
        if abs(so_few - tail) > 1e-6:
            assert (count / size < limits.low - 1e-9) == (so_few < tail)
        if abs(so_many - tail) > 1e-6:
            assert (count / size > limits.high + 1e-9) == (so_many < tail)


def test_which_funnel_limits_are_exact() -> None:
    assert funnel_limits(F(1), 5, 1.96).low == 1
    assert funnel_limits(F("0.95"), 200, 1.96).method == "exact"
    assert funnel_limits(F("0.95"), 5000, 1.96).method == "normal"
    nobody = funnel_limits(F("0.05"), 0, 1.96)
    assert (nobody.low, nobody.high) == (0, 1)


def test_exact_and_normal_limits_agree_for_many() -> None:
    exact = funnel_limits(F("0.099"), 1000, 1.96)
    half = 1.96 * sqrt(0.099 * 0.901 / 1000)
    assert exact.method == "exact"
    assert exact.low == pytest.approx(0.099 - half, abs=0.002)
    assert exact.high == pytest.approx(0.099 + half, abs=0.002)


def test_overdispersion_widens_the_funnel_only_where_it_stands_out() -> None:
    even = [(40 + step, 100) for step in (-4, -2, 0, 2, 4, -3, 3, 1, -1, 0)]
    assert overdispersion(even, F("0.4")) == 1
    some = [(80 + 5 * step, 200) for step in (-4, -2, 0, 2, 4, -3, 3, 1, -1, 0)]
    assert overdispersion(some, F("0.4")) == pytest.approx(25 / 48 * 4.6)
    wild = [(40 + 5 * step, 100) for step in (-4, -2, 0, 2, 4, -3, 3, 1, -1, 0)]
    # z = 5·step / √24; one at each end is pulled in to ±3 steps.
    expected = sum((5 * s) ** 2 / 24 for s in (-3, -2, 0, 2, 3, -3, 3, 1, -1, 0)) / 10
    factor = overdispersion(wild, F("0.4"))
    assert factor == pytest.approx(expected)
    wide, plain = (funnel_limits(F("0.4"), 100, 1.96, f) for f in (factor, 1.0))
    ratio = (wide.high - 0.4) / (plain.high - 0.4)
    assert ratio == pytest.approx(sqrt(factor))


# Counts, terms, averages, cuts, limits, rises


def test_counts_over_a_term() -> None:
    owners = target(
        "count_range", low="1", high="2", when="term", from_year=2020, to_year=2025
    )
    zeros = series(*[(0, None)] * 6)
    early = judge(owners, zeros, 2022, flow=True)
    assert (early.verdict, early.pace, early.gap) == ("far_behind", 0, 1)
    assert early.required_now == F(1, 2)
    assert judge(owners, zeros, 2025, flow=True).verdict == "below"
    assert judge(owners, zeros, 2027, flow=True).verdict == "below"
    for sums, expected in ((1, "inside"), (2, "inside"), (3, "above")):
        known = zeros | {2021: Figure(2021, sums, None)}
        assert judge(owners, known, 2025, flow=True).verdict == expected
        assert judge(owners, known, 2020, flow=True).verdict == "far_behind"


def test_a_floor_over_a_term() -> None:
    cells = target("count", "4", when="term", from_year=2020, to_year=2025)
    known = series((1, None), (1, None), (1, None), (0, None), (0, None), (0, None))
    found = judge(cells, known, 2022, flow=True)
    assert (found.verdict, found.pace, found.numerator) == ("on_track", F(3, 2), 3)
    slow = judge(cells, known, 2024, flow=True)
    assert (slow.verdict, slow.pace) == ("slightly_behind", F(9, 10))
    missed = judge(cells, known, 2025, flow=True)
    assert (missed.verdict, missed.final, missed.gap) == ("missed", True, 1)
    half = known | {2025: Figure(2025, 0, None, as_of=date(2025, 6, 30))}
    running = judge(cells, half, 2025, flow=True)
    assert (running.final, running.verdict) == (False, "slightly_behind")


def test_missing_years_of_a_term_are_incomplete() -> None:
    cells = target("count", "1", when="term", from_year=2020, to_year=2025)
    none = judge(cells, series((0, None)), 2022, flow=True)
    assert (none.verdict, none.incomplete) == ("not_enough_data", True)
    reached = judge(cells, series((1, None)), 2025, flow=True)
    assert (reached.verdict, reached.incomplete) == ("met", True)
    assert judge(cells, {}, 2022, flow=True).verdict == "not_reported"
    early = judge(cells, series((1, None)), 2019, flow=True)
    assert (early.verdict, early.outside) == ("not_applicable", True)
    endless = target("count", "1", when="term", from_year=2020)
    with pytest.raises(ValueError, match="T: a term needs"):
        judge(endless, series((1, None)), 2020, flow=True)


def test_counts_a_year() -> None:
    floor = target("count", "2500")
    assert judge(floor, series((2499, None)), 2020, flow=True).gap == 1
    assert judge(floor, series((2500, 80000)), 2020, flow=True).verdict == "met"
    span = target("count_range", low="7000", high="9000")
    for count, expected in ((6999, "below"), (7000, "inside"), (9001, "above")):
        found = judge(span, series((count, None)), 2020, flow=True)
        assert (found.verdict, found.distance) == (expected, None)
    half = {2020: Figure(2020, 3400, None, as_of=date(2020, 6, 30))}
    assert judge(span, half, 2020, flow=True).verdict == "on_track"


def test_an_average_pools_the_years() -> None:
    mean = target(
        "average", "0.04", strict=True, when="term", from_year=2020, to_year=2022
    )
    known = series((4, 100), (1, 10), (9, 240))
    found = judge(mean, known, 2022, flow=True)
    assert (found.numerator, found.denominator, found.pooled) == (14, 350, True)
    assert (found.verdict, found.gap) == ("missed", 1)  # 4 % is not above 4 %
    early = judge(mean, known, 2021, flow=True)
    assert (early.verdict, early.final) == ("on_track", False)
    gap = judge(mean, series((4, 100), None, (9, 100)), 2022, flow=True)
    assert (gap.verdict, gap.incomplete, gap.reported_years) == ("met", True, 2)


def test_a_relative_cut_every_year() -> None:
    cut = target("relative_cut", low="0.2", high="0.25")
    # 100 hamlets, without a cell: 40, then 33 (−17.5 %), 26 (−21 %), 19 (−27 %)
    known = series((60, 100), (67, 100), (74, 100), (81, 100))
    words = [judge(cut, known, year, flow=False).verdict for year in range(2020, 2024)]
    assert words == ["not_enough_data", "below", "inside", "above"]
    assert judge(cut, known, 2021, flow=False).gap == 1  # 32 would have been enough
    floor = target("relative_cut", low="0.2")
    words = [judge(floor, known, year, flow=False).verdict for year in (2021, 2023)]
    assert words == ["not_met", "met"]
    done = series((100, 100), (100, 100))
    assert judge(cut, done, 2021, flow=False).verdict == "keep"


def test_the_ends_of_a_cut_belong_to_it() -> None:
    cut = target("relative_cut", low="0.2", high="0.25")
    for left, expected in ((32, "inside"), (30, "inside"), (29, "above")):
        known = series((60, 100), (100 - left, 100))
        assert judge(cut, known, 2021, flow=False).verdict == expected
    strict = target("relative_cut", low="0.2", strict=True)
    known = series((60, 100), (68, 100))
    found = judge(strict, known, 2021, flow=False)
    assert (found.verdict, found.gap) == ("not_met", 1)


def test_a_rise_may_still_come_while_a_year_runs() -> None:
    rise = target("rises")
    known = series((50, 100), (40, 100))
    assert judge(rise, known, 2021, flow=True).verdict == "not_met"
    known[2021] = Figure(2021, 40, 100, as_of=date(2021, 6, 30))
    assert judge(rise, known, 2021, flow=True).verdict == "not_enough_data"
    assert judge(rise, known, 2021, flow=False).verdict == "not_met"


def test_an_upper_limit() -> None:
    limit = target("at_most", "0.2")
    for count, expected, gap in (
        (20, "met", 0),
        (21, "not_met", 1),
        (25, "not_met", 5),
    ):
        found = judge(limit, series((count, 100)), 2020, flow=False)
        assert (found.verdict, found.gap) == (expected, gap)
    assert judge(limit, series((15, 100)), 2020, flow=False).surplus == 5
    strict = target("at_most", "0.2", strict=True)
    found = judge(strict, series((20, 100)), 2020, flow=False)
    assert (found.verdict, found.gap) == ("not_met", 1)
    few = target("at_most", "3")
    assert judge(few, series((4, None)), 2020, flow=False).gap == 1


def test_a_rise_every_year() -> None:
    rise = target("rises")
    known = series((50, 100), (51, 100), (51, 100), None, (60, 100))
    words = [judge(rise, known, year, flow=False).verdict for year in range(2020, 2025)]
    assert words == [
        "not_enough_data",
        "met",
        "not_met",
        "not_reported",
        "not_enough_data",
    ]
    assert judge(rise, known, 2022, flow=False).gap == 1
    full = judge(rise, series((9, 9), (10, 10)), 2021, flow=False)
    assert (full.verdict, full.gap) == ("keep", 0)


def test_a_rise_of_counts_and_of_a_base_that_is_missing() -> None:
    rise = target("rises")
    known = series((5, None), (5, None), (6, None), (6, 10))
    words = [judge(rise, known, year, flow=False).verdict for year in range(2021, 2024)]
    assert words == ["not_met", "met", "not_enough_data"]


def test_a_number_that_is_not_set() -> None:
    open_target = target("not_set")
    assert judge(open_target, ADMISSIONS, 2025, flow=True).verdict == "not_set"
    share = open_target.with_number(F("0.03"), count=False)
    assert judge(share, ADMISSIONS, 2025, flow=True).verdict == "met"
    count = open_target.with_number(F(15), count=True)
    assert judge(count, ADMISSIONS, 2025, flow=True).gap == 1
    assert judge(target("not_set", "15"), ADMISSIONS, 2025, flow=True).gap == 1
    assert judge(target("not_set", "0.03"), ADMISSIONS, 2025, flow=True).gap == 0


def test_followed_is_never_judged() -> None:
    found = judge(target("followed"), ADMISSIONS, 2025, flow=True)
    assert (found.verdict, found.numerator) == ("followed", 14)


def test_a_share_with_its_equivalent_count() -> None:
    asked = target(">=", "0.03", equivalent=15)
    found = judge(asked, ADMISSIONS, 2025, flow=True)
    assert (found.verdict, found.equivalent_met) == ("met", False)


def test_another_base_that_turns_the_verdict() -> None:
    asked = target(">", "0.9")
    rated, everyone = Figure(2024, 604, 662), Figure(2024, 604, 686)
    found = judge(asked, {2024: rated}, 2024, flow=False)
    other = judge(asked, {2024: everyone}, 2024, flow=False)
    turned = alternative(asked, found, {"all": (everyone, other)})
    assert turned is not None
    assert (turned.base, turned.judgement.verdict) == ("all", "not_met")
    assert alternative(asked, found, {"same": (rated, found)}) is None
    nothing = judge(asked, {}, 2024, flow=False)
    assert alternative(asked, found, {"all": (everyone, nothing)}) is None


# Display


@pytest.mark.parametrize(
    ("value", "against", "decimals", "expected"),
    [("0.89996", "0.9", 2, "89.99"), ("0.90004", "0.9", 2, "90.01")]
    + [("0.9", "0.9", 2, "90.00"), ("223/329", "1", 2, "67.78")]
    + [("0.00125", None, 2, "0.13"), ("604/662", "0.9", 2, "91.24")]
    + [
        ("0.9996", "1", 1, "99.9"),
        ("2/3", "2/3", 2, "66.67"),
        ("97/183", "0.65", 0, "53"),
    ],
)
def test_a_shown_percent_never_crosses_its_target(
    value: str, against: str | None, decimals: int, expected: str
) -> None:
    limit = None if against is None else F(against)
    assert shown_percent(F(value), limit, decimals) == Decimal(expected)
    assert str(shown_percent(F(value), limit, decimals)) == expected


@given(st.integers(-60, 60), st.integers(0, 99), st.integers(0, 4))
def test_what_is_shown_stands_on_the_side_of_the_value(
    hundredths: int, percent: int, decimals: int
) -> None:
    """Within a step of display around the target, where rounding could cross."""
    limit = F(percent, 100)
    value = limit + F(hundredths, 100) * F(1, 100 * 10**decimals)
    shown = F(shown_percent(value, limit, decimals)) / 100
    assert abs(shown - value) <= F(1, 100 * 10**decimals)
    if value != limit:
        assert (shown > limit) is (value > limit)
        assert (shown < limit) is (value < limit)
