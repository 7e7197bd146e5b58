"""All text for people, in every language, and numbers and dates in its own form.

A language is the files of this folder that end in its name: `vi.toml`,
`indicators_vi.toml`. Keys are dotted: `text("vi", "overview.met", met=2, all=6)`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

LANGUAGES = ("vi", "en")
NO_BREAK = "\N{NO-BREAK SPACE}"
_FOLDER = Path(__file__).resolve().parent


class TextError(KeyError):
    """A text that is not there, or a value that it needs and did not get."""


@cache
def texts(language: str) -> Mapping[str, str | Mapping[str, str]]:
    """Every text of a language by its dotted key.

    A text that depends on a number is a mapping of plural forms (`one`, `other`).
    TextError: a language without files, a key that two files give.
    """
    files = sorted(_FOLDER.glob(f"*{language}.toml"))
    if language not in LANGUAGES or not files:
        raise TextError(f"no texts in language {language!r}")
    found: dict[str, str | Mapping[str, str]] = {}
    for file in files:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        for key, value in _flat(tables):
            if key in found:
                raise TextError(f"{file.name}: {key} is there already")
            found[key] = value
    return found


def _flat(
    table: Mapping[str, Any], prefix: str = ""
) -> list[tuple[str, str | Mapping[str, str]]]:
    pairs: list[tuple[str, str | Mapping[str, str]]] = []
    for name, value in table.items():
        if isinstance(value, Mapping) and not _is_plural(value):
            pairs.extend(_flat(value, f"{prefix}{name}."))
        else:
            pairs.append((prefix + name, value))
    return pairs


def _is_plural(value: Mapping[str, Any]) -> bool:
    return "other" in value and value.keys() <= {"one", "other"}


def has(language: str, key: str) -> bool:
    """Whether the language has that text."""
    return key in texts(language)


def text(language: str, key: str, /, **values: object) -> str:
    """One text with its values filled in.

    `count` (an integer) chooses the plural form and is written as a number of the
    language. TextError: no such key, or a value is missing.
    """
    try:
        form = texts(language)[key]
    except KeyError:
        raise TextError(f"no text {key!r} in language {language!r}") from None
    count = values.get("count")
    if isinstance(count, int):
        values["count"] = number(language, count)
    if not isinstance(form, str):
        plural = Locale(language).plural_form(count if isinstance(count, int) else 0)
        form = form.get(plural, form["other"])
    try:
        return form.format(**values)
    except (KeyError, IndexError) as error:
        raise TextError(f"{key} ({language}) needs the value {error}") from None


@lru_cache(maxsize=8192)  # a page writes hundreds, and Babel takes its time
def number(
    language: str, value: int | float | Decimal | Fraction, decimals: int = 0
) -> str:
    """A number in the language's form: 1.652 and 0,98; 1,652 and 0.98. Half up."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(
        format_decimal(_rounded(value, decimals), format=pattern, locale=language)
    )


def percent(language: str, value: Decimal | Fraction, decimals: int = 2) -> str:
    """A share with its sign: "67,78 %" with a no-break space, "67.78%".

    A Fraction is a share (61/90), a Decimal counts in per cent already (67.78), as
    `progress.shown_percent` gives it.
    """
    shown = value * 100 if isinstance(value, Fraction) else value
    sign = f"{NO_BREAK}%" if language == "vi" else "%"
    return number(language, shown, decimals) + sign


def percent_range(language: str, low: Fraction, high: Fraction) -> str:
    """A range of shares with as few decimals as they need: "3–4 %", "3–4%"."""
    return f"{brief(language, low * 100)}–" + brief_percent(language, high)


def brief_percent(language: str, value: Fraction) -> str:
    """A share as a document prints it, without idle decimals: "90 %", "87,5 %"."""
    sign = f"{NO_BREAK}%" if language == "vi" else "%"
    return brief(language, value * 100) + sign


def brief(language: str, value: Fraction, most: int = 2) -> str:
    """A number with at most so many decimals, none of them idle: 3; 2,5."""
    rounded = _rounded(value, most)
    for decimals in range(most):
        if rounded == _rounded(rounded, decimals):
            return number(language, rounded, decimals)
    return number(language, rounded, most)


def day(language: str, value: date) -> str:
    """A date: 31/12/2025; 31 December 2025."""
    pattern = "dd/MM/yyyy" if language == "vi" else "d MMMM yyyy"
    return str(format_date(value, format=pattern, locale=language))


def listed(language: str, items: list[str]) -> str:
    """Names as a sentence lists them: "A, B và C"; "A, B and C"; "" for none."""
    if len(items) < 2:
        return "".join(items)
    last = text(language, "common.and")
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def _rounded(value: int | float | Decimal | Fraction, decimals: int) -> Decimal:
    if isinstance(value, Fraction):
        scaled = value * 10**decimals
        sign = -1 if scaled < 0 else 1
        half_up = sign * (
            (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
        )
        return Decimal(half_up).scaleb(-decimals)
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
