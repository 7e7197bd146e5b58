"""The checks on the page of data quality: worked out once, a line each, one chosen."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pandas as pd
import streamlit as st

from grassroots.presenting import quality as presented
from grassroots.presenting.quality import Tallies
from grassroots.quality import found as quality
from grassroots.quality.found import Everything
from pages.parts import completeness_parts, page
from pages.parts.address import kept
from pages.parts.cards import plain
from pages.parts.frame import Frame

_ROW = 35
_YEARS = 5


def stands(frame: Frame) -> bool:
    """Whether the chosen unit stood in the year as it was; else says what to do."""
    assert frame.unit is not None
    if frame.unit.unit_id in completeness_parts.units_of(frame):
        return True
    values = {"unit": frame.unit.name, "year": frame.year}
    page.head(frame, frame.text("quality.not_there", **values))
    st.info(frame.text("quality.not_there_hint"), icon=":material/info:")
    return False


def view(views: Mapping[str, str]) -> str:
    """Which of the page's views is looked at."""
    return kept("view", list(views), next(iter(views)))


def everything(frame: Frame) -> Everything:
    """All findings, kept as long as the facts are the same."""
    with st.spinner(frame.text("quality.computing")):
        return _everything(frame.store.path, frame.revision, frame.connection)


# `path` and `revision` are only there to tell one state of facts from another. One at a
# time: of a province with many findings it is some hundred megabytes.
@st.cache_resource(max_entries=1, show_spinner=False)
def _everything(
    path: str, revision: str, _connection: duckdb.DuckDBPyConnection
) -> Everything:
    return quality.everything(_connection)


def tally(frame: Frame, found: Everything) -> Tallies:
    """The checks of the chosen unit; asked anew, since acceptances change."""
    assert frame.unit is not None
    return quality.tally(frame.connection, found, frame.unit.unit_id)


def table(frame: Frame, found: Everything, tallied: Tallies) -> str:
    """A line a check; returns the one chosen, without a choice the first."""
    assert frame.year is not None
    years = [year for year in found.years if year <= frame.year][-_YEARS:]
    lines = presented.lines(frame.language, tallied, frame.year, years)
    names = [line.check for line in lines]
    chosen = kept("check", names, names[0])
    heads = [str(year) for year in years]
    shown = pd.DataFrame(
        [
            (
                f"{presented.GLYPHS[line.outcome]} "
                f"{frame.text(f'quality.severity.{line.outcome}')}",
                line.title,
                *line.years,
                line.accepted,
                line.made,
            )
            for line in lines
        ],
        columns=["severity", "check", *heads, "accepted", "made"],
    )
    styles = pd.DataFrame("", index=shown.index, columns=shown.columns)
    for position, line in enumerate(lines):
        verdict = presented.TONES[line.outcome]
        styles.loc[position, "severity"] = f"color: {frame.colours.tone(verdict)}"
        if line.open:
            styles.loc[position, str(frame.year)] = (
                f"background-color: {frame.colours.ground(verdict)}; "
                f"color: {frame.colours.tone(verdict)}; font-weight: 600"
            )
        if line.check == chosen:
            styles.loc[position, "check"] = "font-weight: 700"
    turn = st.session_state.get("check_turn", 0)
    key = f"checks{turn}"

    def choose() -> None:
        for position in st.session_state[key].selection.rows:
            st.session_state["check"] = names[position]
            # A new key: the lines may stand in another order in the next run.
            st.session_state["check_turn"] = turn + 1

    st.dataframe(
        shown.style.apply(lambda _: styles, axis=None),
        key=key,
        hide_index=True,
        height=_ROW * 8 + 3,
        column_config=_columns(frame, heads),
        on_select=choose,
        selection_mode="single-row",
        alt=frame.text("pages.quality"),
    )
    st.caption(plain(frame.text("quality.hint")))
    return chosen


def _columns(frame: Frame, years: list[str]) -> dict[str, object]:
    column = st.column_config

    def head(key: str) -> str:
        return frame.text(f"quality.columns.{key}")

    return {
        "severity": column.TextColumn(head("severity"), width=118),
        "check": column.TextColumn(head("check"), width=372),
        **{
            year: column.TextColumn(year, width=52, alignment="right") for year in years
        },
        "accepted": column.TextColumn(head("accepted"), width=86, alignment="right"),
        "made": column.TextColumn(head("made"), width=90, alignment="right"),
    }
