"""Bad input, open questions and files that are no roster: nothing is guessed, nothing
is lost, nothing is half-loaded."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from rosters import (
    DISTRICT,
    TODAY,
    everything,
    fresh,
    history,
    load,
    locked,
    member,
    people,
    roster,
    rows_of,
    rows_of_tree,
    sheets,
    the_problem,
)

from grassroots import store, texts, units
from grassroots.importing import sources
from grassroots.importing.load import Importer
from grassroots.importing.report import NOTE, QUESTION, ROW, VALUE, Problem
from grassroots.messages import address, problem_message
from grassroots.store import Store

EMPTY_ZIP_START = b"PK\x03\x04"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def _says(problem: Problem, *words: str) -> None:
    """In both languages the message names the place, the value and what to do."""
    for language in texts.LANGUAGES:
        sentence = problem_message(language, problem)
        assert address(problem) in sentence
        assert problem.value is None or problem.value in sentence
    for word in words:
        assert word in problem_message("vi", problem)


# One bad value: the cell is said, the person stays.


@pytest.mark.parametrize(
    ("heading", "written", "code", "cell", "column"),
    [
        ("Ngày sinh", "31/02/1980", "bad_date", "DS!C6", "birth_date"),
        ("Ngày vào Đảng", "03/02/2025", "future_date", "DS!G6", "admitted_on"),
        ("Xếp loại", "Tuyệt hảo", "unknown_word", "DS!H6", "rating"),
    ],
)
def test_a_bad_value_is_set_aside_and_its_row_loads(
    opened: Store, heading: str, written: str, code: str, cell: str, column: str
) -> None:
    report = load(opened, roster([member(1), member(2, {heading: written}), member(3)]))
    assert report.status == "loaded_with_problems"
    assert (report.tables[0].rows_loaded, report.tables[0].rows_set_aside) == (3, 0)
    problem = the_problem(report, code)
    assert (address(problem), problem.value) == (cell, written)
    assert (problem.effect, problem.field) == (VALUE, column)
    _says(problem, "hãy")
    kept = dict(rows_of(opened, "members", "row_number", column))
    assert kept[6] is None and kept[5] is not None and kept[7] is not None


def test_what_is_wrong_is_kept_with_its_batch(opened: Store) -> None:
    report = load(opened, roster([member(1, {"Ngày sinh": "31/02/1980"})]))
    (kept,) = everything(opened)["problems"]
    assert report.batch in kept and "31/02/1980" in kept and "bad_date" in kept


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Số thẻ đảng viên": "71000001"}, "the card, its point gone"),
        (
            {
                "Họ và tên": "NGUYỄN  VĂN A",
                "Ngày sinh": "1/1/1980",
                "Ngày vào Đảng": "01.02.2010",
            },
            "name, birth date and admission date in another form",
        ),
    ],
)
def test_a_member_twice_is_set_aside_whole(
    opened: Store, changes: dict[str, object], why: str
) -> None:
    report = load(opened, roster([member(1), member(2), member(3, changes)]))
    assert report.status == "loaded_with_problems", why
    problem = the_problem(report, "duplicate")
    assert (problem.effect, address(problem)) == (ROW, "DS!B7")
    assert problem.details["first_row"] == 5
    _says(problem, "dòng 5", "hãy")
    assert rows_of(opened, "members", "row_number") == [5, 6]
    assert (report.tables[0].rows_read, report.tables[0].rows_loaded) == (3, 2)
    assert report.tables[0].rows_set_aside == 1
    (aside,) = everything(opened)["rows_set_aside"]
    assert 7 in aside and str(changes.get("Họ và tên", "Nguyễn Văn C")) in str(aside)


def test_without_a_birth_date_name_cell_and_admission_tell(opened: Store) -> None:
    bare = {"Ngày sinh": None, "Số thẻ đảng viên": None}
    again = {**bare, "Họ và tên": "Nguyễn Văn A", "Ngày vào Đảng": "01/02/2010"}
    elsewhere = {**again, "Chi bộ": "Chi bộ thôn 2"}
    later = {**again, "Ngày vào Đảng": "02/02/2010"}
    rows = [
        member(1, bare),
        *(member(n, c) for n, c in enumerate([again, elsewhere, later], 2)),
    ]
    report = load(opened, roster(rows))
    assert the_problem(report, "duplicate").row == 6
    assert rows_of(opened, "members", "row_number") == [5, 7, 8]


def test_people_of_one_name_are_two(opened: Store) -> None:
    namesake = member(2, {"Họ và tên": "Nguyễn Văn A"})
    report = load(opened, roster([member(1), namesake]))
    assert report.status == "loaded" and len(rows_of(opened, "members", "name")) == 2


def test_a_row_without_a_name_is_set_aside(opened: Store) -> None:
    report = load(
        opened, roster([member(1), member(2, {"Họ và tên": None}), member(3)])
    )
    problem = the_problem(report, "no_name")
    assert (problem.effect, problem.row, problem.column) == (ROW, 6, "B")
    _says(problem)
    assert rows_of(opened, "members", "row_number") == [5, 7]
    assert report.tables[0].rows_set_aside == 1


# Open questions: the file waits, the database does not change.


def _waits(opened: Store, content: bytes, code: str, name: str = "DS.xlsx") -> Problem:
    """Imports a file that must wait; the whole database stays as it was."""
    importer = Importer(opened, TODAY)
    before = everything(opened)
    report = load(opened, content, name, importer)
    assert (report.status, report.batch) == ("needs_decision", None)
    assert everything(opened) == before
    problem = the_problem(report, code)
    assert problem.effect == QUESTION
    _says(problem)
    # Nor does the next file find what the waiting one would have made.
    load(opened, roster(people(1), "30/11/2024"), "other.xlsx", importer)
    assert {"Xã Thạch Lân", "Xã Mới"}.isdisjoint(
        unit[1] for unit in rows_of_tree(opened, 2024)
    )
    return problem


def test_a_unit_nearly_like_another_is_asked_about(opened: Store) -> None:
    load(opened, roster(people(3, {"Xã": "Xã Thạch Lâm"}), "31/12/2023"))
    content = roster([member(1), member(2, {"Xã": "Xã Thạch Lân"})])
    problem = _waits(opened, content, "near_unit")
    assert (address(problem), problem.value) == ("DS!D6", "Xã Thạch Lân")
    ((code, name),) = problem.details["options"]
    assert name == "Xã Thạch Lâm" and code in problem_message("vi", problem)


def test_a_commune_named_without_its_district_is_asked_about_and_then_put_under_it(
    opened: Store,
) -> None:
    load(opened, roster(people(2), "31/12/2023", district="ĐẢNG BỘ XÃ ĐÔNG"))
    content = roster(people(2))
    problem = the_problem(load(opened, content), "near_unit")
    ((code, name),) = problem.details["options"]
    assert (problem.value, name) == ("Xã Đông", "Xã Đông")
    assert load(opened, content, units={"Xã Đông": code}).status == "loaded"
    tree = units.of_year(opened.cursor(), 2024)
    (commune,) = [unit for unit in tree.values() if unit.level == "commune"]
    assert commune.parent_id is not None
    assert tree[commune.parent_id].level == "district"


def test_no_date_is_asked_for(opened: Store) -> None:
    content = roster(people(2, {"Xã": "Xã Mới"}), None)
    assert _waits(opened, content, "no_as_of").sheet == "DS"


def test_a_date_to_come_is_asked_about(opened: Store) -> None:
    problem = _waits(opened, roster(people(2), "31/12/2026"), "future_as_of")
    assert problem.value == "2026-12-31"


def test_a_password_is_asked_for(opened: Store) -> None:
    _waits(opened, locked(roster(people(2)), "bí mật"), "password_needed")


def test_no_unit_anywhere_is_asked_for(opened: Store) -> None:
    heads = ["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ đảng viên"]
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"
    row = [1, "Nguyễn Văn A", "01/01/1980", "01/02/2010", "1"]
    _waits(opened, sheets({"DS": [[title], heads, row]}), "unit_missing")


def test_a_unit_named_by_a_section_row_is_enough(opened: Store) -> None:
    heads = ["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ đảng viên"]
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"
    row = [1, "Nguyễn Văn A", "01/01/1980", "01/02/2010", "1"]
    section = ["I", "Đảng bộ xã Đông"]
    report = load(opened, sheets({"DS": [[title], heads, section, row]}))
    assert report.status == "loaded"
    assert rows_of_tree(opened, 2024)[-1][1:3] == ("Xã Đông", "commune")


def test_one_question_holds_back_every_sheet(opened: Store) -> None:
    title = ["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"]
    rows = people(3)
    dated = [[DISTRICT], title, list(rows[0]), *(list(row.values()) for row in rows)]
    rows = [member(n, {"Bình bầu": "HTTNV"}) for n in (4, 5, 6)]
    heads = [head if head != "Xếp loại" else "Tôn giáo" for head in rows[0]]
    open_one = [[DISTRICT], title, heads, *(list(row.values()) for row in rows)]
    report = load(opened, sheets({"Một": dated, "Hai": open_one}))
    assert report.status == "needs_decision"
    assert the_problem(report, "unsure_column").sheet == "Hai"
    assert rows_of(opened, "members", "name") == []


# Not a roster, or not to be read.


def _zip(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _document() -> bytes:
    return _zip(
        **{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    )


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
NO_ROSTERS = [
    ("empty.xlsx", b"", "empty_file"),
    ("zeros.xlsx", b"\x00" * 64, "empty_file"),
    ("text.xlsx", "Kính gửi Ban Tổ chức".encode(), "not_a_workbook"),
    (
        "letter.txt",
        "Kính gửi Ban Tổ chức,\nxin gửi danh sách.".encode(),
        "not_a_roster",
    ),
    ("picture.png", PICTURE, "not_a_workbook"),
    ("picture.xlsx", PICTURE, "not_a_workbook"),
    ("picture.csv", PICTURE, "not_a_workbook"),
    ("letter.docx", _document(), "not_a_workbook"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_workbook"),
    ("form.xlsx", sheets({"Tờ trình": [["Kính gửi"], ["Về việc"]]}), "not_a_roster"),
    ("blank.xlsx", sheets({"Sheet1": []}), "empty_sheet"),
]


@pytest.mark.parametrize(
    ("name", "content", "code"), NO_ROSTERS, ids=[name for name, _, _ in NO_ROSTERS]
)
def test_what_is_no_roster_is_nothing_to_load(
    opened: Store, name: str, content: bytes, code: str
) -> None:
    before = everything(opened)
    report = load(opened, content, name)
    assert (report.status, report.batch) == ("nothing_to_load", None)
    problem = the_problem(report, code)
    assert problem.effect == NOTE
    _says(problem)
    assert everything(opened) == before


def test_a_roster_without_rows_is_nothing_to_load(opened: Store) -> None:
    for day in ("31/12/2024", None):
        report = load(opened, roster([], day, heads=list(member(1))))
        assert report.status == "nothing_to_load"
        assert the_problem(report, "no_rows").sheet == "DS"


def _broken() -> bytes:
    """A workbook whose sheet is noise, in a zip that is sound."""
    with zipfile.ZipFile(io.BytesIO(roster(people(3)))) as whole:
        entries = {name: whole.read(name) for name in whole.namelist()}
    entries["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row><c r="
    return _zip(**entries)


@pytest.mark.parametrize(
    "content",
    [
        roster(people(3))[:-200],
        roster(people(3))[:40],
        _broken(),
        _zip(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<not"}),
    ],
    ids=["end cut off", "beginning alone", "sheet of noise", "no workbook inside"],
)
def test_a_damaged_workbook_has_failed(
    opened: Store, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "hỏng.xlsx").write_bytes(content)
    (source,) = sources.gather([tmp_path / "hỏng.xlsx"])
    report = Importer(opened, TODAY).file(source)
    assert (report.status, report.batch) == ("failed", None)
    _says(the_problem(report, "damaged"))
    assert not history(opened)


def test_any_damage_is_a_report_never_an_error(opened: Store, tmp_path: Path) -> None:
    """Bytes changed, cut or doubled anywhere: no exception, nothing half-loaded."""
    whole = roster(people(3))
    dice = random.Random(2)
    importer = Importer(opened, TODAY)
    path = tmp_path / "x.xlsx"
    for _ in range(60):
        bad = bytearray(whole)
        start = dice.randrange(len(bad))
        for place in range(start, min(start + dice.choice([1, 8, 300]), len(bad))):
            bad[place] = dice.randrange(256)
        path.write_bytes(bytes(bad[: dice.choice([len(bad), start])]))
        before = history(opened)
        for source in sources.gather([path]):
            report = importer.file(source)
            if report.batch is None:
                assert history(opened) == before
            else:
                store.undo(opened, report.batch)


def test_bad_files_never_stop_the_others(opened: Store, tmp_path: Path) -> None:
    folder = tmp_path / "gửi"
    folder.mkdir()
    for name, content, _ in NO_ROSTERS:
        (folder / name).write_bytes(content)
    (folder / "~$Xã.xlsx").write_bytes(b"a lock file of an office program")
    (folder / "damaged.xlsx").write_bytes(roster(people(2))[:-100])
    (folder / "locked.xlsx").write_bytes(locked(roster(people(2)), "x"))
    (folder / "zz.xlsx").write_bytes(roster(people(2), "31/12/2023"))
    inner = _zip(
        **{
            "gửi/hỏng.xlsx": roster(people(2))[:-100],
            "gửi/tốt.xlsx": roster(people(3), "31/12/2022"),
            "gửi/ảnh.png": PICTURE,
        }
    )
    (folder / "all.zip").write_bytes(inner)
    importer = Importer(opened, TODAY)
    paths = [folder, tmp_path / "not there.xlsx"]
    reports = {r.file: r.status for r in map(importer.file, sources.gather(paths))}
    assert len(reports) == len(NO_ROSTERS) + 7
    loaded = {name for name, status in reports.items() if status == "loaded"}
    assert loaded == {"zz.xlsx", "tốt.xlsx"}
    failed = {name for name, status in reports.items() if status == "failed"}
    assert failed == {"damaged.xlsx", "hỏng.xlsx", "not there.xlsx"}
    assert {entry[0] for entry in history(opened).values()} == loaded
