"""Every indicator counted in pandas, vectorised, on frames already in memory."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from made_up_province import (
    GOOD,
    GRASSROOTS,
    OFFICES,
    PROFESSION,
    RATED,
    SCHOOL,
    THEORY,
    YEARS,
    Frames,
)

Counts = dict[str, pd.DataFrame]
Rows = pd.DataFrame


def _counted(rows: Rows, keys: list[str], hit: Any, known: Any, unknown: Any) -> Rows:
    marks = pd.DataFrame(
        {
            "numerator": np.asarray(hit, dtype=bool),
            "denominator": np.asarray(known, dtype=bool),
            "unknown": np.asarray(unknown, dtype=bool),
        },
        index=rows.index,
    )
    return marks.groupby([rows[key] for key in keys]).sum()


def _yes(rows: Rows, keys: list[str], field: str) -> Rows:
    known = rows[field].notna()
    return _counted(rows, keys, rows[field].fillna(False), known, ~known)


def _rated(rows: Rows, keys: list[str], field: str = "rating") -> Rows:
    rating = rows[field]
    return _counted(rows, keys, rating.isin(GOOD), rating.isin(RATED), rating.isna())


def _least(rows: Rows, field: str, levels: tuple[str, ...]) -> Any:
    known = rows[field].notna()
    return rows[field].isin(levels), known


def _level(rows: Rows, keys: list[str], field: str, levels: tuple[str, ...]) -> Rows:
    hit, known = _least(rows, field, levels)
    return _counted(rows, keys, hit, known, ~known)


def _both(rows: Rows, keys: list[str], one: Any, other: Any) -> Rows:
    (hit, known), (hit_too, known_too) = one, other
    no = (known & ~hit) | (known_too & ~hit_too)
    yes_ = hit & hit_too
    return _counted(rows, keys, yes_, yes_ | no, ~(yes_ | no))


def in_pandas(frames: Frames, kinds: pd.Series, keys: list[str]) -> Counts:
    """Every indicator by these keys, vectorised, each field looked at where it is
    needed; populations that several indicators share are taken once."""
    found: Counts = {}
    people, bodies = frames["members"], frames["organisations"]
    found["members_rated_good"] = _rated(people, keys)
    serving = people["in_service"].fillna(True).astype(bool)
    for name, field, more in (
        ("members_assigned_task", "assigned_task", people["status"] != "excused"),
        ("members_residence_contact", "residence_contact", True),
    ):
        rows = people[serving & more]
        sure, said = rows["in_service"].notna(), rows[field].notna()
        hit = rows[field].fillna(False) & sure
        found[name] = _counted(rows, keys, hit, sure & said, ~(sure & said))
    rows = people[people["official"].isna() | (people["official"] != "none")]
    sure, said = rows["official"].notna(), rows["signed_commitment"].notna()
    found["members_signed_commitment"] = _counted(
        rows,
        keys,
        rows["signed_commitment"].fillna(False) & sure,
        sure & said,
        ~(sure & said),
    )
    found |= _admissions(frames, keys)

    top = bodies[bodies["level"].isin(GRASSROOTS)]
    wide = bodies[bodies["level"].isin((*GRASSROOTS, "cell"))]
    small = bodies[bodies["level"].isin(("cell", "grassroots_cell"))]
    standing = bodies[bodies["level"].isin(("standing_committee", "delegation"))]
    found["organisations_rated_good"] = _rated(top, keys)
    found["standing_committees_rated_good"] = _rated(standing, keys)
    found["grassroots_committees_rated_good"] = _rated(top, keys, "committee_rating")
    found["organisations_follow_rules"] = _yes(wide, keys, "follows_rules")
    found["organisations_inspection_programme"] = _yes(
        wide, keys, "inspection_programme"
    )
    found["organisations_new_model"] = _yes(top, keys, "new_model")
    found["four_good_cells"] = _yes(small, keys, "four_good")
    found["four_good_organisations"] = _yes(top, keys, "four_good")
    free = small["non_state"].fillna(False).astype(bool)
    now = small["founded_on"].dt.year == small["year"]
    maybe = small["non_state"].isna() & now | free & small["founded_on"].isna()
    found["non_state_cells_founded"] = _counted(small, keys, free & now, free, maybe)

    places = frames["hamlets"]
    some = places["members"] > 0
    found["hamlets_with_members"] = _counted(
        places, keys, some, True | some, False & some
    )
    own, said = places["has_cell"] == "own", places["has_cell"].notna()
    found["hamlets_with_cell"] = _counted(places, keys, own, said, ~said)
    rows = places[places["has_cell"].isna() | (places["has_cell"] != "none")]
    said = rows["has_cell"].notna() & rows["cell_has_committee"].notna()
    hit = rows["cell_has_committee"].fillna(False) & said
    found["hamlet_cells_with_committee"] = _counted(rows, keys, hit, said, ~said)
    found["hamlet_heads_members"] = _yes(places, keys, "head_is_member")
    found["front_heads_members"] = _yes(places, keys, "front_head_is_member")
    return found | _officers(frames["officers"], kinds, keys) | _leaders(frames, keys)


def _admissions(frames: Frames, keys: list[str]) -> Counts:
    people = frames["members"]
    new = people[people["admitted_on"].dt.year == people["year"]]
    other = frames["admissions"]
    other = other[other["admitted_on"].dt.year == other["year"]]
    told = pd.concat([new, other], ignore_index=True)
    by_card = told["card_number"].notna() & told.duplicated(["year", "card_number"])
    told = told[~by_card].drop_duplicates(
        ["year", "name_key", "birth_date", "admitted_on"]
    )
    base = people.groupby(keys).size().rename("denominator").reset_index()
    base["year"] += 1
    base = base.set_index(keys)["denominator"]
    rate = pd.DataFrame({"numerator": told.groupby(keys).size(), "denominator": base})
    rate = rate[rate.index.get_level_values("year") <= max(YEARS)]
    owner = told["business_owner"]
    count = _counted(told, keys, owner.fillna(False), owner.notna(), owner.isna())
    return {
        "admission_rate": rate.fillna({"numerator": 0}).assign(unknown=0),
        "business_owners_admitted": count,
    }


def _officers(posts: Rows, kinds: pd.Series, keys: list[str]) -> Counts:
    posts = posts.drop_duplicates(["year", "unit_id", "body", "name_key"])
    lead = posts["position"].isin(("secretary", "deputy"))
    top = posts["body"] == "grassroots"
    kind = posts["unit_id"].map(kinds)
    hamlet = (posts["body"] == "cell") & (kind == "hamlet")
    found = {
        "secretaries_theory_intermediate": _level(
            posts[top & lead], keys, "political_theory", THEORY[2:]
        ),
        "committee_members_rated_good": _rated(posts[top], keys),
        "committee_members_trained": _yes(
            posts[top | lead], keys, "trained_new_knowledge"
        ),
        "grassroots_officers_trained": _yes(posts[top | hamlet], keys, "trained"),
    }
    rows = posts[hamlet]
    for name, field, levels in (
        ("upper_secondary", "general_education", SCHOOL[2:]),
        ("theory_elementary", "political_theory", THEORY[1:]),
        ("theory_intermediate", "political_theory", THEORY[2:]),
        ("profession_intermediate", "profession", PROFESSION[2:]),
    ):
        found[f"hamlet_officers_{name}"] = _level(rows, keys, field, levels)
    found["hamlet_officers_school_and_theory"] = _both(
        rows,
        keys,
        _least(rows, "general_education", SCHOOL[2:]),
        _least(rows, "political_theory", THEORY[1:]),
    )
    first = posts["position"] == "secretary"
    for name, post, of in (
        ("secretaries_council_chair", "council_chair", top),
        ("secretaries_committee_chair", "committee_chair", top),
        ("secretaries_agency_head", "agency_head", top & kind.isin(OFFICES)),
        ("cell_secretaries_hamlet_head", "hamlet_head", hamlet),
        ("cell_secretaries_front_head", "front_head", hamlet),
    ):
        rows = posts[first & of]
        known = rows["concurrent_posts"].notna()
        hit = [post in held for held in rows["concurrent_posts"]]
        found[name] = _counted(rows, keys, hit, known, ~known)
    return found


def _leaders(frames: Frames, keys: list[str]) -> Counts:
    people = frames["leaders"]
    managed = people[people["managed"].fillna(False).astype(bool)]
    division = people[
        people["division_level"].fillna(False).astype(bool)
        & people["level"].isin(("provincial", "district"))
    ]
    commune = people[people["level"] == "commune"]
    until = pd.to_datetime(managed["year"].astype(str) + "-12-31")
    young = managed["birth_date"] + pd.DateOffset(years=40) > until
    known, woman = managed["gender"].notna(), managed["gender"] == "female"
    theory = _least(commune, "political_theory", THEORY[2:])
    skill = _least(commune, "profession", PROFESSION[2:])
    found = {
        "managed_leaders_under_40": _counted(
            managed, keys, young, True | young, False & young
        ),
        "managed_leaders_women": _counted(managed, keys, woman, known, ~known),
        "managed_leaders_rated_good": _rated(managed, keys),
        "division_leaders_rated_good": _rated(division, keys),
        "division_leaders_master": _level(division, keys, "profession", PROFESSION[5:]),
        "division_leaders_trained": _yes(division, keys, "trained"),
        "commune_leaders_trained": _yes(commune, keys, "trained"),
        "commune_leaders_theory_and_profession": _both(commune, keys, theory, skill),
    }
    for name, field, levels in (
        ("theory_intermediate", "political_theory", THEORY[2:]),
        ("profession_intermediate", "profession", PROFESSION[2:]),
        ("university", "profession", PROFESSION[4:]),
    ):
        found[f"commune_leaders_{name}"] = _level(commune, keys, field, levels)
    return found


def everywhere(frames: Frames, kinds: pd.Series, paths: pd.DataFrame) -> Counts:
    """The counts of every unit: by unit and year, then summed up the tree."""
    return {
        name: counts.reset_index()
        .merge(paths, on="unit_id")
        .groupby(["ancestor_id", "year"])[["numerator", "denominator", "unknown"]]
        .sum()
        for name, counts in in_pandas(frames, kinds, ["unit_id", "year"]).items()
    }
