"""The units roster of Sông Lam: "Danh mục đơn vị", with its sheet of successions."""

from __future__ import annotations

from datetime import date, timedelta

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from sample_units import BREAK, Unit
from sample_words import WORDS
from sample_world import World

_LEVELS = {
    "province": "Tỉnh",
    "area": "Địa bàn",
    "commune": "Xã, phường, thị trấn",
    "organisation": "Tổ chức cơ sở đảng",
}
_UNITS = [
    "STT",
    "Mã đơn vị",
    "Tên đơn vị",
    "Cấp",
    "Loại hình",
    "Đơn vị cấp trên",
    "Địa bàn",
    "Hiệu lực từ",
    "Hiệu lực đến",
    "Phải báo cáo",
]
_SUCCESSIONS = ["STT", "Mã cũ", "Mã mới", "Ngày", "Phần"]
_AS_OF = date(2026, 6, 30)


def periods(unit: Unit) -> list[tuple[Unit | None, date | None, date | None, bool]]:
    """A unit's life: parent, first and last day, whether it is after 1/7/2025."""
    start = unit.founded
    if unit.level == "province" or (
        unit.before is unit.after and unit.first < BREAK.year
    ):
        return [(unit.before, start, None, False)]
    lives = []
    if unit.before is not None and unit.first < BREAK.year:
        lives.append((unit.before, start, BREAK - timedelta(days=1), False))
        start = None
    if unit.after is not None and unit.last >= BREAK.year:
        lives.append((unit.after, max(start or BREAK, BREAK), None, True))
    return lives


def write_registry(workbook: Workbook, truth: World) -> None:
    """Both sheets of the units roster."""
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet("Đơn vị")
    _top(sheet, "DANH MỤC ĐƠN VỊ", _UNITS)
    row = 8
    for unit in truth.tree.declared:
        for parent, start, end, after in periods(unit):
            values = [
                row - 7,
                unit.code,
                unit.name,
                _LEVELS.get(unit.level) or _district(unit),
                WORDS["kind"].get(unit.kind or ""),
                parent.code if parent else None,
                unit.area.code if unit.area and after else None,
                f"{start:%d/%m/%Y}" if start else None,
                f"{end:%d/%m/%Y}" if end else None,
                _reports(unit, after),
            ]
            for index, value in enumerate(values, start=1):
                if value is not None:
                    sheet.cell(row, index, value)
            row += 1
    sheet = workbook.create_sheet("Sáp nhập")
    _top(sheet, "DANH MỤC ĐƠN VỊ SÁP NHẬP", _SUCCESSIONS)
    for number, (old, new, day, share) in enumerate(truth.successions, start=1):
        line = (number, old.code, new.code, f"{day:%d/%m/%Y}", share)
        for index, value in enumerate(line, start=1):
            sheet.cell(number + 7, index, value)


def reports(unit: Unit, after: bool) -> bool | None:
    """Whether a unit must report by itself; None: by the rule of its level."""
    if unit.level == "district" or (unit.level == "commune" and after):
        return True
    return False if unit.level in ("area", "organisation") else None


def _reports(unit: Unit, after: bool) -> str | None:
    must = reports(unit, after)
    return None if must is None else "Có" if must else "Không"


def _district(unit: Unit) -> str:
    sector = unit.name.startswith("Đảng ủy")
    return "Đảng ủy trực thuộc Tỉnh ủy" if sector else "Huyện, thị xã, thành phố"


def _top(sheet: Worksheet, title: str, headings: list[str]) -> None:
    sheet.cell(1, 1, "TỈNH ỦY SÔNG LAM")
    sheet.cell(2, 1, "BAN TỔ CHỨC TỈNH ỦY").font = Font(bold=True)
    sheet.cell(1, 7, "ĐẢNG CỘNG SẢN VIỆT NAM").font = Font(bold=True)
    sheet.cell(3, 1, title).font = Font(bold=True, size=14)
    sheet.cell(4, 1, f"(Số liệu tính đến ngày {_AS_OF:%d/%m/%Y})")
    sheet.cell(5, 1, "Số liệu giả định, không phải đơn vị thật")
    for index, heading in enumerate(headings, start=1):
        sheet.cell(7, index, heading).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(7, index).column_letter].width = 20
