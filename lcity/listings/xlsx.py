"""The findings as a workbook that a person can sort, filter and tick off; every text stays text."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from lcity.examination import Examination
from lcity.listings import View, causes, rows, summary
from lcity.model import Severity
from lcity.words import Words

SUFFIX = ".xlsx"
WIDTHS = {
    "unit": 26,
    "period": 9,
    "file": 30,
    "sheet": 18,
    "cell": 8,
    "severity": 9,
    "message": 80,
    "code": 24,
}
CAUSE_WIDTHS = {"severity": 9, "cause": 80, "files": 10, "findings": 10, "code": 24}
FILLS = {Severity.ERROR: "FFF8D7DA", Severity.WARNING: "FFFFF3CD"}
LONGEST = 32_767  # characters that Excel keeps in a cell
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def render(examination: Examination, words: Words, view: View) -> bytes:  # noqa: ARG001 - as all listings
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    found = [
        (
            unit,
            period,
            *finding.place,
            finding.severity,
            words.finding(finding, examination.criteria),
            finding.code,
        )
        for unit, period, finding in rows(examination)
    ]
    _add_sheet(book, words("check.sheet"), WIDTHS, found, words)
    grouped = [
        (cause.severity, cause.title(words), cause.files, len(cause.findings), cause.code)
        for cause in causes(examination)
    ]
    _add_sheet(book, words("check.sheet-causes"), CAUSE_WIDTHS, grouped, words)
    last = book.create_sheet(words("check.sheet-summary"))
    last.column_dimensions["A"].width = 110
    cut = [f"{file}: {words('check.more', n=n)}" for file, n in examination.left_out.items()]
    for line in (*summary(examination, words), *cut):
        last.append([_cell(last, line)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _add_sheet(
    book: Any, name: str, widths: dict[str, int], table: Sequence[Sequence[object]], words: Words
) -> None:
    """A table with a header that stays and filters; the colour of a line is that of its severity."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for number, width in enumerate(widths.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(table) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = _fit_to_page()
    sheet.print_title_rows = "1:1"
    heads = [_cell(sheet, words(f"check.column-{key}")) for key in widths]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for line in table:
        sheet.append(
            [
                _cell(sheet, words(f"severity.{value}"), FILLS.get(value, ""))
                if isinstance(value, Severity)
                else _cell(sheet, value)
                for value in line
            ]
        )


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _cell(sheet: Any, value: object, fill: str = "") -> Any:
    """A number, or a text that is one whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, PatternFill

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, int(str(value)))
    cell = WriteOnlyCell(sheet, UNWRITABLE.sub(" ", value)[:LONGEST])
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    return cell
