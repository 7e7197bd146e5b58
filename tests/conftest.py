"""What several tests share: the sample province and the tiny world, imported once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from grassroots.importing.load import Importer
from grassroots.store import Store, open_store

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
TODAY = date(2026, 7, 15)


def _load(path: Path, folder: Path) -> None:
    with open_store(path) as opened:
        importer = Importer(opened, TODAY)
        for source in importer.sources([folder]):
            importer.file(source)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample rosters as a database file: not to be written to.

    Workers that run beside each other share what the first one has built, by a copy,
    since a file belongs to one process.
    """
    own = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    run = tmp_path_factory.getbasetemp()
    shared = (run.parent if run.name.startswith("popen") else run) / "sample.duckdb"
    if shared.exists():
        shutil.copyfile(shared, own)
        return own
    _load(own, SAMPLE)
    part = own.with_suffix(".part")
    shutil.copyfile(own, part)
    part.replace(shared)
    return own


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Iterator[Store]:
    """The sample province, open."""
    with open_store(sample_file) as opened:
        yield opened


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The tiny world, imported from its workbooks, open."""
    import tiny_world

    folder = tmp_path_factory.mktemp("tiny")
    tiny_world.write_tiny_world(folder / "rosters")
    _load(folder / "tiny.duckdb", folder / "rosters")
    with open_store(folder / "tiny.duckdb") as opened:
        yield opened
