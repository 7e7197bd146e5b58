"""Two units or two years side by side: chosen at the foot of a page, in the address."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from grassroots import wording
from grassroots.presenting import beside
from grassroots.units import Unit
from pages.parts import facts
from pages.parts.address import kept
from pages.parts.cards import plain
from pages.parts.frame import Frame

NOBODY = "none"


def show(frame: Frame, indicators: Sequence[str]) -> None:
    """The choice of the other unit and year and, once chosen, both side by side."""
    assert frame.unit is not None and frame.year is not None
    units = {unit.code: unit for unit in frame.beside if unit != frame.unit}
    years = [str(year) for year in frame.years if year != frame.year]
    other_unit = kept("vs", [NOBODY, *units], NOBODY)
    other_year = kept("vs_year", [NOBODY, *years], NOBODY)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            frame.text("compare.label"),
            [NOBODY, *units],
            key="vs",
            format_func=lambda code: _named(frame, units, code),
            width=280,
        )
        st.selectbox(
            frame.text("compare.other_year"),
            [NOBODY, *years],
            key="vs_year",
            format_func=lambda code: (
                frame.text("compare.none")
                if code == NOBODY
                else frame.text("compare.year", year=code)
            ),
            width=200,
        )
    if other_unit == NOBODY and other_year == NOBODY:
        return
    unit = units.get(other_unit, frame.unit)
    year = frame.year if other_year == NOBODY else int(other_year)
    shown = facts.of_indicators(frame, indicators, (unit,))
    left = f"{wording.whole_unit(frame.language, frame.unit)} {frame.year}"
    right = f"{wording.whole_unit(frame.language, unit)} {year}"
    pairs = [
        (shown.of(target.id, frame.unit, frame.year), shown.of(target.id, unit, year))
        for target in shown.programme.targets
    ]
    title = frame.text("compare.title", left=left, right=right)
    st.markdown(f"### {plain(title)}")
    rows = [
        beside.row(frame.language, one, other)
        for one, other in pairs
        if one is not None and other is not None
    ]
    heads = (
        frame.text("compare.target"),
        left,
        right,
        frame.text("compare.difference"),
    )
    st.dataframe(
        pd.DataFrame(rows, columns=list(heads)),
        hide_index=True,
        height="content",
        alt=title,
        key="beside",
    )


def _named(frame: Frame, units: dict[str, Unit], code: str) -> str:
    if code == NOBODY:
        return frame.text("compare.none")
    return wording.whole_unit(frame.language, units[code])
