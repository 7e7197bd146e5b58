"""What is still missing, shared out among the units: by a policy, changed by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from grassroots import texts, wording
from grassroots.presenting import scenario_shares as presented
from grassroots.presenting import scenario_words as words
from grassroots.presenting.scenario import View
from grassroots.presenting.scenario_shares import POLICIES, Shares
from grassroots.scenario.plan import Plan
from pages.parts import scenario_chosen as chosen_parts
from pages.parts.address import kept
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.scenario_chosen import Chosen

_ROW, _ROWS = 35, 9
_TRIES = 5  # admissions enlarge the base of later years: what is missing grows a little


def found(view: View, plan: Plan) -> tuple[str, Shares | None]:
    """The policy chosen, and what it gives; None where there is nothing to share."""
    policy = kept("policy", POLICIES, POLICIES[0])
    return policy, presented.shares(view, policy, plan.fixed)


def show(
    frame: Frame, chosen: Chosen, plan: Plan, view: View, policy: str, shared: Shares
) -> None:
    """The shares as a table to write into, what they add up to, and a button that puts
    them into the scenario."""
    missing = words.counted(frame.language, view, shared.number)
    title = frame.text("scenario.shares.title", missing=missing)
    st.markdown(f"### {plain(title)}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            frame.text("scenario.shares.policy"),
            POLICIES,
            key="policy",
            format_func=lambda one: frame.text(f"scenario.shares.{one}"),
            required=True,
            label_visibility="collapsed",
        )
        st.button(
            frame.text("scenario.shares.take"),
            key="scenario_take",
            icon=":material/add_task:",
            on_click=_take,
            args=(chosen, plan, policy),
            help=frame.text("scenario.shares.take_help"),
        )
        if plan.fixed:
            st.button(
                frame.text("scenario.shares.free"),
                key="scenario_free",
                icon=":material/restart_alt:",
                on_click=_free,
            )
    _table(frame, chosen, view, shared)
    lines = [*_said(frame, view, shared), frame.text(f"scenario.shares.{policy}_note")]
    st.caption("  \n".join(plain(line) for line in lines))


def _take(chosen: Chosen, plan: Plan, policy: str) -> None:
    """The shares become changes; what then still is missing is shared out again."""
    taken, fixed = plan, dict(plan.fixed)
    for _ in range(_TRIES):
        view = chosen_parts.view(chosen, taken)
        shared = presented.shares(view, policy, fixed)
        if shared is None or not any(shared.by_unit.shares.values()):
            break
        taken = presented.given(view, taken, shared)
        fixed = dict.fromkeys(fixed, 0)  # what was set by hand was all of it
    chosen_parts.start_from(replace(taken, fixed={}))


def _free() -> None:
    chosen_parts.start_from(replace(chosen_parts.current(), fixed={}))


def _table(frame: Frame, chosen: Chosen, view: View, shared: Shares) -> None:
    began = chosen_parts.began()
    column = st.column_config

    def head(name: str, **values: object) -> str:
        return frame.text(f"scenario.columns.{name}", **values)

    def number(count: int | None) -> str:
        return "?" if count is None else texts.number(frame.language, count)

    rows = []
    for line in view.lines:
        code = line.part.unit.code
        share = shared.by_unit.shares[code]
        each = shared.each_year(share)
        pool = shared.pools[code]
        rows.append(
            (
                line.part.name,
                number(line.missing.needed),
                number(line.made),
                number(line.left.needed),
                "–" if pool is None else number(pool),
                began.fixed.get(code, share),
                texts.brief(frame.language, each, 1),
            )
        )
    names = ["unit", "missing", "made", "left", "pool", "share", "each"]
    shown = pd.DataFrame(rows, columns=names)
    parts = wording.parts(frame.language, chosen_parts.units_of(chosen.parts), 1)
    right = {"alignment": "right"}
    st.data_editor(
        shown,
        key=chosen_parts.table("shares"),
        hide_index=True,
        num_rows="fixed",
        height=_ROW * (min(len(rows), _ROWS) + 1) + 3,
        disabled=[name for name in names if name != "share"],
        column_config={
            "unit": column.TextColumn(parts.capitalize(), width=190),
            "missing": column.TextColumn(head("missing"), width=130, **right),
            "made": column.TextColumn(head("made"), width=130, **right),
            "left": column.TextColumn(head("left"), width=130, **right),
            "pool": column.TextColumn(
                head("pool"), width=130, help=head("pool_help"), **right
            ),
            "share": column.NumberColumn(
                head("share"), width=130, min_value=0, step=1, format="%d"
            ),
            "each": column.TextColumn(
                head("each", years=shared.years), width=130, **right
            ),
        },
    )


def _said(frame: Frame, view: View, shared: Shares) -> list[str]:
    """The sum, what found no place, and cells set by hand that do not fit."""
    total = sum(shared.by_unit.shares.values())
    lines = [
        frame.text(
            "scenario.shares.sum",
            given=words.counted(frame.language, view, total),
            missing=texts.number(frame.language, shared.number),
            each=texts.brief(frame.language, shared.each_year(total), 1),
        )
    ]
    if shared.by_unit.not_placed:
        count = texts.number(frame.language, shared.by_unit.not_placed)
        lines.append(frame.text("scenario.shares.not_placed", number=count))
    if shared.by_unit.beyond_number:
        count = texts.number(frame.language, shared.by_unit.beyond_number)
        lines.append(frame.text("scenario.shares.beyond_number", number=count))
    names = {line.part.unit.code: line.part.name for line in view.lines}
    over = [
        f"{names[code]} ({texts.number(frame.language, number)})"
        for code, number in shared.by_unit.beyond_cap.items()
    ]
    if over:
        units = texts.listed(frame.language, over)
        lines.append(frame.text("scenario.shares.beyond_cap", units=units))
    return lines
