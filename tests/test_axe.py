"""Every page stands the test of axe: no fault in it that is serious or critical."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import PAGES, ready, serving, tab, text, visit
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
SCHEMES = ("light", "dark")
VIEWS = (
    "hamlets?view=map",
    "admissions?view=who",
    "ratings?gender=female&age=under_30",
)


@pytest.fixture(scope="module")
def address(kept_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample province, served."""
    own = tmp_path_factory.mktemp("axe") / "sample.duckdb"
    shutil.copyfile(kept_file, own)
    with serving(own) as served:
        yield served


def grave(page: Page) -> list[str]:
    """The serious and critical faults that axe finds: rule, place, what is wrong."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:160]}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def test_a_grave_fault_is_seen(page: Page) -> None:
    page.set_content("<html lang='vi'><title>x</title><button></button></html>")
    assert [fault.split(":")[0] for fault in grave(page)] == ["button-name"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", [*PAGES, *VIEWS])
def test_no_page_has_a_grave_fault(
    address: str, browser: Browser, path: str, scheme: str
) -> None:
    with tab(browser, scheme) as page:
        visit(page, f"{address}/{path}")
        assert grave(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_dialog_has_a_grave_fault(
    address: str, browser: Browser, scheme: str
) -> None:
    with tab(browser, scheme) as page:
        visit(page, f"{address}/ratings?unit=DB01")
        name = re.compile(re.escape(text("page.definition")))
        page.get_by_role("button", name=name).click()
        page.get_by_role("dialog").get_by_text(
            text("detail.source"), exact=False
        ).first.wait_for()
        ready(page)
        assert grave(page) == []
