"""The folder .venv: made once, filled once, and known to be whole or not."""

import hashlib
import importlib.util
import os
import re
import sys
from pathlib import Path

from launch import ROOT
from launch.processes import follow
from launch.sentences import Trouble, diagnose, say

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "install-unfinished"
WHEELS = ROOT / "wheels"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
UNPACKING = "Installing collected packages"


def prepare(*names: str) -> None:
    """Brings .venv to what these requirements files say; nothing to do, nothing done.

    A .venv whose first or last installation was cut off is made anew.
    """
    if all(is_installed(name) for name in names):
        return
    if UNFINISHED.exists() or not (PYTHON.exists() and stamp(RUNTIME).exists()):
        make_venv()
    for name in names:
        if not is_installed(name):
            install(name)


def is_installed(name: str) -> bool:
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    return stamp(name).exists() and stamp(name).read_text().strip() == digest(name)


def digest(name: str) -> str:
    """The hash of a requirements file and of those that it includes."""
    text = (ROOT / name).read_bytes()
    if name == DEVELOPMENT:
        text += (ROOT / RUNTIME).read_bytes()
    return hashlib.sha256(text).hexdigest()


def stamp(name: str) -> Path:
    """Where .venv remembers which version of a requirements file it holds."""
    return VENV / f"{name}.sha256"


def make_venv() -> None:
    say("preparing")
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Trouble("no_venv")
    stamp(RUNTIME).unlink(missing_ok=True)
    # Not the Python of the .venv that is about to be emptied.
    python = getattr(sys, "_base_executable", sys.executable)
    code, output = follow([python, "-m", "venv", "--clear", str(VENV)])
    if code:
        raise diagnose(output, "install_failed")


def install(name: str) -> None:
    """Installs one requirements file, from wheels/ when that folder is there."""
    say("installing", file=name)
    UNFINISHED.touch()
    code, output = follow(pip_install(name), tell_progress)
    if code:
        if UNPACKING not in output:  # failed while downloading: .venv is as it was
            UNFINISHED.unlink()
        raise diagnose(output, "install_failed")
    stamp(name).write_text(digest(name) + "\n")
    UNFINISHED.unlink()


def pip_install(name: str) -> list[str]:
    source = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    patience = ["--retries", "2", "--timeout", "20"]
    pip = [str(PYTHON), "-m", "pip", "install"]
    return [*pip, *quiet, *patience, *source, "-r", str(ROOT / name)]


def tell_progress(line: str) -> None:
    """pip's own words are left out; what is being fetched is said by name."""
    package = package_of(line)
    if package:
        print(f"  {package}", flush=True)
    elif line.startswith(UNPACKING):
        say("unpacking")


def package_of(line: str) -> str | None:
    """The package that a line of pip begins to fetch, None for other lines."""
    verb, _, rest = line.partition(" (from ")[0].strip().partition(" ")
    if verb == "Collecting":
        return re.split(r"[^\w.-]", rest)[0]
    if verb == "Processing":  # a file from wheels/
        return re.split(r"[/\\]", rest)[-1].split("-")[0]
    return None
