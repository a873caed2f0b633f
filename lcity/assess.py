"""The corridor: workbooks and a criteria set in, one report out, which is all that formats ever see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcity import checks, own_targets, returns
from lcity.errors import LcityError
from lcity.model import Basis, Cited, Criteria, Finding, Place, Result, Status, Tally, Target
from lcity.returns import Return

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Assessment:
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


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a format may show."""

    criteria: Criteria
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    files: int = 0
    cells: int = 0
    previous: str = ""  # the workbook of the period before, where one was given
    targets: str = ""  # the file of targets, where one was given


@dataclass(frozen=True, slots=True)
class Batch:
    """Returns read and checked."""

    returns: tuple[Return, ...]
    answers: "pd.DataFrame"
    valid: "pd.Series[bool]"
    findings: list[Finding] = field(default_factory=list)

    @property
    def files(self) -> list[str]:
        return [one.file for one in self.returns]


def assess(
    paths: Sequence[Path], criteria: Criteria, *, common: Path | None = None, previous: Path | None = None
) -> Report:
    """Read, check and score every workbook below `paths`.

    `common` is a file of the office's targets, `previous` the workbook of the period before. A target in the survey
    itself wins over one in `common`, and that over the set's.

    Raises LcityError where nothing can be scored.
    """
    from lcity import scoring

    batch = collect(paths, criteria)
    shared, notes = own_targets.load(common, criteria) if common else ({}, [])
    _refuse_nothing(batch, criteria)
    own = {one.file: {**shared, **_own(one, criteria)} for one in batch.returns}
    before = None
    if previous is not None:
        if len(batch.returns) > 1:
            raise LcityError("previous-needs-one", count=len(batch.returns))
        past = collect([previous], criteria)
        before = (past.answers, past.valid, past.files[:1])
        notes = [*notes, *(f for f in past.findings if f.place.file in past.files)]
    table = scoring.score(batch.answers, batch.valid, criteria, batch.files, own, before)
    records = _records(table, batch, criteria, own)
    assessments = tuple(
        Assessment(one.unit, one.period, one.file, records[one.file], scoring.tally(records[one.file], criteria))
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


def collect(paths: Sequence[Path], criteria: Criteria) -> Batch:
    """Read and check every workbook below `paths`."""
    read, unread = returns.read_all(paths, criteria)
    answers = returns.frame(read)
    findings, valid = checks.run(answers, criteria, [*unread, *(f for one in read for f in one.findings)])
    return Batch(tuple(read), answers, valid, findings)


def _own(one: Return, criteria: Criteria) -> dict[str, Target]:
    """The targets of the «Yêu cầu» column. One that only repeats the set's leaves the set's with its source."""
    indicators = criteria.indicators
    return {
        code: target
        for code, target in one.targets.items()
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
            raise LcityError(code, file=str(finding.place), **finding.values)
    raise LcityError("nothing-matched", file=one.file, criteria=criteria.id)


def _disputes(assessments: Sequence[Assessment]) -> list[Finding]:
    """Where the office's own «Đạt» or «Chưa đạt» is not what its figures give."""
    found = []
    for one in assessments:
        for result in one.results:
            decided = result.status in (Status.MET, Status.EXCEEDED, Status.NOT_MET) and result.basis != "expert"
            if decided and result.claimed and result.met != (result.claimed == "met"):
                place = next((c.place for c in result.cited if c.role == "met"), Place(one.file))
                values = {"claimed": result.claimed, "status": result.status}
                found.append(Finding("self-assessment-differs", place, result.indicator, values))
    return found


def _records(
    table: "pd.DataFrame", batch: Batch, criteria: Criteria, own: Mapping[str, Mapping[str, Target]]
) -> dict[str, tuple[Result, ...]]:
    """The rows of the results frame as records, exact, each with the cells that it rests on."""
    cells = _cited(batch)
    units = {one.file: (one.unit, one.period) for one in batch.returns}
    made: dict[str, list[Result]] = {one.file: [] for one in batch.returns}
    for row in table.to_dict("records"):
        made[row["file"]].append(_record(row, units[row["file"]], cells.get(row["file"], {}), criteria, own[row["file"]]))
    return {file: tuple(results) for file, results in made.items()}


def _record(
    row: Mapping[Any, Any],
    unit: tuple[str, str],
    cells: Mapping[str, Sequence[Cited]],
    criteria: Criteria,
    own: Mapping[str, Target],
) -> Result:
    indicator = criteria.indicators[row["indicator"]]
    part, whole, factor = (_exact(row[name]) for name in ("part", "whole", "factor"))
    value = part * factor / whole if part is not None and whole and factor is not None else None
    cited = [cell for code in (*indicator.measure.questions, indicator.code) for cell in cells.get(code, ())]
    answered = {c.item for c in cited if c.counts and c.role == "figure" and c.value is not None}
    missing = tuple(code for code in indicator.measure.questions if code not in answered) if row["reason"] else ()
    shows_ratio = row["basis"] in ("figures", "fraction") and bool(indicator.measure.whole)
    return Result(
        unit=unit[0],
        period=unit[1],
        file=row["file"],
        indicator=indicator.code,
        status=Status(row["status"]),
        value=None if row["basis"] in ("asserted", "expert") else value,
        part=part if shows_ratio else None,
        whole=whole if shows_ratio else None,
        basis=row["basis"],
        target=None if indicator.expert else own.get(indicator.code, indicator.target),
        margin=_exact(row["margin"]),
        heads=None if row["heads"] != row["heads"] else int(row["heads"]),
        previous=_exact(row["previous"]),
        reason=row["reason"],
        missing=missing,
        claimed=row["claimed"],
        cited=tuple(cited),
    )


def _cited(batch: Batch) -> dict[str, dict[str, list[Cited]]]:
    """Every answer by file and item."""
    found: dict[str, dict[str, list[Cited]]] = {}
    for row, counts in zip(batch.answers.to_dict("records"), batch.valid, strict=True):
        cited = Cited(
            row["item"],
            row["role"],
            row["raw"],
            row["state"],
            _exact(row["value"]),
            _exact(row["part"]),
            _exact(row["whole"]),
            Place(row["file"], row["sheet"], row["cell"]),
            bool(counts),
        )
        found.setdefault(row["file"], {}).setdefault(row["item"], []).append(cited)
    return found


def _exact(number: float) -> Fraction | None:
    return None if number != number else Fraction(repr(float(number)))  # noqa: PLR0124 - NaN is unequal to itself
