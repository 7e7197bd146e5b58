"""What a figure and its judgement are called: the short words of tables and titles.

Pure: numbers in, text of one language out. A count is never rounded and stands beside
every share; a share is never rounded across its target.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from grassroots import texts
from grassroots.assessment import Assessment
from grassroots.charts import GLYPHS
from grassroots.progress import Figure, shown_percent
from grassroots.targets import Target
from grassroots.units import Unit

PACED = frozenset(("on_track", "slightly_behind", "far_behind", "moving_away", "keep"))
MET = frozenset(("met", "inside"))
SHORT_OF = frozenset(("not_met", "missed", "below"))
ON_COURSE = frozenset(("on_track", "keep"))
NEEDS_ATTENTION = SHORT_OF | {"far_behind", "moving_away"}
NO_VERDICT = frozenset(("not_applicable", "not_set", "followed"))
WITHOUT_NUMBER = frozenset(("not_set", "followed", "rises", "relative_cut"))
FINE = Fraction(1, 10)  # targets below it are shown with two decimals everywhere
SMALL = 10


def unit_name(language: str, unit: Unit) -> str:
    """A unit's name in a table: as written, without what its kind has in common."""
    if unit.level == "area":
        return unit.name.removeprefix("Địa bàn ")
    if unit.level == "district" and unit.name.startswith("Đảng ủy "):
        name = unit.name.removeprefix("Đảng ủy ").removesuffix(" tỉnh")
        return name[:1].upper() + name[1:]
    return unit.name


def whole_unit(language: str, unit: Unit) -> str:
    """A unit's name in a path: "Toàn tỉnh Sông Lam" for the province."""
    if unit.level != "province" or unit.name.startswith("Toàn "):
        return unit_name(language, unit)
    name = unit.name
    if language == "vi" and name.startswith("Tỉnh "):
        name = "tỉnh " + name.removeprefix("Tỉnh ")
    return texts.text(language, "units.whole", name=name)


def parts(language: str, units: Sequence[Unit], count: int = 2) -> str:
    """What the units of one step are called together: "địa bàn", "xã, phường"."""
    levels = {unit.level for unit in units}
    level = "area" if "area" in levels else min(levels, default="organisation")
    if "district" in levels and "area" not in levels:
        level = "district"
    if "group" in levels:
        level = "group"
    return texts.text(language, f"units.parts.{level}", count=count)


def noun(language: str, indicator: str, count: int = 2) -> str:
    """What an indicator counts: "người", "thôn"."""
    return texts.text(language, f"indicators.{indicator}.noun", count=count)


def of_people(indicator: str) -> bool:
    """Whether an indicator counts people (and not hamlets or organisations)."""
    return noun("vi", indicator) in ("người", "đảng viên", "cán bộ", "cấp ủy viên")


def verdict(language: str, name: str) -> str:
    """A verdict in words: "Đạt"."""
    return texts.text(language, f"verdicts.{name}")


def marked(language: str, name: str) -> str:
    """A verdict as shape and words: "● Đạt"."""
    return f"{GLYPHS[name]} {verdict(language, name)}"


def judged(language: str, assessment: Assessment) -> str:
    """The verdict of an assessment as shape and words, with ~ where it is an estimate:
    "● Đạt ~"."""
    said = marked(language, assessment.judgement.verdict)
    return f"{said} ~" if assessment.estimated else said


def threshold(target: Target, required: Fraction | None = None) -> Fraction | None:
    """The number that a value is held against: the share, the count, a range's low."""
    if required is not None:
        return required
    for number in (target.value, target.low, target.high):
        if number is not None:
            return Fraction(number)
    return Fraction(target.milestones[-1].value) if target.milestones else None


def deadline(target: Target, year: int) -> int | None:
    """The year of the milestone that is next in a year, the last one afterwards."""
    years = [milestone.year for milestone in target.milestones]
    return min((due for due in years if due >= year), default=max(years, default=None))


def is_due(assessment: Assessment) -> bool:
    """Whether a verdict can be final in its year: yearly, always, deadline reached."""
    if assessment.judgement.verdict in PACED:
        return False
    until = deadline(assessment.target, assessment.year)
    return until is None or until <= assessment.year


def aim(language: str, assessment: Assessment) -> str:
    """What is asked for: "> 90 %", "100 % (2030)", "3–4 %", "≥ 1"."""
    target, judgement = assessment.target, assessment.judgement
    if target.comparator in ("not_set", "followed", "rises"):
        return texts.text(language, f"aims.{target.comparator}")
    if target.comparator == "relative_cut":
        cut = _span(language, target)
        return texts.text(language, "aims.relative_cut", cut=cut)
    if target.comparator in ("range", "count_range"):
        return _span(language, target)
    number = threshold(target, judgement.required_target)
    if number is None:
        return texts.text(language, "aims.not_set")
    if target.is_count:
        sign = "≤" if target.comparator == "at_most" else "≥"
        said = f"{sign} {texts.brief(language, number)}"
    else:
        said = texts.brief_percent(language, number)
        above = "> " if target.is_strict else "≥ "
        if number < 1:
            said = ("≤ " if target.comparator == "at_most" else above) + said
    if target.comparator == "average":
        said = texts.text(language, "aims.average", aim=said)
    until = deadline(target, assessment.year)
    return said if until is None else f"{said} ({until})"


def _span(language: str, target: Target) -> str:
    low, high = Fraction(target.low or 0), Fraction(target.high or 0)
    if target.comparator == "count_range":
        ends = [texts.brief(language, end) for end in (low, high)]
        return ends[0] if low == high else "–".join(ends)
    return texts.percent_range(language, low, high)


def share(
    language: str, assessment: Assessment, decimals: int = 2, sign: bool = True
) -> str:
    """A share as text, never rounded across its target; "100" has no decimals when
    there is one decimal."""
    value = assessment.value
    if value is None:
        return ""
    against = threshold(assessment.target, assessment.judgement.required_target)
    counted = assessment.target.is_count
    shown = shown_percent(value, None if counted else against, decimals)
    if sign:
        return texts.percent(language, shown, decimals)
    whole = decimals == 1 and shown in (0, 100)
    return texts.number(language, shown, 0 if whole else decimals)


def ratio(language: str, figure: Figure) -> str:
    """ "604/662"; one number alone where there is no denominator."""
    if figure.numerator is None:
        return ""
    above = texts.number(language, figure.numerator)
    if figure.denominator is None:
        return above
    return f"{above}/{texts.number(language, figure.denominator)}"


def judged_count(assessment: Assessment) -> int | None:
    """The count held against a count: of the term so far, else of the year."""
    judged = assessment.judgement.numerator
    return assessment.figure.numerator if judged is None else judged


def result(language: str, assessment: Assessment) -> str:
    """A scoreboard's result: "91,24 % · 604/662", "3 người", "7/9", "chưa nộp"."""
    figure = assessment.figure
    if figure.numerator is None:
        return texts.text(language, "overview.not_sent")
    counted = ratio(language, figure)
    if assessment.target.is_count or figure.denominator is None:
        number = judged_count(assessment) or 0
        things = noun(language, assessment.target.indicator, number)
        about = "~" if assessment.estimated else ""
        return f"{about}{texts.number(language, number)} {things}"
    about = "~" if figure.estimated else ""
    if figure.denominator is not None and figure.denominator < SMALL:
        return about + counted
    return f"{about}{share(language, assessment)} · {counted}"


def cell(language: str, assessment: Assessment) -> str:
    """A matrix cell: "✕ 78,4", "● ≈90,5", "✕ 7/9", "– chưa nộp", "·"."""
    name, figure = assessment.judgement.verdict, assessment.figure
    if name == "not_applicable" or (figure.numerator == figure.denominator == 0):
        return GLYPHS["not_applicable"]
    if figure.numerator is None:
        return texts.text(language, "overview.not_sent")
    near = "≈" if assessment.judgement.near else ""
    near = "~" if assessment.estimated else near
    if assessment.target.is_count:
        counted = texts.number(language, judged_count(assessment) or 0)
        return f"{GLYPHS[name]} {near}{counted}"
    if figure.denominator is None or figure.denominator < SMALL:
        return f"{GLYPHS[name]} {near.strip('≈')}{ratio(language, figure)}"
    against = threshold(assessment.target)
    fine = against is not None and against < FINE
    said = share(language, assessment, 2 if fine else 1, sign=False)
    return f"{GLYPHS[name]} {near}{said}"


def pace(
    language: str,
    assessment: Assessment,
    before: Assessment | None,
) -> str:
    """A scoreboard's streak or pace: "4 năm liền", "đứt sau 3 năm", "nhịp 0,98"."""
    judgement, figure = assessment.judgement, assessment.figure
    if judgement.verdict == "not_enough_data" and figure.reported < figure.expected:
        counts = {"reported": figure.reported, "expected": figure.expected}
        return texts.text(language, "overview.sent", **counts)
    if judgement.pace is not None and judgement.verdict in PACED:
        number = texts.number(language, judgement.pace, 2)
        return texts.text(language, "overview.pace", pace=number)
    if judgement.verdict == "missed":
        return texts.text(language, "overview.closed")
    if judgement.streak:
        return texts.text(language, "overview.streak", count=judgement.streak)
    broken = before.judgement.streak if before else None
    if broken and judgement.verdict in SHORT_OF:
        return texts.text(language, "overview.streak_broken", count=broken)
    return "–"


def coverage(language: str, figure: Figure) -> str:
    """How many of the units expected to report a figure covers: "6/7 đơn vị"."""
    units = texts.text(language, "units.reporting", count=figure.expected)
    return f"{figure.reported}/{figure.expected} {units}"


def missing(language: str, assessment: Assessment, room: int | None = None) -> str:
    """How many more are needed: "77 người", "–" where none, "?" where unknown; the
    number alone where the words need more room than that many letters."""
    judgement = assessment.judgement
    if judgement.verdict in ("not_enough_data", "not_reported"):
        return "?"
    if not judgement.gap:
        return "–"
    things = noun(language, assessment.target.indicator, judgement.gap)
    number = texts.number(language, judgement.gap)
    said = f"{number} {things}"
    return said if room is None or len(said) <= room else number


def as_of(language: str, days: Sequence[date | None]) -> str:
    """The latest date that figures speak for, "–" where there is none."""
    known = [day for day in days if day is not None]
    return texts.day(language, max(known)) if known else "–"
