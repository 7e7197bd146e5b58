"""Several communes named in one cell, as the annexes of resolutions do: "xã A, xã B và
một phần xã C (huyện D)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from grassroots import unit_names
from grassroots.rosters import vocabulary
from grassroots.words import key, tidy

# unsure: behind a part ("một phần xã C, xã D") another one may be meant as a part too.
WHOLE, PART, UNSURE, UNTOLD = "whole", "part", "unsure", ""
_EXTENT = re.compile(
    r"(?:diện tích(?: đất)? tự nhiên|diện tích)(?:\s*(?:,|và)?\s*(?:quy mô )?dân số)?"
    r"(?:\s+của)?|(?:quy mô )?dân số(?:\s+của)?",
    re.IGNORECASE,
)
_WORDS = {
    WHOLE: ("toàn bộ", "nguyên trạng"),
    PART: ("một phần", "phần còn lại", "1 phần"),
}
_OPENING = re.compile(
    r"(?P<said>toàn bộ|nguyên trạng|một phần|1 phần|phần còn lại)?\s*"
    r"(?:của|thuộc|từ|gồm|nhập|sáp nhập)?\s*(?P<many>các|những|\d+(?=\s+\S))?\s*"
    r"(?:đơn vị hành chính:?)?\s*(?:gồm)?\s*:?\s*(?:của)?\s*",
    re.IGNORECASE,
)
# "Và" with a capital belongs to a name (Lao Và Chải), but for a text all in capitals.
_BETWEEN = re.compile(r"\s*(?:([,;\n+&])|\s(?:và|VÀ|and)\s)\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_OF_DISTRICT = re.compile(r"^(?:thuộc|của|ở|tại)\s+", re.IGNORECASE)
_ITEM = re.compile(r"^(?:\(?\d{1,2}[.)]|[-–*•])\s*")
_COUNTED = re.compile(
    r"^(?:gồm\s*)?\d{1,2}\s+(?:đơn vị|xã|phường|thị trấn)[^:\n]*:\s*", re.IGNORECASE
)
_BEGINS = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|và|các|toàn bộ|nguyên trạng|một phần|phần còn lại"
    r"|huyện|thị xã|thành phố|quận)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"[^,;+&()]+$")
_LONGEST_NAME = 6


@dataclass(frozen=True)
class Piece:
    """One commune of a cell, how much of it, and its district where that is told."""

    name: str
    said: str = UNTOLD
    district: str | None = None


def pieces_of(text: str, *, coded: bool = False) -> list[Piece] | None:
    """The communes of a cell in order, one for an ordinary name; None where something
    in a list is not surely the name of a commune. coded: one code stands beside it."""
    written = text.replace("\xa0", " ").strip(" .;,\n")
    if not _is_list(written):
        return [Piece(tidy(written))]
    if coded and _SINGLE.match(tidy(written)):
        return [Piece(tidy(written))]
    bare = _lines_joined(_COUNTED.sub("", written))
    if bare is None:
        return None
    bare = _EXTENT.sub(" ", bare)
    found: list[Piece] = []
    kind, said, shared, many = "", UNTOLD, False, False
    cut = _BETWEEN.split(bare)
    for chunk, sign in zip(cut[::2], ["", *cut[1::2]], strict=True):
        chunk = tidy(chunk).strip(" .:;,")
        if not chunk:
            continue
        chunk, told, district = _without_brackets(chunk)
        if chunk is None:
            return None
        opening = _OPENING.match(chunk)
        rest = chunk[opening.end() :] if opening else chunk
        own = _said(opening["said"]) if opening and opening["said"] else told
        if opening and opening["said"]:
            said, shared = own, bool(opening["many"])
        elif opening and opening["many"]:
            shared = said != UNTOLD and shared
        many = many or bool(sign or (opening and opening["many"]))
        rest, within = _district_behind(rest)
        district = district or within
        name = unit_names.read(rest) if rest else None
        if name is not None and name.level == "district" and name.type and found:
            found = _in_district(found, rest)
            continue
        if name is None:
            return None
        if name.level == "commune" and name.type:
            kind = name.type
        elif kind and not name.type and _is_name(rest) and (sign or many):
            rest = f"{kind} {rest}"
        else:
            return None
        known = own or (said if shared or said == WHOLE else UNTOLD)
        found.append(Piece(rest[:1].upper() + rest[1:], known, None))
        if district:
            found = _in_district(found, district)
    if not found:
        return None
    return _untold(found) if any(piece.said == PART for piece in found) else found


def _is_list(text: str) -> bool:
    if _BETWEEN.search(text) or _EXTENT.search(text) or _BRACKETS.search(text):
        return True
    words = key(text)
    return any(words.startswith(word) for told in _WORDS.values() for word in told)


def _lines_joined(text: str) -> str | None:
    """The lines of a cell, a name that is broken in two put together; None where a
    line may be a name of its own or the rest of the one above."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = _ITEM.sub("", lines[0])
    for line in lines[1:]:
        bare = _ITEM.sub("", line)
        if bare != line or _BEGINS.match(bare) or joined.endswith((",", ";")):
            joined += "\n" + bare
        elif re.search(r"\b(?:các|gồm)\b", joined, re.IGNORECASE):
            return None
        else:
            joined += " " + bare
    return joined


def _said(text: str) -> str:
    words = key(text)
    return PART if words in map(key, _WORDS[PART]) else WHOLE


def _without_brackets(chunk: str) -> tuple[str | None, str, str | None]:
    """A chunk without what stands in brackets: how much of it, or its district."""
    said, district = UNTOLD, None
    for inside in _BRACKETS.findall(chunk):
        words = key(inside)
        within = _OF_DISTRICT.sub("", tidy(inside))
        if words in {key(word) for word in vocabulary("share")["part"]} | {
            "phần còn lại"
        }:
            said = PART
        elif words in {key(word) for word in vocabulary("share")["whole"]}:
            said = WHOLE
        elif unit_names.read(within).level == "district":
            district = within
        else:
            return None, UNTOLD, None
    return tidy(_BRACKETS.sub(" ", chunk)), said, district


def _district_behind(text: str) -> tuple[str, str | None]:
    """ "xã A thuộc huyện B" as the commune and its district."""
    found = re.search(
        r"\s+(?:thuộc|của)\s+((?:huyện|thị xã|thành phố|quận)\s.+)$", text, re.I
    )
    return (text[: found.start()], found[1]) if found else (text, None)


def _in_district(found: list[Piece], district: str) -> list[Piece]:
    """The district told behind some communes is that of all before it without one."""
    named = district[:1].upper() + district[1:]
    return [
        piece if piece.district else replace(piece, district=named) for piece in found
    ]


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _LONGEST_NAME and all(
        word[:1].isupper() or word[:1].isdigit() for word in words
    )


def _untold(found: list[Piece]) -> list[Piece]:
    """In a list that marks its parts what stands before the first mark is whole, what
    stands behind one is not sure."""
    told: list[Piece] = []
    marked = False
    for piece in found:
        marked = marked or piece.said == PART
        if piece.said == UNTOLD:
            piece = replace(piece, said=UNSURE if marked else WHOLE)
        told.append(piece)
    return told
