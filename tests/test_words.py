"""What lcity says: the same keys in each language, numbers as they are written, nothing that misleads."""

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcity import criteria, languages
from lcity.errors import LcityError
from lcity.model import Basis, Measurement, Result, Severity, Status, Target, Text
from lcity.words import Words, round_half_up, words

ROOT = Path(__file__).parent.parent
SAMPLE = criteria.load(ROOT / "tests" / "sample.yaml")
VI, EN = words("vi"), words("en")
OTHERWISE = (
    "reads",
    "plurals",
    "frame",
)  # what a language understands, and how it forms its words, is its own


def leaves(tree: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every text with its dotted key; the forms for 1 and many are one text."""
    assert isinstance(tree, dict)
    for key, value in tree.items():
        if key in OTHERWISE:
            continue
        if isinstance(value, dict) and set(value) != {"one", "many"}:
            yield from leaves(value, (*path, key))
        else:
            yield ".".join((*path, key)), " ".join(value.values()) if isinstance(value, dict) else value


TEXTS = {code: dict(leaves(languages.load(code))) for code in languages.codes()}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", languages.codes())
def test_each_language_says_what_vietnamese_says(code: str) -> None:
    assert set(TEXTS[code]) == set(TEXTS["vi"])
    counted = {"n", "count"}  # «1 mistake» need not repeat the number
    for key, text in TEXTS[code].items():
        assert placeholders(text) | counted == placeholders(TEXTS["vi"][key]) | counted, key
        assert text == text.strip() or key == "other-hint", key
        assert "\n" not in text, key
    assert TEXTS[code]["name"]


def used_in_code() -> Iterator[tuple[str, str]]:
    """Each literal key that the source asks for, as in words("…"), speech("…"), LcityError("…")."""
    prefix = {"LcityError": "errors.", "say": "help."}
    for path in (ROOT / "lcity").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name, key = getattr(node.func, "id", ""), node.args[0]
            if getattr(node.func, "attr", "") == "spoken":  # form.spoken("…")
                name = "spoken"
            called = name in ("words", "speech", "spoken", "say", "LcityError")
            called |= name == "self" and path.name == "words.py"
            if called and isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield prefix.get(name, "") + key.value, path.name
            elif called and isinstance(key, ast.JoinedStr):
                yield prefix.get(name, "") + pattern(key), path.name


def pattern(key: ast.JoinedStr) -> str:
    """A key with holes, as a pattern: f"status.{status}" asks for one of «status.…»."""
    return "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in key.values)


def test_every_key_that_the_source_asks_for_is_there() -> None:
    asked = set(used_in_code())
    assert len(asked) > 80, "the search finds the calls"
    for key, where in asked:
        wanted = re.compile(re.escape(key).replace(r"\*", r"[\w-]+"))
        known = [k for k in TEXTS["vi"] if wanted.fullmatch(k)]
        assert known or key in languages.codes(), f"{key} in {where}"


def test_nothing_is_said_that_nobody_asks_for() -> None:
    patterns = [re.compile(re.escape(key).replace(r"\*", r"[\w-]+")) for key, _ in used_in_code()]
    source = "\n".join(p.read_text("utf-8") for p in (ROOT / "lcity").rglob("*.py"))
    quoted = {*re.findall(r"""["']([\w-]+)["']""", source)}
    unused = [
        key
        for key in TEXTS["vi"]
        if not any(p.fullmatch(key) for p in patterns) and key.rpartition(".")[2] not in quoted
        and not key.startswith(("errors.criteria-", "errors.yaml-"))
        and not key.startswith(("errors.workbook-", "errors.not-a-workbook"))
    ]  # fmt: skip
    assert not unused


@pytest.mark.parametrize("language", [VI, EN], ids=lambda w: w.code)
def test_every_member_of_a_closed_list_has_words(language: Words) -> None:
    for kind, members in (
        ("status", Status),
        ("status_short", Status),
        ("basis", Basis),
        ("basis_short", Basis),
    ):
        for member in members:
            assert language(f"{kind}.{member}") in TEXTS[language.code].values()
    assert {language(f"severity.{s}") for s in Severity} <= set(TEXTS[language.code].values())


@pytest.mark.parametrize(
    ("number", "digits", "vi", "en"),
    [
        (1234.5, None, "1.234,5", "1,234.5"),
        (0, None, "0", "0"),
        (-0.5, None, "−0,5", "−0.5"),
        (1234567, None, "1.234.567", "1,234,567"),
        (98, 1, "98,0", "98.0"),
        (Fraction(1, 8), 2, "0,13", "0.13"),
        (Fraction(-1, 8), 2, "−0,13", "−0.13"),
        (2.5, 0, "3", "3"),
        (Fraction(2, 3), None, "0,666667", "0.666667"),
        (0.12345678, None, "0,12345678", "0.12345678"),
        (-0.001, 1, "0,0", "0.0"),
        (999999.96, 1, "1.000.000,0", "1,000,000.0"),
        (float("nan"), None, "–", "–"),
    ],
)
def test_numbers(number: float | Fraction, digits: int | None, vi: str, en: str) -> None:
    assert (VI.number(number, digits), EN.number(number, digits)) == (vi, en)


@given(st.fractions(-(10**9), 10**9), st.integers(0, 8))
def test_rounding_is_half_up(value: Fraction, digits: int) -> None:
    rounded = round_half_up(value, digits)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**digits)
    assert (rounded * 10**digits).denominator == 1
    assert round_half_up(-value, digits) == -rounded


@given(st.fractions(0, 200), st.integers(0, 2000).map(lambda n: Fraction(n, 10)))
def test_what_is_shown_lies_on_its_side_of_the_target(value: Fraction, bound: Fraction) -> None:
    unit = SAMPLE.units["percent"]
    shown = EN.result(result(value, Target("at_least", bound)), unit)
    read = Fraction(shown.removesuffix("%").replace(",", ""))
    assert (read > bound, read < bound) == (value > bound, value < bound)


def result(
    value: Fraction | None, target: Target, basis: str = "figures", previous: Fraction | None = None
) -> Result:
    return Result("", "", "", "1.1.1", Status.NOT_MET, value, basis=basis, target=target, previous=previous)


@pytest.mark.parametrize(
    ("value", "bound", "shown"),
    [
        ("97.96", "98", "97,96%"),
        ("97.94", "98", "97,9%"),
        ("97.99999999", "98", "97,99999999%"),
        ("98", "98", "98%"),
        ("98.04", "98", "98,04%"),
        ("0.55", "1", "0,55%"),
        ("33.333333", "30", "33,3%"),
    ],
)
def test_a_miss_is_never_rounded_away(value: str, bound: str, shown: str) -> None:
    assert (
        VI.result(result(Fraction(value), Target("at_least", Fraction(bound))), SAMPLE.units["percent"])
        == shown
    )


def test_last_year_is_shown_apart_from_this_year() -> None:
    moved = result(Fraction("20.04"), Target("rises"), previous=Fraction("20.01"))
    assert VI.previous(moved, SAMPLE.units["percent"]) == "20,0%"
    assert VI.result(moved, SAMPLE.units["percent"]) == "20,04%", "20,0% would not have risen from 20,01%"
    third = result(Fraction(50), Target("rises"), previous=Fraction(100, 3))
    assert VI.previous(third, SAMPLE.units["percent"]) == "33,3%"


@pytest.mark.parametrize(
    ("kind", "margin", "heads", "vi", "en"),
    [
        ("at_least", -1, -1, "thiếu 1 xã", "1 commune short"),
        ("at_least", 3, 2, "dư 2 xã", "2 communes to spare"),
        ("at_least", 0, 0, "vừa đủ", "exactly"),
        ("at_most", -1, -3, "vượt mức 3 xã", "3 communes over"),
        ("below", 2, 4, "còn dưới 4 xã", "4 communes under"),
        ("at_least", Fraction(-4, 100), None, "thiếu 0,04 điểm %", "0.04 points short"),
        ("at_least", Fraction(-1, 10**9), None, "thiếu 0,000000001 điểm %", "0.000000001 points short"),
        ("equals", Fraction(-1, 2), None, "lệch 0,5 điểm %", "off by 0.5 points"),
        ("equals", 0, 0, "vừa đủ", "exactly"),
    ],
)
def test_margins(kind: str, margin: Fraction | int, heads: int | None, vi: str, en: str) -> None:
    one = SAMPLE.indicators["2.1.3"]
    found = result(Fraction(0), Target(kind, Fraction(90)))._replace(margin=Fraction(margin), heads=heads)
    assert [w.margin(found, one, SAMPLE) for w in (VI, EN)] == [vi, en]


def test_one_and_many() -> None:
    commune = SAMPLE.units["commune"]
    assert [EN.measured(n, commune) for n in (0, 1, 2)] == ["0 communes", "1 commune", "2 communes"]
    assert [VI.measured(n, commune) for n in (1, 2)] == ["1 xã", "2 xã"]
    assert [EN.levels(SAMPLE, n) for n in (1, 2)] == ["indicator", "indicators"]
    assert [EN.levels(SAMPLE, n, depth=1) for n in (1, 2)] == ["criterion", "criteria"]
    assert EN("score.looked", n=1, cells=1200) == "Read 1 workbook, 1,200 filled cells."
    assert EN("score.looked", n=2, cells=2) == "Read 2 workbooks, 2 filled cells."


def test_shares_name_their_base() -> None:
    assert (VI.share(42, 47), EN.share(42, 47)) == ("42/47 (89,4%)", "42/47 (89.4%)")
    assert (VI.share(5, 47), VI.share(10, 57), VI.share(0, 0)) == ("5/47 (10,6%)", "10/57 (17,5%)", "0/0")


def test_a_unit_stands_behind_its_number() -> None:
    percent = Measurement("percent", Text({"vi": "%", "en": "%"}))
    assert VI.measured(Fraction(197, 2), percent) == "98,5%"
    assert VI.measured(312, SAMPLE.units["person"]) == "312 người"
    assert VI.measured(312, Measurement("none", Text({"vi": ""}))) == "312"


@pytest.mark.parametrize("language", [VI, EN], ids=lambda w: w.code)
def test_every_error_is_one_line_that_tells_what_to_do(language: Words) -> None:
    for key, text in TEXTS[language.code].items():
        if not key.startswith("errors."):
            continue
        code = key.removeprefix("errors.")
        values: dict[str, object] = dict.fromkeys(placeholders(text), "a\nb \x1b[31m.")
        line = language.error(LcityError(code, **{k: v for k, v in values.items() if k != "code"}))
        assert len(line.splitlines()) == 1, code
        assert "\x1b" not in line
        assert line[-1] in ".:…?»)}l]p" or line.endswith(("--help", "{id}")), code
        assert not re.search(r"không hợp lệ|[Ii]nvalid|[Pp]lease|vui lòng", text), code


def test_what_is_not_in_a_language_is_said_in_english() -> None:
    assert Words("vi", {})("status.met") == "Met"
    assert EN("no.such", n=1) == "no.such {'n': 1}"
