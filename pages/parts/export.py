"""The Excel file of what a page shows, offered in the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from grassroots import reports_xlsx, texts, wording
from grassroots.reports_xlsx import Sheet
from grassroots.units import Unit
from pages.parts.facts import Facts
from pages.parts.frame import Frame


def offer(
    frame: Frame,
    shown: Facts,
    units: Sequence[Unit],
    title: str,
    more: Callable[[], Sequence[Sheet]] | None = None,
) -> None:
    """A button for a workbook: filters and sources first, then every measure of the
    page by unit and by year, then what the page has besides (`more`)."""
    assert frame.unit is not None and frame.year is not None
    unit, year = frame.unit, frame.year

    def made() -> bytes:
        places = [(unit, one) for one in sorted(frame.years)]
        places += [(child, year) for child in units]
        rows = [
            (wording.whole_unit(frame.language, place), of_year, found)
            for target in shown.programme.targets
            for place, of_year in places
            if (found := shown.of(target.id, place, of_year)) is not None
        ]
        return reports_xlsx.page_workbook(
            frame.language,
            shown.programme,
            unit,
            frame.choices,
            title,
            year,
            rows,
            more() if more else (),
        )

    dates = [
        found.figure.as_of
        for target in shown.programme.targets
        if (found := shown.of(target.id, unit, year)) is not None
    ]
    with st.sidebar:
        st.download_button(
            frame.text("page.download"),
            made,
            file_name=f"{unit.code}-{year}.xlsx",
            icon=":material/download:",
            on_click="ignore",
            key="download",
        )
        day = wording.as_of(frame.language, dates)
        st.caption(texts.text(frame.language, "frame.as_of", day=day))
