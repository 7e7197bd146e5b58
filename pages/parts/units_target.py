"""What others go into: a unit that stands, or one that is founded with them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from grassroots.changes import NewUnit
from grassroots.changes.levels import ABOVE, INTO
from grassroots.units import LEVELS, Unit
from pages.parts.frame import Frame
from pages.parts.units_pick import labels, one_of

_WAYS = ("new", "existing")


def target(
    frame: Frame,
    tree: dict[int, Unit],
    level: str,
    sources: Sequence[Unit],
    key: str = "into",
) -> int | NewUnit | None:
    """The unit that some others go into; None until it is known."""
    way = st.segmented_control(
        frame.text("units_page.into"),
        _WAYS,
        key=f"{key}_way",
        default="new",
        format_func=lambda name: frame.text(f"units_page.ways.{name}"),
        required=True,
    )
    if way == "existing":
        return _existing(frame, tree, level, sources, key)
    return _new(frame, tree, level, sources, key)


def _existing(
    frame: Frame, tree: dict[int, Unit], level: str, sources: Sequence[Unit], key: str
) -> int | None:
    gone = {unit.unit_id for unit in sources}
    parents = {unit.parent_id for unit in sources}
    offered = [
        unit
        for unit in tree.values()
        if unit.level in INTO[level] and unit.unit_id not in gone
    ]
    # Neighbours first: most mergers stay within one unit.
    offered.sort(key=lambda unit: (unit.parent_id not in parents, unit.name))
    return one_of(frame.text("units_page.receiver"), labels(offered), f"{key}_unit")


def _new(
    frame: Frame, tree: dict[int, Unit], level: str, sources: Sequence[Unit], key: str
) -> NewUnit | None:
    name = st.text_input(frame.text("units_page.new_unit_name"), key=f"{key}_name")
    parents = {unit.parent_id for unit in sources}
    first = next(iter(parents)) if len(parents) == 1 else None
    above = [unit for unit in tree.values() if unit.level in ABOVE[level]]
    above.sort(key=lambda unit: (LEVELS.index(unit.level), unit.name))
    left, right = st.columns([7, 3])
    with left:
        parent = one_of(
            frame.text("units_page.heads.above"),
            labels(above),
            f"{key}_parent",
            first=first if first in tree else None,
        )
    with right:
        code = st.text_input(
            frame.text("units_page.heads.code"),
            key=f"{key}_code",
            placeholder=frame.text("units_page.by_itself"),
        )
    if parent is None or not name.strip():
        return None
    return NewUnit(name, level, parent, code.strip() or None)
