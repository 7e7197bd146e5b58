"""A file handed back: marked, commented, listed; corrected, it replaces the old one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest
import tiny_world
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from grassroots import handback, handback_sheets, listing, texts
from grassroots.handback import hand_back, name_of
from grassroots.importing.files.grid import read_grids
from grassroots.importing.load import Importer
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    ROW,
    VALUE,
    Answers,
    FileRefused,
    FileReport,
    Problem,
)
from grassroots.importing.sources import Source
from grassroots.store import MEMORY, Store, open_store

TODAY = date(2026, 7, 15)
HEAD = ["STT", "Chi bộ", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Xếp loại"]
ROWS: list[list[Any]] = [
    [1, "Chi bộ thôn Đông", "Nguyễn An", "02/01/1970", "00000011", "HTTNV"],
    [2, "Chi bộ thôn Đông", "Trần Bình", "05/04/1965", "00000012", "HTNV"],
    [3, "Chi bộ thôn Tây", "Lê Chi", "07/08/1980", "00000013", "HTXSNV"],
]
TITLE = ["DANH SÁCH ĐẢNG VIÊN XÃ HÒA LỘC", "(Số liệu tính đến ngày 31/12/2024)"]


@pytest.fixture
def importer() -> Iterator[Importer]:
    with open_store(MEMORY) as opened:
        yield Importer(opened, TODAY)


def roster(rows: list[list[Any]] = ROWS, head: list[str] = HEAD) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Đảng viên"
    for line in TITLE:
        sheet.append([line])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def faulty(name: str = "Xã Hòa Lộc 2024.xlsx") -> Source:
    rows = [list(row) for row in ROWS]
    rows[1][3] = "31/02/1965"
    return Source(name, saved(roster(rows)))


def coloured(sheet: Worksheet) -> dict[str, str]:
    """The marked cells with their colour."""
    return {
        cell.coordinate: cell.fill.fgColor.rgb[2:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def lines(book: Workbook) -> list[tuple[Any, ...]]:
    """The problems that the first sheet lists."""
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if row[0] == "Trang tính")
    return [row for row in rows[top + 1 :] if any(row)]


# The round trip


def _figures(store: Store) -> list[dict[str, Any]]:
    return list(listing.rows(store.cursor()))


def test_corrected_it_replaces_the_faulty_file_and_the_figures_are_right(
    tmp_path: Path, tiny: Store
) -> None:
    paths = tiny_world.write_tiny_world(tmp_path)
    (broken,) = [path for path in paths if path.name == "2 members 2024.xlsx"]
    book = openpyxl.load_workbook(broken)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column_letter for cell in sheet[7]}
    ways = {
        f"{heads['Ngày sinh']}8": "31/02/1970",
        f"{heads['Ngày vào Đảng']}9": "19/05/2027",
        f"{heads['Xếp loại']}10": "Cũng tạm",
        f"{heads['Họ và tên']}11": None,
        f"{heads['Số thẻ đảng viên']}13": sheet[f"{heads['Số thẻ đảng viên']}12"].value,
    }
    right = {cell: sheet[cell].value for cell in ways}
    for cell, wrong in ways.items():
        sheet[cell] = wrong
    book.save(broken)
    with open_store(MEMORY) as store:
        importer = Importer(store, TODAY)
        reports = {}
        for source in importer.sources([tmp_path]):
            reports[source.name] = importer.file(source)
            if source.name == broken.name:
                sent = source
        report = reports[broken.name]
        assert {problem.effect for problem in report.problems} >= {VALUE, ROW}
        assert _figures(store) != _figures(tiny)

        back = opened(hand_back(sent, report, "vi"))
        assert back.sheetnames == ["Lỗi cần sửa", "Danh sách"]
        sheet = back["Danh sách"]
        marked = coloured(sheet)
        assert set(ways) <= set(marked)
        assert {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in marked} == {
            *(8, 9, 10, 11, 13)
        }
        for cell, value in right.items():
            sheet[cell] = value
        again = importer.file(Source(name_of(report), saved(back)))
        assert again.status == "loaded"
        (replaces,) = [one for one in again.problems if one.code == "replaces"]
        assert replaces.details["files"] == broken.name
        assert [table.kind for table in again.tables] == ["members"]
        assert again.tables[0].rows_loaded == 10
        assert _figures(store) == _figures(tiny)


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("kind", ["members", "organisations", "hamlets", "officers"])
def test_the_list_is_never_taken_for_a_roster(
    tmp_path: Path, importer: Importer, language: str, kind: str
) -> None:
    paths = tiny_world.write_tiny_world(tmp_path)
    (path,) = [one for one in paths if one.name == f"2 {kind} 2024.xlsx"]
    source = Source(path.name, path.read_bytes())
    report = importer.file(source)
    some = tuple(
        Problem(
            "bad_date",
            VALUE,
            "Danh sách",
            8 + place % 3,
            "D",
            "31/02/1970",
            details={"heading": "Ngày sinh"},
        )
        for place in range(40)
    )
    problems = (*some, Problem("no_unit", ROW, "Danh sách", 9, None, "Xã An"))
    content = hand_back(source, replace(report, problems=problems), language)
    again = importer.file(Source(name_of(report, language), content))
    assert again.status == "loaded"
    assert [table.sheet for table in again.tables] == ["Danh sách"]
    was, now = report.tables[0], again.tables[0]
    assert (now.rows_loaded, now.as_of) == (was.rows_loaded, was.as_of)


def test_a_file_handed_back_twice_has_one_list_and_no_old_marks(
    importer: Importer,
) -> None:
    source = faulty()
    report = importer.file(source)
    first = hand_back(source, report, "vi")
    book = opened(first)
    book["Đảng viên"]["D5"] = "05/04/1965"
    book["Đảng viên"]["D6"] = "32/01/1980"
    second = Source(name_of(report), saved(book))
    report = importer.file(second)
    for language, title in (("vi", "Lỗi cần sửa"), ("en", "To be corrected")):
        again = opened(hand_back(second, report, language))
        assert again.sheetnames == [title, "Đảng viên"]
        assert set(coloured(again["Đảng viên"])) == {"D6"}
        assert again["Đảng viên"]["D5"].comment is None
    assert name_of(report) == "Xã Hòa Lộc 2024 (cần sửa).xlsx"


# What stands in it


def test_the_cell_is_marked_commented_and_linked(importer: Importer) -> None:
    source = faulty()
    book = opened(hand_back(source, importer.file(source), "vi"))
    sheet = book["Đảng viên"]
    assert coloured(sheet) == {"D5": "FFEB84"}
    comment = sheet["D5"].comment
    assert comment is not None and comment.author == "Kiểm tra danh sách"
    assert "không phải là ngày có thật" in comment.text and "hãy sửa" in comment.text
    ((where, cell, value, wrong, todo, effect),) = lines(book)
    assert (where, cell, value) == ("Đảng viên", "D5", "31/02/1965")
    assert wrong.endswith("không phải là ngày có thật.") and "31/12/2024" in todo
    assert effect == "ô chưa được tính"
    link = next(
        one.hyperlink for row in book.worksheets[0] for one in row if one.hyperlink
    )
    assert link.location == "'Đảng viên'!D5"
    assert book.active is book.worksheets[0]
    assert [one.sheet_view.tabSelected for one in book.worksheets] == [True, False]


def test_a_row_set_aside_is_marked_whole_and_questions_stand_first(
    importer: Importer,
) -> None:
    source = faulty()
    problems = (
        Problem("unknown_column", NOTE, "Đảng viên", 3, "F", "Xếp loại"),
        Problem("bad_date", VALUE, "Đảng viên", 4, "D", "x", details={"heading": "N"}),
        Problem("no_name", ROW, "Đảng viên", 4),
        Problem("no_as_of", QUESTION, "Đảng viên"),
        Problem("replaces", NOTE, details={"files": "a.xlsx"}),
    )
    report = FileReport(
        source.name, source.sha256, "needs_decision", None, (), problems
    )
    book = opened(hand_back(source, report, "vi"))
    assert set(coloured(book["Đảng viên"]).values()) == {"F8B48C"}
    assert set(coloured(book["Đảng viên"])) == {f"{column}4" for column in "ABCDEF"}
    assert [line[1] for line in lines(book)] == [None, "4", "D4", "F3"]
    assert book["Đảng viên"]["A4"].comment and book["Đảng viên"]["D4"].comment


def test_formats_widths_and_merged_cells_stay(importer: Importer) -> None:
    book = roster()
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("B4:B5")
    sheet.column_dimensions["C"].width = 33
    sheet["C4"].font = Font(bold=True, color="FF0000")
    sheet["C4"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["C4"].comment = Comment("của người lập", "người lập")
    sheet["D4"] = date(1970, 1, 2)
    sheet["D4"].number_format = "dd.mm.yyyy"
    hidden = book.create_sheet("Cũ")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "giữ lại"
    source = Source("a.xlsx", saved(book))
    problem = Problem("no_unit", VALUE, "Đảng viên", 5, "B", "Chi bộ")
    note = Problem("short_number", NOTE, "Đảng viên", 4, "C", "1")
    report = FileReport("a.xlsx", source.sha256, "loaded", 1, (), (problem,))
    back = opened(hand_back(source, report, "vi"))
    sheet = back["Đảng viên"]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:F1", "B4:B5"}
    assert sheet.column_dimensions["C"].width == 33
    assert sheet["C4"].font.bold and sheet["C4"].fill.fgColor.rgb == "0000FF00"
    assert sheet["C4"].comment.text == "của người lập"
    assert sheet["D4"].number_format == "dd.mm.yyyy" and sheet["D4"].is_date
    assert back["Cũ"].sheet_state == "hidden" and back["Cũ"]["A1"].value == "giữ lại"
    # In the middle of a merged range the whole of it is meant.
    assert sheet["B4"].comment is not None and coloured(sheet)["B4"] == "FFEB84"
    assert note.effect == NOTE


def test_formulas_become_the_values_that_the_import_read(importer: Importer) -> None:
    book = roster()
    book.worksheets[0]["A5"] = "=A4+1"
    content = _with_value(saved(book), "A4+1", "2")
    source = Source("Xã Hòa Lộc 2024.xlsx", content)
    report = importer.file(source)
    back = opened(hand_back(source, report, "vi"))
    assert back["Đảng viên"]["A5"].value == 2
    assert "Công thức đã thay bằng giá trị." in _heads(back)


def _with_value(content: bytes, formula: str, value: str) -> bytes:
    """The workbook as Excel saves it: with the value beside the formula."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(made, "w") as written,
    ):
        for name in parts.namelist():
            text = parts.read(name)
            for empty in (b"<v></v>", b"<v />", b"<v/>"):
                told = f"<f>{formula}</f>".encode()
                text = text.replace(told + empty, told + f"<v>{value}</v>".encode())
            written.writestr(name, text)
    return made.getvalue()


def _heads(book: Workbook) -> list[Any]:
    return [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]


def test_macros_do_not_come_back(importer: Importer) -> None:
    content = io.BytesIO(faulty().content)
    with zipfile.ZipFile(content, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"made up")
    source = Source("Xã Hòa Lộc 2024.xlsm", content.getvalue())
    report = importer.file(source)
    back = hand_back(source, report, "vi")
    with zipfile.ZipFile(io.BytesIO(back)) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower()]
    assert name_of(report).endswith(" (cần sửa).xlsx")


def test_long_numbers_are_quoted_nowhere_but_stay_in_the_senders_file(
    importer: Importer,
) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][3] = "038 099 001 234"
    source = Source("Xã Hòa Lộc 2024.xlsx", saved(roster(rows)))
    problem = Problem(
        "bad_date",
        VALUE,
        "Đảng viên",
        5,
        "D",
        "038 099 001 234",
        details={"heading": "Ngày sinh"},
    )
    report = FileReport(source.name, source.sha256, "loaded", 1, (), (problem,))
    book = opened(hand_back(source, report, "vi"))
    assert book["Đảng viên"]["D5"].value == "038 099 001 234"
    assert "001 234" not in book["Đảng viên"]["D5"].comment.text
    assert "001 234" not in str(lines(book)) and "…" in str(lines(book))


@pytest.mark.parametrize("text", ["00000011", "31/12/2024", "12/2024", "1.652"])
def test_shorter_numbers_and_dates_are_quoted(text: str) -> None:
    assert handback_sheets.without_long_numbers(text) == text


# Other formats


def _csv(rows: list[list[Any]]) -> bytes:
    lines = [*([line] for line in TITLE), HEAD, *rows]
    return "\n".join(";".join(map(str, line)) for line in lines).encode("utf-8-sig")


def test_a_text_file_becomes_a_workbook_without_formulas(importer: Importer) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][2] = '=HYPERLINK("http://x","Nguyễn An")'
    rows[1][2] = "+cmd|' /C calc'!A0"
    rows[1][3] = "31/02/1965"
    rows[2][2] = "@SUM(1)"
    source = Source("Xã Hòa Lộc 2024.csv", _csv(rows))
    report = importer.file(source)
    content = hand_back(source, report, "vi")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/sheet" in name]
        assert not any(b"<f>" in parts.read(name) for name in sheets)
    book = opened(content)
    sheet = book.worksheets[1]
    assert sheet["C4"].value == rows[0][2] and sheet["C4"].data_type == "s"
    assert sheet["C4"].quotePrefix and sheet["C6"].quotePrefix
    # What the clerk types beside stays as typed: no date with day and month exchanged.
    assert sheet["D4"].number_format == "@" and sheet["E4"].value == "00000011"
    assert "D5" in coloured(sheet)
    sheet["D5"] = "05/04/1965"
    # Nobody is called like the first two; they are put right as well.
    sheet["C4"], sheet["C5"] = "Nguyễn An", "Trần Bình"
    again = importer.file(Source(name_of(report), saved(book)))
    assert [table.rows_loaded for table in again.tables] == [3]
    assert not [one for one in again.problems if one.effect == VALUE]
    assert "replaces" in {one.code for one in again.problems}


def test_a_web_page_named_xls_becomes_a_workbook(importer: Importer) -> None:
    cells = [
        f"<tr><td colspan=6>{TITLE[0]}</td></tr>",
        f"<tr><td colspan=6>{TITLE[1]}</td></tr>",
    ]
    for row in [HEAD, *ROWS]:
        cells.append("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>")
    page = f"<html><body><table>{''.join(cells)}</table></body></html>"
    source = Source("Xã Hòa Lộc 2024.xls", page.replace("05/04", "31/02").encode())
    report = importer.file(source)
    book = opened(hand_back(source, report, "vi"))
    sheet = book.worksheets[1]
    assert set(coloured(sheet)) == {"D5"}
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:F1", "A2:F2"}
    assert any("viết lại" in str(said) for said in _heads(book))


def test_a_workbook_with_a_password_comes_back_without_one(importer: Importer) -> None:
    locked = io.BytesIO()
    plain = faulty().content
    msoffcrypto.OfficeFile(io.BytesIO(plain)).encrypt("bí mật", locked)
    source = Source("Xã Hòa Lộc 2024.xlsx", locked.getvalue())
    report = importer.file(source, Answers(password="bí mật"))
    assert report.status == "loaded_with_problems"
    for password, code in ((None, "password_needed"), ("sai", "wrong_password")):
        with pytest.raises(FileRefused) as refused:
            hand_back(source, report, "vi", password)
        assert refused.value.problem.code == code
    book = opened(hand_back(source, report, "vi", "bí mật"))
    assert set(coloured(book["Đảng viên"])) == {"D5"}
    assert any("mật khẩu" in str(said) for said in _heads(book))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", b"%PDF-1.4 x"])
def test_what_cannot_be_opened_gives_the_list_alone(
    importer: Importer, content: bytes
) -> None:
    source = Source("hỏng.xlsx", content)
    report = importer.file(source)
    book = opened(hand_back(source, report, "vi"))
    assert book.sheetnames == ["Lỗi cần sửa"]
    assert len(lines(book)) == len(report.problems) == 1
    assert any("Không mở được" in str(said) for said in _heads(book))


def test_a_workbook_that_the_writer_cannot_keep_is_written_anew(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise ValueError("a style that nobody knows")

    monkeypatch.setattr(handback, "load_workbook", refuses)
    source = faulty()
    report = importer.file(source)
    book = opened(hand_back(source, report, "vi"))
    assert set(coloured(book["Đảng viên"])) == {"D5"}
    assert any("viết lại" in str(said) for said in _heads(book))


def test_names_of_sheets_that_excel_does_not_allow(importer: Importer) -> None:
    name = "Danh sách đảng viên: xã Hòa Lộc [2024] tính đến ngày 31-12"
    source = Source(f"{name}.csv", _csv(ROWS).replace(b"05/04", b"31/02"))
    report = importer.file(source)
    book = opened(hand_back(source, report, "vi"))
    assert len(book.sheetnames[1]) <= 31
    assert set(coloured(book.worksheets[1])) == {"D5"}
    assert read_grids(Source("x.xlsx", saved(book)))[1].rows[2][:6] == HEAD
