"""Changes in words: what is archived of them, their titles, problems as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from grassroots import texts
from grassroots.changes.asked import (
    Change,
    Define,
    Drop,
    Merge,
    Move,
    Problem,
    Rename,
    Split,
)
from grassroots.changes.lives import Lives, the_day_before
from grassroots.changes.planning import Plan

_MOST = 4  # names in a title
_LONGEST = 180  # letters of a file name


def entries(
    changes: Iterable[Change], lives: Lives, made: Plan
) -> list[dict[str, Any]]:
    """What is archived: each change with the codes and names of its units, so that it
    can be read without the tree. Moves to one place on one day are one entry."""
    told: list[dict[str, Any]] = []
    for change in changes:
        entry = _entry(change, lives, made)
        if (
            told
            and entry["kind"] == "move"
            and {**told[-1], "old": None} == {**entry, "old": None}
        ):
            told[-1]["old"] += entry["old"]
        else:
            told.append(entry)
    return told


def _entry(change: Change, lives: Lives, made: Plan) -> dict[str, Any]:
    after = made.lives

    def named(units: Iterable[int], held: Lives, day: date) -> list[dict[str, str]]:
        found = [held.near(unit, day) for unit in units]
        return [{"code": unit.code, "name": unit.name} for unit in found]

    if isinstance(change, Define | Drop):
        groups = change.groups if isinstance(change, Define) else ()
        return {
            "kind": "define" if isinstance(change, Define) else "drop",
            "name": change.name,
            "groups": {name: named(those, lives, date.max) for name, those in groups},
        }
    day, last = change.day, the_day_before(change.day)
    old = list(change.units) if isinstance(change, Merge) else [change.unit]
    told: dict[str, Any] = {
        "kind": type(change).__name__.lower(),
        "day": day.isoformat(),
        "old": named([unit for unit in old if unit in lives], lives, last),
        "new": [],
    }
    match change:
        case Rename():
            told["new"] = named([change.unit], after, day)
        case Move():
            told["new"] = named([change.parent], after, day)
        case Merge():
            into = {new for unit, new, on, _ in made.gifts if unit in old and on == day}
            told["new"] = named(sorted(into), after, day)
        case Split():
            gifts = [gift for gift in made.gifts if gift[0] in old and gift[2] == day]
            told["new"] = named([gift[1] for gift in gifts], after, day)
            told["shares"] = [gift[3] for gift in gifts]
            told["takes"] = [named(part.takes, lives, day) for part in change.parts]
            told["kind"] = "split" if change.whole else "split_part"
    return told


def title(language: str, entry: Mapping[str, Any], day: str | None = None) -> str:
    """One archived change in a line: "Sáp nhập Xã A, Xã B → Xã C (01/07/2025)"."""
    kind = entry["kind"]
    if kind in ("define", "drop"):
        return texts.text(language, f"changes.titles.{kind}", name=entry["name"])
    shown = day or texts.day(language, date.fromisoformat(entry["day"]))
    return texts.text(
        language,
        f"changes.titles.{kind}",
        old=listed(language, [unit["name"] for unit in entry["old"]]),
        new=listed(language, [unit["name"] for unit in entry["new"]]),
        day=shown,
    )


def listed(language: str, names: Sequence[str], most: int = _MOST) -> str:
    """Names in a line, the last of many as a number: "Xã A, Xã B và 5 đơn vị khác"."""
    if len(names) <= most:
        return ", ".join(names)
    more = texts.text(language, "changes.more", count=len(names) - most + 1)
    return f"{', '.join(names[: most - 1])} {more}"


def file_name(told: Sequence[Mapping[str, Any]]) -> str:
    """What the batch is called among the imports."""
    names = []
    for entry in told:
        day = entry.get("day")
        written = f"{date.fromisoformat(day):%d-%m-%Y}" if day else None
        names.append(title("vi", entry, written))
    whole = "; ".join(names)
    if len(whole) > _LONGEST and len(names) > 1:
        more = texts.text("vi", "changes.more_changes", count=len(names) - 1)
        whole = f"{names[0]}; {more}"
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"


def sentence(language: str, problem: Problem) -> str:
    """What stands against a change, and what to do."""
    values: dict[str, Any] = {
        name: texts.day(language, value) if isinstance(value, date) else value
        for name, value in problem.details.items()
    }
    for name in ("level", "above", "into"):
        if texts.has(language, key := f"units.parts.{values.get(name)}"):
            values[name] = texts.text(language, key)
    if "total" in values:
        values["total"] = texts.number(language, values["total"] * 100, 2)
    if "left" in values:
        values["count"] = values.pop("left")
    if "names" in values:
        values["names"] = listed(language, values["names"])
    return texts.text(language, f"changes.problems.{problem.code}", **values)
