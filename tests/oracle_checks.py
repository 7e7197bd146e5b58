"""What the rosters say against each other, worked out slowly in plain Python.

No SQL, none of the library: the same facts as oracle.py, a person known by the card
number, else by name and birth date. `balances` follows every person from one year to
the next; the other functions give what does not fit as (year, uid) or counts of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from oracle import Facts, Options, years_of
from oracle_measures import Year
from oracle_tree import Roster, Row, Tree

Key = tuple[int, str]


def _rows(year: Year, kind: str) -> list[tuple[Roster, Row]]:
    return [
        (roster, row)
        for roster in year.rosters
        if roster.kind == kind
        for row in roster.rows
    ]


def home(tree: Tree, uid: str, year: int) -> str:
    """The commune or organisation that a unit stands in, else the lowest above."""
    chain = tree.chain(uid, year)
    for wanted in (("commune", "organisation"), ("district",), ("province",)):
        for part in chain:
            if tree.at(part, year) and tree.level(part, year) in wanted:
                return part
    return uid


def covered(year: Year, tree: Tree, kind: str, uid: str) -> bool:
    """Whether a roster of the kind speaks for the unit and all under it."""
    above = tree.above(uid, year.year)
    return any(
        roster.kind == kind and roster.whole and roster.speaks_for in above
        for roster in year.rosters
    )


def _same(one: Row, other: Row) -> bool:
    """One person: the same card, or the same name and whole birth date."""
    card = one.get("card_number")
    if card and card == other.get("card_number"):
        return True
    return (
        one["name"] == other["name"]
        and one.get("birth_date") is not None
        and one.get("birth_date") == other.get("birth_date")
        and {_known(one), _known(other)} == {"day"}
    )


def _known(row: Row) -> str:
    return str(row.get("birth_date_precision") or "day")


def _may_be_born(one: Row, other: Row) -> bool:
    """Whether two birth dates agree as far as both are known."""
    first, second = one.get("birth_date"), other.get("birth_date")
    if not isinstance(first, date) or not isinstance(second, date):
        return True
    parts = min(
        {"year": 1, "month": 2, "day": 3}[known]
        for known in (_known(one), _known(other))
    )
    return first.timetuple()[:parts] == second.timetuple()[:parts]


class _Index:
    """Rows found again by card, or by name and birth date."""

    def __init__(self, rows: list[Row]) -> None:
        self._by: dict[object, list[Row]] = defaultdict(list)
        for row in rows:
            if row.get("card_number"):
                self._by[row["card_number"]].append(row)
            self._by[row["name"], row.get("birth_date")].append(row)
            self._by[row["name"]].append(row)

    def find(self, row: Row) -> Row | None:
        keys: list[object] = [(row["name"], row.get("birth_date"))]
        if row.get("card_number"):
            keys.insert(0, row["card_number"])
        for key in keys:
            for other in self._by.get(key, ()):
                if _same(row, other):
                    return other
        return None

    def named(self, name: object) -> list[Row]:
        return self._by.get(name, [])


def balances(facts: Facts) -> dict[Key, dict[str, int]]:
    """Every unit whose members of two years in a row are known: how many stood there,
    came and went. Keys as the check's values."""
    tree = Tree(facts)
    years = years_of(facts, Options())
    found: dict[Key, dict[str, int]] = {}
    for number, year in years.items():
        if number - 1 not in years:
            continue
        last = years[number - 1]
        before = [row for _, row in _rows(last, "members")]
        now = [row for _, row in _rows(year, "members")]
        if not before or not now:
            continue
        last_day = max(roster.as_of for roster, _ in _rows(last, "members"))
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        old, new = _Index(before), _Index(now)
        for row in before:
            uid = tree.followed_by(str(row["unit"]), number - 1, number)
            here = home(tree, uid, number)
            counts[here]["before"] += 1
            again = _again(row, new, tree, number, here, ahead=True)
            if again is None:
                counts[here]["gone"] += 1
            elif home(tree, str(again["unit"]), number) != here:
                counts[here]["moved_out"] += 1
        for row in now:
            here = home(tree, str(row["unit"]), number)
            counts[here]["now"] += 1
            earlier = _again(row, old, tree, number, here, ahead=False)
            if earlier is None:
                day = row.get("admitted_on")
                new_here = isinstance(day, date) and day > last_day
                counts[here]["admitted" if new_here else "arrived"] += 1
            else:
                was = tree.followed_by(str(earlier["unit"]), number - 1, number)
                if home(tree, was, number) != here:
                    counts[here]["moved_in"] += 1
        for uid, count in counts.items():
            if covered(year, tree, "members", uid):
                found[number, uid] = dict(count)
    return found


def _again(
    row: Row, index: _Index, tree: Tree, number: int, here: str, ahead: bool
) -> Row | None:
    """The person in the other year: certain, or alone of that name in the unit."""
    sure = index.find(row)
    if sure is not None:
        return sure
    at_home = []
    for other in index.named(row["name"]):
        uid = str(other["unit"])
        if not ahead:
            uid = tree.followed_by(uid, number - 1, number)
        if home(tree, uid, number) == here:
            at_home.append(other)
    possible = [
        other
        for other in at_home
        if not (other.get("card_number") and row.get("card_number"))
        and _may_be_born(other, row)
    ]
    return possible[0] if len(at_home) == 1 and possible else None


def not_in_members(facts: Facts) -> Counter[int]:
    """How many on a year's lists of admissions no roster of members has, or has in
    another unit or with another date."""
    tree = Tree(facts)
    found: Counter[int] = Counter()
    for number, year in years_of(facts, Options()).items():
        index = _Index([row for _, row in _rows(year, "members")])
        for _, row in _rows(year, "admissions"):
            here = home(tree, str(row["unit"]), number)
            if not covered(year, tree, "members", here):
                continue
            member = _again(row, index, tree, number, here, ahead=True)
            if (
                member is None
                or member.get("admitted_on") != row["admitted_on"]
                or home(tree, str(member["unit"]), number) != here
            ):
                found[number] += 1
    return found


def not_in_admissions(facts: Facts) -> Counter[int]:
    """How many members admitted in a year no list of admissions has."""
    tree = Tree(facts)
    found: Counter[int] = Counter()
    for number, year in years_of(facts, Options()).items():
        index = _Index([row for _, row in _rows(year, "admissions")])
        for _, row in _rows(year, "members"):
            day = row.get("admitted_on")
            here = home(tree, str(row["unit"]), number)
            if (
                isinstance(day, date)
                and day.year == number
                and covered(year, tree, "admissions", here)
                and _again(row, index, tree, number, here, ahead=True) is None
            ):
                found[number] += 1
    return found
