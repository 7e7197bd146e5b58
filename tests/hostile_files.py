"""Files that nobody should be able to do harm with, each written to a path; where a
roster is in one it is that of `PEOPLE`, all made up."""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from rosters import people, roster

MB = 1024 * 1024
PEOPLE = ["Nguyễn Văn A", "Nguyễn Văn B", "Nguyễn Văn C"]
SHEET = "xl/worksheets/sheet1.xml"
_TYPES = "application/vnd.openxmlformats-officedocument"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how, compresslevel=1) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return made.getvalue()


def good() -> dict[str, bytes]:
    """The parts of a workbook with a roster that is in order."""
    return parts_of(roster(people(len(PEOPLE))))


def nothing(path: Path) -> None:
    """0 bytes."""
    path.touch()


def noise_workbook(path: Path) -> None:
    """A workbook of 300 MB that no packing makes smaller: pictures, say."""
    chance = random.Random(1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for name, data in good().items():
            packed.writestr(name, data)
        for number in range(30):
            packed.writestr(f"xl/media/{number}.png", chance.randbytes(10 * MB))


def long_text(path: Path) -> None:
    """A csv file of 300 MB whose every row is in order."""
    head = "TT;Họ và tên;Ngày sinh;Xã;Chi bộ;Ngày vào Đảng\n".encode()
    line = "1;Nguyễn Văn A;01/01/1980;Xã Đông;Chi bộ thôn 1;01/02/2010\n".encode()
    some = line * (MB // len(line))
    with path.open("wb") as file:
        file.write(head)
        while file.tell() < 300 * MB:
            file.write(some)


def zeros(path: Path) -> None:
    """300 MB of nothing."""
    with path.open("wb") as file:
        file.truncate(300 * MB)


def entities(path: Path) -> None:
    """Text that names itself: 10 to the power of 9 times if anybody expands it."""
    parts = good()
    laughs = b'<!ENTITY l0 "lol">' + b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10)
        for level in range(1, 10)
    )
    declared = b'<?xml version="1.0"?><!DOCTYPE worksheet [' + laughs + b"]>"
    parts[SHEET] = declared + parts[SHEET].replace(b"<t>TT<", b"<t>&l9;<")
    path.write_bytes(zipped(parts))


def entity_of_a_file(path: Path) -> None:
    """An XML workbook that asks for another file to be put in."""
    trap(path)
    path.write_text(
        f"""<?xml version="1.0"?>
<!DOCTYPE Workbook [<!ENTITY x SYSTEM "{trap(path).as_uri()}">]>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="DS"><Table><Row><Cell><Data ss:Type="String">&x;</Data></Cell>
</Row></Table></Worksheet></Workbook>""",
        encoding="utf-8",
    )


def trap(path: Path) -> Path:
    """A pipe beside a file: whoever opens it to read waits for ever."""
    found = path.with_name("bẫy.xlsx")
    if not found.exists():
        os.mkfifo(found)
    return found


def _thick(megabytes: int) -> bytes:
    """Text that packs well, but not suspiciously well."""
    chance = random.Random(2)
    block = b"".join(chance.randbytes(9) + bytes(1500) for _ in range(700))
    return (block * (megabytes * MB // len(block) + 1))[: megabytes * MB]


def bombs_in_a_zip(path: Path) -> None:
    """A few MB that are 6 GB once unpacked, each layer within its own limits."""
    thick = _thick(190)
    inner = zipped({f"{number}.csv": thick for number in range(4)})
    outer = {f"{number}.zip": inner for number in range(8)}
    path.write_bytes(zipped(outer, zipfile.ZIP_STORED))


def bomb_in_a_workbook(path: Path) -> None:
    """A part of 700 MB behind the sheet."""
    parts = good()
    thick = _thick(175)
    for number in range(4):
        parts[f"xl/media/{number}.bin"] = thick
    path.write_bytes(zipped(parts))


def bomb_that_lies(path: Path) -> None:
    """A sheet that says of itself that it is small, and goes on for 800 MB."""
    parts = good()
    end = parts[SHEET].partition(b"</sheetData>")[0]
    path.write_bytes(_lying({**parts, SHEET: end}, SHEET))


def zip_that_lies(path: Path) -> None:
    """The same of a text in a zip."""
    path.write_bytes(_lying({"DS.csv": b"a;b\n1;2\n"}, "DS.csv"))


def _lying(parts: Mapping[str, bytes], name: str) -> bytes:
    """A zip in which one part goes on behind the size that it tells."""
    told = parts[name]
    whole = told + b" " * (800 * MB)
    content = bytearray(zipped({**parts, name: whole}))
    place = -1
    # Size and checksum stand before the part, and again at the end of the zip.
    while (place := content.find(len(whole).to_bytes(4, "little"), place + 1)) >= 0:
        content[place : place + 4] = len(told).to_bytes(4, "little")
        content[place - 8 : place - 4] = zlib.crc32(told).to_bytes(4, "little")
    return bytes(content)


def many_sheets(path: Path) -> None:
    """2,000 sheets, each a part of its own with the roster."""
    parts = good()
    sheets = types = links = b""
    for number in range(2, 2001):
        parts[f"xl/worksheets/sheet{number}.xml"] = parts[SHEET]
        sheets += (
            f'<sheet xmlns:r="{_LINKS}" name="DS {number}" sheetId="{number}"'
            f' r:id="n{number}"/>'
        ).encode()
        types += (
            f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
            f' ContentType="{_TYPES}.spreadsheetml.worksheet+xml"/>'
        ).encode()
        links += (
            f'<Relationship Id="n{number}" Type="{_LINKS}/worksheet"'
            f' Target="worksheets/sheet{number}.xml"/>'
        ).encode()
    _added(parts, "xl/workbook.xml", b"</sheets>", sheets)
    _added(parts, "[Content_Types].xml", b"</Types>", types)
    _added(parts, "xl/_rels/workbook.xml.rels", b"</Relationships>", links)
    path.write_bytes(zipped(parts))


def _added(parts: dict[str, bytes], name: str, before: bytes, more: bytes) -> None:
    assert before in parts[name], name
    parts[name] = parts[name].replace(before, more + before, 1)


def blank_rows(path: Path) -> None:
    """A roster with a fault, and a million rows that are formatted and hold nothing."""
    parts = good()
    day = b"<t>01/01/1980<"
    assert day in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(day, b"<t>31/02/1980<", 1)
    rows = b"".join(
        b'<row r="%d" s="0" customFormat="1"><c r="A%d" s="0"/><c r="B%d" s="0"/>'
        b'<c r="C%d" s="0"/></row>' % (row, row, row, row)
        for row in range(100, 1_000_100)
    )
    _added(parts, SHEET, b"</sheetData>", rows)
    path.write_bytes(zipped(parts))


def formulas(path: Path) -> None:
    """Cells that would call, run or fetch something if anybody worked them out; beside
    each stands the value that it had when the file was saved."""
    parts = good()
    for name, formula in zip(
        PEOPLE,
        (
            'WEBSERVICE("http://127.0.0.1:9/x")',
            "cmd|'/c calc'!A1",
            '1+1+INDIRECT("Z99")',
        ),
        strict=True,
    ):
        _worked_out(parts, name, formula)
    path.write_bytes(zipped(parts))


def _worked_out(parts: dict[str, bytes], name: str, formula: str) -> None:
    """The cell of a name gets a formula, and the name as what came of it."""
    cell = f't="inlineStr"><is><t>{name}</t></is></c>'.encode()
    assert parts[SHEET].count(cell) == 1
    escaped = formula.replace('"', "&quot;")
    told = f't="str"><f>{escaped}</f><v>{name}</v></c>'.encode()
    parts[SHEET] = parts[SHEET].replace(cell, told)


def external_links(path: Path) -> None:
    """A roster with links to another workbook, a picture and a table on the network."""
    parts = good()
    file = trap(path).as_uri()
    port = os.environ["HOSTILE_PORT"]
    net = f"http://127.0.0.1:{port}/x"
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_LINKS}" r:id="rId1">'
        '<sheetNames><sheetName val="DS"/></sheetNames></externalBook></externalLink>'
    ).encode()
    for place, kind, target in (
        ("xl/externalLinks/_rels/externalLink1.xml.rels", "externalLinkPath", file),
        ("xl/worksheets/_rels/sheet1.xml.rels", "image", net),
    ):
        parts[place] = (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1"'
            f' Type="{_LINKS}/{kind}" Target="{target}" TargetMode="External"/>'
            "</Relationships>"
        ).encode()
    parts["xl/connections.xml"] = (
        f'<connections xmlns="{_MAIN}"><connection id="1" name="x" type="4"'
        f' refreshOnLoad="1"><webPr url="{net}"/></connection></connections>'
    ).encode()
    for kind, target in (
        ("externalLink", "externalLinks/externalLink1.xml"),
        ("connections", "connections.xml"),
    ):
        _added(
            parts,
            "xl/_rels/workbook.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="x{kind}" Type="{_LINKS}/{kind}"'
            f' Target="{target}"/>'.encode(),
        )
        _added(
            parts,
            "[Content_Types].xml",
            b"</Types>",
            f'<Override PartName="/xl/{target}"'
            f' ContentType="{_TYPES}.spreadsheetml.{kind}+xml"/>'.encode(),
        )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>",
        b'</sheets><externalReferences><externalReference xmlns:r="%s"'
        b' r:id="xexternalLink"/></externalReferences>' % _LINKS.encode(),
    )
    _worked_out(parts, PEOPLE[0], "[1]DS!$A$1")
    path.write_bytes(zipped(parts))


def macros(path: Path) -> None:
    """A roster with a part for macros."""
    parts = good()
    parts["xl/vbaProject.bin"] = random.Random(3).randbytes(40_000)
    path.write_bytes(zipped(parts))


def paths_in_a_zip(path: Path) -> None:
    """Rosters whose names in the zip lead out of the folder that they are in."""
    content = zipped(good())
    other = roster(people(1, {"Họ và tên": "Nguyễn Văn Z"}), "31/12/2023")
    path.write_bytes(zipped({"../../ra.xlsx": content, "/vào.xlsx": other}))


def _like(beginning: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(beginning + random.Random(4).randbytes(100_000))

    return write


def document(path: Path) -> None:
    """A letter of Word."""
    path.write_bytes(
        zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    )


exe = _like(b"MZ\x90\x00\x03\x00\x00\x00")
film = _like(b"\x00\x00\x00\x18ftypmp42")
