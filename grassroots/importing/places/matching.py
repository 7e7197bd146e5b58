"""A unit that a table names by code or by name, with the units above it → the unit of
the tree on a day; none, or a doubt that a person must settle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grassroots import unit_names
from grassroots.importing.places.conversion_rows import Named
from grassroots.unit_names import UnitName
from grassroots.units import UNNAMED_PROVINCE, Tree


@dataclass(frozen=True)
class Match:
    """unit: the one meant. fault: why none can be told (other_code: the code is that
    of a unit of another name; several_units; not_standing). near: units of nearly this
    name, one of which may be meant. spelled: how the tree writes a name that the table
    writes differently beside the same code."""

    unit: int | None = None
    fault: str | None = None
    near: tuple[int, ...] = ()
    spelled: str | None = None


NONE = Match()


@dataclass
class Finder:
    """Finds units of the tree as it was before the table: what the table makes itself
    is not looked for here. said: a written name → a code or "new", by a person."""

    tree: Tree
    said: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = set(self.tree)
        self._provinces: dict[str, list[int]] = {}
        for unit in self.tree.provinces():
            for period in self.tree.life(unit):
                if period.name != UNNAMED_PROVINCE:
                    bare = unit_names.run_together(period.written.bare)
                    self._provinces.setdefault(bare, []).append(unit)

    def province(self, named: Named, day: date) -> int | None:
        """The province of a name, else of a code; of several of one name the one that
        stands on the day."""
        if named.name:
            name = unit_names.read(named.name, "province")
            found = self._provinces.get(unit_names.run_together(name.bare), [])
            found = [unit for unit in found if self.tree.stands(unit, day)] or found
            return found[0] if found else None
        unit = self.tree.by_code(named.code, day) if named.code else None
        return unit if unit is not None and self._is(unit, "province", day) else None

    def under(
        self,
        named: Named,
        level: str,
        above: int | None,
        day: date,
        *,
        directly: bool = False,
        without: frozenset[int] | set[int] = frozenset(),
    ) -> Match:
        """The unit of a level that stood on the day under another (directly: right
        under it): by its code, else by its name."""
        coded = self._coded(named, level, above, day, without)
        if coded is not NONE:
            return coded
        if not named.name:
            return NONE
        name = unit_names.read(named.name, level)
        told = self.said.get(name.shown)
        if told and told != "new":
            meant = self.tree.by_code(told, day)
            if meant is not None and meant in self.known:
                return Match(meant)
        found = [
            unit
            for unit in self.tree.named(name, (level,), above, day)
            if unit in self.known and unit not in without
        ]
        if directly:
            found = [u for u in found if self.tree.at(u, day).parent_id == above]
        standing = [unit for unit in found if self.tree.stands(unit, day)]
        if len(standing) > 1:
            return Match(fault="several_units")
        if standing:
            return Match(standing[0])
        if found and not directly:
            return Match(fault="not_standing")
        if told == "new" or above is None or above not in self.known:
            return NONE
        near = self.tree.near(name, (level,), above, day)
        return Match(
            near=tuple(u for u in near if u in self.known and u not in without)
        )

    def unplaced(self, named: Named, province: int, day: date) -> tuple[int, ...]:
        """Communes of a name that a roster named without the unit above them, so that
        they stand right under the province: one of them may be meant."""
        name = unit_names.read(named.name or "", "commune")
        if self.said.get(name.shown) == "new":
            return ()
        return tuple(
            unit
            for unit in self.tree.named(name, ("commune",), province, day)
            if unit in self.known
            and not self.tree.at(unit, day).declared
            and self.tree.at(unit, day).parent_id == province
        )

    def _coded(
        self,
        named: Named,
        level: str,
        above: int | None,
        day: date,
        without: frozenset[int] | set[int],
    ) -> Match:
        """The unit with the code: of this name, or one that stands where the table says
        and is only spelled differently."""
        unit = self.tree.by_code(named.code, day) if named.code else None
        if unit is None or unit not in self.known or unit in without:
            return NONE
        if not self._is(unit, level, day):
            return NONE
        if not named.name:
            return Match(unit)
        name = unit_names.read(named.name, level)
        known = self.tree.at(unit, day)
        if unit_names.same(known.written, name):
            return Match(unit)
        spelled = known.name
        if above is not None and known.parent_id == above:
            return Match(unit, spelled=spelled)
        if _likely(known.written, name):
            return Match(unit, spelled=spelled)
        return Match(fault="other_code", spelled=spelled)

    def _is(self, unit: int, level: str, day: date) -> bool:
        return self.tree.at(unit, day).level == level and self.tree.stands(unit, day)


def _likely(one: UnitName, other: UnitName) -> bool:
    return one.type == other.type and unit_names.near(one.bare, other.bare)
