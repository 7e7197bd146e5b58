"""The quick filters of every page, the counting choices that no document prints, and
both as chips that a click removes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from grassroots import texts
from grassroots.filters import VALUES, Filters
from grassroots.indicators import ADMISSION_BASES, RATING_BASES, Choices
from grassroots.presenting.chosen import word
from pages.parts.address import kept, kept_list

ALL = "all"
YES, NO = "yes", "no"
# One of several, "all" first; and any number of several.
ONE_OF = ("armed", "sector", "gender", "hamlet_kind")
SOME_OF = ("kinds", "age", "status", "areas")
# Asked for only where the user has switched them on.
SENSITIVE = ("ethnicity", "religion")
# Chosen on the page that they matter to most, and removable everywhere.
COUNTING = {
    "rating": RATING_BASES,
    "admission": ADMISSION_BASES,
    "readmissions": (YES, NO),
    "joint": (NO, YES),
}
# Side by side: all of them are to fit on the smaller screen.
_COLUMNS = (
    ("armed", "sector", "gender", "hamlet_kind", "areas"),
    ("kinds", "age", "status"),
)
_ORDER = tuple(key for keys in _COLUMNS for key in keys)


def choose(language: str) -> Filters:
    """Draws the filters into one popover and returns what they say."""
    sensitive = kept("sensitive", (NO, YES), NO) == YES
    chosen: dict[str, Any] = {}
    for key in (*ONE_OF, *(SENSITIVE if sensitive else ())):
        code = kept(key, (ALL, *VALUES[key]), ALL)
        chosen[key] = None if code == ALL else code
    for key in SOME_OF:
        chosen[key] = kept_list(key, VALUES[key])
    for key, codes in COUNTING.items():
        kept(key, codes, codes[0])
    count = sum(bool(value) for value in chosen.values())
    key = "filters.label" if count else "filters.none"
    with st.popover(
        texts.text(language, key, count=count),
        icon=":material/filter_alt:",
        width="stretch",
        key="filters_open",
    ):
        st.caption(texts.text(language, "filters.hint"))
        for column, keys in zip(st.columns(2), _COLUMNS, strict=True):
            with column:
                for key in keys:
                    _control(language, key)
        st.session_state["sensitive_on"] = sensitive
        st.toggle(
            texts.text(language, "filters.sensitive"),
            key="sensitive_on",
            on_change=_switch_sensitive,
            help=texts.text(language, "filters.sensitive_help"),
        )
        if sensitive:
            for key in SENSITIVE:
                _control(language, key)
    return Filters(**chosen)


def _switch_sensitive() -> None:
    st.session_state["sensitive"] = YES if st.session_state["sensitive_on"] else NO
    for key in SENSITIVE:
        st.session_state.pop(key, None)


def _control(language: str, key: str) -> None:
    head = texts.text(language, f"filters.{key}.label")
    if key in SOME_OF:
        st.pills(
            head,
            VALUES[key],
            key=key,
            selection_mode="multi",
            format_func=lambda code: word(language, key, code),
        )
        return
    st.segmented_control(
        head,
        (ALL, *VALUES[key]),
        key=key,
        format_func=lambda code: word(language, key, code),
        required=True,
    )


def choices(filters: Filters, boundaries: str) -> Choices:
    """All that the user chose in the open, as the cube takes it."""
    state = st.session_state
    return Choices(
        rating_base=state["rating"],
        admission_base=state["admission"],
        readmissions=state["readmissions"] == YES,
        joint_cells=state["joint"] == YES,
        boundaries=boundaries,
        filters=filters,
    )


def active(language: str) -> list[tuple[str, str, str]]:
    """What is not at its default: key, code and words of each chip."""
    found: list[tuple[str, str, str]] = []
    state = st.session_state
    for key in (*_ORDER, *SENSITIVE):
        codes = state.get(key, ALL)
        for code in [codes] if isinstance(codes, str) else codes:
            if code != ALL:
                found.append((key, code, word(language, key, code)))
    for key, codes in COUNTING.items():
        code = state.get(key, codes[0])
        if code != codes[0]:
            head = texts.text(language, f"filters.{key}.label")
            found.append((key, code, f"{head}: {word(language, key, code).lower()}"))
    return found


def chips(language: str) -> None:
    """The filters in force, each with a click to take it away; nothing without one."""
    found = active(language)
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(texts.text(language, "filters.in_force"), width="content")
        for key, code, words in found:
            st.button(
                words,
                key=f"chip_{key}_{code}",
                icon=":material/close:",
                on_click=_remove,
                args=([key], code),
                help=texts.text(language, "filters.remove", filter=words),
            )
        if len(found) > 1:
            keys = [key for key, _, _ in found]
            st.button(
                texts.text(language, "filters.remove_all"),
                key="chip_all",
                type="tertiary",
                on_click=_remove,
                args=(keys, None),
            )


def _remove(keys: Sequence[str], code: str | None) -> None:
    for key in keys:
        chosen = st.session_state.get(key)
        if code is not None and isinstance(chosen, list):
            st.session_state[key] = [one for one in chosen if one != code]
        elif isinstance(chosen, list):
            st.session_state[key] = []
        else:
            st.session_state[key] = COUNTING[key][0] if key in COUNTING else ALL
