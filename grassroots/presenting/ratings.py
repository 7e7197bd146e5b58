"""The page of ratings as data: the four levels by unit, what the base does to the
verdict, and the share of outstanding beside the ceiling advised. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from grassroots import texts, wording
from grassroots.assessment import Assessment
from grassroots.charts import Palette
from grassroots.cube import Cell
from grassroots.headline import lower_first
from grassroots.plots.bars import Part
from grassroots.plots.ceiling import Mark
from grassroots.presenting import by_unit
from grassroots.units import Unit

LEVELS = ("outstanding", "good", "completed", "not_completed")
OUTSIDE = ("not_rated", "unknown")  # in the base "all" alone

Levels = Mapping[str, int]


def levels_of(cells: Sequence[Cell]) -> dict[tuple[int, int], dict[str, int]]:
    """Unit id and year → level → how many, from figures by rating of the base "all"."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    for cell in cells:
        if cell.group is not None and cell.denominator is not None:
            of = found.setdefault((cell.unit_id, cell.year), {})
            of[cell.group] = of.get(cell.group, 0) + cell.denominator
    return found


def base_of(levels: Levels, base: str) -> int:
    """How many the base has: those rated, or all."""
    names = LEVELS if base == "rated" else (*LEVELS, *OUTSIDE)
    return sum(levels.get(name, 0) for name in names)


def parts(
    language: str,
    found: Assessment | None,
    levels: Levels | None,
    base: str,
    colours: Palette,
) -> tuple[Part, ...]:
    """The levels of one unit as the parts of a bar. Where only a total is told (an
    aggregate) and no level, the plain share."""
    total = base_of(levels, base) if levels else 0
    if not levels or not total:
        return by_unit.share_parts(language, found, colours)
    shown: list[Part] = []
    for place, name in enumerate(LEVELS):
        count = levels.get(name, 0)
        if count:
            shown.append(
                Part(
                    share=100 * count / total,
                    count=texts.number(language, count),
                    hover=_hover(language, name, count, total),
                    fill=colours.ratings[place],
                    ink=colours.inks[place],
                    edge=colours.edges[place],
                )
            )
    if base == "all":
        for name in OUTSIDE:
            count = levels.get(name, 0)
            if count:
                shown.append(
                    Part(
                        share=100 * count / total,
                        count="",
                        hover=_hover(language, name, count, total),
                        fill=colours.track,
                        ink=colours.text,
                        edge=colours.muted,
                        hatched=True,
                    )
                )
    return tuple(shown)


def _hover(language: str, level: str, count: int, total: int) -> str:
    name = texts.text(language, f"ratings.levels.{level}")
    share = texts.percent(language, Fraction(count, total))
    whole = texts.number(language, total)
    return escape(f"{name}: {texts.number(language, count)}/{whole} = {share}")


@dataclass(frozen=True)
class BaseLine:
    """One base: its verdict's name ("" where it is the same) and what is said."""

    verdict: str
    words: str


def bases(
    language: str, now: Assessment, levels: Levels, base: str
) -> tuple[bool, tuple[BaseLine, ...]]:
    """Whether the verdict turns with the base, and a line for each of the two."""

    def line(which: str, numerator: int, denominator: int, gap: int | None) -> str:
        counted = (texts.number(language, one) for one in (numerator, denominator))
        said = texts.text(
            language,
            "ratings.base.line",
            ratio="/".join(counted),
            base=lower_first(texts.text(language, f"bases.said.{which}")),
            share=texts.percent(language, Fraction(numerator, denominator)),
        )
        if not gap:
            return said
        missing = texts.number(language, gap)
        return said + texts.text(language, "ratings.base.missing", missing=missing)

    good = sum(levels.get(name, 0) for name in ("outstanding", "good"))
    figure, other = now.figure, now.alternative
    shown = []
    for which in (base, "all" if base == "rated" else "rated"):
        verdict, gap, total = "", None, base_of(levels, which)
        if which == base and figure.denominator:
            verdict, gap = now.judgement.verdict, now.judgement.gap
        elif other is not None and other.base == which:
            verdict, gap = other.judgement.verdict, other.judgement.gap
        if total:
            shown.append(BaseLine(verdict, line(which, good, total, gap)))
    return other is not None, tuple(shown)


def outside(language: str, levels: Levels) -> str:
    """How many are in no level: "24 chưa xếp loại, 3 chưa rõ"; "" for none."""
    said = [
        texts.text(language, f"ratings.base.{key}", count=levels[name])
        for key, name in (("not_rated", "not_rated"), ("unknown", "unknown"))
        if levels.get(name)
    ]
    return ", ".join(said)


@dataclass(frozen=True)
class Advisory:
    """The share of outstanding by unit beside a ceiling: title, note, marks."""

    title: str
    note: str
    marks: tuple[Mark, ...]


def advisory(
    language: str,
    unit: Unit,
    children: Sequence[Unit],
    levels: Mapping[int, Levels],
    limit: Fraction,
    base: str,
    source: str,
) -> Advisory:
    """levels: by unit id. Units of fewer than 10 show counts and are not counted as
    above the ceiling. Never a verdict: no target is set."""
    marks: list[Mark] = []
    over = 0
    for child in children:
        share = _outstanding(levels.get(child.unit_id, {}), base)
        if share is None:
            continue
        value = Fraction(*share)
        small = share[1] < wording.SMALL
        above = value > limit and not small
        over += above
        ratio = "/".join(texts.number(language, one) for one in share)
        marks.append(
            Mark(
                name=escape(by_unit.short(wording.unit_name(language, child))),
                code=child.code,
                value=float(value * 100),
                label=ratio if small else texts.percent(language, value, 1),
                hover=f"{ratio} = {texts.percent(language, value)}",
                above=above,
                faint=small,
            )
        )
    marks.sort(key=lambda mark: (-mark.above, mark.faint, -mark.value, mark.name))
    said = texts.text(language, f"ratings.advisory.bases.{base}")
    bound = texts.brief_percent(language, limit)
    key = "title" if over else "none"
    values = {"count": over} if over else {}
    title = texts.text(
        language, f"ratings.advisory.{key}", limit=bound, of=said, **values
    )
    whole = _outstanding(levels.get(unit.unit_id, {}), base)
    note = source
    if whole is not None:
        note = texts.text(
            language,
            "ratings.advisory.note",
            unit=wording.whole_unit(language, unit),
            ratio="/".join(texts.number(language, one) for one in whole),
            share=texts.percent(language, Fraction(*whole)),
            source=source,
        )
    return Advisory(title, note, tuple(marks))


def _outstanding(levels: Levels, base: str) -> tuple[int, int] | None:
    """How many are outstanding of how many of the base; None of nobody."""
    names = {
        "good": ("good",),
        "good_or_better": ("outstanding", "good"),
        "rated": LEVELS,
    }[base]
    total = sum(levels.get(name, 0) for name in names)
    return (levels.get("outstanding", 0), total) if total else None
