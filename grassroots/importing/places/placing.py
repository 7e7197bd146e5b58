"""Names of units in rows → units of the tree: found, made, or asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from grassroots import unit_names
from grassroots.importing.places.lives import DISTRICTS_ENDED
from grassroots.importing.report import Answers
from grassroots.unit_names import UnitName
from grassroots.units import LEVELS, UNNAMED_PROVINCE, Tree

# The columns that name units, from the highest to the lowest.
COLUMNS = (
    "province",
    "district",
    "area",
    "commune",
    "organisation",
    "unit_name",
    "subcommittee",
    "cell",
    "hamlet",
)
_HEADING_LEVEL = {column: column for column in COLUMNS if column != "unit_name"}
# A unit that appears this seldom beside a like-named one may be a slip of the pen.
_SELDOM, _OFTEN = 3, 3
_STANDING = ("ban thường vụ ", "btv ", "thường trực ")

Names = tuple[str | None, ...]


@dataclass(frozen=True)
class Doubt:
    """A name that a person must decide about. code: near_unit, ambiguous_unit."""

    code: str
    written: str
    names: Names
    options: tuple[tuple[str, str], ...]


@dataclass
class Placer:
    """Places the rows of one table. `context` is the unit that the table speaks for.

    said: a written name → the code of the unit meant, or "new", as a person decided.
    """

    tree: Tree
    day: date
    context: int
    said: Mapping[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    made: dict[int, Names] = field(default_factory=dict)

    def place(
        self, names: Names, level: str | None, section: Sequence[UnitName] | None
    ) -> int:
        """The unit of a row: the lowest one it names, below those of its section, which
        are given from the highest to the lowest.

        names: one a column of COLUMNS. level: what the row says of itself
        (grassroots_cell, cell, …), for the level of a unit not known yet.
        """
        current = self.context
        for name in section or ():
            current = self._step(current, name, names, None)
        for column, written in zip(COLUMNS, names, strict=True):
            if not written:
                continue
            heading = _HEADING_LEVEL.get(column)
            if column in ("organisation", "unit_name", "cell") and level:
                heading = _level_of(level, heading)
                written = _without_standing(written, level)
            name = unit_names.read(written, heading)
            current = self._step(current, name, names, level)
        return current

    def _step(
        self, current: int, name: UnitName, names: Names, row_level: str | None
    ) -> int:
        level = self._level(name, current, row_level)
        here = self.tree.at(current, self.day)
        if _is_itself(here.written, name, here.level, level):
            return current
        said = self.said.get(name.shown)
        if said and said != "new":
            unit = self.tree.by_code(said, self.day)
            if unit is not None:
                return self._below(unit, current, level)
        levels = _interchangeable(level, name)
        found = self.tree.named(name, levels, current, self.day)
        if not found and level in ("province", "district", "area"):
            # A row may name a unit that stands beside or above the table's own.
            found = self.tree.named(name, levels, None, self.day)
        if len(found) > 1:
            direct = [
                unit
                for unit in found
                if self.tree.at(unit, self.day).parent_id == current
            ]
            found = direct or found
        if len(found) == 1 and self._is_of_before(found[0], level, current):
            if said != "new":
                self._doubt("near_unit", name, names, found)
                return found[0]
            found = []
        if len(found) == 1:
            return found[0]
        if found:
            self._doubt("ambiguous_unit", name, names, found)
            return found[0]
        near = [] if said == "new" else self.tree.near(name, levels, current, self.day)
        near = [unit for unit in near if unit not in self.made]
        near += [] if said == "new" else self._unplaced(name, levels, current)
        made = self._make(name, level, current, names)
        if near:
            self._doubt("near_unit", name, names, near)
        return made

    def _unplaced(
        self, name: UnitName, levels: tuple[str, ...], current: int
    ) -> list[int]:
        """Units of this name that a roster named without the unit above them, so that
        they stand right under the province: one of them may be meant."""
        if "commune" not in levels or self.tree.at(current, self.day).level not in (
            "district",
            "area",
        ):
            return []
        top = self._top(current)
        return [
            unit
            for unit in self.tree.named(name, levels, top, self.day)
            if not self.tree.at(unit, self.day).declared
            and self.tree.at(unit, self.day).parent_id == top
            and unit not in self.made
        ]

    def _is_of_before(self, unit: int, level: str, current: int) -> bool:
        """Whether a commune that only rosters named, in a district, may be another one
        than that of its name right under the province, where communes stand since July
        2025."""
        known = self.tree.at(unit, self.day)
        if level != "commune" or self.day < DISTRICTS_ENDED or known.declared:
            return False
        above = known.parent_id
        return (
            above is not None
            and above != current
            and self.tree.at(above, self.day).level == "district"
            and self.tree.at(current, self.day).level == "province"
        )

    def _below(self, unit: int, current: int, level: str) -> int:
        """The unit that a person meant, put under the district that names it where it
        stood right under the province only since nobody had said more."""
        known = self.tree.at(unit, self.day)
        above = self.tree.at(current, self.day)
        if (
            level == "commune"
            and above.level == "district"
            and not known.declared
            and known.parent_id == self._top(current)
        ):
            self.tree.declare([replace(known, parent_id=current)])
        return unit

    def _level(self, name: UnitName, current: int, row_level: str | None) -> str:
        if name.level == "cell" and row_level is None and name.type == "chi bộ":
            above = self.tree.at(current, self.day).level
            lists_organisations = self.lists_organisations
            if lists_organisations and above in ("province", "area", "district"):
                return "organisation"
        return name.level or "organisation"

    lists_organisations: bool = False

    def _make(self, name: UnitName, level: str, current: int, names: Names) -> int:
        kind = hamlet = None
        parent = current
        if level == "commune":
            kind = "commune"
        if level in ("district", "area", "commune"):
            parent = self._top(current) if level != "commune" else current
        if level == "cell":
            named = unit_names.hamlet_of(name)
            if named:
                kind = "hamlet"
                known = self.tree.named(named, ("hamlet",), current, self.day)
                hamlet = known[0] if len(known) == 1 else None
        if self.tree.at(parent, self.day).level in ("cell", "hamlet"):
            parent = self.tree.at(parent, self.day).parent_id or parent
        unit = self.tree.make(name, level, parent, kind=kind, hamlet=hamlet)
        self.made[unit] = names
        return unit

    def _top(self, current: int) -> int:
        return list(self.tree.above(current, self.day))[-1]

    def _doubt(self, code: str, name: UnitName, names: Names, units: list[int]) -> None:
        options = tuple(
            (self.tree.at(unit, self.day).code, self.tree.at(unit, self.day).name)
            for unit in units
        )
        doubt = Doubt(code, name.shown, names, options)
        if doubt not in self.doubts:
            self.doubts.append(doubt)

    def doubts_among_made(self, placed: Sequence[int]) -> list[Doubt]:
        """Units that this file alone names, nearly alike, one of them seldom: a slip?

        placed: the unit of every row. A roster that lists units row by row shows both
        side by side on purpose: not for those.
        """
        counts = Counter(placed)
        for unit in list(counts):
            for above in self.tree.above(unit, self.day):
                if above != unit:
                    counts[above] += counts[unit]
        found = []
        for seldom in self.made:
            if counts[seldom] > _SELDOM:
                continue
            name = self.tree.at(seldom, self.day)
            if name.parent_id is None or self.said.get(name.name) == "new":
                continue
            likely = [
                unit
                for unit in self.tree.near(
                    name.written, (name.level,), name.parent_id, self.day
                )
                if unit != seldom and counts[unit] >= _OFTEN * counts[seldom]
            ]
            if likely:
                options = tuple(
                    (
                        self.tree.at(unit, self.day).code,
                        self.tree.at(unit, self.day).name,
                    )
                    for unit in likely
                )
                found.append(Doubt("near_unit", name.name, self.made[seldom], options))
        return found


def _level_of(row_level: str, heading: str | None) -> str | None:
    return {
        "grassroots_committee": "organisation",
        "grassroots_cell": "organisation",
        "delegation": "organisation",
        "cell": "cell",
        "subcommittee": "subcommittee",
        "standing_committee": None,
    }.get(row_level, heading)


def _without_standing(written: str, row_level: str) -> str:
    """ "Ban Thường vụ Huyện ủy Lam Châu" is a row of the district itself."""
    if row_level != "standing_committee":
        return written
    lower = written.lower()
    for opening in _STANDING:
        if lower.startswith(opening):
            return written[len(opening) :]
    return written


def _is_itself(here: UnitName, name: UnitName, here_level: str, level: str) -> bool:
    if not unit_names.same(here, name):
        return False
    return here_level == level or {here_level, level} <= {"organisation", "cell"}


def _interchangeable(level: str, name: UnitName) -> tuple[str, ...]:
    """A grassroots cell is an organisation and a cell at once."""
    if level == "cell":
        return ("cell", "organisation") if name.type == "chi bộ" else ("cell",)
    if level == "organisation":
        if name.type == "chi bộ":
            return ("organisation", "cell")
        return (
            ("organisation", "commune", "district")
            if not name.type
            else (
                "organisation",
                "district",
            )
        )
    return (level,)


def context_unit(
    tree: Tree,
    day: date,
    names: Sequence[UnitName],
    answers: Answers,
    doubts: list[Doubt],
) -> int:
    """The unit that title, sheet and file name speak for, made where it is new.

    answers.unit: a code or a name from a person, below which nothing else counts.
    doubts takes what must be asked: a name nearly that of a unit known already.
    """
    current = _province(tree, day, names)
    if answers.unit is not None:
        coded = tree.by_code(answers.unit, day)
        if coded is not None:
            return coded
        names = [unit_names.read(answers.unit)]
    for name in names:
        if answers.unit is None and name.level in (None, "province"):
            continue
        if answers.unit is None and _is_city(tree, current, day, name):
            continue
        level = name.level or "organisation"
        said = answers.units.get(name.shown)
        decided = tree.by_code(said, day) if said and said != "new" else None
        levels = (level, *_former(level))
        if name.level is None:
            levels = LEVELS
        found = [decided] if decided is not None else []
        found = found or tree.named(name, levels, current, day)
        if found:
            current = found[0]
            continue
        top = list(tree.above(current, day))[-1]
        parent = top if level in ("district", "area") else current
        near = [] if said == "new" else tree.near(name, (level,), parent, day)
        if near:
            options = [tree.at(unit, day) for unit in near]
            doubts.append(
                Doubt(
                    "near_unit",
                    name.shown,
                    (),
                    tuple((unit.code, unit.name) for unit in options),
                )
            )
        kind = "commune" if level == "commune" else None
        current = tree.make(name, level, parent, kind=kind)
    return current


def _former(level: str) -> tuple[str, ...]:
    """A title may go on naming the district that is an area now."""
    return ("area",) if level == "district" else ()


def _province(tree: Tree, day: date, names: Sequence[UnitName]) -> int:
    provinces = tree.provinces()
    named = [name for name in names if name.level == "province"]
    if named:
        for unit in provinces:
            if unit_names.same(tree.at(unit, day).written, named[-1]):
                return unit
        unnamed = [
            unit for unit in provinces if tree.at(unit, day).name == UNNAMED_PROVINCE
        ]
        if unnamed:
            return tree.rename(unnamed[0], named[-1])
        return tree.make(named[-1], "province", None)
    for name in names:
        for unit in provinces:
            if _is_city(tree, unit, day, name):
                return unit
    if provinces:
        return provinces[0]
    return tree.make(
        UnitName(UNNAMED_PROVINCE, "province", "tỉnh", ""), "province", None
    )


def _is_city(tree: Tree, province: int, day: date, name: UnitName) -> bool:
    """Whether "Thành phố Hải Phòng", which reads like a town, is a province known."""
    here = tree.at(province, day).written
    is_one = name.level == "district" and bool(name.type) and here.type == name.type
    return is_one and unit_names.same(here, name)
