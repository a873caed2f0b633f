"""A figure is far from what is usual among the other units.

It is compared per head where it is a part of something (pupils by teachers, literate people by all people),
else as it is, and only where at least eight units answered. The unit may really be different; look for a
digit too many or too few, a wrong row, or a figure of the whole province.
"""

from collections.abc import Iterator

import numpy as np

from lcity.collection import Collection
from lcity.model import Finding, Place

VI = """Số liệu khác xa mức thường gặp ở các đơn vị khác.

Số được so theo đầu người nếu nó là một phần của số khác (học sinh trên giáo viên, người biết chữ trên dân
số), nếu không thì so trực tiếp, và chỉ so khi có ít nhất tám đơn vị trả lời. Đơn vị có thể đặc biệt thật;
hãy xem có thừa hay thiếu chữ số, ghi nhầm dòng, hoặc lấy số của cả tỉnh không.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}, khác xa mức thường gặp ở các đơn vị khác (khoảng {expected} cho đơn vị cỡ "
        "này). Hãy xem có thừa, thiếu chữ số hay ghi nhầm dòng không."
    ),
    "en": (
        "«{title}» says {raw}, far from what is usual among the other units (about {expected} for a unit "
        "of this size). Look for a digit too many or too few, or a wrong row."
    ),
}
TEACHERS = [20, 22, 24, 26, 28, 30, 200, 220, 240, 260]
GOOD = [
    [{"@unit": f"U{n}", "pupils": 20 * t, "teachers": t} for n, t in enumerate(TEACHERS)],
    [{"@unit": f"U{n}", "places": n + 1} for n in range(10)],
    [{"@unit": f"U{n}", "spending": 9000 if n == 3 else 100} for n in range(7)],
    [{"@unit": f"U{n}", "1.1.1": f"{98 - n}%"} for n in range(12)],
    [
        {"@unit": f"U{n}", "spending": {"value": 9000 if n == 3 else 100 + n, "previous": 100}}
        for n in range(9)
    ],
]
BAD = [
    [
        {"@unit": f"U{n}", "pupils": 2 * t if n == 6 else 20 * t + n, "teachers": t}
        for n, t in enumerate(TEACHERS)
    ],
    [{"@unit": f"U{n}", "spending": 9000 if n == 3 else 100 + n} for n in range(8)],
    [{"@unit": f"U{n}", "1.1.1": f"{60 if n == 4 else 98 - n / 5}%"} for n in range(12)],
]


def look(round_: Collection) -> Iterator[Finding]:
    gap = round_.against_peers
    past = round_.against_last_year
    same_as_then = (
        ~np.isnan(past.ratio) & ~past.odd & np.isnan(past.scale)
    )  # what it was last year, it may be
    chosen = gap.odd & np.isnan(gap.scale) & np.isnan(past.scale) & ~same_as_then & (round_.rows >= 0)
    chosen &= ~past.odd  # told already, by the check against last year
    for file, item in np.argwhere(chosen):
        row = round_.answers.record(int(round_.rows[file, item]))
        values = {"raw": row["raw"], "expected": float(f"{gap.expected[file, item]:.2g}")}
        yield Finding("far-from-peers", Place(row["file"], row["sheet"], row["cell"]), row["item"], values)
