"""The made-up members of Sông Lam: who they are and what changes from year to year.

Everything is drawn from one seeded generator: no person, name or number is real.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from sample_names import FAMILY, GIVEN, MIDDLE
from sample_rates import ADMISSIONS, GOOD
from sample_units import AGENCIES, LAST_YEAR, Tree, Unit

_EDUCATION = ("primary", "lower_secondary", "upper_secondary")
_PROFESSION = (
    "none",
    "elementary",
    "intermediate",
    "college",
    "university",
    "master",
    "doctor",
)
_THEORY = ("none", "elementary", "intermediate", "advanced")


@dataclass(eq=False)
class Person:
    """A made-up member; the three schooling scales are indices into their lists."""

    name: str
    birth_date: date
    gender: str
    ethnicity: str
    religion: str
    admitted_on: date
    full_member_on: date
    card_number: str
    cell: Unit
    occupation: str
    official: str
    readmitted: bool
    business_owner: bool
    education: int
    profession: int
    theory: int
    luck: float
    fate: float
    rating: str = ""
    reason: str | None = None

    def age(self, year: int) -> int:
        """Age reached in the year."""
        return year - self.birth_date.year

    def excused(self, year: int) -> bool:
        """Freed of work and meetings, for age."""
        return self.age(year) >= 78 and self.luck < 0.5

    def in_service(self, year: int) -> bool:
        """At work."""
        return self.age(year) < 61

    def schooling(self) -> dict[str, str]:
        """The three qualifications as the vocabularies write them."""
        return {
            "general_education": _EDUCATION[self.education],
            "profession": _PROFESSION[self.profession],
            "political_theory": _THEORY[self.theory],
        }

    def study(self, dice: random.Random) -> None:
        """An officer may have gone to school in the year."""
        if self.education < 2 and dice.random() < 0.10:
            self.education += 1
        if self.theory < 2 and dice.random() < 0.045:
            self.theory += 1
        if self.education == 2 and self.profession < 4 and dice.random() < 0.04:
            self.profession += 1 if self.profession else 2


class Population:
    """All members; `advance` goes to the next year."""

    def __init__(self, tree: Tree, dice: random.Random) -> None:
        self.tree = tree
        self.dice = dice
        self.people: list[Person] = []
        self.left: list[Person] = []
        self.admitted: list[Person] = []
        self._cards = 41_000_000
        self._seen: set[tuple[str, date]] = set()
        self._under_year = 0
        self._by_unit: dict[int, list[Person]] = {}
        self._posts: dict[tuple[int, str], list[Person]] = {}
        for unit in tree.units:
            for _ in range(unit.size if unit.first <= 2019 else 0):
                age = min(84, max(23, round(dice.gauss(47, 14))))
                self.people.append(self._person(unit, 2019, age, 20))

    def _person(self, cell: Unit, year: int, age: int, earliest: int) -> Person:
        dice = self.dice
        top = top_unit(cell, year)
        gender = "female" if dice.random() < (0.12 if cell.armed else 0.38) else "male"
        birth = date(year - age, 1, 1) + timedelta(days=dice.randrange(365))
        name = self._name(gender, birth)
        start = max(
            birth.year + earliest, min(year, birth.year + dice.randrange(20, 40))
        )
        admitted = date(min(start, year), 1, 3) + timedelta(days=dice.randrange(350))
        work = _work(cell, age, dice)
        schooled = 0.18 if cell.kind == "hamlet" else 0.8 if cell.before else 0.9
        university = dice.random() < schooled or top.name == AGENCIES
        profession = 4 if university else dice.choice((0, 0, 1, 2, 2, 3))
        if profession == 4 and dice.random() < (0.30 if top.name == AGENCIES else 0.07):
            profession = 5
        theory = dice.choice((0, 0, 1, 1, 1, 1, 1, 2))
        theory += dice.random() < (0.0 if cell.kind == "hamlet" else profession / 5)
        minority = "Mường" if top.name == "Huyện Vĩnh Khê" else "Tày"
        self._cards += dice.randrange(1, 40)
        return Person(
            name=name,
            birth_date=birth,
            gender=gender,
            ethnicity=minority if dice.random() < 0.15 else "Kinh",
            religion="Công giáo" if dice.random() < 0.03 else "Không",
            admitted_on=admitted,
            full_member_on=_year_later(admitted),
            card_number=f"{self._cards:08d}",
            cell=cell,
            occupation=work[0],
            official=work[1],
            readmitted=dice.random() < 0.002,
            business_owner=work[0] == "Chủ doanh nghiệp tư nhân",
            education=2 if profession >= 2 else dice.choice((0, 1, 1, 2, 2, 2, 2)),
            profession=profession,
            theory=min(theory, 3),
            luck=dice.random(),
            fate=dice.random(),
        )

    def _name(self, gender: str, birth: date) -> str:
        """A name that no other person born on that day has."""
        while True:
            parts = (
                self.dice.choice(FAMILY),
                self.dice.choice(MIDDLE[gender]),
                self.dice.choice(GIVEN[gender]),
            )
            name = " ".join(parts)
            if (name, birth) not in self._seen:
                self._seen.add((name, birth))
                return name

    def advance(self, year: int) -> None:
        """Moves, losses, admissions and ratings of the year."""
        dice = self.dice
        half = year == LAST_YEAR
        for person in self.people:
            while not person.cell.exists(year):
                assert person.cell.into, person.cell.name
                person.cell = _landing(person.cell, person.cell.into, self.tree)
        self.left = []
        for person in self.people:
            old = person.age(year) > 72
            rate = (0.055 if old else 0.011) * (0.5 if half else 1)
            if dice.random() < rate:
                self.left.append(person)
        gone = set(map(id, self.left))
        before = self._by_top(year)
        self.people = [person for person in self.people if id(person) not in gone]
        self.admitted = []
        for top, people in before.items():
            self._admit(top, len(people), year)
        self._start_new_cells(year)
        if not half:
            self._rate(year)

    def _by_top(self, year: int) -> dict[str, list[Person]]:
        tops: dict[str, list[Person]] = {}
        for person in self.people:
            tops.setdefault(top_unit(person.cell, year).name, []).append(person)
        return tops

    def _admit(self, top: str, members: int, year: int) -> None:
        dice = self.dice
        cells = [
            unit
            for unit in self.tree.units
            if unit.size and unit.exists(year) and top_unit(unit, year).name == top
        ]
        for _ in range(round(members * ADMISSIONS[top][year - 2020] / 1000)):
            cell = dice.choices(cells, [unit.size for unit in cells])[0]
            person = self._person(cell, year, dice.randrange(19, 39), 18)
            days = 170 if year == LAST_YEAR else 350
            person.admitted_on = date(year, 1, 3) + timedelta(days=dice.randrange(days))
            person.full_member_on = _year_later(person.admitted_on)
            if cell.kind == "hamlet" and dice.random() < 0.02:
                person.occupation = "Chủ doanh nghiệp tư nhân"
                person.business_owner, person.official = True, "none"
            person.readmitted = dice.random() < 0.02
            self.people.append(person)
            self.admitted.append(person)

    def _start_new_cells(self, year: int) -> None:
        """A cell founded in the year takes its first members from its neighbours."""
        for cell in self.tree.units:
            if not (cell.size and cell.first == year and cell.founded):
                continue
            near = [
                person
                for person in self.people
                if top_unit(person.cell, year) is top_unit(cell, year)
                and person.age(year) < 55
                and person.cell.size > 9
            ]
            for person in self.dice.sample(near, cell.size):
                person.cell, person.official = cell, "none"
                person.occupation = "Nông dân" if cell.hamlet else "Công nhân"

    def _rate(self, year: int) -> None:
        dice = self.dice
        for person in self.people:
            share = GOOD[top_unit(person.cell, year).name][year - 2020] / 1000
            person.reason = None
            if person.excused(year):
                person.rating, person.reason = "not_rated", "Miễn sinh hoạt"
            elif person.admitted_on > date(year, 6, 30):
                person.rating, person.reason = "not_rated", "Mới kết nạp dưới 6 tháng"
            elif dice.random() < share:
                person.rating = "outstanding" if dice.random() < 0.17 else "good"
            else:
                person.rating = "completed" if dice.random() < 0.91 else "not_completed"

    def _under(self, unit: Unit, year: int) -> list[Person]:
        """The members in a unit or below it; counted once a year."""
        if self._under_year != year:
            self._under_year, self._by_unit = year, {}
            for person in self.people:
                for above in person.cell.chain(year):
                    self._by_unit.setdefault(id(above), []).append(person)
        return self._by_unit.get(id(unit), [])

    def officers(self, unit: Unit, body: str, count: int, year: int) -> list[Person]:
        """Who holds the posts of a body, in order of rank; they stay while they can."""
        posts = self._posts.setdefault((id(unit), body), [])
        lift = 1.0 if unit.hamlet else 0.3
        inside = {
            id(person): person
            for person in self._under(unit, year)
            if not person.excused(year)
        }
        posts[:] = [p for p in posts if id(p) in inside and p.age(year) < 67][:count]
        taken = set(map(id, posts))
        fresh = [p for p in inside.values() if id(p) not in taken and p.age(year) < 60]
        fresh.sort(key=lambda p: p.luck * (lift if p.profession >= 4 else 1))
        posts += fresh[: count - len(posts)]
        for person in posts:
            person.study(self.dice)
        return list(posts)


def top_unit(unit: Unit, year: int) -> Unit:
    """The district, former district or sector committee that a unit belongs to."""
    for above in unit.chain(year):
        if above.level == "district":
            return above
        if above.level == "commune" and above.area:
            return _DISTRICT_OF_AREA[above.area.name]
    raise LookupError(unit.name)


_DISTRICT_OF_AREA: dict[str, Unit] = {}


def know_areas(tree: Tree) -> None:
    """Tells `top_unit` which former district each area is."""
    for district in tree.districts:
        assert district.area
        _DISTRICT_OF_AREA[district.area.name] = district


def _landing(cell: Unit, into: Unit, tree: Tree) -> Unit:
    """The cell that takes the members of a unit that ended."""
    if into.size or into.level == "cell":
        return into
    wanted = "Chi bộ Công an" if "Công an" in cell.name else "Chi bộ Cơ quan"
    return next(
        unit for unit in tree.units if unit.name == wanted and unit.after is into
    )


def _year_later(day: date) -> date:
    return day + timedelta(days=365)


def _work(cell: Unit, age: int, dice: random.Random) -> tuple[str, str]:
    """Occupation and kind of official."""
    if age >= 61:
        return "Hưu trí", "none"
    if cell.armed:
        return ("Bộ đội" if cell.kind == "army" else "Công an"), "soldier"
    if cell.kind == "agency":
        sort = dice.choice(("cadre", "civil_servant", "civil_servant"))
        return ("Cán bộ" if sort == "cadre" else "Công chức"), sort
    if cell.kind == "public_service_unit":
        return "Viên chức", "public_employee"
    if cell.kind in ("private_enterprise", "foreign_enterprise", "state_enterprise"):
        return "Công nhân", "none"
    if dice.random() < 0.02:
        return "Cán bộ", "cadre"
    return dice.choice(("Nông dân", "Nông dân", "Kinh doanh", "Giáo viên nghỉ")), "none"
