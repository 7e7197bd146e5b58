"""Headings → the kind of roster and the field of every column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grassroots.importing.tables import context, titles
from grassroots.importing.tables.table import Table
from grassroots.importing.understanding import columns, evidence
from grassroots.importing.understanding.columns import Said
from grassroots.importing.understanding.layout import Layout, Mapped
from grassroots.rosters import RosterKind, roster_kinds
from grassroots.words import key

_MOSTLY = 0.5
_OURS = re.compile(
    r"\b(?:đảng|đv|đảng viên|kết nạp|dự bị|chính thức|chi bộ|chi ủy|cấp ủy|cư trú|213"
    r"|cam kết|tu dưỡng|lý luận|lí luận|llct|chính trị|học vấn|văn hóa|gdpt|phổ thông"
    r"|kiêm nhiệm|kiêm|diện|tỉnh ủy|kiến thức mới|party|member\w*|political|education"
    r"|concurrent|managed|body|committee)\b"
)

__all__ = ["Choice", "Layout", "Mapped", "choose"]


@dataclass(frozen=True)
class Choice:
    """The best layout; others: kinds that fit as well, where a person must decide."""

    layout: Layout
    others: tuple[str, ...] = ()


def choose(
    table: Table,
    file: str,
    kind: str | None = None,
    said: Said = columns.NOTHING_SAID,
) -> Choice | None:
    """The kind that headings, title, sheet's and file's name speak for.

    kind: given by a person. said: what persons have said of columns.
    None: no kind has the columns that it cannot do without.
    """
    kinds = [roster_kinds()[kind]] if kind else list(roster_kinds().values())
    decisions = said.of_table(table)
    fitting: list[tuple[float, Layout]] = []
    for candidate in kinds:
        layout = columns.understood(table, candidate, decisions)
        if kind or _suffices(layout, candidate, table):
            fitting.append((_weight(layout, candidate, table, file), layout))
    if not fitting:
        return None
    fitting.sort(key=lambda scored: -scored[0])
    best, layout = fitting[0]
    others = [
        other.kind
        for score, other in fitting[1:]
        if score > best - 1 and {layout.kind, other.kind} == {"members", "admissions"}
    ]
    return Choice(layout, tuple(others))


def _suffices(layout: Layout, kind: RosterKind, table: Table) -> bool:
    """Whether a table can be of a kind: it has what the kind cannot do without, and
    something beside that is the kind's own. Names and posts alone are on payrolls too.
    """
    if not kind.possible(layout.fields):
        return False
    named = [text for text in (*table.title, table.grid.sheet) if text]
    if any(context.kind_words(kind.kind, text) for text in named):
        return True
    if kind.kind in titles.PERSONS:
        return _tells(layout, kind, table) or _party_posts(layout, kind, table)
    # A list with the names of persons is no list of organisations.
    persons = columns.understood(table, roster_kinds()["members"])
    named_persons = {one.index for one in persons.of("name")}
    if kind.kind == "organisations" and named_persons:
        return False
    return bool((layout.fields & set(kind.telling)) - set(kind.required))


def _tells(layout: Layout, kind: RosterKind, table: Table) -> bool:
    """Whether a column is the Party's own: its heading says so, and its cells can be
    read. "Trạng thái" and "Số thẻ" are on lists of others too."""
    rows = table.grid.rows[table.first_row - 1 :]
    own = set(kind.telling) - set(kind.required)
    for column in layout.columns:
        if column.field not in own or not _OURS.search(key(column.heading)):
            continue
        cells = evidence.cells_under(rows, column.index)
        share = evidence.share_readable(cells, kind.field(column.field))
        if share is None or share >= _MOSTLY:
            return True
    return False


def _party_posts(layout: Layout, kind: RosterKind, table: Table) -> bool:
    """Whether the posts of a table are posts in the Party."""
    position = kind.field("position") if "position" in kind.required else None
    places = layout.of("position")
    if position is None or position.type != "choice" or not places:
        return False
    rows = table.grid.rows[table.first_row - 1 :]
    cells = evidence.cells_under(rows, places[0].index)
    return (evidence.share_readable(cells, position) or 0) >= _MOSTLY


def _weight(layout: Layout, kind: RosterKind, table: Table, file: str) -> float:
    """How much speaks for a kind: fields it alone asks for, words that name it."""
    words = max(
        (
            weight * context.kind_words(kind.kind, text)
            for weight, texts in (
                (4, table.title),
                (4, (table.grid.sheet,)),
                (2, (file.rsplit(".", 1)[0].replace("_", " "),)),
            )
            for text in texts
        ),
        default=0,
    )
    share = len(layout.columns) / max(1, len(table.columns))
    return (
        len(layout.fields) + 2 * len(layout.fields & set(kind.telling)) + words + share
    )
