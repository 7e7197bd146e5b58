"""How many more: METHODS 4 and 5, and the same by adding one person at a time."""

from __future__ import annotations

import random
from fractions import Fraction as F

import pytest

from grassroots.judgement import Figure
from grassroots.scenario.gaps import NOTHING_KNOWN, Gap, gap, parts_and_whole
from grassroots.targets import Milestone, Target, Words

WORDS = Words("x", "x")


def target(comparator: str, value: str | None = None, **keys: object) -> Target:
    """A yearly target; its numbers as text."""
    for bound in ("low", "high"):
        if bound in keys:
            keys[bound] = F(str(keys[bound]))
    number = None if value is None else F(value)
    keys.setdefault("when", "yearly")
    return Target(  # type: ignore[arg-type]
        "T", "i", WORDS, WORDS, "1", comparator, value=number, **keys
    )


def of(
    count: int, size: int | None, comparator: str, value: str, **keys: object
) -> Gap:
    growing = bool(keys.pop("growing", False))
    asked = target(comparator, value, **keys)
    return gap(Figure(2025, count, size), asked, growing=growing)


def test_worked_numbers() -> None:
    assert of(26, 37, ">=", "0.8").needed == 4
    assert of(5, 100, ">=", "0.07").needed == 2
    assert of(20, 100, ">", "0.29").needed == 10
    assert of(10, 30, ">=", "0.5", growing=True).needed == 10
    assert of(10, 30, ">", "0.5", growing=True).needed == 11
    assert of(35, 40, ">=", "0.8") == Gap(0, 0, 0, surplus=3)


def test_both_readings_of_the_number_stand_beside_each_other() -> None:
    found = of(32, 40, ">=", "0.8")
    assert (found.needed, found.to_reach, found.to_pass) == (0, 0, 1)
    found = of(32, 40, ">", "0.8")
    assert (found.needed, found.to_reach, found.to_pass) == (1, 0, 1)


def test_the_gaps_of_the_parts_are_not_the_gap_of_the_whole() -> None:
    counts = {"a": (26, 37), "b": (10, 12), "c": (3, 9), "d": (40, 61)}
    figures = {code: Figure(2025, *pair) for code, pair in counts.items()}
    found = parts_and_whole(figures, F("0.8"), strict=False)
    assert [part.needed for part in found.parts.values()] == [4, 0, 5, 9]
    assert (found.total, found.whole.needed) == (18, 17)
    assert found.counts == (79, 119)


def test_a_part_that_has_not_reported_is_no_part_of_the_sums() -> None:
    figures = {"a": Figure(2025, 26, 37), "b": Figure(2025, None, None)}
    found = parts_and_whole(figures, F("0.8"), strict=False)
    assert found.parts["b"] == NOTHING_KNOWN
    assert (found.total, found.whole.needed) == (4, 4)
    nobody = parts_and_whole({"b": figures["b"]}, F("0.8"), strict=False)
    assert nobody.whole == NOTHING_KNOWN and nobody.total == 0


def test_a_range_that_no_whole_number_meets_is_said_to_be_so() -> None:
    small = of(0, 67, "range", "0", low="0.03", high="0.04")
    assert small.infeasible and small.needed is None and small.feasible == (3, 2)
    impossible = [
        n
        for n in range(1, 200)
        if of(0, n, "range", "0", low="0.03", high="0.04").infeasible
    ]
    assert impossible == [*range(1, 25), *range(34, 50), *range(67, 75)]


def test_a_range_asks_for_more_or_for_fewer() -> None:
    below = of(10, 400, "range", "0", low="0.03", high="0.04")
    assert (below.needed, below.excess, below.feasible) == (2, 0, (12, 16))
    above = of(17, 400, "range", "0", low="0.03", high="0.04")
    assert (above.needed, above.excess, above.is_met) == (0, 1, False)
    assert of(16, 400, "range", "0", low="0.03", high="0.04").is_met
    counts = of(6, None, "count_range", "0", low="7", high="9")
    assert (counts.needed, counts.feasible) == (1, (7, 9))
    with pytest.raises(ValueError):
        of(6, 9, "range", "0", low="0.5", high="1", growing=True)


def test_counts_limits_milestones_and_rises() -> None:
    assert of(1, None, "count", "3").needed == 2
    assert of(5, None, "count", "3").surplus == 2
    limit = of(25, 100, "at_most", "0.2")
    assert (limit.needed, limit.excess, limit.surplus) == (0, 5, 0)
    assert of(15, 100, "at_most", "0.2").surplus == 5
    assert of(15, 100, "at_most", "0.2", growing=True).surplus == 6
    assert of(5, None, "at_most", "3").excess == 2
    by_2030 = target(
        ">=",
        when="deadline",
        milestones=(Milestone(2025, F(1, 2)), Milestone(2030, F(3, 4))),
    )
    figure = Figure(2025, 154, 329)
    assert gap(figure, by_2030, F(1, 2)).needed == 11
    assert gap(figure, by_2030, F(3, 4)).needed == 93
    assert gap(figure, by_2030) == NOTHING_KNOWN  # which milestone, nobody has said
    assert gap(figure, target("rises"), F(154, 329)).needed == 1
    assert gap(Figure(2025, 9, 9), target("rises"), F(1)).needed == 0


def test_what_cannot_be_reached_is_infeasible() -> None:
    assert of(3, 9, ">", "1").infeasible
    assert of(3, 9, ">=", "1").needed == 6
    assert of(3, 9, ">=", "1", growing=True).infeasible
    assert of(9, 9, ">=", "1", growing=True).is_met
    assert not of(3, None, ">=", "5").infeasible  # nothing known of a base


def test_nothing_known_is_no_gap_of_nought() -> None:
    asked = target(">=", "0.8")
    for figure in (
        None,
        Figure(2025, None, 9),
        Figure(2025, 3, None),
        Figure(2025, 0, 0),
    ):
        assert gap(figure, asked) == NOTHING_KNOWN
        assert not gap(figure, asked).is_met
    assert gap(None, asked) == NOTHING_KNOWN
    assert gap(Figure(2025, 1, 2), target("not_set")) == NOTHING_KNOWN
    cut = target("relative_cut", low="0.2", high="0.25")
    assert gap(Figure(2025, 1, 2), cut) == NOTHING_KNOWN
    with pytest.raises(ValueError):
        gap(Figure(2025, 1, 2), asked, F(-1))


def _holds(count: int, size: int, share: F, strict: bool) -> bool:
    value = F(count, size)
    return value > share or (value == share and not strict)


def test_twenty_thousand_gaps_by_adding_one_at_a_time() -> None:
    chance = random.Random(5)
    for _ in range(20_000):
        size = chance.randint(1, 60)
        count = chance.randint(0, size)
        share = F(chance.randint(0, 99), 100)
        strict, growing = chance.random() < 0.5, chance.random() < 0.3
        more = 0
        while not _holds(count + more, size + more * growing, share, strict):
            more += 1
        asked = target(">" if strict else ">=", str(share))
        found = gap(Figure(2025, count, size), asked, growing=growing)
        if count + more > size and not growing:
            assert found.infeasible
            continue
        assert found.needed == more
        spare = 0
        while (
            more == 0
            and spare < count
            and size - (spare + 1) * growing > 0
            and _holds(count - spare - 1, size - (spare + 1) * growing, share, strict)
        ):
            spare += 1
        # The last one of a unit would leave nobody to take a share of.
        assert found.surplus == spare or (growing and count == size == spare + 1)


def test_ranges_by_trying_every_count() -> None:
    chance = random.Random(6)
    for _ in range(3_000):
        size = chance.randint(1, 80)
        count = chance.randint(0, size)
        low = F(chance.randint(0, 60), 100)
        high = low + F(chance.randint(0, 10), 100)
        growing = chance.random() < 0.5
        asked = target("range", low=str(low), high=str(high))
        found = gap(Figure(2025, count, size), asked, growing=growing)
        meets = [
            each
            for each in range(0, 500 if growing else size + 1)
            if size + (each - count) * growing > 0
            and low <= F(each, size + (each - count) * growing) <= high
        ]
        assert found.infeasible == (not meets)
        if meets:
            assert found.needed == max(min(meets) - count, 0)
            assert found.excess == max(count - max(meets), 0)
            assert found.feasible == (min(meets), max(meets))
