"""What is said to the person at the terminal, and what went wrong in plain words."""

import errno
import os
import sys
import tomllib
from pathlib import Path

from launch import ROOT

TEXTS = Path(__file__).with_name("sentences.toml")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"

# What pip, venv and the system say, and which sentence that is; the first that fits.
SYMPTOMS = (
    ("disk_full", ("no space left on device", "[errno 28]", "winerror 112")),
    ("disk_full", ("not enough space on the disk", "disk quota exceeded")),
    ("not_trusted", ("certificate_verify_failed", "sslerror")),
    ("no_network", ("name resolution", "name or service not known")),
    ("no_network", ("getaddrinfo failed", "nodename nor servname")),
    ("no_network", ("newconnectionerror", "connecttimeouterror", "proxyerror")),
    ("no_network", ("network is unreachable", "connection refused", "timed out")),
    ("no_network", ("max retries exceeded", "connection broken", "connection reset")),
    ("not_writable", ("permission denied", "[errno 13]", "winerror 5]")),
    ("not_writable", ("read-only file system", "[errno 30]")),
    ("no_package", ("no matching distribution found",)),
    ("no_venv", ("ensurepip is not available", "no module named ensurepip")),
)


class Trouble(Exception):
    """Something a newcomer meets; said as a sentence, without a stack trace.

    why: what another program said of it, in its own words.
    """

    def __init__(self, name: str, why: object = None, **values: object) -> None:
        super().__init__(name, why, values)
        self.name = name
        self.why = why
        self.values = values

    def __str__(self) -> str:
        said = sentence(self.name, **self.values)
        return said if self.why is None else f"{said}: {self.why}"


def sentence(name: str, **values: object) -> str:
    """The sentence in GRASSROOTS_LANG (vi or en), in both languages when not set."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))[name]
    chosen = texts.get(os.environ.get("GRASSROOTS_LANG"))
    said = chosen or " / ".join((texts["vi"], texts["en"]))
    return said.format(**values)


def say(name: str, **values: object) -> None:
    print(sentence(name, **values), flush=True)


def diagnose(output: str, otherwise: str) -> Trouble:
    """The trouble behind the output of a failed command: the first symptom found,
    else `otherwise` with the last thing said."""
    said = output.lower()
    for name, signs in SYMPTOMS:
        if any(sign in said for sign in signs):
            return Trouble(name, path=ROOT, found=PYTHON)
    return Trouble(otherwise, why=last_word(output))


def last_word(output: str) -> str:
    """The last `ERROR` line, else the last line that says anything."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["?"])[-1]


def system_trouble(error: OSError) -> Trouble:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Trouble("disk_full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble("not_writable", path=error.filename or ROOT)
    return Trouble("failed", why=error)
