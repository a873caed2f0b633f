"""A draft in, the pages of a workbook out, and where each row has come to stand."""

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from planting.drafts import Draft, Row
from planting.sheets import Page, Typed

WIDTHS = {"code": 9, "number": 6, "title": 52, "unit": 13, "evidence": 34, "note": 24}
CODES = ("Mã", "Mã số", "Mã chỉ số", "Mã chỉ tiêu")
TITLES = ("Nội dung", "Chỉ tiêu", "Tiêu chí, chỉ số", "Nội dung chỉ tiêu", "NỘI DUNG")
UNITS = ("Đơn vị tính", "ĐVT", "Đơn vị")
EVIDENCES = ("Minh chứng", "Tài liệu minh chứng", "Minh chứng kèm theo")
NOTES = ("Ghi chú", "Ghi chú ")
NOW = (
    "Số liệu",
    "Kết quả",
    "Năm {y}",
    "Thực hiện năm {y}",
    "Số liệu năm {y}",
    "Kết quả năm {y}",
    "{y}",
    "Số liệu\n{y}",
)
BEFORE = (
    "Kỳ trước",
    "Năm {x}",
    "Thực hiện năm {x}",
    "Số liệu năm {x}",
    "Kết quả năm {x}",
    "{x}",
    "Số liệu\n{x}",
)
PAIRED = tuple(zip(("Số liệu", *NOW[2:]), BEFORE, strict=True))


class Layout(NamedTuple):
    """How one office draws its table."""

    name: str  # form, office, years or bare
    columns: tuple[str, ...]  # number, code, title, unit, before, now, evidence, note
    labels: dict[str, str]
    over: str  # the label merged over the columns of figures, "" for a header of one row
    numbers: bool  # a row (1) (2) (3) below the header
    bullet: str  # before the titles of questions
    heading: str  # how unit and period are said: lines, cells, title, facts


@dataclass
class Laid:
    """The pages, and where the rows of the draft stand."""

    pages: list[Page]
    place: dict[int, tuple[str, int]] = field(default_factory=dict)  # by id of the row: sheet and row
    column: dict[str, int] = field(default_factory=dict)  # by role
    header: tuple[int, int] = (0, 0)  # first and last row

    @property
    def page(self) -> Page:
        return self.pages[0]


def choose(rnd: Random) -> Layout:
    """A layout: a form of lcity, an office's table, one with two years, or one without codes."""
    name = rnd.choices(["form", "office", "years", "bare"], [30, 30, 25, 15])[0]
    now, before = rnd.choice(PAIRED)
    labels = {
        "number": "STT",
        "code": rnd.choice(CODES),
        "title": rnd.choice(TITLES),
        "unit": rnd.choice(UNITS),
    }
    labels |= {"evidence": rnd.choice(EVIDENCES), "note": rnd.choice(NOTES), "now": now, "before": before}
    heading = rnd.choice(["lines", "cells", "title"])
    if name == "form":
        labels |= {
            "code": "Mã",
            "title": "Nội dung",
            "unit": "Đơn vị tính",
            "now": "Số liệu",
            "note": "Ghi chú",
        }
        form = ("code", "title", "unit", "now", "evidence", "note")
        return Layout(name, form, labels | {"evidence": "Minh chứng"}, "", False, "", "facts")
    if name == "years":
        years = ("number", "code", "title", "unit", "before", "now", "evidence", "note")
        over = rnd.choice(["", "Kết quả", "Số liệu"])
        return Layout(name, years, labels, over, rnd.random() < 0.4, "- " * rnd.randint(0, 1), heading)
    labels["now"] = rnd.choice(NOW)
    front = ("number",) if name == "bare" else ("number", "code")
    end = ("evidence", "note") if rnd.random() < 0.7 else ("note",)
    columns = (*front, "title", "unit", "now", *end)
    return Layout(name, columns, labels, "", rnd.random() < 0.4, rnd.choice(["", "- "]), heading)


def lay(draft: Draft, layout: Layout, rnd: Random) -> Laid:
    """The draft on its sheet."""
    page = Page(rnd.choice(["Biểu 1", "Sheet1", "Phiếu", "Số liệu", "BC", f"Khảo sát {draft.period}"]))
    laid = Laid([page], column={role: n for n, role in enumerate(layout.columns, start=1)})
    page.widths = {n: WIDTHS.get(role, 14) for role, n in laid.column.items()}
    row = _top(draft, layout, page, len(layout.columns), rnd)
    row = _header(draft, layout, laid, row)
    first = row
    number = 0
    for line in draft.rows:
        number += not line.heading
        laid.place[id(line)] = (page.name, row)
        _line(line, number, layout, laid, row)
        row += 1
    page.boxed = range(laid.header[0], row)
    _bottom(page, row + 1, len(layout.columns), rnd)
    if layout.heading == "facts":
        page.name = "Phiếu"
        laid.place = {key: ("Phiếu", at) for key, (_, at) in laid.place.items()}
        facts = Page("lcity", hidden=True)
        for at, (key, value) in enumerate(draft.facts.items(), start=1):
            facts.cells[at, 1], facts.cells[at, 2] = Typed(key), Typed(value)
        laid.pages.append(facts)
    assert first > laid.header[1]
    return laid


def _top(draft: Draft, layout: Layout, page: Page, width: int, rnd: Random) -> int:
    """Title lines; the first row below them."""
    right = max(width - 2, 3)
    page.cells[1, 1] = Typed(f"ỦY BAN NHÂN DÂN {draft.unit.upper()}")
    page.cells[1, right] = Typed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    page.cells[2, right] = Typed("Độc lập - Tự do - Hạnh phúc")
    page.merged += [(1, 1, 1, 2), (1, right, 1, width), (2, right, 2, width)]
    said = f"{draft.unit.upper()} NĂM {draft.period}" if layout.heading == "title" else f"NĂM {draft.period}"
    title = rnd.choice(
        ["BÁO CÁO SỐ LIỆU XÂY DỰNG THÀNH PHỐ HỌC TẬP", "PHIẾU CUNG CẤP SỐ LIỆU", "BIỂU TỔNG HỢP SỐ LIỆU"]
    )
    page.cells[4, 1] = Typed(f"{title} {said}")
    page.merged.append((4, 1, 4, width))
    if layout.heading == "lines":
        page.cells[5, 1] = Typed(f"Đơn vị: {draft.unit}")
        page.cells[6, 1] = Typed(f"Kỳ báo cáo: năm {draft.period}")
        return 8
    if layout.heading == "cells":
        page.cells[5, 1], page.cells[5, 3] = Typed("Đơn vị báo cáo"), Typed(draft.unit)
        page.cells[6, 1], page.cells[6, 3] = Typed("Kỳ báo cáo"), Typed(draft.period, "number")
        return 8
    return 6


def _header(draft: Draft, layout: Layout, laid: Laid, row: int) -> int:
    """The header; the first row below it."""
    page, years = laid.page, {"y": draft.period, "x": draft.period - 1}
    last = row + bool(layout.over)
    for role, column in laid.column.items():
        label = Typed(layout.labels[role].format(**years))
        if role in ("now", "before") and layout.over:
            page.cells[last, column] = label
        else:
            page.cells[row, column] = label
            if layout.over:
                page.merged.append((row, column, last, column))
    if layout.over:
        left = laid.column["before"]
        page.cells[row, left] = Typed(layout.over)
        page.merged.append((row, left, row, laid.column["now"]))
    if layout.numbers:
        last += 1
        for column in laid.column.values():
            page.cells[last, column] = Typed(f"({column})")
    laid.header = (row, last)
    return last + 1


def _line(line: Row, number: int, layout: Layout, laid: Laid, row: int) -> None:
    """One row of the table, or a heading merged over its width."""
    page, column = laid.page, laid.column
    if line.heading:
        page.cells[row, 1] = Typed(line.title)
        page.merged.append((row, 1, row, len(column)))
        return
    question = not line.item[:1].isdigit()
    code = line.code if isinstance(line.code, Typed) else Typed(line.code)
    title = f"{layout.bullet}{line.title}" if question else line.title
    if "code" not in column and not question and isinstance(line.code, str):
        title = f"{line.code}. {title}"
    numbering = "" if "code" not in column and not question else number
    typed: dict[str, Typed | None] = {"code": code, "title": Typed(title), "unit": Typed(line.unit)}
    typed |= {
        "now": line.now,
        "before": line.before,
        "note": Typed(line.note),
        "evidence": Typed(line.evidence),
    }
    typed["number"] = Typed(numbering, "number") if numbering else None
    for role, at in column.items():
        cell = typed[role]
        if cell is not None and cell.value != "":
            page.cells[row, at] = cell


def _bottom(page: Page, row: int, width: int, rnd: Random) -> None:
    """Notes and signatures."""
    right = max(width - 2, 3)
    if rnd.random() < 0.5:
        page.cells[row, 1] = Typed("Ghi chú: số liệu tính đến hết ngày 31 tháng 12.")
    page.cells[row + 1, right] = Typed("ngày 15 tháng 01 năm 2026")
    page.cells[row + 2, 1] = Typed("NGƯỜI LẬP BIỂU")
    page.cells[row + 2, right] = Typed("TM. ỦY BAN NHÂN DÂN")
    page.cells[row + 3, right] = Typed("CHỦ TỊCH")
    if rnd.random() < 0.5:
        page.cells[row + 6, 1] = Typed("Nguyễn Văn A")
        page.cells[row + 6, right] = Typed("Trần Thị B")
