"""Reconciliation: what the rosters of several files, sheets and years say against each
other. Each check is one file in `queries/checks/`, whose head tells what it compares.

A check that lacks one of its rosters cannot be made there: `summary` says so, and no
finding of it means nothing then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import query

FOLDER = "checks"
# wrong: at least one of the rows is. doubt: one of the rosters is, or a person moved.
# look: ordinary in life, but somebody should know of it.
SEVERITIES = ("wrong", "doubt", "look")
UNITS = ("all", "with_cells", "communes")
ROSTERS = (
    "members",
    "members.card_number",
    "members.admitted_on",
    "members.cells",
    "members_before",
    "admissions",
    "cells",
    "hamlets.has_cell",
)
# The kinds that must be known where a check needs what follows from their rows.
_FOLLOWING = {"cells": "organisations", "members.cells": "members"}
_STEPS = range(1, 7)
_PREPARED = (
    "05_dates_differ",
    "06_flat_name",
    "10_homes",
    "20_persons",
    "30_covered",
    "40_sides",
    "50_pairs",
    "55_unpaired",
    "60_shown_cells",
)
_STANDARD = frozenset(
    (
        *("year", "finding", "unit_id", "table_id", "row_number", "role"),
        *("batch_id", "file", "sheet", "kind", "name", "card_number"),
        *("birth_date", "birth_precision", "admitted_on", "admitted_precision"),
    )
)


class CheckError(Exception):
    """A file in `queries/checks/` is not as it must be: names the file and key."""


@dataclass(frozen=True)
class Check:
    """What the head of a check's file says. rosters: all must be there; `a|b`: one of
    them (see queries/checking/30_covered.sql for their names). units: the communes and
    organisations that it is about: all, those with cells under them, or communes."""

    id: str
    title: str
    compares: str
    severity: str
    rosters: tuple[str, ...]
    units: str


@dataclass(frozen=True)
class Place:
    """A row of a roster, as the clerk finds it: file, sheet and row (from 1).

    role: what the row is in the finding (member, admission, last_year, gone, …), None
    where all rows are alike. The person's name, card number and dates (as exact as
    written: "1970", "1970-05-31") are for whoever may see the row, not for summaries.
    """

    batch: int
    file: str
    sheet: str
    row: int
    kind: str
    unit_id: int
    role: str | None
    name: str | None = field(default=None, repr=False)
    card_number: str | None = field(default=None, repr=False)
    birth_date: str | None = field(default=None, repr=False)
    admitted_on: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit, of one unit and year. values: what its sentence
    names, no persons. rows: empty where numbers alone are compared. accepted: why
    somebody has accepted it as it is, None where nobody has."""

    check: str
    year: int
    unit_id: int
    values: Mapping[str, Any]
    rows: tuple[Place, ...]
    accepted: str | None = None


@dataclass(frozen=True)
class Count:
    """A check's findings for a unit and year, with all that stands under the unit.

    findings None: the check cannot be made. made of units: in how many communes and
    organisations it could be made. missing: the rosters that are not there in some.
    """

    check: str
    year: int
    unit_id: int
    findings: int | None
    made: int
    units: int
    missing: tuple[str, ...]


def _read(name: str) -> Check:
    head = query.describe(name)
    for key in ("title", "compares", "severity", "rosters", "units"):
        if not head.get(key):
            raise CheckError(f"queries/{name}.sql: no {key}")
    for key, known in (("severity", SEVERITIES), ("units", UNITS)):
        if head[key] not in known:
            raise CheckError(f"queries/{name}.sql: {key} {head[key]!r}")
    rosters = tuple(part.strip() for part in head["rosters"].split(","))
    for needed in _alternatives(rosters):
        if needed not in ROSTERS:
            raise CheckError(f"queries/{name}.sql: rosters {needed!r}")
    return Check(
        id=name.removeprefix(f"{FOLDER}/"),
        title=head["title"],
        compares=head["compares"],
        severity=head["severity"],
        rosters=rosters,
        units=head["units"],
    )


def _alternatives(rosters: Sequence[str]) -> list[str]:
    return [name for needed in rosters for name in needed.split("|")]


@cache
def _checks() -> Mapping[str, Check]:
    found = (_read(name) for name in query.names(FOLDER))
    return {check.id: check for check in found}


CHECKS: Mapping[str, Check] = _checks()


def findings(
    connection: duckdb.DuckDBPyConnection,
    check_id: str,
    *,
    unit: int | None = None,
    year: int | None = None,
) -> list[Finding]:
    """What a check found, by year; of one unit with all under it, or of all.

    An empty list means "nothing found" only where `summary` says that the check could
    be made. KeyError: no such check. What an open transaction of the connection has
    not committed is not seen.
    """
    return list(findings_of(connection, [check_id], unit=unit, year=year))


def findings_of(
    connection: duckdb.DuckDBPyConnection,
    check_ids: Sequence[str],
    *,
    unit: int | None = None,
    year: int | None = None,
) -> Iterator[Finding]:
    """As `findings`, of several checks one after the other, in one pass."""
    chosen = [CHECKS[check_id] for check_id in check_ids]
    with _prepared(connection) as cursor:
        for check in chosen:
            found = _found(cursor, check)
            reasons = _reasons(cursor, check, found)
            cursor.register("staged", found)
            rows = query.rows(cursor, "checking/findings", unit_id=unit, year=year)
            cursor.unregister("staged")
            grouped = groupby(rows, key=lambda row: (row["year"], row["finding"]))
            for (of_year, finding), some in grouped:
                reason = reasons.get((of_year, str(finding)))
                yield _finding(check, list(some), reason)


def _reasons(
    cursor: duckdb.DuckDBPyConnection, check: Check, found: pa.Table
) -> Mapping[tuple[int, str], str]:
    """Why findings were accepted, by year and finding; of a check of which nothing is
    accepted none are looked up."""
    if not query.value(cursor, "checking/accepted_any", check_id=check.id):
        return {}
    cursor.register("staged", _with_values(found))
    marked = query.run(cursor, "checking/marked", check_id=check.id).to_arrow_table()
    cursor.unregister("staged")
    rows = query.read(cursor, "checking/accepted", marked, check_id=check.id)
    return {(row["year"], row["finding"]): row["reason"] for row in rows}


def summary(connection: duckdb.DuckDBPyConnection) -> list[Count]:
    """How many findings each check has in each year, for every commune, organisation
    and unit above them; and where it cannot be made. One pass over the rosters."""
    counts = []
    with _prepared(connection) as cursor:
        for check in CHECKS.values():
            cursor.register("staged", _found(cursor, check))
            counts += _counted(cursor, check)
            cursor.unregister("staged")
    return counts


def _counted(cursor: duckdb.DuckDBPyConnection, check: Check) -> list[Count]:
    """The counts of a check whose findings are registered as `staged`."""
    rows = query.rows(
        cursor, "checking/summary", needs=list(check.rosters), units=check.units
    )
    return [
        Count(check=check.id, missing=tuple(row.pop("missing") or ()), **row)
        for row in rows
    ]


def everything(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[list[Count], pa.Table]:
    """The `summary`, and every finding of every check with the rows that it concerns,
    as in `queries/checking/marked.sql`: one pass over the rosters. For whoever asks
    for many of them; a province of 110,000 members takes some ten seconds."""
    counts, marked = [], []
    with _prepared(connection) as cursor:
        for check in CHECKS.values():
            found = _found(cursor, check)
            cursor.register("staged", found)
            counts += _counted(cursor, check)
            cursor.register("staged", _with_values(found))
            rows = query.run(cursor, "checking/marked", check_id=check.id)
            marked.append(rows.to_arrow_table())
            cursor.unregister("staged")
    return counts, pa.concat_tables(marked, promote_options="permissive")


def years(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The years that the checks are made for, oldest first."""
    return [row["year"] for row in query.rows(connection, "checking/years")]


@contextmanager
def _prepared(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own on which stands what the checks share: the persons of all
    years, who is whom, which rosters are there. It is gone with the connection."""
    needs = {name for check in CHECKS.values() for name in _alternatives(check.rosters)}
    needs |= {_FOLLOWING[name] for name in needs & _FOLLOWING.keys()}
    with closing(connection.cursor()) as cursor:
        for name in _PREPARED:
            query.run(cursor, f"checking/{name}", needs=sorted(needs))
        for step in _STEPS:
            query.run(cursor, "checking/pair", step=step)
            query.run(cursor, "checking/pair_rest")
        yield cursor


def _found(cursor: duckdb.DuckDBPyConnection, check: Check) -> pa.Table:
    return query.run(cursor, f"{FOLDER}/{check.id}").to_arrow_table()


def _with_values(found: pa.Table) -> pa.Table:
    """What every check has, and what its sentence names as one column `told`."""
    own = [name for name in found.column_names if name not in _STANDARD]
    shared = found.select([name for name in found.column_names if name not in own])
    whole = found.combine_chunks()
    told: pa.Array = pa.nulls(found.num_rows, pa.bool_())
    if own and found.num_rows:
        told = pa.StructArray.from_arrays(
            [whole.column(name).chunk(0) for name in own], own
        )
    return shared.append_column("told", told)


def _finding(check: Check, rows: list[dict[str, Any]], reason: str | None) -> Finding:
    first = rows[0]
    return Finding(
        check=check.id,
        year=first["year"],
        unit_id=first["unit_id"],
        values={key: said for key, said in first.items() if key not in _STANDARD},
        rows=tuple(_place(row) for row in rows if row["row_number"] is not None),
        accepted=reason,
    )


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        batch=row["batch_id"],
        file=row["file"],
        sheet=row["sheet"],
        row=row["row_number"],
        kind=row["kind"],
        unit_id=row["unit_id"],
        role=row["role"],
        name=row["name"],
        card_number=row["card_number"],
        birth_date=as_known(row["birth_date"], row["birth_precision"]),
        admitted_on=as_known(row["admitted_on"], row["admitted_precision"]),
    )


def as_known(day: date | None, precision: str | None) -> str | None:
    """An ISO date cut to what is known of it."""
    if day is None:
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision or "day", 10)]
