"""A typed percentage or rate is not what its own figures give.

The figures of part and whole count, not the typed rate. A typed rate may be rounded: it may be off by half
a unit of its last decimal. Where it is further off, one of the three is out of date: correct it, or leave
the rate out.
"""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from lcity.answers import Answers, Floats, Hits, Mask

VI = """Tỷ lệ ghi trong ô khác với tỷ lệ tính từ tử số và mẫu số.

Kết quả lấy theo tử số và mẫu số, không lấy tỷ lệ đã ghi. Tỷ lệ đã ghi được phép làm tròn, lệch không quá
nửa đơn vị của chữ số cuối. Nếu lệch hơn thì một trong ba số đã cũ: hãy sửa, hoặc bỏ trống tỷ lệ.
"""
SEVERITY = "warning"
COMPARES = True
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}, nhưng {part_value}/{whole_value} cho ra {computed}{percent_sign}. Kết quả "
        "lấy theo {part_value}/{whole_value}; hãy sửa số nào không đúng."
    ),
    "en": (
        "«{title}» says {raw}, but {part_value}/{whole_value} gives {computed}{percent_sign}. "
        "{part_value}/{whole_value} counts; correct what is wrong."
    ),
}
GOOD = [
    {"1.1.1": "94,1%", "literate_15": 48, "population_15": 51},
    {"1.1.1": 94, "literate_15": 48, "population_15": 51},
    {"1.1.1": "48/51 (94,1%)"},
    {"1.1.1": {"value": "48/51", "part": 48, "whole": 51}},
    {"1.2.2": "19,6", "pupils": 1000, "teachers": 51},
    {"1.1.2": 2501, "readers": 2501, "population": 100000},
    {"1.1.2": "2501/100000", "readers": 250130, "population": 10000000},
    {"1.1.1": {"previous": "90%"}, "literate_15": 48, "population_15": 51},
    {"1.1.1": "94,1%", "literate_15": 48, "population_15": 51.5},
]
BAD = [
    {"1.1.1": "94,9%", "literate_15": 48, "population_15": 51},
    {"1.1.1": 95, "literate_15": 48, "population_15": 51},
    {"1.1.1": (0.9, "0%"), "literate_15": 48, "population_15": 51},
    {"1.1.1": "48/51 (94,9%)"},
    {"1.1.1": {"value": "47/51", "part": 48, "whole": 51}},
    {"1.2.2": "19,5", "pupils": 1000, "teachers": 51},
    {"1.1.2": "2500/100000", "readers": 250130, "population": 10000000},
    {"1.1.1": {"previous": "90%"}, "literate_15": {"previous": 48}, "population_15": {"previous": 51}},
]
MOST_DECIMALS = 6


def find(answers: Answers) -> Hits:
    found: dict[int, tuple[float, float, float]] = {}
    compared = (_against_figures(answers, before=False), _against_figures(answers, before=True))
    for row, figures in chain(*compared, _against_itself(answers)):
        found.setdefault(row, figures)
    rows = np.array(list(found), dtype=np.int64)
    names = ("part_value", "whole_value", "computed")
    columns: dict[str, list[object]] = {name: [f[n] for f in found.values()] for n, name in enumerate(names)}
    types = answers.texts("type", rows)
    return Hits(rows, {**columns, "percent_sign": ["%" if kind == "percent" else "" for kind in types]})


def _against_figures(answers: Answers, *, before: bool) -> Iterator[tuple[int, tuple[float, float, float]]]:
    """What is typed for the indicator against the figures of its questions."""
    pairs = answers.pairs(before=before)
    use = (pairs.typed >= 0) & (answers.value[pairs.whole] > 0)
    measures = [answers.criteria.measured[code].measure for code in answers.ratios]
    share = np.array([m.kind == "percent" for m in measures], dtype=bool)[pairs.indicator]
    # another check speaks of a part above its whole, and voids it
    use &= ~share | (answers.value[pairs.part] <= answers.value[pairs.whole])
    share = share[use]
    typed, part, whole = pairs.typed[use], answers.value[pairs.part[use]], answers.value[pairs.whole[use]]
    factors = np.array([100.0 if m.kind == "percent" else float(m.per) for m in measures])[
        pairs.indicator[use]
    ]
    # «25/100.000 dân» typed for a rate is the rate itself
    rate = ~share & (answers.whole[typed] == factors)
    value = np.where(rate, answers.part[typed], answers.value[typed])
    fraction = answers.fraction[typed] & ~rate
    computed = part * factors / whole
    # 0,941 for 94,1% is asked about by another check
    asked = share & ~answers.percent[typed] & (value <= 1)
    other_parts = (answers.part[typed] != part) | (answers.whole[typed] != whole)
    wrong = np.where(fraction, other_parts, ~asked & _off(value, computed))
    fine = ~fraction | answers.percent[typed]
    for at in np.flatnonzero(wrong):
        shown = _shown(computed[at], value[at], fine=bool(fine[at]))
        yield int(typed[at]), (float(part[at]), float(whole[at]), shown)


def _against_itself(answers: Answers) -> Iterator[tuple[int, tuple[float, float, float]]]:
    """«48/51 (94,9%)»: the rate beside its own fraction."""
    given = answers.among("role", "result", "previous") & answers.among("type", "percent") & answers.number
    rows = np.flatnonzero(given & answers.fraction & (answers.whole > 0) & answers.percent)
    part, whole = answers.part[rows], answers.whole[rows]
    computed = part * 100 / whole
    for at in np.flatnonzero(_off(answers.value[rows], computed)):
        shown = _shown(computed[at], answers.value[rows[at]], fine=True)
        yield int(rows[at]), (float(part[at]), float(whole[at]), shown)


def _decimals(value: Floats) -> Floats:
    """How many decimals were typed, at most six."""
    decimals = np.full(len(value), float(MOST_DECIMALS))
    for places in reversed(range(MOST_DECIMALS)):
        decimals[np.round(value, places) == value] = places
    return decimals


def _off(value: Floats, computed: Floats) -> Mask:
    """Where rounding to the decimals that were typed cannot explain the difference."""
    slack = 1e-9 * np.maximum(1, np.abs(computed))  # floating point, not a rule
    return np.abs(value - computed) > 0.5 / 10.0 ** _decimals(value) + slack


def _shown(computed: float, value: float, *, fine: bool) -> float:
    finely = fine and _decimals(np.array([value]))[0] >= 2  # the rate is typed that fine
    return round(float(computed), MOST_DECIMALS if finely else 2)
