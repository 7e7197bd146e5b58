"""What stands above and below a table, on other sheets, and in a file's name."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

from wild_facts import Unit, World
from wild_layouts import Layout

TITLES: dict[str, tuple[str, ...]] = {
    "members": (
        "DANH SÁCH ĐẢNG VIÊN",
        "DANH SÁCH TRÍCH NGANG ĐẢNG VIÊN",
        "BIỂU THỐNG KÊ DANH SÁCH ĐẢNG VIÊN ĐANG SINH HOẠT",
        "DANH SÁCH VÀ KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN",
    ),
    "admissions": (
        "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP",
        "DANH SÁCH KẾT NẠP ĐẢNG VIÊN",
        "BIỂU THEO DÕI QUẦN CHÚNG ĐƯỢC KẾT NẠP VÀO ĐẢNG",
    ),
    "organisations": ("DANH SÁCH CHI BỘ", "DANH SÁCH CÁC CHI BỘ TRỰC THUỘC"),
    "officers": (
        "DANH SÁCH CHI ỦY VIÊN",
        "DANH SÁCH TRÍCH NGANG CẤP ỦY VIÊN",
        "DANH SÁCH BÍ THƯ, PHÓ BÍ THƯ, CHI ỦY VIÊN",
    ),
    "hamlets": ("DANH SÁCH THÔN, TỔ DÂN PHỐ", "BIỂU RÀ SOÁT THÔN, TỔ DÂN PHỐ"),
    "leaders": (
        "DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ",
        "DANH SÁCH CÁN BỘ LÃNH ĐẠO CẤP XÃ",
    ),
}
_PLAIN_NAMES = (
    "Book1",
    "DS",
    "Tong hop",
    "file gui huyen",
    "Biểu mẫu (1)",
    "Sheet moi",
)
_ORDER = ("province", "district", "commune", "cell", "hamlet")


def as_of_of(chance: random.Random, layout: Layout) -> date:
    """A date that the layout's way of writing it can tell."""
    year = chance.choice((2023, 2024, 2024, 2025))
    if layout.dated == "half":
        return date(year, 6, 30)
    if layout.dated in ("year", "file_year") or layout.ratings == "years":
        return date(year, 12, 31)
    return chance.choice((date(year, 12, 31), date(year, 12, 31), date(year, 11, 15)))


def lowest(units: tuple[Unit, ...]) -> Unit:
    """The unit that a file speaks for."""
    return max(units, key=lambda unit: _ORDER.index(unit.level))


def committee(chance: random.Random, unit: Unit) -> str:
    """ "Xã Đức Lộc" → "ĐẢNG BỘ XÃ ĐỨC LỘC", as a letterhead has it."""
    name = unit.name
    if unit.level == "cell":
        return name.upper()
    if unit.level == "district" and chance.random() < 0.5:
        for kind, office in (("Huyện", "Huyện ủy"), ("Thị xã", "Thị ủy")):
            if name.startswith(kind):
                return name.replace(kind, office, 1).upper()
    if unit.level == "province":
        return chance.choice((name, name.replace("Tỉnh", "Tỉnh ủy"))).upper()
    return f"{chance.choice(('Đảng bộ', 'Đảng ủy'))} {name}".upper()


def dated_line(chance: random.Random, layout: Layout, day: date) -> str:
    """The line that tells the date; empty where it stands elsewhere."""
    written = f"{day.day:02}/{day.month:02}/{day.year}"
    match layout.dated:
        case "title":
            return f"(Tính đến ngày {written})"
        case "words":
            spelled = f"ngày {day.day} tháng {day.month} năm {day.year}"
            return f"(Số liệu tính đến hết {spelled})"
        case "short":
            return f"Tính đến {written.replace('/', '.')}"
        case "half":
            return f"6 tháng đầu năm {day.year}"
        case "loose":
            return chance.choice(
                (
                    f"(Có đến thời điểm {written})",
                    f"Ngày chốt số liệu: {written}",
                    f"Số liệu chốt đến {written}",
                    f"(Thời điểm báo cáo: {written})",
                    f"tính tới ngày {written}",
                )
            )
    return ""


def title_lines(
    chance: random.Random, layout: Layout, world: World, own: Unit
) -> list[tuple[int, Any]]:
    """Lines above the table: (0 left, 1 middle, 2 right; what is written)."""
    title = chance.choice(TITLES[layout.kind])
    if layout.dated == "year":
        title += f" NĂM {world.as_of.year}"
    dated = dated_line(chance, layout, world.as_of)
    if layout.titled == "none":
        return []
    above = [unit for unit in world.top if unit != own]
    if layout.titled == "bare":
        whole = f"{title} {committee(chance, own)}"
        return [line for line in ((1, whole), (1, dated)) if line[1]]
    if layout.titled == "one_cell":
        lines = (committee(chance, own), title, dated)
        return [(0, "\n".join(line for line in lines if line))]
    lines: list[tuple[int, Any]] = []
    if above:
        lines.append((0, committee(chance, above[-1])))
        lines.append((2, "ĐẢNG CỘNG SẢN VIỆT NAM"))
    lines.append((0, committee(chance, own)))
    if layout.distractors:
        place = own.name.split(" ", 1)[1]
        next_year = world.as_of + timedelta(days=9)
        lines.append(
            (
                2,
                f"{place}, ngày {next_year.day} tháng {next_year.month:02} năm "
                f"{next_year.year}",
            )
        )
    else:
        lines.append((0, "*"))
    lines.append((1, title))
    if dated:
        lines.append((1, dated))
    if layout.distractors:
        made = world.as_of + timedelta(days=3)
        lines.append(
            (
                1,
                f"(Kèm theo Công văn số 215-CV/BTC ngày {made.day:02}/{made.month:02}/"
                f"{made.year})",
            )
        )
    return lines


def date_cell(day: date) -> tuple[str, datetime]:
    """A label and a real date in the cell beside it."""
    return "Số liệu tính đến ngày:", datetime(day.year, day.month, day.day)


def file_name(chance: random.Random, layout: Layout, world: World, own: Unit) -> str:
    """The stem of a file's name: telling where nothing else tells."""
    parts: list[str] = []
    telling = layout.titled == "none" or layout.units == "file"
    if telling:
        parts.append(chance.choice(TITLES[layout.kind]).capitalize())
        parts.append(own.name if own.level == "cell" else f"- {own.name}")
    elif layout.dated in ("file", "file_year"):
        parts.append(chance.choice(("DS", "Danh sách", "Biểu")))
    else:
        parts.append(chance.choice(_PLAIN_NAMES))
    day = world.as_of
    if layout.dated == "file":
        parts.append(
            chance.choice((f"{day:%d.%m.%Y}", f"{day:%d-%m-%Y}", f"{day:%Y%m%d}"))
        )
    if layout.dated == "file_year":
        parts.append(f"năm {day.year}")
    name = " ".join(parts)
    return name.replace(" ", "_") if telling and chance.random() < 0.2 else name


def sheet_name(chance: random.Random, layout: Layout, world: World) -> str:
    """The name of the only sheet with a table."""
    if layout.dated == "sheet":
        return f"{world.as_of:%d.%m.%Y}"
    return chance.choice(("Sheet1", "DS", "Biểu 1", "Trang_tính1"))


def notes(chance: random.Random, count: int, kind: str) -> list[str]:
    """Lines under a table that are no rows."""
    lines = [
        "* Ghi chú: HTXSNV: Hoàn thành xuất sắc nhiệm vụ; HTTNV: hoàn thành tốt.",
        "- Cột 2 ghi bằng chữ in hoa có dấu.",
    ]
    if kind in ("members", "admissions"):
        lines.append(f"Danh sách này có {count} đồng chí./.")
    return chance.sample(lines, chance.randrange(1, len(lines) + 1))


def signature(chance: random.Random) -> list[tuple[str, str]]:
    """The block of those who sign: (left, right) line by line."""
    return [
        ("NGƯỜI LẬP BIỂU", chance.choice(("T/M CẤP ỦY", "TM. ĐẢNG ỦY", "T/M CHI BỘ"))),
        ("(Ký, ghi rõ họ tên)", chance.choice(("BÍ THƯ", "PHÓ BÍ THƯ"))),
        ("", ""),
        ("", ""),
        ("Lê Thị Lập", "Trần Văn Ký"),
    ]
