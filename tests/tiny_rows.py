"""The cells of the tiny world's rosters, as they are typed. Made-up names."""

from __future__ import annotations

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
PARENTS = {
    DISTRICT: PROVINCE,
    FIRST: DISTRICT,
    SECOND: DISTRICT,
    EAST: FIRST,
    WEST: FIRST,
    UPPER: SECOND,
    ARMY: SECOND,
    **{uid: uid.split(" › ")[0] for uid in HAMLETS},
}
CELL_HAMLETS = {EAST: HAMLETS[0], WEST: HAMLETS[1], UPPER: HAMLETS[2]}

# Heading, field and how its cells are read; the order is that of the rows below.
COLUMNS: dict[str, list[tuple[str, str]]] = {
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
TITLES = {
    "members": "DANH SÁCH ĐẢNG VIÊN",
    "admissions": "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP",
    "organisations": "DANH SÁCH TỔ CHỨC ĐẢNG",
    "officers": "DANH SÁCH CẤP ỦY VIÊN",
    "hamlets": "DANH SÁCH THÔN, TỔ DÂN PHỐ",
    "leaders": "DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ",
}
# Unit, then the cells as they are typed; a single "." is an empty cell.
SHEETS: dict[tuple[str, int], list[tuple[str, str]]] = {
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
AGGREGATES = [(DISTRICT, "admission_rate", 2023, 1, 8)]
