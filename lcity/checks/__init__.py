"""The shelf of checks: one module a check, found by looking in the folder; `run` signs what they find.

A check module holds a docstring (its manual page in English) and VI (the same in Vietnamese), SEVERITY, MESSAGE by
language, and either `find(answers, criteria)`, which returns the rows of the answers frame that are wrong, or
nothing, where reading or scoring notes the finding itself (`NOTED = True`). GOOD and BAD are its examples and its tests:
what is typed for questions and indicators of the sample set.
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


@cache
def shelf() -> dict[str, Any]:
    """Every check by its code."""
    return {m.name.replace("_", "-"): import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__)}


def run(answers: "pd.DataFrame", criteria: Criteria, noted: Iterable[Finding] = ()) -> "tuple[list[Finding], pd.Series]":
    """Everything wrong with the answers and all that reading noted, signed and in order of place; and which rows count.

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


def _findings(code: str, rows: "pd.DataFrame") -> Iterable[Finding]:
    check = shelf()[code]
    wanted = {name for text in check.MESSAGE.values() for _, name, _, _ in Formatter().parse(text) if name}
    wanted &= set(rows.columns)
    for row in rows.to_dict("records"):
        place = Place(row["file"], row["sheet"], row["cell"])
        values = {name: row[name] for name in sorted(wanted)}
        yield Finding(code, place, row["item"], values, Severity(check.SEVERITY))
