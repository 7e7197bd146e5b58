"""Who was admitted, and which organisations admitted nobody for years: what the rosters
tell beyond the rate, under the same filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import carrying, filters, kept, query
from grassroots.indicators import NOW, Choices
from grassroots.units import PRESENT

FIELDS = ("gender", "age", "ethnicity", "religion", "occupation", "business_owner")
ALL = "all"
_ROSTERS = ("admissions", "members")


@dataclass(frozen=True)
class Group:
    """How many persons admitted in a year a field says a word of; None: not said."""

    year: int
    field: str
    group: str | None
    admitted: int


@dataclass(frozen=True)
class Organisation:
    """A grassroots organisation. members: of its last roster, None where there is none.
    years_without: reported years in a row, up to the year asked for, without anybody
    admitted, first_year to last_year. unknown: members whose admission date nobody
    knows. is_told: it has reported the year asked for."""

    unit_id: int
    code: str
    name: str
    level: str
    above_name: str | None
    members: int | None
    years_without: int
    first_year: int | None
    last_year: int | None
    unknown: int
    is_told: bool


def who(
    connection: duckdb.DuckDBPyConnection, unit_id: int, year: int, choices: Choices
) -> list[Group]:
    """Those admitted under a unit in a year and the one before, by each of FIELDS and,
    as field ALL, together; empty where rosters tell of nobody. Aggregates tell no
    persons."""
    with _filtered(connection, choices) as cursor:
        now = choices.boundaries == NOW
        cursor.register("carried", _carried(cursor, now))
        try:
            rows = query.rows(
                cursor,
                "pages/admissions_who",
                unit_id=unit_id,
                year=year,
                present=PRESENT if now else None,
                readmissions=choices.readmissions,
                **_of_units(choices),
            )
        finally:
            cursor.unregister("carried")
    return [Group(**row) for row in rows]


def without(
    connection: duckdb.DuckDBPyConnection, unit_id: int, year: int, choices: Choices
) -> list[Organisation]:
    """The grassroots organisations under a unit (itself, where it is one), those that
    have admitted nobody for longest first, then by name. What went into one of them is
    never taken for it: the years before it became another population do not count."""
    broken = query.rows(connection, "cube/breaks", units=None)
    with _filtered(connection, choices) as cursor:
        rows = query.rows(
            cursor,
            "pages/admissions_none",
            unit_id=unit_id,
            year=year,
            tree_year=PRESENT if choices.boundaries == NOW else year,
            readmissions=choices.readmissions,
            broken_units=[row["unit_id"] for row in broken],
            broken_years=[row["year"] for row in broken],
            **_of_units(choices),
        )
    return [Organisation(**row) for row in rows]


@contextmanager
def _filtered(
    connection: duckdb.DuckDBPyConnection, choices: Choices
) -> Iterator[duckdb.DuckDBPyConnection]:
    with filters.in_force(connection, choices.filters, _ROSTERS) as cursor:
        yield cursor


def _of_units(choices: Choices) -> Mapping[str, Any]:
    """What the filters ask of units, as the statements take it."""
    asked = choices.filters
    only_armed = asked.armed == "only"
    return {
        "restricted": bool(asked.kinds or asked.sector or only_armed),
        "only_kinds": list(asked.kinds) or None,
        "sector": asked.sector,
        "only_armed_forces": only_armed,
        "without_armed_forces": asked.armed == "without",
    }


def _carried(connection: duckdb.DuckDBPyConnection, now: bool) -> pa.Table:
    """Where units stand today; nothing as it was."""
    if not now:
        return carrying.SCHEMA.empty_table()
    if kept.is_current(connection):
        return kept.carried(connection)
    return carrying.carried(connection, date.today())
