"""The words of a title that tell what kind of roster a table is."""

from __future__ import annotations

from functools import cache

from grassroots.rosters import roster_kinds
from grassroots.words import key, plain


def kind_words(kind: str, text: str) -> int:
    """How many words of the longest phrase that tells this kind stand in a text."""
    return _spoken(kind, text)


@cache
def _phrases(kind: str) -> tuple[tuple[int, str, str], ...]:
    return tuple(
        (len(phrase.split()), f" {key(phrase)} ", f" {plain(phrase)} ")
        for phrase in roster_kinds()[kind].title_words
    )


@cache
def _spoken(kind: str, text: str) -> int:
    words, flat = f" {key(text)} ", f" {plain(text)} "
    return max(
        (
            length
            for length, phrase, bare in _phrases(kind)
            if phrase in words or bare in flat
        ),
        default=0,
    )


def any_kind_words(text: str) -> int:
    """The same, of whatever kind: 0 where a text tells none. A bare "đảng viên" in a
    section's count is none: two words at least, the first of them of a list."""
    words = key(text)
    if not any(opening in words for opening in _LISTS):
        return 0
    return max(kind_words(kind, text) for kind in roster_kinds())


_LISTS = tuple(map(key, ("danh sách", "biểu", "tổng hợp", "trích ngang", "roster")))
