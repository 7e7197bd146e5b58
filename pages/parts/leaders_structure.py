"""Age and gender of the managed leaders, as small bars beside the measures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from grassroots.plots.shares import shares
from grassroots.presenting import leaders
from grassroots.presenting.leaders import Structure
from grassroots.reports_xlsx import Sheet
from pages.parts import facts, page
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.several import Chosen

AGE_OF, GENDER_OF = "managed_leaders_under_40", "managed_leaders_women"
_ENDS = (64, 122)


def structure(frame: Frame, chosen: Chosen) -> Structure:
    """Of the population that the targets on age and on women ask for."""
    assert frame.unit is not None and frame.year is not None
    targets = {one.indicator: one for one in reversed(chosen.shown.programme.targets)}
    ages, genders = (
        facts.cells(frame, [of], by, (frame.unit,), target=targets[of])
        for of, by in ((AGE_OF, "age"), (GENDER_OF, "gender"))
    )
    return leaders.structure(ages, genders, frame.unit.unit_id, frame.year)


def show(frame: Frame, found: Structure) -> None:
    """The bars under how many are young and how many are women; nothing of nobody."""
    language = frame.language
    rows = leaders.parts(language, found)
    if not rows:
        return
    title = leaders.title(language, found)
    st.markdown(f"### {plain(title)}")
    if all(row.now is None for row in rows):
        st.caption(plain(leaders.in_words(language, found)))
        return
    heads = (frame.text("page.columns.share"), frame.text("page.columns.ratio"))
    figure = shares(rows, heads, _ENDS, page.theme(frame))
    # Each row carries its numbers; on a narrow axis the ticks would stand on end.
    figure.update_xaxes(showticklabels=False)
    page.chart(figure, "structure", title)
    if not found.whole_year:
        st.caption(plain(frame.text("leaders.structure.by_year")))


def sheets(frame: Frame, found: Structure) -> Sequence[Sheet]:
    """The same for the Excel file."""
    rows = leaders.table(frame.language, found)
    if not rows:
        return ()
    say = frame.text
    heads = ("field", "group", "count")
    return (
        Sheet(
            say("leaders.structure.sheet"),
            tuple(say(f"leaders.structure.{head}") for head in heads),
            tuple(rows),
        ),
    )
