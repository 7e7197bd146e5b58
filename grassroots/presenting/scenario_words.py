"""What is said of a scenario: the title that is its finding, cells, sentences. Pure."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.presenting.scenario import Line, View
from grassroots.presenting.scenario_shares import sum_of_parts
from grassroots.progress import UNJUDGED
from grassroots.scenario.pace import GoingOn, TooFewPoints, needed_each_year
from grassroots.wording import MET, ON_COURSE

_LISTED = 3  # units that a sentence names


def title(language: str, view: View, parts: str) -> str:
    """The finding: where things stand and what is missing, or what the scenario makes
    of it, short enough for one line. parts: what the units are called ("địa bàn")."""
    said = _then(language, view, parts) if view.changes else _today(language, view)
    figure = view.whole.part.facts.figure
    if not figure.is_incomplete:
        return said
    coverage = wording.coverage(language, figure)
    return texts.text(language, "scenario.title.partly", said=said, coverage=coverage)


def _then(language: str, view: View, parts: str) -> str:
    said = texts.text(
        language,
        "scenario.title.then",
        more=more(language, view),
        value=value(language, view.whole.assessed),
        year=view.until,
    )
    return f"{said}; {_outcome(language, view, parts)}"


def _today(language: str, view: View) -> str:
    facts = view.whole.part.facts
    said = texts.text(
        language,
        "scenario.title.today",
        measure=view.target.short.of(language),
        value=value(language, facts),
    )
    missing = view.whole.missing
    if view.target.comparator in wording.NO_VERDICT:
        return f"{said}; " + texts.text(language, "scenario.title.no_number")
    if missing.infeasible and missing.feasible is not None:
        return f"{said}; " + texts.text(
            language,
            "scenario.title.infeasible",
            aim=aim(language, view),
            size=texts.number(language, facts.figure.denominator or 0),
        )
    if missing.needed is None:
        return f"{said}; " + texts.text(language, "scenario.title.unknown")
    if missing.excess:
        count = counted(language, view, missing.excess)
        return f"{said}; " + texts.text(
            language, "scenario.title.excess", excess=count, aim=aim(language, view)
        )
    if not missing.needed:
        key = "enough" if missing.surplus else "just_enough"
        return f"{said}; " + texts.text(
            language,
            f"scenario.title.{key}",
            aim=aim(language, view),
            surplus=counted(language, view, missing.surplus),
        )
    if view.target.comparator == "rises":
        return f"{said}; " + texts.text(
            language,
            "scenario.title.rise",
            missing=counted(language, view, missing.needed),
        )
    if (over := view.over) is not None:
        return f"{said}; " + texts.text(
            language,
            "scenario.title.over",
            year=over,
            missing=counted(language, view, missing.needed),
        )
    each = Fraction(missing.needed, len(view.years))
    return f"{said}; " + texts.text(
        language,
        "scenario.title.missing" if each > 1 else "scenario.title.missing_in_all",
        missing=counted(language, view, missing.needed),
        aim=aim(language, view),
        each=texts.number(language, ceil(each)),
    )


def _outcome(language: str, view: View, parts: str) -> str:
    """Whether that is enough: "đạt mục tiêu từ năm 2029", "vẫn thiếu 35 người"."""
    left, verdict = view.whole.left, view.whole.then.verdict
    if verdict in UNJUDGED and view.over is None:
        return wording.verdict(language, verdict).lower()
    if left.excess:
        count = counted(language, view, left.excess)
        return texts.text(language, "scenario.title.too_many", excess=count)
    if left.needed:
        short = sum(bool(line.left.needed) for line in view.lines)
        key = "short_in" if short and len(view.lines) > 1 else "short"
        return texts.text(
            language,
            f"scenario.title.{key}",
            missing=counted(language, view, left.needed),
            places=short,
            parts=parts,
        )
    if not left.needed and (over := view.over) is not None:
        return texts.text(language, "scenario.title.late", year=over)
    if verdict not in MET | ON_COURSE:
        return wording.verdict(language, verdict).lower()
    first = view.first_met
    if view.whole.missing.is_met:
        return texts.text(language, "scenario.title.still_met")
    key = "met_from" if first is not None and first < view.until else "met"
    return texts.text(language, f"scenario.title.{key}", year=first)


def more(language: str, view: View) -> str:
    """How much the scenario adds: "thêm 41 người mỗi năm", else "thêm 205 người"."""
    numbers = list(view.added.values())
    same = len(set(numbers)) == 1 and len(numbers) > 1
    key = "each_year" if same else "in_all"
    count = numbers[0] if same else sum(numbers)
    return texts.text(
        language, f"scenario.more.{key}", more=counted(language, view, count)
    )


def counted(language: str, view: View, count: int) -> str:
    """ "35 người"."""
    noun = wording.noun(language, view.target.indicator, count)
    return f"{texts.number(language, count)} {noun}"


def aim(language: str, view: View) -> str:
    """What is asked for by the horizon: "100 % (2030)"."""
    return wording.aim(language, view.whole.assessed)


def value(language: str, found: Assessment) -> str:
    """A share with two decimals, the counts where they are few or there is no base; of
    a term's count the sum so far, of a term that is over the year's own."""
    figure, target = found.figure, found.target
    last = target.to_year
    if target.is_count and last is not None and last < found.year:
        count = figure.numerator or 0
        noun = wording.noun(language, target.indicator, count)
        return f"{texts.number(language, count)} {noun}"
    few = figure.denominator is None or figure.denominator < wording.SMALL
    if found.target.is_count or few:
        return wording.result(language, found)
    about = "~" if figure.estimated else ""
    if figure.value == 1:
        return about + texts.brief_percent(language, Fraction(1))
    return about + wording.share(language, found)


def change(language: str, number: Fraction | None) -> str:
    """A pace as a table shows it: "+3,2", "–" where nobody knows."""
    if number is None:
        return "–"
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + texts.brief(language, abs(number), 1)


def needed_lines(language: str, view: View) -> list[str]:
    """What is asked for to each milestone to come, as sentences: people in all, people
    and points a year; for a share both readings, "at least" and "more than"."""
    found = []
    today, target = view.whole.part.facts.figure, view.target
    for step in needed_each_year(target, today, growing=view.counted.is_growing):
        if not step.people or step.people_each_year is None:
            continue
        found.append(
            texts.text(
                language,
                "scenario.needed.step",
                year=step.year,
                aim=texts.brief_percent(language, step.wanted),
                missing=counted(language, view, step.people),
                each=texts.number(language, step.people_each_year),
                points=texts.brief(language, step.points * 100, 2),
            )
        )
    missing = view.whole.missing
    if missing.to_reach and missing.to_pass and view.wanted is not None:
        found.append(
            texts.text(
                language,
                "scenario.needed.readings",
                aim=texts.brief_percent(language, view.wanted),
                reach=texts.number(language, missing.to_reach),
                exceed=texts.number(language, missing.to_pass),
            )
        )
    if missing.growing and missing.needed:
        found.append(texts.text(language, "scenario.needed.growing"))
    start = view.whole.part.start
    if start.denominator is not None and start.denominator != today.denominator:
        found.append(
            texts.text(
                language,
                "scenario.needed.base",
                members=texts.number(language, start.denominator),
                year=today.year,
            )
        )
    return found


def sums(language: str, view: View) -> str:
    """Why the gaps of the units do not add up to the gap of the whole, "" where they
    do."""
    found = sum_of_parts(view)
    whole = view.whole.missing.needed
    if found is None or whole is None or len(found.parts) < 2 or found.total == whole:
        return ""
    return texts.text(
        language,
        "scenario.needed.sums",
        parts=texts.number(language, found.total),
        whole=texts.number(language, whole),
    )


def pace_note(language: str, found: GoingOn | TooFewPoints, until: int) -> str:
    """What the grey band is; or why there is none."""
    if isinstance(found, TooFewPoints):
        return texts.text(
            language, "scenario.pace.refused", count=found.found, wanted=found.wanted
        )
    last = found.course.get(until)
    if last is None:
        return ""
    return texts.text(
        language,
        f"scenario.pace.{found.scale}",
        first=found.years[0],
        last=found.years[-1],
        level=texts.number(language, round(found.level * 100)),
        year=until,
        value=texts.percent(language, Fraction(last.value)),
        low=texts.number(language, Fraction(last.low) * 100, 2),
        high=texts.percent(language, Fraction(last.high)),
    )


def without_room(language: str, lines: list[Line]) -> str:
    """Which units were given more than they have room for, "" for none."""
    over = [line for line in lines if line.without_room]
    if not over:
        return ""
    names = [
        f"{line.part.name} ({texts.number(language, line.without_room)})"
        for line in over[:_LISTED]
    ]
    if len(over) > _LISTED:
        others = len(over) - _LISTED
        names.append(texts.text(language, "scenario.others", count=others))
    return texts.text(language, "scenario.no_room", units=texts.listed(language, names))
