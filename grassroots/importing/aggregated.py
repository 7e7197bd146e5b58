"""Rows of counts → one row for each unit, indicator and year.

A table has the indicator in a column, by its id or title, or is wide: a group heading
for each indicator, over its numerator and denominator.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa

from grassroots import texts
from grassroots.importing.cells import values
from grassroots.importing.cells.reading import Values, read_values
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout, Mapped
from grassroots.words import key

_COUNTS = ("numerator", "denominator")
INDICATOR, NUMBERS = "unknown_indicator", "no_numbers"


@cache
def _names() -> dict[str, str]:
    """Every way to name an indicator: its id, and its titles in every language."""
    names: dict[str, str] = {}
    for language in texts.LANGUAGES:
        for name, title in texts.texts(language).items():
            parts = name.split(".")
            if parts[0] == "indicators" and parts[2:] in (["title"], ["short"]):
                names.setdefault(key(str(title)), parts[1])
                names[key(parts[1])] = parts[1]
    return names


def indicator_named(text: str) -> str | None:
    """The id of the indicator of this id or title, None where there is none."""
    return _names().get(key(text))


def with_wide_columns(table: Table, layout: Layout) -> Layout:
    """The layout with the columns under an indicator's heading told apart."""
    columns: list[Mapped] = []
    levels = {column.index: column.levels for column in table.columns}
    for column in [*layout.columns]:
        named = indicator_named(" ".join(levels[column.index][:-1]))
        wide = named is not None and column.field in _COUNTS
        columns.append(replace(column, option=named) if wide else column)
    return replace(layout, columns=tuple(columns))


def read_rows(
    table: Table, layout: Layout, body: Body, day: date
) -> tuple[Body, Values, dict[int, str]]:
    """The rows, their values, and the rows that cannot be used, with the reason.

    A row without a year is of the roster's own. A wide row becomes one row for each
    indicator that it has a number of.
    """
    single = replace(
        layout,
        columns=tuple(column for column in layout.columns if not column.option),
    )
    read = read_values(table, single, body, day)
    wide = [column for column in layout.columns if column.option]
    if wide:
        body, read = _unfolded(table, layout, body, read, wide, day)
    named = [
        None if written is None else indicator_named(written)
        for written in read.of("indicator", pa.string()).to_pylist()
    ]
    years = read.of("year", pa.int32()).to_pylist()
    has_years = "year" in read.fields
    years = [year if year or has_years else day.year for year in years]
    read.arrays["indicator"] = pa.array(named, pa.string())
    read.arrays["year"] = pa.array(years, pa.int32())
    numerators = read.of("numerator", pa.int32()).to_pylist()
    faults = {
        row: INDICATOR if name is None else NUMBERS
        for row, (name, year, count) in enumerate(
            zip(named, years, numerators, strict=True)
        )
        if name is None or year is None or count is None
    }
    read.fields |= {"indicator", "year", "numerator"}
    return body, read, faults


def _unfolded(
    table: Table,
    layout: Layout,
    body: Body,
    read: Values,
    wide: list[Mapped],
    day: date,
) -> tuple[Body, Values]:
    by_indicator: dict[str, list[Mapped]] = {}
    for column in wide:
        by_indicator.setdefault(str(column.option), []).append(column)
    positions: list[np.ndarray] = []
    indicators: list[str] = []
    counts: dict[str, list[pa.Array]] = {name: [] for name in _COUNTS}
    problems = list(read.problems)
    for indicator, columns in by_indicator.items():
        alone = replace(
            layout, columns=tuple(replace(column, option=None) for column in columns)
        )
        part = read_values(table, alone, body, day)
        problems += part.problems
        filled = np.zeros(len(body.rows), bool)
        for column in columns:
            filled |= ~values.cells_of(body.rows, column.index).empty
        rows = np.flatnonzero(filled)
        positions.append(rows)
        indicators += [indicator] * len(rows)
        for name in _COUNTS:
            counts[name].append(part.of(name, pa.int32()).take(pa.array(rows)))
    order = np.concatenate(positions)
    unfolded = Values(len(order), fields=set(read.fields) | set(_COUNTS))
    unfolded.problems = problems
    for name, array in read.arrays.items():
        unfolded.arrays[name] = array.take(pa.array(order))
    unfolded.arrays["indicator"] = pa.array(indicators, pa.string())
    for name in _COUNTS:
        unfolded.arrays[name] = pa.concat_arrays(counts[name])
    return (
        replace(
            body,
            rows=[body.rows[row] for row in order],
            numbers=body.numbers[order],
            sections=[body.sections[row] for row in order],
        ),
        unfolded,
    )
