"""The whole without some units, of some alone, and with the lowest at the median."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from grassroots.counts import needed
from grassroots.judgement import Figure


@dataclass(frozen=True)
class AtMedian:
    """The lowest units raised to the median share of all units.

    `median`: exact; of an even number of units the mean of the two in the middle.
    `raised`: of each unit raised, the lowest first, how many more it takes, in whole
    people (0 where it stands at the median already). `figures`: all units with these
    raised. `before` and `after`: the whole, or the units together, without and with it.
    """

    median: Fraction
    raised: Mapping[str, int]
    figures: Mapping[str, Figure]
    before: Figure
    after: Figure


def without(whole: Figure, taken: Iterable[Figure]) -> Figure:
    """The counts of the whole less those of units taken out of it.

    `taken`: figures of units directly in the whole, each one of its expected units. A
    unit that has not reported takes no counts along, only itself out of those expected.
    A unit without a denominator takes nothing where the whole has one, since it is in
    none of the sums there (`queries/cube/rollup.sql`). The size of those still missing
    is None where that of one taken out is not known. Not reported where nobody is left
    who has. Raises ValueError where they have more than the whole, or another year.
    """
    units = list(taken)
    for unit in units:
        _same_year(whole, unit)
    told = [unit for unit in units if unit.numerator is not None]
    counts = [_counts(whole, unit) for unit in told]
    left = (
        (whole.numerator or 0) - sum(count for count, _ in counts),
        (whole.denominator or 0) - sum(size for _, size in counts),
        whole.unknown - sum(unit.unknown for unit in told if _is_summed(whole, unit)),
    )
    # Shares of units that were split are rounded; nothing else can exceed the whole.
    if min(left) < 0 and not any(unit.estimated for unit in (whole, *units)):
        raise ValueError("the units taken out have more than the whole")
    numerator, denominator, unknown = (max(each, 0) for each in left)
    reported = max(whole.reported - len(told), 0)
    expected = max(whole.expected - len(units), reported)
    silent = reported == 0 < expected and not any((numerator, denominator, unknown))
    return replace(
        whole,
        numerator=None if silent or whole.numerator is None else numerator,
        denominator=None if silent or whole.denominator is None else denominator,
        unknown=unknown,
        reported=reported,
        expected=expected,
        missing_size=_missing_size(whole, units),
    )


def _missing_size(whole: Figure, taken: list[Figure]) -> int | None:
    sizes = [unit.missing_size for unit in taken if unit.numerator is None]
    known = [size for size in sizes if size is not None]
    if whole.missing_size is None or len(known) < len(sizes):
        return None
    return max(whole.missing_size - sum(known), 0)


def changed(whole: Figure, units: Iterable[tuple[Figure, Figure]]) -> Figure:
    """The counts of the whole when units in it have other counts than today.

    `units`: pairs of a unit's figure of today and its other one. The whole moves by
    their differences, so that all it has beyond them stays as it is; it has exactly
    today's counts where none differs. Years play no part; coverage and unknowns stay.
    """
    numerator, denominator = whole.numerator, whole.denominator
    for today, other in units:
        (had, of), (has, of_then) = _counts(whole, today), _counts(whole, other)
        numerator = None if numerator is None else numerator + has - had
        denominator = None if denominator is None else denominator + of_then - of
    return replace(whole, numerator=numerator, denominator=denominator)


def only(figures: Iterable[Figure]) -> Figure | None:
    """The figures of some units taken together: their counts summed, the share last.

    None of no units. A unit that has not reported counts among those expected alone.
    Where some have a denominator, those without one are left out of all sums, as in the
    cube. The day is the latest of them. Raises ValueError for several years.
    """
    units = list(figures)
    if not units:
        return None
    for unit in units:
        _same_year(units[0], unit)
    told = [unit for unit in units if unit.numerator is not None]
    summed = [unit for unit in told if unit.denominator is not None] or told
    silent = [unit.missing_size for unit in units if unit.numerator is None]
    sizes = [size for size in silent if size is not None]
    based = [unit.denominator for unit in summed if unit.denominator is not None]
    latest = max(told or units, key=lambda unit: unit.day)
    return Figure(
        year=units[0].year,
        numerator=sum(unit.numerator or 0 for unit in summed) if told else None,
        denominator=sum(based) if based else None,
        unknown=sum(unit.unknown for unit in summed),
        as_of=latest.as_of,
        reported=len(told),
        expected=len(units),
        missing_size=sum(sizes) if len(sizes) == len(silent) else None,
        estimated=any(unit.estimated for unit in units),
    )


def at_median(
    figures: Mapping[str, Figure], worst: int = 3, whole: Figure | None = None
) -> AtMedian | None:
    """The `worst` lowest units raised to the median share of all, and what that gives.

    `figures` by the code of the unit; those without a share are no candidates and do
    not count in the median. Ties go by the code. Each is raised by the least number of
    people that reaches the median; nobody is lowered. `whole`: the figure above the
    units, which may have more than they; None takes them together. None where no unit
    has a share. Raises ValueError for `worst` below 0.
    """
    if worst < 0:
        raise ValueError(f"{worst} units")
    shares = {
        code: share
        for code, figure in figures.items()
        if (share := figure.value) is not None
    }
    if not shares:
        return None
    middle = Fraction(median(shares.values()))
    lowest = sorted(shares, key=lambda code: (shares[code], code))[:worst]
    raised, after = {}, dict(figures)
    for code in lowest:
        figure = figures[code]
        assert figure.numerator is not None and figure.denominator is not None
        more = needed(figure.numerator, figure.denominator, middle, strict=False)
        raised[code] = more
        after[code] = replace(figure, numerator=figure.numerator + more)
    before = whole or only(figures.values())
    assert before is not None
    pairs = ((figures[code], after[code]) for code in raised)
    return AtMedian(middle, raised, after, before, changed(before, pairs))


def _is_summed(whole: Figure, unit: Figure) -> bool:
    return whole.denominator is None or unit.denominator is not None


def _counts(whole: Figure, unit: Figure) -> tuple[int, int]:
    """What a unit has in the sums of a whole; 0 and 0 where it is in none."""
    if not _is_summed(whole, unit):
        return 0, 0
    return unit.numerator or 0, unit.denominator or 0


def _same_year(one: Figure, other: Figure) -> None:
    if one.year != other.year:
        raise ValueError(f"figures of {one.year} and of {other.year}")
