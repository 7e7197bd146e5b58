"""The tree of units at any date: who stands under whom, found by code or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import duckdb

from grassroots import query, unit_names
from grassroots.unit_names import UnitName

LEVELS = (
    "province",
    "area",
    "district",
    "commune",
    "organisation",
    "subcommittee",
    "cell",
    "hamlet",
)
UNNAMED_PROVINCE = "Toàn tỉnh"
_EVER, _NEVER = date.min, date.max


@dataclass(frozen=True)
class Unit:
    """One period of a unit's life. name_key is `type|bare name` (see unit_names)."""

    unit_id: int
    code: str
    name: str
    name_key: str
    level: str
    kind: str | None = None
    parent_id: int | None = None
    area_id: int | None = None
    hamlet_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    expected: bool | None = None
    declared: bool = False

    def stands_on(self, day: date) -> bool:
        """Whether the period holds the day."""
        return (self.valid_from or _EVER) <= day <= (self.valid_to or _NEVER)

    @cached_property
    def written(self) -> UnitName:
        """The name as unit_names reads it."""
        kind, _, bare = self.name_key.partition("|")
        return UnitName(self.name, self.level, kind, bare)


class Tree:
    """All units in memory, for placing rows; `made` holds those not yet written.

    Reads are by date: a unit's parent is that of the period that holds the date, else
    of the nearest period.
    """

    def __init__(self, versions: Iterable[Unit], last_id: int) -> None:
        self._versions: dict[int, list[Unit]] = defaultdict(list)
        self._by_bare: dict[str, list[int]] = defaultdict(list)
        self._by_code: dict[str, int] = {}
        self._under: dict[int, set[int]] = defaultdict(set)
        self._directly: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._ever_above: dict[int, frozenset[int]] = {}
        self._last_id = last_id
        self.made: list[Unit] = []
        for version in versions:
            self._hold(version)

    def _hold(self, unit: Unit) -> None:
        if unit.unit_id not in self._by_bare[unit.written.bare]:
            self._by_bare[unit.written.bare].append(unit.unit_id)
        self._versions[unit.unit_id].append(unit)
        self._by_code.setdefault(unit.code, unit.unit_id)
        for above in (unit.parent_id, unit.area_id):
            if above is not None:
                self._under[above].add(unit.unit_id)
                named = self._directly[unit.written.bare, above]
                if unit.unit_id not in named:
                    named.append(unit.unit_id)

    def __len__(self) -> int:
        return len(self._versions)

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self._versions

    def next_id(self) -> int:
        """A number that no unit has had."""
        self._last_id += 1
        return self._last_id

    def at(self, unit_id: int, day: date) -> Unit:
        """The unit as it stood on the day, else in its nearest period."""
        versions = self._versions[unit_id]
        if len(versions) == 1:
            return versions[0]
        return min(versions, key=lambda unit: _days_apart(unit, day))

    def stands(self, unit_id: int, day: date) -> bool:
        """Whether the unit existed on the day."""
        return any(unit.stands_on(day) for unit in self._versions[unit_id])

    def above(self, unit_id: int, day: date) -> Iterator[int]:
        """The unit itself, then its parents up to the province, the nearest first."""
        current: int | None = unit_id
        seen: set[int] = set()
        while current is not None and current not in seen:
            seen.add(current)
            yield current
            current = self.at(current, day).parent_id

    def is_under(self, unit_id: int, ancestor: int, day: date) -> bool:
        """Whether the unit is the ancestor, or stands under it or in its area."""
        return any(
            step == ancestor or self.at(step, day).area_id == ancestor
            for step in self.above(unit_id, day)
        )

    def _ever(self, unit_id: int) -> frozenset[int]:
        """The unit and all that it ever stood under: what rules most units out."""
        known = self._ever_above.get(unit_id)
        if known is None:
            self._ever_above[unit_id] = frozenset((unit_id,))  # ends a loop, if any
            above = {
                step
                for version in self._versions[unit_id]
                for parent in (version.parent_id, version.area_id)
                if parent is not None
                for step in self._ever(parent)
            }
            known = self._ever_above[unit_id] = frozenset((unit_id, *above))
        return known

    def children(self, unit_id: int, day: date) -> list[int]:
        """The units directly under a unit, or in an area, on the day."""
        return [
            child
            for child in sorted(self._under.get(unit_id, ()))
            if self.stands(child, day)
            and unit_id in (self.at(child, day).parent_id, self.at(child, day).area_id)
        ]

    def by_code(self, code: str) -> int | None:
        """The unit with exactly this code."""
        return self._by_code.get(code)

    def provinces(self) -> list[int]:
        """The units that stand under no other."""
        return [
            unit_id
            for unit_id, versions in self._versions.items()
            if versions[-1].parent_id is None and versions[-1].level == "province"
        ]

    def named(
        self, name: UnitName, levels: Iterable[str], under: int | None, day: date
    ) -> list[int]:
        """The units of these levels with this name under a unit, those standing on the
        day before those that do not; the exact type before one without a type."""
        allowed = set(levels)
        found: list[int] = []
        # Directly under it first: "Thôn 1" stands in every commune.
        for candidates in self._candidates(name.bare, under):
            for unit_id in candidates:
                unit = self.at(unit_id, day)
                if (
                    unit.level in allowed
                    and unit_names.same(unit.written, name)
                    and (under is None or self.is_under(unit_id, under, day))
                ):
                    found.append(unit_id)
            if found:
                break
        for wanted in (
            lambda unit_id: self.stands(unit_id, day),
            lambda unit_id: self.at(unit_id, day).written.type == name.type,
        ):
            found = [unit_id for unit_id in found if wanted(unit_id)] or found
        return found

    def _candidates(self, bare: str, under: int | None) -> Iterator[list[int]]:
        """The units of a bare name: those directly under a unit, then all others that
        ever stood under it."""
        direct: list[int] = []
        if under is not None:
            direct = self._directly.get((bare, under), [])
            yield direct
        yield [
            unit
            for unit in self._by_bare.get(bare, [])
            if unit not in direct and (under is None or under in self._ever(unit))
        ]

    def near(
        self, name: UnitName, levels: Iterable[str], parent: int, day: date
    ) -> list[int]:
        """The units directly under a parent whose names are nearly this one."""
        allowed = set(levels)
        return [
            child
            for child in sorted(self._under.get(parent, ()))
            if (unit := self.at(child, day)).level in allowed
            and unit_names.near(unit.written.bare, name.bare)
            and self.stands(child, day)
        ]

    def make(
        self,
        name: UnitName,
        level: str,
        parent: int | None,
        *,
        kind: str | None = None,
        hamlet: int | None = None,
    ) -> int:
        """Adds a unit that a roster names; its code is its parent's and a number."""
        unit_id = self.next_id()
        siblings = len(self._under.get(parent, ())) if parent is not None else 0
        above = self._versions[parent][-1].code + "." if parent is not None else "T"
        number = siblings + 1
        while (code := f"{above}{number:02d}") in self._by_code:
            number += 1
        unit = Unit(
            unit_id, code, name.shown, name.key, level, kind, parent, hamlet_id=hamlet
        )
        self._hold(unit)
        self.made.append(unit)
        return unit_id

    def rename(self, unit_id: int, name: UnitName) -> int:
        """Gives a unit that only a roster named its real name, in all its periods."""
        self.declare(
            [
                replace(unit, name=name.shown, name_key=name.key)
                for unit in self._versions[unit_id]
            ]
        )
        return unit_id

    def declare(self, versions: list[Unit]) -> None:
        """Takes a unit's life as a units roster tells it, in place of what it was."""
        self._ever_above.clear()
        old = self._versions.pop(versions[0].unit_id, [])
        for unit in old:
            self._by_bare[unit.written.bare] = [
                other
                for other in self._by_bare[unit.written.bare]
                if other != unit.unit_id
            ]
            if self._by_code.get(unit.code) == unit.unit_id:
                del self._by_code[unit.code]
            for above in (unit.parent_id, unit.area_id):
                named = self._directly.get((unit.written.bare, above or 0), [])
                if unit.unit_id in named:
                    named.remove(unit.unit_id)
        for unit in versions:
            self._hold(unit)
            self.made.append(unit)


def _days_apart(unit: Unit, day: date) -> int:
    if (unit.valid_from or _EVER) > day:
        return ((unit.valid_from or _EVER) - day).days
    if (unit.valid_to or _NEVER) < day:
        return (day - (unit.valid_to or _NEVER)).days
    return 0


def load_tree(connection: duckdb.DuckDBPyConnection) -> Tree:
    """The tree as the file holds it now."""
    return Tree(
        (Unit(**row) for row in query.rows(connection, "store/unit_versions")),
        query.value(connection, "store/last_unit_id"),
    )


def of_year(connection: duckdb.DuckDBPyConnection, year: int) -> dict[int, Unit]:
    """The units of a year as they stood at its end, by number; empty without data."""
    return {
        row["unit_id"]: Unit(**row)
        for row in query.rows(connection, "store/tree_of_year", year=year)
    }


def find(connection: duckdb.DuckDBPyConnection, year: int, named: str) -> list[Unit]:
    """The units of a year with this code or this name; none, one, or several."""
    return named_in(of_year(connection, year), named)


def named_in(units: dict[int, Unit], named: str) -> list[Unit]:
    """As `find`, from the units of a year already at hand."""
    by_code = [unit for unit in units.values() if unit.code == named]
    if by_code:
        return by_code
    name = unit_names.read(named)
    return [
        unit
        for unit in units.values()
        if unit_names.same(unit.written, name)
        and (name.level is None or name.level == unit.level)
    ]


def path(connection: duckdb.DuckDBPyConnection, year: int, unit_id: int) -> list[Unit]:
    """The units from the province down to this one, its area included; empty where
    the unit did not stand in that year."""
    return path_in(of_year(connection, year), unit_id)


def path_in(units: dict[int, Unit], unit_id: int) -> list[Unit]:
    """As `path`, from the units of a year already at hand."""
    steps: list[Unit] = []
    current = units.get(unit_id)
    while current is not None and current not in steps:
        steps.append(current)
        area = units.get(current.area_id) if current.area_id else None
        above = units.get(current.parent_id) if current.parent_id else None
        if area is not None and (above is None or above.level == "province"):
            steps.append(area)
        current = above
    return steps[::-1]


def children(
    connection: duckdb.DuckDBPyConnection, year: int, unit_id: int
) -> list[Unit]:
    """The next step down in a year, by code: under a province its areas (once
    communes stand directly under it), districts and sector committees, and the
    communes of no area; under an area its communes; else the direct children."""
    return children_in(of_year(connection, year), unit_id)


def children_in(units: dict[int, Unit], unit_id: int) -> list[Unit]:
    """As `children`, from the units of a year already at hand."""
    chosen = units.get(unit_id)
    if chosen is None:
        return []
    if chosen.level == "area":
        found = [unit for unit in units.values() if unit.area_id == unit_id]
        top = {unit.parent_id for unit in found}
        direct = [unit for unit in found if unit.level == "commune"] or found
        return _by_code(direct if top else found)
    direct = [
        unit
        for unit in units.values()
        if unit.parent_id == unit_id and unit.level != "area"
    ]
    if chosen.level != "province":
        return _by_code(direct)
    areas = {unit.area_id for unit in direct if unit.area_id in units}
    return _by_code(
        [unit for unit in direct if unit.area_id not in areas]
        + [units[area] for area in areas if area is not None]
    )


def _by_code(units: list[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: unit.code)
