"""A table, its rows typed, placed in the tree, rid of duplicates: ready to load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from grassroots.decisions import layout_of
from grassroots.importing import aggregated, duplicates
from grassroots.importing.cells import derived
from grassroots.importing.cells.reading import Values, kept_cells
from grassroots.importing.places import declared, naming, placing
from grassroots.importing.reading import Typed
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    ROW,
    Answers,
    Problem,
    TableReport,
    column_letter,
    shown,
)
from grassroots.importing.tables import context
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding import reaching
from grassroots.importing.understanding.layout import (
    MEANING,
    REMEMBERED,
    Layout,
    unmatched,
)
from grassroots.units import Tree

PERSONS = {"members", "admissions", "officers", "leaders"}


@dataclass(frozen=True)
class Dated:
    """The rows that a table gives for one date. ratings_only: a year that it rates."""

    as_of: date
    ratings_only: bool
    fields: frozenset[str]
    rows: pa.Table


@dataclass(frozen=True)
class Aside:
    """A row that is kept out of the tables, with its cells as JSON."""

    number: int
    code: str
    cells: str


@dataclass
class Placed:
    """A table ready to be written, and what is to be said about it. headings: its
    layout as `decisions` knows it; decided: what a person said of its columns."""

    part: int
    kind: str
    report: TableReport
    speaks_for: int
    scopes: list[tuple[int, bool]]
    dated: list[Dated]
    aside: list[Aside] = field(default_factory=list)
    successions: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    maybe_admissions: bool = False
    headings: str = ""
    decided: Mapping[str, str] = field(default_factory=dict)


def place_table(
    tree: Tree,
    part: int,
    table: Table,
    typed: Typed,
    file: str,
    answers: Answers,
) -> Placed:
    """Places and checks the rows of a table; new units are made in the tree.

    table: that of `typed`, with what was found out of its unit in its title.
    """
    found, layout, body = typed.found.day, typed.layout, typed.body
    read, names = typed.read, typed.names
    day = found.day
    sheet = table.grid.sheet
    problems = _notes(table, layout, found)
    problems += typed.found.body.problems
    named = context.units_named(table.title, sheet, file)
    asked: list[placing.Doubt] = []
    unit = placing.context_unit(tree, day, named, answers, asked)
    problems += read.problems
    if names is None:
        return _declared(
            tree, part, table, layout, body, read, problems, unit, day, file, answers
        )
    derived.complete(layout.kind, read)
    placer = placing.Placer(
        tree,
        day,
        unit,
        answers.units,
        asked,
        lists_organisations=layout.kind == "organisations",
    )
    unit_ids = naming.place_rows(placer, names, read, body, layout.kind)
    if layout.kind in PERSONS:
        placer.doubts += placer.doubts_among_made(unit_ids.tolist())
    problems += naming.questions_of(placer.doubts, layout, body, names, sheet)
    told = bool(named) or answers.unit is not None
    homeless = not told and tree.at(unit, day).level == "province"
    nowhere = homeless and not any(map(any, names.distinct)) and not any(body.sections)
    if nowhere and body.rows:
        problems.append(Problem("unit_missing", QUESTION, sheet))
    arrays: dict[str, pa.Array] = {
        "row_number": pa.array(body.numbers, pa.int32()),
        "unit_id": pa.array(unit_ids, pa.int32()),
        **read.arrays,
    }
    derived.of_units(layout.kind, arrays, read, tree, day)
    whole = pa.table(arrays)
    out = _rows_out(typed, whole, names, homeless and not nowhere, sheet)
    kept = whole.filter(pa.array(out.keep))
    fields = frozenset(read.fields)
    dated = [Dated(day, False, fields, kept)]
    dated += _other_years(layout, read, kept, out.keep, fields)
    # A wide row gives several, but is one row of the sheet.
    rows_read = len(np.unique(body.numbers)) + len(body.set_aside)
    rows_loaded = len(np.unique(kept["row_number"].to_numpy()))
    report = TableReport(
        sheet,
        layout.kind,
        tuple(sorted(one.as_of for one in dated)) if len(dated) > 1 else day,
        table.header_rows,
        rows_read,
        rows_loaded,
        rows_read - rows_loaded,
        {column.heading: column.field for column in layout.columns},
        tuple(column.heading for column in layout.ignored),
        reaching.reached(table, layout, found, file, answers),
        tree.at(unit, day).name,
    )
    aside = [
        Aside(number, body.codes.get(number, "no_name"), kept_cells(layout, row))
        for number, row in body.set_aside
    ]
    return Placed(
        part,
        layout.kind,
        report,
        unit,
        _scopes(tree, day, unit, kept),
        dated,
        aside + out.aside,
        problems=problems + out.problems,
        maybe_admissions=_all_of_this_year(kept, day),
        headings=layout_of(column.heading for column in table.columns),
        decided=layout.decided,
    )


def _notes(table: Table, layout: Layout, found: context.AsOf) -> list[Problem]:
    """What the clerk should know about the table as a whole."""
    sheet = table.grid.sheet
    notes = []
    if found.year_only:
        notes.append(
            Problem("as_of_from_year", NOTE, sheet, value=found.day.isoformat())
        )
    for index, reason in layout.left_out.items():
        heading = next(c.heading for c in layout.ignored if c.index == index)
        notes.append(
            Problem(
                "left_out",
                NOTE,
                sheet,
                table.header_rows[-1],
                column_letter(index),
                heading,
                details={"reason": reason},
            )
        )
    asked = {doubt.column.index for doubt in layout.doubts}
    notes += [
        Problem(
            "unknown_column",
            NOTE,
            sheet,
            table.header_rows[-1],
            column_letter(column.index),
            column.heading,
        )
        for column in unmatched(layout)
        if column.index not in asked
    ]
    notes += [
        Problem(
            doubt.code,
            QUESTION,
            sheet,
            table.header_rows[-1],
            column_letter(doubt.column.index),
            doubt.column.heading,
            details={
                "kind": layout.kind,
                "fields": list(doubt.fields),
                "samples": ", ".join(f"“{cell}”" for cell in doubt.samples),
            },
        )
        for doubt in layout.doubts
    ]
    notes += [
        Problem(
            f"column_{column.how}",
            NOTE,
            sheet,
            table.header_rows[-1],
            column_letter(column.index),
            column.heading,
            column.field,
            {"kind": layout.kind, "fields": [column.field]},
        )
        for column in layout.columns
        if column.how in (MEANING, REMEMBERED)
    ]
    return notes


@dataclass(frozen=True)
class _Out:
    keep: np.ndarray
    aside: list[Aside]
    problems: list[Problem]


def _rows_out(
    typed: Typed,
    table: pa.Table,
    names: naming.Named,
    homeless: bool,
    sheet: str,
) -> _Out:
    """Rows that cannot be anybody's, and repetitions of rows taken already."""
    layout, body = typed.layout, typed.body
    keep = np.ones(table.num_rows, bool)
    aside: list[Aside] = []
    problems: list[Problem] = []

    def set_aside(row: int, code: str, column: int, details: Mapping[str, Any]) -> None:
        keep[row] = False
        number = int(body.numbers[row])
        cells = body.rows[row]
        aside.append(Aside(number, code, kept_cells(layout, cells)))
        problems.append(
            Problem(
                code,
                ROW,
                sheet,
                number,
                column_letter(column),
                shown(cells[column]),
                details=details,
            )
        )

    first = layout.columns[0].index
    identity = layout.of("name")
    place = identity[0].index if identity else first
    if layout.kind in PERSONS and "name" in table.column_names:
        for nameless in np.flatnonzero(table.column("name").is_null().to_numpy()):
            set_aside(int(nameless), "no_name", place, {})
    for row, code in typed.faults.items():
        told_in = layout.of(
            "indicator" if code == aggregated.INDICATOR else "numerator"
        )
        set_aside(row, code, told_in[0].index if told_in else first, {})
    silent = np.array([not any(written) for written in names.distinct], bool)
    if homeless and len(silent):
        for homeless_row in np.flatnonzero(silent[names.codes] & keep):
            if body.sections[homeless_row] is None:
                set_aside(int(homeless_row), "no_unit", place, {})
    earlier = duplicates.first_of(layout.kind, table)
    for again in np.flatnonzero((earlier >= 0) & keep):
        kept = int(body.numbers[earlier[again]])
        set_aside(int(again), "duplicate", place, {"first_row": kept})
    return _Out(keep, aside, problems)


def _other_years(
    layout: Layout,
    read: Values,
    kept: pa.Table,
    keep: np.ndarray,
    fields: frozenset[str],
) -> list[Dated]:
    """The years that the table only rates: the same rows with that year's rating."""
    dated = []
    lasting = {"kind", "level", "armed_forces", "non_state"} & fields
    for year, arrays in sorted(read.by_year.items()):
        table = kept
        for name in table.column_names:
            if name.endswith("rating") or name == "not_rated_reason":
                table = table.drop_columns([name])
        for name, array in arrays.items():
            table = table.append_column(name, array.filter(pa.array(keep)))
        dated.append(
            Dated(date(year, 12, 31), True, frozenset(arrays) | lasting, table)
        )
    return dated


def _scopes(tree: Tree, day: date, unit: int, kept: pa.Table) -> list[tuple[int, bool]]:
    """The units that the table speaks for: the one of its title; of a table of the
    whole province those directly under it that have rows, and its own rows."""
    if tree.at(unit, day).level != "province":
        return [(unit, True)]
    tops: dict[int, bool] = {}
    for row_unit in pd.unique(kept["unit_id"].to_numpy()):
        above = list(tree.above(int(row_unit), day))
        top = above[-2] if len(above) > 1 else above[-1]
        tops[top] = top != unit
    return sorted(tops.items())


def _all_of_this_year(kept: pa.Table, day: date) -> bool:
    """Members, or those admitted in the year? Both only if all were admitted in it."""
    if "admitted_on" not in kept.column_names:
        return True
    years = pc.unique(pc.year(kept["admitted_on"]).drop_null()).to_pylist()
    return set(years) <= {day.year}


def _declared(
    tree: Tree,
    part: int,
    table: Table,
    layout: Layout,
    body: Body,
    read: Values,
    problems: list[Problem],
    unit: int,
    day: date,
    file: str,
    answers: Answers,
) -> Placed:
    """A units roster changes the tree itself; it has no rows of its own."""
    named: dict[str, Any] = {"unit": unit, "part": part, "day": day, "file": file}
    told = declared.declare(tree, table, layout, body, read, **named, answers=answers)
    if unit not in tree:
        unit = next(iter(tree.provinces()), unit)
    report = TableReport(
        table.grid.sheet,
        "units",
        day,
        table.header_rows,
        told.read,
        told.rows,
        told.read - told.rows,
        {column.heading: column.field for column in layout.columns},
        tuple(column.heading for column in layout.ignored),
    )
    aside = [
        Aside(number, code, kept_cells(layout, row)) for number, code, row in told.aside
    ]
    empty = pa.table({"unit_id": pa.array([], pa.int32())})
    return Placed(
        part,
        "units",
        report,
        unit,
        [],
        [Dated(day, False, frozenset(read.fields), empty)],
        aside,
        told.successions,
        told.said(problems),
    )
