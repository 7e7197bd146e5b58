"""What all charts have in common: fonts, colours, margins, number signs, clicks.

A chart's title is no part of it (text in a chart does not wrap): the page writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grassroots.charts import Palette
from grassroots.plots.drawing import Drawing

FONT = "Source Sans, Source Sans Pro, Segoe UI, Noto Sans, sans-serif"
SIZE, SMALL = 15, 13  # pixels: words in a chart; ticks and notes
TARGET_WIDTH = 3
# Decimal and thousands sign of hovers and ticks, by language.
_SEPARATORS = {"vi": ",.", "en": ".,"}


@dataclass(frozen=True)
class Theme:
    """How a chart is to look: the colours of the theme and the language's signs."""

    language: str
    colours: Palette


def styled(
    figure: Any,
    theme: Theme,
    *,
    height: int,
    left: int = 8,
    right: int = 8,
    top: int = 8,
    bottom: int = 28,
) -> Any:
    """The figure with the look of all charts; margins in pixels. Axes are bare: a page
    turns on what it needs. A selection never fades the other marks."""
    colours = theme.colours
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": SIZE, "color": colours.text},
        separators=_SEPARATORS[theme.language],
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        clickmode="event+select",
        hoverlabel={
            "bgcolor": colours.background,
            "bordercolor": colours.line,
            "font": {"family": FONT, "size": SIZE, "color": colours.text},
            "align": "left",
        },
    )
    axis = {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": SMALL, "color": colours.muted},
        "gridcolor": colours.line,
        "linecolor": colours.line,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    if isinstance(figure, Drawing):
        figure.keep_colours()
        return figure
    figure.update_traces(
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        selector=lambda trace: trace.type in ("bar", "scatter"),
    )
    return figure


# Handed to Streamlit with every chart: no mode bar, whose words stay English.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
