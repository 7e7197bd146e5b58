"""How many more a target asks for, of one unit, of several and of them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from grassroots.counts import feasible_counts, needed
from grassroots.judgement import Figure
from grassroots.targets import Target


@dataclass(frozen=True)
class Gap:
    """How many more cases a target asks for; all counts are whole people or things.

    `needed`: 0 where the target is met or exceeded; None where it cannot be said (no
    figure, no base, no number) or where no additions reach it (`infeasible`).
    `to_reach` and `to_pass`: what ">= the number" and "> the number" would ask for; the
    one that the target asks for is `needed`. Both are None for upper limits, the second
    for ranges. `growing`: each addition also enlarged the denominator. `surplus`: how
    many could be spared (of an upper limit: how many more it allows). `excess`: how
    many are too many for an upper limit or the top of a range. `feasible`: the least
    and the greatest count that a range allows (while they are added one by one, where
    it is growing).
    """

    needed: int | None = None
    to_reach: int | None = None
    to_pass: int | None = None
    growing: bool = False
    surplus: int = 0
    excess: int = 0
    feasible: tuple[int, int] | None = None
    infeasible: bool = False

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing and nothing too many; False where unknown."""
        return self.needed == 0 and self.excess == 0


NOTHING_KNOWN = Gap()


@dataclass(frozen=True)
class PartsAndWhole:
    """Each part's gap by its code, their sum, and the gap of all the parts together.

    `counts`: numerator and denominator of the whole, 0 and 0 without any part.
    `total` leaves out the parts whose gap is None. It differs from `whole.needed`: each
    part is rounded up for itself, and the surplus of one fills no other's gap.
    """

    parts: Mapping[str, Gap]
    total: int
    whole: Gap
    counts: tuple[int, int]


def gap(
    figure: Figure | None,
    target: Target,
    wanted: Fraction | None = None,
    *,
    growing: bool = False,
) -> Gap:
    """How many more cases a target asks for in one figure.

    `wanted`: the number to reach, a share from 0 to 1 (a count where the target is
    one): the value of a milestone, of the year before. None takes the target's own
    value, or the low end of a range. `growing`: each addition enlarges the denominator
    too (an admission, where the base is the members at the end of the year); it says
    nothing of counts. NOTHING_KNOWN where there is no figure, no base (0 included), no
    number, or the target is a relative cut, which counts the cases that fail.
    Source: METHODS 4 and 5. Raises ValueError for a number below 0, and for a range up
    to 1 of a growing denominator.
    """
    number = target.value if target.low is None else target.low
    wanted = number if wanted is None else wanted
    if figure is None or figure.numerator is None or wanted is None:
        return NOTHING_KNOWN
    if target.comparator in ("relative_cut", "followed"):
        return NOTHING_KNOWN
    if wanted < 0:
        raise ValueError(f"{target.id}: {wanted} is no number to reach")
    size = 1 if target.is_count else figure.denominator
    if not size:
        return NOTHING_KNOWN
    growing = growing and not target.is_count
    count = figure.numerator
    if target.comparator == "at_most":
        return _below(count, size, wanted, target.is_strict, growing)
    if target.comparator in ("range", "count_range"):
        assert target.high is not None
        return _within(count, size, (wanted, target.high), growing)
    strict = target.is_strict or (target.comparator == "rises" and wanted < 1)
    return share_gap(
        count, size, wanted, strict=strict, growing=growing, is_count=target.is_count
    )


def share_gap(
    numerator: int,
    denominator: int,
    share: Fraction,
    *,
    strict: bool,
    growing: bool = False,
    is_count: bool = False,
) -> Gap:
    """How many more reach a floor: ">= share", or "> share" where `strict`.

    The denominator is above 0. A share of 1 that must be passed is infeasible, and so
    is one of 1 by additions that enlarge the denominator. `is_count`: `share` is a
    count (with a denominator of 1), which knows no such bound. Source: METHODS 5.
    """

    def asked(passing: bool) -> int | None:
        met = numerator > share * denominator
        if not met and not is_count and share >= 1 and (passing or share > 1):
            return None
        try:
            return needed(numerator, denominator, share, passing, growing)
        except ValueError:  # growing to 100 %
            return None

    found = asked(strict)
    return Gap(
        needed=found,
        to_reach=asked(False),
        to_pass=asked(True),
        growing=growing,
        surplus=_spare(numerator, denominator, share, strict, growing),
        infeasible=found is None,
    )


def parts_and_whole(
    figures: Mapping[str, Figure],
    share: Fraction,
    *,
    strict: bool,
    growing: bool = False,
) -> PartsAndWhole:
    """The gap of each part to a share, their sum, and the gap of the whole.

    `figures` by the code of the unit. Parts without counts have NOTHING_KNOWN and are
    in neither sum; without any counts the whole has NOTHING_KNOWN too.
    26/37, 10/12, 3/9, 40/61 to 80 %: 4 + 0 + 5 + 9 = 18 against 17. Source: METHODS 5.
    """
    counts = {
        code: (figure.numerator, figure.denominator)
        for code, figure in figures.items()
        if figure.numerator is not None and figure.denominator
    }

    def of(numerator: int, denominator: int) -> Gap:
        return share_gap(numerator, denominator, share, strict=strict, growing=growing)

    parts = {
        code: of(*counts[code]) if code in counts else NOTHING_KNOWN for code in figures
    }
    numerator = sum(count for count, _ in counts.values())
    denominator = sum(size for _, size in counts.values())
    return PartsAndWhole(
        parts=parts,
        total=sum(part.needed or 0 for part in parts.values()),
        whole=of(numerator, denominator) if counts else NOTHING_KNOWN,
        counts=(numerator, denominator),
    )


def _spare(
    numerator: int, denominator: int, share: Fraction, strict: bool, growing: bool
) -> int:
    """How many could be fewer while the floor still holds; 0 where it does not."""
    over = numerator - share * denominator
    if over < 0 or (over == 0 and strict):
        return 0
    if growing and share == 1:
        return numerator  # all of them are in the numerator, whoever leaves
    most = over / (1 - share) if growing and share < 1 else over
    return min(ceil(most) - 1 if strict else floor(most), numerator)


def _below(
    numerator: int, denominator: int, limit: Fraction, strict: bool, growing: bool
) -> Gap:
    """An upper limit: nothing is needed, some may be too many."""
    room = limit * denominator - numerator
    if growing and limit < 1:
        room /= 1 - limit
    allowed = ceil(room) - 1 if strict else floor(room)
    return Gap(
        needed=0, growing=growing, surplus=max(allowed, 0), excess=max(-allowed, 0)
    )


def _within(
    numerator: int, denominator: int, ends: tuple[Fraction, Fraction], growing: bool
) -> Gap:
    """A range: how many more to its low end, how many too many for its high end."""
    low, high = ends
    least, most = feasible_counts(low, high, denominator)
    if growing:
        if high >= 1:
            raise ValueError("a range to 1 has no end by additions")
        # Counted from where the unit stands, since the size moves along.
        least = numerator + ceil((low * denominator - numerator) / (1 - low))
        most = numerator + floor((high * denominator - numerator) / (1 - high))
    # All of a growing whole stay all of it, whoever comes or goes.
    if least > most or (growing and numerator >= denominator):
        return Gap(growing=growing, feasible=(least, most), infeasible=True)
    more = max(least - numerator, 0)
    return Gap(
        needed=more,
        to_reach=more,
        growing=growing,
        surplus=max(numerator - max(least, 0), 0),
        excess=max(numerator - most, 0),
        feasible=(max(least, 0), most),
    )
