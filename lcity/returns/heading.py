"""The sheets of a workbook in; out comes what they say about themselves: unit, period and criteria set."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lcity.model import Criteria
from lcity.returns.grid import Grid
from lcity.returns.labels import YEAR, Caption, read_caption
from lcity.text import bare, clean
from lcity.vocabulary import vocabulary
from lcity.workbook import Sheet

FORM_SHEET = "lcity"  # the hidden sheet of lcity's own forms: key in column A, value in column B
LINES = 30  # of a sheet in which its heading is looked for
SET_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
# Years that are not those of the figures: of a date, of a law («81/KH-UBND năm 2021»), of a span of years.
NO_PERIOD = re.compile(r"\d\s?/|(?:ngày|tháng|số|day|month|no\.?)\s*\d|\d\s?[-–—]\s?\d", re.IGNORECASE)


@dataclass(slots=True)
class Heading:
    """What is known of a return besides its answers. `version` and `area` stand in forms of lcity only."""

    criteria: str = ""
    version: str = ""
    unit: str = ""
    period: str = ""
    unit_code: str = ""
    area: str = ""

    @property
    def year(self) -> int:
        """The year of the period, 0 where it is not one; of a school year the second."""
        return year_of(self.period)


def year_of(period: str) -> int:
    years = sorted(map(int, YEAR.findall(period)))
    return years[-1] if years and years[-1] - years[0] <= 1 else 0


def is_form(sheet: Sheet) -> bool:
    """Whether this is the sheet that lcity itself writes into its forms."""
    return sheet.name.casefold() == FORM_SHEET and "set" in read_form(sheet)


def read_form(sheet: Sheet) -> dict[str, str]:
    return {
        clean(cell.text).casefold(): clean(value.text)
        for (_, column), cell in sheet.cells.items()
        if column == 1 and (value := sheet.cells.get((cell.row, 2))) is not None
    }


def from_form(facts: Mapping[str, str]) -> Heading:
    names = ("set", "version", "unit", "period", "unit_code", "area")
    return Heading(*(facts.get(name, "") for name in names))


def read_heading(grid: Grid, before: int, criteria: Criteria) -> Heading:
    """What the lines above row `before` say under a label: «Đơn vị: …», «Kỳ báo cáo: …», «Bộ tiêu chí: …»."""
    found = Heading()
    for label, value in _labelled(grid, before):
        role = vocabulary().meta(label)
        if role == "set":
            found.criteria = found.criteria or _set_id(value, criteria)
        elif role == "unit" and not _is_measure(value, criteria):
            found.unit = found.unit or value
        elif role == "unit_code":
            found.unit_code = found.unit_code or value
        elif role == "period":
            found.period = found.period or _period(value)
    return found


def _labelled(grid: Grid, before: int) -> Iterator[tuple[str, str]]:
    """Labels with what stands after their colon, or in the next cell."""
    for row in grid.numbers[:LINES]:
        cells = grid.rows[row]
        for cell, following in zip(cells, [*cells[1:], None], strict=True):
            if row >= before or cell.kind != "text":
                continue
            label, _, rest = clean(cell.text).partition(":")
            value = clean(rest) or (clean(following.text) if following is not None else "")
            if value:
                yield label, value


def _set_id(value: str, criteria: Criteria) -> str:
    """The id of a set in a line; the names of sets are free text."""
    word = value.split()[0].strip(".,;()").casefold()
    return word if word == criteria.id or SET_ID.fullmatch(word) else ""


def _is_measure(value: str, criteria: Criteria) -> bool:
    """«Đơn vị: triệu đồng» names the unit of measure, «Đơn vị: Triệu Phong» does not."""
    texts = (text for unit in criteria.units.values() for text in (*unit.label, *unit.one, *unit.also))
    scaled = vocabulary().scaled(value) and not any(word[0].isupper() for word in value.split()[1:])
    return scaled or bare(value) in {bare(text) for text in texts}


def _period(value: str) -> str:
    years = set(YEAR.findall(value))
    return years.pop() if len(years) == 1 else value


def title_years(grid: Grid, before: int) -> Iterator[str]:
    """Years in the lines above a table: «BẢNG KẾT QUẢ KHẢO SÁT NĂM 2022»; not those of dates and of laws."""
    for row in grid.numbers[:LINES]:
        for cell in grid.rows[row]:
            if row >= before or cell.kind != "text" or NO_PERIOD.search(cell.text):
                continue
            years = set(YEAR.findall(cell.text))
            if len(years) == 1:
                yield years.pop()


def read_name(name: str) -> Caption | None:
    """What the name of a sheet says of its figures: «Khảo sát 2021», «Kế hoạch 2023»."""
    years = YEAR.findall(name)
    return read_caption(name) or (Caption(int(years[0])) if len(years) == 1 else None)
