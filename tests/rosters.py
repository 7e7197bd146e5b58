"""Made-up rosters as offices write them, and a store that they are loaded into.

A roster stands on the sheet DS: two units, the title with the date, the heads on row 4,
people from row 5 on. All names are invented.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msoffcrypto
from openpyxl import Workbook

from grassroots import store, units
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers, FileReport, Problem
from grassroots.importing.sources import Source
from grassroots.store import Store

PROVINCE, DISTRICT = "Tỉnh Sông Thử", "Huyện Thử"
TODAY = date(2026, 3, 1)
FIRST_ROW = 5
Row = Mapping[str, object]


def member(number: int, changes: Row | None = None) -> dict[str, object]:
    """One person of the roster; `changes` overrides or adds cells by heading."""
    return {
        "TT": number,
        "Họ và tên": f"Nguyễn Văn {chr(64 + number)}",
        "Ngày sinh": f"{number:02}/01/1980",
        "Xã": "Xã Đông",
        "Chi bộ": "Chi bộ thôn 1",
        "Số thẻ đảng viên": f"71.{number:06}",
        "Ngày vào Đảng": f"{number:02}/02/2010",
        "Xếp loại": "HTTNV",
        **(changes or {}),
    }


def people(count: int, changes: Row | None = None) -> list[dict[str, object]]:
    """The first persons of the roster, all with the same changes."""
    return [member(number, changes) for number in range(1, count + 1)]


def roster(
    rows: Sequence[Row],
    day: str | None = "31/12/2024",
    *,
    title: str = "DANH SÁCH ĐẢNG VIÊN",
    district: str = DISTRICT,
    heads: Sequence[str] | None = None,
) -> bytes:
    """A workbook with one roster. day None: no date is written anywhere.

    heads: their order; by default that of the first row.
    """
    heads = list(rows[0] if heads is None else heads)
    dated = f"{title} (Tính đến ngày {day})" if day else title
    body = [[row.get(head) for head in heads] for row in rows]
    return sheets({"DS": [[PROVINCE], [district], [dated], heads, *body]})


def sheets(
    content: Mapping[str, Iterable[Sequence[Any]]], merged: Sequence[str] = ()
) -> bytes:
    """A workbook of these sheets; merged: ranges of the first one, as "A4:A5"."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def locked(content: bytes, password: str) -> bytes:
    """A workbook as Excel saves it with a password."""
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def fresh(folder: Path) -> Store:
    """An empty store in a folder; made once and copied, since making one takes long."""
    path = folder / "grassroots.duckdb"
    path.write_bytes(_empty_store())
    return store.open_store(path)


@cache
def _empty_store() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        store.open_store(path).close()
        return path.read_bytes()


def load(
    opened: Store,
    content: bytes,
    name: str = "Danh sách.xlsx",
    importer: Importer | None = None,
    **said: Any,
) -> FileReport:
    """Imports one file; `said`: what a person answers beforehand."""
    importer = importer or Importer(opened, TODAY)
    return importer.file(Source(name, content), Answers(**said))


def the_problem(report: FileReport, code: str) -> Problem:
    """The one problem of that code; AssertionError when there is none or several."""
    found = [problem for problem in report.problems if problem.code == code]
    assert len(found) == 1, report.problems
    return found[0]


def rows_of(opened: Store, kind: str, *columns: str) -> list[tuple[Any, ...]]:
    """The rows in force of a kind, sorted; of one column its bare values."""
    wanted = opened.cursor().table(f"{kind}_in_force").select(*columns)
    rows = sorted(wanted.fetchall(), key=repr)
    single = len(columns) == 1 and columns != ("*",)
    return [row[0] for row in rows] if single else rows


def everything(opened: Store) -> dict[str, list[tuple[Any, ...]]]:
    """The whole database, table by table; without the bytes of the original files."""
    cursor = opened.cursor()
    held = {}
    for (name,) in cursor.execute("show tables").fetchall():
        table = cursor.table(name)
        columns = [column for column in table.columns if column != "content"]
        held[name] = sorted(table.select(*columns).fetchall(), key=repr)
    return held


def in_force(opened: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that figures are made of: members, admissions, hamlets and the tree."""
    kinds = ("members", "admissions", "hamlets", "organisations", "officers")
    return {
        **{kind: rows_of(opened, kind, "*") for kind in kinds},
        "tree": rows_of_tree(opened, 2024),
    }


def rows_of_tree(opened: Store, year: int) -> list[tuple[Any, ...]]:
    """(id, name, level, parent) of the units that stand at the end of a year."""
    tree = units.of_year(opened.cursor(), year)
    return sorted(
        (unit.unit_id, unit.name, unit.level, unit.parent_id) for unit in tree.values()
    )


def history(opened: Store) -> dict[int, tuple[str, int]]:
    """Batch → its file and how many of its rows count."""
    return {
        row["batch_id"]: (row["file"], row["in_force"])
        for row in store.batches(opened.cursor())
    }
