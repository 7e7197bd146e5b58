"""Text as it was meant: composed letters, plain spaces, TCVN3 and VNI made Unicode.

A column is judged as a whole (judging.py). What is correct Unicode is never changed;
what may be either is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grassroots.importing.files.judging import (
    NOWHERE,
    UNICODE_ONLY,
    Around,
    Judged,
    Unsure,
    judge,
    surely_foreign,
)
from grassroots.importing.files.legacy import FROM
from grassroots.importing.files.sheets import Grid
from grassroots.importing.report import NOTE, QUESTION, Problem, column_letter

# Letters that a Vietnamese or English text in order does not have: a grid without any
# needs no closer look. (Every TCVN3 or VNI text of some length has one of them.)
_ORDINARY = (
    "\t\n\r -\x7e–—‘’“”…•ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9"
)
_SUSPICIOUS = re.compile(f"[^{_ORDINARY}]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_SAMPLES = 3
_HEAD = 40


@dataclass(frozen=True)
class Repaired:
    """A column after repair. how: composed, letters (ƣ), spaces, tcvn3, vni; () where
    nothing was changed. changed: how many cells. samples: (before, after)."""

    cells: list[Any]
    how: tuple[str, ...] = ()
    changed: int = 0
    samples: tuple[tuple[str, str], ...] = ()
    unsure: Unsure | None = None
    strong: bool = False


def repaired(
    cells: Sequence[Any],
    encoding: str | None = None,
    around: Around = NOWHERE,
    ask: bool = True,
) -> Repaired:
    """A column of cells with its texts repaired; cells that are no text stay.

    encoding: what a person decided: unicode, tcvn3 or vni. around: what is known of the
    sheet's other columns. ask: False leaves as they are cells that may be either.
    """
    places: dict[str, list[int]] = {}
    for row, cell in enumerate(cells):
        if isinstance(cell, str) and not cell.isascii():
            places.setdefault(cell, []).append(row)
    if not places:
        return Repaired(list(cells))
    made: dict[str, str] = {}
    ways: set[str] = set()
    for cell in places:
        made[cell], how = _tidied(cell)
        ways |= how
    new = list(cells)
    for cell, rows in places.items():
        for row in rows:
            new[row] = made[cell]
    judged = judge(new, encoding, around, ask)
    for row, text in judged.cells.items():
        new[row] = text
    ways |= judged.ways
    changed = [row for row in _rows(places) if new[row] != cells[row]]
    samples = dict.fromkeys((cells[row], new[row]) for row in _telling(changed, judged))
    return Repaired(
        new,
        tuple(way for way in _ORDER if way in ways),
        len(changed),
        tuple(samples)[:_SAMPLES],
        judged.unsure,
        judged.strong,
    )


_ORDER = ("tcvn3", "vni", "composed", "letters", "spaces")


def _rows(places: Mapping[str, list[int]]) -> list[int]:
    return sorted(row for rows in places.values() for row in rows)


def _telling(changed: list[int], judged: Judged) -> list[int]:
    """Cells of another encoding are better samples than those with an odd space."""
    first = [row for row in changed if row in judged.cells]
    return (first or changed)[:2000]


def _tidied(text: str) -> tuple[str, set[str]]:
    """Composed, ư for ƣ, plain spaces. U+00AD goes only from what is surely Unicode."""
    how = set()
    made = text
    if not unicodedata.is_normalized("NFC", made):
        made = unicodedata.normalize("NFC", made)
        how.add("composed")
    if "\u01a3" in made or "\u01a2" in made:
        made = made.replace("\u01a3", "ư").replace("\u01a2", "Ư")
        how.add("letters")
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", made))
    if plain != made:
        plain = plain.strip(" ")
    if "\u00ad" in plain and UNICODE_ONLY.search(plain):
        plain = plain.replace("\u00ad", "")
    if plain != made:
        how.add("spaces")
    return plain, how


def repair_grid(
    grid: Grid, decided: Mapping[str, str] | None = None
) -> tuple[Grid, list[Problem]]:
    """The grid with all texts repaired, a column at a time, and what is to be said.

    Title and headings are judged apart from what stands below: fonts change there.
    decided: a column's letter → unicode, tcvn3 or vni, as a person answered; "*" for
    all columns. Problems: repaired_text or tidied_text (a note a column),
    unsure_encoding (a question).
    """
    decided = decided or {}
    if not any(map(_odd, _texts(grid.rows))):
        return grid, []
    top = head_rows(grid.rows)
    head, how = _repaired_head(grid.rows[:top], decided)
    columns = [
        [row[index] for row in grid.rows[top:]] for index in range(len(grid.rows[0]))
    ]
    chosen = [
        decided.get(column_letter(index), decided.get("*"))
        for index in range(len(columns))
    ]
    found = [
        repaired(column, answer) for column, answer in zip(columns, chosen, strict=True)
    ]
    around = _around(columns, found)
    if around.legacy:
        found = [
            repaired(column, answer, around)
            for column, answer in zip(columns, chosen, strict=True)
        ]
    problems = []
    pairs = list(zip(grid.rows, head, strict=False))
    for index, one in enumerate(found):
        titles = [(old[index], new[index]) for old, new in pairs]
        problems += _problems(grid.sheet, index, one, top, titles, how)
    rows = [list(row) for row in zip(*(one.cells for one in found), strict=True)]
    return replace(grid, rows=[*head, *rows]), problems


_NUMBER = re.compile(r"[(\s]*\d[\d/.,\s)-]*")


def head_rows(rows: Sequence[Sequence[Any]]) -> int:
    """How many rows stand above the first one with a number or a date among others:
    title and headings."""
    for number, row in enumerate(rows[:_HEAD]):
        filled = _filled(row)
        if len(filled) > 2 and any(
            not isinstance(cell, str) or _NUMBER.fullmatch(cell) for cell in filled
        ):
            return number
    wide = (n for n, row in enumerate(rows[:_HEAD]) if len(_filled(row)) > 2)
    return next(wide, -1) + 1


def _filled(row: Sequence[Any]) -> list[Any]:
    return [cell for cell in row if cell not in ("", None)]


def _repaired_head(
    rows: Sequence[Sequence[Any]], decided: Mapping[str, str]
) -> tuple[list[list[Any]], tuple[str, ...]]:
    """Title and headings as one column: what may be either stays."""
    flat = [cell for row in rows for cell in row]
    one = repaired(flat, decided.get("*"), ask=False)
    width = len(rows[0]) if rows else 1
    starts = range(0, len(flat), width)
    return [one.cells[at : at + width] for at in starts], one.how


def _texts(rows: list[list[Any]]) -> list[str]:
    """The texts of some hundred rows at a time, as one."""
    return [
        "\n".join([c for row in rows[at : at + 500] for c in row if type(c) is str])
        for at in range(0, len(rows), 500)
    ]


def _odd(text: str) -> bool:
    return not text.isascii() and _SUSPICIOUS.search(text) is not None


def _around(columns: list[list[Any]], found: Sequence[Repaired]) -> Around:
    """What the columns that are sure say to the others."""
    places: dict[str, list[int]] = {}
    unicode_rows: set[int] = set()
    for column, one in zip(columns, found, strict=True):
        ways = [way for way in one.how if way in FROM and one.strong]
        for row, (old, new) in enumerate(zip(column, one.cells, strict=True)):
            if not isinstance(old, str) or old.isascii():
                continue
            if UNICODE_ONLY.search(old):
                unicode_rows.add(row)
            elif ways and old != new and surely_foreign(old):
                places.setdefault(ways[0], []).append(row)
    legacy = {name: frozenset(rows) for name, rows in places.items()}
    return Around(legacy, frozenset(unicode_rows))


def _problems(
    sheet: str,
    index: int,
    one: Repaired,
    top: int,
    titles: Sequence[tuple[Any, Any]],
    title_how: tuple[str, ...],
) -> list[Problem]:
    """The note and the question of a column; titles: its cells above, before, after."""
    letter = column_letter(index)
    problems = []
    headed = [(old, new) for old, new in titles if old != new]
    if one.changed or headed:
        samples = tuple(dict.fromkeys([*headed, *one.samples]))[-_SAMPLES:]
        how = one.how or title_how
        details = {
            "how": how,
            "cells": one.changed + len(headed),
            "samples": "; ".join(f"{before} → {after}" for before, after in samples),
            "pairs": samples,
        }
        # Split letters and odd spaces look the same before and after.
        shows = {"tcvn3", "vni", "letters"} & set(how)
        code = "repaired_text" if shows else "tidied_text"
        problems.append(Problem(code, NOTE, sheet, None, letter, details=details))
    if one.unsure:
        readings = "; ".join(" / ".join(sample) for sample in one.unsure.samples)
        problems.append(
            Problem(
                "unsure_encoding",
                QUESTION,
                sheet,
                one.unsure.rows[0] + top + 1,
                letter,
                value=one.unsure.samples[0][0],
                details={
                    "cells": len(one.unsure.rows),
                    "encodings": one.unsure.encodings,
                    "samples": readings,
                },
            )
        )
    return problems
