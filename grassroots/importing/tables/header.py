"""Where on a sheet a table's header stands, and the headings of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from grassroots import unit_names
from grassroots.importing.files.grid import Grid
from grassroots.importing.tables import kinds
from grassroots.importing.tables.codes import is_code_row, is_empty, is_numbering
from grassroots.importing.understanding import headings
from grassroots.words import key, tidy

_MOST_LEVELS = 3
_YEAR = re.compile(r"(?:19|20)\d\d$")
# A cell that is a value: a date, a number, a card number, a tick.
_VALUE = re.compile(r"[\d\s./,\-:%+()]+$|[xv]$", re.IGNORECASE)
_LONGEST = 160


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
class Header:
    """A header: its rows (from 0) without column numbers and codes, its columns, the
    first row below all of it, and how many of its headings are known."""

    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    first: int
    hits: int

    @property
    def top(self) -> int:
        """The uppermost row of the header."""
        return self.rows[0]


def texts_of(row: Sequence[Any]) -> list[str]:
    """The texts of a row, tidied."""
    return [tidy(cell) for cell in row if isinstance(cell, str) and cell.strip()]


def heading_texts(row: Sequence[Any]) -> list[str]:
    """The texts of a row that may be a header's: [] where a cell is a value."""
    texts = []
    for cell in row:
        if cell == "" or cell is None:
            continue
        if isinstance(cell, str):
            text = tidy(cell)
            if not text:
                continue
            if len(text) > _LONGEST or (_VALUE.match(text) and not _YEAR.match(text)):
                return []
            texts.append(text)
        elif not _is_year(cell):
            return []
    return texts


def hits_of(texts: Iterable[str]) -> int:
    """How many different known headings are among the texts."""
    return len({key(text) for text in texts if headings.known(text)})


def _is_year(cell: object) -> bool:
    return (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and 1990 <= cell <= 2100
        and float(cell).is_integer()
    )


def headers_among(grid: Grid, numbers: Iterable[int]) -> list[Header]:
    """The headers among these rows of a sheet, from top to bottom.

    Rows with two known headings or more that stand together are one header.
    """
    scored: dict[int, int] = {}
    for number in numbers:
        texts = heading_texts(grid.rows[number])
        if len(texts) > 1 and (hits := hits_of(texts)) > 1:
            scored[number] = hits
    found: list[Header] = []
    block: list[int] = []
    for number in sorted(scored):
        if block and not _together(grid, block[-1], number):
            found.append(_header(grid, block, scored))
            block = []
        if not found or number >= found[-1].first:
            block.append(number)
    if block:
        found.append(_header(grid, block, scored))
    return [header for header in found if not _is_amid_text(grid, header)]


def header_at(grid: Grid, top: int, bottom: int) -> Header | None:
    """The header that a person says stands in these rows (from 0); None where the sheet
    has no such rows, or nothing stands in them."""
    if not 0 <= top <= bottom < min(len(grid.rows), top + _MOST_LEVELS):
        return None
    first = _first_below(grid, bottom + 1)
    columns = _columns(grid, top, bottom, first)
    hits = max(hits_of(texts_of(row)) for row in grid.rows[top : bottom + 1])
    rows = tuple(range(top, bottom + 1))
    return Header(rows, columns, first, hits) if columns else None


def _is_amid_text(grid: Grid, header: Header) -> bool:
    """A row of few headings right under a row as full as itself: a line of a table of
    instructions, which tells columns one by one."""
    if header.hits > 3 or header.top == 0:
        return False
    above = grid.rows[header.top - 1]
    if is_code_row(above) or is_numbering(above):
        return False
    return sum(not is_empty(cell) for cell in above) >= max(3, len(header.columns) - 1)


def _together(grid: Grid, upper: int, lower: int) -> bool:
    """Whether two rows are of one header: adjacent, or with a row of texts between."""
    if lower - upper > 2:
        return False
    return all(
        bool(heading_texts(grid.rows[number])) or is_numbering(grid.rows[number])
        for number in range(upper + 1, lower)
    )


def _header(grid: Grid, block: list[int], scored: dict[int, int]) -> Header:
    spoken = [number for number in block if not is_code_row(grid.rows[number])]
    best = max(spoken or block, key=lambda number: (scored[number], -number))
    top = bottom = best
    while bottom - top + 1 < _MOST_LEVELS and _continues(grid, top, bottom + 1):
        bottom += 1
    while bottom - top + 1 < _MOST_LEVELS and top > 0 and _groups(grid, top - 1):
        top -= 1
    first = _first_below(grid, bottom + 1)
    columns = _columns(grid, top, bottom, first)
    return Header(tuple(range(top, bottom + 1)), columns, first, scored[best])


def _first_below(grid: Grid, first: int) -> int:
    """The first row below column numbers and codes, at most three rows of them."""
    rows = grid.rows
    for number in range(first, min(first + 4, len(rows))):
        if is_numbering(rows[number]) or is_code_row(rows[number]):
            first = number + 1
        elif any(not is_empty(cell) for cell in rows[number]):
            break
    return first


def _continues(grid: Grid, top: int, number: int) -> bool:
    """Whether a row holds sub-headings: only text, under empty or grouped cells."""
    if number >= len(grid.rows):
        return False
    row, above = grid.rows[number], grid.rows[number - 1]
    filled = [index for index, cell in enumerate(row) if not is_empty(cell)]
    if not filled or is_numbering(row) or is_code_row(row):
        return False
    if any(
        not isinstance(row[index], str) and not _is_year(row[index]) for index in filled
    ):
        return False
    tall = {
        first
        for first_row, first, last_row, _ in grid.merged
        if top <= first_row < number <= last_row
    }
    if len(tall) > 1 and len(tall) >= sum(not is_empty(cell) for cell in above) / 2:
        return True
    spanned = {
        index
        for first_row, first, last_row, last in grid.merged
        if last > first and top <= first_row <= last_row < number
        for index in range(first, last + 1)
    }
    if spanned:
        if len(filled) == 1 and not headings.known(tidy(str(row[filled[0]]))):
            return False  # a section under a heading over two columns
        outside = [index for index in filled if index not in spanned]
        explained = [
            index
            for index in outside
            if headings.known(tidy(str(row[index])))
            or str(row[index]).strip().startswith("(")
        ]
        return len(outside) < len(filled) and len(explained) == len(outside)
    under_nothing = [index for index in filled if is_empty(above[index])]
    open_columns = [index for index, cell in enumerate(above) if is_empty(cell)]
    known = sum(
        _is_year(row[index])
        or headings.known(tidy(str(row[index])))
        or bool(_YEAR.match(str(row[index]).strip()))
        for index in filled
    )
    if _is_under_groups(grid, number, filled):
        return True
    if known == len(filled) and 2 * known <= len(row) - len(open_columns):
        # A few sub-headings under groups of one column each, all else left empty.
        below = grid.rows[number + 1] if number + 1 < len(grid.rows) else ()
        if sum(not is_empty(cell) for cell in below) > len(filled):
            return True
    return (
        bool(under_nothing)
        and len(filled) <= 2 * len(open_columns)
        and known >= len(filled) / 2
    )


def _is_under_groups(grid: Grid, number: int, filled: list[int]) -> bool:
    """Whether the cells of a row stand under headings that reach over several columns,
    the cells beside these left empty: by their places alone, whatever they say."""
    above = grid.rows[number - 1]
    leftmost = next(index for index, cell in enumerate(above) if not is_empty(cell))
    if len(filled) < 2 or filled[0] <= leftmost or number + 1 >= len(grid.rows):
        return False
    under = set(filled)
    for index in filled:
        if is_empty(above[index]):
            if index - 1 not in under:
                return False
        elif index + 1 in under and is_empty(above[index + 1]):
            continue
        elif not headings.known(tidy(str(grid.rows[number][index]))):
            return False
    if all(not is_empty(above[index]) for index in filled):
        return False
    return any(
        not is_empty(row[leftmost]) for row in grid.rows[number + 1 : number + 4]
    )


def _groups(grid: Grid, number: int) -> bool:
    """Whether a row above the best one belongs to the header as well."""
    row, below = grid.rows[number], grid.rows[number + 1]
    texts = heading_texts(row)
    if not texts or is_code_row(row):
        return False
    hits = hits_of(texts)
    across = {
        first: last
        for first_row, first, last_row, last in grid.merged
        if first_row == number and last > first
    }
    if len(texts) > 1 and (hits > 1 or (across and hits and len(texts) > 2)):
        return True
    filled = [index for index, cell in enumerate(row) if not is_empty(cell)]
    leftmost = next((i for i, cell in enumerate(below) if not is_empty(cell)), 0)
    over = all(
        index > leftmost
        and not is_empty(below[index])
        and index + 1 < len(row)
        and is_empty(row[index + 1])
        and not is_empty(below[index + 1])
        and len(tidy(str(row[index])).split()) <= 6
        for index in filled
    )
    if not over or any(_is_title(text) for text in texts):
        return False
    width = sum(not is_empty(cell) for cell in below)
    return hits > 0 or all(
        index in across and 2 * (across[index] - index + 1) <= width for index in filled
    )


def _is_title(text: str) -> bool:
    """A line of the title that stands right above the header, no group of columns."""
    return bool(
        text.startswith("(")
        or any(letter.isdigit() for letter in text)
        or kinds.any_kind_words(text)
        or unit_names.read(text).type
    )


def _columns(grid: Grid, top: int, bottom: int, first: int) -> tuple[Column, ...]:
    block = [list(grid.rows[number]) for number in range(top, bottom + 1)]
    across = False
    together: list[tuple[int, int]] = []
    for first_row, left, last_row, right in grid.merged:
        if top <= first_row <= bottom:
            across = across or right > left
            text = grid.rows[first_row][left]
            right = min(right, len(block[0]) - 1)
            for number in range(first_row, min(last_row, bottom) + 1):
                for index in range(left, right + 1):
                    block[number - top][index] = text
            if right - left == 1 and last_row >= bottom:
                together.append((left, right))
    if not across:
        _spread(block)
    columns = []
    for index in range(len(block[0])):
        levels: list[str] = []
        for row in block:
            cell = row[index]
            text = "" if is_empty(cell) else tidy(str(cell))
            if isinstance(cell, float) and cell.is_integer():
                text = str(int(cell))
            if text and text not in levels:
                levels.append(text)
        if levels:
            columns.append(Column(index, tuple(levels)))
    return _names_in_two(grid, columns, together, first)


def _spread(block: list[list[Any]]) -> None:
    """Group headings carried to the right where the file tells no merged cells."""
    for place in range(len(block) - 2, -1, -1):
        upper, lower = block[place], block[place + 1]
        for index in range(1, len(upper)):
            if is_empty(upper[index]) and not is_empty(lower[index]):
                upper[index] = upper[index - 1]


def _names_in_two(
    grid: Grid, columns: list[Column], together: list[tuple[int, int]], first: int
) -> tuple[Column, ...]:
    """One heading "Họ và tên" over two columns, the second with the given names."""
    by_index = {column.index: column for column in columns}
    for column in columns:
        if key(column.levels[-1]) not in _FULL_NAMES:
            continue
        left, right = column.index, column.index + 1
        beside = by_index.get(right)
        if (left, right) not in together and beside is not None:
            continue
        if _mostly_single_words(grid, right, first):
            by_index[left] = Column(left, (*column.levels, _FIRST_NAMES))
            by_index[right] = Column(right, (*column.levels, _GIVEN_NAME))
    return tuple(by_index[index] for index in sorted(by_index))


# What the form calls the two parts of a name.
_FIRST_NAMES, _GIVEN_NAME = "Họ đệm", "Tên"
_FULL_NAMES = frozenset(
    key(text)
    for text in ("Họ và tên", "Họ tên", "Họ và tên khai sinh", "Họ, tên", "Họ & tên")
)


def _mostly_single_words(grid: Grid, index: int, first: int) -> bool:
    cells = [
        row[index]
        for row in grid.rows[first : first + 60]
        if index < len(row) and not is_empty(row[index])
    ]
    single = [
        cell
        for cell in cells
        if isinstance(cell, str) and len(cell.split()) == 1 and cell.strip().isalpha()
    ]
    return bool(cells) and len(single) >= 0.8 * len(cells)
