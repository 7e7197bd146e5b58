"""What is derived after each import is exactly what building it all anew gives."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rosters import DISTRICT, PROVINCE, TODAY, fresh, history, member, roster, sheets

from grassroots import query, store
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers, FileReport
from grassroots.importing.sources import Source
from grassroots.store import Store

DERIVED = ("tree", "unit_path", "hidden_rows", "armed_units")
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
UNITS = ("Mã", "Tên đơn vị", "Cấp", "Cấp trên", "Từ ngày", "Đến ngày")
MERGERS = ("Đơn vị cũ", "Đơn vị mới", "Ngày", "Phần nhập vào")


def derived(connection: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The derived tables, row by row; a row that is there twice is there twice."""
    return {
        name: sorted(connection.table(name).fetchall(), key=repr) for name in DERIVED
    }


def anew(opened: Store) -> dict[str, list[tuple[Any, ...]]]:
    """The derived tables as the full refresh makes them; the store is left as it is."""
    cursor = opened.cursor()
    cursor.begin()
    store.refresh(cursor)
    built = derived(cursor)
    cursor.rollback()
    return built


def checked(opened: Store) -> None:
    """Asserts that nothing derived is stale."""
    held, built = derived(opened.cursor()), anew(opened)
    for name in DERIVED:
        assert held[name] == built[name], name


@contextmanager
def counted(names: list[str]) -> Iterator[None]:
    """Takes down which statements run."""
    run = query.run

    def watched(connection: Any, name: str, /, **values: Any) -> Any:
        names.append(name)
        return run(connection, name, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query, "run", watched)
        yield


def loaded(opened: Store, importer: Importer, source: Source) -> FileReport:
    """Imports a file and holds what it says of replaced files, and all that is derived,
    against what the whole history says."""
    before = history(opened)
    report = importer.file(source, Answers(again=True))
    after = history(opened)
    gave_way = [
        file
        for batch, (file, in_force) in sorted(before.items())
        if after[batch][1] < in_force
    ]
    said = [
        str(problem.details["files"])
        for problem in report.problems
        if problem.code == "replaces"
    ]
    assert said == ([", ".join(gave_way)] if gave_way else [])
    checked(opened)
    return report


@cache
def members_of(commune: str, cells: int, day: str) -> bytes:
    """A commune's roster: as many persons as cells."""
    rows = [
        member(number, {"Xã": commune, "Chi bộ": f"Chi bộ thôn {number}"})
        for number in range(1, cells + 1)
    ]
    return roster(rows, day)


@cache
def members_of_two(cells: int, day: str) -> bytes:
    """A district's roster over two communes."""
    rows = [
        member(number, {"Xã": xa, "Chi bộ": f"Chi bộ thôn {number}"})
        for xa in ("Xã Đông", "Xã Tây")
        for number in range(1, cells + 1)
    ]
    return roster(rows, day)


@cache
def admissions_of(commune: str, cells: int, day: str) -> bytes:
    """Admissions: two dates of a year both count."""
    rows = [
        member(
            number,
            {
                "Xã": commune,
                "Chi bộ": f"Chi bộ thôn {number}",
                "Ngày vào Đảng": f"03/02/{day[-4:]}",
            },
        )
        for number in range(1, cells + 1)
    ]
    return roster(rows, day, title="DANH SÁCH KẾT NẠP ĐẢNG VIÊN")


@cache
def organisations_of(commune: str, cells: int, day: str) -> bytes:
    """Cells with their kinds, some of the army."""
    kinds = ("Quân đội", "Xã", "Công an")
    rows = [
        {
            "TT": number,
            "Xã": commune,
            "Chi bộ": f"Chi bộ thôn {number}",
            "Loại hình": kinds[number % 3],
            "Xếp loại": "HTTNV",
        }
        for number in range(1, cells + 1)
    ]
    return roster(rows, day, title="DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG")


@cache
def units_of(merged: bool) -> bytes:
    """A units roster, with or without a merger in the middle of 2025."""
    end = "30/06/2025" if merged else None
    rows = [
        ("T", PROVINCE, "Tỉnh", None, None, None),
        ("T-H", DISTRICT, "Huyện", "T", None, end),
        ("T-H-1", "Xã Đông", "Xã", "T-H", None, end),
        ("T-H-2", "Xã Tây", "Xã", "T-H", None, end),
    ]
    content = {"Đơn vị": [["DANH MỤC ĐƠN VỊ"], UNITS, *rows]}
    if merged:
        content["Đơn vị"].append(("T-X", "Xã Đông Tây", "Xã", "T", "01/07/2025", None))
        content["Sáp nhập"] = [
            ["SÁP NHẬP, CHIA TÁCH"],
            MERGERS,
            ("T-H-1", "T-X", "01/07/2025", "Toàn bộ"),
            ("T-H-2", "T-X", "01/07/2025", "60%"),
        ]
    return sheets(content)


@cache
def ratings_of_years(commune: str, cells: int, day: str) -> bytes:
    """A roster that also rates the years before."""
    year = int(day[-4:])
    rows = []
    for number in range(1, cells + 1):
        row = member(number, {"Xã": commune, "Chi bộ": f"Chi bộ thôn {number}"})
        del row["Xếp loại"]
        rows.append(
            {
                **row,
                f"Xếp loại năm {year}": "HTTNV",
                f"Xếp loại năm {year - 1}": "HTNV",
            }
        )
    return roster(rows, day)


COMMUNES = st.sampled_from(["Xã Đông", "Xã Tây", "Xã Nam Thượng"])
DAYS = st.sampled_from(
    ["31/12/2024", "31/12/2024", "30/06/2024", "31/12/2023", "31/12/2025"]
)
CELLS = st.integers(1, 4)
FILES: st.SearchStrategy[Callable[[], bytes]] = st.one_of(
    *(
        st.builds(
            lambda commune, cells, day, make=make: lambda: make(commune, cells, day),
            COMMUNES,
            CELLS,
            DAYS,
        )
        for make in (members_of, members_of, admissions_of, organisations_of)
    ),
    st.builds(
        lambda commune, cells, day: lambda: ratings_of_years(commune, cells, day),
        COMMUNES,
        CELLS,
        DAYS,
    ),
    st.builds(lambda cells, day: lambda: members_of_two(cells, day), CELLS, DAYS),
    st.builds(lambda merged: lambda: units_of(merged), st.booleans()),
)
STEPS = st.lists(
    st.one_of(
        FILES,
        FILES,
        FILES,
        st.tuples(st.sampled_from(["undo", "back"]), st.integers(1, 8)),
    ),
    min_size=4,
    max_size=9,
)


@settings(max_examples=6, deadline=None)
@given(STEPS)
def test_any_sequence_of_imports(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder)) as opened:
        importer = Importer(opened, TODAY)
        for number, step in enumerate(steps):
            if callable(step):
                loaded(opened, importer, Source(f"{number}.xlsx", step()))
                continue
            what, batch = step
            (store.undo if what == "undo" else store.bring_back)(opened, batch)
            checked(opened)


def test_a_post_of_one_year_takes_the_short_way(tmp_path: Path) -> None:
    """Also where files replace each other, and where there are armed forces."""
    files = [
        members_of("Xã Đông", 3, "31/12/2024"),
        members_of("Xã Tây", 2, "31/12/2024"),
        organisations_of("Xã Tây", 4, "31/12/2024"),
        members_of("Xã Tây", 4, "31/12/2024"),
        members_of("Xã Nam Thượng", 2, "30/06/2024"),
        members_of_two(2, "31/12/2024"),
        members_of("Xã Đông", 1, "30/06/2024"),
        admissions_of("Xã Đông", 4, "31/12/2024"),
        ratings_of_years("Xã Tây", 3, "31/12/2024"),
    ]
    with fresh(tmp_path) as opened:
        importer = Importer(opened, TODAY)
        full = []
        for number, content in enumerate(files):
            ran: list[str] = []
            with counted(ran):
                report = importer.file(Source(f"{number}.xlsx", content))
            assert report.batch is not None, report
            checked(opened)
            if "refresh/11_tree" in ran:
                full.append(number)
        assert {row[0] for row in opened.cursor().table("hidden_rows").fetchall()}
        assert opened.cursor().table("armed_units").fetchall()
    # The first one, and the one that tells of a year before all others.
    assert full == [0, 8]


def test_an_undone_file_does_not_replace_a_later_one(tmp_path: Path) -> None:
    """Though its date is the later one."""
    days = ("30/06/2024", "31/12/2024", "30/09/2024")
    with fresh(tmp_path) as opened:
        importer = Importer(opened, TODAY)
        for number, day in enumerate(days, 1):
            content = members_of("Xã Đông", 3, day)
            loaded(opened, importer, Source(f"{number}.xlsx", content))
            if number == 2:
                store.undo(opened, 2)
        assert [row[1] for row in history(opened).values()] == [3, 0, 0]


def test_new_units_under_the_armed_forces_are_armed(tmp_path: Path) -> None:
    organ = [
        {
            "TT": 1,
            "Tổ chức cơ sở đảng": "Đảng bộ Quân sự huyện",
            "Loại hình": "Quân đội",
        }
    ]
    later = [
        member(1, {"Xã": None, "Tổ chức cơ sở đảng": "Đảng bộ Quân sự huyện"}),
    ]
    with fresh(tmp_path) as opened:
        importer = Importer(opened, TODAY)
        title = "DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"
        loaded(opened, importer, Source("1.xlsx", roster(organ, title=title)))
        before = len(opened.cursor().table("armed_units").fetchall())
        ran: list[str] = []
        with counted(ran):
            report = loaded(opened, importer, Source("2.xlsx", roster(later)))
        assert report.batch is not None and "added/tree" in ran
        assert len(opened.cursor().table("armed_units").fetchall()) > before > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_files_of_the_sample_in_any_order(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(sorted(path.name for path in SAMPLE.glob("*.xlsx")), 5)
    names.insert(chance.randrange(2, 5), "Danh mục đơn vị.xlsx")
    with fresh(tmp_path) as opened:
        importer = Importer(opened, TODAY)
        for name in dict.fromkeys(names):
            loaded(opened, importer, Source(name, (SAMPLE / name).read_bytes()))
        store.undo(opened, 3)
        loaded(opened, importer, Source(names[0], (SAMPLE / names[0]).read_bytes()))
        store.bring_back(opened, 3)
        checked(opened)
