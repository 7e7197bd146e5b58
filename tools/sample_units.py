"""The tree of the made-up province Sông Lam: every unit, its parents and its dates.

The only change of boundaries is that of 1/7/2025: districts end, communes move under
the province (their former district stays as an area), sixteen pairs of communes and a
few pairs of hamlets are merged. Everything here is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

PROVINCE = "Tỉnh Sông Lam"
MILITARY = "Đảng ủy Quân sự tỉnh"
AGENCIES = "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh"
BREAK = date(2025, 7, 1)
FIRST_YEAR = 2020
LAST_YEAR = 2026


@dataclass(eq=False)
class Unit:
    """A unit; `before` is its parent until 30/6/2025, `after` from 1/7/2025 on.

    first, last: the years at whose end (2026: middle) it exists, both included.
    """

    name: str
    level: str
    kind: str | None = None
    before: Unit | None = None
    after: Unit | None = None
    code: str | None = None
    first: int = 0
    last: int = 9999
    area: Unit | None = None
    hamlet: Unit | None = None
    founded: date | None = None
    armed: bool = False
    grassroots: bool = False
    size: int = 0
    into: Unit | None = None
    traits: dict[str, object] = field(default_factory=dict)

    def parent(self, year: int) -> Unit | None:
        """The parent at the end of the year."""
        return self.before if year < BREAK.year else self.after

    def path(self, year: int) -> tuple[str, ...]:
        """Names from the province down."""
        above = self.parent(year)
        return (*above.path(year), self.name) if above else (self.name,)

    def chain(self, year: int) -> list[Unit]:
        """The unit and its ancestors, lowest first."""
        above = self.parent(year)
        return [self, *above.chain(year)] if above else [self]

    def exists(self, year: int) -> bool:
        """Whether it stands at the end of the year."""
        return self.first <= year <= self.last


@dataclass
class Tree:
    """All units; `declared` are those that the units roster names."""

    province: Unit
    districts: list[Unit]
    sectors: list[Unit]
    units: list[Unit]

    @property
    def declared(self) -> list[Unit]:
        """Units with a code of their own, in the order of the units roster."""
        return [unit for unit in self.units if unit.code]

    def of(self, level: str, year: int) -> list[Unit]:
        """The units of a level that stand at the end of the year."""
        return [u for u in self.units if u.level == level and u.exists(year)]
