"""What can be done with a programme: copy, add, load, download, change, delete."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from grassroots import own_programmes, texts
from grassroots.programme_faults import ProgrammeError
from grassroots.programme_text import to_toml
from grassroots.targets import Programme, Words
from pages.parts import targets_form, targets_head
from pages.parts.cards import plain
from pages.parts.frame import Frame

_SAID = "targets_said"


def toolbar(frame: Frame) -> None:
    """What was done last, whose the programme is, and the buttons."""
    programme, say = frame.programme, frame.text
    own = own_programmes.is_own(programme.id)
    if told := st.session_state.pop(_SAID, None):
        st.success(plain(told), icon=":material/check:")
    _unreadable(frame)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            say("targets_page.copy"),
            icon=":material/content_copy:",
            key="targets_copy",
            on_click=_copy,
            args=(frame,),
        )
        if st.button(say("targets_page.add"), icon=":material/add:", key="targets_add"):
            targets_head.open_new(frame)
        if st.button(
            say("targets_page.drop"), icon=":material/upload_file:", key="targets_drop"
        ):
            st.dialog(say("targets_page.drop_title"))(_drop)(frame)
        st.download_button(
            say("targets_page.export"),
            lambda: to_toml(programme).encode("utf-8"),
            file_name=f"{programme.id}.toml",
            mime="application/toml",
            icon=":material/download:",
            on_click="ignore",
            key="targets_export",
        )
        if own:
            _own(frame)
        else:
            st.caption(say("targets_page.shipped"), width="content")


def _own(frame: Frame) -> None:
    say = frame.text
    if st.button(
        say("targets_page.add_target"), icon=":material/playlist_add:", key="add_target"
    ):
        targets_form.open_form(frame)
    if st.button(say("targets_page.head"), icon=":material/edit:", key="targets_head"):
        targets_head.open_known(frame)
    if st.button(
        say("targets_page.delete"), icon=":material/delete:", key="targets_delete"
    ):
        st.dialog(say("targets_page.delete_title"))(_delete)(frame)


def _copy(frame: Frame) -> None:
    """A copy under an id of its own, shown at once."""
    programme = frame.programme
    short = programme.short or programme.issuer

    def named(words: Words) -> Words:
        said = {
            language: _copied(language, words.of(language)) for language in ("vi", "en")
        }
        return Words(**said)

    made = replace(
        programme,
        id=own_programmes.own_id(programme.id, frame.programmes),
        short=named(short),
    )
    own_programmes.keep(frame.store, made)
    name = (made.short or made.issuer).of(frame.language)
    _shown(made.id, frame.text("targets_page.copied", title=name))


def _copied(language: str, title: str) -> str:
    """What a copy is called."""
    return texts.text(language, "targets_page.copy_of", title=title)


def _shown(programme_id: str, told: str) -> None:
    """In a callback: chooses a programme for the next run, and what it says."""
    st.session_state["programme"] = programme_id
    st.session_state.pop("aim", None)
    st.session_state[_SAID] = told


def _delete(frame: Frame) -> None:
    programme, say = frame.programme, frame.text
    title = (programme.short or programme.issuer).of(frame.language)
    count = len(programme.targets)
    st.markdown(plain(say("targets_page.delete_asks", title=title, count=count)))

    def gone() -> None:
        own_programmes.delete(frame.store, programme.id)
        st.session_state.pop("programme", None)
        st.query_params.pop("programme", None)
        st.session_state.pop("aim", None)
        st.session_state[_SAID] = say("targets_page.deleted", title=title)

    if st.button(
        say("targets_page.delete"), type="primary", key="targets_gone", on_click=gone
    ):
        st.rerun()


def _drop(frame: Frame) -> None:
    """A file is looked at first; it is taken with a click, and where there is one of
    its id, in that one's place or beside it."""
    say = frame.text
    file = st.file_uploader(
        say("targets_page.drop_file"), type=["toml"], key="targets_file"
    )
    if file is None:
        return
    try:
        programme = own_programmes.read_file(file.getvalue(), file.name)
    except ProgrammeError as fault:
        st.error(plain(fault.sentence(frame.language)))
        return
    title = (programme.short or programme.issuer).of(frame.language)
    count = len(programme.targets)
    st.markdown(plain(say("targets_page.drop_found", title=title, count=count)))
    if programme.id not in frame.programmes:
        _take(frame, programme, "drop_take")
        return
    st.markdown(plain(say("targets_page.drop_exists", id=programme.id)))
    with st.container(horizontal=True):
        beside = own_programmes.own_id(programme.id, frame.programmes)
        _take(frame, replace(programme, id=beside), "drop_beside")
        _take(frame, programme, "drop_replace")


def _take(frame: Frame, programme: Programme, label: str) -> None:
    def take() -> None:
        own_programmes.keep(frame.store, programme)
        title = (programme.short or programme.issuer).of(frame.language)
        _shown(programme.id, frame.text("targets_page.kept", title=title))

    words = {
        "drop_take": frame.text("targets_page.drop_take"),
        "drop_beside": frame.text("targets_page.drop_beside"),
        "drop_replace": frame.text("targets_page.drop_replace"),
    }
    if st.button(
        words[label],
        key=f"targets_{label}",
        type="secondary" if label == "drop_replace" else "primary",
        on_click=take,
    ):
        st.rerun()


def _unreadable(frame: Frame) -> None:
    """Own programmes that this version cannot read: said, to be mended or deleted."""
    for programme_id, fault in own_programmes.unreadable(frame.connection).items():
        said = fault.sentence(frame.language)
        told = frame.text("targets_page.unreadable", id=programme_id, fault=said)
        st.warning(plain(told))
        text = own_programmes.text_of(frame.connection, programme_id) or ""
        with st.container(horizontal=True):
            st.download_button(
                frame.text("targets_page.export"),
                text.encode("utf-8"),
                file_name=f"{programme_id}.toml",
                key=f"export_{programme_id}",
                on_click="ignore",
            )
            st.button(
                frame.text("targets_page.delete"),
                key=f"delete_{programme_id}",
                on_click=own_programmes.delete,
                args=(frame.store, programme_id),
            )
