"""A list of units as a CSV file in; out come the units, codes as text, or every mistake in the list."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lcity import languages
from lcity.errors import LcityError, Mistake
from lcity.text import bare, clean

LARGEST = 5 << 20  # bytes; the whole country has some 3,300 communes
MOST_UNITS = 20_000
LONGEST_NAME = 120
COLUMNS = ("code", "name", "kind", "parent", "area")
NEEDED = ("code", "name")
# Communes have five digits by decision 19/2025/QĐ-TTg; a shorter number has lost the zeros in front.
DIGITS = 5
CODE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,28}[0-9A-Za-z])?")
SPOILED = re.compile(r"[0-9]+[.,][0-9]+(?:[eE]\+?[0-9]+)?|[0-9]+[eE]\+?[0-9]+")  # 1.6681E+04, 16681.0


class Unit(NamedTuple):
    """A commune, ward or other body that sends a return."""

    code: str
    name: str
    kind: str = ""
    parent: str = ""
    area: str = ""  # its class as the list words it, "" where the list does not tell


class Line(NamedTuple):
    """One line of the list, by the names of its columns."""

    number: int
    cells: dict[str, str]


def read(path: Path) -> list[Unit]:
    """The units of a CSV file with at least the columns «code» and «name» («Mã», «Tên»), in its order.

    Raises LcityError units-missing, units-unreadable, units-too-large, units-not-csv, units-not-utf8,
    units-columns, units-empty, and units-wrong with a Mistake for each line that cannot be used.
    """
    lines = list(_lines(path, _text(path)))
    if not lines:
        raise LcityError("units-empty", file=str(path))
    mistakes = list(_mistakes(path, lines))
    if mistakes:
        raise LcityError("units-wrong", mistakes, file=str(path), count=len(mistakes), n=len(mistakes))
    return [Unit(**{column: line.cells.get(column, "") for column in COLUMNS}) for line in lines]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise LcityError("units-missing", file=str(path)) from None
    except OSError:
        raise LcityError("units-unreadable", file=str(path)) from None
    if len(data) > LARGEST:
        raise LcityError("units-too-large", file=str(path), limit=LARGEST >> 20)
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise LcityError("units-not-csv", file=str(path))
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # what Excel calls Unicode Text
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise LcityError("units-not-utf8", file=str(path)) from None
    if "\0" in text:
        raise LcityError("units-not-csv", file=str(path))
    return text


def _lines(path: Path, text: str) -> Iterator[Line]:
    """The lines below the header. Comma, semicolon or tab: what parts the header into known columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t", key=lambda sign: len(_columns(first.split(sign))))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    columns: dict[str, int] = {}
    found = 0
    try:
        for row in rows:
            cells = [clean(cell) for cell in row]
            if not any(cells):
                continue
            if not columns:
                columns = _columns(cells)
                missing = [name for name in NEEDED if name not in columns]
                if missing:
                    raise LcityError("units-columns", file=str(path), columns=", ".join(NEEDED))
                continue
            found += 1
            if found > MOST_UNITS:
                raise LcityError("units-too-many", file=str(path), limit=MOST_UNITS)
            held = {name: cells[at] for name, at in columns.items() if at < len(cells)}
            yield Line(rows.line_num, held)
    except csv.Error:
        raise LcityError("units-not-csv", file=str(path)) from None


def _columns(labels: Sequence[str]) -> dict[str, int]:
    """Where each known column stands; the first of two."""
    found: dict[str, int] = {}
    for at, label in enumerate(labels):
        name = _labels().get(bare(label.strip('"')))
        if name:
            found.setdefault(name, at)
    return found


@cache
def _labels() -> dict[str, str]:
    """Every way to head a column, in every language."""
    found = {name: name for name in COLUMNS}
    for language in languages.codes():
        for name, labels in languages.load(language)["forms"]["columns"].items():
            found.update((bare(label), name) for label in labels.split(";"))
    return found


def _mistakes(path: Path, lines: Sequence[Line]) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for line in lines:
        code, name = line.cells.get("code", ""), line.cells.get("name", "")
        place = f"{path.name}:{line.number}"
        fault = _fault(code)
        if fault:
            yield Mistake(place, fault, {"given": code, "name": name, "expected": code.zfill(DIGITS)})
        if not name or not name.isprintable() or len(name) > LONGEST_NAME:
            yield Mistake(place, "units-name", {"given": code, "limit": LONGEST_NAME})
        if code and first.setdefault(code.casefold(), line.number) != line.number:
            yield Mistake(place, "units-twice", {"given": code, "first": first[code.casefold()]})


def _fault(code: str) -> str:
    """The key of what is wrong with a code, "" where nothing is."""
    if not code:
        return "units-no-code"
    if SPOILED.fullmatch(code):
        return "units-number"
    if not CODE.fullmatch(code):
        return "units-code"
    return "units-zeros" if code.isdigit() and len(code) < DIGITS else ""
