"""The numbers of a scenario: a table to write them into, one slider for all units, and
buttons that fill them in."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import pandas as pd
import streamlit as st

from grassroots import texts, wording
from grassroots.presenting import scenario as presented
from grassroots.presenting import scenario_words as words
from grassroots.presenting.scenario import Line, View
from grassroots.scenario.plan import EVERY_YEAR, Plan
from pages.parts import scenario_chosen as chosen_parts
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.scenario_chosen import Chosen

_ROW, _ROWS = 35, 9


def show(frame: Frame, chosen: Chosen, plan: Plan, view: View, each_year: bool) -> None:
    """The controls and the table; below it what the numbers could not do. each_year:
    every year has a column of its own."""
    _controls(frame, view, plan)
    _table(frame, chosen, view, each_year)
    said = [words.without_room(frame.language, list(view.lines))]
    if view.silent:
        names = texts.listed(frame.language, [one.name for one in view.silent])
        said.append(frame.text("scenario.silent", units=names))
    for line in filter(None, said):
        st.caption(plain(line))


def needed(frame: Frame, view: View) -> None:
    """How many more, in all and a year; why the units do not add up to the whole."""
    lines = [
        *words.needed_lines(frame.language, view),
        words.sums(frame.language, view),
    ]
    if any(lines):
        st.caption("  \n".join(plain(line) for line in lines if line))


def _controls(frame: Frame, view: View, plan: Plan) -> None:
    """The slider, and what fills the numbers in."""
    state = st.session_state
    state["scenario_every"] = plan.every
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.slider(
            frame.text("scenario.every"),
            0,
            _most(view, plan),
            key="scenario_every",
            on_change=_slide,
            width=180,
        )
        st.button(
            frame.text("scenario.as_before"),
            key="scenario_past",
            on_click=_fill_past,
            args=(view,),
            help=frame.text("scenario.as_before_help"),
        )
        st.button(
            frame.text("scenario.reset"),
            key="scenario_reset",
            icon=":material/restart_alt:",
            on_click=chosen_parts.start_from,
            args=(replace(plan, every=0, added={}),),
            disabled=not (plan.every or plan.added),
        )


def by_year(frame: Frame, view_years: range, plan: Plan) -> bool:
    """The switch between one number for all years and one for each; draws it. Numbers
    of single years cannot be put together again without losing them."""
    if len(view_years) < 2:
        return False
    if plan.is_by_year:
        st.session_state["scenario_by_year"] = True
    return bool(
        st.toggle(
            frame.text("scenario.by_year"),
            key="scenario_by_year",
            disabled=plan.is_by_year,
            help=frame.text("scenario.by_year_help"),
            on_change=_redraw,
        )
    )


def _most(view: View, plan: Plan) -> int:
    """The slider's end: what the unit with the largest gap would need in a year."""
    gaps = [line.missing.needed or 0 for line in view.lines]
    each = ceil(max(gaps, default=0) / len(view.years))
    return max(10, each, plan.every)


def _slide() -> None:
    now = chosen_parts.current()
    chosen_parts.start_from(replace(now, every=st.session_state["scenario_every"]))


def _redraw() -> None:
    chosen_parts.start_from(chosen_parts.current())


def _fill_past(view: View) -> None:
    """Every unit goes on as it did so far; of a flow that is no change at all."""
    changed = replace(chosen_parts.current(), every=0, added={})
    for line in view.lines:
        so_far = presented.past_pace(line, view.counted.flow)
        if so_far is not None and not view.counted.flow:
            number = max(round(so_far), 0)
            changed = changed.with_number(line.part.unit.code, EVERY_YEAR, number)
    chosen_parts.start_from(changed)


def _table(frame: Frame, chosen: Chosen, view: View, each_year: bool) -> None:
    """One row a unit. The numbers that stand there at first are those of the plan as
    the table began; Streamlit keeps what is written over them under the table's key."""
    began = chosen_parts.began()
    years = [str(year) for year in view.years] if each_year else ["number"]
    column = st.column_config

    def head(name: str, **values: object) -> str:
        return frame.text(f"scenario.columns.{name}", **values)

    rows = []
    for line in view.lines:
        code = line.part.unit.code
        first = [
            began.number(code, EVERY_YEAR if one == "number" else int(one))
            for one in years
        ]
        unit, *told = _told(frame, view, line)
        then = wording.cell(frame.language, line.assessed)
        if each_year:  # the years need the room
            rows.append((unit, then, *first))
        else:
            rows.append((unit, *told, *first, then))
    names = ["unit", "today", "past", *years, "then"]
    if each_year:
        names = ["unit", "then", *years]
    shown = pd.DataFrame(rows, columns=names)
    styles = pd.DataFrame("", index=shown.index, columns=shown.columns)
    styles["unit"] = "font-weight: 600"
    styles["then"] = [
        f"color: {frame.colours.tone(line.then.verdict)}; font-weight: 600"
        for line in view.lines
    ]
    config: dict[str, object] = {
        "unit": column.TextColumn(
            wording.parts(
                frame.language, chosen_parts.units_of(chosen.parts), 1
            ).capitalize(),
            width=108 if each_year else 146,
        ),
        "today": column.TextColumn(
            head("today", year=chosen.today), width=84, alignment="right"
        ),
        "past": column.TextColumn(
            head("past"), width=74, alignment="right", help=head("past_help")
        ),
        "number": column.NumberColumn(
            head("number"),
            width=104,
            min_value=0,
            step=1,
            format="%d",
            required=True,
        ),
        "then": column.TextColumn(str(view.until), width=78 if each_year else 90),
    }
    for year in years:
        if year != "number":
            config[year] = column.NumberColumn(
                year, width=62, min_value=0, step=1, format="%d", required=True
            )
    st.data_editor(
        shown.style.apply(lambda _: styles, axis=None),
        key=chosen_parts.table("numbers"),
        hide_index=True,
        num_rows="fixed",
        height=_ROW * (min(len(rows), _ROWS) + 1) + 3,
        disabled=[name for name in names if name not in years],
        column_config=config,
    )
    st.caption(plain(_sum(frame, view)))


def _told(frame: Frame, view: View, line: Line) -> tuple[str, str, str]:
    so_far = presented.past_pace(line, view.counted.flow)
    said = (
        words.change(frame.language, so_far)
        if not view.counted.flow or so_far is None
        else texts.brief(frame.language, so_far, 1)
    )
    today = wording.ratio(frame.language, line.part.facts.figure)
    about = "~" if line.part.facts.figure.estimated else ""
    return line.part.name, about + today, said


def _sum(frame: Frame, view: View) -> str:
    """The numbers of all units together, beside what has been so far."""
    so_far = presented.past_pace(view.whole, view.counted.flow)
    said = words.more(frame.language, view)
    if so_far is None:
        return frame.text("scenario.sum", more=said)
    past = (
        texts.brief(frame.language, so_far, 1)
        if view.counted.flow
        else words.change(frame.language, so_far)
    )
    return frame.text("scenario.sum_past", more=said, past=past)
