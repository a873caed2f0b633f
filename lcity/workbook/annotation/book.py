"""The workbook part: which sheets there are; lcity's list among them is found, taken out, put at the end."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lcity.workbook.annotation.draft import Draft
from lcity.workbook.annotation.outline import Edit, Node, outline, prefixed, splice, unsupported
from lcity.workbook.annotation.worksheet import relation_id
from lcity.workbook.markup import read_whole
from lcity.workbook.package import broken
from lcity.workbook.parts import Relation, find_main, relations
from lcity.workbook.spreadsheetml import unescape
from lcity.workbook.xlsx import LISTING

# By it the list is known again, whatever name people give to the sheet: programs move it along.
_NAME = LISTING
_TITLES = "_xlnm.Print_Titles"
_LONGEST_NAME = 31
_BEFORE_NAMES = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences"
)
_RELATIONS = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


class Entry(NamedTuple):
    name: str
    relation: str
    type: str  # worksheet | chartsheet …
    part: str
    node: Node


class Book:
    """The workbook part as it is when it is read; after a change it must be read again."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.part = find_main(draft)
        self.data = draft.read(self.part)
        self.root = outline(self.part, self.data)
        self.space = self.root.space
        if self.space not in _RELATIONS:
            raise unsupported(f"{self.part}: {self.space[:60]}")
        self.relations = _RELATIONS[self.space]  # how the types of relations begin, and the namespace of r:id
        self.related = relations(draft, self.part)
        self.sheets = self._read_sheets()

    def _read_sheets(self) -> list[Entry]:
        sheets = self.root.child("sheets")
        entries = []
        parts: set[str] = set()
        for node in sheets.children if sheets else ():
            relation = relation_id(node) or ""
            leads_to = self.related.get(relation)
            if leads_to is None or leads_to.part in parts:
                raise broken(f"{self.part}: {relation[:40]}")
            parts.add(leads_to.part)
            entries.append(Entry(unescape(node.attributes.get("name", "")), relation, *leads_to, node))
        return entries

    def leads_to(self, kind: str) -> tuple[str, Relation] | None:
        """The first relation of the workbook of that type."""
        return next(((key, to) for key, to in self.related.items() if to.type == kind), None)

    def find_list(self) -> Entry | None:
        node = self._list_name()
        name = _sheet_of(node.text) if node else ""
        return next(
            (entry for entry in self.sheets if entry.name == name and entry.type == "worksheet"), None
        )

    def _list_name(self) -> Node | None:
        return next(
            (
                node
                for node in self.root.all("definedName")
                if node.attributes.get("name") == _NAME and "localSheetId" not in node.attributes
            ),
            None,
        )

    def forget_list(self, entry: Entry | None) -> None:
        """Takes the list's name away, and with `entry` the sheet; sheets behind it change their numbers."""
        name = self._list_name()
        if name is None:
            return
        gone = [name]
        edits: list[Edit] = []
        if entry is not None:
            at = self.sheets.index(entry)
            gone += [n for n in self.root.all("definedName") if n.attributes.get("localSheetId") == str(at)]
            edits += [entry.node.remove(), *self._count_anew(at)]
        names = self.root.child("definedNames")
        if names is not None and len(set(gone)) == len(names.children):
            # Where the titles stand first, `add_list` made the collection; else it was there, without names.
            made = names.children[-1] is name
            edits.append(names.remove() if made else Edit(names.inner - 1, names.end, b"/>"))
        else:
            edits += [node.remove() for node in dict.fromkeys(gone)]
        self._write(edits)

    def _count_anew(self, gone: int) -> list[Edit]:
        edits = []
        for local, attribute in (
            ("definedName", "localSheetId"),
            ("workbookView", "activeTab"),
            ("workbookView", "firstSheet"),
        ):
            for node in self.root.all(local):
                number = read_whole(node.attributes.get(attribute, ""))
                last = len(self.sheets) - 2
                if number is not None and (number > gone or (local == "workbookView" and number > last)):
                    edits += node.set(attribute, str(max(number - 1, 0)))
        return edits

    def free_name(self, wanted: str) -> str:
        """The name, with a number behind it where a sheet is called so already."""
        used = {entry.name.casefold() for entry in self.sheets}
        name, number = wanted[:_LONGEST_NAME], 1
        while name.casefold() in used:
            number += 1
            ending = f" ({number})"
            name = wanted[: _LONGEST_NAME - len(ending)] + ending
        return name

    def add_list(self, name: str, relation: str) -> None:
        sheets = self.root.child("sheets")
        if sheets is None:
            raise broken(f"{self.part}: sheets")
        ids = [read_whole(node.attributes.get("sheetId", "")) or 0 for node in sheets.children]
        sheet = (
            f'<sheet xmlns:r="{self.relations}" name={quoteattr(name)} sheetId="{max(ids, default=0) + 1}" '
            f'r:id="{relation}"/>'
        )
        where = escape(quoted(name))
        names = f'<definedName name="{_NAME}" hidden="1">{where}!$A$1</definedName>'
        at = len(self.sheets)
        titles = f'<definedName name="{_TITLES}" localSheetId="{at}">{where}!$1:$2</definedName>'
        edits = [sheets.append(prefixed(sheet, sheets.prefix))]
        known = self.root.child("definedNames")
        if known is not None:
            edits.append(known.append(prefixed(names + titles, known.prefix)))
        else:
            at = max(node.end for node in self.root.children if node.local in _BEFORE_NAMES.split())
            xml = prefixed(f"<definedNames>{titles}{names}</definedNames>", self.root.prefix)
            edits.append(Edit(at, at, xml))
        self._write(edits)

    def _write(self, edits: Sequence[Edit]) -> None:
        self.draft.write(self.part, splice(self.data, edits))


def quoted(name: str) -> str:
    """A sheet's name as formulas and links take it."""
    return "'" + name.replace("'", "''") + "'"


def _sheet_of(reference: str) -> str:
    name = reference.rpartition("!")[0].lstrip("$")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
