"""The age and the gender of the leaders whom the province manages. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from grassroots import texts, wording
from grassroots.cube import Cell
from grassroots.plots.shares import Part

BANDS = ("under_30", "30_to_39", "40_to_49", "50_to_59", "60_and_over")
YOUNG = ("under_30", "30_to_39")  # whom the target of under 40 counts
GENDERS = ("female", "male")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Structure:
    """How many are of which age and gender; each over those whose roster tells of it.
    whole_year: whether the ages are those of a year's last day."""

    ages: dict[str, int]
    genders: dict[str, int]
    whole_year: bool = True

    @property
    def count(self) -> int:
        """How many persons the ages are of."""
        return sum(self.ages.values())


def structure(
    ages: Sequence[Cell], genders: Sequence[Cell], unit: int, year: int
) -> Structure:
    """From figures by age (of managed_leaders_under_40) and by gender (of
    managed_leaders_women). Who cannot be told to be under 40 or not is unknown."""
    dates = [cell.as_of for cell in ages if _is_of(cell, unit, year)]
    return Structure(
        _counts(ages, unit, year),
        _counts(genders, unit, year),
        all((day.month, day.day) == (12, 31) for day in dates if day is not None),
    )


def _is_of(cell: Cell, unit: int, year: int) -> bool:
    return (cell.unit_id, cell.year) == (unit, year) and cell.denominator is not None


def _counts(cells: Sequence[Cell], unit: int, year: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell in cells:
        if not _is_of(cell, unit, year) or cell.group is None:
            continue
        found[cell.group] = found.get(cell.group, 0) + (cell.denominator or 0)
        if cell.unknown:
            found[UNKNOWN] = found.get(UNKNOWN, 0) + cell.unknown
    return {group: count for group, count in found.items() if count}


def title(language: str, found: Structure) -> str:
    """How many are under 40, and how many are women."""
    known = sum(found.ages.get(band, 0) for band in BANDS)
    young = sum(found.ages.get(band, 0) for band in YOUNG)
    both = sum(found.genders.get(one, 0) for one in GENDERS)
    women = found.genders.get("female", 0)
    said = []
    if known:
        ratio = _ratio(language, young, known)
        said.append(texts.text(language, "leaders.structure.young", ratio=ratio))
    if both:
        ratio = _ratio(language, women, both)
        said.append(texts.text(language, "leaders.structure.women", ratio=ratio))
    joined = ", ".join(said)
    return joined[:1].upper() + joined[1:]


def parts(language: str, found: Structure) -> list[Part]:
    """A row a band of age, then a row a gender; unknown ones where there are any."""
    shown: list[Part] = []
    for groups, counts, table in (
        ((*BANDS, UNKNOWN), found.ages, "age"),
        ((*GENDERS, UNKNOWN), found.genders, "gender"),
    ):
        total = sum(counts.values())
        rows = [one for one in groups if one != UNKNOWN or counts.get(one)]
        for place, group in enumerate(rows if total else ()):
            count = counts.get(group, 0)
            share = Fraction(count, total)
            ratio = _ratio(language, count, total)
            few = total < wording.SMALL
            percent = "" if few else texts.percent(language, share, 1)
            shown.append(
                Part(
                    name=_word(language, table, group),
                    now=None if few else float(share * 100),
                    before=None,
                    cells=(percent, ratio),
                    hover=escape(" · ".join(one for one in (percent, ratio) if one)),
                    lead=place == 0 and table == "gender" and bool(shown),
                )
            )
    return shown


def in_words(language: str, found: Structure) -> str:
    """The same as a sentence, for so few that a share says nothing."""
    said = [
        f"{name} {texts.number(language, count)}"
        for _, name, count in table(language, found)
    ]
    return " · ".join(said)


def table(language: str, found: Structure) -> list[tuple[str, str, int]]:
    """Field, group and count of each row, for the Excel file."""
    return [
        (
            texts.text(language, f"filters.{field}.label"),
            _word(language, field, group),
            counts[group],
        )
        for groups, counts, field in (
            ((*BANDS, UNKNOWN), found.ages, "age"),
            ((*GENDERS, UNKNOWN), found.genders, "gender"),
        )
        for group in groups
        if group in counts
    ]


def _word(language: str, field: str, group: str) -> str:
    if group == UNKNOWN:
        return texts.text(language, "leaders.structure.unknown")
    said = texts.text(language, f"filters.{field}.{group}")
    return said[:1].upper() + said[1:]


def _ratio(language: str, above: int, below: int) -> str:
    return f"{texts.number(language, above)}/{texts.number(language, below)}"
