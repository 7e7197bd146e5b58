"""What the cell of a post says: the post, its body, and posts held beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from grassroots.rosters import vocabulary
from grassroots.words import key

_BODIES = [
    ("inspection_committee", r"\b(?:ubkt|ủy ban kiểm tra)\b"),
    ("standing_committee", r"\b(?:btv|ban thường vụ)\b"),
    ("delegation", r"\b(?:đảng đoàn|ban cán sự)\b"),
    ("subcommittee", r"\bbộ phận\b"),
    ("cell", r"\b(?:chi bộ|chi ủy)"),
    ("provincial", r"\b(?:tỉnh ủy|đảng bộ tỉnh)"),
    ("district", r"\b(?:huyện ủy|thị ủy|thành ủy|quận ủy|đảng bộ huyện)"),
    ("grassroots", r"\b(?:đảng ủy|đảng bộ|đu|xã ủy)\b"),
]
_POSITIONS = [
    ("deputy", r"\b(?:phó (?:bí thư|bt)|p bí thư|p bt|pbt\w*)\b"),
    ("secretary", r"\b(?:bí thư|bt)\b(?! đoàn)(?! chi đoàn)"),
    (
        "member",
        r"\b(?:chi ủy viên|cấp ủy viên|đảng ủy viên|huyện ủy viên|thị ủy viên|"
        r"thành ủy viên|tỉnh ủy viên|ủy viên|uv|uvbch|uvbtv|cuv|đuv|hội viên ubkt|"
        r"(?:phó )?chủ nhiệm (?:ubkt|ủy ban kiểm tra))\b",
    ),
]
_BESIDE = [
    ("council_chair", r"(?<!phó )\b(?:chủ tịch|ct) (?:hđnd|hội đồng nhân dân)"),
    ("committee_chair", r"(?<!phó )\b(?:chủ tịch|ct) (?:ubnd|ủy ban nhân dân)"),
    ("front_head", r"(?<!phó )\btrưởng (?:ban )?(?:ctmt|công tác mặt trận|mặt trận)"),
    (
        "hamlet_head",
        r"(?<!phó )\b(?:trưởng (?:thôn|bản|làng|ấp|buôn|xóm|khóm|khu phố|khu dân cư)|"
        r"tổ trưởng(?: (?:tdp|tổ dân phố))?)\b",
    ),
    (
        "agency_head",
        r"(?<!phó )\b(?:giám đốc|hiệu trưởng|thủ trưởng|cục trưởng|chi cục trưởng|"
        r"trưởng phòng|chánh án|viện trưởng|trưởng (?:cơ quan|đơn vị)|chủ nhiệm htx)\b",
    ),
]
_PARTS = re.compile(r"\s*(?:[,;+/\n]|\s[-–]\s|\bkiêm\b|\bđồng thời là\b)\s*")


@dataclass(frozen=True)
class Post:
    """A post as read; position None where the words name none that we know."""

    position: str | None
    body: str | None
    beside: tuple[str, ...]


def read_post(text: str) -> Post:
    """ "Bí thư chi bộ - Trưởng thôn" → secretary of a cell, and hamlet head beside."""
    parts = [part for part in map(key, _PARTS.split(text)) if part]
    position = body = None
    for part in (key(text), *parts):
        found = _words().get(part) or (
            _first(_POSITIONS, part) if part in parts else None
        )
        if found and position is None:
            position, body = found, _first(_BODIES, part)
    if position and body is None:
        body = next(filter(None, (_first(_BODIES, part) for part in parts)), None)
    return Post(position, body, concurrent(text))


def concurrent(text: str) -> tuple[str, ...]:
    """The posts outside the Party that a text names, in a fixed order."""
    words = key(text)
    return tuple(name for name, pattern in _BESIDE if re.search(pattern, words))


@cache
def _words() -> dict[str, str]:
    """The declared words of posts: abbreviations and the English ones among them."""
    declared = vocabulary("position")
    return {key(word): post for post, words in declared.items() for word in words}


def _first(patterns: list[tuple[str, str]], text: str) -> str | None:
    return next((name for name, found in patterns if re.search(found, text)), None)
