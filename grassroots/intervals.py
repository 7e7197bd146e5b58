"""How sure a share is: Wilson's interval, and the limits of a funnel plot.

The only floats of the arithmetic: a bound on a drawing, never a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

Z_95 = 1.959964
# The usual two limits of a funnel: some 95 % and 99.8 % of the units lie inside.
Z_FUNNEL = (1.96, 3.09)
# Units in the tails whose z-scores are pulled in before the spread is measured.
WINSORISED = 0.1
# p0 is "near 0 or 1" outside these shares, while this few cases are expected.
NEAR_EDGE = 0.1
FEW_CASES = 100


@dataclass(frozen=True)
class Limits:
    """A funnel's limits for one unit, as shares; method is "normal" or "exact"."""

    low: float
    high: float
    method: str


def wilson(numerator: int, denominator: int, z: float = Z_95) -> tuple[float, float]:
    """Wilson's interval of a share, both ends from 0 to 1; (0, 1) of nobody.

    ValueError where the numerator is no part of the denominator. Source: Brown, Cai,
    DasGupta 2001; METHODS, "Small numbers".
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    if denominator == 0:
        return 0.0, 1.0
    spread = z * sqrt(z * z + 4 * numerator * (1 - numerator / denominator))
    middle = 2 * numerator + z * z
    size = 2 * (denominator + z * z)
    low = 0.0 if numerator == 0 else (middle - spread) / size
    high = 1.0 if numerator == denominator else (middle + spread) / size
    return low, high


def overdispersion(counts: Sequence[tuple[int, int]], p0: Fraction | float) -> float:
    """How much wider than chance the units spread around p0: a factor, at least 1.

    `counts` are (numerator, denominator) of every unit. The mean square of the
    z-scores, a tenth of them winsorised at each end; 1 where it does not stand out
    (at most 1 + 2·√(2 / units)), for fewer than 3 units and for p0 of 0 or 1.
    Source: Spiegelhalter 2005, "Funnel plots for comparing institutional performance".
    """
    rate = float(p0)
    sizes = [(x, n) for x, n in counts if n > 0]
    if len(sizes) < 3 or not 0 < rate < 1:
        return 1.0
    scores = sorted((x / n - rate) / sqrt(rate * (1 - rate) / n) for x, n in sizes)
    cut = int(WINSORISED * len(scores))
    low, high = scores[cut], scores[-cut - 1]
    squares = [min(max(score, low), high) ** 2 for score in scores]
    factor = sum(squares) / len(squares)
    return factor if factor > 1 + 2 * sqrt(2 / len(scores)) else 1.0


def funnel_limits(
    p0: Fraction | float, denominator: int, z: float, factor: float = 1.0
) -> Limits:
    """The limits within which a unit of that size may lie by chance, as shares.

    p0 is the pooled rate; `factor` from `overdispersion` widens them. p0 ± z·√(factor
    · p0(1 − p0)/n); where p0 is near 0 or 1, or a limit would leave 0-1, exact
    binomial quantiles instead, interpolated, at the widened z. Source: Spiegelhalter
    2005 (also its appendix on quantiles).
    """
    rate = float(p0)
    if denominator == 0:
        return Limits(0.0, 1.0, "exact")
    if rate <= 0 or rate >= 1:
        return Limits(rate, rate, "exact")
    widened = z * sqrt(factor)
    half = widened * sqrt(rate * (1 - rate) / denominator)
    edge = min(rate, 1 - rate)
    near = edge < NEAR_EDGE and edge * denominator < FEW_CASES
    if not near and rate - half >= 0 and rate + half <= 1:
        return Limits(rate - half, rate + half, "normal")
    # Each end counts from its own side: few of those that are, few of those that are
    # not. One end taken as the mirror of the other would be too tight by up to a case.
    tail = NormalDist().cdf(-widened)
    low = _lowest(denominator, rate, tail)
    return Limits(low, 1 - _lowest(denominator, 1 - rate, tail), "exact")


def _lowest(size: int, rate: float, tail: float) -> float:
    """The share at which the cumulative probability passes the tail, interpolated
    between counts."""
    below = 0.0
    for count in range(size + 1):
        here = exp(_log_probability(count, size, rate))
        if below + here > tail:
            return max(count - (below + here - tail) / here, 0.0) / size
        below += here
    return 1.0


def _log_probability(count: int, size: int, rate: float) -> float:
    """The logarithm of the binomial probability of `count` of `size`."""
    ways = lgamma(size + 1) - lgamma(count + 1) - lgamma(size - count + 1)
    return ways + count * log(rate) + (size - count) * log(1 - rate)
