"""An indicator that figures decide is answered by «Đạt» or «Không đạt» without any figure.

It counts as the office says, and every table marks it so; but nothing proves it. Type the figures that the
indicator is made from, or at least its result, and name the evidence.
"""

import numpy as np

from lcity.answers import Answers, Hits

VI = """Chỉ số tính bằng số liệu lại chỉ ghi «Đạt» hoặc «Không đạt», không có số liệu.

Kết quả được lấy theo lời ghi của đơn vị và được đánh dấu rõ, nhưng không có gì chứng minh. Hãy ghi các số
liệu dùng để tính chỉ số, hoặc ít nhất là kết quả, và ghi minh chứng.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» chỉ ghi «{raw}» mà không có số liệu nên chưa có gì chứng minh. Hãy ghi số liệu (đơn "
        "vị: {unit})."
    ),
    "en": (
        "«{title}» only says «{raw}» without a figure, so nothing proves it. Type the figure (unit: {unit})."
    ),
}
GOOD = [
    {"1.1.1": "98%"},
    {"1.1.1": "Đạt", "literate_15": 980, "population_15": 1000},
    {"1.2.1": "Đạt", "places": 3},
    {"2.1.1": "Có"},
]
BAD = [
    {"1.1.1": "Đạt"},
    {"1.1.1": "x", "literate_15": 980},
    {"1.2.1": "Không đạt"},
    {"1.2.3": "Đạt", "spending": "-"},
]


def find(answers: Answers) -> Hits:
    said = answers.among("state", "yes", "no") & answers.among("role", "result") & answers.numeric
    rows = np.flatnonzero(said)
    if not rows.size:
        return Hits(rows)
    numbers = answers.frame[answers.among("role", "figure") & answers.number]
    known = set(zip(numbers["file"], numbers["item"], strict=True))
    indicators = answers.criteria.measured
    asked = zip(answers.texts("file", rows), answers.texts("item", rows), strict=True)
    lacking = [
        any((file, q) not in known for q in indicators[item].measure.questions) for file, item in asked
    ]
    return Hits(rows[np.array(lacking)])
