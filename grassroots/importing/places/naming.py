"""The names in a table's unit columns, and the units that its rows are placed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from grassroots import unit_names
from grassroots.importing.cells import values
from grassroots.importing.cells.reading import Values
from grassroots.importing.places import placing
from grassroots.importing.report import QUESTION, Problem, column_letter, shown
from grassroots.importing.tables.body import Body
from grassroots.importing.understanding.layout import Layout


@dataclass(frozen=True)
class Named:
    """The names in the unit columns: each distinct set, and which row has it."""

    distinct: list[placing.Names]
    codes: np.ndarray

    def first_row(self, names: placing.Names) -> int | None:
        """The first row with these names, None where no row has them."""
        if names not in self.distinct:
            return None
        return int(np.flatnonzero(self.codes == self.distinct.index(names))[0])


def _combined(columns: list[np.ndarray], rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Codes of several columns as one code a row, and the first row of each code."""
    together = np.zeros(rows, np.int64)
    for codes in columns:
        size = int(codes.max(initial=0)) + 1
        together = _numbered((together * size + codes).tolist())
    _, first = np.unique(together, return_index=True)
    return together, first


def _numbered(items: Iterable[object]) -> np.ndarray:
    """The same number for the same item, in the order in which they come first."""
    items = list(items)
    numbers = {one: number for number, one in enumerate(dict.fromkeys(items))}
    return np.fromiter(map(numbers.__getitem__, items), np.int64, len(items))


def names_of(layout: Layout, body: Body) -> Named:
    """The names of each row, in the order of placing.COLUMNS."""
    rows = len(body.rows)
    texts: list[list[str | None]] = []
    columns: list[np.ndarray] = []
    for column in placing.COLUMNS:
        mapped = layout.of(column)
        if not mapped:
            texts.append([None])
            columns.append(np.zeros(rows, np.int64))
            continue
        cells = values.cells_of(body.rows, mapped[0].index)
        texts.append(
            [None if values.is_blank(cell) else shown(cell) for cell in cells.distinct]
        )
        columns.append(cells.codes)
    codes, first = _combined(columns, rows)
    distinct = [
        tuple(text[column[row]] for text, column in zip(texts, columns, strict=True))
        for row in first
    ]
    return Named(distinct, codes)


def place_rows(
    placer: placing.Placer, names: Named, read: Values, body: Body, kind: str
) -> np.ndarray:
    """The unit of every row; rows that say the same are placed once."""
    rows = len(body.rows)
    levels = np.full(rows, None, object)
    if kind == "organisations":
        levels[:] = read.of("level", pa.string()).to_pylist()
    # Rows of one stretch share one path, which is told apart without being looked into.
    codes, first = _combined(
        [
            names.codes,
            _numbered(levels),
            _numbered(map(id, body.sections)),
        ],
        rows,
    )
    placed = [
        placer.place(names.distinct[names.codes[row]], levels[row], body.sections[row])
        for row in first
    ]
    return np.array(placed, np.int32)[codes] if rows else np.zeros(0, np.int32)


def questions_of(
    doubts: list[placing.Doubt],
    layout: Layout,
    body: Body,
    names: Named,
    sheet: str,
) -> list[Problem]:
    questions = []
    for doubt in doubts:
        row = names.first_row(doubt.names)
        column = None
        if row is not None:
            for place, written in zip(placing.COLUMNS, doubt.names, strict=True):
                if written and _means(written, doubt.written):
                    column = layout.of(place)[0].index
        questions.append(
            Problem(
                doubt.code,
                QUESTION,
                sheet,
                int(body.numbers[row]) if row is not None else None,
                column_letter(column) if column is not None else None,
                doubt.written,
                "unit",
                {"options": [list(option) for option in doubt.options]},
            )
        )
    return questions


def _means(written: str, shown_name: str) -> bool:
    return unit_names.read(written).bare in unit_names.read(shown_name).bare
