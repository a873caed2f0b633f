"""A figure is written with another unit than the one asked for.

«1.250 nghìn đồng» where million VND are asked for would be a thousand times too much, and «12,5 triệu» of
people is a figure that somebody rounded. Figures are never converted. Convert it yourself and type the
number alone.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from lcity.answers import Answers, Hits
from lcity.model import Criteria, Measurement
from lcity.text import fold

VI = """Số liệu ghi kèm đơn vị khác với đơn vị tính được hỏi.

«1.250 nghìn đồng» ở chỗ hỏi triệu đồng sẽ thành gấp một nghìn lần; «12,5 triệu» người là số đã làm tròn.
lcity không tự đổi đơn vị. Hãy đổi ra đúng đơn vị tính và chỉ ghi con số.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» ghi «{raw}», nhưng ở đây cần một số tính bằng «{unit}». Nếu là đơn vị khác thì đổi ra "
        "«{unit}», rồi chỉ ghi con số."
    ),
    "en": (
        "«{title}» says «{raw}», but a number in «{unit}» is needed here. Convert any other unit to "
        "«{unit}» and type the number alone."
    ),
}
GOOD = [
    {"population": "351214 người"},
    {"population": "351214 nhân khẩu"},
    {"spending": "12,5 Triệu đồng"},
    {"spending": "12,5 tr.đ"},
    {"1.1.1": "98,5%"},
    {"1.1.1": "98,5 phần trăm"},
    {"2.1.3": "11/13 xã"},
    {"2.1.3": "11/13 xã, phường"},
    {"2.1.3": "85% xã"},
    {"1.1.1": "48/51 (94,1%)"},
    {"places": "12 places"},
]
BAD = [
    {"population": "12,5 triệu"},
    {"spending": "1250 nghìn đồng"},
    {"spending": "1250000 đ"},
    {"places": "12 xã"},
    {"places": "15%"},
    {"places": (0.15, "0%")},
    {"1.2.2": "20%"},
    {"2.1.3": "11/13 người"},
    {"2.1.3": "11 xã"},
    {"2.1.3": "85% trở lên"},
    {"population": {"previous": "351 nghìn người"}},
]


def find(answers: Answers) -> Hits:
    worded = answers.percent | ~answers.among("wording", "")
    rows = np.flatnonzero(answers.figures & answers.numeric & worded & ~answers.among("state", "unread"))
    texts = (answers.texts("item", rows), answers.texts("wording", rows))
    cases = list(zip(*texts, answers.percent[rows], answers.fraction[rows], strict=True))
    fits = {case: _fits(case, answers.criteria) for case in set(cases)}
    return Hits(rows[np.array([not fits[case] for case in cases], dtype=bool)])


def _fits(case: tuple[Any, ...], criteria: Criteria) -> bool:
    item, wording, percent, fraction = case
    units = list(_units(item, fraction or percent, criteria))
    if percent and not any("%" in label for label in units[0].label):
        return False
    known = {fold(word) for unit in units for word in (*unit.label, *unit.one, *unit.also)}
    named = [fold(word) for word in re.split("[,;/]", wording)]  # xã, phường: each of them
    return fold(wording) in known | {""} or all(word in known for word in named)


def _units(item: str, shared: bool, criteria: Criteria) -> Iterator[Measurement]:
    """The units in which an item may be written; «11/13 xã» and «85% xã» name what is counted."""
    if item in criteria.questions:
        yield criteria.questions[item].unit
        return
    indicator = criteria.measured[item]
    yield indicator.unit
    if shared:
        yield from (criteria.questions[code].unit for code in indicator.measure.questions)
