"""The page Đơn vị in both languages: the tree, a life, a change written and undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from little_province import load
from streamlit.testing.v1 import AppTest

from grassroots import changes, texts
from grassroots.changes import Move, Rename
from grassroots.store import open_store

# The page under the real frame, whatever app.py lists.
APP = """
from pages.parts import frame
pages = frame.Pages(shown=("units", "imports"), sections={}, hidden=())
frame.run(frame.draw(pages, programme="ha-tinh"))
"""
VIEWS = ("tree", "change", "made", "groupings", "files")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "little.duckdb"
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


def _opened(language: str, view: str = "tree") -> AppTest:
    app = AppTest.from_string(APP, default_timeout=60)
    app.query_params["lang"] = language
    app.query_params["view"] = view
    app.run()
    assert not app.exception and not app.error, (app.exception, app.error)
    return app


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_part_draws(facts: Path, language: str, view: str) -> None:
    app = _opened(language, view)
    waits = texts.text(language, "units_page.none_waiting")
    assert waits in app.markdown[0].value.replace("\\", "")


def test_an_empty_file_says_what_to_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    st.cache_resource.clear()
    monkeypatch.setenv("GRASSROOTS_DB", str(tmp_path / "empty.duckdb"))
    app = _opened("vi")
    assert texts.text("vi", "units_page.none") in app.markdown[0].value
    st.cache_resource.clear()


def _commune(path: Path) -> tuple[int, str]:
    with open_store(path) as opened:
        lives = changes.known(opened.cursor()).lives
    periods = [lives.of(unit)[-1] for unit in lives]
    first = next(unit for unit in periods if unit.level == "commune")
    return first.unit_id, first.name


def test_a_search_finds_names_without_accents(facts: Path) -> None:
    _, name = _commune(facts)
    app = _opened("vi")
    app.text_input(key="units_search").set_value(name.upper()).run()
    assert not app.exception
    assert any(name in table.value.to_string() for table in app.dataframe)


def test_a_change_is_previewed_written_and_undone(facts: Path) -> None:
    unit, name = _commune(facts)
    app = _opened("vi", "change")
    app.selectbox(key="change_first").set_value(unit).run()
    app.text_input(key="change_name").set_value("Thôn Sai").run()
    assert app.error and not [b for b in app.button if b.key == "change_write"]
    app.text_input(key="change_name").set_value("Xã Tên Khác").run()
    assert not app.error
    assert any("Xã Tên Khác" in line.value for line in app.markdown)
    app.button(key="change_write").click().run()
    assert not app.exception and app.session_state["view"] == "made"
    assert f"Đổi tên {name} → Xã Tên Khác" in app.dataframe[0].value.to_string()


def test_what_later_changes_rest_on_is_said(facts: Path) -> None:
    unit, _ = _commune(facts)
    today = date.today()
    with open_store(facts) as opened:
        lives = changes.known(opened.cursor()).lives
        top = next(one for one in lives if lives.of(one)[-1].level == "province")
        january = date(today.year, 1, 1)
        first = changes.apply(opened, [Rename(unit, "Xã Một", january)], today)
        changes.apply(opened, [Move(unit, top, date(today.year, 1, 2))], today)
        told = changes.later_than(opened.cursor(), first)
    assert len(told) == 1 and "Xã Một" in told[0].file
    app = _opened("en", "made")
    shown = app.dataframe[0].value.to_string()
    assert "Renamed" in shown and "Moved Xã Một" in shown
