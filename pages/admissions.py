"""Kết nạp: are enough members admitted, who are they, and where is nobody admitted?"""

import streamlit as st

from grassroots import wording
from grassroots.presenting import admissions
from pages.parts import (
    address,
    admissions_assigned,
    admissions_facts,
    admissions_head,
    admissions_views,
    compare,
    export,
    page,
)

VIEWS = ("units", "who", "none")

frame = page.opened()
judged = admissions_facts.judged(frame)
by_id = {one.target.id: one for one in judged.rates}
now = by_id[address.kept("measure", list(by_id), next(iter(by_id)))]
unbased = now.target.base or frame.choices.admission_base
title = admissions.finding(
    frame.language,
    now,
    list(judged.below[now.target.id].values()),
    wording.parts(frame.language, frame.children),
    frame.text(f"bases.said.{unbased}"),
)
page.head(frame, title, (now.target.indicator,))
if len(by_id) > 1:
    labels = {id: admissions.label(frame.language, one) for id, one in by_id.items()}
    page.measure(frame, labels)
for target in judged.open_targets:
    if target.id == now.target.id:
        admissions_assigned.state(frame, target)
if now.figure.numerator is None:
    page.not_reported(frame, (admissions.RATE,))
admissions_head.show(frame, judged, now)

view = address.kept("view", VIEWS, VIEWS[0])
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.segmented_control(
        frame.text("admissions.view"),
        VIEWS,
        key="view",
        format_func=lambda name: frame.text(f"admissions.views.{name}"),
        required=True,
        label_visibility="collapsed",
    )
    page.behind(frame, now)
match view:
    case "units":
        admissions_views.by_unit(frame, judged, now)
    case "who":
        admissions_views.who(frame, now)
    case _:
        admissions_views.none(frame)
compare.show(frame, admissions.INDICATORS)
told = page.units_told(frame.children, judged.below[now.target.id])
export.offer(frame, judged.shown, told, title, lambda: admissions_views.sheets(frame))
