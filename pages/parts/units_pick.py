"""Choosing units in forms: nothing is chosen beforehand, but what another page set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import streamlit as st

from grassroots import texts
from grassroots.units import Unit

Choice = TypeVar("Choice", int, str)


def labels(those: Iterable[Unit]) -> dict[int, str]:
    """Units by number, with name and code, as a list of choices shows them."""
    return {unit.unit_id: f"{unit.name} ({unit.code})" for unit in those}


def one_of(
    label: str,
    choices: Mapping[Choice, str],
    key: str,
    first: Choice | None = None,
    width: int | str = "stretch",
) -> Choice | None:
    """One of some choices; what is kept under the key and no longer offered is let go.

    first: what is chosen as long as nobody has chosen.
    """
    options = list(choices)
    if st.session_state.get(key) not in options:
        st.session_state[key] = first
    return st.selectbox(
        label,
        options,
        format_func=lambda one: choices.get(one, str(one)),
        placeholder=_placeholder(),
        key=key,
        index=None,
        width=width,  # type: ignore[arg-type]
    )


def some_of(
    label: str, choices: Mapping[int, str], key: str, also: str | None = None
) -> list[int]:
    """Several of some choices. also: a key whose choice is among them at first."""
    options = list(choices)
    kept = st.session_state.get(key)
    if kept is None:
        single = st.session_state.get(also) if also else None
        kept = [single] if single is not None else []
    st.session_state[key] = [one for one in kept if one in choices]
    chosen: list[int] = st.multiselect(
        label,
        options,
        format_func=lambda one: choices.get(one, str(one)),
        placeholder=_placeholder(),
        key=key,
    )
    return chosen


def _placeholder() -> str:
    return texts.text(str(st.session_state.get("lang", "vi")), "imports.choose")
