"""The declarations in data/rosters: complete, without contradictions, and thorough."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from grassroots import query, rosters
from grassroots.rosters import (
    KINDS,
    TYPES,
    RosterError,
    ignored_headings,
    roster_kinds,
    vocabulary,
)
from grassroots.words import key

# Columns of the tables that no heading feeds.
MADE = {"table_id", "row_number", "unit_id", "name_key"}
TABLES = {
    "organisations": "0010",
    "members": "0011",
    "admissions": "0012",
    "officers": "0013",
    "hamlets": "0014",
    "leaders": "0015",
    "aggregates": "0016",
}
VOCABULARIES = tomllib.loads(
    (rosters.ROSTERS / "vocabularies.toml").read_text(encoding="utf-8")
)
NAMES = sorted(set(VOCABULARIES) - {"ignored"})


def schema(kind: str) -> str:
    return query.sql(f"schema/{TABLES[kind]}_{kind}")


def columns_of(kind: str) -> set[str]:
    written = re.findall(r"^    (\w+) \w+", schema(kind), re.MULTILINE)
    return {name for name in written if not name.endswith("_precision")} - MADE


@pytest.fixture
def own_rosters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the declarations that a test may spoil."""
    for path in rosters.ROSTERS.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(rosters, "ROSTERS", tmp_path)
    cached = (
        rosters.roster_kinds,
        rosters.vocabulary,
        rosters.ignored_headings,
        rosters._document,
        rosters._vocabularies,
    )
    for function in cached:
        function.cache_clear()
    yield tmp_path
    for function in cached:
        function.cache_clear()


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_kinds_are_there() -> None:
    assert tuple(roster_kinds()) == KINDS
    for name, kind in roster_kinds().items():
        assert kind.kind == name
        assert kind.title_words
        assert kind.telling


@pytest.mark.parametrize("kind", TABLES)
def test_every_column_of_a_table_has_a_field(kind: str) -> None:
    fields = {field.id: field for field in roster_kinds()[kind].fields}
    # A row's own unit gives the organisation's name.
    without = {"name"} if kind == "organisations" else set()
    assert columns_of(kind) - without <= set(fields)
    extra = {
        field.id
        for field in fields.values()
        if field.type not in ("unit", "number", "note")
    }
    assert extra <= columns_of(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_heading_means_one_field(kind: str) -> None:
    taken: dict[str, str] = {}
    for field in roster_kinds()[kind].fields:
        assert field.type in TYPES
        for heading in field.headings:
            assert key(heading)
            assert taken.setdefault(key(heading), field.id) == field.id


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained_in_both_languages(kind: str) -> None:
    for field in roster_kinds()[kind].fields:
        for texts in (field.label, field.help, field.example):
            assert set(texts) == {"vi", "en"}
        assert all(field.label.values())
        assert all(text.endswith((".", "…")) for text in field.help.values())
        assert set(map(key, field.label.values())) <= set(map(key, field.headings))


@pytest.mark.parametrize("name", NAMES)
def test_no_word_stands_under_two_values(name: str) -> None:
    taken: dict[str, str] = {}
    for value, words in VOCABULARIES[name].items():
        for word in (*words, value.replace("_", " ")):
            assert key(word)
            assert taken.setdefault(key(word), value) == value, word
    assert list(vocabulary(name)) == list(VOCABULARIES[name])


@pytest.mark.parametrize(
    ("kind", "column", "name"),
    [
        ("organisations", "rating", "rating"),
        ("organisations", "level", "organisation_level"),
        ("members", "gender", "gender"),
        ("members", "status", "status"),
        ("members", "official", "official"),
        ("officers", "position", "position"),
        ("officers", "body", "body"),
        ("officers", "general_education", "general_education"),
        ("officers", "profession", "profession"),
        ("officers", "political_theory", "political_theory"),
        ("officers", "concurrent_posts", "concurrent_post"),
        ("hamlets", "kind", "hamlet_kind"),
        ("hamlets", "has_cell", "has_cell"),
        ("leaders", "level", "leader_level"),
    ],
)
def test_values_are_those_of_the_tables(kind: str, column: str, name: str) -> None:
    assert roster_kinds()[kind].field(column).choices == name
    for value in vocabulary(name):
        if (column, value) != ("concurrent_posts", "none"):
            assert re.search(rf"\b{value}\b", schema(kind)), value


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("rating", "HTXSNV", "outstanding"),
        ("rating", "HTSXNV", "outstanding"),
        ("rating", "HTTTNV", "good"),
        ("rating", "Tốt", "good"),
        ("rating", "HTNV", "completed"),
        ("rating", "KHT", "not_completed"),
        ("rating", "Chưa xếp loại", "not_rated"),
        ("general_education", "12/12", "upper_secondary"),
        ("general_education", "9/12", "lower_secondary"),
        ("general_education", "10/10", "upper_secondary"),
        ("profession", "THCN", "intermediate"),
        ("profession", "KS", "university"),
        ("profession", "ThS", "master"),
        ("profession", "CKI", "master"),
        ("profession", "CKII", "doctor"),
        ("political_theory", "CN", "bachelor"),
        ("political_theory", "CNCT", "bachelor"),
        ("political_theory", "CD", "bachelor"),
        ("political_theory", "CC", "advanced"),
        ("hamlet_kind", "TDP", "residential_group"),
        ("has_cell", "Ghép", "joint"),
        ("yes_no", "x", "yes"),
        ("yes_no", "Chưa", "no"),
    ],
)
def test_words_of_the_glossary(name: str, word: str, value: str) -> None:
    assert key(word) in map(key, vocabulary(name)[value])


def test_an_old_grade_of_ten_is_left_to_a_person() -> None:
    vocabularies = vocabulary("general_education").values()
    words = [key(word) for said in vocabularies for word in said]
    old = [word for word in words if re.search(r"/ ?10\b", word)]
    assert old
    assert all(re.search(r"\b10 ?/ ?10\b", word) for word in old)


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("members", "S\nT\nT", "number"),
        ("members", "Họ và tên *", "name"),
        ("members", "Ngày tháng năm sinh", "birth_date"),
        ("members", "Ngày vào Đảng (dự bị)", "admitted_on"),
        ("members", "Chính thức", "full_member_on"),
        ("members", "Số TĐV", "card_number"),
        ("members", "Tổ chức Đảng đang sinh hoạt", "cell"),
        ("members", "Xã/phường", "commune"),
        ("members", "Xã / phường", "commune"),
        ("members", "Đảng bộ trực thuộc", "district"),
        ("members", "Đơn vị", "unit_name"),
        ("organisations", "Tên tổ chức đảng", "organisation"),
        ("organisations", "XL TCCSĐ", "rating"),
        ("organisations", "Xếp loại cấp ủy", "committee_rating"),
        ("officers", "Trình độ LLCT", "political_theory"),
        ("officers", "CMNV", "profession"),
        ("officers", "GDPT", "general_education"),
        ("officers", "Chức vụ chính quyền", "concurrent_posts"),
        ("officers", "Đảng bộ, chi bộ", "organisation"),
        ("hamlets", "Tên thôn/TDP", "hamlet"),
        ("hamlets", "Trưởng thôn là đảng viên", "head_is_member"),
        ("hamlets", "Trưởng ban CTMT là đảng viên", "front_head_is_member"),
        ("leaders", "Cơ quan, đơn vị", "unit_name"),
    ],
)
def test_headings_of_the_glossary(kind: str, heading: str, field: str) -> None:
    written = roster_kinds()[kind].field(field).headings
    assert key(heading) in map(key, written)


def test_personal_columns_are_no_field_of_any_kind() -> None:
    ignored = ignored_headings()
    assert set(ignored) == {"identity_card", "phone", "address"}
    left_out = {key(heading) for words in ignored.values() for heading in words}
    for heading in ("Số định danh cá nhân", "SĐT", "Hộ khẩu thường trú"):
        assert key(heading) in left_out
    assert key("Quê quán") not in left_out
    for kind in roster_kinds().values():
        for field in kind.fields:
            assert not left_out & set(map(key, field.headings))


def test_what_a_table_must_have() -> None:
    kinds = roster_kinds()
    assert kinds["members"].possible({"name"})
    assert not kinds["members"].possible({"cell"})
    assert kinds["organisations"].possible({"rating", "cell"})
    assert not kinds["organisations"].possible({"rating"})
    with pytest.raises(KeyError):
        kinds["members"].field("households")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("members", 'kind = "members"', 'kind = "member"', "members.toml: kind"),
        ("members", 'use = "cell"', 'use = "sell"', "members.toml: fields"),
        ("members", "required", "requires", "members.toml: requires"),
        ("hamlets", 'required = ["hamlet"]', 'required = ["thon"]', "hamlets.toml"),
        (
            "hamlets",
            'label = { vi = "Số hộ", en',
            "label = { en",
            "(households): label",
        ),
        ("hamlets", 'headings = ["Loại"', 'headings = ["Số hộ"', "tells kind and"),
        ("hamlets", 'choices = "hamlet_kind"', 'choices = "sort"', "no vocabulary"),
        ("hamlets", 'type = "integer"', 'type = "whole"', "(households): type"),
        ("officers", '"secretary" }', '"boss" }', "is no value of position"),
        ("vocabularies", 'male = ["Nam"', 'male = ["Nam", "Nữ"', "stands under"),
        ("shared", 'headings = ["TT"', 'headings = ["#"', "has no letter"),
        ("vocabularies", 'male = ["Nam"', 'male = ["✓"', "has no letter"),
        ("shared", "[note]", "[note", "shared.toml"),
    ],
)
def test_a_wrong_declaration_is_named_by_file_and_key(
    own_rosters: Path, file: str, old: str, new: str, said: str
) -> None:
    spoil(own_rosters / f"{file}.toml", old, new)
    with pytest.raises(RosterError, match=re.escape(said)):
        roster_kinds()


def test_a_missing_file_is_named(own_rosters: Path) -> None:
    (own_rosters / "leaders.toml").unlink()
    with pytest.raises(RosterError, match=r"leaders\.toml"):
        roster_kinds()
