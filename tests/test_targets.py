"""Requirements as offices write them into the «Yêu cầu» column."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcity import languages
from lcity.model import NO_TEXT, Basis, Indicator, Mark, Measure, Measurement, Source, Target, Text
from lcity.targets import read, read_number

PERCENT = Measurement("percent", Text({"vi": "%", "en": "%"}))
PLACE = Measurement(
    "place", Text({"vi": "điểm", "en": "places"}), Text({"en": "place"}), ("điểm học",), whole=True
)
MONEY = Measurement("million_vnd", Text({"vi": "triệu đồng", "en": "million VND"}), also=("tr.đ", "trđ"))
SOURCE = Source("own", NO_TEXT, Mark.RECONSTRUCTED)


def indicator(kind: str = "percent", unit: Measurement = PERCENT, higher: bool = True) -> Indicator:
    return Indicator(
        "1.1.1", Text({"vi": "Chỉ số"}), Measure(kind, "part", "whole"), unit, higher, None, "", SOURCE
    )


SHARE, SHARE_LOW = indicator(), indicator(higher=False)
COUNT, COUNT_LOW = indicator("count", PLACE), indicator("count", PLACE, higher=False)
AMOUNT = indicator("value", MONEY)
ANSWER, RUBRIC = indicator("yes"), indicator("rubric")


def bounds(target: Target | None) -> object:
    return target.bounds if target else None


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("≥ 98%", "at_least", "98", None),
        (">=98", "at_least", "98", None),
        ("=> 98%", "at_least", "98", None),
        ("98% trở lên", "at_least", "98", None),
        ("Từ 98% trở lên.", "at_least", "98", None),
        ("tu 98% tro len", "at_least", "98", None),
        ("Tối thiểu 98,5%", "at_least", "98.5", None),
        ("ít nhất 98 %", "at_least", "98", None),
        ("không dưới 98%", "at_least", "98", None),
        ("Không thấp hơn 98%", "at_least", "98", None),
        ("Đạt từ 98%", "at_least", "98", None),
        ("Phải đạt từ 98% trở lên", "at_least", "98", None),
        ("Tỉ lệ đạt: ≥ 98%", "at_least", "98", None),
        ("98 phần trăm trở lên", "at_least", "98", None),
        ("trên 98%", "above", "98", None),
        ("hơn 98%", "above", "98", None),
        ("> 98%", "above", "98", None),
        ("＞９８％", "above", "98", None),
        ("≤ 5%", "at_most", "5", None),
        ("không quá 5%", "at_most", "5", None),
        ("Không vượt quá 0,5%", "at_most", "0.5", None),
        ("tối đa 5%", "at_most", "5", None),
        ("5% trở xuống", "at_most", "5", None),
        ("dưới 5%", "below", "5", None),
        ("< 5%", "below", "5", None),
        ("từ 20 đến 30", "between", "20", "30"),
        ("20-30", "between", "20", "30"),
        ("20 – 30%", "between", "20", "30"),
        ("20% - 30%", "between", "20", "30"),
        ("từ 0,5 đến 1%", "between", "0.5", "1"),
        ("= 100%", "equals", "100", None),
        ("bằng 100%", "equals", "100", None),
        ("100%", "at_least", "100", None),
        ("đạt 100%", "at_least", "100", None),
        ("98", "at_least", "98", None),
        ("0", "at_least", "0", None),
        ("tăng", "rises", None, None),
        ("Tăng so với năm trước", "rises", None, None),
        ("năm sau cao hơn năm trước", "rises", None, None),
        ("Giảm so với kì trước", "falls", None, None),
        ("at least 98%", "at_least", "98", None),
        ("98.5% or more", "at_least", "98.5", None),
        ("no more than 5 per cent", "at_most", "5", None),
    ],
)
def test_percentages(text: str, kind: str, low: str | None, high: str | None) -> None:
    expected = kind, low and Fraction(low), high and Fraction(high)
    assert bounds(read(text, SHARE, None)) == expected


def test_a_bare_number_goes_in_the_direction_of_the_indicator() -> None:
    assert bounds(read("5%", SHARE_LOW, None)) == ("at_most", 5, None)
    assert bounds(read("đạt 5 điểm", COUNT, None)) == ("at_least", 5, None)
    assert bounds(read("5", COUNT_LOW, None)) == ("at_most", 5, None)
    assert bounds(read("≥ 5%", SHARE_LOW, None)) == ("at_least", 5, None)  # as written, even against it


UNCLEAR = """
- | Đạt | Có | x | theo quy định | 0,98 | 1 | ≥ 0,98 | từ 0,5 đến 1 | tăng 2% | giảm 2% | không tăng
-5% | − 5% | ≥ -5 | ~98% | khoảng 98% | 98% hoặc 99% | ≥ 98% ≤ 99% | 98% 99% | 98/100 | 1.234% | không 98%
98 người | ≥ 98 triệu đồng | ≥ 98% số hộ | 98 điểm phần trăm | từ 30 đến 20 | 1.5 - 2,5 | 1.2.3 | đến 98%
≥ .5 | ≥ {n} | {n}% | từ {n} đến 5% | ≥ | từ đến | năm 2025 | 01/02/2025
"""


@pytest.mark.parametrize("text", [*re.split(r" \| |\n", UNCLEAR.strip()), "", "9" * 40, "5%" * 200], ids=repr)
def test_what_is_not_clear_for_a_percentage_is_not_read(text: str) -> None:
    assert read(text, SHARE, None) is None


@pytest.mark.parametrize(
    ("text", "kind", "low"),
    [
        ("≥ 5 điểm", "at_least", "5"),
        ("≥5điểm", "at_least", "5"),
        ("Tối thiểu 05 điểm học", "at_least", "5"),
        ("at least 1 place", "at_least", "1"),
        ("it nhat 5 diem", "at_least", "5"),
        ("1.234.567 điểm trở lên", "at_least", "1234567"),
        ("1 234 điểm trở lên", "at_least", "1234"),
        ("0,5", "at_least", "0.5"),  # unclear for percentages only
    ],
)
def test_counts_take_their_own_unit(text: str, kind: str, low: str) -> None:
    assert bounds(read(text, COUNT, None)) == (kind, Fraction(low), None)


@pytest.mark.parametrize(
    "text", ["≥ 5%", "5 phần trăm", "≥ 5 xã", "≥ 5 điểm trường", "≥ 5 điểmx", "≥ 1.234 điểm"]
)
def test_a_foreign_unit_or_an_open_mark_is_not_read(text: str) -> None:
    assert read(text, COUNT, None) is None


def test_the_decimal_mark_of_the_column_counts() -> None:
    assert bounds(read("≥ 1.234 điểm", COUNT, ",")) == ("at_least", 1234, None)
    assert bounds(read("≥ 1.234 triệu đồng", AMOUNT, ".")) == ("at_least", Fraction("1.234"), None)
    assert bounds(read("từ 1.234 đến 2.345,5", AMOUNT, None)) == ("between", 1234, Fraction("2345.5"))
    assert bounds(read("≥ 2,5 tr.đ", AMOUNT, ".")) == ("at_least", Fraction("2.5"), None)
    assert read("≥ 2,5 triệu", AMOUNT, None) is None  # triệu what?
    assert read("≥ 2,5 tỷ đồng", AMOUNT, None) is None


def test_yes_is_for_yes_only() -> None:
    for text in ("Có", "Đạt", "x", "yes"):
        assert bounds(read(text, ANSWER, None)) == ("yes", None, None)
        assert read(text, COUNT, None) is None
    assert [read(text, ANSWER, None) for text in ("Không", "≥ 98%", "1", "tăng", "")] == [None] * 5


def test_experts_have_no_figure_to_reach() -> None:
    assert [read(text, RUBRIC, None) for text in ("≥ 98%", "Đạt", "tăng")] == [None] * 3
    assert read_number(98, False, RUBRIC) is None


def test_the_target_is_the_office_s_as_typed() -> None:
    target = read("  Từ 98%\u00a0trở lên ", SHARE, None)
    assert target == Target(
        "at_least", Fraction(98), basis=Basis.OFFICE, official=False, typed="Từ 98% trở lên"
    )


@pytest.mark.parametrize(
    ("value", "percent", "asked", "expected"),
    [
        (0.98, True, SHARE, ("at_least", Fraction(98), None)),
        (0.985, True, SHARE_LOW, ("at_most", Fraction("98.5"), None)),
        (98.0, False, SHARE, ("at_least", Fraction(98), None)),
        (1.0, True, SHARE, ("at_least", Fraction(100), None)),
        (0.29, True, SHARE, ("at_least", Fraction(29), None)),
        (0.0, False, SHARE, ("at_least", Fraction(0), None)),
        (12.5, False, AMOUNT, ("at_least", Fraction("12.5"), None)),
        (0.98, False, SHARE, None),
        (1.0, False, SHARE, None),
        (0.98, True, COUNT, None),
        (-5.0, False, COUNT, None),
        (float("nan"), False, COUNT, None),
        (float("inf"), False, COUNT, None),
        (1e300, True, SHARE, None),
        (1.0, False, ANSWER, None),
    ],
)
def test_numeric_cells(value: float, percent: bool, asked: Indicator, expected: object) -> None:
    assert bounds(read_number(value, percent, asked)) == expected


def test_numeric_cells_show_what_was_typed() -> None:
    shown = [
        read_number(0.985, True, SHARE),
        read_number(12.5, False, AMOUNT),
        read_number(98.0, False, SHARE),
    ]
    assert [target.typed for target in shown if target] == ["98.5%", "12.5", "98"]


TEMPLATES = [
    (kind, phrase)
    for code in languages.codes()
    for kind, phrases in languages.load(code)["reads"]["targets"].items()
    for phrase in phrases
]


def fill(phrase: str, *numbers: str) -> str:
    for number in numbers:
        phrase = phrase.replace("{n}", number, 1)
    return phrase


def wanted(kind: str, phrase: str, low: Fraction, high: Fraction, higher: bool) -> object:
    kind = {"plain": "at_least" if higher else "at_most"}.get(kind, kind)
    gaps = phrase.count("{n}")
    return kind, low if gaps > 0 else None, high if gaps > 1 else None


@pytest.mark.parametrize(("kind", "phrase"), TEMPLATES, ids=[phrase for _, phrase in TEMPLATES])
def test_every_phrase_reads_to_its_kind(kind: str, phrase: str) -> None:
    text = fill(phrase, "12,5%", "20%")
    for typed in (text, text.upper(), f"Đạt {text}", f"{text}."):
        assert bounds(read(typed, SHARE, None)) == wanted(kind, phrase, Fraction("12.5"), Fraction(20), True)


DECIMALS = st.decimals(min_value="1.01", max_value=10**6, places=2).map(lambda number: Fraction(str(number)))


@given(
    template=st.sampled_from(TEMPLATES),
    numbers=st.tuples(DECIMALS, DECIMALS).map(sorted),
    unit=st.sampled_from(["", "%", " %", " phần trăm"]),
    decimal=st.sampled_from(",."),
    higher=st.booleans(),
)
def test_numbers_of_phrases_are_exact(
    template: tuple[str, str], numbers: list[Fraction], unit: str, decimal: str, higher: bool
) -> None:
    kind, phrase = template
    low, high = numbers
    text = fill(phrase, *(f"{int(n)}{decimal}{int(n * 100) % 100:02}{unit}" for n in numbers))
    assert bounds(read(text, indicator(higher=higher), None)) == wanted(kind, phrase, low, high, higher)


PIECES = st.sampled_from(
    [*"0123456789.,%≥<>=-– ", "từ ", " đến ", " trở lên", "không ", "tăng", "{n}", "đạt ", "\u200b"]
)


@given(
    st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=10).map("".join)),
    st.sampled_from([",", ".", None]),
)
def test_any_text_gives_a_target_or_none(text: str, decimal: str | None) -> None:
    for asked in (SHARE, COUNT_LOW, AMOUNT, ANSWER, RUBRIC):
        target = read(text, asked, decimal)
        if target and target.kind not in ("rises", "falls", "yes"):
            assert target.low is not None
            assert target.low >= 0
            assert (target.kind == "between") == (target.high is not None)
            assert any(sign.isdigit() for sign in text)


@given(st.floats(), st.booleans())
def test_any_number_gives_a_target_or_none(value: float, percent: bool) -> None:
    for asked in (SHARE, COUNT_LOW, ANSWER, RUBRIC):
        target = read_number(value, percent, asked)
        assert target is None or (target.low is not None and target.low >= 0)
