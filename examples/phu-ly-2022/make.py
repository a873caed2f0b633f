"""Makes survey.xlsx from survey.tsv: a survey as an office would hand it in, with invented figures.

    python examples/phu-ly-2022/make.py [OUT.xlsx]

In survey.tsv «#98» is a number cell, «%0.985» a number with a percentage format; all else is typed text.
"""

import csv
import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from lcity import criteria
from lcity.model import Criteria

HERE = Path(__file__).parent
WIDTHS = (8, 46, 15, 15, 16, 20, 34, 16, 30)
THIN = Side(style="thin", color="FF808080")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
BLUE, SAND = (PatternFill("solid", fgColor=colour) for colour in ("FFD9E2F3", "FFFBF3E4"))
SPACE = "\u00a0"  # pasted from a web page, as people do


def build(rows: list[dict[str, str]], chosen: Criteria) -> Workbook:
    """The workbook with its title, a two-row header, the rows and the signatures below."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Khảo sát 2022")
    for column, width in zip("ABCDEFGHI", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    top(sheet)
    said: set[str] = set()
    for row in rows:
        if row["item"] in chosen.indicators:
            for depth, group in enumerate(chosen.group_of(row["item"])):
                if group.code not in said:
                    said.add(group.code)
                    level = chosen.levels[depth][1]("vi")
                    band(sheet, f"{level} {group.code}. {group.title('vi')}", BLUE if depth == 0 else SAND)
        if row["item"] == "section":
            band(sheet, row["value"], SAND)
        else:
            line(sheet, row, chosen)
    bottom(sheet)
    sheet.freeze_panes = "C9"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "7:8"
    return book


def top(sheet: Worksheet) -> None:
    """Title lines and the header of two merged rows."""
    title(sheet, "A1:C1", "ỦY BAN NHÂN DÂN THÀNH PHỐ PHỦ LÝ", bold=True)
    title(sheet, "F1:I1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    title(sheet, "F2:I2", "Độc lập - Tự do - Hạnh phúc", bold=True)
    title(sheet, "A3:I3", "BẢNG KẾT QUẢ KHẢO SÁT HIỆN TRẠNG XÂY DỰNG THÀNH PHỐ HỌC TẬP", bold=True, size=14)
    title(sheet, "A4:I4", "Đơn vị: Thành phố Phủ Lý", italic=True)
    title(
        sheet,
        "A5:I5",
        "Kỳ báo cáo: năm 2022 (ví dụ: mọi số liệu trong bảng này đều là số giả định)",
        italic=True,
    )
    heads = {
        "A": "Mã",
        "B": "Tiêu chuẩn, tiêu chí, chỉ số",
        "C": "Đơn vị tính",
        "F": "Yêu cầu",
        "G": "Minh chứng",
    }
    heads |= {"H": "Tự đánh giá", "I": "Ghi chú"}
    for letter, text in heads.items():
        sheet.merge_cells(f"{letter}7:{letter}8")
        sheet[f"{letter}7"] = text
    sheet.merge_cells("D7:E7")
    sheet["D7"], sheet["D8"], sheet["E8"] = "Kết quả", "Kỳ trước (2021)", "Năm 2022"
    for cell in (cell for row in sheet["A7:I8"] for cell in row):
        cell.border, cell.fill, cell.font = BORDER, BLUE, Font(name="Times New Roman", size=11, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def title(
    sheet: Worksheet, place: str, text: str, *, bold: bool = False, italic: bool = False, size: int = 12
) -> None:
    sheet.merge_cells(place)
    cell = sheet[place.split(":")[0]]
    cell.value = text
    cell.font = Font(name="Times New Roman", size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal="center", vertical="center")


def band(sheet: Worksheet, text: str, fill: PatternFill) -> None:
    """A heading over the whole width of the table."""
    row = sheet.max_row + 1
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=9)
    cell = sheet.cell(row, 1, text)
    cell.font, cell.fill = Font(name="Times New Roman", size=11, bold=True), fill
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def line(sheet: Worksheet, row: dict[str, str], chosen: Criteria) -> None:
    """One indicator with its code, or one figure below it, which has no code and begins with a dash."""
    at = sheet.max_row + 1
    item = row["item"]
    if item in chosen.indicators:
        one = chosen.indicators[item]
        texts = (item, one.title("vi"), one.unit.label("vi"))
    else:
        question = chosen.questions[item]
        texts = ("", f"- {question.label('vi')}", question.unit.label("vi"))
    for column, text in enumerate(texts, start=1):
        put(sheet.cell(at, column), text, bold=item in chosen.indicators)
    put(sheet.cell(at, 4), row["previous"])
    put(sheet.cell(at, 5), row["value"])
    for column, name in ((6, "requirement"), (7, "evidence"), (8, "self-assessment"), (9, "note")):
        put(sheet.cell(at, column), row[name])


def put(cell: Cell, text: str, *, bold: bool = False) -> None:
    cell.border, cell.font = BORDER, Font(name="Times New Roman", size=11, bold=bold)
    figures = cell.column in (4, 5)
    cell.alignment = Alignment(horizontal="right" if figures else "left", vertical="center", wrap_text=True)
    if text[:1] in ("#", "%") and text[1:]:
        number = float(text[1:])
        cell.value = int(number) if number.is_integer() else number
        cell.number_format = "#,##0" if text[0] == "#" else "0.00%"
    elif text:
        cell.value = text.replace(" người", f"{SPACE}người")


def bottom(sheet: Worksheet) -> None:
    """Notes and signatures, which are not part of the table."""
    row = sheet.max_row + 2
    sheet.cell(row, 2, "Ghi chú: các tỷ lệ để trống được tính từ số liệu ghi ngay bên dưới.")
    title(sheet, f"A{row + 2}:C{row + 2}", "NGƯỜI LẬP BIỂU", bold=True)
    title(sheet, f"F{row + 2}:I{row + 2}", "TM. ỦY BAN NHÂN DÂN", bold=True)
    title(sheet, f"F{row + 3}:I{row + 3}", "CHỦ TỊCH", bold=True)


def write(book: Workbook, out: Path) -> None:
    """Save so that the same table gives the same bytes: no clock in the package."""
    book.properties.created = book.properties.modified = datetime(2022, 9, 30)  # noqa: DTZ001 - Excel has no zones
    book.properties.creator = "lcity"
    packed = io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2022-09-30T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, (2022, 9, 30, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def main(out: Path) -> None:
    with (HERE / "survey.tsv").open(encoding="utf-8", newline="") as file:
        rows = [{k: v or "" for k, v in row.items()} for row in csv.DictReader(file, delimiter="\t")]
    write(build(rows, criteria.load("vn-cv86-2019")), out)
    print(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "survey.xlsx")
