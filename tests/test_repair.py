"""Text put right: old encodings, split letters, odd spaces; nothing else touched."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wild_letters import tcvn3, vni

from grassroots.importing.files import legacy
from grassroots.importing.files.grid import Grid
from grassroots.importing.files.judging import surely_foreign
from grassroots.importing.files.repair import repair_grid, repaired
from grassroots.importing.files.syllables import is_syllable
from grassroots.importing.report import NOTE, QUESTION

# ruff: noqa: SIM905 (lists of words read better as words)

# All persons are made up.
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Vò".split()
MIDDLES = "Văn Thị Đức Hữu Ngọc Xuân Quốc Hoàng Thế Thanh Bá Công Viết Diễm".split()
GIVEN = (
    "An Ánh Bình Cường Dũng Được Giỏi Hạnh Hiếu Huệ Khuê Khuyến Lượng Mỹ Nghĩa Ngoãn "
    "Phượng Quyết Quỳnh Sửu Thắng Thuý Toàn Trưởng Tuyết Uyên Vững Xuyến Yến Ý"
).split()
NAMES = st.tuples(*map(st.sampled_from, (FAMILIES[:-1], MIDDLES, GIVEN))).map(" ".join)
LETTERS = "".join(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) + ("đ")
WORDS = (
    "Họ và tên|Nữ|Khá|Tốt|Có|Là|Bí thư chi bộ|Hoàn thành tốt nhiệm vụ|Tôn giáo|Lò Thị"
    " Vò|Đắk Lắk|Krông Ana|Mlô Y Blêk|Niê H'Nôn|Bríu Thà|Siu Bôn|Cơ quan|5 m²|37 °C"
    "|café|très bien|São Paulo|Müller GmbH|naïve|Noël|El Niño|100 ± 5|§ 12|“Tốt” – khá…"
    "|TỔ DÂN PHỐ SỐ 1|Hoà Bình|Hòa Bình|Quý|Quí|Rôma|Zürich|Ñ|½|×|Secretary|n/a|HTXSNV"
).split("|")


def test_every_letter_comes_back() -> None:
    assert legacy.from_tcvn3(tcvn3(LETTERS)) == LETTERS
    assert legacy.from_vni(vni(LETTERS)) == LETTERS
    assert legacy.from_vni(vni(LETTERS.upper())) == LETTERS.upper()
    plain = "ĂÂÊÔƠƯĐ"  # the only capitals that TCVN3 has
    assert legacy.from_tcvn3(tcvn3(plain)) == plain
    # Each letter has a code of its own: 67 small ones and 7 capitals.
    assert (
        len(legacy.TCVN3) == len(set(legacy.TCVN3.values())) == len(LETTERS) - 5 - 1 + 7
    )


@pytest.mark.parametrize("spoil", [tcvn3, vni])
@given(names=st.lists(NAMES, min_size=3, max_size=12, unique=True))
@settings(max_examples=60, deadline=None)
def test_a_column_of_names_comes_back(spoil, names: list[str]) -> None:
    spoilt = [spoil(name) for name in names]
    found = repaired([*spoilt, 12.0, "", None])
    # TCVN3 has no capitals with tones of its own: "Ý" alone comes back as "ý".
    back = [str(cell).casefold() for cell in found.cells[: len(names)]]
    assert back == [name.casefold() for name in names]
    assert found.cells[len(names) :] == [12.0, "", None]
    assert found.how == ({tcvn3: "tcvn3", vni: "vni"}[spoil],)
    assert found.unsure is None
    assert found.changed == sum(a != b for a, b in zip(spoilt, names, strict=True))


@given(cells=st.lists(NAMES | st.sampled_from(WORDS) | st.none(), max_size=30))
@settings(max_examples=300, deadline=None)
def test_right_text_is_never_changed(cells: list[str | None]) -> None:
    found = repaired(cells)
    assert (found.cells, found.how, found.changed) == (cells, (), 0)
    assert found.unsure is None


@given(
    names=st.lists(NAMES, min_size=4, max_size=20, unique=True),
    spoil=st.sampled_from([tcvn3, vni]),
    seed=st.integers(0, 10**6),
)
@settings(max_examples=200, deadline=None)
def test_a_mixed_column_is_right_or_asked_about(names, spoil, seed: int) -> None:
    """Half of the cells of another encoding, in any order: no wrong name unasked. A
    question about the column holds the whole file back, whichever cells it names. A
    cell without a letter of its own encoding (Lê Hòa, Vò) tells nothing by itself."""
    dice = random.Random(seed)
    cells = [spoil(name) if dice.random() < 0.5 else name for name in names]
    found = repaired(cells)
    for row, name in enumerate(names):
        ours = any(ord(letter) > 0xFF for letter in cells[row])
        if ours or surely_foreign(cells[row]):
            same = str(found.cells[row]).casefold() == name.casefold()
            assert same or found.unsure, (cells, found)


@pytest.mark.parametrize(
    ("cell", "meant", "how"),
    [
        (
            unicodedata.normalize("NFD", "Nguyễn Đức Được"),
            "Nguyễn Đức Được",
            "composed",
        ),
        ("Nguyễn Thị Hƣơng ƢỚC", "Nguyễn Thị Hương ƯỚC", "letters"),
        ("\u00a0Trần\u00a0Bình\u200b", "Trần Bình", "spaces"),
        ("\ufeffHọ và tên", "Họ và tên", "spaces"),
        ("Bí th\u00adư chi bộ", "Bí thư chi bộ", "spaces"),
    ],
)
def test_odd_letters_and_spaces(cell: str, meant: str, how: str) -> None:
    found = repaired([cell, "An"])
    assert (found.cells, found.how) == ([meant, "An"], (how,))
    assert found.samples == ((cell, meant),)


def test_a_soft_hyphen_is_a_letter_in_tcvn3() -> None:
    cells = [tcvn3("Bí thư"), tcvn3("Trường"), tcvn3("Lương")]
    assert all("\u00ad" in cell or "\u00ea" in cell for cell in cells)
    assert repaired(cells).cells == ["Bí thư", "Trường", "Lương"]


def test_fonts_of_capitals() -> None:
    # Typed with capitals on; the letters with tones are small codes all the same.
    cells = ["NGUYÔN V¡N B×NH", "§µO THÞ HêNG", "T« Hµ", "Lª ¸nh"]
    meant = ["NGUYỄN VĂN BÌNH", "ĐÀO THỊ HỜNG", "Tô Hà", "Lê Ánh"]
    assert repaired(cells).cells == meant


def test_one_cell_of_letters_alone_is_asked_about() -> None:
    found = repaired(["Nguyễn Văn An", "Mü"])  # Mỹ, or a foreign name
    assert found.cells == ["Nguyễn Văn An", "Mü"]
    assert found.unsure is not None and found.unsure.rows == (1,)
    assert found.unsure.samples == (("Mü", "Mỹ"),)
    assert repaired(["Mü"], "tcvn3").cells == ["Mỹ"]
    assert repaired(["Mü"], "unicode").unsure is None


def _sheet(spoil, heads=("Họ và tên", "Giới tính", "Dân tộc", "Xếp loại")) -> Grid:
    body = [
        ("Vũ Thị Lý", "Nữ", "Thái", "Tốt"),
        ("Trần Văn Được", "Nam", "Kinh", "Khá"),
        ("Đỗ Ngọc Ánh", "Nữ", "Kinh", "Có"),
    ]
    rows = [[spoil("DANH SÁCH ĐẢNG VIÊN"), "", "", ""], list(heads)]
    rows += [[spoil(cell) for cell in row] for row in body]
    return Grid("DS", rows)


@pytest.mark.parametrize("spoil", [tcvn3, vni])
def test_a_whole_sheet_with_headings_in_unicode(spoil) -> None:
    grid, problems = repair_grid(_sheet(spoil))
    assert grid.rows == _sheet(str).rows
    assert {problem.code for problem in problems} == {"repaired_text"}
    assert all(problem.effect == NOTE and problem.sheet == "DS" for problem in problems)
    shown = {problem.column: problem.details["samples"] for problem in problems}
    assert "Trần Văn Được" in shown["A"] and "→" in shown["A"]


def test_a_column_right_either_way_beside_an_old_one_is_asked_about() -> None:
    rows = [["Họ và tên", "Dân tộc", "Nơi ở"]]
    rows += [
        [tcvn3(name), "Thái", "Xã Đông"] for name in ("Lò Văn Bình", "Vì Thị Hường")
    ]
    grid, problems = repair_grid(Grid("DS", rows))
    assert [row[0] for row in grid.rows[1:]] == ["Lò Văn Bình", "Vì Thị Hường"]
    (asked,) = [problem for problem in problems if problem.effect == QUESTION]
    assert (asked.code, asked.column, asked.row) == ("unsure_encoding", "B", 2)
    assert asked.value == "Thái"
    answered, problems = repair_grid(Grid("DS", rows), {"B": "unicode"})
    assert not [problem for problem in problems if problem.effect == QUESTION]
    assert answered.rows[1][1] == "Thái"


def test_a_clean_grid_is_handed_back_as_it_is() -> None:
    grid = _sheet(str)
    assert repair_grid(grid) == (grid, [])
    assert repair_grid(grid)[0] is grid


@pytest.mark.parametrize(
    "word", "xã hòa hoà quý gì giếng khuỷu Ngoẵng tốt Đắk ÚT".split()
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "xaõ tồt nguyôn tèt hòà Khoâng Blü văán".split())
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_thi_in_vni_is_a_word_too_and_is_asked_about() -> None:
    """ "Thò" is a syllable, but "Phan Thò An" is a woman called Thị."""
    names = ["Nguyễn Văn An", "Nguyễn Văn Ánh", "Phan Thò An"]
    found = repaired(names)
    assert found.cells == names
    assert found.unsure is not None and found.unsure.rows == (2,)
