"""The findings of one check: where they stand, whom they concern (covered until
uncovered), and accepting them as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from grassroots.presenting import quality as presented
from grassroots.quality import acceptances
from grassroots.quality import found as quality
from grassroots.quality.acceptances import NoReason
from grassroots.quality.found import Everything, Issue, Tally
from grassroots.units import Unit
from pages.parts import address, completeness_parts
from pages.parts.address import kept
from pages.parts.cards import plain
from pages.parts.frame import Frame

MOST = 200  # findings on the screen; the file has all
_ROW, _HIGHEST = 35, 318
_STANDING = ("open", "accepted")


def show(frame: Frame, found: Everything, tally: Tally) -> None:
    """Everything about the chosen check."""
    st.markdown(f"## {plain(presented.title(frame.language, tally.check))}")
    told = presented.definition(frame.language, tally.check)
    lines = [
        frame.text("quality.definition", definition=told),
        presented.todo(frame.language, tally.check),
        presented.reach(frame.language, tally),
    ]
    st.caption("  \n".join(plain(line) for line in lines if line))
    if (said := st.session_state.pop("quality_said", None)) is not None:
        st.success(said)
    if tally.findings is None:
        return
    standing = _standing(frame, tally)
    issues = _issues(frame, found, tally, standing)
    if not issues:
        st.markdown(frame.text("quality.no_issues"))
        return
    units = completeness_parts.units_of(frame)
    chosen = _table(frame, issues, units, standing)
    everyone = tally.accepted if standing == "accepted" else tally.open
    if everyone > len(issues):
        counts = {"shown": len(issues), "all": everyone}
        st.caption(plain(frame.text("quality.most", **counts)))
    uncovered = _controls(frame, found, tally, units)
    if chosen:
        _spots(frame, chosen, uncovered)
        _decide(frame, chosen, standing)


def _standing(frame: Frame, tally: Tally) -> str:
    counts = {"open": tally.open, "accepted": tally.accepted}
    chosen = kept("standing", _STANDING, "open")
    st.segmented_control(
        frame.text("quality.columns.accepted"),
        _STANDING,
        key="standing",
        format_func=lambda one: frame.text(
            f"quality.standing.{one}", count=counts[one]
        ),
        required=True,
        label_visibility="collapsed",
    )
    return chosen


def _issues(
    frame: Frame, found: Everything, tally: Tally, standing: str
) -> list[Issue]:
    assert frame.unit is not None
    return quality.issues(
        frame.connection,
        found,
        tally.check,
        tally.year,
        frame.unit.unit_id,
        accepted=standing == "accepted",
        most=MOST,
    )


def _above(frame: Frame) -> list[int]:
    return [step.unit_id for step in frame.path]


def _table(
    frame: Frame, issues: Sequence[Issue], units: Mapping[int, Unit], standing: str
) -> list[Issue]:
    """A line a finding; returns those selected."""
    language, above = frame.language, _above(frame)
    table = pd.DataFrame(
        [
            (
                presented.unit_name(language, one, units, above),
                presented.sentence(language, one),
                presented.places(language, one),
                presented.accepted(language, one),
            )
            for one in issues
        ],
        columns=["unit", "issue", "places", "reason"],
    )
    if standing == "open":
        table = table.drop(columns="reason")
    rows = any(one.spots for one in issues)
    if not rows:
        table = table.drop(columns="places")
    column = st.column_config

    def head(key: str) -> str:
        return frame.text(f"quality.columns.{key}")

    state = st.dataframe(
        table,
        key=f"findings{st.session_state.get('findings_turn', 0)}{standing}",
        hide_index=True,
        height=min(_ROW * (len(table) + 1) + 3, _HIGHEST),
        column_config={
            "unit": column.TextColumn(head("unit"), width=220),
            "issue": column.TextColumn(head("issue"), width=390 if rows else 720),
            "places": column.TextColumn(head("places"), width=330),
            "reason": column.TextColumn(head("reason"), width=300),
        },
        on_select="rerun",
        selection_mode="multi-row",
        alt=presented.title(language, issues[0].check),
    )
    st.caption(frame.text("quality.issue_hint"))
    return [issues[place] for place in state.selection.rows if place < len(issues)]


def _controls(
    frame: Frame, found: Everything, tally: Tally, units: Mapping[int, Unit]
) -> bool:
    """Uncovering, and the file; returns whether persons are shown."""
    assert frame.unit is not None
    unit = frame.unit
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        # Never in the address: whoever opens a link has to uncover for himself.
        uncovered = st.toggle(
            frame.text("quality.show_persons"),
            key="show_persons",
            help=frame.text("quality.show_persons_help"),
        )

        def made() -> bytes:
            # A connection of its own: the file is made outside the run of the page.
            cursor = frame.store.cursor()
            issues = [
                one
                for accepted in (False, True)
                for one in quality.issues(
                    cursor,
                    found,
                    tally.check,
                    tally.year,
                    unit.unit_id,
                    accepted=accepted,
                )
            ]
            spots = [spot for one in issues for spot in one.spots]
            persons = quality.persons(cursor, spots) if uncovered else {}
            return presented.issues_workbook(
                frame.language, tally, unit, issues, units, _above(frame), persons
            )

        name = f"{frame.text('quality.file')}-{tally.check}"
        st.download_button(
            frame.text("quality.download"),
            made,
            file_name=f"{name}-{unit.code}-{tally.year}.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
    return bool(uncovered)


def _spots(frame: Frame, chosen: Sequence[Issue], uncovered: bool) -> None:
    """Every row that the selected findings concern, or the way to the figure's rows."""
    for issue in chosen:
        st.markdown(plain(presented.sentence(frame.language, issue)))
    spots = [(issue, spot) for issue in chosen for spot in issue.spots][:MOST]
    if spots:
        _rows(frame, spots, uncovered)
    for issue in chosen[:1]:
        if indicator := presented.indicator_of(issue):
            _to_rows(frame, issue, indicator)


def _rows(
    frame: Frame, spots: Sequence[tuple[Issue, quality.Spot]], uncovered: bool
) -> None:
    persons = {}
    if uncovered:
        persons = quality.persons(frame.connection, [spot for _, spot in spots])
    keys = ["role", "file", "sheet", "row"]
    if persons:
        keys += ["name", "birth_date"]
    lines = []
    for _, spot in spots:
        line = [
            presented.role(frame.language, spot),
            spot.file,
            spot.sheet,
            "" if spot.row is None else str(spot.row),
        ]
        if persons:
            name, born = persons.get((spot.table_id, spot.row or 0), ("", ""))
            line += [name, presented.known_date(frame.language, born)]
        lines.append(line)
    column = st.column_config
    st.dataframe(
        pd.DataFrame(lines, columns=keys),
        hide_index=True,
        height=min(_ROW * (len(lines) + 1) + 3, _HIGHEST),
        column_config={
            key: column.TextColumn(frame.text(f"quality.columns.{key}")) for key in keys
        },
        alt=frame.text("quality.columns.places"),
    )


def _to_rows(frame: Frame, issue: Issue, indicator: str) -> None:
    units = completeness_parts.units_of(frame)
    label = frame.text("quality.checks.value_jumps.rows", year=issue.year)
    if st.button(label, icon=":material/table_rows:", key="jump_rows"):
        code = units[issue.unit_id].code
        codes = {"indicator": indicator, "unit": code, "from": "quality"}
        for key, said in {**codes, "target": "", "outcome": ""}.items():
            st.session_state[key] = said
        st.session_state.pop("outcome", None)
        st.session_state.pop("target", None)
        address.turn_to("pages/rows.py", **codes)


def _decide(frame: Frame, chosen: Sequence[Issue], standing: str) -> None:
    """Accepting what is selected, with a reason, or taking that back."""
    count = len(chosen)
    if standing == "accepted":
        label = frame.text("quality.accept.take_back", count=count)
        st.button(
            label,
            icon=":material/undo:",
            key="take_back",
            on_click=_take_back,
            args=(frame, chosen),
        )
        return
    with st.form("accept", border=True):
        st.text_input(
            frame.text("quality.accept.reason"),
            key="reason",
            max_chars=acceptances.LONGEST,
            placeholder=frame.text("quality.accept.placeholder"),
        )
        st.form_submit_button(
            frame.text("quality.accept.button", count=count),
            type="primary",
            on_click=_accept,
            args=(frame, chosen),
        )
        st.caption(plain(frame.text("quality.accept.note")))
    if st.session_state.pop("no_reason", False):
        st.warning(frame.text("quality.accept.no_reason"))


def _accept(frame: Frame, chosen: Sequence[Issue]) -> None:
    findings = [(one.fingerprint, one.check, one.year, one.unit_id) for one in chosen]
    try:
        count = acceptances.accept(
            frame.store, findings, st.session_state["reason"], date.today()
        )
    except NoReason:
        st.session_state["no_reason"] = True
        return
    _after(frame.text("quality.accept.done", count=count))


def _take_back(frame: Frame, chosen: Sequence[Issue]) -> None:
    count = acceptances.take_back(frame.store, [one.fingerprint for one in chosen])
    _after(frame.text("quality.accept.taken_back", count=count))


def _after(said: str) -> None:
    """Says what was done; a new key, since other findings stand in the lines now."""
    st.session_state["quality_said"] = said
    st.session_state["reason"] = ""
    turn = st.session_state.get("findings_turn", 0)
    st.session_state["findings_turn"] = turn + 1
