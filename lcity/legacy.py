"""Vietnamese text typed for an old font (TCVN3, VNI) in; out comes the text as meant, or nothing.

Such text shows well in a font such as .VnTime or VNI-Times only; in itself it is a row of odd letters. It is
taken for what it is only where every odd word becomes a Vietnamese syllable.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST = 2_000  # letters of a text that is looked at
LEAST_WORDS = 2  # odd words where no font tells; one may be chance


class Repaired(NamedTuple):
    text: str
    encoding: str  # TCVN3 | VNI


# TCVN3 (ABC): one odd letter for each Vietnamese one. Capitals with a tone come from fonts of capitals only.
_TCVN3_LETTERS = (
    "à\xb5á\xb8ả\xb6ã\xb7ạ\xb9ă\xa8ằ\xbbắ\xbeẳ\xbcẵ\xbdặ\xc6â\xa9ầ\xc7ấ\xcaẩ\xc8ẫ\xc9ậ\xcb"
    "đ\xaeè\xccé\xd0ẻ\xceẽ\xcfẹ\xd1"
    "ê\xaaề\xd2ế\xd5ể\xd3ễ\xd4ệ\xd6ì\xd7í\xddỉ\xd8ĩ\xdcị\xdeò\xdfó\xe3ỏ\xe1õ\xe2ọ\xe4ô\xabồ\xe5ố\xe8ổ\xe6ỗ\xe7ộ\xe9"
    "ơ\xacờ\xeaớ\xedở\xebỡ\xecợ\xeeù\xefú\xf3ủ\xf1ũ\xf2ụ\xf4ư\xadừ\xf5ứ\xf8ử\xf6ữ\xf7ự\xf9ỳ\xfaý\xfdỷ\xfbỹ\xfcỵ\xfe"
    "Ă\xa1Â\xa2Đ\xa7Ê\xa3Ô\xa4Ơ\xa5Ư\xa6"
)
_TCVN3 = {ord(odd): meant for meant, odd in zip(_TCVN3_LETTERS[::2], _TCVN3_LETTERS[1::2], strict=True)}

# VNI: some letters alone, the others a plain letter with an odd one behind it that stands for its marks.
_VNI_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_BREVE_ONLY = set("êèéúüë")  # these follow an a
_VNI_PAIR = re.compile("([aeouyöô])([" + "".join(_VNI_MARKS) + "])", re.IGNORECASE)

_UNICODE_ONLY = re.compile(
    "[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)  # ă đ ơ ư, marks by themselves, ạ to ỹ
_WORD = re.compile(r"[^\s.,;:!?()\[\]/\"'“”‘’…–—+*=<>%&0-9_-]+")

_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_VOWELS = (
    "iêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|yêu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|"
    "[aăâeêioôơuưy]"
)
_CODA = "(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_VOWELS}){_CODA}")
_ABBREVIATION = re.compile("[A-ZĐ]{2,8}")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def encoding_of(font: str) -> str:
    """The encoding that a font was made for: «.VnTime» is TCVN3, «VNI-Times» VNI, others none."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "TCVN3"
    return "VNI" if name.startswith("vni") else ""


@lru_cache(maxsize=4096)
def repair(text: str, font: str = "", *, proven: bool = False) -> Repaired | None:
    """The text as meant, where it is surely one of the old encodings.

    With `font`, one odd word is enough. `proven` says that other text in this font is of its encoding: then
    also words that could be meant as they stand are decoded: «Cã» is «Có».
    """
    if text.isascii() or len(text) > LONGEST or _UNICODE_ONLY.search(text):
        return None
    known = encoding_of(font)
    least = (0 if proven else 1) if known else LEAST_WORDS
    if sum(map(_is_odd, _WORD.findall(text))) < least:
        return None
    made = []
    for encoding, decode in (("TCVN3", _from_tcvn3), ("VNI", _from_vni)):
        decoded = decode(text)
        if known in ("", encoding) and decoded != text and _is_vietnamese(decoded):
            made.append(Repaired(decoded, encoding))
    if len(made) != 1:
        return None  # neither, or it may be either
    capitals = known == "TCVN3" and font.strip().casefold().endswith("h")
    return made[0]._replace(text=made[0].text.upper()) if capitals else made[0]


def _is_odd(word: str) -> bool:
    """Whether a word means nothing as it stands: more than one sign, and no Vietnamese syllable."""
    return not word.isascii() and len(word) > 1 and not is_syllable(word)


def _is_vietnamese(text: str) -> bool:
    words = (word for word in _WORD.findall(text) if not word.isascii())
    return all(is_syllable(word) or _ABBREVIATION.fullmatch(word) for word in words)


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    def join(found: re.Match[str]) -> str:
        base, mark = found[1], found[2]
        plain = _alone(base)
        if mark.casefold() in _BREVE_ONLY and base.casefold() != "a":
            return found[0]
        return unicodedata.normalize("NFC", plain + _VNI_MARKS[mark.casefold()])

    paired = _VNI_PAIR.sub(lambda found: "\0" + join(found) + "\0", text)
    pieces = paired.split("\0")
    return "".join(
        piece if position % 2 else "".join(map(_alone, piece)) for position, piece in enumerate(pieces)
    )


def _alone(letter: str) -> str:
    meant = _VNI_ALONE.get(letter.casefold(), letter)
    return meant.upper() if letter.isupper() and meant != letter else meant


def is_syllable(word: str) -> bool:
    """Whether a word could be Vietnamese: onset, vowels, one tone at most, coda."""
    letters = unicodedata.normalize("NFD", word.casefold())
    if len(_TONES.findall(letters)) > 1:
        return False
    plain = unicodedata.normalize("NFC", _TONES.sub("", letters))
    return _SYLLABLE.fullmatch(plain) is not None
