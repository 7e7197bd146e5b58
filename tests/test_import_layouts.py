"""The shapes that offices send: headings in any order, merged, ticked, wide, split."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from rosters import (
    DISTRICT,
    PROVINCE,
    everything,
    fresh,
    load,
    member,
    people,
    roster,
    rows_of,
    rows_of_tree,
    sheets,
    the_problem,
)

from grassroots import texts
from grassroots.importing.report import as_json
from grassroots.messages import problem_message, status_line
from grassroots.store import Store

DATED = "(Tính đến ngày 31/12/2024)"
TITLE = [[PROVINCE, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"], [DISTRICT], []]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def _sheet(*rows: list[object], title: str = "DANH SÁCH ĐẢNG VIÊN") -> bytes:
    return sheets({"DS": [*TITLE, [f"{title} {DATED}"], *rows]})


def _merged(merged: list[str], *rows: list[object], title: str) -> bytes:
    return sheets({"DS": [*TITLE, [f"{title} {DATED}"], *rows]}, merged)


def test_headings_in_any_order_give_the_same_rows(
    opened: Store, tmp_path: Path
) -> None:
    columns = ("name", "birth_date", "card_number", "admitted_on", "rating", "unit_id")
    heads = list(member(1))
    seen = []
    for number, order in enumerate([heads, heads[::-1], heads[3:] + heads[:3]]):
        folder = tmp_path / str(number)
        folder.mkdir()
        with fresh(folder) as other:
            report = load(other, roster(people(3), heads=order))
            assert report.status == "loaded"
            assert list(report.tables[0].columns) == order
            seen.append(
                (rows_of(other, "members", *columns), rows_of_tree(other, 2024))
            )
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0][0]) == 3


@pytest.mark.parametrize("left_out", list(member(1))[2:])
def test_a_column_that_is_not_there(opened: Store, left_out: str) -> None:
    """Not reported is no fault: the rows load, and repetitions are still found."""
    heads = [head for head in member(1) if head != left_out]
    report = load(opened, roster([*people(3), member(1)], heads=heads))
    assert the_problem(report, "duplicate").row == 8
    assert len(rows_of(opened, "members", "name")) == 3


def test_title_block_numbers_of_columns_and_signature(opened: Store) -> None:
    heads = list(member(1))
    content = _sheet(
        ["Số liệu giả định"],
        heads,
        [f"({number})" for number in range(1, len(heads) + 1)],
        list(member(1).values()),
        [None] * 8,
        list(member(2).values()),
        ["Tổng cộng", 2],
        [],
        [None, None, None, None, "NGƯỜI LẬP BIỂU"],
        [None, None, None, None, "Nguyễn Thị Mẫu"],
    )
    report = load(opened, content)
    assert report.status == "loaded" and not report.problems
    (table,) = report.tables
    assert (table.header_rows, table.rows_read, table.rows_loaded) == ((6,), 2, 2)
    assert rows_of(opened, "members", "row_number") == [10, 8]


def test_two_levels_of_merged_headings(opened: Store) -> None:
    upper = ["TT", "Họ và tên", "Ngày sinh", "Xã", "Chức vụ", "Trình độ", None, None]
    lower = [None] * 5 + ["Học vấn", "Chuyên môn", "LLCT"]
    row = [1, "Nguyễn Văn A", "01/01/1980", "Xã Đông", "Bí thư", "12/12", "ĐH", "TC"]
    merged = ["F5:H5", *(f"{letter}5:{letter}6" for letter in "ABCDE")]
    content = _merged(merged, upper, lower, row, title="DANH SÁCH CẤP ỦY VIÊN")
    report = load(opened, content)
    assert (report.status, report.tables[0].kind) == ("loaded", "officers")
    assert report.tables[0].header_rows == (5, 6)
    wanted = ("general_education", "profession", "political_theory", "position")
    assert rows_of(opened, "officers", *wanted) == [
        ("upper_secondary", "university", "intermediate", "secretary")
    ]


def test_one_tick_column_means_no_where_it_is_empty(opened: Store) -> None:
    rows = [member(1, {"Nữ": "x"}), member(2, {"Nữ": None}), member(3, {"Nữ": "X"})]
    load(opened, roster(rows))
    assert rows_of(opened, "members", "gender") == ["female", "female", "male"]


def test_two_tick_columns_leave_none_ticked_unknown(opened: Store) -> None:
    both = {"Nam": "x", "Nữ": "x"}
    rows = [
        member(1, {"Nam": "x", "Nữ": None}),
        member(2, {"Nam": None, "Nữ": "v"}),
        member(3, {"Nam": None, "Nữ": None}),
        member(4, both),
    ]
    report = load(opened, roster(rows))
    found = dict(rows_of(opened, "members", "row_number", "gender"))
    assert found == {5: "male", 6: "female", 7: None, 8: None}
    assert (the_problem(report, "two_ticks").row, report.status) == (
        8,
        "loaded_with_problems",
    )


def test_a_tick_column_for_each_rating(opened: Store) -> None:
    upper = ["TT", "Họ và tên", "Chi bộ", "Ngày vào Đảng", "Xếp loại", None, None, None]
    lower = [None] * 4 + ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
    rows: list[list[object]] = [
        [1, "Nguyễn Văn A", "Chi bộ thôn 1", "01/02/2010", "x", None, None, None],
        [2, "Nguyễn Văn B", "Chi bộ thôn 1", "02/02/2010", None, None, None, 1],
        [3, "Nguyễn Văn C", "Chi bộ thôn 1", "03/02/2010", None, None, None, None],
        [4, "Nguyễn Văn D", "Chi bộ thôn 1", "04/02/2010", None, "x", "x", None],
    ]
    content = _merged(["E5:H5"], upper, lower, *rows, title="DANH SÁCH ĐẢNG VIÊN")
    report = load(opened, content)
    assert dict(rows_of(opened, "members", "name", "rating")) == {
        "Nguyễn Văn A": "outstanding",
        "Nguyễn Văn B": "not_completed",
        "Nguyễn Văn C": None,
        "Nguyễn Văn D": None,
    }
    assert the_problem(report, "two_ticks").row == 10


def test_a_rating_column_for_each_year(opened: Store) -> None:
    wide = {"Xếp loại": None, "Xếp loại năm 2023": "HTNV", "Xếp loại năm 2024": "HTTNV"}
    rows = people(3, wide)
    heads = [head for head in rows[0] if head != "Xếp loại"]
    report = load(opened, roster(rows, heads=heads))
    (table,) = report.tables
    assert table.as_of == (date(2023, 12, 31), date(2024, 12, 31))
    assert table.rows_loaded == 3, "rows of the sheet, not of the years"
    rated = rows_of(opened, "members", "year", "rating", "ratings_only")
    assert rated == [(2023, "completed", True)] * 3 + [(2024, "good", False)] * 3
    printed = as_json(report, lambda found: problem_message("en", found))
    assert printed["tables"][0]["as_of"] == ["2023-12-31", "2024-12-31"]


def test_a_birth_date_in_three_columns(opened: Store) -> None:
    upper = ["TT", "Họ và tên", "Chi bộ", "Ngày sinh", None, None, "Ngày vào Đảng"]
    lower = [None, None, None, "Ngày", "Tháng", "Năm", None]
    rows: list[list[object]] = [
        [1, "Nguyễn Văn A", "Chi bộ thôn 1", 5, 3, 1980, "01/02/2010"],
        [2, "Nguyễn Văn B", "Chi bộ thôn 1", None, None, 1981, "02/02/2010"],
        [3, "Nguyễn Văn C", "Chi bộ thôn 1", "31", "02", "1980", "03/02/2010"],
    ]
    merged = ["D5:F5", *(f"{letter}5:{letter}6" for letter in "ABCG")]
    content = _merged(merged, upper, lower, *rows, title="DANH SÁCH ĐẢNG VIÊN")
    report = load(opened, content)
    found = rows_of(opened, "members", "name", "birth_date", "birth_date_precision")
    assert found == [
        ("Nguyễn Văn A", date(1980, 3, 5), "day"),
        ("Nguyễn Văn B", date(1981, 1, 1), "year"),
        ("Nguyễn Văn C", None, None),
    ]
    problem = the_problem(report, "bad_date")
    assert (problem.row, problem.value) == (9, "31/02/1980")


def test_a_birth_date_under_nam_or_nu_tells_the_gender(opened: Store) -> None:
    upper = ["TT", "Họ và tên", "Chi bộ", "Ngày sinh", None, "Ngày vào Đảng"]
    lower = [None, None, None, "Nam", "Nữ", None]
    rows: list[list[object]] = [
        [1, "Nguyễn Văn A", "Chi bộ thôn 1", "05/03/1980", None, "01/02/2010"],
        [2, "Nguyễn Thị B", "Chi bộ thôn 1", None, "1981", "02/02/2010"],
        [3, "Nguyễn Văn C", "Chi bộ thôn 1", None, None, "03/02/2010"],
    ]
    merged = ["D5:E5", *(f"{letter}5:{letter}6" for letter in "ABCF")]
    load(opened, _merged(merged, upper, lower, *rows, title="DANH SÁCH ĐẢNG VIÊN"))
    assert rows_of(opened, "members", "name", "gender", "birth_date") == [
        ("Nguyễn Thị B", "female", date(1981, 1, 1)),
        ("Nguyễn Văn A", "male", date(1980, 3, 5)),
        ("Nguyễn Văn C", None, None),
    ]


def test_a_name_in_two_columns(opened: Store) -> None:
    rows = people(2, {"Họ đệm": "Nguyễn  Văn ", "Tên": "An"})
    heads = ["TT", "Họ đệm", "Tên", *list(member(1))[2:]]
    report = load(opened, roster(rows, heads=heads))
    assert report.status == "loaded"
    assert (
        rows_of(opened, "members", "name", "name_key")
        == [("Nguyễn Văn An", "nguyễn văn an")] * 2
    )


def test_two_posts_in_one_cell(opened: Store) -> None:
    heads: list[object] = [
        "TT",
        "Họ và tên",
        "Ngày sinh",
        "Xã",
        "Chi bộ",
        "Chức vụ",
        "LLCT",
    ]
    posts = [
        "Bí thư chi bộ - Trưởng thôn",
        "Phó Bí thư Chi bộ, Trưởng ban CTMT",
        "Chi ủy viên",
        "Thợ mộc",
    ]
    rows: list[list[object]] = [
        [n, f"Nguyễn Văn {n}", f"0{n}/01/1980", "Xã Đông", "Chi bộ thôn 1", post, "SC"]
        for n, post in enumerate(posts, 1)
    ]
    report = load(opened, _sheet(heads, *rows, title="DANH SÁCH CẤP ỦY VIÊN"))
    found = rows_of(
        opened, "officers", "row_number", "position", "body", "concurrent_posts"
    )
    assert found[:3] == [
        (6, "secretary", "cell", ["hamlet_head"]),
        (7, "deputy", "cell", ["front_head"]),
        (8, "member", "cell", []),
    ]
    assert found[3][:2] == (9, None)
    assert the_problem(report, "unknown_word").value == "Thợ mộc"


def test_a_column_of_joint_cells(opened: Store) -> None:
    heads: list[object] = [
        "TT",
        "Xã",
        "Tên thôn",
        "Số đảng viên",
        "Có chi bộ",
        "Chi bộ ghép",
    ]
    rows: list[list[object]] = [
        [1, "Xã Đông", "Thôn 1", 5, "x", None],
        [2, "Xã Đông", "Thôn 2", 3, None, "x"],
        [3, "Xã Đông", "Thôn 3", 2, "x", "Chi bộ ghép thôn 2, 3"],
        [4, "Xã Đông", "Thôn 4", 0, "Không", None],
    ]
    load(opened, _sheet(heads, *rows, title="DANH SÁCH THÔN, TỔ DÂN PHỐ"))
    assert rows_of(opened, "hamlets", "row_number", "has_cell", "members") == [
        (6, "own", 5),
        (7, "joint", 3),
        (8, "joint", 2),
        (9, "none", 0),
    ]


def _csv(separator: str) -> str:
    rows = [list(member(1)), *(list(row.values()) for row in people(3))]
    title = [[PROVINCE], [DISTRICT], [f"DANH SÁCH ĐẢNG VIÊN {DATED}"]]
    lines = (separator.join(str(cell) for cell in row) for row in [*title, *rows])
    return "\r\n".join(lines)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_csv(opened: Store, separator: str, encoding: str) -> None:
    report = load(opened, _csv(separator).encode(encoding), "DS.csv")
    assert (report.status, report.tables[0].rows_loaded) == ("loaded", 3)
    assert rows_of(opened, "members", "name")[0] == "Nguyễn Văn A"
    assert rows_of(opened, "members", "birth_date")[0] == date(1980, 1, 1)


def test_xls(opened: Store) -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    rows = [[DISTRICT], [f"DANH SÁCH ĐẢNG VIÊN {DATED}"], list(member(1))]
    rows += [
        list(row.values()) for row in people(2, {"Ngày sinh": datetime(1980, 5, 4)})
    ]
    for place, row in enumerate(rows):
        for index, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write(place, index, cell, day)
            else:
                sheet.write(place, index, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    report = load(opened, buffer.getvalue(), "DS.xls")
    assert report.status == "loaded"
    assert rows_of(opened, "members", "birth_date") == [date(1980, 5, 4)] * 2


def _ods(rows: list[list[object]]) -> bytes:
    """The least that an OpenDocument spreadsheet consists of."""
    cell = (
        '<table:table-cell office:value-type="string"><text:p>{}</text:p>'
        "</table:table-cell>"
    )
    lines = [
        "<table:table-row>"
        + "".join(cell.format("" if value is None else value) for value in row)
        + "</table:table-row>"
        for row in rows
    ]
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="DS">{"".join(lines)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def test_ods(opened: Store) -> None:
    rows: list[list[object]] = [[DISTRICT], [f"DANH SÁCH ĐẢNG VIÊN {DATED}"]]
    rows += [list(member(1)), *(list(row.values()) for row in people(2))]
    report = load(opened, _ods(rows), "DS.ods")
    assert report.status == "loaded", report.problems
    assert rows_of(opened, "members", "name") == ["Nguyễn Văn A", "Nguyễn Văn B"]


SECRETS = {
    "Số CCCD": "038099123456",
    "Điện thoại": "0912345678",
    "Địa chỉ": "Số 7 ngõ Bí Mật",
}


def test_identity_cards_phones_and_addresses_are_kept_nowhere(opened: Store) -> None:
    """Neither in a table, a problem, a row set aside, nor in what is printed."""
    rows = [
        member(1, SECRETS),
        member(2, {**SECRETS, "Xếp loại": "Tuyệt hảo", "Ngày sinh": "31/02/1980"}),
        member(1, SECRETS),
        member(3, {**SECRETS, "Họ và tên": None}),
        {**dict.fromkeys(member(1)), **SECRETS, "Số thẻ đảng viên": "9"},
        member(4, SECRETS),
    ]
    report = load(opened, roster(rows))
    assert report.status == "loaded_with_problems"
    assert len(everything(opened)["rows_set_aside"]) == 3
    said = [
        as_json(report, lambda found, to=to: problem_message(to, found))
        for to in texts.LANGUAGES
    ]
    said += [status_line(language, report) for language in texts.LANGUAGES]
    for secret in SECRETS.values():
        assert secret not in repr(everything(opened))
        assert secret not in repr(said)
        assert secret not in repr(report)
    noted = {p.value for p in report.problems if p.code == "left_out"}
    assert noted == set(SECRETS), "it is said that they are not read"


def test_a_waiting_file_says_nothing_of_them_either(opened: Store) -> None:
    report = load(opened, roster([member(1, SECRETS)], None))
    assert report.status == "needs_decision"
    assert not any(secret in repr(report) for secret in SECRETS.values())


def test_two_people_in_the_two_cells_of_a_name_are_nobody(opened: Store) -> None:
    """Joined, their parts would be a third person's name."""
    heads = ["TT", "Họ đệm", "Tên", "Ngày vào Đảng", "Chi bộ"]
    rest = ["01/02/2010", "Chi bộ thôn 1"]
    rows = [
        [1, "Nguyễn Văn", "An", *rest],
        [2, "Trần Văn\nLê Thị", "Chung\nRiêng", *rest],
        [3, "Phạm Văn", "Bình\nDũng", *rest],
    ]
    title = ["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"]
    report = load(opened, sheets({"DS": [[DISTRICT], title, heads, *rows]}))
    assert report.status == "loaded_with_problems"
    assert [p.row for p in report.problems if p.effect == "row_set_aside"] == [5, 6]
    assert rows_of(opened, "members", "name") == ["Nguyễn Văn An"]
