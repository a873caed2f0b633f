"""Answers in, one result per unit, indicator and level of recognition out.

The work is done on wide blocks: one row a return, one column a line (an indicator, or a part of one, at one
level). `plan` lays the set out so, `values` reads the answers, `judging` holds them against the targets.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from lcity.model import Criteria, Target
from lcity.scoring import judging, values
from lcity.scoring.exact import HIGHER, LOWER, compare, exact, margin, ratio
from lcity.scoring.plan import Bounds, Plan
from lcity.scoring.standing import reached, stand, tally
from lcity.scoring.values import Board

__all__ = [
    "HIGHER",
    "LOWER",
    "Scores",
    "compare",
    "exact",
    "margin",
    "ratio",
    "reached",
    "score",
    "stand",
    "tally",
]


class Scores(NamedTuple):
    """What came out for a batch of returns.

    `table` has one row per return and line: per indicator and level of recognition, and after an indicator
    of several parts its parts at that level; in the order of `files` and of the set, `lines` rows a return.
    `areas` holds the classes that each unit may be of ("" for none), one where that is known.
    """

    table: pd.DataFrame
    lines: int
    areas: tuple[tuple[str, ...], ...]


def score(
    answers: pd.DataFrame,
    valid: "pd.Series[bool]",
    criteria: Criteria,
    files: Sequence[str],
    targets: Mapping[str, Mapping[str, Target]],
    before: tuple[pd.DataFrame, "pd.Series[bool]", Sequence[str]] | None = None,
    areas: Sequence[str] = (),
) -> Scores:
    """The results of all returns.

    `targets` holds, by file, the office's own targets by indicator; where there is none the set's counts.
    `before` holds answers, valid and files of the period before, matched with `files` by position. `areas`
    holds the class of each unit where something else than its answers tells it, "" otherwise.

    Columns of the table: file, indicator, level ("" in sets without), status, part, whole and factor (the
    value is part * factor / whole), basis, the same three for the period before as previous_*, previous_file
    («before» where they come from there), heads (how many whole units of the part lie between value and
    target; negative is short of it), reason (why there is no data), claimed (met or not_met, as the office
    judged itself), area (the class whose target is held against the value), either (the class of the unit is
    not known and would change the target, but not the outcome).
    """
    plan = Plan.of(criteria)
    board = Board(answers, valid, criteria, files)
    now = values.read(board, plan, "figure", "result")
    past = values.measured(values.read(board, plan, "previous", "previous"))
    from_file = np.zeros(past.part.shape, dtype=bool)
    if before is not None:
        other = Board(before[0], before[1], criteria, before[2])
        given = values.measured(values.read(other, plan, "figure", "result"))
        from_file = (past.basis == "") & (given.basis != "")
        past = values.prefer(past, given)
    codes = judging.areas_of(criteria)
    possible = judging.possible_areas(board, criteria, areas or [""] * len(files))
    by_area = [Bounds.of(plan, files, targets, code) for code in codes]
    judged = judging.judge(now, past, by_area, possible)
    status, reason, basis = judging.outcomes(board, plan, now, past, judged)
    if criteria.missing_evidence == "fail":
        judging.ask_evidence(board, plan, status)
    known = (now.basis != "") & (reason == "")
    columns: dict[str, Any] = {
        "status": status,
        "part": now.part,
        "whole": now.whole,
        "factor": now.factor,
        "basis": basis,
        "previous_part": past.part,
        "previous_whole": past.whole,
        "previous_factor": past.factor,
        "previous_file": np.where(from_file, "before", ""),
        "heads": np.where(known, judging.heads(plan, now, past, judged.bounds), np.nan),
        "reason": reason,
        "claimed": judging.claims(board, plan),
        "area": judging.shown_areas(plan, judged, possible, codes),
        "either": judging.shown_either(plan, judged, status),
    }
    table = _table(plan, files, columns, status.shape)
    kept = tuple(tuple(np.array(codes, dtype=object)[row]) for row in possible)
    return Scores(table, len(plan.lines), kept)


def _table(
    plan: Plan, files: Sequence[str], columns: Mapping[str, Any], shape: tuple[int, ...]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "file": np.repeat(np.array(files, dtype=object), shape[1]),
            "indicator": np.tile([line.indicator.code for line in plan.lines], shape[0]),
            "level": np.tile(np.array([line.level for line in plan.lines], dtype=object), shape[0]),
            **{name: np.broadcast_to(block, shape).ravel() for name, block in columns.items()},
        }
    )
