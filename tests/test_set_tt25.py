"""The set vn-tt25-commune asks what circular 25/2023 asks of a commune, and says what is not settled."""

import unicodedata
from collections.abc import Iterator

import pytest

from lcity import criteria, explaining
from lcity.model import NO_TEXT, Basis, Criteria, Indicator, Mark, Text
from lcity.text import fold
from lcity.words import words

YES = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1"]
# What a percentage or a level must at least be, at level 1 and 2; then the same in disadvantaged areas.
AT_LEAST = {
    "4.2": (2, 3, 2, 3),
    "4.3": (2, 3, 2, 3),
    "4.4": (1, 2, 1, 2),
    "5.1": (60, 80, 60, 80),
    "5.2.a": (50, 60, 40, 50),
    "5.2.b": (12, 15, 10, 12),
}
LONGEST_TITLE = 75  # two lines of a table in a terminal of 80 columns
LONGEST_LABEL = 100
LONGEST_TEXT = 240


@pytest.fixture(scope="module")
def tt25() -> Criteria:
    return criteria.load("vn-tt25-commune")


def measured(tt25: Criteria) -> dict[str, Indicator]:
    """What has a target of its own: indicators, and the parts of the one that has parts."""
    return {i.code: i for whole in tt25.indicators.values() for i in (whole.parts or (whole,))}


def texts_of(tt25: Criteria) -> Iterator[tuple[str, Text]]:
    """Every text of the set, with a name that says where it stands."""
    yield "title", tt25.title
    for code, label in (*tt25.levels, *tt25.holders.items()):
        yield f"name {code}", label
    for source in tt25.sources.values():
        yield f"source {source.code} title", source.title
        yield f"source {source.code} note", source.note
    for group in tt25.groups.values():
        yield f"group {group.code} title", group.title
    for area in tt25.areas.values():
        yield f"area {area.code}", area.label
    for question in tt25.questions.values():
        yield f"question {question.code} label", question.label
        yield f"question {question.code} help", question.help
        for level in question.levels:
            yield f"question {question.code} level {level.number}", level.label
    for i in (*tt25.indicators.values(), *tt25.indicators["5.2"].parts):
        for name in ("title", "evidence", "advice", "note"):
            yield f"indicator {i.code} {name}", getattr(i, name)


def test_the_counts_are_those_of_the_circular(tt25: Criteria) -> None:
    assert list(tt25.groups) == ["1", "2", "3", "4", "5"]
    assert [len([c for c in tt25.indicators if c.startswith(f"{g}.")]) for g in tt25.groups] == [
        3,
        3,
        3,
        4,
        2,
    ]
    assert (len(tt25.indicators), len(tt25.scored), tt25.experts) == (15, 15, ())
    assert [text("vi") for _, text in tt25.levels] == ["Tiêu chí", "Chỉ tiêu"]
    assert (tt25.assesses, tt25.window) == ("commune", ("01-01", "12-31"))


def test_recognition(tt25: Criteria) -> None:
    title = tt25.recognition
    assert title is not None
    assert [text("vi") for text in title.levels.values()] == ["Mức độ 1", "Mức độ 2"]
    assert (title.valid_months, title.months_between, title.rule) == (36, 12, "all")
    assert tt25.missing_evidence == "ignore"  # only circular 24 says otherwise


def test_all_sixteen_requirements_are_fixed_by_the_circular(tt25: Criteria) -> None:
    asked = measured(tt25)
    assert list(asked) == [*YES, *AT_LEAST]
    assert len(asked) == 16
    for one in asked.values():
        target = one.target
        assert target is not None and target.source is not None
        assert (target.basis, target.official) == (Basis.REGULATION, True)
        assert (target.source.code, target.source.mark) == ("tt25", Mark.CONFIRMED)
        assert target.source.url == "http://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=164829"


@pytest.mark.parametrize(
    ("level", "area", "column"), [("1", "", 0), ("2", "", 1), ("1", "hard", 2), ("2", "hard", 3)]
)
def test_what_is_asked_at_each_level_and_area(tt25: Criteria, level: str, area: str, column: int) -> None:
    for code, one in measured(tt25).items():
        target = one.target_for(level, area)
        assert target is not None
        expected = ("yes", None) if code in YES else ("at_least", AT_LEAST[code][column])
        assert (target.kind, target.bound) == expected, code


def test_level_2_changes_only_criteria_4_and_5(tt25: Criteria) -> None:
    changed = [c for c, i in measured(tt25).items() if i.target_for("1", "") != i.target_for("2", "")]
    assert changed == ["4.2", "4.3", "4.4", "5.1", "5.2.a", "5.2.b"]


def test_disadvantaged_areas_change_only_the_two_halves_of_5_2(tt25: Criteria) -> None:
    for level in ("1", "2"):
        changed = [
            c for c, i in measured(tt25).items() if i.target_for(level, "") != i.target_for(level, "hard")
        ]
        assert changed == ["5.2.a", "5.2.b"]
    assert [(a.code, a.question) for a in tt25.areas.values()] == [("hard", "hard_area")]


def test_the_levels_of_decree_20(tt25: Criteria) -> None:
    levels = {q.code: [level.number for level in q.levels] for q in tt25.questions.values() if q.levels}
    assert levels == {
        "primary_level": [0, 1, 2, 3],
        "lower_secondary_level": [0, 1, 2, 3],
        "literacy_level": [0, 1, 2],
    }


@pytest.mark.parametrize(
    ("typed", "number"),
    [("Mức độ 2", 2), ("MĐ2", 2), ("mức 3", 3), ("II", 2), ("mức độ I", 1), ("Level 1", 1), ("chưa đạt", 0)],
)
def test_how_people_write_a_level(tt25: Criteria, typed: str, number: int) -> None:
    levels = tt25.questions["primary_level"].levels
    meant = [lv.number for lv in levels if fold(typed) in {fold(text) for text in (*lv.label, *lv.also)}]
    assert meant == [number]


def test_only_communes_are_asked_and_all_shares_have_one_base(tt25: Criteria) -> None:
    assert {q.ask for q in tt25.questions.values()} == {("commune",)}
    shares = {c: i.measure.questions for c, i in measured(tt25).items() if i.measure.kind == "percent"}
    assert shares == {
        "5.1": ("learning_citizens", "citizens"),
        "5.2.a": ("trained", "citizens"),
        "5.2.b": ("degree_holders", "citizens"),
    }
    assert all(q.help for q in tt25.questions.values())


def test_each_question_is_used_and_each_holder_holds_something(tt25: Criteria) -> None:
    used = {code for i in tt25.indicators.values() for code in i.questions}
    assert used | {area.question for area in tt25.areas.values()} == set(tt25.questions)
    assert {i.holder for i in tt25.indicators.values()} == set(tt25.holders)


def test_the_set_says_what_is_not_known(tt25: Criteria) -> None:
    assert tt25.status == "official"
    for language, said in {
        "vi": ("Điều 1–3", "5, 10, 15", "của lcity", "độ tuổi", "01/07/2025", "Sở Giáo dục và Đào tạo"),
        "en": ("Articles 1–3", "5, 10 and 15", "lcity's own", "ages", "1 July 2025", "provincial education"),
    }.items():
        for text in said:
            assert text in tt25.summary(language)
    assert "độ tuổi" in tt25.indicators["5.1"].note("vi")
    assert "phải đạt cả hai" in tt25.indicators["5.2"].note("vi")
    for code in ("4.1", "4.2", "4.3", "4.4"):
        assert "Nghị định 20/2014" in tt25.indicators[code].note("vi")
    assert tt25.sources["qd324"].mark is Mark.SECONDARY


def test_every_text_is_there_in_vietnamese_and_english(tt25: Criteria) -> None:
    for place, text in texts_of(tt25):
        if text is NO_TEXT or not text:
            continue
        assert set(text.by_language) == {"vi", "en"}, place
        assert text("vi") != text("en"), place
        assert all(unicodedata.is_normalized("NFC", t) for t in text), place
    for i in tt25.indicators.values():
        assert i.title and i.evidence and i.advice


def test_texts_are_short_enough_for_a_form(tt25: Criteria) -> None:
    for place, text in texts_of(tt25):
        longest = LONGEST_TEXT
        if place.split()[0] in ("group", "indicator") and place.endswith("title"):
            longest = LONGEST_TITLE
        elif place.endswith("label"):
            longest = LONGEST_LABEL
        assert [t for t in text if len(t) > longest] == [], place


def test_no_two_titles_or_labels_are_alike(tt25: Criteria) -> None:
    for language in ("vi", "en"):
        titles = [i.title(language) for i in (*tt25.indicators.values(), *tt25.indicators["5.2"].parts)]
        labels = [q.label(language) for q in tt25.questions.values()]
        assert len(set(titles)) == len(titles)
        assert len(set(labels)) == len(labels)


# How it is shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [("1.1", "có"), ("4.2", "≥ 2 / ≥ 3"), ("5.1", "≥ 60% / ≥ 80%"), ("5.2.b", "≥ 12% / ≥ 15%")],
)
def test_a_target_of_two_levels_in_a_few_signs(tt25: Criteria, code: str, shown: str) -> None:
    one = measured(tt25)[code]
    assert words("vi").target(one.target, one.unit) == shown


def test_a_level_is_called_by_its_name(tt25: Criteria) -> None:
    levels = tt25.questions["primary_level"].levels
    target = tt25.indicators["4.2"].target_for("2", "")
    assert words("vi").target(target, None, levels) == "≥ Mức độ 3"
    assert words("en").target(target, None, levels) == "≥ Level 3"


def lines_of(page: str) -> list[list[str]]:
    return [line.split() for line in page.splitlines()]


def test_the_page_of_the_set_has_both_levels_and_the_areas(tt25: Criteria) -> None:
    lines = lines_of(explaining.criteria(tt25, words("en"), 120))
    assert ["Level", "1", "Level", "2"] in lines
    for row in (
        "4.4 Level of literacy ≥ Level 1 ≥ Level 2 regulation",
        "5.1 Share of citizens recognised as learning citizens ≥ 60% ≥ 80% regulation",
        "5.2 Share of citizens with training and with a university degree",
        "5.2.a Share of citizens with technical or professional training ≥ 50% ≥ 60% regulation",
        "Communes in disadvantaged areas ≥ 40% ≥ 50%",
        "5.2.b Share of citizens with a university degree or higher ≥ 12% ≥ 15% regulation",
        "Communes in disadvantaged areas ≥ 10% ≥ 12%",
        "Targets by origin: 15 fixed by regulation",
    ):
        assert row.split() in lines, row


def test_the_page_of_an_indicator_with_parts(tt25: Criteria) -> None:
    page = explaining.indicator(tt25.indicators["5.2"], tt25, words("vi"), None, 120)
    for text in (
        "phải đạt mọi phần dưới đây",
        "5.2.a. Tỷ lệ công dân được đào tạo trình độ chuyên môn kỹ thuật",
        "để đạt Mức độ 1: ≥ 50%",
        "Xã thuộc vùng khó khăn: để đạt Mức độ 2: ≥ 12%",
        "Số công dân có trình độ đại học trở lên chia cho Số công dân trong xã, nhân 100 (%)",
    ):
        assert text in page, text
    page = explaining.indicator(tt25.indicators["4.2"], tt25, words("vi"), None, 120)
    assert "để đạt Mức độ 2: ≥ Mức độ 3" in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_fit_a_narrow_terminal(tt25: Criteria, language: str) -> None:
    pages = [explaining.criteria(tt25, words(language), 80)]
    pages += [explaining.indicator(i, tt25, words(language), None, 80) for i in tt25.indicators.values()]
    for page in pages:
        assert [line for line in page.splitlines() if len(line) > 80] == []
