"""Importing 100,000 members × 20 columns against merely reading the same file.

Run: .venv/bin/python benchmarks/import_members.py [rows]. Prints, from one run on one
machine: seconds and peak memory of python-calamine reading the file, of the import
(read, checked, staged, committed), of pandas with openpyxl reading it; and the ratios.
All persons are made up.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = [
    "TT",
    "Số thẻ đảng viên",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Tôn giáo",
    "Xã/phường",
    "Đảng bộ cơ sở",
    "Chi bộ",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Trạng thái",
    "Nghề nghiệp",
    "Đang công tác",
    "Xếp loại",
    "Lý do không xếp loại",
    "Được phân công nhiệm vụ",
    "Giữ mối liên hệ nơi cư trú",
    "Ký cam kết",
]
READ = {
    "calamine": """
import python_calamine as calamine
book = calamine.CalamineWorkbook.from_path(path)
rows = book.get_sheet_by_index(0).to_python()
assert len(rows) > 1000
""",
    "import": """
import tempfile
from datetime import date
from pathlib import Path
from grassroots.importing.load import Importer
from grassroots.importing.sources import Source
from grassroots.store import open_store
with tempfile.TemporaryDirectory() as folder:
    with open_store(Path(folder) / "x.duckdb") as store:
        start = time.perf_counter()
        importer = Importer(store, date(2026, 11, 24))
        report = importer.file(Source("members.xlsx", Path(path).read_bytes()))
        taken = time.perf_counter() - start
assert report.status == "loaded", report.problems[:5]
assert report.tables[0].rows_loaded == rows_expected, report.tables
""",
    "pandas with openpyxl": """
import pandas
frame = pandas.read_excel(path, engine="openpyxl", header=None)
assert len(frame) > 1000
""",
}
MEASURED = """
import resource, sys, time
path, rows_expected = sys.argv[1], int(sys.argv[2])
taken = None
begin = time.perf_counter()
{code}
taken = taken or time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(taken, peak)
"""


def write_roster(path: Path, count: int) -> None:
    """A made-up roster of so many members in 200 communes and 4,000 cells."""
    chance = random.Random(21)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Đảng viên")
    sheet.append(["ĐẢNG BỘ TỈNH THỬ NGHIỆM (giả định)"])
    sheet.append(["DANH SÁCH ĐẢNG VIÊN"])
    sheet.append(["(Số liệu tính đến ngày 31/12/2025)"])
    sheet.append([])
    sheet.append(HEADINGS)
    families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi"]
    middles = ["Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu", "Thanh", "Quốc"]
    given = [
        "An",
        "Bình",
        "Cường",
        "Dung",
        "Giang",
        "Hạnh",
        "Khoa",
        "Lan",
        "Mai",
        "Nam",
    ]
    ratings = ["HTXSNV", "HTTNV", "HTTNV", "HTTNV", "HTNV", "KHTNV", ""]
    for number in range(count):
        cell = number * 4000 // count
        commune = cell // 20
        born = date(1945, 1, 1) + timedelta(days=chance.randrange(20_000))
        admitted = born + timedelta(days=6_700 + chance.randrange(2_000))
        name = [chance.choice(part) for part in (families, middles, given)]
        # No two are one person: a fourth word spells the number.
        name.append("".join("bcdghklmnt"[int(digit)] + "a" for digit in str(number)))
        sheet.append(
            [
                number + 1,
                f"{number:08d}",
                " ".join(name),
                f"{born:%d/%m/%Y}" if number % 3 else born,
                "Nam" if number % 2 else "Nữ",
                "Kinh",
                "Không",
                f"Xã Số {commune}",
                f"Đảng bộ xã Số {commune}",
                f"Chi bộ thôn {cell % 20}",
                f"{admitted:%d/%m/%Y}",
                admitted + timedelta(days=365),
                "Chính thức",
                "Nông dân",
                "x" if number % 4 else "Không",
                chance.choice(ratings),
                "",
                "Có" if number % 7 else "Không",
                "Có",
                "x",
            ]
        )
    book.save(path)


def measure(name: str, path: Path, count: int) -> tuple[float, float]:
    """Seconds and peak MB of one way in a process of its own; the best of three."""
    script = MEASURED.replace("{code}", READ[name])
    tries = []
    for _ in range(1 if "openpyxl" in name else 3):
        printed = subprocess.run(
            [sys.executable, "-c", script, str(path), str(count)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.split()
        tries.append((float(printed[0]), float(printed[1])))
    return min(tries)


def main() -> None:
    """Writes the roster, measures the three ways, prints the ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "members.xlsx"
        write_roster(path, count)
        found = {name: measure(name, path, count) for name in READ}
    for name, (seconds, memory) in found.items():
        print(f"{name:22} {seconds:7.2f} s  peak {memory:6.0f} MB")
    own = found["import"][0]
    print(f"import / calamine      {own / found['calamine'][0]:7.2f}  (at most 3)")
    slow = found["pandas with openpyxl"][0]
    print(f"pandas / import        {slow / own:7.2f}  (at least 4)")


if __name__ == "__main__":
    main()
