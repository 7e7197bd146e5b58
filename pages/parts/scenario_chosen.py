"""What a scenario is about: the target, how far ahead, the units and their facts; and
what was changed, kept in the session and in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from grassroots import wording
from grassroots.indicators import INDICATORS
from grassroots.presenting import scenario as presented
from grassroots.presenting.scenario import Counted, Part, View
from grassroots.progress import UNJUDGED
from grassroots.scenario import plan as plans
from grassroots.scenario.changes import kind_for, touched
from grassroots.scenario.plan import EVERY_YEAR, Plan
from grassroots.targets import Target
from grassroots.units import Unit
from pages.parts import address, facts
from pages.parts.facts import Facts
from pages.parts.frame import Frame

_OF = "scenario_of"  # what the changes in this session are of
_BEFORE = "scenario_before"  # the plan without what the tables on the page changed
_NOW = "scenario_now"  # the plan with it
_TURN = "scenario_turn"
_ROWS = "scenario_rows"  # whose rows the tables on the page have, by code


@dataclass(frozen=True)
class Chosen:
    """target: as the programme sets it; today: the year that the scenario starts from;
    whole, parts: the unit chosen and those one step below it; shown: the facts of the
    target and of those that its changes touch."""

    target: Target
    today: int
    until: int
    horizons: tuple[int, ...]
    counted: Counted
    whole: Part
    parts: tuple[Part, ...]
    shown: Facts

    @property
    def years(self) -> range:
        """The years that can be changed."""
        return range(self.today + 1, self.until + 1)


def choose(frame: Frame) -> Chosen:
    """The target and the horizon, as the address and the session say."""
    targets = {one.id: one for one in frame.programme.targets}
    said = st.session_state.get("target", st.query_params.get("target"))
    first = said if said in targets else _first(frame)
    target = targets[address.kept("target", list(targets), first, always=True)]
    indicators = touched(kind_for(target.indicator).id)
    shown = facts.of_indicators(frame, indicators)
    today = _today(frame, shown, target)
    horizons = presented.horizons(target, today)
    said = [str(year) for year in horizons]
    soonest = str(presented.first_horizon(target, today))
    until = int(address.kept("until", said, soonest, always=True))
    whole, *parts = places(frame, shown, target, today)
    return Chosen(
        target,
        today,
        until,
        tuple(horizons),
        counted(frame, target),
        whole,
        tuple(parts),
        shown,
    )


def controls(frame: Frame, chosen: Chosen) -> None:
    """The choice of the target and of the year to look ahead to. (Keys of their own:
    what is chosen is to stand when the page is left and opened again.)"""
    state = st.session_state
    targets = {one.id: one for one in frame.programme.targets}
    state["scenario_target"], state["scenario_until"] = chosen.target.id, chosen.until

    def pick(key: str) -> None:
        state[key] = str(state[f"scenario_{key}"])

    st.selectbox(
        frame.text("scenario.target"),
        list(targets),
        key="scenario_target",
        format_func=lambda one: f"{one} · {targets[one].short.of(frame.language)}",
        on_change=pick,
        args=("target",),
        width=300,
    )
    st.selectbox(
        frame.text("scenario.until"),
        list(chosen.horizons),
        key="scenario_until",
        on_change=pick,
        args=("until",),
        width=110,
    )
    if chosen.today != frame.year:
        said = frame.text("scenario.whole_year", year=chosen.today)
        st.caption(said, width="content")


def counted(frame: Frame, target: Target) -> Counted:
    """How the indicator of a target counts, under the base that holds for it."""
    indicator = INDICATORS[target.indicator]
    base = (
        facts.admission_base_of(frame, target)
        if indicator.base == "admission"
        else None
    )
    return Counted(target.indicator, indicator.flow, base)


def places(frame: Frame, shown: Facts, target: Target, today: int) -> list[Part]:
    """The unit chosen and those one step below it that have a place for the target."""
    assert frame.unit is not None
    base = facts.coming_base(frame, target, today, ())
    found = []
    for unit in (frame.unit, *frame.children):
        one = shown.of(target.id, unit, today)
        if one is None:
            continue
        silent = unit != frame.unit and one.judgement.verdict == "not_applicable"
        if not silent:
            name = wording.whole_unit(frame.language, unit)
            found.append(Part(unit, name, one, base.get(unit.unit_id)))
    whole, *parts = found
    beyond = presented.rest(whole, parts, frame.text("scenario.rest"))
    return found if beyond is None else [*found, beyond]


def _first(frame: Frame) -> str:
    """The target to look at first: where most is missing."""
    short = {
        one.target.id: one.judgement.gap or 0
        for one in facts.assessments(frame)
        if frame.unit is not None
        and (one.unit_id, one.year) == (frame.unit.unit_id, frame.year)
        and one.judgement.verdict not in UNJUDGED
    }
    first = frame.programme.targets[0].id
    return max(short, key=lambda one: short[one], default=first)


def _today(frame: Frame, shown: Facts, target: Target) -> int:
    """The year chosen; of what is counted within the year the last that is whole."""
    assert frame.unit is not None and frame.year is not None
    if INDICATORS[target.indicator].flow:
        for year in sorted(frame.years, reverse=True):
            found = shown.of(target.id, frame.unit, year)
            if (
                year <= frame.year
                and found is not None
                and found.figure.numerator is not None
                and not found.figure.is_partial
            ):
                return year
    return frame.year


# ---------------------------------------------------------------- the plan


def plan(frame: Frame, chosen: Chosen) -> Plan:
    """What was changed, with what the tables on the page say now. Another target, unit
    or year begins anew: so many more of one thing are not so many of another."""
    assert frame.unit is not None
    state = st.session_state
    of = (frame.programme.id, chosen.target.id, frame.unit.code, chosen.today)
    if "added" not in state:  # a link, the way back, a scenario that was opened
        state[_BEFORE] = from_codes(chosen, st.query_params.to_dict())
        _turn()
    elif state.get(_OF) != of:
        state[_BEFORE] = Plan()
        _turn()
        for key in ("scenario", "beside"):
            state.pop(key, None)
    state[_OF] = of
    state["added"] = True
    before: Plan = state[_BEFORE]
    told = [part.unit.code for part in changeable(chosen)]
    rows: list[str] = state.get(_ROWS, told)
    now = _edited(rows, before)
    if rows != told:
        # Another filter, other boundaries, a new import: what was written in a row is
        # the unit's that stood there.
        start_from(now)
    state[_ROWS] = told
    if _cells("shares"):
        # A cell that is written over with what then stands there anyhow is forgotten
        # by Streamlit: the table begins anew with the cells set by hand.
        start_from(now)
    state[_NOW] = now
    codes = to_codes(now)
    for key in ("every", "added", "fixed", "taken", "worst"):
        address.note(key, codes.get(key, ""))
    return now


def table(name: str) -> str:
    """The key of a table on the page, another one whenever its beginning is."""
    return f"scenario_{name}{st.session_state.get(_TURN, 0)}"


def start_from(changed: Plan) -> None:
    """Takes another plan: the tables on the page begin with its numbers."""
    st.session_state[_BEFORE] = changed
    _turn()


def current() -> Plan:
    """The plan as the page last showed it."""
    found: Plan = st.session_state[_NOW]
    return found


def began() -> Plan:
    """The plan that the tables on the page began with."""
    found: Plan = st.session_state[_BEFORE]
    return found


def _turn() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _edited(told: Sequence[str], before: Plan) -> Plan:
    """The plan with the cells that were written over in the tables. told: the unit of
    each row, by code."""
    found = before
    for row, cells in _cells("numbers").items():
        for column, number in cells.items():
            year = EVERY_YEAR if column == "number" else int(column)
            found = found.with_number(told[row], year, number or 0)
    fixed = dict(before.fixed)
    for row, cells in _cells("shares").items():
        for number in cells.values():
            if number is None:  # emptied: it follows the others again
                fixed.pop(told[row], None)
            else:
                fixed[told[row]] = number
    return replace(found, fixed=fixed)


def _cells(name: str) -> dict[int, dict[str, int | None]]:
    found = st.session_state.get(table(name), {})
    edited: dict[int, dict[str, int | None]] = found.get("edited_rows", {})
    return edited


def changeable(chosen: Chosen) -> list[Part]:
    """The units that a scenario can change: those that have told something."""
    return [part for part in chosen.parts or (chosen.whole,) if part.is_told]


def to_codes(plan: Plan) -> dict[str, str]:
    """A plan as the address says it; what is not set is left out."""
    found = {
        "every": str(plan.every or ""),
        "added": plans.written(plan.added),
        "fixed": plans.written_cells(plan.fixed),
        "taken": address.LIST.join(plan.taken),
        "worst": str(plan.worst or ""),
    }
    return {key: code for key, code in found.items() if code}


def from_codes(chosen: Chosen, codes: dict[str, str]) -> Plan:
    """A plan from an address; what is of no unit or year of these is left out."""
    units = [part.unit.code for part in changeable(chosen)]
    taken = codes.get("taken", "").split(address.LIST)
    return Plan(
        every=max(plans.whole(codes.get("every", "")) or 0, 0),
        added=plans.read(codes.get("added", ""), units, chosen.years),
        taken=tuple(part.unit.code for part in chosen.parts if part.unit.code in taken),
        worst=max(plans.whole(codes.get("worst", "")) or 0, 0),
        fixed=plans.read_cells(codes.get("fixed", ""), units),
    )


def view(chosen: Chosen, plan: Plan) -> View:
    """The scenario of the chosen target."""
    return presented.build(
        chosen.counted, chosen.whole, chosen.parts, plan, chosen.until
    )


def others(frame: Frame, chosen: Chosen, main: View) -> list[tuple[Target, View]]:
    """The other targets that the changes of the main one touch, each under them."""
    kind = kind_for(chosen.target.indicator).id
    found = []
    for target in chosen.shown.programme.targets:
        if target.indicator == chosen.target.indicator:
            continue
        whole, *parts = places(frame, chosen.shown, target, chosen.today)
        if whole.is_told:
            of = counted(frame, target)
            made = presented.build(of, whole, parts, main.done, chosen.until, kind)
            found.append((target, made))
    return found


def units_of(parts: Sequence[Part]) -> list[Unit]:
    """The units alone."""
    return [part.unit for part in parts]
