"""Title, sheet's and file's name → the units that a table speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from grassroots.importing.tables import sections
from grassroots.importing.tables.asof import AsOf as AsOf
from grassroots.importing.tables.asof import as_of as as_of
from grassroots.importing.tables.kinds import kind_words as kind_words
from grassroots.rosters import roster_kinds
from grassroots.unit_names import UnitName, read
from grassroots.units import LEVELS
from grassroots.words import key, plain, tidy


def units_named(title: Iterable[str], sheet: str, file: str) -> list[UnitName]:
    """The units that title, sheet and file name, the highest level first, one a level.

    Only names with a prefix count (Huyện, Đảng bộ xã …). Of one level the sheet's
    stands before the title's, the title's before the file's.
    """
    stem = re.sub(r"\.\w+$", "", file)
    found: dict[str, UnitName] = {}
    pieces = [*_pieces(stem), *(p for text in title for p in _pieces(text))]
    for piece in [*pieces, *_pieces(sheet)]:
        name = read(piece)
        if name.level not in (None, "hamlet") and name.type and not _is_prose(piece):
            found[str(name.level)] = name
    return sorted(found.values(), key=lambda name: LEVELS.index(str(name.level)))


@cache
def _openings() -> re.Pattern[str]:
    words = sorted(
        (
            key(word)
            for kind in roster_kinds().values()
            for word in (*kind.title_words, *kind.title.values())
        ),
        key=len,
        reverse=True,
    )
    return re.compile("|".join(map(re.escape, words)))


# The names of a file and its sheet are asked about several times.
@lru_cache(maxsize=2_000)
def _pieces(text: str) -> tuple[str, ...]:
    """The parts of a text that may be a unit's name, dates and roster words gone."""
    bare = tidy(text.replace("_", " "))
    bare = re.sub(
        r"\([^)]*\)|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\b20\d\d\b"
        r"|(?<!\d)(?:20\d{6}|\d{4}20\d\d)(?!\d)|\b\d{1,2}[.\-]\d{1,2}[.\-]\d\d\b",
        " ",
        bare,
    )
    bare = re.sub(r"\b(?:6|sáu) tháng(?: đầu năm| cuối năm)?", " ", bare, flags=re.I)
    bare = re.sub(r"\bnăm\s*$|\bnăm\s+(?=[-–,])", " ", bare, flags=re.IGNORECASE)
    bare = sections.without_numeral(tidy(bare))
    pieces: list[str] = []
    lists = _speaks_of_lists(text)
    for phrase in re.split(r"[,;:\n]", bare):
        joined: list[str] = []
        for part in map(tidy, re.split(r"(?:^|\s+)[-–]+(?:\s+|$)", phrase)):
            opening = _openings().match(key(part))
            if opening:
                words = part.split(" ")
                part = " ".join(words[len(opening[0].split(" ")) :])
                part = re.sub(r"^(?:của|tại|thuộc|năm)\s+", "", part, flags=re.I)
            # "Khối Cơ quan - Doanh nghiệp" is one name; "Huyện X - Xã Y" are two.
            inside = _units_in(part) if lists else []
            if inside:
                joined += inside
            elif part and joined and not opening and not read(part).type:
                joined[-1] += f" - {part}"
            elif part:
                joined.append(part)
        pieces += joined
    return tuple(pieces)


# The openings of units' names inside a title, longest first.
_INSIDE = re.compile(
    r"(?<!tác )\b(?:(?:(?:đảng bộ|đảng ủy|ban chấp hành đảng bộ) )?"
    r"(?:thị xã|thành phố|thị trấn|đặc khu|huyện|quận|phường|xã|tỉnh)(?! hội| ủy)"
    r"|huyện ủy|thị ủy|thành ủy|quận ủy|tỉnh ủy"
    r"|đảng bộ(?! viên)|đảng ủy(?! viên)|chi bộ)\b"
)
_NO_NAMES = re.compile(r"(?:trực thuộc|cơ sở|các|và|năm|bộ phận)\b|$")
_HAMLET = re.compile(r"chi bộ (?:thôn|bản|làng|ấp|buôn|xóm|khóm|tổ|tdp|khu)\b")


def _speaks_of_lists(text: str) -> bool:
    words = key(text)
    return any(word in words for word in _LIST_WORDS)


_LIST_WORDS = tuple(
    map(key, ("danh sách", "ds ", "biểu", "bảng", "kết quả", "tổng hợp", "trích ngang"))
) + ("rà soát", "thống kê", "báo cáo")


def _units_in(title: str) -> list[str]:
    """The units that a title names after what it lists: "Danh sách đảng viên Đảng bộ xã
    Đức Lộc" gives "Đảng bộ xã Đức Lộc"."""
    words = title.split(" ")
    keys = [key(word) or "·" for word in words]
    if any(" " in word for word in keys):
        return []
    line = " ".join(keys)
    starts = [0]
    for word in keys:
        starts.append(starts[-1] + len(word) + 1)
    found: list[str] = []
    places = [match.start() for match in _INSIDE.finditer(line)]
    while places:
        place = places.pop(0)
        opening = _INSIDE.match(line, place)
        if (
            opening
            and opening[0] in ("chi bộ", "đảng bộ", "đảng ủy")
            and not _HAMLET.match(line, place)
        ):
            # "Chi bộ Công an xã Đức Lộc" is one name; a committee begins a new one.
            places = [at for at in places if line.startswith("đảng", at)]
        end = places[0] - 1 if places else len(line)
        rest = line[opening.end() if opening else place : end].strip()
        if _NO_NAMES.match(rest):
            continue
        first = starts.index(place)
        last = next(at for at, start in enumerate(starts) if start > end)
        found.append(tidy(" ".join(words[first:last])).strip(" -–.·"))
    return found


def _is_prose(text: str) -> bool:
    """Longer than any unit's name: a sentence that only begins like one."""
    return len(text.split(" ")) > 14


_FLAT_TYPES = {
    plain(word): (level, word)
    for level, word in (
        ("province", "tỉnh"),
        ("district", "huyện"),
        ("district", "thị xã"),
        ("district", "thành phố"),
        ("district", "quận"),
        ("commune", "xã"),
        ("commune", "phường"),
        ("commune", "thị trấn"),
        ("commune", "đặc khu"),
        ("cell", "chi bộ"),
    )
}
_FLAT = re.compile(
    r"(?:^|\s)(?:dang bo |dang uy |db |du )?(?P<type>"
    + "|".join(sorted(_FLAT_TYPES, key=len, reverse=True))
    + r")\s+(?P<name>[a-z][a-z ]*\d{0,2})(?=$|[^a-z])"
)
# Words of a file's name that do not belong to a unit's.
_NOT_OF_NAMES = re.compile(
    r"(?:^| )(?:ds|danh sach|dang vien|dv|nam(?= ?\d)|den|tinh den|gui|bao cao|bc|sua"
    r"|final|copy|ban cuoi|chinh thuc|lan|thang|ngay|quy|cap uy|ket nap|xep loai"
    r"|tong hop|mau|bieu|phu luc|kem theo|v\d|moi nhat|hoan chinh|cuoi nam)(?: |\d|$).*"
)


@dataclass(frozen=True)
class FlatName:
    """A unit as a name without accents writes it: "xa thach lam"."""

    shown: str
    level: str
    bare: str

    def is_of(self, name: UnitName) -> bool:
        """Whether a name with accents is this one."""
        return name.level == self.level and plain(name.bare) == self.bare


def units_without_accents(file: str) -> list[FlatName]:
    """The units that a file's name without accents seems to name, the lowest first.

    [] where it has accents, or names none: "DS_dang_vien_xa_Thach_Lam" gives the
    commune "thach lam". What the name means is for the tree or the title to say.
    """
    stem = re.sub(r"\.\w+$", "", file)
    if not stem.isascii():
        return []
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", stem.replace("_", " "))
    flat = re.sub(r"[^a-z0-9 ]", " | ", " ".join(spaced.lower().split()))
    found = []
    for match in _FLAT.finditer(flat):
        level, written = _FLAT_TYPES[match["type"]]
        name = _NOT_OF_NAMES.sub("", f" {match['name']}").strip()
        inner = re.search(rf" (?:{'|'.join(_FLAT_TYPES)}) ", f" {name} ")
        if inner:
            name = name[: max(0, inner.start() - 1)].strip()
        if level != "cell":
            name = re.sub(r"\s*\d+$", "", name)
        if name and len(name.split()) <= 5:
            found.append(FlatName(f"{plain(written)} {name}", level, name))
    return sorted(found, key=lambda one: -LEVELS.index(one.level))
