"""The years behind and the years ahead: the facts until today, where scenarios lead,
where the past pace would lead, and what the target asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SMALL, Theme, styled
from grassroots.plots.trend import Course, draw_asked, draw_break, draw_course

HEIGHT = 300
_TOP, _BOTTOM = 22, 26
_RIGHT = 128  # of the words at the ends of the lines
_DASHES = ("solid", "longdash", "dashdot", "longdashdot")
_LINE = 18  # pixels: the height of one of their lines


@dataclass(frozen=True)
class Way:
    """A scenario: year and value from today on. label: what its last value is, words
    and number; hovers: what is said at each point. strong: the one that is edited."""

    name: str
    colour: str
    points: tuple[tuple[int, float], ...]
    label: str
    hovers: tuple[str, ...]
    strong: bool = True


@dataclass(frozen=True)
class Band:
    """Where the past pace would lead: year, lowest, expected, highest value. name and
    label: at its end."""

    points: tuple[tuple[int, float, float, float], ...]
    name: str
    label: str


def ahead(
    past: Course,
    ways: Sequence[Way],
    theme: Theme,
    *,
    until: int,
    pace: Band | None = None,
    target: float | None = None,
    band: tuple[float, float] | None = None,
    target_label: str = "",
    required: Sequence[tuple[int, float]] = (),
    break_year: int | None = None,
    break_label: str = "",
    ceiling: float | None = 100,
) -> go.Figure:
    """The lines over whole years up to `until`. target: a thick line; band: a range of
    the target; required: the dashed line (year, value) to a deadline; pace: None where
    it cannot be said. break_year: units changed within it. ceiling: no value can be
    above it (None: counts)."""
    figure = Drawing()
    known = [(one.year, one.value) for one in past.points if one.value is not None]
    first = min((year for year, _ in (*known, *required)), default=until - 1)
    ends = [target] if target is not None else list(band or ())
    values = [value for _, value in (*known, *required)] + ends
    values += [value for way in ways for _, value in way.points]
    if pace is not None:
        values += [value for _, *three in pace.points for value in three]
    low, high = _span(values, ceiling)
    if pace is not None:
        _pace(figure, pace, theme)
    draw_asked(figure, theme, ends, band, required)
    crosses = break_year is not None and first < break_year <= past.points[-1].year
    draw_course(
        figure, past, theme, break_year if crosses else None, ends[0] if ends else None
    )
    if crosses and break_year is not None:
        draw_break(figure, theme, break_year, break_label)
    for place, way in enumerate(ways):
        _way(figure, way, _DASHES[place % len(_DASHES)])
    words = (target_label, ends[-1]) if target_label and ends else None
    _end_words(figure, ways, pace, words, theme, (low, high), until)
    styled(
        figure,
        theme,
        height=HEIGHT,
        left=16,
        right=_RIGHT,
        top=_TOP,
        bottom=_BOTTOM,
    )
    years = list(range(first, until + 1))
    every = max(1, -(-len(years) // 7))
    figure.update_xaxes(
        range=[first - 0.35, until + 0.1],
        tickvals=years[::-1][::every],
        tickformat="d",
        tickangle=0,
    )
    figure.update_yaxes(range=[low, high], visible=False)
    return figure.made()


def _span(values: Sequence[float], ceiling: float | None) -> tuple[float, float]:
    """From below the lowest to above the highest, with room for words."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = max((high - low) * 0.18, 0.4 if ceiling else 1.0)
    return low - room, high + room


def _pace(figure: Drawing, pace: Band, theme: Theme) -> None:
    """The interval as one area, and the line in its middle."""
    colours = theme.colours
    years = [year for year, *_ in pace.points]
    lows = [low for _, low, _, _ in pace.points]
    highs = [high for *_, high in pace.points]
    figure.add_scatter(
        x=[*years, *reversed(years)],
        y=[*highs, *reversed(lows)],
        mode="lines",
        fill="toself",
        fillcolor=colours.tint["grey"],
        line={"width": 0},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=years,
        y=[value for _, _, value, _ in pace.points],
        mode="lines",
        line={"color": colours.muted, "width": 2, "dash": "dot"},
        hoverinfo="skip",
    )


def _way(figure: Drawing, way: Way, dash: str) -> None:
    figure.add_scatter(
        x=[year for year, _ in way.points],
        y=[value for _, value in way.points],
        mode="lines+markers",
        line={"color": way.colour, "width": 3 if way.strong else 2, "dash": dash},
        marker={
            "size": [0] * (len(way.points) - 1) + [12 if way.strong else 8],
            "color": way.colour,
        },
        hovertext=list(way.hovers),
        hoverinfo="text",
        cliponaxis=False,
    )


def _end_words(
    figure: Drawing,
    ways: Sequence[Way],
    pace: Band | None,
    aim: tuple[str, float] | None,
    theme: Theme,
    span: tuple[float, float],
    until: int,
) -> None:
    """What each line is, beside its end; moved apart where ends are close."""
    ends = []
    for way in ways:
        label = f"<b>{way.label}</b>" if way.strong else way.label
        ends.append((way.points[-1][1], f"{way.name}<br>{label}", way.colour))
    if pace is not None and pace.points:
        said = f"{pace.name}<br>{pace.label}"
        ends.append((pace.points[-1][2], said, theme.colours.muted))
    if aim is not None:
        ends.append((aim[1], f"<b>{aim[0]}</b>", theme.colours.text))
    low, high = span
    scale = (HEIGHT - _TOP - _BOTTOM) / (high - low)
    bottom = float("inf")  # of the words above, in pixels from the chart's foot
    for value, said, colour in sorted(ends, reverse=True):
        half = _LINE * (1 + said.count("<br>")) / 2
        wanted = (value - low) * scale
        at = min(wanted, bottom - half)
        bottom = at - half
        figure.add_annotation(
            text=said,
            x=until,
            y=value,
            xshift=10,
            yshift=at - wanted,
            xanchor="left",
            align="left",
            showarrow=False,
            font={"size": SMALL, "color": colour},
        )
