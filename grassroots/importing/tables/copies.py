"""Tables of one file that hold the same rows: old copies of a sheet, repetitions."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from grassroots.importing.report import NOTE, QUESTION, Problem, shown
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout
from grassroots.words import key, plain, tidy

Roster = tuple[Table, Layout, Body, date]

# Words that call a sheet a copy; "cũ" alone may belong to a unit ("Huyện Lam Châu cũ").
_SURELY_OLD = re.compile(
    r"\b(?:bản cũ|bản sao|sao lưu|ban cu|ban sao|copy|backup|old|nháp)\b"
)
_MARKS = re.compile(
    r"\(\d+\)|\b(?:bản cũ|bản sao|sao lưu|ban cu|ban sao|copy|backup|old|nháp|cũ|cu|of"
    r"|\d)\b"
)
_IDENTITY = ("card_number", "name", "birth_date", "admitted_on")
# Above this share of equal rows two tables are one, below the other they are two.
_SAME, _ALIKE, _FEWEST = 0.9, 0.5, 3


def without_copies(
    rosters: Sequence[Roster], decided: Collection[str]
) -> tuple[list[int], list[Problem]]:
    """The places of the rosters to load, and what is said of the others.

    A sheet whose name calls it a copy is left out beside another of its kind; a sheet
    with the very rows of another is left out; one with nearly its rows is asked about.
    decided: sheets of which a person has said what they are; those stay.
    """
    kept: list[int] = []
    problems: list[Problem] = []
    for place, roster in enumerate(rosters):
        sheet = roster[0].grid.sheet
        others = [
            (at, other)
            for at, other in enumerate(rosters)
            if at != place and other[1].kind == roster[1].kind
        ]
        if sheet in decided:
            kept.append(place)
            continue
        original = _original(roster, [other for _, other in others])
        if original is not None:
            details = {"other": original[0].grid.sheet}
            problems.append(Problem("old_copy", NOTE, sheet, details=details))
            continue
        problem = None
        for at, other in others:
            if at < place and at in kept:
                problem = problem or _repetition(roster, other)
        if problem is None or problem.effect == QUESTION:
            kept.append(place)
        if problem is not None:
            problems.append(problem)
    return kept, problems


def _original(roster: Roster, others: Sequence[Roster]) -> Roster | None:
    """The table that a sheet called a copy copies; None where it is none, or where all
    that is there are copies."""
    sheet = tidy(roster[0].grid.sheet)
    if not _marked(sheet):
        return None
    for other in others:
        name = tidy(other[0].grid.sheet)
        if _marked(name) or other[0].grid is roster[0].grid:
            continue
        if (
            _SURELY_OLD.search(key(sheet))
            or plain(_bare(sheet)) == plain(_bare(name))
            and _share(roster, other) > 0
            or _share(roster, other) >= _ALIKE
        ):
            return other
    return None


def _marked(sheet: str) -> bool:
    return bool(
        _SURELY_OLD.search(key(sheet))
        or re.search(r"\(\d+\)\s*$", sheet)
        or key(sheet).endswith((" cũ", " cu"))
    )


def _bare(sheet: str) -> str:
    return tidy(_MARKS.sub(" ", sheet.lower()))


def _repetition(roster: Roster, other: Roster) -> Problem | None:
    if roster[3] != other[3] or min(len(roster[2].rows), len(other[2].rows)) < _FEWEST:
        return None
    share = _share(roster, other)
    if share < _SAME:
        return None
    sheet, first = roster[0].grid.sheet, other[0].grid.sheet
    row = roster[0].header_rows[0]
    details = {"other": f"{first}!{other[0].header_rows[0]}"}
    if _whole(roster) <= _whole(other):
        return Problem("repeated_table", NOTE, sheet, row, details=details)
    return Problem(
        "repeated_rows",
        QUESTION,
        sheet,
        row,
        details={**details, "same": round(share * 100)},
    )


def _share(roster: Roster, other: Roster) -> float:
    """How many of the smaller table's rows the other one has as well, 0 to 1."""
    one, two = _identities(roster), _identities(other)
    return len(one & two) / max(1, min(len(one), len(two)))


def _identities(roster: Roster) -> set[tuple[str, ...]]:
    """Each row by what tells one from another: in both tables the same columns."""
    _, layout, body, _ = roster
    wanted = [column for column in layout.columns if column.field in _IDENTITY[1:2]]
    born = [column for column in layout.columns if column.field == "birth_date"]
    wanted = wanted + born if wanted else list(layout.columns)
    wanted = [column for column in wanted if column.field != "number"]
    return {
        tuple(key(shown(row[column.index])) for column in wanted) for row in body.rows
    }


def _whole(roster: Roster) -> set[tuple[tuple[str, str], ...]]:
    """Each row with all that it says, but for its number."""
    _, layout, body, _ = roster
    wanted = sorted(
        (column for column in layout.columns if column.field != "number"),
        key=lambda column: (column.field, str(column.option), str(column.year)),
    )
    return {
        tuple(
            (column.field, tidy(shown(row[column.index])))
            for column in wanted
            if row[column.index] not in ("", None)
        )
        for row in body.rows
    }
