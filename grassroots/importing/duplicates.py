"""Rows that were there already: the first stays, the others are set aside.

A person: the same card number; or the same name, birth date and admission date; or,
where one of the two dates is missing, the same name, unit and other date. A unit:
listed twice. A post: the same person, body and post twice.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
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
    for columns in _SAME.get(kind, ()):
        if any(column not in table.column_names for column in columns):
            continue
        frame = table.select(list(columns)).to_pandas()
        needed = [column for column in columns if column not in _MAY_BE_EMPTY]
        known = frame[needed].notna().all(axis=1)
        if columns == _PERSONS[2] and "birth_date" in table.column_names:
            known &= table.column("birth_date").is_null().to_pandas()
        rows = frame[known]
        if not rows.duplicated().any():
            continue
        repeated = rows[rows.duplicated(keep=False)]
        firsts = repeated.groupby(list(columns), dropna=False, sort=False).ngroup()
        positions = pd.Series(repeated.index, repeated.index)
        first = positions.groupby(firsts).transform("first")
        for position, kept in zip(positions, first, strict=True):
            if kept != position and earlier[position] == -1:
                earlier[position] = kept
    return earlier
