"""What a change comes to, what stands against it, and the button that writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from grassroots import changes, cube, texts
from grassroots.changes import Change, ChangeRefusedError, Known, Preview
from grassroots.changes.said import listed, sentence
from grassroots.units import Unit
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.units_life import counted

_NAMES = 8
# What a form keeps between runs, let go once its change is written.
_OPENINGS = ("change_", "into_", "part", "split_", "group")


def show(
    frame: Frame,
    held: Known,
    asked: Sequence[Change],
    today: date,
    what: str = "fill",
    told: Sequence[str] = (),
) -> None:
    """The preview of a change, its problems, and the button. what: the words shown as
    long as the form is not filled in. told: lines that say what a grouping comes to."""
    for sentence_kept in st.session_state.pop("units_refused", ()):
        st.error(plain(sentence_kept))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"### {frame.text('units_page.preview')}")
        if not asked:
            st.caption(frame.text(f"units_page.{what}"))
            return
        shown = changes.preview(frame.connection, asked, today, held)
        for problem in shown.problems:
            tell = st.error if problem.blocking else st.warning
            tell(plain(sentence(frame.language, problem)))
        if not shown.possible:
            return
        for line in told or _lines(frame, shown):
            st.markdown(line)
        st.button(
            frame.text("units_page.write"),
            type="primary",
            icon=":material/check:",
            key="change_write",
            on_click=_write,
            args=(frame, tuple(asked), today),
        )
        st.caption(frame.text("units_page.can_be_undone"))


def _lines(frame: Frame, shown: Preview) -> list[str]:
    """What will be different, a line each."""
    lines = []
    if shown.ends:
        names = _some(frame, shown.ends)
        lines.append(f"**{frame.text('units_page.will_end')}** {names}")
    if shown.begins:
        begun = [
            f"{plain(unit.name)} ({plain(unit.code)})" for unit in shown.begins[:_NAMES]
        ]
        lines.append(f"**{frame.text('units_page.will_begin')}** {', '.join(begun)}")
    for old, new in shown.renamed:
        told = frame.text("units_page.will_rename")
        lines.append(f"**{told}** {plain(old.name)} → {plain(new.name)}")
    ways: Counter[tuple[str, str]] = Counter()
    levels: dict[tuple[str, str], Counter[str]] = {}
    for moved in shown.moved:
        way = tuple(one.name if one else "–" for one in (moved.old, moved.new))
        ways[way] += 1  # type: ignore[index]
        levels.setdefault(way, Counter())[moved.unit.level] += 1  # type: ignore[arg-type]
    for way in ways:
        told = counted(frame, sorted(levels[way].items()))
        lines.append(
            f"**{frame.text('units_page.will_move')}** {plain(told)}: "
            f"{plain(way[0])} → {plain(way[1])}"
        )
    rows = texts.number(frame.language, shown.rows)
    if shown.ends or shown.moved:
        lines.append(frame.text("units_page.rows", rows=rows))
    return lines or [frame.text("units_page.no_tree_change")]


def _some(frame: Frame, those: Sequence[Unit]) -> str:
    return plain(listed(frame.language, [unit.name for unit in those], _NAMES))


def _write(frame: Frame, asked: tuple[Change, ...], today: date) -> None:
    try:
        batch = changes.apply(frame.store, asked, today)
    except ChangeRefusedError as refused:
        # Another window changed the tree since this one was drawn.
        st.session_state["units_refused"] = [
            sentence(frame.language, problem) for problem in refused.problems
        ]
        return
    cube.keep(frame.store)
    for key in list(st.session_state):
        if str(key).startswith(_OPENINGS):
            del st.session_state[key]
    st.session_state["units_said"] = frame.text("units_page.written", batch=batch)
    st.session_state["view"] = "made"
