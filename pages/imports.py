"""Nạp danh sách: what came in, what is wrong in it, what must be decided?"""

import streamlit as st

from grassroots.importing.report import FileReport
from pages.parts import arrivals, history
from pages.parts.cards import form, plain
from pages.parts.frame import open_frame

frame = open_frame()

uploads = st.file_uploader(
    frame.text("imports.drop"),
    accept_multiple_files=True,
    key="uploads",
)
reports: list[FileReport] = arrivals.take_in(frame, uploads or [])

if not reports:
    st.info(frame.text("imports.none_yet"), icon=":material/info:")
else:
    st.markdown(f"## {plain(arrivals.finding(frame, reports))}")
    chosen = arrivals.table(frame, reports)
    arrivals.show_file(frame, chosen)

st.markdown(f"### {frame.text('imports.history.title')}")
history.show(frame)

with st.expander(frame.text("imports.templates")):
    form(frame)
