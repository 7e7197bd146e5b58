"""Where units stand today: followed by successions, hamlets, names and the unit above;
shared out exactly where a unit was split. All units are made up."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots import unit_names
from grassroots.carrying import EQUAL, TOLD, Carrier, Home, Succession, shared, weights
from grassroots.units import Tree, Unit

DAY = date(2025, 7, 1)
BEFORE = DAY - timedelta(days=1)
TODAY = date(2026, 3, 1)
END_OF_2024 = date(2024, 12, 31)
HALF, WHOLE = Fraction(1, 2), Fraction(1)


def unit(
    number: int,
    name: str,
    level: str,
    parent: int | None,
    *,
    hamlet: int | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Unit:
    """A period of a unit, its name read as rosters' names are."""
    read = unit_names.read(name, level)
    return Unit(
        number,
        f"U{number}",
        read.shown,
        read.key,
        level,
        parent_id=parent,
        hamlet_id=hamlet,
        valid_from=start,
        valid_to=end,
    )


PROVINCE = unit(1, "Tỉnh Sông Thử", "province", None)


def old(number: int, name: str) -> Unit:
    return unit(number, name, "commune", 1, end=BEFORE)


def new(number: int, name: str) -> Unit:
    return unit(number, name, "commune", 1, start=DAY)


def went(old_id: int, new_id: int, share: Fraction | None = WHOLE) -> Succession:
    return Succession(old_id, new_id, DAY, share)


def carrier(versions: list[Unit], successions: list[Succession]) -> Carrier:
    present = {one.unit_id for one in versions if one.stands_on(TODAY)}
    return Carrier(Tree([PROVINCE, *versions], 99), successions, {1, *present}, TODAY)


def home(versions: list[Unit], successions: list[Succession], of: int) -> Home:
    return carrier(versions, successions).home(of, END_OF_2024)


def test_a_unit_that_stands_is_at_home() -> None:
    here = unit(2, "Xã Đông", "commune", 1)
    assert home([here], [], 2) == Home({2: WHOLE})


def test_mergers_are_followed_step_by_step() -> None:
    first = Succession(2, 3, date(2023, 1, 1), WHOLE)
    units = [
        unit(2, "Xã Đông", "commune", 1, end=date(2022, 12, 31)),
        old(3, "Xã Đông Tây"),
        new(4, "Xã Sông"),
    ]
    found = carrier(units, [first, went(3, 4)])
    assert found.home(2, date(2022, 12, 31)) == Home({4: WHOLE})


def test_what_a_unit_took_over_later_is_not_given_away_again() -> None:
    """A part went away in 2023; figures of 2024 are already without it."""
    stays = unit(2, "Xã Đông", "commune", 1)
    other = unit(3, "Xã Tây", "commune", 1)
    part = Succession(2, 3, date(2023, 5, 1), Fraction(1, 4))
    found = carrier([stays, other], [part])
    assert found.home(2, END_OF_2024) == Home({2: WHOLE})
    before = found.home(2, date(2022, 12, 31))
    assert before.parts == {2: Fraction(3, 4), 3: Fraction(1, 4)}
    assert (before.basis, before.pool) == (TOLD, 2)


def test_a_change_of_tomorrow_is_not_of_today() -> None:
    units = [unit(2, "Xã Đông", "commune", 1), unit(3, "Xã Tây", "commune", 1)]
    later = Succession(2, 3, TODAY + timedelta(days=1), WHOLE)
    assert home(units, [later], 2) == Home({2: WHOLE})


def test_a_split_without_shares_is_in_equal_parts_and_says_so() -> None:
    units = [old(2, "Xã Đông"), new(3, "Xã Sông"), new(4, "Xã Núi"), new(5, "Xã Đồi")]
    found = home(units, [went(2, three, None) for three in (3, 4, 5)], 2)
    assert set(found.parts.values()) == {Fraction(1, 3)}
    assert (found.basis, found.pool) == (EQUAL, 2)


def _split(*below: Unit) -> list[Unit]:
    return [old(2, "Xã Đông"), new(3, "Xã Sông"), new(4, "Xã Núi"), *below]


SPLIT = [went(2, 3, Fraction(1, 4)), went(2, 4, Fraction(3, 4))]


def test_what_stands_under_a_split_unit_goes_by_its_name() -> None:
    units = _split(
        unit(10, "Thôn Thượng", "hamlet", 2),
        unit(11, "Thôn Hạ", "hamlet", 2),
        unit(12, "Thôn Thượng", "hamlet", 4),
    )
    assert home(units, SPLIT, 10) == Home({12: WHOLE})
    lost = home(units, SPLIT, 11)
    assert lost.parts == {3: Fraction(1, 4), 4: Fraction(3, 4)}
    assert lost.pool == 2


def test_a_name_in_both_parts_tells_nothing() -> None:
    units = _split(
        unit(10, "Thôn 1", "hamlet", 2),
        unit(11, "Thôn 1", "hamlet", 3),
        unit(12, "Thôn 1", "hamlet", 4),
    )
    assert home(units, SPLIT, 10).parts == {3: Fraction(1, 4), 4: Fraction(3, 4)}


def test_a_name_that_two_merged_units_had_tells_nothing() -> None:
    """Thôn 1 of the one or of the other? Both are the commune's in any case."""
    units = [
        old(2, "Xã Đông"),
        old(3, "Xã Tây"),
        new(4, "Xã Sông"),
        unit(10, "Thôn 1", "hamlet", 2),
        unit(11, "Thôn 1", "hamlet", 3),
        unit(12, "Thôn 1", "hamlet", 4),
    ]
    merged = [went(2, 4), went(3, 4)]
    assert home(units, merged, 10) == Home({4: WHOLE})
    assert home(units, merged, 11) == Home({4: WHOLE})


def test_a_cell_goes_where_its_hamlet_goes() -> None:
    units = _split(
        unit(10, "Thôn Thượng", "hamlet", 2),
        unit(11, "Chi bộ Măng Non", "cell", 2, hamlet=10),
        unit(12, "Thôn Thượng", "hamlet", 4),
    )
    assert home(units, SPLIT, 11) == Home({4: WHOLE})


def test_a_district_that_ended_is_the_area_of_its_name() -> None:
    units = [
        unit(2, "Huyện Thử", "district", 1, end=BEFORE),
        unit(3, "Địa bàn Thử", "area", 1, start=DAY),
        unit(4, "Đảng bộ Trường Huyện", "organisation", 2),
    ]
    assert home(units, [], 2) == Home({3: WHOLE})
    assert home(units, [], 4) == Home({3: WHOLE})


def test_without_any_follower_it_is_the_unit_above() -> None:
    units = [old(2, "Xã Đông"), unit(10, "Chi bộ Một", "cell", 2)]
    assert home(units, [], 2) == Home({1: WHOLE})
    assert home(units, [], 10) == Home({1: WHOLE})


def test_a_province_that_ended_without_follower_is_nowhere() -> None:
    lost = unit(2, "Tỉnh Cũ", "province", None, end=BEFORE)
    units = [lost, unit(3, "Xã Cũ", "commune", 2)]
    assert home(units, [], 3).parts == {}


def test_a_loop_of_successions_ends() -> None:
    units = [old(2, "Xã Đông"), old(3, "Xã Tây")]
    loop = [went(2, 3), Succession(3, 2, DAY + timedelta(days=1), WHOLE)]
    assert home(units, loop, 2).parts in ({}, {1: WHOLE})


@pytest.mark.parametrize(
    ("stays", "told", "shares", "basis"),
    [
        (None, {5: WHOLE}, {5: WHOLE}, None),
        (None, {5: None}, {5: WHOLE}, None),
        (None, {5: HALF, 6: HALF}, {5: HALF, 6: HALF}, TOLD),
        (None, {5: HALF, 6: None}, {5: HALF, 6: HALF}, TOLD),
        (None, {5: None, 6: None}, {5: HALF, 6: HALF}, EQUAL),
        (7, {5: Fraction(1, 4)}, {5: Fraction(1, 4), 7: Fraction(3, 4)}, TOLD),
        (7, {5: None}, {5: HALF, 7: HALF}, EQUAL),
        (7, {5: WHOLE}, {5: WHOLE}, None),
        (None, {5: WHOLE, 6: WHOLE}, {5: HALF, 6: HALF}, TOLD),
        (None, {5: Fraction(3, 10), 6: Fraction(3, 10)}, {5: HALF, 6: HALF}, TOLD),
    ],
)
def test_shares(
    stays: int | None,
    told: dict[int, Fraction | None],
    shares: dict[int, Fraction],
    basis: str | None,
) -> None:
    assert shared(stays, told) == (shares, basis)


SHARES = st.one_of(st.none(), st.fractions(Fraction(1, 1000), 1, max_denominator=1000))


@given(
    st.dictionaries(st.integers(2, 9), SHARES, min_size=1),
    st.one_of(st.none(), st.just(1)),
)
def test_shares_are_the_whole(
    told: dict[int, Fraction | None], stays: int | None
) -> None:
    found, basis = shared(stays, told)
    assert sum(found.values()) == 1
    assert all(share > 0 for share in found.values())
    assert (basis is None) == (len(found) == 1)
    whole = weights(found)
    assert sum(whole.values()) > 0
    assert all(weight >= 0 for weight in whole.values())
    total = sum(whole.values())
    for place, share in found.items():
        assert abs(Fraction(whole[place], total) - share) < Fraction(1, 10**8)


@given(st.data())
def test_any_history_of_splits_keeps_the_whole(data: st.DataObject) -> None:
    """Units of the first day, in up to four steps of random splits: the parts of each
    are the whole, and what was in one place is where an independent walk puts it."""
    days = [date(2021 + step, 1, 1) for step in range(4)]
    alive = [2, 3, 4]
    life: dict[int, list[date | None]] = {number: [None, None] for number in alive}
    last = 4
    successions: list[Succession] = []
    for day in data.draw(st.lists(st.sampled_from(days), unique=True).map(sorted)):
        ending = data.draw(st.sampled_from(alive))
        count = data.draw(st.integers(1, 3))
        into = [last + step for step in range(1, count + 1)]
        last += count
        alive = [one for one in alive if one != ending] + into
        life[ending][1] = day - timedelta(days=1)
        for one in into:
            life[one] = [day, None]
            share = data.draw(SHARES)
            successions.append(Succession(ending, one, day, share))
    versions = [
        unit(number, f"Xã Số {number}", "commune", 1, start=start, end=end)
        for number, (start, end) in life.items()
    ]
    found = carrier(versions, successions)

    def walk(number: int) -> dict[int, Fraction]:
        steps = [one for one in successions if one.old == number]
        if not steps:
            return {number: WHOLE}
        parts: dict[int, Fraction] = defaultdict(Fraction)
        told = [one.share for one in steps]
        known = sum((share for share in told if share is not None), Fraction(0))
        unknown = told.count(None)
        for one in steps:
            if unknown and known < 1:
                share = one.share or (1 - known) / unknown
            else:
                share = (one.share or Fraction(0)) / known
            for place, part in walk(one.new).items():
                parts[place] += share * part
        return {place: part for place, part in parts.items() if part}

    for number in (2, 3, 4):
        parts = found.home(number, date(2020, 12, 31)).parts
        assert sum(parts.values()) == 1
        assert parts == walk(number)
