"""The main paths in a real Chromium, against a server of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from browsing import (
    DATA,
    FIGURES,
    HEAD,
    PAGES,
    ROW,
    SECONDS,
    WORKBOOK,
    choose,
    ready,
    serving,
    text,
    turn_to_data,
    visit,
)
from little_province import load, members
from playwright.sync_api import Browser, Page, expect
from rosters import roster

from grassroots import cube, texts
from grassroots.store import open_store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little province, its figures worked out, so that a server need not do so."""
    path = tmp_path_factory.mktemp("browser") / "little.duckdb"
    load(path)
    with open_store(path) as opened:
        cube.keep(opened)
    return path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    own = database.with_name("served.duckdb")
    shutil.copyfile(database, own)
    with serving(own) as served:
        yield served


@pytest.mark.parametrize("path", ["", *PAGES])
def test_a_page_opened_cold_stands_in_the_same_frame(
    database: Path, tmp_path: Path, page: Page, path: str
) -> None:
    # A server that has never run app.py serves a page's file by its address.
    own = tmp_path / "cold.duckdb"
    shutil.copyfile(database, own)
    with serving(own) as served:
        visit(page, f"{served}/{path}")
        sidebar = page.get_by_test_id("stSidebar")
        for key in ("frame.programme", "frame.unit", "frame.year", "filters.none"):
            expect(sidebar).to_contain_text(text(key))
        names = [text(f"pages.{stem}") for stem in ("overview", *FIGURES, "scenario")]
        expect(page.get_by_test_id("stTopNavLink")).to_have_text(names)
        page.get_by_test_id("stTopNavSection").click()
        listed = page.get_by_test_id("stTopNavDropdownLink")
        names = [text(f"pages.{stem}") for stem in DATA]
        expect(listed).to_have_text(names)
        expect(page.get_by_test_id("stMain")).not_to_contain_text(
            text("errors.unexpected")
        )
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


def test_shared_parts_of_pages_have_no_address(address: str, page: Page) -> None:
    page.goto(f"{address}/frame")
    ready(page)
    expect(page.get_by_test_id("stSidebar")).to_contain_text(text("frame.programme"))


def test_a_row_opens_definition_and_source(address: str, page: Page) -> None:
    page.goto(address)
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible()
    ready(page)
    table.click(position={"x": 60, "y": HEAD + ROW // 2})
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(text("detail.definition"))
    expect(dialog).to_contain_text("II.2")


def test_a_cell_leads_down_and_the_path_leads_back(address: str, page: Page) -> None:
    page.goto(address)
    table = page.get_by_test_id("stDataFrame").nth(1)
    expect(table).to_be_visible()
    ready(page)
    top = page.url
    table.click(position={"x": 320, "y": HEAD + 17})
    expect(page).not_to_have_url(top)
    whole = page.get_by_role("button", name="Toàn tỉnh Sông Thử")
    expect(whole).to_be_visible()
    whole.click()
    expect(page).to_have_url(top)


def test_the_language_can_be_changed_and_stays_in_the_link(
    address: str, page: Page
) -> None:
    page.goto(f"{address}/?year=2024")
    ready(page)
    page.get_by_test_id("stSidebar").get_by_text("EN", exact=True).click()
    expect(page.get_by_test_id("stSidebar")).to_contain_text(
        text("frame.programme", "en")
    )
    page.wait_for_url(lambda url: "lang=en" in url and "year=2024" in url)
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_test_id("stSidebar")).to_contain_text(
        text("frame.programme", "en")
    )


def test_what_is_chosen_stays_when_the_page_changes(address: str, page: Page) -> None:
    page.goto(f"{address}/?year=2024&programme=duc-pho")
    ready(page)
    turn_to_data(page, "imports")
    expect(page.get_by_test_id("stFileUploader").first).to_be_visible()
    page.wait_for_url(lambda url: "year=2024" in url and "programme=duc-pho" in url)


def test_a_dropped_file_is_taken_in_and_can_be_undone(
    tmp_path: Path, page: Page
) -> None:
    with serving(tmp_path / "empty.duckdb") as served:
        page.goto(served)
        expect(page.get_by_test_id("stMain")).to_contain_text(text("empty.title"))
        page.goto(f"{served}/imports")
        page.wait_for_selector("[data-testid=stFileUploader]")
        page.set_input_files(
            "[class*=st-key-uploads] input",
            [{"name": "ds.xlsx", "mimeType": WORKBOOK, "buffer": members(2025)}],
        )
        expect(page.get_by_test_id("stMain")).to_contain_text("0/1")
        page.locator(".st-key-load button").click()
        done = text("imports.finding", loaded=1, all=1)
        expect(page.get_by_test_id("stMain")).to_contain_text(done)
        page.get_by_test_id("stTopNavLink").first.click()
        expect(page.get_by_test_id("stMetric")).to_have_count(4)
        turn_to_data(page, "imports")
        history = page.get_by_test_id("stDataFrame").last
        expect(history).to_be_visible()
        ready(page)
        history.click(position={"x": 16, "y": HEAD + 17})
        page.get_by_role("button", name=text("imports.history.undo")).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("ds.xlsx")
        dialog.get_by_role("button", name=text("imports.history.undo")).click()
        page.get_by_test_id("stTopNavLink").first.click()
        expect(page.get_by_test_id("stMain")).to_contain_text(text("empty.title"))


def test_questions_are_answered_one_after_another(tmp_path: Path, page: Page) -> None:
    """What was answered first still counts when the second is answered."""
    marked = ("HTXSNV", "HTTNV", "HTNV", "HTTNV")
    born = (datetime(1980, 5, 3), "25/12/1981", datetime(1979, 1, 12), "13/02/1975")
    rows = [
        {
            "TT": number,
            "Họ và tên": f"Nguyễn Văn {name}",
            "Ngày sinh": day,
            "Chi bộ": "Chi bộ thôn 1",
            "Ngày vào Đảng": "01/02/2010",
            "Bình bầu tập thể": mark,
        }
        for number, (name, day, mark) in enumerate(
            zip("ABCD", born, marked, strict=True), 1
        )
    ]
    with serving(tmp_path / "empty.duckdb") as served:
        page.goto(f"{served}/")
        ready(page)
        page.goto(f"{served}/imports")
        page.wait_for_selector("[data-testid=stFileUploader]")
        page.set_input_files(
            "[class*=st-key-uploads] input",
            [{"name": "ds.xlsx", "mimeType": WORKBOOK, "buffer": roster(rows)}],
        )
        main = page.get_by_test_id("stMain")
        expect(main).to_contain_text("0/1")
        choose(page, "Ngày sinh", text("imports.dates_swap"))
        again = page.get_by_role("button", name=text("arrivals.answer"))
        again.click()
        expect(page.get_by_role("combobox", name="Ngày sinh")).to_have_count(0)
        choose(page, "Bình bầu tập thể", "Xếp loại")
        again.click()
        page.locator(".st-key-load button").click()
        expect(main).to_contain_text("1/1")


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_nothing_scrolls_sideways(
    browser: Browser, address: str, language: str, scheme: str, width: int, height: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{address}/?lang={language}")
    page.wait_for_selector("[data-testid=stDataFrame]", timeout=SECONDS * 1000)
    ready(page)
    wide, shown = page.evaluate(
        "(() => { const main = document.querySelector('[data-testid=stMain]');"
        " return [main.scrollWidth, main.clientWidth]; })()"
    )
    assert wide <= shown
    context.close()
