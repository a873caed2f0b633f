"""What the tables of one workbook share while it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lcity.model import Criteria, Finding, Place, Target
from lcity.returns.returned import Return
from lcity.returns.rows import Matcher
from lcity.text import bare, clean
from lcity.vocabulary import vocabulary
from lcity.workbook import Cell

MOST_LOOKED = 100


@dataclass
class Book:
    """One workbook while it is read."""

    found: Return
    matcher: Matcher
    year: int = 0  # of the period, 0 where it is not known
    trusted: bool = False  # the form says that its codes are those of this very set
    looked: int = 0  # unknown rows and columns for which something near was looked for
    told: set[tuple[str, int, int]] = field(default_factory=set)  # cells that were already spoken of
    disputed: set[str] = field(default_factory=set)  # indicators with two requirements

    @property
    def criteria(self) -> Criteria:
        return self.matcher.criteria

    @cached_property
    def types(self) -> dict[str, str]:
        types = {q.code: q.type for q in self.criteria.questions.values()}
        return types | {i.code: i.measure.kind for i in self.criteria.measured.values()}

    def other_unit(self, item: str, said: Sequence[str]) -> str:
        """What is said about units of measure, where all of it is surely another unit than the item's."""
        owner = self.criteria.measured.get(item) or self.criteria.questions[item]
        own = {bare(text) for text in (*owner.unit.label, *owner.unit.one, *owner.unit.also)}
        for text in said:
            word = bare(vocabulary().percents.sub("%", text)).strip(" ()")
            if word in own or bare(text) in own:
                return ""
            if bare(text) not in self.matcher.units and word != "%" and not vocabulary().scaled(text):
                return ""
        return clean(" / ".join(said))

    def may_look(self) -> bool:
        """Whether to look for something near once more: it is slow, and nobody reads a hundred hints."""
        self.looked += 1
        return self.looked <= MOST_LOOKED

    def first_time(self, sheet: str, cell: Cell) -> bool:
        """Whether nothing was said yet about this cell."""
        place = (sheet, cell.row, cell.column)
        new = place not in self.told
        self.told.add(place)
        return new

    def add_target(self, target: Target, place: Place, code: str) -> None:
        """Keeps a requirement; of two that differ neither counts, and both are shown."""
        first = self.found.targets.get(code)
        if first is None and code not in self.disputed:
            self.found.targets[code] = target
        elif first is None or first.bounds != target.bounds:
            others = first.place if first is not None else ""
            self.found.targets.pop(code, None)
            self.disputed.add(code)
            values = {"raw": target.typed, "others": others.rpartition(":")[2] or code}
            self.found.findings.append(Finding("answered-twice", place, code, values))
