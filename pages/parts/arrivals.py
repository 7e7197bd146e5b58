"""Files that were dropped: taken in once each, with what each was taken for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from grassroots import charts, cube, rosters, texts
from grassroots.importing import post, sources
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers, FileReport, Problem
from grassroots.importing.sources import Source
from grassroots.messages import address, problem_message
from pages.parts import questions
from pages.parts.cards import plain, toned
from pages.parts.frame import Frame

_SENTENCES = 12  # problems shown as whole sentences
_VERDICT_OF = {  # the shape and colour of a status
    "loaded": "met",
    "loaded_with_problems": "slightly_behind",
    "nothing_to_load": "not_reported",
    "needs_decision": "not_enough_data",
    "already_loaded": "not_applicable",
    "failed": "missed",
}


def take_in(frame: Frame, uploads: Sequence[UploadedFile]) -> list[FileReport]:
    """Imports each file that was not seen in this session yet; all reports in order.

    What is loaded changes the figures, so the page starts again after an import.
    """
    held: dict[str, list[FileReport]] = st.session_state.setdefault("reports", {})
    fresh = [upload for upload in uploads if upload.file_id not in held]
    if fresh:
        _load(frame, fresh, held)
        cube.keep(frame.store)
        st.rerun()
    present = {upload.file_id for upload in uploads}
    return [
        report
        for file_id, found in held.items()
        if file_id in present
        for report in found
    ]


def _load(
    frame: Frame, fresh: Sequence[UploadedFile], held: dict[str, list[FileReport]]
) -> None:
    """Loads the files of the uploads in their order. An upload is held as soon as all
    that is in it is through: what is broken off is taken up again later."""
    kept: dict[str, Source] = st.session_state.setdefault("waiting", {})
    coming: deque[UploadedFile] = deque()
    unpacked: list[UploadedFile] = []
    found: dict[str, list[FileReport]] = {upload.file_id: [] for upload in fresh}

    def given() -> Iterator[Source]:
        for upload in fresh:
            for source in sources.unpack(Source(upload.name, upload.getvalue())):
                coming.append(upload)
                yield source
            unpacked.append(upload)

    upload = fresh[0]
    try:
        with closing(post.files(_importer(frame), given())) as loading:
            while True:
                upload = coming[0] if coming else upload
                reading = frame.text("imports.reading", file=plain(upload.name))
                with st.spinner(reading):
                    loaded = next(loading, None)
                if loaded is None:
                    break
                source, report = loaded
                upload = coming.popleft()
                if report.status == "needs_decision":
                    kept[report.sha256] = source
                found[upload.file_id].append(report)
    finally:
        left = {upload.file_id for upload in coming}
        for upload in unpacked:
            if upload.file_id not in left:
                held[upload.file_id] = found[upload.file_id]


def _importer(frame: Frame) -> Importer:
    return Importer(frame.store, date.today())


def finding(frame: Frame, reports: Sequence[FileReport]) -> str:
    """The state of all files in one sentence: "Đã nạp 4/8 tệp; …"."""

    def count(*statuses: str) -> int:
        return sum(report.status in statuses for report in reports)

    parts = [
        frame.text(
            "imports.finding",
            loaded=count("loaded", "loaded_with_problems"),
            all=len(reports),
        )
    ]
    aside = sum(table.rows_set_aside for report in reports for table in report.tables)
    for key, number in (
        ("deciding", count("needs_decision")),
        ("aside", aside),
        ("failed", count("failed", "nothing_to_load")),
    ):
        if number:
            parts.append(frame.text(f"imports.{key}", count=number))
    return parts[0] + "".join(
        f"{'; ' if position == 0 else ', '}{part}"
        for position, part in enumerate(parts[1:])
    )


def table(frame: Frame, reports: Sequence[FileReport]) -> FileReport:
    """The files and their state; returns the one selected, else the first with
    something to decide or to look at."""
    lines = pd.DataFrame([_line(frame, report) for report in reports])
    status = frame.text("imports.heads.status")
    verdicts = [_VERDICT_OF[report.status] for report in reports]
    tones = [frame.colours.tone(verdict) for verdict in verdicts]
    styled = lines.style.apply(
        lambda _: [f"color: {tone}; font-weight: 600" for tone in tones],
        subset=[status],
    )
    column = st.column_config.TextColumn
    numeric = [
        frame.text(f"imports.heads.{key}") for key in ("read", "loaded", "aside")
    ]
    state = st.dataframe(
        styled,
        key="arrivals",
        hide_index=True,
        height="content" if len(reports) <= 8 else 340,
        column_config={name: column(alignment="right", width=90) for name in numeric},
        on_select="rerun",
        selection_mode="single-row",
        alt=finding(frame, reports),
    )
    chosen = [at for at in state.selection.rows if at < len(reports)]
    if chosen:
        return reports[chosen[0]]
    waiting = [report for report in reports if report.questions]
    wrong = [report for report in reports if report.problems]
    return (waiting or wrong or list(reports))[0]


def _line(frame: Frame, report: FileReport) -> dict[str, str]:
    def head(key: str) -> str:
        return frame.text(f"imports.heads.{key}")

    def total(name: str) -> str:
        whole = sum(getattr(found, name) for found in report.tables)
        return texts.number(frame.language, whole) if whole else "–"

    kinds = dict.fromkeys(found.kind for found in report.tables)
    named = [frame.text(f"kinds.{kind}") for kind in kinds]
    verdict = _VERDICT_OF[report.status]
    status = frame.text(f"imports.status.{report.status}")
    return {
        head("file"): report.file,
        head("kind"): ", ".join(named) or "–",
        head("read"): total("rows_read"),
        head("loaded"): total("rows_loaded"),
        head("aside"): total("rows_set_aside"),
        head("status"): f"{charts.GLYPHS[verdict]} {status}",
    }


def show_file(frame: Frame, report: FileReport) -> None:
    """One file: what its tables were taken for, its problems, its questions."""
    st.markdown(f"### {plain(report.file)}")
    verdict = _VERDICT_OF[report.status]
    status = frame.text(f"imports.status.{report.status}")
    st.markdown(toned(f"{charts.GLYPHS[verdict]} {status}", verdict))
    for found in report.tables:
        st.caption(plain(_table_line(frame, found)))
    if report.questions and (answers := questions.ask(frame, report)) is not None:
        _again(frame, report, answers)
    _problems(frame, report)
    with st.expander(frame.text("imports.columns")):
        _columns(frame, report)
    if report.status in ("loaded", "loaded_with_problems"):
        st.caption(frame.text("imports.figures_follow"))


def _table_line(frame: Frame, found: Any) -> str:
    days = found.as_of if isinstance(found.as_of, tuple) else (found.as_of,)
    said = [texts.day(frame.language, day) for day in days if day is not None]
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
    return f"{where} · {counts}"


def _columns(frame: Frame, report: FileReport) -> None:
    ignored = frame.text("imports.ignored")
    heading, name = (frame.text(f"imports.heads.{key}") for key in ("heading", "field"))
    lines = []
    for found in report.tables:
        known = rosters.roster_kinds().get(found.kind)
        for written, field in found.columns.items():
            lines.append({heading: written, name: _label(frame, known, field)})
        lines += [
            {heading: written, name: ignored} for written in found.ignored_columns
        ]
    if lines:
        st.dataframe(
            pd.DataFrame(lines),
            hide_index=True,
            height="content" if len(lines) <= 8 else 340,
            alt=frame.text("imports.columns"),
        )


def _label(frame: Frame, kind: Any, field: str) -> str:
    for known in kind.fields if kind else ():
        if known.id == field:
            return str(known.label[frame.language])
    return field


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


def _again(frame: Frame, report: FileReport, answers: Answers) -> None:
    """Imports a file that waited, with what was answered."""
    source = st.session_state["waiting"][report.sha256]
    said: dict[str, Answers] = st.session_state.setdefault("answered", {})
    # A file may ask again: what was answered before still counts.
    answers = said.get(report.sha256, Answers()).followed_by(answers)
    said[report.sha256] = answers
    renewed = _importer(frame).file(source, answers)
    for found in st.session_state["reports"].values():
        for position, old in enumerate(found):
            if old.sha256 == report.sha256:
                found[position] = renewed
    cube.keep(frame.store)
    st.rerun()
