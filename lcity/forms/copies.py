"""The workbook of a form in; out come copies for many units, of which only what differs is made anew.

A copy moves all other parts as they are, compressed: that takes a fiftieth of writing the form again.
"""

import re
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from xml.sax.saxutils import escape

from lcity.forms import figures, results
from lcity.forms.book import write
from lcity.forms.content import Form
from lcity.workbook import write_number
from lcity.workbook.package import Package

# Stand in for name and code while the form is written. `units` refuses names with signs that nobody can see.
NAME, CODE = "\ue000", "\ue001"
TOKENS = re.compile(f"([{NAME}{CODE}])")
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RESULTS = "xl/worksheets/sheet2.xml"
LOCK, FIXED = '<workbookProtection lockStructure="1"/>', ' customHeight="1"'
TALL = re.compile(f'<row r="([0-9]+)"[^>]*{FIXED}')
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ is how the format writes a sign by its number

_HEADER = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED = 20, 8
_TIME, _DATE = 0, 0x21  # 1 January 1980, the first day of the format: no clock in a form


class Entry(NamedTuple):
    """A part as it lies in an archive."""

    name: bytes
    method: int
    crc: int
    packed: bytes
    size: int


class Copier:
    """Makes the forms of units that are asked the same."""

    def __init__(self, form: Form) -> None:
        made = write(form, NAME, CODE)
        package = Package(made.data)
        self._strings = TOKENS.split(package.read(STRINGS).decode())
        changed = {name: change(package.read(name).decode()) for name, change in _changes(package).items()}
        self._sheet = _Gaps(changed.pop(SHEET), made.before) if made.before else None
        differing = {STRINGS, *([SHEET] if made.before else [])}
        same = [_pack(name, text) for name, text in changed.items()]
        same += [_take(package, name) for name in package.names if name not in {*changed, *differing}]
        # The list of content types comes first, as every other writer has it.
        same.sort(key=lambda entry: entry.name != b"[Content_Types].xml")
        self._head, self._directory = _lay(same, 0)
        self._count = len(same)

    def copy(self, name: str, code: str, before: Mapping[str, float | str]) -> bytes:
        """The form of one unit; `before` holds its figures of the period before, by question."""
        words = {NAME: _safe(name), CODE: _safe(code)}
        parts = [_pack(STRINGS, "".join(words.get(piece, piece) for piece in self._strings))]
        if self._sheet is not None:
            parts.append(_pack(SHEET, self._sheet.fill(before)))
        body, directory = _lay(parts, len(self._head))
        start, entries = len(self._head) + len(body), self._directory + directory
        count = self._count + len(parts)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), start, 0)
        return self._head + body + entries + end


def _changes(package: Package) -> dict[str, Callable[[str], str]]:
    """What XlsxWriter cannot be told: the lock on the structure, and rows that grow with what people type."""
    heads = {SHEET: figures.HEAD, RESULTS: results.HEAD}
    changes: dict[str, Callable[[str], str]] = {
        name: partial(_let_rows_grow, below=head + 2) for name, head in heads.items() if name in package
    }
    return changes | {BOOK: lambda xml: xml.replace("<bookViews>", f"{LOCK}<bookViews>", 1)}


def _let_rows_grow(xml: str, below: int) -> str:
    """Takes from rows of the table that their height is fixed; the first height stays."""
    return TALL.sub(lambda row: row[0].replace(FIXED, "") if int(row[1]) > below else row[0], xml)


class _Gaps:
    """A sheet with empty cells to fill in."""

    def __init__(self, xml: str, cells: Mapping[str, str]) -> None:
        questions = {address: question for question, address in cells.items()}
        pattern = re.compile(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"/>')
        self._pieces: list[str] = []
        self._gaps: list[tuple[str, str, str]] = []  # question, address, style
        done = 0
        for found in pattern.finditer(xml):
            if found[1] in questions:
                self._pieces.append(xml[done : found.start()])
                self._gaps.append((questions[found[1]], found[1], found[2]))
                done = found.end()
        self._rest = xml[done:]

    def fill(self, values: Mapping[str, float | str]) -> str:
        made = []
        for piece, (question, address, style) in zip(self._pieces, self._gaps, strict=True):
            made += [piece, _cell(address, style, values.get(question))]
        return "".join(made) + self._rest


def _cell(address: str, style: str, value: float | str | None) -> str:
    opened = f'<c r="{address}" s="{style}"'
    if value is None:
        return f"{opened}/>"
    if isinstance(value, str):
        return f'{opened} t="inlineStr"><is><t xml:space="preserve">{_safe(value)}</t></is></c>'
    return f"{opened}><v>{write_number(value)}</v></c>"


def _safe(text: str) -> str:
    """A text as it stands between the tags of a part."""
    printed = "".join(sign for sign in text if sign.isprintable())
    return ESCAPED.sub("_x005F_", escape(printed))


def _take(package: Package, name: str) -> Entry:
    part = package.part(name)
    return Entry(part.name.encode(), part.method, part.crc, package.raw(name), part.size)


def _pack(name: str, text: str) -> Entry:
    data = text.encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Entry(
        name.encode(), _DEFLATED, zlib.crc32(data), packer.compress(data) + packer.flush(), len(data)
    )


def _lay(entries: Sequence[Entry], at: int) -> tuple[bytes, bytes]:
    """The parts one behind the other from an offset on, and their lines of the directory."""
    body, directory = [], []
    for name, method, crc, packed, size in entries:
        sizes = (method, _TIME, _DATE, crc, len(packed), size, len(name), 0)
        body += [_HEADER.pack(b"PK\3\4", _VERSION, 0, *sizes), name, packed]
        directory += [_ENTRY.pack(b"PK\1\2", _VERSION, _VERSION, 0, *sizes, 0, 0, 0, 0, at), name]
        at += _HEADER.size + len(name) + len(packed)
    return b"".join(body), b"".join(directory)
