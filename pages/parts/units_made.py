"""The changes made so far; a selected one can be undone, after asking once."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from grassroots import changes, cube, store, texts
from grassroots.changes import Known, Made, Other
from grassroots.changes.said import title
from pages.parts.cards import plain
from pages.parts.frame import Frame

_LINES = 12


def show(frame: Frame, held: Known, today: date) -> None:
    """The list, newest first."""
    made = changes.made(frame.connection)
    if not made:
        st.caption(frame.text("units_page.none_made"))
        return
    st.caption(frame.text("units_page.choose_change"))
    heads = [
        frame.text(f"units_page.heads.{key}")
        for key in ("batch", "change", "written", "standing")
    ]
    lines = [_line(frame, one, today) for one in made]
    state = st.dataframe(
        pd.DataFrame([dict(zip(heads, line, strict=True)) for line in lines]),
        key=f"units_made{st.session_state.get('made_turn', 0)}",
        hide_index=True,
        height="content" if len(lines) <= _LINES else 35 * _LINES + 38,
        column_config={
            heads[0]: st.column_config.TextColumn(width=80),
            heads[1]: st.column_config.TextColumn(width=620),
        },
        on_select="rerun",
        selection_mode="single-row",
        alt=frame.text("units_page.views.made"),
    )
    for position in state.selection.rows:
        if position < len(made):
            _offer(frame, made[position])
    asked = st.session_state.pop("units_asked", None)
    for one in made:
        if one.batch == asked:
            st.dialog(_verb(frame, one))(_ask)(frame, one)


def said(frame: Frame, one: Made) -> str:
    """What a batch of changes was, in the language chosen."""
    if not one.entries:
        return one.file
    return "; ".join(title(frame.language, entry) for entry in one.entries)


def _line(frame: Frame, one: Made, today: date) -> tuple[str, str, str, str]:
    days = [date.fromisoformat(entry["day"]) for entry in one.entries if "day" in entry]
    standing = "undone" if one.undone else "in_force"
    if not one.undone and days and max(days) > today:
        standing = "coming"
    return (
        str(one.batch),
        said(frame, one),
        texts.day(frame.language, one.made_at.date()),
        frame.text(f"units_page.standings.{standing}"),
    )


def _verb(frame: Frame, one: Made) -> str:
    back = "bring_back" if one.undone else "undo"
    return frame.text(f"imports.history.{back}")


def _in_the_way(frame: Frame, one: Made) -> list[Other]:
    ask = changes.missing_for if one.undone else changes.later_than
    return ask(frame.connection, one.batch)


def _offer(frame: Frame, one: Made) -> None:
    """The button, or the sentence that says what has to be undone first."""
    others = _in_the_way(frame, one)
    if others:
        listed = texts.listed(
            frame.language, [f"{other.batch} ({other.file})" for other in others]
        )
        way = "first_back" if one.undone else "first_undo"
        st.warning(plain(frame.text(f"units_page.{way}", others=listed)))
        return
    st.button(
        plain(f"{_verb(frame, one)}: {one.batch} · {said(frame, one)}"),
        icon=":material/undo:",
        key="units_ask",
        on_click=_remember,
        args=(one.batch,),
    )


def _remember(batch: int) -> None:
    st.session_state["units_asked"] = batch


def _ask(frame: Frame, one: Made) -> None:
    st.markdown(f"**{plain(said(frame, one))}**")
    more = "ask_back" if one.undone else "ask_undo"
    st.markdown(frame.text(f"units_page.{more}"))
    with st.container(horizontal=True):
        if st.button(
            _verb(frame, one),
            type="primary",
            key="units_do_it",
            on_click=_act,
            args=(frame, one),
        ):
            st.rerun()
        if st.button(frame.text("common.cancel"), key="units_leave_it"):
            st.rerun()


def _act(frame: Frame, one: Made) -> None:
    # Looked at again: another window may have built on it meanwhile.
    if _in_the_way(frame, one):
        return
    act = store.bring_back if one.undone else store.undo
    act(frame.store, one.batch)
    cube.keep(frame.store)
    ending = "back_now" if one.undone else "undone_now"
    st.session_state["units_said"] = frame.text(f"units_page.{ending}", batch=one.batch)
    turn = st.session_state.get("made_turn", 0)
    st.session_state["made_turn"] = turn + 1
