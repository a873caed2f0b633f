"""The figure that others are divided by is 0.

Nothing can be divided by 0, so no percentage or rate comes of it. If the figure is not known yet, type
«chưa có số liệu»; if there is nobody whom the question is about, type «không áp dụng».
"""

from lcity.answers import Answers, Hits

VI = """Số dùng làm mẫu số lại bằng 0.

Không thể chia cho 0 nên không tính được tỷ lệ. Nếu chưa biết số liệu thì ghi «chưa có số liệu»; nếu không
có đối tượng nào thì ghi «không áp dụng».
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}: mẫu số bằng 0 nên không tính được tỷ lệ. Hãy ghi số đúng; nếu chưa biết thì "
        "ghi «chưa có số liệu», nếu không có đối tượng thì ghi «không áp dụng»."
    ),
    "en": (
        "«{title}» says {raw}: nothing can be divided by 0. Type the right figure; if it is not known, "
        "type «not collected»; if there is nobody it is about, type «not applicable»."
    ),
}
GOOD = [
    {"population": 1},
    {"population": "không áp dụng"},
    {"literate_15": 0},
    {"places": 0},
    {"1.1.1": "0/51"},
]
BAD = [
    {"population": 0},
    {"teachers": "0"},
    {"1.1.1": "5/0"},
    {"population_15": {"value": 10, "previous": 0}},
]


def find(answers: Answers) -> Hits:
    wholes = {i.measure.whole for i in answers.criteria.measured.values() if i.measure.whole}
    figure = answers.among("role", "figure", "previous") & answers.among("item", *wholes)
    figure &= (answers.value == 0) & answers.number & ~answers.fraction
    ratio = answers.figures & answers.among("type", "percent", "rate")
    return answers.hits(figure | (ratio & (answers.whole == 0)))
