"""Running numbers of rows: where they jump, a row may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grassroots.importing.report import NOTE, Problem, column_letter
from grassroots.importing.tables.table import Table

_MOST_SAID = 5
# Numbers that jump in more of the rows than this count something else.
_SELDOM = 0.1


def jumps(
    table: Table,
    rows: Sequence[Sequence[Any]],
    index: int,
    seen: np.ndarray,
) -> list[Problem]:
    """Where the running number of a row does not follow that of the row before.

    seen: the positions of all rows that have a number. Beginning anew at 1 is no jump.
    """
    cells = [rows[position][index] for position in seen.tolist()]
    if all(type(cell) is float for cell in cells):
        told = np.array(cells, float)
    else:
        told = np.array([_number(cell) for cell in cells], float)
    known = ~np.isnan(told)
    positions, numbers = seen[known], told[known]
    if len(numbers) < 5:
        return []
    steps = np.diff(numbers)
    odd = (steps != 1) & (numbers[1:] != 1)
    if not odd.any() or odd.mean() > _SELDOM and odd.sum() > 1:
        return []
    return [
        Problem(
            "number_jumps",
            NOTE,
            table.grid.sheet,
            int(positions[place + 1]) + table.first_row,
            column_letter(index),
            str(int(numbers[place + 1])),
            details={"before": int(numbers[place])},
        )
        for place in np.flatnonzero(odd)[:_MOST_SAID]
    ]


def _number(cell: object) -> float:
    if type(cell) is float:
        return cell
    if isinstance(cell, int):
        return float(cell)
    if isinstance(cell, str) and (bare := cell.strip(" .()")).isdecimal():
        return float(bare)
    return float("nan")
