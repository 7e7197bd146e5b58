"""The tree on a day, and the life of one unit: names, parents, what it came from, what
it went into, and where what stood in it went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grassroots.changes.lives import (
    EVER,
    NEVER,
    POINTERS,
    Gift,
    Lives,
    begins,
    ends,
    the_day_before,
)
from grassroots.units import LEVELS, Unit
from grassroots.words import plain

OWN_LEVELS = ("grouping", "group")  # groupings of the user's own stand in no tree


@dataclass(frozen=True)
class Step:
    """A unit that another came from or went into. share: 1 whole, None unknown."""

    unit: Unit
    day: date
    share: float | None


@dataclass(frozen=True)
class Went:
    """What stood in a unit and stands in another one since a day, as it is called."""

    day: date
    to: Unit
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Life:
    """A unit's life. above: for each period the unit above it, and its area. split:
    whether it went into several, or gave a part away."""

    periods: tuple[Unit, ...]
    above: tuple[tuple[Unit | None, Unit | None], ...]
    came_from: tuple[Step, ...]
    went_into: tuple[Step, ...]
    went: tuple[Went, ...]
    holds: tuple[tuple[str, int], ...]

    @property
    def split(self) -> bool:
        """Went into several units on one day, or only a part of it went."""
        days = Counter(step.day for step in self.went_into)
        return any(count > 1 for count in days.values()) or any(
            step.share != 1 for step in self.went_into
        )


def standing_on(lives: Lives, day: date) -> dict[int, Unit]:
    """The units that stand on a day under units that all stand then, by number."""
    periods = {
        unit: period
        for unit in lives
        if (period := lives.on(unit, day)) and period.level not in OWN_LEVELS
    }
    known: dict[int, bool] = {}

    def stands(unit: int) -> bool:
        if unit not in known:
            period = periods.get(unit)
            known[unit] = False  # ends a loop, if any
            known[unit] = period is not None and (
                period.parent_id is None or stands(period.parent_id)
            )
        return known[unit]

    return {unit: period for unit, period in periods.items() if stands(unit)}


def by_level(units: Iterable[Unit]) -> dict[str, int]:
    """How many units each level has, from the province down."""
    counts = Counter(unit.level for unit in units)
    return {level: counts[level] for level in LEVELS if counts[level]}


def found(lives: Lives, words: str, day: date, most: int = 200) -> list[Unit]:
    """The units that ever had such a name or code, accents or not: the exact ones
    first, then those that stand on the day, then names that begin so, then by code. As
    called on the day, or in the nearest period."""
    wanted = plain(words)
    if not wanted:
        return []
    hits = []
    for unit in lives:
        for period in lives.of(unit):
            name = plain(period.name)
            if period.level in OWN_LEVELS:
                continue
            code, bare = plain(period.code), plain(period.written.bare)
            if wanted in name or wanted in code:
                exact = 0 if wanted in (name, bare, code) else 1
                there = 0 if lives.on(unit, day) else 1
                opening = 0 if bare.startswith(wanted) else 1
                shown = lives.near(unit, day)
                hits.append(((exact, there, opening, shown.code, unit), shown))
                break
    return [shown for _, shown in sorted(hits, key=lambda hit: hit[0])][:most]


def life(lives: Lives, gifts: Iterable[Gift], unit: int, day: date) -> Life:
    """All that is known of one unit, and what it holds on a day (on its last one, where
    it stood before). KeyError for a number without a unit."""
    periods = lives.of(unit)
    above = tuple(
        (
            _named(lives, period.parent_id, begins(period)),
            _named(lives, period.area_id, begins(period)),
        )
        for period in periods
    )
    came, into = [], []
    for old, new, day, share in gifts:
        if new == unit and old in lives:
            came.append(Step(lives.near(old, the_day_before(day)), day, share))
        if old == unit and new in lives:
            into.append(Step(lives.near(new, day), day, share))
    last = min(lives.end(unit), day)
    held = [
        lives.near(other, last)
        for other in lives.dependants(unit, last)
        if (period := lives.on(other, last)) and unit in _pointed(period)
    ]
    return Life(
        periods,
        above,
        tuple(came),
        tuple(into),
        _went(lives, unit),
        tuple(by_level(held).items()),
    )


def _pointed(period: Unit) -> tuple[int | None, ...]:
    return tuple(getattr(period, pointer) for pointer in POINTERS)


def _named(lives: Lives, unit: int | None, day: date) -> Unit | None:
    return lives.near(unit, day) if unit is not None and unit in lives else None


def _went(lives: Lives, unit: int) -> tuple[Went, ...]:
    """Where the units under a unit went, when they stood in it one day and elsewhere
    the next."""
    moved: dict[tuple[date, int], list[Unit]] = defaultdict(list)
    for other in lives.dependants(unit, EVER):
        life = lives.of(other)
        for earlier, later in zip(life, life[1:], strict=False):
            for pointer in POINTERS:
                left, right = getattr(earlier, pointer), getattr(later, pointer)
                if left == unit and right not in (unit, None):
                    moved[begins(later), right].append(later)
                    break
    return tuple(
        Went(day, lives.near(to, day), tuple(units))
        for (day, to), units in sorted(moved.items())
        if to in lives
    )


def waiting(lives: Lives, day: date) -> list[tuple[date, Unit]]:
    """The units of which something begins or ends after a day, by date: what was told
    of the future. Those whose end another's beginning explains are among them."""
    found = []
    for unit in lives:
        for period in lives.of(unit):
            if period.level in OWN_LEVELS:
                continue
            if begins(period) > day:
                found.append((begins(period), period))
            elif day <= ends(period) == lives.end(unit) < NEVER:
                found.append((ends(period), period))
    return sorted(found, key=lambda one: (one[0], one[1].code))
