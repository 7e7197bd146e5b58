"""Runs the statements in `queries/`: one file, one statement, values bound by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:  # slow to load, and most callers do without
    import pandas as pd

QUERIES = Path(__file__).resolve().parent.parent / "queries"


@cache
def sql(name: str) -> str:
    """The text of `queries/<name>.sql`. FileNotFoundError when there is none."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def names(folder: str) -> list[str]:
    """The statements of a folder of `queries/`, sorted: `["schema/0001_units", …]`."""
    return [
        f"{folder}/{path.stem}" for path in sorted((QUERIES / folder).glob("*.sql"))
    ]


@cache
def parameters(name: str) -> frozenset[str]:
    """The names of the values that a statement takes."""
    (statement,) = duckdb.extract_statements(sql(name))
    return frozenset(statement.named_parameters)


def run(
    connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any
) -> duckdb.DuckDBPyConnection:
    """Runs one statement and returns the connection, ready to be fetched from.

    Values that the statement does not name are left out, so that callers can hand
    the same set (year, base, filters) to every statement. A parameter without a
    value raises duckdb.Error: a programming error.
    """
    bound = {key: values[key] for key in parameters(name) if key in values}
    return connection.execute(sql(name), bound or None)


def rows(
    connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any
) -> list[dict[str, Any]]:
    """The result of a statement as one dict a row; empty list for no rows."""
    result = run(connection, name, **values)
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def value(connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> Any:
    """The first column of the first row, None when there is no row."""
    row = run(connection, name, **values).fetchone()
    return None if row is None else row[0]


def frame(
    connection: duckdb.DuckDBPyConnection, name: str, /, **values: Any
) -> pd.DataFrame:
    """The result of a statement as a pandas frame, for a chart or a file."""
    return run(connection, name, **values).df()


def insert(
    connection: duckdb.DuckDBPyConnection, name: str, staged: Any, /, **values: Any
) -> None:
    """Runs a statement that reads the Arrow table or frame `staged` as `staged`."""
    connection.register("staged", staged)
    try:
        run(connection, name, **values)
    finally:
        connection.unregister("staged")


def read(
    connection: duckdb.DuckDBPyConnection, name: str, staged: Any, /, **values: Any
) -> list[dict[str, Any]]:
    """As `rows`, of a statement that reads the Arrow table or frame `staged`."""
    connection.register("staged", staged)
    try:
        return rows(connection, name, **values)
    finally:
        connection.unregister("staged")


def describe(name: str) -> Mapping[str, str]:
    """The `-- key: value` lines at the head of a statement, e.g. an indicator's; a line
    that is indented further goes on with the value above it."""
    described: dict[str, str] = {}
    last = ""
    for line in sql(name).splitlines():
        if not line.startswith("--"):
            break
        if line.startswith("--  ") and last:
            described[last] += f" {line.removeprefix('--').strip()}"
            continue
        key, separator, rest = line.removeprefix("--").partition(":")
        last = key.strip() if separator and key.strip().isidentifier() else ""
        if last:
            described[last] = rest.strip()
    return described
