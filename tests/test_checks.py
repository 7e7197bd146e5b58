"""Reconciliation: what several rosters say against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import oracle_checks
import pytest
import sample_facts
import tiny_world
from oracle_tree import Facts, Tree
from world import BARRACKS, EAST, LAM, NEW, PROVINCE, WEST, World

from grassroots import checks, checks_listing, query, texts
from grassroots.checks import CHECKS, Finding
from grassroots.listing import ListingError
from grassroots.store import Store

CELL, OTHER_CELL, WEST_CELL = 111, 112, 121
HAMLET, OTHER_HAMLET = 1111, 1112


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.store.close()


def person(number: int, unit: int = CELL, /, **said: Any) -> dict[str, Any]:
    """A made-up member, told apart by the number; admitted in 1990."""
    return {
        "unit_id": unit,
        "name": f"Người {number}",
        "name_key": f"người {number}",
        "card_number": f"{number:08}",
        "birth_date": date(1960, 1, 1 + number),
        "admitted_on": date(1990, 2, 1 + number),
        **said,
    }


def found(world: World, check: str, **asked: Any) -> list[Finding]:
    return checks.findings(world.cursor(), check, **asked)


def places(finding: Finding) -> list[tuple[str, int, str | None]]:
    return [(place.file, place.row, place.role) for place in finding.rows]


def count(world: World, check: str, year: int, unit: int) -> checks.Count:
    (one,) = [
        one
        for one in checks.summary(world.cursor())
        if (one.check, one.year, one.unit_id) == (check, year, unit)
    ]
    return one


# The same rosters counted a second time


def _without_areas(path: str) -> str:
    return " › ".join(part for part in path.split(" › ") if "Địa bàn" not in part)


def _compare(store: Store, facts: Facts) -> None:
    cursor = store.cursor()
    tree = Tree(facts)
    known = checks_listing.trees(cursor, set(checks.years(cursor)))
    told: dict[tuple[int, str], Mapping[str, int]] = {
        (
            one.year,
            _without_areas(checks_listing.path(known, one.year, one.unit_id)),
        ): one.values
        for one in checks.findings(cursor, "members_balance")
    }
    expected = {
        (year, tree.path(uid, year)): counts
        for (year, uid), counts in oracle_checks.balances(facts).items()
        if counts.get("gone") or counts.get("arrived")
    }
    assert set(told) == set(expected)
    for key, values in told.items():
        assert values == {name: expected[key].get(name, 0) for name in values}, key
        gained = values["admitted"] + values["arrived"] + values["moved_in"]
        lost = values["moved_out"] + values["gone"]
        assert values["before"] + gained - lost == values["now"]
    for check, counted in (
        ("admissions_not_in_members", oracle_checks.not_in_members),
        ("members_not_in_admissions", oracle_checks.not_in_admissions),
    ):
        years = Counter(one.year for one in checks.findings(cursor, check))
        assert years == counted(facts), check


def test_the_sample_as_a_slow_second_count_has_it(sample: Store) -> None:
    _compare(sample, sample_facts.facts())


def test_the_tiny_world_as_a_slow_second_count_has_it(tiny: Store) -> None:
    _compare(tiny, tiny_world.facts())


def test_the_tiny_world_as_a_person_counts_it(tiny: Store) -> None:
    # Trần Bình is not there in 2024; Tạ Quân is on the list of admissions alone.
    rows = list(checks_listing.rows(tiny.cursor(), year=2024, names=True))
    told = {
        (row["check"], place["name"], place["file"], place["row"], place["role"])
        for row in rows
        for place in row["rows"]
    }
    assert told == {
        ("members_balance", "Trần Bình", "2 members 2023.xlsx", 9, "gone"),
        (
            "admissions_not_in_members",
            "Tạ Quân",
            "2 admissions 2024.xlsx",
            9,
            "admission",
        ),
    }


def test_the_samples_one_admission_without_a_name_is_missed(sample: Store) -> None:
    (one,) = checks.findings(sample.cursor(), "members_not_in_admissions")
    assert one.year == 2023 and "Khối" in one.rows[0].file


# The same person twice


def test_one_card_in_two_files_is_one_person_twice(world: World) -> None:
    world.roster("members", 2023, EAST, [person(1), person(2)])
    world.roster("members", 2023, WEST, [person(1, WEST_CELL, birth_date=None)])
    (one,) = found(world, "person_twice")
    assert places(one) == [("2.xlsx", 1, None), ("3.xlsx", 1, None)]
    assert one.values == {"by": "card_number", "across": "units", "times": 2}
    assert {place.unit_id for place in one.rows} == {CELL, WEST_CELL}


def test_lost_leading_zeros_are_the_same_card(world: World) -> None:
    world.roster("members", 2023, EAST, [person(1), person(1, card_number="1")])
    assert len(found(world, "person_twice")) == 1


def test_name_birth_and_admission_are_one_person_unless_cards_differ(
    world: World,
) -> None:
    twice = [person(1), person(1, OTHER_CELL, card_number=None)]
    others = [person(2), person(2, OTHER_CELL, card_number="99999999")]
    world.roster("members", 2023, EAST, [*twice, *others])
    (one,) = found(world, "person_twice")
    assert [place.row for place in one.rows] == [1, 2]
    (doubt,) = found(world, "card_number_doubtful")
    assert doubt.values == {"reason": "several"}
    assert [place.row for place in doubt.rows] == [3, 4]


def test_two_persons_are_not_one(world: World) -> None:
    same_name = {"name": "Người 1", "name_key": "người 1", "card_number": None}
    world.roster(
        "members",
        2023,
        EAST,
        [
            person(1),
            person(2, **same_name),  # another birth date and admission date
            person(3, admitted_on=None, birth_date=None, **same_name),
        ],
    )
    assert found(world, "person_twice") == []


def test_a_year_of_birth_alone_tells_persons_apart_only_at_home(world: World) -> None:
    vague = {
        "card_number": None,
        "birth_date": date(1970, 1, 1),
        "birth_date_precision": "year",
    }
    world.roster("members", 2023, EAST, [person(1, **vague), person(1, **vague)])
    world.roster("members", 2023, WEST, [person(1, WEST_CELL, **vague)])
    (one,) = found(world, "person_twice")
    assert [place.file for place in one.rows] == ["2.xlsx", "2.xlsx"]


def test_a_card_of_two_persons_is_doubtful_and_zeros_are_no_card(world: World) -> None:
    world.roster(
        "members",
        2023,
        EAST,
        [
            person(1),
            person(2, card_number="00000001"),
            person(3, card_number="00000000"),
            person(4, card_number="0"),
        ],
    )
    (one,) = found(world, "card_number_doubtful")
    assert one.values == {"reason": "shared"}
    assert [place.row for place in one.rows] == [1, 2]
    assert found(world, "person_twice") == []


def test_a_file_taken_back_is_not_compared(world: World) -> None:
    world.roster("members", 2023, EAST, [person(1)])
    world.roster("members", 2023, EAST, [person(1)])  # newer: takes its place
    assert found(world, "person_twice") == []


# Admissions


def test_admissions_are_held_against_members(world: World) -> None:
    new = {"admitted_on": date(2023, 5, 1), "card_number": None}
    world.roster(
        "members",
        2023,
        LAM,
        [
            person(1, **new),
            person(2, **{**new, "admitted_on": date(2023, 6, 2)}),
            person(3, WEST_CELL, **new),
            person(4, **{**new, "admitted_on": None}),
            person(6, **new),
        ],
        fields=["admitted_on"],
    )
    world.roster(
        "admissions",
        2023,
        LAM,
        [
            person(1, **new),
            person(2, **new),
            person(3, **new),
            person(4, **new),
            person(5, **new),
            person(7, **{**new, "admitted_on": date(2022, 5, 1)}),
        ],
    )
    reasons = {
        one.rows[0].row: one.values["reason"]
        for one in found(world, "admissions_not_in_members")
    }
    assert reasons == {
        2: "other_date",
        3: "other_unit",
        4: "no_date",
        5: "not_listed",
        6: "other_year",
    }
    (unlisted,) = found(world, "members_not_in_admissions")
    assert places(unlisted) == [("2.xlsx", 5, "member")]


def test_what_comes_after_a_rosters_date_is_not_looked_for(world: World) -> None:
    late = {"admitted_on": date(2023, 10, 1)}
    world.roster("members", date(2023, 6, 30), EAST, [person(1)])
    world.roster("admissions", 2023, EAST, [person(2, **late)])
    assert found(world, "admissions_not_in_members") == []
    world.roster("members", 2023, EAST, [person(1), person(2, **late)])
    world.roster("admissions", date(2022, 6, 30), EAST, [])
    world.roster("members", 2022, EAST, [person(3, admitted_on=date(2022, 9, 1))])
    assert found(world, "members_not_in_admissions") == []


def test_an_admission_that_only_the_next_year_tells(world: World) -> None:
    last = {"admitted_on": date(2022, 5, 1)}
    world.roster("members", 2022, EAST, [person(1), person(2), person(5, **last)])
    world.roster("admissions", 2022, EAST, [person(4, **last)])
    world.roster(
        "members",
        2023,
        EAST,
        [person(1, **last), person(3, **last), person(4, **last), person(5, **last)],
    )
    told = found(world, "admission_told_later")
    assert [(one.values["reason"], places(one)) for one in told] == [
        ("other_date", [("4.xlsx", 1, "this_year"), ("2.xlsx", 1, "last_year")]),
        ("not_listed", [("4.xlsx", 2, "this_year")]),
    ]


# Cells and hamlets


def test_cells_of_members_and_of_organisations(world: World) -> None:
    world.roster("members", 2023, EAST, [person(1), person(2), person(3, EAST)])
    world.roster(
        "organisations",
        2023,
        EAST,
        [{"unit_id": EAST, "level": "grassroots_committee"}, {"unit_id": OTHER_CELL}],
    )
    (missing,) = found(world, "cells_not_in_organisations")
    assert missing.unit_id == CELL and missing.values == {"members": 2}
    assert [place.row for place in missing.rows] == [1, 2]
    (empty,) = found(world, "cells_without_members")
    assert empty.unit_id == OTHER_CELL
    assert places(empty) == [("3.xlsx", 2, "organisation")]


def test_a_roster_of_organisations_without_cells_says_nothing_of_cells(
    world: World,
) -> None:
    world.roster("members", 2023, EAST, [person(1)])
    world.roster("organisations", 2023, EAST, [{"unit_id": EAST}])
    assert found(world, "cells_not_in_organisations") == []
    one = count(world, "cells_not_in_organisations", 2023, EAST)
    assert one.findings is None and one.missing == ("cells",)


def test_a_roster_of_members_without_cells_says_nothing_of_cells(
    world: World,
) -> None:
    world.roster("members", 2023, EAST, [person(1, EAST)])
    world.roster("organisations", 2023, EAST, [{"unit_id": CELL}])
    assert found(world, "cells_without_members") == []
    one = count(world, "cells_without_members", 2023, EAST)
    assert one.findings is None and one.missing == ("members.cells",)


def _named(world: World, names: Mapping[int, tuple[str, str]]) -> None:
    with world.store.transaction() as cursor:
        for unit, (name, key) in names.items():
            cursor.execute(
                "update units set name = ?, name_key = ?, hamlet_id = null"
                " where unit_id = ?",
                [name, key, unit],
            )
    world._stale = True


def test_hamlets_and_their_cells(world: World) -> None:
    _named(
        world,
        {
            CELL: ("Chi bộ Tổ dân phố 1", "chi bộ|tổ dân phố 1"),
            OTHER_CELL: ("Chi bộ Hạ Lý", "chi bộ|hạ lí"),
            HAMLET: ("TDP 1", "tổ dân phố|1"),
            OTHER_HAMLET: ("Thôn Hạ Lí", "thôn|hạ lí"),
        },
    )
    told = [{"unit_id": HAMLET, "has_cell": "own"}]
    told.append({"unit_id": OTHER_HAMLET, "has_cell": "own"})
    cells = [{"unit_id": CELL}, {"unit_id": OTHER_CELL}]
    world.roster("organisations", 2022, EAST, cells)
    world.roster("hamlets", 2022, EAST, told)
    world.roster("organisations", 2023, EAST, cells[:1])
    world.roster("hamlets", 2023, EAST, [told[1], {**told[0], "has_cell": "none"}])
    (unseen,) = found(world, "hamlets_without_cell")
    assert (unseen.year, unseen.unit_id) == (2023, OTHER_HAMLET)
    assert places(unseen) == [("5.xlsx", 1, "hamlet")]
    (denied,) = found(world, "hamlet_cells_denied")
    assert (denied.year, denied.unit_id) == (2023, HAMLET)
    assert places(denied) == [
        ("5.xlsx", 2, "hamlet"),
        ("4.xlsx", 1, "organisation"),
    ]


def test_a_joint_cell_is_looked_for_by_its_name(world: World) -> None:
    _named(world, {CELL: ("Chi bộ Liên thôn Đông Tây", "chi bộ|liên thôn đông tây")})
    world.roster("organisations", 2023, EAST, [{"unit_id": CELL}])
    joint = {"has_cell": "joint", "cell_name": "chi bộ liên thôn Đông  tây"}
    world.roster(
        "hamlets",
        2023,
        EAST,
        [
            {"unit_id": HAMLET, **joint},
            {"unit_id": OTHER_HAMLET, **joint, "cell_name": "Chi bộ Bắc"},
        ],
    )
    (unseen,) = found(world, "hamlets_without_cell")
    assert unseen.unit_id == OTHER_HAMLET
    assert unseen.values == {"reason": "joint", "cell_name": "Chi bộ Bắc"}


# From one year to the next


def test_who_came_and_who_left(world: World) -> None:
    world.roster(
        "members",
        2022,
        LAM,
        [person(1), person(2), person(3), person(4, WEST_CELL), person(9, WEST_CELL)],
    )
    world.roster(
        "members",
        2023,
        LAM,
        [
            person(1),
            person(4),  # from West
            person(5),  # admitted in 1990, not there in 2022
            person(6, admitted_on=date(2023, 3, 3), card_number=None),
            person(9, WEST_CELL),
        ],
    )
    (one,) = found(world, "members_balance")
    assert (one.year, one.unit_id) == (2023, EAST)
    assert one.values == {
        "before": 3,
        "admitted": 1,
        "arrived": 1,
        "moved_in": 1,
        "moved_out": 0,
        "gone": 2,
        "now": 4,
    }
    assert places(one) == [
        ("3.xlsx", 3, "arrived"),
        ("2.xlsx", 2, "gone"),
        ("2.xlsx", 3, "gone"),
    ]


def test_members_are_followed_through_a_merger(world: World) -> None:
    old = [person(1), person(2, WEST_CELL), person(3, WEST_CELL)]
    world.roster("members", 2024, LAM, old)
    world.roster("members", 2025, NEW, [person(1, 131), person(2, 131)])
    (one,) = found(world, "members_balance")
    assert one.unit_id == NEW
    told = {name: number for name, number in one.values.items() if number}
    assert told == {"before": 3, "gone": 1, "now": 2}
    assert places(one) == [("2.xlsx", 3, "gone")]


@pytest.mark.parametrize(
    "later",
    [
        {"card_number": None},
        {"card_number": "77777777"},
        {"card_number": None, "birth_date": date(1960, 1, 1)}
        | {"birth_date_precision": "year"},
        {"card_number": None, "birth_date": None},
        {"birth_date": date(1999, 9, 9)},
        {"name": "Tên khác", "name_key": "tên khác"},
        {"name": "Tên khác", "name_key": "tên khác", "card_number": None},
    ],
)
def test_a_person_is_found_again(world: World, later: dict[str, Any]) -> None:
    world.roster("members", 2022, EAST, [person(1), person(2)])
    world.roster("members", 2023, EAST, [person(1, **later), person(2)])
    assert found(world, "members_balance") == []


def test_another_person_of_the_same_name_is_another(world: World) -> None:
    other = person(2, name="Người 1", name_key="người 1")
    world.roster("members", 2022, EAST, [person(1)])
    world.roster("members", 2023, EAST, [other])
    (one,) = found(world, "members_balance")
    assert one.values["gone"] == one.values["arrived"] == 1


def test_what_changed_of_a_person(world: World) -> None:
    vague = {"birth_date": date(1960, 1, 1), "birth_date_precision": "year"}
    world.roster("members", 2022, EAST, [person(1, **vague), person(2), person(3)])
    world.roster(
        "members",
        2023,
        EAST,
        [
            person(1),  # now known to the day
            person(2, admitted_on=date(1991, 1, 1), gender="male"),
            person(3, card_number="77777777"),
        ],
    )
    told = {
        one.rows[0].row: one.values["fields"] for one in found(world, "person_changed")
    }
    assert told == {2: ["admitted_on"], 3: ["card_number"]}


def test_sudden_jumps(world: World) -> None:
    def many(numbers: range, unit: int, **said: Any) -> list[dict[str, Any]]:
        return [
            person(0, unit, **said)
            | {
                "name": f"N{n}",
                "name_key": f"n{n}",
                "card_number": f"8{n:07}",
                "birth_date": date(1950 + n % 40, 1 + n % 12, 1 + n % 28),
            }
            for n in numbers
        ]

    new = {"admitted_on": date(2023, 5, 5)}
    world.roster(
        "members",
        2022,
        PROVINCE,
        [
            *many(range(0, 50), CELL),
            *many(range(100, 103), WEST_CELL),
            *many(range(200, 250), 311),
        ],
    )
    world.roster(
        "members",
        2023,
        PROVINCE,
        [
            *many(range(0, 39), CELL),  # 11 of 50 fewer
            *many(range(200, 250), 311),
            *many(range(300, 320), 311, **new),  # 20 more, all admitted
        ],
    )
    jumps = {one.unit_id: one.values for one in found(world, "members_jump")}
    assert set(jumps) == {EAST, WEST}
    assert jumps[EAST]["before"] == 50 and jumps[EAST]["now"] == 39
    assert jumps[WEST]["before"] == 3 and jumps[WEST]["now"] == 0


# What cannot be compared


def test_without_its_rosters_a_check_cannot_be_made(world: World) -> None:
    world.roster("members", 2023, EAST, [person(1)])
    east = count(world, "members_balance", 2023, EAST)
    assert east.findings is None and east.missing == ("members_before",)
    assert count(world, "person_twice", 2023, EAST).findings == 0
    whole = count(world, "person_twice", 2023, PROVINCE)
    assert (whole.findings, whole.made, whole.units) == (0, 1, 3)
    assert count(world, "person_twice", 2023, BARRACKS).findings is None


def test_a_roster_that_only_rates_is_no_full_one(world: World) -> None:
    world.roster("members", 2022, EAST, [person(1)], ratings_only=True)
    world.roster("members", 2023, EAST, [person(2)])
    assert found(world, "members_balance") == []
    assert count(world, "members_balance", 2023, EAST).findings is None


def test_cells_that_each_sent_a_roster_make_a_whole(world: World) -> None:
    world.roster("members", 2023, CELL, [person(1)])
    assert count(world, "person_twice", 2023, EAST).findings is None
    world.roster("members", 2023, OTHER_CELL, [person(1, OTHER_CELL)])
    assert count(world, "person_twice", 2023, EAST).findings == 1


def test_findings_are_narrowed_to_a_unit_and_year(world: World) -> None:
    for year in (2022, 2023):
        world.roster("members", year, LAM, [person(1), person(1, WEST_CELL)])
    assert len(found(world, "person_twice")) == 2
    assert len(found(world, "person_twice", year=2023)) == 1
    (west,) = found(world, "person_twice", unit=WEST, year=2023)
    assert len(west.rows) == 2  # told whole, though one row stands in East
    assert found(world, "person_twice", unit=BARRACKS) == []
    assert count(world, "person_twice", 2023, PROVINCE).findings == 1


def test_an_empty_store_has_nothing_to_compare(world: World) -> None:
    assert checks.summary(world.cursor()) == []
    assert list(checks.findings_of(world.cursor(), list(CHECKS))) == []


# Said


def test_every_check_has_its_words_in_both_languages() -> None:
    for language in texts.LANGUAGES:
        for check in CHECKS.values():
            for part in ("title", "definition", "todo"):
                assert texts.has(language, f"checks.{check.id}.{part}")
            for needed in check.rosters:
                assert checks_listing.roster(language, needed)
            assert texts.has(language, f"checks.severity.{check.severity}")


def test_every_reason_of_every_check_has_a_sentence() -> None:
    for check in CHECKS:
        reasons = re.findall(r"(?:then|else) '(\w+)'", query.sql(f"checks/{check}"))
        if re.search(r"as (reason|by)\b", query.sql(f"checks/{check}")):
            reasons = [name for name in reasons if name not in _NOT_REASONS]
            reasons += {"hamlets_without_cell": ["own", "joint"]}.get(check, [])
            reasons += {"card_number_doubtful": ["shared", "several"]}.get(check, [])
        else:
            reasons = ["finding"]
        assert reasons
        for language in texts.LANGUAGES:
            for reason in reasons:
                assert texts.has(language, f"checks.{check}.{reason}"), (check, reason)


_NOT_REASONS = {"units", "files", "rows"}


def test_sentences_and_json_name_no_person_unless_asked(world: World) -> None:
    world.roster("members", 2023, LAM, [person(1), person(1, WEST_CELL)])
    cursor = world.cursor()
    (row,) = checks_listing.rows(cursor, check="person_twice", unit="U11")
    for language in texts.LANGUAGES:
        for line in checks_listing.lines(language, row):
            assert "Người 1" not in line and "00000001" not in line
    assert "Người 1" not in str(row)
    (named,) = checks_listing.rows(cursor, check="person_twice", names=True)
    assert named["rows"][0]["name"] == "Người 1"
    assert named["rows"][0]["birth_date"] == "1960-01-02"
    lines = list(checks_listing.lines("en", row))
    assert lines[0].startswith("2023  Unit 1 › Unit 2 › Unit 11 › Unit 111: one member")
    assert lines[1:] == ["    2.xlsx › 1 › row 1", "    2.xlsx › 1 › row 2"]
    said = [
        checks_listing.summary_line("en", one)
        for one in checks_listing.summary_rows(cursor, check="person_twice")
    ]
    assert said == [
        "2023  The same person twice in a year: 1 found (could be compared in 2 of 3 "
        "units). Missing in the other units: roster of members."
    ]


def test_what_is_not_known_is_said(world: World) -> None:
    world.roster("members", 2023, LAM, [person(1)])
    for asked, code in (
        ({"check": "nothing"}, "unknown_check"),
        ({"unit": "Nowhere"}, "unknown_unit"),
    ):
        with pytest.raises(ListingError) as raised:
            list(checks_listing.rows(world.cursor(), **asked))  # type: ignore[arg-type]
        assert raised.value.code == code


def test_a_faulty_head_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    head = {"title": "T", "compares": "C", "severity": "look", "rosters": "members"}
    for wrong, said in (
        ({}, "units"),
        ({"units": "all", "severity": "bad"}, "severity"),
        ({"units": "all", "rosters": "nothing"}, "nothing"),
    ):
        told = {**head, **wrong}
        monkeypatch.setattr(query, "describe", lambda name, told=told: told)
        with pytest.raises(checks.CheckError, match=said):
            checks._read("checks/x")
