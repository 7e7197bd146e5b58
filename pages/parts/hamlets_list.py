"""The list of hamlets that lack something; a row opens where it was read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from grassroots import texts, wording
from grassroots.presenting import hamlets
from grassroots.presenting.hamlets import Line, Standing
from grassroots.reports_xlsx import Sheet
from grassroots.statute import Rule
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.hamlets_facts import Rows

_ROW, _SEEN = 35, 10  # pixels of a row; rows before one has to scroll
_NAMED = 5  # hamlets of unknown answer that the note names
_WORDS = ("commune", "hamlet", "cell", "source")
_NUMBERS = ("households", "members")
_WIDTHS = {  # pixels
    "commune": 122,
    "hamlet": 112,
    "households": 66,
    "members": 46,
    "cell": 66,
    "source": 136,
}


def show(
    frame: Frame,
    measure: str,
    chosen: Standing,
    found: Rows,
    rule: Rule | None,
    seen: int = _SEEN,
) -> None:
    """The table under its title, what it leaves open, the dialog of a chosen row."""
    listed = hamlets.lines(frame.language, measure, found.lacking, rule)
    key = f"hamlets_list_{frame.unit.code if frame.unit else ''}_{measure}"
    joint = any(row["has_cell"] == "joint" for row in found.lacking)
    what = "list_own" if measure == "cell" and joint else "list"
    what = frame.text(f"hamlets.measures.{measure}.{what}", count=len(listed))
    name = wording.whole_unit(frame.language, chosen.unit)
    title = frame.text("hamlets.list.title", unit=name, count=len(listed), what=what)
    st.markdown(f"### {plain(title)}")
    if listed:
        columns = _columns(listed)

        def opened() -> None:
            picked = st.session_state[key].selection.cells
            if picked:
                st.session_state["hamlet_opened"] = picked[0][0]

        st.dataframe(
            pd.DataFrame(
                [{name: getattr(line, name) for name in columns} for line in listed]
            ),
            key=key,
            hide_index=True,
            height=_ROW * (min(len(listed), seen) + 1) + 3,
            row_height=_ROW,
            column_config=_configured(frame, columns),
            on_select=opened,
            selection_mode="single-cell",
            alt=title,
        )
    _say(frame, chosen, found, listed)
    at = st.session_state.pop("hamlet_opened", None)
    if at is not None and at < len(listed):
        st.dialog(plain(listed[at].hamlet))(_body)(frame, listed[at])


def _columns(listed: Sequence[Line]) -> list[str]:
    """What the table has room for: a cell where the hamlets differ in it, else their
    households; members' numbers in words where something depends on them."""
    columns = ["commune", "hamlet", "households", "members"]
    if len({line.cell for line in listed}) > 1:
        columns[-2:] = ["members", "cell"]
    if len({line.commune for line in listed}) < 2:
        columns.remove("commune")
    if any(line.source for line in listed):
        columns.append("source")
    return columns


def _configured(frame: Frame, columns: Sequence[str]) -> dict[str, object]:
    labels = {name: frame.text(f"hamlets.list.{name}") for name in columns}
    return {
        name: st.column_config.NumberColumn(label, format="%d", width=_WIDTHS[name])
        if name in _NUMBERS
        else st.column_config.TextColumn(label, width=_WIDTHS[name])
        for name, label in labels.items()
    }


def _say(
    frame: Frame,
    chosen: Standing,
    found: Rows,
    listed: Sequence[Line],
) -> None:
    notes = []
    if listed:
        notes.append(frame.text("hamlets.list.hint"))
    elif not chosen.lacking:
        notes.append(frame.text("hamlets.list.nothing"))
    if chosen.lacking is not None and chosen.lacking != len(listed):
        estimated = chosen.cell is not None and chosen.cell.estimated
        key = "estimated" if estimated else "aggregated"
        notes.append(frame.text(f"hamlets.list.{key}"))
    if found.unknown:
        names = [f"{row['hamlet']} ({row['commune']})" for row in found.unknown]
        if len(names) > _NAMED:
            key, left = "unknown_more", len(names) - _NAMED
            said = ", ".join(names[:_NAMED])
            notes.append(frame.text(f"hamlets.list.{key}", names=said, count=left))
        else:
            said = texts.listed(frame.language, names)
            notes.append(frame.text("hamlets.list.unknown_names", names=said))
    st.caption("  \n".join(plain(note) for note in notes))


def _body(frame: Frame, line: Line) -> None:
    """All that the row says, and where it stands."""

    def number(value: int | None) -> str:
        return "–" if value is None else texts.number(frame.language, value)

    told = {
        "commune": line.commune,
        "households": number(line.households),
        "members": number(line.members),
        "cell": line.cell + (f": {line.cell_name}" if line.cell_name else ""),
        "source": line.source,
        "file": line.file,
        "sheet": line.sheet,
        "row": number(line.row),
        "as_of": texts.day(frame.language, line.as_of),
    }
    st.table(
        {
            frame.text(f"hamlets.list.{key}"): plain(value)
            for key, value in told.items()
            if value
        }
    )


def sheet(frame: Frame, title: str, listed: Sequence[Line]) -> Sheet:
    """The list as a sheet of the Excel file."""
    names = (*_WORDS[:2], *_NUMBERS, *_WORDS[2:], "file", "sheet", "row")
    return Sheet(
        title,
        tuple(frame.text(f"hamlets.list.{name}") for name in names),
        tuple(
            tuple("" if (one := getattr(line, name)) is None else one for name in names)
            for line in listed
        ),
    )
