"""The answers of a batch column by column, and laid out as returns x items: what checks and scoring work on.

The frame of answers (one row an answer) is the one truth; this is a view of it in arrays, where comparing
200,000 texts is comparing small integers. Nothing here loops over answers.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from lcity.model import Criteria

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]  # row numbers of the frame
Floats = npt.NDArray[np.float64]

ROLES = ("figure", "result", "previous")  # the roles of answers that hold figures
NUMERIC = ("count", "number", "percent", "rate", "value")  # the types of answers whose figure is a number


class Hits(NamedTuple):
    """Rows that a check speaks of, with further columns for its message, one value a row."""

    rows: Rows
    columns: Mapping[str, Sequence[object] | npt.NDArray[Any]] = {}


class Pairs(NamedTuple):
    """Part and whole of the percentages and rates that one workbook answers, a position each.

    `typed` is the row of what was typed for the indicator itself, -1 where nothing was.
    """

    indicator: npt.NDArray[np.int64]  # position in Answers.ratios
    part: Rows
    whole: Rows
    typed: Rows


class Answers:
    """A view of a frame with the columns of `returns.Answer`, whose index is 0, 1, 2 …"""

    def __init__(self, frame: pd.DataFrame, criteria: Criteria, files: Sequence[str] = ()) -> None:
        self.frame = frame
        self.criteria = criteria
        self.size = len(frame)
        self.value, self.part, self.whole = (frame[n].to_numpy(float) for n in ("value", "part", "whole"))
        self.percent, self.hidden, self.formula = (
            frame[n].to_numpy(bool) for n in ("percent", "hidden", "formula")
        )
        self.doubted: Mask = np.zeros(self.size, dtype=np.bool_)  # figures that are not to be compared
        self._codes: dict[str, tuple[npt.NDArray[np.int64], dict[str, int]]] = {}
        self.files = tuple(files) or tuple(self._coded("file")[1])
        self.items = (*criteria.questions, *criteria.measured)
        self._column = {item: position for position, item in enumerate(self.items)}

    def without(self, doubted: Mask) -> "Answers":
        """The same answers, where some figures are not compared with others."""
        made = copy(self)
        made.doubted = doubted
        return made

    def _coded(self, column: str) -> tuple[Rows, dict[str, int]]:
        if column not in self._codes:
            codes, values = pd.factorize(self.frame[column].to_numpy(object))
            self._codes[column] = codes, {value: code for code, value in enumerate(values)}
        return self._codes[column]

    def among(self, column: str, *wanted: str) -> Mask:
        """The rows whose text in a column is one of those wanted."""
        codes, known = self._coded(column)
        chosen: Mask = np.zeros(len(known) + 1, dtype=np.bool_)
        chosen[[known[text] for text in wanted if text in known]] = True
        found: Mask = chosen[codes]
        return found

    @cached_property
    def figures(self) -> Mask:
        """The rows that hold figures, now or for the period before."""
        return self.among("role", *ROLES)

    @cached_property
    def numeric(self) -> Mask:
        """The rows where a number is asked for."""
        return self.among("type", *NUMERIC)

    @cached_property
    def number(self) -> Mask:
        """The rows where a number was read."""
        return self.among("state", "number")

    @cached_property
    def fraction(self) -> Mask:
        """The rows that hold a fraction such as 48/51."""
        found: Mask = ~np.isnan(self.part)
        return found

    def texts(self, column: str, rows: Rows | Mask) -> list[str]:
        return list(self.frame[column].to_numpy(object)[rows])

    def record(self, row: int) -> dict[str, Any]:
        """One answer. For the few rows that a check speaks of."""
        return {str(name): self.frame[name].iloc[row] for name in self.frame.columns}

    def hits(self, mask: Mask, **columns: Sequence[object] | npt.NDArray[Any]) -> Hits:
        return Hits(np.flatnonzero(mask), columns)

    @cached_property
    def _file(self) -> npt.NDArray[np.int64]:
        codes, known = self._coded("file")
        place = {file: position for position, file in enumerate(self.files)}
        return np.array([place.get(file, -1) for file in known] or [-1], dtype=np.int64)[codes]

    @cached_property
    def _item(self) -> npt.NDArray[np.int64]:
        codes, known = self._coded("item")
        return np.array([self._column.get(item, -1) for item in known] or [-1], dtype=np.int64)[codes]

    def block(self, role: str, counts: Mask | None = None, *, last: bool = False) -> Rows:
        """For each file and item the first (or last) row of that role that counts, -1 where there is none."""
        found = np.full((len(self.files), len(self.items)), -1, dtype=np.int64)
        mask = self.among("role", role) & (self._item >= 0) & (self._file >= 0)
        chosen = np.flatnonzero(mask if counts is None else mask & counts)[:: 1 if last else -1]
        found[self._file[chosen], self._item[chosen]] = chosen
        return found

    def columns(self, codes: Sequence[str]) -> npt.NDArray[np.int64]:
        """The columns of items in a block, -1 for «»."""
        return np.array([self._column.get(code, -1) for code in codes], dtype=np.int64)

    @cached_property
    def ratios(self) -> tuple[str, ...]:
        """The indicators (or parts of one) that are a part of a whole."""
        return tuple(i.code for i in self.criteria.measured.values() if i.measure.whole)

    def pairs(self, *, before: bool = False) -> Pairs:
        """Part and whole where one workbook gives both, now or for the period before."""
        counts = self.number & ~self.doubted
        figures = self.block("previous" if before else "figure", counts & ~self.fraction)
        typed = self.block("previous" if before else "result", counts)
        measures = [self.criteria.measured[code].measure for code in self.ratios]
        part = figures[:, self.columns([m.part for m in measures])]
        whole = figures[:, self.columns([m.whole for m in measures])]
        files, positions = np.nonzero((part >= 0) & (whole >= 0))
        at = (files, positions)
        return Pairs(positions, part[at], whole[at], typed[:, self.columns(self.ratios)][at])
