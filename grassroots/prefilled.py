"""What a form begins with: the names of a unit's latest roster, ready to be read back.

What lasts is filled in: names of units, hamlets, persons, their dates and schooling.
Ratings and whatever a year decides anew stay empty: last year's answer in this year's
roster would be a wrong figure that looks like a right one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import query, texts, units
from grassroots.rosters import RosterField, roster_kinds
from grassroots.unit import PRESENT, UNNAMED_PROVINCE, Unit

MOST_ROWS = 20_000
# Those admitted in the new year are nobody in last year's roster.
_NOBODY = "admissions"
_LEVELS = ("district", "commune", "organisation", "subcommittee", "cell", "hamlet")


class NotFilledError(Exception):
    """A form that cannot be filled in; `code` names the sentence: `too_many_rows` than
    one should hold, or `mixed_places`, which would be read back wrongly."""

    def __init__(self, code: str, rows: int) -> None:
        super().__init__(code, rows)
        self.code = code
        self.rows = rows


@dataclass(frozen=True)
class Filled:
    """What stands in a form beforehand. sender: the unit's name; rows: by field, a
    text, a day, a yes or no, a vocabulary's value; as_of: the latest day of the rosters
    that they come from, None without rows and for units."""

    sender: str
    rows: tuple[Mapping[str, Any], ...]
    as_of: date | None


def fill(connection: duckdb.DuckDBPyConnection, kind: str, unit_id: int) -> Filled:
    """The rows for a form of this kind from what was loaded of a unit of today; none
    where nothing was. KeyError for a unit that does not stand today,
    NotFilledError."""
    tree = units.of_year(connection, PRESENT)
    sender = _name(tree[unit_id])
    if kind == _NOBODY:
        return Filled(sender, (), None)
    values = {"unit_id": unit_id, "year": PRESENT}
    places = query.run(connection, "templates/places", **values).to_arrow_table()
    found = _found(connection, kind, places)
    if len(found) > MOST_ROWS:
        raise NotFilledError("too_many_rows", len(found))
    if kind == "units":
        return Filled(sender, tuple(found), None)
    fields = {field.id: field for field in roster_kinds()[kind].fields}
    rows: tuple[Mapping[str, Any], ...] = tuple(
        {**_written(row, fields), **_placed(row["unit_id"], tree, fields)}
        for row in found
        if row["unit_id"] in tree
    )
    rows = _ordered(rows, fields)
    return Filled(sender, rows, max((row["as_of"] for row in found), default=None))


def said(language: str, kind: str, filled: Filled) -> str:
    """What was filled in, in one sentence."""
    count = texts.number(language, len(filled.rows))
    if kind == _NOBODY:
        return texts.text(language, "template_page.admissions")
    if not filled.rows:
        return texts.text(language, "template_page.nothing", unit=filled.sender)
    if filled.as_of is None:
        return texts.text(language, "template_page.prefilled_units", rows=count)
    day = texts.day(language, filled.as_of)
    return texts.text(language, "template_page.prefilled", rows=count, day=day)


def _found(
    connection: duckdb.DuckDBPyConnection, kind: str, places: pa.Table
) -> list[dict[str, Any]]:
    connection.register("staged", places)
    try:
        return query.rows(connection, f"templates/{kind}", year=PRESENT)
    finally:
        connection.unregister("staged")


def _written(
    row: Mapping[str, Any], fields: Mapping[str, RosterField]
) -> dict[str, Any]:
    """The values of a row; a date as exactly as it is known: 1985, 3/1985."""
    written = {}
    for name, value in row.items():
        if name not in fields or value is None:
            continue
        precision = row.get(f"{name}_precision")
        if precision == "year":
            value = str(value.year)
        elif precision == "month":
            value = f"{value.month:02}/{value.year}"
        written[name] = value
    return written


def _placed(
    unit_id: int, tree: dict[int, Unit], fields: Mapping[str, RosterField]
) -> dict[str, str]:
    """The names of the unit and of those above it, each in its level's column; a unit
    without one of its own stands under "unit_name"."""
    path = [one for one in units.path_in(tree, unit_id) if one.level != "area"]
    placed = {
        one.level: _name(one)
        for one in path
        if one.level in _LEVELS and one.level in fields
    }
    own = path[-1]
    # Rosters of all levels (leaders) name the row's own unit in one column.
    if own.level not in placed or "hamlet" not in fields:
        placed.pop(own.level, None)
        placed["unit_name"] = _name(own)
    return placed


def _ordered(
    rows: tuple[Mapping[str, Any], ...], fields: Mapping[str, RosterField]
) -> tuple[Mapping[str, Any], ...]:
    """The rows in an order in which no unit is carried down into rows that name none.

    Reading takes a column that begins with a name and is half empty for one that names
    each unit once (tables/downward). So the first row may name units only in columns
    that nearly all rows fill. NotFilledError where there is no such row.
    """
    naming = [name for name, field in fields.items() if field.type == "unit"]
    places = [frozenset(name for name in naming if name in row) for row in rows]
    counts = Counter(name for place in places for name in place)
    full = {name for name in counts if counts[name] * 3 > len(rows) * 2}
    fitting = [place for place in dict.fromkeys(places) if place <= full]
    if not rows:
        return rows
    if not fitting:
        raise NotFilledError("mixed_places", len(rows))
    first = min(fitting, key=len)
    # Stable: what stood together in the roster stays together.
    order = sorted(range(len(rows)), key=lambda number: places[number] != first)
    return tuple(rows[number] for number in order)


def _name(unit: Unit) -> str:
    return "" if unit.name == UNNAMED_PROVINCE else unit.name
