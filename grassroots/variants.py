"""What an indicator is asked for beside units and years: of which units, on which base,
by which field. And which of all that is kept, so that pages need not work it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grassroots import query
from grassroots.filters import NONE, Filters
from grassroots.indicators import (
    ADMISSION_BASES,
    FOLDER,
    INDICATORS,
    STANDARD,
    THEN,
    Choices,
    Indicator,
)


@dataclass(frozen=True)
class Population:
    """The units that a figure is of, by what they are; None: all."""

    without_armed_forces: bool = False
    only_armed_forces: bool = False
    only_kinds: tuple[str, ...] | None = None
    sector: str | None = None

    @property
    def is_restricted(self) -> bool:
        """Whether only certain units are asked for."""
        return bool(
            self.only_armed_forces or self.only_kinds is not None or self.sector
        )

    def values(self) -> dict[str, Any]:
        """For the statements of the cube."""
        return {
            "without_armed_forces": self.without_armed_forces,
            "only_armed_forces": self.only_armed_forces,
            "only_kinds": None if self.only_kinds is None else list(self.only_kinds),
            "sector": self.sector,
            "restricted": self.is_restricted,
        }

    @property
    def id(self) -> str:
        """What is asked for, in words; empty for all units."""
        return _words(vars(self), vars(ALL))


ALL = Population()


def population(
    filters: Filters,
    without_armed_forces: bool = False,
    only_kinds: Sequence[str] | None = None,
) -> Population:
    """What the filters leave of the population that a target has of its own."""
    kinds = tuple(only_kinds) if only_kinds else None
    if filters.kinds:
        kinds = tuple(kind for kind in filters.kinds if kinds is None or kind in kinds)
    return Population(
        without_armed_forces=without_armed_forces or filters.armed == "without",
        only_armed_forces=filters.armed == "only",
        only_kinds=kinds,
        sector=filters.sector,
    )


@dataclass(frozen=True)
class Variant:
    """One way to ask for an indicator. choices: of the base and the like alone."""

    by: str | None = None
    choices: Choices = STANDARD
    population: Population = ALL

    def of(self, indicator: Indicator) -> Variant:
        """The same, where what does not change the indicator is as by default."""
        counts = query.parameters(f"{FOLDER}/{indicator.id}")
        meant = {
            name: said for name, said in vars(self.choices).items() if name in counts
        }
        return replace(self, choices=replace(STANDARD, **meant))

    @property
    def id(self) -> str:
        """What is not by default, in words; empty where everything is."""
        return " ".join(filter(None, (self.rows_id, self.population.id)))

    @property
    def rows_id(self) -> str:
        """The same for what the rows at the leaves depend on: not the population."""
        by = {} if self.by is None else {"by": self.by}
        return _words({**by, **vars(self.choices)}, vars(STANDARD))


def _words(said: Mapping[str, object], standard: Mapping[str, object]) -> str:
    told = []
    for name, value in said.items():
        if value != standard.get(name):
            word = ",".join(value) if isinstance(value, tuple) else str(value)
            told.append(f"{name}={word}")
    return " ".join(told)


def name(indicator: Indicator, variant: Variant) -> str:
    """How its rows and figures are called while they are summed."""
    return f"{indicator.id} {variant.rows_id}".strip()


def asked(
    indicator: Indicator, by: str | None, choices: Choices, of: Population
) -> Variant:
    """How an indicator is asked for under the user's choices."""
    plain = replace(choices, boundaries=THEN, filters=NONE)
    return Variant(by, plain, of).of(indicator)


# What is kept beside the standard figures. The bases that turn a verdict, and what
# targets exclude, are asked for by every page; the groups by those of one indicator.
_UNARMED = Population(without_armed_forces=True)
_COMMUNES = Population(only_kinds=("commune",))
_OF_COMMUNES = ("secretaries_theory_intermediate",)
_BY_POSITION = (
    "committee_members_trained",
    "grassroots_officers_trained",
    "hamlet_officers_profession_intermediate",
    "hamlet_officers_school_and_theory",
    "hamlet_officers_theory_elementary",
    "hamlet_officers_theory_intermediate",
    "hamlet_officers_upper_secondary",
    "secretaries_theory_intermediate",
)
_GROUPS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_BY_POSITION, ("position",)),
    "hamlets_with_cell": ("has_cell",),
    "managed_leaders_under_40": ("age",),
    "managed_leaders_women": ("gender",),
}


def kept_of(indicator: Indicator) -> tuple[Variant, ...]:
    """The ways to ask for an indicator whose figures are kept, the standard first."""
    bases = [STANDARD]
    # What targets exclude the armed forces from; all the others would double the work.
    unarmed = bases if indicator.base else []
    groups = [(field, STANDARD, ALL) for field in _GROUPS.get(indicator.id, ())]
    if indicator.base == "rating":
        of_all = Choices(rating_base="all")
        bases.append(of_all)
        groups += [("rating", of_all, of) for of in (ALL, _UNARMED)]
    if indicator.base == "admission":
        bases += [
            Choices(admission_base=base)
            for base in ADMISSION_BASES
            if base != STANDARD.admission_base
        ]
    return (
        *(Variant(choices=base) for base in bases),
        *(Variant(choices=base, population=_UNARMED) for base in unarmed),
        *(Variant(population=_COMMUNES) for one in _OF_COMMUNES if one == indicator.id),
        *(Variant(*group) for group in groups if group[0] in indicator.groups),
    )


KEPT: dict[str, tuple[Variant, ...]] = {
    one.id: kept_of(one) for one in INDICATORS.values()
}
