"""Units that begin, end or move on a day: their periods before and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from grassroots.unit_names import UnitName
from grassroots.units import Tree, Unit

# The district level ended with this day: since then communes stand right under their
# province (constitution as amended on 16 June 2025; law 72/2025/QH15).
DISTRICTS_ENDED = date(2025, 7, 1)


def before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def end(tree: Tree, unit_id: int, day: date) -> None:
    """Ends a unit the day before; one that ended earlier keeps its end."""
    last = before(day)
    periods = tree.life(unit_id)
    kept = [one for one in periods if (one.valid_from or date.min) <= last]
    tree.declare(
        [
            replace(one, valid_to=min(one.valid_to or date.max, last), declared=True)
            for one in kept or periods[:1]
        ]
    )


def begin(tree: Tree, unit_id: int, day: date, **changes: Any) -> None:
    """Makes a unit that is known already begin on the day: one that only rosters named
    begins with it; one that stood before goes on, changed from that day."""
    periods = tree.life(unit_id)
    if len(periods) == 1 and not periods[0].declared:
        new = replace(periods[0], valid_from=day, declared=True, **changes)
        tree.declare([new])
    elif any(one.stands_on(before(day)) for one in periods):
        move(tree, unit_id, day, **changes)
    else:
        tree.declare(
            [
                replace(one, declared=True, **changes) if one.stands_on(day) else one
                for one in periods
            ]
        )


def move(tree: Tree, unit_id: int, day: date, **changes: Any) -> None:
    """The same unit in its next period: under another parent, by another code. One that
    was told to end the day before goes on."""
    periods: list[Unit] = []
    for one in tree.life(unit_id):
        if one.valid_to == before(day) and not tree.stands(unit_id, day):
            new = replace(one, valid_from=day, valid_to=None, declared=True, **changes)
            periods += [replace(one, declared=True), new]
            continue
        if not one.stands_on(day):
            periods.append(replace(one, declared=True))
            continue
        changed = replace(one, valid_from=day, declared=True, **changes)
        same = replace(changed, valid_from=one.valid_from, declared=one.declared)
        if same == one or one.valid_from == day:
            periods.append(replace(changed, valid_from=one.valid_from))
            continue
        periods.append(replace(one, valid_to=before(day), declared=True))
        periods.append(changed)
    tree.declare(periods)


def make(
    tree: Tree, name: UnitName, level: str, parent: int | None, code: str | None
) -> int:
    """A new unit, with its own code where it has one, else with one of its parent's.
    Its life is told by `tell`."""
    if not code:
        return tree.make(name, level, parent, kind=kind_of(level))
    unit_id = tree.next_id()
    tree.declare(
        [
            Unit(
                unit_id,
                code,
                name.shown,
                name.key,
                level,
                kind_of(level),
                parent,
                declared=True,
            )
        ]
    )
    return unit_id


def tell(tree: Tree, unit_id: int, **changes: Any) -> None:
    """Declares a unit just made, from or to a day, in an area."""
    tree.declare([replace(tree.life(unit_id)[0], declared=True, **changes)])


def kind_of(level: str) -> str | None:
    """A commune's committee is itself a grassroots organisation, of this kind."""
    return "commune" if level == "commune" else None
