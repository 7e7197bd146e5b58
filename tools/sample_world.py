"""The truth about the made-up province: what a faultless import of its files yields.

`world()` gives the units, the successions and every table with its typed rows. Blank
cells are None, a column that a table lacks is a missing key, and rows that must be set
aside are apart. tools/make_sample.py writes the same tables as workbooks.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from sample_fields import BLANKS, FIELDS, HALF_YEAR_LACKS, SHEETS
from sample_people import Population, know_areas
from sample_rows import Row, Scribe
from sample_tree import make_tree
from sample_units import AGENCIES, BREAK, MILITARY, Tree, Unit

SEED = 20250701
YEARS = range(2020, 2027)


@dataclass
class Written:
    """A row as it stands in a sheet: typed values, raw texts of faulty cells."""

    row: Row
    raw: dict[str, object] = field(default_factory=dict)
    set_aside: str | None = None


@dataclass
class Table:
    """A table of one sheet; `speaks_for` None: the units roster."""

    file: str
    sheet: str
    kind: str
    as_of: date
    speaks_for: Unit
    whole: bool
    fields: tuple[str, ...]
    written: list[Written]
    style: str
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The rows that a faultless import takes."""
        return [line.row for line in self.written if line.set_aside is None]

    @property
    def reported(self) -> set[str]:
        """Fields that count as reported, those that follow from others included."""
        known = set(self.fields)
        if self.kind == "officers" and "trained" in known:
            known.add("trained_new_knowledge")
        return known


@dataclass
class World:
    """The whole truth; rows name their unit by the Unit object."""

    tree: Tree
    tables: list[Table]
    successions: list[tuple[Unit, Unit, date, int]]


@cache
def world() -> World:
    """Everything, the same on every call; treat it as read-only."""
    dice = random.Random(SEED)
    tree = make_tree()
    know_areas(tree)
    people = Population(tree, dice)
    tables: list[Table] = []
    for year in YEARS:
        people.advance(year)
        scribe = Scribe(tree, people, year, dice)
        for top in [*tree.districts, *tree.sectors]:
            tables += _tables_of(top, scribe, dice)
        if year < YEARS[-1]:
            tables += _provincial_tables(tree, scribe, dice)
    _spoil(tables)
    tables += _aggregates(tree, tables)
    moves = [
        (unit, unit.into, BREAK, 1)
        for unit in tree.units
        if unit.code and unit.into and unit.into.code
    ]
    return World(tree, tables, moves)


def _tables_of(top: Unit, scribe: Scribe, dice: random.Random) -> list[Table]:
    year = scribe.year
    half = year == YEARS[-1]
    as_of = date(year, 6, 30) if half else date(year, 12, 31)
    speaks_for = top if top.exists(year) else top.area
    assert speaks_for
    if half and top.name == "Huyện Vĩnh Khê":
        return []
    kinds = ["members", "admissions"]
    if not half:
        kinds = ["organisations", *kinds, "officers", "leaders"]
        if top.level == "district" and top.area:
            kinds.insert(4, "hamlets")
    name = speaks_for.name
    made = []
    for kind in kinds:
        if _not_sent(top.name, year, kind):
            continue
        rows = getattr(scribe, kind)(top)
        fields = _fields(kind, top.name, year)
        file = f"{name} - {'6 tháng 2026' if half else year}.xlsx"
        if (top.name, year, kind) == ("Thị xã Hồng Sơn", 2023, "admissions"):
            file = "Danh sách kết nạp 2023 - TX Hồng Sơn.xlsx"
        if (top.name, year, kind) == ("Huyện Yên Giang", 2022, "officers"):
            file = "Cấp ủy huyện Yên Giang 2022.xlsx"
        made.append(
            Table(
                file,
                SHEETS[kind],
                kind,
                as_of,
                speaks_for,
                True,
                fields,
                [Written(_observed(row, kind, fields, year, dice)) for row in rows],
                top.name,
            )
        )
    return made


def _provincial_tables(tree: Tree, scribe: Scribe, dice: random.Random) -> list[Table]:
    year = scribe.year
    made = []
    for kind, rows in (
        ("organisations", scribe.provincial_bodies()),
        ("officers", scribe.provincial_officers()),
        ("leaders", scribe.provincial_leaders()),
    ):
        fields = _fields(kind, tree.province.name, year)
        made.append(
            Table(
                f"Cơ quan Tỉnh ủy - {year}.xlsx",
                SHEETS[kind],
                kind,
                date(year, 12, 31),
                tree.province,
                False,
                fields,
                [Written(_observed(row, kind, fields, year, dice)) for row in rows],
                tree.province.name,
            )
        )
    return made


def _not_sent(top: str, year: int, kind: str) -> bool:
    """The gaps: rosters that never came."""
    return (
        (top, year, kind)
        in {
            ("Huyện Yên Giang", 2020, "hamlets"),
            (AGENCIES, 2022, "admissions"),
            (MILITARY, 2021, "officers"),
        }
        or (top == "Huyện Vĩnh Khê" and year == 2025 and kind == "officers")
        or (top in (MILITARY, AGENCIES) and kind == "leaders" and year == 2020)
    )


def _fields(kind: str, top: str, year: int) -> tuple[str, ...]:
    """The columns that a table has: every office leaves out other ones."""
    lacks: set[str] = set()
    if kind == "members":
        if year < 2022:
            lacks.add("residence_contact")
        if (top, year) in {("Thị xã Hồng Sơn", 2020), ("Huyện Lam Châu", 2021)}:
            lacks.add("signed_commitment")
        if (top, year) == ("Huyện Phú Trạch", 2021):
            lacks |= {"rating", "not_rated_reason"}
        if (top, year) == ("Huyện Vĩnh Khê", 2025):
            lacks |= {"assigned_task", "residence_contact"}
        if top == "Huyện Yên Giang":
            lacks |= {"ethnicity", "religion"}
        if year == YEARS[-1]:
            lacks |= set(HALF_YEAR_LACKS.split())
    elif kind == "organisations":
        if year == 2020:
            lacks.add("new_model")
        if top == AGENCIES:
            lacks.add("four_good")
        if top == MILITARY:
            lacks |= {"non_state", "not_rated_reason"}
    elif kind == "officers" and top == "Huyện Phú Trạch" and year < 2023:
        lacks.add("trained_new_knowledge")
    elif kind == "hamlets":
        if (top, year) == ("Huyện Vĩnh Khê", 2022):
            lacks.add("front_head_is_member")
        if top != "Huyện Vĩnh Khê":
            lacks |= {"mountainous", "ethnic_minority"}
    return tuple(name for name in FIELDS[kind] if name not in lacks)


def _observed(
    row: Row, kind: str, fields: tuple[str, ...], year: int, dice: random.Random
) -> Row:
    """The row as the office filled it in: some cells stay blank."""
    seen: Row = {name: row[name] for name in ("unit", *fields)}
    for name, often in BLANKS[kind].items():
        if name in seen and dice.randrange(1000) < often:
            seen[name] = None
            if name == "rating" and "not_rated_reason" in seen:
                seen["not_rated_reason"] = None
    admitted = seen.get("admitted_on")
    if (
        kind == "members"
        and isinstance(admitted, date)
        and admitted.year < year - 1
        and dice.randrange(1000) < 4
    ):
        seen["admitted_on"] = None
    if kind == "officers" and "trained_new_knowledge" not in fields:
        seen["trained_new_knowledge"] = seen["trained"]
    for name in [key for key in seen if key.endswith(("_date", "_on"))]:
        seen[f"{name}_precision"] = "day" if seen[name] else None
    birth = seen.get("birth_date")
    often = {"leaders": 40, "members": 10}.get(kind, 0)
    if isinstance(birth, date) and dice.randrange(1000) < often:
        seen["birth_date"] = date(birth.year, 1, 1)
        seen["birth_date_precision"] = "year"
    return seen


def _find(tables: list[Table], top: str, year: int, kind: str) -> Table:
    return next(
        table
        for table in tables
        if (table.style, table.as_of.year, table.kind) == (top, year, kind)
    )


def _spoil(tables: list[Table]) -> None:
    """The faulty cells and rows, each in one place that never moves."""

    def bad(
        top: str, year: int, kind: str, at: int, name: str, raw: object, code: str
    ) -> None:
        table = _find(tables, top, year, kind)
        line = table.written[at]
        line.raw[name] = raw
        line.row[name] = None
        if f"{name}_precision" in line.row:
            line.row[f"{name}_precision"] = None
        if name == "rating" and "not_rated_reason" in line.row:
            line.row["not_rated_reason"] = None
        table.faults.append((at, name, code))

    bad("Huyện Lam Châu", 2023, "members", 40, "birth_date", "31/02/1985", "bad_date")
    bad(
        "Thị xã Hồng Sơn",
        2024,
        "members",
        25,
        "admitted_on",
        "15/03/2025",
        "future_date",
    )
    bad(
        "Huyện Phú Trạch",
        2024,
        "members",
        60,
        "rating",
        "Hoàn thành tương đối",
        "unknown_word",
    )
    bad(
        "Huyện Phú Trạch",
        2023,
        "hamlets",
        12,
        "households",
        "khoảng trăm",
        "bad_number",
    )
    bad(
        "Huyện Lam Châu",
        2022,
        "officers",
        80,
        "political_theory",
        "Tốt",
        "unknown_word",
    )
    bad("Huyện Vĩnh Khê", 2021, "organisations", 9, "rating", "Loại A", "unknown_word")
    bad(AGENCIES, 2024, "members", 30, "birth_date", "32/13/1979", "bad_date")

    twice = _find(tables, "Huyện Yên Giang", 2022, "members")
    at = next(
        n for n, line in enumerate(twice.written) if n > 90 and line.row["card_number"]
    )
    twice.written.insert(at + 4, Written(dict(twice.written[at].row), {}, "duplicate"))
    card = _find(tables, "Huyện Lam Châu", 2024, "members")
    first, second = (
        (n for n in range(120, 200) if card.written[n].row["card_number"]).__iter__(),
        170,
    )
    known = next(first)
    while not card.written[second].row["card_number"]:
        second += 1
    card.written[second].row["card_number"] = card.written[known].row["card_number"]
    card.written[second].set_aside = "duplicate"
    nameless = _find(tables, AGENCIES, 2023, "admissions").written[3]
    nameless.row["name"], nameless.set_aside = None, "no_name"


def _aggregates(tree: Tree, tables: list[Table]) -> list[Table]:
    """Counts for years without a roster, and one that a roster contradicts."""
    rows: list[Row] = []

    def add(unit: Unit, indicator: str, year: int, part: int, whole: int) -> None:
        rows.append(
            {
                "unit": unit,
                "indicator": indicator,
                "year": year,
                "numerator": part,
                "denominator": whole,
            }
        )

    for number, top in enumerate([*tree.districts, *tree.sectors]):
        members = _find(tables, top.name, 2020, "members").rows
        admitted = sum(
            isinstance(row["admitted_on"], date) and row["admitted_on"].year == 2020
            for row in members
        )
        base = len(members) - admitted + 12
        add(top, "admission_rate", 2020, admitted, base)
        rated = base - 25
        add(top, "members_rated_good", 2019, rated * (875 + 12 * number) // 1000, rated)
        add(top, "organisations_rated_good", 2019, 11 + number % 3, 13 + number % 2)
    giang = tree.districts[2]
    add(giang, "hamlets_with_cell", 2020, 33, 37)
    add(giang, "hamlet_heads_members", 2020, 26, 37)
    add(tree.districts[0], "members_rated_good", 2023, 1100, 1190)
    return [
        Table(
            "Số liệu tổng hợp 2019-2020.xlsx",
            "Tổng hợp",
            "aggregates",
            date(2020, 12, 31),
            tree.province,
            False,
            FIELDS["aggregates"],
            [Written(row) for row in rows],
            tree.province.name,
        )
    ]
