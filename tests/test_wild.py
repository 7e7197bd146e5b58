"""The same people in any layout that offices use: the same rows, or a question.

The layouts are those of wild.py; what a file must give is known from how it was made.
More of them, and the figures, by benchmarks/wild_files.py.
"""

from __future__ import annotations

import io
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
import python_calamine as calamine
import wild
import wild_check
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wild_facts import Fact, World, make_world
from wild_layouts import FORMS, HABITS, UNITS, Layout, possible
from wild_letters import tcvn3, vni
from wild_write import Sheet, write

from grassroots.importing.load import Importer
from grassroots.importing.sources import Source
from grassroots.store import open_store

AS_OF = date(2024, 12, 31)
PEOPLE = 500
# What every layout of the 500 tells, beside the units.
FIELDS = (
    "name",
    "birth_date",
    "gender",
    "ethnicity",
    "religion",
    "card_number",
    "admitted_on",
    "full_member_on",
    "status",
    "occupation",
    "rating",
)
MESSY: dict[str, Any] = {
    "header_row": 0,
    "number_row": "brackets",
    "subtotals": True,
    "totals": "right",
    "blank_rows": True,
    "empty_numbered": True,
    "notes": True,
    "signature": True,
    "personal": True,
    "distractors": True,
}
NESTED: dict[str, Any] = {"units": "nested", "unit_names": "full"}
LAYOUTS: dict[str, dict[str, Any]] = {
    "a tidy workbook": {},
    "an old workbook": {"form": "xls"},
    "an open document": {"form": "ods"},
    "a web page named xls": {"form": "html"},
    "commas": {"form": "csv-,-utf-8"},
    "semicolons with a mark": {"form": "csv-;-utf-8-sig"},
    "tabs in UTF-16": {"form": "csv-tab-utf-16"},
    "Vietnamese Windows": {"form": "csv-;-cp1258"},
    "title right above": {"header_row": 0},
    "header on row ten": {"header_row": 9},
    "from column C on": {"first_column": 2},
    "title in one cell": {"titled": "one_cell", "units": "columns"},
    "no title at all": {"titled": "none", "dated": "file"},
    "date in words": {"dated": "words"},
    "date in a cell": {"dated": "cell"},
    "headings in capitals": {"heads": "capitals", "unit_names": "capitals"},
    "headings in lines": {"heads": "breaks", "number_row": "brackets"},
    "headings decomposed": {"heads": "decomposed", "letters": "decomposed"},
    "headings spaced out": {"heads": "spaced", "letters": "nbsp", "cards": "nbsp"},
    "a row of codes": {"code_row": True, "number_row": "letters"},
    "header repeated": {"repeat_header": True, "number_row": "plain"},
    "headings over headings": {"super_heads": True, "gender": "two_ticks"},
    "nothing merged": {"super_heads": True, "gender": "two_ticks", "merges": False},
    "unit merged over its rows": {"units": "down"},
    "marks for the same again": {"units": "ditto"},
    "a header for each commune": {"units": "blocks", "dates": "timed"},
    "commune by section": {"units": "sections", "section_row": "roman"},
    "commune and cell by section": {**NESTED, "section_row": "in_name"},
    "sections in one cell": {**NESTED, "section_row": "merged", "form": "xls"},
    "sections with counts": {**NESTED, "section_row": "counted", "subtotals": True},
    "a sheet a commune": {"units": "sheets", "others": "all"},
    "real dates": {"dates": "real", "form": "ods"},
    "dates of all sorts": {"dates": "mixed", "form": "xls"},
    "serial numbers": {"dates": "serial", "cards": "number"},
    "day, month and year apart": {"dates": "parts", "ratings": "words"},
    "name in two columns": {"names": "two", "dates": "dots"},
    "one heading over a name": {"names": "under_one_head", "ratings": "full"},
    "born as man or woman": {"gender": "by_birth", "ratings": "typos"},
    "ratings to tick": {"ratings": "ticks", "ticks": "mark", "names": "capitals"},
    "ratings by year": {"ratings": "years", "cards": "dotted"},
    "names in TCVN3": {"letters": "tcvn3", "dates": "words"},
    "names in VNI": {"letters": "vni", "cards": "spaced", "ticks": "one"},
    "two tables below each other": {"tables": "below"},
    "two tables side by side": {"tables": "beside"},
    "all sorts of other rows": MESSY,
    "all sorts in an old workbook": {**MESSY, **NESTED, "form": "xls"},
    "all sorts on a web page": {**MESSY, "form": "html", "units": "down"},
}


@cache
def _five_hundred() -> World:
    """500 made-up members of three communes; no card number begins with a zero."""
    world = make_world(random.Random(21), "members", "district", AS_OF, PEOPLE + 40)
    facts = tuple(
        Fact(
            fact.units,
            {**fact.values, "card_number": f"3{fact.values['card_number'][1:]}"},
        )
        for fact in world.facts[:PEOPLE]
    )
    return replace(world, facts=facts)


def _row(units: Mapping[str, str], values: Mapping[str, Any]) -> tuple[Any, ...]:
    told = [
        wild_check.plain_key(value) if isinstance(value, str) else value
        for value in (values[field] for field in FIELDS)
    ]
    places = [wild_check.bare(units[level]) for level in ("commune", "cell")]
    return (*places, *told)


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


def _rows_of(made: wild.WildFile) -> tuple[list[tuple[Any, ...]], str]:
    """The rows of a file as the tables hold them, and what was said instead."""
    with open_store(":memory:") as store:
        importer = Importer(store, wild_check.TODAY)
        report = importer.file(Source(made.name, made.content))
        said = f"{report.status}: {[p for p in report.problems if p.effect != 'note']}"
        rows = [
            _row(dict(row["units"]), row)
            for rows in wild_check.typed_rows(store, report).values()
            for row in rows
        ]
    return rows, said


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_500_people_in_any_layout_are_the_same_500_rows(name: str) -> None:
    layout = {"scope": "district", "order": "all", **LAYOUTS[name]}
    made = wild.tidy(1, _five_hundred(), **layout)
    rows, said = _rows_of(made)
    expected = [
        _row({unit.level: unit.name for unit in fact.units}, fact.values)
        for fact in _five_hundred().facts
    ]
    assert len(expected) == PEOPLE
    missing = [row for row in expected if row not in set(rows)]
    assert (len(rows), missing[:3]) == (PEOPLE, []), said[:600]
    assert _sorted(rows) == _sorted(expected)


_WORLDS = {
    (kind, scope): make_world(random.Random(7), kind, scope, AS_OF, 24)
    for kind in wild.FIELDS
    for scope in UNITS
}


@st.composite
def _layouts(draw: st.DrawFn) -> Layout:
    """A kind, a form, a way to tell the unit, and up to four habits more."""
    scope = draw(st.sampled_from(sorted(UNITS)))
    habit = st.sampled_from(sorted(HABITS)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(HABITS[name][1]))
    )
    habits = dict(draw(st.lists(habit, max_size=4, unique_by=lambda pair: pair[0])))
    if habits.get("dated") in ("half", "none"):
        habits["dated"] = "title"  # 500 people stand for 31 December
    return possible(
        Layout(
            kind=draw(st.sampled_from(sorted(wild.FIELDS))),
            scope=scope,
            form=draw(st.sampled_from(FORMS)),
            units=draw(st.sampled_from(UNITS[scope])),
            **habits,
        )
    )


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    # A layout has few habits: what fails can be read without shrinking it for minutes.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow,),
)
@given(_layouts())
def test_any_layout_gives_the_same_rows_or_a_question(layout: Layout) -> None:
    world = _WORLDS[layout.kind, layout.scope]
    made = wild.build(1, random.Random(1), layout, world)
    outcome = wild_check.run(made)
    assert outcome.status != "crash", outcome.findings
    assert not outcome.silent, (layout.features, outcome.silent[:3])


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_written_cells_are_read_where_they_were_put(form: str) -> None:
    sheet = Sheet("Danh sách", {(2, 1): "Họ và tên", (3, 1): 7.0}, [(2, 1, 2, 2)])
    sheet.put(4, 3, datetime(1980, 2, 1))
    content, _ = write([Sheet("Cũ", {(0, 0): "x"}, hidden=True), sheet], form)
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    hidden = [
        meta.visible != calamine.SheetVisibleEnum.Visible
        for meta in book.sheets_metadata
    ]
    read = book.get_sheet_by_index(1).to_python(skip_empty_area=False)
    assert hidden == [True, False]
    assert read[2][1:3] == ["Họ và tên", ""]
    assert (read[3][1], str(read[4][3])[:10]) == (7.0, "1980-02-01")


def test_text_formats_hold_the_same_letters() -> None:
    sheet = Sheet("DS", {(0, 0): "Nguyễn Thị Phượng", (0, 1): "Đỗ Ý"})
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1258"):
        content, ending = write([sheet], f"csv-;-{encoding}")
        text = unicodedata.normalize("NFC", content.decode(encoding))
        assert (text.strip(), ending) == ("Nguyễn Thị Phượng;Đỗ Ý", "csv")


def test_old_letters_are_those_of_the_old_fonts() -> None:
    # As files of the nineties show them without their fonts; U+00AD is ư in TCVN3.
    assert tcvn3("Cộng hòa xã hội chủ nghĩa Việt Nam") == (
        "Céng hßa x· héi chñ nghÜa ViÖt Nam"
    )
    assert tcvn3("tất cả mọi người và được tự do") == (
        "tÊt c¶ mäi ng\u00adêi vµ ®\u00adîc tù do"
    )
    assert tcvn3("Đường") == "§\u00adêng"
    assert vni("Cộng hòa xã hội chủ nghĩa Việt Nam") == (
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"
    )
    assert vni("Đường") == "Ñöôøng"


def test_a_seed_gives_the_same_file_again() -> None:
    for seed in range(12):
        one, other = wild.make(seed), wild.make(seed)
        assert (one.name, one.content) == (other.name, other.content)
        assert one.layout == other.layout and one.tables
