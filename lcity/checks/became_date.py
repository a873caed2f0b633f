"""A date stands where a figure belongs.

Excel turns 11/12 into 11 December (or 12 November) as soon as it is typed, and what was typed is gone.
Format the cell as text, or type an apostrophe first ('11/12), and type the figure again.
"""

from datetime import date

from lcity.answers import Answers, Hits

VI = """Ô cần ghi số liệu lại chứa ngày tháng.

Vừa gõ 11/12 là Excel đổi ngay thành ngày 11 tháng 12 (hoặc 12 tháng 11), không còn giữ nội dung đã gõ. Hãy
định dạng ô là văn bản (Text), hoặc gõ dấu nháy đơn phía trước ('11/12), rồi gõ lại số liệu.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» là ngày {raw}; có thể Excel đã đổi phân số như 11/12 thành ngày. Hãy định dạng ô là "
        "văn bản (Text) hoặc gõ dấu nháy đơn phía trước, ví dụ '11/12, rồi gõ lại."
    ),
    "en": (
        "«{title}» holds the date {raw}; Excel may have made it of a fraction such as 11/12. Format the "
        "cell as text, or type an apostrophe first, as in '11/12, and type the figure again."
    ),
}
GOOD = [{"1.1.1": "11/12"}, {"places": 46000}]
BAD = [
    {"1.1.1": date(2026, 12, 11)},
    {"places": date(2026, 5, 1)},
    {"1.1.1": {"previous": date(2026, 12, 11)}},
]


def find(answers: Answers) -> Hits:
    return answers.hits(answers.figures & answers.among("state", "date"))
