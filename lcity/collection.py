"""A round of returns in; out comes how far each figure is from last year's, and from what is usual among all.

Everything is laid out as returns x items; nothing here loops over answers.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from lcity.answers import Answers, Floats, Mask, Rows
from lcity.model import Criteria
from lcity.returns import Return
from lcity.text import bare

LEAST_PEERS = 8  # units with the same figure, from which on one may be called unusual
LEAST_SPREAD = 0.15  # of logarithms: where all are alike, one that differs by a sixth is no outlier
SCALES = (1e3, 1e6)  # thousands or millions typed for ones, and the other way round


class Gap(NamedTuple):
    """How figures (returns x items) compare with what is expected of them; NaN where nothing can be said."""

    expected: Floats
    ratio: Floats  # figure / expected
    odd: Mask  # far from expected
    scale: Floats  # 1000, 0.001 …: the figure is about that many times what is expected; NaN elsewhere


class Collection:
    """The returns of one round; `past` are those of the round before."""

    def __init__(
        self,
        returns: Sequence[Return],
        frame: pd.DataFrame,
        valid: "pd.Series[bool]",
        criteria: Criteria,
        period: str = "",
        past: "Collection | None" = None,
    ) -> None:
        self.returns = returns
        self.criteria = criteria
        self.answers = Answers(frame, criteria, [one.file for one in returns])
        self.valid = valid.to_numpy(bool)
        self.period = period  # the one that was asked for, "" where none was
        self.past = past

    @cached_property
    def rows(self) -> Rows:
        """The row of the answers that gives a figure for each return and item, -1 where none does."""
        return self._rows("figure", "result")

    def _rows(self, *roles: str) -> Rows:
        counts = self.answers.number & self.answers.numeric & ~self.answers.fraction & self.valid
        found = [self.answers.block(role, counts) for role in roles]
        best: Rows = np.maximum.reduce(found)
        return best

    @cached_property
    def figures(self) -> Floats:
        return self._figures(self.rows)

    def _figures(self, rows: Rows) -> Floats:
        if not self.answers.size:
            return np.full(rows.shape, np.nan)
        return np.where(rows >= 0, self.answers.value[rows], np.nan)

    @cached_property
    def counted(self) -> Mask:
        """The items that are counts: people, places, communes."""
        return np.array([self.types[item] == "count" for item in self.answers.items], dtype=bool)

    @cached_property
    def shared(self) -> Mask:
        """The items that are percentages."""
        return np.array([self.types[item] == "percent" for item in self.answers.items], dtype=bool)

    @cached_property
    def types(self) -> dict[str, str]:
        types = {q.code: q.type for q in self.criteria.questions.values()}
        return types | {i.code: i.measure.kind for i in self.criteria.measured.values()}

    # Last year

    @cached_property
    def before(self) -> Floats:
        """Last year's figures: of the same unit's return then, else from the column «Kỳ trước»."""
        own = self._figures(self._rows("previous"))
        if self.past is None:
            return own
        place = self.past.place
        found = [place.get(one.unit_code) or place.get(bare(one.unit)) for one in self.returns]
        past = self.past.figures
        nothing = np.full(past.shape[1], np.nan)
        then = np.array([nothing if at is None else past[at - 1] for at in found]).reshape(own.shape)
        return np.where(np.isnan(then), own, then)

    @cached_property
    def place(self) -> dict[str, int]:
        """Which return is whose, counted from 1, by code and by name; units with two returns are left out."""
        found: dict[str, int] = {}
        for number, one in enumerate(self.returns, start=1):
            for name in {one.unit_code, bare(one.unit)} - {""}:
                found[name] = 0 if name in found else number
        return {name: number for name, number in found.items() if number}

    @cached_property
    def against_last_year(self) -> Gap:
        """Odd is three times as much or a third, if that is more than a few; of percentages 30 points."""
        now, then = self.figures, self.before
        ratio = _divide(now, then)
        apart = np.abs(now - then)
        with np.errstate(invalid="ignore"):
            few = self.counted & (apart < 20)
            odd = ((ratio >= 3) | (ratio <= 1 / 3)) & ~few & ~self.shared
            odd |= self.shared & (apart > 30)
        return Gap(then, ratio, odd, np.where(self.shared, np.nan, _scale(ratio, 1.6)))

    # Peers

    @cached_property
    def base(self) -> npt.NDArray[np.int64]:
        """For each item the column of what it is a part of, or -1: the literate are a part of all people."""
        column = {item: n for n, item in enumerate(self.answers.items)}
        whole: dict[str, str] = {}
        for one in self.criteria.measured.values():
            if one.measure.whole:
                whole.setdefault(one.measure.part, one.measure.whole)
        return np.array([column.get(whole.get(item, ""), -1) for item in self.answers.items], dtype=np.int64)

    @cached_property
    def against_peers(self) -> Gap:
        """Each figure per head, where it is a part of something, against the median of the others."""
        raw = self._usual(self.figures)
        bases = np.where(self.base >= 0, self.figures[:, self.base], np.nan)
        mixed_up = ~np.isnan(raw.scale[:, self.base])
        bases = np.where(mixed_up, np.nan, bases)
        heads = self._usual(_divide(self.figures, bases))
        known = ~np.isnan(heads.expected)
        merged = Gap(
            np.where(known, heads.expected * bases, raw.expected),
            *(np.where(known, a, b) for a, b in zip(heads[1:], raw[1:], strict=True)),
        )
        return self._blame_bases(merged)

    def _usual(self, figures: Floats) -> Gap:
        """Far from the median, by the spread of the others: robust against those that are wrong."""
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.where(figures > 0, np.log(figures), np.nan)
        enough = np.sum(~np.isnan(logs), axis=0) >= LEAST_PEERS
        logs = np.where(enough, logs, np.nan)
        middle = _median(logs)
        spread = np.maximum(1.4826 * _median(np.abs(logs - middle)), LEAST_SPREAD)
        apart = logs - middle
        with np.errstate(invalid="ignore"):
            odd = (np.abs(apart) > 6 * spread) & (np.abs(apart) > np.log(4)) & ~self.shared
        odd |= self._odd_shares(figures)
        ratio = np.exp(apart)
        scale = np.where(
            odd & ~self.shared, _scale(ratio, np.exp(np.minimum(np.maximum(1.1, 2 * spread), 2))), np.nan
        )
        return Gap(np.where(np.isnan(apart), np.nan, np.exp(middle)), ratio, odd, scale)

    def _odd_shares(self, figures: Floats) -> Mask:
        """Percentages do not spread like counts: 20 points and six times the usual distance is far."""
        shares = np.where(self.shared, figures, np.nan)
        shares = np.where(np.sum(~np.isnan(shares), axis=0) >= LEAST_PEERS, shares, np.nan)
        apart = np.abs(shares - _median(shares))
        found: Mask = np.nan_to_num(apart) > np.maximum(6 * 1.4826 * np.nan_to_num(_median(apart)), 20)
        return found

    def _blame_bases(self, gap: Gap) -> Gap:
        """Where all parts of one base are a thousand times too small, it is the base that is wrong."""
        scale, odd = gap.scale.copy(), gap.odd.copy()
        expected = gap.expected.copy()
        for base in set(self.base[self.base >= 0].tolist()):
            parts = np.flatnonzero(self.base == base)
            told = ~np.isnan(gap.ratio[:, parts]) & ~np.isnan(self.figures[:, [base]])
            off = ~np.isnan(scale[:, parts])
            blamed = (told.sum(axis=1) >= 2) & (off.sum(axis=1) == told.sum(axis=1))
            for row in np.flatnonzero(blamed):
                factors = scale[row, parts][off[row]]
                if len(set(factors.tolist())) == 1:
                    scale[row, parts], odd[row, parts] = np.nan, False
                    scale[row, base], odd[row, base] = 1 / factors[0], True
                    expected[row, base] = self.figures[row, base] * factors[0]
        return Gap(expected, gap.ratio, odd, scale)


def _divide(one: Floats, other: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((one > 0) & (other > 0), one / other, np.nan)


def _median(table: Floats) -> Floats:
    """The median of each column; NaN where a column is empty."""
    held = ~np.isnan(table).all(axis=0) if len(table) else np.zeros(table.shape[1], dtype=bool)
    found = np.full(table.shape[1], np.nan)
    if held.any():
        found[held] = np.nanmedian(table[:, held], axis=0)
    return found


def _scale(ratio: Floats, within: float | Floats) -> Floats:
    """1000, 0.001, 1000000 or 0.000001 where a ratio is that, but for a factor of `within`; else NaN."""
    found = np.full(ratio.shape, np.nan)
    with np.errstate(invalid="ignore"):
        for scale in (s for size in SCALES for s in (size, 1 / size)):
            found[(ratio > scale / within) & (ratio < scale * within)] = scale
    return found
