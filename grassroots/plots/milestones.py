"""Measures on their way to milestones: one row each on one axis from 0 to 100, with
where it began, where it stands, what is asked for, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SIZE, SMALL, Theme, styled

ROW = 62  # pixels: of a row
LEFT = 272  # of the names
COLUMNS = (186, 126)  # of the columns at the right: the verdict, what is needed
_GAP = 48  # between the axis and the first column
_TICK = (5, 30)  # width and height of a tick
_REACH = 0.5  # rows are two units of `_REACH` high on the axis
_LABEL = 20  # per cent of the axis that a label beside a dot takes at most


@dataclass(frozen=True)
class Dot:
    """A value in per cent and what stands at it ("" nothing)."""

    value: float
    label: str


@dataclass(frozen=True)
class Tick:
    """A value asked for; label: of when ("" for one without a year). solid: what the
    verdict is about; the others are hollow."""

    value: float
    label: str
    solid: bool = True


@dataclass(frozen=True)
class Said:
    """A cell at the right: a line in a colour and one below it."""

    words: str
    under: str
    colour: str


@dataclass(frozen=True)
class Row:
    """One measure. code: what a click gives back. under: what stands below the name.
    base, now: None where there is none; note: said in place of `now`. chosen: looked
    at below the chart."""

    code: str
    name: str
    under: str
    base: Dot | None
    now: Dot | None
    ticks: tuple[Tick, ...]
    cells: tuple[Said, ...]
    hover: str
    note: str = ""
    chosen: bool = False


def milestones(
    rows: Sequence[Row], heads: Sequence[str], theme: Theme, axis_word: str = "100%"
) -> go.Figure:
    """The rows from the top down; heads: of the cells at the right.

    A click anywhere between 0 and 100 in a row gives `customdata` = its code. The
    traces are: the rows as a whole, where they began, where they stand.
    """
    figure = Drawing()
    for place, row in enumerate(rows):
        _ground(figure, place, row, theme)
        _way(figure, place, row, theme)
    _whole_rows(figure, rows)
    _begun(figure, rows, theme)
    _standing(figure, rows, theme)
    right = _GAP + sum(COLUMNS[: len(heads)])
    for place, row in enumerate(rows):
        for tick in row.ticks:
            _tick(figure, place, tick, theme)
        _words(figure, place, row, theme)
    for number, head in enumerate(heads):
        at = _GAP + sum(COLUMNS[:number])
        above = {"xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom"}
        muted = theme.colours.muted
        _annotation(figure, head, muted, SMALL + 1, x=1, xshift=at, **above)
    height = ROW * len(rows) + 56
    styled(figure, theme, height=height, left=LEFT, right=right, top=26, bottom=30)
    figure.update_xaxes(
        range=[0, 100],
        tickvals=[0, 25, 50, 75, 100],
        ticktext=["0", "25", "50", "75", axis_word],
        showgrid=True,
    )
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], visible=False)
    return figure.made()


def _ground(figure: Drawing, place: int, row: Row, theme: Theme) -> None:
    """The line under a row from edge to edge, and the ground of the one chosen."""
    sides: tuple[dict[str, Any], ...] = (
        {"xsizemode": "pixel", "xanchor": 0, "x0": -LEFT, "x1": 0},
        {"x0": 0, "x1": 1},
        {
            "xsizemode": "pixel",
            "xanchor": 1,
            "x0": 0,
            "x1": _GAP + sum(COLUMNS[: len(row.cells)]),
        },
    )
    for side in sides:
        if row.chosen:
            figure.add_shape(
                type="rect",
                xref="paper",
                y0=place - _REACH,
                y1=place + _REACH,
                fillcolor=theme.colours.tint["grey"],
                line={"width": 0},
                layer="below",
                **side,
            )
        figure.add_shape(
            type="line",
            xref="paper",
            y0=place - _REACH,
            y1=place - _REACH,
            line={"color": theme.colours.line, "width": 1},
            layer="below",
            **side,
        )


def _way(figure: Drawing, place: int, row: Row, theme: Theme) -> None:
    if row.base is None or row.now is None:
        return
    figure.add_shape(
        type="line",
        x0=row.base.value,
        x1=row.now.value,
        y0=place,
        y1=place,
        line={"color": theme.colours.blue, "width": 6},
        layer="below",
    )


def _whole_rows(figure: Drawing, rows: Sequence[Row]) -> None:
    """One unseen bar a row: marks side by side would take the browser far longer."""
    unseen = {"marker": {"opacity": 0}}
    figure.add_bar(
        orientation="h",
        x=[100 for _ in rows],
        y=list(range(len(rows))),
        width=2 * _REACH * (ROW - 10) / ROW,
        customdata=[row.code for row in rows],
        hovertext=[row.hover for row in rows],
        hoverinfo="text",
        marker={"opacity": 0},
        # A click must not bring to light what is there to be clicked alone.
        selected=unseen,
        unselected=unseen,
        name="row",
    )


def _begun(figure: Drawing, rows: Sequence[Row], theme: Theme) -> None:
    having = [(place, row) for place, row in enumerate(rows) if row.base is not None]
    figure.add_scatter(
        x=[row.base.value for _, row in having if row.base],
        y=[place for place, _ in having],
        mode="markers+text",
        text=[row.base.label for _, row in having if row.base],
        textposition=[_beside(row) for _, row in having],
        textfont={"size": SIZE - 1, "color": theme.colours.muted},
        customdata=[row.code for _, row in having],
        hovertext=[row.hover for _, row in having],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "size": 15,
            "color": theme.colours.background,
            "line": {"color": theme.colours.blue, "width": 3},
        },
        name="base",
    )


def _beside(row: Row) -> str:
    """The side of the first dot where the way does not lead; below it where a tick
    stands in that place, or the chart ends."""
    assert row.base is not None
    at = row.base.value
    down = row.now is not None and row.now.value < at
    low, high = (at, at + _LABEL) if down else (at - _LABEL, at)
    taken = any(low - 1 <= tick.value <= high + 1 for tick in row.ticks)
    if taken or low < 0 or high > 100:
        return "bottom center"
    return "middle right" if down else "middle left"


def _standing(figure: Drawing, rows: Sequence[Row], theme: Theme) -> None:
    having = [(place, row) for place, row in enumerate(rows) if row.now is not None]
    figure.add_scatter(
        x=[row.now.value for _, row in having if row.now],
        y=[place for place, _ in having],
        mode="markers+text",
        text=[f"<b>{row.now.label}</b>" for _, row in having if row.now],
        textposition="top center",
        textfont={"size": SIZE + 1, "color": theme.colours.text},
        customdata=[row.code for _, row in having],
        hovertext=[row.hover for _, row in having],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "size": 17,
            "color": theme.colours.blue,
            "line": {"color": theme.colours.blue, "width": 1},
        },
        name="now",
    )


def _tick(figure: Drawing, place: int, tick: Tick, theme: Theme) -> None:
    wide, high = _TICK
    half = wide / 2 if tick.solid else wide / 2 + 1.5
    figure.add_shape(
        type="rect",
        xsizemode="pixel",
        xanchor=tick.value,
        x0=-half,
        x1=half,
        ysizemode="pixel",
        yanchor=place,
        y0=-high / 2,
        y1=high / 2,
        fillcolor=theme.colours.text if tick.solid else theme.colours.background,
        line={"color": theme.colours.text, "width": 0 if tick.solid else 2},
        name="milestone" if tick.solid else "later",
    )
    if tick.label:
        _annotation(
            figure,
            tick.label,
            theme.colours.text,
            SMALL,
            x=tick.value,
            y=place,
            yshift=-23,
            xanchor="center",
        )


def _words(figure: Drawing, place: int, row: Row, theme: Theme) -> None:
    colours = theme.colours
    name = _two_lines(row.name, row.under, colours.muted)
    at = {"x": 0, "xref": "paper", "y": place, "xshift": 8 - LEFT}
    _annotation(figure, name, colours.text, SIZE, **at)
    if row.note:
        _annotation(figure, row.note, colours.muted, SMALL + 1, x=0, y=place, xshift=6)
    for number, cell in enumerate(row.cells):
        said = _two_lines(cell.words, cell.under, colours.muted)
        at = {
            "x": 1,
            "xref": "paper",
            "y": place,
            "xshift": _GAP + sum(COLUMNS[:number]),
        }
        _annotation(figure, said, cell.colour, SIZE, **at)


def _two_lines(words: str, under: str, muted: str) -> str:
    first = f"<b>{words}</b>" if words else ""
    if not under:
        return first
    size = f"font-size:{SMALL + 1}px"
    return f'{first}<br><span style="{size};color:{muted}">{under}</span>'


def _annotation(
    figure: Drawing, words: str, colour: str, size: int, **where: Any
) -> None:
    figure.add_annotation(
        **{
            "text": words,
            "xanchor": "left",
            "align": "left",
            "showarrow": False,
            "font": {"size": size, "color": colour},
            **where,
        }
    )
