"""The head of the page of admissions: a card for each target, and between them the
year that is not over or the years so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from grassroots import charts, texts
from grassroots.assessment import Assessment
from grassroots.headline import Card
from grassroots.indicators import ADMISSION_BASES
from grassroots.plots.part_year import part_year
from grassroots.plots.trend import Course, trend
from grassroots.presenting import admissions, admissions_units, course
from grassroots.presenting.course import CHANGE_OF_UNITS
from pages.parts import page
from pages.parts.admissions_facts import Judged
from pages.parts.cards import card, plain, toned
from pages.parts.frame import Frame

_COLUMNS = (25, 47, 28)


def show(frame: Frame, judged: Judged, now: Assessment) -> None:
    """The rate's targets, the years (or the one under way), the counts of the term."""
    left, middle, right = st.columns(_COLUMNS, gap="small")
    with left:
        for one in admissions.cards(frame.language, judged.rates):
            card(st.container(), one)
        _base(frame, now)
    with middle:
        if admissions.part_year(now) is not None:
            _part_year(frame, now)
        else:
            years(frame, now, judged.years[now.target.id])
    with right:
        for one in admissions.cards(frame.language, judged.counts):
            _brief(one)
    differing = admissions.differing(frame.language, judged.rates)
    if differing is not None:
        st.caption(plain(differing))


def _brief(shown: Card) -> None:
    """A card in three lines: what it is, the number with its verdict, the rest."""
    with st.container(border=True, gap="xxsmall"):
        st.caption(plain(shown.label))
        value = f"**{plain(shown.value)}**"
        first, *rest = shown.notes
        if first.verdict is None:
            said = plain(first.text)
        else:
            glyph = charts.GLYPHS[first.verdict]
            said = toned(f"{glyph} {first.text}", first.verdict, strong=False)
        st.markdown(f"{value}\u2002:small[{said}]")
        for note in rest:
            st.caption(plain(note.text))


def _part_year(frame: Frame, now: Assessment) -> None:
    running = admissions.part_year(now)
    if running is None:
        return
    language, say = frame.language, frame.text
    title = say("admissions.part_year.title", count=running.count, days=running.days)
    st.markdown(f"## {plain(title)}")
    line = admissions_units.pace_line(language, now)
    st.markdown(plain(line))
    figure = part_year(
        running.count,
        float(running.due),
        running.wanted,
        page.theme(frame),
        colour=frame.colours.tone(running.verdict),
        due_label=say(
            "admissions.part_year.due", due=texts.number(language, running.due, 1)
        ),
        wanted_label=say(
            "admissions.part_year.wanted",
            wanted=texts.number(language, running.wanted),
        ),
        hover=line,
    )
    page.chart(figure, "admissions_part_year", f"{title}. {line}")


def years(frame: Frame, now: Assessment, yearly: Mapping[int, Assessment]) -> None:
    language = frame.language
    found = course.years(language, now, dict(yearly), frame.colours)
    if not any(point.value is not None for point in found.course.points):
        return
    key = "title_none"
    if found.target_label:
        key = "title_range" if found.band else "title"
    title = frame.text(f"admissions.trend.{key}", aim=found.target_label)
    st.markdown(f"## {plain(title)}")
    figure = trend(
        (_without_fall(found.course, now),),
        page.theme(frame),
        target=found.target,
        band=found.band,
        target_label=found.target_label,
        required=found.required,
        break_year=CHANGE_OF_UNITS,
        break_label="1/7/2025",
        ceiling=None if found.counted else 100,
    )
    told = [f"{one.year}: {one.label}" for one in found.course.points if one.label]
    page.chart(figure, "admissions_years", f"{title}. {'; '.join(told)}")


def _without_fall(line: Course, now: Assessment) -> Course:
    """The line without a way down to a year that is not over: its point stands alone,
    or is left out where the line is cut elsewhere already."""
    if not now.figure.is_partial or now.target.when == "term":
        return line
    if line.cut is None or line.cut == now.year:
        return replace(line, cut=now.year)
    return replace(line, points=tuple(one for one in line.points if not one.partial))


def _base(frame: Frame, now: Assessment) -> None:
    """The base of the rate, where the document leaves it open."""
    if now.target.base is not None or now.target.is_count:
        return
    st.selectbox(
        frame.text("admissions.base_label"),
        ADMISSION_BASES,
        key="admission",
        format_func=lambda base: frame.text(f"bases.said.{base}"),
    )
