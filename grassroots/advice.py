"""What regulations advise beside the targets: `data/advice.toml`, checked once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from grassroots.targets import Words

FILE = Path(__file__).resolve().parent.parent / "data" / "advice.toml"
# What the outstanding are counted of.
BASES = ("good", "good_or_better", "rated")


class AdviceError(Exception):
    """The file is not as it must be: names the key."""


@dataclass(frozen=True)
class Ceiling:
    """At most so great a share (a fraction) of a base; source: its citation."""

    limit: Fraction
    base: str
    source: Words


@cache
def outstanding() -> Ceiling:
    """The ceiling on the share rated outstanding. AdviceError: the file is wrong."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8")).get("outstanding", {})
    try:
        ceiling = Ceiling(
            Fraction(told["limit"]), told["base"], Words(**told["source"])
        )
    except (KeyError, TypeError, ValueError) as error:
        raise AdviceError(f"{FILE.name}: outstanding: {error}") from error
    if ceiling.base not in BASES or not 0 < ceiling.limit < 1:
        raise AdviceError(f"{FILE.name}: outstanding: limit or base")
    return ceiling
