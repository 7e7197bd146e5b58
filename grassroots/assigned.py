"""Numbers that the level above assigns and no document prints: they are the user's.

Kept in the database beside the user's data, one setting a target, and put in the place
of a target's missing number before it is judged. A share holds for every unit; a count
was given to one unit and says nothing of those above, below or beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import duckdb

from grassroots import query, store
from grassroots.store import Store
from grassroots.targets import Programme, Target

SHARE, COUNT = "share", "count"
YEAR, TERM = "year", "term"
FIRST_YEAR, LAST_YEAR = 1930, 2100
_LARGEST_COUNT = 1_000_000


@dataclass(frozen=True)
class Assigned:
    """One number: what kind (share, count) for what span (year: for each of the years;
    term: for all of them together), from and to which year, both included. unit: the
    code of the unit that a count was given to; None for a share."""

    kind: str
    span: str
    value: Fraction
    from_year: int
    to_year: int
    unit: str | None = None

    def covers(self, year: int) -> bool:
        """Whether it is asked for in a year."""
        return self.from_year <= year <= self.to_year


@dataclass(frozen=True)
class Fault:
    """Why a number was not taken: `code` names the sentence, `values` fill it in."""

    code: str
    values: tuple[tuple[str, object], ...] = ()


def is_open(target: Target) -> bool:
    """Whether its number is the user's to enter."""
    return target.comparator == "not_set"


def read_number(written: str, kind: str) -> Fraction | Fault:
    """What somebody typed as a number: a share in per cent ("3,5", "3.5 %"), a count in
    whole people ("1.200"). A Fault where it is none or cannot be."""
    bare = "".join(written.replace("%", " ").split())
    if kind == COUNT:
        parts = bare.replace(",", ".").split(".")
        grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
        if not _digits("".join(parts)) or (len(parts) > 1 and not grouped):
            return Fault("no_whole_number", (("written", written.strip()),))
        count = int("".join(parts))
        if not 0 < count <= _LARGEST_COUNT:
            return Fault("count_out_of_range", (("written", written.strip()),))
        return Fraction(count)
    whole, _, decimals = bare.replace(",", ".").partition(".")
    if not _digits(whole) or (decimals and not _digits(decimals)) or bare[-1:] in ",.":
        return Fault("no_number", (("written", written.strip()),))
    share = Fraction(f"{whole}.{decimals or 0}") / 100
    if not 0 < share <= 1:
        return Fault("share_out_of_range", (("written", written.strip()),))
    return share


def _digits(text: str) -> bool:
    return 0 < len(text) <= 12 and text.isascii() and text.isdigit()


def fault_of(target: Target, wanted: Assigned) -> Fault | None:
    """What is wrong with a number for a target; None where it can be kept."""
    if not FIRST_YEAR <= wanted.from_year <= wanted.to_year <= LAST_YEAR:
        return Fault(
            "years_turned", (("first", wanted.from_year), ("last", wanted.to_year))
        )
    first, last = target.from_year or FIRST_YEAR, target.to_year or LAST_YEAR
    if wanted.from_year < first or wanted.to_year > last:
        key = "years_outside" if target.from_year else "years_after"
        return Fault(key, (("first", first), ("last", last)))
    if wanted.kind == SHARE and not 0 < wanted.value <= 1:
        return Fault("share_out_of_range", (("written", str(wanted.value * 100)),))
    if wanted.kind == COUNT:
        if wanted.value.denominator != 1 or not 0 < wanted.value <= _LARGEST_COUNT:
            return Fault("count_out_of_range", (("written", str(wanted.value)),))
        if wanted.unit is None:
            return Fault("count_without_unit")
    return None


def keep(
    opened: Store, programme: Programme, target_id: str, wanted: Assigned
) -> Fault | None:
    """Keeps a number, in the place of one of the same unit and years. A Fault, and
    nothing kept, where it cannot be, or where it would meet another one in some years.

    KeyError for a target that the programme does not have, ValueError for one whose
    number the document prints.
    """
    target = programme.target(target_id)
    if not is_open(target):
        raise ValueError(f"{target_id}: its number is printed, not assigned")
    if (fault := fault_of(target, wanted)) is not None:
        return fault
    with opened.transaction() as connection:
        known = entries(connection, programme, target_id)
        others = [one for one in known if not _same_place(one, wanted)]
        met = next((one for one in others if _meets(one, wanted)), None)
        if met is not None:
            first, last = met.from_year, met.to_year
            return Fault("years_met", (("first", first), ("last", last)))
        _write(connection, programme, target_id, [*others, wanted])
    return None


def _same_place(one: Assigned, other: Assigned) -> bool:
    """Whether one number is there instead of the other, not beside it."""
    places = [(each.unit, each.from_year, each.to_year) for each in (one, other)]
    return places[0] == places[1]


def _meets(one: Assigned, other: Assigned) -> bool:
    apart = one.to_year < other.from_year or one.from_year > other.to_year
    return one.unit == other.unit and not apart


def remove(opened: Store, programme: Programme, target_id: str, old: Assigned) -> bool:
    """Takes a number back; False where it was not there."""
    with opened.transaction() as connection:
        known = entries(connection, programme, target_id)
        if old not in known:
            return False
        left = [one for one in known if one != old]
        _write(connection, programme, target_id, left)
    return True


def entries(
    connection: duckdb.DuckDBPyConnection, programme: Programme, target_id: str
) -> tuple[Assigned, ...]:
    """The numbers kept for a target, by years, then unit; empty without any."""
    kept = store.setting(connection, _name(programme, target_id))
    found = [
        Assigned(
            one["kind"],
            one["span"],
            Fraction(one["value"]),
            one["from_year"],
            one["to_year"],
            one["unit"],
        )
        for one in json.loads(kept or "[]")
    ]
    return tuple(sorted(found, key=lambda one: (one.from_year, one.unit or "")))


def _write(
    connection: duckdb.DuckDBPyConnection,
    programme: Programme,
    target_id: str,
    numbers: Sequence[Assigned],
) -> None:
    said = json.dumps([{**vars(one), "value": str(one.value)} for one in numbers])
    query.run(
        connection,
        "store/set_setting",
        name=_name(programme, target_id),
        setting=said,
    )


def _name(programme: Programme, target_id: str) -> str:
    return f"assigned:{programme.id}:{target_id}"


def with_numbers(
    connection: duckdb.DuckDBPyConnection,
    programme: Programme,
    *,
    year: int,
    unit: str | None = None,
) -> Programme:
    """The programme with the numbers that the user has entered for a year.

    unit: the code of the unit that is to be judged, whose own count is then taken; None
    for units without one of their own (those below): shares alone. Of targets without
    a number for that year nothing changes. The result is hashable, so it is its own
    key for what is kept in memory.
    """
    targets = tuple(
        _with_number(connection, programme, target, year, unit)
        if is_open(target)
        else target
        for target in programme.targets
    )
    return replace(programme, targets=targets)


def _with_number(
    connection: duckdb.DuckDBPyConnection,
    programme: Programme,
    target: Target,
    year: int,
    unit: str | None,
) -> Target:
    known = entries(connection, programme, target.id)
    of_year = [one for one in known if one.covers(year)]
    own = [one for one in of_year if unit is not None and one.unit == unit]
    chosen = next(iter(own or [one for one in of_year if one.unit is None]), None)
    return target if chosen is None else applied(target, chosen)


def applied(target: Target, number: Assigned) -> Target:
    """The target with a number: asked for in its years alone; over the term a count is
    the sum, a share that of all the years together."""
    set_to = target.with_number(number.value, count=number.kind == COUNT)
    set_to = replace(set_to, from_year=number.from_year, to_year=number.to_year)
    if number.span == YEAR:
        return set_to
    comparator = "count" if number.kind == COUNT else "average"
    return replace(set_to, comparator=comparator, when="term")
