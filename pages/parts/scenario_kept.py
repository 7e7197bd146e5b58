"""Scenarios with names: the label that says one is open, saving, opening, deleting, and
up to three of them laid beside today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from grassroots import scenarios, texts, wording
from grassroots.presenting import scenario_words as words
from grassroots.presenting.scenario import View
from grassroots.scenario.plan import Plan
from grassroots.scenarios import Kept, ScenarioError
from pages.parts import address
from pages.parts import scenario_chosen as chosen_parts
from pages.parts.address import kept_list
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.scenario_chosen import Chosen

MOST = 3  # beside today
_WITHOUT = ("lang", "scenario", "beside")  # of the address: not of what is kept
_ROW = 35


@dataclass(frozen=True)
class Held:
    """The scenarios kept in the file, the one that is open (None: none), and those laid
    beside, each under its plan."""

    all: dict[int, Kept]
    open: Kept | None
    beside: tuple[tuple[Kept, View], ...]

    @property
    def name(self) -> str:
        """Of the one that is open, "" without one."""
        return self.open.name if self.open else ""


def held(frame: Frame, chosen: Chosen) -> Held:
    """What is kept, and what the address says of it."""
    found = scenarios.all_kept(frame.connection)
    said = address.kept("scenario", ["", *map(str, found)], "")
    comparable = _comparable(frame, chosen, found)
    picked = kept_list("beside", [str(number) for number in comparable])[:MOST]
    beside = tuple(
        (found[int(number)], _view(chosen, found[int(number)])) for number in picked
    )
    return Held(found, found[int(said)] if said else None, beside)


def _comparable(
    frame: Frame, chosen: Chosen, found: dict[int, Kept]
) -> dict[int, Kept]:
    """Those of the same target, unit and year: others answer another question."""
    assert frame.unit is not None
    wanted = {
        "programme": frame.programme.id,
        "target": chosen.target.id,
        "unit": frame.unit.code,
        "year": str(frame.year),
    }
    return {
        number: kept
        for number, kept in found.items()
        if all(kept.codes.get(key) == code for key, code in wanted.items())
    }


def _view(chosen: Chosen, kept: Kept) -> View:
    """A kept scenario on the facts and filters of the page, to its own horizon."""
    said = kept.codes.get("until", "")
    years = {str(year): year for year in chosen.horizons}
    of = replace(chosen, until=years.get(said, chosen.until))
    return chosen_parts.view(of, chosen_parts.from_codes(of, dict(kept.codes)))


def label(frame: Frame, of: Held, view: View, plan: Plan) -> None:
    """Says whether facts are shown or a scenario, and leads back to the facts in one
    click. (It is there in either case: nothing moves once a number is typed.)"""
    key = "facts"
    if of.open is not None:
        key = "changed" if _is_changed(of.open, plan) else "kept"
    elif view.changes:
        key = "unnamed"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = plain(frame.text(f"scenario.label.{key}", name=of.name))
        colour = "gray" if key == "facts" else "orange"
        st.badge(said, icon=":material/science:", color=colour)
        st.button(
            frame.text("scenario.label.leave"),
            key="scenario_leave",
            icon=":material/close:",
            type="tertiary",
            on_click=_leave,
            disabled=key == "facts",
        )


def _is_changed(kept: Kept, plan: Plan) -> bool:
    own = {key: kept.codes.get(key, "") for key in ("every", "added", "fixed")}
    now = chosen_parts.to_codes(plan)
    return any(now.get(key, "") != code for key, code in own.items())


def _leave() -> None:
    chosen_parts.start_from(Plan())
    for key in ("scenario", "beside", "groups", "scenario_name"):
        st.session_state.pop(key, None)
    address.forget(("scenario", "beside", "groups"))


# ---------------------------------------------------------------- keeping


def menu(frame: Frame, of: Held, codes: dict[str, str]) -> None:
    """The button that keeps the scenario, and the list of those kept. codes: what the
    address of the page says."""
    with st.container(horizontal=True, gap="small", horizontal_alignment="right"):
        with st.popover(
            frame.text("scenario.kept.save"),
            icon=":material/save:",
            key="scenario_save",
        ):
            _save(frame, of, codes)
        with st.popover(
            frame.text("scenario.kept.list", count=len(of.all)),
            icon=":material/folder_open:",
            key="scenario_list",
            disabled=not of.all,
        ):
            for kept in of.all.values():
                _listed(frame, kept)


def _save(frame: Frame, of: Held, codes: dict[str, str]) -> None:
    """The form; what is wrong with the name stands below it."""
    said = {key: code for key, code in codes.items() if key not in _WITHOUT and code}
    state = st.session_state
    state.setdefault("scenario_name", of.name)
    # Streamlit's own hint (Enter, letters left) would lie over the name, in English.
    with st.form("scenario_form", border=False, enter_to_submit=False):
        st.text_input(frame.text("scenario.kept.name"), key="scenario_name")
        if of.open is not None:
            st.form_submit_button(
                frame.text("scenario.kept.replace", name=of.name),
                key="scenario_replace",
                on_click=_keep,
                args=(frame, said, of.open.scenario_id),
            )
        st.form_submit_button(
            frame.text("scenario.kept.keep"),
            type="primary",
            key="scenario_keep",
            on_click=_keep,
            args=(frame, said, None),
        )
    if fault := state.pop("scenario_fault", None):
        st.error(fault)


def _keep(frame: Frame, said: dict[str, str], instead: int | None) -> None:
    state = st.session_state
    try:
        number = scenarios.keep(frame.store, state["scenario_name"], said, instead)
    except ScenarioError as error:
        state["scenario_fault"] = frame.text(
            f"scenario.kept.{error.code}", **error.details
        )
        return
    state["scenario"] = str(number)


def _listed(frame: Frame, kept: Kept) -> None:
    number = kept.scenario_id
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.button(
            kept.name,
            key=f"scenario_open{number}",
            type="tertiary",
            on_click=_open,
            args=(frame.language, kept),
            help=frame.text(
                "scenario.kept.of",
                target=kept.codes.get("target", "?"),
                year=kept.codes.get("until", "?"),
                day=texts.day(frame.language, kept.kept_at.date()),
            ),
        )
        st.button(
            frame.text("scenario.kept.copy"),
            key=f"scenario_copy{number}",
            icon=":material/content_copy:",
            on_click=_copy,
            args=(frame, kept),
        )
        st.button(
            frame.text("scenario.kept.delete"),
            key=f"scenario_delete{number}",
            icon=":material/delete:",
            on_click=_delete,
            args=(frame, kept),
        )


def _open(language: str, kept: Kept) -> None:
    """As a link does: the address stands before what the session remembers."""
    number = str(kept.scenario_id)
    st.session_state.pop("scenario_name", None)
    st.query_params.from_dict({**kept.codes, "lang": language, "scenario": number})


def _copy(frame: Frame, kept: Kept) -> None:
    """Under the first name of "… (2)", "… (3)" that is free."""
    names = {one.name for one in scenarios.all_kept(frame.connection).values()}
    number = 2
    while (name := f"{kept.name[:70]} ({number})") in names:
        number += 1
    scenarios.keep(frame.store, name, kept.codes)


def _delete(frame: Frame, kept: Kept) -> None:
    scenarios.delete(frame.store, kept.scenario_id)
    if st.session_state.get("scenario") == str(kept.scenario_id):
        st.session_state["scenario"] = ""


# ---------------------------------------------------------------- beside today


def compare(frame: Frame, chosen: Chosen, of: Held, view: View) -> None:
    """Up to three kept scenarios of the same target, unit and year beside today."""
    offered = _comparable(frame, chosen, of.all)
    if not offered:
        return
    st.multiselect(
        frame.text("scenario.compare.label"),
        [str(number) for number in offered],
        key="beside",
        format_func=lambda number: offered[int(number)].name,
        max_selections=MOST,
        placeholder=frame.text("scenario.compare.none"),
    )
    if not of.beside:
        return
    rows = [_line(frame, frame.text("scenario.compare.today"), view, today=True)]
    if view.changes:
        rows.append(_line(frame, frame.text("scenario.compare.now"), view))
    rows += [_line(frame, kept.name, one) for kept, one in of.beside]
    column = st.column_config

    def head(name: str) -> str:
        return frame.text(f"scenario.compare.columns.{name}")

    names = ["who", "year", "more", "value", "verdict", "left"]
    st.dataframe(
        pd.DataFrame(rows, columns=names),
        hide_index=True,
        height=_ROW * (len(rows) + 1) + 3,
        column_config={
            "who": column.TextColumn(head("who"), width=240),
            "year": column.TextColumn(head("year"), width=70),
            "more": column.TextColumn(head("more"), width=230),
            "value": column.TextColumn(head("value"), width=170, alignment="right"),
            "verdict": column.TextColumn(head("verdict"), width=130),
            "left": column.TextColumn(head("left"), width=120, alignment="right"),
        },
        alt=frame.text("scenario.compare.label"),
    )


def _line(frame: Frame, name: str, view: View, today: bool = False) -> tuple[str, ...]:
    language = frame.language
    found = view.whole.part.facts if today else view.whole.assessed
    gap = view.whole.missing if today else view.whole.left
    missing = gap.needed
    return (
        name,
        str(found.year),
        "–" if today or not view.changes else words.more(language, view),
        wording.result(language, found),
        wording.judged(language, found),
        "?" if missing is None else words.counted(language, view, missing),
    )


def named(of: Held) -> Sequence[tuple[str, View]]:
    """The scenarios laid beside, for the chart."""
    return [(kept.name, view) for kept, view in of.beside]
