"""Every indicator against what a person counted in the world of `world.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from world import AREA, ARMY, BARRACKS, EAST, LAM, NEW, PROVINCE, WEST, World

from grassroots import cube, store, texts
from grassroots.cube import Cell
from grassroots.indicators import INDICATORS, Choices

Counted = tuple[int | None, int | None, int]


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.store.close()


def cell(world: World, indicator: str, unit: int, year: int, **options: Any) -> Cell:
    (found,) = cube.figures(
        world.cursor(), indicator, units=[unit], year=year, **options
    )
    return found


def counted(
    world: World, indicator: str, unit: int, year: int, **options: Any
) -> Counted:
    found = cell(world, indicator, unit, year, **options)
    return found.numerator, found.denominator, found.unknown


def coverage(
    world: World, indicator: str, unit: int, year: int, **options: Any
) -> tuple[int, int, int | None]:
    found = cell(world, indicator, unit, year, **options)
    return found.reported, found.expected, found.missing_size


def repeated(unit: int, **values: list[Any]) -> list[dict[str, Any]]:
    """Rows of one unit, column by column."""
    return [
        {"unit_id": unit, **dict(zip(values, row, strict=True))}
        for row in zip(*values.values(), strict=True)
    ]


def spoken(unit: int, **values: Any) -> dict[str, Any]:
    return {"unit_id": unit, **values}


# What each indicator's roster holds and what a person counts in it.
COMMITTEE, CELL = "grassroots_committee", "grassroots_cell"
INTERMEDIATE, ADVANCED, ELEMENTARY = "intermediate", "advanced", "elementary"
ORGANISATION_FLAGS = ["follows_rules", "inspection_programme"]


def officer(unit: int, position: str, body: str, **values: Any) -> dict[str, Any]:
    return {"unit_id": unit, "position": position, "body": body, **values}


COUNTS: list[tuple[str, str, list[dict[str, Any]], Counted]] = [
    (
        "organisations_rated_good",
        "organisations",
        [
            spoken(EAST, level=COMMITTEE, rating="good"),
            spoken(WEST, level=COMMITTEE, rating="completed"),
            spoken(112, level=CELL, rating="outstanding"),
            spoken(122, level=CELL, rating=None),
            spoken(111, level="cell", rating="good"),
            spoken(121, level=CELL, rating="not_rated"),
        ],
        (2, 3, 1),
    ),
    (
        "members_rated_good",
        "members",
        [
            *repeated(
                111, rating=["good", "outstanding", "completed", "not_completed", None]
            ),
            spoken(121, rating=None, not_rated_reason="mới kết nạp"),
        ],
        (2, 4, 1),
    ),
    (
        "standing_committees_rated_good",
        "organisations",
        [
            spoken(LAM, level="standing_committee", rating="good"),
            spoken(LAM, level="delegation", rating="completed"),
            spoken(EAST, level=COMMITTEE, rating="good"),
        ],
        (1, 2, 0),
    ),
    (
        "grassroots_committees_rated_good",
        "organisations",
        [
            spoken(EAST, level=COMMITTEE, committee_rating="good"),
            spoken(WEST, level=COMMITTEE, committee_rating=None),
            spoken(112, level=CELL, committee_rating=None),
            spoken(122, level=CELL, committee_rating="completed"),
        ],
        (1, 2, 1),
    ),
    (
        "committee_members_rated_good",
        "officers",
        [
            officer(LAM, "member", "district", rating="good", name="A"),
            officer(LAM, "secretary", "district", rating="completed", name="A"),
            officer(LAM, "member", "inspection_committee", rating="good", name="A"),
            officer(EAST, "member", "grassroots", rating=None),
            officer(112, "member", "cell", rating="good"),
        ],
        (1, 2, 1),
    ),
    (
        "managed_leaders_rated_good",
        "leaders",
        [
            *repeated(
                LAM,
                managed=[True, True, None, False],
                rating=["good", None, "good", "good"],
            )
        ],
        (1, 1, 1),
    ),
    (
        "division_leaders_rated_good",
        "leaders",
        [
            *repeated(
                LAM,
                division_level=[True, True, False],
                level=["district", "commune", "district"],
                rating=["good", "good", "good"],
            )
        ],
        (1, 1, 0),
    ),
    (
        "non_state_cells_founded",
        "organisations",
        [
            *repeated(
                112,
                level=["cell", CELL, "cell", "cell", COMMITTEE, "cell", "cell"],
                non_state=[True, True, True, True, True, False, None],
                founded_on=[
                    date(2024, 5, 1),
                    date(2024, 1, 1),
                    date(2023, 5, 1),
                    None,
                    date(2024, 5, 1),
                    date(2024, 5, 1),
                    date(2024, 6, 1),
                ],
            )
        ],
        (2, None, 2),
    ),
    (
        "business_owners_admitted",
        "members",
        [
            *repeated(
                111,
                admitted_on=[date(2024, 2, 3)] * 3 + [date(2023, 2, 3), None],
                business_owner=[True, False, None, True, True],
            )
        ],
        (1, None, 1),
    ),
    (
        "secretaries_theory_intermediate",
        "officers",
        [
            officer(EAST, "secretary", "grassroots", political_theory="bachelor"),
            officer(EAST, "deputy", "grassroots", political_theory=ELEMENTARY),
            officer(EAST, "member", "grassroots", political_theory=ADVANCED),
            officer(WEST, "secretary", "grassroots", political_theory=None),
            officer(111, "secretary", "cell", political_theory=ADVANCED),
        ],
        (1, 2, 1),
    ),
    (
        "secretaries_council_chair",
        "officers",
        [
            officer(
                EAST, "secretary", "grassroots", concurrent_posts=["council_chair"]
            ),
            officer(WEST, "secretary", "grassroots", concurrent_posts=None),
            officer(WEST, "deputy", "grassroots", concurrent_posts=["council_chair"]),
        ],
        (1, 1, 1),
    ),
    (
        "secretaries_committee_chair",
        "officers",
        [
            officer(
                EAST, "secretary", "grassroots", concurrent_posts=["committee_chair"]
            ),
            officer(WEST, "secretary", "grassroots", concurrent_posts=["other"]),
        ],
        (1, 2, 0),
    ),
    (
        "cell_secretaries_hamlet_head",
        "officers",
        [
            officer(111, "secretary", "cell", concurrent_posts=["hamlet_head"]),
            officer(121, "secretary", "cell", concurrent_posts=["front_head"]),
            officer(112, "secretary", "cell", concurrent_posts=["hamlet_head"]),
        ],
        (1, 2, 0),
    ),
    (
        "cell_secretaries_front_head",
        "officers",
        [
            officer(111, "secretary", "cell", concurrent_posts=["front_head"]),
            officer(111, "member", "cell", concurrent_posts=["front_head"]),
            officer(121, "secretary", "cell", concurrent_posts=None),
        ],
        (1, 1, 1),
    ),
    (
        "hamlet_officers_upper_secondary",
        "officers",
        [
            officer(111, "secretary", "cell", general_education="upper_secondary"),
            officer(111, "member", "cell", general_education="lower_secondary"),
            officer(121, "member", "cell", general_education=None),
            officer(112, "member", "cell", general_education="upper_secondary"),
        ],
        (1, 2, 1),
    ),
    (
        "hamlet_officers_theory_elementary",
        "officers",
        [
            officer(111, "secretary", "cell", political_theory=ELEMENTARY),
            officer(111, "deputy", "cell", political_theory=ADVANCED),
            officer(111, "member", "cell", political_theory="none"),
        ],
        (2, 3, 0),
    ),
    (
        "hamlet_officers_theory_intermediate",
        "officers",
        [
            officer(111, "secretary", "cell", political_theory=ELEMENTARY),
            officer(111, "deputy", "cell", political_theory=INTERMEDIATE),
            officer(111, "member", "cell", political_theory=None),
        ],
        (1, 2, 1),
    ),
    (
        "hamlet_officers_profession_intermediate",
        "officers",
        [
            officer(111, "secretary", "cell", profession="college"),
            officer(111, "deputy", "cell", profession=ELEMENTARY),
            officer(121, "member", "cell", profession=INTERMEDIATE),
        ],
        (2, 3, 0),
    ),
    (
        "hamlet_officers_school_and_theory",
        "officers",
        [
            officer(
                111,
                "member",
                "cell",
                general_education=school,
                political_theory=theory,
            )
            for school, theory in (
                ("upper_secondary", ELEMENTARY),
                ("primary", None),
                ("upper_secondary", None),
                (None, "none"),
            )
        ],
        (1, 3, 1),
    ),
    (
        "commune_leaders_theory_intermediate",
        "leaders",
        repeated(
            EAST,
            level=["commune", "commune", "commune", "district"],
            political_theory=[INTERMEDIATE, ELEMENTARY, None, ADVANCED],
        ),
        (1, 2, 1),
    ),
    (
        "commune_leaders_profession_intermediate",
        "leaders",
        repeated(
            EAST, level=["commune"] * 3, profession=["master", INTERMEDIATE, "none"]
        ),
        (2, 3, 0),
    ),
    (
        "commune_leaders_university",
        "leaders",
        repeated(
            EAST, level=["commune"] * 3, profession=["master", "college", "university"]
        ),
        (2, 3, 0),
    ),
    (
        "commune_leaders_theory_and_profession",
        "leaders",
        repeated(
            EAST,
            level=["commune"] * 4,
            political_theory=[INTERMEDIATE, ELEMENTARY, None, None],
            profession=["college", None, "college", "none"],
        ),
        (1, 3, 1),
    ),
    (
        "division_leaders_master",
        "leaders",
        repeated(
            LAM,
            level=["district", "district", "commune"],
            division_level=[True, True, True],
            profession=["doctor", "university", "master"],
        ),
        (1, 2, 0),
    ),
    (
        "managed_leaders_under_40",
        "leaders",
        [
            *repeated(
                LAM,
                managed=[True] * 4 + [False],
                birth_date=[
                    date(1985, 1, 1),
                    date(1984, 12, 31),
                    date(1980, 5, 5),
                    None,
                    date(1990, 1, 1),
                ],
            )
        ],
        (1, 3, 1),
    ),
    (
        "managed_leaders_women",
        "leaders",
        repeated(LAM, managed=[True] * 3, gender=["female", "male", None]),
        (1, 2, 1),
    ),
    (
        "committee_members_trained",
        "officers",
        [
            officer(LAM, "member", "district", trained_new_knowledge=True),
            officer(112, "secretary", "cell", trained_new_knowledge=False),
            officer(112, "member", "cell", trained_new_knowledge=True),
            officer(EAST, "member", "grassroots", trained_new_knowledge=None),
        ],
        (1, 2, 1),
    ),
    (
        "division_leaders_trained",
        "leaders",
        repeated(
            LAM,
            level=["provincial", "district"],
            division_level=[True, True],
            trained=[True, None],
        ),
        (1, 1, 1),
    ),
    (
        "commune_leaders_trained",
        "leaders",
        repeated(WEST, level=["commune", "commune"], trained=[True, False]),
        (1, 2, 0),
    ),
    (
        "grassroots_officers_trained",
        "officers",
        [
            officer(EAST, "member", "grassroots", trained=True),
            officer(111, "member", "cell", trained=False),
            officer(112, "secretary", "cell", trained=True),
            officer(LAM, "member", "district", trained=True),
        ],
        (1, 2, 0),
    ),
    (
        "hamlets_with_members",
        "hamlets",
        [spoken(1111, members=3), spoken(1112, members=0), spoken(1211, members=None)],
        (1, 2, 1),
    ),
    (
        "hamlets_with_cell",
        "hamlets",
        [
            spoken(1111, has_cell="own"),
            spoken(1112, has_cell="joint"),
            spoken(1211, has_cell=None),
        ],
        (1, 2, 1),
    ),
    (
        "hamlet_cells_with_committee",
        "hamlets",
        [
            spoken(1111, has_cell="joint", cell_name="Đông", cell_has_committee=True),
            spoken(1112, has_cell="joint", cell_name="đông", cell_has_committee=None),
            spoken(1211, has_cell="own", cell_name=None, cell_has_committee=False),
        ],
        (1, 2, 0),
    ),
    (
        "hamlet_heads_members",
        "hamlets",
        [
            spoken(1111, head_is_member=True),
            spoken(1112, head_is_member=False),
            spoken(1211, head_is_member=None),
        ],
        (1, 2, 1),
    ),
    (
        "front_heads_members",
        "hamlets",
        [
            spoken(1111, front_head_is_member=True),
            spoken(1112, front_head_is_member=True),
        ],
        (2, 2, 0),
    ),
    (
        "members_assigned_task",
        "members",
        repeated(
            111,
            in_service=[True, True, True, False, None, True],
            status=["full", "full", "full", "full", "full", "excused"],
            assigned_task=[True, False, None, True, True, True],
        ),
        (1, 2, 2),
    ),
    (
        "members_residence_contact",
        "members",
        repeated(
            111, in_service=[True, True, False], residence_contact=[True, None, True]
        ),
        (1, 1, 1),
    ),
    (
        "members_signed_commitment",
        "members",
        repeated(
            111,
            official=["cadre", "soldier", "none", None],
            signed_commitment=[True, False, True, True],
        ),
        (1, 2, 1),
    ),
    (
        "organisations_follow_rules",
        "organisations",
        [
            spoken(EAST, level=COMMITTEE, follows_rules=True),
            spoken(111, level="cell", follows_rules=False),
            spoken(LAM, level="standing_committee", follows_rules=True),
        ],
        (1, 2, 0),
    ),
    (
        "organisations_inspection_programme",
        "organisations",
        [
            spoken(EAST, level=COMMITTEE, inspection_programme=True),
            spoken(111, level="cell", inspection_programme=None),
        ],
        (1, 1, 1),
    ),
    (
        "organisations_new_model",
        "organisations",
        [
            spoken(EAST, level=COMMITTEE, new_model=True),
            spoken(112, level=CELL, new_model=False),
            spoken(111, level="cell", new_model=True),
        ],
        (1, 2, 0),
    ),
    (
        "four_good_cells",
        "organisations",
        [
            spoken(EAST, level=COMMITTEE, four_good=True),
            spoken(112, level=CELL, four_good=True),
            spoken(111, level="cell", four_good=False),
        ],
        (1, 2, 0),
    ),
    (
        "four_good_organisations",
        "organisations",
        [
            spoken(EAST, level=COMMITTEE, four_good=True),
            spoken(WEST, level=COMMITTEE, four_good=None),
            spoken(111, level="cell", four_good=False),
        ],
        (1, 1, 1),
    ),
]


@pytest.mark.parametrize(
    ("indicator", "kind", "rows", "expected"),
    COUNTS,
    ids=[counts[0] for counts in COUNTS],
)
def test_counts_as_a_person_does(
    world: World,
    indicator: str,
    kind: str,
    rows: list[dict[str, Any]],
    expected: Counted,
) -> None:
    world.roster(kind, 2024, LAM, rows)
    assert counted(world, indicator, LAM, 2024) == expected
    assert counted(world, indicator, PROVINCE, 2024) == expected


@pytest.mark.parametrize(
    ("indicator", "kind", "rows"),
    [counts[:3] for counts in COUNTS],
    ids=[counts[0] for counts in COUNTS],
)
def test_a_field_without_a_column_is_not_reported(
    world: World, indicator: str, kind: str, rows: list[dict[str, Any]]
) -> None:
    missing = INDICATORS[indicator].fields[-1].split("|")
    less = [{k: v for k, v in row.items() if k not in missing} for row in rows]
    world.roster(kind, 2024, LAM, less)
    found = cell(world, indicator, LAM, 2024)
    assert (found.numerator, found.denominator, found.unknown) == (None, None, 0)
    assert found.reported == 0


def test_agency_heads_are_told_by_the_kind_of_organisation(world: World) -> None:
    world.roster(
        "organisations",
        2024,
        LAM,
        [spoken(112, kind="agency", level=CELL), spoken(EAST, kind="commune")],
    )
    world.roster(
        "officers",
        2024,
        LAM,
        [
            officer(112, "secretary", "cell", concurrent_posts=["agency_head"]),
            officer(EAST, "secretary", "grassroots", concurrent_posts=["agency_head"]),
        ],
    )
    assert counted(world, "secretaries_agency_head", LAM, 2024) == (1, 1, 0)


def test_every_indicator_has_a_hand_count() -> None:
    apart = {"admission_rate", "secretaries_agency_head"}
    assert {counts[0] for counts in COUNTS} | apart == set(INDICATORS)


def test_year_of_birth_alone_decides_where_it_can(world: World) -> None:
    rows = repeated(
        LAM,
        managed=[True] * 3,
        birth_date=[date(1985, 1, 1), date(1984, 1, 1), date(1980, 1, 1)],
        birth_date_precision=["year"] * 3,
    )
    world.roster("leaders", date(2024, 6, 30), LAM, rows)
    assert counted(world, "managed_leaders_under_40", LAM, 2024) == (1, 2, 1)


def test_rating_base_of_all(world: World) -> None:
    world.roster(
        "members",
        2024,
        LAM,
        repeated(111, rating=["good", "completed", "not_rated", None]),
    )
    chosen = Choices(rating_base="all")
    assert counted(world, "members_rated_good", LAM, 2024) == (1, 2, 1)
    assert counted(world, "members_rated_good", LAM, 2024, choices=chosen) == (1, 4, 1)


def test_joint_cells_count_where_chosen(world: World) -> None:
    rows = [spoken(1111, has_cell="own"), spoken(1112, has_cell="joint")]
    world.roster("hamlets", 2024, LAM, rows)
    chosen = Choices(joint_cells=True)
    assert counted(world, "hamlets_with_cell", LAM, 2024, choices=chosen) == (2, 2, 0)


def members(unit: int, *admitted: date | None, **more: Any) -> list[dict[str, Any]]:
    return [spoken(unit, admitted_on=day, **more) for day in admitted]


OLD = date(2000, 1, 1)


def test_admissions_count_each_person_once(world: World) -> None:
    day = date(2024, 3, 3)
    born = date(2000, 5, 5)
    world.roster("members", 2023, LAM, members(111, *[OLD] * 40))
    known = {"card_number": None, "name": None, "birth_date": None}
    world.roster(
        "members",
        2024,
        LAM,
        [
            spoken(111, **known | {"card_number": "1", "name": "An"}, admitted_on=day),
            spoken(111, **known | {"name": "Ba", "birth_date": born}, admitted_on=day),
            spoken(111, **known | {"card_number": "7", "name": "Đã"}, admitted_on=OLD),
            spoken(111, **known | {"card_number": "8", "name": "Gì"}, admitted_on=None),
        ],
    )
    world.roster(
        "admissions",
        2024,
        LAM,
        [
            spoken(112, **known | {"card_number": "1", "name": "An"}, admitted_on=day),
            spoken(111, **known | {"name": "Ba", "birth_date": born}, admitted_on=day),
            spoken(111, **known | {"name": "Mới", "birth_date": born}, admitted_on=day),
        ],
    )
    assert counted(world, "admission_rate", LAM, 2024) == (3, 40, 1)


def test_admission_bases(world: World) -> None:
    day = date(2024, 3, 3)
    world.roster("members", 2020, LAM, members(111, *[OLD] * 10))
    world.roster("members", 2023, LAM, members(111, *[OLD] * 20))
    world.roster("members", 2024, LAM, members(111, *[OLD] * 29, day))
    for base, size in (("previous_year_end", 20), ("term_start", 10), ("year_end", 30)):
        chosen = Choices(admission_base=base)
        found = counted(world, "admission_rate", PROVINCE, 2024, choices=chosen)
        assert found == (1, size, 0), base


def test_readmissions_can_be_left_out(world: World) -> None:
    day = date(2024, 3, 3)
    world.roster("members", 2023, LAM, members(111, *[OLD] * 10))
    world.roster(
        "members",
        2024,
        LAM,
        [spoken(111, admitted_on=day, readmitted=again) for again in (True, False)],
    )
    without = Choices(readmissions=False)
    assert counted(world, "admission_rate", LAM, 2024) == (2, 10, 0)
    assert counted(world, "admission_rate", LAM, 2024, choices=without) == (1, 10, 0)


def test_a_missing_base_leaves_the_count_alone(world: World) -> None:
    """East has a base, West has none: above them only East enters the share."""
    day = date(2024, 3, 3)
    world.roster("members", 2023, EAST, members(111, *[OLD] * 10))
    world.roster("members", 2024, LAM, [*members(111, day), *members(121, day, day)])
    assert counted(world, "admission_rate", WEST, 2024) == (2, None, 0)
    assert counted(world, "admission_rate", EAST, 2024) == (1, 10, 0)
    assert counted(world, "admission_rate", LAM, 2024) == (1, 10, 0)
    assert counted(world, "admission_rate", LAM, 2023) == (0, None, 0)


def test_ratings_alone_are_no_base(world: World) -> None:
    rows = [spoken(111, rating="good", admitted_on=OLD)]
    world.roster("members", 2023, LAM, rows, ratings_only=True)
    world.roster("members", 2024, LAM, members(111, date(2024, 3, 3)))
    assert counted(world, "members_rated_good", LAM, 2023) == (1, 1, 0)
    assert counted(world, "admission_rate", LAM, 2023) == (None, None, 0)
    assert counted(world, "admission_rate", LAM, 2024) == (1, None, 0)


def test_a_merged_commune_takes_the_members_of_both(world: World) -> None:
    day = date(2025, 9, 2)
    world.roster(
        "members", 2024, LAM, [*members(111, *[OLD] * 10), *members(121, *[OLD] * 6)]
    )
    world.roster("members", 2025, NEW, members(131, *[OLD] * 15, day))
    for unit in (NEW, AREA, PROVINCE):
        assert counted(world, "admission_rate", unit, 2025) == (1, 16, 0), unit
    assert coverage(world, "admission_rate", AREA, 2025) == (1, 1, 0)
    assert coverage(world, "admission_rate", PROVINCE, 2025) == (1, 2, None)


def test_admissions_before_the_break_follow_their_commune(world: World) -> None:
    world.roster("members", 2024, LAM, members(111, *[OLD] * 10))
    world.roster("admissions", date(2025, 6, 30), EAST, members(111, date(2025, 2, 3)))
    world.roster("admissions", 2025, NEW, members(131, date(2025, 9, 2)))
    assert counted(world, "admission_rate", NEW, 2025) == (2, 10, 0)


def test_a_later_roster_takes_the_place_of_an_earlier_one(world: World) -> None:
    world.roster(
        "members", date(2024, 6, 30), LAM, repeated(111, rating=["good", "good"])
    )
    world.roster("members", 2024, EAST, repeated(112, rating=["completed"]))
    found = cell(world, "members_rated_good", LAM, 2024)
    assert (found.numerator, found.denominator) == (0, 1)
    assert found.as_of == date(2024, 12, 31)


def test_an_undone_roster_is_gone(world: World) -> None:
    batch = world.roster("members", 2024, LAM, repeated(111, rating=["good"]))
    world.roster("members", 2023, LAM, repeated(111, rating=["good"]))
    store.undo(world.store, batch)
    assert cube.years(world.cursor()) == [2023]


def test_armed_forces_can_be_left_out(world: World) -> None:
    world.roster("members", 2024, LAM, repeated(111, rating=["good", "completed"]))
    world.roster("members", 2024, ARMY, repeated(311, rating=["good"]))
    name = "members_rated_good"
    assert counted(world, name, PROVINCE, 2024) == (2, 3, 0)
    assert coverage(world, name, PROVINCE, 2024) == (2, 2, 0)
    left = {"without_armed_forces": True}
    assert counted(world, name, PROVINCE, 2024, **left) == (1, 2, 0)
    # The army's committee itself is of no kind; what stands in it is army.
    assert counted(world, name, BARRACKS, 2024, **left) == (0, 0, 0)


def test_only_communes(world: World) -> None:
    rows = [
        officer(EAST, "secretary", "grassroots", political_theory=ADVANCED),
        officer(112, "secretary", "grassroots", political_theory="none"),
    ]
    world.roster("officers", 2024, LAM, rows)
    world.roster("organisations", 2024, LAM, [spoken(112, kind="agency", level=CELL)])
    name = "secretaries_theory_intermediate"
    assert counted(world, name, LAM, 2024) == (1, 2, 0)
    assert counted(world, name, LAM, 2024, only_kinds=["commune"]) == (1, 1, 0)


def test_aggregates_serve_where_no_roster_speaks(world: World) -> None:
    def told(unit: int, year: int, met: int, all_of: int) -> dict[str, Any]:
        return spoken(
            unit,
            indicator="members_rated_good",
            year=year,
            numerator=met,
            denominator=all_of,
        )

    world.roster("members", 2024, LAM, repeated(111, rating=["good"]))
    world.roster(
        "aggregates",
        2024,
        PROVINCE,
        [
            told(LAM, 2024, 50, 60),
            told(LAM, 2022, 7, 9),
            told(PROVINCE, 2022, 100, 200),
            told(PROVINCE, 2021, 90, 100),
        ],
    )
    name = "members_rated_good"
    assert counted(world, name, LAM, 2024) == (1, 1, 0)
    assert counted(world, name, LAM, 2022) == (7, 9, 0)
    assert counted(world, name, PROVINCE, 2022) == (7, 9, 0)
    assert coverage(world, name, PROVINCE, 2022)[:2] == (1, 2)
    assert counted(world, name, PROVINCE, 2021) == (90, 100, 0)
    assert coverage(world, name, PROVINCE, 2021) == (2, 2, 0)
    assert cell(world, name, PROVINCE, 2021).as_of == date(2021, 12, 31)


def test_an_aggregate_gives_the_share_that_a_roster_has_no_base_for(
    world: World,
) -> None:
    world.roster("members", 2024, LAM, members(111, date(2024, 3, 3)))
    row = spoken(
        LAM, indicator="admission_rate", year=2024, numerator=2, denominator=60
    )
    world.roster("aggregates", 2024, LAM, [row])
    assert counted(world, "admission_rate", LAM, 2024) == (2, 60, 0)
    assert counted(world, "admission_rate", EAST, 2024) == (1, None, 0)


def test_coverage_counts_parts_and_what_is_missing(world: World) -> None:
    name = "members_rated_good"
    world.roster("members", 2023, LAM, repeated(111, rating=["good"] * 4))
    world.roster("members", 2023, ARMY, repeated(311, rating=["good"] * 3))
    world.roster("members", 2024, EAST, repeated(111, rating=["good"]))
    assert coverage(world, name, PROVINCE, 2023) == (2, 2, 0)
    assert coverage(world, name, LAM, 2024) == (1, 2, None)
    # Lam had 4 and tells 1 so far; the army had 3.
    assert coverage(world, name, PROVINCE, 2024) == (0, 2, 6)
    world.roster("members", 2024, WEST, repeated(121, rating=["good"]))
    assert coverage(world, name, PROVINCE, 2024) == (1, 2, 3)
    assert coverage(world, name, EAST, 2024) == (1, 1, 0)


def test_only_units_with_communes_are_expected_to_tell_of_hamlets(world: World) -> None:
    world.roster("hamlets", 2024, LAM, [spoken(1111, members=1)])
    assert coverage(world, "hamlets_with_members", PROVINCE, 2024) == (1, 1, 0)
    assert counted(world, "hamlets_with_members", ARMY, 2024) == (0, 0, 0)


def test_a_roster_with_nobody_in_it_is_not_applicable(world: World) -> None:
    world.roster("organisations", 2024, EAST, fields=["rating", "level"])
    world.roster(
        "organisations", 2024, WEST, fields=["non_state", "founded_on", "level"]
    )
    assert counted(world, "organisations_rated_good", EAST, 2024) == (0, 0, 0)
    assert counted(world, "organisations_rated_good", WEST, 2024) == (None, None, 0)
    assert counted(world, "non_state_cells_founded", WEST, 2024) == (0, None, 0)


def test_groups(world: World) -> None:
    rows = [
        officer(111, position, "cell", general_education=school)
        for position, school in (
            ("secretary", "upper_secondary"),
            ("deputy", "primary"),
            ("member", "upper_secondary"),
        )
    ]
    world.roster("officers", 2024, LAM, rows)
    found = cube.figures(
        world.cursor(),
        "hamlet_officers_upper_secondary",
        units=[LAM],
        year=2024,
        by="position",
    )
    assert [(one.group, one.numerator, one.denominator) for one in found] == [
        ("member", 1, 1),
        ("secretary_deputy", 1, 2),
    ]
    with pytest.raises(ValueError, match="cannot be grouped"):
        cube.figures(world.cursor(), "hamlet_officers_upper_secondary", by="colour")


def test_all_units_that_have_something(world: World) -> None:
    world.roster("members", 2024, LAM, repeated(111, rating=["good"]))
    found = cube.figures(world.cursor(), "members_rated_good", units=None)
    assert {one.unit_id for one in found} == {PROVINCE, LAM, AREA, EAST, 111}


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("part", ["title", "short", "definition", "noun"])
def test_every_indicator_is_described(language: str, part: str) -> None:
    for name in INDICATORS:
        assert texts.text(language, f"indicators.{name}.{part}")
