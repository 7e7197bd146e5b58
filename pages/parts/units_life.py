"""One unit: its periods, what it came from, what it went into, what went where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import pandas as pd
import streamlit as st

from grassroots import texts
from grassroots.changes import Known
from grassroots.changes import history as history_of_units
from grassroots.changes.history import Life, Step
from grassroots.changes.said import listed
from grassroots.units import Unit
from pages.parts.cards import plain
from pages.parts.frame import Frame

_NAMES = 6


def counted(frame: Frame, counts: Iterable[tuple[str, int]]) -> str:
    """How many of each level: "12 chi bộ, 8 thôn, tổ dân phố"."""
    return "; ".join(
        f"{texts.number(frame.language, count)} "
        + frame.text(f"units.parts.{level}", count=count)
        for level, count in counts
    )


def show(frame: Frame, held: Known, unit: int, day: date, living: bool) -> None:
    """The life of a unit in a card. living: it stands on the day, with all above it."""
    life = history_of_units.life(held.lives, held.gifts, unit, day)
    shown = held.lives.near(unit, day)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"### {plain(shown.name)}")
        marks = [
            frame.text(f"units.levels.{shown.level}"),
            f"{frame.text('units_page.heads.code')} {shown.code}",
        ]
        if life.holds:
            marks.append(counted(frame, life.holds))
        st.caption(plain(" · ".join(marks)))
        _marked(frame, held, life, unit, day, living)
        st.table(_periods(frame, life), border="horizontal", hide_index=True)
        _steps(frame, "came_from", life.came_from)
        _steps(frame, "went_into", life.went_into)
        _went(frame, life)


def _marked(
    frame: Frame, held: Known, life: Life, unit: int, day: date, living: bool
) -> None:
    """What must not be overlooked: ended, split, not there yet."""
    if held.lives.on(unit, day) is None:
        over = held.lives.end(unit) < day
        st.badge(
            frame.text("units_page.over" if over else "units_page.not_yet"),
            color="gray",
            icon=":material/event_busy:",
        )
    elif not living:
        st.badge(
            frame.text("units_page.above_over"),
            color="gray",
            icon=":material/event_busy:",
        )
    if life.split:
        st.badge(
            frame.text("units_page.split"), color="orange", icon=":material/call_split:"
        )


def _periods(frame: Frame, life: Life) -> pd.DataFrame:
    heads = [frame.text(f"units_page.heads.{key}") for key in ("time", "unit", "above")]
    lines = []
    for period, (parent, area) in zip(life.periods, life.above, strict=True):
        above = [unit.name for unit in (parent, area) if unit is not None]
        values = (_time(frame, period), period.name, " · ".join(above) or "–")
        safe = [plain(value) for value in values]
        lines.append(dict(zip(heads, safe, strict=True)))
    return pd.DataFrame(lines)


def _time(frame: Frame, period: Unit) -> str:
    first, last = period.valid_from, period.valid_to
    since = texts.day(frame.language, first) if first else None
    until = texts.day(frame.language, last) if last else None
    if since and until:
        return f"{since} – {until}"
    if since:
        return frame.text("units_page.since", day=since)
    if until:
        return frame.text("units_page.until", day=until)
    return frame.text("units_page.always")


def share(frame: Frame, value: float | None) -> str:
    """A share in words: the whole, so many per cent, unknown."""
    if value is None:
        return frame.text("units_page.share_unknown")
    if value == 1:
        return frame.text("units_page.share_whole")
    return texts.brief_percent(frame.language, Fraction(value).limit_denominator(10**6))


def _steps(frame: Frame, which: str, steps: Sequence[Step]) -> None:
    if not steps:
        return
    days: dict[date, list[Step]] = {}
    for step in steps:
        days.setdefault(step.day, []).append(step)
    for day, those in days.items():
        names = ", ".join(
            f"{plain(step.unit.name)} ({plain(share(frame, step.share))})"
            for step in those
        )
        told = frame.text(f"units_page.{which}", day=texts.day(frame.language, day))
        st.markdown(f"**{told}** {names}")


def _went(frame: Frame, life: Life) -> None:
    for went in life.went:
        told = frame.text(
            "units_page.went",
            day=texts.day(frame.language, went.day),
            count=len(went.units),
            to=plain(went.to.name),
        )
        names = listed(frame.language, [unit.name for unit in went.units], _NAMES)
        st.markdown(f"{told} {plain(names)}")
