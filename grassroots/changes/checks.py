"""What stands against a change before it is tried: units, days, levels, shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from grassroots.changes import levels
from grassroots.changes.asked import (
    End,
    Merge,
    Move,
    NewUnit,
    Problem,
    Rename,
    Split,
    Target,
)
from grassroots.changes.lives import NEVER, Gift, Lives, begins, the_day_before
from grassroots.words import tidy

_AHEAD = timedelta(days=366)
_FIRST_YEAR = 1930  # the Party was founded
Dated = Rename | Move | Merge | Split | End


def against(
    lives: Lives, gifts: Iterable[Gift], change: Dated, today: date
) -> list[Problem]:
    """All that can be said of one change on the lives as they are; empty: nothing."""
    found = _of_day(change.day, today)
    if found:
        return found
    match change:
        case Rename():
            return _of_rename(lives, change)
        case Move():
            return _of_move(lives, change)
        case Merge():
            return _of_merge(lives, list(gifts), change)
        case Split():
            return _of_split(lives, list(gifts), change)
    return _of_end(lives, list(gifts), change)


def _of_day(day: date, today: date) -> list[Problem]:
    if day > today + _AHEAD:
        return [Problem("too_far", details={"day": day})]
    if day.year < _FIRST_YEAR:
        return [Problem("too_early", details={"day": day})]
    return []


def stands(lives: Lives, unit: int, day: date) -> list[Problem]:
    """A unit must have stood the day before, and on the day."""
    if unit not in lives:
        return [Problem("unknown", details={"unit": unit})]
    name = lives.near(unit, day).name
    first = begins(lives.of(unit)[0])
    if first >= day:
        return [Problem("not_yet", details={"unit": name, "day": first})]
    if lives.end(unit) < day:
        return [Problem("ended", details={"unit": name, "day": lives.end(unit)})]
    if lives.on(unit, the_day_before(day)) is None or lives.on(unit, day) is None:
        return [Problem("gap", details={"unit": name, "day": day})]
    return []


def _holds(lives: Lives, unit: int, day: date) -> list[Problem]:
    """A unit that others are to stand in must stand on the day, and all above it."""
    if unit not in lives:
        return [Problem("unknown", details={"unit": unit})]
    here: int | None = unit
    seen: set[int] = set()
    while here is not None and here not in seen:
        seen.add(here)
        period = lives.on(here, day)
        if period is None:
            name = lives.near(here, day).name if here in lives else str(here)
            return [Problem("above_not_standing", details={"unit": name, "day": day})]
        here = period.parent_id
    return []


def _nothing_later(
    lives: Lives, gifts: list[Gift], unit: int, day: date, closing: bool
) -> list[Problem]:
    """What was told already for a later day would no longer follow from this one."""
    name = lives.near(unit, day).name
    for period in lives.of(unit):
        if begins(period) > day:
            later = {"unit": name, "day": period.valid_from}
            return [Problem("changed_later", details=later)]
    if closing and lives.end(unit) != NEVER:
        return [Problem("ends_later", details={"unit": name, "day": lives.end(unit)})]
    for old, _, happened, _ in gifts:
        if old == unit and happened > day:
            return [Problem("changed_later", details={"unit": name, "day": happened})]
    return []


def _source(
    lives: Lives, gifts: list[Gift], unit: int, day: date, closing: bool
) -> list[Problem]:
    return (
        stands(lives, unit, day)
        or _nothing_later(lives, gifts, unit, day, closing)
        or _holds(lives, unit, day)
    )


def _of_name(name: str, level: str) -> list[Problem]:
    if not tidy(name):
        return [Problem("no_name")]
    if not levels.name_fits(name, level):
        return [Problem("name_level", details={"name": name, "level": level})]
    return []


def _of_rename(lives: Lives, change: Rename) -> list[Problem]:
    found = stands(lives, change.unit, change.day) or _nothing_later(
        lives, [], change.unit, change.day, False
    )
    if found:
        return found
    unit = lives.near(change.unit, change.day)
    if tidy(change.name) == unit.name:
        return [Problem("nothing_changes", details={"unit": unit.name})]
    return _of_name(change.name, unit.level)


def _of_move(lives: Lives, change: Move) -> list[Problem]:
    unit, day = change.unit, change.day
    found = stands(lives, unit, day) or _nothing_later(lives, [], unit, day, False)
    found = found or _holds(lives, change.parent, day)
    if found:
        return found
    here, last = lives.on(unit, day), lives.on(unit, the_day_before(day))
    above = lives.on(change.parent, day)
    assert here and last and above
    if change.parent in (here.parent_id, here.area_id):
        return [Problem("nothing_changes", details={"unit": here.name})]
    if change.parent == unit or unit in _chain(lives, change.parent, day):
        return [Problem("loop", details={"unit": here.name, "parent": above.name})]
    if not levels.fits_under(here.level, above.level):
        return [_level_problem(here.level, above.level)]
    pointer = "area_id" if above.level == "area" else "parent_id"
    if getattr(here, pointer) != getattr(last, pointer):
        return [Problem("two_parents", details={"unit": here.name, "day": day})]
    if here.hamlet_id and above.level == "commune":
        hamlet = lives.on(here.hamlet_id, day)
        if hamlet and hamlet.parent_id != change.parent:
            told = {"unit": here.name, "hamlet": hamlet.name}
            return [Problem("hamlet_stays", blocking=False, details=told)]
    return []


def _chain(lives: Lives, unit: int, day: date) -> set[int]:
    seen: set[int] = set()
    here: int | None = unit
    while here is not None and here not in seen:
        seen.add(here)
        period = lives.on(here, day)
        here = period.parent_id if period else None
    return seen


def _level_problem(level: str, above: str) -> Problem:
    return Problem("level_impossible", details={"level": level, "above": above})


def _of_target(
    lives: Lives, target: Target, sources: set[int], day: date
) -> list[Problem]:
    """What goes into a unit needs one that stands, or one that can be founded."""
    if not isinstance(target, NewUnit):
        if target in sources:
            name = lives.near(target, day).name
            return [Problem("into_itself", details={"unit": name})]
        return _holds(lives, target, day)
    found = _of_name(target.name, target.level)
    if target.parent in sources:
        name = lives.near(target.parent, day).name
        return [*found, Problem("under_ending", details={"unit": name})]
    holding = _holds(lives, target.parent, day)
    if target.area is not None:
        holding = holding or _holds(lives, target.area, day)
    found += holding
    if not holding:
        above = lives.near(target.parent, day).level
        if above == "area" or not levels.fits_under(target.level, above):
            found.append(_level_problem(target.level, above))
    if target.code and not lives.code_is_free(target.code):
        found.append(Problem("code_taken", details={"code": target.code}))
    return found


def level_of(lives: Lives, target: Target, day: date) -> str:
    """The level of what others go into."""
    if isinstance(target, NewUnit):
        return target.level
    return lives.near(target, day).level


def _into_level(lives: Lives, unit: int, target: Target, day: date) -> list[Problem]:
    level, other = lives.near(unit, day).level, level_of(lives, target, day)
    if levels.may_go_into(level, other):
        return []
    name = lives.near(unit, day).name
    told = {"unit": name, "level": level, "into": other}
    return [Problem("cannot_become", details=told)]


def _along(
    lives: Lives, unit: int, those: Iterable[int], target: Target, day: date
) -> list[Problem]:
    """What stands under a unit must be able to stand under the other one."""
    above = level_of(lives, target, day)
    for other in those:
        child = lives.near(other, day)
        under = any(
            period.parent_id == unit
            for period in lives.of(other)
            if (period.valid_to or NEVER) >= day
        )
        if under and not levels.fits_under(child.level, above):
            return [_level_problem(child.level, above)]
    return []


def _of_merge(lives: Lives, gifts: list[Gift], change: Merge) -> list[Problem]:
    day, sources = change.day, set(change.units)
    if not sources or (len(sources) == 1 and isinstance(change.into, NewUnit)):
        return [Problem("too_few_units")]
    if len(sources) < len(change.units):
        return [Problem("named_twice")]
    found = [
        problem
        for unit in change.units
        for problem in _source(lives, gifts, unit, day, closing=True)
    ]
    found += _of_target(lives, change.into, sources, day)
    if found:
        return found
    for unit in change.units:
        found += _into_level(lives, unit, change.into, day)
        dependants = lives.dependants(unit, day)
        found += _along(lives, unit, dependants, change.into, day)
    return found


def _of_split(lives: Lives, gifts: list[Gift], change: Split) -> list[Problem]:
    day, unit = change.day, change.unit
    found = _source(lives, gifts, unit, day, closing=change.whole)
    if len(change.parts) < (2 if change.whole else 1):
        found.append(Problem("too_few_parts"))
    found += _of_shares(change)
    if found:
        return found
    ending = {unit} if change.whole else set()
    name = lives.near(unit, day).name
    within = set(lives.dependants(unit, day))
    taken: set[int] = set()
    named = [part.to for part in change.parts if not isinstance(part.to, NewUnit)]
    if len(set(named)) < len(named):
        found.append(Problem("named_twice"))
    for part in change.parts:
        if part.to == unit:
            found.append(Problem("into_itself", details={"unit": name}))
            continue
        target = _of_target(lives, part.to, ending, day)
        found += target or _into_level(lives, unit, part.to, day)
        if not target:
            found += _along(lives, unit, part.takes, part.to, day)
        for other in part.takes:
            child = lives.near(other, day).name if other in lives else str(other)
            told = {"unit": child, "of": name}
            if other not in within:
                found.append(Problem("not_in_unit", details=told))
            elif other in taken:
                found.append(Problem("taken_twice", details=told))
            taken.add(other)
    left = within - taken
    if change.whole and left:
        if change.rest is None or not 0 <= change.rest < len(change.parts):
            found.append(
                Problem("left_over", details={"unit": name, "left": len(left)})
            )
        elif not found:
            found += _along(lives, unit, left, change.parts[change.rest].to, day)
    return found


def _of_shares(change: Split) -> list[Problem]:
    """Each share is a part of the old unit; together they are no more than the whole,
    exactly the whole where it ends, and less where it stands on."""
    known = [part.share for part in change.parts if part.share is not None]
    if any(not 0 < share <= 1 for share in known):
        return [Problem("share_range")]
    total, all_known = round(sum(known), 6), len(known) == len(change.parts)
    if total > 1 or (total == 1 and (not all_known or not change.whole)):
        return [Problem("shares_above", details={"total": total})]
    if change.whole and all_known and total < 1:
        return [Problem("shares_below", details={"total": total})]
    return []


def _of_end(lives: Lives, gifts: list[Gift], change: End) -> list[Problem]:
    found = stands(lives, change.unit, change.day) or _nothing_later(
        lives, gifts, change.unit, change.day, True
    )
    if found:
        return found
    name = lives.near(change.unit, change.day).name
    if lives.near(change.unit, change.day).level == "province":
        return [Problem("province_ends", details={"unit": name})]
    if left := lives.dependants(change.unit, change.day):
        told = {"unit": name, "left": len(left)}
        return [Problem("still_holds", details=told)]
    return []
