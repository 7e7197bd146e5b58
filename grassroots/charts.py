"""Small pictures made from numbers only: SVG for table cells, in either theme.

Nothing here knows a database or a language. Colours are those of the two themes
(contrast at least 4.5 on both grounds); lines and tracks are decoration.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

LOWEST, HIGHEST = Fraction(75, 100), Fraction(105, 100)  # of the target: the scale
CELL_HEIGHT = 37

GLYPHS: Mapping[str, str] = {
    "met": "●",
    "inside": "●",
    "keep": "▲",
    "on_track": "▲",
    "slightly_behind": "◆",
    "above": "◆",
    "not_met": "✕",
    "missed": "✕",
    "below": "✕",
    "far_behind": "▼",
    "moving_away": "◀",
    "not_enough_data": "◌",
    "not_reported": "–",
    "not_set": "□",
    "not_applicable": "·",
    "followed": "○",
}

TONES: Mapping[str, str] = {
    **dict.fromkeys(("met", "inside", "keep", "on_track"), "blue"),
    **dict.fromkeys(("slightly_behind", "above"), "amber"),
    **dict.fromkeys(("not_met", "missed", "below", "far_behind", "moving_away"), "red"),
    **dict.fromkeys(
        (
            "not_enough_data",
            "not_reported",
            "not_set",
            "not_applicable",
            "followed",
        ),
        "grey",
    ),
}


@dataclass(frozen=True)
class Palette:
    """Colours of one theme by role; `tint` is a tone's ground in a table. `ratings`:
    the four levels, best first; `inks`: what is written on them; `edges`: outlines."""

    background: str
    track: str
    line: str
    text: str
    muted: str
    blue: str
    amber: str
    red: str
    grey: str
    tint: Mapping[str, str]
    ratings: tuple[str, str, str, str]
    inks: tuple[str, str, str, str]
    edges: tuple[str, str, str, str]

    def tone(self, verdict: str) -> str:
        """The colour of a verdict."""
        return str(getattr(self, TONES[verdict]))

    def ground(self, verdict: str) -> str:
        """The pale ground of a verdict."""
        return self.tint[TONES[verdict]]


PALETTES: Mapping[str, Palette] = {
    "light": Palette(
        background="#FFFFFF",
        track="#E3E8ED",
        line="#D3DAE1",
        text="#17202A",
        muted="#53606D",
        blue="#175CA0",
        amber="#966000",
        red="#8E1B12",
        grey="#5D6874",
        tint={
            "blue": "#E6EFF8",
            "amber": "#FDF5E6",
            "red": "#FBECEA",
            "grey": "#EEF1F4",
        },
        ratings=("#0D3B66", "#4C8FCC", "#F0C36A", "#8E1B12"),
        inks=("#FFFFFF", "#17202A", "#17202A", "#FFFFFF"),
        edges=("#0D3B66", "#4C8FCC", "#966000", "#8E1B12"),
    ),
    "dark": Palette(
        background="#0F151C",
        track="#2A343F",
        line="#36434F",
        text="#EEF2F6",
        muted="#AAB5C1",
        blue="#7AB8F5",
        amber="#FFD479",
        red="#F47C5C",
        grey="#AAB5C1",
        tint={
            "blue": "#17304A",
            "amber": "#3A2E12",
            "red": "#42211A",
            "grey": "#222C36",
        },
        ratings=("#B9DBFA", "#4C8FCC", "#FFD479", "#F0694A"),
        inks=("#0F151C", "#0F151C", "#0F151C", "#0F151C"),
        edges=("#B9DBFA", "#4C8FCC", "#FFD479", "#F0694A"),
    ),
}


def palette(theme: str | None) -> Palette:
    """The colours of "light" or "dark"; light where the theme is not known yet."""
    return PALETTES["dark" if theme == "dark" else "light"]


def data_uri(svg: str) -> str:
    """A picture as an address that a table's image column takes."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def bullet(
    attained: Fraction | None,
    verdict: str,
    colours: Palette,
    *,
    needed_now: Fraction | None = None,
    band: Fraction | None = None,
    partial: bool = False,
    width: int = 180,
) -> str:
    """How far a value is from its target, as SVG.

    attained: value / target (1 is the target; None: no figure, the line alone).
    The bar begins at the target line, which stands in one place for all rows: its
    length is what is missing or more than asked for. needed_now: required now /
    target, a dashed tick. band: high / low of a range, drawn beside the line.
    partial: a year that is not over, dashed outline. Beyond the scale (75 to 105 % of
    the target) an arrow head stands at the edge.
    """
    middle, thick = CELL_HEIGHT // 2, 10
    target_at = _place(Fraction(1), width)
    parts = [_box(0, middle - 4, width, 8, colours.track)]
    if band is not None:
        end = _place(min(band, HIGHEST), width)
        parts.append(
            _box(target_at, middle - 4, end - target_at, 8, colours.ground("met"))
        )
    if attained is not None:
        parts += _bar(attained, verdict, colours, partial, width, middle, thick)
    if needed_now is not None and LOWEST <= needed_now <= HIGHEST:
        at = _place(needed_now, width)
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="{middle - 11}" y2="{middle + 11}" '
            f'stroke="{colours.text}" stroke-width="2" stroke-dasharray="2 2"/>'
        )
    parts.append(_box(target_at - 1.5, middle - 11, 3, 22, colours.text))
    return _svg(width, CELL_HEIGHT, parts)


def _bar(
    attained: Fraction,
    verdict: str,
    colours: Palette,
    partial: bool,
    width: int,
    middle: int,
    thick: int,
) -> list[str]:
    colour = colours.tone(verdict)
    target_at = _place(Fraction(1), width)
    at = _place(min(max(attained, LOWEST), HIGHEST), width)
    if TONES[verdict] == "grey":
        return [
            f'<circle cx="{at}" cy="{middle}" r="5" fill="none" stroke="{colour}" '
            'stroke-width="2" stroke-dasharray="3 2"/>'
        ]
    left, long = min(at, target_at), abs(at - target_at)
    top = middle - thick / 2
    if partial:
        drawn = [
            f'<rect x="{left}" y="{top}" width="{long}" height="{thick}" fill="none" '
            f'stroke="{colour}" stroke-width="2" stroke-dasharray="4 3"/>'
        ]
    else:
        drawn = [_box(left, top, max(long, 1), thick, colour)]
    if attained < LOWEST:
        drawn.append(_arrow_head(0, 9, middle, colours.background))
    elif attained > HIGHEST:
        drawn.append(_arrow_head(width, width - 9, middle, colours.background))
    return drawn


def _place(share: Fraction, width: int) -> float:
    return round(float((share - LOWEST) / (HIGHEST - LOWEST) * (width - 4)) + 2, 1)


def _arrow_head(tip: float, back: float, middle: int, colour: str) -> str:
    points = f"{tip},{middle} {back},{middle - 4} {back},{middle + 4}"
    return f'<polygon points="{points}" fill="{colour}"/>'


def spark(
    values: Sequence[Fraction | None],
    verdict: str,
    colours: Palette,
    *,
    target: Fraction | None = None,
    breaks: Sequence[int] = (),
    cut: int | None = None,
    width: int = 96,
) -> str:
    """The values of consecutive years as SVG; a year without a figure is a gap.

    The last value carries a dot in the verdict's colour. target: a thin line.
    breaks: positions whose year has other units than the one before it (a dotted line
    between the two). cut: the position from which the unit is another population: no
    line leads there.
    """
    known = [value for value in values if value is not None]
    if not known:
        return _svg(width, CELL_HEIGHT, [])
    scale = [*known, *([target] if target is not None else [])]
    low, high = min(scale), max(scale)
    step = (width - 16) / max(len(values) - 1, 1)

    def place(position: int, value: Fraction) -> tuple[float, float]:
        height = Fraction(1, 2) if high == low else (value - low) / (high - low)
        return round(8 + position * step, 1), round(29 - 21 * float(height), 1)

    parts = []
    if target is not None:
        _, level = place(0, target)
        parts.append(
            f'<line x1="4" x2="{width - 4}" y1="{level}" y2="{level}" '
            f'stroke="{colours.line}" stroke-width="1"/>'
        )
    for break_before in breaks:
        if not 0 < break_before < len(values):
            continue
        at = round(8 + (break_before - 0.5) * step, 1)
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="4" y2="33" stroke="{colours.muted}" '
            'stroke-width="1" stroke-dasharray="2 2"/>'
        )
    for run in _runs(values, cut):
        points = [place(position, value) for position, value in run]
        if len(points) == 1:
            (x, y), colour = points[0], colours.muted
            parts.append(f'<circle cx="{x}" cy="{y}" r="1.5" fill="{colour}"/>')
        else:
            line = " ".join(f"{x},{y}" for x, y in points)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colours.muted}" '
                'stroke-width="1.8"/>'
            )
    last = values[-1]
    if last is not None:
        x, y = place(len(values) - 1, last)
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="4" fill="{colours.tone(verdict)}"/>'
        )
    return _svg(width, CELL_HEIGHT, parts)


def _runs(
    values: Sequence[Fraction | None], cut: int | None
) -> list[list[tuple[int, Fraction]]]:
    runs: list[list[tuple[int, Fraction]]] = []
    for position, value in enumerate(values):
        if value is None:
            continue
        if position and values[position - 1] is not None and position != cut:
            runs[-1].append((position, value))
        else:
            runs.append([(position, value)])
    return runs


def swatch(fill: str, edge: str) -> str:
    """A small square in a colour, as SVG, for a key to a chart."""
    return _svg(
        14,
        14,
        [
            f'<rect x="0.5" y="0.5" width="13" height="13" fill="{fill}" '
            f'stroke="{edge}"/>'
        ],
    )


def word_mark(words: str, colours: Palette) -> str:
    """The product's name as a picture, for the place of a logo."""
    label = (
        f'<text x="0" y="21" fill="{colours.text}" font-size="17" font-weight="700" '
        'font-family="Source Sans Pro, Segoe UI, Noto Sans, DejaVu Sans, sans-serif">'
        f"{escape(words)}</text>"
    )
    return _svg(12 + 11 * len(words), 30, [label])


def _box(left: float, top: float, wide: float, high: float, colour: str) -> str:
    return (
        f'<rect x="{left}" y="{top}" width="{round(wide, 1)}" height="{high}" '
        f'fill="{colour}"/>'
    )


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )
