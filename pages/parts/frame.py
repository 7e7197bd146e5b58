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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from grassroots import (
    charts,
    cube,
    indicators,
    own_programmes,
    query,
    store,
    texts,
    units,
)
from grassroots.charts import Palette
from grassroots.indicators import BOUNDARIES, NOW, THEN, Choices
from grassroots.programmes import ProgrammeError, load_programmes
from grassroots.store import Store, StoreError
from grassroots.targets import Programme
from grassroots.units import Unit
from pages.parts import address, choosing, filtering
from pages.parts.address import kept

ROOT = Path(__file__).resolve().parent.parent.parent
SIDEBAR_WIDTH = 232


@dataclass(frozen=True)
class Frame:
    """One run's choices. Without figures `unit` is None, `year` None, `path` empty.
    beside: the units that the chosen one can be laid beside."""

    language: str
    store: Store
    connection: duckdb.DuckDBPyConnection
    revision: str
    programmes: Mapping[str, Programme]
    programme: Programme
    years: tuple[int, ...]
    year: int | None
    unit: Unit | None
    path: tuple[Unit, ...]
    children: tuple[Unit, ...]
    beside: tuple[Unit, ...]
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
        # The first page declared loses its own address ("page not found"): not one of
        # ours may be it.
        first = st.Page(ROOT / "app.py", default=True)
        pages = [st.Page(page) for page in sorted((ROOT / "pages").glob("*.py"))]
        st.navigation([first, *pages], position="hidden")
        st.rerun()
    return drawn


@dataclass(frozen=True)
class Pages:
    """The pages by the stems of their files: shown side by side, the first one opens;
    in sections, under one word each; hidden, which a click leads to."""

    shown: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]
    hidden: tuple[str, ...]


def draw(pages: Pages, programme: str) -> Page:
    """Draws header and sidebar and returns the page to run. `programme` is shown to
    whoever has chosen none. Stops with a sentence where the store cannot be opened."""
    address.adopt()
    language = kept("lang", texts.LANGUAGES, "vi", always=True)
    name = texts.text(language, "app.name")
    st.set_page_config(
        page_title=name, layout="wide", initial_sidebar_state=SIDEBAR_WIDTH
    )
    colours = charts.palette(st.context.theme.type)
    st.logo(charts.word_mark(name, colours), size="large")
    page = st.navigation(_page_list(pages, language), position="top")
    try:
        opened = _open_store(str(os.environ.get("GRASSROOTS_DB", store.DEFAULT)))
        programmes = own_programmes.all_programmes(opened.cursor(), _shipped())
    except StoreError as error:
        st.error(texts.text(language, f"errors.{error.code}", **error.details))
        st.stop()
    except ProgrammeError as error:
        st.error(
            texts.text(language, "errors.programmes", detail=error.sentence(language))
        )
        st.stop()
    with st.sidebar:
        st.session_state["frame"] = _choose(
            language, opened, programmes, programme, colours
        )
    return page


def run(page: Page) -> None:
    """Runs a page; a fault of the program becomes a sentence. The log names the place
    and the kind of the fault only: its message could hold what stands in a cell."""
    st.session_state["page"] = page.url_path
    drawn: Frame = st.session_state["frame"]
    try:
        with drawn.store.announcing(_waiting(drawn)):
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
        address.write()


def _waiting(drawn: Frame) -> Callable[[bool], None]:
    """Says that somebody else's import is at work and that this page waits for it. The
    sentence is drawn again as long as it waits: so a tab that is closed waits no more.
    """
    places: list[DeltaGenerator] = []

    def say(waits: bool) -> None:
        if not waits:
            places.pop().empty()
            return
        if not places:
            places.append(st.empty())
        places[0].info(drawn.text("arrivals.waits"), icon=":material/hourglass_top:")

    return say


def _page_list(pages: Pages, language: str) -> dict[str, list[Page]]:
    def made(stem: str, **how: Any) -> Page:
        label = texts.text(language, f"pages.{stem}")
        return st.Page(ROOT / "pages" / f"{stem}.py", title=label, **how)

    first, *others = pages.shown
    listed = {"": [made(first, default=True, url_path="first"), *map(made, others)]}
    for section, stems in pages.sections.items():
        label = texts.text(language, f"pages.sections.{section}")
        listed[label] = [made(stem) for stem in stems]
    # The first page is at "/" alone; here it answers to its own name as well.
    hidden = [made(first, url_path=first, visibility="hidden")]
    hidden += [made(stem, visibility="hidden") for stem in pages.hidden]
    listed[""] += hidden
    return listed


@st.cache_resource(show_spinner=False)
def _open_store(path: str) -> Store:
    opened = store.open_store(path)
    cube.keep(opened)
    return opened


@st.cache_resource(show_spinner=False)
def _shipped() -> dict[str, Programme]:
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
    revision = store.revision(connection)
    programme_id = kept("programme", list(programmes), first, always=True)
    st.selectbox(
        say("frame.programme"),
        list(programmes),
        key="programme",
        format_func=lambda chosen: _name(programmes[chosen], language),
    )
    state = (str(opened.path), revision)
    years, default = _years(*state, connection)
    place, year = choosing.NOWHERE, None
    boundaries = THEN
    if years:
        said = kept("year", [str(one) for one in years], str(default), always=True)
        year = int(said)
        boundaries = kept("boundaries", BOUNDARIES, THEN)
        tree_of = units.PRESENT if boundaries == NOW else year
        place = choosing.choose(language, connection, tree_of, state)
        st.selectbox(say("frame.year"), [str(y) for y in years], key="year")
        st.segmented_control(
            say("boundaries.label"),
            BOUNDARIES,
            key="boundaries",
            format_func=lambda chosen: say(f"boundaries.{chosen}"),
            required=True,
        )
    filters = filtering.choose(language)
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
        revision=revision,
        programmes=programmes,
        programme=programmes[programme_id],
        years=years,
        year=year,
        unit=place.unit,
        path=place.path,
        children=place.children,
        beside=place.offered,
        choices=filtering.choices(filters, boundaries),
        colours=colours,
    )


def _name(programme: Programme, language: str) -> str:
    return (programme.short or programme.issuer).of(language)


@st.cache_resource(max_entries=16, show_spinner=False)
def _years(
    path: str, revision: str, _connection: duckdb.DuckDBPyConnection
) -> tuple[tuple[int, ...], int | None]:
    """The years with figures, newest first, and the one to begin with: the latest whose
    rosters reach its last day, else the latest."""
    years = tuple(sorted(cube.years(_connection), reverse=True))
    ended = query.rows(_connection, "pages/whole_years")
    whole = [int(row["year"]) for row in ended if row["year"] in years]
    return years, max(whole, default=max(years, default=None))
