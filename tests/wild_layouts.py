"""A layout: every habit that a file is written in, drawn at random from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Layout:
    """The habits of one file; the defaults are those of a tidy one.

    units: how a row's unit is told: columns, down (a column filled once for a run of
    rows), ditto (marks under it), sections (the lowest), nested (commune, then cell),
    blocks (each under its name with a header of its own), sheets (one each), title,
    file. letters, letters_in: how text of one column is encoded.
    """

    kind: str = "members"
    scope: str = "commune"
    size: int = 30
    form: str = "xlsx"
    dated: str = "title"
    titled: str = "block"
    header_row: int = 7
    first_column: int = 0
    heads: str = "usual"
    merges: bool = True
    super_heads: bool = False
    number_row: str = "none"
    code_row: bool = False
    repeat_header: bool = False
    units: str = "columns"
    unit_names: str = "full"
    section_row: str = "in_name"
    dates: str = "slashes"
    names: str = "one"
    gender: str = "word"
    letters: str = "plain"
    letters_in: str = "name"
    ticks: str = "words"
    ratings: str = "short"
    words: str = "usual"
    education: str = "plain"
    cards: str = "text"
    posts: str = "own_column"
    order: str = "usual"
    blank_rows: bool = False
    empty_numbered: bool = False
    subtotals: bool = False
    totals: str = "none"
    notes: bool = False
    signature: bool = False
    others: str = "none"
    tables: str = "one"
    personal: bool = False
    bad_values: str = ""
    several_in_cell: bool = False
    repeated: bool = False
    nameless: bool = False
    status: str = "word"
    distractors: bool = False

    @property
    def features(self) -> tuple[str, ...]:
        """The habits that differ from a tidy file's, as "name=value"."""
        return tuple(
            f"{one.name}={value}"
            for one in fields(self)
            if (value := getattr(self, one.name)) != one.default
            or one.name in ("kind", "form", "scope")
            if one.name not in ("size", "letters_in", "order")
        )


KINDS = ("members",) * 5 + ("admissions", "organisations", "officers", "hamlets")
KINDS += ("leaders",)
FORMS = ("xlsx",) * 5 + ("xls", "xls", "ods", "html", "csv-,-utf-8", "csv-;-utf-8-sig")
FORMS += ("csv-tab-utf-16", "csv-;-cp1258", "xlsm")
# Habit → how often it is other than tidy, and its choices then.
HABITS: dict[str, tuple[float, tuple[Any, ...]]] = {
    "dated": (
        0.5,
        (
            "words",
            "short",
            "year",
            "file",
            "file_year",
            "sheet",
            "cell",
            "none",
            "half",
            "loose",
        ),
    ),
    "titled": (0.3, ("bare", "one_cell", "none")),
    "header_row": (0.5, (0, 3, 5, 6, 8, 9)),
    "first_column": (0.15, (1, 2)),
    "heads": (
        0.6,
        (
            "mixed",
            "mixed",
            "fresh",
            "composed",
            "capitals",
            "breaks",
            "tails",
            "decomposed",
            "spaced",
            "typos",
        ),
    ),
    "merges": (0.2, (False,)),
    "super_heads": (0.15, (True,)),
    "number_row": (0.3, ("plain", "brackets", "letters")),
    "code_row": (0.08, (True,)),
    "repeat_header": (0.1, (True,)),
    "unit_names": (0.4, ("committee", "bare", "capitals", "short")),
    "section_row": (0.6, ("merged", "roman", "letter", "counted")),
    "dates": (
        0.6,
        (
            "bare",
            "dots",
            "dashes",
            "real",
            "mixed",
            "serial",
            "months",
            "years",
            "some_years",
            "words",
            "short",
            "spaced",
            "iso",
            "timed",
            "swapped",
            "parts",
        ),
    ),
    "names": (0.4, ("capitals", "two", "under_one_head")),
    "gender": (0.4, ("one_tick", "two_ticks", "by_birth")),
    "letters": (0.25, ("decomposed", "u_hook", "nbsp", "tcvn3", "vni")),
    "ticks": (0.6, ("x", "X", "v", "one", "mark", "digits", "done", "low")),
    "ratings": (0.6, ("full", "typos", "words", "fresh", "ticks", "years")),
    "words": (0.4, ("short", "fresh")),
    "education": (0.6, ("grouped", "ticks")),
    "cards": (0.5, ("number", "lost_zeros", "dotted", "spaced", "nbsp")),
    "posts": (0.5, ("in_position",)),
    "order": (0.3, ("mixed", "units_first", "no_number")),
    "blank_rows": (0.15, (True,)),
    "empty_numbered": (0.12, (True,)),
    "subtotals": (0.3, (True,)),
    "totals": (0.4, ("right", "right", "wrong")),
    "notes": (0.25, (True,)),
    "signature": (0.5, (True,)),
    "others": (0.25, ("hidden_copy", "lookup", "instructions", "empty", "all")),
    "tables": (0.12, ("below", "beside", "lookup_beside")),
    "personal": (0.25, (True,)),
    "bad_values": (0.12, ("admitted_on", "birth_date", "too_young", "full_first")),
    "several_in_cell": (0.05, (True,)),
    "repeated": (0.06, (True,)),
    "nameless": (0.05, (True,)),
    "status": (0.2, ("two_ticks",)),
    "distractors": (0.3, (True,)),
}
UNITS = {
    "district": (
        "columns",
        "columns",
        "down",
        "sections",
        "nested",
        "sheets",
        "ditto",
        "blocks",
    ),
    "commune": ("columns", "columns", "down", "sections", "sheets", "ditto", "blocks"),
    "cell": ("title", "title", "file", "columns"),
}


def draw(chance: random.Random, **fixed: Any) -> Layout:
    """A layout at random; `fixed` habits are not drawn.

    Habits that one file cannot have together are set back to the tidy ones.
    """
    drawn: dict[str, Any] = {
        "kind": chance.choice(KINDS),
        "scope": chance.choice(("district", "commune", "commune", "cell")),
        "size": chance.choice((12, 25, 40, 60)),
        "form": chance.choice(FORMS),
    }
    # Some offices are tidy, some are not: a file has few strange habits, or many.
    wildness = chance.choice((0.2, 0.5, 1.0))
    for name, (often, choices) in HABITS.items():
        taken, choice = chance.random() < often * wildness, chance.choice(choices)
        if taken:
            drawn[name] = choice
    drawn["units"] = chance.choice(UNITS[{**drawn, **fixed}["scope"]])
    drawn["letters_in"] = chance.choice(("name", "name", "occupation", "units"))
    return possible(Layout(**{**drawn, **fixed}))


def possible(layout: Layout) -> Layout:
    """The layout without habits that exclude each other."""
    told = {one.name: getattr(layout, one.name) for one in fields(layout)}
    if layout.kind in ("hamlets", "organisations", "leaders"):
        if layout.scope == "cell":
            told |= {"scope": "commune", "units": "title"}
        elif layout.units not in ("columns", "title"):
            keep = layout.scope == "district" and layout.units != "nested"
            told["units"] = layout.units if keep else "columns"
    if told["units"] == "nested" and layout.scope != "district":
        told["units"] = "sections"
    if layout.form.startswith("csv"):
        # A CSV file is one sheet without merged cells, and cp1258 has no foreign bytes.
        told |= {"others": "none", "merges": False, "code_row": False}
        if told["units"] == "sheets":
            told["units"] = "columns"
        if layout.dated == "sheet":
            told["dated"] = "title"
        if "cp1258" in layout.form:
            told |= {"letters": "plain", "ticks": "x"}
            told["heads"] = "usual" if layout.heads == "decomposed" else layout.heads
    if layout.form == "html":
        told |= {"others": "none", "code_row": False}
        if told["units"] == "sheets":
            told["units"] = "columns"
        if layout.dated == "sheet":
            told["dated"] = "title"
    if layout.form.startswith("csv") or layout.form == "html":
        # Real dates and numbers are text there; a serial number is a number still.
        if layout.dates == "swapped":
            told["dates"] = "slashes"
        if layout.cards == "lost_zeros" and layout.form != "html":
            told["cards"] = "lost_zeros"
    if told["units"] in ("sections", "nested", "sheets", "blocks"):
        told["tables"] = "one"
    if layout.titled == "none" and layout.dated not in ("file", "file_year", "sheet"):
        told["dated"] = "file"
    if layout.names == "under_one_head" and not told["merges"]:
        told["names"] = "two"
    if layout.kind not in ("members", "admissions"):
        told |= {"bad_values": "", "several_in_cell": False}
        if layout.ratings == "years" and layout.kind != "organisations":
            told["ratings"] = "short"
    if layout.kind == "admissions" and layout.bad_values in ("full_first", "too_young"):
        told["bad_values"] = "admitted_on"
    if layout.bad_values in ("full_first", "too_young"):
        told["dates"] = "slashes"
    if layout.gender == "by_birth" and layout.dates == "parts":
        told["gender"] = "word"
    if layout.kind == "hamlets" and layout.letters_in in ("name", "occupation"):
        told["letters_in"] = "units"
    if layout.letters in ("tcvn3", "vni") and layout.units == "down":
        told["letters_in"] = "name"
    return Layout(**{**told, **_without_use(told["kind"])})


def _without_use(kind: str) -> dict[str, Any]:
    """The habits of columns that a kind does not have, set back."""
    idle: set[str] = set()
    if kind not in ("members", "admissions"):
        idle |= {"cards", "bad_values", "several_in_cell", "repeated", "nameless"}
        idle.add("status")
    if kind not in ("officers", "leaders"):
        idle |= {"education", "posts"}
    if kind in ("hamlets", "organisations"):
        idle |= {"names", "gender", "words", "super_heads"}
    if kind == "hamlets":
        idle |= {"dates", "ratings"}
    if kind == "admissions":
        idle |= {"ratings", "status"}
    defaults = Layout()
    return {name: getattr(defaults, name) for name in idle}


# Habits that every kind of roster may have its own trouble with.
_FOR_ALL_KINDS = (
    "heads", "ratings", "ticks", "words", "education", "posts", "gender", "names",
    "titled", "totals", "unit_names", "dates", "super_heads", "code_row", "merges",
)  # fmt: skip


def single_habits(kind: str) -> list[dict[str, Any]]:
    """Each habit alone (and the kind), for a file that is tidy otherwise."""
    found: list[dict[str, Any]] = [{}]
    for name, (_, choices) in HABITS.items():
        if kind == "members" or name in _FOR_ALL_KINDS:
            found += [{name: choice} for choice in dict.fromkeys(choices)]
    found += [{"form": form} for form in dict.fromkeys(FORMS) if form != "xlsx"]
    for scope, modes in UNITS.items():
        found += [{"scope": scope, "units": mode} for mode in dict.fromkeys(modes)]
    if kind == "members":
        found += [
            {"letters": letters, "letters_in": "units"}
            for letters in HABITS["letters"][1]
        ]
        found += [
            {"units": "sections", "scope": scope, "section_row": section}
            for section in ("in_name", *HABITS["section_row"][1])
            for scope in ("commune", "district")
        ]
        found += [
            {"units": "nested", "scope": "district", "section_row": section}
            for section in HABITS["section_row"][1]
        ]
        found += [
            {"form": form, name: choice}
            for form in ("xls", "ods", "html", "csv-;-utf-8-sig")
            for name, choice in (
                ("gender", "two_ticks"), ("names", "under_one_head"),
                ("dates", "real"), ("dates", "serial"), ("units", "down"),
                ("super_heads", True), ("first_column", 2),
            )
        ]  # fmt: skip
    made = []
    for habits in found:
        wanted = {"kind": kind, **habits}
        layout = possible(Layout(**wanted))
        if all(getattr(layout, name) == value for name, value in wanted.items()):
            made.append(wanted)
    return made
