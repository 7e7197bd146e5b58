"""Groupings of the user's own: mountain and coast, clusters. Outside of time: a group
holds units of all dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from grassroots import unit_names
from grassroots.changes import levels
from grassroots.changes.asked import Define, Drop, Problem
from grassroots.changes.lives import EVER, NEVER, Gift, Lives
from grassroots.units import Unit
from grassroots.words import key, tidy

GROUPING, GROUP = "grouping", "group"
Told = tuple[list[Problem], list[tuple[int, int]]]


def standing(lives: Lives) -> list[Unit]:
    """The groupings in force, by name."""
    found = [
        lives.of(unit)[-1]
        for unit in lives
        if lives.of(unit)[-1].level == GROUPING and lives.end(unit) == NEVER
    ]
    return sorted(found, key=lambda unit: unit.name)


def groups(lives: Lives, grouping: int) -> list[Unit]:
    """The groups of a grouping in force, as they were numbered."""
    return [
        lives.of(unit)[-1]
        for unit in lives.pointing(grouping, "parent_id", NEVER)
        if lives.of(unit)[-1].level == GROUP
    ]


def define(lives: Lives, change: Define) -> Told:
    """Takes a grouping into the lives: its problems, and who is in which group."""
    found = _against(lives, change)
    top = [
        unit
        for unit in lives
        if lives.of(unit)[-1].level == "province" and lives.end(unit) == NEVER
    ]
    if not top:
        found.append(Problem("no_province"))
    if found:
        return found, []
    all_of_them = [unit for unit in lives if lives.of(unit)[-1].level == GROUPING]
    grouping = _told(lives, GROUPING, change.name, min(top), all_of_them)
    given_up = set(lives.pointing(grouping, "parent_id", EVER))
    members = []
    for name, those in change.groups:
        known = sorted(lives.pointing(grouping, "parent_id", EVER))
        group = _told(lives, GROUP, name, grouping, known)
        given_up.discard(group)
        members += [(group, unit) for unit in those]
    for group in given_up:
        _end(lives, group)
    return [], members


def drop(lives: Lives, change: Drop) -> Told:
    """Takes a grouping and its groups out of force."""
    for grouping in standing(lives):
        if key(grouping.name) == key(change.name):
            for unit in groups(lives, grouping.unit_id):
                _end(lives, unit.unit_id)
            _end(lives, grouping.unit_id)
            return [], []
    return [Problem("no_grouping", details={"name": change.name})], []


def carry(
    lives: Lives, members: Mapping[int, Iterable[int]], gifts: Sequence[Gift]
) -> list[tuple[int, int]]:
    """What followed units that were all in one group of a grouping is in that group as
    well. Comes back with the members of every grouping that is told anew for it."""
    held = {group: set(those) for group, those in members.items()}
    told: list[tuple[int, int]] = []
    for grouping in standing(lives):
        mine = [one.unit_id for one in groups(lives, grouping.unit_id)]
        joined = False
        for new in dict.fromkeys(gift[1] for gift in gifts):
            old = {gift[0] for gift in gifts if gift[1] == new}
            of = {
                next((group for group in mine if unit in held.get(group, ())), None)
                for unit in old
            }
            already = any(new in held.get(group, ()) for group in mine)
            group = of.pop() if len(of) == 1 else None
            if group is not None and not already:
                held[group].add(new)
                joined = True
        if joined:
            for unit in (grouping.unit_id, *mine):
                lives.put(unit, lives.of(unit))
            told += [
                (group, unit) for group in mine for unit in sorted(held.get(group, ()))
            ]
    return told


def _told(lives: Lives, level: str, name: str, parent: int, known: list[int]) -> int:
    """A grouping or group of this name, known or new, as standing for all times."""
    shown = tidy(name)
    for unit in known:
        if key(lives.of(unit)[-1].name) == key(shown):
            number, code = unit, lives.of(unit)[-1].code
            break
    else:
        above, count = lives.of(parent)[-1].code, 1
        mark = "N" if level == GROUPING else ""
        while not lives.code_is_free(code := f"{above}.{mark}{count:02d}"):
            count += 1
        number = lives.next_id()
    name_key = unit_names.UnitName(shown, level, "", key(shown)).key
    lives.put(
        number,
        [Unit(number, code, shown, name_key, level, parent_id=parent, expected=False)],
    )
    return number


def _end(lives: Lives, unit: int) -> None:
    """A life before all years: the unit stands in none."""
    last = lives.of(unit)[-1]
    lives.put(unit, [replace(last, valid_from=None, valid_to=EVER)])


def _against(lives: Lives, change: Define) -> list[Problem]:
    if not tidy(change.name) or not all(tidy(name) for name, _ in change.groups):
        return [Problem("no_name")]
    if not any(those for _, those in change.groups):
        return [Problem("empty_grouping")]
    names = [key(name) for name, _ in change.groups]
    if len(set(names)) < len(names):
        return [Problem("group_twice")]
    found, seen = [], set()
    everyone = {unit for _, those in change.groups for unit in those}
    for _, those in change.groups:
        for unit in those:
            if unit not in lives:
                found.append(Problem("unknown", details={"unit": unit}))
                continue
            name, level = lives.of(unit)[-1].name, lives.of(unit)[-1].level
            if unit in seen:
                found.append(Problem("in_two_groups", details={"unit": name}))
            elif level not in levels.IN_GROUPS:
                told = {"unit": name, "level": level}
                found.append(Problem("not_for_groups", details=told))
            elif any(above in everyone for above in _ever_above(lives, unit)):
                found.append(Problem("counted_twice", details={"unit": name}))
            seen.add(unit)
    return found


def _ever_above(lives: Lives, unit: int) -> Iterator[int]:
    seen, waiting = {unit}, [unit]
    while waiting:
        for period in lives.of(waiting.pop()):
            above = period.parent_id
            if above is not None and above not in seen:
                seen.add(above)
                waiting.append(above)
                yield above
