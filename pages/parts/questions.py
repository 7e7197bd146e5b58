"""What files leave open, asked of a person once for all of them: nothing is chosen
beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from grassroots import units
from grassroots.importing import asking
from grassroots.importing.asking import Question
from grassroots.importing.cells.dating import AS_WRITTEN, SWAP
from grassroots.importing.files.legacy import UNICODE
from grassroots.importing.report import Problem
from grassroots.importing.tables.finding import SKIP
from grassroots.importing.understanding.layout import IGNORE
from grassroots.messages import address, problem_message
from grassroots.rosters import KINDS, roster_kinds
from pages.parts import dropping
from pages.parts.cards import plain
from pages.parts.dropping import Arrived
from pages.parts.frame import Frame

_NEW = "new"
# So many are asked at a time: more do not fit on a screen, and what is answered first
# often answers others.
_AT_ONCE = 8
_NAMED = 3

Said = str | date


def ask(frame: Frame, files: Sequence[Arrived]) -> None:
    """The questions of all files as one form; those answered are looked at again."""
    reports = {one.key: one.told for one in files if one.status == "needs_decision"}
    questions = asking.gathered(reports)
    if not questions:
        return
    shown = questions[:_AT_ONCE]
    with st.form("decide_form"):
        title = frame.text("arrivals.ask", count=len(questions))
        st.markdown(f"### {plain(title)}")
        said = [
            (question, answer)
            for question in shown
            if (answer := _asked(frame, question, reports)) is not None
        ]
        if left := len(questions) - len(shown):
            st.caption(frame.text("arrivals.ask_more", count=left))
        label = frame.text("arrivals.answer")
        sent = st.form_submit_button(label, type="primary", key="answer")
    if sent and said:
        held = dropping.arrived()
        for key, answers in asking.answers(said).items():
            # A file may ask again: what was answered before still counts.
            held[key].answers = held[key].answers.followed_by(answers)
            held[key].report = None
        st.rerun()


def _asked(
    frame: Frame, question: Question, reports: Mapping[str, object]
) -> Said | None:
    problem = question.problem
    names = [str(getattr(reports[key], "file", "")) for key in question.asked]
    where = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        where = frame.text("arrivals.and_more", files=where, count=len(names) - _NAMED)
    words = problem_message(frame.language, replace(problem, sheet=None))
    count = frame.text("arrivals.of_files", count=len(names))
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        st.markdown(f"**{plain(count)}:** {plain(words)}")
        place = address(problem)
        st.caption(plain(f"{where} · {place}" if place else where))
    with right:
        return _answer(frame, question, problem)


def _answer(frame: Frame, question: Question, problem: Problem) -> Said | None:
    sort, key = question.sort, f"ask {question.key}"
    if sort == asking.AS_OF:
        day = st.date_input(
            frame.text("imports.as_of"),
            value=None,
            format="DD/MM/YYYY",
            max_value=date.today(),
            key=key,
        )
        return day if isinstance(day, date) else None
    if sort == asking.UNIT_OF_FILE:
        return st.text_input(frame.text("imports.unit"), key=key).strip() or None
    if sort == asking.PASSWORD:
        label = frame.text("imports.password")
        return st.text_input(label, type="password", key=key) or None
    if sort is None:
        return None
    labels = _labels(frame, sort, problem)
    name = frame.text("imports.kind") if sort == asking.KIND else problem.value or ""
    if sort == asking.ENCODING:
        name = frame.text("imports.encoding", column=problem.column)
    return st.selectbox(
        name,
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=frame.text("imports.choose"),
        key=key,
    )


def _labels(frame: Frame, sort: str, problem: Problem) -> dict[str, str]:
    if sort == asking.UNIT:
        return _units(frame, problem)
    if sort == asking.SECTION:
        return _all_units(frame)
    if sort == asking.ENCODING:
        names = [UNICODE, *problem.details["encodings"]]
        return {name: frame.text(f"imports.encodings.{name}") for name in names}
    if sort == asking.KIND:
        kinds = list(problem.details.get("kinds", ()))
        if problem.code in asking.OF_SHEETS:
            kinds = [*(kinds or KINDS), SKIP]
        return {kind: frame.text(f"kinds.{kind}") for kind in kinds}
    if sort == asking.FIELD:
        return _fields(frame, problem)
    return {
        SWAP: frame.text("imports.dates_swap"),
        AS_WRITTEN: frame.text("imports.dates_as_written"),
    }


def _units(frame: Frame, problem: Problem) -> dict[str, str]:
    labels = {
        code: frame.text("imports.same", name=f"{name} ({code})")
        for code, name in problem.details["options"]
    }
    if problem.code == "near_unit":
        labels[_NEW] = frame.text("imports.new_unit")
    return labels


def _all_units(frame: Frame) -> dict[str, str]:
    """Any unit that stands, or a new one."""
    labels = {_NEW: frame.text("imports.new_unit")}
    if frame.year is not None:
        tree = units.of_year(frame.connection, frame.year)
        labels |= {unit.code: f"{unit.name} ({unit.code})" for unit in tree.values()}
    return labels


def _fields(frame: Frame, problem: Problem) -> dict[str, str]:
    """The likely fields first, then none of them, then all others of the kind."""
    kind = roster_kinds()[problem.details["kind"]]
    likely = list(problem.details["fields"])
    others = [field.id for field in kind.fields if field.id not in likely]
    labels = {field: kind.field(field).label[frame.language] for field in likely}
    labels[IGNORE] = frame.text("imports.column_ignore")
    labels |= {field: kind.field(field).label[frame.language] for field in others}
    return labels
