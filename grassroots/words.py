"""Vietnamese text made comparable: one spelling for what is written in several."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"̀": "à", "́": "á", "̉": "ả", "̃": "ã", "̣": "ạ"}
_MARKS = re.compile(r"[^\w\s/%]+")
_OLD_STYLE = re.compile(r"(o[àáảãạ]|o[èéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_FINAL_Y = re.compile(r"\b([bcdđghklmnprstvx]{1,3})([yỳýỷỹỵ])\b")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_WITH_Y = frozenset("yỳýỷỹỵ")


def tidy(text: str) -> str:
    """The text as a person meant it: composed letters, ư for ƣ, single plain spaces.

    U+00AD stays: in TCVN3 it is the letter ư.
    """
    composed = (
        text
        if unicodedata.is_normalized("NFC", text)
        else unicodedata.normalize("NFC", text)
    )
    if "\u01a3" in composed or "\u01a2" in composed:
        composed = composed.replace("\u01a3", "ư").replace("\u01a2", "Ư")
    return " ".join(composed.split()).strip(" \u200b\ufeff")


def _move_tone(match: re.Match[str]) -> str:
    first, second = match[0][0], match[0][1]
    split = unicodedata.normalize("NFD", second)
    tone = next(mark for mark in split if mark in _TONES)
    bare = unicodedata.normalize("NFC", split.replace(tone, ""))
    return unicodedata.normalize("NFC", first + tone) + bare


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """The form in which headings, words and names are compared; accents stay.

    Lower case, no punctuation, hoà as hòa, Mỹ as mĩ: "Đảng bộ  xã Hoà Mỹ" gives
    "đảng bộ xã hòa mĩ".
    """
    lower = tidy(text).lower()
    if not lower.replace(" ", "").isalnum():
        lower = _MARKS.sub(" ", lower).replace("_", " ")
    moved = _OLD_STYLE.sub(_move_tone, lower)
    if not _WITH_Y.isdisjoint(moved):
        moved = _FINAL_Y.sub(_with_i, moved)
    return " ".join(moved.split())


def _with_i(found: re.Match[str]) -> str:
    return str(found[1]) + str(found[2]).translate(_Y_TO_I)


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The key without accents, for near matches and file names: "dang bo xa hoa mi"."""
    split = unicodedata.normalize("NFD", key(text).replace("đ", "d"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def title_case(text: str) -> str:
    """Words of an all-capital title with capital first letters; other text as it is."""
    if not text.isupper():
        return text
    return " ".join(word[:1] + word[1:].lower() for word in text.split(" "))
