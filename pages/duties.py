"""Nền nếp: do members and organisations do their duties, who holds a second post?"""

import streamlit as st

from pages.parts import compare, export, page, several

GROUPS = {
    "members": (
        "members_assigned_task",
        "members_residence_contact",
        "members_signed_commitment",
    ),
    "organisations": (
        "organisations_follow_rules",
        "organisations_inspection_programme",
        "organisations_new_model",
    ),
    "posts": (
        "secretaries_council_chair",
        "secretaries_committee_chair",
        "secretaries_agency_head",
        "cell_secretaries_hamlet_head",
        "cell_secretaries_front_head",
    ),
    "four_good": ("four_good_cells", "four_good_organisations"),
}
frame = page.opened()
chosen = several.choose(frame, "duties", GROUPS)
page.head(frame, chosen.title, chosen.indicators)
several.pick(frame, chosen, GROUPS)
if several.is_told(frame, chosen):
    several.overview(frame, chosen)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        several.units(frame, chosen)
    with right:
        several.course(frame, chosen)
    compare.show(frame, chosen.indicators)
    export.offer(frame, chosen.shown, several.told_units(frame, chosen), chosen.title)
else:
    page.not_reported(frame, chosen.indicators)
