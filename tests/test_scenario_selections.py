"""Without some units, of some alone, and with the lowest at the median."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.judgement import Figure
from grassroots.scenario.selections import at_median, changed, only, without

COUNTS = {"a": (26, 37), "b": (10, 12), "c": (3, 9), "d": (40, 61)}
FIGURES = {code: Figure(2025, *pair) for code, pair in COUNTS.items()}
WHOLE = Figure(2025, 79, 119, unknown=3, reported=4, expected=5, missing_size=8)
SILENT = Figure(2025, None, None, reported=0, missing_size=8)


def test_the_whole_without_some() -> None:
    found = without(WHOLE, [FIGURES["c"], FIGURES["d"]])
    assert (found.numerator, found.denominator) == (36, 49)
    assert (found.reported, found.expected, found.unknown) == (2, 3, 3)
    assert without(WHOLE, []) == WHOLE


def test_one_that_has_not_reported_takes_no_counts_along() -> None:
    found = without(WHOLE, [SILENT])
    assert (found.numerator, found.denominator) == (79, 119)
    assert (found.reported, found.expected, found.missing_size) == (4, 4, 0)
    unknown_size = Figure(2025, None, None, reported=0)
    assert without(WHOLE, [unknown_size]).missing_size is None


def test_one_without_a_base_is_in_no_sum_that_has_one() -> None:
    count_only = Figure(2025, 5, None, unknown=2)
    found = without(WHOLE, [count_only])
    assert (found.numerator, found.denominator, found.unknown) == (79, 119, 3)
    assert (found.reported, found.expected) == (3, 4)
    of_counts = Figure(2025, 7, None, unknown=2)
    assert without(of_counts, [count_only]).numerator == 2


def test_nobody_can_be_taken_out_twice() -> None:
    with pytest.raises(ValueError):
        without(WHOLE, [FIGURES["d"], FIGURES["d"]])
    with pytest.raises(ValueError):
        without(WHOLE, [Figure(2024, 1, 2)])
    assert without(Figure(2025, None, None, reported=0), [SILENT]).numerator is None


def test_where_nobody_is_left_who_has_reported_nothing_is_reported() -> None:
    whole = Figure(2025, 79, 119, reported=4, expected=5)
    found = without(whole, FIGURES.values())
    assert (found.numerator, found.denominator) == (None, None)
    assert (found.reported, found.expected) == (0, 1)


def test_shares_of_split_units_may_be_rounded_past_the_whole() -> None:
    part = Figure(2025, 40, 62, estimated=True)
    assert without(Figure(2025, 40, 61), [part]).denominator == 0


def test_only_some() -> None:
    found = only([FIGURES["a"], FIGURES["b"]])
    assert found == Figure(2025, 36, 49, reported=2, expected=2, missing_size=0)
    found = only([FIGURES["a"], SILENT])
    assert found == Figure(2025, 26, 37, reported=1, expected=2, missing_size=8)
    assert only([]) is None
    nobody = only([SILENT, Figure(2025, None, None)])
    assert nobody == Figure(2025, None, None, reported=0, expected=2)
    with pytest.raises(ValueError):
        only([FIGURES["a"], Figure(2024, 1, 2)])


def test_a_merged_units_rate_is_the_pooled_one() -> None:
    found = only([Figure(2025, 30, 40), Figure(2025, 30, 100)])
    assert found is not None and found.value == F(60, 140)  # METHODS 6: never 52.5


def test_only_some_with_and_without_a_base() -> None:
    with_base, without_base = Figure(2025, 12, 400), Figure(2025, 3, None, unknown=1)
    found = only([with_base, without_base])
    assert found is not None
    assert (found.numerator, found.denominator, found.unknown) == (12, 400, 0)
    found = only([without_base, without_base])
    assert found is not None
    assert (found.numerator, found.denominator, found.unknown) == (6, None, 2)


def test_only_some_speak_for_the_latest_day() -> None:
    half = Figure(2025, 1, 2, as_of=date(2025, 6, 30), estimated=True)
    found = only([half, half])
    assert found is not None and found.as_of == date(2025, 6, 30) and found.estimated
    found = only([half, FIGURES["a"]])
    assert found is not None and not found.is_partial


def test_the_lowest_at_the_median() -> None:
    # 33.33, 65.57, 70.27, 83.33 %: the middle of the two in the middle is 67.92 %
    found = at_median(FIGURES, worst=2)
    assert found is not None
    assert found.median == (F(40, 61) + F(26, 37)) / 2
    assert found.raised == {"c": 4, "d": 2}  # 7 of 9, 42 of 61
    assert (found.before.numerator, found.after.numerator) == (79, 85)
    assert found.figures["c"] == Figure(2025, 7, 9)
    assert found.figures["a"] == FIGURES["a"]
    assert FIGURES["c"].numerator == 3
    above = at_median(FIGURES, 2, whole=WHOLE)
    assert above is not None and above.before == WHOLE
    assert above.after == changed(WHOLE, [(Figure(2025, 0, 9), Figure(2025, 6, 9))])


def test_ties_go_by_the_code_and_the_silent_are_no_candidates() -> None:
    even = {"b": Figure(2025, 1, 4), "a": Figure(2025, 2, 8), "c": Figure(2025, 3, 4)}
    found = at_median({**even, "0": SILENT, "1": Figure(2025, 0, 0)}, worst=1)
    assert found is not None and list(found.raised) == ["a"]
    assert found.median == F(1, 4) and found.raised["a"] == 0
    assert (found.after.reported, found.after.expected) == (4, 5)
    assert at_median({"0": SILENT}) is None
    assert at_median({}) is None
    with pytest.raises(ValueError):
        at_median(even, -1)


FIGURE = st.builds(
    lambda size, count: Figure(2025, min(count, size), size),
    st.integers(1, 60),
    st.integers(0, 60),
)
UNITS = st.dictionaries(st.text("abc", min_size=1, max_size=2), FIGURE, min_size=1)


@given(UNITS, st.integers(0, 6))
def test_each_is_raised_by_no_more_than_it_takes(
    figures: dict[str, Figure], worst: int
) -> None:
    found = at_median(figures, worst)
    assert found is not None
    shares = sorted(figure.value or F(0) for figure in figures.values())
    half = len(shares) // 2
    assert shares[half - (len(shares) % 2 == 0)] <= found.median <= shares[half]
    for code, more in found.raised.items():
        after, size = found.figures[code], figures[code].denominator or 0
        assert after.value is not None and after.value >= found.median
        before = F((figures[code].numerator or 0) + more - 1, size)
        assert more == 0 or before < found.median
    untouched = set(figures) - set(found.raised)
    assert all(found.figures[code] == figures[code] for code in untouched)
    lowest = [figures[code].value or F(0) for code in found.raised]
    assert lowest == shares[: len(lowest)]
    assert found.after == only(found.figures.values())
    turned = dict(sorted(figures.items(), reverse=True))
    again = at_median(turned, worst)
    assert again is not None and again.raised == found.raised


@given(UNITS, st.data())
def test_some_and_the_others_are_the_whole(
    figures: dict[str, Figure], data: st.DataObject
) -> None:
    some = data.draw(st.sets(st.sampled_from(sorted(figures))))
    whole = only(figures.values())
    assert whole is not None
    rest = without(whole, [figures[code] for code in some])
    others = only(figure for code, figure in figures.items() if code not in some)
    assert rest == (
        others or Figure(2025, 0, 0, reported=0, expected=0, missing_size=0)
    )
