"""Faults of the whole file: its header, its heading, its letters, and sheets that do not belong there."""

import unicodedata
from collections.abc import Callable
from random import Random

from planting import old_letters
from planting.drafts import Draft
from planting.faults import (
    CATALOGUE,
    Fault,
    Spoil,
    plants,
)
from planting.layouts import Laid, Layout
from planting.sheets import Page, Typed

# Header and heading


def _header_fault(kind: str, codes: tuple[str, ...], also: tuple[str, ...], spoil: Spoil) -> None:
    def planter(draft: Draft, layout: Layout, _rnd: Random) -> Fault | None:
        if draft.touched or layout.over:
            return None
        draft.closed = True
        return Fault(kind, codes, [], also, spoil)

    CATALOGUE[kind] = planter


def _misspell(laid: Laid) -> None:
    laid.page.cells[laid.header[0], laid.column["now"]] = Typed("Sô lliệu")


def _double(laid: Laid) -> None:
    page, now, last = laid.page, laid.column["now"], max(laid.column.values()) + 1
    label = page.cells[laid.header[0], now]
    page.cells[laid.header[0], last] = label
    for _, row in list(laid.place.values()):
        if (row, now) in page.cells and page.cells[row, now].kind == "number":
            page.cells[row, last] = page.cells[row, now]
    page.cells[laid.header[1] + 1, last] = Typed(3, "number")


def _behead(laid: Laid) -> None:
    for row in range(laid.header[0], laid.header[1] + 1):
        for column in laid.column.values():
            laid.page.cells.pop((row, column), None)


def _empty(laid: Laid) -> None:
    for page in laid.pages:
        if page.name != "lcity":
            page.cells.clear()
            page.merged.clear()


_header_fault("header misspelt", ("near-column", "no-table"), ("other-period",), _misspell)
_header_fault("two columns of one name", ("column-twice",), ("other-period", "no-table"), _double)
_header_fault("header deleted", ("no-table",), (), _behead)
_header_fault("empty workbook", ("empty-workbook",), (), _empty)


@plants("form of another set")
def foreign(draft: Draft, layout: Layout, _rnd: Random) -> Fault | None:
    if layout.heading != "facts" or draft.touched:
        return None
    draft.closed = True
    draft.facts["set"] = "vn-tt24-unit"
    return Fault("form of another set", ("wrong-form",))


@plants("old form")
def old(draft: Draft, layout: Layout, _rnd: Random) -> Fault | None:
    if layout.heading != "facts":
        return None
    draft.facts["version"] = "2019.1"
    return Fault("old form", ("old-form",))


@plants("wrong period")
def late(draft: Draft, _layout: Layout, _rnd: Random) -> Fault | None:
    """The form of two years ago: everything in it says so."""
    if draft.touched:
        return None
    draft.closed = True
    draft.period -= 2
    draft.facts["period"] = str(draft.period)
    return Fault("wrong period", ("wrong-period",))


# Letters


def _letters(kind: str, code: str, change: Callable[[str], str], fonts: tuple[str, ...]) -> None:
    """Some of the titles and evidence typed in another way."""

    def planter(draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
        if draft.touched & OLD_LETTERS:
            return None  # nobody types in two old ways
        chosen = rnd.sample(draft.rows, max(len(draft.rows) // 4, 4))
        font = rnd.choice(fonts)

        def spoil(laid: Laid) -> None:
            for row in (laid.place[id(row)][1] for row in chosen):
                for role in ("title", "evidence"):
                    cell = laid.page.cells.get((row, laid.column.get(role, 0)))
                    if cell is not None and isinstance(cell.value, str) and not cell.value.isascii():
                        laid.page.cells[row, laid.column[role]] = Typed(change(cell.value), "text", font)

        return Fault(kind, (code,), spoil=spoil)

    CATALOGUE[kind] = planter


OLD_LETTERS = {"TCVN3 letters", "VNI letters", "accents apart"}
PLAIN = "Times New Roman"
_letters("TCVN3 letters", "legacy-font", old_letters.to_tcvn3, (".VnTime", ".VnArial", PLAIN))
_letters("VNI letters", "legacy-font", old_letters.to_vni, ("VNI-Times", "VNI-Helve", PLAIN))
_letters("accents apart", "decomposed-accents", lambda text: unicodedata.normalize("NFD", text), (PLAIN,))


# What does not belong there


@plants("list of persons")
def persons(_draft: Draft, _layout: Layout, _rnd: Random) -> Fault | None:
    """A second sheet with everybody who took part; the persons are invented, their numbers are none."""

    def spoil(laid: Laid) -> None:
        page = Page("Danh sách")
        for column, label in enumerate(("STT", "Họ và tên", "Năm sinh", "Số điện thoại"), start=1):
            page.cells[1, column] = Typed(label)
        for number in range(1, 9):
            phone = f"09{number}0 000 {number:03d}"
            cells = (
                Typed(number, "number"),
                Typed(f"Học viên {number}"),
                Typed(1960 + number, "number"),
                Typed(phone),
            )
            for column, cell in enumerate(cells, start=1):
                page.cells[number + 1, column] = cell
        laid.pages.insert(1, page)

    return Fault("list of persons", ("personal-data",), spoil=spoil)


@plants("total that does not add up")
def unequal(_draft: Draft, _layout: Layout, rnd: Random) -> Fault | None:
    """An annex by hamlets with last week's total. Its rows are the office's own, which is said too."""

    def spoil(laid: Laid) -> None:
        page = Page("Phụ lục")
        for column, label in enumerate(("STT", "Nội dung", "Số liệu"), start=1):
            page.cells[1, column] = Typed(label)
        figures = [rnd.randint(20, 90) for _ in range(5)]
        for number, one in enumerate(figures, start=1):
            page.cells[number + 1, 1], page.cells[number + 1, 2] = (
                Typed(number, "number"),
                Typed(f"Ấp Mới {number}"),
            )
            page.cells[number + 1, 3] = Typed(one, "number")
        page.cells[7, 2], page.cells[7, 3] = Typed("Tổng cộng"), Typed(sum(figures) + 9, "number")
        laid.pages.insert(1, page)

    rows = [("Phụ lục", row) for row in range(2, 8)]
    return Fault("total that does not add up", ("total-is-not-the-sum",), [], ("unknown-row",), spoil, rows)
