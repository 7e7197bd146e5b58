"""A conversion table → the tree: old communes end, new ones begin, what went where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grassroots import unit_names
from grassroots.importing.places import contradictions, lives
from grassroots.importing.places.above import Above
from grassroots.importing.places.contradictions import Fault, Identity
from grassroots.importing.places.conversion_rows import NEW, OLD, Named, Row
from grassroots.importing.places.matching import Finder, Match
from grassroots.units import Tree


@dataclass
class Converted:
    """What one day's rows did. asked: rows whose unit is nearly one that is known,
    with those. spelled: rows matched by a code whose unit the tree writes otherwise.
    left: old districts in which communes stand that the table does not tell of. parts:
    rows of old communes of which only one part is told; stay: of those that stand on
    with what the table does not tell of."""

    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[Row, str, Match]] = field(default_factory=list)
    spelled: list[tuple[Row, str, str]] = field(default_factory=list)
    successions: list[dict[str, Any]] = field(default_factory=list)
    left: dict[int, list[int]] = field(default_factory=dict)
    parts: list[Row] = field(default_factory=list)
    stay: list[Row] = field(default_factory=list)
    loaded: list[Row] = field(default_factory=list)


class Conversion:
    """The rows of one day, worked into a tree: the same tree whatever their order."""

    def __init__(
        self, tree: Tree, day: date, home: int | None, said: Mapping[str, str]
    ) -> None:
        """home: the province of rows that name none."""
        self.tree, self.day, self.eve = tree, day, lives.before(day)
        self.find = Finder(tree, said)
        self.above = Above(tree, day, home, self.find)
        self.done = Converted()
        self.no_districts = day >= lives.DISTRICTS_ENDED

    def take(self, rows: Sequence[Row]) -> Converted:
        """Works the rows in; those at fault are in `faults` and change nothing."""
        self._of, self.done.faults = contradictions.identities(rows)
        rows = self._without_faults(rows)
        self.done.faults += contradictions.repeated(rows, self._of)
        rows = self._without_faults(rows)
        self._count(rows)
        self.done.faults += contradictions.find(rows, self._of)
        old = self._old_units(self._grouped(self._without_faults(rows), 0))
        rows = self._without_faults([row for row in rows if id(row) in old])
        # Two writings of one commune are one from here on.
        for row in rows:
            self._of[id(row)] = (("unit", old[id(row)]), self._of[id(row)][1])
        self._count(rows)
        self.done.faults += contradictions.find(rows, self._of)
        rows = self._without_faults(rows)
        new = self._new_units(self._grouped(rows, 1), old)
        rows = [row for row in rows if id(row) in new]
        self._succeed(rows, old, new)
        districts = {self.above.district_of(old[id(row)]) for row in rows} - {None}
        left = self.above.end_districts(one for one in districts if one is not None)
        self.done.left = left if self.no_districts else {}
        self._end_provinces(rows)
        self.done.loaded = rows
        return self.done

    def _grouped(self, rows: Sequence[Row], side: int) -> dict[Identity, list[Row]]:
        return contradictions.grouped(rows, lambda row: self._of[id(row)][side])

    def _count(self, rows: Sequence[Row]) -> None:
        """What the table says as a whole, rows at fault included: to how many new
        communes each old one went, and from how many each new one came."""
        pairs = {self._of[id(row)] for row in rows}
        self._news = Counter(old for old, _ in pairs)
        self._olds = Counter(new for _, new in pairs)
        self._with_communes = {
            contradictions.name_of(row.old.district, "district")
            for row in rows
            if row.old.commune
        }
        self._new_names = {
            contradictions.name_of(row.new.commune, "commune") for row in rows
        }

    def _without_faults(self, rows: Sequence[Row]) -> list[Row]:
        faulty = {id(fault.row) for fault in self.done.faults}
        return [row for row in rows if id(row) not in faulty]

    def _old_units(self, groups: dict[Identity, list[Row]]) -> dict[int, int]:
        """The old unit of each row, by the row's id()."""
        found: dict[int, int] = {}
        for told in groups.values():
            row = told[0]
            province = self.above.province(row.old.province, new=False)
            district = self.above.old_district(row.old.district, province)
            if not row.old.commune:
                named = contradictions.name_of(row.old.district, "district")
                if named in self._with_communes or district.unit is None:
                    self._fault(told, "no_old_unit", OLD)
                    continue
                match = district
            elif district.fault or district.near:
                self._doubt(told, "old_district", row.old.district, district)
                continue
            else:
                match = self._old_commune(row, district.unit, province)
            if match.unit is None:
                self._doubt(told, OLD, row.old.commune, match)
                continue
            if match.spelled:
                self.done.spelled.append((row, OLD, match.spelled))
            found |= dict.fromkeys(map(id, told), match.unit)
        return found

    def _old_commune(
        self, row: Row, district: int | None, province: int | None
    ) -> Match:
        named = row.old.commune
        above = district if district is not None else province
        match = self.find.under(named, "commune", above, self.eve)
        if match.unit is not None:
            self.above.officially(match.unit, named.code, district)
            return match
        if match.fault or match.near:
            return match
        # Which district it stood in nobody says, so it cannot be made.
        if not named.name or district is None:
            return Match(fault="unknown_unit")
        told = contradictions.name_of(named, "commune")
        if province is not None and told not in self._new_names:
            near = self.find.unplaced(named, province, self.eve)
            if near:
                return Match(near=near)
        name = unit_names.read(named.name, "commune")
        unit = lives.make(self.tree, name, "commune", district, named.code)
        lives.tell(self.tree, unit)
        return Match(unit)

    def _new_units(
        self, groups: dict[Identity, list[Row]], old: dict[int, int]
    ) -> dict[int, int]:
        """The new unit of each row, by the row's id()."""
        found: dict[int, int] = {}
        ended = set(old.values())
        for told in groups.values():
            row = told[0]
            province = self.above.province(row.new.province, new=True)
            if province is None:
                self._fault(told, "no_province", NEW)
                continue
            parent = Match(province)
            if not self.no_districts:
                parent = self._new_district(row, province, old)
            if parent.unit is None:
                self._doubt(told, "new_district", row.new.district, parent)
                continue
            area = self._area(told, old, province) if self.no_districts else None
            unit = self._new_commune(told, parent.unit, area, old, ended)
            if unit is not None:
                found |= dict.fromkeys(map(id, told), unit)
        return found

    def _new_commune(
        self,
        told: list[Row],
        parent: int,
        area: int | None,
        old: dict[int, int],
        ended: set[int],
    ) -> int | None:
        """The new commune of some rows: known, the old one moved, or made."""
        named = told[0].new.commune
        changes: dict[str, Any] = {"parent_id": parent}
        if area is not None:
            changes["area_id"] = area
        if named.code:
            changes["code"] = named.code
        match = self.find.under(
            named, "commune", parent, self.day, directly=True, without=ended
        )
        if match.unit is not None:
            if self.tree.at(match.unit, self.day).area_id is not None:
                changes.pop("area_id", None)
            lives.begin(self.tree, match.unit, self.day, **changes)
            return match.unit
        same = self._unchanged(told[0], old[id(told[0])])
        if same is not None:
            lives.move(self.tree, same, self.day, **changes)
            return same
        if match.near or match.fault or not named.name:
            self._doubt(told, NEW, named, match)
            return None
        name = unit_names.read(named.name, "commune")
        unit = lives.make(self.tree, name, "commune", parent, named.code)
        lives.tell(self.tree, unit, valid_from=self.day, area_id=area)
        return unit

    def _new_district(self, row: Row, province: int, old: dict[int, int]) -> Match:
        """The district of a new commune before July 2025: told, else the old one's."""
        if row.new.district:
            return self.above.new_district(row.new.district, province)
        return Match(self.tree.at(old[id(row)], self.eve).parent_id)

    def _unchanged(self, row: Row, old: int) -> int | None:
        """The old commune that goes on as the new one: of the same name and code, all
        of it and nothing else."""
        named = row.new.commune
        if self._olds[self._of[id(row)][1]] > 1 or self._share(row) != 1:
            return None
        if not named.name or not row.old.commune:
            return None
        name = unit_names.read(named.name, "commune")
        codes = {named.code, row.old.commune.code} - {None}
        alike = unit_names.same(self.tree.at(old, self.eve).written, name)
        return old if alike and len(codes) < 2 else None

    def _area(self, told: list[Row], old: dict[int, int], province: int) -> int | None:
        """The area of a new commune: that of the former district from which most of
        its old communes came, whole ones counted first; of several the first by code,
        so that the order of the rows does not matter."""
        counts: Counter[int] = Counter()
        for row in told:
            district = self.above.district_of(old[id(row)])
            if district is not None:
                # One whole commune counts for more than all parts together.
                counts[district] += len(told) + 1 if self._share(row) == 1 else 1
        if not counts:
            return None
        most = max(counts.values())
        first = min(
            (unit for unit, count in counts.items() if count == most),
            key=lambda unit: (self.tree.at(unit, self.eve).code, unit),
        )
        return self.above.area(first, province)

    def _share(self, row: Row) -> float | None:
        return contradictions.share_of(row, self._news[self._of[id(row)][0]])

    def _succeed(
        self, rows: Sequence[Row], old: dict[int, int], new: dict[int, int]
    ) -> None:
        by_old: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_old[old[id(row)]].append(row)
        for unit, told in by_old.items():
            if all(new[id(row)] == unit for row in told):
                continue  # it goes on as the same unit
            shares = [self._share(row) for row in told]
            whole = None not in shares and sum(filter(None, shares)) > 1 - 1e-6
            if whole or self.no_districts:
                # No district, no commune in it: also where a part is not told of.
                lives.end(self.tree, unit, self.day)
            else:
                self.done.stay.append(told[0])
            if contradictions.only_a_part(told) and self.no_districts:
                self.done.parts.append(told[0])
            for row, share in zip(told, shares, strict=True):
                self._add(unit, new[id(row)], share)

    def _add(self, old: int, new: int, share: float | None) -> None:
        self.done.successions.append(
            {
                "old_unit_id": old,
                "new_unit_id": new,
                "happened_on": self.day,
                "share": share,
            }
        )

    def _end_provinces(self, rows: Sequence[Row]) -> None:
        into: dict[int, set[int]] = defaultdict(set)
        for row in rows:
            one = self.above.province(row.old.province, new=False)
            other = self.above.province(row.new.province, new=False)
            if one is not None and other is not None:
                into[one].add(other)
        for one, other, whole in self.above.end_provinces(into):
            self._add(one, other, 1.0 if whole else None)

    def _fault(
        self, rows: Sequence[Row], code: str, where: str, other: str = ""
    ) -> None:
        self.done.faults += [Fault(row, code, where, other) for row in rows]

    def _doubt(self, rows: list[Row], where: str, named: Named, match: Match) -> None:
        if match.near:
            self.done.asked.append((rows[0], where, match))
            return
        other = match.spelled or named.name or named.code or ""
        self._fault(rows, match.fault or "unknown_unit", where, other)
