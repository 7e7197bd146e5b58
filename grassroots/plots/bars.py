"""Bars of units: parts of 100 %, a target line, columns at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SIZE, SMALL, TARGET_WIDTH, Theme, styled

ROW, ROW_OF_MANY, MANY = 42, 27, 14
# Per cent of the width that a number needs: narrower parts carry none.
_PER_LETTER, _AROUND = 3.2, 1.6
_PLOT = 520  # pixels of bars and columns together on the smaller screen
_PX_LETTER = 7.6  # of a letter at SIZE, for the width of names


@dataclass(frozen=True)
class Part:
    """One part of a bar: its share in per cent, its count as text, what the hover
    says. `fill`, `ink`, `edge`: colours of the part, the count on it, its outline.
    hatched: a class that is no level."""

    share: float
    count: str
    hover: str
    fill: str
    ink: str
    edge: str | None = None
    hatched: bool = False


@dataclass(frozen=True)
class Bar:
    """One unit. parts: from left to right; empty: nothing reported, `note` says so.
    columns: texts at the right, each with a colour; glyph first. code: what a click
    gives back (None: no click)."""

    name: str
    code: str | None
    parts: tuple[Part, ...]
    columns: tuple[tuple[str, str], ...]
    strong: bool = False
    note: str = ""


@dataclass(frozen=True)
class Columns:
    """The columns at the right: heads and where each ends, in pixels from the bars."""

    heads: tuple[str, ...]
    ends: tuple[int, ...]
    bold: tuple[bool, ...] = field(default=())

    @property
    def width(self) -> int:
        return self.ends[-1] + 8


def by_unit(
    bars: Sequence[Bar],
    columns: Columns,
    theme: Theme,
    *,
    target: float | None = None,
    band: tuple[float, float] | None = None,
    target_label: str = "",
    axis_end: float = 100,
) -> go.Figure:
    """Horizontal bars, the first one on top. target: in per cent, a line through all;
    band: a range instead. axis_end: where the axis ends (100; less for small shares).

    A click on a part gives `customdata` = the unit's code.
    """
    colours = theme.colours
    step = ROW if len(bars) <= MANY else ROW_OF_MANY
    figure = Drawing()
    places = list(range(len(bars)))
    depth = max((len(bar.parts) for bar in bars), default=0)
    for level in range(depth):
        having = [at for at in places if level < len(bars[at].parts)]
        parts = [bars[at].parts[level] for at in having]
        figure.add_bar(
            orientation="h",
            x=[part.share for part in parts],
            y=having,
            customdata=[bars[at].code for at in having],
            text=[_count(part, axis_end) for part in parts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={
                "color": [part.ink for part in parts],
                "size": SIZE if step == ROW else SMALL,
            },
            hovertext=[part.hover for part in parts],
            hoverinfo="text",
            marker={
                "color": [part.fill for part in parts],
                "line": {
                    "color": [part.edge or colours.background for part in parts],
                    "width": 1,
                },
                "pattern": {
                    "shape": ["/" if part.hatched else "" for part in parts],
                    "fgcolor": colours.muted,
                    "bgcolor": colours.background,
                    "size": 6,
                },
            },
        )
    if not depth:  # without a mark of its own the axis of the bars would go
        figure.add_bar(orientation="h", x=[0], y=[0], hoverinfo="skip")
    names = max((len(bar.name) for bar in bars), default=0)
    left = min(int(names * _PX_LETTER) + 14, 190)
    height = step * len(bars) + 52
    figure.update_layout(barmode="stack", bargap=0.36 if step == ROW else 0.25)
    styled(figure, theme, height=height, left=left, right=8, top=26, bottom=26)
    figure.update_xaxes(
        range=[0, axis_end],
        tickvals=_ticks(axis_end),
        ticktext=_tick_words(axis_end, theme.language),
    )
    figure.update_yaxes(
        range=[len(bars) - 0.5, -0.5],
        tickvals=places,
        ticktext=[f"<b>{bar.name}</b>" if bar.strong else bar.name for bar in bars],
        tickfont={"size": SIZE, "color": colours.text},
        ticklabelstandoff=8,
    )
    if band is not None:
        _band(figure, theme, band)
    if target is not None:
        _line(figure, theme, target)
    at = target if target is not None else (band[1] if band else None)
    if at is not None and target_label:
        _word(figure, theme, target_label, at, axis_end)
    _columns(figure, bars, columns, theme, small=step != ROW)
    return figure.made()


def _count(part: Part, axis_end: float) -> str:
    needed = (len(part.count) * _PER_LETTER + _AROUND) * axis_end / 100
    return part.count if part.share >= needed else ""


def _ticks(end: float) -> list[float]:
    return [0, end / 4, end / 2, end * 3 / 4, end]


def _tick_words(end: float, language: str) -> list[str]:
    space = "\N{NO-BREAK SPACE}" if language == "vi" else ""
    words = [f"{tick:g}" for tick in _ticks(end)]
    if language == "vi":
        words = [word.replace(".", ",") for word in words]
    return [*words[:-1], f"{words[-1]}{space}%"]


def _line(figure: Drawing, theme: Theme, at: float) -> None:
    figure.add_shape(
        type="line",
        x0=at,
        x1=at,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": theme.colours.text, "width": TARGET_WIDTH},
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
    for end in band:
        figure.add_shape(
            type="line",
            x0=end,
            x1=end,
            yref="paper",
            y0=0,
            y1=1,
            line={"color": theme.colours.text, "width": 2},
        )


def _word(figure: Drawing, theme: Theme, word: str, at: float, axis_end: float) -> None:
    figure.add_annotation(
        text=f"<b>{word}</b>",
        x=at,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if at > axis_end * 0.75 else "center",
        showarrow=False,
        xshift=6 if at > axis_end * 0.75 else 0,
        font={"size": SMALL + 1, "color": theme.colours.text},
    )


def _head(figure: Drawing, head: str, end: int, theme: Theme) -> None:
    figure.add_annotation(
        text=head,
        xref="x2",
        x=end,
        xanchor="right",
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": SMALL + 1, "color": theme.colours.muted},
    )


def _columns(
    figure: Drawing, bars: Sequence[Bar], columns: Columns, theme: Theme, small: bool
) -> None:
    """The columns as words of one trace on an axis of their own: as annotations they
    would take the browser longer than all of the rest."""
    bold = columns.bold or (False,) * len(columns.heads)
    for head, end in zip(columns.heads, columns.ends, strict=True):
        if head:
            _head(figure, head, end, theme)
    words: list[tuple[str, int, int, str, str | None]] = []
    for place, bar in enumerate(bars):
        if bar.note:
            figure.add_annotation(
                text=bar.note,
                x=0,
                y=place,
                xanchor="left",
                showarrow=False,
                xshift=4,
                font={"size": SMALL + 1, "color": theme.colours.muted},
            )
        for (said, colour), end, heavy in zip(
            bar.columns, columns.ends, bold, strict=True
        ):
            shown = f"<b>{said}</b>" if heavy and said else said
            words.append((shown, end, place, colour, bar.code))
    words = [one for one in words if one[0]]
    figure.add_scatter(
        x=[end for _, end, _, _, _ in words],
        y=[at for _, _, at, _, _ in words],
        xaxis="x2",
        mode="text",
        text=[said for said, _, _, _, _ in words],
        textposition="middle left",
        textfont={
            "color": [colour for _, _, _, colour, _ in words],
            "size": SMALL + 1 if small else SIZE,
        },
        customdata=[code for _, _, _, _, code in words],
        hoverinfo="skip",
        cliponaxis=False,
    )
    share = min(max(columns.width / _PLOT, 0.35), 0.6)
    figure.update_xaxes(domain=[0, 1 - share])
    figure.update_layout(
        xaxis2={
            "domain": [1 - share, 1],
            "range": [0, columns.width],
            "visible": False,
            "fixedrange": True,
        }
    )
