"""What several tests share: the sample province and the tiny world, imported once; a
real Chromium."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import browsing

from grassroots import cube
from grassroots.importing.load import Importer
from grassroots.store import Store, open_store

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
TODAY = date(2026, 7, 15)


def _load(path: Path, folder: Path) -> None:
    with open_store(path) as opened:
        importer = Importer(opened, TODAY)
        for source in importer.sources([folder]):
            importer.file(source)


def _made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """A database file that is made once. Workers that run beside each other share what
    the first one has built, by a copy, since a file belongs to one process."""
    own = factory.mktemp(name) / f"{name}.duckdb"
    run = factory.getbasetemp()
    shared = (run.parent if run.name.startswith("popen") else run) / f"{name}.duckdb"
    if shared.exists():
        shutil.copyfile(shared, own)
        return own
    make(own)
    part = own.with_suffix(".part")
    shutil.copyfile(own, part)
    part.replace(shared)
    return own


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample rosters as a database file: not to be written to."""
    return _made_once(tmp_path_factory, "sample", lambda path: _load(path, SAMPLE))


@pytest.fixture(scope="session")
def kept_file(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its figures worked out, as after the first page: not to be written
    to. A server on a copy of it need not do so again."""

    def keep(path: Path) -> None:
        shutil.copyfile(sample_file, path)
        with open_store(path) as opened:
            cube.keep(opened)

    return _made_once(tmp_path_factory, "kept", keep)


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browsing.CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own, on the smaller screen."""
    with browsing.tab(browser) as opened:
        yield opened
