"""What changes do to the figures: stocks, flows, bases, and the whole above them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots import indicators
from grassroots.judgement import Figure
from grassroots.scenario import changes
from grassroots.scenario.changes import (
    ChangesError,
    Course,
    course,
    kind,
    kind_for,
    kinds,
    pooled,
    touched,
)
from grassroots.scenario.selections import only, without

TODAY = Figure(2025, 26, 37)


def counts(found: Course) -> list[tuple[int | None, int | None]]:
    return [(each.numerator, each.denominator) for each in found.figures.values()]


def moved(figure: Figure, of: str, flow: bool = False, **per_kind: dict) -> Course:
    return course(figure, of, per_kind, 2028, flow=flow)


# The declarations


def test_every_indicator_that_a_kind_touches_is_known() -> None:
    for each in kinds().values():
        assert set(touched(each.id)) <= set(indicators.INDICATORS), each.id


def test_what_has_no_kind_of_its_own_is_moved_by_the_plain_one() -> None:
    assert kind_for("hamlet_heads_members").id == "head_admitted"
    assert kind_for("hamlets_with_cell").id == "cell_founded"
    assert kind_for("hamlet_cells_with_committee").id == "committee_elected"
    assert kind_for("admission_rate").id == "admitted"
    own = kind_for("members_rated_good")
    assert own.id == "own:members_rated_good"
    assert kind(own.id) == own
    assert touched(own.id) == ("members_rated_good",)
    for indicator in indicators.INDICATORS:
        assert kind_for(indicator).moves == indicator


def test_what_a_kind_touches() -> None:
    assert touched("head_admitted") == ("hamlet_heads_members", "admission_rate")
    assert "hamlets_with_members" not in touched("head_admitted")
    assert touched("cell_founded") == (
        "hamlets_with_cell",
        "hamlet_cells_with_committee",
    )
    with pytest.raises(KeyError):
        kind("none")


def test_accumulating_indicators_end_at_the_year() -> None:
    # what moves a numerator that is counted anew each year must be told so by `flow`
    flows = {each.id for each in indicators.INDICATORS.values() if each.flow}
    beyond = {
        effect.indicator
        for each in kinds().values()
        for effect in each.effects
        if effect.beyond_base
    }
    assert beyond == {"admission_rate"} <= flows


FAULTS = {
    "no effects": 'id = "a"\nmoves = "x"',
    "effects empty": 'id = "a"\nmoves = "x"\neffects = []',
    "no id": 'moves = "x"\neffects = [{ indicator = "x", what = "numerator" }]',
    "id is own": 'id = "own:x"\nmoves = "x"\n'
    'effects = [{ indicator = "x", what = "numerator" }]',
    "id is a number": 'id = 1\nmoves = "x"\n'
    'effects = [{ indicator = "x", what = "numerator" }]',
    "what": 'id = "a"\nmoves = "x"\neffects = [{ indicator = "x", what = "all" }]',
    "when": 'id = "a"\nmoves = "x"\n'
    'effects = [{ indicator = "x", what = "both", when = "never" }]',
    "unknown key": 'id = "a"\nmoves = "x"\n'
    'effects = [{ indicator = "x", what = "both", then = "never" }]',
    "moves a base alone": 'id = "a"\nmoves = "x"\n'
    'effects = [{ indicator = "x", what = "denominator" }]',
    "moves another": 'id = "a"\nmoves = "x"\n'
    'effects = [{ indicator = "y", what = "numerator" }]',
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_refused(fault: str, tmp_path, monkeypatch) -> None:
    file = tmp_path / "changes.toml"
    file.write_text(f"[[kind]]\n{FAULTS[fault]}\n", encoding="utf-8")
    monkeypatch.setattr(changes, "FILE", file)
    with pytest.raises(ChangesError, match=r"changes\.toml"):
        kinds.__wrapped__()


def test_a_kind_is_declared_once(tmp_path, monkeypatch) -> None:
    one = '[[kind]]\nid = "{}"\nmoves = "{}"\n'
    one += 'effects = [{{ indicator = "{}", what = "numerator" }}]\n'
    file = tmp_path / "changes.toml"
    monkeypatch.setattr(changes, "FILE", file)
    for second in (("a", "y", "y"), ("b", "x", "x")):
        told = one.format("a", "x", "x") + one.format(*second)
        file.write_text(told, encoding="utf-8")
        with pytest.raises(ChangesError, match="twice"):
            kinds.__wrapped__()


# One unit


def test_stocks_accumulate() -> None:
    each_year = dict.fromkeys((2026, 2027, 2028), 2)
    found = moved(TODAY, "hamlet_heads_members", head_admitted=each_year)
    assert counts(found) == [(28, 37), (30, 37), (32, 37)]
    assert found.no_room == {}


def test_what_finds_no_room_is_told() -> None:
    each_year = dict.fromkeys((2026, 2027, 2028), 7)
    found = moved(TODAY, "hamlet_heads_members", head_admitted=each_year)
    assert counts(found) == [(33, 37), (37, 37), (37, 37)]
    assert found.no_room == {2027: 3, 2028: 7}


def test_flows_are_of_their_year_and_fill_the_base_of_the_next() -> None:
    today = Figure(2025, 12, 400)
    found = moved(today, "admission_rate", True, admitted={2026: 5, 2027: 3})
    assert counts(found) == [(17, 400), (15, 405), (12, 408)]
    heads = moved(today, "admission_rate", True, head_admitted={2026: 5})
    assert counts(heads) == [(17, 400), (12, 405), (12, 405)]
    # more admitted than there were members is no matter of room
    few = moved(Figure(2025, 1, 2), "admission_rate", True, admitted={2026: 9})
    assert counts(few)[0] == (10, 2) and few.no_room == {}
    assert counts(few)[1] == (1, 11)


def test_admissions_of_another_base() -> None:
    today, added = Figure(2025, 12, 400), {"admitted": {2026: 5}}

    def under(base_when: str) -> list[tuple[int | None, int | None]]:
        found = course(
            today, "admission_rate", added, 2027, flow=True, base_when=base_when
        )
        return counts(found)

    assert under("same_year") == [(17, 405), (12, 405)]  # members at the year's end
    assert under("never") == [(17, 400), (12, 400)]  # at the term's start


def test_flows_that_are_a_part_of_their_base_end_at_it() -> None:
    today, own = Figure(2025, 8, 10), "own:commune_leaders_trained"
    found = course(
        today, "commune_leaders_trained", {own: {2026: 5, 2027: 1}}, 2027, flow=True
    )
    assert counts(found) == [(10, 10), (9, 10)]
    assert found.no_room == {2026: 3}


def test_a_cell_that_is_founded_has_no_committee_yet() -> None:
    today = Figure(2025, 9, 10)
    found = moved(
        today,
        "hamlet_cells_with_committee",
        cell_founded={2026: 3},
        committee_elected={2026: 2, 2027: 5},
    )
    assert counts(found) == [(11, 13), (13, 13), (13, 13)]
    assert found.no_room == {2027: 3}
    cells = moved(today, "hamlets_with_cell", cell_founded={2026: 1})
    assert counts(cells) == [(10, 10)] * 3


def test_intermediate_theory_moves_no_other_measure() -> None:
    """Whoever reaches it may have had elementary theory before: nobody knows."""
    kind = kind_for("hamlet_officers_theory_intermediate")
    assert touched(kind.id) == ("hamlet_officers_theory_intermediate",)


def test_counts_without_a_base_and_bases_that_grow() -> None:
    founded = course(
        Figure(2025, 2, None),
        "non_state_cells_founded",
        {"own:non_state_cells_founded": {2026: 1}},
        2027,
        flow=True,
    )
    assert counts(founded) == [(3, None), (2, None)]
    grown = course(
        TODAY, "hamlet_heads_members", {}, 2027, flow=False, base_growth={2026: 3}
    )
    assert counts(grown) == [(26, 40), (26, 40)]


def test_today_is_not_touched_and_what_is_not_reported_stays_so() -> None:
    assert course(None, "x", {}, 2028, flow=False) == Course()
    assert course(Figure(2025, None, 9), "x", {}, 2028, flow=False) == Course()
    for year in (2024, 2025):
        with pytest.raises(ValueError):
            moved(TODAY, "hamlet_heads_members", head_admitted={year: 1})
    with pytest.raises(ValueError):
        moved(TODAY, "hamlet_heads_members", head_admitted={2026: -1})
    with pytest.raises(KeyError):
        moved(TODAY, "hamlet_heads_members", no_such_kind={2026: 1})
    # a kind that does not touch the indicator
    found = moved(TODAY, "hamlets_with_members", head_admitted={2026: 1})
    assert counts(found) == [(26, 37)] * 3


def test_years_to_come_are_whole_years() -> None:
    midyear = Figure(2025, 26, 37, unknown=2, as_of=date(2025, 6, 30))
    found = course(midyear, "x", {}, 2026, flow=False)
    assert found.figures == {2026: Figure(2026, 26, 37, unknown=2)}


FIGURES = st.builds(
    lambda size, count, unknown: Figure(2025, min(count, size), size, unknown),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 3),
)
PER_YEAR = st.dictionaries(st.integers(2026, 2030), st.integers(0, 20))


@given(FIGURES, st.sampled_from(sorted(indicators.INDICATORS)), st.booleans())
def test_without_changes_every_year_has_todays_counts(
    today: Figure, indicator: str, flow: bool
) -> None:
    nothing: dict[str, dict[int, int]] = {kind_for(indicator).id: {}}
    for asked in ({}, nothing):
        found = course(today, indicator, asked, 2030, flow=flow)
        assert counts(found) == [(today.numerator, today.denominator)] * 5
        assert found.no_room == {}


@given(FIGURES, PER_YEAR)
def test_a_stock_keeps_what_it_was_given_within_its_base(
    today: Figure, per_year: dict[int, int]
) -> None:
    found = course(today, "x", {"own:x": per_year}, 2030, flow=False)
    last = found.figures[2030]
    placed = sum(per_year.values()) - sum(found.no_room.values())
    assert (last.numerator or 0) == (today.numerator or 0) + placed
    reached = [each.numerator or 0 for each in found.figures.values()]
    assert reached == sorted(reached) and reached[-1] <= (today.denominator or 0)


# The whole above them

PARTS = st.dictionaries(
    st.text("abc", min_size=1, max_size=2), st.tuples(FIGURES, PER_YEAR), min_size=1
)


@given(PARTS, st.integers(0, 30), st.integers(0, 30))
def test_the_whole_is_its_parts_and_the_rest(
    told: dict, rest_count: int, rest_more: int
) -> None:
    parts = {code: figure for code, (figure, _) in told.items()}
    summed = only(parts.values())
    assert summed is not None
    whole = Figure(
        2025,
        (summed.numerator or 0) + rest_count,
        (summed.denominator or 0) + rest_count + rest_more,
        unknown=summed.unknown,
        reported=len(parts),
        expected=len(parts) + 2,
    )
    still = {
        code: course(each, "x", {}, 2030, flow=False) for code, each in parts.items()
    }
    unchanged = pooled(whole, parts, still, 2030)
    assert {(each.numerator, each.denominator) for each in unchanged.values()} == {
        (whole.numerator, whole.denominator)
    }
    assert {(each.reported, each.expected) for each in unchanged.values()} == {
        (len(parts), len(parts) + 2)
    }
    assert pooled(whole, parts, {}, 2030) == unchanged
    courses = {
        code: course(figure, "x", {"own:x": per_year}, 2030, flow=False)
        for code, (figure, per_year) in told.items()
    }
    rest = without(whole, parts.values())
    assert (rest.numerator or 0) == rest_count  # None where nothing is left
    assert (rest.denominator or 0) == rest_count + rest_more
    for year, figure in pooled(whole, parts, courses, 2030).items():
        of_year = only(each.figures[year] for each in courses.values())
        assert of_year is not None
        assert figure.numerator == (of_year.numerator or 0) + rest_count
        assert figure.denominator == whole.denominator


def test_parts_that_have_not_reported_move_nothing() -> None:
    whole = Figure(2025, 26, 37, reported=1, expected=2)
    parts = {"a": TODAY, "b": Figure(2025, None, None, reported=0)}
    courses = {
        code: moved(figure, "x", **{"own:x": {2026: 2}})
        for code, figure in parts.items()
    }
    found = pooled(whole, parts, courses, 2026)
    assert found == {2026: Figure(2026, 28, 37, reported=1, expected=2)}
    assert pooled(None, parts, courses, 2026) == {}
    assert pooled(Figure(2025, None, None), parts, courses, 2026) == {}
    with pytest.raises(KeyError):
        pooled(whole, parts, {"c": Course()}, 2026)


def test_a_part_without_a_base_is_in_no_sum_that_has_one() -> None:
    whole = Figure(2025, 12, 400)
    parts = {"a": Figure(2025, 12, 400), "b": Figure(2025, 3, None)}
    courses = {
        code: moved(figure, "admission_rate", True, admitted={2026: 4})
        for code, figure in parts.items()
    }
    found = pooled(whole, parts, courses, 2027)
    assert (found[2026].numerator, found[2026].denominator) == (16, 400)
    assert (found[2027].numerator, found[2027].denominator) == (12, 404)
