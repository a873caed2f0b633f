"""The truth and the findings of a round in, what was found, missed and cried wolf out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lcity.model import Finding
from lcity.workbook import position
from planting.rounds import Truth


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.part}/{self.whole} ({self.value:.4f})"


@dataclass
class Score:
    """Recall by kind of fault, precision by check."""

    found: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    missed: list[Truth] = field(default_factory=list)
    wolves: list[Finding] = field(default_factory=list)

    @property
    def recall(self) -> Share:
        return Share(self.found.total(), self.planted.total())

    @property
    def precision(self) -> Share:
        return Share(self.right.total(), self.said.total())

    def add(self, truth: Sequence[Truth], findings: Iterable[Finding]) -> None:
        """A fault is found where a fitting finding stands at its place; other findings are false alarms."""
        hits: set[int] = set()
        by_file: dict[str, list[int]] = {}
        for number, fault in enumerate(truth):
            by_file.setdefault(fault.file, []).append(number)
        for finding in findings:
            place = finding.place
            row = position(place.cell)[0] if place.cell else 0
            near = [n for n in by_file.get(place.file, ()) if truth[n].covers(place.file, place.sheet, row)]
            fitting = [n for n in near if finding.code in truth[n].codes]
            hits.update(fitting)
            self.said[finding.code] += 1
            if fitting or any(finding.code in truth[n].also for n in near):
                self.right[finding.code] += 1
            else:
                self.wolves.append(finding)
        for number, fault in enumerate(truth):
            self.planted[fault.kind] += 1
            if number in hits:
                self.found[fault.kind] += 1
            else:
                self.missed.append(fault)
