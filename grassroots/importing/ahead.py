"""Files of a post read ahead, in processes of their own, while others are written.

What is read does not depend on who reads it: a file that no process has begun yet is
read by the caller itself, which never waits for a process to start.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from grassroots.importing import reader
from grassroots.importing.reader import Task, Told
from grassroots.importing.report import NOTE, FileRefused, Problem

ROOT = Path(__file__).resolve().parent.parent.parent
# Not by its file: what is pickled must be found under the module's own name.
PROGRAM = f"import {reader.__name__} as reader; reader.main()"
MOST_READERS = 3
# Larger files are read by the caller, one at a time, so that memory is bounded.
LARGEST = 4 * 1024 * 1024
# Some hundred times what a file takes; who needs longer hangs.
SECONDS, SECONDS_A_BYTE = 60.0, 1e-5
_TRIES = 2
_WAITING, _BEGUN, _DONE = "waiting", "begun", "done"


@dataclass
class Job:
    """A file to be read. told: what came of it; packed: the same, from a process."""

    task: Task
    state: str = _WAITING
    told: Told | None = None
    packed: bytes | None = None
    lost: bool = False
    until: float = 0.0
    by: _Reader | None = None


class _Reader:
    """A process that reads, and the pipe to it."""

    def __init__(self) -> None:
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def is_ready(self) -> bool:
        """Waits until it has started; False where it cannot."""
        assert self.process.stdout is not None
        return reader.receive(self.process.stdout) == reader.READY

    def ask(self, task: Task) -> bytes | None:
        """What it makes of a task, None where it ended instead."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            reader.send(self.process.stdin, pickle.dumps(task, pickle.HIGHEST_PROTOCOL))
            return reader.receive(self.process.stdout)
        except OSError:
            return None

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self.process.kill()
        self.process.communicate()


class Readers:
    """Reads jobs in the order in which they are given. To be used as a context: at the
    end no process is left."""

    def __init__(self, count: int) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._readers: set[_Reader] = set()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._serve, name="reading ahead", daemon=True)
            for _ in range(count)
        ]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._closed = True
            self._waiting.clear()
            for one in self._readers:
                one.process.kill()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def give(self, task: Task) -> Job:
        """Hands out a file to be read as soon as a process is free."""
        job = Job(task)
        with self._changed:
            self._waiting.append(job)
            self._changed.notify()
        return job

    def take(self, job: Job) -> Told:
        """What a job came to. While it is read elsewhere, others are read here.

        FileRefused (damaged) where the process that read it ended or hung.
        """
        while (mine := self._next_for(job)) is not None:
            mine.told = reader.read(mine.task)
            with self._changed:
                mine.state = _DONE
        if job.lost:
            raise FileRefused(Problem("damaged", NOTE), "failed")
        if job.told is None:
            assert job.packed is not None
            job.told, job.packed = pickle.loads(job.packed), None
        assert job.told is not None
        return job.told

    def _next_for(self, job: Job) -> Job | None:
        """What the caller is to read next while it needs a job; None: that is done."""
        with self._changed:
            while job.state != _DONE:
                if job.state == _WAITING or self._waiting:
                    mine = job if job.state == _WAITING else self._waiting[0]
                    self._waiting.remove(mine)
                    mine.state = _BEGUN
                    return mine
                left = job.until - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                elif job.by is not None:
                    job.lost = True
                    job.by.process.kill()
                    self._changed.wait(SECONDS)
        return None

    def _serve(self) -> None:
        """A thread's work: one process, replaced where it ends, job by job."""
        one = self._started()
        while one is not None and (job := self._begun(one)) is not None:
            packed, one = self._asked(job, one)
            with self._changed:
                job.packed, job.lost, job.state = packed, packed is None, _DONE
                self._changed.notify_all()
        if one is not None:
            one.end()

    def _asked(self, job: Job, one: _Reader) -> tuple[bytes | None, _Reader | None]:
        """What a process makes of a job, and the process that is there now; where the
        first ended of itself, a second one is asked."""
        now: _Reader | None = one
        packed = one.ask(job.task)
        for _ in range(1, _TRIES):
            if packed is None and now is not None and not job.lost:
                now = self._started(now)
                if now is not None:
                    self._begin(job, now)
                    packed = now.ask(job.task)
        return packed, now if packed is not None or now is None else self._started(now)

    def _begin(self, job: Job, one: _Reader) -> None:
        with self._changed:
            job.state, job.by = _BEGUN, one
            job.until = time.monotonic() + _patience(job)

    def _started(self, before: _Reader | None = None) -> _Reader | None:
        """A process that is ready; None where none can be started, or none is needed
        any more."""
        if before is not None:
            with self._changed:
                self._readers.discard(before)
            before.end()
        with self._changed:
            if self._closed:
                return None
            try:
                one = _Reader()
            except OSError:
                return None  # the caller reads everything itself
            self._readers.add(one)
        if one.is_ready():
            return one
        one.end()
        return None

    def _begun(self, one: _Reader) -> Job | None:
        with self._changed:
            while not self._waiting:
                if self._closed:
                    return None
                self._changed.wait()
            job = self._waiting.popleft()
            self._begin(job, one)
            return job


def _patience(job: Job) -> float:
    return SECONDS + SECONDS_A_BYTE * len(job.task.source.content)


def readers_for_this_machine() -> int:
    """How many processes read ahead: one processor is left to the caller."""
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:
        processors = os.cpu_count() or 1
    return max(0, min(MOST_READERS, processors - 1))
