"""All units in memory, at any date: found by code or name, made, told anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from grassroots import unit_names
from grassroots.unit import EVER, NEVER, Unit
from grassroots.unit_names import UnitName


class Tree:
    """All units in memory, for placing rows; `made` holds those not yet written.

    Reads are by date: a unit's parent is that of the period that holds the date, else
    of the nearest period.
    """

    def __init__(self, versions: Iterable[Unit], last_id: int) -> None:
        self._versions: dict[int, list[Unit]] = defaultdict(list)
        self._by_bare: dict[str, list[int]] = defaultdict(list)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._under: dict[int, set[int]] = defaultdict(set)
        self._directly: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._ever_above: dict[int, frozenset[int]] = {}
        self._last_id = last_id
        self.made: list[Unit] = []
        for version in versions:
            self._hold(version)

    def _hold(self, unit: Unit) -> None:
        bare = unit_names.run_together(unit.written.bare)
        if unit.unit_id not in self._by_bare[bare]:
            self._by_bare[bare].append(unit.unit_id)
        self._versions[unit.unit_id].append(unit)
        if unit.unit_id not in self._by_code[unit.code]:
            self._by_code[unit.code].append(unit.unit_id)
        for above in (unit.parent_id, unit.area_id):
            if above is not None:
                self._under[above].add(unit.unit_id)
                named = self._directly[bare, above]
                if unit.unit_id not in named:
                    named.append(unit.unit_id)

    def __len__(self) -> int:
        return len(self._versions)

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self._versions

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._versions))

    def last_day(self, unit_id: int, year: int) -> date | None:
        """The day within a year on which the unit ended, None where it did not."""
        ends = [
            unit.valid_to
            for unit in self._versions[unit_id]
            if unit.valid_to is not None and unit.valid_to.year == year
        ]
        return max(ends, default=None)

    def next_id(self) -> int:
        """A number that no unit has had."""
        self._last_id += 1
        return self._last_id

    def life(self, unit_id: int) -> list[Unit]:
        """A unit's periods as they were told; empty for a number without a unit."""
        return list(self._versions.get(unit_id, ()))

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

    def by_code(self, code: str, day: date = NEVER) -> int | None:
        """The unit with exactly this code on the day, by default today's. Codes are
        given again: of several units the one whose time with it is nearest."""
        found = self._by_code.get(code, ())
        if len(found) < 2:
            return found[0] if found else None
        return min(
            found,
            key=lambda unit_id: min(
                _days_apart(version, day)
                for version in self._versions[unit_id]
                if version.code == code
            ),
        )

    def provinces(self) -> list[int]:
        """The units that stand under no other, those that have ended last."""
        found = [
            unit_id
            for unit_id, versions in self._versions.items()
            if versions[-1].parent_id is None and versions[-1].level == "province"
        ]
        return sorted(found, key=lambda unit_id: self._ended(unit_id))

    def _ended(self, unit_id: int) -> bool:
        return all(version.valid_to for version in self._versions[unit_id])

    def named(
        self, name: UnitName, levels: Iterable[str], under: int | None, day: date
    ) -> list[int]:
        """The units of these levels with this name under a unit, those standing on the
        day before those that do not; the exact type before one without a type."""
        allowed = set(levels)
        found: list[int] = []
        # Directly under it first: "Thôn 1" stands in every commune.
        bare = unit_names.run_together(name.bare)
        for candidates in self._candidates(bare, under):
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
        self._drop(versions[0].unit_id)
        for unit in versions:
            self._hold(unit)
            self.made.append(unit)

    def forget(self, unit_id: int) -> None:
        """Takes away a unit made for a file that turned out to speak of others. Only
        for one that nothing stands under and no row stands in."""
        self._ever_above.clear()
        self._drop(unit_id)

    def unwritten(self) -> list[Unit]:
        """The lives, as they are told now, of the units made or told anew since `made`
        was cleared: a unit told twice by one file is written once."""
        touched = dict.fromkeys(unit.unit_id for unit in self.made)
        return [unit for unit_id in touched for unit in self.life(unit_id)]

    def _drop(self, unit_id: int) -> None:
        for unit in self._versions.pop(unit_id, ()):
            bare = unit_names.run_together(unit.written.bare)
            self._by_bare[bare] = [
                other for other in self._by_bare[bare] if other != unit.unit_id
            ]
            if unit.unit_id in self._by_code.get(unit.code, ()):
                self._by_code[unit.code].remove(unit.unit_id)
                if not self._by_code[unit.code]:
                    del self._by_code[unit.code]
            for above in (unit.parent_id, unit.area_id):
                if above is not None:
                    self._under[above].discard(unit.unit_id)
                named = self._directly.get((bare, above or 0), [])
                if unit.unit_id in named:
                    named.remove(unit.unit_id)


def _days_apart(unit: Unit, day: date) -> int:
    if (unit.valid_from or EVER) > day:
        return ((unit.valid_from or EVER) - day).days
    if (unit.valid_to or NEVER) < day:
        return (day - (unit.valid_to or NEVER)).days
    return 0
