"""Programmes of the user's own: written as TOML and read back, in the form, kept."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grassroots import assigned, listing, own_programmes
from grassroots.__main__ import main
from grassroots.programme_faults import ProgrammeError
from grassroots.programme_form import (
    NUMBERS,
    TIMES,
    Draft,
    Pair,
    Printed,
    draft_of,
    target_of,
)
from grassroots.programme_text import number_text, to_toml
from grassroots.programmes import load_programmes, parse_programme
from grassroots.store import Store, open_store
from grassroots.targets import COMPARATORS

SHIPPED = load_programmes()
HA_TINH = SHIPPED["ha-tinh"]
TERM = (2025, 2030)
MINE = """
id = "mine"
title = { vi = "Của tôi", en = "Mine" }
issuer = { vi = "Đảng ủy xã", en = "Commune committee" }
source = "Kế hoạch"
term = [2025, 2030]

[[targets]]
id = "A-1"
indicator = "admission_rate"
title = { vi = "Kết nạp", en = "Admissions" }
short = { vi = "Kết nạp", en = "Admissions" }
section = "II.1"
comparator = "not_set"
when = "yearly"
"""


@pytest.mark.parametrize("programme", SHIPPED.values(), ids=lambda one: one.id)
def test_a_programme_written_and_read_is_the_same(programme: object) -> None:
    assert parse_programme(to_toml(programme), "x.toml") == programme  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("programme", SHIPPED.values(), ids=lambda one: one.id)
def test_every_target_goes_through_the_form_unchanged(programme, language) -> None:  # type: ignore[no-untyped-def]
    for target in programme.targets:
        draft = draft_of(target, language)
        made = target_of(draft, "x", programme.term, target.baselines)
        assert made == target


@given(st.fractions(min_value=0, max_value=10**6))
@settings(deadline=None)
def test_a_number_is_written_exactly(number: F) -> None:
    assert F(number_text(number)) == number


def test_decimals_are_written_as_decimals() -> None:
    found = [number_text(one) for one in (F(9, 10), F(1, 40), F(2500), F(1, 3), F(0))]
    assert found == ["0.9", "0.025", "2500", "1/3", "0"]


def draft(**values: object) -> Draft:
    """A target as somebody fills it in, with what all of them need."""
    filled = {
        "id": "A-1",
        "indicator": "admission_rate",
        "title_vi": "Kết nạp",
        "short_vi": "Kết nạp",
        "section": "II",
    }
    return Draft(**{**filled, **values})  # type: ignore[arg-type]


# What is written for each form, and the numbers that it must come to.
FORMS = {
    ">": (draft(comparator=">", value="90"), (F(9, 10), None, None)),
    ">=": (draft(comparator=">=", value="3,5 %"), (F(35, 1000), None, None)),
    "range": (
        draft(comparator="range", low="3", high="4"),
        (None, F(3, 100), F(1, 25)),
    ),
    "count": (draft(comparator="count", value="2.500"), (F(2500), None, None)),
    "count_range": (
        draft(comparator="count_range", low="7000", high="9000"),
        (None, F(7000), F(9000)),
    ),
    "rises": (draft(comparator="rises"), (None, None, None)),
    "at_most": (draft(comparator="at_most", value="20"), (F(1, 5), None, None)),
    "average": (
        draft(comparator="average", when="term", value="4", strict=True),
        (F(1, 25), None, None),
    ),
    "relative_cut": (
        draft(comparator="relative_cut", low="20", high="25"),
        (None, F(1, 5), F(1, 4)),
    ),
    "not_set": (draft(comparator="not_set"), (None, None, None)),
    "followed": (draft(comparator="followed"), (None, None, None)),
}


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_the_form_says_every_form(comparator: str) -> None:
    written, numbers = FORMS[comparator]
    made = target_of(written, "x", TERM)
    assert made.comparator == comparator
    assert (made.value, made.low, made.high) == numbers
    # Without English words the Vietnamese ones serve.
    assert made.title.en == made.title.vi == "Kết nạp"


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_every_time_that_the_form_offers_can_be_kept(comparator: str) -> None:
    numbers = dict.fromkeys(NUMBERS.get(comparator, ()), "50")
    for when in TIMES[comparator]:
        milestones = (Pair("2026", "50"), Pair("2030", "75"), Pair())
        written = draft(
            comparator=comparator, when=when, milestones=milestones, **numbers
        )
        made = target_of(written, "x", TERM)
        assert made.when == when
        assert [one.year for one in made.milestones] == (
            [2026, 2030] if when == "deadline" else []
        )


def test_a_limit_may_be_a_share_or_a_count() -> None:
    share = target_of(draft(comparator="at_most", value="100"), "x", TERM)
    count = target_of(draft(comparator="at_most", value="12", counted=True), "x", TERM)
    assert (share.value, share.is_count) == (1, False)
    assert (count.value, count.is_count) == (12, True)
    with pytest.raises(ProgrammeError, match="above 1"):
        target_of(draft(comparator="at_most", value="1", counted=True), "x", TERM)


def test_what_the_form_does_not_show_of_a_baseline_is_kept() -> None:
    target = SHIPPED["di-linh"].target("DL-11")
    shown = replace(
        draft_of(target), baselines=(Printed("2022", "12", "98", "184", ""),)
    )
    made = target_of(shown, "x", TERM, target.baselines)
    (baseline,) = made.baselines
    assert (baseline.numerator, baseline.denominator) == (98, 184)
    assert baseline.derived and baseline.note == target.baselines[0].note


FAULTS = {
    "value": draft(value="chín mươi"),
    "value: a share": draft(value="101"),
    "high: below low": draft(comparator="range", low="4", high="3"),
    "low: 'range' needs": draft(comparator="range", low="", high="3"),
    "value: a count": draft(comparator="count", value="2,5"),
    "from_year: a whole": draft(value="3", from_year="hai nghìn"),
    "from_year: 25 is": draft(value="3", from_year="25"),
    "milestones[0].value: is missing": draft(
        when="deadline", milestones=(Pair("2030", ""),)
    ),
    "milestones[0].year: is missing": draft(
        when="deadline", milestones=(Pair("", "50"),)
    ),
    "milestones: a deadline": draft(when="deadline"),
    "short.vi: over": draft(value="3", short_vi="Kết nạp đảng viên mới"),
    "section: a text": draft(value="3", section=" "),
    "title.vi: a text": draft(value="3", title_vi=""),
    "baselines[0].numerator: more": draft(
        value="3", baselines=(Printed("2020", "12", "3", "2"),)
    ),
}


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_of_the_form_names_its_field(said: str) -> None:
    with pytest.raises(ProgrammeError) as raised:
        target_of(FAULTS[said], "x", TERM)
    assert f"x: targets.A-1.{said}" in str(raised.value)
    told = raised.value.sentence("vi")
    # In words, with the field's own label, and with what to do.
    assert told.startswith("x, chỉ tiêu A-1, ô ")
    assert "hãy" in told


@pytest.fixture
def opened():  # type: ignore[no-untyped-def]
    with open_store(":memory:") as store:
        yield store


def test_a_copy_never_stands_in_the_place_of_what_came_with_the_product(
    opened: Store,
) -> None:
    own_id = own_programmes.own_id("ha-tinh", SHIPPED)
    changed = replace(HA_TINH.targets[0], value=F(4, 5))
    copy = replace(HA_TINH, id=own_id, targets=(changed, *HA_TINH.targets[1:]))
    own_programmes.keep(opened, copy)
    found = own_programmes.all_programmes(opened.cursor())
    assert list(found) == [*SHIPPED, "own-ha-tinh"]
    assert found["ha-tinh"] == HA_TINH
    assert found["own-ha-tinh"].target("HT-1").value == F(4, 5)
    with pytest.raises(ValueError, match="ha-tinh"):
        own_programmes.keep(opened, HA_TINH)


def test_no_programme_of_the_product_has_an_id_of_an_own_one() -> None:
    assert not any(own_programmes.is_own(one) for one in SHIPPED)


def test_ids_are_made_from_names_and_never_taken_twice() -> None:
    taken: list[str] = []
    for _ in range(3):
        taken.append(own_programmes.own_id("Đề án Lam Châu", taken))
    assert taken == [
        "own-de-an-lam-chau",
        "own-de-an-lam-chau-2",
        "own-de-an-lam-chau-3",
    ]
    assert own_programmes.own_id("own-x") == "own-x"
    assert own_programmes.own_id("!") == "own-programme"


def test_a_file_is_read_under_an_own_id_or_refused_in_a_sentence() -> None:
    read = own_programmes.read_file(MINE.encode(), "của tôi.toml")
    assert read.id == "own-mine" and len(read.targets) == 1
    again = own_programmes.read_file(to_toml(read).encode("utf-8-sig"), "x.toml")
    assert again == read
    # A changed file of the product's does not take its place.
    shipped = own_programmes.read_file(to_toml(HA_TINH).encode(), "ha-tinh.toml")
    assert shipped.id == "own-ha-tinh"
    for content, said in (
        (MINE.encode("utf-16"), "UTF-8"),
        (b"x" * (own_programmes.LARGEST_FILE + 1), "512 KB"),
        (
            MINE.replace("admission_rate", "kết nạp").encode(),
            "không phải là một chỉ số",
        ),
        (b"id = ", "không đúng cách ghi TOML"),
        (b"", "còn thiếu"),
    ):
        with pytest.raises(ProgrammeError) as raised:
            own_programmes.read_file(content, "hỏng.toml")
        told = raised.value.sentence("vi")
        assert told.startswith("hỏng.toml, ") and said in told and "hãy" in told


def test_numbers_entered_go_with_a_target_and_with_its_programme(opened: Store) -> None:
    kept = own_programmes.keep(
        opened, own_programmes.read_file(MINE.encode(), "m.toml")
    )
    number = assigned.Assigned("share", "year", F(3, 100), 2026, 2027)
    assert assigned.keep(opened, kept, "A-1", number) is None
    renamed = own_programmes.put_target(
        opened, kept, replace(kept.targets[0], id="A-9"), instead="A-1"
    )
    assert assigned.entries(opened.cursor(), renamed, "A-9") == (number,)
    assert assigned.entries(opened.cursor(), renamed, "A-1") == ()
    more = own_programmes.put_target(
        opened, renamed, replace(kept.targets[0], id="A-10")
    )
    assert [one.id for one in more.targets] == ["A-9", "A-10"]
    with pytest.raises(ProgrammeError, match="stands there twice"):
        own_programmes.put_target(opened, more, more.targets[0])
    left = own_programmes.remove_target(opened, more, "A-9")
    assert [one.id for one in left.targets] == ["A-10"]
    assert assigned.entries(opened.cursor(), left, "A-9") == ()
    with pytest.raises(ProgrammeError, match="at least one target"):
        own_programmes.remove_target(opened, left, "A-10")
    assigned.keep(opened, left, "A-10", number)
    assert own_programmes.delete(opened, left.id)
    assert not own_programmes.delete(opened, left.id)
    assert list(own_programmes.all_programmes(opened.cursor())) == list(SHIPPED)
    assert assigned.entries(opened.cursor(), left, "A-10") == ()


def test_one_that_cannot_be_read_any_more_takes_nothing_else_down(
    opened: Store,
) -> None:
    kept = own_programmes.keep(
        opened, own_programmes.read_file(MINE.encode(), "m.toml")
    )
    with opened.transaction() as connection:
        connection.execute(
            "update own_programmes "
            "set content = replace(content, 'admission_rate', 'x')"
        )
    cursor = opened.cursor()
    assert list(own_programmes.all_programmes(cursor)) == list(SHIPPED)
    assert list(own_programmes.unreadable(cursor)) == [kept.id]
    assert "'x'" not in (own_programmes.text_of(cursor, kept.id) or "")
    assert own_programmes.delete(opened, kept.id)


def test_the_command_line_knows_own_programmes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.duckdb"
    with open_store(path) as store:
        own_programmes.keep(store, own_programmes.read_file(MINE.encode(), "m.toml"))
        assert list(listing.rows(store.cursor(), programme="own-mine")) == []
    asked = ["indicators", "--db", str(path), "--programme"]
    assert main([*asked, "own-mine"]) == 0
    assert main([*asked, "own-other"]) == 2
    assert "own-mine" in capsys.readouterr().err
