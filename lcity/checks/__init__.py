"""The shelf of checks: one module a check, found by looking in the folder; `run` signs what they find.

A check module holds a docstring (its manual page in English) and VI (the same in Vietnamese), SEVERITY,
MESSAGE by language, and one of three: `find(answers)`, which returns the rows of the answers that are wrong;
`look(round_)`, which yields findings and sees all returns of a round and last year's, for `lcity check` only;
or nothing, where reading or scoring notes the finding itself (`NOTED = True`). `find` sees the answers of the
whole batch at once; with `COMPARES = True` it comes after the others, and its pairs lack what these void. A
message speaks of what is in the row by the names of its columns, also those that `find` adds, and of
{title}, {unit}, {other_title} and {other_hint}, which are put in when it is printed; the last two need the
code of an item in the column `other`.

GOOD and BAD are its examples and its tests: what is typed for questions and indicators of tests/sample.yaml.
Each example is one workbook, and the check has something to say of the BAD ones only:

    {"places": 12}, {"places": "12"}        a number; a text; True and a date are what they are in Excel too
    {"1.1.1": (0.985, "0.0%")}              a number with its number format
    {"places": "#DIV/0!"}                   an error cell
    {"places": "=A1"}                       a formula whose value was never stored
    {"places": [12, 13]}                    two rows for one item
    {"1.1.1": {"value": "98%", "previous": "97%", "hidden": True}}
                                            other columns, by their role; a hidden row

An example of a check with `look` is a round, a list of such workbooks, with "@unit", "@period", "@form" (the
hidden sheet of forms, its keys and values) and "@previous" (True: of last year) among the items.

CRITERIA, where an example needs it, changes fields of the sample set: {"missing_evidence": "fail"}; SET =
"levels" says that they are for tests/levels.yaml.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from typing import TYPE_CHECKING, Any

from lcity.model import Criteria, Finding, Place, Severity

if TYPE_CHECKING:
    import pandas as pd

    from lcity.answers import Answers, Hits
    from lcity.collection import Collection


@cache
def shelf() -> dict[str, Any]:
    """Every check by its code."""
    return {m.name.replace("_", "-"): import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__)}


def run(
    frame: "pd.DataFrame", criteria: Criteria, noted: Iterable[Finding] = ()
) -> "tuple[list[Finding], pd.Series[bool]]":
    """Everything wrong with the answers and all that reading noted, signed and in order; and what counts.

    The second value is a boolean series over the rows of the frame: False where an error voids the answer.
    """
    import pandas as pd

    from lcity.answers import Answers

    found = [sign(finding) for finding in noted]
    valid = pd.Series(True, index=frame.index)
    if frame.empty:
        return in_order(found), valid
    answers = Answers(frame, criteria)
    finding = {code: check for code, check in shelf().items() if hasattr(check, "find")}
    # What holds figures against each other comes last: one wrong figure is not to be told of its neighbours.
    for code, check in sorted(finding.items(), key=lambda item: getattr(item[1], "COMPARES", False)):
        compares = getattr(check, "COMPARES", False)
        hits = check.find(answers.without(~valid.to_numpy(bool)) if compares else answers)
        if check.SEVERITY == Severity.ERROR:
            valid.iloc[hits.rows] = False
        if len(hits.rows):
            found += _findings(code, answers, hits)
    return in_order(found), valid


def look(round_: "Collection") -> list[Finding]:
    """What only shows when a whole round of returns is seen, signed."""
    checks = (check for check in shelf().values() if hasattr(check, "look"))
    return [sign(finding) for check in checks for finding in check.look(round_)]


def sign(finding: Finding) -> Finding:
    """The finding with the severity of its check."""
    return finding._replace(severity=Severity(shelf()[finding.code].SEVERITY))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then by file, sheet, row and column."""
    weight = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}

    def key(finding: Finding) -> tuple[object, ...]:
        cell = finding.place.cell
        letters = cell.rstrip("0123456789")
        row = int(cell[len(letters) :] or 0)
        place = (finding.place.file, finding.place.sheet, row, len(letters), letters)
        return (weight[finding.severity], *place, finding.code, finding.item)

    return sorted(findings, key=key)


def _findings(code: str, answers: "Answers", hits: "Hits") -> Iterable[Finding]:
    check = shelf()[code]
    wanted = {name for text in check.MESSAGE.values() for _, name, _, _ in Formatter().parse(text) if name}
    if wanted & {"other_title", "other_hint"}:
        wanted.add("other")
    wanted.discard("unit")  # {unit} is the unit of measure, the column is who reports
    rows = answers.frame.iloc[hits.rows].assign(
        **{name: list(column) for name, column in hits.columns.items()}
    )
    for row in rows.to_dict("records"):
        place = Place(row["file"], row["sheet"], row["cell"])
        values = {name: row[name] for name in sorted(wanted & row.keys())}
        yield Finding(code, place, row["item"], values, Severity(check.SEVERITY))
