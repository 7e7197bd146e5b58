"""Vietnamese letters of the encodings before Unicode: TCVN3 (ABC) and VNI.

Both put Vietnamese letters where other fonts have western ones: text looks right in its
own font and reads "NguyÔn V¨n" or "Nguyeãn Vaên" in any other. TCVN3 is TCVN
5712:1993, third set: one code a letter; capitals with a tone have no code, a font of
capitals shows them. VNI for Windows writes a letter and its marks as two characters.
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ "
    "B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ "
    "CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị "
    "DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ "
    "EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
TCVN3 = {int(code[:2], 16): code[2] for code in _TCVN3_CODES.split()}
_TONED = "".join(letter for letter in TCVN3.values() if letter.islower())
_SHOUTED = re.compile(f"[A-Z][{_TONED}][A-Z]|[A-Z]{{2}}[{_TONED}]|[{_TONED}][A-Z]{{2}}")
_SMALL = re.compile("[a-z]")
_NO_CAPITAL = frozenset(TCVN3.values()) - frozenset("ăâêôơưđ")

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"
_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_HATS = {"â": "", "à": _GRAVE, "á": _ACUTE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_BREVES = {"ê": "", "è": _GRAVE, "é": _ACUTE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_ALONE = {
    "ô": "ơ",
    "ö": "ư",
    "ì": "ì",
    "í": "í",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ñ": "đ",
}


def _vni_table() -> dict[str, str]:
    table = dict(_ALONE)
    for mark, tone in _TONES.items():
        for base in "aeouyôö":
            table[base + mark] = _ALONE.get(base, base) + tone
    for mark, tone in _HATS.items():
        for base in "aeo":
            table[base + mark] = f"{base}\u0302{tone}"
    for mark, tone in _BREVES.items():
        table["a" + mark] = f"a\u0306{tone}"
    return {old: unicodedata.normalize("NFC", new) for old, new in table.items()}


VNI = _vni_table()
_VNI_PART = re.compile(
    "|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE | re.UNICODE
)


def from_tcvn3(text: str) -> str:
    """Unicode for TCVN3. Where a word's plain letters are capitals ("NGUYÔN", written
    in a font of capitals) and all others too, so is all of it; a word follows
    the words beside it ("Lê ánh" → "Lê Ánh").
    """
    made = text.translate(TCVN3)
    if made == text:
        return text
    if _SHOUTED.search(made) and not _SMALL.search(made):
        return made.upper()
    words = made.split(" ")
    small = [word for word in words if not word[:1].isupper()]
    if len(small) < len(words) and all(word[:1] in _NO_CAPITAL for word in small):
        return " ".join(word[:1].upper() + word[1:] for word in words)
    return made


def from_vni(text: str) -> str:
    """Unicode for VNI; the letter's case is that of its base."""
    return _VNI_PART.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    letter = VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


FROM = {"tcvn3": from_tcvn3, "vni": from_vni}
# What a person may answer: the letters are right as they are, or one of those.
UNICODE = "unicode"
ENCODINGS = (UNICODE, *FROM)
_HIGH = re.compile("[\u00a1-\u00ff]")


def fits(encoding: str, text: str) -> bool:
    """Whether the text can be of the encoding at all: TCVN3 has no "à", and a mark of
    VNI stands behind its vowel."""
    if encoding == "tcvn3":
        return all(ord(letter) in TCVN3 for letter in _HIGH.findall(text))
    return not _HIGH.search(_VNI_PART.sub("", text))
