"""A figure of one unit and year, and what is said of it against a target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

# Larger than any denominator that can occur: the size of units of unknown size.
_ANY_SIZE = 10**12
ON_TRACK = Fraction(95, 100)
SLIGHTLY_BEHIND = Fraction(60, 100)


@dataclass(frozen=True)
class Figure:
    """What is known of a unit in a year, counts first.

    numerator None: not reported. denominator None beside a numerator: a count only,
    or the base is missing. `unknown`: cases not in the denominator. `as_of` None is
    the year's end. `reported` of `expected` units have come; `missing_size` is the
    denominator of the others as last known, None where nobody knows it.
    """

    year: int
    numerator: int | None
    denominator: int | None
    unknown: int = 0
    as_of: date | None = None
    reported: int = 1
    expected: int = 1
    missing_size: int | None = None
    estimated: bool = False

    @property
    def value(self) -> Fraction | None:
        """The share; None where it is not reported, has no base, or is 0/0."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def is_partial(self) -> bool:
        """Whether it speaks for another day than 31/12."""
        return self.as_of is not None and (self.as_of.month, self.as_of.day) != (12, 31)

    @property
    def elapsed(self) -> Fraction:
        """The part of the year that had passed: day 181 of 365 on 30/06/2025."""
        if self.as_of is None:
            return Fraction(1)
        days = date(self.as_of.year, 12, 31).timetuple().tm_yday
        return Fraction(self.as_of.timetuple().tm_yday, days)

    @property
    def at(self) -> Fraction:
        """When it speaks, in years: 31/12/2025 is 2025."""
        if not self.is_partial:
            return Fraction(self.year)
        return self.year - 1 + self.elapsed

    @property
    def day(self) -> date:
        """The day it speaks for."""
        return self.as_of or date(self.year, 12, 31)

    @property
    def is_incomplete(self) -> bool:
        """Whether some of the expected units have not reported."""
        return self.reported < self.expected


@dataclass(frozen=True)
class Case:
    """How the cases that nobody knows are taken: −1 none meets, 1 all meet, 0 left out.

    `missing`: those of units that have not reported; `unknown`: empty cells.
    """

    missing: int = 0
    unknown: int = 0

    def opposite(self) -> Case:
        """The other extreme, for a figure that is compared with this one."""
        return Case(-self.missing, -self.unknown)

    def of(self, figure: Figure | None) -> Figure | None:
        """The figure with those cases counted in; as it is where it has no numerator.

        Units of unknown size could be of any size, so a known failing case still
        keeps 100 % out of reach.
        """
        if figure is None or figure.numerator is None:
            return figure
        more = figure.unknown if self.unknown else 0
        meeting = more if self.unknown > 0 else 0
        if self.missing and figure.is_incomplete:
            size = _ANY_SIZE if figure.missing_size is None else figure.missing_size
            more += size
            meeting += size if self.missing > 0 else 0
        total = None if figure.denominator is None else figure.denominator + more
        return Figure(
            figure.year, figure.numerator + meeting, total, as_of=figure.as_of
        )


@dataclass(frozen=True)
class Judgement:
    """What is said of a target in a year. None: not a matter of this target or year.

    `numerator` and `denominator` are the counts that were judged (a term's sums, the
    deadline's year). `gap`: how many more cases are needed, 0 where met (for an upper
    limit and a cut: how many too many); `surplus`: how many could be spared.
    `streak` and `longest`: years met in a row, the current run ending in this year;
    `met_years` of `reported_years`. `pace`: progress made over progress due.
    `required_now`: what the pace asks for by now (a share; of a year or term that is
    not over, a count). `required_target`: the number judged against.
    `needed_per_year` and `achieved_per_year`: shares (0.05 is 5 points a year).
    `near`: Wilson's 95 % interval contains the target. `small`: fewer than 10 cases.
    `partial`: speaks for another day than 31/12. `final`: nothing can change it.
    `incomplete`: years of the term are missing. `unknown_could_turn`: the empty cells
    could change the verdict. `feasible`: the counts that a range allows;
    `infeasible`: it allows none at this size. `outside`: the target is not asked for
    in that year. `distance`: share minus target. `rises`: the share rose against the
    year before (True also at 100 %). `pooled`: value is of all the years together.
    """

    verdict: str
    numerator: int | None = None
    denominator: int | None = None
    gap: int | None = None
    surplus: int | None = None
    streak: int | None = None
    longest: int = 0
    met_years: int = 0
    reported_years: int = 0
    pace: Fraction | None = None
    required_now: Fraction | None = None
    required_target: Fraction | None = None
    needed_per_year: Fraction | None = None
    achieved_per_year: Fraction | None = None
    near: bool = False
    small: bool = False
    partial: bool = False
    final: bool = False
    incomplete: bool = False
    unknown_could_turn: bool = False
    feasible: tuple[int, int] | None = None
    infeasible: bool = False
    outside: bool = False
    distance: Fraction | None = None
    rises: bool | None = None
    equivalent_met: bool | None = None
    pooled: bool = False
    baseline_year: int | None = None


Series = Mapping[int, Figure]


def pace_verdict(pace: Fraction) -> str:
    """The word for a pace: cut-offs 0.95, 0.60 and 0 (Open SDG, METHODS 3)."""
    if pace >= ON_TRACK:
        return "on_track"
    if pace >= SLIGHTLY_BEHIND:
        return "slightly_behind"
    return "far_behind" if pace >= 0 else "moving_away"
