"""Targets and the programmes they belong to: what a document asks of an indicator.

A target has a comparator, a number (or a range, milestones, or none yet), the time it
must hold and for whom, and the section it stands in. Numbers are fractions.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from fractions import Fraction

# ">" and ">=": a share. "range": a share within [low, high]. "count": at least so
# many; "count_range": from low to high. "rises": more than the year before.
# "at_most": an upper limit (a share up to 1, above 1 a count). "average": the share
# of a whole term. "relative_cut": the cases that fail become fewer by a share a year.
# "not_set": the number is somebody else's to set. "followed": shown, never judged.
COMPARATORS = (
    ">",
    ">=",
    "range",
    "count",
    "count_range",
    "rises",
    "at_most",
    "average",
    "relative_cut",
    "not_set",
    "followed",
)
# "yearly": in every year. "deadline": at 31/12 of each milestone's year. "term": over
# the years from_year to to_year together. "always", "undated": holds or not, now.
WHEN = ("yearly", "deadline", "term", "always", "undated")
# "required" (bảo đảm), "aim" (phấn đấu), "stated" (the text has neither word).
OBLIGATIONS = ("required", "aim", "stated")
EXCLUSIONS = ("armed_forces",)
KINDS = (
    "commune",
    "agency",
    "public_service_unit",
    "state_enterprise",
    "private_enterprise",
    "foreign_enterprise",
    "cooperative",
    "army",
    "police",
    "other",
)
BASES = ("rated", "all", "previous_year_end", "year_start", "term_start", "year_end")
DENOMINATORS = ("known", "all_units")
SHORT_LENGTH = 14


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    vi: str
    en: str

    def of(self, language: str) -> str:
        """The text in "vi" or "en"."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True)
class Milestone:
    """The value asked for at 31/12 of a year."""

    year: int
    value: Fraction


@dataclass(frozen=True)
class Baseline:
    """A figure printed in the document: counts, or what of them is printed.

    `failing` counts the cases that do not meet the measure, where only they are
    printed. `by` and `group` name a part ("position", "member"). `derived` marks a
    denominator that the text does not print but that its percentage gives.
    """

    year: int
    month: int = 12
    numerator: int | None = None
    denominator: int | None = None
    failing: int | None = None
    by: str | None = None
    group: str | None = None
    derived: bool = False
    note: Words | None = None


@dataclass(frozen=True)
class Target:
    """What a programme asks of one indicator. Shares are fractions from 0 to 1.

    `from_year` and `to_year` bound the years it is asked for (both included; None is
    open). `base` fixes the denominator where the text prints it; None leaves it to
    the reader. `equivalent` is the count that the document gives beside a share.
    """

    id: str
    indicator: str
    title: Words
    short: Words
    section: str
    comparator: str
    when: str
    obligation: str = "stated"
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    strict: bool = False
    milestones: tuple[Milestone, ...] = ()
    also_rises: bool = False
    from_year: int | None = None
    to_year: int | None = None
    exclude: tuple[str, ...] = ()
    only_kinds: tuple[str, ...] = ()
    base: str | None = None
    denominators: str = "known"
    equivalent: int | None = None
    baselines: tuple[Baseline, ...] = ()
    note: Words | None = None

    @property
    def is_strict(self) -> bool:
        """Whether the number itself is not enough (trên 90%)."""
        return self.strict or self.comparator == ">"

    @property
    def is_count(self) -> bool:
        """Whether people or things are counted, whatever their share."""
        if self.comparator == "at_most":
            return self.value is not None and self.value > 1
        return self.comparator in ("count", "count_range")

    def with_number(self, value: Fraction, *, count: bool) -> Target:
        """The target with the number that a user has set: a share or a yearly count."""
        return replace(self, value=value, comparator="count" if count else ">=")


@dataclass(frozen=True)
class Programme:
    """A document with targets.

    `unit` is the issuer's own committee as rosters name it; the printed baselines are
    its figures. None where the document does not tell. `ended`: its last day, where it
    no longer exists. `short`: a name for narrow places; the issuer's where None.
    """

    id: str
    title: Words
    issuer: Words
    source: str
    term: tuple[int, int]
    unit: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    ended: datetime.date | None = None
    short: Words | None = None
    baseline_year: int | None = None
    note: Words | None = None
    targets: tuple[Target, ...] = ()

    def target(self, target_id: str) -> Target:
        """The target of that id. KeyError when there is none."""
        for target in self.targets:
            if target.id == target_id:
                return target
        raise KeyError(target_id)
