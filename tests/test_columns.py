"""Columns whose heading leaves it open: understood by meaning, asked about, decided,
remembered for the next table with these headings, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rosters import (
    DISTRICT,
    PROVINCE,
    fresh,
    load,
    member,
    roster,
    rows_of,
    sheets,
    the_problem,
)

from grassroots import decisions
from grassroots.importing.cells import dating, values
from grassroots.importing.report import Answers
from grassroots.store import Store

RATED = ("HTXSNV", "HTTNV", "HTNV", "HTTNV")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def _rows(heading: str, cells: tuple[Any, ...], without: str = "") -> list[Any]:
    rows = [member(number, {heading: cell}) for number, cell in enumerate(cells, 1)]
    return [{k: v for k, v in row.items() if k != without} for row in rows]


def _rated_by(heading: str) -> bytes:
    return roster(_rows(heading, RATED, without="Xếp loại"))


def test_a_heading_is_read_by_its_meaning_and_that_is_said(opened: Store) -> None:
    report = load(opened, _rated_by("Mức độ hoàn thành nhiệm vụ cuối năm"))
    assert report.status == "loaded"
    note = the_problem(report, "column_meaning")
    assert (note.value, note.field) == ("Mức độ hoàn thành nhiệm vụ cuối năm", "rating")
    assert rows_of(opened, "members", "rating") == [
        "completed",
        "good",
        "good",
        "outstanding",
    ]


def test_cells_that_are_words_of_a_field_are_asked_about(opened: Store) -> None:
    report = load(opened, _rated_by("Bình bầu tập thể"))
    question = the_problem(report, "unsure_column")
    assert report.status == "needs_decision"
    assert question.value == "Bình bầu tập thể"
    assert "rating" in question.details["fields"]
    assert "HTXSNV" in question.details["samples"]
    assert rows_of(opened, "members", "name") == []


def test_an_answer_loads_the_file_and_is_remembered(opened: Store) -> None:
    asked = "Bình bầu tập thể"
    first = load(opened, _rated_by(asked), columns={asked: "rating"})
    assert first.status == "loaded"
    # Another unit's file, its columns in another order, says the same of itself.
    rows = [dict(reversed(row.items())) for row in _rows(asked, RATED, "Xếp loại")]
    second = load(opened, roster(rows, district="Huyện Khác"), "khác.xlsx")
    assert second.status == "loaded"
    assert the_problem(second, "column_remembered").value == asked
    assert len(rows_of(opened, "members", "rating")) == 8


def test_what_was_decided_can_be_forgotten(opened: Store) -> None:
    asked = "Bình bầu tập thể"
    load(opened, _rated_by(asked), columns={asked: "rating"})
    (known,) = decisions.all_of(opened.cursor())
    assert (known["heading"], known["field"]) == (asked, "rating")
    with opened.transaction() as cursor:
        assert decisions.forget(cursor, known["layout"]) == 1
    again = load(opened, roster(_rows(asked, RATED, "Xếp loại"), district="Huyện B"))
    assert again.status == "needs_decision"


def test_a_column_can_be_passed_over(opened: Store) -> None:
    asked = "Bình bầu tập thể"
    report = load(opened, _rated_by(asked), columns={asked: "ignore"})
    assert report.status == "loaded"
    assert rows_of(opened, "members", "rating") == [None] * 4
    (known,) = decisions.all_of(opened.cursor())
    assert known["field"] == "ignore"


def test_cells_that_are_not_what_the_heading_says_are_asked_about(
    opened: Store,
) -> None:
    rows = _rows("Ngày vào Đảng", ("Nông dân", "Giáo viên", "Công nhân", "Bộ đội"))
    report = load(opened, roster(rows))
    question = the_problem(report, "values_do_not_fit")
    assert (question.value, question.column) == ("Ngày vào Đảng", "G")
    assert report.status == "needs_decision"
    passed = load(opened, roster(rows), columns={"G": "ignore"})
    assert passed.status == "loaded"


def test_a_few_bad_cells_do_not_make_a_column_doubtful(opened: Store) -> None:
    cells = ("01/02/2010", "chưa rõ ngày", "03/02/2010", "04/02/2010")
    report = load(opened, roster(_rows("Ngày vào Đảng", cells)))
    assert report.status == "loaded_with_problems"
    assert the_problem(report, "bad_date").row == 6


def test_two_columns_for_one_field_are_asked_about_where_they_differ(
    opened: Store,
) -> None:
    same = _rows("XL đảng viên", ("HTTNV",) * 4)
    assert load(opened, roster(same)).status == "loaded"
    report = load(opened, roster(_rows("XL đảng viên", RATED)))
    assert the_problem(report, "same_field").value == "XL đảng viên"
    assert report.status == "needs_decision"


def test_headings_of_other_things_are_passed_over_without_a_question(
    opened: Store,
) -> None:
    rows = _rows("Trình độ ngoại ngữ", ("Trung cấp", "Sơ cấp", "Cao đẳng", "Đại học"))
    report = load(opened, roster(rows))
    assert report.status == "loaded"
    assert the_problem(report, "unknown_column").value == "Trình độ ngoại ngữ"


MIXED = (datetime(1980, 5, 3), "25/12/1981", datetime(1979, 1, 12), "13/02/1975")


def test_dates_that_excel_may_have_exchanged_are_asked_about(opened: Store) -> None:
    report = load(opened, roster(_rows("Ngày sinh", MIXED)))
    question = the_problem(report, "swapped_dates")
    assert (question.value, question.row, question.column) == ("Ngày sinh", 5, "C")
    assert report.status == "needs_decision"


@pytest.mark.parametrize(
    ("said", "first", "third"),
    [
        ("swap", date(1980, 3, 5), date(1979, 12, 1)),
        ("as_written", date(1980, 5, 3), date(1979, 1, 12)),
    ],
)
def test_a_person_says_how_such_dates_are_meant(
    opened: Store, said: str, first: date, third: date
) -> None:
    report = load(opened, roster(_rows("Ngày sinh", MIXED)), dates={"Ngày sinh": said})
    assert report.status == "loaded"
    assert sorted(rows_of(opened, "members", "birth_date")) == sorted(
        [first, date(1981, 12, 25), third, date(1975, 2, 13)]
    )


@pytest.mark.parametrize(
    "cells",
    [
        (datetime(1980, 5, 3), datetime(1979, 1, 12)),
        ("25/12/1981", "03/05/1980"),
        (datetime(1980, 5, 23), "25/12/1981"),
        (datetime(1980, 5, 3), "05/12/1981", "25/12/1981"),
        (datetime(1980, 5, 5), "25/12/1981"),
        (datetime(1980, 5, 3), "1981"),
    ],
    ids=str,
)
def test_columns_that_excel_has_not_touched_are_not_asked_about(
    opened: Store, cells: tuple[Any, ...]
) -> None:
    assert load(opened, roster(_rows("Ngày sinh", cells))).status == "loaded"


@given(st.lists(st.dates(date(1930, 1, 1), date(2005, 12, 31)), min_size=1))
def test_exchanging_back_undoes_what_excel_did(days: list[date]) -> None:
    """What Excel does to days typed as dd/mm: 13 and up stay text."""
    excel: list[Any] = [
        datetime(day.year, day.day, day.month) if day.day <= 12 else f"{day:%d/%m/%Y}"
        for day in days
    ]
    cells = values.cells_of([(cell,) for cell in excel], 0)
    right = dating.put_right(cells)
    found = [right.distinct[code] for code in right.codes]
    for cell, day in zip(found, days, strict=True):
        written = cell if isinstance(cell, str) else f"{cell:%d/%m/%Y}"
        assert written == f"{day:%d/%m/%Y}"
    low = [day for day in days if day.day <= 12 and day.day != day.month]
    high = [day for day in days if day.day > 12]
    assert bool(dating.exchanged(cells)) == bool(low and high)


@pytest.mark.parametrize(
    ("born", "admitted", "code"),
    [
        ("01/01/1990", "31/12/2007", "admitted_under_18"),
        ("01/01/1990", "01/01/2008", None),
        ("1990", "31/12/2007", "admitted_under_18"),
        ("1990", "2008", None),
        ("1990", "01/2008", None),
        ("29/02/1988", "28/02/2006", "admitted_under_18"),
        ("29/02/1988", "01/03/2006", None),
    ],
)
def test_nobody_is_admitted_before_18(
    opened: Store, born: str, admitted: str, code: str | None
) -> None:
    rows = [member(1, {"Ngày sinh": born, "Ngày vào Đảng": admitted})]
    report = load(opened, roster(rows))
    found = [p.column for p in report.problems if p.code == "admitted_under_18"]
    assert found == (["C", "G"] if code else [])
    ((birth, admission),) = rows_of(opened, "members", "birth_date", "admitted_on")
    assert (birth is None, admission is None) == (bool(code), bool(code))


def test_long_ago_people_were_admitted_younger(opened: Store) -> None:
    rows = [member(1, {"Ngày sinh": "01/01/1931", "Ngày vào Đảng": "03/02/1948"})]
    report = load(opened, roster(rows))
    assert the_problem(report, "admitted_under_18").effect == "note"
    assert rows_of(opened, "members", "birth_date") == [date(1931, 1, 1)]


def test_a_full_member_was_admitted_before(opened: Store) -> None:
    rows = [
        member(1, {"Ngày chính thức": "01/02/2009"}),
        member(2, {"Ngày chính thức": "02/02/2011"}),
    ]
    report = load(opened, roster(rows))
    problem = the_problem(report, "full_before_admission")
    assert (problem.row, problem.value) == (5, "01/02/2009")
    assert rows_of(opened, "members", "full_member_on") == [None, date(2011, 2, 2)]
    assert None not in rows_of(opened, "members", "admitted_on")


def test_numbers_that_lost_their_zeros_are_pointed_at(opened: Store) -> None:
    cells = ("012345678901", "12345678902", "012345678903", "012345678904")
    rows = _rows(
        "Số thẻ đảng viên", (*cells, *(f"0123456789{n}" for n in range(10, 20)))
    )
    report = load(opened, roster(rows))
    assert the_problem(report, "short_number").value == "12345678902"
    assert report.status == "loaded"
    assert "12345678902" in rows_of(opened, "members", "card_number")


def test_numbers_of_many_lengths_are_left_alone(opened: Store) -> None:
    cells = ("123", "12345", "1234567", "12", "1234")
    report = load(opened, roster(_rows("Số thẻ đảng viên", cells)))
    assert not [one for one in report.problems if one.code == "short_number"]


def _sheet(heads: list[str | None], rows: list[list[Any]]) -> bytes:
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"
    return sheets({"DS": [[PROVINCE], [DISTRICT], [title], heads, *rows]})


def test_a_name_under_one_heading_over_two_columns_is_whole(opened: Store) -> None:
    heads = ["TT", "Họ và tên", None, "Ngày vào Đảng", "Chi bộ"]
    rows = [
        [number, f"Nguyễn {middle}", last, "01/02/2010", "Chi bộ thôn 1"]
        for number, (middle, last) in enumerate(
            [("Văn", "An"), ("Thị", "Bình"), ("Đức", "Cảnh"), ("Hữu", "Dũng")], 1
        )
    ]
    assert load(opened, _sheet(heads, rows)).status == "loaded"
    assert rows_of(opened, "members", "name") == [
        "Nguyễn Hữu Dũng",
        "Nguyễn Thị Bình",
        "Nguyễn Văn An",
        "Nguyễn Đức Cảnh",
    ]


def test_cells_without_a_heading_are_not_lost_in_silence(opened: Store) -> None:
    heads = ["TT", "Họ và tên", "Ngày vào Đảng", None, "Chi bộ"]
    rows = [
        [number, f"Nguyễn Văn {name}", "01/02/2010", rating, "Chi bộ thôn 1"]
        for number, (name, rating) in enumerate(
            [("An", "HTTNV"), ("Bình", "HTNV"), ("Cảnh", "HTXSNV")], 1
        )
    ]
    report = load(opened, _sheet(heads, rows))
    question = the_problem(report, "no_heading")
    assert (question.value, question.column) == ("D", "D")
    assert report.status == "needs_decision"
    loaded = load(opened, _sheet(heads, rows), columns={"D": "rating"})
    assert loaded.status == "loaded"
    assert rows_of(opened, "members", "rating") == ["completed", "good", "outstanding"]


def test_a_report_tells_how_each_decision_was_reached(opened: Store) -> None:
    rows = _rows("Bình xét cuối năm, mức", RATED, "Xếp loại")
    (table,) = load(opened, roster(rows)).tables
    assert [table.how[one] for one in ("kind", "as_of", "unit")] == ["title"] * 3
    assert table.how["columns"]["Họ và tên"] == "heading"
    assert table.how["columns"]["Bình xét cuối năm, mức"] == "meaning"
    bare = roster(rows, None, title="Biểu", district="Huyện Khác")
    given = load(opened, bare, kind="members", as_of=date(2024, 12, 31))
    assert given.tables[0].how["kind"] == "given"
    assert given.tables[0].how["as_of"] == "given"


def test_answers_add_up() -> None:
    first = Answers(
        kind="members", columns={"A": "rating"}, encodings={"S": {"B": "vni"}}
    )
    later = Answers(
        columns={"C": "ignore"}, encodings={"S": {"D": "unicode"}}, again=True
    )
    both = first.followed_by(later)
    assert (both.kind, both.again) == ("members", True)
    assert both.columns == {"A": "rating", "C": "ignore"}
    assert both.encodings == {"S": {"B": "vni", "D": "unicode"}}
    assert Answers(as_of=date(2024, 12, 31)).followed_by(
        Answers(as_of=date(2025, 6, 30))
    ).as_of == date(2025, 6, 30)
