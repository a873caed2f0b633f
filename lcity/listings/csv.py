"""The findings as CSV, one line each, for Excel: UTF-8 with a mark that Excel understands.

Text that would start a formula is kept as text.
"""

import csv
from io import StringIO

from lcity.examination import Examination
from lcity.formats.csv import harmless
from lcity.listings import View, rows
from lcity.words import Words

SUFFIX = ".csv"
COLUMNS = ["unit", "period", "file", "sheet", "cell", "severity", "code", "item", "title", "message"]


def render(examination: Examination, words: Words, view: View) -> str:  # noqa: ARG001 - as all listings
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    criteria = examination.criteria
    for unit, period, finding in rows(examination):
        title = words.title(finding.item, criteria)
        message = words.finding(finding, criteria)
        row = (
            unit,
            period,
            *finding.place,
            str(finding.severity),
            finding.code,
            finding.item,
            title,
            message,
        )
        writer.writerow([harmless(value) for value in row])
    return "\ufeff" + out.getvalue()
