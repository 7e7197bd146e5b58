"""What a scenario changes, and what the figures are then, year by year.

The kinds of change that touch several indicators stand in `data/changes.toml`, checked
once; any other indicator has the plain change that adds to its numerator.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from grassroots.judgement import Figure
from grassroots.scenario.selections import changed

FILE = Path(__file__).resolve().parent.parent.parent / "data" / "changes.toml"
OWN = "own:"
NUMERATOR, DENOMINATOR, BOTH = "numerator", "denominator", "both"
SAME_YEAR, YEARS_AFTER, NEVER = "same_year", "years_after", "never"


class ChangesError(Exception):
    """`data/changes.toml` is not as it must be: names the kind and key."""


@dataclass(frozen=True)
class Effect:
    """What one change of a kind adds to an indicator: one more.

    `what`: to its numerator, denominator or both. `when`: from the year of the change
    on, or from the next one. `beyond_base`: the numerator is no part of the
    denominator, whose size is then no limit.
    """

    indicator: str
    what: str
    when: str = SAME_YEAR
    beyond_base: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of change: its id, the indicator it is chosen for, and all it touches."""

    id: str
    moves: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Course:
    """One unit's figures of one indicator in the years after today.

    `figures`: by year, empty where today is not reported. `no_room`: of each year how
    many additions found no case left that they could have turned; they are in no figure
    of this indicator, while those of the others that their kind touches know nothing
    of it. Years in which all found room are not in it.
    """

    figures: Mapping[int, Figure] = field(default_factory=dict)
    no_room: Mapping[int, int] = field(default_factory=dict)


@cache
def kinds() -> Mapping[str, Kind]:
    """The declared kinds by id. ChangesError: the file is wrong."""
    found: dict[str, Kind] = {}
    for told in tomllib.loads(FILE.read_text(encoding="utf-8")).get("kind", []):
        read = _read(told)
        if read.id in found or read.moves in {each.moves for each in found.values()}:
            raise ChangesError(f"{FILE.name}: {read.id}: declared twice")
        found[read.id] = read
    return found


def kind(kind_id: str) -> Kind:
    """The kind of that id, "own:<indicator>" included. KeyError when there is none."""
    if kind_id.startswith(OWN):
        indicator = kind_id.removeprefix(OWN)
        return Kind(kind_id, indicator, (Effect(indicator, NUMERATOR),))
    return kinds()[kind_id]


def kind_for(indicator: str) -> Kind:
    """The kind by which an indicator is moved: its declared one, else its own."""
    for each in kinds().values():
        if each.moves == indicator:
            return each
    return kind(OWN + indicator)


def touched(kind_id: str) -> tuple[str, ...]:
    """The indicators that a kind touches, the one that it is chosen for first."""
    found = kind(kind_id)
    return tuple(dict.fromkeys((found.moves, *(e.indicator for e in found.effects))))


def course(
    figure: Figure | None,
    indicator: str,
    changes: Mapping[str, Mapping[int, int]],
    horizon: int,
    *,
    flow: bool,
    base_growth: Mapping[int, int] | None = None,
    base_when: str | None = None,
) -> Course:
    """The figures of one unit and indicator in each year after today, to the horizon.

    `figure`: today's, which is never touched. `changes`: of each kind, how many in
    which year; kinds that do not touch the indicator do nothing. `flow`: the numerator
    is that of one year (admissions): each year has today's, which had better be of a
    whole year, and what that year adds; otherwise the additions accumulate (5 a year
    are 5, then 10). `base_growth`: by how much the denominator grows in a year, and
    stays, for reasons of its own. `base_when`: when the changes reach the denominator,
    where the reader has chosen another base than the kinds are told for: SAME_YEAR for
    admissions of the members at the year's end, NEVER for those at the term's start.

    The numerator ends at the denominator, unless it is no part of it or there is none;
    what found no room is told apart. Nobody leaves: who is admitted by a change is in
    the base of every later year, and otherwise the base stays as it is today. Without
    changes every year has exactly today's counts. Unknown cases stay unknown, and how
    many units have reported stays as it is.
    Raises KeyError for an unknown kind, ValueError for a year not after today's or a
    number below 0 of changes.
    """
    if figure is None or figure.numerator is None:
        return Course()
    moved = _moved(figure.year, indicator, changes, base_when)
    now, size = figure.numerator, figure.denominator
    reached = now
    figures, no_room = {}, {}
    for year in range(figure.year + 1, horizon + 1):
        if size is not None:
            size += moved.bases.get(year, 0) + (base_growth or {}).get(year, 0)
        start = now if flow else reached
        more = moved.counts.get(year, 0)
        # A base smaller than its numerator (as reported) has no room, not less.
        room = more if size is None else min(more, max(size - start, 0))
        beyond = moved.beyond.get(year, 0)
        reached = start + room + beyond
        if more > room:
            no_room[year] = more - room
        figures[year] = replace(
            figure, year=year, numerator=reached, denominator=size, as_of=None
        )
    return Course(figures, no_room)


def pooled(
    whole: Figure | None,
    parts: Mapping[str, Figure],
    courses: Mapping[str, Course],
    horizon: int,
) -> dict[int, Figure]:
    """The figures of the whole in each year after today, under its parts' courses.

    `parts`: today's figures of the units directly in it; `courses`: of those that
    change, by the same code. What the whole has beyond its parts (organisations of its
    own) and the parts without a course stay as they are, so without changes the whole
    has exactly today's counts. Empty where the whole is not reported.
    Raises KeyError for a course of a unit that is no part.
    """
    if whole is None or whole.numerator is None:
        return {}
    changing = {code: parts[code] for code in courses}
    found = {}
    for year in range(whole.year + 1, horizon + 1):
        pairs = (
            (today, courses[code].figures.get(year, today))
            for code, today in changing.items()
        )
        counts = changed(whole, pairs)
        found[year] = replace(counts, year=year, as_of=None)
    return found


@dataclass(frozen=True)
class _Moved:
    """By year: additions to the numerator in and beyond the base, and to the base."""

    counts: dict[int, int] = field(default_factory=dict)
    beyond: dict[int, int] = field(default_factory=dict)
    bases: dict[int, int] = field(default_factory=dict)


def _moved(
    today: int,
    indicator: str,
    changes: Mapping[str, Mapping[int, int]],
    base_when: str | None,
) -> _Moved:
    found = _Moved()
    for kind_id, per_year in changes.items():
        for year, number in per_year.items():
            if year <= today or number < 0:
                raise ValueError(f"{kind_id}: {number} in {year}, after {today}")
        for effect in kind(kind_id).effects:
            if effect.indicator != indicator:
                continue
            if effect.what in (NUMERATOR, BOTH):
                sums = found.beyond if effect.beyond_base else found.counts
                _add(sums, per_year, effect.when)
            if effect.what in (DENOMINATOR, BOTH):
                _add(found.bases, per_year, base_when or effect.when)
    return found


def _add(sums: dict[int, int], per_year: Mapping[int, int], when: str) -> None:
    if when == NEVER:
        return
    for year, number in per_year.items():
        at = year + (when == YEARS_AFTER)
        sums[at] = sums.get(at, 0) + number


def _read(told: Mapping[str, object]) -> Kind:
    name = told.get("id", "a kind without id")
    try:
        read = Kind(
            id=_name(told["id"]),
            moves=_name(told["moves"]),
            effects=tuple(_effects(told["effects"])),
        )
    except (KeyError, TypeError) as error:
        raise ChangesError(f"{FILE.name}: {name}: {error}") from error
    if read.id.startswith(OWN) or not any(
        effect.indicator == read.moves and effect.what != DENOMINATOR
        for effect in read.effects
    ):
        raise ChangesError(f"{FILE.name}: {name}: does not move {read.moves}")
    return read


def _effects(told: object) -> Iterable[Effect]:
    if not isinstance(told, list) or not told:
        raise TypeError("effects: none")
    for one in told:
        effect = Effect(**one)
        _name(effect.indicator)
        whats, whens = (NUMERATOR, DENOMINATOR, BOTH), (SAME_YEAR, YEARS_AFTER)
        if effect.what not in whats or effect.when not in whens:
            raise TypeError(f"effects: {effect.what!r}, {effect.when!r}")
        yield effect


def _name(told: object) -> str:
    if not isinstance(told, str) or not told:
        raise TypeError(f"{told!r} is no name")
    return told
