"""The reminders of the page of completeness as a workbook and as sentences. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from grassroots import texts
from grassroots.completeness import Year
from grassroots.presenting.completeness import (
    Reminder,
    Units,
    due_line,
    finding,
    kind_name,
    lines,
    reminders,
    year_lines,
)
from grassroots.reports_xlsx import Sheet, Value, workbook
from grassroots.targets import Programme
from grassroots.unit import Unit


def letters(
    language: str, asked: Sequence[Reminder], year: int, due: date | None
) -> list[tuple[str, str]]:
    """One sentence a unit, to be copied into a message: the unit and the sentence."""
    by_unit: dict[str, list[Reminder]] = {}
    for one in asked:
        by_unit.setdefault(one.unit.name, []).append(one)
    by_day = ""
    if due is not None:
        day = texts.day(language, due)
        by_day = texts.text(language, "completeness.reminders.letter_due", day=day)
    made = []
    for name, some in by_unit.items():
        wanted = [
            texts.text(
                language,
                "completeness.reminders.letter_one",
                kind=texts.text(language, f"kinds.{one.kind}"),
                todo=_in_line(one.todo),
            )
            for one in some
        ]
        sentence = texts.text(
            language,
            "completeness.reminders.letter",
            unit=name,
            lists="; ".join(wanted),
            year=year,
            due=by_day,
        )
        made.append((name, sentence))
    return made


def _in_line(sentence: str) -> str:
    said = sentence.removesuffix(".")
    return said[:1].lower() + said[1:]


def reminders_workbook(
    language: str,
    programme: Programme,
    unit: Unit,
    found: Mapping[int, Year],
    year: int,
    units: Units,
    due: date | None,
    today: date,
) -> bytes:
    """The reminders as a workbook: what it is of, a line a roster, a sentence a unit,
    the whole grid, the years."""

    def head(key: str) -> str:
        return texts.text(language, f"completeness.{key}")

    one = found[year]
    asked = reminders(language, one, units, due, today)
    said: list[tuple[Value, ...]] = [
        (
            texts.text(language, "report.programme"),
            programme.title.of(language),
        ),
        (texts.text(language, "report.unit"), unit.name),
        (texts.text(language, "report.year"), str(year)),
        (texts.text(language, "report.finding"), finding(language, one, unit)),
    ]
    if one.expected is not None:
        said.append(
            (texts.text(language, "report.as_of"), texts.day(language, one.expected))
        )
    said.append((due_line(language, due, today), None))
    kinds = tuple(kind_name(language, kind) for kind in one.kinds)
    filters = texts.text(language, "report.filters")
    return workbook(
        [
            Sheet(filters, (filters, programme.source), tuple(said)),
            Sheet(
                head("sheets.reminders"),
                (
                    *(head("unit"), head("kind"), head("reminders.todo")),
                    *(head("reminders.came"), head("reminders.late")),
                ),
                tuple(
                    (
                        *(line.unit.name, kind_name(language, line.kind)),
                        *(line.todo, line.came, line.late),
                    )
                    for line in asked
                ),
            ),
            Sheet(
                head("sheets.letters"),
                (head("unit"), head("reminders.letter_head")),
                tuple(letters(language, asked, year, due)),
            ),
            Sheet(
                head("sheets.grid"),
                (head("unit"), head("wanted"), *kinds),
                tuple(
                    (line.unit.name, line.wanted, *line.cells)
                    for line in lines(language, one, units)
                ),
            ),
            Sheet(
                head("sheets.years"),
                (head("year"), head("parts"), *kinds),
                tuple(
                    (of_year, *ratios)
                    for of_year, ratios in year_lines(language, found)
                ),
            ),
        ]
    )
