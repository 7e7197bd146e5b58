"""What a title says against taking a table for a roster of a kind: other people than
the Party's, or only some of a unit's members (`data/rosters/meanings.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from grassroots.importing.tables.table import Table
from grassroots.importing.understanding import meaning
from grassroots.words import key

OTHER_PEOPLE, PART_LIST = "other_people", "part_list"
PERSONS = {"members", "admissions", "officers", "leaders"}
_MEMBERS = {"members", "admissions"}
_PARTY = re.compile(r"\b(?:đảng|đv|chi bộ|chi ủy|cấp ủy|party)\b")
_LISTS = re.compile(r"\b(?:danh sách|ds|trích ngang|biểu|bảng|tổng hợp|list|roster)\b")
_MANY = 2


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = sorted(map(key, meaning.listed(name)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


def against(kind: str, table: Table, file: str) -> tuple[str, str] | None:
    """The code of what speaks against the kind and the words that say it, None where
    nothing does. Titles first, then the sheet's and the file's name; headings of a
    payroll or of a school speak against any roster of persons."""
    if kind not in PERSONS:
        return None
    stem = file.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
    named = [*_titles(table.title), table.grid.sheet, stem]
    for text in named:
        words = key(text)
        other = _pattern("other_people").search(words)
        if other and not _PARTY.search(words):
            return OTHER_PEOPLE, other[0]
    headed = {
        found[0]: None
        for column in table.columns
        if (found := _pattern("pay").search(key(column.levels[-1])))
    }
    if len(headed) >= _MANY:
        return OTHER_PEOPLE, ", ".join(headed)
    if kind in _MEMBERS:
        for text in named:
            part = _pattern("part_lists").search(key(text))
            if part:
                return PART_LIST, part[0]
    return None


def _titles(title: Iterable[str]) -> list[str]:
    """The lines that say what the table is; others name units and documents."""
    return [text for text in title if _LISTS.search(key(text))]
