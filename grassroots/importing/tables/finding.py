"""A file's sheets → the rosters on them: table, kind, rows, date; and what is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from grassroots.importing.files.grid import Grid
from grassroots.importing.report import NOTE, QUESTION, Answers, Problem, column_letter
from grassroots.importing.tables import asof, copies, titles
from grassroots.importing.tables.body import Body, read_body
from grassroots.importing.tables.table import Table, find_tables
from grassroots.importing.understanding import columns, fields
from grassroots.importing.understanding.columns import Said
from grassroots.importing.understanding.fields import Choice
from grassroots.importing.understanding.layout import Layout
from grassroots.rosters import roster_kinds
from grassroots.words import key

# What a person answers for a sheet that is not to be loaded, in place of its kind.
SKIP = "skip"
_MOST_NAMED = 8


@dataclass(frozen=True)
class Found:
    """A roster on a sheet, its rows told apart. day: the date it speaks for."""

    table: Table
    choice: Choice
    body: Body
    day: asof.AsOf

    @property
    def layout(self) -> Layout:
        """Which column feeds which field."""
        return self.choice.layout


def find(
    grids: list[Grid],
    file: str,
    answers: Answers,
    today: date,
    said_of_columns: Said = columns.NOTHING_SAID,
) -> tuple[list[Found], list[Problem]]:
    """The rosters of a file in the order of its sheets, and what is to be said of the
    rest: hidden sheets, copies, tables that are no roster, dates that must be asked.

    The `part` of a problem is the place of its roster among those found.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    undated: list[tuple[int, Problem, Table, Choice, Body]] = []
    for grid in grids:
        problems += getattr(grid, "problems", ())
        if grid.hidden:
            problems.append(Problem("hidden_sheet", NOTE, grid.sheet))
            continue
        kind = answers.kinds.get(grid.sheet, answers.kind)
        if kind == SKIP:
            problems.append(Problem("sheet_skipped", NOTE, grid.sheet))
            continue
        header = answers.headers.get(grid.sheet)
        rosters, said = _on_sheet(grid, file, kind, said_of_columns, header)
        if not rosters and not said and len(grids) == 1:
            problems.append(Problem("empty_sheet", NOTE, grid.sheet))
        problems += said
        for table, choice in rosters:
            body = read_body(table, choice.layout)
            if kind is None and body.rows:
                problems += _against(table, choice, file, len(found))
            if not body.rows:
                row = table.header_rows[0] if len(rosters) > 1 else None
                problems.append(Problem("no_rows", NOTE, grid.sheet, row))
            day = _as_of(table, choice.layout, file, answers, today)
            if not isinstance(day, Problem):
                found.append(Found(table, choice, body, day))
            elif body.rows or body.set_aside:
                undated.append((len(found), day, table, choice, body))
    told = {one.day.day for one in found if one.day.place in ("title", "sheet")}
    for place, problem, table, choice, body in reversed(undated):
        # The date may be written on the first of several sheets alone.
        if problem.code == "no_as_of" and len(told) == 1:
            (date_of_others,) = told
            spoken = asof.AsOf(date_of_others, "sheets", False)
            found.insert(place, Found(table, choice, body, spoken))
            sheet, value = table.grid.sheet, date_of_others.isoformat()
            problems.append(Problem("as_of_from_sheet", NOTE, sheet, value=value))
        else:
            problems.append(replace(problem, part=place))
    kept, said = copies.without_copies(
        [(one.table, one.layout, one.body, one.day.day) for one in found],
        set(answers.kinds),
    )
    return [found[place] for place in kept], problems + said


def _on_sheet(
    grid: Grid,
    file: str,
    kind: str | None,
    said_of_columns: Said,
    header: tuple[int, int] | None,
) -> tuple[list[tuple[Table, Choice]], list[Problem]]:
    """The rosters of one sheet; a sheet without any says which headings it has."""
    tables = find_tables(grid, header)
    chosen = [
        (table, fields.choose(table, file, kind, said_of_columns)) for table in tables
    ]
    rosters = [(table, choice) for table, choice in chosen if choice is not None]
    others = [table for table, choice in chosen if choice is None]
    if rosters:
        return rosters, [_beside(table, rosters) for table in others]
    if not any(cell != "" for row in grid.rows for cell in row):
        return [], []
    said = [Problem("not_a_roster", NOTE, grid.sheet)]
    return [], said + [_other("headings_found", table) for table in others]


def _against(table: Table, choice: Choice, file: str, part: int) -> list[Problem]:
    """A question where the title speaks against taking the table for a roster."""
    kind = choice.layout.kind
    spoken = titles.against(kind, table, file)
    if spoken is None:
        return []
    code, words = spoken
    details = {"kinds": [kind]}
    sheet = table.grid.sheet
    return [Problem(code, QUESTION, sheet, value=words, details=details, part=part)]


def _beside(table: Table, rosters: list[tuple[Table, Choice]]) -> Problem:
    """A table that is no roster beside one that is. Where most of its headings are the
    roster's, its rows must not be passed over in silence."""
    mine = {key(column.heading) for column in table.columns}
    for other, _ in rosters:
        theirs = {key(column.heading) for column in other.columns}
        if len(mine & theirs) >= max(3, len(mine) / 3):
            return replace(_other("unread_table", table), effect=QUESTION)
    return _other("other_table", table)


def _other(code: str, table: Table) -> Problem:
    """What a table that is no roster has, and what the nearest kind asks beside it."""
    best = max(
        roster_kinds().values(),
        key=lambda kind: len(columns.understood(table, kind).fields),
    )
    has = columns.understood(table, best).fields
    missing = [field for field in best.required if field not in has]
    if not missing and best.one_of and not has & set(best.one_of):
        missing = list(best.one_of)
    missing = missing or [field for field in best.telling if field not in has][:3]
    headings = [column.heading for column in table.columns]
    return Problem(
        code,
        NOTE,
        table.grid.sheet,
        table.header_rows[0],
        column_letter(table.columns[0].index),
        ", ".join(f"“{heading}”" for heading in headings[:_MOST_NAMED]),
        details={"kind": best.kind, "kinds": [best.kind], "fields": missing},
    )


def _as_of(
    table: Table, layout: Layout, file: str, answers: Answers, today: date
) -> asof.AsOf | Problem:
    sheet = table.grid.sheet
    if answers.as_of:
        found: tuple[asof.AsOf, ...] = (asof.AsOf(answers.as_of, "given", False),)
    elif layout.kind in ("units", "successions"):
        found = (asof.AsOf(today, "given", False),)
    else:
        found = asof.dates(table.title, sheet, file, today)
    if not found:
        years = [column.year for column in layout.columns if column.year]
        if years and max(years) < today.year:
            found = (asof.AsOf(date(max(years), 12, 31), "headings", True),)
    if not found and layout.kind == "aggregates":
        found = (asof.AsOf(date(today.year - 1, 12, 31), "given", True),)
    if not found:
        return Problem("no_as_of", QUESTION, sheet)
    if len(found) > 1:
        dates = ", ".join(f"{one.day:%d/%m/%Y}" for one in found)
        return Problem("two_dates", QUESTION, sheet, value=dates)
    if found[0].day > today:
        return Problem("future_as_of", QUESTION, sheet, value=found[0].day.isoformat())
    return found[0]
