"""Numbers of the Party's statute, with their citation: `data/statute.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grassroots.targets import Words

FILE = Path(__file__).resolve().parent.parent / "data" / "statute.toml"


class StatuteError(Exception):
    """`data/statute.toml` is not as it must be: names the rule and key."""


@dataclass(frozen=True)
class Rule:
    """How many full members something takes, and where that is written."""

    full_members: int
    title: Words
    document: Words
    section: Words

    def citation(self, language: str) -> str:
        """Document and section."""
        return f"{self.document.of(language)}, {self.section.of(language)}"


@cache
def rule(name: str) -> Rule:
    """`cell`: from how many members a cell is; `committee`: elects a committee.

    StatuteError: no such rule, or one that is not complete.
    """
    told = tomllib.loads(FILE.read_text(encoding="utf-8")).get(name)
    if told is None:
        raise StatuteError(f"{FILE.name}: no {name}")
    try:
        number = told["full_members"]
        words = {key: Words(**told[key]) for key in ("title", "document", "section")}
    except (KeyError, TypeError) as error:
        raise StatuteError(f"{FILE.name}: {name}: {error}") from error
    if not isinstance(number, int) or number < 1:
        raise StatuteError(f"{FILE.name}: {name}: full_members {number!r}")
    return Rule(number, **words)
