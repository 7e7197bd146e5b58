"""A sheet → the table on it: title block above, header of one to three rows, body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from grassroots.importing import headings
from grassroots.importing.grid import Grid
from grassroots.words import key, tidy

_SEARCHED_ROWS = 40
_MOST_LEVELS = 3
_NUMBERED = re.compile(r"^\(?[\da-z]{1,3}\)?(?:\s*[=+\-x*/].*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column of a table: its place on the sheet and its heading, level by level."""

    index: int
    levels: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The heading as one text."""
        return " ".join(self.levels)


@dataclass(frozen=True)
class Table:
    """A table found on a sheet. header_rows and first_row count from 1."""

    grid: Grid
    title: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    first_row: int


def find_table(grid: Grid) -> Table | None:
    """The table of a sheet; None where no row looks like a roster's header."""
    head = _header(grid)
    if head is None:
        return None
    top, bottom = head
    columns = _columns(grid, top, bottom)
    first = bottom + 1
    if first < len(grid.rows) and _is_numbering(grid.rows[first]):
        first += 1
    title = tuple(
        tidy(cell)
        for row in grid.rows[:top]
        for cell in row
        if isinstance(cell, str) and cell.strip()
    )
    header_rows = tuple(range(top + 1, bottom + 2))
    return Table(grid, title, header_rows, columns, first + 1)


def _texts(row: list[Any]) -> list[str]:
    return [tidy(cell) for cell in row if isinstance(cell, str) and cell.strip()]


def _hits(row: list[Any]) -> int:
    return len({key(text) for text in _texts(row) if headings.known(text)})


def _header(grid: Grid) -> tuple[int, int] | None:
    scores = [
        (_hits(row), -number) for number, row in enumerate(grid.rows[:_SEARCHED_ROWS])
    ]
    best, negative = max(scores, default=(0, 0))
    if best < 2:
        return None
    top = bottom = -negative
    while bottom - top + 1 < _MOST_LEVELS and _continues(grid, top, bottom + 1):
        bottom += 1
    while bottom - top + 1 < _MOST_LEVELS and top > 0 and _groups(grid, top - 1):
        top -= 1
    return top, bottom


def _continues(grid: Grid, top: int, number: int) -> bool:
    """Whether a row holds sub-headings: only text, under empty or grouped cells."""
    if number >= len(grid.rows):
        return False
    row, above = grid.rows[number], grid.rows[number - 1]
    filled = [index for index, cell in enumerate(row) if cell not in ("", None)]
    if not filled or _is_numbering(row):
        return False
    if any(not isinstance(row[index], str) for index in filled):
        return False
    spanned = {
        index
        for first_row, first, last_row, last in grid.merged
        if last > first and top <= first_row <= last_row < number
        for index in range(first, last + 1)
    }
    if spanned:
        return set(filled) <= spanned
    under_nothing = [index for index in filled if above[index] in ("", None)]
    open_columns = [index for index, cell in enumerate(above) if cell in ("", None)]
    return (
        bool(under_nothing)
        and len(filled) <= 2 * len(open_columns)
        and (
            sum(headings.known(tidy(str(row[index]))) for index in filled)
            >= len(filled) / 2
        )
    )


def _groups(grid: Grid, number: int) -> bool:
    """Whether a row above the best one belongs to the header as well."""
    texts = _texts(grid.rows[number])
    if len(texts) < 2:
        return False
    spans = any(
        first_row == number and last > first
        for first_row, first, _, last in grid.merged
    )
    return _hits(grid.rows[number]) >= 2 or (
        spans and _hits(grid.rows[number]) >= 1 and len(texts) >= 3
    )


def _columns(grid: Grid, top: int, bottom: int) -> tuple[Column, ...]:
    block = [list(grid.rows[number]) for number in range(top, bottom + 1)]
    for first_row, first, last_row, last in grid.merged:
        if top <= first_row <= bottom:
            text = grid.rows[first_row][first]
            for number in range(first_row, min(last_row, bottom) + 1):
                for index in range(first, min(last, len(block[0]) - 1) + 1):
                    block[number - top][index] = text
    if not grid.merged:
        _spread(block)
    columns = []
    for index in range(len(block[0])):
        levels: list[str] = []
        for row in block:
            text = tidy(str(row[index])) if row[index] not in ("", None) else ""
            if isinstance(row[index], float) and row[index].is_integer():
                text = str(int(row[index]))
            if text and text not in levels:
                levels.append(text)
        if levels:
            columns.append(Column(index, tuple(levels)))
    return tuple(columns)


def _spread(block: list[list[Any]]) -> None:
    """Group headings carried to the right where the file tells no merged cells."""
    for upper, lower in zip(block, block[1:], strict=False):
        for index in range(1, len(upper)):
            if upper[index] in ("", None) and lower[index] not in ("", None):
                upper[index] = upper[index - 1]


def _is_numbering(row: list[Any]) -> bool:
    """A row of column numbers under the header: 1, 2, 3 or (1), (2), 3=1+2."""
    filled = [cell for cell in row if cell not in ("", None)]
    if len(filled) < 3 or any(isinstance(cell, date) for cell in filled):
        return False
    texts = [
        str(int(cell)) if isinstance(cell, float) else str(cell).strip()
        for cell in filled
    ]
    numbers = [text.strip("()") for text in texts if text.strip("()").isdigit()]
    rising = [int(number) for number in numbers]
    return (
        all(_NUMBERED.match(text) for text in texts)
        and len(rising) >= len(texts) / 2
        and rising == sorted(set(rising))
        and (not rising or rising[0] <= 2)
    )
