"""What a heading means that no list spells out: its words as a set of concepts.

The concepts, and the sets that mean a field, are in `data/rosters/meanings.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from grassroots.rosters import ROSTERS, RosterError, roster_kinds
from grassroots.words import key, plain

_FILE = "meanings.toml"
_UNUSED, _PERSONAL = "unused", "personal "
_SHORTEST_TYPO = 4
_SAFE_WITHOUT_ACCENTS = 6
# What any heading that asks may have: "Có … không", "Là …".
_ASKED = frozenset(("has", "negation", "is_one", "done"))
# A footnote's number, a star: "Xếp loại (1)".
_TAIL = re.compile(r"[(\[/]\s*\d{1,2}\s*[)\]/]|\*+")
_WORD = re.compile(r"[^\s/]+|/")


@dataclass(frozen=True)
class Meaning:
    """The fields that a heading may mean. typos: whether words had to be mended;
    unknown: words that mean nothing here; unused: it is a heading of no roster kind;
    personal: why the column may be kept nowhere (identity_card, phone, address)."""

    fields: tuple[str, ...]
    typos: bool = False
    unknown: tuple[str, ...] = ()
    unused: bool = False
    personal: str | None = None


@dataclass(frozen=True)
class _Set:
    field: str
    needed: frozenset[str]
    allowed: frozenset[str]


@dataclass(frozen=True)
class _Words:
    """Phrases (as words.key writes them) → concepts; None for filling words."""

    phrases: Mapping[tuple[str, ...], frozenset[str]]
    unaccented: Mapping[tuple[str, ...], frozenset[str]]
    longest: int
    single: Mapping[str, frozenset[str]]
    sets: tuple[_Set, ...]


@cache
def _document() -> Mapping[str, Any]:
    path = ROSTERS / _FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RosterError(f"{_FILE}: is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise RosterError(f"{_FILE}: {error}") from error


def listed(name: str) -> tuple[str, ...]:
    """A list of phrases of the file; RosterError where it has none of that name."""
    phrases = _document().get(name)
    if not isinstance(phrases, list) or not phrases:
        raise RosterError(f"{_FILE}: {name}: a list of phrases is missing")
    return tuple(phrases)


@cache
def _words() -> _Words:
    told = _document()
    phrases: dict[tuple[str, ...], set[str]] = {}
    for concept, written in told["concepts"].items():
        for phrase in written:
            phrases.setdefault(_split(key(phrase)), set()).add(concept)
    for phrase in told["filling"]:
        phrases.setdefault(_split(key(phrase)), set())
    for phrase in told["unused"]:
        phrases.setdefault(_split(key(phrase)), set()).add(_UNUSED)
    for reason, written in told["personal"].items():
        for phrase in written:
            phrases.setdefault(_split(key(phrase)), set()).add(_PERSONAL + reason)
    unaccented: dict[tuple[str, ...], set[str]] = {}
    for words, concepts in phrases.items():
        bare = tuple(plain(word) for word in words)
        unaccented.setdefault(bare, set()).update(concepts)
    single: dict[str, set[str]] = {}
    for words in phrases:
        for word in words:
            if len(word) >= _SHORTEST_TYPO:
                single.setdefault(plain(word), set()).add(word)
    sets = []
    asked = {
        field.id
        for kind in roster_kinds().values()
        for field in kind.fields
        if field.type in ("yes_no", "tick")
    }
    for field, ways in told["fields"].items():
        for way in ways:
            needed, _, allowed = way.partition("|")
            wanted = frozenset(needed.split())
            unknown = (wanted | frozenset(allowed.split())) - set(told["concepts"])
            if unknown or not wanted:
                raise RosterError(f"{_FILE}: {field}: {way!r}: no such concept")
            also = _ASKED if field in asked else frozenset()
            all_of = wanted | frozenset(allowed.split()) | also
            sets.append(_Set(field, wanted, all_of))
    return _Words(
        {words: frozenset(concepts) for words, concepts in phrases.items()},
        {words: frozenset(concepts) for words, concepts in unaccented.items()},
        max(map(len, phrases)),
        {bare: frozenset(spelled) for bare, spelled in single.items()},
        tuple(sets),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(text) if word != "/")


@cache
def of(text: str) -> Meaning:
    """What a heading may mean; no fields where it means none that we know.

    A word of four letters or more may have one slip of the pen in it.
    """
    words = _split(key(_TAIL.sub(" ", re.sub(r"\b(?:19|20)\d\d\b", " ", text))))
    accented = any(plain(word) != word for word in words)
    options, unknown = _concepts(words, accented)
    typos = False
    if unknown:
        mended = tuple(
            _mended(plain(word)) or word if word in unknown else word for word in words
        )
        typos = mended != words
        options, unknown = _concepts(mended, accented)
    for option in options:
        (only,) = option if len(option) == 1 else ("",)
        if only.startswith(_PERSONAL):
            return Meaning((), personal=only.removeprefix(_PERSONAL))
    if any(option == {_UNUSED} for option in options):
        return Meaning((), unused=True)
    return Meaning(_fields(options), typos, tuple(unknown))


def _mended(bare: str) -> str | None:
    """The one known word that differs from this one by a slip of the pen."""
    if len(bare) < _SHORTEST_TYPO or not bare.isalpha() or bare in _words().single:
        return None
    near = [
        known
        for known in _words().single
        if abs(len(known) - len(bare)) <= 1
        and DamerauLevenshtein.distance(known, bare, score_cutoff=1) <= 1
    ]
    exchanged = [known for known in near if sorted(known) == sorted(bare)]
    likely = exchanged or near
    if len(likely) != 1:
        return None
    spelled = _words().single[likely[0]]
    return next(iter(spelled)) if len(spelled) == 1 else likely[0]


def _concepts(
    words: tuple[str, ...], accented: bool
) -> tuple[list[frozenset[str]], list[str]]:
    """For each phrase what it may mean, longest phrases first; and the other words."""
    told = _words()
    options: list[frozenset[str]] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(told.longest, len(words) - at), 0, -1):
            found = _phrase(words[at : at + length], accented)
            if found is not None:
                if found:
                    options.append(found)
                at += length
                break
        else:
            unknown.append(words[at])
            at += 1
    return options, unknown


def _phrase(words: tuple[str, ...], accented: bool) -> frozenset[str] | None:
    """What a phrase stands for, None where it stands for nothing.

    In a text with accents, one without them (or with others) is understood as well
    where it is long enough not to be another word by chance.
    """
    told = _words()
    if accented:
        found = told.phrases.get(words)
        if found is not None or sum(map(len, words)) < _SAFE_WITHOUT_ACCENTS:
            return found
    found = told.unaccented.get(tuple(map(plain, words)))
    if accented and found is not None:
        return found - {_UNUSED} or None
    return found


def _fields(options: list[frozenset[str]]) -> tuple[str, ...]:
    """The fields one of whose sets covers every phrase and has all that it needs."""
    found: dict[str, int] = {}
    for one in _words().sets:
        covered = all(option & one.allowed for option in options)
        there = all(any(need in option for option in options) for need in one.needed)
        if options and covered and there:
            found[one.field] = max(found.get(one.field, 0), len(one.needed))
    most = max(found.values(), default=0)
    return tuple(field for field, needed in found.items() if needed == most)
