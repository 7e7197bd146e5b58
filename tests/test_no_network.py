"""Nothing leaves this machine: not from a page, not from the server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import PAGES, serving, visit
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LOOPBACK = ("127.", "::1", "localhost")

# Runs before anything else in the server: writes down whom it calls or asks for, and
# lets it go no further. A hook cannot be taken out again, nor got round by an import.
WATCH = f"""
import os
import socket
import sys

_ASKED = {{"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}}
_NAMED = {{"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}}


def _watch(event, arguments):
    if event in _ASKED:
        if arguments[0].family not in (socket.AF_INET, socket.AF_INET6):
            return
        address = arguments[1]
        host = address[0] if address else None
    elif event in _NAMED:
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    # No host is this machine itself.
    if host and not str(host).startswith({LOOPBACK!r}):
        line = f"{{event}} {{host}}\\n".encode()
        with open(os.environ["ASKED_OUTSIDE"], "ab") as file:
            file.write(line)
        raise OSError("this test lets nothing out")


sys.addaudithook(_watch)
"""


@dataclass(frozen=True)
class Watch:
    """Where the server's calls are written down, and what it has to be given for it."""

    written: Path
    environment: dict[str, str]

    def outside(self) -> list[str]:
        """Whom it has called or asked for that is not this machine."""
        return self.written.read_text().splitlines()


def watching(folder: Path) -> Watch:
    """A watch that has not seen anything yet."""
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    written = folder / "asked.txt"
    written.touch()
    paths = [str(folder), os.environ.get("PYTHONPATH", "")]
    return Watch(
        written,
        {
            "PYTHONPATH": os.pathsep.join(path for path in paths if path),
            "ASKED_OUTSIDE": str(written),
        },
    )


CALLS = {
    "socket.connect": "socket.socket().connect(('192.0.2.7', 80))",
    "socket.sendto": "socket.socket(type=2).sendto(b'', ('192.0.2.7', 80))",
    "socket.getaddrinfo": "socket.getaddrinfo('outside.invalid', 80)",
    "socket.gethostbyname": "socket.gethostbyname('outside.invalid')",
}


@pytest.mark.parametrize("event", CALLS)
def test_the_watch_sees_a_call_and_holds_it_back(event: str, tmp_path: Path) -> None:
    watch = watching(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", f"import socket; {CALLS[event]}"],
        env={**os.environ, **watch.environment},
        capture_output=True,
        text=True,
    )
    assert "this test lets nothing out" in done.stderr
    host = "192.0.2.7" if event in ("socket.connect", "socket.sendto") else "outside"
    assert [line.split(" ")[0] for line in watch.outside()] == [event]
    assert host in watch.outside()[0]


def test_the_watch_lets_this_machine_be_called(tmp_path: Path) -> None:
    watch = watching(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        call = f"import socket; socket.create_connection(('127.0.0.1', {port}))"
        subprocess.run(
            [sys.executable, "-c", call],
            env={**os.environ, **watch.environment},
            check=True,
        )
    assert watch.outside() == []


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    return watching(tmp_path_factory.mktemp("watch"))


@pytest.fixture(scope="module")
def address(
    kept_file: Path, watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The sample province, served under watch."""
    own = tmp_path_factory.mktemp("watched") / "sample.duckdb"
    shutil.copyfile(kept_file, own)
    with serving(own, watch.environment) as served:
        yield served


@pytest.mark.parametrize("path", [*PAGES, "hamlets?view=map", "ratings?gender=female"])
def test_nothing_leaves_this_machine(
    address: str, watch: Watch, page: Page, path: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda opened: asked.append(opened.url))
    visit(page, f"{address}/{path}")
    local = (f"{address}/", address.replace("http", "ws") + "/", "data:", "blob:")
    assert len(asked) > 3
    assert [url for url in asked if not url.startswith(local)] == []
    assert watch.outside() == []
