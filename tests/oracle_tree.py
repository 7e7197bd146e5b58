"""What the oracle knows: units, rosters, choices, and the tree of each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Row = Mapping[str, object]


@dataclass(frozen=True)
class UnitPeriod:
    """A period of a unit's life, as a units roster or another roster tells it."""

    uid: str
    name: str
    level: str
    kind: str | None = None
    parent: str | None = None
    area: str | None = None
    hamlet: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    code: str | None = None


@dataclass(frozen=True)
class Succession:
    """What a unit went into; share 1 is the whole."""

    old: str
    new: str
    day: date
    share: int = 1


@dataclass(frozen=True)
class Roster:
    """One table: rows name their unit by uid under "unit"; absent key: no column."""

    kind: str
    as_of: date
    speaks_for: str
    fields: frozenset[str]
    rows: Sequence[Row]
    whole: bool = True
    file: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything that was imported."""

    units: Sequence[UnitPeriod]
    successions: Sequence[Succession]
    rosters: Sequence[Roster]


@dataclass(frozen=True)
class Options:
    """The choices that the application offers, at their defaults."""

    rating_base: str = "rated"
    admission_base: str = "previous_year_end"
    readmissions: bool = True
    joint_cells: bool = False
    without_armed_forces: bool = False
    only_communes: bool = False
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Tree:
    """The units as they stood at the end of each year."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.periods: dict[str, list[UnitPeriod]] = defaultdict(list)
        for period in facts.units:
            self.periods[period.uid].append(period)
        self._above: dict[tuple[str, int], list[str]] = {}

    def at(self, uid: str, year: int) -> UnitPeriod | None:
        """The last period that touches the year."""
        touching = [
            period
            for period in self.periods[uid]
            if (period.valid_from is None or period.valid_from.year <= year)
            and (period.valid_to is None or period.valid_to.year >= year)
        ]
        return max(
            touching, key=lambda period: period.valid_from or date.min, default=None
        )

    def area(self, uid: str, year: int) -> str | None:
        """The former district, also for the years in which it stood."""
        now = self.at(uid, year)
        if now and now.area:
            return now.area
        known = [period for period in self.periods[uid] if period.area]
        if known:
            return min(known, key=lambda p: p.valid_from or date.min).area
        for succession in self.facts.successions:
            if succession.old == uid:
                for period in self.periods[succession.new]:
                    if period.area:
                        return period.area
        return None

    def chain(self, uid: str, year: int) -> list[str]:
        """The unit and its ancestors by parent, lowest first."""
        chain = []
        here: str | None = uid
        while here:
            chain.append(here)
            period = self.at(here, year)
            here = period.parent if period else None
        return chain

    def above(self, uid: str, year: int) -> list[str]:
        """The unit, its ancestors and their areas."""
        if (uid, year) not in self._above:
            chain = self.chain(uid, year)
            areas = [self.area(part, year) for part in chain if self.at(part, year)]
            known = {area for area in areas if area and self.periods[area]}
            self._above[uid, year] = [*chain, *sorted(known - set(chain))]
        return self._above[uid, year]

    def followed_by(self, uid: str, after: int, year: int) -> str:
        """The unit of a year that a unit of an earlier year went into, or itself.

        A cell follows its commune: where the commune was merged, the cell's members are
        the new commune's.
        """
        for part in self.chain(uid, after):
            for succession in self.facts.successions:
                moved = after < succession.day.year <= year
                if succession.old == part and moved and succession.share == 1:
                    return self.followed_by(succession.new, succession.day.year, year)
        return uid

    def level(self, uid: str, year: int) -> str:
        """The level in the year."""
        period = self.at(uid, year) or self.periods[uid][-1]
        return period.level

    def path(self, uid: str, year: int) -> str:
        """Names from the province down, joined as the command line joins them."""
        names = []
        for part in reversed(self.chain(uid, year)):
            period = self.at(part, year) or self.periods[part][-1]
            names.append(period.name)
        return " › ".join(names)
