"""The DuckDB file: opened, migrated, written in transactions, undone, backed up.

One process writes at a time (DuckDB locks the file); within it every thread takes a
cursor of its own, since a connection shared by threads gives wrong results.
"""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from grassroots import query
from grassroots.added import Plain

MEMORY = ":memory:"
# Units are numbered from 1.
_BEFORE_ALL_UNITS = -1
# Seconds: who waits longer for another writer is told so.
PATIENCE = 1.0
DEFAULT = Path(__file__).resolve().parent.parent / "data" / "grassroots.duckdb"


class StoreError(Exception):
    """The file cannot be used; `code` and `details` make the sentence for people."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


class Store:
    """An open database file. Close it, or use it as a context manager."""

    def __init__(self, path: str, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._writing = threading.RLock()
        self._told = threading.local()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the file back; what was committed is in it."""
        self._connection.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection for one thread or session."""
        return self._connection.cursor()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Other writers of this process wait until the end: what is decided here by
        what stands in the file is still true when it is written."""
        self._take_turn()
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def announcing(self, say: Callable[[bool], None]) -> Iterator[None]:
        """While this thread waits for another writer, `say` is called with True every
        second, and with False once its turn has come. What it raises ends the wait."""
        self._told.say = say
        try:
            yield
        finally:
            self._told.say = None

    def _take_turn(self) -> None:
        say: Callable[[bool], None] | None = getattr(self._told, "say", None)
        if say is None:
            self._writing.acquire()
            return
        waited = False
        while not self._writing.acquire(timeout=PATIENCE):
            waited = True
            say(True)
        if waited:
            try:
                say(False)
            except BaseException:
                self._writing.release()
                raise

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction: committed at the end, rolled back on errors.

        Writers of one process wait for each other.
        """
        with self.writing():
            cursor = self.cursor()
            cursor.begin()
            try:
                yield cursor
                cursor.commit()
            except BaseException as error:
                cursor.rollback()
                if _disk_is_full(error):
                    raise StoreError("disk_full", path=self.path) from error
                raise
            finally:
                cursor.close()


def open_store(path: str | Path = DEFAULT) -> Store:
    """Opens the file for reading and writing, made and migrated where needed.

    StoreError: `locked` (another process has it: `holder`), `not_ours` (no database of
    this program), `too_new` (written by a later version), `disk_full`, `unwritable`.
    """
    if str(path) != MEMORY:
        try:
            Path(path).resolve().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            code = "disk_full" if _disk_is_full(error) else "unwritable"
            raise StoreError(code, path=str(path)) from error
    try:
        connection = duckdb.connect(
            str(path),
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "enable_external_access": False,
                # A post is written to the log alone; a checkpoint in the middle of it
                # takes as long as several files.
                "checkpoint_threshold": "64MB",
            },
        )
    except duckdb.Error as error:
        raise _refused(str(path), error) from error
    store = Store(str(path), connection)
    try:
        _migrate(store)
    except BaseException:
        store.close()
        raise
    return store


def _refused(path: str, error: duckdb.Error) -> StoreError:
    said = str(error)
    if "set lock on file" in said.lower() or "used by another process" in said:
        process = re.search(r"held in (.+?) \(PID (\d+)\)", said)
        number = re.search(r"PID (\d+)", said)
        return StoreError(
            "locked",
            path=path,
            program=Path(process[1]).name if process else "?",
            process=number[1] if number else "?",
        )
    if _disk_is_full(error):
        return StoreError("disk_full", path=path)
    if "permission denied" in said.lower() or "cannot open file" in said.lower():
        return StoreError("unwritable", path=path)
    return StoreError("not_ours", path=path)


def _disk_is_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    return isinstance(error, duckdb.Error) and (
        "no space left" in str(error).lower() or "not enough space" in str(error)
    )


def _migrate(store: Store) -> None:
    cursor = store.cursor()
    tables = {row[0] for row in cursor.execute("show tables").fetchall()}
    if tables and "schema_steps" not in tables:
        raise StoreError("not_ours", path=store.path)
    steps = query.names("schema")
    taken = set()
    if tables:
        taken = {row["step"] for row in query.rows(cursor, "store/steps")}
    if taken - set(steps):
        raise StoreError("too_new", path=store.path)
    views = query.names("views")
    print_of_views = hashlib.sha256(
        "".join(
            query.sql(name)
            for name in (*views, *query.names("refresh"), *query.names("added"))
        ).encode()
    ).hexdigest()
    if taken == set(steps) and print_of_views == setting(cursor, "views"):
        # A change that was entered beforehand may have come into force since.
        if query.value(cursor, "store/tree_is_old", today=date.today()):
            with store.transaction() as writing:
                refresh(writing)
        return
    with store.transaction() as writing:
        query.run(writing, "store/create_steps")
        for step in steps:
            if step not in taken:
                query.run(writing, step)
                query.run(writing, "store/take_step", step=step)
        for name in views:
            query.run(writing, name)
        query.run(writing, "store/set_setting", name="views", setting=print_of_views)
        refresh(writing)


def setting(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """One value about the file itself, None when it was never set."""
    found: str | None = query.value(connection, "store/setting", name=name)
    return found


def revision(connection: duckdb.DuckDBPyConnection) -> str:
    """Changes with every change of facts: a key for what is kept in memory."""
    return setting(connection, "revision") or "0"


def refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """Builds anew what follows from the facts: the trees of the years, paths, which
    rows are in force. Part of every transaction that changes facts."""
    for name in query.names("refresh"):
        query.run(connection, name, after=_BEFORE_ALL_UNITS, today=date.today())


def refresh_added(
    connection: duckdb.DuckDBPyConnection, batch: int, known: Plain | None = None
) -> list[str]:
    """As `refresh`, once everything of a new batch is written in the transaction; where
    the batch changes nothing that is derived already, only what it adds is derived.

    known: what the caller knows of the batch, so that it need not be found out.
    Comes back with the files, by batch, of which rows gave way to the new one.
    """
    reach: Mapping[str, Any]
    if known is None:
        (reach,) = query.rows(connection, "added/reach", batch_id=batch)
    else:
        reach = {**vars(known), "plain": True}
    if not reach["plain"]:
        before = _in_force(connection)
        refresh(connection)
        after = _in_force(connection)
        return [
            file
            for number, (file, in_force) in sorted(before.items())
            if number != batch and after[number][1] < in_force
        ]
    after_unit = reach["last_unit"]
    query.run(connection, "added/tree", batch_id=batch)
    query.run(connection, "refresh/21_unit_path", after=after_unit)
    hidden = []
    if (
        known.meets(connection)
        if known is not None
        else query.value(connection, "added/meets", batch_id=batch)
    ):
        hidden = query.run(connection, "added/hidden_rows", batch_id=batch).fetchall()
    if reach["organisations"]:
        query.run(connection, "refresh/40_clear_armed_units")
        query.run(connection, "refresh/41_armed_units", after=_BEFORE_ALL_UNITS)
    elif reach["armed"]:
        query.run(connection, "refresh/41_armed_units", after=after_unit)
    query.run(connection, "refresh/90_revision")
    if not hidden:
        return []
    tables, units = map(list, zip(*hidden, strict=True))
    rows = query.rows(
        connection, "added/gave_way", tables=tables, units=units, batch_id=batch
    )
    return [row["file"] for row in rows]


def _in_force(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, int]]:
    return {
        row["batch_id"]: (row["file"], row["in_force"]) for row in batches(connection)
    }


def batches(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The history of imports, newest first; keys as in `queries/store/batches.sql`."""
    return query.rows(connection, "store/batches")


def undo(store: Store, batch: int) -> bool:
    """Takes an import out of force with all its rows; False when there is none such.

    What it had replaced is in force again.
    """
    with store.transaction() as cursor:
        now = datetime.now()
        done = query.rows(cursor, "store/undo_batch", batch_id=batch, undone_at=now)
        if done:
            refresh(cursor)
        return bool(done)


def bring_back(store: Store, batch: int) -> bool:
    """Puts an undone or replaced import back in force, before what replaced it."""
    with store.transaction() as cursor:
        done = query.rows(cursor, "store/bring_back_batch", batch_id=batch)
        if done:
            refresh(cursor)
        return bool(done)


def backup(path: str | Path, target: str | Path) -> None:
    """Copies the whole database to one file that opens by itself.

    StoreError as in `open_store`, `backup_exists` when the target is there already,
    `no_database` when there is nothing to copy: an empty one is not made for it.
    """
    if not Path(path).exists():
        raise StoreError("no_database", path=str(path))
    if Path(target).exists():
        raise StoreError("backup_exists", path=str(target))
    with open_store(path) as store:
        store.cursor().execute("checkpoint")
    part = Path(target).with_name(Path(target).name + ".part")
    try:
        shutil.copyfile(path, part)
        open_store(part).close()
        part.replace(target)
    except OSError as error:
        code = "disk_full" if error.errno == errno.ENOSPC else "unwritable"
        raise StoreError(code, path=str(target)) from error
    finally:
        part.unlink(missing_ok=True)
