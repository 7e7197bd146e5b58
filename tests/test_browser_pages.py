"""The pages of figures in a real Chromium: down to the rows and back, filters, the
language, the Excel file, two units side by side, two tabs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import (
    HEAD,
    PAGES,
    ROWS,
    a_step_back,
    cells,
    choose,
    click_mark,
    plot,
    ready,
    serving,
    tab,
    text,
    title,
    visit,
)
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from grassroots import rosters, texts, units, wording
from grassroots.store import Store

pytestmark = pytest.mark.browser

YEAR = 2025
LINE = 35  # pixels of a row of a table
FORMULA = ("=", "+", "-", "@")
_RATIO = re.compile(r"^[\d.]+/[\d.]+$")


@pytest.fixture(scope="module")
def address(kept_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample province, served."""
    own = tmp_path_factory.mktemp("served") / "sample.duckdb"
    shutil.copyfile(kept_file, own)
    with serving(own) as served:
        yield served


@pytest.fixture(scope="module")
def names(sample: Store) -> dict[str, str]:
    """What each unit of the year is called in a path."""
    found = units.of_year(sample.cursor(), YEAR).values()
    return {unit.code: wording.whole_unit("vi", unit) for unit in found}


def codes(page: Page) -> dict[str, str]:
    """What the address says."""
    return {key: one for key, (one,) in parse_qs(urlsplit(page.url).query).items()}


def goes_to(page: Page, unit: str) -> None:
    """Waits until the page of a unit stands there."""
    page.wait_for_url(re.compile(f"unit={unit}(&|$)"))
    ready(page)


def button(page: Page, key: str, **values: object) -> Locator:
    """A button of the page by its words."""
    said = re.compile(re.escape(text(key, **values)) + "$")
    return page.get_by_test_id("stMain").get_by_role("button", name=said)


def segment(page: Page, words: str) -> Locator:
    """One of several that stand beside each other."""
    return page.get_by_test_id("stMain").get_by_role("radio", name=words, exact=True)


def steps_back(page: Page, wanted: str, most: int = 1) -> None:
    """The browser's way back to an address, in so many steps at most. (A page reached
    through the navigation is written twice: first Streamlit's bare address.)"""
    seen = []
    for _ in range(most):
        a_step_back(page)
        if page.url == wanted:
            return
        seen.append(page.url)
    raise AssertionError(f"{most} steps back lead to {seen}, not to {wanted}")


# ---------------------------------------------------------------- words


# What is so called keeps its name: kinds of hamlets, documents that are cited.
IN_NAMES = {"Tổ dân phố", "Chương trình"}


def _phrases(language: str, other: str) -> set[str]:
    """What only this language has: pieces of two words and more between the places that
    are filled in."""
    forms = {
        language: set[str](),
        other: set[str](),
    }
    for one, pieces in forms.items():
        for form in texts.texts(one).values():
            for said in [form] if isinstance(form, str) else form.values():
                pieces.update(re.split(r"\{[^}]*\}", said))
    stripped = {piece.strip(" .,:;()“”\n") for piece in forms[language]} - IN_NAMES
    foreign = "\n".join(forms[other])
    return {one for one in stripped if len(one.split()) > 1 and one not in foreign}


def _words(page: Page, where: str) -> str:
    return str(
        page.evaluate(
            "where => document.body.innerText + '\\n' + [...document.querySelectorAll("
            "where)].map(one =>"
            " one.getAttribute('aria-label') || one.textContent).join('\\n')",
            where,
        )
    )


def _has(shown: str, phrase: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", shown))


@pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])
def test_no_page_speaks_the_other_language(
    address: str, page: Page, language: str, other: str
) -> None:
    foreign = _phrases(other, language)
    assert len(foreign) > 500
    for path in PAGES:
        joint = "&" if "?" in path else "?"
        visit(page, f"{address}/{path}{joint}lang={language}")
        # The files that were imported keep their names.
        table = "" if path == "imports" else ", canvas td"
        shown = _words(page, f"svg text, [aria-label]{table}")
        assert text("frame.programme", language) in shown
        assert {one for one in foreign if _has(shown, one)} == set(), path


# ---------------------------------------------------------------- down and back

# Address, chart that leads down, whether its rows are of persons.
DOWN = {
    "ratings?measure=members_rated_good": ("by_unit", True),
    "admissions": ("admissions_units", True),
    "qualifications?measure=HT-7": ("by_unit", True),
    "hamlets": ("funnel", False),
    "leaders?group=commune": ("by_unit", True),
    "duties": ("by_unit", True),
}


def _first(page: Page, chart: str) -> str:
    """The first unit that a mark of the chart leads to."""
    led = [code for trace in plot(page, chart, "data") for code in _led(trace)]
    return next(str(code) for code in led if code)


def _led(trace: dict[str, Any]) -> list[object]:
    return [
        one[0] if isinstance(one, list) else one
        for one in trace.get("customdata") or ()
    ]


def _stands(page: Page, name: str, steps: int) -> None:
    """The way down ends in a unit and has so many steps before it."""
    last = page.get_by_test_id("stCaptionContainer").locator("strong").first
    expect(last).to_have_text(name)
    expect(page.locator('[class*="st-key-up"]')).to_have_count(steps)


@pytest.mark.parametrize("path", DOWN)
def test_a_click_leads_down_to_the_rows_and_back(
    address: str, page: Page, names: dict[str, str], path: str
) -> None:
    chart, of_persons = DOWN[path]
    visit(page, f"{address}/{path}")
    whole = codes(page)["unit"]
    _stands(page, names[whole], 0)
    passed = [(page.url, title(page))]
    for steps in (1, 2):
        unit = _first(page, chart)
        click_mark(page, chart, unit)
        goes_to(page, unit)
        # The funnel shows the communes of the whole province: one click goes past
        # their area.
        here = 2 if path == "hamlets" else steps
        _stands(page, names[unit], here)
        passed.append((page.url, title(page)))
        if here == 2:
            break

    button(page, "page.rows").click()
    page.wait_for_url(re.compile("/rows.*lang="))
    ready(page)
    assert codes(page)["unit"] == unit
    expect(page.get_by_role("heading", level=1)).to_contain_text(names[unit])
    _the_rows(page, of_persons)

    steps_back(page, passed[-1][0])
    expect(page.get_by_role("heading", level=1)).to_have_text(passed[-1][1])
    for url, said in reversed(passed[:-1]):
        # More where the way to the rows has left a second step behind, or one to the
        # same address.
        steps_back(page, url, most=3)
        expect(page.get_by_role("heading", level=1)).to_have_text(said)

    page.go_forward()
    goes_to(page, codes_of(passed[1][0])["unit"])
    page.get_by_role("button", name=names[whole], exact=True).click()
    goes_to(page, whole)
    expect(page.get_by_role("heading", level=1)).to_have_text(passed[0][1])


def codes_of(url: str) -> dict[str, str]:
    return {key: one for key, (one,) in parse_qs(urlsplit(url).query).items()}


def _the_rows(page: Page, of_persons: bool) -> None:
    """File, sheet and row of each; a row in full; no name until it is switched on."""
    table = page.get_by_test_id("stDataFrame").first
    # The page before may have a table too, and stands until this one is drawn.
    heads_shown = table.get_by_role("columnheader", include_hidden=True)
    of_files = heads_shown.filter(
        has_text=re.compile(f"^{re.escape(text('rows.columns.file'))}$")
    )
    expect(of_files).to_have_count(1)
    heads, first, *_ = cells(table)
    shown = dict(zip(heads, first, strict=True))
    file, sheet, row = (
        shown[text(f"rows.columns.{key}")] for key in ("file", "sheet", "row")
    )
    assert file.endswith(".xlsx") and sheet and int(row) > 1
    name = _head_of_names()
    assert name not in heads

    table.click(position={"x": 16, "y": HEAD + LINE // 2})
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(text("rows.whole.title", row=row))
    place = " › ".join((file, sheet, text("rows.whole.row", row=row)))
    expect(dialog).to_contain_text(place)
    expect(dialog.get_by_role("cell", name=name, exact=True)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    if of_persons:
        before = page.url
        switch = page.get_by_test_id("stMain").get_by_text(
            text("rows.show_persons"), exact=True
        )
        switch.click()
        table = page.get_by_test_id("stDataFrame").first
        shown_heads = table.get_by_role("columnheader", include_hidden=True)
        expect(shown_heads.filter(has_text=name)).to_have_count(1)
        ready(page)
        heads, first, *_ = cells(table)
        assert len(dict(zip(heads, first, strict=True))[name].split()) > 1
        assert page.url == before


def _head_of_names() -> str:
    return rosters.roster_kinds()["members"].field("name").label["vi"]


# ---------------------------------------------------------------- filters, language


def test_a_filter_is_a_chip_in_the_title_and_in_the_address(
    address: str, browser: Browser, page: Page
) -> None:
    visit(page, f"{address}/ratings?measure=members_rated_good")
    bare, of_all = page.url, title(page)
    page.get_by_test_id("stSidebar").get_by_role(
        "button", name=text("filters.none")
    ).click()
    page.get_by_test_id("stPopoverBody").get_by_role(
        "radio", name=text("filters.gender.female"), exact=True
    ).click()
    page.wait_for_url(re.compile("gender=female"))
    page.keyboard.press("Escape")
    ready(page)
    filtered = title(page)
    assert filtered.endswith(text("filters.title")) and filtered != of_all
    expect(page.get_by_test_id("stMain")).to_contain_text(text("filters.in_force"))

    with tab(browser) as other:
        visit(other, page.url)
        assert title(other) == filtered
        assert codes(other) == codes(page)

    button(page, "filters.gender.female").click()
    page.wait_for_url(bare)
    ready(page)
    assert title(page) == of_all
    expect(page.get_by_test_id("stMain")).not_to_contain_text(text("filters.in_force"))


@pytest.mark.parametrize(
    "path",
    [
        "ratings?unit=DB02&year=2024&gender=female&measure=members_rated_good",
        "leaders?unit=DB01&year=2023&age=under_30,40_to_49&group=commune",
        "hamlets?unit=DB03&year=2024&hamlet_kind=hamlet&measure=head&view=map",
    ],
)
def test_another_language_keeps_all_that_is_chosen(
    address: str, page: Page, path: str
) -> None:
    visit(page, f"{address}/{path}")
    before = codes(page)
    assert codes_of(path).items() <= before.items()
    vietnamese = title(page)
    page.get_by_test_id("stSidebar").get_by_text("EN", exact=True).click()
    page.wait_for_url(re.compile("lang=en"))
    ready(page)
    assert codes(page) == {**before, "lang": "en"}
    assert text("filters.title", "en") in title(page)
    page.get_by_test_id("stSidebar").get_by_text("VI", exact=True).click()
    page.wait_for_url(re.compile("lang=vi"))
    ready(page)
    assert codes(page) == before and title(page) == vietnamese


# ---------------------------------------------------------------- the Excel file


def downloaded(page: Page) -> Workbook:
    """The file behind the button, opened."""
    with page.expect_download() as waited:
        page.get_by_role("button", name=re.compile("Excel$")).first.click()
    return load_workbook(BytesIO(waited.value.path().read_bytes()))


def _tables(book: Workbook) -> list[list[dict[str, Any]]]:
    """Each sheet as rows by their heads."""
    found = []
    for sheet in book.worksheets:
        heads, *rows = sheet.iter_rows(values_only=True)
        names = [str(head) for head in heads]
        found.append([dict(zip(names, row, strict=True)) for row in rows])
    return found


def _told(book: Workbook) -> dict[str, list[str]]:
    """The first sheet: what each line says."""
    found: dict[str, list[str]] = {}
    for head, value in book.worksheets[0].iter_rows(values_only=True):
        found.setdefault(str(head), []).append(str(value))
    return found


def _ratio(row: dict[str, Any]) -> str:
    counts = (row[text(f"report.{key}")] for key in ("numerator", "denominator"))
    return "/".join("–" if one is None else texts.number("vi", one) for one in counts)


def _ratios(page: Page, chart: str) -> dict[str, str]:
    """Unit and counts, as the words beside the marks say them."""
    layout = plot(page, chart, "layout")
    words = [(one["y"], one["text"]) for one in layout.get("annotations", ())]
    for trace in plot(page, chart, "data"):
        if trace.get("mode") == "text":
            words += zip(trace["y"], trace["text"], strict=True)
    rows = layout["yaxis"]["ticktext"]
    return {
        re.sub("<.*?>", "", rows[int(at)]): said
        for at, said in words
        if _RATIO.match(said)
    }


# Address: the chart that names the units, the target that it shows.
SHOWN = {
    "ratings": ("by_unit", "HT-1"),
    "ratings?measure=members_rated_good&gender=female": ("by_unit", "HT-2"),
    "admissions": ("admissions_units", "HT-3"),
    "qualifications?measure=HT-7": ("by_unit", "HT-7"),
    "leaders?programme=nghi-quyet-2021-2025&measure=managed_leaders_under_40": (
        "by_unit",
        "NQ-4",
    ),
    "duties?measure=members_assigned_task": ("by_unit", "HT-8"),
}


@pytest.mark.parametrize("path", SHOWN)
def test_the_file_has_what_the_page_shows(address: str, page: Page, path: str) -> None:
    chart, target = SHOWN[path]
    visit(page, f"{address}/{path}")
    ratios = _ratios(page, chart)
    assert len(ratios) > 2
    book = downloaded(page)
    _is_told(book, page, target)
    _, rows, *_ = _tables(book)
    unit, year, id = (text(f"report.{key}") for key in ("unit", "year", "id"))
    written = {
        row[unit]: _ratio(row) for row in rows if (row[year], row[id]) == (YEAR, target)
    }
    for name, ratio in ratios.items():
        # A name that is too long is cut off beside a bar.
        whole = [one for one in written if one.startswith(name.rstrip("…"))]
        assert [written[one] for one in whole] == [ratio], name
    _is_harmless(book)


def _is_told(book: Workbook, page: Page, target: str) -> None:
    """Filters and sources stand on the first sheet."""
    told = _told(book)
    assert book.worksheets[0].title == text("report.filters")
    assert told[text("report.year")] == [str(YEAR)]
    assert told[f"{text('report.source')} {target}"]
    finding = title(page).removesuffix(text("filters.title")).strip()
    assert told[text("report.finding")] == [finding]
    if "gender=female" in page.url:
        assert [text("filters.gender.female")] == told[text("filters.gender.label")]


def _is_harmless(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(FORMULA) or isinstance(
                    cell.value, (int, float)
                )


def test_the_file_of_the_first_page_has_its_table(address: str, page: Page) -> None:
    visit(page, f"{address}/overview")
    _, *lines = cells(page.locator(".st-key-scoreboard"))
    assert len(lines) == 9
    book = downloaded(page)
    _is_told(book, page, "HT-1")
    _, board, by_unit = _tables(book)
    written = {row[text("report.id")]: _ratio(row) for row in board}
    for name, result, *_ in lines:
        assert result.split(" · ")[-1] == written[name.split(" ")[0]], name
    matrix = page.locator('[class*="st-key-matrix"]')
    matrix.scroll_into_view_if_needed()
    below = {row[0] for row in cells(matrix)[1:]}
    assert below == {row[text("report.unit")] for row in by_unit}
    _is_harmless(book)


def test_the_file_of_hamlets_lists_them(address: str, page: Page) -> None:
    visit(page, f"{address}/hamlets")
    book = downloaded(page)
    _is_told(book, page, "HT-6")
    _, rows, listed = _tables(book)
    unit, year = text("report.unit"), text("report.year")
    whole = [r for r in rows if r[year] == YEAR and r[unit].startswith("Toàn")]
    lacking = whole[0][text("report.denominator")] - whole[0][text("report.numerator")]
    assert re.search(r"\d+", title(page))[0] == str(lacking) == str(len(listed))  # type: ignore[index]
    heads, *shown = cells(page.locator('[class*="st-key-hamlets_list"]'))
    for line, row in zip(shown, listed, strict=False):
        assert line[:2] == [row[heads[0]], row[heads[1]]]
    _is_harmless(book)


def test_the_file_of_rows_has_every_row(address: str, page: Page) -> None:
    visit(page, f"{address}/{ROWS}&unit=DB01")
    heads, *shown = cells(page.get_by_test_id("stDataFrame").first)
    book = downloaded(page)
    _, rows = _tables(book)
    told = _told(book)
    outcome = text("rows.tabs.share.not_met")
    assert told[outcome] == [str(len(rows))]
    counts = (told[text(f"report.{key}")][0] for key in ("numerator", "denominator"))
    ratio = "/".join(texts.number("vi", int(one)) for one in counts)
    assert ratio in title(page) and str(len(rows)) in title(page)
    for line, row in zip(shown, rows, strict=False):
        on_screen = dict(zip(heads, line, strict=True))
        for head in (text(f"rows.columns.{key}") for key in ("file", "sheet", "row")):
            assert on_screen[head] == str(row[head])
    assert _head_of_names() not in rows[0]
    _is_harmless(book)


# ---------------------------------------------------------------- beside each other


def test_two_units_and_two_years_stand_side_by_side(
    address: str, page: Page, names: dict[str, str]
) -> None:
    visit(page, f"{address}/ratings?unit=DB01")
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    for label, wanted, code in (
        ("compare.label", names["DB02"], "vs=DB02"),
        ("compare.other_year", text("compare.year", year=2023), "vs_year=2023"),
    ):
        choose(page, text(label), wanted)
        page.wait_for_url(re.compile(code))
        ready(page)
    link = page.url
    table = page.get_by_test_id("stDataFrame")
    # A table tells readers of screens what it shows a moment after it is drawn.
    head = table.get_by_role("columnheader", include_hidden=True).nth(2)
    expect(head).to_have_text(f"{names['DB02']} 2023")
    heads, row = cells(table)
    assert heads[1] == f"{names['DB01']} {YEAR}"
    visit(page, f"{address}/ratings?unit=DB02&year=2023")
    counted = _ratios(page, "by_unit")[names["DB02"]]
    assert counted in row[2]
    visit(page, link)
    expect(head).to_have_text(heads[2])
    assert cells(table) == [heads, row]


def test_two_tabs_do_not_disturb_each_other(
    address: str, page: Page, names: dict[str, str]
) -> None:
    other = page.context.new_page()
    visit(page, f"{address}/ratings?unit=DB01")
    visit(other, f"{address}/ratings?unit=DB02&year=2024&gender=male")
    said = title(other)
    for measure in ("members_rated_good", "organisations_rated_good"):
        segment(page, text(f"ratings.measures.{measure}")).click()
        expect(segment(page, text(f"ratings.measures.{measure}"))).to_be_checked()
        ready(page)
    unit = _first(page, "by_unit")
    click_mark(page, "by_unit", unit)
    goes_to(page, unit)
    _stands(page, names[unit], 2)
    other.get_by_test_id("stSidebar").get_by_text("EN", exact=True).click()
    other.wait_for_url(re.compile("lang=en"))
    other.get_by_test_id("stSidebar").get_by_text("VI", exact=True).click()
    other.wait_for_url(re.compile("lang=vi"))
    ready(other)
    assert title(other) == said
    _stands(other, names["DB02"], 1)
    assert codes(other)["year"] == "2024" and "measure" not in codes(other)
    assert codes(page)["unit"] == unit and "gender" not in codes(page)
