"""A form as plain data in; out comes its first sheet: what is asked, cells to fill in, and signatures."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lcity.forms import formulas
from lcity.forms.content import Form, Section
from lcity.forms.pens import DIM, FULL_WIDTH, GREY, LINE, Pens, height, put_line, set_up
from lcity.forms.wording import answers, dated, foot_line, period_line, tip
from lcity.model import Question
from lcity.workbook import address, column_letters

HEAD = 7  # row of the header, from 0
WIDTHS = {"code": 9, "item": 42, "measure": 10, "before": 12, "figure": 13, "evidence": 24, "note": 17}
SMALL = 10  # points, of what explains a question
SIGN_ROWS = 4  # room for a signature and a stamp
NUMBERS = {"count": "#,##0", "number": "#,##0.######"}


class Places(NamedTuple):
    """Where the first sheet holds what: its columns from 0 by what they hold, its rows from 0 by question."""

    name: str
    columns: tuple[str, ...]
    rows: dict[str, int]

    def cell(self, question: str, column: str) -> str:
        return address(self.rows[question] + 1, self.columns.index(column) + 1)

    def absolute(self, question: str, column: str) -> str:
        letters = column_letters(self.columns.index(column) + 1)
        return f"={formulas.in_sheet(self.name)}${letters}${self.rows[question] + 1}"


def write_figures(book: Any, pens: Pens, form: Form, name: str, code: str) -> Places:
    """The sheet of questions. Its cells get the names that the formulas use."""
    spoken = form.spoken
    sheet = book.add_worksheet(spoken("forms.sheet"))
    columns = tuple(key for key in WIDTHS if key != "before" or form.before is not None)
    widths = {key: WIDTHS[key] for key in columns}
    widths["item"] += max(0, FULL_WIDTH - sum(widths.values()))
    for number, width in enumerate(widths.values()):
        sheet.set_column(number, number, width)
    _write_top(sheet, pens, form, name, code, len(columns) - 1)
    _write_header(sheet, pens, form, columns)
    writer = _Rows(sheet, pens, form, Places(sheet.get_name(), columns, {}), widths["item"])
    end = writer.write(form.sections)
    last = _write_signatures(sheet, pens, form, end + 1, columns)
    set_up(sheet, HEAD, len(columns), foot_line(form), spoken("forms.page"))
    sheet.print_area(0, 0, last, len(columns) - 1)
    sheet.set_zoom(90)
    for question in form.questions:
        book.define_name(formulas.now(question.code), writer.places.absolute(question.code, "figure"))
        if form.before is not None:
            book.define_name(formulas.before(question.code), writer.places.absolute(question.code, "before"))
    if form.questions:
        sheet.set_selection(writer.places.cell(form.questions[0].code, "figure"))
    return writer.places


def _write_top(sheet: Any, pens: Pens, form: Form, name: str, code: str, last: int) -> None:
    """Who answers, until when, and what for."""
    spoken, half = form.spoken, last - 2
    put_line(sheet, 0, 0, half, spoken("forms.unit", name=name), pens(bold=True))
    put_line(sheet, 0, half + 1, last, spoken("forms.unit-code", code=code), pens(align="right"))
    area = form.criteria.areas[form.area].label if form.area else None
    put_line(sheet, 1, 0, half, spoken("forms.area", area=area) if area else "", pens(italic=True))
    put_line(sheet, 1, half + 1, last, spoken("forms.due", date=dated(form)), pens(align="right", bold=True))
    put_line(sheet, 3, 0, last, spoken("forms.title"), pens(bold=True, align="center", font_size=14))
    put_line(sheet, 4, 0, last, form.criteria.title(spoken.code), pens(bold=True, align="center"))
    put_line(sheet, 5, 0, last, period_line(form), pens(italic=True, align="center"))
    how = spoken("forms.how", unknown=spoken("forms.unknown"))
    pen = pens(italic=True, font_size=11, text_wrap=True, align="left")
    put_line(sheet, 6, 0, last, how, pen, size=11)


def _write_header(sheet: Any, pens: Pens, form: Form, columns: Sequence[str]) -> None:
    """The labels, and below them the letters and numbers by which people speak of columns."""
    spoken = form.spoken
    labels = {key: spoken(f"forms.{key}") for key in columns}
    sheet.set_row(HEAD, height(("\n", 1, 12)))
    if form.before:
        labels["before"] = spoken("forms.before-year", period=form.before)
    for number, key in enumerate(columns):
        sheet.write_string(HEAD, number, labels[key], pens.head())
        mark = "ABC"[number] if number < 3 else str(number - 2)
        sheet.write_string(HEAD + 1, number, mark, pens.cell(italic=True, align="center", font_size=9))


class _Rows:
    """Writes the rows of the table one below the other."""

    def __init__(self, sheet: Any, pens: Pens, form: Form, places: Places, width: int) -> None:
        self.sheet = sheet
        self.pens = pens
        self.form = form
        self.spoken = form.spoken
        self.places = places
        self.width = width  # of the column of questions
        self.row = HEAD + 2

    def write(self, sections: Sequence[Section]) -> int:
        """Gives the row below the last."""
        for section in sections:
            self._band(section.title)
            for question in section.questions:
                self.places.rows[question.code] = self.row
                self._question(question)
                self.row += 1
        return self.row

    def _band(self, title: str) -> None:
        """A heading over the width of the table: not merged, so that rows can still be sorted and moved."""
        last = len(self.places.columns) - 1
        for column in range(last + 1):
            edges = {"left": int(column == 0), "right": int(column == last), "top": 1, "bottom": 1}
            pen = self.pens(bold=True, bg_color=DIM, align="left", indent=1, **edges)
            if column == 1:
                self.sheet.write_string(self.row, column, title, pen)
            else:
                self.sheet.write_blank(self.row, column, None, pen)
        self.sheet.set_row(self.row, height((title, FULL_WIDTH, 12)))
        self.row += 1

    def _question(self, question: Question) -> None:
        pens, columns = self.pens, self.places.columns
        grey = pens(border=1, border_color=LINE, font_size=7, font_color=GREY, align="center", shrink=True)
        self.sheet.write_string(self.row, 0, question.code, grey)
        self._label(question)
        centred = pens.cell(align="center", font_size=11)
        self.sheet.write_string(self.row, 2, self._measure(question), centred)
        shape = {"align": "right", "num_format": NUMBERS[question.type]} if question.type in NUMBERS else {}
        shape = shape or {"align": "center"}
        for number, key in enumerate(columns):
            if key == "before":
                pen = pens.cell(bg_color=DIM, font_color=GREY, italic=True, **shape)
            elif key == "figure":
                pen = pens.typed(**shape)
            elif key in ("evidence", "note"):
                pen = pens.typed(font_size=11)
            else:
                continue
            self.sheet.write_blank(self.row, number, None, pen)
        self._validate(question)

    def _label(self, question: Question) -> None:
        """The question, and in small print below it what counts and what does not."""
        label, help_text = question.label(self.spoken.code), question.help(self.spoken.code)
        cell, texts = self.pens.cell(align="left", indent=1), [(label, self.width - 2, 12)]
        if help_text:
            small = self.pens(italic=True, font_size=SMALL, font_color="#404040")
            self.sheet.write_rich_string(self.row, 1, self.pens(), label, small, f"\n{help_text}", cell)
            texts.append((help_text, self.width - 2, SMALL))
        else:
            self.sheet.write_string(self.row, 1, label, cell)
        self.sheet.set_row(self.row, height(*texts))

    def _measure(self, question: Question) -> str:
        own = question.unit.label(self.spoken.code)
        return own or (
            self.spoken("forms.yes-or-no") if question.type == "yes" else self.spoken("forms.level")
        )

    def _validate(self, question: Question) -> None:
        """What the cell takes, said before somebody types and again where it does not fit."""
        figure = self.places.columns.index("figure")
        cell = self.places.cell(question.code, "figure")
        rule = (
            _choice(question, self.form)
            if question.type in ("yes", "level")
            else _number(question, cell, self.form)
        )
        self.sheet.data_validation(self.row, figure, self.row, figure, rule)
        wanted = self.form.evidence(question)
        if wanted:
            evidence = self.places.columns.index("evidence")
            shown = {
                "input_title": tip(self.spoken("forms.evidence-title"), title=True),
                "input_message": tip(" ".join(wanted)),
            }
            self.sheet.data_validation(self.row, evidence, self.row, evidence, {"validate": "any", **shown})


def _number(question: Question, cell: str, form: Form) -> dict[str, object]:
    """A number from 0, whole where heads are counted; or one of the words for figures that are not there."""
    spoken = form.spoken
    words = {"unknown": spoken("forms.unknown"), "not_applicable": spoken("forms.not-applicable")}
    whole = f",{cell}=INT({cell})" if question.type == "count" else ""
    worded = ",".join(f"{cell}={formulas.quoted(word)}" for word in words.values())
    kind = "count" if question.type == "count" else "number"
    return {
        "validate": "custom",
        "value": f"=IF(ISNUMBER({cell}),AND({cell}>=0{whole}),OR({worded}))",
        "input_title": tip(spoken(f"forms.{kind}-title"), title=True),
        "input_message": tip(spoken(f"forms.{kind}-prompt", **words)),
        "error_title": tip(spoken(f"forms.{kind}-title"), title=True),
        "error_message": tip(spoken(f"forms.{kind}-error", **words)),
    }


def _choice(question: Question, form: Form) -> dict[str, object]:
    spoken = form.spoken
    choices = ", ".join(answers(question, spoken))
    return {
        "validate": "list",
        "source": f"={formulas.choices(question)}",
        "input_title": tip(spoken("forms.choice-title"), title=True),
        "input_message": tip(spoken("forms.choice-prompt", choices=choices)),
        "error_title": tip(spoken("forms.choice-title"), title=True),
        "error_message": tip(spoken("forms.choice-error", choices=choices)),
    }


def _write_signatures(sheet: Any, pens: Pens, form: Form, row: int, columns: Sequence[str]) -> int:
    """Place and date, who drew it up and who answers for it. Gives the last row."""
    spoken, last = form.spoken, len(columns) - 1
    left, right = (1, 1), (last - 1, last)
    put_line(sheet, row, *right, spoken("forms.place-date"), pens(italic=True, align="center", locked=False))
    bold, italic = pens(bold=True, align="center"), pens(italic=True, align="center")
    put_line(sheet, row + 1, *left, spoken("forms.left-signer"), bold)
    put_line(sheet, row + 1, *right, spoken("forms.right-signer"), bold)
    put_line(sheet, row + 2, *left, spoken("forms.left-sign"), italic)
    put_line(sheet, row + 2, *right, spoken("forms.right-sign"), italic)
    names = row + 2 + SIGN_ROWS
    open_name = pens(bold=True, align="center", locked=False)
    for first, end in (left, right):
        put_line(sheet, names, first, end, "", open_name)
    return names
