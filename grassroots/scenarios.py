"""Scenarios that somebody has named: kept in the database file, apart from the facts.

What is kept is what was chosen on the page, as its address says it, so that a scenario
is opened, copied and checked in the same way as a link.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from grassroots import query
from grassroots.store import Store
from grassroots.words import key

LONGEST_NAME = 80


@dataclass(frozen=True)
class Kept:
    """A scenario under its number. codes: what the page's address says, key → code;
    empty where what stands there cannot be read."""

    scenario_id: int
    name: str
    codes: Mapping[str, str]
    kept_at: datetime


class ScenarioError(Exception):
    """A scenario cannot be kept so; `code`: no_name, long_name, same_name, gone."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


def all_kept(connection: duckdb.DuckDBPyConnection) -> dict[int, Kept]:
    """Every scenario by its number, in the order they were first kept."""
    return {
        row["scenario_id"]: Kept(
            row["scenario_id"], row["name"], _read(row["codes"]), row["kept_at"]
        )
        for row in query.rows(connection, "scenarios/all")
    }


def keep(
    opened: Store, name: str, codes: Mapping[str, str], instead: int | None = None
) -> int:
    """Keeps a scenario and comes back with its number.

    instead: the number of the one that it takes the place of (another name, other
    choices). Names differ in more than case and spaces. ScenarioError: no_name,
    long_name (of more than LONGEST_NAME letters), same_name; gone, where somebody has
    deleted the one whose place it was to take.
    """
    name = " ".join(name.split())
    if not key(name):
        raise ScenarioError("no_name")
    if len(name) > LONGEST_NAME:
        raise ScenarioError("long_name", most=LONGEST_NAME)
    written = {
        "name": name,
        "name_key": key(name),
        "codes": json.dumps(dict(codes), ensure_ascii=False, sort_keys=True),
        "kept_at": datetime.now(),
    }
    with opened.transaction() as connection:
        others = all_kept(connection)
        if instead is not None and instead not in others:
            raise ScenarioError("gone")
        for other in others.values():
            if key(other.name) == key(name) and other.scenario_id != instead:
                raise ScenarioError("same_name", name=other.name)
        if instead is None:
            return int(query.value(connection, "scenarios/add", **written))
        return int(
            query.value(connection, "scenarios/change", scenario_id=instead, **written)
        )


def delete(opened: Store, scenario_id: int) -> bool:
    """Deletes a scenario; False where there is none such."""
    with opened.transaction() as connection:
        return bool(query.rows(connection, "scenarios/delete", scenario_id=scenario_id))


def _read(codes: str) -> dict[str, str]:
    found = json.loads(codes)
    if not isinstance(found, dict):
        return {}
    return {str(name): str(code) for name, code in found.items()}
