"""The return is of another period than the round.

The period is the one that was asked for with --period, else the one that most returns of the round name.
Where the figures are of this period, correct the line «Kỳ báo cáo»; else fill in those of this period.
"""

from collections import Counter
from collections.abc import Iterator

from lcity.collection import Collection
from lcity.model import Finding, Place

VI = """Phiếu của kỳ khác với đợt thu này.

Kỳ của đợt là kỳ ghi ở --period, nếu không thì là kỳ mà phần lớn các phiếu trong đợt ghi. Nếu số liệu đúng
là của kỳ này thì sửa dòng «Kỳ báo cáo»; nếu không thì điền số liệu của kỳ này.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "Phiếu ghi kỳ {found}, còn đợt này thu số liệu kỳ {wanted}. Hãy sửa dòng «Kỳ báo cáo», hoặc điền "
        "số liệu của kỳ {wanted}."
    ),
    "en": (
        "The return says period {found}, while this round collects {wanted}. Correct the line with the "
        "period, or fill in the figures of {wanted}."
    ),
}
GOOD = [
    [{"@period": "2025", "places": 3}],
    [{"@period": "2024", "places": 3}, {"@period": "2025", "places": 3}],
    [{"@period": p, "places": 3} for p in ("2025", "năm 2025", "", "2025")],
]
BAD = [[{"@period": p, "places": 3} for p in ("2025", "2025", "2024")]]
LEAST = 3  # returns that say a period, from which on most of them speak for the round


def look(round_: Collection) -> Iterator[Finding]:
    wanted = round_.period or _usual([one.period for one in round_.returns if one.period])
    for one in round_.returns:
        if wanted and one.period and one.period != wanted:
            yield Finding("wrong-period", Place(one.file), values={"found": one.period, "wanted": wanted})


def _usual(periods: list[str]) -> str:
    """What more than half of them say."""
    period, times = Counter(periods).most_common(1)[0] if periods else ("", 0)
    return period if len(periods) >= LEAST and times * 2 > len(periods) else ""
