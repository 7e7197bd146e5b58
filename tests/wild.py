"""Wild files: the same true rows in any layout that offices use, with the truth.

`make(seed)` gives a file that is the same for the same seed; habits may be fixed by
name (`make(7, form="ods", units="nested")`, see wild_layouts.Layout); `tidy(seed)` has
no habits but these. All is made up.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import wild_titles as titles
from wild_facts import Fact, Unit, World, make_world
from wild_layouts import Layout, draw, possible
from wild_rosters import FIELDS
from wild_tables import Tables
from wild_truth import TableTruth, WildFile
from wild_write import Sheet, write

__all__ = ["FIELDS", "WildFile", "build", "make", "tidy"]


def make(seed: int, world: World | None = None, **fixed: Any) -> WildFile:
    """The file of a seed; `world` gives its rows, else they are made up as well."""
    chance = random.Random(seed)
    return build(seed, chance, draw(chance, **fixed), world)


def tidy(seed: int, world: World | None = None, **habits: Any) -> WildFile:
    """A tidy file but for the habits given."""
    return build(seed, random.Random(seed), possible(Layout(**habits)), world)


def build(
    seed: int, chance: random.Random, layout: Layout, world: World | None = None
) -> WildFile:
    """A file of a given layout."""
    if world is None:
        day = titles.as_of_of(chance, layout)
        world = make_world(chance, layout.kind, layout.scope, day, layout.size)
    return _Files(chance, layout, world).file(seed)


class _Files(Tables):
    """Writes the sheets of a file, and what stands around the tables."""

    def file(self, seed: int) -> WildFile:
        layout, chance = self.layout, self.chance
        sheets: list[Sheet] = []
        tables: list[TableTruth] = []
        stem = titles.file_name(chance, layout, self.world, self.own)
        if layout.units == "sheets":
            for unit, facts in _runs(self.world.facts, self._sheet_level()):
                sheet = Sheet(unit.name[:31])
                tables += self._sheet(sheet, facts, unit)
                sheets.append(sheet)
        else:
            sheet = Sheet(titles.sheet_name(chance, layout, self.world))
            tables += self._sheet(sheet, list(self.world.facts), self.own)
            sheets.append(sheet)
        sheets = self._others(sheets)
        content, ending = write(sheets, layout.form)
        swapped = layout.dates == "swapped" and any(
            expect.told
            for table in tables
            for rows in table.rows.values()
            for row in rows
            for expect in row.expects.values()
        )
        undated = layout.dated == "none"
        asks = undated and layout.ratings != "years"
        return WildFile(
            seed,
            f"{stem}.{ending}",
            content,
            layout,
            tuple(tables),
            must_ask=asks,
            may_ask=swapped
            or undated
            or layout.several_in_cell
            or layout.cards == "lost_zeros"
            or bool(layout.bad_values),
            headings=self.headings,
        )

    def _sheet_level(self) -> str:
        return "commune" if self.layout.scope == "district" else self._lowest_level()

    def _names_above(self, unit: Unit) -> set[str]:
        """The levels named above a sheet's table, or in the file's name."""
        layout = self.layout
        named = set()
        if layout.titled == "none" or layout.units == "file":
            named.add(self.own.level)
        if layout.titled != "none":
            named.add(unit.level)
        if layout.units == "sheets":
            named.add(unit.level)
        above = [one for one in self.world.top if one != unit]
        if layout.titled == "block" and above:
            named.add(above[-1].level)
        return named

    # One sheet ------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet, facts: list[Fact], unit: Unit) -> list[TableTruth]:
        layout = self.layout
        lines = titles.title_lines(self.chance, layout, self.world, unit)
        self.named = self._names_above(unit)
        left = layout.first_column
        blocks = self._blocks(facts)
        width = sum(len(block.heads) for _, block in blocks)
        row = 0
        for where, text in lines:
            column = left + (0, width // 4, width * 2 // 3)[where]
            # What stands at the right shares the row with what stands at the left.
            at = row - 1 if where == 2 and row else row
            sheet.put(at, column, text)
            if where == 1 and layout.merges:
                sheet.merges.append((at, column, at, column + max(1, width // 2)))
            row = max(row, at + 1)
        if layout.dated == "cell":
            label, real = titles.date_cell(self.world.as_of)
            sheet.put(row, left, label)
            sheet.put(row, left + 2, real)
            row += 1
        row = max(row, layout.header_row)
        half = _half(facts)
        if layout.units == "blocks":
            tables, end = self._in_blocks(sheet, row, left, facts)
        elif layout.tables in ("below", "beside") and half:
            tables = []
            top = row
            for number, part in enumerate((facts[:half], facts[half:])):
                blocks = self._blocks(part)
                if number and layout.tables == "below":
                    sheet.put(row + 1, left, "Danh sách (tiếp theo)")
                    row += 3
                table, end = self._table(
                    sheet, top if number == 0 else row, left, part, blocks
                )
                tables.append(table)
                if layout.tables == "below":
                    row = end
                else:
                    left = sheet.width + 1
                    row = top
            end = sheet.height
        else:
            table, end = self._table(sheet, row, left, facts, blocks)
            tables = [table]
            if layout.tables == "lookup_beside":
                self._lookup_beside(sheet, row)
        self._below(sheet, end, layout.first_column, width, len(facts))
        return tables

    def _in_blocks(
        self, sheet: Sheet, row: int, left: int, facts: list[Fact]
    ) -> tuple[list[TableTruth], int]:
        """A table for each unit, with the unit's name in the line above its header."""
        tables = []
        for number, (unit, inside) in enumerate(
            _runs(facts, self._section_levels()[0]), 1
        ):
            name = unit.name
            text = self.chance.choice((name, f"{number}. {name}", name.upper()))
            sheet.put(row, left, text)
            table, end = self._table(sheet, row + 1, left, inside, self._blocks(inside))
            tables.append(table)
            row = end + self.chance.randrange(1, 3)
        return tables, end

    def _lookup_beside(self, sheet: Sheet, row: int) -> None:
        column = sheet.width + 1
        words = (
            ("Ký hiệu", "Ý nghĩa"),
            ("HTXSNV", "Hoàn thành xuất sắc nhiệm vụ"),
            ("HTTNV", "Hoàn thành tốt nhiệm vụ"),
            ("HTNV", "Hoàn thành nhiệm vụ"),
        )
        for number, pair in enumerate(words):
            sheet.put(row + number, column, pair[0])
            sheet.put(row + number, column + 1, pair[1])

    def _below(self, sheet: Sheet, row: int, left: int, width: int, count: int) -> None:
        layout = self.layout
        row = max(row, sheet.height)
        if layout.notes:
            row += self.chance.randrange(2)
            for line in titles.notes(self.chance, count, layout.kind):
                sheet.put(row, left, line)
                row += 1
        if layout.signature:
            row += 1
            for one, other in titles.signature(self.chance):
                sheet.put(row, left + 1, one)
                sheet.put(row, left + max(3, width * 2 // 3), other)
                row += 1

    def _others(self, sheets: list[Sheet]) -> list[Sheet]:
        kind = self.layout.others
        more: list[Sheet] = []
        if kind in ("hidden_copy", "all"):
            old = Sheet(
                f"{sheets[0].name[:20]} (cũ)",
                dict(sheets[0].cells),
                list(sheets[0].merges),
                hidden=True,
            )
            more.append(old)
        if kind in ("lookup", "all"):
            look = Sheet("Danh mục")
            for row, cells in enumerate(
                (
                    ("Dân tộc", "Tôn giáo", "Trình độ"),
                    ("Kinh", "Không", "Sơ cấp"),
                    ("Mường", "Phật giáo", "Trung cấp"),
                    ("Thái", "Công giáo", "Cao cấp"),
                )
            ):
                for column, text in enumerate(cells):
                    look.put(row, column, text)
            more.append(look)
        if kind in ("instructions", "all"):
            told = Sheet("Hướng dẫn")
            for row, text in enumerate(
                (
                    "HƯỚNG DẪN GHI BIỂU",
                    "1. Cột Họ và tên: ghi như trong lý lịch.",
                    "2. Cột Ngày sinh: ghi ngày/tháng/năm.",
                    "3. Cột Xếp loại: ghi HTTNV.",
                )
            ):
                told.put(row, 0, text)
            more.append(told)
        if kind in ("empty", "all"):
            more += [Sheet("Sheet2x"), Sheet("Sheet3x")]
        first = kind == "all" or self.chance.random() < 0.5
        return [*more, *sheets] if first else [*sheets, *more]


def _runs(facts: Sequence[Fact], level: str) -> list[tuple[Unit, list[Fact]]]:
    """The facts of each unit of a level, in order."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.unit(level), []).append(fact)
    return [(Unit(level, name), inside) for name, inside in found.items()]


def _half(facts: Sequence[Fact]) -> int:
    """Where to part the rows: at a change of unit near the middle, else in it."""
    middle = len(facts) // 2
    for at in range(middle, len(facts)):
        if facts[at].units != facts[at - 1].units:
            return at
    return middle
