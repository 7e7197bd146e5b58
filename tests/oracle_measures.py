"""How the oracle counts one year's rows for each indicator, unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

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
        if self.options.only_communes:
            return self.tree.level(uid, self.year) == "commune"
        return True

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


def _of_rows(
    name: str, kind: str, fields: str, count: Callable[[Row, Year], Count]
) -> None:
    def counts(year: Year) -> Counts:
        for row, _ in year.rows(kind, *fields.split()):
            yield str(row["unit"]), count(row, year)

    MEASURES[name] = counts


def _of_officers(
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

    _of_rows(name, "organisations", f"level {value}", count)


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
_of_rows(
    "grassroots_committees_rated_good",
    "organisations",
    "level committee_rating",
    _committee,
)
_of_rows(
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


_of_rows(
    "members_rated_good",
    "members",
    "rating",
    lambda row, year: rated(row["rating"], year.options),
)
_of_rows(
    "members_assigned_task",
    "members",
    "in_service assigned_task",
    _serving("assigned_task", taking_part=True),
)
_of_rows(
    "members_residence_contact",
    "members",
    "in_service residence_contact",
    _serving("residence_contact", taking_part=False),
)
_of_rows(
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


# Officers


def _school(row: Row) -> bool | None:
    return at_least(row, "general_education", "upper_secondary")


def _leads(row: Row) -> bool:
    return row["position"] in ("secretary", "deputy")


def _committee_member(row: Row, year: Year) -> bool:
    wide = ("provincial", "district", "inspection_committee", "delegation")
    return row["body"] in wide or year.is_grassroots(row)


def _theory(level: str) -> Callable[[Row, Year], Count]:
    return lambda row, year: known(at_least(row, "political_theory", level))


_of_officers(
    "secretaries_theory_intermediate",
    "political_theory",
    lambda row, year: _leads(row) and year.is_grassroots(row),
    _theory("intermediate"),
)
_of_officers(
    "hamlet_officers_upper_secondary",
    "general_education",
    lambda row, year: year.in_hamlet_cell(row),
    lambda row, year: known(_school(row)),
)
_of_officers(
    "hamlet_officers_theory_elementary",
    "political_theory",
    lambda row, year: year.in_hamlet_cell(row),
    _theory("elementary"),
)
_of_officers(
    "hamlet_officers_theory_intermediate",
    "political_theory",
    lambda row, year: year.in_hamlet_cell(row),
    _theory("intermediate"),
)
_of_officers(
    "hamlet_officers_profession_intermediate",
    "profession",
    lambda row, year: year.in_hamlet_cell(row),
    lambda row, year: known(at_least(row, "profession", "intermediate")),
)
_of_officers(
    "hamlet_officers_school_and_theory",
    "general_education political_theory",
    lambda row, year: year.in_hamlet_cell(row),
    lambda row, year: known(
        both(_school(row), at_least(row, "political_theory", "elementary"))
    ),
)
_of_officers(
    "committee_members_rated_good",
    "rating",
    _committee_member,
    lambda row, year: rated(row["rating"], year.options),
)
_of_officers(
    "committee_members_trained",
    "trained_new_knowledge",
    lambda row, year: (
        _committee_member(row, year)
        or (row["body"] in ("subcommittee", "cell") and _leads(row))
    ),
    lambda row, year: known(row["trained_new_knowledge"]),
)
_of_officers(
    "grassroots_officers_trained",
    "trained",
    lambda row, year: year.is_grassroots(row) or year.in_hamlet_cell(row),
    lambda row, year: known(row["trained"]),
)


def _beside(name: str, post: str, belongs: Callable[[Row, Year], bool]) -> None:
    def count(row: Row, year: Year) -> Count:
        posts = row["concurrent_posts"]
        return UNKNOWN if posts is None else YES if post in posts else NO  # type: ignore[operator]

    _of_officers(
        name,
        "concurrent_posts",
        lambda row, year: row["position"] == "secretary" and belongs(row, year),
        count,
    )


def _of_commune(row: Row, year: Year) -> bool:
    here = year.tree.level(str(row["unit"]), year.year)
    return here == "commune" and row["body"] == "grassroots"


def _of_office(row: Row, year: Year) -> bool:
    return year.is_grassroots(row) and year.kinds.get(str(row["unit"])) in OFFICES


_beside("secretaries_council_chair", "council_chair", _of_commune)
_beside("secretaries_committee_chair", "committee_chair", _of_commune)
_beside("secretaries_agency_head", "agency_head", _of_office)
_beside(
    "cell_secretaries_hamlet_head",
    "hamlet_head",
    lambda row, year: year.in_hamlet_cell(row),
)
_beside(
    "cell_secretaries_front_head",
    "front_head",
    lambda row, year: year.in_hamlet_cell(row),
)


# Hamlets


def _has_cell(row: Row, year: Year) -> Count:
    if row["has_cell"] is None:
        return UNKNOWN
    counted = ("own", "joint") if year.options.joint_cells else ("own",)
    return YES if row["has_cell"] in counted else NO


_of_rows(
    "hamlets_with_members",
    "hamlets",
    "members",
    lambda row, year: known(None if row["members"] is None else row["members"] != 0),
)
_of_rows("hamlets_with_cell", "hamlets", "has_cell", _has_cell)
_of_rows(
    "hamlet_heads_members",
    "hamlets",
    "head_is_member",
    lambda row, year: known(row["head_is_member"]),
)
_of_rows(
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
    for rows in joint.values():
        words = [row["cell_has_committee"] for row in rows]
        said = next((word for word in words if word is not None), None)
        yield str(rows[0]["unit"]), known(said)


# Leaders


def _leaders(
    name: str,
    fields: str,
    belongs: Callable[[Row], bool],
    count: Callable[[Row, Year], Count],
) -> None:
    def counts(row: Row, year: Year) -> Count:
        return count(row, year) if belongs(row) else OUTSIDE

    _of_rows(name, "leaders", fields, counts)


def _managed(row: Row) -> bool:
    return row["managed"] is True


def _division(row: Row) -> bool:
    return row["division_level"] is True and row["level"] in ("provincial", "district")


def _in_commune(row: Row) -> bool:
    return row["level"] == "commune"


def _rated(row: Row, year: Year) -> Count:
    return rated(row["rating"], year.options)


@measure("managed_leaders_under_40")
def _young(year: Year) -> Counts:
    for row, roster in year.rows("leaders", "managed", "birth_date"):
        if not _managed(row):
            continue
        birth = row["birth_date"]
        if not isinstance(birth, date):
            yield str(row["unit"]), UNKNOWN
            continue
        last = birth
        if row.get("birth_date_precision") == "year":
            last = date(birth.year, 12, 31)
        elif row.get("birth_date_precision") == "month":
            last = date(birth.year, birth.month, 28)
        young = {_under_40(day, roster.as_of) for day in (birth, last)}
        yield str(row["unit"]), UNKNOWN if len(young) == 2 else known(young.pop())


def _under_40(birth: date, day: date) -> bool:
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1) < 40


_leaders("managed_leaders_rated_good", "managed rating", _managed, _rated)
_leaders(
    "managed_leaders_women",
    "managed gender",
    _managed,
    lambda row, year: known(
        None if row["gender"] is None else row["gender"] == "female"
    ),
)
_leaders(
    "division_leaders_rated_good", "division_level level rating", _division, _rated
)
_leaders(
    "division_leaders_master",
    "division_level level profession",
    _division,
    lambda row, year: known(at_least(row, "profession", "master")),
)
_leaders(
    "division_leaders_trained",
    "division_level level trained",
    _division,
    lambda row, year: known(row["trained"]),
)
_leaders(
    "commune_leaders_theory_intermediate",
    "level political_theory",
    _in_commune,
    _theory("intermediate"),
)
_leaders(
    "commune_leaders_profession_intermediate",
    "level profession",
    _in_commune,
    lambda row, year: known(at_least(row, "profession", "intermediate")),
)
_leaders(
    "commune_leaders_university",
    "level profession",
    _in_commune,
    lambda row, year: known(at_least(row, "profession", "university")),
)
_leaders(
    "commune_leaders_trained",
    "level trained",
    _in_commune,
    lambda row, year: known(row["trained"]),
)
_leaders(
    "commune_leaders_theory_and_profession",
    "level political_theory profession",
    _in_commune,
    lambda row, year: known(
        both(
            at_least(row, "political_theory", "intermediate"),
            at_least(row, "profession", "intermediate"),
        )
    ),
)
