"""Title, sheet's and file's name → the date that a table speaks for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from grassroots.words import plain, tidy

_ASKED = (
    r"(?:tính đến|tính tới|đến|tại thời điểm|thời điểm|có mặt|chốt|as of|until)"
    r"(?: hết)?(?: ngày)?(?: thời điểm)?(?: hết)?(?: ngày)? ?:? ?"
)
_NUMBERS = re.compile(
    _ASKED + r"(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?(\d{4})", re.IGNORECASE
)
_ISO = re.compile(_ASKED + r"(\d{4})-(\d{1,2})-(\d{1,2})", re.IGNORECASE)
_WORDS = re.compile(
    _ASKED + r"(\d{1,2}),? tháng (\d{1,2}),? năm (\d{4})", re.IGNORECASE
)
# "Đến hết năm 2024" and "31/12 năm 2024" are its last day, whole dates both.
_END_OF_YEAR = re.compile(
    r"(?:(?:đến|tới) hết|cuối|hết|đến cuối) năm (20\d\d)|31[/.\-]12 năm (20\d\d)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:(?:đến |tới )?(?:hết |cuối )?tháng|đến|tính đến|tại thời điểm) ?"
    r"(\d{1,2})(?: ?[/.\-] ?| năm )(20\d\d)(?![/.\-]?\d)",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\bqu[yý] ?(iv|iii|ii|i|[1-4]) ?(?:[/.,\-]|năm)? ?(?:năm )?(20\d\d)(?!\d)",
    re.IGNORECASE,
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SIGNED = re.compile(r"ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*", re.IGNORECASE)
_SPAN = re.compile(r"(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d(?!\d)")
_HALF = re.compile(
    r"(?:6 tháng|sáu tháng|06 tháng)(?: đầu)?(?: năm)? (\d{4})"
    r"|(?:6t|6 ?thang(?: dau)?(?: nam)?)[ _-]?(\d{4})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/.\-])(20\d\d)(?![\d/])")
_NAME_DATE = re.compile(
    r"(?<!\d)(?:(\d{1,2})[.\-_ ](\d{1,2})[.\-_ ](20\d\d|\d\d)"
    r"|(20\d\d)[.\-_]?([01]\d)[.\-_]?([0-3]\d)|([0-3]\d)([01]\d)(20\d\d))(?!\d)"
)
_NAME_MONTH = re.compile(
    r"(?<![^\W_])(?:t|thang[ _]?|th[aá]ng[ _]?)(\d{1,2})[.\-_ ](20\d\d)(?!\d)", re.I
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
    found = dates(title, sheet, file, today)
    return found[0] if len({one.day for one in found}) == 1 else None


def dates(title: Iterable[str], sheet: str, file: str, today: date) -> tuple[AsOf, ...]:
    """The dates that a table may speak for: one where it is sure, several where what is
    written contradicts itself, () where nothing is written.

    A title that tells a year alone is made exact by a date in that year in the sheet's
    or the file's name. A sheet's name of another date than the title's contradicts it;
    a file's name does where it has the last day of another period.
    """
    lines = [tidy(text) for text in title]
    told = _in_texts(lines, "title", today, whole_only=True)
    # A line may be broken in the middle of its date.
    told = told or _in_texts([" ".join(lines)], "title", today, whole_only=True)
    told = told or _in_texts(lines, "title", today)
    sheets = _in_texts([tidy(sheet)], "sheet", today) or _in_name(sheet, "sheet", today)
    stem = re.sub(r"\.\w+$", "", file)
    files = _in_name(stem, "file", today) or _in_texts(
        [stem.replace("_", " ")], "file", today
    )
    ranked = [found for found in (told, sheets, files) if found]
    if not ranked:
        return ()
    first = ranked[0]
    if len({one.day for one in first}) > 1:
        return first
    (best, *_) = first
    for other in (found[0] for found in ranked[1:] if len(found) == 1):
        if other.day == best.day:
            continue
        if best.year_only and other.day.year == best.day.year:
            best = other if not other.year_only else best
        elif other.year_only and best.day.year == other.day.year:
            continue
        elif (
            other.place == "sheet"
            or (best.year_only and not other.year_only and _ends_period(other.day))
            or best.place == "title"
            and _ends_period(other.day)
            and not other.year_only
        ):
            return (best, other)
    return (best,)


def is_dated(text: str) -> bool:
    """Whether a line tells the date that a table speaks for; a year alone counts."""
    bare = tidy(text)
    if _SIGNED.fullmatch(bare) and not _WORDS.search(bare):
        return False
    return bool(_in_texts([bare], "title", date.max))


def _ends_period(day: date) -> bool:
    return day.month % 3 == 0 and day.day == monthrange(day.year, day.month)[1]


def _in_texts(
    texts: list[str], place: str, today: date, *, whole_only: bool = False
) -> tuple[AsOf, ...]:
    for told in (_whole,) if whole_only else (_whole, _parts_of_years):
        found = sorted({day for text in texts for day in told(text)})
        if found:
            return tuple(AsOf(day, place, False) for day in found)
    if whole_only:
        return ()
    years = {
        int(year)
        for text in texts
        for year in _YEAR.findall(_SPAN.sub(" ", _SIGNED.sub(" ", text)))
    }
    if len(years) == 1 and (year := years.pop()) < today.year:
        return (AsOf(date(year, 12, 31), place, True),)
    return ()


def _whole(text: str) -> Iterator[date]:
    for pattern, order in (
        (_NUMBERS, (3, 2, 1)),
        (_ISO, (1, 2, 3)),
        (_WORDS, (3, 2, 1)),
    ):
        for found in pattern.finditer(text):
            day = _day(*(found[number] for number in order))
            if day:
                yield day
    for found in _END_OF_YEAR.finditer(text):
        yield date(int(found[1] or found[2]), 12, 31)


def _parts_of_years(text: str) -> Iterator[date]:
    """A half, a quarter, or a month of a year: its last day."""
    for found in _HALF.finditer(text):
        yield date(int(found[1] or found[2]), 6, 30)
    if _HALF.search(text):
        return
    for found in _QUARTER.finditer(text):
        quarter = _QUARTERS.get(found[1].lower()) or int(found[1])
        yield _last_day(int(found[2]), 3 * quarter)
    unsigned = _SIGNED.sub(" ", text)
    for found in _MONTH.finditer(unsigned):
        if 1 <= int(found[1]) <= 12:
            yield _last_day(int(found[2]), int(found[1]))


def _in_name(name: str, place: str, today: date) -> tuple[AsOf, ...]:
    """Dates as names of files and sheets have them: 31.12.2024, 20241231, T12-2024."""
    found = set()
    for match in _NAME_DATE.finditer(name):
        day, month, year, *rest = match.groups()
        iso_year, iso_month, iso_day, run_day, run_month, run_year = rest
        if year and len(year) == 2:
            year = f"20{year}"
        parts = (
            (iso_year, iso_month, iso_day)
            if iso_year
            else (run_year, run_month, run_day)
            if run_year
            else (year, month, day)
        )
        told = _day(*parts)
        if told and told.year <= today.year + 1:
            found.add(told)
    if not found:
        flat = plain(name.replace("_", " "))
        for match in _QUARTER.finditer(flat):
            quarter = _QUARTERS.get(match[1].lower()) or int(match[1])
            found.add(_last_day(int(match[2]), 3 * quarter))
        for match in _NAME_MONTH.finditer(name):
            if 1 <= int(match[1]) <= 12:
                found.add(_last_day(int(match[2]), int(match[1])))
    return tuple(AsOf(day, place, False) for day in sorted(found))


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
