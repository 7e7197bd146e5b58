"""Completeness and data quality in a real Chromium: from a figure to whoever has not
sent, down into a unit; a finding accepted and taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import LINE, a_run, cells, serving, text, title, visit
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

YEAR = 2025


@pytest.fixture(scope="module")
def address(kept_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample province, served."""
    own = tmp_path_factory.mktemp("served") / "sample.duckdb"
    shutil.copyfile(kept_file, own)
    with serving(own) as served:
        yield served


def _select(page: Page, table: Locator, row: int) -> None:
    """Ticks a row of a table, counted from 0."""
    table.scroll_into_view_if_needed()
    with a_run(page):
        table.locator("canvas").first.click(
            position={"x": 16, "y": LINE * (row + 1) + LINE // 2}, force=True
        )


def _tables(page: Page) -> Locator:
    return page.get_by_test_id("stMain").get_by_test_id("stDataFrame")


def test_a_figure_leads_to_whoever_has_not_sent_and_down(
    address: str, page: Page
) -> None:
    visit(page, f"{address}/?year={YEAR}")
    with a_run(page):
        page.get_by_test_id("stSidebar").get_by_role(
            "button", name=re.compile(text("completeness.link"))
        ).click()
    page.wait_for_url(re.compile(r"/completeness\?"))
    assert f"year={YEAR}" in page.url and "programme=" in page.url
    assert re.search(r"\d+/\d+ đơn vị", title(page))
    heads, first, *_ = cells(_tables(page).nth(0))
    assert text("completeness.kinds.members") in heads
    _select(page, _tables(page).nth(0), 0)
    name = first[1] or first[0]
    assert name.strip() and name in title(page)


def test_a_finding_is_accepted_with_a_reason_and_taken_back(
    address: str, page: Page
) -> None:
    visit(page, f"{address}/quality?year={YEAR}&check=members_balance")
    before = _open(page)
    assert before > 1
    findings = _tables(page).nth(1)
    _select(page, findings, 0)
    page.get_by_label(text("quality.accept.reason")).fill("đã hỏi đơn vị")
    button = text("quality.accept.button", count=1)
    with a_run(page):
        page.get_by_role("button", name=button, exact=True).click()
    assert _open(page) == before - 1
    with a_run(page):
        page.get_by_role(
            "radio", name=text("quality.standing.accepted", count=1), exact=True
        ).click()
    rows = cells(_tables(page).nth(1))
    assert len(rows) == 2 and "đã hỏi đơn vị" in " ".join(rows[1])
    _select(page, _tables(page).nth(1), 0)
    back = text("quality.accept.take_back", count=1)
    with a_run(page):
        page.get_by_role("button", name=re.compile(re.escape(back))).click()
    assert _open(page) == before


def _open(page: Page) -> int:
    """How many findings the page says are open."""
    said = page.get_by_test_id("stMain").get_by_role("radio").all_inner_texts()
    word = text("quality.standing.open", count=0).partition("(")[0]
    (shown,) = [one for one in said if one.startswith(word)]
    return int(re.sub(r"\D", "", shown))
