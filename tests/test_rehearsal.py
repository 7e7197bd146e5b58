"""An import tried beforehand: what it would change, and that nothing of it stays."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rosters import roster

from grassroots import cube, store
from grassroots.importing import rehearsal
from grassroots.importing.load import Importer
from grassroots.importing.rehearsal import RowChanges, rehearsing
from grassroots.importing.sources import Source
from grassroots.store import MEMORY, Store, open_store

TODAY = date(2026, 7, 15)


def people(*lines: tuple[str, str, str], unit: str = "Xã Đông") -> bytes:
    """A roster: name, birth date, rating."""
    return roster(
        [
            {
                "TT": number,
                "Họ và tên": name,
                "Ngày sinh": born,
                "Xã": unit,
                "Chi bộ": "Chi bộ thôn 1",
                "Ngày vào Đảng": "01/02/2010",
                "Xếp loại": rating,
            }
            for number, (name, born, rating) in enumerate(lines, 1)
        ]
    )


A = ("Nguyễn Văn A", "01/02/1980", "HTTNV")
B = ("Nguyễn Văn B", "02/02/1980", "HTNV")
C = ("Nguyễn Văn C", "03/02/1980", "HTTNV")
D = ("Nguyễn Văn D", "04/02/1980", "HTTNV")


@pytest.fixture
def opened() -> Iterator[Store]:
    with open_store(MEMORY) as found:
        Importer(found, TODAY).file(Source("Xã Đông.xlsx", people(A, B, C)))
        yield found


def rehearse(opened: Store, *files: bytes, unit: str = "Xã Đông") -> list[RowChanges]:
    given = [Source(f"{unit}.xlsx", content) for content in files]
    with rehearsing(opened) as stage:
        return [changes for _, _, changes in rehearsal.files(stage, TODAY, given)]


def test_rows_are_new_replaced_unchanged_or_gone(opened: Store) -> None:
    better = (B[0], B[1], "HTTNV")
    # A as before, B rated otherwise, C no more there, D not there before.
    (changes,) = rehearse(opened, people(A, better, D))
    assert changes == RowChanges(fresh=1, replaced=1, unchanged=1, gone=1)


def test_a_file_of_another_unit_is_all_new(opened: Store) -> None:
    assert rehearse(opened, people(A, B, unit="Xã Tây"), unit="Xã Tây") == [
        RowChanges(fresh=2)
    ]


def test_a_later_file_is_held_against_the_one_before(opened: Store) -> None:
    changes = rehearse(opened, people(A, B, C, D), people(A, B))
    assert changes == [
        RowChanges(fresh=1, unchanged=3),
        RowChanges(unchanged=2, gone=2),
    ]


def test_nothing_of_a_rehearsal_stays(opened: Store) -> None:
    before = _everything(opened)
    with rehearsing(opened) as stage:
        cursor = stage.cursor()
        given = [Source("Xã Tây.xlsx", people(A, D, unit="Xã Tây"))]
        (told,) = [report for _, report, _ in rehearsal.files(stage, TODAY, given)]
        assert told.status == "loaded"
        assert _everything(stage) != before
        unit = cursor.execute("select min(unit_id) from units").fetchall()[0][0]
        (change,) = rehearsal.figures(
            opened.cursor(), cursor, ["members_rated_good"], unit, 2024
        )
        # Of A, B, C two are good; with A and D of another commune four of five.
        assert change.before and change.after
        assert (change.before.numerator, change.before.denominator) == (2, 3)
        assert (change.after.numerator, change.after.denominator) == (4, 5)
    assert _everything(opened) == before
    report = Importer(opened, TODAY).file(given[0])
    assert (report.status, report.batch) == ("loaded", 2)


def test_a_rehearsal_that_breaks_off_leaves_nothing(opened: Store) -> None:
    before = _everything(opened)
    with pytest.raises(KeyError), rehearsing(opened) as stage:
        given = [Source("Xã Tây.xlsx", people(A, D, unit="Xã Tây"))]
        list(rehearsal.files(stage, TODAY, given))
        raise KeyError
    assert _everything(opened) == before


def test_others_read_while_one_rehearses(opened: Store) -> None:
    counted: list[int] = []

    def read() -> None:
        cursor = opened.cursor()
        counted.append(cursor.execute("select count(*) from members").fetchall()[0][0])

    with rehearsing(opened) as stage:
        given = [Source("Xã Tây.xlsx", people(A, D, unit="Xã Tây"))]
        list(rehearsal.files(stage, TODAY, given))
        other = threading.Thread(target=read)
        other.start()
        other.join(10)
    assert counted == [3]


def test_who_waits_for_another_writer_is_told_and_goes_on(
    opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.01)
    told: list[bool] = []
    waits = threading.Event()

    def say(waiting: bool) -> None:
        told.append(waiting)
        waits.set()

    def load() -> None:
        with opened.announcing(say):
            source = Source("Xã Tây.xlsx", people(A, D, unit="Xã Tây"))
            Importer(opened, TODAY).file(source)

    other = threading.Thread(target=load)
    with rehearsing(opened):
        other.start()
        assert waits.wait(60), "who waits is not told"
        assert len(store.batches(opened.cursor())) == 1
    other.join(60)
    assert len(store.batches(opened.cursor())) == 2
    assert told[0] is True and told[-1] is False and told.count(False) == 1


def test_who_need_not_wait_is_told_nothing(opened: Store) -> None:
    told: list[bool] = []
    with opened.announcing(told.append):
        Importer(opened, TODAY).file(Source("Xã Tây.xlsx", people(A, unit="Xã Tây")))
    assert told == []


@pytest.mark.parametrize("when", [True, False])
def test_who_gives_up_waiting_holds_nothing_up(
    when: bool, opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tab is closed while it waits, or in the moment in which its turn comes."""
    monkeypatch.setattr(store, "PATIENCE", 0.01)
    waits = threading.Event()
    given_up: list[bool] = []

    def say(waiting: bool) -> None:
        waits.set()
        if waiting is when:
            raise KeyboardInterrupt

    def load() -> None:
        try:
            with opened.announcing(say), opened.transaction():
                raise AssertionError("its turn came")
        except KeyboardInterrupt:
            given_up.append(True)

    other = threading.Thread(target=load)
    with rehearsing(opened):
        other.start()
        assert waits.wait(60)
        if when:  # it does not even wait for the rehearsal to end
            other.join(60)
            assert given_up == [True]
    other.join(60)
    assert given_up == [True]

    def never(_: bool) -> None:
        raise AssertionError("the turn was not given back")

    # Not in a thread: a new one may get the number of the one that has ended, and pass
    # for it.
    with opened.announcing(never), opened.transaction():
        pass


def test_two_who_import_at_once_do_not_mix(tmp_path: Path) -> None:
    """Twelve files each, six of them the same; every unit and row is there once."""
    with open_store(tmp_path / "two.duckdb") as opened:
        names = [
            f"Xã {word} {other}"
            for word in ("Bàn", "Khê", "Lộc", "Sơn", "Trạch", "Vĩnh")
            for other in ("Cẩm", "Thượng", "Quỳnh")
        ]
        files = [Source(f"{name}.xlsx", people(A, B, unit=name)) for name in names]
        start = threading.Barrier(2)
        faults: list[BaseException] = []

        def load(some: list[Source]) -> None:
            importer = Importer(opened, TODAY)
            start.wait()
            try:
                for source in some:
                    importer.file(source)
            except Exception as error:
                faults.append(error)

        both = [
            threading.Thread(target=load, args=(some,))
            for some in (files[:12], files[6:])
        ]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert faults == []
        cursor = opened.cursor()
        assert len(store.batches(cursor)) == 18
        rows = cursor.execute("select count(*) from members").fetchall()
        assert rows == [(36,)]
        communes = cursor.execute(
            "select count(*), count(distinct unit_id), count(distinct name_key)"
            " from units where level = 'commune'"
        )
        assert communes.fetchall() == [(18, 18, 18)]
        whole = cube.figures(cursor, "members_rated_good", year=2024)
        tops = [cell for cell in whole if cell.denominator == 36]
        assert {cell.numerator for cell in tops} == {18}


def _everything(opened: Store) -> list[object]:
    cursor = opened.cursor()
    tables = [row[0] for row in cursor.execute("show tables").fetchall()]
    kept = [
        "batches",
        "units",
        "members",
        "roster_tables",
        "hidden_rows",
        "unit_path",
        "settings",
        "archived_files",
    ]
    return [
        (name, sorted(map(repr, cursor.table(name).fetchall())))
        for name in kept
        if name in tables
    ]
