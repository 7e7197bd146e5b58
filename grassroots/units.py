"""The tree of units at any date: who stands under whom, found by code or name."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from grassroots import query, unit_names
from grassroots.tree import Tree as Tree
from grassroots.unit import LEVELS as LEVELS
from grassroots.unit import PRESENT as PRESENT
from grassroots.unit import UNNAMED_PROVINCE as UNNAMED_PROVINCE
from grassroots.unit import Unit as Unit


def load_tree(connection: duckdb.DuckDBPyConnection) -> Tree:
    """The tree as the file holds it now."""
    return Tree(
        (Unit(**row) for row in query.rows(connection, "store/unit_versions")),
        query.value(connection, "store/last_unit_id"),
    )


def of_year(connection: duckdb.DuckDBPyConnection, year: int) -> dict[int, Unit]:
    """The units of a year as they stood at its end, by number; empty without data."""
    return {
        row["unit_id"]: Unit(**row)
        for row in query.rows(connection, "store/tree_of_year", year=year)
    }


def find(connection: duckdb.DuckDBPyConnection, year: int, named: str) -> list[Unit]:
    """The units of a year with this code or this name; none, one, or several."""
    return named_in(of_year(connection, year), named)


def named_in(units: dict[int, Unit], named: str) -> list[Unit]:
    """As `find`, from the units of a year already at hand."""
    by_code = [unit for unit in units.values() if unit.code == named]
    if by_code:
        return by_code
    name = unit_names.read(named)
    return [
        unit
        for unit in units.values()
        if unit_names.same(unit.written, name)
        and (name.level is None or name.level == unit.level)
    ]


def path(connection: duckdb.DuckDBPyConnection, year: int, unit_id: int) -> list[Unit]:
    """The units from the province down to this one, its area included; empty where
    the unit did not stand in that year."""
    return path_in(of_year(connection, year), unit_id)


def path_in(
    units: dict[int, Unit], unit_id: int, groups: Mapping[int, int] | None = None
) -> list[Unit]:
    """As `path`, from the units of a year already at hand. groups: which unit is in
    which group (`groups_of`); then the groups stand in the place of the areas."""
    steps: list[Unit] = []
    current = units.get(unit_id)
    while current is not None and current not in steps:
        steps.append(current)
        above = units.get(current.parent_id or 0)
        if current.level == "group" and above is not None:
            above = units.get(above.parent_id or 0)
        between = units.get(
            (groups.get(current.unit_id) if groups else current.area_id) or 0
        )
        if between is not None and groups:
            above = between
        elif between is not None and (above is None or above.level == "province"):
            steps.append(between)
        current = above
    return steps[::-1]


def children(
    connection: duckdb.DuckDBPyConnection, year: int, unit_id: int
) -> list[Unit]:
    """The next step down in a year, by code: under a province its areas (once
    communes stand directly under it), districts and sector committees, and the
    communes of no area; under an area its communes; else the direct children."""
    return children_in(of_year(connection, year), unit_id)


def children_in(
    units: dict[int, Unit], unit_id: int, groups: Mapping[int, int] | None = None
) -> list[Unit]:
    """As `children`, from the units of a year already at hand. groups: as in `path_in`;
    a province then has its groups, and what is in none of them."""
    chosen = units.get(unit_id)
    if chosen is None:
        return []
    if chosen.level == "group":
        members = [unit for unit, group in (groups or {}).items() if group == unit_id]
        return _by_code([units[unit] for unit in members if unit in units])
    if chosen.level == "area":
        found = [unit for unit in units.values() if unit.area_id == unit_id]
        top = {unit.parent_id for unit in found}
        direct = [unit for unit in found if unit.level == "commune"] or found
        return _by_code(direct if top else found)
    direct = [
        unit
        for unit in units.values()
        if unit.parent_id == unit_id and unit.level not in ("area", "grouping")
    ]
    if chosen.level != "province":
        return _by_code(direct)
    if groups:
        tops = [units[group] for group in set(groups.values()) if group in units]
        return _by_code(tops + [unit for unit in direct if unit.unit_id not in groups])
    areas = {unit.area_id for unit in direct if unit.area_id in units}
    return _by_code(
        [unit for unit in direct if unit.area_id not in areas]
        + [units[area] for area in areas if area is not None]
    )


def groupings_in(units: dict[int, Unit]) -> list[Unit]:
    """The groupings that the user has defined, by name."""
    found = [unit for unit in units.values() if unit.level == "grouping"]
    return sorted(found, key=lambda unit: unit.name)


def groups_of(
    connection: duckdb.DuckDBPyConnection, year: int, grouping: int
) -> dict[int, int]:
    """Which units of a year are in which group of a grouping; empty without members."""
    rows = query.rows(connection, "store/groups_of", year=year, grouping=grouping)
    return {row["unit_id"]: row["group_id"] for row in rows}


def _by_code(units: list[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: unit.code)
