"""Dates as offices write them: in every form, swapped, apart, or wrong."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from wild_facts import Fact
from wild_headings import GROUPS, heading
from wild_truth import Block, Expect
from wild_write import EXCEL_START

_BAD_DATES = ("31/02/1980", "15/13/1990", "45/06/1985", "29/02/1979", "12/05/2099")


def dates(
    chance: random.Random, name: str, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    days = [fact.values[name] for fact in facts]
    habit = layout.dates
    if habit == "parts":
        return _date_parts(chance, name, days)
    if name == "birth_date" and layout.gender == "by_birth":
        return _by_gender(chance, facts, layout, as_of)
    if habit == "years" and name != "birth_date":
        habit = "slashes"
    if habit == "swapped" and (name == "birth_date" or not _can_swap(days)):
        habit = "slashes"
    cells, expects = [], []
    for number, day in enumerate(days):
        cell, expect = written_date(chance, day, habit, number)
        cells.append([cell])
        expects.append({name: expect})
    if layout.bad_values and name == layout.bad_values:
        for at in chance.sample(range(len(days)), min(2, len(days))):
            cells[at] = [chance.choice(_BAD_DATES)]
            expects[at] = {name: Expect(None, told=True)}
    if layout.bad_values == "too_young" and name == "admitted_on":
        _against(
            chance,
            cells,
            expects,
            name,
            [fact.values["birth_date"] + timedelta(days=4_000) for fact in facts],
        )
    if layout.bad_values == "full_first" and name == "full_member_on":
        _against(
            chance,
            cells,
            expects,
            name,
            [fact.values["admitted_on"] - timedelta(days=90) for fact in facts],
        )
    head = heading(chance, name, layout.heads)
    if habit == "years":
        head = chance.choice(("Năm sinh", "Năm sinh của đảng viên", "Sinh năm"))
    return Block([(head,)], cells, expects, (name,))


def _against(
    chance: random.Random,
    cells: list[list[Any]],
    expects: list[dict[str, Expect]],
    name: str,
    days: list[date],
) -> None:
    """Two dates that contradict another date of the row: a word about them is due."""
    for at in chance.sample(range(len(cells)), min(2, len(cells))):
        cells[at] = [f"{days[at]:%d/%m/%Y}"]
        expects[at] = {name: Expect((days[at], "day"), (None,), told=True)}


def _can_swap(days: Sequence[date | None]) -> bool:
    """Whether enough dates of both sorts are there for a person to notice."""
    known = [day for day in days if day]
    low = sum(day.day <= 12 and day.day != day.month for day in known)
    return low >= 4 and sum(day.day > 12 for day in known) >= 6


def written_date(
    chance: random.Random, day: date | None, habit: str, number: int
) -> tuple[Any, Expect]:
    """One date in one habit: its cell and (first day, precision) as expected."""
    if day is None:
        return None, Expect(None)
    whole = Expect((day, "day"))
    real = datetime(day.year, day.month, day.day)
    match habit:
        case "bare":
            return f"{day.day}/{day.month}/{day.year}", whole
        case "dots":
            return f"{day:%d.%m.%Y}", whole
        case "dashes":
            return f"{day:%d-%m-%Y}", whole
        case "real":
            return real, whole
        case "mixed":
            return (real if number % 2 else f"{day:%d/%m/%Y}"), whole
        case "serial":
            return float((day - EXCEL_START).days), whole
        case "months":
            return f"{day:%m/%Y}", Expect((day.replace(day=1), "month"))
        case "years":
            year = Expect((date(day.year, 1, 1), "year"))
            return (day.year if number % 2 else str(day.year)), year
        case "some_years":
            if number % 4 == 0:
                return str(day.year), Expect((date(day.year, 1, 1), "year"))
            return f"{day:%d/%m/%Y}", whole
        case "words":
            return f"ngày {day.day} tháng {day.month} năm {day.year}", whole
        case "short":
            return f"{day:%d/%m/%y}", whole
        case "spaced":
            return f" {day:%d} / {day:%m} / {day:%Y}\u00a0", whole
        case "iso":
            return f"{day:%Y-%m-%d}", whole
        case "timed":
            return f"{day:%d/%m/%Y} 00:00:00", whole
        case "swapped":
            if day.day <= 12:
                asked = day.day != day.month
                return datetime(day.year, day.day, day.month), Expect(
                    (day, "day"), told=asked
                )
            return f"{day:%d/%m/%Y}", whole
    return f"{day:%d/%m/%Y}", whole


def _date_parts(chance: random.Random, name: str, days: Sequence[date | None]) -> Block:
    over = chance.choice(GROUPS.get(name, ("Ngày thành lập",)))
    words = chance.choice((("Ngày", "Tháng", "Năm"), ("ngày", "tháng", "năm")))
    cells: list[list[Any]] = [
        [day.day, day.month, day.year] if day else [None] * 3 for day in days
    ]
    expects = [{name: Expect((day, "day") if day else None)} for day in days]
    return Block([(over, word) for word in words], cells, expects, (name,))


def _by_gender(
    chance: random.Random, facts: Sequence[Fact], layout: Any, as_of: date
) -> Block:
    """The birth date stands under NAM or under NỮ, which tells the sex."""
    over = chance.choice(GROUPS["birth_date"])
    habit = layout.dates if layout.dates not in ("parts", "swapped") else "slashes"
    cells, expects = [], []
    for number, fact in enumerate(facts):
        cell, expect = written_date(chance, fact.values["birth_date"], habit, number)
        man = fact.values["gender"] == "male"
        cells.append([cell, None] if man else [None, cell])
        expects.append({"birth_date": expect, "gender": Expect(fact.values["gender"])})
    words = chance.choice((("Nam", "Nữ"), ("NAM", "NỮ")))
    return Block(
        [(over, word) for word in words], cells, expects, ("birth_date", "gender")
    )
