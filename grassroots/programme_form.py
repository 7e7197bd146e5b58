"""A target as a form has it: every field a text as a person writes it, and back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grassroots.programme_faults import Place
from grassroots.programme_text import as_table, number_text
from grassroots.programmes import parse_target
from grassroots.targets import COMPARATORS, Baseline, Target

# The times that a form of target may be asked for, the usual one first.
_POINTS = ("yearly", "always", "undated")
TIMES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(COMPARATORS, _POINTS),
    **dict.fromkeys(
        (">", ">=", "at_most"), ("yearly", "deadline", "always", "undated")
    ),
    **dict.fromkeys(("count", "count_range"), ("yearly", "term", "always", "undated")),
    **dict.fromkeys(("not_set", "followed"), ("yearly", "term", "always", "undated")),
    "average": ("term",),
}
# The numbers that a form asks for; a deadline's are its milestones.
NUMBERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((">", ">=", "count", "at_most", "average"), ("value",)),
    **dict.fromkeys(("range", "count_range", "relative_cut"), ("low", "high")),
}
# Where "more than the number itself" is a choice of its own (">" says it already).
STRICT = (">=", "at_most", "average", "range", "count", "count_range", "relative_cut")
_COUNTS = ("count", "count_range")


@dataclass(frozen=True)
class Pair:
    """A year and a number beside it, as written; both empty: no such pair."""

    year: str = ""
    number: str = ""


@dataclass(frozen=True)
class Printed:
    """A figure that the document prints, as written; all empty: none."""

    year: str = ""
    month: str = ""
    numerator: str = ""
    denominator: str = ""
    failing: str = ""


@dataclass(frozen=True)
class Draft:
    """What stands in the form. Shares are written in per cent ("90", "3,5"), or as a
    fraction of one where per cents cannot say them exactly ("1/3"). counted: a limit is
    a number of cases, not a share. Without English words the Vietnamese ones serve."""

    id: str = ""
    indicator: str = ""
    title_vi: str = ""
    title_en: str = ""
    short_vi: str = ""
    short_en: str = ""
    section: str = ""
    comparator: str = ">="
    when: str = "yearly"
    obligation: str = "stated"
    value: str = ""
    low: str = ""
    high: str = ""
    counted: bool = False
    strict: bool = False
    milestones: tuple[Pair, ...] = ()
    also_rises: bool = False
    from_year: str = ""
    to_year: str = ""
    exclude: tuple[str, ...] = ()
    only_kinds: tuple[str, ...] = ()
    base: str = ""
    denominators: str = "known"
    equivalent: str = ""
    baselines: tuple[Printed, ...] = ()
    note_vi: str = ""
    note_en: str = ""


def draft_of(target: Target, language: str = "vi") -> Draft:
    """A target as the form shows it, numbers in the language's way."""
    counted = _is_counted(target.comparator, _limit(target) > 1)

    def number(value: Fraction | None) -> str:
        return "" if value is None else _written(value, counted, language)

    return Draft(
        id=target.id,
        indicator=target.indicator,
        title_vi=target.title.vi,
        title_en=target.title.en,
        short_vi=target.short.vi,
        short_en=target.short.en,
        section=target.section,
        comparator=target.comparator,
        when=target.when,
        obligation=target.obligation,
        value=number(target.value),
        low=number(target.low),
        high=number(target.high),
        counted=counted,
        strict=target.strict,
        milestones=tuple(
            Pair(str(one.year), number(one.value)) for one in target.milestones
        ),
        also_rises=target.also_rises,
        from_year=_text(target.from_year),
        to_year=_text(target.to_year),
        exclude=target.exclude,
        only_kinds=target.only_kinds,
        base=target.base or "",
        denominators=target.denominators,
        equivalent=_text(target.equivalent),
        baselines=tuple(
            Printed(
                _text(one.year),
                _text(one.month),
                _text(one.numerator),
                _text(one.denominator),
                _text(one.failing),
            )
            for one in target.baselines
        ),
        note_vi=target.note.vi if target.note else "",
        note_en=target.note.en if target.note else "",
    )


def target_of(
    draft: Draft,
    name: str,
    term: tuple[int, int],
    baselines: tuple[Baseline, ...] = (),
) -> Target:
    """The target that a form says, checked as one from a file is. ProgrammeError: what
    is wrong, at which field.

    baselines: those that the form began with; what it does not show of them (parts,
    notes) is kept. name: the file's or the programme's, for the message.
    """
    place = Place(name, f"targets.{draft.id.strip() or '?'}")
    counted = _is_counted(draft.comparator, draft.counted)
    table: dict[str, Any] = {
        "id": draft.id.strip(),
        "indicator": draft.indicator,
        "section": draft.section.strip(),
        "comparator": draft.comparator,
        "when": draft.when,
        "obligation": draft.obligation,
        "exclude": list(draft.exclude),
        "only_kinds": list(draft.only_kinds),
        "denominators": draft.denominators,
        "strict": draft.strict and draft.comparator in STRICT,
        "also_rises": draft.also_rises,
    }
    for key in ("title", "short", "note"):
        words = _words(draft, key)
        if words["vi"] or key != "note":
            table[key] = words
    if draft.base:
        table["base"] = draft.base
    for key in ("from_year", "to_year", "equivalent"):
        if written := str(getattr(draft, key)).strip():
            table[key] = _whole(written, place.at(key))
    if draft.when == "deadline":
        table["milestones"] = [
            _milestone(pair, position, counted, place)
            for position, pair in enumerate(draft.milestones)
            if pair.year.strip() or pair.number.strip()
        ]
    else:
        for key in NUMBERS.get(draft.comparator, ()):
            if written := str(getattr(draft, key)).strip():
                table[key] = number_text(_number(written, counted, place.at(key)))
    if draft.comparator == "at_most" and counted:
        _above_one(table, place)
    table["baselines"] = [
        {**_unshown(baselines, position), **_printed(one, position, place)}
        for position, one in enumerate(draft.baselines)
        if one != Printed() and one != Printed(month="12")
    ]
    return parse_target(table, name, term)


def _above_one(table: dict[str, Any], place: Place) -> None:
    """A limit of 1 and less is read as a share: a count cannot be that low."""
    entries = [table, *table.get("milestones", ())]
    written = [Fraction(one["value"]) for one in entries if "value" in one]
    if any(value <= 1 for value in written):
        raise place.at("value").error("limit_count")


def _words(draft: Draft, key: str) -> dict[str, str]:
    ours = str(getattr(draft, f"{key}_vi")).strip()
    return {"vi": ours, "en": str(getattr(draft, f"{key}_en")).strip() or ours}


def _limit(target: Target) -> Fraction:
    numbers = [one.value for one in target.milestones] + [target.value or Fraction(0)]
    return max(numbers)


def _is_counted(comparator: str, said: bool) -> bool:
    """Whether the numbers of a form are cases; only a limit may be either."""
    return comparator in _COUNTS or (comparator == "at_most" and said)


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _written(value: Fraction, counted: bool, language: str) -> str:
    said = number_text(value if counted else value * 100)
    if "/" in said:
        return number_text(value)
    return said.replace(".", ",") if language == "vi" else said


def _number(written: str, counted: bool, place: Place) -> Fraction:
    """What somebody wrote: a count ("2500", "2.500"), per cents ("3,5", "3.5 %") or a
    fraction of one ("1/3")."""
    bare = "".join(written.replace("%", " ").split())
    above, slash, below = bare.partition("/")
    if slash and _digits(above) and _digits(below) and int(below):
        return Fraction(int(above), int(below))
    parts = bare.replace(",", ".").split(".")
    if not all(map(_digits, parts)) or (len(parts) > 2 and not counted):
        raise place.error("no_number", written=written)
    if counted:
        grouped = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
        if len(parts) > 1 and not grouped:
            raise place.error("no_count")
        return Fraction(int("".join(parts)))
    return Fraction(".".join(parts)) / 100


def _digits(text: str) -> bool:
    return 0 < len(text) <= 12 and text.isascii() and text.isdigit()


def _whole(written: str, place: Place) -> int:
    bare = written.strip()
    if not _digits(bare):
        raise place.error("no_whole")
    return int(bare)


def _milestone(
    pair: Pair, position: int, counted: bool, place: Place
) -> dict[str, Any]:
    here = place.at(f"milestones[{position}]")
    if not pair.year.strip():
        raise here.at("year").error("missing")
    if not pair.number.strip():
        raise here.at("value").error("missing")
    number = _number(pair.number, counted, here.at("value"))
    return {
        "year": _whole(pair.year, here.at("year")),
        "value": number_text(number),
    }


def _unshown(baselines: tuple[Baseline, ...], position: int) -> dict[str, Any]:
    if position >= len(baselines):
        return {}
    shown = ("year", "month", "numerator", "denominator", "failing")
    whole = as_table(baselines[position])
    return {key: value for key, value in whole.items() if key not in shown}


def _printed(one: Printed, position: int, place: Place) -> dict[str, Any]:
    here = place.at(f"baselines[{position}]")
    return {
        key: _whole(written, here.at(key))
        for key, written in vars(one).items()
        if written.strip()
    }
