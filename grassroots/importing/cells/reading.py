"""A table's columns → typed values of the kind's fields, and what is wrong in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa

from grassroots.importing.cells import checking, posts, values
from grassroots.importing.cells.values import Cells, Column, Read
from grassroots.importing.report import (
    NOTE,
    VALUE,
    Problem,
    column_letter,
    shown,
)
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout, Mapped
from grassroots.rosters import RosterField, roster_kinds
from grassroots.words import key, tidy

# Stands for a cell in which several people are named.
_SEVERAL = "\n"
# Columns of the form, or of the place of a row, that feed no column of the database.
_NO_VALUES = {"unit", "number", "note"}
_NAMES_UNITS = {"units", "successions"}
# Where only this one of two columns exists it serves both (DESIGN, conventions).
_TRAINING = {"trained", "trained_new_knowledge"}


@dataclass
class Values:
    """The typed columns of a table: one Arrow array a database column.

    by_year: ratings of years other than the roster's own. fields: what the table
    reports, also where every cell is empty.
    """

    rows: int
    arrays: dict[str, pa.Array] = field(default_factory=dict)
    by_year: dict[int, dict[str, pa.Array]] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    exchanged: Mapping[str, str] = field(default_factory=dict)

    def of(self, column: str, kind: pa.DataType) -> pa.Array:
        """A column, all null where the table does not have it."""
        return self.arrays.get(column, pa.nulls(self.rows, kind))


def read_values(
    table: Table,
    layout: Layout,
    body: Body,
    as_of: date,
    exchanged: Mapping[str, str] = MappingProxyType({}),
) -> Values:
    """Reads every column of the layout; a bad value is set aside, its row stays.

    exchanged: for a heading, what a person said of its dates (dating.SWAP, AS_WRITTEN).
    """
    read = Values(len(body.rows), exchanged=exchanged)
    for roster_field in roster_kinds()[layout.kind].fields:
        columns = layout.of(roster_field.id)
        names_a_unit = roster_field.type == "unit" and layout.kind in _NAMES_UNITS
        if not columns or (roster_field.type in _NO_VALUES and not names_a_unit):
            continue
        years = {column.year for column in columns if column.year}
        if roster_field.id.endswith("rating") and years:
            _rating_by_year(read, table, body, roster_field, columns, as_of)
            continue
        read.fields.add(roster_field.id)
        _one_field(read, table, body, roster_field, columns, as_of)
    one_of_two = _TRAINING & read.fields
    if len(one_of_two) == 1 and layout.kind == "officers":
        (only,) = one_of_two
        (other,) = _TRAINING - one_of_two
        read.arrays[other] = read.arrays[only]
        read.fields.add(other)
        read.problems.append(
            Problem("one_training_column", NOTE, table.grid.sheet, field=other)
        )
    read.problems += checking.contradictions(table, layout, body, read.arrays)
    if "name" in read.arrays:
        # Names are read once each: keeping them in key's own memory would only cost.
        read.arrays["name_key"] = _mapped_text(read.arrays["name"], key.__wrapped__)
    return read


def _rating_by_year(
    read: Values,
    table: Table,
    body: Body,
    roster_field: RosterField,
    columns: list[Mapped],
    as_of: date,
) -> None:
    for year in sorted({column.year or as_of.year for column in columns}):
        of_year = [column for column in columns if (column.year or as_of.year) == year]
        part = Values(read.rows)
        day = date(year, 12, 31) if year != as_of.year else as_of
        _one_field(part, table, body, roster_field, of_year, day)
        read.problems += part.problems
        if year == as_of.year:
            read.fields.add(roster_field.id)
            read.arrays.update(part.arrays)
        else:
            read.by_year.setdefault(year, {}).update(part.arrays)


def _one_field(
    read: Values,
    table: Table,
    body: Body,
    roster_field: RosterField,
    columns: list[Mapped],
    as_of: date,
) -> None:
    parts = {column.part for column in columns if column.part}
    options = [column for column in columns if column.option]
    plain = [column for column in columns if not column.option and not column.part]
    if plain:
        cells = values.cells_of(body.rows, plain[0].index)
        if roster_field.type == "date":
            said = read.exchanged.get(plain[0].heading)
            cells, doubts = checking.in_order(table, body, plain[0], cells, said)
            read.problems += doubts
        if roster_field.id == "card_number":
            read.problems += checking.short_numbers(table, body, plain[0], cells)
        if roster_field.id == "position" and roster_field.type == "choice":
            _position(read, table, body, plain[0], cells)
        else:
            column = values.read_column(cells, values.reader(roster_field, as_of))
            _faults(read, table, body, plain[0], cells, column, roster_field.id)
            _keep(read, roster_field, column)
    elif parts & {"first", "last"}:
        _joined_name(read, table, body, columns)
    elif parts & {"male", "female"}:
        _by_gender(read, table, body, roster_field, columns, as_of)
    elif parts:
        cells = _joined_date(body, columns)
        column = values.read_column(cells, values.reader(roster_field, as_of))
        _faults(read, table, body, columns[0], cells, column, roster_field.id)
        _keep(read, roster_field, column)
    if options:
        _ticked(read, table, body, roster_field, options)
    if roster_field.ticks and roster_field.id in read.arrays:
        filled = read.arrays[roster_field.id]
        empty = values.cells_of(body.rows, plain[0].index).empty if plain else None
        if empty is not None and roster_field.type in ("tick", "yes_no"):
            no = pa.array([False if blank else None for blank in empty], pa.bool_())
            read.arrays[roster_field.id] = _first(filled, no)


def _first(one: pa.Array, other: pa.Array) -> pa.Array:
    """Row by row the first of the two that is not null."""
    missing = np.asarray(one.is_null())
    rows = np.arange(len(one)) + np.where(missing, len(one), 0)
    return pa.concat_arrays([one, other.cast(one.type)]).take(pa.array(rows))


def _is_none(column: np.ndarray) -> np.ndarray:
    """For each row whether nothing has been said yet."""
    return np.fromiter((item is None for item in column), bool, len(column))


def _keep(read: Values, roster_field: RosterField, column: Column) -> None:
    if roster_field.type == "date":
        first, precision = values.days(column)
        read.arrays[roster_field.id] = first.array(pa.date32())
        read.arrays[f"{roster_field.id}_precision"] = precision.array(pa.string())
        return
    read.arrays[roster_field.id] = column.array(values.arrow_type(roster_field.type))


def _faults(
    read: Values,
    table: Table,
    body: Body,
    place: Mapped,
    cells: Cells,
    column: Column,
    field_id: str,
) -> None:
    for distinct, fault in column.faults.items():
        if fault == "bad_name":
            continue  # the whole row is set aside, and said, as one without a name
        for row in column.rows_with(distinct):
            read.problems.append(
                Problem(
                    fault,
                    VALUE,
                    table.grid.sheet,
                    int(body.numbers[row]),
                    column_letter(place.index),
                    shown(cells.distinct[distinct]),
                    field_id,
                    {"heading": place.heading},
                )
            )


def _mapped_text(array: pa.Array, change: Callable[[str], str]) -> pa.Array:
    coded = array.dictionary_encode()
    changed = [
        None if item is None else change(item) for item in coded.dictionary.to_pylist()
    ]
    return pa.array(changed, pa.string()).take(coded.indices)


def _position(
    read: Values, table: Table, body: Body, place: Mapped, cells: Cells
) -> None:
    """One cell may hold the post, its body, and posts held beside it."""

    def read_cell(cell: Any) -> Read:
        post = posts.read_post(tidy(shown(cell)))
        return Read(post, None if post.position else "unknown_word")

    column = values.read_column(cells, read_cell)
    _faults(read, table, body, place, cells, column, "position")
    held: list[posts.Post | None] = column.values
    for name, told in (
        ("position", [post.position if post else None for post in held]),
        ("body_of_position", [post.body if post else None for post in held]),
    ):
        told_column = Column(list(told), column.codes, {})
        read.arrays[name] = told_column.array(pa.string())
    beside = [list(post.beside) if post else [] for post in held]
    read.arrays["posts_of_position"] = Column(beside, column.codes, {}).array(
        values.ARROW["list"]
    )


def _joined_name(read: Values, table: Table, body: Body, columns: list[Mapped]) -> None:
    parts = {
        column.part: values.cells_of(body.rows, column.index) for column in columns
    }
    texts = [
        np.array([_part_of_name(cell) for cell in cells.distinct], object)[cells.codes]
        for part in ("first", "last")
        if (cells := parts.get(part)) is not None
    ]
    joined = [
        None if _SEVERAL in pieces else tidy(" ".join(pieces)) or None
        for pieces in zip(*texts, strict=True)
    ]
    read.arrays["name"] = pa.array(joined, pa.string())


def _part_of_name(cell: Any) -> str:
    """Family or given names; none where several people stand in the cell, a line each:
    their parts must not be joined to somebody who is none of them."""
    text = shown(cell)
    lines = [line for line in text.split("\n") if line.strip()]
    return _SEVERAL if len(lines) > 1 else tidy(text)


def _joined_date(body: Body, columns: list[Mapped]) -> Cells:
    """Day, month and year of three columns as one text a row; "" where none is set."""
    by_part = {column.part: column.index for column in columns}
    joined = np.empty(len(body.rows), object)
    for row, cells in enumerate(body.rows):
        pieces = [
            shown(cells[by_part[part]]).strip()
            for part in ("day", "month", "year")
            if part in by_part and not values.is_blank(cells[by_part[part]])
        ]
        joined[row] = "/".join(pieces)
    return values.cells_of([(text,) for text in joined], 0)


def _by_gender(
    read: Values,
    table: Table,
    body: Body,
    roster_field: RosterField,
    columns: list[Mapped],
    as_of: date,
) -> None:
    """A birth date in one of two columns, Nam or Nữ: the filled one tells which."""
    gender = np.full(len(body.rows), None, object)
    taken: pa.Array | None = None
    for column in columns:
        cells = values.cells_of(body.rows, column.index)
        typed = values.read_column(cells, values.reader(roster_field, as_of))
        _faults(read, table, body, column, cells, typed, roster_field.id)
        gender[~cells.empty & _is_none(gender)] = column.part
        kept = Values(read.rows)
        _keep(kept, roster_field, typed)
        for name, array in kept.arrays.items():
            known = read.arrays.get(name)
            read.arrays[name] = array if known is None else _first(known, array)
        taken = read.arrays[roster_field.id]
    if taken is not None and "gender" not in read.fields:
        read.arrays["gender"] = pa.array(list(gender), pa.string())
        read.fields.add("gender")


def _ticked(
    read: Values,
    table: Table,
    body: Body,
    roster_field: RosterField,
    options: list[Mapped],
) -> None:
    """A column to tick for each word: none ticked is unknown, two ticked a fault.

    One column alone (Nữ) says no where it is empty: the other word of two.
    """
    chosen = np.full(len(body.rows), None, object)
    clash = np.zeros(len(body.rows), bool)
    for option in options:
        cells = values.cells_of(body.rows, option.index)
        ticks = values.option_reader(roster_field, str(option.option))
        column = values.read_column(cells, ticks)
        _faults(read, table, body, option, cells, column, roster_field.id)
        said = np.array(column.values, object)[column.codes]
        ticked = ~_is_none(said)
        clash |= ticked & ~_is_none(chosen)
        chosen[ticked] = said[ticked]
    if len(options) == 1 and roster_field.id == "gender":
        other = {"female": "male", "male": "female"}[str(options[0].option)]
        chosen[_is_none(chosen)] = other
    chosen[clash] = None
    for row in np.flatnonzero(clash):
        read.problems.append(
            Problem(
                "two_ticks",
                VALUE,
                table.grid.sheet,
                int(body.numbers[row]),
                column_letter(options[0].index),
                field=roster_field.id,
                details={"heading": options[0].heading},
            )
        )
    array = pa.array(list(chosen), pa.string())
    known = read.arrays.get(roster_field.id)
    if known is not None:
        # "Chi bộ ghép" ticked beside "Có chi bộ" says more than it.
        joint = roster_field.id == "has_cell"
        array = _first(array, known) if joint else _first(known, array)
    read.arrays[roster_field.id] = array


def kept_cells(layout: Layout, cells: Any) -> str:
    """The cells of a row that is set aside, as JSON: only columns that were
    recognised, so that nothing left out on purpose is kept."""
    return json.dumps(
        {
            column.heading: shown(cells[column.index])
            for column in layout.columns
            if not values.is_blank(cells[column.index])
        },
        ensure_ascii=False,
    )
