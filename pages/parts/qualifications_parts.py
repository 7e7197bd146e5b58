"""The parts of the page of qualifications: milestones, who lacks what, by position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from grassroots import texts
from grassroots.assessment import Assessment
from grassroots.plots import bars
from grassroots.plots import milestones as plot
from grassroots.presenting import (
    by_unit,
    finding,
    qualified_people,
    qualified_rows,
)
from grassroots.presenting import qualifications as presented
from grassroots.presenting.qualifications import Measure
from grassroots.presenting.qualified_people import Line
from grassroots.reports_xlsx import Sheet
from grassroots.units import Unit
from pages.parts import facts, page
from pages.parts.cards import plain
from pages.parts.facts import Facts
from pages.parts.frame import Frame

_MARKS = {"begun": ":blue[**◯**]", "now": ":blue[⬤]", "due": "**▮**", "later": "▯"}


def measures(frame: Frame, shown: Facts) -> list[Measure]:
    """The measures of the chosen unit, in their order."""
    assert frame.unit is not None and frame.year is not None
    found = []
    for target in shown.programme.targets:
        by_year = {
            year: one
            for year in frame.years
            if (one := shown.of(target.id, frame.unit, year)) is not None
        }
        found.append(presented.measure(by_year, frame.year))
    return found


def views(frame: Frame) -> None:
    """Whose qualifications."""
    st.segmented_control(
        frame.text("qualifications.view"),
        list(presented.VIEWS),
        key="view",
        format_func=lambda one: frame.text(f"qualifications.views.{one}"),
        required=True,
        label_visibility="collapsed",
    )


def name(frame: Frame, one: Measure) -> str:
    """What a measure is called where one is chosen."""
    return presented.name(frame.language, one.now.target)


def milestones(frame: Frame, shown: Sequence[Measure], chosen: str, title: str) -> None:
    """The chart of all measures and its key; nothing where there is nothing to draw."""
    rows = qualified_rows.rows(frame.language, shown, chosen, frame.colours)
    if all(row.base is None and row.now is None for row in rows):
        return
    key = qualified_rows.key(frame.language, shown)
    said = [f"{_MARKS[mark]} {plain(words)}" for mark, words in key]
    said.append(plain(frame.text("qualifications.key.click")))
    line = "\u2003".join(said)
    st.markdown(f":small[{line}]")
    heads = qualified_rows.heads(frame.language, shown)
    space = texts.NO_BREAK if frame.language == "vi" else ""
    figure = plot.milestones(rows, heads, page.theme(frame), f"100{space}%")
    page.chart(figure, "milestones", title, _choose)


def _choose(code: str) -> None:
    st.session_state["measure"] = code


def lacking(frame: Frame, now: Assessment) -> None:
    """Who does not meet the measure, what the blank ones could change, the lists."""
    found = qualified_people.lacking(frame.language, now)
    if found is None:
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**{plain(found.head)}**")
        if found.lines:
            st.markdown("  \n".join(f":small[{plain(one)}]" for one in found.lines))
        with st.container(horizontal=True, gap="small"):
            if found.not_met:
                _to_rows(frame, now, "short", "not_met", found.not_met)
            if found.unknown:
                _to_rows(frame, now, "blank", "unknown", found.unknown)


def _to_rows(
    frame: Frame, found: Assessment, key: str, outcome: str, count: int
) -> None:
    label = frame.text(
        f"qualifications.box.see_{key}",
        people=presented.people(frame.language, found.target, count),
        blank=texts.number(frame.language, count),
    )
    if st.button(label, icon=":material/table_rows:", key=f"see_{key}"):
        st.session_state["from"] = "qualifications"
        page.to_rows(found, outcome)


def positions(frame: Frame, shown: Facts, now: Assessment) -> tuple[Line, ...]:
    """The small table by position, with the joint measure; what it shows."""
    assert frame.unit is not None and frame.year is not None
    target = now.target
    cells = facts.cells(
        frame, [target.indicator], "position", (frame.unit,), target=target
    )
    joint = None
    if target.indicator in qualified_people.OF_JOINT:
        joint = next(
            (
                shown.of(one.id, frame.unit, frame.year)
                for one in shown.programme.targets
                if one.indicator == qualified_people.JOINT
            ),
            None,
        )
    lines = qualified_people.by_position(frame.language, now, cells, joint)
    if not lines:
        return lines
    say = frame.text
    title = say(
        "qualifications.positions.title", what=presented.name(frame.language, target)
    )
    st.markdown(f"### {plain(title)}")
    right = st.column_config.TextColumn(alignment="right")
    heads = _heads(frame)
    st.dataframe(
        pd.DataFrame(
            [(one.name, one.base, one.share, one.ratio, one.unknown) for one in lines],
            columns=list(heads),
        ),
        column_config=dict.fromkeys(heads[1:], right),
        hide_index=True,
        height="content",
        alt=title,
        key="positions",
    )
    if origin := presented.beginning_word(frame.language, now):
        st.caption(plain(say("qualifications.positions.note", of=origin)))
    if joint is not None and joint.figure.numerator is not None:
        count = (joint.figure.denominator or 0) - joint.figure.numerator
        if count:
            _to_rows(frame, joint, "joint", "not_met", count)
    return lines


def _heads(frame: Frame) -> tuple[str, ...]:
    keys = ("name", "base", "", "ratio", "blank")
    return tuple(
        frame.text(f"qualifications.positions.{key}") if key else str(frame.year)
        for key in keys
    )


def by_unit_bars(
    frame: Frame,
    now: Assessment,
    units: Sequence[Unit],
    below: Mapping[int, Assessment],
) -> None:
    """The measure of the unit and of those one step below it; nothing for one alone."""
    assert frame.unit is not None
    if not units:
        return
    drawn = [
        by_unit.bar(
            frame.language,
            unit,
            found,
            by_unit.share_parts(frame.language, found, frame.colours),
            frame.colours,
            strong=unit == frame.unit,
        )
        for unit, found in (
            (frame.unit, now),
            *((unit, below.get(unit.unit_id)) for unit in units),
        )
    ]
    figure = bars.by_unit(
        drawn,
        by_unit.columns(frame.language),
        page.theme(frame),
        **page.against(frame, now),
    )
    page.chart(figure, "by_unit", finding.value(frame.language, now), page.go_to)


def sheets(frame: Frame, now: Assessment, lines: Sequence[Line]) -> list[Sheet]:
    """The table by position as a sheet of the workbook."""
    if not lines:
        return []
    title = frame.text("qualifications.positions.name")
    rows = tuple(
        (one.name, one.base, one.share, one.ratio, one.unknown) for one in lines
    )
    what = presented.name(frame.language, now.target)
    return [Sheet(title, (what, *_heads(frame)[1:]), rows)]
