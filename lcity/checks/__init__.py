"""The shelf of checks: one module a check, found by looking in the folder; `run` signs what they find.

A check module holds a docstring (its manual page in English) and VI (the same in Vietnamese), SEVERITY,
MESSAGE by language, and either `find(answers, criteria)`, which returns the rows of the answers frame that
are wrong, or nothing, where reading or scoring notes the finding itself (`NOTED = True`). A message speaks of
what is in the row by the names of its columns, those that `find` adds too, and of {title}, {unit},
{other_title} and {other_hint}, which are put in when it is printed; the last two need the code of an item in
the column `other`.

GOOD and BAD are its examples and its tests: what is typed for questions and indicators of tests/sample.yaml.
Each example is one workbook, and the check has something to say of the BAD ones only:

    {"places": 12}, {"places": "12"}        a number; a text; True and a date are what they are in Excel too
    {"1.1.1": (0.985, "0.0%")}              a number with its number format
    {"places": "#DIV/0!"}                   an error cell
    {"places": "=A1"}                       a formula whose value was never stored
    {"places": [12, 13]}                    two rows for one item
    {"1.1.1": {"value": "98%", "previous": "97%", "hidden": True}}
                                            other columns, by their role; a hidden row

CRITERIA, where an example needs it, changes fields of the sample set: {"missing_evidence": "fail"}.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from typing import TYPE_CHECKING, Any

from lcity.model import Criteria, Finding, Place, Severity

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("figure", "result", "previous")  # the roles of answers that hold figures
NUMERIC = ("count", "number", "percent", "rate", "value")  # the types of answers whose figure is a number


@cache
def shelf() -> dict[str, Any]:
    """Every check by its code."""
    return {m.name.replace("_", "-"): import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__)}


def run(
    answers: "pd.DataFrame", criteria: Criteria, noted: Iterable[Finding] = ()
) -> "tuple[list[Finding], pd.Series]":
    """Everything wrong with the answers and all that reading noted, signed and in order; and what counts.

    The second value is a boolean series over the rows of `answers`: False where an error voids the answer.
    """
    found = [sign(finding) for finding in noted]
    valid = answers["item"].notna()
    for code, check in shelf().items():
        if getattr(check, "NOTED", False) or answers.empty:
            continue
        rows = check.find(answers, criteria)
        if rows.empty:
            continue
        if check.SEVERITY == Severity.ERROR:
            valid &= ~answers.index.isin(rows.index)
        found += _findings(code, rows)
    return in_order(found), valid


def sign(finding: Finding) -> Finding:
    """The finding with the severity of its check."""
    return replace(finding, severity=Severity(shelf()[finding.code].SEVERITY))


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


def ratios(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    """The percentages and rates of which one workbook gives part and whole, now or for the period before.

    Columns: file, role (result or previous), indicator, type, factor (100, or what the rate is per), and for
    part and whole: *_item, *_row (the row of `answers`), *_sheet, *_cell, *_value.
    """
    import pandas as pd

    measured = [(i.code, i.measure) for i in criteria.indicators.values() if i.measure.whole]
    plan = pd.DataFrame(
        [
            (code, m.kind, m.part, m.whole, 100.0 if m.kind == "percent" else float(m.per))
            for code, m in measured
        ],
        columns=["indicator", "type", "part_item", "whole_item", "factor"],
    )
    asked = {*plan["part_item"], *plan["whole_item"]}
    single = (answers["state"] == "number") & answers["part"].isna()
    given = answers[single & answers["role"].isin(("figure", "previous")) & answers["item"].isin(asked)]
    given = given.drop_duplicates(["file", "item", "role"])[
        ["file", "role", "item", "sheet", "cell", "value"]
    ]
    given = given.assign(role=given["role"].replace("figure", "result"), row=given.index)
    same = ["file", "role"]
    named = {
        name: {c: c if c in same else f"{name}_{c}" for c in given.columns} for name in ("part", "whole")
    }
    parts, wholes = given.rename(columns=named["part"]), given.rename(columns=named["whole"])
    return plan.merge(parts, on="part_item").merge(wholes, on=["whole_item", *same])


def _findings(code: str, rows: "pd.DataFrame") -> Iterable[Finding]:
    check = shelf()[code]
    wanted = {name for text in check.MESSAGE.values() for _, name, _, _ in Formatter().parse(text) if name}
    if wanted & {"other_title", "other_hint"}:
        wanted.add("other")
    wanted = (wanted - {"unit"}) & set(
        rows.columns
    )  # {unit} is the unit of measure, the column is who reports
    for row in rows.to_dict("records"):
        place = Place(row["file"], row["sheet"], row["cell"])
        values = {name: row[name] for name in sorted(wanted)}
        yield Finding(code, place, row["item"], values, Severity(check.SEVERITY))
