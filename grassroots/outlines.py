"""The boundaries of units: matched to the tree by code or name, kept, taken away.

A name that is only like a unit's is never taken for it: it is listed for a person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import geojson, query, unit_names
from grassroots.geojson import Feature, Unusable
from grassroots.store import Store
from grassroots.unit import Unit


@dataclass(frozen=True)
class Unmatched:
    """A feature that is no unit's; `reason`: unknown, near (then `units` are like it),
    several (`units` share its name), twice (another feature is the same unit's),
    differs (its code is one unit's, its name another's)."""

    number: int
    name: str
    reason: str
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Matched:
    """What a file gives: boundaries by unit_id, features of no unit, features that
    cannot be used, and the units that it says nothing of."""

    geometries: Mapping[int, str]
    unmatched: tuple[Unmatched, ...]
    unusable: tuple[Unusable, ...]
    without: tuple[Unit, ...]


@dataclass(frozen=True)
class Outline:
    """A unit's boundaries: a GeoJSON geometry, and the file that they came from."""

    unit_id: int
    geometry: Mapping[str, Any]
    source: str


def match(found: geojson.Read, units: Sequence[Unit]) -> Matched:
    """The features of a file as boundaries of the units: of the same code, else of the
    same name. Features of one code are parts of one unit; of one name they may be two
    places, so neither is taken."""
    taken: dict[int, list[tuple[Feature, bool]]] = {}
    unmatched: list[Unmatched] = []
    by_code = {unit.code: unit for unit in units}
    for feature in found.features:
        coded = next((by_code[c] for c in feature.codes if c in by_code), None)
        named = _named(feature, units)
        if coded and named and coded not in named:
            unmatched.append(_unmatched(feature, "differs", [coded, *named]))
            continue
        if coded or len(named) == 1:
            unit = coded or named[0]
            taken.setdefault(unit.unit_id, []).append((feature, coded is not None))
            continue
        if named:
            unmatched.append(_unmatched(feature, "several", named))
            continue
        near = _near(feature, units)
        unmatched.append(_unmatched(feature, "near" if near else "unknown", near))
    by_id = {unit.unit_id: unit for unit in units}
    parts: dict[int, list[Feature]] = {}
    for unit_id, features in taken.items():
        if len(features) == 1 or all(coded for _, coded in features):
            parts[unit_id] = [feature for feature, _ in features]
        else:
            unit = by_id[unit_id]
            unmatched += [_unmatched(one, "twice", [unit]) for one, _ in features]
    return Matched(
        _geometries(parts),
        tuple(sorted(unmatched, key=lambda one: one.number)),
        found.unusable,
        tuple(unit for unit in units if unit.unit_id not in parts),
    )


def _named(feature: Feature, units: Sequence[Unit]) -> list[Unit]:
    """The units of the first of the feature's names that is any unit's."""
    for name in feature.names:
        read = unit_names.read(name)
        found = [unit for unit in units if unit_names.same(unit.written, read)]
        if found:
            return found
    return []


def _near(feature: Feature, units: Sequence[Unit]) -> list[Unit]:
    bare = [unit_names.read(name).bare for name in feature.names]
    return [
        unit
        for unit in units
        if any(unit_names.near(unit.written.bare, name) for name in bare)
    ]


def _unmatched(feature: Feature, reason: str, units: Sequence[Unit]) -> Unmatched:
    return Unmatched(feature.number, feature.shown, reason, tuple(units))


def _geometries(parts: Mapping[int, Sequence[Feature]]) -> dict[int, str]:
    if not parts:
        return {}
    tolerance = geojson.tolerance([one for of in parts.values() for one in of])
    found = {}
    for unit_id, features in parts.items():
        polygons = [polygon for one in features for polygon in one.polygons]
        coordinates = geojson.simplified(polygons, tolerance)
        found[unit_id] = json.dumps(
            {"type": "MultiPolygon", "coordinates": coordinates}, separators=(",", ":")
        )
    return found


def keep(opened: Store, matched: Matched, source: str) -> None:
    """Keeps the boundaries; source: the name of the file. What the same units had
    before, and what an earlier file of this name gave, is replaced."""
    rows = pa.table(
        {
            "unit_id": pa.array(list(matched.geometries), pa.int32()),
            "geometry": pa.array(list(matched.geometries.values()), pa.string()),
            "source": pa.array([source] * len(matched.geometries), pa.string()),
        }
    )
    with opened.transaction() as connection:
        query.run(connection, "pages/hamlets_forget_outlines", source=source)
        query.insert(connection, "pages/hamlets_keep_outlines", rows)


def forget(opened: Store, source: str) -> None:
    """Takes away the boundaries that a file gave."""
    with opened.transaction() as connection:
        query.run(connection, "pages/hamlets_forget_outlines", source=source)


def of_units(
    connection: duckdb.DuckDBPyConnection, units: Sequence[int]
) -> list[Outline]:
    """The boundaries kept of some units, by number; empty where none were given."""
    return [
        Outline(row["unit_id"], json.loads(row["geometry"]), row["source"])
        for row in query.rows(connection, "pages/hamlets_outlines", units=list(units))
    ]
