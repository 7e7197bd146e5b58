"""What a unit's written name says."""

import pytest

from grassroots.unit_names import hamlet_of, near, read, same


@pytest.mark.parametrize(
    ("written", "heading", "level", "kind", "bare", "shown"),
    [
        (
            "ĐẢNG BỘ TỈNH SÔNG LAM",
            None,
            "province",
            "tỉnh",
            "sông lam",
            "Tỉnh Sông Lam",
        ),
        ("HUYỆN ỦY LAM CHÂU", None, "district", "huyện", "lam châu", "Huyện Lam Châu"),
        ("Thị ủy Hồng Sơn", None, "district", "thị xã", "hồng sơn", "Thị xã Hồng Sơn"),
        ("Đảng ủy xã Hoà Mỹ", None, "commune", "xã", "hòa mĩ", "Xã Hoà Mỹ"),
        ("Lam Hạ", "commune", "commune", "", "lam hạ", "Lam Hạ"),
        ("Chi bộ thôn Đông", "cell", "cell", "chi bộ", "thôn đông", "Chi bộ thôn Đông"),
        ("Thôn 3", "cell", "cell", "chi bộ", "thôn 3", "Chi bộ Thôn 3"),
        ("TDP 3", "hamlet", "hamlet", "tổ dân phố", "3", "Tổ dân phố 3"),
        (
            "Chi bộ Chi cục Thuế",
            "organisation",
            "organisation",
            "chi bộ",
            "chi cục thuế",
            "Chi bộ Chi cục Thuế",
        ),
        (
            "Đảng ủy Quân sự tỉnh",
            None,
            "district",
            "đảng bộ",
            "quân sự tỉnh",
            "Đảng ủy Quân sự tỉnh",
        ),
        (
            "Địa bàn huyện Lam Châu cũ",
            None,
            "area",
            "địa bàn huyện",
            "lam châu",
            "Địa bàn huyện Lam Châu",
        ),
        (
            "Đảng bộ Trường THPT Lam Châu",
            None,
            "organisation",
            "đảng bộ",
            "trường thpt lam châu",
            "Đảng bộ Trường THPT Lam Châu",
        ),
    ],
)
def test_a_name_tells_level_type_and_bare_name(
    written: str, heading: str | None, level: str, kind: str, bare: str, shown: str
) -> None:
    name = read(written, heading)
    assert (name.level, name.type, name.bare, name.shown) == (level, kind, bare, shown)


def test_an_abbreviated_cell_of_a_residential_group_is_the_same_cell() -> None:
    assert same(read("CB TDP 3", "cell"), read("Chi bộ Tổ dân phố 3", "cell"))


def test_a_commune_and_a_township_of_one_name_are_two_units() -> None:
    assert not same(read("Xã Đức Thọ"), read("Thị trấn Đức Thọ"))
    assert same(read("Đức Thọ", "commune"), read("Thị trấn Đức Thọ"))


def test_a_cell_named_after_a_hamlet_tells_the_hamlet() -> None:
    hamlet = hamlet_of(read("Chi bộ thôn Đông", "cell"))
    assert hamlet is not None and same(hamlet, read("Thôn Đông", "hamlet"))
    assert hamlet_of(read("Chi bộ Trường THCS", "cell")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thạch lâm", "thạch lam"),
        ("trường thcs khe mây", "thcs khe mây"),
        ("khối cơ quan", "khối cơ quam"),
    ],
)
def test_a_slip_of_the_pen_is_near(one: str, other: str) -> None:
    assert near(one, other) and near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thôn 1", "thôn 2"),
        ("tổ dân phố a", "tổ dân phố b"),
        ("sơn thượng", "sơn hạ"),
        ("yên giang", "phú trạch"),
        ("khu iv", "khu v"),
    ],
)
def test_neighbours_are_not_near(one: str, other: str) -> None:
    assert not near(one, other)
