"""A units roster → the tree: units with their periods, and what went into what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from grassroots import unit_names
from grassroots.importing.cells.reading import Values
from grassroots.importing.report import ROW, Problem, column_letter
from grassroots.importing.tables.body import Body
from grassroots.importing.understanding.layout import Layout
from grassroots.rosters import vocabulary
from grassroots.units import LEVELS, Tree, Unit


@dataclass
class Declared:
    """What a units roster, or its table of successions, told."""

    rows: int = 0
    aside: list[tuple[int, str, Any]] = field(default_factory=list)
    successions: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def declare(
    tree: Tree, layout: Layout, body: Body, read: Values, sheet: str, day: date
) -> Declared:
    """Takes the rows into the tree; a row that names no parent or unit that is known,
    or lacks its own name or level, is set aside and said."""
    told = Declared()
    rows = _rows(read)
    if layout.kind == "successions":
        _successions(tree, layout, body, rows, sheet, told)
    else:
        _units(tree, layout, body, rows, sheet, told, day)
    return told


def _rows(read: Values) -> list[dict[str, Any]]:
    return (
        pa.table(read.arrays).to_pylist()
        if read.arrays
        else [{} for _ in range(read.rows)]
    )


def _set_aside(
    told: Declared,
    layout: Layout,
    body: Body,
    row: int,
    sheet: str,
    code: str,
    field_id: str,
) -> None:
    number = int(body.numbers[row])
    column = (layout.of(field_id) or list(layout.columns))[0]
    cells = body.rows[row]
    told.aside.append((number, code, cells))
    told.problems.append(
        Problem(
            code,
            ROW,
            sheet,
            number,
            column_letter(column.index),
            str(cells[column.index]),
            field_id,
        )
    )


def _units(
    tree: Tree,
    layout: Layout,
    body: Body,
    rows: list[dict[str, Any]],
    sheet: str,
    told: Declared,
    day: date,
) -> None:
    """Higher levels first, so that parents are known whatever the order of the rows."""
    lives: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if not row.get("name"):
            _set_aside(told, layout, body, number, sheet, "no_name", "name")
            continue
        level = row.get("level") or unit_names.read(row["name"]).level
        if level not in LEVELS:
            _set_aside(told, layout, body, number, sheet, "no_level", "level")
            continue
        row["level"] = level
        lives[row.get("code") or f"|{row['name']}|{row.get('parent')}"].append(number)
    numbers: dict[str, int] = {}
    ordered = sorted(
        lives.items(), key=lambda life: LEVELS.index(rows[life[1][0]]["level"])
    )
    for code, life in ordered:
        numbers[code] = _number(tree, rows[life[0]], code, numbers, day)
        kept = []
        for number in life:
            row = rows[number]
            parent = _named(tree, row.get("parent"), numbers, day)
            if row.get("parent") and parent is None:
                _set_aside(
                    told, layout, body, number, sheet, "unknown_parent", "parent"
                )
                continue
            area = _named(tree, row.get("area"), numbers, day)
            if row.get("area") and area is None:
                area = _area(tree, str(row["area"]), parent, day)
            kept.append(_unit(tree, numbers[code], code, row, parent, area))
        if kept:
            kept.sort(key=lambda unit: unit.valid_from or date.min)
            tree.declare(kept)
            told.rows += len(kept)


def _number(
    tree: Tree, row: dict[str, Any], code: str, numbers: dict[str, int], day: date
) -> int:
    """The number of a unit known already, by code or by name, else a new one."""
    known = tree.by_code(code)
    if known is not None:
        return known
    parent = _named(tree, row.get("parent"), numbers, day)
    name = unit_names.read(row["name"], row["level"])
    if row["level"] == "province":
        for unit in tree.provinces():
            if tree.at(unit, day).written.bare in ("", name.bare):
                return unit
    if parent is not None or row["level"] == "province":
        found = [
            unit
            for unit in tree.named(name, (row["level"],), parent, day)
            if not tree.at(unit, day).declared
        ]
        if len(found) == 1:
            return found[0]
    return tree.next_id()


def _named(
    tree: Tree, written: object, numbers: dict[str, int], day: date
) -> int | None:
    """A unit by the code of this roster or the tree, else by a name only it has."""
    if not written:
        return None
    text = str(written)
    if text in numbers:
        return numbers[text]
    coded = tree.by_code(text)
    if coded is not None:
        return coded
    name = unit_names.read(text)
    levels = (name.level,) if name.level else LEVELS
    found = tree.named(name, levels, None, day)
    return found[0] if len(found) == 1 else None


def _area(tree: Tree, written: str, parent: int | None, day: date) -> int | None:
    if parent is None:
        return None
    name = unit_names.read(written, "area")
    top = list(tree.above(parent, day))[-1]
    found = tree.named(name, ("area",), top, day)
    return found[0] if found else tree.make(name, "area", top)


def _unit(
    tree: Tree,
    number: int,
    code: str,
    row: dict[str, Any],
    parent: int | None,
    area: int | None,
) -> Unit:
    name = unit_names.read(row["name"], row["level"])
    kind = row.get("kind") or ("commune" if row["level"] == "commune" else None)
    if row["level"] == "cell" and kind is None and unit_names.hamlet_of(name):
        kind = "hamlet"
    if code.startswith("|"):
        known = tree.at(number, date.max).code if number in tree else None
        code = known or f"U{number:05d}"
    return Unit(
        number,
        code,
        name.shown,
        name.key,
        row["level"],
        kind,
        parent,
        area,
        None,
        row.get("valid_from"),
        row.get("valid_to"),
        row.get("expected"),
        True,
    )


def _successions(
    tree: Tree,
    layout: Layout,
    body: Body,
    rows: list[dict[str, Any]],
    sheet: str,
    told: Declared,
) -> None:
    for number, row in enumerate(rows):
        day = row.get("happened_on")
        if day is None:
            _set_aside(told, layout, body, number, sheet, "no_date", "happened_on")
            continue
        ends = []
        for end in ("old", "new"):
            unit = _named(tree, row.get(end), {}, day)
            if unit is None:
                _set_aside(told, layout, body, number, sheet, "unknown_unit", end)
                break
            ends.append(unit)
        if len(ends) == 2:
            told.rows += 1
            told.successions.append(
                {
                    "old_unit_id": ends[0],
                    "new_unit_id": ends[1],
                    "happened_on": day,
                    "share": _share(row.get("share")),
                }
            )


def _share(written: object) -> float | None:
    """1 or "toàn bộ" for the whole, a number for a part, None where it is not told."""
    if written is None or written == "":
        return None
    if isinstance(written, int | float):
        return float(written)
    text = unit_names.key(str(written))
    if any(text == unit_names.key(word) for word in vocabulary("share")["whole"]):
        return 1.0
    try:
        share = float(str(written).replace(",", ".").rstrip("% "))
    except ValueError:
        return None
    return share / 100 if "%" in str(written) else share
