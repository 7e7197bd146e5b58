"""What a heading says: which field, of which year, or which allowed word to tick."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from grassroots.rosters import ignored_headings, roster_kinds, vocabulary
from grassroots.words import key, plain

_YEAR = re.compile(r"\b(?:năm )?(20\d\d)\b")
_FILLING = re.compile(r"\b(?:năm|của|theo)\b|[*]")


@dataclass(frozen=True)
class Heading:
    """A heading as understood for one kind.

    option: the allowed word that a tick in this column means. year: of a rating column.
    """

    field: str
    year: int | None = None
    option: str | None = None


def split_year(text: str) -> tuple[str, int | None]:
    """ "Xếp loại năm 2024" → ("Xếp loại", 2024); without a year the text as it is."""
    words = key(text)
    found = _YEAR.findall(words)
    if len(set(found)) != 1:
        return words, None
    return " ".join(_YEAR.sub(" ", words).split()), int(found[0])


@cache
def _index(kind: str) -> dict[str, str]:
    index: dict[str, str] = {}
    for field in roster_kinds()[kind].fields:
        for heading in field.headings:
            index.setdefault(key(heading), field.id)
    for words, field_id in list(index.items()):
        index.setdefault(plain(words), field_id)
    return index


@cache
def _options(kind: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Written word → the (field, value) pairs that it may mean."""
    options: dict[str, dict[tuple[str, str], None]] = {}
    for field in roster_kinds()[kind].fields:
        if field.type != "choice" or field.choices is None:
            continue
        for value, written in vocabulary(field.choices).items():
            for word in written:
                options.setdefault(key(word), {})[field.id, value] = None
    return {word: tuple(meant) for word, meant in options.items()}


@cache
def _ignored() -> dict[str, str]:
    return {
        form: reason
        for reason, headings in ignored_headings().items()
        for heading in headings
        for form in (key(heading), plain(heading))
    }


# A column headed by one word of a field is to be ticked: Nữ, Chi bộ ghép. The words of
# the other values in the same heading make it an ordinary column: Nam/Nữ, có/ghép/chưa.
_ALONE = {
    "gender": ({"nữ": "female", "nam": "male", "female": "female", "male": "male"}, ()),
    "has_cell": ({"ghép": "joint", "joint": "joint"}, ("có", "riêng", "chưa", "không")),
}


def _ticked_alone(field_id: str, text: str) -> str | None:
    words, others = _ALONE.get(field_id, ({}, ()))
    heading = key(text.replace("/", " ")).split()
    if any(word in heading for word in others) or "tên" in heading:
        return None
    meant = {words[word] for word in heading if word in words}
    return meant.pop() if len(meant) == 1 else None


def left_out(text: str) -> str | None:
    """Why a column reaches no table (identity_card, phone, address), None if it may."""
    return _ignored().get(key(text)) or _ignored().get(plain(text))


def read(kind: str, levels: tuple[str, ...]) -> Heading | None:
    """The field that a heading of one to three levels means in a kind of roster.

    levels: top to bottom, e.g. ("Trình độ", "LLCT"). None: not recognised.
    """
    index = _index(kind)
    whole = " ".join(levels)
    group = " ".join(levels[:-1])
    for text in (whole, levels[-1]):
        words, year = split_year(text)
        words = " ".join(_FILLING.sub(" ", words).split()) if words else words
        for form in (words, key(text), plain(words) if words else ""):
            if form and form in index:
                alone = _ticked_alone(index[form], levels[-1])
                return Heading(index[form], year or split_year(group)[1], alone)
    last, year = split_year(levels[-1])
    if not last and year and group and key(group) in index:
        return Heading(index[key(group)], year)
    meant = _options(kind).get(key(levels[-1]), ())
    if group:
        over = index.get(split_year(group)[0]) or index.get(plain(group))
        meant = tuple(pair for pair in meant if over is None or pair[0] == over)
    if len(meant) > 1:
        # "HTXSNV" alone is the organisation's own rating, not its committee's.
        plain_ones = [pair for pair in meant if pair[0] in ("rating", "status")]
        meant = tuple(plain_ones[:1]) if len({p[0] for p in plain_ones}) == 1 else ()
    if len(meant) == 1:
        field_id, option = meant[0]
        return Heading(field_id, split_year(group)[1] if group else None, option)
    return None


@cache
def known(text: str) -> bool:
    """Whether any kind of roster has this heading: how a header row is found."""
    words = split_year(text)[0]
    return bool(words) and (
        left_out(text) is not None
        or any(
            form in _index(kind)
            for kind in roster_kinds()
            for form in (key(text), words, plain(words))
        )
    )
