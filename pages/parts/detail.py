"""Definition, counts and source of one target, in a dialog."""

from __future__ import annotations

import streamlit as st

from grassroots import charts, texts, wording
from grassroots.headline import Row
from grassroots.indicators import INDICATORS
from grassroots.progress import wilson
from grassroots.targets import Programme
from pages.parts.cards import plain
from pages.parts.frame import Frame


def show(frame: Frame, row: Row) -> None:
    """Opens the dialog of one row of the scoreboard."""
    title = frame.text("detail.title", id=row.assessment.target.id)
    st.dialog(title, width="medium")(_body)(frame, row)


def _body(frame: Frame, row: Row) -> None:
    say, language = frame.text, frame.language
    found = row.assessment
    target, figure, judgement = found.target, found.figure, found.judgement
    colours = {"blue": "blue", "amber": "orange", "red": "red", "grey": "gray"}
    tone = colours[charts.TONES[judgement.verdict]]
    st.markdown(f"**{plain(target.title.of(language))}**")
    st.markdown(f":{tone}[**{row.word}**] · {row.result} · {row.aim}")
    key = f"indicators.{target.indicator}.definition"
    st.markdown(f"{say('detail.definition')}: {plain(say(key))}")
    lines = [
        ("numerator", _number(language, figure.numerator)),
        ("denominator", _number(language, figure.denominator)),
        ("unknown", _number(language, figure.unknown)),
        ("coverage", wording.coverage(language, figure)),
        ("as_of", wording.as_of(language, [figure.as_of])),
        ("base", _base(frame, row)),
        ("obligation", say(f"obligations.{target.obligation}")),
        *_judged(frame, row),
    ]
    st.table({say(f"detail.{key}"): value for key, value in lines if value})
    for note in _remarks(frame, row):
        st.caption(note)
    st.markdown(f"{say('detail.source')}: {plain(citation(frame, row))}")


def _judged(frame: Frame, row: Row) -> list[tuple[str, str]]:
    language, judgement = frame.language, row.assessment.judgement
    figure = row.assessment.figure
    lines = []
    if figure.numerator is not None and figure.denominator:
        low, high = wilson(figure.numerator, figure.denominator)
        ends = [texts.number(language, end * 100, 2) for end in (low, high)]
        lines.append(("interval", " – ".join(ends) + f"{texts.NO_BREAK}%"))
    if judgement.required_now is not None:
        needed = texts.percent(language, judgement.required_now)
        lines.append(("required_now", needed))
    if judgement.needed_per_year is not None:
        points = texts.number(language, judgement.needed_per_year * 100, 2)
        said = frame.text("detail.points", points=points)
        lines.append(("needed_per_year", said))
    if judgement.streak is not None:
        said = frame.text(
            "detail.years", current=judgement.streak, longest=judgement.longest
        )
        lines.append(("streak", said))
    if judgement.reported_years:
        met = f"{judgement.met_years}/{judgement.reported_years}"
        lines.append(("met_years", met))
    return lines


def _remarks(frame: Frame, row: Row) -> list[str]:
    found, say = row.assessment, frame.text
    target, judgement, figure = found.target, found.judgement, found.figure
    notes = []
    if figure.numerator is not None and figure.denominator:
        notes.append(say("detail.interval_note"))
        if figure.denominator < wording.SMALL:
            notes.append(say("detail.small"))
    if judgement.unknown_could_turn:
        notes.append(say("detail.unknown_could_turn"))
    if judgement.infeasible:
        notes.append(say("detail.infeasible"))
    elif judgement.feasible is not None:
        low, high = judgement.feasible
        notes.append(say("detail.feasible", low=low, high=high))
    if figure.reported < figure.expected:
        counts = {"reported": figure.reported, "expected": figure.expected}
        notes.append(say("detail.incomplete", **counts))
    if judgement.rises is not None:
        notes.append(say("detail.rises_yes" if judgement.rises else "detail.rises_no"))
    notes += _lapsed(frame, row)
    if judgement.gap and frame.children:
        notes.append(say("detail.gap_parts"))
    if target.note is not None:
        notes.append(target.note.of(frame.language))
    return notes


def _lapsed(frame: Frame, row: Row) -> list[str]:
    """What no longer holds of a target since the committee that set it has ended, and
    since when the unit is another population."""
    programme, found = frame.programme, row.assessment
    assert frame.unit is not None
    name = wording.whole_unit(frame.language, frame.unit)
    notes = []
    if found.since is not None:
        notes.append(frame.text("boundaries.notes.since", unit=name, year=found.since))
    if found.estimated:
        which = found.target.id
        notes.append(frame.text("boundaries.notes.estimated", which=which))
    if programme.ended is None or programme.unit is None:
        return notes
    ended = {
        "body": programme.unit,
        "day": texts.day(frame.language, programme.ended),
    }
    if programme.unit != frame.unit.name and found.target.baselines:
        notes.append(frame.text("boundaries.notes.lapsed", unit=name, **ended))
    due = wording.deadline(found.target, found.year)
    if due is not None and due > programme.ended.year:
        notes.append(frame.text("boundaries.notes.lapsed_due", year=due, **ended))
    return notes


def _base(frame: Frame, row: Row) -> str:
    target = row.assessment.target
    if target.base is not None:
        return frame.text(f"bases.said.{target.base}")
    bases = {
        "rating": frame.choices.rating_base,
        "admission": frame.choices.admission_base,
    }
    chosen = bases.get(INDICATORS[target.indicator].base or "")
    return frame.text(f"bases.said.{chosen}") if chosen else ""


def citation(frame: Frame, row: Row) -> str:
    """Where the target is printed: document, number and date, issuer, section."""
    programme: Programme = frame.programme
    said = frame.text(
        "detail.citation",
        programme=programme.title.of(frame.language),
        issuer=programme.issuer.of(frame.language),
        section=row.assessment.target.section,
    )
    if programme.date is None:
        return said
    day = texts.day(frame.language, programme.date)
    if programme.number is None:
        return f"{said} ({frame.text('detail.date_only', day=day)})"
    number = frame.text("detail.number_date", number=programme.number, day=day)
    return f"{said} ({number})"


def _number(language: str, value: int | None) -> str:
    return "–" if value is None else texts.number(language, value)
