"""The text of one cell in; out comes the number, fraction or kind of none that a person typed there."""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from lcity.text import clean
from lcity.vocabulary import State, vocabulary

__all__ = ["Reading", "State", "decide", "evidence", "read"]

_LONGEST = 200  # letters in a cell that is still a number with its unit
_MOST_DIGITS = 29  # nobody counts that far: a longer one is an account number or a slip


class Reading(NamedTuple):
    """What a cell says. Every number is exact and as typed: 98.5 for «98,5%», 1.2 for «1,2 triệu».

    AMBIGUOUS: `value`, `part` and `whole` are read with decimal comma; `other` is the value with decimal
    point. «48/51»: part, whole, and their ratio as value; «48/51 (94,1%)» keeps the typed rate as value,
    percent. A whole of 0 leaves the value empty. «25/100.000 dân» is read as a fraction too: where a rate is
    expected, look at the whole.
    """

    state: State
    value: Fraction | None = None
    part: Fraction | None = None
    whole: Fraction | None = None
    percent: bool = False
    unit: str = ""  # the words after the number, as typed
    other: Fraction | None = None


class _Number(NamedTuple):
    """One number under both conventions; they differ only where nothing proves either."""

    comma: Fraction  # its value where the comma is the decimal mark
    point: Fraction  # its value where the point is
    proof: str | None  # the decimal mark that its own shape proves


class _Cell(NamedTuple):
    """A cell taken apart: a number, a fraction, or a fraction with its rate."""

    number: _Number | None
    part: _Number | None
    whole: _Number | None
    percent: bool
    unit: str
    proof: str | None


def read(text: str, decimal: str | None) -> Reading:
    """The number in a cell; `decimal` is the decimal mark of its column: "," or ".", None where not known.

    Comma or point is never decided by what is plausible. Where the text proves its own mark, that holds.
    """
    typed = clean(text)
    if not typed or _DOTTED_LINE.fullmatch(typed):
        return Reading(State.BLANK)
    if len(typed) > _LONGEST:
        return Reading(State.UNREAD)
    if state := vocabulary().state(typed):
        return Reading(state)
    cell = _take_apart(typed)
    if cell is None:
        return Reading(State.UNREAD)
    if mark := cell.proof or decimal:
        return _with_mark(cell, mark)
    comma, point = _with_mark(cell, ","), _with_mark(cell, ".")
    return comma if comma == point else comma._replace(state=State.AMBIGUOUS, other=point.value)


def evidence(text: str) -> str | None:
    """The decimal mark that this text proves: "," for «98,5» and «1.234.567», None for «1.234» and «12»."""
    typed = clean(text)
    cell = _take_apart(typed) if len(typed) <= _LONGEST else None
    return cell.proof if cell else None


def decide(texts: Iterable[str]) -> str | None:
    """The decimal mark of a column or file: the one that all proofs in it agree on, else None."""
    proofs = {proof for text in texts if (proof := evidence(text))}
    return proofs.pop() if len(proofs) == 1 else None


# Full-width signs and the many dashes, apostrophes and slashes; letters stay, so that units remain as typed.
_SIGNS = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *map(ord, "％＋－，．／（）＝"))}
_SIGNS |= dict(zip(map(ord, "−﹣’ʼ′⁄∕"), "--'''//", strict=True))

_DOTTED_LINE = re.compile(r"[.…]{4,}|…{2,}|_{2,}")  # the line of a paper form that nobody filled in

_N = r"[0-9](?:[0-9.,' ]*[0-9])?"
_PLAIN = re.compile(rf"(?P<sign>[+-]?)(?P<number>{_N}) ?(?P<percent>%?)(?P<unit>.*)")
_PAIR = re.compile(
    rf"(?P<part>{_N}) ?/ ?(?P<whole>{_N})(?P<unit>(?:[^0-9%(=]|\((?! ?[0-9]))*)"
    rf"(?:[(=] ?(?P<number>{_N}) ?% ?\)?)?"
)
_RATE_FIRST = re.compile(
    rf"(?P<number>{_N}) ?% ?\( ?(?P<part>{_N}) ?/ ?(?P<whole>{_N})(?P<unit>[^0-9%()]*)\)"
)

# Some signs would change the number («98 ±2», «98?»), so no unit has them. Units with digits are few: m2, and
# what a rate is counted on («vụ/100.000 dân»), 1,000 or more: «3 xã/10 xã» is another way to write 3/10.
_UNIT = re.compile(r"(?:[^\W\d_]|[/(‰°₫$€])[^0-9?~<>=≥≤±*+%]*")
_UNIT_WITH_DIGIT = re.compile(r"(?<![^\W_])(?:[kdcm]?m[23]|CO2)(?![^\W_])", re.IGNORECASE)
_RATE_BASE = re.compile(r"/ ?10{0,2}(?:[., ]?000){1,2}(?= ?[^\W\d_])")


@lru_cache(maxsize=4096)  # a cell is looked at for its column, for its file and for itself
def _take_apart(typed: str) -> _Cell | None:
    """None where the text is no number, or its numbers prove different decimal marks."""
    signs = vocabulary().percents.sub("%", typed.translate(_SIGNS))
    found = _PAIR.fullmatch(signs) or _RATE_FIRST.fullmatch(signs) or _PLAIN.fullmatch(signs)
    if not found:
        return None
    groups = found.groupdict()
    bodies = {name: body for name in ("number", "part", "whole") if (body := groups.get(name))}
    numbers = {name: number for name, body in bodies.items() if (number := _parse(body))}
    percent = bool(groups.get("percent")) or ("part" in bodies and "number" in bodies)
    unit = _unit(groups["unit"], percent)
    proofs = {number.proof for number in numbers.values() if number.proof}
    if unit is None or len(numbers) < len(bodies) or len(proofs) > 1:
        return None
    if "part" in bodies and not percent and not unit and _may_be_date(bodies["part"], bodies["whole"]):
        return None
    if groups.get("sign") == "-":
        number = numbers["number"]
        numbers["number"] = number._replace(comma=-number.comma, point=-number.point)
    part, whole = numbers.get("part"), numbers.get("whole")
    return _Cell(numbers.get("number"), part, whole, percent, unit, next(iter(proofs), None))


def _unit(tail: str, percent: bool) -> str | None:
    """The words after a number, without the stop after them; None where they are no unit."""
    tail = tail.strip()
    if not tail:
        return ""
    unit = tail.rstrip(" .,;") if percent or tail[0] not in ".,;" else tail
    without_digits = _RATE_BASE.sub("/", _UNIT_WITH_DIGIT.sub("m", vocabulary().pers.sub("/", unit)))
    return unit if not unit or _UNIT.fullmatch(without_digits) else None


def _may_be_date(part: str, whole: str) -> bool:
    """«01/02», «12/2022»: a day or month as likely as a fraction."""
    padded = any(len(body) == 2 and body.startswith("0") for body in (part, whole))
    return padded or (re.fullmatch("(?:19|20)[0-9]{2}", whole) is not None and part in _MONTHS)


_MONTHS = frozenset(map(str, range(1, 13)))
_DIGITS = re.compile("[0-9]+")


def _parse(body: str) -> _Number | None:
    """A number from its digits and the marks between them; None where the marks make no sense."""
    marks = _DIGITS.sub("", body)
    if len(body) - len(marks) > _MOST_DIGITS:
        return None
    if not marks:
        integer = _integer(body)
        return None if integer is None else _Number(Fraction(integer), Fraction(integer), None)
    last = marks[-1]
    grouped = _ungroup(body)
    pointed = _point(body, last) if last in ",." and marks.count(last) == 1 else None
    if grouped is not None and pointed is not None:
        return _Number(pointed, grouped, None) if last == "," else _Number(grouped, pointed, None)
    if pointed is not None:
        return _Number(pointed, pointed, last)
    if grouped is not None:
        return _Number(grouped, grouped, {",": ".", ".": ","}.get(last))
    return None


def _ungroup(body: str) -> Fraction | None:
    """«1.234.567»: one mark throughout, groups of three, no zero in front."""
    found = re.fullmatch(r"[1-9][0-9]{0,2}([.,' ])[0-9]{3}(?:\1[0-9]{3})*", body)
    return Fraction(int(body.replace(found[1], ""))) if found else None


def _point(body: str, mark: str) -> Fraction | None:
    """«1.234,5»: the mark splits off decimals, another one may group what stands before it."""
    before, _, decimals = body.partition(mark)
    integer = _integer(before)
    padded = len(before) > 1 and before.startswith("0")
    if integer is None or not decimals.isdigit() or (padded and len(decimals) == 3):
        return None  # «01.234» is neither a way to group nor to write decimals
    return Fraction(int(f"{integer}{decimals}"), 10 ** len(decimals))


def _integer(body: str) -> int | None:
    """Plain or grouped digits. One zero may stand before one digit: official papers write 05."""
    if re.fullmatch("0[0-9]|0|[1-9][0-9]*", body):
        return int(body)
    grouped = _ungroup(body)
    return None if grouped is None else int(grouped)


def _with_mark(cell: _Cell, mark: str) -> Reading:
    """The cell read with one decimal mark."""
    number, part, whole = (
        None if n is None else n.comma if mark == "," else n.point
        for n in (cell.number, cell.part, cell.whole)
    )
    if number is None and part is not None and whole:
        number = part / whole
    return Reading(State.NUMBER, number, part, whole, cell.percent, cell.unit)
