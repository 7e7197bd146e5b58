"""Paths, folders and zips → files with a name and their bytes."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from grassroots.importing.files.extents import ZIP_FAULTS, part
from grassroots.importing.files.syllables import share

LARGEST_FILE = 200 * 1024 * 1024
# What a zip and all zips in it may hold together: a page keeps it in memory.
LARGEST_POST = 400 * 1024 * 1024
LARGEST_RATIO = 200
MOST_ENTRIES = 5_000
DEEPEST = 3
_PASSED_OVER = {"thumbs.db", "desktop.ini"}
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Source:
    """A file to be imported. fault: a problem code where it could not be taken."""

    name: str
    content: bytes
    fault: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The hash that the archive knows the content by."""
        return hashlib.sha256(self.content).hexdigest()


def gather(paths: Iterable[str | Path]) -> Iterator[Source]:
    """Every file of these paths: folders in name order, zips opened.

    A path that is not there, too large, or unreadable gives a Source with a fault.
    Temporary files of office programs (~$…) and hidden ones are passed over.
    """
    for path in map(Path, paths):
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                if inner.is_file() and not passed_over(inner.name):
                    yield from _open(inner)
        else:
            yield from _open(path)


def passed_over(name: str) -> bool:
    """Whether a file's name says that it is none of the sender's."""
    return name.startswith(("~$", ".")) or name.lower() in _PASSED_OVER


def _open(path: Path) -> Iterator[Source]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            yield Source(path.name, b"", "too_large")
            return
        content = path.read_bytes()
    except FileNotFoundError:
        yield Source(path.name, b"", "not_found")
        return
    except OSError:
        yield Source(path.name, b"", "unreadable")
        return
    yield from unpack(Source(path.name, content))


def dropped(name: str, content: bytes) -> Iterator[Source]:
    """The files of one that was dropped on a page; of a folder its name comes with the
    path, which is nowhere gone to."""
    name = PurePosixPath(name.replace("\\", "/")).name or "?"
    if not passed_over(name):
        yield from unpack(Source(name, content))


def unpack(source: Source) -> Iterator[Source]:
    """The files in a zip, and in zips inside of it; any other file as it is (a workbook
    is a zip too).

    A file that cannot be taken out has a fault: zip_locked (it has a password),
    damaged, too_large, zip_too_deep (a zip in a zip in a zip in a zip).
    """
    if len(source.content) > LARGEST_FILE:
        yield Source(source.name, b"", "too_large")
        return
    try:
        yield from _unpack(source, 1, _Room())
    except _NoRoom:
        yield Source(source.name, b"", "too_large")


class _NoRoom(Exception):
    """A zip holds more than a post ever does."""


@dataclass
class _Room:
    """What may still come out of a zip and the zips in it."""

    size: int = LARGEST_POST
    entries: int = MOST_ENTRIES

    def take(self, entry: zipfile.ZipInfo) -> None:
        """Of one more file. _NoRoom where it is too much."""
        self.size -= entry.file_size
        self.entries -= 1
        if self.size < 0 or self.entries < 0:
            raise _NoRoom


def _unpack(source: Source, depth: int, room: _Room) -> Iterator[Source]:
    if not source.content.startswith(_ZIP):
        yield source
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
    except ZIP_FAULTS:
        yield Source(source.name, source.content, "damaged")
        return
    with archive:
        if not all(entry.filename for entry in archive.infolist()):
            yield Source(source.name, source.content, "damaged")
            return
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if _is_a_workbook({entry.filename for entry in entries}):
            fault = "too_large" if _explodes(entries) else None
            yield Source(source.name, source.content, fault)
        elif len(entries) > MOST_ENTRIES or _explodes(entries):
            yield Source(source.name, b"", "too_large")
        elif depth > DEEPEST:
            yield Source(source.name, b"", "zip_too_deep")
        else:
            for entry in sorted(entries, key=lambda found: found.filename):
                if not passed_over(name := entry_name(entry)):
                    taken = _taken(archive, entry, name, room)
                    yield from _unpack(taken, depth + 1, room)


def _taken(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, room: _Room
) -> Source:
    if entry.flag_bits & 1:
        return Source(name, b"", "zip_locked")
    if entry.file_size > LARGEST_FILE:
        return Source(name, b"", "too_large")
    room.take(entry)
    try:
        return Source(name, part(archive, entry))
    except ZIP_FAULTS:
        return Source(name, b"", "damaged")


def entry_name(entry: zipfile.ZipInfo) -> str:
    """A file's name in a zip, without its folders: a path there is nowhere gone to.

    Zips that do not say so hold names in UTF-8 or in a computer's own code as well.
    """
    name = entry.filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        name = _as_meant(name)
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    return PurePosixPath(name).name or "?"


def _as_meant(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp1258"):
        try:
            meant = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or share(meant) > share(name):
            return meant
    return name


def _is_a_workbook(names: set[str]) -> bool:
    """Whether the parts are those of an office file, even where one is missing."""
    return bool(
        {"[Content_Types].xml", "mimetype", "xl/workbook.xml", "_rels/.rels"} & names
    )


def _explodes(entries: list[zipfile.ZipInfo]) -> bool:
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return whole > 4 * LARGEST_FILE or (
        whole > 16 * 1024 * 1024 and whole > packed * LARGEST_RATIO
    )
