"""A form as plain data in; out comes its workbook, and the cells that wait for figures of the period before.

XlsxWriter writes it: unlike openpyxl it stores a value with every formula, and it is faster. What it does not
write, the lock on the structure of the workbook, is put in by `copies`.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter

from lcity.forms import formulas
from lcity.forms.content import VERSION, Form
from lcity.forms.figures import write_figures
from lcity.forms.pens import FONT, Pens
from lcity.forms.results import write_results
from lcity.forms.wording import answers
from lcity.model import Question
from lcity.returns.heading import FORM_SHEET, year_of

LISTS_AT = 3  # column D of the hidden sheet: A and B hold what the form says of itself
NO_CLASS = "-"  # the list says that the unit is of no class; nothing stands there where nobody knows
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": FONT, "font_size": 12},
}


class Written(NamedTuple):
    data: bytes
    before: Mapping[str, str]  # by question, the cell of the first sheet for its figure of the period before


def write(form: Form, name: str, code: str) -> Written:
    """The workbook of one unit; the same bytes every time."""
    packed = io.BytesIO()
    book: Any = xlsxwriter.Workbook(packed, OPTIONS)
    year = year_of(form.period)
    created = datetime(year, 1, 1) if year else datetime(2000, 1, 1)  # noqa: DTZ001 - Excel has no zones
    book.set_properties({"title": form.spoken("forms.title"), "author": "lcity", "created": created})
    pens = Pens(book)
    places = write_figures(book, pens, form, name, code)
    if form.indicators:
        write_results(book, pens, form, places)
    _write_facts(book, form, name, code)
    book.close()
    cells = {q.code: places.cell(q.code, "before") for q in form.questions if form.before is not None}
    return Written(packed.getvalue(), cells)


def _write_facts(book: Any, form: Form, name: str, code: str) -> None:
    """The hidden sheet: what the form says of itself to `returns`, and the lists of its drop-downs."""
    sheet = book.add_worksheet(FORM_SHEET)
    criteria = form.criteria
    facts = {
        "set": criteria.id,
        "version": criteria.version,
        "unit": name,
        "unit_code": code,
        "period": form.period,
        "form": VERSION,
        "asked": form.asked,
    }
    if form.area is not None:
        facts["area"] = form.area or NO_CLASS
    for row, (key, value) in enumerate(facts.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    for column, question in enumerate(_listed(form)):
        _write_list(book, sheet, LISTS_AT + 2 * column, question, answers(question, form.spoken))
    sheet.protect()
    sheet.hide()


def _listed(form: Form) -> Iterator[Question]:
    """One question for each list that is needed: all yes or no questions share theirs."""
    chosen = {formulas.choices(q): q for q in form.questions if q.type in ("yes", "level")}
    yield from chosen.values()


def _write_list(book: Any, sheet: Any, column: int, question: Question, choices: tuple[str, ...]) -> None:
    """What can be chosen, and for levels their numbers in the next column."""
    from xlsxwriter.utility import xl_range_abs

    last = len(choices) - 1
    sheet.write_column(0, column, choices)
    book.define_name(formulas.choices(question), f"={FORM_SHEET}!{xl_range_abs(0, column, last, column)}")
    if question.type == "level":
        sheet.write_column(0, column + 1, [level.number for level in question.levels])
        area = xl_range_abs(0, column + 1, last, column + 1)
        book.define_name(formulas.numbers(question), f"={FORM_SHEET}!{area}")
