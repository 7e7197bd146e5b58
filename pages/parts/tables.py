"""The tables of the first page: frames of text, their colours and column widths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from grassroots import charts, texts, wording
from grassroots.charts import Palette
from grassroots.headline import Row
from grassroots.overview import Overview

ROW_HEIGHT = charts.CELL_HEIGHT
_BULLET, _SPARK = 78, 66
_LEAST = 70  # narrower than this a cell's text is cut; the table then scrolls


def scoreboard(
    language: str, rows: Sequence[Row], year: int, colours: Palette
) -> tuple[Styler, dict[str, Any]]:
    """The targets as a styled frame and its columns, one row per target."""
    first = min((row.first_year for row in rows), default=year)
    frame = pd.DataFrame(
        {
            "target": [row.title for row in rows],
            "result": [row.result for row in rows],
            "bullet": [_bullet(row, colours) for row in rows],
            "aim": [row.aim for row in rows],
            "verdict": [row.word for row in rows],
            "pace": [row.pace for row in rows],
            "missing": [row.missing for row in rows],
            "trend": [_spark(row, first, colours) for row in rows],
        }
    )
    verdicts = [row.verdict for row in rows]

    def coloured(column: pd.Series) -> list[str]:
        return [
            f"color: {colours.tone(verdict)}; font-weight: 600" for verdict in verdicts
        ]

    def strong(column: pd.Series) -> list[str]:
        return ["font-weight: 600"] * len(column)

    styled = frame.style.apply(coloured, subset=["verdict"])
    styled = styled.apply(strong, subset=["missing"])
    return styled, _scoreboard_columns(language, first, year)


def _scoreboard_columns(language: str, first: int, year: int) -> dict[str, Any]:
    def head(name: str, **values: object) -> str:
        return texts.text(language, f"overview.columns.{name}", **values)

    column = st.column_config
    return {
        "target": column.TextColumn(head("target"), width=228),
        "result": column.TextColumn(
            head("result", year=year), width=162, alignment="right"
        ),
        "bullet": column.ImageColumn(
            head("bullet"), width=_BULLET + 16, help=head("bullet_help")
        ),
        "aim": column.TextColumn(head("aim"), width=90),
        "verdict": column.TextColumn(head("verdict"), width=122),
        "pace": column.TextColumn(head("pace"), width=98),
        "missing": column.TextColumn(head("missing"), width=98, alignment="right"),
        "trend": column.ImageColumn(
            head("trend", first=first, last=year), width=_SPARK + 16
        ),
    }


def _bullet(row: Row, colours: Palette) -> str:
    picture = charts.bullet(
        row.attained,
        row.verdict,
        colours,
        needed_now=row.needed_now,
        band=row.band,
        partial=row.assessment.judgement.partial,
        width=_BULLET,
    )
    return charts.data_uri(picture)


def _spark(row: Row, first: int, colours: Palette) -> str:
    target = row.assessment.target
    picture = charts.spark(
        (*(None,) * (row.first_year - first), *row.series),
        row.verdict,
        colours,
        target=wording.threshold(target) if row.attained is not None else None,
        breaks=[one + row.first_year - first for one in row.breaks],
        cut=None if row.cut is None else row.cut + row.first_year - first,
        width=_SPARK,
    )
    return charts.data_uri(picture)


def matrix(
    language: str, view: Overview, colours: Palette
) -> tuple[Styler, dict[str, Any]]:
    """Units × targets as a styled frame: the column names are the targets' ids; only
    what needs attention is tinted."""
    ids = [row.assessment.target.id for row in view.rows]
    lines = [
        [line.name, str(line.attention or "–"), *line.cells] for line in view.matrix
    ]
    frame = pd.DataFrame(lines, columns=["unit", "attention", *ids])
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    for position, line in enumerate(view.matrix):
        for target, verdict in zip(ids, line.verdicts, strict=True):
            styles.loc[position, target] = _cell_style(verdict, colours)
    styles["unit"] = styles["attention"] = "font-weight: 600"
    styled = frame.style.apply(lambda _: styles, axis=None)
    column = st.column_config
    wide = max(_LEAST, 710 // max(len(ids), 1))
    attention = texts.text(language, "overview.columns.attention")
    told = texts.text(language, "overview.columns.attention_help")
    columns = {
        "unit": column.TextColumn(
            view.part_name[:1].upper() + view.part_name[1:], width=200
        ),
        "attention": column.TextColumn(
            attention, width=60, help=told, alignment="center"
        ),
    }
    for row, short in zip(view.rows, view.heads, strict=True):
        target = row.assessment.target
        columns[target.id] = column.TextColumn(
            short, width=wide, help=f"{target.id}: {target.title.of(language)}"
        )
    return styled, columns


def _cell_style(verdict: str, colours: Palette) -> str:
    tone, colour = charts.TONES[verdict], colours.tone(verdict)
    if tone in ("red", "amber"):
        ground = colours.ground(verdict)
        return f"background-color: {ground}; color: {colour}; font-weight: 600"
    if verdict == "not_reported":
        return f"background-color: {colours.ground(verdict)}; color: {colour}"
    return f"color: {colour if tone == 'grey' else colours.text}"
