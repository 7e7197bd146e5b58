"""Web pages and XML that office programs and web software save under the name .xls."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from grassroots.importing.files.extents import check_area
from grassroots.importing.files.sheets import MOST_SHEETS, Grid, refused, squared

# A page is read more slowly than a workbook: these sizes take some seconds.
LARGEST_PAGE = 15_000_000
MOST_PAGE_CELLS = 500_000
_DEEPEST = 50
_LAYOUT_COLUMNS = 2
_MOST_SPAN = 1000
_LOOKS_HTML = re.compile(r"<(?:html|table|!doctype html|meta|style|body)\b", re.I)
_LOOKS_XML = re.compile(r"urn:schemas-microsoft-com:office:spreadsheet")


def looks_like_html(head: str) -> bool:
    """Whether a text begins like a web page."""
    return head.lstrip("\ufeff \r\n\t")[:1] == "<" and bool(_LOOKS_HTML.search(head))


def looks_like_xml_sheet(head: str) -> bool:
    """Whether a text is a SpreadsheetML workbook of Excel 2003."""
    return head.lstrip("\ufeff \r\n\t")[:1] == "<" and bool(_LOOKS_XML.search(head))


@dataclass
class _Table:
    """A table of a page being read; spans from rows above are kept in taken."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    span: tuple[int, int] | None = None
    column: int = 0

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self.column = 0

    def begin_cell(self, across: int, down: int) -> None:
        self.end_cell()
        if not self.rows:
            self.begin_row()
        self.span = (across, down)

    def end_cell(self) -> None:
        if self.span is None:
            return
        across, down = self.span
        row = len(self.rows) - 1
        column = self.column
        while self.taken.get(column, -1) >= row:
            column += 1
        line = self.rows[row]
        line += [""] * (column + across - len(line))
        line[column] = _tidy("".join(self.texts))
        if down > 1:
            for index in range(column, column + across):
                self.taken[index] = row + down - 1
        if across > 1 or down > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
        self.column = column + across
        self.span, self.texts = None, []


def read_html(text: str, name: str) -> list[Grid]:
    """Each table of a page as a grid; text before it, and tables that only lay text
    out, stand above it as rows, as Excel shows them. Nothing in the page is run.

    FileRefused: not_a_workbook (a page without a table), too_large.
    """
    if len(text) > LARGEST_PAGE:
        raise refused("too_large")
    grids: list[Grid] = []
    above: list[list[str]] = []
    merged: list[tuple[int, int, int, int]] = []
    for table in _tables(text):
        start = len(above)
        rows = table.rows
        merged += [(a + start, b, c + start, d) for a, b, c, d in table.merged]
        above += rows
        width = max(map(len, rows), default=0)
        if width <= _LAYOUT_COLUMNS:
            continue
        number = len(grids) + 1
        sheet = name if number == 1 else f"{name} ({number})"
        grids.append(_grid(sheet, above, merged))
        above, merged = [], []
        if number > MOST_SHEETS:
            raise refused("too_large")
    if any(cell for row in above for cell in row):
        sheet = f"{name} ({len(grids) + 1})" if grids else name
        if grids or any(len(row) > 1 for row in above):
            grids.append(_grid(sheet, above, merged))
    if not grids:
        raise refused("not_a_workbook")
    return grids


def _grid(
    sheet: str, rows: list[list[str]], merged: list[tuple[int, int, int, int]]
) -> Grid:
    made = squared([list(row) for row in rows])
    height, width = len(made), len(made[0]) if made else 0
    kept = [
        (top, left, min(bottom, height - 1), min(right, width - 1))
        for top, left, bottom, right in merged
        if top < height and left < width
    ]
    return Grid(sheet, made, tuple(kept))


_SPAN = {
    kind: re.compile(rf"\b{kind}\s*=\s*[\"']?\s*(\d{{1,6}})", re.I)
    for kind in ("colspan", "rowspan")
}
_BREAKS = {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center"}


# Comments and what is no text, to their end or that of the page; tags; a stray "<".
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|head|title|xml|noscript)\b[^<>]*(?<!/)>.*?(?:</\1\s*>|\Z)"
    r"|<(/?)([a-z][\w:.-]*)([^<>]*)>"
    r"|<[!?/][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)


def _tables(text: str) -> Iterator[_Table]:
    """Tables in the order in which they end, and texts between them as tables of one
    column. A table inside a cell is one of its own."""
    stack: list[_Table] = []
    loose: list[str] = []
    cells = at = 0
    for token in _TOKEN.finditer(text):
        if token.start() > at:
            _take(stack, loose, text[at : token.start()])
        at = token.end()
        if token[3] is None:
            continue
        name, opens = token[3].lower(), not token[2]
        if name == "table":
            if opens:
                if not stack:
                    yield _lines(loose)
                    loose = []
                stack.append(_Table())
                if len(stack) > _DEEPEST:
                    raise refused("damaged")
            elif stack:
                ended = stack.pop()
                ended.end_cell()
                yield ended
        elif not stack:
            if name in _BREAKS:
                loose.append("\n")
        elif name == "tr":
            stack[-1].end_cell()
            if opens:
                stack[-1].begin_row()
        elif name in ("td", "th"):
            stack[-1].end_cell()
            if opens:
                across, down = _span("colspan", token[4]), _span("rowspan", token[4])
                stack[-1].begin_cell(across, down)
                cells += across
                if cells > MOST_PAGE_CELLS:
                    raise refused("too_large")
        elif name in _BREAKS and stack[-1].span is not None:
            stack[-1].texts.append("\n")
    _take(stack, loose, text[at:])
    for left in reversed(stack):
        left.end_cell()
        yield left
    yield _lines(loose)


def _take(stack: list[_Table], loose: list[str], part: str) -> None:
    """Text where it stands: in a cell, or outside of tables."""
    if stack and stack[-1].span is None:
        return
    part = _BLANKS.sub(" ", html.unescape(part) if "&" in part else part)
    (stack[-1].texts if stack else loose).append(part)


_BLANKS = re.compile(r"[ \t\r\n\f]+")


def _span(kind: str, attributes: str) -> int:
    if not attributes or "span" not in attributes.lower():
        return 1
    found = _SPAN[kind].search(attributes)
    return min(max(int(found[1]), 1), _MOST_SPAN) if found else 1


def _lines(parts: list[str]) -> _Table:
    lines = [_tidy(line) for line in "".join(parts).split("\n")]
    return _Table([[line] for line in lines if line])


def _tidy(text: str) -> str:
    """Line breaks stay, the page's own breaks and double spaces go."""
    if "\n" not in text:
        return text.strip(" ")
    lines = [line.strip(" ") for line in text.split("\n")]
    return "\n".join(lines).strip("\n ")


_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def read_xml_sheets(content: bytes) -> list[Grid]:
    """The sheets of a SpreadsheetML workbook (Excel 2003 XML).

    FileRefused: damaged (also where it declares entities), too_large, used_range.
    """
    if b"<!DOCTYPE" in content[:100_000] or b"<!ENTITY" in content:
        raise refused("damaged")
    if len(content) > LARGEST_PAGE:
        raise refused("too_large")
    try:
        book = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise refused("damaged") from error
    sheets = book.findall(f"{_SS}Worksheet")
    if len(sheets) > MOST_SHEETS:
        raise refused("too_large")
    return [_xml_sheet(sheet) for sheet in sheets]


def _xml_sheet(sheet: ElementTree.Element) -> Grid:
    name = sheet.get(f"{_SS}Name", "")
    visible = sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible")
    if visible is not None and (visible.text or "").startswith("Sheet"):
        return Grid(name, [], hidden=True)
    cells: dict[tuple[int, int], Any] = {}
    merged: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    row = -1
    for line in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        row = _whole(line.get(f"{_SS}Index"), row + 2) - 1
        if line.get(f"{_SS}Hidden") == "1":
            hidden.add(row)
        column = -1
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _whole(cell.get(f"{_SS}Index"), column + 2) - 1
            value = _xml_value(cell.find(f"{_SS}Data"))
            if value != "":
                cells[row, column] = value
            across = _whole(cell.get(f"{_SS}MergeAcross"), 0)
            down = _whole(cell.get(f"{_SS}MergeDown"), 0)
            if across or down:
                merged.append((row, column, row + down, column + across))
            column += across
        row += _whole(line.get(f"{_SS}Span"), 0)
    height = max((at for at, _ in cells), default=-1) + 1
    width = max((at for _, at in cells), default=-1) + 1
    check_area([(name, height, width)])
    rows: list[list[Any]] = [[""] * width for _ in range(height)]
    for (at, index), value in cells.items():
        rows[at][index] = value
    return Grid(name, rows, tuple(merged), hidden_rows=frozenset(hidden))


def _whole(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 7:
        raise refused("damaged")
    return int(text)


def _xml_value(data: ElementTree.Element | None) -> Any:
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment if moment.time() != moment.min.time() else moment.date()
    except ValueError:
        return text
    if kind == "Boolean":
        return text.strip() in ("1", "true")
    return "" if kind == "Error" else text
