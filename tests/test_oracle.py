"""The oracle against what a person counted by hand in the tiny world."""

from __future__ import annotations

import pytest
import tiny_world
from oracle import Facts, Figure, Options, figures


@pytest.fixture(scope="module")
def facts() -> Facts:
    return tiny_world.facts()


def test_everything_counted_by_hand(facts: Facts) -> None:
    found = figures(facts)
    province = {
        (name, year): figure
        for (name, uid, year), figure in found.items()
        if uid == tiny_world.PROVINCE and figure != Figure(0, 0)
    }
    assert province == tiny_world.EXPECTED


@pytest.mark.parametrize(
    ("options", "name", "expected"),
    [
        (Options(rating_base="all"), "members_rated_good", Figure(7, 10)),
        (Options(admission_base="year_end"), "admission_rate", Figure(3, 10, 1)),
        (Options(readmissions=False), "admission_rate", Figure(2, 9, 1)),
        (Options(without_armed_forces=True), "members_rated_good", Figure(6, 6)),
        (Options(without_armed_forces=True), "admission_rate", Figure(3, 7, 1)),
        (
            Options(only_communes=True),
            "secretaries_theory_intermediate",
            Figure(2, 3),
        ),
    ],
)
def test_choices(facts: Facts, options: Options, name: str, expected: Figure) -> None:
    assert figures(facts, options)[name, tiny_world.PROVINCE, 2024] == expected


def test_a_commune_and_a_cell(facts: Facts) -> None:
    found = figures(facts)
    assert found["members_rated_good", tiny_world.FIRST, 2024] == Figure(4, 4)
    assert found["members_rated_good", tiny_world.ARMY, 2024] == Figure(1, 2)
    assert found["admission_rate", tiny_world.EAST, 2024] == Figure(1, 3)
