"""Numbers, fractions and the kinds of none, as people type them into text cells."""

import random
import re
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcity.numbers import Reading, State, decide, evidence, read

NUMBER, AMBIGUOUS, UNREAD = State.NUMBER, State.AMBIGUOUS, State.UNREAD


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        ("05", "5"),
        ("98,5", "98.5"),
        ("98.5", "98.5"),
        ("0,985", "0.985"),
        ("0.985", "0.985"),
        ("1234,567", "1234.567"),
        ("1 234", "1234"),
        ("1\u00a0234", "1234"),
        ("1\u2009234\u2009567", "1234567"),
        ("1'234", "1234"),
        ("1’234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("1 234,567", "1234.567"),
        ("+5", "5"),
        ("−3", "-3"),
        ("-3,5", "-3.5"),
        ("１２，５", "12.5"),
        ("－７", "-7"),
        ("12\u200b3", "123"),
    ],
)
def test_plain_numbers(text: str, value: str) -> None:
    assert read(text, None) == Reading(NUMBER, Fraction(value))


@pytest.mark.parametrize(
    ("text", "value", "percent", "unit"),
    [
        ("98,5%", "98.5", True, ""),
        ("98.5 %", "98.5", True, ""),
        ("15 phần trăm", "15", True, ""),
        ("15 phan tram", "15", True, ""),
        ("15 percent", "15", True, ""),
        ("９８％", "98", True, ""),
        ("98,5% số hộ", "98.5", True, "số hộ"),
        ("98%.", "98", True, ""),
        ("12,5 triệu đồng", "12.5", False, "triệu đồng"),
        ("1,2 triệu", "1.2", False, "triệu"),  # never scaled: that is for whoever knows the unit asked for
        ("5.000.000 đ", "5000000", False, "đ"),
        ("351 214 người", "351214", False, "người"),
        ("05 lớp.", "5", False, "lớp"),
        ("12 000 m2", "12000", False, "m2"),
        ("7 lần/năm", "7", False, "lần/năm"),
        ("98 (ước)", "98", False, "(ước)"),
        ("12,5 vụ/100.000 dân", "12.5", False, "vụ/100.000 dân"),
        ("12 vụ trên 100.000 dân", "12", False, "vụ trên 100.000 dân"),
        ("12 cases per 100,000 people", "12", False, "cases per 100,000 people"),
        ("Có 5 lớp", None, False, ""),
    ],
)
def test_percent_and_unit_are_kept_as_typed(text: str, value: str | None, percent: bool, unit: str) -> None:
    expected = Reading(NUMBER, Fraction(value), percent=percent, unit=unit) if value else Reading(UNREAD)
    assert read(text, None) == expected


@pytest.mark.parametrize(
    ("text", "part", "whole", "value", "percent", "unit"),
    [
        ("48/51", 48, 51, Fraction(48, 51), False, ""),
        ("48 / 51", 48, 51, Fraction(48, 51), False, ""),
        ("11/13 xã", 11, 13, Fraction(11, 13), False, "xã"),
        ("11/13 xã (phường)", 11, 13, Fraction(11, 13), False, "xã (phường)"),
        ("05/08 xã", 5, 8, Fraction(5, 8), False, "xã"),
        ("1.234.567/2.000.000", 1234567, 2000000, Fraction(1234567, 2000000), False, ""),
        ("48/51 (94,1%)", 48, 51, Fraction("94.1"), True, ""),
        ("48/51 dòng họ (94,1 %)", 48, 51, Fraction("94.1"), True, "dòng họ"),
        ("48/51 = 94,1%", 48, 51, Fraction("94.1"), True, ""),
        ("94,1% (48/51 dòng họ)", 48, 51, Fraction("94.1"), True, "dòng họ"),
        ("60/51", 60, 51, Fraction(60, 51), False, ""),
        ("5/0", 5, 0, None, False, ""),
        ("0/0 (0%)", 0, 0, Fraction(0), True, ""),
    ],
)
def test_fractions(
    text: str, part: int, whole: int, value: Fraction | None, percent: bool, unit: str
) -> None:
    assert read(text, None) == Reading(NUMBER, value, Fraction(part), Fraction(whole), percent, unit)


UNCLEAR = """
~98% | khoảng 98 | 98-99 | 98 – 99 | 98 đến 99 | >98 | 98±2 | 98? | 98 hoặc 99 | (5) | - 5
.5 | 5. | 98, | 1e5 | 1e3 | 0x10 | 1.234.5 | 12.34.56 | 1,23,456 | 12 34 | 1234 567 | 1. 234
1.234,567,8 | 1 234.567,8 | 01.234 | 007 | 0912345678 | 1..2 | 1,,2 | 98%% | 48/51% | 1.5/2,5
01/02/2023 | 1/2/2023 | 2023-02-01 | 01/02 | 12/2022 | 12h30 | 10:30 | năm trăm | 5 triệu 200
3 xã/10 xã | 12 xã/13 xã | 12 vụ/100.000 | 12 trên 13 | 5 in 2022 | đất | #N/A | =1+1 | ½ | ٣ | 1٣ | ५
"""


@pytest.mark.parametrize(
    "text", [*re.split(r" \| |\n", UNCLEAR.strip()), "1" * 30, "1." * 50 + "1", "9" * 5000], ids=repr
)
def test_what_is_not_clear_is_not_read(text: str) -> None:
    assert read(text, None) == Reading(UNREAD)
    assert read(text, ",") == read(text, ".") == Reading(UNREAD)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        (" \u00a0\u200b", State.BLANK),
        ("..........", State.BLANK),
        ("____", State.BLANK),
        *((text, State.YES) for text in ("x", "X", "✓", "✔\ufe0f", "Có", "CÓ", "Đạt", "dat", "yes")),
        *((text, State.NO) for text in ("Không", "khong", "Chưa", "Chưa đạt", "no")),
        *((text, State.NONE) for text in ("-", "–", "—", "−", "Không có", "k/có", "không có.", "none")),
        *((text, State.NOT_COLLECTED) for text in ("KCS", "chưa có số liệu", "…", "...", "no data")),
        *((text, State.NOT_APPLICABLE) for text in ("Không áp dụng", "khong ap dung", "not applicable")),
    ],
)
def test_the_kinds_of_none_stay_apart(text: str, state: State) -> None:
    assert read(text, None) == Reading(state)
    assert read("0", None) == Reading(NUMBER, Fraction(0))


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("-1.234", "-1234", "-1.234"),
        ("98,123%", "98.123", "98123"),
    ],
)
def test_one_mark_before_three_digits_proves_nothing(text: str, comma: str, point: str) -> None:
    unsure = read(text, None)
    assert (unsure.state, unsure.value, unsure.other) == (AMBIGUOUS, Fraction(comma), Fraction(point))
    assert read(text, ",")[:2] == (NUMBER, Fraction(comma))
    assert read(text, ".")[:2] == (NUMBER, Fraction(point))
    assert read(text, ",").other is None


def test_an_ambiguous_fraction_is_ambiguous_even_where_its_ratio_is_not() -> None:
    unsure = read("1.234/2.345 người", None)
    assert unsure.state is AMBIGUOUS
    assert (unsure.part, unsure.whole) == (Fraction(1234), Fraction(2345))
    assert unsure.value == unsure.other == Fraction(1234, 2345)
    assert read("1.234/2.345 người", ".").whole == Fraction("2.345")


def test_one_number_of_a_cell_proves_the_mark_for_the_others() -> None:
    proved = read("1.234/2.500 (49,36%)", None)
    assert (proved.state, proved.part, proved.whole) == (NUMBER, Fraction(1234), Fraction(2500))


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        *(
            (text, ",")
            for text in ("98,5", "0,985", "1.234.567", "1.234,5", "1 234,567", "1234,567", "98,5% số hộ")
        ),
        *((text, ".") for text in ("98.5", "0.985", "1,234,567", "1,234.5", "98.5 %", "48.5/51")),
        *(
            (text, None)
            for text in ("12", "1.234", "1,234", "1 234", "48/51", "~98,5", "x", "", "1.5/2,5", "01/02/2023")
        ),
    ],
)
def test_evidence(text: str, proof: str | None) -> None:
    assert evidence(text) == proof


def test_a_column_decides_by_its_proofs_only() -> None:
    assert decide(["1.234", "98,5", "x"]) == ","
    assert decide(["1.234", "98.5"]) == "."
    assert decide(["98.5", "98,5"]) is None
    assert decide(["1.234", "12"]) is None
    assert decide([]) is None


def test_own_proof_holds_against_the_column() -> None:
    assert read("98.5", ",").value == Fraction("98.5")
    assert read("1.234.567", ".").value == 1234567


class Written(NamedTuple):
    text: str
    value: Fraction
    decimal: str


@st.composite
def written(draw: st.DrawFn, marks: str = ",.", signs: tuple[str, ...] = ("", "+", "-", "−")) -> Written:
    """A number in one of the ways people write it, its value, and their decimal mark."""
    decimal = draw(st.sampled_from(marks))
    integer = draw(st.one_of(st.integers(0, 2000), st.integers(0, 10**18)))
    decimals = draw(st.text("0123456789", max_size=6))
    group = draw(st.sampled_from(["", " ", "\u00a0", "\u202f", "'", "’", "." if decimal == "," else ","]))
    sign = draw(st.sampled_from(signs))
    body = f"{integer:,}".replace(",", group)
    typed = sign + body + (decimal + decimals if decimals else "")
    value = Fraction(f"{integer}.{decimals or 0}") * (-1 if sign in ("-", "−") else 1)
    if draw(st.booleans()):
        typed = typed.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789.,"})
    return Written(typed, value, decimal)


TAILS = st.sampled_from(["", "%", " %", " người", " triệu đồng", "đ", " m2", " "])


@given(written(), TAILS)
def test_every_way_to_write_a_number_reads_back(number: Written, tail: str) -> None:
    decided = read(number.text + tail, number.decimal)
    assert (decided.state, decided.value, decided.other) == (NUMBER, number.value, None)
    assert decided.percent == ("%" in tail)


@given(written(), TAILS)
def test_without_a_decision_there_is_no_silent_wrong_value(number: Written, tail: str) -> None:
    unsure = read(number.text + tail, None)
    if unsure.state is AMBIGUOUS:
        assert number.value in (unsure.value, unsure.other)
        assert unsure.value == read(number.text + tail, ",").value
    else:
        assert (unsure.state, unsure.value) == (NUMBER, number.value)


@given(written())
def test_evidence_is_the_mark_that_was_meant(number: Written) -> None:
    proof = evidence(number.text)
    assert proof in (None, number.decimal)
    if proof:
        for decimal in (",", ".", None):
            assert read(number.text, decimal).value == number.value


PAIRS = st.sampled_from(",.").flatmap(lambda mark: st.tuples(written(mark, ("",)), written(mark, ("",))))


@given(PAIRS)
def test_fractions_read_back(pair: tuple[Written, Written]) -> None:
    part, whole = pair
    fraction = read(f"{part.text}/{whole.text} xã", part.decimal)
    assert (fraction.part, fraction.whole) == (part.value, whole.value)
    assert fraction.value == (part.value / whole.value if whole.value else None)


PIECES = st.sampled_from(
    [*"0123456789.,/%()+-−' =~", "xã", "Đạt", "phần trăm", "\u00a0", "\u200b", "０", "…", "e", "m2"]
)
ANY = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


@given(ANY, st.sampled_from([",", ".", None]))
def test_any_text_gives_a_reading(text: str, decimal: str | None) -> None:
    reading = read(text, decimal)
    assert (reading.other is not None) <= (reading.state is AMBIGUOUS)
    assert reading.state is not AMBIGUOUS or decimal is None
    if reading.state not in (NUMBER, AMBIGUOUS):
        assert reading == Reading(reading.state)
    if decimal is None and reading.state is NUMBER:  # a clear number stays the same whatever the column says
        assert read(text, ",") == reading == read(text, ".")


@given(st.lists(st.one_of(written().map(lambda number: number.text), ANY), max_size=8), st.randoms())
def test_the_order_of_cells_does_not_matter(texts: list[str], chance: random.Random) -> None:
    shuffled = texts.copy()
    chance.shuffle(shuffled)
    assert decide(shuffled) == decide(texts)
