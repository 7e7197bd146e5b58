"""How the oracle counts committee posts and leaders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from oracle_measures import (
    NO,
    OFFICES,
    OUTSIDE,
    UNKNOWN,
    YES,
    Count,
    Counts,
    Year,
    at_least,
    both,
    known,
    measure,
    of_officers,
    of_rows,
    rated,
)
from oracle_tree import Row

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


of_officers(
    "secretaries_theory_intermediate",
    "political_theory",
    lambda row, year: _leads(row) and year.is_grassroots(row),
    _theory("intermediate"),
)
of_officers(
    "hamlet_officers_upper_secondary",
    "general_education",
    lambda row, year: year.in_hamlet_cell(row),
    lambda row, year: known(_school(row)),
)
of_officers(
    "hamlet_officers_theory_elementary",
    "political_theory",
    lambda row, year: year.in_hamlet_cell(row),
    _theory("elementary"),
)
of_officers(
    "hamlet_officers_theory_intermediate",
    "political_theory",
    lambda row, year: year.in_hamlet_cell(row),
    _theory("intermediate"),
)
of_officers(
    "hamlet_officers_profession_intermediate",
    "profession",
    lambda row, year: year.in_hamlet_cell(row),
    lambda row, year: known(at_least(row, "profession", "intermediate")),
)
of_officers(
    "hamlet_officers_school_and_theory",
    "general_education political_theory",
    lambda row, year: year.in_hamlet_cell(row),
    lambda row, year: known(
        both(_school(row), at_least(row, "political_theory", "elementary"))
    ),
)
of_officers(
    "committee_members_rated_good",
    "rating",
    _committee_member,
    lambda row, year: rated(row["rating"], year.options),
)
of_officers(
    "committee_members_trained",
    "trained_new_knowledge",
    lambda row, year: (
        _committee_member(row, year)
        or (row["body"] in ("subcommittee", "cell") and _leads(row))
    ),
    lambda row, year: known(row["trained_new_knowledge"]),
)
of_officers(
    "grassroots_officers_trained",
    "trained",
    lambda row, year: year.is_grassroots(row) or year.in_hamlet_cell(row),
    lambda row, year: known(row["trained"]),
)


def _beside(name: str, post: str, belongs: Callable[[Row, Year], bool]) -> None:
    def count(row: Row, year: Year) -> Count:
        posts = row["concurrent_posts"]
        return UNKNOWN if posts is None else YES if post in posts else NO  # type: ignore[operator]

    of_officers(
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


# Leaders


def _leaders(
    name: str,
    fields: str,
    belongs: Callable[[Row], bool],
    count: Callable[[Row, Year], Count],
) -> None:
    def counts(row: Row, year: Year) -> Count:
        return count(row, year) if belongs(row) else OUTSIDE

    of_rows(name, "leaders", fields, counts)


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
