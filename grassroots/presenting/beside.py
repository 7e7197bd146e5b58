"""A measure of two units, or of two years, side by side. Pure."""

from __future__ import annotations

from fractions import Fraction

from grassroots import texts, wording
from grassroots.assessment import Assessment


def row(language: str, one: Assessment, other: Assessment) -> tuple[str, str, str, str]:
    """The target, each with result and verdict, and the first less the second."""
    return (
        one.target.title.of(language),
        _told(language, one),
        _told(language, other),
        difference(language, one, other),
    )


def _told(language: str, found: Assessment) -> str:
    said = wording.result(language, found)
    if found.judgement.verdict in ("not_reported", "followed"):
        return said
    return f"{said} · {wording.judged(language, found)}"


def difference(language: str, one: Assessment, other: Assessment) -> str:
    """In points; of counts as a number; "–" where either has none or is too small for
    a share (fewer than 10)."""
    if one.target.is_count:
        count, against = one.figure.numerator, other.figure.numerator
        if count is None or against is None:
            return "–"
        return _signed(texts.number(language, abs(count - against)), count - against)
    if one.value is None or other.value is None:
        return "–"
    sizes = (one.figure.denominator or 0, other.figure.denominator or 0)
    if min(sizes) < wording.SMALL:
        return "–"
    more = one.value - other.value
    points = texts.number(language, abs(more) * 100, 2)
    return _signed(texts.text(language, "compare.points", points=points), more)


def _signed(said: str, more: int | Fraction) -> str:
    if not more:
        return said
    return ("+" if more > 0 else "−") + said
