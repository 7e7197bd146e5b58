"""Tables found on sheets: where they begin and end, their headings, their titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from rosters import (
    TODAY,
    fresh,
    load,
    member,
    rows_of,
    rows_of_tree,
    sheets,
    the_problem,
)

from grassroots.importing.files.grid import Grid
from grassroots.importing.tables import asof, context
from grassroots.importing.tables.table import Table, find_tables
from grassroots.store import Store

HEADS = ["TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ngày vào Đảng"]
OTHER_WORDS = ["STT", "Họ tên", "Sinh ngày", "Tên chi bộ", "Ngày kết nạp"]
TITLE = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"
NAMES = [
    f"{family} Văn {given}" for family in ("Nguyễn", "Trần") for given in "ABCDEFGH"
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def _row(number: int, name: str | None = None) -> list[Any]:
    name = name or NAMES[number - 1]
    born, admitted = f"{number:02}/01/1980", f"{number:02}/02/2010"
    return [number, name, born, "Chi bộ thôn 1", admitted]


def _grid(rows: Sequence[Sequence[Any]], merged: Sequence[Any] = ()) -> Grid:
    width = max(map(len, rows))
    filled = [
        ["" if cell is None else cell for cell in [*row, *[""] * (width - len(row))]]
        for row in rows
    ]
    return Grid("DS", filled, tuple(merged))


def _tables(rows: Sequence[Sequence[Any]], merged: Sequence[Any] = ()) -> list[Table]:
    return find_tables(_grid(rows, merged))


def _headings(table: Table) -> list[str]:
    return [column.heading for column in table.columns]


@pytest.mark.parametrize("above", [0, 1, 8, 39, 40, 120])
@pytest.mark.parametrize("beside", [0, 3])
def test_a_header_at_any_row_and_column(above: int, beside: int) -> None:
    rows = [[None] * beside + row for row in [HEADS, _row(1), _row(2)]]
    (table,) = _tables([[None]] * above + rows)
    assert table.header_rows == (above + 1,)
    assert table.first_row == above + 2
    assert [column.index - beside for column in table.columns] == [0, 1, 2, 3, 4]


def test_two_tables_below_each_other_have_their_own_titles() -> None:
    first, second = _tables(
        [
            ["ĐẢNG BỘ HUYỆN THỬ"],
            ["DANH SÁCH ĐẢNG VIÊN CHI BỘ A (Tính đến ngày 31/12/2024)"],
            HEADS,
            _row(1),
            _row(2),
            ["Tổng cộng: 2 đảng viên"],
            [None, "NGƯỜI LẬP BIỂU"],
            [],
            ["DANH SÁCH ĐẢNG VIÊN CHI BỘ B (Tính đến ngày 30/6/2024)"],
            ["TT", "Họ và tên", "Ngày sinh", "Giới tính"],
            [1, "Trần Văn A", "01/01/1980", "Nam"],
        ]
    )
    assert (first.header_rows, len(first.grid.rows)) == ((3,), 8)
    assert (second.header_rows, second.first_row) == ((10,), 11)
    # What stands at the top of the sheet holds below too, but not its date.
    assert second.title == (
        "ĐẢNG BỘ HUYỆN THỬ",
        "DANH SÁCH ĐẢNG VIÊN CHI BỘ B (Tính đến ngày 30/6/2024)",
    )


@pytest.mark.parametrize("between", [[], [[]], [["Trang 2"]], [[], ["Chi bộ thôn 2"]]])
def test_a_header_repeated_below_heads_no_second_table(between: list[Any]) -> None:
    (table,) = _tables([HEADS, _row(1), *between, HEADS, _row(2)])
    assert len(table.grid.rows) == 4 + len(between)


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("worded", [HEADS, OTHER_WORDS])
def test_tables_side_by_side(gap: int, worded: list[str]) -> None:
    rows = [[*HEADS, *[None] * gap, *worded]]
    rows += [[*_row(n), *[None] * gap, *_row(n + 4)] for n in (1, 2, 3)]
    left, right = _tables([[TITLE], *rows])
    assert _headings(left) == HEADS and _headings(right) == worded
    assert left.title == right.title == (TITLE,)
    assert left.grid.rows[2][5 + gap :] == [""] * 5, "the neighbour's cells are blank"
    assert right.grid.rows[2][5 + gap :] == _row(5)


def test_a_blank_column_inside_one_table_parts_nothing() -> None:
    heads = ["TT", "Họ và tên", None, "Chi bộ", "Ngày vào Đảng"]
    rows: list[list[Any]] = [
        [n, NAMES[n], None, "Chi bộ thôn 1", "01/02/2010"] for n in (1, 2, 3)
    ]
    (table,) = _tables([heads, *rows])
    assert len(table.columns) == 4


def test_a_table_beside_with_other_rows_is_its_own() -> None:
    rows: list[list[Any]] = [[*HEADS, None, "Chi bộ", "Số đảng viên"]]
    rows += [[*_row(n), None, None, None] for n in range(1, 9)]
    rows[1][6:] = ["Chi bộ thôn 1", 8]
    rows[2][6:] = ["Chi bộ thôn 2", 0]
    left, right = _tables(rows)
    assert _headings(left) == HEADS
    assert _headings(right) == ["Chi bộ", "Số đảng viên"]


UPPER = ["TT", "Họ và tên", "Chi bộ", "Trình độ", None, None, "Ghi chú"]
LOWER = [None, None, None, "Học vấn", "Chuyên môn", "LLCT", None]
LEVELS = ["TT", "Họ và tên", "Chi bộ", "Trình độ Học vấn", "Trình độ Chuyên môn"]
LEVELS += ["Trình độ LLCT", "Ghi chú"]
DATA = [1, "Nguyễn Văn A", "Chi bộ 1", "12/12", "ĐH", "TC", None]


ACROSS, DOWN = (0, 3, 0, 5), ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2))


@pytest.mark.parametrize("merged", [(), (ACROSS,), (ACROSS, *DOWN)])
def test_two_levels_with_merged_cells_or_without(merged: Any) -> None:
    (table,) = _tables([UPPER, LOWER, DATA, DATA], merged)
    assert table.header_rows == (1, 2)
    assert _headings(table) == LEVELS


def test_ticks_under_a_group_need_no_merged_cells() -> None:
    upper = ["TT", "Họ và tên", "Chi bộ", "Thông tin", None, None, "Ngày vào Đảng"]
    middle = [None, None, None, "Ngày sinh", "Giới tính", None, None]
    lower = [None, None, None, None, "Nam", "Nữ", None]
    data = [1, "Nguyễn Văn A", "Chi bộ 1", "01/01/1980", "x", None, "01/02/2010"]
    (table,) = _tables([upper, middle, lower, data, data])
    assert table.header_rows == (1, 2, 3)
    assert table.columns[4].levels == ("Thông tin", "Giới tính", "Nam")
    assert table.columns[5].levels == ("Thông tin", "Giới tính", "Nữ")


@pytest.mark.parametrize(
    "beneath",
    [
        [[1, 2, 3, 4, 5]],
        [["(1)", "(2)", "(3)", "(4)", "(5)"]],
        [["A", "B", 1, 2, 3]],
        [["STT", "HO_TEN", "NGAY_SINH", "CHI_BO", "NGAY_VAO_DANG"]],
        [["STT", "HO_TEN", "NGAY_SINH", "CHI_BO", "NGAY_VD"], [1, 2, 3, 4, 5]],
    ],
)
def test_column_numbers_and_codes_are_no_rows(beneath: list[Any]) -> None:
    (table,) = _tables([[TITLE], HEADS, *beneath, _row(1), _row(2)])
    assert (table.header_rows, table.first_row) == ((2,), 3 + len(beneath))
    assert _headings(table) == HEADS


def test_a_row_of_codes_above_the_header() -> None:
    codes = ["STT", "HO_TEN", "NGAY_SINH", "CHI_BO", "NGAY_VAO_DANG"]
    (table,) = _tables([codes, HEADS, _row(1), _row(2)])
    assert table.header_rows == (2,) and table.title == ()


def test_line_breaks_in_headings_and_titles() -> None:
    heads = ["S\nT\nT", "Họ và\ntên", "Ngày\nsinh", "Chi\nbộ", "Ngày vào\nĐảng"]
    (table,) = _tables([["ĐẢNG BỘ XÃ ĐÔNG\nDANH SÁCH ĐẢNG VIÊN"], heads, _row(1)])
    assert _headings(table)[1:] == HEADS[1:]
    assert table.title == ("ĐẢNG BỘ XÃ ĐÔNG", "DANH SÁCH ĐẢNG VIÊN")


def test_a_title_right_above_the_header_is_none_of_its_levels() -> None:
    dated = [None, None, "(Tính đến ngày 15/11/2024)"]
    (table,) = _tables([dated, HEADS, _row(1)], [(0, 2, 0, 3)])
    assert table.header_rows == (2,) and table.title == (dated[2],)


@pytest.mark.parametrize("day", [date(2024, 11, 15), "15/11/2024", 45611.0])
def test_a_date_in_the_cell_beside_its_label(day: Any) -> None:
    (table,) = _tables([["Số liệu tính đến ngày:", day], [], HEADS, _row(1)])
    found = asof.as_of(table.title, "DS", "a.xlsx", TODAY)
    assert found is not None and found.day == date(2024, 11, 15)


def test_a_unit_merged_down_stands_in_every_row_but_a_name_does_not() -> None:
    rows = [_row(1), _row(2), _row(3)]
    rows[1][3] = rows[2][3] = rows[2][1] = None
    (table,) = _tables([HEADS, *rows], [(1, 3, 3, 3), (2, 1, 3, 1)])
    assert [row[3] for row in table.grid.rows[1:]] == ["Chi bộ thôn 1"] * 3
    assert table.grid.rows[3][1] == ""


@settings(max_examples=40, deadline=None)
@given(
    parts=some.lists(some.integers(1, 4), min_size=1, max_size=3),
    above=some.integers(0, 9),
    left=some.integers(0, 3),
    gap=some.integers(1, 3),
)
def test_tables_in_any_place_hold_their_own_rows(
    parts: list[int], above: int, left: int, gap: int
) -> None:
    rows: list[list[Any]] = [[None]] * above
    wanted, person = [], 0
    for number, size in enumerate(parts):
        rows.append([None] * left + [f"DANH SÁCH ĐẢNG VIÊN CHI BỘ {number}"])
        rows.append([None] * left + HEADS)
        mine = [_row(person + n + 1) for n in range(size)]
        person += size
        rows += [[None] * left + row for row in mine] + [[None]] * gap
        wanted.append([row[1] for row in mine])
    tables = _tables(rows)
    found = [
        [row[left + 1] for row in table.grid.rows[table.first_row - 1 :]]
        for table in tables
    ]
    assert [[name for name in names if name] for names in found] == wanted


def _people(count: int, first: int = 1) -> list[list[Any]]:
    return [list(member(first + number).values()) for number in range(count)]


MEMBERS = list(member(1))


def _sheet(rows: list[list[Any]], title: str = TITLE) -> list[list[Any]]:
    return [["Huyện Thử"], [title], MEMBERS, *rows]


def test_two_tables_of_a_sheet_are_both_loaded(opened: Store) -> None:
    second = [["DANH SÁCH ĐẢNG VIÊN XÃ TÂY (Tính đến ngày 31/12/2024)"], MEMBERS]
    content = sheets({"DS": [*_sheet(_people(2)), [], *second, *_people(3, 3)]})
    report = load(opened, content)
    assert [table.header_rows for table in report.tables] == [(3,), (8,)]
    assert [table.rows_loaded for table in report.tables] == [2, 3]
    assert sorted(rows_of(opened, "members", "row_number")) == [4, 5, 9, 10, 11]


@pytest.mark.parametrize("name", ["DS (bản cũ)", "DS cũ", "DS (2)", "Copy of DS"])
def test_an_old_copy_is_left_out_and_said(opened: Store, name: str) -> None:
    content = sheets({"DS": _sheet(_people(4)), name: _sheet(_people(3))})
    report = load(opened, content)
    assert report.status == "loaded"
    assert [table.sheet for table in report.tables] == ["DS"]
    assert the_problem(report, "old_copy").sheet == name
    assert len(rows_of(opened, "members", "name")) == 4


def test_a_second_sheet_that_only_goes_on_is_no_copy(opened: Store) -> None:
    content = sheets({"DS": _sheet(_people(4)), "DS (2)": _sheet(_people(3, 5))})
    report = load(opened, content)
    assert [table.rows_loaded for table in report.tables] == [4, 3]


def test_a_sheet_with_the_very_rows_of_another_is_left_out(opened: Store) -> None:
    content = sheets({"A": _sheet(_people(4)), "B": _sheet(_people(4))})
    report = load(opened, content)
    assert the_problem(report, "repeated_table").sheet == "B"
    assert len(rows_of(opened, "members", "name")) == 4


def test_a_sheet_with_the_same_people_but_other_values_is_asked_about(
    opened: Store,
) -> None:
    changed = _people(4)
    changed[2][-1] = "HTXSNV"
    content = sheets({"A": _sheet(_people(4)), "B": _sheet(changed)})
    report = load(opened, content)
    assert report.status == "needs_decision"
    assert the_problem(report, "repeated_rows").sheet == "B"
    report = load(opened, content, kinds={"B": "skip"})
    assert report.status == "loaded"
    assert rows_of(opened, "members", "rating") == ["good"] * 4


def test_the_same_people_at_two_dates_are_no_copy(opened: Store) -> None:
    earlier = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2023)"
    content = sheets({"A": _sheet(_people(4)), "B": _sheet(_people(4), earlier)})
    report = load(opened, content)
    assert [table.rows_loaded for table in report.tables] == [4, 4]


def test_a_sheet_that_is_no_roster_says_what_it_has(opened: Store) -> None:
    content = sheets({"Mẫu": [["Họ và tên", "Ngày sinh"], ["Nguyễn Văn A", "1980"]]})
    report = load(opened, content)
    assert report.status == "nothing_to_load"
    found = the_problem(report, "headings_found")
    assert found.value == "“Họ và tên”, “Ngày sinh”" and found.row == 1
    assert found.details["fields"]


DATES = [
    ("đến hết năm 2024", date(2024, 12, 31), False),
    ("tại thời điểm 31.12.2024", date(2024, 12, 31), False),
    ("tháng 9 năm 2024", date(2024, 9, 30), False),
    ("Quý III/2024", date(2024, 9, 30), False),
    ("Quý 2 năm 2024", date(2024, 6, 30), False),
    ("năm 2024", date(2024, 12, 31), True),
    ("tính đến ngày 15 tháng 11 năm 2024", date(2024, 11, 15), False),
    ("6 tháng đầu năm 2024", date(2024, 6, 30), False),
]


@pytest.mark.parametrize(("text", "day", "year_only"), DATES)
def test_dates_in_titles(text: str, day: date, year_only: bool) -> None:
    found = asof.as_of([f"Danh sách đảng viên {text}"], "DS", "a.xlsx", TODAY)
    assert found == asof.AsOf(day, "title", year_only)


@pytest.mark.parametrize(
    "name",
    ["DS 31-12-24", "DS_20241231", "DS 31.12.2024", "31122024 xa", "DS T12-2024"],
)
def test_dates_in_names_of_files(name: str) -> None:
    found = asof.as_of([], "Sheet1", f"{name}.xlsx", TODAY)
    assert found == asof.AsOf(date(2024, 12, 31), "file", False)


@pytest.mark.parametrize(
    "line",
    [
        "Hà Nội, ngày 15 tháng 1 năm 2025",
        "Nhiệm kỳ 2020-2025",
        "Biểu số 12",
        "Hướng dẫn 25-HD/BTCTW",
    ],
)
def test_what_is_no_date_of_a_roster(line: str) -> None:
    assert asof.dates([line], "Sheet1", "a.xlsx", TODAY) == ()


def test_two_dates_in_a_title_are_asked_about_both(opened: Store) -> None:
    title = "DANH SÁCH (tính đến 30/6/2024), số liệu đến 31/12/2024"
    report = load(opened, sheets({"DS": _sheet(_people(2), f"{title} đảng viên")}))
    assert report.status == "needs_decision"
    assert the_problem(report, "two_dates").value == "30/06/2024, 31/12/2024"


UNITS = [
    ("DANH SÁCH VÀ KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN ĐẢNG BỘ XÃ ĐỨC LỘC", ["Xã Đức Lộc"]),
    ("DANH SÁCH ĐẢNG VIÊN CHI BỘ THÔN 1 ĐẢNG BỘ XÃ ĐÔNG", ["Xã Đông", "Chi bộ Thôn 1"]),
    ("BIỂU RÀ SOÁT THÔN, TỔ DÂN PHỐ XÃ ĐỨC LỘC NĂM 2024", ["Xã Đức Lộc"]),
    ("Danh sách đảng viên Đảng bộ Quân sự tỉnh X", ["Đảng bộ Quân sự tỉnh X"]),
    ("Danh sách các hợp tác xã", []),
]


@pytest.mark.parametrize(("title", "units"), UNITS)
def test_units_inside_a_title(title: str, units: list[str]) -> None:
    found = context.units_named([title], "Sheet1", "a.xlsx")
    assert [name.shown for name in found] == units


FLAT = [
    ("DS dang vien xa Thach Lam.xlsx", [("commune", "thach lam")]),
    ("Huyen Lam Chau 2024.xlsx", [("district", "lam chau")]),
    ("DANG_BO_XA_THACH_LAM_31.12.2024.xlsx", [("commune", "thach lam")]),
    ("DsDangVienXaThachLam.xlsx", [("commune", "thach lam")]),
    ("du lieu.xlsx", []),
    ("DS đảng viên xã Thạch Lâm.xlsx", []),
]


@pytest.mark.parametrize(("file", "units"), FLAT)
def test_units_in_names_without_accents(file: str, units: list[Any]) -> None:
    found = context.units_without_accents(file)
    assert [(name.level, name.bare) for name in found] == units


def _of_a_cell() -> bytes:
    heads = [head for head in MEMBERS if head != "Xã"]
    rows = [[member(n)[head] for head in heads] for n in (1, 2)]
    return sheets({"DS": [[TITLE], heads, *rows]})


def test_a_file_name_without_accents_is_asked_about_or_confirmed(opened: Store) -> None:
    name = "DS dang vien xa Dong.xlsx"
    report = load(opened, _of_a_cell(), name)
    assert the_problem(report, "unit_unconfirmed").value == "xa dong"
    assert rows_of(opened, "members", "name") == []
    load(opened, sheets({"DS": _sheet(_people(1, 5))}), "khác.xlsx")
    report = load(opened, _of_a_cell(), name)
    assert report.status == "loaded"
    held = {row[1] for row in rows_of_tree(opened, 2024)}
    assert "Xã Đông" in held and "Xã Dong" not in held
