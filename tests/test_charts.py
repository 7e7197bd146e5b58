"""Small pictures: they are sound XML, and their lengths and places are the numbers'."""

from __future__ import annotations

import base64
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grassroots import charts, texts

LIGHT, DARK = charts.PALETTES["light"], charts.PALETTES["dark"]
shares = st.fractions(min_value=0, max_value=3)


def _shapes(svg: str, name: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    return list(root.iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def _bars(svg: str, colour: str) -> list[ElementTree.Element]:
    return [box for box in _shapes(svg, "rect") if box.get("fill") == colour]


def test_the_bar_is_as_long_as_what_is_missing() -> None:
    (near,) = _bars(charts.bullet(Fraction(95, 100), "not_met", LIGHT), LIGHT.red)
    (far,) = _bars(charts.bullet(Fraction(85, 100), "not_met", LIGHT), LIGHT.red)
    assert float(far.get("width", 0)) == pytest.approx(
        3 * float(near.get("width", 0)), abs=0.5
    )


def test_the_target_line_stands_in_one_place() -> None:
    places = {
        _bars(charts.bullet(value, "met", LIGHT), LIGHT.text)[0].get("x")
        for value in (None, Fraction(1, 2), Fraction(1), Fraction(9, 8))
    }
    assert len(places) == 1


@pytest.mark.parametrize(
    ("attained", "heads"),
    [(Fraction(74, 100), 1), (Fraction(76, 100), 0), (Fraction(2), 1)],
)
def test_beyond_the_scale_there_is_an_arrow_head(
    attained: Fraction, heads: int
) -> None:
    drawn = charts.bullet(attained, "not_met", LIGHT)
    assert len(_shapes(drawn, "polygon")) == heads


def test_without_a_figure_there_is_no_bar() -> None:
    drawn = charts.bullet(None, "not_reported", LIGHT)
    assert not _bars(drawn, LIGHT.grey) and not _shapes(drawn, "circle")


def test_too_little_data_is_a_dashed_ring_and_an_open_year_a_dashed_box() -> None:
    (ring,) = _shapes(charts.bullet(Fraction(1), "not_enough_data", DARK), "circle")
    assert ring.get("stroke-dasharray") and ring.get("fill") == "none"
    drawn = charts.bullet(Fraction(8, 10), "on_track", DARK, partial=True)
    assert [box for box in _shapes(drawn, "rect") if box.get("stroke-dasharray")]


@given(shares, st.sampled_from(sorted(charts.GLYPHS)), st.booleans())
def test_every_picture_is_sound_and_inside_its_cell(
    attained: Fraction, verdict: str, partial: bool
) -> None:
    drawn = charts.bullet(attained, verdict, DARK, partial=partial, width=100)
    for box in _shapes(drawn, "rect"):
        left, wide = float(box.get("x", 0)), float(box.get("width", 0))
        assert left >= 0 and left + wide <= 101


def test_a_missing_year_is_a_gap_not_a_zero() -> None:
    values = [Fraction(9, 10), Fraction(8, 10), None, Fraction(7, 10), Fraction(6, 10)]
    lines = _shapes(charts.spark(values, "not_met", LIGHT), "polyline")
    assert [len(line.get("points", "").split()) for line in lines] == [2, 2]
    assert not _shapes(charts.spark([None, None], "not_reported", LIGHT), "polyline")


def test_the_last_dot_has_the_verdicts_colour() -> None:
    dots = _shapes(charts.spark([Fraction(1), Fraction(2)], "met", LIGHT), "circle")
    assert dots[-1].get("fill") == LIGHT.blue
    open_end = charts.spark([Fraction(1), Fraction(1), None], "not_reported", LIGHT)
    assert not _shapes(open_end, "circle")


def test_the_change_of_units_is_a_dotted_line_between_two_years() -> None:
    drawn = charts.spark([Fraction(1)] * 3, "met", LIGHT, breaks=[2], width=96)
    (line,) = [shape for shape in _shapes(drawn, "line") if shape.get("x1") == "68.0"]
    assert line.get("stroke-dasharray")


def test_words_in_a_picture_are_escaped() -> None:
    drawn = charts.word_mark("A <b> & C", LIGHT)
    assert "".join(_shapes(drawn, "text")[0].itertext()) == "A <b> & C"


def test_an_address_holds_the_picture() -> None:
    address = charts.data_uri("<svg/>")
    kind, _, packed = address.partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(packed) == b"<svg/>"


def test_every_verdict_has_shape_colour_and_words() -> None:
    assert charts.GLYPHS.keys() == charts.TONES.keys()
    for verdict in charts.GLYPHS:
        for colours in charts.PALETTES.values():
            assert colours.tone(verdict).startswith("#")
            assert colours.ground(verdict).startswith("#")
        for language in texts.LANGUAGES:
            assert texts.text(language, f"verdicts.{verdict}")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", charts.PALETTES)
def test_words_stand_out_from_their_ground(name: str) -> None:
    # WCAG 2, AA for text: at least 4.5 to 1, on the page and on the verdict's tint.
    colours = charts.PALETTES[name]
    for verdict in charts.GLYPHS:
        for ground in (colours.background, colours.ground(verdict)):
            pair = sorted((_luminance(colours.tone(verdict)), _luminance(ground)))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (verdict, ground)
