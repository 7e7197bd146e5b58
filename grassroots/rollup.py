"""The rows that indicators count at the leaves, summed up the tree by
`queries/cube/rollup.sql`: up each year's own, or up the present one, to which they are
carried first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import query
from grassroots.indicators import FOLDER, STANDARD, Choices, Indicator
from grassroots.units import PRESENT
from grassroots.variants import Population

# Kinds whose rows in force take long to work out: once for several indicators.
COSTLY = ("officers", "organisations")
_NO_UNITS = pa.table(
    {name: pa.array([], pa.int32()) for name in ("year", "unit_id", "predecessor_id")}
)


@dataclass(frozen=True)
class Asked:
    """An indicator under the name that its figures bear; by: in groups."""

    name: str
    indicator: Indicator
    by: str | None = None


@contextmanager
def ready(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Asked],
    staged: pa.Table,
    carried: pa.Table | None,
    of: Population,
    *,
    units: Sequence[int] | None,
    year: int | None = None,
) -> Iterator[None]:
    """While it lasts, `rolled` finds all that it sums, carried to the present tree
    where `carried` says where to. staged: the rows at the leaves."""
    now = carried is not None
    steps = [
        ("served", "cube/served"),
        ("leaves", "cube/leaves"),
        ("told", "cube/told"),
    ]
    if now:
        steps.insert(0, ("predecessors", "cube/predecessors"))
        steps += [("told", "cube/told_now"), ("leaves", "cube/carry")]
    steps.append(("parts_told", "cube/parts"))
    tables = {"wanted": _wanted(asked), "staged": staged, "predecessors": _NO_UNITS}
    if carried is not None:
        tables["carried"] = carried
    values: Mapping[str, Any] = {
        **of.values(),
        "units": None if units is None else list(units),
        "year": year,
        "present": PRESENT if now else None,
    }
    try:
        for name, table in tables.items():
            connection.register(name, table)
        for name, statement in steps:
            table = query.run(connection, statement, **values).to_arrow_table()
            tables[name] = table
            connection.register(name, table)
        yield
    finally:
        for name in tables:
            connection.unregister(name)


def rolled(
    connection: duckdb.DuckDBPyConnection, carried: pa.Table | None
) -> duckdb.DuckDBPyConnection:
    """The figures: columns as those of `cube.Cell`."""
    present = None if carried is None else PRESENT
    return query.run(connection, "cube/rollup", present=present)


def counted(
    connection: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    by: str | None = None,
    choices: Choices = STANDARD,
) -> pa.Table:
    """What an indicator counts at the leaves."""
    return query.run(
        connection,
        f"{FOLDER}/{indicator.id}",
        by=by,
        rating_base=choices.rating_base,
        admission_base=choices.admission_base,
        readmissions=choices.readmissions,
        joint_cells=choices.joint_cells,
    ).to_arrow_table()


def named(rows: pa.Table, name: str) -> pa.Table:
    """The rows with the name of what is asked for."""
    names = pa.DictionaryArray.from_arrays(
        pa.array([0] * rows.num_rows, pa.int8()), pa.array([name])
    )
    return rows.append_column("indicator", names.cast(pa.string()))


@contextmanager
def held(
    connection: duckdb.DuckDBPyConnection,
    asked: Iterable[Indicator],
    besides: Iterable[str] = (),
) -> Iterator[None]:
    """While it lasts, the rows of the costly kinds are worked out once for all.
    besides: kinds that stand so already."""
    several = list(asked)
    costly = [kind for kind in COSTLY if kind not in besides and _shared(kind, several)]
    try:
        for kind in costly:
            query.run(connection, f"cube/hold_{kind}")
        yield
    finally:
        for kind in costly:
            query.run(connection, f"cube/drop_{kind}")


def _shared(kind: str, asked: Sequence[Indicator]) -> bool:
    """Whether several of the indicators count the rows of a kind."""
    return sum(kind in indicator.rosters for indicator in asked) > 1


def _wanted(asked: Sequence[Asked]) -> pa.Table:
    """What each indicator needs to be reported, for the statements of the cube."""
    of = [one.indicator for one in asked]
    return pa.table(
        {
            "place": pa.array(range(len(asked)), pa.int32()),
            "indicator": [one.name for one in asked],
            "told_as": [one.id for one in of],
            "grouped": [one.by is not None for one in asked],
            "rosters": [list(one.rosters) for one in of],
            "fields": [list(one.fields) for one in of],
            "ratings": [one.base == "rating" for one in of],
            "counts": [one.unit == "count" for one in of],
            "hamlets_only": [one.reported_by == "hamlets" for one in of],
        }
    )
