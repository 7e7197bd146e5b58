"""A scenario put together from assessments: against loops in plain Python, and without
changes against the facts of the sample."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from grassroots import assessment, units
from grassroots.assessment import Assessment
from grassroots.indicators import INDICATORS, STANDARD
from grassroots.judgement import Figure, Judgement
from grassroots.presenting import scenario as presented
from grassroots.presenting import scenario_groups as groups
from grassroots.presenting import scenario_shares as shares
from grassroots.presenting import scenario_words as words
from grassroots.presenting.scenario import Counted, Part, View
from grassroots.presenting.scenario_shares import POLICIES
from grassroots.programmes import load_programmes
from grassroots.scenario import verdicts
from grassroots.scenario.plan import EVERY_YEAR, Plan
from grassroots.store import Store
from grassroots.targets import Target, Words
from grassroots.units import Unit

TODAY, UNTIL = 2025, 2030
YEARS = range(TODAY + 1, UNTIL + 1)
HEADS = Counted("hamlet_heads_members", flow=False)
ADMISSIONS = Counted("admission_rate", flow=True, base="previous_year_end")


def target(indicator: str, comparator: str, value: Fraction) -> Target:
    said = Words(vi="Thử", en="Trial")
    return Target("T", indicator, said, said, "I", comparator, "yearly", value=value)


def part(code: str, of: Target, x: int, n: int) -> Part:
    figure = Figure(TODAY, x, n)
    unit = Unit(len(code), code, code, "commune", None)
    facts = Assessment(
        of, unit.unit_id, TODAY, figure, Judgement("not_met"), None, (figure,)
    )
    return Part(unit, code, facts)


counts = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(
    lambda pair: (min(pair), max(pair))
)
worlds = st.lists(counts, min_size=1, max_size=6)
changes = st.lists(
    st.tuples(
        st.integers(0, 5), st.sampled_from([EVERY_YEAR, *YEARS]), st.integers(0, 20)
    ),
    max_size=8,
)


def made(
    counted: Counted,
    of: Target,
    world: list[tuple[int, int]],
    rest: tuple[int, int],
    changed: list[tuple[int, int, int]],
    every: int,
) -> tuple[View, Plan]:
    """A view of units and of a whole that has `rest` beyond them."""
    codes = "ABCDEF"[: len(world)]
    parts = [part(code, of, *pair) for code, pair in zip(codes, world, strict=True)]
    sums = [sum(column) for column in zip(*world, rest, strict=True)]
    whole = part("WHOLE", of, sums[0], sums[1])
    plan = Plan(every=every)
    for place, year, number in changed:
        plan = plan.with_number("ABCDEF"[place % len(world)], year, number)
    return presented.build(counted, whole, parts, plan, UNTIL), plan


@given(worlds, counts, changes, st.integers(0, 3))
def test_heads_pile_up_to_the_size_of_each_unit(
    world: list[tuple[int, int]],
    rest: tuple[int, int],
    changed: list[tuple[int, int, int]],
    every: int,
) -> None:
    of = target("hamlet_heads_members", ">=", Fraction(4, 5))
    view, plan = made(HEADS, of, world, rest, changed, every)
    total, size = rest[0], rest[1] + sum(n for _, n in world)
    for line, (x, n) in zip(view.lines, world, strict=True):
        lost = 0
        for year in YEARS:
            wanted = x + plan.number(line.part.unit.code, year)
            x, lost = min(wanted, n), lost + max(wanted - n, 0)
            figure = line.course.figures[year]
            assert (figure.numerator, figure.denominator) == (x, n)
        assert line.without_room == lost
        assert line.room == n - x and line.left.needed == max(ceil(n * 0.8) - x, 0)
        total += x
    figure = view.whole.figure
    assert figure is not None
    assert (figure.numerator, figure.denominator) == (total, size)
    missing = max(ceil(Fraction(4, 5) * size) - total, 0)
    assert view.whole.left.needed == missing
    assert (view.whole.then.verdict == "met") == (missing == 0)
    assert sum(view.added.values()) == total - rest[0] - sum(x for x, _ in world)


@given(worlds, counts, changes)
def test_who_is_admitted_is_in_the_base_of_later_years(
    world: list[tuple[int, int]],
    rest: tuple[int, int],
    changed: list[tuple[int, int, int]],
) -> None:
    of = target("admission_rate", ">=", Fraction(3, 100))
    view, plan = made(ADMISSIONS, of, world, rest, changed, 0)
    for line, (x, n) in zip(view.lines, world, strict=True):
        base = n
        for year in YEARS:
            more = plan.number(line.part.unit.code, year)
            figure = line.course.figures[year]
            assert (figure.numerator, figure.denominator) == (x + more, base)
            base += more


@settings(max_examples=60)
@given(worlds, counts, st.sampled_from(POLICIES), st.integers(1, 99))
def test_what_is_missing_is_shared_out_and_then_missing_no_more(
    world: list[tuple[int, int]], rest: tuple[int, int], policy: str, percent: int
) -> None:
    of = target("hamlet_heads_members", ">=", Fraction(percent, 100))
    view, plan = made(HEADS, of, world, rest, [], 0)
    shared = shares.shares(view, policy, {})
    missing = view.whole.left.needed
    if not missing:
        assert shared is None
        return
    assert shared is not None
    placed = sum(shared.by_unit.shares.values())
    assert placed + shared.by_unit.not_placed == missing == shared.number
    after = presented.build(
        HEADS,
        view.whole.part,
        [line.part for line in view.lines],
        shares.given(view, plan, shared),
        UNTIL,
    )
    assert after.whole.left.needed == shared.by_unit.not_placed
    spread = [after.whole.numbers.get(year, 0) for year in YEARS]
    assert sum(spread) == placed


def test_cells_set_by_hand_stand_and_the_rest_follows() -> None:
    of = target("hamlet_heads_members", ">=", Fraction(4, 5))
    world = [(26, 37), (10, 12), (3, 9), (40, 61)]
    view, _ = made(HEADS, of, world, (0, 0), [], 0)
    shared = shares.shares(view, "gap", {"A": 0, "B": 2})
    assert shared is not None and shared.number == 17
    assert shared.by_unit.shares == {"A": 0, "B": 2, "C": 5, "D": 10}
    assert shared.by_unit.not_placed == 0
    over = shares.shares(view, "gap", {"C": 20})
    assert over is not None
    assert (over.by_unit.beyond_number, over.by_unit.beyond_cap) == (3, {"C": 14})


def test_the_parts_do_not_add_up_to_the_whole() -> None:
    of = target("hamlet_heads_members", ">=", Fraction(4, 5))
    world = [(26, 37), (10, 12), (3, 9), (40, 61)]
    view, _ = made(HEADS, of, world, (0, 0), [], 0)
    assert [line.missing.needed for line in view.lines] == [4, 0, 5, 9]
    assert view.whole.missing.needed == 17
    said = words.sums("vi", view)
    assert "18" in said and "17" in said
    single, _ = made(HEADS, of, [(26, 37)], (0, 0), [], 0)
    assert words.sums("vi", single) == ""


def test_the_first_horizon_is_the_next_milestone_or_the_half_decade() -> None:
    of = target("hamlet_heads_members", ">=", Fraction(4, 5))
    assert presented.first_horizon(of, 2025) == 2030
    assert presented.first_horizon(of, 2026) == 2030
    assert presented.first_horizon(of, 2030) == 2035
    assert presented.horizons(of, 2025) == [2026, 2027, 2028, 2029, 2030]


def test_the_base_of_the_coming_year_is_the_one_that_counts() -> None:
    """60 members at the end of the year: of these are the later years' shares."""
    of = target("admission_rate", ">=", Fraction(4, 100))
    whole = part("WHOLE", of, 2, 50)
    later = Part(whole.unit, whole.name, whole.facts, Figure(TODAY, 2, 60))
    view = presented.build(ADMISSIONS, later, [], Plan(every=1), UNTIL)
    found = [view.whole.course.figures[year] for year in YEARS]
    assert [figure.numerator for figure in found] == [3] * 5
    assert [figure.denominator for figure in found] == [60, 61, 62, 63, 64]
    assert view.whole.missing.needed == 0  # 2 of 50, not of 60


def test_taken_out_and_raised_to_the_median() -> None:
    of = target("hamlet_heads_members", ">=", Fraction(4, 5))
    world = [(26, 37), (10, 12), (3, 9), (40, 61)]
    view, _ = made(HEADS, of, world, (1, 1), [(3, EVERY_YEAR, 2)], 0)
    parts = [line.part for line in view.lines]
    out = groups.without(view, parts, ("C",))
    assert out is not None and out.then is not None
    assert (out.today.figure.numerator, out.today.figure.denominator) == (77, 111)
    assert (out.then.figure.numerator, out.then.figure.denominator) == (87, 111)
    assert groups.without(view, parts, ()) is None
    raised = groups.at_median(view, 1)
    assert raised is not None
    # The median of 26/37, 10/12, 3/9, 40/61 is (26/37 + 40/61) / 2 = 0.6792: 7 of 9.
    assert raised[0].raised == {"C": 4}
    assert raised[1].today.figure.numerator == 84
    assert groups.at_median(view, 0) is None


def test_without_changes_every_course_has_the_facts(sample: Store) -> None:
    """Every target of every programme, for the province and its areas, in two years."""
    programmes = load_programmes(indicators=INDICATORS)
    cursor, seen = sample.cursor(), 0
    for year in (2022, 2025):
        tree = units.of_year(cursor, year)
        top = next(one for one in tree.values() if one.level == "province")
        below = units.children_in(tree, top.unit_id, None)
        for name in programmes:
            found = assessment.assess(
                cursor,
                programmes[name],
                units=[one.unit_id for one in (top, *below)],
                years=(year,),
                choices=STANDARD,
            )
            by_place = {(one.target.id, one.unit_id): one for one in found}
            for of in programmes[name].targets:
                flow = INDICATORS[of.indicator].flow
                parts = [
                    Part(one, one.name, by_place[of.id, one.unit_id])
                    for one in (top, *below)
                ]
                view = presented.build(
                    Counted(of.indicator, flow), parts[0], parts[1:], Plan(), year + 5
                )
                for line in (view.whole, *view.lines):
                    fact = line.part.facts.figure
                    for figure in line.course.figures.values():
                        assert figure.numerator == fact.numerator
                        assert figure.denominator == fact.denominator
                        assert figure.unknown == fact.unknown
                        assert figure.reported == fact.reported
                        seen += 1
                assert not view.changes and view.whole.made == 0
    assert seen > 2000


def test_what_the_whole_has_beyond_its_units_can_be_changed_too() -> None:
    of = target("hamlet_heads_members", ">=", Fraction(1))
    whole = part("WHOLE", of, 20, 30)
    parts = [part("A", of, 10, 12), part("B", of, 6, 8)]
    beyond = presented.rest(whole, parts, "beyond")
    assert beyond is not None and beyond.unit == whole.unit
    assert (beyond.facts.figure.numerator, beyond.facts.figure.denominator) == (4, 10)
    plan = Plan().with_number("WHOLE", 2026, 6).with_number("A", 2027, 2)
    view = presented.build(HEADS, whole, [*parts, beyond], plan, UNTIL)
    found = [view.whole.course.figures[year].numerator for year in YEARS]
    assert found == [26, 28, 28, 28, 28] and view.whole.left.needed == 2
    for other in ([part("A", of, 20, 30)], [part("A", of, 21, 29)], []):
        assert presented.rest(whole, other, "beyond") is None


def test_the_count_of_a_term_that_is_over_is_not_changed_any_more() -> None:
    said = Words(vi="Thử", en="Trial")
    of = Target(
        *("T", "business_owners_admitted", said, said, "I", "count_range", "term"),
        low=Fraction(1),
        high=Fraction(2),
        from_year=2020,
        to_year=2025,
    )
    figures = tuple(Figure(year, 1, 40) for year in range(2021, 2026))
    unit = Unit(1, "T01", "Tỉnh Thử", "province", None)
    judged = verdicts.under(of, {one.year: one for one in figures}, {}, 2025, flow=True)
    facts = Assessment(of, 1, 2025, figures[-1], judged, None, figures)
    counted = Counted("business_owners_admitted", flow=True)
    whole = Part(unit, unit.name, facts)
    view = presented.build(counted, whole, [], Plan(every=3), UNTIL)
    assert (view.whole.missing.excess, view.whole.left.excess) == (3, 3)
    assert view.over == 2025
    assert words.value("vi", view.whole.assessed) == "4 người"
    assert "vượt 3 người" in words.title("vi", view, "xã")
