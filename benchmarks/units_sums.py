"""Sums over the old and the present communes of the whole country are the same.

Run: .venv/bin/python benchmarks/units_sums.py [folder]. Imports the registers and the
conversion table as units_country.py does, then made-up counts of 2024 for every old
commune (one table a province, as offices send them), and compares, with sums taken from
the files in plain Python: the country, every present province, every present commune
that took whole communes only, as it was and as it is now. Prints what differs, and the
seconds of both settings. Ends with 1 where anything differs.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from units_country import CONVERSION, LEGACY, PRESENT, ROOT, TODAY, _rows

from grassroots import cube, units
from grassroots.importing.load import Importer
from grassroots.importing.report import Answers
from grassroots.importing.sources import Source
from grassroots.indicators import NOW, Choices
from grassroots.store import Store, open_store
from grassroots.units import PRESENT as TODAYS

INDICATOR = "members_rated_good"
NAMED = ("Hà Tĩnh", "Lâm Đồng", "Quảng Ngãi", "Thái Nguyên", "Bắc Kạn")
Counts = Mapping[str, tuple[int, int]]


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "../shared/data/admin"
    if not (folder / CONVERSION).is_file():
        print(f"{folder.resolve()}: not there; nothing measured.")
        return 1
    with (
        tempfile.TemporaryDirectory() as made,
        open_store(Path(made) / "country.duckdb") as opened,
    ):
        importer = Importer(opened, TODAY)
        for name in (LEGACY, CONVERSION, PRESENT):
            for source in importer.sources([folder / name]):
                importer.file(source)
        counts = _told(importer, folder)
        faults = _compared(opened, folder, counts)
    print(f"differences: {faults}")
    return int(faults > 0)


def _told(importer: Importer, folder: Path) -> Counts:
    """Made-up counts of every old commune by its code, imported by province."""
    chance = random.Random(21)
    by_province: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in _rows(folder / LEGACY):
        by_province[row["province"]].append(row)
    counts, left_out = {}, 0
    for province, rows in by_province.items():
        out = io.StringIO()
        lines = csv.writer(out)
        lines.writerow([province.upper()])
        lines.writerow(["BIỂU TỔNG HỢP CHỈ TIÊU NĂM 2024"])
        lines.writerow(
            ["Huyện", "Xã", "Mã chỉ tiêu", "Năm số liệu", "Số đạt", "Tổng số"]
        )
        for row in rows:
            if not row["commune_code"]:
                continue
            total = chance.randint(20, 400)
            met = chance.randint(0, total)
            counts[row["commune_code"]] = (met, total)
            place = (row["district"], row["commune"])
            lines.writerow([*place, INDICATOR, 2024, met, total])
        content = out.getvalue().encode("utf-8-sig")
        source = Source(f"{province}.csv", content)
        report = importer.file(source, Answers(kind="aggregates"))
        loaded = sum(table.rows_loaded for table in report.tables)
        if report.batch is None or loaded != len(rows):
            left_out += len(rows) - loaded
            said = [(one.code, one.value) for one in report.problems[:4]]
            print(f"{province}: {report.status}, {loaded} of {len(rows)}: {said}")
    print(f"communes with counts: {len(counts)}, not loaded: {left_out}")
    return counts


def _compared(opened: Store, folder: Path, counts: Counts) -> int:
    start = time.perf_counter()
    cube.keep(opened)
    print(f"worked out anew, both settings: {time.perf_counter() - start:.1f} s")
    cursor = opened.cursor()
    found = {}
    for year, choices in ((2024, Choices()), (TODAYS, Choices(boundaries=NOW))):
        start = time.perf_counter()
        tree = units.of_year(cursor, year)
        asked = [u.unit_id for u in tree.values() if u.level in ("province", "commune")]
        cells = cube.figures(cursor, INDICATOR, units=asked, year=2024, choices=choices)
        found[year] = {
            (unit.level, unit.code): (unit.name, cell)
            for cell in cells
            if (unit := tree[cell.unit_id])
        }
        took = time.perf_counter() - start
        print(f"{choices.boundaries}: {len(cells)} figures in {took:.2f} s")
    then, now = found[2024], found[TODAYS]
    faults = 0
    whole = [sum(pair[part] for pair in counts.values()) for part in (0, 1)]
    for name, tree_of in (("then", then), ("now", now)):
        for level in ("province", "commune"):
            cells = [cell for (of, _), (_, cell) in tree_of.items() if of == level]
            sums = [
                sum(cell.numerator or 0 for cell in cells),
                sum(cell.denominator or 0 for cell in cells),
            ]
            print(f"country, {name}, by {level}: {sums} (the files: {whole})")
            faults += sums != whole
    wanted: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    torn = set()
    seen = set()
    for row in _rows(folder / CONVERSION):
        code, new = row["old_commune_code"], row["new_commune_code"]
        if not code:
            continue
        if row["is_divided"] == "True":
            torn.add(new)
        for part in (0, 1):
            if code not in seen:
                wanted["province", row["new_province_code"]][part] += counts[code][part]
            wanted["commune", new][part] += counts[code][part]
        seen.add(code)
    estimated = 0
    for key, sums in wanted.items():
        name, cell = now[key]
        if key[0] == "commune" and key[1] in torn:
            estimated += cell.estimated
            faults += not cell.estimated
            continue
        same = [cell.numerator, cell.denominator] == sums and not cell.estimated
        faults += not same
        if not same or name.removeprefix("Tỉnh ") in NAMED:
            print(f"{name}, now: {cell.numerator}/{cell.denominator}, files: {sums}")
    print(f"communes with a part of a split one: {len(torn)}, marked: {estimated}")
    for (level, _), (name, cell) in sorted(then.items()):
        if level == "province" and name.removeprefix("Tỉnh ") in NAMED:
            print(f"{name}, then: {cell.numerator}/{cell.denominator}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
