"""The indicators: each is one file in `queries/indicators/`, whose head tells what it
counts and which rosters and fields it needs; and what the user chooses in the open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from grassroots import query
from grassroots.filters import NONE, Filters

FOLDER = "indicators"
UNITS = ("share", "count")
BASES = ("rating", "admission")
RATING_BASES = ("rated", "all")
ADMISSION_BASES = ("previous_year_end", "term_start", "year_end")
REPORTERS = ("all", "hamlets")


class IndicatorError(Exception):
    """A file in `queries/indicators/` is not as it must be: names the file and key."""


@dataclass(frozen=True)
class Indicator:
    """What the head of an indicator's file says.

    fields: all that a roster table must have for the indicator to be reported; `a|b`
    where either will do. reported_by: `hamlets` where only units with communes or
    hamlets are expected to report. flow: it accumulates within the year. groups: the
    fields that `by` may name.
    """

    id: str
    title: str
    source: str
    unit: str
    counts: str
    rosters: tuple[str, ...]
    fields: tuple[str, ...]
    reported_by: str
    flow: bool
    base: str | None
    groups: tuple[str, ...]


THEN, NOW = "then", "now"
BOUNDARIES = (THEN, NOW)


@dataclass(frozen=True)
class Choices:
    """What no document prints and the user chooses in the open.

    boundaries: `then`, each year in that year's tree; `now`, all years in the present
    one, where the counts of what went into a unit are summed. filters: of which units
    and persons the figures are; they change those alone that they concern.
    """

    rating_base: str = "rated"
    admission_base: str = "previous_year_end"
    readmissions: bool = True
    joint_cells: bool = False
    boundaries: str = THEN
    filters: Filters = NONE

    def __post_init__(self) -> None:
        for chosen, known in (
            (self.rating_base, RATING_BASES),
            (self.admission_base, ADMISSION_BASES),
            (self.boundaries, BOUNDARIES),
        ):
            if chosen not in known:
                raise ValueError(f"{chosen!r} is none of {', '.join(known)}")


STANDARD = Choices()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _groups(rosters: Sequence[str]) -> tuple[str, ...]:
    """The fields to group by that all of the rosters know, as their macros say."""
    known = [
        _listed(query.describe(f"views/i_grouped_{kind}")["groups"]) for kind in rosters
    ]
    return tuple(field for field in known[0] if all(field in other for other in known))


def _read(name: str) -> Indicator:
    head = query.describe(name)
    told = ("title", "source", "unit", "counts", "roster", "fields", "reported_by")
    for key in (*told, "flow"):
        if not head.get(key):
            raise IndicatorError(f"queries/{name}.sql: no {key}")
    for key, allowed in (
        ("unit", UNITS),
        ("reported_by", REPORTERS),
        ("flow", ("yes", "no")),
        ("base", BASES),
    ):
        if key in head and head[key] not in allowed:
            raise IndicatorError(
                f"queries/{name}.sql: {key} {head[key]!r} is none of "
                + ", ".join(allowed)
            )
    rosters = _listed(head["roster"])
    return Indicator(
        id=name.removeprefix(f"{FOLDER}/"),
        title=head["title"],
        source=head["source"],
        unit=head["unit"],
        counts=head["counts"],
        rosters=rosters,
        fields=_listed(head["fields"]),
        reported_by=head["reported_by"],
        flow=head["flow"] == "yes",
        base=head.get("base"),
        groups=_groups(rosters),
    )


@cache
def _indicators() -> Mapping[str, Indicator]:
    found = (_read(name) for name in query.names(FOLDER))
    return {indicator.id: indicator for indicator in found}


INDICATORS: Mapping[str, Indicator] = _indicators()
