"""Runs the test suite, with a real browser where one can be had, and the linters."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from launch import ROOT
from launch.environment import DEVELOPMENT, PYTHON, RUNTIME, prepare
from launch.processes import follow
from launch.sentences import last_word, say

LINTERS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("sqlfluff", "lint", "queries"),
    ("mypy",),
)
WHERE_PLAYWRIGHT_HAS_IT = (
    "from playwright.sync_api import sync_playwright as play\n"
    "with play() as used: print(used.chromium.executable_path)"
)
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
MAC_BROWSERS = tuple(
    f"/Applications/{name}.app/Contents/MacOS/{name}"
    for name in ("Google Chrome", "Chromium", "Microsoft Edge")
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_BROWSERS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


def test(arguments: Sequence[str]) -> int:
    """Runs the suite; without a browser its part is left out, which fails in CI."""
    prepare(RUNTIME, DEVELOPMENT)
    browser = find_browser() or install_browser()
    command = [str(PYTHON), "-m", "pytest", "-n", "2"]
    if browser:
        os.environ["GRASSROOTS_CHROMIUM"] = browser
        return subprocess.call([*command, *arguments], cwd=ROOT)
    say("no_browser")
    code = subprocess.call([*command, "-m", "not browser", *arguments], cwd=ROOT)
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return code or int(in_ci)


def find_browser() -> str | None:
    """An installed Chromium, Chrome or Edge."""
    named = os.environ.get("GRASSROOTS_CHROMIUM")
    folders = [os.environ[name] for name in WINDOWS_FOLDERS if name in os.environ]
    places = [f"{folder}/{path}" for folder in folders for path in WINDOWS_BROWSERS]
    for candidate in (named, *BROWSERS, *MAC_BROWSERS, *places):
        found = shutil.which(candidate) if candidate else None
        if found:
            return found
    return None


def install_browser() -> str | None:
    """Chromium of Debian, else Playwright's own; None where neither can be had."""
    say("fetching_browser")
    if is_root() and shutil.which("apt-get"):
        os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
        follow(["apt-get", "update"])
        follow(["apt-get", "install", "-y", "chromium"])
        if find_browser():
            return find_browser()
    python = str(PYTHON)
    code, _ = follow([python, "-m", "playwright", "install", "chromium"])
    if code:
        return None
    _, place = follow([python, "-c", WHERE_PLAYWRIGHT_HAS_IT])
    return shutil.which(last_word(place))


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def lint() -> int:
    """Linters and types, all of them, so that one run shows everything."""
    prepare(RUNTIME, DEVELOPMENT)
    python = str(PYTHON)
    codes = [subprocess.call([python, "-m", *tool], cwd=ROOT) for tool in LINTERS]
    return max(codes)
