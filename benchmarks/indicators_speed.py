"""All indicators of a province of 110,000 members over six years, against pandas.

Run: .venv/bin/python benchmarks/indicators_speed.py [members]. A store is filled with a
made-up province (5 districts, 200 communes, 4,000 cells, 2,400 hamlets, with officers,
leaders and admissions in proportion). Timed, the best of three in one run: the cube's
figures, and the same counts in pandas on frames that are already in memory, first for
the province alone, then for every unit in it. The counts are compared before they are
timed. Wanted: at most a third of the time of pandas.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grassroots import indicators, store  # noqa: E402

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


# The same counts in pandas

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


def best(work: Callable[[], Any], times: int = 3) -> float:
    """Seconds, the best of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def compare(cells: list[indicators.Cell], counts: Counts) -> None:
    """Both must have counted the same for the province."""
    for cell in cells:
        told = counts[cell.indicator]
        if cell.unit_id != PROVINCE or cell.year not in told.index:
            continue
        row = told.loc[cell.year]
        expected = [row["numerator"], row["denominator"]]
        got = [cell.numerator, cell.denominator]
        for mine, theirs in zip(expected, got, strict=True):
            if theirs is not None and not pd.isna(mine) and mine != theirs:
                raise SystemExit(f"{cell.indicator} {cell.year}: {expected}, {got}")


def main(size: int) -> None:
    """Fills, compares, times, prints."""
    with (
        tempfile.TemporaryDirectory() as folder,
        store.open_store(Path(folder) / "province.duckdb") as opened,
    ):
        frames, paths = fill(opened, size)
        kinds = units().set_index("unit_id")["kind"]
        cursor = opened.cursor()
        asked = list(indicators.INDICATORS)

        def one_by_one(units_asked: list[int] | None) -> list[indicators.Cell]:
            return [
                cell
                for name in asked
                for cell in indicators.figures(cursor, name, units=units_asked)
            ]

        def together(units_asked: list[int] | None) -> list[indicators.Cell]:
            return indicators.figures_of(cursor, asked, units=units_asked)

        by_year = in_pandas(frames, kinds, ["year"])
        assert set(by_year) == set(asked), set(asked) ^ set(by_year)
        compare(together([PROVINCE]), by_year)
        rows = len(frames["members"])
        print(
            f"{size:,} members × {len(YEARS)} years = {rows:,} rows, {len(asked)} ids"
        )
        pandas_province = best(lambda: in_pandas(frames, kinds, ["year"]))
        for label, work in (("together", together), ("one by one", one_by_one)):
            taken = best(lambda work=work: work([PROVINCE]))
            _say(f"province, {label}", taken, pandas_province)
        pandas_units = best(lambda: everywhere(frames, kinds, paths), 1)
        _say("every unit, together", best(lambda: together(None), 1), pandas_units)


def _say(what: str, taken: float, pandas_took: float) -> None:
    print(
        f"{what}: {taken:.2f} s, pandas {pandas_took:.2f} s, "
        f"ratio {taken / pandas_took:.2f} (wanted 0.33)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 110_000)
