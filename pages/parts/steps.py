"""Where a click leads: to another unit, or to the rows of the files."""

from __future__ import annotations

import streamlit as st

from grassroots import texts
from grassroots.assessment import Assessment
from pages.parts import address


def go_to(code: str) -> None:
    """Chooses a unit, for the next run."""
    st.session_state["unit"] = code


def to_rows(found: Assessment, outcome: str = "") -> None:
    """Goes to the rows of the files that a figure is made of; there a link leads back
    to the page that is shown now. outcome: which of them first; without one those that
    fall short."""
    codes = {
        "indicator": found.target.indicator,
        "target": found.target.id,
        "from": st.session_state.get("page", ""),
        "outcome": outcome,
    }
    for key, code in codes.items():
        st.session_state[key] = code
    if not outcome:
        st.session_state.pop("outcome", None)
    address.turn_to("pages/rows.py", **codes)


def to_completeness(language: str, key: str = "to_completeness") -> None:
    """A button to who has sent what, for where not all units have told a figure."""
    label = texts.text(language, "completeness.link")
    if st.button(label, icon=":material/fact_check:", type="tertiary", key=key):
        address.turn_to("pages/completeness.py")
