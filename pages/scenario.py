"""Nếu – thì: how many more, where, and is the target within reach?"""

import streamlit as st

from grassroots import wording
from grassroots.presenting import scenario_file as file
from grassroots.presenting import scenario_words as words
from pages.parts import export, page
from pages.parts import scenario_ahead as ahead
from pages.parts import scenario_beside as beside
from pages.parts import scenario_chosen as chosen_parts
from pages.parts import scenario_kept as kept
from pages.parts import scenario_numbers as numbers
from pages.parts import scenario_shares as shares
from pages.parts.address import codes

frame = page.opened()
assert frame.unit is not None and frame.year is not None
language = frame.language
chosen = chosen_parts.choose(frame)
plan = chosen_parts.plan(frame, chosen)
held = kept.held(frame, chosen)
alone = beside.picked(chosen)
view = chosen_parts.view(chosen, plan)
policy, shared = shares.found(view, plan)
units = chosen_parts.units_of(chosen.parts)
title = words.title(language, view, wording.parts(language, units))
page.head(frame, title, (chosen.target.indicator,))
kept.label(frame, held, view, plan)
top, right = st.columns([1.6, 1], vertical_alignment="bottom")
with top, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    chosen_parts.controls(frame, chosen)
    each_year = numbers.by_year(frame, view.years, plan)
with right:
    kept.menu(frame, held, codes())
if not chosen_parts.changeable(chosen):
    page.not_reported(frame, [chosen.target.indicator])
    page.stop()
left, right = st.columns([1.12, 1], gap="medium")
with left:
    numbers.show(frame, chosen, plan, view, each_year)
with right:
    ahead.show(frame, chosen, view, kept.named(held), title)
    numbers.needed(frame, view)
kept.compare(frame, chosen, held, view)
if shared is not None:
    shares.show(frame, chosen, plan, view, policy, shared)
moved = chosen_parts.others(frame, chosen, view)
beside.others(frame, view, moved)
beside.show(frame, chosen, plan, view, alone)
page.notes(frame, [chosen.target.indicator], frame.text("scenario.note"))
page.behind(frame, chosen.whole.facts)
export.offer(
    frame,
    chosen.shown,
    frame.children,
    title,
    lambda: file.sheets(language, view, shared, moved),
)
