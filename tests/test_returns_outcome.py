"""From a drawn workbook to its results: which cells count, whose target, why not; and what is no return."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import tables
from msoffcrypto.format.ooxml import OOXMLFile

from lcity import criteria, words
from lcity.assess import Assessment, Report, assess
from lcity.errors import LcityError
from lcity.model import Basis, Status

SAMPLE = criteria.load(Path(__file__).parent / "sample.yaml")
Score = Callable[..., Report]


@pytest.fixture
def score(tmp_path: Path) -> Score:
    """Draws a workbook and assesses it against the sample."""
    return lambda drawing, name="biểu.xlsx": assess([tables.write(tmp_path / name, drawing)], SAMPLE)


def one(report: Report) -> Assessment:
    return report.assessments[0]


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_questions_and_results_stand_in_one_sheet(score: Score) -> None:
    found = one(
        score("""
            | Mã | Nội dung | Số liệu | Kỳ trước |
            | 1.1.1 | | 98,5% | |
            | 2.1.3 | | 13/13 | |
            | 2.1.1 | | Đạt | |
            | | Số điểm học tập cộng đồng | 12 | 11 |
            | | Số học sinh | 1.900 | |
            | | Số giáo viên | #100 | |
            | spending | | 1.200,5 | |
        """)
    )
    read = {r.indicator: (r.status, r.basis) for r in found.results if r.basis}
    assert read == {
        "1.1.1": (Status.EXCEEDED, "typed"),
        "2.1.3": (Status.MET, "fraction"),
        "2.1.1": (Status.MET, "figures"),
        "1.2.1": (Status.MET, "figures"),
        "1.2.2": (Status.EXCEEDED, "figures"),
        "1.2.3": (Status.MET, "figures"),
    }
    assert found.result("1.2.2").value == 19


def test_parts_win_over_a_typed_rate_and_a_contradiction_is_said(score: Score) -> None:
    report = score("""
        | Mã | Kết quả |
        | 1.1.1 | 98,5% |
        | literate_15 | #970 |
        | population_15 | #1000 |
    """)
    result = one(report).result("1.1.1")
    assert (result.status, result.basis, result.value) == (Status.NOT_MET, "figures", 97)
    assert codes(report) == {"rate-contradicts-parts"}


def test_the_requirement_of_the_office_counts_and_says_whose_it_is(score: Score) -> None:
    result = one(score("| Mã | Kết quả | Yêu cầu |\n| 1.1.1 | 97% | từ 95% trở lên |")).result("1.1.1")
    assert result.target is not None
    assert (result.status, result.target.low, result.target.basis) == (Status.EXCEEDED, 95, Basis.OFFICE)
    assert (result.target.typed, result.target.place) == ("từ 95% trở lên", "biểu.xlsx:Biểu!C2")


def test_a_requirement_that_repeats_the_set_leaves_the_source_of_the_set(score: Score) -> None:
    result = one(score("| Mã | Kết quả | Yêu cầu |\n| 1.1.1 | 97% | ≥ 98% |")).result("1.1.1")
    assert result.target is not None and result.target.basis == Basis.REGULATION


def test_a_requirement_that_cannot_be_read_leaves_the_target_of_the_set(score: Score) -> None:
    report = score("| Mã | Kết quả | Yêu cầu |\n| 1.1.1 | 97% | theo quy định |")
    result = one(report).result("1.1.1")
    assert (
        result.status == Status.NOT_MET
        and result.target is not None
        and result.target.basis == Basis.REGULATION
    )
    assert codes(report) == {"unreadable-target"}


def test_two_requirements_for_one_indicator_are_both_left(score: Score) -> None:
    report = score("""
        | Mã | Kết quả | Yêu cầu |
        | 1.1.1 | 97% | ≥ 95% |
        | Mã | Nội dung | Yêu cầu |
        | 1.1.1 | | ≥ 96% |
    """)
    result = one(report).result("1.1.1")
    assert result.target is not None and result.target.basis == Basis.REGULATION
    assert codes(report) == {"answered-twice"}


def test_a_requirement_in_the_row_of_the_only_question_is_that_of_the_indicator(score: Score) -> None:
    result = one(
        score("| Nội dung | Số liệu | Yêu cầu |\n| Chi cho học tập suốt đời | #900 | từ 1000 |")
    ).result("1.2.3")
    assert (result.status, result.value) == (Status.NOT_MET, 900)


def test_a_requirement_in_the_row_of_another_question_is_said(score: Score) -> None:
    report = score("| Nội dung | Số liệu | Yêu cầu |\n| Dân số | #900 | ≥ 1000 |\n| Số học sinh | #9 | |")
    assert codes(report) == {"unreadable-target"}


def test_experts_judge_with_a_reason(score: Score) -> None:
    found = one(
        score("""
            | Mã | Kết quả | Kết luận của chuyên gia | Lý do |
            | 2.1.2 | | Đạt | Đủ biên bản họp |
            | 1.1.1 | 98% | | |
        """)
    ).result("2.1.2")
    assert (found.status, found.basis) == (Status.MET, "expert")
    assert {c.role: c.raw for c in found.cited} == {"verdict": "Đạt", "reason": "Đủ biên bản họp"}


NONE = {
    "0": (Status.NOT_MET, ""),
    "-": (Status.NO_DATA, "unclear"),
    "Không có": (Status.NO_DATA, "unclear"),
    "chưa có số liệu": (Status.NO_DATA, "not_collected"),
    "": (Status.NO_DATA, "missing"),
    "không áp dụng": (Status.NOT_APPLICABLE, ""),
    "1.234": (Status.NO_DATA, "voided"),
    "#DIV/0!": (Status.NO_DATA, "voided"),
    "=A1": (Status.NO_DATA, "voided"),
    "@2022-12-11": (Status.NO_DATA, "voided"),
    "khoảng 12": (Status.NO_DATA, "voided"),
    "-5": (Status.NO_DATA, "voided"),
}


@pytest.mark.parametrize("typed", NONE)
def test_the_kinds_of_none_stay_apart_to_the_end(typed: str, score: Score) -> None:
    report = score(f"| Mã | Số liệu | Kỳ trước |\n| places | {typed} | #3 |\n| population | #5 | |")
    result = one(report).result("1.2.1")
    assert (result.status, result.reason) == NONE[typed]
    if result.reason in ("voided", "unclear"):
        assert any(finding.place.cell == "B2" for finding in report.findings)


def test_every_result_leads_back_to_its_cells(score: Score) -> None:
    report = score("""
        == Dân số ==
        | Mã | Số liệu |
        | population_15 | 1000 người |
        == Học tập ==
        | Mã | Số liệu |
        | literate_15 | #985 |
    """)
    cited = one(report).result("1.1.1").cited
    assert [(c.item, str(c.place), c.raw, c.value) for c in cited] == [
        ("literate_15", "biểu.xlsx:Học tập!B2", "985", 985),
        ("population_15", "biểu.xlsx:Dân số!B2", "1000 người", 1000),
    ]


def test_formulas_are_never_calculated_again(tmp_path: Path) -> None:
    """A stored value counts, whatever its formula would give now."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Mã", "Kết quả"], ["1.1.1", "=50+50"], ["2.1.3", 100]):
        book.active.append(row)
    book.active["A4"], book.active["B4"] = "places", 12
    book.save(tmp_path / "a.xlsx")
    stored = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<f>50+50</f><v />", b"<f>50+50</f><v>97</v>")
                content = content.replace(b"<f>50+50</f><v></v>", b"<f>50+50</f><v>97</v>")
                assert b"<v>97</v>" in content
            new.writestr(name, content)
    (tmp_path / "a.xlsx").write_bytes(stored.getvalue())
    result = assess([tmp_path / "a.xlsx"], SAMPLE).assessments[0].result("1.1.1")
    assert (result.value, result.cited[0].raw) == (97, "97")


# --- What is no return -------------------------------------------------------------------

NO_RETURNS = {
    "empty-workbook": "== A ==\n== B ==",
    "no-table": "Báo cáo năm 2022\nKhông có bảng nào ở đây.",
    "nothing-matched": "| Mã | Nội dung | Số liệu |\n| 9.9.9 | Số cây xanh | #12 |",
    "other-set": "Bộ tiêu chí: vn-khac-2030\n| Mã | Nội dung | Số liệu |\n| 1.1.1 | | #12 |",
}


@pytest.mark.parametrize("code", NO_RETURNS)
def test_what_is_no_return_is_one_clear_error(code: str, score: Score) -> None:
    with pytest.raises(LcityError) as raised:
        score(NO_RETURNS[code])
    assert raised.value.code == code
    for language in ("vi", "en"):
        said = words.words(language).error(raised.value)
        assert "biểu.xlsx" in said and "\n" not in said and "{" not in said


def test_the_form_of_another_set_is_refused(score: Score) -> None:
    with pytest.raises(LcityError) as raised:
        score(
            """
                == lcity == hidden
                | set | vn-khac-2030 |
                | version | 1 |
                == A ==
                | Mã | Số liệu |
                | places | #12 |
            """
        )
    assert raised.value.values["other"] == "vn-khac-2030"


def test_the_form_of_this_set_gives_unit_and_period_and_may_be_worded_freely(score: Score) -> None:
    form = """
        == lcity == hidden
        | set | sample |
        | version | 2026.1 |
        | unit | Phường Mẫu |
        | period | 2022 |

    """
    found = one(score(form + "== A ==\n| Mã | Nội dung | Kết quả |\n| 1.1.1 | Übersetzter Titel | 98% |"))
    assert (found.unit, found.period, found.result("1.1.1").value) == ("Phường Mẫu", "2022", 98)


@pytest.mark.parametrize(
    ("lines", "unit", "period"),
    [
        ("Đơn vị: Phường Mẫu\nKỳ báo cáo: năm 2022", "Phường Mẫu", "2022"),
        ("| Đơn vị báo cáo | Phường Mẫu |\n| Năm | #2022 |", "Phường Mẫu", "2022"),
        ("BẢNG KẾT QUẢ KHẢO SÁT NĂM 2022\nĐơn vị: điểm", "biểu", "2022"),
        ("Đơn vị: Triệu Phong", "Triệu Phong", ""),
        ("Mẫu, ngày 5 tháng 1 năm 2023\nTheo Quyết định số 12/QĐ-UBND năm 2021", "biểu", ""),
        ("KẾT QUẢ GIAI ĐOẠN 2020 - 2025", "biểu", ""),
        ("Kỳ báo cáo: năm học 2021-2022", "biểu", "năm học 2021-2022"),
        ("", "biểu", ""),
    ],
)
def test_unit_and_period_come_from_the_lines_above(lines: str, unit: str, period: str, score: Score) -> None:
    found = one(score(f"{lines}\n| Mã | Đơn vị | Số liệu |\n| places | điểm | #12 |\n| | Năm 2019 | |"))
    assert (found.unit, found.period) == (unit, period)


WORD_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
    '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)


WORD_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def test_missing_files_folders_and_other_files_are_one_clear_error_each(tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    with zipfile.ZipFile(tmp_path / "thư.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", WORD_TYPES)
        archive.writestr("_rels/.rels", WORD_RELATIONS)
        archive.writestr("word/document.xml", "<document/>")
    good = tables.write(tmp_path / "tốt.xlsx", "| Mã | Số liệu |\n| places | #12 |").read_bytes()
    (tmp_path / "cụt.xlsx").write_bytes(good[: len(good) // 2])
    (tmp_path / "không.xlsx").write_bytes(b"")
    with (tmp_path / "khóa.xlsx").open("wb") as locked:
        OOXMLFile(io.BytesIO(good)).encrypt("bí mật", locked)
    expected = {
        "không có.xlsx": "file-missing",
        "trống": "no-workbooks",
        "thư.docx": "not-a-workbook-but",
        "cụt.xlsx": "workbook-broken",
        "không.xlsx": "file-empty",
        "khóa.xlsx": "workbook-encrypted",
    }
    for name, code in expected.items():
        with pytest.raises(LcityError) as raised:
            assess([tmp_path / name], SAMPLE)
        assert (name, raised.value.code) == (name, code)
        assert "\n" not in words.words("vi").error(raised.value)


def test_one_bad_file_among_others_is_a_finding_and_all_bad_ones_an_error(tmp_path: Path) -> None:
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    tables.write(tmp_path / "khác.xlsx", NO_RETURNS["other-set"])
    with pytest.raises(LcityError):
        assess([tmp_path], SAMPLE)
    tables.write(tmp_path / "tốt.xlsx", "| Mã | Số liệu |\n| places | #12 |")
    report = assess([tmp_path], SAMPLE)
    assert [a.file for a in report.assessments] == ["tốt.xlsx"]
    unread = {f.place.file: f.values["error"].code for f in report.findings if f.code == "unreadable-file"}  # type: ignore[attr-defined]
    assert unread == {"hỏng.xlsx": "workbook-broken"}
    assert [f.place.file for f in report.findings if f.code == "wrong-form"] == ["khác.xlsx"]


WRONG = {
    "two rows with one code": ("| places | #12 |\n| places | #13 |", "answered-twice"),
    "text where a number belongs": ("| places | nhiều |", "not-a-number"),
    "a negative number": ("| places | #-5 |", "negative"),
    "a part above its whole": ("| literate_15 | #12 |\n| population_15 | #10 |", "part-above-whole"),
    "a share that may be a percentage": ("| 1.1.1 | #0.98 |", "percent-as-fraction"),
    "a whole of zero": ("| literate_15 | #0 |\n| population_15 | #0 |", "whole-is-zero"),
}


@pytest.mark.parametrize(("rows", "code"), WRONG.values(), ids=WRONG)
def test_wrong_figures_are_found_where_they_stand_and_do_not_count(
    rows: str, code: str, score: Score
) -> None:
    report = score(f"| Mã | Số liệu |\n{rows}")
    assert code in codes(report)
    assert all(f.place.sheet == "Biểu" and f.place.cell for f in report.findings)
    assert not any(r.met or r.status == Status.NOT_MET for r in one(report).results)


# --- Large and hostile -------------------------------------------------------------------


def quickly(path: Path, seconds: float = 8) -> Assessment:
    start = time.perf_counter()
    found = assess([path], SAMPLE).assessments[0]
    assert time.perf_counter() - start < seconds
    return found


def write(path: Path, cells: dict[tuple[int, int], object], merged: list[str] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), value in cells.items():
        sheet.cell(row, column, value)
    for area in merged or []:
        sheet.merge_cells(area)
    book.save(path)
    return path


HEAD: dict[tuple[int, int], object] = {(1, 1): "Mã", (1, 2): "Số liệu", (2, 1): "places", (2, 2): 12}


def test_a_stray_cell_far_away_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {**HEAD, (1_048_576, 16_384): "x"})
    assert quickly(path).result("1.2.1").cited[0].value == 12


def test_twenty_thousand_blank_rows_do_not_end_a_table(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {**HEAD, (20_002, 1): "population", (20_002, 2): 5})
    assert [c.value for c in quickly(path).result("1.1.2").cited] == [5]


def test_three_hundred_columns_are_quick(tmp_path: Path) -> None:
    wide = {(row, column): f"Cột {column}" for row in range(1, 6) for column in range(3, 300)}
    assert quickly(write(tmp_path / "a.xlsx", {**HEAD, **wide})).result("1.2.1").cited[0].value == 12


def test_thousands_of_unknown_rows_are_quick(tmp_path: Path) -> None:
    rows: dict[tuple[int, int], object] = {}
    for row in range(3, 5000):
        rows |= {(row, 1): f"mã {row}", (row, 2): row, (row, 3): f"Một nội dung khác hẳn, dòng {row}"}
    path = write(tmp_path / "a.xlsx", {**HEAD, (1, 3): "Nội dung", **rows})
    assert quickly(path, 15).result("1.2.1").cited[0].value == 12


def test_a_cell_of_letters_without_end_is_quick(tmp_path: Path) -> None:
    rows: dict[tuple[int, int], object] = {(row, 1): "a" * 32_000 for row in range(3, 60)}
    assert quickly(write(tmp_path / "a.xlsx", {**HEAD, **rows})).result("1.2.1").cited[0].value == 12


def test_merged_ranges_over_everything_are_quick(tmp_path: Path) -> None:
    rows: dict[tuple[int, int], object] = {
        (row, column): "x" for row in range(4, 400) for column in range(1, 40)
    }
    merged = [f"A{row}:XFD{row + 1}" for row in range(500, 1500, 2)]
    path = write(tmp_path / "a.xlsx", {**HEAD, **rows, **{(row, 1): "y" for row in range(500, 1500, 2)}}, [])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    for area in merged:
        book.active.merged_cells.add(area)  # type: ignore[no-untyped-call]
    book.save(path)
    assert quickly(path).result("1.2.1").cited[0].value == 12
