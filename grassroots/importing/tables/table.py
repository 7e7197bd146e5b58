"""A sheet → the tables on it: title, header of one to three rows, body, each apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from grassroots.importing.files.grid import Grid
from grassroots.importing.tables import (
    asof,
    kinds,
    lines,
    sections,
)
from grassroots.importing.tables.codes import is_empty
from grassroots.importing.tables.header import Column as Column
from grassroots.importing.tables.header import (
    Header,
    header_at,
    headers_among,
    heading_texts,
    texts_of,
)
from grassroots.importing.tables.titling import title_lines
from grassroots.importing.understanding import headings
from grassroots.units import LEVELS
from grassroots.words import key

_SEARCHED_FIRST = 40
# In a row of so few texts above a header a title may stand.
_MOST_IN_TITLE = 4
# So many rows tell whether the first column of a table holds running numbers.
_SAMPLE = 60


@dataclass(frozen=True)
class Table:
    """A table found on a sheet. header_rows and first_row count from 1.

    grid: the sheet as far as it belongs to this table: the rows end where the next one
    begins, cells of neighbours are blank, vertically merged cells are filled in. title:
    the lines above it, before them those of the sheet's top that hold for it as well.
    """

    grid: Grid
    title: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    first_row: int


def find_table(grid: Grid) -> Table | None:
    """The first table of a sheet; None where no row looks like a roster's header."""
    tables = find_tables(grid)
    return tables[0] if tables else None


def find_tables(grid: Grid, said: tuple[int, int] | None = None) -> list[Table]:
    """All tables of a sheet from top to bottom, side by side from left to right.

    [] where no row looks like a roster's header. A header that is repeated further down
    is part of the table's body. said: the first and last row (from 1) of the one header
    that a person sees.
    """
    if said is None:
        headers = _headers(grid)
    else:
        one = header_at(grid, said[0] - 1, said[1] - 1)
        headers = [one] if one is not None else []
    tables: list[Table] = []
    above: tuple[str, ...] = ()
    for number, header in enumerate(headers):
        before = headers[number - 1].first if number else 0
        start = _title_start(grid, before, header.top) if number else 0
        if number + 1 < len(headers):
            end = _title_start(grid, header.first, headers[number + 1].top)
        else:
            end = len(grid.rows)
        own = title_lines(grid.rows[start : header.top])
        tables += _side_by_side(grid, header, _inherited(above, own), end)
        above = own if number == 0 else _standing(above, own)
    return tables


def _headers(grid: Grid) -> list[Header]:
    """The headers of separate tables: of the best one the neighbours that are sure."""
    rows = grid.rows
    found: list[Header] = []
    searched = 0
    while not found and searched < len(rows):
        upto = max(_SEARCHED_FIRST, 4 * searched)
        found = headers_among(grid, range(searched, min(upto, len(rows))))
        searched = upto
    if not found:
        return []
    best = max(found, key=lambda header: (header.hits, -header.top))
    further = [number for number in _may_head(grid, best) if number >= searched]
    found += headers_among(grid, further)
    kept: list[Header] = []
    for header in found:
        if header is not best and not _is_sure(grid, header):
            continue
        if kept and _goes_on(grid, kept[-1], header):
            continue
        kept.append(header)
    return kept


def _is_sure(grid: Grid, header: Header) -> bool:
    """Half of the texts are known headings, and something stands below."""
    texts = heading_texts(grid.rows[header.top])
    half = max(len(texts), len(header.columns) / 2) / 2
    below = grid.rows[header.first : header.first + 3]
    filled = any(sum(not is_empty(cell) for cell in row) > 1 for row in below)
    return header.hits >= half and filled


def _goes_on(grid: Grid, one: Header, other: Header) -> bool:
    """Whether a header repeats the one above: the same headings in the same columns,
    and no title between them."""
    mine = {column.index: key(column.heading) for column in one.columns}
    theirs = {column.index: key(column.heading) for column in other.columns}
    same = sum(mine.get(index) == heading for index, heading in theirs.items())
    if same < 0.8 * len(theirs) or same < 3:
        return False
    between = title_lines(
        grid.rows[_title_start(grid, one.first, other.top) : other.top]
    )
    return not any(
        kinds.any_kind_words(line) or asof.is_dated(line) for line in between
    )


def _may_head(grid: Grid, header: Header) -> Iterable[int]:
    """Rows below a header that may head another table: those whose first cell is no
    running number. So that a long table is not read cell by cell."""
    first = header.columns[0].index
    start = header.first
    column = [row[first] for row in grid.rows[start:]]
    sample = [cell for cell in column[:_SAMPLE] if not is_empty(cell)]
    numbers = sum(_is_number(cell) for cell in sample)
    if numbers >= 0.6 * len(sample):
        return [
            start + place
            for place, cell in enumerate(column)
            if type(cell) is str and not cell[:1].isdigit()
        ]
    heads = {key(column.levels[-1]) for column in header.columns} | _ANCHORS
    openings = {head[:2] for head in heads}
    return [
        start + place
        for place, cell in enumerate(column)
        if type(cell) is str
        and (not cell.strip() or cell.lstrip()[:2].lower() in openings)
    ]


# How the first column of a roster is headed.
_ANCHORS = frozenset(map(key, ("TT", "STT", "Số TT", "Họ và tên", "Tên", "Đơn vị")))


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) or (
        isinstance(cell, str) and cell.strip(" .()").isdigit()
    )


def _title_start(grid: Grid, lowest: int, top: int) -> int:
    """Where the lines begin that stand above a header and below another table."""
    start = top
    for number in range(top - 1, lowest - 1, -1):
        filled = [cell for cell in grid.rows[number] if not is_empty(cell)]
        if not filled:
            continue
        texts = texts_of(filled)
        if (
            sum(isinstance(cell, str | date) for cell in filled) < len(filled)
            or not texts
            or len(filled) > _MOST_IN_TITLE
            or any(
                lines.line_kind(text) in (lines.TOTAL, lines.SIGNATURE, lines.MADE)
                for text in texts
                if not (kinds.any_kind_words(text) or asof.is_dated(text))
            )
        ):
            break
        start = number
    return start


def _inherited(above: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """The lines at the top of a sheet hold for its later tables where these have no
    kind, no date and no unit of that level of their own."""
    kind = any(kinds.any_kind_words(line) for line in own)
    dated = any(asof.is_dated(line) for line in own)
    return (
        *(
            line
            for line in _not_replaced(above, own)
            if not (kind and kinds.any_kind_words(line))
            and not (dated and asof.is_dated(line))
        ),
        *own,
    )


def _not_replaced(above: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """The lines above but for units on the level of a unit below them, or lower."""
    levels = [
        LEVELS.index(str(name.level))
        for line in own
        if (name := sections.unit_of_line(line)) is not None
    ]
    highest = min(levels, default=len(LEVELS))
    return tuple(
        line
        for line in above
        if (name := sections.unit_of_line(line)) is None
        or LEVELS.index(str(name.level)) < highest
    )


def _standing(above: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """What holds for the next table: the units named last, all else from the top."""
    units = (line for line in own if sections.unit_of_line(line) is not None)
    return (*_not_replaced(above, own), *units)


def _side_by_side(
    grid: Grid, header: Header, title: tuple[str, ...], end: int
) -> list[Table]:
    """The tables that share a row of headings, and those beside them further down."""
    parts = _parts(grid, header, end)
    tables = []
    for part in parts:
        left, right = part[0].index, part[-1].index
        alone = len(parts) == 1
        own = _cut(
            grid,
            header.first,
            end,
            None if alone else (left, right),
            of_one_row={column.index for column in part if _is_of_one_row(column)},
        )
        rows = tuple(number + 1 for number in header.rows)
        tables.append(Table(own, title, rows, part, header.first + 1))
    return tables + _beside(grid, header, end)


def _is_of_one_row(column: Column) -> bool:
    read = headings.read("members", column.levels)
    return read is not None and read.field in ("number", "name", "card_number")


def _parts(grid: Grid, header: Header, end: int) -> list[tuple[Column, ...]]:
    """The columns of a header, apart where the headings begin anew, or behind an empty
    column where the rows beneath have nothing to do with each other."""
    columns = header.columns
    for place in range(2, len(columns) - 1):
        left, right = columns[:place], columns[place:]
        mine = {_sense(column) for column in left}
        again = sum(_sense(column) in mine for column in right)
        if (
            _sense(right[0]) == _sense(left[0])
            and again >= 2
            and again >= len(right) / 2
        ):
            rest = replace(header, columns=right)
            return [left, *_parts(grid, rest, end)]
    for place in range(2, len(columns) - 1):
        left, right = columns[:place], columns[place:]
        gap = right[0].index - left[-1].index > 1
        if gap and _apart(grid.rows[header.first : end], left, right):
            rest = replace(header, columns=right)
            return [left, *_parts(grid, rest, end)]
    return [columns]


def _sense(column: Column) -> str:
    """What a heading means, however it is worded: "TT" and "Số TT" are one."""
    side = _side(column)
    for kind in ("members", "hamlets", "organisations", "officers"):
        read = headings.read(kind, column.levels)
        if read is not None:
            return f"{side}{read.field} {read.year or ''} {read.option or ''}"
    return f"{side}{key(column.heading)}"


def _side(column: Column) -> str:
    """Whether a heading stands under "Trước sắp xếp" or under "Sau sắp xếp": the two
    halves of one table have the same sub-headings."""
    over = headings.group_of("successions", column.levels)
    return f"{over} " if over in ("old", "new") else ""


def _apart(
    rows: Sequence[Sequence[Any]],
    left: Sequence[Column],
    right: Sequence[Column],
) -> bool:
    """Whether two blocks with an empty column between fill different rows."""
    between = range(left[-1].index + 1, right[0].index)
    if any(not is_empty(row[index]) for row in rows for index in between):
        return False

    def filled(columns: Sequence[Column]) -> set[int]:
        return {
            place
            for place, row in enumerate(rows)
            if sum(not is_empty(row[column.index]) for column in columns) > 1
        }

    one, other = filled(left), filled(right)
    return bool(one and other) and len(one & other) < 0.7 * max(len(one), len(other))


def _beside(grid: Grid, header: Header, end: int) -> list[Table]:
    """Tables beside a table, with a header of their own further down."""
    indices = [column.index for column in header.columns]
    width = len(grid.rows[0]) if grid.rows else 0
    tables: list[Table] = []
    for outside in (range(0, min(indices)), range(max(indices) + 1, width)):
        used = [
            index
            for index in outside
            if any(not is_empty(row[index]) for row in grid.rows[header.first : end])
        ]
        if len(used) > 1:
            part = _cut(grid, 0, end, (outside[0], outside[-1]), header.first)
            tables += find_tables(part)
    return tables


def _cut(
    grid: Grid,
    first: int,
    end: int,
    columns: tuple[int, int] | None,
    blank_above: int = 0,
    of_one_row: Collection[int] = (),
) -> Grid:
    """A sheet down to a row, cells outside of some columns blank; the numbers of rows
    and columns stay. Cells merged down the body get their text in every row, but in the
    columns of_one_row, where a number or a name is meant once."""
    merged = tuple(area for area in grid.merged if area[0] < end)
    rows = grid.rows
    if end < len(rows):
        rows = rows[:end]
    if columns is not None:
        left, right = columns
        before, after = [""] * left, [""] * (len(rows[0]) - right - 1)
        rows = [
            [""] * len(row)
            if number < blank_above
            else row
            if number < first
            else [*before, *row[left : right + 1], *after]
            for number, row in enumerate(rows)
        ]
        merged = tuple(area for area in merged if area[3] >= left and area[1] <= right)
    down = [
        area
        for area in merged
        if area[0] >= first and area[1] == area[3] and area[2] > area[0] and first
    ]
    if down:
        rows = list(rows)
        for top, column, bottom, _ in down:
            cell = rows[top][column]
            if is_empty(cell) or lines.line_kind(str(cell)) or column in of_one_row:
                continue
            for number in range(top + 1, min(bottom, len(rows) - 1) + 1):
                if any(not is_empty(other) for other in rows[number]):
                    changed = list(rows[number])
                    changed[column] = cell
                    rows[number] = changed
    if rows is grid.rows and merged == grid.merged:
        return grid
    return replace(grid, rows=rows, merged=merged)
