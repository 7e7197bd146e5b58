"""What follows from other columns, or from the unit, where a column is silent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grassroots.importing.cells.reading import Values
from grassroots.importing.cells.values import ARROW
from grassroots.units import Tree

_BODY_OF_LEVEL = {
    "province": "provincial",
    "area": "district",
    "district": "district",
    "commune": "grassroots",
    "organisation": "grassroots",
    "subcommittee": "subcommittee",
    "cell": "cell",
    "hamlet": "cell",
}
_LEADER_LEVELS = {"province": "provincial", "district": "district"}


def complete(kind: str, read: Values) -> None:
    """Brings together what several columns say of one field, before rows are placed."""
    if kind == "officers":
        _officers(read)


def _officers(read: Values) -> None:
    """A body or a concurrent post may stand in the cell of the post itself."""
    told = read.arrays.pop("body_of_position", None)
    if told is not None:
        known = read.arrays.get("body")
        read.arrays["body"] = told if known is None else pc.coalesce(known, told)
        read.fields.add("body")
    beside = read.arrays.pop("posts_of_position", None)
    if beside is None:
        return
    if "concurrent_posts" in read.fields:
        both = [
            sorted({*own, *(told or ())})
            for own, told in zip(
                _none_where_empty(read), beside.to_pylist(), strict=True
            )
        ]
        read.arrays["concurrent_posts"] = pa.array(both, ARROW["list"])
    elif any(beside.to_pylist()):
        read.arrays["concurrent_posts"] = beside
        read.fields.add("concurrent_posts")


def _none_where_empty(read: Values) -> list[list[str]]:
    """An empty cell of a column of concurrent posts means none."""
    return [posts or [] for posts in read.arrays["concurrent_posts"].to_pylist()]


def of_units(
    kind: str,
    columns: dict[str, pa.Array],
    read: Values,
    tree: Tree,
    day: date,
) -> None:
    """Fills a level or body that no column tells from the unit that the row is of."""
    if kind == "organisations":
        _fill(columns, read, "level", tree, day, _organisation_level)
    if kind == "officers":
        _fill(columns, read, "body", tree, day, _body)
    if kind == "leaders":
        _fill(columns, read, "level", tree, day, _leader_level)


def _fill(
    columns: dict[str, pa.Array],
    read: Values,
    name: str,
    tree: Tree,
    day: date,
    rule: Callable[[Tree, int, date], str | None],
) -> None:
    ids = columns["unit_id"].to_numpy()
    distinct, codes = np.unique(ids, return_inverse=True)
    told = pa.array([rule(tree, int(unit), day) for unit in distinct], pa.string())
    follows = told.take(pa.array(codes))
    known = columns.get(name)
    columns[name] = follows if known is None else pc.coalesce(known, follows)
    read.fields.add(name)


def _organisation_level(tree: Tree, unit_id: int, day: date) -> str | None:
    unit = tree.at(unit_id, day)
    if unit.level == "commune":
        return "grassroots_committee"
    if unit.level == "organisation":
        return (
            "grassroots_cell"
            if unit.written.type == "chi bộ"
            else "grassroots_committee"
        )
    return {"cell": "cell", "subcommittee": "subcommittee"}.get(unit.level)


def _body(tree: Tree, unit_id: int, day: date) -> str | None:
    return _BODY_OF_LEVEL.get(tree.at(unit_id, day).level)


def _leader_level(tree: Tree, unit_id: int, day: date) -> str | None:
    for above in tree.above(unit_id, day):
        level = tree.at(above, day).level
        if level == "commune":
            return "commune"
        if level in _LEADER_LEVELS:
            return _LEADER_LEVELS[level]
    return None
