"""Generated wild files against their truth: what is right, what goes wrong in silence.

Run: .venv/bin/python benchmarks/wild_files.py [count] [seed] [habit=value …]
     .venv/bin/python benchmarks/wild_files.py --each [kind …]
     .venv/bin/python benchmarks/wild_files.py --only SEED [--tidy] [habit=value …]
A run at random also has files that are no roster at all (--only SEED --stranger).
Each seed is a file in a layout drawn at random (tests/wild_layouts.py); a habit fixed
on the command line is not drawn, with --tidy none is. --each: one habit a file, tidy
otherwise. --only shows one file with its findings (--keep FOLDER writes it there).
--report FILE writes the list of failing layouts. All is made up.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import wild  # noqa: E402
import wild_check  # noqa: E402
import wild_layouts  # noqa: E402
import wild_strangers  # noqa: E402
from wild_check import Finding, Outcome  # noqa: E402

from grassroots.importing.files.grid import read_grids  # noqa: E402
from grassroots.importing.sources import Source  # noqa: E402

_COMMAND = "benchmarks/wild_files.py --only"


class Judged(NamedTuple):
    """A file, what became of it, and how it was asked for."""

    made: wild.WildFile
    outcome: Outcome
    tidy: bool
    habits: dict[str, Any]

    @property
    def command(self) -> str:
        """What makes this very file again."""
        words = [_COMMAND, str(self.made.seed), *(["--tidy"] if self.tidy else [])]
        words += [] if self.made.tables else ["--stranger"]
        words += [f"{name}={value}" for name, value in self.habits.items()]
        return " ".join(f"'{word}'" if ";" in word else word for word in words)


def main() -> None:
    """Reads the command line, runs the files, prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", default=[])
    parser.add_argument("--only", type=int)
    parser.add_argument("--tidy", action="store_true")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--stranger", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--report", type=Path)
    given = parser.parse_intermixed_args()
    words = given.words
    habits = dict(_habit(word) for word in words if "=" in word)
    maker = wild.tidy if given.tidy else wild.make
    maker = _stranger if given.stranger else maker
    if given.only is not None:
        _show(maker(given.only, **habits), given.keep)
        return
    if given.each:
        kinds = [word for word in words if word in wild.FIELDS] or list(wild.FIELDS)
        drawn = [
            (1, wild.tidy, one)
            for kind in kinds
            for one in wild_layouts.single_habits(kind)
        ]
    else:
        count, first = ([int(word) for word in words if word.isdigit()] + [200, 0])[:2]
        if len([word for word in words if word.isdigit()]) == 1:
            first = 0
        drawn = [(seed, maker, habits) for seed in range(first, first + count)]
        if not habits:
            more = max(count // 12, 8)
            drawn += [(seed, _stranger, {}) for seed in range(first, first + more)]
    outcomes = []
    for number, (seed, make, fixed) in enumerate(drawn, 1):
        made = make(seed, **fixed)
        outcomes.append(Judged(made, wild_check.run(made), make is wild.tidy, fixed))
        if sys.stderr.isatty():
            print(f"\r{number}/{len(drawn)}", end="", file=sys.stderr)
    lines = list(_summary(outcomes))
    print("\n".join(lines))
    if given.report:
        given.report.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _stranger(seed: int, **_: Any) -> wild.WildFile:
    return wild_strangers.stranger(seed)


def _habit(word: str) -> tuple[str, Any]:
    name, _, value = word.partition("=")
    known: dict[str, Any] = {"True": True, "False": False}
    return name, known.get(value, int(value) if value.isdigit() else value)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none"


def _summary(judged: list[Judged]) -> Iterable[str]:
    whole = len(judged)
    outcomes = [one.outcome for one in judged]
    yield f"files {whole}"
    for name in ("kind", "as_of", "unit", "header"):
        right = sum(one.right.get(name, False) for one in outcomes)
        yield f"{name + ' right':24} {_share(right, whole)}"
    rows = sum(one.rows for one in outcomes)
    right = sum(one.rows_right for one in outcomes)
    yield f"{'rows right':24} {_share(right, rows)}"
    statuses = Counter(one.status for one in outcomes)
    yield f"{'status':24} " + ", ".join(f"{s} {n}" for s, n in statuses.most_common())
    silent = [one for one in judged if one.outcome.silent]
    findings = sum(len(one.outcome.silent) for one in silent)
    yield f"{'SILENT ERRORS':24} {findings} in {len(silent)} files"
    asked = [one for one in judged if _of(one, "asked")]
    yield f"{'asked without need':24} {_share(len(asked), whole)}"
    codes = Counter(
        code
        for one in asked
        for code in {problem.code for problem in one.outcome.questions}
        or {one.outcome.status}
    )
    yield f"{'  because of':24} " + ", ".join(
        f"{k} {n}" for k, n in codes.most_common()
    )
    others = Counter(
        finding.what
        for one in outcomes
        for finding in one.findings
        if not finding.what.startswith("silent") and finding.what != "asked"
    )
    yield f"{'with a word, or other':24} " + ", ".join(
        f"{k} {n}" for k, n in others.items()
    )
    crashes = [one for one in judged if one.outcome.status == "crash"]
    yield f"{'crashes':24} {len(crashes)}"
    slowest = max(judged, key=lambda one: one.outcome.seconds)
    yield f"{'slowest':24} {slowest.outcome.seconds:.2f} s ({slowest.command})"
    yield f"{'headings not in lists':24} {_fresh_headings(judged)}"
    yield from ("", "## Crashes")
    for one in crashes:
        yield from _file_lines(one, one.outcome.findings)
    yield from ("", "## Silent errors, file by file")
    for one in silent:
        yield from _file_lines(one, one.outcome.silent)
    yield from ("", "## Asked or refused although a person would not need to")
    for one in asked:
        yield from _file_lines(one, _of(one, "asked"))
    yield from ("", "## Rows, units or values lost with a word, and totals")
    for one in judged:
        rest = [
            finding
            for finding in one.outcome.findings
            if not finding.what.startswith("silent")
            and finding.what not in ("asked", "crash")
        ]
        if rest:
            yield from _file_lines(one, rest)
    yield from ("", "## Habit: files with a silent error, asked without need, files")
    yield from _habit_lines(judged)


def _of(one: Judged, what: str) -> list[Finding]:
    return [finding for finding in one.outcome.findings if finding.what == what]


def _file_lines(one: Judged, findings: list[Finding]) -> Iterable[str]:
    yield f"- {one.command}   [{one.made.name}] {one.outcome.status}"
    if not one.tidy:
        yield f"  {' '.join(one.made.layout.features)}"
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        seen[_group(finding)] += 1
        if seen[_group(finding)] == 1:
            yield (
                f"  {finding.what} {finding.where}: expected {finding.expected!r}, "
                f"found {finding.found!r}"
            )
    more = [f"{what} {field} × {n}" for (what, field), n in seen.items() if n > 1]
    if more:
        yield "  in all: " + ", ".join(more)


def _group(finding: Finding) -> tuple[str, str]:
    field = finding.where.rsplit(" ", 1)[-1]
    return finding.what, "" if "!" in field else field


def _habit_lines(judged: list[Judged]) -> Iterable[str]:
    counts: dict[str, list[int]] = {}
    for one in judged:
        for habit in one.made.layout.features:
            count = counts.setdefault(habit, [0, 0, 0])
            count[0] += bool(one.outcome.silent)
            count[1] += bool(_of(one, "asked"))
            count[2] += 1
    ranked = sorted(
        counts.items(), key=lambda item: -(item[1][0] + item[1][1]) / item[1][2]
    )
    for habit, (silent, asked, files) in ranked:
        rate = (silent + asked) / files
        yield f"{habit:32} {silent:4} {asked:4} {files:4}  {rate:.0%}"


def _fresh_headings(judged: list[Judged]) -> str:
    """How many of the written headings no list of the library has, word for word."""
    from grassroots.rosters import roster_kinds
    from grassroots.words import key

    listed = {
        key(text)
        for kind in roster_kinds().values()
        for one in kind.fields
        for text in (*one.headings, *one.label.values())
    }
    written = {
        text for one in judged for texts in one.made.headings.values() for text in texts
    }
    known = sum(key(text) in listed for text in written)
    return _share(len(written) - known, len(written))


def _show(made: wild.WildFile, keep: Path | None) -> None:
    one = wild_check.run(made)
    print(made.name, one.status, f"{one.seconds:.2f} s")
    print(" ".join(made.layout.features))
    print(f"rows right {one.rows_right} of {one.rows}, right: {one.right}")
    if one.report:
        for table in one.report.tables:
            print(table)
        for problem in one.report.problems[:30]:
            print("  said:", problem)
    for finding in one.findings[:60]:
        print("  found:", finding)
    grids = _grids(made)
    for grid in grids:
        print(f"--- {grid.sheet}{' (hidden)' if grid.hidden else ''}")
        for number, row in enumerate(grid.rows[:22], 1):
            print(f"{number:3}", [str(cell)[:22] for cell in row])
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / made.name).write_bytes(made.content)
        print("written:", keep / made.name)


def _grids(made: wild.WildFile) -> list[Any]:
    from grassroots.importing.report import FileRefused

    try:
        return list(read_grids(Source(made.name, made.content)))
    except FileRefused as refused:
        print("refused:", refused.problem)
        return []


if __name__ == "__main__":
    main()
