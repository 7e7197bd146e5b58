"""The whole country's change of 1 July 2025: registers and conversion table imported.

Run: .venv/bin/python benchmarks/units_country.py [folder]. Imports legacy_units.csv,
map_legacy_new_vietnamadminunits.csv and new_units.csv of the folder (default:
../shared/data/admin beside the project) into an empty store, then holds the tree
against the files, row by row: prints seconds and peak memory, rows loaded, old and new
units, and what of it does not agree. Ends with 1 where anything does not.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from grassroots import query, units  # noqa: E402
from grassroots.importing.load import Importer  # noqa: E402
from grassroots.store import Store, open_store  # noqa: E402

LEGACY = "legacy_units.csv"
CONVERSION = "map_legacy_new_vietnamadminunits.csv"
PRESENT = "new_units.csv"
EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 7, 15)
SECONDS = 60

Rows = Sequence[Mapping[str, str]]


def main() -> int:
    """Imports, prints, and says whether all agrees."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "../shared/data/admin"
    missing = [
        name for name in (LEGACY, CONVERSION, PRESENT) if not (folder / name).is_file()
    ]
    if missing:
        print(f"{folder.resolve()}: {', '.join(missing)} not there; nothing measured.")
        return 1
    with (
        tempfile.TemporaryDirectory() as made,
        open_store(Path(made) / "country.duckdb") as opened,
    ):
        seconds, loaded = _import(opened, folder)
        faults = _compare(opened, folder)
    print(f"seconds in all: {seconds:.1f} (aim: under {SECONDS})")
    print(f"peak memory: {_peak()}")
    return int(bool(faults) or not loaded or seconds > SECONDS)


def _import(opened: Store, folder: Path) -> tuple[float, bool]:
    """Seconds for the three files, and whether every row of theirs was loaded."""
    importer = Importer(opened, TODAY)
    start, whole = time.perf_counter(), True
    for name in (LEGACY, CONVERSION, PRESENT):
        begun = time.perf_counter()
        for source in importer.sources([folder / name]):
            report = importer.file(source)
            read = sum(table.rows_read for table in report.tables)
            rows = sum(table.rows_loaded for table in report.tables)
            whole = whole and rows == read == len(_rows(folder / name))
            took = time.perf_counter() - begun
            print(f"{name}: {report.status}, {rows} of {read} rows, {took:.1f} s")
    return time.perf_counter() - start, whole


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _compare(opened: Store, folder: Path) -> list[str]:
    """What of the tree is not as the files say."""
    cursor = opened.cursor()
    tree = units.load_tree(cursor)
    edges: dict[int, dict[int, float | None]] = defaultdict(dict)
    for row in query.rows(cursor, "store/successions"):
        share = row["share"]
        edges[row["old_unit_id"]][row["new_unit_id"]] = share and float(share)
    cursor.close()
    faults: list[str] = []
    old = _standing(tree, "commune", EVE)
    new = _standing(tree, "commune", DAY)
    for what, count, wanted in (
        ("communes on 30/6/2025", len(old), len(_rows(folder / LEGACY))),
        ("communes since 1/7/2025", len(new), len(_rows(folder / PRESENT))),
        ("provinces on 30/6/2025", len(_standing(tree, "province", EVE)), 63),
        ("provinces since 1/7/2025", len(_standing(tree, "province", DAY)), 34),
        ("districts since 1/7/2025", len(_standing(tree, "district", DAY)), 0),
    ):
        print(f"{what}: {count} (the files say {wanted})")
        if count != wanted:
            faults.append(what)
    without = [unit for unit in old.values() if unit not in edges and unit not in new]
    alone = [
        unit
        for unit in old.values()
        if unit not in edges and not tree.stands(unit, DAY)
    ]
    print(f"old communes without a successor: {len(alone)}")
    print(f"old communes that stand on unchanged: {len(without) - len(alone)}")
    areas = sum(tree.at(unit, DAY).area_id is None for unit in new.values())
    print(f"new communes without an area: {areas}")
    faults += _rows_that_differ(_rows(folder / CONVERSION), old, new, edges)
    return faults + (["without a successor"] if alone else [])


def _standing(tree: units.Tree, level: str, day: date) -> dict[str, int]:
    """The units of a level on a day, by code."""
    return {
        unit.code: unit_id
        for unit_id in tree
        if tree.stands(unit_id, day) and (unit := tree.at(unit_id, day)).level == level
    }


def _rows_that_differ(
    rows: Rows,
    old: Mapping[str, int],
    new: Mapping[str, int],
    edges: Mapping[int, Mapping[int, float | None]],
) -> list[str]:
    """Each row of the conversion table held against the successions."""
    wrong, wrong_shares, split = [], [], set()
    for row in rows:
        code = row["old_commune_code"]
        if not code:
            continue  # a district without communes became a commune as a whole
        before, after = old.get(code), new.get(row["new_commune_code"])
        divided = row["is_divided"] == "True"
        if before is None or after is None:
            wrong.append(code)
            continue
        if before == after and not divided:
            continue
        shares = edges.get(before, {})
        if after not in shares:
            wrong.append(code)
        elif shares[after] != (None if divided else 1.0):
            wrong_shares.append(code)
        if divided and shares.get(after, 1.0) is None:
            split.add(code)
    wanted = {row["old_commune_code"] for row in rows if row["is_divided"] == "True"}
    print(f"rows of the table without their succession: {len(wrong)}")
    print(f"successions with another share: {len(wrong_shares)}")
    print(f"split communes marked: {len(split)} (the file says {len(wanted)})")
    named = {"rows": wrong, "shares": wrong_shares, "split": split ^ wanted}
    return [name for name, found in named.items() if found]


def _peak() -> str:
    try:
        import resource
    except ImportError:  # Windows
        return "not known here"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


if __name__ == "__main__":
    sys.exit(main())
