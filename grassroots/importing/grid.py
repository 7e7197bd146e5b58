"""A file → its sheets as grids of cells, rows and columns counted as Excel does."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import msoffcrypto
import msoffcrypto.exceptions
import python_calamine as calamine

from grassroots.importing.report import NOTE, QUESTION, FileRefused, Problem
from grassroots.importing.sources import Source

_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")
_OLE = b"\xd0\xcf\x11\xe0"
_TEXT = re.compile(r"\.(csv|txt|tsv)$", re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of cells ("" where empty), all rows equally long; rows[0] is the
    sheet's row 1. merged: (first row, first column, last row, last column), from 0."""

    sheet: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


def read_grids(source: Source, password: str | None = None) -> list[Grid]:
    """The sheets of a workbook or a CSV file, hidden ones marked.

    FileRefused: empty_file, not_a_workbook, damaged, password_needed, wrong_password.
    Nothing of the file is executed; formulas give the values saved with them.
    """
    content = source.content
    if source.fault:
        raise FileRefused(Problem(source.fault, NOTE), "failed")
    if not content.strip(b"\x00 \r\n\t"):
        raise FileRefused(Problem("empty_file", NOTE), "nothing_to_load")
    if content.startswith(_OLE):
        content = _opened(content, password)
    if content.startswith((_OLE, b"PK\x03\x04")):
        return _workbook(content)
    if _TEXT.search(source.name):
        return [Grid(source.name.rsplit(".", 1)[0], _table_of_text(content))]
    raise FileRefused(Problem("not_a_workbook", NOTE), "nothing_to_load")


def _opened(content: bytes, password: str | None) -> bytes:
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not office.is_encrypted():
            return content
    except (msoffcrypto.exceptions.FileFormatError, OSError, ValueError, KeyError):
        return content
    if password is None:
        raise FileRefused(Problem("password_needed", QUESTION), "needs_decision")
    opened = io.BytesIO()
    try:
        office.load_key(password=password)
        office.decrypt(opened)
    except msoffcrypto.exceptions.InvalidKeyError as error:
        problem = Problem("wrong_password", QUESTION)
        raise FileRefused(problem, "needs_decision") from error
    except (msoffcrypto.exceptions.DecryptionError, OSError, ValueError) as error:
        raise FileRefused(Problem("damaged", NOTE), "failed") from error
    return opened.getvalue()


def _workbook(content: bytes) -> list[Grid]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _sheet(book, number, meta)
            for number, meta in enumerate(book.sheets_metadata)
        ]
    except calamine.PasswordError as error:
        problem = Problem("password_needed", QUESTION)
        raise FileRefused(problem, "needs_decision") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        code = "damaged" if _is_a_spreadsheet(content) else "not_a_workbook"
        status = "failed" if code == "damaged" else "nothing_to_load"
        raise FileRefused(Problem(code, NOTE), status) from error


def _is_a_spreadsheet(content: bytes) -> bool:
    """Whether the parts of a zip are those of Excel or ODS: not of a letter."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            kind = parts.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, zlib.error):
        return True
    return any(name.startswith("xl/") for name in names) or b"spreadsheet" in kind


def _sheet(
    book: calamine.CalamineWorkbook, number: int, meta: calamine.SheetMetadata
) -> Grid:
    if meta.typ != calamine.SheetTypeEnum.WorkSheet:
        return Grid(meta.name, [])
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    if hidden:
        return Grid(meta.name, [], hidden=True)
    sheet = book.get_sheet_by_index(number)
    merged = tuple(
        (first[0], first[1], last[0], last[1])
        for first, last in sheet.merged_cell_ranges or ()
    )
    return Grid(meta.name, sheet.to_python(skip_empty_area=False), merged)


def _table_of_text(content: bytes) -> list[list[Any]]:
    text = _decoded(content)
    if "\x00" in text:
        raise FileRefused(Problem("not_a_workbook", NOTE), "nothing_to_load")
    sample = "\n".join(text.splitlines()[:50])
    separator = max(",;\t|", key=sample.count)
    rows: list[list[Any]] = list(csv.reader(io.StringIO(text), delimiter=separator))
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _decoded(content: bytes) -> str:
    encodings: tuple[str, ...] = _ENCODINGS
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(Problem("not_a_workbook", NOTE), "nothing_to_load")
