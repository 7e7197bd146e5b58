"""The modified z-score and what counts as a jump: printed numbers, a plain oracle."""

from __future__ import annotations

import statistics
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.cube import Cell
from grassroots.quality import jumps, outliers
from grassroots.quality.outliers import outlying, scores

numbers = st.lists(st.integers(-1000, 1000).map(Fraction), min_size=1, max_size=12)


def _oracle(values: list[Fraction]) -> list[float | None]:
    """By the standard library's median, in floats."""
    middle = statistics.median(map(float, values))
    spread = statistics.median(abs(float(value) - middle) for value in values)
    if spread == 0:
        return [0.0 if float(value) == middle else None for value in values]
    return [0.6745 * (float(value) - middle) / spread for value in values]


def test_a_series_worked_out_by_hand() -> None:
    """Median 2.45; distances .35 .15 .05 .05 .15 .35 .15 .15 5.75 5.85, their median
    .15; so 8.2 has 0.6745 × 5.75 / 0.15 and 2.1 has −0.6745 × 0.35 / 0.15."""
    written = ("2.1", "2.6", "2.4", "2.5", "2.3", "2.1", "2.3", "2.6", "8.2", "8.3")
    values = [Fraction(one) for one in written]
    found = scores(values)
    assert found[8] == Fraction("0.6745") * Fraction("5.75") / Fraction("0.15")
    assert found[0] == -Fraction("0.6745") * Fraction("0.35") / Fraction("0.15")
    assert outlying(values) == [8, 9]


@given(numbers)
def test_scores_are_those_of_the_plain_oracle(values: list[Fraction]) -> None:
    for ours, theirs in zip(scores(values), _oracle(values), strict=True):
        assert (ours is None) == (theirs is None)
        if ours is not None and theirs is not None:
            assert float(ours) == pytest.approx(theirs)


@given(numbers, st.integers(-50, 50), st.integers(1, 20))
def test_scores_know_no_unit_of_measure(
    values: list[Fraction], shift: int, factor: int
) -> None:
    moved = [factor * value + shift for value in values]
    assert scores(moved) == scores(values)


@given(numbers)
def test_fewer_than_half_of_the_years_stand_out(values: list[Fraction]) -> None:
    """Half of the distances are no larger than their median: those score 0.6745 at
    most."""
    assert len(outlying(values)) <= len(values) / 2


def test_the_threshold_is_beyond_three_and_needs_five_years() -> None:
    # MAD 1: a distance d scores 0.6745 d; 4 gives 2.698, 5 gives 3.3725.
    assert outlying([Fraction(one) for one in (-1, -1, 0, 1, 4)]) == []
    assert outlying([Fraction(one) for one in (-1, -1, 0, 1, 5)]) == [4]
    assert outlying([Fraction(one) for one in (-1, 0, 1, 50)]) == []
    assert outlying([Fraction(7)] * 5 + [Fraction(8)]) == [5]
    assert scores([]) == []
    with pytest.raises(ValueError):
        outliers.median([])


def _cells(unit: int, *told: tuple[int, int | None, int | None]) -> list[Cell]:
    return [
        Cell(
            *("members_rated_good", unit, year, None, date(year, 12, 31)),
            *(numerator, denominator, 0, 1, 1, None),
        )
        for year, numerator, denominator in told
    ]


STEADY = [(year, 90, 100 + year % 3) for year in range(2018, 2023)]


def test_a_year_of_ten_times_as_many_jumps_and_a_small_one_does_not() -> None:
    (jump,) = jumps.of_cells(_cells(1, *STEADY, (2023, 900, 1000)), {})
    assert (jump.year, jump.what, jump.value) == (2023, "cases", 1000)
    assert jump.years == 6
    # Nine cases more are nothing to look at, however steady the others are.
    same = [(year, 45, 50) for year in range(2018, 2023)]
    assert not jumps.of_cells(_cells(1, *same, (2023, 53, 59)), {})
    # Sixty of fifty are ten more, and a fifth exactly: not above it.
    assert not jumps.of_cells(_cells(1, *same, (2023, 54, 60)), {})
    assert jumps.of_cells(_cells(1, *same, (2023, 55, 61)), {})


def test_a_share_that_falls_jumps_though_the_cases_do_not() -> None:
    (jump,) = jumps.of_cells(_cells(1, *STEADY, (2023, 20, 100)), {})
    assert (jump.year, jump.what) == (2023, "share")
    assert (jump.value, jump.of) == (Fraction(1, 5), 100)


def test_other_units_years_that_are_not_whole_and_older_populations_stay_out() -> None:
    grown = (2023, 900, 1000)
    assert not jumps.of_cells([*_cells(1, *STEADY), *_cells(2, grown)], {})
    assert not jumps.of_cells(_cells(1, *STEADY, grown), {1: 2020})
    whole = _cells(1, *STEADY, grown)
    cut = [Cell(**{**vars(whole[-1]), "as_of": date(2023, 6, 30)})]
    assert not jumps.of_cells([*whole[:-1], *cut], {})
    half = [Cell(**{**vars(whole[-1]), "expected": 2})]
    assert not jumps.of_cells([*whole[:-1], *half], {})


def test_a_share_without_a_base_is_no_number_of_cases() -> None:
    """Admissions of a first year have no members before: 12 is not 12 members."""
    cells = [
        Cell(**{**vars(cell), "indicator": "admission_rate"})
        for cell in _cells(1, (2017, 90, None), *STEADY)
    ]
    assert not jumps.of_cells(cells, {})
