"""A header that a person points at, where the rows above it look more like one."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import openpyxl

from grassroots.answers import answers_of
from grassroots.importing.reading import read_file
from grassroots.importing.report import Answers
from grassroots.importing.sources import Source

TODAY = date(2026, 7, 15)
KEY = ("TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ngày vào Đảng", "Xếp loại")
PEOPLE = (
    (1, "Nguyễn Văn A", "01/02/1980", "Chi bộ thôn 1", "01/02/2010", "HTTNV"),
    (2, "Nguyễn Văn B", "02/02/1980", "Chi bộ thôn 1", "01/02/2011", "HTNV"),
)


def workbook() -> Source:
    """Row 2 holds a specimen's headings, row 6 the table's own, as the office calls
    them."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "DS"
    for row in (
        ("DANH SÁCH ĐẢNG VIÊN XÃ ĐÔNG (tính đến ngày 31/12/2025)",),
        KEY,
        (None, None, None, None, None, None),
        ("Mẫu trên chỉ để tham khảo",),
        (),
        ("A1", "A2", "A3", "A4", "A5", "A6"),
        *PEOPLE,
    ):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return Source("Xã Đông.xlsx", saved.getvalue())


FIELDS = dict(
    zip(
        ("A1", "A2", "A3", "A4", "A5", "A6"),
        ("number", "name", "birth_date", "cell", "admitted_on", "rating"),
        strict=True,
    )
)


def test_the_header_stands_where_a_person_says() -> None:
    answers = Answers(kind="members", columns=FIELDS, headers={"DS": (6, 6)})
    (typed,) = read_file(workbook(), answers, TODAY, {}).tables
    assert typed.found.table.header_rows == (6,)
    assert list(typed.body.numbers) == [7, 8]
    assert typed.read.arrays["name"].to_pylist() == [row[1] for row in PEOPLE]


def test_without_a_word_the_specimen_is_taken() -> None:
    tables = read_file(workbook(), Answers(kind="members"), TODAY, {}).tables
    assert [typed.found.table.header_rows for typed in tables] == [(2,)]


def test_rows_that_are_not_there_give_no_table() -> None:
    for rows in ((90, 91), (6, 5), (0, 0), (5, 5)):
        answers = Answers(kind="members", headers={"DS": rows})
        assert read_file(workbook(), answers, TODAY, {}).tables == ()


def test_a_file_of_decisions_says_it_too(tmp_path: Path) -> None:
    said = {"kind": "members", "columns": FIELDS, "headers": {"DS": [6, 6]}}
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"Xã Đông.xlsx": said}), encoding="utf-8")
    _, by_file = answers_of(path, Answers())
    (typed,) = read_file(workbook(), by_file["Xã Đông.xlsx"], TODAY, {}).tables
    assert typed.found.table.header_rows == (6,)
    assert list(typed.body.numbers) == [7, 8]
