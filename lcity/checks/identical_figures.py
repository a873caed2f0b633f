"""Two units have the same figures.

At least five counts are equal, with large ones among them, and hardly one differs. Mostly a file of another
unit was taken and only the name changed, or a file was saved under two names. Look whose figures they are.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from lcity.collection import Collection
from lcity.model import Finding, Place
from lcity.text import bare

VI = """Hai đơn vị có số liệu giống hệt nhau.

Ít nhất năm số đếm bằng nhau, trong đó có các số lớn, và hầu như không số nào khác. Phần lớn do lấy tệp của
đơn vị khác rồi chỉ sửa tên, hoặc một tệp được lưu bằng hai tên. Hãy xem số liệu này của đơn vị nào.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "{count}/{shared} số đếm giống hệt phiếu của «{twin}» (tệp {twin_file}). Hãy xem có lấy nhầm tệp "
        "của đơn vị khác không."
    ),
    "en": (
        "{count} of {shared} counts are the same as those of «{twin}» (file {twin_file}). See whether the "
        "file of another unit was taken."
    ),
}
SAME = {"population": 12_345, "population_15": 9_876, "literate_15": 9_701, "pupils": 1_234, "teachers": 77}
GOOD = [
    [{"@unit": "A", **SAME}, {"@unit": "B", **{item: n + 3 for item, n in SAME.items()}}],
    [{"@unit": "A", **SAME}, {"@unit": "B", "population": 12_345, "pupils": 1_234, "teachers": 77}],
    [
        {"@unit": unit, "places": 1, "communes": 1, "communes_centre": 1, "teachers": 12, "readers": 5}
        for unit in "AB"
    ],
    [{"@unit": "A", **SAME}, {"@unit": "A", **SAME}],
]
BAD = [
    [{"@unit": "A", **SAME}, {"@unit": "B", **SAME}],
    [{"@unit": "A", **SAME, "places": 3}, {"@unit": "B", **SAME, "places": 4}],
]
LEAST, LEAST_LARGE, LARGE, LEAST_SHARE = 5, 3, 20, 0.8
MOST_ALIKE = 50  # units with one and the same large count: then that count tells nothing


def look(round_: Collection) -> Iterator[Finding]:
    counts = np.where(round_.counted & (round_.figures > 0), round_.figures, np.nan)
    for one, two in sorted(_suspects(counts)):
        if bare(round_.returns[one].unit) == bare(round_.returns[two].unit):
            continue
        both = ~np.isnan(counts[one]) & ~np.isnan(counts[two])
        same = both & (counts[one] == counts[two])
        shared, equal = int(both.sum()), int(same.sum())
        if equal >= LEAST and equal >= LEAST_SHARE * shared:
            first = int(np.flatnonzero(same)[0])
            for own, other in ((one, two), (two, one)):
                row = round_.answers.record(int(round_.rows[own, first]))
                twin = round_.returns[other]
                values = {"count": equal, "shared": shared, "twin": twin.unit, "twin_file": twin.file}
                yield Finding("identical-figures", Place(row["file"], row["sheet"], row["cell"]), "", values)


def _suspects(counts: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Iterator[tuple[int, int]]:
    """Pairs of returns with several equal large counts: by sorting each item, not by trying all pairs."""
    pairs: Counter[tuple[int, int]] = Counter()
    for column in counts.T:
        large = np.flatnonzero(column >= LARGE)
        order = large[np.argsort(column[large], kind="stable")]
        for group in np.split(order, np.flatnonzero(np.diff(column[order])) + 1):
            if 1 < len(group) <= MOST_ALIKE:
                pairs.update(combinations(sorted(group.tolist()), 2))
    return (pair for pair, times in pairs.items() if times >= LEAST_LARGE)
