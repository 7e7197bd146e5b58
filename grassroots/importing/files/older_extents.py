"""The used ranges of .xls and .ods sheets, as extents.py has them for .xlsx."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from xml.parsers import expat

import olefile  # type: ignore[import-untyped]

from grassroots.importing.files.extents import Extent, check_area
from grassroots.importing.files.sheets import MOST_SHEETS, refused

_CELL = struct.Struct("<HH")
LARGEST_STREAM = 80_000_000
LARGEST_CONTENT = 110_000_000
_BOUND_SHEET, _BEGIN, _ROW, _COLUMNS, _SIZE = 0x85, 0x809, 0x208, 0x7D, 0x200
# number, label, label of the string table, rk, rich string, boolean or error
_ONE_CELL = {0x203, 0x204, 0xFD, 0x27E, 0xD6, 0x205, 0x06}
_BOOLEAN_OR_ERROR, _FORMULA, _MANY_RK = 0x205, 0x06, 0xBD
_PLAIN_CELL = _ONE_CELL - {_BOOLEAN_OR_ERROR, _FORMULA}
# What an .xls sheet can hold; a header that promises more is a lie to the reader.
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256


def of_xls(stream: bytes) -> list[Extent]:
    """Each sheet in the workbook's order, from its stream of records.

    FileRefused: damaged, too_large, used_range.
    """
    if len(stream) > LARGEST_STREAM:
        raise refused("too_large")
    starts: dict[int, int] = {}
    extents: list[Extent] = []
    loose: list[Extent] = []
    sheet = Extent()
    unpack = _CELL.unpack_from
    for at, kind, body in _records(stream):
        if kind == _BOUND_SHEET and len(body) >= 4:
            starts[int.from_bytes(body[:4], "little")] = len(extents)
            extents.append(Extent())
            if len(extents) > MOST_SHEETS:
                raise refused("too_large")
        elif kind == _BEGIN:
            number = starts.get(at)
            sheet = Extent() if number is None else extents[number]
            loose.append(sheet)
        elif kind in _PLAIN_CELL and len(body) >= 4:  # nearly all records
            row, column = unpack(body)
            if row >= sheet.rows:
                sheet.rows = row + 1
            if column >= sheet.columns:
                sheet.columns = column + 1
        else:
            _take(sheet, kind, body)
    check_area((f"#{n}", one.rows, one.columns) for n, one in enumerate(loose, 1))
    return extents


_OLE_FAULTS = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    MemoryError,
    OverflowError,
    struct.error,
)


# The name of a workbook's stream; the beginning of its records.
_SIGNS = ("Workbook".encode("utf-16-le"), b"\x09\x08\x10\x00")


def records(content: bytes) -> tuple[bytes, str] | None:
    """The stream of records of a workbook inside its OLE container, and the stream's
    name; None where there is no workbook in it. FileRefused: damaged, not_a_workbook.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    return bytes(container.openstream(name).read()), name
    except _OLE_FAULTS as error:
        ours = any(sign in content for sign in _SIGNS)
        raise refused("damaged" if ours else "not_a_workbook") from error
    return None


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at, end = 0, len(stream) - 4
    unpack, wanted = _CELL.unpack_from, _ONE_CELL | _OTHERS
    while at <= end:
        kind, length = unpack(stream, at)
        if kind in wanted:
            yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


_OTHERS = {_BOUND_SHEET, _BEGIN, _ROW, _COLUMNS, _SIZE, _MANY_RK}


def _take(sheet: Extent, kind: int, body: bytes) -> None:
    """One record of a sheet."""
    if len(body) < 4:
        return
    row, column = _CELL.unpack_from(body)
    if kind in _ONE_CELL:
        sheet.rows = max(sheet.rows, row + 1)
        sheet.columns = max(sheet.columns, column + 1)
        wrong = kind == _BOOLEAN_OR_ERROR and body[7:8] not in (b"", b"\0")
        if kind == _FORMULA:
            wrong = body[6:7] == b"\x02" and body[12:14] == b"\xff\xff"
        if wrong:
            sheet.errors.append((row, column))
    elif kind == _MANY_RK:
        last = int.from_bytes(body[-2:], "little")
        sheet.rows = max(sheet.rows, row + 1)
        sheet.columns = max(sheet.columns, last + 1)
    elif kind == _ROW and len(body) >= 14 and body[12] & 0x20:
        sheet.hidden_rows.add(row)
    elif kind == _COLUMNS and len(body) >= 10 and body[8] & 1:
        sheet.hidden_columns |= set(range(row, min(column + 1, _MOST_COLUMNS)))
    elif kind == _SIZE and len(body) >= 8:
        form = "<IIHH" if len(body) >= 12 else "<HHHH"
        top, last_row, left, last_column = struct.unpack_from(form, body)
        # The reader makes room for what this says, whatever the cells are.
        if last_row > _MOST_ROWS or last_column > _MOST_COLUMNS:
            raise refused("damaged")
        if (last_row and top > last_row) or (last_column and left > last_column):
            raise refused("damaged")


_TAG = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell|table-column)"
    rb"(?![\w-])([^>]*?)(/?)>"
)
_REPEATED = {
    kind: re.compile(rb"number-%s-repeated\s*=\s*[\"'](\d{1,9})" % kind)
    for kind in (b"rows", b"columns")
}
_SPANNED = re.compile(rb"number-(columns|rows)-spanned\s*=\s*[\"'](\d{1,9})")
_MOST_MERGED = 20_000


def of_ods(data: bytes) -> list[Extent]:
    """Each sheet of an ODS file's content.xml, in order, with its merged cells.

    FileRefused: too_large, used_range.
    """
    if len(data) > LARGEST_CONTENT:
        raise refused("too_large")
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise refused("damaged")
    try:
        # The reader waits for ever for the end of a document that was cut off.
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise refused("damaged") from error
    sheets: list[Extent] = []
    sheet = Extent()
    row = column = repeated = tables = 0
    filled = False
    for tag in _TAG.finditer(data):
        closing, kind, attributes, empty = tag.groups()
        if kind == b"table-cell" or kind == b"covered-table-cell":
            if closing:
                continue
            times = _times(b"columns", attributes)
            if b"spanned" in attributes:
                _merge(sheet, row, column, attributes)
            column += times
            # A cell with a value, or with anything inside of it.
            if not empty or b"value" in attributes:
                filled = True
                sheet.columns = max(sheet.columns, column)
        elif kind == b"table-row":
            if not closing:
                column, filled = 0, False
                repeated = _times(b"rows", attributes)
                if b"collapse" in attributes or b'visibility="filter"' in attributes:
                    sheet.hidden_rows |= set(range(row, row + min(repeated, 100_000)))
            if closing or empty:
                row += repeated
                if filled:
                    sheet.rows = max(sheet.rows, row)
        elif kind == b"table-column":
            if not closing:
                times = _times(b"columns", attributes)
                if b"collapse" in attributes:
                    sheet.hidden_columns |= set(
                        range(column, column + min(times, 16_384))
                    )
                column += times
        elif not closing:
            sheet = Extent()
            tables += 1
            sheets.append(sheet)
            row = column = 0
    if tables > MOST_SHEETS:
        raise refused("too_large")
    check_area((f"#{n}", one.rows, one.columns) for n, one in enumerate(sheets, 1))
    return sheets


def _times(kind: bytes, attributes: bytes) -> int:
    if b"repeated" not in attributes:
        return 1
    found = _REPEATED[kind].search(attributes)
    return int(found[1]) if found else 1


def _merge(sheet: Extent, row: int, column: int, attributes: bytes) -> None:
    spans = {kind: int(number) for kind, number in _SPANNED.findall(attributes)}
    down, across = spans.get(b"rows", 1), spans.get(b"columns", 1)
    if (down > 1 or across > 1) and len(sheet.merged) < _MOST_MERGED:
        sheet.merged.append((row, column, row + down - 1, column + across - 1))
