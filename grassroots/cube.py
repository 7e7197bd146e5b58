"""The cube: every indicator's figures for any unit, year and group.

`queries/cube/rollup.sql` sums the rows of the indicators up the tree: up each year's
own (boundaries "then", as it was), or up the present one, to which they are carried
first ("now", as it is now). What is asked for under the standard choices is read from
what is kept (`kept`), where that is current.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import carrying, kept, query
from grassroots.indicators import (
    FOLDER,
    INDICATORS,
    NOW,
    STANDARD,
    THEN,
    Choices,
    Indicator,
)
from grassroots.store import Store
from grassroots.units import PRESENT

# Kinds whose rows in force take long to work out: once for several indicators.
COSTLY = ("officers", "organisations")


@dataclass(frozen=True)
class Cell:
    """One figure: an indicator of a unit in a year, for one group where asked for.

    numerator None: not reported. denominator None beside a numerator: a count, or a
    share whose base is not known. denominator counts known cases, `unknown` the others.
    reported of expected: the unit's parts (or itself) that told. missing_size: how many
    the others last had, None where that is not known. estimated: a part of it was
    shared out of a unit that was split, which happens as it is now alone.
    """

    indicator: str
    unit_id: int
    year: int
    group: str | None
    as_of: date | None
    numerator: int | None
    denominator: int | None
    unknown: int
    reported: int
    expected: int
    missing_size: int | None
    estimated: bool = False


_NO_UNITS = pa.table(
    {name: pa.array([], pa.int32()) for name in ("year", "unit_id", "predecessor_id")}
)
_NO_FILTERS: Mapping[str, Any] = {
    "year": None,
    "by": None,
    "without_armed_forces": False,
    "only_kinds": None,
}


def years(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The years that a roster or an aggregate speaks for, oldest first."""
    return [row["year"] for row in query.rows(connection, "cube/years")]


def figures(
    connection: duckdb.DuckDBPyConnection,
    indicator_id: str,
    *,
    units: Sequence[int] | None = None,
    year: int | None = None,
    by: str | None = None,
    choices: Choices | None = None,
    without_armed_forces: bool = False,
    only_kinds: Sequence[str] | None = None,
) -> list[Cell]:
    """The figures of an indicator, one cell a unit, year and group, in that order.

    units: ids, each of which gets a cell in every year even where nothing is reported;
    None: all units that have something. year None: all years. by: one of the
    indicator's `groups`. only_kinds: only what units of these kinds of organisation
    report (commune, agency, …). choices.boundaries: each year in its own tree, or
    all in the present one, where units are those of today. KeyError for an
    indicator that is not known, ValueError for a field that it cannot be grouped by.
    """
    return figures_of(
        connection,
        [indicator_id],
        units=units,
        year=year,
        by=by,
        choices=choices,
        without_armed_forces=without_armed_forces,
        only_kinds=only_kinds,
    )


def figures_of(
    connection: duckdb.DuckDBPyConnection,
    indicator_ids: Sequence[str],
    *,
    units: Sequence[int] | None = None,
    year: int | None = None,
    by: str | None = None,
    choices: Choices | None = None,
    without_armed_forces: bool = False,
    only_kinds: Sequence[str] | None = None,
) -> list[Cell]:
    """The figures of several indicators, in their order, else as `figures`.

    They are rolled up together, which is quicker than one by one.
    """
    asked = [INDICATORS[indicator_id] for indicator_id in indicator_ids]
    for indicator in asked:
        if by is not None and by not in indicator.groups:
            raise ValueError(f"{indicator.id} cannot be grouped by {by!r}")
    if not asked:
        return []
    choices = choices or STANDARD
    boundaries = choices.boundaries
    kept_ones = _kept(connection, asked, by, choices)
    found: list[tuple[Any, ...]] = []
    if kept_ones and units is not None and not (without_armed_forces or only_kinds):
        found = kept.figures(connection, kept_ones, units, year, boundaries)
    told = {row[0] for row in found}
    rest = [indicator for indicator in asked if indicator.id not in told]
    if rest:
        asked_for = {
            "units": None if units is None else list(units),
            "year": year,
            "by": by,
            "without_armed_forces": without_armed_forces,
            "only_kinds": None if only_kinds is None else list(only_kinds),
        }
        # What went into a unit of today may have stood anywhere.
        under = units if boundaries == THEN else None
        staged = _staged(connection, rest, by, choices, kept_ones, under)
        carried = _carried(connection) if boundaries == NOW else None
        with _ready(connection, rest, staged, asked_for, carried):
            found += _rolled(connection, carried).fetchall()
    place = {indicator.id: number for number, indicator in enumerate(asked)}
    return [Cell(*row) for row in sorted(found, key=lambda row: place[row[0]])]


def keep(opened: Store) -> bool:
    """Works out what is kept of all indicators, where the facts have changed since.

    To be called once after a run of changes: figures are right without it, but slower.
    False where nothing had changed.
    """
    with opened.transaction() as connection:
        if kept.is_current(connection):
            return False
        asked = list(INDICATORS.values())
        with _held(connection, asked):
            counted = ((one.id, _rows(connection, one)) for one in asked)
            kept.keep_leaves(connection, counted)
        carried = carrying.carried(connection, date.today())
        kept.keep_carried(connection, carried)
        staged = kept.leaves(connection, [one.id for one in asked], None)
        asked_for = {**_NO_FILTERS, "units": kept.units(connection)}
        rolled = {}
        for boundaries, places in ((THEN, None), (NOW, carried)):
            with _ready(connection, asked, staged, asked_for, places):
                rolled[boundaries] = _rolled(connection, places).to_arrow_table()
        kept.keep_figures(connection, rolled)
        kept.mark_current(connection)
    return True


def _kept(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Indicator],
    by: str | None,
    choices: Choices,
) -> list[str]:
    """Those of the indicators whose counts are kept for just these choices."""
    if by is not None or not kept.is_current(connection):
        return []
    standard = vars(STANDARD)
    changed = {name for name, said in vars(choices).items() if said != standard[name]}
    return [
        indicator.id
        for indicator in asked
        if not changed & query.parameters(f"{FOLDER}/{indicator.id}")
    ]


def _carried(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Where the units of all years stand today."""
    if kept.is_current(connection):
        return kept.carried(connection)
    return carrying.carried(connection, date.today())


def _rolled(
    connection: duckdb.DuckDBPyConnection, carried: pa.Table | None
) -> duckdb.DuckDBPyConnection:
    present = None if carried is None else PRESENT
    return query.run(connection, "cube/rollup", present=present)


@contextmanager
def _ready(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Indicator],
    staged: pa.Table,
    asked_for: Mapping[str, Any],
    carried: pa.Table | None,
) -> Iterator[None]:
    """While it lasts, `cube/rollup` finds all that it sums, carried to the present tree
    where `carried` says where to."""
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
    values = {**asked_for, "present": PRESENT if now else None}
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


@contextmanager
def _held(
    connection: duckdb.DuckDBPyConnection, asked: Sequence[Indicator]
) -> Iterator[None]:
    """While it lasts, the rows of the costly kinds are worked out once for all."""
    costly = [kind for kind in COSTLY if _shared(kind, asked)]
    for kind in costly:
        query.run(connection, f"cube/hold_{kind}")
    try:
        yield
    finally:
        for kind in costly:
            query.run(connection, f"cube/drop_{kind}")


def _shared(kind: str, asked: Sequence[Indicator]) -> bool:
    """Whether several of the indicators count the rows of a kind."""
    return sum(kind in indicator.rosters for indicator in asked) > 1


def _wanted(asked: Sequence[Indicator]) -> pa.Table:
    """What each indicator needs to be reported, for the statements of the cube."""
    return pa.table(
        {
            "place": pa.array(range(len(asked)), pa.int32()),
            "indicator": [indicator.id for indicator in asked],
            "rosters": [list(indicator.rosters) for indicator in asked],
            "fields": [list(indicator.fields) for indicator in asked],
            "ratings": [indicator.base == "rating" for indicator in asked],
            "counts": [indicator.unit == "count" for indicator in asked],
            "hamlets_only": [indicator.reported_by == "hamlets" for indicator in asked],
        }
    )


def _rows(
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


def _staged(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Indicator],
    by: str | None,
    choices: Choices,
    kept_ones: Sequence[str],
    units: Sequence[int] | None,
) -> pa.Table:
    """The rows of the indicators, one under the other, those kept first."""
    found = []
    from_kept = [one.id for one in asked if one.id in kept_ones]
    if from_kept:
        found.append(kept.leaves(connection, from_kept, units))
    counted = [one for one in asked if one.id not in kept_ones]
    with _held(connection, counted):
        for indicator in counted:
            rows = _rows(connection, indicator, by, choices)
            names = pa.DictionaryArray.from_arrays(
                pa.array([0] * rows.num_rows, pa.int8()), pa.array([indicator.id])
            )
            named = rows.append_column("indicator", names.cast(pa.string()))
            found.append(named)
    return pa.concat_tables(found, promote_options="permissive")
