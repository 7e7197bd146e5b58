"""What the page of hamlets asks: communes, their figures, rows behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import streamlit as st

from grassroots import cube, query, units
from grassroots.cube import Cell
from grassroots.indicators import NOW, Choices
from grassroots.presenting.hamlets import Standing
from grassroots.targets import Target
from grassroots.units import PRESENT, Unit
from pages.parts.frame import Frame


@dataclass(frozen=True)
class Scope:
    """The province and its communes in the tree that is looked at; chosen: the ids of
    those under (or being) the unit chosen."""

    province: Unit
    communes: tuple[Unit, ...]
    chosen: frozenset[int]

    @property
    def inside(self) -> tuple[Unit, ...]:
        """The communes under the unit chosen."""
        return tuple(one for one in self.communes if one.unit_id in self.chosen)


@dataclass(frozen=True)
class Asked:
    """An indicator with the population that the programme's target asks for."""

    indicator: str
    choices: Choices
    without_armed_forces: bool
    only_kinds: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """The rows of one figure that say no, and those that do not say; rows as
    `queries/pages/hamlets_rows.sql` gives them."""

    lacking: tuple[Mapping[str, Any], ...]
    unknown: tuple[Mapping[str, Any], ...]


def scope(frame: Frame) -> Scope:
    """The communes of the tree of the year (or today's, as units are now)."""
    assert frame.unit is not None
    communes = _communes(
        frame.store.path, frame.revision, tree_year(frame), frame.connection
    )
    above = {frame.unit.unit_id, *(child.unit_id for child in frame.children)}
    chosen = {
        one.unit_id
        for one in communes
        if frame.unit.level == "province"
        or above & {one.unit_id, one.area_id, one.parent_id}
    }
    province = frame.path[0] if frame.path else frame.unit
    return Scope(province, communes, frozenset(chosen))


def tree_year(frame: Frame) -> int:
    """Under which year the tree that is looked at stands."""
    assert frame.year is not None
    return PRESENT if frame.choices.boundaries == NOW else frame.year


def asked(frame: Frame, target: Target) -> Asked:
    """The indicator of a target as the target counts it."""
    unarmed = "armed_forces" in target.exclude
    kinds = tuple(target.only_kinds)
    return Asked(target.indicator, frame.choices, unarmed, kinds)


def standings(frame: Frame, of: Asked, places: Sequence[Unit]) -> list[Standing]:
    """The figures of units in the year chosen, in the order of the units."""
    found = {cell.unit_id: cell for cell in _cells(*_key(frame, of, places, None))}
    return [Standing(unit, found.get(unit.unit_id)) for unit in places]


def grouped(frame: Frame, of: Asked, by: str) -> list[Cell]:
    """The figures of the unit chosen in the year chosen, by a field of the rows."""
    assert frame.unit is not None
    return _cells(*_key(frame, of, [frame.unit], by))


def rows(frame: Frame, of: Asked, communes: Sequence[Unit]) -> Rows:
    """The rows behind the figure of the unit chosen, each under its commune: found
    through the cube, so that the list and the figure never differ."""
    assert frame.unit is not None
    places = list(dict.fromkeys((frame.unit, *communes)))
    cells = _cells(*_key(frame, of, places, "row"))
    own = [one for one in cells if one.unit_id == frame.unit.unit_id and one.group]
    commune_of = {
        one.group: one.unit_id for one in cells if one.unit_id != frame.unit.unit_id
    }
    no = [one.group for one in own if one.numerator == 0 and one.denominator]
    unsaid = [one.group for one in own if one.unknown]
    keys = [key for key in (*no, *unsaid) if key is not None]
    found = _rows(
        frame.store.path,
        frame.revision,
        tuple(keys),
        tuple(commune_of.get(key, frame.unit.unit_id) for key in keys),
        tree_year(frame),
        frame.connection,
    )
    is_no = set(no)
    return Rows(
        tuple(row for row in found if row["hamlet_row"] in is_no),
        tuple(row for row in found if row["hamlet_row"] not in is_no),
    )


def _key(
    frame: Frame, of: Asked, places: Sequence[Unit], by: str | None
) -> tuple[Any, ...]:
    ids = tuple(unit.unit_id for unit in places)
    return frame.store.path, frame.revision, of, ids, frame.year, by, frame.connection


@st.cache_resource(max_entries=64, show_spinner=False)
def _communes(
    path: str, revision: str, year: int, _connection: duckdb.DuckDBPyConnection
) -> tuple[Unit, ...]:
    tree = units.of_year(_connection, year).values()
    return tuple(unit for unit in tree if unit.level == "commune")


@st.cache_resource(max_entries=128, show_spinner=False)
def _cells(
    path: str,
    revision: str,
    of: Asked,
    places: tuple[int, ...],
    year: int,
    by: str | None,
    _connection: duckdb.DuckDBPyConnection,
) -> list[Cell]:
    return cube.figures(
        _connection,
        of.indicator,
        units=places,
        year=year,
        by=by,
        choices=of.choices,
        without_armed_forces=of.without_armed_forces,
        only_kinds=of.only_kinds or None,
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _rows(
    path: str,
    revision: str,
    row_keys: tuple[str, ...],
    communes: tuple[int, ...],
    year: int,
    _connection: duckdb.DuckDBPyConnection,
) -> list[dict[str, Any]]:
    return query.rows(
        _connection,
        "pages/hamlets_rows",
        row_keys=list(row_keys),
        communes=list(communes),
        tree_year=year,
    )
