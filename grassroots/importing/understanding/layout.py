"""A table understood: which column feeds which field, how that was found, what is not
sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grassroots.importing.tables.table import Column

# How a column was understood: by a heading that the lists spell out; by what its words
# mean; as a person decided now; as somebody decided before for these headings.
HEADING, MEANING, DECIDED, REMEMBERED = "heading", "meaning", "decided", "remembered"
IGNORE = "ignore"


@dataclass(frozen=True)
class Mapped:
    """A column and the field it feeds.

    option: the word that a tick means; year: of a rating; part: day, month, year, first
    or last, or the gender that a filled birth-date column tells.
    """

    index: int
    heading: str
    field: str
    year: int | None = None
    option: str | None = None
    part: str | None = None
    how: str = HEADING


@dataclass(frozen=True)
class Doubt:
    """A column that a person must decide about. fields: what it may be, the likeliest
    first; samples: up to three of its cells. code: unsure_column (the heading is not
    known, or means several), values_do_not_fit (the cells are not what the heading
    says), same_field (another column says the same)."""

    code: str
    column: Column
    fields: tuple[str, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A table understood as a kind of roster. left_out: the columns that may be kept
    nowhere, by index, with the reason. passed_over: those that a person said to.
    decided: what was decided now, heading → field or `ignore`, to be remembered."""

    kind: str
    columns: tuple[Mapped, ...]
    ignored: tuple[Column, ...]
    left_out: dict[int, str] = field(default_factory=dict)
    passed_over: frozenset[int] = frozenset()
    decided: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def of(self, field_id: str) -> list[Mapped]:
        """The columns that feed a field."""
        return [column for column in self.columns if column.field == field_id]

    @property
    def fields(self) -> set[str]:
        """The fields that have a column."""
        return {column.field for column in self.columns}


def unmatched(layout: Layout) -> Iterable[Column]:
    """The ignored columns that were not left out on purpose."""
    return (column for column in layout.ignored if column.index not in layout.left_out)
