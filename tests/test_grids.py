"""One table in every format: the same cells, whatever the file is called."""

from __future__ import annotations

import csv
import io
import random
import struct
import zipfile
from datetime import date

import msoffcrypto
import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from wild_letters import tcvn3, vni
from wild_write import Sheet, write

from grassroots import messages, texts
from grassroots.importing import sources
from grassroots.importing.files import sheets
from grassroots.importing.files.grid import Grid, read_grids
from grassroots.importing.report import FileRefused
from grassroots.importing.sources import Source

BODY = [
    ["Nguyễn Văn An", "01/02/1980", "Xã Đông & Tây", "00012"],
    ["Trần Thị Hường", "15/11/1975", "Chi bộ <thôn 1>; 2", "01234"],
    ['Lê "Bảy" Ý', "3/1999", "Tổ dân phố 3,\nphường Bắc", ""],
]
HEADS = [
    ["Họ và tên", "Sinh", "Đơn vị", ""],
    ["", "", "Tên", "Mã"],
]


def _read(content: bytes, name: str = "DS.xls", **more) -> list[Grid]:
    return read_grids(Source(name, content), **more)


def _sheet() -> Sheet:
    sheet = Sheet("DS", merges=[(0, 2, 0, 3), (0, 0, 1, 0)], hidden_rows={1})
    for row, cells in enumerate([*HEADS, *BODY]):
        for column, cell in enumerate(cells):
            sheet.put(row, column, cell)
    return sheet


WORKBOOKS = ["xlsx", "xls", "ods", "html"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]


@pytest.mark.parametrize("name", ["DS.xlsx", "DS.xls", "DS.ods", "DS.csv", "DS"])
@pytest.mark.parametrize("form", WORKBOOKS)
def test_content_decides_not_the_ending(form: str, name: str) -> None:
    content, _ = write([_sheet()], form)
    (grid,) = _read(content, name)
    assert grid.rows == HEADS + BODY
    assert set(grid.merged) == {(0, 2, 0, 3), (0, 0, 1, 0)}
    assert not grid.hidden and not grid.problems
    if form != "html":
        assert grid.sheet == "DS" and grid.hidden_rows == {1}


@pytest.mark.parametrize("name", ["DS.csv", "DS.xls", "DS.txt"])
@pytest.mark.parametrize("separator", [",", ";", "tab", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_with_any_separator(separator: str, encoding: str, name: str) -> None:
    content, _ = write([_sheet()], f"csv-{separator}-{encoding}")
    (grid,) = _read(content, name)
    assert (grid.sheet, grid.rows) == ("DS", HEADS + BODY)


@pytest.mark.parametrize("spoil", [tcvn3, vni])
def test_text_in_an_old_encoding(spoil) -> None:
    rows = [["Họ và tên", "Dân tộc", "Số thẻ"], ["Nguyễn Văn Bình", "Kinh", "0001"]]
    rows += [["Trần Thị Hường", "Tày", "0002"], ["Đỗ Đức Mỹ", "Mường", "0003"]]
    made = "\r\n".join(";".join(map(spoil, row)) for row in rows)
    (grid,) = _read(made.encode("latin-1"), "DS.csv")
    assert grid.rows == rows
    assert {problem.code for problem in grid.problems} == {"repaired_text"}


def test_a_separator_inside_quotes_and_decimals() -> None:
    lines = 'Tên;Điểm;Ghi chú\nAn;7,5;"a;b\nc"\nBình;8,25;\nCúc;9,0;x\n'
    (grid,) = _read(lines.encode(), "DS.csv")
    assert grid.rows[1:3] == [["An", "7,5", "a;b\nc"], ["Bình", "8,25", ""]]
    (hinted,) = _read(("sep=|\r\n" + lines.replace(";", "|")).encode(), "DS.csv")
    assert hinted.rows == [row[:2] + [row[2].replace(";", "|")] for row in grid.rows]


@pytest.mark.parametrize("all_rows", [True, False])
def test_a_separator_that_is_the_decimal_sign_is_asked_about(all_rows: bool) -> None:
    lines = ["Tên,Điểm,Đơn vị,Năm"]
    lines += [f"An,{7 + n},{5 if all_rows or n == 3 else ''}Xã,2024" for n in range(6)]
    text = "\n".join(line.replace(",5Xã", ",5,Xã") for line in lines)
    (grid,) = _read(text.encode(), "DS.csv")
    (problem,) = grid.problems
    assert (problem.code, problem.effect) == ("shifted_cells", "question")
    assert problem.row == (2 if all_rows else 5)
    assert problem.details["rows"] == (6 if all_rows else 1)


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"]) | st.sampled_from(',;"|\n'),
    max_size=12,
).map(str.strip)


@given(
    rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=3, max_size=8),
    separator=st.sampled_from(",;\t|"),
)
@settings(max_examples=100, deadline=None)
def test_quoted_text_comes_back(rows: list[list[str]], separator: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    text = f"sep={separator}\r\n" + buffer.getvalue()
    (grid,) = _read(text.encode(), "DS.csv", encodings={"*": {"*": "unicode"}})
    assert grid.rows == [[sheet_cell for sheet_cell in row] for row in _expected(rows)]


def _expected(rows: list[list[str]]) -> list[list[str]]:
    import re
    import unicodedata

    def meant(cell: str) -> str:
        made = unicodedata.normalize("NFC", cell).replace("ƣ", "ư").replace("Ƣ", "Ư")
        plain = re.sub("[\u00a0\u2007\u202f]", " ", made)
        return plain.strip(" ") if plain != made else made

    made = [[meant(cell) for cell in row] for row in rows]
    while made and not any(made[-1]):
        made.pop()
    while made and made[0] and not any(row[-1] for row in made):
        made = [row[:-1] for row in made]
    return made


# Web pages and XML.


def test_a_page_with_text_and_several_tables() -> None:
    page = """<html><head><title>x</title><style>td {a: b}</style></head><body>
    <h3>DANH S&Aacute;CH &#272;&#7842;NG VI&Ecirc;N</h3><p>(tính đến 31/12/2024)</p>
    <table><tr><td>Đảng bộ A</td><td>ĐẢNG CSVN</td></tr></table>
    <!-- <table><tr><td>no</td></tr></table> <b> -->
    <table><thead><tr><th rowspan=2>Họ<br>tên<th colspan="2">Ngày</tr>
    <tr><th>vào<th>chính thức</tr></thead>
    <tr><td>An&nbsp;B &lt;1&gt;<td x:num>1<td></tr></table>
    <script>document.write("<table><tr><td>1<td>2<td>3</table>")</script>
    <table><tr><td>a<td>b<td>c</table></body>"""
    first, second = _read(page.encode(), "Xã.xls")
    assert first.rows == [
        ["DANH SÁCH ĐẢNG VIÊN", "", ""],
        ["(tính đến 31/12/2024)", "", ""],
        ["Đảng bộ A", "ĐẢNG CSVN", ""],
        ["Họ\ntên", "Ngày", ""],
        ["", "vào", "chính thức"],
        ["An B <1>", "1", ""],
    ]
    assert set(first.merged) == {(3, 0, 4, 0), (3, 1, 3, 2)}
    assert (first.sheet, second.sheet) == ("Xã", "Xã (2)")
    assert second.rows == [["a", "b", "c"]]


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="DS"><Table><Row ss:Index="2">
<Cell ss:MergeAcross="1"><Data ss:Type="String">Họ &amp; tên</Data></Cell>
<Cell><Data ss:Type="String">Ngày</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="3">
<Data ss:Type="DateTime">1980-02-01T00:00:00.000</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">12</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="cũ"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>
</x:WorksheetOptions></Worksheet></Workbook>"""


def test_xml_of_excel_2003() -> None:
    shown, hidden = _read(XML.encode(), "DS.xls")
    assert shown.rows == [
        ["", "", ""],
        ["Họ & tên", "", "Ngày"],
        ["", "", date(1980, 2, 1)],
        [12.0, "", ""],
    ]
    assert shown.merged == ((1, 0, 1, 1),)
    assert shown.hidden_rows == {2}
    assert (hidden.sheet, hidden.hidden, hidden.rows) == ("cũ", True, [])


# What calamine does not tell.


def test_line_breaks_in_an_ods_cell_do_not_join_words() -> None:
    content, _ = write([_sheet()], "ods")
    parts = {name: data for name, data in _parts(content).items()}
    parts["content.xml"] = parts["content.xml"].replace(
        b"Nguy\xe1\xbb\x85n V\xc4\x83n",
        b"Nguy\xe1\xbb\x85n<text:line-break/>V\xc4\x83n",
    )
    (grid,) = _read(_zip(parts), "DS.ods")
    assert grid.rows[2][0] == "Nguyễn\nVăn An"


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return made.getvalue()


def _book(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_errors_and_unsaved_formulas_are_noted() -> None:
    content = _book(A1="Tên", B1="#N/A", A2="=1+1", B2="=A1", C2="x")
    (grid,) = _read(content, "DS.xlsx")
    assert grid.rows == [["Tên", "", ""], ["", "", "x"]]
    found = {p.code: (p.row, p.column, p.details["cells"]) for p in grid.problems}
    assert found == {
        "formula_error": (1, "B", 1),
        "formula_without_value": (2, "A", 2),
    }


def test_dates_counted_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(1980, 2, 1)
    made = io.BytesIO()
    book.save(made)
    assert _read(made.getvalue())[0].rows == [[date(1980, 2, 1)]]
    old = xlwt.Workbook()
    old.dates_1904 = True
    style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    old.add_sheet("a").write(0, 0, date(1980, 2, 1), style)
    made = io.BytesIO()
    old.save(made)
    assert _read(made.getvalue())[0].rows == [[date(1980, 2, 1)]]


def test_hidden_rows_columns_and_sheets() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c", "d"])
    sheet.append([1, 2, 3, 4])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("cũ").sheet_state = "veryHidden"
    made = io.BytesIO()
    book.save(made)
    shown, hidden = _read(made.getvalue())
    assert (shown.hidden_rows, shown.hidden_columns) == ({1}, {2})
    assert hidden.hidden and hidden.rows == []


# Passwords.


def _locked(content: bytes, password: str) -> bytes:
    made = io.BytesIO()
    from msoffcrypto.format.ooxml import OOXMLFile

    OOXMLFile(io.BytesIO(content)).encrypt(password, made)
    return made.getvalue()


def test_a_workbook_with_a_password() -> None:
    locked = _locked(_book(A1="Tên"), "Bí-mật 1")
    assert msoffcrypto.OfficeFile(io.BytesIO(locked)).is_encrypted()
    assert _read(locked, "DS.xlsx", password="Bí-mật 1")[0].rows == [["Tên"]]
    assert _fault(locked) == ("password_needed", "needs_decision")
    assert _fault(locked, password="x") == ("wrong_password", "needs_decision")


def test_a_password_that_is_hashed_without_end_is_not_tried() -> None:
    locked = _locked(_book(A1="Tên"), "x")
    endless = locked.replace(b'"100000"', b'"999999"')
    assert endless != locked
    assert _fault(endless, password="x") == ("damaged", "failed")


def test_an_ods_with_a_password_says_so() -> None:
    parts = _parts(write([_sheet()], "ods")[0])
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace(
        b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )
    parts["content.xml"] = random.Random(1).randbytes(500)
    assert _fault(_zip(parts)) == ("password_unsupported", "failed")


def _fault(content: bytes, name: str = "DS.xls", **more) -> tuple[str, str]:
    with pytest.raises(FileRefused) as caught:
        _read(content, name, **more)
    problem = caught.value.problem
    for language in texts.LANGUAGES:
        assert len(messages.problem_message(language, problem)) > 20
    return problem.code, caught.value.status


# Too much, and traps.


def test_blank_formatted_rows_and_columns_are_no_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b"])
    bold = openpyxl.styles.Font(bold=True)
    sheet["XFD1048576"].font = bold
    sheet["B900000"].font = bold
    made = io.BytesIO()
    book.save(made)
    (grid,) = _read(made.getvalue())
    assert grid.rows == [["a", "b"]]


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "XFD2000"])
def test_a_cell_at_the_end_of_the_sheet(far: str) -> None:
    content = _book(**{"A1": "Tên", "T5": "x", far: "y"})
    assert _fault(content) == ("used_range", "failed")


def test_cells_that_lie_about_their_place() -> None:
    parts = _parts(_book(A1="Tên", B2="x"))
    sheet = "xl/worksheets/sheet1.xml"
    for old, new in (
        (b'r="B2"', b'r="XFD1048576"'),
        (b'r="B2"', b"r='XFD1048576'"),
        (b'r="B2"', b'r = "XFD1048576"'),
        (b'r="B2"', b's="0" r="XFD1048576"'),
    ):
        assert old in parts[sheet]
        lying = {**parts, sheet: parts[sheet].replace(old, new)}
        assert _fault(_zip(lying)) == ("used_range", "failed")


def test_rows_and_cells_without_a_place_are_counted(monkeypatch) -> None:
    monkeypatch.setattr("grassroots.importing.files.extents.MOST_CELLS", 10_000)
    parts = _parts(_book(A1="Tên"))
    rows = b"<row><c><v>1</v></c></row>" * 300 + b"<row>" + b"<c><v>1</v></c>" * 300
    sheet = "xl/worksheets/sheet1.xml"
    head, _, _ = parts[sheet].partition(b"<sheetData>")
    parts[sheet] = head + b"<sheetData>" + rows + b"</row></sheetData></worksheet>"
    assert _fault(_zip(parts)) == ("used_range", "failed")


def test_an_xls_with_two_far_cells_on_each_of_many_sheets() -> None:
    book = xlwt.Workbook()
    for number in range(3):
        sheet = book.add_sheet(f"s{number}")
        sheet.write(0, 0, "x")
        sheet.write(65_535, 255, "y")
    made = io.BytesIO()
    book.save(made)
    assert _fault(made.getvalue()) == ("used_range", "failed")


def test_an_xls_whose_sectors_run_in_a_circle() -> None:
    """The reader itself never comes back from such a container."""
    content = bytearray(write([_sheet()], "xls")[0])
    table = (int.from_bytes(content[76:80], "little") + 1) * 512
    for sector in range(8):
        content[table + sector * 4 : table + sector * 4 + 4] = bytes(4)
    assert _fault(bytes(content))[0] == "damaged"


def test_an_ods_that_repeats_cells_without_end() -> None:
    parts = _parts(write([_sheet()], "ods")[0])
    for times in (b"rows", b"columns"):
        tag = {b"rows": b"<table:table-row", b"columns": b"<table:table-cell"}[times]
        again = tag + b" table:number-" + times + b'-repeated="90000000"'
        body = parts["content.xml"].replace(tag, again, 1)
        assert _fault(_zip({**parts, "content.xml": body}))[0] == "used_range"


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    (name, sheet) = ("xl/worksheets/sheet1.xml", _parts(_book(A1="Tên")))
    sheet[name] = bomb + sheet[name]
    assert _fault(_zip(sheet)) == ("damaged", "failed")
    head, body = XML.split("\n", 1)
    assert _fault((head + bomb.decode() + body).encode())[0] == "damaged"
    parts = _parts(write([_sheet()], "ods")[0])
    head, _, body = parts["content.xml"].partition(b"?>")
    parts["content.xml"] = head + b"?>" + bomb + body
    assert _fault(_zip(parts)) == ("damaged", "failed")


def test_a_zip_bomb_inside_a_workbook() -> None:
    parts = _parts(_book(A1="Tên"))
    parts["xl/worksheets/sheet2.xml"] = b" " * 40_000_000
    assert _fault(_zip(parts)) == ("too_large", "failed")
    assert _fault(_locked(_zip(parts), "x"), password="x") == ("too_large", "failed")


def test_one_long_text_named_by_very_many_cells() -> None:
    parts = _parts(_book(A1="Tên"))
    parts["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><t>x</t></si><si><t>" + b"y" * 32_000 + b"</t></si></sst>"
    )
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (row, row)
        for row in range(1, 12_000)
    )
    name = "xl/worksheets/sheet1.xml"
    head, _, _ = parts[name].partition(b"<sheetData>")
    parts[name] = head + b"<sheetData>" + cells + b"</sheetData></worksheet>"
    assert _fault(_zip(parts)) == ("too_large", "failed")


def test_two_thousand_sheets() -> None:
    parts = _parts(_book(A1="Tên"))
    extra = b"".join(
        b'<sheet name="s%d" sheetId="%d" r:id="rId1" xmlns:r="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships"/>' % (n, n + 2)
        for n in range(2000)
    )
    name = "xl/workbook.xml"
    parts[name] = parts[name].replace(b"</sheets>", extra + b"</sheets>")
    assert _fault(_zip(parts)) == ("too_large", "failed")
    assert sheets.MOST_SHEETS >= 200  # a sheet for each commune of a province


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n", "empty_file"),
        (b"Rar!\x1a\x07\x00abc", "other_format"),
        (b"7z\xbc\xaf\x27\x1c", "other_format"),
        (b"%PDF-1.7\n1 0 obj", "other_format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_workbook"),
        (b"\xff\xd8\xff\xe0" + bytes(range(1, 256)), "not_a_workbook"),
        (b"<html><body><p>Not found</p></body></html>", "not_a_workbook"),
        ("Kính gửi Ban Tổ chức".encode(), "not_a_workbook"),
        (b"PK\x03\x04" + bytes(40), "damaged"),
    ],
)
def test_what_is_no_table(content: bytes, code: str) -> None:
    assert _fault(content)[0] == code


@pytest.mark.parametrize(
    "text",
    ["\n" * 2_000_000 + "a;b\nc;d", "a;b\n" + ";" * 9_000_000, "a;b\n" * 10_000_001],
    ids=["lines", "cells", "length"],
)
def test_text_without_end(text: str) -> None:
    assert _fault(text.encode(), "DS.csv") == ("too_large", "failed")


def test_a_sheet_of_very_many_columns() -> None:
    assert _fault((";" * 3000 + "x\na;b\n").encode(), "DS.csv")[0] == "used_range"
    page = "<table><tr>" + "<td colspan=900>x" * 5 + "</table>"
    assert _fault(page.encode())[0] == "used_range"


@pytest.mark.parametrize(
    "part", ["<!--", "<script>", "<table>", "<td", "<", "&amp", "<p "]
)
def test_pages_that_open_and_never_close(part: str) -> None:
    text = "<table><tr><td>" + part * 200_000
    assert _fault(text.encode())[0] in ("not_a_workbook", "damaged", "too_large")


def test_a_panic_of_the_reader_is_damage(monkeypatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(_):
        raise PanicException("index out of bounds")

    target = "grassroots.importing.files.grid.calamine.CalamineWorkbook"
    fake = type("Fake", (), {"from_filelike": staticmethod(panic)})
    monkeypatch.setattr(target, fake)
    assert _fault(_book(A1="Tên")) == ("damaged", "failed")


@pytest.mark.parametrize(
    "size",
    [
        (0x00FF0000, 7, 0, 6),
        (0, 7, 9, 6),
        (0, 0xFF010007, 0, 6),
    ],
)
def test_an_old_workbook_that_lies_about_its_size_is_refused(
    size: tuple[int, int, int, int],
) -> None:
    """Its reader makes room for the whole rectangle, from a first row behind the last
    one for thousands of millions of rows: the program would end."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    for row in range(7):
        for column in range(6):
            sheet.write(row, column, "Nguyễn Văn A")
    made = io.BytesIO()
    book.save(made)
    content = made.getvalue()
    told = struct.pack("<IIHH", 0, 7, 0, 6)
    assert content.count(told) == 1
    lie = struct.pack("<IIHH", *size)
    assert _fault(content.replace(told, lie)) == ("damaged", "failed")


def test_an_entry_of_a_zip_without_a_name_is_no_fault_of_the_program() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("Q", b"1")
    content = made.getvalue().replace(b"Q", b"\0")
    found = [source.fault for source in sources.unpack(Source("a.zip", content))]
    assert found == ["damaged"]


def test_an_ods_that_was_cut_off_is_refused_at_once() -> None:
    """Its reader waits for ever for the end of the table."""
    made, _ = write([_sheet()], "ods")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    whole = parts["content.xml"]
    for end in (len(whole) // 2, len(whole) - 40):
        assert _fault(_zip({**parts, "content.xml": whole[:end]}))[0] == "damaged"
