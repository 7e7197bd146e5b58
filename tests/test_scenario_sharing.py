"""Sharing out: METHODS 7, and what must hold whatever the numbers are."""

from __future__ import annotations

import random
import time
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.judgement import Figure
from grassroots.scenario.sharing import (
    Shared,
    by_gap,
    by_pool,
    lowest_first,
    share_out,
)

COUNTS = {"a": (26, 37), "b": (10, 12), "c": (3, 9), "d": (40, 61)}
FIGURES = {code: Figure(2025, *pair) for code, pair in COUNTS.items()}


def taken(shared: Shared) -> list[int]:
    return list(shared.shares.values())


def test_worked_numbers() -> None:
    assert taken(share_out(7, {"a": 50, "b": 30, "c": 20})) == [4, 2, 1]
    weights, caps = {"a": 8, "b": 1, "c": 1}, {"a": 4, "b": 5, "c": 5}
    assert taken(share_out(10, weights, caps)) == [4, 3, 3]
    assert taken(by_gap(6, {"a": 4, "b": 0, "c": 5, "d": 9})) == [1, 0, 2, 3]
    assert taken(lowest_first(6, FIGURES)) == [0, 0, 4, 2]


def test_a_tie_goes_to_the_lower_code() -> None:
    assert share_out(1, {"b": 1, "a": 1}).shares == {"a": 1, "b": 0}
    even = {"b": Figure(2025, 1, 2), "a": Figure(2025, 2, 4)}
    assert lowest_first(1, even).shares == {"a": 1, "b": 0}


def test_what_the_caps_cannot_hold_is_not_placed() -> None:
    found = share_out(10, {"a": 1, "b": 1}, {"a": 2, "b": 3})
    assert found == Shared({"a": 2, "b": 3}, not_placed=5)
    assert by_pool(10, {"a": 4, "b": 2}) == Shared({"a": 4, "b": 2}, not_placed=4)
    assert by_pool(3, {"a": 4, "b": 2}, {"a": 1}).shares == {"a": 1, "b": 2}
    assert by_pool(9, {"a": 4}, {"a": 7}).shares == {"a": 4}
    full = lowest_first(9, {"a": Figure(2025, 1, 3), "b": Figure(2025, None, None)})
    assert full == Shared({"a": 2, "b": 0}, not_placed=7)
    # nobody is eligible: the number is not forced on anybody
    assert share_out(3, {"a": 0}) == Shared({"a": 0}, not_placed=3)


def test_cells_set_by_hand_stand_and_the_rest_follows() -> None:
    weights = {"a": 50, "b": 30, "c": 20}
    assert share_out(7, weights, fixed={"a": 2}).shares == {"a": 2, "b": 3, "c": 2}
    beyond = share_out(7, weights, fixed={"a": 5, "b": 4})
    assert beyond.shares == {"a": 5, "b": 4, "c": 0} and beyond.beyond_number == 2
    over = share_out(7, weights, {"a": 3}, {"a": 5})
    assert over.shares["a"] == 5 and over.beyond_cap == {"a": 2}
    assert lowest_first(6, FIGURES, fixed={"c": 1}).shares["c"] == 1
    # a cell for a unit that has not reported stands too
    unknown = {**FIGURES, "e": Figure(2025, None, None)}
    assert lowest_first(6, unknown, fixed={"e": 2}).shares["e"] == 2


def test_what_makes_no_sense_is_refused() -> None:
    for faulty in (
        lambda: share_out(-1, {"a": 1}),
        lambda: share_out(1, {"a": -1}),
        lambda: share_out(1, {"a": 1}, {"a": -1}),
        lambda: share_out(1, {"a": 1}, fixed={"a": -1}),
        lambda: share_out(1, {"a": 1}, fixed={"b": 1}),
        lambda: lowest_first(1, FIGURES, fixed={"z": 1}),
    ):
        with pytest.raises(ValueError):
            faulty()


def test_largest_remainder_has_the_alabama_paradox() -> None:
    # why "monotone" is said of the weights and not of the number
    weights = {"a": 6, "b": 6, "c": 2}
    assert taken(share_out(10, weights)) == [4, 4, 2]
    assert taken(share_out(11, weights)) == [5, 5, 1]


UNITS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 15))),
    min_size=1,
    max_size=9,
)


def _split(units: dict) -> tuple[dict[str, int], dict[str, int]]:
    weights = {code: weight for code, (weight, _) in units.items()}
    return weights, {code: cap for code, (_, cap) in units.items() if cap is not None}


@given(st.integers(0, 80), UNITS, st.randoms(use_true_random=False), st.data())
def test_sharing_out_adds_up_within_the_caps_in_any_order(
    number: int, units: dict, chance: random.Random, data: st.DataObject
) -> None:
    weights, caps = _split(units)
    some = data.draw(st.sets(st.sampled_from(sorted(units))))
    fixed = {code: data.draw(st.integers(0, 12)) for code in some}
    found = share_out(number, weights, caps, fixed)
    given_out = sum(found.shares.values())
    assert given_out + found.not_placed - found.beyond_number == number
    assert set(found.shares) == set(units)
    for code, share in found.shares.items():
        if code in fixed:
            assert share == fixed[code]
            continue
        assert 0 <= share <= caps.get(code, number)
        assert share == 0 or weights[code] > 0
        # what was not placed, nobody had room for
        full = share == caps.get(code) or weights[code] == 0
        assert full or not found.not_placed
    order = chance.sample(sorted(units), len(units))
    again = share_out(number, {code: weights[code] for code in order}, caps, fixed)
    assert again == found and list(found.shares) == sorted(units)


@given(st.integers(0, 80), UNITS)
def test_a_greater_weight_never_takes_less(number: int, units: dict) -> None:
    weights, caps = _split(units)
    shares = share_out(number, weights, caps).shares
    for one in units:
        for other in units:
            roomier = caps.get(one, number) >= caps.get(other, number)
            if weights[one] > weights[other] and roomier:
                assert shares[one] >= shares[other]


@given(st.integers(0, 80), UNITS)
def test_without_caps_each_takes_its_quota_rounded_down_or_up(
    number: int, units: dict
) -> None:
    weights, _ = _split(units)
    total = sum(weights.values())
    for code, share in share_out(number, weights).shares.items():
        if total:
            assert abs(share - F(number * weights[code], total)) < 1


SIZES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.tuples(st.integers(0, 12), st.integers(0, 20)).map(sorted),
    min_size=1,
    max_size=7,
)


def _one_by_one(number: int, figures: dict[str, Figure], growing: bool) -> dict:
    """Lowest first as one would do it by hand."""
    counts = {
        code: [each.numerator, each.denominator] for code, each in figures.items()
    }
    found = dict.fromkeys(figures, 0)
    for _ in range(number):
        room = [code for code, (x, n) in counts.items() if n and x < n + growing]
        if not room:
            break
        code = min(room, key=lambda each: (F(*counts[each]), each))
        found[code] += 1
        counts[code][0] += 1
        counts[code][1] += growing
    return found


@given(st.integers(0, 60), SIZES, st.booleans())
def test_lowest_first_as_by_hand_and_monotone_in_the_number(
    number: int, sizes: dict, growing: bool
) -> None:
    figures = {code: Figure(2025, *pair) for code, pair in sizes.items()}
    found = lowest_first(number, figures, growing=growing)
    assert found.shares == _one_by_one(number, figures, growing)
    assert sum(found.shares.values()) + found.not_placed == number
    more = lowest_first(number + 1, figures, growing=growing)
    assert all(more.shares[code] >= share for code, share in found.shares.items())
    turned = dict(sorted(figures.items(), reverse=True))
    assert lowest_first(number, turned, growing=growing) == found


@given(st.integers(0, 60), SIZES)
def test_lowest_first_keeps_within_its_caps(number: int, sizes: dict) -> None:
    figures = {code: Figure(2025, *pair) for code, pair in sizes.items()}
    caps = {code: size % 4 for code, (_, size) in sizes.items()}
    found = lowest_first(number, figures, caps)
    assert all(share <= caps[code] for code, share in found.shares.items())
    assert sum(found.shares.values()) + found.not_placed == number


def test_lowest_first_is_quick_for_a_thousand_units() -> None:
    chance = random.Random(7)
    figures = {
        f"{each:04}": Figure(2025, chance.randint(0, 50), chance.randint(50, 90))
        for each in range(1_000)
    }
    begun = time.perf_counter()
    assert lowest_first(10_000, figures).not_placed == 0
    assert time.perf_counter() - begun < 2
