"""The page of completeness: its title, a line a unit, what to remind whom of. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from grassroots import completeness, texts, wording
from grassroots.completeness import Entry, Year
from grassroots.rosters import roster_kinds
from grassroots.unit import Unit

# Shape and tone (of a verdict in `charts`) of each state.
GLYPHS: Mapping[str, str] = {
    completeness.COMPLETE: "●",
    completeness.OLD: "◆",
    completeness.GAPS: "◧",
    completeness.PARTIAL: "◐",
    completeness.MISSING: "✕",
    completeness.TOLD: "○",
    completeness.NOT_EXPECTED: "·",
}
TONES: Mapping[str, str] = {
    completeness.COMPLETE: "met",
    completeness.OLD: "slightly_behind",
    completeness.GAPS: "slightly_behind",
    completeness.PARTIAL: "slightly_behind",
    completeness.MISSING: "not_met",
    completeness.TOLD: "not_reported",
    completeness.NOT_EXPECTED: "not_applicable",
}
_NAMED = 5  # units named in one line; the others are counted
Units = Mapping[int, Unit]


@dataclass(frozen=True)
class Line:
    """A unit and the words of its cells, kind by kind. wanted: how many are."""

    unit: Unit
    name: str
    wanted: int
    cells: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True)
class Reminder:
    """One roster that a unit is to be asked for. late: days, None where not late."""

    unit: Unit
    name: str
    kind: str
    todo: str
    came: str
    late: int | None


def finding(language: str, found: Year, unit: Unit) -> str:
    """The page's title."""
    name = wording.whole_unit(language, unit)
    wanted = len(found.wanted())
    values = {
        "unit": name,
        "year": found.year,
        "wanted": texts.number(language, wanted),
    }
    asked = [
        one
        for part in found.parts
        for one in found.of(part)
        if one.state != completeness.NOT_EXPECTED
    ]
    if not asked:
        return texts.text(language, "completeness.nobody", **values)
    if found.parts == (unit.unit_id,):
        values["all"] = texts.number(language, len(asked))
        values["complete"] = texts.number(language, len(asked) - wanted)
        key = "alone_some" if wanted else "alone_all"
        return texts.text(language, f"completeness.{key}", **values)
    if not wanted:
        count = len(found.parts)
        return texts.text(language, "completeness.all", count=count, **values)
    return texts.text(
        language,
        "completeness.some",
        complete=texts.number(language, found.complete),
        all=texts.number(language, len(found.parts)),
        **values,
    )


def lines(language: str, found: Year, units: Units) -> list[Line]:
    """The units: those with most to ask for first, then by code."""
    made = []
    for part in found.parts:
        entries = found.of(part)
        unit = units[part]
        made.append(
            Line(
                unit=unit,
                name=wording.unit_name(language, unit),
                wanted=sum(completeness.is_wanted(one) for one in entries),
                cells=tuple(state(language, one) for one in entries),
                states=tuple(one.state for one in entries),
            )
        )
    return sorted(made, key=lambda line: (-line.wanted, line.unit.code))


def state(language: str, entry: Entry) -> str:
    """A cell: shape and words."""
    said = texts.text(
        language,
        f"completeness.states.{entry.state}",
        day=texts.day(language, entry.as_of) if entry.as_of else "",
        sent=entry.sent,
        of=entry.of,
    )
    glyph = GLYPHS[entry.state]
    return glyph if entry.state == completeness.NOT_EXPECTED else f"{glyph} {said}"


def kind_name(language: str, kind: str) -> str:
    """A kind of roster at the head of a column."""
    return texts.text(language, f"completeness.kinds.{kind}")


def reminders(
    language: str,
    found: Year,
    units: Units,
    due: date | None,
    today: date,
) -> list[Reminder]:
    """What is to be asked for, unit by unit in the order of `lines`. units: those of
    the year, by number."""
    made = []
    for line in lines(language, found, units):
        for entry in found.of(line.unit.unit_id):
            if completeness.is_wanted(entry):
                late = completeness.days_late(entry, due, today)
                made.append(
                    Reminder(
                        unit=line.unit,
                        name=line.name,
                        kind=entry.kind,
                        todo=todo(language, found, entry, units),
                        came=came(language, entry),
                        late=late or None,
                    )
                )
    return made


def todo(language: str, found: Year, entry: Entry, units: Units) -> str:
    """What the unit has to do, in one sentence."""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"completeness.reminders.{key}", **values)

    day = texts.day(language, found.expected) if found.expected else ""
    if entry.state == completeness.OLD:
        return say("old", day=day)
    if entry.state == completeness.PARTIAL:
        return say("partial", names=_names(language, entry.silent, units))
    if entry.state == completeness.GAPS:
        labels = [field_name(language, entry.kind, one) for one in entry.lacking]
        if not labels:
            return say("gaps_unknown")
        return say("gaps", fields=texts.listed(language, labels))
    return say("missing", day=day) if day else say("missing_undated")


def _names(language: str, silent: Sequence[int], units: Units) -> str:
    names = [wording.unit_name(language, units[one]) for one in silent if one in units]
    if len(names) <= _NAMED:
        return texts.listed(language, names)
    return texts.text(
        language,
        "completeness.reminders.more",
        names=", ".join(names[: _NAMED - 1]),
        count=len(names) - _NAMED + 1,
    )


def field_name(language: str, kind: str, field: str) -> str:
    """A field as its column is called; `a|b`: either of the two."""
    one, _, other = field.partition("|")
    said = f"“{roster_kinds()[kind].field(one).label[language]}”"
    if not other:
        return said
    return texts.text(
        language,
        "completeness.reminders.or",
        one=said,
        other=field_name(language, kind, other),
    )


def came(language: str, entry: Entry) -> str:
    """What there is of it: its date, else that of the last time."""
    key, day = "has_never", None
    if entry.as_of is not None:
        key, day = "has", entry.as_of
    elif entry.last is not None:
        key, day = "has_last", entry.last
    shown = texts.day(language, day) if day else ""
    return texts.text(language, f"completeness.reminders.{key}", day=shown)


def year_lines(
    language: str, found: Mapping[int, Year]
) -> list[tuple[int, tuple[str, ...]]]:
    """Each year, newest first: complete parts of all, then kind by kind."""
    counted = completeness.by_kind(found)
    made = []
    for year in sorted(found, reverse=True):
        one = found[year]
        ratios = [(one.complete, len(one.parts))]
        ratios += [counted[year][kind] for kind in one.kinds]
        made.append((year, tuple(_ratio(language, *ratio) for ratio in ratios)))
    return made


def _ratio(language: str, there: int, of: int) -> str:
    if not of:
        return GLYPHS[completeness.NOT_EXPECTED]
    return f"{texts.number(language, there)}/{texts.number(language, of)}"


def due_line(language: str, due: date | None, today: date) -> str:
    """When it was due, and for how long it has been."""
    if due is None:
        return texts.text(language, "completeness.no_due")
    day = texts.day(language, due)
    if today > due:
        count = (today - due).days
        return texts.text(language, "completeness.due_late", day=day, count=count)
    return texts.text(language, "completeness.due", day=day)
