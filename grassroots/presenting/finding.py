"""A page's title: the finding in one sentence, made from the numbers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.headline import lower_first
from grassroots.units import Unit
from grassroots.wording import MET, NEEDS_ATTENTION, PACED, SHORT_OF

_NAMED = 3  # units that a sentence names; more are counted


def sentence(
    language: str,
    now: Assessment,
    before: Assessment | None,
    below: Mapping[str, Assessment],
    parts: str,
) -> str:
    """How much of what, its verdict, and where it falls short.

    before: the same a year earlier, for what is only followed. below: by the name of a
    unit one step down; parts: what these are called together.
    """
    figure = now.figure
    if figure.numerator is None:
        return texts.text(language, "finding.not_reported", what=what(language, now))
    said = texts.text(
        language, "finding.value", value=value(language, now), what=what(language, now)
    )
    steps = [step for step in (judged(language, now, before),) if step]
    where = places(language, now, below, parts)
    for step in steps:
        said = texts.text(language, "finding.judged", said=said, judged=step)
    said = said[:1].upper() + said[1:]
    return "; ".join([said, where] if where else [said])


def what(language: str, now: Assessment) -> str:
    """What is counted, as it stands after a number."""
    return lower_first(now.target.title.of(language))


def value(language: str, now: Assessment) -> str:
    """The share, or the counts where they are few or no share."""
    figure = now.figure
    if now.target.is_count or figure.denominator is None:
        return texts.number(language, wording.judged_count(now) or 0)
    if figure.denominator < wording.SMALL:
        return wording.ratio(language, figure)
    return wording.share(language, now)


def judged(language: str, now: Assessment, before: Assessment | None) -> str:
    """The verdict as the sentence goes on: "đạt, 4 năm liền"; "" without one."""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"finding.{key}", **values)

    judgement, figure = now.judgement, now.figure
    name = judgement.verdict
    word = lower_first(wording.verdict(language, name))
    if name == "followed":
        return _change(language, now, before)
    if name == "not_enough_data":
        return say("incomplete", word=word, **_coverage(now))
    if judgement.partial and name not in MET:
        day = wording.as_of(language, [figure.as_of])
        return say("partial", word=word, day=day)
    if name in MET and judgement.streak and judgement.streak > 1:
        return say("streak", word=word, count=judgement.streak)
    if name in PACED and judgement.pace is not None:
        pace = texts.number(language, judgement.pace, 2)
        return say("pace", word=word, pace=pace)
    if name in SHORT_OF and judgement.gap:
        return say("short", word=word, missing=wording.missing(language, now))
    return word


def _coverage(now: Assessment) -> dict[str, int]:
    return {"reported": now.figure.reported, "expected": now.figure.expected}


def comparable(one: Assessment, other: Assessment | None) -> Assessment | None:
    """The earlier assessment where its share may be held against this one: both of
    whole years, of all units and of the same population, neither of few cases."""
    if other is None or one.value is None or other.value is None:
        return None
    if one.since is not None and other.year < one.since:
        return None
    for figure in (one.figure, other.figure):
        if figure.is_incomplete or figure.is_partial:
            return None
        if (figure.denominator or 0) < wording.SMALL:
            return None
    return other


def _change(language: str, now: Assessment, before: Assessment | None) -> str:
    before = comparable(now, before)
    if before is None or before.value is None or now.value is None:
        return ""
    old, new = before.value, now.value
    points = texts.number(language, abs(new - old) * 100, 2)
    key = "same" if new == old else ("up" if new > old else "down")
    return texts.text(language, f"finding.{key}", points=points, year=before.year)


def places(
    language: str, now: Assessment, below: Mapping[str, Assessment], parts: str
) -> str:
    """Which units one step down fall short: named if few, else counted."""
    told = {
        name: found
        for name, found in below.items()
        if found.figure.numerator is not None
    }
    short = [
        name
        for name, found in told.items()
        if found.judgement.verdict in NEEDS_ATTENTION
    ]
    if not told or now.judgement.verdict in wording.NO_VERDICT:
        return ""
    if not short:
        judged_ones = [
            one for one in told.values() if one.judgement.verdict in (*MET, *PACED)
        ]
        if len(judged_ones) < 2 or len(judged_ones) < len(told):
            return ""
        return texts.text(language, "finding.nowhere", parts=parts)
    key = "behind" if now.judgement.verdict in PACED else "below"
    if len(short) <= _NAMED:
        names = texts.listed(language, short)
        return texts.text(language, f"finding.{key}_named", names=names)
    return texts.text(
        language, f"finding.{key}_many", count=len(short), all=len(told), parts=parts
    )


def by_name(
    language: str, units: Sequence[Unit], assessments: Mapping[int, Assessment]
) -> dict[str, Assessment]:
    """Assessments of units by what a table calls the unit."""
    return {
        wording.unit_name(language, unit): assessments[unit.unit_id]
        for unit in units
        if unit.unit_id in assessments
    }
