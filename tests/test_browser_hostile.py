"""The page of imports in a real Chromium, where things go wrong: bad files among good
ones, a file too large, the server killed, a tab closed, somebody else at work."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import hostile_files
import pytest
from browsing import LINE, a_run, cells, ready, server, serving, tab, text
from drops import drop, opened, people, put
from playwright.sync_api import Browser, Locator, Page, expect
from rosters import everything

from grassroots import cube
from grassroots.importing import post
from grassroots.importing.load import Importer
from grassroots.importing.sources import Source
from grassroots.store import Store, open_store

pytestmark = pytest.mark.browser

GOOD = ("Xã Thạch Bàn", "Xã Đức Lộc")
# What is wrong with each, and how the page calls its state.
BAD: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a trống.xlsx": (hostile_files.nothing, "empty_file", "nothing_to_load"),
    "b thực thể.xlsx": (hostile_files.entities, "damaged", "failed"),
    "c bom.zip": (hostile_files.zip_that_lies, "damaged", "failed"),
    "d trang.xlsx": (hostile_files.many_sheets, "too_large", "failed"),
    "e thư.docx": (hostile_files.document, "not_a_workbook", "nothing_to_load"),
    "f phim.xls": (hostile_files.film, "not_a_workbook", "nothing_to_load"),
}
MANY = [
    f"Xã {word} {other}"
    for word in ("Bàn", "Khê", "Lộc", "Sơn", "Trạch", "Vĩnh", "Điền", "Giang")
    for other in ("Cẩm", "Thượng", "Quỳnh", "Phúc", "Đức")
]


def _select(page: Page, table: Locator, row: int) -> None:
    """Ticks a row of a table, counted from 0, or takes the tick away."""
    table.scroll_into_view_if_needed()
    with a_run(page):
        table.locator("canvas").first.click(
            position={"x": 16, "y": LINE * (row + 1) + LINE // 2}, force=True
        )


def _no_trace(page: Page) -> None:
    shown = page.locator("body").inner_text()
    assert "Traceback" not in shown and text("errors.unexpected") not in shown
    assert page.get_by_test_id("stException").count() == 0


def test_each_bad_file_has_its_sentence_and_the_good_ones_are_loaded(
    tmp_path: Path, page: Page
) -> None:
    files = {f"{name}.xlsx": people(name) for name in GOOD}
    for name, (write, _, _) in BAD.items():
        write(tmp_path / name)
        files[name] = (tmp_path / name).read_bytes()
    database = tmp_path / "bad.duckdb"
    with serving(database) as served:
        opened(page, served)
        put(page, files)
        main = page.get_by_test_id("stMain")
        load = page.get_by_role("button", name=text("arrivals.load", count=2))
        load.wait_for()
        ready(page)
        _no_trace(page)
        table = main.get_by_test_id("stDataFrame").first
        lines = cells(table)[1:]
        assert len(lines) == len(files)
        in_order = sorted(files)
        for name, (_, code, status) in BAD.items():
            row = in_order.index(name)
            told = " ".join(lines[row])
            # What is in a zip goes by its own name.
            assert Path(name).suffix == ".zip" or name in told
            assert text(f"arrivals.status.{status}") in told
            _select(page, table, row)
            expect(main).to_contain_text(text(f"problems.{code}"))
            assert main.get_by_role("heading", level=3).first.inner_text() in told
            _select(page, table, row)
        load.click()
        expect(main).to_contain_text(text("imports.finding", loaded=2, all=8))
        _no_trace(page)
    with open_store(database) as held:
        assert len(everything(held)["batches"]) == 2


def test_a_file_too_large_leaves_a_word_in_the_language_of_the_page(
    tmp_path: Path, page: Page
) -> None:
    """The box itself refuses it, in English, and forgets it with the next drop."""
    large = tmp_path / "lớn.csv"
    with large.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with serving(tmp_path / "large.duckdb") as served:
        opened(page, served)
        page.set_input_files("[class*=st-key-uploads] input", large)
        box = page.get_by_test_id("stFileUploader").first
        expect(box).to_contain_text("50.0MB")
        main = page.get_by_test_id("stMain")
        expect(main).to_contain_text(text("arrivals.drop_limit", most=50))


def wait_for(page: Page, pattern: str) -> None:
    """Waits for a text in the page that may stand there for a moment only."""
    page.wait_for_function(
        "pattern => new RegExp(pattern).test("
        "document.querySelector('[data-testid=stMain]').innerText)",
        arg=pattern,
        polling="raf",
    )


def _facts(held: Store) -> dict[str, list[Any]]:
    """All that stands in a store, but for when it was written."""
    found: dict[str, list[Any]] = {}
    for name, rows in everything(held).items():
        if name in ("settings", "schema_steps"):
            continue
        columns = [one for one in held.cursor().table(name).columns if one != "content"]
        kept = [at for at, one in enumerate(columns) if one != "imported_at"]
        found[name] = sorted((tuple(row[at] for at in kept) for row in rows), key=repr)
    return found


def _facts_of(database: Path) -> dict[str, list[Any]]:
    with open_store(database) as held:
        return _facts(held)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What the library makes of all the files when nothing goes wrong."""
    path = tmp_path_factory.mktemp("alone") / "alone.duckdb"
    files = [Source(f"{name}.xlsx", people(name)) for name in sorted(MANY)]
    with open_store(path) as held:
        importer = Importer(held, date.today())
        states = {report.status for _, report in post.files(importer, iter(files))}
        assert states == {"loaded"}
        cube.keep(held)
        return _facts(held)


def _whole_files(database: Path) -> int:
    """How many files are loaded; each of them is there with all its people."""
    with open_store(database) as held:
        facts = everything(held)
    assert len(facts["members"]) == 4 * len(facts["batches"])
    assert len(facts["archive"]) == len(facts["batches"])
    return len(facts["batches"])


def _load_the_rest(page: Page, served: str, count: int) -> None:
    drop(page, served, MANY)
    ready(page)
    page.get_by_role("button", name=text("arrivals.load", count=count)).click()
    done = text("imports.finding", loaded=len(MANY), all=len(MANY))
    expect(page.get_by_test_id("stMain")).to_contain_text(done)
    ready(page)


AT_WORK = rf"(^|\n)([5-9]|1\d)/{len(MANY)} · "


def test_the_server_killed_under_the_page_loses_and_doubles_nothing(
    tmp_path: Path, browser: Browser, alone: dict[str, list[Any]]
) -> None:
    database = tmp_path / "killed.duckdb"
    with server(database) as (served, process), tab(browser) as page:
        opened(page, served)
        put(page, {f"{name}.xlsx": people(name) for name in MANY})
        wait_for(page, AT_WORK)
        process.kill()
        process.wait()
    assert _whole_files(database) == 0, "a trial leaves nothing"
    with server(database) as (served, process), tab(browser) as page:
        drop(page, served, MANY)
        ready(page)
        page.locator(".st-key-load button").click()
        wait_for(page, AT_WORK)
        process.kill()
        process.wait()
    held = _whole_files(database)
    assert 0 < held < len(MANY)
    with serving(database) as served, tab(browser) as page:
        _load_the_rest(page, served, len(MANY) - held)
    assert _facts_of(database) == alone


def test_a_tab_closed_at_work_loses_and_doubles_nothing(
    tmp_path: Path, browser: Browser, alone: dict[str, list[Any]]
) -> None:
    database = tmp_path / "closed.duckdb"
    with serving(database) as served:
        with tab(browser) as page:
            drop(page, served, MANY)
            ready(page)
            page.locator(".st-key-load button").click()
            wait_for(page, AT_WORK)
        with tab(browser) as page:
            drop(page, served, MANY)
            ready(page)
            load = page.locator(".st-key-load button")
            if load.is_enabled():
                load.click()
            done = text("imports.finding", loaded=len(MANY), all=len(MANY))
            expect(page.get_by_test_id("stMain")).to_contain_text(done)
            ready(page)
    assert _facts_of(database) == alone


def test_who_waits_for_somebody_elses_trial_is_told_so(
    tmp_path: Path, browser: Browser
) -> None:
    database = tmp_path / "waits.duckdb"
    many = [f"{name} {part}" for name in MANY for part in ("Đông", "Tây", "Nam")]
    with serving(database) as served, tab(browser) as one, tab(browser) as other:
        opened(one, served)
        opened(other, served)
        put(one, {f"{name}.xlsx": people(name) for name in many})
        wait_for(one, rf"/{len(many)} · ")
        put(other, {f"{GOOD[0]}.xlsx": people(GOOD[0])})
        wait_for(other, re.escape(text("arrivals.waits")))
        for page, count in ((other, 1), (one, len(many))):
            name = text("arrivals.load", count=count)
            page.get_by_role("button", name=name).wait_for()
            ready(page)
            assert text("arrivals.waits") not in page.locator("body").inner_text()
