"""Every indicator counted a second time, slowly, in plain Python.

No SQL, no frames, none of the library: what the cube says is compared with this. It
follows DESIGN.md, "Indicators" and "Conventions". A unit is known by its uid: its code,
or the uid of its parent, " › " and its name.

    figures(world, options) → {(indicator, uid, year): Figure}

An indicator that nothing reports for a unit and year is absent; 0 of 0 may be absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import oracle_filters
import oracle_persons  # noqa: F401 - registers its measures
from oracle_measures import COUNT_ONLY, GRASSROOTS, MEASURES, Counts, Year, admitted
from oracle_tree import Facts, Options, Roster, Succession, Tree, UnitPeriod

__all__ = [
    "Facts",
    "Figure",
    "Options",
    "Roster",
    "Succession",
    "UnitPeriod",
    "figures",
]


class Figure(NamedTuple):
    """What is known: numerator, denominator (None: a count, or no base), unknown."""

    numerator: int
    denominator: int | None
    unknown: int = 0


def years_of(facts: Facts, options: Options) -> dict[int, Year]:
    """Each year with its rows in force."""
    tree = Tree(facts)
    by_year: dict[int, list[Roster]] = defaultdict(list)
    for roster in facts.rosters:
        if roster.kind not in ("units", "successions", "aggregates"):
            by_year[roster.as_of.year].append(roster)
    return {
        number: _year(number, tree, rosters, by_year, options)
        for number, rosters in sorted(by_year.items())
    }


def _year(
    number: int,
    tree: Tree,
    rosters: list[Roster],
    by_year: Mapping[int, list[Roster]],
    options: Options,
) -> Year:
    in_force = []
    for place, roster in enumerate(rosters):
        later = [
            other
            for rank, other in enumerate(rosters)
            if other.kind == roster.kind
            and (other.file != roster.file or other is roster)
            and (other.as_of, rank) > (roster.as_of, place)
            and (other.kind != "admissions" or other.as_of == roster.as_of)
        ]
        rows = [
            row
            for row in roster.rows
            if not any(
                _speaks(other, str(row["unit"]), tree, number) for other in later
            )
        ]
        in_force.append(
            Roster(
                roster.kind,
                roster.as_of,
                roster.speaks_for,
                roster.fields,
                rows,
                roster.whole,
                roster.file,
            )
        )
    levels: dict[str, str | None] = {}
    kinds: dict[str, str | None] = {}
    flags: dict[str, bool] = {}
    non_state: dict[str, bool] = {}
    # The nearest year that tells of a unit, the earlier ones before the later ones.
    order = sorted(by_year, key=lambda told: (told > number, abs(told - number)))
    for told in order:
        for roster in by_year[told]:
            if roster.kind != "organisations":
                continue
            for row in roster.rows:
                unit = str(row["unit"])
                if told == number and row.get("level") in GRASSROOTS:
                    levels[unit] = str(row["level"])
                if row.get("kind") is not None and unit not in kinds:
                    kinds[unit] = str(row["kind"])
                if row.get("non_state") is not None:
                    non_state.setdefault(unit, bool(row["non_state"]))
                told_of = row.get("kind") is not None or (
                    row.get("armed_forces") is not None
                )
                if told_of and unit not in flags:
                    flags[unit] = bool(row.get("armed_forces")) or (
                        row.get("kind") in ("army", "police")
                    )
    for uid in tree.periods:
        period = tree.at(uid, number)
        if period:
            kinds.setdefault(uid, period.kind)
            flags.setdefault(uid, period.kind in ("army", "police"))
    armed = {
        uid
        for uid in tree.periods
        if any(flags.get(above) for above in tree.chain(uid, number))
    }
    in_force = oracle_filters.let_in(in_force, options.filters)
    return Year(number, tree, in_force, options, levels, kinds, armed, non_state)


def _speaks(roster: Roster, uid: str, tree: Tree, year: int) -> bool:
    """Whether a roster speaks for a unit."""
    above = tree.above(uid, year)
    return roster.speaks_for in above if roster.whole else uid == roster.speaks_for


Sums = dict[str, list[int]]


def _rolled(tree: Tree, year: int, counts: Counts) -> Sums:
    """Sums by unit and ancestor: hits, known, unknown."""
    sums: Sums = {}
    for unit, count in counts:
        for above in tree.above(unit, year):
            held = sums.setdefault(above, [0, 0, 0])
            for place, part in enumerate(count):
                held[place] += part
    return sums


def figures(
    facts: Facts, options: Options | None = None
) -> dict[tuple[str, str, int], Figure]:
    """Every indicator for every unit and year."""
    options = options or Options()
    years = years_of(facts, options)
    found: dict[tuple[str, str, int], Figure] = {}
    for number, year in years.items():
        for name, counts in MEASURES.items():
            for uid, (hits, cases, unknown) in _rolled(
                year.tree, number, counts(year)
            ).items():
                whole = None if name in COUNT_ONLY else cases
                found[name, uid, number] = Figure(hits, whole, unknown)
        found.update(_admission_rate(years, number))
    return _with_aggregates(facts, found, options)


def _admission_rate(
    years: Mapping[int, Year], number: int
) -> dict[tuple[str, str, int], Figure]:
    """Admitted in the year by members of the base, unit by unit."""
    year = years[number]
    tree = year.tree
    base_year = {
        "previous_year_end": number - 1,
        "term_start": max(start for start in range(2010, number, 5)),
        "year_end": number,
    }[year.options.admission_base]
    hits: dict[str, int] = defaultdict(int)
    unknown: dict[str, int] = defaultdict(int)
    for row, dated in admitted(year):
        (hits if dated else unknown)[str(row["unit"])] += 1
    base: dict[str, int] = defaultdict(int)
    base_rosters = [
        roster
        for roster in (years[base_year].rosters if base_year in years else [])
        if roster.kind == "members"
    ]
    for roster in base_rosters:
        for row in roster.rows:
            follower = tree.followed_by(str(row["unit"]), base_year, number)
            if year.admits(follower):
                base[follower] += 1
    spoken = [
        roster
        for roster in year.rosters
        if roster.kind in ("members", "admissions") and "admitted_on" in roster.fields
    ]
    sums: dict[str, list[int]] = {}
    for uid in {*hits, *unknown, *base}:
        if not any(_speaks(roster, uid, tree, number) for roster in spoken):
            continue
        based = _has_base(uid, tree, base_rosters, base_year, number)
        for above in tree.above(uid, number):
            # numerator and unknown with a base, their base; the same without one
            held = sums.setdefault(above, [0, 0, 0, 0, 0, 0])
            parts = (hits[uid], unknown[uid], base[uid], 1)
            for place, part in enumerate(parts if based else parts[:2]):
                held[place if based else place + 4] += part
    found = {}
    for uid, (count, open_dates, members, with_base, bare, bare_open) in sums.items():
        figure = (
            Figure(count, members, open_dates)
            if with_base
            else Figure(bare, None, bare_open)
        )
        found["admission_rate", uid, number] = figure
    return found


def _has_base(
    uid: str, tree: Tree, rosters: Sequence[Roster], base_year: int, number: int
) -> bool:
    """Whether rosters of the base year speak for the unit or one above it, and for all
    that went into that one."""
    for above in tree.above(uid, number):
        if tree.level(above, number) in ("province", "area"):
            continue
        parts = {above} | {
            succession.old
            for succession in tree.facts.successions
            if succession.new == above and base_year < succession.day.year <= number
        }
        stood = [part for part in parts if tree.at(part, base_year)]
        if stood and all(
            any(
                roster.whole and _speaks(roster, part, tree, base_year)
                for roster in rosters
            )
            for part in stood
        ):
            return True
    return any(not roster.whole and uid == roster.speaks_for for roster in rosters)


def _with_aggregates(
    facts: Facts, found: dict[tuple[str, str, int], Figure], options: Options
) -> dict[tuple[str, str, int], Figure]:
    """Aggregates where no roster gives a figure, carried up the tree.

    A unit's own aggregate counts where nothing below it reports. Choices that look
    inside a unit (armed forces, communes only, filters) leave aggregates out.
    """
    if options.without_armed_forces or options.only_communes or options.filters:
        return found
    tree = Tree(facts)
    told: dict[tuple[str, int], dict[str, Figure]] = defaultdict(dict)
    for roster in facts.rosters:
        if roster.kind == "aggregates":
            for row in roster.rows:
                key = (str(row["indicator"]), int(str(row["year"])))
                numerator, denominator = row["numerator"], row["denominator"]
                assert isinstance(numerator, int)
                assert denominator is None or isinstance(denominator, int)
                told[key][str(row["unit"])] = Figure(numerator, denominator)
    result = dict(found)
    for (name, year), by_unit in told.items():
        count_only = name in COUNT_ONLY

        def whole(
            uid: str, name: str = name, year: int = year, count_only: bool = count_only
        ) -> bool:
            figure = found.get((name, uid, year))
            return figure is not None and (count_only or figure.denominator is not None)

        used = {
            uid: figure
            for uid, figure in by_unit.items()
            if not whole(uid)
            and not any(
                other != uid and uid in tree.above(other, year) for other in by_unit
            )
        }
        sums: dict[str, list[Figure]] = defaultdict(list)
        for uid, figure in used.items():
            for above in tree.above(uid, year):
                sums[above].append(figure)
        for uid, figures_below in sums.items():
            parts = list(figures_below)
            if whole(uid):
                parts.append(found[name, uid, year])
            result[name, uid, year] = Figure(
                sum(part.numerator for part in parts),
                None if count_only else sum(part.denominator or 0 for part in parts),
                sum(part.unknown for part in parts),
            )
        for uid, figure in by_unit.items():
            if uid not in used and not whole(uid) and (name, uid, year) not in result:
                result[name, uid, year] = figure
    return result
