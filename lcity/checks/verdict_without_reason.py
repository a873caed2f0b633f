"""The experts give a verdict without a reason.

The verdict counts. But whoever reads the file later must see why: name the evidence they looked at and what
it shows, in the column for reasons or after a dash behind the verdict.
"""

from typing import TYPE_CHECKING

from lcity.model import Criteria
from lcity.vocabulary import vocabulary

if TYPE_CHECKING:
    import pandas as pd

VI = """Chuyên gia kết luận nhưng không ghi lý do.

Kết luận vẫn được tính. Nhưng người đọc hồ sơ sau này cần biết vì sao: hãy ghi minh chứng đã xem và điều
minh chứng cho thấy, ở cột lý do hoặc sau dấu gạch tiếp theo kết luận.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": "Kết luận «{raw}» cho «{title}» chưa có lý do. Hãy ghi lý do và minh chứng đã xem ở cột lý do.",
    "en": (
        "The verdict «{raw}» on «{title}» has no reason. Type the reason and the evidence looked at in "
        "its column."
    ),
}
GOOD = [
    {"2.1.2": {"verdict": "Đạt", "reason": "Có đủ biên bản họp"}},
    {"2.1.2": {"verdict": "Chưa đạt: thiếu biên bản"}},
    {"2.1.2": {"verdict": "Chờ đánh giá"}},
]
BAD = [
    {"2.1.2": {"verdict": "Đạt"}},
    {"2.1.2": {"verdict": "Chưa đạt", "reason": "-"}},
    {"2.1.2": {"verdict": "Đạt -"}},
]


def find(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    import pandas as pd

    rows = answers[(answers["role"] == "verdict") & (answers["type"] == "rubric")]
    rows = rows[rows["raw"].isin([raw for raw in rows["raw"].unique() if _bare(raw)])]
    reasons = answers[(answers["role"] == "reason") & answers["raw"].str.contains(r"\w", regex=True)]
    same = ["file", "item"]
    given = pd.MultiIndex.from_frame(reasons[same])
    return rows[~pd.MultiIndex.from_frame(rows[same]).isin(given)]


def _bare(raw: str) -> bool:
    judged = vocabulary().judgement(raw)
    return (
        judged is not None
        and judged.outcome in ("met", "not_met")
        and not any(map(str.isalnum, judged.reason))
    )
