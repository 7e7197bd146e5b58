"""Runs other programs and ends them."""

import signal
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

from launch import ROOT

SECONDS_TO_STOP = 10


def follow(
    command: Sequence[str], tell: Callable[[str], None] | None = None
) -> tuple[int, str]:
    """Runs a command; gives back its exit code and all that it wrote."""
    lines = []
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with child:
        try:
            for line in child.stdout or ():
                lines.append(line)
                if tell:
                    tell(line)
        except BaseException:  # Ctrl-C above all: the command must not run on
            stop(child)
            raise
    return child.returncode, "".join(lines)


def stop(child: subprocess.Popen[Any]) -> None:
    """Ends a process that is still there, gently at first."""
    if child.poll() is None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        child.terminate()
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def ended_within(child: subprocess.Popen[Any], seconds: float) -> bool:
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
