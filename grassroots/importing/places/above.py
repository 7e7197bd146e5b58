"""The provinces, districts and areas of a conversion table's communes: known or made,
and ended where nothing of them is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from grassroots import unit_names
from grassroots.importing.places import contradictions, lives
from grassroots.importing.places.contradictions import Identity
from grassroots.importing.places.conversion_rows import Named
from grassroots.importing.places.matching import NONE, Finder, Match
from grassroots.unit_names import UnitName
from grassroots.units import Tree


class Above:
    """The units above the communes of one day's change. home: the province of rows
    that name none."""

    def __init__(self, tree: Tree, day: date, home: int | None, find: Finder) -> None:
        self.tree, self.day, self.eve = tree, day, lives.before(day)
        self.home, self.find = home, find
        self._provinces: dict[str, int] = {}
        self._districts: dict[Identity, int] = {}

    def province(self, named: Named, *, new: bool) -> int | None:
        """The province of a row: known, or made; None where nothing tells any. One of
        the same name is the same, also by another code."""
        if not named:
            return self.home
        day = self.day if new else self.eve
        bare = contradictions.name_of(named, "province")[1] or str(named.code)
        if bare not in self._provinces:
            unit = self.find.province(named, day)
            if unit is None:
                if not named.name:
                    return None
                name = unit_names.read(named.name, "province")
                unit = lives.make(self.tree, name, "province", None, named.code)
                lives.tell(self.tree, unit, **({"valid_from": self.day} if new else {}))
            self._provinces[bare] = unit
        unit = self._provinces[bare]
        self.officially(unit, named.code)
        code = self.tree.at(unit, self.day).code
        if new and named.code and named.code != code and self.tree.stands(unit, day):
            lives.move(self.tree, unit, self.day, code=named.code)
        return unit

    def old_district(self, named: Named, province: int | None) -> Match:
        """The district of an old commune, made where the tree has none of the name."""
        if not named:
            return NONE
        place = _place(named, province)
        if place in self._districts:
            return Match(self._districts[place])
        found = self.find.under(named, "district", province, self.eve)
        if found.unit is None and not found.fault and not found.near:
            if not named.name or province is None:
                return Match(fault="unknown_unit")
            name = unit_names.read(named.name, "district")
            unit = lives.make(self.tree, name, "district", province, named.code)
            lives.tell(self.tree, unit)
            found = Match(unit)
        if found.unit is not None:
            self._districts[place] = found.unit
            self.officially(found.unit, named.code)
        return found

    def new_district(self, named: Named, province: int) -> Match:
        """The district of a new commune, before July 2025."""
        place = _place(named, province)
        if place in self._districts:
            return Match(self._districts[place])
        found = self.find.under(named, "district", province, self.day)
        if found.unit is None and not found.fault and not found.near:
            if not named.name:
                return Match(fault="unknown_unit")
            name = unit_names.read(named.name, "district")
            unit = lives.make(self.tree, name, "district", province, named.code)
            lives.tell(self.tree, unit, valid_from=self.day)
            found = Match(unit)
        if found.unit is not None:
            self._districts[place] = found.unit
        return found

    def officially(self, unit: int, code: str | None, above: int | None = None) -> None:
        """Gives a unit that only rosters named the code of the table, and puts it
        under the district that the table tells."""
        known = self.tree.life(unit)
        if len(known) == 1 and not known[0].declared:
            changes: dict[str, Any] = {"code": code} if code else {}
            if above is not None and self.is_district(above):
                changes["parent_id"] = above
            lives.tell(self.tree, unit, **changes)

    def is_district(self, unit: int) -> bool:
        """Whether a unit was a district on the eve of the change."""
        return self.tree.at(unit, self.eve).level == "district"

    def district_of(self, commune: int) -> int | None:
        """The old district of a commune; of a district without communes itself."""
        if self.is_district(commune):
            return commune
        above = self.tree.at(commune, self.eve).parent_id
        return above if above is not None and self.is_district(above) else None

    def area(self, district: int, province: int) -> int:
        """The area of a province named as a former district, made where missing."""
        former = self.tree.at(district, self.eve).written
        words = former.shown.split(" ")
        first = words[0].lower() if former.type else words[0]
        shown = " ".join(("Địa bàn", first, *words[1:]))
        kind = f"địa bàn {former.type}".strip()
        name = UnitName(shown, "area", kind, former.bare)
        found = [
            unit
            for unit in self.tree.named(name, ("area",), province, date.max)
            if self.tree.at(unit, date.max).parent_id == province
        ]
        return found[0] if found else self.tree.make(name, "area", province)

    def communes(self, above: int) -> list[int]:
        """The communes that stand right under a unit once the day has come."""
        return [
            unit
            for unit in self.tree.children(above, self.day)
            if self.tree.at(unit, self.day).level == "commune"
            and self.tree.at(unit, self.day).parent_id == above
        ]

    def end_districts(self, districts: Iterable[int]) -> dict[int, list[int]]:
        """Ends the districts that have no commune left; comes back with the others and
        their communes."""
        left = {}
        for district in sorted(districts):
            communes = self.communes(district)
            if communes:
                left[district] = communes
            else:
                lives.end(self.tree, district, self.day)
        return left

    def end_provinces(self, into: dict[int, set[int]]) -> list[tuple[int, int, bool]]:
        """Ends the old provinces that no new commune stands in and no old one is left
        in. into: for each the provinces that its communes went to. Comes back with what
        went where, and whether as a whole."""
        standing = {other for others in into.values() for other in others}
        went = []
        for province, others in sorted(into.items()):
            if province in standing:
                continue
            districts = [
                unit
                for unit in self.tree.children(province, self.day)
                if self.is_district(unit)
            ]
            if self.communes(province) or any(map(self.communes, districts)):
                continue
            lives.end(self.tree, province, self.day)
            went += [(province, other, len(others) == 1) for other in sorted(others)]
        return went


def _place(named: Named, province: int | None) -> Identity:
    told = contradictions.name_of(named, "district") if named.name else named.code
    return (province, told)
