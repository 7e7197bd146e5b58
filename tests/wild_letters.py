"""Vietnamese text as old programs and foreign keyboards leave it in cells."""

from __future__ import annotations

import unicodedata

_LOWER = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
# The bytes of the same letters in TCVN 5712 (fonts .VnTime), read as Latin-1.
_TCVN_BYTES = (
    "B5B6B7B8B9 A8BBBCBDBEC6 A9C7C8C9CACB CCCECFD0D1 AAD2D3D4D5D6 D7D8DCDDDE"
    "DFE1E2E3E4 ABE5E6E7E8E9 ACEAEBECEDEE EFF1F2F3F4 ADF5F6F7F8F9 FAFBFCFDFE AE"
)
_TCVN = dict(zip(_LOWER, bytes.fromhex(_TCVN_BYTES).decode("latin-1"), strict=True))
_TCVN |= dict(zip("ĂÂÊÔƠƯĐ", bytes(range(0xA1, 0xA8)).decode("latin-1"), strict=True))
# VNI for Windows: a letter and a mark behind it; some letters are one byte.
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HAT = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_SINGLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def tcvn3(text: str) -> str:
    """Text as it looks when TCVN3 bytes are read as Latin-1; capitals with a tone have
    no byte of their own (a font of capitals shows them)."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_TCVN.get(char, _TCVN.get(char.lower(), char)) for char in composed)


def vni(text: str) -> str:
    """Text as it looks when VNI bytes are read as Latin-1."""
    return "".join(_vni(char) for char in unicodedata.normalize("NFC", text))


def _vni(char: str) -> str:
    lower = char.lower()
    if lower in _VNI_SINGLE:
        single = _VNI_SINGLE[lower]
        return single.upper() if char != lower else single
    marks = unicodedata.normalize("NFD", lower)
    base, rest = marks[0], marks[1:]
    if not rest:
        return char
    tone = next((mark for mark in rest if mark in _VNI_TONES), None)
    if "\u0302" in rest:
        made = base + (_VNI_HAT[tone] if tone else "â")
    elif "\u0306" in rest:
        made = base + (_VNI_BREVE[tone] if tone else "ê")
    elif "\u031b" in rest:
        made = {"o": "ô", "u": "ö"}[base] + (_VNI_TONES[tone] if tone else "")
    else:
        made = base + _VNI_TONES[tone or ""]
    return made.upper() if char != lower else made


def spoil(text: str, habit: str) -> str:
    """decomposed, u_hook, nbsp, tcvn3 or vni; other habits leave text as it is."""
    match habit:
        case "decomposed":
            return unicodedata.normalize("NFD", text)
        case "u_hook":
            return text.replace("ư", "ƣ").replace("Ư", "Ƣ")
        case "nbsp":
            return f"\u00a0{text.replace(' ', chr(0xA0), 1)}\u200b"
        case "tcvn3":
            return tcvn3(text)
        case "vni":
            return vni(text)
    return text
