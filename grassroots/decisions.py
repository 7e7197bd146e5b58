"""What persons decided of columns, remembered for tables with the same headings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import duckdb

from grassroots import query
from grassroots.words import key

Remembered = Mapping[str, Mapping[str, str]]


def layout_of(headings: Iterable[str]) -> str:
    """One word for a table's headings, whatever their order, case and spaces."""
    together = "\n".join(sorted({key(heading) for heading in headings}))
    return hashlib.sha256(together.encode()).hexdigest()[:16]


def all_of(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every decision remembered, the newest first; keys as in the statement."""
    return query.rows(connection, "store/column_decisions")


def remembered(connection: duckdb.DuckDBPyConnection) -> Remembered:
    """Layout → heading → field, or `ignore`."""
    found: dict[str, dict[str, str]] = {}
    for row in all_of(connection):
        found.setdefault(row["layout"], {})[row["heading"]] = row["field"]
    return found


def remember(
    connection: duckdb.DuckDBPyConnection,
    layout: str,
    kind: str,
    file: str,
    decided: Mapping[str, str],
) -> None:
    """Keeps what was decided of headings, in the transaction that loads the file."""
    for heading, field in decided.items():
        query.run(
            connection,
            "store/remember_column",
            layout=layout,
            heading=heading,
            field=field,
            kind=kind,
            file=file,
            decided_at=datetime.now(),
        )


def forget(
    connection: duckdb.DuckDBPyConnection, layout: str, heading: str | None = None
) -> int:
    """Forgets a layout's decisions, or the one of a heading; how many there were."""
    return len(
        query.rows(connection, "store/forget_columns", layout=layout, heading=heading)
    )
