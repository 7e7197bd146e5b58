"""The made-up names of Sông Lam's communes and hamlets, and what is merged."""

from __future__ import annotations

# District: its communes, pairs that merge written (first, second, new name).
COMMUNES: dict[str, tuple[list[tuple[str, str, str]], list[str]]] = {
    "Huyện Lam Châu": (
        [
            ("Xã Lam Hạ", "Xã Đức Lộc", "Xã Lam Đức"),
            ("Xã Thạch Bàn", "Xã Kim Quan", "Xã Kim Thạch"),
            ("Xã Nghĩa Phong", "Xã Hợp Thành", "Xã Nghĩa Hợp"),
            ("Thị trấn Lam Châu", "Xã Diên Phúc", "Xã Lam Châu"),
        ],
        ["Xã Mường Lát"],
    ),
    "Thị xã Hồng Sơn": (
        [
            ("Phường Bắc Hồng", "Phường Trung Lương", "Phường Bắc Lương"),
            ("Phường Nam Ngạn", "Phường Cầu Giát", "Phường Giát Ngạn"),
            ("Phường Hưng Trí", "Xã Thuận Vy", "Phường Trí Thuận"),
        ],
        ["Phường Quỳnh Sơn", "Xã Đại Từ"],
    ),
    "Huyện Yên Giang": (
        [
            ("Xã Yên Khê", "Xã Môn Trang", "Xã Khê Trang"),
            ("Xã Chi Nê", "Xã Bồng Khúc", "Xã Bồng Nê"),
            ("Thị trấn Yên Giang", "Xã Lạng Viên", "Xã Yên Giang"),
        ],
        ["Xã Châu Hóa", "Xã Tam Quang"],
    ),
    "Huyện Phú Trạch": (
        [
            ("Xã Phú Gia", "Xã Tượng Văn", "Xã Phú Tượng"),
            ("Xã Cảnh Dương", "Xã Quyết Thắng", "Xã Cảnh Thắng"),
            ("Thị trấn Phú Trạch", "Xã Lộc Bình", "Xã Phú Trạch"),
        ],
        ["Xã Ngư Thủy", "Xã Roòn Mai"],
    ),
    "Huyện Vĩnh Khê": (
        [
            ("Xã Vĩnh Ô", "Xã Hướng Điền", "Xã Điền Ô"),
            ("Xã Khe Sanh", "Xã Ba Nang", "Xã Sanh Nang"),
            ("Thị trấn Vĩnh Khê", "Xã Húc Nghì", "Xã Vĩnh Khê"),
        ],
        ["Xã Tà Long"],
    ),
}
HAMLET_COUNTS = (5, 5, 4, 5)
# Of all hamlets in order: which have no cell until a year, which share a neighbour's.
CELL_FOUNDED = {7: 2022, 26: 2021, 45: 2027, 64: 2023, 83: 2024, 102: 2022, 121: 2027}
CELL_FOUNDED |= {130: 2023, 140: 2024, 150: 2022, 159: 2025, 178: 2027}
CELL_SHARED = {11, 33, 57, 79, 98, 118, 137, 161, 183}
FIRST_NAMES = ["Đông Yên", "Tây Lộc", "Phúc Thịnh", "Minh Khai", "Quyết Tiến"]
SECOND_NAMES = ["Hưng Long", "Thanh Bình", "Đại Đồng", "Tân Lập", "Cẩm Vân"]
MERGED_HAMLETS = {"Xã Lam Đức", "Xã Khê Trang", "Xã Phú Tượng"}


FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
]
MIDDLE = {
    "male": [
        "Văn",
        "Hữu",
        "Đức",
        "Quang",
        "Minh",
        "Xuân",
        "Thành",
        "Công",
        "Đình",
        "Quốc",
        "Bá",
        "Trọng",
    ],
    "female": [
        "Thị",
        "Thị",
        "Ngọc",
        "Thanh",
        "Kim",
        "Thu",
        "Hồng",
        "Phương",
        "Minh",
        "Diệu",
        "Bích",
        "Mai",
    ],
}
GIVEN = {
    "male": [
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Đạt",
        "Hải",
        "Hùng",
        "Khánh",
        "Lâm",
        "Long",
        "Nam",
        "Phong",
        "Quân",
        "Sơn",
        "Thắng",
        "Tiến",
        "Toàn",
        "Trung",
        "Tuấn",
        "Vinh",
        "Việt",
        "Hòa",
        "Kiên",
        "Lực",
    ],
    "female": [
        "Anh",
        "Chi",
        "Dung",
        "Giang",
        "Hà",
        "Hạnh",
        "Hiền",
        "Hoa",
        "Hương",
        "Lan",
        "Liên",
        "Linh",
        "Loan",
        "Mai",
        "Nga",
        "Nhung",
        "Oanh",
        "Phượng",
        "Quyên",
        "Tâm",
        "Thảo",
        "Trang",
        "Tuyết",
        "Yến",
    ],
}
