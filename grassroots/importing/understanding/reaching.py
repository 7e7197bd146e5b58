"""How a table's kind, date, unit and columns were found out, for its report."""

from __future__ import annotations

from typing import Any

from grassroots.importing.report import Answers
from grassroots.importing.tables import asof, context
from grassroots.importing.tables.kinds import kind_words
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout

GIVEN, TITLE, SHEET, FILE = "given", "title", "sheet", "file"
HEADINGS, ROWS = "headings", "rows"


def reached(
    table: Table, layout: Layout, found: asof.AsOf, file: str, answers: Answers
) -> dict[str, Any]:
    """Where each decision on a table comes from: its report's `how`."""
    return {
        "kind": _kind(table, layout.kind, file, answers),
        "as_of": found.place,
        "unit": _unit(table, file, answers),
        "columns": {column.heading: column.how for column in layout.columns},
    }


def _kind(table: Table, kind: str, file: str, answers: Answers) -> str:
    sheet = table.grid.sheet
    if answers.kinds.get(sheet, answers.kind):
        return GIVEN
    stem = file.rsplit(".", 1)[0].replace("_", " ")
    places = ((TITLE, table.title), (SHEET, (sheet,)), (FILE, (stem,)))
    for place, told in places:
        if any(kind_words(kind, text) for text in told):
            return place
    return HEADINGS


def _unit(table: Table, file: str, answers: Answers) -> str:
    if answers.unit:
        return GIVEN
    sheet = table.grid.sheet
    if context.units_named((), sheet, ""):
        return SHEET
    if context.units_named(table.title, "", ""):
        return TITLE
    return FILE if context.units_named((), "", file) else ROWS
