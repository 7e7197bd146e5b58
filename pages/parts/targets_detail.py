"""One target in full: what it asks, where that stands, what is printed, how it is."""

from __future__ import annotations

import streamlit as st

from grassroots import assigned, own_programmes
from grassroots.presenting import asked
from grassroots.targets import Target
from pages.parts import admissions_assigned, targets_form, targets_list
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.steps import to_rows
from pages.parts.targets_list import Shown


def show(frame: Frame, shown: Shown, target: Target) -> None:
    """The target chosen in the table."""
    language, say = frame.language, frame.text
    found = shown.assessed.get(target.id)
    with st.container(border=True, gap="small"):
        title = f"{target.id} · {target.title.of(language)}"
        st.markdown(f"### {plain(title)}")
        numbered = found.target if found else target
        lines = [("demand", [_capital(asked.demand(language, numbered))])]
        lines.append(("conditions", asked.conditions(language, target)))
        if found is None:
            lines.append(("state", [say("targets_page.no_figures")]))
        st.markdown(_lines(frame, lines))
        if found is not None:
            label = say("targets_page.detail.state")
            st.markdown(f"**{label}:** {targets_list.result(frame, found)}")
        printed = [asked.printed(language, target, one) for one in target.baselines]
        cited = asked.cited(language, frame.programme, target)
        title = say(f"indicators.{target.indicator}.title")
        what = say(f"indicators.{target.indicator}.definition")
        note = [target.note.of(language)] if target.note else []
        st.markdown(
            _lines(
                frame,
                [
                    ("cited", [cited]),
                    ("printed", printed),
                    ("note", note),
                    ("indicator", [f"{title}. {what}"]),
                ],
            )
        )
        if assigned.is_open(target) and frame.unit is not None:
            admissions_assigned.state(frame, target)
        _buttons(frame, shown, target)


def _lines(frame: Frame, lines: list[tuple[str, list[str]]]) -> str:
    return "  \n".join(
        f"**{frame.text(f'targets_page.detail.{name}')}:** {plain('; '.join(said))}"
        for name, said in lines
        if said
    )


def _buttons(frame: Frame, shown: Shown, target: Target) -> None:
    found = shown.assessed.get(target.id)
    own = own_programmes.is_own(frame.programme.id)
    with st.container(horizontal=True, gap="small"):
        counted = found is not None and found.figure.numerator is not None
        if counted and st.button(
            frame.text("page.rows"), icon=":material/table_rows:", key="target_rows"
        ):
            assert found is not None
            to_rows(found)
        if own and st.button(
            frame.text("targets_page.edit_target"),
            icon=":material/edit:",
            key="edit_target",
        ):
            targets_form.open_form(frame, target)
        if own and st.button(
            frame.text("targets_page.delete_target"),
            icon=":material/delete:",
            key="delete_target",
        ):
            _ask(frame, target)


def _ask(frame: Frame, target: Target) -> None:
    title = frame.text("targets_page.detail.title", id=target.id)
    st.dialog(title)(_delete)(frame, target)


def _delete(frame: Frame, target: Target) -> None:
    say = frame.text
    if len(frame.programme.targets) == 1:
        st.markdown(say("targets_page.last_target"))
        return
    st.markdown(plain(say("targets_page.delete_target_asks", id=target.id)))
    if st.button(say("targets_page.delete_target"), type="primary", key="target_gone"):
        own_programmes.remove_target(frame.store, frame.programme, target.id)
        st.session_state.pop("aim", None)
        st.rerun()


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
