"""Thôn, tổ dân phố: which hamlets lack a cell (members, …), and can they get it?"""

import streamlit as st

from grassroots import filters, statute
from grassroots.indicators import INDICATORS
from grassroots.presenting import hamlets
from pages.parts import compare, export, facts, page
from pages.parts import hamlets_facts as asked
from pages.parts import hamlets_list as listing
from pages.parts import hamlets_places as places
from pages.parts.address import kept
from pages.parts.cards import plain
from pages.parts.filtering import COUNTING

frame = page.opened()
assert frame.unit is not None and frame.year is not None
say, language = frame.text, frame.language
measure = kept("measure", list(hamlets.MEASURES), "cell")
indicator = hamlets.MEASURES[measure]
kept("view", places.VIEWS, places.VIEWS[0])  # not lost where a commune shows none
shown = facts.of_indicators(frame, [indicator])
target = shown.programme.targets[0]
now = shown.of(target.id, frame.unit, frame.year)
of = asked.asked(frame, target)
scope = asked.scope(frame)
chosen, province, *below = asked.standings(
    frame, of, [frame.unit, scope.province, *frame.children]
)
communes = asked.standings(frame, of, scope.communes)
inside = [one for one in communes if one.unit.unit_id in scope.chosen]
kinds = (
    hamlets.Kinds.of(asked.grouped(frame, of, "has_cell"))
    if measure == "cell"
    else None
)
title = hamlets.finding(
    language,
    measure,
    chosen,
    province,
    below,
    inside if frame.unit.level != "commune" else [],
    kinds,
    joint_counts=frame.choices.joint_cells,
    filtered=bool(filters.concerned(frame.choices.filters, INDICATORS[indicator])),
)
page.head(frame, title, (indicator,))
with st.container(horizontal=True, vertical_alignment="center"):
    page.measure(
        frame, {one: say(f"hamlets.measures.{one}.label") for one in hamlets.MEASURES}
    )
    if kinds is not None and chosen.lacking is not None:
        counts = {"own": kinds.own, "joint": kinds.joint, "none": kinds.none}
        if kinds.joint:
            st.segmented_control(
                say("filters.joint.label"),
                COUNTING["joint"],
                key="joint",
                format_func=lambda one: say(f"filters.joint.{one}"),
                required=True,
                help=say("hamlets.joint_help"),
                label_visibility="collapsed",
            )
        st.caption(plain(say("hamlets.kinds", **counts)), width="content")

if chosen.lacking is None and not any(one.lacking is not None for one in inside):
    page.not_reported(frame, [indicator])
    page.stop()
rule = statute.rule(hamlets.RULES[measure]) if measure in hamlets.RULES else None
found = asked.rows(frame, of, scope.inside)
listed = hamlets.lines(language, measure, found.lacking, rule)
wide = frame.unit.level not in ("province", "area", "group", "district")
left, right = st.columns([1.15, 1] if wide else [1, 1.1], gap="medium")
with left:
    if wide:
        listing.show(frame, measure, chosen, found, rule, seen=16)
    else:
        places.show(frame, measure, scope, communes, title)
    able = hamlets.can_get_it(language, listed, rule)
    places.path(frame, hamlets.path(language, measure, now), able, rule)
    page.notes(frame, [indicator])
with right:
    if not wide:
        listing.show(frame, measure, chosen, found, rule)
    if now is not None:
        page.trend(frame, shown, target, now)
        page.behind(frame, now)
compare.show(frame, [indicator])
export.offer(
    frame,
    shown,
    frame.children,
    title,
    lambda: [listing.sheet(frame, say("hamlets.list.hamlet"), listed)],
)
