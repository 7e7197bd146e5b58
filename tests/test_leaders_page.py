"""The page of leaders: its lines and its title against a roster counted by hand."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import rosters
import streamlit as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from grassroots import assessment, cube, texts, units
from grassroots.charts import PALETTES
from grassroots.indicators import INDICATORS, STANDARD
from grassroots.plots.measures_overview import Row, overview
from grassroots.plots.style import Theme
from grassroots.presenting import leaders, several, several_rows
from grassroots.presenting.measures import programme_of
from grassroots.presenting.several import Line
from grassroots.programmes import load_programmes
from grassroots.reports_xlsx import Sheet, workbook
from grassroots.store import Store, open_store

ROOT = Path(__file__).resolve().parent.parent
PROGRAMME = "nghi-quyet-2021-2025"
MANAGED = (
    "managed_leaders_under_40",
    "managed_leaders_women",
    "managed_leaders_rated_good",
)
COMMUNE = (
    "commune_leaders_theory_intermediate",
    "commune_leaders_profession_intermediate",
    "commune_leaders_theory_and_profession",
    "commune_leaders_university",
    "commune_leaders_trained",
)


def leader(number: int, **changes: object) -> dict[str, object]:
    return {
        "TT": number,
        "Họ và tên": f"Trần Văn {chr(64 + number)}",
        "Ngày sinh": f"{number:02}/03/1970",
        "Giới tính": "Nam",
        "Đơn vị": "Huyện Thử",
        "Cấp": "Cấp huyện",
        "Chức vụ": f"Ủy viên {number}",
        "Diện Ban Thường vụ Tỉnh ủy quản lý": "Có",
        "Trình độ chuyên môn": "Đại học",
        "Trình độ LLCT": "Cao cấp",
        "Xếp loại": "HTTNV",
        **changes,
    }


def roster(year: int) -> bytes:
    """Twelve managed leaders: one born in 1990; three women in 2024, two in 2025; all
    rated good. Four of a commune: three with the theory, all with a degree. No column
    tells of training or of division level."""
    women = 3 if year == 2024 else 2
    rows = [leader(number) for number in range(1, 13)]
    for row in rows[:women]:
        row["Giới tính"] = "Nữ"
    rows[11]["Ngày sinh"] = "12/03/1990"
    commune = {
        "Đơn vị": "Xã Đông",
        "Cấp": "Cấp xã",
        "Diện Ban Thường vụ Tỉnh ủy quản lý": "Không",
    }
    theory = ("Trung cấp", "Trung cấp", "Cao cấp", "Sơ cấp")
    for number, level in enumerate(theory, start=13):
        rows.append(leader(number, **commune, **{"Trình độ LLCT": level}))
    return rosters.roster(
        rows, f"31/12/{year}", title="DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ"
    )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leaders")
    with rosters.fresh(folder) as opened:
        for year in (2024, 2025):
            report = rosters.load(opened, roster(year), f"Cán bộ {year}.xlsx")
            assert report.status == "loaded", report.problems
        cube.keep(opened)
    return folder / "grassroots.duckdb"


@pytest.fixture(scope="module")
def opened(loaded: Path) -> Iterator[Store]:
    copy = loaded.with_name("read.duckdb")
    shutil.copyfile(loaded, copy)
    with open_store(copy) as found:
        yield found


@pytest.fixture
def facts(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "facts.duckdb"
    shutil.copyfile(loaded, path)
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    st.cache_resource.clear()
    st.cache_data.clear()


def province(opened: Store) -> int:
    tree = units.of_year(opened.cursor(), 2025).values()
    return next(unit.unit_id for unit in tree if unit.level == "province")


def lines(
    opened: Store, indicators: tuple[str, ...], programme: str = PROGRAMME
) -> list[Line]:
    known = load_programmes(ROOT / "data" / "programmes", INDICATORS)
    asked = programme_of(known[programme], indicators)
    found = assessment.assess(
        opened.cursor(),
        asked,
        units=(province(opened),),
        years=(2024, 2025),
        choices=STANDARD,
    )
    by_year = {
        year: {one.target.id: one for one in found if one.year == year}
        for year in (2024, 2025)
    }
    labels = {one: texts.text("vi", f"leaders.measures.{one}") for one in indicators}
    return several.lines(asked, labels, by_year[2025], by_year[2024])


def rows(found: list[Line], language: str = "vi") -> dict[str, Row]:
    drawn = several_rows.rows(language, found, found[0].code, PALETTES["light"])
    return {row.code: row for row in drawn}


def test_the_lines_of_managed_leaders_are_those_counted(opened: Store) -> None:
    found = rows(lines(opened, MANAGED))
    under, women, rated = (found[one] for one in MANAGED)
    # 1 of 12 is 8,33 %, above 5 %; 2 of 12 need ceil(0,2 × 12) = 3; 12 of 12.
    assert under.cells[:3] == ("<b>≈ 8,33\N{NO-BREAK SPACE}%</b>", "1/12", "<b>–</b>")
    assert women.cells[1:3] == ("2/12", "<b>1</b>")
    assert women.verdict == "✕ Không đạt"
    assert women.target == 20 and women.share == pytest.approx(100 * 2 / 12)
    # 2/12 less 3/12 of the year before.
    assert women.cells[3] == "−8,33 điểm %"
    assert rated.cells[1:] == ("12/12", "<b>–</b>", "0,00 điểm %")


def test_the_title_says_what_is_met_and_what_is_missing(opened: Store) -> None:
    found = lines(opened, MANAGED)
    group = texts.text("vi", "leaders.said.managed")
    assert several.title("vi", group, found) == (
        "Đạt 2/3 chỉ tiêu về cán bộ diện Tỉnh ủy quản lý; nữ thiếu 1 cán bộ"
    )
    assert several.worst(found) == found[1]


def test_what_no_column_tells_of_is_not_reported_and_never_nought(
    opened: Store,
) -> None:
    found = lines(opened, COMMUNE)
    drawn = rows(found)
    trained = drawn["commune_leaders_trained"]
    assert trained.hatched and trained.share is None
    assert trained.note == "chưa nộp"
    assert trained.cells == ("", "", "", "")
    group = texts.text("vi", "leaders.said.commune")
    # Of the four targets two are met (4/4 and 4/4), 3/4 miss one, one is not told.
    assert several.title("vi", group, found) == (
        "Đạt 2/4 chỉ tiêu về lãnh đạo cấp xã; LLCT trung cấp trở lên thiếu 1 cán bộ; "
        "1 chưa đủ số liệu"
    )


def test_few_cases_show_counts_and_an_interval(opened: Store) -> None:
    theory = rows(lines(opened, COMMUNE))["commune_leaders_theory_intermediate"]
    assert theory.cells == ("", "3/4", "<b>1</b>", "–")
    assert theory.interval is not None
    low, high = theory.interval
    # Wilson's interval of 3 of 4, by hand: 30,06 to 95,44.
    assert (low, high) == (
        pytest.approx(30.06, abs=0.01),
        pytest.approx(95.44, abs=0.01),
    )


def test_what_the_programme_sets_no_target_on_has_no_verdict(opened: Store) -> None:
    joint = "commune_leaders_theory_and_profession"
    followed = rows(lines(opened, COMMUNE))[joint]
    assert followed.verdict == "○ Theo dõi"
    assert followed.target is None and not followed.aim
    elsewhere = lines(opened, MANAGED, "ha-tinh")
    group = texts.text("vi", "leaders.said.managed")
    # Of three shares none rose, women fell from 3/12 to 2/12.
    assert several.title("vi", group, elsewhere) == (
        "So với 2024, 0/3 tỷ lệ về cán bộ diện Tỉnh ủy quản lý tăng, 1 giảm; "
        "nhiều nhất: nữ giảm 8,33 điểm %"
    )


def test_nothing_reported_is_said_so(opened: Store) -> None:
    group = texts.text("vi", "leaders.said.division")
    found = lines(opened, ("division_leaders_master", "division_leaders_trained"))
    assert several.title("vi", group, found).startswith("Chưa có số liệu")
    assert several.worst(found) is None


def test_age_and_gender_are_of_the_same_people(opened: Store) -> None:
    unit = province(opened)
    ages, genders = (
        cube.figures_of(opened.cursor(), [of], units=[unit], by=by)
        for of, by in ((MANAGED[0], "age"), (MANAGED[1], "gender"))
    )
    found = leaders.structure(ages, genders, unit, 2025)
    # Eleven were born in March 1970 (55 years), one in March 1990 (35 years).
    assert found.ages == {"50_to_59": 11, "30_to_39": 1}
    assert found.genders == {"female": 2, "male": 10}
    assert leaders.title("vi", found) == "1/12 dưới 40 tuổi, 2/12 là nữ"
    assert [part.cells[1] for part in leaders.parts("vi", found)] == [
        "0/12",
        "1/12",
        "0/12",
        "11/12",
        "0/12",
        "2/12",
        "10/12",
    ]


def test_a_click_anywhere_on_a_track_gives_the_measure(opened: Store) -> None:
    found = lines(opened, COMMUNE)
    theme = Theme("vi", PALETTES["light"])
    drawn = list(rows(found).values())
    figure = overview(drawn, several_rows.columns("vi", 2025), theme)
    tracks = [trace for trace in figure.data if trace.type == "bar"]
    assert len(tracks) == 2
    for trace in tracks:
        assert list(trace.customdata) == list(COMMUNE)
    sums = [a + b for a, b in zip(*(trace.x for trace in tracks), strict=True)]
    assert sums == [100] * len(COMMUNE)


def shown(**address: str) -> AppTest:
    """The page at an address. A first run has its own address, so it comes after."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page("pages/leaders.py").run()


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.error)
    words = [str(element.value) for kind in kinds for element in kind]
    return "\n".join(words).replace("\\", "")


TITLES = {
    "managed": {
        "vi": "# Đạt 2/3 chỉ tiêu về cán bộ diện Tỉnh ủy quản lý; nữ thiếu 1 cán bộ",
        "en": "# 2 of 3 targets for managed leaders met; women: 1 leader",
    },
    "division": {
        "vi": "# Chưa có số liệu về lãnh đạo cấp phòng trở lên",
        "en": "# No figures yet for division leaders",
    },
    "commune": {
        "vi": "# Đạt 2/4 chỉ tiêu về lãnh đạo cấp xã",
        "en": "# 2 of 4 targets for commune leaders met",
    },
}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_group_opens_in_every_language(facts: None, language: str) -> None:
    app = shown(lang=language, programme=PROGRAMME, year="2025", group="managed")
    # Without a measure the one that is missing most.
    assert app.session_state["measure"] == "managed_leaders_women"
    for group, titles in TITLES.items():
        app.segmented_control(key="group").set_value(group).run()
        assert not app.exception
        assert texts.text(language, "errors.unexpected") not in said(app)
        assert titles[language] in said(app)
        # The address is the view, also where nothing is reported.
        assert app.query_params["group"] == group
    assert app.query_params["measure"] == "commune_leaders_theory_intermediate"


def test_a_measure_in_the_address_opens_its_group(facts: None) -> None:
    measure = "commune_leaders_university"
    app = shown(lang="vi", programme=PROGRAMME, year="2025", measure=measure)
    assert app.session_state["group"] == "commune"
    assert app.session_state["measure"] == measure
    assert "### 4/4 cán bộ lãnh đạo cấp xã" in said(app)


def test_the_sheet_of_age_and_gender_counts_the_same(opened: Store) -> None:
    found = leaders.Structure({"50_to_59": 11, "30_to_39": 1}, {"female": 2})
    made = workbook([Sheet("S", ("a", "b", "c"), tuple(leaders.table("vi", found)))])
    cells = list(load_workbook(io.BytesIO(made)).active.values)
    assert cells[1:] == [
        ("Tuổi", "30–39", 1),
        ("Tuổi", "50–59", 11),
        ("Giới tính", "Nữ", 2),
    ]
