"""Totals that a roster prints against what was read of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grassroots.importing.cells.values import is_blank
from grassroots.importing.report import NOTE, Problem, column_letter, shown
from grassroots.importing.tables import lines
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout, Mapped
from grassroots.rosters import roster_kinds
from grassroots.words import key

# Of a total of a part ("Tổng số nữ: 12") the rows summed are not known.
_OF_A_PART = re.compile(
    r"\b(?:nữ|nam|dự bị|chính thức|miễn|dân tộc|tôn giáo|kết nạp|xuất sắc|tốt"
    r"|hoàn thành|tuổi|trẻ|đoàn viên|cán bộ|hưu|được|chưa|không|đã|đạt|năm)\b"
)
_WHOLE = re.compile(r"(?:tổng|total|toàn|(?:danh sách|ấn định))")
_INTEGER = re.compile(r"\d{1,3}(?:[.,]\d{3})+$|\d+$")


@dataclass(frozen=True)
class Mark:
    """A row that parts the data. position: counted from the first row below the header;
    depth: how deep a section is nested, None for a total."""

    position: int
    row: Sequence[Any]
    text: str
    depth: int | None = None
    count: int | None = None


def differences(
    table: Table,
    layout: Layout,
    rows: Sequence[Sequence[Any]],
    taken: np.ndarray,
    marks: Sequence[Mark],
    set_aside: int = 0,
) -> list[Problem]:
    """Where a printed total is not what the rows give that it may sum.

    taken: the positions of the rows that were read, rows set aside among them, so many
    of which a total may leave out. A total
    may sum the rows since a section or an earlier total began, or all rows: it differs
    where it is none of these.
    """
    problems: list[Problem] = []
    for number, mark in enumerate(marks):
        spans = _spans(marks, number, len(rows), taken)
        if mark.depth is not None:
            if mark.count is not None:
                problems += _rows_differ(
                    table, mark, None, mark.count, spans, taken, set_aside
                )
            continue
        counted = _rows_printed(layout, mark)
        if counted is not None:
            index, count = counted
            problems += _rows_differ(table, mark, index, count, spans, taken, set_aside)
        for column in layout.columns:
            if counted is not None and column.index == counted[0]:
                continue
            problems += _column_differs(table, layout, rows, mark, column, spans, taken)
    for line in table.title:
        told = lines.count_in(line)
        if told and told[1] and _WHOLE.match(key(line)) and _people(layout, told):
            everything = Mark(-1, (), line)
            spans = [(0, len(rows))]
            problems += _rows_differ(
                table, everything, None, told[0], spans, taken, set_aside
            )
    return problems


def _spans(
    marks: Sequence[Mark], number: int, end: int, taken: np.ndarray
) -> list[tuple[int, int]]:
    """The stretches of rows that a mark may speak for, the likeliest first."""
    mark = marks[number]
    here = mark.position
    if mark.depth is not None:
        until = next(
            (
                other.position
                for other in marks[number + 1 :]
                if other.depth is not None and other.depth <= mark.depth
            ),
            end,
        )
        return [(here + 1, until)]
    starts: list[int] = []
    deepest: int | None = None
    for other in reversed(marks[:number]):
        if other.depth is None:
            starts.append(other.position + 1)
        elif deepest is None or other.depth < deepest:
            starts.append(other.position + 1)
            deepest = other.depth
    spans = [(start, here) for start in starts]
    whole = [(0, here), (0, end)]
    ahead = next(
        (other.position for other in marks[number + 1 :] if other.depth is not None),
        end,
    )
    later = [(here + 1, ahead), (here + 1, end)]
    for other in marks[number + 1 :]:
        later.append((here + 1, other.position))
    if _WHOLE.match(key(mark.text)):
        spans = [*whole, *spans, *later]
    else:
        spans = [*spans, *whole, *later]
    return [
        (first, last)
        for first, last in dict.fromkeys(spans)
        if np.any((taken >= first) & (taken < last))
    ]


def _rows_printed(layout: Layout, mark: Mark) -> tuple[int, int] | None:
    """Where a total row prints a number of rows, and the number."""
    of_a_part = _OF_A_PART.search(key(mark.text))
    for index, cell in enumerate(mark.row):
        if isinstance(cell, str) and (told := lines.count_in(cell)):
            if of_a_part and not _first_counts_people(cell):
                return None
            return (index, told[0]) if _people(layout, told) else None
    if of_a_part:
        return None
    by_index = {column.index: column.field for column in layout.columns}
    numbers = [
        (index, number)
        for index, cell in enumerate(mark.row)
        if (number := _number(cell)) is not None
    ]
    heads = [
        (index, number)
        for index, number in numbers
        if by_index.get(index) in ("number", "name")
    ]
    if len(heads) == 1:
        return heads[0]
    # A number beside the word, in a column that holds no numbers, counts rows.
    kind = {field.id: field.type for field in roster_kinds()[layout.kind].fields}
    summed = ("integer", "tick", "year")
    options = {column.index for column in layout.columns if column.option}
    beside = [
        (index, number)
        for index, number in numbers
        if kind.get(by_index.get(index, "")) not in summed and index not in options
    ]
    return beside[0] if len(numbers) == len(beside) == 1 else None


def _first_counts_people(text: str) -> bool:
    """ "Tổng số: 45 đảng viên, trong đó nữ 20" counts all before it counts a part."""
    opening = re.split(r"\d", text, maxsplit=1)[0]
    return not _OF_A_PART.search(key(opening))


def _people(layout: Layout, told: tuple[int, bool]) -> bool:
    """Whether a number of people, or of anything, is a number of the roster's rows."""
    types = {field.id: field.type for field in roster_kinds()[layout.kind].fields}
    of_persons = types.get("name") == "name"
    return of_persons or not told[1]


def _rows_differ(
    table: Table,
    mark: Mark,
    index: int | None,
    printed: int,
    spans: Sequence[tuple[int, int]],
    taken: np.ndarray,
    set_aside: int,
) -> list[Problem]:
    def rows_of(first: int, last: int) -> int:
        return int(((taken >= first) & (taken < last)).sum())

    most = [rows_of(first, last) for first, last in spans]
    if any(rows - set_aside <= printed <= rows for rows in most):
        return []
    return _said(table, mark, index, printed, spans, taken, rows_of)


def _column_differs(
    table: Table,
    layout: Layout,
    rows: Sequence[Sequence[Any]],
    mark: Mark,
    column: Mapped,
    spans: Sequence[tuple[int, int]],
    taken: np.ndarray,
) -> list[Problem]:
    printed = _number(mark.row[column.index])
    kind = {field.id: field.type for field in roster_kinds()[layout.kind].fields}
    if printed is None or column.field in ("number", "name", "year"):
        return []
    if column.option or kind[column.field] == "tick":
        cells = [_tick(rows[position][column.index]) for position in taken]
    elif kind[column.field] == "integer":
        cells = [_amount(rows[position][column.index]) for position in taken]
    else:
        return []
    if any(cell is None for cell in cells):
        return []
    amounts = np.array(cells, np.int64)

    def sum_of(first: int, last: int) -> int:
        return int(amounts[(taken >= first) & (taken < last)].sum())

    return _said(
        table, mark, column.index, printed, spans, taken, sum_of, column.heading
    )


def _said(
    table: Table,
    mark: Mark,
    index: int | None,
    printed: int,
    spans: Sequence[tuple[int, int]],
    taken: np.ndarray,
    figure: Callable[[int, int], int],
    heading: str = "",
) -> list[Problem]:
    figures = [figure(first, last) for first, last in spans]
    if not figures or printed in figures:
        return []
    first, last = spans[0]
    summed = taken[(taken >= first) & (taken < last)] + table.first_row
    if index is None and mark.row:
        index = next(
            (place for place, cell in enumerate(mark.row) if not is_blank(cell)), None
        )
    return [
        Problem(
            "total_differs",
            NOTE,
            table.grid.sheet,
            mark.position + table.first_row if mark.row else None,
            column_letter(index) if index is not None and mark.row else None,
            shown(mark.row[index]) if index is not None and mark.row else mark.text,
            details={
                "printed": printed,
                "counted": figures[0],
                "first_row": int(summed.min()),
                "last_row": int(summed.max()),
                "heading": heading,
            },
        )
    ]


def _number(cell: object) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    if isinstance(cell, str) and _INTEGER.match(cell.strip()):
        return int(re.sub(r"[.,]", "", cell.strip()))
    return None


def _amount(cell: object) -> int | None:
    return 0 if is_blank(cell) else _number(cell)


def _tick(cell: object) -> int | None:
    """1 where ticked, 0 where empty or denied; None where it may be either."""
    if is_blank(cell):
        return 0
    word = key(shown(cell))
    if word in ("0", "không", "no", "false"):
        return 0
    return 1 if word in ("x", "v", "1", "có", "true", "yes", "") else None


def marks_in_order(marks: Iterable[Mark]) -> list[Mark]:
    """The marks from top to bottom."""
    return sorted(marks, key=lambda mark: mark.position)
