"""From a click to the last painted frame, page by page, as a ratio to a Streamlit page
with one static chart, measured in the same run with the same Chromium.

    python -m benchmarks.page_clicks DATABASE [DATABASE …]

DATABASE: a file with figures (the sample's: start the app once); several are compared
with the first. The baseline is a page of one bar chart and one control. On every page
each measure or year that is clicked is clicked `ROUNDS` times, back and forth (of a
scenario the slider is moved a step on and back); the first click on each is shown apart
(nothing is in memory yet).
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("GRASSROOTS_CHROMIUM", "/usr/bin/chromium")
PAGES = (
    *("overview", "ratings", "admissions", "qualifications", "hamlets", "leaders"),
    *("duties", "rows", "scenario"),
)
ASKED = {"rows": "?indicator=members_rated_good", "scenario": "?every=1"}
ROUNDS = 6
QUIET = 400  # milliseconds without a change: the last frame was painted before
BASELINE = """
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
chosen = st.segmented_control("A", ["one", "two"], default="one", required=True)
st.title("A page with one static chart")
st.plotly_chart(go.Figure(go.Bar(x=[3, 5, 8], y=["a", "b", "c"], orientation="h")))
"""
# Marks the time of the last change of the page after the next frame.
WATCH = """() => {
  window.__last = 0;
  const painted = () => { window.__last = performance.now(); };
  const mark = () => requestAnimationFrame(painted);
  window.__watch?.disconnect();
  // What stands inside a canvas is for screen readers and never painted; what is drawn
  // on it is seen by PAINT.
  window.__watch = new MutationObserver(changes => {
    if (changes.some(one => !one.target.parentElement?.closest("canvas") &&
        one.target.nodeName !== "CANVAS")) mark();
  });
  window.__painted = mark;
  window.__watch.observe(document.body, {
    subtree: true, childList: true, attributes: true, characterData: true});
  window.__from = null;
  for (const what of ["click", "keydown"])
    document.addEventListener(what, () => { window.__from = performance.now(); },
      {capture: true, once: true});
}"""
# Tables are drawn on canvases, which no observer of the page sees.
PAINT = """() => {
  for (const name of ["fillText", "drawImage", "fillRect", "stroke"]) {
    const drawn = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas.isConnected) window.__painted?.();
      return drawn.apply(this, given);
    };
  }
}"""
IS_QUIET = f"""() => window.__from !== null && window.__last > window.__from &&
  performance.now() - window.__last > {QUIET} &&
  document.querySelector("[data-testid=stApp]").dataset.testScriptState ===
    "notRunning" && !document.querySelector("[data-stale=true]")"""


@contextmanager
def serving(app: Path, database: Path | None) -> Iterator[str]:
    """A Streamlit app on a free port of this machine; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    process = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.headless", "true"],
        cwd=app.parent,
        env={**os.environ, "GRASSROOTS_DB": str(database or "")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address, pause = f"http://127.0.0.1:{port}", Event()
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                pause.wait(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def click(page: Page, place: int) -> float:
    """Clicks one of the first control's choices; milliseconds to the last frame."""
    options = page.locator(
        "[data-testid=stMain] [data-testid=stButtonGroup]"
    ).first.get_by_role("radio")
    page.evaluate(WATCH)
    options.nth(place).click()
    page.wait_for_function(IS_QUIET, timeout=60_000)
    return float(page.evaluate("() => window.__last - window.__from"))


def year(page: Page, place: int) -> float:
    """Chooses a year in the sidebar: for a page without a control of its own."""
    box = page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").last
    box.get_by_role("combobox").click()
    option = page.get_by_role("option").nth(place)
    option.wait_for()
    page.evaluate(WATCH)
    option.click()
    page.wait_for_function(IS_QUIET, timeout=60_000)
    return float(page.evaluate("() => window.__last - window.__from"))


def slide(page: Page, place: int) -> float:
    """Moves the slider of a scenario one step on, or back: all its figures change."""
    thumb = page.get_by_role("slider").first
    thumb.focus()
    page.evaluate(WATCH)
    page.keyboard.press("ArrowRight" if place else "ArrowLeft")
    page.wait_for_function(IS_QUIET, timeout=60_000)
    return float(page.evaluate("() => window.__last - window.__from"))


def measured(page: Page, address: str) -> tuple[list[float], list[float]]:
    """The first clicks, and the later ones."""
    page.goto(address)
    page.wait_for_function(
        "() => document.querySelector('h1') && document.querySelector("
        "'[data-testid=stApp]').dataset.testScriptState === 'notRunning'",
        timeout=120_000,
    )
    page.wait_for_timeout(1500)
    control = page.locator("[data-testid=stMain] [data-testid=stButtonGroup]")
    act = click if control.count() else year
    if page.get_by_role("slider").count():
        act = slide
    first = [act(page, 1), act(page, 0)]
    return first, [act(page, (turn + 1) % 2) for turn in range(ROUNDS)]


def main(databases: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.add_init_script(f"({PAINT})()")
        app = Path(folder) / "baseline.py"
        app.write_text(BASELINE, encoding="utf-8")
        with serving(app, None) as address:
            _, later = measured(page, address)
        base = statistics.median(later)
        print(f"baseline, one static chart: {base:.0f} ms")
        known: dict[str, float] = {}
        for number, database in enumerate(databases):
            own = Path(folder) / f"{number}.duckdb"
            shutil.copyfile(database, own)
            print(database.name)
            with serving(ROOT / "app.py", own) as address:
                for name in PAGES:
                    asked = f"{address}/{name}{ASKED.get(name, '')}"
                    first, later = measured(page, asked)
                    median = statistics.median(later)
                    ratio = f"{median / base:4.1f} × baseline"
                    if number:
                        ratio += f", {median / known[name]:4.1f} × {databases[0].name}"
                    else:
                        known[name] = median
                    told = ", ".join(f"{one:.0f}" for one in first)
                    print(f"  {name:15} {median:5.0f} ms  {ratio}  (first: {told})")
        browser.close()


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
