"""What run.py does, with Python's own library alone: .venv, start, tests, linters."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
