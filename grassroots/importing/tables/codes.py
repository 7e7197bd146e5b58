"""Rows under a header that are no data: column numbers, and codes of fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

_NUMBERED = re.compile(r"\(?[\da-z]{1,3}\)?(?:\s*[=+\-x*/].*)?$", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$")


def is_empty(cell: object) -> bool:
    """Whether a cell of a grid is empty; spaces count as nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


_SIDE_BY_SIDE = 3


def is_numbering(row: Sequence[Any]) -> bool:
    """A row of column numbers under the header: 1, 2, 3 or A, B, (1), (2), 3=1+2."""
    filled = [cell for cell in row if not is_empty(cell)]
    if len(filled) < 3 or any(isinstance(cell, date | bool) for cell in filled):
        return False
    texts = [
        str(int(cell)) if isinstance(cell, float) else str(cell).strip()
        for cell in filled
    ]
    if not all(_NUMBERED.match(text) for text in texts):
        return False
    bare = [re.split(r"\s*[=+*]", text.strip("()"))[0].strip("() ") for text in texts]
    rising = [int(text) for text in bare if text.isdecimal()]
    letters = [text.upper() for text in bare if len(text) == 1 and text.isalpha()]
    runs = _runs(rising)
    if len(runs) > _SIDE_BY_SIDE or letters != sorted(set(letters)):
        return False
    if any(run[0] > 2 for run in runs):
        return False
    if letters and letters[0] != "A" and len(letters) > 1:
        return False
    if rising and max(rising) > 2 * len(texts) + 3:
        return False  # counts that happen to rise, not column numbers
    return len(rising) + len(letters) >= len(texts) / 2 and (
        len(rising) > 1 or len(letters) > 2
    )


def _runs(numbers: list[int]) -> list[list[int]]:
    """The numbers cut where they begin anew: a run for each table side by side."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number > runs[-1][-1]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def is_code_row(row: Sequence[Any]) -> bool:
    """A row of field codes: HO_TEN, NGAY_SINH. Words with spaces, accents are none."""
    filled = [cell for cell in row if not is_empty(cell)]
    if len(filled) < 2 or not all(
        isinstance(cell, str) and _CODE.match(cell.strip()) for cell in filled
    ):
        return False
    joined = sum("_" in cell for cell in filled)
    lengthy = sum(len(cell.strip()) >= 6 and cell.isupper() for cell in filled)
    return joined >= 2 or (len(filled) >= 3 and lengthy >= len(filled) / 2)
