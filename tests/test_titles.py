"""Lists of other people, and of some members only, are never taken for rosters in
silence; remarks, signatures and numbers are neither people nor units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rosters import (
    DISTRICT,
    PROVINCE,
    TODAY,
    fresh,
    load,
    member,
    people,
    roster,
    rows_of,
    sheets,
    the_problem,
)

from grassroots import unit_names
from grassroots.importing.tables import asof
from grassroots.store import Store


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def _list(title: str, heads: list[str], rows: list[list[Any]]) -> bytes:
    top = [[PROVINCE], [DISTRICT], [f"{title} (Tính đến ngày 31/12/2024)"]]
    return sheets({"DS": [*top, heads, *rows]})


def _others(*heads: str) -> list[list[Any]]:
    cells = {
        "Ngày sinh": "01/02/1999",
        "Lớp": "K65A",
        "Trạng thái": "Đang học",
        "Số thẻ": "1234567",
        "Đơn vị": "Phòng Kế toán",
        "Hệ số lương": 2.34,
        "Phụ cấp": 0.3,
        "Chức vụ": "Nhân viên",
    }
    names = ("Nguyễn Văn A", "Trần Thị B", "Lê Văn C", "Phạm Văn D", "Vũ Thị E")
    return [
        [number, name, *(cells[head] for head in heads)]
        for number, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("DANH SÁCH SINH VIÊN", ("Ngày sinh", "Lớp", "Trạng thái")),
        ("DANH SÁCH NHÂN VIÊN", ("Ngày sinh", "Đơn vị", "Số thẻ")),
        ("DANH SÁCH", ("Ngày sinh", "Số thẻ", "Trạng thái")),
        ("BẢNG LƯƠNG THÁNG 12", ("Chức vụ", "Hệ số lương", "Phụ cấp")),
        ("DANH SÁCH CÁN BỘ", ("Chức vụ", "Đơn vị", "Hệ số lương", "Phụ cấp")),
    ],
)
def test_lists_of_other_people_load_nothing(
    opened: Store, title: str, heads: tuple[str, ...]
) -> None:
    rows = _others(*heads)
    report = load(opened, _list(title, ["TT", "Họ và tên", *heads], rows))
    assert report.status in ("nothing_to_load", "needs_decision")
    for kind in ("members", "leaders", "officers", "organisations"):
        assert not rows_of(opened, kind, "*")


def test_members_among_other_people_are_asked_about(opened: Store) -> None:
    """Voters with a date of admission: most of them are in no cell."""
    content = roster(people(3), title="DANH SÁCH NGƯỜI ỨNG CỬ")
    report = load(opened, content)
    question = the_problem(report, "other_people")
    assert (report.status, question.value) == ("needs_decision", "ứng cử")
    assert load(opened, content, kinds={"DS": "skip"}).status == "nothing_to_load"
    assert load(opened, content, kinds={"DS": "members"}).status == "loaded"


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH ĐẢNG VIÊN MIỄN SINH HOẠT",
        "DANH SÁCH ĐẢNG VIÊN BỊ KỶ LUẬT",
        "DANH SÁCH ĐẢNG VIÊN ĐỀ NGHỊ TẶNG HUY HIỆU ĐẢNG",
        "DANH SÁCH ĐẢNG VIÊN CHUYỂN SINH HOẠT ĐẢNG",
    ],
)
def test_a_list_of_some_members_does_not_replace_the_roster(
    opened: Store, title: str
) -> None:
    load(opened, roster(people(5)), "đủ.xlsx")
    report = load(opened, roster(people(2), title=title), "phần.xlsx")
    assert the_problem(report, "part_list").effect == "question"
    assert len(rows_of(opened, "members", "name")) == 5


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH ĐẢNG VIÊN LÀ GIÁO VIÊN",
        "TRÍCH NGANG ĐẢNG VIÊN CHI BỘ HỘI PHỤ NỮ",
        "DANH SÁCH ĐẢNG VIÊN ĐANG SINH HOẠT",
    ],
)
def test_rosters_of_the_party_are_not_asked_about(opened: Store, title: str) -> None:
    assert load(opened, roster(people(3), title=title)).status == "loaded"


@pytest.mark.parametrize(
    "remark", ["- Chuyển đi: 2 đồng chí", "Trong đó: nữ 3", "* Đã đối chiếu"]
)
def test_a_remark_in_the_column_of_names_is_nobody(opened: Store, remark: str) -> None:
    rows = [*people(3), member(4, {"Họ và tên": remark})]
    load(opened, roster(rows))
    assert len(rows_of(opened, "members", "name")) == 3


def test_the_youth_union_is_no_unit() -> None:
    for name in ("Tỉnh đoàn Sông Lam", "Huyện đoàn Lam Châu", "Xã đoàn Đức Lộc"):
        assert unit_names.read(name).level is None
    assert unit_names.read("Huyện Đoan Hùng").level == "district"


@pytest.mark.parametrize("file", ["Đợt1_2025.xlsx", "lot2.2025.xlsx", "Đot1_2018.xlsx"])
def test_a_number_behind_a_word_is_no_month(file: str) -> None:
    found = asof.as_of((), "Sheet1", file, TODAY)
    assert found is None or found.day.month == 12
    month = asof.as_of((), "Sheet1", "Danh sách t3_2025.xlsx", TODAY)
    assert month is not None and month.day == date(2025, 3, 31)


def test_a_signature_is_no_section(opened: Store) -> None:
    rows = [list(row.values()) for row in people(3)]
    below = [["", "T/M ĐẢNG ỦY"], ["", "BÍ THƯ"], ["", "Nguyễn Văn Ký"]]
    title = ["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"]
    heads = list(member(1))
    report = load(opened, sheets({"DS": [[DISTRICT], title, heads, *rows, *below]}))
    assert report.status == "loaded"
    assert len(rows_of(opened, "members", "name")) == 3
