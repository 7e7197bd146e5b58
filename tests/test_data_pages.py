"""The pages of completeness and of data quality, through the real app.py."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import little_province
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from grassroots import completeness, texts, units
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers
from grassroots.importing.sources import Source
from grassroots.store import open_store

ROOT = Path(__file__).resolve().parent.parent
HEADS = ("TT", "Họ và tên", "Ngày sinh", "Huyện", "Xã", "Chi bộ", "Ngày vào Đảng")
PERSON = "Trần Thị Thử"


def _roster(commune: str) -> bytes:
    row = (1, PERSON, "01/02/1980", "Huyện Thử", commune, "Chi bộ 1", "03/02/2001")
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2025)"
    return little_province.workbook(title, HEADS, [row])


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two communes with hamlets; one person stands in the rosters of both."""
    path = tmp_path_factory.mktemp("data") / "data.duckdb"
    with open_store(path) as opened:
        importer = Importer(opened, date(2026, 3, 1))
        importer.file(Source("hamlets.xlsx", little_province.hamlets(2025)))
        for commune in ("Xã Đông", "Xã Tây"):
            answers = Answers(None, None, commune, None)
            importer.file(Source(f"{commune}.xlsx", _roster(commune)), answers)
    return path


@pytest.fixture
def app(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    path = tmp_path / "facts.duckdb"
    shutil.copyfile(loaded, path)
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    st.cache_resource.clear()
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    st.cache_resource.clear()


def opened_page(app: AppTest, page: str, language: str = "vi", **codes: str) -> AppTest:
    app.query_params["lang"] = language
    app.query_params["year"] = "2025"
    app.run()
    for key, code in codes.items():
        app.session_state[key] = code
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert texts.text(language, "errors.unexpected") not in [e.value for e in app.error]
    return app


def heading(app: AppTest) -> str:
    return str(app.markdown[0].value).replace("\\", "")


def test_completeness_counts_units_and_rosters(app: AppTest) -> None:
    """The one district has sent members (lacking columns) and hamlets; nobody
    organisations and officers."""
    opened_page(app, "completeness")
    assert "0/1 đơn vị nộp đủ" in heading(app)
    assert "cần nhắc 3 danh sách" in heading(app)
    grid = app.dataframe[0].value
    assert list(grid["members"]) == ["◧ thiếu cột"]
    assert list(grid["hamlets"]) == ["● đã nộp"]
    assert list(grid["officers"]) == ["✕ chưa nộp"]
    reminders = app.dataframe[1].value
    assert len(reminders) == 3 and "late" not in reminders
    assert "Được phân công nhiệm vụ" in reminders["todo"].str.cat()


def test_a_day_due_makes_what_is_missing_late_and_is_kept(app: AppTest) -> None:
    opened_page(app, "completeness")
    app.date_input(key="due2025").set_value(date(2026, 1, 15)).run()
    assert not app.exception
    late = (date.today() - date(2026, 1, 15)).days
    shown = app.dataframe[1].value["late"]
    assert list(shown) == [texts.number("vi", late)] * 3
    opened_page(app, "completeness", "en")
    assert list(app.dataframe[1].value["late"]) == [texts.number("en", late)] * 3


def test_a_commune_is_counted_by_its_own_rosters(app: AppTest, loaded: Path) -> None:
    with open_store(loaded) as opened:
        (east,) = units.find(opened.cursor(), 2025, "Xã Đông")
    opened_page(app, "completeness", unit=east.code)
    # Hamlets have come, and admissions are told by members; three are wanted.
    assert "nộp đủ 2/5 loại danh sách" in heading(app)
    assert len(app.dataframe[0].value) == 1


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_kinds_are_those_of_the_programme(app: AppTest, language: str) -> None:
    opened_page(app, "completeness", language, programme="nghi-quyet-2021-2025")
    grid = app.dataframe[0].value
    assert "leaders" in grid.columns and "hamlets" not in grid.columns
    assert set(grid.columns) <= {"unit", "wanted", *completeness.KINDS}


def test_a_person_twice_is_found_named_only_when_uncovered(app: AppTest) -> None:
    opened_page(app, "quality")
    assert "1 chỗ sai" in heading(app)
    checks = app.dataframe[0].value
    # The gravest first, and the first is the one shown.
    assert list(checks["2025"])[0] == "1"
    assert checks["severity"][0] == "✕ có chỗ sai"
    findings = app.dataframe[1].value
    assert len(findings) == 1
    assert "Xã Đông.xlsx" in findings["places"][0]
    assert "Xã Tây.xlsx" in findings["places"][0]
    everything = "".join(one.value.to_string() for one in app.dataframe)
    assert PERSON not in everything


def test_a_check_that_cannot_be_made_says_what_is_missing(app: AppTest) -> None:
    opened_page(app, "quality", check="members_jump")
    said = " ".join(str(one.value) for one in app.caption)
    assert texts.text("vi", "checks.rosters.members_before") in said
    assert len(app.dataframe) == 1


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_unknown_cells_by_field(app: AppTest, language: str) -> None:
    opened_page(app, "quality", language, view="unknown")
    # Every column of these rosters is filled in.
    none = texts.text(language, "quality.unknown.none", unit="", year=2025)
    assert heading(app).endswith(none.partition(":")[2])
