"""Excel forms: their headings, lists and checks, and that a filled one reads back."""

from __future__ import annotations

import io
from datetime import date, datetime
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from grassroots import store
from grassroots.importing.load import Importer
from grassroots.importing.report import NOTE
from grassroots.importing.sources import Source
from grassroots.importing.tables import context
from grassroots.rosters import LANGUAGES, RosterKind, roster_kinds, vocabulary
from grassroots.templates import EXAMPLE_ROW, HEADER_ROW, write_template
from grassroots.words import key

FORMS = sorted(set(roster_kinds()) - {"successions"})
TODAY = date(2025, 3, 1)
AS_OF = date(2024, 12, 31)
# What a clerk writes into the columns that name units, by kind of roster.
CELL = {"district": "Huyện Mẫu", "commune": "Xã Mẫu", "cell": "Chi bộ thôn Một"}
PLACES = {
    "organisations": {"district": "Huyện Mẫu", "organisation": "Đảng bộ xã Mẫu {n}"},
    "members": CELL,
    "admissions": CELL,
    "officers": CELL,
    "hamlets": {"district": "Huyện Mẫu", "commune": "Xã Mẫu", "hamlet": "Thôn Số {n}"},
    "leaders": {"unit_name": "Huyện Mẫu"},
    "aggregates": {"unit_name": "Huyện Mẫu"},
}
UNITS = [
    {"code": "T", "name": "Tỉnh Sông Mẫu", "level": "province"},
    {"code": "T1", "name": "Huyện Mẫu", "level": "district", "parent": "T"},
    {"code": "T2", "name": "Huyện Mới", "level": "district", "parent": "T"},
]
EMPTY_HERE = {"note", "not_rated_reason", "cell_name"}


@cache
def written_form(kind: str, language: str) -> bytes:
    written = io.BytesIO()
    write_template(kind, written, language, as_of=AS_OF)
    return written.getvalue()


def book_of(kind: str, language: str) -> Workbook:
    return load_workbook(io.BytesIO(written_form(kind, language)))


def tables_of(book: Workbook, kind: str) -> list[tuple[Worksheet, RosterKind]]:
    kinds = ("units", "successions") if kind == "units" else (kind,)
    return [
        (book.worksheets[number], roster_kinds()[name])
        for number, name in enumerate(kinds)
    ]


@pytest.fixture(
    params=[(kind, lang) for kind in FORMS for lang in LANGUAGES], ids="-".join
)
def form(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param


def test_every_heading_is_unique_and_means_its_field(form: tuple[str, str]) -> None:
    kind, language = form
    for sheet, table in tables_of(book_of(kind, language), kind):
        headings = [cell.value for cell in sheet[HEADER_ROW]]
        assert len({key(heading) for heading in headings}) == len(table.fields)
        for heading, field in zip(headings, table.fields, strict=True):
            meant = [
                other.id
                for other in table.fields
                if key(heading) in map(key, other.headings)
            ]
            assert meant == [field.id]


def test_a_form_has_title_date_example_and_explanations(form: tuple[str, str]) -> None:
    kind, language = form
    book = book_of(kind, language)
    for sheet, table in tables_of(book, kind):
        assert sheet["A3"].value == table.title[language].upper()
        assert "31/12/2024" in sheet["A4"].value
        mark = {"vi": "Ví dụ", "en": "Example"}[language]
        assert sheet.cell(EXAMPLE_ROW, 1).value == mark
        assert sheet.freeze_panes == f"C{EXAMPLE_ROW}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    guide = book.worksheets[-1]
    explained = [cell.value for cell in guide["A"]]
    for _, table in tables_of(book, kind):
        for field in table.fields:
            assert field.label[language] in explained


def test_drop_downs_offer_only_words_that_the_vocabulary_knows(
    form: tuple[str, str],
) -> None:
    kind, language = form
    book = book_of(kind, language)
    for sheet, table in tables_of(book, kind):
        lists = {
            str(check.sqref).split(":")[0]: check.formula1
            for check in sheet.data_validations.dataValidation
            if check.type == "list"
        }
        for column, field in enumerate(table.fields, 1):
            place = lists.get(sheet.cell(EXAMPLE_ROW, column).coordinate)
            listed = "yes_no" if field.type in ("yes_no", "tick") else field.choices
            assert (place is None) == (listed is None)
            if place is None or listed is None:
                continue
            name, cells = place.rsplit("!", 1)
            offered = [
                row[0].value for row in book[name.strip("'")][cells.replace("$", "")]
            ]
            known = {
                key(word): value
                for value, words in vocabulary(listed).items()
                for word in words
            }
            values = ["yes"] if field.type == "tick" else list(vocabulary(listed))
            assert [known[key(word)] for word in offered] == values


def test_no_cell_holds_a_formula_and_dates_are_dates(form: tuple[str, str]) -> None:
    kind, language = form
    book = book_of(kind, language)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "-", "@"))
    for sheet, table in tables_of(book, kind):
        for column, field in enumerate(table.fields, 1):
            cell = sheet.cell(EXAMPLE_ROW, column)
            if field.type == "date" and cell.value is not None:
                assert isinstance(cell.value, datetime)
                assert cell.number_format == "dd/mm/yyyy"


def test_a_form_has_no_unit_in_its_title(form: tuple[str, str]) -> None:
    kind, language = form
    book = book_of(kind, language)
    for sheet, _ in tables_of(book, kind):
        title = [
            str(cell.value)
            for row in sheet.iter_rows(max_row=HEADER_ROW - 1)
            for cell in row
            if cell.value
        ]
        assert context.units_named(title, sheet.title, f"{kind}.xlsx") == []


def test_the_date_is_the_last_year_end_unless_told() -> None:
    written = io.BytesIO()
    write_template("members", written)
    today = date.today()
    year = today.year if (today.month, today.day) == (12, 31) else today.year - 1
    title = load_workbook(io.BytesIO(written.getvalue())).worksheets[0]["A4"].value
    assert f"31/12/{year}" in title


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError):
        write_template("nothing", io.BytesIO())


def fill(sheet: Worksheet, table: RosterKind, language: str) -> int:
    """Two rows as a clerk would write them; how many."""
    rows: list[dict[str, object]]
    if table.kind == "units":
        levels = {
            value: words[0] if language == "vi" else words[-1]
            for value, words in vocabulary("unit_level").items()
        }
        rows = [{**unit, "level": levels[unit["level"]]} for unit in UNITS]
    elif table.kind == "successions":
        day = datetime(2024, 7, 1)
        share = {"vi": "Toàn bộ", "en": "Whole"}[language]
        rows = [{"old": "T1", "new": "T2", "happened_on": day, "share": share}]
    else:
        rows = []
        for number in (1, 2):
            row = {}
            for column, field in enumerate(table.fields, 1):
                row[field.id] = sheet.cell(EXAMPLE_ROW, column).value
                if field.type == "unit" or field.id in EMPTY_HERE:
                    row[field.id] = None
            for place, name in PLACES[table.kind].items():
                row[place] = name.format(n=number)
            if "name" in row:
                row["name"] = f"Nguyễn Văn {'Ab'[number - 1]}n"
            if "card_number" in row:
                row["card_number"] = f"01234567890{number}"
            if table.kind == "aggregates":
                row["year"] = 2020 + number
            if table.kind == "admissions":
                row["admitted_on"] = datetime(2024, 5, 19)
                row["full_member_on"] = None
            rows.append(row)
    for position, row in enumerate(rows, EXAMPLE_ROW + 1):
        for column, field in enumerate(table.fields, 1):
            if field.type != "number":
                sheet.cell(position, column).value = row.get(field.id)
    return len(rows)


def test_a_filled_form_is_read_without_a_question(form: tuple[str, str]) -> None:
    kind, language = form
    book = book_of(kind, language)
    expected = []
    for sheet, table in tables_of(book, kind):
        sheet["B1"] = None if kind == "units" else "Tỉnh Sông Mẫu"
        rows = fill(sheet, table, language)
        expected.append((sheet.title, kind, rows))
    written = io.BytesIO()
    book.save(written)
    with store.open_store(":memory:") as opened:
        source = Source(f"{kind}.xlsx", written.getvalue())
        report = Importer(opened, TODAY).file(source)
    problems = [problem for problem in report.problems if problem.effect != NOTE]
    assert problems == []
    assert report.status == "loaded"
    loaded = [(table.sheet, table.kind, table.rows_loaded) for table in report.tables]
    assert loaded == expected
    assert all(not table.ignored_columns for table in report.tables)
