"""The form of one target: every way in which a programme can ask for something."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from grassroots import own_programmes, texts
from grassroots.indicators import INDICATORS
from grassroots.programme_faults import ProgrammeError
from grassroots.programme_form import (
    NUMBERS,
    STRICT,
    TIMES,
    Draft,
    Pair,
    draft_of,
    target_of,
)
from grassroots.targets import COMPARATORS, OBLIGATIONS, SHORT_LENGTH, Target
from pages.parts import targets_more
from pages.parts.cards import plain
from pages.parts.frame import Frame

KEY = "target_form_"
_NAMES = {">": "above", ">=": "at_least"}


def open_form(frame: Frame, target: Target | None = None) -> None:
    """Opens the form, filled in with a target; None: an empty one."""
    for key in list(st.session_state):
        if str(key).startswith(KEY):
            del st.session_state[key]
    title = frame.text("targets_form.new_target")
    if target is not None:
        title = frame.text("targets_form.target_title", id=target.id)
    st.dialog(title, width="large")(_body)(frame, target)


def _body(frame: Frame, target: Target | None) -> None:
    start = Draft() if target is None else draft_of(target, frame.language)
    if target is None:
        start = Draft(indicator=next(iter(INDICATORS)))
    draft = _fields(frame, start)
    if st.button(
        frame.text("targets_page.save"),
        type="primary",
        icon=":material/check:",
        key=f"{KEY}save",
    ):
        baselines = target.baselines if target is not None else ()
        name = frame.programme.title.of(frame.language)
        try:
            made = target_of(draft, name, frame.programme.term, baselines)
            own_programmes.put_target(
                frame.store,
                frame.programme,
                made,
                target.id if target is not None else None,
            )
        except ProgrammeError as fault:
            said = f"{fault.place(frame.language)}: {fault.message(frame.language)}"
            st.error(plain(said))
        else:
            st.session_state["aim"] = made.id
            st.rerun()


def text(frame: Frame, name: str, value: str, label: str = "", **how: object) -> str:
    """One line to write in; `name` is the field's."""
    shown = label or frame.text(f"programme_fields.{name}")
    said = st.text_input(shown, value, key=f"{KEY}{name}", **how)  # type: ignore[arg-type]
    return str(said or "")


def choice(
    frame: Frame, name: str, options: Sequence[str], value: str, words: str
) -> str:
    """One of several; `words`: where their names stand in the texts."""
    return str(
        st.selectbox(
            frame.text(f"programme_fields.{name}"),
            options,
            index=options.index(value) if value in options else 0,
            key=f"{KEY}{name}",
            format_func=lambda code: frame.text(f"{words}.{_NAMES.get(code, code)}"),
        )
    )


def _fields(frame: Frame, start: Draft) -> Draft:
    known = sorted(
        INDICATORS, key=lambda one: frame.text(f"indicators.{one}.title").lower()
    )
    left, right = st.columns([3, 1])
    with left:
        indicator = choice_of_indicator(frame, known, start.indicator)
    with right:
        target_id = text(frame, "id", start.id, max_chars=20)
    left, right = st.columns(2)
    with left:
        comparator = choice(
            frame,
            "comparator",
            COMPARATORS,
            start.comparator,
            "targets_form.comparators",
        )
    with right:
        # A form that cannot be asked for so has another choice of its own.
        when = choice(
            frame, "when", TIMES[comparator], start.when, "targets_form.times"
        )
    numbers = _numbers(frame, start, comparator, when)
    left, middle, right = st.columns([2, 1, 1])
    with left:
        section = text(frame, "section", start.section)
    bounds = frame.text("targets_form.bounds_help")
    with middle:
        from_year = text(frame, "from_year", start.from_year, help=bounds)
    with right:
        to_year = text(frame, "to_year", start.to_year, help=bounds)
    obligation = st.segmented_control(
        frame.text("programme_fields.obligation"),
        OBLIGATIONS,
        default=start.obligation,
        key=f"{KEY}obligation",
        format_func=lambda code: frame.text(f"obligations.{code}"),
        required=True,
    )
    words = _names(frame, start, indicator)
    with st.expander(frame.text("targets_form.more")):
        more = targets_more.fields(frame, start)
    return Draft(
        **{
            "id": target_id,
            "indicator": indicator,
            "section": section,
            "comparator": comparator,
            "when": when,
            "from_year": from_year,
            "to_year": to_year,
            "obligation": str(obligation),
            **numbers,
            **words,
            **more,
        }  # type: ignore[arg-type]
    )


def choice_of_indicator(frame: Frame, known: Sequence[str], value: str) -> str:
    """An indicator by its title."""
    return str(
        st.selectbox(
            frame.text("programme_fields.indicator"),
            known,
            index=known.index(value) if value in known else 0,
            key=f"{KEY}indicator",
            format_func=lambda one: frame.text(f"indicators.{one}.title"),
        )
    )


def _numbers(
    frame: Frame, start: Draft, comparator: str, when: str
) -> dict[str, object]:
    """What the form asks for: one number, two, milestones, or none."""
    said: dict[str, object] = {}
    counted = comparator in ("count", "count_range")
    if comparator == "at_most":
        counted = st.checkbox(
            frame.text("targets_form.counted"), start.counted, key=f"{KEY}counted"
        )
        said["counted"] = counted
    unit = "count" if counted else "percent"

    def label(name: str) -> str:
        field = frame.text(f"programme_fields.{name}")
        return frame.text(f"targets_form.{unit}", label=field)

    if when == "deadline":
        said["milestones"] = _milestones(frame, start.milestones, label("value"))
    else:
        names = NUMBERS.get(comparator, ())
        for name, column in zip(names, st.columns(max(len(names), 2)), strict=False):
            with column:
                said[name] = text(frame, name, getattr(start, name), label(name))
    with st.container(horizontal=True):
        if comparator in STRICT:
            said["strict"] = st.checkbox(
                frame.text("programme_fields.strict"),
                start.strict,
                key=f"{KEY}strict",
            )
        if comparator not in ("not_set", "followed", "rises"):
            said["also_rises"] = st.checkbox(
                frame.text("programme_fields.also_rises"),
                start.also_rises,
                key=f"{KEY}also_rises",
            )
    return said


def _milestones(frame: Frame, known: Sequence[Pair], label: str) -> tuple[Pair, ...]:
    pairs = []
    for place in range(max(len(known) + 1, 2)):
        start = known[place] if place < len(known) else Pair()
        left, right = st.columns(2)
        year = frame.text("targets_form.milestone_year", number=place + 1)
        with left:
            one = text(frame, f"milestone_year_{place}", start.year, year)
        with right:
            other = text(frame, f"milestone_value_{place}", start.number, label)
        pairs.append(Pair(one, other))
    st.caption(frame.text("targets_form.milestones_help"))
    return tuple(pairs)


def _names(frame: Frame, start: Draft, indicator: str) -> dict[str, object]:
    """Titles and short names; empty ones are the indicator's."""
    said: dict[str, object] = {}
    helps = {
        "title": frame.text("targets_form.title_help"),
        "short": frame.text("targets_form.short_help", most=SHORT_LENGTH),
    }
    for name in ("title", "short"):
        label = frame.text(f"programme_fields.{name}")
        most = SHORT_LENGTH if name == "short" else None
        left, right = st.columns(2)
        with left:
            ours = text(
                frame,
                f"{name}_vi",
                getattr(start, f"{name}_vi"),
                label,
                help=helps[name],
                max_chars=most,
            )
        with right:
            english = text(
                frame,
                f"{name}_en",
                getattr(start, f"{name}_en"),
                frame.text("targets_form.english", label=label),
                max_chars=most,
            )
        key = f"indicators.{indicator}.{name}"
        if not ours.strip():
            english = english.strip() or texts.text("en", key)
            ours = texts.text("vi", key)
        said |= {f"{name}_vi": ours[:most], f"{name}_en": english[:most]}
    return said
