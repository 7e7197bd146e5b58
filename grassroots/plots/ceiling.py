"""Shares of units beside a ceiling that is advised: how far above it, how far below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SMALL, Theme, styled

ROW = 22
_PX_LETTER = 7.1


@dataclass(frozen=True)
class Mark:
    """One unit: value in per cent, label at the right. above: over the ceiling. faint:
    too few to tell. code: what a click gives back."""

    name: str
    code: str
    value: float
    label: str
    hover: str
    above: bool
    faint: bool = False


def ceiling(
    marks: Sequence[Mark], limit: float, limit_label: str, theme: Theme
) -> go.Figure:
    """A diamond above the ceiling, a dot below it, each tied to the ceiling's line."""
    colours = theme.colours
    figure = Drawing()
    for place, mark in enumerate(marks):
        colour = colours.amber if mark.above else colours.muted
        figure.add_shape(
            type="line",
            x0=limit,
            x1=mark.value,
            y0=place,
            y1=place,
            line={"color": colour, "width": 2 if mark.above else 1},
        )
    figure.add_scatter(
        x=[mark.value for mark in marks],
        y=list(range(len(marks))),
        mode="markers",
        customdata=[mark.code for mark in marks],
        hovertext=[f"{mark.name}<br>{mark.hover}" for mark in marks],
        hoverinfo="text",
        marker={
            "size": [10 if mark.above else 8 for mark in marks],
            "symbol": [
                "diamond" if mark.above else ("circle-open" if mark.faint else "circle")
                for mark in marks
            ],
            "color": [colours.amber if mark.above else colours.muted for mark in marks],
        },
    )
    figure.add_shape(
        type="line",
        x0=limit,
        x1=limit,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": colours.text, "width": 2, "dash": "dash"},
    )
    figure.add_annotation(
        text=limit_label,
        x=limit,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": SMALL, "color": colours.text},
    )
    for place, mark in enumerate(marks):
        figure.add_annotation(
            text=f"<b>{mark.label}</b>" if mark.above else mark.label,
            xref="paper",
            x=1,
            xshift=58,
            xanchor="right",
            y=place,
            showarrow=False,
            font={"size": SMALL, "color": colours.text},
        )
    names = max((len(mark.name) for mark in marks), default=0)
    styled(
        figure,
        theme,
        height=ROW * len(marks) + 28,
        left=min(int(names * _PX_LETTER) + 14, 180),
        right=62,
        top=20,
        bottom=4,
    )
    values = [mark.value for mark in marks] or [limit]
    room = max(max(values) - min(values), 4) * 0.12
    figure.update_xaxes(
        range=[min(*values, limit) - room, max(*values, limit) + room], visible=False
    )
    figure.update_yaxes(
        range=[len(marks) - 0.5, -0.5],
        tickvals=list(range(len(marks))),
        ticktext=[f"<b>{one.name}</b>" if one.above else one.name for one in marks],
        tickfont={"size": SMALL, "color": colours.text},
    )
    return figure.made()
