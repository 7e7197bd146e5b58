"""A units roster → the tree: units with their periods, and what went into what.

One unit a row with its parent is read here, as is a plain list of successions between
units that are known; registers of communes and conversion tables in modules of their
own.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pyarrow as pa

from grassroots import unit_names
from grassroots.importing.cells.reading import Values
from grassroots.importing.places import converting, home, lives, registers
from grassroots.importing.places.conversion_rows import read_rows, share_of
from grassroots.importing.places.converting import Declared
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    ROW,
    Answers,
    Problem,
    column_letter,
)
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout
from grassroots.units import LEVELS, Tree, Unit

__all__ = ["Declared", "declare"]


def declare(
    tree: Tree,
    table: Table,
    layout: Layout,
    body: Body,
    read: Values,
    *,
    unit: int,
    part: int,
    day: date,
    file: str,
    answers: Answers,
) -> Declared:
    """Takes the rows into the tree; a row that names no parent or unit that is known,
    or lacks its own name or level, is set aside and said. unit: the one that title or
    file named; part: which table of its file it is."""
    rows = _rows(read)
    told = read_rows(table, layout, day) if layout.kind == "successions" else None
    conversion = told is not None and converting.is_conversion(tree, told)
    wide = any(row.get(name) for row in rows for name in registers.WIDE)
    if not conversion and not wide:
        plain = Declared(read=len(body.rows) + len(body.set_aside))
        if told is not None:
            _successions(tree, layout, body, rows, table.grid.sheet, plain)
        else:
            _units(tree, layout, body, rows, table.grid.sheet, plain, day)
        return plain
    province = home.home_of(tree, table, file, unit, day, answers)
    if part == 0:
        home.without_strays(tree, unit, day)
    if told is not None:
        known = converting.known_provinces(tree)
        home.with_name(tree, told.rows, lives.before(lives.DISTRICTS_ENDED))
        places = (known, province)
        done = converting.convert(tree, table, layout, told, places, answers)
    else:
        done = _register(tree, table, layout, body, rows, province, answers)
    home.without_idle(tree, province)
    return done


def _register(
    tree: Tree,
    table: Table,
    layout: Layout,
    body: Body,
    rows: list[dict[str, Any]],
    province: int | None,
    answers: Answers,
) -> Declared:
    """A register of communes with their districts and provinces in columns."""
    told = Declared(read=len(body.rows) + len(body.set_aside))
    sheet = table.grid.sheet
    known = registers.Register(tree, rows, province, answers.units)
    done = known.take()
    for place, code, field_id, other in done.faults:
        details = {"other": other}
        _set_aside(told, layout, body, place, sheet, code, field_id, details)
    for place, name, near in done.asked:
        options = [[u.code, u.name] for n in near for u in [tree.at(n, known.day)]]
        told.problems.append(
            Problem(
                "near_unit",
                QUESTION,
                sheet,
                int(body.numbers[place]),
                column_letter((layout.of("name") or layout.columns)[0].index),
                name,
                "unit",
                {"options": options},
            )
        )
    told.rows = len(done.taken)
    code = "register_of_old" if known.old else "register_of_new"
    turn = f"{lives.DISTRICTS_ENDED:%d/%m/%Y}"
    told.problems.append(Problem(code, NOTE, sheet, table.header_rows[-1], value=turn))
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
    details: dict[str, str] | None = None,
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
            details or {},
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
            written = str(row.get("area") or "")
            if area is not None and tree.at(area, day).level != "area":
                # The district of that name, which is no grouping: the area is another.
                coded = tree.by_code(written) == area
                written = tree.at(area, day).name if coded else written
                area = None
            if written and area is None:
                area = _area(tree, written, parent, day)
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
                    "share": share_of(row.get("share")),
                }
            )
