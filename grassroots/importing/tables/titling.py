"""The lines of text above a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from grassroots.importing.tables.codes import is_code_row, is_empty, is_numbering
from grassroots.words import key, tidy


def title_lines(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """The lines of a title, cells of several lines apart; a date in the cell beside
    "tính đến ngày:" goes to that line. No title is longer or wider than these."""
    found: list[str] = []
    for row in rows[-_LONGEST_TITLE:]:
        if is_code_row(row) or is_numbering(row):
            continue
        cells = dict.fromkeys(cell for cell in row if not is_empty(cell))
        if len(cells) > _WIDEST_TITLE:
            continue
        label = False
        for cell in cells:
            day = _day_beside(cell) if label else None
            if day is not None:
                found[-1] += f" {day}"
            elif isinstance(cell, date):
                found.append(f"{cell:%d/%m/%Y}")
            elif isinstance(cell, str):
                found += filter(None, map(tidy, cell.split("\n")))
            label = isinstance(cell, str) and bool(_LABEL.search(key(cell)))
    return tuple(found)


_LONGEST_TITLE, _WIDEST_TITLE = 100, 12
_LABEL = re.compile(r"(?:đến|ngày|điểm|as of)$")
_DAY = re.compile(r"\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{4}$")
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73050  # 1990 to 2099, as Excel counts days


def _day_beside(cell: object) -> str | None:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, str) and _DAY.match(cell.strip()):
        return cell.strip()
    serial = isinstance(cell, int | float) and _FIRST_SERIAL <= cell <= _LAST_SERIAL
    if serial and isinstance(cell, int | float):
        return f"{date(1899, 12, 30) + timedelta(days=int(cell)):%d/%m/%Y}"
    return None
