"""Words of values that no list spells out: read where they say one thing only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.importing.cells.choices import meant
from grassroots.rosters import vocabulary

READ = [
    ("rating", "Hoàn thành tốt n.vụ", "good"),
    ("rating", "Đạt HTTNV", "good"),
    ("rating", "Tốt (HTTNV)", "good"),
    ("rating", "Xếp loại: Hoàn thành xuất sắc nhiệm vụ", "outstanding"),
    ("rating", "HTTNV (chưa xét)", None),
    ("rating", "Hoàn thành tương đối", None),
    ("rating", "Không tốt", None),
    ("rating", "Hoàn thành tốt hoặc xuất sắc nhiệm vụ", None),
    ("rating", "Loại A", None),
    ("profession", "Đại học Thủy lợi", "university"),
    ("profession", "Cao đẳng Công nghệ thông tin", "college"),
    ("profession", "Tốt nghiệp đại học", "university"),
    ("profession", "Trung cấp, đại học", None),
    ("profession", "Đang học đại học", None),
    ("profession", "Chưa tốt nghiệp đại học", None),
    ("political_theory", "Trung cấp LLCT - HC (Trường CT tỉnh)", "intermediate"),
    ("political_theory", "Đang học cao cấp", None),
    ("general_education", "12/12 (chính quy)", "upper_secondary"),
    ("general_education", "7/10", None),
]


@pytest.mark.parametrize(("name", "text", "expected"), READ)
def test_a_cell_says_one_thing_or_nothing(
    name: str, text: str, expected: str | None
) -> None:
    assert meant(text, name) == expected


@given(st.sampled_from(["rating", "profession", "political_theory"]), st.data())
def test_what_is_listed_is_read_as_listed_and_two_values_are_none(
    name: str, data: st.DataObject
) -> None:
    words = vocabulary(name)
    one, other = data.draw(
        st.lists(st.sampled_from(sorted(words)), min_size=2, max_size=2, unique=True)
    )
    first = data.draw(st.sampled_from(words[one]))
    second = data.draw(st.sampled_from(words[other]))
    assert meant(first, name) == one
    assert meant(f"{first} ({second})", name) in (None, *_listed(first, second, name))


def _listed(first: str, second: str, name: str) -> tuple[str, ...]:
    """Some lists hold both words together, and then say which it is."""
    together = meant(f"{first} {second}", name)
    return (together,) if together else ()
