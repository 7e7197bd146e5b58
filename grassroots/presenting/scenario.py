"""A scenario of one target as data: what was changed in each unit, where that leads the
unit and the whole, what is still missing then. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grassroots.assessment import Assessment
from grassroots.judgement import Figure, Judgement
from grassroots.scenario import verdicts
from grassroots.scenario.changes import (
    NEVER,
    SAME_YEAR,
    Course,
    course,
    kind_for,
    pooled,
)
from grassroots.scenario.gaps import Gap, gap
from grassroots.scenario.plan import Plan
from grassroots.targets import Target
from grassroots.units import Unit

PAST_YEARS = 5  # that "so far, a year" looks back on, at most
AHEAD = 5  # years that can be looked ahead where no milestone is later
_BASE_WHEN = {"year_end": SAME_YEAR, "term_start": NEVER}


@dataclass(frozen=True)
class Part:
    """A unit before the scenario. name: as it is called here; facts: today's
    assessment; base: the figure of the same year on the base of the coming year (the
    members at this year's end), where that is another."""

    unit: Unit
    name: str
    facts: Assessment
    base: Figure | None = None

    @property
    def start(self) -> Figure:
        """Where the course begins: today's cases on the base of the coming year."""
        figure = self.facts.figure
        if self.base is None or self.base.denominator is None:
            return figure
        return replace(figure, denominator=self.base.denominator)

    @property
    def is_told(self) -> bool:
        """Whether there is a figure that can be changed."""
        return self.facts.figure.numerator is not None

    @property
    def series(self) -> dict[int, Figure]:
        """The facts up to today of the years in which it is the same population."""
        since = self.facts.since
        return {
            figure.year: figure
            for figure in self.facts.series
            if figure.year <= self.facts.year
            and (since is None or figure.year >= since)
        }


@dataclass(frozen=True)
class Counted:
    """How an indicator counts: flow, within one year; base: of admissions, as chosen
    (None for others)."""

    indicator: str
    flow: bool
    base: str | None = None

    @property
    def base_when(self) -> str | None:
        """When changes reach the base, where it is not as the kinds are told for."""
        return _BASE_WHEN.get(self.base or "")

    @property
    def is_growing(self) -> bool:
        """Whether a further case enlarges its own denominator."""
        return self.base == "year_end"


@dataclass(frozen=True)
class Line:
    """A unit under the scenario. numbers: how many more by year; course: its figures
    after today; then: what is said of the last of them; missing: today's gap to what
    the target asks for by then, left: the gap that remains."""

    part: Part
    numbers: Mapping[int, int]
    course: Course
    then: Judgement
    missing: Gap
    left: Gap

    @property
    def figure(self) -> Figure | None:
        """The last figure of the course; None where the unit is not reported."""
        years = self.course.figures
        return years[max(years)] if years else None

    @property
    def assessed(self) -> Assessment:
        """The target at the end of the scenario, as an assessment of facts is."""
        if self.figure is None:
            return self.part.facts
        return replace(
            self.part.facts,
            year=self.figure.year,
            figure=self.figure,
            judgement=self.then,
            alternative=None,
        )

    @property
    def made(self) -> int:
        """How many more cases the last year has than today."""
        if self.figure is None or self.figure.numerator is None:
            return 0
        return self.figure.numerator - (self.part.facts.figure.numerator or 0)

    @property
    def room(self) -> int | None:
        """How many more its base could hold then; None where no base bounds it."""
        figure = self.figure
        if figure is None or figure.numerator is None or figure.denominator is None:
            return None
        return max(figure.denominator - figure.numerator, 0)

    @property
    def without_room(self) -> int:
        """How many of the numbers found no case left to change, in all years."""
        return sum(self.course.no_room.values())


@dataclass(frozen=True)
class View:
    """The whole and its units under a scenario, from the year after today to `until`.
    silent: the units that have told nothing. first_met: the first year in which the
    whole meets the target, None where it does not by then."""

    counted: Counted
    until: int
    whole: Line
    lines: tuple[Line, ...]
    silent: tuple[Part, ...]
    first_met: int | None

    @property
    def years(self) -> range:
        """The years of the course."""
        return range(self.whole.part.facts.year + 1, self.until + 1)

    @property
    def target(self) -> Target:
        """As it is asked of the whole."""
        return self.whole.part.facts.target

    @property
    def wanted(self) -> Fraction | None:
        """The number that is asked for by then: a share, or a count."""
        return _wanted(self.target, self.whole.then)

    @property
    def done(self) -> Plan:
        """The numbers that found room, each unit's by year: what other measures that
        the same changes touch are moved by."""
        return Plan(
            added={
                (line.part.unit.code, year): number - line.course.no_room.get(year, 0)
                for line in self.lines
                for year, number in line.numbers.items()
            }
        )

    @property
    def added(self) -> dict[int, int]:
        """How many more in all units by year, those alone that found room."""
        done = self.done.added
        return {
            year: sum(number for (_, of), number in done.items() if of == year)
            for year in self.years
        }

    @property
    def changes(self) -> bool:
        """Whether any figure is changed: what found no room changes none."""
        return any(self.added.values())

    @property
    def over(self) -> int | None:
        """The year with which the time of the target ended; None while it runs."""
        target = self.target
        ends = [one.year for one in target.milestones]
        if target.to_year is not None:
            ends.append(target.to_year)
        last = max(ends, default=None)
        return last if last is not None and last < self.years[0] else None


def horizons(target: Target, today: int) -> list[int]:
    """The years that a scenario can look ahead to."""
    last = max((one.year for one in target.milestones), default=today)
    return list(range(today + 1, max(last, today + AHEAD) + 1))


def first_horizon(target: Target, today: int) -> int:
    """The year to look at first: of the next milestone, else the end of the decade's
    half in which the next year lies (2026-2030)."""
    later = [one.year for one in target.milestones if one.year > today]
    return min(later, default=min(today + AHEAD, -(-(today + 1) // 5) * 5))


def rest(whole: Part, parts: Sequence[Part], name: str) -> Part | None:
    """What the whole has beyond the units one step below it (organisations directly
    under it), as one more of them, under the whole's own code; None where there is
    nothing of it, or where the counts do not tell it apart."""
    told = [part for part in parts if part.is_told]
    if not told or not whole.is_told:
        return None
    figure = _beyond(whole.facts.figure, [part.facts.figure for part in told])
    if figure is None:
        return None
    base = None
    if whole.base is not None and all(part.base is not None for part in told):
        base = _beyond(whole.base, [part.base for part in told if part.base])
    judged = verdicts.under(
        whole.facts.target, {figure.year: figure}, {}, figure.year, flow=False
    )
    facts = replace(
        whole.facts,
        figure=figure,
        judgement=judged,
        alternative=None,
        series=(figure,),
        baseline=None,
    )
    return Part(whole.unit, name, facts, base)


def _beyond(whole: Figure, parts: Sequence[Figure]) -> Figure | None:
    """The whole less its parts; None where nothing is left or more than it."""
    counted = [one for one in parts if one.denominator is not None]
    if whole.numerator is None or whole.denominator is None:
        return None
    numerator = whole.numerator - sum(one.numerator or 0 for one in counted)
    size = whole.denominator - sum(one.denominator or 0 for one in counted)
    if size <= 0 or not 0 <= numerator <= size:
        return None
    return Figure(whole.year, numerator, size, as_of=whole.as_of)


def build(
    counted: Counted,
    whole: Part,
    parts: Sequence[Part],
    plan: Plan,
    until: int,
    kind: str | None = None,
) -> View:
    """The view of a plan. parts: the units directly in the whole; none: the whole is
    changed itself. kind: of change; None: the one that the indicator is moved by.
    Without numbers in the plan every course has today's counts."""
    told = [part for part in parts or [whole] if part.is_told]
    silent = tuple(part for part in parts if not part.is_told)
    years = range(whole.facts.year + 1, until + 1)
    numbers = {part.unit.code: plan.numbers(part.unit.code, years) for part in told}
    kind = kind or kind_for(counted.indicator).id
    courses = {
        part.unit.code: course(
            part.start,
            counted.indicator,
            {kind: numbers[part.unit.code]},
            until,
            flow=counted.flow,
            base_when=counted.base_when,
        )
        for part in told
    }
    starts = {part.unit.code: part.start for part in told}
    lines = tuple(
        _line(counted, part, numbers[part.unit.code], courses[part.unit.code], until)
        for part in told
    )
    if parts:
        of_whole = Course(pooled(whole.start, starts, courses, until))
    else:
        of_whole = courses.get(whole.unit.code, Course())
    sums = {year: sum(each.get(year, 0) for each in numbers.values()) for year in years}
    every = {year: number for year, number in sums.items() if number}
    first = verdicts.first_met(
        whole.facts.target,
        whole.series,
        of_whole.figures,
        flow=counted.flow,
        baseline=whole.facts.baseline,
    )
    return View(
        counted,
        until,
        _line(counted, whole, every, of_whole, until),
        lines,
        silent,
        first,
    )


def _line(
    counted: Counted, part: Part, numbers: Mapping[int, int], way: Course, until: int
) -> Line:
    target = part.facts.target
    then = verdicts.under(
        target,
        part.series,
        way.figures,
        until,
        flow=counted.flow,
        baseline=part.facts.baseline,
    )
    wanted = _wanted(target, then)
    growing = counted.is_growing
    missing = gap(part.facts.figure, target, wanted, growing=growing)
    left = gap(way.figures.get(until), target, wanted, growing=growing)
    if target.when == "term":  # counted over its years, not in one
        missing, left = _of_term(target, part.facts.judgement), _of_term(target, then)
    return Line(part, numbers, way, then, missing, left)


def _of_term(target: Target, judged: Judgement) -> Gap:
    """What a sum over the years of a term is short of, or has too many."""
    spare = judged.surplus or 0
    ranged = target.high is not None
    return Gap(
        needed=judged.gap,
        surplus=0 if ranged else spare,
        excess=spare if ranged else 0,
    )


def _wanted(target: Target, then: Judgement) -> Fraction | None:
    if then.required_target is not None:
        return then.required_target
    return target.value if target.low is None else target.low


def past_pace(line: Line, flow: bool) -> Fraction | None:
    """How many cases more a year it has been so far (of a flow: how many a year); None
    with fewer than two whole years that are comparable."""
    figures = [
        figure
        for figure in line.part.series.values()
        if figure.numerator is not None
        and not figure.is_partial
        and not figure.is_incomplete
        and figure.year >= line.part.facts.year - PAST_YEARS
    ]
    if len(figures) < 2:
        return None
    counts = {figure.year: figure.numerator or 0 for figure in figures}
    first, last = min(counts), max(counts)
    if flow:
        return Fraction(sum(counts.values()), len(counts))
    return Fraction(counts[last] - counts[first], last - first)
