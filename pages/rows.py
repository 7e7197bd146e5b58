"""Dòng dữ liệu: which rows of which files is this figure made of?"""

import streamlit as st

from grassroots.behind import population
from grassroots.presenting import rows as presented
from pages.parts import address, page, rows, rows_table
from pages.parts.address import kept

frame = page.opened()
assert frame.unit is not None
address.carry()
target = rows.target(frame)
if target is None:
    page.head(frame, frame.text("rows.no_indicator"))
    st.markdown(frame.text("rows.no_indicator_hint"))
    rows.back(frame)
    page.stop()

of = population(target, frame.choices)
told = rows.behind(frame, target.indicator, of)
tabs = presented.tabs(frame.language, told)
outcome = kept("outcome", list(tabs), presented.first_tab(told))
title = presented.title(frame.language, told, target, frame.unit, of.choices)
page.head(frame, title, (target.indicator,))
if told.figure.numerator is None and not told.outcomes:
    page.not_reported(frame, [target.indicator])
    rows.back(frame)
    page.stop()

uncovered = bool(told.outcomes) and rows.controls(frame, tabs)
shown = rows.found(frame, told, of, outcome, uncovered)
if shown.rows:
    rows_table.table(frame, shown)
elif not shown.told:
    key = "empty" if frame.choices.filters.is_none else "empty_filtered"
    st.info(frame.text(f"rows.{key}"))
rows.more(frame, target, told, of, outcome, uncovered)
notes = presented.notes(frame.language, shown, target, of.choices, outcome)
page.notes(frame, [target.indicator], *notes)
rows_table.aggregates(frame, shown)
rows_table.opened_row(frame, shown)
