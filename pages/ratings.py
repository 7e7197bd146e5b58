"""Xếp loại: are enough rated good or better, where not, does the base turn it?"""

from dataclasses import replace

import streamlit as st

from grassroots import wording
from grassroots.plots import bars
from grassroots.presenting import by_unit, finding, ratings
from pages.parts import compare, export, facts, page, ratings_side
from pages.parts.address import kept

MEASURES = (
    "organisations_rated_good",
    "members_rated_good",
    "grassroots_committees_rated_good",
    "standing_committees_rated_good",
    "committee_members_rated_good",
    "managed_leaders_rated_good",
    "division_leaders_rated_good",
)
frame = page.opened()
assert frame.unit is not None and frame.year is not None
say, language, year = frame.text, frame.language, frame.year
indicator = kept("measure", MEASURES, MEASURES[0])
shown = facts.of_indicators(frame, [indicator])
target = shown.programme.targets[0]
now = shown.of(target.id, frame.unit, year)
assert now is not None
below = shown.below(target.id, frame.children, year)
units = by_unit.ordered(page.units_told(frame.children, below), below)
base = facts.base_of(frame, target)
levels = ratings.levels_of(
    facts.cells(
        frame,
        [indicator],
        "rating",
        (frame.unit, *frame.children),
        choices=replace(frame.choices, rating_base="all"),
        target=target,
    )
)
own = levels.get((frame.unit.unit_id, year), {})

named = finding.by_name(language, units, below)
before = shown.of(target.id, frame.unit, year - 1)
parts = wording.parts(language, units)
title = finding.sentence(language, now, before, named, parts)
page.head(frame, title, (indicator,))
page.measure(frame, {one: say(f"ratings.measures.{one}") for one in MEASURES})

if now.figure.numerator is None and not any(
    one.figure.numerator is not None for one in below.values()
):
    page.not_reported(frame, [indicator])
    page.stop()
left, right = st.columns([2.5, 1], gap="medium")
with left:
    ratings_side.key_to_levels(frame, base)
    drawn = [
        by_unit.bar(
            language,
            unit,
            found,
            ratings.parts(
                language, found, levels.get((unit.unit_id, year)), base, frame.colours
            ),
            frame.colours,
            strong=unit == frame.unit,
        )
        for unit, found in (
            (frame.unit, now),
            *((u, below.get(u.unit_id)) for u in units),
        )
    ]
    figure = bars.by_unit(
        drawn, by_unit.columns(language), page.theme(frame), **page.against(frame, now)
    )
    page.chart(figure, "by_unit", finding.value(language, now), page.go_to)
    page.notes(
        frame, [indicator], *by_unit.notes(language, indicator, now, bool(units))
    )
    page.behind(frame, now)
    ratings_side.advisory(frame, units, levels)
with right:
    ratings_side.bases(frame, target, now, own, base)
    page.trend(frame, shown, target, now)
compare.show(frame, [indicator])
export.offer(frame, shown, units, title)
