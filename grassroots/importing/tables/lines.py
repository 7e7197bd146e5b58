"""What a line of text on a sheet is: a total, a remark, a signature, the date of it."""

from __future__ import annotations

import re
from functools import lru_cache

from grassroots.words import key

TOTAL, EXAMPLE, NOTE, SIGNATURE, MADE = "total", "example", "note", "signature", "made"

_WHOLE = "tỉnh|huyện|thị xã|thành phố|xã|phường|thị trấn|đảng bộ|khối|cụm|chi bộ"
_TOTAL = re.compile(
    r"(?:tổng(?! (?:công t[iy]|cục|kho|đội|đài|thanh tra))|cộng(?! (?:đồng|hòa))|total"
    rf"|toàn (?:{_WHOLE})|(?:tính )?cộng dồn)\b"
)
_EXAMPLE = re.compile(r"(?:ví dụ|example)\b")
_NOTE = re.compile(
    r"(?:ghi chú|lưu ý|chú thích|chú ý|nguồn|notes?|nơi nhận|ấn định|trong đó|số liệu"
    r"|(?:bảng |biểu )?danh sách (?:này|trên|gồm|có|đảng viên)|trang \d+|page \d+"
    r"|danh sách)\b"
)
_SIGNATURE = re.compile(
    r"(?:người (?:lập|tổng hợp|kiểm tra|kí|báo cáo|cung cấp|thực hiện)|lập biểu"
    r"|lập bảng|cán bộ (?:lập|tổng hợp)|thủ trưởng|xác nhận|t/m|t m|tm|k t|t l|k/t|kt"
    r"|t/l|tl|thay mặt|ban thường vụ|ban chấp hành|btv|bch|đảng ủy viên|chánh văn phòng"
    r"|đã kí|kí tên|kí ghi rõ|kí và|kí họ tên|kí đóng dấu)\b"
)
# A post alone in a cell stands above a signature; in a row of data it has a column.
_POST = re.compile(
    r"(?:phó |q |quyền )?(?:bí thư|trưởng ban|chủ nhiệm|chủ tịch|giám đốc)"
    r"(?: (?:chi bộ|đảng ủy|đảng bộ|thường trực|tổ chức|huyện ủy|tỉnh ủy|xã|chi ủy))*$"
)
_MADE = re.compile(r"(?:.{0,40} )?ngày[ .…\d]*tháng[ .…\d]*năm[ .…\d]*$")
# The first two letters of a total's or an example's first word, composed or not.
_OPENINGS = frozenset(
    ("tổ", "tô", "to", "cộ", "cô", "co", "ví", "vi", "ex", "tí", "ti")
)
_COUNT = re.compile(
    r"(?<![\d/.,])(\d{1,3}(?:[.,]\d{3})+|\d{1,6})\s*(?:\(.*?\)\s*)?"
    r"(?:đảng viên|đv\b|đ/c|đc\b|đồng chí|người|members?\b|chi bộ\b|đơn vị|thôn\b"
    r"|tổ\b)",
    re.IGNORECASE,
)
_PLAIN_COUNT = re.compile(r"[:=]\s*(\d{1,3}(?:[.,]\d{3})+|\d{1,6})\s*\.?$")
PEOPLE = re.compile(r"(?:đảng viên|đv|đ/c|đc|đồng chí|người|members?)\b", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def line_kind(text: str) -> str | None:
    """What a text that stands alone says it is; None where it may be anything.

    One of TOTAL, EXAMPLE, NOTE, SIGNATURE, MADE (place and date of the making).
    """
    words = key(text)
    if _TOTAL.match(words):
        return TOTAL
    if _EXAMPLE.match(words):
        return EXAMPLE
    if _NOTE.match(words) or text.lstrip()[:1] in "*":
        return NOTE
    if _SIGNATURE.match(words) or _POST.match(words):
        return SIGNATURE
    if _MADE.match(words):
        return MADE
    return None


def odd_opening(text: str) -> bool:
    """Whether a cell may be a total or an example: two letters rule out most names."""
    return text.lstrip(" -+*().\t\n\u00a0")[:2].lower() in _OPENINGS


def count_in(text: str) -> tuple[int, bool] | None:
    """The number of rows that a text speaks of, and whether of people.

    "Tổng số: 45 đảng viên", "(25 đ/c)", "Cộng: 45". None where there is none.
    """
    found = _COUNT.search(text)
    if found:
        return _number(found[1]), bool(PEOPLE.search(found[0]))
    found = _PLAIN_COUNT.search(text.strip())
    return (_number(found[1]), False) if found else None


def _number(text: str) -> int:
    return int(text.replace(".", "").replace(",", ""))
