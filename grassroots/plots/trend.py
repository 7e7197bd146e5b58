"""The years of one or two measures: points, the target, the line required by now, and
the break where units changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SMALL, TARGET_WIDTH, Theme, styled

# The shapes of verdicts (charts.GLYPHS) as markers.
SYMBOLS = {
    "●": "circle",
    "▲": "triangle-up",
    "◆": "diamond",
    "✕": "x",
    "▼": "triangle-down",
    "◀": "triangle-left",
    "◌": "circle-open-dot",
    "○": "circle-open",
}


@dataclass(frozen=True)
class Point:
    """A year: value in per cent (or a count), None for a gap; the shape (a glyph) and
    colour of its verdict; label beside it ("" none). partial: a year not over."""

    year: int
    value: float | None
    glyph: str
    colour: str
    label: str
    hover: str
    partial: bool = False


@dataclass(frozen=True)
class Course:
    """One measure: its points, oldest first. cut: the first year in which the unit is
    another population (no line leads there). name: at the line, "" none."""

    points: tuple[Point, ...]
    colour: str
    name: str = ""
    cut: int | None = None


def trend(
    courses: Sequence[Course],
    theme: Theme,
    *,
    target: float | None = None,
    band: tuple[float, float] | None = None,
    target_label: str = "",
    required: Sequence[tuple[int, float]] = (),
    break_year: int | None = None,
    break_label: str = "",
    height: int = 210,
    ceiling: float | None = 100,
) -> go.Figure:
    """Lines over whole years. target: a thick line; band: a range; required: the
    dashed line (year, value) that a deadline asks for. break_year: units changed
    within it: a dotted line before it, and the line across is dashed. ceiling: values
    cannot be above it (100 per cent; None: counts)."""
    figure = Drawing()
    known = [
        (point.year, point.value)
        for course in courses
        for point in course.points
        if point.value is not None
    ]
    years = sorted({year for year, _ in (*known, *required)}) or [0]
    values = [value for _, value in (*known, *required)]
    ends = [target] if target is not None else list(band or ())
    low, high = _span([*values, *ends], ceiling)
    draw_asked(figure, theme, ends, band, required)
    crosses = break_year is not None and years[0] < break_year <= years[-1]
    for course in courses:
        against = ends[0] if ends else None
        draw_course(figure, course, theme, break_year if crosses else None, against)
    if crosses and break_year is not None:
        draw_break(figure, theme, break_year, break_label)
    if target_label and ends:
        _target_word(figure, theme, target_label, ends[-1])
    right = 12 + int(7.2 * len(target_label)) if target_label and ends else 16
    top = 20 if crosses else 10
    styled(figure, theme, height=height, left=16, right=right, top=top, bottom=26)
    every = max(1, len(range(years[0], years[-1] + 1)) // 7)
    figure.update_xaxes(
        range=[years[0] - 0.35, years[-1] + 0.35],
        tickvals=list(range(years[0], years[-1] + 1, every)),
        tickformat="d",
        tickangle=0,
    )
    figure.update_yaxes(range=[low, high], visible=False)
    return figure.made()


def draw_asked(
    figure: Drawing,
    theme: Theme,
    ends: Sequence[float],
    band: tuple[float, float] | None,
    required: Sequence[tuple[int, float]],
) -> None:
    """What a target asks for: its line (or both ends of its range, and the band between
    them), and the dashed line of what is required year by year."""
    colours = theme.colours
    if band is not None:
        figure.add_shape(
            type="rect",
            xref="paper",
            x0=0,
            x1=1,
            y0=band[0],
            y1=band[1],
            line={"width": 0},
            fillcolor=colours.tint["blue"],
            layer="below",
        )
    for level in ends:
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=level,
            y1=level,
            line={"color": colours.text, "width": TARGET_WIDTH if not band else 2},
        )
    if required:
        figure.add_scatter(
            x=[year for year, _ in required],
            y=[value for _, value in required],
            mode="lines",
            line={"color": colours.muted, "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
        )


def _span(values: Sequence[float], ceiling: float | None) -> tuple[float, float]:
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = max((high - low) * 0.28, 0.4 if ceiling else 1.0)
    return low - room, high + room


def draw_course(
    figure: Drawing,
    course: Course,
    theme: Theme,
    break_year: int | None,
    level: float | None,
) -> None:
    colours = theme.colours
    points = [point for point in course.points if point.value is not None]
    # Two traces for all the steps, with gaps between them: one a step takes the browser
    # several times as long.
    steps: dict[str, list[tuple[int | None, float | None]]] = {}
    for before, after in zip(points, points[1:], strict=False):
        if after.year - before.year > 1 or after.year == course.cut:
            continue
        dashed = after.partial or after.year == break_year
        steps.setdefault("dot" if dashed else "solid", []).extend(
            [(before.year, before.value), (after.year, after.value), (None, None)]
        )
    for dash, ends in steps.items():
        figure.add_scatter(
            x=[year for year, _ in ends],
            y=[value for _, value in ends],
            mode="lines",
            connectgaps=False,
            line={"color": course.colour, "width": 2, "dash": dash},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[point.year for point in points],
        y=[point.value for point in points],
        mode="markers+text",
        text=[point.label for point in points],
        textposition=[
            "bottom center" if _is_under(point.value, level) else "top center"
            for point in points
        ],
        textfont={"size": SMALL, "color": colours.text},
        cliponaxis=False,
        hovertext=[point.hover for point in points],
        hoverinfo="text",
        marker={
            "size": 11,
            "symbol": [
                SYMBOLS.get(point.glyph, "circle-open")
                + ("-open" if point.partial and point.glyph in "●▲◆▼◀" else "")
                for point in points
            ],
            "color": [point.colour for point in points],
            "line": {"width": 1.5, "color": [point.colour for point in points]},
        },
    )
    if course.name and points:
        figure.add_annotation(
            text=course.name,
            x=points[0].year,
            y=points[0].value,
            yshift=-16,
            xanchor="left",
            showarrow=False,
            font={"size": SMALL, "color": course.colour},
        )


def draw_break(figure: Drawing, theme: Theme, year: int, label: str) -> None:
    figure.add_shape(
        type="line",
        x0=year - 0.5,
        x1=year - 0.5,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": theme.colours.muted, "width": 1, "dash": "dot"},
    )
    figure.add_annotation(
        text=label,
        x=year - 0.5,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": SMALL - 1, "color": theme.colours.muted},
    )


def _target_word(figure: Drawing, theme: Theme, word: str, level: float) -> None:
    """In the margin, at the end of the line."""
    figure.add_annotation(
        text=f"<b>{word}</b>",
        xref="paper",
        x=1,
        xshift=6,
        y=level,
        xanchor="left",
        showarrow=False,
        font={"size": SMALL, "color": theme.colours.text},
    )


def _is_under(value: float | None, level: float | None) -> bool:
    return level is not None and value is not None and value < level
