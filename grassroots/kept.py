"""What the cube keeps in the file, so that asking again costs next to nothing: the
standard counts of every indicator at the leaves, where units stand today, and the
figures from the commune up, as it was and as it is now, of all that `variants.KEPT`
names. They are worked out once after the facts have changed; until then nothing kept is
read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import query, store
from grassroots.variants import KEPT

_SETTING = "kept"
_UNIT = 1  # the place of the unit in a row
_FOLDERS = ("indicators", "cube", "views")


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether what is kept was worked out from the facts as they are now, by the
    statements as they are now."""
    return store.setting(connection, _SETTING) == _state(connection)


def mark_current(connection: duckdb.DuckDBPyConnection) -> None:
    """Says so, at the end of the transaction that wrote it."""
    query.run(
        connection, "store/set_setting", name=_SETTING, setting=_state(connection)
    )


def units(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The units whose figures are kept: communes and what stands above them."""
    return [row["unit_id"] for row in query.rows(connection, "cube/units_to_keep")]


def keep_leaves(
    connection: duckdb.DuckDBPyConnection, leaves: Iterable[tuple[str, pa.Table]]
) -> None:
    """Replaces the counts kept; leaves: an indicator and its rows, each in turn."""
    query.run(connection, "cube/clear_leaf_counts")
    for indicator, rows in leaves:
        query.insert(connection, "cube/keep_leaf_counts", rows, indicator=indicator)


def clear_figures(connection: duckdb.DuckDBPyConnection) -> None:
    """Empties the figures kept."""
    query.run(connection, "cube/clear_kept_figures")


def keep_figures(
    connection: duckdb.DuckDBPyConnection,
    figures: pa.Table,
    boundaries: str,
    population: str,
) -> None:
    """Adds figures to those kept. Their indicator is followed by how it was asked for
    (`variants.name`); population: of which units they are (`Population.id`)."""
    query.insert(
        connection,
        "cube/keep_figures",
        figures,
        boundaries=boundaries,
        population=population,
    )


def keep_carried(connection: duckdb.DuckDBPyConnection, rows: pa.Table) -> None:
    """Replaces what is kept of where units stand today (see `carrying`)."""
    query.run(connection, "cube/clear_kept_carried")
    query.insert(connection, "cube/keep_carried", rows)


def carried(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Where units stand today, as it is kept."""
    return query.run(connection, "cube/kept_carried").to_arrow_table()


def leaves(
    connection: duckdb.DuckDBPyConnection,
    indicators: Sequence[str],
    units: Sequence[int] | None,
) -> pa.Table:
    """The counts kept of some indicators, of all units or of those under certain ones;
    columns as the statements of indicators give them, `indicator` first."""
    return query.run(
        connection,
        "cube/kept_leaves",
        indicators=list(indicators),
        units=None if units is None else list(units),
    ).to_arrow_table()


def figures(
    connection: duckdb.DuckDBPyConnection,
    variants: Mapping[str, str],
    units: Sequence[int],
    year: int | None,
    boundaries: str,
) -> list[tuple[Any, ...]]:
    """The figures kept, one row an indicator, unit, year and group, in the order of the
    indicators; variants: indicator → how it is asked for (`Variant.id`). Empty where
    one of the units is none whose figures are kept."""
    rows = query.run(
        connection,
        "cube/kept_figures",
        indicators=list(variants),
        variants=list(variants.values()),
        units=list(units),
        year=year,
        boundaries=boundaries,
    ).fetchall()
    return rows if {row[_UNIT] for row in rows} == set(units) else []


def _state(connection: duckdb.DuckDBPyConnection) -> str:
    return f"{store.revision(connection)} {_print_of_statements()}"


@cache
def _print_of_statements() -> str:
    """Changes when an update changes what the statements count or what is kept."""
    texts = [query.sql(name) for folder in _FOLDERS for name in query.names(folder)]
    kept = [f"{name} {one.id}" for name, of in KEPT.items() for one in of]
    return hashlib.sha256("".join([*texts, *kept]).encode()).hexdigest()
