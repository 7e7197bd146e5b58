"""The head of a programme in a form: the document, its issuer, its term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from grassroots import own_programmes, texts
from grassroots.indicators import INDICATORS
from grassroots.presenting.measures import programme_of
from grassroots.programme_faults import ProgrammeError
from grassroots.targets import SHORT_LENGTH, Programme, Words
from pages.parts.cards import plain
from pages.parts.frame import Frame

_KEY = "programme_form_"
_EMPTY = Words("", "")


def open_new(frame: Frame) -> None:
    """Opens the form of a new programme: its head, and what its first target is on."""
    _clear()
    title = frame.text("targets_form.add_title")
    first = frame.year or date.today().year
    empty = Programme("", _EMPTY, _EMPTY, "", (first, first + 5))
    st.dialog(title, width="large")(_body)(frame, empty)


def open_known(frame: Frame) -> None:
    """Opens the form of the programme that is shown."""
    _clear()
    title = frame.text("targets_form.head_title")
    st.dialog(title, width="large")(_body)(frame, frame.programme)


def _clear() -> None:
    for key in list(st.session_state):
        if str(key).startswith(_KEY):
            del st.session_state[key]


def _body(frame: Frame, programme: Programme) -> None:
    """The fields; what is wrong is said under them, and nothing is lost."""
    say, new = frame.text, not programme.id
    title = _words(frame, "title", programme.title)
    issuer = _words(frame, "issuer", programme.issuer)
    short = _words(frame, "short", programme.short or _EMPTY)
    source = _text("source", say("programme_fields.source"), programme.source)
    columns = st.columns(4)
    with columns[0]:
        number = _text("number", say("programme_fields.number"), programme.number or "")
    with columns[1]:
        day = st.date_input(
            say("programme_fields.date"),
            programme.date,
            min_value=date(1930, 1, 1),
            max_value=date(2100, 12, 31),
            format="DD/MM/YYYY",
            key=f"{_KEY}date",
            help=say("targets_form.date_help"),
        )
    with columns[2]:
        first = _year(say("targets_form.first_year"), "first", programme.term[0])
    with columns[3]:
        last = _year(say("targets_form.last_year"), "last", programme.term[1])
    left, middle, right = st.columns([2, 1, 1])
    with left:
        unit = _text(
            "unit",
            say("programme_fields.unit"),
            programme.unit or "",
            say("targets_form.unit_help"),
        )
    with middle:
        baseline = st.number_input(
            say("programme_fields.baseline_year"),
            1930,
            2100,
            programme.baseline_year,
            key=f"{_KEY}baseline_year",
        )
    with right:
        ended = st.date_input(
            say("programme_fields.ended"),
            programme.ended,
            min_value=date(1930, 1, 1),
            max_value=date(2100, 12, 31),
            format="DD/MM/YYYY",
            key=f"{_KEY}ended",
        )
    note = _words(frame, "note", programme.note or _EMPTY)
    indicator = _first(frame) if new else ""
    if not st.button(
        say("targets_page.save"),
        type="primary",
        key=f"{_KEY}save",
        icon=":material/check:",
    ):
        return
    made = replace(
        programme,
        id=programme.id
        or own_programmes.own_id(short.vi or title.vi, frame.programmes),
        title=title,
        issuer=issuer,
        short=short if short.vi else None,
        source=source,
        number=number or None,
        date=day if isinstance(day, date) else None,
        term=(int(first), int(last)),
        unit=unit or None,
        baseline_year=int(baseline) if baseline is not None else None,
        ended=ended if isinstance(ended, date) else None,
        note=note if note.vi else None,
    )
    if new:
        made = _with_first(made, indicator)
    try:
        own_programmes.keep(frame.store, made)
    except ProgrammeError as fault:
        said = f"{fault.place(frame.language)}: {fault.message(frame.language)}"
        st.error(plain(said))
        return
    st.session_state["programme"] = made.id
    name = (made.short or made.issuer).of(frame.language)
    st.session_state["targets_said"] = say("targets_page.kept", title=name)
    st.rerun()


def _with_first(programme: Programme, indicator: str) -> Programme:
    """A programme has at least one target: its first one follows an indicator, until
    the form of targets says what is asked of it."""
    empty = replace(programme, targets=())
    (followed,) = programme_of(empty, [indicator]).targets
    section = texts.text("vi", "targets_form.section_open")
    names = (followed.short.vi, followed.short.en)
    short = Words(*(name[:SHORT_LENGTH].strip() for name in names))
    first = replace(followed, id="1", section=section, short=short)
    return replace(programme, targets=(first,))


def _first(frame: Frame) -> str:
    known = sorted(
        INDICATORS, key=lambda one: frame.text(f"indicators.{one}.title").lower()
    )
    return str(
        st.selectbox(
            frame.text("targets_form.first_indicator"),
            known,
            key=f"{_KEY}indicator",
            format_func=lambda one: frame.text(f"indicators.{one}.title"),
        )
    )


def _words(frame: Frame, name: str, words: Words) -> Words:
    """A text in both languages; without English words the Vietnamese ones serve."""
    label = frame.text(f"programme_fields.{name}")
    left, right = st.columns(2)
    with left:
        ours = _text(f"{name}_vi", label, words.vi)
    english = frame.text("targets_form.english", label=label)
    with right:
        other = _text(f"{name}_en", english, words.en)
    return Words(ours, other or ours)


def _text(name: str, label: str, value: str, told: str | None = None) -> str:
    said = st.text_input(label, value, key=f"{_KEY}{name}", help=told)
    return str(said or "").strip()


def _year(label: str, name: str, value: int) -> int:
    return int(st.number_input(label, 1930, 2100, value, key=f"{_KEY}{name}"))
