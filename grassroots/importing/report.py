"""What became of a file: its tables, its problems, its questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as made
from datetime import date, datetime
from typing import Any

ROW, VALUE, QUESTION, NOTE = "row_set_aside", "value_set_aside", "question", "note"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, asked, or worth knowing, with its place in the file.

    row counts from 1 as Excel does, column is a letter; both None where the whole sheet
    or file is meant. details: what the message names beside the value.
    """

    code: str
    effect: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    field: str | None = None
    details: Mapping[str, Any] = made(default_factory=dict)
    part: int | None = None


@dataclass(frozen=True)
class TableReport:
    """One table of a file: what it was taken for and how many rows were kept.

    how: how each decision was reached. kind, as_of, unit: given, title, sheet, file,
    headings or rows; columns: for each heading heading, meaning, decided, remembered.
    unit: the name of the one that the table speaks for.
    """

    sheet: str
    kind: str
    as_of: date | tuple[date, ...] | None
    header_rows: tuple[int, ...]
    rows_read: int
    rows_loaded: int
    rows_set_aside: int
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    how: Mapping[str, Any] = made(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True)
class FileReport:
    """One file: status is loaded, loaded_with_problems, nothing_to_load,
    needs_decision, already_loaded or failed; batch is None where nothing was loaded."""

    file: str
    sha256: str
    status: str
    batch: int | None = None
    tables: tuple[TableReport, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def questions(self) -> tuple[Problem, ...]:
        """The problems that wait for somebody's answer."""
        return tuple(item for item in self.problems if item.effect == QUESTION)


@dataclass(frozen=True)
class Answers:
    """What a person said of a file beforehand.

    units: for a written name the code of the unit meant, or "new". kinds: for a sheet.
    columns: for a heading (or a column's letter) its field, or "ignore". dates: for a
    heading whether day and month are to be exchanged back, "swap" or "as_written".
    encodings: for a sheet or "*", and there for a column's letter or "*", how its text
    is to be read: "unicode", "tcvn3" or "vni". headers: for a sheet the first and the
    last row of its table's header, from 1.
    """

    kind: str | None = None
    as_of: date | None = None
    unit: str | None = None
    password: str | None = None
    units: Mapping[str, str] = made(default_factory=dict)
    kinds: Mapping[str, str] = made(default_factory=dict)
    columns: Mapping[str, str] = made(default_factory=dict)
    dates: Mapping[str, str] = made(default_factory=dict)
    encodings: Mapping[str, Mapping[str, str]] = made(default_factory=dict)
    again: bool = False
    headers: Mapping[str, tuple[int, int]] = made(default_factory=dict)

    def followed_by(self, later: Answers) -> Answers:
        """Both together; where both say something, the later one counts."""
        both: dict[str, Any] = {}
        for name, before in vars(self).items():
            after = getattr(later, name)
            if isinstance(before, Mapping):
                both[name] = {**before, **after}
            else:
                both[name] = after or before
        sheets = {*self.encodings, *later.encodings}
        both["encodings"] = {
            sheet: {**self.encodings.get(sheet, {}), **later.encodings.get(sheet, {})}
            for sheet in sheets
        }
        return Answers(**both)


class FileRefused(Exception):
    """The file as a whole cannot be read; the problem says why."""

    def __init__(self, problem: Problem, status: str) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.status = status


def column_letter(index: int) -> str:
    """The letter that Excel gives to a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(cell: object) -> str:
    """A cell as text for a problem: whole floats without the point, dates ISO."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return str(cell)


def as_json(report: FileReport, say: Callable[[Problem], str]) -> dict[str, Any]:
    """The object that `import --json` prints for a file (DESIGN, command line)."""
    tables = []
    for table in report.tables:
        item = asdict(table)
        del item["unit"]  # for the page; the format is as documented
        dates = table.as_of
        item["as_of"] = (
            [day.isoformat() for day in dates]
            if isinstance(dates, tuple)
            else dates.isoformat()
            if dates
            else None
        )
        tables.append(item)
    return {
        "file": report.file,
        "sha256": report.sha256,
        "status": report.status,
        "batch": report.batch,
        "tables": tables,
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "code": problem.code,
                "message": say(problem),
                "effect": problem.effect,
            }
            for problem in report.problems
        ],
    }
