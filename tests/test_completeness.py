"""Who has sent which roster: counted by hand, and against the coverage of the cube."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import little_province
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from grassroots import completeness, cube, programmes, units
from grassroots.completeness import (
    COMPLETE,
    GAPS,
    MISSING,
    NOT_EXPECTED,
    OLD,
    PARTIAL,
    STATES,
    TOLD,
    Entry,
)
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers
from grassroots.importing.sources import Source
from grassroots.indicators import INDICATORS
from grassroots.presenting import completeness as presented
from grassroots.presenting import completeness_file
from grassroots.store import Store, open_store
from grassroots.targets import Programme

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 3, 1)
HEADS = ("TT", "Họ và tên", "Huyện", "Xã", "Chi bộ", "Ngày vào Đảng", "Xếp loại")


def _programme(name: str) -> Programme:
    folder = ROOT / "data" / "programmes"
    return programmes.load_programmes(folder, INDICATORS)[name]


def _members(day: str, communes: tuple[str, ...], district: str = "Huyện Thử") -> bytes:
    rows = [
        (
            n,
            f"Trần Thị {chr(64 + n)}",
            district,
            commune,
            "Chi bộ 1",
            "03/02/2001",
            "HTTNV",
        )
        for n, commune in enumerate(communes, start=1)
    ]
    title = f"DANH SÁCH ĐẢNG VIÊN (Tính đến ngày {day})"
    return little_province.workbook(title, HEADS, rows)


def _load(opened: Store, *files: tuple[str, bytes]) -> None:
    """A file is named after the unit that it speaks for."""
    importer = Importer(opened, TODAY)
    for name, content in files:
        unit = name.partition(" - ")[0] if " - " in name else None
        report = importer.file(Source(name, content), Answers(None, None, unit, None))
        assert report.status == "loaded", report


def _named(opened: Store, year: int, name: str) -> int:
    (found,) = units.find(opened.cursor(), year, name)
    return found.unit_id


def _years(
    opened: Store, name: str, today: date = TODAY
) -> dict[int, completeness.Year]:
    unit = _named(opened, 2025, name)
    return completeness.years(opened.cursor(), unit, _programme("ha-tinh"), today)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    """Two communes; Xã Đông sent its members at the end of 2025, Xã Tây in mid-year;
    in 2024 a roster of Xã Đông and hamlets of both."""
    with open_store(tmp_path / "sent.duckdb") as store:
        _load(
            store,
            ("hamlets.xlsx", little_province.hamlets(2024)),
            ("Xã Đông - 2024.xlsx", _members("31/12/2024", ("Xã Đông",) * 3)),
            ("Xã Đông - 2025.xlsx", _members("31/12/2025", ("Xã Đông",) * 2)),
            ("Xã Tây - 2025.xlsx", _members("30/06/2025", ("Xã Tây",) * 2)),
        )
        yield store


@pytest.fixture(scope="module")
def kept(kept_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample province with its figures worked out."""
    own = tmp_path_factory.mktemp("kept") / "sample.duckdb"
    shutil.copyfile(kept_file, own)
    with open_store(own) as store:
        yield store


def test_every_state_as_counted_by_hand(opened: Store) -> None:
    found = _years(opened, "Huyện Thử")[2025]
    east, west = (_named(opened, 2025, name) for name in ("Xã Đông", "Xã Tây"))
    assert set(found.parts) == {east, west}
    assert found.expected == date(2025, 12, 31)
    # The programme asks for a task assigned, for which no roster has a column.
    members = found.entries[east, "members"]
    assert (members.state, members.lacking) == (
        GAPS,
        ("assigned_task", "in_service"),
    )
    assert members.as_of == date(2025, 12, 31)
    assert found.entries[west, "members"].as_of == date(2025, 6, 30)
    assert found.entries[east, "organisations"].state == MISSING
    # Members' admission dates tell the rate without a roster of admissions.
    assert found.entries[east, "admissions"].state == TOLD
    hamlets = found.entries[west, "hamlets"]
    assert (hamlets.state, hamlets.last) == (MISSING, date(2024, 12, 31))
    assert found.complete == 0
    # Of each commune: organisations, members, officers, hamlets.
    assert len(found.wanted()) == 8


def test_a_part_of_which_some_units_sent_is_partial(opened: Store) -> None:
    found = _years(opened, "Huyện Thử")[2024]
    district = _named(opened, 2024, "Huyện Thử")
    top = completeness.years(
        opened.cursor(),
        units.path(opened.cursor(), 2024, district)[0].unit_id,
        _programme("ha-tinh"),
        TODAY,
    )[2024]
    entry = top.entries[district, "members"]
    assert (entry.state, entry.sent, entry.of) == (PARTIAL, 1, 2)
    assert entry.silent == (_named(opened, 2024, "Xã Tây"),)
    assert found.entries[_named(opened, 2024, "Xã Tây"), "members"].state == MISSING
    assert top.entries[district, "hamlets"].state == COMPLETE


def test_an_older_date_is_old_only_once_the_year_is_over(opened: Store) -> None:
    hamlets = little_province.workbook(
        "DANH SÁCH THÔN, TỔ DÂN PHỐ (Tính đến ngày 30/06/2025)",
        (
            *("TT", "Huyện", "Xã", "Tên thôn", "Số đảng viên", "Có chi bộ"),
            *("Trưởng thôn là đảng viên", "Trưởng ban CTMT là đảng viên"),
        ),
        [(1, "Huyện Thử", "Xã Tây", "Thôn 1", 3, "x", "Có", "Không")],
    )
    _load(opened, ("Xã Tây - thôn.xlsx", hamlets))
    west = _named(opened, 2025, "Xã Tây")
    over = _years(opened, "Huyện Thử")[2025]
    assert over.entries[west, "hamlets"].state == OLD
    # In July the latest that anybody sent is expected: that of 30 June is not old yet.
    running = completeness.state_of(
        sent=1, of=1, told=True, as_of=date(2025, 6, 30), expected=date(2025, 6, 30)
    )
    assert running == COMPLETE


def test_the_lines_and_the_coverage_of_figures_are_one_count(kept: Store) -> None:
    """For every programme, year and indicator: as many parts have told it as the
    province's figure says; something is wanted of a kind just where one is missing."""
    cursor = kept.cursor()
    programme = _programme("ha-tinh")
    needed = completeness.kinds_of(programme)
    asked = list(INDICATORS)
    (top,) = [
        unit.unit_id
        for unit in units.of_year(cursor, 2025).values()
        if unit.level == "province"
    ]
    found = completeness.years(cursor, top, programme, TODAY)
    parts = {part for year in found.values() for part in year.parts}
    cells = {
        (cell.indicator, cell.unit_id, cell.year): cell
        for cell in cube.figures_of(cursor, asked, units=[top, *parts])
    }
    assert len(found) > 4
    for (year, one), (kind, indicators) in product(found.items(), needed.items()):
        wanted = {
            part
            for part in one.parts
            if one.entries[part, kind].state in (MISSING, PARTIAL, GAPS)
        }
        lacking: set[int] = set()
        for indicator in indicators:
            whole = cells[indicator, top, year]
            short = {part for part in one.parts if _short(cells[indicator, part, year])}
            assert len(short) == whole.expected - whole.reported, (year, indicator)
            lacking |= short
        assert wanted == lacking, (year, kind)


def _short(cell: cube.Cell) -> bool:
    return cell.reported < cell.expected


days = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(
    sent=st.integers(0, 5),
    of=st.integers(1, 5),
    told=st.booleans(),
    as_of=st.none() | days,
    expected=st.none() | days,
)
def test_whoever_has_not_told_is_asked_for(
    sent: int, of: int, told: bool, as_of: date | None, expected: date | None
) -> None:
    state = completeness.state_of(
        sent=min(sent, of), of=of, told=told, as_of=as_of, expected=expected
    )
    assert state in STATES
    wanted = completeness.is_wanted(Entry(1, "members", state))
    if not told:
        assert wanted
    if wanted and told:
        assert state == OLD and as_of is not None and expected is not None
        assert as_of < expected
    if state == COMPLETE:
        assert told and sent >= of


def test_fields_that_one_roster_lacks_are_asked_for() -> None:
    trained = ["committee_members_trained"]
    (needed,) = [INDICATORS[one].fields for one in trained]
    either = [field for field in needed if "|" in field]
    assert completeness.lacking(trained, [set(needed)]) == tuple(either)
    have = {field.split("|")[0] for field in needed}
    assert completeness.lacking(trained, [have]) == ()
    assert completeness.lacking(trained, [have, set()]) == needed


def test_late_is_what_is_wanted_after_its_day(opened: Store) -> None:
    entry = Entry(1, "members", MISSING)
    due = date(2026, 1, 15)
    assert completeness.days_late(entry, due, date(2026, 1, 15)) == 0
    assert completeness.days_late(entry, due, date(2026, 1, 27)) == 12
    assert completeness.days_late(entry, None, date(2026, 1, 27)) == 0
    for state in (COMPLETE, TOLD, NOT_EXPECTED):
        one = Entry(1, "members", state)
        assert completeness.days_late(one, due, date(2026, 1, 27)) == 0
    completeness.set_due(opened, 2025, due)
    assert completeness.due_days(opened.cursor()) == {2025: due}
    completeness.set_due(opened, 2025, None)
    assert completeness.due_days(opened.cursor()) == {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workbook_of_reminders_holds_every_one_and_no_formula(
    opened: Store, language: str
) -> None:
    found = _years(opened, "Huyện Thử")
    tree = units.of_year(opened.cursor(), 2025)
    evil = {
        key: replace(unit, name=f'=HYPERLINK("http://x";"{unit.name}")')
        for key, unit in tree.items()
    }
    (unit,) = units.find(opened.cursor(), 2025, "Huyện Thử")
    due = date(2026, 1, 15)
    content = completeness_file.reminders_workbook(
        language, _programme("ha-tinh"), unit, found, 2025, evil, due, TODAY
    )
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    # Organisations, members, officers and hamlets of two communes.
    assert sheet.max_row - 1 == 8
    # 1 March is 45 days after 15 January.
    assert {sheet.cell(row, 5).value for row in range(2, sheet.max_row + 1)} == {45}
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith("=")


def test_one_sentence_a_unit_names_all_its_rosters(opened: Store) -> None:
    found = _years(opened, "Huyện Thử")[2025]
    tree = units.of_year(opened.cursor(), 2025)
    asked = presented.reminders("vi", found, tree, None, TODAY)
    letters = dict(completeness_file.letters("vi", asked, 2025, None))
    assert set(letters) == {"Xã Đông", "Xã Tây"}
    assert letters["Xã Đông"].count("danh sách ") >= 4
    assert "“Được phân công nhiệm vụ”" in letters["Xã Đông"]
