"""A count or rate is below zero.

Nothing that is counted here can be negative. Often the minus sign is a dash that was meant as «none», or
the cell subtracts two others in the wrong order. Type the figure itself; where there is none, type 0.
"""

from lcity.answers import Answers, Hits

VI = """Số liệu nhỏ hơn 0.

Các số liệu ở đây đều là số đếm hoặc tỷ lệ nên không thể âm. Thường gặp khi gõ dấu gạch với ý «không có»,
hoặc công thức trừ ngược. Hãy ghi đúng số liệu; nếu không có thì ghi 0.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": "«{title}» ghi {raw}, nhỏ hơn 0. Cần số từ 0 trở lên; nếu không có thì ghi 0.",
    "en": (
        "«{title}» says {raw}, which is below 0. A figure of 0 or more is needed; where there is none, "
        "type 0."
    ),
}
GOOD = [{"places": "0"}, {"places": 12}]
BAD = [{"places": "-5"}, {"places": -5}]


def find(answers: Answers) -> Hits:
    below = (answers.value < 0) | (answers.part < 0) | (answers.whole < 0)
    return answers.hits(answers.figures & below)
