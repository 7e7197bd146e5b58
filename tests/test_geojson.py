"""Boundaries: hostile files are refused with a sentence, matches are never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grassroots import geojson, outlines, texts, unit_names
from grassroots.geojson import GeoJsonError
from grassroots.store import open_store
from grassroots.unit import Unit

Ring = list[list[float]]


def square(west: float = 105, south: float = 18, side: float = 1) -> Ring:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(properties: object, coordinates: object, kind: str = "Polygon") -> Any:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def unit(number: int, code: str, name: str) -> Unit:
    read = unit_names.read(name)
    return Unit(number, code, read.shown, read.key, "commune")


EAST, WEST = unit(1, "X1", "Xã Đông Hòa"), unit(2, "X2", "Phường Tây Sơn")
NAMED = {"ten": "Xã Đông Hòa"}
VN2000 = [[[520000, 2030000], [521000, 2030000], [521000, 2031000], [520000, 2030000]]]
SWAPPED = [[[18, 105], [18, 106], [19, 106], [18, 105]]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b"[" * 200_000, "not_json"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "not_json"),
        (b"[]", "not_collection"),
        (b"7", "not_collection"),
        (json.dumps(feature({}, [square()])).encode(), "not_collection"),
        (b'{"type": "FeatureCollection"}', "no_features"),
        (b'{"type": "FeatureCollection", "features": []}', "no_features"),
        (b'{"type": "FeatureCollection", "features": {"0": 1}}', "no_features"),
        (collection(*[None] * (geojson.MAX_FEATURES + 1)), "too_many_features"),
        (collection(feature(NAMED, VN2000)), "not_degrees"),
        (collection(feature(NAMED, SWAPPED)), "swapped"),
        (collection(None, 7, "x"), "no_areas"),
        (collection(feature(NAMED, [])), "no_areas"),
        (collection(feature(NAMED, [105, 18], "Point")), "no_areas"),
        (collection({"type": "Feature", "properties": NAMED}), "no_areas"),
        (collection(feature({}, [square()])), "no_areas"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(GeoJsonError) as refused:
        geojson.read(content)
    assert refused.value.code == code
    for language in texts.LANGUAGES:
        assert texts.text(
            language, f"hamlets.map.errors.{code}", **refused.value.details
        )


def test_a_huge_file_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(geojson, "MAX_BYTES", 10)
    with pytest.raises(GeoJsonError) as refused:
        geojson.read(b"{" * 11)
    assert refused.value.code == "too_big"
    monkeypatch.setattr(geojson, "MAX_BYTES", 10_000)
    monkeypatch.setattr(geojson, "MAX_POINTS", 9)
    with pytest.raises(GeoJsonError) as refused:
        geojson.read(collection(*[feature(NAMED, [square()])] * 2))
    assert refused.value.code == "too_many_points"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (feature(NAMED, [[[105, 18], [106, 18]]]), "bad_ring"),
        (feature(NAMED, [[["a", "b"]] * 4]), "bad_ring"),
        (feature(NAMED, [[[True, False]] * 4]), "bad_ring"),
        (feature(NAMED, [[105, 18, 106, 18]]), "bad_ring"),
        (feature(NAMED, {"a": 1}), "bad_ring"),
        (feature(NAMED, [[105, 18], [106, 19]], "LineString"), "not_area"),
        (feature(NAMED, None), "no_geometry"),
        (
            {"properties": NAMED, "geometry": {"type": "GeometryCollection"}},
            "not_area",
        ),
        (feature({"ten": "  "}, [square()]), "no_name"),
        (feature("no properties", [square()]), "no_name"),
    ],
)
def test_a_bad_feature_is_told_of_beside_the_good_ones(
    bad: object, reason: str
) -> None:
    found = geojson.read(collection(bad, feature({"ten": "Tốt"}, [square()])))
    assert [(one.number, one.reason) for one in found.unusable] == [(1, reason)]
    assert [(one.number, one.shown) for one in found.features] == [(2, "Tốt")]
    for language in texts.LANGUAGES:
        assert texts.has(language, f"hamlets.map.reasons.{reason}")


def test_heights_are_left_out_and_open_rings_closed() -> None:
    ring = [[east, north, 12.5] for east, north in square()[:-1]]
    (one,) = geojson.read(collection(feature(NAMED, [ring]))).features
    assert one.polygons == ([[tuple(point) for point in square()]],)


def test_codes_stand_before_names_and_near_names_are_never_taken() -> None:
    found = geojson.read(
        collection(
            feature({"MA_XA": "X2", "TEN_XA": "Tây Sơn"}, [square()]),
            feature({"TEN_XA": "Xã Đông Hoà"}, [square(106)]),
        )
    )
    matched = outlines.match(found, [EAST, WEST])
    assert set(matched.geometries) == {1, 2}
    assert not matched.unmatched and not matched.without

    near = geojson.read(collection(feature({"ten": "Xã Đông Hòaa"}, [square()])))
    matched = outlines.match(near, [EAST, WEST])
    assert not matched.geometries
    assert [(one.reason, one.units) for one in matched.unmatched] == [("near", (EAST,))]
    assert matched.without == (EAST, WEST)


@pytest.mark.parametrize(
    ("properties", "units", "reasons"),
    [
        ([{"ten": "Xã Xa Lạ"}], [EAST], ["unknown"]),
        ([NAMED], [EAST, unit(3, "X3", "Xã Đông Hòa")], ["several"]),
        ([NAMED, NAMED], [EAST], ["twice", "twice"]),
        ([{"code": "X2", "name": "Xã Đông Hòa"}], [EAST, WEST], ["differs"]),
    ],
)
def test_what_could_be_two_units_is_nobodys(
    properties: list[dict[str, str]], units: list[Unit], reasons: list[str]
) -> None:
    features = [feature(one, [square(105 + at)]) for at, one in enumerate(properties)]
    matched = outlines.match(geojson.read(collection(*features)), units)
    assert not matched.geometries
    assert [one.reason for one in matched.unmatched] == reasons


def test_features_of_one_code_are_parts_of_one_unit() -> None:
    parts = [feature({"code": "X1"}, [square(at)]) for at in (105, 107)]
    matched = outlines.match(geojson.read(collection(*parts)), [EAST])
    assert len(json.loads(matched.geometries[1])["coordinates"]) == 2


def test_simplifying_keeps_within_the_tolerance() -> None:
    # A line of 1,001 points along an edge, each a little off it.
    edge = [(105 + at / 1000, 18 + (at % 2) * 0.0001) for at in range(1001)]
    ring = [*edge, (106.0, 19.0), (105.0, 19.0), (105.0, 18.0)]
    (polygon,) = geojson.simplified([[ring]], 0.001)
    assert polygon[0][0] == polygon[0][-1] == (105.0, 18.0)
    assert len(polygon[0]) < 8
    corners = {(105.0, 18.0), (106.0, 18.0), (106.0, 19.0), (105.0, 19.0)}
    assert corners <= set(polygon[0])
    assert len(geojson.simplified([[ring]], 0.00001)[0][0]) > 500


def test_islets_nobody_sees_are_left_out_but_never_the_whole_unit() -> None:
    islet = [[(107.0, 18.0), (107.0001, 18.0), (107.0, 18.0001), (107.0, 18.0)]]
    land = [[(float(east), float(north)) for east, north in square()]]
    assert len(geojson.simplified([islet, land], 0.01)) == 1
    assert len(geojson.simplified([islet], 0.01)) == 1


def test_boundaries_are_kept_replaced_and_taken_away(tmp_path: Path) -> None:
    def of(*properties: dict[str, str]) -> outlines.Matched:
        features = [
            feature(one, [square(105 + at)]) for at, one in enumerate(properties)
        ]
        return outlines.match(geojson.read(collection(*features)), [EAST, WEST])

    with open_store(tmp_path / "b.duckdb") as opened:
        outlines.keep(opened, of({"code": "X1"}, {"code": "X2"}), "a.geojson")
        outlines.keep(opened, of({"code": "X2"}), "b.geojson")
    with open_store(tmp_path / "b.duckdb") as opened:
        kept = outlines.of_units(opened.cursor(), [1, 2])
        assert [(one.unit_id, one.source) for one in kept] == [
            (1, "a.geojson"),
            (2, "b.geojson"),
        ]
        assert kept[0].geometry["type"] == "MultiPolygon"
        outlines.forget(opened, "a.geojson")
        assert [one.unit_id for one in outlines.of_units(opened.cursor(), [1, 2])] == [
            2
        ]
        # An earlier file of the same name is replaced whole.
        outlines.keep(opened, of({"code": "X1"}), "b.geojson")
        assert [one.unit_id for one in outlines.of_units(opened.cursor(), [1, 2])] == [
            1
        ]
