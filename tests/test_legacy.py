"""Old encodings: every text of the criteria sets comes back from TCVN3 and VNI, no other is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcity import criteria, legacy
from lcity.legacy import repair

TCVN3 = {meant: chr(odd) for odd, meant in legacy._TCVN3.items()}
VNI_ALONE = {meant: odd for odd, meant in legacy._VNI_ALONE.items()}
VNI_MARKS = {marks: odd for odd, marks in legacy._VNI_MARKS.items()}


def to_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(letter, letter) for letter in text)


def to_vni(text: str) -> str:
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    low = letter.lower()
    if low in VNI_ALONE:
        odd = VNI_ALONE[low]
    else:
        base, *marks = unicodedata.normalize("NFD", low)
        if "\u031b" in marks:
            base, marks = {"o": "ô", "u": "ö"}[base], [m for m in marks if m != "\u031b"]
        marks.sort(key=lambda mark: mark not in "\u0302\u0306")
        odd = base + (VNI_MARKS["".join(marks)] if marks else "")
    return odd.upper() if letter.isupper() else odd


def texts() -> list[str]:
    """The labels, titles and longer texts of all sets."""
    found = set()
    for name in criteria.available():
        one = criteria.load(name)
        found |= {question.label("vi") for question in one.questions.values()}
        for indicator in one.indicators.values():
            found |= {indicator.title("vi"), indicator.evidence("vi"), indicator.advice("vi")}
        found |= {group.title("vi") for group in one.groups.values()}
    return sorted(found - {""})


TEXTS = texts()
FONTS = {"TCVN3": ".VnTime", "VNI": "VNI-Times"}


@pytest.mark.parametrize(("encoding", "encode"), [("TCVN3", to_tcvn3), ("VNI", to_vni)])
def test_texts_of_criteria_come_back(encoding: str, encode: object) -> None:
    assert callable(encode)
    lost = []
    for text in TEXTS:
        typed = encode(text)
        found = repair(typed, FONTS[encoding], proven=True)
        if typed != text and (found is None or found != (text, encoding)):
            lost.append((text, typed, found))
        guessed = repair(typed)
        assert guessed is None or guessed == (text, encoding), text  # without a font: right or not at all
    assert len(lost) <= len(TEXTS) // 100, lost


def test_most_texts_are_told_without_a_font() -> None:
    for encode in (to_tcvn3, to_vni):
        told = [text for text in TEXTS if repair(encode(text))]
        assert len(told) > 0.9 * len(TEXTS)


def test_text_in_unicode_is_left_alone() -> None:
    for text in TEXTS:
        for font in ("", ".VnTime", "VNI-Times"):
            for form in ("NFC", "NFD"):
                assert repair(unicodedata.normalize(form, text), font) is None


OTHERS = [
    "café au lait à la carte", "Ünal Müßig Straße", "½ và ¼", "© 2024 Công ty", "12 m² · 5 °C", "±5",
    "naïve façade élève", "«Có»", "Mã số", "à á", "hòa giải và thu hoạch", "Có", "Xã Tân Quý Tây",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_other_text_is_left_alone(text: str) -> None:
    assert repair(text) is None
    assert repair(text, "Times New Roman") is None


def test_text_in_unicode_with_an_old_font_is_left_alone() -> None:
    """People choose .VnTime and type Unicode: the letters themselves tell."""
    for text in ("Có", "Xã Tân Quý Tây", "Đạt", "Mã"):
        assert repair(text, ".VnTime") is None


def test_a_font_that_is_proven_decodes_all() -> None:
    assert repair("Cã", ".VnTime", proven=True) == ("Có", "TCVN3")
    assert repair("X· T©n Phó", ".VnTime") == ("Xã Tân Phú", "TCVN3")
    assert repair("x· t©n phó", ".VnTimeH") == ("XÃ TÂN PHÚ", "TCVN3")
    assert repair("Tyû leä ngöôøi bieát chöõ") == ("Tỷ lệ người biết chữ", "VNI")


@given(st.text(max_size=60), st.sampled_from(["", ".VnTime", "VNI-Helve", "Arial"]))
def test_any_text_is_survived(text: str, font: str) -> None:
    found = repair(text, font)
    assert found is None or found.text != text
