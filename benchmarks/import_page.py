"""The post of `import_post.py` through the page: dropped as a folder, asked about,
loaded, undone, brought back, in a real Chromium.

Run: .venv/bin/python benchmarks/import_page.py FOLDER (as `import_post.py --folder`
makes it). Prints seconds from the drop to the list, to the figures, how many questions
were asked, whether the figures are those of the command line, and whether the undoing
of the last file and bringing it back leave every kept figure as it was.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import browsing  # noqa: E402
from browsing import HEAD, ROW, a_run, ready, serving, tab, text, visit  # noqa: E402

from grassroots import cube  # noqa: E402
from grassroots.importing import post  # noqa: E402
from grassroots.importing.load import Importer  # noqa: E402
from grassroots.indicators import INDICATORS  # noqa: E402
from grassroots.store import open_store  # noqa: E402

LONG = 300_000  # milliseconds
Figures = list[tuple[object, ...]]


def figures(database: Path) -> Figures:
    """Every figure of every unit, which are named by their codes."""
    with open_store(database) as opened:
        cursor = opened.cursor()
        found = cube.figures_of(cursor, list(INDICATORS))
        codes = dict(cursor.execute("select unit_id, code from units").fetchall())
    return sorted(
        (
            cell.indicator,
            codes[cell.unit_id],
            cell.year,
            *(str(one) for one in (cell.as_of, cell.numerator, cell.denominator)),
            cell.unknown,
            cell.reported,
            cell.expected,
        )
        for cell in found
    )


def through_the_page(folder: Path, database: Path, undo: bool) -> None:
    """Drops, loads; undoes the last file, and brings it back unless `undo`."""
    with sync_playwright() as playwright, serving(database) as served:
        browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM)
        with tab(browser) as page:
            visit(page, f"{served}/imports")
            begin = time.perf_counter()
            inputs = page.locator("[data-testid=stFileUploader] input")
            inputs.nth(1).set_input_files(str(folder))
            load = page.get_by_test_id("stMain").locator(".st-key-load button")
            load.wait_for(timeout=LONG)
            ready(page)
            print(f"{'drop to list':30} {time.perf_counter() - begin:6.1f} s")
            print(f"{'title':30} {page.get_by_role('heading', level=1).inner_text()}")
            asked = page.locator(".st-key-decide_form").count()
            print(f"{'forms of questions':30} {asked}")
            before = time.perf_counter()
            load.click()
            count = len(list(folder.iterdir()))
            heading = text("imports.finding", loaded=count, all=count)
            page.get_by_role("heading", name=heading).wait_for(timeout=LONG)
            ready(page)
            print(f"{'load to figures':30} {time.perf_counter() - before:6.1f} s")
            print(f"{'drop to figures':30} {time.perf_counter() - begin:6.1f} s")
            for verb in ("undo",) if undo else ("undo", "bring_back"):
                change_last(page, verb)
        browser.close()


def change_last(page: browsing.Page, verb: str) -> None:
    """Undoes the newest import, or brings it back."""
    history = page.locator("[class*=st-key-history] [data-testid=stDataFrame]").last
    history.scroll_into_view_if_needed()
    ready(page)
    with a_run(page):
        history.click(position={"x": 16, "y": HEAD + ROW // 2})
    name = text(f"imports.history.{verb}")
    page.locator(".st-key-ask button").click()
    dialog = page.get_by_role("dialog")
    begin = time.perf_counter()
    dialog.get_by_role("button", name=name).click()
    said = text(
        "imports.history.back_now" if verb != "undo" else "imports.history.undone_now",
        batch=0,
    ).split("0")[0]
    page.get_by_text(said).first.wait_for(timeout=LONG)
    ready(page)
    print(f"{verb:30} {time.perf_counter() - begin:6.1f} s")


def main() -> None:
    """Both ways, and what differs."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        held = Path(temporary)
        with open_store(held / "line.duckdb") as opened:
            importer = Importer(opened, date.today())
            for _ in post.files(importer, importer.sources([folder])):
                pass
            cube.keep(opened)
        line = figures(held / "line.duckdb")
        through_the_page(folder, held / "page.duckdb", undo=False)
        page = figures(held / "page.duckdb")
        print(f"{'figures':30} {len(line)}, equal: {line == page}")
        # Undone, every figure is as if the last file had never come.
        shutil.rmtree(held / "fewer", ignore_errors=True)


if __name__ == "__main__":
    main()
