"""Changes tried on the lives of units: what they come to, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from grassroots import unit_names
from grassroots.changes.asked import (
    Change,
    Define,
    Drop,
    End,
    Merge,
    Move,
    NewUnit,
    Problem,
    Rename,
    Split,
    Target,
)
from grassroots.changes.checks import against
from grassroots.changes.grouped import carry, define, drop
from grassroots.changes.lives import NEVER, Gift, Lives, begins, ends
from grassroots.units import Unit


@dataclass
class Plan:
    """What changes come to. members: (group, unit) of the groups that are told."""

    lives: Lives
    gifts: list[Gift] = field(default_factory=list)
    members: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        """Whether any problem stands against it."""
        return any(problem.blocking for problem in self.problems)


def plan(
    lives: Lives,
    gifts: Sequence[Gift],
    members: Mapping[int, Sequence[int]],
    changes: Iterable[Change],
    today: date,
) -> Plan:
    """Tries the changes one after the other; the lives given stay as they are. gifts,
    members: the successions, and the units of each group, in force. With a blocking
    problem the plan is only there for its problems."""
    made = Plan(lives.copy())
    days: list[date] = []
    named: list[tuple[int, date, bool]] = []
    for change in changes:
        if isinstance(change, Define | Drop):
            found, told = (
                define(made.lives, change)
                if isinstance(change, Define)
                else drop(made.lives, change)
            )
            made.problems += found
            made.members += told
            continue
        found = against(made.lives, [*gifts, *made.gifts], change, today)
        made.problems += found
        if any(problem.blocking for problem in found):
            return made
        days.append(change.day)
        named += _apply(made, change)
    if not made.blocked and days:
        made.problems += _same_names(made.lives, named)
        made.problems += _orphans(lives, made.lives, min(days))
        made.problems += _loops(made.lives, min(days))
        made.members += carry(made.lives, members, made.gifts)
    return made


def _apply(made: Plan, change: Change) -> list[tuple[int, date, bool]]:
    """Comes back with the units whose name meets new neighbours from a day on, and
    whether that name was chosen here."""
    lives = made.lives
    match change:
        case Rename():
            level = lives.near(change.unit, change.day).level
            name = unit_names.read(change.name, level)
            shown = {"name": name.shown, "name_key": name.key}
            lives.change(change.unit, change.day, **shown)
            return [(change.unit, change.day, True)]
        case Move():
            return _move(lives, change)
        case End():
            lives.close(change.unit, change.day)
        case Merge():
            return _merge(made, change)
        case Split():
            return _split(made, change)
    return []


def _move(lives: Lives, change: Move) -> list[tuple[int, date, bool]]:
    above = lives.near(change.parent, change.day)
    if above.level == "area":
        lives.change(change.unit, change.day, area_id=change.parent)
        return []
    values = {"parent_id": change.parent}
    if above.level != "province":
        lives.change(change.unit, change.day, area_id=None, **values)
    else:
        lives.change(change.unit, change.day, **values)
    return [(change.unit, change.day, True)]


def _merge(made: Plan, change: Merge) -> list[tuple[int, date, bool]]:
    lives, day = made.lives, change.day
    into = _found(lives, change.into, change.units, day)
    along = []
    for unit in change.units:
        lives.close(unit, day)
        made.gifts.append((unit, into, day, 1.0))
    for unit in change.units:
        for other in lives.dependants(unit, day):
            _hand_over(lives, other, unit, into, day)
            along.append((other, day, False))
    return [*along, (into, day, isinstance(change.into, NewUnit))]


def _split(made: Plan, change: Split) -> list[tuple[int, date, bool]]:
    lives, day = made.lives, change.day
    named, targets = [], []
    for part in change.parts:
        into = _found(lives, part.to, (change.unit,), day)
        targets.append(into)
        share = None if part.share is None else round(part.share, 6)
        made.gifts.append((change.unit, into, day, share))
        named.append((into, day, isinstance(part.to, NewUnit)))
        for other in part.takes:
            _hand_over(lives, other, change.unit, into, day)
            named.append((other, day, False))
    if change.whole:
        lives.close(change.unit, day)
        for other in lives.dependants(change.unit, day):
            assert change.rest is not None
            _hand_over(lives, other, change.unit, targets[change.rest], day)
            named.append((other, day, False))
    return named


def _hand_over(lives: Lives, unit: int, old: int, new: int, day: date) -> None:
    """What stood in the old unit stands in the new one; in an area, beside it."""
    target = lives.near(new, day)
    if target.level != "area":
        lives.point(unit, old, new, day)
        return
    here = lives.on(unit, day)
    if here is not None and here.parent_id == old:
        lives.change(unit, day, parent_id=target.parent_id, area_id=new)
    else:
        lives.point(unit, old, new, day)


def _found(lives: Lives, target: Target, sources: Sequence[int], day: date) -> int:
    """The number of what others go into; a new unit is founded for it."""
    if not isinstance(target, NewUnit):
        return target
    name = unit_names.read(target.name, target.level)
    before = [lives.near(unit, day) for unit in sources]
    unit = Unit(
        lives.next_id(),
        target.code or code_under(lives, target.parent),
        name.shown,
        name.key,
        target.level,
        target.kind or _kind(target.level, name, before),
        target.parent,
        target.area or _area(lives, target, before, day),
        None,
        day,
        None if (end := lives.end(target.parent)) == NEVER else end,
        None,
        True,
    )
    lives.put(unit.unit_id, [unit])
    return unit.unit_id


def code_under(lives: Lives, parent: int) -> str:
    """A code that no unit has had: the parent's and a number."""
    above, number = lives.of(parent)[-1].code, 1
    while not lives.code_is_free(code := f"{above}.{number:02d}"):
        number += 1
    return code


def _kind(level: str, name: unit_names.UnitName, before: Sequence[Unit]) -> str | None:
    if level == "commune":
        return "commune"
    if level == "cell" and unit_names.hamlet_of(name):
        return "hamlet"
    kinds = {unit.kind for unit in before if unit.level == level}
    return kinds.pop() if len(kinds) == 1 else None


def _area(
    lives: Lives, target: NewUnit, before: Sequence[Unit], day: date
) -> int | None:
    """The area that all had that went into it, under the province alone."""
    if target.level == "area" or lives.near(target.parent, day).level != "province":
        return None
    areas = {unit.area_id for unit in before}
    area = areas.pop() if len(areas) == 1 else None
    return area if area is not None and lives.on(area, day) else None


def _same_names(lives: Lives, named: Iterable[tuple[int, date, bool]]) -> list[Problem]:
    """Two of one name and level under one parent at a time: refused where the name or
    place was chosen, else to be looked at: whoever reads "Chi bộ thôn 1" then asks."""
    refused: dict[tuple[str, str], None] = {}
    doubled: dict[str, dict[str, None]] = {}
    for unit, day, chosen in dict.fromkeys(named):
        mine = lives.on(unit, day)
        if mine is None or mine.parent_id is None:
            continue
        twin = _twin(lives, mine, day)
        if twin is None:
            continue
        above = lives.near(mine.parent_id, day).name
        if chosen:
            refused[above, twin.name] = None
        else:
            doubled.setdefault(above, {})[twin.name] = None
    return [
        *(
            Problem("name_taken", details={"unit": name, "above": above})
            for above, name in refused
        ),
        *(
            Problem("same_names", False, {"names": tuple(names), "above": above})
            for above, names in doubled.items()
        ),
    ]


def _twin(lives: Lives, mine: Unit, day: date) -> Unit | None:
    """Another unit of that name and level under the same parent, at any time from the
    day on at which the unit stands."""
    assert mine.parent_id is not None
    for other in lives.pointing(mine.parent_id, "parent_id", day):
        for period in lives.of(other):
            if (
                other != mine.unit_id
                and ends(period) >= day
                and begins(period) <= lives.end(mine.unit_id)
                and period.parent_id == mine.parent_id
                and period.level == mine.level
                and unit_names.same(period.written, mine.written)
            ):
                return period
    return None


def _orphans(before: Lives, after: Lives, since: date) -> list[Problem]:
    """Units whose parent does not stand as long as they do, and did before."""
    touched = set(after.changed)
    for unit in after.changed:
        touched.update(after.dependants(unit, since))
    found = []
    for unit in sorted(touched):
        above = _missing(after, unit, since)
        if above is not None and _missing(before, unit, since) is None:
            name = after.near(unit, since).name
            day = after.end(above) if above in after else None
            told = {"unit": name, "parent": after.near(above, since).name, "day": day}
            found.append(Problem("parent_ends", details=told))
    return found


def _missing(lives: Lives, unit: int, since: date) -> int | None:
    """A parent that does not stand in all of the time that a unit says it does."""
    for period in lives.of(unit):
        if period.parent_id is None or ends(period) < since:
            continue
        day, last = max(begins(period), since), ends(period)
        for above in lives.of(period.parent_id):
            if begins(above) <= day <= ends(above):
                if ends(above) >= last:
                    break
                day = date.fromordinal(ends(above).toordinal() + 1)
        else:
            return period.parent_id
    return None


def _loops(lives: Lives, since: date) -> list[Problem]:
    found = []
    for unit in sorted(lives.changed):
        steps = _climb(lives, unit, since, NEVER, ())
        if any(step == unit for step in steps):
            name = lives.near(unit, since).name
            found.append(Problem("loop", details={"unit": name, "parent": name}))
    return found


def _climb(
    lives: Lives, unit: int, first: date, last: date, seen: tuple[int, ...]
) -> Iterator[int]:
    """All that a unit stands under at some time between two days."""
    for period in lives.of(unit):
        low, high = max(first, begins(period)), min(last, ends(period))
        above = period.parent_id
        if low > high or above is None:
            continue
        yield above
        if above not in seen:
            yield from _climb(lives, above, low, high, (*seen, unit))
