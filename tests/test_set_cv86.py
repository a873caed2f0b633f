"""The set vn-cv86-2019 holds what is known of official letter 86, marks the rest, and counts right."""

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

import pytest

from lcity import criteria
from lcity.model import Basis, Criteria, Mark, Text

# The recalled lines of the UNESCO Key Features, in order: criterion, then features with their measurements.
# Experts judge those with a star.
RECALLED = """
1.1  1a 2ab 3ab 4ab
1.2  1ab 2a 3ab 4a 5a
1.3  1ab 2ab 3a*
2.1  1abc 2a 3a* 4a
2.2  1ab 2ab 3a*
2.3  1ab 2a 3a 4ab
2.4  1ab 2ab
2.5  1a* 2a 3ab 4a
2.6  1a 2a* 3a*
3.1  1a* 2a* 3a*
3.2  1a* 2ab*
3.3  1ab 2a* 3a 4a 5a
"""
LEFT_OUT = ["2.5.1-a", "3.2.2-b", "3.3.2-a"]

LONGEST_TITLE = 75  # two lines of a table in a terminal of 80 columns
LONGEST_TEXT = 240


def read_recalled() -> dict[str, bool]:
    """Each recalled line, and whether experts judge it."""
    lines = (line.split() for line in RECALLED.strip().splitlines())
    return {
        f"{criterion}.{feature[0]}-{letter}": feature.endswith("*")
        for criterion, *features in lines
        for feature in features
        for letter in feature[1:].rstrip("*")
    }


@pytest.fixture(scope="module")
def cv86() -> Criteria:
    return criteria.load("vn-cv86-2019")


def texts_of(cv86: Criteria) -> Iterator[tuple[str, Text]]:
    """Every text of the set but units, with a name that says where it stands."""
    yield "title", cv86.title
    for code, level in cv86.levels:
        yield f"levels {code}", level
    for source in cv86.sources.values():
        yield f"source {source.code} title", source.title
        yield f"source {source.code} note", source.note
    for code, holder in cv86.holders.items():
        yield f"holder {code}", holder
    for group in cv86.groups.values():
        yield f"group {group.code} title", group.title
    for question in cv86.questions.values():
        yield f"question {question.code} label", question.label
        yield f"question {question.code} help", question.help
    for i in cv86.indicators.values():
        for name in ("title", "evidence", "advice", "note", "guide"):
            yield f"indicator {i.code} {name}", getattr(i, name)
        if i.target:
            yield f"indicator {i.code} target note", i.target.note
    for left in cv86.left_out:
        yield f"left out {left.code} title", left.title
        yield f"left out {left.code} why", left.why


def test_the_counts_are_those_of_phu_ly(cv86: Criteria) -> None:
    assert [code for code in cv86.groups if "." not in code] == ["1", "2", "3"]
    assert len([code for code in cv86.groups if "." in code]) == 12
    assert len(cv86.indicators) == 57
    assert len(cv86.scored) == 47
    assert len(cv86.experts) == 10


def test_the_set_says_that_it_is_no_official_one(cv86: Criteria) -> None:
    assert cv86.status == "working"
    assert cv86.assesses == "city"
    for language, words in {
        "vi": ("tạm đặt", "chưa được công bố", "«Yêu cầu»", "--targets"),
        "en": ("working values", "not been published", "«Requirement»", "--targets"),
    }.items():
        assert all(word in cv86.summary(language) for word in words)


def test_every_recalled_line_is_an_indicator_or_left_out(cv86: Criteria) -> None:
    recalled = read_recalled()
    assert len(recalled) == 60
    assert [left.code for left in cv86.left_out] == LEFT_OUT
    assert all("lựa chọn của lcity" in left.why("vi") for left in cv86.left_out)
    assert all("own choice" in left.why("en") for left in cv86.left_out)
    assert [i.unesco for i in cv86.indicators.values()] == [line for line in recalled if line not in LEFT_OUT]


def test_experts_judge_the_lines_recalled_so(cv86: Criteria) -> None:
    lines = [line for line, expert in read_recalled().items() if expert]
    assert len(lines) == 13
    assert [i.unesco for i in cv86.experts] == [line for line in lines if line not in LEFT_OUT]
    assert all(i.guide for i in cv86.experts)


def test_codes_run_through_each_criterion(cv86: Criteria) -> None:
    for group in cv86.groups:
        if "." in group:
            codes = [code for code in cv86.indicators if code.startswith(f"{group}.")]
            assert codes == [f"{group}.{n}" for n in range(1, len(codes) + 1)]


def test_an_indicator_lies_in_the_criterion_of_its_unesco_line(cv86: Criteria) -> None:
    for i in cv86.indicators.values():
        assert i.unesco.startswith(i.code.rsplit(".", 1)[0] + ".")


def test_every_text_is_there_in_vietnamese_and_english(cv86: Criteria) -> None:
    for place, text in texts_of(cv86):
        if text:
            assert set(text.by_language) == {"vi", "en"}, place
            assert text("vi") != text("en"), place
            assert all(unicodedata.is_normalized("NFC", t) for t in text), place
    for i in cv86.indicators.values():
        assert i.title and i.evidence and i.advice


def test_texts_are_short_enough_for_a_form(cv86: Criteria) -> None:
    for place, text in texts_of(cv86):
        longest = (
            LONGEST_TITLE if place.split()[0] in ("group", "indicator") and "title" in place else LONGEST_TEXT
        )
        assert [t for t in text if len(t) > longest] == [], place


def test_no_two_titles_or_labels_are_alike(cv86: Criteria) -> None:
    for language in ("vi", "en"):
        titles = [i.title(language) for i in cv86.indicators.values()]
        labels = [q.label(language) for q in cv86.questions.values()]
        assert len(set(titles)) == len(titles)
        assert len(set(labels)) == len(labels)


def test_each_question_is_used_and_each_source_marked_as_known(cv86: Criteria) -> None:
    used = {question for i in cv86.indicators.values() for question in i.measure.questions}
    assert used == set(cv86.questions)
    marks = {source.code: source.mark for source in cv86.sources.values()}
    assert marks["features"] == marks["lcity"] == Mark.RECONSTRUCTED
    assert marks["phuly"] == marks["sadec"] == Mark.PRESS
    assert not [source.code for source in cv86.sources.values() if "…" in source.url]


def test_only_the_standards_rest_on_the_letter(cv86: Criteria) -> None:
    assert [group.code for group in cv86.groups.values() if group.source.code == "cv86"] == ["1", "2", "3"]
    assert {i.source.code for i in cv86.indicators.values()} == {"features"}


def test_targets_other_than_working_ones(cv86: Criteria) -> None:
    others = {
        i.code: (str(i.target.basis), i.target.source.code, str(i.target.low), i.target.official)
        for i in cv86.scored
        if i.target and i.target.source and i.target.basis != Basis.WORKING
    }
    assert others == {
        "2.1.1": ("regulation", "nd20", "95", True),
        "2.2.4": ("national_goal", "qd387", "70", False),
        "2.3.3": ("national_goal", "qd387", "80", False),
        "2.4.1": ("quoted", "phuly", "100", False),
        "2.4.2": ("quoted", "phuly", "100", False),
    }


def test_working_targets_name_lcity(cv86: Criteria) -> None:
    for i in cv86.scored:
        assert i.target is not None and i.target.source is not None
        assert i.target.note, i.code
        if i.target.basis == Basis.WORKING:
            assert not i.target.official
            assert i.target.source.code == "lcity"
            assert "lcity" in i.target.note("vi") and "lcity" in i.target.note("en"), i.code


def test_what_should_be_low_and_what_has_no_level(cv86: Criteria) -> None:
    kinds = {i.code: i.target.kind for i in cv86.scored if i.target}
    low = {code for code, kind in kinds.items() if kind == "at_most"}
    assert low == {"1.2.2", "1.2.3", "1.3.3", "2.3.5", "2.5.2"}
    falls = {code for code, kind in kinds.items() if kind == "falls"}
    assert falls == {"1.1.6", "1.3.1", "1.3.2"}
    assert {i.code for i in cv86.scored if not i.higher} == low | falls
    assert len([kind for kind in kinds.values() if kind == "rises"]) == 10


# What makes the percentages: whole, then the parts that lie within it.
SHARES = {
    "population": "temporary_housing_residents internet_users",
    "population_15": "literate_15 science_degree_holders",
    "households": "poor_households learning_families",
    "respondents": "volunteers mobility_believers exercisers transport_satisfied community_learners "
    "online_learners intercultural_friends teaching_volunteers",
    "voters_listed": "voters_voted",
    "councillors": "councillors_women",
    "business_leaders": "business_leaders_women",
    "labour_force": "unemployed",
    "children_5": "children_5_attending",
    "adults_asked": "adults_learning",
    "disadvantaged_learners": "disadvantaged_supported",
    "workers_asked": "workers_trained",
    "migrants_asked": "migrants_trained",
    "organisations": "learning_organisations",
    "youth_15_24": "neet_15_24",
    "jobseekers": "jobseekers_trained",
    "educators": "educators_ict",
    "schools": "schools_networked",
    "learners_asked": "learners_satisfied",
    "city_spending": "learning_spending",
    "learning_spending": "continuing_spending",
}


def test_a_share_is_of_a_whole_that_holds_it(cv86: Criteria) -> None:
    shares: dict[str, list[str]] = {}
    for i in cv86.scored:
        if i.measure.kind == "percent":
            shares.setdefault(i.measure.whole, []).append(i.measure.part)
    assert {whole: set(parts) for whole, parts in shares.items()} == {
        whole: set(parts.split()) for whole, parts in SHARES.items()
    }


def test_a_part_is_counted_in_the_things_of_its_whole_by_the_same_people(cv86: Criteria) -> None:
    asked_of_others = set()
    for i in cv86.scored:
        if i.measure.kind == "percent":
            part, whole = (cv86.questions[code] for code in i.measure.questions)
            assert part.unit == whole.unit, i.code
            if part.ask != whole.ask:
                asked_of_others.add(part.code)
    # Only the statistics office has these; the population they are held against comes from the communes.
    assert asked_of_others == {"science_degree_holders", "internet_users"}


@pytest.mark.parametrize(
    ("code", "part", "whole", "value", "unit"),
    [
        ("1.1.6", 45, 150_000, 30, "vụ/100.000 dân"),
        ("1.2.1", 12_000_000, 150_000, 80, "triệu đồng/người"),
        ("1.2.5", 3, 150_000, 2, "văn bằng/100.000 dân"),
        ("1.2.6", 3_600, 1_200, 3, "lượt/người"),
        ("1.3.1", 300_000, 150_000, 2, "tấn/người"),
        ("1.3.2", 45_000, 150_000, 300, "kg/người"),
        ("2.1.3", 3_000, 150_000, 200, "sinh viên/10.000 dân"),
        ("2.2.1", 30, 150_000, 20, "địa điểm/100.000 dân"),
        ("2.2.2", 3_000, 150_000, 20, "nghìn đồng/người"),
        ("2.3.4", 1_500, 100_000, Fraction(3, 2), "%"),
        ("2.5.2", 22_000, 1_000, 22, "học sinh/giáo viên"),
        ("2.5.3", 110, 110_000, 10, "người dạy/10.000 dân từ 15 tuổi"),
        ("3.3.3", 9_000, 6_000, Fraction(3, 2), "triệu đồng/người"),
    ],
)
def test_a_rate_comes_out_in_its_unit(
    cv86: Criteria, code: str, part: int, whole: int, value: Fraction, unit: str
) -> None:
    indicator = cv86.indicators[code]
    assert indicator.measure.kind == "rate"
    assert indicator.measure.per * part / whole == value
    assert indicator.unit.label("vi") == unit


def test_no_rate_is_left_out_of_the_test_above(cv86: Criteria) -> None:
    assert len([i for i in cv86.scored if i.measure.kind == "rate"]) == 13
