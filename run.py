#!/usr/bin/env python3
"""Starts everything, with nothing but Python itself.

    python3 run.py [--port N] [--db FILE] [--empty] [--no-browser] [--lang vi|en]
    python3 run.py test [arguments of pytest]
    python3 run.py lint

What is done stands in `launch/`. Any Python 3 must be able to read this file, so that
an old one gives a sentence and not a SyntaxError: it has no annotations.
"""

import argparse
import os
import signal
import sys

OLDEST_PYTHON = (3, 11)
OLD_PYTHON = (
    "Cần Python 3.11 trở lên; máy này có {found}. Tải tại {page} / "
    "This needs Python 3.11 or newer; you have {found}. Get it at {page}"
)
PYTHON_PAGE = "https://www.python.org/downloads/"


def too_old(version):
    """The sentence for a Python that is too old, None for one that will do."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    found = "{}.{}".format(*version[:2])
    return OLD_PYTHON.format(found=found, page=PYTHON_PAGE)


def options_of(arguments):
    """The options of a start; argparse itself ends the program on unknown ones."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="\n".join(__doc__.splitlines()[:6]),
    )
    parser.add_argument("--port", type=int, help="8501, or the next free one")
    parser.add_argument("--db", metavar="FILE", help="data/grassroots.duckdb")
    parser.add_argument("--empty", action="store_true", help="no sample data")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.add_argument("--lang", choices=("vi", "en"), help="of what is said")
    return parser.parse_args(arguments)


def dispatch(arguments):
    """Does what the arguments ask; gives back the exit code."""
    from launch import application, checks

    if arguments[:1] == ["test"]:
        return checks.test(arguments[1:])
    if arguments == ["lint"]:
        return checks.lint()
    options = options_of(arguments)
    if options.lang:
        os.environ["GRASSROOTS_LANG"] = options.lang
    return application.start(options)


def main(arguments):
    """Exit code: 0 done or stopped by Ctrl-C, 1 with a sentence, 130 interrupted."""
    refusal = too_old(sys.version_info)
    if refusal:
        print(refusal, file=sys.stderr)
        return 1
    from launch.sentences import Trouble, say, system_trouble

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        return dispatch(arguments)
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except OSError as error:
        print(system_trouble(error), file=sys.stderr)
    return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console without Vietnamese letters
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
