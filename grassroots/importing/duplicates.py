"""Rows that were there already: the first stays, the others are set aside.

A person: the same card number; or the same name, birth date and admission date; or,
where one of the two dates is missing, the same name, unit and other date. A unit:
listed twice. A post: the same person, body and post twice.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

_PERSONS = (
    ("card_number",),
    ("name_key", "birth_date", "admitted_on"),
    ("name_key", "unit_id", "admitted_on"),
    ("name_key", "birth_date", "unit_id"),
)
# Groups of columns, in order; a row is a duplicate where one whole group is the same.
_SAME: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "members": _PERSONS,
    "admissions": _PERSONS,
    "organisations": (("unit_id", "level"),),
    "hamlets": (("unit_id",),),
    "officers": (("name_key", "birth_date", "unit_id", "body", "position"),),
    "leaders": (("name_key", "birth_date", "unit_id", "position"),),
    "aggregates": (("unit_id", "indicator", "year"),),
}
_MAY_BE_EMPTY = {"level", "body", "position"}


def first_of(kind: str, table: pa.Table) -> np.ndarray:
    """For each row the position of the earlier row that it repeats, -1 for none."""
    earlier = np.full(table.num_rows, -1)
    known: dict[str, np.ndarray] = {}
    for columns in _SAME.get(kind, ()):
        if any(column not in table.column_names for column in columns):
            continue
        for column in columns:
            if column not in known:
                known[column] = _numbered(table.column(column))
        filled = np.ones(table.num_rows, bool)
        for column in columns:
            if column not in _MAY_BE_EMPTY:
                filled &= known[column] >= 0
        if columns == _PERSONS[2] and "birth_date" in table.column_names:
            filled &= np.asarray(table.column("birth_date").is_null())
        rows = np.flatnonzero(filled)
        first = rows[_first_alike([known[column][rows] for column in columns])]
        again = rows[(first != rows) & (earlier[rows] == -1)]
        earlier[again] = first[np.searchsorted(rows, again)]
    return earlier


def _numbered(column: pa.ChunkedArray) -> np.ndarray:
    """The same number for the same value; -1 for none."""
    coded = column.combine_chunks().dictionary_encode()
    numbers: np.ndarray = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return numbers.astype(np.int64)


def _first_alike(columns: list[np.ndarray]) -> np.ndarray:
    """For each row the first one that has the same in all columns."""
    together = columns[0]
    for numbers in columns[1:]:
        together = together * (numbers.max(initial=0) + 2) + numbers + 1
        together = np.unique(together, return_inverse=True)[1]
    _, first, groups = np.unique(together, return_index=True, return_inverse=True)
    return first[groups] if len(first) else groups
