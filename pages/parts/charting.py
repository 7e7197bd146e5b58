"""Charts on a page: drawn with a key, clicks lead on, the years against a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from grassroots import charts, wording
from grassroots.assessment import Assessment
from grassroots.plots import trend as plots_trend
from grassroots.plots.style import CONFIG, Theme
from grassroots.presenting import course
from grassroots.targets import Target
from pages.parts.cards import plain
from pages.parts.facts import Facts
from pages.parts.frame import Frame


def theme(frame: Frame) -> Theme:
    """How charts look on this page."""
    return Theme(frame.language, frame.colours)


def chart(
    figure: go.Figure,
    key: str,
    alt: str,
    on_pick: Callable[[str], None] | None = None,
) -> None:
    """Draws a chart. on_pick: what a click on a mark does with its `customdata` (a
    unit's code: `go_to`)."""
    if on_pick is None:
        st.plotly_chart(figure, key=key, config=CONFIG, theme=None, alt=alt)
        return
    turn = st.session_state.get("chart_turn", 0)
    named = f"{key}_{turn}"

    def picked() -> None:
        points = st.session_state[named].selection.points
        codes = [_code(point) for point in points]
        for code in [one for one in codes if one]:
            # A new key: the selection must not be there any more on the way back.
            st.session_state["chart_turn"] = turn + 1
            on_pick(code)
            return

    st.plotly_chart(
        figure,
        key=named,
        config=CONFIG,
        theme=None,
        on_select=picked,
        selection_mode="points",
        alt=alt,
    )


def key(words: Sequence[str], pictures: Sequence[str]) -> None:
    """A chart's key in one line: small pictures (SVG), each with its word."""
    parts = [
        f'<span style="white-space:nowrap;margin-right:1rem">'
        f'<img src="{charts.data_uri(picture)}" alt="" '
        f'style="vertical-align:-1px;margin-right:0.35rem">{escape(word)}</span>'
        for word, picture in zip(words, pictures, strict=True)
    ]
    st.html(f'<div style="font-size:0.9375rem;line-height:1.5">{"".join(parts)}</div>')


def against(frame: Frame, now: Assessment) -> dict[str, Any]:
    """What bars are drawn against: the target's line or its range, and its words."""
    target = now.target
    if target.is_count or target.comparator in wording.WITHOUT_NUMBER:
        return {}
    label = frame.text("page.target", aim=wording.aim(frame.language, now))
    if target.comparator == "range" and target.low and target.high:
        band = (float(target.low * 100), float(target.high * 100))
        return {"band": band, "target_label": label}
    number = wording.threshold(target, now.judgement.required_target)
    if number is None:
        return {}
    return {"target": float(number * 100), "target_label": label}


def trend(frame: Frame, shown: Facts, target: Target, now: Assessment) -> None:
    """The years up to this one against the target, under a title that says how far."""
    assert frame.unit is not None
    yearly = {
        year: found
        for year in frame.years
        if (found := shown.of(target.id, frame.unit, year)) is not None
    }
    drawn = course.years(frame.language, now, yearly, frame.colours)
    if len([one for one in drawn.course.points if one.value is not None]) < 2:
        return
    title = course.title(frame.language, now)
    st.markdown(f"### {plain(title)}")
    figure = plots_trend.trend(
        [drawn.course],
        theme(frame),
        target=drawn.target,
        band=drawn.band,
        target_label=drawn.target_label,
        required=drawn.required,
        break_year=course.CHANGE_OF_UNITS,
        break_label=frame.text("page.change_of_units"),
        ceiling=None if drawn.counted else 100,
    )
    chart(figure, "trend", title)


def _code(point: Mapping[str, object]) -> str | None:
    found = point.get("customdata")
    if isinstance(found, (list, tuple)):
        found = found[0] if found else None
    return str(found) if found else None
