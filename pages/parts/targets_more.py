"""What few targets have: who is left out, the printed base, printed figures, a note."""

from __future__ import annotations

import streamlit as st

from grassroots.programme_form import Draft, Printed
from grassroots.targets import BASES, DENOMINATORS, KINDS
from pages.parts.frame import Frame

KEY = "target_form_"
_SHOWN = ("year", "month", "numerator", "denominator", "failing")


def fields(frame: Frame, start: Draft) -> dict[str, object]:
    """The fields of the form's second part, by their names in a draft."""
    say = frame.text
    said: dict[str, object] = {}
    left, right = st.columns(2)
    with left:
        armed = st.checkbox(
            say("targets_form.armed"), bool(start.exclude), key=f"{KEY}exclude"
        )
        said["exclude"] = ("armed_forces",) if armed else ()
        said["base"] = st.selectbox(
            say("programme_fields.base"),
            ("", *BASES),
            index=("", *BASES).index(start.base),
            key=f"{KEY}base",
            format_func=lambda code: (
                say(f"targets_said.bases.{code}")
                if code
                else say("targets_form.base_open")
            ),
        )
        said["equivalent"] = _text(
            "equivalent", say("programme_fields.equivalent"), start.equivalent
        )
    with right:
        kinds = st.multiselect(
            say("programme_fields.only_kinds"),
            KINDS,
            default=start.only_kinds,
            placeholder=say("targets_form.choose_kinds"),
            key=f"{KEY}only_kinds",
            format_func=lambda code: say(f"organisation_kinds.{code}"),
        )
        said["only_kinds"] = tuple(kind for kind in KINDS if kind in kinds)
        said["denominators"] = st.selectbox(
            say("programme_fields.denominators"),
            DENOMINATORS,
            index=DENOMINATORS.index(start.denominators),
            key=f"{KEY}denominators",
            format_func=lambda code: say(f"targets_form.denominators.{code}"),
        )
    said["baselines"] = _baselines(frame, start)
    label = say("programme_fields.note")
    said["note_vi"] = _text("note_vi", label, start.note_vi)
    english = say("targets_form.english", label=label)
    said["note_en"] = _text("note_en", english, start.note_en)
    return said


def _baselines(frame: Frame, start: Draft) -> tuple[Printed, ...]:
    """One line a printed figure, and an empty one for another."""
    st.markdown(f"**{frame.text('programme_fields.baselines')}**")
    lines = []
    for place in range(len(start.baselines) + 1):
        known = start.baselines[place] if place < len(start.baselines) else Printed()
        written = []
        for name, column in zip(_SHOWN, st.columns(len(_SHOWN)), strict=True):
            with column:
                label = frame.text(f"targets_form.{name}")
                value = getattr(known, name)
                written.append(_text(f"baseline_{name}_{place}", label, value))
        lines.append(Printed(*written))
    return tuple(lines)


def _text(name: str, label: str, value: str) -> str:
    return str(st.text_input(label, value, key=f"{KEY}{name}") or "")
