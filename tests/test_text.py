"""Texts tidied, folded for matching, and likened for suggestions."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcity.text import bare, clean, fold, near, unify

VIETNAMESE = st.text(
    "aăâeêioôơuưyđbcghklmnpqrstvx \u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u200b\u00a0.-", max_size=30
)


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("  Số\u00a0liệu \n năm\t2022 ", "Số liệu năm 2022"),
        ("1\u2009234\u202f567", "1 234 567"),
        ("98\u200b,5\ufeff", "98,5"),
        (unicodedata.normalize("NFD", "Phường Trần Phú"), "Phường Trần Phú"),
        ("a\u200b\u0301", "á"),  # an unseen sign must not keep letter and accent apart
        ("✔\ufe0f", "✔"),
        ("\u200b \u00a0", ""),
        ("ĐẠT", "ĐẠT"),
    ],
)
def test_clean_drops_only_what_nobody_sees(typed: str, tidy: str) -> None:
    assert clean(typed) == tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("Thủy", "THUỶ"),
        ("khỏe", "khoẻ"),
        ("ngòai", "ngoài"),
        ("quý", "quí"),
        ("Qúy", "quý"),
        ("kết qủa", "Kết quả"),
        ("qui định", "quy định"),
        ("gía trị", "Giá trị"),
        ("Kì trước", "Kỳ trước"),
        ("Tỉ lệ", "Tỷ lệ"),
        ("Lí do", "LÝ DO"),
        ("Ðơn vị", "Đơn vị"),  # Icelandic Ð
        ("«Đạt»", "“đạt”"),
        ("Tự đánh giá – kết quả", "Tự đánh giá - kết quả"),
        ("Ｍã", "mã"),
        ("Ghi chú:", "ghi chú"),
        ("Số liệu *", "Số liệu"),
    ],
)
def test_fold_joins_what_is_the_same_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thúy", "thúi"),
        ("đất", "đạt"),
        ("dạt", "đạt"),
        ("lúa", "luá"),
        ("tay", "tai"),
        ("kìa", "kià"),
        ("ma", "mã"),
    ],
)
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_fold_keeps_a_text_that_is_only_punctuation() -> None:
    assert [fold(text) for text in ("-", "–", "...", "…", "- Có -")] == ["-", "-", "...", "...", "có"]


def test_unify_keeps_the_ends() -> None:
    assert unify("−5%.") == "-5%."


def test_bare_drops_accents_and_turns_d() -> None:
    assert bare("Đơn vị tính") == bare("don vi tinh") == "don vi tinh"
    assert bare("Quý") == bare("quy") == bare("Quí")


@given(st.one_of(VIETNAMESE, st.text(max_size=40)))
def test_folding_never_fails_and_clean_settles_at_once(text: str) -> None:
    tidy = clean(text)
    assert clean(tidy) == tidy
    assert unicodedata.is_normalized("NFC", tidy)
    assert fold(tidy) == fold(text)
    assert bare(tidy) == bare(text)


@given(VIETNAMESE)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_near_offers_the_closest_and_nothing_far() -> None:
    known = ["Số liệu", "Minh chứng", "Ghi chú", "Mã"]
    assert near("Sô liêu", known) == "Số liệu"
    assert near("so lieu", known) == "Số liệu"
    assert near("Minh chứn", known) == "Minh chứng"
    assert near("Mẫu số", known) is None
    assert near("", known) is None
    assert near("x" * 40_000, ["x" * 40_000]) is None  # labels only: comparing takes time
    assert near("Mã", []) is None


def test_near_lets_accents_decide_between_equals() -> None:
    assert near("Tam Thanh", ["Tâm Thành", "Tam Thanh"]) == "Tam Thanh"
    assert near("Tâm Thành", ["Tam Thanh", "Tâm Thành"]) == "Tâm Thành"
    assert near("Tân Thành", ["Tân Thạnh", "Tân Thành"]) == "Tân Thành"
