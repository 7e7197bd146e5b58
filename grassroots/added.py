"""For whom the tables of a store speak, kept in memory while a post is written: so that
it need not be found out anew for each file that a file changes nothing older."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import duckdb

from grassroots import query
from grassroots.units import Unit

# Kinds that change the tree or the years themselves.
_NOT_PLAIN = {"units", "successions", "aggregates"}
_ARMED = {"army", "police"}
# The units of a file about which this is worth while.
_MOST_UNITS = 1_000

KindYear = tuple[str, int]


@dataclass(frozen=True)
class Told:
    """A table that is added: the units of its rows, and its scopes with whether all
    that stands under them is meant."""

    kind: str
    year: int
    units: frozenset[int]
    scopes: frozenset[tuple[int, bool]]

    @property
    def held(self) -> frozenset[int]:
        """All units that it says something about."""
        return self.units | {unit for unit, _ in self.scopes}


@dataclass
class Speaking:
    """The units that tables of one kind and year have rows or scopes for; those for
    which they speak whole, or for their own rows alone."""

    held: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)

    def take(self, unit: int, whole: bool | None) -> None:
        """One more row (whole is None) or scope."""
        self.held.add(unit)
        if whole is not None:
            (self.whole if whole else self.own).add(unit)


@dataclass(frozen=True)
class Plain:
    """A batch of which is sure, as of added/reach, that nothing derived already changes
    by it, but that rows may give way: that is left to `meets`."""

    last_unit: int
    armed: bool
    organisations: bool
    tables: tuple[Told, ...]
    others: dict[KindYear, Speaking]
    went: frozenset[int]

    def meets(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Whether its tables and older ones of the same kind and year may speak for one
        unit (added/meets); once its units are in the tree."""
        units = frozenset[int]().union(*(table.held for table in self.tables))
        over = {unit for table in self.tables for unit, whole in table.scopes if whole}
        if units & self.went:
            return True
        others = [self.others.get((told.kind, told.year)) for told in self.tables]
        if all(other is None for other in others):
            return False
        if any(other and other.held & self.went for other in others):
            return True
        values = {"units": sorted(units), "over": sorted(over)}
        paths = query.run(connection, "added/paths", **values).fetchall()
        return any(
            other is not None and _meet(told, other, paths)
            for told, other in zip(self.tables, others, strict=True)
        )


def _meet(told: Told, other: Speaking, paths: Sequence[tuple[int, ...]]) -> bool:
    mine = told.held
    for year, unit, above, distance in paths:
        if year != told.year:
            continue
        if unit in mine and (
            above in other.whole or (distance == 0 and above in other.own)
        ):
            return True
        if unit in other.held and (
            (above, True) in told.scopes
            or (distance == 0 and (above, False) in told.scopes)
        ):
            return True
    return False


@dataclass
class Spoken:
    """What all batches of a store have told, at one revision of it."""

    revision: str
    first_year: int
    last_year: int
    last_unit: int
    armed: bool
    by_kind: dict[KindYear, Speaking]
    went: frozenset[int]

    def plain(self, tables: Iterable[Told], made: Sequence[Unit]) -> Plain | None:
        """What is known of a batch with these tables and new units; None where it may
        change what is derived already."""
        tables = tuple(tables)
        numbers = {unit.unit_id for unit in made}
        if (
            len(numbers) < len(made)
            or min(numbers, default=self.last_unit + 1) <= self.last_unit
            or any(
                unit.declared or unit.valid_from or unit.valid_to or unit.area_id
                for unit in made
            )
            or any(
                told.kind in _NOT_PLAIN
                or not self.first_year <= told.year <= self.last_year
                or len(told.units) > _MOST_UNITS
                for told in tables
            )
        ):
            return None
        return Plain(
            self.last_unit,
            self.armed or any(unit.kind in _ARMED for unit in made),
            any(told.kind == "organisations" for told in tables),
            tables,
            self.by_kind,
            self.went,
        )

    def take(self, plain: Plain, made: Sequence[Unit], revision: str) -> None:
        """The batch was written, and nothing else."""
        self.revision = revision
        self.last_unit = max([self.last_unit, *(unit.unit_id for unit in made)])
        self.armed = plain.armed or plain.organisations
        for told in plain.tables:
            speaking = self.by_kind[told.kind, told.year]
            for unit in told.units:
                speaking.take(unit, None)
            for unit, whole in told.scopes:
                speaking.take(unit, whole)


def spoken(connection: duckdb.DuckDBPyConnection, revision: str) -> Spoken | None:
    """What is told so far; None where no batch could be plain: an empty store, or one
    in which an import was undone."""
    (facts,) = query.rows(connection, "added/facts")
    if facts["undone"] or facts["first_year"] is None:
        return None
    if facts["last_succession"] > facts["last_unit"]:
        return None
    by_kind: dict[KindYear, Speaking] = defaultdict(Speaking)
    went = set()
    for kind, year, unit, whole in query.run(connection, "added/spoken").fetchall():
        if kind is None:
            went.add(unit)
        else:
            by_kind[kind, year].take(unit, whole)
    return Spoken(
        revision,
        facts["first_year"],
        facts["last_year"],
        facts["last_unit"],
        facts["armed"],
        by_kind,
        frozenset(went),
    )
