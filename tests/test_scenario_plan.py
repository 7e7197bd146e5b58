"""What was changed in a scenario, written into an address and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.scenario import plan as plans
from grassroots.scenario.plan import EVERY_YEAR, MOST, Plan

YEARS = range(2026, 2031)
codes = st.text(min_size=1, max_size=8)
numbers = st.integers(-500, 500)


@given(
    st.dictionaries(
        st.tuples(codes, st.sampled_from([EVERY_YEAR, *YEARS])), numbers, max_size=12
    )
)
def test_changes_come_back_from_the_address(added: dict[tuple[str, int], int]) -> None:
    units = {unit for unit, _ in added}
    assert plans.read(plans.written(added), units, YEARS) == added


@given(st.dictionaries(codes, st.integers(0, MOST), max_size=12))
def test_cells_come_back_from_the_address(cells: dict[str, int]) -> None:
    assert plans.read_cells(plans.written_cells(cells), cells) == cells


@pytest.mark.parametrize(
    "said",
    [
        *("", ",", "~", "A", "A~", "~5", "A~x", "A~5~6~7", "B~5", "A~2031~5"),
        *("A~2026~", "A~１", "A~5.0", "A~9999999", "A~-", "A~--5", "A~ 5"),
    ],
)
def test_what_cannot_be_meant_is_left_out(said: str) -> None:
    assert plans.read(said, {"A"}, YEARS) == {}


def test_a_good_change_stands_beside_a_bad_one() -> None:
    assert plans.read("B~1,A~5,A~2027~-3", {"A"}, YEARS) == {
        ("A", EVERY_YEAR): 5,
        ("A", 2027): -3,
    }


places = st.tuples(st.sampled_from("ABC"), st.sampled_from([EVERY_YEAR, *YEARS]))
steps = st.lists(st.tuples(places, st.integers(0, 40)), max_size=8)


@given(st.integers(0, 9), steps)
def test_a_number_written_is_the_number_read(
    every: int, changes: list[tuple[tuple[str, int], int]]
) -> None:
    """The oracle: a table of numbers; one for every year writes over all of a unit."""
    plan = Plan(every=every)
    table = {(unit, year): every for unit in "ABC" for year in YEARS}
    for (unit, year), number in changes:
        plan = plan.with_number(unit, year, number)
        for of in YEARS if year == EVERY_YEAR else (year,):
            table[unit, of] = number
    assert {
        (unit, year): plan.number(unit, year) for unit in "ABC" for year in YEARS
    } == table
    again = Plan(every, plans.read(plans.written(plan.added), "ABC", YEARS))
    assert all(again.number(*place) == number for place, number in table.items())


@given(st.integers(0, 20), steps, st.integers(0, 20))
def test_the_slider_moves_all_and_comes_back(
    every: int, changes: list[tuple[tuple[str, int], int]], other: int
) -> None:
    plan = Plan(every=every)
    for (unit, year), number in changes:
        plan = plan.with_number(unit, year, number)
    moved = Plan(other, plan.added)
    for unit in "ABC":
        for year in YEARS:
            before = plan.every + (
                plan.added.get((unit, year), plan.added.get((unit, EVERY_YEAR), 0))
            )
            assert moved.number(unit, year) == max(before - every + other, 0)
    assert Plan(every, moved.added).added == plan.added


def test_numbers_have_an_end() -> None:
    plan = Plan(every=MOST).with_number("A", EVERY_YEAR, 10 * MOST)
    assert plan.number("A", 2026) == MOST == plan.number("B", 2026)
