"""The words that cells and headers are read by, in all languages at once."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcity import languages
from lcity.vocabulary import State, skeleton, vocabulary

UNCLEAR = {"Chỉ tiêu", "Kết luận"}  # listed twice on purpose


def listed(section: str) -> Iterator[tuple[str, str]]:
    """Each word below a key of `reads:`, with the key that it stands under."""
    for code in languages.codes():
        content = languages.load(code)["reads"][section]
        groups = content.items() if isinstance(content, dict) else [(section, content)]
        yield from ((kind, word) for kind, words in groups for word in words)


@pytest.mark.parametrize("kind", ["yes", "no", "none", "not_collected", "not_applicable"])
def test_every_state_word_is_read_as_its_state(kind: str) -> None:
    for _, word in listed(kind):
        assert vocabulary().state(word) == kind, word
        assert vocabulary().state(f" {word.upper()} ") == kind, word


@pytest.mark.parametrize("kind", ["met", "not_met", "awaiting"])
def test_every_verdict_word_is_read_as_its_verdict(kind: str) -> None:
    for _, word in listed(kind):
        assert vocabulary().verdict(word) == kind, word


def test_every_label_has_its_role() -> None:
    for role, label in listed("columns"):
        if label in UNCLEAR:
            assert vocabulary().role(label) is None
            assert role in vocabulary().roles(label)
            continue
        assert vocabulary().role(label) == role, label
        assert vocabulary().role(f"  {label.upper()}: ") == role, label


def test_every_label_above_a_table_is_known() -> None:
    for kind, label in listed("meta"):
        assert vocabulary().meta(label) == kind, label
    assert vocabulary().meta("ĐƠN VỊ BÁO CÁO:") == "unit"
    assert vocabulary().meta("Ghi chú") is None


def test_every_phrase_asks_for_one_kind_of_target() -> None:
    for kind, phrase in listed("targets"):
        assert vocabulary().targets[skeleton(phrase)] == kind, phrase


def test_languages_know_the_same_sections() -> None:
    sections = {code: set(languages.load(code)["reads"]) for code in languages.codes()}
    assert len(set(map(frozenset, sections.values()))) == 1, sections


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Số liệu năm 2022", "value"),
        ("Số liệu (năm 2022)", "value"),
        ("Số liệu năm học 2021-2022", "value"),
        ("Số liệu tính đến ngày 31/12/2022", "value"),
        ("Kết quả (%)", "result"),
        ("Tỉ lệ (%) (3) = (1)/(2)*100", "result"),
        ("Nội dung chỉ số", "title"),
        ("(3) Số liệu", "value"),
        ("3. Yêu cầu", "target"),
        ("so lieu", "value"),
        ("SỐ LIÊU", "value"),  # accents of labels do not matter
        ("Lí do", "reason"),
        ("Mã / Code", "code"),
        ("Kết quả (kỳ trước)", "previous"),
        ("Số liệu kỳ trước (2021)", "previous"),
        ("Đánh giá (chuyên gia)", "verdict"),
        ("Ghi chú (nếu có)", "note"),
        ("Value in 2022", "value"),
        # not clear, so not read
        ("Kết quả (kế hoạch)", None),
        ("Số liệu (ước thực hiện)", None),
        ("Result (planned)", None),
        ("Số liệu (Yêu cầu)", None),
        ("Mã / Số liệu", None),
        ("Kế hoạch năm 2023", None),
        ("Năm 2022", None),
        ("2022", None),
        ("(%)", None),
        ("", None),
        ("Số liệu " * 40, None),
    ],
)
def test_role_of_a_header(label: str, role: str | None) -> None:
    assert vocabulary().role(label) == role


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("Đạt - có đủ hồ sơ", ("met", "có đủ hồ sơ")),
        ("Đạt: 98,5%", ("met", "98,5%")),
        ("Chưa đạt\nthiếu số liệu của 2 xã", ("not_met", "thiếu số liệu của 2 xã")),
        ("Chưa đạt, nhưng tăng so với năm trước", ("not_met", "nhưng tăng so với năm trước")),
        ("CHỜ CHUYÊN GIA.", ("awaiting", "")),
        ("Met - see report", ("met", "see report")),
        ("dat", ("met", "")),
        ("đất", None),
        ("Đạt/Chưa đạt", None),
        ("Đạt - Chưa đạt", None),
        ("Đạt: không", None),
        ("Đạt, nhưng chưa đủ minh chứng", None),
        ("Đạt - một phần", None),
        ("Đạt một phần", None),
        ("Cơ bản đạt", None),
        ("x", None),
        ("", None),
    ],
)
def test_judgement_of_a_cell(text: str, judged: tuple[str, str] | None) -> None:
    assert vocabulary().judgement(text) == judged
    assert vocabulary().verdict(text) == (judged[0] if judged else None)


def test_words_that_may_mean_two_things_are_not_read() -> None:
    for text in ("N/A", "chưa có", "cơ bản", "D", "K"):
        assert vocabulary().state(text) is None
        assert vocabulary().verdict(text) is None


def test_totals_are_known_with_and_without_accents() -> None:
    assert all(vocabulary().total(text) for text in ("Tổng cộng:", "TONG CONG", "Cộng", "Grand total"))
    assert not vocabulary().total("Tổng số học sinh")


def test_examples_name_a_label_of_each_column_needed() -> None:
    roles = [vocabulary().role(label) for label in vocabulary().example_labels().split(", ")]
    assert roles == ["code", "title", "value"]


@given(st.text(max_size=250))
def test_any_text_is_looked_up_without_fail(text: str) -> None:
    words = vocabulary()
    assert words.state(text) in (None, *State)
    assert words.role(text) is None or len(words.roles(text)) == 1
    assert words.verdict(text) in (None, "met", "not_met", "awaiting")
    assert words.meta(text) in (None, "set", "unit", "unit_code", "period")


@pytest.mark.parametrize("text", ["x?", "Có ?", "Không?", "Đạt?", "chưa có số liệu ?", "Đạt？ "])
def test_a_word_with_a_question_mark_is_a_doubt_and_no_answer(text: str) -> None:
    assert vocabulary().state(text) is None
    assert vocabulary().verdict(text) is None
