"""A measure by unit: the chosen unit first, then the units one step below it, each a
bar with its verdict, share, counts and what is missing. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from grassroots import charts, texts, wording
from grassroots.assessment import Assessment
from grassroots.charts import Palette
from grassroots.plots.bars import Bar, Columns, Part
from grassroots.units import Unit

ENDS = (20, 36, 106, 186, 264)  # pixels where the columns at the right end


def columns(language: str) -> Columns:
    """Verdict's shape, ≈, share, counts, what is missing."""
    return Columns(
        heads=(
            "",
            "",
            texts.text(language, "page.columns.share"),
            texts.text(language, "page.columns.ratio"),
            texts.text(language, "page.columns.missing"),
        ),
        ends=ENDS,
        bold=(True, False, True, False, True),
    )


def cells(
    language: str, found: Assessment | None, colours: Palette
) -> tuple[tuple[str, str], ...]:
    """The texts of the columns, each with its colour; blank where nothing is told."""
    muted, ink = colours.muted, colours.text
    if found is None or found.figure.numerator is None:
        return (("–", muted), ("", ink), ("", ink), ("", ink), ("", ink))
    figure, judgement = found.figure, found.judgement
    tone = colours.tone(judgement.verdict)
    small = figure.denominator is not None and figure.denominator < wording.SMALL
    share = "" if small or figure.value is None else wording.share(language, found)
    about = "~" if found.estimated else ("≈" if judgement.near and not small else "")
    return (
        (charts.GLYPHS[judgement.verdict], tone),
        (about, muted),
        (share, tone if judgement.verdict != "followed" else ink),
        (wording.ratio(language, figure), muted),
        (_missing(language, found), ink),
    )


def _missing(language: str, found: Assessment) -> str:
    judgement = found.judgement
    if judgement.verdict in ("not_enough_data", "not_reported"):
        return "?"
    if judgement.verdict == "followed":
        return ""
    return texts.number(language, judgement.gap) if judgement.gap else "–"


def bar(
    language: str,
    unit: Unit,
    found: Assessment | None,
    parts: tuple[Part, ...],
    colours: Palette,
    strong: bool = False,
) -> Bar:
    """One unit as a bar; without a figure its note says so."""
    name = (
        wording.whole_unit(language, unit)
        if strong
        else wording.unit_name(language, unit)
    )
    reported = found is not None and found.figure.numerator is not None
    note = ""
    if not reported:
        note = texts.text(language, "overview.not_sent")
    elif found is not None and found.figure.denominator == 0:
        if found.figure.unknown:
            count = found.figure.unknown
            note = texts.text(language, "page.unknown", count=count)
        else:
            note = texts.text(language, "page.nothing_counted")
    return Bar(
        name=escape(short(name)),
        code=None if strong else unit.code,
        parts=parts if reported else (),
        columns=cells(language, found, colours),
        strong=strong,
        note=note,
    )


_NAME = 23  # letters of a unit's name beside a bar


def short(name: str) -> str:
    """A name that fits beside a bar; the hover and the next page have it whole."""
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"


def share_parts(
    language: str, found: Assessment | None, colours: Palette
) -> tuple[Part, ...]:
    """A plain share as a bar in the colour of its verdict, the rest as its track."""
    if found is None or found.value is None:
        return ()
    figure, verdict = found.figure, found.judgement.verdict
    assert figure.numerator is not None and figure.denominator is not None
    share = float(found.value * 100)
    fill = colours.blue if verdict == "followed" else colours.tone(verdict)
    told = hover(language, found)
    rest = figure.denominator - figure.numerator
    return (
        Part(
            share,
            texts.number(language, figure.numerator),
            told,
            fill,
            colours.background,
        ),
        Part(
            100 - share,
            texts.number(language, rest) if rest else "",
            told,
            colours.track,
            colours.text,
        ),
    )


def hover(language: str, found: Assessment) -> str:
    """Share, counts, unknown and coverage in a few lines."""
    figure = found.figure
    share = wording.share(language, found) if figure.value is not None else ""
    lines = [
        " · ".join(one for one in (share, wording.ratio(language, figure)) if one),
        wording.judged(language, found),
    ]
    if figure.unknown:
        count = figure.unknown
        lines.append(texts.text(language, "page.unknown", count=count))
    if figure.expected:
        lines.append(wording.coverage(language, figure))
    return "<br>".join(escape(line) for line in lines)


def ordered(units: Sequence[Unit], assessments: Mapping[int, Assessment]) -> list[Unit]:
    """By share, since the order shows the bars only; what is not told comes last."""

    def place(unit: Unit) -> tuple[bool, float, str]:
        found = assessments.get(unit.unit_id)
        value = found.value if found else None
        return (value is None, -float(value or 0), unit.code)

    return sorted(units, key=place)


def notes(
    language: str, indicator: str, now: Assessment, has_units: bool
) -> tuple[str, ...]:
    """The small print under the bars."""
    said = []
    figure = now.figure
    if has_units:
        said.append(texts.text(language, "page.click_bar"))
    said.append(texts.text(language, "page.near"))
    if now.judgement.gap and has_units:
        said.append(texts.text(language, "page.gaps"))
    lines = [" ".join(said)]
    if figure.expected and figure.reported < figure.expected:
        lines.append(
            texts.text(
                language,
                "page.coverage",
                reported=figure.reported,
                expected=figure.expected,
            )
        )
    if figure.unknown:
        said_unknown = texts.text(language, "page.unknown", count=figure.unknown)
        lines.append(said_unknown[:1].upper() + said_unknown[1:] + ".")
    return tuple(lines)
