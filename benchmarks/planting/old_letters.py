"""Vietnamese text in Unicode in, the same text as it was typed for fonts of TCVN3 or VNI out.

Written from the charts of these encodings, apart from lcity's own tables: the two check each other.
"""

import unicodedata

TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # huyền, hỏi, ngã, sắc, nặng
TCVN3 = {
    "a": "\xb5\xb6\xb7\xb8\xb9", "ă": "\xbb\xbc\xbd\xbe\xc6", "â": "\xc7\xc8\xc9\xca\xcb",
    "e": "\xcc\xce\xcf\xd0\xd1", "ê": "\xd2\xd3\xd4\xd5\xd6", "i": "\xd7\xd8\xdc\xdd\xde",
    "o": "\xdf\xe1\xe2\xe3\xe4", "ô": "\xe5\xe6\xe7\xe8\xe9", "ơ": "\xea\xeb\xec\xed\xee",
    "u": "\xef\xf1\xf2\xf3\xf4", "ư": "\xf5\xf6\xf7\xf8\xf9", "y": "\xfa\xfb\xfc\xfd\xfe",
}  # fmt: skip
TCVN3_BASE = dict(
    zip("ăâđêôơưĂÂĐÊÔƠƯ", "\xa8\xa9\xae\xaa\xab\xac\xad\xa1\xa2\xa7\xa3\xa4\xa5\xa6", strict=True)
)
VNI_TONES = dict(zip(TONES, "øûõùï", strict=True))
VNI_HATS = {"ă": "èúüéë", "â": "àåãáä", "ê": "àåãáä", "ô": "àåãáä"}
VNI_ALONE = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
VNI_BASE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ"}


def to_tcvn3(text: str) -> str:
    """Capitals with a tone become small letters: TCVN3 has fonts of capitals for them."""
    return "".join(map(_tcvn3, unicodedata.normalize("NFC", text)))


def _tcvn3(letter: str) -> str:
    base, tone = _apart(letter)
    if not tone:
        return TCVN3_BASE.get(letter, letter)
    return TCVN3[base.lower()][TONES.index(tone)]


def to_vni(text: str) -> str:
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    small = letter.lower()
    base, tone = _apart(small)
    if small in VNI_ALONE:
        typed = VNI_ALONE[small]
    elif not tone:
        typed = VNI_BASE.get(small, small)
    elif base in VNI_HATS:
        typed = VNI_BASE[base][0] + VNI_HATS[base][TONES.index(tone)]
    else:
        typed = VNI_BASE.get(base, base) + VNI_TONES[tone]
    return typed.upper() if letter != small else typed


def _apart(letter: str) -> tuple[str, str]:
    """A letter and its tone: ố is ô and sắc."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((part for part in parts if part in TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts), tone
