"""Killed at fifty moments, an import leaves whole batches only: those it reported, and
at most the one that was committed but whose line was not printed yet."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from rosters import history, people, roster

from grassroots import store
from grassroots.__main__ import main

KILLS = 50
YEARS = range(2018, 2023)
FILES = [f"{year}.xlsx" for year in YEARS]
# Each child starts with the library loaded: what is killed is an import, not a start.
WAY = (
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
PROCESSES = multiprocessing.get_context(WAY)


def rows_of_year(year: int) -> int:
    """How many persons the roster of a year has: another number each year."""
    return 3 + year % 7


class Lines:
    """Standard error that sends the line of every file to another process at once."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe

    def write(self, text: str) -> None:
        """Sends the line of each file; notes are indented, line ends come alone."""
        if text.strip() and not text.startswith(" "):
            self.pipe.send(text)

    def flush(self) -> None:
        """Nothing waits."""


def importing(folder: str, database: str, pipe: Connection) -> None:
    """`python -m grassroots import folder --db database`, in a process of its own."""
    import sys

    sys.stderr = Lines(pipe)  # type: ignore[assignment]
    main(["import", folder, "--db", database])


@dataclass(frozen=True)
class Told:
    """The lines that an import printed, with the seconds from its start to each."""

    lines: list[str]
    seconds: list[float]

    @property
    def files(self) -> list[str]:
        """The files reported as loaded, now or before."""
        assert all("nạp" in line for line in self.lines), self.lines
        return [line.split(": ")[0] for line in self.lines]


def run(folder: Path, database: Path, after: int | None, delay: float = 0.0) -> Told:
    """Runs an import and kills it so many seconds after its n-th line (or at once when
    the next line comes before that); `after` None: lets it end."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(
        target=importing, args=(str(folder), str(database), theirs), daemon=True
    )
    lines: list[str] = []
    seconds: list[float] = []
    start = time.perf_counter()
    process.start()
    theirs.close()

    def take() -> None:
        lines.append(ours.recv())
        seconds.append(time.perf_counter() - start)

    with suppress(EOFError):
        while after is None or len(lines) < after:
            take()
    if after is not None:
        ours.poll(delay)
        process.kill()
    process.join()
    with suppress(EOFError):
        while True:
            take()
    ours.close()
    return Told(lines, seconds)


def check(database: Path, told: Told) -> list[str]:
    """The files that the database holds, each of them whole."""
    if not database.exists():
        assert not told.files
        return []
    with store.open_store(database) as opened:
        held = {name: rows for name, rows in history(opened).values()}
        cursor = opened.cursor()
        counted = dict(
            cursor.table("members").aggregate("table_id, count(*)").fetchall()
        )
        loaded = (
            cursor.table("roster_tables").select("table_id, rows_loaded").fetchall()
        )
        archived = {row[0] for row in cursor.table("archive").select("name").fetchall()}
        known = {row[0] for row in cursor.table("units").select("unit_id").fetchall()}
        used = {row[0] for row in cursor.table("members").select("unit_id").fetchall()}
    assert all(
        held[f"{year}.xlsx"] == rows_of_year(year) for year in YEARS[: len(held)]
    )
    assert counted == dict(loaded) and archived == set(held) and used <= known
    in_flight = [name for name in held if name not in told.files]
    assert set(told.files) <= set(held), "reported as loaded, and lost"
    assert len(in_flight) <= 1
    assert sorted(held) == FILES[: len(held)], "in the order of the folder"
    return sorted(held)


def test_killed_fifty_times(tmp_path: Path) -> None:
    PROCESSES.set_forkserver_preload(["grassroots.__main__", "rosters"])
    folder = tmp_path / "gửi"
    folder.mkdir()
    for year in YEARS:
        content = roster(people(rows_of_year(year)), f"31/12/{year}")
        (folder / f"{year}.xlsx").write_bytes(content)
    whole = run(folder, tmp_path / "whole.duckdb", None)
    assert check(tmp_path / "whole.duckdb", whole) == whole.files == FILES
    start = whole.seconds[0]
    one = (whole.seconds[-1] - start) / (len(FILES) - 1)

    moments = 0
    number = 0
    held: list[str] = []
    for kill in range(KILLS):
        database = tmp_path / f"{number}.duckdb"
        more, part = kill % 2, (kill // 2) / (KILLS // 2)
        # Before the first line lies the making of the file as well.
        delay = part * (one if more or held else min(start, 3 * one))
        told = run(folder, database, len(held) + more, delay)
        before, held = held, check(database, told)
        assert set(before) <= set(held), "what was there before stays"
        moments += len(told.lines) < len(FILES)
        if held == FILES:
            again = run(folder, database, None)
            assert check(database, again) == again.files == FILES
            number, held = number + 1, []
    assert moments > KILLS * 0.6, "most kills hit an import that was still under way"
