"""Hostile files through the way of the page of imports, each in a process of its own:
refused or read safely, in bounded time and memory, with a sentence, and without a
trace of what they are after."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hostile_files as files
import pytest
from hostile_files import PEOPLE

from grassroots import texts

ROOT = Path(__file__).resolve().parent.parent
# Ten seconds are meant; a machine that does much else may take longer.
SECONDS, MEGABYTES = 60, 1024


@dataclass(frozen=True)
class Case:
    """A file, and what becomes of it: its state, the one code that says why, whom it
    brings into the tables."""

    id: str
    name: str
    write: Callable[[Path], None]
    status: str
    code: str = ""
    people: tuple[str, ...] = ()


WHOLE = tuple(PEOPLE)
CASES = (
    Case("nothing", "trống.xlsx", files.nothing, "nothing_to_load", "empty_file"),
    Case("noise_workbook", "300 MB.xlsx", files.noise_workbook, "failed", "too_large"),
    Case("long_text", "300 MB.csv", files.long_text, "failed", "too_large"),
    Case("zeros", "300 MB.xls", files.zeros, "failed", "too_large"),
    Case("entities", "thực thể.xlsx", files.entities, "failed", "damaged"),
    Case(
        "entity_of_a_file",
        "thực thể ngoài.xls",
        files.entity_of_a_file,
        "failed",
        "damaged",
    ),
    Case("bombs_in_a_zip", "bom.zip", files.bombs_in_a_zip, "failed", "too_large"),
    Case(
        "bomb_in_a_workbook",
        "bom.xlsx",
        files.bomb_in_a_workbook,
        "failed",
        "too_large",
    ),
    Case(
        "bomb_in_a_zip_that_lies",
        "bom nói dối.zip",
        files.zip_that_lies,
        "failed",
        "damaged",
    ),
    Case(
        "bomb_that_lies", "bom nói dối.xlsx", files.bomb_that_lies, "failed", "damaged"
    ),
    Case("many_sheets", "2000 trang.xlsx", files.many_sheets, "failed", "too_large"),
    Case(
        "blank_rows",
        "dòng trống.xlsx",
        files.blank_rows,
        "loaded_with_problems",
        people=WHOLE,
    ),
    Case("formulas", "công thức.xlsx", files.formulas, "loaded", people=WHOLE),
    Case(
        "external_links", "liên kết.xlsx", files.external_links, "loaded", people=WHOLE
    ),
    Case("macros", "macro.xlsm", files.macros, "loaded", people=WHOLE),
    Case(
        "paths_in_a_zip",
        "đường dẫn.zip",
        files.paths_in_a_zip,
        "loaded",
        people=(*WHOLE, "Nguyễn Văn Z"),
    ),
    Case("document", "thư.docx", files.document, "nothing_to_load", "not_a_workbook"),
    Case("exe", "chương trình.xlsx", files.exe, "nothing_to_load", "not_a_workbook"),
    Case("film", "phim.csv", files.film, "nothing_to_load", "not_a_workbook"),
)


def outcome(path: Path) -> dict[str, Any]:
    """What the way of the page makes of a file."""
    own = path.parent / "own"
    own.mkdir()
    command = [sys.executable, str(ROOT / "tests" / "hostile_child.py"), str(path)]
    paths = [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        command,
        cwd=path.parent,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "TMPDIR": str(own),
        },
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert not list(own.iterdir())
    own.rmdir()
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_file_is_refused_or_read_safely(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        monkeypatch.setenv("HOSTILE_PORT", str(listener.getsockname()[1]))
        path = tmp_path / case.name
        case.write(path)
        before = sorted(tmp_path.iterdir())
        told = outcome(path)
        with pytest.raises(BlockingIOError):
            listener.accept()  # nobody has called
    size = path.stat().st_size / 2**20
    print(
        f"\n{case.name}: {size:.1f} MB, {told['whole']:.2f} s {told['seconds']},"
        f" {told['megabytes']} MB of memory"
    )
    assert told["megabytes"] < MEGABYTES
    assert told["seen"] == [] and sorted(tmp_path.iterdir()) == before
    assert told["after_looking"] == []
    assert sorted(told["names"]) == sorted(case.people)
    for when in ("looked", "loaded"):
        reports = told[when]
        assert reports
        for report in reports:
            assert report["status"] == case.status, report
            assert "/" not in report["file"]
            if case.code:
                assert report["codes"] == [case.code] and not report["rows"]
            for language in texts.LANGUAGES:
                first, *sentences = report["sentences"][language]
                assert report["file"] in first
                assert len(sentences) >= bool(case.code)
                assert all(len(one) > 20 and "{" not in one for one in sentences)
