"""The page of imports in a real Chromium: one answer for many files, two people at
once, a tab closed while files are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import choose, serving, tab, text
from drops import drop, loaded
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FIRST = ("Xã Thạch Bàn", "Xã Đức Lộc", "Xã Quỳnh Vân")
SECOND = ("Xã Cẩm Điền", "Xã Phúc Trạch", "Xã Vĩnh Giang")


def test_three_files_ask_once_and_are_loaded_together(
    tmp_path: Path, page: Page
) -> None:
    database = tmp_path / "asked.duckdb"
    with serving(database) as served:
        drop(page, served, FIRST, "Bình bầu tập thể")
        form = page.locator(".st-key-decide_form, [data-testid=stForm]").first
        expect(form).to_contain_text(text("arrivals.ask", count=1))
        expect(form).to_contain_text(text("arrivals.of_files", count=3))
        choose(page, "Bình bầu tập thể", "Xếp loại")
        page.get_by_role("button", name=text("arrivals.answer")).click()
        load = page.get_by_role("button", name=text("arrivals.load", count=3))
        main = page.get_by_test_id("stMain")
        rows = text("arrivals.rows.fresh", count=12)
        expect(main).to_contain_text(text("arrivals.will", rows=rows))
        load.click()
        expect(main).to_contain_text(text("imports.finding", loaded=3, all=3))
    assert loaded(database) == (3, 12, 3)


def test_two_people_who_import_at_once_do_not_mix(
    tmp_path: Path, browser: Browser
) -> None:
    database = tmp_path / "two.duckdb"
    with serving(database) as served, tab(browser) as one, tab(browser) as other:
        both = ((one, FIRST), (other, SECOND))
        for page, names in both:
            drop(page, served, names, "Xếp loại")
        for page, _ in both:
            page.locator(".st-key-load button").click()
        for page, _ in both:
            done = text("imports.finding", loaded=3, all=3)
            expect(page.get_by_test_id("stMain")).to_contain_text(done)
    assert loaded(database) == (6, 24, 6)


def test_a_tab_closed_while_files_are_loaded_loses_and_doubles_nothing(
    tmp_path: Path, browser: Browser
) -> None:
    database = tmp_path / "closed.duckdb"
    every = FIRST + SECOND
    with serving(database) as served:
        with tab(browser) as page:
            drop(page, served, every, "Xếp loại")
            page.locator(".st-key-load button").click()
        with tab(browser) as page:
            drop(page, served, every, "Xếp loại")
            load = page.locator(".st-key-load button")
            if load.is_enabled():
                load.click()
            done = text("imports.finding", loaded=6, all=6)
            expect(page.get_by_test_id("stMain")).to_contain_text(done)
    assert loaded(database) == (6, 24, 6)
