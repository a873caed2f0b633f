"""A form in; out comes its second sheet, on which results appear while somebody types on the first."""

from typing import Any

from lcity.forms import figures
from lcity.forms.content import COMMUNE, Form
from lcity.forms.figures import Places
from lcity.forms.formulas import Formulas, in_sheet, quoted
from lcity.forms.pens import FULL_WIDTH, Pens, height, put_line, set_up
from lcity.forms.wording import foot_line
from lcity.model import Indicator
from lcity.workbook import address, column_letters

HEAD = 4
WIDTHS = {"code": 9, "title": 46, "value": 18, "bar": 14, "standing": 17, "basis": 14}
LEVELS_AT = 3  # the column of the first level's bar; its verdict is the next
SHOWN_WIDTH = 44


def write_results(book: Any, pens: Pens, form: Form, places: Places) -> None:
    """The sheet of results, and beside the questions, outside what is printed, the same in one line."""
    writer = _Results(book, pens, form)
    writer.write()
    _show(book.get_worksheet_by_name(places.name), pens, places, writer)


class _Results:
    def __init__(self, book: Any, pens: Pens, form: Form) -> None:
        self.pens = pens
        self.form = form
        self.spoken = form.spoken
        self.sheet = book.add_worksheet(self.spoken("forms.results-sheet"))
        self.formulas = Formulas(form)
        self.last = LEVELS_AT + 2 * len(form.levels)  # the column of the basis
        self.rows: dict[str, int] = {}
        self.width = WIDTHS["title"]

    def write(self) -> None:
        self._top()
        self._header()
        row = HEAD + 2
        for indicator in self.form.rows():
            self.rows[indicator.code] = row
            self._indicator(row, indicator)
            row += 1
        self._sum(row)
        self._colour(HEAD + 2, row - 1)
        set_up(self.sheet, HEAD, self.last + 1, foot_line(self.form), self.spoken("forms.page"))
        self.sheet.set_zoom(90)

    def verdict(self, code: str, level: int) -> str:
        return address(self.rows[code] + 1, LEVELS_AT + 2 * level + 2)

    def in_one_line(self, indicator: Indicator) -> str:
        """A formula for «5.1 = 72% · Mức độ 1: Đạt; Mức độ 2: Chưa đạt» out of the cells of this sheet."""
        here = in_sheet(self.sheet.get_name())
        verdicts = [here + self.verdict(indicator.code, number) for number in range(len(self.form.levels))]
        value = here + address(self.rows[indicator.code] + 1, 3)
        recognition = self.form.criteria.recognition
        standing = []
        for level, verdict in zip(self.form.levels, verdicts, strict=True):
            name = f"{recognition.levels[level](self.spoken.code)}: " if recognition else ""
            standing.append(f"{quoted(name)}&{verdict}")
        mark = ": " if indicator.measure.kind in ("yes", "level") else " "
        line = f'{quoted(indicator.code + mark)}&{value}&" · "&' + '&"; "&'.join(standing)
        nothing = ",".join(f"{verdict}={self.formulas.open}" for verdict in verdicts)
        return f'IF(AND({nothing}),"",{line})'

    def _top(self) -> None:
        spoken, pens, form = self.spoken, self.pens, self.form
        title = pens(bold=True, align="center", font_size=14)
        put_line(self.sheet, 0, 0, self.last, spoken("forms.results-title"), title)
        subtitle = pens(bold=True, align="center")
        put_line(self.sheet, 1, 0, self.last, form.criteria.title(spoken.code), subtitle)
        notes = [spoken("forms.results-how", sheet=spoken("forms.sheet"))]
        if form.criteria.status == "working":
            notes.append(spoken("forms.results-working"))
        if form.asked == COMMUNE and form.criteria.assesses == "city":
            notes.append(spoken("forms.results-city"))
        italic = pens(italic=True, font_size=11, text_wrap=True)
        put_line(self.sheet, 2, 0, self.last, " ".join(notes), italic, size=11)

    def _header(self) -> None:
        """No label here is one that `returns` knows: nothing on this sheet is an answer."""
        spoken, form = self.spoken, self.form
        level = spoken.levels(form.criteria, 1)
        labels = [
            spoken("forms.code"),
            spoken("forms.results-title-column", level=level),
            spoken("forms.results-value"),
        ]
        widths = [WIDTHS["code"], WIDTHS["title"], WIDTHS["value"]]
        for code in form.levels:
            name = form.criteria.recognition.levels[code] if form.criteria.recognition else ""
            suffix = "" if name else "-only"
            labels += [spoken(f"forms.results-{key}{suffix}", level=name) for key in ("bar", "standing")]
            widths += [WIDTHS["bar"], WIDTHS["standing"]]
        labels.append(spoken("forms.results-basis"))
        widths.append(WIDTHS["basis"])
        self.width = widths[1] = widths[1] + max(0, FULL_WIDTH - sum(widths))
        self.sheet.set_row(HEAD, height(("\n", 1, 12)))
        for column, (label, width) in enumerate(zip(labels, widths, strict=True)):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(HEAD, column, label, self.pens.head())
            index = self.pens.cell(italic=True, align="center", font_size=9)
            self.sheet.write_string(HEAD + 1, column, column_letters(column + 1), index)

    def _indicator(self, row: int, indicator: Indicator) -> None:
        pens, form = self.pens, self.form
        texts = (indicator.code, indicator.title(self.spoken.code))
        for column, text in enumerate(texts):
            side = {"align": "left", "indent": 1} if column else {"align": "center"}
            pen = pens.cell(bold=not _is_part(indicator, form), **side)
            self.sheet.write_string(row, column, text, pen)
        centred = pens.cell(align="center")
        compound = bool(indicator.parts)
        tall = height((texts[1], self.width - 2, 12))
        if compound:
            self.sheet.write_string(row, 2, "–", centred)
        else:
            self._formula(row, 2, self.formulas.result(indicator), "–", pens.cell(align="center", bold=True))
        for number, level in enumerate(form.levels):
            tall = max(
                tall, height((self._bar(row, LEVELS_AT + 2 * number, indicator, level), WIDTHS["bar"], 11))
            )
            if compound:
                parts = [self.verdict(part.code, number) for part in indicator.parts]
                formula = self.formulas.compound(parts)
            else:
                formula = self.formulas.verdict(indicator, level)
            stored = self.spoken(f"forms.{'no-bar' if _has_no_bar(indicator, level, form) else 'open'}")
            self._formula(row, LEVELS_AT + 2 * number + 1, formula, stored, centred)
        basis = self.spoken(f"basis_short.{indicator.target.basis}") if indicator.target else "–"
        self.sheet.write_string(row, self.last, basis, pens.cell(align="center", font_size=10))
        self.sheet.set_row(row, tall)

    def _bar(self, row: int, column: int, indicator: Indicator, level: str) -> str:
        """What is to be reached, for units of no class and for those of each class that differs; as text."""
        target = indicator.target
        pen = self.pens.cell(align="center", font_size=11)
        areas = [""] if target is None else sorted({step.area for step in target.rows})
        if self.form.area is not None:
            areas = [self.form.area if self.form.area in areas else ""]
        question = self.form.criteria.questions.get(indicator.measure.part)
        names = question.levels if question and indicator.measure.kind == "level" else ()
        lines = []
        for area in areas:
            asked = target.at(level, area) if target else None
            text = self.spoken.target(asked, indicator.unit, names)
            label = self.form.criteria.areas[area].label(self.spoken.code) if area else ""
            lines.append(f"{text} ({label})" if label and len(areas) > 1 else text)
        self.sheet.write_string(row, column, "\n".join(lines), pen)
        return "\n".join(lines)

    def _sum(self, row: int) -> None:
        """How many are met at each level so far. A part is no indicator of its own."""
        bold = self.pens.cell(bold=True, align="center")
        self.sheet.write_blank(row, 0, None, bold)
        self.sheet.write_string(
            row, 1, self.spoken("forms.results-sum"), self.pens.cell(bold=True, align="left", indent=1)
        )
        total = len(self.form.indicators)
        for column in range(2, self.last + 1):
            self.sheet.write_blank(row, column, None, bold)
        for number in range(len(self.form.levels)):
            cells = [self.verdict(indicator.code, number) for indicator in self.form.indicators]
            met = "+".join(f"({cell}={self.formulas.met})" for cell in cells)
            tail = f"/{total} {self.spoken('forms.met').lower()}"
            self._formula(row, LEVELS_AT + 2 * number + 1, f'({met})&"{tail}"', f"0{tail}", bold)

    def _colour(self, first: int, last: int) -> None:
        for number in range(len(self.form.levels)):
            column = LEVELS_AT + 2 * number + 1
            colours = {self.formulas.met: "#1E6B2D", self.formulas.not_met: "#B00020"}
            for value, colour in (colours | {self.formulas.doubtful: "#B00020"}).items():
                pen = self.pens.book.add_format({"font_color": colour, "bold": True})
                rule = {"type": "cell", "criteria": "==", "value": value, "format": pen}
                self.sheet.conditional_format(first, column, last, column, rule)

    def _formula(self, row: int, column: int, formula: str, stored: str, pen: Any) -> None:
        """A formula is stored with a value: a reader that does not calculate must not find it empty."""
        self.sheet.write_formula(row, column, f"={formula}", pen, stored)


def _is_part(indicator: Indicator, form: Form) -> bool:
    return indicator.code not in form.criteria.indicators


def _has_no_bar(indicator: Indicator, level: str, form: Form) -> bool:
    if indicator.parts:
        return False
    return indicator.target_for(level, form.area or "") is None


def _show(sheet: Any, pens: Pens, places: Places, results: _Results) -> None:
    """Beside the last figure that an indicator needs: its value and verdicts."""
    column = len(places.columns) + 1  # one column stays empty: the table ends before it
    sheet.set_column(column - 1, column - 1, 2)
    sheet.set_column(column, column, SHOWN_WIDTH)
    sheet.write_string(figures.HEAD, column, results.spoken("forms.shown"), pens(bold=True, italic=True))
    lines: dict[str, list[str]] = {}
    for indicator in results.form.rows():
        if not indicator.parts:
            last = max(indicator.questions, key=lambda code: places.rows[code])
            lines.setdefault(last, []).append(results.in_one_line(indicator))
    pen = pens(italic=True, font_size=10, text_wrap=True)
    for code, parts in lines.items():
        formula = "=" + "&CHAR(10)&".join(parts)
        sheet.write_formula(places.rows[code], column, formula, pen, "…")
