"""Files dropped on the page of imports in a browser, and what the store then holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from browsing import WORKBOOK, ready
from playwright.sync_api import Page
from rosters import roster

from grassroots import store
from grassroots.store import open_store


def people(unit: str, heading: str = "Xếp loại", count: int = 4) -> bytes:
    """The roster of a commune, always the very same bytes."""
    return _people(unit, heading, count)


@cache  # a workbook tells when it was written: dropped again, it must be the same
def _people(unit: str, heading: str, count: int) -> bytes:
    return roster(
        [
            {
                "TT": number,
                "Họ và tên": f"Nguyễn Văn {chr(64 + number)}",
                "Ngày sinh": f"{number:02}/05/1980",
                "Xã": unit,
                "Chi bộ": "Chi bộ thôn 1",
                "Ngày vào Đảng": "01/02/2010",
                heading: "HTTNV" if number % 2 else "HTXSNV",
            }
            for number in range(1, count + 1)
        ]
    )


def drop(
    page: Page, address: str, names: Sequence[str], heading: str = "Xếp loại"
) -> None:
    """Opens the page, drops a roster a unit and waits until all are looked at."""
    opened(page, address)
    put(page, {f"{name}.xlsx": people(name, heading) for name in names})
    page.locator(".st-key-load").wait_for()


def opened(page: Page, address: str) -> None:
    """Opens the page of imports."""
    page.goto(f"{address}/imports")
    page.get_by_test_id("stFileUploader").first.wait_for()
    ready(page)


def put(page: Page, files: Mapping[str, bytes]) -> None:
    """Drops files, by their names, on the page that is open."""
    page.set_input_files(
        "[class*=st-key-uploads] input",
        [
            {"name": name, "mimeType": WORKBOOK, "buffer": content}
            for name, content in files.items()
        ],
    )


def loaded(database: Path) -> tuple[int, int, int]:
    """Imports, rows of members, communes."""
    with open_store(database) as held:
        cursor = held.cursor()
        counts = cursor.execute(
            "select (select count(*) from members),"
            " (select count(*) from units where level = 'commune')"
        ).fetchall()
        return (len(store.batches(cursor)), *counts[0])
