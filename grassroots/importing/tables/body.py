"""The rows under a header told apart: data, sections, totals, notes, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grassroots.importing.cells.values import is_blank
from grassroots.importing.report import ROW, Problem, column_letter, shown
from grassroots.importing.tables import (
    downward,
    numbering,
    sections,
    totals,
)
from grassroots.importing.tables.sections import Path, Section
from grassroots.importing.tables.sorting import Sorter
from grassroots.importing.tables.table import Table
from grassroots.importing.tables.totals import Mark
from grassroots.importing.understanding.layout import Layout


@dataclass(frozen=True)
class Body:
    """The data rows of a table, in order, with their row numbers on the sheet.

    sections: for each row the units that the section rows above it name, the highest
    first; None where none does. set_aside: rows that cannot be anybody's (row number,
    cells), their codes in `codes`. untyped: sections whose level nothing tells.
    """

    rows: list[Sequence[Any]]
    numbers: np.ndarray
    sections: list[Path | None]
    set_aside: list[tuple[int, Sequence[Any]]]
    problems: list[Problem]
    codes: Mapping[int, str] = field(default_factory=dict)
    untyped: tuple[tuple[int, Section], ...] = ()


def read_body(table: Table, layout: Layout) -> Body:
    """Sorts the rows under the header; a total or a remark is no row of the roster."""
    told = Sorter(table, layout)
    told.sort()
    typed = _with_levels(told.found)
    positions = np.flatnonzero(told.data)
    last = int(positions.max(initial=-1))
    first_row, sheet = table.first_row, table.grid.sheet
    paths, marks, untyped = _paths(typed, len(told.rows))
    problems = [problem for position, problem in told.remarks if position < last]
    aside = {
        position: code
        for position, code in sorted(told.aside.items())
        if position < last or code != "no_name" or told.is_of_the_table(position)
    }
    for position, code in aside.items():
        index = told.identity[0]
        cell = told.rows[position][index]
        problems.append(
            Problem(
                code,
                ROW,
                sheet,
                position + first_row,
                column_letter(index),
                None if is_blank(cell) else shown(cell),
                field=layout.columns[0].field,
            )
        )
    taken = np.union1d(positions, np.array(sorted(aside), np.int64))
    marks = totals.marks_in_order([*told.marks, *marks])
    if len(taken):
        problems += totals.differences(
            table, layout, told.rows, taken.astype(np.int64), marks, len(aside)
        )
    if told.number is not None and told.of_persons:
        seen = np.union1d(taken, np.array(sorted(told.empty_numbered), np.int64))
        problems += numbering.jumps(
            table, told.rows, told.number, seen.astype(np.int64)
        )
    rows: list[Sequence[Any]] = [told.rows[position] for position in positions]
    numbers = positions.astype(np.int64) + first_row
    rows, filled_down = downward.filled(table, layout, rows, numbers)
    return Body(
        rows,
        numbers,
        _of_rows(paths, positions),
        [(position + first_row, told.rows[position]) for position in aside],
        problems + filled_down,
        {position + first_row: code for position, code in aside.items()},
        tuple((position + first_row, section) for position, section in untyped),
    )


def _with_levels(found: list[tuple[int, Section]]) -> list[tuple[int, Section]]:
    """Sections without a word for their level, read as those numbered the same way."""
    levels = sections.levels_by_style([section for _, section in found])
    return [
        (position, sections.with_level(section, levels.get(section.style)))
        for position, section in found
    ]


def _paths(
    found: list[tuple[int, Section]], rows: int
) -> tuple[list[tuple[int, int, Path]], list[Mark], list[tuple[int, Section]]]:
    """From which position to which each path of sections holds; the sections' own
    counts; those whose level nobody knows."""
    path: Path = ()
    spans: list[tuple[int, int, Path]] = []
    marks: list[Mark] = []
    untyped: list[tuple[int, Section]] = []
    start = 0
    for position, section in found:
        spans.append((start, position, path))
        start = position
        if section.group:
            path = ()
        elif section.name is not None:
            path = sections.below(path, section.name)
        else:
            untyped.append((position, section))
            path = (sections.unknown(section),)
        count = section.count if section.of_people else None
        depth = 0 if section.group else len(path)
        marks.append(Mark(position, (section.text,), section.text, depth, count))
    spans.append((start, rows, path))
    return spans, marks, untyped


def _of_rows(
    paths: list[tuple[int, int, Path]], positions: np.ndarray
) -> list[Path | None]:
    """The path of each data row; one and the same object for one stretch."""
    told: list[Path | None] = []
    for start, end, path in paths:
        first, last = np.searchsorted(positions, (start, end))
        told += [path or None] * int(last - first)
    return told
