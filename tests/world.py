"""A store in memory with typed rows put straight into its tables: made-up units and
rosters so small that a person can count them.

The tree until 30/6/2025 (ids in brackets):

    province (1)
      district Lam (2): commune East (11): cells 111 (of hamlet 1111) and 112;
                                           hamlets 1111 and 1112
                        commune West (12): cells 121 (of hamlet 1211) and 122;
                                           hamlet 1211
      the army's committee (3): organisation 31: cell 311

Since 1/7/2025 East and West are one commune, New (13), directly under the province,
with cell 131; area Lam (4) holds all three communes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from grassroots import store

PROVINCE, LAM, ARMY, AREA = 1, 2, 3, 4
EAST, WEST, NEW, BARRACKS = 11, 12, 13, 31
BREAK = date(2025, 7, 1)
LAST_DAY = date(2025, 6, 30)

Row = Mapping[str, Any]
# id, level, kind, parent, area, hamlet, valid_from, valid_to
UNITS: tuple[tuple[Any, ...], ...] = (
    (PROVINCE, "province", None, None, None, None, None, None),
    (AREA, "area", None, PROVINCE, None, None, BREAK, None),
    (LAM, "district", None, PROVINCE, None, None, None, LAST_DAY),
    (ARMY, "district", None, PROVINCE, None, None, None, None),
    (EAST, "commune", "commune", LAM, None, None, None, LAST_DAY),
    (WEST, "commune", "commune", LAM, None, None, None, LAST_DAY),
    (NEW, "commune", "commune", PROVINCE, AREA, None, BREAK, None),
    (BARRACKS, "organisation", "army", ARMY, None, None, None, None),
    (111, "cell", "hamlet", EAST, None, 1111, None, None),
    (112, "cell", None, EAST, None, None, None, None),
    (121, "cell", None, WEST, None, 1211, None, None),
    (122, "cell", None, WEST, None, None, None, None),
    (131, "cell", "hamlet", NEW, None, None, None, None),
    (311, "cell", None, BARRACKS, None, None, None, None),
    (1111, "hamlet", None, EAST, None, None, None, None),
    (1112, "hamlet", None, EAST, None, None, None, None),
    (1211, "hamlet", None, WEST, None, None, None, None),
)


class World:
    """The store and what was put into it so far."""

    def __init__(self) -> None:
        self.store = store.open_store(store.MEMORY)
        self._stale = True
        self._tables = 0
        self._batches = 0
        self.batch()
        self._append(
            "units",
            [
                {
                    "unit_id": unit_id,
                    "code": f"U{unit_id}",
                    "name": f"Unit {unit_id}",
                    "name_key": f"unit|{unit_id}",
                    "level": level,
                    "kind": kind,
                    "parent_id": parent,
                    "area_id": area,
                    "hamlet_id": hamlet,
                    "valid_from": valid_from,
                    "valid_to": valid_to,
                    "declared": True,
                    "batch_id": 1,
                }
                for (
                    unit_id,
                    level,
                    kind,
                    parent,
                    area,
                    hamlet,
                    valid_from,
                    valid_to,
                ) in UNITS
            ],
        )
        self._append(
            "successions",
            [
                {
                    "old_unit_id": old,
                    "new_unit_id": NEW,
                    "happened_on": BREAK,
                    "share": 1,
                    "batch_id": 1,
                }
                for old in (EAST, WEST)
            ],
        )

    def _append(self, table: str, rows: Sequence[Row]) -> None:
        with self.store.transaction() as connection:
            frame = pd.DataFrame(list(rows)).astype(object)
            connection.append(table, frame.where(frame.notna(), None), by_name=True)
        self._stale = True

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection that sees all that was put in so far."""
        if self._stale:
            with self.store.transaction() as connection:
                store.refresh(connection)
            self._stale = False
        return self.store.cursor()

    def batch(self) -> int:
        """One more import."""
        self._batches += 1
        self._append(
            "batches",
            [
                {
                    "batch_id": self._batches,
                    "file": f"{self._batches}.xlsx",
                    "sha256": str(self._batches),
                    "imported_at": datetime(2026, 1, 1),
                    "standing": self._batches,
                }
            ],
        )
        return self._batches

    def roster(
        self,
        kind: str,
        as_of: date | int,
        speaks_for: int,
        rows: Iterable[Row] = (),
        *,
        fields: Iterable[str] = (),
        whole: bool = True,
        ratings_only: bool = False,
    ) -> int:
        """One table of a file of its own; a number as date is the end of that year.

        Its fields are those named and those that its rows have.
        """
        if isinstance(as_of, int):
            as_of = date(as_of, 12, 31)
        given = [dict(row) for row in rows]
        self._tables += 1
        table = self._tables
        batch = self.batch()
        self._append(
            "roster_tables",
            [
                {
                    "table_id": table,
                    "batch_id": batch,
                    "part": 1,
                    "sheet": "1",
                    "kind": kind,
                    "as_of": as_of,
                    "speaks_for": speaks_for,
                    "ratings_only": ratings_only,
                    "header_rows": [1],
                    "rows_read": len(given),
                    "rows_loaded": len(given),
                    "rows_set_aside": 0,
                    "columns": "{}",
                    "ignored_columns": ["-"],
                }
            ],
        )
        known = {field for row in given for field in row} | set(fields)
        told = [
            {"table_id": table, "field": field} for field in sorted(known - {"unit_id"})
        ]
        if told:
            self._append("table_fields", told)
        self._append(
            "scopes", [{"table_id": table, "unit_id": speaks_for, "whole": whole}]
        )
        if given:
            self._append(
                kind, [_row(kind, table, n, row) for n, row in enumerate(given, 1)]
            )
            units = [row["unit_id"] for row in given]
            self._append(
                "table_units",
                [
                    {"table_id": table, "unit_id": unit, "row_count": units.count(unit)}
                    for unit in sorted(set(units))
                ],
            )
        return batch


NAMED = ("members", "admissions", "officers", "leaders")


def _row(kind: str, table: int, number: int, row: Row) -> dict[str, Any]:
    """A typed row; a person without a name gets one of their own."""
    typed = {"table_id": table, "row_number": number, **row}
    if kind in NAMED:
        typed.setdefault("name", f"Person {table}-{number}")
        typed.setdefault("name_key", str(typed["name"]).lower())
    for day in ("birth_date", "admitted_on", "founded_on"):
        if typed.get(day) is not None:
            typed.setdefault(f"{day}_precision", "day")
    return typed
