"""One worksheet part: marks on cells as conditional formats, the place of its comments, the sizes of cells.

No cell is touched: a conditional format shows above what a cell looks like, and goes again without a trace.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lcity.workbook import LAST_COLUMN, LAST_ROW, address, position
from lcity.workbook.annotation.outline import ATTRIBUTE, Edit, Node, outline, prefixed, splice, unsupported
from lcity.workbook.markup import read_number, read_whole
from lcity.workbook.package import broken
from lcity.workbook.spreadsheetml import TRUE

# Always true, and ours: programs that save the file keep a formula as it is.
MARK = 'N("lcity")=0'
_NAMED_IN = b"lcity"
_CELLS_PER_MARK = 500
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"

# What a worksheet holds, in the order in which it must.
_SEQUENCE = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
)
_ORDER = {local: n for n, local in enumerate(_SEQUENCE.split())}


class Sizes(NamedTuple):
    """How wide and high cells are, in pixels."""

    columns: Mapping[int, int]
    column: int  # where none is given
    rows: Mapping[int, int]
    row: int


class Worksheet:
    """The part as it was; edits are collected and made at the end."""

    def __init__(self, part: str, data: bytes) -> None:
        self.part = part
        self.data = data
        self.edits: list[Edit] = []
        self.root = outline(part, data, "sheetData")
        cells = self.root.child("sheetData")
        if self.root.local != "worksheet" or cells is None:
            raise broken(f"{part}: sheetData")
        self.cells = cells
        self._check_drawings()

    @staticmethod
    def may_be_marked(data: bytes) -> bool:
        return _NAMED_IN in data

    def _check_drawings(self) -> None:
        drawings = list(self.root.all("legacyDrawing"))
        if len(drawings) > 1 or (drawings and drawings[0] not in self.root.children):
            raise unsupported(f"{self.part}: legacyDrawing")

    def _rows(self) -> dict[int, int]:
        """The heights of the rows that have one of their own. Only the sizes of boxes hang on it.

        In XML "<" begins a tag and nothing else, but for constructs that no program puts among cells.
        """
        inside = self.data[self.cells.inner : self.cells.close]
        if any(mark in inside for mark in (b"<!", b"<?")):
            return {}
        rows = {}
        number = 0
        for tag in re.finditer(b"<" + self.root.prefix.encode() + rb"row(?=[\s/>])[^>]*+>", inside):
            found = {name: value[1:-1].decode() for name, value in ATTRIBUTE.findall(tag[0])}
            number = read_whole(found.get(b"r", ""), LAST_ROW) or number + 1
            if found.get(b"hidden") in TRUE:
                rows[number] = 0
            elif b"ht" in found:
                rows[number] = _pixels_of_points(found[b"ht"], 20)
        return rows

    def sizes(self) -> Sizes:
        form = self.root.child("sheetFormatPr")
        given = form.attributes if form else {}
        width = read_number(given.get("defaultColWidth", ""))
        columns: dict[int, int] = {}
        cols = self.root.child("cols")
        for node in cols.children if cols else ():
            first = read_whole(node.attributes.get("min", ""), LAST_COLUMN) or 1
            last = read_whole(node.attributes.get("max", ""), LAST_COLUMN) or first
            own = read_number(node.attributes.get("width", ""))
            size = 0 if node.attributes.get("hidden") in TRUE else _pixels_of_width(own)
            columns.update(dict.fromkeys(range(first, last + 1), size))
        row = (
            0 if given.get("zeroHeight") in TRUE else _pixels_of_points(given.get("defaultRowHeight", ""), 20)
        )
        return Sizes(columns, _pixels_of_width(width), self._rows(), row)

    def mark(self, cells: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Exchanges the marks. `cells` to mark go with the number of their look, most important first."""
        old = self._unmark()
        new = []
        for look, addresses in cells:
            for start in range(0, len(addresses), _CELLS_PER_MARK):
                new.append((look, " ".join(addresses[start : start + _CELLS_PER_MARK])))
        self._move_priorities(old, len(new))
        xml = "".join(
            f'<conditionalFormatting sqref="{where}"><cfRule type="expression" dxfId="{look}" priority="{n}">'
            f"<formula>{MARK}</formula></cfRule></conditionalFormatting>"
            for n, (look, where) in enumerate(new, 1)
        )
        if xml:
            self._insert("conditionalFormatting", xml)

    def _unmark(self) -> list[int]:
        """Takes the marks away: the priorities that they had."""
        priorities = []
        for node in self.root.children:
            if node.local != "conditionalFormatting":
                continue
            ours = [rule for rule in node.children if _is_mark(rule)]
            priorities += [int(rule.attributes.get("priority", "1")) for rule in ours if _has_priority(rule)]
            if ours and len(ours) == len(node.children):
                self.edits.append(node.remove())
            else:
                self.edits += [rule.remove() for rule in ours]
        return sorted(priorities)

    def _move_priorities(self, old: list[int], new: int) -> None:
        """Other people's conditional formats come after ours, in the order that they have.

        Excel counts from 1, and the newer rules in the extension list count in the same row.
        """
        if not new and not old:
            return
        for rule in self.root.all("cfRule"):
            if _is_mark(rule) or not _has_priority(rule):
                continue
            priority = int(rule.attributes["priority"])
            moved = max(1, priority - bisect_left(old, priority)) + new
            if moved != priority:
                self.edits += rule.set("priority", str(moved))

    def _insert(self, local: str, xml: str) -> None:
        """Puts an element behind the last one that must stand before it."""
        before = [node for node in self.root.children if _ORDER.get(node.local, 99) < _ORDER[local]]
        at = max(node.end for node in before)
        self.edits.append(Edit(at, at, prefixed(xml, self.root.prefix)))

    def drawing(self) -> str | None:
        """The relation to the drawing with the boxes of comments; None where the sheet has none."""
        node = self.root.child("legacyDrawing")
        return relation_id(node) if node else None

    def uses(self, relation: str) -> int:
        """How many elements name a relation."""
        return sum(relation_id(node) == relation for node in self.root.children)

    def set_drawing(self, relation: str, namespace: str) -> None:
        self._insert("legacyDrawing", f'<legacyDrawing xmlns:r="{namespace}" r:id="{relation}"/>')

    def remove_drawing(self) -> None:
        node = self.root.child("legacyDrawing")
        if node is not None:
            self.edits.append(node.remove())

    def shown_at(self, cells: Sequence[str]) -> dict[str, str]:
        """Where each cell shows: of merged cells, Excel shows only the first."""
        rows = sorted((*position(cell), cell) for cell in cells)
        shown = {cell: cell for cell in cells}
        merged = self.root.child("mergeCells")
        for node in merged.children if merged else ():
            first, _, last = node.attributes.get("ref", "").replace("$", "").partition(":")
            try:
                (top, left), (bottom, right) = position(first), position(last or first)
            except ValueError:
                continue
            for row, column, cell in rows[bisect_left(rows, (top,)) : bisect_right(rows, (bottom + 1,))]:
                if top <= row <= bottom and left <= column <= right:
                    shown[cell] = address(top, left)
        return shown

    def finished(self) -> bytes:
        return splice(self.data, self.edits)


def relation_id(node: Node) -> str | None:
    """The attribute r:id, in whichever form of the namespace."""
    keys = (key for key in node.attributes if key.endswith("/relationships id"))
    return next((node.attributes[key] for key in keys), None)


def _is_mark(rule: Node) -> bool:
    formula = rule.child("formula")
    return formula is not None and formula.text.replace(" ", "").lstrip("=") == MARK


def _has_priority(rule: Node) -> bool:
    own = rule.local == "cfRule" and (rule.space == _X14 or "spreadsheetml/" in rule.space)
    return own and read_whole(rule.attributes.get("priority", "").removeprefix("-")) is not None


def _pixels_of_points(text: str, otherwise: int) -> int:
    points = read_number(text)
    return round(min(points, 409.5) * 4 / 3) if points is not None and points >= 0 else otherwise


def _pixels_of_width(width: float | None) -> int:
    """Widths are given in digits of seven pixels, as in Calibri 11."""
    return int(min(width, 255.0) * 7) if width is not None and width >= 0 else 64
