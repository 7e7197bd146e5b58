"""The head of the first page: the finding in one sentence and four cards. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.charts import GLYPHS
from grassroots.wording import (
    MET,
    NEEDS_ATTENTION,
    NO_VERDICT,
    ON_COURSE,
    SHORT_OF,
)

_MERGED = {"missed": "not_met"}  # one number on a card: what has not been reached
_ONE_LINE = 82  # letters of a title at its size on the smaller screen
_TWO_LINES = 56  # letters of a card's note
SAYS_NOTHING = NO_VERDICT | {"not_reported", "not_enough_data"}


@dataclass(frozen=True)
class Note:
    """A line of a card; `verdict` gives its shape and colour, None plain text."""

    text: str
    verdict: str | None = None


@dataclass(frozen=True)
class Card:
    """One of the four cards at the head of the page."""

    label: str
    value: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Row:
    """One target on the scoreboard; `attained` and `needed_now` are shares of the
    target, None where there is nothing to draw. `series`: the values from
    first_year on; `breaks`: positions before which units changed; `cut`: the position
    before which the unit was another population."""

    assessment: Assessment
    title: str
    result: str
    aim: str
    verdict: str
    word: str
    pace: str
    missing: str
    attained: Fraction | None
    needed_now: Fraction | None
    band: Fraction | None
    first_year: int
    series: tuple[Fraction | None, ...]
    breaks: tuple[int, ...]
    cut: int | None
    due: bool


def _counted(rows: Sequence[Row], due: bool) -> list[Row]:
    return [row for row in rows if row.due is due and row.verdict not in NO_VERDICT]


def _largest(rows: Sequence[Row]) -> Row | None:
    """The largest shortage in people among those due; without one in people the
    largest of another kind. People and hamlets are never added or compared."""
    short = [
        row
        for row in rows
        if row.due
        and (row.assessment.judgement.gap or 0) > 0
        and row.verdict in SHORT_OF
    ]
    people = [
        row for row in short if wording.of_people(row.assessment.target.indicator)
    ]
    return max(
        people or short,
        key=lambda row: row.assessment.judgement.gap or 0,
        default=None,
    )


def finding(language: str, rows: Sequence[Row]) -> str:
    due, later = _counted(rows, True), _counted(rows, False)
    if not due and not later:
        return texts.text(language, "overview.finding.nothing")
    if all(row.verdict == "not_reported" for row in (*due, *later)):
        return texts.text(language, "overview.finding.not_reported")
    if not due:
        said = texts.text(
            language,
            "overview.finding.later",
            met=sum(row.verdict in ON_COURSE for row in later),
            all=len(later),
        )
    else:
        said = texts.text(
            language,
            "overview.finding.due",
            met=sum(row.verdict in MET for row in due),
            all=len(due),
        )
    if any(row.assessment.estimated for row in (*due, *later)):
        said = texts.text(language, "boundaries.finding", said=said)
    largest = _largest(rows)
    if largest is None:
        return said
    target = largest.assessment.target
    for name in (target.title, target.short):
        sentence = texts.text(
            language,
            "overview.finding.shortage",
            said=said,
            where=lower_first(name.of(language)),
            missing=wording.missing(language, largest.assessment),
        )
        if len(sentence) <= _ONE_LINE:
            break
    return sentence


def lower_first(words: str) -> str:
    first = words.split(" ")[0]
    keeps = not first[1:].islower() and len(first) > 1
    return words if keeps else words[:1].lower() + words[1:]


def _tally(language: str, rows: Sequence[Row]) -> tuple[Note, ...]:
    counts = Counter(_MERGED.get(row.verdict, row.verdict) for row in rows)
    order = [name for name in GLYPHS if counts[name] and name not in NO_VERDICT]
    return tuple(
        Note(
            str(counts[name])
            if name in MET | ON_COURSE
            else f"{counts[name]} {lower_first(wording.verdict(language, name))}",
            name,
        )
        for name in order
    )


def _of_targets(language: str, some: int, rows: Sequence[Row]) -> str:
    return texts.text(language, "overview.cards.of_targets", some=some, count=len(rows))


def due_card(language: str, rows: Sequence[Row]) -> Card:
    due = _counted(rows, True)
    label = texts.text(language, "overview.cards.due")
    if not due:
        return Card(
            label, "–", (Note(texts.text(language, "overview.cards.none_due")),)
        )
    met = sum(row.verdict in MET for row in due)
    return Card(label, _of_targets(language, met, due), _tally(language, due))


def later_card(language: str, rows: Sequence[Row]) -> Card:
    later = _counted(rows, False)
    years = {
        wording.deadline(row.assessment.target, row.assessment.year) for row in later
    }
    if len(years) == 1 and None not in years:
        label = texts.text(language, "overview.cards.by_year", year=years.pop())
    else:
        label = texts.text(language, "overview.cards.later")
    if not later:
        none = texts.text(language, "overview.cards.none_later")
        return Card(label, "–", (Note(none),))
    good = sum(row.verdict in ON_COURSE for row in later)
    return Card(label, _of_targets(language, good, later), _tally(language, later))


def shortage_card(
    language: str,
    rows: Sequence[Row],
    places: Mapping[str, Sequence[str]],
    part_name: str,
) -> Card:
    label = texts.text(language, "overview.cards.shortage")
    largest = _largest(rows)
    if largest is None:
        due = _counted(rows, True)
        whole = bool(due) and all(row.verdict in MET for row in due)
        key = "overview.cards.no_shortage" if whole else "overview.cards.no_count"
        return Card(label, "0" if whole else "–", (Note(texts.text(language, key)),))
    target = largest.assessment.target
    title = target.title.of(language)
    brief = title if len(title) <= _TWO_LINES else target.short.of(language)
    notes = [Note(brief)]
    units = [name for name in places.get(target.id, ()) if name != "not_applicable"]
    if units:
        short = sum(name in SHORT_OF for name in units)
        where = texts.text(
            language,
            "overview.cards.short_in",
            short=short,
            all=len(units),
            parts=part_name,
        )
        notes.append(Note(where))
    missing = wording.missing(language, largest.assessment)
    return Card(label, missing, tuple(notes))


def change_card(
    language: str, rows: Sequence[Row], before: dict[str, Assessment], year: int
) -> Card:
    label = texts.text(language, "overview.cards.change", year=year)
    pairs = [
        (row, earlier)
        for row in rows
        if (earlier := before.get(row.assessment.target.id)) is not None
        and not {row.verdict, earlier.judgement.verdict} & SAYS_NOTHING
    ]
    if not pairs:
        none = texts.text(language, "overview.cards.nothing_before", year=year)
        return Card(label, "–", (Note(none),))
    changed = [
        (row, earlier)
        for row, earlier in pairs
        if row.verdict != earlier.judgement.verdict
        and {row.verdict, earlier.judgement.verdict} != {"not_met", "missed"}
    ]
    changed.sort(key=lambda pair: pair[0].verdict not in NEEDS_ATTENTION)
    notes = [
        Note(
            texts.text(
                language,
                "overview.cards.from_to",
                short=row.assessment.target.short.of(language),
                old=lower_first(wording.verdict(language, was.judgement.verdict)),
                new=lower_first(wording.verdict(language, row.verdict)),
            ),
            row.verdict,
        )
        for row, was in changed[:2]
    ]
    if len(changed) > 2:
        rest = texts.text(language, "overview.cards.more", count=len(changed) - 2)
        notes[-1] = Note(f"{notes[-1].text} {rest}", notes[-1].verdict)
    value = texts.text(language, "overview.cards.targets", count=len(changed))
    return Card(label, value, tuple(notes))
