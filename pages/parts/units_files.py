"""Units from files: the forms to fill in, and the way to the page that imports them."""

from __future__ import annotations

import io
from collections.abc import Callable

import streamlit as st

from grassroots import templates
from pages.parts.frame import Frame


def show(frame: Frame) -> None:
    """What can be imported, and where."""
    st.markdown(frame.text("units_page.about.files"))
    with st.container(horizontal=True):
        st.download_button(
            frame.text("units_page.template"),
            _form(frame.language),
            file_name="units.xlsx",
            icon=":material/download:",
            on_click="ignore",
            key="units_template",
        )
        label = frame.text("units_page.go_import")
        if st.button(label, icon=":material/upload_file:", key="units_import"):
            st.switch_page("pages/imports.py")


def _form(language: str) -> Callable[[], bytes]:
    def made() -> bytes:
        buffer = io.BytesIO()
        templates.write_template("units", buffer, language)
        return buffer.getvalue()

    return made
