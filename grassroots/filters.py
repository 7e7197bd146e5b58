"""The quick filters: which units and persons a figure is of, chosen in the open.

Some ask what a unit is (armed forces, kind, sector): they concern every figure, and
the cube leaves whole units out. The others ask what a row says (a member's gender, a
hamlet's area): they concern the figures whose rosters have the field. A table without
the field cannot answer, so what it speaks for is then not reported; a row in which the
field is blank is in no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

import duckdb

from grassroots import query

PERSONS = ("members", "admissions", "officers", "leaders")
MEMBERS = ("members", "admissions")
HAMLETS = ("hamlets",)

# What each may say. Kinds are those of rosters of organisations.
ARMED = ("without", "only")
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
    "hamlet",
)
SECTORS = ("state", "non_state")
GENDERS = ("male", "female")
AGES = ("under_30", "30_to_39", "40_to_49", "50_to_59", "60_and_over")
ETHNICITIES = ("kinh", "minority")
RELIGIONS = ("none", "some")
AREAS = ("mountainous", "ethnic_minority", "religious")
HAMLET_KINDS = ("hamlet", "residential_group")
STATUSES = ("full", "probationary", "excused")

VALUES: Mapping[str, tuple[str, ...]] = {
    "armed": ARMED,
    "kinds": KINDS,
    "sector": SECTORS,
    "gender": GENDERS,
    "age": AGES,
    "ethnicity": ETHNICITIES,
    "religion": RELIGIONS,
    "areas": AREAS,
    "hamlet_kind": HAMLET_KINDS,
    "status": STATUSES,
}
OF_UNITS = ("armed", "kinds", "sector")
# The rosters whose rows can answer.
ROSTERS: Mapping[str, tuple[str, ...]] = {
    "gender": PERSONS,
    "age": PERSONS,
    "ethnicity": MEMBERS,
    "religion": MEMBERS,
    "status": MEMBERS,
    "areas": HAMLETS,
    "hamlet_kind": HAMLETS,
}
# The column that a table must have, where it is not called as the filter.
_COLUMN = {"age": "birth_date", "hamlet_kind": "kind"}
# Admissions ask what members say of the same person, so they are filtered first.
_FILTERED = ("admissions", "members", "officers", "leaders", "hamlets")


@dataclass(frozen=True)
class Filters:
    """What is asked for; None and () ask for all. Of several values any one will do,
    of several filters all must hold.

    armed: `without` the armed forces or `only` them. age: bands of
    `queries/views/d_age_band.sql`. ethnicity, religion: written as text in rosters,
    read by `queries/views/d_ethnicity_class.sql` and `d_religion_class.sql`. areas:
    hamlets that are one of these. ValueError for a value that is not known.
    """

    armed: str | None = None
    kinds: tuple[str, ...] = ()
    sector: str | None = None
    gender: str | None = None
    age: tuple[str, ...] = ()
    ethnicity: str | None = None
    religion: str | None = None
    areas: tuple[str, ...] = ()
    hamlet_kind: str | None = None
    status: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            said, known = getattr(self, field.name), VALUES[field.name]
            if field.default is None:
                if said is not None and said not in known:
                    raise _unknown(field.name, said)
                continue
            several = (said,) if isinstance(said, str) else tuple(said)
            for one in several:
                if one not in known:
                    raise _unknown(field.name, one)
            # In one order, so that what asks the same is the same.
            ordered = tuple(one for one in known if one in several)
            object.__setattr__(self, field.name, ordered)

    @property
    def names(self) -> tuple[str, ...]:
        """Those that are set."""
        return tuple(name for name in VALUES if getattr(self, name))

    @property
    def is_none(self) -> bool:
        """Whether nothing is filtered."""
        return not self.names

    @property
    def of_rows(self) -> tuple[str, ...]:
        """Those that are set and look into the rows of rosters."""
        return tuple(name for name in self.names if name not in OF_UNITS)

    def only(self, names: Iterable[str]) -> Filters:
        """The same with these alone."""
        kept = set(names)
        return replace(
            self, **{name: NONE_OF[name] for name in self.names if name not in kept}
        )

    def values(self, name: str) -> tuple[str, ...]:
        """What a filter asks for, one value or several alike; () where not set."""
        said = getattr(self, name)
        return (said,) if isinstance(said, str) else said or ()


NONE = Filters()
NONE_OF: Mapping[str, Any] = {field.name: field.default for field in fields(Filters)}


def _unknown(name: str, said: object) -> ValueError:
    return ValueError(f"{name} {said!r} is none of {', '.join(VALUES[name])}")


class Counted(Protocol):
    """What is counted from rosters: an indicator."""

    @property
    def rosters(self) -> tuple[str, ...]:
        """The kinds of roster."""


def concerned(filters: Filters, indicator: Counted) -> tuple[str, ...]:
    """Which of the filters that are set apply to an indicator; the others leave its
    figures as they are."""
    return tuple(
        name
        for name in filters.names
        if name in OF_UNITS or set(ROSTERS[name]) & set(indicator.rosters)
    )


@contextmanager
def in_force(
    connection: duckdb.DuckDBPyConnection, filters: Filters, rosters: Iterable[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own on which only those rows of the rosters are in force that
    the filters let in, and of their tables only those that can answer; aggregates,
    which cannot be taken apart, are not. It stands for every statement that reads what
    is in force, and is gone with the connection.

    The connection itself where no filter looks into rows.
    """
    if not filters.of_rows:
        yield connection
        return
    filtered = [kind for kind in _FILTERED if kind in set(rosters)]
    columns = [
        column
        for name in filters.of_rows
        for column in (filters.areas if name == "areas" else (_COLUMN.get(name, name),))
    ]
    asked = {
        name: list(filters.values(name)) if name in filters.of_rows else None
        for name in ROSTERS
    }
    with closing(connection.cursor()) as cursor:
        # The years are those of all tables: what cannot answer is not reported.
        query.run(cursor, "filters/reported_years")
        query.run(cursor, "filters/aggregates_in_force")
        query.run(cursor, "filters/tables_in_force", rosters=filtered, columns=columns)
        for kind in filtered:
            query.run(cursor, f"filters/{kind}_in_force", **asked)
        yield cursor
