"""An examination in; out come, in a folder, copies of returns with what is certain repaired, and a log.

Repaired are figures that stand as text and can be read in one way only («1 250», «98,5%»), and accents stored
apart from their letters. Each copy is read again and compared before it is written; no return is touched.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from io import StringIO
from math import isnan
from pathlib import Path
from typing import NamedTuple

from lcity import files, returns, workbook
from lcity.errors import LcityError
from lcity.examination import Examination, Examined
from lcity.formats.csv import harmless
from lcity.handback import place_of
from lcity.model import Severity
from lcity.returns import Answer
from lcity.returns.mending import APART
from lcity.words import Words
from lcity.workbook import Cell, Sheet, position, replacing, signature, write_number, xlsx
from lcity.workbook.replacing import Content

LOG = "repairs.csv"
COLUMNS = ("file", "sheet", "cell", "what", "before", "after")
NUMERIC = ("count", "number", "percent", "rate", "value")


class Repair(NamedTuple):
    sheet: str
    cell: str
    what: str  # number | percent | accents
    before: str
    content: Content


class Repaired(NamedTuple):
    """What was done: cells by file, files whose formulas must be calculated anew, and those left alone."""

    cells: Mapping[str, int]
    calculated: tuple[str, ...]
    left: tuple[LcityError, ...]

    def said(self, folder: Path, words: Words) -> list[str]:
        if self.cells:
            values = {
                "n": len(self.cells),
                "cells": sum(self.cells.values()),
                "folder": folder,
                "log": folder / LOG,
            }
            first = words("repairs.done", **values)
        else:
            first = words("repairs.none")
        anew = [words("repairs.formulas", files=", ".join(self.calculated))] if self.calculated else []
        return [first, *anew, *map(words.error, self.left)]


def repair(examination: Examination, words: Words, folder: Path, *, force: bool = False) -> Repaired:
    """Write the copies and the log.

    Raises LcityError where something cannot be written or is there already and `force` is off.
    """
    made: dict[str, bytes] = {}
    done: dict[str, list[Repair]] = {}
    left: list[LcityError] = []
    for one in examination.files:
        try:
            repairs = list(_find(one, examination))
            if repairs:
                made[one.file] = _apply(one, repairs)
                done[one.file] = repairs
        except LcityError as error:
            error.values["file"] = one.file
            left.append(error)
    if made:
        log = folder / LOG
        places = {one.file: place_of(folder, one) for one in examination.files if one.file in made}
        for path in (*places.values(), log):
            if path.exists() and not force:
                raise LcityError("output-exists", file=str(path))
        for file, content in made.items():
            files.make_folder(places[file].parent)
            files.write(places[file], content, force=force)
        files.write(log, _log(done, words), force=force)
    anew = tuple(one.file for one in examination.files if one.file in made and _has_formulas(one))
    return Repaired({file: len(repairs) for file, repairs in done.items()}, anew, tuple(left))


def _find(one: Examined, examination: Examination) -> Iterator[Repair]:
    """What can be repaired in a return, each cell once."""
    if not one.read or one.path.suffix.casefold() not in (".xlsx", ".xlsm"):
        return
    wrong = {f.place for f in examination.by_file[one.file] if f.severity == Severity.ERROR}
    sheets = {sheet.name: sheet for sheet in workbook.read(one.path).sheets}
    done: set[tuple[str, str]] = set()
    for answer in returns.read(one.path, examination.criteria, one.file).answers:
        sheet = sheets[answer.sheet]
        cell = sheet.cells[position(answer.cell)]
        content = _figure(answer, cell)
        key = (answer.sheet, answer.cell)
        if content is not None and key not in done and (one.file, *key) not in wrong:
            done.add(key)
            yield Repair(*key, content.kind, cell.text, content)
    for sheet in sheets.values():
        yield from (r for r in _accents(sheet) if (r.sheet, r.cell) not in done)


def _figure(answer: Answer, cell: Cell) -> Content | None:
    """A text that is one number and nothing else; a unit of measure behind it is left to people."""
    asked = answer.role in ("figure", "result", "previous") and answer.type in NUMERIC
    plain = answer.state == "number" and isnan(answer.part) and isnan(answer.other) and not answer.wording
    if cell.kind != "text" or cell.formula or not asked or not plain or isnan(answer.value):
        return None
    exact = Fraction(repr(answer.value))
    if answer.percent:
        return Content("percent", write_number(float(exact / 100)))
    return Content("number", write_number(float(exact)))


def _accents(sheet: Sheet) -> Iterator[Repair]:
    for (row, column), cell in sheet.cells.items():
        if cell.kind == "text" and not cell.formula and APART.search(cell.text):
            composed = unicodedata.normalize("NFC", cell.text)
            if composed != cell.text:
                place = workbook.address(row, column)
                yield Repair(sheet.name, place, "accents", cell.text, Content("text", composed))


def _apply(one: Examined, repairs: Sequence[Repair]) -> bytes:
    """The copy, read again: what was repaired is as it should be, and nothing else has changed."""
    source = workbook.load(one.path)
    contents: dict[str, dict[str, Content]] = {}
    for each in repairs:
        contents.setdefault(each.sheet, {})[each.cell] = each.content
    made = replacing.replace(source, contents)
    before, after = _read(source), _read(made)
    for each in repairs:
        key = (each.sheet, *position(each.cell))
        old, new = before.pop(key), after.pop(key)
        value = each.content.value if each.content.kind == "text" else float(each.content.value)
        if (new.value, new.percent, new.hidden) != (value, each.content.kind == "percent", old.hidden):
            raise LcityError("repair-differs", file=one.file)
    if before != after:
        raise LcityError("repair-differs", file=one.file)
    return made


def _has_formulas(one: Examined) -> bool:
    """Excel calculates them as soon as it opens the copy, LibreOffice and lcity do not."""
    return any(cell.formula for sheet in workbook.read(one.path).sheets for cell in sheet.cells.values())


def _read(data: bytes) -> dict[tuple[str, int, int], Cell]:
    package = signature.recognise(data)[1]
    if package is None:  # cannot be: it was found to be one
        raise LcityError("repair-differs", file="")
    return {(sheet.name, *place): cell for sheet in xlsx.read(package) for place, cell in sheet.cells.items()}


def _log(done: Mapping[str, Sequence[Repair]], words: Words) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([words(f"repairs.column-{name}") for name in COLUMNS])
    for file, repairs in done.items():
        for one in repairs:
            what = words(f"repairs.{one.what}")
            row = (file, one.sheet, one.cell, what, one.before, one.content.value)
            writer.writerow([harmless(value) for value in row])
    return "\ufeff" + out.getvalue()
