"""Many files at once: read ahead in other processes, loaded one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice

from grassroots import decisions, query, store
from grassroots.importing.ahead import LARGEST, Job, Readers, readers_for_this_machine
from grassroots.importing.load import NOTHING, Importer
from grassroots.importing.reader import Task
from grassroots.importing.reading import Reading, read_file
from grassroots.importing.report import Answers, FileRefused, FileReport
from grassroots.importing.sources import Source

# So many files are worth the start of other processes.
A_POST = 8
# How many files wait to be read or loaded, for each process, and in bytes.
_AHEAD = 4
_MOST_AHEAD = 64 * 1024 * 1024

_Waiting = tuple[Source, Answers, Job | None]


def files(
    importer: Importer,
    given: Iterable[Source],
    answers_of: Callable[[Source], Answers] = lambda _: NOTHING,
) -> Generator[tuple[Source, FileReport], None, None]:
    """One file after another with its report, as `Importer.file` would give it.

    given: taken from only as far as files are read ahead. No process is left when all
    are loaded; who stops before must close this.
    """
    coming = iter(given)
    first = list(islice(coming, A_POST))
    count = readers_for_this_machine() if len(first) == A_POST else 0
    importer.in_a_post = len(first) == A_POST
    loaded = _prepared(importer) if count else set()
    waiting: deque[_Waiting] = deque()
    with _threads(importer, count), Readers(count) as readers:
        for source in chain(first, coming):
            answers = answers_of(source)
            job = None
            if count and _worth_reading(source, loaded):
                task = Task(source, answers, importer.today, importer.remembered)
                job = readers.give(task)
            waiting.append((source, answers, job))
            held = sum(len(one.content) for one, _, _ in waiting)
            if len(waiting) > _AHEAD * count or held > _MOST_AHEAD:
                yield _load(importer, readers, *waiting.popleft())
        while waiting:
            yield _load(importer, readers, *waiting.popleft())


@contextmanager
def _threads(importer: Importer, count: int) -> Iterator[None]:
    """The database with one thread while others read for it."""
    if count:
        query.run(importer.store.cursor(), "store/one_thread")
    try:
        yield
    finally:
        if count:
            query.run(importer.store.cursor(), "store/all_threads")


def _prepared(importer: Importer) -> set[str]:
    """The contents that are loaded already; the importer knows what is remembered."""
    cursor = importer.store.cursor()
    try:
        importer.remembered = decisions.remembered(cursor)
        batches = store.batches(cursor)
        return {row["sha256"] for row in batches if row["undone_at"] is None}
    finally:
        cursor.close()


def _worth_reading(source: Source, loaded: set[str]) -> bool:
    return (
        not source.fault
        and len(source.content) <= LARGEST
        and source.sha256 not in loaded
    )


def _load(
    importer: Importer,
    readers: Readers,
    source: Source,
    answers: Answers,
    job: Job | None,
) -> tuple[Source, FileReport]:
    read = partial(_taken, readers, job) if job is not None else None
    return source, importer.file(source, answers, read)


def _taken(readers: Readers, job: Job, remembered: decisions.Remembered) -> Reading:
    """What was read ahead, unless something else is remembered of its columns now."""
    told = readers.take(job)
    if told.refused is not None:
        raise FileRefused(*told.refused)
    task = job.task
    before = task.remembered
    same = all(before.get(one) == remembered.get(one) for one in told.asked)
    if told.reading is not None and same:
        return told.reading
    return read_file(task.source, task.answers, task.today, remembered)
