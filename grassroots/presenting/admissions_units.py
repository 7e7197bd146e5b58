"""Kết nạp by unit: a dot for each on the axis of shares, and those apart whose size
lets no whole number of people into the range. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from math import ceil, floor

from grassroots import charts, texts, wording
from grassroots.assessment import Assessment
from grassroots.charts import Palette
from grassroots.plots.dots_range import Cells, Dot
from grassroots.presenting.admissions import part_year
from grassroots.progress import Figure
from grassroots.units import Unit

_ENDS = (216, 292, 352)
_NAME = 27  # letters of a unit's name beside a dot
_UNSHARED = ("not_set", "followed")


@dataclass(frozen=True)
class Apart:
    """A unit that no whole number of people brings into the range: its counts and the
    two nearest counts with their shares, in words."""

    unit: Unit
    name: str
    ratio: str
    why: str


def columns(language: str) -> Cells:
    """Verdict, share, counts, missing people."""

    def say(key: str) -> str:
        return texts.text(language, f"admissions.columns.{key}")

    heads = (say("share"), say("ratio"), say("missing"))
    return Cells(word_head=say("verdict"), heads=heads, ends=_ENDS)


def target_of(
    language: str, now: Assessment
) -> tuple[float | None, tuple[float, float] | None, str]:
    """Floor or range in per cent, and how it is called; nothing where the target has no
    share (a count, none set, none at all)."""
    target = now.target
    if target.is_count or target.comparator in wording.WITHOUT_NUMBER:
        return None, None, ""
    said = wording.aim(language, now)
    if target.comparator == "range":
        low, high = target.low or Fraction(0), target.high or Fraction(0)
        return None, (float(low * 100), float(high * 100)), said
    number = wording.threshold(target, now.judgement.required_target)
    return (None if number is None else float(number * 100)), None, said


def dots(
    language: str,
    unit: Unit,
    now: Assessment,
    children: Sequence[Unit],
    below: Mapping[int, Assessment],
    colours: Palette,
) -> tuple[Dot, ...]:
    """The chosen unit, then those one step below it: most missing people first, then by
    code (no ranking by share); those apart are left out."""
    shown = [one for one in children if not _is_apart(below.get(one.unit_id))]

    def place(one: Unit) -> tuple[bool, int, str]:
        found = below.get(one.unit_id)
        told = found is not None and found.figure.numerator is not None
        missing = found.judgement.gap if found is not None else None
        return (not told, -(missing or 0), one.code)

    return (
        _dot(language, unit, now, colours, strong=True),
        *(
            _dot(language, one, below.get(one.unit_id), colours)
            for one in sorted(shown, key=place)
        ),
    )


def _is_apart(found: Assessment | None) -> bool:
    return found is not None and found.judgement.infeasible


def _dot(
    language: str,
    unit: Unit,
    found: Assessment | None,
    colours: Palette,
    strong: bool = False,
) -> Dot:
    full = (wording.whole_unit if strong else wording.unit_name)(language, unit)
    name = full if len(full) <= _NAME else full[: _NAME - 1].rstrip() + "…"
    code = None if strong else unit.code
    if found is None or found.figure.numerator is None:
        word = wording.marked(language, "not_reported")
        note = texts.text(language, "overview.not_sent")
        return Dot(
            name=escape(name),
            code=code,
            share=None,
            glyph=charts.GLYPHS["not_reported"],
            word=word,
            colour=colours.grey,
            cells=("", "", ""),
            hover="",
            note=note,
            strong=strong,
        )
    figure, judgement = found.figure, found.judgement
    running = part_year(found)
    due = None
    if running is not None and figure.denominator and not found.target.is_count:
        due = float(running.due / figure.denominator * 100)
    few = figure.denominator is not None and 0 < figure.denominator < wording.SMALL
    share = None if few or figure.value is None else float(figure.value * 100)
    return Dot(
        name=escape(name),
        code=code,
        share=share,
        glyph=charts.GLYPHS[judgement.verdict],
        word=_word(language, found),
        colour=colours.tone(judgement.verdict),
        cells=_cells(language, found, few),
        hover=_hover(language, full, found),
        note=_note(language, figure, few),
        strong=strong,
        hollow=figure.is_partial,
        due=due if share is not None else None,
    )


def _word(language: str, found: Assessment) -> str:
    """The verdict as shape and word, with ≈ where it is near, ~ where estimated."""
    if found.judgement.verdict == "not_applicable":
        return charts.GLYPHS["not_applicable"]
    said = wording.judged(language, found)
    return f"{said} ≈" if found.judgement.near else said


def _cells(language: str, found: Assessment, few: bool) -> tuple[str, ...]:
    figure, judgement = found.figure, found.judgement
    share = "" if few or figure.value is None else wording.share(language, found)
    missing = texts.number(language, judgement.gap) if judgement.gap else "–"
    if judgement.verdict in ("not_enough_data", "not_reported"):
        missing = "?"
    if judgement.verdict in _UNSHARED:
        missing = ""
    return (share, wording.ratio(language, figure), missing)


def _note(language: str, figure: Figure, few: bool) -> str:
    if few:
        return texts.text(language, "admissions.few")
    if figure.denominator is None:
        return texts.text(language, "admissions.no_base")
    return (
        texts.text(language, "admissions.no_members") if not figure.denominator else ""
    )


def _hover(language: str, name: str, found: Assessment) -> str:
    figure = found.figure
    share = texts.percent(language, figure.value) if figure.value is not None else ""
    counts = " · ".join(one for one in (share, wording.ratio(language, figure)) if one)
    lines = [f"<b>{escape(name)}</b>", counts, _word(language, found)]
    running = part_year(found)
    if running is not None:
        lines.append(pace_line(language, found))
    if figure.unknown:
        lines.append(texts.text(language, "admissions.unknown", count=figure.unknown))
    if figure.expected > 1:
        lines.append(wording.coverage(language, figure))
    if figure.is_partial:
        lines.append(wording.as_of(language, [figure.as_of]))
    return "<br>".join(line for line in lines if line)


def pace_line(language: str, found: Assessment) -> str:
    """A year that is not over: what it needs, what is due by now, the pace."""
    running = part_year(found)
    if running is None:
        return ""
    return texts.text(
        language,
        "admissions.pace_line",
        wanted=texts.number(language, running.wanted),
        due=texts.number(language, running.due, 1),
        pace=texts.number(language, running.pace, 2),
    )


def apart(
    language: str, children: Sequence[Unit], below: Mapping[int, Assessment]
) -> tuple[Apart, ...]:
    """The units whose size lets no whole number of people into the range, by code.

    67 members: 2 people are 2.99 %, 3 are 4.48 % (METHODS, "Ranges").
    """
    return tuple(
        Apart(
            one,
            wording.unit_name(language, one),
            wording.ratio(language, below[one.unit_id].figure),
            why(language, below[one.unit_id]),
        )
        for one in sorted(children, key=lambda one: one.code)
        if _is_apart(below.get(one.unit_id))
    )


def why(language: str, found: Assessment) -> str:
    """Which two counts lie on either side of the range, with their shares."""
    size, target = found.figure.denominator or 0, found.target
    if not size or target.low is None or target.high is None:
        return ""
    most, least = floor(target.high * size), ceil(target.low * size)

    def share(count: int) -> str:
        return texts.percent(language, Fraction(count, size))

    return texts.text(
        language,
        "admissions.apart.why",
        members=texts.number(language, size),
        under=most,
        under_share=share(most),
        over=least,
        over_share=share(least),
    )
