"""Every page in every language through the real app.py, on a small made-up province."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from little_province import hamlets, load, members
from streamlit.testing.v1 import AppTest

from grassroots import texts
from grassroots.store import open_store

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    *("overview", "ratings", "admissions", "qualifications", "hamlets", "leaders"),
    *("duties", "scenario", "rows", "imports", "units", "completeness", "quality"),
    "targets",
)
LANGUAGES = texts.LANGUAGES


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "little.duckdb"
    statuses = [report.status for report in load(path)]
    assert statuses == ["loaded"] * 4
    return path


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def facts(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "facts.duckdb"
    shutil.copyfile(loaded, path)
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    return path


@pytest.fixture
def no_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "empty.duckdb"
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    return path


def opened(page: str = "overview", **address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    return app


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.success, app.error, app.metric)
    words = [str(element.value) for kind in kinds for element in kind]
    with_labels = (app.metric, app.selectbox, app.button)
    labels = [element.label for kind in with_labels for element in kind]
    return "\n".join([*words, *labels]).replace("\\", "")


def is_sound(app: AppTest, language: str) -> None:
    assert not app.exception
    assert texts.text(language, "errors.unexpected") not in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(
    facts: Path, page: str, language: str
) -> None:
    app = opened(page, lang=language)
    is_sound(app, language)
    assert texts.text(language, "frame.programme") in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_what_to_do_without_figures(
    no_facts: Path, page: str, language: str
) -> None:
    app = opened(page, lang=language)
    is_sound(app, language)
    told = {
        "imports": "imports.none_yet",
        "units": "units_page.none",
        "targets": "targets_page.shipped",  # programmes are there without figures
    }
    key = told.get(page, "empty.title")
    assert texts.text(language, key) in said(app)
    assert not app.metric


def test_the_first_page_shows_the_counted_figures(facts: Path) -> None:
    app = opened(year="2025")
    board = app.dataframe[0].value
    by_id = {row["target"].split(" ")[0]: row for _, row in board.iterrows()}
    # 7 of 8 rated are good or better, the ninth is not rated; 3 of 4 hamlets.
    assert by_id["HT-2"]["result"].startswith("7/8")
    assert by_id["HT-6"]["result"].startswith("3/4")
    assert by_id["HT-2"]["verdict"] == "✕ Chưa đạt"
    assert by_id["HT-2"]["missing"].startswith("1 ")


def test_the_year_can_be_chosen_and_stands_in_the_address(facts: Path) -> None:
    app = opened()
    assert app.query_params["year"] == "2025"
    app.selectbox(key="year").set_value("2024").run()
    is_sound(app, "vi")
    assert app.query_params["year"] == "2024"


def test_an_address_brings_the_view_back(facts: Path) -> None:
    app = opened(lang="en", programme="di-linh", year="2024", rating="all")
    assert app.selectbox(key="programme").value == "di-linh"
    assert app.session_state["rating"] == "all"
    assert app.query_params["rating"] == "all"
    assert app.selectbox(key="year").value == "2024"
    assert texts.text("en", "frame.unit") in said(app)


@pytest.mark.parametrize(
    "address",
    [
        {"lang": "xx"},
        {"programme": "none"},
        {"unit": "<b>"},
        {"year": "1066"},
        {"rating": "'"},
    ],
)
def test_nonsense_in_the_address_is_passed_over(
    facts: Path, address: dict[str, str]
) -> None:
    app = opened(**address)
    is_sound(app, "vi")
    assert app.selectbox(key="programme").value == "ha-tinh"


def test_every_programme_is_drawn(facts: Path) -> None:
    app = opened()
    for programme in app.selectbox(key="programme").options:
        app.selectbox(key="programme").select(programme).run()
        is_sound(app, "vi")
        assert app.metric


def test_going_down_and_up_the_tree(facts: Path) -> None:
    app = opened()
    province = app.selectbox(key="unit").value
    district = next(
        name
        for name in app.selectbox(key="unit").options
        if name.startswith("Huyện Thử") and "›" not in name
    )
    app.selectbox(key="unit").select(district).run()
    is_sound(app, "vi")
    names = list(app.dataframe[1].value["unit"])
    assert sorted(names) == ["Xã Tây", "Xã Đông"]
    up = [button for button in app.button if button.key.startswith("up")]
    up[0].click().run()
    assert app.selectbox(key="unit").value == province


def test_the_detail_names_definition_and_source(facts: Path) -> None:
    app = opened()
    app.session_state["detail"] = "HT-2"
    app.run()
    is_sound(app, "vi")
    words = said(app)
    assert texts.text("vi", "detail.definition") in words
    assert "Tỉnh ủy Hà Tĩnh" in words and "II.2" in words


def test_dropped_files_are_looked_at_and_loaded_when_asked(no_facts: Path) -> None:
    app = opened("imports")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    files = [
        ("members 2025.xlsx", members(2025), kind),
        ("hamlets 2025.xlsx", hamlets(2025), kind),
        ("notes.xlsx", b"not a workbook", kind),
    ]
    uploader = app.file_uploader(key="uploads0")
    for file in files:
        uploader.upload(*file)
    app.run()
    is_sound(app, "vi")
    status = texts.text("vi", "imports.heads.status")

    def states(name: str) -> list[bool]:
        wanted = texts.text("vi", f"arrivals.status.{name}")
        return [row.endswith(wanted) for row in app.dataframe[0].value[status]]

    assert states("ready") == [True, True, False]
    assert texts.text("vi", "imports.history.none") in said(app)
    app.button(key="load").click().run()
    is_sound(app, "vi")
    assert states("loaded") == [True, True, False]
    app.run()
    history = app.dataframe[-1].value
    assert len(history) == 2


def test_an_import_is_undone_after_asking_once(facts: Path) -> None:
    app = opened("imports")
    selected = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.session_state["history0"] = selected
    app.run()
    app.session_state["history0"] = selected
    app.button(key="ask").click().run()
    is_sound(app, "vi")
    app.button(key="do_it").click().run()
    is_sound(app, "vi")
    assert texts.text("vi", "imports.history.undone_now", batch=4) in said(app)
    st.cache_resource.clear()
    with open_store(facts) as opened_again:
        cursor = opened_again.cursor()
        undone = cursor.execute(
            "select count(*) from batches where undone_at is not null"
        )
        assert undone.fetchone() == (1,)


def test_a_file_that_is_no_store_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other.duckdb"
    path.write_bytes(b"something else" * 1000)
    monkeypatch.setenv("GRASSROOTS_DB", str(path))
    app = opened()
    assert not app.exception
    assert len(app.error) == 1 and str(path) in app.error[0].value
