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
from contextlib import ExitStack
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
    "not_completed": "Không hoàn thành",
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

    def split(
        self, indicator: str, uid: str, year: int, patches: Mapping[str, Any]
    ) -> int:
        """How many cases one group has: `patches` stand in for the oracle's rules."""
        with ExitStack() as stack:
            for name, new in patches.items():
                module, attribute = name.rsplit(".", 1)
                owner = {
                    "measures": oracle_measures,
                    "persons": oracle_persons,
                    "year": Year,
                }[module]
                stack.enter_context(patch.object(owner, attribute, new))
            return sum(
                count.known
                for unit, count in oracle.MEASURES[indicator](self.years[year])
                if uid in self.tree.above(unit, year)
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
    if title and figures:
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
