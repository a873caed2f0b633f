"""What must hold for every layout and every way to type numbers: the same answers or none, never others."""

import random
import tempfile
from fractions import Fraction
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from lcity import checks, criteria, returns
from lcity.returns import Return

SAMPLE = criteria.load(Path(__file__).parent / "sample.yaml")
LABELS = {
    "code": ("Mã", "Code", "MÃ SỐ", "ma so"),
    "title": ("Nội dung", "Title", "Chỉ tiêu", "Tiêu chí, chỉ số"),
    "value": ("Số liệu", "Value", "Kết quả", "KẾT QUẢ NĂM 2022", "(4) Thực hiện"),
    "previous": ("Kỳ trước", "Previous year", "Năm trước"),
    "evidence": ("Minh chứng", "Evidence", "Tài liệu minh chứng"),
}
EXTRA = ("Phụ trách", "Màu", "Điện thoại", "Người nhập", "Kế hoạch 2023", "Trang")
FIGURES: dict[str, tuple[object, object]] = {
    "1.1.1": ("98,5%", "97%"),
    "2.1.3": ("48/51", "47/51"),
    "2.1.1": ("Có", None),
    "places": (12, 11),
    "population": (158212, 156480),
    "readers": ("chưa có số liệu", "-"),
    "spending": ("1.200,5", "990,25"),
    "teachers": ("không áp dụng", None),
    "pupils": ("1.900", None),
}


# In English the indicator 2.1.3 and its part have one title, which names neither.
def title(item: str, language: str) -> str:
    one = SAMPLE.indicators.get(item)
    return one.title(language) if one else SAMPLE.questions[item].label(language)


def build(random_: random.Random) -> openpyxl.Workbook:
    """The same figures on a sheet of any shape."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = random_.choice(("Biểu 1", "Sheet1", "KẾT QUẢ", "Phường Mẫu"))
    extra = random_.sample(EXTRA, random_.randint(0, 4))
    columns = [*LABELS, *extra]
    random_.shuffle(columns)
    left, top = random_.randint(0, 5), random_.randint(0, 9)
    if top > 2:
        sheet.cell(1, 1 + left, "BẢNG TỔNG HỢP SỐ LIỆU NĂM 2022")
    for position, column in enumerate(columns, start=1 + left):
        sheet.cell(1 + top, position, random_.choice(LABELS[column]) if column in LABELS else column)
    row = 1 + top
    items = list(FIGURES)
    random_.shuffle(items)
    for item in items:
        row += 1 + random_.choice((0, 0, 0, 1, 3))
        named_by = random_.choice(("code", "title", "both"))
        cells: dict[str, object] = dict.fromkeys(extra, random_.choice(("x", 7, "98,5", None)))
        cells["code"] = item if named_by != "title" else None
        cells["title"] = (
            title(item, random_.choice(("vi", "en" if item != "2.1.3" else "vi")))
            if named_by != "code"
            else None
        )
        cells["value"], cells["previous"] = FIGURES[item]
        cells["evidence"] = f"Báo cáo {item}"
        for position, column in enumerate(columns, start=1 + left):
            sheet.cell(row, position, cells[column])
    if random_.random() < 0.5:
        sheet.cell(row + 2, 1 + left + columns.index("title"), "Người lập biểu")
    return book


def read(book: openpyxl.Workbook) -> Return:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "biểu.xlsx")
        book.save(path)
        return returns.read(path, SAMPLE)


def said(found: Return) -> set[tuple[str, str, str, str]]:
    kept = {"figure", "result", "previous", "evidence"}
    return {(a.item, a.role, a.state, repr(a.value)) for a in found.answers if a.role in kept}


EXPECTED = {
    ("1.1.1", "result", "number", "98.5"),
    ("1.1.1", "previous", "number", "97.0"),
    ("2.1.3", "result", "number", repr(48 / 51)),
    ("2.1.3", "previous", "number", repr(47 / 51)),
    ("2.1.1", "result", "yes", "nan"),
    ("places", "figure", "number", "12.0"),
    ("places", "previous", "number", "11.0"),
    ("population", "figure", "number", "158212.0"),
    ("population", "previous", "number", "156480.0"),
    ("readers", "figure", "not_collected", "nan"),
    ("readers", "previous", "none", "nan"),
    ("spending", "figure", "number", "1200.5"),
    ("spending", "previous", "number", "990.25"),
    ("teachers", "figure", "not_applicable", "nan"),
    ("pupils", "figure", "number", "1900.0"),
}
# The question and the indicator of these have one title: their evidence is the indicator's.
BOTH = {"places": "1.2.1", "spending": "1.2.3"}
EXPECTED |= {(BOTH.get(item, item), "evidence", "unread", "nan") for item in FIGURES}


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_the_same_figures_give_the_same_answers_on_every_sheet(seed: int) -> None:
    found = read(build(random.Random(seed)))  # noqa: S311 - a shape, no secret
    assert said(found) == EXPECTED
    assert found.findings == []


def spell(value: Fraction, decimal: str, group: str) -> str:
    """A number as people with these marks type it."""
    whole, _, decimals = f"{float(value):.10f}".rstrip("0").rstrip(".").partition(".")
    grouped = f"{int(whole):,}".replace(",", group)
    return f"{grouped}{decimal}{decimals}" if decimals else grouped


MARKS = st.sampled_from(
    [(",", "."), (".", ","), (",", " "), (".", " "), (",", ""), (".", ""), (",", "\u00a0"), (".", "'")]
)
NUMBERS = st.builds(Fraction, st.integers(0, 10**9), st.sampled_from([1, 10, 100, 1000]))
ITEMS = ("population", "spending", "places", "1.1.2", "pupils")


@given(st.lists(NUMBERS, min_size=1, max_size=len(ITEMS)), MARKS, st.sampled_from(["", " ", "  "]))
@settings(max_examples=60, deadline=None)
def test_a_number_is_read_as_meant_or_not_at_all(
    values: list[Fraction], marks: tuple[str, str], around: str
) -> None:
    """All cells of a file follow one convention, as on one machine; which one is nowhere said."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Số liệu"])
    for item, value in zip(ITEMS, values, strict=False):
        sheet.append([item, around + spell(value, *marks) + around])
    found = read(book)
    meant = dict(zip(ITEMS, values, strict=False))
    assert len(found.answers) == len(meant)
    _, counts = checks.run(returns.frame([found]), SAMPLE)
    for answer, counted in zip(found.answers, counts, strict=True):
        if answer.state == "number":
            assert Fraction(repr(answer.value)) == meant[answer.item]
        else:
            assert answer.state in ("ambiguous", "unread") and not counted
