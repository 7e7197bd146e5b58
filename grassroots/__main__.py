"""The command line: `python -m grassroots …`. JSON alone goes to standard output,
messages go to standard error."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from grassroots import (
    changes,
    checks_listing,
    cube,
    decisions,
    handback,
    indicators,
    listing,
    prefilled,
    store,
    texts,
)
from grassroots.answers import AnswersError, answers_of
from grassroots.importing import post
from grassroots.importing.load import Importer
from grassroots.importing.report import NOTE, Answers, FileRefused, FileReport, as_json
from grassroots.importing.sources import Source
from grassroots.messages import (
    decision_line,
    error_message,
    problem_message,
    status_line,
)
from grassroots.programmes import ProgrammeError
from grassroots.rosters import roster_kinds
from grassroots.store import StoreError
from grassroots.templates import write_template

FINE, INCOMPLETE, UNUSABLE = 0, 1, 2
_FINE_STATUSES = {"loaded", "already_loaded"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 where all is well, 1 where something was
    set aside, undecided or empty, 2 where something failed or was unusable."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except StoreError as error:
        _say(error_message(options.lang, error.code, error.details))
    except (listing.ListingError, AnswersError) as error:
        _say(error_message(options.lang, error.code, error.details))
    except ProgrammeError as error:
        _say(error.sentence(options.lang))
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        _say(texts.text(options.lang, "errors.interrupted"))
    return UNUSABLE


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m grassroots", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    load = _command(commands, "import", _import, "load rosters into the database")
    load.add_argument("paths", nargs="+", metavar="PATH", type=Path)
    load.add_argument("--kind", choices=sorted(roster_kinds()))
    load.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    load.add_argument("--unit", metavar="NAME")
    load.add_argument("--password", metavar="TEXT")
    load.add_argument("--decisions", type=Path, metavar="FILE")
    load.add_argument(
        "--hand-back",
        type=Path,
        metavar="FOLDER",
        help="write a copy of each faulty file there, its faults marked",
    )
    load.add_argument("--json", action="store_true")

    show = _command(commands, "indicators", _indicators, "print figures and verdicts")
    show.add_argument("--indicator", metavar="ID")
    show.add_argument("--programme", metavar="ID")
    show.add_argument("--level", metavar="LEVEL")
    show.add_argument("--unit", metavar="NAME|CODE")
    show.add_argument("--year", type=int, metavar="Y")
    show.add_argument("--by", metavar="FIELD")
    show.add_argument(
        "--boundaries", choices=indicators.BOUNDARIES, default=indicators.THEN
    )
    show.add_argument("--rating-base", choices=["rated", "all"], default="rated")
    show.add_argument(
        "--admission-base",
        choices=["previous_year_end", "term_start", "year_end"],
        default="previous_year_end",
    )
    show.add_argument("--json", action="store_true")

    compare = _command(commands, "checks", _checks, "hold the rosters together")
    compare.add_argument("--check", metavar="ID")
    compare.add_argument("--unit", metavar="NAME|CODE")
    compare.add_argument("--year", type=int, metavar="Y")
    compare.add_argument("--summary", action="store_true", help="counts alone")
    compare.add_argument("--names", action="store_true", help="names of persons too")
    compare.add_argument("--json", action="store_true")

    kept = _command(commands, "decisions", _decisions, "what is remembered of columns")
    kept.add_argument("--forget", metavar="LAYOUT", help="no longer remember this one")

    undo = _command(commands, "undo", _undo, "take an import back")
    undo.add_argument("batch", type=int, metavar="BATCH")
    back = _command(commands, "bring-back", _bring_back, "put an import back in force")
    back.add_argument("batch", type=int, metavar="BATCH")
    copy = _command(commands, "backup", _backup, "copy the database to one file")
    copy.add_argument("file", type=Path, metavar="FILE")
    _command(commands, "check", _check, "see whether the database can be used")
    form = _command(commands, "template", _template, "write an Excel form to fill in")
    form.add_argument("kind", choices=sorted(set(roster_kinds()) - {"successions"}))
    form.add_argument("--out", type=Path, required=True, metavar="FILE")
    form.add_argument(
        "--unit",
        metavar="NAME|CODE",
        help="fill in the names of this unit's latest roster",
    )
    return parser


def _command(commands, name, run, purpose):  # type: ignore[no-untyped-def]
    command = commands.add_parser(name, help=purpose)
    command.set_defaults(run=run)
    command.add_argument("--db", type=Path, default=store.DEFAULT, metavar="FILE")
    command.add_argument("--lang", choices=texts.LANGUAGES, default="vi")
    return command


def _import(options: argparse.Namespace) -> int:
    said = Answers(options.kind, options.as_of, options.unit, options.password)
    answers, by_file = answers_of(options.decisions, said)
    with store.open_store(options.db) as opened:
        importer = Importer(opened, date.today())
        reports = []

        def chosen(source: Source) -> Answers:
            return by_file.get(source.name, answers)

        loading = post.files(importer, importer.sources(options.paths), chosen)
        with closing(loading) as loaded:
            for source, report in loaded:
                reports.append(report)
                _say(status_line(options.lang, report))
                if not options.json:
                    for problem in report.problems:
                        _say(f"    {problem_message(options.lang, problem)}")
                if options.hand_back is not None:
                    _hand_back(options, source, report, chosen(source).password)
        cube.keep(opened)
    if options.json:
        printed = [
            as_json(report, lambda found: problem_message(options.lang, found))
            for report in reports
        ]
        print(json.dumps(printed, ensure_ascii=False, indent=1))
    return _import_code(reports)


def _hand_back(
    options: argparse.Namespace,
    source: Source,
    report: FileReport,
    password: str | None,
) -> None:
    """Writes the copy to be corrected; nothing for a file without faults."""
    if all(problem.effect == NOTE for problem in report.problems):
        return
    try:
        content = handback.hand_back(source, report, options.lang, password)
    except FileRefused:
        return  # a password is missing: the report says so
    path = options.hand_back / handback.name_of(report, options.lang)
    try:
        options.hand_back.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise AnswersError("unwritable", path=path) from error
    _say(texts.text(options.lang, "command.handed_back", file=path))


def _import_code(reports: list[FileReport]) -> int:
    if any(report.status == "failed" for report in reports):
        return UNUSABLE
    fine = all(report.status in _FINE_STATUSES for report in reports)
    return FINE if fine and reports else INCOMPLETE


def _indicators(options: argparse.Namespace) -> int:
    with store.open_store(options.db) as opened:
        cursor = opened.cursor()
        rows = listing.rows(
            cursor,
            indicator=options.indicator,
            programme=options.programme,
            level=options.level,
            unit=options.unit,
            year=options.year,
            by=options.by,
            rating_base=options.rating_base,
            admission_base=options.admission_base,
            boundaries=options.boundaries,
        )
        if options.json:
            _print_json_list(rows)
        else:
            for row in rows:
                print(listing.line(options.lang, row))
    return FINE


def _print_json_list(rows) -> None:  # type: ignore[no-untyped-def]
    """Row by row, since a whole province is more than should stand in memory."""
    separator = "["
    for row in rows:
        print(separator + json.dumps(row, ensure_ascii=False), end="")
        separator = ",\n"
    print("[]" if separator == "[" else "]")


def _checks(options: argparse.Namespace) -> int:
    asked = {"check": options.check, "unit": options.unit, "year": options.year}
    with store.open_store(options.db) as opened:
        cursor = opened.cursor()
        if options.summary:
            counts = checks_listing.summary_rows(cursor, **asked)
            if options.json:
                _print_json_list(counts)
            else:
                for row in counts:
                    print(checks_listing.summary_line(options.lang, row))
            return FINE
        rows = checks_listing.rows(cursor, names=options.names, **asked)
        if options.json:
            _print_json_list(rows)
        else:
            for row in rows:
                for line in checks_listing.lines(options.lang, row):
                    print(line)
    return FINE


def _decisions(options: argparse.Namespace) -> int:
    with store.open_store(options.db) as opened:
        if options.forget:
            with opened.transaction() as cursor:
                count = decisions.forget(cursor, options.forget)
            _say(texts.text(options.lang, "command.forgotten", count=count))
            return FINE if count else UNUSABLE
        for row in decisions.all_of(opened.cursor()):
            print(decision_line(options.lang, row))
    return FINE


def _undo(options: argparse.Namespace) -> int:
    return _changed(options, store.undo, changes.later_than, "undone")


def _bring_back(options: argparse.Namespace) -> int:
    return _changed(options, store.bring_back, changes.missing_for, "brought_back")


def _changed(options, change, in_the_way, said) -> int:  # type: ignore[no-untyped-def]
    with store.open_store(options.db) as opened:
        others = in_the_way(opened.cursor(), options.batch)
        if others:
            key = "first_undo" if said == "undone" else "first_back"
            listed = [f"{other.batch} ({other.file})" for other in others]
            named = texts.listed(options.lang, listed)
            _say(texts.text(options.lang, f"units_page.{key}", others=named))
            return UNUSABLE
        done = change(opened, options.batch)
        cube.keep(opened)
    key = f"command.{said}" if done else "errors.no_such_batch"
    _say(texts.text(options.lang, key, batch=options.batch))
    return FINE if done else UNUSABLE


def _backup(options: argparse.Namespace) -> int:
    store.backup(options.db, options.file)
    _say(texts.text(options.lang, "command.backed_up", file=options.file))
    return FINE


def _check(options: argparse.Namespace) -> int:
    store.open_store(options.db).close()
    return FINE


def _template(options: argparse.Namespace) -> int:
    filled = None if options.unit is None else _filled(options)
    try:
        write_template(options.kind, options.out, options.lang, filled=filled)
    except OSError as error:
        raise AnswersError("unwritable", path=options.out) from error
    _say(texts.text(options.lang, "command.written", file=options.out))
    return FINE


def _filled(options: argparse.Namespace) -> prefilled.Filled:
    with store.open_store(options.db) as opened:
        cursor = opened.cursor()
        unit_id = listing.one_unit(cursor, options.unit)
        try:
            filled = prefilled.fill(cursor, options.kind, unit_id)
        except prefilled.NotFilledError as error:
            details = {"rows": error.rows, "most": prefilled.MOST_ROWS}
            raise listing.ListingError(
                error.code, name=options.unit, **details
            ) from error
    _say(prefilled.said(options.lang, options.kind, filled))
    return filled


if __name__ == "__main__":
    sys.exit(main())
