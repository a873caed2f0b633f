"""A figure is far from last year's: three times as much or more, or a third or less.

It may be right: schools merge, communes are joined. Look at both years; where the figure is right, say why
in the notes, because the next reader will ask too.
"""

from collections.abc import Iterator

import numpy as np

from lcity.collection import Collection
from lcity.model import Finding, Place

VI = """Số liệu khác xa kỳ trước: gấp ba lần trở lên, hoặc chỉ còn một phần ba trở xuống.

Số có thể đúng: sáp nhập trường, nhập xã. Hãy xem lại số của cả hai kỳ; nếu đúng thì ghi lý do ở cột ghi
chú, vì người đọc sau cũng sẽ hỏi.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}, kỳ trước là {expected}. Hãy xem lại; nếu số đúng thì ghi lý do ở cột ghi chú."
    ),
    "en": (
        "«{title}» says {raw}, and {expected} the year before. Look again; where it is right, say why in "
        "the notes."
    ),
}
GOOD = [
    [{"population": {"value": 12_500, "previous": 12_100}}],
    [{"places": {"value": 12, "previous": 3}}],
    [{"1.1.1": {"value": "98%", "previous": "80%"}}],
    [{"population": {"value": 12, "previous": 12_100}}],
    [{"population": 12_500}],
    [{"@unit": "A", "population": 40_000}, {"@unit": "B", "@previous": True, "population": 12_000}],
]
BAD = [
    [{"population": {"value": 125_000, "previous": 12_100}}],
    [{"places": {"value": 12, "previous": 120}}],
    [{"1.1.1": {"value": "98%", "previous": "60%"}}],
    [
        {"@unit": "Xã Hoà An", "population": 40_000},
        {"@unit": "xã Hòa An", "@previous": True, "population": 12_000},
    ],
]


def look(round_: Collection) -> Iterator[Finding]:
    gap = round_.against_last_year
    for file, item in np.argwhere(gap.odd & np.isnan(gap.scale) & (round_.rows >= 0)):
        row = round_.answers.record(int(round_.rows[file, item]))
        values = {"raw": row["raw"], "expected": float(gap.expected[file, item])}
        yield Finding(
            "far-from-last-year", Place(row["file"], row["sheet"], row["cell"]), row["item"], values
        )
