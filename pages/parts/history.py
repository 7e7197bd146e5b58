"""The imports so far: undo one, or bring it back, after asking once."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from grassroots import changes, cube, query, store, texts
from pages.parts.cards import plain
from pages.parts.frame import Frame

_NAMED = 5


def show(frame: Frame) -> None:
    """The list of imports, newest first; a selected one can be undone."""
    if (said := st.session_state.pop("said", None)) is not None:
        st.success(said)
    batches = store.batches(frame.connection)
    if not batches:
        st.caption(frame.text("imports.history.none"))
        return
    st.caption(frame.text("imports.history.choose"))
    state = st.dataframe(
        pd.DataFrame([_line(frame, batch) for batch in batches]),
        key=f"history{st.session_state.get('history_turn', 0)}",
        hide_index=True,
        height=min(37 + 35 * len(batches), 320) + 3,
        on_select="rerun",
        selection_mode="single-row",
        alt=frame.text("imports.history.title"),
    )
    for position in state.selection.rows:
        _offer(frame, batches[position])
    asked = st.session_state.pop("asked", None)
    for batch in batches:
        if batch["batch_id"] == asked:
            st.dialog(_verb(frame, batch))(_ask)(frame, batch)


def _line(frame: Frame, batch: dict[str, Any]) -> dict[str, str]:
    def head(key: str) -> str:
        return frame.text(f"imports.{key}")

    day = texts.day(frame.language, batch["imported_at"].date())
    standing = "undone" if batch["undone_at"] else "in_force"
    return {
        head("history.batch"): str(batch["batch_id"]),
        head("heads.file"): batch["file"],
        head("history.when"): f"{day} {batch['imported_at']:%H:%M}",
        head("heads.loaded"): texts.number(frame.language, batch["row_count"]),
        head("history.standing"): head(f"history.{standing}"),
    }


def _offer(frame: Frame, batch: dict[str, Any]) -> None:
    """The button, or the sentence that says what has to be undone first."""
    back = batch["undone_at"] is not None
    ask = changes.missing_for if back else changes.later_than
    if others := ask(frame.connection, batch["batch_id"]):
        listed = [f"{other.batch} ({other.file})" for other in others]
        key = "first_back" if back else "first_undo"
        named = texts.listed(frame.language, listed)
        st.warning(plain(frame.text(f"units_page.{key}", others=named)))
        return
    label = f"{_verb(frame, batch)}: {batch['batch_id']} · {batch['file']}"
    st.button(
        plain(label),
        icon=":material/undo:",
        key="ask",
        on_click=_remember,
        args=(batch["batch_id"],),
    )


def _remember(batch: int) -> None:
    st.session_state["asked"] = batch


def _verb(frame: Frame, batch: dict[str, Any]) -> str:
    back = batch["undone_at"] is not None
    return frame.text(f"imports.history.{'bring_back' if back else 'undo'}")


def _ask(frame: Frame, batch: dict[str, Any]) -> None:
    """Names the import and says how many rows it is about, before anything is done."""
    back, verb = batch["undone_at"] is not None, _verb(frame, batch)
    key = "imports.history.ask_back" if back else "imports.history.ask"
    number, file = batch["batch_id"], plain(batch["file"])
    rows = texts.number(frame.language, batch["row_count"])
    st.markdown(f"**{frame.text(key, batch=number, file=file)}**")
    st.markdown(frame.text(f"{key}_more", rows=rows))
    if named := _concerned(frame, number):
        st.markdown(plain(frame.text("arrivals.affected.units", units=named)))
    with st.container(horizontal=True):
        if st.button(
            verb, type="primary", key="do_it", on_click=_act, args=(frame, number, back)
        ):
            st.rerun()
        if st.button(frame.text("common.cancel"), key="leave_it"):
            st.rerun()


def _concerned(frame: Frame, batch: int) -> str:
    """The units for which the import speaks, the first ones by name."""
    spoken = query.rows(frame.connection, "ahead/units_of_batches", batches=[batch])
    names = [str(row["name"]) for row in spoken]
    named = texts.listed(frame.language, names[:_NAMED])
    if (left := len(names) - _NAMED) > 0:
        return frame.text("arrivals.affected.more", units=named, count=left)
    return named


def _act(frame: Frame, batch: int, back: bool) -> None:
    act = store.bring_back if back else store.undo
    act(frame.store, batch)
    cube.keep(frame.store)
    ending = "back_now" if back else "undone_now"
    st.session_state["said"] = frame.text(f"imports.history.{ending}", batch=batch)
    turn = st.session_state.get("history_turn", 0)
    st.session_state["history_turn"] = turn + 1
