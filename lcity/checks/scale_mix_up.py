"""A figure is about a thousand or a million times what it was last year, or what is usual.

Mostly thousands, millions or billions were typed where ones are asked for, or the other way round; or a
point for thousands was read as a decimal mark by Excel. Look at the unit of measure beside the question and
type the figure in that unit.
"""

from collections.abc import Iterator

import numpy as np

from lcity.collection import Collection
from lcity.model import Finding, Place, Text

VI = """Số liệu gấp hoặc chỉ bằng khoảng một phần nghìn, một phần triệu so với kỳ trước hoặc mức thường gặp.

Phần lớn do ghi theo nghìn, triệu, tỷ ở chỗ hỏi số đơn vị (hoặc ngược lại), hay Excel hiểu dấu chấm hàng
nghìn là dấu thập phân. Hãy xem đơn vị tính bên cạnh câu hỏi và ghi số theo đúng đơn vị đó.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}, {times} so với {against} ({expected}). Có thể nhầm đơn vị; ở đây tính bằng "
        "«{unit}». Hãy xem lại số và đơn vị tính."
    ),
    "en": (
        "«{title}» says {raw}, {times} {against} ({expected}). The unit may be mixed up; here it is "
        "«{unit}». Look at the figure and at its unit."
    ),
}
GOOD = [
    [{"spending": {"value": 1250, "previous": 1100}}],
    [{"spending": {"value": 1250, "previous": 110}}],
    [{"@unit": "A", "places": 13}, {"@unit": "A", "@previous": True, "places": 12}],
    [{"@unit": f"U{n}", "spending": 1000 + 50 * n} for n in range(12)],
    [{"@unit": f"U{n}", "spending": 1000 if n < 6 else 900_000} for n in range(7)],
]
BAD = [
    [{"spending": {"value": 1_250_000, "previous": 1100}}],
    [{"spending": {"value": 1.2, "previous": 1100}}],
    [{"@unit": "A", "population": 12}, {"@unit": "A", "@previous": True, "population": 12_100}],
    [{"@unit": f"U{n}", "spending": 1000 + 50 * n if n else 1_100_000} for n in range(12)],
    [{"@unit": f"U{n}", "pupils": 4000 + 100 * n if n else 4, "teachers": 200 + 5 * n} for n in range(12)],
]
AGAINST = {
    "past": Text({"vi": "kỳ trước", "en": "last year's figure"}),
    "peers": Text({"vi": "mức thường gặp ở các đơn vị khác", "en": "what is usual among the other units"}),
}
TIMES = {
    1e3: Text({"vi": "gấp khoảng 1.000 lần", "en": "about 1,000 times"}),
    1e6: Text({"vi": "gấp khoảng 1.000.000 lần", "en": "about 1,000,000 times"}),
    1e-3: Text({"vi": "chỉ bằng khoảng 1/1.000", "en": "about a thousandth of"}),
    1e-6: Text({"vi": "chỉ bằng khoảng 1/1.000.000", "en": "about a millionth of"}),
}


def look(round_: Collection) -> Iterator[Finding]:
    past, peers = round_.against_last_year, round_.against_peers
    mixed = ~np.isnan(past.scale)
    by_peers = ~np.isnan(peers.scale) & ~mixed
    for gap, chosen, against in ((past, mixed, "past"), (peers, by_peers, "peers")):
        for file, item in np.argwhere(chosen & (round_.rows >= 0)):
            row = round_.answers.record(int(round_.rows[file, item]))
            expected = float(f"{gap.expected[file, item]:.3g}")
            values = {
                "raw": row["raw"],
                "times": TIMES[float(gap.scale[file, item])],
                "against": AGAINST[against],
                "expected": expected,
            }
            yield Finding("scale-mix-up", Place(row["file"], row["sheet"], row["cell"]), row["item"], values)
