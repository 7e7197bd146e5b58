"""Exact arithmetic on people: how many are missing, which counts a range allows.

Whole numbers and fractions only: a float `ceil(0.07 * 100)` gives 8.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor


def needed(
    numerator: int,
    denominator: int,
    target: Fraction,
    strict: bool,
    growing: bool = False,
) -> int:
    """How many more cases reach the target share; 0 where it is met.

    `strict`: the share itself is not enough ("> 90 %"). `growing`: each addition
    also enlarges the denominator (a new member). Source: METHODS, "How many more".
    Raises ValueError where no number of additions is enough (growing to 100 %).
    """
    missing = target * denominator - numerator
    if missing < 0 or (missing == 0 and not strict):
        return 0
    if not growing:
        return floor(missing) + 1 if strict else ceil(missing)
    if target >= 1:
        raise ValueError("a share of 1 is never reached by additions")
    more = missing / (1 - target)
    return floor(more) + 1 if strict else ceil(more)


def feasible_counts(low: Fraction, high: Fraction, denominator: int) -> tuple[int, int]:
    """The least and the greatest count whose share lies within [low, high].

    The first is above the second where no whole number does (3 … 2 of 67 for 3-4 %).
    Source: METHODS, "Ranges".
    """
    return ceil(low * denominator), floor(high * denominator)


def shown_percent(value: Fraction, target: Fraction | None, decimals: int) -> Decimal:
    """A share in percent for display, rounded half up, never across the target.

    0.89996 against 0.9 is 89.99 with two decimals, not 90.00; what is above the
    target stays visibly above it. `decimals` from 0 upwards.
    """
    step = Fraction(1, 100 * 10**decimals)
    steps = floor(value / step + Fraction(1, 2))
    if target is not None:
        if value < target <= steps * step:
            steps = floor(value / step)
        elif value > target >= steps * step:
            steps = ceil(value / step)
    return Decimal(steps).scaleb(-decimals)
