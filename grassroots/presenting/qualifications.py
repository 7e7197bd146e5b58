"""The page of committees' qualifications as data: where each measure began, where it
stands, the milestone it is judged at, what is still needed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.progress import UNJUDGED, Figure, needed
from grassroots.targets import Milestone, Target
from grassroots.wording import MET, ON_COURSE, PACED, SHORT_OF

# Whose qualifications, and which measures are theirs.
VIEWS: Mapping[str, tuple[str, ...]] = {
    "hamlets": (
        "hamlet_officers_upper_secondary",
        "hamlet_officers_theory_elementary",
        "hamlet_officers_profession_intermediate",
        "hamlet_officers_theory_intermediate",
        "hamlet_officers_school_and_theory",
    ),
    "grassroots": (
        "secretaries_theory_intermediate",
        "grassroots_officers_trained",
        "committee_members_trained",
    ),
}
_ASKS_FOR_SHARE = (">", ">=")
# What can be met or not, however things stand.
_WITHOUT = ("followed", "not_set")


@dataclass(frozen=True)
class Measure:
    """One measure of a unit. now: in the year chosen. due: the milestone it is judged
    at, the last one that has passed or the first; later: the one after it. at: the
    assessment that says so, of the milestone's year once that is over; None where that
    year is not among those with figures."""

    now: Assessment
    at: Assessment | None
    due: Milestone | None = None
    later: Milestone | None = None

    @property
    def verdict(self) -> str:
        """The verdict at the milestone; without one that of the year. A year that had
        not reached its end when it was told settles nothing once it is over."""
        if self.at is None:
            return "not_reported"
        said = self.at.judgement.verdict
        return "not_enough_data" if self.is_closed and said in PACED else said

    @property
    def is_closed(self) -> bool:
        """Whether the milestone's year was over before the year chosen."""
        return self.due is not None and self.due.year < self.now.year

    @property
    def gap(self) -> int | None:
        """How many people were missing at the milestone, None where nobody knows."""
        if self.at is None or self.verdict in UNJUDGED:
            return None
        return self.at.judgement.gap


def measure(by_year: Mapping[int, Assessment], year: int) -> Measure:
    """One measure from its assessments in all years; `year` must be among them."""
    now = by_year[year]
    if now.target.when != "deadline" or not now.target.milestones:
        return Measure(now, now)
    points = sorted(now.target.milestones, key=lambda one: one.year)
    passed = [one for one in points if one.year <= year]
    due = passed[-1] if passed else points[0]
    later = next((one for one in points if one.year > max(due.year, year)), None)
    return Measure(now, by_year.get(min(due.year, year)), due, later)


def first_view(targets: Sequence[Target]) -> str:
    """What to look at first: those of whom the programme asks most."""
    asked = Counter(
        view
        for target in targets
        for view, indicators in VIEWS.items()
        if target.indicator in indicators and target.comparator not in _WITHOUT
    )
    return max(VIEWS, key=lambda view: (asked[view], view == "hamlets"))


def is_printed(found: Assessment) -> bool:
    """Whether the measure's beginning is printed in the programme (for its own unit
    alone), and not the first figure of the rosters."""
    start = found.baseline
    return start is not None and all(start is not one for one in found.series)


def beginning(found: Assessment) -> Figure | None:
    """The baseline, where it is older than the figure."""
    start = found.baseline
    if start is None or start.value is None or start.day >= found.figure.day:
        return None
    return start


def beginning_word(language: str, found: Assessment) -> str:
    """Where a baseline comes from: "in trong văn bản, 2022", "năm 2021"."""
    start = beginning(found)
    if start is None:
        return ""
    key = "printed" if is_printed(found) else "first"
    return texts.text(language, f"qualifications.base.{key}", year=start.year)


def missing_to(found: Assessment, milestone: Milestone) -> int | None:
    """How many more people the milestone asks for at today's number of people; None
    where that cannot be said."""
    figure, target = found.figure, found.target
    if target.comparator not in _ASKS_FOR_SHARE or found.value is None:
        return None
    if figure.is_incomplete and found.judgement.verdict == "not_enough_data":
        return None
    assert figure.numerator is not None and figure.denominator is not None
    strict = target.is_strict and milestone.value < 1
    return needed(figure.numerator, figure.denominator, milestone.value, strict)


def per_year(found: Assessment, milestone: Milestone, people: int) -> Fraction | None:
    """The same, a year, from the day of the figure on; None once there is no time."""
    left = milestone.year - found.figure.at
    return people / left if left > 0 else None


def title(language: str, measures: Sequence[Measure]) -> str:
    """The finding over several measures: how many are met, where most is missing; ""
    where none is judged (then one of them alone is the finding)."""
    asked = [one for one in measures if one.now.target.comparator not in _WITHOUT]
    judged = [one for one in asked if one.verdict not in UNJUDGED]
    only = asked[0] if len(asked) == 1 else None
    if not asked or (only is not None and not only.is_closed):
        return ""
    years = {one.due.year if one.due else None for one in asked}
    year = years.pop() if len(years) == 1 else None
    of = "milestones" if year is not None else "targets"
    if not judged:
        return texts.text(
            language, f"qualifications.title.{of}.open", count=len(asked), year=year
        )
    paced = any(one.verdict in PACED for one in judged)
    kept = sum(one.verdict in MET | ON_COURSE for one in judged)
    key = "paced" if paced else "due"
    said = [
        texts.text(
            language,
            f"qualifications.title.{of}.{key}",
            met=kept,
            all=len(judged),
            year=year,
        ),
        _largest(language, judged),
    ]
    if len(judged) < len(asked):
        count = len(asked) - len(judged)
        said.append(
            texts.text(language, f"qualifications.title.{of}.without", count=count)
        )
    sentence = "; ".join(one for one in said if one)
    if any(one.at is not None and one.at.estimated for one in judged):
        sentence = texts.text(language, "boundaries.finding", said=sentence)
    return sentence


def _largest(language: str, judged: Sequence[Measure]) -> str:
    """Where most people are missing: at the milestone; once that is over, to the next
    one."""
    if all(one.is_closed for one in judged) and any(one.later for one in judged):
        years = {one.later.year for one in judged if one.later}
        short = {
            place: missing_to(one.now, one.later) or 0
            for place, one in enumerate(judged)
            if one.later is not None and one.later.year == min(years)
        }
        key, year = "next", min(years)
    else:
        short = {
            place: one.gap or 0
            for place, one in enumerate(judged)
            if one.verdict in SHORT_OF or one.verdict in PACED - ON_COURSE
        }
        key, year = "most", None
    place = max(short, key=lambda one: short[one], default=None)
    if place is None or not short[place]:
        return ""
    target = judged[place].now.target
    return texts.text(
        language,
        f"qualifications.title.{key}",
        what=name(language, target),
        missing=people(language, target, short[place]),
        year=year,
    )


def most_missing(measures: Sequence[Measure]) -> Measure:
    """What is looked at first: where most is missing, else what is asked for, else the
    first of them."""

    def place(one: Measure) -> tuple[int, bool]:
        short = one.gap or 0
        if one.is_closed and one.later is not None:
            short = missing_to(one.now, one.later) or 0
        return short, one.now.target.comparator not in _WITHOUT

    return max(measures, key=place)


def name(language: str, target: Target) -> str:
    """What a measure is called in a row: "Tốt nghiệp THPT"."""
    return texts.text(language, f"qualifications.measures.{target.indicator}")


def people(language: str, target: Target, count: int) -> str:
    """ "56 người"."""
    noun = wording.noun(language, target.indicator, count)
    return f"{texts.number(language, count)} {noun}"
