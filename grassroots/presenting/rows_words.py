"""What stands in a cell of a roster, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from grassroots import texts
from grassroots.rosters import RosterField, roster_kinds, vocabulary
from grassroots.rows import Row, Value

# Where a person writes freely: an empty cell says no more than that it is empty.
_WRITTEN = ("text", "code", "date", "name")


def value_word(language: str, row: Row, field: str) -> str:
    """What a field says, in words: "chưa rõ" where the cell is empty, what was written
    where it was set aside, "không có cột" where the table does not tell of it."""
    kind = roster_kinds()[row.table.kind]
    if field not in {one.id for one in kind.fields}:
        return ""
    held: Mapping[str, Value] = {**row.values, **row.person}
    value = held.get(field)
    if value is not None:
        return _worded(language, kind.field(field), value, held)
    for problem in row.problems:
        if problem.field == field and problem.value:
            return texts.text(language, "rows.cell.set_aside", value=problem.value)
    if field not in row.table.fields:
        return texts.text(language, "rows.cell.no_column")
    written = kind.field(field).type in _WRITTEN
    return texts.text(language, f"rows.cell.{'empty' if written else 'blank'}")


def _worded(
    language: str, field: RosterField, value: Value, held: Mapping[str, Value]
) -> str:
    if isinstance(value, bool):
        return texts.text(language, "common.yes" if value else "common.no")
    if isinstance(value, date):
        precision = held.get(f"{field.id}_precision")
        if precision == "year":
            return str(value.year)
        if precision == "month":
            return f"{value.month:02}/{value.year}"
        return texts.day(language, value)
    if isinstance(value, list):
        words = [_choice(language, field, one) for one in value]
        return texts.listed(language, words) or texts.text(language, "rows.cell.none")
    if isinstance(value, int):
        return texts.number(language, value)
    return _choice(language, field, str(value))


def _choice(language: str, field: RosterField, value: str) -> str:
    words = vocabulary(field.choices).get(value) if field.choices else None
    return words[0 if language == "vi" else -1] if words else value
