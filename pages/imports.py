"""Nạp danh sách: what came in, what is wrong in it, what must be decided?"""

import streamlit as st

from pages.parts import (
    arrivals,
    arrived_file,
    dropping,
    foreseen,
    history,
    questions,
    remembered,
)
from pages.parts.cards import form, plain
from pages.parts.frame import open_frame

frame = open_frame()
files = list(dropping.arrived().values())
title = arrivals.finding(frame, files) if files else frame.text("arrivals.title")
st.markdown(f"# {plain(title)}")
dropping.receive(frame)

if not files:
    st.info(frame.text("imports.none_yet"), icon=":material/info:")
else:
    selected = arrivals.chosen(files)
    ready = [one for one in selected or files if one.status == "ready"]
    arrivals.actions(frame, files, ready, bool(selected))
    if ready:
        foreseen.show(frame, ready)
    questions.ask(frame, files)
    arrivals.table(frame, files)
    arrived_file.show(frame, arrivals.first(files, selected))

st.markdown(f"### {frame.text('imports.history.title')}")
history.show(frame)

with st.expander(frame.text("arrivals.remembered.title")):
    remembered.show(frame)
with st.expander(frame.text("imports.templates")):
    form(frame)
