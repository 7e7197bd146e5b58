"""Conversion tables (old commune → new commune) as offices pass them round, registers
of communes, and names that are written in two ways. All provinces are made up."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rosters import fresh, load, member, roster, sheets, the_problem

from grassroots import query, store, units
from grassroots.importing.load import Importer
from grassroots.importing.places.listed import pieces_of
from grassroots.importing.report import FileReport
from grassroots.importing.sources import Source
from grassroots.store import Store
from grassroots.units import Tree

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


class Line(NamedTuple):
    """One line of a conversion table; how: "Toàn bộ" or "Một phần"."""

    old_province: str
    old_district: str
    old: str
    how: str
    new_province: str
    new: str


SONG, NUI = "Tỉnh Sông Thử", "Tỉnh Núi Thử"
THU, HONG, CAO = "Huyện Thử", "Thị xã Hồng Thử", "Huyện Cao"
LINES = [
    Line(SONG, THU, "Xã Đông", "Toàn bộ", SONG, "Xã Đông"),
    Line(SONG, THU, "Xã Tây", "Toàn bộ", SONG, "Xã Đông"),
    Line(SONG, THU, "Xã Nam", "Một phần", SONG, "Xã Đông"),
    Line(SONG, THU, "Xã Nam", "Một phần", SONG, "Xã Cầu Mới"),
    Line(SONG, HONG, "Xã Đông", "Toàn bộ", SONG, "Xã Cầu Mới"),
    Line(SONG, HONG, "Phường Bắc", "Toàn bộ", SONG, "Phường Bắc"),
    Line(NUI, CAO, "Xã Đèo", "Toàn bộ", SONG, "Xã Đèo Mới"),
    Line(NUI, CAO, "Xã Hang", "Toàn bộ", SONG, "Xã Đèo Mới"),
]
# What a reader of these lines draws by hand.
BEFORE = {
    (SONG, THU, "Xã Đông"),
    (SONG, THU, "Xã Tây"),
    (SONG, THU, "Xã Nam"),
    (SONG, HONG, "Xã Đông"),
    (SONG, HONG, "Phường Bắc"),
    (NUI, CAO, "Xã Đèo"),
    (NUI, CAO, "Xã Hang"),
}
SINCE = {
    (SONG, "Địa bàn huyện Thử", "Xã Đông"),
    (SONG, "Địa bàn thị xã Hồng Thử", "Xã Cầu Mới"),
    (SONG, "Địa bàn thị xã Hồng Thử", "Phường Bắc"),
    (SONG, "Địa bàn huyện Cao", "Xã Đèo Mới"),
}
WENT = {
    (f"{THU} › Xã Đông", "Xã Đông", 1.0),
    (f"{THU} › Xã Tây", "Xã Đông", 1.0),
    (f"{THU} › Xã Nam", "Xã Đông", None),
    (f"{THU} › Xã Nam", "Xã Cầu Mới", None),
    (f"{HONG} › Xã Đông", "Xã Cầu Mới", 1.0),
    (f"{CAO} › Xã Đèo", "Xã Đèo Mới", 1.0),
    (f"{CAO} › Xã Hang", "Xã Đèo Mới", 1.0),
    (NUI, SONG, 1.0),
}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with fresh(tmp_path) as made:
        yield made


def tree_of(opened: Store) -> Tree:
    return units.load_tree(opened.cursor())


def above(tree: Tree, unit: int, day: date) -> str:
    parent = tree.at(unit, day).parent_id
    return tree.at(parent, day).name if parent is not None else ""


def standing(tree: Tree, level: str, day: date) -> list[int]:
    return [
        unit
        for unit in tree
        if tree.stands(unit, day) and tree.at(unit, day).level == level
    ]


def before(tree: Tree) -> set[tuple[str, str, str]]:
    """Province, district and name of the communes on the eve of the change."""
    found = set()
    for unit in standing(tree, "commune", EVE):
        district = tree.at(unit, EVE).parent_id
        assert district is not None and tree.at(district, EVE).level == "district"
        named = (above(tree, district, EVE), tree.at(district, EVE).name)
        found.add((*named, tree.at(unit, EVE).name))
    return found


def since(tree: Tree, day: date = DAY) -> set[tuple[str, str, str]]:
    """Province, area and name of the communes since; they stand under a province."""
    found = set()
    for unit in standing(tree, "commune", day):
        one = tree.at(unit, day)
        assert one.parent_id is not None
        assert tree.at(one.parent_id, day).level == "province"
        area = tree.at(one.area_id, day).name if one.area_id else ""
        found.add((above(tree, unit, day), area, one.name))
    return found


def went(opened: Store) -> set[tuple[str, str, float | None]]:
    """What went where, and how much of it."""
    tree = tree_of(opened)
    found = set()
    for row in query.rows(opened.cursor(), "store/successions"):
        old, new = row["old_unit_id"], row["new_unit_id"]
        named = tree.at(old, EVE).name
        if tree.at(old, EVE).level == "commune":
            named = f"{above(tree, old, EVE)} › {named}"
        share = None if row["share"] is None else float(row["share"])
        found.add((named, tree.at(new, DAY).name, share))
    return found


def assert_all_of_it(opened: Store) -> None:
    tree = tree_of(opened)
    assert before(tree) == BEFORE
    assert since(tree) == SINCE
    assert went(opened) == WENT
    assert not standing(tree, "district", DAY)
    provinces = {tree.at(unit, DAY).name for unit in standing(tree, "province", DAY)}
    assert provinces == {SONG}


# Layouts ---------------------------------------------------------------------------

HEADS = ("Tỉnh cũ", "Huyện cũ", "Xã cũ", "Toàn bộ/Một phần", "Tỉnh mới", "Xã mới")
TITLE = "BẢNG CHUYỂN ĐỔI ĐƠN VỊ HÀNH CHÍNH CẤP XÃ"
CODES = {name: f"{number:05}" for number, name in enumerate(sorted(BEFORE), 101)}
NEW_CODES = {
    "Xã Đông": CODES[SONG, THU, "Xã Đông"],
    "Xã Cầu Mới": "00900",
    "Phường Bắc": CODES[SONG, HONG, "Phường Bắc"],
    "Xã Đèo Mới": "00901",
}


def flat(lines: Sequence[Line] = LINES, title: str = TITLE) -> bytes:
    return sheets({"S": [[title], HEADS, *lines]})


def numbered() -> bytes:
    heads = ("TT", *HEADS)
    rows = [(number, *line) for number, line in enumerate(LINES, 1)]
    return sheets({"S": [[TITLE], heads, range(1, 8), *rows]})


def grouped(number: bool) -> bytes:
    """Two levels of headings, the same sub-headings under both groups."""
    start = ("TT",) if number else ()
    first = (*start, "Trước sắp xếp", None, None, "Toàn bộ/Một phần")
    top = (*first, "Sau sắp xếp", None)
    sub = (*(None for _ in start), "Tỉnh", "Huyện", "Xã", None, "Tỉnh", "Xã")
    rows = [((at,) if number else ()) + tuple(line) for at, line in enumerate(LINES, 1)]
    columns = "BCDEFG" if number else "ABCDEF"
    merged = [
        f"{columns[0]}2:{columns[2]}2",
        f"{columns[4]}2:{columns[5]}2",
        f"{columns[3]}2:{columns[3]}3",
    ]
    return sheets(
        {"S": [[TITLE], top, sub, *rows]}, merged + (["A2:A3"] if number else [])
    )


def administrative() -> bytes:
    heads = (
        "Tỉnh, thành phố cũ",
        "Huyện, thị xã, thành phố cũ",
        "ĐVHC cũ",
        "Mức độ",
        "Tỉnh, thành phố mới",
        "ĐVHC mới",
    )
    return sheets({"S": [[TITLE], heads, *LINES]})


def in_words() -> bytes:
    """Headings that no list spells out, understood by their words."""
    heads = (
        "Tên tỉnh trước khi sắp xếp",
        "Tên huyện trước khi sắp xếp",
        "Tên đơn vị hành chính cấp xã trước khi sắp xếp",
        "Toàn bộ hay một phần",
        "Tên tỉnh sau khi sắp xếp",
        "Tên đơn vị hành chính cấp xã sau khi sắp xếp",
    )
    return sheets({"S": [[TITLE], heads, *LINES]})


def with_codes() -> bytes:
    heads = (
        "Tỉnh cũ",
        "Huyện cũ",
        "Mã xã cũ",
        "Xã cũ",
        "Tỉnh mới",
        "Mã xã mới",
        "Xã mới",
        "Toàn bộ/Một phần",
    )
    rows = [
        (
            line.old_province,
            line.old_district,
            CODES[line[:3]],
            line.old,
            line.new_province,
            NEW_CODES[line.new],
            line.new,
            line.how,
        )
        for line in LINES
    ]
    return sheets({"S": [[TITLE], heads, *rows]})


def numeric_codes() -> bytes:
    """Excel has dropped the zeros before the codes."""
    heads = ("Tỉnh cũ", "Huyện cũ", "Mã xã cũ", "Xã cũ", "Mức độ", "Tỉnh mới")
    rows = [
        (
            *line[:2],
            int(CODES[line[:3]]),
            *line[2:5],
            int(NEW_CODES[line.new]),
            line.new,
        )
        for line in LINES
    ]
    return sheets({"S": [[TITLE], (*heads, "Mã xã mới", "Xã mới"), *rows]})


def by_district() -> bytes:
    """A line over the rows names the old district and its province."""
    rows: list[Sequence[Any]] = []
    numeral = iter(("I", "II", "III"))
    for line in LINES:
        if not rows or rows[-1][-1] != line.old_district:
            section = (next(numeral), line.old_district.upper(), *(None,) * 4)
            rows.append((*section, line.old_district))
        number = len(rows)
        told = (number, line.old_province, line.old, line.how, *line[4:])
        rows.append((*told, line.old_district))
    heads = ("TT", "Tỉnh cũ", "Xã cũ", "Mức độ", "Tỉnh mới", "Xã mới")
    return sheets({"S": [[TITLE], heads, *(row[:-1] for row in rows)]})


def new_once(merged: bool) -> bytes:
    """The new commune stands once beside several old ones: merged, or left empty where
    the running numbers are those of the new communes."""
    heads = ("TT", "Tỉnh mới", "Xã mới", "Tỉnh cũ", "Huyện cũ", "Xã cũ", "Mức độ")
    order = sorted(LINES, key=lambda line: list(NEW_CODES).index(line.new))
    rows: list[tuple[object, ...]] = []
    areas = []
    for number, name in enumerate(NEW_CODES, 1):
        told = [line for line in order if line.new == name]
        top = 3 + len(rows)
        for at, line in enumerate(told):
            new = (number, line.new_province, line.new) if at == 0 else (None,) * 3
            rows.append((*new, *line[:4]))
        if merged and len(told) > 1:
            areas += [f"{col}{top}:{col}{top + len(told) - 1}" for col in "ABC"]
    return sheets({"S": [[TITLE], heads, *rows]}, areas)


def annex() -> bytes:
    """As the annexes of resolutions: all old communes in one cell."""
    rows = [
        (1, "Xã Đông", f"xã Đông, xã Tây và một phần xã Nam ({THU})", SONG),
        (2, "Xã Cầu Mới", f"Một phần xã Nam ({THU}); toàn bộ xã Đông ({HONG})", SONG),
        (3, "Phường Bắc", f"Phường Bắc ({HONG})", SONG),
        (4, "Xã Đèo Mới", f"Các xã Đèo, Hang ({CAO})", NUI),
    ]
    full = [(*row, SONG) for row in rows]
    heads = ("TT", "Xã mới", "Các xã cũ", "Tỉnh cũ", "Tỉnh mới")
    return sheets({"S": [[TITLE], heads, *full]})


def snake_case() -> bytes:
    """The English headings of a public data set, as CSV."""
    heads = (
        "old_province",
        "old_district",
        "old_commune_code",
        "old_commune",
        "is_divided",
        "new_province",
        "new_commune_code",
        "new_commune",
    )
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    for line in LINES:
        divided = str(line.how == "Một phần")
        code = CODES[line[:3]]
        new = (line.new_province, NEW_CODES[line.new], line.new)
        writer.writerow((*line[:2], code, line.old, divided, *new))
    return out.getvalue().encode()


LAYOUTS = {
    "flat": flat(),
    "numbered": numbered(),
    "grouped": grouped(True),
    "grouped without numbers": grouped(False),
    "administrative": administrative(),
    "in words": in_words(),
    "with codes": with_codes(),
    "numeric codes": numeric_codes(),
    "by district": by_district(),
    "new merged": new_once(True),
    "new left empty": new_once(False),
    "annex": annex(),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_conversion_table_is_read_as_it_comes(opened: Store, layout: str) -> None:
    report = load(opened, LAYOUTS[layout], "Bảng chuyển đổi.xlsx")
    assert report.status == "loaded", report.problems
    (table,) = report.tables
    assert table.rows_read == table.rows_loaded > 0
    assert_all_of_it(opened)


def test_the_headings_of_a_public_data_set(opened: Store) -> None:
    report = load(opened, snake_case(), "map_legacy_new.csv")
    assert report.status == "loaded", report.problems
    assert report.tables[0].rows_loaded == len(LINES)
    assert_all_of_it(opened)


@settings(max_examples=10, deadline=None)
@given(st.permutations(LINES), st.permutations(range(len(HEADS))))
def test_the_order_of_rows_and_columns_changes_nothing(
    lines: list[Line], columns: list[int]
) -> None:
    heads = [HEADS[at] for at in columns]
    rows = [[line[at] for at in columns] for line in lines]
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder)) as opened:
        report = load(opened, sheets({"S": [[TITLE], heads, *rows]}), "Bảng.xlsx")
        assert report.status == "loaded", report.problems
        assert_all_of_it(opened)


def test_codes_are_kept_and_given_again(opened: Store) -> None:
    load(opened, with_codes(), "Bảng.xlsx")
    tree = tree_of(opened)
    code = CODES[SONG, THU, "Xã Đông"]
    old, new = tree.by_code(code, EVE), tree.by_code(code, DAY)
    assert old is not None and new is not None and old != new
    assert above(tree, old, EVE) == THU and above(tree, new, DAY) == SONG
    assert tree.by_code(code) == new


def test_the_zeros_that_excel_drops_are_put_back(opened: Store) -> None:
    load(opened, numeric_codes(), "Bảng.xlsx")
    tree = tree_of(opened)
    codes = {tree.at(unit, EVE).code for unit in standing(tree, "commune", EVE)}
    assert codes == set(CODES.values())


def test_an_unchanged_commune_is_the_same_unit_under_its_new_parent(
    opened: Store,
) -> None:
    load(opened, flat(), "Bảng.xlsx")
    tree = tree_of(opened)
    (one,) = (u for u in standing(tree, "commune", DAY) if tree.stands(u, EVE))
    assert tree.at(one, EVE).name == "Phường Bắc"
    assert (above(tree, one, EVE), above(tree, one, DAY)) == (HONG, SONG)


def test_another_code_makes_another_unit(opened: Store) -> None:
    heads = ("Tỉnh cũ", "Huyện cũ", "Mã xã cũ", "Xã cũ", "Tỉnh mới", "Mã xã mới")
    row = (SONG, THU, "00001", "Xã Đông", SONG, "00002", "Xã Đông")
    load(opened, sheets({"S": [[TITLE], (*heads, "Xã mới"), row]}), "Bảng.xlsx")
    tree = tree_of(opened)
    assert went(opened) == {(f"{THU} › Xã Đông", "Xã Đông", 1.0)}
    assert len(standing(tree, "commune", EVE)) == 1
    assert not set(standing(tree, "commune", EVE)) & set(standing(tree, "commune", DAY))


# The day ----------------------------------------------------------------------------


def test_where_the_districts_end_the_day_is_known_and_said(opened: Store) -> None:
    report = load(opened, flat(), "Bảng.xlsx")
    assert the_problem(report, "date_by_law").value == "01/07/2025"


def test_a_title_tells_the_day_and_a_signature_does_not(opened: Store) -> None:
    title = f"{TITLE} (theo Nghị quyết ngày 16/6/2025, áp dụng từ ngày 01/7/2025)"
    report = load(opened, flat(title=title), "Bảng.xlsx")
    assert report.status == "loaded" and not report.problems
    assert_all_of_it(opened)


MERGER = [
    Line(SONG, THU, "Xã Đông", "Toàn bộ", SONG, "Xã Đông Tây"),
    Line(SONG, THU, "Xã Tây", "Toàn bộ", SONG, "Xã Đông Tây"),
]


def _within_a_district(title: str = TITLE) -> bytes:
    """A merger of the time when districts were: one column for both sides."""
    heads = ("Tỉnh", "Huyện", "Xã cũ", "Xã mới")
    rows = [(line[0], line[1], line.old, line.new) for line in MERGER]
    return sheets({"S": [[title], heads, *rows]})


def test_a_merger_within_a_district_waits_for_its_day(opened: Store) -> None:
    report = load(opened, _within_a_district(), "Bảng.xlsx")
    assert report.status == "needs_decision"
    assert [one.code for one in report.questions] == ["no_as_of"]
    assert not standing(tree_of(opened), "commune", EVE)


@pytest.mark.parametrize("told", ["title", "answer"])
def test_before_july_2025_a_new_commune_stands_in_its_district(
    opened: Store, told: str
) -> None:
    title = f"{TITLE} (từ ngày 01/01/2025)" if told == "title" else TITLE
    said = {} if told == "title" else {"as_of": date(2025, 1, 1)}
    report = load(opened, _within_a_district(title), "Bảng.xlsx", **said)
    assert report.status == "loaded", report.problems
    tree = tree_of(opened)
    assert before(tree) == {(SONG, THU, "Xã Đông Tây")}
    old = standing(tree, "commune", date(2024, 12, 31))
    assert {tree.at(unit, EVE).name for unit in old} == {"Xã Đông", "Xã Tây"}
    assert standing(tree, "district", DAY)


def test_rows_may_tell_their_own_days(opened: Store) -> None:
    heads = (*HEADS, "Ngày hiệu lực")
    rows = [
        (*MERGER[0], "01/01/2025"),
        (*MERGER[1], "01/01/2025"),
        (SONG, THU, "Xã Đông Tây", "Toàn bộ", SONG, "Xã Lớn", "01/07/2025"),
    ]
    report = load(opened, sheets({"S": [[TITLE], heads, *rows]}), "Bảng.xlsx")
    assert report.status == "loaded", report.problems
    tree = tree_of(opened)
    assert before(tree) == {(SONG, THU, "Xã Đông Tây")}
    assert since(tree) == {(SONG, "Địa bàn huyện Thử", "Xã Lớn")}


# A store that holds something already -----------------------------------------------


def _roster(commune: str, district: str | None, day: str, name: str) -> bytes:
    rows = [member(1, {"Xã": commune})]
    return roster(
        rows, day, district=district or "", title=f"DANH SÁCH ĐẢNG VIÊN {name}"
    )


def test_the_units_of_rosters_are_taken_up_by_name(opened: Store) -> None:
    load(opened, _roster("Xã Đông", THU, "31/12/2024", ""), "1.xlsx")
    load(opened, _roster("Xã Đông", HONG, "31/12/2024", ""), "2.xlsx")
    tree = tree_of(opened)
    known = {above(tree, u, EVE): u for u in standing(tree, "commune", EVE)}
    report = load(opened, with_codes(), "Bảng.xlsx")
    assert report.status == "loaded", report.problems
    assert_all_of_it(opened)
    tree = tree_of(opened)
    for district, unit in known.items():
        assert tree.at(unit, EVE).code == CODES[SONG, district, "Xã Đông"]
        assert above(tree, unit, EVE) == district
        assert not tree.stands(unit, DAY)


def test_rosters_of_both_times_find_the_commune_of_their_own(opened: Store) -> None:
    load(opened, flat(), "Bảng.xlsx")
    load(opened, _roster("Xã Đông", THU, "31/12/2024", ""), "1.xlsx")
    load(opened, _roster("Xã Đông", HONG, "31/12/2024", ""), "2.xlsx")
    load(opened, _roster("Xã Đông", None, "31/12/2025", ""), "3.xlsx")
    assert_all_of_it(opened)
    tree = tree_of(opened)
    cursor = opened.cursor()
    cells = cursor.table("members_in_force").select("as_of", "unit_id").fetchall()
    places = {
        (as_of.year, above(tree, commune, as_of))
        for as_of, unit in cells
        for commune in tree.above(unit, as_of)
        if tree.at(commune, as_of).level == "commune"
    }
    assert places == {(2024, THU), (2024, HONG), (2025, SONG)}


def test_a_new_commune_known_from_a_roster_begins_with_the_day(opened: Store) -> None:
    load(opened, _roster("Xã Cầu Mới", None, "31/12/2025", ""), "1.xlsx")
    (known,) = standing(tree_of(opened), "commune", DAY)
    load(opened, flat(), "Bảng.xlsx")
    assert_all_of_it(opened)
    tree = tree_of(opened)
    assert tree.at(known, DAY).valid_from == DAY and not tree.stands(known, EVE)


def test_a_table_of_the_country_does_not_flood_one_province(opened: Store) -> None:
    load(opened, _roster("Xã Đông", THU, "31/12/2024", ""), "1.xlsx")
    far = ("Tỉnh Xa Thử", "Huyện Xa")
    others = [
        Line(*far, f"Xã Xa {number}", "Toàn bộ", "Tỉnh Xa Thử", "Xã Xa Mới")
        for number in range(1, 5)
    ]
    report = load(opened, flat([*others, *LINES]), "Cả nước.xlsx")
    assert report.status == "loaded_with_problems"
    problem = the_problem(report, "other_provinces")
    assert problem.details["count"] == len(others)
    assert problem.value == "Tỉnh Xa Thử"
    (table,) = report.tables
    assert (table.rows_loaded, table.rows_set_aside) == (len(LINES), len(others))
    aside = opened.cursor().table("rows_set_aside").select("row_number", "code")
    assert sorted(aside.fetchall()) == [(n, "other_provinces") for n in range(3, 7)]
    assert_all_of_it(opened)


def test_the_only_province_need_not_be_named(opened: Store) -> None:
    load(opened, _roster("Xã Đông", THU, "31/12/2024", ""), "1.xlsx")
    heads = ("Huyện cũ", "Xã cũ", "Xã mới")
    rows = [(THU, "Xã Đông", "Xã Lớn"), (THU, "Xã Tây", "Xã Lớn")]
    report = load(opened, sheets({"S": [[TITLE], heads, *rows]}), "Bảng.xlsx")
    assert report.status == "loaded", report.problems
    assert since(tree_of(opened)) == {(SONG, "Địa bàn huyện Thử", "Xã Lớn")}


def test_a_name_nearly_known_is_asked_about(opened: Store) -> None:
    load(opened, _roster("Xã Thạch Lam", THU, "31/12/2024", ""), "1.xlsx")
    line = Line(SONG, THU, "Xã Thạch Lâm", "Toàn bộ", SONG, "Xã Lớn")
    report = load(opened, flat([line]), "Bảng.xlsx")
    assert report.status == "needs_decision"
    question = the_problem(report, "near_unit")
    assert (question.value, question.row) == ("Xã Thạch Lâm", 3)
    ((code, name),) = question.details["options"]
    assert name == "Xã Thạch Lam"
    answered = load(opened, flat([line]), "Bảng.xlsx", units={"Xã Thạch Lâm": code})
    assert answered.status == "loaded", answered.problems
    assert went(opened) == {(f"{THU} › Xã Thạch Lam", "Xã Lớn", 1.0)}


def test_undone_the_table_leaves_no_trace(opened: Store) -> None:
    load(opened, _roster("Xã Đông", THU, "31/12/2024", ""), "1.xlsx")
    tree = tree_of(opened)
    lives = {unit: tree.life(unit) for unit in tree}
    report = load(opened, flat(), "Bảng.xlsx")
    assert report.batch is not None and store.undo(opened, report.batch)
    tree = tree_of(opened)
    assert {unit: tree.life(unit) for unit in tree} == lives
    assert not went(opened)
    assert store.bring_back(opened, report.batch)
    assert_all_of_it(opened)


def test_a_corrected_table_finds_what_the_first_one_made(opened: Store) -> None:
    load(opened, with_codes(), "Bảng.xlsx")
    report = load(opened, flat(), "Bảng (lần 2).xlsx")
    assert report.status == "loaded", report.problems
    assert_all_of_it(opened)


NAMED = "Sắp xếp xã cũ - xã mới huyện Khác tỉnh Sông Thử.xlsx"


def test_names_in_titles_and_file_names_make_no_units(opened: Store) -> None:
    title = "Bảng chuyển đổi xã cũ, xã mới của Huyện Khác - Tỉnh Sông Thử"
    report = load(opened, flat(title=title), NAMED)
    assert report.status == "loaded", report.problems
    assert_all_of_it(opened)
    tree = tree_of(opened)
    names = {tree.at(unit, DAY).name for unit in tree}
    assert "Huyện Khác" not in names and not any("mới" in name for name in names)


def test_the_title_tells_the_province_of_rows_that_do_not(opened: Store) -> None:
    heads = ("Huyện cũ", "Xã cũ", "Xã mới")
    rows = [line[1:3] + line[5:] for line in LINES if line.old_province == SONG]
    content = sheets({"S": [["TỈNH SÔNG THỬ"], [TITLE], heads, *rows]})
    assert load(opened, content, "Bảng.xlsx").status == "loaded"
    tree = tree_of(opened)
    assert before(tree) == {one for one in BEFORE if one[0] == SONG}
    assert since(tree) == {one for one in SINCE if one[2] != "Xã Đèo Mới"}
    # Where no word tells how much went, all did that went to one alone.
    assert went(opened) == {one for one in WENT if CAO not in one[0] and one[0] != NUI}


def test_the_province_that_no_roster_named_is_told_by_its_districts(
    opened: Store,
) -> None:
    person = member(1, {"Xã": "Xã Đèo"})
    people = [["DANH SÁCH ĐẢNG VIÊN (Tính đến ngày 31/12/2024)"], list(person)]
    rows = [list(person.values())]
    content = sheets({"DS": [[CAO], *people, *rows]})
    assert load(opened, content, "1.xlsx").status == "loaded"
    (known,) = standing(tree_of(opened), "district", EVE)
    report = load(opened, flat(), "Bảng.xlsx")
    assert report.status == "loaded_with_problems", report.problems
    tree = tree_of(opened)
    assert (tree.at(known, EVE).name, above(tree, known, EVE)) == (CAO, NUI)
    assert since(tree) == {(SONG, "Địa bàn huyện Cao", "Xã Đèo Mới")}


# Faults ------------------------------------------------------------------------------


def _faulty(opened: Store, extra: Sequence[Line]) -> FileReport:
    return load(opened, flat([*LINES, *extra]), "Bảng.xlsx")


def test_a_commune_that_went_whole_to_two_is_set_aside(opened: Store) -> None:
    other = Line(SONG, THU, "Xã Tây", "Toàn bộ", SONG, "Xã Cầu Mới")
    report = _faulty(opened, [other])
    faults = [one for one in report.problems if one.code == "whole_and_more"]
    assert [(one.row, one.column, one.value) for one in faults] == [
        (4, "C", "Xã Tây"),
        (11, "C", "Xã Tây"),
    ]
    assert report.tables[0].rows_set_aside == 2
    assert not any("Xã Tây" in old for old, _, _ in went(opened))


def test_shares_above_one_are_set_aside(opened: Store) -> None:
    lines = [
        Line(SONG, THU, "Xã Nam", "70%", SONG, "Xã Đông"),
        Line(SONG, THU, "Xã Nam", "0,4", SONG, "Xã Cầu Mới"),
        Line(SONG, THU, "Xã Tây", "60%", SONG, "Xã Đông"),
        Line(SONG, THU, "Xã Tây", "0,4", SONG, "Xã Cầu Mới"),
    ]
    report = load(opened, flat(lines), "Bảng.xlsx")
    faults = [one for one in report.problems if one.code == "shares_above_one"]
    assert [(one.row, one.value) for one in faults] == [(3, "Xã Nam"), (4, "Xã Nam")]
    assert went(opened) == {
        (f"{THU} › Xã Tây", "Xã Đông", 0.6),
        (f"{THU} › Xã Tây", "Xã Cầu Mới", 0.4),
    }


def test_rows_that_say_too_little_are_set_aside_and_said(opened: Store) -> None:
    rows = [
        *LINES,
        (SONG, THU, "Xã Xuân", "Toàn bộ", SONG, None),
        (SONG, None, None, "Toàn bộ", SONG, "Xã Mới Nữa"),
        (SONG, THU, "Thôn 1, thôn 2 xã Hạ", "Toàn bộ", SONG, "Xã Mới Nữa"),
        (SONG, THU, "Thôn Thượng", "Toàn bộ", SONG, "Xã Mới Nữa"),
        LINES[1],
    ]
    report = load(opened, sheets({"S": [[TITLE], HEADS, *rows]}), "Bảng.xlsx")
    said = {(one.row, one.code, one.effect) for one in report.problems if one.row != 2}
    assert said == {
        (11, "no_new_unit", "row_set_aside"),
        (12, "no_old_unit", "row_set_aside"),
        (13, "unclear_list", "row_set_aside"),
        (14, "not_a_commune", "row_set_aside"),
        (15, "repeated_row", "row_set_aside"),
    }
    (table,) = report.tables
    assert (table.rows_read, table.rows_loaded) == (13, 8)
    assert_all_of_it(opened)


def test_a_code_with_two_names_is_set_aside(opened: Store) -> None:
    heads = ("Tỉnh cũ", "Huyện cũ", "Mã xã cũ", "Xã cũ", "Tỉnh mới", "Xã mới")
    rows = [
        (SONG, THU, "00001", "Xã Đông", SONG, "Xã Lớn"),
        (SONG, THU, "00001", "Xã Tây", SONG, "Xã Lớn"),
        (SONG, THU, "00002", "Xã Nam", SONG, "Xã Lớn"),
    ]
    report = load(opened, sheets({"S": [[TITLE], heads, *rows]}), "Bảng.xlsx")
    faults = [one for one in report.problems if one.code == "code_twice"]
    assert [(one.row, one.column) for one in faults] == [(3, "D"), (4, "D")]
    assert went(opened) == {(f"{THU} › Xã Nam", "Xã Lớn", 1.0)}


def test_a_name_with_two_codes_is_set_aside(opened: Store) -> None:
    heads = ("Tỉnh cũ", "Huyện cũ", "Xã cũ", "Tỉnh mới", "Mã xã mới", "Xã mới")
    rows = [
        (SONG, THU, "Xã Đông", SONG, "00001", "Xã Lớn"),
        (SONG, THU, "Xã Tây", SONG, "00002", "Xã Lớn"),
    ]
    report = load(opened, sheets({"S": [[TITLE], heads, *rows]}), "Bảng.xlsx")
    faults = [one for one in report.problems if one.code == "two_codes"]
    assert [(one.row, one.details["other"]) for one in faults] == [
        (3, "00001 / 00002"),
        (4, "00001 / 00002"),
    ]
    assert report.status == "nothing_to_load" and not went(opened)


def test_with_and_without_its_code_a_commune_is_one(opened: Store) -> None:
    heads = ("Tỉnh cũ", "Huyện cũ", "Mã xã cũ", "Xã cũ", "Mức độ", "Tỉnh mới")
    rows = [
        (SONG, THU, "00001", "Xã Đông", "Toàn bộ", SONG, "00009", "Xã Lớn"),
        (SONG, THU, None, "Xã Đông", "Toàn bộ", SONG, None, "Xã Nhỏ"),
        (SONG, THU, "00002", "Xã Tây", "Toàn bộ", SONG, None, "Xã Lớn"),
    ]
    heads = (*heads, "Mã xã mới", "Xã mới")
    report = load(opened, sheets({"S": [[TITLE], heads, *rows]}), "Bảng.xlsx")
    faults = [one.row for one in report.problems if one.code == "whole_and_more"]
    assert faults == [3, 4]
    assert went(opened) == {(f"{THU} › Xã Tây", "Xã Lớn", 1.0)}


def test_before_july_2025_what_is_not_told_stands_on(opened: Store) -> None:
    heads = ("Tỉnh", "Huyện", "Xã cũ", "Toàn bộ/Một phần", "Xã mới")
    rows = [
        (SONG, THU, "Xã Đông", "Một phần", "Xã Mới"),
        (SONG, THU, "Xã Tây", "Toàn bộ", "Xã Mới"),
    ]
    content = sheets({"S": [[f"{TITLE} từ ngày 01/01/2025"], heads, *rows]})
    report = load(opened, content, "Bảng.xlsx")
    assert the_problem(report, "rest_stands").value == "Xã Đông"
    tree = tree_of(opened)
    assert before(tree) == {(SONG, THU, "Xã Đông"), (SONG, THU, "Xã Mới")}


def test_a_code_of_another_unit_is_set_aside(opened: Store) -> None:
    load(opened, with_codes(), "Bảng.xlsx")
    heads = ("Tỉnh cũ", "Huyện cũ", "Mã xã cũ", "Xã cũ", "Tỉnh mới", "Xã mới")
    row = (SONG, "Huyện Khác", CODES[NUI, CAO, "Xã Hang"], "Xã Lạ", SONG, "Xã Lớn")
    report = load(opened, sheets({"S": [[TITLE], heads, row]}), "Bảng 2.xlsx")
    assert report.status == "nothing_to_load"
    assert the_problem(report, "other_code").details["other"] == "Xã Hang"


def test_communes_that_the_table_leaves_out_keep_their_district(opened: Store) -> None:
    load(opened, _roster("Xã Quên", THU, "31/12/2024", ""), "1.xlsx")
    report = load(opened, flat(), "Bảng.xlsx")
    note = the_problem(report, "district_left")
    assert (note.value, note.details["count"]) == (THU, 1)
    tree = tree_of(opened)
    assert [tree.at(u, DAY).name for u in standing(tree, "district", DAY)] == [THU]


def test_one_part_without_the_rest_is_said(opened: Store) -> None:
    lines = [line for line in LINES if line != LINES[3]]
    report = load(opened, flat(lines), "Bảng.xlsx")
    assert the_problem(report, "rest_untold").value == "Xã Nam"
    assert (f"{THU} › Xã Nam", "Xã Đông", None) in went(opened)


def test_signatures_and_totals_are_no_rows(opened: Store) -> None:
    rows = [
        *LINES,
        ("Tổng cộng", None, 7, None, None, 4),
        (),
        (None, None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"),
        (None, None, "Nguyễn Văn Thử", None, None, None),
    ]
    report = load(opened, sheets({"S": [[TITLE], HEADS, *rows]}), "Bảng.xlsx")
    assert report.tables[0].rows_loaded == len(LINES)
    assert report.tables[0].rows_set_aside == 0
    assert_all_of_it(opened)


# A district without communes; provinces ---------------------------------------------


def test_a_district_without_communes_becomes_a_commune(opened: Store) -> None:
    rows = [*LINES, (SONG, "Huyện Đảo Thử", None, "Toàn bộ", SONG, "Đặc khu Đảo Thử")]
    report = load(opened, sheets({"S": [[TITLE], HEADS, *rows]}), "Bảng.xlsx")
    assert report.status == "loaded", report.problems
    assert went(opened) == WENT | {("Huyện Đảo Thử", "Đặc khu Đảo Thử", 1.0)}
    area = "Địa bàn huyện Đảo Thử"
    assert since(tree_of(opened)) == SINCE | {(SONG, area, "Đặc khu Đảo Thử")}


def test_a_province_of_the_same_name_stands_on_under_another_code(
    opened: Store,
) -> None:
    heads = (
        "Mã tỉnh cũ",
        "Tỉnh cũ",
        "Huyện cũ",
        "Xã cũ",
        "Mã tỉnh mới",
        "Tỉnh mới",
        "Xã mới",
    )
    rows = [("10", *line[:3], "15", *line[4:]) for line in LINES[:1]]
    load(opened, sheets({"S": [[TITLE], heads, *rows]}), "Bảng.xlsx")
    tree = tree_of(opened)
    (one,) = standing(tree, "province", DAY)
    assert (tree.at(one, EVE).code, tree.at(one, DAY).code) == ("10", "15")
    assert standing(tree, "province", EVE) == [one]


# Registers ---------------------------------------------------------------------------


def _register(communes: set[tuple[str, str, str]], *, old: bool) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    district = ("district_code", "district") if old else ()
    writer.writerow(("province", *district, "commune_code", "commune", "level"))
    for place, (province, named, name) in enumerate(sorted(communes), 1):
        code = CODES[province, named, name] if old else NEW_CODES[name]
        within = (f"{len(named):03}", named) if old else ()
        writer.writerow((province, *within, code, name, name.split(" ")[0]))
        assert place
    return out.getvalue().encode()


REGISTERS = {
    "legacy.csv": _register(BEFORE, old=True),
    "map.csv": snake_case(),
    "new.csv": _register(SINCE, old=False),
}


@pytest.mark.parametrize(
    "order",
    [
        ("legacy.csv", "map.csv", "new.csv"),
        ("map.csv", "legacy.csv", "new.csv"),
        ("new.csv", "map.csv", "legacy.csv"),
    ],
)
def test_registers_and_conversion_table_tell_one_tree(
    opened: Store, order: tuple[str, ...]
) -> None:
    importer = Importer(opened, date(2026, 3, 1))
    for name in order:
        report = importer.file(Source(name, REGISTERS[name]))
        assert report.status == "loaded", report.problems
        assert report.tables[0].rows_loaded == report.tables[0].rows_read
    tree = tree_of(opened)
    assert before(tree) == BEFORE
    assert since(tree) == SINCE
    assert len(standing(tree, "commune", EVE)) == len(BEFORE)
    assert len(standing(tree, "commune", DAY)) == len(SINCE)


def test_registers_alone_tell_which_time_they_are_of(opened: Store) -> None:
    load(opened, REGISTERS["new.csv"], "new.csv")
    load(opened, REGISTERS["legacy.csv"], "legacy.csv")
    tree = tree_of(opened)
    assert before(tree) == BEFORE
    assert since(tree) == {(province, "", name) for province, _, name in SINCE}


# Names ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("Xã Hòa Thử", "Xã Hoà Thử"),
        ("Thị trấn Mađathử", "Thị trấn Ma Đa Thử"),
        ("Xã Ia H'Thử", "Xã Ia HThử"),
        ("Xã Đắk Thử", "Xã Đăk Thử"),
        ("Xã Đắk Thử", "Xã Đak Thử"),
        ("Xã Kỳ Thử", "Xã Kì Thử"),
    ],
)
def test_one_name_in_two_spellings_is_one_commune(
    opened: Store, known: str, written: str
) -> None:
    load(opened, _roster(known, THU, "31/12/2024", ""), "1.xlsx")
    line = Line(SONG, THU, written, "Toàn bộ", SONG, "Xã Lớn")
    report = load(opened, flat([line]), "Bảng.xlsx")
    assert report.status == "loaded", report.problems
    assert went(opened) == {(f"{THU} › {known}", "Xã Lớn", 1.0)}
    load(opened, _roster(written, THU, "30/06/2024", ""), "2.xlsx")
    assert len(standing(tree_of(opened), "commune", EVE)) == 1


def test_a_title_of_today_finds_the_area_of_its_former_district(opened: Store) -> None:
    lines = [
        *LINES,
        Line(SONG, "Huyện Hồng Thử", "Xã Bến", "Toàn bộ", SONG, "Xã Bến Lớn"),
    ]
    load(opened, flat(lines), "Bảng.xlsx")
    tree = tree_of(opened)
    areas = {tree.at(unit, DAY).name for unit in standing(tree, "area", DAY)}
    assert {"Địa bàn thị xã Hồng Thử", "Địa bàn huyện Hồng Thử"} <= areas
    report = load(opened, _roster("Xã Cầu Mới", HONG, "31/12/2025", ""), "1.xlsx")
    assert report.status == "loaded", report.problems
    assert len(standing(tree_of(opened), "commune", DAY)) == len(SINCE) + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Đông", [("Xã Đông", "")]),
        (
            "xã A, xã B và một phần xã C",
            [("A", "whole"), ("B", "whole"), ("C", "part")],
        ),
        ("Các xã A, B và thị trấn C", [("A", ""), ("B", ""), ("C", "")]),
        ("một phần xã C, xã D", [("C", "part"), ("D", "unsure")]),
        ("một phần các xã C, D", [("C", "part"), ("D", "part")]),
        ("Phần còn lại của xã E", [("E", "part")]),
        ("Phường 1, 2 và 3", [("1", ""), ("2", ""), ("3", "")]),
        ("Xã Lao Và Thử", [("Lao Và Thử", "")]),
        ("Xã Mỹ và Đông", None),
        ("xã A (trừ thôn 2)", None),
        ("thôn 1, thôn 2 xã A", None),
        ("Xã Hòa\nBình", [("Hòa Bình", "")]),
        ("Xã Hòa\nXã Bình", [("Hòa", ""), ("Bình", "")]),
        ("Các xã:\nTùng\nHòa", None),
        (
            "toàn bộ diện tích tự nhiên, quy mô dân số của xã A, xã B và một phần diện "
            "tích tự nhiên, quy mô dân số của xã C",
            [("A", "whole"), ("B", "whole"), ("C", "part")],
        ),
    ],
)
def test_several_communes_in_one_cell(
    text: str, expected: list[tuple[str, str]] | None
) -> None:
    found = pieces_of(text)
    if expected is None or found is None:
        assert found is expected
        return
    told = [(piece.name.lower(), piece.said) for piece in found]
    for (name, said), (wanted, as_told) in zip(told, expected, strict=True):
        assert name.endswith(wanted.lower()) and said == as_told
