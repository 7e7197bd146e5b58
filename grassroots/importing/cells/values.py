"""Cells → typed values, a column at a time: every distinct cell is read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from grassroots.importing.cells import posts
from grassroots.importing.cells.choices import meant, words_of
from grassroots.importing.cells.dates import Day, read_date
from grassroots.importing.report import shown
from grassroots.rosters import RosterField
from grassroots.words import key, tidy


class Read(NamedTuple):
    """A cell as read: its value, or None with the code of what is wrong with it."""

    value: Any
    fault: str | None = None


EMPTY = Read(None)
ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "bool": pa.bool_(),
    "integer": pa.int32(),
    "list": pa.list_(pa.string()),
}
_FIELD_TYPES = {
    "yes_no": "bool",
    "tick": "bool",
    "integer": "integer",
    "year": "integer",
    "choices": "list",
    "date": "date",
}
_SPACES = " \t\r\n\u00a0\u200b\ufeff"
# The longest of the tests' names has 40 letters; a remark has more.
_LONGEST_NAME = 70
_TICKS = {"✓", "✔", "☑", "√", "+", "(x)", "●", "ü", "þ"}
_BLANK = {"", "-", "–", "—", "...", "…"}


def arrow_type(field_type: str) -> pa.DataType:
    """The column type that a roster field's values are kept in."""
    return ARROW[_FIELD_TYPES.get(field_type, "text")]


@dataclass(frozen=True)
class Cells:
    """One column of the body: distinct cells, and for each row which of them it is."""

    distinct: list[Any]
    codes: np.ndarray

    @property
    def empty(self) -> np.ndarray:
        """For each row whether the cell is empty."""
        blank = np.fromiter((is_blank(cell) for cell in self.distinct), bool)
        return blank[self.codes] if len(self.codes) else np.zeros(0, bool)


def cells_of(rows: Sequence[Sequence[Any]], index: int) -> Cells:
    """A column of a grid's rows; what a short row lacks is empty."""
    column = list(map(itemgetter(index), rows))
    distinct = {cell: code for code, cell in enumerate(dict.fromkeys(column))}
    codes = np.fromiter(map(distinct.__getitem__, column), np.int64, len(column))
    return Cells(list(distinct), codes)


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing: empty, spaces, a dash, dots."""
    if isinstance(cell, str):
        return cell in _BLANK or cell.strip(_SPACES) in _BLANK
    return cell is None


@dataclass(frozen=True)
class Column:
    """A column of typed values with the faults of its cells, row by row."""

    values: list[Any]
    codes: np.ndarray
    faults: dict[int, str]

    def array(self, kind: pa.DataType) -> pa.Array:
        """The values, one a row; null where empty or faulty."""
        return pa.array(self.values, kind).take(pa.array(self.codes))

    def rows_with(self, distinct: int) -> np.ndarray:
        """The rows (from 0) that hold a distinct cell."""
        return np.flatnonzero(self.codes == distinct)


def read_column(cells: Cells, read: Callable[[Any], Read]) -> Column:
    """Reads each distinct cell once."""
    values, faults = [], {}
    for number, cell in enumerate(cells.distinct):
        # Most cells begin with a letter or a digit: they are not blank.
        says = (type(cell) is str and cell[:1].isalnum()) or not is_blank(cell)
        value, fault = read(cell) if says else EMPTY
        values.append(value)
        if fault:
            faults[number] = fault
    return Column(values, cells.codes, faults)


def reader(field: RosterField, as_of: date) -> Callable[[Any], Read]:
    """How the cells of a field are read; a date is read as a Day."""
    match field.type:
        case "date":
            return partial(_date, as_of, field.id == "valid_to")
        case "yes_no" | "tick":
            return _yes_no
        case "integer":
            return _integer
        case "year":
            return _year
        case "code" if field.id != "code":
            return _code
        case "name":
            return _name
        case "choice":
            name = str(field.choices)
            return lambda cell: _choice(cell, name)
        case "choices":
            words = words_of(str(field.choices))
            return lambda cell: _choices(cell, words)
        case _:
            # A unit's own code too: parents name it with its dashes and points.
            return lambda cell: Read(tidy(shown(cell)))


# The same days come in every file of a post.
@lru_cache(maxsize=65_536, typed=True)
def _date(as_of: date, future: bool, cell: Any) -> Read:
    text = tidy(cell) if isinstance(cell, str) and len(cell) != 10 else cell
    day = read_date(text, as_of.year % 100)
    if day is None:
        return Read(None, "bad_date")
    if day.first > as_of and not future:
        return Read(None, "future_date")
    return Read(day)


def days(column: Column) -> tuple[Column, Column]:
    """A column of Day values as one of dates and one of precisions."""
    held: list[Day | None] = column.values
    firsts = [day.first if day else None for day in held]
    precisions = [day.precision if day else None for day in held]
    return (
        Column(firsts, column.codes, column.faults),
        Column(precisions, column.codes, {}),
    )


def _yes_no(cell: Any) -> Read:
    if isinstance(cell, bool):
        return Read(cell)
    said = words_of("yes_no").get(key(shown(cell)))
    if said is None and tidy(shown(cell)) in _TICKS:
        said = "yes"
    return Read(said == "yes") if said else Read(None, "unknown_word")


def read_tick(cell: Any) -> bool | None:
    """What a single sign says, None for words and anything else."""
    said: bool | None = _yes_no(cell).value if len(tidy(shown(cell))) <= 3 else None
    return said


def option_reader(field: RosterField, option: str) -> Callable[[Any], Read]:
    """How a column to tick for one word is read: the word for a tick, None for a no.

    A cell may also hold a word of the field itself; a joint cell may be named there.
    """
    name = str(field.choices)

    def read(cell: Any) -> Read:
        ticked = _yes_no(cell)
        if ticked.fault is None:
            return Read(option if ticked.value else None)
        said = _choice(cell, name)
        return Read(option) if said.fault and option == "joint" else said

    return read


def _choice(cell: Any, name: str) -> Read:
    value = meant(shown(cell), name)
    return Read(value) if value else Read(None, "unknown_word")


def _choices(cell: Any, words: dict[str, str]) -> Read:
    text = shown(cell)
    whole = words.get(key(text))
    if whole:
        return Read([] if whole == "none" else [whole])
    found = list(posts.concurrent(text))
    parts = [key(part) for part in re.split(r"[,;+\n]|\s-\s", text) if part.strip()]
    found += [words[part] for part in parts if part in words]
    return Read(sorted(set(found) - {"none"}) or ["other"])


def _integer(cell: Any) -> Read:
    if isinstance(cell, bool):
        return Read(None, "bad_number")
    if isinstance(cell, int | float):
        whole = float(cell).is_integer() and 0 <= cell < 2**31
        return Read(int(cell)) if whole else Read(None, "bad_number")
    text = re.sub(r"(?<=\d)[.\s](?=\d{3}\b)", "", tidy(cell))
    fits = text.isdecimal() and len(text) < 19 and int(text) < 2**31
    return Read(int(text)) if fits else Read(None, "bad_number")


def _year(cell: Any) -> Read:
    value = _integer(cell).value
    return Read(value) if value and 1900 <= value <= 2100 else Read(None, "bad_year")


def _code(cell: Any) -> Read:
    text = shown(cell)
    if not text.isalnum():
        text = re.sub(r"[\s.\-]", "", tidy(text))
    return Read(text) if text else EMPTY


def _name(cell: Any) -> Read:
    text = tidy(cell if type(cell) is str else shown(cell))
    if not text[:1].isalpha() and not any(letter.isalpha() for letter in text):
        return Read(None, "bad_name")
    if text[:1] in "-–+*" or ":" in text or len(text) > _LONGEST_NAME:
        return Read(None, "bad_name")  # a remark below or between the rows
    return Read(text)
