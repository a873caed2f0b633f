"""A cell shows an Excel error such as #DIV/0! or #REF! instead of a figure.

The formula in the cell divides by nothing, or points to cells or files that are gone. Correct the formula,
or type the figure itself.
"""

from lcity.answers import Answers, Hits

VI = """Ô hiện lỗi của Excel như #DIV/0! hoặc #REF! thay cho số liệu.

Công thức trong ô chia cho ô trống hoặc cho 0, hoặc trỏ tới ô hay tệp không còn nữa. Hãy sửa công thức hoặc
ghi thẳng số liệu.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» hiện lỗi {raw} của Excel thay cho số liệu. Hãy sửa công thức trong ô hoặc ghi thẳng số "
        "liệu."
    ),
    "en": (
        "«{title}» shows the Excel error {raw} instead of a figure. Correct the formula, or type the "
        "figure itself."
    ),
}
GOOD = [{"places": 12}, {"places": "-"}]
BAD = [
    {"places": "#DIV/0!"},
    {"1.1.1": "#REF!"},
    {"plan": "#N/A"},
    {"places": {"value": 5, "previous": "#VALUE!"}},
]


def find(answers: Answers) -> Hits:
    return answers.hits(answers.figures & answers.among("state", "error"))
