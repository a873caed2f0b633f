"""The answers of all returns in, the value of each line out, with what it comes from."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from lcity.answers import Answers, Floats, Mask, Rows
from lcity.model import Criteria
from lcity.scoring.plan import Plan

FIGURES = ("value", "part", "whole")


class Values(NamedTuple):
    """Blocks of returns x lines: the value is part * factor / whole.

    `basis` says what it comes from: `figures` (the answers to the indicator's questions), `fraction` («48/51»
    typed for the indicator), `typed` (a rate typed without its parts), `asserted` («Đạt» without any figure),
    "" for none.
    """

    part: Floats
    whole: Floats
    factor: Floats
    basis: npt.NDArray[np.str_]

    @property
    def quotient(self) -> tuple[Floats, Floats, Floats]:
        return self.part, self.whole, self.factor


class Board:
    """The answers of all returns as returns x items, by role, apart from those that an error voids."""

    def __init__(
        self, frame: pd.DataFrame, valid: "pd.Series[bool]", criteria: Criteria, files: Sequence[str]
    ) -> None:
        self.answers = Answers(frame, criteria, files)
        self._valid = valid.to_numpy(dtype=bool) & ~_beyond_levels(self.answers)
        self._figures = {name: np.append(frame[name].to_numpy(float), np.nan) for name in FIGURES}
        self._states = np.append(frame["state"].to_numpy(dtype=object), "")

    def rows(self, role: str, *, valid: bool = True, last: bool = False, only: Mask | None = None) -> Rows:
        """The first (or last) row for each return and item, among `only`; -1 where there is none."""
        counts = self._valid if valid else ~self._valid
        return self.answers.block(role, counts if only is None else counts & only, last=last)

    def voided(self, role: str, columns: Rows) -> Mask:
        """Where an error voids the answer to the items in these columns, -1 for none."""
        return (self.rows(role, valid=False)[:, columns] >= 0) & (columns >= 0)

    def take(self, rows: Rows, column: str) -> Floats:
        return self._figures[column][rows]

    def states(self, rows: Rows) -> npt.NDArray[np.object_]:
        return self._states[rows]


def _beyond_levels(answers: Answers) -> Mask:
    """Numbers that name none of the levels that their question has."""
    beyond: Mask = np.zeros(answers.size, dtype=np.bool_)
    for question in answers.criteria.questions.values():
        if question.levels:
            items = (i.code for i in answers.criteria.measured.values() if i.measure.part == question.code)
            numbers = [level.number for level in question.levels]
            about = answers.figures & answers.among("item", question.code, *items)
            beyond |= about & answers.number & ~np.isin(answers.value, numbers)
    return beyond


def read(board: Board, plan: Plan, figure: str, result: str) -> Values:
    """Parts win over a typed fraction, a typed fraction over a typed rate, a rate over «Đạt».

    `figure` and `result` are the roles in which figures and results stand: those of now or of the period
    before.
    """
    figures = board.rows(figure)
    held = np.where(plan.part >= 0, figures[:, plan.part], -1)
    part = board.take(held, "value")
    whole = np.where(
        plan.ratio, board.take(np.where(plan.whole >= 0, figures[:, plan.whole], -1), "value"), 1.0
    )
    factor = np.where(plan.ratio, plan.factor, 1.0)
    basis = np.where(~np.isnan(part) & (whole > 0), "figures", "").astype(object)
    typed = board.rows(result)[:, plan.own]
    over, under, rate = (board.take(typed, name) for name in ("part", "whole", "value"))

    use = (basis == "") & plan.ratio & ~np.isnan(over) & (under > 0)
    part, whole = np.where(use, over, part), np.where(use, under, whole)
    basis[use] = "fraction"
    use = (basis == "") & ~np.isnan(rate) & ~plan.yes & ~plan.joint
    part, whole, factor = np.where(use, rate, part), np.where(use, 1.0, whole), np.where(use, 1.0, factor)
    basis[use] = np.where(np.broadcast_to(plan.ratio, use.shape)[use], "typed", "figures")

    said = np.where(plan.yes & (held >= 0), board.states(held), board.states(typed))
    use = (basis == "") & np.isin(said, ("yes", "no")) & ~plan.graded
    part, whole = np.where(use, (said == "yes").astype(float), part), np.where(use, 1.0, whole)
    factor = np.where(use, 1.0, factor)
    basis[use] = np.where(np.broadcast_to(plan.yes, use.shape)[use], "figures", "asserted")

    basis[:, plan.expert] = ""  # no figure decides what experts judge
    # a figure with an error is in doubt, and so is a rate that was worked out from it
    basis[board.voided(figure, plan.part) | board.voided(figure, plan.whole)] = ""
    unknown = basis == ""
    return Values(np.where(unknown, np.nan, part), np.where(unknown, np.nan, whole), factor, basis)


def measured(values: Values) -> Values:
    """Without what was only asserted: «Đạt» last year is no figure to rise from."""
    return values._replace(basis=np.where(values.basis == "asserted", "", values.basis))


def prefer(first: Values, second: Values) -> Values:
    """`first` where it knows a value, else `second`."""
    known = first.basis != ""
    chosen = (np.where(known, one, two) for one, two in zip(first, second, strict=True))
    return Values(*chosen)
