"""The cube: every indicator's figures for any unit, year and group.

Each indicator is one file in `queries/indicators/`; its head tells what it counts and
which rosters and fields it needs. `queries/cube/rollup.sql` sums its rows up the tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import duckdb
import pyarrow as pa

from grassroots import query

FOLDER = "indicators"
UNITS = ("share", "count")
BASES = ("rating", "admission")
RATING_BASES = ("rated", "all")
ADMISSION_BASES = ("previous_year_end", "term_start", "year_end")
REPORTERS = ("all", "hamlets")
# Kinds whose rows in force take long to work out: once for several indicators.
COSTLY = ("officers", "organisations")


class IndicatorError(Exception):
    """A file in `queries/indicators/` is not as it must be: names the file and key."""


@dataclass(frozen=True)
class Indicator:
    """What the head of an indicator's file says.

    fields: all that a roster table must have for the indicator to be reported; `a|b`
    where either will do. reported_by: `hamlets` where only units with communes or
    hamlets are expected to report. flow: it accumulates within the year. groups: the
    fields that `by` may name.
    """

    id: str
    title: str
    source: str
    unit: str
    counts: str
    rosters: tuple[str, ...]
    fields: tuple[str, ...]
    reported_by: str
    flow: bool
    base: str | None
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """What no document prints and the user chooses in the open.

    boundaries: `then`, each year in that year's tree.
    """

    rating_base: str = "rated"
    admission_base: str = "previous_year_end"
    readmissions: bool = True
    joint_cells: bool = False
    boundaries: str = "then"

    def __post_init__(self) -> None:
        for chosen, known in (
            (self.rating_base, RATING_BASES),
            (self.admission_base, ADMISSION_BASES),
            (self.boundaries, ("then",)),
        ):
            if chosen not in known:
                raise ValueError(f"{chosen!r} is none of {', '.join(known)}")


@dataclass(frozen=True)
class Cell:
    """One figure: an indicator of a unit in a year, for one group where asked for.

    numerator None: not reported. denominator None beside a numerator: a count, or a
    share whose base is not known. denominator counts known cases, `unknown` the others.
    reported of expected: the unit's parts (or itself) that told. missing_size: how many
    the others last had, None where that is not known.
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


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _groups(rosters: Sequence[str]) -> tuple[str, ...]:
    """The fields to group by that all of the rosters know, as their macros say."""
    known = [
        _listed(query.describe(f"views/i_grouped_{kind}")["groups"]) for kind in rosters
    ]
    return tuple(field for field in known[0] if all(field in other for other in known))


def _read(name: str) -> Indicator:
    head = query.describe(name)
    told = ("title", "source", "unit", "counts", "roster", "fields", "reported_by")
    for key in (*told, "flow"):
        if not head.get(key):
            raise IndicatorError(f"queries/{name}.sql: no {key}")
    for key, allowed in (
        ("unit", UNITS),
        ("reported_by", REPORTERS),
        ("flow", ("yes", "no")),
        ("base", BASES),
    ):
        if key in head and head[key] not in allowed:
            raise IndicatorError(
                f"queries/{name}.sql: {key} {head[key]!r} is none of "
                + ", ".join(allowed)
            )
    rosters = _listed(head["roster"])
    return Indicator(
        id=name.removeprefix(f"{FOLDER}/"),
        title=head["title"],
        source=head["source"],
        unit=head["unit"],
        counts=head["counts"],
        rosters=rosters,
        fields=_listed(head["fields"]),
        reported_by=head["reported_by"],
        flow=head["flow"] == "yes",
        base=head.get("base"),
        groups=_groups(rosters),
    )


@cache
def _indicators() -> Mapping[str, Indicator]:
    found = (_read(name) for name in query.names(FOLDER))
    return {indicator.id: indicator for indicator in found}


INDICATORS: Mapping[str, Indicator] = _indicators()


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
    report (commune, agency, …). KeyError for an indicator that is not known, ValueError
    for a field that it cannot be grouped by.
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
    asked_for = {
        "units": None if units is None else list(units),
        "year": year,
        "by": by,
        "without_armed_forces": without_armed_forces,
        "only_kinds": None if only_kinds is None else list(only_kinds),
    }
    held: list[str] = []
    costly = [kind for kind in COSTLY if _shared(kind, asked)]

    def hold(name: str, table: pa.Table) -> None:
        connection.register(name, table)
        held.append(name)

    try:
        for kind in costly:
            query.run(connection, f"cube/hold_{kind}")
        hold("wanted", _wanted(asked))
        hold("staged", _staged(connection, asked, by, choices or Choices()))
        for name, statement in (
            ("served", "cube/served"),
            ("leaves", "cube/leaves"),
            ("parts_told", "cube/parts"),
        ):
            hold(name, query.run(connection, statement, **asked_for).to_arrow_table())
        rows = query.run(connection, "cube/rollup").fetchall()
    finally:
        for name in held:
            connection.unregister(name)
        for kind in costly:
            query.run(connection, f"cube/drop_{kind}")
    return [Cell(*row) for row in rows]


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


def _staged(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Indicator],
    by: str | None,
    choices: Choices,
) -> pa.Table:
    """The rows of the indicators, one under the other."""
    found = []
    for indicator in asked:
        rows = query.run(
            connection,
            f"{FOLDER}/{indicator.id}",
            by=by,
            rating_base=choices.rating_base,
            admission_base=choices.admission_base,
            readmissions=choices.readmissions,
            joint_cells=choices.joint_cells,
        ).to_arrow_table()
        names = pa.DictionaryArray.from_arrays(
            pa.array([0] * rows.num_rows, pa.int8()), pa.array([indicator.id])
        )
        found.append(rows.append_column("indicator", names.cast(pa.string())))
    return pa.concat_tables(found, promote_options="permissive")
