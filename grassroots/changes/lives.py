"""The lives of all units in memory: periods that can be cut and pointed elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

import duckdb

from grassroots import query
from grassroots.units import Unit

EVER, NEVER = date.min, date.max
Gift = tuple[int, int, date, float | None]  # a succession: old, new, day, share
Pointer = Literal["parent_id", "area_id", "hamlet_id"]
POINTERS: tuple[Pointer, ...] = ("parent_id", "area_id", "hamlet_id")


def begins(period: Unit) -> date:
    """The first day of a period; date.min: since ever."""
    return period.valid_from or EVER


def ends(period: Unit) -> date:
    """The last day of a period; date.max: to this day."""
    return period.valid_to or NEVER


def the_day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


class Lives:
    """Every unit's periods in order of time. A copy can be changed without the one that
    it was made of; `changed` holds the units whose life is no longer as it was read."""

    def __init__(self, periods: Iterable[Unit], last_id: int) -> None:
        self._lives: dict[int, tuple[Unit, ...]] = {}
        self._pointing: dict[int, set[int]] = defaultdict(set)
        self._codes: set[str] = set()
        self._last_id = last_id
        self.changed: set[int] = set()
        read: dict[int, list[Unit]] = defaultdict(list)
        for period in periods:
            read[period.unit_id].append(period)
        for unit, life in read.items():
            self._hold(unit, life)

    def copy(self) -> Lives:
        """Another one to try changes on."""
        other = Lives((), self._last_id)
        other._lives = dict(self._lives)
        # Sets of those that ever pointed somewhere only grow, and are asked again.
        other._pointing = defaultdict(
            set, {unit: set(those) for unit, those in self._pointing.items()}
        )
        other._codes = set(self._codes)
        other.changed = set(self.changed)
        return other

    def _hold(self, unit: int, life: Iterable[Unit]) -> None:
        self._lives[unit] = tuple(sorted(life, key=begins))
        for period in self._lives[unit]:
            self._codes.add(period.code)
            for pointer in POINTERS:
                if (above := getattr(period, pointer)) is not None:
                    self._pointing[above].add(unit)

    def __contains__(self, unit: object) -> bool:
        return unit in self._lives

    def __len__(self) -> int:
        return len(self._lives)

    def __iter__(self) -> Iterator[int]:
        return iter(self._lives)

    def put(self, unit: int, life: Iterable[Unit]) -> None:
        """Gives a unit another life."""
        self._hold(unit, life)
        self.changed.add(unit)

    def next_id(self) -> int:
        """A number that no unit has had."""
        self._last_id += 1
        return self._last_id

    def code_is_free(self, code: str) -> bool:
        """Whether no unit has or had the code."""
        return code not in self._codes

    def of(self, unit: int) -> tuple[Unit, ...]:
        """A unit's periods, the earliest first; empty for a number without a unit."""
        return self._lives.get(unit, ())

    def on(self, unit: int, day: date) -> Unit | None:
        """The period that holds the day, None where the unit did not stand."""
        for period in self.of(unit):
            if begins(period) <= day <= ends(period):
                return period
        return None

    def near(self, unit: int, day: date) -> Unit:
        """The period that holds the day, else the last one before it, else the first:
        for naming a unit. KeyError for a number without a unit."""
        life = self._lives[unit]
        past = [period for period in life if begins(period) <= day]
        return (past or list(life))[-1 if past else 0]

    def end(self, unit: int) -> date:
        """The last day of a unit's life; date.max: none is known."""
        return ends(self.of(unit)[-1])

    def pointing(self, unit: int, pointer: Pointer, since: date) -> list[int]:
        """The units that stand under a unit (or in an area, or belong to a hamlet) at
        any time from a day on."""
        return [
            other
            for other in sorted(self._pointing.get(unit, ()))
            if any(
                getattr(period, pointer) == unit and ends(period) >= since
                for period in self._lives[other]
            )
        ]

    def dependants(self, unit: int, since: date) -> list[int]:
        """All that points at a unit from a day on, by whatever."""
        found = [self.pointing(unit, pointer, since) for pointer in POINTERS]
        return sorted({other for those in found for other in those})

    def under(self, unit: int, day: date) -> list[int]:
        """The unit and all that stands under it on a day, or in an area's communes."""
        seen, waiting = {unit}, [unit]
        while waiting:
            above = waiting.pop()
            for other in self._pointing.get(above, ()):
                period = self.on(other, day)
                if (
                    other not in seen
                    and period is not None
                    and above in (period.parent_id, period.area_id)
                ):
                    seen.add(other)
                    waiting.append(other)
        return sorted(seen)

    def cut(self, unit: int, day: date) -> None:
        """Makes a period begin on the day where one only ran on across it."""
        life: list[Unit] = []
        for period in self.of(unit):
            if begins(period) < day <= ends(period):
                life.append(replace(period, valid_to=the_day_before(day)))
                life.append(replace(period, valid_from=day))
            else:
                life.append(period)
        self.put(unit, life)

    def change(self, unit: int, day: date, **values: Any) -> None:
        """Gives what a unit is from a day on other values, in all its later periods."""
        self.cut(unit, day)
        self.put(
            unit,
            [
                _changed(period, values) if begins(period) >= day else period
                for period in self.of(unit)
            ],
        )

    def close(self, unit: int, day: date) -> None:
        """Ends a unit the day before."""
        self.cut(unit, day)
        self.put(unit, [period for period in self.of(unit) if begins(period) < day])

    def point(self, unit: int, old: int, new: int, day: date) -> None:
        """Points a unit at another one from a day on, wherever it pointed at the old
        one; what it points at otherwise stays."""
        self.cut(unit, day)
        life = []
        for period in self.of(unit):
            if begins(period) >= day:
                for pointer in POINTERS:
                    if getattr(period, pointer) == old:
                        period = _changed(period, {pointer: new})
            life.append(period)
        self.put(unit, _joined(life))

    def periods(self) -> list[Unit]:
        """All periods of the units that were changed, as declared lives."""
        return [
            replace(period, declared=True)
            for unit in sorted(self.changed)
            for period in self.of(unit)
        ]


def _changed(period: Unit, values: Mapping[str, Any]) -> Unit:
    return replace(period, **values)


def _joined(life: list[Unit]) -> list[Unit]:
    """A life without a break where nothing changes."""
    joined: list[Unit] = []
    for period in life:
        if joined and joined[-1].valid_to and period.valid_from:
            last = joined[-1]
            same = replace(last, valid_from=None, valid_to=None) == replace(
                period, valid_from=None, valid_to=None
            )
            if same and the_day_before(period.valid_from) == last.valid_to:
                joined[-1] = replace(last, valid_to=period.valid_to)
                continue
        joined.append(period)
    return joined


def load(connection: duckdb.DuckDBPyConnection) -> Lives:
    """The lives as the file holds them now."""
    return Lives(
        (Unit(**row) for row in query.rows(connection, "store/unit_versions")),
        query.value(connection, "store/last_unit_id"),
    )
