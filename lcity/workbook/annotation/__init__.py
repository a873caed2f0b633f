"""A sender's own .xlsx or .xlsm in, the same file out, wrong cells marked, commented and listed.

The package is patched: parts that need not change are copied as they lie in the file, no cell is touched, and
nothing is written by a library that knows only some of what people put into workbooks.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lcity.errors import LcityError
from lcity.workbook import position, signature, xlsx
from lcity.workbook.annotation import listing as sheet_of_notes
from lcity.workbook.annotation import styles
from lcity.workbook.annotation.book import Book, quoted
from lcity.workbook.annotation.comments import clean
from lcity.workbook.annotation.connections import connect, declare, disconnect, drop
from lcity.workbook.annotation.draft import Draft
from lcity.workbook.annotation.listing import Row
from lcity.workbook.annotation.sheets import Cells, annotate_sheets, clear_sheets
from lcity.workbook.annotation.styles import Looks
from lcity.workbook.package import broken
from lcity.workbook.parts import relations

_LIST_PART = "xl/worksheets/lcityList{}.xml"
_STYLES_PART = "xl/styles.xml"  # for workbooks without; some programs look for that name only
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PRINTER = "printerSettings"


class Note(NamedTuple):
    """Something to be said of a cell, in the reader's language."""

    sheet: str  # name of the worksheet; "" for the whole file
    cell: str  # C4; "" for the whole sheet or file: only listed
    text: str  # may have line breaks
    severity: str  # error | warning


class Listing(NamedTuple):
    """The words of the sheet that lists the notes."""

    name: str  # of the sheet; a number is put behind it where somebody has a sheet of that name
    title: str
    headings: tuple[str, str, str, str]  # place, severity, text, and the column in which people write
    severities: Mapping[str, str]  # what to call them
    whole: str  # the place of what is said of the whole file
    author: str = "lcity"  # of comments; the same for ever, for it is how they are found again


def annotate(source: bytes, notes: Sequence[Note], listing: Listing) -> bytes:
    """The workbook with these notes, and without those that it had from lcity before.

    What people wrote stays: their comments, what they typed into those of lcity, remarks in the list.
    The same notes on the same file give the same bytes, and so does annotating the outcome with them again.
    Raises LcityError as `workbook.read` does, annotation-format, annotation-signed, annotation-unsupported.
    Raises ValueError where a note names no worksheet of the file or no cell.
    """
    kind, package = signature.recognise(source)
    if package is None or kind not in ("xlsx", "xlsm"):
        raise LcityError("annotation-format", format=f".{kind}")
    draft = Draft(source)
    _refuse_signed(draft)
    cells = _cells(notes)
    # First all that is old goes out, then the new comes in: the outcome does not depend on what was there.
    remarks = _retire_list(draft, listing.author)
    book = Book(draft)
    clear_sheets(draft, book, listing.author)
    rows = _rows(notes, remarks, listing)
    if rows:
        looks = _add_styles(draft, book)
        annotate_sheets(draft, book, cells, looks, listing.author)
        _add_list(draft, book, listing, rows, looks)
    return draft.pack()


def _refuse_signed(draft: Draft) -> None:
    """Any change breaks a signature, and with it what it proves."""
    signed = any(name.lower().startswith("_xmlsignatures/") for name in draft.names)
    if signed or any(relation.type == "origin" for relation in relations(draft, "").values()):
        raise LcityError("annotation-signed")


def _retire_list(draft: Draft, author: str) -> list[Row]:
    """Takes the old list out, with its styles if nobody saved the file since: what people wrote beside it."""
    book = Book(draft)
    entry = book.find_list()
    if entry is None:
        book.forget_list(None)
        return []
    own_parts = [to.part for to in relations(draft, entry.part).values()]
    foreign = any(to.type != _PRINTER for to in relations(draft, entry.part).values())
    sheet = next(sheet for sheet in xlsx.read(draft, listing=True) if sheet.name == entry.name)
    remarks = None if foreign else sheet_of_notes.read_back(sheet, author)
    if remarks is None:
        book.forget_list(None)
        return []
    book.forget_list(entry)
    disconnect(draft, book.part, entry.relation)
    drop(draft, [entry.part, *own_parts])
    # Every program gives sheets names of its own when it saves. Our name says that all is as we left it.
    if entry.part.startswith(_LIST_PART.partition("{")[0]):
        _remove_styles(draft)
    return remarks


def _rows(notes: Sequence[Note], remarks: Sequence[Row], listing: Listing) -> list[Row]:
    """One for each note, then the settled ones beside which somebody wrote."""
    written = {row.key: row.remark for row in remarks}
    rows = []
    for note in dict.fromkeys(notes):
        place = f"{note.sheet} – {note.cell}" if note.cell else note.sheet or listing.whole
        link = f"{quoted(note.sheet)}!{note.cell or 'A1'}" if note.sheet else ""
        severity = clean(listing.severities[note.severity])
        row = Row(clean(place), severity, clean(note.text), "", link, note.severity == "error")
        rows.append(row._replace(remark=written.pop(row.key, "")))
    return rows + [row for row in remarks if row.key in written]


def _cells(notes: Sequence[Note]) -> dict[str, Cells]:
    """What to say of each cell, by sheet. Raises ValueError where there is no such cell."""
    sheets: dict[str, Cells] = {}
    for note in dict.fromkeys(notes):
        if note.sheet:
            cells = sheets.setdefault(note.sheet, Cells({}, set()))
        if note.cell:
            position(note.cell)
            cells.texts.setdefault(note.cell, []).append(clean(note.text))
            if note.severity == "error":
                cells.errors.add(note.cell)
    return sheets


def _add_styles(draft: Draft, book: Book) -> Looks:
    known = book.leads_to("styles")
    if known is not None:
        part = known[1].part
        data = draft.read(part)
    else:
        part = _STYLES_PART
        if part in draft:
            raise broken(f"{book.part}: styles")
        data = styles.empty(book.space)
        connect(draft, book.part, f"{book.relations}/styles", part)
        declare(draft, part, _STYLES_TYPE)
    data, looks = styles.add(part, data)
    draft.write(part, data)
    return looks


def _remove_styles(draft: Draft) -> None:
    book = Book(draft)
    known = book.leads_to("styles")
    if known is None:
        return
    relation, (_, part) = known
    data = styles.remove(part, draft.read(part))
    draft.write(part, data)
    if part == _STYLES_PART and data == styles.empty(book.space):
        disconnect(draft, book.part, relation)
        drop(draft, [part])


def _add_list(draft: Draft, book: Book, listing: Listing, rows: Sequence[Row], looks: Looks) -> None:
    part = next(name for n in range(1, 10_000) if (name := _LIST_PART.format(n)) not in draft)
    content = sheet_of_notes.render(
        book.space, clean(listing.title), listing.headings, rows, listing.author, looks
    )
    draft.write(part, content)
    declare(draft, part, sheet_of_notes.CONTENT_TYPE)
    relation = connect(draft, book.part, f"{book.relations}/worksheet", part)
    book.add_list(book.free_name(listing.name), relation)
