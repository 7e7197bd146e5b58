"""Which rows of a conversion table mean one commune, and which cannot all be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grassroots import unit_names
from grassroots.importing.places.conversion_rows import NEW, OLD, Named, Row, Side
from grassroots.importing.places.listed import PART, UNTOLD, WHOLE

Identity = tuple[Hashable, ...]
# By the row's id(): its old and its new commune.
Identities = dict[int, tuple[Identity, Identity]]
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, in which field."""

    row: Row
    code: str
    field: str
    other: str = ""


def name_of(named: Named, level: str) -> tuple[str, str]:
    """A name as identities have it: its type and its bare name run together."""
    if not named.name:
        return ("", "")
    name = unit_names.read(named.name, level)
    return (name.type, unit_names.run_together(name.bare))


def _by_name(side: Side) -> Identity:
    """A commune by its name within district and province; of a row that names none,
    its district."""
    level = "commune" if side.commune else "district"
    named = side.commune or side.district
    above = name_of(side.province, "province")[1] or side.province.code or ""
    within = name_of(side.district, "district") if side.commune else ("", "")
    if side.commune and side.district.code and not side.district.name:
        within = ("", side.district.code)
    return (level, "", above, within, name_of(named, level))


def _code_of(side: Side) -> str | None:
    return (side.commune or side.district).code


def identities(rows: Sequence[Row]) -> tuple[Identities, list[Fault]]:
    """What tells the communes of a table apart: the code, else the name within district
    and province; a row without a code means the commune that others tell with one. At
    fault: a code with two names, a name in one place with two codes."""
    faults: list[Fault] = []
    known: dict[str, dict[int, Identity]] = {}
    for side in (OLD, NEW):
        told = [(row, getattr(row, side)) for row in rows]
        names: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        codes: dict[Identity, set[str]] = defaultdict(set)
        for _, one in told:
            code, named = _code_of(one), one.commune or one.district
            if code and named.name:
                level = "commune" if one.commune else "district"
                names[code].setdefault(name_of(named, level), named.name)
                codes[_by_name(one)].add(code)
        differ = {code for code, written in names.items() if _differ(list(written))}
        for row, one in told:
            code, place = _code_of(one), _by_name(one)
            if code in differ:
                both = " / ".join(sorted(names[code].values()))
                faults.append(Fault(row, "code_twice", side, both))
            elif len(codes.get(place, ())) > 1:
                both = " / ".join(sorted(codes[place]))
                faults.append(Fault(row, "two_codes", side, both))
        known[side] = {
            id(row): (place[0], code)
            if (code := _code_of(one) or next(iter(codes.get(place, ())), None))
            else place
            for row, one in told
            for place in [_by_name(one)]
        }
    return {id(row): (known[OLD][id(row)], known[NEW][id(row)]) for row in rows}, faults


def _differ(names: list[tuple[str, str]]) -> bool:
    """Whether names of one code are of different units; an untyped one may be any."""
    bare = {name for _, name in names}
    types = {kind for kind, _ in names if kind}
    return len(bare) > 1 or len(types) > 1


def find(
    rows: Sequence[Row], of: Mapping[int, tuple[Identity, Identity]]
) -> list[Fault]:
    """The rows at fault, whatever their order: an old commune that is whole in one new
    one and yet in another; shares above 1."""
    by_old: dict[Identity, list[Row]] = defaultdict(list)
    for row in rows:
        by_old[of[id(row)][0]].append(row)
    faults: list[Fault] = []
    for told in by_old.values():
        news = {of[id(row)][1] for row in told}
        shares = {of[id(row)][1]: row.share for row in told if row.share}
        if len(news) > 1 and any(row.said == WHOLE for row in told):
            faults += [Fault(row, "whole_and_more", OLD) for row in told]
        elif sum(shares.values()) > 1 + _ROUNDING:
            faults += [Fault(row, "shares_above_one", OLD) for row in told]
    return faults


def repeated(
    rows: Sequence[Row], of: Mapping[int, tuple[Identity, Identity]]
) -> list[Fault]:
    """The rows that say the same as an earlier one."""
    first: dict[tuple[Identity, Identity], Row] = {}
    faults = []
    for row in rows:
        earlier = first.setdefault(of[id(row)], row)
        if earlier is not row:
            faults.append(Fault(row, "repeated_row", OLD, str(earlier.number)))
    return faults


def share_of(row: Row, news: int) -> float | None:
    """1 where all of an old commune went to one, the share told of a part, else none.
    news: to how many new communes the table says it went."""
    if row.share is not None:
        return row.share
    if news == 1 and row.said in (WHOLE, UNTOLD):
        return 1.0
    return None


def only_a_part(rows: Iterable[Row]) -> bool:
    """Whether all that is told of an old commune is one part of it."""
    told = list(rows)
    return len(told) == 1 and told[0].said == PART


def grouped(
    rows: Iterable[Row], by: Callable[[Row], Identity]
) -> dict[Identity, list[Row]]:
    """The rows of each unit, units and rows in an order that their place on the sheet
    does not change."""
    found: dict[Identity, list[Row]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return {
        unit: sorted(found[unit], key=lambda row: repr((row.old, row.new)))
        for unit in sorted(found, key=repr)
    }
