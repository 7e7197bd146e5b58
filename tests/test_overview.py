"""The first page as data, from figures that a person can check by hand."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from grassroots import overview, reports_xlsx, wording
from grassroots.assessment import Assessment
from grassroots.indicators import Choices
from grassroots.overview import Overview
from grassroots.programmes import parse_programme
from grassroots.progress import Figure, alternative, judge
from grassroots.targets import Programme
from grassroots.units import Unit

PROGRAMME = parse_programme(
    """
id = "try"
title = { vi = "Chương trình thử", en = "Trial programme" }
issuer = { vi = "Tỉnh ủy thử", en = "Trial committee" }
source = "Trial"
term = [2020, 2025]
unit = "Tỉnh Thử"

[[targets]]
id = "T-1"
indicator = "organisations_rated_good"
title = { vi = "TCCSĐ xếp loại tốt", en = "Organisations rated good" }
short = { vi = "TCCSĐ tốt", en = "Orgs. good" }
section = "II.1"
comparator = ">"
value = "0.9"
when = "yearly"

[[targets]]
id = "T-2"
indicator = "hamlets_with_cell"
title = { vi = "Thôn có chi bộ", en = "Hamlets with a cell" }
short = { vi = "Có chi bộ", en = "With a cell" }
section = "II.2"
comparator = ">="
milestones = [{ year = 2030, value = "1" }]
when = "deadline"

[[targets]]
id = "T-3"
indicator = "admission_rate"
title = { vi = "Kết nạp trong năm", en = "Admitted in the year" }
short = { vi = "Kết nạp", en = "Admissions" }
section = "II.3"
comparator = ">="
value = "0.03"
when = "yearly"

[[targets]]
id = "T-4"
indicator = "four_good_cells"
title = { vi = "Chi bộ bốn tốt", en = "Four-good cells" }
short = { vi = "Bốn tốt", en = "Four-good" }
section = "III"
comparator = "followed"
when = "undated"
""",
    "try.toml",
)
TOP = Unit(1, "T", "Tỉnh Thử", "tỉnh|thử", "province")
EAST = Unit(2, "T.01", "Địa bàn Đông", "địa bàn|đông", "area")
WEST = Unit(3, "T.02", "Địa bàn Tây", "địa bàn|tây", "area")

# (indicator, unit): numerator and denominator by year; None: not reported.
COUNTS = {
    ("T-1", 1): {2024: (580, 650), 2025: (604, 662)},
    ("T-2", 1): {2020: (1000, 1148), 2024: (1100, 1148), 2025: (1121, 1148)},
    ("T-3", 1): {2024: (1740, 57000), 2025: (1652, 57630)},
    ("T-4", 1): {2025: (50, 100)},
    ("T-1", 2): {2025: (58, 74)},
    ("T-2", 2): {2020: (50, 60), 2025: (51, 60)},
    ("T-3", 2): {2025: (200, 8000)},
    ("T-1", 3): {2025: (9, 9)},
    ("T-2", 3): {2020: (40, 60), 2025: (60, 60)},
    ("T-3", 3): None,
}


def _figure(year: int, counts: tuple[int, int] | None) -> Figure:
    if counts is None:
        return Figure(year, None, None, reported=0)
    return Figure(year, *counts, as_of=date(year, 12, 31))


def _assess(programme: Programme, year: int) -> list[Assessment]:
    found = []
    for target in programme.targets:
        for unit in (1, 2, 3):
            counts = COUNTS.get((target.id, unit)) or {}
            series = {known: _figure(known, pair) for known, pair in counts.items()}
            for asked in (year - 1, year):
                judgement = judge(target, series, asked, flow=False)
                turned = None
                if (target.id, unit, asked) == ("T-1", 1, 2025):
                    whole = Figure(2025, 604, 686, as_of=date(2025, 12, 31))
                    other = judge(target, {2025: whole}, 2025, flow=False)
                    turned = alternative(target, judgement, {"all": (whole, other)})
                figure = series.get(asked, _figure(asked, None))
                ordered = tuple(series[known] for known in sorted(series))
                found.append(
                    Assessment(target, unit, asked, figure, judgement, turned, ordered)
                )
    return found


def _view(language: str = "vi", year: int = 2025) -> Overview:
    assessed = _assess(PROGRAMME, year)
    return overview.build(language, PROGRAMME, TOP, [EAST, WEST], assessed, year)


def test_the_finding_counts_what_is_due_and_names_the_largest_shortage() -> None:
    # 57,630 members at 3 % are 1,728.9, so 1,729 are needed: 77 more than 1,652.
    assert _view("vi").finding == (
        "Đạt 1/2 chỉ tiêu đã đến hạn; thiếu nhiều nhất ở kết nạp trong năm: 77 người"
    )
    assert _view("en").finding.startswith("1 of 2 targets already due are met")
    assert "77" in _view("en").finding


def test_what_is_met_is_counted_and_not_what_is_missed() -> None:
    programme = replace(PROGRAMME, targets=PROGRAMME.targets[:2])
    assessed = _assess(programme, 2025)
    view = overview.build("vi", programme, TOP, [], assessed, 2025)
    assert view.finding == "Đạt 1/1 chỉ tiêu đã đến hạn"
    assert view.cards[0].value == "1 / 1 chỉ tiêu"
    assert view.cards[2].value == "0"


def test_fewer_than_ten_are_shown_as_counts() -> None:
    assessed = _assess(PROGRAMME, 2025)
    view = overview.build("vi", PROGRAMME, WEST, [], assessed, 2025)
    assert view.rows[0].result == "9/9"


def test_hamlets_are_never_weighed_against_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = replace(
        PROGRAMME.targets[1], milestones=(), value=Fraction(1), when="always"
    )
    programme = replace(PROGRAMME, targets=(many, *PROGRAMME.targets[2:]))
    monkeypatch.setitem(COUNTS, ("T-2", 1), {2025: (900, 1148)})
    assessed = _assess(programme, 2025)
    view = overview.build("vi", programme, TOP, [], assessed, 2025)
    assert "77 người" in view.finding  # and not 248 thôn, nor 325 of both


def test_due_and_later_are_counted_apart() -> None:
    due, later, shortage, change = _view().cards
    assert due.value == "1 / 2 chỉ tiêu"
    assert [note.verdict for note in due.notes] == ["met", "not_met"]
    assert later.label == "Hạn 2030: đúng tiến độ"
    assert later.value == "1 / 1 chỉ tiêu"
    assert shortage.value == "77 người"
    assert shortage.notes[1].text == "thiếu ở 1/2 địa bàn"


def test_what_changed_since_the_year_before() -> None:
    # 580/650 = 89.23 % was not above 90 %; 1,740/57,000 = 3.05 % was enough.
    change = _view().cards[3]
    assert change.value == "2 chỉ tiêu"
    assert [note.text for note in change.notes] == [
        "Kết nạp: đạt → chưa đạt",
        "TCCSĐ tốt: chưa đạt → đạt",
    ]


def test_rows_stand_due_first_and_followed_ones_apart() -> None:
    view = _view()
    ids = [row.assessment.target.id for row in view.rows]
    assert ids == ["T-1", "T-3", "T-2"]
    assert [row.assessment.target.id for row in view.followed] == ["T-4"]


def test_a_row_says_value_aim_verdict_and_what_is_missing() -> None:
    first, second, third = _view().rows
    assert first.result == "91,24\N{NO-BREAK SPACE}% · 604/662 *"
    assert first.aim == "> 90\N{NO-BREAK SPACE}%"
    assert first.word == "● Đạt" and first.missing == "–"
    assert first.attained == Fraction(604, 662) / Fraction(9, 10)
    assert second.result == "2,87\N{NO-BREAK SPACE}% · 1.652/57.630"
    assert second.word == "✕ Chưa đạt" and second.missing == "77 người"
    assert second.pace == "đứt sau 1 năm"
    assert third.aim == "100\N{NO-BREAK SPACE}% (2030)"
    assert third.word == "▲ Đúng tiến độ" and third.pace.startswith("nhịp ")
    assert third.needed_now is not None and third.needed_now < 1


def test_a_series_has_gaps_and_the_break_of_2025() -> None:
    third = _view().rows[2]
    assert third.first_year == 2020
    assert third.series[0] == Fraction(1000, 1148)
    assert third.series[1:4] == (None, None, None)
    assert third.breaks == (5,) and third.cut is None


def test_the_other_base_is_said_with_both_counts() -> None:
    (note,) = [note for note in _view().notes if "mẫu số" in note]
    assert "604/686 = 88,05\N{NO-BREAK SPACE}%" in note and "chưa đạt" in note
    (english,) = [note for note in _view("en").notes if "base" in note]
    assert "604/686 = 88.05%" in english


def test_the_matrix_is_sorted_by_what_needs_attention() -> None:
    view = _view()
    assert [line.name for line in view.matrix] == ["Đông", "Tây"]
    east, west = view.matrix
    assert east.cells[0] == "✕ 78,4"
    assert east.cells[1] == "✕ 2,50"
    assert west.cells[0] == "● 9/9"  # fewer than 10: no percentage
    assert west.cells[1] == "chưa nộp"
    assert west.cells[2].endswith("100")
    assert (east.attention, west.attention) == (3, 0)
    assert "Đông" in view.matrix_title and "3/3" in view.matrix_title
    assert view.complete == 1


def test_without_figures_nothing_is_called_met() -> None:
    view = _view(year=2019)
    assert "Chưa có danh sách" in view.finding
    assert all(row.result == "chưa nộp" for row in view.rows)
    assert all(row.attained is None for row in view.rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workbook_holds_sources_first_and_no_formula(language: str) -> None:
    view = _view(language)
    content = reports_xlsx.overview_workbook(
        language, PROGRAMME, replace(TOP, name="=cmd|'x'"), Choices(), view
    )
    book = load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 3
    filters = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "'=cmd|'x'" in filters
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    board = book.worksheets[1]
    assert [cell.value for cell in board[2]][2:4] == [604, 662]
    assert board.max_row == 1 + 4
    assert book.worksheets[2].max_row == 1 + 2 * 3


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_text_that_looks_like_a_formula_is_neutralised(begin: str) -> None:
    assert reports_xlsx.neutral(f"{begin}1") == f"'{begin}1"
    assert reports_xlsx.neutral(f"1{begin}") == f"1{begin}"


def test_a_share_is_never_rounded_across_its_target() -> None:
    figure = Figure(2025, 89996, 100000, as_of=date(2025, 12, 31))
    target = PROGRAMME.targets[0]
    judgement = judge(target, {2025: figure}, 2025, flow=False)
    found = Assessment(target, 1, 2025, figure, judgement, None, (figure,))
    assert wording.share("vi", found) == "89,99\N{NO-BREAK SPACE}%"
    assert wording.share("vi", found, 1, sign=False) == "89,9"
