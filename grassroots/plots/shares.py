"""Shares of one whole, this year as a bar and the year before as a ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SIZE, SMALL, Theme, styled

ROW = 32
_PX_LETTER = 7.6


@dataclass(frozen=True)
class Part:
    """One part of the whole. now, before: shares in per cent, None where there is none
    to show. cells: texts of the columns at the right. lead: the first of a group of
    parts, a line is drawn above it. note: stands in the place of a bar."""

    name: str
    now: float | None
    before: float | None
    cells: tuple[str, ...]
    hover: str
    note: str = ""
    lead: bool = False


def shares(
    parts: Sequence[Part],
    heads: tuple[str, ...],
    ends: tuple[int, ...],
    theme: Theme,
    sign: str = "%",
) -> go.Figure:
    """One row a part, the first on top; the parts need not add up. ends: where the
    columns at the right end, in pixels from the axis."""
    colours = theme.colours
    places = list(range(len(parts)))
    figure = Drawing()
    figure.add_bar(
        orientation="h",
        x=[part.now or 0 for part in parts],
        y=places,
        width=0.55,
        marker={"color": colours.blue, "line": {"width": 0}},
        hovertext=[part.hover for part in parts],
        hoverinfo="text",
    )
    ringed = [at for at in places if parts[at].before is not None]
    figure.add_scatter(
        x=[parts[at].before for at in ringed],
        y=ringed,
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 12,
            "symbol": "circle",
            "color": colours.background,
            "line": {"width": 2.5, "color": colours.amber},
        },
        hovertext=[parts[at].hover for at in ringed],
        hoverinfo="text",
    )
    names = max((len(part.name) for part in parts), default=0)
    height = ROW * len(parts) + 54
    styled(
        figure,
        theme,
        height=height,
        left=min(int(names * _PX_LETTER) + 14, 260),
        right=ends[-1] + 8,
        top=26,
        bottom=26,
    )
    figure.update_xaxes(
        range=[0, 101],
        tickvals=[0, 25, 50, 75, 100],
        ticktext=["0", "25", "50", "75", f"100{sign}"],
        showgrid=True,
    )
    figure.update_yaxes(
        range=[len(parts) - 0.5, -0.5],
        tickvals=places,
        ticktext=[part.name for part in parts],
        tickfont={"size": SIZE, "color": colours.text},
        ticklabelstandoff=8,
    )
    for at, part in enumerate(parts):
        _row(figure, part, at, ends, theme)
    for head, end in zip(heads, ends, strict=True):
        _word(figure, head, end, 1, colours.muted, SMALL + 1, "paper", "bottom")
    return figure.made()


def _row(
    figure: Drawing, part: Part, at: int, ends: tuple[int, ...], theme: Theme
) -> None:
    colours = theme.colours
    if part.lead:
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=at - 0.5,
            y1=at - 0.5,
            line={"color": colours.line, "width": 1},
        )
    if part.note:
        figure.add_annotation(
            text=part.note,
            x=0,
            y=at,
            xanchor="left",
            xshift=6,
            showarrow=False,
            font={"size": SMALL + 1, "color": colours.muted},
        )
    for number, (words, end) in enumerate(zip(part.cells, ends, strict=True)):
        said = f"<b>{words}</b>" if words and not number else words
        colour = colours.text if number < 2 else colours.muted
        _word(figure, said, end, at, colour, SIZE, "y", "middle")


def _word(
    figure: Drawing,
    words: str,
    end: int,
    at: float,
    colour: str,
    size: int,
    yref: str,
    yanchor: str,
) -> None:
    if not words:
        return
    figure.add_annotation(
        text=words,
        xref="paper",
        x=1,
        xshift=end,
        xanchor="right",
        y=at,
        yref=yref,
        yanchor=yanchor,
        showarrow=False,
        font={"size": size, "color": colour},
    )
