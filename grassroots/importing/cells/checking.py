"""What is odd in the cells of a table: dates exchanged or contradicting each other,
numbers that have lost a zero."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grassroots.importing.cells import dating
from grassroots.importing.cells.values import Cells
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    VALUE,
    Problem,
    column_letter,
    shown,
)
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout, Mapped

# Numbers differ in length by nature where fewer than this share have the same.
_USUAL = 0.8
_MOST_ZEROS = 4
# The numbers of party cards have 8 digits, or 12 since they follow the identity card.
_CARDS = (8, 12)
_MOST_LOST = 2
_SHOWN = 20


def in_order(
    table: Table, body: Body, place: Mapped, cells: Cells, said: str | None
) -> tuple[Cells, list[Problem]]:
    """The cells of a date column, day and month exchanged back where a person said so
    (`said`: dating.SWAP, AS_WRITTEN); a question where that may be needed and nobody
    has said anything."""
    if said == dating.SWAP:
        return dating.put_right(cells), []
    doubtful = [] if said else dating.exchanged(cells)
    if not doubtful:
        return cells, []
    first = next(at for at, cell in enumerate(cells.distinct) if cell in doubtful)
    question = Problem(
        "swapped_dates",
        QUESTION,
        table.grid.sheet,
        int(body.numbers[np.flatnonzero(cells.codes == first)[0]]),
        column_letter(place.index),
        place.heading,
        details={
            "heading": place.heading,
            "samples": ", ".join(f"{cell:%d/%m/%Y}" for cell in doubtful[:3]),
            "swapped": ", ".join(f"{cell:%m/%d/%Y}" for cell in doubtful[:3]),
        },
    )
    return cells, [question]


def short_numbers(
    table: Table, body: Body, place: Mapped, cells: Cells
) -> list[Problem]:
    """Points at numbers of digits alone that may have lost leading zeros: those shorter
    by up to four than nearly all others, or by up to two than cards have.

    Where there are many of them, the first few and one word on the column.
    """
    lengths = [
        len(text) if (text := shown(cell).strip()).isdigit() else 0
        for cell in cells.distinct
    ]
    known = [length for length in lengths if length]
    usual = _usual_length(known)
    short = [
        distinct
        for distinct, length in enumerate(lengths)
        if usual - _MOST_ZEROS <= length < usual and length
    ]

    def problem(row: int | None, value: str, code: str) -> Problem:
        details = {"heading": place.heading, "length": usual, "count": len(short)}
        letter = column_letter(place.index)
        sheet, field = table.grid.sheet, place.field
        return Problem(code, NOTE, sheet, row, letter, value, field, details)

    found = [
        problem(
            int(body.numbers[np.flatnonzero(cells.codes == distinct)[0]]),
            shown(cells.distinct[distinct]),
            "short_number",
        )
        for distinct in short[:_SHOWN]
    ]
    if len(short) > _SHOWN:
        found.append(problem(None, place.heading, "short_numbers"))
    return found


def _usual_length(known: list[int]) -> int:
    """How many digits the numbers of a column should have, 0 where nothing tells."""
    for whole in _CARDS:
        near = [length for length in known if whole - _MOST_LOST <= length <= whole]
        if len(near) > _USUAL * len(known):
            return whole
    usual = max(set(known), key=known.count, default=0)
    return usual if known.count(usual) >= _USUAL * len(known) else 0


def contradictions(
    table: Table, layout: Layout, body: Body, arrays: dict[str, pa.Array]
) -> list[Problem]:
    """Says which dates of one person contradict each other; in `arrays` they become
    unknown."""
    problems = []
    for found in list(dating.contradictions(arrays)):
        for name in found.fields:
            keep = pa.array(np.arange(len(arrays[name])) != found.row)
            null = pa.nulls(len(arrays[name]), arrays[name].type)
            arrays[name] = pc.if_else(keep, arrays[name], null)
        for name in found.fields or (found.field,):
            place = layout.of(name)[0]
            problems.append(
                Problem(
                    found.code,
                    NOTE if found.note else VALUE,
                    table.grid.sheet,
                    int(body.numbers[found.row]),
                    column_letter(place.index),
                    shown(body.rows[found.row][place.index]),
                    name,
                    {"heading": place.heading},
                )
            )
    return problems
