"""A made-up province put straight into a store, and the same rosters as frames."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from grassroots import store

YEARS = range(2020, 2026)
PROVINCE, DISTRICTS, COMMUNES, CELLS, HAMLETS = 1, 5, 200, 20, 12  # within a commune
GOOD = ("outstanding", "good")
RATED = (*GOOD, "completed", "not_completed")
GRASSROOTS = ("grassroots_committee", "grassroots_cell")
OFFICES = ("agency", "public_service_unit", "state_enterprise", "cooperative")
THEORY = ("none", "elementary", "intermediate", "advanced", "bachelor")
PROFESSION = (
    *("none", "elementary", "intermediate", "college"),
    *("university", "master", "doctor"),
)
SCHOOL = ("primary", "lower_secondary", "upper_secondary")
dice = np.random.default_rng(20250701)


def words(choices: tuple[str, ...], size: int, blank: float = 0.02) -> np.ndarray:
    """Words at random, some of them unknown."""
    drawn = np.array(choices, dtype=object)[dice.integers(0, len(choices), size)]
    drawn[dice.random(size) < blank] = None
    return drawn


def yes(size: int, share: float = 0.9, blank: float = 0.02) -> pd.array:
    """Yes or no at random, some unknown."""
    drawn = pd.array(dice.random(size) < share, dtype="boolean")
    drawn[dice.random(size) < blank] = pd.NA
    return drawn


def units() -> pd.DataFrame:
    """The tree: numbers from the province down."""
    rows: list[tuple[Any, ...]] = [(PROVINCE, "province", None, None, None)]
    for district in range(DISTRICTS):
        rows.append((10 + district, "district", None, PROVINCE, None))
    for commune in range(COMMUNES):
        here = 1000 + commune
        rows.append((here, "commune", "commune", 10 + commune % DISTRICTS, None))
        for cell in range(CELLS):
            number = 10_000 + commune * CELLS + cell
            hamlet = 100_000 + commune * HAMLETS + cell if cell < HAMLETS else None
            kind = "hamlet" if hamlet else OFFICES[cell % 4]
            rows.append((number, "cell", kind, here, hamlet))
        for hamlet in range(HAMLETS):
            number = 100_000 + commune * HAMLETS + hamlet
            rows.append((number, "hamlet", None, here, None))
    names = ["unit_id", "level", "kind", "parent_id", "hamlet_id"]
    frame = pd.DataFrame(rows, columns=names)
    frame["parent_id"] = frame["parent_id"].astype("Int64")
    frame["hamlet_id"] = frame["hamlet_id"].astype("Int64")
    text = frame["unit_id"].astype(str)
    return frame.assign(
        code="U" + text,
        name="Unit " + text,
        name_key="unit|" + text,
        declared=True,
        batch_id=1,
    )


def members(cells: np.ndarray, size: int, year: int) -> pd.DataFrame:
    """One year's members; three in a hundred were admitted in the year."""
    number = np.arange(size)
    new = dice.random(size) < 0.03
    joined = np.where(new, year, dice.integers(1975, year, size))
    days = pd.to_datetime(joined.astype(str)) + pd.to_timedelta(number % 360, "D")
    return pd.DataFrame(
        {
            "unit_id": cells[number % len(cells)],
            "card_number": [f"{year - 2000}{one:08}" for one in number],
            "name": [f"Person {one}" for one in number],
            "name_key": [f"person {one}" for one in number],
            "birth_date": pd.Timestamp("1950-01-01")
            + pd.to_timedelta(number % 15_000, "D"),
            "gender": words(("male", "female"), size),
            "admitted_on": days,
            "readmitted": yes(size, 0.02),
            "status": words(("full", "full", "probationary", "excused"), size),
            "business_owner": yes(size, 0.01),
            "in_service": yes(size, 0.7),
            "official": words(("civil_servant", "soldier", "none", "none"), size),
            "rating": words((*RATED, "not_rated"), size),
            "assigned_task": yes(size),
            "residence_contact": yes(size),
            "signed_commitment": yes(size),
        }
    )


def officers(tree: pd.DataFrame, year: int) -> pd.DataFrame:
    """Fifteen in each commune's committee, three in each cell's."""
    communes = tree.loc[tree["level"] == "commune", "unit_id"].to_numpy()
    cells = tree.loc[tree["level"] == "cell", "unit_id"].to_numpy()
    unit = np.concatenate([np.repeat(communes, 15), np.repeat(cells, 3)])
    size, wide = len(unit), len(communes) * 15
    number = np.arange(size)
    place = np.where(number < wide, number % 15, (number - wide) % 3)
    posts = np.array(["secretary", "deputy", "member"], dtype=object)
    held = [
        ["council_chair"],
        ["committee_chair", "hamlet_head"],
        ["front_head", "agency_head"],
        [],
    ]
    return pd.DataFrame(
        {
            "unit_id": unit,
            "name": [f"Officer {one}" for one in number],
            "name_key": [f"officer {one}" for one in number],
            "position": posts[np.minimum(place, 2)],
            "body": np.where(number < wide, "grassroots", "cell"),
            "general_education": words(SCHOOL, size),
            "profession": words(PROFESSION, size),
            "political_theory": words(THEORY, size),
            "concurrent_posts": [held[one % 4] for one in number],
            "trained": yes(size),
            "trained_new_knowledge": yes(size),
            "rating": words((*RATED, "not_rated"), size),
        }
    )


def leaders(tree: pd.DataFrame, year: int) -> pd.DataFrame:
    """Six in each commune, forty in each district."""
    communes = tree.loc[tree["level"] == "commune", "unit_id"].to_numpy()
    districts = tree.loc[tree["level"] == "district", "unit_id"].to_numpy()
    unit = np.concatenate([np.repeat(communes, 6), np.repeat(districts, 40)])
    size = len(unit)
    high = np.arange(size) >= len(communes) * 6
    number = np.arange(size)
    return pd.DataFrame(
        {
            "unit_id": unit,
            "name": [f"Leader {one}" for one in number],
            "name_key": [f"leader {one}" for one in number],
            "birth_date": pd.Timestamp("1965-01-01")
            + pd.to_timedelta(number * 7 % 10_000, "D"),
            "birth_date_precision": "day",
            "gender": words(("male", "female"), size),
            "level": np.where(high, "district", "commune"),
            "managed": pd.array(high & (number % 2 == 0), dtype="boolean"),
            "division_level": pd.array(high, dtype="boolean"),
            "profession": words(PROFESSION, size),
            "political_theory": words(THEORY, size),
            "rating": words((*RATED, "not_rated"), size),
            "trained": yes(size),
        }
    )


def organisations(tree: pd.DataFrame, year: int) -> pd.DataFrame:
    """Each commune's committee, each cell, each district's standing committee."""
    held = tree[tree["level"].isin(["district", "commune", "cell"])]
    size = len(held)
    levels = {
        "district": "standing_committee",
        "commune": "grassroots_committee",
        "cell": "cell",
    }
    number = np.arange(size)
    founded = pd.to_datetime((2026 - number % 40).astype(str))
    return pd.DataFrame(
        {
            "unit_id": held["unit_id"].to_numpy(),
            "kind": held["kind"].to_numpy(),
            "level": held["level"].map(levels).to_numpy(),
            "founded_on": founded,
            "non_state": yes(size, 0.05),
            "armed_forces": pd.array([False] * size, dtype="boolean"),
            "rating": words((*RATED, "not_rated"), size),
            "committee_rating": words((*RATED, "not_rated"), size),
            "follows_rules": yes(size),
            "inspection_programme": yes(size),
            "new_model": yes(size, 0.3),
            "four_good": yes(size, 0.5),
        }
    )


def hamlets(tree: pd.DataFrame, year: int) -> pd.DataFrame:
    """Each hamlet of each commune."""
    unit = tree.loc[tree["level"] == "hamlet", "unit_id"].to_numpy()
    size = len(unit)
    return pd.DataFrame(
        {
            "unit_id": unit,
            "members": dice.integers(0, 20, size),
            "has_cell": words(("own", "own", "own", "none"), size),
            "cell_has_committee": yes(size, 0.6),
            "head_is_member": yes(size),
            "front_head_is_member": yes(size),
        }
    )


Frames = dict[str, pd.DataFrame]


def fill(opened: store.Store, size: int) -> tuple[Frames, pd.DataFrame]:
    """Fills the store; returns the rosters as frames, and unit, ancestor pairs."""
    tree = units()
    cells = tree.loc[tree["level"] == "cell", "unit_id"].to_numpy()
    frames: dict[str, list[pd.DataFrame]] = {}
    for year in YEARS:
        people = members(cells, size, year)
        admitted = people[people["admitted_on"].dt.year == year]
        columns = ["unit_id", "name", "name_key", "birth_date", "admitted_on"]
        rosters = {
            "organisations": organisations(tree, year),
            "members": people,
            "admissions": admitted[[*columns, "readmitted", "business_owner"]],
            "officers": officers(tree, year),
            "hamlets": hamlets(tree, year),
            "leaders": leaders(tree, year),
        }
        for kind, frame in rosters.items():
            frames.setdefault(kind, []).append(frame.assign(year=year))
    whole = {
        kind: pd.concat(parts, ignore_index=True) for kind, parts in frames.items()
    }
    with opened.transaction() as cursor:
        _append(
            cursor,
            "batches",
            pd.DataFrame(
                [(1, "made up", "0", datetime(2026, 1, 1), 1)],
                columns=["batch_id", "file", "sha256", "imported_at", "standing"],
            ),
        )
        _append(cursor, "units", tree)
        parents = tree.set_index("unit_id")["parent_id"].dropna().astype(int).to_dict()
        tables, fields, scopes, held = [], [], [], []
        for kind, frame in whole.items():
            homes = frame["unit_id"].map(lambda unit: _district(unit, parents))
            table = pd.Series(
                1000 * (list(whole).index(kind) + 1), index=frame.index
            ) + ((frame["year"] - 2000) * 20 + homes)
            rows = frame.drop(columns="year").assign(
                table_id=table, row_number=np.arange(len(frame))
            )
            _append(cursor, kind, rows)
            for number in sorted(table.unique()):
                home, year = number % 20, 2000 + (number % 1000) // 20
                day = date(year, 12, 31)
                tables.append((number, 1, 0, kind, kind, day, home, False))
                scopes.append((number, home, True))
                fields += [(number, name) for name in frame.columns if name != "year"]
            held.append(pd.DataFrame({"table_id": table, "unit_id": frame["unit_id"]}))
        names = ["table_id", "batch_id", "part", "sheet", "kind", "as_of"]
        described = pd.DataFrame(tables, columns=[*names, "speaks_for", "ratings_only"])
        described = described.assign(
            header_rows=[[7]] * len(described),
            rows_read=0,
            rows_loaded=0,
            rows_set_aside=0,
            columns="{}",
            ignored_columns=[[]] * len(described),
        )
        _append(cursor, "roster_tables", described)
        _append(
            cursor, "table_fields", pd.DataFrame(fields, columns=["table_id", "field"])
        )
        _append(
            cursor,
            "scopes",
            pd.DataFrame(scopes, columns=["table_id", "unit_id", "whole"]),
        )
        every = pd.concat(held).groupby(["table_id", "unit_id"]).size()
        _append(cursor, "table_units", every.rename("row_count").reset_index())
        store.refresh(cursor)
    paths = [
        (unit, above)
        for unit in tree["unit_id"]
        for above in _above(int(unit), parents)
    ]
    return whole, pd.DataFrame(paths, columns=["unit_id", "ancestor_id"])


def _append(cursor: Any, table: str, frame: pd.DataFrame) -> None:
    cursor.append(table, frame, by_name=True)


def _above(unit: int, parents: dict[int, int]) -> list[int]:
    chain = [unit]
    while chain[-1] in parents:
        chain.append(parents[chain[-1]])
    return chain


def _district(unit: int, parents: dict[int, int]) -> int:
    return next(above for above in _above(unit, parents) if 10 <= above < 20)
