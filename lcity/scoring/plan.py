"""A criteria set in, arrays out: its lines, and what each asks of units of each class."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from lcity.answers import Floats, Mask, Rows
from lcity.model import Criteria, Indicator, Target

RATIOS = ("percent", "rate")


class Line(NamedTuple):
    """What is decided by itself: an indicator, or a part of one, at one level of recognition."""

    indicator: Indicator
    level: str  # "" in a set without levels
    part: bool = False


class Joint(NamedTuple):
    """An indicator that consists of parts, by the columns of its lines."""

    own: int
    parts: tuple[int, ...]


class Plan(NamedTuple):
    """The lines of a set as arrays, a column each, so that one operation scores them all."""

    lines: tuple[Line, ...]
    joints: tuple[Joint, ...]
    own: Rows  # the column of the indicator itself among the items of the answers
    part: Rows  # the column of its part, or of its only question; -1 where it has none
    whole: Rows  # the column of its whole, -1 where it has none
    factor: Floats
    ratio: Mask
    yes: Mask
    expert: Mask
    joint: Mask
    inner: Mask  # a part of a joint indicator
    counted: Mask  # the part is counted in whole persons, places, communes
    classes: Mask  # classes of units (first: none) x lines: whether the class has a target of its own
    graded: Mask  # asks for another value at another level, so that «Đạt» alone does not tell which

    @classmethod
    def of(cls, criteria: Criteria) -> "Plan":
        lines, joints = _lines(criteria)
        items = (*criteria.questions, *criteria.measured)
        column = {code: position for position, code in enumerate(items)}
        measures = [line.indicator.measure for line in lines]
        asked = [criteria.questions.get(measure.part) for measure in measures]
        return cls(
            lines,
            joints,
            own=np.array([column[line.indicator.code] for line in lines]),
            part=np.array([column.get(measure.part, -1) for measure in measures]),
            whole=np.array([column.get(measure.whole, -1) for measure in measures]),
            factor=np.array([100.0 if m.kind == "percent" else float(m.per) for m in measures]),
            ratio=np.array([measure.kind in RATIOS for measure in measures]),
            yes=np.array([measure.kind == "yes" for measure in measures]),
            expert=np.array([measure.kind == "rubric" for measure in measures]),
            joint=np.array([measure.kind == "all_of" for measure in measures]),
            inner=np.array([line.part for line in lines]),
            counted=np.array([question is not None and question.type == "count" for question in asked]),
            classes=np.array(
                [[code in line.indicator.areas for line in lines] for code in ("", *criteria.areas)]
            ),
            graded=np.array([_graded(line.indicator) for line in lines]),
        )


def _lines(criteria: Criteria) -> tuple[tuple[Line, ...], tuple[Joint, ...]]:
    """In the order of the set, level by level within an indicator, parts after their indicator."""
    lines: list[Line] = []
    joints: list[Joint] = []
    for indicator in criteria.indicators.values():
        for level in criteria.stages:
            if indicator.parts:
                parts = range(len(lines) + 1, len(lines) + 1 + len(indicator.parts))
                joints.append(Joint(len(lines), tuple(parts)))
            lines.append(Line(indicator, level))
            lines += (Line(part, level, part=True) for part in indicator.parts)
    return tuple(lines), tuple(joints)


def _graded(one: Indicator) -> bool:
    steps = one.target.steps if one.target is not None else ()
    return any(step.level for step in steps) or any(map(_graded, one.parts))


class Bounds(NamedTuple):
    """Kind, low and high of the targets that count, per return and line; kind "" where there is none."""

    kinds: npt.NDArray[np.object_]
    low: Floats  # of a target with one bound that bound, whichever it is
    high: Floats

    @classmethod
    def of(
        cls, plan: Plan, files: Sequence[str], targets: Mapping[str, Mapping[str, Target]], area: str
    ) -> "Bounds":
        """The targets of units of one class; an office's own target goes before the set's."""
        shape = (len(files), len(plan.lines))
        made = cls(np.full(shape, "", dtype=object), np.full(shape, np.nan), np.full(shape, np.nan))
        columns: dict[str, list[int]] = {}
        for column, (indicator, level, _) in enumerate(plan.lines):
            columns.setdefault(indicator.code, []).append(column)
            target = indicator.target_for(level, area)
            if target is not None:
                made._put((slice(None), column), target)
        for row, file in enumerate(files):
            for code, own in targets.get(file, {}).items():
                made._put((row, columns[code]), own)
        return made

    def _put(self, at: tuple[Any, Any], target: Target) -> None:
        self.kinds[at] = target.kind
        self.low[at] = np.nan if target.bound is None else float(target.bound)
        self.high[at] = np.nan if target.high is None else float(target.high)
