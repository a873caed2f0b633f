"""What a fault is: it spoils a draft or its sheet, and says where and as what a check should find it.

A fault of rows is found where a fitting finding stands in one of its rows; a fault of the whole file (its
header, its heading, the file itself) where one stands anywhere in the file. `also` are findings that the
fault brings with it: they are no false alarms, and no hits either. The faults themselves stand in
faults_of_cells, faults_of_rows and faults_of_sheets.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from lcity.model import Indicator
from planting import habits
from planting.drafts import Draft, Row
from planting.layouts import Laid, Layout
from planting.sheets import Typed

Spoil = Callable[[Laid], None]
FAR = ("far-from-last-year", "far-from-peers", "scale-mix-up")


@dataclass
class Fault:
    """What was planted."""

    kind: str
    codes: tuple[str, ...]  # any of these is a hit
    rows: list[Row] = field(default_factory=list)  # none: the whole file
    also: tuple[str, ...] = ()
    spoil: Spoil | None = None  # what is done to the sheets once they are laid out
    extra: list[tuple[str, int]] = field(default_factory=list)  # sheet and row of what only `spoil` makes


Planter = Callable[[Draft, Layout, Random], Fault | None]
CATALOGUE: dict[str, Planter] = {}


def plants(kind: str) -> Callable[[Planter], Planter]:
    def add(planter: Planter) -> Planter:
        CATALOGUE[kind] = planter
        return planter

    return add


# Picking


def free(draft: Draft, rnd: Random, *types: str) -> Iterator[Row]:
    """Rows without a fault that hold an answer of one of these types, in random order."""
    rows = [row for row in draft.rows if row.item and row.now is not None and row.item not in draft.touched]
    rows = [row for row in rows if type_of(draft, row.item) in types and not is_collected(row)]
    return iter(rnd.sample(rows, len(rows)))


def is_collected(row: Row) -> bool:
    return row.now is not None and row.now.value in habits.NOTHING_COLLECTED


def type_of(draft: Draft, item: str) -> str:
    question = draft.criteria.questions.get(item)
    return question.type if question else draft.criteria.measured[item].measure.kind


def pick(draft: Draft, rnd: Random, *types: str) -> Row | None:
    """One such row, which is then taken with everything that is calculated from it."""
    row = next(free(draft, rnd, *types), None)
    if row is not None:
        take(draft, row.item)
    return row


def take(draft: Draft, item: str) -> None:
    """No other fault comes near: not to the item, nor to what it is compared with."""
    draft.touched.add(item)
    for one in draft.criteria.measured.values():
        if item == one.code or item in one.measure.questions:
            draft.touched |= {one.code, *one.measure.questions}


def shares(draft: Draft, rnd: Random) -> Iterator[tuple[Indicator, Row, Row]]:
    """The percentages whose part and whole both stand on the form and have no fault."""
    found = []
    for one in draft.criteria.measured.values():
        part, whole = draft.row(one.measure.part), draft.row(one.measure.whole)
        near = {one.code, *one.measure.questions}
        if one.measure.kind != "percent" or part is None or whole is None or draft.touched & near:
            continue
        if not (is_collected(part) or is_collected(whole)):
            found.append((one, part, whole))
    return iter(rnd.sample(found, len(found)))


def asked(draft: Draft, row: Row) -> str:
    """The question of a row; of an indicator that is one figure, the question of that figure."""
    known = row.item in draft.criteria.questions
    return row.item if known else draft.criteria.measured[row.item].measure.part


def figure(draft: Draft, row: Row) -> int:
    return int(draft.figures[0][asked(draft, row)])


def retype(draft: Draft, row: Row, number: float, rnd: Random) -> Typed:
    """A figure in the sender's own hand."""
    question = draft.criteria.questions[asked(draft, row)]
    if question.type == "number":
        return habits.amount(round(float(number), 1), draft.hand)
    return habits.count(round(number), question.unit.label("vi"), draft.hand, rnd)


def related(draft: Draft, row: Row) -> list[Row]:
    """The rows that are compared with it."""
    codes = {
        c
        for one in draft.criteria.measured.values()
        if row.item in one.questions
        for c in (one.code, *one.questions)
    }
    return [other for other in draft.rows if other.item in codes and other is not row]
