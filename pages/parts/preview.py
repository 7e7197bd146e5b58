"""The table of a file as it is read, with the original cells beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from grassroots import decisions, texts
from grassroots.importing.reading import Reading, Typed, read_file
from grassroots.importing.report import FileRefused, column_letter, shown
from grassroots.rosters import roster_kinds
from pages.parts.cards import plain
from pages.parts.dropping import Arrived
from pages.parts.frame import Frame

_ROWS = 12


def show(frame: Frame, one: Arrived) -> None:
    """The first rows of each table: the cells by their letters, and what was made of
    them. Columns that are never taken in (numbers of identity cards, telephones) are
    not shown either."""
    reading = _read(frame, one)
    if reading is None or not reading.tables:
        st.caption(frame.text("arrivals.nothing_read"))
        return
    for typed in reading.tables:
        table = typed.found.table
        kind = frame.text(f"kinds.{typed.layout.kind}")
        st.markdown(f"**{plain(table.grid.sheet)}** · {plain(kind)}")
        left, right = st.columns(2)
        with left:
            st.caption(frame.text("arrivals.in_file"))
            _table(_cells(typed), frame.text("arrivals.in_file"))
        with right:
            st.caption(frame.text("arrivals.as_read"))
            _table(_values(frame, typed), frame.text("arrivals.as_read"))


def _read(frame: Frame, one: Arrived) -> Reading | None:
    """Read once, kept for the session: of the file looked at last alone."""
    state = (one.key, repr(one.answers))
    known = st.session_state.get("previewed")
    if known is not None and known[0] == state:
        held: Reading | None = known[1]
        return held
    remembered = decisions.remembered(frame.connection)
    reading: Reading | None
    try:
        if one.source.fault:
            reading = None
        else:
            reading = read_file(one.source, one.answers, date.today(), remembered)
    except FileRefused:
        reading = None
    st.session_state["previewed"] = (state, reading)
    return reading


def _cells(typed: Typed) -> pd.DataFrame:
    layout, body = typed.layout, typed.body
    indexes = sorted({column.index for column in layout.columns})
    headings = {column.index: column.heading for column in layout.columns}
    lines: list[dict[str, str]] = []
    for place in _places(typed):
        row = body.rows[place]
        line = {"": str(int(body.numbers[place]))}
        for index in indexes:
            head = f"{column_letter(index)} · {headings[index]}"
            cell = row[index] if index < len(row) else ""
            line[head] = "" if cell is None else shown(cell)
        lines.append(line)
    return pd.DataFrame(lines)


def _places(typed: Typed) -> range:
    return range(min(_ROWS, len(typed.body.rows)))


def _values(frame: Frame, typed: Typed) -> pd.DataFrame:
    known = {field.id: field for field in roster_kinds()[typed.layout.kind].fields}
    lines: list[dict[str, str]] = [
        {"": str(int(typed.body.numbers[place]))} for place in _places(typed)
    ]
    for name, values in typed.read.arrays.items():
        if name not in known:
            continue
        label = known[name].label[frame.language]
        for line, value in zip(lines, values[: len(lines)].to_pylist(), strict=False):
            line[label] = _said(frame, value)
    return pd.DataFrame(lines)


def _said(frame: Frame, value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return frame.text("arrivals.yes" if value else "arrivals.no")
    if isinstance(value, date):
        return texts.day(frame.language, value)
    return str(value)


def _table(lines: pd.DataFrame, alt: str) -> None:
    st.dataframe(lines, hide_index=True, height=min(440, 38 + 35 * len(lines)), alt=alt)
