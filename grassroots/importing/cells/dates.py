"""Dates as people write them, with how exactly they are known."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

_FULL = re.compile(r"^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
_MONTH = re.compile(r"^(?:tháng\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:năm\s*)?(\d{4})$", re.IGNORECASE)
_WORDS = re.compile(
    r"^(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})$", re.IGNORECASE
)
_MIDNIGHT = re.compile(
    r"[T ]\s*0?0:00(?::00(?:\.0+)?)?(?:\s*(?:AM|SA))?$|\s+12:00(?::00)? AM$"
)
_MIDNIGHTS = ("00", ".0", "AM", "SA")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EXCEL_START = date(1899, 12, 30)
_SERIAL_NUMBERS = range(1_000, 73_051)


class Day(NamedTuple):
    """The first day that a date may be, and whether its day, month or year is known."""

    first: date
    precision: str


@lru_cache(maxsize=100_000, typed=True)
def read_date(cell: object, turn_of_century: int) -> Day | None:
    """A cell as a date, None where it is none (31/02, words, out of 1900-2100).

    turn_of_century: two-digit years up to it are 20xx, later ones 19xx. A number is a
    year, or the serial number of a day as Excel counts.
    """
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _of_number(cell)
    text = str(cell).strip()
    if len(text) > 10 and text.endswith(_MIDNIGHTS):
        text = _MIDNIGHT.sub("", text)
    if len(text) == 10 and text[2] == text[5] == "/":  # most cells: 31/12/2024
        try:
            return _within(date(int(text[6:]), int(text[3:5]), int(text[:2])))
        except ValueError:
            return None
    if found := _FULL.match(text):
        day, month, year = (int(part) for part in found.groups())
        if year < 100:
            year += 2000 if year <= turn_of_century else 1900
        return _made(year, month, day, "day")
    if found := _ISO.match(text):
        return _made(int(found[1]), int(found[2]), int(found[3]), "day")
    if found := _WORDS.match(text):
        return _made(int(found[3]), int(found[2]), int(found[1]), "day")
    if found := _MONTH.match(text):
        return _made(int(found[2]), int(found[1]), 1, "month")
    if found := _YEAR.match(text):
        return _made(int(found[1]), 1, 1, "year")
    return _of_number(float(text)) if text.isdecimal() else None


def _of_number(number: float) -> Day | None:
    if not float(number).is_integer():
        return None
    whole = int(number)
    if _FIRST_YEAR <= whole <= _LAST_YEAR:
        return _made(whole, 1, 1, "year")
    if whole in _SERIAL_NUMBERS:
        return _within(_EXCEL_START + timedelta(days=whole))
    return None


def _made(year: int, month: int, day: int, precision: str) -> Day | None:
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    found = _within(first)
    return Day(found.first, precision) if found else None


def _within(day: date) -> Day | None:
    return Day(day, "day") if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
