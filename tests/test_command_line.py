"""`python -m grassroots`: exit codes, the JSON as written in the design, decisions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rosters import (
    DISTRICT,
    fresh,
    locked,
    member,
    people,
    roster,
    rows_of,
    rows_of_tree,
    sheets,
)

from grassroots import store
from grassroots.__main__ import main

FILE_KEYS = ["file", "sha256", "status", "batch", "tables", "problems"]
TABLE_KEYS = [
    "sheet",
    "kind",
    "as_of",
    "header_rows",
    "rows_read",
    "rows_loaded",
    "rows_set_aside",
    "columns",
    "ignored_columns",
    "how",
]
PROBLEM_KEYS = ["sheet", "row", "column", "value", "code", "message", "effect"]
Said = tuple[int, list[dict[str, Any]], str]


class Desk:
    """A folder with files, a database, and the command line over both."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.db = folder / "grassroots.duckdb"
        self.capsys = capsys
        fresh(folder).close()

    def put(self, name: str, content: bytes) -> str:
        """Writes a file and gives its path."""
        (self.folder / name).write_bytes(content)
        return str(self.folder / name)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of a command."""
        self.capsys.readouterr()
        code = main([*arguments, "--db", str(self.db)])
        told = self.capsys.readouterr()
        return code, told.out, told.err

    def load(self, *arguments: str) -> Said:
        """Exit code, the JSON and the messages of an import."""
        code, out, err = self.run("import", *arguments, "--json")
        return code, json.loads(out), err

    def names(self) -> list[str]:
        """The members in force, by name."""
        with store.open_store(self.db) as opened:
            return [row[0] for row in rows_of(opened, "members", "name", "row_number")]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


# Exit codes and what stands where.


def test_all_loaded_is_0_and_the_json_is_as_designed(desk: Desk) -> None:
    path = desk.put("DS.xlsx", roster(people(3, {"Số CCCD": "038", "Ghi chép": "?"})))
    code, (printed,), err = desk.load(path)
    assert code == 0
    assert list(printed) == FILE_KEYS
    assert (printed["file"], printed["status"]) == ("DS.xlsx", "loaded")
    assert re.fullmatch("[0-9a-f]{64}", printed["sha256"]) and printed["batch"] == 1
    (table,) = printed["tables"]
    assert list(table) == TABLE_KEYS
    assert table | {"columns": None, "how": None} == {
        "sheet": "DS",
        "kind": "members",
        "as_of": "2024-12-31",
        "header_rows": [4],
        "rows_read": 3,
        "rows_loaded": 3,
        "rows_set_aside": 0,
        "columns": None,
        "ignored_columns": ["Số CCCD", "Ghi chép"],
        "how": None,
    }
    assert [table["how"][one] for one in ("kind", "as_of", "unit")] == ["title"] * 3
    assert table["columns"]["Họ và tên"] == "name"
    assert table["columns"]["Ngày vào Đảng"] == "admitted_on"
    for problem in printed["problems"]:
        assert list(problem) == PROBLEM_KEYS and problem["effect"] == "note"
    assert {p["code"] for p in printed["problems"]} == {"left_out", "unknown_column"}
    assert "DS.xlsx" in err, "messages go to standard error"


def test_the_same_again_is_0(desk: Desk) -> None:
    path = desk.put("DS.xlsx", roster(people(3)))
    desk.load(path)
    code, (printed,), _ = desk.load(path)
    assert (code, printed["status"], printed["batch"]) == (0, "already_loaded", 1)


def test_something_set_aside_is_1(desk: Desk) -> None:
    bad = roster([member(1), member(2, {"Ngày sinh": "31/02/1980"}), member(1)])
    code, (printed,), _ = desk.load(desk.put("DS.xlsx", bad))
    assert (code, printed["status"]) == (1, "loaded_with_problems")
    value, row = printed["problems"]
    assert value | {"message": ""} == {
        "sheet": "DS",
        "row": 6,
        "column": "C",
        "value": "31/02/1980",
        "code": "bad_date",
        "message": "",
        "effect": "value_set_aside",
    }
    assert "DS!C6" in value["message"]
    assert (row["code"], row["effect"], row["row"]) == ("duplicate", "row_set_aside", 7)
    table = printed["tables"][0]
    assert (table["rows_read"], table["rows_loaded"], table["rows_set_aside"]) == (
        3,
        2,
        1,
    )


@pytest.mark.parametrize(
    ("name", "content", "code", "status"),
    [
        ("DS.xlsx", roster(people(2), None), 1, "needs_decision"),
        ("locked.xlsx", locked(roster(people(2)), "x"), 1, "needs_decision"),
        ("a.png", b"\x89PNG\r\n", 1, "nothing_to_load"),
        ("empty.xlsx", b"", 1, "nothing_to_load"),
        ("cut.xlsx", roster(people(2))[:-99], 2, "failed"),
    ],
)
def test_undecided_and_empty_are_1_and_failed_is_2(
    desk: Desk, name: str, content: bytes, code: int, status: str
) -> None:
    path = desk.put(name, content)
    found, (printed,), err = desk.load(path)
    assert (found, printed["status"], printed["batch"]) == (code, status, None)
    assert [problem["message"] for problem in printed["problems"]]
    good = desk.put("tốt.xlsx", roster(people(3), "31/12/2023"))
    found, both, _ = desk.load(path, good)
    assert (found, both[1]["status"]) == (code, "loaded"), (
        "the other loads all the same"
    )
    assert len(desk.names()) == 3


def test_a_path_that_is_not_there_is_2_an_empty_folder_1(desk: Desk) -> None:
    code, (printed,), _ = desk.load(str(desk.folder / "không có.xlsx"))
    assert (code, printed["status"]) == (2, "failed")
    assert printed["problems"][0]["code"] == "not_found"
    (desk.folder / "trống").mkdir()
    code, printed_none, _ = desk.load(str(desk.folder / "trống"))
    assert (code, printed_none) == (1, [])


def test_without_json_nothing_goes_to_standard_output(desk: Desk) -> None:
    path = desk.put("DS.xlsx", roster([member(1, {"Ngày sinh": "31/02/1980"})]))
    code, out, err = desk.run("import", path)
    assert (code, out) == (1, "")
    assert "DS!C5" in err and "31/02/1980" in err
    code, out, err = desk.run("import", path, "--lang", "en")
    assert code == 0 and "loaded before" in err


def test_undo_bring_back_and_backup(desk: Desk, tmp_path: Path) -> None:
    desk.load(desk.put("DS.xlsx", roster(people(3))))
    assert desk.run("undo", "1")[0] == 0 and desk.names() == []
    assert desk.run("undo", "1")[0] == 2, "there is nothing to undo any more"
    assert desk.run("undo", "77")[0] == 2
    assert desk.run("bring-back", "1")[0] == 0 and len(desk.names()) == 3
    copy = tmp_path / "copy.duckdb"
    assert desk.run("backup", str(copy))[0] == 0
    with store.open_store(copy) as opened:
        assert len(rows_of(opened, "members", "name")) == 3
    code, _, err = desk.run("backup", str(copy))
    assert code == 2 and "copy.duckdb" in err
    assert desk.run("check")[0] == 0


def test_a_file_that_is_not_ours_is_2_and_a_sentence(desk: Desk) -> None:
    desk.db.write_bytes(b"not a database " * 400)
    code, out, err = desk.run(
        "import", desk.put("DS.xlsx", roster(people(2))), "--json"
    )
    assert (code, out) == (2, "")
    assert "grassroots.duckdb" in err and "Traceback" not in err


# Decisions: each question has an answer, by option or by file.


def _no_date(desk: Desk) -> str:
    return desk.put("DS.xlsx", roster(people(2), None))


def test_the_date_by_option_and_by_file(desk: Desk) -> None:
    path = _no_date(desk)
    decisions = desk.put(
        "d.json", json.dumps({"DS.xlsx": {"as_of": "2023-12-31"}}).encode()
    )
    code, (printed,), _ = desk.load(path, "--decisions", decisions)
    assert (code, printed["tables"][0]["as_of"]) == (0, "2023-12-31")
    desk.run("undo", "1")
    code, (printed,), _ = desk.load(path, "--as-of", "2022-12-31")
    assert (code, printed["tables"][0]["as_of"]) == (0, "2022-12-31")


def test_a_password_by_option_and_by_file(desk: Desk) -> None:
    path = desk.put("DS.xlsx", locked(roster(people(2)), "bí mật"))
    code, (printed,), _ = desk.load(path, "--password", "sai")
    assert (code, printed["problems"][0]["code"]) == (1, "wrong_password")
    assert desk.load(path, "--password", "bí mật")[0] == 0
    desk.run("undo", "1")
    said = {"*": {"password": "bí mật"}}
    decisions = desk.put("d.json", json.dumps(said).encode())
    assert desk.load(path, "--decisions", decisions)[0] == 0
    assert len(desk.names()) == 2


def test_members_or_admissions_by_option_and_by_file(desk: Desk) -> None:
    """The same columns, no title that tells, all admitted in the year."""
    rows = people(2, {"Ngày vào Đảng": "03/02/2024"})
    path = desk.put("DS.xlsx", roster(rows, title="DANH SÁCH"))
    code, (printed,), _ = desk.load(path)
    assert (code, printed["status"]) == (1, "needs_decision")
    assert printed["problems"][0]["code"] == "ambiguous_kind"
    code, (printed,), _ = desk.load(path, "--kind", "admissions")
    assert (code, printed["tables"][0]["kind"]) == (0, "admissions")
    desk.run("undo", "1")
    decisions = desk.put(
        "d.json", json.dumps({"*": {"kinds": {"DS": "members"}}}).encode()
    )
    code, (printed,), _ = desk.load(path, "--decisions", decisions)
    assert (code, printed["tables"][0]["kind"]) == (0, "members")


def test_the_unit_by_option(desk: Desk) -> None:
    heads = ["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ đảng viên"]
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"
    row = [1, "Nguyễn Văn A", "01/01/1980", "01/02/2010", "1"]
    path = desk.put("DS.xlsx", sheets({"DS": [[title], heads, row]}))
    code, (printed,), _ = desk.load(path)
    assert (code, printed["status"]) == (1, "needs_decision")
    assert desk.load(path, "--unit", DISTRICT)[0] == 0
    with store.open_store(desk.db) as opened:
        assert rows_of_tree(opened, 2024)[-1][1:3] == (DISTRICT, "district")


@pytest.mark.parametrize("answer", ["the one known", "new"])
def test_a_near_unit_by_file(desk: Desk, answer: str) -> None:
    desk.load(
        desk.put("a.xlsx", roster(people(3, {"Xã": "Xã Thạch Lâm"}), "31/12/2023"))
    )
    path = desk.put("b.xlsx", roster(people(2, {"Xã": "Xã Thạch Lân"})))
    code, (printed,), _ = desk.load(path)
    assert (code, printed["status"]) == (1, "needs_decision")
    with store.open_store(desk.db) as opened:
        known = opened.cursor().table("unit_versions").filter("name = 'Xã Thạch Lâm'")
        code_of_it = known.select("code").fetchall()[0][0]
    said = code_of_it if answer != "new" else "new"
    decisions = {"b.xlsx": {"units": {"Xã Thạch Lân": said}}}
    file = desk.put("d.json", json.dumps(decisions).encode())
    assert desk.load(path, "--decisions", file)[0] == 0
    with store.open_store(desk.db) as opened:
        communes = {
            unit[1] for unit in rows_of_tree(opened, 2024) if unit[2] == "commune"
        }
    assert communes == {"Xã Thạch Lâm"} | (
        {"Xã Thạch Lân"} if answer == "new" else set()
    )


@pytest.mark.parametrize(
    "said",
    [
        b"{",
        b"[1]",
        b'{"*": {"colour": 1}}',
        b'{"*": {"as_of": "31/12/2024"}}',
        b'{"*": {"headers": {"DS": 4}}}',
        b'{"*": {"headers": {"DS": [4]}}}',
        b'{"*": {"headers": {"DS": [5, 4]}}}',
        b'{"*": {"headers": {"DS": [0, 1]}}}',
        b'{"*": {"headers": {"DS": ["4", "5"]}}}',
        b"\xff\xfe\x00",
    ],
)
def test_decisions_of_the_wrong_form_are_2(desk: Desk, said: bytes) -> None:
    code, out, err = desk.run(
        "import", _no_date(desk), "--json", "--decisions", desk.put("d.json", said)
    )
    assert (code, out) == (2, "")
    assert "d.json" in err and "Traceback" not in err


def test_decisions_that_are_not_there_are_2(desk: Desk) -> None:
    code, _, err = desk.run("import", _no_date(desk), "--decisions", "không có.json")
    assert code == 2 and "không có.json" in err


@pytest.mark.parametrize("bad", [["--as-of", "31/12/2024"], ["--kind", "birds"], []])
def test_wrong_options_are_2(desk: Desk, bad: list[str]) -> None:
    arguments = ["import", *([_no_date(desk)] if bad else []), *bad]
    with pytest.raises(SystemExit) as stopped:
        desk.run(*arguments)
    assert stopped.value.code == 2
