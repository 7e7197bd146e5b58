"""Groupings of the user's own: mountain and coast, clusters."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from grassroots import changes
from grassroots.changes import Change, Define, Drop, Known
from grassroots.changes.levels import IN_GROUPS
from grassroots.changes.said import listed
from grassroots.units import LEVELS, Unit
from grassroots.words import key as spelled
from pages.parts import units_confirm, units_tree
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.units_pick import labels, one_of

_MOST = 12
_NEW = ""


def show(frame: Frame, held: Known, today: date) -> None:
    """The groupings in force, and one of them, or a new one, in a form."""
    known = changes.groupings(held)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        st.caption(frame.text("units_page.about.groupings"))
        names = {_NEW: frame.text("units_page.new_grouping")}
        names |= {name: name for name in known}
        chosen = one_of(frame.text("units_page.grouping"), names, "group_which", _NEW)
        asked, tree = [], units_tree.standing(frame, held, today)
        if chosen and st.toggle(frame.text("units_page.drop"), key="group_drop"):
            asked = [Drop(chosen)]
        else:
            asked = _form(
                frame, held, tree, chosen or _NEW, known.get(chosen or "", {})
            )
    with right:
        told = [line for change in asked for line in _told(frame, held, change)]
        units_confirm.show(frame, held, asked, today, "fill_grouping", told)
        if chosen:
            _shown(frame, held, known[chosen])


def _form(
    frame: Frame,
    held: Known,
    tree: dict[int, Unit],
    name: str,
    groups: dict[str, tuple[int, ...]],
) -> list[Change]:
    """The name of the grouping, and of each group its name and its units."""
    called = name or st.text_input(
        frame.text("units_page.grouping_name"), key="group_n"
    )
    count = st.number_input(
        frame.text("units_page.groups"),
        min_value=1,
        max_value=max(_MOST, len(groups)),
        value=max(2, len(groups)),
        key=f"group_count{spelled(name)}",
        width=170,
    )
    mine = {unit for those in groups.values() for unit in those}
    offered = [unit for unit in tree.values() if unit.level in IN_GROUPS]
    offered.sort(key=lambda unit: (LEVELS.index(unit.level), unit.name))
    # What ended stays in its group: the years before it are grouped as well.
    gone = [held.lives.of(unit)[-1] for unit in sorted(mine - set(tree))]
    choices = labels([*offered, *gone])
    before = list(groups.items())
    found, taken = [], set()
    for number in range(int(count)):
        old, those = before[number] if number < len(before) else ("", ())
        with st.container(border=True, gap="xsmall"):
            group = st.text_input(
                frame.text("units_page.group_name", number=number + 1),
                value=old,
                key=f"group_name{number}{spelled(name)}",
            )
            units = st.multiselect(
                frame.text("units_page.group_units"),
                [one for one in choices if one not in taken],
                default=[one for one in those if one in choices and one not in taken],
                format_func=lambda one: choices.get(one, str(one)),
                placeholder=frame.text("imports.choose"),
                key=f"group_units{number}{spelled(name)}",
            )
        taken.update(units)
        if group.strip() or units:
            found.append((group, tuple(units)))
    if not called.strip() or not any(units for _, units in found):
        return []
    same = {group: frozenset(units) for group, units in found}
    if same == {group: frozenset(units) for group, units in groups.items()}:
        return []
    return [Define(called, tuple(found))]


def _told(frame: Frame, held: Known, change: Change) -> list[str]:
    """What a grouping comes to, a line a group."""
    if not isinstance(change, Define):
        return [frame.text("units_page.will_drop")]
    lines = []
    for name, those in change.groups:
        names = [held.lives.of(unit)[-1].name for unit in those]
        lines.append(f"**{plain(name)}:** {plain(listed(frame.language, names))}")
    return lines


def _shown(frame: Frame, held: Known, groups: dict[str, tuple[int, ...]]) -> None:
    heads = [frame.text(f"units_page.heads.{key}") for key in ("group", "count")]
    lines = [
        dict(zip(heads, (name, str(len(units))), strict=True))
        for name, units in groups.items()
    ]
    st.dataframe(
        pd.DataFrame(lines), hide_index=True, alt=frame.text("units_page.grouping")
    )
