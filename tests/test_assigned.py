"""Numbers that the level above assigns: read, kept, taken back, used for judging."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from grassroots import assigned
from grassroots.assigned import Assigned, Fault
from grassroots.indicators import INDICATORS
from grassroots.programmes import load_programmes
from grassroots.progress import Figure, judge
from grassroots.store import MEMORY, Store, open_store
from grassroots.targets import Programme

ROOT = Path(__file__).resolve().parent.parent
THREE = Assigned("share", "year", Fraction(3, 100), 2021, 2025)
DISTRICT = Assigned("count", "year", Fraction(12), 2021, 2025, "H1")


@pytest.fixture(scope="module")
def programmes() -> dict[str, Programme]:
    return load_programmes(ROOT / "data" / "programmes", INDICATORS)


@pytest.fixture
def opened() -> Iterator[Store]:
    with open_store(MEMORY) as store:
        yield store


@pytest.mark.parametrize(
    ("written", "kind", "number"),
    [
        ("3", "share", Fraction(3, 100)),
        ("3,5", "share", Fraction(35, 1000)),
        (" 3.5 % ", "share", Fraction(35, 1000)),
        ("100", "share", Fraction(1)),
        ("250", "count", Fraction(250)),
        ("1.200", "count", Fraction(1200)),
        ("1,200", "count", Fraction(1200)),
        ("", "share", "no_number"),
        ("ba", "share", "no_number"),
        ("-3", "share", "no_number"),
        ("3,5,1", "share", "no_number"),
        ("3,", "share", "no_number"),
        ("0", "share", "share_out_of_range"),
        ("100,1", "share", "share_out_of_range"),
        ("2,5", "count", "no_whole_number"),
        ("", "count", "no_whole_number"),
        ("0", "count", "count_out_of_range"),
        ("1000001", "count", "count_out_of_range"),
        ("٣", "share", "no_number"),
    ],
)
def test_what_is_typed_is_read_or_said_to_be_wrong(
    written: str, kind: str, number: Fraction | str
) -> None:
    found = assigned.read_number(written, kind)
    assert (found.code if isinstance(found, Fault) else found) == number


def test_a_number_is_kept_and_taken_back(
    opened: Store, programmes: dict[str, Programme]
) -> None:
    programme = programmes["bac-kan"]
    assert assigned.keep(opened, programme, "BK-3", THREE) is None
    assert assigned.keep(opened, programme, "BK-3", DISTRICT) is None
    kept = assigned.entries(opened.cursor(), programme, "BK-3")
    assert kept == (THREE, DISTRICT)
    assert assigned.entries(opened.cursor(), programme, "BK-5") == ()
    assert assigned.remove(opened, programme, "BK-3", THREE)
    assert not assigned.remove(opened, programme, "BK-3", THREE)
    assert assigned.entries(opened.cursor(), programme, "BK-3") == (DISTRICT,)


def test_the_same_years_give_way_and_others_are_refused(
    opened: Store, programmes: dict[str, Programme]
) -> None:
    programme = programmes["bac-kan"]
    four = Assigned("share", "year", Fraction(4, 100), 2021, 2025)
    assigned.keep(opened, programme, "BK-3", THREE)
    assert assigned.keep(opened, programme, "BK-3", four) is None
    assert assigned.entries(opened.cursor(), programme, "BK-3") == (four,)
    within = Assigned("share", "year", Fraction(3, 100), 2023, 2023)
    fault = assigned.keep(opened, programme, "BK-3", within)
    assert fault == Fault("years_met", (("first", 2021), ("last", 2025)))
    assert assigned.entries(opened.cursor(), programme, "BK-3") == (four,)


@pytest.mark.parametrize(
    ("target", "wanted", "code"),
    [
        ("BK-3", Assigned("share", "year", Fraction(1, 9), 2025, 2021), "years_turned"),
        (
            "BK-3",
            Assigned("share", "year", Fraction(1, 9), 2021, 2026),
            "years_outside",
        ),
        (
            "BK-5",
            Assigned("share", "year", Fraction(1, 9), 2024, 2030),
            "years_outside",
        ),
        (
            "BK-3",
            Assigned("count", "year", Fraction(9), 2021, 2025),
            "count_without_unit",
        ),
        (
            "BK-3",
            Assigned("share", "year", Fraction(2), 2021, 2025),
            "share_out_of_range",
        ),
    ],
)
def test_what_cannot_be_is_not_kept(
    opened: Store,
    programmes: dict[str, Programme],
    target: str,
    wanted: Assigned,
    code: str,
) -> None:
    fault = assigned.keep(opened, programmes["bac-kan"], target, wanted)
    assert fault is not None and fault.code == code
    assert not assigned.entries(opened.cursor(), programmes["bac-kan"], target)


def test_a_printed_number_is_nobodys_to_assign(
    opened: Store, programmes: dict[str, Programme]
) -> None:
    with pytest.raises(ValueError, match="HT-3"):
        assigned.keep(opened, programmes["ha-tinh"], "HT-3", THREE)


def test_a_share_judges_every_unit_a_count_its_own(
    opened: Store, programmes: dict[str, Programme]
) -> None:
    programme = programmes["bac-kan"]
    cursor = opened.cursor()
    assigned.keep(opened, programme, "BK-3", DISTRICT)
    of_others = assigned.with_numbers(cursor, programme, year=2024)
    assert of_others == programme
    own = assigned.with_numbers(cursor, programme, year=2024, unit="H1")
    figures = {2024: Figure(2024, 11, 400)}
    judged = judge(own.target("BK-3"), figures, 2024, flow=True)
    assert (judged.verdict, judged.gap) == ("not_met", 1)
    assigned.keep(opened, programme, "BK-3", THREE)
    shared = assigned.with_numbers(cursor, programme, year=2024, unit="H2")
    judged = judge(shared.target("BK-3"), figures, 2024, flow=True)
    # 3 % of 400 is 12 people.
    assert (judged.verdict, judged.gap) == ("not_met", 1)
    assert assigned.with_numbers(cursor, programme, year=2020) == programme
    assert hash(shared) != hash(programme)


def test_a_number_for_the_term_is_of_all_its_years_together(
    opened: Store, programmes: dict[str, Programme]
) -> None:
    programme, cursor = programmes["bac-kan"], opened.cursor()
    figures = {year: Figure(year, 12, 400) for year in range(2021, 2026)}
    total = Assigned("count", "term", Fraction(61), 2021, 2025, "T")
    assigned.keep(opened, programme, "BK-3", total)
    own = assigned.with_numbers(cursor, programme, year=2025, unit="T")
    judged = judge(own.target("BK-3"), figures, 2025, flow=True)
    assert (judged.verdict, judged.numerator, judged.gap) == ("missed", 60, 1)
    share = Assigned("share", "term", Fraction(3, 100), 2021, 2025)
    assigned.keep(opened, programme, "BK-3", share)
    own = assigned.with_numbers(cursor, programme, year=2025)
    assert judge(own.target("BK-3"), figures, 2025, flow=True).verdict == "met"


def test_a_year_that_is_not_over_is_judged_by_its_pace(
    opened: Store, programmes: dict[str, Programme]
) -> None:
    programme = programmes["duc-pho"]
    wanted = Assigned("count", "year", Fraction(13), 2025, 2025, "T")
    assert assigned.keep(opened, programme, "DP-9", wanted) is None
    own = assigned.with_numbers(opened.cursor(), programme, year=2025, unit="T")
    figures = {2025: Figure(2025, 5, 420, as_of=date(2025, 6, 30))}
    judged = judge(own.target("DP-9"), figures, 2025, flow=True)
    assert judged.required_now == Fraction(13 * 181, 365)
    assert judged.verdict == "slightly_behind"
