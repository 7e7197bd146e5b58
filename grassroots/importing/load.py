"""Files into the store: read, placed, checked, written in one transaction a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from grassroots import added, decisions, query, store, units
from grassroots.importing import sources
from grassroots.importing.placed import Placed, place_table
from grassroots.importing.places import confirming
from grassroots.importing.reading import Reading, read_file
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    Answers,
    FileRefused,
    FileReport,
    Problem,
    TableReport,
)
from grassroots.importing.sources import Source
from grassroots.store import Store

NOTHING = Answers()


@dataclass
class Importer:
    """Imports files into a store. Keeps the tree between files, so that a post of 160
    files reads it once. keep_originals: whether the archive holds the files' bytes.
    in_a_post: whether so many files come that it is worth while to keep in memory too
    for whom the tables of the store speak. remembered: what was of columns, when a file
    was looked at last."""

    store: Store
    today: date
    keep_originals: bool = True
    _tree: units.Tree | None = None
    _revision: str | None = None
    in_a_post: bool = False
    remembered: decisions.Remembered = field(default_factory=dict)
    _spoken: added.Spoken | None = None

    @staticmethod
    def sources(paths: Iterable[str | Path]) -> Iterator[Source]:
        """Every file of these paths, folders and zips."""
        return sources.gather(paths)

    def file(
        self,
        source: Source,
        answers: Answers = NOTHING,
        read: Callable[[decisions.Remembered], Reading] | None = None,
    ) -> FileReport:
        """One file: loaded whole, or nothing of it.

        read: what was read of it already, given what is remembered now; else it is read
        here. A fault of the file is in the report; errors of the store are raised.
        """
        cursor = self.store.cursor()
        try:
            if (known := self._known(cursor, source, answers)) is not None:
                return known
            self.remembered = decisions.remembered(cursor)
        finally:
            cursor.close()
        try:
            if read is None:
                reading = read_file(source, answers, self.today, self.remembered)
            else:
                reading = read(self.remembered)
        except FileRefused as refused:
            return self._report(source, refused.status, problems=(refused.problem,))
        # Somebody else may be importing too: units and numbers are theirs or ours.
        with self.store.writing():
            return self._taken_in(source, reading, answers)

    def _known(
        self, cursor: duckdb.DuckDBPyConnection, source: Source, answers: Answers
    ) -> FileReport | None:
        """The report on a file that is loaded already, unless it is to be so again."""
        known = query.value(cursor, "store/batch_of_file", sha256=source.sha256)
        if known is None or answers.again or source.fault:
            return None
        note = Problem("already_loaded", NOTE, details={"batch": known})
        return self._report(source, "already_loaded", known, problems=(note,))

    def _taken_in(
        self, source: Source, reading: Reading, answers: Answers
    ) -> FileReport:
        cursor = self.store.cursor()
        try:
            if (known := self._known(cursor, source, answers)) is not None:
                return known
            self._refresh_tree(cursor)
        finally:
            cursor.close()
        placed, problems = self._place(source, reading, answers)
        tables = tuple(table.report for table in placed)
        if any(problem.effect == QUESTION for problem in problems):
            self._tree = None
            return self._report(source, "needs_decision", None, tables, problems)
        if not any(table.report.rows_loaded for table in placed):
            self._tree = None
            return self._report(source, "nothing_to_load", None, tables, problems)
        batch, replaced = self._write(source, placed, problems)
        problems += replaced
        aside = any(problem.effect != NOTE for problem in problems)
        status = "loaded_with_problems" if aside else "loaded"
        return self._report(source, status, batch, tables, problems)

    @staticmethod
    def _report(
        source: Source,
        status: str,
        batch: int | None = None,
        tables: Iterable[TableReport] = (),
        problems: Iterable[Problem] = (),
    ) -> FileReport:
        return FileReport(
            source.name, source.sha256, status, batch, tuple(tables), tuple(problems)
        )

    def _refresh_tree(self, cursor: duckdb.DuckDBPyConnection) -> None:
        revision = store.revision(cursor)
        if self._tree is None or revision != self._revision:
            self._tree = units.load_tree(cursor)
            self._revision = revision

    def _place(
        self, source: Source, reading: Reading, answers: Answers
    ) -> tuple[list[Placed], list[Problem]]:
        """The tables of all sheets with their units, and all that is to be said."""
        assert self._tree is not None
        placed: list[Placed] = []
        problems = list(reading.problems)
        for part, typed in enumerate(reading.tables):
            one = typed.found
            day = one.day.day
            table, asked = confirming.with_unit_of_file(
                self._tree, one.table, one.layout, one.body, source.name, day, answers
            )
            asked += confirming.sections_asked(
                self._tree, table, one.body, day, answers
            )
            ready = place_table(self._tree, part, table, typed, source.name, answers)
            if one.choice.others and ready.maybe_admissions:
                kinds = [one.layout.kind, *one.choice.others]
                sheet = table.grid.sheet
                asked.append(
                    Problem("ambiguous_kind", QUESTION, sheet, details={"kinds": kinds})
                )
            placed.append(ready)
            problems += [
                replace(problem, part=part) for problem in [*asked, *ready.problems]
            ]
        return placed, problems

    def _write(
        self, source: Source, placed: list[Placed], problems: list[Problem]
    ) -> tuple[int, list[Problem]]:
        """Writes all of a file, or nothing. Comes back with the batch and with a note
        on what it takes the place of."""
        assert self._tree is not None
        with self.store.transaction() as cursor:
            known = self._plain(cursor, placed)
            (numbers,) = query.rows(cursor, "store/next_batch")
            batch, next_table = int(numbers["batch_id"]), int(numbers["table_id"])
            query.run(
                cursor,
                "store/add_batch",
                batch_id=batch,
                file=source.name,
                sha256=source.sha256,
                imported_at=datetime.now(),
                standing=numbers["standing"],
            )
            if query.value(cursor, "store/archived", sha256=source.sha256) is None:
                query.run(
                    cursor,
                    "store/archive_file",
                    sha256=source.sha256,
                    name=source.name,
                    content=source.content if self.keep_originals else None,
                )
            _write_units(cursor, self._tree, placed, batch)
            for table in placed:
                next_table = _write_table(cursor, table, batch, next_table)
                decisions.remember(
                    cursor, table.headings, table.kind, source.name, table.decided
                )
            replaced = _replaced(store.refresh_added(cursor, batch, known))
            _write_problems(cursor, batch, placed, [*problems, *replaced])
            revision = store.revision(cursor)
        if known is not None and self._spoken is not None:
            self._spoken.take(known, self._tree.made, revision)
        self._tree.made.clear()
        self._revision = revision
        return batch, replaced

    def _plain(
        self, cursor: duckdb.DuckDBPyConnection, placed: list[Placed]
    ) -> added.Plain | None:
        """What is known of a file that is about to be written, within a post."""
        assert self._tree is not None
        if not self.in_a_post:
            return None
        revision = store.revision(cursor)
        if self._spoken is None or self._spoken.revision != revision:
            self._spoken = added.spoken(cursor, revision)
        if self._spoken is None:
            return None
        told = (
            added.Told(
                table.kind,
                dated.as_of.year,
                frozenset(dated.rows["unit_id"].unique().to_pylist()),
                frozenset(table.scopes),
            )
            for table in placed
            for dated in table.dated
        )
        return self._spoken.plain(told, self._tree.made)


def _replaced(files: list[str]) -> list[Problem]:
    if not files:
        return []
    return [Problem("replaces", NOTE, details={"files": ", ".join(files)})]


def _write_units(
    cursor: duckdb.DuckDBPyConnection,
    tree: units.Tree,
    placed: list[Placed],
    batch: int,
) -> None:
    if tree.made:
        rows = [{**vars(unit), "batch_id": batch} for unit in tree.unwritten()]
        query.insert(cursor, "store/add_units", pa.Table.from_pylist(rows, UNITS))
    successions = [row for table in placed for row in table.successions]
    if successions:
        rows = [{**row, "batch_id": batch} for row in successions]
        staged = pa.Table.from_pylist(rows, SUCCESSIONS)
        query.insert(cursor, "store/add_successions", staged)


UNITS = pa.schema(
    [
        ("unit_id", pa.int32()),
        *(
            (name, pa.string())
            for name in ("code", "name", "name_key", "level", "kind")
        ),
        *((name, pa.int32()) for name in ("parent_id", "area_id", "hamlet_id")),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("expected", pa.bool_()),
        ("declared", pa.bool_()),
        ("batch_id", pa.int32()),
    ]
)
SUCCESSIONS = pa.schema(
    [
        ("old_unit_id", pa.int32()),
        ("new_unit_id", pa.int32()),
        ("happened_on", pa.date32()),
        ("share", pa.float64()),
        ("batch_id", pa.int32()),
    ]
)


def _write_table(
    cursor: duckdb.DuckDBPyConnection, table: Placed, batch: int, first_id: int
) -> int:
    """Writes a table for each of its dates; comes back with the next free number."""
    for table_id, dated in enumerate(table.dated, first_id):
        report = table.report
        query.run(
            cursor,
            "store/add_table",
            table_id=table_id,
            batch_id=batch,
            part=table.part,
            sheet=report.sheet,
            kind=table.kind,
            as_of=dated.as_of,
            speaks_for=table.speaks_for,
            ratings_only=dated.ratings_only,
            header_rows=list(report.header_rows),
            rows_read=report.rows_read,
            rows_loaded=report.rows_loaded,
            rows_set_aside=report.rows_set_aside,
            columns=json.dumps(dict(report.columns), ensure_ascii=False),
            ignored_columns=list(report.ignored_columns),
        )
        query.run(
            cursor,
            "store/add_table_fields",
            table_id=table_id,
            fields=sorted(dated.fields),
        )
        unit_ids, whole = zip(*table.scopes, strict=True) if table.scopes else ((), ())
        query.run(
            cursor,
            "store/add_scopes",
            table_id=table_id,
            unit_ids=list(unit_ids),
            whole=list(whole),
        )
        if table.kind in ("units", "successions"):
            continue
        query.insert(cursor, f"staging/{table.kind}", dated.rows, table_id=table_id)
        ids, counts = np.unique(dated.rows["unit_id"].to_numpy(), return_counts=True)
        query.run(
            cursor,
            "store/add_table_units",
            table_id=table_id,
            unit_ids=ids.tolist(),
            row_counts=counts.tolist(),
        )
    return first_id + len(table.dated)


def _write_problems(
    cursor: duckdb.DuckDBPyConnection,
    batch: int,
    placed: list[Placed],
    problems: list[Problem],
) -> None:
    if problems:
        staged = pa.Table.from_pylist(
            [
                {
                    "batch_id": batch,
                    "part": problem.part,
                    "sheet": problem.sheet,
                    "row_number": problem.row,
                    "column_letter": problem.column,
                    "field": problem.field,
                    "value": problem.value,
                    "code": problem.code,
                    "effect": problem.effect,
                    "details": json.dumps(dict(problem.details), ensure_ascii=False),
                }
                for problem in problems
            ],
            PROBLEMS,
        )
        query.insert(cursor, "store/add_problems", staged)
    aside = [
        {
            "batch_id": batch,
            "part": table.part,
            "sheet": table.report.sheet,
            "row_number": row.number,
            "code": row.code,
            "cells": row.cells,
        }
        for table in placed
        for row in table.aside
    ]
    if aside:
        staged = pa.Table.from_pylist(aside, ASIDE)
        query.insert(cursor, "store/add_rows_set_aside", staged)


PROBLEMS = pa.schema(
    [
        ("batch_id", pa.int32()),
        ("part", pa.int32()),
        ("sheet", pa.string()),
        ("row_number", pa.int32()),
        *(
            (name, pa.string())
            for name in ("column_letter", "field", "value", "code", "effect", "details")
        ),
    ]
)
ASIDE = pa.schema(
    [
        ("batch_id", pa.int32()),
        ("part", pa.int32()),
        ("sheet", pa.string()),
        ("row_number", pa.int32()),
        ("code", pa.string()),
        ("cells", pa.string()),
    ]
)
