"""Numbers as they were typed in, exact comparisons and distances out: floats first, fractions where close.

Values stay what people typed: a float that was read from at most fifteen decimal digits gives these digits
back, so every comparison too close for floating point is made again with fractions. 29/100*100 reaches 29.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, isnan

import numpy as np
import numpy.typing as npt

from lcity.answers import Floats
from lcity.model import Target

CLOSE = 1e-9  # relative: what is nearer is compared exactly
MOST_EXACT = 2.0**53  # up to here floating point knows every whole number
HIGHER = ("at_least", "above", "rises")  # kinds of targets that a higher value meets
LOWER = ("at_most", "below", "falls")

Quotient = tuple[Floats, Floats, Floats]  # part, whole and factor: part * factor / whole


def compare(left: Quotient, right: Quotient) -> npt.NDArray[np.int8]:
    """The exact sign of left - right, each part * factor / whole with a positive whole; 0 for unknown."""
    known = np.logical_and.reduce([np.isfinite(block) for block in (*left, *right)])
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        ahead, behind = left[0] * left[2] * right[1], right[0] * right[2] * left[1]
        difference = ahead - behind
        clear = np.abs(difference) > CLOSE * np.maximum(np.abs(ahead), np.abs(behind))
    close = known & ~(clear & np.isfinite(difference)) & ~_is_sure((*left, *right), (ahead, behind))
    signs = np.where(known & ~close, np.sign(difference), 0).astype(np.int8)
    for at in zip(*np.nonzero(close), strict=True):
        a, b, c = (exact(block[at]) for block in left)
        x, y, z = (exact(block[at]) for block in right)
        ours, theirs = a * c * y, x * z * b
        signs[at] = (ours > theirs) - (ours < theirs)
    return signs


def _is_sure(factors: Sequence[Floats], products: Sequence[Floats]) -> npt.NDArray[np.bool_]:
    """Where floating point is exact: products of whole numbers with few enough digits."""
    with np.errstate(invalid="ignore"):
        whole = np.logical_and.reduce([block == np.floor(block) for block in factors])
        sure: npt.NDArray[np.bool_] = whole & (np.maximum(*map(np.abs, products)) < MOST_EXACT)
    return sure


@lru_cache(maxsize=1 << 16)
def exact(number: float) -> Fraction:
    """The decimal that was typed: the shortest one that reads back as this float."""
    return Fraction(repr(float(number)))


def ratio(part: float, whole: float, factor: float) -> Fraction | None:
    """The exact value of part * factor / whole; None where a part is unknown."""
    if isnan(part) or isnan(whole) or not whole:
        return None
    return exact(part) * exact(factor) / exact(whole)


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


def whole_bounds(limit: Quotient, whole: Floats, factor: Floats) -> tuple[Floats, Floats]:
    """The part that would give `limit`, rounded down and up: 90% of 14 communes lies between 12 and 13."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        over, under = limit[0] * limit[2] * whole, limit[1] * factor
        needed = over / under
        close = np.abs(needed - np.round(needed)) <= CLOSE * np.maximum(np.abs(needed), 1)
        sure = _is_sure((*limit, whole, factor), (over, under))
        below = np.where(sure, np.floor_divide(over, under), np.floor(needed))
        above = np.where(sure, below + (np.fmod(over, under) > 0), np.ceil(needed))
    plain = (whole == 1) & (factor == 1) & (limit[1] == 1) & (limit[2] == 1)
    for at in zip(*np.nonzero(close & ~plain & ~sure), strict=True):
        a, b, c = (exact(block[at]) for block in limit)
        precise = a * c / b * exact(whole[at]) / exact(factor[at])
        below[at], above[at] = floor(precise), ceil(precise)
    return below, above
