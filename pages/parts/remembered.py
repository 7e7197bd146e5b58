"""What was decided of columns, remembered for tables with the same headings: a list,
from which decisions can be forgotten."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from grassroots import decisions, texts
from grassroots.rosters import roster_kinds
from pages.parts.frame import Frame


def show(frame: Frame) -> None:
    """The decisions, the newest first; those selected can be forgotten."""
    known = decisions.all_of(frame.connection)
    if not known:
        st.caption(frame.text("arrivals.remembered.none"))
        return
    st.caption(frame.text("arrivals.remembered.choose"))
    turn = st.session_state.get("remembered_turn", 0)
    state = st.dataframe(
        pd.DataFrame([_line(frame, one) for one in known]),
        key=f"remembered{turn}",
        hide_index=True,
        height=min(37 + 35 * len(known), 320) + 3,
        on_select="rerun",
        selection_mode="multi-row",
        alt=frame.text("arrivals.remembered.title"),
    )
    rows = [known[at] for at in state.selection.rows if at < len(known)]
    if not rows:
        return
    label = frame.text("arrivals.remembered.forget", count=len(rows))
    if st.button(label, key="forget", icon=":material/delete:"):
        with frame.store.transaction() as cursor:
            for row in rows:
                decisions.forget(cursor, row["layout"], row["heading"])
        st.session_state["remembered_turn"] = turn + 1
        st.rerun()


def _line(frame: Frame, decided: dict[str, object]) -> dict[str, str]:
    kind = roster_kinds()[str(decided["kind"])]
    field = str(decided["field"])
    known = {one.id: one.label[frame.language] for one in kind.fields}
    day = getattr(decided["decided_at"], "date", None)
    return {
        frame.text("imports.heads.heading"): str(decided["heading"]),
        frame.text("imports.heads.field"): known.get(
            field, frame.text("imports.ignored")
        ),
        frame.text("imports.heads.kind"): kind.title[frame.language],
        frame.text("imports.heads.file"): str(decided["file"]),
        frame.text("imports.history.when"): (
            texts.day(frame.language, day()) if day else ""
        ),
    }
