"""Assessments kept in memory for as long as the facts and choices stay the same."""

from __future__ import annotations

import duckdb
import streamlit as st

from grassroots import assessment
from grassroots.assessment import Assessment
from grassroots.indicators import Choices
from grassroots.targets import Programme
from pages.parts.frame import Frame


def assessments(frame: Frame) -> list[Assessment]:
    """The chosen unit and the units one step below it, in this year and the one before:
    one question, since the cube sums up the tree for all units at once."""
    with st.spinner(frame.text("overview.computing")):
        return _kept(frame)


def _kept(frame: Frame) -> list[Assessment]:
    assert frame.unit is not None and frame.year is not None
    return _assess(
        frame.store.path,
        frame.revision,
        frame.programme,
        (frame.unit.unit_id, *(child.unit_id for child in frame.children)),
        (frame.year - 1, frame.year),
        frame.choices,
        frame.connection,
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _assess(
    path: str,
    revision: str,
    programme: Programme,
    units: tuple[int, ...],
    years: tuple[int, ...],
    choices: Choices,
    _connection: duckdb.DuckDBPyConnection,
) -> list[Assessment]:
    """`path` and `revision` are only there to tell one state of facts from another."""
    return assessment.assess(
        _connection, programme, units=units, years=years, choices=choices
    )
