"""A table's columns held against its cells: what can be put right, and what a person
must decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from grassroots.importing.cells.values import is_blank
from grassroots.importing.report import column_letter
from grassroots.importing.tables.table import Column, Table
from grassroots.importing.understanding import (
    columns,
    evidence,
    headings,
    meaning,
)
from grassroots.importing.understanding.layout import MEANING, Doubt, Layout, Mapped
from grassroots.rosters import RosterKind, roster_kinds

# Below this share of readable cells a heading is not believed.
_FITS, _SURELY_FITS = 0.5, 0.8
_FEW = 3
_MANY = 5
_SELDOM = 0.1
# Hamlets and their cells may be called by a number alone.
_NUMBERED_UNITS = {"hamlet", "cell"}
_ONE_WORD = re.compile(r"\s*[^\W\d_]+\s*$")


def weighed(table: Table, layout: Layout, rows: Sequence[Sequence[Any]]) -> Layout:
    """The layout with what a person must decide: headings that mean several fields,
    cells that are not what their heading says, columns nobody knows whose cells are
    words of a field that no other column tells. rows: the data rows alone."""
    if layout.kind in columns.BY_LIST_ALONE:
        return layout
    kind = roster_kinds()[layout.kind]
    layout = _with_ticks(_with_split_names(layout, rows), kind, rows)
    types = {one.id: one for one in kind.fields}
    doubts: list[Doubt] = []
    at = {column.index: column for column in table.columns}
    for mapped in layout.columns:
        if mapped.how not in ("heading", MEANING) or mapped.option or mapped.part:
            continue
        cells = evidence.cells_under(rows, mapped.index)
        share = evidence.share_readable(cells, types[mapped.field])
        if types[mapped.field].type == "unit" and mapped.field not in _NUMBERED_UNITS:
            share = evidence.share_with_letters(cells)
        many = len(cells) >= _MANY or len(set(map(str, cells))) >= _FEW
        if share is not None and share < _FITS and many:
            others = [
                one for one in evidence.spoken_for(cells, kind) if one != mapped.field
            ]
            doubts.append(
                Doubt(
                    "values_do_not_fit",
                    at[mapped.index],
                    (mapped.field, *others),
                    evidence.samples(cells),
                )
            )
    for column in layout.ignored:
        if column.index in layout.left_out or column.index in layout.passed_over:
            continue
        doubt = _unknown(kind, layout, column, rows)
        if doubt is not None:
            doubts.append(doubt)
    doubts += _unheaded(layout, rows)
    return replace(layout, doubts=tuple(doubts))


def _with_split_names(layout: Layout, rows: Sequence[Sequence[Any]]) -> Layout:
    """The given names in a column of their own beside the names': without a heading or
    under the same one (a heading over two columns), or under whatever heading beside
    the family names. Such cells are single words."""
    names = layout.of("name")
    if len(names) != 1 or names[0].part not in (None, "first"):
        return layout
    name, beside = names[0], names[0].index + 1
    other = next((one for one in layout.ignored if one.index == beside), None)
    if not rows or beside >= len(rows[0]) or beside in layout.left_out:
        return layout
    if any(one.index == beside for one in layout.columns):
        return layout
    if other and name.part is None and other.heading != name.heading:
        return layout
    last = [row[beside] for row in rows if not is_blank(row[name.index])]
    single = [cell for cell in last if isinstance(cell, str) and _ONE_WORD.match(cell)]
    if len(single) < _SURELY_FITS * max(1, len(last)):
        return layout
    now = [replace(one, part="first") if one is name else one for one in layout.columns]
    now.append(replace(name, index=beside, part="last"))
    ignored = tuple(one for one in layout.ignored if one is not other)
    return replace(layout, columns=tuple(now), ignored=ignored)


def _with_ticks(
    layout: Layout, kind: RosterKind, rows: Sequence[Sequence[Any]]
) -> Layout:
    """A column headed like a date, "Chính thức", but ticked: the word to tick."""
    types = {one.id: one.type for one in kind.fields}
    now = []
    for mapped in layout.columns:
        option = None
        if types[mapped.field] == "date" and not mapped.part:
            cells = evidence.cells_under(rows, mapped.index)
            if cells and all(evidence.is_tick(cell) for cell in cells):
                option = headings.option_of(kind.kind, mapped.heading)
        if option:
            mapped = replace(mapped, field=option[0], option=option[1], how=MEANING)
        now.append(mapped)
    for column in layout.ignored:
        # Beside a real date of that name, such columns were taken for repetitions.
        cells = evidence.cells_under(rows, column.index)
        option = headings.option_of(kind.kind, column.heading)
        if option and cells and all(evidence.is_tick(cell) for cell in cells):
            told = {one.option for one in now if one.field == option[0]}
            if None not in told and option[1] not in told:
                field_id, word = option
                ticked = Mapped(column.index, column.heading, field_id, option=word)
                now.append(replace(ticked, how=MEANING))
    taken = {one.index for one in now}
    ignored = tuple(one for one in layout.ignored if one.index not in taken)
    return replace(layout, columns=tuple(now), ignored=ignored)


def _headed(layout: Layout) -> set[int]:
    mapped = {column.index for column in layout.columns}
    return mapped | {column.index for column in layout.ignored}


def _unheaded(layout: Layout, rows: Sequence[Sequence[Any]]) -> list[Doubt]:
    """Columns that have cells but no heading, within the table or right beside it:
    a header read wrongly must not lose them in silence."""
    headed = _headed(layout)
    if not headed or not rows:
        return []
    until = min(max(headed) + 2, len(rows[0]))
    doubts = []
    for index in range(min(headed), until):
        if index in headed or index in layout.passed_over:
            continue
        cells = evidence.cells_under(rows, index)
        if len(cells) >= max(_FEW, _SELDOM * len(rows)):
            nameless = Column(index, (column_letter(index),))
            told = layout.fields
            fields = evidence.spoken_for(cells, roster_kinds()[layout.kind])
            likely = tuple(one for one in fields if one not in told)
            samples = evidence.samples(cells)
            doubts.append(Doubt("no_heading", nameless, likely, samples))
    return doubts


def _unknown(
    kind: RosterKind, layout: Layout, column: Column, rows: Sequence[Sequence[Any]]
) -> Doubt | None:
    """Whether a column that feeds nothing may well be one of the kind's fields."""
    cells = evidence.cells_under(rows, column.index)
    if not cells:
        return None
    again = columns.mapped(column, kind, None, "")
    if again is not None and again.option is None and again.part is None:
        return _said_twice(layout, column, again.field, rows)
    meant = meaning.of(column.heading)
    if meant.unused or meaning.of(column.levels[-1]).unused:
        return None
    ids = {one.id: one for one in kind.fields}
    told = layout.fields
    possible = [one for one in meant.fields if one in ids and one not in told]
    spoken = [one for one in evidence.spoken_for(cells, kind) if one not in told]
    if not spoken and evidence.are_dates(cells):
        spoken = [one.id for one in kind.fields if one.type == "date"]
        spoken = [one for one in spoken if one not in told]
    fitting = [
        one
        for one in dict.fromkeys([*possible, *spoken])
        if (evidence.share_readable(cells, ids[one]) or 1) >= _SURELY_FITS
    ]
    if not fitting:
        return None
    return Doubt("unsure_column", column, tuple(fitting), evidence.samples(cells))


def _said_twice(
    layout: Layout, column: Column, field_id: str, rows: Sequence[Sequence[Any]]
) -> Doubt | None:
    """Two columns for one field: no matter where they agree, else a question."""
    first = layout.of(field_id)
    if field_id in columns.REPEATABLE or not first or first[0].option or first[0].part:
        return None
    differ = [
        row[column.index]
        for row in rows
        if row[column.index] not in ("", None)
        and row[column.index] != row[first[0].index]
    ]
    if not differ:
        return None
    return Doubt("same_field", column, (field_id,), evidence.samples(differ))
