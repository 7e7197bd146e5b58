"""The rows that a form begins with, written so that they are read back the same."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from grassroots.prefilled import Filled
from grassroots.rosters import RosterField, RosterKind, shown_word

_FORMULA = ("=", "+", "-", "@")
_TEXT = "@"


def write_rows(
    sheet: Worksheet,
    table: RosterKind,
    filled: Filled,
    first: int,
    language: str,
    tick: str,
) -> None:
    """Writes the rows from row `first` on, each in the manner of that row; tick: the
    word of a single tick column."""
    for row, values in enumerate(filled.rows, first):
        for column, field in enumerate(table.fields, 1):
            cell = sheet.cell(row, column)
            if row > first:
                cell._style = copy(sheet.cell(first, column)._style)
            if field.type == "number":
                cell.value = row - first + 1
            elif (value := values.get(field.id)) is not None:
                put(cell, _shown(field, value, language, tick))


def _shown(field: RosterField, value: Any, language: str, tick: str) -> Any:
    """A value as the form's own lists have it; None for an unticked one and for no
    posts."""
    if field.type == "tick":
        return tick if value else None
    if isinstance(value, bool):
        return shown_word("yes_no", "yes" if value else "no", language)
    if isinstance(value, list):
        words = [shown_word(str(field.choices), one, language) for one in value]
        return "; ".join(words) or None
    if field.choices is not None:
        return shown_word(field.choices, value, language)
    return value


def put(cell: Any, value: Any) -> None:
    """Writes a value. Text stays text, whatever it begins with: a name that came from a
    file must not become a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = _TEXT
        cell.quotePrefix = value.startswith(_FORMULA)
