"""A file → its sheets as grids of cells, rows and columns counted as Excel does."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from xml.parsers.expat import ExpatError

import msoffcrypto
import msoffcrypto.exceptions
import python_calamine as calamine

from grassroots.importing.files import (
    container,
    delimited,
    extents,
    markup,
    older_extents,
    repair,
)
from grassroots.importing.files.extents import ZIP_FAULTS, Extent
from grassroots.importing.files.sheets import (
    MOST_SHEETS,
    Grid,
    refused,
    without_blank_end,
)
from grassroots.importing.report import NOTE, QUESTION, FileRefused, Problem
from grassroots.importing.sources import Source

__all__ = ["Grid", "read_grids"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHERS = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"%PDF-": "PDF"}
_MOST_SPINS = 500_000
_TEXT = re.compile(r"\.(csv|txt|tsv)$", re.IGNORECASE)
_Result = TypeVar("_Result")


def read_grids(
    source: Source,
    password: str | None = None,
    encodings: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Grid]:
    """The sheets of a workbook, a page of tables or a CSV file, hidden ones marked; the
    content tells which it is, not the file's name. Texts are repaired (repair.py).

    encodings: for a sheet's name, or "*", what a person answered to unsure_encoding: a
    column's letter, or "*", → unicode, tcvn3 or vni.
    FileRefused: empty_file, not_a_workbook, other_format, damaged, too_large,
    used_range, password_needed, wrong_password, password_unsupported.
    Nothing of the file is executed; formulas give the values saved with them.
    """
    encodings = encodings or {}
    grids: list[Grid] = []
    found = _grids(source, password)
    if not found:
        raise refused("damaged")
    if not any(grid.rows or grid.hidden for grid in found):
        found = found[:1]  # a workbook of blank sheets is one blank sheet
    for grid in found:
        answers = encodings.get(grid.sheet, encodings.get("*"))
        repaired, problems = repair.repair_grid(grid, answers)
        grids.append(replace(repaired, problems=(*grid.problems, *problems)))
    return grids


def _grids(source: Source, password: str | None) -> list[Grid]:
    content = source.content
    if source.fault:
        raise FileRefused(Problem(source.fault, NOTE), "failed")
    if not content[:65_536].strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe") and (
        not content.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe")
    ):
        raise refused("empty_file")
    if content.startswith(_OLE):
        content = _unlocked(content, password)
    if content.startswith(_ZIP):
        return _zipped(content)
    if content.startswith(_OLE):
        return _older(content)
    return _text(source.name, content)


def _unlocked(content: bytes, password: str | None) -> bytes:
    """The workbook inside a password's wrapping; anything else as it is."""
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not office.is_encrypted():
            return content
    except _OFFICE_FAULTS:
        return content
    if password is None:
        raise refused("password_needed", QUESTION)
    # How often the password is hashed stands in the file: millions would take minutes.
    info = getattr(office, "info", None)
    if isinstance(info, dict) and int(info.get("spinValue", 0)) > _MOST_SPINS:
        raise refused("damaged")
    opened = io.BytesIO()
    try:
        office.load_key(password=password)
        office.decrypt(opened)
    except msoffcrypto.exceptions.InvalidKeyError as error:
        raise refused("wrong_password", QUESTION) from error
    except _OFFICE_FAULTS as error:
        raise refused("damaged") from error
    return opened.getvalue()


# What that library raises on a container that is not in order.
_OFFICE_FAULTS = (
    msoffcrypto.exceptions.FileFormatError,
    msoffcrypto.exceptions.ParseError,
    msoffcrypto.exceptions.DecryptionError,
    *ZIP_FAULTS,
    ExpatError,
    struct.error,
    AttributeError,
    IndexError,
    TypeError,
    AssertionError,
)


def _zipped(content: bytes) -> list[Grid]:
    """An .xlsx, .xlsm or .ods file. A zip of anything else is no workbook."""
    with extents.open_zip(content) as parts:
        names = {entry.filename for entry in parts.infolist()}
        if "xl/workbook.bin" in names:
            raise refused("other_format", details={"format": "XLSB"})
        if any(name.startswith("xl/") for name in names):
            found = extents.of_xlsx(parts)
            return _workbook(content, lambda name, _: found.get(name))
        try:

            def held(name: str) -> bytes:
                return extents.part(parts, parts.getinfo(name))

            kind = held("mimetype") if "mimetype" in names else b""
            if b"spreadsheet" not in kind:
                raise refused("not_a_workbook")
            data = held("content.xml")
            manifest = held("META-INF/manifest.xml")
        except ZIP_FAULTS as error:
            raise refused("damaged") from error
    if b"encryption-data" in manifest:
        raise refused("password_unsupported")
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise refused("damaged")
    ordered = older_extents.of_ods(data)
    if b"<text:line-break" in data or b"<text:tab" in data:
        content = _with_breaks(kind, manifest, data)
    return _workbook(content, lambda _, number: _at(ordered, number))


def _with_breaks(kind: bytes, manifest: bytes, data: bytes) -> bytes:
    """The same ODS with line breaks and tabs as plain characters: the reader drops
    them, and would make one word of two."""
    data = re.sub(rb"<text:line-break\s*/>", b"\n", data)
    data = re.sub(rb"<text:tab(?:\s[^>]*)?/>", b" ", data)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("META-INF/manifest.xml", manifest)
        parts.writestr("content.xml", data)
    return made.getvalue()


def _older(content: bytes) -> list[Grid]:
    """An .xls file of Excel 5 to 2003."""
    found = older_extents.records(content)
    if found is None:
        raise refused("not_a_workbook")
    ordered = older_extents.of_xls(found[0])
    sound = container.around(*found)
    return _workbook(sound, lambda _, number: _at(ordered, number))


def _at(ordered: list[Extent], number: int) -> Extent | None:
    return ordered[number] if number < len(ordered) else None


def _workbook(
    content: bytes, extent: Callable[[str, int], Extent | None]
) -> list[Grid]:
    book = _safely(lambda: calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)))
    metas = list(book.sheets_metadata)
    if len(metas) > MOST_SHEETS:
        raise refused("too_large")
    return [
        _safely(partial(_sheet, book, number, meta, extent(meta.name, number)))
        for number, meta in enumerate(metas)
    ]


def _safely(read: Callable[[], _Result]) -> _Result:
    """What the reader gives; its faults, panics too, as a refusal."""
    try:
        return read()
    except calamine.PasswordError as error:
        raise refused("password_needed", QUESTION) from error
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        raise refused("damaged") from error
    except BaseException as error:
        # The reader is written in another language: where it gives up (a "panic"), no
        # ordinary exception comes.
        if type(error).__name__ != "PanicException":
            raise
        raise refused("damaged") from error


def _sheet(
    book: calamine.CalamineWorkbook,
    number: int,
    meta: calamine.SheetMetadata,
    extent: Extent | None,
) -> Grid:
    if meta.typ != calamine.SheetTypeEnum.WorkSheet:
        return Grid(meta.name, [])
    if meta.visible != calamine.SheetVisibleEnum.Visible:
        return Grid(meta.name, [], hidden=True)
    extent = extent or Extent()
    sheet = book.get_sheet_by_index(number)
    rows: list[list[Any]] = without_blank_end(sheet.to_python(skip_empty_area=False))
    ranges = sheet.merged_cell_ranges
    merged = (
        [(first[0], first[1], last[0], last[1]) for first, last in ranges]
        if ranges
        else extent.merged
    )
    height, width = len(rows), len(rows[0]) if rows else 0
    return Grid(
        meta.name,
        rows,
        tuple(
            (top, left, min(bottom, height - 1), min(right, width - 1))
            for top, left, bottom, right in merged
            if top < height and left < width
        ),
        hidden_rows=frozenset(row for row in extent.hidden_rows if row < height),
        hidden_columns=frozenset(at for at in extent.hidden_columns if at < width),
        problems=extent.problems(meta.name),
    )


def _text(name: str, content: bytes) -> list[Grid]:
    """A web page, an XML workbook or text with separators, under whatever name."""
    head = content[:100_000].replace(b"\x00", b"").decode("latin-1")
    stem = name.rsplit(".", 1)[0]
    if markup.looks_like_xml_sheet(head):
        return markup.read_xml_sheets(content)
    for beginning, kind in _OTHERS.items():
        if content.startswith(beginning):
            raise refused("other_format", details={"format": kind})
    if len(content) > 2 * delimited.LARGEST_TEXT:
        raise refused("too_large")
    text = delimited.decoded(content)
    if text is None:
        raise refused("not_a_workbook")
    if markup.looks_like_html(text[:100_000]):
        return markup.read_html(text, stem)
    if not _TEXT.search(name) and delimited.separator_of(text) is None:
        raise refused("not_a_workbook")
    rows, problems = delimited.read_text(text)
    return [
        Grid(
            stem, rows, problems=tuple(replace(found, sheet=stem) for found in problems)
        )
    ]
