"""Definition, counts and source of one target, in a dialog."""

from __future__ import annotations

import streamlit as st

from grassroots import charts, texts, wording
from grassroots.assessment import Assessment
from grassroots.indicators import INDICATORS
from grassroots.presenting.measures import is_of_programme
from grassroots.progress import wilson
from grassroots.targets import Programme
from pages.parts.cards import plain
from pages.parts.frame import Frame
from pages.parts.steps import to_completeness, to_rows


def show(frame: Frame, found: Assessment) -> None:
    """Opens the dialog of one figure."""
    named = found.target.id if is_of_programme(found.target) else ""
    title = frame.text("detail.title", id=named) if named else frame.text("detail.of")
    st.dialog(title, width="medium")(_body)(frame, found)


def _body(frame: Frame, found: Assessment) -> None:
    say, language = frame.text, frame.language
    target, figure, judgement = found.target, found.figure, found.judgement
    colours = {"blue": "blue", "amber": "orange", "red": "red", "grey": "gray"}
    tone = colours[charts.TONES[judgement.verdict]]
    st.markdown(f"**{plain(target.title.of(language))}**")
    said = (
        f":{tone}[**{wording.judged(language, found)}**]",
        plain(wording.result(language, found)),
        plain(wording.aim(language, found)),
    )
    st.markdown(" · ".join(said))
    key = f"indicators.{target.indicator}.definition"
    st.markdown(f"{say('detail.definition')}: {plain(say(key))}")
    lines = [
        ("numerator", _number(language, figure.numerator)),
        ("denominator", _number(language, figure.denominator)),
        ("unknown", _number(language, figure.unknown)),
        ("coverage", wording.coverage(language, figure)),
        ("as_of", wording.as_of(language, [figure.as_of])),
        ("base", _base(frame, found)),
        ("obligation", say(f"obligations.{target.obligation}")),
        *_judged(frame, found),
    ]
    st.table({say(f"detail.{key}"): value for key, value in lines if value})
    if figure.numerator is not None and st.button(
        say("page.rows"), icon=":material/table_rows:", key="detail_rows"
    ):
        to_rows(found)
    if figure.is_incomplete:
        to_completeness(frame.language, "detail_completeness")
    for note in _remarks(frame, found):
        st.caption(note)
    st.markdown(f"{say('detail.source')}: {plain(citation(frame, found))}")


def _judged(frame: Frame, found: Assessment) -> list[tuple[str, str]]:
    language, judgement = frame.language, found.judgement
    figure = found.figure
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


def _remarks(frame: Frame, found: Assessment) -> list[str]:
    say = frame.text
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
    notes += _lapsed(frame, found)
    if judgement.gap and frame.children:
        notes.append(say("detail.gap_parts"))
    if target.note is not None:
        notes.append(target.note.of(frame.language))
    return notes


def _lapsed(frame: Frame, found: Assessment) -> list[str]:
    """What no longer holds of a target since the committee that set it has ended, and
    since when the unit is another population."""
    programme = frame.programme
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


def _base(frame: Frame, found: Assessment) -> str:
    target = found.target
    if target.base is not None:
        return frame.text(f"bases.said.{target.base}")
    bases = {
        "rating": frame.choices.rating_base,
        "admission": frame.choices.admission_base,
    }
    chosen = bases.get(INDICATORS[target.indicator].base or "")
    return frame.text(f"bases.said.{chosen}") if chosen else ""


def citation(frame: Frame, found: Assessment) -> str:
    """Where the target is printed: document, number and date, issuer, section; for what
    the page follows of its own, that the programme sets no target."""
    if not is_of_programme(found.target):
        return frame.text("detail.no_target")
    programme: Programme = frame.programme
    said = frame.text(
        "detail.citation",
        programme=programme.title.of(frame.language),
        issuer=programme.issuer.of(frame.language),
        section=found.target.section,
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
