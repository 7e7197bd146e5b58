"""One file, taken as the page of imports takes what is dropped there, in a process of
its own that ends with it: unpacked, rehearsed, loaded, its marked copy made. What came
of it and what it cost is printed as JSON."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from grassroots import handback, messages, texts
from grassroots.importing import post, rehearsal, sources
from grassroots.importing.load import Importer
from grassroots.importing.report import FileReport
from grassroots.store import MEMORY, Store, open_store
from pages.parts import dropping  # what the page itself holds in memory counts as well

TODAY = date(2026, 7, 15)
CALLS = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system")


def megabytes() -> int:
    """The most memory that this process has held.

    What getrusage tells begins, on Linux, with what the process that started this one
    held at that moment; the line of the kernel is of this process alone."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        (peak,) = [line for line in lines if line.startswith("VmHWM")]
        return int(peak.split()[1]) // 1024
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def told(report: FileReport) -> dict[str, Any]:
    """A report with its sentences."""
    return {
        "file": report.file,
        "status": report.status,
        "codes": [problem.code for problem in report.problems],
        "rows": sum(table.rows_loaded for table in report.tables),
        "sentences": {
            language: [
                messages.status_line(language, report),
                *(messages.problem_message(language, one) for one in report.problems),
            ]
            for language in texts.LANGUAGES
        },
    }


def names_held(opened: Store) -> list[str]:
    """The people in the store."""
    held = opened.cursor().table("members").select("name").fetchall()
    return sorted(row[0] for row in held)


def taken(path: Path) -> dict[str, Any]:
    """What the page does with a file, step by step."""
    whole = sources.dropped(path.name, path.read_bytes())
    some = list(whole)
    seconds = {}
    with open_store(MEMORY) as opened:
        start = time.perf_counter()
        with rehearsal.rehearsing(opened) as stage:
            looked = [one for _, one, _ in rehearsal.files(stage, TODAY, iter(some))]
        seconds["look"] = time.perf_counter() - start
        after_looking = names_held(opened)
        start = time.perf_counter()
        loaded = [one for _, one in post.files(Importer(opened, TODAY), iter(some))]
        seconds["load"] = time.perf_counter() - start
        names = names_held(opened)
    start = time.perf_counter()
    backs = [
        len(handback.hand_back(source, report, "vi"))
        for source, report in zip(some, looked, strict=True)
        if report.problems
    ]
    seconds["back"] = time.perf_counter() - start
    return {
        "looked": [told(one) for one in looked],
        "loaded": [told(one) for one in loaded],
        "after_looking": after_looking,
        "names": names,
        "backs": backs,
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
    }


def main() -> None:
    """Takes the file named on the command line."""
    assert dropping.arrived
    seen: list[str] = []
    own = tempfile.gettempdir()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CALLS:
            seen.append(f"{event} {arguments!r}"[:200])
        elif event == "open":
            name, mode, flags = arguments
            writes = (mode and set(mode) & set("wax+")) or (flags or 0) & 0b11
            # Nothing of a file is written but by the writer of the marked copy, which
            # has its own places for that.
            if writes and not str(name).startswith(own):
                seen.append(f"open {name!r} {mode}")

    sys.addaudithook(watch)
    start = time.perf_counter()
    outcome = taken(Path(sys.argv[1]))
    whole = round(time.perf_counter() - start, 2)
    cost = {"whole": whole, "megabytes": megabytes(), "seen": seen}
    print(json.dumps({**outcome, **cost}))


if __name__ == "__main__":
    main()
