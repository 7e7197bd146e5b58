"""Where a click leads: to another unit, or to the rows of the files."""

from __future__ import annotations

import streamlit as st

from grassroots.assessment import Assessment


def go_to(code: str) -> None:
    """Chooses a unit, for the next run."""
    st.session_state["unit"] = code


def to_rows(found: Assessment, outcome: str = "") -> None:
    """Goes to the rows of the files that a figure is made of; there a link leads back
    to the page that is shown now. outcome: which of them first; without one those that
    fall short."""
    st.session_state["indicator"] = found.target.indicator
    st.session_state["target"] = found.target.id
    st.session_state["from"] = st.session_state.get("page", "")
    st.session_state.pop("outcome", None)
    if outcome:
        st.session_state["outcome"] = outcome
    st.switch_page("pages/rows.py")
