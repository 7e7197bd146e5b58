"""Unknown cells as the page of data quality shows them: by field, by unit. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grassroots import texts, wording
from grassroots.presenting.completeness import kind_name
from grassroots.quality.unknowns import Blank
from grassroots.rosters import roster_kinds
from grassroots.unit import Unit

Field = tuple[str, str]  # kind and field


@dataclass(frozen=True)
class Line:
    """A field: its words, how many cells are not known, and the unit with most."""

    field: Field
    name: str
    roster: str
    blank: int
    cells: int
    share: str
    most_in: str


def lines(
    language: str,
    found: Sequence[Blank],
    unit: Unit,
    children: Sequence[Unit],
    year: int,
) -> list[Line]:
    """The fields with unknown cells in a year, those with most first."""
    parts = {child.unit_id: child for child in children}
    made = []
    for one in found:
        if one.unit_id != unit.unit_id or one.year != year or not one.blank:
            continue
        inside = [
            other
            for other in found
            if other.year == year
            and (other.kind, other.field) == (one.kind, one.field)
            and other.unit_id in parts
            and other.blank
        ]
        most = max(inside, key=lambda other: other.blank, default=None)
        said = ""
        if most is not None:
            name = wording.unit_name(language, parts[most.unit_id])
            said = f"{name} ({ratio(language, most)})"
        made.append(
            Line(
                field=(one.kind, one.field),
                name=field_name(language, one.kind, one.field),
                roster=kind_name(language, one.kind),
                blank=one.blank,
                cells=one.cells,
                share=texts.percent(language, Fraction(one.blank, one.cells)),
                most_in=said,
            )
        )
    return sorted(made, key=lambda line: (-line.blank, line.field))


def by_unit(
    language: str,
    found: Sequence[Blank],
    children: Sequence[Unit],
    field: Field,
    year: int,
) -> list[tuple[Unit, str, Blank, str]]:
    """The units below for one field: unit, name, counts, share; most unknown first."""
    parts: Mapping[int, Unit] = {child.unit_id: child for child in children}
    some = [
        one
        for one in found
        if one.year == year and (one.kind, one.field) == field and one.unit_id in parts
    ]
    some.sort(key=lambda one: (-one.blank, parts[one.unit_id].code))
    return [
        (
            parts[one.unit_id],
            wording.unit_name(language, parts[one.unit_id]),
            one,
            texts.percent(language, Fraction(one.blank, one.cells)),
        )
        for one in some
    ]


def finding(
    language: str,
    shown: Sequence[Line],
    found: Sequence[Blank],
    unit: Unit,
    year: int,
) -> str:
    """The page's title."""
    values = {"unit": wording.whole_unit(language, unit), "year": year}
    if not any(one.unit_id == unit.unit_id and one.year == year for one in found):
        return texts.text(language, "quality.unknown.no_rosters", **values)
    if not shown:
        return texts.text(language, "quality.unknown.none", **values)
    return texts.text(
        language, "quality.unknown.title", **words(language, shown[0]), **values
    )


def words(language: str, line: Line) -> dict[str, str]:
    """What sentences on a field name."""
    return {
        "field": f"“{line.name}”",
        "roster": line.roster,
        "blank": texts.number(language, line.blank),
        "cells": texts.number(language, line.cells),
    }


def ratio(language: str, one: Blank) -> str:
    """Unknown cells of all."""
    return f"{texts.number(language, one.blank)}/{texts.number(language, one.cells)}"


def field_name(language: str, kind: str, field: str) -> str:
    """A field as its column is called."""
    return roster_kinds()[kind].field(field).label[language]
