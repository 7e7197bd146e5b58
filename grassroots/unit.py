"""A unit of the tree in one period of its life, and the levels that there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from grassroots.unit_names import UnitName

LEVELS = (
    "province",
    "area",
    "grouping",
    "group",
    "district",
    "commune",
    "organisation",
    "subcommittee",
    "cell",
    "hamlet",
)
PRESENT = 9999  # the year under which the tree of today stands (views/a_present_year)
UNNAMED_PROVINCE = "Toàn tỉnh"
EVER, NEVER = date.min, date.max


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
        return (self.valid_from or EVER) <= day <= (self.valid_to or NEVER)

    @cached_property
    def written(self) -> UnitName:
        """The name as unit_names reads it."""
        kind, _, bare = self.name_key.partition("|")
        return UnitName(self.name, self.level, kind, bare)
