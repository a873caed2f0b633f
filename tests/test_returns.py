"""Reading returns: sheets as offices make them, drawn as tables, written as real files.

What must hold everywhere: each figure is found where it stands, or a finding says that it was not read.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from lcity import assess, checks, criteria, returns
from lcity.model import Criteria
from lcity.returns import Return

SAMPLE = criteria.load(Path(__file__).parent / "sample.yaml")
Read = Callable[..., Return]


def figures(found: Return) -> dict[str, object]:
    """What was read, by item and role: the number, else the state. Twice the same item must agree."""
    read: dict[str, object] = {}
    for answer in found.answers:
        if answer.role not in ("figure", "result", "previous"):
            continue
        role = "" if answer.role in ("figure", "result") else f" {answer.role}"
        said = answer.value if answer.value == answer.value else answer.state
        assert read.setdefault(answer.item + role, said) == said
    return read


def texts(found: Return, role: str) -> dict[str, str]:
    return {answer.item: answer.raw for answer in found.answers if answer.role == role}


def odd(found: Return) -> list[str]:
    """What reading noted, as «code cell»."""
    return [f"{finding.code} {finding.place.cell}".strip() for finding in found.findings]


def report(path: Path, criteria: Criteria) -> assess.Assessment:
    return assess.assess([path], criteria).assessments[0]


# --- Headers -----------------------------------------------------------------------------

THREE = {"places": 12, "1.1.1": 98.5, "population": 1000}

HEADERS = {
    "a form": """
        | Mã | Nội dung | Đơn vị tính | Số liệu |
        | places | Số điểm học tập cộng đồng | điểm | #12 |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | % | 98,5% |
        | population | Dân số | người | 1000 |
    """,
    "columns in another order, and other columns between": """
        | Phụ trách | Số liệu | Màu | Nội dung | Điện thoại | Mã |
        | Bà A | #12 | xanh | Số điểm học tập cộng đồng | 0912 | places |
        | Ông B | 98,5% | đỏ | Tỷ lệ người biết chữ từ 15 tuổi | 0913 | 1.1.1 |
        | Ông B | 1000 | | Dân số | 0913 | population |
    """,
    "titles above, blank rows, a total, notes and signatures below": """
        ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU

        | | BIỂU TỔNG HỢP SỐ LIỆU | < | < |

        | STT | Chỉ tiêu | ĐVT | Kết quả |

        | 1 | Số điểm học tập cộng đồng | điểm | #12 |
        | 2 | Tỷ lệ người biết chữ từ 15 tuổi | % | 98,5% |

        | 3 | Dân số | người | 1000 |
        | | Tổng cộng | | #1110.5 |

        Ghi chú: số liệu lấy từ Niên giám thống kê 2021, trang 98.
        | | Người lập biểu | | Mẫu, ngày 05 tháng 01 năm 2023 |
        | | (Ký, ghi rõ họ tên) | | CHỦ TỊCH |
    """,
    "two merged header rows": """
        | Mã | Nội dung | Kết quả | < | Ghi chú |
        | ^ | ^ | Kỳ trước | Kỳ này | ^ |
        | places | Số điểm học tập cộng đồng | | #12 | |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | | 98,5% | |
        | population | Dân số | | 1000 | |
    """,
    "three merged header rows and column numbers": """
        | TT | Tiêu chí, chỉ số | Tự đánh giá của đơn vị | < | < | Ghi chú |
        | ^ | ^ | Kết quả | < | Đạt/Chưa đạt | ^ |
        | ^ | ^ | Năm 2021 | Năm 2022 | ^ | ^ |
        | (1) | (2) | (3) | (4) | (5) | (6) |
        | 1 | Số điểm học tập cộng đồng | | #12 | | |
        | 2 | Tỷ lệ người biết chữ từ 15 tuổi | | 98,5% | | |
        | 3 | Dân số | | 1000 | | |
    """,
    "four header rows in two languages": """
        | Mã | Nội dung | Số liệu | < |
        | Code | Title | Value | < |
        | ^ | ^ | 2021 | 2022 |
        | A | B | 1 | 2 |
        | places | Số điểm học tập cộng đồng | | #12 |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | | 98,5% |
        | population | Dân số | | 1000 |
    """,
    "labels in English": """
        | No. | Indicator | Unit | Value | Remarks |
        | 1 | Community learning places | places | #12 | |
        | 2 | Adult literacy rate | % | 98.5% | |
        | 3 | Population | people | 1000 | |
    """,
    "labels without accents, in capitals, with units and numbers": """
        | STT | NOI DUNG | (3) SO LIEU (nguoi, %) |
        | 1 | Số điểm học tập cộng đồng | #12 |
        | 2 | Tỷ lệ người biết chữ từ 15 tuổi | 98,5% |
        | 3 | Dân số | 1000 |
    """,
    "two tables with a header each": """
        I. Chỉ số
        | Mã | Nội dung | Kết quả |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | 98,5% |

        II. Số liệu
        | Nội dung | Đơn vị tính | Ghi chú | Số liệu |
        | Số điểm học tập cộng đồng | điểm | | #12 |
        | Dân số | người | | 1000 |
    """,
    "the header repeated on each page": """
        | Mã | Nội dung | Số liệu |
        | places | Số điểm học tập cộng đồng | #12 |
        | Mã | Nội dung | Số liệu |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | 98,5% |
        | Mã | Nội dung | Số liệu |
        | population | Dân số | 1000 |
    """,
    "several sheets": """
        == Hướng dẫn ==
        Điền số liệu vào các trang sau.
        == Chỉ số ==
        | Mã | Nội dung | Kết quả |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | 98,5% |
        == Số liệu ==
        | | Nội dung | Số liệu |
        | | Số điểm học tập cộng đồng | #12 |
        | | Dân số | 1000 |
    """,
    "standards, criteria and indicators in columns of their own": """
        | Tiêu chuẩn | Tiêu chí | Chỉ số | Kết quả |
        | Điều kiện học tập | Người học | Tỷ lệ người biết chữ từ 15 tuổi | 98,5% |
        | ^ | ^ | Dân số | 1000 |
        | ^ | Nơi học và kinh phí | Số điểm học tập cộng đồng | #12 |
    """,
    "standards and criteria as heading rows": """
        | Mã | Nội dung | Kết quả |
        | Tiêu chuẩn 1. Điều kiện học tập | < | < |
        | 1.1 | Người học | |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | 98,5% |
        | | - Dân số | 1000 |
        | 1.2 | Nơi học và kinh phí | |
        | | - Số điểm học tập cộng đồng: | #12 |
    """,
    "a row of years without any other label": """
        | Mã | Nội dung | Năm 2021 | Năm 2022 |
        | places | Số điểm học tập cộng đồng | | #12 |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | | 98,5% |
        | population | Dân số | | 1000 |
    """,
}


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
@pytest.mark.parametrize("drawing", HEADERS.values(), ids=HEADERS)
def test_a_sheet_is_read_however_it_is_laid_out(drawing: str, suffix: str, read: Read) -> None:
    found = read(drawing, f"biểu{suffix}")
    assert figures(found) == THREE
    assert odd(found) == []


# --- Rows --------------------------------------------------------------------------------

NAMES = {
    "code": "| 1.1.1 | |",
    "code with a stop": "| 1.1.1. | Tỷ lệ người biết chữ từ 15 tuổi |",
    "code with commas": "| 1,1,1 | |",
    "code with spaces": "| 1 . 1 . 1 | |",
    "code with letters": "| CS 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi |",
    "code with words": "| Chỉ số 1.1.1: | |",
    "code in the title": "| | 1.1.1. Tỷ lệ người biết chữ từ 15 tuổi |",
    "code and letters in the title": "| | CS 1.1.1 - Tỷ lệ người biết chữ từ 15 tuổi |",
    "code in brackets in the title": "| | (1.1.1) Tỷ lệ người biết chữ |",
    "title alone": "| | Tỷ lệ người biết chữ từ 15 tuổi |",
    "title in capitals": "| | TỶ LỆ NGƯỜI BIẾT CHỮ TỪ 15 TUỔI |",
    "title decomposed": "| | Ty\u0309 lê\u0323 người biê\u0301t chữ từ 15 tuổi |",
    "title with i for y": "| | Tỉ lệ người biết chữ từ 15 tuổi |",
    "title without accents": "| | Ty le nguoi biet chu tu 15 tuoi |",
    "title with some accents": "| | Tỷ lệ người biet chu từ 15 tuoi |",
    "title with odd spaces": "| | \u00a0Tỷ lệ  người biết\u200b chữ từ 15 tuổi |",
    "dash before": "| | - Tỷ lệ người biết chữ từ 15 tuổi |",
    "number before": "| | 1) Tỷ lệ người biết chữ từ 15 tuổi |",
    "letter before": "| | a. Tỷ lệ người biết chữ từ 15 tuổi |",
    "colon behind": "| | Tỷ lệ người biết chữ từ 15 tuổi: |",
    "unit behind": "| | Tỷ lệ người biết chữ từ 15 tuổi (%) |",
    "unit and colon behind": "| | + Tỷ lệ người biết chữ từ 15 tuổi (%): |",
    "English": "| | Adult literacy rate |",
    "another numbering": "| 7 | Tỷ lệ người biết chữ từ 15 tuổi |",
    "words of the office": "| 1.1.1 | Người từ 15 tuổi trở lên biết chữ (tỷ lệ) |",
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("columns", ["Mã", "STT"])
def test_a_row_is_known_by_its_code_or_title(columns: str, names: str, read: Read) -> None:
    found = read(f"| {columns} | Nội dung | Kết quả |\n{names} 98,5% |")
    assert figures(found) == {"1.1.1": 98.5}
    assert odd(found) == (["decomposed-accents B2"] if "\u0309" in names else [])


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("Số điểm học tập CỘNG ĐỒNG", "places"),
        ("Số ðiểm học tập cộng ðồng", "places"),  # eth, which old fonts put for đ
        ("Có kế hoạch ðược phê duyệt", "plan"),
        ("Số xã có trung tâm học tập (xã, phường)", "communes_centre"),
        ("Số học sinh (người)", "pupils"),
    ],
)
def test_the_row_of_a_question_is_known_by_its_label(typed: str, item: str, read: Read) -> None:
    assert list(figures(read(f"| Nội dung | Số liệu |\n| {typed} | 5 |"))) == [item]


def test_codes_that_became_dates_are_read_and_said(read: Read) -> None:
    found = read(
        """
            | Mã | Nội dung | Kết quả |
            | @2001-02-01 | | #3 |
            | @2001-01-01 | Tỷ lệ người biết chữ từ 15 tuổi | 97% |
        """
    )
    assert figures(found) == {"1.2.1": 3, "1.1.1": 97}
    assert odd(found) == ["code-became-date A2"]


NOT_THAT_ROW = {
    "a title with other accents": ("| | Dân sở |", "unknown-row C2"),
    "a figure of women only": ("| | Dân số (nữ) |", "unknown-row C2"),
    "a figure of another year": ("| | Dân số (năm 2021) |", "unknown-row C2"),
    "a planned figure": ("| | Dân số (kế hoạch) |", "unknown-row C2"),
    "a number that is a standard's": ("| 1 | Dân số trung bình |", "unknown-row C2"),
    "a number in words": ("| | 1000 dân |", "unknown-row C2"),
    "no name at all": ("| | |", "unknown-row C2"),
    "the code of one and the title of another": (
        "| 1.1.1 | Số điểm học tập cộng đồng |",
        "code-and-title-differ A2",
    ),
    "a code of UNESCO": ("| | 1.1.1-a Một chỉ số khác |", "unknown-row C2"),
    "a code of another set": ("| 1.1.1 | Tỷ lệ cử tri đi bầu |", "code-and-title-differ A2"),
    "a code in «STT» that contradicts": (
        "| | 1.1.2 Tỷ lệ người biết chữ từ 15 tuổi |",
        "code-and-title-differ A2",
    ),
}


@pytest.mark.parametrize(("names", "said"), NOT_THAT_ROW.values(), ids=NOT_THAT_ROW)
def test_a_row_that_may_mean_something_else_is_not_read(names: str, said: str, read: Read) -> None:
    found = read(f"| Mã | Nội dung | Số liệu |\n{names} #1234 |\n| places | | #12 |")
    assert figures(found) == {"places": 12}
    assert odd(found) == [said]


@pytest.mark.parametrize("title", ["Tổng cộng", "TỔNG SỐ:", "Cộng", "Total"])
def test_a_total_row_is_nobodys_figure(title: str, read: Read) -> None:
    found = read(f"| TT | Nội dung | Số liệu |\n| 1 | Dân số | #1000 |\n| | {title} | #9999 |")
    assert figures(found) == {"population": 1000}
    assert odd(found) == []


def test_a_heading_is_no_indicator(read: Read) -> None:
    found = read("""
        | STT | Nội dung | Kết quả |
        | 1 | Điều kiện học tập | |
        | 1.1 | Người học | 55% |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | 98% |
    """)
    assert figures(found) == {"1.1.1": 98}


def test_an_unknown_row_offers_what_it_may_be(read: Read) -> None:
    found = read("| Nội dung | Số liệu |\n| Số điểm học tập công cộng | #12 |\n| Số cây xanh | #12 |")
    assert [f.values["other"] for f in found.findings] == ["places", ""]
    assert odd(found) == ["unknown-row B2", "unknown-row B3"]


# --- Columns -----------------------------------------------------------------------------


def test_two_years_and_the_period_before(read: Read) -> None:
    found = read("""
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Số liệu 2020 | Số liệu 2021 | Số liệu 2022 |
        | places | | #10 | #11 | #12 |
    """)
    assert figures(found) == {"places": 12, "places previous": 11}
    assert found.period == "2022"


@pytest.mark.parametrize(
    "label", ["Kỳ trước", "Năm trước", "Kết quả năm trước", "Previous year", "Kỳ trước (2021)"]
)
def test_a_column_for_the_period_before(label: str, read: Read) -> None:
    found = read(f"| Mã | {label} | Kết quả |\n| 1.1.1 | 97% | 98% |\n| places | #11 | #12 |")
    assert figures(found) == {"1.1.1": 98, "1.1.1 previous": 97, "places": 12, "places previous": 11}


def test_parts_in_columns_of_their_own(read: Read) -> None:
    found = read("| Mã | Tử số | Mẫu số | Tỷ lệ (%) |\n| 1.1.1 | #98 | #100 | 98% |\n| 2.1.3 | #3 | #4 | |")
    assert figures(found) == {
        "literate_15": 98,
        "population_15": 100,
        "1.1.1": 98,
        "communes_centre": 3,
        "communes": 4,
    }


def test_numbers_and_rates_in_columns_of_their_own(read: Read) -> None:
    found = read("""
        | Mã | Nội dung | Số lượng | Tỷ lệ (%) |
        | 1.1.1 | Tỷ lệ người biết chữ từ 15 tuổi | | 98,5 |
        | 2.1.3 | | 3/4 | |
        | places | Số điểm học tập cộng đồng | #12 | |
        | 1.2.1 | | #12 | |
    """)
    assert figures(found) == {"1.1.1": 98.5, "2.1.3": 0.75, "places": 12, "1.2.1": 12}
    assert odd(found) == []


@pytest.mark.parametrize(
    "label",
    [
        "Kế hoạch 2023",
        "Kết quả (kế hoạch)",
        "Thực hiện (ước)",
        "Dự kiến 2022",
        "Mục tiêu",
        "So với kế hoạch (%)",
        "Tỷ lệ tăng",
    ],
)
def test_a_column_that_is_no_result_is_not_read_as_one(label: str, read: Read) -> None:
    found = read(f"Năm: 2022\n| Mã | Nội dung | {label} | Số liệu |\n| places | | #99 | #12 |")
    assert figures(found) == {"places": 12}


UNCLEAR = {
    "a sum that is none of a part": """
        | Mã | Nội dung | Tổng số | Số liệu |
        | places | | #99 | #12 |
        | 1.1.1 | | #99 | |
    """,
    "women apart": """
        | Mã | Nội dung | Trong đó: nữ | Thành phố |
        | ^ | ^ | Số liệu | Kết quả |
        | places | | #99 | |
    """,
    "men and women below a result": """
        | Mã | Nội dung | Kết quả | < |
        | ^ | ^ | Nam | Nữ |
        | places | | #5 | #7 |
    """,
    "the year after": """
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Số liệu 2023 | Số liệu |
        | places | | #99 | #12 |
    """,
    "only the year before": """
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Kết quả 2021 |
        | places | | #99 |
    """,
    "a span of years": """
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Số liệu 2018-2022 |
        | places | | #99 |
    """,
    "two columns for one thing": """
        | Mã | Nội dung | Số liệu | Số liệu |
        | places | | #99 | #12 |
    """,
    "the figures of experts": """
        | Mã | Nội dung | Chuyên gia đánh giá | Ghi chú |
        | ^ | ^ | Kết quả | ^ |
        | places | | #99 | |
    """,
}


@pytest.mark.parametrize("drawing", UNCLEAR.values(), ids=UNCLEAR)
def test_a_column_that_is_not_clear_is_not_read(drawing: str, read: Read) -> None:
    found = read(drawing)
    assert figures(found).get("places", 12) == 12
    assert "population_15" not in figures(found)
    assert odd(found), "nothing was said about a column of figures"


def test_years_over_numbers_and_rates(read: Read) -> None:
    found = read("""
        | Mã | Năm 2021 | < | Năm 2022 | < |
        | ^ | Số lượng | Tỷ lệ (%) | Số lượng | Tỷ lệ (%) |
        | places | #11 | | #12 | |
        | 1.1.1 | | 97 | | 98 |
    """)
    assert figures(found) == {"places previous": 11, "places": 12, "1.1.1 previous": 97, "1.1.1": 98}
    assert odd(found) == []


def test_years_may_be_numbers(read: Read) -> None:
    found = read("| Mã | Nội dung | #2021 | #2022 |\n| places | | #11 | #12 |")
    assert figures(found) == {"places previous": 11, "places": 12}


def test_the_heading_of_a_sheet_goes_before_its_name(read: Read) -> None:
    found = read("== Khảo sát 2021 ==\nKỳ báo cáo: 2022\n| Mã | Số liệu |\n| places | #12 |")
    assert figures(found) == {"places": 12} and found.period == "2022"


def test_two_tables_side_by_side_are_not_mixed_up(read: Read) -> None:
    found = read("| Mã | Số liệu | | Mã | Số liệu |\n| places | #12 | | population | #5 |")
    assert figures(found) == {} and {code.split()[0] for code in odd(found)} == {"column-twice"}


def test_communes_in_columns_are_no_figures_of_the_city(read: Read) -> None:
    found = read("| Mã | Phường A | Phường B | Tổng số |\n| places | #5 | #7 | #12 |")
    assert figures(found) == {} and odd(found) == ["column-unclear D1"]


def test_a_table_of_evidence_alone_belongs_to_the_same_answers(read: Read) -> None:
    found = read("| Mã | Kết quả |\n| 1.1.1 | 98% |\n| Mã | Minh chứng |\n| 1.1.1 | Báo cáo 12 |")
    assert figures(found) == {"1.1.1": 98} and texts(found, "evidence") == {"1.1.1": "Báo cáo 12"}


def test_rows_above_the_first_header_are_not_lost_silently(read: Read) -> None:
    found = read("| population | 158.212,0 |\n| Mã | Số liệu |\n| places | #12 |")
    assert figures(found) == {"places": 12} and odd(found) == ["no-table A1"]


@pytest.mark.parametrize(
    ("label", "item", "wrong"),
    [
        ("Số liệu (nghìn người)", "population", True),
        ("Số liệu (người)", "population", False),
        ("Số liệu (người, %)", "population", False),
        ("Số liệu (triệu đồng)", "spending", False),
        ("Kết quả (%)", "1.1.1", False),
        ("Kết quả (%)", "population", True),
        ("Tỷ lệ", "population", True),
        ("Tỷ lệ", "1.1.1", False),
        ("Kết quả (1)", "population", False),
    ],
)
def test_a_unit_in_the_header_that_contradicts_is_not_overlooked(
    label: str, item: str, wrong: bool, read: Read
) -> None:
    found = read(f"| Mã | {label} |\n| {item} | #12 |")
    assert [answer.value for answer in found.answers] == [12]
    said = {f.code for f in checks.run(returns.frame([found]), SAMPLE)[0]}
    assert ("other-unit" in said) == wrong


def test_a_unit_over_the_table_that_contradicts_is_not_overlooked(read: Read) -> None:
    found = read("(Đơn vị tính: nghìn người)\n| Mã | Số liệu |\n| population | #158 |")
    assert "other-unit" in {f.code for f in checks.run(returns.frame([found]), SAMPLE)[0]}
    found = read("| | ĐVT: người |\n| Mã | Số liệu |\n| population | #158 |")
    assert odd(found) == [] and [answer.wording for answer in found.answers] == [""]


def test_a_number_among_judgements_is_not_lost(read: Read) -> None:
    found = read("| Mã | Kết quả | Kết quả tự đánh giá |\n| 1.1.1 | | 98% |\n| places | #12 | Đạt |")
    assert figures(found) == {"places": 12} and odd(found) == ["figure-unclear C2"]


def test_the_requirement_for_another_year_is_not_that_of_this_one(read: Read) -> None:
    found = read("""
        Kỳ báo cáo: 2022
        | Mã | Mục tiêu 2025 | Kết quả 2022 |
        | 1.1.1 | 99% | 98% |
    """)
    assert found.targets == {} and figures(found) == {"1.1.1": 98}
    assert odd(found) == ["other-period B2"]


def test_the_appraisal_of_others_is_not_the_self_assessment(read: Read) -> None:
    found = read("""
        | Mã | Tự đánh giá | < | Thẩm định | < |
        | ^ | Kết quả | Đạt/Chưa đạt | Kết quả | Đạt/Chưa đạt |
        | 1.1.1 | 98% | Đạt | 97% | Chưa đạt |
    """)
    assert figures(found) == {"1.1.1": 98} and texts(found, "met") == {"1.1.1": "Đạt"}
    assert odd(found) == ["column-unclear D2", "column-unclear E2"]


@pytest.mark.parametrize("labels", [("Quý I", "Quý II"), ("Trong kỳ", "Lũy kế"), ("Nam", "Nữ")])
def test_columns_below_a_result_that_are_not_understood_are_not_read(
    labels: tuple[str, str], read: Read
) -> None:
    found = read(f"| Mã | Kết quả | < |\n| ^ | {labels[0]} | {labels[1]} |\n| places | #5 | #7 |")
    assert figures(found) == {} and odd(found)


PLANS = {
    "over": """
        | Mã | Nội dung | Kế hoạch | Thực hiện |
        | ^ | ^ | Số lượng | Số lượng |
        | places | | #99 | #12 |
    """,
    "below": """
        | Mã | Nội dung | Kết quả | < |
        | ^ | ^ | Kế hoạch | Thực hiện |
        | places | | #99 | #12 |
    """,
}


@pytest.mark.parametrize("drawing", PLANS.values(), ids=PLANS)
def test_plan_and_result_side_by_side(drawing: str, read: Read) -> None:
    assert figures(read(drawing)) == {"places": 12}


OTHER_FIGURES = {
    "a table of plans below": """
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Số liệu |
        | places | | #12 |

        Kế hoạch năm 2023
        | Mã | Nội dung | Số liệu |
        | population | | #99 |
    """,
    "a table with a header of its own": """
        | Mã | Nội dung | Số liệu |
        | places | | #12 |
        | Mã | Nội dung | Kế hoạch 2023 |
        | population | | #99 |
    """,
    "last year's table below": """
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Số liệu |
        | places | | #12 |

        Biểu 2. Số liệu năm 2020
        | Mã | Nội dung | Số liệu |
        | population | | #99 |
    """,
    "last year's rows below a line": """
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Số liệu |
        | places | | #12 |
        | II. Số liệu năm 2020 | < | < |
        | population | | #99 |
    """,
    "a sheet of an earlier year": """
        == Khảo sát 2020 ==
        | Mã | Nội dung | Số liệu |
        | population | | #99 |
        == Khảo sát 2022 ==
        | Mã | Nội dung | Số liệu |
        | places | | #12 |
    """,
    "a sheet of plans": """
        == Kết quả ==
        | Mã | Nội dung | Số liệu |
        | places | | #12 |
        == Kế hoạch ==
        | Mã | Nội dung | Số liệu |
        | population | | #99 |
    """,
    "a sheet with another period in its heading": """
        == A ==
        Kỳ báo cáo: 2022
        | Mã | Nội dung | Số liệu |
        | places | | #12 |
        == B ==
        Kỳ báo cáo: 2020
        | Mã | Nội dung | Số liệu |
        | population | | #99 |
    """,
}


@pytest.mark.parametrize("drawing", OTHER_FIGURES.values(), ids=OTHER_FIGURES)
def test_figures_of_another_period_or_plan_are_not_results(drawing: str, read: Read) -> None:
    found = read(drawing)
    assert figures(found) == {"places": 12}
    assert [code.split()[0] for code in odd(found)] in (["other-period"], ["no-table"])


def test_the_sheet_of_the_year_before_gives_the_period_before(read: Read) -> None:
    found = read("""
        == 2021 ==
        | Mã | Số liệu | Yêu cầu | Tự đánh giá |
        | places | #10 | | |
        | 1.1.1 | 97% | ≥ 90% | Đạt |
        == 2022 ==
        | Mã | Số liệu | Yêu cầu | Tự đánh giá |
        | places | #12 | | |
        | 1.1.1 | 98% | | Chưa đạt |
    """)
    assert figures(found) == {"places previous": 10, "places": 12, "1.1.1 previous": 97, "1.1.1": 98}
    assert found.targets == {} and texts(found, "met") == {"1.1.1": "Chưa đạt"}
    assert found.period == "2022"


@pytest.mark.parametrize(
    ("label", "offered"),
    [("Số liệuu", "Số liệu"), ("Minh chưnngs", "Minh chứng"), ("Kết quả dạt đưược", "Kết quả đạt được")],
)
def test_a_label_that_is_nearly_known_is_offered(label: str, offered: str, read: Read) -> None:
    found = read(f"| Mã | Nội dung | {label} | Kỳ trước |\n| places | | 12 | 11 |")
    assert [(f.code, f.values.get("near")) for f in found.findings] == [("near-column", offered)]


def test_a_table_of_known_rows_without_a_column_of_figures_is_said(read: Read) -> None:
    found = read(
        """
            == A ==
            | Mã | Số liệu |
            | places | #12 |
            == B ==
            | population | #5 |
            == C ==
            | Mã | Nội dung | Tháng 6 |
            | pupils | | #7 |
        """
    )
    assert figures(found) == {"places": 12}
    assert odd(found) == ["no-table A1", "no-table C1"]


# --- Cells -------------------------------------------------------------------------------

MERGED = {
    "over two items": """
        | Mã | Nội dung | Số liệu |
        | places | | #12 |
        | population | | ^ |
    """,
    "over two columns of figures": """
        | Mã | Kỳ trước | Số liệu |
        | places | #12 | < |
    """,
    "of a verdict over two indicators": """
        | Mã | Số liệu | Kết luận chuyên gia |
        | 2.1.2 | | Đạt |
        | 2.1.3 | | ^ |
    """,
}


@pytest.mark.parametrize("drawing", MERGED.values(), ids=MERGED)
def test_a_merged_figure_is_given_to_nobody_where_several_may_own_it(drawing: str, read: Read) -> None:
    found = read(drawing)
    assert figures(found) == {} and texts(found, "verdict") == {}
    assert [code.split()[0] for code in odd(found)] == ["merged-figure"]


def test_a_figure_merged_over_the_lines_of_one_item_counts_once(read: Read) -> None:
    found = read(
        """
            | Mã | Nội dung | Số liệu |
            | places | Số điểm học tập cộng đồng | #12 |
            | | (nhà văn hóa, thư viện) | ^ |
        """
    )
    assert figures(found) == {"places": 12} and len(found.answers) == 1
    assert odd(found) == []


def test_words_merged_over_rows_hold_for_each(read: Read) -> None:
    found = read(
        """
            | Mã | Số liệu |
            | places | chưa có số liệu |
            | population | ^ |
            | pupils | không áp dụng |
            | teachers | ^ |
        """
    )
    assert figures(found) == {
        "places": "not_collected",
        "population": "not_collected",
        "pupils": "not_applicable",
        "teachers": "not_applicable",
    }


def test_evidence_may_be_merged_over_several_rows(read: Read) -> None:
    found = read(
        """
            | Mã | Kết quả | Minh chứng |
            | 1.1.1 | 98% | Báo cáo số 12 |
            | 1.2.2 | 15 | ^ |
            | 2.1.3 | 100% | |
        """
    )
    assert texts(found, "evidence") == {"1.1.1": "Báo cáo số 12", "1.2.2": "Báo cáo số 12"}


def test_two_rows_below_one_merged_name_are_two_answers(read: Read) -> None:
    found = read("| Mã | Nội dung | Số liệu |\n| places | Số điểm học tập cộng đồng | #12 |\n| ^ | ^ | #15 |")
    assert [answer.value for answer in found.answers] == [12, 15]  # and a check says so
    assert "answered-twice" in {f.code for f in checks.run(returns.frame([found]), SAMPLE)[0]}


def test_hidden_rows_columns_and_sheets_are_read_and_marked(read: Read) -> None:
    found = read(
        """
            == A ==
            | Mã | Số liệu |
            ~| places | #12 |
            | population | #5 |
            == B == hidden
            | Mã | Số liệu |
            | pupils | #7 |
            == C ==
            | Mã | Số liệu |
            | teachers | #3 |
            ~B
        """
    )
    assert {a.item: a.hidden for a in found.answers} == {
        "places": True,
        "population": False,
        "pupils": True,
        "teachers": True,
    }


@pytest.mark.parametrize(
    ("typed", "state", "raw"),
    [
        ("#DIV/0!", "error", "#DIV/0!"),
        ("#N/A", "error", "#N/A"),
        ("=A1", "empty_formula", ""),
        ("@2022-12-11", "date", "2022-12-11"),
        ("khoảng 12", "unread", "khoảng 12"),
        ("-", "none", "-"),
        ("Không có", "none", "Không có"),
        ("chưa có số liệu", "not_collected", "chưa có số liệu"),
        ("KCS", "not_collected", "KCS"),
        ("không áp dụng", "not_applicable", "không áp dụng"),
        ("Không", "no", "Không"),
        ("1.234", "ambiguous", "1.234"),
    ],
)
def test_what_is_no_clear_number_has_no_value_and_says_why(
    typed: str, state: str, raw: str, read: Read
) -> None:
    (answer,) = read(f"| Mã | Số liệu |\n| places | {typed} |").answers
    assert answer.state == state and answer.raw == raw
    assert answer.value != answer.value or state == "ambiguous"


@pytest.mark.parametrize(
    ("typed", "value", "percent"),
    [
        ("%0.125", 12.5, True),
        ("#0.125", 0.125, False),
        ("12,5%", 12.5, True),
        ("12.5 %", 12.5, True),
        ("%1", 100, True),
        ("%0.985", 98.5, True),
        ("48/51", float(Fraction(48, 51)), False),
        ("12,5", 12.5, False),
    ],
)
def test_percentages_are_read_as_people_see_them(typed: str, value: float, percent: bool, read: Read) -> None:
    (answer,) = read(f"| Mã | Kết quả |\n| 1.1.1 | {typed} |").answers
    assert (answer.value, answer.percent) == (value, percent)


def test_an_answer_keeps_where_it_stands_and_what_was_typed(read: Read) -> None:
    found = read(
        "== Số liệu ==\nĐơn vị: Phường Mẫu\nNăm báo cáo: 2022\n\n| Mã | Số liệu |\n| places | 12 điểm |",
        "phường.xlsx",
    )
    (answer,) = found.answers
    assert (answer.unit, answer.period) == ("Phường Mẫu", "2022")
    assert (answer.file, answer.sheet, answer.cell) == ("phường.xlsx", "Số liệu", "B5")
    assert (answer.raw, answer.value, answer.wording) == ("12 điểm", 12, "điểm")
    assert (answer.type, answer.role, answer.state) == ("count", "figure", "number")


DECIMALS = {
    "its column": ("| Mã | Số liệu |\n| places | 1.234 |\n| spending | 98,5 |", 1234),
    "its column, the other way": ("| Mã | Số liệu |\n| places | 1,234 |\n| spending | 98.5 |", 1234),
    "its column before the file": (
        "| Mã | Số liệu | Kỳ trước |\n| places | 1.234 | |\n| spending | 98,5 | 97.5 |",
        1234,
    ),
    "the file": (
        "== A ==\n| Mã | Số liệu |\n| places | 1.234 |\n== B ==\n| Mã | Số liệu |\n| spending | 98,5 |",
        1234,
    ),
    "nothing": ("| Mã | Số liệu |\n| places | 1.234 |\n| spending | 98 |", None),
    "nothing where they disagree": (
        "| Mã | Số liệu |\n| places | 1.234 |\n| spending | 98,5 |\n| pupils | 97.5 |",
        None,
    ),
    "itself": ("| Mã | Số liệu |\n| places | 1.234.567 |", 1234567),
}


@pytest.mark.parametrize(("drawing", "value"), DECIMALS.values(), ids=DECIMALS)
def test_the_decimal_mark_is_decided_by(drawing: str, value: float | None, read: Read) -> None:
    answer = next(a for a in read(drawing).answers if a.item == "places")
    if value is None:
        assert (answer.state, {answer.value, answer.other}) == ("ambiguous", {1.234, 1234})
    else:
        assert (answer.state, answer.value) == ("number", value)


OTHER_UNITS = [
    ("population", "nghìn người", True),
    ("population", "Người", False),
    ("population", "%", True),
    ("spending", "tỷ đồng", True),
    ("spending", "Triệu đồng", False),
    ("spending", "Tr.đ", False),
    ("spending", "quyển", False),
    ("1.1.1", "người", True),
    ("1.1.1", "Tỷ lệ (%)", False),
    ("1.1.1", "%", False),
]


@pytest.mark.parametrize(("item", "unit", "wrong"), OTHER_UNITS)
def test_a_unit_column_that_contradicts_is_not_overlooked(
    item: str, unit: str, wrong: bool, read: Read
) -> None:
    found = read(f"| Mã | ĐVT | Số liệu |\n| {item} | {unit} | #12 |")
    said = {f.code for f in checks.run(returns.frame([found]), SAMPLE)[0]}
    assert ("other-unit" in said) == wrong
