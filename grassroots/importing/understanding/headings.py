"""What a heading says: which field, of which year, or which allowed word to tick."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from grassroots.importing.understanding import meaning
from grassroots.rosters import ignored_headings, roster_kinds, vocabulary
from grassroots.words import key, plain

_YEAR = re.compile(r"\b(?:năm )?(20\d\d)\b")
_TAIL = re.compile(r"[(\[/]\s*\d{1,2}\s*[)\]/]")
_FILLING = re.compile(r"\b(?:năm|của|theo)\b|[*]")
# The same headings are asked about for every kind of roster, and come in every file of
# a post. Bounded, since any text may be asked about.
_MOST_KEPT = 20_000


@dataclass(frozen=True)
class Heading:
    """A heading as understood for one kind.

    option: the allowed word that a tick in this column means. year: of a rating column.
    """

    field: str
    year: int | None = None
    option: str | None = None


@lru_cache(maxsize=_MOST_KEPT)
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


@lru_cache(maxsize=_MOST_KEPT)
def left_out(text: str) -> str | None:
    """Why a column reaches no table (identity_card, phone, address), None if it may."""
    listed = _ignored().get(key(text)) or _ignored().get(plain(text))
    return listed or meaning.of(text).personal


@lru_cache(maxsize=_MOST_KEPT)
def read(kind: str, levels: tuple[str, ...]) -> Heading | None:
    """The field that a heading of one to three levels means in a kind of roster.

    levels: top to bottom, e.g. ("Trình độ", "LLCT"). None: not recognised.
    """
    index = _index(kind)
    group = " ".join(levels[:-1])
    over = group_of(kind, levels)
    ticked = _options(kind).get(key(_without_tail(levels[-1])), ())
    for start in range(len(levels)):
        if start and over and any(field == over for field, _ in ticked):
            # "Loại đảng viên" over "Chính thức": a word to tick, not a date.
            break
        words, year = split_year(_without_tail(" ".join(levels[start:])))
        words = " ".join(_FILLING.sub(" ", words).split()) if words else words
        text = key(" ".join(levels[start:]))
        for form in (words, text, plain(words) if words else ""):
            if form and form in index:
                alone = _ticked_alone(index[form], levels[-1])
                return Heading(index[form], year or split_year(group)[1], alone)
    last, year = split_year(levels[-1])
    if not last and year and over:
        return Heading(over, year)
    meant = tuple(pair for pair in ticked if over is None or pair[0] == over)
    if len(meant) > 1:
        # "HTXSNV" alone is the organisation's own rating, not its committee's.
        plain_ones = [pair for pair in meant if pair[0] in ("rating", "status")]
        meant = tuple(plain_ones[:1]) if len({p[0] for p in plain_ones}) == 1 else ()
    if len(meant) == 1:
        field_id, option = meant[0]
        return Heading(field_id, split_year(group)[1] if group else None, option)
    return None


@lru_cache(maxsize=_MOST_KEPT)
def option_of(kind: str, heading: str) -> tuple[str, str] | None:
    """The field and its word that the last words of a heading are, where it is one
    only: "Đảng viên Chính thức" is the status full."""
    words = key(_without_tail(heading)).split(" ")
    for start in range(len(words)):
        meant = _options(kind).get(" ".join(words[start:]), ())
        plain_ones = [pair for pair in meant if pair[0] in ("rating", "status")]
        if len(meant) == 1 or len(plain_ones) == 1:
            return (plain_ones or list(meant))[0]
    return None


def _without_tail(text: str) -> str:
    """A heading without a footnote's number or star: "Xếp loại (1)"."""
    return _TAIL.sub(" ", text)


@lru_cache(maxsize=_MOST_KEPT)
def group_of(kind: str, levels: tuple[str, ...]) -> str | None:
    """The field that the headings over a sub-heading mean, the nearest ones last."""
    index = _index(kind)
    ids = set(index.values())
    for start in range(len(levels) - 1):
        group = _without_tail(" ".join(levels[start:-1]))
        listed = index.get(split_year(group)[0]) or index.get(plain(group))
        if listed:
            return listed
        meant = meaning.of(group)
        fields = [one for one in meant.fields if one in ids]
        if len(fields) == 1 and not meant.unknown:
            return fields[0]
    return None


@lru_cache(maxsize=_MOST_KEPT)
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
        or _meant(text)
    )


def _meant(text: str) -> bool:
    """Whether the words of a text mean a field, all of them understood."""
    meant = meaning.of(text)
    return bool(meant.fields) and not meant.unknown
