"""The frame's choice of a unit: from the province down, by areas or by a grouping that
the user has defined, in the tree of a year or in that of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import streamlit as st

from grassroots import query, texts, units, wording
from grassroots.units import Unit
from pages.parts.address import kept

AREAS = "areas"  # as the address says it; else the code of a grouping


@dataclass(frozen=True)
class Place:
    """The unit chosen, the way down to it, the units one step below it, and all that
    the choice offers."""

    unit: Unit | None
    path: tuple[Unit, ...]
    children: tuple[Unit, ...]
    offered: tuple[Unit, ...]


NOWHERE = Place(None, (), (), ())


def choose(
    language: str,
    connection: duckdb.DuckDBPyConnection,
    year: int,
    state: tuple[str, str],
) -> Place:
    """Draws the choice among the units of a year (or `units.PRESENT`). state: the path
    of the store and its revision, by which the tree is kept in memory."""
    tree = _tree(*state, year, connection)
    provinces = [unit for unit in tree.values() if unit.level == "province"]
    if not provinces:
        return NOWHERE
    top = min(provinces, key=lambda unit: unit.code)
    groups = _grouped(language, connection, tree, year)
    by_code = {unit.code: unit for unit in tree.values()}
    wanted = st.session_state.get("unit", st.query_params.get("unit"))
    default = top.code
    if wanted and wanted not in by_code:
        default = _today(connection, str(wanted), by_code) or top.code
    chosen = by_code[kept("unit", list(by_code), default, always=True)]
    offered = _offered(tree, top, chosen, groups)
    labels = {
        unit.code: _label(language, units.path_in(tree, unit.unit_id, groups), unit)
        for unit in offered
    }
    st.selectbox(
        texts.text(language, "frame.unit"),
        list(labels),
        key="unit",
        format_func=labels.__getitem__,
    )
    return Place(
        chosen,
        tuple(units.path_in(tree, chosen.unit_id, groups)),
        tuple(units.children_in(tree, chosen.unit_id, groups)),
        tuple(offered),
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _tree(
    path: str, revision: str, year: int, _connection: duckdb.DuckDBPyConnection
) -> dict[int, Unit]:
    return units.of_year(_connection, year)


def _grouped(
    language: str,
    connection: duckdb.DuckDBPyConnection,
    tree: dict[int, Unit],
    year: int,
) -> Mapping[int, int] | None:
    """Which unit is in which group, where the user looks by a grouping; None by areas.
    The choice is there once a grouping is."""
    groupings = {unit.code: unit for unit in units.groupings_in(tree)}
    if not groupings:
        st.session_state.pop("grouping", None)
        return None
    chosen = kept("grouping", [AREAS, *groupings], AREAS)
    names = {AREAS: texts.text(language, "boundaries.areas")}
    names |= {code: unit.name for code, unit in groupings.items()}
    st.selectbox(
        texts.text(language, "boundaries.grouping"),
        list(names),
        key="grouping",
        format_func=names.__getitem__,
    )
    if chosen == AREAS:
        return None
    return units.groups_of(connection, year, groupings[chosen].unit_id)


def _offered(
    tree: dict[int, Unit], top: Unit, chosen: Unit, groups: Mapping[int, int] | None
) -> list[Unit]:
    """The province down to its communes, and the units around the one chosen."""
    offered = [top]
    for step in units.children_in(tree, top.unit_id, groups):
        offered.append(step)
        if step.level in ("area", "group", "district"):
            below = units.children_in(tree, step.unit_id, groups)
            offered.extend(unit for unit in below if unit.level == "commune")
    if chosen not in offered:
        near = (
            *units.path_in(tree, chosen.unit_id, groups),
            *units.children_in(tree, chosen.unit_id, groups),
        )
        offered.extend(unit for unit in near if unit not in offered)
    elif chosen.level not in ("province", "area", "group", "district"):
        below = units.children_in(tree, chosen.unit_id, groups)
        offered.extend(unit for unit in below if unit not in offered)
    return offered


def _today(
    connection: duckdb.DuckDBPyConnection, code: str, by_code: Mapping[str, Unit]
) -> str | None:
    """The code of the unit of this tree that a unit of another one went into mostly."""
    rows = query.rows(connection, "pages/went_into", code=code)
    return next((row["code"] for row in rows if row["code"] in by_code), None)


def _label(language: str, path: Sequence[Unit], unit: Unit) -> str:
    steps = path[1:] or [unit]
    return " › ".join(wording.whole_unit(language, step) for step in steps)
