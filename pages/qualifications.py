"""Trình độ cấp ủy: how far from its milestones is each measure, and who lacks what?"""

import streamlit as st

from grassroots import wording
from grassroots.presenting import by_unit, finding
from grassroots.presenting import qualifications as presented
from pages.parts import compare, export, facts, page
from pages.parts import qualifications_parts as parts
from pages.parts.address import kept, note, write
from pages.parts.cards import plain

frame = page.opened()
assert frame.unit is not None and frame.year is not None
say, language, year = frame.text, frame.language, frame.year
first = presented.first_view(frame.programme.targets)
view = kept("view", list(presented.VIEWS), first)
indicators = presented.VIEWS[view]
shown = facts.of_indicators(frame, indicators)
measures = parts.measures(frame, shown)
ids = [one.now.target.id for one in measures]
chosen = kept("measure", ids, presented.most_missing(measures).now.target.id)
target = shown.programme.target(chosen)
now = measures[ids.index(chosen)].now
below = shown.below(chosen, frame.children, year)
units = by_unit.ordered(page.units_told(frame.children, below), below)
of_one = finding.sentence(
    language,
    now,
    shown.of(chosen, frame.unit, year - 1),
    finding.by_name(language, units, below),
    wording.parts(language, units),
)
title = presented.title(language, measures) or of_one
page.head(frame, title, indicators)
parts.views(frame)
parts.milestones(frame, measures, chosen, title)

told = now.figure.numerator is not None or any(
    one.figure.numerator is not None for one in below.values()
)
page.measure(frame, {one.now.target.id: parts.name(frame, one) for one in measures})
note("measure", chosen)  # always: which one is the first follows from the figures
if title != of_one:
    st.markdown(f"## {plain(of_one)}")
if not told:
    page.not_reported(frame, [target.indicator])
    write()  # once a run has been stopped nothing reaches the address any more
    page.stop()
left, right = st.columns([1.25, 1], gap="medium")
with left:
    parts.lacking(frame, now)
    lines = parts.positions(frame, shown, now)
with right:
    page.trend(frame, shown, target, now)
parts.by_unit_bars(frame, now, units, below)
page.notes(
    frame, [target.indicator], *by_unit.notes(language, chosen, now, bool(units))
)
page.behind(frame, now)
compare.show(frame, indicators)
export.offer(frame, shown, units, title, lambda: parts.sheets(frame, now, lines))
