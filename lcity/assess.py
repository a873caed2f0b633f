"""The corridor: workbooks and a criteria set in, one report out, which is all that formats ever see."""

import gc
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lcity import checks, own_targets, returns
from lcity.errors import LcityError
from lcity.model import Basis, Cited, Criteria, Finding, Place, Result, Status, Tally, Target
from lcity.returns import Return

if TYPE_CHECKING:
    import pandas as pd


class Assessment(NamedTuple):
    """What came out for one return."""

    unit: str
    period: str
    file: str
    results: tuple[Result, ...]
    tally: Tally

    def result(self, code: str) -> Result:
        return next(r for r in self.results if r.indicator == code)

    @property
    def bases(self) -> dict[Basis, int]:
        """How many of the targets that count come from where."""
        found = dict.fromkeys(Basis, 0)
        for result in self.results:
            if result.target is not None:
                found[result.target.basis] += 1
        return found


class Report(NamedTuple):
    """Everything that a format may show."""

    criteria: Criteria
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    files: int = 0
    cells: int = 0
    previous: str = ""  # the workbook of the period before, where one was given
    targets: str = ""  # the file of targets, where one was given


class Batch(NamedTuple):
    """Returns read and checked."""

    returns: tuple[Return, ...]
    answers: "pd.DataFrame"
    valid: "pd.Series[bool]"
    findings: Sequence[Finding] = ()

    @property
    def files(self) -> list[str]:
        return [one.file for one in self.returns]


def assess(
    paths: Sequence[Path], criteria: Criteria, *, common: Path | None = None, previous: Path | None = None
) -> Report:
    """Read, check and score every workbook below `paths`.

    `common` is a file of the office's targets, `previous` the workbook of the period before. A target in the
    survey itself wins over one in `common`, and that over the set's.

    Raises LcityError where nothing can be scored.
    """
    reading = returns.begin(paths, criteria)  # in another process, while this one imports what it needs
    from lcity import scoring

    checks.shelf()
    gc.freeze()  # what the imports made stays; from here on there is something to collect
    gc.enable()
    batch = collect(reading(), criteria)
    shared, notes = own_targets.load(common, criteria) if common else ({}, [])
    _refuse_nothing(batch, criteria)
    own = {one.file: _own({**shared, **one.targets}, criteria) for one in batch.returns}
    before, past = None, None
    if previous is not None:
        if len(batch.returns) > 1:
            raise LcityError("previous-needs-one", count=len(batch.returns))
        past = collect(returns.read_all([previous], criteria), criteria)
        if len(past.returns) > 1:
            raise LcityError("previous-one-workbook", path=str(previous), count=len(past.returns))
        _refuse_nothing(past, criteria)
        before = (past.answers, past.valid, past.files)
        notes = [*notes, *past.findings]
    table = scoring.score(batch.answers, batch.valid, criteria, batch.files, own, before)
    records = _records(table, batch, criteria, own, past)
    assessments = tuple(
        Assessment(
            one.unit, one.period, one.file, records[one.file], scoring.tally(records[one.file], criteria)
        )
        for one in batch.returns
    )
    findings = [*batch.findings, *map(checks.sign, notes), *map(checks.sign, _disputes(assessments))]
    return Report(
        criteria,
        assessments,
        tuple(checks.in_order(findings)),
        files=len(batch.returns),
        cells=sum(one.cells for one in batch.returns),
        previous=previous.name if previous else "",
        targets=common.name if common else "",
    )


def collect(given: returns.Read, criteria: Criteria) -> Batch:
    """Check what was read."""
    read, unread = given
    answers = returns.frame(read)
    findings, valid = checks.run(answers, criteria, [*unread, *(f for one in read for f in one.findings)])
    return Batch(tuple(read), answers, valid, findings)


def _own(asked: Mapping[str, Target], criteria: Criteria) -> dict[str, Target]:
    """The targets that an office asks for. One that only repeats the set's leaves that with its source."""
    indicators = criteria.indicators
    return {
        code: target
        for code, target in asked.items()
        if (given := indicators[code].target) is None or given.bounds != target.bounds
    }


def _refuse_nothing(batch: Batch, criteria: Criteria) -> None:
    """Nothing to score: one clear error, with the set that the form seems to belong to."""
    if any(one.matched for one in batch.returns):
        return
    one = batch.returns[0]
    if one.criteria and one.criteria != criteria.id:
        raise LcityError("other-set", file=one.file, other=one.criteria, criteria=criteria.id)
    codes = {finding.code for finding in one.findings}
    for code in ("empty-workbook", "no-table"):
        if code in codes:
            finding = next(f for f in one.findings if f.code == code)
            raise LcityError(code, (), file=str(finding.place), **finding.values)
    raise LcityError("nothing-matched", file=one.file, criteria=criteria.id)


def _disputes(assessments: Sequence[Assessment]) -> list[Finding]:
    """Where the office's own «Đạt» or «Chưa đạt» is not what its figures give."""
    found = []
    for one in assessments:
        for result in one.results:
            decided = (
                result.status in (Status.MET, Status.EXCEEDED, Status.NOT_MET) and result.basis != "expert"
            )
            if decided and result.claimed and result.met != (result.claimed == "met"):
                place = next((c.place for c in result.cited if c.role == "met"), Place(one.file))
                values = {"claimed": result.claimed, "status": result.status}
                found.append(Finding("self-assessment-differs", place, result.indicator, values))
    return found


def _records(
    table: "pd.DataFrame",
    batch: Batch,
    criteria: Criteria,
    own: Mapping[str, Mapping[str, Target]],
    past: Batch | None = None,
) -> dict[str, tuple[Result, ...]]:
    """The rows of the results frame as records, exact, each with the cells that it rests on."""
    cells = _cited(batch)
    before = next(iter(_cited(past).values()), {}) if past is not None else {}
    units = {one.file: (one.unit, one.period) for one in batch.returns}
    made: dict[str, list[Result]] = {one.file: [] for one in batch.returns}
    columns = [table[name].tolist() for name in Scored._fields]
    for row in map(Scored._make, zip(*columns, strict=True)):
        held = cells.get(row.file, {})
        made[row.file].append(_record(row, units[row.file], held, before, criteria, own[row.file]))
    return {file: tuple(results) for file, results in made.items()}


class Scored(NamedTuple):
    """One row of the results frame: the columns that records are made from."""

    file: str
    indicator: str
    status: str
    part: float
    whole: float
    factor: float
    basis: str
    previous_part: float
    previous_whole: float
    previous_factor: float
    previous_file: str
    heads: float
    reason: str
    claimed: str


Cells = Mapping[str, Sequence[Cited]]


def _record(
    row: Scored,
    unit: tuple[str, str],
    cells: Cells,
    before: Cells,
    criteria: Criteria,
    own: Mapping[str, Target],
) -> Result:
    from lcity import scoring

    indicator = criteria.indicators[row.indicator]
    questions = indicator.measure.questions
    cited = [cell for code in (*questions, indicator.code) for cell in cells.get(code, ())]
    missing: tuple[str, ...] = ()
    if row.reason:
        answered = {
            c.item
            for c in cited
            if c.counts and c.role == "figure" and (c.value is not None or c.state in SAID)
        }
        missing = (
            tuple(code for code in questions if code not in answered) if row.reason != "no_previous" else ()
        )
    if row.previous_file:
        told = (cell for code in (*questions, indicator.code) for cell in before.get(code, ()))
        cited += [cell._replace(role="previous") for cell in told if cell.role in FIGURES]
    target = None if indicator.expert else own.get(indicator.code, indicator.target)
    measured = row.basis not in ("", "asserted", "expert")
    value = scoring.ratio(row.part, row.whole, row.factor) if measured else None
    previous = scoring.ratio(row.previous_part, row.previous_whole, row.previous_factor)
    shows_ratio = row.basis in ("figures", "fraction") and bool(indicator.measure.whole)
    return Result(
        unit=unit[0],
        period=unit[1],
        file=row.file,
        indicator=indicator.code,
        status=Status(row.status),
        value=value,
        part=scoring.exact(row.part) if shows_ratio else None,
        whole=scoring.exact(row.whole) if shows_ratio else None,
        basis=row.basis,
        target=target,
        margin=scoring.margin(target, value, previous),
        heads=None if isnan(row.heads) else int(row.heads),
        previous=previous,
        reason=row.reason,
        missing=missing,
        claimed=row.claimed,
        cited=tuple(cited),
    )


FIGURES = ("figure", "result")
SAID = ("yes", "no")  # answers to a question that are no number


def _cited(batch: Batch) -> dict[str, dict[str, list[Cited]]]:
    """Every answer by file and item."""
    from lcity.scoring import exact

    def known(number: float) -> Fraction | None:
        return None if isnan(number) else exact(number)

    found: dict[str, dict[str, list[Cited]]] = {}
    names = ("item", "role", "raw", "state", "value", "part", "whole", "file", "sheet", "cell")
    columns = [batch.answers[name].tolist() for name in names]
    for row in zip(*columns, batch.valid.tolist(), strict=True):
        item, role, raw, state, value, part, whole, file, sheet, cell, counts = row
        figures = (known(value), known(part), known(whole))
        cited = Cited(item, role, raw, state, *figures, Place(file, sheet, cell), counts)
        found.setdefault(file, {}).setdefault(item, []).append(cited)
    return found
