"""The parts of the page of rows: what is listed, one row in full, the file."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import streamlit as st

from grassroots import behind as counted
from grassroots import rows as told
from grassroots.behind import Behind, Population
from grassroots.indicators import INDICATORS
from grassroots.presenting import measures, rows_file
from grassroots.presenting import rows as presented
from grassroots.rows import Rows
from grassroots.targets import Target
from pages.parts import address, detail, facts
from pages.parts.address import kept
from pages.parts.frame import ROOT, Frame

MOST = 500  # rows on the screen; the file has all


def target(frame: Frame) -> Target | None:
    """The target whose figure is looked into, or the indicator that the programme sets
    none on; None where the address names no indicator."""
    indicator = kept("indicator", ("", *INDICATORS), "")
    if not indicator:
        return None
    known = measures.programme_of(frame.programme, [indicator]).targets
    ids = [one.id for one in known]
    return known[ids.index(kept("target", ids, ids[0], always=True))]


def behind(frame: Frame, indicator: str, of: Population) -> Behind:
    """What the figure of the chosen unit and year is made of."""
    assert frame.unit is not None and frame.year is not None
    with st.spinner(frame.text("overview.computing")):
        return _behind(
            frame.store.path,
            frame.revision,
            indicator,
            frame.unit.unit_id,
            frame.year,
            of,
            frame.connection,
        )


# Kept as long as the facts and choices stay the same: `path` and `revision` are only
# there to tell one state of facts from another.
@st.cache_resource(max_entries=32, show_spinner=False)
def _behind(
    path: str,
    revision: str,
    indicator: str,
    unit: int,
    year: int,
    of: Population,
    _connection: duckdb.DuckDBPyConnection,
) -> Behind:
    return counted.behind(_connection, indicator, unit, year, of)


def found(
    frame: Frame, made_of: Behind, of: Population, outcome: str, uncovered: bool
) -> Rows:
    """The first rows of an outcome, or of all."""
    return _found(
        frame.store.path,
        frame.revision,
        made_of.indicator,
        made_of.figure.unit_id,
        made_of.year,
        of,
        outcome,
        uncovered,
        made_of,
        frame.connection,
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _found(
    path: str,
    revision: str,
    indicator: str,
    unit: int,
    year: int,
    of: Population,
    outcome: str,
    uncovered: bool,
    _made_of: Behind,
    _connection: duckdb.DuckDBPyConnection,
) -> Rows:
    return told.rows_of(
        _connection,
        _made_of,
        outcome=None if outcome == presented.ALL else outcome,
        most=MOST,
        uncovered=uncovered,
    )


def controls(frame: Frame, tabs: Mapping[str, str]) -> bool:
    """Which rows; returns whether persons are shown."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.segmented_control(
            frame.text("rows.outcome"),
            list(tabs),
            key="outcome",
            format_func=tabs.__getitem__,
            required=True,
            label_visibility="collapsed",
        )
        # Never in the address: whoever opens a link has to uncover for himself.
        uncovered = st.toggle(
            frame.text("rows.show_persons"),
            key="show_persons",
            help=frame.text("rows.show_persons_help"),
        )
    return bool(uncovered)


def more(
    frame: Frame,
    one: Target,
    made_of: Behind,
    of: Population,
    outcome: str,
    uncovered: bool,
) -> None:
    """The file, the definition, the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        download(frame, one, made_of, of, outcome, uncovered)
        if st.button(
            frame.text("rows.definition"), icon=":material/info:", key="row_definition"
        ):
            _define(frame, one)
        back(frame)


def _define(frame: Frame, one: Target) -> None:
    assert frame.unit is not None and frame.year is not None
    known = facts.of_indicators(frame, [one.indicator])
    chosen = known.of(one.id, frame.unit, frame.year)
    if chosen is not None:
        detail.show(frame, chosen)


def back(frame: Frame) -> None:
    """A way back to the page whence one came."""
    stems = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
    whence = kept("from", [stem for stem in stems if stem != "rows"], "overview")
    label = frame.text("rows.back", page=frame.text(f"pages.{whence}"))
    if st.button(label, icon=":material/arrow_back:", type="tertiary", key="go_back"):
        own = dict.fromkeys(("indicator", "target", "outcome", "from"), "")
        address.turn_to(f"pages/{whence}.py", **own)


def download(
    frame: Frame,
    one: Target,
    made_of: Behind,
    of: Population,
    outcome: str,
    uncovered: bool,
) -> None:
    """The rows as an Excel file, all of them."""
    assert frame.unit is not None

    def made() -> bytes:
        # A connection of its own: the file is made outside the run of the page.
        rows = told.rows_of(
            frame.store.cursor(),
            made_of,
            outcome=None if outcome == presented.ALL else outcome,
            uncovered=uncovered,
        )
        return rows_file.rows_workbook(
            frame.language,
            frame.programme,
            one,
            frame.path,
            of.choices,
            rows,
            outcome,
        )

    name = f"{frame.text('rows.file.name')}-{one.indicator}"
    st.download_button(
        frame.text("rows.download"),
        made,
        file_name=f"{name}-{frame.unit.code}-{frame.year}.xlsx",
        icon=":material/download:",
        on_click="ignore",
    )
