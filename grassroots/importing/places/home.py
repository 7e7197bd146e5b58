"""The province that a table of units speaks for, and what its title made in the tree
that turned out to be no unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from grassroots import unit_names
from grassroots.importing.places.conversion_rows import Row
from grassroots.importing.report import Answers
from grassroots.importing.tables import context
from grassroots.importing.tables.table import Table
from grassroots.units import UNNAMED_PROVINCE, Tree


def home_of(
    tree: Tree, table: Table, file: str, unit: int, day: date, answers: Answers
) -> int | None:
    """The province of rows that name none: that of the title or the answer, else the
    only one; None where neither tells it."""
    named = context.units_named(table.title, table.grid.sheet, file)
    told = answers.unit is not None or any(one.level == "province" for one in named)
    if not told and len(tree.provinces()) > 1:
        return None
    top = list(tree.above(unit, day))[-1]
    return None if tree.at(top, day).name == UNNAMED_PROVINCE else top


def fresh(tree: Tree) -> set[int]:
    """The units that this very file has made so far."""
    return {unit.unit_id for unit in tree.made}


def without_strays(tree: Tree, unit: int, day: date) -> None:
    """Takes away what was made for the names in a title alone ("Xã cũ - xã mới", a
    province without a name): the rows of a table of units name theirs themselves. A
    province that the title names stays, for the rows that name none."""
    made = fresh(tree)
    for step in list(tree.above(unit, day)):
        known = tree.at(step, day)
        named = known.level == "province" and known.name != UNNAMED_PROVINCE
        if named or not _is_idle(tree, step, made):
            return
        tree.forget(step)


def without_idle(tree: Tree, province: int | None) -> None:
    """Takes away the title's province where no row turned out to be of it."""
    if province is None or province not in tree:
        return
    if _is_idle(tree, province, fresh(tree)):
        tree.forget(province)


def _is_idle(tree: Tree, unit: int, made: set[int]) -> bool:
    declared = any(one.declared for one in tree.life(unit))
    return unit in made and not declared and not tree.children(unit, date.max)


def with_name(tree: Tree, rows: Iterable[Row], day: date) -> None:
    """Names the only province of a tree whose rosters named none, where the districts
    that it has are those of one old province of the table alone."""
    provinces = tree.provinces()
    if len(provinces) != 1 or tree.at(provinces[0], day).name != UNNAMED_PROVINCE:
        return
    mine = [
        tree.at(unit, day).written
        for unit in tree.children(provinces[0], day)
        if tree.at(unit, day).level == "district"
    ]
    likely = {
        row.old.province.name
        for row in rows
        if row.old.province.name and row.old.district.name
        for name in [unit_names.read(row.old.district.name, "district")]
        if any(unit_names.same(name, known) for known in mine)
    }
    if len(likely) == 1:
        (name,) = likely
        tree.rename(provinces[0], unit_names.read(str(name), "province"))
