"""Rows between the data that name the unit of the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from grassroots import unit_names
from grassroots.importing.report import shown
from grassroots.importing.tables import lines
from grassroots.importing.tables.codes import is_empty
from grassroots.unit_names import UnitName
from grassroots.units import LEVELS
from grassroots.words import key, tidy

ROMAN, LETTER, DIGIT, BULLET, BARE = "roman", "letter", "digit", "bullet", ""
Path = tuple[UnitName, ...]

_NUMERAL = {
    ROMAN: re.compile(r"[IVXLC]{1,6}[.)\-:/]?$"),
    LETTER: re.compile(r"[A-Z][.)\-:/]?$"),
    DIGIT: re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)\-:/]?$"),
    BULLET: re.compile(r"[-+*•–]$"),
}
_BEFORE = re.compile(
    r"(?P<numeral>[IVXLC]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,3})*)\s*[.)\-–:/]+\s*(?=\D)"
    r"|(?P<bullet>[-+*•–]+)\s*"
)
# "Chi bộ thôn Bắc: 25 đảng viên", "Chi bộ thôn Bắc (25 đ/c)", "… - 25 người".
_AFTER = re.compile(r"\s*(?:\([^)]*\)|[:;=].*|[-–,]\s*(?:có |gồm )?\d+\s*\D{0,30})\s*$")
# "Khối xã, thị trấn" groups units and is none itself, unlike "Đảng ủy Khối …".
_GROUP = re.compile(r"(?:khối|cụm|nhóm|loại hình|các)\b")
_LONGEST = 12


@dataclass(frozen=True)
class Section:
    """A section row. name: the unit, None where it has no word that tells its level;
    group: a heading over several units, which places no row. count: how many rows the
    row itself says there are."""

    text: str
    style: str
    name: UnitName | None
    group: bool = False
    count: int | None = None
    of_people: bool = False


def style_of(text: str) -> str | None:
    """How a section is numbered by its cell; None where the cell is no numeral."""
    bare = text.strip()
    for style, pattern in _NUMERAL.items():
        if pattern.match(bare):
            return style
    return None


def read_section(
    row: Sequence[Any], filled: Sequence[int], *, of_persons: bool
) -> Section | None:
    """The section that a row of few cells opens, None where it may be none.

    of_persons: the rows are people, so that a hamlet's name stands for its cell.
    """
    texts = [(index, row[index]) for index in filled if isinstance(row[index], str)]
    style = BARE
    spoken: list[str] = []
    for index, cell in texts:
        told = style_of(cell)
        if told is not None and index == filled[0] and len(filled) > 1:
            style = told
        else:
            spoken.append(tidy(cell))
    first = row[filled[0]]
    if isinstance(first, int | float) and len(filled) > 1:
        style = DIGIT
    for text in spoken:
        section = _section(text, style, of_persons)
        if section is not None:
            return section
    if len(spoken) == 1 and style in (ROMAN, LETTER):
        return _section(spoken[0], style, of_persons, untyped=True)
    if len(spoken) == 1 and style == BARE:
        before = _BEFORE.match(spoken[0])
        if before and style_of(before["numeral"] or "") in (ROMAN, LETTER):
            return _section(spoken[0], style, of_persons, untyped=True)
    return None


def _section(
    text: str, style: str, of_persons: bool, untyped: bool = False
) -> Section | None:
    if lines.line_kind(text) == lines.SIGNATURE:
        return None  # "T/M ĐẢNG ỦY": the T is no numeral
    before = _BEFORE.match(text)
    bare = text
    if before:
        style = style or style_of(before["numeral"] or "-") or BARE
        bare = text[before.end() :]
    counted = lines.count_in(bare) or _in_brackets(bare)
    while bare and (after := _AFTER.search(bare)):
        bare = bare[: after.start()]
    bare = tidy(bare).strip(" .:-–")
    if not bare or len(bare.split()) > _LONGEST or lines.line_kind(bare):
        return None
    count, of_people = counted or (None, False)
    if _GROUP.match(key(bare)):
        return Section(bare, style, None, True, count, of_people)
    name = unit_names.read(bare)
    if name.level == "hamlet" and of_persons:
        name = unit_names.read(bare, "cell")
    if name.level not in (None, "hamlet") and name.type:
        return Section(bare, style, name, False, count, of_people)
    if untyped:
        return Section(bare, style, None, False, count, of_people)
    return None


def _in_brackets(text: str) -> tuple[int, bool] | None:
    found = re.search(r"\((\d{1,4})\)\s*$", text)
    return (int(found[1]), True) if found else None


def without_numeral(text: str) -> str:
    """A line without the numeral before it: "2. Chi bộ A" gives "Chi bộ A"."""
    before = _BEFORE.match(text)
    return text[before.end() :] if before else text


def bare_line(text: str) -> str:
    """A line without the numeral before it and the count behind: "2. Chi bộ A (5 đ/c)"
    gives "Chi bộ A"."""
    bare = without_numeral(text)
    while bare and (after := _AFTER.search(bare)) and any(map(str.isdigit, after[0])):
        bare = bare[: after.start()]
    return tidy(bare).strip(" .:-–")


def unit_of_line(text: str) -> UnitName | None:
    """The unit that a line consists of; None where it says anything else."""
    name = unit_names.read(bare_line(text))
    told = name.level not in (None, "hamlet") and name.type
    return name if told and len(text.split()) <= _LONGEST else None


def below(path: Path, name: UnitName) -> Path:
    """The path once a section begins: units of its level or lower are closed."""
    rank = LEVELS.index(str(name.level)) if name.level else len(LEVELS)
    kept = tuple(
        above for above in path if above.level and LEVELS.index(above.level) < rank
    )
    return (*kept, name)


def levels_by_style(sections: Sequence[Section]) -> dict[str, str | None]:
    """The level that the sections numbered in one way have; None where several."""
    levels: dict[str, str | None] = {}
    for section in sections:
        if section.name is None or section.group:
            continue
        level = section.name.level
        known = levels.setdefault(section.style, level)
        if known != level:
            levels[section.style] = None
    return levels


def first_text(row: Sequence[Any]) -> str:
    """The first text of a row, for a message."""
    return next((tidy(shown(cell)) for cell in row if not is_empty(cell)), "")


def with_level(section: Section, level: str | None) -> Section:
    """An untyped section as a unit of the level of those numbered the same way."""
    if section.name is not None or section.group or level is None:
        return section
    return replace(section, name=unit_names.read(section.text, level))


def unknown(section: Section) -> UnitName:
    """The unit of a section whose level nothing tells: the tree may know the name."""
    return unit_names.read(section.text)
