"""A funnel: units by size and share, the pooled rate, the limits of chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SMALL, TARGET_WIDTH, Theme, styled

# Shape and colour of what a dot stands for; hollow where the unit is another's.
_SYMBOLS = {"inside": "circle", "low": "diamond", "very_low": "triangle-down"}
_SIZES = {"inside": 11, "low": 13, "very_low": 14}
_WIDTH = 310  # pixels: for which places of labels and dots are worked out
_LETTER, _LINE = 7.2, 18  # pixels of a letter and a line of a label
_APART = 0.45  # dots of one size stay nearer to it than to the next one
_ROOM = 0.06  # of the height, above and below what is drawn
_TOP, _FOOT, _MARGIN = 30, 46, 76  # pixels; the lines have their names at the right


@dataclass(frozen=True)
class Dot:
    """One unit: x how many cases, y per cent. standing: inside, low, very_low; filled:
    of the chosen unit. code: what a click gives back. label: beside it, "" none."""

    x: float
    y: float
    code: str
    hover: str
    standing: str
    filled: bool
    label: str = ""


@dataclass(frozen=True)
class Curve:
    """A pair of limits in per cent by size: (size, low, high), and its name."""

    name: str
    dashed: bool
    ends: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Words:
    """What is written into the chart: the axis, the pooled rate, how many are at 100 %
    ("" none), the per cent sign as the language sets it."""

    axis: str
    rate: str
    full: str
    percent: str


def funnel(
    dots: Sequence[Dot],
    curves: Sequence[Curve],
    rate: float,
    words: Words,
    theme: Theme,
    *,
    height: int = 380,
) -> go.Figure:
    """The dots over sizes, limits within 0-100 alone. A click gives `customdata` = the
    unit's code. rate: pooled, in per cent."""
    colours = theme.colours
    figure = Drawing()
    low, high = _span(dots, curves, rate)
    sizes = [size for curve in curves for size, _, _ in curve.ends]
    left, right = min(sizes) - 0.8, max(sizes) + 0.8
    for level, width, colour in (
        (100.0, TARGET_WIDTH, colours.text),
        (rate, 1.5, colours.muted),
    ):
        figure.add_shape(
            type="line",
            x0=left,
            x1=right,
            y0=level,
            y1=level,
            line={"color": colour, "width": width},
            layer="between",
        )
    for curve in curves:
        _curve(figure, curve, theme)
    spread = _spread(dots)
    # Filled ones last: they lie on top.
    for filled in (False, True):
        _dots(figure, [dot for dot in spread if dot.filled is filled], theme, filled)
    styled(figure, theme, height=height, left=52, right=_MARGIN, top=_TOP, bottom=_FOOT)
    figure.update_xaxes(
        range=[left, right],
        title={"text": words.axis, "font": {"size": SMALL, "color": colours.muted}},
        tickvals=_ticks(left, right),
        showgrid=False,
    )
    ticks = [tick for tick in _ticks(low, min(high, 100)) if tick <= 100]
    figure.update_yaxes(
        range=[low, high],
        tickvals=ticks,
        ticktext=[f"{tick:g}{words.percent if tick == 100 else ''}" for tick in ticks],
        showgrid=True,
    )
    scale = _Scale(left, right, low, high, height - _TOP - _FOOT)
    _label_dots(figure, spread, scale, theme)
    named = [(rate, words.rate)]
    named += [(curve.ends[-1][1], curve.name) for curve in curves]
    _name_lines(figure, named, scale, theme)
    if words.full:
        _word(figure, theme, words.full, right, 100, "right", 18)
    return figure.made()


def _span(
    dots: Sequence[Dot], curves: Sequence[Curve], rate: float
) -> tuple[float, float]:
    values = [dot.y for dot in dots] + [rate, 100.0]
    values += [low for curve in curves for _, low, _ in curve.ends]
    low = max(min(values), 0)
    room = (100 - low) * _ROOM or 1.0
    return low - room, 100 + room


def _ticks(low: float, high: float) -> list[float]:
    """Whole numbers, some five of them."""
    step = next(
        step
        for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**9)
        if (high - low) / step <= 6
    )
    first = int(-(-low // step)) * step
    return [float(tick) for tick in range(first, int(high) + 1, step)]


def _curve(figure: Drawing, curve: Curve, theme: Theme) -> None:
    lower = [(size, low) for size, low, _ in curve.ends if low > 0]
    upper = [(size, high) for size, _, high in curve.ends if high < 100]
    for points in (lower, upper):
        figure.add_scatter(
            x=[size for size, _ in points],
            y=[value for _, value in points],
            mode="lines",
            line={
                "color": theme.colours.muted,
                "width": 1.2,
                "dash": "dash" if curve.dashed else "solid",
            },
            hoverinfo="skip",
        )


def _spread(dots: Sequence[Dot]) -> list[Dot]:
    """Dots of the same size and share, side by side: each stays to be seen and hit."""
    together: dict[tuple[float, float], list[Dot]] = defaultdict(list)
    for dot in dots:
        together[dot.x, dot.y].append(dot)
    spread = []
    for same in together.values():
        step = min(2 * _APART / max(len(same) - 1, 1), _APART / 2)
        for place, dot in enumerate(same):
            spread.append(replace(dot, x=dot.x + (place - (len(same) - 1) / 2) * step))
    return spread


def _dots(figure: Drawing, dots: Sequence[Dot], theme: Theme, filled: bool) -> None:
    colours = theme.colours
    tones = {"low": colours.amber, "very_low": colours.red}
    usual = colours.blue if filled else colours.muted
    edges = [tones.get(dot.standing, usual) for dot in dots]
    figure.add_scatter(
        x=[dot.x for dot in dots],
        y=[dot.y for dot in dots],
        mode="markers",
        customdata=[dot.code for dot in dots],
        hovertext=[dot.hover for dot in dots],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "symbol": [_SYMBOLS[dot.standing] for dot in dots],
            "size": [_SIZES[dot.standing] for dot in dots],
            "color": edges if filled else colours.background,
            "opacity": 1,
            "line": {"width": 1.8, "color": edges},
        },
    )


@dataclass(frozen=True)
class _Scale:
    """From sizes and shares to pixels, for what must not lie on each other."""

    left: float
    right: float
    low: float
    high: float
    height: float

    def x(self, size: float) -> float:
        return (size - self.left) / (self.right - self.left) * _WIDTH

    def y(self, share: float) -> float:
        return (self.high - share) / (self.high - self.low) * self.height


_Box = tuple[float, float, float, float]


def _label_dots(
    figure: Drawing, dots: Sequence[Dot], scale: _Scale, theme: Theme
) -> None:
    """Labels where they hide nothing: right, left, below or above; else none, as the
    hover says it too."""
    taken = [_box(scale.x(dot.x), scale.y(dot.y), 12, 12) for dot in dots]
    for dot in dots:
        if not dot.label:
            continue
        width = len(dot.label) * _LETTER
        x, y = scale.x(dot.x), scale.y(dot.y)
        for dx, dy in (
            (12 + width / 2, 0),
            (-12 - width / 2, 0),
            (0, _LINE),
            (0, -_LINE),
        ):
            box = _box(x + dx, y + dy, width, _LINE - 2)
            inside = box[0] >= 0 and box[2] <= _WIDTH and box[3] <= scale.height
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                figure.add_annotation(
                    text=f"<b>{dot.label}</b>",
                    x=dot.x,
                    y=dot.y,
                    xshift=dx,
                    yshift=-dy,
                    showarrow=False,
                    font={"size": SMALL + 1, "color": theme.colours.red},
                )
                break


def _box(x: float, y: float, width: float, height: float) -> _Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _meet(one: _Box, other: _Box) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def _name_lines(
    figure: Drawing,
    named: Sequence[tuple[float, str]],
    scale: _Scale,
    theme: Theme,
) -> None:
    """The names of lines at their right ends, pushed apart where they would meet."""
    below = 0.0
    for level, word in sorted(named, key=lambda one: -one[0]):
        at = scale.y(level)
        placed = max(at, below)
        below = placed + 2 * _LINE - 2
        figure.add_annotation(
            text=word,
            xref="paper",
            x=1,
            xshift=6,
            y=level,
            yshift=at - placed,
            xanchor="left",
            align="left",
            showarrow=False,
            font={"size": SMALL, "color": theme.colours.muted},
        )


def _word(
    figure: Drawing,
    theme: Theme,
    word: str,
    x: float,
    y: float,
    anchor: str,
    shift: int,
) -> None:
    figure.add_annotation(
        text=word,
        x=x,
        y=y,
        xanchor=anchor,
        yshift=shift,
        showarrow=False,
        font={"size": SMALL, "color": theme.colours.muted},
    )
