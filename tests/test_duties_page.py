"""The page of duties: its lines and titles against the world counted by hand."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tiny_world import EXPECTED, write_tiny_world

from grassroots import assessment, cube, texts, units
from grassroots.charts import PALETTES
from grassroots.importing.load import Importer
from grassroots.indicators import INDICATORS, STANDARD
from grassroots.presenting import several, several_rows
from grassroots.presenting.measures import programme_of
from grassroots.presenting.several import Line
from grassroots.programmes import load_programmes
from grassroots.store import open_store

ROOT = Path(__file__).resolve().parent.parent
MEMBERS = (
    "members_assigned_task",
    "members_residence_contact",
    "members_signed_commitment",
)
ORGANISATIONS = (
    "organisations_follow_rules",
    "organisations_inspection_programme",
    "organisations_new_model",
)
FOUR_GOOD = ("four_good_cells", "four_good_organisations")
YEAR = 2024


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("duties")
    path = folder / "facts.duckdb"
    with open_store(path) as opened:
        importer = Importer(opened, date(2026, 7, 15))
        for source in importer.sources(write_tiny_world(folder / "rosters")):
            importer.file(source)
        cube.keep(opened)
    return path


@pytest.fixture(scope="module")
def lines(facts: Path) -> dict[str, list[Line]]:
    """The lines of the province by the first indicator of each group."""
    found = {}
    with open_store(facts) as opened:
        connection = opened.cursor()
        tree = units.of_year(connection, YEAR).values()
        province = next(one.unit_id for one in tree if one.level == "province")
        known = load_programmes(ROOT / "data" / "programmes", INDICATORS)
        for group in (MEMBERS, ORGANISATIONS, FOUR_GOOD):
            asked = programme_of(known["di-linh"], group)
            assessed = assessment.assess(
                connection,
                asked,
                units=(province,),
                years=(YEAR,),
                choices=STANDARD,
            )
            now = {one.target.id: one for one in assessed}
            labels = {one: texts.text("vi", f"duties.measures.{one}") for one in group}
            found[group[0]] = several.lines(asked, labels, now, {})
    return found


@pytest.mark.parametrize("group", [MEMBERS, ORGANISATIONS, FOUR_GOOD])
def test_the_lines_are_those_counted_by_hand(
    lines: dict[str, list[Line]], group: tuple[str, ...]
) -> None:
    found = lines[group[0]]
    rows = several_rows.rows("vi", found, found[0].code, PALETTES["light"])
    assert [row.code for row in rows] == list(group)
    for row, line in zip(rows, found, strict=True):
        numerator, denominator, unknown = _counted(row.code)
        assert row.cells[1] == f"{numerator}/{denominator}"
        assert line.now.figure.unknown == unknown
        assert ("chưa rõ" in row.remark) is bool(unknown)
        # Fewer than ten: counts alone, no share, no change.
        assert row.cells[0] == "" and row.cells[3] == "–"
        assert row.interval is not None


def _counted(indicator: str) -> tuple[int | None, int | None, int]:
    figure = EXPECTED[indicator, YEAR]
    return figure.numerator, figure.denominator, figure.unknown


def test_the_titles_say_the_finding(lines: dict[str, list[Line]]) -> None:
    def title(group: tuple[str, ...], name: str) -> str:
        said = texts.text("vi", f"duties.said.{name}")
        return several.title("vi", said, lines[group[0]])

    # 8 of 9 in contact miss one of 100 %; 2 of 2 signed; no target on tasks.
    assert title(MEMBERS, "members") == (
        "Đạt 1/2 chỉ tiêu về nhiệm vụ đảng viên; "
        "giữ liên hệ nơi cư trú thiếu 1 đảng viên"
    )
    # 4 of 5 and 5 of 6 miss one each of 100 %; 1 of 2 is above 25 %.
    assert title(ORGANISATIONS, "organisations") == (
        "Đạt 1/3 chỉ tiêu về nền nếp tổ chức đảng; "
        "thiếu nhiều nhất ở thực hiện đúng quy định: 1 tổ chức"
    )
    assert title(FOUR_GOOD, "four_good") == "Theo dõi 2 tỷ lệ về bốn tốt"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_group_opens_in_every_language(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    path = tmp_path / "facts.duckdb"
    shutil.copyfile(facts, path)
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    st.cache_resource.clear()
    st.cache_data.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    for key, value in {
        "lang": language,
        "programme": "di-linh",
        "year": "2024",
    }.items():
        app.query_params[key] = value
    app.switch_page("pages/duties.py").run()
    for group in ("members", "organisations", "posts", "four_good"):
        app.segmented_control(key="group").set_value(group).run()
        assert not app.exception
        words = [
            str(one.value).replace("\\", "") for one in (*app.markdown, *app.error)
        ]
        assert texts.text(language, "errors.unexpected") not in words
        said = texts.text(language, f"duties.said.{group}")
        assert any(word.startswith("# ") and said in word for word in words)
        assert app.query_params["group"] == group
