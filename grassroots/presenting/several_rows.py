"""Several measures as the rows of one chart: bar, target, verdict, counts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from grassroots import texts, wording
from grassroots.charts import Palette
from grassroots.plots.measures_overview import Columns, Row
from grassroots.presenting import by_unit
from grassroots.presenting.several import Line, counts_nobody, due
from grassroots.progress import wilson

# Pixels from the axis to where share, counts, missing and change end.
ENDS = (226, 318, 392, 496)


def columns(language: str, year: int) -> Columns:
    """Verdict, share, counts, what is missing, change against the year before."""
    return Columns(
        verdict=texts.text(language, "several.columns.verdict"),
        heads=(
            texts.text(language, "page.columns.share"),
            texts.text(language, "page.columns.ratio"),
            texts.text(language, "page.columns.missing"),
            texts.text(language, "several.columns.change", year=year - 1),
        ),
        ends=ENDS,
    )


def rows(
    language: str, found: Sequence[Line], chosen: str, colours: Palette
) -> list[Row]:
    """One row a line; chosen: the code of the one that is looked at below."""
    return [_row(language, line, line.code == chosen, colours) for line in found]


def _row(language: str, line: Line, chosen: bool, colours: Palette) -> Row:
    now, figure = line.now, line.now.figure
    verdict, target = now.judgement.verdict, now.target
    value = now.value
    small = value is not None and (figure.denominator or 0) < wording.SMALL
    tone = colours.tone(verdict)
    judged = verdict not in wording.NO_VERDICT
    ranged = target.comparator == "range" and target.low and target.high
    number = wording.threshold(target, now.judgement.required_target)
    sharing = judged and not target.is_count
    marked = sharing and target.comparator not in wording.WITHOUT_NUMBER
    return Row(
        name=escape(line.label),
        code=line.code,
        share=None if value is None else float(value * 100),
        colour=tone,
        verdict=wording.judged(language, now),
        verdict_colour=tone,
        cells=_cells(language, line, small),
        hover=by_unit.hover(language, now) if line.is_told else "",
        aim=wording.aim(language, now) if judged else "",
        target=_percent(number) if marked and not ranged else None,
        band=_band(target.low, target.high) if marked and ranged else None,
        due=_percent(due(now)) if marked else None,
        interval=_interval(line) if small else None,
        remark=_remark(language, line),
        note=_note(language, line),
        hatched=not line.is_told,
        chosen=chosen,
    )


def _cells(language: str, line: Line, small: bool) -> tuple[str, ...]:
    now = line.now
    if not line.is_told:
        return ("", "", "", "")
    share = "" if small or now.value is None else wording.share(language, now)
    about = "~" if now.figure.estimated else ("≈ " if now.judgement.near else "")
    missing = ""
    if now.judgement.verdict not in wording.NO_VERDICT:
        missing = "?" if now.judgement.verdict == "not_enough_data" else "–"
        if now.judgement.gap and missing == "–":
            missing = texts.number(language, now.judgement.gap)
    return (
        f"<b>{about}{share}</b>" if share else "",
        wording.ratio(language, now.figure),
        f"<b>{missing}</b>" if missing else "",
        change(language, line.change),
    )


def change(language: str, points: Fraction | None) -> str:
    """A change of a share in points, with its sign: "+1,26 điểm %"; "–" for none."""
    if points is None:
        return "–"
    said = texts.text(
        language, "compare.points", points=texts.number(language, abs(points) * 100, 2)
    )
    if not points:
        return said
    return f"+{said}" if points > 0 else f"−{said}"


def _note(language: str, line: Line) -> str:
    if not line.is_told:
        return texts.text(language, "overview.not_sent")
    if counts_nobody(line.now):
        return texts.text(language, "page.nothing_counted")
    return ""


def _remark(language: str, line: Line) -> str:
    """How many units sent their lists where some have not, and how many cases are not
    known."""
    figure, said = line.now.figure, []
    if line.is_told and figure.is_incomplete:
        counts = {"reported": figure.reported, "expected": figure.expected}
        said.append(texts.text(language, "overview.sent", **counts))
    if line.is_told and figure.unknown:
        said.append(texts.text(language, "page.unknown", count=figure.unknown))
    return " · ".join(said)


def _interval(line: Line) -> tuple[float, float]:
    figure = line.now.figure
    low, high = wilson(figure.numerator or 0, figure.denominator or 0)
    return low * 100, high * 100


def _band(low: Fraction | None, high: Fraction | None) -> tuple[float, float]:
    return float((low or 0) * 100), float((high or 0) * 100)


def _percent(number: Fraction | None) -> float | None:
    return None if number is None else float(number * 100)
