"""Cán bộ: are leaders young enough, women enough, trained and qualified; where not?"""

import streamlit as st

from pages.parts import compare, export, leaders_structure, page, several

MANAGED = "managed"
GROUPS = {
    MANAGED: (
        "managed_leaders_under_40",
        "managed_leaders_women",
        "managed_leaders_rated_good",
    ),
    "division": (
        "division_leaders_master",
        "division_leaders_rated_good",
        "division_leaders_trained",
    ),
    "commune": (
        "commune_leaders_theory_intermediate",
        "commune_leaders_profession_intermediate",
        "commune_leaders_theory_and_profession",
        "commune_leaders_university",
        "commune_leaders_trained",
    ),
}
frame = page.opened()
chosen = several.choose(frame, "leaders", GROUPS)
page.head(frame, chosen.title, chosen.indicators)
several.pick(frame, chosen, GROUPS)
if several.is_told(frame, chosen):
    several.overview(frame, chosen)
    structure = (
        leaders_structure.structure(frame, chosen) if chosen.group == MANAGED else None
    )
    left, right = st.columns([2, 1], gap="medium")
    with left:
        several.units(frame, chosen)
    with right:
        several.course(frame, chosen)
        if structure is not None:
            leaders_structure.show(frame, structure)
    compare.show(frame, chosen.indicators)
    export.offer(
        frame,
        chosen.shown,
        several.told_units(frame, chosen),
        chosen.title,
        lambda: leaders_structure.sheets(frame, structure) if structure else (),
    )
else:
    page.not_reported(frame, chosen.indicators)
