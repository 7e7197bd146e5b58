"""A world that a person can count by hand: one district, two communes, four cells.

Years 2023 and 2024. Made-up names. `facts()` gives the typed rows for the oracle,
`write_tiny_world(folder)` the same as .xlsx rosters of all eight kinds, and EXPECTED
what a person counted for the province.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from oracle import Facts, Figure, Roster, UnitPeriod
from tiny_rows import (
    AGGREGATES,
    ARMY,
    CELL_HAMLETS,
    COLUMNS,
    DISTRICT,
    EAST,
    FIRST,
    HAMLETS,
    NAMES,
    PARENTS,
    PROVINCE,
    SECOND,
    SHEETS,
    TITLES,
    UPPER,
    WEST,
)

__all__ = [
    "ARMY",
    "DISTRICT",
    "EAST",
    "EXPECTED",
    "FIRST",
    "HAMLETS",
    "PROVINCE",
    "SECOND",
    "UPPER",
    "WEST",
    "facts",
    "rows",
    "write_tiny_world",
]

# Counted by hand for the province. A count has no denominator.
EXPECTED: dict[tuple[str, int], Figure] = {
    ("members_rated_good", 2023): Figure(5, 7, 1),
    ("members_rated_good", 2024): Figure(7, 8, 0),
    ("admission_rate", 2023): Figure(1, 8, 0),
    ("admission_rate", 2024): Figure(3, 9, 1),
    ("business_owners_admitted", 2023): Figure(0, None, 0),
    ("business_owners_admitted", 2024): Figure(1, None, 0),
    ("members_assigned_task", 2023): Figure(5, 6, 1),
    ("members_assigned_task", 2024): Figure(7, 8, 1),
    ("members_residence_contact", 2023): Figure(6, 7, 0),
    ("members_residence_contact", 2024): Figure(8, 9, 0),
    ("members_signed_commitment", 2023): Figure(2, 2, 1),
    ("members_signed_commitment", 2024): Figure(2, 2, 1),
    ("organisations_rated_good", 2024): Figure(1, 2, 0),
    ("standing_committees_rated_good", 2024): Figure(1, 1, 0),
    ("grassroots_committees_rated_good", 2024): Figure(2, 2, 0),
    ("organisations_follow_rules", 2024): Figure(4, 5, 1),
    ("organisations_inspection_programme", 2024): Figure(5, 6, 0),
    ("organisations_new_model", 2024): Figure(1, 2, 0),
    ("four_good_cells", 2024): Figure(2, 3, 1),
    ("four_good_organisations", 2024): Figure(1, 2, 0),
    ("non_state_cells_founded", 2024): Figure(1, None, 0),
    ("secretaries_theory_intermediate", 2024): Figure(2, 3, 0),
    ("hamlet_officers_upper_secondary", 2024): Figure(1, 2, 1),
    ("hamlet_officers_theory_elementary", 2024): Figure(2, 3, 0),
    ("hamlet_officers_theory_intermediate", 2024): Figure(0, 3, 0),
    ("hamlet_officers_profession_intermediate", 2024): Figure(1, 3, 0),
    ("hamlet_officers_school_and_theory", 2024): Figure(1, 3, 0),
    ("committee_members_rated_good", 2024): Figure(3, 4, 0),
    ("committee_members_trained", 2024): Figure(6, 8, 0),
    ("grassroots_officers_trained", 2024): Figure(5, 7, 0),
    ("secretaries_council_chair", 2024): Figure(1, 2, 0),
    ("secretaries_committee_chair", 2024): Figure(0, 2, 0),
    ("cell_secretaries_hamlet_head", 2024): Figure(1, 3, 0),
    ("cell_secretaries_front_head", 2024): Figure(1, 3, 0),
    ("hamlets_with_members", 2024): Figure(3, 4, 0),
    ("hamlets_with_cell", 2024): Figure(3, 4, 0),
    ("hamlet_cells_with_committee", 2024): Figure(1, 2, 1),
    ("hamlet_heads_members", 2024): Figure(2, 3, 1),
    ("front_heads_members", 2024): Figure(2, 4, 0),
    ("managed_leaders_under_40", 2024): Figure(1, 2, 0),
    ("managed_leaders_women", 2024): Figure(1, 2, 0),
    ("managed_leaders_rated_good", 2024): Figure(2, 2, 0),
    ("division_leaders_rated_good", 2024): Figure(2, 3, 0),
    ("division_leaders_master", 2024): Figure(1, 3, 0),
    ("division_leaders_trained", 2024): Figure(2, 3, 0),
    ("commune_leaders_theory_intermediate", 2024): Figure(1, 2, 1),
    ("commune_leaders_profession_intermediate", 2024): Figure(2, 3, 0),
    ("commune_leaders_university", 2024): Figure(1, 3, 0),
    ("commune_leaders_trained", 2024): Figure(2, 3, 0),
    ("commune_leaders_theory_and_profession", 2024): Figure(1, 3, 0),
}

_WORDS = {
    "rating": {
        "HTXSNV": "outstanding",
        "HTTNV": "good",
        "HTNV": "completed",
        "KHTNV": "not_completed",
        "Chưa xếp loại": "not_rated",
    },
    "gender": {"Nam": "male", "Nữ": "female"},
    "status": {
        "Chính thức": "full",
        "Dự bị": "probationary",
        "Miễn công tác và sinh hoạt": "excused",
    },
    "official": {
        "Công chức": "civil_servant",
        "Lực lượng vũ trang": "soldier",
        "Không": "none",
    },
    "level": {
        "Ban Thường vụ": "standing_committee",
        "Đảng bộ cơ sở": "grassroots_committee",
        "Chi bộ trực thuộc": "cell",
        "Cấp huyện": "district",
        "Cấp xã": "commune",
    },
    "kind": {
        "Xã, phường, thị trấn": "commune",
        "Thôn, tổ dân phố": "hamlet",
        "Quân đội": "army",
        "Thôn": "hamlet",
    },
    "body": {"Cấp ủy cơ sở": "grassroots", "Chi bộ": "cell"},
    "general_education": {"THCS": "lower_secondary", "THPT": "upper_secondary"},
    "profession": {
        "Chưa qua đào tạo": "none",
        "Sơ cấp": "elementary",
        "Trung cấp": "intermediate",
        "Cao đẳng": "college",
        "Đại học": "university",
        "Thạc sĩ": "master",
    },
    "political_theory": {
        "Chưa qua đào tạo": "none",
        "Sơ cấp": "elementary",
        "Trung cấp": "intermediate",
        "Cao cấp": "advanced",
    },
    "has_cell": {"Có": "own", "Không": "none"},
}
_WORDS["committee_rating"] = _WORDS["rating"]
_POSITIONS = {"Bí thư": "secretary", "Phó Bí thư": "deputy", "Ủy viên": "member"}
_POSTS = {
    "Chủ tịch HĐND": "council_chair",
    "Trưởng thôn": "hamlet_head",
    "Trưởng ban CTMT": "front_head",
}


def _typed(kind: str, name: str, text: str) -> object:
    """A cell's value as an import must read it."""
    if name == "concurrent_posts":
        return [] if text == "." else [_POSTS[text]]
    if name == "readmitted":
        return text == "x"
    if text == ".":
        return None
    if name == "position":
        return text if kind == "leaders" else _POSITIONS[text]
    if name in _WORDS:
        return _WORDS[name][text]
    if name.endswith(("_date", "_on")):
        parts = [int(part) for part in reversed(text.split("/"))]
        return date(parts[0], *(parts[1:] or [1, 1]))
    if name == "members":
        return int(text)
    return text == "Có" if text in ("Có", "Không") else text


def rows(kind: str, year: int) -> list[dict[str, object]]:
    """The typed rows of one roster, the unit under "unit"."""
    typed = []
    for unit, line in SHEETS[kind, year]:
        texts = line.split("|")
        row: dict[str, object] = {"unit": unit}
        for (_, name), text in zip(COLUMNS[kind], texts, strict=True):
            row[name] = _typed(kind, name, text)
            if name == "birth_date" and text != ".":
                row["birth_date_precision"] = "day" if "/" in text else "year"
        if row.get("rating") is None and row.get("not_rated_reason"):
            row["rating"] = "not_rated"
        typed.append(row)
    return typed


def facts() -> Facts:
    """Units and rosters as an import of the files must end up with."""
    levels = {PROVINCE: "province", DISTRICT: "district"}
    levels |= {FIRST: "commune", SECOND: "commune"} | dict.fromkeys(HAMLETS, "hamlet")
    units = [
        UnitPeriod(
            uid,
            name,
            levels.get(uid, "cell"),
            "commune"
            if uid in (FIRST, SECOND)
            else "hamlet"
            if uid in CELL_HAMLETS
            else None,
            PARENTS.get(uid),
            None,
            CELL_HAMLETS.get(uid),
            code=None if " › " in uid else uid,
        )
        for uid, name in NAMES.items()
    ]
    rosters = [
        Roster(
            kind,
            date(year, 12, 31),
            DISTRICT,
            frozenset(name for _, name in COLUMNS[kind]),
            rows(kind, year),
            file=f"{kind} {year}",
        )
        for kind, year in SHEETS
    ]
    aggregates = [
        dict(
            zip(
                ("unit", "indicator", "year", "numerator", "denominator"),
                line,
                strict=True,
            )
        )
        for line in AGGREGATES
    ]
    rosters.append(
        Roster(
            "aggregates",
            date(2023, 12, 31),
            PROVINCE,
            frozenset(("indicator", "year", "numerator", "denominator")),
            aggregates,
            whole=False,
        )
    )
    return Facts(units, [], rosters)


def write_tiny_world(folder: Path) -> list[Path]:
    """Writes the world as workbooks, the units roster first; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [_write_units(folder / "1 Danh mục đơn vị.xlsx")]
    for (kind, year), lines in SHEETS.items():
        headings = ["STT", *_unit_headings(kind), *(head for head, _ in COLUMNS[kind])]
        body = [
            [number, *_unit_cells(kind, unit), *_shown(line)]
            for number, (unit, line) in enumerate(lines, start=1)
        ]
        path = folder / f"2 {kind} {year}.xlsx"
        paths.append(
            _write(path, "HUYỆN ỦY AN SƠN", TITLES[kind], year, headings, body)
        )
    headings = ["STT", "Đơn vị", "Chỉ tiêu", "Năm", "Tử số", "Mẫu số"]
    body = [
        [number, NAMES[unit], *rest]
        for number, (unit, *rest) in enumerate(AGGREGATES, start=1)
    ]
    path = folder / "3 Tổng hợp 2023.xlsx"
    title = "BIỂU TỔNG HỢP CHỈ TIÊU"
    paths.append(_write(path, "BAN TỔ CHỨC TỈNH ỦY", title, 2023, headings, body))
    return paths


def _unit_headings(kind: str) -> list[str]:
    if kind == "hamlets":
        return ["Xã/phường", "Thôn, TDP"]
    return ["Đơn vị"] if kind == "leaders" else ["Xã/phường", "TCCSĐ", "Chi bộ"]


def _unit_cells(kind: str, unit: str) -> list[str | None]:
    if kind == "leaders":
        return [NAMES[unit]]
    if unit == DISTRICT:
        return [None, "Ban Thường vụ Huyện ủy An Sơn", None]
    if unit in (FIRST, SECOND):
        committee = "Đảng bộ xã " + NAMES[unit].removeprefix("Xã ")
        return [NAMES[unit], committee if kind == "organisations" else None, None]
    commune = NAMES[PARENTS[unit]]
    return [commune, NAMES[unit]] if kind == "hamlets" else [commune, None, NAMES[unit]]


def _shown(line: str) -> list[str | None]:
    return [None if text == "." else text for text in line.split("|")]


def _write_units(path: Path) -> Path:
    words = {PROVINCE: "Tỉnh", DISTRICT: "Huyện", FIRST: "Xã", SECOND: "Xã"}
    headings = ["STT", "Mã đơn vị", "Tên đơn vị", "Cấp", "Đơn vị cấp trên"]
    body: list[list[object]] = [
        [number, uid, NAMES[uid], word, PARENTS.get(uid)]
        for number, (uid, word) in enumerate(words.items(), start=1)
    ]
    title = "DANH MỤC ĐƠN VỊ"
    return _write(path, "BAN TỔ CHỨC TỈNH ỦY", title, 2024, headings, body)


def _write(
    path: Path,
    office: str,
    title: str,
    year: int,
    headings: list[str],
    body: list[list[object]],
) -> Path:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Danh sách"
    sheet.cell(1, 1, "TỈNH ỦY NAM HÀ GIẢ")
    sheet.cell(2, 1, office)
    sheet.cell(4, 1, title)
    sheet.cell(5, 1, f"(Số liệu tính đến ngày 31/12/{year})")
    sheet.cell(6, 1, "Số liệu giả định")
    for index, heading in enumerate(headings, start=1):
        sheet.cell(7, index, heading)
    for row, cells in enumerate(body, start=8):
        for index, value in enumerate(cells, start=1):
            if value is not None:
                sheet.cell(row, index, value)
    workbook.save(path)
    return path
