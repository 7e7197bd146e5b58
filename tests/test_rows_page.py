"""The page of the rows behind a figure, through the real app.py."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import little_province
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from grassroots import texts

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def little_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("little") / "little.duckdb"
    little_province.load(path)
    return path


@pytest.fixture
def app(
    little_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    path = tmp_path / "facts.duckdb"
    shutil.copyfile(little_file, path)
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    st.cache_resource.clear()
    st.cache_data.clear()


def opened_page(app: AppTest, language: str, **chosen: str) -> AppTest:
    app.query_params["lang"] = language
    app.query_params["year"] = "2025"
    app.run()
    for key, code in chosen.items():
        app.session_state[key] = code
    app.switch_page("pages/rows.py").run()
    assert not app.exception
    assert texts.text(language, "errors.unexpected") not in [e.value for e in app.error]
    return app


def title_of(app: AppTest) -> str:
    return str(app.markdown[0].value).replace("\\", "")


def test_the_page_says_how_many_and_lists_them(app: AppTest) -> None:
    """7 of 8 rated are good or better; the fifth member is not: row 8 of the sheet."""
    opened_page(app, "vi", indicator="members_rated_good")
    assert "7/8 đảng viên" in title_of(app)
    assert "1\N{NO-BREAK SPACE}dòng chưa đạt" in title_of(app)
    table = app.dataframe[0].value
    assert list(table["row"]) == [8]
    assert list(table["file"]) == ["members 2025.xlsx"]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_names_reach_the_screen_only_when_switched_on(
    app: AppTest, language: str
) -> None:
    opened_page(app, language, indicator="members_rated_good", outcome="all")
    table = app.dataframe[0].value
    assert len(table) == 9
    assert "name" not in table.columns and "Nguyễn" not in table.to_string()
    app.toggle(key="show_persons").set_value(True).run()
    table = app.dataframe[0].value
    assert list(table["name"])[:2] == ["Nguyễn Văn A", "Nguyễn Văn B"]
    assert "show_persons" not in app.query_params


def test_a_row_opens_in_full(app: AppTest) -> None:
    opened_page(app, "vi", indicator="members_rated_good", outcome="not_met")
    app.session_state["opened_row"] = 0
    app.run()
    assert "members 2025.xlsx › DS › dòng 8" in "\n".join(
        str(one.value).replace("\\", "") for one in app.markdown
    )
    assert "Nguyễn" not in app.table[0].value.to_string()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_page_says_what_is_missing(app: AppTest, language: str) -> None:
    opened_page(app, language, indicator="organisations_rated_good")
    assert texts.text(language, "empty.go_import") in [one.label for one in app.button]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_page_without_an_indicator(app: AppTest, language: str) -> None:
    opened_page(app, language)
    assert title_of(app) == f"# {texts.text(language, 'rows.no_indicator')}"
