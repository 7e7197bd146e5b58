"""Several measures on one axis of shares: a bar a measure, each with its own target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SIZE, SMALL, TARGET_WIDTH, Theme, styled

ROW = 46  # pixels: bar and, under it, the words of its target
_BAR, _RAISED = 0.44, 0.12  # of a row: the bar's width; how far above the middle
_LOWERED = 0.32  # of a row: how far below the middle its small words stand
_PX_LETTER = 7.6  # of a letter at SIZE, for the width of names
_NAMES = 260
_VERDICT = 14  # pixels from the axis to the verdict's words
_LEFT_OF, _RIGHT_OF = 20, 80  # where words at a tick turn inwards, per cent


@dataclass(frozen=True)
class Row:
    """One measure. share: in per cent, None where there is none to show: `note` says
    why, hatched: since it is not reported. interval: few cases, a line from low to high
    in place of a bar. target: in per cent; band: a range; due: what the pace asks for
    by now; aim: the target in words. verdict: shape and word. cells: the texts at the
    right. remark: small words under the verdict. code: what a click gives back. chosen:
    the one looked at below."""

    name: str
    code: str
    share: float | None
    colour: str
    verdict: str
    verdict_colour: str
    cells: tuple[str, ...]
    hover: str
    aim: str = ""
    target: float | None = None
    band: tuple[float, float] | None = None
    due: float | None = None
    interval: tuple[float, float] | None = None
    remark: str = ""
    note: str = ""
    hatched: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Columns:
    """The heads of verdict and cells, and where each cell ends, in pixels from the
    axis."""

    verdict: str
    heads: tuple[str, ...]
    ends: tuple[int, ...]

    @property
    def width(self) -> int:
        """The room that they take."""
        return self.ends[-1] + 8


def overview(rows: Sequence[Row], columns: Columns, theme: Theme) -> go.Figure:
    """One row a measure, the first on top, on an axis from 0 to 100 per cent. A click
    anywhere on the track gives `customdata` = the row's code."""
    colours = theme.colours
    figure = Drawing()
    letters = max((len(row.name) for row in rows), default=0)
    left = min(int(letters * _PX_LETTER) + 18, _NAMES)
    for at, row in enumerate(rows):
        if row.chosen:
            _ground(figure, at, left, columns.width, colours.tint["blue"])
    _bars(figure, rows, theme)
    styled(
        figure,
        theme,
        height=ROW * len(rows) + 50,
        left=left,
        right=columns.width,
        top=24,
        bottom=26,
    )
    space = "\N{NO-BREAK SPACE}" if theme.language == "vi" else ""
    figure.update_layout(barmode="stack")
    figure.update_xaxes(
        range=[0, 100.5],  # so that a tick at the end is drawn in full
        tickvals=[0, 25, 50, 75, 100],
        ticktext=["0", "25", "50", "75", f"100{space}%"],
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=[at - _RAISED for at in range(len(rows))],
        ticktext=[f"<b>{row.name}</b>" if row.chosen else row.name for row in rows],
        tickfont={"size": SIZE, "color": colours.text},
        ticklabelstandoff=8,
    )
    for at, row in enumerate(rows):
        _target(figure, row, at, theme)
        _interval(figure, row, at)
    _columns(figure, rows, columns, theme)
    return figure.made()


def _bars(figure: Drawing, rows: Sequence[Row], theme: Theme) -> None:
    """The share and the rest of the track; a track is there to be clicked on even
    where there is no share."""
    colours = theme.colours
    shares = [0.0 if row.interval else row.share or 0.0 for row in rows]
    empty = [row.share is None and not row.hatched for row in rows]
    for values, fills, hatched in (
        (shares, [row.colour for row in rows], [False] * len(rows)),
        (
            [100 - share for share in shares],
            ["rgba(0,0,0,0)" if bare else colours.track for bare in empty],
            [row.hatched for row in rows],
        ),
    ):
        figure.add_bar(
            orientation="h",
            x=values,
            y=[at - _RAISED for at in range(len(rows))],
            width=_BAR,
            customdata=[row.code for row in rows],
            hovertext=[row.hover for row in rows],
            hoverinfo="text",
            marker={
                "color": fills,
                "line": {"width": 0},
                "pattern": {
                    "shape": ["/" if one else "" for one in hatched],
                    "fgcolor": colours.muted,
                    "bgcolor": colours.background,
                    "size": 6,
                },
            },
        )


def _ground(figure: Drawing, at: int, left: int, right: int, colour: str) -> None:
    """A pale ground behind a whole row, names and columns included: what lies beside
    the axis is measured in pixels, the rest follows its width."""
    shape = {
        "type": "rect",
        "xref": "paper",
        "y0": at - 0.48,
        "y1": at + 0.48,
        "line": {"width": 0},
        "fillcolor": colour,
        "layer": "below",
    }
    pixels = {"xsizemode": "pixel"}
    figure.add_shape(**shape, **pixels, xanchor=0, x0=-left, x1=0)
    figure.add_shape(**shape, x0=0, x1=1)
    figure.add_shape(**shape, **pixels, xanchor=1, x0=0, x1=right)


def _target(figure: Drawing, row: Row, at: int, theme: Theme) -> None:
    colours = theme.colours
    middle, half = at - _RAISED, _BAR / 2 + 0.08
    ends: tuple[float, ...] = row.band or ()
    if row.target is not None:
        ends = (row.target,)
    for end in ends:
        width = 2 if row.band else TARGET_WIDTH
        _tick(figure, end, middle, half, colours.text, width)
    if row.due is not None:
        _tick(figure, row.due, middle, half, colours.text, 2, "dot")
    if not row.aim:
        return
    place = sum(ends) / len(ends) if ends else 0.0
    anchor = "center"
    if place < _LEFT_OF:
        anchor, place = "left", ends[0] if ends else 0.0
    elif place > _RIGHT_OF:
        anchor, place = "right", ends[-1]
    figure.add_annotation(
        text=row.aim,
        x=place,
        y=at + _LOWERED,
        xanchor=anchor,
        yanchor="middle",
        xshift={"left": -2, "right": 2}.get(anchor, 0),
        showarrow=False,
        font={"size": SMALL, "color": colours.text if ends else colours.muted},
    )


def _tick(
    figure: Drawing,
    at: float,
    middle: float,
    half: float,
    colour: str,
    width: int,
    dash: str = "solid",
) -> None:
    figure.add_shape(
        type="line",
        x0=at,
        x1=at,
        y0=middle - half,
        y1=middle + half,
        line={"color": colour, "width": width, "dash": dash},
    )


def _interval(figure: Drawing, row: Row, at: int) -> None:
    """Few cases: how sure the share is, as a line with a dot at the share."""
    if row.interval is None or row.share is None:
        return
    figure.add_scatter(
        x=list(row.interval),
        y=[at - _RAISED] * 2,
        mode="lines",
        line={"color": row.colour, "width": 4},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[row.share],
        y=[at - _RAISED],
        mode="markers",
        cliponaxis=False,
        customdata=[row.code],
        hovertext=[row.hover],
        hoverinfo="text",
        marker={"size": 12, "color": row.colour, "symbol": "circle"},
    )


def _columns(
    figure: Drawing, rows: Sequence[Row], columns: Columns, theme: Theme
) -> None:
    colours = theme.colours
    _word(figure, columns.verdict, _VERDICT, 1.0, colours.muted, SMALL + 1, left=True)
    for head, end in zip(columns.heads, columns.ends, strict=True):
        _word(figure, head, end, 1.0, colours.muted, SMALL + 1)
    for at, row in enumerate(rows):
        middle = at - _RAISED
        if row.note:
            figure.add_annotation(
                text=row.note,
                x=0,
                y=middle,
                xanchor="left",
                xshift=4,
                showarrow=False,
                bgcolor=colours.background if row.hatched else None,
                font={"size": SMALL + 1, "color": colours.muted},
            )
        said = f"<b>{row.verdict}</b>"
        _word(figure, said, _VERDICT, middle, row.verdict_colour, SIZE, left=True)
        lower = at + _LOWERED
        _word(figure, row.remark, _VERDICT, lower, colours.muted, SMALL, left=True)
        for words, end in zip(row.cells, columns.ends, strict=True):
            _word(figure, words, end, middle, colours.text, SIZE)


def _word(
    figure: Drawing,
    words: str,
    shift: int,
    at: float,
    colour: str,
    size: int,
    left: bool = False,
) -> None:
    """Words beside the axis, which begin (left) or end at `shift`; 1.0 is the head."""
    if not words:
        return
    head = at == 1.0
    figure.add_annotation(
        text=words,
        xref="paper",
        x=1,
        xshift=shift,
        xanchor="left" if left else "right",
        y=at,
        yref="paper" if head else "y",
        yanchor="bottom" if head else "middle",
        showarrow=False,
        font={"size": size, "color": colour},
    )
