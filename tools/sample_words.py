"""How the offices of Sông Lam write: headings, words, order of columns, habits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sample_units import AGENCIES, MILITARY, PROVINCE

HEADINGS: dict[str, dict[str, str]] = {
    "": {
        "district": "Huyện",
        "commune": "Xã/phường",
        "organisation": "TCCSĐ",
        "subcommittee": "Đảng bộ bộ phận",
        "cell": "Chi bộ",
        "unit_name": "Đơn vị",
        "hamlet": "Thôn, TDP",
        "name": "Họ và tên",
        "birth_date": "Ngày sinh",
        "gender": "Giới tính",
        "rating": "Xếp loại",
        "not_rated_reason": "Lý do chưa xếp loại",
        "profession": "Trình độ chuyên môn",
        "political_theory": "Trình độ LLCT",
        "general_education": "Trình độ văn hóa",
    },
    "organisations": {
        "kind": "Loại hình",
        "level": "Loại tổ chức",
        "founded_on": "Ngày thành lập",
        "non_state": "Ngoài khu vực nhà nước",
        "armed_forces": "Lực lượng vũ trang",
        "committee_rating": "Xếp loại cấp ủy",
        "follows_rules": "Thực hiện đúng quy định",
        "inspection_programme": "Có chương trình KT, GS",
        "new_model": "Mô hình mới",
        "four_good": "Chi bộ bốn tốt",
        "has_committee": "Có cấp ủy",
    },
    "members": {
        "card_number": "Số thẻ đảng viên",
        "ethnicity": "Dân tộc",
        "religion": "Tôn giáo",
        "admitted_on": "Ngày vào Đảng",
        "readmitted": "Kết nạp lại",
        "full_member_on": "Ngày chính thức",
        "status": "Loại đảng viên",
        "occupation": "Nghề nghiệp",
        "business_owner": "Chủ doanh nghiệp tư nhân",
        "in_service": "Đang công tác",
        "official": "CBCCVC",
        "assigned_task": "Được phân công nhiệm vụ",
        "residence_contact": "Giữ mối liên hệ nơi cư trú",
        "signed_commitment": "Ký cam kết",
    },
    "officers": {
        "position": "Chức vụ Đảng",
        "body": "Cấp ủy",
        "concurrent_posts": "Chức vụ kiêm nhiệm",
        "trained": "Bồi dưỡng trong năm",
        "trained_new_knowledge": "Bồi dưỡng kiến thức mới",
    },
    "hamlets": {
        "kind": "Loại",
        "households": "Số hộ",
        "members": "Số đảng viên",
        "has_cell": "Có chi bộ",
        "cell_name": "Tên chi bộ ghép",
        "cell_has_committee": "Có chi ủy",
        "head_is_member": "Trưởng thôn là đảng viên",
        "front_head_is_member": "Trưởng ban CTMT là đảng viên",
        "mountainous": "Miền núi",
        "ethnic_minority": "Vùng dân tộc thiểu số",
        "religious": "Vùng có đạo",
    },
    "leaders": {
        "level": "Cấp",
        "position": "Chức vụ",
        "managed": "Diện Ban Thường vụ Tỉnh ủy quản lý",
        "division_level": "Lãnh đạo cấp phòng trở lên",
        "trained": "Bồi dưỡng trong năm",
    },
    "aggregates": {
        "indicator": "Chỉ tiêu",
        "year": "Năm",
        "numerator": "Tử số",
        "denominator": "Mẫu số",
    },
}
HEADINGS["admissions"] = HEADINGS["members"] | {"admitted_on": "Ngày kết nạp"}

TITLES = {
    "organisations": "DANH SÁCH TỔ CHỨC ĐẢNG",
    "members": "DANH SÁCH ĐẢNG VIÊN",
    "admissions": "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP",
    "officers": "DANH SÁCH CẤP ỦY VIÊN",
    "hamlets": "DANH SÁCH THÔN, TỔ DÂN PHỐ",
    "leaders": "DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ",
    "aggregates": "BIỂU TỔNG HỢP CHỈ TIÊU",
}

WORDS: dict[str, dict[str, str]] = {
    "rating": {
        "outstanding": "HTXSNV",
        "good": "HTTNV",
        "completed": "HTNV",
        "not_completed": "KHTNV",
        "not_rated": "Chưa xếp loại",
    },
    "gender": {"male": "Nam", "female": "Nữ"},
    "status": {
        "full": "Chính thức",
        "probationary": "Dự bị",
        "excused": "Miễn công tác và sinh hoạt",
    },
    "official": {
        "cadre": "Cán bộ",
        "civil_servant": "Công chức",
        "public_employee": "Viên chức",
        "soldier": "Lực lượng vũ trang",
        "none": "Không",
    },
    "kind": {
        "commune": "Xã, phường, thị trấn",
        "agency": "Cơ quan",
        "public_service_unit": "Đơn vị sự nghiệp",
        "state_enterprise": "Doanh nghiệp nhà nước",
        "private_enterprise": "Doanh nghiệp tư nhân",
        "foreign_enterprise": "Doanh nghiệp có vốn đầu tư nước ngoài",
        "cooperative": "Hợp tác xã",
        "army": "Quân đội",
        "police": "Công an",
        "hamlet": "Thôn, tổ dân phố",
    },
    "hamlet_kind": {"hamlet": "Thôn", "residential_group": "Tổ dân phố"},
    "organisation_level": {
        "standing_committee": "Ban Thường vụ",
        "delegation": "Đảng đoàn, ban cán sự đảng",
        "grassroots_committee": "Đảng bộ cơ sở",
        "grassroots_cell": "Chi bộ cơ sở",
        "subcommittee": "Đảng bộ bộ phận",
        "cell": "Chi bộ trực thuộc",
    },
    "leader_level": {
        "provincial": "Cấp tỉnh",
        "district": "Cấp huyện",
        "commune": "Cấp xã",
    },
    "position": {"secretary": "Bí thư", "deputy": "Phó Bí thư", "member": "Ủy viên"},
    "body": {
        "provincial": "Cấp tỉnh",
        "district": "Cấp huyện",
        "grassroots": "Cấp ủy cơ sở",
        "subcommittee": "Đảng bộ bộ phận",
        "cell": "Chi bộ",
        "inspection_committee": "Ủy ban Kiểm tra",
        "delegation": "Đảng đoàn, ban cán sự đảng",
    },
    "general_education": {
        "primary": "Tiểu học",
        "lower_secondary": "THCS",
        "upper_secondary": "THPT",
    },
    "profession": {
        "none": "Chưa qua đào tạo",
        "elementary": "Sơ cấp",
        "intermediate": "Trung cấp",
        "college": "Cao đẳng",
        "university": "Đại học",
        "master": "Thạc sĩ",
        "doctor": "Tiến sĩ",
    },
    "political_theory": {
        "none": "Chưa qua đào tạo",
        "elementary": "Sơ cấp",
        "intermediate": "Trung cấp",
        "advanced": "Cao cấp",
        "bachelor": "Cử nhân",
    },
    "has_cell": {"own": "Có", "joint": "Chi bộ ghép", "none": "Không"},
    "post": {
        "council_chair": "Chủ tịch HĐND",
        "committee_chair": "Chủ tịch UBND",
        "agency_head": "Thủ trưởng cơ quan",
        "hamlet_head": "Trưởng thôn",
        "front_head": "Trưởng ban CTMT",
        "other": "Chủ tịch Hội Nông dân",
    },
}
FULL_RATINGS = {
    "outstanding": "Hoàn thành xuất sắc nhiệm vụ",
    "good": "Hoàn thành tốt nhiệm vụ",
    "completed": "Hoàn thành nhiệm vụ",
    "not_completed": "Không hoàn thành nhiệm vụ",
    "not_rated": "Không xếp loại",
}
SHORT_SCHOOLING = {
    "general_education": {
        "primary": "5/12",
        "lower_secondary": "9/12",
        "upper_secondary": "12/12",
    },
    "profession": {
        "none": "CQĐT",
        "elementary": "SC",
        "intermediate": "TC",
        "college": "CĐ",
        "university": "ĐH",
        "master": "ThS",
        "doctor": "TS",
    },
    "political_theory": {
        "none": "CQĐT",
        "elementary": "SC",
        "intermediate": "TC",
        "advanced": "CC",
        "bachelor": "CN",
    },
}


@dataclass(frozen=True)
class Style:
    """The habits of one office.

    units: columns that name units. dates: text, real or mixed. yes, no: words of
    yes-or-no columns. schooling: "grouped" is a two-level heading.
    """

    office: str
    units: tuple[str, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    units_first: bool = False
    dates: str = "text"
    full_ratings: bool = False
    blank_with_reason: bool = False
    female_tick: bool = False
    yes: str = "Có"
    no: str = "Không"
    grouped: bool = False
    short_schooling: bool = False
    number_row: bool = False
    total_row: bool = False
    signature: bool = True
    posts_in_position: bool = False


_BY_ORGANISATION = ("organisation", "cell")
_BY_COMMUNE = ("commune", "organisation", "cell")

STYLES: dict[str, Style] = {
    "Huyện Lam Châu": Style(
        "HUYỆN ỦY LAM CHÂU", _BY_ORGANISATION, grouped=True, total_row=True
    ),
    "Thị xã Hồng Sơn": Style(
        "THỊ ỦY HỒNG SƠN",
        _BY_COMMUNE,
        {
            "name": "HỌ VÀ TÊN",
            "birth_date": "Ngày tháng năm sinh",
            "card_number": "Số thẻ ĐV",
            "organisation": "Đảng bộ",
            "rating": "Kết quả đánh giá",
        },
        dates="real",
        full_ratings=True,
        female_tick=True,
        number_row=True,
        short_schooling=True,
    ),
    "Huyện Yên Giang": Style(
        "HUYỆN ỦY YÊN GIANG",
        _BY_COMMUNE,
        {
            "name": "Họ và tên khai sinh",
            "birth_date": "Sinh ngày",
            "full_member_on": "Ngày chuyển chính thức",
            "position": "Chức danh",
            "political_theory": "LLCT",
            "profession": "Chuyên môn",
            "general_education": "Học vấn",
        },
        units_first=True,
        dates="mixed",
        yes="x",
        posts_in_position=True,
        total_row=True,
    ),
    "Huyện Phú Trạch": Style(
        "HUYỆN ỦY PHÚ TRẠCH",
        _BY_ORGANISATION,
        {"name": "Họ tên", "admitted_on": "Ngày kết nạp", "card_number": "Số TĐV"},
        blank_with_reason=True,
        grouped=True,
        number_row=True,
    ),
    "Huyện Vĩnh Khê": Style(
        "HUYỆN ỦY VĨNH KHÊ",
        _BY_COMMUNE,
        {"organisation": "Đảng bộ", "rating": "Xếp loại năm"},
        dates="mixed",
        signature=False,
    ),
    MILITARY: Style(
        "ĐẢNG ỦY QUÂN SỰ TỈNH",
        _BY_ORGANISATION,
        dates="real",
        yes="x",
        short_schooling=True,
    ),
    AGENCIES: Style(
        "ĐẢNG ỦY KHỐI CƠ QUAN - DOANH NGHIỆP TỈNH",
        ("organisation", "subcommittee", "cell"),
        full_ratings=True,
        units_first=True,
    ),
    PROVINCE: Style("BAN TỔ CHỨC TỈNH ỦY", ("unit_name",), dates="real"),
}
