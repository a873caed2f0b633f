"""Criteria files: what they say reaches the model, and every mistake is told at its place."""

import json
import pickle
import re
import shutil
import string
import subprocess
import sys
import time
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lcity import criteria, languages
from lcity.criteria import frozen
from lcity.errors import LcityError, Mistake
from lcity.model import Basis, Criteria, Mark, Target

SAMPLE_FILE = Path(__file__).parent / "sample.yaml"
SAMPLE = SAMPLE_FILE.read_text("utf-8")
LEVELS = (Path(__file__).parent / "levels.yaml").read_text("utf-8")
FILE = "x.yaml"
PERCENT = "percent: {part: literate_15, whole: population_15}"
HELP = "{vi: Biết đọc và biết viết., en: Can read and write.}"
UNUSED = ("criteria-question-unused",)


def load(text: str | bytes, stem: str = "") -> Criteria:
    return criteria.parse(text.encode() if isinstance(text, str) else text, FILE, stem)


def mistakes_in(text: str | bytes, stem: str = "") -> tuple[Mistake, ...]:
    with pytest.raises(LcityError) as caught:
        load(text, stem)
    assert caught.value.code == "criteria-wrong"
    assert caught.value.values["file"] == FILE
    count = caught.value.values["count"]
    assert isinstance(count, int)
    assert len(caught.value.mistakes) == min(count, 200)
    return caught.value.mistakes


def replaced(old: str, new: str, sample: str = SAMPLE) -> str:
    """The sample with the first occurrence of a text replaced."""
    assert old in sample, old
    return sample.replace(old, new, 1)


def take_mark(text: str) -> tuple[str, str]:
    """The text without its ▸, and where that stood."""
    before, _, after = text.partition("▸")
    return before + after, f"{FILE}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


# What the sample says


def test_the_sample_reaches_the_model() -> None:
    read = criteria.load(SAMPLE_FILE)
    assert (read.id, read.version, read.status, read.assesses) == ("sample", "2026.1", "working", "city")
    assert read.languages == ("vi", "en")
    assert read.window == ("01-01", "12-31")
    assert read.missing_evidence == "ignore"
    assert [(code, text("en")) for code, text in read.levels] == [
        ("standard", "Standard"),
        ("criterion", "Criterion"),
        ("indicator", "Indicator"),
    ]
    assert read.path == str(SAMPLE_FILE)
    assert read.sources["own"].mark is Mark.RECONSTRUCTED
    assert read.sources["rule"].url == "https://example.org/rule"
    assert read.holders["finance"]("vi") == "Ngành tài chính"
    assert read.units["person"].also == ("ng", "nhân khẩu")
    assert (read.units["person"].whole, read.units["million_vnd"].whole) == (True, False)
    assert read.groups["1.2"].source is read.sources["own"]
    assert [group.code for group in read.group_of("1.2.3")] == ["1", "1.2"]
    assert [(out.code, out.title("en")) for out in read.left_out] == [("2.1.2-b", "Private sector")]
    assert (len(read.scored), [i.code for i in read.experts]) == (8, ["2.1.2"])


def test_where_a_language_does_not_tell_one_from_many_the_label_stands() -> None:
    person = load(SAMPLE).units["person"]
    assert (person.one("en"), person.one("vi")) == ("person", "người")


@pytest.mark.parametrize(
    ("question", "ask", "type", "unit", "rollup"),
    [
        ("literate_15", ("commune",), "count", "person", "sum"),
        ("idle_15", ("commune", "education"), "count", "person", "sum"),
        ("spending", ("finance",), "number", "million_vnd", "none"),
        ("plan", ("education",), "yes", "answer", "none"),
    ],
)
def test_questions(question: str, ask: tuple[str, ...], type: str, unit: str, rollup: str) -> None:  # noqa: A002
    read = load(SAMPLE).questions[question]
    assert (read.code, read.ask, read.type, read.unit.code, read.rollup) == (
        question,
        ask,
        type,
        unit,
        rollup,
    )


@pytest.mark.parametrize(
    ("indicator", "measure", "unit", "higher", "target"),
    [
        ("1.1.1", ("percent", "literate_15", "population_15", 1), "percent", True, ("at_least", 98, None)),
        (
            "1.1.2",
            ("rate", "readers", "population", 100_000),
            "person",
            True,
            ("above", Fraction(5001, 2), None),
        ),
        ("1.1.3", ("percent", "idle_15", "population_15", 1), "percent", False, ("falls", None, None)),
        ("1.2.1", ("count", "places", "", 1), "place", True, ("rises", None, None)),
        ("1.2.2", ("rate", "pupils", "teachers", 1), "person", False, ("at_most", None, 20)),
        ("1.2.3", ("value", "spending", "", 1), "million_vnd", True, ("between", 500, Fraction(2401, 2))),
        ("2.1.1", ("yes", "plan", "", 1), "", True, ("yes", None, None)),
        ("2.1.2", ("rubric", "", "", 1), "", True, None),
        ("2.1.3", ("percent", "communes_centre", "communes", 1), "percent", True, ("equals", 100, 100)),
    ],
)
def test_indicators(indicator: str, measure: Any, unit: str, higher: bool, target: Any) -> None:
    read = load(SAMPLE).indicators[indicator]
    found = read.measure
    assert (found.kind, found.part, found.whole, found.per) == measure
    assert (read.unit.code, read.higher) == (unit, higher)
    assert ((read.target.kind, read.target.low, read.target.high) if read.target else None) == target


def test_below_is_a_target_too() -> None:
    target = load(replaced("at_most: 20,", "below: -0.5,")).indicators["1.2.2"].target
    assert target is not None
    assert (target.kind, target.low, target.high) == ("below", None, Fraction(-1, 2))


def test_a_target_tells_where_it_comes_from() -> None:
    read = load(SAMPLE)
    official, working = read.indicators["1.1.1"].target, read.indicators["2.1.1"].target
    assert isinstance(official, Target) and isinstance(working, Target)
    assert (official.basis, official.official, official.source) == (
        Basis.REGULATION,
        True,
        read.sources["rule"],
    )
    assert (working.basis, working.official, working.note("vi")) == (
        Basis.WORKING,
        False,
        "Mức tạm đặt để thử.",
    )


def test_decimals_are_exact() -> None:
    target = load(replaced("at_least: 98,", "at_least: 0.1,")).indicators["1.1.1"].target
    assert target is not None
    assert target.low == Fraction(1, 10)


def test_defaults() -> None:
    read = load(replaced("missing_evidence: ignore\n", "").split("left_out:")[0])
    assert (read.missing_evidence, read.left_out) == ("ignore", ())
    assert load(replaced("missing_evidence: ignore", "missing_evidence: fail")).missing_evidence == "fail"


def test_a_text_over_several_lines_becomes_one_paragraph() -> None:
    folded = '{vi: "Biết đọc\n       và biết viết.", en: Can read.}'
    assert load(replaced(HELP, folded)).questions["literate_15"].help("vi") == "Biết đọc và biết viết."
    literal = "\n      vi: |\n        Biết đọc\n        và biết viết.\n      en: Can read."
    assert load(replaced(HELP, literal)).questions["literate_15"].help("vi") == "Biết đọc và biết viết."


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference() -> None:
    assert load("\ufeff" + SAMPLE) == load(SAMPLE)
    assert load(SAMPLE.replace("\n", "\r\n")) == load(SAMPLE)


def test_criteria_travel_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(load(SAMPLE))) == load(SAMPLE)  # noqa: S301 - our own bytes


def test_without_the_c_parser_all_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = load(SAMPLE)
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    criteria.parse.cache_clear()
    assert load(SAMPLE) == quick


# Levels of recognition, classes of units, parts


def test_a_title_has_levels_and_months() -> None:
    read = load(LEVELS).recognition
    assert read is not None
    assert [(code, text("en")) for code, text in read.levels.items()] == [("1", "Level 1"), ("2", "Level 2")]
    assert (read.valid_months, read.months_between, read.rule) == (36, 12, "all")
    assert load(SAMPLE).recognition is None


def test_a_class_of_units_may_be_asked_for() -> None:
    read = load(LEVELS).areas
    assert [(a.code, a.label("en"), a.question) for a in read.values()] == [
        ("remote", "Remote communes", "remote"),
        ("island", "Island communes", ""),
    ]


def test_a_question_has_levels_from_the_lowest() -> None:
    read = load(LEVELS).questions["primary"]
    assert [(level.number, level.label("vi"), level.also) for level in read.levels] == [
        (0, "Chưa đạt", ()),
        (1, "Mức độ 1", ("MĐ1", "mức 1", "I")),
        (2, "Mức độ 2", ("MĐ2", "mức 2", "II")),
    ]
    assert (read.type, read.unit.code, read.rollup) == ("level", "", "none")


def test_parts_together_are_one_indicator() -> None:
    read = load(LEVELS)
    assert [i.code for i in read.scored] == ["1.1", "2.1", "2.2"]
    whole = read.indicators["2.2"]
    assert (whole.measure.kind, whole.target, whole.target_for("1", "")) == ("all_of", None, None)
    assert [(p.code, p.title("en"), p.unit.code, p.higher) for p in whole.parts] == [
        ("2.2.a", "Share of learners", "percent", True),
        ("2.2.b", "Share of dropouts", "percent", False),
    ]
    for part in whole.parts:
        shared = (part.holder, part.source, part.evidence, part.advice)
        assert shared == (whole.holder, whole.source, whole.evidence, whole.advice)
    assert whole.questions == ("learners", "residents", "dropouts")


@pytest.mark.parametrize(
    ("indicator", "level", "area", "target"),
    [
        ("1.1", "1", "", ("yes", None)),
        ("1.1", "2", "remote", ("yes", None)),
        ("2.1", "1", "", ("at_least", 1)),
        ("2.1", "2", "island", ("at_least", 2)),
        ("2.1", "3", "", None),
        ("2.2.a", "1", "", ("at_least", 50)),
        ("2.2.a", "2", "", ("at_least", 60)),
        ("2.2.a", "1", "remote", ("at_least", 40)),
        ("2.2.a", "2", "remote", ("at_least", Fraction(101, 2))),
        ("2.2.a", "2", "island", ("at_least", 60)),
        ("2.2.b", "2", "", ("at_most", 5)),
        ("2.2.b", "1", "island", ("at_most", 8)),
        ("2.2.b", "2", "island", ("below", 8)),
        ("2.2.b", "2", "remote", ("at_most", 5)),
    ],
)
def test_a_target_by_level_and_class(indicator: str, level: str, area: str, target: Any) -> None:
    read = load(LEVELS)
    by_code = {i.code: i for whole in read.indicators.values() for i in (whole, *whole.parts)}
    found = by_code[indicator].target_for(level, area)
    assert ((found.kind, found.bound) if found else None) == target
    if found:
        assert (found.steps, found.basis, found.source) == ((), Basis.REGULATION, read.sources["rule"])


def test_what_does_not_speak_of_levels_has_one_target() -> None:
    for one in load(SAMPLE).scored:
        assert one.target_for("", "") is one.target is one.target_for("2", "hard")


@pytest.mark.parametrize("text", [SAMPLE, LEVELS])
def test_criteria_come_back_from_the_cache_as_they_were(text: str) -> None:
    read = load(text)
    assert frozen.thaw(json.loads(json.dumps(frozen.freeze(read)))) == read


# Every mistake at its place


class Wrong(NamedTuple):
    """The sample with one mistake."""

    old: str
    new: str  # ▸ is where the mistake is told
    code: str
    values: Mapping[str, object] = MappingProxyType({})  # some of the values of its message
    drop: str = ""  # taken out of the sample as well, a pattern: what would be a second mistake
    more: tuple[str, ...] = ()  # further mistakes that follow from it
    sample: str = SAMPLE

    @property
    def text(self) -> str:
        marked = replaced(self.old, self.new, self.sample)
        return re.sub(self.drop, "", marked) if self.drop else marked


MISTAKES = [
    # keys
    Wrong("version:", "▸verzion:", "criteria-key-unknown-near", {"given": "verzion", "near": "version"}),
    Wrong("status: w", "▸colour: red\nstatus: w", "criteria-key-unknown", {"given": "colour", "key": FILE}),
    Wrong("  1.1.2:", "    ▸colour: red\n  1.1.2:", "criteria-key-unknown", {"key": "1.1.1"}),
    Wrong("id: sample", "▸id: sample", "criteria-key-missing", {"missing": "assesses"}, "assesses: city\n"),
    Wrong("  2.1.3:", "  ▸2.1.3:", "criteria-key-missing", {"missing": "evidence"},
          "    evidence: .*Decisions.*\n"),
    Wrong("status: w", "status: official\n▸status: w", "criteria-key-twice", {"line": 4, "column": 1}),
    Wrong("  2.1.2:", "  ▸2.1.1:", "criteria-key-twice", {"given": "2.1.1"}),
    Wrong("{vi: Dân số, en", "{vi: Dân số, ▸vi: Số dân, en", "criteria-key-twice", {"given": "vi"}),
    Wrong("status: w", '▸"": red\nstatus: w', "criteria-key-empty"),
    Wrong("per: 100000", "▸por: 100000", "criteria-key-unknown-near", {"near": "per"}),
    # kinds
    Wrong("status: working", "status: ▸[working]", "criteria-not-text", {"key": "status"}),
    Wrong("status: working", "status: ▸{a: b}", "criteria-not-text", {"key": "status"}),
    Wrong("status: working", "status:▸", "criteria-empty", {"key": "status"}),
    Wrong("status: working", "status: ▸' '", "criteria-empty", {"key": "status"}),
    Wrong(PERCENT, "percent: ▸literate_15", "criteria-not-map-of", {"known": "part, whole"}, more=UNUSED),
    Wrong(PERCENT, "percent: ▸[literate_15]", "criteria-not-map-of", more=UNUSED),
    Wrong("holders:", "holders: ▸education\nxs:", "criteria-not-map", more=("criteria-key-unknown",)),
    Wrong("languages: [vi, en]", "languages: ▸vi", "criteria-not-list", {"key": "languages"}),
    Wrong("languages: [vi, en]", "languages: ▸[]", "criteria-list-length", {"given": 0}),
    Wrong("languages: [vi, en]", "languages: [vi, en, ▸vi]", "criteria-twice", {"given": "vi"}),
    Wrong("[500, 1200.5]", "▸[500, 1200, 5]", "criteria-list-exactly", {"given": 3, "least": 2}),
    Wrong("[500, 1200.5]", "▸500", "criteria-not-list", {"key": "between"}),
    # choices and patterns
    Wrong("status: working", "status: ▸workin", "criteria-choice-near", {"near": "working"}),
    Wrong("status: working", "status: ▸x", "criteria-choice", {"given": "x", "known": "official, working"}),
    Wrong("mark: confirmed", "mark: ▸sure", "criteria-choice"),
    Wrong("rubric: yes", "rubric: ▸no", "criteria-choice", {"known": "yes"}),
    Wrong("rises: yes", "rises: ▸10", "criteria-choice"),
    Wrong("basis: regulation", "basis: ▸office", "criteria-choice"),
    Wrong("official: yes", "official: ▸true", "criteria-not-yes-no", {"given": "true"}),
    Wrong("whole: yes}", "whole: ▸Yes}", "criteria-not-yes-no", {"given": "Yes"}),
    Wrong("id: sample", "id: ▸Mẫu", "criteria-form-id", {"given": "Mẫu"}),
    Wrong("languages: [vi, en]", "languages: [vi, en, ▸English]", "criteria-form-language"),
    Wrong("  population: {ask", "  ▸Bạn đọc: {ask", "criteria-form-code", {"given": "Bạn đọc"}, more=(
        "criteria-question-unused", "criteria-unknown-questions-near")),
    Wrong("  2.1.3:", "  ▸2.1.03:", "criteria-form-numbered", {"given": "2.1.03"}),
    Wrong("https://example.org/rule", "▸example.org/rule", "criteria-form-address"),
    Wrong("from: 01-01", "from: ▸02-30", "criteria-form-month-day", {"given": "02-30"}),
    Wrong("from: 01-01", "from: ▸1/1", "criteria-form-month-day", {"given": "1/1"}),
    Wrong("at_least: 98,", 'at_least: ▸"98,5",', "criteria-not-number", {"given": "98,5"}),
    Wrong("at_least: 98,", "at_least: ▸98%,", "criteria-not-number", {"given": "98%"}),
    Wrong("at_least: 98,", "at_least: ▸1e2,", "criteria-not-number"),
    Wrong("at_least: 98,", "at_least: ▸098,", "criteria-not-number"),
    Wrong("at_least: 98,", "at_least: ▸.98,", "criteria-not-number"),
    Wrong("at_least: 98,", "at_least: ▸９８,", "criteria-not-number"),
    Wrong("at_least: 98,", f"at_least: ▸{'9' * 400},", "criteria-not-number"),
    Wrong("per: 100000", "per: ▸0", "criteria-not-positive"),
    Wrong("per: 100000", "per: ▸-1", "criteria-not-positive"),
    Wrong("at_least: 98,", "at_least: 98,▸5,", "criteria-comma", {"given": "5"}),
    Wrong("{vi: Dân số, en", "{vi: Dân số, ▸thường trú, en", "criteria-comma", {"given": "thường trú"}),
    # references
    Wrong("whole: teachers", "whole: ▸teacher", "criteria-unknown-questions-near", {"near": "teachers"}),
    Wrong("whole: teachers", "whole: ▸xyz", "criteria-unknown-questions", drop="  teachers: .*\n"),
    Wrong("holder: finance", "holder: ▸finanse", "criteria-unknown-holders-near", {"near": "finance"}),
    Wrong("holder: finance", "holder: ▸police", "criteria-unknown-holders", {"known": "education, finance"}),
    Wrong("ask: finance", "ask: ▸comune", "criteria-unknown-holders-near", {"near": "commune"}),
    Wrong("ask: [commune, education]", "ask: [commune, ▸police]", "criteria-unknown-holders"),
    Wrong("ask: [commune, education]", "ask: [commune, ▸commune]", "criteria-twice"),
    Wrong("unit: place,", "unit: ▸xyz,", "criteria-unknown-units"),
    Wrong("unit: million_vnd\n", "unit: ▸milion_vnd\n",
          "criteria-unknown-units-near", {"near": "million_vnd"}),
    Wrong("official: no, source: own", "official: no, source: ▸owm", "criteria-unknown-sources-near"),
    Wrong("official: yes, source: rule", "official: yes, source: ▸x", "criteria-unknown-sources"),
    # questions
    Wrong("questions:\n", "questions:\n  ▸spare: {ask: commune, type: level, label: {vi: a, en: b}}\n",
          "criteria-question-unused", {"given": "spare"}),
    Wrong("type: number,", "type: ▸numbers,", "criteria-choice-near"),
    Wrong("  pupils: {ask: education, type: count, unit: person,", "  ▸pupils: {ask: education, type: count,",
          "criteria-key-needed", {"missing": "unit", "cause": "type: count"}),
    Wrong("type: yes, unit: answer,", "type: yes, rollup: ▸sum,", "criteria-rollup", {"type": "yes"}),
    Wrong("rollup: none}", "rollup: ▸share}", "criteria-rollup", {"type": "number"}),
    # measures
    Wrong("whole: teachers", "whole: ▸pupils", "criteria-part-whole", drop="  teachers: .*\n"),
    Wrong(PERCENT, f"{PERCENT}\n    ▸value: population\n    unit: person", "criteria-one-many",
          {"given": "percent, value"}),
    Wrong("  1.2.1:", "  ▸1.2.1:", "criteria-one-none", drop="    count: places\n|  places: .*\n"),
    Wrong("whole: teachers", "whole: ▸plan", "criteria-question-type", {"type": "yes"}, "  teachers: .*\n"),
    Wrong("count: places", "count: ▸spending", "criteria-question-type", drop="  places: .*\n"),
    Wrong("yes: plan", "yes: ▸places", "criteria-question-type", drop="  plan: .*\n"),
    Wrong("  1.2.1:", "  ▸1.2.1:", "criteria-key-needed", {"missing": "unit"}, "    unit: place\n"),
    Wrong("    unit: place\n", "    unit: ▸person\n", "criteria-unit", {"given": "person", "unit": "place"}),
    Wrong("yes: plan", "yes: plan\n    ▸unit: answer",
          "criteria-key-beside", {"given": "unit", "cause": "yes"}),
    Wrong(PERCENT, f"▸{PERCENT}", "criteria-no-percent", drop="  percent: {label.*\n",
          more=("criteria-no-percent",) * 2),
    Wrong("rubric: yes", "rubric: yes\n    ▸target: {at_least: 3, basis: quoted, official: no, source: rule}",
          "criteria-key-beside", {"given": "target", "cause": "rubric"}),
    Wrong("  2.1.2:", "  ▸2.1.2:", "criteria-key-needed", {"missing": "guide"}, "    guide: .*\n"),
    Wrong("  1.1.2:", "    ▸guide: {vi: a, en: b}\n  1.1.2:", "criteria-key-alone", {"cause": "rubric"}),
    Wrong("  1.1.1:", "  ▸1.1.1:",
          "criteria-key-needed", {"missing": "target"}, "    target: {at_least: 98.*\n"),
    # targets
    Wrong("{at_least: 98,", "{at_least: 98, ▸equals: 100,",
          "criteria-one-many", {"given": "at_least, equals"}),
    Wrong("target: {at_least: 98, ", "▸target: {", "criteria-one-none", {"key": "target"}),
    Wrong("quoted, official: no", "quoted, official: ▸yes", "criteria-official", {"given": "quoted"}),
    Wrong("target: {at_least: 98, basis: regulation, official: yes,",
          "▸target: {at_least: 98, basis: working, official: no,",
          "criteria-key-needed", {"missing": "note", "cause": "basis: working"}),
    Wrong("[500, 1200.5]", "▸[1200.5, 500]", "criteria-between", {"low": "1200.5", "high": "500"}),
    Wrong("{at_most: 20,", "▸{at_least: 20,",
          "criteria-direction", {"direction": "lower", "wanted": "higher"}),
    Wrong("target: {rises: yes", "target: ▸{falls: yes", "criteria-direction", {"wanted": "lower"}),
    Wrong("{at_least: 98,", "▸{yes: yes,", "criteria-target-measure", {"given": "yes", "measure": "percent"}),
    Wrong("target: {yes: yes,", "target: ▸{at_least: 1,", "criteria-target-measure", {"measure": "yes"}),
    Wrong("{at_least: 98,", "▸{at_least: 100.5,", "criteria-target-percent", {"given": "100.5"}),
    # levels, classes of units, parts
    Wrong('"2": {vi: Mức độ 2', '▸"5": {vi: Mức độ 2', "criteria-form-stage", {"given": "5"},
          more=("criteria-target-levels",) * 4, sample=LEVELS),
    Wrong('levels: {"1": {vi: Mức độ 1, en: Level 1}, "2"', 'levels: ▸{"1": {vi: Mức độ 1, en: Level 1}, "3"',
          "criteria-recognition-levels", {"given": "1, 3"},
          more=("criteria-target-levels",) * 4, sample=LEVELS),
    Wrong("valid_months: 36", "valid_months: ▸3 năm", "criteria-form-months",
          {"given": "3 năm"}, sample=LEVELS),
    Wrong("valid_months: 36", "valid_months: ▸0", "criteria-form-months", sample=LEVELS),
    Wrong("rule: all", "rule: ▸most", "criteria-choice", {"known": "all"}, sample=LEVELS),
    Wrong("{level_1: {at_least: 1}", "{▸level_1: {at_least: 1}", "criteria-no-recognition",
          {"given": "level_1"}, r"recognition:\n(  .*\n)+", ("criteria-no-recognition",) * 3, LEVELS),
    Wrong("target: {level_1: {at_least: 1}, level_2: {at_least: 2},", "▸target: {level_1: {at_least: 1},",
          "criteria-target-levels", {"given": "level_1", "known": "level_1, level_2"}, sample=LEVELS),
    Wrong("target: {level_1: {at_least: 1},", "▸target: {level_1: {at_least: 1}, level_3: {at_least: 2},",
          "criteria-target-levels", {"given": "level_1, level_2, level_3"}, sample=LEVELS),
    Wrong("remote: {level_1: {at_least: 40}, level_2: {at_least: 50.5}}",
          "▸remote: {level_1: {at_least: 40}}",
          "criteria-target-levels", {"key": "remote"}, sample=LEVELS),
    Wrong("{at_most: 5,", "{at_most: 5, ▸level_1: {at_most: 6}, level_2: {at_most: 5},",
          "criteria-one-many", {"given": "at_most, level_1"}, sample=LEVELS),
    Wrong("target: {at_most: 5,", "▸target: {at_most: 5, level_2: {at_most: 4},",
          "criteria-key-needed", {"missing": "level_1", "cause": "level_2"}, sample=LEVELS),
    Wrong("{level_1: {at_least: 1}", "{▸level_1: {yes: yes}", "criteria-one-none",
          more=("criteria-key-unknown",), sample=LEVELS),
    Wrong("level_2: {below: 8}", "level_2: ▸8", "criteria-not-map-of", sample=LEVELS),
    Wrong("            remote: {level_1", "            ▸remot: {level_1", "criteria-unknown-areas-near",
          {"given": "remot", "near": "remote"}, sample=LEVELS),
    Wrong("            remote: {level_1", "            ▸city: {level_1", "criteria-unknown-areas",
          {"known": "remote, island"}, sample=LEVELS),
    Wrong("target: {yes: yes,", "target: {yes: yes, ▸areas: {remote: {at_least: 1}},",
          "criteria-key-beside", {"given": "areas", "cause": "yes"}, sample=LEVELS),
    Wrong("en: Remote communes}, question: remote}", "en: Remote communes}, question: ▸primary}",
          "criteria-question-type", drop="  remote: {ask.*\n", sample=LEVELS),
    Wrong("target: {level_1: {at_least: 1}, level_2: {at_least: 2}",
          "target: ▸{level_1: {at_least: 2}, level_2: {at_least: 1}",
          "criteria-target-order", {"level": "2", "given": "1", "below": "2"}, sample=LEVELS),
    Wrong("target: {level_1: {at_least: 1}, level_2: {at_least: 2}",
          "target: ▸{level_1: {above: 1}, level_2: {at_least: 1}", "criteria-target-order", sample=LEVELS),
    Wrong("level_1: {at_least: 50}", "▸level_1: {at_least: 50}", "criteria-target-order",
          {"given": "50.5", "below": "51"}, sample=LEVELS.replace("at_least: 40}", "at_least: 51}")),
    Wrong("target: {at_most: 5, areas: {island: {level_1: {at_most: 8}, level_2: {below: 8}}}",
          "target: ▸{at_most: 5, areas: {island: {level_1: {at_most: 8}, level_2: {at_most: 9}}}",
          "criteria-target-order", {"given": "9"}, sample=LEVELS),
    Wrong("target: {level_1: {at_least: 1}, level_2: {at_least: 2}",
          "target: ▸{level_1: {at_least: 1}, level_2: {at_most: 2}",
          "criteria-direction", {"given": "at_most"}, sample=LEVELS),
    Wrong("target: {level_1: {at_least: 1}, level_2: {at_least: 2}",
          "target: ▸{level_1: {at_least: 1}, level_2: {at_least: 3}",
          "criteria-target-not-level", {"given": "3", "known": "0, 1, 2"}, sample=LEVELS),
    Wrong("target: {at_most: 5, areas: {island: {level_1: {at_most: 8}",
          "target: ▸{at_most: 5, areas: {island: {level_1: {at_most: 108}",
          "criteria-target-percent", {"given": "108"}, sample=LEVELS),
    Wrong("level: primary", "level: ▸primary", "criteria-level-question", {"given": "primary"},
          r"    levels:\n(      .*\n)+", sample=LEVELS),
    Wrong("level: primary", "level: ▸plan", "criteria-question-type", {"type": "yes", "known": "level"},
          more=UNUSED, sample=LEVELS),
    Wrong("level: primary", "level: primary\n    ▸unit: person", "criteria-key-beside",
          {"given": "unit", "cause": "level"}, sample=LEVELS),
    Wrong("type: yes, label: {vi: Có", "type: yes, ▸levels: {0: {label: {vi: a, en: b}},"
          " 1: {label: {vi: c, en: d}}}, label: {vi: Có",
          "criteria-key-beside", {"given": "levels", "cause": "type: yes"}, sample=LEVELS),
    Wrong("      1: {label", "      ▸01: {label", "criteria-form-level", {"given": "01"}, sample=LEVELS),
    Wrong("      0: {label", "      ▸3: {label", "criteria-levels-order",
          {"given": "3, 1, 2"}, sample=LEVELS),
    Wrong("2: {label: {vi: Mức độ 2, en: Level 2}, also: [MĐ2, mức 2, II]",
          "▸2: {label: {vi: Mức độ 2, en: Level 2}, also: [MĐ2, MỨC 1, II]",
          "criteria-twice", {"given": "MỨC 1"}, sample=LEVELS),
    Wrong("2: {label: {vi: Mức độ 2, en: Level 2}, also: [MĐ2, mức 2, II]",
          "▸2: {label: {vi: Mức độ 2, en: Level 2}, also: ['1']",
          "criteria-twice", {"given": "1"}, sample=LEVELS),
    Wrong("    levels:\n", "    levels: ▸{0: {label: {vi: a, en: b}}}\n", "criteria-too-few",
          {"given": 1, "least": 2}, r"(?m)^      [012]: .*\n", sample=LEVELS),
    Wrong("      b:\n", "      ▸B:\n", "criteria-form-letter", {"given": "B"}, sample=LEVELS),
    Wrong("    all_of:\n", "    ▸direction: higher\n    all_of:\n", "criteria-key-beside",
          {"given": "direction", "cause": "all_of"}, sample=LEVELS),
    Wrong("        percent: {part: dropouts, whole: learners}\n", "        ▸rubric: yes\n",
          "criteria-key-unknown", more=("criteria-one-none", *UNUSED), sample=LEVELS),
    # codes and groups
    Wrong("  2.1.3:", "  ▸2.2.3:", "criteria-group-missing", {"group": "2.2"}),
    Wrong("groups:\n", 'groups:\n  ▸"1.3": {title: {vi: a, en: b}, source: own}\n', "criteria-group-empty"),
    Wrong("groups:\n", 'groups:\n  ▸"1.1.1": {title: {vi: a, en: b}, source: own}\n', "criteria-group-depth"),
    Wrong("  2.1.3:", "  ▸2.1:", "criteria-depth", {"depth": 2, "levels": 3}),
    Wrong("  2.1.3:", "  ▸2.1.3.1:", "criteria-depth", {"depth": 4}),
    # texts
    Wrong("{vi: Dân số, en: Population}", "▸Dân số", "criteria-not-bilingual", {"known": "vi, en"}),
    Wrong("label: {vi: Dân số, en: Population}", "▸label: {vi: Dân số}", "criteria-language-missing",
          {"missing": "en", "key": "label"}),
    Wrong("en: Population}", "▸fr: Population}", "criteria-language-unknown", {"given": "fr"}),
    Wrong("en: Population}", "▸eng: Population}", "criteria-language-unknown-near", {"near": "en"}),
    Wrong("one: {en: person}", "▸one: {}", "criteria-language-missing", {"missing": "vi, en"}),
    Wrong("{vi: Dân số", "{vi: ▸" + unicodedata.normalize("NFD", "Dân số"),
          "criteria-not-nfc", {"key": "vi"}),
    Wrong("{vi: Dân số", '{vi: ▸"Dân\\u200b số"', "criteria-character", {"character": "U+200B"}),
    Wrong("{vi: Dân số", "{vi: ▸Dân\u200b số", "criteria-character", {"given": "Dân<U+200B> số"}),
    Wrong("{vi: Dân số", '{vi: ▸"Dân\\0 số"', "criteria-character", {"character": "U+0000"}),
    Wrong("{vi: Dân số", "{vi: ▸" + "\n ".join(["dân số " * 100] * 4), "criteria-long", {"most": 2000}),
    # YAML
    Wrong("missing_evidence: ignore", "missing_evidence: ▸&a ignore", "yaml-alias"),
    Wrong("missing_evidence: ignore", "missing_evidence: ▸*a", "yaml-alias"),
    Wrong("missing_evidence: ignore", "▸<<: {a: b}", "yaml-alias"),
    Wrong("missing_evidence: ignore", "missing_evidence: ▸!!str ignore", "yaml-tag"),
    Wrong("missing_evidence: ignore", "missing_evidence: ▸!x [ignore]", "yaml-tag"),
    Wrong("missing_evidence: ignore", "missing_evidence: a▸: b", "yaml-colon"),
    Wrong("missing_evidence: ignore", "missing_evidence: ▸@ignore", "yaml-character", {"character": "@"}),
    Wrong("missing_evidence: ignore", "missing_evidence: ▸%", "yaml-character", {"character": "%"}),
    Wrong("missing_evidence: ignore", "▸missing_evidence\n", "yaml-no-colon"),
    Wrong("missing_evidence: ignore", "missing_evidence:\n▸\ta: b", "yaml-tab"),
    Wrong("missing_evidence: ignore", "missing_evidence: {▸{a}: b}", "yaml-key"),
    Wrong("missing_evidence: ignore", "? ▸[a]\n: b", "yaml-key"),
    Wrong("missing_evidence: ignore", 'missing_evidence: "a▸\\qb"', "yaml-escape"),
    Wrong("{vi: Đã gộp", '{vi: ▸"Đã gộp', "yaml-quote"),
    Wrong("missing_evidence: ignore", "missing_evidence: {a: [b▸}", "yaml-bracket"),
    Wrong("missing_evidence: ignore", "  ▸missing_evidence: ignore", "yaml-indent"),
    Wrong("missing_evidence: ignore", "missing_evidence: ig▸\x07nore",
          "yaml-control", {"character": "U+0007"}),
    Wrong("missing_evidence: ignore", "missing_evidence: ▸\0", "yaml-control", {"character": "U+0000"}),
    Wrong("missing_evidence: ignore", "missing_evidence: a▸\u2028b", "yaml-control"),
    Wrong("missing_evidence: ignore", f"# {'a' * 1998}▸aa", "yaml-long-line", {"length": 2002}),
    Wrong("left_out:", "▸---\nleft_out:", "yaml-documents"),
    Wrong("missing_evidence: ignore", f"x: {'[' * 11}▸{'[' * 800}", "yaml-too-deep"),
]  # fmt: skip


@pytest.mark.parametrize("wrong", MISTAKES, ids=lambda wrong: f"{wrong.code}: {wrong.new[:40]!r}")
def test_a_mistake_is_told_at_its_place(wrong: Wrong) -> None:
    text, place = take_mark(wrong.text)
    found = mistakes_in(text)
    assert (place, wrong.code) in [(mistake.place, mistake.code) for mistake in found], found
    assert sorted(mistake.code for mistake in found) == sorted((wrong.code, *wrong.more)), found
    values = next(mistake.values for mistake in found if (mistake.place, mistake.code) == (place, wrong.code))
    assert wrong.values.items() <= values.items()


@pytest.mark.parametrize(
    ("data", "place", "code"),
    [
        (b"", "1:1", "yaml-empty"),
        (b"# nothing\n", "1:1", "yaml-empty"),
        (b"---\n", "1:1", "yaml-empty"),
        (b"just words", "1:1", "criteria-not-map-of"),
        (b"- a\n", "1:1", "criteria-not-map-of"),
        (b"id: a\ntitle: D\xe2n", "2:9", "yaml-not-utf8"),
        ("id: mẫu".encode("utf-16"), "1:1", "yaml-not-utf8"),
        (b"a: b\n" * 250_000, "1:1", "yaml-too-large"),
        (b"[" + b"a,\n" * 60_000 + b"]", "49999:1", "yaml-too-many"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_criteria_file_at_all(data: bytes, place: str, code: str) -> None:
    assert [(m.place, m.code) for m in mistakes_in(data)] == [(f"{FILE}:{place}", code)]


@pytest.mark.parametrize(
    "table", ["levels", "sources", "holders", "units", "groups", "questions", "indicators"]
)
def test_a_table_that_is_missing_or_broken_hides_no_mistake_elsewhere(table: str) -> None:
    late = SAMPLE.replace("code: 2.1.2-b", "code: []")
    for wrong in (f"{table}: text\nx", f"{table}: []\nx", f"no_{table}", f"{table}:\n  x"):
        found = mistakes_in(re.sub(f"(?m)^{table}", wrong, late))
        assert found[-1].code == "criteria-not-text"
        assert len(found) > 1


@pytest.mark.parametrize(
    "entry", ["  rule:", "  education:", "  person:", '  "1.1":', "  population:", "  1.1.1:"]
)
@pytest.mark.parametrize("instead", [" text", " [a]", " {}", " {x: y}", ""])
def test_what_refers_to_a_broken_entry_breaks_nothing(entry: str, instead: str) -> None:
    assert mistakes_in(SAMPLE.replace(f"\n{entry}", f"\n{entry}{instead}\n  xyz:", 1))


AT_ONCE = (
    "criteria-key-unknown",
    "criteria-key-twice",
    "criteria-form-id",
    "criteria-not-yes-no",
    "criteria-not-positive",
    "criteria-unknown-questions-near",
    "criteria-unknown-holders-near",
    "criteria-question-unused",
    "criteria-unit",
    "criteria-key-alone",
    "criteria-official",
    "criteria-between",
    "criteria-group-empty",
    "criteria-language-unknown",
    "criteria-group-missing",
)


@pytest.mark.parametrize(
    "entry", ["recognition:", "  levels:", "areas:", "  remote:", "    levels:", "      1:"]
)
@pytest.mark.parametrize("instead", [" text", " [a]", " {}", " {x: y}", ""])
def test_what_refers_to_broken_levels_and_areas_breaks_nothing(entry: str, instead: str) -> None:
    assert mistakes_in(LEVELS.replace(f"\n{entry}", f"\n{entry}{instead}\n{entry.rstrip(':')}x:", 1))


def test_all_mistakes_are_told_at_once_and_in_the_order_of_the_file() -> None:
    text = SAMPLE
    for code in AT_ONCE:
        wrong = next(wrong for wrong in MISTAKES if wrong.code == code)
        assert wrong.old in text
        text = text.replace(wrong.old, wrong.new.replace("▸", ""), 1)
    found = mistakes_in(text)
    assert sorted(mistake.code for mistake in found) == sorted(AT_ONCE)
    lines = [int(mistake.place.split(":")[1]) for mistake in found]
    assert lines == sorted(lines)


def test_more_mistakes_than_anybody_reads_are_counted() -> None:
    with pytest.raises(LcityError) as caught:
        load(SAMPLE + "".join(f"extra_{n}: a\n" for n in range(1000)))
    assert (caught.value.values["count"], len(caught.value.mistakes)) == (1000, 200)


# The wording of the mistakes


def message_keys(template: object) -> set[str]:
    templates = template.values() if isinstance(template, dict) else [template]
    return {name for text in templates for _, name, _, _ in string.Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("language", languages.codes())
def test_each_mistake_can_be_said(language: str) -> None:
    errors = languages.load(language)["errors"]
    for wrong in MISTAKES:
        for mistake in mistakes_in(wrong.text.replace("▸", "")):
            assert message_keys(errors[mistake.code]) <= set(mistake.values), mistake.code


@pytest.mark.parametrize("language", languages.codes())
def test_no_wording_is_left_without_a_mistake(language: str) -> None:
    tested = {wrong.code for wrong in MISTAKES} | {code for wrong in MISTAKES for code in wrong.more}
    tested |= {
        "yaml-empty",
        "yaml-not-utf8",
        "yaml-too-large",
        "yaml-too-many",
        "criteria-wrong",
        "yaml-syntax",
    }
    tested |= {
        "criteria-unknown",
        "criteria-unknown-near",
        "criteria-no-file",
        "criteria-unreadable",
        "criteria-id-file",
    }
    worded = {key for key in languages.load(language)["errors"] if key.startswith(("criteria-", "yaml-"))}
    assert worded == tested


# The shelf


def test_every_set_on_the_shelf_loads_by_its_id() -> None:
    assert criteria.available() == sorted(criteria.available())
    for name in criteria.available():
        read = criteria.load(name)
        assert (read.id, read.path) == (name, str(criteria.path_of(name)))


def test_an_installed_lcity_finds_its_own_sets(tmp_path: Path) -> None:
    shutil.copytree(Path(criteria.__file__).parents[1], tmp_path / "lcity")
    (tmp_path / "lcity" / "sets").mkdir()
    (tmp_path / "lcity" / "sets" / "sample.yaml").write_text(SAMPLE, "utf-8")
    (tmp_path / "criteria").mkdir()  # somebody else's folder beside the package
    (tmp_path / "criteria" / "other.yaml").write_text(SAMPLE, "utf-8")
    ask = "from lcity import criteria; print(criteria.available(), criteria.load('sample').id)"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['sample'] sample"


def test_a_set_on_the_shelf_is_called_as_its_file() -> None:
    wrong = mistakes_in(SAMPLE, "other")
    assert [(m.place, m.code, m.values["wanted"]) for m in wrong] == [
        (f"{FILE}:2:5", "criteria-id-file", "other")
    ]


@pytest.mark.parametrize("name", ["nothing-like-it", "", "..", "a\0b"])
def test_an_unknown_id(name: str) -> None:
    with pytest.raises(LcityError) as caught:
        criteria.load(name)
    assert caught.value.code == "criteria-unknown"
    assert caught.value.values["known"] == ", ".join(criteria.available())


def test_a_mistyped_id(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in criteria.available():
        with pytest.raises(LcityError) as caught:
            criteria.load(f"{name}x")
        assert (caught.value.code, caught.value.values["near"]) == ("criteria-unknown-near", name)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / "a\0.yaml"):
        with pytest.raises(LcityError) as caught:
            criteria.load(path)
        assert caught.value.code in ("criteria-no-file", "criteria-unreadable")


def test_a_file_is_read_anew_after_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(SAMPLE, "utf-8")
    assert criteria.load(path).version == "2026.1"
    path.write_text(SAMPLE.replace("2026.1", "2026.2"), "utf-8")
    assert criteria.load(str(path)).version == "2026.2"


# The JSON Schema for editors


KEYWORDS = {
    *("$schema", "$defs", "$ref", "title", "description", "type", "enum", "const", "pattern"),
    *("properties", "patternProperties", "required", "additionalProperties", "minProperties"),
    *("allOf", "anyOf", "oneOf", "not", "if", "then", "minLength", "maxLength", "exclusiveMinimum"),
    *("items", "minItems", "maxItems", "uniqueItems"),
}


def accepts(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> bool:
    """The part of JSON Schema that `criteria.schema` uses, for values that are texts, lists and maps."""
    assert set(schema) <= KEYWORDS, set(schema) - KEYWORDS

    def fits(part: dict[str, Any], inner: Any = value) -> bool:
        return not part or accepts(part, inner, root)

    if "$ref" in schema and not fits(root["$defs"][schema["$ref"].rsplit("/", 1)[1]]):
        return False
    if "if" in schema and fits(schema["if"]) and not fits(schema["then"]):
        return False
    kinds = {"object": dict, "array": list, "string": str, "number": float}
    wanted = schema.get("type", [])
    if wanted and not isinstance(
        value, tuple(kinds[k] for k in ([wanted] if isinstance(wanted, str) else wanted))
    ):
        return False
    together = (
        all(fits(part) for part in schema.get("allOf", []))
        and any(fits(part) for part in schema.get("anyOf", [{}]))
        and sum(fits(part) for part in schema.get("oneOf", [{}])) == 1
        and not ("not" in schema and fits(schema["not"]))
        and value in schema.get("enum", [value])
        and value == schema.get("const", value)
    )
    if isinstance(value, dict):
        named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        shapes = {key: [named[key]] if key in named else [s for p, s in patterns.items() if re.search(p, key)]
                  for key in value}  # fmt: skip
        closed = schema.get("additionalProperties") is False
        return (
            together
            and set(schema.get("required", [])) <= set(value)
            and len(value) >= schema.get("minProperties", 0)
            and all(shape or not closed for shape in shapes.values())
            and all(fits(part, value[key]) for key, parts in shapes.items() for part in parts)
        )
    if isinstance(value, list):
        inside = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return together and inside and all(fits(schema.get("items", {}), item) for item in value)
    return together and bool(re.search(schema.get("pattern", ""), value))


def plain(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts, lists and maps only


def test_the_schema_accepts_the_sample() -> None:
    schema = json.loads(json.dumps(criteria.schema()))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert accepts(schema, plain(SAMPLE), schema)
    assert accepts(schema, plain(LEVELS), schema)


@pytest.mark.parametrize(
    "code",
    [
        "criteria-key-unknown",
        "criteria-key-missing",
        "criteria-choice",
        "criteria-form-id",
        "criteria-form-month-day",
        "criteria-not-number",
        "criteria-not-text",
        "criteria-not-bilingual",
        "criteria-list-exactly",
        "criteria-one-many",
        "criteria-one-none",
        "criteria-key-needed",
        "criteria-key-beside",
        "criteria-key-alone",
        "criteria-form-stage",
        "criteria-form-letter",
        "criteria-form-level",
        "criteria-form-months",
        "criteria-too-few",
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(code: str) -> None:
    schema = criteria.schema()
    for wrong in MISTAKES:
        if wrong.code == code:
            assert not accepts(schema, plain(wrong.text.replace("▸", "")), schema), wrong.new


def test_the_schema_says_something_about_each_key() -> None:
    properties = criteria.schema()["properties"]
    assert all(part["description"] for part in properties.values())


# Hostile files


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghijklmno")),
        "a: &a [*a, *a]\n",
        "? &a {*a : *a}\n: *a\n",
        "[" * 2000,
        "{a: " * 500,
        "\n".join(["[" * 1999] * 500),
        "\n".join(" " * n + "a:" for n in range(1400)),
        "- " * 1000,
        "? " * 1000,
        "a: \n" + "  - x\n" * 170_000,
        "\n".join(f"k{n}: v" for n in range(90_000)),
        "questions:\n" + "\n".join(f" question_{n}: {{unit: questio_{n}}}" for n in range(10_000)),
        "\0" * 1_000_000,
        '"' + "\\u0301\n" * 140_000 + '"',
        "# " + "a" * 1_000_000,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_hostile_file_costs_no_time(text: str) -> None:
    start = time.process_time()
    mistakes_in(text)
    assert time.process_time() - start < 3


SIGNS = [*"{}[],\"'>#%|&*!\\\n\t\r\0e", "\u0301", "\u200b", "\ufeff", "\u2028", "\U0001f600"]
WORDS = [
    "  ",
    ": ",
    "- ",
    "? ",
    "|\n",
    "&a ",
    "*a ",
    "!x ",
    "<<: ",
    "---",
    "...",
    "yes",
    "no",
    "98,5",
    "1.1.1",
    "rubric: yes\n",
]
PIECES = SIGNS + WORDS


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from([SAMPLE, LEVELS]),
    st.lists(
        st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.sampled_from(PIECES)),
        min_size=1,
        max_size=4,
    ),
)
def test_whatever_is_mistyped_ends_in_criteria_or_in_mistakes(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    try:
        assert isinstance(load(text), Criteria)
    except LcityError as error:
        assert error.code == "criteria-wrong"
        assert error.mistakes


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_end_in_mistakes(data: bytes) -> None:
    assert mistakes_in(data)


def test_a_large_set_loads_quickly() -> None:
    indicator = re.search(r"  1\.1\.1:\n(    .*\n)+", SAMPLE)
    assert indicator
    copies = "".join(indicator[0].replace("1.1.1:", f"1.1.{n}:", 1) for n in range(10, 130))
    text = SAMPLE.replace("left_out:", f"{copies}left_out:", 1).encode()
    assert 70_000 < len(text) < 90_000
    times = []
    for n in range(5):
        start = time.process_time()
        load(text + b"\n" * n)
        times.append(time.process_time() - start)
    assert min(times) < 0.2  # some 0.05 s; where there is no C parser, this is the test that fails
