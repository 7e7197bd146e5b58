"""The form of a split: in whole or in part, and what goes where."""

from __future__ import annotations

from datetime import date

import streamlit as st

from grassroots.changes import Change, Known, Part, Split
from grassroots.units import Unit
from pages.parts.frame import Frame
from pages.parts.units_pick import labels, one_of, some_of
from pages.parts.units_target import target

_MOST = 12
_HOW = ("whole", "part")


def ask(
    frame: Frame, held: Known, tree: dict[int, Unit], unit: int, day: date
) -> list[Change]:
    """The split as far as it is told; empty until every part has a target."""
    how = st.segmented_control(
        frame.text("units_page.how"),
        _HOW,
        key="split_how",
        default="whole",
        format_func=lambda name: frame.text(f"units_page.hows.{name}"),
        required=True,
    )
    whole = how == "whole"
    count = st.number_input(
        frame.text("units_page.parts"),
        min_value=2 if whole else 1,
        max_value=_MOST,
        key=f"split_count_{how}",
        width=170,
    )
    within = [
        held.lives.near(other, day)
        for other in held.lives.dependants(unit, day)
        if other in tree
    ]
    within.sort(key=lambda one: (one.level, one.name))
    parts: list[Part | None] = []
    left = {one.unit_id: one for one in within}
    for number in range(int(count)):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{frame.text('units_page.part', number=number + 1)}**")
            key = f"part{number}"
            into = target(frame, tree, tree[unit].level, [tree[unit]], key)
            share = st.number_input(
                frame.text("units_page.share"),
                min_value=0.0,
                max_value=100.0,
                value=None,
                step=1.0,
                placeholder=frame.text("units_page.share_unknown"),
                key=f"{key}_share",
                width=230,
            )
            takes = some_of(
                frame.text("units_page.takes"), labels(left.values()), f"{key}_takes"
            )
            for other in takes:
                left.pop(other, None)
        told = None if share is None else round(share / 100, 6)
        parts.append(None if into is None else Part(into, told, tuple(takes)))
    rest = _rest(frame, int(count)) if whole and left else None
    told_parts = tuple(part for part in parts if part is not None)
    if len(told_parts) < len(parts):
        return []
    return [Split(unit, told_parts, day, whole, rest)]


def _rest(frame: Frame, count: int) -> int | None:
    """Which part takes all that is named in none."""
    names = {
        number: frame.text("units_page.part", number=number + 1)
        for number in range(count)
    }
    return one_of(frame.text("units_page.rest"), names, "split_rest")
