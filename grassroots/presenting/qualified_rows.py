"""The measures of qualifications as the rows of their chart, and the words of its key.
Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.charts import Palette
from grassroots.headline import lower_first
from grassroots.plots.milestones import Dot, Row, Said, Tick
from grassroots.presenting.measures import is_of_programme
from grassroots.presenting.qualifications import (
    Measure,
    beginning,
    beginning_word,
    missing_to,
    name,
    people,
    per_year,
)
from grassroots.progress import UNJUDGED, Figure


def rows(
    language: str, measures: Sequence[Measure], chosen: str, colours: Palette
) -> list[Row]:
    """One row a measure; chosen: the id of the target that is looked at."""
    later = any(one.later for one in measures)
    return [_row(language, one, chosen, colours, later) for one in measures]


def heads(language: str, measures: Sequence[Measure]) -> tuple[str, ...]:
    """Over the columns at the right: the verdict, and what is needed by the milestone
    after it, where any measure has one."""
    due = {one.due.year: one.is_closed for one in measures if one.due}
    year = measures[0].now.year if measures else 0
    if not due:
        first = texts.text(language, "qualifications.heads.verdict", year=year)
    elif len(due) > 1:
        first = texts.text(language, "qualifications.heads.milestones")
    else:
        ((of, closed),) = due.items()
        key = "closed" if closed else ("reached" if of == year else "coming")
        first = texts.text(language, f"qualifications.heads.{key}", year=of)
    years = {one.later.year for one in measures if one.later}
    if not years:
        return (first,)
    if len(years) > 1:
        return (first, texts.text(language, "qualifications.heads.next"))
    return (
        first,
        texts.text(language, "qualifications.heads.needed", year=years.pop()),
    )


def key(language: str, measures: Sequence[Measure]) -> tuple[tuple[str, str], ...]:
    """What the marks of the chart mean: (mark, words); the marks are begun, now, due
    and later."""
    said = []
    begun = dict.fromkeys(
        word for one in measures if (word := beginning_word(language, one.now))
    )
    if begun:
        said.append(
            (
                "begun",
                texts.text(language, "qualifications.key.begun", what=", ".join(begun)),
            )
        )
    days = [one.now.figure.as_of for one in measures if one.now.value is not None]
    if days:
        said.append(("now", wording.as_of(language, days)))
    due = {one.due.year for one in measures if one.due}
    ticks = [(one, tick) for one in measures for tick in _ticks(language, one)]
    if due:
        said.append(("due", _of_milestones(language, due)))
    if any(one.due is None for one, _ in ticks):
        said.append(("due", texts.text(language, "qualifications.key.target")))
    later = {
        int(year)
        for _, tick in ticks
        if not tick.solid
        for year in tick.label.split(", ")
    }
    if later:
        said.append(("later", _of_milestones(language, later)))
    return tuple(said)


def _of_milestones(language: str, years: set[int]) -> str:
    listed = ", ".join(str(year) for year in sorted(years))
    return texts.text(language, "qualifications.key.milestone", year=listed)


def _row(
    language: str, one: Measure, chosen: str, colours: Palette, later: bool
) -> Row:
    now = one.now
    note = ""
    if now.figure.numerator is None:
        note = texts.text(language, "overview.not_sent")
    elif now.value is None:
        note = texts.text(language, "page.nothing_counted")
    cells = [_verdict(language, one, colours)]
    if later:
        cells.append(_needed(language, one, colours))
    return Row(
        code=now.target.id,
        name=escape(name(language, now.target)),
        under=escape(_under(language, now)),
        base=_begun(language, now),
        now=_dot(language, now),
        ticks=_ticks(language, one),
        cells=tuple(cells),
        hover=_hover(language, one),
        note=escape(note),
        chosen=now.target.id == chosen,
    )


def _under(language: str, now: Assessment) -> str:
    """ "DP-4 · 223/329 → 262/318"."""
    start = beginning(now)
    begun = [wording.ratio(language, start)] if start is not None else []
    ways = [*begun, wording.ratio(language, now.figure) or "–"]
    named = now.target.id if is_of_programme(now.target) else ""
    return " · ".join(one for one in (named, " → ".join(ways)) if one)


def _begun(language: str, now: Assessment) -> Dot | None:
    start = beginning(now)
    if start is None or start.value is None:
        return None
    return Dot(float(start.value * 100), _label(language, start, now))


def _dot(language: str, now: Assessment) -> Dot | None:
    if now.value is None:
        return None
    about = "~" if now.figure.estimated else ""
    return Dot(float(now.value * 100), about + _label(language, now.figure, now))


def _label(language: str, figure: Figure, now: Assessment) -> str:
    """The share without its sign; counts where they are few."""
    if figure.value is None or (figure.denominator or 0) < wording.SMALL:
        return wording.ratio(language, figure)
    if figure is now.figure:
        return wording.share(language, now, sign=False)
    return texts.number(language, figure.value * 100, 2)


def _ticks(language: str, one: Measure) -> tuple[Tick, ...]:
    """What is asked for, each value once; what the verdict is about is solid."""
    target = one.now.target
    if not target.milestones:
        number = target.value
        if target.is_count or number is None or number > 1:
            return ()
        return (Tick(float(number * 100), ""),)
    by_value: dict[Fraction, list[int]] = {}
    for milestone in target.milestones:
        by_value.setdefault(milestone.value, []).append(milestone.year)
    judged = one.due.year if one.due else 0
    return tuple(
        Tick(
            float(value * 100),
            ", ".join(str(year) for year in years),
            solid=min(years) <= judged,
        )
        for value, years in by_value.items()
    )


def _verdict(language: str, one: Measure, colours: Palette) -> Said:
    verdict = one.verdict
    about = " ~" if one.at is not None and one.at.estimated else ""
    words = f"{wording.marked(language, verdict)}{about}"
    return Said(escape(words), escape(_because(language, one)), colours.tone(verdict))


def _because(language: str, one: Measure) -> str:
    """Below the verdict: what was missing, by how much it was passed, why none."""
    at = one.at
    if at is None:
        assert one.due is not None
        return texts.text(language, "qualifications.cell.no_year", year=one.due.year)
    judgement, figure, target = at.judgement, at.figure, at.target
    if one.verdict == "not_enough_data":
        if figure.is_incomplete:
            coverage = wording.coverage(language, figure)
            return texts.text(
                language, "qualifications.cell.reported", coverage=coverage
            )
        if one.is_closed and figure.is_partial:
            return texts.text(
                language,
                "qualifications.cell.until",
                day=wording.as_of(language, [figure.as_of]),
            )
        return ""
    if one.verdict in UNJUDGED:
        return _changed(language, one) if one.verdict == "followed" else ""
    if judgement.gap:
        said = texts.text(
            language,
            "qualifications.cell.short",
            people=people(language, target, one.gap or 0),
        )
        if judgement.pace is not None:
            pace = texts.number(language, judgement.pace, 2)
            said += f" · {texts.text(language, 'overview.pace', pace=pace)}"
        return said
    small = (judgement.denominator or 0) < wording.SMALL
    if judgement.distance and judgement.distance > 0 and not small:
        points = texts.number(language, judgement.distance * 100, 2)
        return texts.text(language, "qualifications.cell.over", points=points)
    if judgement.streak and judgement.streak > 1:
        return texts.text(language, "overview.streak", count=judgement.streak)
    return ""


def _changed(language: str, one: Measure) -> str:
    """By how much a measure without a target has changed since its beginning."""
    start, now = beginning(one.now), one.now
    if start is None or start.value is None or now.value is None:
        return ""
    if min(start.denominator or 0, now.figure.denominator or 0) < wording.SMALL:
        return ""
    change = now.value - start.value
    key = "same" if not change else ("up" if change > 0 else "down")
    points = texts.number(language, abs(change) * 100, 2)
    return texts.text(
        language, f"qualifications.cell.{key}", points=points, year=start.year
    )


def _needed(language: str, one: Measure, colours: Palette) -> Said:
    """How many more people the next milestone asks for, and how many a year."""
    if one.later is None:
        return Said("", "", colours.muted)
    count = missing_to(one.now, one.later)
    if count is None:
        return Said("?", "", colours.muted)
    if not count:
        words = texts.text(language, "qualifications.cell.reached", year=one.later.year)
        return Said("–", escape(words), colours.muted)
    rate = per_year(one.now, one.later, count)
    under = ""
    if rate is not None:
        number = texts.number(language, rate, 1)
        under = texts.text(language, "qualifications.cell.per_year", number=number)
    words = people(language, one.now.target, count)
    return Said(escape(words), escape(under), colours.text)


def _hover(language: str, one: Measure) -> str:
    """The measure in full: now, beginning, what is asked for, the verdict, unknown."""
    now = one.now
    figure, start = now.figure, beginning(now)
    lines = [now.target.title.of(language)]
    if figure.numerator is not None:
        share = wording.share(language, now) if now.value is not None else ""
        day = wording.as_of(language, [figure.as_of])
        told = [one for one in (share, wording.ratio(language, figure), day) if one]
        lines.append(" · ".join(told))
    else:
        lines.append(texts.text(language, "overview.not_sent"))
    if start is not None and start.value is not None:
        origin = beginning_word(language, now)
        share = texts.percent(language, start.value)
        ratio = wording.ratio(language, start)
        lines.append(
            texts.text(
                language,
                "qualifications.hover.begun",
                share=share,
                ratio=ratio,
                of=origin,
            )
        )
    for milestone in now.target.milestones:
        share = texts.brief_percent(language, milestone.value)
        lines.append(
            texts.text(
                language,
                "qualifications.hover.milestone",
                year=milestone.year,
                share=share,
            )
        )
    if not now.target.milestones and now.target.comparator != "followed":
        aim = wording.aim(language, now)
        lines.append(texts.text(language, "page.target", aim=lower_first(aim)))
    verdict = wording.marked(language, one.verdict)
    because = _because(language, one)
    lines.append(f"{verdict}, {because}" if because else verdict)
    if figure.unknown:
        lines.append(texts.text(language, "page.unknown", count=figure.unknown))
    if figure.is_incomplete:
        lines.append(wording.coverage(language, figure))
    return "<br>".join(escape(line) for line in lines)
