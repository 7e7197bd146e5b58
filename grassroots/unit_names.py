"""What a unit's written name says: its level, its type and its bare name.

"Đảng bộ xã Thạch Lâm", "ĐẢNG ỦY XÃ THẠCH LÂM" and "Xã Thạch Lâm" are one commune;
"Chi bộ thôn Đông" is a cell, and the cell of hamlet "thôn Đông".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from grassroots.words import key, plain, tidy, title_case

# Phrase (as words.key writes it), level, type. The longest phrase wins.
_PREFIXES = [
    *(
        (phrase, level, kind)
        for kind, level, committee in [
            ("tỉnh", "province", "tỉnh ủy"),
            ("huyện", "district", "huyện ủy"),
            ("thị xã", "district", "thị ủy"),
            ("thành phố", "district", "thành ủy"),
            ("quận", "district", "quận ủy"),
            ("xã", "commune", "đảng ủy xã"),
            ("phường", "commune", "đảng ủy phường"),
            ("thị trấn", "commune", "đảng ủy thị trấn"),
            ("đặc khu", "commune", "đảng ủy đặc khu"),
        ]
        for phrase in (
            kind,
            committee,
            f"đảng bộ {kind}",
            f"đảng ủy {kind}",
            f"đb {kind}",
            f"đu {kind}",
            f"ban chấp hành đảng bộ {kind}",
            f"ban tổ chức {committee}",
            f"ban thường vụ {committee}",
        )
    ),
    ("tp", "district", "thành phố"),
    ("tx", "district", "thị xã"),
    ("tt", "commune", "thị trấn"),
    ("đảng ủy khối", "district", "khối"),
    ("đảng bộ khối", "district", "khối"),
    ("khối", "district", "khối"),
    ("địa bàn", "area", "địa bàn"),
    ("địa bàn huyện", "area", "địa bàn huyện"),
    ("địa bàn thị xã", "area", "địa bàn thị xã"),
    ("địa bàn thành phố", "area", "địa bàn thành phố"),
    ("địa bàn quận", "area", "địa bàn quận"),
    ("đảng bộ bộ phận", "subcommittee", "đảng bộ bộ phận"),
    ("đảng ủy bộ phận", "subcommittee", "đảng bộ bộ phận"),
    ("chi bộ", "cell", "chi bộ"),
    ("chi bộ trực thuộc", "cell", "chi bộ"),
    ("cb", "cell", "chi bộ"),
    ("chi bộ cơ sở", "organisation", "chi bộ"),
    ("đảng bộ", "organisation", "đảng bộ"),
    ("đảng ủy", "organisation", "đảng bộ"),
    ("đảng bộ cơ sở", "organisation", "đảng bộ"),
    ("đảng ủy cơ sở", "organisation", "đảng bộ"),
    ("đb", "organisation", "đảng bộ"),
    ("đu", "organisation", "đảng bộ"),
    *(
        (word, "hamlet", word)
        for word in ("thôn", "bản", "làng", "ấp", "buôn", "xóm", "khóm", "bon")
    ),
    ("tổ dân phố", "hamlet", "tổ dân phố"),
    ("tdp", "hamlet", "tổ dân phố"),
    ("khu phố", "hamlet", "khu phố"),
    ("kp", "hamlet", "khu phố"),
    ("khu dân cư", "hamlet", "khu dân cư"),
]
_BY_PHRASE = {phrase: (level, kind) for phrase, level, kind in _PREFIXES}
_PHRASES = re.compile(
    "(?:"
    + "|".join(sorted(map(re.escape, _BY_PHRASE), key=len, reverse=True))
    + r")(?=\s|$)"
)
# Sector committees stand beside districts: "Đảng ủy Quân sự tỉnh", "Đảng ủy Công an
# tỉnh Sông Lam", "Đảng bộ Các cơ quan Đảng tỉnh".
_YOUTH = re.compile(r"(?:tỉnh|huyện|thị|thành|quận|xã|phường) đoàn\b")
_SECTOR = re.compile(r"(?:đảng ủy|đảng bộ|đu|đb) (?!tỉnh\b)(.+ tỉnh(?: .+)?)$")
_SHOWN = {
    "tỉnh": "Tỉnh",
    "huyện": "Huyện",
    "thị xã": "Thị xã",
    "thành phố": "Thành phố",
    "quận": "Quận",
    "xã": "Xã",
    "phường": "Phường",
    "thị trấn": "Thị trấn",
    "đặc khu": "Đặc khu",
    "địa bàn": "Địa bàn",
    "địa bàn huyện": "Địa bàn huyện",
    "địa bàn thị xã": "Địa bàn thị xã",
    "địa bàn thành phố": "Địa bàn thành phố",
    "địa bàn quận": "Địa bàn quận",
    "tổ dân phố": "Tổ dân phố",
    "khu phố": "Khu phố",
}
# Words that tell neighbours apart although they are written nearly alike.
_TELLING = frozenset(
    key(
        "đông tây nam bắc trung thượng hạ trên dưới trong ngoài nội ngoại tả hữu tiền "
        "hậu một hai ba bốn năm sáu bảy tám chín mười nhất nhì nhị tam tứ ngũ cũ mới"
    ).split()
)
_FILLING = frozenset(
    key("trường cơ quan đơn vị phòng ủy ban ubnd sở các và tỉnh").split()
)
_NUMERAL = re.compile(r"\d|^[ivx]+$|^[a-zđ]$")


@dataclass(frozen=True)
class UnitName:
    """A name as read: `shown` for people, `type` "" where the name has no prefix."""

    shown: str
    level: str | None
    type: str
    bare: str

    @property
    def key(self) -> str:
        """What the tree keeps to find the unit by: type and bare name."""
        return f"{self.type}|{self.bare}"


@lru_cache(maxsize=100_000)
def read(text: str, heading_level: str | None = None) -> UnitName:
    """Reads a unit's name; the level is that of the prefix, else of the heading.

    A heading "TCCSĐ" makes "Chi bộ Chi cục Thuế" an organisation (a grassroots cell);
    a heading "Chi bộ" makes "Thôn 3" the cell of that hamlet.
    """
    written = title_case(tidy(text))
    words = key(written)
    sector = _SECTOR.match(words)
    if sector and heading_level in (None, "district", "organisation"):
        shown = _shown(written, "đảng bộ", sector[1])
        return UnitName(shown, "district", "đảng bộ", sector[1])
    # "Tỉnh đoàn", "Huyện đoàn" are of the youth union.
    found = None if _YOUTH.match(words) else _PHRASES.match(words)
    if not found:
        if heading_level == "cell":
            return UnitName(f"Chi bộ {written}", "cell", "", words)
        return UnitName(written, heading_level, "", words)
    level, kind = _BY_PHRASE[found[0]]
    if kind == "thành phố" and heading_level == "province":
        level = "province"  # those under the central government
    bare = words[found.end() :].strip()
    if level == "area":
        bare = bare.removesuffix(" cũ")
        written = written.removesuffix(" cũ")
    if level == "cell":
        bare = _hamlet_in_full(bare)
    if not bare:
        return UnitName(written, heading_level or level, "", words)
    if level == "cell" and heading_level in ("organisation", "subcommittee"):
        level = heading_level
    if level == "hamlet" and heading_level == "cell":
        shown = f"Chi bộ {written}"
        return UnitName(shown, "cell", "chi bộ", _hamlet_in_full(words))
    if level == "hamlet" and heading_level in ("organisation", "commune", "district"):
        return UnitName(written, heading_level, "", words)
    return UnitName(_shown(written, kind, bare), level, kind, bare)


def _shown(written: str, kind: str, bare: str) -> str:
    if kind not in _SHOWN:
        opening = written.split(" ")[: len(kind.split(" "))]
        rest = written.split(" ")[len(opening) :]
        return " ".join((*opening[:1], *map(str.lower, opening[1:]), *rest))
    words = written.split(" ")
    # "H'Drai" is one word that key reads as two.
    starts = (at for at in range(len(words)) if key(" ".join(words[at:])) == bare)
    start = next(starts, len(words) - len(bare.split(" ")))
    return " ".join((_SHOWN[kind], *words[start:]))


def _hamlet_in_full(bare: str) -> str:
    """ "tdp 3" as "tổ dân phố 3", so that one cell written both ways is one cell."""
    found = _PHRASES.match(bare)
    if found and _BY_PHRASE[found[0]][0] == "hamlet" and bare[found.end() :].strip():
        return _BY_PHRASE[found[0]][1] + bare[found.end() :]
    return bare


def hamlet_of(cell: UnitName) -> UnitName | None:
    """The hamlet that a cell is named after, None where it is named after none."""
    named = read(cell.bare)
    return named if named.level == "hamlet" and named.type else None


def same(one: UnitName, other: UnitName) -> bool:
    """The same bare name, and no two types that exclude each other. An area has the
    type of the district that it was: "Địa bàn huyện Kỳ Anh", "Huyện Kỳ Anh"."""
    if run_together(one.bare) != run_together(other.bare):
        return False
    mine, theirs = _type_of(one), _type_of(other)
    return mine == theirs or not mine or not theirs


def _type_of(name: UnitName) -> str:
    if not name.type.startswith(_AREA):
        return name.type
    return name.type.removeprefix(_AREA).strip()


@lru_cache(maxsize=100_000)
def run_together(bare: str) -> str:
    """A bare name in the one form of its spellings: "ma đa guôi" as "mađaguôi", "ia h
    drai" as "iahdrai", "đăk hà" and "đak hà" as "đắkhà". Numbers stay apart."""
    words = " ".join(_SPELLINGS.get(word, word) for word in bare.split(" "))
    return _BETWEEN_LETTERS.sub("", words)


_AREA = "địa bàn"
# Words of other languages, of which the maps have one spelling and the offices three.
_SPELLINGS = {"đăk": "đắk", "đak": "đắk"}
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")


def near(one: str, other: str) -> bool:
    """Two bare names that may be one name written differently: a person must decide.

    Names that differ in a number, a letter, or a word such as "đông", "thượng" are
    neighbours, not misspellings.
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > 12:
        return False
    first, second = set(one.split()), set(other.split())
    differing = first ^ second
    if any(word in _TELLING or _NUMERAL.search(word) for word in differing):
        return False
    if differing <= _FILLING:
        return True
    flat, against = plain(one).replace(" ", ""), plain(other).replace(" ", "")
    if flat == against:
        return True
    length = max(len(flat), len(against))
    allowed = 0 if length < 6 else 1 if length < 14 else 2
    return Levenshtein.distance(flat, against, score_cutoff=allowed) <= allowed
