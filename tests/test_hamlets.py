"""The page of hamlets: funnel, finding, list, path, and the page itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from fractions import Fraction
from math import comb, sqrt
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
import tiny_world
from little_province import load
from streamlit.testing.v1 import AppTest

from grassroots import cube, query, statute, texts, units
from grassroots.charts import PALETTES
from grassroots.cube import Cell
from grassroots.indicators import STANDARD, Choices
from grassroots.plots import coverage_map
from grassroots.plots import funnel as plots_funnel
from grassroots.plots.style import Theme
from grassroots.presenting import coverage, hamlets
from grassroots.presenting.funnel import (
    EXACT,
    INSIDE,
    LOW,
    NORMAL,
    VERY_LOW,
    Place,
    funnel,
)
from grassroots.presenting.hamlets import Kinds, Standing
from grassroots.store import Store
from grassroots.unit import Unit

ROOT = Path(__file__).resolve().parent.parent
MEASURES = tuple(hamlets.MEASURES)


def place(code: str, numerator: int, denominator: int, chosen: bool = True) -> Place:
    return Place(code, f"Xã {code}", numerator, denominator, chosen)


# --- the funnel


def test_the_limits_are_those_of_the_methods() -> None:
    # METHODS 6: p0 = 0.4, n = 50: 26.42-53.58 and 18.59-61.41.
    found = funnel([place(name, 20, 50) for name in "ABC"])
    assert found is not None and found.rate == Fraction(2, 5)
    assert found.methods == {NORMAL} and found.factor == 1
    ends = [limit.ends[-1] for limit in found.limits]
    assert [(n, round(low, 4), round(high, 4)) for n, low, high in ends] == [
        (50, 0.2642, 0.5358),
        (50, 0.1859, 0.6141),
    ]


def test_standings_against_plain_normal_limits() -> None:
    many = [place(f"M{at:02}", 200, 400) for at in range(20)]
    odd = [place("A", 185, 400), place("B", 170, 400), place("C", 160, 400)]
    found = funnel([*many, *odd])
    assert found is not None and found.methods == {NORMAL} and found.factor == 1
    p0 = (20 * 200 + 185 + 170 + 160) / (23 * 400)
    spread = sqrt(p0 * (1 - p0) / 400)
    for one, standing in found.places:
        z = (one.numerator / 400 - p0) / spread
        expected = VERY_LOW if z < -3.09 else LOW if z < -1.96 else INSIDE
        assert standing == expected, one
    assert {one.code for one in found.of(VERY_LOW)} == {"C"}
    assert {one.code for one in found.of(LOW)} == {"B"}


def test_near_100_per_cent_the_limits_are_exact_binomial_ones() -> None:
    many = [place(f"M{at:02}", 20, 20) for at in range(40)]
    found = funnel([*many, place("A", 18, 20), place("B", 11, 20)])
    assert found is not None and found.methods == {EXACT}
    p0 = float(found.rate)

    def at_most(count: int) -> float:
        terms = (comb(20, k) * p0**k * (1 - p0) ** (20 - k) for k in range(count + 1))
        return sum(terms)

    standing = {one.code: of for one, of in found.places}
    assert at_most(11) < 0.001 and standing["B"] == VERY_LOW
    assert at_most(18) > 0.025 and standing["A"] == INSIDE
    # 6 of 8 at 92 % come about in 12 of 100 cases: no sign of anything.
    usual = [place(f"M{at:02}", 11, 12) for at in range(30)]
    found = funnel([*usual, place("A", 6, 8), place("B", 3, 8)])
    assert found is not None
    standing = {one.code: of for one, of in found.places}
    assert (standing["A"], standing["B"]) == (INSIDE, VERY_LOW)
    assert standing["M00"] == INSIDE


def test_a_funnel_takes_three_units_with_cases() -> None:
    assert funnel([place("A", 1, 2), place("B", 0, 3), place("C", 0, 0)]) is None
    same = funnel([place(name, 5, 5) for name in "ABC"])
    assert same is not None and {of for _, of in same.places} == {INSIDE}
    said = coverage.notes("vi", same)
    assert said == [texts.text("vi", "hamlets.funnel.same_everywhere")]


def test_dots_of_one_place_stay_apart_and_true() -> None:
    many = [place(f"M{at}", 9, 9, chosen=at < 3) for at in range(20)]
    found = funnel([*many, place("A", 1, 9), place("B", 8, 10)])
    assert found is not None
    figure = plots_funnel.funnel(
        coverage.dots("vi", "cell", found),
        coverage.curves("vi", found),
        float(found.rate * 100),
        coverage.words("vi", "cell", found),
        Theme("vi", PALETTES["light"]),
    )
    marks = [one for one in figure.data if one.mode == "markers"]
    at_full = [
        (x, y) for one in marks for x, y in zip(one.x, one.y, strict=True) if y == 100
    ]
    assert len(at_full) == len(set(at_full)) == 20
    assert all(abs(x - 9) < 0.5 for x, _ in at_full)  # never nearer to another size
    codes = {code for one in marks for code in one.customdata}
    assert codes == {one.code for one, _ in found.places}
    lines = [one for one in figure.data if one.mode == "lines" and len(one.y)]
    assert all(0 < y < 100 for one in lines for y in one.y)
    symbols = {symbol for one in marks for symbol in one.marker.symbol}
    assert symbols >= {"circle", "triangle-down"}


def test_a_map_carries_its_boundaries_and_asks_for_nothing() -> None:
    ring = [[105, 18], [106, 18], [106, 19], [105, 19], [105, 18]]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
    areas = [
        coverage_map.Area("X1", "Xã A", "1/2", "◆", "low", "Xã A"),
        coverage_map.Area("X2", "Xã B", "2/2", "●", "full", "Xã B"),
    ]
    theme = Theme("vi", PALETTES["light"])
    figure = coverage_map.coverage_map(areas, {"X1": geometry}, theme)
    assert "http" not in figure.to_json()
    assert figure.layout.map.style == "white-bg"
    assert list(figure.data[0].locations) == ["X1"]
    tiles = coverage_map.tiles(areas, theme)
    assert list(tiles.data[0].customdata) == ["X1", "X2"]


# --- the finding


def unit(number: int, name: str, level: str, **more: Any) -> Unit:
    kind = "xã|" if level == "commune" else "|"
    return Unit(number, f"U{number}", name, f"{kind}{name.lower()}", level, **more)


def standing(
    of: Unit, numerator: int | None, denominator: int | None, **more: Any
) -> Standing:
    told = {"unknown": 0, "reported": 1, "expected": 1, **more}
    cell = Cell(
        "i",
        of.unit_id,
        2025,
        None,
        None,
        numerator,
        denominator,
        missing_size=0,
        **told,
    )
    return Standing(of, cell)


PROVINCE = unit(1, "Tỉnh Thử", "province")
AREA, OTHER = unit(2, "Địa bàn Thạch Lâm", "area"), unit(3, "Địa bàn Kia", "area")
KHE, SUOI, BO, XA = (
    unit(number, f"Xã {name}", "commune", parent_id=1, area_id=area)
    for number, name, area in (
        (4, "Khe", 2),
        (5, "Suối", 2),
        (6, "Bờ", 2),
        (7, "Xa", 3),
    )
)
COMMUNES = [
    standing(KHE, 12, 17),
    standing(SUOI, 11, 15),
    standing(BO, 20, 22),
    standing(XA, 8, 10),
]
WHOLE, INSIDE_AREA = standing(PROVINCE, 51, 64), standing(AREA, 43, 54)
AREAS = [INSIDE_AREA, standing(OTHER, 8, 10)]


def test_the_title_of_a_province_names_where_most_of_them_are() -> None:
    said = hamlets.finding("vi", "cell", WHOLE, WHOLE, AREAS, COMMUNES)
    assert said == (
        "Còn 13 thôn, TDP chưa có chi bộ; 11 ở Thạch Lâm, "
        "trong đó 9 ở xã Khe và xã Suối"
    )
    said = hamlets.finding("en", "cell", WHOLE, WHOLE, AREAS, COMMUNES)
    assert said == (
        "13 hamlets and residential groups have no cell; 11 in Thạch Lâm, "
        "9 of them in Xã Khe and Xã Suối"
    )


def test_the_title_of_an_area_keeps_the_province_in_view() -> None:
    children = COMMUNES[:3]
    said = hamlets.finding("vi", "cell", INSIDE_AREA, WHOLE, children, children)
    assert said == (
        "Toàn tỉnh còn 13 thôn, TDP chưa có chi bộ; 11 ở Thạch Lâm, "
        "trong đó 9 ở xã Khe và xã Suối"
    )


def test_no_line_is_drawn_between_equals() -> None:
    tied = [standing(one, 8, 10) for one in (KHE, SUOI, BO)]
    area = standing(AREA, 24, 30)
    whole = standing(PROVINCE, 30, 42)
    pair = [area, standing(OTHER, 6, 12)]
    said = hamlets.finding("vi", "cell", whole, whole, pair, tied)
    assert said == "Còn 12 thôn, TDP chưa có chi bộ"
    said = hamlets.finding("vi", "cell", area, whole, tied, tied)
    assert "trong đó" not in said


def test_a_joint_cell_is_never_called_none() -> None:
    kinds = Kinds(own=51, joint=9, none=4)
    said = hamlets.finding("vi", "cell", WHOLE, WHOLE, [], [], kinds)
    assert said == "Còn 13 thôn, TDP chưa có chi bộ riêng (9 sinh hoạt ghép)"
    counted = standing(PROVINCE, 60, 64)
    said = hamlets.finding(
        "vi", "cell", counted, counted, [], [], kinds, joint_counts=True
    )
    assert said == "Còn 4 thôn, TDP chưa có chi bộ"


def test_what_is_not_known_is_said() -> None:
    def said(cell: Standing, **more: Any) -> str:
        return hamlets.finding("vi", "members", cell, cell, [], [], **more)

    assert (
        said(standing(XA, None, None)) == "Xã Xa chưa có số liệu thôn, TDP có đảng viên"
    )
    assert said(Standing(XA, None)) == "Xã Xa chưa có số liệu thôn, TDP có đảng viên"
    assert said(standing(XA, 0, 0)).startswith("Xã Xa không có thôn")
    assert said(standing(XA, 5, 5, unknown=2)).endswith("; 2 chưa rõ")
    partly = said(standing(PROVINCE, 5, 7, reported=6, expected=7))
    assert partly == "Theo 6/7 đơn vị đã nộp: còn 2 thôn, TDP chưa có đảng viên"
    assert said(standing(XA, 5, 7)) == "Xã Xa còn 2/7 thôn, TDP chưa có đảng viên"
    assert said(standing(XA, 5, 7), filtered=True).endswith("(đã lọc)")


# --- the list


def listed(
    store: Store, measure: str, year: int, choices: Choices = STANDARD
) -> tuple[Cell, list[str], list[dict[str, Any]]]:
    """The figure of the province, the rows that say no, and what the page's statement
    makes of them."""
    connection = store.cursor()
    tree = units.of_year(connection, year).values()
    top = next(one.unit_id for one in tree if one.level == "province")
    communes = [one.unit_id for one in tree if one.level == "commune"]
    indicator = hamlets.MEASURES[measure]
    ask = {"year": year, "choices": choices}
    (whole,) = cube.figures(connection, indicator, units=[top], **ask)
    cells = cube.figures(connection, indicator, units=communes, by="row", **ask)
    no = [one for one in cells if one.numerator == 0 and one.denominator == 1]
    rows = query.rows(
        connection,
        "pages/hamlets_rows",
        row_keys=[one.group for one in no],
        communes=[one.unit_id for one in no],
        tree_year=year,
    )
    return whole, [str(one.group) for one in no], rows


@pytest.mark.parametrize("measure", MEASURES)
def test_the_list_is_as_long_as_the_figure_says(tiny: Store, measure: str) -> None:
    whole, keys, rows = listed(tiny, measure, 2024)
    assert whole.numerator is not None and whole.denominator is not None
    assert len(rows) == len(set(keys)) == whole.denominator - whole.numerator
    expected = tiny_world.EXPECTED.get((hamlets.MEASURES[measure], 2024))
    if expected is not None:
        assert expected.denominator is not None and expected.numerator is not None
        assert len(rows) == expected.denominator - expected.numerator


def test_the_rows_are_those_that_a_plain_count_finds(sample: Store) -> None:
    connection = sample.cursor()
    plain = connection.execute(
        "select table_id || ':' || row_number from hamlets_in_force "
        "where year = 2025 and not ratings_only and has_cell in ('none', 'joint')"
    ).fetchall()
    whole, keys, rows = listed(sample, "cell", 2025)
    assert sorted(keys) == sorted(key for (key,) in plain)
    assert {row["has_cell"] for row in rows} <= {"none", "joint"}
    assert whole.denominator is not None and whole.numerator is not None
    assert len(rows) == whole.denominator - whole.numerator
    # With joint cells counted, those alone remain that have none.
    _, _, left = listed(sample, "cell", 2025, Choices(joint_cells=True))
    assert {row["has_cell"] for row in left} == {"none"}
    assert all(row["file"].endswith(".xlsx") and row["row_number"] > 1 for row in rows)


def test_whether_they_could_have_it_is_the_statutes_word() -> None:
    rule = statute.rule("cell")
    assert rule.full_members == 3 and "Điều 24" in rule.citation("vi")
    assert statute.rule("committee").full_members == 9

    def line(members: int | None) -> hamlets.Line:
        told = dict.fromkeys(("households", "cell_name", "as_of", "file", "sheet"))
        row = {"commune": "Xã A", "hamlet": "Thôn 1", "has_cell": None, **told}
        row |= {"members": members, "row_number": 5}
        return hamlets.lines("vi", "cell", [row], rule)[0]

    said = [line(members).source for members in (None, 0, 1, 2, 3, 20)]
    assert said == [
        "chưa rõ",
        "chưa có đảng viên",
        "1–2 đảng viên",
        "1–2 đảng viên",
        "đủ từ 3 đảng viên",
        "đủ từ 3 đảng viên",
    ]
    some = [line(members) for members in (0, 3, 20)]
    assert hamlets.can_get_it("vi", some, rule).startswith("2/3 ")
    assert hamlets.can_get_it("vi", some, None) == ""


def test_an_unknown_rule_is_a_fault_of_the_program() -> None:
    with pytest.raises(statute.StatuteError):
        statute.rule("nothing")


# --- the page


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hamlets") / "little.duckdb"
    load(path)
    return path


@pytest.fixture
def facts(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    path = tmp_path / "facts.duckdb"
    shutil.copyfile(loaded, path)
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield path
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    app.switch_page("pages/hamlets.py")
    # What only this page or the filters know is not carried over by AppTest.
    for key, value in address.items():
        if key not in ("year", "lang"):
            app.session_state[key] = value
    return app.run()


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.error, app.success, app.title)
    return "\n".join(str(one.value) for kind in kinds for one in kind).replace("\\", "")


def is_sound(app: AppTest, language: str) -> None:
    assert not app.exception
    assert texts.text(language, "errors.unexpected") not in said(app)


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("measure", ["cell", "members", "head", "front"])
def test_every_measure_shows_what_was_counted(
    facts: Path, measure: str, language: str
) -> None:
    app = opened(year="2025", lang=language, measure=measure)
    is_sound(app, language)
    # Of four hamlets: 1 without a cell, 1 without members; 2 heads, 2 Front heads.
    lacking = {"cell": 1, "members": 1, "head": 2, "front": 2}[measure]
    assert texts.text(
        language, f"hamlets.measures.{measure}.lack", count=lacking
    ) in said(app).replace("Còn", "còn")
    assert len(app.dataframe[0].value) == lacking


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_measure_whose_column_is_missing_asks_for_the_roster(
    facts: Path, language: str
) -> None:
    app = opened(year="2025", lang=language, measure="committee")
    is_sound(app, language)
    assert texts.text(language, "kinds.hamlets") in said(app)
    assert not app.dataframe


def test_a_commune_shows_its_list(facts: Path) -> None:
    app = opened(year="2025")
    codes = app.selectbox(key="unit").options
    west = next(at for at, name in enumerate(codes) if name.endswith("Xã Tây"))
    app.selectbox(key="unit").select_index(west).run()
    is_sound(app, "vi")
    assert "Xã Tây còn 1/2 thôn, TDP chưa có chi bộ" in said(app)
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["hamlet"], row["members"]) == ("Thôn 2", 0)


def test_a_filter_that_leaves_nobody_is_said(facts: Path) -> None:
    app = opened(year="2025", hamlet_kind="residential_group")
    is_sound(app, "vi")
    assert texts.text("vi", "page.none.filtered") in said(app)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_map_shows_tiles_until_boundaries_are_given(
    facts: Path, language: str
) -> None:
    app = opened(year="2025", view="map", lang=language)
    is_sound(app, language)
    assert texts.text(language, "hamlets.map.none") in said(app)
    given = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"ten": name},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[105, 18], [106, 18], [106, 19], [105, 18]]],
                },
            }
            for name in ("Xã Đông", "Xã Khác")
        ],
    }
    content = json.dumps(given).encode()
    app.file_uploader[0].upload("ranh.geojson", content, "application/json").run()
    is_sound(app, language)
    assert texts.text(language, "hamlets.map.unmatched", count=1) in said(app)
    app.button(key="outlines_keep").click().run()
    is_sound(app, language)
    assert texts.text(language, "hamlets.map.none") not in said(app)
    kept = texts.text(language, "hamlets.map.kept", count=1, file="ranh.geojson")
    assert kept in said(app)
    app.button(key="outlines_remove_0").click().run()
    is_sound(app, language)
    assert texts.text(language, "hamlets.map.none") in said(app)


def test_a_broken_file_of_boundaries_is_a_sentence(facts: Path) -> None:
    app = opened(year="2025", view="map")
    app.file_uploader[0].upload("ranh.geojson", b"{", "application/json").run()
    is_sound(app, "vi")
    assert texts.text("vi", "hamlets.map.errors.not_json") in said(app)
