"""What every check owes: pages and messages in each language; it finds its BAD examples and no GOOD one."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from lcity import checks, criteria, examination, returns, targets
from lcity.collection import Collection
from lcity.model import Criteria, Finding, Place, Severity, Status
from lcity.vocabulary import vocabulary
from lcity.words import words

SAMPLE = criteria.load(Path(__file__).parent / "sample.yaml")
LEVELS = criteria.load(Path(__file__).parent / "levels.yaml")
SHELF = checks.shelf()
NOTED = [code for code, check in SHELF.items() if getattr(check, "NOTED", False)]
FOUND = [code for code, check in SHELF.items() if hasattr(check, "find")]
LOOKED = [code for code, check in SHELF.items() if hasattr(check, "look")]
LABELS = {
    "value": "Số liệu",
    "part": "Tử số",
    "whole": "Mẫu số",
    "previous": "Kỳ trước",
    "evidence": "Minh chứng",
    "verdict": "Kết luận chuyên gia",
    "reason": "Lý do của chuyên gia",
    "note": "Ghi chú",
}
# What the printing side puts in; everything else must come with the finding.
PRINTED = {
    "title",
    "unit",
    "code",
    "other_title",
    "other_hint",
    "claimed_words",
    "status_words",
    "reason",
    "kinds_words",
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def write(path: Path, example: Mapping[str, Any], asked: Criteria = SAMPLE) -> Path:
    """A workbook of one example in the notation of lcity/checks/__init__.py."""
    rows = [
        (item, row)
        for item, given in example.items()
        for row in (given if isinstance(given, list) else [given])
    ]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu"
    sheet.append(["Mã", "Nội dung", *LABELS.values()])
    for number, (item, given) in enumerate(rows, start=2):
        cells = dict(given) if isinstance(given, dict) else {"value": given}
        sheet.row_dimensions[number].hidden = cells.pop("hidden", False)
        sheet.cell(number, 1, item)
        sheet.cell(number, 2, words("vi").title(item, asked).removeprefix(f"{item} "))
        for role, value in cells.items():
            cell = sheet.cell(number, 3 + list(LABELS).index(role))
            cell.value, number_format = value if isinstance(value, tuple) else (value, cell.number_format)
            if isinstance(value, tuple):
                cell.number_format = number_format
    book.save(path)
    return path


def table(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook whose sheet holds these rows."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        if row[:1] == ["merge"]:
            book.active.merge_cells(str(row[1]))
        else:
            book.active.append(list(row))
    book.save(path)
    return path


def run(path: Path, with_criteria: Criteria = SAMPLE) -> list[Finding]:
    read = returns.read(path, with_criteria)
    return checks.run(returns.frame([read]), with_criteria, read.findings)[0]


def read_examples(code: str, kind: str, folder: Path) -> pd.DataFrame:
    """The answers of all GOOD or BAD examples of a check: one workbook each, 0.xlsx, 1.xlsx …"""
    chosen = criteria_of(SHELF[code])
    books = [
        write(folder / f"{n}.xlsx", example, chosen) for n, example in enumerate(getattr(SHELF[code], kind))
    ]
    return returns.frame([returns.read(book, chosen) for book in books])


def criteria_of(check: ModuleType) -> Criteria:
    chosen = LEVELS if getattr(check, "SET", "") == "levels" else SAMPLE
    return replace(chosen, **getattr(check, "CRITERIA", {}))


@pytest.mark.parametrize("code", SHELF)
def test_a_check_has_a_page_in_each_language(code: str) -> None:
    for page in (SHELF[code].__doc__, SHELF[code].VI):
        sentence, _, rest = page.strip().partition("\n\n")
        assert sentence.endswith(".") and "\n" not in sentence
        assert len(rest) > 60, "what to do is missing"


@pytest.mark.parametrize("code", SHELF)
def test_a_check_has_a_severity_and_a_message_in_each_language(code: str) -> None:
    check = SHELF[code]
    assert check.SEVERITY in list(Severity)
    assert set(check.MESSAGE) == {"vi", "en"}
    assert placeholders(check.MESSAGE["vi"]) == placeholders(check.MESSAGE["en"])


@pytest.mark.parametrize("code", SHELF)
def test_a_message_blames_nobody_and_names_no_python(code: str) -> None:
    texts = " ".join([*SHELF[code].MESSAGE.values(), SHELF[code].__doc__, SHELF[code].VI]).casefold()
    for word in (
        "không hợp lệ",
        "invalid",
        "please",
        "vui lòng",
        "dataframe",
        "traceback",
        "true",
        "exception",
    ):
        assert word not in texts


def read_round(workbooks: Sequence[Mapping[str, Any]], folder: Path) -> Collection:
    """A round of returns in the notation of lcity/checks/__init__.py; those of last year become its past."""
    read: dict[bool, list[returns.Return]] = {True: [], False: []}
    for number, example in enumerate(workbooks):
        facts = {key: value for key, value in example.items() if key.startswith("@")}
        path = write(folder / f"{number}.xlsx", {k: v for k, v in example.items() if k not in facts})
        book = load_workbook(path)
        if form := facts.get("@form"):
            hidden = book.create_sheet("lcity")
            hidden.sheet_state = "hidden"
            for pair in form.items():
                hidden.append(pair)
        heading = book.create_sheet("Bìa", 0)
        heading.append([f"Đơn vị: {facts.get('@unit', f'Đơn vị số {number}')}"])
        heading.append([f"Kỳ báo cáo: {facts['@period']}" if facts.get("@period") else None])
        book.save(path)
        read[bool(facts.get("@previous"))].append(returns.read(path, SAMPLE))
    past, now = (_collect(read[which]) for which in (True, False))
    now.past = past if past.returns else None
    return now


def _collect(read: Sequence[returns.Return]) -> Collection:
    frame = returns.frame(read)
    return Collection(read, frame, checks.run(frame, SAMPLE)[1], SAMPLE)


def looked(code: str, workbooks: Sequence[Mapping[str, Any]], folder: Path) -> list[Finding]:
    return [f for f in checks.look(read_round(workbooks, folder)) if f.code == code]


@pytest.mark.parametrize("code", LOOKED)
def test_a_check_of_a_round_finds_its_bad_examples(code: str, tmp_path: Path) -> None:
    for example in SHELF[code].BAD:
        found = looked(code, example, tmp_path)
        assert found, example
        for finding in found:
            assert finding.severity == SHELF[code].SEVERITY
            assert placeholders(SHELF[code].MESSAGE["vi"]) <= {*finding.values, *PRINTED}
            for language in ("vi", "en"):
                said = words(language).finding(finding, SAMPLE)
                assert said and "nan" not in said and "{" not in said


@pytest.mark.parametrize("code", LOOKED)
def test_a_check_of_a_round_leaves_its_good_examples(code: str, tmp_path: Path) -> None:
    for example in SHELF[code].GOOD:
        assert looked(code, example, tmp_path) == [], example


@pytest.mark.parametrize("code", FOUND)
def test_a_check_with_find_has_examples(code: str) -> None:
    assert SHELF[code].GOOD and SHELF[code].BAD


@pytest.mark.parametrize("code", FOUND)
def test_a_check_finds_its_bad_examples(code: str, tmp_path: Path) -> None:
    check = SHELF[code]
    answers = read_examples(code, "BAD", tmp_path)
    before = answers.copy(deep=True)
    found, valid = checks.run(answers, criteria_of(check))
    found = [finding for finding in found if finding.code == code]
    assert {f.place.file for f in found} == {f"{n}.xlsx" for n in range(len(check.BAD))}
    for finding in found:
        assert finding.severity == check.SEVERITY
        asked = criteria_of(check)
        assert finding.item in {*asked.questions, *asked.indicators}
        at = (answers["file"] == finding.place.file) & (answers["cell"] == finding.place.cell)
        assert list(answers["sheet"][at]) == [finding.place.sheet] == ["Biểu"]
        assert check.SEVERITY != Severity.ERROR or not valid[at].any(), "an error voids its answer"
        assert placeholders(check.MESSAGE["vi"]) <= {*finding.values, *PRINTED}
        for language in ("vi", "en"):
            said = words(language).finding(finding, asked)
            assert said and "nan" not in said and "{" not in said
    pd.testing.assert_frame_equal(answers, before)


@pytest.mark.parametrize("code", FOUND)
def test_a_check_leaves_its_good_examples(code: str, tmp_path: Path) -> None:
    check = SHELF[code]
    found, _ = checks.run(read_examples(code, "GOOD", tmp_path), criteria_of(check))
    assert [check.GOOD[int(f.place.file.removesuffix(".xlsx"))] for f in found if f.code == code] == []


def test_a_warning_voids_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"1.1.1": {"value": "Đạt", "hidden": True}, "places": "-"})
    answers = returns.frame([returns.read(path, SAMPLE)])
    found, valid = checks.run(answers, SAMPLE)
    assert {f.code for f in found} == {"asserted-without-figure", "hidden-figure", "unclear-none"}
    assert valid.all()


def test_nothing_is_found_where_nothing_is_answered() -> None:
    found, valid = checks.run(returns.frame([]), SAMPLE)
    assert found == [] and valid.empty


def test_workbooks_are_not_mixed_up(tmp_path: Path) -> None:
    """One commune's part is not held against another's whole, and equal rows of two files are no repeats."""
    one = write(tmp_path / "1.xlsx", {"literate_15": 1001, "places": 3})
    two = write(tmp_path / "2.xlsx", {"population_15": 1000, "places": 4})
    answers = returns.frame([returns.read(book, SAMPLE) for book in (one, two)])
    assert checks.run(answers, SAMPLE)[0] == []


HEADER = ["Mã", "Nội dung", "Số liệu"]
PLACES_TITLE = "Số điểm học tập cộng đồng"
PLACES = ["places", PLACES_TITLE, 12]
NOTES: dict[str, list[list[object]]] = {
    "near-column": [[*HEADER, "Kỳ trước", "Minh chưnngs"], [*PLACES, 11, "Danh sách"]],
    "column-twice": [[*HEADER, "Số liệu"], [*PLACES, 13]],
    "code-and-title-differ": [HEADER, ["1.1.1", "Số điểm học tập cộng đồng", 12]],
    "code-became-date": [HEADER, [pd.Timestamp(2001, 2, 1).to_pydatetime(), "Tỷ lệ", 98]],
    "empty-workbook": [],
    "no-table": [["Báo cáo"], ["Năm 2026"]],
    "unreadable-target": [
        [*HEADER, "Yêu cầu"],
        ["1.1.1", "Tỷ lệ người biết chữ từ 15 tuổi", 98, "tùy tình hình"],
    ],
    "figure-not-used": [[*HEADER, "Tử số"], [*PLACES, 5]],
    "unknown-row": [HEADER, ["places_", "Số điểm học tập công cộng", 12]],
    "merged-figure": [HEADER, PLACES, ["population", "Dân số"], ["merge", "C2:C3"]],
    "column-unclear": [["Mã", "Nội dung", "Tổng số"], PLACES],
    "other-period": [["Kỳ báo cáo: 2026"], ["Mã", "Nội dung", "Số liệu 2027"], PLACES],
    "unknown-code": [HEADER, ["9.9.9", "Tỷ lệ người biết chữ từ 15 tuổi", "98%"]],
    "legacy-font": [HEADER, [None, "Tû lÖ ng­êi biÕt ch÷ tõ 15 tuæi", "98%"]],
    "decomposed-accents": [HEADER, [None, unicodedata.normalize("NFD", PLACES_TITLE), 12]],
    "total-is-not-the-sum": [HEADER, [None, "Tổ 1", 10], [None, "Tổ 2", 12], [None, "Tổng cộng", 23]],
    "personal-data": [
        [*HEADER, "Số điện thoại"],
        [*PLACES, "0912 345 678"],
        ["plan", "Có kế hoạch được phê duyệt", "Có", "0387654321"],
    ],
    "figure-unclear": [["Mã", "Nội dung", "Số lượng", "Tỷ lệ"], ["1.1.1", None, 48]],
}


@pytest.mark.parametrize("code", NOTES)
def test_what_reading_notes_is_signed_and_worded(code: str, tmp_path: Path) -> None:
    found = [f for f in run(table(tmp_path / "biểu.xlsx", NOTES[code])) if f.code == code]
    assert [f.severity for f in found] == [SHELF[code].SEVERITY]
    assert placeholders(SHELF[code].MESSAGE["vi"]) <= {*found[0].values, *PRINTED}
    for language in ("vi", "en"):
        said = words(language).finding(found[0], SAMPLE)
        assert "nan" not in said and "{" not in said


def test_every_noted_check_is_noted_somewhere() -> None:
    assert set(NOTED) == {
        *NOTES,
        *(
            "unreadable-file",
            "self-assessment-differs",
            "wrong-form",
            "file-open",
            "figure-of-parts",
            "target-not-used",
        ),
    }


def test_a_broken_file_among_others_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path / "tốt.xlsx", {"places": 12})
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK\x03\x04 broken")
    read, unread = returns.read_all([tmp_path], SAMPLE)
    found, _ = checks.run(returns.frame(read), SAMPLE, unread)
    assert [(f.code, f.severity, f.place.file) for f in found] == [("unreadable-file", "error", "hỏng.xlsx")]
    assert "hỏng.xlsx" in words("vi").finding(found[0], SAMPLE)


def test_a_judgement_that_differs_is_worded() -> None:
    values = {"claimed": "met", "status": Status.NOT_MET}
    finding = checks.sign(Finding("self-assessment-differs", Place("a.xlsx", "Biểu", "F4"), "1.1.1", values))
    assert finding.severity == Severity.WARNING
    assert words("vi").status(Status.NOT_MET) in words("vi").finding(finding, SAMPLE)
    assert words("en").status(Status.MET) in words("en").finding(finding, SAMPLE)


SAID = [
    ({"places": "1.234"}, "«Số điểm học tập cộng đồng» ghi «1.234»: có thể là 1.234, cũng có thể là 1,234."),
    ({"places": 1.234}, "Có phải là «1234»"),
    ({"places": 12.5}, "Có phải là «12500»"),
    ({"places": "12,5"}, "Nếu là hàng nghìn thì ghi liền, không có dấu."),
    ({"1.1.1": date(2026, 12, 11)}, "là ngày 2026-12-11"),
    ({"1.1.1": 0.985}, "ghi 0.985: là 0,985% hay 98,5%?"),
    ({"1.1.1": "94,9%", "literate_15": 48, "population_15": 51}, "ghi 94,9%, nhưng 48/51 cho ra 94,12%."),
    ({"places": [12, 13, 14]}, "(12 ở đây, và ô C3, C4)"),
    ({"population": "12,5 triệu"}, "«12,5 triệu», nhưng ở đây cần một số tính bằng «người»"),
    ({"1.1.1": "52/51"}, "có 52, lớn hơn «Dân số từ 15 tuổi» là 51 (ô C2)"),
]


@pytest.mark.parametrize(("example", "said"), SAID)
def test_messages_read_well(example: Mapping[str, Any], said: str, tmp_path: Path) -> None:
    found = run(write(tmp_path / "a.xlsx", example))
    assert any(said in words("vi").finding(finding, SAMPLE) for finding in found), [
        words("vi").finding(finding, SAMPLE) for finding in found
    ]


def test_a_year_is_written_as_a_year(tmp_path: Path) -> None:
    header = [["Kỳ báo cáo: 2026"], ["Mã", "Nội dung", "Số liệu 2027"], ["places", PLACES_TITLE, 12]]
    line = [["Kỳ báo cáo: 2026"], HEADER, [None, "Số liệu năm 2025"], ["places", PLACES_TITLE, 12]]
    for rows in (header, line):
        said = [words("vi").finding(finding, SAMPLE) for finding in run(table(tmp_path / "a.xlsx", rows))]
        assert any("kỳ báo cáo 2026 " in text for text in said), said


def test_figures_on_two_sheets_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    for name, item, value in (
        ("Xã A", "literate_15", 1001),
        ("Dân số", "population_15", 1000),
        ("Xã B", "places", 12),
        ("Cũ", "places", 13),
    ):
        sheet = book.create_sheet(name)
        sheet.append(HEADER)
        sheet.append([item, None, value])
    book.save(path)
    found = {finding.code: words("vi").finding(finding, SAMPLE) for finding in reversed(run(path))}
    assert "(ô Dân số!C2)" in found["part-above-whole"]
    assert "và ô Xã B!C2" in found["answered-twice"] or "và ô Cũ!C2" in found["answered-twice"]


def test_a_figure_that_is_wrong_itself_is_not_held_against_others(tmp_path: Path) -> None:
    figures = {"population_15": -5, "literate_15": 980, "1.1.1": "98%"}
    assert {finding.code for finding in run(write(tmp_path / "a.xlsx", figures))} == {"negative"}


def test_an_indicator_of_parts_is_answered_by_its_parts(tmp_path: Path) -> None:
    rows = [["Mã", "Nội dung", "Kết quả"], ["2.2", "Người học", None]]
    parts = [["2.2.a", "Tỷ lệ người học", "55%"], ["2.2.b", "Tỷ lệ bỏ học", "3%"]]
    for more, missing in (([], ["2.2"]), (parts, [])):
        table(tmp_path / "a.xlsx", [*rows, *more])
        found = examination.examine([tmp_path / "a.xlsx"], LEVELS).findings
        assert [finding.item for finding in found if finding.code == "not-answered"] == missing


def test_many_repeats_are_not_all_named(tmp_path: Path) -> None:
    found = run(write(tmp_path / "a.xlsx", {"places": list(range(40))}))
    assert {f.code for f in found} == {"answered-twice"} and len(found) == 40
    assert found[0].values["others"] == "C3, C4, C5, C6, C7 …"


ADVISED = {
    "chưa có số liệu": "not_collected",
    "not collected": "not_collected",
    "không áp dụng": "not_applicable",
    "not applicable": "not_applicable",
    "Có": "yes",
    "Yes": "yes",
    "Không": "no",
    "no": "no",
}


@pytest.mark.parametrize("word", ADVISED)
def test_words_that_messages_advise_are_understood(word: str) -> None:
    assert vocabulary().state(word) == ADVISED[word]


@pytest.mark.parametrize(
    "phrase", ["≥ 98%", "không quá 5%", "at most 5%", "từ 20 đến 30", "from 20 to 30", "tăng", "rises"]
)
def test_requirements_that_messages_advise_are_understood(phrase: str) -> None:
    assert targets.read(phrase, SAMPLE.indicators["1.1.1"], ",") is not None


@pytest.mark.parametrize("phrase", ["Đạt", "Chưa đạt", "Chờ đánh giá", "Met", "Not met", "Awaiting"])
def test_verdicts_that_messages_advise_are_understood(phrase: str) -> None:
    assert vocabulary().verdict(phrase) is not None


@pytest.mark.parametrize("label", ["Ghi chú", "Minh chứng", "Kết luận chuyên gia", "Expert verdict"])
def test_columns_that_messages_advise_are_known(label: str) -> None:
    assert vocabulary().role(label) is not None
