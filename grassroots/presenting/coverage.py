"""The communes of a province as dots of a funnel and as areas of a map. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from grassroots import texts, wording
from grassroots.plots.coverage_map import Area
from grassroots.plots.funnel import Curve, Dot, Words
from grassroots.presenting.funnel import (
    EXACT,
    INSIDE,
    LOW,
    NORMAL,
    VERY_LOW,
    Funnel,
    Place,
)
from grassroots.presenting.hamlets import Standing

GLYPHS = {"full": "●", INSIDE: "○", LOW: "◆", VERY_LOW: "▼", "unknown": "–"}
_NAMES = ("95", "99_8")


def places(
    language: str, communes: Sequence[Standing], chosen: frozenset[int]
) -> list[Place]:
    """The communes that told of any case; chosen: ids under the chosen unit."""
    found = []
    for one in communes:
        cell = one.cell
        if cell is None or cell.numerator is None or not cell.denominator:
            continue
        name = wording.unit_name(language, one.unit)
        is_chosen = one.unit.unit_id in chosen
        found.append(
            Place(one.unit.code, name, cell.numerator, cell.denominator, is_chosen)
        )
    return found


def dots(language: str, measure: str, found: Funnel) -> list[Dot]:
    """The units as a funnel draws them; those far below carry their name."""
    return [
        Dot(
            x=place.denominator,
            y=float(place.share * 100),
            code=place.code,
            hover=_hover(language, measure, place, standing),
            standing=standing,
            filled=place.chosen,
            label=escape(f"{place.name} {_ratio(language, place)}")
            if standing == VERY_LOW
            else "",
        )
        for place, standing in found.places
    ]


def curves(language: str, found: Funnel) -> list[Curve]:
    """The limits in per cent, the inner ones dashed."""
    return [
        Curve(
            texts.text(language, f"hamlets.funnel.limit_{name}"),
            dashed=position == 0,
            ends=tuple((size, low * 100, high * 100) for size, low, high in limit.ends),
        )
        for position, (name, limit) in enumerate(zip(_NAMES, found.limits, strict=True))
    ]


def words(language: str, measure: str, found: Funnel) -> Words:
    """What the funnel writes into the chart."""
    full = sum(place.share == 1 for place, _ in found.places)
    said = texts.text(language, "hamlets.funnel.full", count=full)
    return Words(
        axis=texts.text(language, f"hamlets.measures.{measure}.axis"),
        rate=texts.text(
            language, "hamlets.funnel.rate", share=texts.percent(language, found.rate)
        ),
        full=said if full else "",
        percent=f"{texts.NO_BREAK}%" if language == "vi" else "%",
    )


def areas(
    language: str,
    measure: str,
    communes: Sequence[Standing],
    found: Funnel | None,
    chosen: frozenset[int],
) -> list[Area]:
    """Every commune as the map and the tiles show it, in the order given."""
    standings = (
        {place.code: standing for place, standing in found.places} if found else {}
    )
    by_code = {place.code: place for place in places(language, communes, chosen)}
    shown = []
    for one in communes:
        place = by_code.get(one.unit.code)
        standing = standings.get(one.unit.code, INSIDE)
        if place is None:
            standing = "unknown"
        elif place.lacking == 0:
            standing = "full"
        not_sent = one.lacking is None
        count = texts.text(
            language, "overview.not_sent" if not_sent else "page.nothing_counted"
        )
        name = wording.unit_name(language, one.unit)
        hover = f"<b>{escape(name)}</b><br>{escape(count)}"
        if place is not None:
            count = _ratio(language, place)
            hover = _hover(language, measure, place, standing)
        shown.append(
            Area(
                code=one.unit.code,
                name=escape(name),
                count=count,
                glyph=GLYPHS[standing],
                standing=standing,
                hover=hover,
                strong=one.unit.unit_id in chosen,
            )
        )
    return shown


def notes(language: str, found: Funnel | None) -> list[str]:
    """How the limits were worked out, and how much the units spread."""
    if found is None:
        return []

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"hamlets.funnel.{key}", **values)

    if not 0 < found.rate < 1:
        return [say("same_everywhere")]
    method = "both" if len(found.methods) > 1 else next(iter(found.methods))
    said = [say({EXACT: "exact", NORMAL: "normal", "both": "both"}[method])]
    if found.factor > 1:
        said.append(say("spread", factor=texts.number(language, found.factor, 2)))
    return said


def _ratio(language: str, place: Place) -> str:
    above = texts.number(language, place.numerator)
    return f"{above}/{texts.number(language, place.denominator)}"


def _hover(language: str, measure: str, place: Place, standing: str) -> str:
    """Name, counts, share where it is one, and what its place means."""
    has = texts.text(
        language,
        f"hamlets.measures.{measure}.has",
        ratio=_ratio(language, place),
        count=place.denominator,
    )
    if place.denominator >= wording.SMALL:
        has += f" · {texts.percent(language, place.share)}"
    said = texts.text(language, f"hamlets.standing.{standing}")
    return "<br>".join(
        (
            f"<b>{escape(place.name)}</b>",
            escape(has),
            f"{GLYPHS[standing]} {escape(said)}",
        )
    )
