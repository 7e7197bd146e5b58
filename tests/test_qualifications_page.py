"""The page of committees' qualifications against counts made by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import streamlit as st
from little_province import TODAY, workbook
from streamlit.testing.v1 import AppTest

from grassroots import charts, texts
from grassroots.assessment import Assessment, assess
from grassroots.cube import Cell, figures_of
from grassroots.importing.load import Importer
from grassroots.importing.sources import Source
from grassroots.indicators import INDICATORS, STANDARD
from grassroots.plots.milestones import milestones
from grassroots.plots.style import Theme
from grassroots.presenting import (
    measures,
    qualifications,
    qualified_people,
    qualified_rows,
)
from grassroots.presenting.qualifications import VIEWS, Measure
from grassroots.programmes import load_programmes
from grassroots.store import open_store

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = texts.LANGUAGES
TOWN = "Thị xã Đức Phổ"  # the programme's own unit: its baselines are printed
HEADS = (
    "TT",
    "Họ và tên",
    "Ngày sinh",
    "Huyện",
    "Xã",
    "Chi bộ",
    "Chức vụ Đảng",
    "Cấp ủy",
    "Trình độ văn hóa",
    "Trình độ chuyên môn",
    "Trình độ LLCT",
)
NONE = "Chưa qua đào tạo"
# Commune, hamlet, position, school, profession, theory. Of the twelve: 9 finished
# school, 2 did not, 1 is blank; 9 have elementary theory; 7 an intermediate profession;
# 2 intermediate theory; 7 both school and theory, 4 not, 1 cannot be told.
PEOPLE = (
    ("Xã Đông", 1, "Bí thư", "THPT", "Đại học", "Trung cấp"),
    ("Xã Đông", 1, "Phó Bí thư", "THPT", "Trung cấp", "Sơ cấp"),
    ("Xã Đông", 1, "Ủy viên", "THCS", NONE, "Sơ cấp"),
    ("Xã Đông", 2, "Bí thư", "THPT", "Trung cấp", "Sơ cấp"),
    ("Xã Đông", 2, "Ủy viên", "THPT", "Sơ cấp", NONE),
    ("Xã Đông", 2, "Ủy viên", None, "Sơ cấp", "Sơ cấp"),
    ("Xã Tây", 1, "Bí thư", "THPT", "Đại học", "Trung cấp"),
    ("Xã Tây", 1, "Phó Bí thư", "THCS", "Sơ cấp", NONE),
    ("Xã Tây", 1, "Ủy viên", "THPT", "Trung cấp", "Sơ cấp"),
    ("Xã Tây", 2, "Bí thư", "THPT", "Cao đẳng", "Sơ cấp"),
    ("Xã Tây", 2, "Ủy viên", "THPT", "Trung cấp", NONE),
    ("Xã Tây", 2, "Ủy viên", "THPT", NONE, "Sơ cấp"),
)


def officers(year: int) -> bytes:
    rows: list[tuple[object, ...]] = [
        (
            number,
            f"Trần Thị {chr(64 + number)}",
            f"{number:02d}/02/1981",
            TOWN,
            commune,
            f"Chi bộ thôn {hamlet}",
            position,
            "Chi bộ",
            *levels,
        )
        for number, (commune, hamlet, position, *levels) in enumerate(PEOPLE, start=1)
    ]
    title = f"DANH SÁCH CẤP ỦY VIÊN (Tính đến ngày 31/12/{year})"
    return workbook(title, HEADS, rows)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "town.duckdb"
    with open_store(path) as opened:
        importer = Importer(opened, TODAY)
        source = Source("officers 2025.xlsx", officers(2025))
        assert importer.file(source).status == "loaded"
    return path


@pytest.fixture(scope="module")
def town(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list]:
    path = tmp_path_factory.mktemp("copy") / "town.duckdb"
    shutil.copyfile(loaded, path)
    programme = load_programmes(ROOT / "data" / "programmes", INDICATORS)["duc-pho"]
    asked = measures.programme_of(programme, VIEWS["hamlets"])
    with open_store(path) as opened:
        cursor = opened.cursor()
        (unit,) = cursor.execute(
            "select unit_id from units where name = $name", {"name": TOWN}
        ).fetchone()
        found = assess(
            cursor, asked, units=[unit], years=[2025, 2026], choices=STANDARD
        )
        cells = figures_of(
            cursor, ["hamlet_officers_upper_secondary"], units=[unit], by="position"
        )
        yield [found, cells]


def of_year(found: list[Assessment], year: int) -> list[Measure]:
    by_target: dict[str, dict[int, Assessment]] = {}
    for one in found:
        by_target.setdefault(one.target.id, {})[one.year] = one
    return [qualifications.measure(of, year) for of in by_target.values()]


def test_the_title_counts_the_milestones_met_and_names_the_largest_gap(
    town: list,
) -> None:
    shown = of_year(town[0], 2025)
    assert qualifications.title("vi", shown) == (
        "Đạt 1/4 mốc trình độ năm 2025; thiếu nhiều nhất ở LLCT sơ cấp trở lên: 3 người"
    )
    assert qualifications.title("en", shown).startswith("1 of 4 milestones for 2025")
    assert qualifications.most_missing(shown).now.target.id == "DP-5"


def test_a_milestone_that_is_over_keeps_its_verdict(town: list) -> None:
    shown = {one.now.target.id: one for one in of_year(town[0], 2026)}
    assert shown["DP-6"].is_closed and shown["DP-6"].verdict == "met"
    assert shown["DP-7"].verdict == "missed" and shown["DP-7"].gap == 1
    said = qualifications.title("vi", list(shown.values()))
    assert said.startswith("Đạt 1/4 mốc trình độ năm 2025")


def test_what_the_next_milestone_asks_for(town: list) -> None:
    by_id = {one.now.target.id: one for one in of_year(town[0], 2025)}
    # 75 % of 12 is 9, two more than 7; 50 % of 12 is 6, four more than 2.
    for target, people, rate in (("DP-6", 2, "2/5"), ("DP-7", 4, "4/5")):
        one = by_id[target]
        assert one.later is not None and one.later.year == 2030
        assert qualifications.missing_to(one.now, one.later) == people
        assert qualifications.per_year(one.now, one.later, people) == Fraction(rate)


@pytest.mark.parametrize(
    ("target", "share"),
    [("DP-4", "67,78"), ("DP-5", "83,28"), ("DP-6", "46,81"), ("DP-7", "18,84")],
)
def test_printed_baselines_stand_in_the_chart(
    town: list, target: str, share: str
) -> None:
    shown = of_year(town[0], 2025)
    rows = qualified_rows.rows("vi", shown, "DP-4", charts.palette("light"))
    row = next(row for row in rows if row.code == target)
    assert row.base is not None and row.base.label == share
    assert "in trong văn bản, 2022" in row.hover


def test_the_chart_has_a_dot_of_each_kind_and_ticks(town: list) -> None:
    shown = of_year(town[0], 2025)
    rows = qualified_rows.rows("vi", shown, "DP-6", charts.palette("light"))
    heads = qualified_rows.heads("vi", shown)
    assert heads == ("Mốc 2025 (đã đến hạn)", "Đến 2030: cần thêm")
    figure = milestones(rows, heads, Theme("vi", charts.palette("light")))
    traces = {trace.name: trace for trace in figure.data}
    ids = ["DP-4", "DP-5", "DP-6", "DP-7", "DP-F1"]
    assert list(traces["now"].customdata) == ids
    assert list(traces["now"].x) == pytest.approx(
        [100 * 9 / 11, 75, 100 * 7 / 12, 100 * 2 / 12, 100 * 7 / 11]
    )
    assert list(traces["base"].customdata) == ids[:4]
    assert set(traces["row"].customdata) == set(ids)
    assert traces["row"].unselected.marker.opacity == 0
    ticks = {
        name: sorted(one.xanchor for one in figure.layout.shapes if one.name == name)
        for name in ("milestone", "later")
    }
    assert ticks == {"milestone": [25, 50, 100, 100], "later": [50, 75]}
    assert rows[0].under == "DP-4 · 223/329 → 9/11"


def test_the_box_splits_what_is_missing_into_known_and_blank(town: list) -> None:
    school = of_year(town[0], 2025)[0].now
    told = qualified_people.lacking("vi", school)
    assert told is not None and (told.not_met, told.unknown) == (2, 1)
    assert told.head == ("Trong 3 người: 2 chưa tốt nghiệp THPT, 1 để trống (chưa rõ)")
    space = texts.NO_BREAK
    assert f"10/12 = 83,33{space}%" in told.lines[0]
    assert f"9/12 = 75,00{space}%" in told.lines[0]
    assert told.lines[0].endswith("Kết luận không đổi.")


def test_by_position_with_printed_baselines_and_both_measures(town: list) -> None:
    found, cells = town
    by_id = {one.now.target.id: one.now for one in of_year(found, 2025)}
    lines = qualified_people.by_position("vi", by_id["DP-4"], cells, by_id["DP-F1"])
    space = texts.NO_BREAK
    shown = [(one.base, one.ratio, one.unknown) for one in lines]
    assert shown == [
        (f"57,93{space}%", "5/6", "–"),
        (f"77,58{space}%", "4/5", "1"),
        ("không in", "7/11", "1"),
    ]
    assert lines[0].share == "5/6"  # fewer than ten: no share


def test_positions_add_up_to_the_measure(town: list) -> None:
    cells: list[Cell] = [one for one in town[1] if one.year == 2025]
    assert sum(one.numerator or 0 for one in cells) == 9
    assert sum(one.denominator or 0 for one in cells) == 11


@pytest.mark.parametrize(
    ("programme", "view"),
    [("duc-pho", "hamlets"), ("ha-tinh", "grassroots"), ("bac-kan", "grassroots")],
)
def test_the_page_opens_with_those_the_programme_asks_of(
    programme: str, view: str
) -> None:
    known = load_programmes(ROOT / "data" / "programmes", INDICATORS)[programme]
    assert qualifications.first_view(known.targets) == view


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
    return app.switch_page("pages/qualifications.py").run()


def said(app: AppTest) -> str:
    found = [str(one.value) for kind in (app.markdown, app.caption) for one in kind]
    return "\n".join(found).replace("\\", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_every_language(facts: Path, language: str) -> None:
    app = opened(lang=language, programme="duc-pho", year="1066", measure="<b>")
    assert not app.exception
    assert app.selectbox(key="year").value == "2025"
    words = said(app)
    assert texts.text(language, "errors.unexpected") not in words
    assert ("Đạt 1/4 mốc" if language == "vi" else "1 of 4 milestones") in words
    # Nobody of a grassroots committee and no training: the page says what would answer.
    app.segmented_control(key="view").set_value("grassroots").run()
    assert not app.exception
    assert app.query_params["view"] == "grassroots"
    words = said(app)
    assert texts.text(language, "errors.unexpected") not in words
    needed = texts.text(language, "kinds.officers")
    assert texts.text(
        language, "page.none.needs", kinds=f"**{needed}**", year=2025
    ) in (words)


def test_a_measure_is_chosen_and_stands_in_the_address(facts: Path) -> None:
    app = opened(programme="duc-pho")
    assert app.segmented_control(key="measure").value == "DP-5"
    app.segmented_control(key="measure").set_value("DP-4").run()
    assert not app.exception
    assert app.query_params["measure"] == "DP-4"
    assert "2 chưa tốt nghiệp THPT, 1 để trống" in said(app)
    keys = {button.key for button in app.button}
    assert {"see_short", "see_blank", "see_joint"} <= keys


def test_without_figures_the_page_says_what_to_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRASSROOTS_DB", str(tmp_path / "none.duckdb"))
    st.cache_resource.clear()
    app = opened(programme="duc-pho")
    assert not app.exception
    assert texts.text("vi", "empty.title") in said(app)
    st.cache_resource.clear()
