"""Reconciliation as sentences and as the rows of `checks --json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from grassroots import checks, texts, units
from grassroots.checks import CHECKS, Count, Finding, Place
from grassroots.listing import ListingError
from grassroots.units import Unit

Trees = Mapping[int, Mapping[int, Unit]]


def trees(connection: duckdb.DuckDBPyConnection, years: set[int]) -> Trees:
    """The units of these years, to name those that findings and places speak of."""
    return {year: units.of_year(connection, year) for year in sorted(years)}


def rows(
    connection: duckdb.DuckDBPyConnection,
    *,
    check: str | None = None,
    unit: str | None = None,
    year: int | None = None,
    names: bool = False,
) -> Iterator[dict[str, Any]]:
    """One row a finding, as `checks --json` prints it; what is not given does not
    narrow. names: whether the rows tell names, card numbers and dates of persons.

    ListingError: a check or unit that is not known, a name of several units.
    """
    asked = _asked(check)
    unit_id = None if unit is None else _unit(connection, unit)
    known = trees(connection, set(checks.years(connection)))
    for finding in checks.findings_of(connection, asked, unit=unit_id, year=year):
        yield as_row(finding, known, names=names)


def summary_rows(
    connection: duckdb.DuckDBPyConnection,
    *,
    check: str | None = None,
    unit: str | None = None,
    year: int | None = None,
) -> list[dict[str, Any]]:
    """One row a check and year, of the unit or of the province: how many findings
    (null: cannot be made) in how many units. ListingError as in `rows`."""
    asked = set(_asked(check))
    counts = [
        count
        for count in checks.summary(connection)
        if count.check in asked and year in (None, count.year)
    ]
    known = trees(connection, {count.year for count in counts})
    wanted = None if unit is None else _unit(connection, unit)
    return [
        _summary_row(count, known)
        for count in counts
        if (count.unit_id == wanted if wanted is not None else _is_top(count, known))
    ]


def _asked(check: str | None) -> list[str]:
    if check is None:
        return list(CHECKS)
    if check not in CHECKS:
        raise ListingError("unknown_check", name=check, known=", ".join(CHECKS))
    return [check]


def _unit(connection: duckdb.DuckDBPyConnection, named: str) -> int:
    found: dict[int, Unit] = {}
    for year in checks.years(connection):
        tree = units.of_year(connection, year)
        found |= {one.unit_id: one for one in units.named_in(tree, named)}
    if not found:
        raise ListingError("unknown_unit", name=named)
    if len(found) > 1:
        known = ", ".join(f"{one.name} ({one.code})" for one in found.values())
        raise ListingError("several_units", name=named, known=known)
    return next(iter(found))


def _is_top(count: Count, known: Trees) -> bool:
    unit = known[count.year].get(count.unit_id)
    return unit is not None and unit.level == "province"


def as_row(finding: Finding, known: Trees, *, names: bool) -> dict[str, Any]:
    """A finding as JSON: check, severity, year, unit, path, values, accepted, rows."""
    unit = known[finding.year].get(finding.unit_id)
    return {
        "check": finding.check,
        "severity": CHECKS[finding.check].severity,
        "year": finding.year,
        "unit": unit.code if unit else None,
        "unit_name": unit.name if unit else None,
        "path": path(known, finding.year, finding.unit_id),
        "values": dict(finding.values),
        "accepted": finding.accepted,
        "rows": [_place_row(place, names=names) for place in finding.rows],
    }


def _place_row(place: Place, *, names: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "batch": place.batch,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "kind": place.kind,
        "role": place.role,
    }
    if names:
        row["name"] = place.name
        row["card_number"] = place.card_number
        row["birth_date"] = place.birth_date
        row["admitted_on"] = place.admitted_on
    return row


def _summary_row(count: Count, known: Trees) -> dict[str, Any]:
    unit = known[count.year].get(count.unit_id)
    return {
        "check": count.check,
        "severity": CHECKS[count.check].severity,
        "year": count.year,
        "unit": unit.code if unit else None,
        "unit_name": unit.name if unit else None,
        "findings": count.findings,
        "made": count.made,
        "units": count.units,
        "missing": list(count.missing),
    }


def path(known: Trees, year: int, unit_id: int) -> str:
    """Names from the province down, joined as the command line joins them."""
    tree = dict(known.get(year, {}))
    if unit_id not in tree:
        return ""
    return " › ".join(step.name for step in units.path_in(tree, unit_id))


def sentence(language: str, row: Mapping[str, Any]) -> str:
    """What does not fit, without a person's name."""
    values = dict(row["values"])
    which = values.get("reason") or values.get("by") or "finding"
    if "fields" in values:
        values["fields"] = ", ".join(
            texts.text(language, f"checks.fields.{name}") for name in values["fields"]
        )
    shown = {
        name: texts.number(language, said) if isinstance(said, int) else said
        for name, said in values.items()
    }
    return texts.text(language, f"checks.{row['check']}.{which}", **shown)


def lines(language: str, row: Mapping[str, Any]) -> Iterator[str]:
    """A finding as plain text: what does not fit and what to do, then its places."""
    yield texts.text(
        language,
        "checks.line",
        year=row["year"],
        unit=row["path"] or "–",
        sentence=sentence(language, row),
        todo=texts.text(language, f"checks.{row['check']}.todo"),
    )
    if row["accepted"]:
        reason = texts.text(language, "quality.accept.printed", reason=row["accepted"])
        yield f"    {reason}"
    for place in row["rows"]:
        said = texts.text(
            language,
            "checks.place",
            file=place["file"],
            sheet=place["sheet"],
            row=place["row"],
        )
        if place["role"]:
            role = texts.text(language, f"checks.roles.{place['role']}")
            said = texts.text(language, "checks.place_as", role=role, place=said)
        yield f"    {said}"


def summary_line(language: str, row: Mapping[str, Any]) -> str:
    """A check of a year in one line: found, nothing found, or cannot be made."""
    title = texts.text(language, f"checks.{row['check']}.title")
    missing = texts.listed(
        language, [roster(language, name) for name in row["missing"]]
    )
    head = f"{row['year']}  "
    if row["findings"] is None:
        return head + texts.text(
            language, "checks.cannot", title=title, missing=missing
        )
    said = head + texts.text(
        language,
        "checks.found" if row["findings"] else "checks.none",
        title=title,
        findings=texts.number(language, row["findings"]),
        made=row["made"],
        units=row["units"],
    )
    if row["missing"]:
        said += " " + texts.text(language, "checks.partly_missing", missing=missing)
    return said


def roster(language: str, needed: str) -> str:
    """A roster that a check needs, in words: `members.card_number`, `a|b`."""
    one, _, other = needed.partition("|")
    said = texts.text(language, f"checks.rosters.{one.replace('.', '_')}")
    if other:
        said = texts.text(
            language, "checks.or", one=said, other=roster(language, other)
        )
    return said
