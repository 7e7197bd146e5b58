"""The rows as a table, one of them in full, the aggregates beside them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from grassroots.presenting import rows as presented
from grassroots.rows import Rows
from pages.parts.cards import plain
from pages.parts.frame import Frame

_WIDTHS = {
    "outcome": 130,
    "unit": 220,
    "rating": 180,
    "committee_rating": 180,
    "name": 160,
    "status": 95,
    "file": 185,
    "sheet": 85,
    "row": 55,
}
_WIDTH = 130
_HEIGHT, _ROW = 388, 35


def table(frame: Frame, shown: Rows) -> None:
    """The rows as a table; the one selected opens in full."""
    columns = presented.columns(frame.language, shown)
    lines = presented.lines(frame.language, shown, columns, frame.path)
    names = [one.key for one in columns]
    configured = {
        one.key: st.column_config.Column(one.head, width=_WIDTHS.get(one.key, _WIDTH))
        for one in columns
    }
    turn = st.session_state.get("rows_turn", 0)
    named = f"rows_{turn}"

    def selected() -> None:
        chosen = st.session_state[named].selection.rows
        if chosen:
            # A new key: the selection must not be there any more once it is closed.
            st.session_state["rows_turn"] = turn + 1
            st.session_state["opened_row"] = chosen[0]

    st.dataframe(
        pd.DataFrame(lines, columns=names),
        key=named,
        hide_index=True,
        column_config=configured,
        height=min(_ROW * (len(lines) + 1) + 3, _HEIGHT),
        on_select=selected,
        selection_mode="single-row",
        alt=frame.text("rows.title"),
    )
    st.caption(frame.text("rows.hint"))


def opened_row(frame: Frame, shown: Rows) -> None:
    """The dialog of the row that was selected, once."""
    chosen = st.session_state.pop("opened_row", None)
    if chosen is None or chosen >= len(shown.rows):
        return
    row = shown.rows[chosen]
    title = frame.text("rows.whole.title", row=row.number)
    one = presented.whole(frame.language, shown, row)
    st.dialog(title, width="large")(_whole)(frame, one)


def _whole(frame: Frame, one: presented.Whole) -> None:
    st.markdown(f"**{plain(one.place)}**")
    st.markdown(f"{plain(one.unit)} · {plain(one.outcome)}")
    heads = [frame.text(f"rows.whole.{key}") for key in ("field", "value", "heading")]
    cells = [[plain(words) for words in cell] for cell in one.cells]
    st.table(pd.DataFrame(cells, columns=heads).set_index(heads[0]))
    if one.problems:
        st.markdown(f"**{frame.text('rows.whole.problems')}**")
        for sentence in one.problems:
            st.markdown(plain(sentence))
    st.caption(plain(one.dates))


def aggregates(frame: Frame, shown: Rows) -> None:
    """The counts of aggregate tables that are in the figure, with their rows."""
    if not shown.told:
        return
    key = "title" if shown.behind.outcomes else "only"
    st.markdown(f"**{frame.text(f'rows.told.{key}')}**")
    heads = presented.told_heads(frame.language)
    lines = presented.told_lines(frame.language, shown.told, frame.path)
    numbers = {head: st.column_config.Column(alignment="right") for head in heads[1:3]}
    st.dataframe(
        pd.DataFrame(presented.in_words(frame.language, lines), columns=list(heads)),
        hide_index=True,
        column_config=numbers,
        alt=frame.text("rows.told.title"),
    )
