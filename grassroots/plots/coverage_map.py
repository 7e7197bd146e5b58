"""Units as areas of a map, or as tiles where no boundaries were given.

The map paints from the boundaries handed in and from nothing else: its style is a
white ground, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, log2, radians
from typing import Any

import plotly.graph_objects as go

from grassroots.plots.drawing import Drawing
from grassroots.plots.style import SMALL, Theme, styled

# What an area can stand for, in the order of the colours.
STANDINGS = ("full", "inside", "low", "very_low", "unknown")
# Told by the edge too: thicker, the lower.
_EDGES = {"full": 0.8, "inside": 0.8, "low": 2.2, "very_low": 3.2, "unknown": 0.8}
_WIDTH = 430  # pixels, for which the map is fitted
_TILE = 512  # pixels of the whole world at zoom 0
_FIT = 0.93  # of the width or height that the units take
_TILE_HEIGHT, _TILES_A_ROW, _NAME = 46, 4, 17


@dataclass(frozen=True)
class Area:
    """One unit. standing: one of STANDINGS; name and count: on its tile; glyph: the
    shape of its standing; strong: it stands under the chosen unit."""

    code: str
    name: str
    count: str
    glyph: str
    standing: str
    hover: str
    strong: bool = False


def coverage_map(
    areas: Sequence[Area],
    geometries: Mapping[str, Mapping[str, Any]],
    theme: Theme,
    *,
    height: int = 420,
) -> go.Figure:
    """The units that have boundaries (by code: a GeoJSON geometry). A click gives
    `customdata` = the unit's code."""
    shown = [area for area in areas if area.code in geometries]
    shown.sort(key=lambda area: STANDINGS.index(area.standing))  # thick edges on top
    fills = _fills(theme)
    features = [
        {"type": "Feature", "id": area.code, "geometry": dict(geometries[area.code])}
        for area in shown
    ]
    steps = len(STANDINGS)
    figure = Drawing()
    figure.add_choroplethmap(
        geojson={"type": "FeatureCollection", "features": features},
        locations=[area.code for area in shown],
        customdata=[area.code for area in shown],
        z=[STANDINGS.index(area.standing) for area in shown],
        zmin=-0.5,
        zmax=steps - 0.5,
        colorscale=[
            (edge / steps, fills[name])
            for place, name in enumerate(STANDINGS)
            for edge in (place, place + 1)
        ],
        showscale=False,
        hovertext=[area.hover for area in shown],
        hoverinfo="text",
        marker={
            "opacity": [1.0 if area.strong else 0.55 for area in shown],
            "line": {
                "width": [_EDGES[area.standing] for area in shown],
                "color": [_edge(area.standing, theme) for area in shown],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    styled(figure, theme, height=height, left=0, right=0, top=0, bottom=0)
    west, south, east, north = _extent([geometries[area.code] for area in shown])
    figure.update_layout(
        map={
            "style": "white-bg",
            "center": {"lon": (west + east) / 2, "lat": (south + north) / 2},
            "zoom": _zoom(west, south, east, north, height),
        },
        dragmode="pan",
    )
    return figure.made()


def _fills(theme: Theme) -> dict[str, str]:
    colours = theme.colours
    return {
        "full": colours.tint["blue"],
        "inside": colours.track,
        "low": colours.amber,
        "very_low": colours.red,
        "unknown": colours.background,
    }


def _edge(standing: str, theme: Theme) -> str:
    colours = theme.colours
    return {
        "full": colours.blue,
        "inside": colours.muted,
        "unknown": colours.line,
    }.get(standing, colours.text)


def _extent(
    geometries: Sequence[Mapping[str, Any]],
) -> tuple[float, float, float, float]:
    points = [
        point
        for geometry in geometries
        for polygon in geometry["coordinates"]
        for point in polygon[0]
    ]
    east, north = [point[0] for point in points], [point[1] for point in points]
    return min(east), min(north), max(east), max(north)


def _zoom(west: float, south: float, east: float, north: float, height: int) -> float:
    """At which the units fill the map: the whole world is 512 pixels wide at zoom 0,
    and a degree of latitude is 1 / cos(latitude) times one of longitude."""
    across = _WIDTH / max(east - west, 1e-3)
    upright = height / max(north - south, 1e-3)
    upright *= cos(radians((south + north) / 2))
    return log2(min(across, upright) * _FIT * 360 / _TILE)


def tiles(areas: Sequence[Area], theme: Theme) -> go.Figure:
    """One tile a unit, in the order given, with its name, shape and count. A click
    gives `customdata` = the unit's code."""
    colours = theme.colours
    fills = _fills(theme)
    columns = min(_TILES_A_ROW, max(len(areas), 1))
    rows = -(-len(areas) // columns)
    figure = Drawing()
    places = [(at % columns, at // columns) for at in range(len(areas))]
    for area, (x, y) in zip(areas, places, strict=True):
        pale = area.standing in ("full", "inside", "unknown")
        figure.add_shape(
            type="rect",
            x0=x - 0.48,
            x1=x + 0.48,
            y0=y - 0.44,
            y1=y + 0.44,
            fillcolor=fills[area.standing],
            line={
                "color": _edge(area.standing, theme),
                "width": _EDGES[area.standing],
                "dash": "dot" if area.standing == "unknown" else "solid",
            },
            layer="below",
        )
        ink = colours.text if pale else colours.background
        name = area.name if len(area.name) <= _NAME else f"{area.name[: _NAME - 1]}…"
        figure.add_annotation(
            text=f"{f'<b>{name}</b>' if area.strong else name}<br>{area.glyph} "
            f"{area.count}",
            x=x,
            y=y,
            showarrow=False,
            font={"size": SMALL, "color": ink},
            captureevents=False,
        )
    # A mark that is not seen takes the click and the hover.
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        customdata=[area.code for area in areas],
        hovertext=[area.hover for area in areas],
        hoverinfo="text",
        marker={"symbol": "square", "size": _TILE_HEIGHT - 6, "color": "rgba(0,0,0,0)"},
    )
    styled(figure, theme, height=_TILE_HEIGHT * rows + 12, left=0, right=0, bottom=4)
    figure.update_xaxes(range=[-0.5, columns - 0.5], visible=False)
    figure.update_yaxes(range=[rows - 0.5, -0.5], visible=False)
    return figure.made()
