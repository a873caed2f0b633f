"""Text stands where a number belongs.

One cell holds one number, written in digits: 1234 or 12,5. Approximations («khoảng 1.200»), ranges
(«20-30»), an «x», «Có», or a fraction such as «5/10» where one count is asked for, cannot be counted. Where
there is none, type 0; where nothing was collected, type «chưa có số liệu».
"""

from lcity.answers import Answers, Hits

VI = """Ô cần ghi số lại có chữ hoặc nội dung khác.

Mỗi ô ghi một con số bằng chữ số: 1234 hoặc 12,5. Số ước chừng («khoảng 1.200»), khoảng («20-30»), dấu «x»,
chữ «Có», hay phân số như «5/10» ở chỗ chỉ hỏi một số đếm đều không tính được. Nếu không có thì ghi 0; nếu
chưa thu thập thì ghi «chưa có số liệu».
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» ghi «{raw}», không phải một con số. Hãy ghi một số bằng chữ số; nếu không có thì ghi "
        "0, nếu chưa thu thập thì ghi «chưa có số liệu»."
    ),
    "en": (
        "«{title}» says «{raw}», which is not one number. Type one number in digits; where there is none, "
        "type 0; where nothing was collected, type «not collected»."
    ),
}
GOOD = [
    {"places": "12"},
    {"places": "12 điểm"},
    {"places": "-"},
    {"places": "chưa có số liệu"},
    {"plan": "Có"},
    {"1.1.1": "48/51"},
    {"1.1.1": "Đạt"},
    {"spending": "không áp dụng"},
]
BAD = [
    {"places": "x"},
    {"places": "Có"},
    {"places": True},
    {"places": "khoảng 20"},
    {"places": "20-30"},
    {"places": "5/10"},
    {"spending": "năm trăm"},
    {"1.1.1": "gần đủ"},
    {"1.1.1": {"previous": "Đạt"}},
]


def find(answers: Answers) -> Hits:
    # «Đạt» as the result of an indicator is an assertion, which another check looks at
    claimed = answers.among("role", "result") & answers.among("item", *answers.criteria.measured)
    worded = answers.among("state", "yes", "no") & ~claimed
    fraction = answers.among("type", "count", "number", "value") & answers.fraction
    wrong = answers.among("state", "unread") | worded | fraction
    return answers.hits(answers.figures & answers.numeric & wrong)
