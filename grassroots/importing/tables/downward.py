"""Units written once for a run of rows, the cells beneath left empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np

from grassroots.importing.cells.values import is_blank
from grassroots.importing.places.placing import COLUMNS
from grassroots.importing.report import NOTE, Problem, column_letter
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout, Mapped
from grassroots.rosters import roster_kinds
from grassroots.words import key


def filled(
    table: Table, layout: Layout, rows: list[Sequence[Any]], numbers: np.ndarray
) -> tuple[list[Sequence[Any]], list[Problem]]:
    """The rows with the units carried down, and a note for each column so read.

    numbers: the rows' numbers on the sheet; cells that a merged cell reaches into count
    as left empty.
    A column counts as written once a run where its first row is filled, at most half
    of the rows are, and behind empty cells there is always another name: a column with
    some cells forgotten repeats its names. Nothing is carried down into a row that
    names another unit in a column of a higher level.
    """
    types = {field.id: field.type for field in roster_kinds()[layout.kind].fields}
    kind = roster_kinds()[layout.kind]
    # What a row is itself stands in every row, or is left empty on purpose.
    own = {
        column.index
        for field_id in (*kind.required, *kind.one_of)
        for column in layout.of(field_id)
    }
    notes: list[Problem] = []
    naming = [column for column in layout.columns if types.get(column.field) == "unit"]
    naming.sort(key=lambda column: (*COLUMNS, column.field).index(column.field))
    for place, column in enumerate(naming):
        if len(rows) < 2:
            continue
        above = [other.index for other in naming[:place]]
        index = column.index
        rows, ditto = _without_ditto(rows, index)
        if ditto:
            notes.append(_note(table, column))
        cells = [row[index] for row in rows]
        if column.index in own or len(rows) < 4:
            continue
        merged = _merged_into(table, index, numbers)
        # Here the whole column is ruled out fast.
        if is_blank(cells[0]) or not (merged.any() or _may_be_half_empty(cells)):
            continue
        empty = np.fromiter((is_blank(cell) for cell in cells), bool, len(cells))
        left = empty | merged
        if left.mean() < 0.5 or not empty.any():
            continue
        sources = np.maximum.accumulate(np.where(empty, 0, np.arange(len(cells))))
        begun = [at for at in np.flatnonzero(~left) if at and left[at - 1]]
        # Behind a blank row or the header again a name may well be repeated.
        if any(
            key(str(cells[at])) == key(str(cells[sources[at - 1]]))
            and numbers[at] == numbers[at - 1] + 1
            for at in begun
        ):
            continue
        # A row that names another unit above is not one of the run.
        if any(
            blank and any(row[other] != rows[source][other] for other in above)
            for row, source, blank in zip(rows, sources, empty, strict=True)
        ):
            continue
        rows = [
            _with(row, index, cells[source]) if blank else row
            for row, source, blank in zip(rows, sources, empty, strict=True)
        ]
        notes.append(_note(table, column))
    return rows, notes


def _note(table: Table, column: Mapped) -> Problem:
    return Problem(
        "filled_down",
        NOTE,
        table.grid.sheet,
        table.header_rows[-1],
        column_letter(column.index),
        column.heading,
        column.field,
    )


# Written under a name that is meant again: ", '', -nt-, như trên.
_DITTO = re.compile(r"""(?:["'”“’″〃«»]{1,2}|[-– ]*n\.?t\.?[-– ]*|như trên)$""", re.I)


def _without_ditto(
    rows: list[Sequence[Any]], index: int
) -> tuple[list[Sequence[Any]], bool]:
    """The rows with the name above in place of the marks that stand for it."""
    marks = {
        cell
        for cell in set(map(itemgetter(index), rows))
        if isinstance(cell, str)
        and len(cell) <= _LONGEST_MARK
        and _DITTO.match(cell.strip())
    }
    if not marks:
        return rows, False
    marked = [place for place, row in enumerate(rows) if row[index] in marks]
    changed = list(rows)
    for place in marked:
        if place:
            changed[place] = _with(rows[place], index, changed[place - 1][index])
    return changed, True


_LONGEST_MARK = 10


def _merged_into(table: Table, index: int, numbers: np.ndarray) -> np.ndarray:
    """For each row whether its cell is the lower part of a merged one."""
    inside = np.zeros(len(numbers), bool)
    for top, left, bottom, right in table.grid.merged:
        if left == right == index and bottom > top:
            inside |= (numbers > top + 1) & (numbers <= bottom + 1)
    return inside


def _may_be_half_empty(cells: list[Any]) -> bool:
    sample = cells[:: max(1, len(cells) // 200)]
    return sum(map(is_blank, sample)) >= 0.3 * len(sample)


def _with(row: Sequence[Any], index: int, cell: object) -> list[Any]:
    changed = list(row)
    changed[index] = cell
    return changed
