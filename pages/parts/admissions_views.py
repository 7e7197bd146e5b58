"""The three views of the page of admissions: by unit, who was admitted, where nobody
was."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape

import pandas as pd
import streamlit as st

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.plots.dots_range import dots
from grassroots.plots.shares import shares
from grassroots.presenting import admissions, admissions_units, admissions_who
from grassroots.reports_xlsx import Sheet
from pages.parts import address, admissions_facts, admissions_head, page
from pages.parts.admissions_facts import Judged
from pages.parts.cards import plain
from pages.parts.frame import Frame

WHO_ENDS = (72, 152, 222, 300)
_SIGN = {"vi": "\N{NO-BREAK SPACE}%", "en": "%"}


def by_unit(frame: Frame, judged: Judged, now: Assessment) -> None:
    """The units as dots, those apart below; of a year not over the years as well."""
    id, say = now.target.id, frame.text
    _dots(frame, judged.below[id], now)
    _apart(frame, judged.below[id], now)
    if admissions.part_year(now) is not None:
        admissions_head.years(frame, now, judged.years[id])
    lines = []
    if now.target.is_count and frame.unit is not None and frame.children:
        name = wording.whole_unit(frame.language, frame.unit)
        lines.append(say("admissions.counted_apart", unit=name))
    if now.judgement.gap and frame.children and not now.target.is_count:
        lines.append(say("admissions.gap_parts"))
    page.notes(frame, (admissions.RATE,), *lines)


def _dots(frame: Frame, below: Mapping[int, Assessment], now: Assessment) -> None:
    assert frame.unit is not None
    language, say = frame.language, frame.text
    told = page.units_told(frame.children, below)
    rows = admissions_units.dots(language, frame.unit, now, told, below, frame.colours)
    shown = next((below[one.unit_id] for one in told if one.unit_id in below), now)
    floor, band, label = admissions_units.target_of(
        language, shown if now.target.is_count else now
    )
    figure = dots(
        rows,
        admissions_units.columns(language),
        page.theme(frame),
        floor=floor,
        band=band,
        label=label,
        sign=_SIGN[language],
    )
    legend = []
    if band is not None:
        legend.append(say("admissions.range_legend", aim=label))
    elif floor is not None:
        legend.append(say("admissions.floor_legend", aim=label))
    else:
        legend.append(say("admissions.no_target_legend"))
    if any(row.hollow for row in rows):
        legend.append(say("admissions.part_legend"))
    name = wording.whole_unit(language, frame.unit)
    last = "admissions.click" if told else "admissions.single"
    legend.append(say(last, unit=name))
    alt = "; ".join(f"{row.name}: {row.word} {' '.join(row.cells)}" for row in rows)
    page.chart(figure, "admissions_units", alt, page.go_to)
    st.caption(plain(" ".join(legend)))


def _apart(frame: Frame, below: Mapping[int, Assessment], now: Assessment) -> None:
    found = admissions_units.apart(frame.language, frame.children, below)
    if not found:
        return
    aim = wording.aim(frame.language, now)
    title = frame.text("admissions.apart.title", count=len(found), aim=aim)
    with st.expander(plain(title)):
        heads = [frame.text(f"admissions.columns.{key}") for key in ("unit", "ratio")]
        why = frame.text("admissions.columns.why")
        table = [
            {heads[0]: one.name, heads[1]: one.ratio, why: one.why} for one in found
        ]
        codes = [one.unit.code for one in found]
        _table(table, codes, "admissions_apart", title)


def who(frame: Frame, now: Assessment) -> None:
    """Who was admitted, as shares of the admitted."""
    assert frame.year is not None
    language, say, year = frame.language, frame.text, frame.year
    groups = admissions_facts.who(frame)
    title = admissions_who.title(language, groups, year)
    st.markdown(f"## {plain(title)}")
    if not admissions_who.total(groups, year):
        return
    parts = admissions_who.parts(language, groups, year)
    figure = shares(
        parts,
        admissions_who.heads(language, year),
        WHO_ENDS,
        page.theme(frame),
        _SIGN[language],
    )
    alt = "; ".join(f"{one.name}: {' '.join(one.cells)}" for one in parts)
    page.chart(figure, "admissions_who", alt)
    lines = [
        say("admissions.who.legend", year=year, before=year - 1),
        say("admissions.who.age"),
    ]
    figures = now.figure
    named = admissions_who.total(groups, year)
    if figures.numerator is not None and figures.numerator != named:
        counts = {
            "named": texts.number(language, named),
            "counted": texts.number(language, figures.numerator),
        }
        lines.append(say("admissions.who.differs", **counts))
    if figures.is_partial:
        day = wording.as_of(language, [figures.as_of])
        lines.append(say("admissions.who.part", year=year, day=day))
    page.notes(frame, (admissions.RATE,), *lines)


def none(frame: Frame) -> None:
    """The organisations that have admitted nobody for years."""
    assert frame.unit is not None and frame.year is not None
    language, say = frame.language, frame.text
    found = admissions_facts.without(frame)
    if not found:
        name = wording.whole_unit(language, frame.unit)
        values = {"unit": name, "year": frame.year}
        st.info(plain(say("admissions.none.no_organisations", **values)))
        return
    runs = tuple(str(years) for years in admissions_who.RUNS)
    years = int(address.kept("run", runs, runs[0]))
    st.markdown(f"## {plain(admissions_who.none_title(language, found, years))}")
    st.segmented_control(
        say("admissions.none.label"),
        runs,
        key="run",
        format_func=lambda run: say("admissions.none.run", count=int(run)),
        required=True,
    )
    listed = admissions_who.without(found, years)
    rows = admissions_who.none_rows(language, found, years)
    lines = [say("admissions.none.rule")]
    if rows:
        title = admissions_who.none_title(language, found, years)
        _table(rows, [one.code for one in listed], "admissions_none", title)
        lines.insert(0, say("admissions.none.click"))
    if any(one.unknown for one in listed):
        lines.append(say("admissions.none.unknown_note"))
    untold = sum(not one.is_told for one in found)
    if untold:
        values = {"count": untold, "year": frame.year}
        lines.append(say("admissions.none.untold", **values))
    page.notes(frame, (admissions.RATE,), *lines)


def sheets(frame: Frame) -> list[Sheet]:
    """Who was admitted and where nobody was, for the file of the page."""
    assert frame.year is not None
    language, year = frame.language, frame.year
    found: list[Sheet] = []
    groups = admissions_facts.who(frame)
    if admissions_who.total(groups, year):
        parts = admissions_who.parts(language, groups, year)
        found.append(
            Sheet(
                frame.text("admissions.views.who"),
                ("", *admissions_who.heads(language, year)),
                tuple((unescape(part.name), *part.cells) for part in parts),
            )
        )
    shortest = int(admissions_who.RUNS[0])
    rows = admissions_who.none_rows(language, admissions_facts.without(frame), shortest)
    if rows:
        heads = tuple(rows[0])
        found.append(
            Sheet(
                frame.text("admissions.views.none"),
                heads,
                tuple(tuple(row[head] for head in heads) for row in rows),
            )
        )
    return found


def _table(rows: list[dict[str, str]], codes: list[str], key: str, alt: str) -> None:
    """A table whose rows lead to their units."""
    turn = st.session_state.get("chart_turn", 0)
    named = f"{key}_{turn}"

    def picked() -> None:
        chosen = st.session_state[named].selection.cells
        if chosen:
            # A new key: the selection must not be there any more on the way back.
            st.session_state["chart_turn"] = turn + 1
            page.go_to(codes[chosen[0][0]])

    st.dataframe(
        pd.DataFrame(rows),
        key=named,
        hide_index=True,
        height="content" if len(rows) <= 12 else 460,
        on_select=picked,
        selection_mode="single-cell",
        alt=alt,
    )
