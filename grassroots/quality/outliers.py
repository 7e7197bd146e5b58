"""Values of a series that stand far from its middle. Pure.

The modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, ASQC
1993), 0.6745 × (x − median) / MAD, where MAD is the median of the distances from the
median; DHIS2 offers it beside the plain one ("modified z-score", outlier detection)
with the threshold 3.0, which is ours too. A plain z-score cannot pass (n − 1)/√n: with
six years never 2.1, however far a value lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

CONSTANT = Fraction(6745, 10_000)
THRESHOLD = Fraction(3)
LEAST_YEARS = 5  # of fewer a median and its distances say nothing


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle of the values, the mean of the two middle ones of an even number.
    ValueError without values."""
    if not values:
        raise ValueError("no median of nothing")
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def scores(values: Sequence[Fraction]) -> list[Fraction | None]:
    """The modified z-score of each value, with its sign. Where more than half of the
    values are one and the same the MAD is 0: then 0 for that value, and None for any
    other, which lies beyond every threshold. Empty for no values."""
    if not values:
        return []
    middle = median(values)
    distances = [abs(value - middle) for value in values]
    spread = median(distances)
    if spread:
        return [CONSTANT * (value - middle) / spread for value in values]
    return [None if value != middle else Fraction(0) for value in values]


def outlying(values: Sequence[Fraction]) -> list[int]:
    """The places of the values whose score is beyond the threshold; none where there
    are fewer than `LEAST_YEARS` values."""
    if len(values) < LEAST_YEARS:
        return []
    return [
        place
        for place, score in enumerate(scores(values))
        if score is None or abs(score) > THRESHOLD
    ]
