"""What stands beside the bars of ratings: key to the levels, bases, the ceiling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from grassroots import advice, charts, texts, wording
from grassroots.assessment import Assessment
from grassroots.plots import ceiling
from grassroots.presenting import ratings
from grassroots.targets import Target
from grassroots.units import Unit
from pages.parts import page
from pages.parts.address import kept
from pages.parts.cards import plain, toned
from pages.parts.filtering import COUNTING
from pages.parts.frame import Frame

_LIMITS = ("10", "15", "20", "25", "30")


def key_to_levels(frame: Frame, base: str) -> None:
    """The colours of the levels, with their words."""
    colours = frame.colours
    names = [frame.text(f"ratings.levels.{level}") for level in ratings.LEVELS]
    pairs = list(zip(colours.ratings, colours.edges, strict=True))
    if base == "all":
        names.append(frame.text("ratings.levels.not_rated"))
        pairs.append((colours.track, colours.muted))
    page.key(names, [charts.swatch(*pair) for pair in pairs])


def bases(
    frame: Frame,
    target: Target,
    now: Assessment,
    levels: Mapping[str, int],
    base: str,
) -> None:
    """The choice of the base, and both bases with their verdicts."""
    if not levels or now.figure.denominator is None:
        return
    turns, lines = ratings.bases(frame.language, now, levels, base)
    said = []
    for line in lines:
        words = plain(line.words)
        if turns and line.verdict:
            word = wording.marked(frame.language, line.verdict)
            words = f"{toned(word, line.verdict)} {words}"
        said.append(words)
    said.append(plain(ratings.outside(frame.language, levels)))
    with st.container(border=True, gap="xxsmall"):
        head = frame.text("ratings.base.turns" if turns else "ratings.base.same")
        st.markdown(f":orange[**{head}**]" if turns else f"**{head}**")
        st.markdown("  \n".join(f":small[{one}]" for one in said if one))
        if target.base is None and target.denominators == "known":
            st.segmented_control(
                frame.text("ratings.base.label"),
                COUNTING["rating"],
                key="rating",
                format_func=lambda one: frame.text(f"ratings.base.{one}"),
                required=True,
                label_visibility="collapsed",
            )


def advisory(
    frame: Frame,
    units: Sequence[Unit],
    levels: Mapping[tuple[int, int], Mapping[str, int]],
) -> None:
    """The share of outstanding beside the ceiling, both to be chosen in the open."""
    assert frame.unit is not None and frame.year is not None
    told = advice.outstanding()
    standard = texts.brief("en", told.limit * 100)
    allowed = tuple(dict.fromkeys((*_LIMITS, standard)))
    limit = Fraction(int(kept("ceiling", allowed, standard)), 100)
    base = kept("ceiling_base", advice.BASES, told.base)
    by_id = {
        unit_id: found
        for (unit_id, year), found in levels.items()
        if year == frame.year
    }
    shown = ratings.advisory(
        frame.language,
        frame.unit,
        units,
        by_id,
        limit,
        base,
        told.source.of(frame.language),
    )
    if not shown.marks:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"### {plain(shown.title)}", width="content")
        with st.popover(frame.text("ratings.advisory.change"), icon=":material/tune:"):
            st.segmented_control(
                frame.text("ratings.advisory.limit"),
                allowed,
                key="ceiling",
                format_func=lambda one: texts.brief_percent(
                    frame.language, Fraction(int(one), 100)
                ),
                required=True,
            )
            st.selectbox(
                frame.text("ratings.advisory.base"),
                advice.BASES,
                key="ceiling_base",
                format_func=lambda one: frame.text(f"ratings.advisory.bases.{one}"),
            )
    label = texts.brief_percent(frame.language, limit)
    figure = ceiling.ceiling(
        shown.marks[:12], float(limit * 100), label, page.theme(frame)
    )
    page.chart(figure, "ceiling", shown.title, page.go_to)
    st.caption(plain(shown.note))
