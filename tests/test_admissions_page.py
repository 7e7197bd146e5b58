"""Kết nạp: who was admitted, where nobody was, a year not over, ranges out of reach."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import streamlit as st
from little_province import load
from streamlit.testing.v1 import AppTest
from world import BARRACKS, EAST, PROVINCE, WEST, World

from grassroots import admitted, cube, texts
from grassroots.assessment import Assessment
from grassroots.filters import Filters
from grassroots.indicators import Choices
from grassroots.presenting import admissions, admissions_units, admissions_who
from grassroots.progress import Figure, judge
from grassroots.targets import Target, Words
from grassroots.unit import Unit

ROOT = Path(__file__).resolve().parent.parent
STANDARD = Choices()
KINDS = {
    "gender": ("male", "female", None),
    "ethnicity": ("Kinh", "Tày", None),
    "religion": ("Không", "Công giáo", None),
    "occupation": ("Nông dân", "Công an", None),
    "business_owner": (True, False, None),
}
ANSWERS = {
    "ethnicity": {"Kinh": "kinh", "Tày": "minority", None: None},
    "religion": {"Không": "none", "Công giáo": "some", None: None},
    "business_owner": {True: "true", False: "false", None: None},
}


def person(unit: int, joined: date | None, **said: object) -> dict[str, object]:
    return {"unit_id": unit, "admitted_on": joined, **said}


def admitted_people() -> list[dict[str, object]]:
    chance = random.Random(5)
    return [
        person(
            chance.choice((111, 112, 121)),
            date(chance.choice((2023, 2024)), 3, 1 + number % 20),
            birth_date=date(chance.choice((1990, 2000)), 1, 1),
            **{field: chance.choice(words) for field, words in KINDS.items()},
        )
        for number in range(40)
    ]


@pytest.fixture(scope="module")
def peopled() -> tuple[World, list[dict[str, object]]]:
    world, people = World(), admitted_people()
    world.roster("members", 2024, PROVINCE, people)
    return world, people


@pytest.mark.parametrize("unit", [PROVINCE, EAST])
def test_shares_of_the_admitted_are_counted_from_the_rows(
    peopled: tuple[World, list[dict[str, object]]], unit: int
) -> None:
    world, people = peopled
    cells = (111, 112) if unit == EAST else (111, 112, 121)
    of_year = [
        one
        for one in people
        if one["admitted_on"].year == 2024 and one["unit_id"] in cells  # type: ignore[attr-defined]
    ]
    found = admitted.who(world.cursor(), unit, 2024, STANDARD)
    assert admissions_who.total(found, 2024) == len(of_year)
    for field in KINDS:
        expected = Counter(
            ANSWERS.get(field, {}).get(one[field], one[field]) for one in of_year
        )
        shown = admissions_who.counted(found, 2024)[field]
        assert shown == dict(expected), field
    young = sum(one["birth_date"] == date(2000, 1, 1) for one in of_year)
    assert admissions_who.counted(found, 2024)["age"].get("under_30", 0) == young


@pytest.mark.parametrize("field", ["gender", "occupation", "age"])
def test_the_cube_counts_the_same_persons(
    peopled: tuple[World, list[dict[str, object]]], field: str
) -> None:
    cursor = peopled[0].cursor()
    cells = cube.figures(
        cursor, "admission_rate", units=[PROVINCE], year=2024, by=field
    )
    counted = {cell.group: cell.numerator for cell in cells if cell.numerator}
    found = admissions_who.counted(admitted.who(cursor, PROVINCE, 2024, STANDARD), 2024)
    assert counted == {group or "unknown": n for group, n in found[field].items()}


def test_a_filter_leaves_the_others_out(
    peopled: tuple[World, list[dict[str, object]]],
) -> None:
    world, people = peopled
    women = Choices(filters=Filters(gender="female"))
    found = admitted.who(world.cursor(), PROVINCE, 2024, women)
    expected = sum(
        one["gender"] == "female" and one["admitted_on"].year == 2024  # type: ignore[attr-defined]
        for one in people
    )
    assert admissions_who.total(found, 2024) == expected


def run_of(years: dict[int, int | None], last: int) -> int:
    """Reported years in a row up to the last without anybody; None: not reported."""
    run = 0
    for year in range(last, min(years) - 1, -1):
        if years.get(year) != 0:
            break
        run += 1
    return run


def test_years_without_admissions_against_a_plain_count() -> None:
    told: dict[int, dict[int, int | None]] = {
        EAST: {2019: 0, 2020: 0, 2021: 0, 2022: None, 2023: 0, 2024: 0},
        WEST: {2019: 1, 2020: 0, 2021: 0, 2022: 0, 2023: 0, 2024: 0},
        BARRACKS: {2019: 0, 2020: 0, 2021: 0, 2022: 0, 2023: 2, 2024: None},
    }
    world = World()
    for unit, cell in ((EAST, 111), (WEST, 121), (BARRACKS, 311)):
        for year, count in told[unit].items():
            if count is None:
                continue
            joined = [date(year, 5, day + 1) for day in range(count)]
            rows = [person(cell, day) for day in (date(2001, 1, 1), *joined)]
            world.roster("members", year, unit, rows)
    found = {
        one.unit_id: one
        for one in admitted.without(world.cursor(), PROVINCE, 2024, STANDARD)
    }
    for unit, years in told.items():
        assert found[unit].years_without == run_of(years, 2024), unit
    assert found[EAST].years_without == 2  # the year not reported breaks the run
    assert (found[WEST].first_year, found[WEST].last_year) == (2020, 2024)
    assert not found[BARRACKS].is_told
    assert found[EAST].members == 1


def test_a_year_that_is_not_over_never_counts_but_can_end_a_run() -> None:
    world = World()
    old = date(2001, 1, 1)
    for unit, cell in ((EAST, 111), (WEST, 121)):
        for year in (2022, 2023):
            world.roster("members", year, unit, [person(cell, old)])
    world.roster("members", date(2024, 6, 30), EAST, [person(111, old)])
    joined = [person(121, old), person(121, date(2024, 2, 3))]
    world.roster("members", date(2024, 6, 30), WEST, joined)
    runs = {
        one.unit_id: one.years_without
        for one in admitted.without(world.cursor(), PROVINCE, 2024, STANDARD)
    }
    assert (runs[EAST], runs[WEST]) == (2, 0)


def target(comparator: str = ">=") -> Target:
    words = Words("Kết nạp", "Admissions")
    low, high = Fraction(3, 100), Fraction(4, 100)
    numbers = {"low": low, "high": high} if comparator == "range" else {"value": low}
    return Target(
        "T-1", "admission_rate", words, words, "1", comparator, "yearly", **numbers
    )  # type: ignore[arg-type]


def assessed(of: Target, figure: Figure) -> Assessment:
    series = {figure.year: figure}
    found = judge(of, series, figure.year, flow=True)
    return Assessment(of, 1, figure.year, figure, found, None, (figure,))


def test_a_year_not_over_says_what_it_needs() -> None:
    half = Figure(2025, 5, 420, as_of=date(2025, 6, 30))
    now = assessed(target(), half)
    running = admissions.part_year(now)
    assert running is not None
    assert (running.count, running.days, running.wanted) == (5, 181, 13)
    assert round(float(running.due), 3) == 6.447
    assert round(float(running.pace), 3) == 0.776
    said = admissions.finding("vi", now, [], "xã, phường", "đảng viên cuối năm trước")
    assert said == (
        "Kết nạp 5 người sau 181 ngày năm 2025: "
        "cả năm cần 13, theo nhịp phải có 6,4; nhịp 0,78"
    )
    early = assessed(target(), Figure(2025, 14, 420, as_of=date(2025, 6, 30)))
    assert admissions.part_year(early) is None


def test_the_title_names_what_is_missing_and_where() -> None:
    now = assessed(target(), Figure(2025, 189, 6588))
    below = [assessed(target(), Figure(2025, n, 400)) for n in (11, 12, 13)]
    said = admissions.finding("vi", now, below, "địa bàn", "")
    share = texts.percent("vi", Fraction(189, 6588))
    # 3 % of 6.588 is 197,64: 198 people.
    assert said == (
        f"Kết nạp {share} năm 2025: thiếu 9 người so với mức ≥ 3\N{NO-BREAK SPACE}%; "
        "1/3 địa bàn dưới mức"
    )


def test_without_a_base_there_is_a_count_and_no_share() -> None:
    now = assessed(target(), Figure(2025, 12, None))
    said = admissions.finding("vi", now, [], "", "đảng viên cuối năm trước")
    assert "12 người" in said and "%" not in said
    assert "đảng viên cuối năm trước" in said


def test_sizes_that_no_number_of_people_brings_into_the_range() -> None:
    apart = []
    for size in range(1, 101):
        found = assessed(target("range"), Figure(2025, 0, size))
        unit = Unit(size, f"{size:03}", f"Chi bộ {size}", f"chi bộ|{size}", "cell")
        if admissions_units.apart("vi", [unit], {size: found}):
            apart.append(size)
    assert apart == [*range(1, 25), *range(34, 50), *range(67, 75)]
    why = admissions_units.why("en", assessed(target("range"), Figure(2025, 2, 67)))
    assert why == "67 members: 2 admitted would be 2.99%, 3 would be 4.48%"


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("admissions") / "little.duckdb"
    load(path)
    return path


@pytest.fixture
def page(little: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GRASSROOTS_DB", str(little))
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize(
    ("view", "programme"),
    [("units", "bac-kan"), ("who", "ha-tinh"), ("none", "ha-tinh")],
)
def test_the_page_opens(page: None, language: str, view: str, programme: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in (("lang", language), ("view", view), ("programme", programme)):
        app.query_params[key] = value
    app.run()
    app.switch_page("pages/admissions.py").run()
    assert not app.exception
    said = " ".join(str(one.value) for one in (*app.markdown, *app.error))
    assert texts.text(language, "errors.unexpected") not in said
    # One of nine members was admitted: below ten no percentage.
    assert "1/9" in said.replace("\\", "")
