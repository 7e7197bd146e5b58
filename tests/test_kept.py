"""What the cube keeps gives the very figures that it would work out anew, and is never
read once the facts or the statements have changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rosters import fresh, load, member, roster

from grassroots import cube, kept, query, store, units
from grassroots.__main__ import main
from grassroots.cube import Cell
from grassroots.indicators import INDICATORS, Choices
from grassroots.store import Store
from grassroots.variants import KEPT, Variant

ASKED = list(INDICATORS)


@pytest.fixture(scope="module")
def own(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of the sample that may be written to."""
    path = tmp_path_factory.mktemp("kept") / "own.duckdb"
    shutil.copyfile(sample_file, path)
    with store.open_store(path) as opened:
        yield opened


def _figures(opened: Store, asked: list[int] | None, **more: Any) -> list[Cell]:
    return cube.figures_of(opened.cursor(), ASKED, units=asked, **more)


def _unkept(opened: Store, asked: list[int] | None, **more: Any) -> list[Cell]:
    """The figures with what is kept declared old."""
    with opened.transaction() as cursor:
        before = store.setting(cursor, "kept")
        query.run(cursor, "store/set_setting", name="kept", setting="old")
    found = _figures(opened, asked, **more)
    with opened.transaction() as cursor:
        query.run(cursor, "store/set_setting", name="kept", setting=before)
    return found


def test_what_is_kept_equals_what_is_worked_out(own: Store) -> None:
    cube.keep(own)
    cursor = own.cursor()
    assert kept.is_current(cursor)
    some = kept.units(cursor)
    years = set(cube.years(cursor))
    assert {cell.year for cell in _figures(own, some)} == years
    assert _figures(own, some) == _unkept(own, some)
    assert _figures(own, some[:3], year=2023) == _unkept(own, some[:3], year=2023)


def test_units_below_and_all_units_are_summed_from_kept_counts(own: Store) -> None:
    cube.keep(own)
    tree = units.of_year(own.cursor(), 2024)
    cells = [unit.unit_id for unit in tree.values() if unit.level == "cell"][:20]
    mixed = [*cells, *kept.units(own.cursor())[:4]]
    assert _figures(own, mixed) == _unkept(own, mixed)
    assert _figures(own, None, year=2024) == _unkept(own, None, year=2024)


@pytest.mark.parametrize(
    "more",
    [
        {"without_armed_forces": True},
        {"only_kinds": ["commune", "agency"]},
        {"choices": Choices(rating_base="all")},
        {"choices": Choices(admission_base="year_end", readmissions=False)},
        {"choices": Choices(joint_cells=True)},
    ],
    ids=str,
)
def test_filters_and_other_choices_are_not_answered_from_the_standard(
    own: Store, more: dict[str, Any]
) -> None:
    cube.keep(own)
    some = kept.units(own.cursor())[:12]
    found = _figures(own, some, **more)
    assert found == _unkept(own, some, **more)
    assert found != _figures(own, some)


@pytest.mark.parametrize("boundaries", ["then", "now"])
def test_every_variant_that_is_kept_equals_what_is_worked_out(
    own: Store, boundaries: str
) -> None:
    """All that pages ask for beside the standard: bases, populations, groups."""
    cube.keep(own)
    cursor = own.cursor()
    some = kept.units(cursor)[:6]
    ways: dict[Variant, list[str]] = {}
    for name, of in KEPT.items():
        for variant in of:
            ways.setdefault(variant, []).append(name)
    assert len(ways) > 10
    asked = [
        (
            names,
            {
                "units": some,
                "year": 2024,
                "by": way.by,
                "choices": replace(way.choices, boundaries=boundaries),
                "without_armed_forces": way.population.without_armed_forces,
                "only_kinds": way.population.only_kinds,
            },
        )
        for way, names in ways.items()
    ]
    found = [cube.figures_of(cursor, names, **more) for names, more in asked]
    with own.transaction() as writing:
        before = store.setting(writing, "kept")
        query.run(writing, "store/set_setting", name="kept", setting="old")
    worked_out = [cube.figures_of(cursor, names, **more) for names, more in asked]
    with own.transaction() as writing:
        query.run(writing, "store/set_setting", name="kept", setting=before)
    assert found == worked_out
    assert all(found)


def test_nothing_is_worked_out_twice(own: Store) -> None:
    cube.keep(own)
    assert cube.keep(own) is False


def test_an_import_and_its_undoing_make_what_is_kept_old(tmp_path: Path) -> None:
    with fresh(tmp_path) as opened:
        rated = {"Xếp loại": "HTTNV"}
        load(opened, roster([member(1, rated)]), "one.xlsx")
        assert cube.keep(opened)
        first = _figures(opened, None)
        second = load(opened, roster([member(1, rated), member(2, rated)]), "two.xlsx")
        assert not kept.is_current(opened.cursor())
        assert _figures(opened, None) != first
        assert cube.keep(opened)
        assert second.batch is not None and store.undo(opened, second.batch)
        assert not kept.is_current(opened.cursor())
        assert _figures(opened, None) == first
        assert cube.keep(opened)
        assert _figures(opened, None) == first


def test_the_command_line_keeps_what_it_has_imported(
    tmp_path: Path,
) -> None:
    file, database = tmp_path / "ds.xlsx", tmp_path / "own.duckdb"
    file.write_bytes(roster([member(1, {"Xếp loại": "HTTNV"})]))
    assert main(["import", str(file), "--db", str(database)]) == 0
    with store.open_store(database) as opened:
        assert kept.is_current(opened.cursor())
    assert main(["undo", "1", "--db", str(database)]) == 0
    with store.open_store(database) as opened:
        assert kept.is_current(opened.cursor())


def test_changed_statements_make_what_is_kept_old(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    cube.keep(own)
    monkeypatch.setattr(kept, "_print_of_statements", lambda: "of a later version")
    assert not kept.is_current(own.cursor())
