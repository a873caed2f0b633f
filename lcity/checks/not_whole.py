"""A count is not a whole number.

People, places and communes are counted in whole numbers. Often 1.234 was typed for one thousand two hundred
and thirty-four on a machine where the point marks decimals, so that Excel kept a little more than one. Type
the figure without a mark for thousands: 1234.
"""

import re

import numpy as np

from lcity.answers import Answers, Hits
from lcity.vocabulary import vocabulary

VI = """Số đếm không phải là số nguyên.

Người, điểm, xã được đếm bằng số nguyên. Thường do gõ 1.234 với ý một nghìn hai trăm ba mươi tư trên máy
dùng dấu chấm làm dấu thập phân, nên Excel hiểu là hơn một. Hãy ghi liền, không có dấu hàng nghìn: 1234.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» là số đếm nên cần số nguyên, nhưng ghi {raw}. Nếu là hàng nghìn thì ghi liền, không có "
        "dấu.{other_hint}"
    ),
    "en": (
        "«{title}» is a count and needs a whole number, but says {raw}. If thousands are meant, type them "
        "without a mark.{other_hint}"
    ),
}
GOOD = [
    {"places": 12},
    {"places": 12.0},
    {"spending": 12.5},
    {"1.1.1": "98,5"},
    {"1.2.1": 3},
    {"places": "1,2 nghìn"},
]
BAD = [
    {"places": 1.234},
    {"places": "12,5"},
    {"places": 33.33333},
    {"1.2.1": 1.5},
    {"places": {"previous": 0.5}},
]


def find(answers: Answers) -> Hits:
    single = answers.number & ~answers.fraction & ~answers.percent
    with np.errstate(invalid="ignore"):
        broken = single & answers.figures & answers.among("type", "count") & (answers.value % 1 != 0)
    words = answers.texts("wording", broken)  # «1,2 nghìn» is a matter of its unit, which another check sees
    broken[broken] = [not vocabulary().scaled(unit) for unit in words]
    typed = zip(answers.texts("raw", broken), answers.value[broken], answers.formula[broken], strict=True)
    return answers.hits(
        broken, other=["" if formula else _meant(raw, float(value)) for raw, value, formula in typed]
    )


def _meant(raw: str, value: float) -> str:
    """1234 for 1.234, and 12500 for the number 12.5: Excel drops the zeros of 12.500."""
    thousands = round(value * 1000)
    grouped = raw == repr(value) or re.fullmatch(r"\d{1,3}[.,]\d{3}", raw)
    return str(thousands) if grouped and abs(value * 1000 - thousands) < 1e-6 else ""
