"""As it was and as it is now: carried figures are sums of what went into a unit,
nothing is lost or doubled, estimates are marked, streaks end where units changed.

Random worlds of made-up communes that are merged and split on 1/7/2025, held against
plain Python."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rosters import DISTRICT, PROVINCE, fresh, load, member, roster, sheets

from grassroots import assessment, cube, store, units
from grassroots.cube import Cell
from grassroots.indicators import INDICATORS, NOW, Choices
from grassroots.programmes import load_programmes
from grassroots.store import Store
from grassroots.units import Unit

UNITS = ("Mã", "Tên đơn vị", "Cấp", "Cấp trên", "Địa bàn", "Từ ngày", "Đến ngày")
MERGERS = ("Đơn vị cũ", "Đơn vị mới", "Ngày", "Phần nhập vào")
OLD = ("Xã Đông", "Xã Tây", "Xã Nam", "Xã Bắc")
NEW = ("Xã Sông Lớn", "Xã Núi Xa", "Xã Đồi Cao")
AS_IT_IS = Choices(boundaries=NOW)
GOOD = "members_rated_good"


@dataclass(frozen=True)
class World:
    """People of each old commune (per cell: good, other, blank), where it goes (new
    communes with the percentage that is told, None where it is not), and which cells
    the new communes name again."""

    people: tuple[tuple[tuple[int, int, int], ...], ...]
    goes: tuple[dict[int, int | None], ...]
    after: tuple[int, ...]


def _cells() -> st.SearchStrategy[tuple[tuple[int, int, int], ...]]:
    one = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 1))
    return st.lists(one.filter(any), min_size=1, max_size=3).map(tuple)


def _goes() -> st.SearchStrategy[dict[int, int | None]]:
    place = st.integers(0, len(NEW) - 1)
    whole = place.map(lambda new: {new: 100})
    parts = st.lists(place, min_size=2, max_size=3, unique=True).flatmap(
        lambda news: st.sampled_from(
            [
                dict.fromkeys(news, None),
                {new: [60, 30, 10][number] for number, new in enumerate(news)},
            ]
        )
    )
    return st.one_of(whole, parts)


WORLDS = st.builds(
    World,
    st.tuples(*[_cells()] * len(OLD)),
    st.tuples(*[_goes()] * len(OLD)),
    st.tuples(*[st.integers(1, 4)] * len(NEW)),
)


def register(world: World) -> bytes:
    """The units roster with the changes of 1/7/2025."""
    end, start = "30/06/2025", "01/07/2025"
    rows = [
        ("T", PROVINCE, "Tỉnh", None, None, None, None),
        ("H", DISTRICT, "Huyện", "T", None, None, end),
        *((f"O{n}", name, "Xã", "H", None, None, end) for n, name in enumerate(OLD)),
        *((f"N{n}", name, "Xã", "T", "Thử", start, None) for n, name in enumerate(NEW)),
    ]
    mergers = []
    for number, goes in enumerate(world.goes):
        for new, share in goes.items():
            told = "Một phần" if share is None else f"{share}%"
            mergers.append((f"O{number}", f"N{new}", start, told))
    return sheets(
        {
            "Đơn vị": [["DANH MỤC ĐƠN VỊ"], UNITS, *rows],
            "Sáp nhập": [["SÁP NHẬP, CHIA TÁCH"], MERGERS, *mergers],
        }
    )


def _person(commune: str, cell: str, rating: str, number: int) -> dict[str, object]:
    return {
        **member(1 + number % 20),
        "TT": number,
        "Họ và tên": f"Nguyễn Thị {chr(65 + number // 26)}{chr(97 + number % 26)}",
        "Xã": commune,
        "Chi bộ": cell,
        "Số thẻ đảng viên": f"72.{number:06}",
        "Xếp loại": rating,
    }


def members_before(world: World) -> bytes:
    """The district's members at the end of 2024, by the old communes."""
    return roster(_rows_before(world), "31/12/2024")


def _rows_before(world: World) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number, cells in enumerate(world.people):
        for cell, (good, other, blank) in enumerate(cells):
            ratings = ["HTTNV"] * good + ["HTNV"] * other + [""] * blank
            for rating in ratings:
                name = f"Chi bộ Hoa {OLD[number][3:]} {cell + 1}"
                rows.append(_person(OLD[number], name, rating, len(rows) + 1))
    return rows


def members_after(world: World) -> bytes:
    """The members at the end of 2025, by the new communes."""
    rows: list[dict[str, object]] = []
    for number, count in enumerate(world.after):
        for _ in range(count):
            rating = "HTTNV" if len(rows) % 3 else "HTNV"
            name = f"Chi bộ Mới {number}"
            rows.append(_person(NEW[number], name, rating, 500 + len(rows)))
    heads = list(rows[0])
    body = [[row[head] for head in heads] for row in rows]
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2025)"
    return sheets({"DS": [[PROVINCE], [title], heads, *body]})


def loaded(opened: Store, world: World) -> list[int]:
    """Imports the world; comes back with the batches, the register's first."""
    batches = []
    for name, content in (
        ("Đơn vị.xlsx", register(world)),
        ("2024.xlsx", members_before(world)),
        ("2025.xlsx", members_after(world)),
    ):
        report = load(opened, content, name)
        assert report.batch is not None, report.problems
        batches.append(report.batch)
    return batches


def found(opened: Store, choices: Choices, year: int) -> dict[str, Cell]:
    """The figures of every unit above the cell, by name."""
    cursor = opened.cursor()
    tree = units.of_year(cursor, units.PRESENT if choices == AS_IT_IS else year)
    asked = [unit.unit_id for unit in tree.values() if unit.level != "cell"]
    cells = cube.figures(cursor, GOOD, units=asked, year=year, choices=choices)
    return {tree[cell.unit_id].name: cell for cell in cells}


def shared_out(amount: int, shares: dict[str, Fraction]) -> dict[str, int]:
    """Whole people by largest remainder: the larger share, then the first listed."""
    parts = {name: int(amount * share) for name, share in shares.items()}
    order = sorted(
        shares,
        key=lambda name: (
            -(amount * shares[name] - parts[name]),
            -shares[name],
            NEW.index(name),
        ),
    )
    for name in order[: amount - sum(parts.values())]:
        parts[name] += 1
    return parts


def expected(world: World) -> tuple[dict[str, list[int]], set[str]]:
    """Good, others and blanks of 2024 in the new communes, and which are estimated."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    estimated = set()
    for cells, goes in zip(world.people, world.goes, strict=True):
        sums = [sum(cell[kind] for cell in cells) for kind in range(3)]
        if len(goes) == 1:
            (new,) = goes
            for kind in range(3):
                counts[NEW[new]][kind] += sums[kind]
            continue
        told = [share for share in goes.values() if share is not None]
        shares = {
            NEW[new]: Fraction(share, sum(told)) if share else Fraction(1, len(goes))
            for new, share in goes.items()
        }
        for kind in range(3):
            for name, part in shared_out(sums[kind], shares).items():
                counts[name][kind] += part
        estimated |= set(shares)
    return counts, estimated


@settings(max_examples=8, deadline=None, phases=[Phase.generate, Phase.explicit])
@given(WORLDS)
def test_as_it_is_now_equals_plain_sums(world: World) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder)) as opened:
        register_batch, *_ = loaded(opened, world)
        counts, estimated = expected(world)
        now, then = found(opened, AS_IT_IS, 2024), found(opened, Choices(), 2024)
        for name in NEW:
            good, other, blank = counts[name]
            reached = any(NEW.index(name) in goes for goes in world.goes)
            cell = now[name]
            if not reached:
                assert cell.numerator is None and cell.expected == 0
                continue
            assert (cell.numerator, cell.denominator) == (good, good + other), name
            assert cell.unknown == blank
            assert cell.estimated == (name in estimated)
            assert (cell.reported, cell.expected) == (1, 1)
        sums = [sum(cell[k] for of in world.people for cell in of) for k in range(3)]
        for name in (PROVINCE, "Thử"):
            whole = now[name]
            assert [whole.numerator, whole.denominator] == [sums[0], sum(sums[:2])]
            assert whole.unknown == sums[2]
            assert not whole.estimated, "nothing left the whole"
        assert now[PROVINCE].numerator == then[PROVINCE].numerator
        # What is kept gives the same, and a year after the change is as it was.
        before = now
        cube.keep(opened)
        assert found(opened, AS_IT_IS, 2024) == before
        last = found(opened, Choices(), 2025)
        assert {name: last[name] for name in NEW} == {
            name: found(opened, AS_IT_IS, 2025)[name] for name in NEW
        }
        # Undone, the old communes are today's again.
        store.undo(opened, register_batch)
        undone = found(opened, AS_IT_IS, 2024)
        for name, cells in zip(OLD, world.people, strict=True):
            assert undone[name].numerator == sum(cell[0] for cell in cells)
            assert not undone[name].estimated
        store.bring_back(opened, register_batch)
        assert found(opened, AS_IT_IS, 2024) == before


ONE_WORLD = World(
    (((3, 1, 0), (2, 0, 1)), ((1, 1, 0),), ((2, 2, 0),), ((1, 0, 0),)),
    ({0: 100}, {0: 100}, {0: 60, 1: 40}, {2: 100}),
    (3, 2, 4),
)


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = fresh(tmp_path_factory.mktemp("boundaries"))
    loaded(opened, ONE_WORLD)
    return opened


def _unit(opened: Store, name: str, year: int = units.PRESENT) -> Unit:
    (one,) = units.find(opened.cursor(), year, name)
    return one


def test_every_indicator_has_the_same_sum_then_and_now(little: Store) -> None:
    top = _unit(little, PROVINCE).unit_id
    for asked in (None, "gender"):
        some = [i for i in INDICATORS if asked is None or asked in INDICATORS[i].groups]
        cursor = little.cursor()
        then = cube.figures_of(cursor, some, units=[top], by=asked)
        now = cube.figures_of(cursor, some, units=[top], by=asked, choices=AS_IT_IS)
        key = lambda cell: (cell.indicator, cell.year, cell.group)  # noqa: E731
        assert {key(cell): (cell.numerator, cell.denominator) for cell in then} == {
            key(cell): (cell.numerator, cell.denominator) for cell in now
        }


def test_a_part_that_has_not_reported_is_missing_in_what_it_went_into(
    tmp_path: Path,
) -> None:
    """Of two communes that became one, one sent nothing: no figure passes for whole."""
    world = World(ONE_WORLD.people, ({0: 100}, {0: 100}, {1: 100}, {2: 100}), (1, 1, 1))
    rows = [_person(OLD[0], "Chi bộ Một", "HTTNV", 1)]
    with fresh(tmp_path) as opened:
        load(opened, register(world), "Đơn vị.xlsx")
        first = roster(rows, "31/12/2024", district=f"{DISTRICT} - Xã Đông")
        report = load(opened, first, "Xã Đông.xlsx", unit="Xã Đông")
        assert report.batch is not None, report.problems
        now = found(opened, AS_IT_IS, 2024)
        assert (now[NEW[0]].numerator, now[NEW[0]].reported) == (1, 0)
        assert (now[PROVINCE].reported, now[PROVINCE].expected) == (0, 3)


def _assessed(
    opened: Store, name: str, choices: Choices, years: Sequence[int]
) -> list[assessment.Assessment]:
    tree = units.PRESENT if choices == AS_IT_IS else years[-1]
    return [
        one
        for one in assessment.assess(
            opened.cursor(),
            load_programmes()["ha-tinh"],
            units=[_unit(opened, name, tree).unit_id],
            years=years,
            choices=choices,
        )
        if one.target.id == "HT-2"
    ]


def test_streaks_begin_anew_where_a_unit_changed(little: Store) -> None:
    (then,) = _assessed(little, NEW[0], Choices(), [2025])
    assert then.since == 2025
    (province,) = _assessed(little, PROVINCE, Choices(), [2025])
    assert province.since is None
    (now,) = _assessed(little, NEW[0], AS_IT_IS, [2025])
    assert now.since is None
    assert [figure.year for figure in now.series if figure.numerator] == [2024, 2025]


def test_an_estimate_is_told_with_its_verdict(little: Store) -> None:
    of_split = _assessed(little, NEW[1], AS_IT_IS, [2024])[0]
    assert of_split.estimated and of_split.figure.estimated
    assert not _assessed(little, NEW[2], AS_IT_IS, [2024])[0].estimated


def test_the_command_line_tells_both(
    little: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    from grassroots.__main__ import main

    path = tmp_path / "own.duckdb"
    with fresh(tmp_path) as opened:
        loaded(opened, ONE_WORLD)
        path = Path(opened.path)
    asked = ["indicators", "--db", str(path), "--indicator", GOOD, "--year", "2024"]
    assert main([*asked, "--level", "commune", "--json"]) == 0
    then = {row["unit_name"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(then) == set(OLD)
    assert main([*asked, "--level", "commune", "--boundaries", "now", "--json"]) == 0
    now = {row["unit_name"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(now) == set(NEW)
    # Xã Sông Lớn: all of Đông (5 of 6) and Tây (1 of 2), 60 % of Nam's 2 and 2.
    assert (now[NEW[0]]["numerator"], now[NEW[0]]["denominator"]) == (7, 10)
    assert now[NEW[0]]["estimated"] and not now[NEW[2]]["estimated"]


def test_a_change_entered_beforehand_comes_into_force_by_itself(
    tmp_path: Path,
) -> None:
    """The present tree is that of the day on which the file is opened."""
    with fresh(tmp_path) as opened:
        load(opened, register(ONE_WORLD), "Đơn vị.xlsx")
        cursor = opened.cursor()
        # As if it had been entered in May 2025: the tree of that day.
        cursor.execute(
            "update settings set setting = '2025-05-01' where name = 'tree_day'"
        )
        cursor.execute("delete from tree where year = 9999")
        path = opened.path
    with store.open_store(path) as again:
        names = {unit.name for unit in units.of_year(again.cursor(), 9999).values()}
        assert set(NEW) <= names and not set(OLD) & names


@pytest.mark.parametrize("whole_province", [False, True])
def test_an_admission_rate_closes_where_a_split_closes(
    tmp_path: Path, whole_province: bool
) -> None:
    """Of Xã Nam 60 % went to Sông Lớn: how many members that are nobody knows, so there
    the count stands alone; the province has all fourteen of the year before."""
    with fresh(tmp_path) as opened:
        load(opened, register(ONE_WORLD), "Đơn vị.xlsx")
        before = members_before(ONE_WORLD)
        if whole_province:
            before = roster(_rows_before(ONE_WORLD), "31/12/2024", district="")
        for name, content in (("2024", before), ("2025", members_after(ONE_WORLD))):
            report = load(opened, content, f"{name}.xlsx")
            assert report.batch is not None, report.problems
        cursor = opened.cursor()
        tree = units.of_year(cursor, 2025)
        asked = [unit.unit_id for unit in tree.values() if unit.level != "cell"]
        rates = {
            tree[cell.unit_id].name: (cell.numerator, cell.denominator)
            for cell in cube.figures(cursor, "admission_rate", units=asked, year=2025)
        }
        assert rates[PROVINCE] == rates["Thử"] == (0, 14)
        assert rates[NEW[0]] == rates[NEW[1]] == (0, None)
        assert rates[NEW[2]] == (0, 1)
