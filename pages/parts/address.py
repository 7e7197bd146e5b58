"""The address of a view: what is chosen stands in it under short codes, so that a link
brings the view back in either language, and the browser's way back works.

(Streamlit's `bind="query-params"` would write labels, which change with the language.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

_CHOSEN = "_address_chosen"  # in this run: key → code, what is not at its default
_WRITTEN = "_address_written"  # what this session last wrote
LIST = ","


def adopt() -> None:
    """At the start of a run. An address that this session has not written (a link, the
    way back) stands before what the session remembers; a bare one does not."""
    found = st.query_params.to_dict()
    written = st.session_state.get(_WRITTEN)
    if found and written is not None and found != written:
        for key in st.session_state.get(_CHOSEN, {}):
            st.session_state.pop(key, None)
    st.session_state[_CHOSEN] = {}


def kept(key: str, allowed: Sequence[str], default: str, always: bool = False) -> str:
    """One of the allowed codes: what is chosen in this session, else in the address,
    else the default. It goes into the address unless it is the default; always: also
    then."""
    chosen = st.session_state.get(key, st.query_params.get(key))
    if chosen not in allowed:
        chosen = default
    st.session_state[key] = chosen
    note(key, "" if chosen == default and not always else str(chosen))
    return str(chosen)


def kept_list(key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """Several of the allowed codes, in their order; none is the default."""
    chosen = st.session_state.get(key)
    if chosen is None:
        chosen = st.query_params.get(key, "").split(LIST)
    found = tuple(one for one in allowed if one in chosen)
    st.session_state[key] = list(found)
    note(key, LIST.join(found))
    return found


def note(key: str, code: str) -> None:
    """Puts a code into the address of this run; an empty one leaves the key out."""
    st.session_state.setdefault(_CHOSEN, {})[key] = code


def forget(keys: Sequence[str]) -> None:
    """Takes keys out of the address as this session last wrote it, in a callback: the
    run that follows must not find there again what was left."""
    left = {
        key: code for key, code in st.query_params.to_dict().items() if key not in keys
    }
    st.query_params.from_dict(left)
    st.session_state[_WRITTEN] = left


def carry() -> None:
    """Keeps what else the address says, so that the way back leads to the same view."""
    for key, code in st.query_params.to_dict().items():
        if key not in st.session_state[_CHOSEN]:
            note(key, code)


def turn_to(page: str, **codes: str) -> NoReturn:
    """Goes to another page with the address as it stands and these codes (an empty one
    is left out): one step of the browser's history. The page that is left writes no
    more: it would put its own address on the other."""
    wanted = {**st.session_state.get(_WRITTEN, {}), **codes}
    wanted = {key: code for key, code in wanted.items() if code}
    st.session_state.pop(_CHOSEN, None)
    st.session_state[_WRITTEN] = wanted
    st.switch_page(page, query_params=wanted)


def codes() -> dict[str, str]:
    """What the address of this run says so far."""
    chosen: dict[str, str] = st.session_state.get(_CHOSEN, {})
    return {key: code for key, code in chosen.items() if code}


def write() -> None:
    """At the end of a run: one step of the browser's history where anything changed."""
    if _CHOSEN not in st.session_state:
        return
    chosen = st.session_state[_CHOSEN]
    wanted = {key: code for key, code in chosen.items() if code}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[_WRITTEN] = wanted
