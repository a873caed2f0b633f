"""A figure is beyond what the question can have.

A level is one of those that the criteria set knows; a count of a city or commune never reaches two hundred
million, which is more than all people of the country. A telephone number or code in the wrong cell does.
"""

import numpy as np

from lcity.answers import Answers, Hits
from lcity.checks.not_a_choice import choices
from lcity.model import Text

VI = """Số nằm ngoài khoảng mà câu hỏi cho phép.

Mức độ phải là một trong các mức của bộ tiêu chí; số đếm của một xã hay thành phố không thể đến hai trăm
triệu, hơn cả dân số cả nước. Thường là số điện thoại hoặc mã số ghi nhầm ô.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": "«{title}» ghi {raw}, ngoài khoảng cho phép. Cần: {allowed}.",
    "en": "«{title}» says {raw}, which is out of range. Needed: {allowed}.",
}
SET = "levels"
GOOD = [{"primary": 2}, {"primary": 0}, {"primary": "II"}, {"residents": 120_000}]
BAD = [{"primary": 7}, {"primary": -1}, {"primary": 1.5}, {"residents": 912_345_678}]
MOST = 200_000_000
COUNTED = Text({"vi": "số đếm nhỏ hơn 200.000.000", "en": "a count below 200,000,000"})


def find(answers: Answers) -> Hits:
    number = answers.figures & answers.number & ~answers.percent & ~answers.fraction
    rows = np.flatnonzero(number & answers.among("type", "level"))
    levels = answers.texts("item", rows)
    beyond = [
        row
        for row, item in zip(rows.tolist(), levels, strict=True)
        if answers.value[row] not in _numbers(answers, item)
    ]
    with np.errstate(invalid="ignore"):
        large = np.flatnonzero(number & answers.among("type", "count") & (answers.value >= MOST))
    allowed = [choices(answers, item) for item in answers.texts("item", np.array(beyond, dtype=np.int64))]
    return Hits(
        np.array([*beyond, *large.tolist()], dtype=np.int64), {"allowed": [*allowed, *[COUNTED] * len(large)]}
    )


def _numbers(answers: Answers, item: str) -> set[float]:
    indicator = answers.criteria.indicators.get(item)
    question = answers.criteria.questions[indicator.measure.part if indicator else item]
    return {float(level.number) for level in question.levels}
