"""The experts give a verdict without a reason.

The verdict counts. But whoever reads the file later must see why: name the evidence they looked at and what
it shows, in the column for reasons or after a dash behind the verdict.
"""

import numpy as np

from lcity.answers import Answers, Hits

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


def find(answers: Answers) -> Hits:
    verdicts = answers.among("role", "verdict") & answers.among("type", "rubric")
    rows = np.flatnonzero(verdicts)
    rows = rows[np.array([_bare(raw) for raw in answers.texts("raw", rows)], dtype=bool)]
    if not rows.size:
        return Hits(rows)
    reasons = answers.frame[answers.among("role", "reason")]
    reasons = reasons[reasons["raw"].str.contains(r"\w", regex=True)]
    given = set(zip(reasons["file"], reasons["item"], strict=True))
    asked = zip(answers.texts("file", rows), answers.texts("item", rows), strict=True)
    return Hits(rows[np.array([key not in given for key in asked])])


def _bare(raw: str) -> bool:
    from lcity.vocabulary import vocabulary

    judged = vocabulary().judgement(raw)
    if judged is None or judged.outcome not in ("met", "not_met"):
        return False
    return not any(map(str.isalnum, judged.reason))
