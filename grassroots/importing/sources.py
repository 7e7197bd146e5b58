"""Paths, folders and zips → files with a name and their bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LARGEST_FILE = 200 * 1024 * 1024
LARGEST_RATIO = 200
MOST_ENTRIES = 5_000
_PASSED_OVER = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Source:
    """A file to be imported. fault: a problem code where it could not be taken."""

    name: str
    content: bytes
    fault: str | None = None

    @property
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
                if inner.is_file() and not _passed_over(inner.name):
                    yield from _open(inner)
        else:
            yield from _open(path)


def _passed_over(name: str) -> bool:
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


def unpack(source: Source) -> Iterator[Source]:
    """The files in a zip; any other file as it is (a workbook is a zip too)."""
    if not source.content.startswith(b"PK\x03\x04"):
        yield source
        return
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if _is_a_workbook({entry.filename for entry in entries}):
                fault = "too_large" if _explodes(entries) else None
                yield Source(source.name, source.content, fault)
                return
            if len(entries) > MOST_ENTRIES or _explodes(entries):
                yield Source(source.name, b"", "too_large")
                return
            for entry in sorted(entries, key=lambda found: found.filename):
                name = PurePosixPath(entry.filename.replace("\\", "/")).name
                if not _passed_over(name):
                    yield Source(name, archive.read(entry))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        yield Source(source.name, source.content, "damaged")


def _is_a_workbook(names: set[str]) -> bool:
    return "[Content_Types].xml" in names or "mimetype" in names


def _explodes(entries: list[zipfile.ZipInfo]) -> bool:
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return whole > 4 * LARGEST_FILE or (
        whole > 16 * 1024 * 1024 and whole > packed * LARGEST_RATIO
    )
