"""What may be asked for: the changes of units with a date, and what stands against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class NewUnit:
    """A unit that a change founds. code None: the parent's and a number; kind None:
    as the level or the units that go into it have it."""

    name: str
    level: str
    parent: int
    code: str | None = None
    kind: str | None = None
    area: int | None = None


Target = int | NewUnit


@dataclass(frozen=True)
class Rename:
    """A unit bears another name from the day on."""

    unit: int
    name: str
    day: date


@dataclass(frozen=True)
class Move:
    """A unit stands under another one from the day on. An area as parent: the unit
    belongs to that area, and stays under what it stands under."""

    unit: int
    parent: int
    day: date


@dataclass(frozen=True)
class Merge:
    """Several units go whole into one from the day on, with all that stands in them;
    they end the day before."""

    units: tuple[int, ...]
    into: Target
    day: date


@dataclass(frozen=True)
class Part:
    """What goes where in a split: the share of the old unit (None: unknown) and the
    units standing in it (cells, hamlets, organisations) that go along."""

    to: Target
    share: float | None = None
    takes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Split:
    """One unit goes into several from the day on. whole: it ends the day before, else
    it stands on with what no part takes. rest: which part (from 0) takes all that is
    named in none, where the unit ends."""

    unit: int
    parts: tuple[Part, ...]
    day: date
    whole: bool = True
    rest: int | None = None


@dataclass(frozen=True)
class End:
    """A unit ends the day before, without a successor."""

    unit: int
    day: date


@dataclass(frozen=True)
class Define:
    """A grouping of the user's own: its name, and the units of each group by the
    group's name. The same name again takes the place of what it was."""

    name: str
    groups: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Drop:
    """A grouping is given up, by its name."""

    name: str


Change = Rename | Move | Merge | Split | End | Define | Drop


@dataclass(frozen=True)
class Problem:
    """What stands against a change (blocking), or what should be looked at first.

    The sentence is the text `changes.problems.<code>`, filled with the details.
    """

    code: str
    blocking: bool = True
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


class ChangeRefusedError(Exception):
    """A change that cannot be made; nothing of it was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__([problem.code for problem in problems])
        self.problems = problems
