"""Questions of many files: the same one once, its answer for all of them."""

from __future__ import annotations

from datetime import date

from grassroots.importing import asking
from grassroots.importing.report import QUESTION, Answers, FileReport, Problem

FIELD = {"kind": "members", "fields": ["rating"], "samples": "“HTTNV”"}


def waiting(name: str, *problems: Problem) -> FileReport:
    return FileReport(name, name, "needs_decision", problems=problems)


def column(heading: str, sheet: str = "DS", letter: str = "G") -> Problem:
    return Problem("unsure_column", QUESTION, sheet, 4, letter, heading, details=FIELD)


def near(written: str, code: str, row: int) -> Problem:
    options = [[code, "Chi bộ thôn 1"]]
    return Problem(
        "near_unit", QUESTION, "DS", row, "E", written, details={"options": options}
    )


def test_the_same_column_of_many_files_is_asked_once() -> None:
    reports = {name: waiting(name, column("XL", letter=name)) for name in "ABC"}
    reports["D"] = waiting("D", column("Bình bầu"))
    one, other = asking.gathered(reports)
    assert (one.sort, list(one.asked)) == (asking.FIELD, ["A", "B", "C"])
    assert list(other.asked) == ["D"]
    said = asking.answers([(one, "rating"), (other, "ignore")])
    assert said["A"] == said["C"] == Answers(columns={"XL": "rating"})
    assert said["D"] == Answers(columns={"Bình bầu": "ignore"})


def test_a_name_is_another_question_where_other_units_are_near() -> None:
    reports = {
        "A": waiting("A", near("CB thôn I", "X1", 5), near("CB thôn I", "X1", 9)),
        "B": waiting("B", near("CB thôn I", "X1", 7)),
        "C": waiting("C", near("CB thôn I", "Y1", 7)),
    }
    assert [list(one.asked) for one in asking.gathered(reports)] == [["A", "B"], ["C"]]


def test_each_file_is_asked_for_its_own_unit_but_once_for_the_date() -> None:
    missing = Problem("unit_missing", QUESTION, "DS")
    undated = Problem("no_as_of", QUESTION, "DS")
    reports = {name: waiting(name, missing, undated) for name in "AB"}
    questions = asking.gathered(reports)
    assert [(one.sort, list(one.asked)) for one in questions] == [
        (asking.AS_OF, ["A", "B"]),
        (asking.UNIT_OF_FILE, ["A"]),
        (asking.UNIT_OF_FILE, ["B"]),
    ]
    assert len({one.key for one in questions}) == 3
    day = date(2025, 12, 31)
    said = asking.answers([(questions[0], day), (questions[2], "Xã Đông")])
    assert said == {"A": Answers(as_of=day), "B": Answers(as_of=day, unit="Xã Đông")}


def test_an_answer_goes_to_each_sheet_that_asked() -> None:
    part = [
        Problem("part_list", QUESTION, sheet, value="x", details={"kinds": ["members"]})
        for sheet in ("DS 1", "DS 2")
    ]
    (question,) = asking.gathered({"A": waiting("A", *part)})
    said = asking.answers([(question, "skip")])
    assert said["A"].kinds == {"DS 1": "skip", "DS 2": "skip"}


def test_nothing_open_asks_nothing() -> None:
    assert asking.gathered({"A": FileReport("a", "a", "loaded")}) == []
