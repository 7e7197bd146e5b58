"""The file: made, migrated once, refused in words, locked, backed up, never torn."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from rosters import (
    TODAY,
    everything,
    fresh,
    history,
    in_force,
    load,
    people,
    roster,
    rows_of,
)

from grassroots import query, store, texts
from grassroots.importing.load import Importer
from grassroots.messages import error_message
from grassroots.store import StoreError

ROOT = Path(__file__).resolve().parent.parent


def _says(error: StoreError, *words: str) -> None:
    for language in texts.LANGUAGES:
        sentence = error_message(language, error.code, error.details)
        assert all(word in sentence for word in words), sentence


def test_steps_are_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "folder" / "g.duckdb"
    with store.open_store(path) as opened:
        steps = query.rows(opened.cursor(), "store/steps")
        assert [step["step"] for step in steps] == query.names("schema")
        load(opened, roster(people(2)))
        before = everything(opened)
    ran: list[str] = []
    run = query.run

    def watched(connection, name, /, **values):  # type: ignore[no-untyped-def]
        ran.append(name)
        return run(connection, name, **values)

    monkeypatch.setattr(query, "run", watched)
    with store.open_store(path) as opened:
        assert everything(opened) == before
    assert not [name for name in ran if not name.startswith("store/")]


def test_a_later_step_is_taken_by_an_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file made with all steps but the last gets that one, and keeps its rows."""
    names = query.names
    steps = names("schema")
    last = "schema/9999_extra"
    texts_of = query.sql
    path = tmp_path / "grassroots.duckdb"
    with fresh(tmp_path) as opened:
        load(opened, roster(people(3)))
        before = in_force(opened)

    def with_one_more(folder: str) -> list[str]:
        return [*steps, last] if folder == "schema" else names(folder)

    def sql(name: str) -> str:
        return "create table extra (a integer)" if name == last else texts_of(name)

    monkeypatch.setattr(query, "names", with_one_more)
    monkeypatch.setattr(query, "sql", sql)
    for _ in range(2):
        with store.open_store(path) as opened:
            assert in_force(opened) == before
            assert opened.cursor().table("extra").fetchall() == []
    query.parameters.cache_clear()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh(tmp_path) as opened:
        load(opened, roster(people(3)))
        before = everything(opened)
    path = tmp_path / "grassroots.duckdb"
    names, texts_of = query.names, query.sql
    extra = {
        "schema/9998_a": "create table extra (a integer)",
        "schema/9999_b": "select nonsense",
    }
    with monkeypatch.context() as patched:
        patched.setattr(
            query,
            "names",
            lambda folder: names(folder) + (list(extra) if folder == "schema" else []),
        )
        patched.setattr(query, "sql", lambda name: extra.get(name) or texts_of(name))
        with pytest.raises(duckdb.Error):
            store.open_store(path)
        query.parameters.cache_clear()
    with store.open_store(path) as opened:
        assert everything(opened) == before


def test_a_database_of_another_program_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("create table birds (name varchar)")
    content = path.read_bytes()
    with pytest.raises(StoreError) as refused:
        store.open_store(path)
    assert refused.value.code == "not_ours"
    _says(refused.value, "other.duckdb")
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "content", [b"hello" * 2000, b"PK\x03\x04" + bytes(9000), b"x"]
)
def test_a_file_that_is_no_database_is_not_ours(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "locked blocks, permissions.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        store.open_store(path)
    assert refused.value.code == "not_ours"
    assert path.read_bytes() == content, "nothing of it is written over"


def test_a_file_of_a_later_version_is_too_new(tmp_path: Path) -> None:
    with fresh(tmp_path) as opened:
        query.run(opened.cursor(), "store/take_step", step="schema/9999_of_tomorrow")
    with pytest.raises(StoreError) as refused:
        store.open_store(tmp_path / "grassroots.duckdb")
    assert refused.value.code == "too_new"
    _says(refused.value, "grassroots.duckdb")


def test_a_second_process_is_told_who_has_the_file(tmp_path: Path) -> None:
    path = tmp_path / "grassroots.duckdb"
    holding = (
        "import sys, duckdb; held = duckdb.connect(sys.argv[1]); "
        "print('held', flush=True); sys.stdin.read()"
    )
    fresh(tmp_path).close()
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError) as refused:
            store.open_store(path)
        holder.stdin.close()
        holder.wait()
    assert refused.value.code == "locked"
    if sys.platform != "win32":
        assert refused.value.details["process"] == str(holder.pid)
        _says(refused.value, str(holder.pid), "python")
    store.open_store(path).close()


def test_a_backup_opens_by_itself_with_the_same_figures(tmp_path: Path) -> None:
    path, copy = tmp_path / "grassroots.duckdb", tmp_path / "copy.duckdb"
    with fresh(tmp_path) as opened:
        load(opened, roster(people(4)), "a.xlsx")
        load(opened, roster(people(3)), "b.xlsx")
        before, figures = everything(opened), in_force(opened)
    store.backup(path, copy)
    path.unlink()
    with store.open_store(copy) as opened:
        assert (everything(opened), in_force(opened)) == (before, figures)
        assert store.undo(opened, 2) and len(rows_of(opened, "members", "name")) == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.duckdb"]


def test_a_backup_writes_over_nothing(tmp_path: Path) -> None:
    fresh(tmp_path).close()
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(b"mine")
    with pytest.raises(StoreError) as refused:
        store.backup(tmp_path / "grassroots.duckdb", copy)
    assert (refused.value.code, copy.read_bytes()) == ("backup_exists", b"mine")


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EACCES, "unwritable")]
)
def test_a_backup_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    fresh(tmp_path).close()

    def refuse(source: object, target: str | Path) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(StoreError) as refused:
        store.backup(tmp_path / "grassroots.duckdb", tmp_path / "copy.duckdb")
    assert refused.value.code == code
    _says(refused.value, "copy.duckdb")
    assert [p.name for p in tmp_path.iterdir()] == ["grassroots.duckdb"]


def test_a_backup_of_nothing_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        store.backup(tmp_path / "none.duckdb", tmp_path / "copy.duckdb")
    assert refused.value.code == "no_database"
    _says(refused.value, "none.duckdb")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (
            duckdb.IOException("Could not write file: No space left on device"),
            "disk_full",
        ),
        (duckdb.IOException('Cannot open file "x": Permission denied'), "unwritable"),
    ],
)
def test_what_the_engine_refuses_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: Exception, code: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(duckdb, "connect", refuse)
    with pytest.raises(StoreError) as refused:
        store.open_store(tmp_path / "g.duckdb")
    assert refused.value.code == code
    _says(refused.value, "g.duckdb")


def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError) as refused:
        store.open_store(tmp_path / "file" / "g.duckdb")
    assert refused.value.code == "unwritable"


@pytest.mark.parametrize(
    "raised", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), None]
)
def test_an_import_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException | None
) -> None:
    """Whatever breaks, before the last statement all of the file is taken back."""
    raised = raised or duckdb.IOException("write: No space left on device")
    with fresh(tmp_path) as opened:
        load(opened, roster(people(2), "31/12/2023"))
        before = everything(opened)
        importer = Importer(opened, TODAY)
        content = roster(people(4, {"Xã": "Xã Mới"}))

        def refuse(_: object) -> None:
            raise raised

        with monkeypatch.context() as patched:
            patched.setattr(store, "refresh", refuse)
            expected = (
                KeyboardInterrupt
                if isinstance(raised, KeyboardInterrupt)
                else StoreError
            )
            with pytest.raises(expected) as stopped:
                load(opened, content, importer=importer)
        if isinstance(stopped.value, StoreError):
            assert stopped.value.code == "disk_full"
            _says(stopped.value, "grassroots.duckdb")
        assert everything(opened) == before
        again = load(opened, content, importer=importer)
        assert (again.status, again.batch) == ("loaded", 2)
        assert len(history(opened)) == 2
        units = [row[0] for row in rows_of(opened, "members", "unit_id", "name")]
        assert set(units) <= {row[0] for row in everything(opened)["units"]}


def test_nothing_outside_the_file_can_be_read_by_sql(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    with fresh(tmp_path) as opened, pytest.raises(duckdb.Error):
        opened.cursor().read_csv(str(tmp_path / "secret.csv")).fetchall()
