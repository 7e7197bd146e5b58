"""A programme as TOML text, as `programmes.parse_programme` reads it back."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

import tomli_w

from grassroots.targets import Baseline, Milestone, Programme, Target, Words


def to_toml(programme: Programme) -> str:
    """The programme's file. Read back it is the same programme, numbers exact."""
    return tomli_w.dumps(as_table(programme), multiline_strings=False)


def as_table(thing: Programme | Target | Milestone | Baseline) -> dict[str, Any]:
    """What a file holds of a part: its keys in their order, without those that stand at
    what the reader takes for a missing key."""
    table: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if value is None or (value == field.default and field.name != "obligation"):
            continue
        table[field.name] = _plain(value)
    return table


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, Fraction):
        return number_text(value)
    if isinstance(value, Target | Milestone | Baseline):
        return as_table(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def number_text(number: Fraction) -> str:
    """A number as a file has it: "0.9" where decimals say it exactly, else "1/3"."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(number)
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    whole = str(abs(number.numerator * 10**digits // number.denominator))
    whole = whole.zfill(digits + 1)
    sign = "-" if number < 0 else ""
    return sign + (f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole)
