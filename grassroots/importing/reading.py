"""A file → its tables with their rows typed: all that needs neither tree nor store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grassroots.decisions import Remembered
from grassroots.importing import aggregated
from grassroots.importing.cells.reading import Values, read_values
from grassroots.importing.files.grid import read_grids
from grassroots.importing.places import naming
from grassroots.importing.report import Answers, Problem
from grassroots.importing.sources import Source
from grassroots.importing.tables import finding
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.finding import Found
from grassroots.importing.understanding import columns, weighing
from grassroots.importing.understanding.layout import Layout

NAMES_UNITS = ("units", "successions")


@dataclass(frozen=True)
class Typed:
    """A roster with its rows typed. layout: weighed; body, read: its rows, which are
    more than those of `found` where wide ones were unfolded. faults: rows (from 0) that
    cannot be used, with the reason. names: None where rows are not placed in units."""

    found: Found
    layout: Layout
    body: Body
    read: Values
    faults: Mapping[int, str]
    names: naming.Named | None


@dataclass(frozen=True)
class Reading:
    """What a file holds, and what is to be said of it before its units are known."""

    tables: tuple[Typed, ...]
    problems: tuple[Problem, ...]


def read_file(
    source: Source, answers: Answers, today: date, remembered: Remembered
) -> Reading:
    """Reads a file; the same for the same arguments, whoever reads it.

    FileRefused as in `grid.read_grids`.
    """
    grids = read_grids(source, answers.password, answers.encodings)
    said = columns.Said(answers.columns, remembered)
    found, problems = finding.find(grids, source.name, answers, today, said)
    return Reading(tuple(_typed(one, answers) for one in found), tuple(problems))


def _typed(found: Found, answers: Answers) -> Typed:
    table, body, day = found.table, found.body, found.day.day
    layout = weighing.weighed(table, found.layout, body.rows)
    faults: Mapping[int, str] = {}
    if layout.kind == "aggregates":
        layout = aggregated.with_wide_columns(table, layout)
        body, read, faults = aggregated.read_rows(table, layout, body, day)
    else:
        read = read_values(table, layout, body, day, answers.dates)
    placed = layout.kind not in NAMES_UNITS
    names = naming.names_of(layout, body) if placed else None
    return Typed(found, layout, body, read, faults, names)
