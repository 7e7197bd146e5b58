"""What somebody chose for a scenario, and how an address says it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

EVERY_YEAR = 0  # in the place of a year: the same number in each
_BETWEEN, _WITHIN = ",", "~"
# Beyond any roster: a slip of the hand must not take the memory.
MOST = 100_000


@dataclass(frozen=True)
class Plan:
    """Changes by unit and year, in whole people or things.

    `every`: so many in every unit and year. `added`: by the code of a unit and a year
    (EVERY_YEAR: in each that has no number of its own) how many more or, below 0, fewer
    than that. `taken`: codes of units taken out. `worst`: so many of the lowest are
    raised to the median. `fixed`: how many of what is missing a unit is to take.
    """

    every: int = 0
    added: Mapping[tuple[str, int], int] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    worst: int = 0
    fixed: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_by_year(self) -> bool:
        """Whether a unit has a number of its own for single years."""
        return any(year != EVERY_YEAR for _, year in self.added)

    def number(self, unit: str, year: int) -> int:
        """How many more in a unit and year; never below 0."""
        own = self.added.get((unit, year), self.added.get((unit, EVERY_YEAR), 0))
        return min(max(self.every + own, 0), MOST)

    def numbers(self, unit: str, years: Iterable[int]) -> dict[int, int]:
        """How many more in each of the years that have any."""
        found = {year: self.number(unit, year) for year in years}
        return {year: number for year, number in found.items() if number}

    def with_number(self, unit: str, year: int, number: int) -> Plan:
        """The plan with so many in a unit and year (EVERY_YEAR: in each)."""
        added = {
            place: each
            for place, each in self.added.items()
            if place != (unit, year) and (year != EVERY_YEAR or place[0] != unit)
        }
        otherwise = added.get((unit, EVERY_YEAR), 0)
        difference = min(max(number, 0), MOST) - self.every
        if difference != otherwise:
            added[unit, year] = difference
        return replace(self, added=added)


def written(added: Mapping[tuple[str, int], int]) -> str:
    """Changes as an address says them: "T01.2~5" each year, "T01.2~2027~3" in one."""
    return _BETWEEN.join(
        _WITHIN.join((_quoted(unit), *([str(year)] if year else []), str(number)))
        for (unit, year), number in sorted(added.items())
    )


def read(
    said: str, units: Collection[str], years: Collection[int]
) -> dict[tuple[str, int], int]:
    """Changes from an address; what is of no unit or year of these, or is no number,
    is left out."""
    found: dict[tuple[str, int], int] = {}
    for one in said.split(_BETWEEN):
        parts = [unquote(part) for part in one.split(_WITHIN)]
        if len(parts) not in (2, 3):
            continue
        unit, *of, number = parts
        year = whole(of[0]) if of else EVERY_YEAR
        count = whole(number)
        if unit not in units or count is None or (of and year not in years):
            continue
        assert year is not None
        found[unit, year] = count
    return found


def written_cells(cells: Mapping[str, int]) -> str:
    """Cells set by hand as an address says them: "T01.2~5"."""
    return written({(unit, EVERY_YEAR): number for unit, number in cells.items()})


def read_cells(said: str, units: Collection[str]) -> dict[str, int]:
    """Cells set by hand from an address, none of them below 0."""
    found = read(said, units, ())
    return {unit: max(number, 0) for (unit, _), number in found.items()}


def whole(said: str) -> int | None:
    """A whole number of a size that can be meant; None for anything else."""
    digits = said.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 6:
        return None
    number = int(said)
    return number if abs(number) <= MOST else None


def _quoted(code: str) -> str:
    """A unit's code without the two signs that stand between and within changes."""
    return quote(code, safe="").replace(_WITHIN, "%7E")
