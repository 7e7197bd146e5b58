"""What was found and somebody has accepted as it is, with a reason; can be taken back.

An acceptance belongs to what was found (persons, units, numbers), not to a file's row:
the same facts loaded anew stay accepted, other facts are open again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from grassroots import query
from grassroots.store import Store

LONGEST = 500  # letters of a reason


@dataclass(frozen=True)
class Acceptance:
    """Why and when a finding was accepted. The program knows no users."""

    fingerprint: str
    check_id: str
    year: int
    unit_id: int
    reason: str
    accepted_on: date


class NoReason(ValueError):
    """Nothing is accepted without a reason."""


def accept(
    opened: Store,
    findings: Iterable[tuple[str, str, int, int]],
    reason: str,
    today: date,
) -> int:
    """Accepts findings (fingerprint, check, year, unit); how many. Of one that was
    accepted before the new reason stands. NoReason: the reason is blank."""
    said = " ".join(reason.split())[:LONGEST]
    if not said:
        raise NoReason
    count = 0
    with opened.transaction() as cursor:
        for fingerprint, check_id, year, unit_id in findings:
            query.run(
                cursor,
                "quality/accept",
                fingerprint=fingerprint,
                check_id=check_id,
                year=year,
                unit_id=unit_id,
                reason=said,
                accepted_on=today,
            )
            count += 1
    return count


def take_back(opened: Store, fingerprints: Iterable[str]) -> int:
    """These are open again; how many of them were accepted."""
    with opened.transaction() as cursor:
        return sum(
            bool(query.rows(cursor, "quality/take_back", fingerprint=one))
            for one in fingerprints
        )


def accepted(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Acceptance]:
    """All that is accepted, by fingerprint."""
    rows = query.rows(connection, "quality/accepted")
    return {row["fingerprint"]: Acceptance(**row) for row in rows}
