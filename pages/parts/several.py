"""A page of several measures in groups: which group, its lines in one chart, and below
it the measure looked at, by unit and over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from grassroots import wording
from grassroots.assessment import Assessment
from grassroots.plots import bars, measures_overview
from grassroots.presenting import by_unit, finding, several, several_rows
from grassroots.presenting.measures import is_of_programme
from grassroots.presenting.several import Line
from grassroots.units import Unit
from pages.parts import address, facts, page
from pages.parts.cards import plain
from pages.parts.facts import Facts
from pages.parts.frame import Frame

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Chosen:
    """The group looked at: its indicators, lines and facts, and the one line whose
    units stand below. table: the page's table of texts."""

    table: str
    group: str
    indicators: Sequence[str]
    lines: tuple[Line, ...]
    line: Line
    shown: Facts
    title: str


def choose(frame: Frame, table: str, groups: Groups) -> Chosen:
    """What the address and the session say of group and measure. A measure without a
    group opens its group; a group without a measure opens the one to look at first."""
    assert frame.unit is not None and frame.year is not None
    wanted = st.session_state.get("measure", st.query_params.get("measure"))
    first = next(
        (name for name, of in groups.items() if wanted in of), next(iter(groups))
    )
    group = address.kept("group", list(groups), first, always=True)
    indicators = groups[group]
    shown = facts.of_indicators(frame, indicators)
    labels = {one: frame.text(f"{table}.measures.{one}") for one in indicators}
    lines = several.lines(
        shown.programme,
        labels,
        _of_year(frame, shown, frame.year),
        _of_year(frame, shown, frame.year - 1),
    )
    by_code = {line.code: line for line in lines}
    default = several.worst(lines) or lines[0]
    code = address.kept("measure", list(by_code), default.code, always=True)
    said = frame.text(f"{table}.said.{group}")
    title = several.title(frame.language, said, lines)
    return Chosen(table, group, indicators, tuple(lines), by_code[code], shown, title)


def _of_year(frame: Frame, shown: Facts, year: int) -> dict[str, Assessment]:
    assert frame.unit is not None
    found = {
        target.id: shown.of(target.id, frame.unit, year)
        for target in shown.programme.targets
    }
    return {target_id: one for target_id, one in found.items() if one is not None}


def pick(frame: Frame, chosen: Chosen, groups: Groups) -> None:
    """The groups of the page, and the measures of the one looked at. Another group
    opens at its own first measure."""
    labels = {line.code: line.label for line in chosen.lines}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            frame.text("several.group"),
            list(groups),
            key="group",
            format_func=lambda one: frame.text(f"{chosen.table}.groups.{one}"),
            required=True,
            label_visibility="collapsed",
            on_change=_forget_measure,
        )
        st.selectbox(
            frame.text("several.measure"),
            list(labels),
            key="measure",
            format_func=labels.__getitem__,
            label_visibility="collapsed",
            width=320,
        )


def _forget_measure() -> None:
    # Not taken out: the address would bring it back. No measure is called so.
    st.session_state["measure"] = ""


def is_told(frame: Frame, chosen: Chosen) -> bool:
    """Whether the unit or one below it has a figure of any measure of the group."""
    return any(line.is_told for line in chosen.lines) or bool(told_units(frame, chosen))


def told_units(frame: Frame, chosen: Chosen) -> list[Unit]:
    """The units one step below with a figure of any measure of the group."""
    assert frame.year is not None
    told = {
        unit_id
        for target in chosen.shown.programme.targets
        for unit_id, one in chosen.shown.below(
            target.id, frame.children, frame.year
        ).items()
        if one.figure.numerator is not None
    }
    return [unit for unit in frame.children if unit.unit_id in told]


def overview(frame: Frame, chosen: Chosen) -> None:
    """One line a measure against its own target; a click looks at it below."""
    assert frame.year is not None
    language = frame.language
    figure = measures_overview.overview(
        several_rows.rows(language, chosen.lines, chosen.line.code, frame.colours),
        several_rows.columns(language, frame.year),
        page.theme(frame),
    )
    page.chart(figure, "measures", chosen.title, _look_at)
    sets = any(is_of_programme(one) for one in chosen.shown.programme.targets)
    base = frame.choices.rating_base
    lines = several.notes(language, chosen.lines, base, sets)
    page.notes(frame, chosen.indicators, *lines)


def _look_at(code: str) -> None:
    st.session_state["measure"] = code


def units(frame: Frame, chosen: Chosen) -> None:
    """The measure looked at: which one, its finding, its units as bars, its notes."""
    assert frame.unit is not None and frame.year is not None
    language, now = frame.language, chosen.line.now
    indicator = now.target.indicator
    found = chosen.shown.below(now.target.id, frame.children, frame.year)
    told = by_unit.ordered(page.units_told(frame.children, found), found)
    nobody = [
        unit
        for unit in told
        if unit.unit_id in found and several.counts_nobody(found[unit.unit_id])
    ]
    listed = [unit for unit in told if unit not in nobody]
    named = finding.by_name(language, listed, found)
    parts = wording.parts(language, listed)
    head = several.of_one(language, chosen.line, named, parts)
    st.markdown(f"### {plain(head)}")
    if not chosen.line.is_told and not any(
        one.figure.numerator is not None for one in found.values()
    ):
        page.not_reported(frame, [indicator])
        return
    if listed:
        drawn = [
            by_unit.bar(
                language,
                unit,
                one,
                by_unit.share_parts(language, one, frame.colours),
                frame.colours,
                strong=unit == frame.unit,
            )
            for unit, one in (
                (frame.unit, now),
                *((unit, found.get(unit.unit_id)) for unit in listed),
            )
        ]
        figure = bars.by_unit(
            drawn,
            by_unit.columns(language),
            page.theme(frame),
            **page.against(frame, now),
        )
        page.chart(figure, "by_unit", head, page.go_to)
    lines = [
        *by_unit.notes(language, indicator, now, bool(listed)),
        several.without_case(
            language, [wording.unit_name(language, unit) for unit in nobody]
        ),
    ]
    page.notes(frame, [indicator], *lines)
    page.behind(frame, now)


def course(frame: Frame, chosen: Chosen) -> None:
    """The measure looked at over the years."""
    now = chosen.line.now
    page.trend(frame, chosen.shown, now.target, now)
