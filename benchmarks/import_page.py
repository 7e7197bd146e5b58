"""The post of `import_post.py` through the page: dropped as a folder, asked about,
loaded, undone, brought back, in a real Chromium.

Run: .venv/bin/python benchmarks/import_page.py FOLDER [--doubts] (the folder as
`import_post.py --folder` makes it; --doubts: 20 of its workbooks tell no date, 14 have
a heading that nobody knows, so that questions are asked). Prints seconds from the drop
to the list, to the figures, how many questions were asked, whether the figures are
those of the command line, and whether the undoing of the last file and bringing it back
leave every kept figure as it was.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import browsing  # noqa: E402
from browsing import (  # noqa: E402
    HEAD,
    ROW,
    choose,
    ready,
    serving,
    tab,
    text,
    visit,
)

from grassroots import cube  # noqa: E402
from grassroots.importing import post  # noqa: E402
from grassroots.importing.load import Importer  # noqa: E402
from grassroots.importing.report import Answers  # noqa: E402
from grassroots.importing.sources import Source  # noqa: E402
from grassroots.indicators import INDICATORS  # noqa: E402
from grassroots.store import open_store  # noqa: E402

LONG = 300_000  # milliseconds
Figures = list[tuple[object, ...]]
UNDATED, UNKNOWN_HEADING = 20, 14
RATING, HEADING = "Xếp loại", "Bình bầu tập thể"


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


def doubtful(folder: Path, target: Path) -> Callable[[Source], Answers]:
    """A copy of the post in which some workbooks leave something open, and what the
    command line's file of decisions would say of each."""
    shutil.copytree(folder, target)
    said: dict[str, Answers] = {}
    books = sorted(target.glob("*.xlsx"))[: UNDATED + UNKNOWN_HEADING]
    for place, path in enumerate(books):
        book = openpyxl.load_workbook(path)
        for row in book.worksheets[0].iter_rows(max_row=12):
            for cell in row:
                if place < UNDATED and "tính đến ngày" in str(cell.value):
                    cell.value = None
                    said[path.name] = Answers(as_of=date(2025, 12, 31))
                elif place >= UNDATED and cell.value == RATING:
                    cell.value = HEADING
                    said[path.name] = Answers(columns={HEADING: "rating"})
        book.save(path)
    return lambda source: said.get(source.name, Answers())


def answered(page: Page, files: int) -> int:
    """Answers what is asked, all at once, and waits until all files are ready; how many
    questions there were."""
    answer = page.get_by_role("button", name=text("arrivals.answer"))
    if not answer.count():
        return 0
    kinds = ("stDateInput", "stSelectbox", "stTextInput")
    form = page.get_by_test_id("stForm")
    asked = sum(form.get_by_test_id(one).count() for one in kinds)
    # The parts of a date are fields of their own; what is typed goes on to the next.
    page.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
    page.keyboard.type("31122025", delay=50)
    choose(page, HEADING, RATING)
    answer.click()
    ready_now = text("arrivals.ready", count=files)
    page.get_by_role("heading", level=1).filter(has_text=ready_now).wait_for(
        timeout=LONG
    )
    ready(page)
    return asked


def through_the_page(folder: Path, database: Path) -> None:
    """Drops the folder and loads it."""
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
            asking = time.perf_counter()
            asked = answered(page, len(list(folder.iterdir())))
            print(f"{'questions':30} {asked:4}")
            print(f"{'answers to list':30} {time.perf_counter() - asking:6.1f} s")
            before = time.perf_counter()
            load.click()
            count = len(list(folder.iterdir()))
            heading = text("imports.finding", loaded=count, all=count)
            page.get_by_role("heading", name=heading).wait_for(timeout=LONG)
            ready(page)
            print(f"{'load to figures':30} {time.perf_counter() - before:6.1f} s")
            print(f"{'drop to figures':30} {time.perf_counter() - begin:6.1f} s")
        browser.close()


def change_last(database: Path, verb: str) -> None:
    """Undoes the newest import on the page, or brings it back."""
    undone = verb == "undo"
    key = "imports.history.undone_now" if undone else "imports.history.back_now"
    said = text(key, batch="#").split("#")[0]
    with sync_playwright() as playwright, serving(database) as served:
        browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM)
        with tab(browser) as page:
            visit(page, f"{served}/imports")
            history = page.locator("[class*=st-key-history]").get_by_test_id(
                "stDataFrame"
            )
            history.click(position={"x": 16, "y": HEAD + ROW // 2})
            page.locator(".st-key-ask button").click()
            sure = page.get_by_role("dialog").locator(".st-key-do_it button")
            begin = time.perf_counter()
            sure.click()
            page.get_by_text(said).first.wait_for(timeout=LONG)
            print(f"{verb:30} {time.perf_counter() - begin:6.1f} s")
        browser.close()


def on_the_line(
    paths: list[Path], database: Path, answers: Callable[[Source], Answers]
) -> Figures:
    """The figures after the command line's way."""
    with open_store(database) as opened:
        importer = Importer(opened, date.today())
        for _ in post.files(importer, importer.sources(paths), answers):
            pass
        cube.keep(opened)
    return figures(database)


def main() -> None:
    """Both ways, and what differs."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        held = Path(temporary)
        answers: Callable[[Source], Answers] = lambda _: Answers()  # noqa: E731
        if "--doubts" in sys.argv[2:]:
            answers = doubtful(folder, held / "post")
            folder = held / "post"
        paths = sorted(folder.iterdir())
        page = held / "page.duckdb"
        through_the_page(folder, page)
        whole = on_the_line(paths, held / "whole.duckdb", answers)
        fewer = on_the_line(paths[:-1], held / "fewer.duckdb", answers)
        for verb, expected in ((None, whole), ("undo", fewer), ("bring_back", whole)):
            if verb:
                change_last(page, verb)
            found = figures(page)
            same = f"{len(found)}, equal: {found == expected}"
            print(f"{'figures after ' + (verb or 'loading'):30} {same}")


if __name__ == "__main__":
    main()
