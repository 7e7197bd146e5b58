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

PROVINCE, DISTRICT = "TN", "TN1"
FIRST, SECOND = "TN101", "TN102"
EAST, WEST = f"{FIRST} › Chi bộ thôn Đông", f"{FIRST} › Chi bộ thôn Tây"
UPPER, ARMY = f"{SECOND} › Chi bộ thôn Thượng", f"{SECOND} › Chi bộ Quân sự"
HAMLETS = (
    f"{FIRST} › Thôn Đông",
    f"{FIRST} › Thôn Tây",
    f"{SECOND} › Thôn Thượng",
    f"{SECOND} › Thôn Hạ",
)
NAMES = {
    PROVINCE: "Tỉnh Nam Hà Giả",
    DISTRICT: "Huyện An Sơn",
    FIRST: "Xã Hòa Lộc",
    SECOND: "Xã Kim Thượng",
    EAST: "Chi bộ thôn Đông",
    WEST: "Chi bộ thôn Tây",
    UPPER: "Chi bộ thôn Thượng",
    ARMY: "Chi bộ Quân sự",
    **{uid: uid.split(" › ")[1] for uid in HAMLETS},
}
_PARENTS = {
    DISTRICT: PROVINCE,
    FIRST: DISTRICT,
    SECOND: DISTRICT,
    EAST: FIRST,
    WEST: FIRST,
    UPPER: SECOND,
    ARMY: SECOND,
    **{uid: uid.split(" › ")[0] for uid in HAMLETS},
}
_CELL_HAMLETS = {EAST: HAMLETS[0], WEST: HAMLETS[1], UPPER: HAMLETS[2]}

# Heading, field and how its cells are read; the order is that of the rows below.
_COLUMNS: dict[str, list[tuple[str, str]]] = {
    "members": [
        ("Số thẻ đảng viên", "card_number"),
        ("Họ và tên", "name"),
        ("Ngày sinh", "birth_date"),
        ("Giới tính", "gender"),
        ("Ngày vào Đảng", "admitted_on"),
        ("Kết nạp lại", "readmitted"),
        ("Loại đảng viên", "status"),
        ("Đang công tác", "in_service"),
        ("CBCCVC", "official"),
        ("Chủ doanh nghiệp tư nhân", "business_owner"),
        ("Xếp loại", "rating"),
        ("Lý do chưa xếp loại", "not_rated_reason"),
        ("Được phân công nhiệm vụ", "assigned_task"),
        ("Giữ mối liên hệ nơi cư trú", "residence_contact"),
        ("Ký cam kết", "signed_commitment"),
    ],
    "admissions": [
        ("Họ và tên", "name"),
        ("Ngày sinh", "birth_date"),
        ("Giới tính", "gender"),
        ("Ngày kết nạp", "admitted_on"),
        ("Kết nạp lại", "readmitted"),
        ("Chủ doanh nghiệp tư nhân", "business_owner"),
    ],
    "organisations": [
        ("Loại tổ chức", "level"),
        ("Loại hình", "kind"),
        ("Ngày thành lập", "founded_on"),
        ("Ngoài khu vực nhà nước", "non_state"),
        ("Lực lượng vũ trang", "armed_forces"),
        ("Xếp loại", "rating"),
        ("Xếp loại cấp ủy", "committee_rating"),
        ("Thực hiện đúng quy định", "follows_rules"),
        ("Có chương trình KT, GS", "inspection_programme"),
        ("Mô hình mới", "new_model"),
        ("Chi bộ bốn tốt", "four_good"),
    ],
    "officers": [
        ("Họ và tên", "name"),
        ("Ngày sinh", "birth_date"),
        ("Chức vụ Đảng", "position"),
        ("Cấp ủy", "body"),
        ("Trình độ văn hóa", "general_education"),
        ("Trình độ chuyên môn", "profession"),
        ("Trình độ LLCT", "political_theory"),
        ("Chức vụ kiêm nhiệm", "concurrent_posts"),
        ("Bồi dưỡng trong năm", "trained"),
        ("Bồi dưỡng kiến thức mới", "trained_new_knowledge"),
        ("Xếp loại", "rating"),
    ],
    "hamlets": [
        ("Loại", "kind"),
        ("Số đảng viên", "members"),
        ("Có chi bộ", "has_cell"),
        ("Có chi ủy", "cell_has_committee"),
        ("Trưởng thôn là đảng viên", "head_is_member"),
        ("Trưởng ban CTMT là đảng viên", "front_head_is_member"),
    ],
    "leaders": [
        ("Họ và tên", "name"),
        ("Ngày sinh", "birth_date"),
        ("Giới tính", "gender"),
        ("Cấp", "level"),
        ("Chức vụ", "position"),
        ("Diện Ban Thường vụ Tỉnh ủy quản lý", "managed"),
        ("Lãnh đạo cấp phòng trở lên", "division_level"),
        ("Trình độ chuyên môn", "profession"),
        ("Trình độ LLCT", "political_theory"),
        ("Xếp loại", "rating"),
        ("Bồi dưỡng trong năm", "trained"),
    ],
}
_TITLES = {
    "members": "DANH SÁCH ĐẢNG VIÊN",
    "admissions": "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP",
    "organisations": "DANH SÁCH TỔ CHỨC ĐẢNG",
    "officers": "DANH SÁCH CẤP ỦY VIÊN",
    "hamlets": "DANH SÁCH THÔN, TỔ DÂN PHỐ",
    "leaders": "DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ",
}
# Unit, then the cells as they are typed; a single "." is an empty cell.
_SHEETS: dict[tuple[str, int], list[tuple[str, str]]] = {
    ("members", 2023): [
        (
            EAST,
            "00000011|Nguyễn An|02/01/1970|Nam|03/02/1995|.|Chính thức|Có|Công chức"
            "|Không|HTTNV|.|Có|Có|Có",
        ),
        (
            EAST,
            "00000012|Trần Bình|05/04/1945|Nam|03/02/1968|.|Chính thức|Không|Không"
            "|Không|HTTNV|.|.|.|.",
        ),
        (
            EAST,
            "00000013|Lê Chi|07/08/1980|Nữ|19/05/2005|.|Chính thức|Có|Không|Không"
            "|HTNV|.|Có|Có|.",
        ),
        (
            WEST,
            "00000014|Phạm Dũng|11/12/1975|Nam|02/09/2001|.|Chính thức|Có|Không|Không"
            "|HTXSNV|.|Không|Có|.",
        ),
        (
            WEST,
            "00000015|Vũ Giang|01/01/1940|Nữ|06/01/1965|.|Miễn công tác và sinh hoạt"
            "|Không|Không|Không|.|Miễn sinh hoạt|.|.|.",
        ),
        (
            UPPER,
            "00000016|Đỗ Hà|09/09/1985|Nữ|03/02/2010|.|Chính thức|Có|Không|Không"
            "|HTTNV|.|Có|Có|.",
        ),
        (
            UPPER,
            "00000017|Bùi Khánh|10/10/1960|Nam|.|.|Chính thức|Có|Không|Không"
            "|.|.|.|Có|.",
        ),
        (
            ARMY,
            "00000018|Hồ Long|12/03/1990|Nam|22/12/2012|.|Chính thức|Có"
            "|Lực lượng vũ trang|Không|HTXSNV|.|Có|Có|Có",
        ),
        (
            ARMY,
            "00000019|Ngô Minh|13/04/1992|Nam|22/12/2014|.|Chính thức|Có"
            "|Lực lượng vũ trang|Không|KHTNV|.|Có|Không|.",
        ),
    ],
    ("members", 2024): [
        (
            EAST,
            "00000011|Nguyễn An|02/01/1970|Nam|03/02/1995|.|Chính thức|Có|Công chức"
            "|Không|HTXSNV|.|Có|Có|Có",
        ),
        (
            EAST,
            "00000013|Lê Chi|07/08/1980|Nữ|19/05/2005|.|Chính thức|Có|Không|Không"
            "|HTTNV|.|Có|Có|.",
        ),
        (
            EAST,
            ".|Mai Oanh|15/06/1995|Nữ|06/05/2024|.|Dự bị|Có|Không|Có|HTTNV|.|Có|Có|.",
        ),
        (
            WEST,
            "00000014|Phạm Dũng|11/12/1975|Nam|02/09/2001|.|Chính thức|Có|Không|Không"
            "|HTTNV|.|Không|Có|.",
        ),
        (
            WEST,
            "00000015|Vũ Giang|01/01/1940|Nữ|06/01/1965|.|Miễn công tác và sinh hoạt"
            "|Không|Không|Không|.|Miễn sinh hoạt|.|.|.",
        ),
        (
            UPPER,
            "00000016|Đỗ Hà|09/09/1985|Nữ|03/02/2010|.|Chính thức|Có|Không|Không"
            "|HTTNV|.|Có|Có|.",
        ),
        (
            UPPER,
            "00000017|Bùi Khánh|10/10/1960|Nam|.|.|Chính thức|Có|Không|Không"
            "|HTTNV|.|.|Có|.",
        ),
        (
            UPPER,
            ".|Lý Phong|16/07/1988|Nam|10/10/2024|x|Dự bị|Có|Không|Không"
            "|Chưa xếp loại|Mới kết nạp dưới 6 tháng|Có|Có|.",
        ),
        (
            ARMY,
            "00000018|Hồ Long|12/03/1990|Nam|22/12/2012|.|Chính thức|Có"
            "|Lực lượng vũ trang|Không|HTTNV|.|Có|Có|Có",
        ),
        (
            ARMY,
            "00000019|Ngô Minh|13/04/1992|Nam|22/12/2014|.|Chính thức|Có"
            "|Lực lượng vũ trang|Không|HTNV|.|Có|Không|.",
        ),
    ],
    ("admissions", 2024): [
        (EAST, "Mai Oanh|15/06/1995|Nữ|06/05/2024|.|Có"),
        (WEST, "Tạ Quân|17/08/1999|Nam|03/03/2024|.|Không"),
        (UPPER, "Lý Phong|16/07/1988|Nam|10/10/2024|x|Không"),
    ],
    ("organisations", 2024): [
        (DISTRICT, "Ban Thường vụ|.|03/02/1950|Không|Không|HTTNV|.|Có|Có|Không|Không"),
        (
            FIRST,
            "Đảng bộ cơ sở|Xã, phường, thị trấn|03/02/1950|Không|Không|HTTNV|HTXSNV|Có"
            "|Có|Có|Có",
        ),
        (
            SECOND,
            "Đảng bộ cơ sở|Xã, phường, thị trấn|03/02/1951|Không|Không|HTNV|HTTNV|Có"
            "|Không|Không|Không",
        ),
        (
            EAST,
            "Chi bộ trực thuộc|Thôn, tổ dân phố|03/02/1960|Không|Không|HTTNV|.|Có|Có"
            "|Không|Có",
        ),
        (
            WEST,
            "Chi bộ trực thuộc|Thôn, tổ dân phố|19/05/2024|Có|Không|HTTNV|.|Không|Có"
            "|Không|Không",
        ),
        (
            UPPER,
            "Chi bộ trực thuộc|Thôn, tổ dân phố|03/02/1962|Không|Không"
            "|.|.|.|Có|Không|.",
        ),
        (
            ARMY,
            "Chi bộ trực thuộc|Quân đội|22/12/1970|Không|Có|HTXSNV|.|Có|Có|Không|Có",
        ),
    ],
    ("officers", 2024): [
        (
            FIRST,
            "Nguyễn An|02/01/1970|Bí thư|Cấp ủy cơ sở|THPT|Đại học|Cao cấp"
            "|Chủ tịch HĐND|Có|Có|HTTNV",
        ),
        (
            FIRST,
            "Lê Chi|07/08/1980|Phó Bí thư|Cấp ủy cơ sở|THPT|Trung cấp|Sơ cấp|.|Không|Có"
            "|HTTNV",
        ),
        (
            SECOND,
            "Đỗ Hà|09/09/1985|Bí thư|Cấp ủy cơ sở|THPT|Đại học|Trung cấp|.|Có|Có|HTNV",
        ),
        (
            SECOND,
            "Hồ Long|12/03/1990|Ủy viên|Cấp ủy cơ sở|THPT|Cao đẳng|.|.|Có|Không|HTTNV",
        ),
        (
            EAST,
            "Lê Chi|07/08/1980|Bí thư|Chi bộ|THPT|Trung cấp|Sơ cấp|Trưởng thôn|Có|Có"
            "|HTTNV",
        ),
        (
            WEST,
            "Phạm Dũng|11/12/1975|Bí thư|Chi bộ|THCS|Chưa qua đào tạo|Sơ cấp"
            "|Trưởng ban CTMT|Không|Không|HTTNV",
        ),
        (
            UPPER,
            "Bùi Khánh|10/10/1960|Bí thư|Chi bộ|.|Sơ cấp|Chưa qua đào tạo"
            "|.|Có|Có|HTTNV",
        ),
        (
            ARMY,
            "Hồ Long|12/03/1990|Bí thư|Chi bộ|THPT|Cao đẳng|Trung cấp|.|Có|Có|HTTNV",
        ),
    ],
    ("hamlets", 2024): [
        (HAMLETS[0], "Thôn|3|Có|Có|Có|Không"),
        (HAMLETS[1], "Thôn|2|Có|Không|Không|Có"),
        (HAMLETS[2], "Thôn|3|Có|.|Có|Có"),
        (HAMLETS[3], "Thôn|0|Không|.|.|Không"),
    ],
    ("leaders", 2024): [
        (
            DISTRICT,
            "Đinh Sơn|01/01/1985|Nam|Cấp huyện|Bí thư Huyện ủy|Có|Có|Thạc sĩ|Cao cấp"
            "|HTTNV|Có",
        ),
        (
            DISTRICT,
            "Hà Thu|1984|Nữ|Cấp huyện|Phó Bí thư|Có|Có|Đại học|Cao cấp|HTXSNV|Không",
        ),
        (
            DISTRICT,
            "Cao Uyên|05/05/1979|Nữ|Cấp huyện|Trưởng phòng|Không|Có|Đại học|Trung cấp"
            "|HTNV|Có",
        ),
        (
            FIRST,
            "Nguyễn An|02/01/1970|Nam|Cấp xã|Bí thư Đảng ủy|Không|Không|Đại học|Cao cấp"
            "|HTTNV|Có",
        ),
        (
            FIRST,
            "Lê Chi|07/08/1980|Nữ|Cấp xã|Phó Bí thư|Không|Không|Trung cấp|Sơ cấp"
            "|HTTNV|Không",
        ),
        (
            SECOND,
            "Đỗ Hà|09/09/1985|Nữ|Cấp xã|Bí thư Đảng ủy|Không|Không|Sơ cấp|.|HTNV|Có",
        ),
    ],
}
_AGGREGATES = [(DISTRICT, "admission_rate", 2023, 1, 8)]

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
    for unit, line in _SHEETS[kind, year]:
        texts = line.split("|")
        row: dict[str, object] = {"unit": unit}
        for (_, name), text in zip(_COLUMNS[kind], texts, strict=True):
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
            if uid in _CELL_HAMLETS
            else None,
            _PARENTS.get(uid),
            None,
            _CELL_HAMLETS.get(uid),
            code=None if " › " in uid else uid,
        )
        for uid, name in NAMES.items()
    ]
    rosters = [
        Roster(
            kind,
            date(year, 12, 31),
            DISTRICT,
            frozenset(name for _, name in _COLUMNS[kind]),
            rows(kind, year),
            file=f"{kind} {year}",
        )
        for kind, year in _SHEETS
    ]
    aggregates = [
        dict(
            zip(
                ("unit", "indicator", "year", "numerator", "denominator"),
                line,
                strict=True,
            )
        )
        for line in _AGGREGATES
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
    for (kind, year), lines in _SHEETS.items():
        headings = ["STT", *_unit_headings(kind), *(head for head, _ in _COLUMNS[kind])]
        body = [
            [number, *_unit_cells(kind, unit), *_shown(line)]
            for number, (unit, line) in enumerate(lines, start=1)
        ]
        path = folder / f"2 {kind} {year}.xlsx"
        paths.append(
            _write(path, "HUYỆN ỦY AN SƠN", _TITLES[kind], year, headings, body)
        )
    headings = ["STT", "Đơn vị", "Chỉ tiêu", "Năm", "Tử số", "Mẫu số"]
    body = [
        [number, NAMES[unit], *rest]
        for number, (unit, *rest) in enumerate(_AGGREGATES, start=1)
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
    commune = NAMES[_PARENTS[unit]]
    return [commune, NAMES[unit]] if kind == "hamlets" else [commune, None, NAMES[unit]]


def _shown(line: str) -> list[str | None]:
    return [None if text == "." else text for text in line.split("|")]


def _write_units(path: Path) -> Path:
    words = {PROVINCE: "Tỉnh", DISTRICT: "Huyện", FIRST: "Xã", SECOND: "Xã"}
    headings = ["STT", "Mã đơn vị", "Tên đơn vị", "Cấp", "Đơn vị cấp trên"]
    body: list[list[object]] = [
        [number, uid, NAMES[uid], word, _PARENTS.get(uid)]
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
