"""What was found in the rosters, accepted or open; cells that nobody knows."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import little_province
import pytest
import tiny_rows
import tiny_world
from openpyxl import load_workbook

from grassroots import checks, checks_listing, store, texts, units
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers
from grassroots.importing.sources import Source
from grassroots.presenting import quality as presented
from grassroots.quality import acceptances, found, unknowns
from grassroots.quality.acceptances import NoReason
from grassroots.store import Store, open_store

TODAY = date(2026, 3, 1)
HEADS = ("TT", "Họ và tên", "Ngày sinh", "Huyện", "Xã", "Chi bộ", "Ngày vào Đảng")


def _person(number: int, name: str, born: str, commune: str = "Xã Đông") -> Any:
    return (number, name, born, "Huyện Thử", commune, "Chi bộ 1", "03/02/2001")


EAST = [
    _person(1, "Trần Thị A", "01/02/1980"),
    _person(2, "Lê Văn B", "05/06/1970"),
]
WEST = [_person(1, "Trần Thị A", "01/02/1980", "Xã Tây")]


def _roster(rows: list[Any], total: int | None = None) -> bytes:
    if total is not None:
        rows = [*rows, ("Tổng cộng", f"{total} đảng viên", *[None] * 5)]
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2025)"
    return little_province.workbook(title, HEADS, rows)


def _load(opened: Store, name: str, content: bytes) -> int:
    """A file is named after the unit that it speaks for."""
    unit = name.partition(" - ")[0] if " - " in name else None
    answers = Answers(None, None, unit, None)
    report = Importer(opened, TODAY).file(Source(name, content), answers)
    assert report.batch is not None, report
    return report.batch


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    """One person stands in the rosters of two communes."""
    with open_store(tmp_path / "twice.duckdb") as opened:
        _load(opened, "hamlets.xlsx", little_province.hamlets(2025))
        _load(opened, "Xã Đông - 1.xlsx", _roster(EAST))
        _load(opened, "Xã Tây - 1.xlsx", _roster(WEST))
        yield opened


def _top(opened: Store, year: int = 2025) -> int:
    tree = units.of_year(opened.cursor(), year)
    return next(one.unit_id for one in tree.values() if one.level == "province")


def _issues(opened: Store, check: str, accepted: bool = False) -> list[found.Issue]:
    cursor = opened.cursor()
    everything = found.everything(cursor)
    return found.issues(
        cursor, everything, check, 2025, _top(opened), accepted=accepted
    )


def _accept(opened: Store, issue: found.Issue, reason: str) -> int:
    which = (issue.fingerprint, issue.check, issue.year, issue.unit_id)
    return acceptances.accept(opened, [which], reason, TODAY)


def test_everything_is_what_the_checks_find_one_by_one(
    kept_file: Path, tmp_path: Path
) -> None:
    own = tmp_path / "sample.duckdb"
    shutil.copyfile(kept_file, own)
    with open_store(own) as opened:
        cursor = opened.cursor()
        everything = found.everything(cursor)
        slow = Counter(
            (one.check, one.year)
            for check in checks.CHECKS
            for one in checks.findings(cursor, check)
        )
        top = _top(opened)
        tallied = found.tally(cursor, everything, top)
        quick = {
            key: one.findings
            for key, one in tallied.items()
            if key[0] in checks.CHECKS and one.findings
        }
        assert sum(slow.values()) > 50
        assert quick == dict(slow)
        # The units below, each for itself, as the summary of the command line has them.
        counts = checks.summary(cursor)
        for unit in sorted({count.unit_id for count in counts})[1:12:4]:
            told = found.tally(cursor, everything, unit)
            for count in counts:
                if count.unit_id == unit:
                    one = told[count.check, count.year]
                    assert (one.findings, one.made) == (count.findings, count.made)


def test_a_finding_is_accepted_with_a_reason_and_taken_back(opened: Store) -> None:
    (issue,) = _issues(opened, "person_twice")
    assert [spot.row for spot in issue.spots] == [4, 4]
    assert _accept(opened, issue, "  đã hỏi:\n hai người  ") == 1
    assert not _issues(opened, "person_twice")
    (accepted,) = _issues(opened, "person_twice", accepted=True)
    assert (accepted.reason, accepted.accepted_on) == ("đã hỏi: hai người", TODAY)
    cursor = opened.cursor()
    tally = found.tally(cursor, found.everything(cursor), _top(opened))
    assert tally["person_twice", 2025].findings == 1
    assert tally["person_twice", 2025].open == 0
    assert acceptances.take_back(opened, [issue.fingerprint]) == 1
    assert acceptances.take_back(opened, [issue.fingerprint]) == 0
    assert len(_issues(opened, "person_twice")) == 1


def test_the_command_line_marks_what_is_accepted(opened: Store) -> None:
    (issue,) = _issues(opened, "person_twice")
    (before,) = checks_listing.rows(opened.cursor(), check="person_twice")
    assert before["accepted"] is None
    _accept(opened, issue, "hai người")
    (row,) = checks_listing.rows(opened.cursor(), check="person_twice")
    assert row["accepted"] == "hai người"
    printed = list(checks_listing.lines("vi", row))
    assert printed[1].strip() == "Đã chấp nhận: hai người"


def test_nothing_is_accepted_without_a_reason(opened: Store) -> None:
    (issue,) = _issues(opened, "person_twice")
    with pytest.raises(NoReason):
        _accept(opened, issue, " \n ")
    assert not acceptances.accepted(opened.cursor())


def test_accepting_changes_no_figure(opened: Store) -> None:
    (issue,) = _issues(opened, "person_twice")
    before = store.revision(opened.cursor())
    _accept(opened, issue, "hai người")
    assert store.revision(opened.cursor()) == before


def test_the_same_facts_stay_accepted_and_others_are_open_again(opened: Store) -> None:
    (issue,) = _issues(opened, "person_twice")
    _accept(opened, issue, "hai người")
    # The same persons in other rows of a newer file.
    moved = [_person(9, "Ngô Thị C", "07/07/1977"), *EAST]
    _load(opened, "Xã Đông - 2.xlsx", _roster(moved))
    assert not _issues(opened, "person_twice")
    (accepted,) = _issues(opened, "person_twice", accepted=True)
    assert sorted(spot.row or 0 for spot in accepted.spots) == [4, 5]
    # Now another birth date in both: this is not what was accepted.
    _load(
        opened,
        "Xã Đông - 3.xlsx",
        _roster([_person(1, "Trần Thị A", "02/02/1981")]),
    )
    _load(
        opened,
        "Xã Tây - 3.xlsx",
        _roster([_person(1, "Trần Thị A", "02/02/1981", "Xã Tây")]),
    )
    assert len(_issues(opened, "person_twice")) == 1
    assert not _issues(opened, "person_twice", accepted=True)


def test_a_printed_total_that_the_rows_do_not_give(opened: Store) -> None:
    batch = _load(opened, "Xã Đông - total.xlsx", _roster(EAST, total=5))
    (issue,) = _issues(opened, "total_differs")
    assert (issue.values["printed"], issue.values["counted"]) == (5, 2)
    assert issue.spots[0].file == "Xã Đông - total.xlsx"
    said = presented.sentence("vi", issue)
    assert "ghi 5" in said and "cho 2" in said
    assert store.undo(opened, batch)
    assert not _issues(opened, "total_differs")


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("covered", [True, False])
def test_the_workbook_has_every_row_no_formula_and_names_only_uncovered(
    opened: Store, language: str, covered: bool
) -> None:
    cursor = opened.cursor()
    everything = found.everything(cursor)
    issues = _issues(opened, "person_twice")
    spots = [spot for issue in issues for spot in issue.spots]
    persons = {} if covered else found.persons(cursor, spots)
    assert {name for name, _ in persons.values()} <= {"Trần Thị A"}
    persons = {key: (f"={name}", born) for key, (name, born) in persons.items()}
    tree = units.of_year(cursor, 2025)
    content = presented.issues_workbook(
        language,
        found.tally(cursor, everything, _top(opened))["person_twice", 2025],
        tree[_top(opened)],
        issues,
        tree,
        [],
        persons,
    )
    cells = [
        cell
        for page in load_workbook(io.BytesIO(content)).worksheets
        for row in page.iter_rows()
        for cell in row
    ]
    said = [str(cell.value) for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)
    assert said.count("Xã Đông - 1.xlsx") == said.count("Xã Tây - 1.xlsx") == 1
    assert said.count("'=Trần Thị A") == (0 if covered else 2)


def _asked(kind: str, field: str, row: dict[str, Any]) -> bool:
    """Of whom a field is asked, as DESIGN's indicators say it."""
    if kind == "members":
        serves = row["in_service"] is not False
        if field == "assigned_task":
            return serves and row["status"] != "excused"
        if field == "residence_contact":
            return serves
        if field == "signed_commitment":
            return row["official"] != "none"
    if kind == "hamlets" and field == "cell_has_committee":
        return row["has_cell"] != "none"
    if kind == "organisations":
        committee = row["level"] == "grassroots_committee"
        if field in ("committee_rating", "new_model"):
            return committee
        if field == "inspection_programme":
            return row["level"] in ("grassroots_committee", "cell")
    return True


def test_unknown_cells_are_those_of_the_typed_rows(tiny: Store) -> None:
    """Counted in plain Python from the rows as they were typed."""
    cursor = tiny.cursor()
    tree = units.of_year(cursor, 2024)
    ids = {unit.name: unit.unit_id for unit in tree.values()}
    top = ids[tiny_rows.NAMES[tiny_world.PROVINCE]]
    told = {
        (one.kind, one.field): (one.blank, one.cells)
        for one in unknowns.found(cursor, [top])
        if one.year == 2024
    }
    checked = 0
    for kind in unknowns.kinds():
        rows = tiny_world.rows(kind, 2024)
        for field in rows[0]:
            if (kind, field) not in told or field == "kind":
                continue
            asked = [row for row in rows if _asked(kind, field, row)]
            blank = sum(row[field] is None for row in asked)
            assert told[kind, field] == (blank, len(asked)), (kind, field)
            checked += 1
    assert checked > 25


def test_a_column_that_is_not_there_is_not_unknown(opened: Store) -> None:
    fields = {one.field for one in unknowns.found(opened.cursor(), [_top(opened)])}
    assert "birth_date" in fields
    assert "rating" not in fields
