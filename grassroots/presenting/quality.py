"""The page of data quality: its title, the checks as lines, findings as sentences and
places, the workbook. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from grassroots import checks_listing, texts, wording
from grassroots.indicators import INDICATORS
from grassroots.quality import jumps, outliers
from grassroots.quality.found import JUMPS, NAMES, OTHERS, Issue, Spot, Tally, severity
from grassroots.reports_xlsx import Sheet, Value, workbook
from grassroots.unit import Unit

SEVERITIES = ("wrong", "doubt", "look")
OUTCOMES = (*SEVERITIES, "cannot", "clean")
# Shape and tone (of a verdict in `charts`) of each grade.
GLYPHS: Mapping[str, str] = {
    "wrong": "✕",
    "doubt": "◆",
    "look": "○",
    "cannot": "–",
    "clean": "●",
}
TONES: Mapping[str, str] = {
    "wrong": "not_met",
    "doubt": "slightly_behind",
    "look": "not_reported",
    "cannot": "not_reported",
    "clean": "met",
}
Tallies = Mapping[tuple[str, int], Tally]
Units = Mapping[int, Unit]
Persons = Mapping[tuple[int, int], tuple[str, str]]
_SPOTS = 2  # places named in one line; the others are counted


@dataclass(frozen=True)
class Line:
    """A check in the year looked at, and what is open in each of the years. outcome: a
    severity where something is open, else clean or cannot."""

    check: str
    outcome: str
    title: str
    open: int
    accepted: str
    made: str
    years: tuple[str, ...]


def finding(language: str, tallied: Tallies, unit: Unit, year: int) -> str:
    """The page's title: what is open in the year, by how grave it is."""
    open_of = dict.fromkeys(SEVERITIES, 0)
    made = 0
    for (check, of_year), one in tallied.items():
        if of_year == year and one.findings is not None:
            made += 1
            open_of[severity(check)] += one.open
    parts = [
        texts.text(language, f"quality.found.{name}", count=count)
        for name, count in open_of.items()
        if count
    ]
    said = texts.listed(language, parts)
    if not said:
        said = texts.text(language, "quality.nothing", count=made)
    name = wording.whole_unit(language, unit)
    return texts.text(language, "quality.title", unit=name, year=year, said=said)


def lines(
    language: str, tallied: Tallies, year: int, years: Sequence[int]
) -> list[Line]:
    """The checks: those with something open first, the gravest before the others."""
    made = []
    for check in NAMES:
        one = tallied[check, year]
        made.append(
            Line(
                check=check,
                outcome=outcome(one),
                title=title(language, check),
                open=one.open,
                accepted=texts.number(language, one.accepted) if one.accepted else "",
                made=f"{one.made}/{one.units}" if one.units else "",
                years=tuple(_count(language, tallied[check, of]) for of in years),
            )
        )
    return sorted(made, key=lambda line: OUTCOMES.index(line.outcome))


def outcome(one: Tally) -> str:
    """How grave what is open is; clean where nothing is, cannot where nobody knows."""
    if one.findings is None:
        return "cannot"
    return severity(one.check) if one.open else "clean"


def _count(language: str, one: Tally) -> str:
    return "–" if one.findings is None else texts.number(language, one.open)


def title(language: str, check: str) -> str:
    """What a check is called."""
    place = "quality.checks" if check in OTHERS else "checks"
    return texts.text(language, f"{place}.{check}.title")


def todo(language: str, check: str) -> str:
    """What is to be done with a finding of a check."""
    place = "quality.checks" if check in OTHERS else "checks"
    return texts.text(language, f"{place}.{check}.todo")


def definition(language: str, check: str) -> str:
    """How a check is made, in words."""
    if check == JUMPS:
        return texts.text(
            language,
            "quality.checks.value_jumps.definition",
            years=outliers.LEAST_YEARS,
            cases=jumps.LEAST_CASES,
            points=texts.number(language, jumps.LEAST_POINTS * 100),
            met=jumps.LEAST_MET,
        )
    place = "quality.checks" if check in OTHERS else "checks"
    return texts.text(language, f"{place}.{check}.definition")


def reach(language: str, one: Tally) -> str:
    """Where a check could not be made, and what is missing there; "" where all is."""
    if not one.missing:
        return ""
    names = [checks_listing.roster(language, name) for name in one.missing]
    missing = texts.listed(language, names)
    if one.findings is None:
        return texts.text(language, "quality.cannot", year=one.year, missing=missing)
    return texts.text(
        language, "quality.partly", made=one.made, units=one.units, missing=missing
    )


def sentence(language: str, issue: Issue) -> str:
    """What does not agree, without a person's name."""
    if issue.check == JUMPS:
        return _jump(language, issue)
    if issue.check in OTHERS:
        return texts.text(
            language,
            "quality.checks.total_differs.sentence",
            **{
                name: texts.number(language, issue.values[name])
                for name in ("printed", "counted", "first_row", "last_row")
            },
        )
    row = {"check": issue.check, "values": issue.values}
    return checks_listing.sentence(language, row)


def _jump(language: str, issue: Issue) -> str:
    values = issue.values
    value, middle = Fraction(values["value"]), Fraction(values["middle"])
    indicator = values["indicator"]
    name = texts.text(language, f"indicators.{indicator}.title")
    if values["what"] == jumps.SHARE:
        shown, usual = (texts.percent(language, one) for one in (value, middle))
    else:
        shown, usual = (texts.brief(language, one) for one in (value, middle))
    return texts.text(
        language,
        f"quality.checks.value_jumps.{values['what']}",
        indicator=name,
        value=shown,
        of=texts.number(language, values["of"]),
        years=values["years"],
        middle=usual,
    )


def indicator_of(issue: Issue) -> str | None:
    """The indicator whose figure jumps; None of other findings."""
    if issue.check != JUMPS:
        return None
    found: str = issue.values["indicator"]
    return found if found in INDICATORS else None


def unit_name(language: str, issue: Issue, units: Units, above: Sequence[int]) -> str:
    """A finding's unit with the units above it, those left out that all share."""
    steps = []
    current = units.get(issue.unit_id)
    while current is not None and current.unit_id not in above:
        steps.append(wording.unit_name(language, current))
        current = units.get(current.parent_id or 0)
    return " › ".join(reversed(steps)) or _own(language, issue, units)


def _own(language: str, issue: Issue, units: Units) -> str:
    unit = units.get(issue.unit_id)
    return wording.unit_name(language, unit) if unit else "–"


def places(language: str, issue: Issue) -> str:
    """File, sheet and row of the first rows concerned; "" where there are none."""
    spots = issue.spots[:_SPOTS]
    said = [place(language, issue, spot) for spot in spots]
    if len(issue.spots) > _SPOTS:
        count = len(issue.spots) - _SPOTS
        said.append(texts.text(language, "quality.more_spots", count=count))
    return "; ".join(said)


def place(language: str, issue: Issue, spot: Spot) -> str:
    """One of them; of a printed total its cell."""
    if issue.values.get("cell") and issue.check in OTHERS:
        cell = texts.text(language, "quality.cell", cell=issue.values["cell"])
        return f"{spot.file} › {spot.sheet} › {cell}"
    return texts.text(
        language, "checks.place", file=spot.file, sheet=spot.sheet, row=spot.row or "–"
    )


def role(language: str, spot: Spot) -> str:
    """What a row is in a finding; the kind of its roster where all are alike."""
    if spot.role and texts.has(language, f"checks.roles.{spot.role}"):
        return texts.text(language, f"checks.roles.{spot.role}")
    return texts.text(language, f"kinds.{spot.kind}")


def accepted(language: str, issue: Issue) -> str:
    """Why and when it was accepted; "" where it is open."""
    if issue.reason is None or issue.accepted_on is None:
        return ""
    day = texts.day(language, issue.accepted_on)
    return texts.text(language, "quality.accept.said", reason=issue.reason, day=day)


def known_date(language: str, written: str) -> str:
    """A birth date as exact as it is known: "1970", "1970-05" or a whole day."""
    if len(written) == len("2000-01-01"):
        return texts.day(language, date.fromisoformat(written))
    return written


def issues_workbook(
    language: str,
    tally: Tally,
    unit: Unit,
    issues: Sequence[Issue],
    units: Units,
    above: Sequence[int],
    persons: Persons,
) -> bytes:
    """All findings of a check as a workbook, one line a row concerned. persons: names
    and birth dates, where they are uncovered; else empty and without columns."""

    def head(key: str) -> str:
        return texts.text(language, f"quality.columns.{key}")

    keys = ["unit", "issue", "role", "file", "sheet", "row"]
    if persons:
        keys += ["name", "birth_date"]
    keys += ["reason", "accepted_on"]
    rows: list[tuple[Value, ...]] = []
    for issue in issues:
        day = texts.day(language, issue.accepted_on) if issue.accepted_on else None
        first = (unit_name(language, issue, units, above), sentence(language, issue))
        for spot in issue.spots or (None,):
            named: tuple[Value, ...] = ()
            if persons:
                key = (spot.table_id, spot.row or 0) if spot else (0, 0)
                name, born = persons.get(key, ("", ""))
                named = (name, known_date(language, born))
            where: tuple[Value, ...] = (None, None, None, None)
            if spot is not None:
                where = (role(language, spot), spot.file, spot.sheet, spot.row)
            rows.append((*first, *where, *named, issue.reason, day))
    said: list[tuple[Value, ...]] = [
        (texts.text(language, "report.unit"), unit.name),
        (texts.text(language, "report.year"), str(tally.year)),
        (head("check"), title(language, tally.check)),
        (
            head("severity"),
            texts.text(language, f"quality.severity.{severity(tally.check)}"),
        ),
        (texts.text(language, "detail.definition"), definition(language, tally.check)),
        (texts.text(language, "report.notes"), todo(language, tally.check)),
    ]
    if limits := reach(language, tally):
        said.append((texts.text(language, "report.notes"), limits))
    filters = texts.text(language, "report.filters")
    return workbook(
        [
            Sheet(filters, (filters, ""), tuple(said)),
            Sheet(
                texts.text(language, "quality.sheet"),
                tuple(head(key) for key in keys),
                tuple(rows),
            ),
        ]
    )
