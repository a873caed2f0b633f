"""An .xlsx or .xlsm and new contents for some of its cells in; out comes the file with only these changed.

Like `annotation`, this patches the package: all other parts are copied as they lie in the file. A cell keeps
its style, but for percentages, which get a copy of it with a percent format. Formulas are never touched.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from lcity.errors import LcityError
from lcity.workbook import signature
from lcity.workbook.annotation.book import Book
from lcity.workbook.annotation.draft import Draft
from lcity.workbook.annotation.outline import ATTRIBUTE, Edit, outline, prefixed, splice, unsupported
from lcity.workbook.annotation.worksheet import Worksheet

PERCENT = 10  # the number format 0.00% that every program knows
_BEFORE_CALC = frozenset(
    {
        *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
        *("functionGroups", "externalReferences", "definedNames"),
    }
)


class Content(NamedTuple):
    """What a cell is to hold: `kind` is number, percent or text, `value` the digits or the text itself."""

    kind: str
    value: str


class _Place(NamedTuple):
    """Where a cell lies in its part: its start tag ends at `inner`, the cell at `end`."""

    start: int
    inner: int
    end: int
    formula: bool


def replace(source: bytes, contents: Mapping[str, Mapping[str, Content]]) -> bytes:
    """The workbook with these contents, by sheet and cell (C4).

    Programs that open it calculate anew. Raises LcityError as `annotation.annotate` does. Raises ValueError
    where a sheet or cell is not there, or holds a formula.
    """
    kind, package = signature.recognise(source)
    if package is None or kind not in ("xlsx", "xlsm"):
        raise LcityError("annotation-format", format=f".{kind}")
    if any(name.lower().startswith("_xmlsignatures/") for name in package.names):
        raise LcityError("annotation-signed")
    draft = Draft(source)
    book = Book(draft)
    parts = {entry.name: entry.part for entry in book.sheets if entry.type == "worksheet"}
    if missing := [name for name in contents if name not in parts]:
        raise ValueError(missing[0])
    styles = _Styles(draft, book)
    for name, cells in contents.items():
        if cells:
            _write_sheet(draft, parts[name], cells, styles)
    styles.write()
    _calculate_anew(draft, book)
    return draft.pack()


def _write_sheet(draft: Draft, part: str, cells: Mapping[str, Content], styles: "_Styles") -> None:
    data = draft.read(part)
    prefix = Worksheet(part, data).root.prefix
    places = _find(data, set(cells))
    edits = []
    for cell, content in cells.items():
        place = places.get(cell)
        if place is None or place.formula:
            raise ValueError(cell)
        edits.append(
            Edit(place.start, place.end, _cell(data[place.start : place.inner], content, styles, prefix))
        )
    draft.write(part, splice(data, edits))


def _cell(tag: bytes, content: Content, styles: "_Styles", prefix: str) -> bytes:
    """The cell with its own attributes but for its type, and for its style where that must change."""
    kept = {name.decode(): value[1:-1].decode() for name, value in ATTRIBUTE.findall(tag)}
    kept.pop("t", None)
    if content.kind == "percent":
        kept["s"] = str(styles.percent(int(kept.get("s", "0"))))
    if content.kind == "text":
        kept["t"] = "inlineStr"
        inside = f'<is><t xml:space="preserve">{escape(content.value)}</t></is>'
    else:
        inside = f"<v>{content.value}</v>"
    attributes = "".join(f' {name}="{value}"' for name, value in kept.items())
    return prefixed(f"<c{attributes}>{inside}</c>", prefix)


def _find(data: bytes, wanted: set[str]) -> dict[str, _Place]:
    """The cells that are wanted, to the byte."""
    found: dict[str, _Place] = {}
    open_: list[tuple[str, int]] = []
    formula = False
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal formula
        local = name.rpartition(" ")[2]
        if local == "c" and not open_ and attributes.get("r", "") in wanted:
            open_.append((attributes["r"], parser.CurrentByteIndex))
            formula = False
        elif local == "f":
            formula = True

    def end(name: str) -> None:
        if open_ and name.rpartition(" ")[2] == "c":
            cell, at = open_.pop()
            inner = data.index(b">", at) + 1
            last = (
                inner if data[inner - 2 : inner] == b"/>" else data.index(b">", parser.CurrentByteIndex) + 1
            )
            found[cell] = _Place(at, inner, last, formula)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return found


class _Styles:
    """The styles part; copies of cell styles that show percentages are added as they are asked for."""

    def __init__(self, draft: Draft, book: Book) -> None:
        self.draft = draft
        self.known = book.leads_to("styles")
        self.made: dict[int, bytes] = {}
        self.numbers: dict[int, int] = {}
        if self.known is not None:
            self.part = self.known[1].part
            self.data = draft.read(self.part)
            self.root = outline(self.part, self.data)

    def percent(self, style: int) -> int:
        """The number of a style that looks like that one and shows percentages."""
        styles = self.root.child("cellXfs") if self.known is not None else None
        if styles is None or style >= len(styles.children):
            raise unsupported("styles: cellXfs")
        if style not in self.numbers:
            node = styles.children[style]
            tag = self.data[node.start : node.inner]
            for name in (rb"numFmtId", rb"applyNumberFormat"):
                tag = re.sub(rb"\s" + name + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", b"", tag)
            begin = len(node.tag) + 1
            tag = tag[:begin] + f' numFmtId="{PERCENT}" applyNumberFormat="1"'.encode() + tag[begin:]
            self.made[style] = tag + self.data[node.inner : node.end]
            self.numbers[style] = len(styles.children) + len(self.numbers)
        return self.numbers[style]

    def write(self) -> None:
        styles = self.root.child("cellXfs") if self.made else None
        if styles is not None:
            edits = [styles.append(b"".join(self.made.values()))]
            edits += styles.set("count", str(len(styles.children) + len(self.made)))
            self.draft.write(self.part, splice(self.data, edits))


def _calculate_anew(draft: Draft, book: Book) -> None:
    """What formulas gave before rests on the old contents: whoever opens the file is to calculate."""
    node = book.root.child("calcPr")
    if node is None:
        at = max(child.end for child in book.root.children if child.local in _BEFORE_CALC)
        edits = [Edit(at, at, prefixed('<calcPr fullCalcOnLoad="1"/>', book.root.prefix))]
    else:
        edits = node.set("fullCalcOnLoad", "1")
        begin = node.start + len(node.tag) + 1
        edits = edits or [Edit(begin, begin, b' fullCalcOnLoad="1"')]
    draft.write(book.part, splice(book.data, edits))
