"""Whether letters make a Vietnamese syllable: the evidence for how text is encoded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OF_STOPS = "\u0301\u0323"
# The rhymes of the spelling, without tones.
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo
    oet oi om on ong op ot oc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp
    ươt ươu ưt ưu y yêm yên yêng yêt yêu
    """.split()  # noqa: SIM905
)
_ONSET = re.compile(
    r"[bdgkpst]r|[bhkmp]l|ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx]"
)
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=100_000)
def is_syllable(word: str) -> bool:
    """Whether the word is spelt as a Vietnamese syllable, in either case of letters:
    with one tone at most, on the right letter ("xã", "hòa" or "hoà", not "xaõ"), and
    one that its ending allows ("tốt", not "tồt")."""
    bare, tones = [], []
    for at, letter in enumerate(unicodedata.normalize("NFC", word.lower())):
        split = unicodedata.normalize("NFD", letter)
        tones += [(at, mark) for mark in split if mark in _TONES]
        bare.append(letter if not tones or tones[-1][0] != at else _toneless(split))
    if len(tones) > 1:
        return False
    whole = "".join(bare)
    onset = _ONSET.match(whole)
    start = onset.end() if onset else 0
    if onset and onset[0] in ("gi", "qu") and whole[start:] not in _RHYMES:
        start = 1
    rhyme = whole[start:]
    # Names of the highlands end in k (Đắk Lắk, Đăk Tô), with a tone or without.
    if rhyme not in _RHYMES and (rhyme[-1:] != "k" or f"{rhyme[:-1]}c" not in _RHYMES):
        return False
    if tones and tones[0][0] - start not in _tone_places(rhyme):
        return False
    if word.isascii() or not _STOPPED.search(rhyme):
        return True
    return bool(tones) and tones[0][1] in _OF_STOPS


def _toneless(split: str) -> str:
    return unicodedata.normalize("NFC", "".join(m for m in split if m not in _TONES))


@lru_cache(maxsize=1000)
def _tone_places(rhyme: str) -> tuple[int, ...]:
    """Where a rhyme may carry its tone: the last letter with a hat, breve or horn; else
    the first of two open vowels (either in oa, oe, uy), the second before an ending."""
    marked = [at for at, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    vowels = sum(letter in "aeiouy" for letter in rhyme)
    if vowels == 1:
        return (0,)
    if vowels == 2 and len(rhyme) == 2:
        return (0, 1) if rhyme in ("oa", "oe", "uy") else (0,)
    return (1,)


def share(text: str) -> float:
    """The share of words with a letter beyond ASCII that are syllables; 0 for none."""
    words = {word for word in _WORD.findall(text[:200_000]) if not word.isascii()}
    if not words:
        return 0.0
    return sum(map(is_syllable, words)) / len(words)
