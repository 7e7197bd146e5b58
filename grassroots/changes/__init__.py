"""Changes of units with a date: checked, tried, written as a batch, undone like one.

A batch of changes holds whole lives of the units that it touches (queries/schema/0001),
what went into what, and as its original file the change as it was asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import query, store
from grassroots.changes.asked import (
    Change,
    ChangeRefusedError,
    Define,
    Drop,
    End,
    Merge,
    Move,
    NewUnit,
    Part,
    Problem,
    Rename,
    Split,
)
from grassroots.changes.grouped import groups, standing
from grassroots.changes.lives import Gift, Lives, load, the_day_before
from grassroots.changes.planning import Plan, plan
from grassroots.changes.said import entries, file_name
from grassroots.importing.load import SUCCESSIONS, UNITS
from grassroots.store import Store
from grassroots.units import Unit

__all__ = [
    "Change",
    "ChangeRefusedError",
    "Define",
    "Drop",
    "End",
    "Known",
    "Made",
    "Merge",
    "Move",
    "Moved",
    "NewUnit",
    "Other",
    "Part",
    "Preview",
    "Problem",
    "Rename",
    "Split",
    "apply",
    "check",
    "groupings",
    "known",
    "later_than",
    "made",
    "missing_for",
    "preview",
]
_MEMBERS = pa.schema(
    [(name, pa.int32()) for name in ("unit_id", "group_id", "batch_id")]
)


@dataclass(frozen=True)
class Known:
    """The units as the file holds them, what went into what, and who is in which
    group."""

    lives: Lives
    gifts: tuple[Gift, ...]
    members: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Moved:
    """A unit that stands elsewhere (or in another area) from the day on."""

    unit: Unit
    old: Unit | None
    new: Unit | None


@dataclass(frozen=True)
class Preview:
    """What will be different, as each unit is called before it. rows: how many rows of
    rosters in force stand in the units that end or that moved, all dates together."""

    problems: tuple[Problem, ...]
    ends: tuple[Unit, ...] = ()
    begins: tuple[Unit, ...] = ()
    renamed: tuple[tuple[Unit, Unit], ...] = ()
    moved: tuple[Moved, ...] = ()
    rows: int = 0

    @property
    def possible(self) -> bool:
        """Whether nothing stands against it."""
        return not any(problem.blocking for problem in self.problems)


@dataclass(frozen=True)
class Made:
    """A batch of changes. entries: what each change was (see `said`); empty where
    the originals were purged."""

    batch: int
    file: str
    made_at: datetime
    undone: bool
    entries: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Other:
    """Another batch that is in the way of undoing one, or bringing it back."""

    batch: int
    file: str


def known(connection: duckdb.DuckDBPyConnection) -> Known:
    """All units, successions and groups in force."""
    gifts = tuple(
        (
            row["old_unit_id"],
            row["new_unit_id"],
            row["happened_on"],
            None if row["share"] is None else float(row["share"]),
        )
        for row in query.rows(connection, "store/successions")
    )
    members: dict[int, tuple[int, ...]] = {}
    for row in query.rows(connection, "units/memberships"):
        group = row["group_id"]
        members[group] = (*members.get(group, ()), row["unit_id"])
    return Known(load(connection), gifts, members)


def _planned(held: Known, changes: Sequence[Change], today: date) -> Plan:
    return plan(held.lives, held.gifts, held.members, changes, today)


def check(
    connection: duckdb.DuckDBPyConnection, changes: Sequence[Change], today: date
) -> list[Problem]:
    """What stands against the changes, made one after the other; empty: nothing."""
    return _planned(known(connection), changes, today).problems


def preview(
    connection: duckdb.DuckDBPyConnection,
    changes: Sequence[Change],
    today: date,
    held: Known | None = None,
) -> Preview:
    """What the changes would come to; nothing is written. `held`: the units, where the
    caller has them at hand."""
    held = held or known(connection)
    made = _planned(held, changes, today)
    problems = tuple(made.problems)
    days = [change.day for change in changes if not isinstance(change, Define | Drop)]
    if made.blocked or not days:
        return Preview(problems)
    return _different(connection, held.lives, made.lives, min(days), problems)


def _different(
    connection: duckdb.DuckDBPyConnection,
    before: Lives,
    after: Lives,
    day: date,
    problems: tuple[Problem, ...],
) -> Preview:
    last = the_day_before(day)
    ends, begins, renamed, moved, touched = [], [], [], [], set()
    for unit in sorted(after.changed):
        new = after.near(unit, date.max)
        if unit not in before:
            begins.append(new)
            continue
        old = before.near(unit, last)
        if after.end(unit) < before.end(unit):
            ends.append(old)
            touched.update(before.under(unit, last))
            continue
        if (old.name_key, old.name) != (new.name_key, new.name):
            renamed.append((old, new))
        for pointer in ("parent_id", "area_id"):
            left, right = getattr(old, pointer), getattr(new, pointer)
            if left != right:
                moved.append(
                    Moved(old, _called(before, left, last), _called(after, right, day))
                )
                touched.update(before.under(unit, last))
                break
    rows = query.value(connection, "units/rows_in", unit_ids=sorted(touched))
    return Preview(
        problems, tuple(ends), tuple(begins), tuple(renamed), tuple(moved), rows
    )


def _called(lives: Lives, unit: int | None, day: date) -> Unit | None:
    return None if unit is None else lives.near(unit, day)


def apply(opened: Store, changes: Sequence[Change], today: date) -> int:
    """Writes the changes as one batch, all or nothing, and returns its number.

    ChangeRefusedError where something stands against them, as `check` tells.
    """
    with opened.transaction() as cursor:
        held = known(cursor)
        made = _planned(held, changes, today)
        if made.blocked or not made.lives.changed:
            problems = made.problems or [Problem("nothing_to_do")]
            raise ChangeRefusedError(problems)
        told = entries(changes, held.lives, made)
        content = json.dumps(
            {"changes": told, "on": today.isoformat()}, ensure_ascii=False, indent=1
        ).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        file = file_name(told)
        (numbers,) = query.rows(cursor, "store/next_batch")
        batch = int(numbers["batch_id"])
        query.run(
            cursor,
            "store/add_batch",
            batch_id=batch,
            file=file,
            sha256=sha256,
            imported_at=datetime.now(),
            standing=numbers["standing"],
        )
        if query.value(cursor, "store/archived", sha256=sha256) is None:
            query.run(
                cursor, "store/archive_file", sha256=sha256, name=file, content=content
            )
        _write(cursor, made, batch)
        store.refresh(cursor)
    return batch


def _write(cursor: duckdb.DuckDBPyConnection, made: Plan, batch: int) -> None:
    periods = [{**_plain(unit), "batch_id": batch} for unit in made.lives.periods()]
    query.insert(cursor, "store/add_units", pa.Table.from_pylist(periods, UNITS))
    names = ("old_unit_id", "new_unit_id", "happened_on", "share")
    gifts = [
        {**dict(zip(names, gift, strict=True)), "batch_id": batch}
        for gift in made.gifts
    ]
    if gifts:
        staged = pa.Table.from_pylist(gifts, SUCCESSIONS)
        query.insert(cursor, "store/add_successions", staged)
    members = [
        {"unit_id": unit, "group_id": group, "batch_id": batch}
        for group, unit in made.members
    ]
    if members:
        staged = pa.Table.from_pylist(members, _MEMBERS)
        query.insert(cursor, "units/add_memberships", staged)


def _plain(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in Unit.__dataclass_fields__}


def made(connection: duckdb.DuckDBPyConnection) -> list[Made]:
    """The batches of changes so far, undone ones included, the newest first."""
    return [
        Made(
            row["batch_id"],
            row["file"],
            row["imported_at"],
            row["undone_at"] is not None,
            tuple(json.loads(row["content"])["changes"]) if row["content"] else (),
        )
        for row in query.rows(connection, "units/made")
    ]


def later_than(connection: duckdb.DuckDBPyConnection, batch: int) -> list[Other]:
    """The batches in force that rest on this one, the newest first: while there are
    any, it must not be undone alone. Changes told of the same units later, and rosters
    with rows in units that this batch founded."""
    return [
        Other(row["batch_id"], row["file"])
        for row in query.rows(connection, "units/resting", batch_id=batch)
        if row["later"] and not row["undone"]
    ]


def missing_for(connection: duckdb.DuckDBPyConnection, batch: int) -> list[Other]:
    """The batches because of which an undone change must not be brought back as it was:
    later ones in force that told of the same units, and earlier ones that it was built
    on and that are undone."""
    return [
        Other(row["batch_id"], row["file"])
        for row in query.rows(connection, "units/resting", batch_id=batch)
        if row["made_later"] != row["undone"]
    ]


def groupings(held: Known) -> dict[str, dict[str, tuple[int, ...]]]:
    """The groupings in force: name → name of each group → its units."""
    return {
        one.name: {
            group.name: held.members.get(group.unit_id, ())
            for group in groups(held.lives, one.unit_id)
        }
        for one in standing(held.lives)
    }
