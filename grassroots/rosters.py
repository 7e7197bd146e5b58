"""The kinds of rosters and their words: `data/rosters/`, validated once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grassroots.words import key

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"
KINDS = (
    "organisations",
    "members",
    "admissions",
    "officers",
    "hamlets",
    "leaders",
    "aggregates",
    "units",
    "successions",
)
TYPES = (
    "number",
    "text",
    "name",
    "code",
    "date",
    "integer",
    "yes_no",
    "tick",
    "choice",
    "choices",
    "year",
    "unit",
    "note",
)
LANGUAGES = ("vi", "en")
_SHARED, _VOCABULARIES, _FORMS = "shared", "vocabularies", "forms"
_KIND_KEYS = {"kind", "title", "title_words", "required", "telling", "fields", "one_of"}
_FIELD_KEYS = {"id", "type", "label", "headings", "help", "choices", "ticks", "example"}
_SLASH = re.compile(r"\s*/\s*")


class RosterError(Exception):
    """A declaration in `data/rosters/` is wrong; names the file and the key."""


@dataclass(frozen=True)
class RosterField:
    """One column that a kind of roster may have.

    type: one of TYPES; yes_no empty means unknown, tick empty means no, choices empty
    means none. headings: every way it is written, the labels of both languages first,
    no two alike by words.key. choices: a vocabulary's name for choice and choices.
    ticks: the column may be a single tick column whose empty cells mean no, then the
    heading itself is the word that a tick stands for (Nữ). example: by language, ""
    where the example row leaves the cell empty.
    """

    id: str
    type: str
    label: Mapping[str, str]
    headings: tuple[str, ...]
    help: Mapping[str, str]
    choices: str | None
    ticks: bool
    example: Mapping[str, str]


@dataclass(frozen=True)
class RosterKind:
    """One kind of roster: how it is told apart and which fields it has.

    title_words: phrases of a title, sheet or file name, the most specific first.
    required: fields without which a table is not of this kind. one_of: at least one
    of these must be there too (empty: none asked). telling: fields that tell the kind.
    """

    kind: str
    title: Mapping[str, str]
    title_words: tuple[str, ...]
    required: tuple[str, ...]
    telling: tuple[str, ...]
    fields: tuple[RosterField, ...]
    one_of: tuple[str, ...] = ()

    def field(self, id: str) -> RosterField:
        """The field of that id; KeyError where the kind has none."""
        for field in self.fields:
            if field.id == id:
                return field
        raise KeyError(id)

    def possible(self, found: Collection[str]) -> bool:
        """Whether a table with these fields can be of this kind."""
        anchored = not self.one_of or any(id in found for id in self.one_of)
        return anchored and all(id in found for id in self.required)


@cache
def roster_kinds() -> dict[str, RosterKind]:
    """All kinds by name, in the order of KINDS (successions: second table of units).

    RosterError where a declaration is incomplete or contradicts itself.
    """
    kinds = {}
    for name in KINDS:
        kinds[name] = _kind(name, _document(name))
    return kinds


@cache
def vocabulary(name: str) -> dict[str, tuple[str, ...]]:
    """A vocabulary's values, each with its words; KeyError where there is none.

    The first word is the one that Vietnamese forms show, the last is the value's
    English name ("not completed"). No word stands under two values (by words.key).
    """
    return _vocabularies()[name]


@cache
def ignored_headings() -> dict[str, tuple[str, ...]]:
    """Headings of columns that reach no table, by reason: identity_card, phone,
    address."""
    reasons: dict[str, tuple[str, ...]] = {}
    for where, entry in _entries("ignored"):
        reason = _text(entry, "reason", where)
        reasons[reason] = _distinct(_texts(entry, "headings", where))
    return reasons


@cache
def form_texts() -> Mapping[str, Any]:
    """What Excel forms say beside labels and explanations: name → language → text."""
    return _document(_FORMS)


def shown_word(name: str, value: str, language: str) -> str:
    """How a form shows a value of a vocabulary: "Hoàn thành tốt nhiệm vụ", "Good"."""
    words = vocabulary(name)[value]
    return words[0] if language == "vi" else words[-1].capitalize()


@cache
def _document(name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads((ROSTERS / f"{name}.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RosterError(f"{name}.toml: is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise RosterError(f"{name}.toml: {error}") from error


@cache
def _vocabularies() -> dict[str, dict[str, tuple[str, ...]]]:
    vocabularies = {}
    for name, values in _document(_VOCABULARIES).items():
        if isinstance(values, list):
            continue
        where = f"{_VOCABULARIES}.toml: {name}"
        taken: dict[str, str] = {}
        words = {}
        for value in values:
            english = value.replace("_", " ")
            listed = [
                word
                for word in _distinct(_texts(values, value, where))
                if key(word) != key(english)
            ]
            words[value] = (*listed, english)
            for word in words[value]:
                if not key(word):
                    raise RosterError(f"{where}: {value}: {word!r} has no letter")
                other = taken.setdefault(key(word), value)
                if other != value:
                    both = f"{other} and {value}"
                    raise RosterError(f"{where}: {word!r} stands under {both}")
        vocabularies[name] = words
    return vocabularies


def _kind(name: str, document: Mapping[str, Any]) -> RosterKind:
    where = f"{name}.toml"
    _known(document, _KIND_KEYS, where)
    if _text(document, "kind", where) != name:
        raise RosterError(f"{where}: kind: must be {name!r}")
    fields = tuple(_fields(document, where))
    ids = [field.id for field in fields]
    taken: dict[str, str] = {}
    for field in fields:
        if ids.count(field.id) > 1:
            raise RosterError(f"{where}: fields: {field.id} is there twice")
        for heading in field.headings:
            if not key(heading):
                raise RosterError(f"{where}: headings: {heading!r} has no letter")
            other = taken.setdefault(key(heading), field.id)
            if other != field.id:
                both = f"{other} and {field.id}"
                raise RosterError(f"{where}: headings: {heading!r} tells {both}")
    kind = RosterKind(
        kind=name,
        title=_languages(document, "title", where),
        title_words=_texts(document, "title_words", where),
        required=_texts(document, "required", where),
        telling=_texts(document, "telling", where),
        fields=fields,
        one_of=_texts(document, "one_of", where) if "one_of" in document else (),
    )
    for id in (*kind.required, *kind.telling, *kind.one_of):
        if id not in ids:
            raise RosterError(f"{where}: required, telling, one_of: no field {id!r}")
    return kind


def _fields(document: Mapping[str, Any], where: str) -> Iterator[RosterField]:
    shared = _document(_SHARED)
    for number, entry in enumerate(document.get("fields", ()), 1):
        declared = dict(entry)
        if "use" in declared:
            id = declared.pop("use")
            if id not in shared:
                raise RosterError(f"{where}: fields {number}: use: no shared {id!r}")
            more = declared.pop("more_headings", [])
            declared = {**shared[id], "id": id, **declared}
            declared["headings"] = [*declared["headings"], *more]
        place = f"{where}: fields {number} ({declared.get('id')})"
        yield _field(declared, place)


def _field(declared: Mapping[str, Any], where: str) -> RosterField:
    _known(declared, _FIELD_KEYS, where)
    kind = _text(declared, "type", where)
    if kind not in TYPES:
        raise RosterError(f"{where}: type: {kind!r} is not known")
    choices = declared.get("choices")
    if (kind in ("choice", "choices")) != (choices is not None):
        raise RosterError(f"{where}: choices: goes with type choice or choices")
    if choices is not None and choices not in _vocabularies():
        raise RosterError(f"{where}: choices: no vocabulary {choices!r}")
    label = _languages(declared, "label", where)
    written = (*label.values(), *_texts(declared, "headings", where))
    return RosterField(
        id=_text(declared, "id", where),
        type=kind,
        label=label,
        headings=_distinct(_spellings(written)),
        help=_languages(declared, "help", where),
        choices=choices,
        ticks=bool(declared.get("ticks", False)),
        example=_example(declared, kind, choices, where),
    )


def _example(
    declared: Mapping[str, Any], kind: str, choices: str | None, where: str
) -> Mapping[str, str]:
    example = declared.get("example")
    if example is None:
        return MappingProxyType(dict.fromkeys(LANGUAGES, ""))
    name = "yes_no" if kind == "yes_no" else choices
    if name is None:
        return _languages(declared, "example", where)
    value = example.get("vi")
    if value not in _vocabularies()[name]:
        raise RosterError(f"{where}: example: {value!r} is no value of {name}")
    shown = {language: shown_word(name, value, language) for language in LANGUAGES}
    return MappingProxyType(shown)


def _spellings(headings: Iterable[str]) -> Iterator[str]:
    """Each heading, and one with a slash also with spaces around it."""
    for heading in headings:
        yield heading
        if "/" in heading:
            yield _SLASH.sub("/", heading)
            yield _SLASH.sub(" / ", heading)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(key(text), text)
    return tuple(found.values())


def _entries(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, entry in enumerate(_document(_VOCABULARIES).get(name, ()), 1):
        yield f"{_VOCABULARIES}.toml: {name} {number}", entry


def _text(mapping: Mapping[str, Any], name: str, where: str) -> str:
    value = mapping.get(name)
    if not isinstance(value, str) or not value:
        raise RosterError(f"{where}: {name}: a text is missing")
    return value


def _texts(mapping: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = mapping.get(name)
    if not isinstance(value, list) or not all(
        isinstance(text, str) and text for text in value
    ):
        raise RosterError(f"{where}: {name}: a list of texts is missing")
    return tuple(value)


def _languages(mapping: Mapping[str, Any], name: str, where: str) -> Mapping[str, str]:
    value = mapping.get(name)
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise RosterError(f"{where}: {name}: needs vi and en")
    return MappingProxyType({str(k): str(text) for k, text in value.items()})


def _known(mapping: Mapping[str, Any], names: set[str], where: str) -> None:
    unknown = sorted(set(mapping) - names)
    if unknown:
        raise RosterError(f"{where}: {unknown[0]}: is not a known key")
