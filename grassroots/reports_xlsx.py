"""What a page shows, as an Excel workbook: filters and sources first, then the tables.

Cells that begin like a formula are neutralised; shares are numbers, counts beside them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.indicators import Choices
from grassroots.overview import Overview
from grassroots.presenting import chosen
from grassroots.presenting.measures import is_of_programme
from grassroots.targets import Programme, Target
from grassroots.units import Unit

Value = str | int | Fraction | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 70


@dataclass(frozen=True)
class Sheet:
    """A table with its heads; a Fraction is written as a share."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def neutral(words: str) -> str:
    """Text that a spreadsheet will not take for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as the bytes of an .xlsx file; ValueError without a sheet."""
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.title[:31]), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    for column, head in enumerate(sheet.heads, start=1):
        cell = page.cell(1, column)
        _fill(cell, head)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(sheet.rows, start=2):
        for column, value in enumerate(row, start=1):
            _fill(page.cell(number, column), value)
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    for column, head in enumerate(sheet.heads, start=1):
        longest = max(
            (len(str(row[column - 1])) for row in sheet.rows if row[column - 1]),
            default=0,
        )
        width = min(max(len(head), longest, 8) + 2, _WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width


def _fill(cell: Cell, value: Value) -> None:
    if isinstance(value, Fraction):
        cell.value = float(value)
        cell.number_format = "0.00%"
    elif isinstance(value, str):
        cell.value = neutral(value)
        cell.data_type = "s"
    else:
        cell.value = value


def overview_workbook(
    language: str,
    programme: Programme,
    unit: Unit,
    choices: Choices,
    view: Overview,
) -> bytes:
    """The first page: filters and sources, the scoreboard, every unit and target."""

    def say(key: str) -> str:
        return texts.text(language, f"report.{key}")

    rows = [*view.rows, *view.followed]
    assessed = [row.assessment for row in rows]
    year = assessed[0].year if assessed else None
    first = _filters(
        language,
        programme,
        unit,
        choices,
        year,
        view.as_of,
        view.finding,
        assessed,
        notes=[note.replace("\\*", "*").replace("\\~", "~") for note in view.notes],
    )
    by_unit = [
        (line.name, *_line(language, found))
        for line in view.matrix
        for found in line.assessments
    ]
    table = _heads(language)
    return workbook(
        [
            first,
            Sheet(
                say("scoreboard"),
                table,
                tuple(_line(language, found) for found in assessed),
            ),
            Sheet(say("by_unit"), (say("unit"), *table), tuple(by_unit)),
        ]
    )


def page_workbook(
    language: str,
    programme: Programme,
    unit: Unit,
    choices: Choices,
    finding: str,
    year: int,
    rows: Sequence[tuple[str, int, Assessment]],
    more: Sequence[Sheet] = (),
) -> bytes:
    """A page of figures: filters and sources, every figure shown (unit, year, its
    assessment), and further sheets."""

    def say(key: str) -> str:
        return texts.text(language, f"report.{key}")

    once = list({found.target.id: found for _, _, found in rows}.values())
    own = [found.figure.as_of for _, of, found in rows if of == year]
    first = _filters(
        language,
        programme,
        unit,
        choices,
        year,
        wording.as_of(language, own),
        finding,
        once,
    )
    lines = tuple(
        (name, of_year, *_line(language, found)) for name, of_year, found in rows
    )
    heads = (say("unit"), say("year"), *_heads(language))
    return workbook([first, Sheet(say("figures"), heads, lines), *more])


def _filters(
    language: str,
    programme: Programme,
    unit: Unit,
    choices: Choices,
    year: int | None,
    as_of: str,
    finding: str,
    assessed: Sequence[Assessment],
    notes: Sequence[str] = (),
) -> Sheet:
    """The first sheet of every file: what it is of, what was chosen, where from."""

    def say(key: str) -> str:
        return texts.text(language, f"report.{key}")

    lines: list[tuple[Value, ...]] = [
        (say("programme"), programme.title.of(language)),
        (say("unit"), unit.name),
        (say("year"), str(year or "")),
        (say("as_of"), as_of),
        *chosen.lines(language, choices),
        (say("finding"), finding),
        *((say("notes"), note) for note in notes),
        *(
            (f"{say('source')} {name}", _source(language, found.target))
            for found in assessed
            if (name := _code(found.target) or found.target.short.of(language))
        ),
    ]
    return Sheet(say("filters"), (say("filters"), programme.source), tuple(lines))


def _heads(language: str) -> tuple[str, ...]:
    keys = (
        *("id", "target", "numerator", "denominator", "value", "unknown"),
        *("aim", "verdict", "missing", "coverage"),
    )
    return tuple(texts.text(language, f"report.{key}") for key in keys)


def _code(target: Target) -> str:
    """What the document calls a target; nothing for what a page follows of its own."""
    return target.id if is_of_programme(target) else ""


def _source(language: str, target: Target) -> str:
    definition = texts.text(language, f"indicators.{target.indicator}.definition")
    if not target.section:  # followed by a page, not by the programme
        return f"{texts.text(language, 'detail.no_target')} {definition}"
    section = f"{texts.text(language, 'report.section')} {target.section}"
    return f"{section}. {definition}"


def _line(language: str, found: Assessment) -> tuple[Value, ...]:
    figure, judgement = found.figure, found.judgement
    return (
        _code(found.target),
        found.target.title.of(language),
        figure.numerator,
        figure.denominator,
        found.value,
        figure.unknown,
        wording.aim(language, found),
        wording.verdict(language, judgement.verdict),
        judgement.gap,
        wording.coverage(language, figure),
    )
