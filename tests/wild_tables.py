"""One table on a sheet: header, numbering, sections, rows, totals, and its truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wild_facts import Fact, Unit
from wild_rosters import Columns
from wild_truth import Block, Expect, RowTruth, TableTruth
from wild_write import Sheet

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Tables(Columns):
    """Writes a table in the layout's habits."""

    def _table(
        self,
        sheet: Sheet,
        top: int,
        left: int,
        facts: list[Fact],
        blocks: list[tuple[str, Block]],
    ) -> tuple[TableTruth, int]:
        layout, chance = self.layout, self.chance
        depth = self._head(sheet, top, left, blocks)
        truth = TableTruth(
            sheet.name,
            layout.kind,
            self.world.as_of,
            tuple(range(top + 1, top + depth + 1)),
        )
        places: dict[str, int] = {}
        column = left
        for name, block in blocks:
            places[name] = column
            inner = range(column, column + len(block.heads))
            for told in block.fields or (name,):
                truth.columns.setdefault(told, set()).update(inner)
            column += len(block.heads)
        width = column - left
        identity = next(places[n] for n in ("name", "hamlet", "cell") if n in places)
        row = top + depth
        if layout.code_row:
            for number in range(width):
                sheet.put(row, left + number, f"MA_{number + 1:02}")
            sheet.hidden_rows.add(row)
            row += 1
        row = self._numbering(sheet, row, left, width)
        number, group = 0, 0
        # In blocks a unit's name stands above the header, not among the rows.
        levels = [] if layout.units == "blocks" else self._section_levels()
        open_units: dict[str, str] = {}
        runs: list[tuple[int, int]] = []
        count_in_section, since_head = 0, 0
        restart = bool(levels) and chance.random() < 0.5
        subtotal_level = levels[-1] if levels else self._lowest_level()
        before: str | None = None
        section_facts: list[Fact] = []
        for at, fact in enumerate(facts):
            ends = before is not None and fact.unit(subtotal_level) != before
            if layout.subtotals and ends and count_in_section > 1:
                self._total(
                    sheet,
                    row,
                    left,
                    places,
                    identity,
                    "Cộng",
                    section_facts,
                    truth,
                    right=True,
                )
                row += 1
            if ends or before is None:
                count_in_section, section_facts = 0, []
            before = fact.unit(subtotal_level)
            for level in levels:
                if open_units.get(level) != fact.unit(level):
                    open_units[level] = fact.unit(level)
                    if level != levels[-1]:
                        open_units.pop(levels[-1], None)
                    inside = sum(f.unit(level) == fact.unit(level) for f in facts)
                    self._section(
                        sheet,
                        row,
                        left,
                        width,
                        identity,
                        Unit(level, fact.unit(level)),
                        group,
                        inside,
                    )
                    group += 1
                    row += 1
                    number = 0 if restart else number
            if layout.repeat_header and since_head == 12:
                self._head(sheet, row, left, blocks)
                row += depth
                row = self._numbering(sheet, row, left, width)
                since_head = 0
            if layout.blank_rows and chance.random() < 0.08:
                row += 1
            number += 1
            count_in_section += 1
            since_head += 1
            section_facts.append(fact)
            expects: dict[str, Expect] = {}
            for name, block in blocks:
                values = [number] if name == "number" else block.cells[at]
                for offset, value in enumerate(values):
                    sheet.put(row, places[name] + offset, value)
                expects |= block.expects[at]
            told = RowTruth(self._units_told(fact), expects)
            truth.rows.setdefault(row + 1, []).append(told)
            runs.append((at, row))
            row += 1
        if layout.subtotals and levels and count_in_section > 1:
            self._total(
                sheet,
                row,
                left,
                places,
                identity,
                "Cộng",
                section_facts,
                truth,
                right=True,
            )
            row += 1
        if layout.merges:
            self._merge_down(sheet, places, blocks, runs)
        for wanted, spoilt in (
            (layout.several_in_cell, self._two_persons),
            (layout.repeated, self._again),
            (layout.nameless, self._no_name),
        ):
            if wanted and "name" in places:
                number += 1
                cells = {
                    places[name] + offset: value
                    for name, block in blocks
                    for offset, value in enumerate(block.cells[-1])
                }
                if "number" in places:
                    cells[places["number"]] = number
                spoilt(cells, dict(blocks)["name"], places)
                for at_column, value in cells.items():
                    sheet.put(row, at_column, value)
                truth.told_rows.add(row + 1)
                row += 1
        if layout.empty_numbered and "number" in places:
            for _ in range(3):
                number += 1
                sheet.put(row, places["number"], number)
                row += 1
        if layout.totals != "none":
            words = chance.choice(("Tổng cộng", "TỔNG CỘNG", "Tổng số", "Cộng"))
            self._total(
                sheet,
                row,
                left,
                places,
                identity,
                words,
                facts,
                truth,
                right=layout.totals == "right",
            )
            row += 1
        return truth, row

    def _head(
        self, sheet: Sheet, top: int, left: int, blocks: list[tuple[str, Block]]
    ) -> int:
        """Writes the header rows; comes back with how many they are."""
        heads = [(block, head) for _, block in blocks for head in block.heads]
        depth = max(len(head) for _, head in heads)
        for index, (block, head) in enumerate(heads):
            column = left + index
            first = index == 0 or heads[index - 1][0] is not block
            for level, text in enumerate(head):
                same = index and heads[index - 1][1][: level + 1] == head[: level + 1]
                grouped = level < len(head) - 1 and same
                if grouped or (block.one_head and not first):
                    continue
                sheet.put(top + level, column, text)
                span = column
                if level < len(head) - 1 or block.one_head:
                    while (
                        span + 1 - left < len(heads)
                        and heads[span + 1 - left][1][: level + 1] == head[: level + 1]
                        and (not block.one_head or heads[span + 1 - left][0] is block)
                    ):
                        span += 1
                bottom = top + (depth - 1 if level == len(head) - 1 else level)
                if self.layout.merges and (span > column or bottom > top + level):
                    sheet.merges.append((top + level, column, bottom, span))
        return depth

    def _numbering(self, sheet: Sheet, row: int, left: int, width: int) -> int:
        habit = self.layout.number_row
        if habit == "none":
            return row
        for number in range(width):
            cell: Any = number + 1
            if habit == "brackets":
                cell = f"({number + 1})"
            if habit == "letters" and number < 2:
                cell = "AB"[number]
            elif habit == "letters":
                cell = number - 1
            sheet.put(row, left + number, cell)
        return row + 1

    def _section(
        self, sheet: Sheet, row: int, left: int, width: int, identity: int, unit: Unit,
        group: int, count: int,
    ) -> None:  # fmt: skip
        habit = self.layout.section_row
        text = unit.name
        if unit.level == "commune":
            text = self.chance.choice((text, f"Đảng bộ {text[:1].lower()}{text[1:]}"))
        mark = (
            _ROMAN[group % len(_ROMAN)] if unit.level == "commune" else str(group + 1)
        )
        if habit == "counted":
            text += self.chance.choice((f" ({count} đảng viên)", f": {count} đ/c"))
        if habit == "roman":
            text = f"{_ROMAN[group % len(_ROMAN)]}. {text}"
        if habit in ("merged", "roman"):
            sheet.put(row, left, text.upper() if habit == "merged" else text)
            if self.layout.merges:
                sheet.merges.append((row, left, row, left + width - 1))
            return
        if habit == "letter":
            mark = chr(65 + group % 26)
        if habit in ("in_name", "letter") and identity > left:
            sheet.put(row, left, _ROMAN[group % 12] if habit == "in_name" else mark)
        sheet.put(row, identity, text)

    def _total(
        self, sheet: Sheet, row: int, left: int, places: dict[str, int], identity: int,
        words: str, facts: Sequence[Fact], truth: TableTruth, *, right: bool,
    ) -> None:  # fmt: skip
        more = 0 if right else 2
        sums = [name for name in ("households", "members") if name in places]
        if sums:
            sheet.put(row, identity, words)
            for name in sums:
                total = sum(fact.values[name] for fact in facts)
                sheet.put(row, places[name], total + more)
        elif self.chance.random() < 0.5:
            sheet.put(row, identity, f"{words}: {len(facts) + more} đồng chí")
        else:
            sheet.put(row, identity, words)
            sheet.put(row, identity + 1, len(facts) + more)
        truth.totals[row + 1] = right

    def _merge_down(
        self,
        sheet: Sheet,
        places: dict[str, int],
        blocks: list[tuple[str, Block]],
        runs: list[tuple[int, int]],
    ) -> None:
        """A unit written once is one merged cell over its rows, where they adjoin."""
        for name, block in blocks:
            if not block.down:
                continue
            start: int | None = None
            last = -1
            for at, row in [*runs, (-1, -1)]:
                filled = at == -1 or block.cells[at][0] is not None
                if start is not None and (filled or row != last + 1):
                    if last > start:
                        place = places[name]
                        sheet.merges.append((start, place, last, place))
                    start = None
                if at != -1 and filled:
                    start = row
                last = row

    def _two_persons(
        self, cells: dict[int, Any], block: Block, places: dict[str, int]
    ) -> None:
        """Two persons in one row."""
        place = places["name"]
        if len(block.heads) > 1:
            cells[place], cells[place + 1] = "Nguyễn Văn\nTrần Thị", "Chung\nRiêng"
        else:
            cells[place] = "Nguyễn Văn Chung\nTrần Thị Riêng"
        cells.pop(places.get("card_number", -1), None)

    def _again(
        self, cells: dict[int, Any], block: Block, places: dict[str, int]
    ) -> None:
        """The last person once more."""

    def _no_name(
        self, cells: dict[int, Any], block: Block, places: dict[str, int]
    ) -> None:
        """A row of values without a name."""
        for offset in range(len(block.heads)):
            cells.pop(places["name"] + offset, None)
        cells.pop(places.get("card_number", -1), None)
