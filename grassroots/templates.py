"""Excel forms for each kind of roster, made to be read back without a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from grassroots.prefilled import Filled
from grassroots.rosters import (
    RosterField,
    RosterKind,
    form_texts,
    roster_kinds,
    shown_word,
    vocabulary,
)
from grassroots.templates_rows import put, write_rows

HEADER_ROW = 6
EXAMPLE_ROW = HEADER_ROW + 1
LAST_ROW = 5000
_RULED_ROWS = 200
_TABLES = {"units": ("units", "successions")}
_DATE, _TEXT, _WHOLE = "dd/mm/yyyy", "@", "0"
_FORMATS = {"number": _WHOLE, "date": _DATE, "integer": _WHOLE, "year": _WHOLE}
_WIDTHS = {
    "number": 8,
    "name": 26,
    "unit": 24,
    "text": 22,
    "note": 22,
    "code": 17,
    "choice": 21,
}
# A year typed alone into a date cell becomes a day of 1905: the check starts after.
_EARLIEST, _LATEST = date(1908, 1, 1), date(2100, 12, 31)

_THIN = Side(style="thin", color="B8B8B8")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADER_FILL = PatternFill("solid", fgColor="DCE6F1")
_REQUIRED_FILL = PatternFill("solid", fgColor="FCE4B6")
_FONT = "Times New Roman"
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class _Form:
    """What all sheets of one form share."""

    language: str
    texts: Mapping[str, Any]
    as_of: date

    def text(self, name: str, **values: object) -> str:
        return str(self.texts[name][self.language]).format(**values)

    def sheet(self, kind: str) -> str:
        named = self.texts["sheets"].get(kind, self.texts["sheet"])
        return str(named[self.language])


def write_template(
    kind: str,
    path_or_buffer: Any,
    language: str = "vi",
    *,
    as_of: date | None = None,
    filled: Filled | None = None,
) -> None:
    """Writes the Excel form of a kind of roster to a path or a binary buffer.

    as_of: the date in the title, to be changed by who fills it in; by default the last
    31 December that is over, or the day of what is filled in. filled: what stands in it
    beforehand. The units form has the table of successions on a second sheet. KeyError
    for a kind that is not known, OSError where the path cannot be written.
    """
    book = make_template(kind, language, as_of=as_of, filled=filled)
    book.save(path_or_buffer)


def make_template(
    kind: str,
    language: str = "vi",
    *,
    as_of: date | None = None,
    filled: Filled | None = None,
) -> Workbook:
    """The form as an openpyxl workbook: the tables' sheets, then the explanations."""
    kinds = roster_kinds()
    tables = [kinds[name] for name in _TABLES.get(kind, (kind,))]
    day = as_of or _last_year_end(date.today())
    if as_of is None and filled is not None and filled.as_of is not None:
        day = max(day, filled.as_of)  # else their own dates would lie after it
    form = _Form(language, form_texts(), day)
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "grassroots"
    book.properties.title = tables[0].title[language]
    book.properties.created = datetime(form.as_of.year, 1, 1)
    sheets = [book.create_sheet(form.sheet(table.kind)) for table in tables]
    guide = book.create_sheet(form.text("guide_sheet"))
    words = _write_guide(guide, tables, form)
    for sheet, table in zip(sheets, tables, strict=True):
        _write_title(sheet, table, form)
        _write_header(sheet, table, form)
        _write_example(sheet, table, form)
        _prepare_rows(sheet, table)
        if filled is not None and table.kind == kind:
            if filled.sender and table.kind != "units":
                put(sheet["B1"], filled.sender)
            tick = form.text("tick_word")
            write_rows(sheet, table, filled, EXAMPLE_ROW + 1, language, tick)
        _add_checks(sheet, table, form, words)
        _set_up_page(sheet, table, form)
    return book


def _last_year_end(today: date) -> date:
    this_year = date(today.year, 12, 31)
    return this_year if today == this_year else date(today.year - 1, 12, 31)


def _write_title(sheet: Worksheet, table: RosterKind, form: _Form) -> None:
    width = len(table.fields)
    middle = max(4, width // 2)
    sheet["A1"] = form.text("sender")
    sheet["A1"].font = Font(name=_FONT, size=11)
    # The sender is written here: Đảng bộ xã …, Huyện ủy ….
    sheet.merge_cells(start_row=1, end_row=1, start_column=2, end_column=3)
    sheet["B1"].font = Font(name=_FONT, size=11, bold=True)
    sheet["B1"].number_format = _TEXT
    sheet.cell(1, middle, form.text("party")).font = Font(name=_FONT, bold=True)
    lines = (
        (3, table.title[form.language].upper(), Font(name=_FONT, size=14, bold=True)),
        (
            4,
            form.text("as_of", day=f"{form.as_of:%d/%m/%Y}"),
            Font(name=_FONT, size=12, italic=True),
        ),
        (5, form.text("remark"), Font(name=_FONT, size=10, color="7A5A00")),
    )
    for row, text, font in lines:
        cell = sheet.cell(row, 1, text)
        cell.font = font
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=1, end_column=min(width, 10)
        )
        cell.alignment = Alignment(horizontal="left", vertical="center")


def _write_header(sheet: Worksheet, table: RosterKind, form: _Form) -> None:
    for column, field in enumerate(table.fields, 1):
        cell = sheet.cell(HEADER_ROW, column, field.label[form.language])
        cell.font = Font(name=_FONT, bold=True)
        cell.fill = _REQUIRED_FILL if field.id in table.required else _HEADER_FILL
        cell.alignment = _CENTRED
        cell.border = _BORDER
    sheet.row_dimensions[HEADER_ROW].height = 48


def _write_example(sheet: Worksheet, table: RosterKind, form: _Form) -> None:
    for column, field in enumerate(table.fields, 1):
        cell = sheet.cell(EXAMPLE_ROW, column, _example(field, form.language))
        cell.number_format = _FORMATS.get(field.type, _TEXT)
        cell.font = Font(name=_FONT, italic=True, color="808080")
        cell.border = _BORDER


def _example(field: RosterField, language: str) -> object:
    """The example as Excel should hold it; None where the cell stays empty."""
    text = field.example[language]
    if not text:
        return None
    if field.type == "date":
        return datetime.strptime(text, "%d/%m/%Y")
    return int(text) if field.type in ("integer", "year") else text


def _prepare_rows(sheet: Worksheet, table: RosterKind) -> None:
    """Formats whole columns; rules and numbers the first rows.

    A numbered row is read as a row even where little else of it is filled in.
    """
    font = Font(name=_FONT)
    for column, field in enumerate(table.fields, 1):
        written = _FORMATS.get(field.type, _TEXT)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.number_format = written
        dimension.width = _WIDTHS.get(field.type, 14)
        for row in range(EXAMPLE_ROW + 1, EXAMPLE_ROW + 1 + _RULED_ROWS):
            cell = sheet.cell(row, column)
            cell.number_format = written
            cell.font = font
            cell.border = _BORDER
            if field.type == "number":
                cell.value = row - EXAMPLE_ROW


def _add_checks(
    sheet: Worksheet, table: RosterKind, form: _Form, words: Mapping[str, str]
) -> None:
    """Drop-down lists and checks, from the example row to the last prepared one.

    words: where on the sheet of explanations each vocabulary's words stand.
    """
    for column, field in enumerate(table.fields, 1):
        check = _check(field, form, words)
        if check is None:
            continue
        letter = get_column_letter(column)
        check.add(f"{letter}{EXAMPLE_ROW}:{letter}{LAST_ROW}")
        check.promptTitle = field.label[form.language][:32]
        check.prompt = field.help[form.language][:255]
        check.showInputMessage = True
        sheet.add_data_validation(check)


def _check(
    field: RosterField, form: _Form, words: Mapping[str, str]
) -> DataValidation | None:
    listed = {"yes_no": "yes_no", "tick": "tick"}.get(field.type, field.choices)
    if listed is not None:
        check = DataValidation(type="list", formula1=words[listed], allow_blank=True)
        # Several posts may stand in one cell; other known words are read as well.
        check.errorStyle = "stop" if field.type in ("yes_no", "tick") else "warning"
        check.showErrorMessage = field.type != "choices"
        check.error = form.text("wrong_word")
        return check
    if field.type == "date":
        check = DataValidation(
            type="date",
            operator="between",
            formula1=str(_serial(_EARLIEST)),
            formula2=str(_serial(_LATEST)),
            allow_blank=True,
        )
        check.errorStyle, check.error = "warning", form.text("wrong_date")
        check.showErrorMessage = True
        return check
    if field.type in ("integer", "year"):
        low, high = (0, 10_000_000) if field.type == "integer" else (1990, 2100)
        check = DataValidation(
            type="whole",
            operator="between",
            formula1=str(low),
            formula2=str(high),
            allow_blank=True,
        )
        wrong = "wrong_number" if field.type == "integer" else "wrong_year"
        check.errorStyle, check.error = "stop", form.text(wrong)
        check.showErrorMessage = True
        return check
    return None


def _serial(day: date) -> int:
    """The number by which Excel knows a day (1 is 1/1/1900, 60 never was)."""
    return (day - date(1899, 12, 30)).days


def _set_up_page(sheet: Worksheet, table: RosterKind, form: _Form) -> None:
    sheet.freeze_panes = sheet.cell(EXAMPLE_ROW, 3)
    _print_on_a4(sheet, form)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _print_on_a4(sheet: Worksheet, form: _Form) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.right.text = form.text("page")


def _write_guide(
    sheet: Worksheet, tables: list[RosterKind], form: _Form
) -> dict[str, str]:
    """The explanations, and below them the words of the drop-down lists.

    Comes back with each list's place, as a reference for a check. No row of the sheet
    holds two headings, so that it is never taken for a roster itself.
    """
    language = form.language
    sheet["A1"] = form.text("guide_title")
    sheet["A1"].font = Font(name=_FONT, size=14, bold=True)
    names = ("column", "required", "meaning", "words", "empty")
    for column, name in enumerate(names, 1):
        cell = sheet.cell(3, column, form.text(f"guide_{name}"))
        cell.font, cell.fill = Font(name=_FONT, bold=True), _HEADER_FILL
        cell.border, cell.alignment = _BORDER, _CENTRED
    row = 4
    lists: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for table in tables:
        if len(tables) > 1:
            title = sheet.cell(row, 1, table.title[language])
            title.font = Font(name=_FONT, bold=True)
            row += 1
        for field in table.fields:
            words = _words(field, form)
            if words:
                listed = field.choices or field.type
                lists.setdefault(listed, words)
                labels.setdefault(listed, field.label[language])
            choose = form.text("choose", words="; ".join(words)) if words else ""
            required = "yes" if field.id in table.required else "no"
            empty = form.texts["empty"][field.type][language]
            for column, text in enumerate(
                (
                    field.label[language],
                    form.text(f"required_{required}"),
                    field.help[language],
                    choose,
                    empty,
                ),
                1,
            ):
                cell = sheet.cell(row, column, text or None)
                cell.font = Font(name=_FONT, bold=column == 1)
                cell.border, cell.alignment = _BORDER, _WRAPPED
            row += 1
    for column, width in enumerate((28, 16, 60, 48, 30), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    places = _write_lists(sheet, row + 1, lists, labels, form)
    sheet.freeze_panes = "A4"
    _print_on_a4(sheet, form)
    return places


def _write_lists(
    sheet: Worksheet,
    row: int,
    lists: Mapping[str, list[str]],
    labels: Mapping[str, str],
    form: _Form,
) -> dict[str, str]:
    places = {}
    for listed, words in lists.items():
        title = sheet.cell(row, 1, form.text("words_for", label=labels[listed]))
        title.font, title.alignment = Font(name=_FONT, italic=True), _WRAPPED
        first = row + 1
        for row, word in enumerate(words, first):
            sheet.cell(row, 2, word).font = Font(name=_FONT)
        places[listed] = f"{quote_sheetname(sheet.title)}!$B${first}:$B${row}"
        row += 2
    return places


def _words(field: RosterField, form: _Form) -> list[str]:
    """The words that a drop-down list offers, empty where there is none."""
    if field.type == "tick":
        return [form.text("tick_word")]
    name = "yes_no" if field.type == "yes_no" else field.choices
    if name is None:
        return []
    return [shown_word(name, value, form.language) for value in vocabulary(name)]
