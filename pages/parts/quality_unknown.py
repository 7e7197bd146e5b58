"""Unknown cells on the page of data quality: by field, then by unit."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd
import streamlit as st

from grassroots import texts
from grassroots.presenting import unknowns as presented
from grassroots.quality import unknowns
from grassroots.quality.unknowns import Blank
from pages.parts.address import kept
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.steps import to_completeness

_ROW, _HIGHEST = 35, 318


def found(frame: Frame) -> Sequence[Blank]:
    """The unknown cells of the unit and of those one step below it, in all years."""
    assert frame.unit is not None
    units = (frame.unit.unit_id, *(child.unit_id for child in frame.children))
    with st.spinner(frame.text("overview.computing")):
        return _found(frame.store.path, frame.revision, units, frame.connection)


# `path` and `revision` are only there to tell one state of facts from another.
@st.cache_resource(max_entries=32, show_spinner=False)
def _found(
    path: str,
    revision: str,
    units: tuple[int, ...],
    _connection: duckdb.DuckDBPyConnection,
) -> Sequence[Blank]:
    return unknowns.found(_connection, units)


def _lines(frame: Frame, blanks: Sequence[Blank]) -> list[presented.Line]:
    assert frame.unit is not None and frame.year is not None
    return presented.lines(
        frame.language, blanks, frame.unit, frame.children, frame.year
    )


def title(frame: Frame, blanks: Sequence[Blank]) -> str:
    """The page's title."""
    assert frame.unit is not None and frame.year is not None
    lines = _lines(frame, blanks)
    return presented.finding(frame.language, lines, blanks, frame.unit, frame.year)


def show(frame: Frame, blanks: Sequence[Blank]) -> None:
    """The fields, and the units of the one chosen."""
    lines = _lines(frame, blanks)
    if lines:
        chosen = _table(frame, lines)
        st.caption(plain(frame.text("quality.unknown.hint")))
        _units(frame, blanks, chosen)
    to_completeness(frame.language)


def _table(frame: Frame, lines: Sequence[presented.Line]) -> presented.Line:
    codes = [".".join(line.field) for line in lines]
    chosen = kept("field", codes, codes[0])
    turn = st.session_state.get("field_turn", 0)
    key = f"fields{turn}"

    def choose() -> None:
        for position in st.session_state[key].selection.rows:
            st.session_state["field"] = codes[position]
            st.session_state["field_turn"] = turn + 1

    table = pd.DataFrame(
        [
            (
                line.roster,
                line.name,
                texts.number(frame.language, line.blank),
                texts.number(frame.language, line.cells),
                line.share,
                line.most_in,
            )
            for line in lines
        ],
        columns=["roster", "field", "blank", "cells", "share", "most_in"],
    )
    styles = pd.DataFrame("", index=table.index, columns=table.columns)
    styles.loc[codes.index(chosen), "field"] = "font-weight: 700"
    column = st.column_config

    def head(name: str) -> str:
        return frame.text(f"quality.columns.{name}")

    st.dataframe(
        table.style.apply(lambda _: styles, axis=None),
        key=key,
        hide_index=True,
        height=min(_ROW * (len(table) + 1) + 3, _HIGHEST),
        column_config={
            "roster": column.TextColumn(head("roster"), width=120),
            "field": column.TextColumn(head("field"), width=300),
            "blank": column.TextColumn(head("blank"), width=90, alignment="right"),
            "cells": column.TextColumn(head("cells"), width=100, alignment="right"),
            "share": column.TextColumn(head("share"), width=90, alignment="right"),
            "most_in": column.TextColumn(head("most_in"), width=220),
        },
        on_select=choose,
        selection_mode="single-row",
        alt=frame.text("quality.views.unknown"),
    )
    return lines[codes.index(chosen)]


def _units(frame: Frame, blanks: Sequence[Blank], chosen: presented.Line) -> None:
    assert frame.year is not None
    said = frame.text(
        "quality.unknown.by_unit", **presented.words(frame.language, chosen)
    )
    st.markdown(f"## {plain(said)}")
    below = presented.by_unit(
        frame.language, blanks, frame.children, chosen.field, frame.year
    )
    if not below:
        st.markdown(frame.text("quality.unknown.only_here"))
        return
    table = pd.DataFrame(
        [
            (name, presented.ratio(frame.language, one), share)
            for _, name, one, share in below
        ],
        columns=["unit", "blank", "share"],
    )
    turn = st.session_state.get("blank_turn", 0)
    key = f"blanks{turn}"

    def entered() -> None:
        for position in st.session_state[key].selection.rows:
            st.session_state["unit"] = below[position][0].code
            st.session_state["blank_turn"] = turn + 1

    column = st.column_config
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        width=560,
        height=min(_ROW * (len(table) + 1) + 3, _HIGHEST),
        column_config={
            "unit": column.TextColumn(frame.text("quality.columns.unit"), width=280),
            "blank": column.TextColumn(
                frame.text("quality.columns.blank"), width=120, alignment="right"
            ),
            "share": column.TextColumn(
                frame.text("quality.columns.share"), width=100, alignment="right"
            ),
        },
        on_select=entered,
        selection_mode="single-row",
        alt=said,
    )
