"""The cube: every indicator's figures for any unit, year and group.

`queries/cube/rollup.sql` sums the rows of the indicators up the tree: up each year's
own (boundaries "then", as it was), or up the present one, to which they are carried
first ("now", as it is now). What pages ask for (`variants`) is read from what is kept
(`kept`), where that is current.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from grassroots import carrying, filters, kept, query, rollup, variants
from grassroots.filters import Filters
from grassroots.indicators import (
    INDICATORS,
    NOW,
    STANDARD,
    THEN,
    Choices,
    Indicator,
)
from grassroots.rollup import Asked
from grassroots.store import Store
from grassroots.variants import ALL, KEPT, Population


@dataclass(frozen=True)
class Cell:
    """One figure: an indicator of a unit in a year, for one group where asked for.

    numerator None: not reported. denominator None beside a numerator: a count, or a
    share whose base is not known. denominator counts known cases, `unknown` the others.
    reported of expected: the unit's parts (or itself) that told. missing_size: how many
    the others last had, None where that is not known. estimated: a part of it was
    shared out of a unit that was split, which happens as it is now alone.
    """

    indicator: str
    unit_id: int
    year: int
    group: str | None
    as_of: date | None
    numerator: int | None
    denominator: int | None
    unknown: int
    reported: int
    expected: int
    missing_size: int | None
    estimated: bool = False


def years(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The years that a roster or an aggregate speaks for, oldest first."""
    return [row["year"] for row in query.rows(connection, "cube/years")]


def figures(
    connection: duckdb.DuckDBPyConnection,
    indicator_id: str,
    *,
    units: Sequence[int] | None = None,
    year: int | None = None,
    by: str | None = None,
    choices: Choices | None = None,
    without_armed_forces: bool = False,
    only_kinds: Sequence[str] | None = None,
) -> list[Cell]:
    """The figures of an indicator, one cell a unit, year and group, in that order.

    units: ids, each of which gets a cell in every year even where nothing is reported;
    None: all units that have something. year None: all years. by: one of the
    indicator's `groups`. only_kinds: only what units of these kinds of organisation
    report (commune, agency, …). choices.boundaries: each year in its own tree, or
    all in the present one, where units are those of today. choices.filters: on top of
    these, for what they concern (see `filters`). KeyError for an indicator that is
    not known, ValueError for a field that it cannot be grouped by.
    """
    return figures_of(
        connection,
        [indicator_id],
        units=units,
        year=year,
        by=by,
        choices=choices,
        without_armed_forces=without_armed_forces,
        only_kinds=only_kinds,
    )


def figures_of(
    connection: duckdb.DuckDBPyConnection,
    indicator_ids: Sequence[str],
    *,
    units: Sequence[int] | None = None,
    year: int | None = None,
    by: str | None = None,
    choices: Choices | None = None,
    without_armed_forces: bool = False,
    only_kinds: Sequence[str] | None = None,
) -> list[Cell]:
    """The figures of several indicators, in their order, else as `figures`.

    They are rolled up together, which is quicker than one by one.
    """
    asked = [INDICATORS[indicator_id] for indicator_id in indicator_ids]
    for indicator in asked:
        if by is not None and by not in indicator.groups:
            raise ValueError(f"{indicator.id} cannot be grouped by {by!r}")
    if not asked:
        return []
    choices = choices or STANDARD
    of = variants.population(choices.filters, without_armed_forces, only_kinds)
    current = kept.is_current(connection)
    found: list[tuple[Any, ...]] = []
    if current and units is not None:
        asked_for = {
            indicator.id: variants.asked(indicator, by, choices, of)
            for indicator in asked
            if not _of_rows(choices, indicator)
        }
        wanted = {
            name: variant.id
            for name, variant in asked_for.items()
            if variant in KEPT[name]
        }
        if wanted:
            found = kept.figures(connection, wanted, units, year, choices.boundaries)
    told = {row[0] for row in found}
    together: dict[tuple[str, ...], list[Indicator]] = {}
    for indicator in asked:
        if indicator.id not in told:
            together.setdefault(_of_rows(choices, indicator), []).append(indicator)
    now = choices.boundaries == NOW
    places = _carried(connection, current) if together and now else None
    for names, some in together.items():
        filtered = choices.filters.only(names)
        rosters = {kind for indicator in some for kind in indicator.rosters}
        with filters.in_force(connection, filtered, rosters) as cursor:
            # What went into a unit of today may have stood anywhere.
            under = None if now else units
            staged = _staged(cursor, some, by, choices, filtered, current, under)
            wanted_ones = [Asked(one.id, one, by) for one in some]
            with rollup.ready(
                cursor, wanted_ones, staged, places, of, units=units, year=year
            ):
                found += rollup.rolled(cursor, places).fetchall()
    place = {indicator.id: number for number, indicator in enumerate(asked)}
    return [Cell(*row) for row in sorted(found, key=lambda row: place[row[0]])]


def keep(opened: Store) -> bool:
    """Works out what is kept of all indicators, where the facts have changed since.

    To be called once after a run of changes: figures are right without it, but slower.
    False where nothing had changed.
    """
    with opened.transaction() as connection:
        if kept.is_current(connection):
            return False
        asked = list(INDICATORS.values())
        with rollup.held(connection, asked):
            counted = ((one.id, rollup.counted(connection, one)) for one in asked)
            kept.keep_leaves(connection, counted)
            others = _others(connection)
        carried = carrying.carried(connection, date.today())
        kept.keep_carried(connection, carried)
        units = kept.units(connection)
        kept.clear_figures(connection)
        for of, some in _by_population().items():
            rows = [others[one.name] for one in some if one.name in others]
            standard = [one.name for one in some if one.name not in others]
            rows.append(kept.leaves(connection, standard, None))
            staged = pa.concat_tables(rows, promote_options="permissive")
            for boundaries, places in ((THEN, None), (NOW, carried)):
                with rollup.ready(connection, some, staged, places, of, units=units):
                    figures = rollup.rolled(connection, places).to_arrow_table()
                kept.keep_figures(connection, figures, boundaries, of.id)
        kept.mark_current(connection)
    return True


def _by_population() -> dict[Population, list[Asked]]:
    """What is kept, by the units that it is of."""
    found: dict[Population, list[Asked]] = {}
    for indicator in INDICATORS.values():
        for variant in KEPT[indicator.id]:
            name = variants.name(indicator, variant)
            one = Asked(name, indicator, variant.by)
            found.setdefault(variant.population, []).append(one)
    return found


def _others(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The rows at the leaves, by name, of what is kept beside the standard figures."""
    found: dict[str, pa.Table] = {}
    for indicator in INDICATORS.values():
        for variant in KEPT[indicator.id]:
            name = variants.name(indicator, variant)
            if name not in (indicator.id, *found):
                rows = rollup.counted(
                    connection, indicator, variant.by, variant.choices
                )
                found[name] = rollup.named(rows, name)
    return found


def _of_rows(choices: Choices, indicator: Indicator) -> tuple[str, ...]:
    """The filters that look into the rows of an indicator."""
    names = filters.concerned(choices.filters, indicator)
    return tuple(name for name in names if name not in filters.OF_UNITS)


def _carried(connection: duckdb.DuckDBPyConnection, current: bool) -> pa.Table:
    """Where the units of all years stand today."""
    if current:
        return kept.carried(connection)
    return carrying.carried(connection, date.today())


def _staged(
    connection: duckdb.DuckDBPyConnection,
    asked: Sequence[Indicator],
    by: str | None,
    choices: Choices,
    filtered: Filters,
    current: bool,
    units: Sequence[int] | None,
) -> pa.Table:
    """The rows of the indicators, one under the other, those kept first: kept are the
    standard ones of all units and persons."""
    from_kept = [
        one.id
        for one in asked
        if current and filtered.is_none and not variants.asked(one, by, choices, ALL).id
    ]
    found = []
    if from_kept:
        found.append(kept.leaves(connection, from_kept, units))
    others = [one for one in asked if one.id not in from_kept]
    # What is filtered already stands worked out.
    besides = () if filtered.is_none else filters.PERSONS
    with rollup.held(connection, others, besides):
        for indicator in others:
            rows = rollup.counted(connection, indicator, by, choices)
            found.append(rollup.named(rows, indicator.id))
    return pa.concat_tables(found, promote_options="permissive")
