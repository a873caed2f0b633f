"""The sheet that lists all notes, with links: rows in, XML out, and back what people wrote beside them.

People write in its last column. What they wrote there goes into the next list; where they wrote
anywhere else, the sheet is theirs from then on and stays.
"""

import re
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from lcity.workbook import Cell, Sheet
from lcity.workbook.annotation.comments import checksum, clean, written
from lcity.workbook.annotation.styles import Looks
from lcity.workbook.annotation.worksheet import MARK

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WIDTHS = (32, 12, 82, 26)
_LINE, _HIGHEST = 15.75, 409.5  # points
_FULL = 1.15  # a line takes fewer letters than its width says, since words are not broken
_FIRST_ROW = 3
_REMARK = 4  # the column in which people write


class Row(NamedTuple):
    """One line of the list."""

    place: str
    severity: str
    text: str
    remark: str = ""  # what a person wrote beside it
    link: str = ""  # 'Sheet'!C4
    error: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        return self.place, self.severity, self.text


def render(
    space: str,
    title: str,
    headings: tuple[str, str, str, str],
    rows: Sequence[Row],
    author: str,
    looks: Looks,
) -> bytes:
    lines = [f'<row r="1" ht="24" customHeight="1">{_cell("A1", title, looks.title)}</row>']
    lines.append(f'<row r="2">{_cells(2, headings, (looks.heading,) * 4)}</row>')
    for number, row in enumerate(rows, _FIRST_ROW):
        styles = (looks.link if row.link else looks.text, looks.text, looks.text, looks.text)
        cells = _cells(number, (*row.key, row.remark), styles)
        lines.append(f'<row r="{number}" ht="{_height(row)}">{cells}</row>')
    texts = [(title, "", "", ""), headings, *((*row.key, "") for row in rows)]
    number = _FIRST_ROW + len(rows)
    lines.append(f'<row r="{number}">{_cell(f"A{number}", _sign(texts, author), looks.plain)}</row>')
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:D{number}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A3" sqref="A3"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15.75"/><cols>{cols}</cols><sheetData>{"".join(lines)}</sheetData>'
        f"{_marks(rows, looks)}{_links(rows)}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
    ).encode()


def _cells(number: int, texts: Sequence[str], styles: Sequence[int]) -> str:
    return "".join(
        _cell(f"{column}{number}", text, style)
        for column, text, style in zip("ABCD", texts, styles, strict=True)
    )


def _cell(where: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{where}" s="{style}"/>'
    return (
        f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{written(text)}</t></is></c>'
    )


def _height(row: Row) -> float:
    """In points: not every program makes a row as high as its text when it opens a file."""
    lines = (
        sum(max(1, ceil(len(line) * _FULL / width)) for line in text.split("\n"))
        for text, width in zip((*row.key, row.remark), _WIDTHS, strict=True)
    )
    return min(max(lines) * _LINE, _HIGHEST)


def _marks(rows: Sequence[Row], looks: Looks) -> str:
    """Colours the severities as the cells are coloured."""
    xml = ""
    for n, (error, look) in enumerate(((True, looks.error), (False, looks.warning)), 1):
        where = " ".join(f"B{number}" for number, row in enumerate(rows, _FIRST_ROW) if row.error is error)
        if where:
            xml += (
                f'<conditionalFormatting sqref="{where}"><cfRule type="expression" dxfId="{look}" '
                f'priority="{n}"><formula>{MARK}</formula></cfRule></conditionalFormatting>'
            )
    return xml


def _links(rows: Sequence[Row]) -> str:
    links = "".join(
        f'<hyperlink ref="A{number}" location={quoteattr(row.link)} display={quoteattr(row.place)}/>'
        for number, row in enumerate(rows, _FIRST_ROW)
        if row.link
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _sign(texts: Sequence[Sequence[str]], author: str) -> str:
    """The last line. Rows may be sorted by people, so the checksum does not look at their order."""
    lines = sorted(" ".join(line) for line in texts)
    return f"— {author} {checksum(' '.join(lines))} —"


def read_back(sheet: Sheet, author: str) -> list[Row] | None:
    """The rows beside which somebody wrote; None where anything but the column for it was written to."""
    lines: dict[int, dict[int, str]] = {}
    for (number, column), cell in sheet.cells.items():
        if column > _REMARK:
            return None
        lines.setdefault(number, {})[column] = clean(_shown(cell))
    signature = re.compile(rf"— {re.escape(author)} [0-9a-f]{{8}} —")
    signs = [number for number, line in lines.items() if signature.fullmatch(line.get(1, ""))]
    if len(signs) != 1 or len(lines[signs[0]]) > 1:
        return None
    sign = lines.pop(signs[0])[1]
    texts, rows = [], []
    for number, line in sorted(lines.items()):
        place, severity, text, remark = (line.get(column, "") for column in range(1, 5))
        if number < _FIRST_ROW:
            texts.append((place, severity, text, remark))
            continue
        texts.append((place, severity, text, ""))
        if remark and not (place or text):
            return None
        rows += [Row(place, severity, text, remark)] if remark else []
    return rows if _sign(texts, author) == sign else None


def _shown(cell: Cell) -> str:
    return str(cell.value) if cell.kind == "date" else cell.text
