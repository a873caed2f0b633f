"""Answers in, one result per unit and indicator out; the only place where a value meets its target.

The work is done on wide blocks: one row a return, one column an indicator. Values stay what people typed: a
float that was read from at most fifteen decimal digits gives these digits back, so every comparison too close
for floating point is made again with fractions. 29/100*100 reaches 29.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, isnan
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from lcity.answers import Answers, Floats, Mask, Rows
from lcity.model import Criteria, Indicator, Result, Status, Tally, Target

FIGURES = ("value", "part", "whole")
CLOSE = 1e-9  # relative: what is nearer is compared exactly
RATIOS = ("percent", "rate")
HIGHER = ("at_least", "above", "rises")  # kinds of targets that a higher value meets
LOWER = ("at_most", "below", "falls")


class Values(NamedTuple):
    """Blocks of returns x indicators: the value is part * factor / whole.

    `basis` says what it comes from: `figures` (the answers to the indicator's questions), `fraction` («48/51»
    typed for the indicator), `typed` (a rate typed without its parts), `asserted` («Đạt» without any figure),
    "" for none.
    """

    part: Floats
    whole: Floats
    factor: Floats
    basis: npt.NDArray[np.str_]


class Board:
    """The answers of all returns as returns x items, by role, apart from those that an error voids."""

    def __init__(
        self, frame: pd.DataFrame, valid: "pd.Series[bool]", criteria: Criteria, files: Sequence[str]
    ) -> None:
        self.answers = Answers(frame, criteria, files)
        self._valid = valid.to_numpy(dtype=bool)
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


class Plan(NamedTuple):
    """The indicators of a set as arrays, so that one operation scores them all."""

    indicators: tuple[Indicator, ...]
    items: tuple[str, ...]
    own: Rows  # the column of the indicator itself
    part: Rows  # the column of its part, or of its only question
    whole: Rows  # the column of its whole, -1 where it has none
    factor: Floats
    ratio: npt.NDArray[np.bool_]
    yes: npt.NDArray[np.bool_]
    expert: npt.NDArray[np.bool_]
    counted: npt.NDArray[np.bool_]  # the part is counted in whole persons, places, communes

    @classmethod
    def of(cls, criteria: Criteria) -> "Plan":
        indicators = tuple(criteria.indicators.values())
        items = (*criteria.questions, *criteria.indicators)
        column = {code: position for position, code in enumerate(items)}
        kinds = [i.measure.kind for i in indicators]
        return cls(
            indicators,
            items,
            np.array([column[i.code] for i in indicators]),
            np.array([column.get(i.measure.part, -1) for i in indicators]),
            np.array([column.get(i.measure.whole, -1) for i in indicators]),
            np.array([100.0 if i.measure.kind == "percent" else float(i.measure.per) for i in indicators]),
            np.array([kind in RATIOS for kind in kinds]),
            np.array([kind == "yes" for kind in kinds]),
            np.array([kind == "rubric" for kind in kinds]),
            np.array(
                [
                    (q := criteria.questions.get(i.measure.part)) is not None and q.type == "count"
                    for i in indicators
                ]
            ),
        )


def score(
    answers: pd.DataFrame,
    valid: "pd.Series[bool]",
    criteria: Criteria,
    files: Sequence[str],
    targets: Mapping[str, Mapping[str, Target]],
    before: tuple[pd.DataFrame, "pd.Series[bool]", Sequence[str]] | None = None,
) -> pd.DataFrame:
    """One row per return and indicator, in the order of `files` and of the set.

    `targets` holds, by file, the office's own targets by indicator; where there is none the set's counts.
    `before` holds answers, valid and files of the period before, matched with `files` by position.

    Columns: file, indicator, status, part, whole and factor (the value is part * factor / whole), basis, the
    same three for the period before as previous_*, previous_file («before» where they come from there), heads
    (how many whole units of the part lie between value and target; negative is short of it), reason (why
    there is no data), claimed (met or not_met, as the office judged itself).
    """
    plan = Plan.of(criteria)
    board = Board(answers, valid, criteria, files)
    now = _values(board, plan, "figure", "result")
    past = _measured(_values(board, plan, "previous", "previous"))
    from_file = np.zeros(past.part.shape, dtype=bool)
    if before is not None:
        given = _measured(_values(Board(before[0], before[1], criteria, before[2]), plan, "figure", "result"))
        from_file = (past.basis == "") & (given.basis != "")
        past = _prefer(past, given)
    kinds, low, high = _bounds(plan, files, targets)
    met, beyond = _meets(now, past, kinds, low, high)
    status, reason = _status(board, plan, now, past, kinds, met, beyond)
    _settle_experts(board, plan, status)
    if criteria.missing_evidence == "fail":
        _ask_evidence(board, plan, status)
    known = (now.basis != "") & (reason == "")
    columns: dict[str, Any] = {
        "status": status,
        "part": now.part,
        "whole": now.whole,
        "factor": now.factor,
        "basis": np.where(plan.expert & (status != Status.AWAITING_EXPERT), "expert", now.basis),
        "previous_part": past.part,
        "previous_whole": past.whole,
        "previous_factor": past.factor,
        "previous_file": np.where(from_file, "before", ""),
        "heads": np.where(known, _heads(plan, now, past, kinds, low), np.nan),
        "reason": reason,
        "claimed": _claims(board, plan),
    }
    shape = status.shape
    made = {
        "file": np.repeat(np.array(files, dtype=object), shape[1]),
        "indicator": np.tile([i.code for i in plan.indicators], shape[0]),
        **{name: np.broadcast_to(block, shape).ravel() for name, block in columns.items()},
    }
    return pd.DataFrame(made)


def _values(board: Board, plan: Plan, figure: str, result: str) -> Values:
    """Parts win over a typed fraction, a typed fraction over a typed rate, a rate over «Đạt»."""
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
    use = (basis == "") & ~np.isnan(rate) & ~plan.yes
    part, whole, factor = np.where(use, rate, part), np.where(use, 1.0, whole), np.where(use, 1.0, factor)
    basis[use] = np.where(np.broadcast_to(plan.ratio, use.shape)[use], "typed", "figures")

    said = np.where(plan.yes & (held >= 0), board.states(held), board.states(typed))
    use = (basis == "") & np.isin(said, ("yes", "no"))
    part, whole = np.where(use, (said == "yes").astype(float), part), np.where(use, 1.0, whole)
    factor = np.where(use, 1.0, factor)
    basis[use] = np.where(np.broadcast_to(plan.yes, use.shape)[use], "figures", "asserted")

    basis[:, plan.expert] = ""  # no figure decides what experts judge
    # a figure with an error is in doubt, and so is a rate that was worked out from it
    basis[board.voided(figure, plan.part) | board.voided(figure, plan.whole)] = ""
    unknown = basis == ""
    return Values(np.where(unknown, np.nan, part), np.where(unknown, np.nan, whole), factor, basis)


def _measured(values: Values) -> Values:
    """Without what was only asserted: «Đạt» last year is no figure to rise from."""
    return Values(
        values.part, values.whole, values.factor, np.where(values.basis == "asserted", "", values.basis)
    )


def _prefer(first: Values, second: Values) -> Values:
    """`first` where it knows a value, else `second`."""
    known = first.basis != ""
    chosen = (
        np.where(known, getattr(first, name), getattr(second, name))
        for name in ("part", "whole", "factor", "basis")
    )
    return Values(*chosen)


def _bounds(
    plan: Plan, files: Sequence[str], targets: Mapping[str, Mapping[str, Target]]
) -> tuple[npt.NDArray[np.object_], Floats, Floats]:
    """Kind, low and high of the target that counts, per return and indicator."""
    shape = (len(files), len(plan.indicators))
    kinds, low, high = np.full(shape, "", dtype=object), np.full(shape, np.nan), np.full(shape, np.nan)

    def put(at: tuple[Any, int], target: Target) -> None:
        kinds[at] = target.kind
        low[at] = np.nan if target.bound is None else float(target.bound)
        high[at] = np.nan if target.high is None else float(target.high)

    columns = {indicator.code: column for column, indicator in enumerate(plan.indicators)}
    for indicator in plan.indicators:
        if indicator.target is not None:
            put((slice(None), columns[indicator.code]), indicator.target)
    for row, file in enumerate(files):
        for code, own in targets.get(file, {}).items():
            put((row, columns[code]), own)
    return kinds, low, high


def compare(
    left: tuple[Floats, Floats, Floats], right: tuple[Floats, Floats, Floats]
) -> npt.NDArray[np.int8]:
    """The exact sign of left - right, each part * factor / whole with a positive whole; 0 for unknown."""
    known = np.logical_and.reduce([np.isfinite(block) for block in (*left, *right)])
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        ahead, behind = left[0] * left[2] * right[1], right[0] * right[2] * left[1]
        difference = ahead - behind
        clear = np.abs(difference) > CLOSE * np.maximum(np.abs(ahead), np.abs(behind))
    close = known & ~(clear & np.isfinite(difference))
    signs = np.where(known & ~close, np.sign(difference), 0).astype(np.int8)
    for at in zip(*np.nonzero(close), strict=True):
        a, b, c = (exact(block[at]) for block in left)
        x, y, z = (exact(block[at]) for block in right)
        ours, theirs = a * c * y, x * z * b
        signs[at] = (ours > theirs) - (ours < theirs)
    return signs


@lru_cache(maxsize=1 << 16)
def exact(number: float) -> Fraction:
    """The decimal that was typed: the shortest one that reads back as this float."""
    return Fraction(repr(float(number)))


def ratio(part: float, whole: float, factor: float) -> Fraction | None:
    """The exact value of part * factor / whole; None where a part is unknown."""
    if isnan(part) or isnan(whole) or not whole:
        return None
    return exact(part) * exact(factor) / exact(whole)


def _meets(
    now: Values, past: Values, kinds: npt.NDArray[np.object_], low: Floats, high: Floats
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether each value meets its target, and whether it goes strictly beyond a level."""
    one = np.ones_like(low)
    ours = (now.part, now.whole, now.factor)
    lower, upper = compare(ours, (low, one, one)), compare(ours, (high, one, one))
    moved = compare(ours, (past.part, past.whole, past.factor))
    met = np.select(
        [
            kinds == kind
            for kind in (
                "at_least",
                "above",
                "at_most",
                "below",
                "between",
                "equals",
                "rises",
                "falls",
                "yes",
            )
        ],
        [
            lower >= 0,
            lower > 0,
            lower <= 0,
            lower < 0,
            (lower >= 0) & (upper <= 0),
            lower == 0,
            moved > 0,
            moved < 0,
            now.part == 1,
        ],
        default=False,
    )
    met = np.where(now.basis == "asserted", now.part == 1, met)
    beyond = ((kinds == "at_least") & (lower > 0)) | ((kinds == "at_most") & (lower < 0))
    return met, beyond & (now.basis != "asserted")


def _status(
    board: Board,
    plan: Plan,
    now: Values,
    past: Values,
    kinds: npt.NDArray[np.object_],
    met: npt.NDArray[np.bool_],
    beyond: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """The status of each return and indicator, and why there is no data."""
    status = np.where(met, np.where(beyond, Status.EXCEEDED, Status.MET), Status.NOT_MET).astype(object)
    reason = np.full(status.shape, "", dtype=object)
    figures, results = board.rows("figure"), board.rows("result")
    asked = (plan.part, plan.whole)
    states = [board.states(np.where(column >= 0, figures[:, column], -1)) for column in asked]
    states.append(board.states(results[:, plan.own]))
    void = np.logical_or.reduce([board.voided("figure", column) for column in asked])
    void |= board.voided("result", plan.own)

    unknown = now.basis == ""
    reason[unknown] = "missing"
    reason[unknown & np.logical_or.reduce([s == "none" for s in states])] = "unclear"
    reason[unknown & np.logical_or.reduce([s == "not_collected" for s in states])] = "not_collected"
    reason[unknown & void] = "voided"
    untold = ~unknown & np.isin(kinds, ("rises", "falls")) & (past.basis == "") & (now.basis != "asserted")
    reason[untold] = "no_previous"
    status[unknown | untold] = Status.NO_DATA
    aside = unknown & np.logical_or.reduce([s == "not_applicable" for s in states])
    status[aside], reason[aside] = Status.NOT_APPLICABLE, ""
    bare = (kinds == "") & ~plan.expert & ~aside
    status[bare] = Status.NO_TARGET
    reason[np.broadcast_to(plan.expert, reason.shape)] = ""
    return status, reason


def _settle_experts(board: Board, plan: Plan, status: npt.NDArray[np.object_]) -> None:
    """An expert's verdict settles an expert indicator; without one it waits."""
    verdicts = board.states(board.rows("verdict")[:, plan.own])
    outcome = {"met": Status.MET, "not_met": Status.NOT_MET}
    for column in np.flatnonzero(plan.expert):
        status[:, column] = [outcome.get(str(said), Status.AWAITING_EXPERT) for said in verdicts[:, column]]


def _ask_evidence(board: Board, plan: Plan, status: npt.NDArray[np.object_]) -> None:
    """Where a set asks for evidence, what is met without any is not shown to be met."""
    from lcity.vocabulary import State, vocabulary

    nothing = (State.NO, State.NONE, State.NOT_COLLECTED, State.NOT_APPLICABLE)
    raw = board.answers.frame["raw"]
    empty = [
        text
        for text in raw.unique()
        if not any(map(str.isalnum, text)) or vocabulary().state(text) in nothing
    ]
    named = ~raw.isin(empty).to_numpy(dtype=bool)
    without = (board.rows("evidence", only=named)[:, plan.own] < 0) & np.isin(
        status, (Status.MET, Status.EXCEEDED)
    )
    status[without & ~plan.expert] = Status.NO_EVIDENCE


def _claims(board: Board, plan: Plan) -> npt.NDArray[np.object_]:
    """How the office judged itself, in a column for that or in the result's; unknown where it says both."""
    first, last = (board.states(board.rows("met", last=last)[:, plan.own]) for last in (False, True))
    claimed = np.where(np.isin(first, ("met", "not_met")) & (first == last), first, "")
    said = board.states(board.rows("result")[:, plan.own])
    instead = np.select([said == "yes", said == "no"], ["met", "not_met"], default="")
    return np.where((first == "") & ~plan.yes, instead, claimed).astype(object)


def margin(target: Target | None, value: Fraction | None, previous: Fraction | None) -> Fraction | None:
    """How far a value is from its target, in its own unit; negative is short of it."""
    if target is None or value is None or target.kind == "yes":
        return None
    low, high = target.bound, target.high
    if target.kind in ("rises", "falls"):
        low = previous
    if low is None:
        return None
    if target.kind == "between":
        return min(value - low, high - value) if high is not None else None
    if target.kind == "equals":
        return -abs(value - low)
    return low - value if target.kind in LOWER else value - low


def _heads(plan: Plan, now: Values, past: Values, kinds: npt.NDArray[np.object_], low: Floats) -> Floats:
    """The distance in whole units of the part: so many more, and not one less, just meet the target."""
    upward, downward = np.isin(kinds, HIGHER), np.isin(kinds, LOWER)
    against = np.isin(kinds, ("rises", "falls"))
    fit = (
        (upward | downward | (kinds == "equals")) & plan.counted & np.isin(now.basis, ("figures", "fraction"))
    )
    fit &= now.part == np.round(now.part)
    one = np.ones_like(low)
    limit = (
        np.where(fit, np.where(against, past.part, low), np.nan),
        np.where(against, past.whole, one),
        np.where(against, past.factor, one),
    )
    below, above = _whole_bounds(limit, now)
    strict = np.isin(kinds, ("above", "below", "rises", "falls"))
    return np.select(
        [upward, downward, (kinds == "equals") & (below == above)],
        [
            now.part - np.where(strict, below + 1, above),
            np.where(strict, above - 1, below) - now.part,
            -np.abs(now.part - above),
        ],
        default=np.nan,
    )


def _whole_bounds(limit: tuple[Floats, Floats, Floats], now: Values) -> tuple[Floats, Floats]:
    """The part that would give `limit`, rounded down and up: 90% of 14 communes lies between 12 and 13."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        needed = limit[0] * limit[2] / limit[1] * now.whole / now.factor
        close = np.abs(needed - np.round(needed)) <= CLOSE * np.maximum(np.abs(needed), 1)
    plain = (now.whole == 1) & (now.factor == 1) & (limit[1] == 1) & (limit[2] == 1)
    below, above = np.floor(needed), np.ceil(needed)
    for at in zip(*np.nonzero(close & ~plain), strict=True):
        part, whole, factor = (exact(block[at]) for block in limit)
        precise = part * factor / whole * exact(now.whole[at]) / exact(now.factor[at])
        below[at], above[at] = floor(precise), ceil(precise)
    return below, above


def tally(results: Sequence[Result], criteria: Criteria) -> Tally:
    """The count of outcomes for one unit, with experts' indicators apart."""
    experts = {i.code for i in criteria.experts}
    by_figures = [r.status for r in results if r.indicator not in experts]
    by_experts = [r.status for r in results if r.indicator in experts]
    return Tally(
        total=len(results),
        scored=len(by_figures),
        experts=len(by_experts),
        met=by_figures.count(Status.MET) + by_figures.count(Status.EXCEEDED),
        exceeded=by_figures.count(Status.EXCEEDED),
        not_met=by_figures.count(Status.NOT_MET),
        no_data=by_figures.count(Status.NO_DATA),
        no_evidence=by_figures.count(Status.NO_EVIDENCE),
        not_applicable=by_figures.count(Status.NOT_APPLICABLE),
        no_target=by_figures.count(Status.NO_TARGET),
        awaiting=by_experts.count(Status.AWAITING_EXPERT),
        expert_met=by_experts.count(Status.MET),
        expert_not_met=by_experts.count(Status.NOT_MET),
    )
