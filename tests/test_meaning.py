"""Headings that no list spells out, read by what their words mean."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots.importing.understanding import meaning
from grassroots.rosters import roster_kinds
from grassroots.words import key, plain

MEANT = {
    "Thời điểm gia nhập Đảng": "admitted_on",
    "Ngày tháng năm được kết nạp": "admitted_on",
    "Ngày sinh của đảng viên": "birth_date",
    "Họ tên đảng viên đang sinh hoạt": None,
    "Mức độ hoàn thành nhiệm vụ năm 2024": "rating",
    "Kết quả xếp hạng đảng viên năm 2023": "rating",
    "Bằng cấp chuyên môn cao nhất": "profession",
    "Trình độ lý luận": "political_theory",
    "Tên chi bộ đang sinh hoạt": "cell",
    "Chi bộ nơi sinh hoạt": "cell",
    "Lý do chưa được đánh giá": "not_rated_reason",
    "Chức danh trong Đảng hiện nay": "position",
    "Số thẻ Đảng của đảng viên": "card_number",
    "Ngày được công nhận đảng viên chính thức": "full_member_on",
    "Trưởng thôn có phải là đảng viên": "head_is_member",
    "Đã ký bản cam kết tu dưỡng": "signed_commitment",
    "Thuộc vùng đồng bào dân tộc thiểu số": "ethnic_minority",
}
OF_NO_ROSTER = (
    "Ngày vào Đoàn",
    "Ngày vào ngành",
    "Quê quán",
    "Nơi sinh",
    "Trình độ ngoại ngữ",
    "Trình độ tin học",
    "Trình độ quản lý nhà nước",
    "Ngày cấp thẻ",
    "Số quyết định kết nạp",
    "Tuổi Đảng",
    "Ngày bổ nhiệm chức vụ",
)
WITHOUT_MEANING = ("Nguyễn Văn Bình", "Kết luận", "Cột 7", "Hội Nông dân", "")


def _read(text: str) -> str | None:
    found = meaning.of(text)
    return found.fields[0] if len(found.fields) == 1 and not found.unknown else None


@pytest.mark.parametrize("text", MEANT)
def test_words_that_no_list_has_are_understood(text: str) -> None:
    assert _read(text) == MEANT[text]


@pytest.mark.parametrize("text", OF_NO_ROSTER)
def test_columns_that_only_look_like_ours_are_known_as_others(text: str) -> None:
    found = meaning.of(text)
    assert found.fields == ()
    assert found.unused


@pytest.mark.parametrize("text", WITHOUT_MEANING)
def test_other_words_mean_nothing(text: str) -> None:
    assert _read(text) is None
    assert not meaning.of(text).unused


@given(
    st.sampled_from([text for text, field in MEANT.items() if field]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", " *", " (nếu có)", "\n(ghi rõ)", " :"]),
)
def test_spelling_does_not_change_a_meaning(
    text: str, capitals: bool, decomposed: bool, tail: str
) -> None:
    written = (text.upper() if capitals else text) + tail
    if decomposed:
        written = unicodedata.normalize("NFD", written)
    assert _read(written) == MEANT[text]


@given(st.sampled_from([text for text, field in MEANT.items() if field]), st.data())
def test_one_slip_of_the_pen_gives_the_same_field_or_none(
    text: str, data: st.DataObject
) -> None:
    words = text.split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    letters = list(words[at])
    place = data.draw(st.integers(0, len(letters) - 1))
    letters[place] = data.draw(st.sampled_from("qwz"))
    words[at] = "".join(letters)
    assert _read(" ".join(words)) in (MEANT[text], None)


def test_no_name_of_a_person_is_a_heading() -> None:
    for family in ("Nguyễn", "Trần", "Đảng", "Ngày", "Hộ"):
        for given_name in ("Văn Sinh", "Thị Thẻ", "Xuân Tốt", "Hữu Kết", "Đức Bằng"):
            assert _read(f"{family} {given_name}") is None


def test_every_field_that_has_a_meaning_is_a_field_of_a_roster() -> None:
    known = {field.id for kind in roster_kinds().values() for field in kind.fields}
    told = {one.field for one in meaning._words().sets}
    assert told <= known


def test_the_headings_of_the_lists_do_not_mean_another_field() -> None:
    """What a list spells out and what its words mean may never contradict."""
    for kind in roster_kinds().values():
        if kind.kind in ("aggregates", "units", "successions"):
            continue
        ids = {field.id for field in kind.fields}
        for field in kind.fields:
            for heading in field.headings:
                meant = meaning.of(heading)
                others = [one for one in meant.fields if one in ids]
                if len(others) == 1 and not meant.unknown and not meant.typos:
                    assert others[0] == field.id, (kind.kind, heading)
                assert key(heading) and plain(heading)
