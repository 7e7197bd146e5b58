"""A cell → one of a vocabulary's values: the words listed, or what they plainly say.

"Đạt HTTNV", "Tốt (HTTNV)" and "Đại học Luật" say one thing only; "HTTNV (chưa xét)"
says two, and "Hoàn thành tương đối" none.
"""

from __future__ import annotations

import re
from functools import cache

from grassroots.rosters import vocabulary
from grassroots.words import key

# A degree may be followed by its subject: "Đại học Luật", "Trung cấp LLCT - HC".
_WITH_SUBJECT = {"profession", "political_theory", "general_education"}
# Not a degree held, or not for sure.
_NOT_YET = re.compile(r"\b(?:đang|chưa|không|dự kiến|học dở|sắp|năm thứ|hoặc|hay)\b")
_INSIDE = re.compile(r"\(([^()]*)\)")
_SHORT = {
    "n vụ": "nhiệm vụ",
    "nvụ": "nhiệm vụ",
    "nh vụ": "nhiệm vụ",
    "x sắc": "xuất sắc",
    "xs": "xuất sắc",
    "h thành": "hoàn thành",
    "ht": "hoàn thành",
    "nv": "nhiệm vụ",
    "ko": "không",
}
_OPENINGS = re.compile(
    r"^(?:đạt|mức|loại|xếp loại|được xếp|được xếp loại|là|trình độ|đủ tư cách|"
    r"tốt nghiệp|tn|hết|học hết|học xong|bằng|có bằng|đã tốt nghiệp|hệ)\s+"
)
_CLOSINGS = re.compile(r"\s+(?:trở lên|chính quy|tại chức)$")


@cache
def words_of(name: str) -> dict[str, str]:
    """The words of a vocabulary, as words.key writes them → its values."""
    return {
        key(word): value for value, words in vocabulary(name).items() for word in words
    }


@cache
def meant(text: str, name: str) -> str | None:
    """The value that a cell says, None where it says none or more than one."""
    listed = words_of(name)
    found = listed.get(key(text))
    if found:
        return found
    inside = _INSIDE.findall(text)
    outside = _INSIDE.sub(" ", text)
    told = {_one(outside, name), *(_one(part, name) for part in inside)} - {None}
    if len(told) != 1 or _one(outside, name) is None:
        return None
    return told.pop()


def _one(text: str, name: str) -> str | None:
    """What a text without brackets says."""
    listed = words_of(name)
    words = key(text)
    for form in (words, _long(words)):
        for plain in (form, _CLOSINGS.sub("", _OPENINGS.sub("", form))):
            found = listed.get(plain)
            if found:
                return found
    return _with_subject(words, name) if name in _WITH_SUBJECT else None


def _long(words: str) -> str:
    for short, whole in _SHORT.items():
        words = re.sub(rf"(?<!\w){short}(?!\w)", whole, words)
    return words


def _with_subject(words: str, name: str) -> str | None:
    """A degree and what it was taken in, where nothing in it says another degree."""
    if _NOT_YET.search(words):
        return None
    parts = _OPENINGS.sub("", words).split(" ")
    degrees = {
        value
        for start in range(len(parts))
        for stop in range(start + 1, len(parts) + 1)
        if (value := _degree(" ".join(parts[start:stop]), name)) is not None
    }
    opening = next(
        (
            value
            for stop in range(len(parts), 0, -1)
            if (value := _degree(" ".join(parts[:stop]), name)) is not None
        ),
        None,
    )
    return opening if len(degrees) == 1 else None


def _degree(words: str, name: str) -> str | None:
    """A listed degree of two letters or more, but none that says there is none."""
    value = words_of(name).get(words)
    return value if value not in (None, "none") and len(words) > 1 else None
