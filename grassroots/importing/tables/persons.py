"""Names of people as they look in a cell: one person, several, or none."""

from __future__ import annotations

import re
from functools import cache

from grassroots.words import key, tidy

_FAMILIES = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh
trương lâm mai tô đào cao lương hà tạ thái triệu vương chu tống quách phùng la lục nông
bế hứa ma hoa vi lò quàng tòng lường cà lèo lữ sầm vàng giàng thào sùng mùa hạng cứ lầu
lù ly lềnh bàn bạch khúc kiều nghiêm thân tăng từ tôn tiêu viên âu ân biện cấn châu chử
cù diệp doãn dư đàm đậu điền đường giang giáp hàn hình hùng kha khổng khương kim lạc lại
liêu lã lỗ lưu mạc mạch mẫn mông nhâm nhan ninh ông phí phương quan quản sơn thạch thẩm
thi thiều tiết trang triệu ưng ung văn viêm xa rơ y h ksor rah siu rmah kpă nay niê êban
kbuôr
"""
_BETWEEN = re.compile(r"[\n;,+&/]|\s+(?:và|and)\s+|\s[-–]\s")
_NUMBERED = re.compile(r"(?:^|[\s;,])\(?\d{1,2}[.)/-]\s*(?=[^\W\d_])")
_NOT_IN_NAMES = re.compile(r"\d|[:%=<>@#]")
_MIDDLE_ONLY = frozenset(("văn", "thị"))
_HINTS = "\n;,+&/-–"


@cache
def _families() -> frozenset[str]:
    return frozenset(key(word) for word in _FAMILIES.split())


def may_be_person(text: str) -> bool:
    """Whether a text looks like the full name of one person: two to six words, the
    first a family name. A text of other words is not for certain no name."""
    words = key(text).split()
    return (
        2 <= len(words) <= 6
        and words[0] in _families()
        and not _NOT_IN_NAMES.search(text)
    )


def several_persons(text: str) -> bool:
    """Whether a cell names more than one person: by lines, "; ", ", ", "và" or 1. 2.

    A name broken into two lines is one person.
    """
    if not any(sign in text for sign in _HINTS) and " và " not in text:
        return len(_NUMBERED.findall(text)) > 1 and _all_persons(_NUMBERED.split(text))
    if len(_NUMBERED.findall(text)) > 1:
        return _all_persons(_NUMBERED.split(text))
    return _all_persons(_BETWEEN.split(re.sub(r"\([^)]*\)", " ", text)))


def _all_persons(parts: list[str]) -> bool:
    names = [tidy(part.strip(" .;,-–")) for part in parts]
    names = [name for name in names if name]
    return len(names) > 1 and all(map(_is_whole, names))


def _is_whole(name: str) -> bool:
    words = key(name).split()
    if len(words) == 2 and words[1] in _MIDDLE_ONLY:
        return False
    return may_be_person(name)
