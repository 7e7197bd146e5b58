"""Beside the scenario: the other targets that it moves, the whole without some units
or groups, and with the lowest units at the median."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.filters import Filters, concerned
from grassroots.indicators import INDICATORS
from grassroots.presenting import scenario_groups as groups
from grassroots.presenting.scenario import View
from grassroots.presenting.scenario_groups import Beside
from grassroots.scenario.plan import Plan
from grassroots.targets import Target
from pages.parts import facts
from pages.parts import scenario_chosen as chosen_parts
from pages.parts.address import kept_list
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.scenario_chosen import Chosen

_ROW, _ROWS = 35, 9
_MOST = 10  # of the lowest units
# Groups that can be looked at alone or left out, as the filters of every page say them.
GROUPS: Mapping[str, dict[str, Any]] = {
    "without_armed": {"armed": "without"},
    "mountainous": {"areas": ("mountainous",)},
    "ethnic_minority": {"areas": ("ethnic_minority",)},
    "religious": {"areas": ("religious",)},
    "hamlets": {"hamlet_kind": "hamlet"},
    "residential_groups": {"hamlet_kind": "residential_group"},
    "state": {"sector": "state"},
    "non_state": {"sector": "non_state"},
}


def others(frame: Frame, view: View, found: Sequence[tuple[Target, View]]) -> None:
    """The targets that the same changes move, by unit: today and then."""
    if not found or not view.changes:
        return
    title = frame.text("scenario.others_title", year=view.until)
    st.markdown(f"### {plain(title)}")
    columns: dict[str, list[str]] = {}
    names = [view.whole.part.name, *(line.part.name for line in view.lines)]
    codes = [view.whole.part.unit.code, *(one.part.unit.code for one in view.lines)]
    for target, other in found:
        lines = {line.part.unit.code: line for line in (other.whole, *other.lines)}
        columns[target.id] = [
            _moved(frame, lines[code].part.facts, lines[code].assessed)
            if code in lines
            else "·"
            for code in codes
        ]
    shown = pd.DataFrame({"unit": names, **columns})
    column = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        height=_ROW * (min(len(shown), _ROWS) + 1) + 3,
        column_config={
            "unit": column.TextColumn(frame.text("frame.unit"), width=220),
            **{
                target.id: column.TextColumn(
                    target.short.of(frame.language),
                    width=200,
                    help=f"{target.id}: {target.title.of(frame.language)}",
                )
                for target, _ in found
            },
        },
        alt=title,
    )


def _moved(frame: Frame, today: Assessment, then: Assessment) -> str:
    before = wording.cell(frame.language, today)
    after = wording.cell(frame.language, then)
    return f"{before} → {after}"


def controls(frame: Frame, chosen: Chosen, plan: Plan) -> None:
    """What is taken out, how many of the lowest are raised."""
    names = {part.unit.code: part.name for part in chosen.parts}
    state = st.session_state
    state["scenario_taken"] = list(plan.taken)
    state["scenario_worst"] = plan.worst
    wide, narrow = st.columns([3, 1], vertical_alignment="top")
    with wide:
        st.multiselect(
            frame.text("scenario.beside.taken"),
            list(names),
            key="scenario_taken",
            format_func=names.__getitem__,
            placeholder=frame.text("scenario.beside.nobody"),
            on_change=_take_out,
        )
    with narrow:
        st.number_input(
            frame.text("scenario.beside.worst"),
            0,
            min(_MOST, max(len(chosen.parts) - 1, 0)),
            key="scenario_worst",
            on_change=_raise,
            help=frame.text("scenario.beside.worst_help"),
        )


def _offered(chosen: Chosen) -> list[str]:
    """The groups that the indicator's rosters tell apart."""
    indicator = INDICATORS[chosen.target.indicator]
    return [name for name, of in GROUPS.items() if concerned(Filters(**of), indicator)]


def _take_out() -> None:
    now = chosen_parts.current()
    taken = tuple(st.session_state["scenario_taken"])
    chosen_parts.start_from(replace(now, taken=taken))


def _raise() -> None:
    now = chosen_parts.current()
    chosen_parts.start_from(replace(now, worst=st.session_state["scenario_worst"]))


def picked(chosen: Chosen) -> tuple[str, ...]:
    """The groups looked at alone, as the address and the session say."""
    return kept_list("groups", _offered(chosen))


def show(
    frame: Frame, chosen: Chosen, plan: Plan, view: View, alone: Sequence[str]
) -> None:
    """Both results side by side: all units, and each of the choices made. alone: the
    groups `picked`."""
    offered = _offered(chosen)
    with st.expander(
        frame.text("scenario.beside.title"),
        expanded=bool(alone or plan.taken or plan.worst),
    ):
        if len(chosen.parts) > 1:
            controls(frame, chosen, plan)
        if offered:
            st.pills(
                frame.text("scenario.beside.groups"),
                offered,
                key="groups",
                selection_mode="multi",
                format_func=lambda one: frame.text(f"scenario.groups.{one}"),
            )
        lines = [(view.whole.part.name, groups.whole(view))]
        names = {part.unit.code: part.name for part in chosen.parts}
        out = groups.without(view, chosen.parts, plan.taken)
        if out is not None:
            units = texts.listed(frame.language, [names[one] for one in plan.taken])
            label = frame.text("scenario.beside.without", units=units)
            lines.append((label, out))
        raised = groups.at_median(view, plan.worst)
        if raised is not None:
            lines.append((_raised(frame, names, raised[0].raised), raised[1]))
        lines += [
            (frame.text(f"scenario.groups.{one}"), found)
            for one in alone
            if (found := _group(frame, chosen, one)) is not None
        ]
        _table(frame, view, lines)


def _raised(frame: Frame, names: Mapping[str, str], raised: Mapping[str, int]) -> str:
    units = [
        f"{names.get(code, code)} +{texts.number(frame.language, number)}"
        for code, number in raised.items()
    ]
    return frame.text(
        "scenario.beside.median", units=texts.listed(frame.language, units)
    )


def _group(frame: Frame, chosen: Chosen, name: str) -> Beside | None:
    """The target of the whole on a group alone; None where no roster tells of it."""
    filters: Filters = replace(frame.choices.filters, **GROUPS[name])
    other = replace(frame, children=(), choices=replace(frame.choices, filters=filters))
    shown = facts.of_indicators(other, [chosen.target.indicator])
    found = shown.of(chosen.target.id, chosen.whole.unit, chosen.today)
    return None if found is None else Beside(found, None)


def _table(frame: Frame, view: View, lines: Sequence[tuple[str, Beside]]) -> None:
    rows = [
        (
            label,
            wording.result(frame.language, one.today),
            wording.judged(frame.language, one.today),
            wording.missing(frame.language, one.today),
            "–" if one.then is None else wording.result(frame.language, one.then),
            "–" if one.then is None else wording.judged(frame.language, one.then),
        )
        for label, one in lines
    ]
    names = ["who", "today", "verdict", "missing", "then", "verdict_then"]
    column = st.column_config
    today = view.whole.part.facts.year

    def head(name: str, **values: object) -> str:
        return frame.text(f"scenario.beside.columns.{name}", **values)

    st.dataframe(
        pd.DataFrame(rows, columns=names),
        hide_index=True,
        height=_ROW * (len(rows) + 1) + 3,
        column_config={
            "who": column.TextColumn(head("who"), width=270),
            "today": column.TextColumn(
                head("today", year=today), width=160, alignment="right"
            ),
            "verdict": column.TextColumn(head("verdict"), width=130),
            "missing": column.TextColumn(head("missing"), width=110),
            "then": column.TextColumn(
                head("then", year=view.until), width=160, alignment="right"
            ),
            "verdict_then": column.TextColumn(head("verdict"), width=130),
        },
        alt=frame.text("scenario.beside.title"),
    )
