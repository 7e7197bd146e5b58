"""Title, sheet's and file's name → the date and the unit that a table speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from grassroots.rosters import roster_kinds
from grassroots.unit_names import UnitName, read
from grassroots.units import LEVELS
from grassroots.words import key, plain, tidy

_ASKED = (
    r"(?:tính đến|đến|tại thời điểm|thời điểm|chốt|as of|until)"
    r"(?: hết)?(?: ngày)?(?: thời điểm)?(?: hết)?(?: ngày)? ?:? ?"
)
_NUMBERS = re.compile(_ASKED + r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.IGNORECASE)
_ISO = re.compile(_ASKED + r"(\d{4})-(\d{1,2})-(\d{1,2})", re.IGNORECASE)
_WORDS = re.compile(_ASKED + r"(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_SIGNED = re.compile(r"ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*", re.IGNORECASE)
_SPAN = re.compile(r"\d{4} ?[-–] ?\d{4}")
_HALF = re.compile(
    r"(?:6 tháng|sáu tháng)(?: đầu)? năm (\d{4})|(?:6t|6 thang)[ _-]?(\d{4})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/.\-])(20\d\d)(?![\d/])")
_NAME_DATE = re.compile(
    r"(?<!\d)(?:(\d{1,2})[.\-_](\d{1,2})[.\-_](20\d\d)|(20\d\d)[.\-_]?([01]\d)[.\-_]?"
    r"([0-3]\d))(?!\d)"
)


@dataclass(frozen=True)
class AsOf:
    """The date found, where it was found, and whether only a year was written."""

    day: date
    place: str
    year_only: bool


def as_of(title: Iterable[str], sheet: str, file: str, today: date) -> AsOf | None:
    """The date that a table speaks for; None where none, or several, are written.

    The title stands before the sheet's name and the file's; a whole date before a bare
    year, which stands for its 31 December. A date of making ("ngày … tháng … năm") is
    not one, nor is a year that is not over.
    """
    for place, texts in (("title", tuple(title)), ("sheet", (sheet,))):
        found = _in_texts([tidy(text) for text in texts], place, today)
        if found:
            return found
    stem = re.sub(r"\.\w+$", "", file)
    named = _NAME_DATE.search(stem)
    if named:
        first, second, year, iso_year, iso_month, iso_day = named.groups()
        parts = (iso_year, iso_month, iso_day) if iso_year else (year, second, first)
        day = _day(*parts)
        if day:
            return AsOf(day, "file", False)
    return _in_texts([stem.replace("_", " ")], "file", today)


def _in_texts(texts: list[str], place: str, today: date) -> AsOf | None:
    whole = {
        day
        for text in texts
        for pattern, order in (
            (_NUMBERS, (3, 2, 1)),
            (_ISO, (1, 2, 3)),
            (_WORDS, (3, 2, 1)),
        )
        for found in pattern.finditer(text)
        if (day := _day(*(found[number] for number in order)))
    }
    if whole:
        return AsOf(whole.pop(), place, False) if len(whole) == 1 else None
    halves = {
        date(int(found[1] or found[2]), 6, 30)
        for text in texts
        for found in _HALF.finditer(text)
    }
    if len(halves) == 1:
        return AsOf(halves.pop(), place, False)
    years = {
        int(year)
        for text in texts
        for year in _YEAR.findall(_SPAN.sub(" ", _SIGNED.sub(" ", text)))
    }
    if len(years) == 1 and (year := years.pop()) < today.year:
        return AsOf(date(year, 12, 31), place, True)
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def units_named(title: Iterable[str], sheet: str, file: str) -> list[UnitName]:
    """The units that title, sheet and file name, the highest level first, one a level.

    Only names with a prefix count (Huyện, Đảng bộ xã …). Of one level the sheet's
    stands before the title's, the title's before the file's.
    """
    stem = re.sub(r"\.\w+$", "", file)
    found: dict[str, UnitName] = {}
    pieces = [*_pieces(stem), *(p for text in title for p in _pieces(text))]
    for piece in [*pieces, *_pieces(sheet)]:
        name = read(piece)
        if name.level not in (None, "hamlet") and name.type and not _is_prose(piece):
            found[str(name.level)] = name
    return sorted(found.values(), key=lambda name: LEVELS.index(str(name.level)))


@cache
def _openings() -> re.Pattern[str]:
    words = sorted(
        (
            key(word)
            for kind in roster_kinds().values()
            for word in (*kind.title_words, *kind.title.values())
        ),
        key=len,
        reverse=True,
    )
    return re.compile("|".join(map(re.escape, words)))


def _pieces(text: str) -> list[str]:
    """The parts of a text that may be a unit's name, dates and roster words gone."""
    bare = tidy(text.replace("_", " "))
    bare = re.sub(r"\([^)]*\)|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\b20\d\d\b", " ", bare)
    bare = re.sub(r"\b(?:6|sáu) tháng(?: đầu năm| cuối năm)?", " ", bare, flags=re.I)
    bare = re.sub(r"\bnăm\s*$|\bnăm\s+(?=[-–,])", " ", bare, flags=re.IGNORECASE)
    pieces: list[str] = []
    for phrase in re.split(r"[,;:\n]", bare):
        joined: list[str] = []
        for part in map(tidy, re.split(r"(?:^|\s+)[-–]+(?:\s+|$)", phrase)):
            opening = _openings().match(key(part))
            if opening:
                words = part.split(" ")
                part = " ".join(words[len(opening[0].split(" ")) :])
                part = re.sub(r"^(?:của|tại|thuộc|năm)\s+", "", part, flags=re.I)
            # "Khối Cơ quan - Doanh nghiệp" is one name; "Huyện X - Xã Y" are two.
            if part and joined and not opening and not read(part).type:
                joined[-1] += f" - {part}"
            elif part:
                joined.append(part)
        pieces += joined
    return pieces


def _is_prose(text: str) -> bool:
    """Longer than any unit's name: a sentence that only begins like one."""
    return len(text.split(" ")) > 14


def kind_words(kind: str, text: str) -> int:
    """How many words of the longest phrase that tells this kind stand in a text."""
    words, flat = f" {key(text)} ", f" {plain(text)} "
    return max(
        (
            len(phrase.split())
            for phrase in roster_kinds()[kind].title_words
            if f" {key(phrase)} " in words or f" {plain(phrase)} " in flat
        ),
        default=0,
    )
