"""The corridor: workbooks and a criteria set in, one report out, which is all that formats ever see."""

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lcity import checks, own_targets, returns
from lcity.errors import LcityError
from lcity.model import Basis, Criteria, Finding, Place, Result, Standing, Status, Tally, Target
from lcity.returns import Return
from lcity.text import bare, near

if TYPE_CHECKING:
    import pandas as pd

    from lcity.records import Cites
    from lcity.scoring import Scores


@dataclass(frozen=True)
class Assessment:
    """What came out for one return. Its results are made when they are asked for."""

    unit: str
    unit_code: str
    period: str
    file: str
    tally: Tally  # at the lowest level of recognition, in a set that has levels
    standings: tuple[Standing, ...]  # one for each level, lowest first; none in a set without
    outcome: Status  # met: some level is; not_met; no_data: not known. As in `scoring.reached`
    level: str  # the highest level that is met, "" for none
    cells: int  # filled cells of the workbook
    areas: tuple[str, ...]  # the classes that the unit may be of, "" for none; one where that is known
    _bases: Mapping[Basis, int] | None = field(repr=False)  # where no target differs from the set's
    _make: Callable[[str], tuple[Result, ...]] = field(repr=False, compare=False)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """Per indicator and level, in the order of the set."""
        return self._make(self.file)

    def result(self, code: str, level: str = "") -> Result:
        """The result of an indicator, at the lowest level where none is named."""
        return next(r for r in self.results if r.indicator == code and level in ("", r.level))

    @property
    def next(self) -> Standing | None:
        """How it stands at the level above the one that it reached; None where there is none."""
        codes = [standing.level for standing in self.standings]
        return next(iter(self.standings[codes.index(self.level) + 1 if self.level else 0 :]), None)

    @property
    def bases(self) -> dict[Basis, int]:
        """How many of the targets that count come from where."""
        if self._bases is not None:
            return dict(self._bases)
        return _count(one.target for result in self.results for one in (result, *result.parts))


def _count(targets: Iterable[Target | None]) -> dict[Basis, int]:
    found = dict.fromkeys(Basis, 0)
    for target in targets:
        if target is not None:
            found[target.basis] += 1
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
    from lcity import records, scoring

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
    told = [one.area for one in batch.returns]
    scores = scoring.score(batch.answers, batch.valid, criteria, batch.files, own, before, told)
    cites = records.Cites(batch.answers, batch.valid)
    past_cells = records.Cites(past.answers, past.valid).of(past.files[0]) if past is not None else {}
    made = records.Records(scores, batch.returns, cites, criteria, own, past_cells)
    findings = [
        *batch.findings,
        *map(checks.sign, notes),
        *map(checks.sign, _unused(batch.returns, shared, criteria)),
        *map(checks.sign, _disputes(scores, cites, criteria)),
    ]
    return Report(
        criteria,
        tuple(_assessments(scores, batch.returns, criteria, made.of)),
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
    return {
        code: target
        for code, target in asked.items()
        if not _is_fixed(code, criteria)
        and ((given := criteria.measured[code].target) is None or given.bounds != target.bounds)
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


def _assessments(
    scores: "Scores",
    read: Sequence[Return],
    criteria: Criteria,
    make: Callable[[str], tuple[Result, ...]],
) -> list[Assessment]:
    from lcity import scoring

    fixed = criteria.recognition is not None
    bases = _count(one.target for one in criteria.measured.values()) if fixed else None
    names = ("indicator", "level", "status")
    rows = list(zip(*(scores.table[name].tolist() for name in names), strict=True))
    found = []
    for number, one in enumerate(read):
        at_level: dict[str, dict[str, Status]] = {level: {} for level in criteria.stages}
        for code, level, status in rows[number * scores.lines : (number + 1) * scores.lines]:
            if code in criteria.indicators:
                at_level[level][code] = status
        standings: tuple[Standing, ...] = ()
        if fixed:
            standings = tuple(scoring.stand(level, held, criteria) for level, held in at_level.items())
        lowest = standings[0].tally if standings else scoring.tally(at_level[""], criteria)
        outcome, level = scoring.reached(standings) if standings else (Status.NO_DATA, "")
        known = (one.unit, one.unit_code, one.period, one.file)
        found.append(
            Assessment(
                *known, lowest, standings, outcome, level, one.cells, scores.areas[number], bases, make
            )
        )
    return found


def _unused(read: Sequence[Return], shared: Mapping[str, Target], criteria: Criteria) -> list[Finding]:
    """The office's own targets in a set that says what each level asks: read, shown, not used."""
    given = [(code, target) for one in read for code, target in one.targets.items()]
    return [
        Finding("target-not-used", _place(target), code, {"raw": target.typed})
        for code, target in (*shared.items(), *given)
        if _is_fixed(code, criteria) and not _repeats(target, code, criteria)
    ]


def _is_fixed(code: str, criteria: Criteria) -> bool:
    """Whether an office cannot replace the target: the set has levels, or the parts have targets."""
    return criteria.recognition is not None or bool(criteria.measured[code].parts)


def _repeats(target: Target, code: str, criteria: Criteria) -> bool:
    given = criteria.measured[code].target
    return given is not None and any(
        Target(step.kind, step.low, step.high).bounds == target.bounds for step in given.rows
    )


def _place(target: Target) -> Place:
    """Where the office wrote it, from file:sheet!cell."""
    rest, _, cell = target.place.rpartition("!")
    file, _, sheet = rest.rpartition(":")
    return Place(file, sheet, cell) if file else Place(target.place)


def _disputes(scores: "Scores", cites: "Cites", criteria: Criteria) -> list[Finding]:
    """Where the office's own «Đạt» or «Chưa đạt» is not what its figures give."""
    from lcity import records

    found = []
    for row in records.disputed(scores, criteria):
        cells = cites.of(row.file).get(row.indicator, ())
        place = next((c.place for c in cells if c.role == "met"), Place(row.file))
        values = {"claimed": row.claimed, "status": row.status}
        found.append(Finding("self-assessment-differs", place, row.indicator, values))
    return found


def only_unit(report: Report, asked: str) -> Report:
    """The report of one unit, by its code or name.

    Raises LcityError `unknown-unit` with the name that comes nearest.
    """
    wanted = bare(asked)
    chosen = [one for one in report.assessments if wanted in (bare(one.unit), bare(one.unit_code))]
    exact = [one for one in chosen if asked in (one.unit, one.unit_code)]
    if not chosen:
        names = [name for one in report.assessments for name in (one.unit, one.unit_code) if name]
        if guess := near(asked, names):
            raise LcityError("unknown-unit-near", given=asked, near=guess)
        raise LcityError("unknown-unit", given=asked)
    files = {one.file for one in exact or chosen}
    return report._replace(
        assessments=tuple(one for one in report.assessments if one.file in files),
        findings=tuple(f for f in report.findings if f.place.file in files),
        files=len(files),
        cells=sum(one.cells for one in chosen if one.file in files),
    )
