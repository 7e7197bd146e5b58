"""The communes as a funnel, as a map, or as tiles where no boundaries were given."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from grassroots import outlines, texts, wording
from grassroots.plots import coverage_map as plots_map
from grassroots.plots import funnel as plots_funnel
from grassroots.presenting import coverage
from grassroots.presenting.funnel import Funnel, funnel
from grassroots.presenting.hamlets import Standing, in_sentence
from grassroots.statute import Rule
from pages.parts import hamlets_outlines, page
from pages.parts.address import kept
from pages.parts.cards import plain, toned
from pages.parts.frame import Frame
from pages.parts.hamlets_facts import Scope

VIEWS = ("funnel", "map")
_NAMED = 3
# The verdict whose colour a standing has.
_TONES = {"low": "slightly_behind", "very_low": "far_behind"}


def show(
    frame: Frame, measure: str, scope: Scope, communes: Sequence[Standing], title: str
) -> None:
    """The choice of the view and the view; a click goes down to the commune."""
    language = frame.language
    found = funnel(coverage.places(language, communes, scope.chosen))
    told = sum(bool(one.cell and one.cell.denominator) for one in communes)
    view = kept("view", VIEWS, VIEWS[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        what = frame.text(f"hamlets.measures.{measure}.title")
        heading = frame.text("hamlets.funnel.title", count=told, what=what)
        st.markdown(f"### {plain(heading)}", width="stretch")
        st.segmented_control(
            frame.text("hamlets.funnel.label"),
            VIEWS,
            key="view",
            format_func=lambda one: frame.text(
                f"hamlets.funnel.{'view' if one == 'funnel' else 'map'}"
            ),
            required=True,
            label_visibility="collapsed",
        )
    if view == "map":
        _map(frame, measure, scope, communes, found, title)
    elif found is None:
        st.caption(plain(frame.text("hamlets.funnel.few")))
        _tiles(frame, measure, scope, communes, found, title)
    else:
        _funnel(frame, measure, found, title)
    lines = [frame.text("hamlets.funnel.click"), *coverage.notes(language, found)]
    page.notes(frame, [], " ".join(lines))


def _funnel(frame: Frame, measure: str, found: Funnel, title: str) -> None:
    chosen = any(place.chosen for place, _ in found.places)
    other = any(not place.chosen for place, _ in found.places)
    marks = []
    if other and chosen and frame.unit is not None:
        name = in_sentence(frame.language, frame.unit)
        marks.append(
            toned("●", "met")
            + plain(f" {frame.text('hamlets.funnel.legend_chosen', unit=name)}")
        )
        marks.append(plain(f"○ {frame.text('hamlets.funnel.legend_other')}"))
    st.markdown(_legend([*marks, *_standings(frame)]))
    figure = plots_funnel.funnel(
        coverage.dots(frame.language, measure, found),
        coverage.curves(frame.language, found),
        float(found.rate * 100),
        coverage.words(frame.language, measure, found),
        page.theme(frame),
    )
    page.chart(figure, "funnel", title, page.go_to)


def _standings(frame: Frame) -> list[str]:
    return [
        toned(f"{coverage.GLYPHS[name]} {frame.text(f'hamlets.standing.{name}')}", tone)
        for name, tone in _TONES.items()
    ]


def _legend(marks: Sequence[str]) -> str:
    return ":small[" + "\u2003".join(marks) + "]"


def _map(
    frame: Frame,
    measure: str,
    scope: Scope,
    communes: Sequence[Standing],
    found: Funnel | None,
    title: str,
) -> None:
    hamlets_outlines.say()
    ids = [one.unit.unit_id for one in communes]
    kept_ones = outlines.of_units(frame.connection, ids)
    if not kept_ones:
        st.caption(plain(frame.text("hamlets.map.none")))
        _tiles(frame, measure, scope, communes, found, title)
    else:
        by_id = {one.unit_id: one for one in kept_ones}
        areas = coverage.areas(frame.language, measure, communes, found, scope.chosen)
        geometries = {
            one.unit.code: by_id[one.unit.unit_id].geometry
            for one in communes
            if one.unit.unit_id in by_id
        }
        _areas_legend(frame)
        figure = plots_map.coverage_map(areas, geometries, page.theme(frame))
        page.chart(figure, "map", title, page.go_to)
        bare = [one.unit for one in communes if one.unit.unit_id not in by_id]
        if bare:
            names = [wording.unit_name(frame.language, unit) for unit in bare[:_NAMED]]
            said = texts.listed(frame.language, names)
            if len(bare) > _NAMED:
                said = f"{', '.join(names)}, …"
            counted = {"count": len(kept_ones), "all": len(communes)}
            note = frame.text("hamlets.map.some", names=said, **counted)
            st.caption(plain(note))
    hamlets_outlines.manage(frame, scope.communes)


def _areas_legend(frame: Frame) -> None:
    full = frame.text("hamlets.standing.full")
    inside = frame.text("hamlets.standing.inside")
    marks = [
        toned(f"{coverage.GLYPHS['full']} {full}", "met"),
        plain(f"{coverage.GLYPHS['inside']} {inside}"),
        *_standings(frame),
    ]
    st.markdown(_legend(marks))


def _tiles(
    frame: Frame,
    measure: str,
    scope: Scope,
    communes: Sequence[Standing],
    found: Funnel | None,
    title: str,
) -> None:
    """Those of the unit chosen alone: a province has too many for one screen."""
    inside = [one for one in communes if one.unit.unit_id in scope.chosen]
    inside.sort(key=lambda one: (-(one.lacking or 0), one.unit.code))
    areas = coverage.areas(frame.language, measure, inside, found, frozenset())
    _areas_legend(frame)
    page.chart(plots_map.tiles(areas, page.theme(frame)), "tiles", title, page.go_to)


def path(frame: Frame, said: str, able: str, rule: Rule | None) -> None:
    """What the deadline asks for, and how many have the members for it."""
    if said or able:
        with st.container(border=True):
            st.markdown(plain(" ".join(one for one in (said, able) if one)))
    if rule is not None and able:
        told = {"rule": rule.title.of(frame.language)}
        citation = rule.citation(frame.language)
        note = frame.text("hamlets.source.note", citation=citation, **told)
        st.caption(plain(note))
