"""A sound OLE container around an .xls workbook's records.

The reader trusts the container of an .xls file: where damage has made a chain of its
sectors a circle, it never comes back. So it is handed the records in a new one.
"""

from __future__ import annotations

import struct

_SECTOR = 4096
_PER_SECTOR = _SECTOR // 4
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_HEADER = 109
_STREAM, _ROOT = 2, 5


def around(records: bytes, name: str) -> bytes:
    """The container (version 4 of [MS-CFB]) with one stream of that name.

    ValueError: more than it can hold without further tables (some 400 MB).
    """
    # What is smaller would have to stand in a stream for small ones.
    padded = records.ljust(_SECTOR, b"\0")
    sectors = -(-len(padded) // _SECTOR)
    tables = 1
    while tables * _PER_SECTOR < sectors + tables + 2:
        tables += 1
    if tables > _IN_HEADER:
        raise ValueError("too large a stream")
    # First the tables, then the directory, then an idle sector for small streams (the
    # reader holds a container without one to be empty), then the stream.
    directory, idle, start = tables, tables + 1, tables + 2
    chain = [_TABLE] * tables + [_END, _END]
    chain += [start + at + 1 for at in range(sectors - 1)] + [_END]
    chain += [_FREE] * (tables * _PER_SECTOR - len(chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        _SIGNATURE,
        0x3E,
        4,
        0xFFFE,
        12,
        6,
        1,
        tables,
        directory,
        0,
        _SECTOR,
        _END,
        0,
        _END,
        0,
    )
    places = [*range(tables), *[_FREE] * (_IN_HEADER - tables)]
    header += struct.pack(f"<{_IN_HEADER}I", *places)
    entries = _entry("Root Entry", _ROOT, idle, 64, child=1)
    entries += _entry(name, _STREAM, start, len(padded))
    entries += _entry("", 0, 0, 0) * (_SECTOR // 128 - 2)
    return b"".join(
        [
            header.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(chain)}I", *chain),
            entries,
            bytes(_SECTOR),
            padded.ljust(sectors * _SECTOR, b"\0"),
        ]
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ",
        letters,
        len(letters) + 2 if letters else 0,
        kind,
        1,
        _FREE,
        _FREE,
        child,
        start,
        size,
    )
