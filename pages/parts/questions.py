"""What a file leaves open, asked of a person: nothing is chosen beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from grassroots import units
from grassroots.importing.cells.dating import AS_WRITTEN, SWAP
from grassroots.importing.files.legacy import UNICODE
from grassroots.importing.report import Answers, FileReport, Problem
from grassroots.importing.tables.finding import SKIP
from grassroots.importing.understanding.layout import IGNORE
from grassroots.messages import address, problem_message
from grassroots.rosters import KINDS, roster_kinds
from pages.parts.cards import plain
from pages.parts.frame import Frame

_NEW = "new"
# Questions on a whole sheet: of which kind it is, or to be left out.
_OF_SHEETS = {"other_people", "part_list", "repeated_rows", "unread_table"}


def ask(frame: Frame, report: FileReport) -> Answers | None:
    """The questions of a file as a form; what was answered when it is sent."""
    say = frame.text
    codes = {problem.code for problem in report.questions}
    day = unit = password = None
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    columns: dict[str, str] = {}
    dates: dict[str, str] = {}
    encodings: dict[str, dict[str, str]] = {}
    with st.form(f"decide{report.sha256}"):
        st.markdown(plain(say("imports.decide")))
        for problem in _once(report.questions):
            where = plain(address(problem)) or "–"
            words = problem_message(frame.language, replace(problem, sheet=None))
            st.markdown(f"**{where}** {plain(words)}")
            if problem.details.get("options"):
                chosen = _which_unit(frame, problem)
                if chosen and problem.value:
                    names[problem.value] = chosen
            elif problem.code == "section_unit":
                chosen = _which_of_all(frame, problem)
                if chosen and problem.value:
                    names[problem.value] = chosen
            elif problem.code == "unsure_encoding":
                chosen = _which_encoding(frame, problem)
                if chosen and problem.sheet and problem.column:
                    of_sheet = encodings.setdefault(problem.sheet, {})
                    of_sheet[problem.column] = chosen
            elif problem.code in _OF_SHEETS or problem.details.get("kinds"):
                chosen = _which_kind(frame, problem)
                if chosen and problem.sheet:
                    kinds[problem.sheet] = chosen
            elif "fields" in problem.details:
                chosen = _which_field(frame, problem)
                if chosen and problem.value:
                    columns[problem.value] = chosen
            elif problem.code == "swapped_dates":
                chosen = _which_dates(frame, problem)
                if chosen and problem.value:
                    dates[problem.value] = chosen
        if codes & {"no_as_of", "two_dates", "future_as_of"}:
            day = st.date_input(
                say("imports.as_of"),
                value=None,
                format="DD/MM/YYYY",
                max_value=date.today(),
            )
        if codes & {"unit_missing", "unit_unconfirmed"}:
            unit = st.text_input(say("imports.unit"))
        if codes & {"password_needed", "wrong_password"}:
            password = st.text_input(say("imports.password"), type="password")
        if not st.form_submit_button(say("imports.again"), type="primary"):
            return None
    return Answers(
        as_of=day,
        unit=unit or None,
        password=password or None,
        units=names,
        kinds=kinds,
        columns=columns,
        dates=dates,
        encodings=encodings,
        again=True,
    )


def _once(problems: tuple[Problem, ...]) -> list[Problem]:
    """Each question once, though the same name may stand in many rows."""
    first: dict[tuple[str, str | None, str | None], Problem] = {}
    for problem in problems:
        sheet = None if problem.details.get("options") else problem.sheet
        first.setdefault((problem.code, problem.value, sheet), problem)
    return list(first.values())


def _one_of(
    frame: Frame, label: str, labels: Mapping[str, str], *key: object
) -> str | None:
    """What is chosen of some answers; nothing is chosen beforehand."""
    return st.selectbox(
        label,
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=frame.text("imports.choose"),
        key=" ".join(map(str, key)),
    )


def _which_unit(frame: Frame, problem: Problem) -> str | None:
    labels = {
        code: frame.text("imports.same", name=f"{name} ({code})")
        for code, name in problem.details["options"]
    }
    if problem.code == "near_unit":
        labels[_NEW] = frame.text("imports.new_unit")
    return _one_of(frame, problem.value or "", labels, problem.code, problem.value)


def _which_kind(frame: Frame, problem: Problem) -> str | None:
    kinds = list(problem.details.get("kinds", ()))
    if problem.code in _OF_SHEETS:
        kinds = [*(kinds or KINDS), SKIP]
    labels = {kind: frame.text(f"kinds.{kind}") for kind in kinds}
    return _one_of(frame, frame.text("imports.kind"), labels, "kind", problem.sheet)


def _which_of_all(frame: Frame, problem: Problem) -> str | None:
    """Any unit that stands, or a new one."""
    labels = {_NEW: frame.text("imports.new_unit")}
    if frame.year is not None:
        tree = units.of_year(frame.connection, frame.year)
        labels |= {unit.code: f"{unit.name} ({unit.code})" for unit in tree.values()}
    key = ("section", problem.sheet, problem.row)
    return _one_of(frame, problem.value or "", labels, *key)


def _which_encoding(frame: Frame, problem: Problem) -> str | None:
    names = [UNICODE, *problem.details["encodings"]]
    labels = {name: frame.text(f"imports.encodings.{name}") for name in names}
    label = frame.text("imports.encoding", column=problem.column)
    return _one_of(frame, label, labels, "encoding", problem.sheet, problem.column)


def _which_field(frame: Frame, problem: Problem) -> str | None:
    """The likely fields first, then all others of the kind, or none of them."""
    kind = roster_kinds()[problem.details["kind"]]
    likely = list(problem.details["fields"])
    others = [field.id for field in kind.fields if field.id not in likely]
    labels = {field: kind.field(field).label[frame.language] for field in likely}
    labels[IGNORE] = frame.text("imports.column_ignore")
    labels |= {field: kind.field(field).label[frame.language] for field in others}
    key = ("column", problem.sheet, problem.column, problem.value)
    return _one_of(frame, problem.value or "", labels, *key)


def _which_dates(frame: Frame, problem: Problem) -> str | None:
    labels = {
        SWAP: frame.text("imports.dates_swap"),
        AS_WRITTEN: frame.text("imports.dates_as_written"),
    }
    key = ("dates", problem.sheet, problem.column)
    return _one_of(frame, problem.value or "", labels, *key)
