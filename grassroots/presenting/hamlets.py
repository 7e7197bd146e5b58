"""Which hamlets lack what, where most of them are, and can they get it? Pure: figures,
rows and a programme's judgement in, sentences and table lines out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any

from grassroots import counts, texts, wording
from grassroots.assessment import Assessment
from grassroots.cube import Cell
from grassroots.headline import lower_first
from grassroots.progress import Figure
from grassroots.statute import Rule
from grassroots.units import Unit

# What the page can look at, as the address calls it → the indicator.
MEASURES = {
    "cell": "hamlets_with_cell",
    "members": "hamlets_with_members",
    "committee": "hamlet_cells_with_committee",
    "head": "hamlet_heads_members",
    "front": "front_heads_members",
}
# What says whether a hamlet can get it, by the rule of the statute.
RULES = {"cell": "cell", "committee": "committee"}
_GROUPS = ("area", "district", "group")  # levels that stand between
_MOST = 2  # units that the title names together


@dataclass(frozen=True)
class Standing:
    """A unit with its figure of the year; None: not asked for or not reported."""

    unit: Unit
    cell: Cell | None

    @property
    def lacking(self) -> int | None:
        """How many do not have it; None where nothing is reported."""
        cell = self.cell
        if cell is None or cell.numerator is None or cell.denominator is None:
            return None
        return cell.denominator - cell.numerator


@dataclass(frozen=True)
class Kinds:
    """How the hamlets with a known answer have their cell."""

    own: int = 0
    joint: int = 0
    none: int = 0

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Kinds:
        """From the cells of hamlets_with_cell by has_cell, of one unit and year."""
        known = {cell.group: cell.denominator or 0 for cell in cells}
        return cls(*(known.get(name, 0) for name in ("own", "joint", "none")))


@dataclass(frozen=True)
class Line:
    """One hamlet of the list, as text where it is words, as it is where it is a
    number; file, sheet, row: where it was read."""

    commune: str
    hamlet: str
    households: int | None
    members: int | None
    cell: str
    cell_name: str
    source: str
    enough: bool
    file: str
    sheet: str
    row: int
    as_of: date


def finding(
    language: str,
    measure: str,
    chosen: Standing,
    province: Standing,
    children: Sequence[Standing],
    communes: Sequence[Standing],
    kinds: Kinds | None = None,
    *,
    joint_counts: bool = False,
    filtered: bool = False,
) -> str:
    """How many lack it and where most of them are, in one sentence.

    children: the units one step below the chosen one; communes: those under it. kinds:
    of the chosen unit, so that a joint cell is never called none. Source of the form:
    SCREENS 3.
    """

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"hamlets.finding.{key}", **values)

    name = in_sentence(language, chosen.unit)
    lacking, cell = chosen.lacking, chosen.cell
    if lacking is None or cell is None:
        what = texts.text(language, f"hamlets.measures.{measure}.what")
        return capital(say("not_reported", unit=name, what=what))
    if not cell.denominator:
        return capital(say("nothing", unit=name))
    joint = kinds.joint if kinds and measure == "cell" and not joint_counts else 0
    named = f"hamlets.measures.{measure}"
    if not lacking:
        has = texts.text(language, f"{named}.all", count=cell.denominator)
        said = say("all", unit=name, has=has)
    elif chosen.unit.level == "province":
        said = say("province", lack=_lack(language, measure, lacking, joint))
        said += _where(language, children, communes)
    elif province.lacking is not None and chosen.unit.level in _GROUPS and not joint:
        whole = _lack(language, measure, province.lacking, 0)
        said = say("part", lack=whole, count=lacking, unit=name)
        said += _among(language, communes, lacking)
    else:
        of = texts.number(language, cell.denominator)
        lack = _lack(language, measure, lacking, joint, of=f"/{of}")
        said = say("unit", unit=name, lack=lack)
        said += _among(language, communes, lacking)
    if cell.unknown:
        said += say("unknown", count=cell.unknown)
    if cell.reported < cell.expected:
        counted = {"reported": cell.reported, "expected": cell.expected}
        said = say("partly", said=lower_first(said), **counted)
    if cell.estimated:
        said = texts.text(language, "boundaries.finding", said=said)
    if filtered:
        said += f" {texts.text(language, 'filters.title')}"
    return capital(said)


def _lack(language: str, measure: str, count: int, joint: int, of: str = "") -> str:
    """ "27 thôn, TDP chưa có chi bộ"; joint: how many of them have a joint cell, which
    is no cell of their own; of: "/17" after the number."""
    key = f"hamlets.measures.{measure}.lack"
    if joint:
        key = f"{key}_own"
    number = texts.number(language, count)
    said = texts.text(language, key, count=count, joint=texts.number(language, joint))
    return said.replace(number, number + of, 1) if of else said


def _where(
    language: str, children: Sequence[Standing], communes: Sequence[Standing]
) -> str:
    """The unit that most of them are in, and its communes; "" where none stands out."""
    if not any(child.unit.level in _GROUPS for child in children):
        return _among(language, communes, sum(one.lacking or 0 for one in communes))
    ranked = sorted(children, key=lambda one: -(one.lacking or 0))
    most = ranked[0].lacking or 0
    if len(ranked) < 2 or not most or (ranked[1].lacking or 0) == most:
        return ""
    top = ranked[0].unit
    said = texts.text(
        language, "hamlets.finding.at", count=most, unit=in_sentence(language, top)
    )
    inside = [
        one for one in communes if top.unit_id in (one.unit.area_id, one.unit.parent_id)
    ]
    return said + _among(language, inside, most)


def _among(language: str, communes: Sequence[Standing], whole: int) -> str:
    """The communes that hold half of it or more: ", trong đó 9 ở hai xã …"."""
    lacking = [one for one in communes if one.lacking]
    ranked = sorted(lacking, key=lambda one: (-(one.lacking or 0), one.unit.code))
    for count in range(1, _MOST + 1):
        top, rest = ranked[:count], ranked[count:]
        held = sum(one.lacking or 0 for one in top)
        # No line is drawn between equals.
        tied = rest and rest[0].lacking == top[-1].lacking
        if len(top) == count and rest and not tied and 2 * held >= whole:
            names = [in_sentence(language, one.unit) for one in top]
            return texts.text(
                language,
                "hamlets.finding.among",
                count=held,
                places=texts.listed(language, names),
            )
    return ""


def in_sentence(language: str, unit: Unit) -> str:
    """A unit's name in the middle of a sentence: "xã Khe Mây", "Thạch Lâm"."""
    name = wording.whole_unit(language, unit)
    kind = unit.written.type
    if language == "vi" and (
        name.startswith("Toàn ") or (kind and name.lower().startswith(kind))
    ):
        return name[:1].lower() + name[1:]
    return name


def capital(said: str) -> str:
    """A sentence with a capital letter at its head."""
    return said[:1].upper() + said[1:]


def path(language: str, measure: str, now: Assessment | None) -> str:
    """What the next deadline asks for, in whole cases and years, beside what the past
    years brought; "" where the programme sets none."""
    if now is None or now.target.when != "deadline":
        return ""
    figure, target = now.figure, now.target
    year = wording.deadline(target, now.year)
    if year is None or figure.numerator is None or not figure.denominator:
        return ""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"hamlets.path.{key}", **values)

    milestone = next(one for one in target.milestones if one.year == year)
    more = counts.needed(
        figure.numerator, figure.denominator, milestone.value, target.is_strict
    )
    past = _past(language, now)
    if not more:
        return say("reached", year=year) + past
    needed = texts.text(language, f"hamlets.measures.{measure}.more", count=more)
    left = year - figure.at
    if left <= 0:
        return say("over", year=year, more=needed) + past
    each = more / left
    low, high = floor(each), ceil(each)
    pace = texts.number(language, high)
    if low and low != high:
        pace = f"{texts.number(language, low)}–{pace}"
    span = texts.brief(language, left, 1)
    key = "this_year" if left < 1 else ("one_year" if left == 1 else "years")
    return say(key, year=year, more=needed, span=span, pace=pace) + past


def _past(language: str, now: Assessment) -> str:
    """By how many a year the lacking have become fewer, since the first year that was
    told whole."""
    told = [
        figure
        for figure in now.series
        if figure.year <= now.year
        and figure.year >= (now.since or figure.year)
        and _lacking(figure) is not None
        and not figure.is_incomplete
    ]
    if len(told) < 2 or told[-1].year != now.year:
        return ""
    first, last = told[0], told[-1]
    fewer = (_lacking(first) or 0) - (_lacking(last) or 0)
    each = texts.brief(language, abs(fewer) / (last.at - first.at), 1)
    key = "fewer" if fewer > 0 else ("more" if fewer < 0 else "same")
    said = {"first": first.year, "last": last.year, "each": each}
    return texts.text(language, f"hamlets.path.{key}", **said)


def _lacking(figure: Figure) -> int | None:
    if figure.numerator is None or figure.denominator is None:
        return None
    return figure.denominator - figure.numerator


def lines(
    language: str, measure: str, rows: Sequence[Mapping[str, Any]], rule: Rule | None
) -> list[Line]:
    """The rows of `queries/pages/hamlets_rows.sql` as the list shows them, in their
    order. rule: how many members it takes; None: nothing of the kind."""
    return [
        Line(
            commune=row["commune"],
            hamlet=row["hamlet"],
            households=row["households"],
            members=row["members"],
            cell=texts.text(
                language, f"hamlets.has_cell.{row['has_cell'] or 'unknown'}"
            ),
            cell_name=row["cell_name"] or "",
            source=_source(language, row["members"], rule),
            enough=rule is not None and (row["members"] or 0) >= rule.full_members,
            file=row["file"],
            sheet=row["sheet"],
            row=row["row_number"],
            as_of=row["as_of"],
        )
        for row in rows
    ]


def _source(language: str, members: int | None, rule: Rule | None) -> str:
    """Whether there are members enough: all told, since rosters tell no more."""
    if rule is None:
        return ""
    number, key = texts.number(language, rule.full_members), "enough"
    if members is None:
        key = "unknown"
    elif not members:
        key = "nobody"
    elif members < rule.full_members:
        key = "few"
        number = texts.number(language, rule.full_members - 1)
    return texts.text(language, f"hamlets.source.{key}", number=number)


def can_get_it(language: str, listed: Sequence[Line], rule: Rule | None) -> str:
    """ "6/15 đã có từ 3 đảng viên"; "" where nothing is asked for or nothing lacks."""
    if rule is None or not listed:
        return ""
    enough = sum(line.enough for line in listed)
    return texts.text(
        language,
        "hamlets.source.summary",
        ratio=f"{texts.number(language, enough)}/{texts.number(language, len(listed))}",
        number=texts.number(language, rule.full_members),
    )
