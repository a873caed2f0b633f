"""Faults of one cell, whatever stood there before."""

import datetime as dt
from random import Random
from typing import NamedTuple

from planting.drafts import Draft
from planting.faults import (
    CATALOGUE,
    Fault,
    Planter,
    free,
    pick,
    plants,
    take,
)
from planting.layouts import Layout
from planting.sheets import Typed


def _texts(*texts: str) -> tuple[Typed, ...]:
    return tuple(map(Typed, texts))


def _numbers(*numbers: float) -> tuple[Typed, ...]:
    return tuple(Typed(number, "number") for number in numbers)


class Slip(NamedTuple):
    """A fault of one cell: in answers of which types, under which codes it is to be found, what is typed."""

    types: tuple[str, ...]
    codes: tuple[str, ...]
    typed: tuple[Typed | None, ...]  # «¤» stands for the sender's decimal mark


NUMBERS = ("count", "number")
ANSWERS = (*NUMBERS, "yes", "level")
SLIPS = {
    "empty cell": Slip(ANSWERS, ("not-answered",), (None,)),
    "dots of a paper form": Slip(ANSWERS, ("not-answered",), _texts("……………", "............")),
    "only spaces": Slip(ANSWERS, ("not-answered",), _texts("  ", "\u00a0", " \u200b")),
    "words for a number": Slip(
        NUMBERS,
        ("not-a-number",),
        _texts("khoảng 1.200 người", "hơn 50", "20-30", "nhiều", "~ 300", "năm trăm", "xem phụ lục", "???"),
    ),
    "x for a number": Slip(NUMBERS, ("not-a-number",), _texts("x", "X", "✓", "Có")),
    "fraction for a count": Slip(("count",), ("not-a-number", "other-unit"), _texts("5/13", "11/14 xã")),
    "words for a rate": Slip(
        ("percent",), ("not-a-number", "other-unit"), _texts("gần đủ", "khá cao", "trên 90%", "98% trở lên")
    ),
    "negative": Slip(NUMBERS, ("negative",), (*_numbers(-5, -12, -90), *_texts("-7", "-25"))),
    "half a person": Slip(("count",), ("not-whole",), _numbers(12.5, 33.33)),
    "point read as a decimal mark": Slip(("count",), ("not-whole",), _numbers(1.234, 12.567, 3.045)),
    "document for yes or no": Slip(
        ("yes",),
        ("not-yes-or-no",),
        _texts("Quyết định số 12/QĐ-UBND", "Kế hoạch số 35", "12", "Đang làm", "Có và không"),
    ),
    "level without its number": Slip(("level",), ("not-a-choice",), _texts("Đạt", "Có", "x", "tốt")),
    "level that there is not": Slip(("level",), ("out-of-range", "not-a-choice"), _numbers(5, 7, 1.5)),
    "fraction turned into a date": Slip(
        ("count", "percent"),
        ("became-date",),
        (Typed(dt.date(2026, 12, 11), "date"), Typed(dt.date(2026, 5, 3), "date")),
    ),
    "error cell": Slip(
        (*NUMBERS, "percent", "yes"),
        ("error-cell",),
        tuple(Typed(text, "error") for text in ("#DIV/0!", "#REF!", "#N/A", "#VALUE!")),
    ),
    "formula without value": Slip(
        (*NUMBERS, "percent"),
        ("formula-without-value",),
        (Typed("=A1+1", "formula"), Typed("=SUM(A1:A3)", "formula")),
    ),
    "another unit for people": Slip(("count",), ("other-unit",), _texts("12 nghìn", "1¤2 triệu", "15%")),
    "another unit for money": Slip(
        ("number",), ("other-unit",), _texts("1¤5 tỷ đồng", "250 nghìn đồng", "120000000 đồng")
    ),
    "share of one": Slip(("percent",), ("percent-as-fraction",), _numbers(0.985, 0.5, 0.314, 1)),
    "percentage without its comma": Slip(("percent",), ("above-hundred",), _numbers(985, 301, 998)),
    "dash": Slip((*NUMBERS, "percent"), ("unclear-none",), _texts("-", "–", "Không có", "không có")),
}


def _slips(kind: str, slip: Slip) -> Planter:
    def planter(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
        row = pick(draft, rnd, *slip.types)
        if row is None:
            return None
        typed = rnd.choice(slip.typed)
        if typed is not None and isinstance(typed.value, str):
            typed = typed._replace(value=typed.value.replace("¤", draft.hand.decimal))
        row.now = typed
        return Fault(kind, slip.codes, [row])

    return planter


CATALOGUE |= {kind: _slips(kind, slip) for kind, slip in SLIPS.items()}


@plants("thousands or decimals")
def ambiguous(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    """Only where nothing else in the file is typed as text with decimals."""
    numbers = all(
        row.now is None
        or row.now.kind != "text"
        or "," not in str(row.now.value) + str(getattr(row.before, "value", ""))
        for row in draft.rows
    )
    row = pick(draft, rnd, "count") if numbers and draft.hand.figures in ("number", "grouped") else None
    if row is None:
        return None
    row.now = Typed(f"{rnd.randint(1, 9)}.{rnd.randint(101, 989)}")
    draft.closed = True  # another fault might bring the proof
    return Fault("thousands or decimals", ("ambiguous-number",), [row])


@plants("yes without evidence")
def unproved(draft: Draft, layout: Layout, rnd: Random) -> Fault | None:
    if "evidence" not in layout.columns:
        return None
    for row in free(draft, rnd, "yes"):
        if row.now == draft.hand.yes[0]:
            take(draft, row.item)
            row.evidence = ""
            return Fault("yes without evidence", ("yes-without-evidence",), [row])
    return None
