"""Programmes from TOML files, one a document, checked once when loaded.

Numbers are written as strings ("0.9", "1/3"): a float would not be exactly 0.9. Every
fault raises ProgrammeError, which names the file and the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from grassroots.programme_faults import Place, ProgrammeError
from grassroots.targets import (
    BASES,
    COMPARATORS,
    DENOMINATORS,
    EXCLUSIONS,
    KINDS,
    OBLIGATIONS,
    SHORT_LENGTH,
    WHEN,
    Baseline,
    Milestone,
    Programme,
    Target,
    Words,
)

__all__ = [
    "Baseline",
    "Milestone",
    "Programme",
    "ProgrammeError",
    "Target",
    "Words",
    "load_programmes",
    "parse_programme",
    "parse_target",
]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "programmes"
_NEEDS_VALUE = (">", ">=", "count", "at_most", "average")
_NEEDS_BOUNDS = ("range", "count_range")


def load_programmes(
    folder: Path = FOLDER, indicators: Collection[str] | None = None
) -> dict[str, Programme]:
    """Every programme of a folder by its id, in the order of the files' names.

    `indicators`: the known indicator ids, None to leave them unchecked. An empty or
    missing folder gives an empty dict. Raises ProgrammeError.
    """
    programmes: dict[str, Programme] = {}
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        programme = parse_programme(text, path.name, indicators)
        if programme.id in programmes:
            raise Place(path.name, "id").error("id_taken", id=programme.id)
        programmes[programme.id] = programme
    return programmes


def parse_programme(
    text: str, name: str, indicators: Collection[str] | None = None
) -> Programme:
    """A programme from its TOML text. `name` is the file's name, for messages.

    A yearly or term target without years takes the term's first year, a term target
    also its last. Raises ProgrammeError, which names the file and the key.
    """
    place = Place(name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise place.at("(file)").error("no_toml", detail=str(error)) from error
    _known(table, Programme, place)
    term = table.get("term")
    if not (isinstance(term, list) and len(term) == 2 and all(map(_is_int, term))):
        raise place.at("term").error("two_years")
    if term[0] > term[1]:
        raise place.at("term").error("years_turned")
    entries = table.get("targets")
    if not isinstance(entries, list) or not entries:
        raise place.at("targets").error("no_target")
    targets = tuple(
        _target(entry, place.at(f"targets[{position}]"), (term[0], term[1]), indicators)
        for position, entry in enumerate(entries)
    )
    ids = [target.id for target in targets]
    for target_id in ids:
        if ids.count(target_id) > 1:
            raise place.at("targets").error("target_twice", id=target_id)
    days = {key: table.get(key) for key in ("date", "ended")}
    for key, day in days.items():
        if day is not None and type(day) is not date:
            raise place.at(key).error("no_date")
    return Programme(
        id=_text(table, "id", place),
        title=_words(table, "title", place),
        issuer=_words(table, "issuer", place),
        short=_words(table, "short", place) if "short" in table else None,
        source=_text(table, "source", place),
        term=(term[0], term[1]),
        unit=_text(table, "unit", place) if "unit" in table else None,
        number=_text(table, "number", place) if "number" in table else None,
        date=days["date"],
        ended=days["ended"],
        baseline_year=_year(table, "baseline_year", place),
        note=_words(table, "note", place) if "note" in table else None,
        targets=targets,
    )


def parse_target(entry: Mapping[str, Any], name: str, term: tuple[int, int]) -> Target:
    """One target from what [[targets]] holds of it, as `parse_programme` reads it; the
    indicator is not checked. Raises ProgrammeError; `name` is for its message."""
    return _target(dict(entry), Place(name, "targets"), term, None)


def _target(
    entry: Any,
    place: Place,
    term: tuple[int, int],
    indicators: Collection[str] | None,
) -> Target:
    """One entry of [[targets]]; `place` is renamed to the id once that is known."""
    if not isinstance(entry, dict):
        raise place.error("no_table")
    place = Place(place.name, f"targets.{_text(entry, 'id', place)}")
    _known(entry, Target, place)
    indicator = _text(entry, "indicator", place)
    if indicators is not None and indicator not in indicators:
        raise place.at("indicator").error("no_indicator", written=indicator)
    comparator = _one_of(entry, "comparator", COMPARATORS, place)
    when = _one_of(entry, "when", WHEN, place)
    short = _words(entry, "short", place)
    for language in ("vi", "en"):
        if len(short.of(language)) > SHORT_LENGTH:
            raise place.at(f"short.{language}").error("too_long", most=SHORT_LENGTH)
    target = Target(
        id=_text(entry, "id", place),
        indicator=indicator,
        title=_words(entry, "title", place),
        short=short,
        section=_text(entry, "section", place),
        comparator=comparator,
        when=when,
        obligation=_one_of(entry, "obligation", OBLIGATIONS, place),
        value=_number(entry, "value", place),
        low=_number(entry, "low", place),
        high=_number(entry, "high", place),
        strict=_flag(entry, "strict", place),
        milestones=_milestones(entry, place),
        also_rises=_flag(entry, "also_rises", place),
        from_year=_year(entry, "from_year", place),
        to_year=_year(entry, "to_year", place),
        exclude=_several(entry, "exclude", EXCLUSIONS, place),
        only_kinds=_several(entry, "only_kinds", KINDS, place),
        base=_one_of(entry, "base", BASES, place) if "base" in entry else None,
        denominators=_one_of(entry, "denominators", DENOMINATORS, place)
        if "denominators" in entry
        else "known",
        equivalent=_whole(entry, "equivalent", place),
        baselines=_baselines(entry, place),
        note=_words(entry, "note", place) if "note" in entry else None,
    )
    _agree(target, place)
    first = term[0] if when in ("yearly", "term") else None
    last = term[1] if when == "term" else None
    return replace(
        target,
        from_year=first if target.from_year is None else target.from_year,
        to_year=last if target.to_year is None else target.to_year,
    )


def _agree(target: Target, place: Place) -> None:
    """Checks that the keys of a target fit its comparator and each other."""
    if target.when == "deadline":
        if not target.milestones:
            raise place.at("milestones").error("deadline_needs")
        if target.value is not None:
            raise place.at("value").error("deadline_value")
        if target.comparator not in (">", ">=", "at_most"):
            raise place.at("comparator").error("deadline_takes")
    elif target.milestones:
        raise place.at("milestones").error("only_deadline")
    elif target.comparator in _NEEDS_VALUE and target.value is None:
        raise place.at("value").error("needs_value", form=target.comparator)
    if target.comparator in _NEEDS_BOUNDS and None in (target.low, target.high):
        raise place.at("low").error("needs_bounds", form=target.comparator)
    if target.comparator == "relative_cut" and target.low is None:
        raise place.at("low").error("needs_low")
    if target.comparator == "average" and target.when != "term":
        raise place.at("when").error("average_term")
    if target.when == "term" and target.comparator not in (
        "count",
        "count_range",
        "average",
        "not_set",
        "followed",
    ):
        raise place.at("comparator").error("term_takes")
    if target.low is not None and target.high is not None and target.low > target.high:
        raise place.at("high").error("high_below")
    if target.from_year and target.to_year and target.from_year > target.to_year:
        raise place.at("to_year").error("to_before")
    shares = [milestone.value for milestone in target.milestones]
    if target.comparator in (">", ">=", "average") and target.value is not None:
        shares.append(target.value)
    if target.comparator in ("range", "relative_cut"):
        shares += [bound for bound in (target.low, target.high) if bound is not None]
    if any(not 0 <= share <= 1 for share in shares):
        raise place.at("value").error("no_share")
    counts = {"count": [target.value], "count_range": [target.low, target.high]}
    for number in counts.get(target.comparator, []):
        if number is not None and (number.denominator != 1 or number < 0):
            raise place.at("value").error("no_count")


def _known(table: Mapping[str, Any], shape: type, place: Place) -> None:
    """Every key has a meaning and nothing needed is absent."""
    meant = {field.name: field for field in fields(shape)}
    for key in table:
        if key not in meant:
            raise place.at(key).error("unknown_key")
    for key, field in meant.items():
        if key not in table and field.default is MISSING:
            raise place.at(key).error("missing")


def _text(table: Mapping[str, Any], key: str, place: Place) -> str:
    text = table.get(key)
    if not isinstance(text, str) or not text.strip():
        raise place.at(key).error("no_text")
    return text


def _words(table: Mapping[str, Any], key: str, place: Place) -> Words:
    words = table.get(key)
    if not isinstance(words, dict) or set(words) != {"vi", "en"}:
        raise place.at(key).error("no_words")
    return Words(*(_text(words, language, place.at(key)) for language in ("vi", "en")))


def _one_of(
    table: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: Place
) -> str:
    word = table.get(key, "stated" if key == "obligation" else None)
    if word not in allowed:
        raise place.at(key).error("none_of", written=word, allowed=", ".join(allowed))
    return str(word)


def _several(
    table: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: Place
) -> tuple[str, ...]:
    words = table.get(key, [])
    if not isinstance(words, list) or any(word not in allowed for word in words):
        raise place.at(key).error("no_list", allowed=", ".join(allowed))
    return tuple(words)


def _number(table: Mapping[str, Any], key: str, place: Place) -> Fraction | None:
    """A number written as a string: a float of TOML would not be exactly 0.9."""
    if key not in table:
        return None
    text = table[key]
    if not isinstance(text, str):
        raise place.at(key).error("number_bare")
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise place.at(key).error("no_number", written=text) from error


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole(table: Mapping[str, Any], key: str, place: Place) -> int | None:
    value = table.get(key)
    if value is not None and (not _is_int(value) or value < 0):
        raise place.at(key).error("no_whole")
    return value


def _year(table: Mapping[str, Any], key: str, place: Place) -> int | None:
    year = _whole(table, key, place)
    if year is not None and not 1930 <= year <= 2100:
        raise place.at(key).error("no_year", written=year)
    return year


def _flag(table: Mapping[str, Any], key: str, place: Place) -> bool:
    flag = table.get(key, False)
    if not isinstance(flag, bool):
        raise place.at(key).error("no_flag")
    return flag


def _tables(table: Mapping[str, Any], key: str, place: Place) -> list[dict[str, Any]]:
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise place.at(key).error("no_tables")
    return entries


def _milestones(table: Mapping[str, Any], place: Place) -> tuple[Milestone, ...]:
    milestones: list[Milestone] = []
    for position, entry in enumerate(_tables(table, "milestones", place)):
        here = place.at(f"milestones[{position}]")
        _known(entry, Milestone, here)
        year, value = _year(entry, "year", here), _number(entry, "value", here)
        assert year is not None and value is not None
        if milestones and milestones[-1].year >= year:
            raise here.at("year").error("milestone_order")
        milestones.append(Milestone(year, value))
    return tuple(milestones)


def _baselines(table: Mapping[str, Any], place: Place) -> tuple[Baseline, ...]:
    baselines: list[Baseline] = []
    for position, entry in enumerate(_tables(table, "baselines", place)):
        here = place.at(f"baselines[{position}]")
        _known(entry, Baseline, here)
        year, month = _year(entry, "year", here), _whole(entry, "month", here)
        if month is not None and not 1 <= month <= 12:
            raise here.at("month").error("no_month", written=month)
        baseline = Baseline(
            year=year or 0,
            month=month or 12,
            numerator=_whole(entry, "numerator", here),
            denominator=_whole(entry, "denominator", here),
            failing=_whole(entry, "failing", here),
            by=_text(entry, "by", here) if "by" in entry else None,
            group=_text(entry, "group", here) if "group" in entry else None,
            derived=_flag(entry, "derived", here),
            note=_words(entry, "note", here) if "note" in entry else None,
        )
        if baseline.numerator is None and baseline.failing is None:
            raise here.at("numerator").error("baseline_count")
        if (baseline.by is None) != (baseline.group is None):
            raise here.at("group").error("by_and_group")
        top, bottom = baseline.numerator, baseline.denominator
        if top is not None and bottom is not None and top > bottom:
            raise here.at("numerator").error("over_denominator")
        baselines.append(baseline)
    return tuple(baselines)
