"""The chart of a scenario: the facts, where it leads, the past pace, the target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

import streamlit as st

from grassroots import texts, wording
from grassroots.judgement import Figure
from grassroots.plots import ahead as drawn
from grassroots.plots.ahead import Band, Way
from grassroots.presenting import course
from grassroots.presenting import scenario_words as words
from grassroots.presenting.scenario import View
from grassroots.scenario.pace import GoingOn, TooFewPoints, going_on
from pages.parts.cards import plain
from pages.parts.charting import chart, theme
from pages.parts.frame import Frame
from pages.parts.scenario_chosen import Chosen


def show(
    frame: Frame,
    chosen: Chosen,
    view: View,
    kept: Sequence[tuple[str, View]],
    title: str,
) -> None:
    """The chart and what has to be said below it. kept: scenarios laid beside it, with
    their names."""
    assert frame.unit is not None
    of_whole = view.whole.part.facts
    yearly = {
        year: found
        for year in frame.years
        if (found := chosen.shown.of(chosen.target.id, frame.unit, year)) is not None
    }
    past = course.years(frame.language, of_whole, yearly, frame.colours)
    pace = going_on(
        [one for one in view.whole.part.series.values() if not one.is_incomplete],
        view.until,
    )
    figure = drawn.ahead(
        past.course,
        _ways(frame, view, kept, past.counted),
        theme(frame),
        until=view.until,
        pace=_band(frame, chosen, pace),
        target=_target(view, past.counted),
        band=past.band,
        target_label=wording.aim(frame.language, view.whole.assessed)
        if past.target is not None or past.band is not None
        else "",
        required=past.required,
        break_year=course.CHANGE_OF_UNITS,
        break_label=frame.text("page.change_of_units"),
        ceiling=None if past.counted else 100,
    )
    chart(figure, "ahead", title)
    said = words.pace_note(frame.language, pace, view.until)
    if past.counted:
        said = frame.text("scenario.pace.counts")
    lines = [said, frame.text("scenario.required") if past.required else ""]
    st.caption("  \n".join(plain(line) for line in lines if line))


def _target(view: View, counted: bool) -> float | None:
    """The number asked for by the horizon (the line of one milestone)."""
    if view.target.comparator in wording.WITHOUT_NUMBER or view.target.low is not None:
        return None
    wanted = view.wanted
    return None if wanted is None else float(wanted * (1 if counted else 100))


def _ways(
    frame: Frame, view: View, kept: Sequence[tuple[str, View]], counted: bool
) -> list[Way]:
    """The scenario on the page, where it changes anything, and those beside it."""
    found = []
    if view.changes or not kept:
        name = "scenario.this" if view.changes else "scenario.unchanged"
        found.append(_way(frame, view, frame.text(name), counted, strong=True))
    found += [_way(frame, one, name, counted, strong=False) for name, one in kept]
    return [way for way in found if way.points]


def _way(frame: Frame, view: View, name: str, counted: bool, *, strong: bool) -> Way:
    figures = [view.whole.part.facts.figure, *view.whole.course.figures.values()]
    points, hovers, label = [], [], ""
    for figure in figures:
        value = _value(figure, counted)
        if value is None:
            continue
        points.append((figure.year, float(value)))
        shown = texts.number(frame.language, value, 0 if counted else 2)
        ratio = wording.ratio(frame.language, figure)
        hovers.append(f"{escape(name)}, {figure.year}: {shown}<br>{ratio}")
        label = shown
    colour = frame.colours.blue if strong else frame.colours.amber
    short = name if len(name) <= 16 else f"{name[:15]}…"
    return Way(escape(short), colour, tuple(points), label, tuple(hovers), strong)


def _value(figure: Figure, counted: bool) -> Fraction | None:
    if counted:
        return None if figure.numerator is None else Fraction(figure.numerator)
    return None if figure.value is None else figure.value * 100


def _band(frame: Frame, chosen: Chosen, pace: GoingOn | TooFewPoints) -> Band | None:
    if isinstance(pace, TooFewPoints) or not pace.course:
        return None
    last = pace.course[max(pace.course)]
    return Band(
        tuple(
            (year, one.low * 100, one.value * 100, one.high * 100)
            for year, one in pace.course.items()
        ),
        frame.text("scenario.pace.name"),
        frame.text(
            "scenario.pace.label",
            value=texts.number(frame.language, last.value * 100, 2),
            low=texts.number(frame.language, last.low * 100, 1),
            high=texts.number(frame.language, last.high * 100, 1),
        ),
    )
