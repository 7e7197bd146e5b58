"""Quick filters: the figures of those let in, against plain Python; what cannot answer
is not reported; what a filter does not concern stays as it was."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import duckdb
import pytest
import sample_facts
import tiny_world
from oracle import Facts, Figure, Options, figures
from world import ARMY, BARRACKS, EAST, LAM, NEW, PROVINCE, WEST, World

from grassroots import assessment, cube, filters, units
from grassroots.cube import Cell
from grassroots.filters import NONE, Filters, concerned
from grassroots.indicators import INDICATORS, NOW, Choices
from grassroots.programmes import load_programmes
from grassroots.rosters import vocabulary
from grassroots.store import Store

YEARS = (2024, 2025)
NOTHING = {None, Figure(0, 0), Figure(0, None)}
ASKED: list[dict[str, Any]] = [
    {"gender": "female", "age": ("under_30", "30_to_39")},
    {"ethnicity": "minority", "status": ("full", "probationary")},
    {"religion": "none", "armed": "without"},
    {"areas": ("mountainous", "religious"), "sector": "state"},
    {"kinds": ("commune", "agency"), "gender": "male", "hamlet_kind": "hamlet"},
    {"armed": "only", "age": ("40_to_49",)},
    {"sector": "non_state"},
]


def _shown(asked: dict[str, Any]) -> str:
    return " ".join(asked)


@cache
def _facts(world: str) -> Facts:
    """The facts; of the sample the years that the figures of YEARS rest on, and what
    organisations tell of their kind in all years."""
    if world == "tiny":
        return tiny_world.facts()
    facts = sample_facts.facts()
    needed = {*YEARS, min(YEARS) - 1}
    return replace(
        facts,
        rosters=[
            roster
            for roster in facts.rosters
            if roster.kind == "organisations" or roster.as_of.year in needed
        ],
    )


def _options(asked: dict[str, Any]) -> Options:
    return Options(
        filters=tuple(
            (name, (said,) if isinstance(said, str) else said)
            for name, said in asked.items()
        )
    )


@pytest.fixture(params=["tiny", "sample"])
def world(request: pytest.FixtureRequest) -> tuple[str, Store]:
    return request.param, request.getfixturevalue(request.param)


@pytest.mark.parametrize("asked", ASKED, ids=_shown)
def test_filtered_figures_equal_the_oracles(
    world: tuple[str, Store], asked: dict[str, Any]
) -> None:
    name, store = world
    facts, cursor = _facts(name), store.cursor()
    chosen = Filters(**asked)
    expected = figures(facts, _options(asked))
    codes = {period.code for period in facts.units if period.code}
    names = [one.id for one in INDICATORS.values() if concerned(chosen, one)]
    compared = 0
    for year in YEARS if name == "sample" else (2023, 2024):
        tree = units.of_year(cursor, year)
        coded = {one.unit_id: one.code for one in tree.values() if one.code in codes}
        for cell in cube.figures_of(
            cursor,
            names,
            units=sorted(coded),
            year=year,
            choices=Choices(filters=chosen),
        ):
            key = (cell.indicator, str(coded[cell.unit_id]), year)
            wanted, found = expected.get(key), _figure(cell)
            assert found == wanted or {found, wanted} <= NOTHING, key
            compared += found not in NOTHING
    assert compared or name == "tiny"


def _figure(cell: Cell) -> Figure | None:
    if cell.numerator is None:
        return None
    return Figure(cell.numerator, cell.denominator, cell.unknown)


@pytest.mark.parametrize("asked", ASKED[:5:2], ids=_shown)
def test_what_a_filter_does_not_concern_stays_as_it_was(
    tiny: Store, asked: dict[str, Any]
) -> None:
    cursor, chosen = tiny.cursor(), Filters(**asked)
    names = [one.id for one in INDICATORS.values() if not concerned(chosen, one)]
    some = [one.unit_id for one in units.of_year(cursor, 2024).values() if one.code]
    plain, found = (
        cube.figures_of(
            cursor, list(INDICATORS), units=some, year=2024, choices=Choices(filters=of)
        )
        for of in (NONE, chosen)
    )
    assert [cell for cell in found if cell.indicator in names] == [
        cell for cell in plain if cell.indicator in names
    ]
    assert found != plain


def _members(unit: int, *genders: str | None, **more: Any) -> list[dict[str, Any]]:
    return [
        {"unit_id": unit, "gender": gender, "rating": "good", **more}
        for gender in genders
    ]


def _one(
    cursor: duckdb.DuckDBPyConnection,
    indicator: str,
    unit: int,
    year: int,
    chosen: Filters = NONE,
    **more: Any,
) -> Cell:
    boundaries = more.pop("boundaries", "then")
    (cell,) = cube.figures(
        cursor,
        indicator,
        units=[unit],
        year=year,
        choices=Choices(filters=chosen, boundaries=boundaries),
        **more,
    )
    return cell


WOMEN = Filters(gender="female")


def test_a_table_without_the_column_is_not_reported() -> None:
    world = World()
    world.roster("members", 2023, EAST, _members(111, "female", "male", None))
    world.roster("members", 2023, WEST, [{"unit_id": 121, "rating": "good"}] * 4)
    cursor = world.cursor()
    assert _figure(_one(cursor, "members_rated_good", LAM, 2023)) == Figure(7, 7)
    district = _one(cursor, "members_rated_good", LAM, 2023, WOMEN)
    assert _figure(district) == Figure(1, 1)
    assert (district.reported, district.expected) == (1, 2)
    west = _one(cursor, "members_rated_good", WEST, 2023, WOMEN)
    assert (west.numerator, west.denominator) == (None, None)
    assert (west.reported, west.expected) == (0, 1)


def test_a_year_in_which_no_table_can_answer_is_there_and_not_reported() -> None:
    world = World()
    world.roster("members", 2022, EAST, [{"unit_id": 111, "rating": "good"}])
    world.roster("members", 2023, EAST, _members(111, "female"))
    found = cube.figures(
        world.cursor(),
        "members_rated_good",
        units=[EAST],
        choices=Choices(filters=WOMEN),
    )
    assert [(cell.year, cell.numerator) for cell in found] == [(2022, None), (2023, 1)]


def test_the_base_of_admissions_is_filtered_as_the_admitted_are() -> None:
    world = World()
    admitted = {"admitted_on": "2023-05-19"}
    world.roster("members", 2022, EAST, _members(111, "female", "female", "male"))
    rows = [
        *_members(111, "female", "male", **admitted),
        *_members(111, "female", admitted_on="2001-02-03"),
    ]
    world.roster("members", 2023, EAST, rows)
    cursor = world.cursor()
    assert _figure(_one(cursor, "admission_rate", EAST, 2023)) == Figure(2, 3)
    assert _figure(_one(cursor, "admission_rate", EAST, 2023, WOMEN)) == Figure(1, 2)


def test_a_base_that_does_not_tell_gender_leaves_the_count_alone() -> None:
    world = World()
    world.roster("members", 2022, EAST, [{"unit_id": 111, "rating": "good"}] * 5)
    rows = _members(111, "female", "male", admitted_on="2023-05-19")
    world.roster("members", 2023, EAST, rows)
    cursor = world.cursor()
    assert _figure(_one(cursor, "admission_rate", EAST, 2023)) == Figure(2, 5)
    assert _figure(_one(cursor, "admission_rate", EAST, 2023, WOMEN)) == Figure(1, None)


def test_a_person_of_two_rosters_is_in_one_part_alone() -> None:
    """Members say male, admissions female; of another members do not say."""
    world = World()
    day = {"admitted_on": "2023-05-19"}
    world.roster("members", 2022, EAST, _members(111, "female", "male"))
    world.roster(
        "members",
        2023,
        EAST,
        [
            {"unit_id": 111, "gender": "male", "card_number": "1", **day},
            {"unit_id": 111, "gender": None, "card_number": "2", **day},
        ],
    )
    world.roster(
        "admissions",
        2023,
        EAST,
        [
            {"unit_id": 111, "gender": "female", "card_number": "1", **day},
            {"unit_id": 111, "gender": "female", "card_number": "2", **day},
        ],
    )
    cursor = world.cursor()
    women = _one(cursor, "admission_rate", EAST, 2023, WOMEN)
    men = _one(cursor, "admission_rate", EAST, 2023, Filters(gender="male"))
    assert (women.numerator, men.numerator) == (1, 1)


def test_aggregates_do_not_stand_under_a_filter_that_looks_into_rows() -> None:
    world = World()
    world.roster("members", 2023, EAST, _members(111, "female"))
    told = {"indicator": "members_rated_good", "numerator": 8, "denominator": 9}
    world.roster("aggregates", 2022, LAM, [{"unit_id": LAM, "year": 2022, **told}])
    other = {"indicator": "hamlets_with_cell", "numerator": 2, "denominator": 3}
    world.roster("aggregates", 2022, LAM, [{"unit_id": LAM, "year": 2022, **other}])
    cursor = world.cursor()
    assert _one(cursor, "members_rated_good", LAM, 2022).numerator == 8
    assert _one(cursor, "members_rated_good", LAM, 2022, WOMEN).numerator is None
    assert _one(cursor, "hamlets_with_cell", LAM, 2022, WOMEN).numerator == 2
    in_the_state = Filters(sector="state")
    assert _one(cursor, "members_rated_good", LAM, 2022, in_the_state).numerator is None


def test_a_target_s_own_population_and_the_filter_both_hold() -> None:
    world = World()
    world.roster("members", 2023, EAST, _members(111, "female", "male"))
    world.roster("members", 2023, ARMY, _members(311, "female", "male", "male"))
    cursor = world.cursor()

    def province(chosen: Filters, **more: Any) -> Figure | None:
        cell = _one(cursor, "members_rated_good", PROVINCE, 2023, chosen, **more)
        return _figure(cell)

    assert province(NONE) == Figure(5, 5)
    assert province(WOMEN, without_armed_forces=True) == Figure(1, 1)
    assert province(Filters(armed="without")) == Figure(2, 2)
    assert province(Filters(armed="only")) == Figure(3, 3)
    assert province(Filters(armed="only"), without_armed_forces=True) == Figure(0, 0)
    both = Filters(kinds=("commune", "army"))
    assert province(both) == Figure(5, 5)
    assert province(both, only_kinds=["army", "police"]) == Figure(3, 3)
    assert province(Filters(kinds=("army",)), only_kinds=["commune"]) == Figure(0, 0)
    assert _figure(
        _one(cursor, "members_rated_good", BARRACKS, 2023, Filters(armed="only"))
    ) == Figure(3, 3)


def test_a_unit_of_today_sums_what_went_into_it_filtered() -> None:
    world = World()
    world.roster("members", 2023, EAST, _members(111, "female", "male"))
    world.roster("members", 2023, WEST, _members(121, "female", "female", "male"))
    cell = _one(world.cursor(), "members_rated_good", NEW, 2023, WOMEN, boundaries=NOW)
    assert _figure(cell) == Figure(3, 3)


def test_both_boundaries_agree_on_the_whole(tiny: Store) -> None:
    cursor = tiny.cursor()
    top = next(one for one in units.of_year(cursor, 2024).values() if not one.parent_id)
    for asked in ASKED[:5:2]:
        then, now = (
            cube.figures_of(
                cursor,
                list(INDICATORS),
                units=[top.unit_id],
                year=2024,
                choices=Choices(filters=Filters(**asked), boundaries=boundaries),
            )
            for boundaries in ("then", "now")
        )
        assert [_figure(one) for one in then] == [_figure(one) for one in now]


def test_the_sector_is_as_flagged_else_as_the_kind_leaves_no_doubt() -> None:
    world = World()
    flagged = {"level": "cell", "non_state": True}
    world.roster("organisations", 2022, EAST, [{"unit_id": 112, **flagged}])
    rows = [*_members(111, "male", "male"), *_members(112, "female")]
    world.roster("members", 2023, EAST, rows)
    cursor = world.cursor()
    for sector, expected in (("state", Figure(2, 2)), ("non_state", Figure(1, 1))):
        cell = _one(cursor, "members_rated_good", EAST, 2023, Filters(sector=sector))
        assert _figure(cell) == expected


WRITTEN = [
    ("ethnicity", "Kinh", "kinh"),
    ("ethnicity", " KINH", "kinh"),
    ("ethnicity", "Kinh (Việt)", "kinh"),
    ("ethnicity", "K'Ho", "minority"),
    ("ethnicity", "Ơ Đu", "minority"),
    ("ethnicity", "Khơ Mú", "minority"),
    ("ethnicity", "-", None),
    ("ethnicity", "Không rõ", None),
    ("religion", "Không", "none"),
    ("religion", "không theo đạo", "none"),
    ("religion", "Công giáo", "some"),
    ("religion", "Phật giáo Hòa Hảo", "some"),
    ("religion", "Lương", None),
    ("religion", "Chưa rõ", None),
    ("religion", "", None),
]


@pytest.mark.parametrize(("field", "text", "expected"), WRITTEN)
def test_ethnicity_and_religion_as_they_are_written(
    field: str, text: str, expected: str | None
) -> None:
    world = World()
    world.roster("members", 2023, EAST, [{**_members(111, "male")[0], field: text}])
    cursor = world.cursor()
    found = {
        value: _one(
            cursor, "members_rated_good", EAST, 2023, Filters(**{field: value})
        ).numerator
        for value in filters.VALUES[field]
    }
    assert found == {value: int(value == expected) for value in found}


def test_two_cursors_do_not_see_each_other_s_filters(tiny: Store) -> None:
    one, other = tiny.cursor(), tiny.cursor()
    count = "select count(*) from members_in_force"
    everybody = other.execute(count).fetchone()
    with filters.in_force(one, WOMEN, ["members"]) as filtered:
        assert filtered.execute(count).fetchone() != everybody
        assert one.execute(count).fetchone() == everybody
        assert other.execute(count).fetchone() == everybody
    with pytest.raises(RuntimeError), filters.in_force(one, WOMEN, ["members"]):
        raise RuntimeError
    assert one.execute(count).fetchone() == everybody


def test_a_programme_is_judged_on_those_let_in(tiny: Store) -> None:
    cursor = tiny.cursor()
    programme = load_programmes()["ha-tinh"]
    top = next(one for one in units.of_year(cursor, 2024).values() if not one.parent_id)

    def numerators(chosen: Filters) -> dict[str, int | None]:
        judged = assessment.assess(
            cursor,
            programme,
            units=[top.unit_id],
            years=[2024],
            choices=Choices(filters=chosen),
        )
        return {one.target.id: one.figure.numerator for one in judged}

    plain, women = numerators(NONE), numerators(WOMEN)
    assert (plain["HT-2"], women["HT-2"]) == (7, 3)
    assert women["HT-5"] == plain["HT-5"] == 3


def test_which_filters_concern_which_figure() -> None:
    chosen = Filters(
        armed="without", gender="male", status=["full"], areas=["mountainous"]
    )
    told = {
        "members_rated_good": ("armed", "gender", "status"),
        "managed_leaders_women": ("armed", "gender"),
        "hamlets_with_cell": ("armed", "areas"),
        "organisations_rated_good": ("armed",),
        "admission_rate": ("armed", "gender", "status"),
    }
    for name, expected in told.items():
        assert concerned(chosen, INDICATORS[name]) == expected
    assert concerned(NONE, INDICATORS["members_rated_good"]) == ()


def test_values_are_known_ordered_and_hashable() -> None:
    assert NONE.is_none and NONE.names == () and Choices().filters is NONE
    one = Filters(age=["30_to_39", "under_30"])
    assert one == Filters(age=("under_30", "30_to_39", "under_30"))
    assert len({one, Filters(age=("under_30", "30_to_39"))}) == 1
    assert one.names == ("age",) and one.only([]) == NONE
    assert set(filters.KINDS) == set(vocabulary("organisation_kind"))
    assert set(filters.HAMLET_KINDS) == set(vocabulary("hamlet_kind"))
    assert set(filters.STATUSES) == set(vocabulary("status"))
    for name, wrong in (
        ("gender", "x"),
        ("age", ("30",)),
        ("armed", ""),
        ("areas", "sea"),
        ("status", ("full", None)),
    ):
        with pytest.raises(ValueError, match=name):
            Filters(**{name: wrong})
