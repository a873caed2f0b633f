"""One answer as a row of a frame; a cell in, out comes what it means as a figure and what a person sees."""

from collections.abc import Mapping
from fractions import Fraction

from lcity import numbers
from lcity.numbers import State
from lcity.text import clean, fold
from lcity.workbook import Cell

ODD_KINDS = frozenset({"error", "date", "empty_formula"})
NO_LEVEL = (State.NONE, State.NOT_COLLECTED, State.NOT_APPLICABLE, State.BLANK)


def interpret(cell: Cell, decimal: str | None) -> numbers.Reading:
    """What a cell means as a figure; a percentage format counts as typed in percent."""
    if cell.kind == "number" and isinstance(cell.value, float):
        exact = Fraction(repr(cell.value))
        return numbers.Reading(State.NUMBER, exact * 100 if cell.percent else exact, percent=cell.percent)
    if cell.kind == "yes_no":
        return numbers.Reading(State.YES if cell.value else State.NO)
    if cell.kind == "text":
        return numbers.read(cell.text, decimal)
    return numbers.Reading(State.UNREAD)


def interpret_level(cell: Cell, levels: Mapping[str, int]) -> numbers.Reading:
    """Which level a cell names: 2, «Mức độ 2», «MĐ2»; `levels` holds the numbers by folded spelling.

    A number that is no level stays a number. «Có» and «Đạt» do not tell which level: unread.
    """
    if cell.kind == "text" and (number := levels.get(fold(cell.text))) is not None:
        return numbers.Reading(State.NUMBER, Fraction(number))
    reading = interpret(cell, ",")
    plain = reading.state is State.NUMBER and not (reading.percent or reading.unit or reading.part)
    return reading if plain or reading.state in NO_LEVEL else numbers.Reading(State.UNREAD)


def holds_figure(cell: Cell) -> bool:
    """Whether something stands here that would be read as a figure or an answer."""
    if cell.kind != "text":
        return True
    return interpret(cell, ",").state not in (State.UNREAD, State.BLANK)


def holds_number(cell: Cell) -> bool:
    return interpret(cell, ",").value is not None


def shown(cell: Cell) -> str:
    """What a person sees in a cell, nearly: percentages with their mark, text as it stands."""
    if cell.kind == "number" and cell.percent and isinstance(cell.value, float):
        return f"{float(Fraction(repr(cell.value)) * 100):.15g}%"
    if cell.kind == "date":
        return str(cell.value)  # its text is Excel's serial number, which nobody sees
    return clean(cell.text) if cell.kind == "text" else cell.text


def as_float(value: Fraction | None) -> float:
    return float("nan") if value is None else float(value)
