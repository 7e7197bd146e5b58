"""How the oracle counts one year's rows for each indicator, unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import oracle_filters
from oracle_tree import Options, Roster, Row, Tree

GRASSROOTS = ("grassroots_committee", "grassroots_cell")
GOOD = ("outstanding", "good")
ENTERPRISES = ("state_enterprise", "private_enterprise", "foreign_enterprise")
OFFICES = ("agency", "public_service_unit", "cooperative", *ENTERPRISES)
SCALES = {
    "general_education": ("primary", "lower_secondary", "upper_secondary"),
    "political_theory": ("none", "elementary", "intermediate", "advanced", "bachelor"),
    "profession": (
        "none",
        "elementary",
        "intermediate",
        "college",
        "university",
        "master",
        "doctor",
    ),
}
RANKS = ("secretary", "deputy", "member", None)


class Count(NamedTuple):
    """What one row adds: hit of 1 known case, or unknown; all three 0: not counted."""

    hit: int
    known: int
    unknown: int


YES, NO, UNKNOWN, OUTSIDE = (
    Count(1, 1, 0),
    Count(0, 1, 0),
    Count(0, 0, 1),
    Count(0, 0, 0),
)


@dataclass
class Year:
    """One year's rows in force, and what the measures must know beside a row."""

    year: int
    tree: Tree
    rosters: list[Roster]
    options: Options
    levels: dict[str, str | None]
    kinds: dict[str, str | None]
    armed: set[str] = field(default_factory=set)
    non_state: dict[str, bool] = field(default_factory=dict)

    def rows(self, kind: str, *fields: str) -> Iterator[tuple[Row, Roster]]:
        """The rows of the rosters of a kind that have all these fields."""
        for roster in self.rosters:
            if roster.kind == kind and set(fields) <= roster.fields:
                for row in roster.rows:
                    if self.admits(str(row["unit"])):
                        yield row, roster

    def admits(self, uid: str) -> bool:
        """Whether the choices leave the unit in."""
        if self.options.without_armed_forces and uid in self.armed:
            return False
        if self.options.only_communes and self.kind(uid) != "commune":
            return False
        asked = dict(self.options.filters)
        armed = ("only" if uid in self.armed else "without",)
        return (
            asked.get("armed", armed) == armed
            and ("kinds" not in asked or self.kind(uid) in asked["kinds"])
            and ("sector" not in asked or self.sector(uid) in asked["sector"])
        )

    def sector(self, uid: str) -> str | None:
        """A unit's own sector; a cell or hamlet without one has its organisation's."""
        low = ("subcommittee", "cell", "hamlet")
        high = ("commune", "organisation", "subcommittee", "cell")
        for part in self.tree.chain(uid, self.year):
            if part != uid and self.tree.level(uid, self.year) not in low:
                return None
            if part != uid and self.tree.level(part, self.year) not in high:
                continue
            own = oracle_filters.sector(self.non_state.get(part), self.kinds.get(part))
            if own:
                return own
        return None

    def kind(self, uid: str) -> str | None:
        """A unit's own kind; a cell or hamlet without one has its organisation's."""
        for part in self.tree.chain(uid, self.year):
            kind = self.kinds.get(part)
            if kind and kind != "hamlet":
                return kind
            if self.tree.level(uid, self.year) not in (
                "subcommittee",
                "cell",
                "hamlet",
            ):
                return None
        return None

    def is_grassroots(self, row: Row) -> bool:
        """A post in a grassroots committee, that of a grassroots cell included."""
        unit = str(row["unit"])
        if row["body"] == "grassroots":
            return True
        return row["body"] == "cell" and (
            self.levels.get(unit) == "grassroots_cell"
            or self.tree.level(unit, self.year) == "organisation"
        )

    def in_hamlet_cell(self, row: Row) -> bool:
        """A post in the cell of a hamlet or residential group."""
        unit = self.tree.at(str(row["unit"]), self.year)
        return bool(
            unit
            and row["body"] == "cell"
            and unit.level == "cell"
            and (unit.kind == "hamlet" or unit.hamlet)
        )

    def officers(self, *fields: str) -> list[Row]:
        """Posts, the same person in the same body once, in the higher rank."""
        best: dict[tuple[object, ...], Row] = {}
        for row, _ in self.rows("officers", "position", "body", *fields):
            person = (row["name"], row["birth_date"], row["unit"], row["body"])
            held = best.get(person)
            if held is None or _rank(row) < _rank(held):
                best[person] = row
        return list(best.values())


def _rank(row: Row) -> int:
    return RANKS.index(row["position"])  # type: ignore[arg-type]


def known(value: object) -> Count:
    """A yes, a no or an empty cell."""
    return UNKNOWN if value is None else YES if value else NO


def rated(rating: object, options: Options) -> Count:
    """Good or better, of those rated or of all."""
    if rating in GOOD:
        return YES
    if rating in ("completed", "not_completed"):
        return NO
    unknown = 1 if rating is None else 0
    return Count(0, 1 if options.rating_base == "all" else 0, unknown)


def at_least(row: Row, scale: str, level: str) -> bool | None:
    """Whether a qualification reaches a level; None where it is unknown."""
    value = row[scale]
    if value is None:
        return None
    return SCALES[scale].index(str(value)) >= SCALES[scale].index(level)


def both(one: bool | None, other: bool | None) -> bool | None:
    """One failed is a no, whatever the other; else one unknown is unknown."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


Counts = Iterable[tuple[str, Count]]
Measure = Callable[[Year], Counts]
MEASURES: dict[str, Measure] = {}
COUNT_ONLY = {"non_state_cells_founded", "business_owners_admitted"}


def measure(name: str) -> Callable[[Measure], Measure]:
    """Registers how an indicator counts one year's rows, unit by unit."""

    def register(counts: Measure) -> Measure:
        MEASURES[name] = counts
        return counts

    return register


def of_rows(
    name: str, kind: str, fields: str, count: Callable[[Row, Year], Count]
) -> None:
    def counts(year: Year) -> Counts:
        for row, _ in year.rows(kind, *fields.split()):
            yield str(row["unit"]), count(row, year)

    MEASURES[name] = counts


def of_officers(
    name: str,
    fields: str,
    belongs: Callable[[Row, Year], bool],
    count: Callable[[Row, Year], Count],
) -> None:
    def counts(year: Year) -> Counts:
        for row in year.officers(*fields.split()):
            if belongs(row, year):
                yield str(row["unit"]), count(row, year)

    MEASURES[name] = counts


# Organisations


def _organisations(name: str, value: str, levels: tuple[str, ...]) -> None:
    def count(row: Row, year: Year) -> Count:
        if row["level"] not in levels:
            return OUTSIDE
        if value.endswith("rating"):
            return rated(row[value], year.options)
        return known(row[value])

    of_rows(name, "organisations", f"level {value}", count)


def _committee(row: Row, year: Year) -> Count:
    """Of the grassroots organisations, those that have a committee rating."""
    if row["level"] not in GRASSROOTS:
        return OUTSIDE
    if row["level"] == "grassroots_cell" and row["committee_rating"] is None:
        return OUTSIDE
    return rated(row["committee_rating"], year.options)


def _founded(row: Row, year: Year) -> Count:
    """A non-state cell founded in the year."""
    founded = row["founded_on"]
    if row["level"] not in ("cell", "grassroots_cell") or row["non_state"] is False:
        return OUTSIDE
    if isinstance(founded, date):
        if founded.year != year.year:
            return OUTSIDE
        return YES if row["non_state"] else UNKNOWN
    return UNKNOWN if row["non_state"] else OUTSIDE


_organisations("organisations_rated_good", "rating", GRASSROOTS)
_organisations(
    "standing_committees_rated_good", "rating", ("standing_committee", "delegation")
)
_organisations("organisations_follow_rules", "follows_rules", (*GRASSROOTS, "cell"))
_organisations(
    "organisations_inspection_programme", "inspection_programme", (*GRASSROOTS, "cell")
)
_organisations("organisations_new_model", "new_model", GRASSROOTS)
_organisations("four_good_cells", "four_good", ("cell", "grassroots_cell"))
_organisations("four_good_organisations", "four_good", ("grassroots_committee",))
of_rows(
    "grassroots_committees_rated_good",
    "organisations",
    "level committee_rating",
    _committee,
)
of_rows(
    "non_state_cells_founded", "organisations", "level non_state founded_on", _founded
)


# Members


def _serving(value: str, *, taking_part: bool) -> Callable[[Row, Year], Count]:
    def count(row: Row, year: Year) -> Count:
        if taking_part and row.get("status") == "excused":
            return OUTSIDE
        if row["in_service"] is None:
            return UNKNOWN
        return known(row[value]) if row["in_service"] else OUTSIDE

    return count


def _committed(row: Row, year: Year) -> Count:
    if row["official"] is None:
        return UNKNOWN
    return OUTSIDE if row["official"] == "none" else known(row["signed_commitment"])


of_rows(
    "members_rated_good",
    "members",
    "rating",
    lambda row, year: rated(row["rating"], year.options),
)
of_rows(
    "members_assigned_task",
    "members",
    "in_service assigned_task",
    _serving("assigned_task", taking_part=True),
)
of_rows(
    "members_residence_contact",
    "members",
    "in_service residence_contact",
    _serving("residence_contact", taking_part=False),
)
of_rows(
    "members_signed_commitment", "members", "official signed_commitment", _committed
)


def admitted(year: Year, field_name: str = "admitted_on") -> Iterator[tuple[Row, bool]]:
    """Persons admitted in the year, each once; False: date of admission unknown."""
    cards: set[object] = set()
    persons: set[tuple[object, ...]] = set()
    for kind in ("members", "admissions"):
        for row, _ in year.rows(kind, "admitted_on", field_name):
            day = row["admitted_on"]
            if not isinstance(day, date):
                if kind == "members":
                    yield row, False
                continue
            if day.year != year.year:
                continue
            card = row.get("card_number")
            person = (row["name"], row.get("birth_date"), day)
            known_birth = row.get("birth_date") is not None
            if not known_birth:
                person = (row["name"], row["unit"], day)
            if (card and card in cards) or person in persons:
                continue
            cards.add(card)
            persons.add(person)
            if row.get("readmitted") and not year.options.readmissions:
                continue
            yield row, True


@measure("business_owners_admitted")
def _owners(year: Year) -> Counts:
    for kind in ("members", "admissions"):
        for row, _ in year.rows(kind, "admitted_on", "business_owner"):
            yield str(row["unit"]), OUTSIDE
    for row, dated in admitted(year, "business_owner"):
        if dated:
            owner = row["business_owner"]
            yield (
                str(row["unit"]),
                UNKNOWN if owner is None else YES if owner else OUTSIDE,
            )


# Hamlets


def _has_cell(row: Row, year: Year) -> Count:
    if row["has_cell"] is None:
        return UNKNOWN
    counted = ("own", "joint") if year.options.joint_cells else ("own",)
    return YES if row["has_cell"] in counted else NO


of_rows(
    "hamlets_with_members",
    "hamlets",
    "members",
    lambda row, year: known(None if row["members"] is None else row["members"] != 0),
)
of_rows("hamlets_with_cell", "hamlets", "has_cell", _has_cell)
of_rows(
    "hamlet_heads_members",
    "hamlets",
    "head_is_member",
    lambda row, year: known(row["head_is_member"]),
)
of_rows(
    "front_heads_members",
    "hamlets",
    "front_head_is_member",
    lambda row, year: known(row["front_head_is_member"]),
)


@measure("hamlet_cells_with_committee")
def _cells_with_committee(year: Year) -> Counts:
    joint: dict[tuple[str, object], list[Row]] = defaultdict(list)
    for row, _ in year.rows("hamlets", "has_cell", "cell_has_committee"):
        unit = str(row["unit"])
        if row["has_cell"] == "joint" and row.get("cell_name"):
            joint[year.tree.chain(unit, year.year)[1], row["cell_name"]].append(row)
        elif row["has_cell"] is None:
            yield unit, UNKNOWN
        elif row["has_cell"] != "none":
            yield unit, known(row["cell_has_committee"])
    for (commune, _), rows in joint.items():
        words = [row["cell_has_committee"] for row in rows]
        said = [word for word in words if word is not None]
        yield commune, known(any(said) if said else None)
