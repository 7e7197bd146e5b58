"""How offices word the heads of columns: some as everybody does, some freshly.

`USUAL` are wordings that any list of headings has; `FRESH` are ones a person reads
without a doubt although no list may have them. `bend` writes one as a hurried clerk.
"""

from __future__ import annotations

import random
import unicodedata

USUAL: dict[str, tuple[str, ...]] = {
    "number": ("TT", "STT", "Số TT"),
    "name": ("Họ và tên", "Họ tên", "Họ và tên khai sinh"),
    "birth_date": (
        "Ngày sinh",
        "Sinh ngày",
        "Ngày tháng năm sinh",
        "Ngày, tháng, năm sinh",
    ),
    "gender": ("Giới tính", "Nam/Nữ"),
    "ethnicity": ("Dân tộc",),
    "religion": ("Tôn giáo",),
    "card_number": ("Số thẻ đảng viên", "Số thẻ ĐV", "Số TĐV", "Số thẻ Đảng"),
    "admitted_on": ("Ngày vào Đảng", "Ngày kết nạp", "Ngày vào Đảng (dự bị)"),
    "full_member_on": ("Ngày chính thức", "Ngày chuyển chính thức"),
    "status": ("Loại đảng viên", "Trạng thái", "Chính thức/Dự bị"),
    "occupation": ("Nghề nghiệp",),
    "rating": ("Xếp loại", "Kết quả xếp loại", "Kết quả đánh giá"),
    "readmitted": ("Kết nạp lại",),
    "assigned_task": ("Được phân công nhiệm vụ", "Phân công nhiệm vụ"),
    "residence_contact": ("Giữ mối liên hệ nơi cư trú",),
    "signed_commitment": ("Ký cam kết", "Đã ký cam kết"),
    "in_service": ("Đang công tác", "Đương chức"),
    "position": ("Chức vụ", "Chức vụ Đảng", "Chức danh"),
    "concurrent_posts": ("Chức vụ kiêm nhiệm", "Chức vụ chính quyền", "Kiêm nhiệm"),
    "general_education": ("Trình độ văn hóa", "Học vấn", "GDPT"),
    "profession": ("Trình độ chuyên môn", "Chuyên môn", "CMNV"),
    "political_theory": ("Trình độ LLCT", "LLCT", "Lý luận chính trị"),
    "trained": ("Bồi dưỡng trong năm",),
    "level": ("Cấp",),
    "managed": ("Diện BTV Tỉnh ủy quản lý",),
    "kind": ("Loại", "Loại hình"),
    "households": ("Số hộ", "Tổng số hộ"),
    "members": ("Số đảng viên", "Tổng số đảng viên"),
    "has_cell": ("Có chi bộ",),
    "cell_has_committee": ("Có chi ủy",),
    "head_is_member": ("Trưởng thôn là đảng viên",),
    "front_head_is_member": ("Trưởng ban CTMT là đảng viên",),
    "founded_on": ("Ngày thành lập",),
    "four_good": ("Chi bộ bốn tốt", "4 tốt"),
    "has_committee": ("Có chi ủy", "Có cấp ủy"),
    "inspection_programme": ("Có chương trình KT, GS",),
    "follows_rules": ("Thực hiện đúng quy chế",),
    "district": ("Huyện", "Đảng bộ huyện"),
    "commune": ("Xã/phường", "Đảng bộ xã, phường", "Xã, phường, thị trấn"),
    "cell": ("Chi bộ", "Chi bộ đang sinh hoạt", "Tên chi bộ"),
    "hamlet": ("Thôn, TDP", "Tên thôn", "Thôn, tổ dân phố"),
    "note": ("Ghi chú",),
    "identity_card": ("Số CCCD", "CMND/CCCD"),
    "phone": ("Số điện thoại", "SĐT"),
    "address": ("Nơi ở hiện nay", "Địa chỉ"),
    "home": ("Quê quán",),
}
FRESH: dict[str, tuple[str, ...]] = {
    "number": ("Số t.tự", "STT\ntrong chi bộ", "Thứ tự dòng"),
    "name": (
        "Họ, tên của đảng viên",
        "Họ và tên (ghi theo khai sinh)",
        "Họ và tên, bí danh",
        "Tên họ đầy đủ",
        "Họ và tên đ/c",
    ),
    "birth_date": (
        "Ngày tháng năm sinh của đảng viên",
        "Ngày/tháng/năm sinh (ghi đầy đủ)",
        "Sinh vào ngày tháng năm",
        "Ngày th. năm sinh",
    ),
    "gender": ("Giới tính nam hay nữ", "Giới tính (ghi Nam hoặc Nữ)"),
    "ethnicity": ("Thuộc dân tộc", "Người dân tộc gì"),
    "religion": ("Theo tôn giáo", "Tôn giáo đang theo"),
    "card_number": (
        "Số thẻ đảng viên được cấp",
        "Số của thẻ đảng viên",
        "Số thẻ đ/viên",
        "Số ghi trên thẻ đảng viên",
    ),
    "admitted_on": (
        "Ngày vào Đảng CS Việt Nam",
        "Ngày, tháng, năm được kết nạp vào Đảng",
        "Ngày đứng vào hàng ngũ của Đảng",
        "Được kết nạp Đảng ngày",
    ),
    "full_member_on": (
        "Ngày được chuyển đảng chính thức",
        "Ngày, tháng được công nhận chính thức",
        "Chuyển chính thức ngày",
    ),
    "status": ("Đảng viên CT hay DB", "Là đảng viên chính thức hay dự bị"),
    "occupation": ("Nghề nghiệp đang làm", "Nghề nghiệp hiện tại của đảng viên"),
    "rating": (
        "Kết quả xếp loại chất lượng cuối năm",
        "Mức xếp loại được công nhận",
        "Được xếp loại mức",
        "Xếp loại c.lượng",
    ),
    "readmitted": ("Thuộc diện kết nạp lại", "Vào Đảng lần thứ hai (kết nạp lại)"),
    "assigned_task": (
        "Đã được chi bộ phân công nhiệm vụ chưa",
        "Có được phân công n.vụ",
    ),
    "residence_contact": (
        "Giữ liên hệ với chi bộ nơi cư trú theo QĐ 213",
        "Có giữ mối liên hệ nơi cư trú không",
    ),
    "signed_commitment": ("Đã ký bản cam kết tu dưỡng chưa", "Ký bản cam kết hằng năm"),
    "in_service": ("Hiện còn đang công tác", "Còn đương chức hay không"),
    "position": (
        "Chức vụ trong cấp ủy hiện giữ",
        "Giữ chức vụ Đảng",
        "Chức danh trong chi ủy",
    ),
    "concurrent_posts": ("Chức vụ kiêm thêm", "Chức danh kiêm nhiệm khác (nếu có)"),
    "general_education": (
        "Trình độ văn hóa phổ thông đạt được",
        "Học vấn phổ thông (lớp)",
    ),
    "profession": ("Trình độ chuyên môn cao nhất", "Trình độ chuyên môn kỹ thuật"),
    "political_theory": ("Trình độ lý luận CT", "Trình độ về lý luận chính trị"),
    "trained": ("Có được bồi dưỡng trong năm nay", "Đã dự lớp bồi dưỡng trong năm"),
    "level": ("Là cán bộ cấp nào", "Thuộc cấp quản lý"),
    "managed": ("Có thuộc diện Ban Thường vụ Tỉnh ủy quản lý không",),
    "kind": ("Là thôn hay TDP", "Loại hình thôn hay tổ dân phố"),
    "households": ("Số hộ đang sinh sống", "Tổng số hộ của thôn"),
    "members": ("Số đảng viên đang có", "Số ĐV sinh hoạt tại thôn"),
    "has_cell": ("Đã thành lập chi bộ chưa", "Thôn đã có chi bộ hay chưa"),
    "cell_has_committee": ("Chi bộ có ban chi ủy không",),
    "head_is_member": (
        "Trưởng thôn có phải đảng viên",
        "Trưởng thôn (tổ trưởng) là ĐV",
    ),
    "front_head_is_member": ("Trưởng ban Mặt trận có phải đảng viên",),
    "founded_on": ("Ngày ra quyết định thành lập chi bộ", "Thời điểm thành lập"),
    "four_good": ("Được công nhận chi bộ bốn tốt", "Đạt danh hiệu chi bộ 4 tốt"),
    "has_committee": ("Chi bộ có bầu chi ủy không",),
    "inspection_programme": ("Có ban hành chương trình kiểm tra, giám sát năm",),
    "follows_rules": ("Có thực hiện đúng quy chế làm việc",),
    "district": ("Thuộc đảng bộ huyện nào", "Huyện, thị"),
    "commune": ("Thuộc xã, phường nào", "Đảng bộ xã (phường)", "Tên xã hoặc phường"),
    "cell": ("Sinh hoạt ở chi bộ", "Tên chi bộ nơi sinh hoạt", "Thuộc chi bộ nào"),
    "hamlet": ("Tên thôn (tổ dân phố)", "Tên gọi thôn, TDP"),
    "note": ("Ghi chú thêm", "Điều cần ghi chú"),
    "identity_card": ("Số thẻ căn cước được cấp", "Căn cước công dân số"),
    "phone": ("Điện thoại để liên lạc", "Số máy liên hệ"),
    "address": ("Chỗ ở hiện tại của đảng viên", "Địa chỉ nơi đang ở"),
    "home": ("Quê gốc", "Nguyên quán của đảng viên"),
}
# Group headings over parts of one value or over levels.
GROUPS: dict[str, tuple[str, ...]] = {
    "education": ("Trình độ", "Trình độ các mặt", "TRÌNH ĐỘ"),
    "birth_date": ("Ngày sinh", "Ngày, tháng, năm sinh", "Sinh ngày", "Năm sinh"),
    "admitted_on": ("Ngày vào Đảng", "Ngày kết nạp"),
    "full_member_on": ("Ngày chính thức",),
    "rating": ("Xếp loại", "Kết quả đánh giá, xếp loại", "Kết quả xếp loại đảng viên"),
    "gender": ("Giới tính",),
    "political_theory": ("Trình độ LLCT", "Lý luận chính trị"),
    "profession": ("Trình độ chuyên môn",),
    "general_education": ("Trình độ văn hóa",),
    "party": ("Vào Đảng", "Ngày vào Đảng"),
    "status": ("Loại đảng viên", "Đảng viên"),
    "personal": ("Thông tin cá nhân", "Sơ yếu", "Bản thân"),
}
# What a heading may carry behind it without meaning more.
_TAILS = (" (*)", ":", " ", " (ghi rõ)", " (1)", " .")


def heading(chance: random.Random, field: str, habit: str) -> str:
    """A heading of a field in one habit: usual, fresh, or usual and bent."""
    if habit == "fresh" or (habit == "mixed" and chance.random() < 0.35):
        return chance.choice(FRESH[field])
    if habit == "composed":
        return composed(chance, field)
    text = chance.choice(USUAL[field])
    return text if habit in ("usual", "mixed") else bend(chance, text, habit)


# Words around a heading that change nothing of what it means.
_BEFORE = ("", "", "", "Ghi ", "Cột ", "Thông tin ")
_BEHIND = (
    "", "", " theo lý lịch", " hiện nay", " (nếu có)", " (bắt buộc)", " - ghi đầy đủ",
    " được ghi nhận", " theo hồ sơ", " (theo mẫu)", "...", " /1/",
)  # fmt: skip


def composed(chance: random.Random, field: str) -> str:
    """A wording that is put together: far more of them than any list can have."""
    core = chance.choice((*USUAL[field], *FRESH[field]))
    before = chance.choice(_BEFORE)
    lowered = (
        f"{core[:1].lower()}{core[1:]}" if before and core[1:2].islower() else core
    )
    return f"{before}{lowered}{chance.choice(_BEHIND)}"


def bend(chance: random.Random, text: str, habit: str) -> str:
    """The same words in capitals, in lines, with a tail, a typo, decomposed, spaced."""
    words = text.split(" ")
    match habit:
        case "capitals":
            return text.upper()
        case "breaks":
            return "\n".join(words) if len(words) < 5 else text.replace(", ", ",\n")
        case "tails":
            return text + chance.choice(_TAILS)
        case "decomposed":
            return unicodedata.normalize("NFD", text)
        case "spaced":
            gap = chance.choice(("  ", "\u00a0"))
            return f" {gap.join(words)} "
        case "typos":
            return typo(chance, text)
    return text


def typo(chance: random.Random, text: str) -> str:
    """One slip of the finger in a longer word: a lost mark, two letters swapped."""
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not long or len(text) < 8:
        return text
    at = chance.choice(long)
    word = words[at]
    if chance.random() < 0.5:
        place = chance.randrange(1, len(word) - 1)
        bare = unicodedata.normalize("NFD", word[place])[0]
        changed = bare if bare != word[place] else ""
        words[at] = word[:place] + changed + word[place + 1 :] if changed else word
    else:
        place = chance.randrange(1, len(word) - 2)
        swapped = word[place + 1] + word[place]
        words[at] = word[:place] + swapped + word[place + 2 :]
    return " ".join(words)
