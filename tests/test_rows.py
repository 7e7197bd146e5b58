"""The last step down: the rows behind a figure, with file, sheet and row."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import little_province
import pytest
import tiny_world
from conftest import SAMPLE
from openpyxl import load_workbook
from rosters import FIRST_ROW, fresh, load, member, roster
from test_boundaries import NEW, OLD, _person, register
from test_boundaries import World as Boundaries
from world import EAST, LAM, PROVINCE, WEST, World

from grassroots import cube, texts, units
from grassroots.behind import (
    BASE,
    MET,
    NOT_MET,
    OUTSIDE,
    UNKNOWN,
    Behind,
    Population,
    behind,
)
from grassroots.indicators import INDICATORS, NOW, Choices
from grassroots.presenting import rows as presented
from grassroots.presenting.rows_file import rows_workbook
from grassroots.programmes import load_programmes
from grassroots.rows import Rows, rows_of
from grassroots.store import Store, open_store

ALL_RATED = Choices(rating_base="all")
RATED = [one.id for one in INDICATORS.values() if one.base == "rating"]


def summed(found: Behind, choices: Choices | None = None) -> tuple[int, int, int]:
    """Numerator, denominator, unknown, from the rows and the aggregates alone."""
    choices = choices or Choices()
    counts, told = found.counts, found.aggregates
    numerator = counts.get(MET, 0)
    within = [MET, NOT_MET]
    if INDICATORS[found.indicator].base == "rating" and choices.rating_base == "all":
        within.append(UNKNOWN)
    if INDICATORS[found.indicator].base == "admission":
        within = [BASE]
    if INDICATORS[found.indicator].unit == "count":
        within = []
    denominator = sum(counts.get(one, 0) for one in within)
    return (
        numerator + sum(one.numerator or 0 for one in told),
        denominator + sum(one.denominator or 0 for one in told),
        counts.get(UNKNOWN, 0),
    )


def by_code(opened: Store, code: str, year: int) -> units.Unit:
    (unit,) = units.find(opened.cursor(), year, code)
    return unit


@pytest.fixture(scope="module")
def counted(tiny: Store) -> Store:
    """The tiny world, with what pages ask for worked out."""
    cube.keep(tiny)
    return tiny


@pytest.mark.parametrize(("indicator", "year"), tiny_world.EXPECTED)
def test_the_rows_add_up_to_what_a_person_counted(
    counted: Store, indicator: str, year: int
) -> None:
    top = by_code(counted, tiny_world.PROVINCE, year)
    found = behind(counted.cursor(), indicator, top.unit_id, year)
    by_hand = tiny_world.EXPECTED[indicator, year]
    expected = (by_hand.numerator, by_hand.denominator or 0, by_hand.unknown)
    assert summed(found) == expected


def test_every_figure_is_the_sum_of_its_rows(counted: Store) -> None:
    """Every indicator, unit and year: what a row counts for is 0 or 1, and adds up."""
    cursor, every = counted.cursor(), list(INDICATORS)
    rows: dict[tuple[str, int, int], list[cube.Cell]] = {}
    for one in cube.figures_of(cursor, every, by="row"):
        if one.group is not None:
            assert {one.numerator, one.denominator or 0, one.unknown} <= {0, 1}
            rows.setdefault((one.indicator, one.unit_id, one.year), []).append(one)
    without = set(every) - {indicator for indicator, _, _ in rows}
    assert without == {"secretaries_agency_head"}, "no agency in the tiny world"
    told = {name: _told_by_aggregates(counted, name) for name in every}
    for figure in cube.figures_of(cursor, every):
        if (figure.unit_id, figure.year) in told[figure.indicator]:
            continue
        mine = rows.get((figure.indicator, figure.unit_id, figure.year), [])
        mine = [one for one in mine if one.denominator is not None] or mine
        assert (figure.numerator or 0, figure.denominator or 0, figure.unknown) == (
            sum(one.numerator or 0 for one in mine),
            sum(one.denominator or 0 for one in mine),
            sum(one.unknown for one in mine),
        )


def _told_by_aggregates(opened: Store, indicator: str) -> set[tuple[int, int]]:
    """Units of which, or of something under which, an aggregate tells."""
    cursor = opened.cursor()
    told = cursor.table("aggregates").select("indicator", "unit_id", "year").fetchall()
    found = set()
    for name, unit_id, year in told:
        if name == indicator:
            found |= {
                (step.unit_id, year) for step in units.path(cursor, year, unit_id)
            }
    return found


@pytest.mark.parametrize(
    ("indicator", "year", "choices"),
    [
        ("members_rated_good", 2024, Choices()),
        ("members_rated_good", 2024, ALL_RATED),
        ("members_rated_good", 2019, Choices()),
        ("admission_rate", 2024, Choices()),
        ("admission_rate", 2024, Choices(admission_base="term_start")),
        ("admission_rate", 2020, Choices()),
        ("admission_rate", 2025, Choices(boundaries=NOW)),
        ("hamlets_with_cell", 2020, Choices()),
        ("hamlet_cells_with_committee", 2023, Choices()),
        ("business_owners_admitted", 2023, Choices()),
        ("committee_members_trained", 2025, Choices()),
        ("secretaries_agency_head", 2024, Choices()),
        ("grassroots_committees_rated_good", 2024, Choices()),
    ],
)
def test_the_rows_of_a_province_add_up(
    sample: Store, indicator: str, year: int, choices: Choices
) -> None:
    tree = units.of_year(sample.cursor(), year).values()
    top = min((one for one in tree if one.level == "province"), key=lambda u: u.code)
    found = behind(sample.cursor(), indicator, top.unit_id, year, Population(choices))
    figure = found.figure
    assert figure.numerator
    expected = (figure.numerator, figure.denominator or 0, figure.unknown)
    assert summed(found, choices) == expected
    assert len(found.outcomes) >= figure.numerator or found.aggregates


@pytest.mark.parametrize("indicator", RATED)
def test_the_levels_of_a_rating_add_up_to_all(tiny: Store, indicator: str) -> None:
    cursor = tiny.cursor()
    top = by_code(tiny, tiny_world.PROVINCE, 2024).unit_id
    asked = {"units": [top], "year": 2024, "choices": ALL_RATED}
    (figure,) = cube.figures(cursor, indicator, **asked)
    levels = {
        one.group: one for one in cube.figures(cursor, indicator, by="rating", **asked)
    }
    assert set(levels) <= {
        *("outstanding", "good", "completed", "not_completed", "not_rated", "unknown")
    }
    assert sum(one.denominator or 0 for one in levels.values()) == figure.denominator
    good = [levels[one] for one in ("outstanding", "good") if one in levels]
    assert sum(one.denominator or 0 for one in good) == figure.numerator
    unknown = levels["unknown"].denominator if "unknown" in levels else 0
    assert unknown == figure.unknown


def test_committees_are_grouped_by_the_rating_of_the_committee() -> None:
    world = World()
    world.roster(
        "organisations",
        2024,
        LAM,
        [
            {
                "unit_id": unit,
                "level": "grassroots_committee",
                "rating": "good",
                "committee_rating": committee,
            }
            for unit, committee in ((EAST, "completed"), (WEST, "outstanding"))
        ],
    )
    found = cube.figures(
        world.cursor(),
        "grassroots_committees_rated_good",
        units=[LAM],
        year=2024,
        by="rating",
    )
    assert [(one.group, one.denominator) for one in found] == [
        ("completed", 1),
        ("outstanding", 1),
    ]


def test_a_joint_cell_is_one_row_that_of_the_hamlet_that_tells() -> None:
    world = World()
    world.roster(
        "hamlets",
        2024,
        LAM,
        [
            {
                "unit_id": unit,
                "has_cell": "joint",
                "cell_name": "Chi bộ ghép",
                "cell_has_committee": told,
            }
            for unit, told in ((1111, None), (1112, True))
        ],
    )
    found = behind(world.cursor(), "hamlet_cells_with_committee", EAST, 2024)
    assert found.outcomes == {(1, 2): MET}


def test_business_owners_are_grouped(tiny: Store) -> None:
    top = by_code(tiny, tiny_world.PROVINCE, 2024).unit_id
    found = cube.figures(
        tiny.cursor(), "admission_rate", units=[top], year=2024, by="business_owner"
    )
    assert {one.group: one.numerator for one in found}["true"] == 1


NAMES = ("Nguyễn Văn A", "Nguyễn Văn B", "Nguyễn Văn C", "Nguyễn Văn D", "Nguyễn Văn E")
RATINGS = ("HTTNV", "HTNV", "Không rõ", "Chưa xếp loại", "HTXSNV")
OUTCOMES = (MET, NOT_MET, UNKNOWN, OUTSIDE, MET)


def workbook_of_five() -> bytes:
    return roster(
        [
            member(
                number,
                {"Xếp loại": rating, **({"Ngày sinh": "31/02/1980"} if bad else {})},
            )
            for number, (rating, bad) in enumerate(
                zip(RATINGS, (0, 0, 0, 0, 1), strict=True), 1
            )
        ]
    )


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh(tmp_path_factory.mktemp("five")) as opened:
        report = load(opened, workbook_of_five(), "Đảng viên 2024.xlsx")
        assert report.batch is not None, report.problems
        yield opened


def rows_in(
    opened: Store, unit: str, indicator: str, year: int, **asked: object
) -> Rows:
    (one,) = units.find(opened.cursor(), year, unit)
    made_of = behind(opened.cursor(), indicator, one.unit_id, year)
    return rows_of(opened.cursor(), made_of, **asked)  # type: ignore[arg-type]


def test_file_sheet_row_and_cells_are_those_of_the_workbook(five: Store) -> None:
    found = rows_in(five, "Xã Đông", "members_rated_good", 2024, uncovered=True)
    sheet = load_workbook(io.BytesIO(workbook_of_five()))["DS"]
    heads = [cell.value for cell in sheet[FIRST_ROW - 1]]
    assert [row.outcome for row in found.rows] == list(OUTCOMES)
    for row in found.rows:
        written = dict(
            zip(heads, (cell.value for cell in sheet[row.number]), strict=True)
        )
        assert (row.table.file, row.table.sheet) == ("Đảng viên 2024.xlsx", "DS")
        assert row.table.headings["rating"] == ("Xếp loại",)
        assert row.person["name"] == written["Họ và tên"]
        assert str(row.person["card_number"]).replace(".", "") == str(
            written["Số thẻ đảng viên"]
        ).replace(".", "")
        read = datetime.strptime(str(written["Ngày vào Đảng"]), "%d/%m/%Y").date()
        assert row.values["admitted_on"] == read
        assert row.path[-1].name == written["Chi bộ"]
        if row.number < FIRST_ROW + 4:
            assert row.person["birth_date"] == date(1980, 1, row.number - FIRST_ROW + 1)
    assert [row.number for row in found.rows] == list(range(FIRST_ROW, FIRST_ROW + 5))


def test_what_was_set_aside_is_shown_as_it_was_written(five: Store) -> None:
    found = rows_in(five, "Xã Đông", "members_rated_good", 2024, outcome=UNKNOWN)
    (row,) = found.rows
    assert [one.value for one in row.problems] == ["Không rõ"]
    whole = presented.whole("vi", found, row)
    assert ("Xếp loại", "“Không rõ” không đọc được", "Xếp loại") in whole.cells
    assert whole.place == "Đảng viên 2024.xlsx › DS › dòng 7"
    assert any("Không rõ" in sentence for sentence in whole.problems)


def test_nobody_is_told_of_until_uncovered(five: Store) -> None:
    covered = rows_in(five, "Xã Đông", "members_rated_good", 2024)
    said = repr(covered.rows)
    for word in ("Nguyễn", "1980", "31/02", "71.", "71000", "000001"):
        assert word not in said
    assert not any(row.person for row in covered.rows)
    assert covered.rows[4].hidden == 1, "a birth date that could not be read"
    heads = [one.key for one in presented.columns("vi", covered)]
    assert not {"name", "birth_date", "card_number"} & set(heads)
    uncovered = rows_in(five, "Xã Đông", "members_rated_good", 2024, uncovered=True)
    assert [row.person["name"] for row in uncovered.rows] == list(NAMES)
    assert uncovered.rows[4].problems[0].value == "31/02/1980"


def test_the_first_rows_of_an_outcome(five: Store) -> None:
    found = rows_in(five, "Xã Đông", "members_rated_good", 2024, outcome=MET, most=1)
    assert [row.number for row in found.rows] == [FIRST_ROW]
    assert found.behind.counts == dict.fromkeys((NOT_MET, UNKNOWN, OUTSIDE), 1) | {
        MET: 2
    }


@pytest.mark.parametrize("uncovered", [False, True])
def test_the_excel_file_has_all_rows_and_no_more_names_than_asked_for(
    five: Store, uncovered: bool
) -> None:
    programme = load_programmes()["ha-tinh"]
    (target,) = (one for one in programme.targets if one.id == "HT-2")
    found = rows_in(five, "Xã Đông", "members_rated_good", 2024, uncovered=uncovered)
    path = units.path(five.cursor(), 2024, found.behind.figure.unit_id)
    content = rows_workbook("vi", programme, target, path, Choices(), found, "all")
    first, listed = load_workbook(io.BytesIO(content)).worksheets
    said = {row[0]: row[1] for row in first.iter_rows(values_only=True)}
    assert (said["Tử số"], said["Mẫu số"]) == (2, 3)
    assert (said["Đạt"], said["Chưa đạt"], said["Không tính"]) == (2, 1, 1)
    heads, *lines = listed.iter_rows(values_only=True)
    numbers = [line[heads.index("Dòng")] for line in lines]
    assert numbers == list(range(FIRST_ROW, FIRST_ROW + 5))
    cells = str([line for sheet in (first, listed) for line in sheet.values])
    assert ("Nguyễn Văn A" in cells) == uncovered
    assert ("71" in cells) == uncovered


def test_an_aggregate_stands_with_its_row(sample: Store) -> None:
    (top,) = units.find(sample.cursor(), 2019, "SL")
    made_of = behind(sample.cursor(), "members_rated_good", top.unit_id, 2019)
    found = rows_of(sample.cursor(), made_of)
    assert not found.rows and found.told
    book = load_workbook(SAMPLE / found.told[0].table.file, data_only=True)
    for one in found.told:
        written = [cell.value for cell in book[one.table.sheet][one.number]]
        assert one.numerator in written and one.denominator in written
        assert one.path[-1].name in str(written)


def test_an_aggregate_that_rows_beat_is_not_listed() -> None:
    world = World()
    told = {"indicator": "members_rated_good", "year": 2024}
    world.roster(
        "aggregates",
        2024,
        PROVINCE,
        [
            {**told, "unit_id": EAST, "numerator": 7, "denominator": 9},
            {**told, "unit_id": WEST, "numerator": 3, "denominator": 4},
        ],
    )
    world.roster("members", 2024, EAST, [{"unit_id": 111, "rating": "good"}])
    found = behind(world.cursor(), "members_rated_good", LAM, 2024)
    assert [one.unit_id for one in found.aggregates] == [WEST]
    assert (found.figure.numerator, found.figure.denominator) == (4, 5)
    assert found.counts == {MET: 1}


@pytest.fixture(scope="module")
def little_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("little") / "little.duckdb"
    little_province.load(path)
    return path


def test_admissions_have_two_kinds_of_rows(little_file: Path, tmp_path: Path) -> None:
    """Nine members at the end of 2024 are the base; the ninth row of 2025 came in."""
    path = tmp_path / "two.duckdb"
    shutil.copyfile(little_file, path)
    with open_store(path) as opened:
        found = rows_in(opened, "Huyện Thử", "admission_rate", 2025)
    assert found.behind.counts == {MET: 1, BASE: 9}
    by_file = {(row.table.file, row.outcome) for row in found.rows}
    assert by_file == {("members 2024.xlsx", BASE), ("members 2025.xlsx", MET)}
    (came,) = (row for row in found.rows if row.outcome == MET)
    assert came.values["admitted_on"] == date(2025, 2, 3)


def test_rows_of_a_unit_that_was_split_are_all_given_and_said_to_be(
    tmp_path: Path,
) -> None:
    """Of Xã Đông 60 % went into the first new commune, the rest into the second."""
    goes = ({0: 60, 1: 40}, {0: 100}, {1: 100}, {2: 100})
    world = Boundaries((((3, 2, 0),),) * 4, goes, (1, 1, 1))
    rows = [
        _person(name, f"Chi bộ Hoa {name[3:]}", "HTTNV", 4 * number + place)
        for number, name in enumerate(OLD)
        for place in range(1, 5)
    ]
    with fresh(tmp_path) as opened:
        load(opened, register(world), "Đơn vị.xlsx")
        assert load(opened, roster(rows), "Đảng viên.xlsx").batch is not None
        for new, own, estimated in ((0, 8, True), (1, 8, True), (2, 4, False)):
            (unit,) = units.find(opened.cursor(), units.PRESENT, NEW[new])
            found = behind(
                opened.cursor(),
                "members_rated_good",
                unit.unit_id,
                2024,
                Population(Choices(boundaries=NOW)),
            )
            assert found.carried == estimated
            assert len(found.outcomes) == own
    assert texts.text("vi", "rows.notes.carried")
