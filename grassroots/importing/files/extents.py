"""How large a workbook's sheets really are, read from its parts before it is opened.

The reader lays a sheet out as a full rectangle: two cells in opposite corners of a
sheet take 17 billion places and end the whole program. So the used range is measured
first. On the way: hidden rows and columns, merged cells of ODS, errors of formulas.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from grassroots.importing.files.sheets import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    refused,
)
from grassroots.importing.report import NOTE, Problem, column_letter

LARGEST_UNPACKED = 160 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 5_000
ZIP_FAULTS = (
    IndexError,  # an entry without a name
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
    MemoryError,
)


@dataclass
class Extent:
    """A sheet's used range and what the reader does not tell of it."""

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    unvalued: list[tuple[int, int]] = field(default_factory=list)

    def problems(self, sheet: str) -> tuple[Problem, ...]:
        """Notes on cells that look filled in Excel but have nothing to be read."""
        return tuple(
            Problem(
                code,
                NOTE,
                sheet,
                cells[0][0] + 1,
                column_letter(cells[0][1]),
                details={"cells": len(cells)},
            )
            for code, cells in (
                ("formula_error", self.errors),
                ("formula_without_value", self.unvalued),
            )
            if cells
        )


def check_area(sizes: Iterable[tuple[str, int, int]]) -> None:
    """FileRefused (used_range) where the sheets, each with its rows and columns, take
    more places than can be held."""
    whole = 0
    for sheet, rows, columns in sizes:
        whole += rows * columns
        if whole > MOST_CELLS or columns > MOST_COLUMNS:
            raise refused(
                "used_range",
                sheet=sheet,
                details={"cell": f"{column_letter(max(columns, 1) - 1)}{rows}"},
            )


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The parts of a zip. FileRefused: damaged, too_large."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_FAULTS as error:
        raise refused("damaged") from error
    if explodes(parts.infolist()):
        raise refused("too_large")
    return parts


def explodes(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether unpacking takes more than a roster ever does."""
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return (
        len(entries) > MOST_PARTS
        or whole > LARGEST_UNPACKED
        or (whole > 16 * 1024 * 1024 and whole > packed * LARGEST_RATIO)
    )


def of_xlsx(parts: zipfile.ZipFile) -> dict[str, Extent]:
    """Each worksheet by its name. FileRefused: damaged, too_large, used_range.

    Every part is looked at whatever it is called, since any may be named as a sheet.
    """
    names = _sheet_names(parts)
    if len(names) > MOST_SHEETS:
        raise refused("too_large")
    found: dict[str, Extent] = {}
    sizes: dict[zipfile.ZipInfo, tuple[int, int]] = {}
    strings = Strings()
    for entry in parts.infolist():
        data = _read(parts, entry)
        # The reader knows no other encoding; nor does any office program write one.
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise refused("damaged")
        if b"sst" in data[:4096]:
            strings.learn(data)
        name = entry.filename.lstrip("/").lower()
        extent = _worksheet(data)
        if name in names:
            found[names[name]] = extent
        sizes[entry] = (extent.rows, extent.columns)
    if sum(rows * columns for rows, columns in sizes.values()) > MOST_CELLS:
        for entry in sizes:
            data = _read(parts, entry)
            if _usual(data) and b"row" in data:
                letters = set(_ANY_COLUMN.findall(data))
                columns = max((_column(found) + 1 for found in letters), default=0)
                sizes[entry] = (_last_row(_ANY_ROW, data), columns)
    check_area(
        (names.get(entry.filename.lstrip("/").lower(), entry.filename), *size)
        for entry, size in sizes.items()
    )
    if strings.longest > 1000:
        strings.check(_read(parts, entry) for entry in parts.infolist())
    return found


def part(parts: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What an entry of a zip holds, read no further than it says of itself: an entry
    may say that it is small and go on for gigabytes, which `read` would all unpack.

    zipfile.BadZipFile where it goes on, and others of ZIP_FAULTS.
    """
    asked = copy.copy(entry)
    asked.file_size += 1
    with parts.open(asked) as opened:
        data = opened.read(asked.file_size)
    if len(data) > entry.file_size:
        raise zipfile.BadZipFile("an entry goes on behind its end")
    return data


def _read(parts: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return part(parts, entry)
    except ZIP_FAULTS as error:
        raise refused("damaged") from error


def _sheet_names(parts: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet by its part in small letters; {} where nothing says."""
    try:
        book = ElementTree.fromstring(_named(parts, "xl/workbook.xml"))
        links = ElementTree.fromstring(_named(parts, "xl/_rels/workbook.xml.rels"))
    except (*ZIP_FAULTS, ElementTree.ParseError):
        return {}
    targets = {
        link.get("Id"): link.get("Target", "").replace("\\", "/") for link in links
    }
    names = {}
    for node in book.iter():
        if node.tag.endswith("}sheet"):
            ids = [value for key, value in node.items() if key.endswith("}id")]
            target = targets.get(ids[0], "") if ids else ""
            part = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
            names[part.lower()] = node.get("name", "")
    return names


def _named(parts: zipfile.ZipFile, name: str) -> bytes:
    data = part(parts, parts.getinfo(name))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise refused("damaged")
    return data


# A cell that is not of the form that office programs write: <c r="A1" …
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]{1,3}\d{1,7}")[\s/>]')
_UNUSUAL_OR_LONG = re.compile(rb'<c(?! r="[A-Z]{1,3}\d{1,5}")[\s/>]')
# Of tables of up to 26 columns: one look rules out all that is wider or longer.
_NOT_NARROW = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")[\s/>]')
_NOT_NARROW_OR_LONG = re.compile(rb'<c(?! r="[A-Z]\d{1,6}")[\s/>]')
# Cells that hold something: one that is only formatted takes no place.
_HELD = rb'"[^>]*(?<!/)>(?!</c>)'
_WIDE = re.compile(rb'<c r="([A-Z]{2,3})\d{1,7}' + _HELD)
_LONG = re.compile(rb'<c r="[A-Z]{1,3}(\d{6,7})' + _HELD)
_ANY_ROW = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})' + _HELD)
_ANY_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}' + _HELD)
_FORMATTED = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*/>")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,9})(\d{1,12})["']""")
_ROW_NUMBER = re.compile(rb"""<(?:[\w.-]+:)?row\s[^>]*?\br\s*=\s*["'](\d{1,12})""")
_UNPLACED = re.compile(rb"<(?:[\w.-]+:)?c(?![^>]*?\sr\s*=)[\s/>]")
_HIDDEN_ROW = re.compile(rb'<row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
_HIDDEN_COLUMN = re.compile(
    rb'<col\s(?=[^>]*\bhidden="(?:1|true)")(?=[^>]*\bmin="(\d{1,5})")'
    rb'[^>]*\bmax="(\d{1,5})"'
)
_ERROR = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"')
_UNVALUED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?![^>]*\bt="str")[^>]*>\s*'
    rb"<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_MOST_SHORT, _ONE_LETTER = 99_999, 26
_SLICE = 4 * 1024 * 1024


def _worksheet(data: bytes) -> Extent:
    """Of a sheet of the usual form the most rows that it can have, for speed."""
    if b"row" not in data:
        return Extent()
    plain = b":row" not in data
    if plain and _NOT_NARROW.search(data) is None:
        extent = Extent(_MOST_SHORT, _ONE_LETTER)
    elif plain and _NOT_NARROW_OR_LONG.search(data) is None:
        extent = Extent(_last_row(_LONG, data), _ONE_LETTER)
    elif plain and ((short := _UNUSUAL_OR_LONG.search(data) is None) or _usual(data)):
        letters = set(_WIDE.findall(data))
        columns = max((_column(found) + 1 for found in letters), default=_ONE_LETTER)
        extent = Extent(_MOST_SHORT if short else _last_row(_LONG, data), columns)
    else:
        extent = _measured(data)
    if b'hidden="' in data:
        extent.hidden_rows = {int(row) - 1 for row in _HIDDEN_ROW.findall(data)}
        head = data[: max(data.find(b"<sheetData"), 0)]
        for first, last in _HIDDEN_COLUMN.findall(head):
            extent.hidden_columns |= set(range(int(first) - 1, min(int(last), 16_384)))
    if b't="e"' in data:
        extent.errors = [_place(*found) for found in _ERROR.findall(data)]
    if b"<f" in data:
        extent.unvalued = [_place(*found) for found in _UNVALUED.findall(data)]
    return extent


def _usual(data: bytes) -> bool:
    return b":row" not in data and _UNUSUAL.search(data) is None


def _last_row(form: re.Pattern[bytes], data: bytes) -> int:
    last = 0
    for start in range(0, len(data), _SLICE):
        found = set(form.findall(data, max(start - 512, 0), start + _SLICE))
        last = max(last, max(map(int, found), default=0))
    return last


def _measured(data: bytes) -> Extent:
    """The corner of all references; where cells have none, as many as there may be."""
    rows = columns = 0
    data = _FORMATTED.sub(b"", data)
    for start in range(0, len(data), _SLICE):
        found = _REFERENCE.findall(data, max(start - 64, 0), start + _SLICE)
        for letters in {letters for letters, _ in found}:
            columns = max(columns, _column(letters) + 1)
        rows = max(rows, max((int(row) for _, row in found), default=0))
    if _UNPLACED.search(data):
        numbered = max(map(int, _ROW_NUMBER.findall(data)), default=0)
        pieces = re.split(rb"<(?:[\w.-]+:)?row\b", data)
        rows = max(rows, numbered + len(pieces) - 1)
        columns += max(len(re.findall(rb"[<:]c\b", piece)) for piece in pieces)
    return Extent(rows, columns)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _place(letters: bytes, row: bytes) -> tuple[int, int]:
    return int(row) - 1, _column(letters)


class Strings:
    """The shared texts of a workbook: one long text that a million cells name would
    take a million times its length."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    @property
    def longest(self) -> int:
        """The length of the longest text, in bytes of XML."""
        return max(self.lengths, default=0)

    def learn(self, data: bytes) -> None:
        """Takes in the part that holds the texts."""
        self.lengths += [len(text) for text in re.split(rb"<(?:\w+:)?si\b", data)[1:]]

    def check(self, sheets: Iterator[bytes]) -> None:
        """FileRefused (too_large) where the cells repeat too much text."""
        uses: Counter[bytes] = Counter()
        for data in sheets:
            if b"row" in data:
                uses.update(re.findall(rb"<(?:\w+:)?v>(\d{1,9})<", data))
        whole = sum(
            self.lengths[int(number)] * count
            for number, count in uses.items()
            if int(number) < len(self.lengths)
        )
        if whole > LARGEST_UNPACKED:
            raise refused("too_large")
