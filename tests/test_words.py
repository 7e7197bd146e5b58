"""One spelling for what people write in several ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.words import key, plain, tidy, title_case


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  Họ\u00a0và   tên\n", "Họ và tên"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn Thị Hường"),
        ("Trƣơng Ƣu", "Trương Ưu"),
        ("mọi\u200bnơi", "mọi\u200bnơi"),
        ("\ufeffTT", "TT"),
    ],
)
def test_tidy_repairs_spaces_and_letters(written: str, expected: str) -> None:
    assert tidy(written) == expected


def test_the_soft_hyphen_stays_since_it_is_a_letter_in_tcvn3() -> None:
    assert tidy("Tr\u00adêng") == "Tr\u00adêng"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Thuỷ Lợi", "Thủy Lợi"),
        ("Mỹ Lý", "Mĩ Lí"),
        ("TỔ DÂN PHỐ 3", "Tổ dân phố 3"),
        ("Khối Cơ quan - Doanh nghiệp", "khối cơ quan doanh nghiệp"),
        ("khoẻ", "khỏe"),
    ],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Đông", "Đồng"), ("Lam Hạ", "Lam Hà"), ("quý", "quí m"), ("hoàn", "hòan b")],
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_qu_keeps_its_y() -> None:
    assert key("Quý") == "quý"


def test_plain_has_no_accents() -> None:
    assert plain("Đảng bộ xã Hoà Mỹ") == "dang bo xa hoa mi"


def test_only_capitals_are_changed_to_a_title() -> None:
    assert title_case("HUYỆN LAM CHÂU") == "Huyện Lam Châu"
    assert title_case("Xã McĐônan") == "Xã McĐônan"


@given(st.text(alphabet="aàáảãạoòóỏõọuủùýyỳiqhmđlt -", max_size=20))
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


@given(st.text(max_size=30))
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert key(unicodedata.normalize("NFD", composed)) == key(composed)
