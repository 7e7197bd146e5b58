"""Damaged workbooks by the thousand: no crash, no hang, no flood, always a word.

Run: .venv/bin/python benchmarks/fuzz_import.py [cases] [seed] [--only NUMBER]
Makes small good rosters of every format (made-up people), damages each in one or two
ways and imports it in a worker process. Prints counts by status, by format and by
problem; then what must not be: crashes, hangs over 10 s, memory over 1 GB, reports
without a problem in words. A case is known by seed and number: --only runs it alone,
with all of its output. Exit code 1 where anything of that kind was seen.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from damaged_files import PASSWORD, case  # noqa: E402

from grassroots import messages  # noqa: E402
from grassroots.importing import sources  # noqa: E402
from grassroots.importing.load import Importer  # noqa: E402
from grassroots.importing.report import Answers  # noqa: E402
from grassroots.importing.sources import Source  # noqa: E402
from grassroots.store import open_store  # noqa: E402

LONGEST, LARGEST = 10.0, 1024  # seconds, megabytes
ADDRESS_SPACE = 6 * 1024**3  # where the system ends a worker that runs away
LOADS_A_STORE = 40  # a growing store would slow the later cases down
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Outcome:
    """What became of a case: a status a file, the codes, and what must not be."""

    statuses: tuple[str, ...]
    codes: tuple[str, ...]
    fault: str = ""
    seconds: float = 0.0
    megabytes: int = 0


def run(importer: Importer, source: Source) -> Outcome:
    """Imports the files of a case; an error of the program is a fault."""
    start = time.perf_counter()
    statuses, codes, faults = [], [], []
    try:
        for one in sources.unpack(source):
            report = importer.file(one, Answers(password=PASSWORD))
            statuses.append(report.status)
            codes += [problem.code for problem in report.problems]
            words = [
                messages.problem_message(language, problem)
                for language in ("vi", "en")
                for problem in report.problems
            ]
            if any(len(word) < 15 for word in words):
                faults.append("words")
            if report.batch is None and not words:
                faults.append(f"no problem with {report.status}")
    except BaseException as error:  # noqa: B036 (a panic too is to be counted)
        last = traceback.extract_tb(error.__traceback__)[-1]
        faults.append(
            f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
        )
        if os.environ.get("FUZZ_SHOWN"):
            traceback.print_exc()
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Outcome(tuple(statuses), tuple(codes), "; ".join(faults), seconds, megabytes)


def worker(connection: Connection, seed: int, folder: str) -> None:
    """Runs cases as they are sent. Standard error (a panic's cry) goes to a file."""
    with open(Path(folder) / f"{os.getpid()}.err", "wb") as quiet:
        os.dup2(quiet.fileno(), 2)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    while True:
        with (
            tempfile.TemporaryDirectory(dir=folder) as place,
            open_store(Path(place) / "x.duckdb") as store,
        ):
            importer = Importer(store, TODAY)
            loads = 0
            while loads < LOADS_A_STORE:
                number = connection.recv()
                if number is None:
                    return
                outcome = run(importer, case(seed, number)[1])
                loads += sum(status.startswith("loaded") for status in outcome.statuses)
                connection.send(outcome)


class Pool:
    """One worker, started anew when it has died, hung or grown."""

    def __init__(self, seed: int, folder: str) -> None:
        self.seed, self.folder = seed, folder
        self._start()

    def _start(self) -> None:
        self.ours, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("spawn").Process(
            target=worker, args=(theirs, self.seed, self.folder), daemon=True
        )
        self.process.start()
        theirs.close()
        self.warm = False

    def _again(self) -> None:
        self.process.kill()
        self.process.join()
        self._start()

    def case(self, number: int) -> Outcome:
        """One case; a worker silent for too long is a hang, a dead one a crash."""
        self.ours.send(number)
        # A fresh worker first loads its libraries.
        if not self.ours.poll(LONGEST + (30 if not self.warm else 1)):
            self._again()
            return Outcome((), (), "hang", LONGEST)
        try:
            outcome: Outcome = self.ours.recv()
        except (EOFError, ConnectionResetError):
            self.process.join()
            code = self.process.exitcode
            self._start()
            return Outcome((), (), f"crash (exit {code})")
        self.warm = True
        fault = outcome.fault
        if outcome.seconds > LONGEST:
            fault = "slow; " + fault
        if outcome.megabytes > LARGEST:
            fault = "memory; " + fault
            self._again()
        return Outcome(
            outcome.statuses, outcome.codes, fault, outcome.seconds, outcome.megabytes
        )

    def close(self) -> None:
        """Ends the worker."""
        self.process.kill()
        self.process.join()


def alone(seed: int, number: int) -> int:
    """One case in this process, with what it prints."""
    os.environ["FUZZ_SHOWN"] = "1"
    form, source = case(seed, number)
    print(form, source.name, len(source.content), "bytes")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "x.duckdb") as store,
    ):
        outcome = run(Importer(store, TODAY), source)
    print(outcome)
    return 1 if outcome.fault else 0


def main() -> int:
    """Runs the cases and prints what was seen."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    if "--only" in sys.argv:
        return alone(numbers[0] if len(numbers) > 1 else 1, numbers[-1])
    cases, seed = (numbers + [2000, 1][len(numbers) :])[:2]
    print(f"{cases} cases, seed {seed}", flush=True)
    statuses: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    forms: Counter[tuple[str, str]] = Counter()
    faults: list[tuple[int, str, str]] = []
    slowest, largest = (0.0, -1), 0
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        pool = Pool(seed, folder)
        for number in range(cases):
            outcome = pool.case(number)
            form = case(seed, number)[0] if outcome.fault else ""
            statuses.update(outcome.statuses)
            codes.update(outcome.codes)
            slowest = max(slowest, (outcome.seconds, number))
            largest = max(largest, outcome.megabytes)
            if outcome.fault:
                faults.append((number, form, outcome.fault))
                print(f"  case {number} ({form}): {outcome.fault}", flush=True)
                forms[form, outcome.fault] += 1
            if number % 500 == 499:
                print(
                    f"  {number + 1} cases, {time.perf_counter() - start:.0f} s",
                    flush=True,
                )
        pool.close()
    print(f"{time.perf_counter() - start:.0f} s, largest worker {largest} MB")
    print(f"slowest: case {slowest[1]}, {slowest[0]:.2f} s")
    for title, counts in (("status", statuses), ("problem", codes)):
        for name, count in counts.most_common():
            print(f"{title:8} {name:24} {count:6}")
    print("crashes", sum("crash" in fault for _, _, fault in faults))
    print("hangs over 10 s", sum("hang" in f or "slow" in f for _, _, f in faults))
    print("memory over 1 GB", sum("memory" in fault for _, _, fault in faults))
    print("without words", sum("word" in f or "no problem" in f for _, _, f in faults))
    print("all faults", len(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
