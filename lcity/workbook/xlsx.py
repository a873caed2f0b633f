"""The reader of .xlsx and .xlsm: a package in, sheets out, each part in one pass through the XML parser."""

from collections.abc import Mapping
from typing import NamedTuple

from lcity import legacy
from lcity.errors import LcityError
from lcity.workbook import MAX_CELLS, MAX_SHEETS, MAX_TEXT, Sheet
from lcity.workbook.markup import MAX_DEPTH, Elements, parse, read_whole, walk
from lcity.workbook.number_format import BUILT_IN, shows
from lcity.workbook.package import Package, broken
from lcity.workbook.parts import find_main, relations
from lcity.workbook.spreadsheetml import LOCAL, TRUE, unescape
from lcity.workbook.worksheet import SheetReader

_RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_NO_STYLES = {"0": "number"}
LISTING = "lcity_list"  # the name that lcity gives to its list, see `annotation`
LONGEST_PLACE = 200
MAX_STYLES = 100_000  # Excel allows 65,490


def read(package: Package, *, listing: bool = False) -> tuple[Sheet, ...]:
    """The worksheets in their order, of which lcity's own list is one only if asked for.

    Raises LcityError workbook-broken or one of workbook-too-large-*.
    """
    main = find_main(package)
    related = relations(package, main)
    by_type = {relation.type: relation.part for relation in related.values()}
    book = _read_book(package, main)
    shared = _read_shared(package, by_type["sharedStrings"]) if "sharedStrings" in by_type else []
    styles, fonts = _read_styles(package, by_type["styles"]) if "styles" in by_type else (_NO_STYLES, {})
    sheets: list[Sheet] = []
    seen: set[str] = set()
    room = MAX_CELLS
    for entry in book.sheets:
        if entry.relation not in related:
            raise broken(f"{main}: {entry.relation[:40]}")
        leads_to, part = related[entry.relation]
        if leads_to != "worksheet":  # charts, dialogs and macros on sheets of their own
            continue
        if part in seen:
            raise broken(f"{main}: {part}")
        seen.add(part)
        if entry.name == book.listing and not listing:  # a return that comes back with what was to correct
            continue
        reader = SheetReader(part, shared, styles, fonts, book.from_1904, room)
        parse(package, part, reader)
        reader.finish()
        room -= len(reader.cells)
        sheets.append(Sheet(entry.name, entry.hidden, reader.cells, tuple(reader.merged), reader.old_fonts))
    return tuple(sheets)


class _Entry(NamedTuple):
    name: str
    hidden: bool
    relation: str


class _Book(NamedTuple):
    from_1904: bool
    sheets: list[_Entry]
    listing: str  # the sheet on which lcity listed what to correct, "" for none


class _BookReader(Elements):
    """The sheets of a workbook, and where the name stands by which lcity knows its own list again."""

    def __init__(self, part: str) -> None:
        super().__init__(part, self._each)
        self.entries: list[_Entry] = []
        self.from_1904 = False
        self.place = ""
        self._named = False

    def _each(self, name: str, attributes: Mapping[str, str]) -> None:
        local = LOCAL.get(name)
        self._named = attributes.get("name") == LISTING and name.endswith("definedName")
        if local == "workbookPr":
            self.from_1904 = attributes.get("date1904") in TRUE
        elif local == "sheet":
            relation = next((attributes[key] for key in _RELATION_IDS if key in attributes), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.entries.append(_Entry(unescape(attributes.get("name", "")), hidden, relation))
            if len(self.entries) > MAX_SHEETS:
                raise LcityError("workbook-too-large-sheets", limit=MAX_SHEETS)

    def take(self, text: str) -> None:
        if self._named and len(self.place) < LONGEST_PLACE:
            self.place += text


def _read_book(package: Package, part: str) -> _Book:
    reader = _BookReader(part)
    parse(package, part, reader)
    names = [entry.name for entry in reader.entries]
    if "" in names or len(set(names)) < len(names):  # a cell could not be told by its sheet's name
        raise broken(f"{part}: sheet names")
    listing = unescape(reader.place).rpartition("!")[0].removeprefix("'").removesuffix("'").replace("''", "'")
    return _Book(reader.from_1904, reader.entries, listing)


def _read_styles(package: Package, part: str) -> tuple[dict[str, str], dict[str, str]]:
    """What each cell style ("0", "1" …) shows of a number: "date", "percent" or "number"; and old fonts."""
    codes: dict[int, str] = dict(BUILT_IN)
    used: list[int] = []
    fonts: list[str] = []
    written: list[int] = []  # the font of each style
    section: str | None = (
        None  # conditional formats (dxfs) have number formats of their own, under the same numbers
    )

    def each(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal section
        local = LOCAL.get(name)
        if local in ("numFmts", "fonts", "cellXfs", "cellStyleXfs", "dxfs"):
            section = local
        elif section == "fonts":
            if local == "font":
                fonts.append("")
            elif local == "name" and fonts:
                fonts[-1] = attributes.get("val", "")[:100]
        elif local == "numFmt" and section == "numFmts":
            codes[_whole(attributes.get("numFmtId", ""), part)] = attributes.get("formatCode", "")[:1000]
        elif local == "xf" and section == "cellXfs":
            used.append(_whole(attributes.get("numFmtId", "0"), part))
            written.append(_whole(attributes.get("fontId", "0"), part))
            if len(used) > MAX_STYLES:
                raise broken(f"{part}: xf")

    walk(package, part, each)
    old = {n for n, name in enumerate(fonts) if legacy.encoding_of(name)}
    shown = {str(index): shows(codes.get(number, "")) for index, number in enumerate(used)}
    return shown or _NO_STYLES, {str(index): fonts[n] for index, n in enumerate(written) if n in old}


def _whole(text: str, where: str) -> int:
    number = read_whole(text)
    if number is None:
        raise broken(f"{where}: {text[:40]}")
    return number


class _SharedStrings:
    """Collects the texts of <si>: runs joined, phonetic guides (rPh) left out."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.depth = 0
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._taking = False
        self._guide = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise broken(f"{self.part}: depth")
        local = LOCAL.get(name)
        if local == "t":
            self._taking = not self._guide
        elif local == "si":
            self._pieces = []
            self._length = 0
        elif local == "rPh":
            self._guide = True

    def end(self, name: str) -> None:
        self.depth -= 1
        local = LOCAL.get(name)
        if local == "t":
            self._taking = False
        elif local == "si":
            self.texts.append(unescape("".join(self._pieces)))
            if len(self.texts) > MAX_CELLS:
                raise LcityError("workbook-too-large-cells", limit=MAX_CELLS)
        elif local == "rPh":
            self._guide = False

    def take(self, text: str) -> None:
        if self._taking:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise LcityError("workbook-too-large-text", limit=MAX_TEXT)


def _read_shared(package: Package, part: str) -> list[str]:
    reader = _SharedStrings(part)
    parse(package, part, reader)
    return reader.texts
