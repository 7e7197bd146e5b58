"""Small parts of pages: path, cards, legend, empty state."""

from __future__ import annotations

import io
import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from grassroots import charts, prefilled, rosters, templates, texts, wording
from grassroots.headline import Card, Note
from grassroots.overview import Overview
from grassroots.prefilled import Filled
from grassroots.units import Unit
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
    filled = None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            frame.text("imports.template_kind"),
            kinds,
            format_func=lambda chosen: frame.text(f"kinds.{chosen}"),
            width=320,
            key="form_kind",
        )
        if frame.unit is not None and st.session_state.get("form_prefill"):
            filled = _filled(frame, kind, frame.unit)

        def made() -> bytes:
            buffer = io.BytesIO()
            given = filled if isinstance(filled, Filled) else None
            templates.write_template(kind, buffer, frame.language, filled=given)
            return buffer.getvalue()

        name = kind
        if isinstance(filled, Filled) and frame.unit is not None:
            name = f"{kind}-{frame.unit.code}"
        st.download_button(
            frame.text("empty.template"),
            made,
            file_name=f"{name}.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
    if frame.unit is None:
        return
    unit = wording.whole_unit(frame.language, frame.unit)
    st.checkbox(
        plain(frame.text("template_page.prefill", unit=unit)),
        key="form_prefill",
        help=frame.text("template_page.prefill_help"),
    )
    if isinstance(filled, Filled):
        st.caption(plain(prefilled.said(frame.language, kind, filled)))
    elif filled is not None:
        st.warning(plain(filled))


def _filled(frame: Frame, kind: str, unit: Unit) -> Filled | str:
    """What is filled in, or the sentence that says why it is not."""
    try:
        return prefilled.fill(frame.connection, kind, unit.unit_id)
    except prefilled.NotFilledError as error:
        said = {"name": unit.name, "rows": error.rows, "most": prefilled.MOST_ROWS}
        return frame.text(f"errors.{error.code}", **said)
    except KeyError:
        return frame.text("template_page.ended", unit=unit.name)
