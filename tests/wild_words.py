"""How offices write a value: the usual words, short ones, and fresh ones."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, dict[str, dict[Any, tuple[str, ...]]]] = {
    "rating": {
        "short": {
            "outstanding": ("HTXSNV",),
            "good": ("HTTNV",),
            "completed": ("HTNV",),
            "not_completed": ("KHTNV",),
        },
        "full": {
            "outstanding": ("Hoàn thành xuất sắc nhiệm vụ",),
            "good": ("Hoàn thành tốt nhiệm vụ",),
            "completed": ("Hoàn thành nhiệm vụ",),
            "not_completed": ("Không hoàn thành nhiệm vụ",),
        },
        "typos": {
            "outstanding": ("HTSXNV", "HTXSNV ", "htxsnv", "HTXS"),
            "good": ("HTTTNV", "HTTNV.", "htt nv", "HT tốt NV"),
            "completed": ("HTNV ", "ht nv", "Hoàn thành NV"),
            "not_completed": ("KHT", "Không HTNV", "K.HTNV"),
        },
        "words": {
            "outstanding": ("Xuất sắc",),
            "good": ("Tốt",),
            "completed": ("Hoàn thành",),
            "not_completed": ("Không hoàn thành",),
        },
        "fresh": {
            "outstanding": ("Đạt HTXSNV", "Hoàn thành x.sắc n.vụ", "Xuất sắc (HTXSNV)"),
            "good": ("Đạt HTTNV", "Hoàn thành tốt n.vụ", "Tốt (HTTNV)"),
            "completed": ("Đạt HTNV", "Hoàn thành n.vụ"),
            "not_completed": ("Không HT nhiệm vụ", "Không đạt HTNV"),
        },
    },
    "gender": {"usual": {"male": ("Nam", "nam"), "female": ("Nữ", "nữ", "NỮ")}},
    "status": {
        "usual": {"full": ("Chính thức",), "probationary": ("Dự bị",)},
        "short": {"full": ("CT", "ĐVCT"), "probationary": ("DB", "ĐVDB")},
        "fresh": {"full": ("ĐV. chính thức",), "probationary": ("ĐV. dự bị",)},
    },
    "position": {
        "usual": {
            "secretary": ("Bí thư", "Bí thư chi bộ"),
            "deputy": ("Phó Bí thư", "Phó bí thư chi bộ"),
            "member": ("Chi ủy viên", "Ủy viên"),
        },
        "short": {"secretary": ("BT",), "deputy": ("PBT",), "member": ("CUV", "UV")},
        "fresh": {
            "secretary": ("Đ/c Bí thư chi bộ", "Giữ chức Bí thư"),
            "deputy": ("P. Bí thư chi bộ", "Giữ chức Phó Bí thư"),
            "member": ("UV chi uỷ", "Chi uỷ viên chi bộ"),
        },
    },
    "general_education": {
        "usual": {"lower_secondary": ("THCS",), "upper_secondary": ("THPT",)},
        "short": {"lower_secondary": ("9/12",), "upper_secondary": ("12/12", "10/10")},
        "fresh": {
            "lower_secondary": ("Hết lớp 9", "9/12 (THCS)"),
            "upper_secondary": ("Tốt nghiệp lớp 12", "12/12 (THPT)"),
        },
    },
    "profession": {
        "usual": {
            "elementary": ("Sơ cấp",),
            "intermediate": ("Trung cấp",),
            "college": ("Cao đẳng",),
            "university": ("Đại học",),
            "master": ("Thạc sĩ",),
        },
        "short": {
            "elementary": ("SC",),
            "intermediate": ("TC", "THCN"),
            "college": ("CĐ",),
            "university": ("ĐH", "KS", "CN"),
            "master": ("ThS", "Th.S"),
        },
        "fresh": {
            "elementary": ("Sơ cấp kế toán",),
            "intermediate": ("Trung cấp nông nghiệp", "TC. Kế toán"),
            "college": ("Cao đẳng Sư phạm", "CĐ. Y tế"),
            "university": ("Đại học Luật", "ĐH Kinh tế quốc dân", "Kỹ sư lâm nghiệp"),
            "master": ("Thạc sỹ QLNN",),
        },
    },
    "political_theory": {
        "usual": {
            "elementary": ("Sơ cấp",),
            "intermediate": ("Trung cấp",),
            "advanced": ("Cao cấp",),
        },
        "short": {"elementary": ("SC",), "intermediate": ("TC",), "advanced": ("CC",)},
        "fresh": {
            "elementary": ("Sơ cấp LLCT", "SC lý luận"),
            "intermediate": ("Trung cấp LLCT-HC", "TC LLCT"),
            "advanced": ("Cao cấp LLCT", "CC chính trị"),
        },
    },
    "level": {"usual": {"commune": ("Cấp xã", "Xã"), "cell": ("Chi bộ trực thuộc",)}},
    "kind": {
        "usual": {"hamlet": ("Thôn",), "residential_group": ("TDP", "Tổ dân phố")}
    },
    "has_cell": {
        "usual": {"own": ("Có",), "joint": ("Ghép", "Chi bộ ghép"), "none": ("Không",)}
    },
}
POSTS = {"hamlet_head": "Trưởng thôn", "front_head": "Trưởng ban CTMT"}
# yes, no: what stands for them; an empty no is unknown or no, as DESIGN has it.
TICKS: dict[str, tuple[Any, Any]] = {
    "words": ("Có", "Không"),
    "x": ("x", None),
    "X": ("X", None),
    "v": ("v", None),
    "one": (1, None),
    "mark": ("✓", None),
    "digits": ("1", "0"),
    "done": ("Đã", "Chưa"),
    "low": ("có", "ko"),
}
TICKED = {"rating": ("HTXSNV", "HTTNV", "HTNV", "KHTNV")}

# The headings of columns to tick, one a level.
LEVELS = {
    "general_education": {
        "primary": "Tiểu học",
        "lower_secondary": "THCS",
        "upper_secondary": "THPT",
    },
    "profession": {
        "elementary": "Sơ cấp",
        "intermediate": "Trung cấp",
        "college": "Cao đẳng",
        "university": "Đại học",
        "master": "Thạc sĩ",
    },
    "political_theory": {
        "elementary": "Sơ cấp",
        "intermediate": "Trung cấp",
        "advanced": "Cao cấp",
        "bachelor": "Cử nhân",
    },
}
