"""The worksheets of one workbook, each annotated: marks, comments and their boxes exchanged for new ones."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from lcity.workbook import position
from lcity.workbook.annotation import boxes, comments
from lcity.workbook.annotation.book import Book
from lcity.workbook.annotation.boxes import Box
from lcity.workbook.annotation.connections import connect, declare, disconnect, drop
from lcity.workbook.annotation.draft import Draft
from lcity.workbook.annotation.outline import unsupported
from lcity.workbook.annotation.styles import Looks
from lcity.workbook.annotation.worksheet import Worksheet
from lcity.workbook.markup import walk
from lcity.workbook.package import broken
from lcity.workbook.parts import Relation, relations

_COMMENTS_PART = "xl/lcityComments{}.xml"
_BOXES_PART = "xl/drawings/lcityDrawing{}.vml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class Cells(NamedTuple):
    """What to say of the cells of one sheet."""

    texts: dict[str, list[str]]
    errors: set[str]  # the other ones are warnings


class _Sheet(NamedTuple):
    part: str
    number: int  # among all sheets, from 1
    related: Mapping[str, Relation]


def clear_sheets(draft: Draft, book: Book, author: str) -> None:
    """Takes out what an earlier run of lcity put in."""
    sheets = _sheets(draft, book)
    for sheet in sheets.values():
        work = _Work(draft, book, sheet, author)
        if work.may_have_old():
            work.run(Cells({}, set()), None, _users(sheets))


def annotate_sheets(draft: Draft, book: Book, cells: Mapping[str, Cells], looks: Looks, author: str) -> None:
    """Raises ValueError where cells of a sheet are named that is not there."""
    sheets = _sheets(draft, book)
    unknown = cells.keys() - sheets.keys()
    if unknown:
        raise ValueError(f"no worksheet {min(unknown)!r}")
    for name, sheet in sheets.items():
        if name in cells and cells[name].texts:
            _Work(draft, book, sheet, author).run(cells[name], looks, _users(sheets))


def _sheets(draft: Draft, book: Book) -> dict[str, _Sheet]:
    return {
        entry.name: _Sheet(entry.part, number, relations(draft, entry.part))
        for number, entry in enumerate(book.sheets, 1)
        if entry.type == "worksheet"
    }


def _users(sheets: Mapping[str, _Sheet]) -> Mapping[str, int]:
    """How many sheets refer to each part."""
    return Counter(to.part.lower() for sheet in sheets.values() for to in sheet.related.values())


class _Work:
    """One sheet's turn."""

    def __init__(self, draft: Draft, book: Book, sheet: _Sheet, author: str) -> None:
        self.draft = draft
        self.book = book
        self.sheet = sheet
        self.author = author
        self.data = draft.read(sheet.part)
        self.comments = [key for key, to in sheet.related.items() if to.type == "comments"]

    def may_have_old(self) -> bool:
        """Whether there is anything to take out, by a quick look."""
        name = self.author.encode()
        spoken = [self.sheet.related[key].part for key in self.comments]
        return Worksheet.may_be_marked(self.data) or any(
            part in self.draft and name in self.draft.read(part) for part in spoken
        )

    def run(self, cells: Cells, looks: Looks | None, users: Mapping[str, int]) -> None:
        part = self.sheet.part
        worksheet = Worksheet(part, self.data)
        where = worksheet.shown_at(list(cells.texts))
        texts: dict[str, list[str]] = {}
        for cell in sorted(cells.texts, key=position):
            texts.setdefault(where[cell], []).extend(cells.texts[cell])
        errors = {where[cell] for cell in cells.errors}
        self._refuse_shared(worksheet, users)
        revision = self._revise_comments({cell: "\n".join(lines) for cell, lines in texts.items()})
        wrong = [cell for cell in texts if cell in errors]
        odd = [cell for cell in texts if cell not in errors]
        worksheet.mark([(looks.error, wrong), (looks.warning, odd)] if looks is not None else [])
        framed = [
            Box(cell, "".join(comments.frame("\n".join(texts[cell]), self.author))) for cell in revision.new
        ]
        self._revise_boxes(worksheet, revision.gone, framed)
        self.draft.write(part, worksheet.finished())

    def _refuse_shared(self, worksheet: Worksheet, users: Mapping[str, int]) -> None:
        drawing = worksheet.drawing()
        keys = [*self.comments, *([drawing] if drawing else [])]
        for key in keys:
            if key not in self.sheet.related:
                raise broken(f"{self.sheet.part}: {key[:40]}")
            if users[self.sheet.related[key].part.lower()] > 1:
                raise unsupported(f"{self.sheet.related[key].part}: shared")
        if len(self.comments) > 1:
            raise unsupported(f"{self.sheet.part}: comments")

    def _revise_comments(self, texts: Mapping[str, str]) -> comments.Revision:
        key = self.comments[0] if self.comments else None
        part = self.sheet.related[key].part if key else self._free(_COMMENTS_PART)
        old = self.draft.read(part) if key else None
        revision = comments.revise(part, old, self.book.space, self.author, texts, self._conversations())
        if revision.data is not None:
            self.draft.write(part, revision.data)
            if key is None:
                declare(self.draft, part, _COMMENTS_TYPE)
                connect(self.draft, self.sheet.part, f"{self.book.relations}/comments", part)
        elif key is not None:
            disconnect(self.draft, self.sheet.part, key)
            drop(self.draft, [part])
        return revision

    def _revise_boxes(self, worksheet: Worksheet, gone: set[str], new: list[Box]) -> None:
        key = worksheet.drawing()
        part = self.sheet.related[key].part if key else self._free(_BOXES_PART)
        old = self.draft.read(part) if key else None
        if not gone and not new:
            return
        data = boxes.revise(part, old, gone, new, worksheet.sizes())
        if data is not None:
            self.draft.write(part, data)
            if key is None:
                declare(self.draft, part, _BOXES_TYPE)
                relation = connect(self.draft, self.sheet.part, f"{self.book.relations}/vmlDrawing", part)
                worksheet.set_drawing(relation, self.book.relations)
        elif key is not None:
            worksheet.remove_drawing()
            if worksheet.uses(key) == 1:
                disconnect(self.draft, self.sheet.part, key)
                drop(self.draft, [part])

    def _conversations(self) -> set[str]:
        """The cells with threaded comments."""
        cells: set[str] = set()

        def each(_: str, attributes: Mapping[str, str]) -> None:
            cells.add(attributes.get("ref", "").replace("$", ""))

        for to in self.sheet.related.values():
            if to.type == "threadedComment":
                walk(self.draft, to.part, each)
        return cells

    def _free(self, pattern: str) -> str:
        numbers = range(self.sheet.number, self.sheet.number + 10_000)
        return next(name for n in numbers if (name := pattern.format(n)) not in self.draft)
