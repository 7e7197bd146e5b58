"""Dates as people write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.importing.cells.dates import Day, read_date


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/12/2024", Day(date(2024, 12, 31), "day")),
        ("1.2.1985", Day(date(1985, 2, 1), "day")),
        ("01-02-1985", Day(date(1985, 2, 1), "day")),
        ("3/2/85", Day(date(1985, 2, 3), "day")),
        ("3/2/21", Day(date(2021, 2, 3), "day")),
        ("1985-02-03", Day(date(1985, 2, 3), "day")),
        ("ngày 3 tháng 2 năm 1985", Day(date(1985, 2, 3), "day")),
        ("02/1985", Day(date(1985, 2, 1), "month")),
        ("1985", Day(date(1985, 1, 1), "year")),
        (1985.0, Day(date(1985, 1, 1), "year")),
        (31048.0, Day(date(1985, 1, 1), "day")),
        (datetime(1985, 2, 3, 7, 30), Day(date(1985, 2, 3), "day")),
        (date(1985, 2, 3), Day(date(1985, 2, 3), "day")),
    ],
)
def test_a_date_is_read_in_every_form(cell: object, expected: Day) -> None:
    assert read_date(cell, 24) == expected


@pytest.mark.parametrize(
    "cell",
    ["31/02/2020", "12/31/1980", "chưa rõ", "3/2", 12.5, True, "0/1/1990", 150.0, "²"],
)
def test_what_is_no_date_is_none(cell: object) -> None:
    assert read_date(cell, 24) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_date(f"{day:%d/%m/%Y}", 24) == Day(day, "day")
    assert read_date((day - date(1899, 12, 30)).days + 0.0, 24) in (
        Day(day, "day"),
        None,
        # The serial numbers 1900 to 2100 are read as years: 1905 is older than any
        # member of today.
        Day(date((day - date(1899, 12, 30)).days, 1, 1), "year")
        if 1900 <= (day - date(1899, 12, 30)).days <= 2100
        else None,
    )
