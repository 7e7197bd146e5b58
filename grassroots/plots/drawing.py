"""A chart while it is put together: plain dicts, checked by plotly once at the end.

Plotly's own `add_annotation` checks all annotations again for each new one: a chart of
60 words took a second.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class Drawing:
    """Marks, shapes and words in the order they were added; names as in plotly."""

    def __init__(self) -> None:
        self._data: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {"shapes": [], "annotations": []}

    def add_bar(self, **bar: Any) -> None:
        self._data.append({"type": "bar", **bar})

    def add_scatter(self, **scatter: Any) -> None:
        self._data.append({"type": "scatter", **scatter})

    def add_choroplethmap(self, **areas: Any) -> None:
        self._data.append({"type": "choroplethmap", **areas})

    def add_shape(self, **shape: Any) -> None:
        self._layout["shapes"].append(shape)

    def add_annotation(self, **words: Any) -> None:
        self._layout["annotations"].append(words)

    def update_layout(self, **layout: Any) -> None:
        self._layout |= layout

    def update_xaxes(self, **axis: Any) -> None:
        self._layout["xaxis"] = self._layout.get("xaxis", {}) | axis

    def update_yaxes(self, **axis: Any) -> None:
        self._layout["yaxis"] = self._layout.get("yaxis", {}) | axis

    def keep_colours(self) -> None:
        """A selection is not to fade the marks that are not in it."""
        for mark in self._data:
            if mark["type"] in ("bar", "scatter"):
                mark.setdefault("selected", {"marker": {"opacity": 1}})
                mark.setdefault("unselected", {"marker": {"opacity": 1}})

    def made(self) -> go.Figure:
        """The chart. ValueError, from plotly, for a property that it does not know."""
        return go.Figure({"data": self._data, "layout": self._layout})
