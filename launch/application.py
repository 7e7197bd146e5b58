"""Starts the app on this machine alone and ends it: port, database, server, browser."""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

from launch import ROOT
from launch.environment import PYTHON, RUNTIME, prepare
from launch.processes import ended_within, follow, stop
from launch.sentences import Trouble, diagnose, last_word, say

HOST = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8501, 50
SAMPLE = ROOT / "data" / "sample"
DEFAULT_DB = ROOT / "data" / "grassroots.duckdb"
SECONDS_TO_START = 90


def start(options: argparse.Namespace) -> int:
    """Sets up and runs the app until it is stopped."""
    port = choose_port(options.port)
    prepare(RUNTIME)
    database = Path(options.db or DEFAULT_DB).expanduser().resolve()
    if database.exists():
        check_database(database)
    elif not options.empty:
        build_sample(database)
    os.environ["GRASSROOTS_DB"] = str(database)
    say("starting")
    return serve(port, show=not options.no_browser)


def choose_port(wanted: int | None) -> int:
    """The wanted port, or the first free one from 8501 on."""
    if wanted is not None:
        if not is_free(wanted):
            raise Trouble("port_taken", port=wanted)
        return wanted
    ports = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for port in ports:
        if is_free(port):
            return port
    raise Trouble("no_port", first=ports[0], last=ports[-1])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # there it would share the port of a running program
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
        return True


def grassroots(*arguments: str) -> tuple[int, str]:
    """Runs the command line of the library in .venv."""
    return follow([str(PYTHON), "-m", "grassroots", *arguments])


def check_database(database: Path) -> None:
    code, output = grassroots("check", "--db", str(database))
    if code:
        raise Trouble("unusable_db", why=last_word(output))


def build_sample(database: Path) -> None:
    """Loads the sample rosters beside the file's place and moves it there when whole.

    Exit code 1 only says that some rows were set aside, as the sample means them to be.
    """
    if not SAMPLE.is_dir() or not any(SAMPLE.iterdir()):
        say("no_sample")
        return
    say("building")
    database.parent.mkdir(parents=True, exist_ok=True)
    unfinished = database.with_name(database.name + ".building")
    remove_database(unfinished)
    try:
        code, output = grassroots("import", str(SAMPLE), "--db", str(unfinished))
        if code not in (0, 1) or not unfinished.exists():
            raise diagnose(output, "build_failed")
        unfinished.replace(database)
    finally:
        remove_database(unfinished)


def remove_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)


def streamlit(port: int) -> list[str]:
    command = [str(PYTHON), "-m", "streamlit", "run", "app.py"]
    command += ["--server.address", HOST, "--server.port", str(port)]
    return [*command, "--server.headless", "true", "--browser.gatherUsageStats=false"]


def serve(port: int, show: bool) -> int:
    """Runs the server until Ctrl-C. Its greeting is left out, its errors are not."""
    child = subprocess.Popen(streamlit(port), cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_until_it_answers(child, port)
        address = f"http://{HOST}:{port}"
        say("ready", address=address)
        if show and has_screen():
            webbrowser.open(address)
        while not ended_within(child, 1):
            pass
        raise Trouble("ended")
    except KeyboardInterrupt:
        stop(child)
        say("stopped")
        return 0
    finally:
        stop(child)


def wait_until_it_answers(child: subprocess.Popen[Any], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not is_healthy(port):
        if ended_within(child, 0.2) or time.monotonic() > deadline:
            raise Trouble("no_answer")


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def has_screen() -> bool:
    """Without one, `webbrowser` would open a text browser inside this terminal."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
