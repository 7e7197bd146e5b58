"""What `indicators --json` prints against the oracle: every indicator, unit and year.

Files are imported as a user would import them; the oracle counts the truth from which
they were written, in plain Python. A difference is a fault of the import or of a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pytest
import sample_facts
import tiny_world
from oracle import Facts, Figure, Options, figures

from grassroots import cube, listing, units
from grassroots.indicators import INDICATORS, Choices
from grassroots.store import Store

Key = tuple[str, str, int]
NOTHING = {Figure(0, 0), Figure(0, None)}
WORLDS = {"sample": sample_facts.facts, "tiny": tiny_world.facts}
CHOICES = [
    {"rating_base": "all"},
    {"admission_base": "year_end"},
    {"admission_base": "term_start"},
]


@cache
def _expected(world: str, **choices: Any) -> dict[Key, Figure]:
    return figures(WORLDS[world](), Options(**choices))


def _printed(rows: Iterable[Mapping[str, Any]], facts: Facts) -> dict[Key, Any]:
    """By the oracle's names: a unit that has no code in the truth has its parent's
    name and its own. None: not reported."""
    rows = list(rows)
    codes = {period.code for period in facts.units if period.code}
    by_code = {(row["unit"], row["year"]): row for row in rows}

    def uid(code: str, year: int) -> str:
        if code in codes:
            return code
        row = by_code[code, year]
        return f"{uid(row['parent'], year)} › {row['unit_name']}"

    found = {}
    for row in rows:
        key = (row["indicator"], uid(row["unit"], row["year"]), row["year"])
        assert key not in found, key
        found[key] = _figure(row)
    return found


def _figure(row: Mapping[str, Any]) -> Figure | None:
    if row["numerator"] is None:
        assert row["denominator"] is None and row["unknown"] is None, row
        return None
    return Figure(row["numerator"], row["denominator"], row["unknown"])


def _differences(
    expected: Mapping[Key, Figure], printed: Mapping[Key, Figure | None]
) -> dict[Key, Any]:
    """What is not the same. Where nothing is counted a row may be absent."""
    return {
        key: (expected.get(key), printed.get(key))
        for key in sorted({*expected, *printed})
        if expected.get(key) != printed.get(key)
        and not (key not in printed and expected[key] in NOTHING)
        and not (key not in expected and printed[key] in {None, *NOTHING})
    }


@pytest.fixture(params=["tiny", "sample"])
def world(request: pytest.FixtureRequest) -> tuple[str, Store]:
    return request.param, request.getfixturevalue(request.param)


def test_every_indicator_unit_and_year(world: tuple[str, Store]) -> None:
    name, store = world
    expected = _expected(name)
    printed = _printed(listing.rows(store.cursor()), WORLDS[name]())
    assert _differences(expected, printed) == {}
    counted = {key for key, figure in expected.items() if figure not in NOTHING}
    assert counted <= {key for key, figure in printed.items() if figure}
    if name == "sample":
        assert {key[0] for key in counted} == set(INDICATORS)


@pytest.mark.parametrize("choices", CHOICES, ids=lambda chosen: str(chosen.values()))
def test_every_choice_of_a_base(
    world: tuple[str, Store], choices: dict[str, str]
) -> None:
    name, store = world
    base = "rating" if "rating_base" in choices else "admission"
    chosen = [one.id for one in INDICATORS.values() if one.base == base]
    assert chosen
    for indicator in chosen:
        expected = {
            key: figure
            for key, figure in _expected(name, **choices).items()
            if key[0] == indicator
        }
        rows = listing.rows(store.cursor(), indicator=indicator, **choices)
        facts = WORLDS[name]()
        assert _differences(expected, _printed(rows, facts)) == {}


@pytest.mark.parametrize(
    ("options", "asked", "names"),
    [
        (
            {"readmissions": False},
            {"choices": Choices(readmissions=False)},
            ["admission_rate"],
        ),
        (
            {"joint_cells": True},
            {"choices": Choices(joint_cells=True)},
            ["hamlets_with_cell"],
        ),
        (
            {"without_armed_forces": True},
            {"without_armed_forces": True},
            ["members_rated_good", "organisations_rated_good", "admission_rate"],
        ),
        (
            {"only_communes": True},
            {"only_kinds": ["commune"]},
            ["secretaries_theory_intermediate"],
        ),
    ],
    ids=["readmissions", "joint cells", "armed forces", "communes"],
)
def test_what_is_left_out(
    world: tuple[str, Store],
    options: dict[str, bool],
    asked: dict[str, Any],
    names: list[str],
) -> None:
    name, store = world
    cursor = store.cursor()
    trees = {year: units.of_year(cursor, year) for year in cube.years(cursor)}
    codes = {period.code for period in WORLDS[name]().units if period.code}
    # An aggregate has no parts to leave out: the oracle drops all of them, the cube
    # those of units that hold some. Compared is what rosters alone tell.
    told = {
        (row["indicator"], row["year"])
        for roster in WORLDS[name]().rosters
        if roster.kind == "aggregates"
        for row in roster.rows
    }
    for indicator in names:
        expected = {
            key: figure
            for key, figure in _expected(name, **options).items()
            if key[0] == indicator
            and key[1] in codes
            and (indicator, key[2]) not in told
        }
        printed: dict[Key, Figure | None] = {}
        for cell in cube.figures(cursor, indicator, **asked):
            code = trees[cell.year][cell.unit_id].code
            if code in codes and (indicator, cell.year) not in told:
                printed[indicator, code, cell.year] = (
                    None
                    if cell.numerator is None
                    else Figure(cell.numerator, cell.denominator, cell.unknown)
                )
        assert _differences(expected, printed) == {}


def test_what_nobody_reports_is_null(sample: Store) -> None:
    """All units of a level are answered for; what has no figure is null, not zero."""
    rows = listing.rows(sample.cursor(), level="district", year=2020)
    printed = _printed(rows, sample_facts.facts())
    expected = _expected("sample")
    reported = {key for key, figure in printed.items() if figure is not None}
    assert reported and set(printed) - reported
    for key, figure in printed.items():
        if figure is None:
            assert key not in expected, key
        else:
            assert figure == expected.get(key, figure), key


def test_the_tiny_world_by_hand(tiny: Store) -> None:
    rows = listing.rows(tiny.cursor(), unit=tiny_world.PROVINCE)
    printed = {
        (row["indicator"], row["year"]): _figure(row)
        for row in rows
        if row["numerator"] is not None and (row["numerator"] or row["denominator"])
    }
    expected = {
        key: figure
        for key, figure in tiny_world.EXPECTED.items()
        if figure.numerator or figure.denominator
    }
    assert printed == expected
