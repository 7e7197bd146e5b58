"""Changes of units with a date: they keep the tree sound, are refused where something
stands against them, and are undone without a trace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World

from grassroots import changes, cube, query, store, texts
from grassroots.changes import (
    Change,
    Define,
    Drop,
    End,
    Merge,
    Move,
    NewUnit,
    Part,
    Rename,
    Split,
)
from grassroots.changes.lives import Lives
from grassroots.changes.planning import plan
from grassroots.changes.said import sentence, title
from grassroots.store import Store
from grassroots.units import Unit

TODAY = date(2026, 7, 15)
PROVINCE, NORTH, SOUTH = 1, 2, 3
COMMUNES = (11, 12, 13, 14)
ORGANISATION = 15
HAMLETS = {111: 11, 112: 11, 121: 12, 131: 13, 141: 14}
CELLS = {1111: 111, 1121: 112, 1211: 121, 1311: 131, 1411: 141}
DAY = date(2026, 1, 1)


def _unit(number: int, level: str, name: str, parent: int | None, **more: Any) -> Unit:
    kind, _, bare = name.lower().partition(" ")
    key = f"{kind}|{bare}"
    return Unit(number, f"C{number}", name, key, level, None, parent, **more)


def _units() -> list[Unit]:
    """A province of two districts, four communes, an organisation, hamlets, cells."""
    return [
        _unit(PROVINCE, "province", "Tỉnh Thử", None),
        _unit(NORTH, "district", "Huyện Bắc", PROVINCE),
        _unit(SOUTH, "district", "Huyện Nam", PROVINCE),
        _unit(4, "area", "Vùng Thử", PROVINCE),
        *(
            _unit(number, "commune", f"Xã Số{number}", NORTH if number < 13 else SOUTH)
            for number in COMMUNES
        ),
        _unit(ORGANISATION, "organisation", "Đảng bộ Công ty Thử", NORTH),
        *(
            _unit(number, "hamlet", f"Thôn Số{number}", above)
            for number, above in HAMLETS.items()
        ),
        *(
            _unit(
                number, "cell", f"Chi bộ Số{number}", HAMLETS[hamlet], hamlet_id=hamlet
            )
            for number, hamlet in CELLS.items()
        ),
    ]


def _lives() -> Lives:
    return Lives(_units(), 9000)


def _tried(lives: Lives, *asked: Change, gifts: Iterable[Any] = ()) -> Any:
    return plan(lives, list(gifts), {}, asked, TODAY)


def _done(lives: Lives, *asked: Change) -> Lives:
    tried = _tried(lives, *asked)
    assert not tried.problems, tried.problems
    return tried.lives


def _holding(lives: Lives, unit: int, day: date) -> list[Unit]:
    return [period for period in lives.of(unit) if period.stands_on(day)]


def _sound(lives: Lives, day: date) -> None:
    """On a day every unit stands once or not at all, under one parent that stands, and
    so on up to the province."""
    for unit in lives:
        periods = _holding(lives, unit, day)
        assert len(periods) <= 1, (unit, day)
        steps = set()
        while periods and periods[0].parent_id is not None:
            assert periods[0].unit_id not in steps, f"loop at {unit} on {day}"
            steps.add(periods[0].unit_id)
            above = periods[0].parent_id
            periods = _holding(lives, above, day)
            assert len(periods) == 1, f"{above} above {unit} on {day}"
        assert not periods or periods[0].level == "province"


def _whole(lives: Lives) -> None:
    """No life has a gap or an overlap, nor a break where nothing changes."""
    for unit in lives:
        for earlier, later in pairwise(lives.of(unit)):
            assert earlier.valid_to is not None and later.valid_from is not None
            assert earlier.valid_to + timedelta(days=1) == later.valid_from, unit


class Model:
    """The plainest way to think of it: who stood where and was called what, written
    down for each month of three years; a change rewrites all months from its own on."""

    MONTHS = tuple(date(2024 + n // 12, n % 12 + 1, 1) for n in range(36))

    def __init__(self) -> None:
        first = {unit.unit_id: (unit.parent_id, unit.name) for unit in _units()}
        self.at = {month: dict(first) for month in self.MONTHS}

    def since(self, day: date) -> list[dict[int, tuple[int | None, str]]]:
        return [self.at[month] for month in self.MONTHS if month >= day]

    def holds(self, lives: Lives) -> None:
        for month, expected in self.at.items():
            found = {
                unit: (period.parent_id, period.name)
                for unit in lives
                for period in _holding(lives, unit, month)
            }
            assert found == expected, month


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_sequence_keeps_the_tree_sound(data: st.DataObject) -> None:
    lives, model = _lives(), Model()
    days = data.draw(st.sets(st.sampled_from(Model.MONTHS[1:]), max_size=8))
    for number, day in enumerate(sorted(days)):
        now = model.at[day]
        communes = sorted(
            unit
            for unit in now
            if unit in lives and lives.of(unit)[-1].level == "commune"
        )
        what = data.draw(st.sampled_from(["merge", "split", "part", "move", "rename"]))
        unit = data.draw(st.sampled_from(communes))
        others = [other for other in communes if other != unit]
        name = f"Xã Mới{number}"
        within = sorted(
            other
            for other, (above, _) in now.items()
            if above == unit and other not in CELLS
        )
        takes = data.draw(
            st.sets(st.sampled_from(within)) if within else st.just(set())
        )
        share = data.draw(st.sampled_from([None, 0.25, 0.5]))
        new = 9001 + len([other for other in lives if other > 9000])
        asked: Change
        if what == "merge" and others:
            second = data.draw(st.sampled_from(others))
            founded = data.draw(st.booleans())
            above = now[second][0] or PROVINCE
            asked = (
                Merge((unit, second), NewUnit(name, "commune", above), day)
                if founded
                else Merge((unit,), second, day)
            )
            into = new if founded else second
            for month in model.since(day):
                for old in (unit, second) if founded else (unit,):
                    del month[old]
                    for other, (parent, called) in list(month.items()):
                        if parent == old:
                            month[other] = (into, called)
                if founded:
                    month[new] = (above, name)
        elif what in ("split", "part"):
            above = now[unit][0] or PROVINCE
            parts = [Part(NewUnit(name, "commune", above), share, tuple(takes))]
            whole = what == "split"
            if whole:
                rest = None if share is None else 1 - share
                parts.append(Part(NewUnit(f"{name} Hai", "commune", above), rest))
            asked = Split(unit, tuple(parts), day, whole, 1 if whole else None)
            for month in model.since(day):
                for other, (parent, called) in list(month.items()):
                    if parent == unit and (whole or other in takes):
                        goes = new if other in takes else new + 1
                        month[other] = (goes, called)
                month[new] = (above, name)
                if whole:
                    del month[unit]
                    month[new + 1] = (above, f"{name} Hai")
        elif what == "move":
            above = SOUTH if now[unit][0] == NORTH else NORTH
            asked = Move(unit, above, day)
            for month in model.since(day):
                month[unit] = (above, month[unit][1])
        else:
            asked = Rename(unit, name, day)
            for month in model.since(day):
                month[unit] = (month[unit][0], name)
        tried = _tried(lives, asked)
        stands = [p.code for p in tried.problems if p.code != "hamlet_stays"]
        assert not stands, (asked, tried.problems)
        lives = tried.lives
        _whole(lives)
    model.holds(lives)
    for month in Model.MONTHS:
        _sound(lives, month)
        _sound(lives, month - timedelta(days=1))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["rename", "move", "merge", "split", "part", "end"]),
            st.sampled_from([1, 2, 3, 4, *COMMUNES, 15, *HAMLETS, *CELLS, 9001, 9002]),
            st.sampled_from([1, 2, 3, 4, *COMMUNES, 15, *HAMLETS, *CELLS, 9001, 9002]),
            st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        ),
        max_size=10,
    )
)
def test_whatever_is_asked_is_refused_or_keeps_the_tree_sound(
    asked: list[tuple[str, int, int, date]],
) -> None:
    lives, gifts, days = _lives(), [], [TODAY]
    for number, (what, one, other, day) in enumerate(asked):
        level = lives.of(one)[-1].level if one in lives else "cell"
        name = {"commune": "Xã", "hamlet": "Thôn", "district": "Huyện"}.get(
            level, "Chi bộ"
        )
        above = lives.of(one)[-1].parent_id if one in lives else None
        founded = NewUnit(f"{name} Lạ{number}", level, above or PROVINCE)
        change = {
            "rename": Rename(one, founded.name, day),
            "move": Move(one, other, day),
            "merge": Merge((one, other), founded, day),
            "split": Split(one, (Part(founded, 0.5), Part(other, 0.5)), day, True, 0),
            "part": Split(one, (Part(other, 0.5),), day, False),
            "end": End(one, day),
        }[what]
        tried = _tried(lives, change, gifts=gifts)
        if not tried.blocked:
            lives = tried.lives
            gifts += tried.gifts
            days += [day, day - timedelta(days=1)]
    _whole(lives)
    for day in days:
        _sound(lives, day)
    for old, new, day, _ in gifts:
        assert _holding(lives, old, day - timedelta(days=1))
        assert _holding(lives, new, day)


def test_a_merger_takes_all_along() -> None:
    into = NewUnit("Xã Chung", "commune", NORTH, code="CHUNG")
    tried = _tried(_lives(), Merge((11, 12), into, DAY))
    assert not tried.problems
    assert tried.gifts == [(11, 9001, DAY, 1.0), (12, 9001, DAY, 1.0)]
    (new,) = tried.lives.of(9001)
    assert (new.code, new.name, new.valid_from, new.kind) == (
        "CHUNG",
        "Xã Chung",
        DAY,
        "commune",
    )
    assert tried.lives.end(11) == tried.lives.end(12) == date(2025, 12, 31)
    for unit in (111, 112, 121, 1111, 1121, 1211):
        before, after = tried.lives.of(unit)
        assert before.valid_to == date(2025, 12, 31) and after.valid_from == DAY
        assert after.parent_id == 9001 and after.hamlet_id == before.hamlet_id


def test_merged_hamlets_hand_over_their_cells() -> None:
    into = NewUnit("Thôn Một", "hamlet", 11)
    lives = _done(_lives(), Merge((111, 112), into, DAY))
    for cell in (1111, 1121):
        assert [p.hamlet_id for p in lives.of(cell)] == [CELLS[cell], 9001]
        assert [p.parent_id for p in lives.of(cell)] == [11, 11]


def test_a_new_commune_stays_in_the_area_of_what_went_into_it() -> None:
    lives = _done(
        _lives(),
        *(Move(unit, PROVINCE, date(2025, 7, 1)) for unit in (11, 12)),
        *(Move(unit, 4, date(2025, 7, 1)) for unit in (11, 12)),
        Merge((11, 12), NewUnit("Xã Chung", "commune", PROVINCE), DAY),
    )
    assert lives.of(11)[-1].parent_id == PROVINCE
    assert lives.of(9001)[0].area_id == lives.of(11)[-1].area_id == 4


def test_a_unit_that_gives_a_part_away_stands_on() -> None:
    change = Split(11, (Part(12, 0.3, (112, 1121)),), DAY, whole=False)
    tried = _tried(_lives(), change)
    assert not tried.problems and tried.gifts == [(11, 12, DAY, 0.3)]
    assert tried.lives.of(11)[-1].valid_to is None
    parents = {unit: tried.lives.of(unit)[-1].parent_id for unit in (111, 112, 1121)}
    assert parents == {111: 11, 112: 12, 1121: 12}


def test_a_founded_unit_ends_with_its_parent() -> None:
    # Written afterwards: two hamlets were merged before their commune was.
    lives = Lives(
        [
            _unit(1, "province", "Tỉnh Thử", None),
            _unit(11, "commune", "Xã Cũ", 1, valid_to=date(2025, 6, 30)),
            _unit(111, "hamlet", "Thôn Một", 11),
            _unit(112, "hamlet", "Thôn Hai", 11),
        ],
        9000,
    )
    day = date(2024, 3, 1)
    lives = _done(lives, Merge((111, 112), NewUnit("Thôn Ba", "hamlet", 11), day))
    (new,) = lives.of(9001)
    assert (new.valid_from, new.valid_to) == (day, date(2025, 6, 30))


def _ended() -> Lives:
    return _done(_lives(), Merge((12,), 11, date(2025, 7, 1)))


def _moved() -> Lives:
    return _done(_lives(), Move(11, SOUTH, date(2025, 7, 1)))


def _waiting() -> Lives:
    return _done(_lives(), Merge((11,), 12, date(2026, 12, 1)))


def _merged() -> Lives:
    return _done(_lives(), Merge((11, 12), NEW, DAY))


def _gapped() -> Lives:
    early = _unit(5, "commune", "Xã Năm", NORTH, valid_to=date(2024, 1, 1))
    late = _unit(5, "commune", "Xã Năm", NORTH, valid_from=date(2026, 2, 1))
    return Lives([*_units(), early, late], 9000)


def _topless() -> Lives:
    return Lives([_unit(11, "commune", "Xã A", None)], 0)


NEW = NewUnit("Xã Chung", "commune", NORTH)
HALVES = (Part(NEW, 0.5), Part(NewUnit("Xã Riêng", "commune", NORTH), 0.5))


def _commune(name: str, parent: int = NORTH, code: str | None = None) -> Change:
    return Merge((11, 12), NewUnit(name, "commune", parent, code), DAY)


def _some(*parts: Part) -> Change:
    return Split(11, parts, DAY, whole=False)


def _grouped(*groups: tuple[str, tuple[int, ...]]) -> Change:
    return Define("Vùng", groups)


# Code, the change, and the tree that it is tried on.
REFUSED: list[tuple[str, Change, Callable[[], Lives]]] = [
    ("too_far", Rename(11, "Xã Khác", date(2027, 8, 1)), _lives),
    ("too_early", Rename(11, "Xã Khác", date(1025, 7, 1)), _lives),
    ("unknown", Rename(77, "Xã Khác", DAY), _lives),
    ("unknown", Merge((11,), 77, DAY), _lives),
    ("not_yet", Rename(9001, "Xã Khác", DAY), _merged),
    ("ended", Rename(12, "Xã Khác", DAY), _ended),
    ("gap", Rename(5, "Xã Khác", DAY), _gapped),
    ("above_not_standing", Move(13, 12, DAY), _ended),
    ("above_not_standing", Merge((11,), 12, DAY), _ended),
    ("changed_later", Rename(11, "Xã Khác", date(2025, 1, 1)), _moved),
    ("changed_later", Merge((11,), 12, date(2025, 1, 1)), _moved),
    ("ends_later", Merge((11,), 13, DAY), _waiting),
    ("no_name", Rename(11, "  ", DAY), _lives),
    ("no_name", _commune(""), _lives),
    ("name_level", Rename(11, "Thôn Khác", DAY), _lives),
    ("name_level", _commune("Huyện A"), _lives),
    ("name_taken", Rename(11, "Xã Số12", DAY), _lives),
    ("name_taken", Merge((12, 13), NewUnit("Xã Số11", "commune", 2), DAY), _lives),
    ("code_taken", _commune("Xã A", NORTH, "C13"), _lives),
    ("nothing_changes", Rename(11, "Xã Số11", DAY), _lives),
    ("nothing_changes", Move(11, NORTH, DAY), _lives),
    ("loop", Move(NORTH, 11, DAY), _lives),
    ("loop", Move(11, 11, DAY), _lives),
    ("loop", Move(PROVINCE, NORTH, DAY), _lives),
    ("two_parents", Move(11, PROVINCE, date(2025, 7, 1)), _moved),
    ("parent_ends", Move(141, 11, DAY), _waiting),
    ("level_impossible", Move(11, 131, DAY), _lives),
    ("level_impossible", _commune("Xã A", 13), _lives),
    ("level_impossible", _some(Part(ORGANISATION, 0.5, (111,))), _lives),
    ("cannot_become", Merge((11,), 131, DAY), _lives),
    ("cannot_become", Merge((111,), 1111, DAY), _lives),
    ("into_itself", Merge((11, 12), 12, DAY), _lives),
    ("into_itself", _some(Part(11, 0.5)), _lives),
    ("under_ending", Merge((2, 3), NewUnit("Huyện A", "district", 2), DAY), _lives),
    ("too_few_units", Merge((), 11, DAY), _lives),
    ("too_few_units", Merge((11,), NEW, DAY), _lives),
    ("named_twice", Merge((11, 11, 12), NEW, DAY), _lives),
    ("named_twice", Split(11, (Part(12, 0.5), Part(12, 0.5)), DAY), _lives),
    ("too_few_parts", Split(11, HALVES[:1], DAY, True, 0), _lives),
    ("share_range", _some(Part(NEW, 0.0)), _lives),
    ("share_range", _some(Part(NEW, 1.2)), _lives),
    ("shares_above", _some(Part(NEW, 0.7), Part(12, 0.4)), _lives),
    ("shares_above", _some(*HALVES), _lives),
    ("shares_below", Split(11, (Part(NEW, 0.5), Part(12, 0.4)), DAY, True, 0), _lives),
    ("not_in_unit", _some(Part(NEW, 0.5, (131,))), _lives),
    ("taken_twice", _some(Part(NEW, None, (111,)), Part(12, None, (111,))), _lives),
    ("left_over", Split(11, HALVES, DAY), _lives),
    ("province_ends", End(PROVINCE, DAY), _lives),
    ("still_holds", End(11, DAY), _lives),
    ("no_province", _grouped(("A", (11,))), _topless),
    ("no_name", Define(" ", (("A", (11,)),)), _lives),
    ("empty_grouping", _grouped(("A", ())), _lives),
    ("group_twice", _grouped(("A", (11,)), ("a", (12,))), _lives),
    ("in_two_groups", _grouped(("A", (11,)), ("B", (11,))), _lives),
    ("not_for_groups", _grouped(("A", (111,))), _lives),
    ("counted_twice", _grouped(("A", (11,)), ("B", (NORTH,))), _lives),
    ("unknown", _grouped(("A", (77,))), _lives),
    ("no_grouping", Drop("Vùng"), _lives),
]


@pytest.mark.parametrize(
    ("code", "change", "tree"),
    REFUSED,
    ids=[f"{number} {one[0]}" for number, one in enumerate(REFUSED)],
)
def test_each_problem_is_seen_and_said(
    code: str, change: Change, tree: Callable[[], Lives]
) -> None:
    lives = tree()
    before = {unit: lives.of(unit) for unit in lives}
    tried = _tried(lives, change)
    assert tried.blocked
    assert code in {problem.code for problem in tried.problems}
    for language in texts.LANGUAGES:
        for problem in tried.problems:
            said = sentence(language, problem)
            assert not re.search(r"[{}]|None", said), said
    assert before == {unit: lives.of(unit) for unit in lives}


def test_every_sentence_belongs_to_a_problem_that_was_seen() -> None:
    seen = {code for code, _, _ in REFUSED} | {"same_names", "hamlet_stays"}
    seen |= {"nothing_to_do"}
    written = {
        key.removeprefix("changes.problems.")
        for key in texts.texts("vi")
        if key.startswith("changes.problems.")
    }
    assert written == seen


def test_two_of_a_name_that_come_together_are_said_and_let_through() -> None:
    lives = Lives([*_units(), _unit(132, "hamlet", "Thôn Số111", 13)], 9000)
    tried = _tried(lives, Merge((11,), 13, DAY))
    assert not tried.blocked
    assert [problem.code for problem in tried.problems] == ["same_names"]
    assert "Thôn Số111" in sentence("vi", tried.problems[0])


def test_a_cell_that_leaves_its_hamlet_is_said() -> None:
    tried = _tried(_lives(), Move(1111, 13, DAY))
    assert [problem.code for problem in tried.problems] == ["hamlet_stays"]
    both = _tried(_lives(), Move(111, 13, DAY), Move(1111, 13, DAY))
    assert not both.problems


def test_the_names_of_units_that_end_are_free() -> None:
    lives = _done(_lives(), _commune("Xã Số11"))
    assert lives.of(9001)[0].name == "Xã Số11"


@pytest.fixture
def world() -> World:
    """The tiny world of two eras, with members in its cells."""
    made = World()
    for year in (2024, 2025):
        cells = (111, 112, 121, 122, 131, 311)
        made.roster(
            "members",
            year,
            1,
            [
                {"unit_id": cell, "rating": rating, "admitted_on": date(2020, 1, 1)}
                for cell in cells
                for rating in ("good", "completed", "outstanding")
            ],
        )
    made.cursor().close()
    return made


# Each of the population's ways through the tree: members, their year before, cells.
FIGURES = ["members_rated_good", "admission_rate", "organisations_new_model"]


def _facts(opened: Store) -> tuple[Any, ...]:
    cursor = opened.cursor()
    versions = sorted(query.rows(cursor, "store/unit_versions"), key=str)
    figures = sorted(map(str, cube.figures_of(cursor, FIGURES)))
    return versions, figures, query.rows(cursor, "store/successions")


AUTUMN, WINTER = date(2025, 10, 1), date(2025, 12, 1)
SEQUENCE: list[list[Change]] = [
    [Rename(13, "Xã Đổi Tên", date(2025, 9, 1))],
    [Split(13, (Part(NewUnit("Xã Tách", "commune", 1), 0.4, (131,)),), AUTUMN, False)],
    [Define("Vùng", (("Núi", (13,)), ("Biển", (3,))))],
    [Move(31, 1, WINTER), Rename(31, "Đảng bộ Mới", WINTER)],
    [Drop("Vùng")],
]


def test_undone_in_reverse_order_nothing_is_left(world: World) -> None:
    opened = world.store
    states, batches = [_facts(opened)], []
    for asked in SEQUENCE:
        batches.append(changes.apply(opened, asked, TODAY))
        states.append(_facts(opened))
    (apart,) = _units_in(opened, "Xã Tách")
    into = NewUnit("Xã Gộp", "commune", 1)
    merger = Merge((13, apart["unit_id"]), into, WINTER)
    batches.append(changes.apply(opened, [merger], TODAY))
    states.append(_facts(opened))
    assert len({str(state) for state in states}) == len(states)
    for batch, state in zip(batches[::-1], states[-2::-1], strict=True):
        assert not changes.later_than(opened.cursor(), batch)
        assert store.undo(opened, batch)
        assert _facts(opened) == state
    made = changes.made(opened.cursor())
    assert [one.batch for one in made] == batches[::-1]
    assert all(one.undone and one.entries for one in made)


def _units_in(opened: Store, name: str) -> list[dict[str, Any]]:
    rows = query.rows(opened.cursor(), "store/unit_versions")
    return [row for row in rows if row["name"] == name]


CELL_COUNTS = {111: 6, 112: 1, 121: 2, 122: 3, 131: 5, 311: 3}


@cache
def _shared() -> Store:
    """One world for all examples: each leaves it as it was."""
    world = World()
    rows = [
        {"unit_id": cell, "rating": "good"}
        for cell, count in CELL_COUNTS.items()
        for _ in range(count)
    ]
    world.roster("members", 2025, 1, rows)
    world.cursor().close()
    return world.store


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["rename", "part", "into", "all", "move"]),
            st.integers(0, 9),
            st.integers(1, 20),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_undo_restores_every_figure(asked: list[tuple[str, int, int]]) -> None:
    opened = _shared()
    states, batches = [_facts(opened)], []
    day = AUTUMN
    try:
        for number, (what, which, days) in enumerate(asked):
            day += timedelta(days=days)
            change = _change(opened, what, which, day, f"Xã Lạ{number}")
            batches.append(changes.apply(opened, [change], TODAY))
            states.append(_facts(opened))
            assert _members(opened) == sum(CELL_COUNTS.values()), change
    finally:
        for batch in batches[::-1]:
            states.pop()
            store.undo(opened, batch)
            assert _facts(opened) == states[-1]


def _change(opened: Store, what: str, which: int, day: date, name: str) -> Change:
    """A change of a commune that stands, or of the organisation."""
    lives = changes.known(opened.cursor()).lives
    communes = [
        unit
        for unit in lives
        if (period := lives.on(unit, day)) and period.level == "commune"
    ]
    unit = communes[which % len(communes)]
    founded = NewUnit(name, "commune", 1)
    if what == "part":
        return Split(unit, (Part(founded, 0.5),), day, whole=False)
    if what == "all" and len(communes) > 1:
        return Merge(tuple(communes), founded, day)
    if what == "into" and unit != communes[0]:
        return Merge((unit,), communes[0], day)
    above = lives.on(31, day)
    if what == "move" and above and above.parent_id != unit:
        return Move(31, unit, day)
    return Rename(unit, name, day)


def _members(opened: Store) -> int:
    """The members of the province at the end of 2025, whatever was changed."""
    cells = cube.figures_of(opened.cursor(), ["members_rated_good"], units=[1])
    (figure,) = [cell for cell in cells if cell.year == 2025]
    return int(figure.numerator or 0)


def test_a_refused_change_writes_nothing(world: World) -> None:
    before = _facts(world.store)
    with pytest.raises(changes.ChangeRefusedError) as refused:
        changes.apply(world.store, [Rename(13, "Thôn Sai", WINTER)], TODAY)
    assert [problem.code for problem in refused.value.problems] == ["name_level"]
    with pytest.raises(changes.ChangeRefusedError):
        changes.apply(world.store, [], TODAY)
    assert _facts(world.store) == before
    assert not changes.made(world.store.cursor())


def test_several_changes_of_one_moment_are_all_or_nothing(world: World) -> None:
    with pytest.raises(changes.ChangeRefusedError):
        changes.apply(
            world.store,
            [Rename(13, "Xã Đúng", WINTER), Rename(31, "Thôn Sai", WINTER)],
            TODAY,
        )
    assert not changes.made(world.store.cursor())


def test_what_a_later_batch_rests_on_is_told(world: World) -> None:
    opened = world.store
    first = changes.apply(opened, [Rename(13, "Xã Một", AUTUMN)], TODAY)
    other = changes.apply(opened, [Rename(31, "Đảng bộ Khác", AUTUMN)], TODAY)
    second = changes.apply(opened, [Rename(13, "Xã Hai", WINTER)], TODAY)

    def later(batch: int) -> list[int]:
        return [one.batch for one in changes.later_than(opened.cursor(), batch)]

    assert (later(first), later(other), later(second)) == ([second], [], [])
    store.undo(opened, second)
    assert later(first) == []
    store.undo(opened, first)
    missing = changes.missing_for(opened.cursor(), second)
    assert [one.batch for one in missing] == [first]
    assert not changes.missing_for(opened.cursor(), first)


def test_a_roster_with_rows_in_a_founded_unit_is_in_the_way(world: World) -> None:
    opened = world.store
    part = Split(13, (Part(NewUnit("Xã Tách", "commune", 1), None),), AUTUMN, False)
    batch = changes.apply(opened, [part], TODAY)
    (new,) = _units_in(opened, "Xã Tách")
    world._batches += 1  # the world numbers its own batches only
    roster = world.roster(
        "members", 2026, new["unit_id"], [{"unit_id": new["unit_id"]}]
    )
    world.cursor().close()
    told = changes.later_than(opened.cursor(), batch)
    assert [(one.batch, one.file) for one in told] == [(roster, f"{roster}.xlsx")]


def test_the_history_names_what_was_done(world: World) -> None:
    opened = world.store
    part = Part(NewUnit("Xã Tách", "commune", 1), 0.25)
    batch = changes.apply(opened, [Split(13, (part,), AUTUMN, False)], TODAY)
    changes.apply(opened, [Define("Vùng", (("Núi", (13,)),))], TODAY)
    grouping, made = changes.made(opened.cursor())
    assert made.batch == batch and not made.undone
    assert made.file == "Tách một phần Unit 13 → Xã Tách (01-10-2025)"
    assert (
        title("vi", made.entries[0]) == "Tách một phần Unit 13 → Xã Tách (01/10/2025)"
    )
    assert title("en", made.entries[0]) == "Part of Unit 13 → Xã Tách (1 October 2025)"
    assert made.entries[0]["shares"] == [0.25]
    assert title("vi", grouping.entries[0]) == "Cách chia nhóm “Vùng”"


def test_the_preview_says_what_will_be_different(world: World) -> None:
    cursor = world.store.cursor()
    into = NewUnit("Xã Gộp", "commune", 1)
    shown = changes.preview(cursor, [Merge((13, 31), into, WINTER)], TODAY)
    assert shown.possible and not shown.problems
    assert [unit.unit_id for unit in shown.ends] == [13, 31]
    assert [unit.name for unit in shown.begins] == ["Xã Gộp"]
    moved = [(one.unit.unit_id, one.old, one.new) for one in shown.moved]
    assert [
        (unit, old.unit_id, new.name) for unit, old, new in moved if old and new
    ] == [
        (131, 13, "Xã Gộp"),
        (311, 31, "Xã Gộp"),
    ]
    # Three members in each of the cells 131 and 311, in two years.
    assert shown.rows == 12
    assert not changes.preview(cursor, [Rename(13, "Thôn A", WINTER)], TODAY).possible


def test_groupings_are_defined_replaced_and_given_up(world: World) -> None:
    opened = world.store

    def now() -> dict[str, dict[str, tuple[int, ...]]]:
        return changes.groupings(changes.known(opened.cursor()))

    changes.apply(opened, [Define("Vùng", (("Núi", (11, 12)), ("Biển", (13,))))], TODAY)
    assert now() == {"Vùng": {"Núi": (11, 12), "Biển": (13,)}}
    again = Define("vùng", (("Núi", (12,)), ("Đảo", (13,))))
    second = changes.apply(opened, [again], TODAY)
    assert now() == {"vùng": {"Núi": (12,), "Đảo": (13,)}}
    third = changes.apply(opened, [Drop("Vùng")], TODAY)
    assert now() == {}
    store.undo(opened, third)
    store.undo(opened, second)
    assert now() == {"Vùng": {"Núi": (11, 12), "Biển": (13,)}}


def test_what_follows_the_units_of_one_group_joins_it(world: World) -> None:
    opened = world.store
    changes.apply(opened, [Define("Vùng", (("Núi", (13,)), ("Biển", (3,))))], TODAY)
    part = Split(13, (Part(NewUnit("Xã Tách", "commune", 1), None),), AUTUMN, False)
    batch = changes.apply(opened, [part], TODAY)
    (new,) = _units_in(opened, "Xã Tách")
    groups = changes.groupings(changes.known(opened.cursor()))
    assert groups == {"Vùng": {"Núi": (13, new["unit_id"]), "Biển": (3,)}}
    store.undo(opened, batch)
    groups = changes.groupings(changes.known(opened.cursor()))
    assert groups == {"Vùng": {"Núi": (13,), "Biển": (3,)}}
