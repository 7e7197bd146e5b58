"""Writes the rosters of the made-up province Sông Lam into data/sample.

    python tools/make_sample.py [FOLDER]

The same bytes on every run. No person, name or figure in it is real.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from sample_cells import cell_of, columns_of, unit_cells
from sample_registry import write_registry
from sample_words import HEADINGS, STYLES, TITLES, Style
from sample_world import Table, World, world

FOLDER = Path(__file__).parents[1] / "data" / "sample"
_HEADER_ROW = 7
_LINE = Side(style="thin", color="999999")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_STAMP = (2026, 7, 1, 8, 0, 0)


def style_of(table: Table) -> Style:
    """The habits in a table; rosters of an area name communes."""
    style = STYLES[table.style]
    if table.speaks_for.level == "area":
        bare = table.speaks_for.name.removeprefix("Địa bàn ")
        units = ("commune", "organisation", "cell")
        style = replace(style, office=f"ĐỊA BÀN {bare.upper()}", units=units)
    if table.kind == "hamlets":
        return replace(style, units=("commune", "hamlet"))
    if table.kind in ("leaders", "aggregates"):
        return replace(style, units=("unit_name",))
    if table.style == "Tỉnh Sông Lam":
        return replace(style, units=("organisation",))
    return style


def write_table(sheet: Worksheet, table: Table) -> None:
    """One roster with its title block, header, rows, total and signatures."""
    style = style_of(table)
    columns = columns_of(table.kind, table.fields, style)
    width = len(columns)
    _title(sheet, style, TITLES[table.kind], table.as_of, width)
    row = _header(sheet, table.kind, columns, style)
    if style.number_row:
        for index in range(1, width + 1):
            sheet.cell(row, index, index).alignment = Alignment(horizontal="center")
        row += 1
    for number, line in enumerate(table.written, start=1):
        units = unit_cells(line.row, table, style)
        for index, column in enumerate(columns, start=1):
            if column == "number":
                value: object = number
            elif column in style.units:
                value = units.get(column)
            else:
                value = line.raw.get(column, cell_of(line.row, column, table, style))
            if column == "name" and line.set_aside == "no_name":
                value = None
            if value is None:
                continue
            cell = sheet.cell(row, index, value)
            if isinstance(value, date):
                cell.number_format = "DD/MM/YYYY"
        row += 1
    if style.total_row:
        sheet.cell(row, 2, "Tổng cộng").font = Font(bold=True)
        sheet.cell(row, 3, len(table.written)).font = Font(bold=True)
        row += 1
    if style.signature:
        sheet.cell(row + 1, 2, "NGƯỜI LẬP BIỂU").font = Font(bold=True)
        sheet.cell(row + 1, max(4, width - 2), "T/M BAN THƯỜNG VỤ").font = Font(
            bold=True
        )
        sheet.cell(row + 2, max(4, width - 2), "(Ký, ghi rõ họ tên)")


def _title(sheet: Worksheet, style: Style, title: str, as_of: date, width: int) -> None:
    right = max(4, width - 3)
    sheet.cell(1, 1, "TỈNH ỦY SÔNG LAM")
    sheet.cell(2, 1, style.office).font = Font(bold=True)
    sheet.cell(1, right, "ĐẢNG CỘNG SẢN VIỆT NAM").font = Font(bold=True)
    sheet.cell(4, 1, title).font = Font(bold=True, size=14)
    sheet.cell(5, 1, f"(Số liệu tính đến ngày {as_of:%d/%m/%Y})")
    sheet.cell(6, 1, "Số liệu giả định, không phải người thật")
    for row in (4, 5, 6):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")


def _header(sheet: Worksheet, kind: str, columns: list[str], style: Style) -> int:
    """Writes one or two rows of headings; returns the first row below."""
    group = [
        index
        for index, column in enumerate(columns, start=1)
        if column in ("general_education", "profession", "political_theory")
    ]
    two = style.grouped and len(group) > 1
    short = {"general_education": "Văn hóa", "profession": "Chuyên môn"}
    for index, column in enumerate(columns, start=1):
        heading = heading_of(kind, column, style)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = 24 if column == "name" else 14
        if two and index in group:
            _head(sheet, _HEADER_ROW + 1, index, short.get(column, "LLCT"))
            continue
        _head(sheet, _HEADER_ROW, index, heading)
        if two:
            sheet.merge_cells(f"{letter}{_HEADER_ROW}:{letter}{_HEADER_ROW + 1}")
    if two:
        _head(sheet, _HEADER_ROW, group[0], "Trình độ")
        sheet.merge_cells(
            start_row=_HEADER_ROW,
            end_row=_HEADER_ROW,
            start_column=group[0],
            end_column=group[-1],
        )
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + (2 if two else 1), 1)
    return _HEADER_ROW + (2 if two else 1)


def _head(sheet: Worksheet, row: int, column: int, heading: str) -> None:
    cell = sheet.cell(row, column, heading)
    cell.font, cell.border = Font(bold=True), _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def heading_of(kind: str, column: str, style: Style) -> str:
    """What an office writes over a column."""
    if column == "number":
        return "TT" if style.units_first else "STT"
    if column == "gender" and style.female_tick:
        return "Nữ"
    own = style.headings.get(column)
    if own and not (kind == "leaders" and column == "position"):
        return own
    return HEADINGS[kind].get(column) or HEADINGS[""][column]


def save(workbook: Workbook, path: Path) -> None:
    """Saves a workbook with fixed dates: its bytes depend on its cells alone."""
    held = io.BytesIO()
    workbook.save(held)
    stamp = "{}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*_STAMP)
    with (
        zipfile.ZipFile(held) as made,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as fixed,
    ):
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(\w+)[^>]*>)[^<]*(</dcterms:)",
                    rb"\g<1>" + stamp.encode() + rb"\g<3>",
                    content,
                )
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            fixed.writestr(entry, content)


def files(tables: Iterable[Table]) -> dict[str, list[Table]]:
    """The tables by file, in the order in which they were sent."""
    by_file: dict[str, list[Table]] = {}
    for table in tables:
        by_file.setdefault(table.file, []).append(table)
    return by_file


def write_world(truth: World, folder: Path) -> list[Path]:
    """Writes all workbooks; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, tables in files(truth.tables).items():
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for table in tables:
            write_table(workbook.create_sheet(table.sheet), table)
        save(workbook, folder / name)
        written.append(folder / name)
    registry = Workbook()
    write_registry(registry, truth)
    save(registry, folder / "Danh mục đơn vị.xlsx")
    return [*written, folder / "Danh mục đơn vị.xlsx"]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for old in target.glob("*.xlsx"):
        old.unlink()
    print(f"{len(write_world(world(), target))} workbooks in {target}")
