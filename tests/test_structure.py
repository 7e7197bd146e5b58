"""The shape of the whole: who may import whom, where SQL and text may stand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from grassroots import indicators, programmes, texts

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = sorted((ROOT / "grassroots").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
# No database, no rosters, nothing drawn: numbers in, numbers out. `scenario` is a
# package, and each of its modules is held to it.
PURE = (
    "targets",
    "counts",
    "intervals",
    "judgement",
    "trajectory",
    "yearly",
    "progress",
    "charts",
    "scenario",
)
_SQL = re.compile(
    r"\b(select\s+.+\s+from|insert\s+into|update\s+\w+\s+set|delete\s+from|"
    r"create\s+(or\s+replace\s+)?(table|view|macro)|drop\s+table)\b",
    re.IGNORECASE | re.DOTALL,
)


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def _tops(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_library_knows_no_page_and_no_streamlit(path: Path) -> None:
    assert not _tops(path) & {"streamlit", "pages", "app"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_do_not_import_the_app_nor_each_other(path: Path) -> None:
    pages = {f"pages.{page.stem}" for page in (ROOT / "pages").glob("*.py")}
    assert "app" not in _tops(path)
    assert not _imports(path) & pages


def _pure_modules() -> list[Path]:
    """The modules that PURE names, those of its packages included."""
    return [
        path
        for path in LIBRARY
        if path.relative_to(ROOT / "grassroots").with_suffix("").parts[0] in PURE
    ]


def test_every_name_of_what_is_pure_is_there() -> None:
    found = {
        path.relative_to(ROOT / "grassroots").with_suffix("").parts[0]
        for path in _pure_modules()
    }
    assert found == set(PURE)


@pytest.mark.parametrize("path", _pure_modules(), ids=lambda path: path.stem)
def test_what_is_pure_knows_no_database(path: Path) -> None:
    assert "duckdb" not in _tops(path)
    inner = {found for found in _imports(path) if found.startswith("grassroots.")}
    allowed = {f"grassroots.{pure}" for pure in PURE}
    for found in inner:
        assert any(found == pure or found.startswith(f"{pure}.") for pure in allowed), (
            found
        )


def test_imports_inside_the_library_make_no_circle() -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in LIBRARY
        if path.stem != "__init__"
    }
    below = {
        name: {found for found in _imports(path) if found in modules} - {name}
        for name, path in modules.items()
    }
    while leaves := [name for name, known in below.items() if not known]:
        for leaf in leaves:
            del below[leaf]
        for known in below.values():
            known.difference_update(leaves)
    assert not below


def test_every_file_directly_in_pages_is_a_page() -> None:
    # Streamlit gives each of them an address before app.py has run.
    application = (ROOT / "app.py").read_text(encoding="utf-8")
    for page in (ROOT / "pages").glob("*.py"):
        assert f'"{page.stem}"' in application, page.name
        text = page.read_text(encoding="utf-8")
        asks = ("frame = open_frame()", "frame = page.opened()")
        assert any(one in text for one in asks), page.name


@pytest.mark.parametrize("path", [*LIBRARY, *PAGES], ids=lambda path: path.stem)
def test_sql_stands_in_queries_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert id(node) in docs or not _SQL.search(node.value), node.lineno


@pytest.mark.parametrize("path", [*PAGES, ROOT / "app.py"], ids=lambda path: path.stem)
def test_pages_carry_no_text_of_their_own(path: Path) -> None:
    # Words with a Vietnamese letter in code would stay Vietnamese in English.
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            own = re.search(r"[ăâđêôơưàáảãạ]", node.value.lower())
            assert node.value in docs or not own, node.value


def test_pages_use_no_raw_html() -> None:
    for path in PAGES:
        assert "unsafe_allow_html" not in path.read_text(encoding="utf-8")


_KEY = re.compile(
    r'(?:frame\.text|say|texts\.text)\(\s*(?:\w+(?:\.\w+)?,\s*)?"([\w.]+)"'
)


@pytest.mark.parametrize("path", [*LIBRARY, *PAGES], ids=lambda path: path.stem)
def test_every_text_that_code_names_is_there(path: Path) -> None:
    for key in _KEY.findall(path.read_text(encoding="utf-8")):
        if "." in key:
            assert key in texts.texts("vi"), key


def test_every_target_names_a_known_indicator_and_a_section() -> None:
    known = set(indicators.INDICATORS)
    found = programmes.load_programmes(ROOT / "data" / "programmes", known)
    ours = {"ha-tinh", "di-linh", "nghi-quyet-2021-2025", "duc-pho", "bac-kan"}
    assert ours <= set(found)  # a sixth is one more file, and no change here
    for programme in found.values():
        assert programme.source and programme.issuer.vi and programme.title.en
        for target in programme.targets:
            assert target.indicator in known
            assert target.section, target.id


def test_every_indicator_is_described_in_both_languages() -> None:
    for language in texts.LANGUAGES:
        for indicator in indicators.INDICATORS:
            for part in ("title", "short", "definition", "noun"):
                assert texts.has(language, f"indicators.{indicator}.{part}"), indicator


def test_modules_stay_small() -> None:
    for path in [*LIBRARY, *PAGES]:
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 400, f"{path.name}: {lines}"
