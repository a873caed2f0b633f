"""Faults of rows: figures that do not fit each other, codes, titles, rows twice, hidden or merged."""

import datetime as dt
from copy import copy
from random import Random

from planting.drafts import Draft, Row
from planting.faults import (
    CATALOGUE,
    FAR,
    Fault,
    figure,
    free,
    is_collected,
    pick,
    plants,
    related,
    retype,
    shares,
    take,
    type_of,
)
from planting.layouts import Laid, Layout
from planting.sheets import Page, Typed

# Figures that do not fit each other


@plants("part above whole")
def exchanged(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    """Two lines exchanged."""
    for _, part, whole in shares(draft, rnd):
        low, high = figure(draft, part), figure(draft, whole)
        if high > low * 1.02 and type_of(draft, part.item) == type_of(draft, whole.item) == "count":
            take(draft, part.item)
            take(draft, whole.item)
            part.now, whole.now = retype(draft, part, high, rnd), retype(draft, whole, low, rnd)
            near = [*related(draft, part), *related(draft, whole)]
            return Fault(
                "part above whole",
                ("part-above-whole",),
                [part, whole, *near],
                (*FAR, "rate-contradicts-parts"),
            )
    return None


@plants("rate of last year left in")
def outdated(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    for one, *_ in shares(draft, rnd):
        row = draft.row(one.code)
        if row is None or row.now is None:
            continue
        value = float(draft.figures[0][one.measure.part]) / float(draft.figures[0][one.measure.whole]) * 100
        if not 25 < value < 94:
            continue
        take(draft, row.item)
        row.now = Typed(f"{value + rnd.choice([-4, -2, 3, 5]):.1f}%".replace(".", draft.hand.decimal))
        return Fault("rate of last year left in", ("rate-contradicts-parts",), [row])
    return None


@plants("whole of zero")
def zero(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    for _, part, whole in shares(draft, rnd):
        take(draft, whole.item)
        for other in draft.criteria.measured.values():  # everything that is divided by it
            draft.touched |= set(other.questions) if whole.item == other.measure.whole else set()
        whole.now = Typed(0, "number") if rnd.random() < 0.7 else Typed("0")
        return Fault("whole of zero", ("whole-is-zero",), [whole, part], FAR)
    return None


def _compared(draft: Draft, layout: Layout, rnd: Random) -> Row | None:
    """A row with something to compare it with: last year's figure, or the whole that it is a part of."""
    wholes = {one.measure.part for one in draft.criteria.measured.values() if one.measure.whole}
    for row in free(draft, rnd, "count", "number"):
        if figure(draft, row) >= 60 and ("before" in layout.columns or row.item in wholes):
            take(draft, row.item)
            return row
    return None


@plants("a digit too many")
def longer(draft: Draft, layout: Layout, rnd: Random) -> Fault | None:
    row = _compared(draft, layout, rnd)
    if row is None:
        return None
    row.now = retype(draft, row, figure(draft, row) * 10 + rnd.randint(0, 9), rnd)
    also = ("part-above-whole", "rate-contradicts-parts")
    return Fault("a digit too many", (*FAR[:2], "part-above-whole"), [row, *related(draft, row)], also)


@plants("thousands for ones")
def scaled(draft: Draft, layout: Layout, rnd: Random) -> Fault | None:
    row = _compared(draft, layout, rnd)
    if row is None:
        return None
    row.now = retype(draft, row, figure(draft, row) * 1000, rnd)
    also = ("part-above-whole", "rate-contradicts-parts", *FAR[:2])
    codes = ("scale-mix-up", "part-above-whole", "out-of-range")
    return Fault("thousands for ones", codes, [row, *related(draft, row)], also)


# Rows


def _coded(draft: Draft, layout: Layout, rnd: Random, *types: str) -> Row | None:
    return pick(draft, rnd, *types) if "code" in layout.columns else None


ANY = ("count", "number", "yes", "level", "percent")


@plants("code of no set")
def unknown(draft: Draft, layout: Layout, rnd: Random) -> Fault | None:
    row = _coded(draft, layout, rnd, *ANY)
    if row is None:
        return None
    row.code = rnd.choice(["9.9.9", "population_99", "7.8.1"])
    return Fault("code of no set", ("unknown-code",), [row])


@plants("code of another row")
def moved(draft: Draft, layout: Layout, rnd: Random) -> Fault | None:
    row = _coded(draft, layout, rnd, *ANY)
    other = next((one for one in free(draft, rnd, *ANY) if row and one.unit != row.unit), None)
    if row is None or other is None:
        return None
    take(draft, other.item)
    row.code = other.code
    return Fault("code of another row", ("code-and-title-differ",), [row])


@plants("code turned into a date")
def dated(draft: Draft, layout: Layout, rnd: Random) -> Fault | None:
    if "code" not in layout.columns:
        return None
    for row in free(draft, rnd, "percent", "rate", "count", "yes", "level"):
        parts = [int(part) for part in row.item.split(".") if part.isdigit()]
        if row.item[0].isdigit() and len(parts) == row.item.count(".") + 1:
            take(draft, row.item)
            day, month, year = (*parts, 26)[:3]
            row.code = Typed(dt.date(2000 + year, month, day), "date")
            row.title += " trên địa bàn"  # else the title alone tells, and nothing is wrong
            return Fault("code turned into a date", ("code-became-date", "unknown-row"), [row])
    return None


def _repeated(kind: str, code: str, *, same: bool) -> None:
    def planter(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
        row = pick(draft, rnd, "count")
        if row is None:
            return None
        again = copy(row)
        again.note = "bổ sung"
        if not same:
            again.now = retype(draft, row, figure(draft, row) + rnd.randint(1, 4), rnd)
        again.before = None
        draft.rows.append(again)
        return Fault(kind, (code,), [row, again])

    CATALOGUE[kind] = planter


_repeated("row twice, figures differ", "answered-twice", same=False)
_repeated("row twice, same figure", "answered-again", same=True)


@plants("row in own words")
def reworded(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    """A row that the office added: nobody reads its figure, and that must be said."""
    titles = ("Số vườn cây kiểu mẫu", "Số máy vi tính của trạm y tế", "Chợ đạt chuẩn văn minh")
    row = Row("", "", rnd.choice(titles), "cái", Typed(rnd.randint(3, 60), "number"))
    draft.rows.insert(len(draft.rows), row)
    return Fault("row in own words", ("unknown-row",), [row])


@plants("hidden row")
def hidden(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    row = pick(draft, rnd, "count", "number", "percent")
    if row is None:
        return None

    def spoil(laid: Laid) -> None:
        laid.page.hidden_rows.add(laid.place[id(row)][1])

    return Fault("hidden row", ("hidden-figure",), [row], spoil=spoil)


@plants("figure merged over two rows")
def merged(draft: Draft, _layout: Layout, _rnd: Random) -> Fault | None:
    for number, row in enumerate(draft.rows[:-1]):
        below = draft.rows[number + 1]
        if any(not one.item or one.now is None or one.item in draft.touched for one in (row, below)):
            continue
        if any(type_of(draft, one.item) != "count" or is_collected(one) for one in (row, below)):
            continue
        take(draft, row.item)
        take(draft, below.item)
        below.now = None

        def spoil(laid: Laid, row: Row = row) -> None:
            at, column = laid.place[id(row)][1], laid.column["now"]
            laid.page.merged.append((at, column, at + 1, column))

        return Fault("figure merged over two rows", ("merged-figure",), [row, below], spoil=spoil)
    return None


@plants("hidden sheet with old figures")
def stowed(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    """A draft that somebody hid instead of deleting it."""
    row = pick(draft, rnd, "count")
    if row is None:
        return None
    typed = retype(draft, row, figure(draft, row) + 7, rnd)

    def spoil(laid: Laid) -> None:
        page = Page("Nháp", hidden=True)
        for column, label in enumerate(("Nội dung", "Đơn vị tính", "Số liệu"), start=1):
            page.cells[1, column] = Typed(label)
        for column, cell in enumerate((Typed(row.title), Typed(row.unit), typed), start=1):
            page.cells[2, column] = cell
        laid.pages.insert(1, page)

    return Fault(
        "hidden sheet with old figures",
        ("hidden-figure", "answered-twice"),
        [row],
        spoil=spoil,
        extra=[("Nháp", 2)],
    )
