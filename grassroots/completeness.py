"""Which expected unit has sent which roster, for which date: what is there, what is
old, what has gaps, what is missing.

Expected are the parts by which coverage is counted everywhere
(queries/views/k_parts.sql) and the kinds of roster that a programme's indicators are
counted from. Whether a part has told an indicator is asked of the cube, so that "9 of
13 reported" on a page and the lines here are one count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from grassroots import cube, query
from grassroots.cube import Cell
from grassroots.indicators import INDICATORS
from grassroots.store import Store
from grassroots.targets import Programme

# In the order of urgency: nothing came; from some of the units under it only; columns
# are missing; an older date than is expected; all that is needed.
MISSING, PARTIAL, GAPS, OLD, COMPLETE = "missing", "partial", "gaps", "old", "complete"
# The figures are told without it (aggregates, another kind); nobody expects it.
TOLD, NOT_EXPECTED = "told", "not_expected"
WANTED = (MISSING, PARTIAL, GAPS, OLD)
STATES = (*WANTED, COMPLETE, TOLD, NOT_EXPECTED)
KINDS = ("organisations", "members", "admissions", "officers", "hamlets", "leaders")
_WITH_HAMLETS = ("district", "commune")


@dataclass(frozen=True)
class Sent:
    """The rosters of one kind that speak for a unit in a year: their latest date, when
    the last was loaded, and the fields that they have a column for."""

    as_of: date
    came_on: date
    fields: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A part and a kind of roster in a year.

    as_of: the oldest date among what it is made of, None where nothing came. sent, of:
    for how many of the units that the part is made of. silent: for which none came.
    lacking: fields without a column (`a|b`: one of them). last: the latest date of an
    earlier year, None where there never was one.
    """

    part_id: int
    kind: str
    state: str
    as_of: date | None = None
    came_on: date | None = None
    sent: int = 0
    of: int = 1
    silent: tuple[int, ...] = ()
    lacking: tuple[str, ...] = ()
    last: date | None = None


@dataclass(frozen=True)
class Year:
    """A unit's year. expected: the date that rosters are expected for: its last day,
    and before that day has come the latest that anybody has sent (None: nobody)."""

    year: int
    expected: date | None
    parts: tuple[int, ...]
    kinds: tuple[str, ...]
    entries: Mapping[tuple[int, str], Entry]

    def of(self, part: int) -> list[Entry]:
        """A part's entries, in the order of the kinds."""
        return [self.entries[part, kind] for kind in self.kinds]

    def wanted(self) -> list[Entry]:
        """All that somebody has to be reminded of."""
        return [one for part in self.parts for one in self.of(part) if is_wanted(one)]

    @property
    def complete(self) -> int:
        """How many parts have sent all that is expected of them, for the date."""
        return sum(
            not any(is_wanted(one) for one in self.of(part)) for part in self.parts
        )


def is_wanted(entry: Entry) -> bool:
    """Whether something has still to be sent."""
    return entry.state in WANTED


def kinds_of(programme: Programme) -> dict[str, tuple[str, ...]]:
    """The kinds of roster that a programme's targets are counted from, each with the
    indicators that need it, both in a fixed order."""
    needed: dict[str, list[str]] = {}
    for target in programme.targets:
        for kind in INDICATORS[target.indicator].rosters:
            found = needed.setdefault(kind, [])
            if target.indicator not in found:
                found.append(target.indicator)
    return {kind: tuple(needed[kind]) for kind in KINDS if kind in needed}


def years(
    connection: duckdb.DuckDBPyConnection,
    unit_id: int,
    programme: Programme,
    today: date,
) -> dict[int, Year]:
    """Every year in which the unit stood and anybody reported, each in its own tree;
    empty where the unit never stood. today: the day up to which a year has run."""
    needed = kinds_of(programme)
    made_of: dict[int, dict[int, list[tuple[int, str]]]] = {}
    for row in query.rows(connection, "completeness/parts", unit_id=unit_id):
        parts = made_of.setdefault(row["year"], {})
        parts.setdefault(row["part_id"], []).append((row["own_id"], row["own_level"]))
    asked = {part for parts in made_of.values() for part in parts}
    own = {
        unit for parts in made_of.values() for of in parts.values() for unit, _ in of
    }
    if not asked:
        return {}
    sent = _sent(connection, sorted(asked | own))
    latest: dict[int, date] = {}
    for (year, _, _), one in sent.items():
        latest[year] = max(latest.get(year, one.as_of), one.as_of)
    told = _told(connection, needed, sorted(asked))
    found = {}
    for year, parts in made_of.items():
        end = date(year, 12, 31)
        expected = end if today > end else latest.get(year)
        entries = {
            (part, kind): _entry(
                year, part, kind, parts[part], needed[kind], sent, told, expected
            )
            for part in parts
            for kind in needed
        }
        found[year] = Year(year, expected, tuple(parts), tuple(needed), entries)
    return found


Told = Mapping[tuple[str, int, int], Cell]
AllSent = Mapping[tuple[int, int, str], Sent]


def _sent(connection: duckdb.DuckDBPyConnection, units: Sequence[int]) -> AllSent:
    rows = query.rows(connection, "completeness/sent", units=units)
    return {
        (row["year"], row["unit_id"], row["kind"]): Sent(
            row["as_of"], row["came_on"], frozenset(row["fields"] or ())
        )
        for row in rows
    }


def _told(
    connection: duckdb.DuckDBPyConnection,
    needed: Mapping[str, Sequence[str]],
    units: Sequence[int],
) -> Told:
    asked = list(dict.fromkeys(one for some in needed.values() for one in some))
    cells = cube.figures_of(connection, asked, units=units)
    return {(cell.indicator, cell.unit_id, cell.year): cell for cell in cells}


def _entry(
    year: int,
    part: int,
    kind: str,
    made_of: Sequence[tuple[int, str]],
    indicators: Sequence[str],
    sent: AllSent,
    told: Told,
    expected: date | None,
) -> Entry:
    cells = [told[one, part, year] for one in indicators if (one, part, year) in told]
    if not any(cell.expected for cell in cells):
        return Entry(part, kind, NOT_EXPECTED, of=0)
    whole = sent.get((year, part, kind))
    units = [
        unit
        for unit, level in made_of
        if unit == part or kind != "hamlets" or level in _WITH_HAMLETS
    ]
    came = {unit: one for unit in units if (one := sent.get((year, unit, kind)))}
    if whole is not None:
        came = dict.fromkeys(units, whole) | came
    silent = tuple(unit for unit in units if unit not in came)
    fields = [one.fields for one in came.values()]
    behind = [cell.indicator for cell in cells if cell.reported < cell.expected]
    state = state_of(
        sent=len(came),
        of=len(units),
        told=not behind,
        as_of=min((one.as_of for one in came.values()), default=None),
        expected=expected,
    )
    earlier = [
        one.as_of
        for (of_year, unit, of_kind), one in sent.items()
        if of_year < year and unit == part and of_kind == kind
    ]
    return Entry(
        part_id=part,
        kind=kind,
        state=state,
        as_of=min((one.as_of for one in came.values()), default=None),
        came_on=max((one.came_on for one in came.values()), default=None),
        sent=len(came),
        of=len(units),
        silent=silent,
        lacking=lacking(behind, fields) if state == GAPS else (),
        last=max(earlier, default=None),
    )


def state_of(
    *, sent: int, of: int, told: bool, as_of: date | None, expected: date | None
) -> str:
    """The state of a part and kind. sent of so many units have a roster; told: every
    indicator that needs the kind is reported; as_of: the oldest date that came."""
    if sent == 0:
        return TOLD if told else MISSING
    if sent < of:
        return TOLD if told else PARTIAL
    if not told:
        return GAPS
    if as_of is not None and expected is not None and as_of < expected:
        return OLD
    return COMPLETE


def lacking(
    indicators: Iterable[str], came: Sequence[Collection[str]]
) -> tuple[str, ...]:
    """The fields that these indicators need and that one of the rosters that came has
    no column for; `a|b` where either would do."""
    needed = dict.fromkeys(
        field for one in indicators for field in INDICATORS[one].fields
    )
    return tuple(
        field
        for field in needed
        if any(not set(field.split("|")) & set(fields) for fields in came)
    )


def due_days(connection: duckdb.DuckDBPyConnection) -> dict[int, date]:
    """Until when rosters of a year were to be sent, where the user has said so."""
    rows = query.rows(connection, "completeness/due_days")
    return {row["year"]: row["due"] for row in rows}


def set_due(opened: Store, year: int, due: date | None) -> None:
    """Sets or (None) clears that day. Figures do not change by it."""
    with opened.transaction() as cursor:
        name = f"due {year}"
        if due is None:
            query.run(cursor, "completeness/clear_due", name=name)
        else:
            query.run(cursor, "store/set_setting", name=name, setting=due.isoformat())


def days_late(entry: Entry, due: date | None, today: date) -> int:
    """How many days ago something wanted was due; 0 where it is not, or not yet."""
    if due is None or not is_wanted(entry):
        return 0
    return max((today - due).days, 0)


def by_kind(found: Mapping[int, Year]) -> dict[int, dict[str, tuple[int, int]]]:
    """By year and kind: from how many of the parts that it is expected of nothing is
    wanted, and how many these are."""
    counted: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for year, one in sorted(found.items()):
        for kind in one.kinds:
            of = [one.entries[part, kind] for part in one.parts]
            asked = [entry for entry in of if entry.state != NOT_EXPECTED]
            there = sum(not is_wanted(entry) for entry in asked)
            counted[year][kind] = (there, len(asked))
    return dict(counted)
