"""Every figure that the pages show, through the real app.py, against the oracle: three
units, two years, four programmes.

What is expected is counted here from the oracle's rows in plain Python; what is missing
follows METHODS, "How many more". A test gathers all that differs before it fails, so
that one run names every wrong figure with its page, unit and year.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import oracle
import oracle_measures
import oracle_persons
import pytest
import sample_facts
import streamlit as st
from oracle import Figure, Options
from oracle_measures import OUTSIDE, YES, Year, admitted
from oracle_tree import Row, Tree
from page_figures import (
    ROOT,
    Chart,
    Reader,
    View,
    after,
    before,
    is_rounded,
    number,
    plain,
    ratios,
    shares,
)

Target = Mapping[str, Any]
YEARS = (2024, 2025)
PROVINCE, COMMUNE = "SL", "SL0109"
# The district of the one year and the area that the next one has in its place.
PLACES = [
    *((PROVINCE, year) for year in YEARS),
    ("SL01", 2024),
    ("DB01", 2025),
    *((COMMUNE, year) for year in YEARS),
]
LEVELS = {
    "outstanding": "HT xuất sắc",
    "good": "HT tốt",
    "completed": "Hoàn thành",
    "not_completed": "Không HT",
}
RATINGS = (
    "organisations_rated_good",
    "members_rated_good",
    "grassroots_committees_rated_good",
    "standing_committees_rated_good",
    "committee_members_rated_good",
    "managed_leaders_rated_good",
    "division_leaders_rated_good",
)
SMALL = 10
FIRST_ROSTERS = 2020  # of the years before there are aggregates alone


class Truth:
    """What the oracle knows of the sample."""

    def __init__(self, codes: Mapping[str, tuple[str, str | None]]) -> None:
        self.facts = sample_facts.facts()
        self.tree = Tree(self.facts)
        self.codes = codes
        every = oracle.figures(self.facts)
        self._found = {(False, False): every}
        self.years = oracle.years_of(self.facts, Options(rating_base="all"))
        names = {
            (False, True): ("secretaries_theory_intermediate",),
            (True, False): RATINGS[:2],
        }
        for (armed, communes), kept in names.items():
            options = Options(without_armed_forces=armed, only_communes=communes)
            measures = {name: oracle.MEASURES[name] for name in kept}
            with patch.dict(oracle.MEASURES, measures, clear=True):
                self._found[armed, communes] = oracle.figures(self.facts, options)

    def of(self, target: Target, uid: str, year: int) -> Figure | None:
        """The figure of a target's own population; None: nothing is told."""
        key = (bool(target.get("exclude")), bool(target.get("only_kinds")))
        return self._found[key].get((target["indicator"], uid, year))

    def uid(self, code: str) -> str:
        """A unit as the oracle calls it: cells have no code in the rosters."""
        if code in self.tree.periods:
            return code
        name, parent = self.codes[code]
        assert parent, code
        return f"{self.uid(parent)} › {name}"

    def name(self, uid: str, year: int) -> str:
        period = self.tree.at(uid, year) or self.tree.periods[uid][-1]
        return period.name

    def children(self, uid: str, year: int) -> list[str]:
        """The units one step below, as they stand at the end of the year."""
        end = date(year, 12, 31)
        found = []
        for other in self.tree.periods:
            period = self.tree.at(other, year)
            if not period or (period.valid_to and period.valid_to <= end):
                continue
            area = self.tree.area(other, year) if period.level == "commune" else None
            above = period.parent
            if area and above == PROVINCE:
                above = area
            if period.level == "area":
                above = PROVINCE
            if area == uid or above == uid:
                found.append(other)
        return found

    def under(self, rows: Sequence[Row], uid: str, year: int) -> list[Row]:
        return [row for row in rows if uid in self.tree.above(str(row["unit"]), year)]

    def admissions_told(self, uid: str, year: int) -> bool:
        """Whether a roster with dates of admission speaks for a unit and all in it."""
        above = self.tree.above(uid, year)
        return self.tree.at(uid, year) is not None and any(
            roster.whole
            and roster.kind in ("members", "admissions")
            and "admitted_on" in roster.fields
            and roster.speaks_for in above
            for roster in self.years[year].rosters
        )

    def levels(self, indicator: str, year: int) -> dict[str, Counter[str]]:
        """Of every unit: how many have which rating."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for level in (*LEVELS, "not_rated", None):

            def rated(rating: object, options: Options, level: object = level) -> Any:
                return YES if rating == level else OUTSIDE

            with (
                patch.object(oracle_measures, "rated", rated),
                patch.object(oracle_persons, "rated", rated),
            ):
                for unit, count in oracle.MEASURES[indicator](self.years[year]):
                    for above in self.tree.above(unit, year):
                        found[above][str(level)] += count.hit
        return found


class Check:
    """Gathers what differs."""

    def __init__(self, truth: Truth) -> None:
        self.truth, self.faults, self.compared = truth, list[str](), 0

    def same(self, where: str, what: str, shown: object, expected: object) -> None:
        self.compared += 1
        if shown != expected:
            self.faults.append(f"{where}: {what}: shown {shown}, oracle {expected}")

    def share(self, where: str, what: str, text: str, n: int, d: int) -> None:
        """Every share in a text is n of d."""
        for one in shares(text):
            self.compared += 1
            if not d or not is_rounded(one, Fraction(n, d)):
                self.faults.append(f"{where}: {what}: shown {one} %, oracle {n}/{d}")

    def counted(self, where: str, what: str, text: str, figure: Figure | None) -> None:
        """The first n/d and the first share of a text are the figure's."""
        told = ratios(text)
        if told:
            expected = figure[:2] if figure else (0, 0)
            self.same(where, what, told[0], tuple(expected))
        if figure and figure.denominator:
            first = " ".join(f"{one} %".replace(".", ",") for one in shares(text)[:1])
            self.share(where, what, first, figure.numerator, figure.denominator)

    def done(self, at_least: int) -> None:
        faults = "\n".join(self.faults[:60])
        assert not self.faults, f"{len(self.faults)} of {self.compared}:\n{faults}"
        # A page that shows nothing would agree with everything.
        assert self.compared >= at_least, self.compared


def programme(name: str) -> dict[str, Any]:
    path = ROOT / "data" / "programmes" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def targets(name: str, indicator: str) -> list[Target]:
    """A programme's targets on an indicator; one that follows it where it has none."""
    found = [one for one in programme(name)["targets"] if one["indicator"] == indicator]
    followed = {"id": indicator, "indicator": indicator, "comparator": "followed"}
    return found or [followed]


def asked(target: Target, year: int) -> Fraction | None:
    """The share that a target asks for in a year; None for none."""
    if target["comparator"] not in (">", ">="):
        return None
    if target["when"] != "deadline":
        return Fraction(target["value"])
    last = target["milestones"][-1]["year"]
    due = min(year, last)
    return next(
        Fraction(one["value"]) for one in target["milestones"] if one["year"] >= due
    )


def missing(target: Target, figure: Figure, year: int) -> int | None:
    """METHODS 5: how many more reach the target; None where it asks for no number."""
    n, d = figure.numerator, figure.denominator
    if d is None:
        return None
    if target["comparator"] == "range":
        return max(0, ceil(Fraction(target["low"]) * d) - n)
    share = asked(target, year)
    if share is None:
        return None
    exact = share * d
    more = floor(exact) + 1 - n if target["comparator"] == ">" else ceil(exact) - n
    return max(0, more) if d else 0


@pytest.fixture(scope="module")
def database(kept_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures") / "sample.duckdb"
    shutil.copyfile(kept_file, path)
    return path


@pytest.fixture(scope="module")
def truth(database: Path) -> Truth:
    with duckdb.connect(str(database), read_only=True) as opened:
        rows = opened.execute(
            "select unit.code, unit.name, parent.code from tree as unit"
            " left join tree as parent on parent.unit_id = unit.parent_id"
            " and parent.year = unit.year where unit.year between 2020 and 2025"
            " order by unit.year"
        ).fetchall()
    return Truth({code: (name, parent) for code, name, parent in rows})


@pytest.fixture(scope="module")
def reader(database: Path, truth: Truth) -> Iterator[Reader]:
    """One session for all pages: what it has worked out it need not ask again."""
    st.cache_resource.clear()
    st.cache_data.clear()
    with patch.dict(os.environ, {"GRASSROOTS_DB": str(database)}):
        yield Reader()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def check(truth: Truth) -> Check:
    return Check(truth)


# What several pages have in common


def units(
    check: Check, view: View, chart: Chart, target: Target, uid: str, year: int
) -> dict[int, str]:
    """A row a unit: verdict, share, n/d, what is missing; all units below are there.
    Gives the units by their rows."""
    truth, rows = check.truth, chart.rows()
    below = truth.children(uid, year)
    by_row = {0: uid}
    codes = {round(one.y): one.code for one in chart.marks() if one.code}
    for trace in chart.data:
        if trace.get("mode") == "text" and trace.get("customdata"):
            pairs = zip(trace["y"], trace["customdata"], strict=True)
            codes.update({round(y): code for y, code in pairs if code})
    names = chart.layout.get("yaxis", {}).get("ticktext") or ()
    for row, name in enumerate(names):
        if row in codes:
            by_row[row] = truth.uid(codes[row])
        elif row:
            start = plain(name).strip().removesuffix("…").rstrip()
            for other in below:
                if start and start in truth.name(other, year):
                    by_row.setdefault(row, other)
    for row, texts in sorted(rows.items()):
        if row not in by_row:
            check.faults.append(f"{view.where}: row {row} {texts}: whose is it?")
            continue
        line(check, f"{view.where} at {by_row[row]}", texts, target, by_row[row], year)
    own = truth.of(target, uid, year)
    note = view.text("≈ sát mục tiêu: khoảng tin cậy")
    if note and view.chart("by_unit") is chart and own:
        check.same(
            view.where, "unknown of the note", after("Chưa rõ", note) or 0, own[2]
        )
    for other in below:
        figure = truth.of(target, other, year)
        if figure and figure.denominator:
            check.same(view.where, f"{other} has a row", other in by_row.values(), True)
    return by_row


def line(
    check: Check, where: str, texts: list[str], target: Target, uid: str, year: int
) -> None:
    figure = check.truth.of(target, uid, year)
    counts = [one for text in texts for one in ratios(text)]
    if not counts:
        told = bool(figure and (figure.denominator or figure.numerator))
        if figure and figure.denominator is None:
            return
        check.same(where, f"nothing told ({texts})", False, told)
        return
    check.counted(where, "ratio", " ".join(texts), figure or Figure(0, 0))
    if figure is None or not figure.denominator:
        return
    more, shown = missing(target, figure, year), texts[-1]
    if shown.replace(".", "").isdigit():
        check.same(where, "missing", number(shown), more)
    elif shown in ("–", "-"):
        check.same(where, "missing", 0, _unless_infeasible(target, figure, more))
    elif shown == "?":
        check.same(where, "? without a verdict", "◌" in " ".join(texts), True)
    else:
        check.same(where, f"nothing missing ({texts})", None, more)
    met = {"●": True, "✕": False}.get(texts[0][:1])
    if met is not None and more is not None and target["comparator"] != "range":
        check.same(where, "met", met, more == 0)


def _unless_infeasible(target: Target, figure: Figure, more: int | None) -> int | None:
    """0 where no whole number of people is inside the range."""
    if target["comparator"] == "range" and figure.denominator:
        least = ceil(Fraction(target["low"]) * figure.denominator)
        most = floor(Fraction(target["high"]) * figure.denominator)
        if least > most:
            return 0
    return more


def hovers(
    check: Check, view: View, chart: Chart, target: Target, uid: str, year: int
) -> None:
    """What a bar or a dot says of itself: share, n/d, unknown; its length."""
    for one in chart.marks():
        if not one.hover:
            continue
        unit = check.truth.uid(one.code) if one.code else uid
        where = f"{view.where} hover of {unit}"
        figure = check.truth.of(target, unit, year) or Figure(0, 0)
        check.counted(where, "ratio", one.hover, figure)
        unknown = after("chưa rõ", one.hover) or before("người chưa rõ", one.hover) or 0
        check.same(where, "unknown", unknown, figure.unknown)


def course(
    check: Check,
    view: View,
    chart: Chart | None,
    target: Target,
    uid: str,
    year: int,
) -> None:
    """The points of all years: share, n/d, height; no year with figures is left out."""
    figures = {
        one: figure
        for one in range(2018, year + 1)
        if (figure := check.truth.of(target, uid, one)) and figure.denominator
    }
    if chart is None:
        check.same(view.where, "a trend of these years", len(figures) < 2, True)
        return
    seen = set()
    for one in chart.marks():
        if not one.hover:
            continue
        of = int(one.hover[:4])
        if of not in figures and of < FIRST_ROSTERS and target.get("exclude"):
            continue  # an aggregate of those units that hold no armed forces
        seen.add(of)
        where, figure = f"{view.where} trend {of}", figures.get(of)
        check.counted(where, "ratio", one.hover[5:], figure)
        if figure and figure.denominator:
            exact = Fraction(figure.numerator * 100, figure.denominator)
            check.same(where, "height", abs(one.y - float(exact)) < 1e-6, True)
            told = ratios(one.text)
            if told:
                check.same(where, "label", told[0], figure[:2])
            elif one.text:
                text = one.text.removeprefix("~") + " %"
                check.share(where, "label", text, *figure[:2])  # type: ignore[arg-type]
    check.same(view.where, "years of the trend", seen, set(figures))
    title = view.text(r"^### \d{4}–\d{4}: từ")
    if title and figures and (int(title[4:8]) in figures or not target.get("exclude")):
        first, last = (figures[min(figures)], figures[max(figures)])
        years = [int(title[4:8]), int(title[9:13])]
        check.same(view.where, "course", years, [min(figures), max(figures)])
        old, new = title.split(": từ ")[1].split(" đến ")
        check.counted(view.where, "course, first", old, first)
        check.counted(view.where, "course, last", new, last)


def finding(
    check: Check, view: View, said: str, target: Target, uid: str, year: int
) -> None:
    """A title: the value, how many are missing, how many units fall short, by how much
    it changed."""
    figure = check.truth.of(target, uid, year)
    where = f"{view.where} title"
    head = said.split(": ")[0]
    if figure is None or not figure.denominator:
        check.same(where, f"no share ({said})", shares(head), [])
        return
    check.counted(where, "value", head, figure)
    short = after("thiếu", said)
    if short is not None:
        check.same(where, "missing", short, missing(target, figure, year))
    if said.startswith("# ") or said.startswith("### "):
        told = ratios(said.split("chưa đạt ở")[1]) if "chưa đạt ở" in said else []
        if told:
            below = [
                one
                for other in check.truth.children(uid, year)
                if (one := check.truth.of(target, other, year)) and one.denominator
            ]
            unmet = sum(bool(missing(target, one, year)) for one in below)
            check.same(where, "units short", told[0][0], unmet)
    for word, sign in (("tăng", 1), ("giảm", -1)):
        if f": {word} " in said and "so với" in said:
            earlier = check.truth.of(target, uid, int(said.split("so với ")[1][:4]))
            assert earlier and earlier.denominator
            change = sign * (
                Fraction(figure.numerator, figure.denominator)
                - Fraction(earlier.numerator, earlier.denominator)
            )
            points = said.split(f": {word} ")[1].split(" điểm")[0] + " %"
            same = is_rounded(shares(points)[0], change)
            check.same(where, f"change {points}", same, True)


# Xếp loại


def test_ratings(reader: Reader, truth: Truth, check: Check) -> None:
    for name, measures in (("ha-tinh", RATINGS), ("di-linh", RATINGS[:2])):
        for indicator in measures:
            by_year = {year: truth.levels(indicator, year) for year in YEARS}
            target = targets(name, indicator)[0]
            for uid, year in PLACES:
                if name == "di-linh" and uid != PROVINCE:
                    continue
                view = reader.open(
                    "ratings",
                    programme=name,
                    unit=uid,
                    year=str(year),
                    measure=indicator,
                )
                _ratings(check, view, target, uid, year, by_year[year])
    check.done(2500)


def _ratings(
    check: Check,
    view: View,
    target: Target,
    uid: str,
    year: int,
    levels: Mapping[str, Counter[str]],
) -> None:
    finding(check, view, view.title, target, uid, year)
    chart = view.chart("by_unit")
    told = check.truth.of(target, uid, year)
    if chart is None:
        check.same(view.where, "no bars", bool(told and told.denominator), False)
        return
    by_row = units(check, view, chart, target, uid, year)
    course(check, view, view.chart("trend"), target, uid, year)
    counted = not target.get("exclude")  # those levels are of another population
    bars: dict[str, Counter[str]] = defaultdict(Counter)
    for one in chart.marks():
        unit = by_row[round(one.y)]
        where, of = f"{view.where} bar of {unit}", levels[unit]
        known = [name for name, word in LEVELS.items() if word in one.hover]
        if not counted or not known:
            continue
        total = sum(of[name] for name in LEVELS)
        check.same(where, known[0], ratios(one.hover), [(of[known[0]], total)])
        check.share(where, known[0], one.hover, of[known[0]], total)
        check.same(where, "length", round(one.x * total / 100), of[known[0]])
        if one.text:
            check.same(where, "count", number(plain(one.text)), of[known[0]])
        bars[unit][known[0]] += 1
    for unit, of in bars.items() if counted else ():
        there = {name for name in LEVELS if levels[unit][name]}
        check.same(f"{view.where} bar of {unit}", "levels", set(of), there)
    if counted:
        _bases(check, view, levels[uid])
        _outstanding(check, view, uid, year, levels)


def _bases(check: Check, view: View, of: Counter[str]) -> None:
    """Both bases beside each other, who is in none."""
    good = of["outstanding"] + of["good"]
    rated = sum(of[name] for name in LEVELS)
    for text in view.texts:
        for said in text.split("\n"):
            base = {"được xếp loại =": rated, "tất cả =": sum(of.values())}
            for words, total in base.items():
                if words in said and ":small" in text:
                    check.same(view.where, words, ratios(said), [(good, total)])
                    check.share(view.where, words, said, good, total)
    told = view.text("được xếp loại =")
    if told:
        check.same(
            view.where,
            "not rated",
            before("chưa xếp loại", told) or 0,
            of["not_rated"],
        )
        check.same(view.where, "unknown", before("chưa rõ", told) or 0, of["None"])


def _outstanding(
    check: Check, view: View, uid: str, year: int, levels: Mapping[str, Counter[str]]
) -> None:
    """The share of outstanding among those good or better, by unit and in the note."""
    chart = view.chart("ceiling")
    note = view.text("^Theo dõi, không phải chỉ tiêu")
    of = levels[uid]
    pairs = [(of["outstanding"], of["good"]), *()]
    wide = (of["outstanding"], of["outstanding"] + of["good"])
    if note and ratios(note):
        allowed = [wide, pairs[0]]
        check.same(f"{view.where} {note}", "of them", ratios(note)[0] in allowed, True)
    if chart is None:
        return
    by_good = bool(note and ratios(note) and ratios(note)[0] == pairs[0])
    for one in chart.marks():
        if not one.code:
            continue
        below = levels[check.truth.uid(one.code)]
        total = below["good"] + (0 if by_good else below["outstanding"])
        where = f"{view.where} outstanding of {one.code}"
        check.same(where, "n/d", ratios(one.hover), [(below["outstanding"], total)])
        check.share(where, "share", one.hover, below["outstanding"], total)


# Cán bộ; Nền nếp


LEADERS = {
    "managed": (
        "managed_leaders_under_40",
        "managed_leaders_women",
        "managed_leaders_rated_good",
    ),
    "division": (
        "division_leaders_master",
        "division_leaders_rated_good",
        "division_leaders_trained",
    ),
    "commune": (
        "commune_leaders_theory_intermediate",
        "commune_leaders_profession_intermediate",
        "commune_leaders_theory_and_profession",
        "commune_leaders_university",
        "commune_leaders_trained",
    ),
}
DUTIES = {
    "members": (
        "members_assigned_task",
        "members_residence_contact",
        "members_signed_commitment",
    ),
    "organisations": (
        "organisations_follow_rules",
        "organisations_inspection_programme",
        "organisations_new_model",
    ),
    "posts": (
        "secretaries_council_chair",
        "secretaries_committee_chair",
        "secretaries_agency_head",
        "cell_secretaries_hamlet_head",
        "cell_secretaries_front_head",
    ),
    "four_good": ("four_good_cells", "four_good_organisations"),
}


def turns(
    measures: Sequence[str], every: Sequence[tuple[str, int]] = PLACES[:2]
) -> Iterator[tuple[str, int, str]]:
    """Every measure at the places of `every`, one after the other at the rest."""
    for place, (uid, year) in enumerate(PLACES):
        some = measures
        if (uid, year) not in every:
            some = [measures[place % len(measures)]]
        yield from ((uid, year, one) for one in some)


@pytest.mark.parametrize(
    ("page", "name", "groups", "at_least"),
    [
        ("leaders", "nghi-quyet-2021-2025", LEADERS, 900),
        ("duties", "di-linh", DUTIES, 1200),
    ],
)
def test_several_measures(
    reader: Reader,
    check: Check,
    page: str,
    name: str,
    groups: Mapping[str, Sequence[str]],
    at_least: int,
) -> None:
    for group, measures in groups.items():
        for uid, year, indicator in turns(measures):
            target = targets(name, indicator)[0]
            # A page knows a measure by its indicator.
            address = {"programme": name, "unit": uid, "year": str(year)}
            view = reader.open(page, **address, group=group, measure=indicator)
            _overview_of(check, view, name, measures, uid, year)
            chart = view.chart("by_unit")
            if chart is not None:
                units(check, view, chart, target, uid, year)
                hovers(check, view, chart, target, uid, year)
            heads = [one for one in view.texts if one.startswith("### ")]
            if chart is not None and heads:
                finding(check, view, heads[0], target, uid, year)
                course(check, view, view.chart("trend"), target, uid, year)
            if group == "managed":
                _structure(check, view, uid, year)
    check.done(at_least)


def _overview_of(
    check: Check,
    view: View,
    name: str,
    measures: Sequence[str],
    uid: str,
    year: int,
) -> None:
    """A line a measure: share, n/d, missing, unknown, change against a year earlier."""
    chart = view.chart("measures")
    by_id = {
        one[key]: one
        for indicator in measures
        for one in targets(name, indicator)
        for key in ("id", "indicator")
    }
    if chart is None:
        told = [check.truth.of(one, uid, year) for one in by_id.values()]
        told = [one for one in told if one and one.denominator]
        check.same(view.where, "no measures", told, [])
        return
    codes = {round(one.y): one.code for one in chart.marks() if one.code}
    for row, texts in chart.rows().items():
        if row not in codes:  # a line without a figure has no bar
            check.same(view.where, "no figure", ratios(" ".join(texts)), [])
            continue
        target = by_id[codes[row]]
        figure = check.truth.of(target, uid, year)
        where = f"{view.where} line {target['indicator']}"
        remarks = [one for one in texts if "nộp" in one or "chưa rõ" in one]
        cells = [one for one in texts if one not in remarks]
        unknown = after("chưa rõ", " ".join(remarks)) or 0
        check.same(where, "unknown", unknown, figure.unknown if figure else 0)
        at = next((p for p, one in enumerate(cells) if ratios(one)), None)
        if at is None or figure is None:
            check.same(where, f"told {cells}", bool(figure and figure.denominator), 0)
            continue
        check.counted(where, "ratio", " ".join(cells[: at + 1]), figure)
        *more, change = cells[at + 1 :]
        if more and more[0] not in ("?", "–"):
            gap = missing(target, figure, year)
            check.same(where, "missing", number(more[0]), gap)
        elif more == ["–"]:
            check.same(where, "missing", 0, missing(target, figure, year))
        earlier = check.truth.of(target, uid, year - 1)
        if change != "–" and earlier and earlier.denominator and figure.denominator:
            exact = Fraction(*figure[:2]) - Fraction(*earlier[:2])  # type: ignore[arg-type]
            said = change.replace("−", "-").replace("điểm ", "")
            points = shares(said)[0] * (-1 if "-" in said else 1)
            same = is_rounded(abs(points), abs(exact)) and points * exact.numerator >= 0
            check.same(where, f"change {change}", same, True)


BANDS = {
    "Dưới 30": (0, 30),
    "30–39": (30, 40),
    "40–49": (40, 50),
    "50–59": (50, 60),
    "Từ 60": (60, 200),
}


def _structure(check: Check, view: View, uid: str, year: int) -> None:
    """Age and gender of the managed leaders, from their rows."""
    truth, chart = check.truth, view.chart("structure")
    told = [
        (row, roster)
        for row, roster in truth.years[year].rows("leaders", "managed")
        if row["managed"] is True and uid in truth.tree.above(str(row["unit"]), year)
    ]
    if chart is None:
        few = len(told) < SMALL
        check.same(view.where, "no structure", few, True)
        return
    expected: dict[str, int] = {}
    for name, (low, high) in BANDS.items():
        ages = [
            age
            for row, roster in told
            if "birth_date" in roster.fields
            and (age := _age(row["birth_date"], roster.as_of)) is not None
        ]
        expected[name] = sum(low <= age < high for age in ages)
    for name, gender in (("Nữ", "female"), ("Nam", "male")):
        expected[name] = sum(row.get("gender") == gender for row, _ in told)
    names = [plain(one).strip() for one in chart.layout["yaxis"]["ticktext"]]
    for row, texts in chart.rows().items():
        if names[row] in expected:
            where = f"{view.where} {names[row]}"
            ((n, d),) = ratios(" ".join(texts))
            check.same(where, "count", n, expected[names[row]])
            check.same(where, "of", d, len(told))
            check.share(where, "share", " ".join(texts), n, d)


def _age(birth: object, day: date) -> int | None:
    if not isinstance(birth, date):
        return None
    had = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had else 1)


# Trình độ cấp ủy


OFFICERS = {
    "hamlets": (
        "hamlet_officers_upper_secondary",
        "hamlet_officers_theory_elementary",
        "hamlet_officers_profession_intermediate",
        "hamlet_officers_theory_intermediate",
        "hamlet_officers_school_and_theory",
    ),
    "grassroots": (
        "secretaries_theory_intermediate",
        "grassroots_officers_trained",
        "committee_members_trained",
    ),
}
POSITIONS = {
    "Bí thư, phó bí thư": ("secretary", "deputy"),
    "Chi ủy viên, ủy viên": ("member",),
    "Chưa rõ": (None,),
}


def test_qualifications(reader: Reader, check: Check) -> None:
    for name, view_of in (("duc-pho", "hamlets"), ("ha-tinh", "grassroots")):
        measures = OFFICERS[view_of]
        by_id = {
            one["id"]: one for indicator in measures for one in targets(name, indicator)
        }
        for uid, year, indicator in turns(measures):
            target = targets(name, indicator)[0]
            view = reader.open(
                "qualifications",
                programme=name,
                unit=uid,
                year=str(year),
                view=view_of,
                measure=target["id"],
            )
            _milestones(check, view, by_id, uid, year)
            figure = check.truth.of(target, uid, year)
            if figure is None or figure.numerator is None:
                continue
            _lacking(check, view, figure)
            _positions(check, view, target, uid, year)
            chart = view.chart("by_unit")
            if chart is not None:
                units(check, view, chart, target, uid, year)
                hovers(check, view, chart, target, uid, year)
            course(check, view, view.chart("trend"), target, uid, year)
    check.done(800)


def _milestones(
    check: Check, view: View, by_id: Mapping[str, Target], uid: str, year: int
) -> None:
    """A line a measure: where it began, where it stands, what was missing when due."""
    chart = view.chart("milestones")
    if chart is None:
        told = [check.truth.of(one, uid, year) for one in by_id.values()]
        told = [one for one in told if one and one.denominator]
        check.same(view.where, "no milestones", told, [])
        return
    seen = set()
    for one in chart.marks():
        if not one.hover or one.code in seen:
            continue
        seen.add(one.code)
        target = by_id[str(one.code)]
        figure = check.truth.of(target, uid, year) or Figure(0, 0)
        where = f"{view.where} line {one.code}"
        lines = one.hover.split("\n")
        now = next((text for text in lines[1:] if ratios(text)), "")
        if not now.startswith("gốc"):
            check.counted(where, "now", now, figure)
        unknown = after("chưa rõ", one.hover) or 0
        check.same(where, "unknown", unknown, figure.unknown)
        for text in lines:
            if text.startswith("gốc") and "(năm " in text:
                began = int(text.split("(năm ")[1][:4])
                earlier = check.truth.of(target, uid, began)
                check.counted(where, f"began {began}", text, earlier)
        due = [m["year"] for m in target.get("milestones", ()) if m["year"] <= year]
        at = check.truth.of(target, uid, max(due, default=year))
        short = after("thiếu", one.hover)
        if short is not None and at:
            gap = missing(target, at, max(due, default=year))
            check.same(where, "missing", short, gap)
    texts = chart.layout.get("annotations", ())
    for one in texts:
        text = plain(one["text"])
        code = next((code for code in by_id if f"{code} ·" in text), None)
        if code:
            figure = check.truth.of(by_id[code], uid, year)
            told = ratios(text)
            if told:
                check.same(
                    f"{view.where} {code}", "n/d", told[-1], figure and figure[:2]
                )


def _lacking(check: Check, view: View, figure: Figure) -> None:
    """How many do not meet it, how many are blank, what the blank ones could change."""
    n, d, unknown = figure.numerator, figure.denominator or 0, figure.unknown
    box = view.text(r"^\*\*(Trong \d|Không ai thiếu|\d[\d.]* \S+ chưa)").strip("*")
    counts = [number(one) for one in _counts(box)]
    if box.startswith("Trong"):
        check.same(view.where, "lacking and blank", counts[0], d - n + unknown)
        check.same(view.where, "lacking", counts[1], d - n)
        check.same(view.where, "blank", before("để trống", box), unknown)
    elif "Không ai thiếu" in box:
        check.same(view.where, box, counts or [0], [unknown])
        check.same(view.where, "nobody lacks", 0, d - n)
    else:
        check.same(view.where, f"lacking: {box}", counts[:1], [d - n])
        check.same(view.where, "no blank", 0, unknown)
    would = view.text("chỗ trống đều đạt")
    check.same(view.where, "blank ones are told of", bool(would), bool(unknown))
    if would:
        size = d + unknown
        either = [(n + unknown, size), (n, size)]
        check.same(view.where, "with the blank ones", ratios(would)[:2], either)
        check.same(view.where, "blank ones", after("Nếu cả", would), unknown)


def _counts(text: str) -> list[str]:
    return [word for word in text.replace(":", " ").split() if word[:1].isdigit()]


def _positions(check: Check, view: View, target: Target, uid: str, year: int) -> None:
    """By position: how many meet it, of how many, from the officers' rows."""
    if target.get("only_kinds"):
        return
    for table in view.tables():
        for row in table:
            positions = POSITIONS.get(row.get("Chức danh"))
            if positions is None or not row["Số người"]:
                continue
            n, d, unknown = _of_positions(check.truth, target, uid, year, positions)
            where = f"{view.where} {row['Chức danh']}"
            check.same(where, "n/d", ratios(row["Số người"]), [(n, d)])
            check.share(where, "share", str(row[str(year)]), n, d)
            blank = 0 if row["Chưa rõ"] == "–" else number(row["Chưa rõ"])
            check.same(where, "blank", blank, unknown)


def _of_positions(
    truth: Truth, target: Target, uid: str, year: int, positions: Sequence[object]
) -> tuple[int, int, int]:
    every = Year.officers

    def some(self: Year, *fields: str) -> list[Row]:
        return [row for row in every(self, *fields) if row["position"] in positions]

    sums = [0, 0, 0]
    with patch.object(Year, "officers", some):
        for unit, count in oracle.MEASURES[target["indicator"]](truth.years[year]):
            if uid in truth.tree.above(unit, year):
                sums = [a + b for a, b in zip(sums, count, strict=True)]
    return sums[0], sums[1], sums[2]


# Thôn, tổ dân phố


HAMLETS = {
    "cell": "hamlets_with_cell",
    "members": "hamlets_with_members",
    "committee": "hamlet_cells_with_committee",
    "head": "hamlet_heads_members",
    "front": "front_heads_members",
}
LACK = {
    "cell": lambda row: row.get("has_cell") in ("joint", "none"),
    "members": lambda row: row.get("members") == 0,
    "head": lambda row: row.get("head_is_member") is False,
    "front": lambda row: row.get("front_head_is_member") is False,
}


def test_hamlets(reader: Reader, check: Check) -> None:
    for measure, indicator in HAMLETS.items():
        target = targets("ha-tinh", indicator)[0]
        for uid, year in PLACES:
            view = reader.open(
                "hamlets",
                programme="ha-tinh",
                unit=uid,
                year=str(year),
                measure=measure,
            )
            _hamlets(check, view, measure, target, uid, year)
    check.done(700)


def _hamlets(
    check: Check, view: View, measure: str, target: Target, uid: str, year: int
) -> None:
    truth = check.truth
    figure = truth.of(target, uid, year)
    if figure is None or not figure.denominator:
        check.same(view.where, f"no count ({view.title})", ratios(view.title), [])
        return
    lacking = figure.denominator - figure.numerator
    whole = truth.of(target, PROVINCE, year)
    assert whole and whole.denominator
    title = view.title
    told = after("còn", title.lower())
    if told is not None:
        of_all = "toàn tỉnh còn" in title.lower() and uid != PROVINCE
        every = whole.denominator - whole.numerator
        check.same(view.where, f"lacking {title}", told, every if of_all else lacking)
        if of_all:
            here = title.split(";")[1]
            check.same(view.where, title, number(_counts(here)[0]), lacking)
    else:
        check.same(view.where, f"nothing lacks {title}", lacking, 0)
    check.same(view.where, "unknown", before("chưa rõ", title) or 0, figure.unknown)
    rows = truth.under([row for row, _ in truth.years[year].rows("hamlets")], uid, year)
    kinds = view.text("^Chi bộ riêng:")
    if measure == "cell" and kinds:
        of = Counter(row.get("has_cell") for row in rows)
        shown = [after(word, kinds) for word in ("riêng", "ghép", "chưa có")]
        check.same(view.where, kinds, shown, [of["own"], of["joint"], of["none"]])
    _listed(check, view, measure, rows, lacking, uid, year)
    _funnel(check, view, target, year)
    course(check, view, view.chart("trend"), target, uid, year)


def _listed(
    check: Check,
    view: View,
    measure: str,
    rows: Sequence[Row],
    lacking: int,
    uid: str,
    year: int,
) -> None:
    """The list: as long as the figure says, the hamlets that the rows name."""
    truth = check.truth
    table = view.tables()[0] if view.tables() else []
    check.same(view.where, "length of the list", len(table), lacking)
    heading = view.text(r"^### [^:]+: \d+ ")
    if heading and lacking:
        check.same(view.where, heading, number(_counts(heading)[-1]) >= 0, True)
        check.same(view.where, heading, after(r": ?", heading), lacking)
    able = view.text(r"nơi đã có từ")
    enough = {"cell": 3, "committee": 9}.get(measure)
    if measure in LACK:
        named = Counter(
            (truth.name(str(row["unit"]), year), row.get("members"))
            for row in rows
            if LACK[measure](row)
        )
        shown = Counter((one["hamlet"], _whole(one["members"])) for one in table)
        check.same(view.where, "hamlets of the list", shown, named)
    if enough and table and able:
        ready = sum((_whole(one["members"]) or 0) >= enough for one in table)
        check.same(view.where, able, ratios(able)[:1], [(ready, lacking)])


def _whole(cell: float | None) -> int | None:
    """A number of a table, where a blank one is no number."""
    return None if cell is None or cell != cell else int(cell)


def _funnel(check: Check, view: View, target: Target, year: int) -> None:
    """A dot a commune: n/d, its size, its share; the pooled rate; how many are full."""
    truth, chart = check.truth, view.chart("funnel")
    if chart is None:
        return
    communes = {
        uid: figure
        for uid in truth.tree.periods
        if uid in truth.codes
        and (period := truth.tree.at(uid, year))
        and period.level == "commune"
        and (period.valid_to is None or period.valid_to > date(year, 12, 31))
        and (figure := truth.of(target, uid, year))
        and figure.denominator
    }
    seen = set()
    for one in chart.marks():
        if not one.code:
            continue
        seen.add(one.code)
        where, figure = f"{view.where} dot {one.code}", communes.get(one.code)
        check.counted(where, "n/d", one.hover.split("\n", 1)[1], figure)
        if figure and figure.denominator:
            check.same(where, "size", round(one.x), figure.denominator)
            exact = 100 * figure.numerator / figure.denominator
            check.same(where, "height", abs(one.y - exact) < 1e-6, True)
    check.same(view.where, "communes", seen, set(communes))
    n = sum(one.numerator for one in communes.values())
    d = sum(one.denominator or 0 for one in communes.values())
    full = sum(one.numerator == one.denominator for one in communes.values())
    for one in chart.layout.get("annotations", ()):
        text = plain(one["text"])
        if "toàn tỉnh" in text:
            check.share(view.where, text, text, n, d)
        if "đủ 100" in text:
            check.same(view.where, text, number(text.split()[0]), full)
    heading = view.text(r"^### [\d.]+ xã")
    check.same(view.where, heading, number(heading.split()[1]), len(communes))


# Kết nạp


WHO = {
    "Nữ": ("gender", "female"),
    "Dưới 30 tuổi": ("age", "young"),
    "Dân tộc thiểu số": ("ethnicity", "minority"),
    "Theo tôn giáo": ("religion", "some"),
    "Chủ doanh nghiệp tư nhân": ("business_owner", "True"),
}


def test_admissions(reader: Reader, truth: Truth, check: Check) -> None:
    for name in ("ha-tinh", "duc-pho", "di-linh"):
        target = targets(name, "admission_rate")[0]
        for uid, year in PLACES:
            address = {"programme": name, "unit": uid, "year": str(year)}
            view = reader.open("admissions", **address, measure=target["id"])
            _admission_rate(check, view, target, uid, year)
            _counts_of_term(check, view, name, uid, year)
    for uid, year in PLACES:
        address = {"programme": "ha-tinh", "unit": uid, "year": str(year)}
        _who(check, reader.open("admissions", **address, view="who"), uid, year)
        _nobody(check, reader.open("admissions", **address, view="none"), uid, year)
    check.done(800)


def _admission_rate(
    check: Check, view: View, target: Target, uid: str, year: int
) -> None:
    figure = check.truth.of(target, uid, year)
    assert figure and figure.denominator
    n, d = figure.numerator, figure.denominator
    title = view.title
    check.counted(view.where, f"title {title}", title.split(" năm ")[0], figure)
    low = Fraction(target.get("low") or target["value"])
    least = ceil(low * d)
    short = after("thiếu", title)
    if short is not None:
        check.same(view.where, title, short, least - n)
    more = after("hơn", title)
    if more is not None:
        limit = floor(Fraction(target["high"]) * d) if "high" in target else least
        check.same(view.where, title, more, n - limit)
    if "; " in title and ratios(title.split("; ")[1]):
        below = [
            one
            for other in check.truth.children(uid, year)
            if (one := check.truth.of(target, other, year)) and one.denominator
        ]
        fit = [
            one
            for one in below
            if _unless_infeasible(target, one, 1) or target["comparator"] != "range"
        ]
        unmet = sum(bool(missing(target, one, year)) for one in fit)
        check.same(
            view.where, title, ratios(title.split("; ")[1])[0], (unmet, len(fit))
        )
    for one in view.app.metric:
        check.counted(view.where, "card", plain(str(one.value)), figure)
    card = view.text(r"(?s)^:small.*\d/\d")
    check.same(view.where, f"card {card}", ratios(card)[:1], [(n, d)])
    unknown = before("người chưa rõ ngày", card) or 0
    check.same(view.where, "unknown", unknown, figure.unknown)
    course(check, view, view.chart("admissions_years"), target, uid, year)
    chart = view.chart("admissions_units")
    assert chart is not None, view.where
    apart = {row["Đơn vị"]: row for table in view.tables() for row in table}
    below = {
        check.truth.name(other, year): other
        for other in check.truth.children(uid, year)
    }
    _dots(check, view, chart, target, uid, year, set(apart))
    hovers(check, view, chart, target, uid, year)
    for name, row in apart.items():
        other = next(uid for full, uid in below.items() if full.endswith(name))
        figure = check.truth.of(target, other, year)
        where = f"{view.where} apart {name}"
        check.counted(where, "n/d", row["Số người"], figure)
        check.same(
            where, "size", number(row["Vì sao"].split()[0]), figure and figure[1]
        )


def _dots(
    check: Check,
    view: View,
    chart: Chart,
    target: Target,
    uid: str,
    year: int,
    apart: set[str],
) -> None:
    """Without the units apart, which stand in a table of their own."""
    children = check.truth.children

    def others(of: str, when: int) -> list[str]:
        names = check.truth.name
        return [
            one
            for one in children(of, when)
            if not any(names(one, when).endswith(name) for name in apart)
        ]

    with patch.object(check.truth, "children", others):
        units(check, view, chart, target, uid, year)


def _counts_of_term(check: Check, view: View, name: str, uid: str, year: int) -> None:
    """Business owners and non-state cells: of the term so far, else of the year."""
    cards = [
        one
        for one in view.texts
        if one.startswith("**") and (" người**" in one or " chi bộ**" in one)
    ]
    labels = [one for one in view.texts if "Chủ DN" in one or "ngoài NN" in one]
    for word, indicator, head in (
        (" người**", "business_owners_admitted", "Chủ DN"),
        (" chi bộ**", "non_state_cells_founded", "ngoài NN"),
    ):
        card = next((one for one in cards if word in one), "")
        label = next((one for one in labels if head in one), "")
        if not card:
            continue
        span = plain(label).split(", ")[-1] if "–" in label else ""
        first = int(span.split("–")[0]) if span[:4].isdigit() else year
        counts = [
            figure.numerator
            for one in range(first, year + 1)
            if (figure := check.truth.of({"indicator": indicator}, uid, one))
        ]
        where, shown = f"{view.where} {label}", number(card[2:].split()[0])
        if "Chưa đủ số liệu" in card:
            # Of an area that held others before: the years since then alone.
            check.same(where, f"{indicator} at most", shown <= sum(counts), True)
        else:
            check.same(where, indicator, shown, sum(counts))
        of_year = view.texts[view.texts.index(label) + 1]
        told = after(f"năm {year}", of_year)
        if told is not None:
            check.same(where, of_year, told, counts[-1])


def _who(check: Check, view: View, uid: str, year: int) -> None:
    """Who was admitted, as shares of those of whom the rows say."""
    truth = check.truth
    persons = {
        of: [
            row
            for row, dated in admitted(truth.years[of])
            if dated and uid in truth.tree.above(str(row["unit"]), of)
        ]
        for of in (year - 1, year)
    }
    title = view.text("^## .*được kết nạp năm")
    if not persons[year]:
        return
    check.same(view.where, title, number(title.split()[1]), len(persons[year]))
    chart = view.chart("admissions_who")
    assert chart is not None
    names = [plain(one).strip() for one in chart.layout["yaxis"]["ticktext"]]
    check.same(view.where, "the first lines", names[: len(WHO)], list(WHO))
    occupations = Counter(row.get("occupation") for row in persons[year])
    occupations.pop(None, None)
    most = sorted(occupations.values(), reverse=True)[:6]
    shown: list[int] = []
    for row, texts in sorted(chart.rows().items()):
        field, group = WHO.get(names[row], ("occupation", names[row].removesuffix("…")))
        where = f"{view.where} {names[row]}"
        told = [
            said
            for one in persons[year]
            if (said := _said(one, field, year)) is not None
        ]
        n = sum(
            said == group or (field == "occupation" and said.startswith(group))
            for said in told
        )
        counts = ratios(" ".join(texts))
        check.same(where, "n/d", counts[:1], [(n, len(told))] if told else [])
        if len(told) >= SMALL:
            check.share(where, "share", texts[0], n, len(told))
        if field == "occupation":
            shown.append(n)
        unknown = [number(one) for one in texts if one.replace(".", "").isdigit()]
        blank = len(persons[year]) - len(told)
        check.same(where, "unknown", unknown, [blank] if blank else [])
        earlier = [
            said
            for one in persons[year - 1]
            if (said := _said(one, field, year - 1)) is not None
        ]
        if len(earlier) >= SMALL and len(shares(texts[-1])) == 1:
            of = sum(said == group for said in earlier)
            check.share(where, "a year before", texts[-1], of, len(earlier))
    check.same(view.where, "the most frequent occupations", shown, most)


def _said(row: Row, field: str, year: int) -> str | None:
    if field == "age":
        age = _age(row.get("birth_date"), date(year, 12, 31))
        return None if age is None else ("young" if age < 30 else "older")
    said = row.get(field)
    if said is None:
        return None
    if field == "ethnicity":
        return "kinh" if said == "Kinh" else "minority"
    if field == "religion":
        return "none" if said == "Không" else "some"
    return str(said)


def _nobody(check: Check, view: View, uid: str, year: int) -> None:
    """The organisations without an admission for two reported years or more."""
    truth = check.truth
    rate = {"indicator": "admission_rate"}
    expected = {}
    for other in truth.tree.periods:
        period = truth.tree.at(other, year)
        if (
            not period
            or period.level not in ("commune", "organisation")
            or uid not in truth.tree.above(other, year)
            or (period.valid_to and period.valid_to <= date(year, 12, 31))
        ):
            continue
        members = [row for row, _ in truth.years[year].rows("members")]
        if not truth.under(members, other, year):
            continue  # who has no member can admit nobody
        run = 0
        for of in range(year, FIRST_ROSTERS - 1, -1):
            figure = truth.of(rate, other, of)
            if (figure and figure.numerator) or not truth.admissions_told(other, of):
                break
            run += 1
            made = [one.day.year for one in truth.facts.successions if one.new == other]
            if of in made:
                break
        if run >= 2:
            expected[truth.name(other, year)] = f"{run} ({year - run + 1}–{year})"
    shown = {
        row["Tổ chức cơ sở"]: row["Số năm không kết nạp"]
        for table in view.tables()
        for row in table
    }
    check.same(view.where, "nobody admitted", shown, expected)
    title = view.text("^## .*không kết nạp ai")
    if title and "Không tổ chức" not in title:
        check.same(view.where, title, number(title.split()[1]), len(expected))


# Tổng quan


def test_overview(reader: Reader, check: Check) -> None:
    for name in ("ha-tinh", "di-linh", "duc-pho", "nghi-quyet-2021-2025"):
        by_id = {one["id"]: one for one in programme(name)["targets"]}
        for uid, year in PLACES:
            if name != "ha-tinh" and uid == COMMUNE and year == YEARS[0]:
                continue
            view = reader.open("overview", programme=name, unit=uid, year=str(year))
            for table in view.tables():
                for row in table:
                    if "target" in row:
                        _board(check, view, by_id, row, uid, year)
                    elif "unit" in row:
                        _matrix(check, view, by_id, row, uid, year)
            _met(check, view)
    check.done(1500)


def _board(
    check: Check,
    view: View,
    by_id: Mapping[str, Target],
    row: Mapping[str, Any],
    uid: str,
    year: int,
) -> None:
    target = by_id[row["target"].split()[0]]
    where = f"{view.where} {target['id']}"
    figure = check.truth.of(target, uid, year)
    result = plain(row["result"])
    if not ratios(result):
        if figure and figure.denominator:
            check.same(where, f"nothing told ({result})", figure, None)
        return
    check.counted(where, "result", result, figure)
    if not figure or not figure.denominator:
        return
    last = max((one["year"] for one in target.get("milestones", ())), default=year)
    at = check.truth.of(target, uid, min(year, last)) or figure
    gap = missing(target, at, min(year, last))
    earlier = check.truth.of(target, uid, year - 1)
    if target["comparator"] == "rises" and earlier and earlier.denominator:
        share = Fraction(earlier.numerator, earlier.denominator)
        gap = max(0, floor(share * figure.denominator) + 1 - figure.numerator)
    said = plain(row["missing"])
    if said[:1].isdigit():
        check.same(where, "missing", number(said.split()[0]), gap)
    if row["verdict"][:1] == "✕":
        check.same(where, f"not met ({said})", bool(gap), True)
    if row["verdict"][:1] == "●" and target["comparator"] in (">", ">="):
        check.same(where, f"met ({said})", gap, 0)


def _matrix(
    check: Check,
    view: View,
    by_id: Mapping[str, Target],
    row: Mapping[str, Any],
    uid: str,
    year: int,
) -> None:
    """A cell: verdict, then n/d or the share without its sign."""
    named = [
        other
        for other in check.truth.children(uid, year)
        if row["unit"] in check.truth.name(other, year)
    ]
    exact = [one for one in named if check.truth.name(one, year) == row["unit"]]
    other = (exact or named)[0]
    shorts = {one["short"]["vi"]: one for one in by_id.values()}
    attention = 0
    for head, cell in row.items():
        target = by_id.get(head) or shorts.get(head)
        if target is None:
            continue
        where = f"{view.where} matrix {row['unit']} {target['id']}"
        text = plain(cell)
        attention += text[:1] in "✕▼◀"
        figure = check.truth.of(target, other, year) or Figure(0, 0)
        if ratios(text):
            check.same(where, "n/d", ratios(text)[0], figure[:2])
        elif any(one.isdigit() for one in text) and figure.denominator:
            said = text.lstrip("●✕▲◆▼◀◌○□–·~≈ ").split()[0]
            check.share(where, text, f"{said} %", *figure[:2])  # type: ignore[arg-type]
        gap = missing(target, figure, year) if figure.denominator else None
        met = {"●": True, "✕": False}.get(text[:1])
        if met is not None and gap is not None and target["comparator"] != "range":
            check.same(where, f"met ({text})", met, gap == 0)
    if str(row.get("attention", "")).isdigit():
        check.same(view.where, f"{row['unit']}", int(row["attention"]), attention)


def _met(check: Check, view: View) -> None:
    """The card's count is that of the rows."""
    board = view.tables()[0]
    for one in view.app.metric:
        said = plain(str(one.value))
        if one.label.startswith("Đã đến hạn") and "/" in said:
            met, every = (number(part.split()[0]) for part in said.split(" / "))
            rows = [row["verdict"][:1] for row in board]
            check.same(view.where, f"{one.label} {said}", rows.count("●") >= met, True)
            check.same(view.where, "due", every <= len(rows), True)
