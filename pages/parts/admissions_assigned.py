"""The number that the level above assigns and no document prints: its state, and the
form to enter it."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from grassroots import assigned, texts, wording
from grassroots.assigned import COUNT, SHARE, TERM, YEAR, Assigned, Fault
from grassroots.targets import Target
from pages.parts.cards import plain
from pages.parts.frame import Frame

KINDS, SPANS = (SHARE, COUNT), (YEAR, TERM)


def state(frame: Frame, target: Target) -> None:
    """Whether the number is there, and the button that opens the form."""
    assert frame.year is not None and frame.unit is not None
    known = assigned.entries(frame.connection, frame.programme, target.id)
    usable = [
        one
        for one in known
        if one.covers(frame.year) and one.unit in (None, frame.unit.code)
    ]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        key = "state_set" if usable else "state"
        said = frame.text(f"admissions.assigned.{key}", id=target.id)
        told = [entry(frame, target, one) for one in usable] or [
            frame.text("admissions.assigned.why")
        ]
        line = plain(f"{said} · {'; '.join(told)}")
        st.markdown(f":gray[{line}]", width="content")
        label = "change" if usable else "open"
        if st.button(
            frame.text(f"admissions.assigned.{label}", id=target.id),
            key=f"assigned_{target.id}",
            icon=":material/edit:",
        ):
            title = frame.text("admissions.assigned.title", id=target.id)
            st.dialog(title, width="medium")(_form)(frame, target)


def entry(frame: Frame, target: Target, one: Assigned) -> str:
    """A number as the page says it."""
    value = (
        texts.brief_percent(frame.language, one.value)
        if one.kind == SHARE
        else texts.number(frame.language, one.value)
    )
    return frame.text(
        f"admissions.assigned.entry.{one.kind}_{one.span}",
        value=value,
        first=one.from_year,
        last=one.to_year,
        unit=one.unit or "",
        noun=_noun(frame, target, int(one.value)),
    )


def _noun(frame: Frame, target: Target, count: int = 2) -> str:
    return wording.noun(frame.language, target.indicator, count)


def _form(frame: Frame, target: Target) -> None:
    assert frame.unit is not None and frame.year is not None
    say = frame.text
    st.markdown(f"**{plain(target.title.of(frame.language))}**")
    if target.note is not None:
        st.caption(plain(target.note.of(frame.language)))
    _known(frame, target)
    kind = st.segmented_control(
        say("admissions.assigned.kind"),
        KINDS,
        default=SHARE,
        key=f"assigned_kind_{target.id}",
        format_func=lambda code: say(f"admissions.assigned.kinds.{code}"),
        required=True,
    )
    first, last = _years(frame, target)
    with st.form(f"assigned_form_{target.id}", border=False):
        written = st.text_input(
            say(f"admissions.assigned.number_{kind}", noun=_noun(frame, target)),
            key=f"assigned_number_{target.id}",
            placeholder=say(f"admissions.assigned.example_{kind}"),
            max_chars=20,
        )
        span = st.segmented_control(
            say("admissions.assigned.span"),
            SPANS,
            default=YEAR,
            key=f"assigned_span_{target.id}",
            format_func=lambda code: say(f"admissions.assigned.spans.{code}"),
            required=True,
        )
        left, right = st.columns(2)
        limits = {"min_value": assigned.FIRST_YEAR, "max_value": assigned.LAST_YEAR}
        with left:
            from_year = st.number_input(
                say("admissions.assigned.from_year"),
                value=first,
                step=1,
                key=f"assigned_from_{target.id}",
                **limits,
            )
        with right:
            to_year = st.number_input(
                say("admissions.assigned.to_year"),
                value=last,
                step=1,
                key=f"assigned_to_{target.id}",
                **limits,
            )
        unit = wording.whole_unit(frame.language, frame.unit)
        told = "share_for" if kind == SHARE else "count_for"
        st.caption(plain(say(f"admissions.assigned.{told}", unit=unit)))
        save = st.form_submit_button(say("admissions.assigned.save"), type="primary")
    if not save:
        return
    number = assigned.read_number(written, str(kind))
    fault = number if isinstance(number, Fault) else None
    if isinstance(number, Fraction):
        wanted = Assigned(
            str(kind),
            str(span),
            number,
            int(from_year),
            int(to_year),
            frame.unit.code if kind == COUNT else None,
        )
        fault = assigned.keep(frame.store, frame.programme, target.id, wanted)
    if fault is None:
        st.rerun()
    else:
        key = f"admissions.assigned.faults.{fault.code}"
        st.error(plain(say(key, **dict(fault.values))))


def _known(frame: Frame, target: Target) -> None:
    """The numbers that are there, each with a button that takes it back."""
    known = assigned.entries(frame.connection, frame.programme, target.id)
    for place, one in enumerate(known):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(entry(frame, target, one)), width="stretch")
            if st.button(
                frame.text("admissions.assigned.remove"),
                key=f"assigned_remove_{target.id}_{place}",
                icon=":material/delete:",
            ):
                assigned.remove(frame.store, frame.programme, target.id, one)
                st.rerun()


def _years(frame: Frame, target: Target) -> tuple[int, int]:
    """The years that are offered first: the target's own, else the term's."""
    assert frame.year is not None
    start, end = frame.programme.term
    first = target.from_year or start + 1
    last = target.to_year or max(end, frame.year)
    return min(first, last), last
