"""Text with a separator (CSV) → rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from typing import Any

from grassroots.importing.files import legacy, syllables
from grassroots.importing.files.sheets import MOST_CELLS, refused, squared
from grassroots.importing.report import QUESTION, Problem, column_letter

SEPARATORS = "\t;,|"
_SAMPLE, _SAMPLE_ROWS = 200_000, 60
LARGEST_TEXT = 40_000_000
_MOST_ROWS = 1_048_576  # as many as a sheet has
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_FEW_ROWS = 2
_DIGIT = re.compile(r"\d")


def decoded(content: bytes) -> str | None:
    """The text of a file: UTF-8, UTF-16 with or without its mark, Windows Vietnamese;
    None where the bytes are no text.

    What is none of these is taken byte by byte, as TCVN3 and VNI files are: the text is
    then repaired a column at a time.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(content, "utf-16")
    wide = _wide(content)
    if wide:
        return _as(content, wide)
    if b"\x00" in content:
        return None
    text = _as(content, "utf-8-sig")
    if text is None:
        text = _eight_bit(content)
    return None if _CONTROL.search(text) else text


def _eight_bit(content: bytes) -> str:
    latin = _as(content, "cp1252") or content.decode("latin-1")
    windows = _as(content, "cp1258")
    if windows is None:
        return latin
    windows = unicodedata.normalize("NFC", windows)
    likely = max(syllables.share(convert(latin)) for convert in legacy.FROM.values())
    return windows if syllables.share(windows) >= likely else latin


def _as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of separators and spaces is nought."""
    head = content[:4096]
    half = len(head) // 2
    if half < 2 or len(content) % 2:
        return None
    if head[1::2].count(0) > 0.4 * half and head[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.4 * half and head[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def read_text(text: str) -> tuple[list[list[Any]], tuple[Problem, ...]]:
    """The rows of a text with a separator, and what is wrong with them.

    shifted_cells (a question) where a row has more cells than the table has columns:
    the separator stands inside a value without quotes (1,5), and all cells behind it
    have moved. FileRefused: damaged, too_large.
    """
    hint = _HINT.match(text)
    if hint:
        text = text[hint.end() :]
    separator = hint[1] if hint else separator_of(text)
    cells = text.count(separator) if separator else 0
    lines = max(text.count("\n"), text.count("\r"))
    if len(text) > LARGEST_TEXT or cells > 2 * MOST_CELLS or lines > _MOST_ROWS:
        raise refused("too_large")
    try:
        rows: list[list[Any]] = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator or "\x1f")
        )
    except csv.Error as error:
        raise refused("damaged") from error
    return squared(rows), _shifted(rows, separator)


def separator_of(text: str) -> str | None:
    """The separator that cuts most rows into equally many cells; None: no table."""
    best: tuple[float, int] = (0.0, 0)
    chosen = None
    sample = text[:_SAMPLE]
    for separator in SEPARATORS:
        try:
            widths = _widths(sample, separator)
        except csv.Error:
            continue
        if not widths:
            continue
        (width, count), *_ = Counter(widths).most_common(1)
        score = (count / len(widths) * min(count, 10), width)
        if len(widths) >= _FEW_ROWS and score > best:
            best, chosen = score, separator
    return chosen


def _widths(sample: str, separator: str) -> list[int]:
    """How many cells each row has that has more than one."""
    widths = []
    for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
        if len(row) > 1:
            widths.append(len(row))
        if len(widths) >= _SAMPLE_ROWS:
            break
    return widths


def _shifted(rows: list[list[Any]], separator: str | None) -> tuple[Problem, ...]:
    """A question for the first row that has more cells than the heading, levels below
    it included, and fills them."""
    counts = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = Counter(count for count in counts if count > 2)
    if not usual or separator is None:
        return ()
    least = 0.6 * usual.most_common(1)[0][0]
    top = next(number for number, count in enumerate(counts) if count >= max(3, least))
    heading = [
        len(row)
        for at, row in enumerate(rows[top : top + _LEVELS])
        if not at or not any(map(_DIGIT.search, row))
    ]
    header = max(heading)
    ends = [
        max((at + 1 for at, cell in enumerate(row) if cell.strip()), default=0)
        for row in rows
    ]
    beyond = [number for number, end in enumerate(ends) if end > header]
    if not beyond:
        return ()
    row = beyond[0]
    return (
        Problem(
            "shifted_cells",
            QUESTION,
            None,
            row + 1,
            column_letter(header),
            value=rows[row][header] or rows[row][ends[row] - 1],
            details={"rows": len(beyond), "separator": _NAMES.get(separator, "?")},
        ),
    )


_LEVELS = 3
_NAMES = {"\t": "Tab", ",": ",", ";": ";", "|": "|"}
