"""Kết nạp: are enough admitted? The title and the cards, from assessments. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.headline import Card, Note, lower_first
from grassroots.presenting.measures import is_of_programme
from grassroots.wording import MET, NEEDS_ATTENTION, PACED, SHORT_OF

RATE, OWNERS, CELLS = (
    "admission_rate",
    "business_owners_admitted",
    "non_state_cells_founded",
)
INDICATORS = (RATE, OWNERS, CELLS)
_RANGES = ("range", "count_range")


@dataclass(frozen=True)
class PartYear:
    """A year that is not over and short of its target, in people: how many by now,
    after how many days, how many by now at an even pace, how many the year needs."""

    count: int
    days: int
    due: Fraction
    wanted: int
    pace: Fraction
    verdict: str


def part_year(now: Assessment) -> PartYear | None:
    """None where the year is over, or has what it needs, or cannot be judged (what some
    units have admitted is no pace of the whole).

    The floor of 420 members is 13 people; on day 181 of 365 the pace asks for 6.447,
    and 5 are 0.776 of it (METHODS, "Yearly floors").
    """
    figure, judgement = now.figure, now.judgement
    if now.target.when == "term" or not figure.is_partial:
        return None
    if judgement.required_now is None or judgement.pace is None:
        return None
    if judgement.verdict not in PACED | {"slightly_behind"}:
        return None
    if figure.numerator is None or figure.as_of is None:
        return None
    return PartYear(
        count=figure.numerator,
        days=figure.as_of.timetuple().tm_yday,
        due=judgement.required_now,
        wanted=int(judgement.required_now / figure.elapsed),
        pace=judgement.pace,
        verdict=judgement.verdict,
    )


def finding(
    language: str, now: Assessment, below: Sequence[Assessment], parts: str, base: str
) -> str:
    """The page's title. below: the units one step down, parts: what these are called
    together; base: what the members are called that the rate is of."""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"admissions.finding.{key}", **values)

    figure, year = now.figure, now.year
    if figure.numerator is None:
        return say("not_reported", year=year)
    head, tail = _head(language, now), _judged(language, now, base)
    said = say("joined", head=head, tail=tail) if tail else head
    if now.estimated:
        said = texts.text(language, "boundaries.finding", said=said)
    where = _where(language, now, below, parts)
    return say("where", said=said, where=where) if where else said


def _head(language: str, now: Assessment) -> str:
    def say(key: str, **values: object) -> str:
        return texts.text(language, f"admissions.head.{key}", **values)

    target, figure, judgement = now.target, now.figure, now.judgement
    if target.when == "term":
        span = {"first": target.from_year, "last": target.to_year}
        count = judgement.numerator or 0
        if target.comparator == "average" and judgement.denominator:
            share = Fraction(count, judgement.denominator)
            return say("term_share", share=texts.percent(language, share), **span)
        return say("term_count", count=count, **span)
    count = figure.numerator or 0
    if figure.is_partial and figure.as_of is not None:
        days = figure.as_of.timetuple().tm_yday
        return say("part_year", count=count, days=days, year=now.year)
    if target.is_count or not figure.denominator:
        return say("count", count=count, year=now.year)
    if figure.denominator < wording.SMALL:
        return say("share", share=wording.ratio(language, figure), year=now.year)
    return say("share", share=wording.share(language, now), year=now.year)


def _judged(language: str, now: Assessment, base: str) -> str:
    """The verdict as the title goes on."""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"admissions.judged.{key}", **values)

    target, figure, judgement = now.target, now.figure, now.judgement
    name, aim = judgement.verdict, wording.aim(language, now)
    if figure.denominator is None and not target.is_count:
        return say("no_base", base=base)
    if name == "not_set":
        return say("not_set")
    if name == "followed":
        return say("followed")
    if judgement.infeasible:
        return say("infeasible", count=figure.denominator, aim=aim)
    if judgement.outside:
        return say("outside")
    if name == "not_applicable":
        return say("nobody")
    if name == "not_enough_data":
        if figure.reported < figure.expected:
            counts = {"reported": figure.reported, "expected": figure.expected}
            return say("incomplete", **counts)
        return say("not_enough_data")
    running = part_year(now)
    if running is not None:
        return say(
            "part_year",
            wanted=texts.number(language, running.wanted),
            due=texts.number(language, running.due, 1),
            pace=texts.number(language, running.pace, 2),
        )
    if name in PACED:
        word = lower_first(wording.verdict(language, name))
        if judgement.pace is None:
            return word
        return say("pace", word=word, pace=texts.number(language, judgement.pace, 2))
    ranged = target.comparator in _RANGES
    if name in SHORT_OF:
        key = "below" if ranged else "short"
        return say(key, aim=aim, count=judgement.gap or 0)
    if name == "above":
        return say("above", aim=aim, count=judgement.surplus or 0)
    if ranged:
        return say("inside", aim=aim)
    if figure.is_partial and target.when != "term":
        return say("met_early", aim=aim)
    if judgement.surplus:
        return say("met_more", aim=aim, count=judgement.surplus)
    return say("met", aim=aim)


def _where(
    language: str, now: Assessment, below: Sequence[Assessment], parts: str
) -> str:
    """How many of the units one step down fall short; "" where nothing is judged."""
    judged = [
        one
        for one in below
        if one.judgement.verdict in MET | SHORT_OF | PACED | {"slightly_behind"}
        or one.judgement.verdict == "above"
    ]
    if now.target.when == "term" or now.judgement.verdict in wording.NO_VERDICT:
        return ""
    behind = NEEDS_ATTENTION | {"slightly_behind"}
    short = sum(one.judgement.verdict in behind for one in judged)
    if not judged or now.figure.denominator is None:
        return ""
    ranged = now.target.comparator in _RANGES
    paced = any(one.judgement.pace is not None for one in judged)
    key = "behind" if paced else ("below_range" if ranged else "below")
    if not short:
        key = f"none_{key}"
    return texts.text(
        language,
        f"admissions.where.{key}",
        short=short,
        all=len(judged),
        parts=parts,
    )


def cards(language: str, shown: Sequence[Assessment]) -> tuple[Card, ...]:
    """A card for each target on the rate, then the term's business owners and non-state
    cells, in the order given."""
    return tuple(
        _rate_card(language, one)
        if one.target.indicator == RATE
        else _count_card(language, one)
        for one in shown
    )


def label(language: str, now: Assessment) -> str:
    """A target as its card and its picker call it: "DP-3 Kết nạp ĐV"."""
    short = now.target.short.of(language)
    return f"{now.target.id} {short}" if is_of_programme(now.target) else short


def _rate_card(language: str, now: Assessment) -> Card:
    figure, judgement = now.figure, now.judgement
    if figure.numerator is None:
        none = texts.text(language, "overview.not_sent")
        return Card(label(language, now), "–", (Note(none),))
    notes = [Note(_verdict(language, now), judgement.verdict)]
    if now.target.is_count:
        value = texts.number(language, wording.judged_count(now) or 0)
    elif figure.denominator and figure.denominator >= wording.SMALL:
        value = wording.share(language, now)
    else:
        value = wording.ratio(language, figure)
    told = [] if now.target.is_count else [wording.ratio(language, figure)]
    if figure.unknown:
        unknown = texts.text(language, "admissions.unknown", count=figure.unknown)
        told.append(unknown)
    if figure.is_partial:
        told.append(wording.as_of(language, [figure.as_of]))
    streak = judgement.streak
    if streak and streak > 1:
        told.append(texts.text(language, "overview.streak", count=streak))
    about = "~" if now.estimated else ""
    if told:
        notes.append(Note(" · ".join(told)))
    return Card(label(language, now), about + value, tuple(notes))


def _count_card(language: str, now: Assessment) -> Card:
    """The term's total against its target; without a target the year's count alone."""
    target, figure, judgement = now.target, now.figure, now.judgement
    title = label(language, now)
    cut = now.since is not None and now.since > (target.from_year or now.year)
    if target.when == "term":
        title = texts.text(
            language,
            "admissions.cards.term",
            title=title,
            # As another population the unit has no years before.
            first=now.since if cut else target.from_year,
            last=target.to_year,
        )
    if figure.numerator is None and judgement.numerator is None:
        none = texts.text(language, "overview.not_sent")
        return Card(title, "–", (Note(none),))
    counted = wording.judged_count(now) or 0
    things = wording.noun(language, target.indicator, counted)
    about = "~" if now.estimated else ""
    value = f"{about}{texts.number(language, counted)} {things}"
    notes = [Note(_verdict(language, now), judgement.verdict)]
    told = []
    if target.when == "term" and figure.numerator is not None:
        told.append(
            texts.text(
                language,
                "admissions.cards.this_year",
                year=now.year,
                count=figure.numerator,
            )
        )
    if figure.unknown:
        told.append(texts.text(language, "admissions.unknown", count=figure.unknown))
    if figure.reported < figure.expected:
        told.append(wording.coverage(language, figure))
    if judgement.incomplete:
        key = "cut" if cut else "incomplete"
        told.append(texts.text(language, f"admissions.cards.{key}"))
    if told:
        notes.append(Note(" · ".join(told)))
    return Card(title, value, tuple(notes))


def _verdict(language: str, now: Assessment) -> str:
    """The verdict and what is asked for: "Chưa đạt ≥ 3 %"."""
    word = wording.verdict(language, now.judgement.verdict)
    if now.judgement.verdict == "followed" and not is_of_programme(now.target):
        return texts.text(language, "admissions.cards.no_target")
    if now.target.comparator in ("not_set", "followed"):
        return word
    return f"{word}: {wording.aim(language, now)}"


def differing(language: str, rates: Sequence[Assessment]) -> str | None:
    """That two targets on the same rate come to different verdicts; None where they
    agree or one of them has none."""
    judged = [
        one
        for one in rates
        if one.judgement.verdict in MET | SHORT_OF | PACED | {"above"}
    ]
    for first in judged[:1]:
        good = first.judgement.verdict in MET
        for second in judged[1:]:
            if (second.judgement.verdict in MET) != good:
                return texts.text(
                    language,
                    "admissions.differ",
                    first=first.target.id,
                    second=second.target.id,
                    first_word=lower_first(_verdict(language, first)),
                    second_word=lower_first(_verdict(language, second)),
                )
    return None
