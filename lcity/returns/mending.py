"""A sheet in; out comes the same sheet with its text as people meant it, and what was odd about the text.

Text of old fonts is decoded; text with accents apart from their letters is only spoken of, because it is
matched as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lcity import legacy
from lcity.model import Finding, Place
from lcity.text import clean
from lcity.workbook import Cell, Sheet, address

APART = re.compile("[\u0300-\u036f]")  # an accent behind its letter
MOST_NAMED = 10  # cells that one message names

Spot = tuple[int, int]


class Mended(NamedTuple):
    """The sheet as it is to be read, and the cells whose text was odd."""

    sheet: Sheet
    typed: Mapping[Spot, Cell]  # the cells as they were
    decoded: Mapping[Spot, legacy.Repaired]
    apart: tuple[Spot, ...]

    def findings(self, file: str) -> Iterator[Finding]:
        """One for each kind, at its first cell."""
        if self.decoded:
            first = min(self.decoded)
            values = {
                "count": len(self.decoded),
                "cells": _named(sorted(self.decoded)),
                "encoding": self.decoded[first].encoding,
                "typed": _short(self.typed[first].text),
                "meant": _short(self.decoded[first].text),
            }
            yield Finding("legacy-font", Place(file, self.sheet.name, address(*first)), values=values)
        if self.apart:
            values = {"count": len(self.apart), "cells": _named(self.apart)}
            place = Place(file, self.sheet.name, address(*self.apart[0]))
            yield Finding("decomposed-accents", place, values=values)


def mend(sheet: Sheet) -> Mended:
    """The sheet with the text of old fonts decoded."""
    odd = {
        place: cell for place, cell in sheet.cells.items() if cell.kind == "text" and not cell.text.isascii()
    }
    decoded = {}
    for place, cell in odd.items():
        if (found := legacy.repair(cell.text, sheet.fonts.get(place, ""))) is not None:
            decoded[place] = found
    proven = {font for place in decoded if (font := sheet.fonts.get(place))}
    for place, cell in odd.items() if proven else ():
        font = sheet.fonts.get(place, "")
        if place not in decoded and font in proven:
            found = legacy.repair(cell.text, font, proven=True)
            if found is not None:
                decoded[place] = found
    apart = tuple(sorted(place for place, cell in odd.items() if APART.search(cell.text)))
    if not decoded:
        return Mended(sheet, sheet.cells, decoded, apart)
    cells = dict(sheet.cells)
    for place, found in decoded.items():
        cells[place] = cells[place]._replace(text=found.text, value=found.text)
    return Mended(replace(sheet, cells=cells), sheet.cells, decoded, apart)


def _named(places: tuple[Spot, ...] | list[Spot]) -> str:
    shown = ", ".join(address(*place) for place in places[:MOST_NAMED])
    return f"{shown} …" if len(places) > MOST_NAMED else shown


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= 40 else f"{text[:39]}…"
