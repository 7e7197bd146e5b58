"""Forms filled in from the latest roster: what is in them, and that it reads back."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import tiny_world
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from grassroots import cube, indicators, prefilled, store, units
from grassroots.__main__ import main
from grassroots.importing.load import Importer
from grassroots.importing.report import NOTE, FileReport
from grassroots.importing.sources import Source
from grassroots.rosters import roster_kinds
from grassroots.store import Store
from grassroots.templates import EXAMPLE_ROW, HEADER_ROW, write_template
from grassroots.unit import PRESENT

TODAY = date(2026, 7, 15)
# Last year's answers in this year's form would look like this year's.
YEAR_BOUND = {
    *("rating", "committee_rating", "not_rated_reason", "status", "in_service"),
    *("assigned_task", "residence_contact", "signed_commitment", "follows_rules"),
    *("inspection_programme", "new_model", "four_good", "has_committee", "trained"),
    *("trained_new_knowledge", "households", "members", "has_cell", "cell_name"),
    *("cell_has_committee", "head_is_member", "front_head_is_member", "year"),
    *("numerator", "denominator", "note"),
}
READ_BACK = ("members", "organisations", "officers", "hamlets", "leaders")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    rosters = tiny_world.write_tiny_world(folder / "rosters")
    with store.open_store(folder / "tiny.duckdb") as facts:
        importer = Importer(facts, TODAY)
        for source in importer.sources(rosters):
            importer.file(source)
    return folder / "tiny.duckdb"


@pytest.fixture
def opened(loaded: Path, tmp_path: Path) -> Iterator[Store]:
    copy = tmp_path / "tiny.duckdb"
    shutil.copyfile(loaded, copy)
    with store.open_store(copy) as facts:
        yield facts


def top(opened: Store) -> int:
    tree = units.of_year(opened.cursor(), PRESENT).values()
    return next(unit.unit_id for unit in tree if unit.level == "province")


def form(opened: Store, kind: str, unit: int, language: str = "vi") -> bytes:
    written = io.BytesIO()
    filled = prefilled.fill(opened.cursor(), kind, unit)
    write_template(kind, written, language, filled=filled)
    return written.getvalue()


def filled_rows(book: Workbook, kind: str) -> list[dict[str, Any]]:
    """The rows below the example that hold more than their number, by field."""
    sheet: Worksheet = book.worksheets[0]
    fields = [field.id for field in roster_kinds()[kind].fields]
    rows = sheet.iter_rows(min_row=EXAMPLE_ROW + 1, values_only=True)
    found = [dict(zip(fields, row, strict=False)) for row in rows]
    return [row for row in found if any(list(row.values())[1:])]


def faults(report: FileReport) -> list[str]:
    return [one.code for one in report.problems if one.effect != NOTE]


def persons(
    opened: Store, kind: str, batch: int | None = None
) -> list[tuple[Any, ...]]:
    """Who stands where, plainly asked of the tables."""
    names = {"organisations": "kind, level", "hamlets": "kind"}
    columns = names.get(kind, "name, birth_date, gender")
    cursor = opened.cursor()
    cursor.execute(
        f"select rows.unit_id, {columns.replace('kind', 'rows.kind')} "
        f"from {kind} as rows inner join roster_tables as tables using (table_id) "
        "where batch_id = coalesce($batch, batch_id) and not ratings_only "
        "and year(as_of) = (select max(year(as_of)) from roster_tables "
        f"where kind = '{kind}')",
        {"batch": batch},
    )
    return sorted(cursor.fetchall(), key=str)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", READ_BACK)
def test_what_is_filled_in_reads_back_to_the_same_units(
    opened: Store, kind: str, language: str
) -> None:
    before = persons(opened, kind)
    assert before
    content = form(opened, kind, top(opened), language)
    report = Importer(opened, TODAY).file(Source(f"{kind}.xlsx", content))
    assert faults(report) == []
    assert report.status == "loaded"
    assert persons(opened, kind, report.batch) == before
    assert not [one.code for one in report.problems if one.code == "filled_down"]


@pytest.mark.parametrize("kind", [*READ_BACK, "aggregates"])
def test_what_a_year_decides_stays_empty(opened: Store, kind: str) -> None:
    rows = filled_rows(load_workbook(io.BytesIO(form(opened, kind, top(opened)))), kind)
    for row in rows:
        assert {name for name, value in row.items() if value} & YEAR_BOUND == set()


def test_a_units_form_reads_back_to_the_same_tree(opened: Store) -> None:
    before = units.of_year(opened.cursor(), PRESENT)
    content = form(opened, "units", top(opened))
    report = Importer(opened, TODAY).file(Source("units.xlsx", content))
    assert report.tables[0].rows_loaded == len(
        [one for one in before.values() if one.level not in ("area", "grouping")]
    )
    after = units.of_year(opened.cursor(), PRESENT)
    told = [
        {key: (unit.code, unit.name, unit.level, unit.parent_id) for key, unit in of}
        for of in (before.items(), after.items())
    ]
    assert told[0] == told[1]


def test_figures_are_not_changed_by_names_alone(opened: Store) -> None:
    """An empty rating is unknown: never last year's, never nought."""
    content = form(opened, "members", top(opened))
    report = Importer(opened, TODAY).file(Source("members.xlsx", content))
    year = report.tables[0].as_of
    assert isinstance(year, date)
    (cell,) = cube.figures_of(
        opened.cursor(),
        ["members_rated_good"],
        units=[top(opened)],
        year=year.year,
        choices=indicators.STANDARD,
    )
    assert (cell.numerator, cell.denominator) == (0, 0) or cell.numerator is None


def test_lists_and_date_formats_reach_the_filled_rows(opened: Store) -> None:
    book = load_workbook(io.BytesIO(form(opened, "members", top(opened))))
    sheet = book.worksheets[0]
    fields = {
        field.id: n for n, field in enumerate(roster_kinds()["members"].fields, 1)
    }
    first = EXAMPLE_ROW + 1
    born = sheet.cell(first, fields["birth_date"])
    assert born.number_format == "dd/mm/yyyy" or isinstance(born.value, str)
    checks = {
        "list": {"gender", "status", "rating"},
        "date": {"birth_date", "admitted_on"},
    }
    for kind, names in checks.items():
        for name in names:
            cell = sheet.cell(first, fields[name]).coordinate
            found = [
                check.type
                for check in sheet.data_validations.dataValidation
                if cell in check.cells
            ]
            assert found == [kind], name
    assert sheet.cell(HEADER_ROW, fields["name"]).value == "Họ và tên"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_a_name_that_begins_like_a_formula_stays_a_name(
    opened: Store, begin: str
) -> None:
    with opened.transaction() as connection:
        connection.execute(
            "update members set name = $name where row_number = "
            "(select min(row_number) from members)",
            {"name": f"{begin}1+1"},
        )
    content = form(opened, "members", top(opened))
    book = load_workbook(io.BytesIO(content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    named = [cell for cell in cells if cell.value == f"{begin}1+1"]
    assert named and all(cell.quotePrefix for cell in named)


def test_a_date_known_by_its_year_is_written_so(opened: Store) -> None:
    with opened.transaction() as connection:
        connection.execute(
            "update members set birth_date = date '1961-01-01', "
            "birth_date_precision = 'year'"
        )
    rows = prefilled.fill(opened.cursor(), "members", top(opened)).rows
    assert {row["birth_date"] for row in rows} == {"1961"}
    with opened.transaction() as connection:
        connection.execute("update members set birth_date_precision = 'month'")
    rows = prefilled.fill(opened.cursor(), "members", top(opened)).rows
    assert {row["birth_date"] for row in rows} == {"01/1961"}


def test_nobody_is_filled_in_among_those_to_be_admitted(opened: Store) -> None:
    filled = prefilled.fill(opened.cursor(), "admissions", top(opened))
    assert filled.rows == () and filled.sender


def test_a_form_below_has_its_own_rows_alone(opened: Store) -> None:
    cursor = opened.cursor()
    tree = units.of_year(cursor, PRESENT)
    everyone = len(prefilled.fill(cursor, "members", top(opened)).rows)
    communes = [unit for unit in tree.values() if unit.level == "commune"]
    assert len(communes) == 2
    counts = [
        len(prefilled.fill(cursor, "members", unit.unit_id).rows) for unit in communes
    ]
    assert all(counts) and sum(counts) <= everyone
    for unit, count in zip(communes, counts, strict=True):
        content = form(opened, "members", unit.unit_id)
        report = Importer(opened, TODAY).file(Source(f"{unit.code}.xlsx", content))
        assert (faults(report), report.tables[0].rows_loaded) == ([], count)


def test_too_many_rows_and_mixed_places_are_said(
    opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefilled, "MOST_ROWS", 1)
    with pytest.raises(prefilled.NotFilledError, match="too_many_rows"):
        prefilled.fill(opened.cursor(), "members", top(opened))
    fields = {field.id: field for field in roster_kinds()["officers"].fields}
    half = [{"district": "A"}, {"commune": "B"}]
    with pytest.raises(prefilled.NotFilledError, match="mixed_places"):
        prefilled._ordered(tuple(half), fields)
    rows = ({"commune": "A", "cell": "1"}, {"commune": "A"}, {"commune": "B"})
    ordered = prefilled._ordered(rows, fields)
    assert ordered == (rows[1], rows[2], rows[0])


def test_the_command_line_fills_a_form_in(
    loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "facts.duckdb", tmp_path / "form.xlsx"
    shutil.copyfile(loaded, path)
    with store.open_store(path) as facts:
        code = units.of_year(facts.cursor(), PRESENT)[top(facts)].code
    asked = ["template", "members", "--out", str(out), "--db", str(path)]
    assert main([*asked, "--unit", code]) == 0
    assert "điền sẵn" in capsys.readouterr().err
    assert filled_rows(load_workbook(out), "members")
    assert main([*asked, "--unit", "Xã Không Có"]) == 2
    assert "Xã Không Có" in capsys.readouterr().err
    first = load_workbook(out).worksheets[0].cell(EXAMPLE_ROW, 1).value
    assert first == "Ví dụ" and not isinstance(first, datetime)
