"""Độ đầy đủ: which expected unit has sent which roster, and who is to be reminded?"""

from datetime import date

import streamlit as st

from grassroots.presenting import completeness as presented
from pages.parts import completeness_parts as parts
from pages.parts import page
from pages.parts.cards import plain

frame = page.opened()
assert frame.unit is not None and frame.year is not None
found = parts.found(frame, date.today())
if frame.year not in found:
    unit, year = frame.unit.name, frame.year
    page.head(frame, frame.text("completeness.not_there", unit=unit, year=year))
    st.info(frame.text("completeness.not_there_hint"), icon=":material/info:")
    page.stop()

shown = found[frame.year]
units = parts.units_of(frame)
page.head(frame, presented.finding(frame.language, shown, frame.unit))
due = parts.expectation(frame, shown, date.today())
parts.grid(frame, shown, units)
parts.legend(frame, shown)
asked = presented.reminders(frame.language, shown, units, due, date.today())
parts.reminders(frame, asked)
st.markdown(f"## {plain(frame.text('completeness.years.title'))}")
parts.years(frame, found)
parts.download(frame, found, units, due, date.today())
