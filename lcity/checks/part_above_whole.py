"""The part of a percentage is larger than its whole.

Those who can read are among all people, the communes with a centre among all communes. Where the part is
larger, one of the two is wrong: the lines are exchanged, the ages or years differ, or a digit too many was
typed.
"""

from collections.abc import Iterator

import numpy as np

from lcity.answers import Answers, Hits

VI = """Tử số của tỷ lệ phần trăm lớn hơn mẫu số.

Người biết chữ nằm trong tổng số người, xã có trung tâm nằm trong tổng số xã. Nếu tử số lớn hơn thì một
trong hai số sai: ghi ngược hai dòng, khác độ tuổi hoặc khác năm, hoặc gõ thừa chữ số.
"""
SEVERITY = "error"
COMPARES = True
MESSAGE = {
    "vi": (
        "«{title}» có {part_value}, lớn hơn «{other_title}» là {whole_value} (ô {whole_cell}). Tử số "
        "không thể lớn hơn mẫu số; hãy xem lại hai số."
    ),
    "en": (
        "«{title}» has {part_value}, more than «{other_title}» with {whole_value} (cell {whole_cell}). "
        "The part cannot be larger than the whole; look at both figures."
    ),
}
GOOD = [
    {"literate_15": 980, "population_15": 1000},
    {"literate_15": 1000, "population_15": 1000},
    {"pupils": 2000, "teachers": 100},
    {"1.1.1": "48/51"},
    {"1.2.2": "2000/100"},
    {"1.1.1": "5/0"},
    {"literate_15": 5, "population_15": 0},
    {"literate_15": 980, "population_15": 12.5},
    {"literate_15": 980, "population_15": "12 nghìn"},
    {"literate_15": {"value": 980, "previous": 1010}, "population_15": 1000},
]
BAD = [
    {"literate_15": 1001, "population_15": 1000},
    {"2.1.3": {"part": 12, "whole": 11}},
    {"1.1.1": "52/51"},
    {"1.1.1": {"previous": "52/51"}},
    {"literate_15": {"previous": 1010}, "population_15": {"value": 1020, "previous": 1000}},
]


def find(answers: Answers) -> Hits:
    found = [*_figures(answers, before=False), *_figures(answers, before=True), *_fractions(answers)]
    names = ("other", "part_value", "whole_value", "whole_cell")
    rows = np.array([row for row, *_ in found], dtype=np.int64)
    return Hits(rows, {name: [each[n] for each in found] for n, name in enumerate(names, start=1)})


def _figures(answers: Answers, *, before: bool) -> Iterator[tuple[int, str, float, float, str]]:
    """Two questions that contradict each other; the part is at fault until somebody has looked."""
    pairs = answers.pairs(before=before)
    kinds = np.array([answers.criteria.measured[code].measure.kind for code in answers.ratios])
    whole = answers.value[pairs.whole]
    above = (kinds[pairs.indicator] == "percent") & (whole > 0) & (answers.value[pairs.part] > whole)
    for part, other in dict.fromkeys(zip(pairs.part[above], pairs.whole[above], strict=True)):
        one, two = answers.record(part), answers.record(other)
        cell = two["cell"] if one["sheet"] == two["sheet"] else f"{two['sheet']}!{two['cell']}"
        yield int(part), two["item"], float(one["value"]), float(two["value"]), cell


def _fractions(answers: Answers) -> Iterator[tuple[int, str, float, float, str]]:
    """«52/51» typed in one cell."""
    above = (answers.part > answers.whole) & (answers.whole > 0)
    for row in np.flatnonzero(above & answers.among("type", "percent") & answers.figures):
        one = answers.record(int(row))
        whole = answers.criteria.measured[one["item"]].measure.whole
        yield int(row), whole, float(one["part"]), float(one["whole"]), one["cell"]
