"""A change of units with a date: chosen here, tried and written in units_confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from grassroots.changes import Change, End, Known, Merge, Move, Rename
from grassroots.changes.levels import ABOVE, IN_AREAS
from grassroots.units import LEVELS, Unit
from pages.parts import units_confirm, units_split, units_tree
from pages.parts.frame import Frame
from pages.parts.units_pick import labels, one_of, some_of
from pages.parts.units_target import target

KINDS = ("rename", "merge", "split", "move", "end")
_WITHIN = ("cell", "hamlet", "subcommittee")  # too many to choose among all at once
Tree = dict[int, Unit]


def show(frame: Frame, held: Known, today: date) -> None:
    """The form on the left, what it comes to on the right."""
    left, right = st.columns([11, 9], gap="medium")
    with left:
        kind = st.segmented_control(
            frame.text("units_page.kind"),
            KINDS,
            key="change_kind",
            default="rename",
            format_func=lambda name: frame.text(f"units_page.kinds.{name}"),
            required=True,
        )
        st.caption(frame.text(f"units_page.about.{kind}"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = st.date_input(
                frame.text("units_page.change_day"),
                value=today,
                min_value=date(1945, 1, 1),
                max_value=date(today.year + 2, 12, 31),
                format="DD/MM/YYYY",
                key="change_day",
                width=170,
            )
            before = units_tree.standing(
                frame, held, (day or today) - timedelta(days=1)
            )
            level = _level(frame, before)
        if day is None or level is None:
            return
        those = _of_level(frame, before, level)
        tree = units_tree.standing(frame, held, day)
        asked = _FORMS[kind](frame, held, tree, those, level, day)
    with right:
        units_confirm.show(frame, held, asked, today)


def _level(frame: Frame, tree: Tree) -> str | None:
    """The level of what changes, communes first."""
    present = {unit.level for unit in tree.values()} - {"province"}
    levels = [level for level in LEVELS if level in present]
    return one_of(
        frame.text("units_page.heads.level"),
        {level: frame.text(f"units.levels.{level}") for level in levels},
        "change_level",
        first="commune" if "commune" in levels else None,
        width=230,
    )


def _of_level(frame: Frame, tree: Tree, level: str) -> list[Unit]:
    """The units to choose from: of the level, within one unit where there are many."""
    those = [unit for unit in tree.values() if unit.level == level]
    if level in _WITHIN:
        above = {unit.parent_id for unit in those if unit.parent_id in tree}
        within = sorted((tree[number] for number in above if number), key=_name)
        scope = one_of(frame.text("units_page.within"), labels(within), "change_scope")
        those = [unit for unit in those if unit.parent_id == scope]
    return sorted(those, key=_name)


def _name(unit: Unit) -> str:
    return unit.name


def _rename(
    frame: Frame, held: Known, tree: Tree, those: list[Unit], level: str, day: date
) -> list[Change]:
    unit = one_of(frame.text("units_page.unit"), labels(those), "change_first")
    name = st.text_input(frame.text("units_page.new_name"), key="change_name")
    return [Rename(unit, name, day)] if unit is not None and name.strip() else []


def _move(
    frame: Frame, held: Known, tree: Tree, those: list[Unit], level: str, day: date
) -> list[Change]:
    chosen = some_of(
        frame.text("units_page.units"), labels(those), "change_units", "change_first"
    )
    above = [
        unit
        for unit in tree.values()
        if unit.level in ABOVE[level] or (unit.level == "area" and level in IN_AREAS)
    ]
    parent = one_of(
        frame.text("units_page.new_parent"),
        labels(sorted(above, key=_level_then_name)),
        "change_parent",
    )
    if parent is None:
        return []
    return [Move(unit, parent, day) for unit in chosen]


def _level_then_name(unit: Unit) -> tuple[int, str]:
    return LEVELS.index(unit.level), unit.name


def _merge(
    frame: Frame, held: Known, tree: Tree, those: list[Unit], level: str, day: date
) -> list[Change]:
    chosen = some_of(
        frame.text("units_page.merged"), labels(those), "change_units", "change_first"
    )
    into = target(frame, tree, level, [tree[unit] for unit in chosen if unit in tree])
    return [Merge(tuple(chosen), into, day)] if chosen and into is not None else []


def _split(
    frame: Frame, held: Known, tree: Tree, those: list[Unit], level: str, day: date
) -> list[Change]:
    unit = one_of(frame.text("units_page.unit"), labels(those), "change_first")
    if unit is None or unit not in tree:
        return []
    return units_split.ask(frame, held, tree, unit, day)


def _end(
    frame: Frame, held: Known, tree: Tree, those: list[Unit], level: str, day: date
) -> list[Change]:
    unit = one_of(frame.text("units_page.unit"), labels(those), "change_first")
    return [] if unit is None else [End(unit, day)]


_Form = Callable[[Frame, Known, Tree, list[Unit], str, date], Sequence[Change]]
_FORMS: dict[str, _Form] = {
    "rename": _rename,
    "merge": _merge,
    "split": _split,
    "move": _move,
    "end": _end,
}
