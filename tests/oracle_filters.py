"""Which rows and units the quick filters leave, slowly in plain Python.

A filter is a name with the values that will do; several filters must all hold. A roster
without the column of a filter that concerns it cannot answer and is left out whole; a
blank is in no part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from oracle_tree import Roster, Row

Filters = tuple[tuple[str, tuple[str, ...]], ...]

PERSONS = ("members", "admissions", "officers", "leaders")
MEMBERS = ("members", "admissions")
OF_ROWS = {
    "gender": PERSONS,
    "age": PERSONS,
    "ethnicity": MEMBERS,
    "religion": MEMBERS,
    "status": MEMBERS,
    "areas": ("hamlets",),
    "hamlet_kind": ("hamlets",),
}
BANDS = ((30, "under_30"), (40, "30_to_39"), (50, "40_to_49"), (60, "50_to_59"))
STATE = (
    "commune",
    "agency",
    "public_service_unit",
    "state_enterprise",
    "army",
    "police",
)
NON_STATE = ("private_enterprise", "foreign_enterprise", "cooperative")


def _age(row: Row, roster: Roster) -> str | None:
    birth, day = row.get("birth_date"), roster.as_of
    if not isinstance(birth, date):
        return None
    had = (day.month, day.day) >= (birth.month, birth.day)
    years = day.year - birth.year - (0 if had else 1)
    return next((band for below, band in BANDS if years < below), "60_and_over")


def _ethnicity(row: Row, roster: Roster) -> str | None:
    said = row.get("ethnicity")
    return None if said is None else "kinh" if said == "Kinh" else "minority"


def _religion(row: Row, roster: Roster) -> str | None:
    said = row.get("religion")
    return None if said is None else "none" if said == "Không" else "some"


def _plain(name: str) -> Callable[[Row, Roster], str | None]:
    def value(row: Row, roster: Roster) -> str | None:
        said = row.get(name)
        return None if said is None else str(said)

    return value


VALUES = {
    "gender": _plain("gender"),
    "age": _age,
    "ethnicity": _ethnicity,
    "religion": _religion,
    "status": _plain("status"),
    "hamlet_kind": _plain("kind"),
}
COLUMNS = {"age": "birth_date", "hamlet_kind": "kind"}


def fits(row: Row, roster: Roster, filters: Filters) -> bool | None:
    """Whether a row is in; None where it does not say and nothing else speaks
    against it."""
    said: list[bool | None] = []
    for name, values in filters:
        if roster.kind not in OF_ROWS.get(name, ()):
            continue
        if name == "areas":
            said.append(any(row.get(area) is True for area in values))
            continue
        value = VALUES[name](row, roster)
        said.append(None if value is None else value in values)
    if False in said:
        return False
    return None if None in said else True


def _answers(roster: Roster, filters: Filters) -> bool:
    columns = {
        column
        for name, values in filters
        if roster.kind in OF_ROWS.get(name, ())
        for column in (values if name == "areas" else (COLUMNS.get(name, name),))
    }
    return columns <= roster.fields


def let_in(rosters: Sequence[Roster], filters: Filters) -> list[Roster]:
    """A year's rosters with the rows that the filters leave."""
    answering = [roster for roster in rosters if _answers(roster, filters)]
    denied = [
        row
        for roster in answering
        if roster.kind == "members"
        for row in roster.rows
        if fits(row, roster, filters) is False
    ]
    cards = {row.get("card_number") for row in denied} - {None}
    persons = {_person(row) for row in denied}

    def is_in(row: Row, roster: Roster) -> bool:
        if fits(row, roster, filters) is not True:
            return False
        # A person of both rosters is in one part alone: the one of the members'.
        return roster.kind != "admissions" or not (
            row.get("card_number") in cards or _person(row) in persons
        )

    return [
        replace(roster, rows=[row for row in roster.rows if is_in(row, roster)])
        for roster in answering
    ]


def _person(row: Row) -> tuple[object, ...]:
    born = row.get("birth_date")
    return (row["name"], row.get("admitted_on"), born or row["unit"])


def sector(flag: bool | None, kind: str | None) -> str | None:
    """A unit's sector by its flag, else by its kind where that leaves no doubt."""
    if flag is not None:
        return "non_state" if flag else "state"
    if kind in NON_STATE:
        return "non_state"
    return "state" if kind in STATE else None
