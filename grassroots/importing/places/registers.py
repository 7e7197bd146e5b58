"""A register of communes, one a row with its district and its province → the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grassroots import unit_names
from grassroots.importing.places import lives
from grassroots.importing.places.contradictions import name_of
from grassroots.importing.places.conversion_rows import Named
from grassroots.importing.places.matching import Finder, Match
from grassroots.units import Tree

WIDE = ("province", "province_code", "district", "district_code")


@dataclass
class Registered:
    """taken: the places of the rows taken in; faults: (place, code, field, other);
    asked: (place, name, units of nearly this name)."""

    taken: list[int] = field(default_factory=list)
    faults: list[tuple[int, str, str, str]] = field(default_factory=list)
    asked: list[tuple[int, str, tuple[int, ...]]] = field(default_factory=list)


class Register:
    """Takes the rows of one register in. A register with districts is of the time
    before July 2025, one without them of the time since: its communes end, or begin,
    with that day where nothing else tells their dates."""

    def __init__(
        self,
        tree: Tree,
        rows: Sequence[Mapping[str, Any]],
        home: int | None,
        said: Mapping[str, str],
    ) -> None:
        self.tree, self.rows, self.home = tree, rows, home
        self.old = any(_named(row, "district") for row in rows)
        turn = lives.DISTRICTS_ENDED
        self.day = lives.before(turn) if self.old else turn
        self.dates: dict[str, date] = (
            {"valid_to": lives.before(turn)} if self.old else {"valid_from": turn}
        )
        self.find = Finder(tree, said)
        self.above: dict[tuple[Any, ...], int] = {}
        self.done = Registered()

    def take(self) -> Registered:
        """Provinces first, then districts, then communes, by code and name."""
        order = sorted(
            range(len(self.rows)),
            key=lambda place: tuple(
                (named.code or "", name_of(named, level))
                for level in ("province", "district", "name")
                for named in [_named(self.rows[place], level)]
            ),
        )
        for place in order:
            self._row(place)
        self.done.taken.sort()
        return self.done

    def _row(self, place: int) -> None:
        row = self.rows[place]
        province = self._province(_named(row, "province"))
        if province is None:
            self._fault(place, "no_province", "province")
            return
        above = province
        if district := _named(row, "district"):
            found = self._under(place, district, "district", province, self.dates)
            if found is None:
                return
            above = found
        commune = _named(row, "name")
        if commune:
            own = {one: row[one] for one in ("valid_from", "valid_to") if row.get(one)}
            if self._under(place, commune, "commune", above, own or self.dates) is None:
                return
        elif not district:
            self._fault(place, "no_name", "name")
            return
        self.done.taken.append(place)

    def _province(self, named: Named) -> int | None:
        if not named:
            return self.home
        place = ("province", name_of(named, "province")[1] or named.code)
        if place not in self.above:
            unit = self.find.province(named, self.day)
            if unit is None:
                if not named.name:
                    return None
                name = unit_names.read(named.name, "province")
                unit = lives.make(self.tree, name, "province", None, named.code)
                lives.tell(self.tree, unit)
            self.above[place] = unit
            self._officially(unit, named.code, None)
        return self.above[place]

    def _under(
        self, place: int, named: Named, level: str, above: int, dates: dict[str, Any]
    ) -> int | None:
        """The unit of a row under another, made where the tree has none."""
        told = (level, above, name_of(named, level), named.code)
        if told in self.above:
            return self.above[told]
        match: Match = self.find.under(
            named, level, above, self.day, directly=level == "commune"
        )
        unit = match.unit
        if match.near:
            shown = unit_names.read(named.name or "", level).shown
            self.done.asked.append((place, shown, match.near))
            return None
        if match.fault:
            where = "name" if level == "commune" else level
            self._fault(place, match.fault, where, match.spelled or "")
            return None
        if unit is None:
            if not named.name:
                self._fault(place, "unknown_unit", "name")
                return None
            name = unit_names.read(named.name, level)
            unit = lives.make(self.tree, name, level, above, named.code)
            lives.tell(self.tree, unit, **dates)
        else:
            self._officially(unit, named.code, above)
        self.above[told] = unit
        return unit

    def _officially(self, unit: int, code: str | None, above: int | None) -> None:
        """A unit that only rosters named gets its code, its place and its dates."""
        known = self.tree.life(unit)
        if len(known) != 1 or known[0].declared:
            return
        changes: dict[str, Any] = {"code": code} if code else {}
        if above is not None:
            changes |= {"parent_id": above, **self.dates}
        lives.tell(self.tree, unit, **changes)

    def _fault(self, place: int, code: str, where: str, other: str = "") -> None:
        self.done.faults.append((place, code, where, other))


def _named(row: Mapping[str, Any], level: str) -> Named:
    code = row.get("code" if level == "name" else f"{level}_code")
    written = str(code).strip() if code else ""
    digits = {"province": 2, "district": 3, "name": 5}[level]
    if written.isdigit():
        written = written.zfill(digits)
    name = row.get(level)
    return Named(str(name).strip() if name else None, written or None)
