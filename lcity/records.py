"""The results frame and the answers in; out come results as records, exact, each with its cells: on demand.

A round of thousands of returns makes hundreds of thousands of records. Whoever only counts needs none.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lcity.model import Cited, Criteria, Indicator, Place, Result, Status, Target
from lcity.returns import Return
from lcity.scoring.exact import exact, margin, ratio

if TYPE_CHECKING:
    import pandas as pd

    from lcity.scoring import Scores

FIGURES = ("figure", "result")
SAID = ("yes", "no")  # answers to a question that are no number
NO_FIGURE = ("", "asserted", "expert", "parts")  # what an outcome comes from where there is no value

Cells = Mapping[str, Sequence[Cited]]


class Scored(NamedTuple):
    """One row of the results frame: the columns that records are made from."""

    file: str
    indicator: str
    level: str
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
    area: str
    either: bool


class Cites:
    """The answers of a batch by file, as cells that a result may cite."""

    def __init__(self, answers: "pd.DataFrame", valid: "pd.Series[bool]") -> None:
        self._answers = answers
        self._valid = valid
        files = answers["file"].to_numpy(object)
        self._rows: dict[str, list[int]] = {}
        for row, file in enumerate(files.tolist()):
            self._rows.setdefault(file, []).append(row)

    def of(self, file: str) -> dict[str, list[Cited]]:
        """Every answer of a file by item, in the order in which they were read."""
        found: dict[str, list[Cited]] = {}
        rows = self._rows.get(file, [])
        names = ("item", "role", "raw", "state", "value", "part", "whole", "sheet", "cell")
        columns = [self._answers[name].to_numpy()[rows].tolist() for name in names]
        for row in zip(*columns, self._valid.to_numpy()[rows].tolist(), strict=True):
            item, role, raw, state, value, part, whole, sheet, cell, counts = row
            figures = (_known(value), _known(part), _known(whole))
            cited = Cited(item, role, raw, state, *figures, Place(file, sheet, cell), counts)
            found.setdefault(item, []).append(cited)
        return found


def _known(number: float) -> Fraction | None:
    return None if isnan(number) else exact(number)


class Records:
    """The results of a batch, made when they are asked for."""

    def __init__(
        self,
        scores: "Scores",
        returns: Sequence[Return],
        cites: Cites,
        criteria: Criteria,
        own: Mapping[str, Mapping[str, Target]],
        before: Cells,
    ) -> None:
        self._criteria = criteria
        self._own = own
        self._cites = cites
        self._before = before  # the cells of the period before, where a workbook gives them
        self._lines = scores.lines
        self._areas = scores.areas
        self._place = {one.file: number for number, one in enumerate(returns)}
        self._units = {one.file: (one.unit, one.period) for one in returns}
        self._columns = {name: scores.table[name].to_numpy() for name in Scored._fields}

    def of(self, file: str) -> tuple[Result, ...]:
        """The results of one return in the order of the set, level by level; parts within their indicator."""
        cells = self._cites.of(file)
        found: list[Result] = []
        for row in self._rows(file):
            made = self._record(row, cells)
            if row.indicator in self._criteria.indicators:
                found.append(made)
            else:
                found[-1] = found[-1]._replace(parts=(*found[-1].parts, made))
        return tuple(found)

    def _rows(self, file: str) -> Iterator[Scored]:
        start = self._place[file] * self._lines
        rows = slice(start, start + self._lines)
        columns = [column[rows].tolist() for column in self._columns.values()]
        return map(Scored._make, zip(*columns, strict=True))

    def _record(self, row: Scored, cells: Cells) -> Result:
        indicator = self._criteria.measured[row.indicator]
        questions = indicator.questions
        cited = [cell for code in (*questions, indicator.code) for cell in cells.get(code, ())]
        missing: tuple[str, ...] = ()
        if row.reason:
            asked = self._asked(row.file, indicator) if row.reason == "area" else questions
            missing = _missing(row.reason, asked, cited)
        if row.area or row.reason == "area" or row.either:
            cited += [cell for code in self._about_class(indicator) for cell in cells.get(code, ())]
        if row.previous_file:
            told = (cell for code in (*questions, indicator.code) for cell in self._before.get(code, ()))
            cited += [cell._replace(role="previous") for cell in told if cell.role in FIGURES]
        target = self._target(row, indicator)
        value = None if row.basis in NO_FIGURE else ratio(row.part, row.whole, row.factor)
        previous = ratio(row.previous_part, row.previous_whole, row.previous_factor)
        shows_ratio = row.basis in ("figures", "fraction") and bool(indicator.measure.whole)
        unit, period = self._units[row.file]
        return Result(
            unit=unit,
            period=period,
            file=row.file,
            indicator=indicator.code,
            status=Status(row.status),
            level=row.level,
            value=value,
            part=exact(row.part) if shows_ratio else None,
            whole=exact(row.whole) if shows_ratio else None,
            basis=row.basis,
            target=target,
            margin=margin(target, value, previous),
            heads=None if isnan(row.heads) else int(row.heads),
            previous=previous,
            reason=row.reason,
            missing=missing,
            claimed=row.claimed,
            cited=tuple(cited),
            area=row.area,
            either=bool(row.either),
        )

    def _about_class(self, indicator: Indicator) -> Iterator[str]:
        """The questions that ask the unit for its class, where that changes what is asked of it."""
        for code, area in self._criteria.areas.items():
            if area.question and code in indicator.areas:
                yield area.question

    def _asked(self, file: str, indicator: Indicator) -> tuple[str, ...]:
        """Those of them that would settle the class of the unit."""
        possible = self._areas[self._place[file]]
        open_ = {area.question for code, area in self._criteria.areas.items() if code in possible}
        return tuple(question for question in self._about_class(indicator) if question in open_)

    def _target(self, row: Scored, indicator: Indicator) -> Target | None:
        """The target that counts. Where the class of the unit decides and is not known, none does."""
        if indicator.expert or row.reason == "area":
            return None
        own = self._own[row.file].get(indicator.code)
        return own if own is not None else indicator.target_for(row.level, row.area)


def _missing(reason: str, questions: Sequence[str], cited: Sequence[Cited]) -> tuple[str, ...]:
    """The questions without an answer that counts; for the class of a unit, which is open, all of them."""
    if reason == "no_previous":
        return ()
    if reason == "area":
        return tuple(questions)
    answered = {
        c.item for c in cited if c.counts and c.role == "figure" and (c.value is not None or c.state in SAID)
    }
    return tuple(code for code in questions if code not in answered)


def disputed(scores: "Scores", criteria: Criteria) -> Iterator[Scored]:
    """The rows where the office's own «Đạt» or «Chưa đạt» is not what its figures give.

    Where there are levels, «Đạt» is held against the lowest and «Chưa đạt» against the highest.
    """
    table = scores.table
    claimed, status = table["claimed"].to_numpy(object), table["status"].to_numpy(object)
    met = np.isin(status, (Status.MET, Status.EXCEEDED))
    decided = (met | (status == Status.NOT_MET)) & (table["basis"] != "expert").to_numpy(bool)
    level = table["level"].to_numpy(object)
    meant = np.where(claimed == "met", level == criteria.stages[0], level == criteria.stages[-1])
    rows = np.flatnonzero(decided & (claimed != "") & (met != (claimed == "met")) & meant)
    columns = [table[name].to_numpy()[rows].tolist() for name in Scored._fields]
    return map(Scored._make, zip(*columns, strict=True))
