"""What every page of figures has: the way down to the unit, the title that is the
finding, filters in force, charts whose bars lead down, what stands behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from grassroots import filters as filtered
from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.indicators import INDICATORS
from grassroots.units import Unit
from pages.parts import address, detail, filtering
from pages.parts.cards import empty, form, plain
from pages.parts.charting import against, chart, key, theme, trend
from pages.parts.frame import Frame, open_frame
from pages.parts.steps import go_to, to_completeness, to_rows

__all__ = [
    "against",
    "behind",
    "breadcrumb",
    "chart",
    "go_to",
    "head",
    "key",
    "measure",
    "not_reported",
    "notes",
    "opened",
    "stop",
    "theme",
    "to_rows",
    "trend",
    "units_told",
]


def opened() -> Frame:
    """The frame of a page of figures; without figures the page ends with what to do."""
    frame = open_frame()
    if frame.unit is None or frame.year is None:
        empty(frame)
        stop()
    return frame


def stop() -> None:
    """Ends the page here, with its address written: `st.stop` alone would lose it."""
    address.write()
    st.stop()


def head(frame: Frame, title: str, indicators: Sequence[str] = ()) -> None:
    """The way down, the title, the filters in force. indicators: what the title speaks
    of: it says that it is filtered where a filter concerns one of them."""
    filters = frame.choices.filters
    of = [INDICATORS[one] for one in indicators]
    if any(filtered.concerned(filters, one) for one in of):
        title = f"{title} {frame.text('filters.title')}"
    with st.container(gap=None):
        breadcrumb(frame)
        st.markdown(f"# {plain(title)}")
    filtering.chips(frame.language)


def breadcrumb(frame: Frame) -> None:
    """Programme › the units down to the chosen one › a choice of the next step."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        issuer = plain(frame.programme.issuer.of(frame.language))
        st.caption(issuer, width="content")
        for step in frame.path:
            st.caption("›", width="content")
            name = wording.whole_unit(frame.language, step)
            if step == frame.unit:
                st.caption(f"**{plain(name)}**", width="content")
            else:
                st.button(
                    name,
                    key=f"up{step.unit_id}",
                    type="tertiary",
                    on_click=go_to,
                    args=(step.code,),
                )
        if frame.children:
            st.caption("›", width="content")
            _next_step(frame)


def _next_step(frame: Frame) -> None:
    names = {
        unit.code: wording.unit_name(frame.language, unit) for unit in frame.children
    }
    parts = wording.parts(frame.language, frame.children, 1)
    st.session_state["step"] = None
    st.selectbox(
        frame.text("frame.next_step", parts=parts),
        list(names),
        key="step",
        index=None,
        format_func=names.__getitem__,
        placeholder=frame.text("frame.next_step", parts=parts),
        label_visibility="collapsed",
        on_change=_step_down,
        width=230,
    )


def _step_down() -> None:
    if code := st.session_state.get("step"):
        go_to(code)


def measure(
    frame: Frame, options: Mapping[str, str], key: str = "measure", default: str = ""
) -> str:
    """Which of a page's measures is looked at; `options`: code → words; default: what
    the page shows without a choice, else the first."""
    codes = list(options)
    address.kept(key, codes, default or codes[0])
    return str(
        st.segmented_control(
            frame.text("page.measure"),
            codes,
            key=key,
            format_func=options.__getitem__,
            required=True,
            label_visibility="collapsed",
        )
    )


def not_reported(frame: Frame, indicators: Sequence[str]) -> None:
    """In place of a chart: which rosters would answer, and the way to load them."""
    kinds = sorted({kind for one in indicators for kind in INDICATORS[one].rosters})
    names = texts.listed(
        frame.language, [frame.text(f"kinds.{kind}") for kind in kinds]
    )
    assert frame.unit is not None
    with st.container(border=True):
        unit = wording.whole_unit(frame.language, frame.unit)
        title = frame.text("page.none.title", kinds=names, year=frame.year, unit=unit)
        st.markdown(f"## {plain(title)}")
        if frame.choices.filters.is_none:
            st.markdown(
                frame.text("page.none.needs", kinds=f"**{names}**", year=frame.year)
            )
        else:
            st.markdown(frame.text("page.none.filtered"))
        if st.button(
            frame.text("empty.go_import"),
            type="primary",
            icon=":material/upload_file:",
            key="to_import",
        ):
            st.switch_page("pages/imports.py")
        to_completeness(frame.language)
        form(frame, kinds[0])


def notes(frame: Frame, indicators: Sequence[str], *lines: str) -> None:
    """The small print: which filters concern what is shown, and `lines`."""
    said = list(lines)
    if not frame.choices.filters.is_none:
        said.insert(0, _filtered(frame, indicators))
    if said:
        st.caption("  \n".join(plain(line) for line in said if line))


def _filtered(frame: Frame, indicators: Sequence[str]) -> str:
    filters = frame.choices.filters
    concerned = {
        name
        for one in indicators
        for name in filtered.concerned(filters, INDICATORS[one])
    }
    words = {
        name: frame.text(f"filters.{name}.label").lower() for name in filters.names
    }
    said = [words[name] for name in filters.names if name in concerned]
    idle = [words[name] for name in filters.names if name not in concerned]
    parts = []
    if said:
        names = texts.listed(frame.language, said)
        parts.append(frame.text("filters.filtered", filters=names))
    if idle:
        names = texts.listed(frame.language, idle)
        parts.append(frame.text("filters.idle", filters=names))
    return " ".join(parts)


def behind(frame: Frame, found: Assessment, key: str = "behind") -> None:
    """Buttons at a figure: its definition and source; the rows of the files; who has
    reported, where not all have."""
    with st.container(horizontal=True, gap="small"):
        if st.button(
            frame.text("page.definition"),
            icon=":material/info:",
            key=f"{key}_definition",
        ):
            detail.show(frame, found)
        if st.button(
            frame.text("page.rows"), icon=":material/table_rows:", key=f"{key}_rows"
        ):
            to_rows(found)
        if found.figure.is_incomplete:
            to_completeness(frame.language, f"{key}_completeness")


def units_told(children: Sequence[Unit], found: Mapping[int, Assessment]) -> list[Unit]:
    """The units that have a place on a page: not those that have nothing to count; and
    an organisation beside communes that the measure is not about has not failed to
    report."""
    silent = {"not_reported", "not_applicable"}
    children = [
        child
        for child in children
        if child.unit_id not in found or not _counts_nobody(found[child.unit_id])
    ]
    high = {child.level for child in children} & {
        "area",
        "group",
        "district",
        "commune",
    }
    return [
        child
        for child in children
        if not (
            high
            and child.level not in high | {"district"}
            and (
                child.unit_id not in found
                or found[child.unit_id].judgement.verdict in silent
                or found[child.unit_id].figure.numerator is None
            )
        )
    ]


def _counts_nobody(found: Assessment) -> bool:
    return found.figure.denominator == 0 and not found.figure.unknown
