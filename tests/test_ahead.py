"""Files read ahead in other processes give what they give one by one, in their order;
a process that ends or hangs costs its file alone, and none is left behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import wild
from rosters import TODAY, everything, fresh, member, people, roster, sheets

from grassroots import added, store
from grassroots.importing import ahead, post
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers, FileReport, Problem
from grassroots.importing.sources import Source
from grassroots.store import Store

NONE = Answers()
VILLAGES = ("Thượng", "Phúc Lợi", "Kim Sơn", "Đồng Tâm", "An Bình", "Quyết Thắng")
# Reads as the program does, but for files that are made to end it, or to hold it up.
FAULTY = """
import os, threading
from grassroots.importing import reader
read = reader.read
def faulty(task):
    if task.source.name.startswith("ends"):
        os._exit(3)
    if task.source.name.startswith("hangs"):
        threading.Event().wait()
    return read(task)
reader.read = faulty
reader.main()
"""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


@pytest.fixture
def readers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many processes, two by default, whatever the machine has."""
    count = int(getattr(request, "param", 2))
    monkeypatch.setattr(post, "readers_for_this_machine", lambda: count)
    return count


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    found: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*arguments: Any, **more: Any) -> subprocess.Popen[bytes]:
        found.append(start(*arguments, **more))
        return found[-1]

    monkeypatch.setattr(ahead.subprocess, "Popen", noted)
    return found


@pytest.fixture
def reading_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The caller reads nothing itself: it waits for the processes."""
    wait = ahead.Readers._next_for

    def patient(self: ahead.Readers, job: ahead.Job) -> ahead.Job | None:
        with self._changed:
            while job.state == "waiting":
                self._changed.wait(30)
            others, self._waiting = self._waiting, type(self._waiting)()
        try:
            return wait(self, job)
        finally:
            with self._changed:
                self._waiting = others
                self._changed.notify_all()

    monkeypatch.setattr(ahead.Readers, "_next_for", patient)


def communes(count: int, named: str = "Danh sách") -> list[Source]:
    """Rosters of as many communes, three persons each."""
    files = []
    for number in range(1, count + 1):
        rows = people(3, {"Xã": f"Xã Đông {number}"})
        rows = [
            {**row, "Số thẻ đảng viên": f"{number}{n}"} for n, row in enumerate(rows)
        ]
        rows = [{**row, "Họ và tên": f"{row['Họ và tên']} {number}"} for row in rows]
        files.append(Source(f"{named} {number}.xlsx", roster(rows)))
    return files


def one_by_one(
    opened: Store, files: Sequence[Source], said: Callable[[Source], Answers]
) -> list[FileReport]:
    importer = Importer(opened, TODAY)
    return [importer.file(source, said(source)) for source in files]


def together(
    opened: Store, files: Sequence[Source], said: Callable[[Source], Answers]
) -> list[FileReport]:
    loaded = list(post.files(Importer(opened, TODAY), files, said))
    assert [source for source, _ in loaded] == list(files)
    return [report for _, report in loaded]


def facts(opened: Store) -> dict[str, list[tuple[Any, ...]]]:
    """The database without the moments at which something was written."""
    return {
        table: [
            tuple(one for one in row if not isinstance(one, datetime)) for row in rows
        ]
        for table, rows in everything(opened).items()
        if table != "schema_steps"
    }


def same(
    tmp_path: Path,
    files: Sequence[Source],
    said: Callable[[Source], Answers] = lambda _: NONE,
) -> list[FileReport]:
    """Both ways come to the same; the reports."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    with fresh(tmp_path / "one") as one, fresh(tmp_path / "other") as other:
        expected = one_by_one(one, files, said)
        assert together(other, files, said) == expected
        assert facts(other) == facts(one)
    return expected


@pytest.mark.parametrize("readers", [0, 1, 2], indirect=True)
def test_a_post_of_all_sorts_is_the_same(tmp_path: Path, readers: int) -> None:
    good = communes(6)
    whole = people(4, {"Xã": "Xã Đông 2"})
    twice = [*people(3), member(2)]
    files = [
        *good[:3],
        Source("empty.xlsx", b""),
        Source("half.xlsx", good[0].content[:3000]),
        Source("locked.zip", b"", "zip_locked"),
        *good[3:],
        good[1],
        Source("Bổ sung.xlsx", roster(whole, "30/06/2024")),
        Source("Trùng.xlsx", roster(twice, "31/12/2023")),
        Source("Không ngày.xlsx", roster(people(2), None)),
        Source("Thư.xlsx", sheets({"Thư": [["Kính gửi"], ["Trân trọng"]]})),
    ]
    reports = same(tmp_path, files)
    statuses = [report.status for report in reports]
    assert statuses[3:6] == ["nothing_to_load", "failed", "failed"]
    assert statuses[9] == "already_loaded"
    assert statuses[11:13] == ["loaded_with_problems", "needs_decision"]


def test_wild_files_are_the_same(tmp_path: Path, readers: int) -> None:
    made = [wild.make(seed) for seed in range(700, 711)]
    same(tmp_path, [Source(one.name, one.content) for one in made])


def test_what_one_file_decides_holds_for_those_read_ahead(
    tmp_path: Path, readers: int, reading_elsewhere: None
) -> None:
    asked = "Bình bầu tập thể"
    words = ("HTXSNV", "HTTNV", "HTNV", "HTTNV")
    odd = []
    for number in range(10):
        rows = people(4, {"Xã": f"Xã Tây {number}"})
        rows = [{**row, asked: word} for row, word in zip(rows, words, strict=True)]
        rows = [{k: v for k, v in row.items() if k != "Xếp loại"} for row in rows]
        odd.append(Source(f"{number}.xlsx", roster(rows)))

    def said(source: Source) -> Answers:
        return Answers(columns={asked: "rating"}) if source is odd[2] else NONE

    reports = same(tmp_path, odd, said)
    statuses = [report.status for report in reports]
    assert statuses[:3] == ["needs_decision", "needs_decision", "loaded"]
    assert set(statuses[3:]) == {"loaded"}


def test_few_files_start_no_process(
    opened: Store, started: list[subprocess.Popen[bytes]]
) -> None:
    files = communes(post.A_POST - 1)
    assert [report.status for report in together(opened, files, lambda _: NONE)] == [
        "loaded"
    ] * len(files)
    assert not started


def test_files_that_end_a_process_cost_themselves_alone(
    opened: Store,
    readers: int,
    started: list[subprocess.Popen[bytes]],
    reading_elsewhere: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "PROGRAM", FAULTY)
    files = communes(9)
    files[3] = replace(files[3], name="ends.xlsx")
    reports = together(opened, files, lambda _: NONE)
    assert [report.status for report in reports] == [
        "failed" if number == 3 else "loaded" for number in range(9)
    ]
    assert reports[3].problems == (Problem("damaged", "note"),)
    assert len(started) > readers
    assert all(process.poll() is not None for process in started)


def test_a_file_that_holds_a_process_up_is_given_up(
    opened: Store,
    readers: int,
    started: list[subprocess.Popen[bytes]],
    reading_elsewhere: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "PROGRAM", FAULTY)
    monkeypatch.setattr(ahead, "SECONDS", 1.0)
    files = communes(9)
    files[5] = replace(files[5], name="hangs.xlsx")
    reports = together(opened, files, lambda _: NONE)
    assert [report.status for report in reports] == [
        "failed" if number == 5 else "loaded" for number in range(9)
    ]
    assert all(process.poll() is not None for process in started)


@pytest.mark.parametrize("program", ["raise SystemExit", "print('x' * 100)"])
def test_without_processes_the_caller_reads_all(
    opened: Store, readers: int, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "PROGRAM", program)
    reports = together(opened, communes(9), lambda _: NONE)
    assert {report.status for report in reports} == {"loaded"}


def test_who_stops_in_the_middle_leaves_no_process(
    opened: Store, readers: int, started: list[subprocess.Popen[bytes]]
) -> None:
    loading = post.files(Importer(opened, TODAY), communes(12))
    assert next(loading)[1].status == "loaded"
    loading.close()
    assert len(started) == readers
    assert all(process.poll() is not None for process in started)
    # What was loaded stays, what was only read does not.
    assert [row["file"] for row in store.batches(opened.cursor())] == [
        "Danh sách 1.xlsx"
    ]


def test_a_process_ends_when_its_caller_is_gone() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", ahead.PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ahead.ROOT,
    )
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.endswith(b"ready")


def test_only_a_few_files_are_taken_ahead(opened: Store, readers: int) -> None:
    taken = 0

    def counted() -> Iterator[Source]:
        nonlocal taken
        for source in communes(16):
            taken += 1
            yield source

    most = 0
    for done, _ in enumerate(post.files(Importer(opened, TODAY), counted())):
        most = max(most, taken - done)
    assert taken == 16
    assert most <= 4 * readers + 2


def test_large_files_are_read_by_the_caller(
    opened: Store, readers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "LARGEST", 100)

    def never(self: ahead.Readers, task: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ahead.Readers, "give", never)
    reports = together(opened, communes(9), lambda _: NONE)
    assert {report.status for report in reports} == {"loaded"}


def test_an_error_of_the_program_is_raised_at_its_file(
    opened: Store, readers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = communes(9)

    def broken(source: Source, *_: object) -> None:
        raise ZeroDivisionError(source.name)

    for module in (post, ahead.reader):
        monkeypatch.setattr(module, "read_file", broken)
    monkeypatch.setattr(ahead, "PROGRAM", "raise SystemExit")
    with pytest.raises(ZeroDivisionError, match="Danh sách 1"):
        together(opened, files, lambda _: NONE)


def _derived(opened: Store) -> dict[str, list[tuple[Any, ...]]]:
    wanted = ("tree", "unit_path", "hidden_rows", "armed_units")
    return {name: rows for name, rows in everything(opened).items() if name in wanted}


def _years(chosen: Sequence[int]) -> list[Source]:
    """Rosters that replace each other: of communes, of the district, of cells."""
    files = []
    for number, year in enumerate(chosen):
        for letter, commune in (("a", "Xã Đông"), ("b", "Xã Tây")):
            rows = people(2 + number % 3, {"Xã": commune})
            day = f"{28 if number % 2 else 31}/{'02' if number % 2 else '12'}/{year}"
            files.append(Source(f"{number}{letter}.xlsx", roster(rows, day)))
        cell = f"Chi bộ thôn {VILLAGES[number]}"
        both = [*people(2), member(5, {"Xã": "Xã Tây", "Chi bộ": cell})]
        files.append(Source(f"{number}.xlsx", roster(both, f"30/06/{year}")))
    return files


def test_what_is_kept_in_memory_comes_to_the_same_as_built_anew(opened: Store) -> None:
    importer = Importer(opened, TODAY, in_a_post=True)
    for source in _years((2024, 2024, 2023, 2024, 2022, 2024)):
        assert importer.file(source).status == "loaded", source.name
        found = _derived(opened)
        with opened.transaction() as cursor:
            store.refresh(cursor)
        assert _derived(opened) == found, source.name
    assert found["hidden_rows"]


def test_what_is_known_is_forgotten_once_somebody_else_writes(opened: Store) -> None:
    importer = Importer(opened, TODAY, in_a_post=True)
    for source in _years((2024,)):
        importer.file(source)
    north = people(2, {"Xã": "Xã Bắc"})
    later = Source("later.xlsx", roster(north, "31/12/2024"))
    assert Importer(opened, TODAY).file(later).status == "loaded"
    earlier = Source("earlier.xlsx", roster(north[:1], "30/09/2024"))
    assert importer.file(earlier).status == "loaded"
    found = _derived(opened)
    with opened.transaction() as cursor:
        store.refresh(cursor)
    assert _derived(opened) == found


def test_a_batch_that_changes_the_tree_is_no_plain_one(opened: Store) -> None:
    importer = Importer(opened, TODAY, in_a_post=True)
    for source in communes(2):
        importer.file(source)
    known = added.spoken(opened.cursor(), "1")
    assert known is not None
    told = added.Told("members", 2024, frozenset({1}), frozenset({(1, True)}))
    assert known.plain([told], []) is not None
    assert known.plain([replace(told, kind="units")], []) is None
    assert known.plain([replace(told, year=2030)], []) is None
    tree = importer._tree
    assert tree is not None
    old = tree.at(1, date(2024, 12, 31))
    new = replace(old, unit_id=known.last_unit + 1)
    assert known.plain([told], [new]) is not None
    assert known.plain([told], [old]) is None
    assert known.plain([told], [new, new]) is None
    assert known.plain([told], [replace(new, valid_from=date(2024, 7, 1))]) is None
