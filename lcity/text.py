"""Any text in; out comes the same text tidied, or in the one spelling by which texts are matched."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

# Labels and cell words are short: only those are kept at hand and compared. A cell may hold 32,767 letters.
_SHORT = 200

# Zero-width signs, direction marks, soft hyphens, the sign that turns ✔ into a picture: nobody sees them.
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff]+")

# Signs that look alike and mean the same. Letters are in lower case: this comes after casefold.
_ALIKE: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width forms
_ALIKE |= dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_ALIKE |= dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_ALIKE |= dict.fromkeys(map(ord, "‘’‚‛ʼ′´`‹›"), "'")
_ALIKE |= dict.fromkeys(map(ord, "∕⁄"), "/")
_ALIKE |= {ord("…"): "...", ord("ð"): "đ", ord("ɖ"): "đ"}
_ANY_ALIKE = re.compile("[" + "".join(map(re.escape, map(chr, _ALIKE))) + "]")

# Vietnamese spelling, on decomposed letters. T is one of the five tone marks.
_T = "([\u0300\u0301\u0303\u0309\u0323])"
_MARKS = "\u0300-\u036f"
_TONES = tuple(
    (re.compile(pattern + rf"(?![{_MARKS}])"), replacement)
    for pattern, replacement in (
        (rf"o{_T}([ae])", r"o\2\1"),  # hòa -> hoà, khỏe -> khoẻ
        (rf"u{_T}y", r"uy\1"),  # thủy -> thuỷ
        (rf"qu{_T}([aeioy])", r"qu\2\1"),  # qủa -> quả: the u belongs to the q
        (rf"gi{_T}([aeou])", r"gi\2\1"),  # gía -> giá: the i belongs to the g
    )
)
_FINAL_Y = re.compile(rf"(?<![\w{_MARKS}])(qu|[hklmst])y{_T}?(?![\w{_MARKS}])")
_ANY_MARK = re.compile(f"[{_MARKS}]+")

_ENDS = " .,:;!?*_-'\""


def clean(text: str) -> str:
    """The text as typed, in NFC, without unseen signs, with single plain spaces and none at the ends."""
    if not text.isascii():
        # Unseen signs go first: one of them between a letter and its accent would keep the two apart.
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return " ".join(text.split())


def unify(text: str) -> str:
    """One spelling for what people write in several ways: case, tone placement, i and y, dashes, Đ and Ð.

    The final y of an open syllable becomes i after h, k, l, m, s, t and qu: kỳ = kì, tỷ = tỉ, quý = quí.
    That is safe: the sound is the same and no two words differ by it. Elsewhere they do: thúy is not thúi.
    """
    text = clean(text).casefold()
    if text.isascii():
        return _FINAL_Y.sub(r"\1i", text) if "y" in text else text
    text = unicodedata.normalize("NFD", _ANY_ALIKE.sub(lambda found: _ALIKE[ord(found[0])], text))
    for pattern, replacement in _TONES:
        text = pattern.sub(replacement, text)
    if "y" in text:
        text = _FINAL_Y.sub(lambda found: f"{found[1]}i{found[2] or ''}", text)
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`unify` without punctuation at the ends, for matching. A text of nothing but punctuation keeps it."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    unified = unify(text)
    return unified.strip(_ENDS) or unified


_fold_short = lru_cache(maxsize=8192)(_fold)


def bare(text: str) -> str:
    """`fold` without accents: Số liệu and so lieu are equal, and đ is d."""
    return _bare_short(text) if len(text) <= _SHORT else strip_accents(_fold(text))


@lru_cache(maxsize=8192)
def _bare_short(text: str) -> str:
    return strip_accents(fold(text))


def strip_accents(text: str) -> str:
    if text.isascii():
        return text
    return _ANY_MARK.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d").replace("Đ", "D")


def near(text: str, known: Iterable[str], least: float = 0.82) -> str | None:
    """The known text most like this one, as it was given; None where none is at least so like it (0 to 1).

    For suggestions only, so accents may be missing: «so lieu» comes near «Số liệu».
    """
    wanted, plain = fold(text), bare(text)
    if not wanted or len(wanted) > _SHORT:
        return None
    best, found = (least, 0.0), None
    for candidate in known:
        likeness = _likeness(plain, bare(candidate), best[0])
        if likeness < best[0]:
            continue
        standing = likeness, _likeness(wanted, fold(candidate))  # accents decide between equals
        if found is None or standing > best:
            best, found = standing, candidate
    return found


def _likeness(one: str, other: str, least: float = 0.0) -> float:
    """From 0 to 1; 0 also where a quick look shows that `least` is out of reach."""
    if len(other) > _SHORT:
        return 0.0
    matcher = SequenceMatcher(None, other, one, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()
