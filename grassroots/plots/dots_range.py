"""Units as dots on an axis of shares, against a floor or within a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SIZE, SMALL, TARGET_WIDTH, Theme, styled
from grassroots.plots.trend import SYMBOLS

ROW, ROW_OF_MANY, MANY = 34, 26, 14
_PX_LETTER = 7.6  # of a letter at SIZE, for the width of names
_WORD = 14  # pixels from the axis to the word of the verdict
_NAMES = 230


@dataclass(frozen=True)
class Dot:
    """One unit. share: in per cent, None where there is none to show (`note` says why,
    at the axis). word: the verdict as shape and word; glyph: its shape alone. cells:
    texts of the columns at the right. hollow: a year that is not over; due: the share
    that its pace asks for by now. code: what a click gives back (None: no click)."""

    name: str
    code: str | None
    share: float | None
    glyph: str
    word: str
    colour: str
    cells: tuple[str, ...]
    hover: str
    note: str = ""
    strong: bool = False
    hollow: bool = False
    due: float | None = None


@dataclass(frozen=True)
class Cells:
    """The columns at the right: their heads and where each ends, in pixels from the
    axis; before them stands the word of the verdict under its own head."""

    word_head: str
    heads: tuple[str, ...]
    ends: tuple[int, ...]

    @property
    def width(self) -> int:
        """The room that they take."""
        return self.ends[-1] + 8


def dots(
    rows: Sequence[Dot],
    cells: Cells,
    theme: Theme,
    *,
    floor: float | None = None,
    band: tuple[float, float] | None = None,
    label: str = "",
    sign: str = "%",
) -> go.Figure:
    """One row a unit, the first on top. floor or band: in per cent. A dot beyond four
    times the target stands at the end with ►. A click gives `customdata` = the code."""
    colours = theme.colours
    step = ROW if len(rows) <= MANY else ROW_OF_MANY
    end = _end(rows, floor, band)
    figure = Drawing()
    if band is not None:
        _band(figure, theme, band)
    for at, row in enumerate(rows):
        _ties(figure, row, at, theme, end)
    shown = [(at, row) for at, row in enumerate(rows) if row.share is not None]
    figure.add_scatter(
        x=[min(row.share or 0.0, end) for _, row in shown],
        y=[at for at, _ in shown],
        mode="markers",
        customdata=[row.code for _, row in shown],
        hovertext=[row.hover for _, row in shown],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "size": 14 if step == ROW else 11,
            "symbol": [_symbol(row) for _, row in shown],
            "color": [row.colour for _, row in shown],
            "line": {"width": 2, "color": [row.colour for _, row in shown]},
        },
    )
    names = max((len(row.name) for row in rows), default=0)
    styled(
        figure,
        theme,
        height=step * len(rows) + 56,
        left=min(int(names * _PX_LETTER) + 14, _NAMES),
        right=cells.width,
        top=28,
        bottom=28,
    )
    figure.update_xaxes(
        range=[-end * 0.02, end * 1.03],
        tickvals=_ticks(end),
        ticktext=_tick_words(end, theme.language, sign),
        tickangle=0,
        showline=True,
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=[f"<b>{row.name}</b>" if row.strong else row.name for row in rows],
        tickfont={"size": SIZE if step == ROW else SMALL + 1, "color": colours.text},
        ticklabelstandoff=8,
    )
    for level in [floor] if floor is not None else list(band or ()):
        _line(figure, theme, level)
    if label:
        middle = floor if floor is not None else sum(band or (0.0, 0.0)) / 2
        _cell(figure, f"<b>{label}</b>", middle, 1.0, colours.text, SMALL + 1)
    _columns(figure, rows, cells, theme, SIZE if step == ROW else SMALL + 1)
    return figure.made()


def _symbol(row: Dot) -> str:
    symbol = SYMBOLS.get(row.glyph, "circle-open")
    return symbol if not row.hollow or "open" in symbol else f"{symbol}-open"


def _end(
    rows: Sequence[Dot], floor: float | None, band: tuple[float, float] | None
) -> float:
    against = band[1] if band else floor
    known = [row.share for row in rows if row.share is not None]
    known += [row.due for row in rows if row.due is not None]
    most = max([*known, (against or 0) * 1.25, 1.0]) * 1.04
    return min(most, 4 * against) if against else most


def _ties(figure: Drawing, row: Dot, at: int, theme: Theme, end: float) -> None:
    """What stands on a row besides its dot: the way to what is due by now, a note, the
    sign that the dot lies farther out."""
    colours = theme.colours
    if row.note:
        _cell(figure, row.note, 0, at, colours.muted, SMALL + 1, shift=6, left=True)
    if row.share is None:
        return
    if row.share > end:
        _cell(figure, "►", end, at, row.colour, SMALL, shift=12, left=True)
    if row.due is not None:
        figure.add_scatter(
            x=[row.share, row.due],
            y=[at, at],
            mode="lines",
            line={"color": row.colour, "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=[row.due],
            y=[at],
            mode="markers",
            marker={
                "symbol": "line-ns-open",
                "size": 14,
                "line": {"width": 2, "color": colours.muted},
                "color": colours.muted,
            },
            hoverinfo="skip",
        )


def _ticks(end: float) -> list[float]:
    step = next((one for one in (0.5, 1, 2, 5, 10, 20) if end / one <= 6), 25)
    return [step * number for number in range(int(end / step) + 1)]


def _tick_words(end: float, language: str, sign: str) -> list[str]:
    words = [f"{tick:g}" for tick in _ticks(end)]
    if language == "vi":
        words = [word.replace(".", ",") for word in words]
    return [*words[:-1], words[-1] + sign]


def _line(figure: Drawing, theme: Theme, at: float) -> None:
    figure.add_shape(
        type="line",
        x0=at,
        x1=at,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": theme.colours.text, "width": TARGET_WIDTH},
        layer="below",
    )


def _band(figure: Drawing, theme: Theme, band: tuple[float, float]) -> None:
    figure.add_shape(
        type="rect",
        x0=band[0],
        x1=band[1],
        yref="paper",
        y0=0,
        y1=1,
        line={"width": 0},
        fillcolor=theme.colours.tint["blue"],
        layer="below",
    )


def _columns(
    figure: Drawing, rows: Sequence[Dot], cells: Cells, theme: Theme, size: int
) -> None:
    muted, ink = theme.colours.muted, theme.colours.text
    head = SMALL + 1
    _cell(figure, cells.word_head, 1, 1.0, muted, head, _WORD, left=True, paper=True)
    for name, end in zip(cells.heads, cells.ends, strict=True):
        _cell(figure, name, 1, 1.0, muted, head, end, paper=True)
    for at, row in enumerate(rows):
        said = f"<b>{row.word}</b>"
        _cell(figure, said, 1, at, row.colour, size, _WORD, left=True, paper=True)
        for words, end in zip(row.cells, cells.ends, strict=True):
            _cell(figure, words, 1, at, ink, size, end, paper=True)


def _cell(
    figure: Drawing,
    words: str,
    x: float,
    y: float,
    colour: str,
    size: int,
    shift: int | None = None,
    left: bool = False,
    paper: bool = False,
) -> None:
    """Words at a place; y 1.0 is above the rows. shift: pixels to the right, where the
    words begin (left) or end; None: they stand in the middle of x."""
    if not words:
        return
    above = isinstance(y, float) and y == 1.0
    anchor = "center" if shift is None else ("left" if left else "right")
    figure.add_annotation(
        text=words,
        x=x,
        xref="paper" if paper else "x",
        xshift=shift or 0,
        xanchor=anchor,
        y=y,
        yref="paper" if above else "y",
        yanchor="bottom" if above else "middle",
        showarrow=False,
        font={"size": size, "color": colour},
    )
