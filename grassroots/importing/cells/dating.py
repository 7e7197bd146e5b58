"""Dates that cannot be what they say: day and month exchanged by Excel, and dates of
one person that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from grassroots.importing.cells.dates import read_date
from grassroots.importing.cells.values import Cells

SWAP, AS_WRITTEN = "swap", "as_written"
_YEARS = {"day": 0, "month": 1, "year": 12}
_OF_AGE = 18
# Before the country was one, people were admitted younger: no slip of the pen.
_STRICT_SINCE = np.datetime64("1976-01-01")


def _real(cell: Any) -> bool:
    return isinstance(cell, date)


def exchanged(cells: Cells) -> list[Any]:
    """The real dates of a column in which Excel may have exchanged day and month.

    Typed under another country's setting, 25/12/2024 stays text and 05/12/2024 becomes
    the 12th of May. The sign: all text dates have a day above 12, no real date has.
    Empty where that is not so, or where exchanging would change nothing.
    """
    real = [cell for cell in cells.distinct if _real(cell)]
    if not real or any(cell.day > 12 for cell in real):
        return []
    written = [cell for cell in cells.distinct if isinstance(cell, str)]
    days = [
        day.first.day
        for cell in written
        if (day := read_date(cell.strip(), 99)) is not None and day.precision == "day"
    ]
    if not days or any(day <= 12 for day in days):
        return []
    return [cell for cell in real if cell.day != cell.month]


def put_right(cells: Cells) -> Cells:
    """The column with day and month of its real dates exchanged back."""
    return Cells([_swapped(cell) for cell in cells.distinct], cells.codes)


def _swapped(cell: Any) -> Any:
    if not _real(cell) or cell.day > 12:
        return cell
    other = cell.replace(month=cell.day, day=cell.month)
    return other if isinstance(other, datetime) else date(*other.timetuple()[:3])


@dataclass(frozen=True)
class Contradiction:
    """Two dates of one row that cannot both be right; they count as unknown, save
    `note`: then they are only pointed at."""

    code: str
    row: int
    field: str
    fields: tuple[str, ...]
    note: bool = False


def contradictions(arrays: dict[str, pa.Array]) -> Iterator[Contradiction]:
    """Rows admitted before the age of 18, or full members before their admission; only
    where it is sure, as exactly as the dates are known."""
    admitted, admitted_end = _span(arrays, "admitted_on")
    if admitted is None or admitted_end is None:
        return
    born, _ = _span(arrays, "birth_date")
    if born is not None:
        grown = _plus_years(born, _OF_AGE)
        for row in np.flatnonzero(admitted_end < grown):
            early = bool(admitted[row] < _STRICT_SINCE)
            both = () if early else ("birth_date", "admitted_on")
            yield Contradiction(
                "admitted_under_18", int(row), "admitted_on", both, note=early
            )
    _, full_end = _span(arrays, "full_member_on")
    if full_end is not None:
        for row in np.flatnonzero(full_end < admitted):
            yield Contradiction(
                "full_before_admission",
                int(row),
                "full_member_on",
                ("full_member_on",),
            )


def _span(
    arrays: dict[str, pa.Array], field: str
) -> tuple[np.ndarray | None, np.ndarray | None]:
    """The first and the last day that each date may be; NaT where it is not known."""
    if field not in arrays:
        return None, None
    first = arrays[field].to_numpy(zero_copy_only=False).astype("datetime64[D]")
    precision = arrays.get(f"{field}_precision")
    if precision is None:
        return first, first
    coded = precision.dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    months = np.zeros(len(first), np.int64)
    for code, name in enumerate(coded.dictionary.to_pylist()):
        months[codes == code] = _YEARS.get(name, 0)
    last = first.copy()
    wide = months > 0
    starts = first[wide].astype("datetime64[M]") + months[wide]
    last[wide] = starts.astype("datetime64[D]") - 1
    return first, last


def _plus_years(days: np.ndarray, years: int) -> np.ndarray:
    """The same days so many years later; 29 February becomes 1 March."""
    months = days.astype("datetime64[M]")
    within = (days - months.astype("datetime64[D]")).astype(np.int64)
    later = (months + 12 * years).astype("datetime64[D]") + within
    return np.where(np.isnat(days), np.datetime64("NaT", "D"), later)
