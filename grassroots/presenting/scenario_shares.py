"""What is still missing under a scenario, shared out among the units. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from grassroots.presenting.scenario import Line, View
from grassroots.scenario.gaps import PartsAndWhole, parts_and_whole
from grassroots.scenario.plan import Plan
from grassroots.scenario.sharing import Shared, by_gap, by_pool, lowest_first

GAP, POOL, LOWEST = "gap", "pool", "lowest"
POLICIES = (GAP, POOL, LOWEST)


@dataclass(frozen=True)
class Shares:
    """number: what was shared out, the gap of the whole that remains; by_unit: who
    takes how many of it; pools: how many each unit has that could still be won (None
    where nothing bounds them); each_year: of a number, over the years of the view."""

    number: int
    by_unit: Shared
    pools: Mapping[str, int | None]
    years: int

    def each_year(self, number: int) -> Fraction:
        """A number as so many a year."""
        return Fraction(number, self.years)


def shares(view: View, policy: str, fixed: Mapping[str, int]) -> Shares | None:
    """The remaining gap of the whole shared out by a policy, cells set by hand first.

    None where nothing is missing, where nobody knows how much, and where no additions
    are enough. Source: METHODS 7.
    """
    number = view.whole.left.needed
    if not number or not view.lines:
        return None
    lines = {line.part.unit.code: line for line in view.lines}
    pools = {code: _pool(view, line) for code, line in lines.items()}
    caps = {code: pool for code, pool in pools.items() if pool is not None}
    fixed = {code: cell for code, cell in fixed.items() if code in lines}
    if policy == POOL:
        sizes = {code: _size(line) for code, line in lines.items()}
        weights = {
            code: sizes[code] if (pool := pools[code]) is None else pool
            for code in lines
        }
        found = by_pool(number, weights, caps, fixed)
    elif policy == LOWEST:
        figures = {
            code: line.figure for code, line in lines.items() if line.figure is not None
        }
        growing = view.counted.is_growing
        found = lowest_first(number, figures, caps, fixed, growing=growing)
    else:
        gaps = {code: line.left.needed or 0 for code, line in lines.items()}
        found = by_gap(number, gaps, caps, fixed)
    return Shares(number, found, pools, len(view.years))


def given(view: View, plan: Plan, shared: Shares) -> Plan:
    """The plan with the shares added to it, spread evenly over the years, the earlier
    ones first: what was missing is then made up, where it found a place."""
    years = list(view.years)
    for code, number in shared.by_unit.shares.items():
        for place, year in enumerate(years):
            whole, rest = divmod(number, len(years))
            more = whole + (place < rest)
            if view.counted.flow:  # each year is counted for itself
                more = number
            if more:
                plan = plan.with_number(code, year, plan.number(code, year) + more)
    return plan


def sum_of_parts(view: View) -> PartsAndWhole | None:
    """The gaps of the units today beside the gap of them all; None where the target
    sets no share, or units have no figures. Source: METHODS 5."""
    target, wanted = view.target, view.wanted
    if target.is_count or wanted is None or target.comparator not in (">", ">="):
        return None
    figures = {line.part.unit.code: line.part.facts.figure for line in view.lines}
    strict = target.is_strict and wanted < 1
    growing = view.counted.is_growing
    if growing and wanted >= 1:
        return None
    return parts_and_whole(figures, wanted, strict=strict, growing=growing)


def _pool(view: View, line: Line) -> int | None:
    """Who could still be won: those in the base who are not there yet. Of a number
    within the year (admissions) nothing in the rosters tells it."""
    return None if view.counted.flow else line.room


def _size(line: Line) -> int:
    figure = line.figure
    return 0 if figure is None else figure.denominator or 0
