"""Questions that a leader asks in a briefing, answered on the page If-then in a real
Chromium on the sample province: each in at most three gestures (a click, a choice from
a list, a number written). The answers are worked out here from the counts on screen."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from pathlib import Path

import openpyxl
import pytest
from browsing import (
    a_run,
    cells,
    choose,
    plot,
    serving,
    tab,
    text,
    title,
    visit,
    write_cell,
)
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NUMBERS, SHARES = "scenario_numbers", "scenario_shares"
AT_NUMBER, AT_SHARE, AT_FIRST_YEAR = 350, 760, 340  # pixels from a table's left edge
VIEW = "lang=vi&boundaries=now&unit=SL&year=2025&programme=ha-tinh"
RATIO = re.compile(r"[\d.]+/[\d.]+")
Counts = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def database(kept_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenario") / "sample.duckdb"
    shutil.copyfile(kept_file, path)
    return path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with serving(database) as served:
        yield served


def scenario(page: Page, address: str, **codes: str) -> None:
    """The page of one target, without changes."""
    said = "&".join(f"{key}={code}" for key, code in codes.items())
    visit(page, f"{address}/scenario?{VIEW}&{said}")


def table(page: Page, key: str) -> list[dict[str, str]]:
    """The rows of a table, by their heads."""
    place = page.locator(f'[class*="st-key-{key}"] [data-testid=stDataFrame]').first
    heads, *rows = cells(place)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def today(page: Page) -> Counts:
    """ "30/40" of each unit, as the table of numbers shows it."""
    found = {}
    for row in table(page, NUMBERS):
        (ratio,) = [
            cell for cell in row.values() if re.fullmatch(r"[\d.]+/[\d.]+", cell)
        ]
        x, n = (int(part.replace(".", "")) for part in ratio.split("/"))
        found[next(iter(row.values()))] = (x, n)
    return found


def percent(x: int, n: int) -> str:
    return f"{100 * x / n:.2f}".replace(".", ",")


def shared(page: Page) -> dict[str, int]:
    head = text("scenario.columns.share")
    return {next(iter(row.values())): int(row[head]) for row in table(page, SHARES)}


def test_how_many_are_missing_until_2030_and_how_many_a_year(
    address: str, page: Page
) -> None:
    """1 gesture: the page. (The target where most is missing stands there first.)"""
    visit(page, f"{address}/overview?{VIEW}")
    page.get_by_test_id("stTopNavLink").get_by_text(text("pages.scenario")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hôm nay")
    counts = today(page)
    x, n = (sum(column) for column in zip(*counts.values(), strict=True))
    assert percent(x, n) in title(page)
    assert f"cần thêm {n - x} người" in title(page)
    assert title(page).endswith(f"mỗi năm {ceil((n - x) / 5)}")


def test_what_if_everywhere_one_more_a_year(address: str, page: Page) -> None:
    """1 gesture: the slider."""
    scenario(page, address, target="HT-4b")
    counts = today(page)
    with a_run(page):
        page.get_by_role("slider").press("ArrowRight")
    then = sum(min(x + 5, n) for x, n in counts.values())
    size = sum(n for _, n in counts.values())
    assert percent(then, size) in title(page)
    assert f"vẫn thiếu {size - then} người" in title(page)


def test_what_if_one_unit_does_four_a_year(address: str, page: Page) -> None:
    """1 gesture: a number."""
    scenario(page, address, target="HT-4b")
    counts = today(page)
    place = list(counts).index("Vĩnh Khê")
    write_cell(page, NUMBERS, place, AT_NUMBER, 4)
    more = min(20, counts["Vĩnh Khê"][1] - counts["Vĩnh Khê"][0])
    x, n = (sum(column) for column in zip(*counts.values(), strict=True))
    assert f"thêm {more} người" in title(page) and percent(x + more, n) in title(page)
    # And typing a number moves nothing on the page.
    before = page.locator('[class*="st-key-ahead"]').first.bounding_box()
    write_cell(page, NUMBERS, place, AT_NUMBER, 2)
    assert page.locator('[class*="st-key-ahead"]').first.bounding_box() == before


def test_who_takes_how_much_if_the_lowest_come_first(address: str, page: Page) -> None:
    """1 gesture: the way of sharing."""
    scenario(page, address, target="HT-4b")
    counts = today(page)
    with a_run(page):
        page.get_by_text(text("scenario.shares.lowest"), exact=True).click()
    missing = sum(n - x for x, n in counts.values())
    assert sum(shared(page).values()) == missing
    assert all(
        share == n - x
        for share, (x, n) in zip(shared(page).values(), counts.values(), strict=True)
    )


def test_one_unit_takes_but_three_and_the_rest_follows(
    address: str, page: Page
) -> None:
    """1 gesture: a number. All are asked to 100 %, so nobody can take the others'."""
    scenario(page, address, target="HT-4b", every="1")
    before = shared(page)
    first = max(before, key=lambda unit: before[unit])
    write_cell(page, SHARES, list(before).index(first), AT_SHARE, 3)
    assert shared(page) == {**before, first: 3}
    left = before[first] - 3
    expect(page.get_by_test_id("stMain")).to_contain_text(
        text("scenario.shares.not_placed", number=left)
    )
    expect(page.get_by_test_id("stMain")).to_contain_text(text("scenario.shares.free"))


def test_where_the_past_pace_leads(address: str, page: Page) -> None:
    """1 gesture: the target. The band and its sentence say the same."""
    scenario(page, address, target="HT-4b")
    with a_run(page):
        choose(page, text("scenario.target"), "HT-4a · Trưởng thôn ĐV")
    said = page.get_by_test_id("stMain").inner_text()
    found = re.search(r"thì 2030 được ([\d,]+)\s%.*không phải dự báo", said)
    assert found is not None
    words = [one["text"] for one in plot(page, "ahead", "layout")["annotations"]]
    assert any(found.group(1) in one for one in words)


def test_without_the_armed_forces(address: str, page: Page) -> None:
    """3 gestures: the target, the section, the group. The page of ratings has the same
    under its filter."""
    scenario(page, address)
    with a_run(page):
        choose(page, text("scenario.target"), "HT-2 · ĐV HTTNV+")
    page.get_by_text(text("scenario.beside.title")).click()
    group = text("scenario.groups.without_armed")
    with a_run(page):
        page.get_by_role("button", name=group, exact=True).click()
    _, result, *_ = beside(page, group)
    (ratio,) = RATIO.findall(result)
    visit(page, f"{address}/ratings?{VIEW}&measure=members_rated_good&armed=without")
    expect(page.get_by_test_id("stMain")).to_contain_text(ratio)


def beside(page: Page, who: str) -> list[str]:
    """The results side by side: the cells of one population."""
    cell = page.locator("canvas td").filter(has_text=who)
    page.get_by_text(text("scenario.beside.title")).scroll_into_view_if_needed()
    cell.first.wait_for(state="attached")
    row = cell.first.locator("xpath=ancestor::tr")
    return [str(one) for one in row.locator("td").all_inner_texts()]


def test_without_one_unit(address: str, page: Page) -> None:
    """2 gestures: the section, the unit."""
    scenario(page, address, target="HT-4b")
    counts = today(page)
    page.get_by_text(text("scenario.beside.title")).click()
    with a_run(page):
        choose(page, text("scenario.beside.taken"), "Vĩnh Khê")
    others = [pair for unit, pair in counts.items() if unit != "Vĩnh Khê"]
    x, n = (sum(column) for column in zip(*others, strict=True))
    row = beside(page, text("scenario.beside.without", units="Vĩnh Khê"))
    assert percent(x, n) in " ".join(row) and f"{x}/{n}" in " ".join(row)


def test_the_two_lowest_at_the_median(address: str, page: Page) -> None:
    """2 gestures: the section, the number."""
    scenario(page, address, target="HT-4b")
    counts = today(page)
    page.get_by_text(text("scenario.beside.title")).click()
    field = page.get_by_role("spinbutton", name=text("scenario.beside.worst"))
    field.fill("2")
    with a_run(page):
        field.press("Enter")
    order = sorted(counts, key=lambda unit: counts[unit][0] / counts[unit][1])
    middle = counts[order[len(order) // 2]]
    more = [
        max(ceil(Fraction(n * middle[0], middle[1])) - x, 0)
        for x, n in (counts[unit] for unit in order[:2])
    ]
    x, n = (sum(column) for column in zip(*counts.values(), strict=True))
    assert len(counts) % 2 == 1
    opening = text("scenario.beside.median", units="").strip()
    assert f"{x + sum(more)}/{n}" in " ".join(beside(page, opening))


def test_what_founding_cells_does_to_their_committees(address: str, page: Page) -> None:
    """2 gestures: the target, the slider."""
    scenario(page, address)
    with a_run(page):
        choose(page, text("scenario.target"), "HT-6 · Thôn có chi bộ")
    with a_run(page):
        page.get_by_role("slider").press("ArrowRight")
    wanted = text("scenario.others_title", year=2030)
    expect(page.get_by_role("heading", name=wanted)).to_be_visible()


def test_thirty_admitted_next_year(address: str, page: Page) -> None:
    """3 gestures: the target, year by year, a number. They are in the base of 2027."""
    scenario(page, address, until="2027")
    with a_run(page):
        choose(page, text("scenario.target"), "HT-3 · Kết nạp ĐV")
    with a_run(page):
        page.get_by_text(text("scenario.by_year"), exact=True).click()
    write_cell(page, NUMBERS, 0, AT_FIRST_YEAR, 30)
    assert "2026~30" in page.url.replace("%7E", "~")
    ways = [
        one for one in plot(page, "ahead", "data") if one["mode"] == "lines+markers"
    ]
    (hover,) = [one for one in ways[0]["hovertext"] if "2026" in one]
    (after,) = [one for one in ways[0]["hovertext"] if "2027" in one]
    base_2026, base_2027 = (
        int(one.split("/")[-1].replace(".", "")) for one in (hover, after)
    )
    assert base_2027 == base_2026 + 30


def test_a_scenario_is_saved_and_opened_by_its_address_in_another_tab(
    address: str, page: Page, browser: Browser
) -> None:
    """3 gestures: save, the name, keep."""
    scenario(page, address, target="HT-4b", every="1")
    page.get_by_role("button", name=text("scenario.kept.save")).click()
    name = page.get_by_role("textbox", name=text("scenario.kept.name"))
    name.fill("Mỗi nơi một người")
    with a_run(page):
        page.get_by_role("button", name=text("scenario.kept.keep")).click()
    label = text("scenario.label.kept", name="Mỗi nơi một người")
    expect(page.get_by_test_id("stMain")).to_contain_text(label)
    shown, at = title(page), page.url
    with tab(browser) as other:
        visit(other, at)
        assert title(other) == shown
        expect(other.get_by_test_id("stMain")).to_contain_text(label)
        with a_run(other):
            other.get_by_text(text("scenario.label.leave")).click()
        expect(other.get_by_test_id("stMain")).to_contain_text(
            text("scenario.label.facts")
        )
        assert "scenario=" not in other.url and "every=" not in other.url


def test_the_file_handed_to_the_units_is_what_is_shown(
    address: str, page: Page
) -> None:
    scenario(page, address, target="HT-4b", every="1")
    shares = shared(page)
    with page.expect_download() as waiting:
        page.get_by_text(text("page.download")).click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    sheet = book[text("scenario.file.shares")]
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    given = heads.index(text("scenario.file.given"))
    assert {row[0]: row[given] for row in rows if row[1]} == shares
    numbers = book[text("scenario.file.numbers")]
    more = [
        place
        for place, cell in enumerate(numbers[1])
        if re.fullmatch(r"Thêm năm 20\d\d", str(cell.value))
    ]
    assert len(more) == 5
    assert all(
        row[place].value == 1 for row in list(numbers.iter_rows())[2:] for place in more
    )
