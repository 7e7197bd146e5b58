"""The rows under a header told apart: data, sections, totals, notes, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grassroots import unit_names
from grassroots.importing.fields import Layout
from grassroots.importing.report import NOTE, ROW, Problem, column_letter, shown
from grassroots.importing.table import Table
from grassroots.importing.values import Cells, cells_of, is_blank
from grassroots.rosters import roster_kinds
from grassroots.unit_names import UnitName
from grassroots.words import key, tidy

_TOTAL = re.compile(
    r"(?:tổng(?! (?:công ty|cục|kho|đội|đài))|cộng(?! (?:đồng|hòa))|total"
    r"|toàn (?:tỉnh|huyện|thị xã|thành phố|xã|phường|đảng bộ))\b"
)
# The first letters of those words, composed or not: tổng, cộng, toàn, ví dụ, example.
_FIRST, _SECOND = frozenset("tcve"), frozenset("oổộôíix")
_EXAMPLE = re.compile(r"(?:ví dụ|example)\b")
# A row of so few cells in a table of this many columns is a remark, not a person.
_FEW, _WIDE = 2, 5


@dataclass(frozen=True)
class Body:
    """The data rows of a table, in order, with their row numbers on the sheet.

    sections: for each row the unit that the last section row above it named.
    set_aside: rows that cannot be anybody's (row number, cells).
    """

    rows: list[Sequence[Any]]
    numbers: np.ndarray
    sections: list[UnitName | None]
    set_aside: list[tuple[int, Sequence[Any]]]
    problems: list[Problem]


def read_body(table: Table, layout: Layout) -> Body:
    """Sorts the rows under the header; a total or a remark is no row of the roster."""
    rows = table.grid.rows[table.first_row - 1 :]
    identity = _identity_columns(layout)
    counted = layout.of("number")
    telling = {
        index: cells_of(rows, index)
        for index in (*identity, *(column.index for column in counted[:1]))
    }
    named = _filled(telling, identity, len(rows))
    numbered = (
        _filled(telling, [counted[0].index], len(rows))
        if counted
        else np.ones(len(rows), bool)
    )
    odd = _odd_words(telling.values(), len(rows))
    sure = named & numbered & ~odd
    narrow = len(layout.columns) < _WIDE
    mostly_numbered = (
        bool(counted) and numbered[named & ~odd].mean() > 0.5
        if (named & ~odd).any()
        else False
    )
    data: list[int] = []
    sections: list[UnitName | None] = []
    aside: list[tuple[int, Sequence[Any]]] = []
    remarks: list[tuple[int, Problem]] = []
    section: UnitName | None = None
    doubtful = _may_be_sections(rows, layout, np.flatnonzero(sure))
    for position in range(len(rows)):
        if position in doubtful:
            row = rows[position]
            filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
            unit = _section(row, filled)
            if unit is not None:
                section = unit
                continue
        elif not sure[position]:
            row = rows[position]
            filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
            if not filled or odd[position] or _only_numbers(row, filled):
                continue
            unit = _section(row, filled)
            if unit is not None and not (named[position] and len(filled) > 3):
                section = unit
                continue
            few = len(filled) <= _FEW and not narrow
            if few or not named[position]:
                if not few and len(filled) > _FEW:
                    aside.append((position, row))
                else:
                    remarks.append((position, _remark(table, position, row, filled)))
                continue
            if mostly_numbered and not numbered[position] and len(filled) <= _FEW + 1:
                remarks.append((position, _remark(table, position, row, filled)))
                continue
        data.append(position)
        sections.append(section)
    last = max(data, default=-1)
    number_of = table.first_row
    problems = [problem for position, problem in remarks if position < last]
    problems += [
        Problem(
            "no_name",
            ROW,
            table.grid.sheet,
            position + number_of,
            column_letter(identity[0]),
            field=layout.columns[0].field,
        )
        for position, _ in aside
        if position < last or (bool(counted) and numbered[position])
    ]
    return Body(
        [rows[position] for position in data],
        np.array(data, dtype=np.int64) + number_of,
        sections,
        [
            (position + number_of, row)
            for position, row in aside
            if position < last or (bool(counted) and numbered[position])
        ],
        problems,
    )


def _identity_columns(layout: Layout) -> list[int]:
    """The columns of which a data row fills at least one: name, or the units."""
    required = [
        column.index
        for field in (
            *roster_kinds()[layout.kind].required,
            *roster_kinds()[layout.kind].one_of,
        )
        for column in layout.of(field)
    ]
    if layout.kind in ("organisations", "hamlets", "aggregates"):
        types = {field.id: field.type for field in roster_kinds()[layout.kind].fields}
        required += [
            column.index for column in layout.columns if types[column.field] == "unit"
        ]
    return list(dict.fromkeys(required)) or [layout.columns[0].index]


def _filled(telling: dict[int, Cells], columns: list[int], rows: int) -> np.ndarray:
    filled = np.zeros(rows, bool)
    for index in columns:
        filled |= ~telling[index].empty
    return filled


def _odd_words(telling: Iterable[Cells], rows: int) -> np.ndarray:
    """Rows whose name or number says that they are a total or a form's example."""
    odd = np.zeros(rows, bool)
    for cells in telling:
        words = [
            isinstance(cell, str)
            and _may_be_odd(cell)
            and bool(_TOTAL.match(key(cell)) or _EXAMPLE.match(key(cell)))
            for cell in cells.distinct
        ]
        if any(words):
            odd |= np.array(words, bool)[cells.codes]
    return odd


def _may_be_sections(
    rows: Sequence[Sequence[Any]], layout: Layout, positions: np.ndarray
) -> set[int]:
    """Rows of a roster of people that may name a unit in the column of names: numbered
    with a letter or a roman numeral, or empty but for number and name."""
    types = {field.id: field.type for field in roster_kinds()[layout.kind].fields}
    if types.get("name") != "name":
        return set()
    heads = {column.index for column in layout.of("number") + layout.of("name")}
    lettered = {
        position
        for column in layout.of("number")[:1]
        for position in positions
        if isinstance(cell := rows[position][column.index], str)
        and not cell.strip(" .()").isdigit()
    }
    bare = positions.tolist()
    for index in range(len(rows[0]) if rows else 0):
        if index not in heads and bare:
            bare = [at for at in bare if rows[at][index] in ("", None)]
    return lettered | set(bare)


def _may_be_odd(cell: str) -> bool:
    """Rules out most names by their first two letters before they are read."""
    opening = cell.lstrip()[:2].lower()
    return opening[:1] in _FIRST and opening[1:] in _SECOND


def _only_numbers(row: Sequence[Any], filled: list[int]) -> bool:
    return len(filled) <= 1 and shown(row[filled[0]]).strip(". ").isdigit()


def _section(row: Sequence[Any], filled: list[int]) -> UnitName | None:
    """The unit that a section row names: few cells, one of them a unit's full name."""
    if len(filled) > 3:
        return None
    texts = [tidy(row[index]) for index in filled if isinstance(row[index], str)]
    for text in texts:
        name = unit_names.read(text)
        if name.level not in (None, "hamlet") and name.type:
            return name
    return None


def _remark(
    table: Table, position: int, row: Sequence[Any], filled: list[int]
) -> Problem:
    return Problem(
        "not_a_row",
        NOTE,
        table.grid.sheet,
        position + table.first_row,
        column_letter(filled[0]),
        shown(row[filled[0]]),
    )
