"""What reading a workbook gives: its answers, each a row of a frame, and what its heading says."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lcity.model import Finding, Target


class Answer(NamedTuple):
    """One cell that answers something. The fields are the columns of the answers frame, in this order.

    `role` says what the cell gives: `figure` (a question), `result` (an indicator directly), `previous`
    (either, for the period before), `target`, `evidence`, `met` (the office's own judgement), `verdict` and
    `reason` (the experts'), `note`. `value` is the number as meant, in the item's unit (98.5 for 98,5%);
    `part` and `whole` hold «48/51». What cannot be read has no value and a `state` that says why.
    """

    unit: str
    period: str
    item: str
    role: str
    type: str  # count | number | yes | level for a question, the kind of measure for an indicator
    state: str
    value: float
    part: float
    whole: float
    percent: bool  # written or formatted as a percentage
    wording: str  # the words after the number, or in the unit column where they contradict the item
    other: float  # the second reading of an ambiguous number
    raw: str
    file: str
    sheet: str
    cell: str
    hidden: bool
    formula: bool


class Empty(NamedTuple):
    """A cell of the form that nobody filled in: `role` is `figure` or `evidence`."""

    item: str
    role: str
    sheet: str
    cell: str


@dataclass(slots=True)
class Return:
    """One workbook, read: its answers, what was odd about it, and what its heading says."""

    path: Path
    file: str
    unit: str = ""
    period: str = ""
    unit_code: str = ""
    area: str = ""  # the class of units that the form names, if it does
    criteria: str = ""  # the set that the form names, if it does
    version: str = ""  # the version of that set, as a form of lcity says
    answers: list[Answer] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)  # the «Yêu cầu» column, by indicator
    findings: list[Finding] = field(default_factory=list)
    empty: list[Empty] = field(default_factory=list)
    matched: int = 0  # rows that are about something in the set
    cells: int = 0
