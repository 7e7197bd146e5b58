"""A wild file through the importer, and the difference to its truth.

Silent is what reaches the tables wrong, or is lost, without a problem or question
about that row, column or file.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from wild_facts import Unit
from wild_truth import Expect, RowTruth, TableTruth, WildFile

from grassroots.importing.load import Importer
from grassroots.importing.report import FileReport, Problem, column_letter
from grassroots.importing.sources import Source
from grassroots.store import Store, open_store

TODAY = date(2026, 3, 1)
_MAIN = ("members", "admissions", "officers", "leaders", "hamlets", "organisations")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Finding:
    """One difference. what: silent, lost_with_word, asked, wrong_header, crash, …"""

    what: str
    where: str
    expected: Any = None
    found: Any = None


@dataclass
class Outcome:
    """What the importer made of one file."""

    seed: int
    seconds: float
    status: str
    right: dict[str, bool] = field(default_factory=dict)
    rows: int = 0
    rows_right: int = 0
    findings: list[Finding] = field(default_factory=list)
    report: FileReport | None = None

    @property
    def questions(self) -> tuple[Problem, ...]:
        """The questions that the file waits for."""
        return self.report.questions if self.report else ()

    @property
    def silent(self) -> list[Finding]:
        """What went wrong without a word."""
        return [one for one in self.findings if one.what.startswith("silent")]


def plain_key(text: object) -> str:
    """Names compared: composed, without case, double spaces and places of tones."""
    words = unicodedata.normalize("NFD", str(text)).casefold().split()
    told = []
    for word in words:
        tones = "".join(char for char in word if char in _TONES)
        told.append("".join(char for char in word if char not in _TONES) + tones)
    return " ".join(told).replace(".", "")


_PREFIXES = """
    ban chấp hành; đảng bộ; đảng ủy; chi bộ; cb; đb; đu; huyện ủy; thị ủy; tỉnh ủy;
    huyện; thị xã; xã; phường; thị trấn; tt; tx; p; tỉnh; thôn; bản; xóm; tổ dân phố;
    tdp; khu phố; kp
"""
_PREFIX_KEYS = re.compile(
    "^(?:" + "|".join(f"{plain_key(word)} " for word in _PREFIXES.split(";")) + ")+"
)


def bare(name: str) -> str:
    """A unit's name without what says its level."""
    return _PREFIX_KEYS.sub("", plain_key(name))


def run(wild: WildFile, opened: Store | None = None) -> Outcome:
    """Imports a file into a fresh store (or the one given) and compares."""
    store = opened or open_store(":memory:")
    source = Source(wild.name, wild.content)
    begin = time.perf_counter()
    try:
        report = Importer(store, TODAY, keep_originals=False).file(source)
    except Exception as error:  # a crash is what is looked for
        seconds = time.perf_counter() - begin
        crash = Finding("crash", wild.name, found=repr(error)[:300])
        return Outcome(wild.seed, seconds, "crash", findings=[crash])
    outcome = Outcome(wild.seed, time.perf_counter() - begin, report.status)
    outcome.report = report
    outcome.rows = sum(len(rows) for t in wild.tables for rows in t.rows.values())
    try:
        _compare(wild, report, store, outcome)
    finally:
        if opened is None:
            store.close()
    return outcome


def _compare(
    wild: WildFile, report: FileReport, store: Store, outcome: Outcome
) -> None:
    loaded = report.status in ("loaded", "loaded_with_problems")
    if not wild.tables:
        rows = sum(table.rows_loaded for table in report.tables)
        if loaded:
            kinds = [table.kind for table in report.tables]
            outcome.findings.append(Finding("silent_row", "file", "no rows", kinds))
        elif report.status == "failed" or not report.problems:
            outcome.findings.append(Finding("no_reason", "file", "a reason", rows))
        outcome.right = dict.fromkeys(("kind", "as_of", "unit", "header"), not loaded)
        return
    if wild.must_ask:
        if loaded:
            outcome.findings.append(
                Finding("silent_guess", "file", "a question", report.status)
            )
        outcome.right = dict.fromkeys(("kind", "as_of", "unit", "header"), not loaded)
        outcome.rows_right = 0 if loaded else outcome.rows
        return
    if not loaded:
        codes = sorted({problem.code for problem in report.problems})
        if wild.may_ask and report.status == "needs_decision":
            outcome.right = dict.fromkeys(("kind", "as_of", "unit", "header"), True)
            outcome.rows_right = outcome.rows
            return
        asked = [
            f"{problem.code}({problem.sheet}!{problem.column or ''}{problem.row or ''} "
            f"{problem.value or ''} {dict(problem.details)})"[:200]
            for problem in report.problems
            if problem.effect == "question"
        ]
        found = "; ".join(asked[:4]) or ", ".join(codes)
        outcome.findings.append(Finding("asked", report.status, "loaded", found))
        return
    report = _same_sheet(wild, report)
    tables = _loaded(store, report)
    if wild.layout.form.startswith(("csv", "html")):
        # A file of one sheet: what the reader calls it is its own affair.
        tables = [{**one, "sheet": wild.tables[0].sheet} for one in tables]
    outcome.right = {
        "kind": _sorted(one.kind for one in wild.tables)
        == _sorted(one["kind"] for one in tables if not one["ratings_only"]),
        "as_of": {one.as_of for one in wild.tables}
        == {one["as_of"] for one in tables if not one["ratings_only"]},
        "header": _sorted((one.sheet, one.header_rows) for one in wild.tables)
        == _sorted((one.sheet, one.header_rows) for one in report.tables),
        "unit": True,
    }
    for name in ("kind", "as_of"):
        if not outcome.right[name]:
            wanted = [getattr(one, name) for one in wild.tables]
            got = [one[name] for one in tables if not one["ratings_only"]]
            if name == "kind" and len(wanted) != len(got) and set(wanted) == set(got):
                continue  # fewer tables than there are: its rows say what was lost
            outcome.findings.append(Finding(f"silent_{name}", "file", wanted, got))
    rows = _rows(store, tables)
    places: dict[tuple[str, int], list[tuple[TableTruth, RowTruth]]] = {}
    for table in wild.tables:
        for number, told in table.rows.items():
            places.setdefault((table.sheet, number), []).extend(
                (table, one) for one in told
            )
    for place, wanted_rows in places.items():
        got_rows = rows.pop(place, [])
        for table, truth in wanted_rows:
            got = _take(got_rows, truth)
            _one_row(wild, report, outcome, table, place[1], truth, got)
        for got in got_rows:
            outcome.findings.append(
                Finding("silent_row", f"{place[0]}!{place[1]}", None, got.get("name"))
            )
    told = {(t.sheet, number) for t in wild.tables for number in t.told_rows}
    for (sheet, number), got_rows in rows.items():
        for got in got_rows:
            word = any(
                problem.sheet == sheet and problem.row == number
                for problem in report.problems
            )
            if (sheet, number) in told and word:
                continue
            shown = got.get("name") or got["units"][-1:]
            outcome.findings.append(
                Finding("silent_row", f"{sheet}!{number}", "no row", shown)
            )
    for table in wild.tables:
        for number in table.told_rows:
            word = _about(report.problems, table.sheet, number, None)
            if not word and (table.sheet, number) not in rows:
                outcome.findings.append(
                    Finding("silent_lost", f"{table.sheet}!{number}", "a word", None)
                )
        for number, right in table.totals.items():
            differs = any(
                problem.code == "total_differs"
                and problem.sheet == table.sheet
                and problem.row == number
                for problem in report.problems
            )
            if differs == right:
                what = "false_total" if differs else "total_unnoticed"
                outcome.findings.append(Finding(what, f"{table.sheet}!{number}"))


def _same_sheet(wild: WildFile, report: FileReport) -> FileReport:
    if not wild.layout.form.startswith(("csv", "html")):
        return report
    sheet = wild.tables[0].sheet
    return replace(
        report,
        tables=tuple(replace(one, sheet=sheet) for one in report.tables),
        problems=tuple(replace(one, sheet=sheet) for one in report.problems),
    )


def _one_row(
    wild: WildFile,
    report: FileReport,
    outcome: Outcome,
    table: TableTruth,
    number: int,
    truth: RowTruth,
    got: dict[str, Any] | None,
) -> None:
    where = f"{table.sheet}!{number}"
    if got is None:
        word = _about(report.problems, table.sheet, number, None) or _whole_sheet(
            report.problems, table.sheet
        )
        shown = truth.expects.get("name", Expect(truth.units[-1].name)).value
        what = "lost_with_word" if word else "silent_lost"
        outcome.findings.append(Finding(what, where, shown, word))
        return
    right = True
    for name, expect in truth.expects.items():
        found = _value(got, name)
        wanted = (expect.value, *expect.also)
        same = any(_same(name, one, found) for one in wanted)
        letters = {
            column_letter(at) for at in table.columns.get(name.split("@")[0], set())
        }
        top = min(table.rows)
        word = _about(report.problems, table.sheet, number, letters, top)
        if word and expect.told:
            continue
        # A date that Excel swapped and that was put right is right without a word.
        needs_a_word = expect.told and (expect.value is None or None in expect.also)
        if same and not needs_a_word:
            continue
        right = False
        what = "value_with_word" if word else "silent_value"
        outcome.findings.append(
            Finding(what, f"{where} {name}", expect.value, word or _shown(found))
        )
    if not _same_units(truth.units, got["units"]):
        outcome.right["unit"] = right = False
        word = _about(report.problems, table.sheet, number, None)
        what = "unit_with_word" if word else "silent_unit"
        wanted_units = " › ".join(unit.name for unit in truth.units)
        outcome.findings.append(
            Finding(what, where, wanted_units, " › ".join(n for _, n in got["units"]))
        )
    outcome.rows_right += right


def _value(got: dict[str, Any], name: str) -> Any:
    plain, _, year = name.partition("@")
    if year:
        return got["years"].get(int(year))
    if f"{plain}_precision" in got:
        day = got[plain]
        return None if day is None else (day, got[f"{plain}_precision"])
    return got.get(plain)


def _shown(value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], date):
        return f"{value[0]} ({value[1]})"
    return value


def _same(name: str, wanted: Any, found: Any) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    if isinstance(wanted, str):
        return plain_key(wanted) == plain_key(found)
    return bool(wanted == found)


def _same_units(wanted: Iterable[Unit], found: list[tuple[str, str]]) -> bool:
    """The row's own unit is the lowest told, and those above it are the same."""
    told = list(wanted)
    own = told[-1]
    if not found or bare(found[-1][1]) != bare(own.name) or found[-1][0] != own.level:
        return False
    by_level = {level: bare(name) for level, name in found}
    return all(by_level.get(unit.level) == bare(unit.name) for unit in told)


def _about(
    problems: Iterable[Problem],
    sheet: str,
    row: int,
    letters: set[str] | None,
    first_row: int = 0,
) -> str | None:
    """The code of a problem about a row, or a cell of it, None where nothing is said.

    A problem at a column's heading (above first_row) is about all of the column.
    """
    for problem in problems:
        if problem.sheet not in (sheet, None):
            continue
        whole_row = letters is None or problem.column is None
        above = problem.row is None or problem.row < first_row
        about_cell = letters is not None and problem.column in letters
        if (problem.row == row and (whole_row or about_cell)) or (about_cell and above):
            return problem.code
    return None


_SHEET_CODES = {"not_a_roster", "no_rows", "no_as_of", "hidden_sheet", "empty_sheet"}


def _whole_sheet(problems: Iterable[Problem], sheet: str) -> str | None:
    """A word about the sheet as a whole that says that nothing of it was taken."""
    return next(
        (
            problem.code
            for problem in problems
            if problem.sheet == sheet
            and problem.row is None
            and problem.column is None
            and problem.code in _SHEET_CODES
        ),
        None,
    )


def _loaded(store: Store, report: FileReport) -> list[dict[str, Any]]:
    found = store.cursor().execute(
        "select table_id, sheet, kind, as_of, ratings_only from roster_tables "
        "where batch_id = ?",
        [report.batch],
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def typed_rows(
    store: Store, report: FileReport
) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The rows that a file gave by sheet and row; none where it was not loaded."""
    return _rows(store, _loaded(store, report)) if report.batch is not None else {}


def _rows(
    store: Store, tables: list[dict[str, Any]]
) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The typed rows by sheet and row, with their units from the top down."""
    cursor = store.cursor()
    units = {
        unit: (parent, level, name)
        for unit, parent, level, name in cursor.execute(
            "select unit_id, parent_id, level, name from units"
        ).fetchall()
    }
    rows: dict[tuple[str, int], list[dict[str, Any]]] = {}
    years: list[tuple[tuple[str, int], int, dict[str, Any]]] = []
    for table in tables:
        if table["kind"] not in _MAIN:
            continue
        found = cursor.execute(
            f"select * from {table['kind']} where table_id = ?",
            [table["table_id"]],
        )
        names = [column[0] for column in found.description]
        for values in found.fetchall():
            row = dict(zip(names, values, strict=True))
            place = (table["sheet"], row["row_number"])
            if table["ratings_only"]:
                years.append((place, table["as_of"].year, row))
                continue
            chain: list[tuple[str, str]] = []
            unit = row["unit_id"]
            while unit is not None and unit in units:
                parent, level, name = units[unit]
                chain.insert(0, (level, name))
                unit = parent
            rows.setdefault(place, []).append({**row, "units": chain, "years": {}})
    for place, year, rated in years:
        for row in rows.get(place, []):
            # Of two tables side by side each has a row here.
            if all(row.get(one) == rated.get(one) for one in ("unit_id", "name")):
                row["years"][year] = rated["rating"]
    return rows


def _take(got_rows: list[dict[str, Any]], truth: RowTruth) -> dict[str, Any] | None:
    """The loaded row that is this one: by name where there are several."""
    if not got_rows:
        return None
    wanted = truth.expects.get("name")
    for row in got_rows:
        if wanted is None or plain_key(row.get("name")) == plain_key(wanted.value):
            got_rows.remove(row)
            return row
    if len(got_rows) == 1 and wanted is not None:
        return got_rows.pop()
    return None


def _sorted(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=repr)
