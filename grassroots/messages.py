"""Problems, errors and reports of the import as sentences for people."""

from __future__ import annotations

from collections.abc import Mapping

from grassroots import texts
from grassroots.importing.report import FileReport, Problem
from grassroots.rosters import roster_kinds


def problem_message(language: str, problem: Problem) -> str:
    """Where, what is wrong, and what to do: `DS 2025!G21: "…" …`."""
    values = dict(problem.details)
    values["value"] = problem.value or ""
    values.setdefault("heading", problem.field or "")
    if "options" in values:
        values["options"] = ", ".join(
            f"{name} ({code})" for code, name in values["options"]
        )
    if "kinds" in values:
        kinds = roster_kinds()
        values["kinds"] = ", ".join(
            kinds[kind].title[language] for kind in values["kinds"]
        )
    if "fields" in values:
        kind = roster_kinds()[values["kind"]]
        labels = [kind.field(field).label[language] for field in values["fields"]]
        values["fields"] = ", ".join(f"“{label}”" for label in labels)
    if "reason" in values:
        values["reason"] = texts.text(language, f"reasons.{values['reason']}")
    sentence = texts.text(language, f"problems.{problem.code}", **values)
    place = address(problem)
    return f"{place}: {sentence}" if place else sentence


def address(problem: Problem) -> str:
    """The place as Excel writes it: `DS 2025!G21`, the sheet alone, or nothing."""
    if problem.sheet is None:
        return ""
    if problem.row is None:
        return problem.sheet
    return f"{problem.sheet}!{problem.column or ''}{problem.row}"


def error_message(language: str, code: str, details: Mapping[str, object]) -> str:
    """The sentence of an error of the store or of the command line."""
    return texts.text(language, f"errors.{code}", **dict(details))


def decision_line(language: str, decided: Mapping[str, object]) -> str:
    """One line on what is remembered of a heading."""
    kind = roster_kinds()[str(decided["kind"])]
    field = str(decided["field"])
    ignored = field == "ignore"
    return texts.text(
        language,
        "command.remembered_ignored" if ignored else "command.remembered",
        layout=decided["layout"],
        kind=kind.title[language],
        heading=decided["heading"],
        field="" if ignored else kind.field(field).label[language],
        file=decided["file"],
    )


def status_line(language: str, report: FileReport) -> str:
    """One line a file for the command line."""
    aside = sum(problem.effect.endswith("set_aside") for problem in report.problems)
    return texts.text(
        language,
        f"command.{report.status}",
        file=report.file,
        rows=sum(table.rows_loaded for table in report.tables),
        aside=aside,
        batch=report.batch,
    )
