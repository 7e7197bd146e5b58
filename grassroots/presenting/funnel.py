"""A funnel: which units lie lower than chance would put units of their size. Pure.

Source: Spiegelhalter 2005; METHODS, "Small numbers": no ranking by raw share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots.intervals import Z_FUNNEL, funnel_limits, overdispersion

INSIDE, LOW, VERY_LOW = "inside", "low", "very_low"
NORMAL, EXACT = "normal", "exact"
# As few units as `overdispersion` takes: below it a spread says nothing.
FEWEST = 3


@dataclass(frozen=True)
class Place:
    """A unit with its counts; chosen: it stands under the unit that was chosen."""

    code: str
    name: str
    numerator: int
    denominator: int
    chosen: bool = False

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def lacking(self) -> int:
        return self.denominator - self.numerator


@dataclass(frozen=True)
class Limit:
    """One pair of limits by size: (size, low, high) as shares."""

    z: float
    ends: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True)
class Funnel:
    """places: by code, each with its standing (inside, low: below the 95 % limit,
    very_low: below the 99.8 % one). rate: the pooled share; factor: how much the units
    spread beyond chance (1: no more). methods: normal, exact, or both."""

    places: tuple[tuple[Place, str], ...]
    rate: Fraction
    factor: float
    methods: frozenset[str]
    limits: tuple[Limit, ...]

    def of(self, standing: str) -> tuple[Place, ...]:
        """The units of a standing, by how many lack it."""
        found = [place for place, is_so in self.places if is_so == standing]
        return tuple(sorted(found, key=lambda place: (-place.lacking, place.code)))


def funnel(places: Sequence[Place]) -> Funnel | None:
    """The units against the limits for their size; None for fewer than three with any
    case. Units without a case are left out."""
    told = sorted(
        (place for place in places if place.denominator), key=lambda one: one.code
    )
    if len(told) < FEWEST:
        return None
    whole = sum(place.denominator for place in told)
    rate = Fraction(sum(place.numerator for place in told), whole)
    factor = overdispersion([(one.numerator, one.denominator) for one in told], rate)
    sizes = range(
        min(one.denominator for one in told), max(one.denominator for one in told) + 1
    )
    by_z = {
        z: {size: funnel_limits(rate, size, z, factor) for size in sizes}
        for z in Z_FUNNEL
    }
    inner, outer = (by_z[z] for z in Z_FUNNEL)
    standings = []
    for place in told:
        size = place.denominator
        standing = INSIDE
        if _is_below(place, outer[size].low):
            standing = VERY_LOW
        elif _is_below(place, inner[size].low):
            standing = LOW
        standings.append((place, standing))
    own_sizes = {place.denominator for place in told}
    methods = {of[size].method for of in by_z.values() for size in own_sizes}
    limits = tuple(
        Limit(z, tuple((size, found.low, found.high) for size, found in of.items()))
        for z, of in by_z.items()
    )
    return Funnel(tuple(standings), rate, factor, frozenset(methods), limits)


def _is_below(place: Place, limit: float) -> bool:
    # A share that is the limit itself must not fall below it by a rounding of floats.
    return float(place.share) < limit - 1e-12
