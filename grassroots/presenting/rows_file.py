"""The rows behind a figure as an Excel workbook: filters, counts and definition first,
then what the page shows, row by row. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from grassroots import texts, wording
from grassroots.assessment import figure_of
from grassroots.behind import OUTCOMES
from grassroots.indicators import Choices
from grassroots.presenting import chosen
from grassroots.presenting import rows as presented
from grassroots.reports_xlsx import Sheet, Value, workbook
from grassroots.rows import Rows
from grassroots.targets import Programme, Target
from grassroots.units import Unit


def rows_workbook(
    language: str,
    programme: Programme,
    target: Target,
    path: Sequence[Unit],
    choices: Choices,
    found: Rows,
    outcome: str,
) -> bytes:
    """All rows asked for, with file, sheet, row, date and batch of each.

    path: from the province down to the unit. choices: those that the figure was asked
    for with. outcome: what the rows were asked by, "all" for all of them. Persons have
    columns only where the rows were asked for uncovered.
    """
    columns = presented.columns(language, found)
    heads = (
        *(one.head for one in columns),
        texts.text(language, "rows.columns.as_of"),
        texts.text(language, "rows.columns.batch"),
    )
    cells = presented.lines(language, found, columns, path[:-1])
    body: list[tuple[Value, ...]] = [
        (*line, texts.day(language, row.table.as_of), row.table.batch)
        for line, row in zip(cells, found.rows, strict=True)
    ]
    said = _said(language, programme, target, path, choices, found)
    notes = presented.notes(language, found, target, choices, outcome)
    said += [(texts.text(language, "report.notes"), note) for note in notes]
    filters = texts.text(language, "report.filters")
    sheets = [Sheet(filters, (filters, programme.source), tuple(said))]
    if found.behind.outcomes or not found.told:
        sheets.append(Sheet(texts.text(language, "rows.title"), heads, tuple(body)))
    if found.told:
        told = presented.told_heads(language)
        lines = presented.told_lines(language, found.told, path[:-1])
        sheets.append(
            Sheet(texts.text(language, "rows.told.sheet"), told, tuple(lines))
        )
    return workbook(sheets)


def _said(
    language: str,
    programme: Programme,
    target: Target,
    path: Sequence[Unit],
    choices: Choices,
    found: Rows,
) -> list[tuple[Value, ...]]:
    def head(key: str) -> str:
        return texts.text(language, f"report.{key}")

    behind = found.behind
    figure = figure_of(behind.figure)
    lines: list[tuple[Value, ...]] = [
        (head("programme"), programme.title.of(language)),
        (head("target"), target.title.of(language)),
        (head("unit"), presented.ARROW.join(step.name for step in path)),
        (head("year"), str(behind.year)),
        (head("as_of"), wording.as_of(language, [figure.as_of])),
        (head("numerator"), figure.numerator),
        (head("denominator"), figure.denominator),
        (head("unknown"), figure.unknown),
        (head("coverage"), wording.coverage(language, figure)),
        *chosen.lines(language, choices),
    ]
    counts = behind.counts
    lines += [
        (presented.outcome_word(language, behind.indicator, outcome), counts[outcome])
        for outcome in OUTCOMES
        if counts.get(outcome)
    ]
    lines.append((texts.text(language, "rows.file.listed"), len(found.rows)))
    definition = texts.text(language, f"indicators.{behind.indicator}.definition")
    lines.append((texts.text(language, "detail.definition"), definition))
    if target.section:
        lines.append((head("source"), f"{head('section')} {target.section}"))
    return lines
