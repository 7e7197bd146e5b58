"""Boundaries of units as a GeoJSON file gives them: hostile until read.

A file that cannot be used as a whole is refused with a sentence (`GeoJsonError`); a
feature that cannot be used is told of beside those that can. Format: RFC 7946, where
positions are longitude and latitude in degrees.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

MAX_BYTES = 30_000_000
MAX_FEATURES = 5_000
MAX_POINTS = 2_000_000
# A map some 600 pixels wide does not show what is smaller than this part of it.
FINEST = 1 / 1500
_DECIMALS = 5  # of a degree: about a metre
_NAME_LENGTH = 80

Position = tuple[float, float]
Ring = list[Position]
Polygon = list[Ring]

# The properties that name a unit, as files of maps call them; letters and digits only.
_CODES = ("code", "ma", "maxa", "maphuongxa", "madvhc", "madonvi", "unitcode")
_NAMES = (
    *("fullname", "tendaydu", "tendonvi", "tendvhc", "name", "ten", "tenxa"),
    *("tenphuongxa", "tenphuong", "xa", "phuongxa", "commune", "ward", "name3"),
)


class GeoJsonError(Exception):
    """The file cannot be used; `code` and `details` make the sentence for people."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Feature:
    """One area of the file. `number` counts from 1 as they stand there; codes and
    names: what its properties call it, the fullest first; polygons: outer ring and
    holes of each, closed."""

    number: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: tuple[Polygon, ...]

    @property
    def shown(self) -> str:
        """What to call it before people; "" where nothing names it."""
        return next(iter((*self.names, *self.codes)), "")


@dataclass(frozen=True)
class Unusable:
    """A feature left out; `reason`: no_geometry, not_area, bad_ring, no_name."""

    number: int
    name: str
    reason: str


@dataclass(frozen=True)
class Read:
    """What a file holds: its areas, and what of it cannot be used."""

    features: tuple[Feature, ...]
    unusable: tuple[Unusable, ...]


def read(content: bytes) -> Read:
    """The areas of a GeoJSON file; at least one.

    GeoJsonError: too_big, not_json, not_collection, no_features, too_many_features,
    too_many_points, not_degrees, swapped, no_areas (none of the features can be used).
    """
    if len(content) > MAX_BYTES:
        raise GeoJsonError("too_big", most=MAX_BYTES // 1_000_000)
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # bad UTF-8 is a ValueError too
        raise GeoJsonError("not_json") from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise GeoJsonError("not_collection")
    listed = found.get("features")
    if not isinstance(listed, list) or not listed:
        raise GeoJsonError("no_features")
    if len(listed) > MAX_FEATURES:
        raise GeoJsonError("too_many_features", most=MAX_FEATURES)
    features: list[Feature] = []
    unusable: list[Unusable] = []
    left = MAX_POINTS
    for number, feature in enumerate(listed, start=1):
        one = _feature(number, feature)
        if isinstance(one, Unusable):
            unusable.append(one)
            continue
        left -= sum(len(ring) for polygon in one.polygons for ring in polygon)
        if left < 0:
            raise GeoJsonError("too_many_points", most=MAX_POINTS)
        features.append(one)
    if not features:
        raise GeoJsonError("no_areas", reason=unusable[0].reason)
    return Read(tuple(features), tuple(unusable))


def _no_number(word: str) -> float:
    raise ValueError(word)  # NaN, Infinity: no JSON, and no place on a map


def _feature(number: int, feature: Any) -> Feature | Unusable:
    told = feature if isinstance(feature, dict) else {}
    properties = told.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    codes, names = _called(properties, _CODES), _called(properties, _NAMES)
    shown = next(iter((*names, *codes)), "")
    geometry = told.get("geometry")
    if not isinstance(geometry, dict) or not geometry.get("coordinates"):
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        reason = "not_area" if kind == "GeometryCollection" else "no_geometry"
        return Unusable(number, shown, reason)
    coordinates = geometry["coordinates"]
    if geometry.get("type") == "Polygon":
        coordinates = [coordinates]
    elif geometry.get("type") != "MultiPolygon":
        return Unusable(number, shown, "not_area")
    try:
        polygons = tuple([_ring(ring) for ring in part] for part in coordinates)
    except (TypeError, ValueError, OverflowError):
        return Unusable(number, shown, "bad_ring")
    polygons = tuple(polygon for polygon in polygons if polygon)
    if not polygons:
        return Unusable(number, shown, "no_geometry")
    if not codes and not names:
        return Unusable(number, shown, "no_name")
    return Feature(number, codes, names, polygons)


def _called(properties: Mapping[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    """The values of the properties of those names, in that order, each once."""
    by_key = {
        "".join(sign for sign in str(key).lower() if sign.isalnum()): value
        for key, value in properties.items()
    }
    found = []
    for key in keys:
        value = by_key.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = " ".join(str(value).split())[:_NAME_LENGTH]
            if text and text not in found:
                found.append(text)
    return tuple(found)


def _ring(ring: Any) -> Ring:
    """A closed ring. ValueError, TypeError: it is none. GeoJsonError: no degrees."""
    if not isinstance(ring, list):
        raise TypeError
    points = [_position(position) for position in ring]
    if points and points[0] != points[-1]:
        points.append(points[0])
    if len(points) < 4:
        raise ValueError
    return points


def _position(position: Any) -> Position:
    """Longitude and latitude; a height is left out."""
    if not isinstance(position, list) or len(position) < 2:
        raise TypeError
    east, north = position[:2]
    for number in (east, north):
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise TypeError
    if abs(east) > 180 or abs(north) > 90:
        # The usual slip: latitude first. Vietnam lies at 8-24° N, 102-118° E.
        if 8 <= east <= 24 and 102 <= north <= 118:
            raise GeoJsonError("swapped", east=east, north=north)
        raise GeoJsonError("not_degrees", east=f"{east:.6g}", north=f"{north:.6g}")
    return float(east), float(north)


def simplified(polygons: Sequence[Polygon], tolerance: float) -> list[Polygon]:
    """The polygons with fewer points: none strays by more than `tolerance` degrees of
    latitude; parts and holes smaller than that are left out, save the largest part.
    Source: Douglas, Peucker 1973.
    """
    kept: list[Polygon] = []
    largest = max(polygons, key=lambda polygon: _extent(polygon[0]))
    for polygon in polygons:
        outer, *holes = polygon
        if polygon is not largest and _extent(outer) < tolerance:
            continue
        rings = [_thinned(outer, tolerance)]
        rings += [
            _thinned(hole, tolerance) for hole in holes if _extent(hole) >= tolerance
        ]
        kept.append(rings)
    return kept


def extent(polygons: Sequence[Polygon]) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    points = [point for polygon in polygons for point in polygon[0]]
    east, north = [x for x, _ in points], [y for _, y in points]
    return min(east), min(north), max(east), max(north)


def tolerance(features: Sequence[Feature]) -> float:
    """How many degrees nobody sees on a map of all the features together."""
    west, south, east, north = extent(
        [polygon for feature in features for polygon in feature.polygons]
    )
    return max(east - west, north - south) * FINEST


def _extent(ring: Ring) -> float:
    west, south, east, north = extent([[ring]])
    return max(east - west, north - south)


def _thinned(ring: Ring, tolerance: float) -> Ring:
    """A closed ring without the points that hardly change it."""
    # The farthest point from the start halves the ring: a closed line has no chord.
    x0, y0 = ring[0]
    far = max(
        range(len(ring)),
        key=lambda at: (ring[at][0] - x0) ** 2 + (ring[at][1] - y0) ** 2,
    )
    keep = {0, far, len(ring) - 1}
    narrower = cos(radians(y0))
    waiting = [(0, far), (far, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        at, distance = _farthest(ring, first, last, narrower)
        if distance > tolerance:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    thinned = [ring[at] for at in sorted(keep)]
    if len(thinned) < 4:  # a sliver: as it came
        thinned = ring
    return [(round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in thinned]


def _farthest(ring: Ring, first: int, last: int, narrower: float) -> tuple[int, float]:
    """The point between two others that lies farthest from the line between them."""
    (x1, y1), (x2, y2) = ring[first], ring[last]
    dx, dy = (x2 - x1) * narrower, y2 - y1
    length = dx * dx + dy * dy
    best, farthest = first, 0.0
    for at in range(first + 1, last):
        px, py = (ring[at][0] - x1) * narrower, ring[at][1] - y1
        along = 0.0 if not length else min(max((px * dx + py * dy) / length, 0), 1)
        distance = (px - along * dx) ** 2 + (py - along * dy) ** 2
        if distance > farthest:
            best, farthest = at, distance
    return best, farthest**0.5
