"""Tổng quan: which targets are met, how many are missing, where, and what changed?"""

import streamlit as st

from grassroots import overview, reports_xlsx
from pages.parts import detail, facts, page, steps, tables
from pages.parts.cards import card, footing, legend, plain

frame = page.opened()
assert frame.unit is not None and frame.year is not None
view = overview.build(
    frame.language,
    frame.programme,
    frame.unit,
    frame.children,
    facts.assessments(frame),
    frame.year,
)


def _opened() -> None:
    """Remembers the target whose row was selected; the dialog opens once for it."""
    chosen = st.session_state["scoreboard"].selection.cells
    if chosen:
        st.session_state["detail"] = view.rows[chosen[0][0]].assessment.target.id


def _entered() -> None:
    """Goes down to the unit whose cell was selected and clears the selection."""
    chosen = st.session_state[matrix_key].selection.cells
    if chosen:
        st.session_state["unit"] = view.matrix[chosen[0][0]].unit.code
        st.session_state["drills"] = st.session_state.get("drills", 0) + 1


asked = [one.assessment.target.indicator for one in view.rows]
page.head(frame, view.finding, asked)
for column, one in zip(st.columns(4), view.cards, strict=True):
    card(column, one)

styled, columns = tables.scoreboard(
    frame.language, view.rows, frame.year, frame.colours
)
st.dataframe(
    styled,
    key="scoreboard",
    hide_index=True,
    height="content",
    row_height=tables.ROW_HEIGHT,
    column_config=columns,
    on_select=_opened,
    selection_mode="single-cell",
    alt=view.finding,
)
hint = frame.text("overview.select_hint")
st.caption("  \n".join(note.replace("~", r"\~") for note in (*view.notes, hint)))

if view.matrix:
    matrix_key = f"matrix{st.session_state.get('drills', 0)}"
    st.markdown(f"## {plain(view.matrix_title)}")
    styled, columns = tables.matrix(frame.language, view, frame.colours)
    st.dataframe(
        styled,
        key=matrix_key,
        hide_index=True,
        height="content",
        column_config=columns,
        on_select=_entered,
        selection_mode="single-cell",
        alt=view.matrix_title,
    )
    legend(frame)

if view.followed:
    count = len(view.followed)
    with st.expander(frame.text("overview.followed", count=count)):
        styled, columns = tables.scoreboard(
            frame.language, view.followed, frame.year, frame.colours
        )
        st.dataframe(styled, hide_index=True, column_config=columns)

with st.sidebar:
    st.download_button(
        frame.text("overview.download"),
        lambda: reports_xlsx.overview_workbook(
            frame.language, frame.programme, frame.unit, frame.choices, view
        ),
        file_name=f"{frame.programme.id}-{frame.unit.code}-{frame.year}.xlsx",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption("  \n".join(footing(frame, view)))
    steps.to_completeness(frame.language)

if (chosen := st.session_state.pop("detail", None)) is not None:
    for row in view.rows:
        if row.assessment.target.id == chosen:
            detail.show(frame, row.assessment)
