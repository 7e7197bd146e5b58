"""The process that reads files for another one.

It takes jobs from its standard input and gives what it read to its standard output,
each as eight bytes of length and so many of pickle, written by the same program at the
other end of the pipe. It holds no store, and ends when its input ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any

from grassroots.decisions import Remembered
from grassroots.importing.reading import Reading, Typed, read_file
from grassroots.importing.report import Answers, FileRefused, Problem
from grassroots.importing.sources import Source
from grassroots.rosters import roster_kinds

READY = b"ready"
_LENGTH = 8
_LONGEST = 2**40
# Collecting garbage looks at every cell of a file again and again.
_SELDOM = 200_000


@dataclass(frozen=True)
class Task:
    """All that the reading of a file depends on."""

    source: Source
    answers: Answers
    today: date
    remembered: Remembered


@dataclass(frozen=True)
class Told:
    """What a task came to: what was read, why the file was refused, or neither where
    the program failed. asked: the layouts of which something might be remembered."""

    reading: Reading | None = None
    refused: tuple[Problem, str] | None = None
    asked: frozenset[str] = frozenset()


class Rows(Sequence[Sequence[Any]]):
    """Rows that are seldom looked at: unpacked when one is."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._count = len(rows)
        self._packed = pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)
        self._rows: Sequence[Sequence[Any]] | None = None

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        if self._rows is None:
            self._rows = pickle.loads(self._packed)
        return self._rows[place]


class Watched(dict[str, Mapping[str, str]]):
    """What is remembered, with a list of what was asked for."""

    asked: set[str]

    def __init__(self, remembered: Remembered) -> None:
        super().__init__(remembered)
        self.asked = set()

    def __bool__(self) -> bool:
        return True  # what is not remembered yet may be by the time it is needed

    def get(self, layout: str, default: Any = None) -> Any:
        """As of any dict; notes the layout."""
        self.asked.add(layout)
        return super().get(layout, default)


def read(task: Task) -> Told:
    """Does a task in this process; an error is raised when the file's turn comes, where
    it is read once more."""
    watched = Watched(task.remembered)
    try:
        reading = read_file(task.source, task.answers, task.today, watched)
    except FileRefused as refused:
        return Told(refused=(refused.problem, refused.status))
    except Exception:
        return Told()
    return Told(reading, asked=frozenset(watched.asked))


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message, None at the end of the pipe, or of what can be understood."""
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    size = int.from_bytes(length, "big")
    if size > _LONGEST:
        return None  # not what this program writes
    message = pipe.read(size)
    return message if len(message) == size else None


def send(pipe: IO[bytes], message: bytes) -> None:
    """Writes one message. OSError where nobody reads any more."""
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def _packed(told: Told) -> bytes:
    if told.reading is not None:
        tables = tuple(map(_slim, told.reading.tables))
        told = replace(told, reading=replace(told.reading, tables=tables))
    return pickle.dumps(told, pickle.HIGHEST_PROTOCOL)


def _slim(typed: Typed) -> Typed:
    """Without the sheet's cells: its rows are typed, and kept once for what is said. A
    roster that changes the tree is sorted again where the tree is: it keeps them."""
    typed = replace(typed, read=replace(typed.read, exchanged={}))
    if typed.names is None:
        return typed
    table = typed.found.table
    table = replace(table, grid=replace(table.grid, rows=[]))
    packed: Any = Rows(typed.body.rows)
    body = replace(typed.body, rows=packed)
    before = typed.found.body
    found_rows = body if typed.body is before else replace(before, rows=[])
    return replace(
        typed,
        found=replace(typed.found, table=table, body=found_rows),
        body=body,
    )


def _tasks(pipe: IO[bytes]) -> Iterator[Task]:
    while (message := receive(pipe)) is not None:
        yield pickle.loads(message)


def main() -> None:
    """Reads files until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not come between.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    roster_kinds()
    gc.freeze()
    gc.set_threshold(_SELDOM)
    try:
        send(out, READY)
        for task in _tasks(sys.stdin.buffer):
            send(out, _packed(read(task)))
    except OSError:
        return  # nobody waits for it any more
