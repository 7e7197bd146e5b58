"""Texts: both languages say the same things, numbers and dates in their own form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from grassroots import texts

_PLACES = re.compile(r"{(\w+)}")


def _forms(entry: str | Mapping[str, str]) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def test_every_text_is_in_both_languages() -> None:
    # A count has one form in Vietnamese and may have two in English.
    vietnamese, english = (set(texts.texts(language)) for language in texts.LANGUAGES)
    assert vietnamese == english


def test_both_languages_name_the_same_values() -> None:
    for key, entry in texts.texts("vi").items():
        if key not in texts.texts("en"):
            continue
        ours = {name for form in _forms(entry) for name in _PLACES.findall(form)}
        other = texts.texts("en")[key]
        theirs = {name for form in _forms(other) for name in _PLACES.findall(form)}
        assert ours == theirs, key


def test_no_text_is_empty() -> None:
    for language in texts.LANGUAGES:
        for key, entry in texts.texts(language).items():
            assert all(form.strip() for form in _forms(entry)), (language, key)


def test_a_missing_key_or_value_is_an_error() -> None:
    with pytest.raises(texts.TextError, match="nowhere"):
        texts.text("vi", "nowhere.to.be.found")
    with pytest.raises(texts.TextError, match="units.whole"):
        texts.text("vi", "units.whole")
    with pytest.raises(texts.TextError, match="fr"):
        texts.text("fr", "app.name")


def test_plural_follows_the_count() -> None:
    assert texts.text("en", "imports.deciding", count=1) == "1 file needs a decision"
    assert texts.text("en", "imports.aside", count=1200) == "1,200 rows set aside"
    assert texts.text("vi", "imports.aside", count=1200) == "1.200 dòng để riêng"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("vi", "67,78\N{NO-BREAK SPACE}%"), ("en", "67.78%")],
)
def test_a_share_in_the_languages_own_form(language: str, expected: str) -> None:
    assert texts.percent(language, Fraction(223, 329)) == expected
    assert texts.percent(language, Decimal("67.78")) == expected


def test_numbers_and_dates() -> None:
    assert texts.number("vi", 51247) == "51.247"
    assert texts.number("en", 51247) == "51,247"
    assert texts.number("vi", Fraction(98, 100), 2) == "0,98"
    assert texts.number("vi", 0.4677, 2) == "0,47"
    assert texts.day("vi", date(2025, 12, 31)) == "31/12/2025"
    assert texts.day("en", date(2025, 12, 31)) == "31 December 2025"


def test_half_is_rounded_up_on_both_sides() -> None:
    assert texts.number("en", Fraction(5, 1000), 2) == "0.01"
    assert texts.number("en", Fraction(-5, 1000), 2) == "-0.01"
    assert texts.number("en", Fraction(4999, 1000000), 2) == "0.00"


def test_ranges_and_printed_shares_carry_no_idle_decimals() -> None:
    low, high = Fraction(3, 100), Fraction(4, 100)
    assert texts.percent_range("vi", low, high) == "3–4\N{NO-BREAK SPACE}%"
    assert texts.percent_range("en", low, high) == "3–4%"
    assert texts.brief_percent("vi", Fraction(875, 1000)) == "87,5\N{NO-BREAK SPACE}%"
    assert texts.brief_percent("en", Fraction(1)) == "100%"


def test_names_as_a_sentence_lists_them() -> None:
    assert texts.listed("vi", []) == ""
    assert texts.listed("vi", ["A"]) == "A"
    assert texts.listed("vi", ["A", "B", "C"]) == "A, B và C"
    assert texts.listed("en", ["A", "B"]) == "A and B"
