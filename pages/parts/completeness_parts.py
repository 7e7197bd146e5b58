"""The parts of the page of completeness: the grid of units and rosters, the day they
are due, the reminders, the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import pandas as pd
import streamlit as st

from grassroots import completeness, units
from grassroots import texts as said
from grassroots.completeness import Year
from grassroots.presenting import completeness as presented
from grassroots.presenting import completeness_file
from grassroots.presenting.completeness import Reminder
from grassroots.targets import Programme
from grassroots.units import Unit
from pages.parts.cards import plain, toned
from pages.parts.frame import Frame

_ROW, _HIGHEST = 35, 388
_YEARS = 8


def found(frame: Frame, today: date) -> Mapping[int, Year]:
    """The chosen unit's years, each in its own tree; kept as long as facts are."""
    assert frame.unit is not None
    with st.spinner(frame.text("overview.computing")):
        return _found(
            frame.store.path,
            frame.revision,
            frame.unit.unit_id,
            frame.programme,
            today,
            frame.connection,
        )


# `path` and `revision` are only there to tell one state of facts from another.
@st.cache_resource(max_entries=64, show_spinner=False)
def _found(
    path: str,
    revision: str,
    unit_id: int,
    programme: Programme,
    today: date,
    _connection: duckdb.DuckDBPyConnection,
) -> Mapping[int, Year]:
    return completeness.years(_connection, unit_id, programme, today)


def units_of(frame: Frame) -> Mapping[int, Unit]:
    """The units of the year as it was, by number."""
    assert frame.year is not None
    return _units(frame.store.path, frame.revision, frame.year, frame.connection)


@st.cache_resource(max_entries=16, show_spinner=False)
def _units(
    path: str, revision: str, year: int, _connection: duckdb.DuckDBPyConnection
) -> Mapping[int, Unit]:
    return units.of_year(_connection, year)


def expectation(frame: Frame, shown: Year, today: date) -> date | None:
    """What is expected and until when; the day can be set. Returns that day."""
    programme = frame.programme.short or frame.programme.title
    values = {"programme": programme.of(frame.language), "year": shown.year}
    due = completeness.due_days(frame.connection).get(shown.year)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        lines = [frame.text("completeness.expected_none", **values)]
        if shown.expected is not None:
            day = said.day(frame.language, shown.expected)
            lines = [frame.text("completeness.expected", day=day, **values)]
            if shown.expected < date(shown.year, 12, 31):
                lines.append(frame.text("completeness.running", year=shown.year))
        st.caption(plain(" ".join(lines)), width="content")
        label = presented.due_line(frame.language, due, today)
        with st.popover(label, icon=":material/event:"):
            key = f"due{shown.year}"
            st.date_input(
                frame.text("completeness.due_label", year=shown.year),
                due,
                key=key,
                format="DD/MM/YYYY",
                min_value=date(shown.year, 1, 1),
                max_value=date(shown.year + 2, 12, 31),
                help=frame.text("completeness.due_help"),
                on_change=_set_due,
                args=(frame, shown.year, key),
            )
    return due


def _set_due(frame: Frame, year: int, key: str) -> None:
    completeness.set_due(frame.store, year, st.session_state[key])


def grid(frame: Frame, shown: Year, by_id: Mapping[int, Unit]) -> None:
    """Units and rosters, what needs attention tinted; a row leads into its unit."""
    lines = presented.lines(frame.language, shown, by_id)
    heads = ["unit", "wanted", *shown.kinds]
    table = pd.DataFrame(
        [(line.name, str(line.wanted or "–"), *line.cells) for line in lines],
        columns=heads,
    )
    styles = pd.DataFrame("", index=table.index, columns=heads)
    for position, line in enumerate(lines):
        for kind, state in zip(shown.kinds, line.states, strict=True):
            styles.loc[position, kind] = _style(frame, state)
    styles["unit"] = styles["wanted"] = "font-weight: 600"
    column = st.column_config
    columns = {
        "unit": column.TextColumn(frame.text("completeness.unit"), width=196),
        "wanted": column.TextColumn(
            frame.text("completeness.wanted"), width=82, alignment="center"
        ),
    }
    for kind in shown.kinds:
        name = presented.kind_name(frame.language, kind)
        columns[kind] = column.TextColumn(name, width=109)
    key = f"completeness{st.session_state.get('completeness_turn', 0)}"

    def entered() -> None:
        for position in st.session_state[key].selection.rows:
            turn = st.session_state.get("completeness_turn", 0)
            st.session_state["completeness_turn"] = turn + 1
            st.session_state["unit"] = lines[position].unit.code

    leads = [line for line in lines if line.unit != frame.unit]
    st.dataframe(
        table.style.apply(lambda _: styles, axis=None),
        key=key,
        hide_index=True,
        height=min(_ROW * (len(lines) + 1) + 3, _HIGHEST),
        column_config=columns,
        on_select=entered if leads else "ignore",
        selection_mode="single-row",
        alt=frame.text("pages.completeness"),
    )


def _style(frame: Frame, state: str) -> str:
    verdict = presented.TONES[state]
    colour = frame.colours.tone(verdict)
    if state in completeness.WANTED:
        ground = frame.colours.ground(verdict)
        return f"background-color: {ground}; color: {colour}; font-weight: 600"
    return f"color: {colour}"


def legend(frame: Frame, shown: Year) -> None:
    """What the shapes that stand in the grid mean."""
    there = {one.state for one in shown.entries.values()}
    words = [
        toned(
            f"{presented.GLYPHS[state]} {frame.text(f'completeness.legend.{state}')}",
            presented.TONES[state],
            strong=False,
        )
        for state in reversed(completeness.STATES)
        if state in there
    ]
    if len(shown.parts) > 1:
        words.append(plain(frame.text("completeness.hint")))
    line = "\u2003".join(words)
    st.markdown(f":small[{line}]")


def reminders(frame: Frame, asked: Sequence[Reminder]) -> None:
    """What is to be asked for, a line a roster."""
    if not asked:
        st.markdown(f"## {frame.text('completeness.reminders.none')}")
        return
    st.markdown(f"## {frame.text('completeness.reminders.title', count=len(asked))}")
    table = pd.DataFrame(
        [
            (
                line.name,
                presented.kind_name(frame.language, line.kind),
                line.todo,
                line.came,
                "" if line.late is None else said.number(frame.language, line.late),
            )
            for line in asked
        ],
        columns=["unit", "kind", "todo", "came", "late"],
    )
    column = st.column_config
    st.dataframe(
        table if any(line.late for line in asked) else table.drop(columns="late"),
        hide_index=True,
        height=min(_ROW * (len(table) + 1) + 3, _ROW * 9 + 3),
        column_config={
            "unit": column.TextColumn(frame.text("completeness.unit"), width=196),
            "kind": column.TextColumn(frame.text("completeness.kind"), width=109),
            "todo": column.TextColumn(
                frame.text("completeness.reminders.todo"), width=418
            ),
            "came": column.TextColumn(
                frame.text("completeness.reminders.came"), width=152
            ),
            "late": column.TextColumn(
                frame.text("completeness.reminders.late"), width=92, alignment="right"
            ),
        },
        alt=frame.text("completeness.reminders.title", count=len(asked)),
    )


def years(frame: Frame, all_years: Mapping[int, Year]) -> None:
    """The last years, kind by kind."""
    lines = presented.year_lines(frame.language, all_years)[:_YEARS]
    kinds = next(iter(all_years.values())).kinds
    heads = ["year", "parts", *kinds]
    column = st.column_config
    columns = {
        "year": column.TextColumn(frame.text("completeness.year"), width=70),
        "parts": column.TextColumn(frame.text("completeness.parts"), width=126),
    }
    for kind in kinds:
        name = presented.kind_name(frame.language, kind)
        columns[kind] = column.TextColumn(name, width=110)
    st.dataframe(
        pd.DataFrame([(str(year), *ratios) for year, ratios in lines], columns=heads),
        hide_index=True,
        height="content",
        column_config=columns,
        alt=frame.text("completeness.years.title"),
    )
    st.caption(frame.text("completeness.years.caption"))


def download(
    frame: Frame,
    all_years: Mapping[int, Year],
    by_id: Mapping[int, Unit],
    due: date | None,
    today: date,
) -> None:
    """The reminders as an Excel file, in the sidebar."""
    assert frame.unit is not None and frame.year is not None
    unit, year = frame.unit, frame.year

    def made() -> bytes:
        return completeness_file.reminders_workbook(
            frame.language, frame.programme, unit, all_years, year, by_id, due, today
        )

    name = frame.text("completeness.reminders.file")
    with st.sidebar:
        st.download_button(
            frame.text("completeness.reminders.download"),
            made,
            file_name=f"{name}-{unit.code}-{year}.xlsx",
            icon=":material/download:",
            on_click="ignore",
            key="download",
        )
