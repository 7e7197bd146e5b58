"""The day of a change of units: from its rows, its title, an answer, or the law."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from grassroots.importing.places.conversion_rows import Row
from grassroots.words import tidy

_SINCE = re.compile(
    r"(?:từ|kể từ|hiệu lực(?: thi hành)?(?: kể)?(?: từ)?|since|from|effective)"
    r"(?: ngày)? *:? *(?:(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?(\d{4})"
    r"|(\d{1,2}),? tháng (\d{1,2}),? năm (\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))",
    re.IGNORECASE,
)


def in_title(texts: Iterable[str]) -> list[date]:
    """The days from which a title says that its table holds ("từ ngày 01/7/2025"); a
    document's own date is none."""
    found: set[date] = set()
    for text in texts:
        for match in _SINCE.finditer(tidy(text)):
            parts = match.groups()
            day, month, year = (
                parts[:3] if parts[0] else parts[3:6] if parts[3] else parts[:5:-1]
            )
            try:
                found.add(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return sorted(found)


def districts_end(rows: Iterable[Row]) -> bool:
    """Whether the old side of a table has districts and the new side has none: it is
    of the day on which the district level ended."""
    told = [
        (bool(row.old.district), bool(row.new.district))
        for row in rows
        if row.day is None
    ]
    return any(old for old, _ in told) and not any(new for _, new in told)
