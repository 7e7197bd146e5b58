"""The app in a real Chromium: a server of its own, and how a page is read and used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Any

from playwright.sync_api import Browser, ElementHandle, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from grassroots import texts

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("GRASSROOTS_CHROMIUM", "/usr/bin/chromium")
SECONDS = 60
SIZE = {"width": 1366, "height": 768}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINE = 35  # pixels of a row of a table that holds plain cells
HEAD, ROW = 36, 37  # pixels of a table's heading and of a row of the scoreboard
LINE = 35  # of a row of a table that is written into, and of its heading

# The pages of figures that the navigation names, in its order; the others.
FIGURES = ("ratings", "admissions", "qualifications", "hamlets", "leaders", "duties")
ROWS = "rows?indicator=members_rated_good"
DATA = ("imports", "completeness", "quality", "targets", "units")
PAGES = ("overview", *FIGURES, "scenario?every=1", ROWS, *DATA)

_MARKS = """([key, code]) => [...document.querySelectorAll(
    `[class*="st-key-${key}"] .js-plotly-plot .point`)].filter(mark => {
        const [first] = mark.closest('.trace').__data__;
        const led = first.trace.customdata;
        return led && [].concat(led[mark.__data__.i])[0] === code;
    })"""
_PLOT = """([key, part]) => {
    const plot = document.querySelector(`[class*="st-key-${key}"] .js-plotly-plot`);
    return JSON.parse(JSON.stringify(plot[part]));
}"""
# The code that draws a chart or a table comes later than the page: till then a blank.
_DRAWN = """() => !document.querySelector('[data-testid=stSkeleton]') &&
    [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(
        chart => chart.querySelector('.js-plotly-plot .main-svg'))"""
_WATCH = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    window.ranToEnd = false;
    new MutationObserver(() => {
        window.ranToEnd ||= app.dataset.testScriptState === 'notRunning';
    }).observe(app, {attributeFilter: ['data-test-script-state']});
}"""
# A table is a canvas; the cells in sight stand in it once more, for readers of screens.
_CELLS = """table => [...table.querySelectorAll('[role=row]')].map(row =>
    [...row.querySelectorAll('[role=gridcell], [role=columnheader]')].map(
        cell => cell.textContent))"""


@contextmanager
def serving(
    database: Path, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The app on a free port of this machine; its address. environment: what the
    server finds in its own besides."""
    with server(database, environment) as (address, _):
        yield address


@contextmanager
def server(
    database: Path, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """As `serving`, with the process: it may be killed meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.headless", "true"],
        cwd=ROOT,
        env={**os.environ, "GRASSROOTS_DB": str(database), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health")
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


def _wait_for(address: str) -> None:
    pause, deadline = Event(), time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            pause.wait(0.2)
    raise AssertionError(f"nothing answers at {address}")


@contextmanager
def tab(browser: Browser, scheme: str = "light") -> Iterator[Page]:
    """A page of a context of its own: nothing is remembered from another."""
    context = browser.new_context(
        viewport=SIZE,  # type: ignore[arg-type]
        color_scheme="dark" if scheme == "dark" else "light",
    )
    expect.set_options(timeout=SECONDS * 1000)
    opened = context.new_page()
    opened.set_default_timeout(SECONDS * 1000)
    yield opened
    context.close()


def ready(page: Page) -> None:
    """Waits until the script has run to its end and every chart is drawn."""
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]",
        timeout=SECONDS * 1000,
    )
    page.wait_for_function(_DRAWN)


def visit(page: Page, address: str) -> None:
    """Opens an address and waits until the page stands there whole."""
    page.goto(address)
    # The frame's last word; the page comes after it in the same run.
    page.get_by_test_id("stSidebar").locator(".st-key-lang").wait_for()
    ready(page)


def turn_to_data(page: Page, stem: str) -> None:
    """Goes to one of the pages of data, which the navigation folds away."""
    page.get_by_test_id("stTopNavSection").click()
    name = text(f"pages.{stem}")
    page.get_by_role("menuitem", name=name, exact=True).click()


@contextmanager
def a_run(page: Page) -> Iterator[None]:
    """Waits until what is done inside has made the script run, and run to its end."""
    page.evaluate(_WATCH)
    yield
    page.wait_for_function("() => window.ranToEnd")
    ready(page)


def a_step_back(page: Page) -> None:
    """One step of the browser's way back. A step to the same address makes nothing
    run: what then stands on the page is as it was."""
    page.evaluate(_WATCH)
    page.go_back()
    with suppress(PlaywrightTimeout):
        page.wait_for_function("() => window.ranToEnd", timeout=10_000)
    ready(page)


def text(key: str, language: str = "vi", **values: object) -> str:
    """A text as the page has it."""
    return texts.text(language, key, **values)


def title(page: Page) -> str:
    """The page's finding."""
    return page.get_by_role("heading", level=1).inner_text()


def marks(page: Page, chart: str, code: str) -> list[ElementHandle]:
    """The bars or dots of a chart (its key begins so) that lead to a code."""
    found = page.evaluate_handle(_MARKS, [chart, code])
    properties = found.get_properties().values()
    return [mark for one in properties if (mark := one.as_element()) is not None]


def click_mark(page: Page, chart: str, code: str) -> None:
    """Clicks the widest of the bars or dots that lead to a code."""

    def width(mark: ElementHandle) -> float:
        box = mark.bounding_box()
        return box["width"] if box else 0

    for _ in range(5):
        ready(page)
        try:
            mark = max(marks(page, chart, code), key=width)
            mark.scroll_into_view_if_needed()
            # Plotly takes a click for the mark that it has found under the pointer.
            mark.hover(force=True)
            page.locator(".hoverlayer .hovertext").first.wait_for()
        except PlaywrightError:  # drawn again meanwhile: that mark is no more
            continue
        page.evaluate(_WATCH)
        mark.click(force=True)
        try:
            page.wait_for_function("() => window.ranToEnd", timeout=15_000)
        except PlaywrightTimeout:  # drawn again under the pointer: no click at all
            continue
        return
    raise AssertionError(f"{chart}: no click on {code}")


def plot(page: Page, chart: str, part: str) -> Any:
    """`data` or `layout` of a chart, whose key begins so, as it was drawn."""
    page.wait_for_selector(f'[class*="st-key-{chart}"] .js-plotly-plot .main-svg')
    return page.evaluate(_PLOT, [chart, part])


def choose(page: Page, label: str, wanted: str) -> None:
    """Opens a list and takes an option; a page drawn again meanwhile closes the list,
    which is then opened once more."""
    box = page.get_by_role("combobox", name=label, exact=True)
    option = page.get_by_role("option", name=wanted, exact=True)
    for _ in range(SECONDS // 4):
        ready(page)
        box.click()
        try:
            box.fill(wanted, timeout=4_000)  # a long list has but a part of it drawn
            option.wait_for(state="visible", timeout=4_000)
            option.click(timeout=4_000)
            return
        except PlaywrightTimeout:
            continue
    raise AssertionError(f"{label}: no option {wanted}")


def write_cell(page: Page, table: str, row: int, across: int, value: int) -> None:
    """Writes a number into a cell of a table (its key begins so), row from 0, so many
    pixels from its left edge, and waits for the run that follows. Two clicks open the
    cell; a table that has just been drawn may miss them."""
    place = page.locator(f'[class*="st-key-{table}"] [data-testid=stDataFrame]').first
    field = page.locator("#portal input")
    for _ in range(8):
        ready(page)
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        for _ in range(2):
            page.mouse.click(box["x"] + across, box["y"] + LINE * (row + 1.5))
        try:
            field.wait_for(timeout=1_500)
            break
        except PlaywrightTimeout:
            continue
    field.fill(str(value))
    with a_run(page):
        field.press("Enter")


def cells(table: Locator) -> list[list[str]]:
    """What stands in the rows of a table that are in sight, the heads first."""
    table.scroll_into_view_if_needed()  # one that is out of sight is not drawn
    inner = table.locator("canvas table")
    inner.first.wait_for(state="attached")
    return list(inner.first.evaluate(_CELLS))
