"""The people, cells, hamlets and posts that wild files are about: what is true.

Everything is made up. A world is a province with a district or none, its communes and
their cells; a fact is one row of a roster, its values typed as the tables hold them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tools.sample_names import FAMILY, GIVEN, MIDDLE

PROVINCES = ("Tỉnh Sông Thử", "Tỉnh Hòa Giang", "Tỉnh Đông Lĩnh")
DISTRICTS = ("Huyện Lam Châu", "Thị xã Hồng Sơn", "Huyện Yên Giang", "Huyện Phú Trạch")
COMMUNES = (
    "Xã Thạch Bàn",
    "Xã Đức Lộc",
    "Thị trấn Cầu Giát",
    "Xã Nghĩa Phong",
    "Phường Trung Lương",
    "Xã Quỳnh Vân",
    "Xã Hướng Điền",
    "Phường Ngọc Sơn",
)
HAMLETS = (
    "Thôn Đông Yên",
    "Thôn Phúc Thịnh",
    "Thôn Minh Khai",
    "Tổ dân phố 3",
    "Thôn Quyết Tiến",
    "Bản Cẩm Vân",
    "Thôn Tân Lập",
    "Tổ dân phố 7",
    "Xóm Thượng",
    "Khu phố Hưng Long",
)
OFFICES = ("Chi bộ Trường THCS", "Chi bộ Trạm Y tế", "Chi bộ Công an", "Chi bộ Quân sự")
ETHNICITIES = ("Kinh", "Kinh", "Kinh", "Mường", "Thái", "Tày", "Ê Đê")
RATINGS = ("outstanding", "good", "good", "good", "completed", "not_completed")
OCCUPATIONS = ("Nông dân", "Giáo viên", "Hưu trí", "Công chức", "Kinh doanh", "Bộ đội")


@dataclass(frozen=True)
class Unit:
    """A unit by level and full name ("commune", "Xã Đức Lộc")."""

    level: str
    name: str


@dataclass(frozen=True)
class Fact:
    """One true row: the units it stands in, from the top down, and its values."""

    units: tuple[Unit, ...]
    values: dict[str, Any]

    def unit(self, level: str) -> str:
        """The name of its unit of a level, "" where it has none."""
        return next((unit.name for unit in self.units if unit.level == level), "")


@dataclass(frozen=True)
class World:
    """What one file is about. top: the units above all rows, from the province down."""

    as_of: date
    top: tuple[Unit, ...]
    facts: tuple[Fact, ...] = field(default=(), repr=False)


def _some_day(chance: random.Random, first: int, last: int) -> date:
    start = date(first, 1, 1)
    return start + timedelta(days=chance.randrange((date(last, 12, 31) - start).days))


def person_name(chance: random.Random, gender: str, taken: set[str]) -> str:
    """A made-up name that nobody of the file has yet."""
    while True:
        middle = chance.choice(MIDDLE[gender])
        name = f"{chance.choice(FAMILY)} {middle} {chance.choice(GIVEN[gender])}"
        if chance.random() < 0.3:
            name += f" {chance.choice(GIVEN[gender])}"
        if name not in taken:
            taken.add(name)
            return name


def _card(chance: random.Random, taken: set[str]) -> str:
    """A card number of twelve digits, every second one with a zero first."""
    while (card := f"{chance.choice('03')}{chance.randrange(10**11):011}") in taken:
        pass
    taken.add(card)
    return card


def _member(chance: random.Random, as_of: date, taken: set[str]) -> dict[str, Any]:
    gender = chance.choice(("male", "female"))
    born = _some_day(chance, 1944, 1999)
    first = max(born.year + 19, 1965)
    admitted = _some_day(chance, first, max(first, as_of.year - 3))
    probation = chance.random() < 0.08
    if probation:
        admitted = as_of - timedelta(days=chance.randrange(20, 300))
    full = None if probation else admitted + timedelta(days=365)
    rating: str | None = chance.choice(RATINGS)
    return {
        "name": person_name(chance, gender, taken),
        "birth_date": born,
        "gender": gender,
        "ethnicity": chance.choice(ETHNICITIES),
        "religion": chance.choice(("Không", "Không", "Phật giáo", "Công giáo")),
        "card_number": _card(chance, taken),
        "admitted_on": admitted,
        "full_member_on": full,
        "status": "probationary" if probation else "full",
        "occupation": chance.choice(OCCUPATIONS),
        "rating": rating,
        "readmitted": chance.random() < 0.03,
        "assigned_task": chance.random() < 0.8,
        "residence_contact": chance.random() < 0.8,
        "signed_commitment": chance.random() < 0.9,
        "in_service": chance.random() < 0.5,
    }


def _admission(chance: random.Random, as_of: date, taken: set[str]) -> dict[str, Any]:
    values = _member(chance, as_of, taken)
    values["birth_date"] = _some_day(chance, 1980, 2002)
    values["admitted_on"] = _some_day(chance, as_of.year, as_of.year)
    if values["admitted_on"] > as_of:
        values["admitted_on"] = date(as_of.year, 3, chance.randrange(1, 29))
    return {**values, "full_member_on": None, "status": "probationary"}


def _officer(chance: random.Random, as_of: date, taken: set[str]) -> dict[str, Any]:
    gender = chance.choice(("male", "female"))
    return {
        "name": person_name(chance, gender, taken),
        "birth_date": _some_day(chance, 1960, 1992),
        "gender": gender,
        "position": chance.choice(("secretary", "deputy", "member", "member")),
        "body": "cell",
        "concurrent_posts": chance.choice(([], [], ["hamlet_head"], ["front_head"])),
        "general_education": chance.choice(("lower_secondary", "upper_secondary")),
        "profession": chance.choice(
            ("elementary", "intermediate", "college", "university", "master")
        ),
        "political_theory": chance.choice(("elementary", "intermediate", "advanced")),
        "trained": chance.random() < 0.6,
        "rating": chance.choice(RATINGS),
    }


def _leader(chance: random.Random, as_of: date, taken: set[str]) -> dict[str, Any]:
    values = _officer(chance, as_of, taken)
    return {
        **{name: values[name] for name in ("name", "birth_date", "gender", "rating")},
        **{name: values[name] for name in ("profession", "political_theory")},
        "level": "commune",
        "position": chance.choice(
            ("Chủ tịch UBND xã", "Phó Chủ tịch HĐND xã", "Bí thư Đảng ủy xã")
        ),
        "managed": chance.random() < 0.3,
        "trained": chance.random() < 0.6,
    }


def _hamlet(chance: random.Random, name: str) -> dict[str, Any]:
    urban = name.startswith(("Tổ dân phố", "Khu phố"))
    return {
        "kind": "residential_group" if urban else "hamlet",
        "households": chance.randrange(40, 400),
        "members": chance.randrange(0, 60),
        "has_cell": chance.choice(("own", "own", "joint", "none")),
        "cell_has_committee": chance.random() < 0.5,
        "head_is_member": chance.random() < 0.7,
        "front_head_is_member": chance.random() < 0.7,
    }


def _organisation(chance: random.Random, as_of: date) -> dict[str, Any]:
    return {
        "level": "cell",
        "founded_on": _some_day(chance, 1965, 2019),
        "rating": chance.choice(RATINGS),
        "four_good": chance.random() < 0.5,
        "has_committee": chance.random() < 0.5,
        "inspection_programme": chance.random() < 0.8,
        "follows_rules": chance.random() < 0.9,
    }


def hamlet_cell(hamlet: str) -> str:
    """ "Thôn Đông Yên" → "Chi bộ thôn Đông Yên"."""
    return f"Chi bộ {hamlet[:1].lower()}{hamlet[1:]}"


_Values = Callable[[random.Random, date, set[str]], dict[str, Any]]
_PERSONS: dict[str, _Values] = {
    "members": _member,
    "admissions": _admission,
    "officers": _officer,
    "leaders": _leader,
}


def make_world(
    chance: random.Random, kind: str, scope: str, as_of: date, size: int
) -> World:
    """A unit and its rows. scope: district, commune or cell. size: about how many rows,
    shared out over the cells; hamlets and organisations are as many as there are."""
    top: tuple[Unit, ...] = (Unit("province", chance.choice(PROVINCES)),)
    if as_of < date(2025, 7, 1):
        top += (Unit("district", chance.choice(DISTRICTS)),)
    communes = chance.sample(
        COMMUNES, chance.randrange(2, 4) if scope == "district" else 1
    )
    if kind == "leaders" and scope == "cell":
        scope = "commune"
    groups: list[tuple[Unit, ...]] = []
    for commune in communes:
        above = (*top, Unit("commune", commune))
        if kind == "leaders":
            groups.append(above)
            continue
        hamlets = chance.sample(
            HAMLETS, 1 if scope == "cell" else chance.choice((3, 4))
        )
        if kind == "hamlets":
            hamlets = chance.sample(HAMLETS, 1 if scope == "cell" else 7)
            groups += [(*above, Unit("hamlet", hamlet)) for hamlet in hamlets]
            continue
        cells = [hamlet_cell(hamlet) for hamlet in hamlets]
        if scope != "cell":
            cells += chance.sample(OFFICES, 2 if kind == "organisations" else 1)
        groups += [(*above, Unit("cell", cell)) for cell in cells]
    if scope != "district":
        top += (Unit("commune", communes[0]),)
    if scope == "cell" and kind not in ("hamlets", "organisations"):
        top += (groups[0][-1],)
    taken: set[str] = set()
    facts: list[Fact] = []
    for units in groups:
        if kind == "hamlets":
            facts.append(Fact(units, _hamlet(chance, units[-1].name)))
        elif kind == "organisations":
            facts.append(Fact(units, _organisation(chance, as_of)))
        else:
            for _ in range(max(2, size // len(groups) + chance.randrange(-1, 2))):
                facts.append(Fact(units, _PERSONS[kind](chance, as_of, taken)))
    if kind == "officers":
        facts = _one_secretary_each(facts)
    return World(as_of, top, tuple(facts))


def _one_secretary_each(facts: list[Fact]) -> list[Fact]:
    """The first of each cell is its secretary, the second the deputy."""
    places: dict[tuple[Unit, ...], int] = {}
    made = []
    for fact in facts:
        place = places.get(fact.units, 0)
        places[fact.units] = place + 1
        position = ("secretary", "deputy")[place] if place < 2 else "member"
        made.append(Fact(fact.units, {**fact.values, "position": position}))
    return made
