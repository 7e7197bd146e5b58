"""The targets of the programme as a table: what each asks and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.presenting import asked
from grassroots.targets import Target
from pages.parts import address, facts
from pages.parts.cards import plain, toned
from pages.parts.frame import Frame
from pages.parts.tables import ROW_HEIGHT

_ROWS = 14  # as many as a small laptop shows at once; more scroll
_FOLLOWED = frozenset(("followed", "not_set"))


@dataclass(frozen=True)
class Shown:
    """The targets as the programme prints them, and those that could be assessed, by
    id (with the numbers that the user entered)."""

    title: str
    targets: tuple[Target, ...]
    assessed: dict[str, Assessment]


def shown(frame: Frame) -> Shown:
    """What the page is about; without figures nothing is assessed."""
    assessed: dict[str, Assessment] = {}
    if frame.unit is not None and frame.year is not None:
        assessed = {
            one.target.id: one
            for one in facts.assessments(frame)
            if (one.unit_id, one.year) == (frame.unit.unit_id, frame.year)
        }
    targets = frame.programme.targets
    numbered = [
        assessed[one.id].target if one.id in assessed else one for one in targets
    ]
    title = asked.finding(frame.language, frame.programme, numbered)
    return Shown(title, targets, assessed)


def standing(frame: Frame, found: Shown) -> None:
    """The document in one line, and how many targets stand how."""
    programme, say = frame.programme, frame.text
    first, last = programme.term
    parts = [
        programme.title.of(frame.language),
        programme.source,
        say("targets_page.term", first=first, last=last),
    ]
    lines = [f":small[{plain(' · '.join(parts))}]"]
    if programme.note is not None:
        lines.append(f":small[:gray[{plain(programme.note.of(frame.language))}]]")
    if frame.unit is None:
        lines.append(plain(say("targets_page.no_figures")))
    else:
        verdicts = [one.judgement.verdict for one in found.assessed.values()]
        counts = asked.states(frame.language, verdicts)
        told = [toned(words, verdict) for verdict, words in counts]
        unit = plain(wording.whole_unit(frame.language, frame.unit))
        states = ", ".join(told) or plain(say("targets_page.none_judged"))
        lines.append(
            say("targets_page.title_state", unit=unit, year=frame.year, states=states)
        )
    st.markdown("  \n".join(lines))


def table(frame: Frame, found: Shown) -> Target:
    """The table; comes back with the target that is looked at, the first without a
    choice."""
    ids = [target.id for target in found.targets]
    chosen = address.kept("aim", ids, ids[0])
    heads = {
        name: frame.text(f"targets_page.columns.{name}")
        for name in ("id", "title", "demand", "state", "section")
    }
    lines = pd.DataFrame([_line(frame, found, one) for one in found.targets])
    tones = [_colour(frame, found, one) for one in found.targets]
    bold = ["font-weight: 600" if one == chosen else "" for one in ids]
    styled = lines.style.apply(lambda _: tones, subset=["state"])
    styled = styled.apply(lambda _: bold, subset=["id"])
    widths = {"id": 58, "title": 208, "demand": 188, "state": 118, "section": 66}
    column = st.column_config

    def opened() -> None:
        cells = st.session_state[key].selection.cells
        if cells:
            st.session_state["aim"] = ids[cells[0][0]]

    key = f"targets_{frame.programme.id}"
    st.dataframe(
        styled,
        key=key,
        hide_index=True,
        height=(min(len(ids), _ROWS) + 1) * ROW_HEIGHT + 2,
        row_height=ROW_HEIGHT,
        column_config={
            name: column.TextColumn(head, width=widths[name])
            for name, head in heads.items()
        },
        on_select=opened,
        selection_mode="single-cell",
        alt=found.title,
    )
    st.caption(frame.text("targets_page.select_hint"))
    return frame.programme.target(chosen)


def _line(frame: Frame, found: Shown, target: Target) -> dict[str, str]:
    language = frame.language
    assessed = found.assessed.get(target.id)
    state = wording.judged(language, assessed) if assessed else "–"
    said = asked.demand(language, assessed.target if assessed else target)
    return {
        "id": target.id,
        "title": target.title.of(language),
        "demand": said[:1].upper() + said[1:],
        "state": state,
        "section": target.section,
    }


def _colour(frame: Frame, found: Shown, target: Target) -> str:
    assessed = found.assessed.get(target.id)
    if assessed is None or assessed.judgement.verdict in _FOLLOWED:
        return ""
    return f"color: {frame.colours.tone(assessed.judgement.verdict)}; font-weight: 600"


def result(frame: Frame, assessed: Assessment) -> str:
    """Verdict, result and date: "● Đạt · 91,24 % · 604/662 · 31/12/2025"."""
    language = frame.language
    verdict = assessed.judgement.verdict
    said = [toned(wording.judged(language, assessed), verdict)]
    told = wording.result(language, assessed)
    if verdict != "not_reported":
        said.append(plain(told))
        day = wording.as_of(language, [assessed.figure.as_of])
        said.append(plain(texts.text(language, "frame.as_of", day=day)))
    missing = wording.missing(language, assessed)
    if missing not in ("–", "?"):
        said.append(plain(frame.text("targets_page.short_by", number=missing)))
    return " · ".join(said)
