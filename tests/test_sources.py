"""Files, folders and zips: what comes out of them, under which name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from grassroots import messages, texts
from grassroots.importing import sources
from grassroots.importing.report import NOTE, Problem
from grassroots.importing.sources import Source, gather, unpack


def _zip(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return made.getvalue()


def _taken(content: bytes, name: str = "post.zip") -> list[tuple[str, bytes, str]]:
    found = list(unpack(Source(name, content)))
    for source in found:
        if source.fault:
            for language in texts.LANGUAGES:
                problem = Problem(source.fault, NOTE)
                assert len(messages.problem_message(language, problem)) > 20
    return [(one.name, one.content, one.fault or "") for one in found]


def test_a_path_in_a_zip_is_only_a_name(tmp_path: Path) -> None:
    content = _zip({"../../etc/a.csv": b"1", "/b.csv": b"2", "C:\\x\\c.csv": b"3"})
    assert _taken(content) == [
        ("a.csv", b"1", ""),
        ("b.csv", b"2", ""),
        ("c.csv", b"3", ""),
    ]
    assert not list(tmp_path.iterdir())


def test_what_nobody_sent_is_passed_over(tmp_path: Path) -> None:
    names = ["~$DS.xlsx", ".DS_Store", "Thumbs.db", "__MACOSX/._DS.csv", "Xã/DS.csv"]
    assert [name for name, _, _ in _taken(_zip(dict.fromkeys(names, b"x")))] == [
        "DS.csv"
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [source.name for source in gather([tmp_path])] == ["DS.csv"]


@pytest.mark.parametrize("encoding", ["cp437", "utf-8", "cp1258"])
def test_names_in_the_code_of_another_computer(encoding: str) -> None:
    """Zips whose names do not say their code; cp437 holds no Vietnamese but "à é ô"."""
    meant = {"cp437": "Xà Né.csv", "utf-8": "Xã Thượng.csv", "cp1258": "Xã Đông.csv"}
    raw = b"Xa\xde \xd0\xf4ng.csv" if encoding == "cp1258" else None
    name = meant[encoding]
    stored = (raw or name.encode(encoding)).decode("latin-1")
    content = _zip({"#" * len(stored): b"1"})
    content = content.replace(b"#" * len(stored), stored.encode("latin-1"))
    assert _taken(content) == [(name, b"1", "")]


def test_zips_in_zips_to_a_small_depth() -> None:
    inner = _zip({"DS.csv": b"a;b"})
    assert _taken(_zip({"x.zip": _zip({"y.zip": inner})})) == [("DS.csv", b"a;b", "")]
    for _ in range(sources.DEEPEST):
        inner = _zip({"tệp.zip": inner})
    assert _taken(inner) == [("tệp.zip", b"", "zip_too_deep")]


def test_a_workbook_is_not_unpacked() -> None:
    for name in ("[Content_Types].xml", "mimetype", "xl/workbook.xml", "_rels/.rels"):
        content = _zip({name: b"x", "other.xml": b"y"})
        assert _taken(content, "DS.xlsx") == [("DS.xlsx", content, "")]


def test_one_bad_entry_does_not_hide_the_others() -> None:
    content = bytearray(_zip({"a.csv": b"a" * 500, "b.csv": b"b"}))
    at = content.find(b"a.csv") + 5
    content[at : at + 4] = b"\xff\xff\xff\xff"
    assert _taken(bytes(content)) == [("a.csv", b"", "damaged"), ("b.csv", b"b", "")]


def test_an_entry_with_a_password() -> None:
    content = bytearray(_zip({"a.csv": b"a", "b.csv": b"b"}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(sign) + flags] |= 1
    assert _taken(bytes(content)) == [("a.csv", b"", "zip_locked"), ("b.csv", b"b", "")]


@pytest.mark.parametrize("cut", [4, 30, 60, 100])
def test_a_zip_that_is_cut_off(cut: int) -> None:
    content = _zip({"a.csv": b"a"})[:cut]
    assert _taken(content) == [("post.zip", content, "damaged")]


def test_zip_bombs() -> None:
    bomb = _zip({"a.csv": bytes(40_000_000)})
    assert _taken(bomb) == [("post.zip", b"", "too_large")]
    assert _taken(_zip({"in.zip": bomb})) == [("in.zip", b"", "too_large")]
    many = _zip({f"{number}.csv": b"" for number in range(sources.MOST_ENTRIES + 1)})
    assert _taken(many) == [("post.zip", b"", "too_large")]


def test_a_file_of_300_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "lớn.xlsx"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert list(gather([path])) == [Source("lớn.xlsx", b"", "too_large")]


def test_paths_that_give_nothing(tmp_path: Path) -> None:
    missing = tmp_path / "x.csv"
    assert list(gather([missing, tmp_path])) == [Source("x.csv", b"", "not_found")]
