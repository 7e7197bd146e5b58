"""The rows of a conversion table: what each says of an old and of a new commune."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from grassroots import unit_names
from grassroots.importing.cells.dates import read_date
from grassroots.importing.cells.values import is_blank, read_tick
from grassroots.importing.places import listed
from grassroots.importing.places.listed import PART, UNTOLD, WHOLE
from grassroots.importing.report import shown
from grassroots.importing.tables import lines, sections
from grassroots.importing.tables.codes import is_code_row, is_numbering
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding import headings
from grassroots.importing.understanding.layout import Layout
from grassroots.rosters import vocabulary
from grassroots.words import key, tidy

OLD, NEW = "old", "new"
# The digits of the statistical codes; Excel drops the zeros before them.
_DIGITS = {"province": 2, "district": 3, "commune": 5}
_LONGEST_SECTION = 3
_CODE = re.compile(r"(?=.*\d)[\w.\-/]+$")


@dataclass(frozen=True)
class Named:
    """A unit as a row tells it: by name, by code, by both, or not at all."""

    name: str | None = None
    code: str | None = None

    def __bool__(self) -> bool:
        return bool(self.name or self.code)


@dataclass(frozen=True)
class Side:
    """One side of a row."""

    province: Named = Named()
    district: Named = Named()
    commune: Named = Named()


@dataclass(frozen=True, eq=False)
class Row:
    """What one row says of one old commune and one new one. share: a number that it
    tells; said: whole, part or nothing. several: one of several in the row's cells."""

    number: int
    cells: Sequence[Any]
    old: Side
    new: Side
    said: str = UNTOLD
    share: float | None = None
    day: date | None = None
    several: bool = False


@dataclass
class Told:
    """All rows of a table. faults: (row, code, field) of those that say too little;
    filled: whether new communes told once were read for the rows below."""

    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[Row, str, str]] = field(default_factory=list)
    sheet_rows: dict[int, Sequence[Any]] = field(default_factory=dict)
    filled: bool = False


class _Columns:
    """Where each field stands; a field may have a column of codes and one of names."""

    def __init__(self, layout: Layout) -> None:
        self.at: dict[str, list[int]] = {}
        for column in layout.columns:
            self.at.setdefault(column.field, []).append(column.index)
        for extra in layout.ignored:
            read = headings.read(layout.kind, extra.levels)
            if (
                read is not None
                and read.field in (OLD, NEW)
                and extra.index not in layout.passed_over
            ):
                self.at.setdefault(read.field, []).append(extra.index)

    def texts(self, row: Sequence[Any], name: str) -> list[str]:
        return [
            shown(row[index]).strip()
            for index in self.at.get(name, ())
            if not is_blank(row[index])
        ]

    def named(self, row: Sequence[Any], name: str, code: str, level: str) -> Named:
        told: dict[str, str] = {}
        for text in self.texts(row, name):
            is_code = _CODE.match(text) and not unit_names.read(text).type
            told.setdefault("code" if is_code else "name", text)
        for text in self.texts(row, code):
            told["code"] = text
        digits = told.get("code", "")
        if digits.isdigit():
            told["code"] = digits.zfill(_DIGITS[level])
        return Named(told.get("name"), told.get("code"))


def read_rows(table: Table, layout: Layout, today: date) -> Told:
    """Every row under the header that names an old or a new commune; a line that names
    a district or a province holds for the rows below it."""
    told = Told()
    columns = _Columns(layout)
    heads = {
        column.index: {key(column.heading), *map(key, column.levels)}
        for column in table.columns
    }
    start = table.first_row - 1
    both = _rows_of_both(table, columns, start)
    above: tuple[unit_names.UnitName, ...] = ()
    last: Row | None = None
    blank_shares = _blank_means(table, columns, start)
    for position in range(start, len(table.grid.rows)):
        row = table.grid.rows[position]
        filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
        if not filled or is_numbering(row) or is_code_row(row):
            continue
        if _is_header(row, filled, heads):
            continue
        if position not in both:
            section = _section(row, filled)
            if section is not None:
                above = sections.below(above, section)
                continue
            if position > max(both, default=-1) and not _names_unit(row, columns):
                continue  # remarks and signatures below the table
        if _is_remark(row, columns):
            continue
        read = _row(position + 1, row, columns, above, today)
        if not (read.old.commune or read.new.commune or read.old.district):
            continue
        told.sheet_rows[read.number] = row
        if read.new.commune:
            last = read
        elif last is not None and _goes_on(row, columns, last):
            read = replace(read, new=last.new)
            told.filled = True
        if read.said == UNTOLD and read.share is None and blank_shares is not None:
            read = replace(read, said=blank_shares)
        _take(told, read)
    return told


def _take(told: Told, read: Row) -> None:
    """One row for each old and new commune that its cells name."""
    if not read.new.commune:
        told.faults.append((read, "no_new_unit", NEW))
        return
    if not read.old.commune and not read.old.district:
        told.faults.append((read, "no_old_unit", OLD))
        return
    parts = {side: _pieces(getattr(read, side).commune) for side in (OLD, NEW)}
    for side, pieces in parts.items():
        if pieces is None:
            told.faults.append((read, "unclear_list", side))
            return
    several = any(len(pieces or ()) > 1 for pieces in parts.values())
    for old in parts[OLD] or [listed.Piece("")]:
        for new in parts[NEW] or [listed.Piece("")]:
            told.rows.append(_of_pieces(read, old, new, several, len(parts[NEW] or ())))


def _pieces(commune: Named) -> list[listed.Piece] | None:
    if not commune.name:
        return [listed.Piece("")]
    return listed.pieces_of(commune.name, coded=bool(commune.code))


def _of_pieces(
    read: Row, old: listed.Piece, new: listed.Piece, several: bool, news: int
) -> Row:
    before, after = read.old, read.new
    if old.name:
        before = replace(before, commune=Named(old.name, read.old.commune.code))
        if old.district and not before.district.name:
            before = replace(before, district=Named(old.district))
    if new.name:
        after = replace(after, commune=Named(new.name, read.new.commune.code))
    if several and (old.name and read.old.commune.code):
        before = replace(before, commune=Named(old.name))
    if news > 1 and read.new.commune.code:
        after = replace(after, commune=Named(new.name))
    said = old.said or new.said or read.said
    if news > 1 and said == WHOLE:
        said = PART
    return replace(read, old=before, new=after, said=said, several=several)


def _row(
    number: int,
    row: Sequence[Any],
    columns: _Columns,
    above: tuple[unit_names.UnitName, ...],
    today: date,
) -> Row:
    sides = {}
    in_section = {name.level: Named(name.shown) for name in above}
    for side in (OLD, NEW):
        places = {}
        for level in ("province", "district"):
            named = columns.named(row, f"{side}_{level}", f"{side}_{level}_code", level)
            shared = columns.named(row, f"both_{level}", "", level)
            places[level] = named or shared
        if side == OLD and not places["district"]:
            places["district"] = in_section.get("district", Named())
        if not places["province"]:
            # A line over the rows tells where they are now; the old province too
            # where nothing else does.
            places["province"] = in_section.get("province", Named())
        commune = columns.named(row, side, f"{side}_code", "commune")
        sides[side] = Side(places["province"], places["district"], commune)
    said, share = _share(row, columns)
    day = None
    for index in columns.at.get("happened_on", ()):
        found = read_date(row[index], today.year % 100) if row[index] != "" else None
        if found is not None and found.precision == "day" and found.first <= today:
            day = found.first
    return Row(number, row, sides[OLD], sides[NEW], said, share, day)


def _share(row: Sequence[Any], columns: _Columns) -> tuple[str, float | None]:
    for text in columns.texts(row, "share"):
        number = share_of(text)
        said = _said(text)
        if number is not None and 0 < number <= 1:
            return (WHOLE if number == 1 else PART), number
        if said:
            return said, None
    for index in columns.at.get("divided", ()):
        ticked = read_tick(row[index]) if not is_blank(row[index]) else None
        if ticked is None and not is_blank(row[index]):
            ticked = {"true": True, "false": False, "có": True, "không": False}.get(
                key(shown(row[index]))
            )
        if ticked is not None:
            return (PART if ticked else WHOLE), None
    return UNTOLD, None


def _said(text: str) -> str:
    words = key(text)
    for said, listed_words in vocabulary("share").items():
        if any(words == key(word) for word in listed_words):
            return said
    return UNTOLD


def share_of(written: object) -> float | None:
    """1 or "toàn bộ" for the whole, a number for a part (0,6 or 60%), None where none
    is told."""
    if written is None or written == "":
        return None
    if isinstance(written, int | float):
        return float(written)
    text = str(written)
    if _said(text) == WHOLE:
        return 1.0
    try:
        share = float(text.replace(",", ".").rstrip("% "))
    except ValueError:
        return None
    return share / 100 if "%" in text else share


def _blank_means(table: Table, columns: _Columns, start: int) -> str | None:
    """What an empty cell says beside others: the whole, where the column only marks
    parts; None where it says nothing."""
    marked = {
        _share(row, columns)
        for row in table.grid.rows[start:]
        if columns.texts(row, "share")
    }
    return WHOLE if marked == {(PART, None)} else None


def _rows_of_both(table: Table, columns: _Columns, start: int) -> set[int]:
    """The rows that fill both sides."""
    return {
        position
        for position in range(start, len(table.grid.rows))
        if all(
            columns.texts(table.grid.rows[position], side)
            or columns.texts(table.grid.rows[position], f"{side}_code")
            for side in (OLD, NEW)
        )
    }


def _names_unit(row: Sequence[Any], columns: _Columns) -> bool:
    return any(
        unit_names.read(text.split(",")[0]).type
        for side in (OLD, NEW)
        for text in columns.texts(row, side)
    )


def _section(row: Sequence[Any], filled: list[int]) -> unit_names.UnitName | None:
    if len(filled) > _LONGEST_SECTION:
        return None
    section = sections.read_section(row, filled, of_persons=False)
    if section is None or section.name is None:
        return None
    return section.name if section.name.level in ("province", "district") else None


def _is_header(
    row: Sequence[Any], filled: list[int], heads: dict[int, set[str]]
) -> bool:
    same = sum(
        isinstance(row[index], str) and key(row[index]) in heads.get(index, ())
        for index in filled
    )
    return same > 1 and same >= 0.6 * len(filled)


def _is_remark(row: Sequence[Any], columns: _Columns) -> bool:
    """A total, a remark, a signature in the place of a name."""
    texts = [text for side in (OLD, NEW) for text in columns.texts(row, side)]
    first = next((tidy(cell) for cell in row if isinstance(cell, str) and cell), "")
    said = {lines.line_kind(text) for text in texts} | {lines.line_kind(first)}
    typed = any(unit_names.read(text).type for text in texts)
    return bool(said - {None}) and not typed


def _goes_on(row: Sequence[Any], columns: _Columns, last: Row) -> bool:
    """Whether an empty new commune is surely the one above: the rows are numbered by
    their new communes, and this row has no number."""
    numbered = columns.at.get("number", ())
    return any(
        is_blank(row[index]) and not is_blank(last.cells[index]) for index in numbered
    )
