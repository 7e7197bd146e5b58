"""Files that come again: the same, newer ones, later dates; undone, brought back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rosters import (
    DISTRICT,
    PROVINCE,
    everything,
    fresh,
    history,
    in_force,
    load,
    member,
    people,
    roster,
    rows_of,
    rows_of_tree,
    sheets,
    the_problem,
)

from grassroots import cube, store, units
from grassroots.store import Store

YEAR_END = date(2024, 12, 31)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def _rated(opened: Store, year: int = 2024) -> tuple[int | None, int | None]:
    """Members of the province rated good or better, and members rated."""
    cursor = opened.cursor()
    (top,) = (u for u in units.of_year(cursor, year).values() if u.level == "province")
    (cell,) = cube.figures(cursor, "members_rated_good", units=[top.unit_id], year=year)
    return cell.numerator, cell.denominator


def _counted(opened: Store) -> list[int]:
    """The rows of each batch that count, the oldest batch first."""
    return [in_force for _, (_, in_force) in sorted(history(opened).items())]


OLD = people(4, {"Xếp loại": "HTNV"})
NEW = [member(1), member(2, {"Xếp loại": "HTXSNV"}), member(5, {"Xếp loại": "HTNV"})]


def test_the_same_file_twice_is_recognised_also_renamed(opened: Store) -> None:
    content = roster(OLD)
    first = load(opened, content)
    before = everything(opened)
    for name in ("Danh sách.xlsx", "Bản sao của Danh sách (2).xlsx"):
        again = load(opened, content, name)
        assert (again.status, again.batch) == ("already_loaded", first.batch)
        assert the_problem(again, "already_loaded").details == {"batch": first.batch}
    assert everything(opened) == before


def test_an_undone_file_can_be_loaded_again(opened: Store) -> None:
    content = roster(OLD)
    first = load(opened, content)
    assert first.batch is not None and store.undo(opened, first.batch)
    again = load(opened, content)
    assert again.status == "loaded" and again.batch != first.batch
    assert len(rows_of(opened, "members", "name")) == 4


def test_a_newer_file_replaces_undo_and_bring_back(
    opened: Store, tmp_path: Path
) -> None:
    first = load(opened, roster(OLD), "cũ.xlsx")
    of_the_first = in_force(opened)
    assert _rated(opened) == (0, 4)

    second = load(opened, roster(NEW), "mới.xlsx")
    assert first.batch is not None and second.batch is not None
    assert the_problem(second, "replaces").details["files"] == "cũ.xlsx"
    assert second.status == "loaded", "a note alone is no problem"
    assert _rated(opened) == (2, 3)
    assert history(opened) == {
        first.batch: ("cũ.xlsx", 0),
        second.batch: ("mới.xlsx", 3),
    }
    of_the_second = in_force(opened)
    alone = tmp_path / "alone"
    alone.mkdir()
    with fresh(alone) as other:
        load(other, roster(NEW), "mới.xlsx")
        names = rows_of(other, "members", "name", "rating", "unit_id", "birth_date")
    assert names == rows_of(
        opened, "members", "name", "rating", "unit_id", "birth_date"
    )

    assert store.undo(opened, second.batch)
    assert in_force(opened) == of_the_first
    assert not store.undo(opened, second.batch), "it is undone already"
    assert store.bring_back(opened, second.batch)
    assert in_force(opened) == of_the_second
    assert store.bring_back(opened, first.batch)
    assert in_force(opened) == of_the_first
    assert not store.bring_back(opened, 99)


def test_a_later_date_of_the_same_year_wins_in_any_order(opened: Store) -> None:
    late = load(opened, roster(NEW), "cuối năm.xlsx")
    early = load(opened, roster(OLD, "30/06/2024"), "6 tháng.xlsx")
    assert _rated(opened) == (2, 3)
    assert set(rows_of(opened, "members", "as_of")) == {YEAR_END}
    assert late.batch is not None and early.batch is not None
    store.undo(opened, late.batch)
    assert _rated(opened) == (0, 4)
    assert set(rows_of(opened, "members", "as_of")) == {date(2024, 6, 30)}


def test_other_years_units_and_kinds_are_left_alone(opened: Store) -> None:
    load(opened, roster(OLD))
    load(opened, roster(OLD, "31/12/2023"), "2023.xlsx")
    load(opened, roster(OLD, district="Huyện Khác"), "khác.xlsx")
    load(opened, roster(NEW, title="DANH SÁCH KẾT NẠP ĐẢNG VIÊN"), "kn.xlsx")
    assert _counted(opened) == [4, 4, 4, 3]


def test_a_commune_replaces_its_own_part_of_a_district(opened: Store) -> None:
    both = [*OLD, *(member(n, {"Xã": "Xã Tây", "Xếp loại": "HTNV"}) for n in (5, 6))]
    load(opened, roster(both), "huyện.xlsx")
    heads = [head for head in member(1) if head != "Xã"]
    content = [
        [DISTRICT, None, "Đảng bộ xã Tây"],
        ["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"],
        heads,
        [member(7).get(head) for head in heads],
    ]
    load(opened, sheets({"DS": content}), "xã Tây.xlsx")
    assert _rated(opened) == (1, 5)
    assert _counted(opened) == [4, 1]


def test_admissions_of_two_dates_both_count(opened: Store) -> None:
    title = "DANH SÁCH KẾT NẠP ĐẢNG VIÊN"
    spring = [member(n, {"Ngày vào Đảng": "03/02/2024"}) for n in (1, 2)]
    autumn = [member(n, {"Ngày vào Đảng": "02/09/2024"}) for n in (3, 4, 5)]
    load(opened, roster(spring, "30/06/2024", title=title), "6 tháng.xlsx")
    load(opened, roster(autumn, title=title), "cả năm.xlsx")
    assert len(rows_of(opened, "admissions", "name")) == 5
    corrected = [member(3, {"Ngày vào Đảng": "02/09/2024"})]
    load(opened, roster(corrected, title=title), "cả năm (sửa).xlsx")
    assert len(rows_of(opened, "admissions", "name")) == 3


# A units roster changes the tree, whenever it comes.

UNITS = ("Mã", "Tên đơn vị", "Cấp", "Cấp trên", "Từ ngày", "Đến ngày")
MERGERS = ("Đơn vị cũ", "Đơn vị mới", "Ngày", "Phần nhập vào")


def _units_roster() -> bytes:
    rows = [
        ("T", PROVINCE, "Tỉnh", None, None, None),
        ("T-H", DISTRICT, "Huyện", "T", None, "30/06/2025"),
        ("T-H-1", "Xã Đông", "Xã", "T-H", None, "30/06/2025"),
        ("T-H-2", "Xã Tây", "Xã", "T-H", None, "30/06/2025"),
        ("T-X", "Xã Đông Tây", "Xã", "T", "01/07/2025", None),
    ]
    mergers = [
        ("T-H-1", "T-X", "01/07/2025", "Toàn bộ"),
        ("T-H-2", "T-X", "01/07/2025", "60%"),
    ]
    return sheets(
        {
            "Đơn vị": [["DANH MỤC ĐƠN VỊ"], UNITS, *rows],
            "Sáp nhập": [["SÁP NHẬP, CHIA TÁCH"], MERGERS, *mergers],
        }
    )


# 2025 is a year of the tree only where a roster speaks for it.
SECTOR = roster(
    [member(9, {"Xã": None, "Chi bộ": None})],
    "31/12/2025",
    district="Đảng ủy Khối Doanh nghiệp tỉnh",
)


def _named_units(opened: Store, year: int) -> dict[str, tuple[int, str]]:
    found = units.of_year(opened.cursor(), year).values()
    return {unit.name: (unit.unit_id, unit.code) for unit in found}


def test_units_keep_their_numbers_when_their_roster_comes_late(opened: Store) -> None:
    load(opened, roster([*OLD, member(5, {"Xã": "Xã Tây"})]))
    load(opened, SECTOR, "khối.xlsx")
    before, rows = (
        _named_units(opened, 2024),
        rows_of(opened, "members", "name", "unit_id"),
    )
    tree = rows_of_tree(opened, 2024)
    told = load(opened, _units_roster(), "Danh mục đơn vị.xlsx")
    assert (told.status, [table.rows_loaded for table in told.tables]) == (
        "loaded",
        [5, 2],
    )
    after = _named_units(opened, 2024)
    for name, code in (
        (PROVINCE, "T"),
        (DISTRICT, "T-H"),
        ("Xã Đông", "T-H-1"),
        ("Xã Tây", "T-H-2"),
    ):
        assert after[name] == (before[name][0], code)
    assert rows_of(opened, "members", "name", "unit_id") == rows
    assert {"Xã Đông Tây", PROVINCE} <= set(_named_units(opened, 2025))
    assert "Xã Đông" not in _named_units(opened, 2025)
    mergers = sorted(row[:4] for row in everything(opened)["successions"])
    new = _named_units(opened, 2025)["Xã Đông Tây"][0]
    shares = {"Xã Đông": Decimal(1), "Xã Tây": Decimal("0.6")}
    assert mergers == sorted(
        (before[old][0], new, date(2025, 7, 1), share) for old, share in shares.items()
    )

    assert told.batch is not None and store.undo(opened, told.batch)
    assert rows_of_tree(opened, 2024) == tree
    assert _named_units(opened, 2024) == before
    assert "Xã Đông Tây" not in _named_units(opened, 2025)
    assert store.bring_back(opened, told.batch)
    assert _named_units(opened, 2024) == after


def test_rosters_find_the_units_that_a_roster_declared(opened: Store) -> None:
    load(opened, SECTOR, "khối.xlsx")
    load(opened, _units_roster(), "Danh mục đơn vị.xlsx")
    before = _named_units(opened, 2024)
    load(opened, roster(people(2)))
    after = _named_units(opened, 2024)
    assert after.items() >= before.items()
    assert set(after) - set(before) == {"Chi bộ thôn 1"}


def test_a_faulty_row_of_units_is_set_aside(opened: Store) -> None:
    rows = [
        ("T", PROVINCE, "Tỉnh", None, None, None),
        ("T-1", "Xã Đông", "Xã", "không có", None, None),
        ("T-2", "Xã Tây", "Xã", "T", "31/02/2025", None),
    ]
    content = sheets({"Đơn vị": [["DANH MỤC ĐƠN VỊ"], UNITS, *rows]})
    load(opened, SECTOR, "khối.xlsx")
    report = load(opened, content, "units.xlsx")
    assert report.status == "loaded_with_problems"
    parent = the_problem(report, "unknown_parent")
    assert (parent.row, parent.column, parent.value) == (4, "D", "không có")
    assert the_problem(report, "bad_date").row == 5
    assert {PROVINCE, "Xã Tây"} <= set(_named_units(opened, 2024))
    assert "Xã Đông" not in _named_units(opened, 2024)
