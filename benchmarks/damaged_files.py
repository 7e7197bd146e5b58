"""Small good rosters of every format (made-up people), damaged in one or two ways.

A case is known by seed and number: `case(seed, number)` gives the same file each time.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from wild_letters import spoil  # noqa: E402
from wild_write import Sheet, write  # noqa: E402

from grassroots.importing.files.extents import ZIP_FAULTS  # noqa: E402
from grassroots.importing.sources import Source  # noqa: E402

PASSWORD = "mật khẩu"
FORMS = (
    "xlsx",
    "xlsx",
    "xlsx",
    "xls",
    "xls",
    "ods",
    "ods",
    "html",
    "xml",
    "csv-;-utf-8",
    "csv-,-utf-16",
    "csv-tab-cp1258",
    "zip",
    "locked",
)
# Opening one takes a second or so: they are a smaller share.
RARE = {"locked": 0.3}
HEADS = ["TT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Chi bộ", "Ngày vào Đảng"]


@cache
def good(form: str, variant: int) -> tuple[bytes, str]:
    """A roster of a few people, its bytes and a name."""
    dice = random.Random(f"{form}/{variant}")
    sheet = Sheet("DS", merges=[(0, 0, 0, 5)], hidden_rows={6})
    sheet.put(0, 0, "DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ XÃ THỬ NGHIỆM")
    sheet.put(1, 0, "(tính đến ngày 31/12/2024)")
    habit = dice.choice(["", "", "", "tcvn3", "vni", "decomposed", "nbsp"])
    for column, head in enumerate(HEADS):
        sheet.put(3, column, head)
    for number in range(dice.randint(2, 6)):
        name = dice.choice(["Nguyễn Văn", "Trần Thị", "Lê Đức", "Phạm Hữu"])
        cells = [
            number + 1,
            spoil(f"{name} {dice.choice(['Bình', 'Hường', 'Ánh', 'Mỹ'])}", habit),
            dice.choice([date(1980, 2, 1), "15/11/1975", "3/1969"]),
            f"{dice.randrange(10**8):08d}",
            spoil(f"Chi bộ thôn {dice.randint(1, 3)}", habit),
            date(2010, 3, number + 1),
        ]
        for column, cell in enumerate(cells):
            sheet.put(4 + number, column, cell)
    if form == "locked":
        from msoffcrypto.format.ooxml import OOXMLFile

        made = io.BytesIO()
        OOXMLFile(io.BytesIO(write([sheet], "xlsx")[0])).encrypt(PASSWORD, made)
        return made.getvalue(), "DS.xlsx"
    if form == "zip":
        inner = [good(other, variant) for other in ("xlsx", "csv-;-utf-8")]
        return packed(
            {f"gửi/{n}-{name}": c for n, (c, name) in enumerate(inner)}
        ), "p.zip"
    if form == "xml":
        return _xml(sheet), "DS.xls"
    content, ending = write([sheet], form)
    return content, f"DS.{ending}"


def _xml(sheet: Sheet) -> bytes:
    lines = []
    for row in range(sheet.height):
        cells = "".join(
            f'<Cell ss:Index="{column + 1}"><Data ss:Type="String">'
            f"{sheet.cells[row, column]}</Data></Cell>"
            for column in range(sheet.width)
            if (row, column) in sheet.cells
        )
        lines.append(f'<Row ss:Index="{row + 1}">{cells}</Row>')
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="DS"><Table>{"".join(lines)}</Table></Worksheet>'
        "</Workbook>"
    ).encode()


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


Damage = Callable[[random.Random, bytes], bytes]


def cut(dice: random.Random, content: bytes) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def cut_start(dice: random.Random, content: bytes) -> bytes:
    return content[dice.randrange(min(len(content), 600) + 1) :]


def flip(dice: random.Random, content: bytes) -> bytes:
    bad = bytearray(content)
    for _ in range(dice.choice([1, 1, 4, 30])):
        if bad:
            bad[dice.randrange(len(bad))] = dice.choice([0, 255, dice.randrange(256)])
    return bytes(bad)


def noise(dice: random.Random, content: bytes) -> bytes:
    at, long = dice.randrange(len(content) + 1), dice.choice([2, 60, 2000])
    return content[:at] + dice.randbytes(long) + content[at + long :]


def doubled(dice: random.Random, content: bytes) -> bytes:
    at, long = dice.randrange(len(content) + 1), dice.choice([4, 200, 5000])
    return content[:at] + content[at : at + long] * dice.choice([2, 50]) + content[at:]


def zeros(dice: random.Random, content: bytes) -> bytes:
    at, long = dice.randrange(len(content) + 1), dice.choice([4, 64, 512])
    return content[:at] + bytes(long) + content[at + long :]


def absurd_numbers(dice: random.Random, content: bytes) -> bytes:
    """Numbers in markup made huge, negative or no numbers."""
    values = [
        b"99999999",
        b"-1",
        b"1048576",
        b"4294967296",
        b"0",
        b"x",
        b"1e308",
        b"16384",
    ]
    places = list(re.finditer(rb'(?<=")\d+(?=")|(?<=>)\d+(?=<)', content))
    for found in sorted(
        dice.sample(places, min(len(places), dice.choice([1, 3, 20]))),
        key=lambda place: -place.start(),
    ):
        content = (
            content[: found.start()] + dice.choice(values) + content[found.end() :]
        )
    return content


def absurd_places(dice: random.Random, content: bytes) -> bytes:
    """References of cells to the end of the sheet and beyond it."""
    values = [
        b"XFD1048576",
        b"A1048576",
        b"ZZZ1",
        b"A0",
        b"1A",
        b"",
        b"XFD1",
        b"A99999999",
    ]
    return re.sub(
        rb'(?<=r=")[A-Z]+\d+(?=")',
        lambda found: dice.choice(values) if dice.random() < 0.1 else found[0],
        content,
    )


def tags(dice: random.Random, content: bytes) -> bytes:
    """Tags left out, doubled, opened very often."""
    places = list(re.finditer(rb"<[^<>]{1,200}>", content))
    if not places:
        return flip(dice, content)
    found = dice.choice(places)
    instead = dice.choice([b"", found[0] * 2, found[0] * 3000, b"<", b"&a;", b"]]>"])
    return content[: found.start()] + instead + content[found.end() :]


def types(dice: random.Random, content: bytes) -> bytes:
    """The type of cells changed."""
    values = [b"s", b"e", b"b", b"d", b"str", b"n", b"zz", b"inlineStr"]
    content = re.sub(
        rb'(?<= t=")\w+(?=")',
        lambda found: dice.choice(values) if dice.random() < 0.3 else found[0],
        content,
    )
    names = [b"float", b"date", b"boolean", b"time", b"percentage", b"string", b"zz"]
    return re.sub(
        rb'(?<=value-type=")\w+(?=")|(?<=ss:Type=")\w+(?=")',
        lambda found: dice.choice(names) if dice.random() < 0.3 else found[0],
        content,
    )


def entities(dice: random.Random, content: bytes) -> bytes:
    """A document type whose entities grow without end."""
    lines = b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha" * 10)
        for n in range(12)
    )
    at = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    body = content[:at] + b"<!DOCTYPE x [" + lines + b"]>" + content[at:]
    return body.replace(b"An", b"&e11;").replace(b"<v>", b"<v>&e11;")


def spans(dice: random.Random, content: bytes) -> bytes:
    """Spans and repetitions without end."""
    huge = str(dice.choice([1000, 16_384, 1_048_576, 999_999_999])).encode()
    for tag, name in (
        (b"<td", b"colspan"),
        (b"<td", b"rowspan"),
        (b"<table:table-cell", b"table:number-columns-repeated"),
        (b"<table:table-row", b"table:number-rows-repeated"),
        (b"<Cell", b"ss:MergeAcross"),
        (b"<Row", b"ss:Span"),
    ):
        if dice.random() < 0.5:
            count = dice.choice([1, 1, 100])
            content = content.replace(
                tag, tag + b" " + name + b'="' + huge + b'"', count
            )
    return content


def quotes(dice: random.Random, content: bytes) -> bytes:
    at = dice.randrange(len(content) + 1)
    middle = dice.choice(
        [b'"', b"\x00", b";" * 5000, b"\r\r\n", b"\xff\xfe", b"x" * 200_000]
    )
    return content[:at] + middle + content[at:]


BYTES: tuple[Damage, ...] = (cut, cut_start, flip, flip, noise, doubled, zeros)
TEXT: tuple[Damage, ...] = (
    *BYTES,
    quotes,
    spans,
    tags,
    absurd_numbers,
    types,
    entities,
)
PART: tuple[Damage, ...] = (
    cut,
    flip,
    noise,
    tags,
    tags,
    absurd_numbers,
    absurd_numbers,
    absurd_places,
    types,
    entities,
    spans,
)


def in_zip(dice: random.Random, content: bytes) -> bytes:
    """The zip is sound, its parts are not."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = list(parts)
    one, other = dice.choice(names), dice.choice(names)
    sheets = [
        name for name in names if re.search(r"sheet|content|styles|workbook", name)
    ]
    match dice.choice(
        ["damage", "damage", "damage", "drop", "swap", "empty", "rename"]
    ):
        case "drop":
            del parts[one]
        case "swap":
            parts[one], parts[other] = parts[other], parts[one]
        case "empty":
            parts[one] = b""
        case "rename":
            parts[dice.choice(["xl/a.xml", "../x", one.upper()])] = parts.pop(one)
        case _:
            one = dice.choice(sheets or names)
            parts[one] = dice.choice(PART)(dice, parts[one])
    return packed(parts)


def case(seed: int, number: int) -> tuple[str, Source]:
    """The format and the damaged file of a case."""
    dice = random.Random(f"{seed}/{number}")
    form = dice.choice(FORMS)
    if dice.random() > RARE.get(form, 1):
        form = "xlsx"
    # Opening with a password takes long by design: few variants of it.
    content, name = good(form, dice.randrange(2 if form == "locked" else 30))
    for _ in range(dice.choice([1, 1, 1, 2])):
        if content.startswith(b"PK\x03\x04") and dice.random() < 0.75:
            try:
                content = in_zip(dice, content)
            except ZIP_FAULTS:
                content = flip(dice, content)
        elif form in ("html", "xml") or form.startswith("csv"):
            content = dice.choice(TEXT)(dice, content)
        else:
            content = dice.choice(BYTES)(dice, content)
    return form, Source(name, content)
