"""The rows of each roster kind as they truly are, before any office wrote them down.

A row is a dict with the field names of queries/schema; "unit" is the Unit it is about.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date

from sample_people import Person, Population, top_unit
from sample_units import LAST_YEAR, PROVINCE, Tree, Unit

Row = dict[str, object]

_OFFICES = (
    "agency",
    "public_service_unit",
    "cooperative",
    "state_enterprise",
    "private_enterprise",
    "foreign_enterprise",
)
_NON_STATE = ("private_enterprise", "foreign_enterprise", "cooperative")


class Scribe:
    """Writes down one year of the population, kind by kind."""

    def __init__(
        self, tree: Tree, people: Population, year: int, dice: random.Random
    ) -> None:
        self.tree, self.people, self.year, self.dice = tree, people, year, dice
        self._inside = Counter(id(person.cell) for person in people.people)
        self._tops = {
            id(unit): top_unit(unit, year).name
            for unit in tree.units
            if unit.exists(year)
            and unit.level not in ("province", "area")
            and not unit.traits.get("delegation")
        }

    def _under(self, top: Unit, levels: Iterable[str]) -> list[Unit]:
        return sorted(
            (
                unit
                for unit in self.tree.units
                if unit.level in levels and self._tops.get(id(unit)) == top.name
            ),
            key=lambda unit: unit.path(self.year),
        )

    def _chance(self, base: float, step: float = 0.0) -> bool:
        return self.dice.random() < min(1.0, base + step * (self.year - 2020))

    # members and admissions

    def member(self, person: Person) -> Row:
        """One member at the end of the year."""
        end = (
            date(self.year, 6, 30)
            if self.year == LAST_YEAR
            else date(self.year, 12, 31)
        )
        full = person.full_member_on <= end
        official = person.official
        serving = person.in_service(self.year)
        row: Row = {
            "unit": person.cell,
            "name": person.name,
            "card_number": person.card_number if full else None,
            "birth_date": person.birth_date,
            "gender": person.gender,
            "ethnicity": person.ethnicity,
            "religion": person.religion,
            "admitted_on": person.admitted_on,
            "readmitted": person.readmitted,
            "full_member_on": person.full_member_on if full else None,
            "status": "full" if full else "probationary",
            "occupation": person.occupation,
            "business_owner": person.business_owner,
            "in_service": serving,
            "official": official,
            "rating": person.rating or "not_rated",
            "not_rated_reason": person.reason,
            "assigned_task": None,
            "residence_contact": None,
            "signed_commitment": None,
        }
        if person.excused(self.year):
            row["status"] = "excused"
        elif serving:
            row["assigned_task"] = self._chance(0.972, 0.005)
            row["residence_contact"] = self._chance(0.93, 0.012)
        if official != "none":
            row["signed_commitment"] = self._chance(0.975, 0.005)
        return row

    def members(self, top: Unit) -> list[Row]:
        """The members under a district, former district or sector committee."""
        rows = [
            self.member(person)
            for person in self.people.people
            if self._tops[id(person.cell)] == top.name
        ]
        return sorted(rows, key=lambda row: _place(row, self.year))

    def admissions(self, top: Unit) -> list[Row]:
        """Persons admitted in the year; two in a hundred have moved away since."""
        rows = []
        for person in [*self.people.admitted, *self.people.left]:
            if self._tops.get(id(person.cell)) != top.name:
                continue
            if person.admitted_on.year == self.year:
                row = self.member(person)
                rows.append({**row, "full_member_on": None, "status": "probationary"})
        return sorted(rows, key=lambda row: _place(row, self.year))

    # organisations

    def organisations(self, top: Unit) -> list[Row]:
        """Standing committee of the district, organisations, cells."""
        rows = []
        if top.level == "district" and top.exists(self.year):
            rows.append(self._organisation(top, "standing_committee"))
        levels = ("commune", "organisation", "subcommittee", "cell")
        for unit in self._under(top, levels):
            if unit.level in ("commune", "organisation"):
                committee = unit.level == "commune" or unit.name.startswith("Đảng bộ")
                level = "grassroots_committee" if committee else "grassroots_cell"
            else:
                level = unit.level
            rows.append(self._organisation(unit, level))
        return rows

    def _organisation(self, unit: Unit, level: str) -> Row:
        committee = level in ("standing_committee", "grassroots_committee")
        inside = self._inside[id(unit)]
        cell = level in ("cell", "grassroots_cell")
        founded = unit.founded or date(1965 + len(unit.name) * 7 % 50, 2, 3)
        follows = self._chance(0.97, 0.006)
        new_enough = founded.year < self.year
        top = self._tops.get(id(unit), PROVINCE)
        drift = {"Huyện Lam Châu": -0.06, "Huyện Vĩnh Khê": -0.03}.get(top, 0.0)
        rating = self._rating(0.915 + drift + 0.007 * (self.year - 2020))
        return {
            "unit": unit,
            "kind": unit.kind,
            "level": level,
            "founded_on": founded,
            "non_state": unit.kind in _NON_STATE,
            "armed_forces": unit.armed,
            "rating": rating if new_enough else "not_rated",
            "committee_rating": (
                self._rating(0.945 + 0.004 * (self.year - 2020)) if committee else None
            ),
            "not_rated_reason": None if new_enough else "Mới thành lập",
            "follows_rules": follows,
            "inspection_programme": self._chance(0.93, 0.012),
            "new_model": self._chance(0.19, 0.022),
            "four_good": self._chance(0.30, 0.05),
            "has_committee": (
                committee
                or level == "subcommittee"
                or (cell and inside >= 9 and self._chance(0.8, 0.02))
            ),
        }

    def _rating(self, good: float) -> str:
        if self.dice.random() < good:
            return "outstanding" if self.dice.random() < 0.17 else "good"
        return "completed" if self.dice.random() < 0.9 else "not_completed"

    def provincial_bodies(self) -> list[Row]:
        """Standing committee of the province; until 2024 delegations."""
        rows = [self._organisation(self.tree.province, "standing_committee")]
        rows[0]["kind"] = None
        for unit in self.tree.units:
            if unit.traits.get("delegation") and unit.exists(self.year):
                rows.append(self._organisation(unit, "delegation"))
        return rows

    # officers

    def _officer(self, unit: Unit, body: str, rank: int, person: Person) -> Row:
        position = "secretary" if rank == 0 else "deputy" if rank <= 1 else "member"
        if body in ("grassroots", "district", "provincial") and rank == 2:
            position = "deputy"
        if body == "inspection_committee":
            position = "member"
        trained = self._chance(0.80, 0.03)
        return {
            "unit": unit,
            "name": person.name,
            "birth_date": person.birth_date,
            "gender": person.gender,
            "position": position,
            "body": body,
            **person.schooling(),
            "concurrent_posts": self._concurrent(unit, body, position, person),
            "trained": trained,
            "trained_new_knowledge": trained or self._chance(0.85, 0.03),
            "rating": self._rating(0.955 + 0.006 * (self.year - 2020)),
        }

    def _concurrent(
        self, unit: Unit, body: str, position: str, person: Person
    ) -> list[str]:
        posts = []
        step = 0.03 * (self.year - 2020)
        if unit.level == "commune" and position == "secretary":
            if person.fate < 0.55 + step:
                posts.append("council_chair")
            elif person.fate > 0.9 - step / 2:
                posts.append("committee_chair")
        elif unit.hamlet and position == "secretary":
            if person.fate < 0.42 + step:
                posts.append("hamlet_head")
            elif person.fate > 0.75:
                posts.append("front_head")
        elif (
            unit.kind in _OFFICES
            and position == "secretary"
            and person.fate < 0.6 + step
        ):
            posts.append("agency_head")
        if position == "member" and person.fate < 0.05:
            posts.append("other")
        return posts

    def _body(self, unit: Unit, body: str, count: int) -> list[Row]:
        people = self.people.officers(unit, body, count, self.year)
        return [self._officer(unit, body, n, person) for n, person in enumerate(people)]

    def officers(self, top: Unit) -> list[Row]:
        """All committee posts under a district or sector committee."""
        rows: list[Row] = []
        if top.level == "district" and top.exists(self.year):
            rows += self._body(top, "district", 13)
            rows += self._body(top, "inspection_committee", 5)
        levels = ("commune", "organisation", "subcommittee", "cell")
        for unit in self._under(top, levels):
            if unit.level == "commune":
                rows += self._body(unit, "grassroots", 11)
            elif unit.level == "subcommittee":
                rows += self._body(unit, "subcommittee", 3)
            elif unit.level == "organisation" and unit.name.startswith("Đảng bộ"):
                rows += self._body(unit, "grassroots", 7)
            else:
                inside = self._inside[id(unit)]
                count = 3 if unit.hamlet and inside > 12 else 2 if inside > 7 else 1
                rows += self._body(unit, "cell", count)
        return rows

    def provincial_officers(self) -> list[Row]:
        """Provincial committee, its inspection committee, the delegations."""
        rows = self._body(self.tree.province, "provincial", 35)
        rows += self._body(self.tree.province, "inspection_committee", 9)
        agencies = self.tree.sectors[1]
        for unit in self.tree.units:
            if unit.traits.get("delegation") and unit.exists(self.year):
                people = self.people.officers(agencies, unit.name, 4, self.year)
                for rank, person in enumerate(people):
                    rows.append(self._officer(unit, "delegation", rank, person))
        return rows

    # hamlets and leaders

    def hamlets(self, top: Unit) -> list[Row]:
        """The hamlets and residential groups of a district or area."""
        rows = []
        falling = top.name == "Huyện Vĩnh Khê"
        for unit in self._under(top, ("hamlet",)):
            cell = unit.traits["cell"]
            assert isinstance(cell, Unit)
            own = cell.exists(self.year)
            joint = own and bool(unit.traits.get("joint"))
            spot = unit.traits.setdefault(
                "luck", (self.dice.random(), self.dice.random())
            )
            assert isinstance(spot, tuple)
            step = (self.year - 2020) * (-0.04 if falling else 0.028)
            inside = self._inside[id(cell)]
            few = int(spot[0] * 4)
            rows.append(
                {
                    "unit": unit,
                    "kind": unit.kind,
                    "households": 90 + int(spot[0] * 170) + self.year - 2020,
                    "members": max(inside, 1) if own else few,
                    "has_cell": "joint" if joint else "own" if own else "none",
                    "cell_name": cell.name if joint else None,
                    "cell_has_committee": (
                        cell.size * 7 % 100 < 52 + 3 * (self.year - 2020)
                        if own
                        else None
                    ),
                    "head_is_member": spot[0] < (0.82 if falling else 0.72) + step,
                    "front_head_is_member": spot[1] < 0.68 + step,
                    "mountainous": falling,
                    "ethnic_minority": falling and spot[0] < 0.4,
                    "religious": spot[1] > 0.92,
                }
            )
        return rows

    def _leader(
        self, unit: Unit, level: str, position: str, person: Person, managed: bool
    ) -> Row:
        if level == "commune":
            person.study(self.dice)
        return {
            "unit": unit,
            "name": person.name,
            "birth_date": person.birth_date,
            "gender": person.gender,
            "level": level,
            "position": position,
            "managed": managed,
            "division_level": level != "commune",
            "profession": person.schooling()["profession"],
            "political_theory": person.schooling()["political_theory"],
            "rating": self._rating(0.965),
            "trained": self._chance(0.84, 0.028),
        }

    def leaders(self, top: Unit) -> list[Row]:
        """District leaders (to 2024, sectors always) and commune leaders."""
        rows = []
        district = top.exists(self.year) and top.level == "district"
        if district:
            people = self.people.officers(top, "leaders", 16, self.year)
            for rank, person in enumerate(people):
                post = "Trưởng phòng" if rank % 2 else "Phó Trưởng phòng"
                post = post if rank > 4 else "Ủy viên Ban Thường vụ"
                rows.append(self._leader(top, "district", post, person, rank <= 4))
        posts = [
            "Bí thư Đảng ủy",
            "Phó Bí thư Đảng ủy",
            "Chủ tịch HĐND",
            "Chủ tịch UBND",
            "Phó Chủ tịch UBND",
        ]
        for unit in self._under(top, ("commune",)):
            people = self.people.officers(unit, "grassroots", 11, self.year)
            for post, person in zip(posts, people, strict=False):
                rows.append(self._leader(unit, "commune", post, person, False))
        return rows

    def provincial_leaders(self) -> list[Row]:
        """Heads and deputy heads at the provincial offices."""
        people = self.people.officers(self.tree.sectors[1], "leaders", 64, self.year)
        rows = []
        for rank, person in enumerate(people):
            post = "Giám đốc sở" if rank % 4 == 0 else "Trưởng phòng"
            rows.append(
                self._leader(
                    self.tree.province, "provincial", post, person, rank % 2 == 0
                )
            )
        return rows


def _place(row: Row, year: int) -> tuple[object, ...]:
    unit = row["unit"]
    assert isinstance(unit, Unit)
    return (*unit.path(year), row["name"])
