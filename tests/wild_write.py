"""Sheets of cells → the bytes of a file: xlsx, xls, ods, HTML named .xls, CSV."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlwt
from openpyxl import Workbook

_WRITTEN = datetime(2025, 1, 15, 8)
EXCEL_START = date(1899, 12, 30)


@dataclass
class Sheet:
    """A sheet to be written: cells by (row, column), both counted from 0.

    merges: (first row, first column, last row, last column).
    """

    name: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)

    @property
    def height(self) -> int:
        """How many rows."""
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        """How many columns."""
        return max((column for _, column in self.cells), default=-1) + 1

    def put(self, row: int, column: int, value: Any) -> None:
        """Sets a cell; nothing is no cell."""
        if value is not None and value != "":
            self.cells[row, column] = value


def write(sheets: list[Sheet], form: str) -> tuple[bytes, str]:
    """The bytes and the ending of a file's name.

    form: xlsx, xlsm (no macro in it), xls, ods, html, or csv-SEPARATOR-ENCODING; the
    last two hold only the first visible sheet.
    """
    if form in ("xlsx", "xlsm"):
        return _xlsx(sheets), form
    if form == "xls":
        return _xls(sheets), "xls"
    if form == "ods":
        return _ods(sheets), "ods"
    visible = [sheet for sheet in sheets if not sheet.hidden]
    if form == "html":
        return _html(visible[0]), "xls"
    _, separator, encoding = form.split("-", 2)
    return _csv(visible[0], separator, encoding), "csv"


def _xlsx(sheets: list[Sheet]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        for (row, column), value in sheet.cells.items():
            cell = made.cell(row + 1, column + 1, value)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
        for top, left, bottom, right in sheet.merges:
            made.merge_cells(
                start_row=top + 1,
                start_column=left + 1,
                end_row=bottom + 1,
                end_column=right + 1,
            )
        for row in sheet.hidden_rows:
            made.row_dimensions[row + 1].hidden = True
        if sheet.hidden:
            made.sheet_state = "hidden"
    visible = next(n for n, sheet in enumerate(sheets) if not sheet.hidden)
    book.active = visible
    book.properties.created = book.properties.modified = _WRITTEN
    buffer = io.BytesIO()
    book.save(buffer)
    return _timeless(buffer.getvalue())


def _timeless(content: bytes) -> bytes:
    """A zip whose bytes do not tell when it was written."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(buffer, "w") as made,
    ):
        for part in read.namelist():
            body = read.read(part)
            if part == "docProps/core.xml":
                body = re.sub(
                    rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2025-01-15T08:00:00Z", body
                )
            told = zipfile.ZipInfo(part)
            made.writestr(told, body, zipfile.ZIP_DEFLATED, 1)
    return buffer.getvalue()


def _xls(sheets: list[Sheet]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    dated = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    plain = xlwt.XFStyle()
    for sheet in sheets:
        made = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        for (row, column), value in sheet.cells.items():
            style = dated if isinstance(value, date) else plain
            made.write(row, column, value, style)
        for top, left, bottom, right in sheet.merges:
            value = sheet.cells.get((top, left), "")
            made.write_merge(top, bottom, left, right, value)
        for row in sheet.hidden_rows:
            made.row(row).hidden = True
        if sheet.hidden:
            made.visibility = 1
    visible = next(n for n, sheet in enumerate(sheets) if not sheet.hidden)
    book.set_active_sheet(visible)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.2"><office:automatic-styles>'
    '<style:style style:name="shown" style:family="table">'
    '<style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods(sheets: list[Sheet]) -> bytes:
    parts = [_ODS_HEAD]
    for sheet in sheets:
        style = "hidden" if sheet.hidden else "shown"
        name = html.escape(sheet.name, quote=True)
        parts.append(f'<table:table table:name="{name}" table:style-name="{style}">')
        parts.append(
            f'<table:table-column table:number-columns-repeated="{sheet.width}"/>'
        )
        spans = {(m[0], m[1]): m for m in sheet.merges}
        covered = _covered(sheet)
        for row in range(sheet.height):
            hidden = ' table:visibility="collapse"' if row in sheet.hidden_rows else ""
            parts.append(f"<table:table-row{hidden}>")
            for column in range(sheet.width):
                value = sheet.cells.get((row, column))
                if (row, column) in covered:
                    parts.append("<table:covered-table-cell/>")
                    continue
                span = ""
                if (row, column) in spans:
                    top, left, bottom, right = spans[row, column]
                    span = (
                        f' table:number-columns-spanned="{right - left + 1}"'
                        f' table:number-rows-spanned="{bottom - top + 1}"'
                    )
                parts.append(_ods_cell(value, span))
            parts.append("</table:table-row>")
        parts.append("</table:table>")
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        packed.writestr(zipfile.ZipInfo("mimetype"), kind)
        for name, body in (
            ("META-INF/manifest.xml", _ODS_MANIFEST),
            ("content.xml", "".join(parts)),
        ):
            packed.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _ods_cell(value: Any, span: str) -> str:
    if value is None:
        return f"<table:table-cell{span}/>"
    if isinstance(value, datetime | date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="'
            f'{value:%Y-%m-%d}"{span}><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
        )
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"'
            f"{span}><text:p>{value}</text:p></table:table-cell>"
        )
    lines = "".join(
        f"<text:p>{html.escape(line, quote=False)}</text:p>"
        for line in str(value).split("\n")
    )
    return (
        f'<table:table-cell office:value-type="string"{span}>{lines}</table:table-cell>'
    )


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    return {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def as_text(value: Any) -> str:
    """A cell as Excel writes it into a format that knows only text."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _html(sheet: Sheet) -> bytes:
    spans = {(m[0], m[1]): m for m in sheet.merges}
    covered = _covered(sheet)
    lines = [
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        "<style>td {mso-number-format:'\\@'}</style></head><body><table border=1>"
    ]
    for row in range(sheet.height):
        lines.append("<tr>")
        for column in range(sheet.width):
            if (row, column) in covered:
                continue
            span = ""
            if (row, column) in spans:
                top, left, bottom, right = spans[row, column]
                span = f' colspan="{right - left + 1}" rowspan="{bottom - top + 1}"'
            text = html.escape(as_text(sheet.cells.get((row, column))))
            lines.append(f"<td{span}>{text.replace(chr(10), '<br>')}</td>")
        lines.append("</tr>")
    lines.append("</table></body></html>")
    return "\n".join(lines).encode()


def _csv(sheet: Sheet, separator: str, encoding: str) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter={"tab": "\t"}.get(separator, separator))
    for row in range(sheet.height):
        writer.writerow(
            [as_text(sheet.cells.get((row, column))) for column in range(sheet.width)]
        )
    text = buffer.getvalue()
    return _cp1258(text) if encoding == "cp1258" else text.encode(encoding)


def _cp1258(text: str) -> bytes:
    """Vietnamese Windows text: tones stand behind their letters."""
    parts = []
    for char in text:
        try:
            parts.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tones = [
                mark for mark in marks[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"
            ]
            shape = "".join(mark for mark in marks if mark not in tones)
            base = unicodedata.normalize("NFC", shape)
            parts.append((base + "".join(tones)).encode("cp1258", errors="replace"))
    return b"".join(parts)
