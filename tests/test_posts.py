"""What the cell of a post says."""

import pytest

from grassroots.importing.cells.posts import Post, read_post


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Bí thư chi bộ - Trưởng thôn", Post("secretary", "cell", ("hamlet_head",))),
        ("Bí thư chi bộ, trưởng ban CTMT", Post("secretary", "cell", ("front_head",))),
        (
            "Phó Bí thư Đảng ủy, Chủ tịch UBND xã",
            Post("deputy", "grassroots", ("committee_chair",)),
        ),
        (
            "Bí thư Đảng ủy kiêm Chủ tịch HĐND",
            Post("secretary", "grassroots", ("council_chair",)),
        ),
        ("Phó Chủ tịch UBND, Đảng ủy viên", Post("member", "grassroots", ())),
        ("Chi ủy viên", Post("member", "cell", ())),
        ("UV UBKT", Post("member", "inspection_committee", ())),
        ("Bí thư Đoàn xã", Post(None, None, ())),
        ("Hiệu trưởng; Bí thư chi bộ", Post("secretary", "cell", ("agency_head",))),
        ("Phó Bí thư", Post("deputy", None, ())),
    ],
)
def test_a_post_is_read(written: str, expected: Post) -> None:
    assert read_post(written) == expected
