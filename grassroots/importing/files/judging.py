"""Which cells of a column are TCVN3 or VNI: judged by spelling, and by neighbours.

"Vò" is a word in Unicode and in TCVN3 (Vũ). A word that is no Vietnamese syllable as it
stands and is one under another encoding is evidence; cells without evidence of their
own follow the rest of column and row; where that is of both kinds, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from grassroots.importing.files.legacy import FROM, fits
from grassroots.importing.files.syllables import is_syllable
from grassroots.rosters import vocabulary
from grassroots.words import key

# A letter that neither TCVN3 nor VNI text can have: the cell is Unicode.
UNICODE_ONLY = re.compile("[\u0100-\u024f\u1e00-\u1eff]")
_PIECE = re.compile("[A-Za-z\u00a1-\u00ff]+")
_NOT_OURS = re.compile("[\u00a1-\u00bfÄ-ÇËÎ-ÑÖ-ØÛÜÞßä-çëî-ñö-øûüþÿ]")
_LETTER = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]")
# The share of odd words that an encoding must put right to be sure, or to be asked.
SURE, POSSIBLE = 0.8, 0.4
_SAMPLES = 3


@dataclass(frozen=True)
class Unsure:
    """A column whose encoding is not certain: rows (from 0) of the cells in doubt, and
    samples (as it stands, each other reading)."""

    rows: tuple[int, ...]
    encodings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Around:
    """What other columns say of the rows: which have words of an encoding that are none
    in Unicode, and which have letters of Unicode alone."""

    legacy: Mapping[str, frozenset[int]] = field(default_factory=dict)
    unicode_rows: frozenset[int] = frozenset()

    def says(self, row: int, encoding: str) -> bool | None:
        """Whether a row is of the encoding; None where nothing or both is said."""
        theirs = row in self.legacy.get(encoding, ())
        ours = row in self.unicode_rows
        return None if theirs == ours else theirs


NOWHERE = Around()


@dataclass(frozen=True)
class Judged:
    """What becomes of a column's eight-bit cells: new texts by row."""

    cells: dict[int, str]
    ways: frozenset[str] = frozenset()
    unsure: Unsure | None = None
    strong: bool = False


_AS_IT_IS = Judged({})


def judge(
    cells: Sequence[Any], encoding: str | None, around: Around, ask: bool = True
) -> Judged:
    """Which cells are of another encoding, and of which.

    encoding: what a person decided. ask: False leaves as they are what may be either.
    """
    unicode_rows: list[int] = []
    doubted: dict[str, list[int]] = {}
    for row, cell in enumerate(cells):
        if isinstance(cell, str) and not cell.isascii():
            if UNICODE_ONLY.search(cell):
                unicode_rows.append(row)
            elif _words(cell):
                doubted.setdefault(cell, []).append(row)
    if not doubted or encoding == "unicode":
        return _AS_IT_IS
    if encoding in FROM:
        return _converted(doubted, encoding)
    odd = {word for cell in doubted for word in _words(cell) if not _right(word)}
    if not odd:
        return _by_neighbours(doubted, unicode_rows, around) if ask else _AS_IT_IS
    # Names of the highlands (Mlô, Niê) are no syllables but have our letters.
    telling = {word for word in odd if _NOT_OURS.search(word)} or odd
    right = {name: {w for w in odd if _right_as(name, w)} for name in FROM}
    shares = {name: len(right[name] & telling) / len(telling) for name in FROM}
    (best, share), (_, second) = sorted(shares.items(), key=lambda s: -s[1])
    if share < POSSIBLE:
        return _AS_IT_IS
    signs = any(not _LETTER.fullmatch(c) for word in right[best] for c in word)
    strong = len(right[best]) > 1 or signs
    if share < SURE or second >= POSSIBLE or not (strong or best in around.legacy):
        which = {cell: rows for cell, rows in doubted.items() if surely_foreign(cell)}
        names = tuple(name for name in FROM if shares[name] >= POSSIBLE)
        return _in_doubt(which, names) if ask else _AS_IT_IS
    judged = _split(doubted, unicode_rows, best, around, ask)
    return replace(judged, strong=strong)


def _words(cell: str) -> list[str]:
    """The pieces with a letter beyond ASCII; a sign by itself ("×", "°") is none."""
    return [
        piece
        for piece in _PIECE.findall(cell)
        if not piece.isascii() and len(piece) > 1
    ]


# Hardly anybody's name, though it may be read: in VNI it is Thị, half the women's, and
# Quốc.
_UNLIKELY = re.compile(r"(?:Thò|THÒ|[Qq][Uu][Oo][aáàảãạAÁÀẢÃẠ]\w*)$")


def _right(word: str) -> bool:
    return word.isascii() or (is_syllable(word) and not _UNLIKELY.match(word))


def _right_as(encoding: str, word: str) -> bool:
    return fits(encoding, word) and is_syllable(FROM[encoding](word))


def surely_foreign(cell: str) -> bool:
    """Whether a cell has a word that is none in Unicode."""
    return not all(map(_right, _words(cell)))


def _split(
    doubted: dict[str, list[int]],
    unicode_rows: list[int],
    encoding: str,
    around: Around,
    ask: bool,
) -> Judged:
    """Cells that can only be of the encoding become Unicode. Those that may be either
    do so too in a column without Unicode; in a mixed one the row's other cells tell,
    where they agree with the cells that are sure."""
    convert = FROM[encoding]
    foreign: dict[str, list[int]] = {}
    either: dict[str, list[int]] = {}
    mixed = bool(unicode_rows)
    for cell, rows in doubted.items():
        words = _words(cell)
        before = sum(map(_right, words))
        after = sum(_right_as(encoding, word) for word in words)
        if after > before:
            foreign[cell] = rows
        elif after < before or not fits(encoding, cell):
            mixed = True
        elif convert(cell) != cell:
            either[cell] = rows
    if not mixed:
        return _converted({**foreign, **either}, encoding)
    taken = _converted(foreign, encoding)
    if not ask:
        return taken
    agree = not any(
        around.says(row, encoding) is False for rows in foreign.values() for row in rows
    )
    doubt: dict[str, list[int]] = {}
    for cell, rows in either.items():
        for row in rows:
            said = around.says(row, encoding) if agree else None
            if said is None:
                doubt.setdefault(cell, []).append(row)
            elif said:
                taken.cells[row] = convert(cell)
    if doubt:
        taken = replace(taken, unsure=_in_doubt(doubt, (encoding,)).unsure)
    return taken


def _converted(which: dict[str, list[int]], encoding: str) -> Judged:
    taken = {row: FROM[encoding](cell) for cell, rows in which.items() for row in rows}
    return Judged(taken, frozenset({encoding}))


def _in_doubt(which: dict[str, list[int]], encodings: tuple[str, ...]) -> Judged:
    rows = tuple(sorted(row for rows in which.values() for row in rows))
    samples = tuple(
        (cell, *(FROM[name](cell) for name in encodings))
        for cell in list(which)[:_SAMPLES]
    )
    return Judged({}, unsure=Unsure(rows, encodings, samples))


@cache
def _listed() -> frozenset[str]:
    """The words of all vocabularies: Có, Không, Nữ."""
    names = ("yes_no", "gender", "status", "rating")
    words = (
        w for name in names for listed in vocabulary(name).values() for w in listed
    )
    return frozenset(map(key, words))


def _is_ours(cell: str) -> bool:
    """Whether a cell is a word of our lists as it stands, and none in other letters."""
    return key(cell) in _listed() and not any(
        convert(cell) != cell and key(convert(cell)) in _listed()
        for convert in FROM.values()
    )


def _by_neighbours(
    doubted: dict[str, list[int]], unicode_rows: list[int], around: Around
) -> Judged:
    """Words that are right as they stand, beside columns that are not: "Cã" may be "Có"
    there. A column with letters of Unicode is Unicode."""
    doubted = {cell: rows for cell, rows in doubted.items() if not _is_ours(cell)}
    likely: dict[str, dict[str, list[int]]] = {}
    for name in around.legacy:
        changing = {
            cell: at for cell, at in doubted.items() if FROM[name](cell) != cell
        }
        words = {word for cell in doubted for word in _words(cell)}
        if changing and all(_right_as(name, word) for word in words):
            likely[name] = changing
    if not likely or unicode_rows:
        return _AS_IT_IS
    name, which = next(iter(likely.items()))
    rows = [row for at in which.values() for row in at]
    if len(likely) == 1 and (
        not around.unicode_rows or all(around.says(row, name) for row in rows)
    ):
        return _converted(which, name)
    asked = {
        cell: [row for row in at if around.says(row, name) is not False]
        for cell, at in which.items()
    }
    asked = {cell: at for cell, at in asked.items() if at}
    return _in_doubt(asked, tuple(likely)) if asked else _AS_IT_IS
