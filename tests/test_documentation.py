"""What the documentation names is there: commands, files, codes, headings, numbers."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

import run
from grassroots import __main__ as command_line
from grassroots import indicators, listing, texts
from grassroots.answers import answers_of
from grassroots.importing.report import (
    NOTE,
    QUESTION,
    ROW,
    VALUE,
    Answers,
    FileReport,
    Problem,
    TableReport,
    as_json,
)
from grassroots.programmes import load_programmes
from grassroots.rosters import KINDS, roster_kinds
from grassroots.store import Store

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "data" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
IMPORT = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Made or given by whoever runs the program.
_NOT_IN_THE_REPOSITORY = {"data/grassroots.duckdb", "wheels/"}
# Where a file named without its folder may stand.
_ROOMS = ("grassroots", "data/rosters")
_COMMANDS = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_JSON = re.compile(r"^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:py|toml|txt|md))`")


def _commands() -> list[str]:
    return [
        line
        for document in DOCUMENTS
        for block in _COMMANDS.findall(document.read_text(encoding="utf-8"))
        for line in block.splitlines()
    ]


def _table(text: str, first_heading: str) -> list[list[str]]:
    """The cells of the table that begins with this heading, its head left out."""
    rows: list[list[str]] = []
    found = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith(f"| {first_heading} |"):
            found = True
        elif found and not line.startswith("|"):
            break
        elif found and not line.startswith("|---"):
            rows.append(cells)
    return rows


def _names(rows: list[list[str]]) -> list[str]:
    return [row[0].strip("`") for row in rows]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_place_that_is_named_exists(document: Path) -> None:
    for place in _PLACE.findall(document.read_text(encoding="utf-8")):
        if place in _NOT_IN_THE_REPOSITORY:
            continue
        inside = [ROOT / place, *(ROOT / room / place for room in _ROOMS)]
        assert any(path.exists() for path in inside), place


@pytest.mark.parametrize("command", _commands())
def test_every_command_is_understood(command: str) -> None:
    program, *arguments = shlex.split(command)
    if program == "python3":
        assert arguments.pop(0) == "run.py"
        if arguments[:1] == ["test"]:
            assert all((ROOT / path).exists() for path in arguments[1:])
        elif arguments != ["lint"]:
            run.options_of(arguments)
        return
    assert [program, *arguments[:2]] == [".venv/bin/python", "-m", "grassroots"]
    options = command_line._parser().parse_args(arguments[2:])
    if getattr(options, "indicator", None):
        assert options.indicator in indicators.INDICATORS
        known = indicators.INDICATORS[options.indicator].groups
        assert options.by is None or options.by in known
    if getattr(options, "programme", None):
        assert options.programme in load_programmes()


def test_every_command_of_the_command_line_has_an_example() -> None:
    groups = command_line._parser()._subparsers
    assert groups is not None
    choices = groups._group_actions[0].choices
    assert choices is not None
    shown = {shlex.split(line)[3] for line in _commands() if "-m grassroots" in line}
    assert shown == set(choices)


def test_every_problem_code_is_explained_and_no_other() -> None:
    explained = _table(IMPORT, "code")
    for language in texts.LANGUAGES:
        known = {
            name.removeprefix("problems.")
            for name in texts.texts(language)
            if name.startswith("problems.")
        }
        assert set(_names(explained)) == known
    assert len(explained) == len(set(_names(explained)))
    for code, effect, meaning in explained:
        assert effect.strip("`") in {VALUE, ROW, QUESTION, NOTE}, code
        assert meaning, code


def test_the_effects_explained_are_those_that_the_sentences_tell() -> None:
    said = texts.texts("en")
    opening = {
        VALUE: "value",
        ROW: "set aside",
        QUESTION: "decision|password",
    }
    for code, effect, _ in _table(IMPORT, "code"):
        words = opening.get(effect.strip("`"))
        if words:
            assert re.search(words, str(said[f"problems.{code.strip('`')}"])), code


def test_every_status_is_explained() -> None:
    known = {
        "loaded",
        "loaded_with_problems",
        "already_loaded",
        "needs_decision",
        "nothing_to_load",
        "failed",
    }
    assert set(_names(_table(IMPORT, "status"))) == known
    for status in known:
        assert texts.has("vi", f"command.{status}")


def _keys(value: Any) -> Any:
    """The keys of objects inside objects and lists; what they hold is left out."""
    if isinstance(value, list):
        return [_keys(value[0])] if value else []
    if isinstance(value, dict) and "Họ và tên" not in value:
        return {name: _keys(inner) for name, inner in value.items()}
    return None


def test_the_json_shown_has_the_keys_that_are_printed() -> None:
    shown, decisions = (json.loads(block) for block in _JSON.findall(IMPORT))
    columns = {"Họ và tên": "name"}
    places = ("kind", "as_of", "unit")
    how = {**dict.fromkeys(places, "title"), "columns": {"Họ và tên": "heading"}}
    table = TableReport("DS", "members", None, (3,), 2, 2, 0, columns, (), how)
    report = FileReport(
        "a.xlsx", "0", "loaded", 1, (table,), (Problem("no_name", ROW),)
    )
    printed = [as_json(report, lambda problem: problem.code)]
    printed = json.loads(json.dumps(printed))
    printed[0]["tables"][0]["ignored_columns"] = ["SĐT"]
    assert _keys(shown) == _keys(printed)
    assert [list(entry) for entry in shown] == [list(entry) for entry in printed]
    answers = {field.name for field in dataclasses.fields(Answers)}
    assert set(decisions["Danh sach Lam Chau.xlsx"]) == answers
    assert set(_names(_table(IMPORT, "key"))) == answers


def test_the_file_of_decisions_shown_is_one(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(_JSON.findall(IMPORT)[1], encoding="utf-8")
    options = command_line._parser().parse_args(
        ["import", "x.xlsx", "--unit", "Xã An", "--decisions", str(path)]
    )
    said = Answers(options.kind, options.as_of, options.unit, options.password)
    every, by_file = answers_of(options.decisions, said)
    assert every.unit == "Xã An" and str(every.as_of) == "2025-12-31"
    assert by_file["Danh sach Lam Chau.xlsx"].unit == "Huyện Lam Châu"


def test_the_kinds_and_headings_shown_are_those_that_are_read() -> None:
    shown = _table(README, "kind")
    assert set(_names(shown)) == set(KINDS) - {"successions"}
    for name, _, headings in shown:
        fields = roster_kinds()[name.strip("`")].fields
        known = {heading for field in fields for heading in field.headings}
        # "Thôn, tổ dân phố" is one heading with a comma in it.
        left = headings
        for heading in sorted(known, key=len, reverse=True):
            left = left.replace(heading, "")
        assert not re.sub(r"[,\s]", "", left), (name, left)


def test_the_oldest_python_is_the_one_that_run_py_asks_for() -> None:
    assert "Python {}.{} ".format(*run.OLDEST_PYTHON) in README
    assert sys.version_info >= run.OLDEST_PYTHON


def test_the_figures_shown_are_those_of_the_sample(
    sample: Store,
) -> None:
    (shown,) = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    (command,) = [line for line in _commands() if "--programme" in line]
    options = command_line._parser().parse_args(shlex.split(command)[3:])
    rows = listing.rows(
        sample.cursor(),
        programme=options.programme,
        level=options.level,
        year=options.year,
    )
    printed = [listing.line(options.lang, row) for row in rows]
    assert printed[: len(shown.splitlines())] == shown.splitlines()


def test_decisions_are_numbered_without_a_gap() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_but_rosters_lies_in_the_sample() -> None:
    # A folder is imported whole: any other file would be "nothing to load".
    assert {path.suffix for path in (ROOT / "data" / "sample").iterdir()} == {".xlsx"}
