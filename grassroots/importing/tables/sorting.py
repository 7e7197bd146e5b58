"""Every row under a header: a person, a section, a total, a remark, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grassroots.importing.cells.values import Cells, cells_of, is_blank
from grassroots.importing.report import NOTE, Problem, column_letter, shown
from grassroots.importing.tables import lines, persons, sections
from grassroots.importing.tables.codes import is_code_row, is_numbering
from grassroots.importing.tables.sections import Section
from grassroots.importing.tables.table import Table
from grassroots.importing.tables.totals import Mark
from grassroots.importing.understanding.layout import Layout
from grassroots.rosters import RosterKind, roster_kinds
from grassroots.words import key, tidy

# A row of so few cells in a table of this many columns is a remark, not a person.
_FEW, _WIDE = 2, 5
_MOST_OF_A_SIGNATURE = 5  # cells that a row of signatures or a total does not reach


class Sorter:
    """Sorts the rows of one table. Rows that are sure by whole columns are never looked
    at one by one."""

    def __init__(self, table: Table, layout: Layout) -> None:
        self.table, self.layout = table, layout
        self.kind = roster_kinds()[layout.kind]
        self.rows = table.grid.rows[table.first_row - 1 :]
        self.of_persons = _is_of_persons(self.kind)
        self.identity = _identity_columns(layout, self.kind)
        counted = layout.of("number")
        self.number = counted[0].index if counted else None
        self.narrow = len(layout.columns) < _WIDE
        self.headings = {
            column.index: {key(column.heading), *map(key, column.levels)}
            for column in table.columns
        }
        self._look_at_columns()
        self.sure_last = -1
        self.marks: list[Mark] = []
        self.found: list[tuple[int, Section]] = []
        self.remarks: list[tuple[int, Problem]] = []
        self.aside: dict[int, str] = {}
        self.empty_numbered: set[int] = set()

    def _look_at_columns(self) -> None:
        rows, count = self.rows, len(self.rows)
        telling = {index: cells_of(rows, index) for index in self.identity}
        named = np.zeros(count, bool)
        for cells in telling.values():
            named |= ~cells.empty
        numbered = np.ones(count, bool)
        if self.number is not None:
            if self.number not in telling:
                telling[self.number] = cells_of(rows, self.number)
            numbered = ~telling[self.number].empty
            self.counted = telling[self.number]
        odd = np.zeros(count, bool)
        for cells in telling.values():
            odd |= _with(cells, _is_odd)
        remarks = np.zeros(count, bool)
        if self.number is None:
            for index in self.identity:
                remarks |= _with(telling[index], _is_remark)
                odd |= _with(telling[index], self._repeats(index))
        several = np.zeros(count, bool)
        if self.of_persons:
            for column in self.layout.of("name"):
                if column.index in telling and column.part is None:
                    several |= _with(telling[column.index], _is_several)
        self.named, self.numbered, self.odd, self.several = (
            named,
            numbered,
            odd,
            several,
        )
        self.data = named & numbered & ~odd & ~remarks
        self.mostly_numbered = (
            self.number is not None
            and bool((named & ~odd).any())
            and bool(numbered[named & ~odd].mean() > 0.5)
        )

    def _repeats(self, index: int) -> Callable[[str], bool]:
        texts = self.headings.get(index, set())
        openings = {text[:1] for text in texts}
        return lambda cell: cell[:1].lower() in openings and key(cell) in texts

    def sort(self) -> None:
        """Looks at the rows that are not sure, from top to bottom."""
        doubtful = _may_be_sections(
            self.rows, self.layout, self.data, self.identity, self.of_persons
        )
        lettered = self._lettered()
        looked_at = np.union1d(np.flatnonzero(~self.data), doubtful)
        looked_at = np.union1d(looked_at, lettered)
        only_header = set(lettered.tolist()) - set(doubtful.tolist())
        sure = self.data.copy()
        sure[doubtful] = False
        self.sure_last = int(np.flatnonzero(sure).max(initial=-1))
        header_again = -2
        for position in looked_at.tolist():
            row = self.rows[position]
            filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
            if not filled:
                self.data[position] = False
            elif self._is_header_again(row, filled) or (
                position - header_again <= 3 and (is_numbering(row) or is_code_row(row))
            ):
                self.data[position] = False
                header_again = position
                self._drop_numbering(position)
            elif position not in only_header:
                self._one(position, row, filled)
        for position in np.flatnonzero(self.several & self.data).tolist():
            self._set_aside(position, "several_persons")

    def _drop_numbering(self, header: int) -> None:
        """Column numbers under a header that is repeated look like a row of data."""
        for position in range(header + 1, min(header + 3, len(self.rows))):
            if is_numbering(self.rows[position]):
                self.data[position] = False

    def _lettered(self) -> np.ndarray:
        """Data rows whose number is a word: they may be the header again."""
        if self.number is None:
            return np.zeros(0, np.int64)
        worded = _with(self.counted, lambda cell: not cell.strip(" .()").isdigit())
        return np.flatnonzero(worded & self.data)

    def _is_header_again(self, row: Sequence[Any], filled: list[int]) -> bool:
        same = sum(
            isinstance(row[index], str)
            and key(row[index]) in self.headings.get(index, ())
            for index in filled
        )
        return same > 1 and same >= 0.6 * len(filled)

    def _one(self, position: int, row: Sequence[Any], filled: list[int]) -> None:
        """One row that its number and its name do not tell."""
        was_data = bool(self.data[position])
        self.data[position] = False
        if self.odd[position]:
            if self._is_somebody(row, filled):
                self.data[position] = True
            elif self._may_be_somebody(row, filled):
                self._set_aside(position, "doubtful_row")
            else:
                self._total(position, row, filled)
            return
        if len(filled) == 1 and shown(row[filled[0]]).strip(" .").isdigit():
            self.empty_numbered.add(position)
            return
        section = self._section_of(position, row, filled, was_data)
        if section is not None:
            self.found.append((position, section))
            return
        if was_data:
            self._bare(position, row, filled)
            return
        texts = [tidy(row[index]) for index in filled if isinstance(row[index], str)]
        if len(filled) <= _FEW + 1 and self._is_note(position, row, texts):
            return
        few = len(filled) <= _FEW and not self.narrow
        named = bool(self.named[position])
        if few or not named:
            if not few and len(filled) > _FEW and self.is_of_the_table(position):
                self._set_aside(position, "no_name")
            else:
                self._remark(position, row, filled)
        elif self.mostly_numbered and len(filled) <= _FEW + 1:
            self._remark(position, row, filled)
        else:
            self.data[position] = True

    def is_of_the_table(self, position: int) -> bool:
        """Whether a row without a name stands among the others, is numbered, or fills
        most columns: no signature does."""
        if position < self.sure_last:
            return True
        if self.number is not None and self.numbered[position]:
            return True
        row = self.rows[position]
        filled = [not is_blank(row[column.index]) for column in self.layout.columns]
        return sum(filled) >= max(_MOST_OF_A_SIGNATURE, len(filled) // 2)

    def _section_of(
        self, position: int, row: Sequence[Any], filled: list[int], was_data: bool
    ) -> Section | None:
        """The section that a row opens. Numbers beside it are its subtotals."""
        texts = [index for index in filled if isinstance(row[index], str)]
        if not texts or len(texts) > 3:
            return None
        if len(filled) > 3 and not (self.of_persons and len(texts) <= 2):
            return None
        if not was_data and self.named[position] and len(filled) > 3:
            lettered = sections.style_of(str(row[filled[0]]))
            if lettered not in (sections.ROMAN, sections.LETTER):
                return None
        return sections.read_section(row, filled, of_persons=self.of_persons)

    def _bare(self, position: int, row: Sequence[Any], filled: list[int]) -> None:
        """A row with a name and nothing else: a person, unless it is below the table,
        or its words say that it is none."""
        text = sections.first_text([row[index] for index in self.identity])
        kind = lines.line_kind(text) if text else None
        digits = self.number is not None and sections.style_of(
            shown(row[self.number])
        ) in (sections.DIGIT, None)
        if not self.of_persons:
            self.data[position] = True
        elif kind is not None and not persons.may_be_person(text):
            self._is_note(position, row, [text])
        elif self.number is not None and digits or self.narrow and self.number is None:
            self.data[position] = True
        elif position > self.sure_last:
            self._remark(position, row, filled)
        else:
            self._set_aside(position, "doubtful_row")

    def _is_somebody(self, row: Sequence[Any], filled: list[int]) -> bool:
        """A numbered row with texts or dates beside a name that begins like a total."""
        if not self.of_persons:
            return False
        beside = self._beside(row, filled)
        text = sections.first_text([row[index] for index in self.identity])
        numbered = self.number is not None and (
            shown(row[self.number]).strip(" .()").isdigit()
        )
        return (
            numbered
            and len(beside) > 1
            and not lines.count_in(text)
            and ":" not in text
        )

    def _may_be_somebody(self, row: Sequence[Any], filled: list[int]) -> bool:
        text = sections.first_text([row[index] for index in self.identity])
        beside = self._beside(row, filled)
        example = lines.line_kind(text) == lines.EXAMPLE
        first = self.number is not None and row[self.number]
        example = example or (
            isinstance(first, str) and lines.line_kind(first) == lines.EXAMPLE
        )
        return (
            self.of_persons
            and not example
            and (persons.may_be_person(text) or len(beside) > 2)
        )

    def _beside(self, row: Sequence[Any], filled: list[int]) -> list[int]:
        """The cells beside number and name that are no numbers."""
        heads = {*self.identity, self.number}
        return [
            index
            for index in filled
            if index not in heads
            and not isinstance(row[index], int | float)
            and not (isinstance(row[index], str) and _is_amount(row[index]))
        ]

    def _total(self, position: int, row: Sequence[Any], filled: list[int]) -> None:
        kinds = [
            (lines.line_kind(cell), cell)
            for index in filled
            if isinstance(cell := row[index], str)
        ]
        spoken = [text for kind, text in kinds if kind == lines.TOTAL]
        if spoken:
            self.marks.append(Mark(position, row, tidy(spoken[0])))

    def _is_note(self, position: int, row: Sequence[Any], texts: list[str]) -> bool:
        """A remark or a signature: passed over, and said where it stands between."""
        for text in texts:
            kind = lines.line_kind(text)
            if kind is None or persons.may_be_person(text):
                continue
            told = lines.count_in(text)
            if kind in (lines.TOTAL, lines.NOTE) and told and told[1]:
                whole = key(text).startswith(_WHOLE_LISTS) or kind == lines.TOTAL
                if whole:
                    self.marks.append(Mark(position, row, text))
                    return True
            if kind == lines.TOTAL:
                self.marks.append(Mark(position, row, text))
                return True
            filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
            self._remark(position, row, filled)
            return True
        return False

    def _remark(self, position: int, row: Sequence[Any], filled: list[int]) -> None:
        problem = Problem(
            "not_a_row",
            NOTE,
            self.table.grid.sheet,
            position + self.table.first_row,
            column_letter(filled[0]),
            shown(row[filled[0]]),
        )
        self.remarks.append((position, problem))

    def _set_aside(self, position: int, code: str) -> None:
        self.data[position] = False
        self.aside[position] = code


_WHOLE_LISTS = ("danh sách", "bảng danh sách", "biểu danh sách", "ấn định")


def _is_amount(text: str) -> bool:
    return text.strip().replace(".", "").replace(",", "").rstrip("%").isdigit()


def _is_of_persons(kind: RosterKind) -> bool:
    return any(field.id == "name" and field.type == "name" for field in kind.fields)


def _identity_columns(layout: Layout, kind: RosterKind) -> list[int]:
    """The columns of which a data row fills at least one: name, or the units."""
    required = [
        column.index
        for field_id in (*kind.required, *kind.one_of)
        for column in layout.of(field_id)
    ]
    if layout.kind in ("organisations", "hamlets", "aggregates"):
        types = {field.id: field.type for field in kind.fields}
        required += [
            column.index for column in layout.columns if types[column.field] == "unit"
        ]
    return list(dict.fromkeys(required)) or [layout.columns[0].index]


def _with(cells: Cells, said: Callable[[str], bool]) -> np.ndarray:
    """The rows whose cell is a text of which something can be said."""
    told = [isinstance(cell, str) and said(cell) for cell in cells.distinct]
    if not any(told):
        return np.zeros(len(cells.codes), bool)
    found: np.ndarray = np.array(told, bool)[cells.codes]
    return found


def _is_odd(cell: str) -> bool:
    """A total, or a form's example."""
    return lines.odd_opening(cell) and lines.line_kind(cell) in (
        lines.TOTAL,
        lines.EXAMPLE,
    )


def _is_remark(cell: str) -> bool:
    """A signature or a note in the column of names, where no number tells."""
    return lines.line_kind(cell) is not None and not persons.may_be_person(cell)


def _is_several(cell: str) -> bool:
    return not cell.replace(" ", "").isalpha() and persons.several_persons(cell)


def _may_be_sections(
    rows: Sequence[Sequence[Any]],
    layout: Layout,
    data: np.ndarray,
    identity: Sequence[int],
    of_persons: bool,
) -> np.ndarray:
    """Rows that may name a unit in the column of names: numbered with a letter or a
    roman numeral, or empty but for number and name."""
    positions = np.flatnonzero(data)
    heads = {column.index for column in layout.of("number")} | set(identity)
    lettered = {
        position
        for column in layout.of("number")[:1]
        for position in positions.tolist()
        if isinstance(cell := rows[position][column.index], str)
        and not cell.strip(" .()").isdigit()
    }
    bare = positions.tolist()
    for index in range(len(rows[0]) if rows else 0):
        if index not in heads and bare:
            bare = [at for at in bare if rows[at][index] in ("", None)]
    if of_persons:
        return np.array(sorted(lettered | set(bare)), np.int64)
    # Units are listed row by row: only what stands out from the others groups them.
    apart = lettered & set(bare)
    if layout.kind == "hamlets" and len(bare) < len(positions) / 2:
        apart |= set(bare)
    if len(apart) == len(positions):
        apart = set()
    return np.array(sorted(apart), np.int64)
