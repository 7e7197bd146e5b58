"""What a wild file holds: the values that must come of each row of its sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wild_facts import Unit
from wild_layouts import Layout


@dataclass(frozen=True)
class Expect:
    """What a cell must give.

    also: further values that are as right. told: a person could not know it either, so
    that a word about it is required, whatever is loaded.
    """

    value: Any
    also: tuple[Any, ...] = ()
    told: bool = False


@dataclass
class Block:
    """Some columns side by side that together tell something of every row.

    heads: for each column its headings from the top down. cells: for each fact its
    cells. expects: for each fact what must come of them, by field.
    one_head: the heading spans all the columns.
    """

    heads: list[tuple[str, ...]]
    cells: list[list[Any]]
    expects: list[dict[str, Expect]]
    fields: tuple[str, ...]
    one_head: bool = False
    down: bool = False


@dataclass(frozen=True)
class RowTruth:
    """A row: the units that the file tells of it, the lowest last, and its values."""

    units: tuple[Unit, ...]
    expects: dict[str, Expect]


@dataclass
class TableTruth:
    """A table: where it stands and what must come of each row of the sheet.

    columns: the letters' indexes of each field. told_rows: rows that no reader can
    make one person of. totals: rows with a total, and whether it is right.
    """

    sheet: str
    kind: str
    as_of: date
    header_rows: tuple[int, ...]
    rows: dict[int, list[RowTruth]] = field(default_factory=dict)
    columns: dict[str, set[int]] = field(default_factory=dict)
    told_rows: set[int] = field(default_factory=set)
    totals: dict[int, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class WildFile:
    """A file with its truth. must_ask: a person would have to ask about it as well;
    may_ask: asking is no fault. headings: what is written over the columns."""

    seed: int
    name: str
    content: bytes
    layout: Layout
    tables: tuple[TableTruth, ...]
    must_ask: bool
    may_ask: bool
    headings: dict[str, list[str]]
