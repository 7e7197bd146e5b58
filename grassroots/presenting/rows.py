"""The rows behind a figure as words: title, choice of outcome, table, one row in full.

What was covered when the rows were asked for has no column here. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grassroots import messages, texts, wording
from grassroots.assessment import figure_of
from grassroots.behind import BASE, MET, NOT_MET, OUTCOMES, OUTSIDE, UNKNOWN, Behind
from grassroots.headline import lower_first
from grassroots.indicators import INDICATORS, Choices
from grassroots.presenting.rows_words import value_word
from grassroots.rosters import roster_kinds
from grassroots.rows import PERSONS, Row, Rows, Told, is_covered
from grassroots.targets import Target
from grassroots.units import Unit

ALL = "all"
ARROW = " › "
_GLYPHS = {MET: "●", NOT_MET: "✕", UNKNOWN: "?", BASE: "○", OUTSIDE: "·"}
# What tells a row of a kind apart, beside the fields that the indicator reads.
_TELLING: Mapping[str, tuple[str, ...]] = {
    "members": ("status", "admitted_on"),
    "admissions": ("admitted_on", "readmitted"),
    "officers": ("position", "body"),
    "leaders": ("position", "level"),
    "hamlets": ("kind",),
    "organisations": ("level", "kind"),
}
_NAMED = ("name", "birth_date", "card_number")  # the others stand in the row in full
_RATINGS = ("rating", "committee_rating")


@dataclass(frozen=True)
class Column:
    """A column of the table; `key` is one of outcome, unit, file, sheet, row, or the
    field of the rosters."""

    key: str
    head: str


def title(
    language: str, found: Behind, target: Target, unit: Unit, choices: Choices
) -> str:
    """The finding: how many of what, and how many rows stand against it. choices: those
    that the figure was asked for with."""
    figure, base = found.figure, INDICATORS[found.indicator].base
    name = wording.whole_unit(language, unit)
    what = lower_first(target.title.of(language))
    if figure.numerator is None:
        return texts.text(
            language, "rows.finding.none", unit=name, what=what, year=found.year
        )
    if base == "admission":
        said = _admitted(language, found, name, choices)
    else:
        ratio = wording.ratio(language, figure_of(figure))
        said = texts.text(
            language, "rows.finding.share", unit=name, ratio=ratio, what=what
        )
    rest = [
        texts.text(
            language, f"rows.finding.{outcome}", count=texts.number(language, count)
        )
        for outcome in (NOT_MET, UNKNOWN)
        if (count := found.counts.get(outcome, 0))
    ]
    return "; ".join([said, ", ".join(rest)] if rest else [said])


def _admitted(language: str, found: Behind, unit: str, choices: Choices) -> str:
    numerator = texts.number(language, found.figure.numerator or 0)
    if found.figure.denominator is None:
        return texts.text(
            language, "rows.finding.admitted", unit=unit, numerator=numerator
        )
    return texts.text(
        language,
        "rows.finding.admission",
        unit=unit,
        numerator=numerator,
        denominator=texts.number(language, found.figure.denominator),
        base=texts.text(language, f"bases.said.{choices.admission_base}"),
    )


def tabs(language: str, found: Behind) -> dict[str, str]:
    """The outcomes that there are rows of, with how many, and all of them."""
    labels = {
        outcome: f"{outcome_word(language, found.indicator, outcome)} "
        f"({texts.number(language, found.counts[outcome])})"
        for outcome in OUTCOMES
        if found.counts.get(outcome)
    }
    every = texts.number(language, sum(found.counts.values()))
    all_of = texts.text(language, "rows.tabs.all")
    return labels | {ALL: f"{all_of} ({every})"}


def first_tab(found: Behind) -> str:
    """The outcome to open with: what needs looking into, of admissions who came in."""
    admitted = INDICATORS[found.indicator].base == "admission"
    order = (MET, UNKNOWN) if admitted else (NOT_MET, UNKNOWN, MET)
    return next((one for one in order if found.counts.get(one)), ALL)


def outcome_word(language: str, indicator: str, outcome: str) -> str:
    """What an outcome is called with an indicator: "Chưa đạt", "Kết nạp trong năm"."""
    kind = INDICATORS[indicator]
    family = "count" if kind.unit == "count" else kind.base or "share"
    key = f"rows.tabs.{family}.{outcome}"
    if texts.has(language, key):
        return texts.text(language, key)
    return texts.text(language, f"rows.tabs.share.{outcome}")


def columns(language: str, found: Rows) -> tuple[Column, ...]:
    """The columns of the table; those of persons only where the rows have them, the
    outcome only where the rows differ in it. File, sheet and row come right after what
    is measured: a narrow screen must not hide them."""
    kinds = dict.fromkeys(row.table.kind for row in found.rows)
    uncovered = any(row.person for row in found.rows)
    fields: dict[str, str] = {}
    telling: dict[str, str] = {}
    wanted = [
        one
        for field in INDICATORS[found.behind.indicator].fields
        for one in field.split("|")
    ]
    for kind in kinds:
        known = {field.id: field for field in roster_kinds()[kind].fields}
        person = [one for one in _NAMED if uncovered and is_covered(kind, one)]
        for one in (*person, *wanted, *_TELLING[kind]):
            if one in known and (one in person or not is_covered(kind, one)):
                of = fields if one in person or one in wanted else telling
                of.setdefault(one, known[one].label[language])
    if any(one in fields for one in _RATINGS):
        label = roster_kinds()["members"].field("not_rated_reason").label[language]
        if any(row.values.get("not_rated_reason") for row in found.rows):
            fields["not_rated_reason"] = label
    outcomes = len({row.outcome for row in found.rows}) > 1
    heads = {
        **(
            {"outcome": texts.text(language, "rows.columns.outcome")}
            if outcomes
            else {}
        ),
        "unit": texts.text(language, "rows.columns.unit"),
        **fields,
        **{
            key: texts.text(language, f"rows.columns.{key}")
            for key in ("file", "sheet", "row")
        },
        **{one: label for one, label in telling.items() if one not in fields},
    }
    return tuple(Column(key, head) for key, head in heads.items())


def lines(
    language: str, found: Rows, shown: Sequence[Column], path: Sequence[Unit]
) -> list[tuple[str | int, ...]]:
    """The cells of the table, one tuple a row; path: what need not be said of a unit,
    since it is the way down to the one that is looked at."""
    above = {step.unit_id for step in path}
    return [
        tuple(
            _cell(language, found.behind.indicator, row, one.key, above)
            for one in shown
        )
        for row in found.rows
    ]


def _cell(
    language: str, indicator: str, row: Row, key: str, above: set[int]
) -> str | int:
    if key == "outcome":
        return marked(language, indicator, row)
    if key == "unit":
        return unit_words(language, row.path, above)
    if key == "file":
        return row.table.file
    if key == "sheet":
        return row.table.sheet
    if key == "row":
        return row.number
    return value_word(language, row, key)


def marked(language: str, indicator: str, row: Row) -> str:
    """The outcome of a row as shape and word: "✕ Chưa đạt"."""
    return f"{_GLYPHS[row.outcome]} {outcome_word(language, indicator, row.outcome)}"


def unit_words(language: str, path: Sequence[Unit], above: set[int]) -> str:
    """The way down to a unit, without what stands above; the unit itself always."""
    steps = [step for step in path if step.unit_id not in above] or list(path[-1:])
    return ARROW.join(wording.unit_name(language, step) for step in steps)


def notes(
    language: str, found: Rows, target: Target, choices: Choices, outcome: str
) -> list[str]:
    """What must be known to read the table. choices: as for `title`."""

    def say(key: str, **values: object) -> str:
        return texts.text(language, f"rows.notes.{key}", **values)

    told, counts = found.behind, found.behind.counts
    indicator = INDICATORS[told.indicator]
    said = [say(key) for key in _population(target)]
    every = len(told.outcomes) if outcome == ALL else counts.get(outcome, 0)
    if len(found.rows) < every:
        numbers = [texts.number(language, one) for one in (len(found.rows), every)]
        said.append(say("first", shown=numbers[0], all=numbers[1]))
    if told.carried:
        said.append(say("carried"))
    if found.told and counts:
        said.append(say("told"))
    if count := counts.get(OUTSIDE):
        reason = "count" if indicator.unit == "count" else indicator.base or "share"
        said.append(say(f"outside.{reason}", count=texts.number(language, count)))
    if indicator.base == "rating" and choices.rating_base == "all":
        said.append(say("all_rated"))
    for key in (indicator.id, *indicator.rosters):
        if counts and texts.has(language, f"rows.notes.of.{key}"):
            said.append(say(f"of.{key}"))
    persons = any(row.table.kind in PERSONS for row in found.rows)
    if persons and not any(row.person for row in found.rows):
        said.append(say("covered"))
    return said


def _population(target: Target) -> list[str]:
    keys = {"without_armed_forces": target.exclude, "only_kinds": target.only_kinds}
    return [key for key, value in keys.items() if value]


@dataclass(frozen=True)
class Whole:
    """One row in full. place: file, sheet, row; cells: label, value, heading of the
    column in the file; problems: sentences about what was set aside in it."""

    place: str
    unit: str
    outcome: str
    cells: tuple[tuple[str, str, str], ...]
    dates: str
    problems: tuple[str, ...]


def whole(language: str, found: Rows, row: Row) -> Whole:
    """All that is known of one row, in the order of its kind's fields."""
    kind = roster_kinds()[row.table.kind]
    held = {**row.values, **row.person}
    cells = []
    for field in kind.fields:
        if field.id not in held:
            continue
        headings = row.table.headings.get(field.id, ())
        year = [one for one in headings if str(row.table.as_of.year) in one]
        heading = ", ".join(year or headings)
        if field.id in row.table.fields:
            value = value_word(language, row, field.id)
            cells.append((field.label[language], value, heading or "–"))
    sentences = [messages.problem_message(language, one) for one in row.problems]
    if row.hidden:
        sentences.append(
            texts.text(language, "rows.whole.covered_problem", count=row.hidden)
        )
    table = row.table
    return Whole(
        place=place(language, row.table.file, row.table.sheet, row.number),
        unit=unit_words(language, row.path, set()),
        outcome=marked(language, found.behind.indicator, row),
        cells=tuple(cells),
        dates=texts.text(
            language,
            "rows.whole.dates",
            kind=kind.title[language],
            as_of=texts.day(language, table.as_of),
            imported=texts.day(language, table.imported_at.date()),
            batch=table.batch,
        ),
        problems=tuple(sentences),
    )


def place(language: str, file: str, sheet: str, row: int) -> str:
    """Where a row stands: "tệp › trang tính › dòng 21"."""
    return ARROW.join([file, sheet, texts.text(language, "rows.whole.row", row=row)])


def told_heads(language: str) -> tuple[str, ...]:
    """The heads of the table of aggregates."""
    keys = ("unit", "numerator", "denominator", "file", "sheet", "row")
    return tuple(texts.text(language, f"rows.columns.{key}") for key in keys)


def told_lines(
    language: str, told: Sequence[Told], path: Sequence[Unit]
) -> list[tuple[str | int | None, ...]]:
    """The aggregates that a figure is made of, one tuple each."""
    above = {step.unit_id for step in path}
    return [
        (
            unit_words(language, one.path, above),
            one.numerator,
            one.denominator,
            one.table.file,
            one.table.sheet,
            one.number,
        )
        for one in told
    ]


def in_words(
    language: str, told: Sequence[tuple[str | int | None, ...]]
) -> list[tuple[str | int | None, ...]]:
    """The lines of aggregates with their counts as text, "–" for none."""
    return [
        (unit, *(_count(language, one) for one in counts), file, sheet, row)
        for unit, *counts, file, sheet, row in told
    ]


def _count(language: str, count: str | int | None) -> str:
    return texts.number(language, count) if isinstance(count, int) else "–"
