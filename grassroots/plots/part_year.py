"""A year that is not over: what is there, what an even pace and the year ask for."""

from __future__ import annotations

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SMALL, TARGET_WIDTH, Theme, styled

_BAR = (0.25, 0.75)


def part_year(
    count: int,
    due: float,
    wanted: int,
    theme: Theme,
    *,
    colour: str,
    due_label: str,
    wanted_label: str,
    hover: str,
) -> go.Figure:
    """One bar from 0 to what the whole year needs; what is there is dashed, since it
    still grows. Counts of people; `due` is the count that the pace asks for by now."""
    colours = theme.colours
    end = max(wanted, count, 1)
    figure = Drawing()
    for upto, fill, edge in (
        (end, colours.track, None),
        (count, colours.background, colour),
    ):
        figure.add_shape(
            type="rect",
            x0=0,
            x1=upto,
            y0=_BAR[0],
            y1=_BAR[1],
            fillcolor=fill,
            line={"width": 2 if edge else 0, "color": edge or fill, "dash": "dash"},
        )
    for at, width, dash in ((due, 2, "dot"), (wanted, TARGET_WIDTH, "solid")):
        figure.add_shape(
            type="line",
            x0=at,
            x1=at,
            y0=0.1,
            y1=0.9,
            line={"color": colours.text, "width": width, "dash": dash},
        )
    figure.add_scatter(
        x=[count / 2],
        y=[0.5],
        mode="markers",
        marker={"size": 24, "opacity": 0},
        hovertext=[hover],
        hoverinfo="text",
    )
    for at, words, anchor in (
        (due, due_label, "left" if due < end * 0.6 else "right"),
        (wanted, f"<b>{wanted_label}</b>", "right"),
    ):
        if anchor == "right" and at is due and due > end * 0.8:
            continue  # the two words would meet; the title has both numbers
        figure.add_annotation(
            text=words,
            x=at,
            y=0.08,
            yanchor="top",
            xanchor=anchor,
            showarrow=False,
            font={"size": SMALL + 1, "color": colours.text},
        )
    styled(figure, theme, height=84, left=8, right=12, top=4, bottom=20)
    figure.update_xaxes(range=[0, end * 1.01], visible=False)
    figure.update_yaxes(range=[0, 1], visible=False)
    return figure.made()
