"""The sheets of a file handed back: the list of what is to be corrected, and sheets
written anew from grids where the original was no Excel workbook of today."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from grassroots import texts
from grassroots.importing.files.sheets import Grid
from grassroots.importing.report import NOTE, QUESTION, ROW, VALUE, Problem
from grassroots.messages import problem_message

_ORDER = (QUESTION, ROW, VALUE, NOTE)
# What is said to whoever imports, not to whoever wrote the file.
_NOT_FOR_THE_SENDER = {"replaces", "already_loaded", "column_remembered"}
_MOST_LISTED = 5_000
_LONGEST_CELL = 32_000
_COLUMNS = ("sheet", "cell", "value", "wrong", "todo", "effect")
_WIDTHS = (22, 10, 24, 60, 60, 18)
# Identity cards have 9 or 12 digits, phones 10 or 11; card numbers of members 8.
_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")
_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_QUOTED = re.compile(r"“[^”]*”|\.(?= )")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def listed(problems: Iterable[Problem], own: Collection[str]) -> list[Problem]:
    """What the sender is told, the gravest first, each in the order of the file."""
    told = [
        problem
        for problem in problems
        if problem.code not in _NOT_FOR_THE_SENDER and problem.sheet not in own
    ]
    return sorted(told, key=lambda problem: _ORDER.index(problem.effect))


def without_long_numbers(text: str) -> str:
    """Identity-card and phone numbers made unreadable: they are quoted nowhere."""
    return _LONG_NUMBER.sub("…", text)


def sentence(language: str, problem: Problem) -> str:
    """What is wrong and what to do, without the place."""
    return problem_message(language, replace(problem, sheet=None))


def _in_two(said: str) -> tuple[str, str]:
    """A problem's sentence as what is wrong and what to do: cut after the first full
    stop that stands in no quotation."""
    for found in _QUOTED.finditer(said):
        if found[0] == ".":
            return said[: found.end()], said[found.end() :].strip()
    return said, ""


def title_of(sheet: str) -> str:
    """A sheet's name as Excel allows it, at most 31 characters; "1" for none."""
    return _TITLE.sub(" ", sheet).strip("' ")[:31].strip("' ") or "1"


def write_list(
    book: Workbook,
    title: str,
    file: str,
    problems: Sequence[Problem],
    cells: Mapping[int, str],
    notes: Sequence[str],
    language: str,
) -> None:
    """Puts the list in front of all sheets and opens the workbook there. cells: for
    the place of a problem the cell to jump to."""
    sheet = book.create_sheet(title, 0)
    for other in book.worksheets:
        # Several sheets selected at once would all be edited together.
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    head = texts.text(language, "handback.title", file=file)
    _write_text(sheet.cell(1, 1), head).font = Font(bold=True, size=14)
    told = "what_to_do" if problems else "no_problems"
    _write_text(sheet.cell(2, 1), texts.text(language, f"handback.{told}"))
    for row, note in enumerate(notes, 3):
        _write_text(sheet.cell(row, 1), note)
    top = 4 + len(notes)
    for index, (column, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), 1):
        heading = texts.text(language, f"handback.columns.{column}")
        _write_text(sheet.cell(top, index), heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    for place, problem in enumerate(problems[:_MOST_LISTED]):
        _write_problem(sheet, top + 1 + place, problem, cells.get(place), language)
    left = len(problems) - _MOST_LISTED
    if left > 0:
        more = texts.text(language, "handback.more", count=left)
        _write_text(sheet.cell(top + 1 + _MOST_LISTED, 1), more)


def _write_problem(
    sheet: Worksheet, row: int, problem: Problem, target: str | None, language: str
) -> None:
    wrong, todo = _in_two(sentence(language, problem))
    address = f"{problem.column or ''}{problem.row or ''}"
    told = (
        problem.sheet or "",
        address,
        problem.value or "",
        wrong,
        todo,
        texts.text(language, f"handback.effects.{problem.effect}"),
    )
    for index, text in enumerate(told, 1):
        cell = _write_text(sheet.cell(row, index), without_long_numbers(text))
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    if target is not None:
        cell = sheet.cell(row, 2)
        if not address:
            cell = sheet.cell(row, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
        cell.font = Font(color="0563C1", underline="single")


def written(grids: Sequence[Grid]) -> Workbook:
    """A workbook of these sheets: values, merged cells, what is hidden. Texts stay
    texts, whatever they begin with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(title_of(grid.sheet))
        for number, cells in enumerate(grid.rows, 1):
            for index, value in enumerate(cells, 1):
                if value not in ("", None):
                    _write(sheet.cell(number, index), value)
        for top, left, bottom, right in grid.merged:
            if (top, left) != (bottom, right):
                sheet.merge_cells(
                    start_row=top + 1,
                    start_column=left + 1,
                    end_row=bottom + 1,
                    end_column=right + 1,
                )
        for row in grid.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for index in range(len(grid.rows[0]) if grid.rows else 0):
            column = sheet.column_dimensions[get_column_letter(index + 1)]
            column.width = _width(grid, index)
            column.hidden = index in grid.hidden_columns
    return book


def _width(grid: Grid, index: int) -> int:
    merged = {(top, left) for top, left, *_ in grid.merged}
    longest = max(
        (
            len(str(cells[index]))
            for row, cells in enumerate(grid.rows[:200])
            if (row, index) not in merged
        ),
        default=0,
    )
    return max(6, min(longest + 2, 40))


def _write(cell: Cell, value: Any) -> None:
    if isinstance(value, str):
        _write_text(cell, value).number_format = "@"
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        cell.value = int(value)
    elif isinstance(value, bool | int | float | date | time | timedelta):
        cell.value = value
        if isinstance(value, datetime) and value.time() == time():
            cell.number_format = "dd/mm/yyyy"
    else:
        _write_text(cell, str(value))


def _write_text(cell: Cell, text: str) -> Cell:
    """Text that is never a formula, not even after somebody has edited it."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_LONGEST_CELL]
    if text.startswith(_BEGINS_A_FORMULA):
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell
