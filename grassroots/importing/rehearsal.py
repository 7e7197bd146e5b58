"""What an import would do, tried in a transaction that is taken back at the end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import cube, query
from grassroots.cube import Cell
from grassroots.filters import NONE
from grassroots.importing import post
from grassroots.importing.load import NOTHING, Importer
from grassroots.importing.report import Answers, FileReport
from grassroots.importing.sources import Source
from grassroots.indicators import STANDARD, Choices
from grassroots.store import Store


class _TakenBack(Exception):
    """Ends a rehearsal."""


class _Kept:
    """A connection that stays open when somebody who borrowed it closes it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def close(self) -> None:
        """Does nothing: the transaction goes on."""


class _Stage(Store):
    """A store whose every transaction is a part of one that is never committed."""

    def __init__(self, path: str, connection: duckdb.DuckDBPyConnection) -> None:
        kept: Any = _Kept(connection)
        super().__init__(path, kept)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self._connection


@contextmanager
def rehearsing(store: Store) -> Iterator[Store]:
    """A store like this one, in which everything may be tried: imports, their figures.
    Nothing of it is seen by anybody else, and nothing of it is left at the end.

    Other writers wait meanwhile; readers do not.
    """
    try:
        with store.transaction() as cursor:
            yield _Stage(store.path, cursor)
            raise _TakenBack
    except _TakenBack:
        return


@dataclass(frozen=True)
class RowChanges:
    """Rows that a file brings: not there before; instead of another row of the same
    person, organisation or hamlet; the same as before. gone: rows that give way to the
    file without one of its rows for them."""

    fresh: int = 0
    replaced: int = 0
    unchanged: int = 0
    gone: int = 0

    def __add__(self, other: RowChanges) -> RowChanges:
        return RowChanges(
            self.fresh + other.fresh,
            self.replaced + other.replaced,
            self.unchanged + other.unchanged,
            self.gone + other.gone,
        )


NO_CHANGE = RowChanges()


@dataclass(frozen=True)
class Change:
    """An indicator's figure of a unit and year before and after; None: none there."""

    indicator: str
    before: Cell | None
    after: Cell | None


def files(
    stage: Store,
    today: date,
    given: Iterable[Source],
    answers_of: Callable[[Source], Answers] = lambda _: NOTHING,
) -> Generator[tuple[Source, FileReport, RowChanges], None, None]:
    """Imports one file after another into the stage (`rehearsing`), as `post.files`
    does, each with what it changes in the rows that stand there after those before it.

    A batch in a report is of the stage alone. Who stops before the end must close this.
    """
    cursor = stage.cursor()
    hidden = query.run(cursor, "ahead/hidden").to_arrow_table()
    importer = Importer(stage, today, keep_originals=False)
    with closing(post.files(importer, given, answers_of)) as loading:
        for source, report in loading:
            changes = NO_CHANGE
            if report.batch is not None and report.status != "already_loaded":
                if any(problem.code == "replaces" for problem in report.problems):
                    changes = _compared(stage, report.batch, hidden)
                    hidden = query.run(cursor, "ahead/hidden").to_arrow_table()
                else:
                    loaded = sum(table.rows_loaded for table in report.tables)
                    changes = RowChanges(fresh=loaded)
            yield source, report, changes


def _compared(stage: Store, batch: int, hidden: pa.Table) -> RowChanges:
    (row,) = query.read(stage.cursor(), "ahead/row_changes", hidden, batch_id=batch)
    return RowChanges(**row)


def figures(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    indicators: Sequence[str],
    unit: int,
    year: int,
    choices: Choices = STANDARD,
) -> list[Change]:
    """The figures of a unit on two connections, of which one may be a rehearsal's, in
    the order of the indicators. Filters are left aside: what is compared is all."""
    choices = replace(choices, filters=NONE)
    asked = list(dict.fromkeys(indicators))
    told = [
        {
            cell.indicator: cell
            for cell in cube.figures_of(
                connection, asked, units=[unit], year=year, choices=choices
            )
        }
        for connection in (before, after)
    ]
    return [Change(name, told[0].get(name), told[1].get(name)) for name in asked]
