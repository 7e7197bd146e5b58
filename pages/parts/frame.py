"""The frame: what was chosen (programme, unit, year, bases, language) and the store.

`app.py` draws it before the page; a page asks for it with `open_frame` first of all.
What is chosen stands in the address under short codes, so that a link brings the view
back in either language. (Streamlit's `bind="query-params"` would write the labels,
which change with the language.)
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import streamlit as st
from streamlit.navigation.page import Page

from grassroots import charts, cube, indicators, query, store, texts, units
from grassroots.charts import Palette
from grassroots.indicators import BOUNDARIES, NOW, THEN, Choices
from grassroots.programmes import ProgrammeError, load_programmes
from grassroots.store import Store, StoreError
from grassroots.targets import Programme
from grassroots.units import Unit
from pages.parts import choosing
from pages.parts.choosing import kept

ROOT = Path(__file__).resolve().parent.parent.parent
SIDEBAR_WIDTH = 232
RATING_BASES = ("rated", "all")
ADMISSION_BASES = ("previous_year_end", "term_start", "year_end")
_KEPT = (
    *("lang", "programme", "unit", "year", "boundaries", "grouping"),
    *("rating", "admission"),
)


@dataclass(frozen=True)
class Frame:
    """One run's choices. Without figures `unit` is None, `year` None, `path` empty."""

    language: str
    store: Store
    connection: duckdb.DuckDBPyConnection
    revision: str
    programme: Programme
    years: tuple[int, ...]
    year: int | None
    unit: Unit | None
    path: tuple[Unit, ...]
    children: tuple[Unit, ...]
    choices: Choices
    colours: Palette

    def text(self, key: str, /, **values: object) -> str:
        """A text in the language chosen."""
        return texts.text(self.language, key, **values)


def open_frame() -> Frame:
    """The frame that app.py has drawn in this run.

    A page's address can be opened before app.py has run in this process; the page then
    runs alone. It declares the navigation, which ends that mode, and starts again.
    """
    drawn: Frame | None = st.session_state.get("frame")
    if drawn is None:
        pages = sorted((ROOT / "pages").glob("*.py"))
        st.navigation([st.Page(page) for page in pages], position="hidden")
        st.rerun()
    return drawn


def draw(pages: Sequence[str], programme: str) -> Page:
    """Draws header and sidebar and returns the page to run. `programme` is shown to
    whoever has chosen none. Stops with a sentence where the store cannot be opened."""
    language = kept("lang", texts.LANGUAGES, "vi")
    name = texts.text(language, "app.name")
    st.set_page_config(
        page_title=name, layout="wide", initial_sidebar_state=SIDEBAR_WIDTH
    )
    colours = charts.palette(st.context.theme.type)
    st.logo(charts.word_mark(name, colours), size="large")
    page = st.navigation(_page_list(pages, language), position="top")
    try:
        opened = _open_store(str(os.environ.get("GRASSROOTS_DB", store.DEFAULT)))
        programmes = _programmes()
    except StoreError as error:
        st.error(texts.text(language, f"errors.{error.code}", **error.details))
        st.stop()
    except ProgrammeError as error:
        st.error(texts.text(language, "errors.programmes", detail=str(error)))
        st.stop()
    with st.sidebar:
        st.session_state["frame"] = _choose(
            language, opened, programmes, programme, colours
        )
    for key in _KEPT:
        chosen = str(st.session_state.get(key, ""))
        if chosen and st.query_params.get(key) != chosen:
            st.query_params[key] = chosen
    return page


def run(page: Page) -> None:
    """Runs a page; a fault of the program becomes a sentence. The log names the place
    and the kind of the fault only: its message could hold what stands in a cell."""
    try:
        page.run()
    except Exception as error:
        places = traceback.extract_tb(error.__traceback__)
        steps = [f"{Path(place.filename).name}:{place.lineno}" for place in places]
        logging.getLogger(__name__).error(
            "%s at %s", type(error).__name__, " > ".join(steps[-6:])
        )
        language = st.session_state.get("lang", "vi")
        st.error(texts.text(language, "errors.unexpected"))
    finally:
        # A frame is of one run: a page that runs alone must not find an older one.
        st.session_state.pop("frame", None)


def _page_list(pages: Sequence[str], language: str) -> list[Page]:
    listed = []
    for position, stem in enumerate(pages):
        file, title = ROOT / "pages" / f"{stem}.py", f"pages.{stem}"
        label = texts.text(language, title)
        first_one = {"default": True, "url_path": "first"} if not position else {}
        listed.append(st.Page(file, title=label, **first_one))
    # The first page is at "/" alone; here it answers to its own name as well.
    first = ROOT / "pages" / f"{pages[0]}.py"
    label = texts.text(language, f"pages.{pages[0]}")
    listed.append(st.Page(first, title=label, url_path=pages[0], visibility="hidden"))
    return listed


@st.cache_resource(show_spinner=False)
def _open_store(path: str) -> Store:
    opened = store.open_store(path)
    cube.keep(opened)
    return opened


@st.cache_resource(show_spinner=False)
def _programmes() -> dict[str, Programme]:
    known = indicators.INDICATORS
    return load_programmes(ROOT / "data" / "programmes", known)


def _choose(
    language: str,
    opened: Store,
    programmes: dict[str, Programme],
    first: str,
    colours: Palette,
) -> Frame:
    def say(key: str) -> str:
        return texts.text(language, key)

    connection = opened.cursor()
    programme_id = kept("programme", list(programmes), first)
    st.selectbox(
        say("frame.programme"),
        list(programmes),
        key="programme",
        format_func=lambda chosen: programmes[chosen].issuer.of(language),
    )
    years = tuple(sorted(cube.years(connection), reverse=True))
    place, year = choosing.NOWHERE, None
    boundaries = THEN
    if years:
        default = _whole_year(connection, years)
        year = int(kept("year", [str(y) for y in years], str(default)))
        boundaries = kept("boundaries", BOUNDARIES, THEN)
        tree_of = units.PRESENT if boundaries == NOW else year
        place = choosing.choose(language, connection, tree_of)
        st.selectbox(say("frame.year"), [str(y) for y in years], key="year")
        st.segmented_control(
            say("boundaries.label"),
            BOUNDARIES,
            key="boundaries",
            format_func=lambda chosen: say(f"boundaries.{chosen}"),
            required=True,
        )
    kept("rating", RATING_BASES, RATING_BASES[0])
    st.selectbox(
        say("frame.rating_base"),
        RATING_BASES,
        key="rating",
        format_func=lambda base: say(f"bases.{base}"),
    )
    kept("admission", ADMISSION_BASES, ADMISSION_BASES[0])
    st.selectbox(
        say("frame.admission_base"),
        ADMISSION_BASES,
        key="admission",
        format_func=lambda base: say(f"bases.{base}"),
    )
    st.segmented_control(
        say("languages.label"),
        texts.LANGUAGES,
        key="lang",
        format_func=lambda chosen: say(f"languages.{chosen}"),
        required=True,
    )
    return Frame(
        language=language,
        store=opened,
        connection=connection,
        revision=store.revision(connection),
        programme=programmes[programme_id],
        years=years,
        year=year,
        unit=place.unit,
        path=place.path,
        children=place.children,
        choices=Choices(
            rating_base=st.session_state["rating"],
            admission_base=st.session_state["admission"],
            boundaries=boundaries,
        ),
        colours=colours,
    )


def _whole_year(connection: duckdb.DuckDBPyConnection, years: Sequence[int]) -> int:
    """The latest year whose rosters reach its last day, else the latest."""
    ended = query.rows(connection, "pages/whole_years")
    whole = [row["year"] for row in ended if row["year"] in years]
    return int(max(whole, default=max(years)))
