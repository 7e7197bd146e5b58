"""Files that were dropped: the state of all in a sentence, what each was taken for, and
the buttons that load them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from grassroots import charts, handback, texts
from pages.parts import dropping
from pages.parts.dropping import Arrived, days_of
from pages.parts.frame import Frame

VERDICT_OF = {  # the shape and colour of a status
    "waiting": "not_reported",
    "ready": "on_track",
    "loaded": "met",
    "loaded_with_problems": "slightly_behind",
    "nothing_to_load": "not_reported",
    "needs_decision": "not_enough_data",
    "already_loaded": "not_applicable",
    "failed": "missed",
}
_FIRST = ("needs_decision", "failed", "nothing_to_load", "loaded_with_problems")


def finding(frame: Frame, files: Sequence[Arrived]) -> str:
    """The state of all files in one sentence: "Đã nạp 4/8 tệp; …"."""

    def count(*statuses: str) -> int:
        return sum(one.status in statuses for one in files)

    loaded = count("loaded", "loaded_with_problems", "already_loaded")
    whole = frame.text("imports.finding", loaded=loaded, all=len(files))
    aside = sum(table.rows_set_aside for one in files for table in one.told.tables)
    parts = []
    if ready := count("ready"):
        parts.append(frame.text("arrivals.ready", count=ready))
    if deciding := count("needs_decision"):
        parts.append(frame.text("imports.deciding", count=deciding))
    if aside:
        parts.append(frame.text("imports.aside", count=aside))
    if failed := count("failed", "nothing_to_load"):
        parts.append(frame.text("imports.failed", count=failed))
    return "; ".join([whole, ", ".join(parts)]) if parts else whole


def chosen(files: Sequence[Arrived]) -> list[Arrived]:
    """The files selected in the table, as it was drawn last; [] for none."""
    state = st.session_state.get(_key(files))
    rows = state["selection"]["rows"] if state else []
    return [files[at] for at in rows if at < len(files)]


def _key(files: Sequence[Arrived]) -> str:
    """A selection is of these files and no others."""
    return f"arrivals{len(files)}"


def first(files: Sequence[Arrived], selected: Sequence[Arrived]) -> Arrived:
    """The file to look at: the one selected, else the first in need of somebody."""
    for some in (selected, [one for one in files if one.status in _FIRST]):
        if some:
            return some[0]
    wrong = [one for one in files if one.told.problems]
    return (wrong or list(files))[0]


def actions(
    frame: Frame, files: Sequence[Arrived], ready: Sequence[Arrived], some: bool
) -> None:
    """One button that loads, one for all copies to send back, one that clears.

    ready: what would be loaded; some: that it is a selection.
    """
    with st.container(horizontal=True):
        key = "arrivals.load_some" if some else "arrivals.load"
        st.button(
            frame.text(key, count=len(ready)),
            type="primary",
            key="load",
            icon=":material/database:",
            disabled=not ready,
            on_click=dropping.ask_to_load,
            args=([one.key for one in ready],),
        )
        faulty = [one for one in files if handback.has_faults(one.told)]
        if faulty:
            st.download_button(
                frame.text("arrivals.hand_back_all", count=len(faulty)),
                lambda: handback.zip_of(
                    [(one.source, one.told, one.answers.password) for one in faulty],
                    frame.language,
                ),
                file_name=frame.text("arrivals.zip_name"),
                icon=":material/folder_zip:",
                on_click="ignore",
                key="hand_back_all",
            )
        st.button(
            frame.text("arrivals.clear"),
            key="clear",
            on_click=dropping.clear,
            help=frame.text("arrivals.clear_help"),
        )


def table(frame: Frame, files: Sequence[Arrived]) -> None:
    """The files, what each was taken for, and its state; several can be selected."""
    lines = pd.DataFrame([_line(frame, one) for one in files])
    status = frame.text("imports.heads.status")
    tones = [frame.colours.tone(VERDICT_OF[one.status]) for one in files]
    styled = lines.style.apply(
        lambda _: [f"color: {tone}; font-weight: 600" for tone in tones],
        subset=[status],
    )
    column = st.column_config.TextColumn
    heads = [frame.text(f"imports.heads.{key}") for key in ("read", "aside")]
    numeric = [*heads, frame.text("arrivals.taken")]
    st.dataframe(
        styled,
        key=_key(files),
        hide_index=True,
        height="content" if len(files) <= 8 else 340,
        column_config={name: column(alignment="right", width=80) for name in numeric},
        on_select="rerun",
        selection_mode="multi-row",
        alt=finding(frame, files),
    )


def _line(frame: Frame, one: Arrived) -> dict[str, str]:
    report = one.told

    def head(key: str) -> str:
        return frame.text(f"imports.heads.{key}")

    def total(name: str) -> str:
        whole = sum(getattr(found, name) for found in report.tables)
        return texts.number(frame.language, whole) if whole else "–"

    kinds = dict.fromkeys(found.kind for found in report.tables)
    days = dict.fromkeys(day for found in report.tables for day in days_of(found))
    units = dict.fromkeys(found.unit for found in report.tables if found.unit)
    named = [frame.text(f"kinds.{kind}") for kind in kinds]
    status = frame.text(f"arrivals.status.{one.status}")
    return {
        head("file"): report.file,
        head("status"): f"{charts.GLYPHS[VERDICT_OF[one.status]]} {status}",
        head("kind"): ", ".join(named) or "–",
        frame.text("arrivals.unit"): ", ".join(units) or "–",
        frame.text("arrivals.as_of"): ", ".join(
            texts.day(frame.language, day) for day in days
        )
        or "–",
        head("read"): total("rows_read"),
        frame.text("arrivals.taken"): total("rows_loaded"),
        head("aside"): total("rows_set_aside"),
    }
