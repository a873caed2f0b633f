"""A table with its rows named in; out come the totals in it that are not the sum of what they total.

A total stands below its rows or above them («Tổng số», «Trong đó»). Where it may total several things, it is
enough that one of them adds up; what is no plain list of numbers is left alone.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lcity import numbers
from lcity.model import Criteria
from lcity.returns.answer import interpret
from lcity.returns.naming import Naming
from lcity.vocabulary import vocabulary
from lcity.workbook import Cell

COLUMNS = ("value", "part", "whole", "previous")  # a total of rates is none
LEAST = 2  # rows that make a total
MOST_ROWS = 2_000


class WrongTotal(NamedTuple):
    cell: Cell
    total: Fraction
    sum: Fraction
    first: Cell
    last: Cell


def find(naming: Naming, decimals: dict[int, str | None], criteria: Criteria) -> Iterator[WrongTotal]:
    """The wrong totals of a table; `decimals` is the decimal mark of each column."""
    rows = list(naming.matches)[:MOST_ROWS]
    totals = [row for row in rows if _is_total(naming, row)]
    if not totals:
        return
    for column in naming.roles.columns(*COLUMNS):
        figures = {row: _figure(naming.grid.cell(row, column), decimals.get(column)) for row in rows}
        for row in totals:
            total = figures[row]
            if total is None:
                continue
            blocks = [b for b in _blocks(row, rows, totals, figures) if _alike(b, naming, criteria)]
            sums = [sum((figures[r] or Fraction(0) for r in block), Fraction(0)) for block in blocks]
            if sums and total not in sums and not any(_rounded(total, one) for one in sums):
                cells = [
                    cell for r in (row, blocks[0][0], blocks[0][-1]) if (cell := naming.grid.cell(r, column))
                ]
                yield WrongTotal(cells[0], total, sums[0], cells[1], cells[2])


def _is_total(naming: Naming, row: int) -> bool:
    if naming.matches[row].item:
        return False
    names = [*naming.names(row, "title"), *naming.names(row, "number"), *naming.names(row, "code")]
    return any(vocabulary().total(name) for name in names)


def _figure(cell: Cell | None, decimal: str | None) -> Fraction | None:
    """A plain number; rates, fractions and words are none."""
    if cell is None or cell.kind not in ("number", "text") or cell.percent:
        return None
    read = interpret(cell, decimal)
    plain = read.state is numbers.State.NUMBER and read.part is None and not read.percent
    return read.value if plain else None


def _blocks(
    row: int, rows: Sequence[int], totals: Sequence[int], figures: dict[int, Fraction | None]
) -> Iterator[list[int]]:
    """What it may total: the rows since the last total, all rows, the totals before; else those below."""
    place = rows.index(row)
    before = rows[:place]
    last = max((n for n, r in enumerate(before) if r in totals), default=-1)
    after = rows[place + 1 :]
    following = next((n for n, r in enumerate(after) if r in totals), len(after))
    choices = [
        before[last + 1 :],
        [r for r in before if r not in totals],
        [r for r in before if r in totals],
    ]
    if not any(figures[r] is not None for r in before[last + 1 :]):
        choices = [after[:following], [r for r in after if r not in totals]]
    for choice in choices:
        held = [r for r in choice if figures[r] is not None]
        if len(held) >= LEAST:
            yield held


def _alike(block: Sequence[int], naming: Naming, criteria: Criteria) -> bool:
    """Whether rows can be added: what is known of them is counted in one unit."""
    asked = [item for row in block if (item := naming.matches[row].item)]
    owners = [criteria.indicators.get(item) or criteria.questions[item] for item in asked]
    return len({owner.unit.code for owner in owners}) <= 1


def _rounded(total: Fraction, computed: Fraction) -> bool:
    """Sums of rounded figures may miss by a little; counts may not."""
    whole = total.denominator == computed.denominator == 1
    return not whole and abs(total - computed) * 1000 <= abs(computed)
