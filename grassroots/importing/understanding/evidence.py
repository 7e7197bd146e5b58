"""What the cells under a heading say: whether they can be read as a field's values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from grassroots.importing.cells import posts, values
from grassroots.importing.cells.dates import Day, read_date
from grassroots.importing.report import shown
from grassroots.rosters import RosterField, RosterKind
from grassroots.words import key, tidy

_LOOKED_AT = 400
_TYPES_THAT_TELL = {"date", "choice", "yes_no", "tick", "integer", "year"}
# Cells are read here to see what they are like, not when they were.
_ANY_DAY = date(2099, 12, 31)
_SHORTEST_WORD = 3
_NEARLY_ALL = 0.8


def cells_under(rows: Sequence[Sequence[Any]], index: int) -> list[Any]:
    """The first cells of a column that say something, of the data rows."""
    found: list[Any] = []
    for start in range(0, len(rows), _LOOKED_AT):
        found += [
            cell
            for row in rows[start : start + _LOOKED_AT]
            # Most cells begin with a letter or a digit: they are not blank.
            if (type(cell := row[index]) is str and cell[:1].isalnum())
            or not values.is_blank(cell)
        ]
        if len(found) >= _LOOKED_AT:
            break
    return found[:_LOOKED_AT]


def samples(cells: list[Any], most: int = 3) -> tuple[str, ...]:
    """A few different cells, for a question."""
    return tuple(dict.fromkeys(tidy(shown(cell)) for cell in cells))[:most]


def share_readable(cells: list[Any], field: RosterField) -> float | None:
    """How many of the cells can be read as the field's values, 0 to 1.

    None where that tells nothing: no cells, or a field that takes any text.
    """
    if not cells or field.type not in _TYPES_THAT_TELL:
        return None
    # Each different cell once; 1 and True are different ones.
    counts = Counter(zip(map(type, cells), cells, strict=True))
    if field.id == "position":
        readable = sum(
            count
            for (_, cell), count in counts.items()
            if posts.read_post(tidy(shown(cell))).position is not None
        )
    else:
        read = values.reader(field, _ANY_DAY)
        readable = sum(
            count for (_, cell), count in counts.items() if read(cell).fault is None
        )
    return readable / len(cells)


def spoken_for(cells: list[Any], kind: RosterKind) -> list[str]:
    """The fields of a kind that such cells are words of, beyond doubt about the type:
    ratings, degrees, kinds; never ticks, numbers and dates, which many fields have."""
    words = [cell for cell in cells if _is_a_word(cell)]
    if len(words) < max(2, len(cells) * 0.8):
        return []
    return [
        field.id
        for field in kind.fields
        if field.type == "choice" and (share_readable(words, field) or 0) >= 0.8
    ]


def share_with_letters(cells: list[Any]) -> float | None:
    """How many of the cells have a letter, 0 to 1, as names of units do. None: none."""
    if not cells:
        return None
    return sum(any(map(str.isalpha, shown(cell))) for cell in cells) / len(cells)


def are_dates(cells: list[Any]) -> bool:
    """Whether the cells are whole dates, nearly all of them."""
    whole = [cell for cell in cells if (day := read_date(cell, 99)) and _is_whole(day)]
    return len(whole) >= max(3, _NEARLY_ALL * len(cells))


def _is_whole(day: Day) -> bool:
    return day.precision == "day"


def is_tick(cell: Any) -> bool:
    """Whether a cell is a tick: x, v, 1, ✓; not a word."""
    return not isinstance(cell, date) and values.read_tick(cell) is True


def _is_a_word(cell: Any) -> bool:
    return isinstance(cell, str) and len(key(cell)) >= _SHORTEST_WORD
