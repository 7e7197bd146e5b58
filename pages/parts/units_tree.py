"""The tree of units on a day: a step down at a time, or found by name or code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from grassroots import changes, texts, units
from grassroots.changes import Known
from grassroots.changes import history as history_of_units
from grassroots.units import Unit
from pages.parts import units_life
from pages.parts.frame import Frame

_LINES = 12


def known(frame: Frame) -> Known:
    """All units, read once for as long as the facts stay the same."""
    return _known(frame.store.path, frame.revision, frame.connection)


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(path: str, revision: str, _connection: object) -> Known:
    """`path` and `revision` are only there to tell one state of facts from another."""
    return changes.known(_connection)  # type: ignore[arg-type]


def standing(frame: Frame, held: Known, day: date) -> dict[int, Unit]:
    """The units that stand on a day, worked out once a day and state."""
    return _standing(frame.store.path, frame.revision, day, held)


@st.cache_resource(max_entries=8, show_spinner=False)
def _standing(path: str, revision: str, day: date, _held: Known) -> dict[int, Unit]:
    return history_of_units.standing_on(_held.lives, day)


def finding(frame: Frame, held: Known, today: date) -> str:
    """The state of the tree in a sentence: how many units stand today, what waits."""
    counts = history_of_units.by_level(standing(frame, held, today).values())
    said = [
        f"{texts.number(frame.language, counts[level])} "
        + frame.text(f"units.parts.{level}", count=counts[level])
        for level in ("commune", "organisation")
        if counts.get(level)
    ]
    waiting = {unit.unit_id for _, unit in history_of_units.waiting(held.lives, today)}
    ending = (
        frame.text("units_page.waiting", count=len(waiting))
        if waiting
        else frame.text("units_page.none_waiting")
    )
    return frame.text(
        "units_page.finding",
        day=texts.day(frame.language, today),
        counts="; ".join(said),
        waiting=ending,
    )


def show(frame: Frame, held: Known, today: date) -> None:
    """The day, the search, the list of units and the life of the one chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            frame.text("units_page.day"),
            value=today,
            min_value=date(1945, 1, 1),
            max_value=date(today.year + 2, 12, 31),
            format="DD/MM/YYYY",
            key="units_day",
            width=170,
        )
        words = st.text_input(
            frame.text("units_page.search"),
            key="units_search",
            placeholder=frame.text("units_page.search_hint"),
            width=330,
        )
        st.button(
            frame.text("units_page.today"),
            key="units_today",
            on_click=_to_day,
            args=(today,),
            disabled=day == today,
        )
    day = day or today
    tree = standing(frame, held, day)
    _counts(frame, tree)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        if words:
            listed = history_of_units.found(held.lives, words, day)
            chosen = _found(frame, tree, listed, day)
        else:
            chosen = _step(frame, tree)
    with right:
        if chosen is None:
            st.caption(frame.text("units_page.choose_unit"))
            _waiting(frame, held, today)
        else:
            units_life.show(frame, held, chosen, day, chosen in tree)
            _below(frame, tree, chosen)


def _to_day(day: date) -> None:
    st.session_state["units_day"] = day


def _counts(frame: Frame, tree: dict[int, Unit]) -> None:
    counts = history_of_units.by_level(tree.values())
    said = [
        f"{frame.text(f'units.levels.{level}')} "
        f"**{texts.number(frame.language, count)}**"
        for level, count in counts.items()
        if level != "province"
    ]
    line = "\u2003".join(said) or frame.text("units_page.nothing_stood")
    st.markdown(f":small[{line}]")


def _turn() -> int:
    return int(st.session_state.setdefault("units_turn", 0))


def go(unit: int | None) -> None:
    """Opens a unit in the list; the search is left."""
    st.session_state["units_at"] = unit
    st.session_state["units_search"] = ""
    st.session_state["units_turn"] = _turn() + 1


def _step(frame: Frame, tree: dict[int, Unit]) -> int | None:
    """The units one step below the opened one; the one chosen, else the opened one."""
    tops = [unit for unit in tree.values() if unit.parent_id is None]
    at = st.session_state.get("units_at")
    if at not in tree:
        at = tops[0].unit_id if len(tops) == 1 else None
    path = units.path_in(tree, at) if at is not None else []
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for step in path[:-1]:
            st.button(
                step.name,
                key=f"units_up{step.unit_id}",
                type="tertiary",
                on_click=go,
                args=(step.unit_id,),
            )
            st.caption("›", width="content")
        for step in path[-1:]:
            st.caption(f"**{step.name}**", width="content")
    below = units.children_in(tree, at) if at is not None else tops
    if not below:
        st.caption(frame.text("units_page.nothing_below"))
        return at
    chosen = _table(frame, below, [_inside(frame, tree, unit) for unit in below])
    return at if chosen is None and path[1:] else chosen


def _inside(frame: Frame, tree: dict[int, Unit], unit: Unit) -> str:
    held = history_of_units.by_level(units.children_in(tree, unit.unit_id))
    return units_life.counted(frame, held.items()) or "–"


def _found(
    frame: Frame, tree: dict[int, Unit], listed: Sequence[Unit], day: date
) -> int | None:
    """The units that a search found, standing or not."""
    if not listed:
        st.caption(frame.text("units_page.nothing_found"))
        return None
    st.caption(frame.text("units_page.found", count=len(listed)))
    where = [_where(frame, tree, unit, day) for unit in listed]
    chosen = _table(frame, listed, where, searched=True)
    return listed[0].unit_id if chosen is None and len(listed) == 1 else chosen


def _where(frame: Frame, tree: dict[int, Unit], unit: Unit, day: date) -> str:
    """What a unit stands under, or that it does not stand."""
    steps = units.path_in(tree, unit.unit_id)[:-1]
    if steps:
        return steps[-1].name
    if unit.unit_id in tree:
        return "–"
    if unit.stands_on(day):
        return frame.text("units_page.above_over")
    over = unit.valid_to is not None and unit.valid_to < day
    return frame.text("units_page.over" if over else "units_page.not_yet")


def _table(
    frame: Frame, listed: Sequence[Unit], notes: Sequence[str], searched: bool = False
) -> int | None:
    def head(key: str) -> str:
        return frame.text(f"units_page.heads.{key}")

    lines = pd.DataFrame(
        {
            head("unit"): [unit.name for unit in listed],
            head("code"): [unit.code for unit in listed],
            head("where" if searched else "inside"): list(notes),
        }
    )
    column = st.column_config.TextColumn
    state = st.dataframe(
        lines,
        key=f"units_list{_turn()}{int(searched)}",
        hide_index=True,
        height="content" if len(listed) <= _LINES else 35 * _LINES + 38,
        column_config={
            head("unit"): column(width=258),
            head("code"): column(width=70),
            head("where" if searched else "inside"): column(width=156),
        },
        on_select="rerun",
        selection_mode="single-row",
        alt=frame.text("units_page.list"),
    )
    rows = [row for row in state.selection.rows if row < len(listed)]
    return listed[rows[0]].unit_id if rows else None


def _below(frame: Frame, tree: dict[int, Unit], chosen: int) -> None:
    with st.container(horizontal=True):
        at = st.session_state.get("units_at")
        if chosen != at and units.children_in(tree, chosen):
            st.button(
                frame.text("units_page.open"),
                key="units_open",
                icon=":material/subdirectory_arrow_right:",
                on_click=go,
                args=(chosen,),
            )
        if chosen in tree:
            st.button(
                frame.text("units_page.change_it"),
                key="units_change_it",
                icon=":material/edit_calendar:",
                on_click=_change_it,
                args=(tree[chosen],),
            )


def _change_it(unit: Unit) -> None:
    st.session_state["view"] = "change"
    st.session_state["change_level"] = unit.level
    st.session_state["change_scope"] = unit.parent_id
    st.session_state["change_first"] = unit.unit_id


def _waiting(frame: Frame, held: Known, today: date) -> None:
    """What was told of days to come."""
    coming = history_of_units.waiting(held.lives, today)
    if not coming:
        return
    st.markdown(f"### {frame.text('units_page.coming')}")
    date_head, unit_head = (
        frame.text(f"units_page.heads.{key}") for key in ("day", "unit")
    )
    what = frame.text("units_page.heads.what")
    lines = [
        {
            date_head: texts.day(frame.language, day),
            unit_head: unit.name,
            what: frame.text(
                "units_page.begins" if unit.valid_from == day else "units_page.last_day"
            ),
        }
        for day, unit in coming
    ]
    st.dataframe(
        pd.DataFrame(lines),
        hide_index=True,
        height="content" if len(lines) <= _LINES else 35 * _LINES + 38,
        alt=frame.text("units_page.coming"),
    )
