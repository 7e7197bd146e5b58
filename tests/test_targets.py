"""Targets from files to verdicts: the printed baselines, a verdict that a base turns,
and an answer for every target of the five documents on the sample province."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from little_province import Row, workbook

from grassroots import assessment, indicators, listing, query, texts, units, wording
from grassroots.__main__ import main
from grassroots.assessment import Assessment
from grassroots.importing.load import Importer
from grassroots.importing.sources import Source
from grassroots.indicators import Choices
from grassroots.programmes import load_programmes
from grassroots.store import MEMORY, Store, open_store

TODAY = date(2026, 3, 1)
PROGRAMMES = load_programmes()
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Quang", "Thanh")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Long", "Mai", "Nam")
NAMES = [" ".join(parts) for parts in product(FAMILY, MIDDLE, GIVEN)]
# Every measurable target of the five documents; DP-9, BK-3 and BK-5 print no number.
TARGETS = {
    "ha-tinh": "1 2 3 4a 4b 5 6 7 8",
    "di-linh": "1 2 3 4 5 6 7 8 9 10 11 12 13",
    "nghi-quyet-2021-2025": "1 2 3 4 5 6 7a 7b 8 9a 9b 10 11 12",
    "duc-pho": "1 2 3 4 5 6 7 8 9",
    "bac-kan": "1 2 3 4 5",
}
PREFIXES = {
    "ha-tinh": "HT",
    "di-linh": "DL",
    "nghi-quyet-2021-2025": "NQ",
    "duc-pho": "DP",
    "bac-kan": "BK",
}
ROW_KEYS = [
    "indicator",
    "unit",
    "unit_name",
    "level",
    "parent",
    "path",
    "year",
    "as_of",
    "numerator",
    "denominator",
    "unknown",
    "value",
    "reported",
    "expected",
    "estimated",
]
TARGET_KEYS = ["target", "verdict", "gap"]


def _loaded(title: str, heads: Sequence[str], rows: Iterable[Row]) -> Store:
    """A store in memory with one roster; every row of it counts."""
    opened = open_store(MEMORY)
    content = workbook(title, tuple(heads), list(rows))
    report = Importer(opened, TODAY).file(Source("Danh sách.xlsx", content))
    assert report.status == "loaded", report
    return opened


def _printed(store: Store, named: str, indicator: str, by: str | None = None) -> Any:
    return [
        listing.line("vi", row).replace(texts.NO_BREAK, " ")
        for row in listing.rows(store.cursor(), unit=named, indicator=indicator, by=by)
    ]


# Đức Phổ: 329 officers of hamlet cells = 165 committee members + 164 secretaries and
# deputies; 82 cells with one secretary, one deputy and two members, one of them three.
@pytest.fixture(scope="module")
def duc_pho() -> Store:
    posts = ["Ủy viên"] * 165 + ["Bí thư"] * 82 + ["Phó Bí thư"] * 82
    rows: list[Row] = []
    for number, post in enumerate(posts):
        place = number % 82 if number < 164 else (number - 165) % 82
        schooled = number < 128 or 165 <= number < 165 + 95
        theory = "TC" if number < 62 else "SC" if number < 274 else "Chưa qua đào tạo"
        rows.append(
            (
                number + 1,
                NAMES[number],
                f"{1 + number % 28:02}/{1 + number % 12:02}/{1960 + number % 30}",
                "Thị xã Đức Phổ",
                f"Phường {'ABCDEFGHIK'[place % 10]}",
                f"Chi bộ thôn {1 + place // 10}",
                post,
                "12/12" if schooled else "9/12",
                theory,
                "Trung cấp" if number % 329 < 154 else "Sơ cấp",
            )
        )
    heads = (
        "TT",
        "Họ và tên",
        "Ngày sinh",
        "Huyện",
        "Xã/phường",
        "Chi bộ",
        "Chức vụ Đảng",
        "Trình độ văn hóa",
        "Trình độ LLCT",
        "Trình độ chuyên môn",
    )
    title = "DANH SÁCH CẤP ỦY VIÊN (Tính đến ngày 31/12/2022)"
    return _loaded(title, heads, rows)


@pytest.mark.parametrize(
    ("indicator", "printed"),
    [
        ("hamlet_officers_upper_secondary", "223/329  67,78 %"),
        ("hamlet_officers_theory_elementary", "274/329  83,28 %"),
        ("hamlet_officers_theory_intermediate", "62/329  18,84 %"),
        ("hamlet_officers_profession_intermediate", "154/329  46,81 %"),
    ],
)
def test_duc_pho_prints_its_baselines(
    duc_pho: Store, indicator: str, printed: str
) -> None:
    (line,) = _printed(duc_pho, "Thị xã Đức Phổ", indicator)
    assert line.endswith(printed)


def test_duc_pho_prints_its_two_groups(duc_pho: Store) -> None:
    indicator = "hamlet_officers_upper_secondary"
    lines = _printed(duc_pho, "Thị xã Đức Phổ", indicator, by="position")
    assert sorted(line.split("  ", 3)[3] for line in lines) == [
        "member  128/165  77,58 %",
        "secretary_deputy  95/164  57,93 %",
    ]


def test_duc_pho_results_on_the_page(duc_pho: Store) -> None:
    found = _assessed(duc_pho, "duc-pho", "Thị xã Đức Phổ", [2022])
    shown = {one.target.id: wording.result("vi", one) for one in found}
    plain = {name: text.replace(texts.NO_BREAK, " ") for name, text in shown.items()}
    assert plain["DP-4"] == "67,78 % · 223/329"
    assert plain["DP-5"] == "83,28 % · 274/329"
    assert plain["DP-6"] == "46,81 % · 154/329"
    assert plain["DP-7"] == "18,84 % · 62/329"


def test_di_linh_cells_with_a_committee() -> None:
    rows = [
        (
            number + 1,
            "Huyện Di Linh",
            f"Xã {'ABCDEFGHIK'[number % 10]}",
            f"Thôn {1 + number // 10}",
            5,
            "Có",
            "Có" if number < 97 else "Không",
        )
        for number in range(183)
    ]
    heads = (
        "TT",
        "Huyện",
        "Xã",
        "Tên thôn",
        "Số đảng viên",
        "Có chi bộ",
        "Có chi ủy",
    )
    title = "DANH SÁCH THÔN, TỔ DÂN PHỐ (Tính đến ngày 31/12/2022)"
    with _loaded(title, heads, rows) as store:
        indicator = "hamlet_cells_with_committee"
        (line,) = _printed(store, "Huyện Di Linh", indicator)
        assert line.endswith("97/183  53,01 %")
        found = _assessed(store, "di-linh", "Huyện Di Linh", [2022])
    (committee,) = (one for one in found if one.target.id == "DL-11")
    assert committee.value == Fraction(97, 183)
    whole = texts.percent("vi", committee.value, decimals=0)
    assert whole.replace(texts.NO_BREAK, " ") == "53 %"  # as its footnote prints it
    assert {one.target.id for one in found if one.figure.numerator is not None} == {
        "DL-10",
        "DL-11",
    }


def test_a_base_turns_the_verdict() -> None:
    """604 of 662 rated passes "> 90 %", 604 of all 686 does not."""
    ratings = ["HTTNV"] * 604 + ["HTNV"] * 58 + ["Chưa xếp loại"] * 24
    rows = [
        (
            number + 1,
            NAMES[number % len(NAMES)],
            f"{1 + number % 28:02}/{1 + number % 12:02}/{1950 + number % 40}",
            "Xã Đông",
            f"Chi bộ thôn {1 + number % 9}",
            rating,
        )
        for number, rating in enumerate(ratings)
    ]
    heads = ("TT", "Họ và tên", "Ngày sinh", "Xã", "Chi bộ", "Xếp loại")
    title = "DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"
    with _loaded(title, heads, rows) as store:
        (row,) = (
            row
            for row in listing.rows(
                store.cursor(), programme="ha-tinh", unit="Xã Đông", year=2024
            )
            if row["target"] == "HT-2"
        )
        plain = listing.line("vi", row).replace(texts.NO_BREAK, " ")
    assert (row["numerator"], row["denominator"], row["unknown"]) == (604, 662, 0)
    assert (row["verdict"], row["gap"]) == ("met", 0)
    assert "604/662  91,24 %" in plain
    other = row["alternative"]
    assert other["base"] == "all" and other["verdict"] == "not_met"
    assert (other["numerator"], other["denominator"]) == (604, 686)
    turned = texts.percent("vi", Fraction(604, 686))
    assert turned.replace(texts.NO_BREAK, " ") == "88,05 %"
    assert other["value"] == pytest.approx(604 / 686)


# Every target on the sample


def _assessed(
    store: Store, programme: str, named: str, years: Sequence[int]
) -> list[Assessment]:
    cursor = store.cursor()
    (unit,) = units.find(cursor, years[-1], named)
    return assessment.assess(
        cursor,
        PROGRAMMES[programme],
        units=[unit.unit_id],
        years=years,
        choices=Choices(),
    )


def _ids(programme: str) -> list[str]:
    prefix = PREFIXES[programme]
    return [f"{prefix}-{number}" for number in TARGETS[programme].split()]


def test_all_fifty_are_declared() -> None:
    for programme in TARGETS:
        declared = [target.id for target in PROGRAMMES[programme].targets]
        assert set(_ids(programme)) <= set(declared)
        assert len(set(declared)) == len(declared)
    assert sum(len(_ids(programme)) for programme in TARGETS) == 50


def _has_reason(one: Assessment) -> bool:
    """Whether the figures show why there is no verdict."""
    figure, target, verdict = one.figure, one.target, one.judgement.verdict
    if verdict == "not_set":
        return target.comparator == "not_set" and target.value is None
    if verdict == "not_applicable":
        return one.judgement.outside or figure.denominator in (0, None)
    if verdict == "not_reported":
        return figure.numerator is None or figure.denominator is None
    assert verdict == "not_enough_data", verdict
    told = [
        past for past in one.series if past.value is not None and past.year <= one.year
    ]
    return (
        figure.reported < figure.expected
        or figure.unknown > 0
        or len(told) < 2
        or one.judgement.incomplete
    )


VERDICTS = {
    "met",
    "not_met",
    "missed",
    "on_track",
    "slightly_behind",
    "far_behind",
    "moving_away",
    "keep",
    "below",
    "inside",
    "above",
}


@pytest.mark.parametrize("programme", list(TARGETS))
def test_every_target_on_the_sample(sample: Store, programme: str) -> None:
    years = range(2020, 2026)
    found = _assessed(sample, programme, "SL", years)
    by_target = Counter(one.target.id for one in found)
    for target in _ids(programme):
        assert by_target[target] == len(years), target
    for one in found:
        verdict = one.judgement.verdict
        if verdict in VERDICTS:
            assert one.judgement.gap is not None, one
            assert (
                one.judgement.numerator is not None or one.figure.numerator is not None
            )
        elif one.target.comparator == "followed":
            assert verdict == "followed"
        else:
            assert _has_reason(one), one
    unjudged = {
        target
        for target in _ids(programme)
        if not any(
            one.target.id == target and one.judgement.verdict in VERDICTS
            for one in found
        )
    }
    assert unjudged == {"duc-pho": {"DP-9"}, "bac-kan": {"BK-3", "BK-5"}}.get(
        programme, set()
    )


# What the command line prints


def _command(
    sample_file: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> list[dict[str, Any]]:
    code = main(["indicators", "--db", str(sample_file), "--json", *options])
    out = capsys.readouterr().out
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    assert found
    return found


@pytest.fixture
def closed_sample(sample_file: Path, tmp_path: Path) -> Path:
    """A copy, since the command opens the file itself."""
    import shutil

    return Path(shutil.copyfile(sample_file, tmp_path / "sample.duckdb"))


def test_keys_of_figures(
    closed_sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _command(closed_sample, capsys, "--unit", "SL", "--year", "2024")
    assert all(list(row) == ROW_KEYS for row in rows)
    assert {row["indicator"] for row in rows} == set(indicators.INDICATORS)
    grouped = _command(
        closed_sample,
        capsys,
        *("--unit", "SL", "--indicator", "members_rated_good", "--by", "gender"),
    )
    assert all(list(row) == [*ROW_KEYS, "group"] for row in grouped)


def test_keys_of_targets(
    closed_sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--unit", "SL", "--year", "2024", "--programme", "ha-tinh")
    rows = _command(closed_sample, capsys, *options)
    for row in rows:
        keys = [key for key in row if key not in ("streak", "pace")]
        assert keys == [*ROW_KEYS, *TARGET_KEYS, "alternative"], row
        other = row["alternative"]
        assert other is None or list(other) == [
            "base",
            "numerator",
            "denominator",
            "value",
            "verdict",
        ]
        if row["value"] is not None and row["verdict"] != "followed":
            assert 0 <= row["value"] <= 1 or row["target"] == "HT-3"
    assert {row["target"] for row in rows} >= set(_ids("ha-tinh"))
    assert any("streak" in row for row in rows) and any("pace" in row for row in rows)


def test_every_indicator_has_a_statement() -> None:
    assert {name.split("/")[1] for name in query.names("indicators")} == set(
        indicators.INDICATORS
    )
