"""The rows behind a figure: the last step down, with file, sheet and row.

`behind` says which rows of rosters a figure is made of; here stand their cells, the
headings they came from, and what was set aside in them. Where an aggregate tells the
figure, its row stands in their place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import query
from grassroots.behind import Behind, Key, Paths
from grassroots.importing.report import Problem
from grassroots.units import Unit

# What tells who somebody is, or what the law calls sensitive: shown on request only.
COVERED = ("name", "birth_date", "card_number", "ethnicity", "religion")
PERSONS = ("members", "admissions", "officers", "leaders")
_KEYS = frozenset(("outcome", "table_id", "row_number", "unit_id"))
_PRECISION = "_precision"

Value = str | int | bool | date | list[str] | None


@dataclass(frozen=True)
class Table:
    """Where rows stand. headings: by field, the heading(s) of the columns that hold it.
    fields: those that the table tells of; what is not in it was not reported."""

    table_id: int
    kind: str
    file: str
    sheet: str
    as_of: date
    batch: int
    imported_at: datetime
    headings: Mapping[str, tuple[str, ...]]
    fields: frozenset[str]


@dataclass(frozen=True)
class Row:
    """One row of a roster and what it counts for (`behind.OUTCOMES`).

    path: from the province down to the unit that the row names. values: by field, with
    None where the cell is empty; dates have a `…_precision` (day, month, year) beside
    them. person: the values of COVERED, empty where they were not asked for. problems:
    what was set aside or noted in it; hidden: how many more there are, about a person.
    """

    outcome: str
    table: Table
    number: int
    path: tuple[Unit, ...]
    values: Mapping[str, Value]
    person: Mapping[str, Value]
    problems: tuple[Problem, ...]
    hidden: int


@dataclass(frozen=True)
class Told:
    """A count that an aggregate tells, with its row in the file."""

    table: Table
    number: int
    path: tuple[Unit, ...]
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True)
class Rows:
    """What a figure is made of (`behind`), and some or all of its rows, in the order of
    the files; told: the aggregates in it."""

    behind: Behind
    rows: tuple[Row, ...]
    told: tuple[Told, ...]


def rows_of(
    connection: duckdb.DuckDBPyConnection,
    figure: Behind,
    *,
    outcome: str | None = None,
    most: int | None = None,
    uncovered: bool = False,
) -> Rows:
    """The rows of a figure with their cells.

    outcome: rows of this outcome only; None: all. most: so many rows at most (None:
    all). uncovered: with the values of COVERED, which are left out otherwise.
    """
    wanted = {
        key: said for key, said in figure.outcomes.items() if outcome in (None, said)
    }
    paths = Paths(connection)
    told = _tables(connection, {one.table_id for one in figure.aggregates})
    return Rows(
        behind=figure,
        rows=_rows(connection, wanted, most, uncovered, paths),
        told=tuple(
            Told(
                told[one.table_id],
                one.row_number,
                paths.of(figure.year, one.unit_id),
                one.numerator,
                one.denominator,
            )
            for one in figure.aggregates
        ),
    )


def is_covered(kind: str, field: str) -> bool:
    """Whether a field of a kind of roster tells who somebody is: what an organisation
    or a hamlet is called is nobody's name."""
    return kind in PERSONS and field.removesuffix(_PRECISION) in COVERED


def _rows(
    connection: duckdb.DuckDBPyConnection,
    outcomes: Mapping[Key, str],
    most: int | None,
    uncovered: bool,
    paths: Paths,
) -> tuple[Row, ...]:
    tables = _tables(connection, {table for table, _ in outcomes})
    by_kind: dict[str, list[Key]] = {}
    for key in outcomes:
        by_kind.setdefault(tables[key[0]].kind, []).append(key)
    cells: list[dict[str, Any]] = []
    for kind, keys in by_kind.items():
        said = [outcomes[key] for key in keys]
        staged = _staged(keys).append_column("outcome", pa.array(said, pa.string()))
        cells += query.read(connection, f"rows/{kind}", staged, most=most)
    cells.sort(key=lambda cell: (cell["table_id"], cell["row_number"]))
    cells = cells[:most]
    problems = _problems(connection, cells)
    return tuple(
        _row(cell, tables[cell["table_id"]], problems, uncovered, paths)
        for cell in cells
    )


def _staged(keys: Sequence[Key]) -> pa.Table:
    return pa.table(
        {
            "table_id": pa.array([table for table, _ in keys], pa.int32()),
            "row_number": pa.array([row for _, row in keys], pa.int32()),
        }
    )


def _row(
    cell: Mapping[str, Any],
    table: Table,
    problems: Mapping[Key, list[Problem]],
    uncovered: bool,
    paths: Paths,
) -> Row:
    values = {name: value for name, value in cell.items() if name not in _KEYS}
    person = {
        name: value for name, value in values.items() if is_covered(table.kind, name)
    }
    found = problems.get((table.table_id, cell["row_number"]), [])
    telling = [
        one
        for one in found
        if uncovered or (one.field and not is_covered(table.kind, one.field))
    ]
    return Row(
        outcome=cell["outcome"],
        table=table,
        number=cell["row_number"],
        path=paths.of(table.as_of.year, cell["unit_id"]),
        values={name: values[name] for name in values if name not in person},
        person=person if uncovered else {},
        problems=tuple(telling),
        hidden=len(found) - len(telling),
    )


def _tables(
    connection: duckdb.DuckDBPyConnection, table_ids: Iterable[int]
) -> dict[int, Table]:
    found = query.rows(connection, "rows/tables", tables=sorted(table_ids))
    return {
        row["table_id"]: Table(
            table_id=row["table_id"],
            kind=row["kind"],
            file=row["file"],
            sheet=row["sheet"],
            as_of=row["as_of"],
            batch=row["batch_id"],
            imported_at=row["imported_at"],
            headings=_headings(json.loads(row["columns"])),
            fields=frozenset(row["fields"]),
        )
        for row in found
    }


def _headings(columns: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for heading, field in columns.items():
        found[field] = (*found.get(field, ()), heading)
    return found


def _problems(
    connection: duckdb.DuckDBPyConnection, cells: Sequence[Mapping[str, Any]]
) -> dict[Key, list[Problem]]:
    """What was wrong in the rows, by table and row number."""
    staged = _staged([(cell["table_id"], cell["row_number"]) for cell in cells])
    found: dict[Key, list[Problem]] = {}
    for row in query.read(connection, "rows/problems", staged):
        problem = Problem(
            code=row["code"],
            effect=row["effect"],
            sheet=row["sheet"],
            row=row["row_number"],
            column=row["column_letter"],
            value=row["value"],
            field=row["field"],
            details=json.loads(row["details"] or "{}"),
        )
        found.setdefault((row["table_id"], row["row_number"]), []).append(problem)
    return found
