"""Who takes how many of what is missing: whole people, shared out among units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heapreplace
from math import floor

from grassroots.judgement import Figure


@dataclass(frozen=True)
class Shared:
    """How many each unit takes, by its code; every unit that was asked is there.

    The shares and `not_placed` add up to the number, unless cells set by hand go beyond
    it. `not_placed`: what the caps cannot hold. `beyond_number`: by how much the cells
    set by hand exceed the number (nobody else takes any then). `beyond_cap`: of each
    cell set by hand above its cap, by how much; it stands all the same.
    """

    shares: Mapping[str, int]
    not_placed: int = 0
    beyond_number: int = 0
    beyond_cap: Mapping[str, int] = field(default_factory=dict)


def share_out(
    number: int,
    weights: Mapping[str, Fraction | int],
    caps: Mapping[str, int] | None = None,
    fixed: Mapping[str, int] | None = None,
) -> Shared:
    """Shares whole people out in proportion to weights: largest remainder, with caps.

    All mappings are by the code of the unit; their order plays no part. `caps`: the
    most a unit can take, none where it is not named. `fixed`: cells set by hand; they
    stand, and the rest is shared among the others. A unit whose quota reaches its cap
    takes its cap, and what is left is shared out anew among the others. Then each takes
    the whole part of its quota, and the largest remainders one more; a tie goes to the
    lower code. A weight of 0 takes nothing, even where the others are full.

    Of two units the one with the greater weight (and no lower cap) never takes less. In
    the number itself this is not monotone: by largest remainder one person more can
    cost a unit one (the Alabama paradox: 6/6/2 for 10 is 4/4/2, for 11 it is 5/5/1). A
    rule that is (a divisor method) shares out otherwise than METHODS asks, and can give
    a unit more than its quota rounded up.
    Source: METHODS 7; Balinski and Young, "Fair Representation" (largest remainder).
    Raises ValueError for a negative number, weight, cap or cell, and for a cell of a
    unit that has no weight.
    """
    rest, shared = _begun(number, weights, caps, fixed)
    _refuse_below_nought("weight", weights)
    open_weights = {
        code: Fraction(weight)
        for code, weight in weights.items()
        if weight > 0 and code not in shared.shares
    }
    found = _by_quota(rest, open_weights, caps or {})
    return _ended(shared, rest, weights, found)


def by_gap(
    number: int,
    gaps: Mapping[str, int],
    caps: Mapping[str, int] | None = None,
    fixed: Mapping[str, int] | None = None,
) -> Shared:
    """Shares people out in proportion to each unit's own gap, up to its cap.

    `gaps`: how many more each unit needs, 0 where it needs none. Six over gaps of
    4/0/5/9 are 1/0/2/3. Otherwise as `share_out`. Source: METHODS 7.
    """
    return share_out(number, gaps, caps, fixed)


def by_pool(
    number: int,
    pools: Mapping[str, int],
    caps: Mapping[str, int] | None = None,
    fixed: Mapping[str, int] | None = None,
) -> Shared:
    """Shares people out in proportion to the eligible people of each unit.

    `pools`: how many are eligible; nobody is asked for more than they are, nor for more
    than its cap. Otherwise as `share_out`. Source: METHODS 7.
    """
    limits = {
        code: min(pool, (caps or {}).get(code, pool)) for code, pool in pools.items()
    }
    return share_out(number, pools, limits, fixed)


def lowest_first(
    number: int,
    figures: Mapping[str, Figure],
    caps: Mapping[str, int] | None = None,
    fixed: Mapping[str, int] | None = None,
    *,
    growing: bool = False,
) -> Shared:
    """Raises the lowest share by one person, again and again, until nobody is left.

    Each person goes to the unit whose share is the lowest by then; a tie goes to the
    lower code. A unit takes no more than its cap: where none is named, as many as its
    denominator has left. `growing`: a person also enlarges the denominator; only a cap
    ends that. Units without a share (not reported, no base) take nothing. One person
    more never costs a unit one. Six over 26/37, 10/12, 3/9, 40/61 are 0/0/4/2. `caps`,
    `fixed` and what is raised as in `share_out`. Source: METHODS 7.
    """
    rest, shared = _begun(number, figures, caps, fixed)
    queue, room = [], {}
    for code, figure in figures.items():
        if figure.numerator is None or not figure.denominator or code in shared.shares:
            continue
        left = rest if growing else max(figure.denominator - figure.numerator, 0)
        room[code] = (caps or {}).get(code, left)
        if room[code]:
            share = Fraction(figure.numerator, figure.denominator)
            queue.append((share, code, figure.numerator, figure.denominator))
    heapify(queue)
    found = dict.fromkeys(room, 0)
    for _ in range(min(rest, sum(room.values()))):
        _, code, numerator, denominator = queue[0]
        found[code] += 1
        numerator, denominator = numerator + 1, denominator + growing
        # One that is full goes to the end; the number of rounds keeps it there.
        full = found[code] == room[code]
        share = _FULL if full else Fraction(numerator, denominator)
        heapreplace(queue, (share, code, numerator, denominator))
    return _ended(shared, rest, figures, found)


# Greater than any share, the one of more people admitted than there are members too.
_FULL = Fraction(10**12)


def _begun(
    number: int,
    units: Mapping[str, object],
    caps: Mapping[str, int] | None,
    fixed: Mapping[str, int] | None,
) -> tuple[int, Shared]:
    """What the cells set by hand leave to share out, and these cells."""
    caps, fixed = caps or {}, fixed or {}
    _refuse_below_nought("number", {"": number})
    _refuse_below_nought("cap", caps)
    _refuse_below_nought("cell", fixed)
    if strangers := sorted(set(fixed) - set(units)):
        raise ValueError(f"set by hand, but no unit: {', '.join(strangers)}")
    rest = number - sum(fixed.values())
    beyond = {
        code: cell - caps[code]
        for code, cell in fixed.items()
        if code in caps and cell > caps[code]
    }
    return max(rest, 0), Shared(dict(fixed), 0, max(-rest, 0), beyond)


def _ended(
    begun: Shared, rest: int, units: Mapping[str, object], found: Mapping[str, int]
) -> Shared:
    """The cells set by hand and the shares found, in the order of the codes."""
    shares = {
        code: begun.shares.get(code, found.get(code, 0)) for code in sorted(units)
    }
    left = rest - sum(found.values())
    return Shared(shares, left, begun.beyond_number, begun.beyond_cap)


def _by_quota(
    number: int, weights: Mapping[str, Fraction], caps: Mapping[str, int]
) -> dict[str, int]:
    """Largest remainder once those are full whose quota reaches their cap."""
    found: dict[str, int] = {}
    weights, left = dict(weights), number
    while weights:
        unit = left / sum(weights.values())
        full = {
            code: caps[code]
            for code, weight in weights.items()
            if code in caps and weight * unit >= caps[code]
        }
        if not full:
            break
        # Taking these out never lowers the quota of the others: each of them takes no
        # more than its quota was.
        found |= full
        left -= sum(full.values())
        weights = {code: each for code, each in weights.items() if code not in full}
    if not weights:
        return found
    quotas = {code: weight * unit for code, weight in weights.items()}
    whole = {code: floor(quota) for code, quota in quotas.items()}
    order = sorted(quotas, key=lambda code: (whole[code] - quotas[code], code))
    for code in order[: left - sum(whole.values())]:
        whole[code] += 1
    return found | whole


def _refuse_below_nought(what: str, numbers: Mapping[str, Fraction | int]) -> None:
    for code, each in numbers.items():
        if each < 0:
            raise ValueError(f"{what} {code}: {each} is below 0")
