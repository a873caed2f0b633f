"""The results as CSV, one line an indicator (and level), for Excel: UTF-8 with a mark that Excel understands.

Text that would start a formula is kept as text. Numbers have a decimal point and no thousands mark.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from lcity.assess import Assessment, Report
from lcity.formats import View
from lcity.formats.json import number
from lcity.model import Result, Status
from lcity.words import Words

SUFFIX = ".csv"
COLUMNS: list[str] = [
    "unit",
    "period",
    "file",
    "code",
    "title",
    "value",
    "unit_of_measure",
    "part",
    "whole",
    "basis",
    "target",
    "target_basis",
    "official",
    "target_source",
    "status",
    "status_text",
    "margin",
    "heads",
    "previous",
    "reason",
    "sources",
]
OF_LEVELS = ["unit_code", "reached", "level", "area", "either"]  # before these, in a set that has levels


def render(report: Report, words: Words, view: View) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    levels = report.criteria.recognition is not None
    writer.writerow([*OF_LEVELS, *COLUMNS] if levels else COLUMNS)
    for one in report.assessments:
        for result in (each for found in one.results for each in (found, *found.parts)):
            if view.only in (None, result.status):
                more = _standing(one, result) if levels else ()
                writer.writerow([harmless(value) for value in (*more, *_row(result, report, words))])
    return "\ufeff" + out.getvalue()


def _standing(one: Assessment, result: Result) -> Iterator[object]:
    """The level that the unit reaches («none», «unknown»), and of the result its level and class of units."""
    reached = {Status.MET: one.level, Status.NOT_MET: "none", Status.NO_DATA: "unknown"}
    yield from (one.unit_code, reached[one.outcome], result.level, result.area, str(result.either).lower())


def _row(result: Result, report: Report, words: Words) -> Iterator[object]:
    indicator = report.criteria.measured[result.indicator]
    target, levels = result.target, report.criteria.levels_of(indicator)
    yield from (result.unit, result.period, result.file, result.indicator, indicator.title(words.code))
    yield from (
        number(result.value),
        indicator.unit.label(words.code),
        number(result.part),
        number(result.whole),
    )
    yield from (result.basis, words.target(target, indicator.unit, levels) if target else "")
    yield from (str(target.basis), str(target.official).lower()) if target else ("", "")
    yield target.source.title(words.code) if target and target.source else ""
    yield from (str(result.status), words.status(result.status), number(result.margin), result.heads)
    yield from (number(result.previous), result.reason, " ".join(str(cell.place) for cell in result.cited))


def harmless(value: object) -> object:
    """Text that a spreadsheet would run as a formula, made plain text by a leading apostrophe."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value
