"""The columns of each roster kind in the sample, and how often a cell is blank."""

from __future__ import annotations

FIELDS: dict[str, tuple[str, ...]] = {
    "organisations": [
        "kind",
        "level",
        "founded_on",
        "non_state",
        "armed_forces",
        "rating",
        "committee_rating",
        "not_rated_reason",
        "follows_rules",
        "inspection_programme",
        "new_model",
        "four_good",
        "has_committee",
    ],
    "members": [
        "card_number",
        "name",
        "birth_date",
        "gender",
        "ethnicity",
        "religion",
        "admitted_on",
        "readmitted",
        "full_member_on",
        "status",
        "occupation",
        "business_owner",
        "in_service",
        "official",
        "rating",
        "not_rated_reason",
        "assigned_task",
        "residence_contact",
        "signed_commitment",
    ],
    "officers": [
        "name",
        "birth_date",
        "gender",
        "position",
        "body",
        "general_education",
        "profession",
        "political_theory",
        "concurrent_posts",
        "trained",
        "trained_new_knowledge",
        "rating",
    ],
    "hamlets": [
        "kind",
        "households",
        "members",
        "has_cell",
        "cell_name",
        "cell_has_committee",
        "head_is_member",
        "front_head_is_member",
        "mountainous",
        "ethnic_minority",
        "religious",
    ],
    "leaders": [
        "name",
        "birth_date",
        "gender",
        "level",
        "position",
        "managed",
        "division_level",
        "profession",
        "political_theory",
        "rating",
        "trained",
    ],
    "aggregates": ("indicator", "year", "numerator", "denominator"),
}  # type: ignore[dict-item]
FIELDS["admissions"] = [
    "name",
    "birth_date",
    "gender",
    "ethnicity",
    "religion",
    "admitted_on",
    "readmitted",
    "occupation",
    "business_owner",
]  # type: ignore[assignment]

SHEETS = {
    "organisations": "Tổ chức",
    "members": "Đảng viên",
    "admissions": "Kết nạp",
    "officers": "Cấp ủy",
    "hamlets": "Thôn TDP",
    "leaders": "Lãnh đạo",
}
# How often a cell is blank, in thousandths.
BLANKS = {
    "members": {"birth_date": 3, "ethnicity": 8, "religion": 8, "rating": 6}
    | {"assigned_task": 10, "residence_contact": 12, "signed_commitment": 8},
    "admissions": {"ethnicity": 8, "religion": 8},
    "organisations": {"rating": 8, "committee_rating": 8, "follows_rules": 8}
    | {"inspection_programme": 10, "new_model": 15, "four_good": 15}
    | {"has_committee": 10},
    "officers": {"general_education": 8, "profession": 8, "political_theory": 10}
    | {"trained": 8, "trained_new_knowledge": 8, "rating": 8},
    "hamlets": {"members": 8, "has_cell": 6, "cell_has_committee": 20}
    | {"head_is_member": 12, "front_head_is_member": 18, "households": 8},
    "leaders": {"profession": 6, "political_theory": 8, "rating": 8, "trained": 8},
}
HALF_YEAR_LACKS = "rating not_rated_reason assigned_task residence_contact " + (
    "signed_commitment"
)
