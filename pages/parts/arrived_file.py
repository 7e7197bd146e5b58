"""One file: what its tables were taken for, its problems, its columns, the copy to send
back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from grassroots import charts, handback, rosters, texts
from grassroots.importing.report import Answers, FileRefused, FileReport, Problem
from grassroots.importing.understanding.layout import IGNORE
from grassroots.messages import address, problem_message
from pages.parts import preview
from pages.parts.arrivals import VERDICT_OF
from pages.parts.cards import plain, toned
from pages.parts.dropping import Arrived, days_of
from pages.parts.frame import Frame

_SENTENCES = 8  # problems shown as whole sentences


def show(frame: Frame, one: Arrived) -> None:
    """One file, below the table of all."""
    report = one.told
    verdict = VERDICT_OF[one.status]
    status = frame.text(f"arrivals.status.{one.status}")
    st.markdown(f"### {plain(report.file)}")
    st.markdown(toned(f"{charts.GLYPHS[verdict]} {status}", verdict))
    for found in report.tables:
        st.caption(plain(_table_line(frame, found)))
    _problems(frame, report)
    with st.container(horizontal=True):
        if report.problems:
            _hand_back(frame, one)
        by_hand = st.toggle(frame.text("arrivals.by_hand"), key=f"hand {one.key}")
        looking = st.toggle(frame.text("arrivals.preview"), key=f"preview {one.key}")
    if by_hand:
        _header(frame, one)
        _columns(frame, one)
    if looking:
        preview.show(frame, one)


def _hand_back(frame: Frame, one: Arrived) -> None:
    report = one.told

    def made() -> bytes:
        password = one.answers.password
        try:
            return handback.hand_back(one.source, report, frame.language, password)
        except FileRefused:
            # Behind a password that nobody has told: the list alone.
            closed = replace(one.source, content=b"", fault="damaged")
            return handback.hand_back(closed, report, frame.language)

    st.download_button(
        frame.text("arrivals.hand_back"),
        made,
        file_name=handback.name_of(report, frame.language),
        icon=":material/download:",
        on_click="ignore",
        key=f"back {one.key}",
    )


def _table_line(frame: Frame, found: Any) -> str:
    said = [texts.day(frame.language, day) for day in days_of(found)]
    where = frame.text(
        "imports.table",
        sheet=found.sheet,
        rows="–".join(str(row) for row in found.header_rows),
        day=", ".join(said) or "?",
    )
    counts = frame.text(
        "imports.kind_of",
        kind=frame.text(f"kinds.{found.kind}"),
        read=texts.number(frame.language, found.rows_read),
        loaded=texts.number(frame.language, found.rows_loaded),
        aside=texts.number(frame.language, found.rows_set_aside),
    )
    return " · ".join(part for part in (found.unit, counts, where) if part)


def _header(frame: Frame, one: Arrived) -> None:
    """Where the header of a sheet stands, and of which kind its table is."""
    told = [found.sheet for found in one.told.tables]
    named = [problem.sheet for problem in one.told.problems if problem.sheet]
    sheets = list(dict.fromkeys([*told, *named]))
    if not sheets:
        return
    with (
        st.form(f"header {one.key}"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        sheet = st.selectbox(
            frame.text("arrivals.header.sheet"), sheets, key=f"sheet {one.key}"
        )
        first, last = (
            st.number_input(label, 1, 10_000, None, key=f"{key} {one.key}")
            for key, label in (
                ("first", frame.text("arrivals.header.first")),
                ("last", frame.text("arrivals.header.last")),
            )
        )
        kind = st.selectbox(
            frame.text("imports.kind"),
            rosters.KINDS,
            index=None,
            format_func=lambda chosen: frame.text(f"kinds.{chosen}"),
            placeholder=frame.text("imports.choose"),
            key=f"kind {one.key}",
        )
        sent = st.form_submit_button(
            frame.text("arrivals.header.look_again"), key=f"header_sent {one.key}"
        )
    if not sent or (first is None and kind is None):
        return
    rows = {sheet: (first, last or first)} if first is not None else {}
    kinds = {sheet: kind} if kind is not None else {}
    _again(one, Answers(headers=rows, kinds=kinds, again=one.loaded))


def _again(one: Arrived, answers: Answers) -> None:
    """The file is looked at once more, with what was said now too."""
    one.answers = one.answers.followed_by(answers)
    one.report = None
    st.rerun()


def _columns(frame: Frame, one: Arrived) -> None:
    """Each column with its field, which can be set by hand; the file is looked at again
    with it, and what was said is remembered for tables with the same headings."""
    kinds = [found.kind for found in one.told.tables]
    if len(set(kinds)) != 1:
        st.caption(frame.text("arrivals.no_columns"))
        return
    known = rosters.roster_kinds()[kinds[0]]
    names = {field.id: field.label[frame.language] for field in known.fields}
    ids = {label: field for field, label in names.items()}
    ignored = frame.text("imports.ignored")
    heading, name = (frame.text(f"imports.heads.{key}") for key in ("heading", "field"))
    before: dict[str, str] = {}
    for found in one.told.tables:
        for written, field in found.columns.items():
            before[written] = names.get(field, field)
        before |= dict.fromkeys(found.ignored_columns, ignored)
    lines = pd.DataFrame({heading: list(before), name: list(before.values())})
    with st.form(f"columns {one.key}"):
        edited = st.data_editor(
            lines,
            hide_index=True,
            disabled=[heading],
            height="content" if len(lines) <= 10 else 420,
            column_config={
                name: st.column_config.SelectboxColumn(
                    options=[ignored, *ids], required=True
                )
            },
            key=f"edit {one.key}",
        )
        label = frame.text("arrivals.look_again")
        sent = st.form_submit_button(label, key=f"columns_sent {one.key}")
    if not sent:
        return
    said = {
        written: ids.get(chosen, IGNORE)
        for written, chosen in zip(edited[heading], edited[name], strict=True)
        if chosen != before[written]
    }
    if said:
        _again(one, Answers(columns=said, again=one.loaded))


def _problems(frame: Frame, report: FileReport) -> None:
    """What is wrong, with the cell's address: sentences that wrap for the first ones,
    all of them in a table that scrolls where there are many."""
    lines = [_problem_line(frame, problem) for problem in report.problems]
    if not lines:
        st.caption(frame.text("imports.no_problems"))
        return
    safe = [{head: plain(cell) for head, cell in line.items()} for line in lines]
    st.table(pd.DataFrame(safe[:_SENTENCES]), border="horizontal", hide_index=True)
    if len(lines) > _SENTENCES:
        count = frame.text("imports.problems", count=len(lines))
        with st.expander(count):
            st.dataframe(pd.DataFrame(lines), hide_index=True, height=340, alt=count)


def _problem_line(frame: Frame, problem: Problem) -> dict[str, str]:
    def head(key: str) -> str:
        return frame.text(f"imports.heads.{key}")

    return {
        head("cell"): address(problem) or "–",
        head("problem"): said(frame, problem),
    }


def said(frame: Frame, problem: Problem) -> str:
    """What is wrong and what to do, without the place, which has its own column."""
    return problem_message(frame.language, replace(problem, sheet=None))
