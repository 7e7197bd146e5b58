"""Everything that was found in the rosters: by the checks that hold them against each
other, in printed totals, in figures that jump. Worked out once, then asked by unit,
year and check; what is accepted is asked anew each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import checks, query
from grassroots.checks import CHECKS, Count
from grassroots.quality import jumps
from grassroots.quality.jumps import Jump

TOTALS, JUMPS = "total_differs", "value_jumps"
# What was found by no check of queries/checks/; there is no saying where it was made.
OTHERS: Mapping[str, str] = {TOTALS: "doubt", JUMPS: "look"}
NAMES: tuple[str, ...] = (*CHECKS, *OTHERS)
_SCHEMA = pa.schema(
    [
        ("check_id", pa.string()),
        ("year", pa.int32()),
        ("finding", pa.string()),
        ("unit_id", pa.int32()),
        ("home_id", pa.int32()),
        ("table_id", pa.int32()),
        ("row_number", pa.int32()),
        ("role", pa.string()),
        ("said", pa.string()),
        ("fingerprint", pa.string()),
    ]
)


@dataclass(frozen=True)
class Everything:
    """One row a finding and roster row (as queries/checking/marked.sql), and for which
    units, years and checks nothing could be compared."""

    rows: pa.Table = field(repr=False)
    counts: Mapping[tuple[str, int, int], Count] = field(repr=False)
    years: tuple[int, ...]


@dataclass(frozen=True)
class Tally:
    """A check in a year, of a unit with all under it. findings None: it cannot be made
    there; made of units: in how many communes and organisations it could be (None: it
    needs no other roster); missing: the rosters that are not there in some."""

    check: str
    year: int
    findings: int | None
    accepted: int
    made: int | None = None
    units: int | None = None
    missing: tuple[str, ...] = ()

    @property
    def open(self) -> int:
        """Those that nobody has accepted."""
        return (self.findings or 0) - self.accepted


@dataclass(frozen=True)
class Spot:
    """A row of a roster: file, sheet and row; what it is in the finding (role)."""

    table_id: int
    file: str
    sheet: str
    row: int | None
    kind: str
    role: str | None


@dataclass(frozen=True)
class Issue:
    """One finding. values: what its sentence names. reason, accepted_on: where it is
    accepted. spots: empty where numbers alone are compared."""

    check: str
    year: int
    unit_id: int
    fingerprint: str
    values: Mapping[str, Any]
    spots: tuple[Spot, ...]
    reason: str | None
    accepted_on: date | None


def severity(check: str) -> str:
    """How grave a finding is: wrong, doubt or look (see `checks`)."""
    return OTHERS[check] if check in OTHERS else CHECKS[check].severity


def everything(connection: duckdb.DuckDBPyConnection) -> Everything:
    """All findings as the facts are now: one pass, some seconds for a province."""
    counts, marked = checks.everything(connection)
    totals = query.run(connection, "quality/totals").to_arrow_table()
    jumped = jumps.found(connection)
    tables = [marked, totals, pa.Table.from_pylist(_rows(jumped), schema=_SCHEMA)]
    rows = pa.concat_tables([one.select(_SCHEMA.names).cast(_SCHEMA) for one in tables])
    return Everything(
        rows=rows,
        counts={(one.check, one.year, one.unit_id): one for one in counts},
        years=tuple(checks.years(connection)),
    )


def _rows(jumped: Sequence[Jump]) -> list[dict[str, Any]]:
    made = []
    for one in jumped:
        said = {
            "indicator": one.indicator,
            "what": one.what,
            "value": str(one.value),
            "of": one.of,
            "middle": str(one.middle),
            "years": one.years,
            "score": None if one.score is None else str(one.score),
        }
        written = json.dumps(said)
        # Not of the other years: a jump stays accepted when a year is added.
        which = (one.unit_id, one.year, one.indicator, one.what, one.value, one.of)
        whole = "|".join(map(str, (JUMPS, *which)))
        made.append(
            {
                "check_id": JUMPS,
                "year": one.year,
                "finding": whole,
                "unit_id": one.unit_id,
                "home_id": one.unit_id,
                "said": written,
                "fingerprint": hashlib.sha256(whole.encode()).hexdigest(),
            }
        )
    return made


def tally(
    connection: duckdb.DuckDBPyConnection, found: Everything, unit_id: int
) -> dict[tuple[str, int], Tally]:
    """Every check in every year, of a unit with all under it."""
    told = {
        (row["check_id"], row["year"]): (row["findings"], row["accepted"])
        for row in query.read(connection, "quality/tally", found.rows, unit_id=unit_id)
    }
    tallied = {}
    for check in NAMES:
        for year in found.years:
            findings, accepted = told.get((check, year), (0, 0))
            if check in OTHERS:
                one = Tally(check, year, findings, accepted)
            else:
                one = _where_made(check, year, findings, accepted, found, unit_id)
            tallied[check, year] = one
    return tallied


def _where_made(
    check: str,
    year: int,
    findings: int,
    accepted: int,
    found: Everything,
    unit_id: int,
) -> Tally:
    """With where it could be made; of a unit below organisations nobody knows that."""
    count = found.counts.get((check, year, unit_id))
    if count is None:
        return Tally(check, year, findings or None, accepted)
    cannot = count.findings is None and not findings
    return Tally(
        check,
        year,
        None if cannot else findings,
        accepted,
        count.made,
        count.units,
        count.missing,
    )


def issues(
    connection: duckdb.DuckDBPyConnection,
    found: Everything,
    check: str,
    year: int,
    unit_id: int,
    *,
    accepted: bool = False,
    most: int | None = None,
) -> list[Issue]:
    """The first findings of a check and year, by unit; those that are open, or those
    that are accepted. most None: all. KeyError: no such check."""
    if check not in NAMES:
        raise KeyError(check)
    rows = query.read(
        connection,
        "quality/listed",
        found.rows,
        check_id=check,
        year=year,
        unit_id=unit_id,
        accepted=accepted,
        most=most,
    )
    together: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        together.setdefault(row["finding"], []).append(row)
    return [_issue(check, year, some) for some in together.values()]


def _issue(check: str, year: int, rows: Sequence[Mapping[str, Any]]) -> Issue:
    first = rows[0]
    return Issue(
        check=check,
        year=year,
        unit_id=first["unit_id"],
        fingerprint=first["fingerprint"],
        values=json.loads(first["said"]),
        spots=tuple(
            Spot(
                row["table_id"],
                row["file"],
                row["sheet"],
                row["row_number"],
                row["kind"],
                row["role"],
            )
            for row in rows
            if row["table_id"] is not None
        ),
        reason=first["reason"],
        accepted_on=first["accepted_on"],
    )


def persons(
    connection: duckdb.DuckDBPyConnection, spots: Sequence[Spot]
) -> dict[tuple[int, int], tuple[str, str]]:
    """Name and birth date (as exact as written) of the persons in these rows, by table
    and row; for whoever may see them."""
    wanted = [(spot.table_id, spot.row) for spot in spots if spot.row is not None]
    if not wanted:
        return {}
    tables, numbers = map(list, zip(*wanted, strict=True))
    staged = pa.table(
        {
            "table_id": pa.array(tables, pa.int32()),
            "row_number": pa.array(numbers, pa.int32()),
        }
    )
    rows = query.read(connection, "quality/persons", staged)
    return {
        (row["table_id"], row["row_number"]): (
            row["name"],
            checks.as_known(row["birth_date"], row["birth_date_precision"]) or "",
        )
        for row in rows
    }
