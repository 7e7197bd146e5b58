"""A made-up province whose hamlets have the counts of the methods' worked numbers.

Four communes: of 37, 12, 9 and 61 hamlet heads 26, 10, 3 and 40 are members: 79 of 119.
One commune of a hundred hamlets over six years: see `HEADS` and `FRONT_HEADS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from little_province import workbook

from grassroots import cube, own_programmes
from grassroots.importing.load import Importer
from grassroots.importing.sources import Source
from grassroots.store import open_store

TODAY = date(2026, 3, 1)
COMMUNES: Mapping[str, tuple[int, int]] = {
    "Xã Một": (26, 37),
    "Xã Hai": (10, 12),
    "Xã Ba": (3, 9),
    "Xã Bốn": (40, 61),
}
# One commune of 100 hamlets: heads and Front heads who are members, year by year.
HEADS = {2020: 20, 2021: 24, 2022: 27, 2023: 31, 2024: 33, 2025: 37}
FRONT_HEADS = {2020: 84, 2021: 87, 2022: 90, 2023: 92, 2024: 94, 2025: 95}
PROGRAMME = """
id = "thu"
title = { vi = "Chương trình thử", en = "Trial programme" }
issuer = { vi = "Tỉnh ủy Thử", en = "Trial committee" }
source = "Chương trình thử, không có thật"
term = [2020, 2030]

[[targets]]
id = "T-1"
indicator = "hamlet_heads_members"
title = { vi = "Trưởng thôn là đảng viên", en = "Heads who are members" }
short = { vi = "Trưởng thôn ĐV", en = "Heads" }
section = "I"
comparator = ">="
milestones = [{ year = 2030, value = "0.8" }]
when = "deadline"

[[targets]]
id = "T-2"
indicator = "front_heads_members"
title = { vi = "Trưởng ban CTMT là đảng viên", en = "Front heads who are members" }
short = { vi = "Trưởng MT ĐV", en = "Front heads" }
section = "I"
comparator = ">"
value = "0.9"
when = "yearly"

[[targets]]
id = "T-3"
indicator = "hamlets_with_cell"
title = { vi = "Thôn có chi bộ", en = "Hamlets with a cell" }
short = { vi = "Có chi bộ", en = "With a cell" }
section = "I"
comparator = ">="
value = "0.9"
when = "yearly"

[[targets]]
id = "T-4"
indicator = "hamlet_cells_with_committee"
title = { vi = "Chi bộ có chi ủy", en = "Cells with a committee" }
short = { vi = "Có chi ủy", en = "Committee" }
section = "I"
comparator = ">="
value = "0.5"
when = "yearly"
"""


def hamlets(year: int, communes: Mapping[str, tuple[int, int, int]]) -> bytes:
    """A roster of hamlets: of each commune how many heads and Front heads of all are
    members. Nine of ten hamlets have a cell, every second of these a committee."""
    heads = (
        *("TT", "Xã", "Tên thôn", "Số hộ", "Số đảng viên", "Có chi bộ", "Có chi ủy"),
        *("Trưởng thôn là đảng viên", "Trưởng ban CTMT là đảng viên"),
    )
    rows: list[tuple[object, ...]] = []
    for commune, (members, front, size) in communes.items():
        for number in range(size):
            cell = number % 10 != 9
            rows.append(
                (
                    len(rows) + 1,
                    commune,
                    f"Thôn {number + 1}",
                    40,
                    5,
                    "x" if cell else "Không",
                    ("Có" if number % 2 else "Không") if cell else None,
                    "Có" if number < members else "Không",
                    "Có" if number < front else "Không",
                )
            )
    title = f"DANH SÁCH THÔN, TỔ DÂN PHỐ (Tính đến ngày 31/12/{year})"
    return workbook(title, heads, rows)


def four_communes(path: Path) -> None:
    """The store of the four communes, of 2025 alone, with the programme."""
    sizes = {name: (members, 10, size) for name, (members, size) in COMMUNES.items()}
    _make(path, {2025: hamlets(2025, sizes)})


def six_years(path: Path) -> None:
    """The store of one commune of a hundred hamlets over six years."""
    years = {
        year: hamlets(year, {"Xã Một": (HEADS[year], FRONT_HEADS[year], 100)})
        for year in HEADS
    }
    _make(path, years)


def _make(path: Path, rosters: Mapping[int, bytes]) -> None:
    with open_store(path) as opened:
        importer = Importer(opened, TODAY)
        for year, content in rosters.items():
            report = importer.file(Source(f"Thôn {year}.xlsx", content))
            assert report.status == "loaded", report
        programme = own_programmes.read_file(PROGRAMME.encode(), "thu.toml")
        own_programmes.keep(opened, programme)
        cube.keep(opened)
