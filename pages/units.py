"""Đơn vị: which units stand on a day, what became of each, and what is to change?"""

from datetime import date

import streamlit as st

from pages.parts import (
    page,
    units_change,
    units_files,
    units_groupings,
    units_made,
    units_tree,
)
from pages.parts.address import kept
from pages.parts.cards import plain
from pages.parts.frame import open_frame

frame = open_frame()
today = date.today()
held = units_tree.known(frame)
if not len(held.lives):
    st.markdown(f"# {frame.text('units_page.none')}")
    units_files.show(frame)
    page.stop()

if (said := st.session_state.pop("units_said", None)) is not None:
    st.success(plain(said))
VIEWS = ("tree", "change", "made", "groupings", "files")
kept("view", VIEWS, "tree")
with st.container(gap=None):
    st.markdown(f"# {plain(units_tree.finding(frame, held, today))}")
view = st.segmented_control(
    frame.text("units_page.view"),
    VIEWS,
    key="view",
    format_func=lambda name: frame.text(f"units_page.views.{name}"),
    required=True,
    label_visibility="collapsed",
)
match view:
    case "tree":
        units_tree.show(frame, held, today)
    case "change":
        units_change.show(frame, held, today)
    case "made":
        units_made.show(frame, held, today)
    case "groupings":
        units_groupings.show(frame, held, today)
    case _:
        units_files.show(frame)
