"""Small parts of pages: path, cards, legend, empty state."""

from __future__ import annotations

import io
import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from grassroots import charts, rosters, templates, texts, wording
from grassroots.headline import Card, Note
from grassroots.overview import Overview
from pages.parts.frame import Frame

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|$:~-])")
_TONES = {"blue": "blue", "amber": "orange", "red": "red", "grey": "gray"}
_BRIEF = 20  # notes up to this length stand on one line
_LEGEND = ("met", "not_met", "on_track", "slightly_behind", "far_behind")


def plain(words: str) -> str:
    """Words that may hold names from files, so that none of it is read as markup."""
    return _MARKUP.sub(r"\\\1", words)


def toned(words: str, verdict: str, strong: bool = True) -> str:
    """Words in a verdict's colour, as markdown."""
    body = f"**{plain(words)}**" if strong else plain(words)
    return f":{_TONES[charts.TONES[verdict]]}[{body}]"


def card(place: DeltaGenerator, shown: Card) -> None:
    """A card: what it is, the number, and lines with shape, word and colour."""
    with place.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(shown.label, shown.value)
        lines = [f":small[{_line(note)}]" for note in shown.notes]
        brief = all(note.verdict and len(note.text) <= _BRIEF for note in shown.notes)
        st.markdown(("\u2002 " if brief else "  \n").join(lines))


def _line(note: Note) -> str:
    if note.verdict is None:
        return plain(note.text)
    glyph = charts.GLYPHS[note.verdict]
    head, colon, rest = note.text.partition(": ")
    if colon:
        return toned(f"{glyph} {head}:", note.verdict) + f" {plain(rest)}"
    return toned(f"{glyph} {note.text}", note.verdict)


def footing(frame: Frame, view: Overview) -> list[str]:
    """What the figures rest on: their date, and how many units sent everything."""
    lines = [frame.text("frame.as_of", day=view.as_of)]
    if view.matrix:
        counts = {"complete": view.complete, "all": len(view.matrix)}
        parts = view.part_name
        lines.append(frame.text("frame.complete", parts=parts, **counts))
    return lines


def legend(frame: Frame) -> None:
    """What the shapes mean, in one line, and what a click does."""
    shapes = [toned(wording.marked(frame.language, name), name) for name in _LEGEND]
    keys = ("matrix.near", "matrix.not_applicable", "drill_hint")
    notes = [plain(frame.text(f"overview.{key}")) for key in keys]
    line = "\u2003".join([*shapes, *notes])
    st.markdown(f":small[{line}]")


def empty(frame: Frame) -> None:
    """No figures at all: which rosters, a way to load them, and the forms."""
    kinds = {
        kind
        for target in frame.programme.targets
        for kind in rosters_of(target.indicator)
    }
    names = [frame.text(f"kinds.{kind}") for kind in sorted(kinds)]
    with st.container(border=True):
        st.markdown(f"## {frame.text('empty.title')}")
        needed = texts.listed(frame.language, names)
        st.markdown(frame.text("empty.needs", kinds=f"**{needed}**"))
        label = frame.text("empty.go_import")
        if st.button(label, type="primary", icon=":material/upload_file:"):
            st.switch_page("pages/imports.py")
        form(frame)


def rosters_of(indicator: str) -> tuple[str, ...]:
    """The kinds of roster that an indicator is counted from."""
    from grassroots.indicators import INDICATORS

    return tuple(INDICATORS[indicator].rosters)


def form(frame: Frame, first: str = "") -> None:
    """A choice of roster kind, `first` before all, and its Excel form to download."""
    kinds = [kind for kind in rosters.roster_kinds() if kind != "successions"]
    kinds.sort(key=lambda kind: kind != first)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            frame.text("imports.template_kind"),
            kinds,
            format_func=lambda chosen: frame.text(f"kinds.{chosen}"),
            width=320,
            key="form_kind",
        )

        def made() -> bytes:
            buffer = io.BytesIO()
            templates.write_template(kind, buffer, frame.language)
            return buffer.getvalue()

        st.download_button(
            frame.text("empty.template"),
            made,
            file_name=f"{kind}.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
