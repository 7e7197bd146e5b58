"""Facts and scenario together against a target."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from grassroots.judgement import Figure
from grassroots.progress import judge
from grassroots.scenario.changes import course
from grassroots.scenario.verdicts import first_met, joined, under
from grassroots.targets import Milestone, Target, Words

WORDS = Words("x", "x")
FACTS = {
    2023: Figure(2023, 20, 40),
    2024: Figure(2024, 22, 40),
    2025: Figure(2025, 24, 40),
}


def target(comparator: str = ">=", **keys: object) -> Target:
    keys.setdefault("when", "yearly")
    return Target(  # type: ignore[arg-type]
        "T", "i", WORDS, WORDS, "1", comparator, **keys
    )


def deadline(*steps: tuple[int, str], by: str = ">=") -> Target:
    milestones = tuple(Milestone(year, F(share)) for year, share in steps)
    return target(by, when="deadline", milestones=milestones)


def heads(each_year: int, horizon: int = 2032, today: int = 2025) -> dict[int, Figure]:
    per_year = dict.fromkeys(range(today + 1, horizon + 1), each_year)
    changes = {"own:i": per_year}
    found = course(FACTS[today], "i", changes, horizon, flow=False)
    return dict(found.figures)


def test_without_a_course_it_is_the_judgement_of_the_facts() -> None:
    floor = target(value=F("0.5"))
    for year in FACTS:
        told = under(floor, FACTS, {}, year, flow=False)
        assert told == judge(floor, FACTS, year, flow=False)
    assert joined({}, {}) == {}


def test_a_course_without_changes_says_what_the_facts_said() -> None:
    floor = target(value=F("0.5"))
    said = under(floor, FACTS, heads(0), 2028, flow=False)
    today = judge(floor, FACTS, 2025, flow=False)
    assert (said.verdict, said.numerator, said.denominator) == ("met", 24, 40)
    assert said.gap == today.gap and said.surplus == today.surplus
    assert said.streak == 6  # the facts' years count on


def test_a_scenario_that_begins_earlier_knows_nothing_of_later_facts() -> None:
    from_2023 = heads(1, today=2023)
    found = joined(FACTS, from_2023)
    assert list(found) == list(range(2023, 2033))
    assert found[2025] == Figure(2025, 22, 40)
    assert list(joined(FACTS, heads(1, horizon=2024, today=2023))) == [2023, 2024]


def test_a_deadline_on_its_course() -> None:
    by_2030 = deadline((2030, "0.8"))
    assert judge(by_2030, FACTS, 2025, flow=False).verdict == "on_track"
    assert under(by_2030, FACTS, heads(0), 2029, flow=False).verdict == "far_behind"
    assert under(by_2030, FACTS, heads(0), 2030, flow=False).verdict == "missed"
    assert under(by_2030, FACTS, heads(2), 2030, flow=False).verdict == "met"
    assert under(by_2030, FACTS, heads(2), 2032, flow=False).final
    baseline = Figure(2020, 4, 40)
    found = under(by_2030, FACTS, heads(2), 2027, flow=False, baseline=baseline)
    assert found.baseline_year == 2020


@pytest.mark.parametrize(
    ("each_year", "year"), [(0, None), (1, None), (2, 2029), (4, 2027), (16, 2026)]
)
def test_the_first_year_that_meets(each_year: int, year: int | None) -> None:
    # 32 of 40 are asked for, 24 there are
    course_to_2032 = heads(each_year)
    floor = target(value=F("0.8"))
    assert first_met(floor, FACTS, course_to_2032, flow=False) == year
    by_2030 = deadline((2027, "0.7"), (2030, "0.8"))
    assert first_met(by_2030, FACTS, course_to_2032, flow=False) == year
    by_2026 = deadline((2026, "0.8"))  # too late is met too, in its year
    assert first_met(by_2026, FACTS, course_to_2032, flow=False) == year


def test_the_first_year_of_strict_targets_limits_and_spans() -> None:
    strict = deadline((2030, "0.8"), by=">")
    assert first_met(strict, FACTS, heads(2), flow=False) == 2030
    limit = target("at_most", value=F("0.8"))
    assert first_met(limit, FACTS, heads(2), flow=False) == 2026
    later = target(value=F("0.5"), from_year=2028, to_year=2029)
    assert first_met(later, FACTS, heads(0), flow=False) == 2028
    assert first_met(later, FACTS, heads(0, horizon=2027), flow=False) is None
    assert first_met(target(value=F("0.5")), FACTS, {}, flow=False) is None
    assert first_met(target("followed"), FACTS, heads(2), flow=False) is None
    rises = target("rises")
    assert first_met(rises, FACTS, heads(0), flow=False) is None
    assert first_met(rises, FACTS, heads(1), flow=False) == 2026
    band = target("range", low=F("0.7"), high=F("0.8"))
    assert first_met(band, FACTS, heads(2), flow=False) == 2027


def test_what_has_not_been_reported_can_still_turn_it() -> None:
    partly = Figure(2025, 31, 40, reported=1, expected=2, missing_size=40)
    later = course(partly, "i", {"own:i": {2026: 5}}, 2026, flow=False).figures
    floor = target(value=F("0.8"))
    said = under(floor, {2025: partly}, later, 2026, flow=False)
    assert said.verdict == "not_enough_data"
    assert first_met(floor, {2025: partly}, later, flow=False) is None
    by_2030 = deadline((2030, "0.8"))
    assert first_met(by_2030, {2025: partly}, later, flow=False) is None


def test_admissions_over_a_term() -> None:
    facts = {2025: Figure(2025, 3, None)}
    founded = {"own:non_state_cells_founded": {2026: 1, 2027: 1}}
    later = course(facts[2025], "non_state_cells_founded", founded, 2028, flow=True)
    term = target("count", when="term", value=F(10), from_year=2025, to_year=2030)
    # 3, then 3 + 4 + 4
    assert first_met(term, facts, later.figures, flow=True) == 2027
