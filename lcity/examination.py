"""The corridor of `lcity check`: the returns of a round and a criteria set in, one examination out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lcity import checks, returns, workbook
from lcity.assess import Batch, collect
from lcity.collection import Collection
from lcity.model import Criteria, Finding, Severity

MOST_FINDINGS = 2_000  # of one file: nobody reads on, and a file made to hurt would fill the memory


class Examined(NamedTuple):
    """One file of the round. One that cannot be read has no cells and the name of the file for a unit."""

    file: str
    unit: str
    period: str = ""
    cells: int = 0
    read: bool = False
    path: Path = Path()


class Examination(NamedTuple):
    """Everything that a listing may show."""

    criteria: Criteria
    files: tuple[Examined, ...]
    findings: tuple[Finding, ...]  # errors first, then by place
    left_out: Mapping[str, int]  # how many findings of a file are not among them
    skipped: tuple[str, ...] = ()  # files in the folders that are no workbooks
    previous: str = ""

    @property
    def cells(self) -> int:
        return sum(one.cells for one in self.files)

    @property
    def by_file(self) -> dict[str, list[Finding]]:
        """The findings of each file, also of those that have none."""
        found: dict[str, list[Finding]] = {one.file: [] for one in self.files}
        for finding in self.findings:
            found.setdefault(finding.place.file, []).append(finding)
        return found

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


def examine(
    paths: Sequence[Path], criteria: Criteria, *, period: str = "", previous: Path | None = None
) -> Examination:
    """Read and check every workbook below `paths`, each by itself and all as one round.

    `previous` is a file or folder of the round before. Raises LcityError where a path is missing or a folder
    holds no workbook; a file that cannot be read is a finding.
    """
    reading = returns.begin(paths, criteria, forgiving=True)  # in another process, while this one imports
    checks.shelf()
    batch = collect(reading(), criteria)
    past = None
    if previous is not None:
        past = _round(collect(returns.read_all([previous], criteria), criteria), criteria)
    seen = checks.look(_round(batch, criteria, period, past))
    kept, left_out = _cap(checks.in_order([*batch.findings, *seen]))
    return Examination(
        criteria,
        _examined(batch, kept),
        tuple(kept),
        left_out,
        tuple(_skipped(paths)),
        previous.name if previous else "",
    )


def _round(batch: Batch, criteria: Criteria, period: str = "", past: Collection | None = None) -> Collection:
    return Collection(batch.returns, batch.answers, batch.valid, criteria, period, past)


def _cap(findings: Sequence[Finding]) -> tuple[list[Finding], dict[str, int]]:
    """The first findings of each file, the worst first, and how many of each were left out."""
    counts: Counter[str] = Counter()
    kept = []
    for finding in findings:
        counts[finding.place.file] += 1
        if counts[finding.place.file] <= MOST_FINDINGS:
            kept.append(finding)
    return kept, {file: n - MOST_FINDINGS for file, n in counts.items() if n > MOST_FINDINGS}


def _examined(batch: Batch, findings: Sequence[Finding]) -> tuple[Examined, ...]:
    """All files in the order of their names, those that could not be read included."""
    found = {
        one.file: Examined(one.file, one.unit, one.period, one.cells, True, one.path) for one in batch.returns
    }
    for finding in findings:
        file = finding.place.file
        found.setdefault(file, Examined(file, Path(file).name))
    return tuple(found[file] for file in sorted(found))


def _skipped(paths: Sequence[Path]) -> list[str]:
    """Files in the folders that were not looked at, by name; not the lock files and leftovers of systems."""
    found = set()
    for path in paths:
        if path.is_dir():
            taken = set(workbook.find_workbooks(path))
            others = (one for one in path.rglob("*") if one not in taken and one.is_file())
            found |= {str(one.relative_to(path)) for one in others if not one.name.startswith((".", "~$"))}
    return sorted(found)
