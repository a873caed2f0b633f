"""What the experts wrote as their verdict cannot be read.

The cell must say «Đạt», «Chưa đạt» or «Chờ đánh giá»; a reason may follow after a dash, or stand in the
column for reasons. Until then the indicator waits for the experts.
"""

from lcity.answers import Answers, Hits

VI = """Kết luận của chuyên gia chưa đọc được.

Ô này cần ghi «Đạt», «Chưa đạt» hoặc «Chờ đánh giá»; lý do có thể ghi tiếp sau dấu gạch hoặc ở cột lý do.
Khi chưa rõ, chỉ số vẫn coi là chờ chuyên gia.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "Kết luận «{raw}» cho «{title}» chưa rõ là đạt hay chưa đạt. Hãy ghi «Đạt», «Chưa đạt» hoặc «Chờ "
        "đánh giá»; lý do ghi ở cột lý do."
    ),
    "en": (
        "The verdict «{raw}» on «{title}» does not tell whether it is met. Type «Met», «Not met» or "
        "«Awaiting»; the reason goes into its column."
    ),
}
GOOD = [
    {"2.1.2": {"verdict": "Đạt - có đủ biên bản"}},
    {"2.1.2": {"verdict": "Chưa đạt"}},
    {"1.1.1": {"verdict": "Tạm"}},
]
BAD = [{"2.1.2": {"verdict": "Tạm được"}}, {"2.1.2": {"verdict": "Đạt/Chưa đạt"}}, {"2.1.2": {"verdict": 7}}]


def find(answers: Answers) -> Hits:
    verdicts = answers.among("role", "verdict") & answers.among("type", "rubric")
    return answers.hits(verdicts & answers.among("state", "unread"))
