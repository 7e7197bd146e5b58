"""Units that only a name without accents, or a section without a level, names: held
against the tree, else asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from grassroots import unit_names
from grassroots.importing.report import QUESTION, Answers, Problem
from grassroots.importing.tables import context
from grassroots.importing.tables.body import Body
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding.layout import Layout
from grassroots.units import LEVELS, Tree, Unit

_BY_NAME_ALONE = ("organisation", "commune", "district")


def with_unit_of_file(
    tree: Tree,
    table: Table,
    layout: Layout,
    body: Body,
    file: str,
    day: date,
    answers: Answers,
) -> tuple[Table, list[Problem]]:
    """The table with the unit that the file's or the sheet's name tells without accents
    as a line of its title; a question where neither the title nor the tree knows it and
    the rows do not say it themselves."""
    if answers.unit is not None or layout.kind in ("units", "successions"):
        return table, []
    sheet = table.grid.sheet
    flats = context.units_without_accents(file) + context.units_without_accents(sheet)
    if not flats:
        return table, []
    named = context.units_named(table.title, sheet, file)
    problems: list[Problem] = []
    for flat in flats:
        if flat.level == "province" or any(flat.is_of(name) for name in named):
            continue
        if any(name.level == flat.level for name in named):
            continue  # the title names another one of this level: it stands first
        known = [
            unit.name
            for unit in _units(tree, day)
            if unit.level == flat.level and flat.is_of(unit.written)
        ]
        if len(known) == 1:
            table = replace(table, title=(known[0], *table.title))
        elif not _told_by_rows(layout, body, flat.level):
            problems.append(
                Problem("unit_unconfirmed", QUESTION, sheet, value=flat.shown)
            )
    return table, problems[:1]


def _units(tree: Tree, day: date) -> Iterator[Unit]:
    """All units from the province down to the communes and organisations."""
    open_units = tree.provinces()
    seen: set[int] = set()
    while open_units:
        unit = open_units.pop()
        if unit in seen:
            continue
        seen.add(unit)
        yield tree.at(unit, day)
        open_units += tree.children(unit, day)


def _told_by_rows(layout: Layout, body: Body, level: str) -> bool:
    """Whether the rows name units of this level, or of none, in a column or section."""
    if layout.fields & {level, "unit_name"}:
        return True
    if level == "commune" and "organisation" in layout.fields:
        return True
    return all(
        section is not None
        and any(
            name.level and LEVELS.index(name.level) <= LEVELS.index(level)
            for name in section
        )
        for section in body.sections
    )


def sections_asked(
    tree: Tree, table: Table, body: Body, day: date, answers: Answers
) -> list[Problem]:
    """A question for each section whose words tell no level and whose name no unit of
    the tree has, or several have."""
    problems = []
    for number, section in body.untyped:
        name = unit_names.read(section.text)
        if answers.units.get(name.shown):
            continue
        if len(tree.named(name, _BY_NAME_ALONE, None, day)) == 1:
            continue
        problems.append(
            Problem(
                "section_unit", QUESTION, table.grid.sheet, number, value=name.shown
            )
        )
    return problems
