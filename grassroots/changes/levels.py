"""Which unit may stand under which, and which may go into which, by their levels."""

from __future__ import annotations

from grassroots import unit_names

# What a unit of a level may stand under.
ABOVE: dict[str, tuple[str, ...]] = {
    "province": (),
    "area": ("province",),
    "district": ("province",),
    "commune": ("province", "district"),
    "organisation": ("province", "district", "commune"),
    "subcommittee": ("district", "commune", "organisation"),
    "cell": ("district", "commune", "organisation", "subcommittee"),
    "hamlet": ("commune",),
}
# What a unit of a level may go into, in whole or in part.
INTO: dict[str, tuple[str, ...]] = {
    "province": ("province",),
    "area": ("area",),
    "district": ("district", "area"),
    "commune": ("commune",),
    "organisation": ("organisation", "commune", "district"),
    "subcommittee": ("subcommittee", "organisation"),
    "cell": ("cell", "subcommittee", "organisation"),
    "hamlet": ("hamlet",),
}
# What may be put into an area beside its parent.
IN_AREAS = ("district", "commune", "organisation")
# What a group of a grouping may hold.
IN_GROUPS = ("district", "commune", "organisation")


def fits_under(level: str, above: str) -> bool:
    """Whether a unit of a level may stand under one of another, or in such an area."""
    if above == "area":
        return level in IN_AREAS
    return above in ABOVE.get(level, ())


def may_go_into(level: str, other: str) -> bool:
    """Whether a unit of a level may be merged or split into one of another."""
    return other in INTO.get(level, ())


# Words of one level that a unit of another may bear: a grassroots cell, a cell called
# by its hamlet alone, a committee beside the districts.
_ALSO = {
    ("cell", "organisation"),
    ("cell", "subcommittee"),
    ("hamlet", "cell"),
    ("district", "organisation"),
}


def name_fits(name: str, level: str) -> bool:
    """Whether a name's own words ("Xã", "Chi bộ") do not say another level.

    A committee's name ("Đảng bộ") tells little of its level; a city may be a province.
    """
    read = unit_names.read(name)
    return (
        read.level in (level, None, "organisation")
        or (read.level, level) in _ALSO
        or (level, read.type) == ("province", "thành phố")
    )
