"""Values and targets in, outcomes out: the only place where a value meets its target."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from lcity.answers import Floats, Mask, Rows
from lcity.model import Criteria, Status
from lcity.scoring.exact import HIGHER, LOWER, compare, whole_bounds
from lcity.scoring.plan import Bounds, Plan
from lcity.scoring.values import Board, Values

GOOD = (Status.MET, Status.EXCEEDED)
DECIDED = (*GOOD, Status.NOT_MET)
Texts = npt.NDArray[np.object_]


class Judged(NamedTuple):
    """Returns x lines: the target that counts, and whether the value meets it."""

    bounds: Bounds
    met: Mask
    beyond: Mask  # strictly better than a level that would have done
    area: Rows  # the class whose target that is, as a position in `areas_of`
    open: Mask  # the class of the unit is not known, and decides
    either: Mask  # it is not known and makes another target, but not another outcome


def areas_of(criteria: Criteria) -> tuple[str, ...]:
    """The classes of units of a set by code; "" for units of no class."""
    return ("", *criteria.areas)


def possible_areas(board: Board, criteria: Criteria, told: Sequence[str]) -> Mask:
    """The classes that each unit may be of, as far as is known; `told` is what else says, "" for nothing.

    A class is that of the unit where its question is answered with yes or the form says it, and neither
    denies it. Nobody guesses: without an answer the unit may be of that class.
    """
    shape = (len(told), len(criteria.areas) + 1)
    is_of, may_be = np.zeros(shape, dtype=bool), np.ones(shape, dtype=bool)
    figures = board.rows("figure")
    for column, area in enumerate(criteria.areas.values(), start=1):
        said_so = np.array([code == area.code for code in told])
        said = board.states(figures[:, board.answers.columns([area.question])[0]]) if area.question else None
        yes, no = (said == "yes", said == "no") if said is not None else (~said_so & False, ~said_so & False)
        is_of[:, column] = (yes | said_so) & ~no
        may_be[:, column] = ~no | said_so
    known = is_of.any(axis=1)
    may_be[known] = is_of[known]
    return may_be


def judge(now: Values, past: Values, by_area: Sequence[Bounds], possible: Mask) -> Judged:
    """Each value against the targets of every class that its unit may be of.

    Where these agree, the outcome is known: shown is the strictest target if it is met, the mildest if not.
    """
    outcomes = [_meets(now, past, bounds) for bounds in by_area]
    met, beyond = (np.stack([outcome[n] for outcome in outcomes]) for n in (0, 1))
    may = np.broadcast_to(possible.T[:, :, None], met.shape)
    every: Mask = np.all(met | ~may, axis=0)
    some: Mask = np.any(met & may, axis=0)
    strictness = np.stack([_strictness(bounds) for bounds in by_area])
    strictest = np.where(may, strictness, -np.inf).argmax(axis=0)
    mildest = np.where(may, strictness, np.inf).argmin(axis=0)
    area = np.where(every, strictest, mildest)
    differs = np.where(may, strictness, -np.inf).max(axis=0) > np.where(may, strictness, np.inf).min(axis=0)
    undecided = ~every & some

    chosen = [_pick(np.stack(blocks), area) for blocks in zip(*by_area, strict=True)]
    known: Mask = now.basis != ""
    return Judged(Bounds(*chosen), every, _pick(beyond, area), area, undecided & known, differs & ~undecided)


def shown_areas(plan: Plan, judged: Judged, possible: Mask, codes: Sequence[str]) -> Texts:
    """The class whose own target counts, "" where it has none or the class of the unit is not known."""
    columns = np.arange(len(plan.lines))
    own = plan.classes[judged.area, columns] & ~(plan.joint & (possible.sum(axis=1) > 1)[:, None])
    shown: Texts = np.where(own, np.array(codes, dtype=object)[judged.area], "")
    return shown


def shown_either(plan: Plan, judged: Judged, status: Texts) -> Mask:
    """Where the outcome is the same whatever the class of the unit, which is not known."""
    either: Mask = judged.either & np.isin(status, DECIDED)
    for own, columns in plan.joints:
        either[:, own] = either[:, columns].any(axis=1) & np.isin(status[:, own], DECIDED)
    return either


def _pick(stacked: npt.NDArray[Any], area: Rows) -> npt.NDArray[Any]:
    """From classes x returns x lines what holds for the class that is chosen for each."""
    if len(stacked) == 1:
        block: npt.NDArray[Any] = stacked[0]
        return block
    picked: npt.NDArray[Any] = np.take_along_axis(stacked, area[None], axis=0)[0]
    return picked


def _strictness(bounds: Bounds) -> Floats:
    """A number that is larger for a target that is harder to meet; for targets of one direction only."""
    sign = np.select([np.isin(bounds.kinds, HIGHER), np.isin(bounds.kinds, LOWER)], [1.0, -1.0], default=0.0)
    value = np.where((sign == 0) | np.isnan(bounds.low), 0.0, bounds.low) * sign
    strictly = np.isin(bounds.kinds, ("above", "below"))
    found: Floats = np.where(strictly, np.nextafter(value, np.inf), value)
    return found


def _meets(now: Values, past: Values, bounds: Bounds) -> tuple[Mask, Mask]:
    """Whether each value meets its target, and whether it goes strictly beyond a level."""
    kinds, low, high = bounds
    one = np.ones_like(low)
    lower, upper = compare(now.quotient, (low, one, one)), compare(now.quotient, (high, one, one))
    moved = compare(now.quotient, past.quotient)
    by_kind = {
        "at_least": lower >= 0,
        "above": lower > 0,
        "at_most": lower <= 0,
        "below": lower < 0,
        "between": (lower >= 0) & (upper <= 0),
        "equals": lower == 0,
        "rises": moved > 0,
        "falls": moved < 0,
        "yes": now.part == 1,
    }
    met = np.select([kinds == kind for kind in by_kind], list(by_kind.values()), default=False)
    met = np.where(now.basis == "asserted", now.part == 1, met)
    beyond = ((kinds == "at_least") & (lower > 0)) | ((kinds == "at_most") & (lower < 0))
    return met, beyond & (now.basis != "asserted")


class Outcomes(NamedTuple):
    """Returns x lines: what came out, why there is no data, and what the outcome comes from."""

    status: Texts
    reason: Texts
    basis: Texts


def outcomes(board: Board, plan: Plan, now: Values, past: Values, judged: Judged) -> Outcomes:
    """The outcome of each return and line, before anybody asks for evidence."""
    kinds = judged.bounds.kinds
    status = np.where(judged.met, np.where(judged.beyond, Status.EXCEEDED, Status.MET), Status.NOT_MET)
    status = status.astype(object)
    reason: Texts = np.full(status.shape, "", dtype=object)
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
    reason[unknown & plan.graded & np.isin(states[-1], ("yes", "no"))] = "which_level"
    reason[unknown & void] = "voided"
    untold = ~unknown & np.isin(kinds, ("rises", "falls")) & (past.basis == "") & (now.basis != "asserted")
    reason[untold] = "no_previous"
    reason[judged.open & ~untold] = "area"
    status[unknown | untold | judged.open] = Status.NO_DATA
    aside = unknown & np.logical_or.reduce([s == "not_applicable" for s in states])
    status[aside], reason[aside] = Status.NOT_APPLICABLE, ""
    bare = (kinds == "") & ~plan.expert & ~plan.joint & ~aside
    status[bare] = Status.NO_TARGET
    reason[np.broadcast_to(plan.expert, reason.shape)] = ""
    basis: Texts = now.basis.astype(object)
    _join(plan, status, reason, basis)
    _settle_experts(board, plan, status)
    basis[plan.expert & (status != Status.AWAITING_EXPERT)] = "expert"
    return Outcomes(status, reason, basis)


def _join(plan: Plan, status: Texts, reason: Texts, basis: Texts) -> None:
    """An indicator of parts is met when all its parts that apply are, and not met when one is not.

    Otherwise it is what its own row says, where that can be: «Đạt» or «không áp dụng».
    """
    for own, columns in plan.joints:
        parts = status[:, columns]
        failed = (parts == Status.NOT_MET).any(axis=1)
        aside = (parts == Status.NOT_APPLICABLE).all(axis=1)
        met = (np.isin(parts, GOOD) | (parts == Status.NOT_APPLICABLE)).all(axis=1) & ~aside
        exceeded = (parts == Status.EXCEEDED).all(axis=1)
        for rows, outcome in (
            (met, Status.MET),
            (exceeded, Status.EXCEEDED),
            (failed, Status.NOT_MET),
            (aside, Status.NOT_APPLICABLE),
        ):
            status[rows, own], reason[rows, own] = outcome, ""
        basis[failed | met, own] = "parts"
        open_ = ~(failed | met | aside) & (status[:, own] == Status.NO_DATA) & (reason[:, own] == "missing")
        for row in np.flatnonzero(open_):
            reason[row, own] = next(filter(None, reason[row, list(columns)]), "missing")


def _settle_experts(board: Board, plan: Plan, status: Texts) -> None:
    """An expert's verdict settles an expert indicator; without one it waits."""
    verdicts = board.states(board.rows("verdict")[:, plan.own])
    outcome = {"met": Status.MET, "not_met": Status.NOT_MET}
    for column in np.flatnonzero(plan.expert):
        status[:, column] = [outcome.get(str(said), Status.AWAITING_EXPERT) for said in verdicts[:, column]]


def ask_evidence(board: Board, plan: Plan, status: Texts) -> None:
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
    without = (board.rows("evidence", only=named)[:, plan.own] < 0) & np.isin(status, GOOD)
    status[without & ~plan.expert & ~plan.inner] = Status.NO_EVIDENCE


def claims(board: Board, plan: Plan) -> Texts:
    """How the office judged itself, in a column for that or in the result's; unknown where it says both."""
    first, last = (board.states(board.rows("met", last=last)[:, plan.own]) for last in (False, True))
    claimed = np.where(np.isin(first, ("met", "not_met")) & (first == last), first, "")
    said = board.states(board.rows("result")[:, plan.own])
    instead = np.select([said == "yes", said == "no"], ["met", "not_met"], default="")
    return np.where((first == "") & ~plan.yes, instead, claimed).astype(object)


def heads(plan: Plan, now: Values, past: Values, bounds: Bounds) -> Floats:
    """The distance in whole units of the part: so many more, and not one less, just meet the target."""
    kinds, low, _ = bounds
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
    below, above = whole_bounds(limit, now.whole, now.factor)
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
