"""Scenarios that were named: kept, copied, renamed, deleted, apart from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rosters import fresh, load, people, roster

from grassroots import query, scenarios, store
from grassroots.scenarios import ScenarioError
from grassroots.store import Store, open_store

CODES = {"programme": "ha-tinh", "unit": "T01", "added": "T01.1~5", "until": "2030"}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def test_what_was_kept_comes_back_after_the_file_was_closed(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    with open_store(path) as made:
        first = scenarios.keep(made, "  Phương án   Một ", CODES)
        second = scenarios.keep(made, "Hai", {"every": "3"})
    with open_store(path) as again:
        found = scenarios.all_kept(again.cursor())
    assert list(found) == [first, second]
    assert found[first].name == "Phương án Một"
    assert found[first].codes == CODES and found[second].codes == {"every": "3"}


def test_one_takes_the_place_of_another_under_its_number(opened: Store) -> None:
    number = scenarios.keep(opened, "Một", CODES)
    assert scenarios.keep(opened, "MỘT", {"every": "9"}, instead=number) == number
    (kept,) = scenarios.all_kept(opened.cursor()).values()
    assert (kept.name, kept.codes) == ("MỘT", {"every": "9"})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no_name"),
        ("  \n ", "no_name"),
        ("...", "no_name"),
        ("x" * 81, "long_name"),
        ("phương  ÁN", "same_name"),
    ],
)
def test_a_name_that_will_not_do(opened: Store, name: str, code: str) -> None:
    scenarios.keep(opened, "Phương án", CODES)
    with pytest.raises(ScenarioError) as refused:
        scenarios.keep(opened, name, CODES)
    assert refused.value.code == code
    assert len(scenarios.all_kept(opened.cursor())) == 1


def test_one_that_somebody_deleted_is_not_written_again(opened: Store) -> None:
    number = scenarios.keep(opened, "Một", CODES)
    other = scenarios.keep(opened, "Hai", CODES)
    assert scenarios.delete(opened, number) and not scenarios.delete(opened, number)
    with pytest.raises(ScenarioError) as refused:
        scenarios.keep(opened, "Một", CODES, instead=number)
    assert refused.value.code == "gone"
    assert list(scenarios.all_kept(opened.cursor())) == [other]


def test_the_facts_know_nothing_of_scenarios(opened: Store) -> None:
    load(opened, roster(people(3)))
    cursor = opened.cursor()
    before = store.revision(cursor)
    scenarios.keep(opened, "Một", CODES)
    assert store.revision(cursor) == before
    reading = [
        name
        for folder in ("cube", "indicators", "views", "refresh", "rows", "pages")
        for name in query.names(folder)
        if "scenarios" in query.sql(name)
    ]
    assert reading == []
