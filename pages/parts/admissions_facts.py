"""What the page of admissions asks, kept in memory as long as facts and choices stay
the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import streamlit as st

from grassroots import admitted, assigned
from grassroots.admitted import Group, Organisation
from grassroots.assessment import Assessment
from grassroots.indicators import Choices
from grassroots.presenting import admissions
from grassroots.targets import Target
from pages.parts import facts
from pages.parts.facts import Facts
from pages.parts.frame import Frame


@dataclass(frozen=True)
class Judged:
    """The targets on the rate that matter in the year, then those on the two counts,
    each of the chosen unit; `below` and `years`: of one target by unit id, by year.
    open_targets: whose number the user enters, as the document has them."""

    rates: tuple[Assessment, ...]
    counts: tuple[Assessment, ...]
    below: Mapping[str, Mapping[int, Assessment]]
    years: Mapping[str, Mapping[int, Assessment]]
    open_targets: tuple[Target, ...]
    shown: Facts


def judged(frame: Frame) -> Judged:
    """The assessments, by the numbers that the user entered where there are any."""
    assert frame.unit is not None and frame.year is not None
    unit, year, printed = frame.unit, frame.year, frame.programme
    found = facts.of_indicators(frame, admissions.INDICATORS)
    now = [
        one
        for target in found.programme.targets
        if (one := found.of(target.id, unit, year)) is not None
    ]
    rates = [one for one in now if one.target.indicator == admissions.RATE]
    # A congress's number of another term is not a matter of this year.
    of_year = [one for one in rates if _is_of_year(one.target, year)]
    ids = [one.target.id for one in now]
    return Judged(
        rates=tuple(of_year or rates),
        counts=tuple(one for one in now if one.target.indicator != admissions.RATE),
        below={id: found.below(id, frame.children, year) for id in ids},
        years={
            id: {
                each: one
                for each in frame.years
                if (one := found.of(id, unit, each)) is not None
            }
            for id in ids
        },
        open_targets=tuple(
            target
            for target in printed.targets
            if target.indicator == admissions.RATE
            and assigned.is_open(target)
            and _is_of_year(target, year)
        ),
        shown=found,
    )


def _is_of_year(target: Target, year: int) -> bool:
    return (target.from_year or year) <= year <= (target.to_year or year)


def who(frame: Frame) -> list[Group]:
    """Who was admitted under the chosen unit, this year and the year before."""
    assert frame.unit is not None and frame.year is not None
    return _who(
        frame.store.path,
        frame.revision,
        frame.unit.unit_id,
        frame.year,
        frame.choices,
        frame.connection,
    )


def without(frame: Frame) -> list[Organisation]:
    """The grassroots organisations under the chosen unit, and for how many years they
    have admitted nobody."""
    assert frame.unit is not None and frame.year is not None
    return _without(
        frame.store.path,
        frame.revision,
        frame.unit.unit_id,
        frame.year,
        frame.choices,
        frame.connection,
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _who(
    path: str,
    revision: str,
    unit_id: int,
    year: int,
    choices: Choices,
    _connection: duckdb.DuckDBPyConnection,
) -> list[Group]:
    """`path` and `revision` are only there to tell one state of facts from another."""
    return admitted.who(_connection, unit_id, year, choices)


@st.cache_resource(max_entries=64, show_spinner=False)
def _without(
    path: str,
    revision: str,
    unit_id: int,
    year: int,
    choices: Choices,
    _connection: duckdb.DuckDBPyConnection,
) -> list[Organisation]:
    return admitted.without(_connection, unit_id, year, choices)
