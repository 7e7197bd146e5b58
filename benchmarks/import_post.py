"""A province's post: 160 files with 110,000 members in mixed formats, in one run.

Run: .venv/bin/python benchmarks/import_post.py [files] [members] [--folder F]
[--progress]. Prints, from one machine: seconds and peak memory of python-calamine
reading the spreadsheets alone (CSV and HTML by a plain read), of the import of all of
them (read, checked, staged, committed file by file), and the ratio. The files are made
in a temporary folder, or once in --folder. All persons and units are made up.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from wild_write import Sheet, write  # noqa: E402

from grassroots.words import plain  # noqa: E402

AS_OF = date(2025, 12, 31)
HEADINGS = (
    "TT",
    "Số thẻ đảng viên",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Tôn giáo",
    "Chi bộ",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Loại đảng viên",
    "Nghề nghiệp",
    "Đang công tác",
    "Xếp loại",
    "Lý do không xếp loại",
    "Được phân công nhiệm vụ",
    "Giữ mối liên hệ nơi cư trú",
    "Ký cam kết",
    "Số điện thoại",
    "Ghi chú",
)
# Of ten files: mostly workbooks, some old ones, an open document, text, a web page.
FORMS = ("xlsx",) * 6 + ("xls", "ods", "csv", "html") + ("xlsx",) * 6 + ("xls",)
_FIRST = (
    "Thạch",
    "Đức",
    "Nghĩa",
    "Quỳnh",
    "Hướng",
    "Ngọc",
    "Trung",
    "Cẩm",
    "Diên",
    "Khánh",
    "Lạng",
    "Mường",
    "Phúc",
    "Thượng",
    "Xuân",
    "Vĩnh",
    "Bồng",
    "Giao",
    "Hoằng",
    "Tượng",
)
_SECOND = (
    "Bàn",
    "Lộc",
    "Phong",
    "Vân",
    "Điền",
    "Sơn",
    "Lương",
    "Giang",
    "Thủy",
    "Trạch",
    "Khê",
    "Hưng",
    "Bình",
    "Thịnh",
    "Quang",
    "Đồng",
)
_HAMLETS = (
    "thôn Đông Yên",
    "thôn Phúc Thịnh",
    "thôn Minh Khai",
    "tổ dân phố 3",
    "thôn Quyết Tiến",
    "bản Cẩm Vân",
    "thôn Tân Lập",
    "tổ dân phố 7",
    "xóm Thượng",
    "khu phố Hưng Long",
    "thôn 1",
    "thôn 2",
    "thôn 4",
    "thôn 5",
    "Trường THCS",
    "Trạm Y tế",
    "Công an",
    "Quân sự",
)
MEASURED = """
import json, resource, sys, time
sys.path[:0] = [{root!r}]
folder, progress = sys.argv[1], sys.argv[2] == "1"
from pathlib import Path
paths = sorted(path for path in Path(folder).iterdir() if path.suffix != ".json")
{setting_up}
begin, busy = time.perf_counter(), time.process_time()
{code}
taken = time.perf_counter() - begin
others = resource.getrusage(resource.RUSAGE_CHILDREN)
busy = time.process_time() - busy + others.ru_utime + others.ru_stime
# Of the processes that read ahead the largest is known: as if all had been like it.
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + readers * others.ru_maxrss
peak /= 1024
print(json.dumps([taken, busy, peak, found]))
"""
SETTING_UP = {
    "calamine": "import io, python_calamine as calamine; readers = 0",
    "import": """
import tempfile
from collections import Counter
from datetime import date
from grassroots.importing import post
from grassroots.importing.ahead import readers_for_this_machine
from grassroots.importing.load import Importer
from grassroots.store import open_store
readers = readers_for_this_machine()
held = tempfile.TemporaryDirectory()
store = open_store(Path(held.name) / "post.duckdb")
""",
}
READ = {
    "calamine": """
found = 0
for path in paths:
    content = path.read_bytes()
    if content.startswith((b"PK", b"\\xd0\\xcf")):
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            found += len(book.get_sheet_by_name(name).to_python())
""",
    "import": """
importer = Importer(store, date(2026, 3, 1))
found = {"rows": 0, "status": Counter(), "said": Counter()}
start = time.perf_counter()
for source, report in post.files(importer, importer.sources(map(str, paths))):
    found["rows"] += sum(table.rows_loaded for table in report.tables)
    found["status"][report.status] += 1
    for problem in report.problems:
        found["said"][problem.code] += 1
    if progress:
        print(f"{time.perf_counter() - start:6.2f} s  {report.status:22} {source.name}",
              file=sys.stderr)
    start = time.perf_counter()
store.close()
""",
}


def commune_names(count: int) -> list[str]:
    """Names of communes of which no two are nearly alike."""
    names: list[str] = []
    flat: list[str] = []
    for first in _FIRST:
        for second in _SECOND:
            letters = plain(f"{first}{second}")
            if first == second or any(
                Levenshtein.distance(letters, other) < 3 for other in flat
            ):
                continue
            kind = "Phường" if len(names) % 4 == 3 else "Xã"
            names.append(f"{kind} {first} {second}")
            flat.append(letters)
    # Many pairs are near ones; numbered ones, which no reader mixes up, fill the rest.
    names += [f"Xã Hòa Hợp {number}" for number in range(1, count)]
    return names[:count]


def members(chance: random.Random, commune: int, count: int) -> Iterator[list[Any]]:
    """The rows of one commune's roster, cell by cell."""
    families = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi")
    middles = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu", "Thanh", "Quốc")
    given = ("An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Khoa", "Lan", "Mai")
    ratings = ("HTXSNV", "HTTNV", "HTTNV", "HTTNV", "HTNV", "KHTNV")
    cells = chance.sample(_HAMLETS, 12)
    for number in range(count):
        born = date(1945, 1, 1) + timedelta(days=chance.randrange(20_000))
        admitted = born + timedelta(days=6_700 + chance.randrange(2_000))
        name = [chance.choice(part) for part in (families, middles, given)]
        # No two are one person: a fourth word spells commune and number.
        spelled = f"{commune:03}{number:04}"
        name.append("".join("bcdghklmnt"[int(digit)] + "a" for digit in spelled))
        yield [
            number + 1,
            f"3{commune:03}{number:08}",
            " ".join(name).title(),
            f"{born:%d/%m/%Y}" if number % 3 else born,
            "Nam" if number % 2 else "Nữ",
            chance.choice(("Kinh", "Kinh", "Mường", "Thái")),
            "Không",
            f"Chi bộ {cells[number * len(cells) // count]}",
            f"{admitted:%d/%m/%Y}",
            admitted + timedelta(days=365),
            "Chính thức",
            chance.choice(("Nông dân", "Giáo viên", "Hưu trí")),
            "x" if number % 4 else "Không",
            chance.choice(ratings),
            "",
            "Có" if number % 7 else "Không",
            "Có",
            "x",
            f"09{chance.randrange(10**8):08}",
            "",
        ]


def write_post(folder: Path, files: int, count: int) -> None:
    """The files of the post, the same for the same numbers."""
    chance = random.Random(110_000)
    for commune, name in enumerate(commune_names(files)):
        share = count // files
        # Communes differ in size; two in a row make up for each other.
        size = share + (share // 3 if commune % 2 else -(share // 3))
        if commune == files - 1:
            size = count - sum(
                share + (share // 3 if at % 2 else -(share // 3))
                for at in range(files - 1)
            )
        rows: list[list[Any]] = [
            ["ĐẢNG BỘ TỈNH THỬ NGHIỆM", *[""] * 7, "ĐẢNG CỘNG SẢN VIỆT NAM"],
            [f"ĐẢNG ỦY {name.upper()}"],
            [],
            ["", "", "DANH SÁCH ĐẢNG VIÊN"],
            ["", "", f"(Số liệu tính đến ngày {AS_OF:%d/%m/%Y})"],
            [],
            list(HEADINGS),
            *members(chance, commune, size),
            ["", "", f"Tổng cộng: {size} đồng chí"],
            [],
            ["", "", "NGƯỜI LẬP BIỂU", *[""] * 8, "T/M ĐẢNG ỦY"],
        ]
        form = FORMS[commune % len(FORMS)]
        path = folder / f"{commune:03} {name}.{'xls' if form == 'html' else form}"
        _write(path, form, rows)


def _write(path: Path, form: str, rows: list[list[Any]]) -> None:
    if form == "xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Đảng viên")
        for row in rows:
            sheet.append(row)
        book.save(path)
    elif form == "xls":
        old = xlwt.Workbook(encoding="utf-8")
        made = old.add_sheet("Đảng viên")
        dated = xlwt.easyxf(num_format_str="dd/mm/yyyy")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    made.write(at, column, cell, dated)
                elif cell != "":
                    made.write(at, column, cell)
        old.save(str(path))
    elif form == "ods":
        sheet_ = Sheet("Đảng viên")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet_.put(at, column, cell)
        path.write_bytes(write([sheet_], "ods")[0])
    else:
        texts = [
            [
                f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
                for cell in row
            ]
            for row in rows
        ]
        if form == "csv":
            with path.open("w", encoding="utf-8-sig", newline="") as opened:
                csv.writer(opened, delimiter=";").writerows(texts)
            return
        lines = [
            "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>"
            for row in texts
        ]
        head = '<html><head><meta charset="utf-8"></head><body><table>'
        path.write_text(f"{head}{''.join(lines)}</table></body></html>", "utf-8")


def measure(name: str, folder: Path, progress: bool) -> tuple[float, float, float, Any]:
    """Seconds by the clock and of the processors, peak MB and what was found.

    In a process of its own. Reading alone, which is short: the best of three.
    """
    script = MEASURED.format(
        root=str(ROOT), setting_up=SETTING_UP[name], code=READ[name]
    )
    tries = []
    for _ in range(3 if name == "calamine" else 1):
        printed = subprocess.run(
            [sys.executable, "-c", script, str(folder), str(int(progress))],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        seconds, busy, peak, found = json.loads(printed)
        tries.append((seconds, busy, peak, found))
    return min(tries, key=lambda one: one[0])


def main() -> None:
    """Makes the post, measures both ways, prints the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="?", type=int, default=160)
    parser.add_argument("members", nargs="?", type=int, default=110_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--progress", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            write_post(folder, given.files, given.members)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        print(f"{'files':22} {len(list(folder.iterdir()))} ({size:.0f} MB)")
        read = measure("calamine", folder, False)
        loaded = measure("import", folder, given.progress)
    for name, (seconds, busy, peak, _) in (
        ("calamine alone", read),
        ("import", loaded),
    ):
        print(f"{name:22} {seconds:7.2f} s  of processors {busy:7.2f} s", end="")
        print(
            f"  peak {peak:6.0f} MB" + (" (at most 1024)" if name == "import" else "")
        )
    print(f"{'import / calamine':22} {loaded[0] / read[0]:7.2f}  (at most 3)")
    print(f"{'the same, processors':22} {loaded[1] / read[1]:7.2f}")
    found = loaded[3]
    print(f"{'rows loaded':22} {found['rows']} of {given.members}")
    print(f"{'status':22} {found['status']}")
    print(f"{'said':22} {found['said']}")


if __name__ == "__main__":
    main()
