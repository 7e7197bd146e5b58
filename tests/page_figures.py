"""A page of the real application, read back as a person reads it: charts, tables and
sentences to numbers. Nothing here knows how the product counts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent
COUNT = r"\d{1,3}(?:\.\d{3})+|\d+"
RATIO = re.compile(rf"(?<![\d.,/])({COUNT})/({COUNT})(?![\d/])")
SHARE = re.compile(r"(?<![\d,])(\d+(?:,\d+)?)\s?%")


def number(text: str) -> int:
    """A count as Vietnamese writes it: "6.045"."""
    return int(text.replace(".", ""))


def ratios(text: str) -> list[tuple[int, int]]:
    """Every "n/d" of a text, dates aside."""
    dates = re.sub(r"\d{1,2}/\d{1,2}/\d{4}", " ", text)
    return [(number(a), number(b)) for a, b in RATIO.findall(dates)]


def shares(text: str) -> list[Decimal]:
    """Every "93,50 %" of a text, in per cent."""
    return [Decimal(one.replace(",", ".")) for one in SHARE.findall(text)]


def after(words: str, text: str) -> int | None:
    """The count that follows some words; None where they do not stand there."""
    found = re.search(rf"{words}\s*:?\s*({COUNT})", text)
    return number(found.group(1)) if found else None


def before(words: str, text: str) -> int | None:
    """The count that stands before some words."""
    found = re.search(rf"(?<![\d.,/])({COUNT})\s+{words}", text)
    return number(found.group(1)) if found else None


def is_rounded(shown: Decimal, exact: Fraction) -> bool:
    """Whether a share in per cent is the exact one to the decimals that it shows; the
    last one may be off, since a share is never rounded across its target."""
    step = Fraction(1, 10 ** -int(shown.as_tuple().exponent))
    return abs(Fraction(shown) - exact * 100) < step


def plain(text: str) -> str:
    """Without marks of HTML and markdown."""
    return re.sub(r"<[^>]+>", " ", text).replace("\\", "").replace("\xa0", " ")


@dataclass(frozen=True)
class Chart:
    """A plotly figure as it reached the browser."""

    key: str
    data: list[dict[str, Any]]
    layout: dict[str, Any]

    def rows(self) -> dict[int, list[str]]:
        """The texts beside the marks, row by row, from left to right."""
        found: dict[int, list[str]] = {}
        for one in self.layout.get("annotations", ()):
            if one.get("xref") == "paper" and one.get("yref") == "y":
                found.setdefault(round(one["y"]), []).append(plain(one["text"]).strip())
        for trace in self.data:
            if trace.get("mode") == "text":
                for y, text in zip(trace["y"], trace["text"], strict=True):
                    if isinstance(y, int | float) and y > -0.9:
                        found.setdefault(round(y), []).append(plain(text).strip())
        return found

    def marks(self) -> Iterable[Mark]:
        """Every bar and dot with what it carries."""
        for trace in self.data:
            if trace.get("mode") in ("lines", "text"):
                continue
            for place, y in enumerate(trace.get("y", ())):

                def told(
                    name: str, trace: dict[str, Any] = trace, place: int = place
                ) -> Any:
                    of = trace.get(name)
                    return of[place] if isinstance(of, list) and of else None

                yield Mark(
                    trace.get("type") == "bar",
                    told("x"),
                    y,
                    told("customdata"),
                    str(told("text") or ""),
                    plain(str(told("hovertext") or "").replace("<br>", "\n")),
                )


@dataclass(frozen=True)
class Mark:
    """A bar's part or a dot."""

    is_bar: bool
    x: Any
    y: Any
    code: str | None
    text: str
    hover: str


class Reader:
    """One session of the application, led from view to view by the address alone."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        self.page = "overview"

    def open(self, page: str, **address: str) -> View:
        """A view, cold from its address."""
        for key in list(self.app.query_params):
            del self.app.query_params[key]
        for key, value in address.items():
            self.app.query_params[key] = value
        if page != self.page:
            self.app.switch_page(f"pages/{page}.py")
            self.page = page
        self.app.run()
        where = f"{page} {' '.join(address.values())}"
        assert not self.app.exception, where
        shown = {key: self.app.query_params.get(key) for key in ("unit", "year")}
        for key in ("unit", "year"):
            wanted = address[key]
            assert self.app.session_state[key] == wanted, (where, shown)
        view = View(self.app, where)
        assert view.title, where  # a page that broke says so in place of its title
        return view


class View:
    """What a page shows."""

    def __init__(self, app: AppTest, where: str) -> None:
        self.app, self.where = app, where
        self.charts = [
            Chart(
                re.sub(r"^\$\$ID-[0-9a-f]+-|_\d+$", "", one.proto.id),
                *(json.loads(one.proto.spec)[part] for part in ("data", "layout")),
            )
            for one in app.get("plotly_chart")
        ]
        kinds = (app.markdown, app.caption, app.info)
        self.texts = [
            plain(str(one.value)) for kind in kinds for one in kind if one.value
        ]

    @property
    def title(self) -> str:
        """The finding."""
        found = [one for one in self.texts if one.startswith("# ")]
        assert found, f"{self.where}: no title; {[e.value for e in self.app.error]}"
        return found[0]

    def chart(self, key: str) -> Chart | None:
        """A chart by its key; None where there is none."""
        return next((one for one in self.charts if one.key == key), None)

    def text(self, words: str) -> str:
        """The first text with these words; "" for none."""
        return next((one for one in self.texts if re.search(words, one)), "")

    def tables(self) -> list[list[Mapping[str, Any]]]:
        """The tables as rows."""
        return [one.value.to_dict("records") for one in self.app.dataframe]
