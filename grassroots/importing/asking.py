"""The open questions of many files, each asked once: its files share the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from grassroots.importing.report import Answers, FileReport, Problem

UNIT, SECTION, ENCODING, KIND, FIELD, DATES = (
    "unit",
    "section",
    "encoding",
    "kind",
    "field",
    "dates",
)
AS_OF, UNIT_OF_FILE, PASSWORD = "as_of", "unit_of_file", "password"
# Questions on a whole sheet: of which kind it is, or to be left out.
OF_SHEETS = frozenset({"other_people", "part_list", "repeated_rows", "unread_table"})
_AS_OF = {"no_as_of", "two_dates", "future_as_of"}
_UNIT_OF_FILE = {"unit_missing", "unit_unconfirmed"}
_PASSWORD = {"password_needed", "wrong_password"}


@dataclass(frozen=True)
class Question:
    """One question. sort: what is to be answered, None where the file itself must be
    corrected. problem: as the first file has it; asked: each file's, by its key."""

    sort: str | None
    problem: Problem
    asked: Mapping[str, tuple[Problem, ...]]

    @property
    def key(self) -> str:
        """Tells it from all others; the same when it is asked again."""
        return repr(_same(self.sort, next(iter(self.asked)), self.problem))


def sort_of(problem: Problem) -> str | None:
    """What a person can answer to a question."""
    if problem.details.get("options"):
        return UNIT
    if problem.code == "section_unit":
        return SECTION
    if problem.code == "unsure_encoding":
        return ENCODING
    if problem.code in OF_SHEETS or problem.details.get("kinds"):
        return KIND
    if "fields" in problem.details:
        return FIELD
    if problem.code == "swapped_dates":
        return DATES
    for sort, codes in ((AS_OF, _AS_OF), (UNIT_OF_FILE, _UNIT_OF_FILE)):
        if problem.code in codes:
            return sort
    return PASSWORD if problem.code in _PASSWORD else None


def _same(sort: str | None, file: str, problem: Problem) -> tuple[Any, ...]:
    """Equal for questions that have one answer. A file's own unit is nobody else's;
    nor is a date of which the file names two."""
    details = problem.details
    if sort == UNIT:
        options = tuple(code for code, _ in details["options"])
        return problem.code, problem.value, options
    if sort == FIELD:
        return problem.code, problem.value, details["kind"], tuple(details["fields"])
    if sort == KIND:
        return problem.code, problem.value, tuple(details.get("kinds", ()))
    if sort == ENCODING:
        return problem.code, problem.column, tuple(details["encodings"])
    if sort in (SECTION, DATES) or sort == AS_OF:
        return problem.code, problem.value
    if sort == PASSWORD:
        return (problem.code,)
    return problem.code, problem.value, problem.sheet, file


def gathered(reports: Mapping[str, FileReport]) -> list[Question]:
    """The questions of all files (key → report), those of most files first; [] where
    nothing is open."""
    first: dict[tuple[Any, ...], Problem] = {}
    asked: dict[tuple[Any, ...], dict[str, list[Problem]]] = {}
    for file, report in reports.items():
        for problem in report.questions:
            same = _same(sort_of(problem), file, problem)
            first.setdefault(same, problem)
            asked.setdefault(same, {}).setdefault(file, []).append(problem)
    questions = [
        Question(
            sort_of(problem),
            problem,
            {file: tuple(found) for file, found in asked[same].items()},
        )
        for same, problem in first.items()
    ]
    return sorted(questions, key=lambda question: -len(question.asked))


def answers(said: Iterable[tuple[Question, str | date]]) -> dict[str, Answers]:
    """What is said of each file (by its key) when these questions are answered so."""
    of_file: dict[str, Answers] = {}
    for question, answer in said:
        for file, problems in question.asked.items():
            for problem in problems:
                known = of_file.get(file, Answers())
                one = _answer(question.sort, problem, answer)
                of_file[file] = known.followed_by(one)
    return of_file


def _answer(sort: str | None, problem: Problem, said: str | date) -> Answers:
    if isinstance(said, date):
        return Answers(as_of=said)
    value, sheet = problem.value or "", problem.sheet or ""
    if sort in (UNIT, SECTION):
        return Answers(units={value: said})
    if sort == ENCODING:
        return Answers(encodings={sheet: {problem.column or "": said}})
    if sort == KIND:
        return Answers(kinds={sheet: said})
    if sort == FIELD:
        return Answers(columns={value: said})
    if sort == DATES:
        return Answers(dates={value: said})
    if sort == UNIT_OF_FILE:
        return Answers(unit=said)
    if sort == PASSWORD:
        return Answers(password=said)
    raise ValueError(f"nothing can be answered to {problem.code}")
