"""Where each unit of a year stands today: what "as it is now" carries figures by.

A unit that ended goes to what followed it, step by step; what stands under it follows
by its own successions, its hamlet or its name, else goes with the unit above it. Where
a unit was split, what names no part of it is shared out by the shares told, else in
equal parts, and is known as estimated from there on. Pure but for `carried`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

import duckdb
import pyarrow as pa

from grassroots import query
from grassroots.units import Tree, Unit, load_tree

TOLD, EQUAL = "told", "equal"
# Shares finer than this are rounded: weights stay small enough to multiply by counts.
_FINEST = 10**9
_FOLLOWS_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "district": ("area", "district"),
    "organisation": ("organisation", "subcommittee", "cell"),
    "subcommittee": ("organisation", "subcommittee"),
    "cell": ("cell", "organisation"),
    "hamlet": ("hamlet",),
}
SCHEMA = pa.schema(
    [
        ("year", pa.int32()),
        ("unit_id", pa.int32()),
        ("now_id", pa.int32()),
        ("weight", pa.int64()),
        ("total", pa.int64()),
        ("basis", pa.string()),
        ("pool_id", pa.int32()),
        ("spread", pa.string()),
    ]
)


@dataclass(frozen=True)
class Succession:
    """What a unit went into. share: 1 the whole, None where nobody told it."""

    old: int
    new: int
    day: date
    share: Fraction | None


@dataclass(frozen=True)
class Home:
    """Where a unit stands today: present units and the share of each, which sum to 1
    (empty: nowhere). basis: None where it is exact; told: by the shares told; equal:
    by equal parts, since a share is not known. pool: the unit whose split it was, with
    which the counts are shared out together."""

    parts: Mapping[int, Fraction]
    basis: str | None = None
    pool: int | None = None

    @property
    def exact(self) -> bool:
        """Whether all of it is at one place."""
        return len(self.parts) < 2

    @property
    def only(self) -> int | None:
        """The place, where there is just one."""
        return next(iter(self.parts)) if len(self.parts) == 1 else None


_NOWHERE = Home({})


class Carrier:
    """Finds the homes of units in the present tree. present: the units of that tree."""

    def __init__(
        self,
        tree: Tree,
        successions: Iterable[Succession],
        present: Iterable[int],
        today: date,
    ) -> None:
        self._tree, self._today = tree, today
        self._present = frozenset(present)
        self._following: dict[int, list[Succession]] = defaultdict(list)
        for one in successions:
            if one.old != one.new and one.day <= today:
                self._following[one.old].append(one)
        self._homes: dict[tuple[int, date], Home] = {}
        self._lives: dict[int, bool] = {}
        self._named: dict[tuple[str, str], list[int]] = defaultdict(list)
        for unit_id in sorted(self._present):
            if self._is_living(unit_id):
                unit = tree.at(unit_id, today)
                self._named[unit.level, unit.name_key].append(unit_id)
        self._rivals: dict[tuple[str, str], list[int]] = defaultdict(list)
        for unit_id in tree:
            if not self._is_living(unit_id):
                unit = tree.at(unit_id, today)
                self._rivals[unit.level, unit.name_key].append(unit_id)

    def home(self, unit_id: int, after: date) -> Home:
        """Where the unit as it stood on the day (or its last one) is today."""
        key = (unit_id, after)
        found = self._homes.get(key)
        if found is None:
            self._homes[key] = _NOWHERE  # ends a loop, if a file tells one
            found = self._homes[key] = self._found(unit_id, after)
        return found

    def _found(self, unit_id: int, after: date) -> Home:
        later = [one for one in self._following[unit_id] if one.day > after]
        if later:
            return self._followed(unit_id, later)
        if self._is_living(unit_id):
            return Home({unit_id: Fraction(1)})
        return self._with_above(unit_id, after)

    def _followed(self, unit_id: int, later: Sequence[Succession]) -> Home:
        """By what the unit went into on the first day of a change after that day."""
        day = min(one.day for one in later)
        told: dict[int, Fraction | None] = {}
        for one in later:
            if one.day == day:
                told[one.new] = one.share
        stays = self._tree.stands(unit_id, day)
        shares, basis = shared(unit_id if stays else None, told)
        parts: dict[int, Fraction] = defaultdict(Fraction)
        pool = unit_id if len(shares) > 1 else None
        for place, share in sorted(shares.items()):
            home = self.home(place, day)
            for now, part in home.parts.items():
                parts[now] += share * part
            basis = EQUAL if EQUAL in (basis, home.basis) else basis or home.basis
            pool = pool or home.pool
        if len(parts) < 2:
            return Home(dict(parts))
        return Home(dict(parts), basis, pool)

    def _with_above(self, unit_id: int, after: date) -> Home:
        """By its hamlet or its name within what followed the unit above it, else with
        that unit."""
        unit = self._tree.at(unit_id, after)
        if unit.parent_id is None or unit.parent_id not in self._tree:
            return _NOWHERE
        above = self.home(unit.parent_id, after)
        if not above.parts:
            return above
        if unit.hamlet_id is not None and not above.exact:
            hamlet = self.home(unit.hamlet_id, after).only
            if hamlet is not None and self._tree.at(hamlet, self._today).level in (
                "hamlet",
                "commune",
            ):
                place = self._commune_of(hamlet)
                above = Home({place: Fraction(1)}) if place is not None else above
        named = self._by_name(unit, above, after)
        return Home({named: Fraction(1)}) if named is not None else above

    def _by_name(self, unit: Unit, above: Home, after: date) -> int | None:
        """The one present unit of that name under what followed the unit above, if no
        other unit that ended could be it as well."""
        found = [
            candidate
            for level in _FOLLOWS_BY_NAME.get(unit.level, ())
            for candidate in self._same_name(level, unit)
            if any(
                self._tree.is_under(candidate, place, self._today)
                for place in above.parts
            )
        ]
        if len(found) != 1 or found[0] == unit.unit_id:
            return None
        return None if self._has_rival(unit, found[0], after) else found[0]

    def _same_name(self, level: str, unit: Unit) -> list[int]:
        if level == "area":
            bare = unit.written.bare
            return [
                place
                for (of_level, key), places in self._named.items()
                if of_level == "area" and key.partition("|")[2] == bare
                for place in places
            ]
        return self._named.get((level, unit.name_key), [])

    def _has_rival(self, unit: Unit, found: int, after: date) -> bool:
        """Whether another unit of that name ended and may have become the same."""
        above_found = set(self._tree.above(found, self._today))
        for other in self._rivals[unit.level, unit.name_key]:
            parent = self._tree.at(other, after).parent_id
            if other == unit.unit_id or parent is None:
                continue
            if above_found & set(self.home(parent, after).parts):
                return True
        return False

    def _commune_of(self, unit_id: int) -> int | None:
        for step in self._tree.above(unit_id, self._today):
            if self._tree.at(step, self._today).level == "commune":
                return step
        return None

    def _is_living(self, unit_id: int) -> bool:
        """Whether the unit stands today under units that all stand."""
        known = self._lives.get(unit_id)
        if known is None:
            known = all(
                step in self._present for step in self._tree.above(unit_id, self._today)
            )
            self._lives[unit_id] = known
        return known


def shared(
    stays: int | None, told: Mapping[int, Fraction | None]
) -> tuple[dict[int, Fraction], str | None]:
    """The shares of what a unit went into, which sum to 1, and what they rest on.

    stays: the unit itself where it stands on, and keeps the rest. Shares not told are
    equal parts of what the told ones leave; told ones that do not make up the whole,
    with nobody to take the rest, are taken in their proportions.
    """
    known = {place: share for place, share in told.items() if share}
    takers = [place for place, share in told.items() if share is None]
    rest = 1 - sum(known.values(), Fraction(0))
    if stays is not None:
        takers.append(stays)
    if rest <= 0 or not takers:
        whole = 1 - rest
        known = {place: share / whole for place, share in known.items()}
        return known, TOLD if len(known) > 1 else None
    shares = {**known, **dict.fromkeys(takers, rest / len(takers))}
    if len(shares) < 2:
        return shares, None
    return shares, EQUAL if len(takers) > 1 else TOLD


def weights(parts: Mapping[int, Fraction]) -> dict[int, int]:
    """Shares as whole numbers; together they are the whole."""
    total = lcm(*(share.denominator for share in parts.values()))
    if total <= _FINEST:
        return {place: int(share * total) for place, share in parts.items()}
    rounded = {place: int(share * _FINEST) for place, share in parts.items()}
    largest = max(rounded, key=lambda place: (parts[place], -place))
    rounded[largest] += _FINEST - sum(rounded.values())
    return rounded


def carried(connection: duckdb.DuckDBPyConnection, today: date) -> pa.Table:
    """The units of all years told that stand elsewhere today, or in parts; columns as
    `SCHEMA`. A unit that is not in it is itself still there. A unit without any home
    (its province ended and nobody told what followed) has one row with now_id null."""
    tree = load_tree(connection)
    successions = [
        succession_of(row) for row in query.rows(connection, "store/successions")
    ]
    present = [
        int(row["unit_id"]) for row in query.rows(connection, "store/present_units")
    ]
    carrier = Carrier(tree, successions, present, today)
    columns: dict[str, list[object]] = {name: [] for name in SCHEMA.names}
    for row in query.rows(connection, "store/units_of_years"):
        unit_id, year = row["unit_id"], row["year"]
        after = date(year, 12, 31)
        if row["ended"]:
            after = tree.last_day(unit_id, year) or after
        home = carrier.home(unit_id, after)
        if home.only == unit_id:
            continue
        shares = weights(home.parts) if home.parts else {}
        total = sum(shares.values())
        spread = " ".join(f"{now}:{weight}" for now, weight in sorted(shares.items()))
        places: list[tuple[int | None, int]] = [*sorted(shares.items())]
        for now, weight in places or [(None, 1)]:
            line = (
                *(year, unit_id, now, weight, total or 1),
                *(home.basis, home.pool, spread if home.pool else None),
            )
            for name, cell in zip(SCHEMA.names, line, strict=True):
                columns[name].append(cell)
    return pa.table(columns, SCHEMA)


def succession_of(row: Mapping[str, object]) -> Succession:
    """A row of `store/successions` with its share as an exact number."""
    share = row["share"]
    return Succession(
        int(str(row["old_unit_id"])),
        int(str(row["new_unit_id"])),
        row["happened_on"],  # type: ignore[arg-type]
        None if share is None else Fraction(str(share)),
    )
