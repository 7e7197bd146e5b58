"""Files that lie in the same folders and are no roster: 0 rows must come of them.

Pay, marks, forms, minutes, fees, youth, households, counts. All is made up.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from wild_facts import HAMLETS, person_name
from wild_layouts import Layout
from wild_truth import WildFile
from wild_write import Sheet, write

_Rows = list[list[Any]]


def _people(chance: random.Random, count: int) -> list[str]:
    taken: set[str] = set()
    return [
        person_name(chance, chance.choice(("male", "female")), taken)
        for _ in range(count)
    ]


def _pay(chance: random.Random) -> _Rows:
    head = [
        "TT",
        "Họ và tên",
        "Chức vụ",
        "Hệ số lương",
        "Phụ cấp",
        "Thực lĩnh",
        "Ký nhận",
    ]
    body: _Rows = [
        [n, name, chance.choice(("Kế toán", "Văn thư", "Trưởng phòng")), 3.66, 0.3,
         chance.randrange(5_000_000, 12_000_000), ""]
        for n, name in enumerate(_people(chance, 14), 1)
    ]  # fmt: skip
    title = "BẢNG THANH TOÁN TIỀN LƯƠNG THÁNG 12 NĂM 2024"
    return [["ĐẢNG ỦY XÃ ĐỨC LỘC"], [title], [], head, *body]


def _marks(chance: random.Random) -> _Rows:
    head = ["STT", "Họ và tên", "Ngày sinh", "Toán", "Ngữ văn", "Lịch sử", "Xếp loại"]
    body: _Rows = [
        [n, name, f"{n % 27 + 1:02}/03/2009", chance.randrange(4, 10),
         chance.randrange(4, 10), 7, chance.choice(("Giỏi", "Khá"))]
        for n, name in enumerate(_people(chance, 20), 1)
    ]  # fmt: skip
    return [["TRƯỜNG THPT THỬ"], ["BẢNG ĐIỂM LỚP 10A, NĂM HỌC 2024-2025"], head, *body]


def _form(chance: random.Random) -> _Rows:
    name = _people(chance, 1)[0]
    return [
        ["PHIẾU BỔ SUNG HỒ SƠ ĐẢNG VIÊN"],
        ["(Tính đến ngày 31/12/2024)"],
        [],
        ["1. Họ và tên:", name.upper(), "", "Giới tính:", "Nam"],
        ["2. Ngày sinh:", "03/04/1980", "", "Dân tộc:", "Kinh"],
        ["3. Ngày vào Đảng:", "19/05/2010", "", "Ngày chính thức:", "19/05/2011"],
        ["4. Số thẻ đảng viên:", "012345678901"],
        ["5. Trình độ chuyên môn:", "Đại học", "", "LLCT:", "Trung cấp"],
        ["6. Chi bộ:", "Chi bộ thôn Minh Khai"],
    ]


def _minutes(chance: random.Random) -> _Rows:
    return [
        ["BIÊN BẢN HỌP CHI BỘ"],
        ["Hôm nay, ngày 05 tháng 12 năm 2024, chi bộ họp phiên thường kỳ."],
        ["Có mặt: 12 đảng viên; vắng: 1 đồng chí (có lý do)."],
        [f"Chủ trì: đồng chí {_people(chance, 1)[0]}, Bí thư chi bộ."],
        ["Nội dung: đánh giá, xếp loại đảng viên năm 2024."],
    ]


def _fees(chance: random.Random) -> _Rows:
    head = [
        "TT",
        "Họ và tên",
        "Tiền lương tính phí",
        "Đảng phí phải nộp",
        "Đã nộp",
        "Ký",
    ]
    body: _Rows = [
        [n, name, 4_500_000, 45_000, 45_000, ""]
        for n, name in enumerate(_people(chance, 15), 1)
    ]
    return [["CHI BỘ TRẠM Y TẾ"], ["DANH SÁCH THU NỘP ĐẢNG PHÍ THÁNG 12 NĂM 2024"], [],
            head, *body]  # fmt: skip


def _youth(chance: random.Random) -> _Rows:
    head = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đoàn", "Chi đoàn"]
    body: _Rows = [
        [n, name, f"{n % 27 + 1:02}/09/2004", "Nam", "26/03/2020", "Chi đoàn thôn 1"]
        for n, name in enumerate(_people(chance, 18), 1)
    ]
    return [
        ["ĐẢNG ỦY XÃ ĐỨC LỘC", "", "", "ĐOÀN TNCS HỒ CHÍ MINH"],
        ["DANH SÁCH ĐOÀN VIÊN NĂM 2024"],
        [],
        head,
        *body,
    ]


def _households(chance: random.Random) -> _Rows:
    head = ["TT", "Họ tên chủ hộ", "Thôn", "Số nhân khẩu", "Thuộc diện"]
    body: _Rows = [
        [n, name, chance.choice(HAMLETS), chance.randrange(1, 7), "Hộ nghèo"]
        for n, name in enumerate(_people(chance, 22), 1)
    ]
    return [["ĐẢNG BỘ XÃ ĐỨC LỘC"], ["DANH SÁCH HỘ NGHÈO NĂM 2024"], [], head, *body]


def _counts(chance: random.Random) -> _Rows:
    head = ["TT", "Nội dung", "Tổng số", "Nữ", "Dân tộc thiểu số", "Ghi chú"]
    body: _Rows = [
        [n, text, chance.randrange(20, 900), chance.randrange(1, 20), 0, ""]
        for n, text in enumerate(
            ("Đảng viên đầu kỳ", "Kết nạp trong kỳ", "Chuyển đến", "Chuyển đi",
             "Từ trần", "Đảng viên cuối kỳ"), 1)
    ]  # fmt: skip
    return [
        ["ĐẢNG BỘ XÃ ĐỨC LỘC"],
        ["BIỂU TỔNG HỢP TÌNH HÌNH ĐẢNG VIÊN NĂM 2024"],
        [],
        head,
        *body,
    ]


STRANGERS: dict[str, Callable[[random.Random], _Rows]] = {
    "Bảng lương": _pay,
    "Bảng điểm": _marks,
    "Phiếu đảng viên": _form,
    "Biên bản họp": _minutes,
    "Thu nộp đảng phí": _fees,
    "Danh sách đoàn viên": _youth,
    "Hộ nghèo": _households,
    "Biểu tổng hợp": _counts,
}


def stranger(seed: int) -> WildFile:
    """A file of a seed that is no roster: no table in it, and asking is no fault."""
    chance = random.Random(seed)
    name = sorted(STRANGERS)[seed % len(STRANGERS)]
    sheet = Sheet("Sheet1")
    for row, cells in enumerate(STRANGERS[name](chance)):
        for column, cell in enumerate(cells):
            sheet.put(row, column, cell)
    form = chance.choice(("xlsx", "xls", "ods", "html", "csv-;-utf-8-sig"))
    content, ending = write([sheet], form)
    layout = Layout(kind=f"no roster ({name})", form=form)
    return WildFile(
        seed, f"{name} {date(2024, 12, 31):%Y}.{ending}", content, layout, (),
        must_ask=False, may_ask=True, headings={},
    )  # fmt: skip
