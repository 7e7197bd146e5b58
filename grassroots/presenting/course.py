"""The years of a measure as a trend: points, target, break, required line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from html import escape

from grassroots import charts, texts, wording
from grassroots.assessment import Assessment
from grassroots.charts import Palette
from grassroots.plots.trend import Course, Point
from grassroots.progress import Figure

CHANGE_OF_UNITS = 2025  # communes under the province since 1/7/2025


@dataclass(frozen=True)
class Years:
    """What a trend chart takes: see `plots.trend.trend`."""

    course: Course
    target: float | None
    band: tuple[float, float] | None
    target_label: str
    required: tuple[tuple[int, float], ...]
    counted: bool


def years(
    language: str,
    now: Assessment,
    yearly: dict[int, Assessment],
    colours: Palette,
    name: str = "",
) -> Years:
    """The series up to the year of `now`. yearly: the assessments of single years,
    where there are any: their verdicts give the points their shapes."""
    target = now.target
    counted = target.is_count
    points = [
        _point(language, figure, yearly.get(figure.year), now, colours)
        for figure in now.series
        if figure.year <= now.year
    ]
    known = [point for point in points if point.value is not None]
    first = known[0].year if known else now.year
    against = wording.threshold(target, now.judgement.required_target)
    judged = target.comparator not in wording.WITHOUT_NUMBER
    scale = 1 if counted else 100
    ranged = target.comparator in ("range", "count_range")
    band = None
    if ranged and target.low is not None and target.high is not None:
        band = (float(target.low * scale), float(target.high * scale))
    return Years(
        course=Course(
            points=tuple(point for point in points if point.year >= first),
            colour=colours.muted,
            name=name,
            cut=now.since,
        ),
        target=None
        if band or not judged or against is None
        else float(against * scale),
        band=band,
        target_label=wording.aim(language, now) if judged else "",
        required=_required(now),
        counted=counted,
    )


def _point(
    language: str,
    figure: Figure,
    found: Assessment | None,
    now: Assessment,
    colours: Palette,
) -> Point:
    counted = now.target.is_count
    value = figure.value * 100 if figure.value is not None else None
    if counted and figure.numerator is not None:
        value = Fraction(figure.numerator)
    verdict = found.judgement.verdict if found else "followed"
    if figure.year == now.year:
        verdict = now.judgement.verdict
    small = figure.denominator is not None and figure.denominator < wording.SMALL
    ratio = wording.ratio(language, figure)
    if value is None:
        label = ""
    elif counted or small:
        label = ratio
    else:
        label = texts.number(language, value, 1 if value >= 10 else 2)
    share = texts.percent(language, figure.value) if figure.value is not None else ""
    told = [f"{figure.year}: {share or ratio}", ratio if share else ""]
    told.append(wording.as_of(language, [figure.as_of]) if figure.is_partial else "")
    if figure.is_incomplete:
        told.append(wording.coverage(language, figure))
    if found is not None or figure.year == now.year:
        told.append(wording.marked(language, verdict))
    return Point(
        year=figure.year,
        value=float(value) if value is not None else None,
        glyph=charts.GLYPHS[verdict],
        colour=colours.tone(verdict) if verdict != "followed" else colours.muted,
        label=("~" if figure.estimated and label else "") + label,
        hover="<br>".join(escape(line) for line in told if line),
        # Some units have not reported: no year that stands like the others.
        partial=figure.is_partial or figure.is_incomplete,
    )


def _required(now: Assessment) -> tuple[tuple[int, float], ...]:
    """From the first figure judged against, through the milestones to the last one."""
    target = now.target
    if target.when != "deadline" or not target.milestones:
        return ()
    start = now.baseline
    if start is None or start.value is None or now.judgement.baseline_year is None:
        return ()
    line = [(start.year, float(start.value * 100))]
    line += [
        (milestone.year, float(milestone.value * 100))
        for milestone in target.milestones
        if milestone.year > start.year
    ]
    return tuple(line) if len(line) > 1 else ()


def title(language: str, now: Assessment) -> str:
    """How the measure went: "2020–2025: từ 88,1 % đến 91,2 %"."""
    told = [
        figure
        for figure in now.series
        if figure.year <= now.year
        and figure.numerator is not None
        and figure.denominator != 0
    ]
    if len(told) < 2:
        return ""
    ends = (told[0], told[-1])
    counted = now.target.is_count or any(_is_few(figure) for figure in ends)
    old, new = (_label(language, figure, counted) for figure in ends)
    first, last = (figure.year for figure in ends)
    return texts.text(language, "page.course", first=first, last=last, old=old, new=new)


def _is_few(figure: Figure) -> bool:
    return figure.denominator is None or figure.denominator < wording.SMALL


def _label(language: str, figure: Figure, counted: bool) -> str:
    if counted or figure.value is None:
        return wording.ratio(language, figure)
    return texts.percent(
        language, figure.value, 1 if figure.value >= wording.FINE else 2
    )
