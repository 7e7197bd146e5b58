"""The sample's truth (tools/sample_world.py) as the oracle's facts."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).parents[1] / "tools"),
    str(Path(__file__).parent),
]

from oracle import Facts, Roster, Succession, UnitPeriod  # noqa: E402
from sample_registry import periods  # noqa: E402
from sample_units import Unit  # noqa: E402
from sample_world import YEARS, Table, world  # noqa: E402


@cache
def uid(unit: Unit, year: int) -> str:
    """The code, else the parent's uid and the name: rosters tell no more of a cell."""
    if unit.code:
        return unit.code
    above = unit.parent(year)
    assert above, unit.name
    return f"{uid(above, year)} › {unit.name}"


@cache
def facts() -> Facts:
    """All units, successions and rosters of the sample."""
    truth = world()
    units: dict[tuple[object, ...], UnitPeriod] = {}
    for unit in truth.tree.units:
        if unit.code:
            for parent, start, end, after in periods(unit):
                period = UnitPeriod(
                    unit.code,
                    unit.name,
                    unit.level,
                    unit.kind,
                    parent.code if parent else None,
                    unit.area.code if unit.area and after else None,
                    None,
                    start,
                    end,
                    unit.code,
                )
                units[unit.code, start] = period
            continue
        for year in YEARS:
            above = unit.parent(year)
            if above is None or not unit.exists(year):
                continue
            hamlet = unit.hamlet
            units[uid(unit, year), None] = UnitPeriod(
                uid(unit, year),
                unit.name,
                unit.level,
                unit.kind if unit.kind == "hamlet" and unit.level == "cell" else None,
                uid(above, year),
                None,
                uid(hamlet, year) if hamlet else None,
            )
    return Facts(
        list(units.values()),
        [
            Succession(old.code or "", new.code or "", day, share)
            for old, new, day, share in truth.successions
        ],
        [_roster(table) for table in truth.tables],
    )


def _roster(table: Table) -> Roster:
    year = table.as_of.year
    rows = []
    for row in table.rows:
        unit = row["unit"]
        assert isinstance(unit, Unit)
        rows.append({**row, "unit": uid(unit, year)})
    return Roster(
        table.kind,
        table.as_of,
        uid(table.speaks_for, year),
        frozenset(table.reported),
        rows,
        table.whole,
        table.file,
    )
