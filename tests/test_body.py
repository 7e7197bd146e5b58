"""Rows under a header: people, sections, totals, remarks, signatures, told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from grassroots.importing.files.grid import Grid
from grassroots.importing.report import NOTE, ROW, Problem
from grassroots.importing.tables.body import Body, read_body
from grassroots.importing.tables.lines import count_in, line_kind
from grassroots.importing.tables.persons import may_be_person, several_persons
from grassroots.importing.tables.table import find_tables
from grassroots.importing.understanding import fields

HEADS = ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Xếp loại"]
GIVEN = ["An", "Bình", "Cường", "Dung", "Hà", "Khoa", "Lan", "Minh", "Nam", "Oanh"]


def _person(number: int, name: str | None = None) -> list[Any]:
    name = name or f"Nguyễn Văn {GIVEN[(number - 1) % 10]}"
    return [number, name, "01/01/1980", "Nam", "02/02/2010", "HTTNV"]


def _people(count: int, first: int = 1) -> list[list[Any]]:
    return [_person(first + number) for number in range(count)]


def _body(rows: Sequence[Sequence[Any]], heads: Sequence[Any] = HEADS) -> Body:
    title = [["DANH SÁCH ĐẢNG VIÊN"]]
    whole = [*title, list(heads), *map(list, rows)]
    width = max(map(len, whole))
    filled = [
        ["" if cell is None else cell for cell in [*row, *[""] * (width - len(row))]]
        for row in whole
    ]
    (table,) = find_tables(Grid("DS", filled))
    chosen = fields.choose(table, "a.xlsx")
    assert chosen is not None
    return read_body(table, chosen.layout)


def _names(body: Body) -> list[str]:
    return [row[1] for row in body.rows]


def _paths(body: Body) -> list[tuple[str, ...]]:
    return [tuple(name.shown for name in path or ()) for path in body.sections]


def _of(body: Body, code: str) -> list[Problem]:
    return [problem for problem in body.problems if problem.code == code]


def test_sections_are_nested_and_replaced() -> None:
    body = _body(
        [
            ["I", "Đảng bộ xã Đông"],
            ["1", "Chi bộ thôn Bắc"],
            _person(1),
            ["2", "Chi bộ thôn Nam"],
            _person(2),
            ["II", "Đảng bộ xã Tây"],
            _person(3),
            [None, "Chi bộ thôn Bắc"],
            _person(4),
        ]
    )
    assert _paths(body) == [
        ("Xã Đông", "Chi bộ thôn Bắc"),
        ("Xã Đông", "Chi bộ thôn Nam"),
        ("Xã Tây",),
        ("Xã Tây", "Chi bộ thôn Bắc"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["Chi bộ thôn Bắc"],
        ["I. Chi bộ thôn Bắc"],
        ["I", "Chi bộ thôn Bắc"],
        ["I.", "CHI BỘ THÔN BẮC"],
        ["A", "Chi bộ thôn Bắc"],
        [None, "1. Chi bộ thôn Bắc"],
        [None, "Chi bộ thôn Bắc: 3 đảng viên"],
        [None, "Chi bộ thôn Bắc (3 đ/c)"],
        ["I", "Chi bộ thôn Bắc", None, None, 3],
        ["- Chi bộ thôn Bắc -"],
        [None, "Thôn Bắc"],
    ],
)
def test_ways_to_write_a_section(row: list[Any]) -> None:
    body = _body([row, *_people(3)])
    assert len(body.rows) == 3
    assert [name.bare for name in body.sections[0] or ()] == ["thôn bắc"]
    assert not body.problems


def test_a_group_of_units_is_no_unit() -> None:
    body = _body([["A", "Khối xã, thị trấn"], ["I", "Xã Đông"], *_people(2)])
    assert _paths(body) == [("Xã Đông",)] * 2


def test_a_section_without_a_level_takes_that_of_its_like() -> None:
    body = _body(
        [["I", "Xã Đông"], _person(1), ["II", "Bắc Sơn"], _person(2), ["III", "Xã X"]]
        + [_person(3)]
    )
    assert [path[0].level for path in body.sections if path] == ["commune"] * 3
    assert not body.untyped


def test_sections_of_which_none_tells_its_level_are_to_be_asked_about() -> None:
    body = _body([["I", "Bắc Sơn"], *_people(2), ["II", "Đông Hà"], *_people(2, 3)])
    assert [section.text for _, section in body.untyped] == ["Bắc Sơn", "Đông Hà"]
    assert len(body.rows) == 4


NOT_ROWS = [
    ["Tổng cộng", 3],
    [None, "Tổng cộng: 3 đảng viên"],
    [None, "Cộng:", None, None, 3],
    [None, "Cộng mục I"],
    ["Danh sách này có 3 đồng chí"],
    ["Ghi chú: số liệu giả định"],
    [None, None, None, None, "NGƯỜI LẬP BIỂU"],
    [None, None, None, None, "T/M BAN THƯỜNG VỤ"],
    [None, "TM. CHI ỦY", None, None, "BÍ THƯ"],
    [None, None, None, "Thử, ngày 5 tháng 1 năm 2025"],
    [None, "(Ký, ghi rõ họ tên)", None, None, "(Đã ký)"],
    [None, "Lê Thị Mẫu", None, None, "Trần Văn Thử"],
    [4],
    [None, None, None, None, None, None],
]


@pytest.mark.parametrize("row", NOT_ROWS)
def test_rows_below_that_are_nobody(row: list[Any]) -> None:
    body = _body([*_people(3), row])
    assert _names(body) == [row[1] for row in _people(3)]
    assert not body.set_aside and not body.problems


@pytest.mark.parametrize("row", NOT_ROWS)
def test_the_same_rows_in_the_middle_lose_nobody(row: list[Any]) -> None:
    body = _body([*_people(3), row, *_people(3, 4)])
    assert len(body.rows) == 6
    assert {problem.effect for problem in body.problems} <= {NOTE}


@pytest.mark.parametrize("name", ["Cộng Văn Nam", "Tổng Thị Lập", "Ghi Văn Chú"])
def test_people_whose_names_look_like_totals_are_kept(name: str) -> None:
    body = _body([_person(1), _person(2, name), _person(3)])
    assert name in _names(body)


def test_a_name_with_nothing_else_between_people_is_set_aside_in_sight() -> None:
    heads = HEADS[1:]
    rows = [row[1:] for row in _people(4)]
    body = _body([*rows[:2], ["Trần Thị Riêng"], *rows[2:]], heads)
    assert len(body.rows) == 4
    (found,) = _of(body, "doubtful_row")
    assert (found.row, found.value, found.effect) == (5, "Trần Thị Riêng", ROW)
    assert body.codes == {5: "doubtful_row"}


def test_a_signature_under_a_table_without_numbers_is_nobody() -> None:
    rows = [row[1:] for row in _people(3)]
    body = _body([*rows, [], ["BÍ THƯ"], ["Trần Thị Ký"]], HEADS[1:])
    assert len(body.rows) == 3 and not body.set_aside


def test_a_last_row_without_name_or_number_is_set_aside_in_sight() -> None:
    """Who takes the last row for a signature loses a person without a word."""
    heads = ["Họ và tên", *HEADS[2:], "Số thẻ đảng viên"]
    rows = [[*_person(number)[1:], f"71.{number:06}"] for number in range(1, 7)]
    nameless = ["", "01/01/1980", "Nam", "02/02/2010", "HTTNV", "71.000009"]
    body = _body([*rows, nameless], heads)
    assert [problem.row for problem in _of(body, "no_name")] == [9]
    signed = ["", "", "TM. ĐẢNG ỦY", "", "Người lập biểu", ""]
    assert not _of(_body([*rows, signed], heads), "no_name")


def test_a_numbered_name_with_nothing_else_is_a_person() -> None:
    body = _body([*_people(2), [3, "Trần Thị Riêng"], *_people(1, 4)])
    assert _names(body)[2] == "Trần Thị Riêng"


def test_several_people_in_a_cell_are_set_aside() -> None:
    several = "Nguyễn Văn An\nTrần Thị Bình"
    body = _body([_person(1), _person(2, several), _person(3)])
    (found,) = _of(body, "several_persons")
    assert (found.row, found.value, found.effect) == (4, several, ROW)
    assert len(body.rows) == 2


SEVERAL = [
    "Nguyễn Văn An\nTrần Thị Bình",
    "Nguyễn Văn An; Trần Thị Bình",
    "Nguyễn Văn An, Trần Thị Bình",
    "Nguyễn Văn An và Trần Thị Bình",
    "1. Nguyễn Văn An 2. Trần Thị Bình",
    "1) Nguyễn Văn An; 2) Lê Hà",
    "NGUYỄN VĂN AN - TRẦN THỊ BÌNH",
]
ONE = [
    "Nguyễn Văn An",
    "Nguyễn Văn\nAn",
    "Nguyễn Thị\nThu Hà",
    "Nguyễn Văn An (Ba Sơn)",
    "Nguyễn Văn An (B)",
    "Tôn Nữ Thị Ninh",
    "1. Nguyễn Văn An",
    "H' Lan Niê",
    "Y-Bhiu Êban",
    "",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_cells_that_name_several(text: str) -> None:
    assert several_persons(text)


@pytest.mark.parametrize("text", ONE)
def test_cells_that_name_one(text: str) -> None:
    assert not several_persons(text)


def test_what_may_be_a_persons_name() -> None:
    assert may_be_person("Nguyễn Văn An") and may_be_person("LÝ THỊ HOÀ")
    for text in ("Bí thư", "Chi bộ thôn Bắc", "Nguyễn", "Trần 2", "Tổng cộng"):
        assert not may_be_person(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tổng số: 45 đảng viên", (45, True)),
        ("Chi bộ thôn Bắc (25 đ/c)", (25, True)),
        ("Cộng: 45", (45, False)),
        ("Tổng cộng 1.234 người", (1234, True)),
        ("Tổng số: 12 chi bộ", (12, False)),
        ("Chi bộ 3", None),
        ("Tính đến 31/12/2024", None),
        ("Tổng cộng", None),
    ],
)
def test_counts_in_texts(text: str, count: tuple[int, bool] | None) -> None:
    assert count_in(text) == count


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", "Tổng công ty X", "Cộng đồng Y", "Chi bộ 1"]
)
def test_texts_that_may_be_anything(name: str) -> None:
    assert line_kind(name) is None


@settings(max_examples=60, deadline=None)
@given(
    sizes=some.lists(some.integers(1, 5), min_size=1, max_size=4),
    off=some.integers(0, 3),
    whole=some.booleans(),
)
def test_a_printed_total_is_held_against_the_rows(
    sizes: list[int], off: int, whole: bool
) -> None:
    rows: list[list[Any]] = []
    first = 1
    for number, size in enumerate(sizes):
        rows += [[None, f"Chi bộ thôn {number}"], *_people(size, first)]
        first += size
    counted = sum(sizes) if whole else sizes[-1]
    printed = counted + off
    word = "Tổng cộng" if whole else "Cộng"
    body = _body([*rows, [None, f"{word}: {printed} đảng viên"]])
    # Any stretch from a section to the end may be meant, and no other.
    possible = {sum(sizes), sizes[-1]}
    found = _of(body, "total_differs")
    assert bool(found) == (printed not in possible)
    if found:
        (problem,) = found
        assert problem.details["printed"] == printed
        assert problem.details["counted"] == counted
        assert problem.row == len(rows) + 3 and problem.effect == NOTE


def test_a_sections_own_count_is_held_against_its_rows() -> None:
    body = _body(
        [
            [None, "Chi bộ thôn Bắc: 2 đảng viên"],
            *_people(2),
            [None, "Chi bộ thôn Nam (5 đ/c)"],
            *_people(3, 3),
        ]
    )
    (found,) = _of(body, "total_differs")
    told = found.details
    assert (found.row, told["printed"], told["counted"]) == (6, 5, 3)
    assert (told["first_row"], told["last_row"]) == (7, 9)


def test_a_total_of_a_part_is_not_compared() -> None:
    body = _body([*_people(3), [None, "Tổng số nữ: 1 đảng viên"]])
    assert not body.problems


HAMLETS = ["TT", "Tên thôn", "Số hộ", "Số đảng viên", "Có chi bộ", "Có chi ủy"]


@pytest.mark.parametrize(("households", "wrong"), [(300, False), (310, True)])
def test_the_total_of_a_column_of_numbers(households: int, wrong: bool) -> None:
    rows = [[n, f"Thôn {n}", 100, 5, "Có", "Có"] for n in (1, 2, 3)]
    body = _body([*rows, [None, "Tổng cộng", households, 15]], HAMLETS)
    found = _of(body, "total_differs")
    assert [problem.column for problem in found] == ["C"] * wrong
    assert len(body.rows) == 3


@pytest.mark.parametrize(("ticked", "wrong"), [(1, False), (2, True)])
def test_the_total_of_a_column_of_ticks(ticked: int, wrong: bool) -> None:
    heads = [*HEADS[:3], "Nữ", *HEADS[4:]]
    rows = _people(3)
    for row, tick in zip(rows, ("x", None, None), strict=True):
        row[3] = tick
    body = _body([*rows, [None, "Tổng cộng", None, ticked]], heads)
    assert bool(_of(body, "total_differs")) == wrong


def test_a_number_that_jumps_is_said() -> None:
    rows = [*_people(6), *_people(6, 8)]
    (found,) = _of(_body(rows), "number_jumps")
    assert (found.row, found.value, found.details["before"]) == (9, "8", 6)


def test_numbers_that_begin_anew_in_each_section_do_not_jump() -> None:
    rows = [[None, "Chi bộ 1"], *_people(5), [None, "Chi bộ 2"], *_people(5)]
    assert not _of(_body(rows), "number_jumps")


def test_the_header_again_between_the_rows_is_nobody() -> None:
    again = [HEADS, [1, 2, 3, 4, 5, 6]]
    body = _body([*_people(3), *again, *_people(3, 4)])
    assert len(body.rows) == 6 and not body.problems


def test_units_written_once_for_a_run_of_rows() -> None:
    heads = [*HEADS, "Chi bộ"]
    cells = ["Chi bộ 1", None, None, "Chi bộ 2", None, None]
    rows = [[*row, cell] for row, cell in zip(_people(6), cells, strict=True)]
    body = _body(rows, heads)
    assert [row[6] for row in body.rows] == ["Chi bộ 1"] * 3 + ["Chi bộ 2"] * 3
    (found,) = _of(body, "filled_down")
    assert (found.column, found.effect) == ("G", NOTE)


def test_a_unit_is_not_carried_into_rows_of_another_one_above() -> None:
    """Offices of the district first, then the communes: their cells are not the
    office's."""
    heads = [*HEADS, "TCCSĐ", "Xã/phường"]
    units = [("Chi bộ Văn phòng", ""), ("Chi bộ Tòa án", "")]
    units += [("", "Xã Đông")] * 4
    rows = [[*row, *unit] for row, unit in zip(_people(6), units, strict=True)]
    body = _body(rows, heads)
    assert [row[6] for row in body.rows][2:] == [""] * 4
    assert not _of(body, "filled_down")


def test_a_forgotten_unit_is_not_filled_in() -> None:
    heads = [*HEADS, "Chi bộ"]
    cells = ["Chi bộ 1", None, None, "Chi bộ 1", None, None]
    rows = [[*row, cell] for row, cell in zip(_people(6), cells, strict=True)]
    body = _body(rows, heads)
    assert [row[6] for row in body.rows][1] == "" and not _of(body, "filled_down")


@settings(max_examples=60, deadline=None)
@given(
    noise=some.lists(
        some.tuples(some.integers(0, 8), some.integers(0, len(NOT_ROWS) - 1)),
        max_size=5,
    )
)
def test_noise_anywhere_neither_adds_nor_takes_people(
    noise: list[tuple[int, int]],
) -> None:
    rows: list[list[Any]] = []
    people = _people(8)
    for place, person in enumerate([*people, None]):
        rows += [NOT_ROWS[which] for at, which in noise if at == place]
        rows += [person] if person else []
    body = _body(rows)
    assert _names(body) == [person[1] for person in people]
    assert not body.set_aside
