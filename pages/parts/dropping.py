"""Files from the drop to the figures: unpacked, rehearsed, loaded, with a bar that
names the one at work. What is broken off (a click, a closed tab) goes on where it
stood: a file is held until it is through, and what is loaded is known by its content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date

import duckdb
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from grassroots import cube, query, units
from grassroots.importing import post, rehearsal, sources
from grassroots.importing.load import Importer
from grassroots.importing.rehearsal import NO_CHANGE, Change, RowChanges
from grassroots.importing.report import NOTE, Answers, FileReport, Problem
from grassroots.importing.sources import Source
from pages.parts.cards import plain
from pages.parts.frame import Frame

_GOOD = ("loaded", "loaded_with_problems")


@dataclass
class Arrived:
    """A file that was dropped. report: None until it is looked at, then what an import
    would make of it; once loaded, what it made of it."""

    key: str
    source: Source
    report: FileReport | None = None
    changes: RowChanges = NO_CHANGE
    answers: Answers = field(default_factory=Answers)
    loaded: bool = False

    @property
    def status(self) -> str:
        """As of a report, and `waiting` or `ready` before it is loaded."""
        if self.report is None:
            return "waiting"
        good = self.report.status in _GOOD
        return "ready" if good and not self.loaded else self.report.status

    @property
    def told(self) -> FileReport:
        """What is known of it."""
        if self.report is None:
            return FileReport(self.source.name, self.source.sha256, "nothing_to_load")
        return self.report


@dataclass(frozen=True)
class Foreseen:
    """The figures of a unit and a year before and after the import of some files."""

    keys: frozenset[str]
    unit: str
    year: int
    changes: tuple[Change, ...]


def arrived() -> dict[str, Arrived]:
    """The files of this session, in the order in which they came, by their keys."""
    held: dict[str, Arrived] = st.session_state.setdefault("arrived", {})
    return held


def receive(frame: Frame) -> None:
    """The places to drop files and a folder; takes in what was dropped and goes on with
    what has not been looked at or loaded yet."""
    turn = st.session_state.setdefault("drop_turn", 0)
    files, folder = st.columns(2)
    with files:
        dropped = st.file_uploader(
            frame.text("arrivals.drop_files"),
            accept_multiple_files=True,
            key=f"uploads{turn}",
            help=frame.text("arrivals.drop_help"),
        )
    with folder:
        dropped += st.file_uploader(
            frame.text("arrivals.drop_folder"),
            accept_multiple_files="directory",
            key=f"folder{turn}",
            help=frame.text("arrivals.drop_help"),
        )
    # The box's own word on a file too large is English, and gone with the next drop.
    most = st.get_option("server.maxUploadSize")
    st.caption(frame.text("arrivals.drop_limit", most=most))
    if dropped:
        _unpack(dropped, turn)
        # The boxes are empty again: what came stands in the table below.
        st.session_state["drop_turn"] = turn + 1
        st.rerun()
    held = arrived()
    if waiting := [one for one in held.values() if one.report is None]:
        look(frame, waiting)
        st.rerun()
    if st.session_state.get("to_load"):
        _load(frame)
        st.rerun()


def _unpack(dropped: Sequence[UploadedFile], turn: int) -> None:
    held = arrived()
    # As the command line takes them: units are numbered in the order of the files.
    for upload in sorted(dropped, key=lambda one: one.name):
        coming = sources.dropped(upload.name, upload.getvalue())
        for place, source in enumerate(coming):
            key = f"{turn}:{upload.file_id}:{place}"
            held[key] = Arrived(key, source)


def look(frame: Frame, some: Sequence[Arrived]) -> None:
    """Rehearses the import of some files, and the figures that would come of it."""
    by_source = {id(one.source): one for one in some}
    bar = st.progress(0.0, text=frame.text("arrivals.begin"))
    with rehearsal.rehearsing(frame.store) as stage:
        given = (one.source for one in some)
        rehearsed = rehearsal.files(
            stage,
            date.today(),
            given,
            lambda source: by_source[id(source)].answers,
        )
        with closing(rehearsed) as looking, _blamed(some):
            for count, (source, report, changes) in enumerate(looking, 1):
                one = by_source[id(source)]
                one.report, one.changes, one.loaded = report, changes, False
                bar.progress(count / len(some), _at_work(frame, some, count))
        foreseen = _foreseen(frame, stage.cursor(), some)
        if foreseen is not None:
            st.session_state["foreseen"] = foreseen
    bar.empty()


@contextmanager
def _blamed(some: Sequence[Arrived]) -> Iterator[None]:
    """Where the program itself fails on a file, that file is out: the error goes on to
    be logged and said, and the next run goes on with the other files."""
    try:
        yield
    except duckdb.Error:
        raise
    except Exception:
        one = next((one for one in some if one.report is None), some[-1])
        named = (one.source.name, one.source.sha256)
        note = Problem("damaged", NOTE)
        one.report = FileReport(*named, "failed", problems=(note,))
        raise


def _at_work(frame: Frame, some: Sequence[Arrived], count: int) -> str:
    """ "12/160 · DS Xã Đông.xlsx": the next one is at work when so many are through."""
    name = some[min(count, len(some) - 1)].source.name
    values = {"count": count, "all": len(some), "file": plain(name)}
    return frame.text("arrivals.at_work", **values)


def _foreseen(
    frame: Frame, stage: duckdb.DuckDBPyConnection, some: Sequence[Arrived]
) -> Foreseen | None:
    """Of the one unit that the files speak for, else of the whole province."""
    ready = [one for one in some if one.status == "ready"]
    days = [day for one in ready for table in one.told.tables for day in days_of(table)]
    if not days:
        return None
    batches = [one.told.batch for one in ready]
    spoken = query.rows(stage, "ahead/units_of_batches", batches=batches)
    tree = units.load_tree(stage)
    unit = spoken[0]["unit_id"] if len(spoken) == 1 else min(tree.provinces())
    year = max(days).year
    indicators = [target.indicator for target in frame.programme.targets]
    changes = rehearsal.figures(
        frame.connection, stage, indicators, unit, year, frame.choices
    )
    keys = frozenset(one.key for one in ready)
    return Foreseen(keys, tree.at(unit, max(days)).name, year, tuple(changes))


def days_of(table: object) -> tuple[date, ...]:
    """The dates that a table speaks for; () for none."""
    days = getattr(table, "as_of", None)
    found = days if isinstance(days, tuple) else (days,)
    return tuple(day for day in found if day is not None)


def _load(frame: Frame) -> None:
    """Loads the files that were asked for, each in a transaction of its own."""
    held = arrived()
    asked: list[str] = st.session_state["to_load"]
    some = [held[key] for key in asked if key in held]
    by_source = {id(one.source): one for one in some}
    bar = st.progress(0.0, text=frame.text("arrivals.begin_load"))

    def given() -> Iterator[Source]:
        yield from (one.source for one in some)

    importer = Importer(frame.store, date.today())
    loading = post.files(
        importer, given(), lambda source: by_source[id(source)].answers
    )
    with closing(loading) as coming:
        for count, (source, report) in enumerate(coming, 1):
            one = by_source[id(source)]
            one.report = report
            one.loaded = report.status in _GOOD
            asked.remove(one.key)
            bar.progress(count / len(some), _at_work(frame, some, count))
    bar.progress(1.0, frame.text("arrivals.working_out"))
    cube.keep(frame.store)
    asked.clear()
    st.session_state.pop("foreseen", None)
    bar.empty()


def ask_to_load(keys: Sequence[str]) -> None:
    """To be loaded in the next run (called by a button)."""
    st.session_state["to_load"] = list(keys)


def clear() -> None:
    """Empties the list of files; what is loaded stays loaded."""
    st.session_state["arrived"] = {}
    for name in ("foreseen", "to_load"):
        st.session_state.pop(name, None)
