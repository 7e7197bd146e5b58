"""Who lacks a qualification, as data: how many do not have it and how many are blank,
what the blank ones could change, and the measure by position. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.cube import Cell
from grassroots.presenting.qualifications import (
    beginning,
    is_printed,
    people,
)
from grassroots.progress import UNJUDGED, Figure
from grassroots.targets import Baseline, Target

# Both of two measures on one person.
JOINT = "hamlet_officers_school_and_theory"
OF_JOINT = ("hamlet_officers_upper_secondary", "hamlet_officers_theory_elementary")
# As programmes print a part of a baseline → as rosters are grouped by position.
_PRINTED = {"secretary": "secretary_deputy", "deputy": "secretary_deputy"}
_POSITIONS = ("secretary_deputy", "member", "unknown")


@dataclass(frozen=True)
class Lacking:
    """Who does not meet the measure, in words. head: how many do not and how many are
    blank; lines: what the blank ones could change. not_met, unknown: the counts."""

    head: str
    lines: tuple[str, ...]
    not_met: int
    unknown: int


def lacking(language: str, found: Assessment) -> Lacking | None:
    """The people behind what is missing; None where nothing is told."""
    figure, target = found.figure, found.target
    if figure.numerator is None or figure.denominator is None:
        return None
    short, blank = figure.denominator - figure.numerator, figure.unknown
    values = {
        "all": people(language, target, short + blank),
        "short": texts.number(language, short),
        "people": people(language, target, short),
        "blank": texts.number(language, blank),
        "lacking": texts.text(language, f"qualifications.lacking.{target.indicator}"),
    }
    key = "nobody"
    if short and blank:
        key = "both"
    elif short or blank:
        key = "short" if short else "blank"
    head = texts.text(language, f"qualifications.box.{key}", **values)
    lines = [_turning(language, found)] if blank else []
    gap = found.judgement.gap
    if gap and found.judgement.verdict not in UNJUDGED:
        if gap < short:
            missing = people(language, target, gap)
            lines.append(
                texts.text(language, "qualifications.box.enough", missing=missing)
            )
        size = people(language, target, figure.denominator)
        lines.append(texts.text(language, "qualifications.box.of_today", size=size))
    return Lacking(head, tuple(lines), short, blank)


def _turning(language: str, found: Assessment) -> str:
    """What the blank ones would make of the share, and of the verdict."""
    figure, judgement = found.figure, found.judgement
    numerator, total = figure.numerator or 0, figure.denominator or 0
    blank = figure.unknown
    size = texts.number(language, total + blank)

    def told(meeting: int) -> str:
        ratio = f"{texts.number(language, meeting)}/{size}"
        if total + blank < wording.SMALL:
            return ratio
        return f"{ratio} = {_share(language, found, meeting, total + blank)}"

    values = {"blank": blank, "all": told(numerator + blank), "none": told(numerator)}
    if judgement.verdict == "not_enough_data" and figure.is_incomplete:
        coverage = wording.coverage(language, figure)
        return texts.text(
            language, "qualifications.box.incomplete", coverage=coverage, **values
        )
    closed = judgement.final and bool(found.target.milestones)
    if judgement.verdict in UNJUDGED or (
        closed and found.target.milestones[-1].year < found.year
    ):
        return texts.text(language, "qualifications.box.would_be", **values)
    key = "could_turn" if judgement.unknown_could_turn else "stays"
    return texts.text(language, f"qualifications.box.{key}", **values)


def _share(language: str, found: Assessment, meeting: int, total: int) -> str:
    """A share that could be, never rounded across what is asked for."""
    against = wording.threshold(found.target, found.judgement.required_target)
    shown = wording.shown_percent(Fraction(meeting, total), against, 2)
    return texts.percent(language, shown)


@dataclass(frozen=True)
class Line:
    """A row of the table by position, as texts; "" for what is not told."""

    name: str
    base: str
    share: str
    ratio: str
    unknown: str


def by_position(
    language: str, found: Assessment, cells: Sequence[Cell], joint: Assessment | None
) -> tuple[Line, ...]:
    """The measure by position, in the year and at its beginning; `joint` (both of two
    measures on one person) as the last row. cells: of the unit, in all years, by
    position."""
    start, printed = beginning(found), is_printed(found)
    by_year = {(cell.group, cell.year): cell for cell in cells}
    told = {group for group, year in by_year if year == found.year}
    shown = []
    for group in _POSITIONS:
        cell = by_year.get((group, found.year))
        if group not in told or cell is None or cell.numerator is None:
            continue
        if not cell.denominator and not cell.unknown:
            continue
        base = ""
        if start is not None and printed:
            base = _printed(language, found.target, group)
        elif start is not None:
            then = by_year.get((group, start.year))
            base = _value(language, then) if then else ""
        shown.append(
            Line(
                texts.text(language, f"qualifications.positions.{group}"),
                base,
                _value(language, cell),
                _ratio(language, cell),
                texts.number(language, cell.unknown) if cell.unknown else "–",
            )
        )
    if len(shown) < 2 and joint is None:
        return ()
    if joint is not None and joint.figure.numerator is not None:
        shown.append(_joint_line(language, joint, printed))
    return tuple(shown)


def _joint_line(language: str, joint: Assessment, printed: bool) -> Line:
    start = beginning(joint)
    base = _value(language, start) if start is not None else ""
    if printed and not is_printed(joint):
        base = texts.text(language, "qualifications.base.not_printed")
    figure = joint.figure
    return Line(
        texts.text(language, "qualifications.positions.joint"),
        base,
        _value(language, figure),
        _ratio(language, figure),
        texts.number(language, figure.unknown) if figure.unknown else "–",
    )


def _printed(language: str, target: Target, group: str) -> str:
    """What the programme prints of a position: "77,58 %"."""
    found: list[Baseline] = [
        one
        for one in target.baselines
        if one.by == "position"
        and one.numerator is not None
        and one.denominator
        and _PRINTED.get(one.group or "", one.group) == group
    ]
    if not found:
        return texts.text(language, "qualifications.base.not_printed")
    one = found[0]
    assert one.numerator is not None and one.denominator is not None
    return texts.percent(language, Fraction(one.numerator, one.denominator))


def _value(language: str, told: Cell | Figure) -> str:
    if told.numerator is None or not told.denominator:
        return ""
    if told.denominator < wording.SMALL:
        return _ratio(language, told)
    return texts.percent(language, Fraction(told.numerator, told.denominator))


def _ratio(language: str, told: Cell | Figure) -> str:
    if told.numerator is None or told.denominator is None:
        return ""
    return "/".join(
        texts.number(language, one) for one in (told.numerator, told.denominator)
    )
