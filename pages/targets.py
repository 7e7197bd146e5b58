"""Chỉ tiêu: what does the document ask, from which section, and how does each stand?"""

import streamlit as st

from pages.parts import page, targets_change, targets_detail, targets_list
from pages.parts.frame import open_frame

frame = open_frame()
shown = targets_list.shown(frame)

page.head(frame, shown.title)
targets_list.standing(frame, shown)
targets_change.toolbar(frame)
left, right = st.columns([13, 6], gap="medium")
with left:
    chosen = targets_list.table(frame, shown)
with right:
    targets_detail.show(frame, shown, chosen)
