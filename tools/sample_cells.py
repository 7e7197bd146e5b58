"""A typed row → the cells that an office writes for it."""

from __future__ import annotations

from datetime import date
from itertools import chain

from sample_rows import Row
from sample_units import Unit
from sample_words import FULL_RATINGS, SHORT_SCHOOLING, WORDS, Style
from sample_world import Table

_TICKS = ("readmitted",)
_BOOLEANS = [
    "non_state",
    "armed_forces",
    "follows_rules",
    "inspection_programme",
    "new_model",
    "four_good",
    "has_committee",
    "business_owner",
    "in_service",
    "assigned_task",
    "residence_contact",
    "signed_commitment",
    "trained",
    "trained_new_knowledge",
    "cell_has_committee",
    "head_is_member",
    "front_head_is_member",
    "mountainous",
    "ethnic_minority",
    "religious",
    "managed",
    "division_level",
]
_KIND_OF_WORD = {"committee_rating": "rating"}


def columns_of(kind: str, fields: tuple[str, ...], style: Style) -> list[str]:
    """The columns from left to right; "number" is the running number."""
    shown = [
        name
        for name in fields
        if not (name == "concurrent_posts" and style.posts_in_position)
    ]
    if kind in ("organisations", "hamlets", "aggregates") or style.units_first:
        return ["number", *style.units, *shown]
    return list(chain(["number"], shown[:3], style.units, shown[3:]))


def unit_cells(row: Row, table: Table, style: Style) -> dict[str, str]:
    """The names in the columns that name units."""
    unit = row["unit"]
    assert isinstance(unit, Unit)
    year = table.as_of.year
    if style.units == ("unit_name",):
        return {"unit_name": unit.name}
    above = {part.level: part for part in unit.chain(year)}
    cells = {
        level: above[level].name
        for level in ("organisation", "subcommittee", "cell", "hamlet")
        if level in above
    }
    if "commune" in above and "commune" in style.units:
        cells["commune"] = above["commune"].name
        if unit.level == "commune" and table.kind == "organisations":
            cells["organisation"] = _committee(unit)
    elif "commune" in above:
        cells["organisation"] = _committee(above["commune"])
    if unit.level in ("province", "district"):
        committee = _district_committee(unit)
        if table.kind == "organisations":
            committee = f"Ban Thường vụ {committee}"
        cells["organisation"] = committee
    return cells


def _committee(commune: Unit) -> str:
    return f"Đảng bộ {commune.name[0].lower()}{commune.name[1:]}"


def _district_committee(unit: Unit) -> str:
    for word, committee in (
        ("Huyện ", "Huyện ủy "),
        ("Thị xã ", "Thị ủy "),
        ("Tỉnh ", "Tỉnh ủy "),
    ):
        if unit.name.startswith(word):
            return committee + unit.name.removeprefix(word)
    return unit.name


def cell_of(row: Row, name: str, table: Table, style: Style) -> object:
    """What stands in a cell; None: nothing."""
    value = row.get(name)
    if name == "position":
        return _position(row, table, style)
    if name == "concurrent_posts":
        assert isinstance(value, list)
        return ", ".join(_post(post, row) for post in value) or None
    if name == "rating" and style.blank_with_reason and row.get("not_rated_reason"):
        return None
    if name == "gender" and style.female_tick:
        return "x" if value == "female" else None
    if value is None:
        return None
    if isinstance(value, date):
        return _date(row, name, value, style)
    if name in _TICKS:
        return "x" if value else None
    if name in _BOOLEANS:
        return style.yes if value else style.no
    words = _words(name, table.kind, style)
    return words[str(value)] if words else value


def _words(name: str, kind: str, style: Style) -> dict[str, str] | None:
    if name in ("rating", "committee_rating"):
        return FULL_RATINGS if style.full_ratings else WORDS["rating"]
    if name in SHORT_SCHOOLING and style.short_schooling:
        return SHORT_SCHOOLING[name]
    if name == "kind" and kind == "hamlets":
        return WORDS["hamlet_kind"]
    if name == "level":
        return WORDS["leader_level" if kind == "leaders" else "organisation_level"]
    return WORDS.get(name)


def _date(row: Row, name: str, value: date, style: Style) -> object:
    if row.get(f"{name}_precision") == "year":
        return str(value.year)
    if style.dates == "real" or (style.dates == "mixed" and value.day % 2):
        return value
    return f"{value:%d/%m/%Y}"


def _position(row: Row, table: Table, style: Style) -> object:
    if table.kind == "leaders":
        return row["position"]
    position = WORDS["position"][str(row["position"])]
    posts = row["concurrent_posts"]
    assert isinstance(posts, list)
    if style.posts_in_position and posts:
        return f"{position} - {', '.join(_post(post, row) for post in posts)}"
    return position


def _post(post: str, row: Row) -> str:
    unit = row["unit"]
    assert isinstance(unit, Unit)
    if post == "hamlet_head" and "TDP" in unit.name:
        return "Tổ trưởng TDP"
    if post == "agency_head" and "Trường" in unit.name:
        return "Hiệu trưởng"
    return WORDS["post"][post]
