"""A made-up province of one district and two communes, as workbooks and as a store.

Small enough to count by hand: 2025 has 8 members rated (7 good or better) and 1 not
rated; of 4 hamlets 3 have a cell.
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from grassroots.importing.load import Importer
from grassroots.importing.report import FileReport
from grassroots.importing.sources import Source
from grassroots.store import open_store

TODAY = date(2026, 3, 1)
Row = tuple[object, ...]


def workbook(title: str, heads: Row, rows: list[Row]) -> bytes:
    """A roster as an office sends it: unit, title, date, heads, rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "DS"
    sheet.append(["Tỉnh Sông Thử"])
    sheet.append([title])
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def members(year: int) -> bytes:
    """Nine members of two communes; one is not rated; one was admitted in the year."""
    heads = (
        "TT",
        "Họ và tên",
        "Ngày sinh",
        "Huyện",
        "Xã",
        "Chi bộ",
        "Ngày vào Đảng",
        "Xếp loại",
    )
    ratings = ["HTXSNV", "HTTNV", "HTTNV", "HTTNV", "HTNV", "HTTNV", "HTTNV", "HTTNV"]
    rows: list[Row] = []
    for number, rating in enumerate([*ratings, "Chưa xếp loại"], start=1):
        joined = f"03/02/{year}" if number == 9 else f"03/02/{2000 + number}"
        commune = "Xã Đông" if number < 6 else "Xã Tây"
        row = (
            number,
            f"Nguyễn Văn {chr(64 + number)}",
            f"0{number}/01/1980",
            "Huyện Thử",
            commune,
            f"Chi bộ thôn {1 + number % 2}",
            joined,
            rating,
        )
        rows.append(row)
    title = f"DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/{year})"
    return workbook(title, heads, rows)


def hamlets(year: int) -> bytes:
    """Four hamlets of two communes, three with a cell of their own."""
    heads = (
        "TT",
        "Huyện",
        "Xã",
        "Tên thôn",
        "Số hộ",
        "Số đảng viên",
        "Có chi bộ",
        "Trưởng thôn là đảng viên",
        "Trưởng ban CTMT là đảng viên",
    )
    rows: list[Row] = [
        (1, "Huyện Thử", "Xã Đông", "Thôn 1", 40, 5, "x", "Có", "Có"),
        (2, "Huyện Thử", "Xã Đông", "Thôn 2", 35, 4, "x", "Không", "Có"),
        (3, "Huyện Thử", "Xã Tây", "Thôn 1", 50, 3, "x", "Có", "Không"),
        (4, "Huyện Thử", "Xã Tây", "Thôn 2", 20, 0, "Không", "Không", "Không"),
    ]
    title = f"DANH SÁCH THÔN, TỔ DÂN PHỐ (Tính đến ngày 31/12/{year})"
    return workbook(title, heads, rows)


def load(path: Path) -> list[FileReport]:
    """Imports 2024 and 2025 into a new store file."""
    with open_store(path) as opened:
        importer = Importer(opened, TODAY)
        return [
            importer.file(Source(f"{kind.__name__} {year}.xlsx", kind(year)))
            for year in (2024, 2025)
            for kind in (members, hamlets)
        ]
