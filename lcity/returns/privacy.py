"""A sheet that asks for totals in; out come its columns with data of single persons, never the data."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from lcity import languages
from lcity.model import Finding, Place
from lcity.returns.grid import Grid
from lcity.text import clean, fold
from lcity.workbook import Cell, column_letters

KINDS = ("phone", "id", "email", "birth")
LONGEST_LABEL = 60
LEAST = 2  # cells of one column; one number under the signature is that of the office
HINT = re.compile(r"@|\d[\d .\-]{7,}\d")
SIGNS = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "phone": re.compile(r"(?<!\d)(?:\+?84|0)[ .-]?[35789](?:[ .-]?\d){8}(?!\d)"),
    "id": re.compile(r"(?<!\d)0\d{2} ?\d{3} ?\d{6}(?!\d)"),
}
DIGITS = re.compile(r"\d{8,12}")


def look(grid: Grid, file: str, sheet: str) -> Iterator[Finding]:
    """One finding for a sheet, with all such columns."""
    found: dict[int, set[str]] = {}
    for column, kind in (*_by_content(grid), *_by_label(grid)):
        found.setdefault(column, set()).add(kind)
    if found:
        kinds = [kind for kind in KINDS if any(kind in held for held in found.values())]
        values = {"columns": ", ".join(map(column_letters, sorted(found))), "kinds": tuple(kinds)}
        yield Finding("personal-data", Place(file, sheet), values=values)


def _by_content(grid: Grid) -> Iterator[tuple[int, str]]:
    """Columns with several telephone numbers, identity numbers or addresses for mail."""
    counts: dict[tuple[int, str], int] = {}
    for cell in grid.cells.values():
        if cell.kind == "text" and HINT.search(cell.text):
            for kind, sign in SIGNS.items():
                if sign.search(cell.text):
                    place = (cell.column, kind)
                    counts[place] = counts.get(place, 0) + 1
    yield from (place for place, count in counts.items() if count >= LEAST)


def _by_label(grid: Grid) -> Iterator[tuple[int, str]]:
    """Columns that say so in their header; birthdays only where names stand in the sheet too."""
    labels = _labels()
    headers = [
        (cell, kind)
        for cell in grid.cells.values()
        if cell.kind == "text"
        and len(cell.text) <= LONGEST_LABEL
        and (kind := labels.get(fold(clean(cell.text))))
    ]
    named = any(kind == "name" for _, kind in headers)
    for cell, kind in headers:
        if kind == "name" or (kind == "birth" and not named):
            continue
        below = (grid.cell(row, cell.column) for row in grid.below(cell.row, 1000))
        if sum(1 for other in below if other is not None and _holds(other, kind)) >= LEAST:
            yield cell.column, kind


def _holds(cell: Cell, kind: str) -> bool:
    if kind == "birth":
        return cell.kind == "date" or bool(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", cell.text))
    if kind == "email":
        return "@" in cell.text
    return DIGITS.fullmatch(re.sub(r"[ .\-+]", "", cell.text)) is not None


@cache
def _labels() -> Mapping[str, str]:
    """The kind of data by the folded label of its column."""
    return {
        fold(label): kind
        for code in languages.codes()
        for kind, listed in languages.load(code)["reads"].get("personal", {}).items()
        for label in listed
    }
