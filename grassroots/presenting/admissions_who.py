"""Kết nạp: who was admitted, as shares of the admitted, and where nobody was. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from grassroots import texts, wording
from grassroots.admitted import ALL, Group, Organisation
from grassroots.plots.shares import Part

# Each line: what it is called, the field, the group that it counts.
LINES = (
    ("women", "gender", "female"),
    ("under_30", "age", "under_30"),
    ("minority", "ethnicity", "minority"),
    ("religion", "religion", "some"),
    ("owners", "business_owner", "true"),
)
OCCUPATION = "occupation"
MOST = 6  # occupations that are shown
RUNS = (2, 3, 5)  # years in a row without anybody admitted that can be chosen
_LONG = 34


@dataclass(frozen=True)
class Said:
    """How many of those whose rows say (known) are of a group, and how many rows do not
    say (unknown)."""

    count: int
    known: int
    unknown: int

    @property
    def share(self) -> Fraction | None:
        """None where no row says."""
        return Fraction(self.count, self.known) if self.known else None


def counted(groups: Sequence[Group], year: int) -> Mapping[str, dict[str | None, int]]:
    """Field → group → persons admitted in a year."""
    found: dict[str, dict[str | None, int]] = {}
    for one in groups:
        if one.year == year:
            found.setdefault(one.field, {})[one.group] = one.admitted
    return found


def said(
    fields: Mapping[str, Mapping[str | None, int]], field: str, group: str
) -> Said:
    """What the rows of one year say of one group."""
    of_field = fields.get(field, {})
    unknown = of_field.get(None, 0)
    return Said(of_field.get(group, 0), sum(of_field.values()) - unknown, unknown)


def total(groups: Sequence[Group], year: int) -> int:
    """The persons whom rosters name as admitted in a year."""
    return counted(groups, year).get(ALL, {}).get(ALL, 0)


def parts(language: str, groups: Sequence[Group], year: int) -> tuple[Part, ...]:
    """The lines, then the occupations that most had this year, as shares of those who
    were admitted and of whom the rows say; beside them the year before."""
    now, before = counted(groups, year), counted(groups, year - 1)
    found = [
        _part(
            language,
            texts.text(language, f"admissions.who.{key}"),
            said(now, field, group),
            said(before, field, group),
            year,
        )
        for key, field, group in LINES
    ]
    named = {name: n for name, n in now.get(OCCUPATION, {}).items() if name}
    most = sorted(named, key=lambda name: (-named[name], name))[:MOST]
    for place, name in enumerate(most):
        found.append(
            _part(
                language,
                name if len(name) <= _LONG else name[: _LONG - 1].rstrip() + "…",
                said(now, OCCUPATION, name),
                said(before, OCCUPATION, name),
                year,
                lead=place == 0,
            )
        )
    return tuple(found)


def heads(language: str, year: int) -> tuple[str, ...]:
    """The columns beside the bars."""

    def say(key: str) -> str:
        return texts.text(language, f"admissions.who.{key}")

    return (str(year), say("ratio"), say("unknown"), str(year - 1))


def _part(
    language: str, name: str, now: Said, before: Said, year: int, lead: bool = False
) -> Part:
    share, earlier = _shown(now), _shown(before)
    note = "" if now.known else texts.text(language, "admissions.who.not_said")
    hover = [f"<b>{escape(name)}</b>"]
    hover += [
        f"{of_year}: {_ratio(language, one)} {_percent(language, one)}".rstrip()
        for of_year, one in ((year, now), (year - 1, before))
        if one.known
    ]
    return Part(
        name=escape(name),
        now=None if share is None else float(share * 100),
        before=None if earlier is None else float(earlier * 100),
        cells=(
            _percent(language, now),
            _ratio(language, now) if now.known else "",
            texts.number(language, now.unknown) if now.unknown else "",
            _percent(language, before) or _ratio(language, before),
        ),
        hover="<br>".join(hover),
        note=note,
        lead=lead,
    )


def _shown(one: Said) -> Fraction | None:
    return one.share if one.known >= wording.SMALL else None


def _percent(language: str, one: Said) -> str:
    share = _shown(one)
    return "" if share is None else texts.percent(language, share, 1)


def _ratio(language: str, one: Said) -> str:
    if not one.known:
        return ""
    above, size = texts.number(language, one.count), texts.number(language, one.known)
    return f"{above}/{size}"


def title(language: str, groups: Sequence[Group], year: int) -> str:
    """The finding on who was admitted, in one sentence."""
    count = total(groups, year)
    if not count:
        return texts.text(language, "admissions.who.nobody", year=year)
    now = counted(groups, year)
    women, young = (said(now, field, group) for _, field, group in LINES[:2])
    if not women.known or not young.known:
        return texts.text(language, "admissions.who.count", count=count, year=year)
    return texts.text(
        language,
        "admissions.who.title",
        count=count,
        year=year,
        women=_percent(language, women) or _ratio(language, women),
        young=_percent(language, young) or _ratio(language, young),
    )


def none_title(language: str, found: Sequence[Organisation], years: int) -> str:
    """How many organisations admitted nobody for so many years."""
    count = len(without(found, years))
    key = "title" if count else "title_none"
    return texts.text(language, f"admissions.none.{key}", count=count, years=years)


def without(found: Sequence[Organisation], years: int) -> list[Organisation]:
    """Those that admitted nobody for at least so many reported years in a row."""
    return [one for one in found if one.years_without >= years]


def none_rows(
    language: str, found: Sequence[Organisation], years: int
) -> list[dict[str, str]]:
    """The rows of the list, as text."""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"admissions.none.{key}", **values)

    return [
        {
            say("name"): one.name,
            say("above"): one.above_name or "",
            say("members"): "?"
            if one.members is None
            else texts.number(language, one.members),
            say("years"): f"{one.years_without} ({one.first_year}–{one.last_year})",
            say("unknown"): texts.number(language, one.unknown) if one.unknown else "",
        }
        for one in without(found, years)
    ]
