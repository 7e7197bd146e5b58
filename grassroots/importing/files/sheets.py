"""A sheet as a grid of cells: what every format is read into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grassroots.importing.report import NOTE, FileRefused, Problem, column_letter

# A roster of 100,000 people has 2 to 3 million cells; more takes over 10 s or 1 GB.
MOST_CELLS = 4_000_000
MOST_SHEETS = 300
# No roster is wider; each column costs what reads it a look.
MOST_COLUMNS = 2_000


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of cells ("" where empty), all rows equally long; rows[0] is the
    sheet's row 1. merged: (first row, first column, last row, last column), from 0.

    hidden_rows, hidden_columns: counted from 0; empty where the format does not tell
    (a sheet that is itself hidden is not read). problems: what reading this sheet has
    to say (text repaired, errors of formulas …), for the report.
    """

    sheet: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()


def refused(code: str, effect: str = NOTE, **place: Any) -> FileRefused:
    """The refusal of a file as a whole; what is asked waits, what is no table at all is
    nothing to load, the rest has failed."""
    status = {
        "empty_file": "nothing_to_load",
        "not_a_workbook": "nothing_to_load",
        "other_format": "nothing_to_load",
        "password_needed": "needs_decision",
        "wrong_password": "needs_decision",
    }.get(code, "failed")
    return FileRefused(Problem(code, effect, **place), status)


def squared(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows made equally long; blank rows and columns behind the last cell dropped."""
    width = height = 0
    for number, row in enumerate(rows, 1):
        last = len(row)
        while last and row[last - 1] in ("", None):
            last -= 1
        if last:
            width, height = max(width, last), number
    if width * height > MOST_CELLS or width > MOST_COLUMNS:
        cell = f"{column_letter(width - 1)}{height}"
        raise refused("used_range", details={"cell": cell})
    return [(row + [""] * (width - len(row)))[:width] for row in rows[:height]]


def without_blank_end(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows up to the last one that holds anything."""
    last = len(rows)
    while last and not any(cell not in ("", None) for cell in rows[last - 1]):
        last -= 1
    return rows if last == len(rows) else rows[:last]
