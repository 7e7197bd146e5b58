"""A file handed back to its sender: an Excel copy with the faulty cells marked and
commented, and a first sheet that lists what is to be corrected.

The copy has no macros, no formulas (their values stand there, as the import read them)
and no password. Corrected, it is imported like any other file: the first sheet is no
roster, comments and colours say nothing to the import.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

import msoffcrypto
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from grassroots import handback_sheets, texts
from grassroots.handback_sheets import listed, sentence, without_long_numbers
from grassroots.importing.files.grid import read_grids
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    ROW,
    VALUE,
    FileRefused,
    FileReport,
    Problem,
)
from grassroots.importing.sources import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COLOURS = {VALUE: "00FFEB84", ROW: "00F8B48C", QUESTION: "009DC3E6"}
_STRENGTH = (QUESTION, ROW, VALUE)
# A row that is set aside is coloured as far as anybody looks.
_WIDEST = 60
# Excel opens a sheet with more comments slowly; the list names all of them.
_MOST_COMMENTS = 2_000
_LONGEST_COMMENT = 6
# Cells that are formatted and hold nothing: a million of them take a GB of memory.
_BLANK = re.compile(rb"<(?:\w+:)?c (?:[^>]*/>|[^>]*></)")
_MOST_BLANK = 300_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
# What the writer of workbooks raises on one that the import could read.
_NOT_KEPT = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


def name_of(report: FileReport, language: str = "vi") -> str:
    """The name of the file handed back: that of the original, marked as to be
    corrected, so that neither can be taken for the other."""
    stem = PurePath(report.file).stem
    for known in texts.LANGUAGES:  # a file that went back before is not marked twice
        _, _, ending = texts.text(known, "handback.file", stem="|").partition("|")
        stem = stem.removesuffix(PurePath(ending).stem)
    return texts.text(language, "handback.file", stem=stem)


def hand_back(
    source: Source, report: FileReport, language: str, password: str | None = None
) -> bytes:
    """The workbook to send back, as the bytes of an .xlsx file.

    A file that cannot be opened at all gives the list alone. FileRefused:
    password_needed, wrong_password.
    """
    notes: list[str] = []
    try:
        # What the import would not open is not opened by another library either.
        if report.status == "failed":
            raise FileRefused(Problem("damaged", NOTE), "failed")
        book = _copy(source, language, password, notes)
    except FileRefused as refused:
        if refused.problem.effect == QUESTION:
            raise
        book = Workbook()
        book.remove(book.worksheets[0])
        notes.append(texts.text(language, "handback.no_copy"))
    _clear(book)
    title = texts.text(language, "handback.sheet")
    problems = listed(report.problems, _own_titles())
    cells = _mark(book, problems, language)
    handback_sheets.write_list(
        book, title, report.file, problems, cells, notes, language
    )
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _own_titles() -> frozenset[str]:
    return frozenset(
        texts.text(language, "handback.sheet") for language in texts.LANGUAGES
    )


def _copy(
    source: Source, language: str, password: str | None, notes: list[str]
) -> Workbook:
    """The original as a workbook; notes take what differs from it.

    FileRefused: it cannot be opened.
    """
    if source.fault:
        raise FileRefused(Problem(source.fault, NOTE), "failed")
    content = source.content
    if content.startswith(_OLE):
        content = _unlocked(content, password)
        if content is not source.content:
            notes.append(texts.text(language, "handback.no_password"))
    kept = _kept(content)
    if kept is not None:
        if _has_formulas(content):
            notes.append(texts.text(language, "handback.formulas"))
        return kept
    grids = [
        grid for grid in read_grids(source, password) if grid.sheet not in _own_titles()
    ]
    notes.append(texts.text(language, "handback.written_anew"))
    hidden = [grid.sheet for grid in grids if grid.hidden]
    if hidden:
        notes.append(
            texts.text(language, "handback.no_hidden_sheets", sheets=", ".join(hidden))
        )
    return handback_sheets.written([grid for grid in grids if not grid.hidden])


def _unlocked(content: bytes, password: str | None) -> bytes:
    """The workbook behind a password; the same bytes where there is none."""
    if password is None:
        return content
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not office.is_encrypted():
            return content
        opened = io.BytesIO()
        office.load_key(password=password)
        office.decrypt(opened)
    except msoffcrypto.exceptions.InvalidKeyError as error:
        problem = Problem("wrong_password", QUESTION)
        raise FileRefused(problem, "needs_decision") from error
    except (msoffcrypto.exceptions.FileFormatError, ValueError, OSError, KeyError):
        return content  # read_grids tells what is wrong with it
    return opened.getvalue()


def _kept(content: bytes) -> Workbook | None:
    """An .xlsx or .xlsm with its formats, merged cells and widths; None for anything
    else, and for one of very many blank cells. Macros and links to other files are not
    kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = [name for name in parts.namelist() if name.startswith("xl/")]
            sheets = [name for name in names if name.startswith("xl/worksheets/")]
            blank = (_blank_cells(parts.read(name)) for name in sheets)
            if not names or sum(blank) > _MOST_BLANK:
                return None
        return load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except _NOT_KEPT:
        return None


def _blank_cells(sheet: bytes) -> int:
    return sum(1 for _ in _BLANK.finditer(sheet))


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return any(
            _FORMULA.search(parts.read(name))
            for name in parts.namelist()
            if name.startswith("xl/worksheets/sheet")
        )


def _clear(book: Workbook) -> None:
    """Takes away what an earlier handing back has left: its list, comments, colours."""
    before = _own_titles() & set(book.sheetnames)
    if not before:
        return
    for title in before:
        book.remove(book[title])
    authors = {texts.text(one, "handback.author") for one in texts.LANGUAGES}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author in authors:
                    cell.comment = None
                if cell.has_style and _colour(cell) in _COLOURS.values():
                    cell.fill = PatternFill()


def _mark(
    book: Workbook, problems: Sequence[Problem], language: str
) -> Mapping[int, str]:
    """Colours and comments the faulty cells. Comes back with the address to jump to for
    each problem (by its place in the list) that has one: `'DS 2025'!G21`."""
    cells: dict[int, str] = {}
    said: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    by_title = {handback_sheets.title_of(one.title): one for one in book.worksheets}
    for place, problem in enumerate(problems):
        sheet = by_title.get(handback_sheets.title_of(problem.sheet or ""))
        if sheet is None:
            continue
        quoted = "'" + sheet.title.replace("'", "''") + "'"
        if problem.row is None:
            cells[place] = f"{quoted}!A1"
            continue
        cell = _cell(sheet, problem)
        cells[place] = f"{quoted}!{cell.coordinate}"
        said[sheet.title, cell.coordinate].append(problem)
        if problem.effect in _COLOURS:
            for coloured in _coloured(sheet, problem, cell):
                _fill(coloured, problem.effect)
    author = texts.text(language, "handback.author")
    for (title, coordinate), some in list(said.items())[:_MOST_COMMENTS]:
        cell = book[title][coordinate]
        if cell.comment is not None:
            before = [f"{cell.comment.author}: {cell.comment.text}"]
        else:
            before = []
        cell.comment = _comment(some, before, author, language)
    return cells


def _cell(sheet: Worksheet, problem: Problem) -> Cell:
    """The cell that a problem is about, the first one of a merged range; of a row its
    first cell that holds anything."""
    assert problem.row is not None
    if problem.column is not None:
        column = column_index_from_string(problem.column)
    else:
        column = next(
            (
                cell.column
                for cell in sheet[problem.row][:_WIDEST]
                if cell.value is not None
            ),
            1,
        )
    cell = sheet.cell(problem.row, column)
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _coloured(sheet: Worksheet, problem: Problem, cell: Cell) -> Iterable[Cell]:
    if problem.effect != ROW and problem.column is not None:
        return [cell]
    row = [one for one in sheet[cell.row][:_WIDEST] if not isinstance(one, MergedCell)]
    return row or [cell]


def _fill(cell: Cell, effect: str) -> None:
    """The colour of the graver of two problems stays."""
    for graver in _STRENGTH[: _STRENGTH.index(effect)]:
        if _colour(cell) == _COLOURS[graver]:
            return
    cell.fill = PatternFill("solid", fgColor=_COLOURS[effect])


def _colour(cell: Cell) -> object:
    return cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None


def _comment(
    problems: Sequence[Problem], before: list[str], author: str, language: str
) -> Comment:
    lines = [*before, *(sentence(language, problem) for problem in problems)]
    left = len(lines) - _LONGEST_COMMENT
    if left > 0:
        title = texts.text(language, "handback.sheet")
        more = texts.text(language, "handback.comment_more", count=left, sheet=title)
        lines = [*lines[:_LONGEST_COMMENT], more]
    text = without_long_numbers("\n".join(lines))
    return Comment(text, author, height=40 + 45 * len(lines), width=340)


def has_faults(report: FileReport) -> bool:
    """Whether somebody must correct or decide something in the file."""
    return report.status == "failed" or any(
        problem.effect != NOTE for problem in report.problems
    )


def zip_of(
    files: Iterable[tuple[Source, FileReport, str | None]], language: str
) -> bytes:
    """The marked copies of several files in one zip; each with its password, or None.

    Of a file behind a password that is not known the list alone is in it.
    """
    packed = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for source, report, password in files:
            try:
                book = hand_back(source, report, language, password)
            except FileRefused:
                closed = Source(source.name, b"", "damaged")
                book = hand_back(closed, report, language)
            name = name_of(report, language)
            stem, number = PurePath(name).stem, 2
            while name.lower() in taken:
                name, number = f"{stem} ({number}).xlsx", number + 1
            taken.add(name.lower())
            archive.writestr(name, book)
    return packed.getvalue()
