"""Sets with levels of recognition: what each asks, classes of units, parts, what is not known, and output."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import golden
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook
from rich.cells import cell_len
from test_cli import lcity, refused
from test_formats import schema
from test_scoring import answers, outcomes

from lcity import __version__, assess, criteria, formats, returns, scoring
from lcity.assess import Assessment, Report
from lcity.errors import LcityError
from lcity.formats import View
from lcity.model import Result, Standing, Status
from lcity.words import words

TT25 = criteria.load("vn-tt25-commune")
LEVELS = criteria.load(Path(__file__).parent / "levels.yaml")
YES = tuple(q.code for q in TT25.questions.values() if q.type == "yes" and q.code != "hard_area")
# A commune that is exactly at every bound of level 2.
FULL: dict[str, object] = {
    **dict.fromkeys(YES, "Có"),
    "primary_level": "Mức độ 3", "lower_secondary_level": 3, "literacy_level": "MĐ2",
    "citizens": 1000, "learning_citizens": 800, "trained": 600, "degree_holders": 150, "hard_area": "Không",
}  # fmt: skip


def commune(path: Path, name: str = "", code: str = "", **more: object) -> Path:
    """A return of the commune set: FULL, with other answers where given; None leaves a question out."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phiếu"
    for label, text in (("Đơn vị", name or path.stem), ("Mã đơn vị", code), ("Kỳ báo cáo", "năm 2025")):
        sheet.append([f"{label}: {text}"] if text else [])
    sheet.append(["Mã", "Số liệu"])
    for item, value in {**FULL, **more}.items():
        if value is not None:
            sheet.append([item, value])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def assessed(folder: Path, *answered: Mapping[str, object]) -> list[Assessment]:
    """The assessments of communes that are FULL but for these answers, all scored together."""
    for number, more in enumerate(answered):
        commune(folder / f"{number:03}.xlsx", **more)
    return list(assess.assess([folder], TT25).assessments)


def both(one: Assessment, code: str) -> list[Result]:
    """The results of an indicator or part at both levels."""
    found = [each for result in one.results for each in (result, *result.parts)]
    return [result for result in found if result.indicator == code]


# The bounds

# Indicator, its question, what level 1 and level 2 ask of 1,001 citizens, whether in a disadvantaged area.
OF_1001 = [
    ("5.1", "learning_citizens", 601, 801, "Không"),  # 60% are 600.6 people
    ("5.1", "learning_citizens", 601, 801, "Có"),
    ("5.2.a", "trained", 501, 601, "Không"),
    ("5.2.a", "trained", 401, 501, "Có"),
    ("5.2.b", "degree_holders", 121, 151, "Không"),
    ("5.2.b", "degree_holders", 101, 121, "Có"),
]


@pytest.mark.parametrize(("code", "question", "first", "second", "hard"), OF_1001)
def test_one_person_decides(
    code: str, question: str, first: int, second: int, hard: str, tmp_path: Path
) -> None:
    full = {"citizens": 1001, "learning_citizens": 1001, "trained": 1001, "degree_holders": 1001}
    people = (first - 1, first, second - 1, second, 1001)
    found = assessed(tmp_path, *({**full, question: n, "hard_area": hard} for n in people))
    reached = [one.level for one in found]
    assert reached == ["", "1", "1", "2", "2"]
    assert [one.outcome for one in found][:2] == [Status.NOT_MET, Status.MET]
    for n, one in zip(people, found, strict=True):
        at = both(one, code)
        assert [result.heads for result in at] == [n - first, n - second]
        assert [result.met for result in at] == [n >= first, n >= second]
        assert [result.area for result in at] == [("hard" if hard == "Có" and code != "5.1" else "")] * 2


def test_exactly_at_every_bound_is_met_and_not_exceeded(tmp_path: Path) -> None:
    (one,) = assessed(tmp_path, {})
    assert (one.outcome, one.level, one.next) == (Status.MET, "2", None)
    assert {result.status for result in one.results if result.level == "2"} == {Status.MET}
    bases = {result.indicator: result.basis for result in one.results}
    assert bases["5.2"] == "parts"
    assert set(bases.values()) == {"figures", "parts"}
    assert [standing.tally.met for standing in one.standings] == [15, 15]
    assert one.tally == one.standings[0].tally


@pytest.mark.parametrize(
    ("question", "code", "statuses"),
    [
        ("primary_level", "4.2", ["not_met not_met", "not_met not_met", "met not_met", "exceeded met"]),
        (
            "lower_secondary_level",
            "4.3",
            ["not_met not_met", "not_met not_met", "met not_met", "exceeded met"],
        ),
        ("literacy_level", "4.4", ["not_met not_met", "met not_met", "exceeded met"]),
    ],
)
def test_levels_of_universal_education(
    question: str, code: str, statuses: Sequence[str], tmp_path: Path
) -> None:
    found = assessed(tmp_path, *({question: n} for n in range(len(statuses))))
    assert [" ".join(result.status for result in both(one, code)) for one in found] == statuses
    assert both(found[0], code)[1].margin == -(len(statuses) - 1)


# How levels are written


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Mức độ 2", 2), ("mức độ 2", 2), ("MĐ2", 2), ("mđ 2", 2), ("mức 2", 2), ("muc do 2", 2), ("II", 2),
        ("2", 2), (2, 2), (2.0, 2), ("Đạt mức độ 2.", 2), ("Level 2", 2), ("Chưa đạt", 0), (0, 0),
        ("Đạt", None), ("Có", None), ("Không", None), (True, None), ("Mức độ 9", None), ("2%", None),
        ("3/3", None), ("2 người", None), ("mức độ 2 và 3", None), ("mực độ 2", None),
        ("phấn đấu mức độ 2", None),
    ],
)  # fmt: skip
def test_a_level_as_people_write_it(typed: object, number: int | None, tmp_path: Path) -> None:
    read = returns.read(commune(tmp_path / "a.xlsx", primary_level=typed), TT25)
    (answer,) = [answer for answer in read.answers if answer.item == "primary_level"]
    assert answer.type == "level"
    assert answer.state == ("unread" if number is None else "number")
    assert answer.value == number or (number is None and answer.value != answer.value)
    assert answer.raw, "what was typed stays"


@pytest.mark.parametrize("typed", [4, 2.5, -1, "7"])
def test_a_number_that_is_no_level_counts_for_nothing(typed: object, tmp_path: Path) -> None:
    (one,) = assessed(tmp_path, {"primary_level": typed})
    assert {(r.status, r.reason) for r in both(one, "4.2")} == {(Status.NO_DATA, "voided")}
    assert (one.outcome, one.level) == (Status.NO_DATA, "")


def test_the_words_for_none_stay_apart(tmp_path: Path) -> None:
    typed = {None: "missing", "-": "unclear", "chưa có số liệu": "not_collected"}
    found = assessed(tmp_path, *({"primary_level": text} for text in typed))
    assert [both(one, "4.2")[0].reason for one in found] == list(typed.values())


# Parts


@pytest.mark.parametrize(
    ("trained", "degrees", "statuses"),
    [
        (600, 150, "exceeded met"),
        (601, 150, "exceeded met"),
        (601, 151, "exceeded exceeded"),
        (599, 150, "exceeded not_met"),
        (600, 149, "exceeded not_met"),
        (499, 119, "not_met not_met"),
        (None, 150, "no_data no_data"),
        (None, 119, "not_met not_met"),  # one half fails: no figure of the other can help
        (None, 149, "no_data not_met"),
        (None, None, "no_data no_data"),
        ("không áp dụng", "không áp dụng", "not_applicable not_applicable"),
    ],
)
def test_both_halves_must_be_met(trained: object, degrees: object, statuses: str, tmp_path: Path) -> None:
    (one,) = assessed(tmp_path, {"trained": trained, "degree_holders": degrees})
    assert " ".join(r.status for r in both(one, "5.2")) == statuses
    for whole in both(one, "5.2"):
        assert (whole.value, whole.target, whole.heads, len(whole.parts)) == (None, None, None, 2)
        assert (whole.status is Status.NO_DATA) == bool(whole.reason)
        if trained is None and whole.status is Status.NO_DATA:
            assert "trained" in whole.missing


def test_an_error_in_one_half_is_not_known(tmp_path: Path) -> None:
    (one,) = assessed(tmp_path, {"trained": 1001})  # more than all citizens
    assert [(r.status, r.reason) for r in both(one, "5.2")] == [(Status.NO_DATA, "voided")] * 2
    assert one.outcome is Status.NO_DATA


def test_rates_typed_for_the_parts_count(tmp_path: Path) -> None:
    more = {"trained": None, "degree_holders": None, "5.2.a": "62%", "5.2.b": "160/1000"}
    (one,) = assessed(tmp_path, more)
    assert [part.basis for part in both(one, "5.2")[1].parts] == ["typed", "fraction"]
    assert [part.value for part in both(one, "5.2")[1].parts] == [62, 16]
    assert one.level == "2"


def test_a_figure_in_the_row_of_the_whole_is_not_used_and_spoken_of(tmp_path: Path) -> None:
    path = commune(tmp_path / "a.xlsx", trained=None, **{"5.2": "62%"})
    report = assess.assess([path], TT25)
    (finding,) = [f for f in report.findings if f.code == "figure-of-parts"]
    assert (finding.item, finding.place.cell) == ("5.2", "B22")
    for language in ("vi", "en"):
        assert "5.2.a, 5.2.b" in words(language).finding(finding, TT25)
    assert both(report.assessments[0], "5.2")[0].status is Status.NO_DATA


# Classes of units


def test_a_class_that_is_not_known_decides_only_where_it_matters(tmp_path: Path) -> None:
    figures = [
        (600, 150, ["met met", "exceeded", "met"]),  # met whatever the class: even by the strictest
        (550, 150, ["met no_data", "exceeded", "no_data"]),
        (450, 150, ["no_data not_met", "no_data", "not_met"]),
        (399, 150, ["not_met not_met", "not_met", "not_met"]),
    ]
    found = assessed(
        tmp_path, *({"hard_area": None, "trained": a, "degree_holders": b} for a, b, _ in figures)
    )
    for one, (_, _, (whole, *part)) in zip(found, figures, strict=True):
        assert one.areas == ("", "hard")
        statuses = " ".join(r.status for r in both(one, "5.2")).replace("exceeded", "met")
        assert statuses == whole
        halves = both(one, "5.2.a")
        assert [half.status for half in halves] == part
        for half in halves:
            known = half.status is not Status.NO_DATA
            assert (half.reason == "area", half.either) == (not known, known)
            assert (half.target is None) == (not known)
            if not known:
                assert half.missing == ("hard_area",)
        assert not any(r.either for r in one.results if r.indicator not in ("5.2", "5.2.a", "5.2.b"))
    strictest, mildest = both(found[0], "5.2.a")[1], both(found[3], "5.2.a")[0]
    assert strictest.target is not None and mildest.target is not None
    assert (strictest.target.bound, mildest.target.bound) == (60, 40)
    assert (found[2].outcome, found[3].outcome) == (Status.NO_DATA, Status.NOT_MET)


@pytest.mark.parametrize(
    ("answer", "told", "areas"),
    [
        ("Có", "", ("hard",)),
        ("Không", "", ("",)),
        (None, "", ("", "hard")),
        ("-", "", ("", "hard")),
        ("không áp dụng", "", ("", "hard")),
        ("có lẽ", "", ("", "hard")),
        (None, "hard", ("hard",)),
        ("Có", "hard", ("hard",)),
        ("Không", "hard", ("", "hard")),  # form and answer contradict each other
        (None, "island", ("", "hard")),  # no class of this set
    ],
)
def test_the_class_of_a_unit(answer: object, told: str, areas: tuple[str, ...], tmp_path: Path) -> None:
    path = commune(tmp_path / "a.xlsx", hard_area=answer)
    if told:
        book = load_workbook(path)
        form = book.create_sheet("lcity")
        form.sheet_state = "hidden"
        for row in (["set", TT25.id], ["version", TT25.version], ["area", told]):
            form.append(row)
        book.save(path)
    (one,) = assess.assess([path], TT25).assessments
    assert one.areas == areas


def test_an_answer_about_the_class_is_cited_where_it_counts(tmp_path: Path) -> None:
    (one,) = assessed(tmp_path, {"hard_area": "Có"})
    half = both(one, "5.2.a")[0]
    assert [c.item for c in half.cited if c.counts] == ["trained", "citizens", "hard_area"]
    assert "hard_area" not in {c.item for c in both(one, "5.1")[0].cited}


# What people state without figures


def test_met_alone_does_not_tell_at_which_level(tmp_path: Path) -> None:
    nothing = {"learning_citizens": None}
    found = assessed(tmp_path, *({**nothing, "5.1": said} for said in ("Đạt", "Chưa đạt")))
    assert [(r.status, r.reason) for one in found for r in both(one, "5.1")] == [
        (Status.NO_DATA, "which_level")
    ] * 4
    (one,) = assessed(tmp_path / "yes", {"awareness": None, "1.1": "Đạt"})
    assert [r.status for r in both(one, "1.1")] == [Status.MET] * 2, "asked the same at each level"


def test_what_the_unit_claims_is_held_against_the_fitting_level(tmp_path: Path) -> None:
    """«Đạt» says at least the lowest level, «Chưa đạt» at most not the highest."""
    claims = [(700, "Đạt", 0), (700, "Chưa đạt", 0), (599, "Đạt", 1), (800, "Chưa đạt", 1)]
    for number, (people, claim, count) in enumerate(claims):
        path = commune(tmp_path / f"{number}.xlsx", learning_citizens=people, **{"5.1": claim})
        found = [f for f in assess.assess([path], TT25).findings if f.code == "self-assessment-differs"]
        assert [f.item for f in found] == ["5.1"] * count, (people, claim)


def test_a_requirement_of_the_office_does_not_replace_that_of_the_regulation(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text('5.1: "≥ 60%"\n4.2: "≥ 1"\n5.2: "≥ 10%"\n', encoding="utf-8")
    path = commune(tmp_path / "a.xlsx", learning_citizens=700, primary_level=1)
    report = assess.assess([path], TT25, common=tmp_path / "own.yaml")
    found = [f for f in report.findings if f.code == "target-not-used"]
    assert [(f.item, f.place.file) for f in found] == [("4.2", "own.yaml:2")]
    assert [f.item for f in report.findings if f.code == "unreadable-target"] == ["5.2"]
    assert [r.status for r in both(report.assessments[0], "5.1")] == [Status.EXCEEDED, Status.NOT_MET]
    assert {r.status for r in both(report.assessments[0], "4.2")} == {Status.NOT_MET}


# The vector engine against plain fractions

people = st.one_of(st.none(), st.integers(0, 60))
drawn = st.fixed_dictionaries(
    {
        "citizens": st.one_of(st.none(), st.integers(60, 90)),
        "learning_citizens": people,
        "trained": people,
        "degree_holders": people,
        "hard_area": st.sampled_from(["Có", "Không", None]),
        "primary_level": st.one_of(st.none(), st.integers(0, 3)),
        "literacy_level": st.one_of(st.none(), st.integers(0, 2)),
        "plan": st.none(),
    }
)
STATUSES = {True: "met", False: "not_met", None: "no_data"}


def expected(typed: Mapping[str, Any], level: str) -> dict[str, str]:
    """What the regulation says of these answers, one indicator at a time."""
    areas = {"Có": ["hard"], "Không": [""], None: ["", "hard"]}[typed["hard_area"]]

    def share(code: str, part: str) -> bool | None:
        if typed["citizens"] is None or typed[part] is None:
            return None
        value = Fraction(typed[part] * 100, typed["citizens"])
        bounds = [TT25.measured[code].target_for(level, area) for area in areas]
        found = {value >= bound.low for bound in bounds if bound is not None and bound.low is not None}
        return found.pop() if len(found) == 1 else None

    def at_least(question: str, bounds: tuple[int, int]) -> bool | None:
        return None if typed[question] is None else bool(typed[question] >= bounds[int(level) - 1])

    halves = [share("5.2.a", "trained"), share("5.2.b", "degree_holders")]
    joint = False if False in halves else None if None in halves else True
    found = {
        "4.2": at_least("primary_level", (2, 3)),
        "4.4": at_least("literacy_level", (1, 2)),
        "5.1": share("5.1", "learning_citizens"),
        "5.2.a": halves[0],
        "5.2.b": halves[1],
        "5.2": joint,
    }
    return {code: STATUSES[met] for code, met in found.items()}


@given(st.lists(drawn, min_size=20, max_size=40))
@settings(deadline=None, max_examples=15)
def test_the_engine_is_the_regulation_in_plain_fractions(batch: list[dict[str, Any]]) -> None:
    made = []
    for number, typed in enumerate(batch):
        told = [(item, "figure", value) for item, value in typed.items() if value is not None]
        made.append(answers(told, TT25, f"{number}.xlsx"))
    found: dict[tuple[str, str], dict[str, str]] = {}
    for result in outcomes(made, TT25):
        for one in (result, *result.parts):
            status = "met" if one.met else str(one.status)
            found.setdefault((one.file, one.level), {})[one.indicator] = status
    for number, typed in enumerate(batch):
        for level in ("1", "2"):
            wanted = expected(typed, level)
            held = found[f"{number}.xlsx", level]
            assert {code: held[code] for code in wanted} == wanted, (typed, level)


def test_one_commune_comes_out_the_same_alone_and_among_many(tmp_path: Path) -> None:
    many = [{"trained": 500 + n, "hard_area": ("Có", "Không", None)[n % 3]} for n in range(0, 120, 17)]
    together = assessed(tmp_path, *many)
    for one in together:
        (alone,) = assess.assess([tmp_path / one.file], TT25).assessments
        assert alone.results == one.results
        assert (alone.standings, alone.outcome, alone.level) == (one.standings, one.outcome, one.level)


# Another set: lower is better, a class that nobody is asked about, a target that is the same at each level


def test_parts_where_lower_is_better_and_classes_that_are_not_asked_about() -> None:
    def told(learners: int, dropouts: int) -> list[tuple[str, str, object]]:
        rest = {"residents": 100, "plan": "Có", "remote": "Không", "primary": 2}
        return [(k, "figure", v) for k, v in {**rest, "learners": learners, "dropouts": dropouts}.items()]

    made = [answers(told(60, n), LEVELS, f"{n}.xlsx") for n in (3, 4, 5)]  # of 60: 5%, 6.7%, 8.3%
    found = [r for r in outcomes(made, LEVELS) if r.indicator == "2.2"]
    halves = [part for result in found for part in result.parts if part.indicator == "2.2.b"]
    assert [str(half.status) for half in halves] == ["met"] * 2 + ["no_data"] * 2 + ["not_met"] * 2
    assert [half.reason for half in halves] == [""] * 2 + ["area"] * 2 + [""] * 2
    assert halves[2].missing == (), "of islands nobody asks"


# From outcomes to a level

outcome = st.sampled_from(list(Status))


@given(st.lists(st.lists(outcome, min_size=15, max_size=15), min_size=2, max_size=2))
def test_a_level_is_reached_by_what_is_met_and_missed_by_what_is_not(drawn: list[list[Status]]) -> None:
    standings = [
        scoring.stand(level, dict(zip(TT25.indicators, statuses, strict=True)), TT25)
        for level, statuses in zip(TT25.stages, drawn, strict=True)
    ]
    reached, level = scoring.reached(standings)
    for standing, statuses in zip(standings, drawn, strict=True):
        fits = {Status.MET, Status.EXCEEDED, Status.NOT_APPLICABLE}
        assert (standing.status is Status.NOT_MET) == (Status.NOT_MET in statuses)
        if standing.status is Status.MET:
            assert set(statuses) <= fits
        if reached is Status.MET and standing.level <= level:
            assert standing.status is Status.MET
        groups = set(standing.groups.values())
        assert (Status.NOT_MET in groups) == (standing.status is Status.NOT_MET)
    if reached is Status.NOT_MET:
        assert Status.NOT_MET in drawn[0]
    assert (reached is Status.MET) == bool(level)


def test_what_is_not_known_is_never_said_to_be_missed() -> None:
    def stand(**changed: Status) -> tuple[Status, str, Standing]:
        statuses = dict.fromkeys(TT25.indicators, Status.MET)
        statuses |= {code.replace("_", ".")[1:]: status for code, status in changed.items()}
        standings = [scoring.stand(level, statuses, TT25) for level in TT25.stages]
        return (*scoring.reached(standings), standings[0])

    assert stand()[:2] == (Status.MET, "2")
    for open_ in (Status.NO_DATA, Status.NO_EVIDENCE, Status.NO_TARGET, Status.AWAITING_EXPERT):
        reached, level, standing = stand(_1_1=open_)
        assert (reached, level) == (Status.NO_DATA, "")
        assert (standing.groups["1"], standing.unknown) == (Status.NO_DATA, ("1.1",))
    reached, level, standing = stand(_1_1=Status.NO_DATA, _2_1=Status.NOT_MET)
    assert (reached, standing.not_met, standing.unknown) == (Status.NOT_MET, ("2.1",), ("1.1",))
    reached, level, standing = stand(_1_1=Status.NOT_APPLICABLE)
    assert (reached, level, standing.tally.base, standing.aside) == (Status.MET, "2", 14, ("1.1",))
    nothing = scoring.stand("1", dict.fromkeys(TT25.indicators, Status.NOT_APPLICABLE), TT25)
    assert nothing.status is Status.NO_DATA, "a title needs something to rest on"
    assert set(nothing.groups.values()) == {Status.NOT_APPLICABLE}


def test_a_level_needs_the_one_below() -> None:
    def stands(level: str, status: Status) -> Standing:
        return scoring.stand(level, dict.fromkeys(TT25.indicators, status), TT25)

    cases = {
        (Status.NOT_MET, Status.MET): (Status.NOT_MET, ""),
        (Status.NO_DATA, Status.MET): (Status.NO_DATA, ""),
        (Status.NO_DATA, Status.NOT_MET): (Status.NO_DATA, ""),
        (Status.MET, Status.NO_DATA): (Status.MET, "1"),
        (Status.MET, Status.NOT_MET): (Status.MET, "1"),
    }
    for (first, second), wanted in cases.items():
        assert scoring.reached([stands("1", first), stands("2", second)]) == wanted


# What is shown


def folder(path: Path) -> Path:
    """A small round of made-up communes: each way to come out."""
    commune(path / "a.xlsx", "Xã Một", "00101")
    commune(path / "b.xlsx", "Xã Hai", "00102", learning_citizens=612, lower_secondary_level="mức 2")
    commune(path / "c.xlsx", "Xã Ba", "00103", coordination="Không", trained=480, learning_citizens=None)
    commune(path / "d.xlsx", "Xã Bốn", "00104", trained=455, degree_holders=105, hard_area=None)
    commune(path / "e.xlsx", "Xã Năm", hard_area="Có", trained=455, degree_holders=105, library=None)
    commune(path / "f.xlsx", "Xã Sáu", "00106", primary_level=2, trained=None, **{"5.2.a": "55,5%"})
    commune(path / "g.xlsx", "Xã Bảy", "00107", culture_centre="không áp dụng", literacy_level=1, plan=None)
    commune(path / "h.xlsx", "Xã Tám", "00108", trained=1200, literacy_level="-")
    return path


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return assess.assess([folder(tmp_path_factory.mktemp("communes"))], TT25)


def render(report: Report, name: str, language: str = "vi", **view: Any) -> str:
    made = str(formats.get(name).render(report, words(language), View(**view)))
    return made.replace(f'"{__version__}"', '"VERSION"')


@pytest.mark.parametrize(("language", "width"), [("vi", 80), ("en", 80), ("vi", 120)])
@pytest.mark.parametrize("unit", ["", "00102", "00104"])
def test_golden_tables(report: Report, language: str, width: int, unit: str) -> None:
    shown = assess.only_unit(report, unit) if unit else report
    made = render(shown, "table", language, width=width, details=bool(unit))
    golden.check(f"communes{'-' + unit if unit else ''}-{language}-{width}.txt", made)


@pytest.mark.parametrize("name", ["json", "csv"])
def test_golden_files(report: Report, name: str) -> None:
    shown = assess.only_unit(report, "Xã Hai") if name == "json" else report
    golden.check(f"communes-vi.{name}", render(shown, name))


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_line_is_wider_than_asked(report: Report, width: int, language: str) -> None:
    for details in (False, True):
        lines = render(report, "table", language, width=width, details=details).splitlines()
        assert not [line for line in lines if cell_len(line) > width]


def test_a_line_a_unit_and_shares_with_their_base(report: Report) -> None:
    lines = render(report, "table", width=100).splitlines()
    table = [re.split(r" {2,}| (?=[✓✗?])", line.strip()) for line in lines if re.search("Xã (?!hội)", line)]
    assert len(table) == len(report.assessments) == 8
    text = "\n".join(lines)
    for said in ("1/8 (12,5%) đơn vị cấp xã đạt Mức độ 2", "3/8 (37,5%) đơn vị cấp xã đạt Mức độ 1",
                 "1/8 (12,5%) đơn vị cấp xã chưa đạt mức độ nào",
                 "3/8 (37,5%) đơn vị cấp xã chưa đủ số liệu để kết luận"):  # fmt: skip
        assert said in text
    row = next(line for line in lines if "Xã Ba" in line)
    assert re.search(r"✗ Chưa đạt +12/15 +12/15 +chưa đạt 2.3, 5.2; thiếu SL 5.1", row)
    row = next(line for line in lines if "Xã Bảy" in line)
    assert re.search(r"14/14 +13/14 +chưa đạt 4.4; không áp dụng 3.3", row)


def test_json_is_what_its_schema_says(report: Report) -> None:
    validator = Draft202012Validator(schema())
    for only in (None, *Status):
        made = json.loads(render(report, "json", only=only))
        assert not [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(made)]
    counted = made["recognition"]
    assert counted == {
        "units": 8,
        "reached": [{"level": "1", "units": 3}, {"level": "2", "units": 1}],
        "not_met": 1,
        "unknown": 3,
    }
    made["returns"][0]["recognition"]["outcome"] = "passed"
    assert not validator.is_valid(made)


def test_csv_has_a_line_an_indicator_and_level(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(render(report, "csv").removeprefix("\ufeff"), newline="")))
    assert len(rows) == 8 * 2 * 17
    assert {row["reached"] for row in rows} == {"1", "2", "none", "unknown"}
    one = [row for row in rows if row["unit_code"] == "00102" and row["code"] == "5.1"]
    assert [(row["level"], row["status"], row["heads"], row["target"]) for row in one] == [
        ("1", "exceeded", "12", "≥ 60%"),
        ("2", "not_met", "-188", "≥ 80%"),
    ]


def test_every_value_is_traced_to_its_cell(report: Report) -> None:
    for one in report.assessments:
        for result in (each for found in one.results for each in (found, *found.parts)):
            if result.value is not None:
                assert [cell for cell in result.cited if cell.counts and cell.place.cell]


# As a user starts it


def score(*arguments: object, **env: str) -> Any:
    return lcity("score", *arguments, "-c", "vn-tt25-commune", **env)


def test_a_folder_a_unit_and_one_workbook(tmp_path: Path) -> None:
    folder(tmp_path)
    done = score(tmp_path, COLUMNS="80")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (golden.FOLDER / "communes-vi-80.txt").read_text("utf-8")
    by_code, by_name, bare = (score(tmp_path, "--unit", u) for u in ("00102", "Xã Hai", "xa hai"))
    assert by_code.stdout == by_name.stdout == bare.stdout
    assert "thiếu 188 người" in by_code.stdout
    assert "KẾT QUẢ: ĐẠT MỨC ĐỘ 1" in by_code.stdout
    assert score(tmp_path / "b.xlsx").stdout.split("KẾT QUẢ: ")[1].startswith("ĐẠT MỨC ĐỘ 1")
    found = json.loads(score(tmp_path, "--unit", "00102", "-f", "json").stdout)
    assert [one["unit_code"] for one in found["returns"]] == ["00102"]


def test_a_unit_that_is_not_there(tmp_path: Path) -> None:
    folder(tmp_path)
    refused(score(tmp_path, "--unit", "Xã Haii"), "Xã Haii", "«Xã Hai»")
    refused(score(tmp_path, "--unit", "Thành phố Khác"), "Thành phố Khác", "--unit")


def test_units_with_two_workbooks_and_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    commune(tmp_path / "a.xlsx", "Xã Một", "00101")
    commune(tmp_path / "a (1).xlsx", "Xã Một", "00101", awareness="Không")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    text = " ".join(score(tmp_path).stdout.split())
    assert "«00101» có 2 phiếu (a (1).xlsx, a.xlsx)" in text
    assert "Chưa tính 1 tệp không đọc được" in text
    assert "broken.xlsx" in text
    assert "[unreadable-file]" in text
    text = score(tmp_path, "--unit", "00101").stdout
    assert text.count("KẾT QUẢ: ") == 2, "both, each in detail"


def test_only_lists_one_outcome(tmp_path: Path) -> None:
    folder(tmp_path)
    text = score(tmp_path, "--only", "not_met").stdout
    assert "Xã Ba" in text
    assert "Xã Hai" not in text
    assert "1/8 (12,5%)" in text, "the counts stay those of all"
    text = score(tmp_path / "b.xlsx", "--only", "not_met").stdout
    assert re.search(r"^4\.3 ", text, re.MULTILINE)
    assert not re.search(r"^4\.2 ", text, re.MULTILINE)


def test_explain_shows_both_levels_and_the_parts(tmp_path: Path) -> None:
    path = commune(tmp_path / "a.xlsx", trained=455, degree_holders=105, hard_area=None)
    for code in ("5.2", "5.2.a"):
        text = " ".join(lcity("explain", code, path, "-c", "vn-tt25-commune").stdout.split())
        assert "Mức độ 2 (≥ 50%): ✗ Chưa đạt; thiếu 45 người (4,5 điểm %)" in text
        assert "chưa rõ loại đơn vị" in text
        assert "Phiếu!B20" in text
    text = lcity("explain", "4.3", path, "-c", "vn-tt25-commune").stdout
    assert "Mức độ 2 (≥ Mức độ 3): ✓ Đạt" in text


def test_english_is_wholly_english(tmp_path: Path) -> None:
    folder(tmp_path)
    for arguments in ([], ["--unit", "00104"], ["--unit", "00108"]):
        text = score(tmp_path, *arguments, "--lang", "en", COLUMNS="160").stdout
        text = re.sub(r"\b\d+/\d{4}/[A-ZĐ]+-[A-ZĐ]+|Xã \w+|«[^»]*»|Phiếu|có\b", "", text)
        assert not {c for c in text if c.isalpha() and not c.isascii()}, text


def test_fail_under_looks_at_the_lowest_level(tmp_path: Path) -> None:
    path = commune(tmp_path / "a.xlsx", learning_citizens=612)
    assert score(path, "--fail-under", "100").returncode == 0
    assert score(commune(path, learning_citizens=512), "--fail-under", "100").returncode == 1


def test_a_set_without_levels_takes_a_unit_too(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / "examples" / "phu-ly-2022" / "survey.xlsx"
    report = assess.assess([example], criteria.load("vn-cv86-2019"))
    assert assess.only_unit(report, "thanh pho phu ly").assessments == report.assessments
    with pytest.raises(LcityError):
        assess.only_unit(report, "Huế")


def test_measured_counts_parts_and_indicators_do_not() -> None:
    assert (len(TT25.indicators), len(TT25.scored), len(TT25.measured)) == (15, 15, 17)
    assert TT25.members["5"] == ("5.1", "5.2")
