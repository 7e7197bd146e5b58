"""The sample rosters: what is written is the truth that tools/sample_world.py tells."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample_facts  # noqa: F401 - puts tools/ on the path
from make_sample import FOLDER, files, heading_of, save, style_of, write_table
from openpyxl import Workbook
from sample_cells import columns_of
from sample_units import Unit
from sample_world import Table, world

from grassroots.importing.understanding import headings

_SCHOOLING = {
    "general_education": "Văn hóa",
    "profession": "Chuyên môn",
    "political_theory": "LLCT",
}


@pytest.mark.parametrize(
    "name", ["Đảng ủy Quân sự tỉnh - 2020.xlsx", "Số liệu tổng hợp 2019-2020.xlsx"]
)
def test_the_same_bytes_on_every_run(name: str, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in files(world().tables)[name]:
        write_table(workbook.create_sheet(table.sheet), table)
    save(workbook, tmp_path / name)
    assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_every_workbook_is_there() -> None:
    written = {path.name for path in FOLDER.glob("*.xlsx")}
    assert written == {*files(world().tables), "Danh mục đơn vị.xlsx"}


def _headings(table: Table) -> set[tuple[str, str, tuple[str, ...]]]:
    style = style_of(table)
    found = set()
    for column in columns_of(table.kind, table.fields, style):
        levels: tuple[str, ...] = (heading_of(table.kind, column, style),)
        if style.grouped and column in _SCHOOLING and table.kind != "members":
            levels = ("Trình độ", _SCHOOLING[column])
        found.add((table.kind, column, levels))
    return found


def test_every_heading_is_understood() -> None:
    written = set().union(*map(_headings, world().tables))
    for kind, column, levels in sorted(written):
        read = headings.read(kind, levels)
        assert read is not None and read.field == column, (kind, levels)


def test_size_and_shape() -> None:
    truth = world()
    rows = sum(len(table.rows) for table in truth.tables)
    assert 55_000 < rows < 65_000
    assert sum(path.stat().st_size for path in FOLDER.glob("*.xlsx")) < 15_000_000
    tree = truth.tree
    assert len(tree.districts) + len(tree.sectors) == 7
    assert len(tree.of("commune", 2024)) == 40
    assert len(tree.of("commune", 2025)) == 24
    assert len(tree.of("hamlet", 2024)) == 190
    for year in range(2020, 2026):
        members = sum(
            len(table.rows)
            for table in truth.tables
            if table.kind == "members" and table.as_of.year == year
        )
        assert 6_000 <= members <= 8_000


def test_faults_are_where_they_were_put() -> None:
    aside = [
        (table.file, line.set_aside)
        for table in world().tables
        for line in table.written
        if line.set_aside
    ]
    assert aside == [
        ("Huyện Yên Giang - 2022.xlsx", "duplicate"),
        ("Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh - 2023.xlsx", "no_name"),
        ("Huyện Lam Châu - 2024.xlsx", "duplicate"),
    ]


def test_rows_stand_in_units_that_exist() -> None:
    for table in world().tables:
        if table.kind == "aggregates":
            continue
        for row in table.rows:
            unit = row["unit"]
            assert isinstance(unit, Unit)
            assert unit.exists(table.as_of.year), (table.file, unit.name)
