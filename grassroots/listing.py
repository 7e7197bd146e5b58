"""The rows of `indicators --json`: figures, and verdicts of a chosen programme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb

from grassroots import assessment, cube, indicators, texts, units
from grassroots.indicators import Choices
from grassroots.own_programmes import all_programmes
from grassroots.progress import Figure
from grassroots.targets import Programme
from grassroots.units import Unit


class ListingError(Exception):
    """An id, level, unit or field that is not known."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


def rows(
    connection: duckdb.DuckDBPyConnection,
    *,
    indicator: str | None = None,
    programme: str | None = None,
    level: str | None = None,
    unit: str | None = None,
    year: int | None = None,
    by: str | None = None,
    rating_base: str = "rated",
    admission_base: str = "previous_year_end",
    boundaries: str = indicators.THEN,
) -> Iterator[dict[str, Any]]:
    """One row a figure, as DESIGN.md's command line writes it; what is not given does
    not narrow: all indicators, units and years. ListingError: something not known."""
    _known("unknown_indicator", indicator, indicators.INDICATORS)
    programmes = all_programmes(connection)
    _known("unknown_programme", programme, programmes)
    _known("unknown_level", level, units.LEVELS)
    asked = [indicator] if indicator else list(indicators.INDICATORS)
    groups = {one: indicators.INDICATORS[one].groups for one in asked}
    _known("unknown_field", by, sorted({name for of in groups.values() for name in of}))
    choices = Choices(
        rating_base=rating_base, admission_base=admission_base, boundaries=boundaries
    )
    years = [year] if year is not None else cube.years(connection)
    trees = _trees(connection, years, boundaries)
    chosen = _chosen(trees, level, unit)
    if programme is not None:
        yield from _assessed(
            connection, programmes[programme], chosen, trees, choices, indicator
        )
        return
    grouped = [one for one in asked if by is None or by in groups[one]]
    # All units are far more rows than one unit's: then one indicator at a time.
    for some in [grouped] if chosen is not None else [[one] for one in grouped]:
        for cell in cube.figures_of(
            connection, some, units=chosen, year=year, by=by, choices=choices
        ):
            if cell.unit_id in trees.get(cell.year, {}):
                row = _figure_row(
                    trees[cell.year],
                    cell.indicator,
                    cell.unit_id,
                    assessment.figure_of(cell),
                )
                if by is not None:
                    row["group"] = cell.group
                yield row


def _trees(
    connection: duckdb.DuckDBPyConnection, years: list[int], boundaries: str
) -> dict[int, dict[int, Unit]]:
    """The units of each year: its own, or those of today."""
    if boundaries == indicators.NOW:
        return dict.fromkeys(years, units.of_year(connection, units.PRESENT))
    return {year: units.of_year(connection, year) for year in years}


def _known(code: str, name: str | None, known: Any) -> None:
    if name is not None and name not in known:
        raise ListingError(code, name=name, known=", ".join(known))


def _chosen(
    trees: dict[int, dict[int, Unit]], level: str | None, named: str | None
) -> list[int] | None:
    """The units asked for; None for all. A level below a unit: that level under it."""
    if level is None and named is None:
        return None
    everywhere = {
        unit_id: (unit, tree)
        for tree in trees.values()
        for unit_id, unit in tree.items()
    }
    top = _one(trees, named) if named is not None else None
    if level is None:
        assert top is not None
        return [top]
    return sorted(
        unit_id
        for unit_id, (unit, tree) in everywhere.items()
        if unit.level == level
        and (
            top is None
            or any(step.unit_id == top for step in units.path_in(tree, unit_id))
        )
    )


def _one(trees: dict[int, dict[int, Unit]], named: str) -> int:
    found = {
        unit.unit_id: unit
        for tree in trees.values()
        for unit in units.named_in(tree, named)
    }
    if not found:
        raise ListingError("unknown_unit", name=named)
    if len(found) > 1:
        known = ", ".join(f"{unit.name} ({unit.code})" for unit in found.values())
        raise ListingError("several_units", name=named, known=known)
    return next(iter(found))


def one_unit(connection: duckdb.DuckDBPyConnection, named: str) -> int:
    """The unit of today with this code or name. ListingError: none, or several."""
    return _one({units.PRESENT: units.of_year(connection, units.PRESENT)}, named)


def _figure_row(
    tree: dict[int, Unit], indicator: str, unit_id: int, figure: Figure
) -> dict[str, Any]:
    unit = tree[unit_id]
    parent = tree.get(unit.parent_id) if unit.parent_id is not None else None
    value = figure.value
    return {
        "indicator": indicator,
        "unit": unit.code,
        "unit_name": unit.name,
        "level": unit.level,
        "parent": parent.code if parent else None,
        "path": " › ".join(step.name for step in units.path_in(tree, unit_id)),
        "year": figure.year,
        "as_of": figure.as_of.isoformat() if isinstance(figure.as_of, date) else None,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unknown": figure.unknown if figure.numerator is not None else None,
        "value": float(value) if value is not None else None,
        "reported": figure.reported,
        "expected": figure.expected,
        "estimated": figure.estimated,
    }


def _assessed(
    connection: duckdb.DuckDBPyConnection,
    programme: Programme,
    chosen: list[int] | None,
    trees: dict[int, dict[int, Unit]],
    choices: Choices,
    indicator: str | None,
) -> Iterator[dict[str, Any]]:
    for found in assessment.assess(
        connection, programme, units=chosen, years=list(trees), choices=choices
    ):
        tree = trees[found.year]
        if found.unit_id not in tree:
            continue
        if indicator is not None and found.target.indicator != indicator:
            continue
        row = _figure_row(tree, found.target.indicator, found.unit_id, found.figure)
        judgement = found.judgement
        if found.target.when == "term" and judgement.numerator is not None:
            row["numerator"] = judgement.numerator  # the sum of the term so far
        row["target"] = found.target.id
        row["verdict"] = judgement.verdict
        row["gap"] = judgement.gap
        if judgement.pace is not None:
            row["pace"] = float(judgement.pace)
        if judgement.streak is not None:
            row["streak"] = judgement.streak
        if found.since is not None:
            row["since"] = found.since
        row["estimated"] = found.estimated
        other = found.alternative
        row["alternative"] = other and {
            "base": other.base,
            "numerator": other.figure.numerator,
            "denominator": other.figure.denominator,
            "value": _float(other.figure.value),
            "verdict": other.judgement.verdict,
        }
        yield row


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def line(language: str, row: dict[str, Any]) -> str:
    """A row as one line of plain text."""
    parts = [str(row["year"]), row["path"], row.get("target") or row["indicator"]]
    if row.get("group") is not None:
        parts.append(str(row["group"]))
    counts = "–" if row["numerator"] is None else str(row["numerator"])
    if row["denominator"] is not None:
        counts += f"/{row['denominator']}"
    parts.append(counts)
    if row["value"] is not None:
        share = Fraction(row["numerator"], row["denominator"])
        parts.append(texts.percent(language, share))
    if "verdict" in row:
        parts.append(texts.text(language, f"verdicts.{row['verdict']}"))
    return "  ".join(parts)
