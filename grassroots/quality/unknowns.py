"""Cells of rosters that are blank or could not be read, by field and unit. A field that
a roster has no column for is not reported, which is another matter (see completeness).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from grassroots import query

FOLDER = "unknowns"


@dataclass(frozen=True)
class Blank:
    """A field of a kind of roster in a unit with all under it: how many cells of all
    are not known."""

    kind: str
    field: str
    year: int
    unit_id: int
    blank: int
    cells: int


def kinds() -> list[str]:
    """The kinds of roster that are looked at."""
    return [name.removeprefix(f"{FOLDER}/") for name in query.names(FOLDER)]


def found(connection: duckdb.DuckDBPyConnection, units: Sequence[int]) -> list[Blank]:
    """Every field that a roster has a column for, of these units in all years; those
    without a blank cell too. Empty where no roster speaks for them."""
    return [
        Blank(kind=kind, **row)
        for kind in kinds()
        for row in query.rows(connection, f"{FOLDER}/{kind}", units=list(units))
    ]
