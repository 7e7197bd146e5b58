"""Figures and assessments kept in memory for as long as facts and choices stay the
same: no page asks the database the same thing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count

import duckdb
import streamlit as st

from grassroots import assessment, assigned, cube
from grassroots.assessment import Assessment
from grassroots.indicators import (
    ADMISSION_BASES,
    INDICATORS,
    RATING_BASES,
    Choices,
)
from grassroots.judgement import Figure
from grassroots.presenting import measures
from grassroots.targets import Programme, Target
from grassroots.units import Unit
from pages.parts.frame import Frame


@dataclass(frozen=True)
class Facts:
    """The assessments of a page, by target id, unit id and year."""

    programme: Programme
    by_place: dict[tuple[str, int, int], Assessment]

    def of(self, target: str, unit: Unit, year: int) -> Assessment | None:
        """One of them; None where it was not asked for."""
        return self.by_place.get((target, unit.unit_id, year))

    def below(
        self, target: str, units: Sequence[Unit], year: int
    ) -> dict[int, Assessment]:
        """Those of several units in one year, by unit id."""
        found = ((unit.unit_id, self.of(target, unit, year)) for unit in units)
        return {unit_id: one for unit_id, one in found if one is not None}


def assessments(frame: Frame) -> list[Assessment]:
    """All targets of the programme, for the chosen unit and the units one step below
    it, in this year and the one before: one question."""
    assert frame.year is not None
    return _asked(frame, frame.programme, (frame.year - 1, frame.year), ())


def of_indicators(
    frame: Frame, indicators: Sequence[str], others: Sequence[Unit] = ()
) -> Facts:
    """What a page shows: the programme's targets on these indicators (see
    `measures.programme_of`) in every year, for the unit, the units one step below it
    and `others`."""
    programme = measures.programme_of(frame.programme, indicators)
    years = tuple(sorted(frame.years))
    found = _asked(frame, programme, years, others)
    return Facts(
        programme, {(one.target.id, one.unit_id, one.year): one for one in found}
    )


def cells(
    frame: Frame,
    indicators: Sequence[str],
    by: str,
    units: Sequence[Unit],
    *,
    choices: Choices | None = None,
    target: Target | None = None,
) -> list[cube.Cell]:
    """Figures by a field of the rows, of some units in all years; of the population
    that a target asks for."""
    return _cells(
        frame.store.path,
        frame.revision,
        tuple(indicators),
        by,
        tuple(unit.unit_id for unit in units),
        choices or frame.choices,
        target is not None and "armed_forces" in target.exclude,
        target.only_kinds if target is not None else (),
        frame.connection,
    )


def base_of(frame: Frame, target: Target) -> str:
    """The base of ratings that a target is judged on: as the document prints it, else
    as it is chosen."""
    if target.denominators == "all_units":
        return "all"
    return target.base if target.base in RATING_BASES else frame.choices.rating_base


def coming_base(
    frame: Frame, target: Target, year: int, units: Sequence[Unit]
) -> dict[int, Figure]:
    """The same figures on the base of the year after, by unit id: admissions are held
    against the members at the end of the year before. Empty for any other base."""
    base = INDICATORS[target.indicator].base
    if base != "admission" or admission_base_of(frame, target) != "previous_year_end":
        return {}
    later = replace(target, base="year_end")
    programme = replace(frame.programme, targets=(later,))
    found = _asked(frame, programme, (year,), units)
    return {one.unit_id: one.figure for one in found}


def admission_base_of(frame: Frame, target: Target) -> str:
    """The base of admissions that a target is judged on: as the document prints it,
    else as it is chosen."""
    if target.base == "year_start":
        return "previous_year_end"
    if target.base in ADMISSION_BASES:
        return target.base
    return frame.choices.admission_base


def _asked(
    frame: Frame, programme: Programme, years: tuple[int, ...], others: Sequence[Unit]
) -> list[Assessment]:
    """Each unit is judged by what is asked of it: the numbers that the user entered
    (a count was given to one unit alone), and counts by the level they are set for."""
    assert frame.unit is not None and frame.year is not None
    connection, year = frame.connection, frame.year
    asked_of: dict[tuple[str, str | None], Programme] = {}
    judged: dict[Programme, list[int]] = {}
    for unit in dict.fromkeys((frame.unit, *frame.children, *others)):
        given_to = unit.code if unit == frame.unit or unit in others else None
        key = (unit.level, given_to)
        if key not in asked_of:
            printed = measures.for_level(programme, unit.level)
            asked_of[key] = assigned.with_numbers(
                connection, printed, year=year, unit=given_to
            )
        judged.setdefault(asked_of[key], []).append(unit.unit_id)
    with st.spinner(frame.text("overview.computing")):
        return [
            found
            for of_units, units in judged.items()
            for found in _assess(
                frame.store.path,
                frame.revision,
                of_units,
                tuple(units),
                years,
                frame.choices,
                connection,
            )
        ]


@cache
def _one_number(programme: Programme) -> int:
    """A number for each different programme: Streamlit would go through all of its
    words at every question, which takes longer than the answer."""
    return next(_numbers)


_numbers = count()


# Resources, not data: what is kept is frozen, and handing it out costs no copying.
@st.cache_resource(
    max_entries=128, show_spinner=False, hash_funcs={Programme: _one_number}
)
def _assess(
    path: str,
    revision: str,
    programme: Programme,
    units: tuple[int, ...],
    years: tuple[int, ...],
    choices: Choices,
    _connection: duckdb.DuckDBPyConnection,
) -> list[Assessment]:
    """`path` and `revision` are only there to tell one state of facts from another."""
    return assessment.assess(
        _connection, programme, units=units, years=years, choices=choices
    )


@st.cache_resource(max_entries=128, show_spinner=False)
def _cells(
    path: str,
    revision: str,
    indicators: tuple[str, ...],
    by: str,
    units: tuple[int, ...],
    choices: Choices,
    without_armed_forces: bool,
    only_kinds: tuple[str, ...],
    _connection: duckdb.DuckDBPyConnection,
) -> list[cube.Cell]:
    return cube.figures_of(
        _connection,
        indicators,
        units=units,
        by=by,
        choices=choices,
        without_armed_forces=without_armed_forces,
        only_kinds=only_kinds or None,
    )
