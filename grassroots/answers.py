"""What a person answers beforehand, in a file of decisions (docs/import.md)."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from grassroots.importing.cells.dating import AS_WRITTEN, SWAP
from grassroots.importing.files.legacy import ENCODINGS
from grassroots.importing.report import Answers
from grassroots.importing.understanding.layout import IGNORE
from grassroots.rosters import roster_kinds

EVERY = "*"
_SHAPES: Mapping[str, type] = {
    "kind": str,
    "as_of": str,
    "unit": str,
    "password": str,
    "units": dict,
    "kinds": dict,
    "columns": dict,
    "dates": dict,
    "encodings": dict,
    "again": bool,
    "headers": dict,
}
_INNER: Mapping[str, type] = {"encodings": dict, "headers": list}


class AnswersError(Exception):
    """A file that was named cannot be used; `code` and `details` make the sentence."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


def answers_of(path: Path | None, every: Answers) -> tuple[Answers, dict[str, Answers]]:
    """What is answered for every file, and for single ones by their names.

    every: what the command itself says, which counts where the file is silent. None:
    no file. AnswersError: decisions_unreadable, decisions_malformed.
    """
    if path is None:
        return every, {}
    try:
        decided = json.loads(path.read_text(encoding="utf-8"))
        said = {name: _merged(every, entry) for name, entry in decided.items()}
    except OSError as error:
        raise AnswersError("decisions_unreadable", path=path) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise AnswersError("decisions_malformed", path=path) from error
    return said.get(EVERY, every), said


def _merged(every: Answers, entry: dict[str, object]) -> Answers:
    """The answers of one entry over those of the command; ValueError where one of
    them cannot be meant."""
    known = dict(vars(every))
    for name, said in entry.items():
        shape = _SHAPES.get(name)
        if shape is None or not isinstance(said, shape):
            raise ValueError(name)
        inner = _INNER.get(name, str)
        if isinstance(said, dict) and not all(
            isinstance(value, inner) for value in said.values()
        ):
            raise ValueError(name)
        known[name] = _read(name, said)
    kinds = roster_kinds()
    fields = {field.id for kind in kinds.values() for field in kind.fields}
    _only(
        "kinds", [known["kind"] or next(iter(kinds)), *known["kinds"].values()], kinds
    )
    _only("columns", known["columns"].values(), fields | {IGNORE})
    for by_column in known["encodings"].values():
        _only("encodings", by_column.values(), ENCODINGS)
    _only("dates", known["dates"].values(), (SWAP, AS_WRITTEN))
    return Answers(**known)


def _read(name: str, said: Any) -> object:
    if name == "as_of":
        return date.fromisoformat(said)
    if name == "headers":
        return {sheet: _header(rows) for sheet, rows in said.items()}
    return said


def _header(rows: list[object]) -> tuple[int, int]:
    """The first and the last row of a header, from 1."""
    first, last = rows
    # True is an int too.
    if type(first) is int and type(last) is int and 1 <= first <= last:
        return first, last
    raise ValueError("headers")


def _only(name: str, said: Collection[object], allowed: Collection[str]) -> None:
    if any(one not in allowed for one in said):
        raise ValueError(name)
